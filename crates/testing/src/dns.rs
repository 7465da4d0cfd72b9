//! Messages of DNS, byte by byte.

use crate::tls_bytes::vector;
use crate::tshark::unhex;

pub const A: u16 = 1;
pub const AAAA: u16 = 28;
pub const HTTPS: u16 = 65;
const OPT: u16 = 41;
/// The question's name, where a message with one question has it.
pub const OWNER: [u8; 2] = [0xc0, 12];

/// Flags of a query, and of answers.
pub const QUERY: u16 = 0x0100;
pub const ANSWER: u16 = 0x8180;
pub const NXDOMAIN: u16 = 0x8183;
pub const SERVFAIL: u16 = 0x8182;
pub const REFUSED: u16 = 0x8185;

/// A name without compression.
pub fn name(text: &str) -> Vec<u8> {
    let labels = text.split('.').filter(|label| !label.is_empty());
    labels.flat_map(|label| vector(1, label)).chain([0]).collect()
}

/// A question of the Internet's class.
pub fn question(name_: &str, kind: u16) -> Vec<u8> {
    [&name(name_)[..], &kind.to_be_bytes(), &[0, 1]].concat()
}

/// A record of the Internet's class.
pub fn record(owner: &[u8], kind: u16, data: impl AsRef<[u8]>) -> Vec<u8> {
    let data = data.as_ref();
    [owner, &kind.to_be_bytes(), &[0, 1, 0, 0, 1, 0x2c], &(data.len() as u16).to_be_bytes(), data].concat()
}

/// OPT, with these options.
pub fn opt(options: &[u8]) -> Vec<u8> {
    [&[0][..], &OPT.to_be_bytes(), &[4, 0xd0, 0, 0, 0x80, 0], &(options.len() as u16).to_be_bytes(), options].concat()
}

/// One option.
pub fn option(code: u16, data: impl AsRef<[u8]>) -> Vec<u8> {
    [&code.to_be_bytes()[..], &vector(2, data)].concat()
}

/// A whole message: questions, answers, authorities, additional records.
pub fn message(id: u16, flags: u16, sections: [&[Vec<u8>]; 4]) -> Vec<u8> {
    let counts = sections.iter().flat_map(|section| (section.len() as u16).to_be_bytes());
    let head: Vec<u8> = [id.to_be_bytes(), flags.to_be_bytes()].concat().into_iter().chain(counts).collect();
    [head, sections.concat().concat()].concat()
}

/// A query for one name.
pub fn query(id: u16, name: &str, kind: u16) -> Vec<u8> {
    message(id, QUERY, [&[question(name, kind)], &[], &[], &[]])
}

/// An answer to that.
pub fn answer(id: u16, flags: u16, name: &str, kind: u16, answers: &[Vec<u8>]) -> Vec<u8> {
    message(id, flags, [&[question(name, kind)], answers, &[], &[]])
}

/// With its length before it, as over TCP.
pub fn framed(message: impl AsRef<[u8]>) -> Vec<u8> {
    vector(2, message)
}

/// A parameter of a service.
fn parameter(key: u16, value: impl AsRef<[u8]>) -> Vec<u8> {
    option(key, value)
}

/// The keys for an encrypted hello: one, with this cover name.
pub fn ech_keys(cover: &str) -> Vec<u8> {
    let key = [unhex("070020"), vector(2, [5; 32]), vector(2, unhex("00010001"))].concat();
    let contents = [key, vec![0], vector(1, cover), vec![0, 0]].concat();
    vector(2, [unhex("fe0d"), vector(2, contents)].concat())
}

/// An HTTPS record that has everything.
pub fn service(cover: &str) -> Vec<u8> {
    let parameters = [
        parameter(0, [0, 1, 0, 5]),
        parameter(1, [vector(1, "h2"), vector(1, "h3")].concat()),
        parameter(2, []),
        parameter(3, [0x20, 0xfb]),
        parameter(4, [192, 0, 2, 1, 192, 0, 2, 2]),
        parameter(5, ech_keys(cover)),
        parameter(6, [0x20; 16]),
        parameter(7, "/dns-query{?dns}"),
        parameter(0x7777, [1, 2, 3]),
    ];
    [&[0, 1][..], &name("svc.example"), &parameters.concat()].concat()
}

/// A record of every type that is taken apart, its data alone, and of one that is not.
pub fn records() -> Vec<(&'static str, u16, Vec<u8>)> {
    let types = unhex("0006400000080003");
    let soa = [name("ns.example"), name("admin.example"), [7u32, 3600, 600, 86400, 300].map(u32::to_be_bytes).concat()];
    let signature = [
        &unhex("0001 0d 02 0000012c 6a000000 69000000 1234".replace(' ', "").as_str())[..],
        &name("example"),
        &[9; 64],
    ];
    let nsec3 = [&[1, 1, 0, 0][..], &vector(1, [0xab; 8]), &vector(1, [7; 20]), &types].concat();
    vec![
        ("A", A, vec![192, 0, 2, 1]),
        ("AAAA", AAAA, unhex("20010db8000000000000000000000001")),
        ("NS", 2, name("ns.example")),
        ("CNAME", 5, [&vector(1, "other")[..], &OWNER].concat()),
        ("SOA", 6, soa.concat()),
        ("PTR", 12, name("host.example")),
        ("MX", 15, [&[0, 10][..], &vector(1, "mail"), &OWNER].concat()),
        ("TXT", 16, [vector(1, "v=spf1 -all"), vector(1, "more")].concat()),
        ("SRV", 33, [&[0, 1, 0, 2, 0x1f, 0x90][..], &name("srv.example")].concat()),
        ("DNAME", 39, name("tree.example")),
        ("DS", 43, [&[0x12, 0x34, 13, 2][..], &[8; 32]].concat()),
        ("RRSIG", 46, signature.concat()),
        ("NSEC", 47, [&name("next.example")[..], &types].concat()),
        ("DNSKEY", 48, [&[1, 1, 3, 13][..], &[6; 64]].concat()),
        ("NSEC3", 50, nsec3),
        ("TLSA", 52, [&[3, 1, 1][..], &[4; 32]].concat()),
        ("CDS", 59, [&[0x12, 0x34, 13, 2][..], &[8; 32]].concat()),
        ("CDNSKEY", 60, [&[1, 1, 3, 13][..], &[6; 64]].concat()),
        ("SVCB", 64, [&[0, 0][..], &name("alias.example")].concat()),
        ("HTTPS", HTTPS, service("cover.example")),
        ("CAA", 257, [&[0x80][..], &vector(1, "issue"), b"ca.example"].concat()),
        ("TYPE65280", 65280, vec![1, 2, 3, 4]),
    ]
}

/// Options of OPT, one of each kind.
pub fn options() -> Vec<u8> {
    [
        option(3, "gpdns-fra"),
        option(5, [8, 13]),
        option(6, [2]),
        option(7, [1]),
        option(8, [0, 1, 24, 0, 192, 0, 2]),
        option(8, [0, 2, 56, 48, 0x20, 1, 0xd, 0xb8, 0, 0, 0]),
        option(10, [7; 24]),
        option(11, [0, 100]),
        option(12, [0; 11]),
        option(13, name("example")),
        option(14, [0x4f, 0x66]),
        option(15, [&[0, 15][..], b"blocked"].concat()),
        option(18, name("report.example")),
        option(0x7777, [1, 2]),
    ]
    .concat()
}

/// Messages of every kind, each with a name.
pub fn samples() -> Vec<(&'static str, Vec<u8>)> {
    let mut samples: Vec<_> = records()
        .into_iter()
        .map(|(what, kind, data)| {
            (what, answer(0x1234, ANSWER, "www.example.com", kind, &[record(&OWNER, kind, data)]))
        })
        .collect();
    let asked = [question("www.example.com", A)];
    let unknown = record(&OWNER, 6, [name("a.nic"), name("b.nic"), vec![0; 20]].concat());
    samples.push(("query with options", message(7, QUERY, [&asked, &[], &[], &[opt(&options())]])));
    samples.push(("NXDOMAIN", message(7, NXDOMAIN, [&asked, &[], &[unknown], &[opt(&[])]])));
    let deleted = [&OWNER[..], &A.to_be_bytes(), &[0, 255], &[0; 6]].concat();
    let zone = question("example.com", 6);
    samples.push(("update", message(9, 0x2800, [&[zone], &[deleted], &[record(&OWNER, A, [192, 0, 2, 9])], &[]])));
    let version = [&name("version.bind")[..], &[0, 16, 0, 3]].concat();
    samples.push(("another class", message(9, QUERY, [&[version], &[], &[], &[]])));
    samples.push(("the root", query(9, "", 2)));
    samples.push((
        "a binary label",
        message(9, QUERY, [&[[&vector(1, [1, b'.', 0xff])[..], &[0, 0, 1, 0, 1]].concat()], &[], &[], &[]]),
    ));
    samples
}
