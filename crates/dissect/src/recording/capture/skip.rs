//! Why a packet is not in the recording.

/// Why a packet is not in the recording.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Skip {
    /// Neither IPv4 nor IPv6.
    NotIp,
    /// IP, but neither TCP nor UDP.
    OtherTransport,
    /// A fragment of an IP packet of which others are missing, or of a wireless frame.
    Fragment,
    /// The capture kept too little of it, or its header contradicts itself.
    Header,
    /// A wireless frame that the network's own key encrypts.
    Sealed,
    /// It is in more tunnels than anybody builds.
    Deep,
    /// A Packet Block, the form that the Enhanced Packet Block replaced.
    Obsolete,
}
