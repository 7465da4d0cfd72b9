//! How many packets there are and how long they were on the wire: of a whole capture, and of each conversation.

use super::{MOST_COUNTED, Reader};
use crate::recording::{StreamNumber, Transport};

/// Packets with everything that the link, IP and TCP put around the payload.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Traffic {
    /// How many.
    pub packets: u64,
    /// How long they were together, in bytes, whether the capture kept all of them or not.
    pub bytes: u64,
}

impl Traffic {
    fn add(&mut self, on_wire: u32) {
        self.packets += 1;
        self.bytes += u64::from(on_wire);
    }

    /// Both together.
    pub fn and(self, other: Traffic) -> Traffic {
        Traffic { packets: self.packets + other.packets, bytes: self.bytes + other.bytes }
    }
}

/// What has been counted so far.
#[derive(Default)]
pub(super) struct Meter {
    all: Traffic,
    connections: Vec<Traffic>,
    flows: Vec<Traffic>,
    datagrams: u64,
}

impl Meter {
    /// A packet of whatever kind.
    pub fn packet(&mut self, on_wire: u32) {
        self.all.add(on_wire);
    }

    /// It belongs to this connection, the `first` that it belongs to: one in a tunnel belongs to several. Of a packet in fragments the last
    /// is counted.
    pub fn segment(&mut self, connection: Option<u32>, on_wire: u32, first: bool) {
        let Some(StreamNumber { transport, number }) = connection.map(StreamNumber::of) else { return };
        self.datagrams += u64::from(first && transport == Transport::Udp);
        let counted = match transport {
            Transport::Tcp => &mut self.connections,
            Transport::Udp => &mut self.flows,
        };
        let number = number as usize;
        if counted.len() <= number && number < MOST_COUNTED {
            counted.resize(number + 1, Traffic::default());
        }
        if let Some(traffic) = counted.get_mut(number) {
            traffic.add(on_wire);
        }
    }
}

impl<R> Reader<R> {
    /// All packets read so far.
    pub fn traffic(&self) -> Traffic {
        self.meter.all
    }

    /// The packets read so far of the connection with this number; none for those after the first million.
    pub fn traffic_of(&self, connection: u32) -> Traffic {
        let StreamNumber { transport, number } = StreamNumber::of(connection);
        let counted = match transport {
            Transport::Tcp => &self.meter.connections,
            Transport::Udp => &self.meter.flows,
        };
        counted.get(number as usize).copied().unwrap_or_default()
    }

    /// How many packets carried datagrams of UDP.
    pub fn datagrams(&self) -> u64 {
        self.meter.datagrams
    }
}
