//! Datagrams, and DNS in them and over TCP.

use wirewalk::recording::Side::{Client, Server};

use super::wire::Wire;
use super::{Hostile, Kind, kind};
use crate::dns::{A, ANSWER, HTTPS, OWNER, QUERY, answer, framed, message, name, opt, option, query, question, record};
use crate::udp::{datagram, unreachable};

const RESOLVER: &str = "10.9.0.53:53";
const ALICE: &str = "10.9.0.1:40000";

const NULL: u16 = 10;
const TXT: u16 = 16;
const NSEC: u16 = 47;

pub const KINDS: &[Kind] = &[
    kind("udp_flows", 400, |n| datagrams((0..n).map(|i| datagram(&address(i), "10.9.0.2:7777", b"who knows")))),
    kind("udp_one", 800, |n| datagrams((0..n).map(|_| datagram(ALICE, "10.9.0.2:7777", b"who knows")))),
    kind("udp_icmp", 400, |n| {
        datagrams((0..n).map(|i| unreachable("10.9.0.2", 3, 3, &datagram(&address(i), "10.9.0.2:7777", b"x"))))
    }),
    kind("dns_flows", 200, |n| {
        datagrams((0..n).map(|i| datagram(&address(i), RESOLVER, &query(i as u16, "www.example.com", A))))
    }),
    kind("dns_unanswered", 300, |n| {
        let name = |i: usize| format!("host{i}.example.com");
        datagrams((0..n).map(|i| datagram(ALICE, RESOLVER, &query(i as u16, &name(i), A))))
    }),
    kind("dns_same", 300, |n| {
        let both = |i: usize| match i % 2 {
            0 => datagram(ALICE, RESOLVER, &query(1, "a.example", A)),
            _ => datagram(RESOLVER, ALICE, &answer(1, ANSWER, "a.example", A, &[record(&OWNER, A, [1, 2, 3, 4])])),
        };
        datagrams((0..n).map(both))
    }),
    kind("dns_records", 400, |n| answered(A, &vec![record(&OWNER, A, [192, 0, 2, 1]); n + 1])),
    kind("dns_long_names", 60, |n| {
        let long = name(&["a"; 120].join("."));
        let first = record(&long, NULL, []);
        // Behind the header and a question of 15 bytes.
        let again = record(&pointer(27), A, [192, 0, 2, 1]);
        answered(A, &[vec![first], vec![again; n]].concat())
    }),
    kind("dns_chain", 250, |n| {
        // The data of the first record begin at byte 39, with the root; each pointer leads to the one before it.
        let chain: Vec<u8> = (0..30).flat_map(|i| pointer(39 + 2 * i)).collect();
        let first = record(&OWNER, NULL, [&[0, 0][..], &chain].concat());
        let again = record(&pointer(39 + 60), A, [192, 0, 2, 1]);
        answered(A, &[vec![first], vec![again; n]].concat())
    }),
    kind("dns_counts", 150, |n| {
        let empty = [&[0, 1, 0x81, 0x80][..], &[0xff; 8]].concat();
        datagrams((0..n).map(|_| datagram(RESOLVER, ALICE, &empty)))
    }),
    kind("dns_options", 600, |n| {
        in_messages(n, 4000, |n| {
            let options = opt(&option(10, [7; 8]).repeat(n));
            message(1, QUERY, [&[question("a.example", A)], &[], &[], &[options]])
        })
    }),
    kind("dns_parameters", 600, |n| {
        in_messages(n, 8000, |n| one(HTTPS, &[&[0, 1, 0][..], &option(3, [1, 187]).repeat(n)].concat()))
    }),
    kind("dns_types", 400, |n| {
        in_messages(n, 10_000, |n| one(NSEC, &[&[0][..], &[0, 2, 0xff, 0xff].repeat(n)].concat()))
    }),
    kind("dns_texts", 3000, |n| in_messages(n, 20_000, |n| one(TXT, &[1, b'x'].repeat(n)))),
    kind("dns_tcp", 300, |n| over_tcp(&[&framed(query(1, "a.example", A)).repeat(n)], &[])),
    kind("dns_tcp_lost", 20_000, |n| {
        let tiny = [0, 3, 1, 2, 3];
        over_tcp(&[&framed(query(1, "a.example", A)), &tiny, &vec![b'x'; n]], &[])
    }),
];

fn address(i: usize) -> String {
    format!("10.9.{}.{}:{}", 1 + (i >> 8 & 0x7f), i & 0xff, 1024 + (i >> 15))
}

fn pointer(to: u16) -> [u8; 2] {
    (0xc000 | to).to_be_bytes()
}

fn datagrams(packets: impl Iterator<Item = Vec<u8>>) -> Hostile {
    let mut wire = Wire::new();
    packets.for_each(|packet| wire.packet(packet));
    wire.into()
}

/// An answer with this record.
fn one(kind: u16, data: &[u8]) -> Vec<u8> {
    answer(1, ANSWER, "a.example", kind, &[record(&OWNER, kind, data)])
}

/// So many things in messages over TCP, each with at most `most`.
fn in_messages(n: usize, most: usize, make: impl Fn(usize) -> Vec<u8>) -> Hostile {
    let sizes = (0..n.div_ceil(most)).map(|i| (n - i * most).min(most));
    let all: Vec<u8> = sizes.flat_map(|n| framed(make(n))).collect();
    // What begins with an answer is the server's.
    match all.get(4).is_some_and(|flags| flags & 0x80 != 0) {
        true => over_tcp(&[&framed(query(1, "a.example", A))], &[&all]),
        false => over_tcp(&[&all], &[]),
    }
}

/// Answers with these records, the first of them in each.
fn answered(kind: u16, records: &[Vec<u8>]) -> Hostile {
    let (first, rest) = records.split_first().expect("a record");
    // A message holds no more than 65,535 bytes.
    let most = 60_000 / rest.iter().map(Vec::len).max().unwrap_or(1);
    let whole = |part: &[Vec<u8>]| answer(1, ANSWER, "a.example", kind, &[std::slice::from_ref(first), part].concat());
    let answers: Vec<u8> = rest.chunks(most).flat_map(|part| framed(whole(part))).collect();
    over_tcp(&[&framed(query(1, "a.example", kind))], &[&answers])
}

fn over_tcp(asked: &[&[u8]], answered: &[&[u8]]) -> Hostile {
    Wire::of(53, 1448, &[(Client, &asked.concat()), (Server, &answered.concat())]).into()
}
