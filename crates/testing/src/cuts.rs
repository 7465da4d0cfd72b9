//! Frozen captures of which a part is taken: some packets, some bytes of each.

use std::fs;

use crate::blocks::Order;
use crate::captures::{blocks, packet};
use crate::explain::frozen;

const ORDER: Order = Order { big_endian: false };

/// A packet of TCP: who sent it, by the port of the client; its bytes, and where its payload begins.
pub struct Tcp {
    pub client: u16,
    pub server: u16,
    pub by_client: bool,
    pub asks: bool,
    pub time: u64,
    pub bytes: Vec<u8>,
    pub payload: usize,
}

/// The packets of a frozen capture, and the blocks that stand before them.
pub fn packets(name: &str) -> (Vec<u8>, Vec<Tcp>) {
    let file = fs::read(frozen(&format!("{name}.pcapng"))).expect("a frozen capture");
    let head = blocks(&file).take_while(|block| packet(block).is_none()).collect::<Vec<_>>().concat();
    let list = blocks(&file).filter_map(packet).map(|(time, bytes)| tcp(time, bytes)).collect();
    (head, list)
}

fn tcp(time: u64, bytes: Vec<u8>) -> Tcp {
    let ip = if matches!(bytes[0] >> 4, 4 | 6) { 0 } else { 14 };
    let start = ip + if bytes[ip] >> 4 == 4 { usize::from(bytes[ip] & 15) * 4 } else { 40 };
    let port = |at: usize| u16::from_be_bytes([bytes[start + at], bytes[start + at + 1]]);
    let payload = start + usize::from(bytes[start + 12] >> 4) * 4;
    let (from, to) = (port(0), port(2));
    let asks = bytes[start + 13] & 0x12 == 0x02;
    Tcp { client: from.max(to), server: from.min(to), by_client: from > to, asks, time, bytes, payload }
}

/// A capture of these packets, of each of which so many bytes were kept.
pub fn written(head: &[u8], packets: &[&Tcp], kept: usize) -> Vec<u8> {
    let mut file = head.to_vec();
    for packet in packets {
        let (all, some) = (packet.bytes.len() as u32, packet.bytes.len().min(kept));
        let words = [0, (packet.time >> 32) as u32, packet.time as u32, some as u32, all].map(|word| ORDER.word(word));
        file.extend(ORDER.block(6, &[&words.concat()[..], &packet.bytes[..some]].concat()));
    }
    file
}
