//! C2SP's x509-limbo, case by case: what we say is written down in `limbo.tsv`, with the reason wherever limbo says otherwise.
//!
//! Its columns: the case, our verdict (`refused`; `noted`: accepted, and something noted; `accepted`), the reason.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;

use flate2::read::GzDecoder;
use serde_json::Value;
use wirewalk::pki::{Name, pem};
use wirewalk::verify::{Question, Role, verify};
use wirewalk_testing::{outside, root};

/// When cases are judged that name no time: any time does at which their certificates hold.
const NOW: u64 = 1_796_000_000;

struct Row {
    verdict: String,
    reason: String,
}

fn table() -> BTreeMap<String, Row> {
    let text = fs::read_to_string(root().join("tests/dissection/limbo.tsv")).expect("the table");
    let rows = text.lines().map(|line| {
        let columns: Vec<&str> = line.split('\t').collect();
        let [id, verdict, reason] = columns[..] else { panic!("three columns: {line:?}") };
        (id.to_owned(), Row { verdict: verdict.to_owned(), reason: reason.to_owned() })
    });
    let table: BTreeMap<_, _> = rows.collect();
    assert_eq!(table.len(), text.lines().count(), "a case stands there twice");
    table
}

fn ders(value: &Value) -> Vec<Vec<u8>> {
    let texts = value.as_array().expect("a list").iter().map(|text| text.as_str().expect("PEM"));
    texts.flat_map(|text| pem::blocks(text).expect("PEM")).map(|block| block.der.to_vec()).collect()
}

/// The last whole second before the case's time: certificates know no others.
fn seconds(value: &Value) -> u64 {
    let Some(text) = value.as_str() else { return NOW };
    let time = humantime::parse_rfc3339_weak(text.split(['+', '.']).next().expect("a part")).expect("a time");
    time.duration_since(std::time::UNIX_EPOCH).expect("after 1970").as_secs()
}

/// Our verdict, and what refused.
fn judged(case: &Value) -> (&'static str, String) {
    // A server that is asked for by no name is asked for by one that nobody has.
    let asked = case["expected_peer_name"]["value"].as_str().unwrap_or("nobody.invalid");
    let name: Name = match asked.parse() {
        Ok(name) => name,
        Err(why) => return ("refused", format!("{why}")),
    };
    let role = if case["validation_kind"] == "CLIENT" { Role::Client } else { Role::Server(&name) };
    let certificate = ders(&Value::Array(vec![case["peer_certificate"].clone()])).remove(0);
    let [untrusted, roots, lists] = ["untrusted_intermediates", "trusted_certs", "crls"].map(|list| ders(&case[list]));
    let at = seconds(&case["validation_time"]);
    let verdict = verify(&Question {
        certificate: &certificate,
        untrusted: &untrusted,
        roots: &roots,
        role,
        lists: &lists,
        at,
        crypto: Default::default(),
    });
    let word = match (verdict.held(), verdict.flawless()) {
        (false, _) => "refused",
        (true, false) => "noted",
        (true, true) => "accepted",
    };
    (word, verdict.checks.iter().map(|check| format!("\n    {check}")).collect())
}

#[test]
fn each_case_of_x509_limbo_is_judged_as_written_down() {
    let table = table();
    let Some(vectors) = outside::vectors() else { return };
    let Ok(file) = fs::File::open(vectors.join("limbo/limbo.json.gz")) else {
        return outside::missing("no x509-limbo among the vectors").unwrap_or_default();
    };
    let mut text = String::new();
    GzDecoder::new(file).read_to_string(&mut text).expect("gzip");
    let limbo: Value = serde_json::from_str(&text).expect("JSON");
    let cases = limbo["testcases"].as_array().expect("cases");
    assert!(cases.len() >= 194, "{} cases", cases.len());
    let mut wrong = String::new();
    for case in cases {
        let id = case["id"].as_str().expect("an id");
        let (verdict, why) = judged(case);
        let Some(row) = table.get(id) else {
            wrong += &format!("{id} is not in the table; we say: {verdict}{why}\n");
            continue;
        };
        if row.verdict != verdict {
            wrong += &format!("{id}: the table says {}, we say {verdict}{why}\n", row.verdict);
        }
        let deviates = (case["expected_result"] == "SUCCESS") != (verdict != "refused");
        if deviates == row.reason.is_empty() {
            wrong += &format!("{id}: limbo says {}, and the reason is {:?}\n", case["expected_result"], row.reason);
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// What may not become more: those accepted that limbo refuses, without a word and with one; those refused that limbo accepts.
#[test]
fn deviations_have_reasons_and_become_no_more() {
    let table = table();
    let count = |word: &str| table.values().filter(|row| row.verdict == word && !row.reason.is_empty()).count();
    assert_eq!([count("accepted"), count("noted"), count("refused")], [21, 17, 10]);
    assert!(table.values().all(|row| ["accepted", "noted", "refused"].contains(&row.verdict.as_str())));
}
