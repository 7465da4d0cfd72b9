//! Handshake messages, extensions and alerts, to the last byte: the messages of RFC 8448, and such as are built here.

use wirewalk::dissect::{Datum, Field, Message, Origin};
use wirewalk::recording::{What, WireEvent};
use wirewalk_testing::rfc8448::*;
use wirewalk_testing::tls_bytes::vector;
use wirewalk_testing::wire::*;

/// The bytes that pairs of hexadecimal digits stand for; blanks are skipped.
fn hex(digits: &str) -> Vec<u8> {
    let digits: Vec<u8> = digits.bytes().filter(|d| !d.is_ascii_whitespace()).collect();
    let pair = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap();
    digits.chunks(2).map(pair).collect()
}

/// A handshake message with its header.
fn message(kind: u8, body: impl AsRef<[u8]>) -> Vec<u8> {
    [vec![kind], vector(3, body)].concat()
}

/// Records of this content type: as many as it takes.
fn records(kind: u8, content: &[u8]) -> Vec<u8> {
    content.chunks(16_384).flat_map(|c| [vec![kind, 3, 3], vector(2, c)].concat()).collect()
}

/// An extension.
fn extension(number: u16, data: impl AsRef<[u8]>) -> Vec<u8> {
    [number.to_be_bytes().to_vec(), vector(2, data)].concat()
}

/// A ClientHello with these extensions.
fn client_hello(extensions: &[u8]) -> Vec<u8> {
    let head = hex("0303 00000000111111111111111111111111111111111111111111111111 11111111 00 0004 13010a0a 01 00");
    message(1, [head, vector(2, extensions)].concat())
}

/// A ServerHello that chooses this version and suite, with these extensions besides.
fn server_hello(version: u16, suite: u16, extensions: &[u8]) -> Vec<u8> {
    let random = [7; 32];
    let versions = if version > 0x0303 { extension(43, version.to_be_bytes()) } else { vec![] };
    let extensions = vector(2, [versions, extensions.to_vec()].concat());
    let legacy = version.min(0x0303).to_be_bytes();
    message(2, [&legacy[..], &random, &[0], &suite.to_be_bytes(), &[0], &extensions].concat())
}

/// What is said after a ServerHello of this version and suite.
fn after(version: u16, suite: u16, from_server: bool, said: &[u8]) -> Vec<WireEvent> {
    let client = c(records(22, &client_hello(&[])));
    let server = s(records(22, &server_hello(version, suite, &[])));
    let said = records(22, said);
    vec![client, server, if from_server { s(said) } else { c(said) }]
}

/// A P-256 signature of a handshake, with its scheme before it.
fn signature() -> Vec<u8> {
    [&[4, 3][..], &vector(2, [9; 70])].concat()
}

/// Every extension that is known, with data of the right form.
fn all_extensions() -> Vec<u8> {
    let share = |group: u16, len: usize| [group.to_be_bytes().to_vec(), vector(2, vec![5; len])].concat();
    let shares = [share(0x1a1a, 1), share(4588, 1216), share(29, 32), share(4587, 1249), share(23, 65)].concat();
    let ticket = [vector(2, [6; 40]), vec![0, 0, 1, 2]].concat();
    let binders = vector(1, [7; 32]);
    let ech = [hex("00 0001 0001 2a"), vector(2, [1; 32]), vector(2, [2; 144])].concat();
    let quic = hex("01 04 80007530 03 02 45c0 0f 00 0b 01 19 1b 02 abcd 4752 04 00000001");
    [
        extension(0x2a2a, []),
        extension(0, vector(2, hex("00 0009 6c6f63616c686f7374"))),
        extension(1, [4]),
        extension(5, [1, 0, 0, 0, 0]),
        extension(9, [1, 0]),
        extension(10, vector(2, hex("3a3a 11ec 001d 0017 0100"))),
        extension(11, vector(1, [0, 1, 2])),
        extension(12, vector(1, "bob")),
        extension(13, vector(2, hex("4a4a 0403 0804 0201 0905 0302"))),
        extension(14, [vector(2, hex("0001 0007")), vector(1, "key")].concat()),
        extension(15, [1]),
        extension(16, vector(2, [vector(1, [0x5a, 0x5a]), vector(1, "h2"), vector(1, "http/1.1")].concat())),
        extension(17, vector(2, [vec![2], vector(2, [0, 0, 0, 0])].concat())),
        extension(18, []),
        extension(19, vector(1, [0, 2])),
        extension(20, vector(1, [0])),
        extension(21, [0; 100]),
        extension(22, []),
        extension(23, []),
        extension(24, hex("000d 01 02")),
        extension(27, vector(1, hex("0001 0002 0003"))),
        extension(28, [0x40, 1]),
        extension(34, vector(2, hex("0403 0503"))),
        extension(35, [3; 80]),
        extension(42, []),
        extension(43, vector(1, hex("6a6a 0304 0303 7f1c"))),
        extension(44, vector(2, "cookie")),
        extension(45, vector(1, [0x0b, 1, 0])),
        extension(47, vector(2, vector(2, hex("3014 3112 3010 06035504030c096c6f63616c686f7374")))),
        extension(49, []),
        extension(50, vector(2, hex("0403"))),
        extension(51, vector(2, shares)),
        extension(54, vector(1, "id")),
        extension(57, quic),
        extension(58, [1, 2]),
        extension(13172, []),
        extension(17513, vector(2, vector(1, "h2"))),
        extension(17613, vector(2, vector(1, "h2"))),
        extension(30032, []),
        extension(0xca34, vector(2, vector(1, hex("82df130201")))),
        extension(0xfe0d, ech),
        extension(0xff01, [0]),
        extension(0x7a7a, [0]),
        extension(41, [vector(2, ticket), vector(2, binders)].concat()),
    ]
    .concat()
}

/// A promise of a log, as TLS has it.
fn timestamps() -> Vec<u8> {
    let sct = [&[0][..], &[8; 32], &NOW.to_be_bytes(), &[0, 0], &signature()].concat();
    vector(2, vector(2, sct))
}

/// RFC 8448's certificate without what is around it.
fn certificate() -> Vec<u8> {
    let message = hex(CERTIFICATE);
    message[11..message.len() - 2].to_vec()
}

/// The keys for an encrypted hello: one as the standard has it, and one of a version that nobody knows.
fn ech_configs() -> Vec<u8> {
    let key = [hex("07 0020"), vector(2, [5; 32]), vector(2, hex("0001 0001 0001 0003"))].concat();
    let mandatory = [hex("8001"), vector(2, "what")].concat();
    let contents = [key, vec![40], vector(1, "cover.example"), vector(2, mandatory)].concat();
    vector(2, [hex("fe0d"), vector(2, contents), hex("ff77"), vector(2, [1, 2, 3])].concat())
}

/// Everything that is checked here, each with a name.
fn samples() -> Vec<(&'static str, Vec<WireEvent>)> {
    let rfc = [ENCRYPTED_EXTENSIONS, CERTIFICATE, CERTIFICATE_VERIFY, FINISHED, NEW_SESSION_TICKET].concat();
    let simple = vec![
        c(records(22, &hex(CLIENT_HELLO))),
        s(records(22, &hex(SERVER_HELLO))),
        s(records(20, &[1])),
        s(records(22, &hex(&rfc))),
        s(records(21, &[2, 40])),
    ];
    let retry_random = "cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c";
    let retry = [extension(43, [3, 4]), extension(51, [0, 23]), extension(44, vector(2, "cookie"))].concat();
    let retry = [hex("0303"), hex(retry_random), hex("00 1301 00"), vector(2, retry)].concat();
    let share = extension(51, [hex("11ec"), vector(2, [5; 1120])].concat());
    let psk = extension(41, [0, 0]);
    let entry = |extensions: &[u8]| [vector(3, certificate()), vector(2, extensions)].concat();
    let status = extension(5, [vec![1], vector(3, hex("3003 0a0106"))].concat());
    let credential = [&hex("00093a80 0403")[..], &vector(3, spki()), &signature()].concat();
    let beside = [status, extension(18, timestamps()), extension(34, credential)].concat();
    let chain = message(11, [vec![0], vector(3, [entry(&beside), entry(&[])].concat())].concat());
    let filter = [vector(1, hex("0603551d25")), vector(2, hex("300a06082b06010505070302"))].concat();
    let asked = [extension(13, vector(2, hex("0403"))), extension(48, vector(2, filter))].concat();
    let request = message(13, [vec![0], vector(2, asked)].concat());
    let granted = [extension(16, vector(2, vector(1, "h2"))), extension(17513, "x"), extension(0, [])];
    let granted = [granted.concat(), extension(0xfe0d, ech_configs())].concat();
    let encrypted = message(8, vector(2, granted));
    let early = [extension(42, [0, 0, 0x40, 0]), extension(0x8a8a, [])].concat();
    let ticket = [hex("00001c20 01020304"), vector(1, [0]), vector(2, [1; 80]), vector(2, early)].concat();
    let modern = [encrypted, request, chain, message(4, ticket), message(24, [1])].concat();
    let point = [hex("03 001d"), vector(1, [5; 32]), signature()].concat();
    let numbers = [vector(2, [9; 256]), vector(2, [2]), vector(2, [9; 256]), signature()].concat();
    let hint = [vector(2, "hint"), hex("03 0017"), vector(1, [4; 65])].concat();
    let old_chain = message(11, vector(3, [vector(3, certificate()), vector(3, certificate())].concat()));
    let old_status = message(22, [vec![1], vector(3, hex("3003 0a0106"))].concat());
    let statuses = message(22, [vec![2], vector(3, vector(3, hex("3003 0a0106")))].concat());
    let name = vector(2, vector(2, hex("3014 3112 3010 06035504030c096c6f63616c686f7374")));
    let old_request = message(13, [vector(1, [1, 64]), vector(2, hex("0403 0401")), name].concat());
    let old_ticket = message(4, [hex("00001c20"), vector(2, [1; 80])].concat());
    let old = [old_chain, old_status, statuses, message(12, point), old_request, old_ticket, message(14, [])].concat();
    let next = message(67, [vector(1, "http/1.1"), vector(1, [0; 21])].concat());
    vec![
        ("RFC 8448", simple),
        ("every extension", vec![c(records(22, &client_hello(&all_extensions())))]),
        ("another hello", vec![c(records(22, &client_hello(&[]))), s(records(22, &message(2, retry)))]),
        ("TLS 1.3", after(0x0304, 0x1301, true, &modern)),
        ("end of early data", after(0x0304, 0x1301, false, &message(5, []))),
        ("key share", vec![c(records(22, &client_hello(&[]))), s(records(22, &server_hello(0x0304, 0x1302, &share)))]),
        ("resumed", vec![c(records(22, &client_hello(&[]))), s(records(22, &server_hello(0x0304, 0x1302, &psk)))]),
        ("TLS 1.2, ECDHE", after(0x0303, 0xc02b, true, &old)),
        ("TLS 1.2, the client", after(0x0303, 0xc02b, false, &message(16, vector(1, [4; 65])))),
        ("TLS 1.2, DHE", after(0x0303, 0x009e, true, &message(12, numbers))),
        ("TLS 1.2, DHE, the client", after(0x0303, 0x009e, false, &message(16, vector(2, [4; 256])))),
        ("TLS 1.2, RSA", after(0x0303, 0x002f, false, &message(16, vector(2, [4; 256])))),
        ("TLS 1.2, ECDHE with PSK", after(0x0303, 0xc035, true, &message(12, hint))),
        ("TLS 1.2, PSK", after(0x0303, 0x008c, false, &message(16, vector(2, "me")))),
        (
            "TLS 1.1",
            after(
                0x0302,
                0xc009,
                true,
                &message(12, [hex("03 0017"), vector(1, [4; 65]), vector(2, [9; 70])].concat()),
            ),
        ),
        ("NPN", after(0x0303, 0xc02b, false, &next)),
    ]
}

/// The public key of RFC 8448's certificate: one of RSA, 1024 bits.
fn spki() -> Vec<u8> {
    let certificate = certificate();
    let at = certificate.windows(4).position(|w| w == [0x30, 0x81, 0x9f, 0x30]).expect("a SubjectPublicKeyInfo");
    certificate[at..at + 162].to_vec()
}

fn fields(messages: &[Message]) -> impl Iterator<Item = &Field> {
    messages.iter().flat_map(Message::walk)
}

/// The first field with this id, or the test ends.
fn find<'m>(messages: &'m [Message], id: &str) -> &'m Field {
    fields(messages).find(|f| f.label.id == id).unwrap_or_else(|| panic!("no {id}\n{}", trees(messages)))
}

fn name(field: &Field) -> &str {
    match &field.value.datum {
        Datum::Named { name, .. } => name,
        Datum::Text(text) => text,
        _ => "",
    }
}

fn meaning(field: &Field) -> &str {
    field.value.meaning.as_deref().unwrap_or_default()
}

/// What is wrong with these messages, each sentence once.
fn problems(messages: &[Message]) -> String {
    let mut found: Vec<_> = fields(messages).filter_map(|f| Some(f.problem.as_ref()?.0.clone())).collect();
    found.dedup();
    found.join("\n")
}

#[test]
fn what_is_well_formed_has_neither_problems_nor_anything_unexplained() {
    for (name, events) in samples() {
        let said = messages(&events);
        for field in fields(&said) {
            assert_eq!(field.problem, None, "{name}: {} {:?}\n{}", field.label.id, field.span, trees(&said));
            assert!(field.label.id != "wirewalk.unexplained", "{name}: {:?}\n{}", field.span, trees(&said));
        }
        let inside = fields(&said).filter(|f| f.label.id == "tls.handshake").flat_map(Field::walk);
        for field in inside {
            let opaque = field.is_leaf() && field.span.source == 0 && field.span.len() > 64;
            assert!(!opaque || field.label.opaque, "{name}: {}", field.label.id);
        }
    }
}

/// The same events, with one thing done to the bytes of the last one.
fn with_last(events: &[WireEvent], change: impl FnOnce(&mut Vec<u8>)) -> Vec<WireEvent> {
    let (last, before) = events.split_last().expect("something is said");
    let What::Bytes(bytes) = &last.what else { panic!("the last event has bytes") };
    let mut bytes = bytes.to_vec();
    change(&mut bytes);
    [before, &[event(last.side, What::Bytes(bytes.into()))]].concat()
}

/// Where the bytes of the last event are worth a try: not in the middle of random bytes, of which one is like the other.
fn places(events: &[WireEvent]) -> Vec<usize> {
    let said = messages(events);
    let last = said.last().expect("something is said");
    let dull = |f: &&Field| f.span.source == 0 && f.is_leaf() && f.span.len() > 16;
    let dull: Vec<_> = last.walk().filter(dull).map(|f| f.span.range.start + 2..f.span.range.end - 1).collect();
    (9..last.wire().len()).filter(|at| !dull.iter().any(|range| range.contains(at))).collect()
}

#[test]
fn every_truncation_of_a_message_tiles() {
    for (_, events) in samples() {
        for at in places(&events) {
            // The record and the message say how long they are now, so that what is cut off is missing inside.
            messages(&with_last(&events, |bytes| {
                bytes.truncate(at);
                let len = u16::try_from(at - 5).expect("one record").to_be_bytes();
                bytes[3..5].copy_from_slice(&len);
                if bytes[0] == 22 {
                    let len = u32::try_from(at - 9).expect("one record").to_be_bytes();
                    bytes[6..9].copy_from_slice(&len[1..]);
                }
            }));
        }
    }
}

#[test]
fn every_change_of_one_byte_tiles() {
    for (_, events) in samples() {
        for at in places(&events) {
            for value in [0, 1, 0x7f, 0xff] {
                messages(&with_last(&events, |bytes| bytes[at] = value));
            }
        }
    }
}

#[test]
fn grease_is_named_in_each_place_where_it_may_stand() {
    let places = [
        "tls.handshake.ciphersuite",
        "tls.handshake.extension.type",
        "tls.handshake.extensions_supported_group",
        "tls.handshake.sig_hash_alg",
        "tls.handshake.extensions.supported_version",
        "tls.handshake.extensions_alpn_str",
        "tls.extension.psk_ke_mode",
        "tls.handshake.extensions_key_share_group",
    ];
    let said = messages(&[c(records(22, &client_hello(&all_extensions())))]);
    for place in places {
        let mut named = fields(&said).filter(|f| f.label.id == place).filter(|f| name(f) == "Reserved (GREASE)");
        assert!(named.next().is_some_and(|f| meaning(f).contains("deliberately")), "{place}");
    }
}

#[test]
fn a_hybrid_key_share_shows_its_two_parts() {
    let parts = |said: &[Message]| -> Vec<(&str, usize)> {
        let share = fields(said).filter(|f| f.label.id == "tls.handshake.extensions_key_share_key_exchange");
        let longest = share.max_by_key(|f| f.span.len()).expect("a key share");
        longest.children.iter().map(|f| (f.label.id, f.span.len())).collect()
    };
    let client = extension(51, vector(2, [hex("11ec"), vector(2, [5; 1216])].concat()));
    let client = messages(&[c(records(22, &client_hello(&client)))]);
    let curve = ("wirewalk.tls.key_share.curve_key", 32);
    assert_eq!(parts(&client), [("wirewalk.tls.key_share.ml_kem_key", 1184), curve]);
    let server = samples().into_iter().find(|(name, _)| *name == "key share").expect("a sample").1;
    assert_eq!(parts(&messages(&server)), [("wirewalk.tls.key_share.ml_kem_ciphertext", 1088), curve]);
    let short = extension(51, vector(2, [hex("001d"), vector(2, [5; 31])].concat()));
    let short = messages(&[c(records(22, &client_hello(&short)))]);
    assert!(problems(&short).contains("31 bytes: a public key of this group has 32 bytes"), "{}", problems(&short));
}

#[test]
fn a_request_for_another_hello_and_a_mark_of_a_downgrade_are_recognised() {
    let retry = samples().into_iter().find(|(name, _)| *name == "another hello").expect("a sample").1;
    let retry = messages(&retry);
    let handshake = fields(&retry).filter(|f| f.label.id == "tls.handshake").last().expect("a message");
    assert_eq!(name(handshake), "hello_retry_request");
    assert_eq!(name(find(&retry, "tls.handshake.extensions_key_share_selected_group")), "secp256r1");
    let mut hello = server_hello(0x0303, 0xc02b, &[]);
    hello[30..38].copy_from_slice(b"DOWNGRD\x01");
    let marked = messages(&[c(records(22, &client_hello(&[]))), s(records(22, &hello))]);
    assert!(meaning(find(&marked, "wirewalk.tls.downgrade")).contains("TLS 1.3"));
}

#[test]
fn compressed_certificates_are_decompressed_within_the_declared_length() {
    use std::io::Write;
    let plain = hex(CERTIFICATE)[4..].to_vec();
    let mut zlib = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    zlib.write_all(&plain).expect("memory takes everything");
    let zlib = zlib.finish().expect("memory takes everything");
    let packed = |algorithm: u16, declared: usize, packed: &[u8]| {
        let declared = &declared.to_be_bytes()[5..];
        let body = [&algorithm.to_be_bytes()[..], declared, &vector(3, packed)].concat();
        messages(&after(0x0304, 0x1301, true, &message(25, body)))
    };
    let good = packed(1, plain.len(), &zlib);
    assert_eq!(problems(&good), "");
    let message = good.last().expect("a message");
    let inside = message.sources.last().expect("a source");
    assert!(matches!(&inside.origin, Origin::Decompressed(span) if span.len() == zlib.len()) && inside.bytes == plain);
    assert!(meaning(find(&good, "tls.handshake.certificates")).contains("1 certificate"));
    // "An empty list" in brotli and in zstd, as their own programs write it.
    for (algorithm, packed_list) in [(2, "8b018000 00000003"), (3, "28b52ffd 2004 210000 00000000")] {
        let said = packed(algorithm, 4, &hex(packed_list));
        assert_eq!(problems(&said), "", "{algorithm}");
        assert_eq!(said.last().expect("a message").sources.last().expect("a source").bytes[..], [0; 4]);
    }
    let wrong = [
        (1, plain.len() - 1, &zlib[..], "declared"),
        (1, plain.len() + 1, &zlib, "declared, but it decompresses to 441"),
        (1, 300_000, &zlib, "decompresses at most 262144"),
        (1, 0, &zlib, "0 bytes are declared"),
        (1, plain.len(), &zlib[..50], "does not decompress"),
        (2, plain.len(), &zlib, "does not decompress"),
        (3, plain.len(), &zlib, "does not decompress"),
        (9, plain.len(), &zlib, "does not know"),
    ];
    for (algorithm, declared, bytes, why) in wrong {
        let said = packed(algorithm, declared, bytes);
        assert!(problems(&said).contains(why), "{algorithm} {declared}: {}", problems(&said));
    }
}

#[test]
fn what_is_malformed_is_a_problem_where_it_stands_and_the_rest_goes_on() {
    let name = extension(0, vector(2, hex("00 0009 6c6f63616c686f7374")));
    let cases = [
        ([name.clone(), name.clone()].concat(), "the same extension twice"),
        ([extension(41, hex("0000 0000")), name.clone()].concat(), "must be the last extension"),
        (extension(0, vector(2, hex("00 0009 3132372e302e302e31"))), "an address"),
        (extension(10, hex("0006 001d")), "length of the groups says 6 bytes, but only 2 remain"),
        (extension(10, hex("0003 001d00")), "needs 2 bytes, but only 1 remain"),
        (extension(16, hex("0001 00")), "empty protocol name"),
        (extension(43, hex("03 0304")), "length of the versions says 3 bytes"),
        (extension(28, hex("4001 00")), "1 byte after its end"),
        (hex("000a 0010 00"), "says 16 bytes, but only 1 remain"),
    ];
    for (bytes, why) in cases {
        let said = messages(&[c(records(22, &client_hello(&[bytes, vec![]].concat())))]);
        assert!(problems(&said).contains(why), "{why}: {}", problems(&said));
        assert_eq!(find(&said, "tls.handshake.version").span.len(), 2);
    }
    // After a broken extension, the next one is read.
    let said = messages(&[c(records(22, &client_hello(&[extension(10, [0]), name].concat())))]);
    assert_eq!(find(&said, "tls.handshake.extensions_server_name").span.len(), 9);
    let unknown = messages(&[c(records(22, &client_hello(&extension(0xabcd, [1; 70]))))]);
    assert!(meaning(find(&unknown, "tls.handshake.extension.type")).contains("unknown: 0xabcd"));
    assert_eq!(find(&unknown, "wirewalk.unexplained").span.len(), 70);
    let turned = messages(&[c(records(22, &client_hello(&[]))), s(records(22, &client_hello(&[])))]);
    assert!(problems(&turned).contains("only a client may send this, but the server did"), "{}", problems(&turned));
}

#[test]
fn as_many_extensions_as_fit_are_read_and_too_many_certificates_are_not() {
    let many: Vec<u8> = (0..10_000u16).flat_map(|n| extension(n | 0x4000, [])).collect();
    let said = messages(&[c(records(22, &client_hello(&many)))]);
    assert_eq!(fields(&said).filter(|f| f.label.id == "tls.handshake.extension.type").count(), 10_000);
    let entries = vec![0; 5 * 150_000];
    let said = messages(&after(0x0304, 0x1301, true, &message(11, [vec![0], vector(3, entries)].concat())));
    assert!(fields(&said).count() < 600_000 && !problems(&said).is_empty());
}

#[test]
fn what_is_a_relic_in_tls_1_3_is_said_to_be_one() {
    let said = messages(&[c(records(22, &client_hello(&all_extensions())))]);
    assert!(meaning(find(&said, "tls.handshake.version")).contains("kept for compatibility"));
    let said = messages(&[c(records(22, &client_hello(&[])))]);
    assert!(meaning(find(&said, "tls.handshake.version")).contains("from 2008"));
    assert!(find(&said, "tls.handshake.comp_method").label.why.contains("TLS 1.3 allows nothing else"));
}

#[test]
fn an_alert_says_who_why_and_what_to_do() {
    let hello = || c(records(22, &client_hello(&[])));
    for (number, due, word) in
        [(40, "handshake_failure", "Compare"), (48, "unknown_ca", "Add the root"), (222, "", "unknown")]
    {
        let said = messages(&[hello(), s(records(21, &[2, number])), close()]);
        let description = find(&said, "tls.alert_message.desc");
        assert_eq!(name(description), due);
        assert!(meaning(description).contains(word), "{}", meaning(description));
    }
    let cut = messages(&[hello(), s(records(21, &[2]))]);
    assert!(problems(&cut).contains("missing"), "{}", problems(&cut));
    let two = messages(&[hello(), s(records(22, &server_hello(0x0303, 0xc02b, &[]))), s(records(21, &[1, 90, 1, 0]))]);
    assert_eq!(fields(&two).filter(|f| f.label.id == "tls.alert_message").count(), 2);
}

#[test]
fn a_change_of_cipher_spec_says_what_it_is_good_for() {
    for (version, suite, word) in [(0x0304, 0x1301, "has no meaning in TLS 1.3"), (0x0303, 0xc02b, "encrypts")] {
        let hello = c(records(22, &client_hello(&[])));
        let said = messages(&[hello, s(records(22, &server_hello(version, suite, &[]))), s(records(20, &[1]))]);
        assert!(meaning(find(&said, "tls.change_cipher_spec")).contains(word));
    }
}

#[test]
fn the_keys_for_an_encrypted_hello_are_taken_apart_to_the_byte() {
    let granted = message(8, vector(2, extension(0xfe0d, ech_configs())));
    let said = messages(&after(0x0304, 0x1301, true, &granted));
    let number = |id| find(&said, id).number();
    assert_eq!(number("tls.ech.hpke.keyconfig.config_id"), Some(7));
    assert_eq!(name(find(&said, "tls.ech.hpke.keyconfig.kem_id")), "DHKEM(X25519, HKDF-SHA256)");
    assert_eq!(find(&said, "tls.ech.hpke.keyconfig.public_key").span.len(), 32);
    let ciphers = fields(&said).filter(|f| f.label.id == "tls.ech.hpke.keyconfig.cipher_suite.aead_id").map(name);
    assert_eq!(ciphers.collect::<Vec<_>>(), ["AES-128-GCM", "ChaCha20Poly1305"]);
    assert_eq!(number("tls.ech.echconfigcontents.maximum_name_length"), Some(40));
    assert_eq!(name(find(&said, "tls.ech.echconfigcontents.public_name")), "cover.example");
    assert_eq!(number("wirewalk.ech.extension_type"), Some(0x8001));
    assert_eq!(find(&said, "wirewalk.ech.other_version").span.len(), 3);
    let versions = fields(&said).filter(|f| f.label.id == "tls.ech.echconfig.version").map(Field::number);
    assert_eq!(versions.collect::<Vec<_>>(), [Some(0xfe0d), Some(0xff77)]);
}
