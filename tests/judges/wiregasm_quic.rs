//! Wireshark 4.4 as the judge of QUIC, of TLS inside it and of HTTP/3: on captures of three programs that others wrote and on
//! published ones, each of its leaves must be a field of ours with the same name and bytes, in the same order within its packet.

use std::collections::BTreeMap;
use std::fs;

use wirewalk::dissect::{Message, tiling};
use wirewalk::explain::{Account, Scope, Told, run};
use wirewalk::recording::capture::{CaptureError, Reader};
use wirewalk::recording::{Secrets, StreamNumber, Transport};
use wirewalk_testing::outside;
use wirewalk_testing::quic::{self, Captured};
use wirewalk_testing::wiregasm::{self, Leaf};

/// What is compared.
const PREFIXES: [&str; 3] = ["quic.", "tls.", "http3."];

/// What Wireshark has and we have not, and why.
const EXCEPTIONS: &[(&str, &str)] = &[
    ("quic.stream.initiator", "a bit of the stream's number, which the meaning of `quic.stream.stream_id` says"),
    ("quic.stream.direction", "the same"),
    ("quic.fragment", "which packets a stream was put together of: ours are the origin of a source"),
    ("quic.reassembled.data", "the pieces once more, put together"),
    ("tls.handshake.fragment", "the same of a handshake message"),
    (
        "http3.frame_payload",
        "a frame that spans packets once more, whole, in its last packet: ours come in pieces as they arrive",
    ),
    ("http3.data", "the same"),
    ("quic.crypto.fragment", "which packets a handshake was put together of: ours are the origin of a source"),
    (
        "http3.qpack.encoder.opcode.insert.name",
        "the text after Huffman's code is undone; ours are the bytes that were sent",
    ),
    ("http3.qpack.encoder.opcode.insert.val", "the same"),
    ("http3.qpack.encoder.opcode.insert_indexed.val", "the same"),
];

/// Wireshark gives each value of a transport parameter once as a value, and once more under the parameter's own name; ours has it
/// once, and says in its meaning what it stands for, the versions of version_information among them.
const PARAMETER: &str = "tls.quic.parameter.";
const OF_ALL_PARAMETERS: [&str; 3] = ["type", "length", "value"];

/// Encrypted bytes have one name of ours, and two of Wireshark's: behind long headers and behind short ones.
const PAYLOADS: [&str; 2] = ["quic.payload", "quic.protected_payload"];

/// Bits of one byte, which Wireshark names from the lowest on, and ours from the highest.
const ANY_ORDER: [&str; 3] = ["quic.stream.fin", "quic.stream.len", "quic.stream.off"];

/// Of these Wireshark shows the byte as it crossed the wire, and reads the byte under its protection; ours lie in the header
/// without protection.
const PROTECTED: [&str; 5] =
    ["quic.long.reserved", "quic.short.reserved", "quic.packet_number_length", "quic.packet_number", "quic.key_phase"];

/// A field of ours, as it is compared.
type Ours = (String, Vec<u8>);

/// The fields of each packet, in order; what a packet completes is told with it.
fn ours(file: &[u8], secrets: &Secrets) -> BTreeMap<u64, Vec<Ours>> {
    let mut packets: BTreeMap<u64, Vec<Ours>> = BTreeMap::new();
    let mut number = 0;
    let mut reader = Reader::new(file).expect("a capture");
    run(&mut reader, secrets, Scope::default(), &mut Account::default(), |told| {
        match told {
            Told::Event(_, event) => number = event.packet.as_ref().map_or(number, |packet| packet.number),
            Told::Message(connection, message) if connection.transport() == Transport::Udp => {
                packets.entry(number).or_default().extend(fields(&message));
            }
            _ => {}
        }
        Ok::<_, CaptureError>(())
    })
    .expect("it can be read to its end");
    packets
}

fn fields(message: &Message) -> Vec<Ours> {
    let StreamNumber { number, .. } = StreamNumber::of(message.connection);
    tiling::check(message).unwrap_or_else(|error| panic!("flow {number}, message {}: {error}", message.index));
    message.walk().map(|field| (field.label.id.to_owned(), message.bytes(&field.span).to_vec())).collect()
}

/// What came of the comparison.
#[derive(Default)]
struct Verdict {
    total: usize,
    missing: BTreeMap<String, Vec<String>>,
}

impl Verdict {
    fn add(&mut self, what: &str, theirs: &[Leaf], ours: &BTreeMap<u64, Vec<Ours>>) {
        let none = Vec::new();
        let (total, missed) = (self.total, self.count());
        for packet in theirs.chunk_by(|a, b| a.packet == b.packet) {
            let theirs: Vec<&Leaf> = packet.iter().filter(|leaf| is_compared(leaf)).collect();
            let ours = ours.get(&(packet[0].packet as u64)).unwrap_or(&none);
            // What TLS says over TCP is compared elsewhere.
            if !packet.iter().any(|leaf| leaf.name.starts_with("quic.")) {
                continue;
            }
            self.total += theirs.len();
            let (bits, theirs): (Vec<&Leaf>, Vec<&Leaf>) =
                theirs.into_iter().partition(|leaf| ANY_ORDER.contains(&leaf.name.as_str()));
            let count =
                |leaf: &Leaf| bits.iter().filter(|other| other.name == leaf.name && other.bytes == leaf.bytes).count();
            let missing = |leaf: &&&Leaf| ours.iter().filter(|ours| same(leaf, ours)).count() < count(leaf);
            for leaf in bits.iter().filter(missing) {
                self.missing.entry(leaf.name.clone()).or_default().push(format!("{what}, packet {}", leaf.packet));
            }
            let matched = in_order(&theirs, ours);
            for (leaf, _) in theirs.iter().zip(matched).filter(|(_, matched)| !matched) {
                let elsewhere = if ours.iter().any(|ours| same(leaf, ours)) { ", in another order" } else { "" };
                let (number, size, show) = (leaf.packet, leaf.bytes.len(), &leaf.show);
                let place = format!("{what}, packet {number}, {size} bytes{elsewhere}: {show:.60}");
                self.missing.entry(leaf.name.clone()).or_default().push(place);
            }
        }
        let (total, missed) = (self.total - total, self.count() - missed);
        println!("{what}: {} of {total}", total - missed);
    }

    fn count(&self) -> usize {
        self.missing.values().map(Vec::len).sum()
    }

    /// More than one of a hundred must not be missing, nor may there be hardly any.
    fn conclude(&self, least: usize) {
        for (name, places) in &self.missing {
            println!("missing {} {name}: {}", places.len(), places[0]);
        }
        println!("{} of {}", self.total - self.count(), self.total);
        assert!(self.count() * 100 <= self.total, "{} of {} are missing", self.count(), self.total);
        assert!(self.total >= least, "{}", self.total);
    }
}

fn is_compared(leaf: &Leaf) -> bool {
    let again = leaf.name.strip_prefix(PARAMETER).is_some_and(|name| !OF_ALL_PARAMETERS.contains(&name));
    leaf.leaf && !leaf.bytes.is_empty() && !again && !EXCEPTIONS.iter().any(|(name, _)| *name == leaf.name)
}

fn same(theirs: &Leaf, (name, bytes): &Ours) -> bool {
    let named = |known: &[&str]| known.contains(&theirs.name.as_str()) && known.contains(&name.as_str());
    (theirs.name == *name || named(&PAYLOADS))
        && (theirs.bytes == *bytes || PROTECTED.contains(&name.as_str()) && theirs.bytes.len() == bytes.len())
}

/// Which of theirs are ours, as many as can be without changing the order: the longest common subsequence.
fn in_order(theirs: &[&Leaf], ours: &[Ours]) -> Vec<bool> {
    let width = ours.len() + 1;
    let mut longest = vec![0_u32; (theirs.len() + 1) * width];
    for (i, leaf) in theirs.iter().enumerate().rev() {
        for (j, field) in ours.iter().enumerate().rev() {
            longest[i * width + j] = match same(leaf, field) {
                true => longest[(i + 1) * width + j + 1] + 1,
                false => longest[(i + 1) * width + j].max(longest[i * width + j + 1]),
            };
        }
    }
    let (mut j, mut matched) = (0, Vec::with_capacity(theirs.len()));
    for (i, leaf) in theirs.iter().enumerate() {
        let rest = longest[(i + 1) * width + j];
        let without = longest[i * width + j] == rest;
        while !without
            && j < ours.len()
            && !(same(leaf, &ours[j]) && longest[(i + 1) * width + j + 1] + 1 == longest[i * width + j])
        {
            j += 1;
        }
        matched.push(!without);
        j += usize::from(!without);
    }
    matched
}

fn compare(captures: &[Captured], least: usize) {
    let mut verdict = Verdict::default();
    for captured in captures {
        keep(captured);
        let Some(theirs) = wiregasm::fields(&captured.file, &captured.keys, &PREFIXES) else { return };
        verdict.add(captured.name, &theirs, &ours(&captured.file, &captured.secrets()));
    }
    verdict.conclude(least);
}

/// `WIREWALK_KEEP=FOLDER` keeps the captures, for whoever wants to see what differs.
fn keep(captured: &Captured) {
    let Some(folder) = std::env::var_os("WIREWALK_KEEP").map(std::path::PathBuf::from) else { return };
    let write = |ending: &str, bytes: &[u8]| {
        fs::write(folder.join(format!("{}.{ending}", captured.name.replace('/', "-"))), bytes)
    };
    write("pcapng", &captured.file).and_then(|()| write("keys", captured.keys.as_bytes())).expect("room");
}

#[test]
fn quinn_is_taken_apart_as_wireshark_takes_it_apart() {
    compare(&quic::of_quinn(), 1000);
}

#[test]
fn aioquic_and_chromium_are_taken_apart_as_wireshark_takes_them_apart() {
    let Some(captures) = quic::of_others() else { return };
    compare(&captures, 1000);
}

#[test]
fn published_captures_are_taken_apart_as_wireshark_takes_them_apart() {
    let Some(vectors) = outside::vectors() else { return };
    let read = |name: &str| fs::read(vectors.join("quic").join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
    let captured = |name, keys: Vec<u8>| Captured {
        name,
        file: read(name),
        keys: String::from_utf8(keys).expect("text"),
        told: serde_json::Value::Null,
    };
    compare(&[captured("ill-quic.pcap", read("ill-quic.keys")), captured("quic-secrets.pcapng", Vec::new())], 500);
}
