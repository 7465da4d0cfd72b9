//! What pcapng has beside packets: interfaces, sections, names, options, and secrets.

use super::wire::Wire;
use super::{Hostile, Kind, kind};
use crate::blocks::Order;
use wirewalk::recording::Side::Client;

const LITTLE: Order = Order { big_endian: false };
const RAW: u16 = 101;
const NAMES: u32 = 4;
const SECRETS: u32 = 10;
const KEY_LOG: u32 = 0x544c_534b;

pub const KINDS: &[Kind] = &[
    kind("ifaces", 1000, |n| file(&LITTLE.interface(RAW, &[]).repeat(n), "")),
    kind("sections", 600, |n| {
        file(&[LITTLE.section(u64::MAX, &[]), LITTLE.interface(RAW, &[])].concat().repeat(n), "")
    }),
    kind("nrb", 600, |n| {
        let record = [1, 0, 8, 0, 10, 0, 0, 1, b'a', b'b', b'c', 0];
        file(&LITTLE.block(NAMES, &[&record.repeat(n)[..], &[0; 4]].concat()).repeat(3), "")
    }),
    kind("dsb", 60, |n| file(&(0..n).flat_map(|i| secrets(&line(i))).collect::<Vec<_>>(), "")),
    kind("dsb_same", 60, |n| file(&secrets(&line(1)).repeat(n), "")),
    kind("keys", 100, |n| file(&[], &(0..n).map(line).collect::<String>())),
    kind("dupkeys", 100, |n| file(&[], &line(1).repeat(n))),
];

/// A line of a key log that belongs to nothing.
pub fn line(number: usize) -> String {
    format!("CLIENT_TRAFFIC_SECRET_0 {number:064x} {:064x}\n", number + 1)
}

fn secrets(text: &str) -> Vec<u8> {
    let head = [LITTLE.word(KEY_LOG), LITTLE.word(text.len() as u32)].concat();
    LITTLE.block(SECRETS, &[&head, text.as_bytes()].concat())
}

/// A capture that begins with these blocks.
fn file(blocks: &[u8], keys: &str) -> Hostile {
    let wire = Wire::of(80, 1448, &[(Client, b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")]);
    let packets = wire.packets().iter().flat_map(|(at, packet)| LITTLE.packet(0, at / 1000, packet, None));
    let head = [LITTLE.section(u64::MAX, &[]), LITTLE.interface(RAW, &[]), blocks.to_vec()].concat();
    Hostile { capture: head.into_iter().chain(packets).collect(), keys: keys.to_owned() }
}
