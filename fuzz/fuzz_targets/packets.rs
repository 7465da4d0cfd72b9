//! Packets: each input begins with two bytes of a link type, and is one packet, whole and cut in half, twice in a row. Every byte must have
//! exactly one leaf, and a capture's reader must find the payload where it is taken apart.

#![no_main]

use libfuzzer_sys::fuzz_target;
use wirewalk::dissect::packet::Streams;
use wirewalk::dissect::tiling;
use wirewalk::recording::What;
use wirewalk::recording::capture::{Entry, Reader};
use wirewalk::render::gist::gist;

/// A pcap file of these packets.
fn capture(link_type: u16, packets: &[&[u8]]) -> Vec<u8> {
    let words = [0xa1b2_c3d4, 0x0004_0002, 0, 0, 262_144, u32::from(link_type)];
    let mut file: Vec<u8> = words.iter().flat_map(|word| word.to_le_bytes()).collect();
    for packet in packets {
        let len = packet.len() as u32;
        file.extend([1, 0, len, len].iter().flat_map(|word: &u32| word.to_le_bytes()));
        file.extend_from_slice(packet);
    }
    file
}

fuzz_target!(|input: &[u8]| {
    let Some((link_type, packet)) = input.split_first_chunk() else { return };
    let file = capture(u16::from_le_bytes(*link_type), &[packet, &packet[..packet.len() / 2], packet]);
    let mut streams = Streams::default();
    let mut places = Vec::new();
    for entry in Reader::new(&file[..]).expect("a capture").with_packets() {
        match entry {
            Ok(Entry::Event { event, .. }) => {
                if let (What::Bytes(_), Some(packet)) = (event.what, event.packet) {
                    places.push((packet.number, packet.range));
                }
            }
            Ok(Entry::Packet(captured)) => {
                let message = streams.dissect(&captured);
                if let Err(error) = tiling::check(&message) {
                    panic!("packet {}: {error}", captured.number);
                }
                gist(&message);
            }
            Ok(_) => {}
            Err(_) => return,
        }
    }
});
