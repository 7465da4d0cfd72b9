//! What `wirewalk explain --json` writes is what docs/json.md says: its keys, its kinds, and what was said inside TLS.

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::path::Path;

use serde_json::Value;

use wirewalk::explain::{Told, explain};
use wirewalk::fernet::Key;
use wirewalk::recording::Secrets;
use wirewalk::recording::secrets::KeyLog;
use wirewalk::render::json;

/// The lines of frozen captures, each with all that opens it.
fn captures() -> Vec<Vec<Value>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/captures");
    ["lesson2", "lesson5", "early-data", "key-update"]
        .iter()
        .map(|name| {
            let path = folder.join(name).with_extension("pcapng");
            let keys = fs::read(path.with_extension("keys")).unwrap_or_default();
            let mut secrets = Secrets::none().with_key_log(KeyLog::parse(&keys).0);
            if let Ok(key) = fs::read_to_string(path.with_extension("key")) {
                secrets = secrets.with_fernet(Key::from_text(key.trim()).unwrap());
            }
            let mut lines = Vec::new();
            explain(&fs::read(path).unwrap()[..], &secrets, |told| {
                if let Told::Message(_, message) = told {
                    let mut line = Vec::new();
                    json::write_message(&mut line, &message).unwrap();
                    lines.push((message.is_inside(), serde_json::from_slice(&line).unwrap()));
                }
            })
            .unwrap();
            let inside = |message: &Value| message["sources"][0]["origin"]["kind"] == "joined";
            assert!(lines.iter().all(|(is_inside, message)| *is_inside == inside(message)));
            lines.into_iter().map(|(_, message)| message).collect()
        })
        .collect()
}

/// The keys of all objects, and the kinds of all origins.
fn words(json: &Value, keys: &mut BTreeSet<String>, kinds: &mut BTreeSet<String>) {
    match json {
        Value::Object(object) => object.iter().for_each(|(key, value)| {
            keys.insert(key.clone());
            if let (true, Some(kind)) = (key == "kind", value.as_str()) {
                kinds.insert(kind.to_owned());
            }
            words(value, keys, kinds);
        }),
        Value::Array(array) => array.iter().for_each(|value| words(value, keys, kinds)),
        _ => {}
    }
}

#[test]
fn every_key_and_every_kind_of_a_captures_messages_is_documented() {
    let documentation = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/json.md")).unwrap();
    let (mut keys, mut kinds) = (BTreeSet::new(), BTreeSet::new());
    captures().iter().flatten().for_each(|message| words(message, &mut keys, &mut kinds));
    assert!(keys.len() > 20 && kinds.len() >= 5, "{keys:?} {kinds:?}");
    let missing: Vec<_> = keys.iter().filter(|key| !documentation.contains(&format!("`{key}`"))).collect();
    assert!(missing.is_empty(), "docs/json.md says nothing of {missing:?}");
    let missing: Vec<_> = kinds.iter().filter(|kind| !documentation.contains(&format!("| `\"{kind}\"` |"))).collect();
    assert!(missing.is_empty(), "docs/json.md says nothing of the kinds {missing:?}");
}

#[test]
fn what_was_said_inside_tls_is_put_together_from_records_that_came_before_it() {
    let mut inside = 0;
    for messages in captures() {
        let mut records: HashMap<(u64, u64), &Value> = HashMap::new();
        for message in &messages {
            let number = |of: &Value, key: &str| of[key].as_u64().unwrap();
            let connection = number(message, "connection");
            let source = &message["sources"][0];
            if source["origin"]["kind"] == "joined" {
                let piece = |span: &Value| {
                    let record = records.get(&(connection, number(span, "message"))).expect("it came before");
                    assert_eq!(record["side"], message["side"]);
                    let opened = &record["sources"][number(span, "source") as usize];
                    assert_eq!(opened["origin"]["kind"], "decrypted");
                    let [start, end] = ["start", "end"].map(|key| 2 * number(span, key) as usize);
                    opened["hex"].as_str().unwrap()[start..end].to_owned()
                };
                let pieces: String = source["origin"]["spans"].as_array().unwrap().iter().map(piece).collect();
                assert_eq!(source["hex"], pieces);
                inside += 1;
            }
            records.insert((connection, number(message, "message")), message);
        }
    }
    assert!(inside > 20, "{inside}");
}
