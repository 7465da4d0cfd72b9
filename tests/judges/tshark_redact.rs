//! `wirewalk explain --redact` beside tshark: no packet of the copy is malformed that was not, no checksum is wrong that was right, and
//! every packet is of the same protocol, length, time and conversation.

use std::fs;
use std::path::{Path, PathBuf};

use wirewalk_testing::dns::samples;
use wirewalk_testing::explain::frozen;
use wirewalk_testing::redacted::redacted;
use wirewalk_testing::tshark::Capture;
use wirewalk_testing::{outside, udp};

/// Everything of a packet that must not change, also whether its checksums are right; the last is what there must not be more of.
const FIELDS: [&str; 15] = [
    "frame.time_epoch",
    "frame.len",
    "frame.cap_len",
    "_ws.col.Protocol",
    "tcp.stream",
    "udp.stream",
    "tcp.len",
    "tcp.flags",
    "tcp.analysis.flags",
    "ip.checksum.status",
    "tcp.checksum.status",
    "udp.checksum.status",
    "icmp.checksum.status",
    "icmpv6.checksum.status",
    "_ws.malformed",
];

/// What tshark says of each packet, and whether it is malformed.
fn packets(capture: &Capture) -> Vec<(String, bool)> {
    let fields = FIELDS.iter().flat_map(|field| ["-e", *field]);
    let all = capture
        .tshark(&["-o", "udp.check_checksum:TRUE", "-T", "fields"].into_iter().chain(fields).collect::<Vec<_>>());
    let parted = |line: &str| line.rsplit_once('\t').map(|(same, malformed)| (same.to_owned(), !malformed.is_empty()));
    all.lines().filter_map(parted).collect()
}

/// The captures without keys of their own: with them, tshark names what is inside.
fn captures() -> Vec<PathBuf> {
    let names =
        ["ecdhe", "lesson1", "lesson2", "lesson3", "lesson4", "lesson5", "lesson6", "lesson7", "rsa-key-transport"];
    let mut all: Vec<PathBuf> = names.iter().map(|name| frozen(&format!("{name}.pcapng"))).collect();
    if let Some(vectors) = outside::vectors() {
        let of = |folder: PathBuf| fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
        let pcaps = of(vectors.join("dns")).chain(of(vectors.join("../reports")));
        all.extend(pcaps.filter(|path| path.extension().is_some_and(|end| end == "pcap")));
    }
    all
}

fn compare(file: &[u8], here: &Path) -> Option<usize> {
    let before = packets(&Capture::new(file, [])?);
    let after = packets(&Capture::new(&redacted(file, None, 9).0, [])?);
    assert_eq!(before.len(), after.len(), "{}", here.display());
    for (nth, (was, is)) in (1..).zip(before.iter().zip(&after)) {
        assert_eq!(was.0, is.0, "{}, packet {nth}", here.display());
        assert!(was.1 || !is.1, "{}: packet {nth} is malformed", here.display());
    }
    Some(before.len())
}

#[test]
fn tshark_finds_the_same_packets_in_a_redacted_copy_none_of_them_worse() {
    let mut packets = 0;
    for path in captures() {
        let Some(compared) = compare(&fs::read(&path).unwrap(), &path) else { return };
        packets += compared;
    }
    assert!(packets > 1000, "only {packets} packets were compared");
}

#[test]
fn every_kind_of_record_of_dns_is_still_one() {
    let messages = samples();
    let packet = |(i, (_, bytes)): (usize, &(&str, Vec<u8>))| {
        let client = format!("10.0.0.1:{}", 40_000 + i);
        match bytes[2] & 0x80 {
            0 => udp::datagram(&client, "10.0.0.2:53", bytes),
            _ => udp::datagram("10.0.0.2:53", &client, bytes),
        }
    };
    let file = udp::capture(&messages.iter().enumerate().map(packet).collect::<Vec<_>>());
    compare(&file, Path::new("all records"));
}
