//! A packet taken apart: the frame, IP, TCP or UDP, and whatever is between them, down to the payload, which is one leaf here; what it says
//! is the business of the conversation that it belongs to.
//!
//! Each layer is a file. Layers stand beside each other in a message's fields, the outermost first, as Wireshark shows them. What cannot be
//! told from one packet (numbers counted from the beginning of a connection, retransmissions, windows) comes from
//! [`Streams`], which are told each packet in order.
//!
//! ```
//! use wirewalk_dissect::packet::Streams;
//! use wirewalk_dissect::recording::capture::{Entry, Reader};
//!
//! let bytes: &[u8] = include_bytes!("../../examples/request.pcapng");
//! let mut streams = Streams::default();
//! for entry in Reader::new(bytes)?.with_packets() {
//!     if let Entry::Packet(captured) = entry? {
//!         let packet = streams.dissect(&captured);
//!         assert!(packet.fields.iter().any(|layer| layer.label.id == "ip"));
//!     }
//! }
//! # Ok::<(), wirewalk_dissect::recording::capture::CaptureError>(())
//! ```

use crate::cursor::Cursor;
use crate::message::{Message, Origin, Source};
use crate::recording::Side;
use crate::recording::capture::Captured;

mod address;
mod analysis;
mod arp;
mod carried;
mod checksum;
mod codes;
mod context;
mod ether;
mod extensions;
mod half;
mod icmp;
mod icmpv6;
mod ip;
mod layers;
mod link;
mod next;
mod numbers;
mod options;
mod ppp;
mod tcp;
mod track;
mod tunnel;
mod udp;
mod wireless;

pub(crate) use carried::TUNNELS;
use context::Context;
use track::Tracks;

/// What is known of the connections whose packets were taken apart so far: some words for each, and for as many as a capture's reader
/// follows at once.
#[derive(Default)]
pub struct Streams {
    tracks: Tracks,
}

impl Streams {
    /// Takes the next packet of a capture apart. The message that it becomes has the packet's bytes as its source 0, its number as its
    /// index (modulo 2^32), and the outermost conversation that it belongs to, if any.
    pub fn dissect(&mut self, captured: &Captured) -> Message {
        let index = (captured.number & u64::from(u32::MAX)) as u32;
        let cut = (captured.bytes.len() as u64) < u64::from(captured.on_wire);
        let mut context = Context::new(cut, &captured.conversations, &mut self.tracks);
        let mut c = Cursor::new(index, 0, &captured.bytes);
        let len = captured.bytes.len();
        c.part(len, |c| layers::begin(c, captured.link_type, &mut context));
        let fields = c.finish();
        let connection = captured.conversations.first().copied().unwrap_or_default();
        let sources = vec![Source { origin: Origin::Wire, bytes: captured.bytes.clone() }];
        Message { connection, index, side: Side::Client, at: captured.at, offset: 0, sources, fields }
    }
}
