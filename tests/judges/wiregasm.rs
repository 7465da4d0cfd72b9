//! Wireshark 4.4 as WebAssembly as the judge of what Debian's tshark does not know: encrypted hellos, and JA4.

use std::collections::HashMap;
use std::fs;

use wirewalk::dissect::{Message, dissect};
use wirewalk::explain::explain;
use wirewalk::explain::fingerprint::Fingerprints;
use wirewalk::recording::secrets::KeyLog;
use wirewalk::recording::{Secrets, capture};
use wirewalk_testing::captures::written;
use wirewalk_testing::ech::EchKey;
use wirewalk_testing::nss::Nss;
use wirewalk_testing::{outside, wiregasm};

/// The captures: two ends that speak with an encrypted hello, one of a browser's, and those with JA4's own answers.
fn captures() -> Option<Vec<(String, Vec<u8>, String)>> {
    let (nss, vectors) = (Nss::new()?, outside::vectors()?);
    let key = EchKey::new(9);
    let list = Nss::with(&key);
    let mut all = Vec::new();
    for (name, server, client) in [("accepted", &[][..], &[][..]), ("retried", &["-I", "P384"], &["-I", "x25519,P384"])]
    {
        let (recording, keys) = nss.talk(&key, server, &[&[&["-N", &list][..], client].concat()]);
        all.push((name.to_owned(), written(&[&recording]), keys));
    }
    for name in ["../reports/ech.pcap", "ja4/badcurveball.pcap", "ja4/browsers-x509.pcapng", "ja4/tls-alpn-h2.pcap"] {
        match fs::read(vectors.join(name)) {
            Ok(file) => all.push((name.to_owned(), file, String::new())),
            Err(error) => outside::missing(&format!("{name}: {error}"))?,
        }
    }
    Some(all)
}

#[test]
fn encrypted_hellos_are_taken_apart_as_wireshark_takes_them_apart() {
    let Some(captures) = captures() else { return };
    let (mut hellos, mut all) = (0, 0);
    for (name, file, keys) in captures {
        let Some(theirs) = wiregasm::fields(&file, &keys, &["tls.ech.", "tls.handshake."]) else { return };
        let secrets = Secrets::none().with_key_log(KeyLog::parse(keys.as_bytes()).0);
        let recording = capture::read(&file[..]).expect("a capture").recording;
        let messages: Vec<Message> = dissect(&recording, &secrets).collect();
        let mut ours: HashMap<(&str, Vec<u8>), usize> = HashMap::new();
        for message in &messages {
            for field in message.walk() {
                *ours.entry((field.label.id, message.bytes(&field.span).to_vec())).or_default() += 1;
            }
        }
        let leaves = theirs.iter().filter(|field| field.leaf && !field.bytes.is_empty());
        let missing: Vec<_> = leaves
            .inspect(|field| {
                all += 1;
                hellos += usize::from(field.name.starts_with("tls.ech."));
            })
            .filter(|field| match ours.get_mut(&(field.name.as_str(), field.bytes.clone())) {
                Some(left @ 1..) => {
                    *left -= 1;
                    false
                }
                _ => true,
            })
            .map(|field| format!("packet {}: {} {}, {} bytes", field.packet, field.name, field.show, field.bytes.len()))
            .collect();
        println!("{name}: {} of {} fields", theirs.len() - missing.len(), theirs.len());
        assert!(missing.is_empty(), "{name}: {missing:#?}");
    }
    println!("{all} leaves of handshakes, {hellos} of encrypted hellos");
    assert!(hellos >= 30 && all >= 1000, "{hellos} {all}");
}

#[test]
fn ja4_is_what_wireshark_computes() {
    let Some(captures) = captures() else { return };
    let mut compared = 0;
    for (name, file, _) in captures {
        let Some(theirs) = wiregasm::fields(&file, "", &["tls.handshake.ja4"]) else { return };
        let (mut all, mut ours) = (Fingerprints::default(), Vec::new());
        explain(&file[..], &Secrets::none(), |told| {
            ours.extend(all.note(&told).map(|(_, one)| [one.ja4.value.clone(), one.ja4.raw.clone()]));
        })
        .expect("a capture");
        let theirs: Vec<&str> = theirs.iter().map(|field| field.show.as_str()).collect();
        for values in ours {
            for value in values {
                assert!(theirs.contains(&value.as_str()), "{name}: {value} is none of {theirs:#?}");
                compared += 1;
            }
        }
    }
    println!("{compared} values");
    assert!(compared >= 16, "{compared}");
}

/// In QUIC they begin with a q.
#[test]
fn ja4_of_hellos_in_quic_is_what_wireshark_computes() {
    let Some(vectors) = outside::vectors() else { return };
    for name in ["quic/ill-quic.pcap", "quic/quic-secrets.pcapng"] {
        let file = fs::read(vectors.join(name)).expect("a capture");
        let Some(theirs) = wiregasm::fields(&file, "", &["tls.handshake.ja4"]) else { return };
        let (mut all, mut ours) = (Fingerprints::default(), Vec::new());
        explain(&file[..], &Secrets::none(), |told| {
            ours.extend(all.note(&told).map(|(_, one)| one).filter(|one| one.over_quic).map(|one| one.ja4.value));
        })
        .expect("a capture");
        let theirs: Vec<&str> = theirs.iter().map(|field| field.show.as_str()).collect();
        assert_eq!(ours.len(), 1, "{name}");
        assert!(ours.iter().all(|value| theirs.contains(&value.as_str())), "{name}: {ours:?} is none of {theirs:?}");
    }
}
