//! NSS, the library of Firefox, as the judge of encrypted hellos: what its client and its server agree on, we must read.

use wirewalk::dissect::{Datum, Message, names, tiling};
use wirewalk::recording::secrets::KeyLog;
use wirewalk::recording::{Recording, Secrets};
use wirewalk_testing::captures::written;
use wirewalk_testing::ech::{COVER, EchKey, HIDDEN};
use wirewalk_testing::heard::Heard;
use wirewalk_testing::nss::Nss;

/// What is read of a recording with these lines of the key log.
fn heard(recording: &Recording, keys: &str, keep: impl Fn(&str) -> bool) -> Heard {
    let keys: String = keys.lines().filter(|line| keep(line)).map(|line| format!("{line}\n")).collect();
    let secrets = Secrets::none().with_key_log(KeyLog::parse(keys.as_bytes()).0);
    let heard = Heard::with(&written(&[recording]), &secrets);
    for message in &heard.messages {
        tiling::check(message).unwrap_or_else(|error| panic!("{}: {error}", message.index));
        let problem = message.walk().find(|field| field.problem.is_some());
        assert!(problem.is_none(), "{}: {problem:?}", message.index);
    }
    heard
}

fn find<'h>(heard: &'h Heard, id: &str) -> Option<(&'h Message, &'h wirewalk::dissect::Field)> {
    heard.messages.iter().find_map(|message| Some((message, message.find_id(id)?)))
}

/// What the last row of the table says leaked.
fn leaks(heard: &Heard) -> String {
    heard.summary.table(|_| 0).pop().expect("a row").swap_remove(3)
}

fn says(heard: &Heard, words: &str) -> bool {
    heard.messages.iter().flat_map(Message::walk).any(|f| f.value.meaning.as_deref().is_some_and(|m| m.contains(words)))
}

#[test]
fn what_firefoxs_library_hides_is_opened_and_its_acceptance_recomputed() {
    let Some(nss) = Nss::new() else { return };
    let key = EchKey::new(7);
    // The server takes another group than the one for which the client sends a share: it asks for another hello.
    for (server, client) in [(&[][..], &[][..]), (&["-I", "P384"], &["-I", "x25519,P384"])] {
        let list = Nss::with(&key);
        let (recording, keys) = nss.talk(&key, server, &[&[&["-N", &list][..], client].concat()]);
        let all = heard(&recording, &keys, |_| true);
        let (message, inner) = find(&all, "wirewalk.tls.ech.inner").expect("an inner hello");
        let name = inner.walk().find(|f| f.label.id == "tls.handshake.extensions_server_name").expect("a name");
        assert_eq!(message.bytes(&name.span), HIDDEN.as_bytes());
        assert!(inner.walk().any(|field| field.label.id == "tls.handshake.extensions_key_share_group"), "expanded");
        let (_, sign) = find(&all, "wirewalk.tls.ech.accept_confirmation").expect("a sign");
        assert_eq!(sign.value.datum, Datum::Flag(true));
        if !server.is_empty() {
            let (_, sign) = find(&all, "tls.ech.confirmation").expect("a sign in the HelloRetryRequest");
            assert_eq!(sign.value.datum, Datum::Flag(true));
        }
        assert!(says(&all, "both ends saw the same messages"), "Finished is of the inner hello");
        assert!(says(&all, "GET") || find(&all, "http.request.method").is_some());
        let told = format!("only a cover name: {COVER}; the name in the encrypted hello is {HIDDEN}");
        assert!(leaks(&all).contains(&told) && leaks(&all).contains("the server accepted it"), "{}", leaks(&all));
        // Without the lines of RFC 9850 §2.3, the secrets belong to no hello on the wire, and fit all the same.
        let orphans = heard(&recording, &keys, |line| !line.starts_with("ECH_"));
        assert!(find(&orphans, "http.request.method").is_some());
        assert!(find(&orphans, "wirewalk.tls.ech.inner_random").is_some());
        assert!(find(&orphans, "wirewalk.tls.ech.inner").is_none());
        let leaked = leaks(&orphans);
        assert!(
            leaked.contains(&format!("only a cover name: {COVER}")) && leaked.contains("the server accepted it"),
            "{leaked}"
        );
        // With these lines alone the hello is opened, and no record.
        let hello = heard(&recording, &keys, |line| line.starts_with("ECH_"));
        let row = hello.summary.table(|_| 0).pop().expect("a row");
        assert!(row[2].contains("not decrypted") && row[3].contains(&told), "{row:?}");
        let eve = heard(&recording, &keys, |_| false);
        let told = leaks(&eve);
        assert!(told.contains(COVER) && told.contains("a cover name if") && !told.contains(HIDDEN), "{told}");
    }
}

#[test]
fn a_key_that_the_server_has_no_more_is_refused_and_a_present_one_handed_out() {
    let Some(nss) = Nss::new() else { return };
    let (old, new) = (EchKey::new(7), EchKey::new(8));
    let (stale, fresh) = (Nss::with(&old), Nss::with(&new));
    let (recording, keys) = nss.talk(&new, &[], &[&["-N", &stale], &["-N", &fresh]]);
    let all = heard(&recording, &keys, |_| true);
    let (_, sign) = find(&all, "wirewalk.tls.ech.accept_confirmation").expect("a sign");
    assert_eq!(sign.value.datum, Datum::Flag(false));
    let (message, config) = find(&all, "tls.ech.echconfiglist").expect("the present keys");
    assert!(new.list.ends_with(message.bytes(&config.span)));
    let table = all.summary.table(|_| 0);
    let of_first = &table[1][3];
    assert!(of_first.contains(&format!("a cover name: {COVER}; the server did not accept")), "{of_first}");
    // The certificate of a server that refuses must be one for the cover name (RFC 9849 §6.1.7), which this one is.
    assert!(!table[1][2].contains("names"), "{}", table[1][2]);
    // Who has only the secrets of the first connection knows the key that was handed out there, and that the second hello names it.
    let random = keys.lines().find_map(|line| line.strip_prefix("SERVER_HANDSHAKE_TRAFFIC_SECRET ")).expect("a line");
    let random = random.split(' ').next().expect("a random").to_owned();
    let first = heard(&recording, &keys, |line| line.contains(&random));
    let told = leaks(&first);
    assert!(
        told.contains(&format!("only a cover name: {COVER}")) && told.contains("only the keys would show"),
        "{told}"
    );
}

#[test]
fn a_decoy_is_told_from_a_real_one_as_far_as_keys_allow() {
    let Some(nss) = Nss::new() else { return };
    let key = EchKey::new(7);
    let (recording, keys) = nss.talk(&key, &[], &[&["-i", "100"]]);
    let all = heard(&recording, &keys, |_| true);
    let told = leaks(&all);
    assert!(told.contains(&format!("the name in the outer hello: {HIDDEN}; the server did not accept")), "{told}");
    assert!(leaks(&heard(&recording, &keys, |_| false)).contains("a cover name if"));
    assert!(find(&all, "wirewalk.tls.ech.inner").is_none() && names::by_id("wirewalk.tls.ech.inner").is_some());
}
