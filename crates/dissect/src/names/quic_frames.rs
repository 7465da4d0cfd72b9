//! Labels of QUIC's frames.

super::define_labels! {
    FRAME = "quic.frame", "frame", QUIC_FRAMES,
        "What a packet carries: data, acknowledgements, limits, each with its type before it.";
    TYPE: Number = "quic.frame_type", "frame type", QUIC_FRAMES,
        "Which frame this is.";
    PADDING_LENGTH: Length opaque = "quic.padding_length", "padding", QUIC_PADDING,
        "Zeros that make the packet longer: a client's first datagram has at least 1200 bytes, so that no small one gets a large answer.";
    LARGEST: Number = "quic.ack.largest_acknowledged", "largest acknowledged", QUIC_ACK,
        "The newest packet that arrived.";
    DELAY: Number = "quic.ack.ack_delay", "ACK delay", QUIC_ACK,
        "How long the receiver waited before it answered, so that the sender can subtract it from the round-trip time.";
    RANGE_COUNT: Length = "quic.ack.ack_range_count", "ACK range count", QUIC_ACK,
        "How many gaps and ranges follow the first range.";
    FIRST_RANGE: Number = "quic.ack.first_ack_range", "first ACK range", QUIC_ACK,
        "How many packets right before the largest arrived too.";
    GAP: Number = "quic.ack.gap", "gap", QUIC_ACK_RANGES,
        "How many packets did not arrive between two ranges, less one.";
    RANGE: Number = "quic.ack.ack_range", "ACK range", QUIC_ACK_RANGES,
        "How many packets before this range's newest arrived too.";
    ECT0: Number = "quic.ack.ect0_count", "ECT(0) count", QUIC_ACK_ECN,
        "How many packets arrived with the mark ECT(0).";
    ECT1: Number = "quic.ack.ect1_count", "ECT(1) count", QUIC_ACK_ECN,
        "How many packets arrived with the mark ECT(1).";
    CE: Number = "quic.ack.ecn_ce_count", "ECN-CE count", QUIC_ACK_ECN,
        "How many packets a router on the path marked because it was congested.";
    RESET_STREAM_ID: Number = "quic.rsts.stream_id", "stream ID", QUIC_RESET_STREAM,
        "The stream that its sender gives up.";
    RESET_CODE: Number = "quic.rsts.application_error_code", "application error code", QUIC_RESET_STREAM,
        "Why. The protocol on the streams defines the codes.";
    RESET_SIZE: Length = "quic.rsts.final_size", "final size", QUIC_RESET_STREAM,
        "How many bytes the sender had sent on the stream, so that both sides agree on the limits.";
    STOP_STREAM_ID: Number = "quic.ss.stream_id", "stream ID", QUIC_STOP_SENDING,
        "The stream of which its receiver wants no more.";
    STOP_CODE: Number = "quic.ss.application_error_code", "application error code", QUIC_STOP_SENDING,
        "The reason. The protocol on the streams defines the codes.";
    CRYPTO_OFFSET: Number = "quic.crypto.offset", "offset", QUIC_CRYPTO,
        "Where these bytes belong in this side's handshake messages at this level of encryption.";
    CRYPTO_LENGTH: Length = "quic.crypto.length", "length", QUIC_CRYPTO,
        "How many bytes of handshake messages follow.";
    CRYPTO_DATA: Data opaque = "quic.crypto.crypto_data", "crypto data", QUIC_CRYPTO,
        "Messages of TLS, without its records: QUIC itself encrypts and orders them.";
    REPEATED: Data opaque = "wirewalk.quic.repeated", "bytes sent again", QUIC_CRYPTO,
        "Bytes that an earlier frame had already brought. QUIC sends frames again in new packets.";
    TOKEN_LENGTH: Length = "quic.nt.length", "token length", QUIC_NEW_TOKEN,
        "How many bytes of the new token follow.";
    TOKEN: Random opaque = "quic.nt.token", "token", QUIC_NEW_TOKEN,
        "The client may show it on its next visit, and the server then trusts its address at once.";
    STREAM_TYPE: Number = "wirewalk.quic.stream.type", "bits of the type", QUIC_STREAM,
        "These bits say that it is a STREAM frame.";
    STREAM_OFF: Number = "quic.stream.off", "offset bit", QUIC_STREAM,
        "1: an offset follows. 0: these are the first bytes of the stream.";
    STREAM_LEN: Number = "quic.stream.len", "length bit", QUIC_STREAM,
        "1: a length follows. 0: the data goes on to the end of the packet.";
    STREAM_FIN: Number = "quic.stream.fin", "FIN bit", QUIC_STREAM,
        "1: the stream ends with this frame.";
    STREAM_ID: Number = "quic.stream.stream_id", "stream ID", QUIC_STREAM_IDS,
        "Which stream. The last two bits say who opened it, and whether both sides may send on it.";
    STREAM_OFFSET: Number = "quic.stream.offset", "offset", QUIC_STREAM,
        "Where these bytes belong in the stream.";
    STREAM_LENGTH: Length = "quic.stream.length", "length", QUIC_STREAM,
        "How many bytes of stream data follow.";
    STREAM_DATA: Data opaque = "quic.stream_data", "stream data", QUIC_STREAM,
        "A piece of what one side sent on the stream.";
    MAX_DATA: Number = "quic.md.maximum_data", "maximum data", QUIC_MAX_DATA,
        "How many bytes the other side may send on all streams together.";
    MAX_STREAM_ID: Number = "quic.msd.stream_id", "stream ID", QUIC_MAX_STREAM_DATA,
        "The stream whose limit this is.";
    MAX_STREAM_DATA: Number = "quic.msd.maximum_stream_data", "maximum stream data", QUIC_MAX_STREAM_DATA,
        "How many bytes the other side may send on this stream.";
    MAX_STREAMS: Number = "quic.ms.max_streams", "maximum streams", QUIC_MAX_STREAMS,
        "How many streams of this kind the other side may open in all.";
    BLOCKED: Number = "quic.sb.stream_data_limit", "limit that blocks", QUIC_DATA_BLOCKED,
        "The sender has more to send and may not: it waits for a higher limit.";
    BLOCKED_STREAM_ID: Number = "quic.sdb.stream_id", "stream ID", QUIC_STREAM_DATA_BLOCKED,
        "The stream that is blocked.";
    BLOCKED_STREAMS: Number = "quic.sib.stream_limit", "stream limit", QUIC_STREAMS_BLOCKED,
        "The sender wants another stream and may open none: it waits for a higher limit.";
    NCI_SEQUENCE: Number = "quic.nci.sequence", "sequence number", QUIC_NEW_CONNECTION_ID,
        "The number of this connection ID among those that its sender gave.";
    NCI_RETIRE: Number = "quic.nci.retire_prior_to", "retire prior to", QUIC_NEW_CONNECTION_ID,
        "The other side must stop using connection IDs with smaller numbers.";
    NCI_LENGTH: Length = "quic.nci.connection_id.length", "connection ID length", QUIC_NEW_CONNECTION_ID,
        "How many bytes of connection ID come next.";
    NCI_ID: Random = "quic.nci.connection_id", "connection ID", QUIC_NEW_CONNECTION_ID,
        "Another name for this connection. It is sent encrypted, so Eve cannot link it to the one before.";
    NCI_TOKEN: Random = "quic.nci.stateless_reset_token", "stateless reset token", QUIC_NEW_CONNECTION_ID,
        "If the sender forgets the connection, it ends a datagram with this token, and the other side believes it.";
    RETIRED: Number = "quic.rci.sequence", "sequence number", QUIC_RETIRE_CONNECTION_ID,
        "The connection ID with this number will not be used any more.";
    CHALLENGE: Random = "quic.path_challenge.data", "challenge", QUIC_PATH_CHALLENGE,
        "Random bytes. A side that receives at this address can send them back.";
    RESPONSE: Random = "quic.path_response.data", "response", QUIC_PATH_RESPONSE,
        "The bytes of a challenge, sent back: the sender does receive at this address.";
    CLOSE_CODE: Number = "quic.cc.error_code", "error code", QUIC_CLOSE,
        "Why QUIC ends the connection. 0x100 to 0x1ff are alerts of TLS.";
    CLOSE_APP_CODE: Number = "quic.cc.error_code.app", "application error code", QUIC_CLOSE,
        "Why the application ends the connection. The protocol on the streams defines the codes.";
    CLOSE_FRAME: Number = "quic.cc.frame_type", "frame at fault", QUIC_CLOSE,
        "The type of the frame that caused the error; 0 if none did.";
    REASON_LENGTH: Length = "quic.cc.reason_phrase.length", "reason length", QUIC_CLOSE,
        "How many bytes of reason follow.";
    REASON: Data opaque = "quic.cc.reason_phrase", "reason", QUIC_CLOSE,
        "A few words for a person. No program should depend on them.";
    DATAGRAM_LENGTH: Length = "quic.dg.length", "datagram length", QUIC_DATAGRAM,
        "How many bytes of datagram follow.";
    DATAGRAM: Data opaque = "quic.dg", "datagram", QUIC_DATAGRAM,
        "Data outside all streams: it may be lost and is not sent again.";
    AF_SEQUENCE: Number = "quic.af.sequence_number", "sequence number", QUIC_ACK_FREQUENCY,
        "The newest such frame counts.";
    AF_THRESHOLD: Number = "quic.af.ack_eliciting_threshold", "ack-eliciting threshold", QUIC_ACK_FREQUENCY,
        "How many packets may arrive before the receiver must acknowledge.";
    AF_DELAY: Number = "quic.af.request_max_ack_delay", "requested maximum ACK delay", QUIC_ACK_FREQUENCY,
        "How long the receiver may wait before it acknowledges, in microseconds.";
    AF_REORDERING: Number = "quic.af.reordering_threshold", "reordering threshold", QUIC_ACK_FREQUENCY,
        "How far packets may be out of order before the receiver acknowledges at once.";
    UNKNOWN: Data opaque = "quic.ft.unknown", "unknown frame", QUIC_FRAMES,
        "A frame whose type this program does not know. Its length is not known either, so nothing after it can be read.";
}
