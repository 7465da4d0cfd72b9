//! QUIC: its packets, its keys, its frames.

use super::cites;

cites! {
    "RFC 8999" {
        QUIC_INVARIANT_HEADER = "5.1", "What the long header of every version looks like.";
        QUIC_NEGOTIATION = "6", "A server says which versions it has.";
    }
    "RFC 9000" {
        QUIC_STREAM_IDS = "2.1", "What a stream's number says.";
        QUIC_CONNECTION_IDS = "5.1", "Connection IDs.";
        QUIC_ADDRESS_VALIDATION = "8.1", "How a server knows that a client is where it says.";
        QUIC_MIGRATION = "9", "A connection that moves to another address.";
        QUIC_STATELESS_RESET = "10.3", "The end of a connection that one side has forgotten.";
        QUIC_COALESCED = "12.2", "Several packets in one datagram.";
        QUIC_FRAMES = "12.4", "What a packet carries: frames.";
        QUIC_NUMBERS = "17.1", "Packet numbers.";
        QUIC_LONG_HEADER = "17.2", "The header of the handshake's packets.";
        QUIC_INITIAL = "17.2.2", "The first packets.";
        QUIC_RETRY = "17.2.5", "The server asks the client to show that it receives.";
        QUIC_SHORT_HEADER = "17.3.1", "The header of all other packets.";
        QUIC_SPIN = "17.4", "A bit from which the round-trip time can be measured.";
        QUIC_PADDING = "19.1", "Padding.";
        QUIC_ACK = "19.3", "Which packets arrived.";
        QUIC_ACK_RANGES = "19.3.1", "Which packets arrived, in ranges.";
        QUIC_ACK_ECN = "19.3.2", "How many packets came with which mark of congestion.";
        QUIC_RESET_STREAM = "19.4", "A sender gives a stream up.";
        QUIC_STOP_SENDING = "19.5", "A receiver wants no more of a stream.";
        QUIC_CRYPTO = "19.6", "Messages of TLS.";
        QUIC_NEW_TOKEN = "19.7", "A token for the client's next visit.";
        QUIC_STREAM = "19.8", "Data on a stream.";
        QUIC_MAX_DATA = "19.9", "How much the connection may carry.";
        QUIC_MAX_STREAM_DATA = "19.10", "How much a stream may carry.";
        QUIC_MAX_STREAMS = "19.11", "How many streams may be opened.";
        QUIC_DATA_BLOCKED = "19.12", "A sender has more than the connection may carry.";
        QUIC_STREAM_DATA_BLOCKED = "19.13", "A sender has more than a stream may carry.";
        QUIC_STREAMS_BLOCKED = "19.14", "A sender wants more streams.";
        QUIC_NEW_CONNECTION_ID = "19.15", "Another name for the connection.";
        QUIC_RETIRE_CONNECTION_ID = "19.16", "A name is used no more.";
        QUIC_PATH_CHALLENGE = "19.17", "Is the other side at this address?";
        QUIC_PATH_RESPONSE = "19.18", "It is.";
        QUIC_CLOSE = "19.19", "The connection ends.";
    }
    "RFC 9001" {
        QUIC_KEYS = "5.1", "What packets are encrypted with.";
        QUIC_INITIAL_SECRETS = "5.2", "The secrets of the first packets, which everybody can compute.";
        QUIC_AEAD = "5.3", "How packets are encrypted.";
        QUIC_HEADER_PROTECTION = "5.4", "How a header's numbers are hidden.";
        QUIC_SAMPLE = "5.4.2", "What that depends on.";
        QUIC_RETRY_INTEGRITY = "5.8", "The tag of a Retry packet, which everybody can compute.";
        QUIC_KEY_UPDATE = "6", "New keys on a running connection.";
    }
    "RFC 9221" { QUIC_DATAGRAM = "4", "Data that is not sent again."; }
    "draft-ietf-quic-ack-frequency" {
        QUIC_ACK_FREQUENCY = "4", "How often the other side should acknowledge.";
        QUIC_IMMEDIATE_ACK = "5", "The other side should acknowledge now.";
    }
}
