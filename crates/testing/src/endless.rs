//! A capture that is short on its way and takes long to read.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;

/// The same packet again and again, packed: 30 GB in 30 MB.
pub fn endless() -> Vec<u8> {
    let packet: Vec<u8> = [&[0x45, 0, 0xea, 0x60][..], &vec![0; 59_996]].concat();
    let mut record = [0u32, 0, 60_000, 60_000].map(u32::to_le_bytes).concat();
    record.extend_from_slice(&packet);
    let head = [0xa1b2_c3d4_u32, 0x0004_0002, 0, 0, 262_144, 101].map(u32::to_le_bytes).concat();
    let packed = |bytes: &[u8]| {
        let mut out = GzEncoder::new(Vec::new(), Compression::best());
        out.write_all(bytes).and_then(|()| out.finish()).expect("packed")
    };
    [packed(&head), packed(&record.repeat(500)).repeat(1000)].concat()
}
