//! HTTP/3, its compressed headers, and DNS over QUIC.

use super::cites;

cites! {
    "RFC 9114" {
        HTTP3_MESSAGES = "4.1", "A request and its response on a stream.";
        HTTP3_FIELDS = "4.2", "Header fields.";
        HTTP3_PSEUDO_FIELDS = "4.3", "Method, target and status as header fields.";
        HTTP3_PUSH = "4.6", "What the server sends unasked.";
        HTTP3_STREAMS = "6", "What a stream is for.";
        HTTP3_UNIDIRECTIONAL = "6.2", "Streams in one direction, and their types.";
        HTTP3_PUSH_STREAMS = "6.2.2", "The streams of pushed responses.";
        HTTP3_RESERVED_STREAMS = "6.2.3", "Streams that mean nothing.";
        HTTP3_FRAMES = "7.1", "The header of every frame.";
        HTTP3_DATA = "7.2.1", "DATA.";
        HTTP3_HEADERS = "7.2.2", "HEADERS.";
        HTTP3_CANCEL_PUSH = "7.2.3", "CANCEL_PUSH.";
        HTTP3_SETTINGS = "7.2.4", "SETTINGS.";
        HTTP3_PUSH_PROMISE = "7.2.5", "PUSH_PROMISE.";
        HTTP3_GOAWAY = "7.2.6", "GOAWAY.";
        HTTP3_MAX_PUSH_ID = "7.2.7", "MAX_PUSH_ID.";
        HTTP3_RESERVED_FRAMES = "7.2.8", "Frames that mean nothing.";
        HTTP3_ERRORS = "8.1", "Why a stream or the connection ends.";
        HTTP3_EXTENSIONS = "9", "Frames of unknown types.";
    }
    "RFC 9204" {
        QPACK_STATIC_TABLE = "3.1", "Known header fields.";
        QPACK_DYNAMIC_TABLE = "3.2", "The table that both sides keep.";
        QPACK_NUMBERS = "4.1.1", "Numbers that share a byte with other bits.";
        QPACK_STRINGS = "4.1.2", "Texts, perhaps Huffman-coded.";
        QPACK_CAPACITY = "4.3.1", "How large the table is.";
        QPACK_INSERT_REFERENCE = "4.3.2", "A new entry whose name is known.";
        QPACK_INSERT_LITERAL = "4.3.3", "A new entry with a new name.";
        QPACK_DUPLICATE = "4.3.4", "An old entry, entered again.";
        QPACK_ENCODER = "4.3", "What changes the table.";
        QPACK_DECODER = "4.4", "What the other side says of the table.";
        QPACK_ACKNOWLEDGMENT = "4.4.1", "Headers were decompressed.";
        QPACK_CANCELLATION = "4.4.2", "Headers will not be decompressed.";
        QPACK_INCREMENT = "4.4.3", "Entries have arrived.";
        QPACK_REQUIRED = "4.5.1.1", "How much of the table the headers need.";
        QPACK_BASE = "4.5.1.2", "Where entries are counted from.";
        QPACK_LINES = "4.5", "How a header field is compressed.";
        QPACK_NEVER = "7.1.3", "Header fields that no table may keep.";
    }
    "RFC 9218" {
        PRIORITY_PARAMETERS = "4", "Urgency, and whether a part is useful.";
        PRIORITY_UPDATE = "7.2", "A new priority for a request.";
    }
    "RFC 9220" { HTTP3_EXTENDED_CONNECT = "3", "WebSocket and others on a stream."; }
    "RFC 9297" { HTTP_DATAGRAM = "2.1", "Datagrams that belong to a request."; }
    "RFC 9298" { CONNECT_UDP = "5", "UDP through a proxy."; }
    "WebTransport over HTTP/3 (draft)" { WEBTRANSPORT = "4", "Streams of a WebTransport session."; }
    "RFC 9250" {
        DOQ_STREAMS = "4.2", "A stream for each query.";
        DOQ_ERRORS = "4.3", "Why a query or the connection ends.";
    }
}
