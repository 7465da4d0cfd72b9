//! Labels of TCP and UDP.

super::define_labels! {
    TCP = "tcp", "TCP", TCP,
        "Makes a stream of bytes of packets that may be lost, come twice or in another order: every byte is numbered, and the other side \
         says which have come.";
    SOURCE_PORT: Number = "tcp.srcport", "source port", TCP,
        "Which program on the sender's machine.";
    DESTINATION_PORT: Number = "tcp.dstport", "destination port", TCP,
        "Which program on the other machine: servers wait at well-known ones.";
    SEQUENCE: Number = "tcp.seq", "sequence number", TCP_SEQUENCE,
        "The number of the first byte that this packet carries, from the side's first. That one is random: a stranger cannot guess which is due.";
    SEQUENCE_RAW: Number = "tcp.seq_raw", "as sent", TCP_SEQUENCE,
        "The number itself, modulo 2^32.";
    ACKNOWLEDGEMENT: Number = "tcp.ack", "acknowledgement number", TCP_SEQUENCE,
        "The number of the byte that the sender of this packet waits for: all before it have come.";
    ACKNOWLEDGEMENT_RAW: Number = "tcp.ack_raw", "as sent", TCP_SEQUENCE,
        "The number itself, modulo 2^32.";
    CONTROL = "wirewalk.tcp.control", "header length and flags", TCP,
        "Two bytes.";
    HEADER_LENGTH: Length = "tcp.hdr_len", "header length", TCP,
        "In words of four bytes: 5, or more with options.";
    FLAGS = "tcp.flags", "flags", TCP,
        "What the packet is for.";
    RESERVED: Number = "tcp.flags.res", "reserved", TCP,
        "Zero.";
    ACCURATE_ECN = "tcp.flags.ae", "accurate ECN", ECN_TCP,
        "One more bit to tell of congestion.";
    CWR = "tcp.flags.cwr", "congestion window reduced", ECN_TCP,
        "The sender has heard of congestion and sends less.";
    ECE = "tcp.flags.ece", "ECN echo", ECN_TCP,
        "A router told of congestion. With SYN: this side understands that.";
    URGENT = "tcp.flags.urg", "urgent", TCP,
        "Whether the urgent pointer means something; nobody uses it any more.";
    ACK = "tcp.flags.ack", "acknowledgement", TCP,
        "Whether the acknowledgement number means something: always, after the first packet.";
    PUSH = "tcp.flags.push", "push", TCP,
        "The sender has no more to say for now: hand on what has come.";
    RESET = "tcp.flags.reset", "reset", TCP,
        "The connection is broken off, or there is none.";
    SYN = "tcp.flags.syn", "synchronise", TCP_HANDSHAKE,
        "This side begins, and says its first number. It counts as one byte.";
    FIN = "tcp.flags.fin", "finish", TCP_CLOSE,
        "This side will send no more. It counts as one byte.";
    WINDOW: Number = "tcp.window_size", "window", TCP_WINDOW,
        "How many bytes the sender of this packet has room for: the other side may send no more before the next acknowledgement.";
    WINDOW_RAW: Number = "tcp.window_size_value", "as sent", TCP_WINDOW,
        "The number itself, to be multiplied by what both sides agreed on when they opened.";
    CHECKSUM: Signature = "tcp.checksum", "checksum", TCP,
        "Over header, data, addresses and length: shows what broke on the way, and nothing that was changed on purpose.";
    URGENT_POINTER: Number = "tcp.urgent_pointer", "urgent pointer", TCP,
        "Zero.";
    OPTIONS = "tcp.options", "options", TCP_OPTIONS,
        "What the two sides can do beyond the plain protocol.";
    KIND: Number = "tcp.option_kind", "kind", TCP_OPTIONS,
        "Which option.";
    LENGTH: Length = "tcp.option_len", "length", TCP_OPTIONS,
        "Of the option with its kind, in bytes.";
    END = "tcp.options.eol", "end of options", TCP_OPTIONS,
        "Nothing follows.";
    NOTHING = "tcp.options.nop", "no operation", TCP_OPTIONS,
        "Fills up, so that the next option begins at a whole word.";
    MSS = "tcp.options.mss", "maximum segment size", TCP_OPTIONS,
        "How much data this side takes in one packet.";
    MSS_VALUE: Number = "tcp.options.mss_val", "bytes", TCP_OPTIONS,
        "1460 on Ethernet: 1500, less the headers of IP and TCP. A smaller one tells of a tunnel.";
    SCALE = "tcp.options.wscale", "window scale", TCP_SCALE,
        "By how much this side's windows are to be multiplied: sixteen bits are too few for fast lines.";
    SCALE_SHIFT: Number = "tcp.options.wscale.shift", "shift", TCP_SCALE,
        "A power of two.";
    SACK_PERMITTED = "tcp.options.sack_perm", "selective acknowledgement", TCP_SACK,
        "This side understands it when it is told what came out of order.";
    SACK = "tcp.options.sack", "selective acknowledgement", TCP_SACK,
        "What came although something before it is missing: that need not be sent again.";
    SACK_LEFT: Number = "tcp.options.sack_le", "from", TCP_SACK,
        "The first byte of a piece that came.";
    SACK_RIGHT: Number = "tcp.options.sack_re", "to", TCP_SACK,
        "The first byte after it.";
    TIMESTAMP = "tcp.options.timestamp", "timestamps", TCP_TIMESTAMPS,
        "Tell how long a packet and its answer take, and old packets from new ones with the same number.";
    TIMESTAMP_VALUE: Number = "tcp.options.timestamp.tsval", "sender's clock", TCP_TIMESTAMPS,
        "Counts up from a random beginning, mostly in milliseconds.";
    TIMESTAMP_ECHO: Number = "tcp.options.timestamp.tsecr", "echo", TCP_TIMESTAMPS,
        "The latest that came from the other side.";
    FAST_OPEN = "tcp.options.tfo", "fast open", TCP_FAST_OPEN,
        "A client that was here before shows a cookie and sends data with its first packet. The cookie recognises it.";
    FAST_OPEN_COOKIE: Key = "tcp.options.tfo.cookie", "cookie", TCP_FAST_OPEN,
        "The server made it of the client's address.";
    FAST_OPEN_REQUEST = "tcp.options.tfo.request", "cookie asked for", TCP_FAST_OPEN,
        "The client asks for a cookie.";
    MD5 = "tcp.options.md5", "MD5 signature", TCP_MD5,
        "A checksum with a key, between routers.";
    MD5_DIGEST: Signature = "tcp.options.md5.digest", "digest", TCP_MD5,
        "Over header, data and key.";
    MULTIPATH = "wirewalk.tcp.multipath", "multipath TCP", TCP_MULTIPATH,
        "One connection over several ways, such as Wi-Fi and mobile network.";
    OTHER = "wirewalk.tcp.option", "option", TCP_OPTIONS,
        "One that is not known here.";
    OPTION_VALUE: Data opaque = "wirewalk.tcp.option_value", "value", TCP_OPTIONS,
        "What the option says.";

    HANDSHAKE = "wirewalk.tcp.handshake", "how it opens", TCP_HANDSHAKE,
        "A connection opens with three packets: each side says its first number, and that it has heard the other's.";
    ENDS = "wirewalk.tcp.ends", "how it ends", TCP_CLOSE,
        "Each side says by itself that it has said all; or one breaks off.";
    RETRANSMISSION = "tcp.analysis.retransmission", "retransmission", TCP_RETRANSMISSION,
        "These numbers were in the capture before: the sender had no acknowledgement in time and sent them again.";
    SPURIOUS = "tcp.analysis.spurious_retransmission", "needless retransmission", TCP_RETRANSMISSION,
        "These bytes had been acknowledged: the acknowledgement was lost or late, and the sender sent them again.";
    OUT_OF_ORDER = "tcp.analysis.out_of_order", "out of order", TCP_SEQUENCE,
        "These numbers come after higher ones and were not in the capture before: overtaken on the way, or sent again after a loss that the \
         capture did not see.";
    LOST = "tcp.analysis.lost_segment", "something is missing before it", TCP_SEQUENCE,
        "The numbers skip: what lies between was lost, comes later, or the capture missed it.";
    ACKED_LOST = "tcp.analysis.ack_lost_segment", "acknowledges what the capture does not have", TCP_SEQUENCE,
        "The other side received bytes that are not in the capture: the capture missed them, not the receiver.";
    DUPLICATE = "tcp.analysis.duplicate_ack", "duplicate acknowledgement", TCP_DUPLICATE,
        "The same number again: something came that cannot be used yet, since what is before it is missing. At the third, the sender \
         sends that again.";
    KEEP_ALIVE = "tcp.analysis.keep_alive", "keep-alive", TCP_KEEPALIVE,
        "Repeats the last number that was acknowledged, to hear whether the other side is still there.";
    KEEP_ALIVE_ACK = "tcp.analysis.keep_alive_ack", "answer to a keep-alive", TCP_KEEPALIVE,
        "It is still there.";
    ZERO_WINDOW = "tcp.analysis.zero_window", "zero window", TCP_WINDOW,
        "No room: the program has not read what came. The other side must wait.";
    ZERO_WINDOW_PROBE = "tcp.analysis.zero_window_probe", "window probe", TCP_WINDOW,
        "One byte into a window of zero, to hear whether there is room again.";
    WINDOW_UPDATE = "tcp.analysis.window_update", "window update", TCP_WINDOW,
        "Acknowledges nothing new and says that there is room, or less.";
    WINDOW_FULL = "tcp.analysis.window_full", "window full", TCP_WINDOW,
        "The sender has sent all that the other side had room for.";

    UDP = "udp", "UDP", UDP,
        "Adds ports, a length and a checksum to IP, and nothing else: a datagram may be lost or come twice.";
    UDP_SOURCE: Number = "udp.srcport", "source port", UDP,
        "Which program on the sender's machine.";
    UDP_DESTINATION: Number = "udp.dstport", "destination port", UDP,
        "Which program on the other machine.";
    UDP_LENGTH: Length = "udp.length", "length", UDP,
        "Of the datagram with this header, in bytes.";
    UDP_CHECKSUM: Signature = "udp.checksum", "checksum", UDP,
        "Shows what broke on the way. In IPv4 it may be left out: 0.";
}
