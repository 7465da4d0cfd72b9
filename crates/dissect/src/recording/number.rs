//! Which conversation of a capture is meant, as Wireshark counts: TCP connections and flows of UDP each from 0.

use std::fmt;
use std::str::FromStr;

/// What carries the bytes of a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Transport {
    /// TCP: two streams of bytes.
    Tcp,
    /// UDP: datagrams, each of which stands for itself.
    Udp,
}

/// The number of a conversation among those of its kind: `tcp.stream` or `udp.stream`. It is written `3`, and `udp:3` for UDP.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StreamNumber {
    /// What carries it.
    pub transport: Transport,
    /// Its number, from 0, in the order of first packets.
    pub number: u32,
}

/// From here on a conversation's id is the number of a flow of UDP: no capture has as many TCP connections.
const FIRST_OF_UDP: u32 = 1 << 31;

impl StreamNumber {
    /// The conversation that has this [`id`](super::Connection::id).
    pub fn of(id: u32) -> StreamNumber {
        match id.checked_sub(FIRST_OF_UDP) {
            Some(number) => StreamNumber { transport: Transport::Udp, number },
            None => StreamNumber { transport: Transport::Tcp, number: id },
        }
    }

    /// The [`id`](super::Connection::id) of its conversation, which no other has, whatever carries it.
    pub fn id(self) -> u32 {
        match self.transport {
            Transport::Tcp => self.number % FIRST_OF_UDP,
            Transport::Udp => FIRST_OF_UDP | self.number,
        }
    }
}

impl fmt::Display for StreamNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.transport {
            Transport::Tcp => write!(f, "{}", self.number),
            Transport::Udp => write!(f, "udp:{}", self.number),
        }
    }
}

impl FromStr for StreamNumber {
    type Err = String;

    fn from_str(text: &str) -> Result<StreamNumber, String> {
        let (transport, digits) = match text.split_once(':') {
            None => (Transport::Tcp, text),
            Some(("tcp", digits)) => (Transport::Tcp, digits),
            Some(("udp", digits)) => (Transport::Udp, digits),
            Some((other, _)) => return Err(format!("{other} carries no conversations: use tcp or udp, as in udp:3")),
        };
        match digits.parse() {
            Ok(number) if number < FIRST_OF_UDP => Ok(StreamNumber { transport, number }),
            _ => {
                Err(format!("{digits:?} is not the number of a conversation: 3 is TCP's fourth, udp:3 is UDP's fourth"))
            }
        }
    }
}
