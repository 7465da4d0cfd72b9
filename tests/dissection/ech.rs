//! Encrypted ClientHello: opened with the lines of a key log, the server's sign recomputed, whatever was changed or cut.

use hkdf::Hkdf;
use rustls::crypto::hpke::HpkePublicKey;
use sha2::{Digest, Sha256};
use wirewalk::dissect::{Datum, Field, Message};
use wirewalk::recording::secrets::KeyLog;
use wirewalk::recording::{Secrets, Side, WireEvent};
use wirewalk_dissect::crypto::{AwsLc, Crypto, RustCrypto};
use wirewalk_dissect::facts::{Asked, Facts};
use wirewalk_dissect::schedule::hpke::{HpkeContext, HpkeSuite};
use wirewalk_testing::ech::{COVER, EchKey, HIDDEN, answered, decoy, hello, hpke, real, two};
use wirewalk_testing::tls_bytes::handshake;
use wirewalk_testing::wire::{c, messages_with, s};

fn unhex(digits: &str) -> Vec<u8> {
    (0..digits.len()).step_by(2).map(|at| u8::from_str_radix(&digits[at..at + 2], 16).expect("digits")).collect()
}

#[test]
fn hpke_opens_what_its_standard_sealed_with_either_backend() {
    // RFC 9180, A.1.1: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-128-GCM, base mode.
    let shared = unhex("fe0e18c9f024ce43799ae393c7e8fe8fce9d218875e8227b0187c04e7d2ea1fc");
    let suite = HpkeSuite { kem: 0x20, kdf: 1, aead: 1 };
    let context =
        HpkeContext::new(suite, &shared, &unhex("4f6465206f6e2061204772656369616e2055726e")).expect("a suite");
    assert_eq!(*context.key, unhex("4531685d41d65f03dc48f6b8302c05b0"));
    assert_eq!(*context.base_nonce, unhex("56d890e5accaaf011cff4b7d"));
    let sealed = [
        "f938558b5d72f1a23810b4be2ab4f84331acc02fc97babc53a52ae8218a355a96d8770ac83d07bea87e13c512a",
        "af2d7e9ac9ae7e270f46ba1f975be53c09f8d875bdc8535458c2494e8a6eab251c03d0c22a56b8ca42c2063b84",
    ];
    for crypto in [&AwsLc as &dyn Crypto, &RustCrypto] {
        for (number, sealed) in sealed.iter().enumerate() {
            let (aad, mut sealed) = (format!("Count-{number}"), unhex(sealed));
            let opened = context.open(crypto, number as u64, aad.as_bytes(), &sealed);
            assert_eq!(opened.as_deref(), Some(&b"Beauty is truth, truth beauty"[..]));
            assert_eq!(context.open(crypto, number as u64 + 1, aad.as_bytes(), &sealed), None);
            sealed[0] ^= 1;
            assert_eq!(context.open(crypto, number as u64, aad.as_bytes(), &sealed), None);
        }
    }
    assert!(HpkeContext::new(HpkeSuite { kdf: 9, ..suite }, &shared, &[]).is_none());
}

fn find<'m>(messages: &'m [Message], id: &str) -> Option<(&'m Message, &'m Field)> {
    messages.iter().find_map(|message| Some((message, message.find_id(id)?)))
}

/// The lines of a key log for the hello that these events begin with.
fn lines(key: &EchKey, events: &[WireEvent]) -> KeyLog {
    let eve = messages_with(events, &Secrets::none());
    let bytes = |id: &str| find(&eve, id).map(|(message, field)| message.bytes(&field.span).to_vec()).expect("a hello");
    let random = bytes("tls.handshake.random").try_into().expect("32 bytes");
    let mut log = KeyLog::new();
    log.push("ECH_SECRET", random, &key.shared_secret(&bytes("tls.ech.enc")));
    log.push("ECH_CONFIG", random, key.config());
    log
}

#[test]
fn a_real_hello_is_opened_and_that_the_server_refused_it_is_recomputed() {
    let key = EchKey::new(3);
    let (events, log) = answered(real(&key));
    let mut all = log;
    all.append(lines(&key, &events));
    for crypto in [&AwsLc as &'static dyn Crypto, &RustCrypto] {
        let messages = messages_with(&events, &Secrets::none().over(crypto).with_key_log(all.clone()));
        let (message, inner) = find(&messages, "wirewalk.tls.ech.inner").expect("opened");
        let named = |id: &str| inner.walk().filter(|field| field.label.id == id).collect::<Vec<_>>();
        let names = named("tls.handshake.extensions_server_name");
        assert_eq!(names.iter().map(|f| message.bytes(&f.span)).collect::<Vec<_>>(), [HIDDEN.as_bytes()]);
        assert!(named("wirewalk.tls.ech.outer_extension").is_empty(), "what it takes over stands in its place");
        let (_, sign) = find(&messages, "wirewalk.tls.ech.accept_confirmation").expect("a sign");
        assert_eq!(sign.value.datum, Datum::Flag(false));
        let problems = messages.iter().flat_map(Message::walk).filter(|field| field.problem.is_some());
        assert_eq!(problems.count(), 0);
        let facts = Facts::of(&messages);
        assert_eq!((facts.accepts_inner(), facts.is_real_inner()), (Some(false), Some(true)));
        assert_eq!(facts.asked(), Asked::Clear(COVER), "the server answers for the cover name");
    }
    let eve = Facts::of(&messages_with(&events, &Secrets::none()));
    assert_eq!((eve.accepts_inner(), eve.is_real_inner(), eve.asked()), (None, None, Asked::Undecided));
}

#[test]
fn a_decoy_stays_undecided_until_keys_open_what_the_server_says() {
    let (events, log) = answered(decoy());
    let eve = Facts::of(&messages_with(&events, &Secrets::none()));
    assert_eq!((eve.accepts_inner(), eve.is_real_inner(), eve.asked()), (None, None, Asked::Undecided));
    let heard = Facts::of(&messages_with(&events, &Secrets::none().with_key_log(log)));
    assert_eq!((heard.accepts_inner(), heard.asked()), (Some(false), Asked::Clear(HIDDEN)));
}

/// A ServerHello of TLS 1.3 whose random ends so.
fn server_hello(session_id: &[u8], sign: &[u8]) -> Vec<u8> {
    let extensions = [&[0, 43, 0, 2, 3, 4, 0, 51, 0, 36, 0, 29, 0, 32][..], &[5; 32]].concat();
    let random = [&[8; 24][..], sign].concat();
    let parts =
        [&[3, 3][..], &random, &[session_id.len() as u8], session_id, &[0x13, 1, 0], &two(&extensions), &extensions];
    handshake(2, &parts.concat())
}

/// RFC 9849 §7.2, by the library of lesson 3.
fn sign(inner: &[u8], server_hello: &[u8]) -> [u8; 8] {
    let transcript = Sha256::digest([inner, &server_hello[5..]].concat());
    let label = b"tls13 ech accept confirmation";
    let info = [&[0, 8, label.len() as u8][..], label, &[32], &transcript].concat();
    let mut sign = [0; 8];
    Hkdf::<Sha256>::new(Some(&[0; 32]), &inner[6..38]).expand(&info, &mut sign).expect("eight bytes");
    sign
}

#[test]
fn the_sign_of_a_server_that_accepts_is_known_by_its_last_bit() {
    let key = EchKey::new(3);
    let hello = hello(real(&key));
    let events = [c(&hello)];
    let secrets = Secrets::none().with_key_log(lines(&key, &events));
    let opened = messages_with(&events, &secrets);
    let (message, inner) = find(&opened, "wirewalk.tls.ech.inner").expect("opened");
    let (_, id) = find(&opened, "tls.handshake.session_id").expect("a session id");
    let session_id = message.bytes(&id.span);
    let right = sign(message.bytes(&inner.span), &server_hello(session_id, &[0; 8]));
    for (changed, accepted) in [(0, true), (1, false), (0x80, false)] {
        let mut sign = right;
        sign[7] ^= changed;
        let messages = messages_with(&[c(&hello), s(server_hello(session_id, &sign))], &secrets);
        let (_, field) = find(&messages, "wirewalk.tls.ech.accept_confirmation").expect("a sign");
        assert_eq!(field.value.datum, Datum::Flag(accepted));
        let facts = Facts::of(&messages);
        assert_eq!(facts.accepts_inner(), Some(accepted));
        assert_eq!(facts.asked(), if accepted { Asked::Inner(Some(HIDDEN)) } else { Asked::Clear(COVER) });
    }
}

#[test]
fn every_changed_byte_and_every_cut_leaves_a_tree_that_tiles() {
    let key = EchKey::new(3);
    let (events, mut log) = answered(real(&key));
    log.append(lines(&key, &events));
    let secrets = Secrets::none().with_key_log(log);
    let wirewalk::recording::What::Bytes(hello) = &events[0].what else { panic!("a hello") };
    let opened = messages_with(&events, &secrets);
    let (_, payload) = find(&opened, "tls.ech.payload").expect("a payload");
    for at in 0..hello.len() {
        let mut changed = hello.to_vec();
        changed[at] ^= 0x11;
        let messages = messages_with(&[c(&changed), events[1].clone()], &secrets);
        let is_open = find(&messages, "wirewalk.tls.ech.inner").is_some();
        // All of the hello is authenticated; without its header, that is.
        assert!(!is_open || at < 9, "byte {at} was changed, and it opened");
        if payload.span.range.contains(&at) {
            let problem = find(&messages, "tls.ech.payload").and_then(|(_, field)| field.problem.as_ref());
            assert!(problem.is_some_and(|problem| problem.0.contains("do not decrypt it")), "byte {at}: {problem:?}");
        }
        if at % 7 == 0 {
            messages_with(&[c(&hello[..at])], &secrets);
        }
    }
}

/// A hello with this inner one in it, sealed by rustls, and its secrets.
fn sealed(key: &EchKey, inner: &[u8]) -> (Vec<u8>, Secrets) {
    let config = key.config();
    let public = HpkePublicKey(config[9..41].to_vec());
    let info = [b"tls ech\0", config].concat();
    let (enc, mut sealer) = hpke().setup_sealer(&info, &public).expect("a key");
    let name = [&[0, 14, 0, 0, 11][..], COVER.as_bytes()].concat();
    let outer = |payload: &[u8]| {
        let ech = [&[0, 0, 1, 0, 1, 3, 0, 32][..], &enc.0, &two(payload), payload].concat();
        let list = [(0u16, name.clone()), (43, vec![2, 3, 4]), (0xfe0d, ech)];
        let list: Vec<u8> =
            list.iter().flat_map(|(kind, data)| [&kind.to_be_bytes()[..], &two(data), data].concat()).collect();
        [&[3, 3][..], &[7; 32], &[0, 0, 2, 0x13, 1, 1, 0], &two(&list), &list].concat()
    };
    let sealed = sealer.seal(&outer(&vec![0; inner.len() + 16]), inner).expect("sealed");
    let mut log = KeyLog::new();
    log.push("ECH_SECRET", [7; 32], &key.shared_secret(&enc.0));
    log.push("ECH_CONFIG", [7; 32], config);
    (handshake(1, &outer(&sealed)), Secrets::none().with_key_log(log))
}

#[test]
fn an_inner_hello_that_takes_over_what_is_not_there_is_a_problem() {
    let key = EchKey::new(3);
    let inner = |list: &[u8], padding: usize| {
        [&[3, 3][..], &[6; 32], &[0, 0, 2, 0x13, 1, 1, 0], &two(list), list, &vec![0; padding]].concat()
    };
    let takes = |kinds: &[u8]| [&[0xfd, 0, 0, 1 + kinds.len() as u8, kinds.len() as u8][..], kinds].concat();
    for (encoded, problem) in [
        (inner(&takes(&[0, 43]), 9), None),
        (inner(&takes(&[0, 0, 0, 43]), 0), None),
        // Each once, and in the order of the outer hello.
        (inner(&takes(&[0, 43, 0, 0]), 0), Some("copies something")),
        (inner(&takes(&[0, 43, 0, 43]), 0), Some("copies something")),
        (inner(&takes(&[0xfe, 0x0d]), 0), Some("copies something")),
        (inner(&takes(&[0, 51]), 0), Some("copies something")),
        (b"not a hello".to_vec(), Some("not a hello")),
        (Vec::new(), Some("not a hello")),
    ] {
        let (hello, secrets) = sealed(&key, &encoded);
        let messages = messages_with(&[c(hello)], &secrets);
        let (_, payload) = find(&messages, "tls.ech.payload").expect("a payload");
        let said = payload.problem.as_ref().map(|problem| problem.0.as_ref()).unwrap_or_default();
        assert!(problem.is_none_or(|words| said.contains(words)) && problem.is_some() != said.is_empty(), "{said}");
        assert_eq!(find(&messages, "wirewalk.tls.ech.inner").is_some(), problem.is_none());
        assert!(messages.iter().all(|message| message.side == Side::Client));
    }
}
