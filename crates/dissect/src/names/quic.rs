//! Labels of QUIC's packets: their headers, and what protects them.

super::define_labels! {
    PACKET = "quic.packet", "QUIC packet", QUIC_COALESCED,
        "The unit that QUIC encrypts and numbers. One UDP datagram may carry several.";
    SHORT = "quic.short", "short header", QUIC_SHORT_HEADER,
        "The header of packets after the handshake: it names the connection and hides everything else.";
    HEADER_FORM: Number = "quic.header_form", "header form", QUIC_INVARIANT_HEADER,
        "1: a long header, as the handshake's packets have. 0: a short one.";
    FIXED_BIT: Number = "quic.fixed_bit", "fixed bit", QUIC_LONG_HEADER,
        "Always 1, which tells QUIC from other protocols on the same port, unless both sides agreed to make it random (RFC 9287).";
    PACKET_TYPE: Number = "quic.long.packet_type", "packet type", QUIC_LONG_HEADER,
        "Which packet this is, and so which keys protect it.";
    PACKET_TYPE_V2: Number = "quic.long.packet_type_v2", "packet type in version 2", QUIC_LONG_HEADER,
        "The same types under other numbers, so that no middlebox relies on those of version 1.";
    TYPE_BITS: Number = "wirewalk.quic.other_bits", "bits of this version's own", QUIC_INVARIANT_HEADER,
        "What they mean depends on the version.";
    PROTECTED_BITS: Ciphertext = "wirewalk.quic.protected_bits", "protected bits", QUIC_HEADER_PROTECTION,
        "The length of the packet number and more, hidden by a mask that only a holder of the keys can compute.";
    FIRST_BYTE: Number = "wirewalk.quic.first_byte", "first byte, unprotected", QUIC_HEADER_PROTECTION,
        "The header's first byte after the mask was removed.";
    OPEN_BITS: Number = "wirewalk.quic.open_bits", "bits that were not hidden", QUIC_HEADER_PROTECTION,
        "The upper bits cross the wire as they are.";
    RESERVED: Number = "quic.long.reserved", "reserved bits", QUIC_LONG_HEADER,
        "Must be 0 before protection.";
    SHORT_RESERVED: Number = "quic.short.reserved", "reserved bits", QUIC_SHORT_HEADER,
        "Must be zero before protection.";
    NUMBER_LENGTH: Length = "quic.packet_number_length", "packet number length", QUIC_NUMBERS,
        "How many bytes of packet number follow, less one.";
    UNUSED: Random = "quic.vn.unused", "unused bits", QUIC_NEGOTIATION,
        "A server sets them to random values, so that nobody relies on them.";
    SPIN: Number = "quic.spin_bit", "spin bit", QUIC_SPIN,
        "Flips once per round trip if both sides take part, so anyone on the path can measure the round-trip time. Many keep it random.";
    KEY_PHASE: Number = "quic.key_phase", "key phase", QUIC_KEY_UPDATE,
        "Flips when the sender changes its keys. It is hidden, so Eve cannot see when.";
    VERSION: Number = "quic.version", "version", QUIC_INVARIANT_HEADER,
        "Which version of QUIC this is: it decides how the rest is read.";
    DCIL: Length = "quic.dcil", "destination connection ID length", QUIC_INVARIANT_HEADER,
        "How many bytes of destination connection ID follow.";
    DCID: Random opaque = "quic.dcid", "destination connection ID", QUIC_CONNECTION_IDS,
        "The receiver's name for this connection. It finds the connection by it, whatever address the packet comes from.";
    SCIL: Length = "quic.scil", "source connection ID length", QUIC_INVARIANT_HEADER,
        "How many bytes of source connection ID follow.";
    SCID: Random opaque = "quic.scid", "source connection ID", QUIC_CONNECTION_IDS,
        "The sender's name for this connection: the other side sends to it from now on.";
    TOKEN_LENGTH: Length = "quic.token_length", "token length", QUIC_INITIAL,
        "How many bytes of token follow: 0 if the client has none.";
    TOKEN: Random opaque = "quic.token", "token", QUIC_ADDRESS_VALIDATION,
        "A server gave it, in a Retry or on an earlier visit. It proves that the client receives at its address.";
    LENGTH: Length = "quic.length", "length", QUIC_LONG_HEADER,
        "How many bytes of packet number and payload follow. Another packet may come after them in the same datagram.";
    PROTECTED_NUMBER: Ciphertext = "wirewalk.quic.protected_packet_number", "protected packet number", QUIC_HEADER_PROTECTION,
        "The packet number, hidden by a mask, so that Eve cannot count packets or recognise a connection that moves.";
    PACKET_NUMBER: Number = "quic.packet_number", "packet number", QUIC_NUMBERS,
        "Counts the sender's packets; none is used twice. Only its last bytes are sent, and the receiver adds the rest.";
    PAYLOAD: Ciphertext = "quic.payload", "encrypted payload", QUIC_AEAD,
        "The packet's frames, encrypted, with a tag that also covers the header.";
    REMAINING: Ciphertext opaque = "quic.remaining_payload", "protected rest of the packet", QUIC_AEAD,
        "The packet number and the frames, encrypted. Without the keys not even the boundary between them is visible.";
    CIPHERTEXT: Ciphertext opaque = "wirewalk.quic.ciphertext", "ciphertext", QUIC_AEAD,
        "The encrypted frames.";
    TAG: Signature = "wirewalk.quic.tag", "authentication tag", QUIC_AEAD,
        "Proof that nobody changed the packet, header included. Only a holder of the key can make it.";
    SUPPORTED_VERSION: Choice = "quic.supported_version", "supported version", QUIC_NEGOTIATION,
        "A version that the server offers. Nothing protects this list: anyone on the path can forge it.";
    RETRY_TOKEN: Random opaque = "quic.retry_token", "retry token", QUIC_RETRY,
        "The client must send it back, which proves that it receives at its address. Only the server can read it.";
    RETRY_TAG: Signature = "quic.retry_integrity_tag", "retry integrity tag", QUIC_RETRY_INTEGRITY,
        "Computed with a key that everyone knows: it shows that the sender saw the client's Initial, and finds accidents.";
    UNPREDICTABLE: Random opaque = "quic.unpredictable_bits", "unpredictable bits", QUIC_STATELESS_RESET,
        "Random bytes that make a stateless reset look like any packet.";
    RESET_TOKEN: Random = "quic.stateless_reset_token", "stateless reset token", QUIC_STATELESS_RESET,
        "Given before, over the encrypted connection. Only its holder can end the connection without its keys.";
    CONTINUES: Number = "wirewalk.quic.continues", "goes on from", QUIC_MIGRATION,
        "The flow in which this connection was before: a connection ID that was given there is used here.";
    PADDING_AFTER: Length opaque = "quic.coalesced_padding_data", "padding after the packets", QUIC_COALESCED,
        "Bytes behind the last packet that belong to none. Some senders make their datagrams longer this way.";
    FOREIGN: Data opaque = "wirewalk.quic.not_quic", "not QUIC", QUIC_INVARIANT_HEADER,
        "A datagram between the same ports that has no header of QUIC.";
    OTHER_VERSION: Data opaque = "wirewalk.quic.other_version", "packet of another version", QUIC_INVARIANT_HEADER,
        "What follows the connection IDs depends on the version, which this program does not know.";
}
