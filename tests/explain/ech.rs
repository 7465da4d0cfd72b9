//! The name beside an encrypted hello, wherever a name is told: in the table, in what failed, in the ledger, at the field itself.

use std::collections::BTreeMap;

use wirewalk::claims::ledger;
use wirewalk::explain::summary::Summary;
use wirewalk::explain::{Account, Keeper, Told, explain};
use wirewalk::recording::Side::{Client, Server};
use wirewalk::recording::secrets::KeyLog;
use wirewalk::recording::{Recording, Secrets, Side, What};
use wirewalk::story::Seen;
use wirewalk_testing::captures::{connection, written};
use wirewalk_testing::ech::{COVER, EchKey, HIDDEN, answered, decoy, real, two};
use wirewalk_testing::tls_bytes::{client_hello, record};

/// All that is told of a connection: leaks, failures, the ledger's line about the server, the meanings of names.
struct All {
    leaks: String,
    failed: String,
    ledger: (Seen, String),
    meanings: Vec<String>,
}

fn told(said: Vec<(Side, What)>, secrets: &Secrets) -> All {
    let events = (1..).zip([(Client, What::Open)].into_iter().chain(said)).map(|(at, (side, what))| (at, side, what));
    let file = written(&[&Recording { connections: vec![connection(0, events)] }]);
    let (mut summary, mut meanings) = (Summary::default(), Vec::new());
    let mut keeper = Keeper::new(vec!["test".to_owned()], true);
    let read = |secrets: &Secrets, tell: &mut dyn FnMut(Told)| explain(&file[..], secrets, tell).expect("a capture");
    read(secrets, &mut |told| {
        summary.note(&told);
        if let Told::Message(_, message) = &told {
            let names = message.walk().filter(|field| field.label.id == "tls.handshake.extensions_server_name");
            meanings.extend(names.filter_map(|field| field.value.meaning.as_deref().map(str::to_owned)));
        }
        keeper.note(told, true);
    });
    read(&Secrets::none(), &mut |told| keeper.as_eve(told, true));
    let failures: BTreeMap<u32, _> = summary.failures().collect();
    let failed = failures.into_values().map(|f| format!("{}: {} {}", f.what, f.tried.join(" "), f.remedy)).collect();
    let transcript = keeper.transcript(&Account::default(), secrets, &[], |_| 0);
    let row = ledger(&transcript, 0, 0).into_iter().find(|row| row.what == "which server is meant").expect("a line");
    let leaks = summary.table(|_| 0).remove(1).remove(3);
    All { leaks, failed, ledger: (row.seen, row.evidence), meanings }
}

/// A hello that asks for this name, with something that looks like an encrypted one.
fn hello(name: &str) -> Vec<u8> {
    let ech = [&[0, 0, 1, 0, 1, 7, 0, 32][..], &[9; 32], &[0, 64], &[8; 64]].concat();
    client_hello(name, &[&[0xfe, 0x0d][..], &two(&ech), &ech].concat())
}

fn bytes(bytes: impl Into<Vec<u8>>) -> What {
    What::Bytes(bytes.into().into())
}

#[test]
fn a_name_that_only_covers_others_is_said_to_be_one_and_any_other_may_be() {
    let unrecognized = record(21, &[2, 112]);
    let said = |name: &str| {
        let said = vec![(Client, bytes(hello(name))), (Server, bytes(unrecognized.clone())), (Server, What::HalfClose)];
        told(said, &Secrets::none())
    };
    let cover = said("cloudflare-ech.com");
    assert!(cover.leaks.starts_with("only a cover name: cloudflare-ech.com"), "{}", cover.leaks);
    assert!(
        cover.failed.contains("a name in the encrypted hello (the cover name is cloudflare-ech.com)"),
        "{}",
        cover.failed
    );
    assert_eq!(cover.ledger.0, Seen::Hidden, "{}", cover.ledger.1);
    let other = said("example.test");
    assert!(other.leaks.contains("example.test, a cover name if"), "{}", other.leaks);
    assert!(other.failed.contains("example.test, or for a name in the encrypted hello"), "{}", other.failed);
    assert!(other.ledger.0 == Seen::Leaks && other.ledger.1.contains("a cover name if"), "{}", other.ledger.1);
    for all in [&cover, &other] {
        assert!(all.meanings.iter().all(|meaning| meaning.contains("cover name")), "{:?}", all.meanings);
    }
}

#[test]
fn what_the_server_says_to_keys_settles_which_name_is_meant() {
    for (mode, keys) in [(real(&EchKey::new(1)), true), (decoy(), true), (real(&EchKey::new(2)), false)] {
        let (events, log) = answered(mode);
        let said = events.into_iter().map(|event| (event.side, event.what)).collect();
        let log = if keys { log } else { KeyLog::new() };
        let all = told(said, &Secrets::none().with_key_log(log));
        match keys {
            true => assert!(all.leaks.contains("the server did not accept the encrypted hello"), "{}", all.leaks),
            false => assert!(all.leaks.contains("a cover name if"), "{}", all.leaks),
        }
        assert_eq!(all.ledger.0, if keys { Seen::Read } else { Seen::Leaks });
        assert!(all.leaks.contains(COVER) != all.leaks.contains(HIDDEN), "{}", all.leaks);
    }
}

#[test]
fn an_older_version_cannot_accept_an_encrypted_hello() {
    let answer = wirewalk_testing::tls_bytes::server_hello([3, 3], 0xc02f);
    let all = told(vec![(Client, bytes(hello("example.test"))), (Server, bytes(answer))], &Secrets::none());
    assert!(
        all.leaks.contains("the name in the outer hello: example.test; the server did not accept"),
        "{}",
        all.leaks
    );
    assert_eq!(all.ledger.0, Seen::Read);
}
