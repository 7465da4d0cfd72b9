//! tshark's headers of packets beside ours: each leaf of its links, IP, TCP, UDP and tunnels must be a field of ours with the same name,
//! place and bytes.

use std::collections::{BTreeMap, HashMap};

use wirewalk::dissect::packet::Streams;
use wirewalk::dissect::{Message, tiling};
use wirewalk::recording::capture::{Entry, Reader};

use crate::tshark::{Capture, PdmlField};

/// What names of fields begin with that are compared.
pub const LAYERS: [&str; 17] = [
    "eth.", "ip.", "ipv6.", "tcp.", "udp.", "icmp.", "icmpv6.", "arp.", "vlan.", "mpls.", "gre.", "vxlan.", "geneve.",
    "ppp.", "pppoe.", "sll.", "null.",
];

/// What tshark has and we have not, and why.
const EXCEPTIONS: &[(&str, &str)] = &[
    ("eth.addr", "either address once more, under one name for both"),
    ("ip.checksum_calculated", "computed by tshark and given the checksum's bytes; ours says right or wrong"),
    ("tcp.checksum_calculated", "likewise"),
    ("udp.checksum_calculated", "likewise"),
    ("udp.checksum.status", "likewise"),
    ("icmp.ident_le", "the same bytes read in the other order"),
    ("icmp.seq_le", "likewise"),
    ("tcp.flags.str", "the flags once more as letters"),
    ("tcp.window_size_scalefactor", "concluded, and given the window's bytes"),
    ("tcp.options.wscale.multiplier", "two to the power of the shift"),
    ("ipv6.hopopts.len_oct", "the length once more, in bytes"),
    ("ipv6.dstopts.len_oct", "likewise"),
    ("ipv6.routing.len_oct", "likewise"),
    ("ip.cur_rt", "the destination once more, as a stop on a route"),
    ("ip.dst_host", "the destination once more"),
    ("ip.opt.time_stamp", "a list of times that we show as one value"),
    ("ip.empty_rt", "a list of addresses that we show as one value"),
    ("ip.rec_rt", "likewise"),
    ("ip.src_rt", "likewise"),
    ("tcp.segment_data", "the payload once more, as a part of what was put together"),
    ("tcp.segment", "likewise"),
    ("ip.fragment", "a list of packets"),
    ("ip.reassembled.data", "what was put together from several packets"),
    ("tcp.reassembled.data", "likewise"),
    ("eth.lg", "a bit of either address once more"),
    ("eth.ig", "likewise"),
    ("sll.src.eth", "shown at another place by tshark 4.0"),
];

fn is_compared(field: &PdmlField) -> bool {
    LAYERS.iter().any(|layer| field.name.starts_with(layer)) && field.leaf && field.size > 0 && !field.hidden
}

/// How captures compare.
#[derive(Debug, Default)]
pub struct Verdict {
    /// How many leaves tshark has.
    pub total: usize,
    /// Which of them are no fields of ours, by name.
    pub missing: BTreeMap<String, Vec<String>>,
}

/// The packets of a capture, taken apart; each tiles.
pub fn packets(file: &[u8]) -> Vec<Message> {
    let mut streams = Streams::default();
    let entries = Reader::new(file).expect("a capture").with_packets();
    let packets = entries.filter_map(|entry| match entry.expect("a whole capture") {
        Entry::Packet(captured) => Some(streams.dissect(&captured)),
        _ => None,
    });
    packets
        .inspect(|packet| tiling::check(packet).unwrap_or_else(|error| panic!("packet {}: {error}", packet.index)))
        .collect()
}

impl Verdict {
    /// Compares a capture.
    pub fn add(&mut self, what: &str, file: &[u8]) {
        let Some(capture) = Capture::new(file, []) else { return };
        let ours = packets(file);
        for packet in capture.pdml().chunk_by(|a, b| a.packet == b.packet) {
            let message = &ours[packet[0].packet - 1];
            let mut places: HashMap<&str, Vec<_>> = HashMap::new();
            for field in message.walk() {
                places.entry(field.label.id).or_default().push(&field.span);
            }
            for theirs in packet.iter().filter(|field| is_compared(field)) {
                // A datagram that is a tunnel is taken apart here; tshark has its payload as a whole, too.
                let tunnel = |f: &PdmlField| ["vxlan", "geneve", "mpls"].iter().any(|name| f.name.starts_with(name));
                let is_tunnel = theirs.name == "udp.payload" && packet.iter().any(tunnel);
                if is_tunnel || EXCEPTIONS.iter().any(|(name, _)| *name == theirs.name) {
                    continue;
                }
                self.total += 1;
                let at = theirs.pos..theirs.pos + theirs.size;
                let found = places.get(theirs.name.as_str()).is_some_and(|spans| {
                    // Of bits tshark gives whole words, where ours are in some of their bytes.
                    let same = |span: &&&wirewalk::dissect::Span| match &span.bits {
                        None if theirs.name != "mpls.ttl" => span.range == at,
                        None => at.start <= span.range.start && span.range.end <= at.end,
                        Some(_) => at.start <= span.range.start && span.range.end <= at.end,
                    };
                    spans.iter().any(|span| same(&span))
                });
                if !found {
                    let (at, size, show) = (theirs.pos, theirs.size, &theirs.show);
                    let place = format!("{what}, packet {} at {at}, {size} bytes: {show:.40}", theirs.packet);
                    self.missing.entry(theirs.name.clone()).or_default().push(place);
                }
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
        println!("missing: {:?}", missing.iter().map(|(name, places)| (name, places.len())).collect::<Vec<_>>());
        assert!(count * 200 <= total, "{count} of {total}: {missing:#?}");
        assert!(total == 0 || total >= least, "{total}");
    }
}
