//! A capture of one connection that is written while both sides talk, so that a long one takes no memory.

use std::error::Error;
use std::fs::File;
use std::net::Ipv4Addr;
use std::path::Path;

use etherparse::{PacketBuilder, TcpHeader};

use wirewalk::recording::secrets::KeyLog;
use wirewalk::recording::{Side, Timestamp};
use wirewalk::render::pcapng::{Interface, LINKTYPE_RAW, Writer};

type Done<T = ()> = Result<T, Box<dyn Error>>;

const CLIENT_PORT: u16 = 40_000;

/// What a packet of the connection is for.
const SYN: u8 = 1;
const FIN: u8 = 2;

/// The capture, as far as it is written.
pub struct Tape {
    writer: Writer<File>,
    port: u16,
    segment: usize,
    sent: [u32; 2], // the client's next sequence number, the server's
    packets: u64,
    held: Option<Vec<Vec<u8>>>, // packets that wait for the keys, which stand before them
}

impl Tape {
    /// Opens a connection to this port, on which a packet carries no more than `segment` bytes. With `keys`, a [`Tape::keys`] is
    /// to follow.
    pub fn new(file: &Path, port: u16, segment: usize, keys: bool) -> Done<Tape> {
        let mut writer = Writer::new(File::create(file)?, "")?;
        writer.interface(&Interface { link_type: LINKTYPE_RAW, name: "", description: "" })?;
        let held = keys.then(Vec::new);
        let mut tape = Tape { writer, port, segment, sent: [1_000, u32::MAX - 1_000], packets: 0, held };
        tape.packet(Side::Client, SYN, &[])?;
        tape.packet(Side::Server, SYN, &[])?;
        tape.packet(Side::Client, 0, &[])?;
        Ok(tape)
    }

    /// The keys of what was said so far and of all that follows.
    pub fn keys(&mut self, keys: &KeyLog) -> Done {
        let held = self.held.take().unwrap_or_default();
        self.writer.secrets(keys)?;
        held.iter().try_for_each(|packet| self.write(packet))
    }

    /// One side says something, and the other acknowledges each packet of it.
    pub fn say(&mut self, side: Side, bytes: &[u8]) -> Done {
        for piece in bytes.chunks(self.segment) {
            self.packet(side, 0, piece)?;
            self.packet(side.other(), 0, &[])?;
        }
        Ok(())
    }

    /// Both sides have said everything.
    pub fn close(mut self) -> Done {
        self.packet(Side::Server, FIN, &[])?;
        self.packet(Side::Client, FIN, &[])?;
        self.packet(Side::Server, 0, &[])?;
        self.writer.finish()?;
        Ok(())
    }

    fn packet(&mut self, side: Side, flag: u8, payload: &[u8]) -> Done {
        let (mine, theirs) = if side == Side::Client { (0, 1) } else { (1, 0) };
        let ports = [CLIENT_PORT, self.port];
        let mut header = TcpHeader::new(ports[mine], ports[theirs], self.sent[mine], u16::MAX);
        (header.syn, header.fin, header.psh) = (flag == SYN, flag == FIN, !payload.is_empty());
        header.ack = !(header.syn && side == Side::Client);
        header.acknowledgment_number = if header.ack { self.sent[theirs] } else { 0 };
        self.sent[mine] = self.sent[mine].wrapping_add(payload.len() as u32 + u32::from(flag != 0));
        let here = Ipv4Addr::LOCALHOST.octets();
        let mut packet = Vec::with_capacity(payload.len() + 40);
        PacketBuilder::ipv4(here, here, 64).tcp_header(header).write(&mut packet, payload)?;
        match &mut self.held {
            Some(held) => held.push(packet),
            None => self.write(&packet)?,
        }
        Ok(())
    }

    fn write(&mut self, packet: &[u8]) -> Done {
        let at = Timestamp(1_700_000_000_000_000_000 + self.packets * 10_000);
        self.packets += 1;
        Ok(self.writer.packet(0, at, packet, None)?)
    }
}
