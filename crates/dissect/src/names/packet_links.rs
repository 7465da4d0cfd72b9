//! Labels of what a capturing machine notes before a packet, and of frames that cross the air.

super::define_labels! {
    NULL = "null", "loopback", LINK_NULL,
        "The packet never left the machine: instead of a frame there is a number for the family of its address.";
    FAMILY: Number = "null.family", "family", LINK_NULL,
        "IPv4 or IPv6, by the number that the capturing machine's system gives it.";
    SLL = "sll", "Linux cooked capture", LINK_SLL,
        "What Linux notes of packets from all interfaces at once, instead of the frame that there was.";
    SLL_PACKET: Number = "sll.pkttype", "direction", LINK_SLL,
        "Whether it was for this machine, for all, for another, or sent.";
    SLL_HARDWARE: Number = "sll.hatype", "hardware", LINK_SLL,
        "Which kind of network.";
    SLL_ADDRESS_LENGTH: Length = "sll.halen", "length of the address", LINK_SLL;
    SLL_ETHERNET: Name = "sll.src.eth", "from", LINK_SLL,
        "The network card that sent it.";
    SLL_OTHER: Name = "sll.src.other", "from", LINK_SLL,
        "The sender's address on this network.";
    SLL_UNUSED = "sll.unused", "unused", LINK_SLL,
        "Room for longer addresses.";
    SLL_TYPE: Number = "sll.etype", "EtherType", LINK_SLL,
        "What is carried.";
    SLL_OTHER_TYPE: Number = "sll.ltype", "type", LINK_SLL,
        "What is carried, by a number of Linux's.";
    SLL_RESERVED = "wirewalk.sll.reserved", "reserved", LINK_SLL2,
        "Zero.";
    SLL_INTERFACE: Number = "sll.ifindex", "interface", LINK_SLL2,
        "The number of the interface.";
    NFLOG = "nflog", "NFLOG", LINK_NFLOG,
        "A packet that a rule of Linux's firewall logged, with notes.";
    NFLOG_FAMILY: Number = "nflog.family", "family", LINK_NFLOG,
        "IPv4 (2) or IPv6 (10).";
    NFLOG_VERSION: Number = "nflog.version", "version", LINK_NFLOG,
        "Zero.";
    NFLOG_GROUP: Number = "nflog.res_id", "group", LINK_NFLOG,
        "The number that the rule gave.";
    NFLOG_NOTE = "nflog.tlv", "note", LINK_NFLOG,
        "Length, type, value.";
    NFLOG_NOTE_LENGTH: Length = "nflog.tlv_length", "length", LINK_NFLOG,
        "With these four bytes.";
    NFLOG_NOTE_TYPE: Number = "nflog.tlv_type", "type", LINK_NFLOG,
        "9 is the packet.";
    NFLOG_NOTE_VALUE: Data opaque = "nflog.tlv_value", "value", LINK_NFLOG,
        "What is noted.";
    NFLOG_PADDING = "wirewalk.nflog.padding", "padding", LINK_NFLOG,
        "Fills up to four bytes.";
    PKTAP = "pktap", "PKTAP", LINK_PKTAP,
        "What macOS notes of a packet: from which interface, of which program.";
    PKTAP_LENGTH: Length = "pktap.hdrlen", "length", LINK_PKTAP,
        "Of these notes, in bytes.";
    PKTAP_RECORD: Number = "pktap.rectype", "record", LINK_PKTAP,
        "1: a packet.";
    PKTAP_LINK: Number = "pktap.dlt", "link type", LINK_PKTAP,
        "What the packet begins with.";
    PKTAP_REST: Data opaque = "wirewalk.pktap.rest", "further notes", LINK_PKTAP,
        "The interface's name, the program's number and name.";
    PPI = "ppi", "PPI", LINK_PPI,
        "Notes of a capturing machine.";
    PPI_NOTES: Data opaque = "wirewalk.ppi.notes", "notes", LINK_PPI,
        "Version, length, link type, and fields.";
    RADIOTAP = "radiotap", "radiotap", RADIOTAP,
        "What the capturing machine notes of a wireless frame: channel, rate, strength.";
    RADIOTAP_VERSION: Number = "radiotap.version", "version", RADIOTAP,
        "Zero.";
    RADIOTAP_PAD = "radiotap.pad", "padding", RADIOTAP,
        "Zero.";
    RADIOTAP_LENGTH: Length = "radiotap.length", "length", RADIOTAP,
        "Of these notes, in bytes, the lower byte first.";
    RADIOTAP_REST: Data opaque = "wirewalk.radiotap.rest", "notes", RADIOTAP,
        "Which notes there are, and they.";
    WIRELESS = "wlan", "802.11", WIRELESS,
        "A frame that crosses the air. Anyone near hears it.";
    WIRELESS_CONTROL = "wlan.fc", "frame control", WIRELESS_CONTROL,
        "What kind of frame it is, and its flags.";
    WIRELESS_SUBTYPE: Number = "wlan.fc.subtype", "subtype", WIRELESS_CONTROL,
        "Which of its kind.";
    WIRELESS_TYPE: Number = "wlan.fc.type", "type", WIRELESS_CONTROL,
        "Management, control or data.";
    WIRELESS_VERSION: Number = "wlan.fc.version", "version", WIRELESS_CONTROL,
        "Zero.";
    WIRELESS_ORDER = "wlan.fc.order", "more control", WIRELESS_CONTROL,
        "Whether four more bytes of control follow.";
    WIRELESS_PROTECTED = "wlan.fc.protected", "protected", WIRELESS_CONTROL,
        "Whether the network's key encrypts what the frame carries.";
    WIRELESS_MORE_DATA = "wlan.fc.moredata", "more data", WIRELESS_CONTROL,
        "Whether more waits for a card that sleeps.";
    WIRELESS_POWER = "wlan.fc.pwrmgt", "power saving", WIRELESS_CONTROL,
        "Whether the sender will sleep.";
    WIRELESS_RETRY = "wlan.fc.retry", "again", WIRELESS_CONTROL,
        "Whether it was sent before and nobody acknowledged it.";
    WIRELESS_FRAGMENTS = "wlan.fc.frag", "more fragments", WIRELESS_CONTROL,
        "Whether further parts follow.";
    WIRELESS_DIRECTION: Number = "wlan.fc.ds", "direction", WIRELESS_CONTROL,
        "From a machine to the access point (1), from there (2), between access points (3), or straight (0).";
    WIRELESS_DURATION: Number = "wlan.duration", "duration", WIRELESS,
        "For how many microseconds all others shall be quiet, the lower byte first.";
    WIRELESS_TO: Name = "wlan.ra", "receiver", WIRELESS,
        "Who shall take the frame from the air.";
    WIRELESS_FROM: Name = "wlan.ta", "transmitter", WIRELESS,
        "Who sent it into the air.";
    WIRELESS_THIRD: Name = "wirewalk.wlan.third", "third address", WIRELESS,
        "The network, or the machine behind the access point.";
    WIRELESS_SEQUENCE: Number = "wirewalk.wlan.sequence", "number", WIRELESS,
        "The number of the frame and of its part, the lower byte first.";
    WIRELESS_FOURTH: Name = "wirewalk.wlan.fourth", "fourth address", WIRELESS,
        "Between access points: where it came from.";
    WIRELESS_QUALITY: Number = "wlan.qos", "quality of service", WIRELESS_QUALITY,
        "The class of traffic, and whether several frames were put together.";
    WIRELESS_MORE: Number = "wlan.htc", "more control", WIRELESS,
        "What the two agree about antennas and rates.";
    WIRELESS_PADDING = "wirewalk.wlan.padding", "padding", RADIOTAP,
        "Fills up to four bytes.";
    WIRELESS_CHECKSUM: Signature = "wlan.fcs", "frame check sequence", WIRELESS,
        "Anyone can compute it: it shows what noise changed.";
    WIRELESS_BODY: Data opaque = "wirewalk.wlan.body", "body", WIRELESS,
        "What the frame carries: encrypted, or the network's own business.";
    SUBFRAME = "wlan_aggregate.a_mdsu.subframe", "frame among several", WIRELESS,
        "A sender put several frames together, to wait for the air once only.";
    SUBFRAME_LENGTH: Length = "wlan_aggregate.a_mdsu.length", "length", WIRELESS;
    SUBFRAME_TO: Name = "wirewalk.wlan.subframe_to", "to", WIRELESS,
        "Who shall have it.";
    SUBFRAME_FROM: Name = "wirewalk.wlan.subframe_from", "from", WIRELESS,
        "Who sent it.";
}
