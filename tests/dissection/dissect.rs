//! HTTP/1.1 and Fernet, dissected.

use wirewalk::dissect::{Datum, Dissector, Message, dissect, names, tiling};
use wirewalk::fernet::{Key, encrypt_at};
use wirewalk::recording::{Recording, Secrets, Side, Timestamp, What, WireEvent};
use wirewalk_testing::wire::*;

const GET: &str = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

/// The text of the first field with this id, in any message.
fn text(messages: &[Message], id: &str) -> Option<String> {
    let field = messages.iter().find_map(|m| m.find_id(id))?;
    match &field.value.datum {
        Datum::Text(text) => Some(text.clone()),
        Datum::Number(n) | Datum::Time(n) | Datum::Named { number: n, .. } => Some(n.to_string()),
        _ => None,
    }
}

/// Every problem, with the id of the field that has it.
fn problems(messages: &[Message]) -> Vec<String> {
    let problem = |f: &wirewalk::dissect::Field| Some(format!("{}: {}", f.label.id, f.problem.as_ref()?));
    messages.iter().flat_map(Message::walk).filter_map(problem).collect()
}

/// The wire bytes of each message, as text.
fn wires(messages: &[Message]) -> Vec<String> {
    messages.iter().map(|m| String::from_utf8_lossy(m.wire()).into_owned()).collect()
}

/// The one problem of a request with these lines, each with its own line end.
fn problem_of(lines: &str) -> String {
    let found = problems(&messages(&[c(lines)]));
    assert_eq!(found.len(), 1, "{lines:?}: {found:#?}");
    found[0].clone()
}

#[test]
fn a_secret_in_plain_http_is_dissected_to_the_last_byte() {
    let messages = messages(&[
        c("GET / HTTP/1.1\r\nHost: localhost:5985\r\nAccept: */*\r\n\r\n"),
        s("HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\nfluffy tail"),
        close(),
    ]);
    insta::assert_snapshot!(trees(&messages));
}

#[test]
fn a_chunked_body_is_shown_chunk_by_chunk_and_put_together_at_its_end() {
    let messages = messages(&[
        c(
            "POST /find?tail=fluffy&club=squirrels HTTP/1.1\r\nHost: a\r\nCookie: a=b; c=d\r\nX-Odd:  1 \r\nTransfer-Encoding: chunked\r\n\r\n",
        ),
        c("7;note=1\r\nfluffy \r\n4\r\ntail\r\n0\r\nX-Sum: 11\r\n\r\n"),
    ]);
    let last = messages.last().expect("there are messages");
    assert_eq!(last.sources[1].bytes, "fluffy tail");
    insta::assert_snapshot!(trees(&messages));
}

#[test]
fn a_token_is_opened_only_with_the_key() {
    let key = Key::from_bytes([9; 32]);
    // The specification's own token, so that the snapshot is the same in every run.
    let token = "gAAAAAAdwJ6wAAECAwQFBgcICQoLDA0ODy021cpGVWKZ_eEwCGM4BLLF_5CV9dOPmrhuVUPgJobwOz7JcbmrR64jVmpU4IwqDA==";
    let right = Key::from_text("cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=").expect("the specification's key");
    let events = [c(GET), s(format!("HTTP/1.1 200 OK\r\nContent-Length: 101\r\n\r\n{token}\n"))];
    let events: Vec<WireEvent> =
        events.into_iter().map(|e| WireEvent { at: Timestamp(499_162_805 * 1_000_000_000), ..e }).collect();
    let eve = messages(&events);
    let wrong = messages_with(&events, &Secrets::none().with_fernet(key.clone()));
    let insider = messages_with(&events, &Secrets::none().with_fernet(key).with_fernet(right));
    let show = |title: &str, messages: &[Message]| format!("{title}\n{}", trees(&messages[2..]));
    insta::assert_snapshot!(
        [show("Eve", &eve), show("with another key", &wrong), show("with the key", &insider)].join("\n")
    );
    assert_eq!(text(&insider, "wirewalk.fernet.plaintext").as_deref(), Some("hello"));
    assert_eq!(text(&eve, "wirewalk.fernet.plaintext"), None);
}

#[test]
fn broken_tokens_are_taken_apart_as_far_as_they_go() {
    let token = encrypt_at(&Key::from_bytes([1; 32]), b"fluffy tail", NOW);
    let body = |body: &str| {
        let answer = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{body}", body.len());
        let messages = messages(&[c(GET), s(answer)]);
        let recognised = messages.iter().any(|m| m.find_id("wirewalk.fernet.token").is_some());
        (recognised, problems(&messages))
    };
    let says = |text: &str, what: &str| {
        let (recognised, problems) = body(text);
        assert!(recognised, "{text}");
        assert!(problems.iter().any(|p| p.contains(what)), "{text}: {problems:#?}");
    };
    assert_eq!(body(&token), (true, vec![]));
    assert_eq!(body(&format!(" \n{token}\r\n")), (true, vec![]));
    assert_eq!(body("gnu"), (false, vec![]));
    assert_eq!(body(&"A".repeat(98)), (false, vec![]), "73 zero bytes have the length and the time of a token");
    says(&token.replacen("gA", "gQ", 1), "version 0x81");
    says(&format!("{}!{}", &token[..50], &token[51..]), "character 51 ('!')");
    says(&token[..50], "cut off");
    says(&token[..6], "cut off within its time");
    says(&token.replace('=', ""), "padding");
    says(&format!("{}B==", &token[..97]), "bits that belong to no byte");
    says(&format!("gAAAA+{}", &token[6..]), "standard base64");
    let (_, future) = body(&encrypt_at(&Key::from_bytes([1; 32]), b"x", u64::MAX));
    assert_eq!(future, Vec::<String>::new());
}

#[test]
fn no_byte_of_well_formed_traffic_is_unexplained() {
    let token = encrypt_at(&Key::from_bytes([1; 32]), b"fluffy tail", NOW);
    let messages = messages(&[
        c("GET /?a&b= HTTP/1.1\r\nHost: a\r\nCookie: a\r\nEmpty:\r\nAccept: */*\r\n\r\n"),
        s(format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{token}\n", token.len() + 1)),
        c("PUT * HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\nA: b\r\nC: d\r\n\r\n"),
        s("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 404 \r\nConnection: close\r\n\r\n"),
        s([0; 200]),
        s(vec![b'a'; 200_000]),
        close(),
    ]);
    let opaque = |f: &&wirewalk::dissect::Field| f.is_leaf() && f.span.len() > 64;
    for field in messages.iter().flat_map(Message::walk).filter(opaque) {
        assert!(field.label.opaque, "{} {:?}", field.label.id, field.span);
    }
    assert!(messages.iter().all(|m| m.find_id("wirewalk.unexplained").is_none()), "{}", trees(&messages));
    assert_eq!(problems(&messages), [""; 0]);
}

#[test]
fn two_interleaved_connections_with_a_gap_and_a_reset() {
    let at = |tick: u64, event: WireEvent| WireEvent { at: Timestamp(tick), ..event };
    let recording = Recording {
        connections: vec![
            connection(
                4,
                vec![
                    at(1, event(Side::Client, What::Open)),
                    at(2, c(GET)),
                    at(5, s("HTTP/1.1 200 OK\r\nContent-Length: 30\r\n\r\n0123456789")),
                    at(7, event(Side::Server, What::Gap(10))),
                    at(8, s("abcdefghijHTTP/1.1 204 No Content\r\n\r\n")),
                    at(12, close()),
                ],
            ),
            connection(
                9,
                vec![
                    at(2, c("GET /slow HTTP/1.1\r\n")),
                    at(4, c("Host: b\r\n\r\n")),
                    at(6, s("HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\nfluff")),
                    at(10, event(Side::Server, What::Reset)),
                ],
            ),
        ],
    };
    let messages: Vec<Message> = dissect(&recording, &Secrets::none()).collect();
    messages.iter().for_each(|m| assert_eq!(tiling::check(m), Ok(())));
    let order: Vec<_> = messages.iter().map(|m| (m.at.0, m.connection, m.index, m.wire().len())).collect();
    let expected = [
        (2, 4, 0, 27),
        (2, 9, 0, 31),
        (5, 4, 1, 39),
        (6, 9, 1, 39),
        (5, 4, 2, 10),
        (7, 4, 3, 0),
        (8, 4, 4, 10),
        (8, 4, 5, 27),
        (6, 9, 2, 5),
    ];
    assert_eq!(order, expected);
    assert_eq!(
        problems(&messages),
        [
            "wirewalk.http.body_piece: cut off after 10 of 30 bytes: 10 bytes are missing from the recording here",
            "wirewalk.http.body_piece: cut off after 5 of 11 bytes: the server reset the connection",
        ]
    );
    assert_eq!(messages[5].find_id("wirewalk.gap").map(|f| &f.value.datum), Some(&Datum::Number(10)));
    assert_eq!((messages[5].offset, messages[6].offset), (49, 59));
}

#[test]
fn what_never_came_is_said_even_if_nothing_came() {
    let end = |answer: &str, what: What| problems(&messages(&[c(GET), s(answer), event(Side::Server, what)]));
    let head = "HTTP/1.1 200 OK\r\n";
    assert_eq!(
        end(&format!("{head}Content-Length: 11\r\n\r\n"), What::Reset),
        ["wirewalk.http.body_piece: cut off after 0 of 11 bytes: the server reset the connection"]
    );
    assert_eq!(
        end(&format!("{head}Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n"), What::Close),
        ["wirewalk.http.body_piece: cut off after 3 bytes: the connection was closed; the last chunk is missing"]
    );
    assert_eq!(
        end("HTTP/1.1 200 OK\r\nCont", What::HalfClose),
        ["http.response.line: the line does not end; cut off after 21 bytes: the server sent no more"]
    );
    assert_eq!(end(&format!("{head}\r\nuntil the end"), What::Close), [""; 0]);
    assert_eq!(end(&format!("{head}\r\nuntil the"), What::Reset).len(), 1);
}

#[test]
fn an_answer_has_the_shape_that_its_request_asked_for() {
    let messages = messages(&[
        c(format!("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n{GET}{GET}POST / HTTP/1.1\r\nHost: a\r\n\r\n")),
        s("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n"),
        s("HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 304 Not Modified\r\nContent-Length: 99\r\n\r\n"),
        s("HTTP/1.1 204 No Content\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"),
    ]);
    assert_eq!(problems(&messages), [""; 0]);
    assert_eq!(wires(&messages)[9..], ["ok"]);
    assert!(messages.iter().all(|m| m.find_id("wirewalk.unexplained").is_none()));
}

#[test]
fn after_an_upgrade_or_in_a_tunnel_nothing_is_taken_for_http_that_is_none() {
    let unexplained = |events: &[WireEvent]| -> Vec<String> {
        let messages = messages(events);
        messages
            .iter()
            .filter_map(|m| {
                let meaning = m.find_id("wirewalk.unexplained")?.value.meaning.as_ref()?;
                Some(format!("{} {}: {meaning}", m.side, String::from_utf8_lossy(m.wire())))
            })
            .collect()
    };
    let connect = "CONNECT b:443 HTTP/1.1\r\nHost: b:443\r\n\r\n";
    assert_eq!(
        unexplained(&[c(connect), s("HTTP/1.1 200 Fine\r\n\r\n"), c("GET"), s("HTTP/1.1")]),
        [
            "client GET: not HTTP/1.1: the client's first line is not a request line",
            "server HTTP/1.1: not HTTP/1.1: the client's first line is not a request line"
        ]
    );
    assert_eq!(unexplained(&[c(connect), s("HTTP/1.1 407 No\r\nContent-Length: 0\r\n\r\n"), c(GET), close()]), [""; 0]);
    let upgrade = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n";
    assert_eq!(
        unexplained(&[c(GET), s(format!("{upgrade}frame")), c("frame")]),
        [
            "server frame: no longer HTTP: the connection carries websocket from here on",
            "client frame: no longer HTTP: the connection carries websocket from here on"
        ]
    );
}

#[test]
fn what_is_not_http_is_said_not_to_be() {
    let why = |events: &[WireEvent]| -> String {
        let messages = messages(events);
        let field = messages[0].find_id("wirewalk.unexplained").expect("it is unexplained");
        field.value.meaning.clone().unwrap_or_default().into_owned()
    };
    assert!(messages(&[c([0x16, 3, 1, 0])])[0].find_id("tls.record").is_some());
    assert_eq!(why(&[c([0x16, 9, 1, 0])]), "not HTTP/1.1: the client's first line is not a request line");
    assert_eq!(why(&[c("USER squirrel\r\n")]), "not HTTP/1.1: the client's first line is not a request line");
    assert_eq!(why(&[s("hello\r\n"), c("EHLO a\r\n")]), "not HTTP/1.1: the server sends the first message");
    assert!(messages(&[s("220 hello\r\n"), c("EHLO a\r\n")])[0].find_id("smtp.response").is_some());
    assert_eq!(why(&[c(vec![0; 300_000])]), "not HTTP/1.1: the client's first line is not a request line");
    let preface = messages(&[c("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0")]);
    assert!(preface[0].find_id("http2.magic").is_some());
    assert_eq!(wires(&preface)[1..], ["\0\0\0"]);
}

#[test]
fn after_a_gap_the_next_start_line_is_found() {
    let gap = || event(Side::Client, What::Gap(20));
    let (head, more) = ("GET /a HTTP/1.1\r\nHo", "b\r\nX: y\r\n\r\nrest\n");
    let found = messages(&[c(head), gap(), c(format!("{more}{GET}"))]);
    assert_eq!(wires(&found), [head, "", more, GET]);
    let at_once = messages(&[c(GET), gap(), c(GET)]);
    assert_eq!(wires(&at_once), [GET, "", GET]);
    let beginning = messages(&[gap(), c(format!("rest\n{GET}"))]);
    assert_eq!(wires(&beginning), ["", "rest\n", GET]);
}

#[test]
fn what_two_programs_could_read_differently_is_a_problem() {
    let with = |line: &str| format!("GET / HTTP/1.1\r\nHost: a\r\n{line}\r\n\r\n");
    let body = |lines: &str| format!("POST / HTTP/1.1\r\nHost: a\r\n{lines}\r\n\r\nabc");
    let found = [
        ("bare line feed", problem_of("GET / HTTP/1.1\r\nHost: a\nA: b\r\n\r\n")),
        ("folded", problem_of(&with("A: b\r\n c"))),
        ("space before the colon", problem_of(&with("A : b"))),
        ("no name", problem_of(&with(": b"))),
        ("name is no token", problem_of(&with("A(: b"))),
        ("no colon", problem_of(&with("A"))),
        ("NUL in a value", problem_of(&with("A: b\0c"))),
        ("lone CR in a value", problem_of(&with("A: b\rc: d"))),
        ("no host", problem_of("GET / HTTP/1.1\r\n\r\n")),
        ("two hosts", problem_of(&with("Host: b"))),
        ("two spaces", problem_of("GET  / HTTP/1.1\r\nHost: a\r\n\r\n")),
        ("a space in the target", problem_of("GET /a b HTTP/1.1\r\nHost: a\r\n\r\n")),
        ("a space at the end", problem_of("GET / HTTP/1.1 \r\nHost: a\r\n\r\n")),
        ("a fragment", problem_of("GET /#a HTTP/1.1\r\nHost: a\r\n\r\n")),
        ("no version", problem_of("GET /\r\nHost: a\r\n\r\n")),
        ("another version", problem_of("GET / HTTP/1.2\r\nHost: a\r\n\r\n")),
        ("method is no token", problem_of("GE(T / HTTP/1.1\r\nHost: a\r\n\r\n")),
        (
            "length and chunks",
            problem_of(
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            ),
        ),
        ("two lengths", problem_of(&body("Content-Length: 3\r\nContent-Length: 4"))),
        ("one length twice", problem_of(&body("Content-Length: 3, 3"))),
        ("unknown coding", problem_of(&body("Transfer-Encoding: xchunked"))),
        ("chunks in HTTP/1.0", problem_of("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")),
    ];
    let table: String = found.iter().map(|(what, problem)| format!("{what}: {problem}\n")).collect();
    insta::assert_snapshot!(table);
    for length in ["+3", "-1", "0x3", "1e3", "", "3 3", "99999999999999999999"] {
        assert!(!problems(&messages(&[c(body(&format!("Content-Length: {length}")))])).is_empty(), "{length:?}");
    }
}

#[test]
fn malformed_chunks_are_problems_too() {
    let head = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
    let found: String = [
        "3 \r\nabc\r\n0\r\n\r\n",
        "3x\r\nabc",
        "-1\r\n",
        "\r\n",
        "3\nabc\n0\n\n",
        "3\r\nabcd\r\n",
        "3;\rx\r\nabc\r\n0\r\n\r\n",
        "10000000000000000\r\n",
    ]
    .iter()
    .map(|chunks| format!("{chunks:?}: {:?}\n", problems(&messages(&[c(format!("{head}{chunks}"))]))))
    .collect();
    insta::assert_snapshot!(found);
}

#[test]
fn a_gigabyte_needs_no_gigabyte() {
    let nothing = Secrets::none();
    let mut dissector = Dissector::new(0, &nothing);
    dissector.push(&s("HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n"));
    let piece = s(vec![b'x'; 16 * 1024]);
    let (mut messages, mut longest, mut seen) = (0, 0, 0);
    for _ in 0..64 * 1024 {
        dissector.push(&piece);
        while let Some(message) = dissector.pop() {
            messages += 1;
            longest = longest.max(message.wire().len());
            seen += message.wire().len();
        }
    }
    assert_eq!((messages, longest, seen), (1 + 16 * 1024, 64 * 1024, 47 + (1 << 30)));
}

#[test]
fn a_head_byte_by_byte_takes_no_longer_than_its_length_warrants() {
    let nothing = Secrets::none();
    let mut dissector = Dissector::new(0, &nothing);
    let began = std::time::Instant::now();
    for byte in format!("GET / HTTP/1.1\r\nHost: a\r\nX: {}", "y".repeat(250_000)).bytes() {
        dissector.push(&c([byte]));
    }
    dissector.push(&c("\r\n\r\n"));
    assert_eq!(dissector.pop().map(|m| m.wire().len()), Some(250_032));
    assert!(began.elapsed().as_secs() < 10, "quadratic: {:?}", began.elapsed());
}

/// Wireshark's protocols whose field names we use, and our own.
const PREFIXES: &[&str] = &[
    "wirewalk.",
    "http.",
    "ber.",
    "x509af.",
    "x509ce.",
    "x509if.",
    "x509sat.",
    "pkcs1.",
    "pkcs10.",
    "pkcs12.",
    "ocsp.",
    "cms.",
    "pkix1explicit.",
    "pkix1implicit.",
    "tls.",
    "http2.",
    "dns.",
    "ns_cert_exts.",
    "socks.",
    "proxy.",
    "smtp.",
    "imap.",
    "pop.",
    "ftp.",
    "ldap.",
    "pgsql.",
    "mysql.",
    "websocket.",
    "grpc.",
    "protobuf.",
    "quic.",
    "http3.",
    "ah.",
    "arp.",
    "chdlc.",
    "erspan.",
    "esp.",
    "eth.",
    "etherip.",
    "geneve.",
    "gre.",
    "icmp.",
    "icmpv6.",
    "ieee8021ad.",
    "ieee8021ah.",
    "ip.",
    "ipv6.",
    "llc.",
    "mpls.",
    "nflog.",
    "null.",
    "pktap.",
    "ppi.",
    "ppp.",
    "pppoe.",
    "pppoes.",
    "pwach.",
    "pwethcw.",
    "radiotap.",
    "sll.",
    "tcp.",
    "udp.",
    "vlan.",
    "vxlan.",
    "wlan.",
    "wlan_aggregate.",
];

#[test]
fn every_label_is_complete_and_none_is_there_twice() {
    let labels = names::labels();
    let mut ids: Vec<&str> = labels.iter().map(|l| l.id).collect();
    ids.sort_unstable();
    if let Some(twice) = ids.windows(2).find(|w| w[0] == w[1]) {
        panic!("an id is there twice: {}", twice[0]);
    }
    for label in labels {
        let of_one = |p: &&str| label.id.starts_with(*p) || label.id == p.trim_end_matches('.');
        assert!(PREFIXES.iter().any(of_one), "{}", label.id);
        assert!(label.why.ends_with(['.', '?']) && label.why.len() < 160, "{}: {}", label.id, label.why);
        assert!(!label.name.is_empty() && !label.cite.document.is_empty(), "{}", label.id);
    }
    assert!(labels.iter().all(|label| names::by_id(label.id) == Some(*label)));
}

#[test]
fn what_an_answer_says_beyond_its_announced_end_is_surplus() {
    let ask = c("GET / HTTP/1.1\r\nHost: bob\r\n\r\n");
    let answer = s("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nburnt acorns");
    let said = messages(&[ask.clone(), answer.clone(), close()]);
    let last = said.last().and_then(|m| m.fields.first()).map(|f| (f.label.id, f.span.len()));
    assert_eq!(last, Some(("wirewalk.http.surplus", 7)));
    // The next answer is found again all the same.
    let next = s("HTTP/1.1 204 No Content\r\n\r\n");
    let said = messages(&[ask.clone(), answer, ask, next, close()]);
    assert!(said.iter().any(|m| m.find_id("wirewalk.http.surplus").is_some()));
    assert!(said.last().is_some_and(|m| m.find_id("http.response.code").is_some()));
}
