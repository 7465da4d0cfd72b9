//! Labels of TCP and UDP.

super::define_labels! {
    TCP = "tcp", "TCP", TCP,
        "Turns packets, which can be lost, repeated or reordered, into a stream. Every byte has a number, and the receiver confirms what arrived.";
    SOURCE_PORT: Number = "tcp.srcport", "source port", TCP,
        "Identifies the program on the sender's machine.";
    DESTINATION_PORT: Number = "tcp.dstport", "destination port", TCP,
        "Identifies the program on the receiving machine. Servers listen on well-known ports.";
    SEQUENCE: Number = "tcp.seq", "sequence number", TCP_SEQUENCE,
        "The number of the packet's first byte, counted from the start. The real numbers start at random, so that strangers cannot guess them.";
    SEQUENCE_RAW: Number = "tcp.seq_raw", "as sent", TCP_SEQUENCE,
        "The sequence number in the packet, modulo 2^32.";
    ACKNOWLEDGEMENT: Number = "tcp.ack", "acknowledgement number", TCP_SEQUENCE,
        "The number of the next byte that the packet's sender expects. All earlier bytes have arrived.";
    ACKNOWLEDGEMENT_RAW: Number = "tcp.ack_raw", "as sent", TCP_SEQUENCE,
        "The acknowledgement number in the packet, modulo 2^32.";
    CONTROL = "wirewalk.tcp.control", "header length and flags", TCP,
        "Two bytes, which hold the header length and the flags.";
    HEADER_LENGTH: Length = "tcp.hdr_len", "header length", TCP,
        "In words of four bytes: 5, or more with options.";
    FLAGS = "tcp.flags", "flags", TCP,
        "What the packet is for.";
    RESERVED: Number = "tcp.flags.res", "reserved", TCP,
        "Zero.";
    ACCURATE_ECN = "tcp.flags.ae", "accurate ECN", ECN_TCP,
        "One more bit for reporting congestion.";
    CWR = "tcp.flags.cwr", "congestion window reduced", ECN_TCP,
        "The sender has heard about congestion and sends less.";
    ECE = "tcp.flags.ece", "ECN echo", ECN_TCP,
        "A router reported congestion. In a SYN, it means that this side supports such reports.";
    URGENT = "tcp.flags.urg", "urgent", TCP,
        "Whether the urgent pointer has a meaning. Hardly any program uses it any more.";
    ACK = "tcp.flags.ack", "acknowledgement", TCP,
        "Whether the acknowledgement number has a meaning. It is always set after the first packet.";
    PUSH = "tcp.flags.push", "push", TCP,
        "The sender has nothing more to send for now, so the receiver should pass on what has arrived.";
    RESET = "tcp.flags.reset", "reset", TCP,
        "The connection ends at once, or does not exist.";
    SYN = "tcp.flags.syn", "synchronise", TCP_HANDSHAKE,
        "This side opens its direction and sends its initial sequence number. It counts as one byte.";
    FIN = "tcp.flags.fin", "finish", TCP_CLOSE,
        "This side will send no more. It counts as one byte.";
    WINDOW: Number = "tcp.window_size", "window", TCP_WINDOW,
        "How many bytes the packet's sender has room for. The other side may not send more before the next acknowledgement.";
    WINDOW_RAW: Number = "tcp.window_size_value", "as sent", TCP_WINDOW,
        "The number in the packet. It is multiplied by the factor that this side announced when the connection opened.";
    CHECKSUM: Signature = "tcp.checksum", "checksum", TCP,
        "Covers header, data, addresses and length. It detects damage on the path, but not deliberate changes.";
    URGENT_POINTER: Number = "tcp.urgent_pointer", "urgent pointer", TCP,
        "Zero, unless the urgent flag is set.";
    OPTIONS = "tcp.options", "options", TCP_OPTIONS,
        "Features that the two sides support beyond the basic protocol.";
    KIND: Number = "tcp.option_kind", "kind", TCP_OPTIONS,
        "Which option this is.";
    LENGTH: Length = "tcp.option_len", "length", TCP_OPTIONS,
        "How many bytes the option has, including its kind.";
    END = "tcp.options.eol", "end of options", TCP_OPTIONS,
        "The list of options ends here.";
    NOTHING = "tcp.options.nop", "no operation", TCP_OPTIONS,
        "Padding, so that the next option begins at a whole word.";
    MSS = "tcp.options.mss", "maximum segment size", TCP_OPTIONS,
        "How much data this side accepts in one packet.";
    MSS_VALUE: Number = "tcp.options.mss_val", "bytes", TCP_OPTIONS,
        "1460 on Ethernet: 1500 minus the headers of IP and TCP. A smaller number suggests a tunnel.";
    SCALE = "tcp.options.wscale", "window scale", TCP_SCALE,
        "The factor for this side's windows, because sixteen bits are too few for fast lines.";
    SCALE_SHIFT: Number = "tcp.options.wscale.shift", "shift", TCP_SCALE,
        "The factor, as a power of two.";
    SACK_PERMITTED = "tcp.options.sack_perm", "selective acknowledgement", TCP_SACK,
        "This side can process reports about data that arrived out of order.";
    SACK = "tcp.options.sack", "selective acknowledgement", TCP_SACK,
        "Data that arrived although something before it is missing. The sender need not repeat it.";
    SACK_LEFT: Number = "tcp.options.sack_le", "from", TCP_SACK,
        "The number of the first byte of a piece that arrived.";
    SACK_RIGHT: Number = "tcp.options.sack_re", "to", TCP_SACK,
        "The number of the first byte after that piece.";
    TIMESTAMP = "tcp.options.timestamp", "timestamps", TCP_TIMESTAMPS,
        "They measure how long a packet and its answer take, and distinguish old packets from new ones with the same number.";
    TIMESTAMP_VALUE: Number = "tcp.options.timestamp.tsval", "sender's clock", TCP_TIMESTAMPS,
        "Counts up from a random start, usually in milliseconds.";
    TIMESTAMP_ECHO: Number = "tcp.options.timestamp.tsecr", "echo", TCP_TIMESTAMPS,
        "The latest timestamp received from the other side.";
    FAST_OPEN = "tcp.options.tfo", "fast open", TCP_FAST_OPEN,
        "A client that connected before sends a cookie, and data in its first packet. The cookie lets Eve recognise the client.";
    FAST_OPEN_COOKIE: Key = "tcp.options.tfo.cookie", "cookie", TCP_FAST_OPEN,
        "Made by the server from the client's address.";
    FAST_OPEN_REQUEST = "tcp.options.tfo.request", "cookie asked for", TCP_FAST_OPEN,
        "The client asks for a cookie.";
    MD5 = "tcp.options.md5", "MD5 signature", TCP_MD5,
        "A keyed checksum, used between routers.";
    MD5_DIGEST: Signature = "tcp.options.md5.digest", "digest", TCP_MD5,
        "Covers the header, the data and the key.";
    MULTIPATH = "wirewalk.tcp.multipath", "multipath TCP", TCP_MULTIPATH,
        "One connection over several paths, such as Wi-Fi and a mobile network.";
    OTHER = "wirewalk.tcp.option", "option", TCP_OPTIONS,
        "An option that this program does not know.";
    OPTION_VALUE: Data opaque = "wirewalk.tcp.option_value", "value", TCP_OPTIONS,
        "The contents of the option.";

    HANDSHAKE = "wirewalk.tcp.handshake", "how it opens", TCP_HANDSHAKE,
        "A connection opens with three packets: each side sends its initial number and confirms the other's.";
    ENDS = "wirewalk.tcp.ends", "how it ends", TCP_CLOSE,
        "Each side says for itself that it has finished sending, or one side resets the connection.";
    RETRANSMISSION = "tcp.analysis.retransmission", "retransmission", TCP_RETRANSMISSION,
        "The capture already contains these numbers. The sender received no acknowledgement in time and sent them again.";
    SPURIOUS = "tcp.analysis.spurious_retransmission", "needless retransmission", TCP_RETRANSMISSION,
        "These bytes were already acknowledged. The acknowledgement was lost or late, so the sender sent them again.";
    OUT_OF_ORDER = "tcp.analysis.out_of_order", "out of order", TCP_SEQUENCE,
        "These numbers follow higher ones and are new in the capture: delayed on the path, or sent again after a loss that the capture missed.";
    LOST = "tcp.analysis.lost_segment", "something is missing before it", TCP_SEQUENCE,
        "The numbers skip ahead. The bytes in between were lost, come later, or are missing only from the capture.";
    ACKED_LOST = "tcp.analysis.ack_lost_segment", "acknowledges what the capture does not have", TCP_SEQUENCE,
        "The other side received bytes that are not in the capture. The capture missed them, not the receiver.";
    DUPLICATE = "tcp.analysis.duplicate_ack", "duplicate acknowledgement", TCP_DUPLICATE,
        "The same number again: something arrived, but data before it is missing. After the third, the sender sends the missing data again.";
    KEEP_ALIVE = "tcp.analysis.keep_alive", "keep-alive", TCP_KEEPALIVE,
        "Repeats the last acknowledged number, to find out whether the other side is still there.";
    KEEP_ALIVE_ACK = "tcp.analysis.keep_alive_ack", "answer to a keep-alive", TCP_KEEPALIVE,
        "The other side is still there.";
    ZERO_WINDOW = "tcp.analysis.zero_window", "zero window", TCP_WINDOW,
        "No room is left, because the program has not read what arrived. The other side must wait.";
    ZERO_WINDOW_PROBE = "tcp.analysis.zero_window_probe", "window probe", TCP_WINDOW,
        "One byte sent to a side with a zero window, to find out whether it has room again.";
    WINDOW_UPDATE = "tcp.analysis.window_update", "window update", TCP_WINDOW,
        "Acknowledges nothing new, but reports that there is more room, or less.";
    WINDOW_FULL = "tcp.analysis.window_full", "window full", TCP_WINDOW,
        "The sender has filled all the room that the other side had.";

    UDP = "udp", "UDP", UDP,
        "Adds ports, a length and a checksum to IP, and nothing else. A datagram can be lost or arrive twice.";
    UDP_SOURCE: Number = "udp.srcport", "source port", UDP,
        "Identifies the program on the sender's machine.";
    UDP_DESTINATION: Number = "udp.dstport", "destination port", UDP,
        "Identifies the program on the receiving machine.";
    UDP_LENGTH: Length = "udp.length", "length", UDP,
        "How many bytes the datagram has, including this header.";
    UDP_CHECKSUM: Signature = "udp.checksum", "checksum", UDP,
        "Detects damage on the path. In IPv4 it can be left out, as 0.";
}
