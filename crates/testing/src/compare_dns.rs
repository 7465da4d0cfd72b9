//! tshark's dissection of DNS in datagrams beside ours: each leaf of its `dns.*` must be a field of ours with the same name, place and
//! bytes.

use std::collections::{BTreeMap, HashMap};

use wirewalk::dissect::{Message, dissect};
use wirewalk::recording::{Secrets, StreamNumber, Transport, capture};

use crate::dumpcap::MARK;
use crate::tshark::{Capture, PdmlField};

/// What tshark has and we have not, and why.
const EXCEPTIONS: &[(&str, &str)] = &[
    (
        "dns.qry.name.len",
        "how long the name is once it is written with dots: concluded from the name, and given its bytes",
    ),
    ("dns.count.labels", "likewise: how many labels it has"),
    ("dns.opt.data", "an option's data once more as a whole; ours are taken apart"),
    ("dns.dnskey.key_id", "a checksum that tshark computes over the key"),
    ("dns.srv.service", "the owner's name once more, in its parts"),
    ("dns.srv.proto", "likewise"),
    ("dns.srv.name", "likewise"),
];

/// The same of fields of this length alone.
const EXCEPTED_LENGTHS: &[(&str, usize, &str)] = &[
    (
        "dns.resp.type",
        1,
        "a bit of NSEC's map of types, each given its whole byte; ours is the map, with the names of all types in it",
    ),
    ("dns.svcb.svcparam.value", 16, "the path of DNS over HTTPS, a key that tshark 4.0 does not know yet"),
];

/// Groups to which tshark gives no bytes: where they are in a stream cannot be looked for.
pub const GROUPS: &[&str] = &["dns.opt", "dns.svcb.svcparam", "dns.caa.issue"];

pub fn is_excepted(id: &str, len: usize) -> bool {
    EXCEPTIONS.iter().any(|(excepted, _)| *excepted == id)
        || EXCEPTED_LENGTHS.iter().any(|(excepted, length, _)| (*excepted, *length) == (id, len))
}

/// Bits of a field of two bytes: tshark gives them the place of both, ours have that of their byte.
pub fn are_bits(name: &str) -> bool {
    ["dns.flags.", "dns.resp.z.", "dns.dnskey.flags.", "dns.qry.qu", "dns.resp.cache_flush"]
        .iter()
        .any(|prefix| name.starts_with(prefix))
}

/// What of a packet's `dns.*` is in no field of this message.
fn missing<'f>(packet: &'f [PdmlField], message: &'f Message) -> impl Iterator<Item = &'f PdmlField> {
    // Behind UDP's header of eight bytes is the payload.
    let begins = packet.iter().find(|f| f.name == "udp.srcport").map_or(0, |f| f.pos + 8);
    let wanted = packet.iter().filter(|f| f.name.starts_with("dns.") && f.leaf && f.size > 0 && !f.hidden);
    wanted.filter(move |theirs| {
        let at = theirs.pos - begins..theirs.pos - begins + theirs.size;
        !message.walk().filter(|ours| ours.label.id == theirs.name).any(|ours| {
            let range = &ours.span.range;
            *range == at || are_bits(&theirs.name) && at.start <= range.start && range.end <= at.end
        })
    })
}

/// How captures of datagrams compare.
#[derive(Debug, Default)]
pub struct Verdict {
    /// How many leaves tshark has.
    pub total: usize,
    /// Which of them are no fields of ours, by name.
    pub missing: BTreeMap<String, Vec<String>>,
}

impl Verdict {
    /// Compares a capture of datagrams, in which these rules tell tshark what is DNS.
    ///
    /// # Panics
    /// A datagram is not a message of ours.
    pub fn add(&mut self, file: &[u8], rules: &[String]) {
        let Some(mut capture) = Capture::new(file, []) else { return };
        rules.iter().for_each(|rule| capture.decode_as(rule));
        let recording = capture::read(file).expect("a capture").recording;
        let mut messages: HashMap<u32, Vec<Message>> = HashMap::new();
        for message in dissect(&recording, &Secrets::none()) {
            messages.entry(message.connection).or_default().push(message);
        }
        let mut nth: HashMap<u32, usize> = HashMap::new();
        let fields = capture.pdml();
        for packet in fields.chunk_by(|a, b| a.packet == b.packet) {
            let stream = packet.iter().find(|f| f.name == "udp.stream").and_then(|f| f.show.parse().ok());
            // What ICMP quotes is no datagram.
            let Some(number) = stream.filter(|_| packet.iter().all(|f| f.name != "icmp.type")) else { continue };
            let id = StreamNumber { transport: Transport::Udp, number }.id();
            let at = nth.entry(id).or_default();
            let message = messages.get(&id).and_then(|of| of.get(*at)).expect("a message for each datagram");
            *at += 1;
            // What ends a capture of ours is no DNS, whatever tshark is told of its port.
            if message.wire() == MARK {
                continue;
            }
            let wanted = |f: &&PdmlField| f.name.starts_with("dns.") && f.leaf && f.size > 0 && !f.hidden;
            self.total += packet.iter().filter(wanted).count();
            for theirs in missing(packet, message).filter(|theirs| !is_excepted(&theirs.name, theirs.size)) {
                let (at, size, show) = (theirs.pos, theirs.size, &theirs.show);
                let place = format!("packet {} at {at}, {size} bytes: {show:.60}", theirs.packet);
                self.missing.entry(theirs.name.clone()).or_default().push(place);
            }
        }
    }

    /// Fails if more than one leaf of two hundred is missing, or if there were hardly any.
    ///
    /// # Panics
    /// That is so.
    pub fn conclude(self, least: usize) {
        let (total, missing) = (self.total, self.missing);
        let count: usize = missing.values().map(Vec::len).sum();
        println!("{} of {total}", total - count);
        assert!(count * 200 <= total, "{count} of {total}: {missing:#?}");
        assert!(total == 0 || total >= least, "{total}");
    }
}
