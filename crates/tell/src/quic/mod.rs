//! QUIC as captions, explanations and comparisons need it: the packets of a datagram, and what a flow of them comes to.

mod account;
mod close;
mod packet;

pub use account::{Counts, Quic, called, is_end};
pub use close::Close;
pub use packet::{Frame, Kind, Packet, frame, is_datagram, packets};
