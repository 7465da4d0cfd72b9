//! Labels of what a capturing machine notes before a packet, and of frames that cross the air.

super::define_labels! {
    NULL = "null", "loopback", LINK_NULL,
        "The packet never left the machine. Instead of a frame, there is a number for its address family.";
    FAMILY: Number = "null.family", "family", LINK_NULL,
        "IPv4 or IPv6, by the number that the capturing machine's operating system uses.";
    SLL = "sll", "Linux cooked capture", LINK_SLL,
        "What Linux records about packets captured from all interfaces at once, in place of the original frame.";
    SLL_PACKET: Number = "sll.pkttype", "direction", LINK_SLL,
        "Whether the packet was for this machine, for all, for another machine, or sent by this machine.";
    SLL_HARDWARE: Number = "sll.hatype", "hardware", LINK_SLL,
        "The type of network.";
    SLL_ADDRESS_LENGTH: Length = "sll.halen", "length of the address", LINK_SLL,
        "How many bytes the address has.";
    SLL_ETHERNET: Name = "sll.src.eth", "from", LINK_SLL,
        "The network card that sent the packet.";
    SLL_OTHER: Name = "sll.src.other", "from", LINK_SLL,
        "The sender's address on this network.";
    SLL_UNUSED = "sll.unused", "unused", LINK_SLL,
        "Unused room for longer addresses.";
    SLL_TYPE: Number = "sll.etype", "EtherType", LINK_SLL,
        "The protocol that the packet carries.";
    SLL_OTHER_TYPE: Number = "sll.ltype", "type", LINK_SLL,
        "The protocol that the packet carries, as a number of Linux's own.";
    SLL_RESERVED = "wirewalk.sll.reserved", "reserved", LINK_SLL2,
        "Zero.";
    SLL_INTERFACE: Number = "sll.ifindex", "interface", LINK_SLL2,
        "The number of the network interface.";
    NFLOG = "nflog", "NFLOG", LINK_NFLOG,
        "A packet that a rule of the Linux firewall logged, with information about it.";
    NFLOG_FAMILY: Number = "nflog.family", "family", LINK_NFLOG,
        "IPv4 (2) or IPv6 (10).";
    NFLOG_VERSION: Number = "nflog.version", "version", LINK_NFLOG,
        "Zero.";
    NFLOG_GROUP: Number = "nflog.res_id", "group", LINK_NFLOG,
        "The number that the firewall rule gave.";
    NFLOG_NOTE = "nflog.tlv", "note", LINK_NFLOG,
        "A length, a type and a value.";
    NFLOG_NOTE_LENGTH: Length = "nflog.tlv_length", "length", LINK_NFLOG,
        "How many bytes the note has, including length and type.";
    NFLOG_NOTE_TYPE: Number = "nflog.tlv_type", "type", LINK_NFLOG,
        "9 means the packet itself.";
    NFLOG_NOTE_VALUE: Data opaque = "nflog.tlv_value", "value", LINK_NFLOG,
        "The contents of the note.";
    NFLOG_PADDING = "wirewalk.nflog.padding", "padding", LINK_NFLOG,
        "Fills the note up to a multiple of four bytes.";
    PKTAP = "pktap", "PKTAP", LINK_PKTAP,
        "What macOS records about a packet: its interface and its program.";
    PKTAP_LENGTH: Length = "pktap.hdrlen", "length", LINK_PKTAP,
        "How many bytes this information has.";
    PKTAP_RECORD: Number = "pktap.rectype", "record", LINK_PKTAP,
        "1 means a packet.";
    PKTAP_LINK: Number = "pktap.dlt", "link type", LINK_PKTAP,
        "The type of header that the packet begins with.";
    PKTAP_REST: Data opaque = "wirewalk.pktap.rest", "further notes", LINK_PKTAP,
        "The interface's name, and the program's number and name.";
    PPI = "ppi", "PPI", LINK_PPI,
        "Information that the capturing machine recorded.";
    PPI_NOTES: Data opaque = "wirewalk.ppi.notes", "notes", LINK_PPI,
        "A version, a length, a link type and fields.";
    RADIOTAP = "radiotap", "radiotap", RADIOTAP,
        "What the capturing machine records about a wireless frame: channel, data rate and signal strength.";
    RADIOTAP_VERSION: Number = "radiotap.version", "version", RADIOTAP,
        "Zero.";
    RADIOTAP_PAD = "radiotap.pad", "padding", RADIOTAP,
        "Zero.";
    RADIOTAP_LENGTH: Length = "radiotap.length", "length", RADIOTAP,
        "How many bytes this information has, lower byte first.";
    RADIOTAP_REST: Data opaque = "wirewalk.radiotap.rest", "notes", RADIOTAP,
        "Which fields are present, and then the fields.";
    WIRELESS = "wlan", "802.11", WIRELESS,
        "A frame sent by radio. Anyone nearby can receive it.";
    WIRELESS_CONTROL = "wlan.fc", "frame control", WIRELESS_CONTROL,
        "The type of frame, and its flags.";
    WIRELESS_SUBTYPE: Number = "wlan.fc.subtype", "subtype", WIRELESS_CONTROL,
        "Which frame of its type this is.";
    WIRELESS_TYPE: Number = "wlan.fc.type", "type", WIRELESS_CONTROL,
        "Management, control or data.";
    WIRELESS_VERSION: Number = "wlan.fc.version", "version", WIRELESS_CONTROL,
        "Zero.";
    WIRELESS_ORDER = "wlan.fc.order", "more control", WIRELESS_CONTROL,
        "Whether four more bytes of control follow.";
    WIRELESS_PROTECTED = "wlan.fc.protected", "protected", WIRELESS_CONTROL,
        "Whether the network's key encrypts what the frame carries.";
    WIRELESS_MORE_DATA = "wlan.fc.moredata", "more data", WIRELESS_CONTROL,
        "Whether more frames are waiting for a network card that is asleep.";
    WIRELESS_POWER = "wlan.fc.pwrmgt", "power saving", WIRELESS_CONTROL,
        "Whether the sender is about to sleep.";
    WIRELESS_RETRY = "wlan.fc.retry", "again", WIRELESS_CONTROL,
        "Whether the sender sent this before without an acknowledgement.";
    WIRELESS_FRAGMENTS = "wlan.fc.frag", "more fragments", WIRELESS_CONTROL,
        "Whether more fragments follow.";
    WIRELESS_DIRECTION: Number = "wlan.fc.ds", "direction", WIRELESS_CONTROL,
        "To the access point (1), from the access point (2), between access points (3), or directly from machine to machine (0).";
    WIRELESS_DURATION: Number = "wlan.duration", "duration", WIRELESS,
        "For how many microseconds all other senders must stay silent, lower byte first.";
    WIRELESS_TO: Name = "wlan.ra", "receiver", WIRELESS,
        "The station that should receive the frame.";
    WIRELESS_FROM: Name = "wlan.ta", "transmitter", WIRELESS,
        "The station that sent the frame.";
    WIRELESS_THIRD: Name = "wirewalk.wlan.third", "third address", WIRELESS,
        "The network, or the machine behind the access point.";
    WIRELESS_SEQUENCE: Number = "wirewalk.wlan.sequence", "number", WIRELESS,
        "The frame's number and its fragment's number, lower byte first.";
    WIRELESS_FOURTH: Name = "wirewalk.wlan.fourth", "fourth address", WIRELESS,
        "Used between access points: the original sender.";
    WIRELESS_QUALITY: Number = "wlan.qos", "quality of service", WIRELESS_QUALITY,
        "The traffic class, and whether this frame combines several.";
    WIRELESS_MORE: Number = "wlan.htc", "more control", WIRELESS,
        "What sender and receiver agree about antennas and data rates.";
    WIRELESS_PADDING = "wirewalk.wlan.padding", "padding", RADIOTAP,
        "Fills the header up to a multiple of four bytes.";
    WIRELESS_CHECKSUM: Signature = "wlan.fcs", "frame check sequence", WIRELESS,
        "Detects changes by radio noise. Anyone can compute it, so it does not stop an attacker.";
    WIRELESS_BODY: Data opaque = "wirewalk.wlan.body", "body", WIRELESS,
        "The content of the frame: encrypted, or a message of the network itself.";
    SUBFRAME = "wlan_aggregate.a_mdsu.subframe", "frame among several", WIRELESS,
        "The sender combined several frames, so that it had to wait for the channel only once.";
    SUBFRAME_LENGTH: Length = "wlan_aggregate.a_mdsu.length", "length", WIRELESS,
        "How many bytes of frame follow.";
    SUBFRAME_TO: Name = "wirewalk.wlan.subframe_to", "to", WIRELESS,
        "The machine that should receive it.";
    SUBFRAME_FROM: Name = "wirewalk.wlan.subframe_from", "from", WIRELESS,
        "The machine that sent it.";
}
