//! Captures as other programs write them: either byte order, clocks of any kind, blocks and options of all sorts.

/// When a packet passed, in nanoseconds, and its bytes.
pub type Packet = (u64, Vec<u8>);

/// A byte order, in which blocks are written.
#[derive(Clone, Copy, Debug)]
pub struct Order {
    pub big_endian: bool,
}

impl Order {
    pub fn half(self, half: u16) -> [u8; 2] {
        if self.big_endian { half.to_be_bytes() } else { half.to_le_bytes() }
    }

    pub fn word(self, word: u32) -> [u8; 4] {
        if self.big_endian { word.to_be_bytes() } else { word.to_le_bytes() }
    }

    /// A block: its type, its length, its body, its length again.
    pub fn block(self, kind: u32, body: &[u8]) -> Vec<u8> {
        let mut body = body.to_vec();
        body.resize(body.len().next_multiple_of(4), 0);
        let len = self.word(body.len() as u32 + 12);
        [&self.word(kind), &len, &body[..], &len].concat()
    }

    /// Options, and their end.
    pub fn options(self, options: &[(u16, &[u8])]) -> Vec<u8> {
        let mut all = Vec::new();
        for (code, value) in options {
            all.extend([self.half(*code), self.half(value.len() as u16)].concat());
            all.extend_from_slice(value);
            all.resize(all.len().next_multiple_of(4), 0);
        }
        all.extend([0; 4]);
        all
    }

    /// A section header that says how long its section is.
    pub fn section(self, len: u64, options: &[(u16, &[u8])]) -> Vec<u8> {
        let len = if self.big_endian { len.to_be_bytes() } else { len.to_le_bytes() };
        let head = [&self.word(0x1A2B_3C4D)[..], &self.half(1), &self.half(0), &len].concat();
        self.block(0x0A0D_0D0A, &[head, self.options(options)].concat())
    }

    pub fn interface(self, link_type: u16, options: &[(u16, &[u8])]) -> Vec<u8> {
        let head = [&self.half(link_type)[..], &[0, 0], &self.word(0)].concat();
        self.block(1, &[head, self.options(options)].concat())
    }

    pub fn packet(self, interface: u32, ticks: u64, packet: &[u8], options: Option<Vec<u8>>) -> Vec<u8> {
        let len = packet.len() as u32;
        let words = [interface, (ticks >> 32) as u32, ticks as u32, len, len].map(|word| self.word(word));
        let mut body = [&words.concat(), packet].concat();
        body.resize(body.len().next_multiple_of(4), 0);
        body.extend(options.unwrap_or_default());
        self.block(6, &body)
    }

    /// A Simple Packet Block.
    pub fn simple(self, packet: &[u8]) -> Vec<u8> {
        self.block(3, &[&self.word(packet.len() as u32), packet].concat())
    }

    /// A pcap file of packets with their times, in nanoseconds.
    pub fn pcap(self, nanoseconds: bool, link_type: u32, packets: &[Packet]) -> Vec<u8> {
        let (magic, unit) = if nanoseconds { (0xA1B2_3C4D, 1) } else { (0xA1B2_C3D4, 1_000) };
        let version = [self.half(2), self.half(4)].concat();
        let words = [0, 0, 262_144, link_type].map(|word| self.word(word));
        let mut file = [&self.word(magic)[..], &version, &words.concat()].concat();
        for (at, packet) in packets {
            let (seconds, fraction) = (at / 1_000_000_000, at % 1_000_000_000 / unit);
            let len = packet.len() as u32;
            file.extend([seconds as u32, fraction as u32, len, len].map(|word| self.word(word)).concat());
            file.extend_from_slice(packet);
        }
        file
    }
}
