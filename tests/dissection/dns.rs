//! DNS taken apart: every type of record, names that point, and what is damaged.

use wirewalk::dissect::{Datum, Field, Message, dissect, tiling};
use wirewalk::recording::{Recording, Secrets, Side, What, WireEvent, capture};
use wirewalk_testing::dns::*;
use wirewalk_testing::tls::Setup;
use wirewalk_testing::trees::trees;
use wirewalk_testing::tshark::unhex;
use wirewalk_testing::udp;
use wirewalk_testing::wire::{c, event, messages, messages_with, s};

/// What is made of datagrams to or from this port, each checked for tiling.
fn over_udp(port: u16, datagrams: &[&[u8]]) -> Vec<Message> {
    let (client, server) = ("10.0.0.1:40000".to_owned(), format!("10.0.0.2:{port}"));
    let packet = |payload: &&[u8]| match payload.get(2).is_some_and(|flags| flags & 0x80 != 0) {
        true => udp::datagram(&server, &client, payload),
        false => udp::datagram(&client, &server, payload),
    };
    let file = udp::capture(&datagrams.iter().map(packet).collect::<Vec<_>>());
    told(&capture::read(&file[..]).expect("it is a capture").recording)
}

/// These bytes over TCP, sent by whoever sends such a message.
fn over_tcp(message: &[u8], bytes: &[u8]) -> WireEvent {
    if message[2] & 0x80 != 0 { s(bytes) } else { c(bytes) }
}

fn told(recording: &Recording) -> Vec<Message> {
    let messages: Vec<Message> = dissect(recording, &Secrets::none()).collect();
    for message in &messages {
        tiling::check(message).unwrap_or_else(|error| panic!("{error}\n{}", trees(&messages)));
    }
    messages
}

fn fields(messages: &[Message]) -> impl Iterator<Item = &Field> {
    messages.iter().flat_map(Message::walk)
}

fn all<'m>(messages: &'m [Message], id: &'static str) -> impl Iterator<Item = &'m Field> {
    fields(messages).filter(move |field| field.label.id == id)
}

/// The values of these fields, in order.
fn values(messages: &[Message], id: &'static str) -> Vec<String> {
    all(messages, id).map(|field| field.name().unwrap_or_default().into_owned()).collect()
}

fn problems(messages: &[Message]) -> Vec<String> {
    fields(messages).filter_map(|field| Some(field.problem.as_ref()?.to_string())).collect()
}

#[test]
fn what_is_well_formed_has_neither_problems_nor_anything_unexplained() {
    for (what, bytes) in samples() {
        for said in [over_udp(53, &[&bytes]), messages(&[over_tcp(&bytes, &framed(&bytes))])] {
            assert_eq!(problems(&said), [""; 0], "{what}\n{}", trees(&said));
            assert_eq!(all(&said, "wirewalk.unexplained").count(), 0, "{what}\n{}", trees(&said));
            assert_eq!(said[0].fields[0].label.id, "wirewalk.dns.message", "{what}");
        }
    }
}

#[test]
fn every_type_of_record_is_read_to_its_last_field() {
    let expected: &[(&str, &[(&str, &str)])] = &[
        ("A", &[("dns.a", "192.0.2.1"), ("dns.resp.ttl", "300"), ("dns.resp.name", "www.example.com")]),
        ("AAAA", &[("dns.aaaa", "2001:db8::1")]),
        ("NS", &[("dns.ns", "ns.example")]),
        ("CNAME", &[("dns.cname", "other.www.example.com")]),
        ("SOA", &[("dns.soa.mname", "ns.example"), ("dns.soa.rname", "admin.example"), ("dns.soa.minimum_ttl", "300")]),
        ("PTR", &[("dns.ptr.domain_name", "host.example")]),
        ("MX", &[("dns.mx.preference", "10"), ("dns.mx.mail_exchange", "mail.www.example.com")]),
        ("TXT", &[("dns.txt", "v=spf1 -all, more")]),
        ("SRV", &[("dns.srv.priority", "1"), ("dns.srv.port", "8080"), ("dns.srv.target", "srv.example")]),
        ("DNAME", &[("dns.dname", "tree.example")]),
        (
            "DS",
            &[("dns.ds.key_id", "4660"), ("dns.ds.algorithm", "ECDSAP256SHA256"), ("dns.ds.digest_type", "SHA-256")],
        ),
        ("RRSIG", &[("dns.rrsig.type_covered", "A"), ("dns.rrsig.labels", "2"), ("dns.rrsig.signers_name", "example")]),
        (
            "NSEC",
            &[("dns.nsec.next_domain_name", "next.example"), ("wirewalk.dns.type_window.map", "A AAAA RRSIG NSEC")],
        ),
        ("DNSKEY", &[("dns.dnskey.protocol", "3"), ("dns.dnskey.algorithm", "ECDSAP256SHA256")]),
        ("NSEC3", &[("dns.nsec3.algo", "SHA-1"), ("dns.nsec3.hash_value", "0s3ge1o70s3ge1o70s3ge1o70s3ge1o7")]),
        ("TLSA", &[("dns.tlsa.certificate_usage", "DANE-EE"), ("dns.tlsa.selector", "SPKI")]),
        ("SVCB", &[("dns.svcb.svcpriority", "0"), ("dns.svcb.targetname", "alias.example")]),
        (
            "HTTPS",
            &[
                ("dns.svcb.svcparam", "mandatory, alpn, no-default-alpn, port, ipv4hint, ech, ipv6hint, dohpath, "),
                ("dns.svcb.svcparam.mandatory.key", "alpn, ech"),
                ("dns.svcb.svcparam.alpn", "h2, h3"),
                ("dns.svcb.svcparam.port", "8443"),
                ("dns.svcb.svcparam.ipv4hint.ip", "192.0.2.1, 192.0.2.2"),
                ("tls.ech.hpke.keyconfig.config_id", "7"),
                ("tls.ech.echconfigcontents.public_name", "cover.example"),
                ("dns.svcb.svcparam.ipv6hint.ip", "2020:2020:2020:2020:2020:2020:2020:2020"),
                ("wirewalk.dns.dohpath", "/dns-query{?dns}"),
            ],
        ),
        ("CAA", &[("dns.caa.tag", "issue"), ("dns.caa.value", "ca.example")]),
        (
            "query with options",
            &[
                ("dns.rr.udp_payload_size", "1232"),
                ("wirewalk.dns.nsid", "gpdns-fra"),
                ("dns.opt.dau", "RSASHA256, ECDSAP256SHA256"),
                ("dns.opt.client.addr4", "192.0.2.0/24"),
                ("dns.opt.client.addr6", "2001:db8::/56"),
                ("dns.opt.edns_tcp_keepalive.timeout", "100"),
                ("dns.opt.ext_error.info_code", "Blocked"),
                ("dns.opt.ext_error.extra_text", "blocked"),
                ("wirewalk.dns.report_agent", "report.example"),
            ],
        ),
        ("update", &[("dns.flags.opcode", "UPDATE"), ("dns.count.zones", "1"), ("dns.count.updates", "1")]),
        ("another class", &[("dns.qry.class", "CH")]),
        ("the root", &[("dns.qry.name", ".")]),
        ("a binary label", &[("dns.qry.name", "\\001\\046\\255")]),
    ];
    let samples = samples();
    for (what, expected) in expected {
        let bytes = &samples.iter().find(|(name, _)| name == what).expect("a sample").1;
        let said = over_udp(53, &[bytes]);
        for (id, value) in *expected {
            assert_eq!(values(&said, id).join(", "), *value, "{what}: {id}\n{}", trees(&said));
        }
    }
}

#[test]
fn flags_are_read_to_the_bit() {
    let flag = |flags: u16, id: &'static str| {
        let said = over_udp(53, &[&message(1, flags, [&[question("a", A)], &[], &[], &[]])]);
        let field = all(&said, id).next().expect("it is always there").clone();
        (field.value.datum == Datum::Flag(true), field.span.bits.expect("bits"), field.span.range.start)
    };
    let places = [
        ("response", 0x8000, 0..1, 2),
        ("authoritative", 0x0400, 5..6, 2),
        ("truncated", 0x0200, 6..7, 2),
        ("recdesired", 0x0100, 7..8, 2),
        ("recavail", 0x0080, 0..1, 3),
        ("z", 0x0040, 1..2, 3),
        ("authenticated", 0x0020, 2..3, 3),
        ("checkdisable", 0x0010, 3..4, 3),
    ];
    for (name, bit, bits, byte) in places {
        let id: &'static str = format!("dns.flags.{name}").leak();
        assert_eq!(flag(bit, id), (true, bits.clone(), byte), "{name}");
        assert_eq!(flag(!bit & 0x87f0, id), (false, bits, byte), "{name}");
    }
}

#[test]
fn a_compressed_name_says_where_it_goes_on() {
    let bytes = answer(1, ANSWER, "www.example.com", 5, &[record(&OWNER, 5, [&b"\x01x"[..], &[0xc0, 16]].concat())]);
    let said = over_udp(53, &[&bytes]);
    let owner = all(&said, "dns.resp.name").next().expect("a name");
    assert_eq!(owner.span.len(), 2);
    assert!(owner.value.meaning.as_deref().is_some_and(|meaning| meaning.contains("byte 12")), "{owner:?}");
    assert_eq!(values(&said, "dns.cname"), ["x.example.com"]);
    assert_eq!(values(&said, "wirewalk.dns.pointer"), ["16"]);
    // Over TCP the length before the message does not count.
    assert_eq!(values(&messages(&[s(framed(&bytes))]), "dns.cname"), ["x.example.com"]);
}

#[test]
fn names_that_go_round_or_too_far_end_with_a_problem() {
    let cases: [(&str, Vec<u8>, &str); 6] = [
        ("itself", vec![0xc0, 12], "loop for ever"),
        ("forwards", vec![0xc0, 40], "loop for ever"),
        ("round", unhex("016103616263c00c"), "loop for ever"),
        ("past the end", vec![63, b'a'], "past the end"),
        ("no kind", vec![0x80, 0], "a type that is not in use"),
        ("too long", [[&[63][..], &[b'a'; 63]].concat().repeat(5), vec![0]].concat(), "more than 255"),
    ];
    for (what, name, problem) in cases {
        let asked = [&name[..], &[0, 1, 0, 1]].concat();
        let said = over_udp(53, &[&message(1, QUERY, [&[asked], &[], &[], &[]])]);
        assert!(problems(&said).iter().any(|found| found.contains(problem)), "{what}: {:?}", problems(&said));
    }
    // Each of these pointers leads to the one before it, and the first to the root at byte 28.
    let chain = (0..40u16).flat_map(|i| (0xc000 | (28 + 2 * i)).to_be_bytes());
    let data: Vec<u8> = [0, 0].into_iter().chain(chain).collect();
    let last = [&(0xc000 | 108u16).to_be_bytes()[..], &[0, 10, 0, 1, 0, 0, 0, 0, 0, 0]].concat();
    let said = over_udp(53, &[&message(1, ANSWER, [&[question("", A)], &[record(&[0], 10, data), last], &[], &[]])]);
    assert!(problems(&said).iter().any(|found| found.contains("32 pointers")), "{}", trees(&said));
}

#[test]
fn every_truncation_and_every_change_of_a_byte_tiles() {
    for (_, bytes) in samples() {
        for at in 0..bytes.len() {
            over_udp(53, &[&bytes[..at]]);
            messages(&[over_tcp(&bytes, &framed(&bytes)[..at])]);
            messages(&[over_tcp(&bytes, &framed(&bytes[..at]))]);
            for value in [0, 1, 0x3f, 0x7f, 0xc0, 0xff] {
                let mut changed = bytes.clone();
                changed[at] = value;
                over_udp(53, &[&changed]);
            }
        }
    }
}

#[test]
fn a_malformed_record_carries_its_problem_and_the_next_one_is_read() {
    let short = record(&OWNER, A, [1, 2, 3]);
    let long = record(&OWNER, A, [1, 2, 3, 4, 5]);
    let good = record(&OWNER, A, [192, 0, 2, 7]);
    let said = over_udp(53, &[&answer(1, ANSWER, "a.example", A, &[short, long, good])]);
    assert_eq!(values(&said, "dns.a").last().map(String::as_str), Some("192.0.2.7"));
    assert_eq!(problems(&said).len(), 2, "{:?}", problems(&said));
    let more = [&query(1, "a.example", A)[..], b"xyz"].concat();
    assert!(problems(&over_udp(53, &[&more]))[0].contains("3 bytes after the last record"));
    let keys = [&[0, 1][..], &name(""), &option(3, [0, 1]), &option(1, [2, b'h', b'2'])].concat();
    let said = over_udp(53, &[&answer(1, ANSWER, "a.example", HTTPS, &[record(&OWNER, HTTPS, keys)])]);
    assert!(problems(&said)[0].contains("ascending order"), "{:?}", problems(&said));
}

#[test]
fn a_stream_is_cut_into_messages_wherever_its_segments_end() {
    let (asked, answered) = (framed(query(1, "a.example", A)), framed(query(2, "b.example", AAAA)));
    let whole = [&asked[..], &answered].concat();
    let names = |events: &[WireEvent]| values(&messages(events), "dns.qry.name");
    for at in 1..whole.len() {
        assert_eq!(names(&[c(&whole[..at]), c(&whole[at..])]), ["a.example", "b.example"], "{at}");
    }
    assert_eq!(names(&whole.chunks(1).map(c).collect::<Vec<_>>()), ["a.example", "b.example"]);
    let gap = event(Side::Client, What::Gap(9));
    let said = messages(&[c(&asked), c(&answered[..9]), gap, c(&asked)]);
    assert!(problems(&said)[0].contains("9 bytes are missing"), "{:?}", problems(&said));
    assert_eq!(values(&said, "wirewalk.gap"), ["9"]);
    let tiny = messages(&[c([&asked[..], &[0, 5, 1, 2, 3, 4, 5]].concat())]);
    assert!(trees(&tiny).contains("the header already has 12"), "{}", trees(&tiny));
}

#[test]
fn only_what_is_a_message_to_its_last_byte_is_dns_on_another_port() {
    let asked = query(7, "a.example", A);
    let is_dns = |port, bytes: &[u8]| over_udp(port, &[bytes])[0].fields[0].label.id == "wirewalk.dns.message";
    assert!(is_dns(53, &asked) && is_dns(5300, &asked));
    assert!(is_dns(5300, &answer(7, ANSWER, "a.example", A, &[record(&OWNER, A, [1, 2, 3, 4])])));
    for at in 1..asked.len() {
        assert!(!is_dns(5300, &asked[..at]), "{at}");
    }
    assert!(!is_dns(5300, &[&asked[..], b"x"].concat()) && is_dns(53, &[&asked[..], b"x"].concat()));
    assert!(!is_dns(137, &asked));
    // A flow of which nobody knew what it is goes on as what it turns out to be.
    let said = over_udp(5300, &[b"who knows", &asked]);
    assert_eq!(said.iter().map(|m| (m.index, m.offset)).collect::<Vec<_>>(), [(0, 0), (1, 9)]);
    assert_eq!(values(&said, "dns.qry.name"), ["a.example"]);
}

#[test]
fn multicast_dns_and_llmnr_have_bits_of_their_own() {
    let asked = [&name("_http._tcp.local")[..], &[0, 12, 0x80, 1]].concat();
    let mut record = record(&name("printer.local"), A, [192, 168, 0, 9]);
    record[name("printer.local").len() + 2] = 0x80;
    let said =
        over_udp(5353, &[&message(0, 0, [&[asked], &[], &[], &[]]), &message(0, 0x8400, [&[], &[record], &[], &[]])]);
    assert_eq!(
        (values(&said, "dns.qry.class"), values(&said, "dns.resp.class")),
        (vec!["IN".into()], vec!["IN".into()])
    );
    for id in ["dns.qry.qu", "dns.resp.cache_flush"] {
        assert_eq!(all(&said, id).next().map(|f| f.value.datum.clone()), Some(Datum::Flag(true)), "{id}");
    }
    let said = over_udp(5355, &[&message(5, 0x0500, [&[question("host", A)], &[], &[], &[]])]);
    assert_eq!(all(&said, "dns.flags.conflict").next().map(|f| f.value.datum.clone()), Some(Datum::Flag(true)));
    assert_eq!(all(&said, "dns.flags.authoritative").count(), 0);
    assert_eq!(problems(&said), [""; 0]);
}

#[test]
fn a_message_in_a_body_is_taken_apart_there() {
    let body = query(0, "hidden.example", HTTPS);
    let head = format!(
        "POST /dns-query HTTP/1.1\r\nHost: a\r\nContent-Type: application/dns-message\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    let said = messages(&[c(head), c(&body)]);
    assert_eq!(values(&said, "dns.qry.name"), ["hidden.example"]);
}

#[test]
fn inside_tls_it_is_opened_with_the_keys_and_hidden_without() {
    for protocol in [Some(&b"dot"[..]), None] {
        let mut setup = Setup::version(&rustls::version::TLS13);
        if let Some(protocol) = protocol {
            setup.client.alpn_protocols = vec![protocol.to_vec()];
            setup.server.alpn_protocols = vec![protocol.to_vec()];
        }
        let mut pair = setup.connect();
        pair.talk();
        pair.ask(framed(query(1, "hidden.example", A)));
        pair.answer(framed(answer(1, ANSWER, "hidden.example", A, &[record(&OWNER, A, [192, 0, 2, 5])])));
        pair.close();
        let said = messages_with(&pair.events, &setup.secrets());
        assert_eq!(values(&said, "dns.qry.name"), ["hidden.example", "hidden.example"], "{protocol:?}");
        assert_eq!(values(&said, "dns.a"), ["192.0.2.5"], "{protocol:?}");
        assert_eq!(problems(&said), [""; 0]);
        assert_eq!(all(&messages(&pair.events), "dns.qry.name").count(), 0);
    }
}

#[test]
fn a_message_in_data_of_http2_is_taken_apart_there() {
    let body = query(0, "hidden.example", HTTPS);
    let frame = |kind: u8, flags: u8, stream: u8, payload: &[u8]| {
        [&(payload.len() as u32).to_be_bytes()[1..], &[kind, flags, 0, 0, 0, stream], payload].concat()
    };
    let said = messages(&[
        c(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
        c(frame(4, 0, 0, &[])),
        c(frame(1, 4, 1, &[0x83, 0x87, 0x84])),
        c(frame(0, 1, 1, &body)),
    ]);
    assert_eq!(values(&said, "dns.qry.name"), ["hidden.example"], "{}", trees(&said));
}

/// RFC 8484 §4.1.1: the first example, whole, and the same target in HTTP/2, literally, as a header of the static table's name 4.
#[test]
fn a_question_in_an_address_is_taken_apart_there() {
    let target = "/dns-query?dns=AAABAAABAAAAAAAAA3d3dwdleGFtcGxlA2NvbQAAAQAB";
    let get = |target: &str| format!("GET {target} HTTP/1.1\r\nHost: a\r\nAccept: application/dns-message\r\n\r\n");
    let headers = [&[0x82, 0x87, 0x04, target.len() as u8][..], target.as_bytes()].concat();
    let frame = [&[0, 0, headers.len() as u8, 1, 5, 0, 0, 0, 1][..], &headers].concat();
    let preface = c(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
    for events in [vec![c(get(target))], vec![preface, c([0, 0, 0, 4, 0, 0, 0, 0, 0]), c(frame)]] {
        let said = messages(&events);
        assert_eq!(values(&said, "dns.qry.name"), ["www.example.com"], "{}", trees(&said));
        assert_eq!(problems(&said), [""; 0]);
    }
    // What is no question stays what it is, and leaves no source behind.
    for target in ["/?dns=", "/?dns=AAAB", "/?dns=%41AAB", "/x?q=1&dns=Zm9v&y", "/dns-query"] {
        let said = messages(&[c(get(target))]);
        assert_eq!(all(&said, "wirewalk.http.asked_by_get").count(), 0, "{target}");
        assert_eq!(said[0].sources.len(), 1, "{target}");
    }
}

#[test]
fn published_captures_are_read_without_a_problem() {
    let Some(folder) = wirewalk_testing::outside::vectors() else { return };
    for (file, asked) in [
        (
            "dns.pcap",
            &["www.l.google.com", "www.example.com", "www.example.com", "e7.whatsapp.net", "e7.whatsapp.net"][..],
        ),
        ("z_ech.pcap", &["defo.ie", "defo.ie", "cloudflare-ech.com", "cloudflare-ech.com"][..]),
    ] {
        let bytes = std::fs::read(folder.join("dns").join(file)).expect("a vector");
        let said = told(&capture::read(&bytes[..]).expect("a capture").recording);
        assert_eq!(values(&said, "dns.qry.name"), asked);
        assert_eq!((problems(&said), all(&said, "wirewalk.unexplained").count()), (vec![], 0));
        if file == "z_ech.pcap" {
            let covers = values(&said, "tls.ech.echconfigcontents.public_name");
            assert!(
                covers.contains(&"cover.defo.ie".to_owned()) && covers.contains(&"cloudflare-ech.com".to_owned()),
                "{covers:?}"
            );
        }
    }
}
