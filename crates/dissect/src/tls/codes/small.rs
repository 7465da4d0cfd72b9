//! The shorter lists: versions, messages, forms, modes.

pub(in crate::tls) use super::schemes::{hash, key};
use super::{Table, grease, is_grease, lists, look, look_greased, named};
use crate::field::Value;

/// A version as it stands on the wire.
pub(in crate::tls) fn version(number: u16) -> Value {
    const DRAFT: &str = "a draft of TLS 1.3 from before it was finished";
    match number {
        0x7f00..=0x7fff => named(number, format!("TLS 1.3 (draft {})", number & 0xff)).meaning(DRAFT),
        _ => look_greased(VERSIONS, number),
    }
}

const VERSIONS: &Table = &[
    (0x0002, "SSL 2.0", "from 1995: broken, forbidden (RFC 6176)"),
    (0x0300, "SSL 3.0", "from 1996: broken (POODLE), forbidden (RFC 7568)"),
    (0x0301, "TLS 1.0", "from 1999: outdated (RFC 8996)"),
    (0x0302, "TLS 1.1", "from 2006: outdated (RFC 8996)"),
    (0x0303, "TLS 1.2", "from 2008: safe if well configured"),
    (0x0304, "TLS 1.3", "from 2018: the current version"),
    (0xfefc, "DTLS 1.3", "TLS 1.3 over UDP"),
    (0xfefd, "DTLS 1.2", "TLS 1.2 over UDP"),
    (0xfeff, "DTLS 1.0", "TLS 1.1 over UDP"),
];

/// How a shared key is used; GREASE in one byte is 0x0b and every 31st after it (RFC 8701 §2).
pub(in crate::tls) fn psk_mode(number: u8) -> Value {
    const MODES: &Table = &[
        (0, "psk_ke", "only the shared key: no forward secrecy"),
        (1, "psk_dhe_ke", "the shared key and a fresh key exchange: forward secrecy"),
    ];
    let greased = number >= 0x0b && (number - 0x0b).is_multiple_of(0x1f);
    if greased { grease(number.into()) } else { look(MODES, number.into()) }
}

/// A parameter of QUIC (IANA's "QUIC Transport Parameters"); GREASE is every 31st number from 27 on (RFC 9000 §18.1).
pub(in crate::tls) fn quic(number: u64) -> Value {
    const PARAMETERS: &Table = &[
        (
            0x00,
            "original_destination_connection_id",
            "where the client sent its first packet: shows that nobody on the path changed it",
        ),
        (0x01, "max_idle_timeout", "milliseconds of silence after which the connection is over; 0 or absent: never"),
        (0x02, "stateless_reset_token", "if the server forgets the connection, a datagram with this token ends it"),
        (0x03, "max_udp_payload_size", "bytes in a datagram that this side receives; absent: 65527"),
        (0x04, "initial_max_data", "bytes that the other side may send in all before it hears more; absent: 0"),
        (
            0x05,
            "initial_max_stream_data_bidi_local",
            "bytes on a stream of both directions that this side opened; absent: 0",
        ),
        (
            0x06,
            "initial_max_stream_data_bidi_remote",
            "bytes on a stream of both directions that the other side opens; absent: 0",
        ),
        (0x07, "initial_max_stream_data_uni", "bytes on a stream of one direction; absent: 0"),
        (0x08, "initial_max_streams_bidi", "streams of both directions that the other side may open; absent: 0"),
        (0x09, "initial_max_streams_uni", "streams of one direction that the other side may open; absent: 0"),
        (
            0x0a,
            "ack_delay_exponent",
            "by this power of 2 the delays in this side's acknowledgements are multiplied; absent: 3",
        ),
        (0x0b, "max_ack_delay", "milliseconds that this side waits at most before it acknowledges; absent: 25"),
        (0x0c, "disable_active_migration", "the client must not move to another address on purpose"),
        (0x0d, "preferred_address", "where the server would rather go on"),
        (0x0e, "active_connection_id_limit", "connection IDs of the other side that this side stores; absent: 2"),
        (
            0x0f,
            "initial_source_connection_id",
            "what this side goes by in its first packet: shows that nobody on the path changed it",
        ),
        (0x10, "retry_source_connection_id", "what the server went by in its Retry: shows that the Retry was its own"),
        (
            0x11,
            "version_information",
            "which version this side speaks here, and which it could: shows a forged negotiation",
        ),
        (0x20, "max_datagram_frame_size", "bytes of the longest DATAGRAM frame that this side takes; absent: none"),
        (0x173e, "discard", "bytes without meaning, for tests"),
        (0x26ab, "google handshake message", "of Google's own"),
        (0x2ab2, "grease_quic_bit", "the other side may set the fixed bit as it likes"),
        (0x3127, "initial_rtt", "of Google's own: microseconds"),
        (0x3128, "google_connection_options", "of Google's own"),
        (0x3129, "user_agent", "of Google's own: the program's name"),
        (0x4752, "google_version", "of Google's own, before version_information"),
        (0x7157, "enable_time_stamp", "packets may carry the time"),
    ];
    match u16::try_from(number) {
        _ if number >= 27 && (number - 27).is_multiple_of(31) => named(number, "Reserved (GREASE)"),
        Ok(number) if !is_grease(number) => look(PARAMETERS, number),
        _ if number == 0xff04_de1b => {
            named(number, "min_ack_delay").meaning("microseconds: ACK_FREQUENCY frames may be sent to this side")
        }
        _ => Value::number(number).meaning(format!("unknown: 0x{number:x}")),
    }
}

lists! {
    /// A kind of handshake message.
    look handshake(u8) {
        0 = "hello_request", "TLS 1.2: the server wants another handshake on this connection";
        1 = "client_hello", "the client says what it supports and what it wants";
        2 = "server_hello", "the server chooses";
        3 = "hello_verify_request", "DTLS: send the hello again, with this cookie";
        4 = "new_session_ticket", "a ticket for next time";
        5 = "end_of_early_data", "the early data ends here";
        6 = "hello_retry_request", "from drafts of TLS 1.3; today a server_hello with a special random";
        8 = "encrypted_extensions", "the server's other choices; encrypted from here on";
        11 = "certificate", "who the sender is, and who vouches for that";
        12 = "server_key_exchange", "TLS 1.2: the server's half of the key exchange, signed";
        13 = "certificate_request", "the server asks the client for a certificate";
        14 = "server_hello_done", "TLS 1.2: the server has finished, and it is the client's turn";
        15 = "certificate_verify", "a signature: proves that the sender has the certificate's key and takes part \
            in this handshake";
        16 = "client_key_exchange", "TLS 1.2: the client's half of the key exchange";
        20 = "finished", "a MAC over all messages: if it is correct on both sides, nobody changed anything";
        21 = "certificate_url", "where the server can fetch the client's certificate; unused";
        22 = "certificate_status", "the authority's statement that the certificate is not revoked";
        23 = "supplemental_data", "unused";
        24 = "key_update", "new keys from here on";
        25 = "compressed_certificate", "a Certificate message, compressed";
        67 = "next_protocol", "NPN: the client's choice; ALPN has replaced it";
        203 = "channel_id", "a browser's key; abandoned";
        254 = "message_hash", "replaces the first hello in the transcript";
    }

    /// A compression of TLS 1.2's records.
    look compression(u8) {
        0 = "null", "none";
        1 = "DEFLATE", "reveals cookies through message lengths (CRIME)";
        64 = "LZS", "reveals cookies through message lengths (CRIME)";
    }

    /// A compression of certificates.
    look certificate_compression(u16) {
        1 = "zlib";
        2 = "brotli";
        3 = "zstd";
    }

    /// A form of points.
    look point_format(u8) {
        0 = "uncompressed", "both coordinates in full";
        1 = "ansiX962_compressed_prime", "deprecated";
        2 = "ansiX962_compressed_char2", "deprecated";
    }

    /// A kind of curve in ServerKeyExchange.
    look curve_type(u8) {
        1 = "explicit_prime", "given by its parameters: deprecated";
        2 = "explicit_char2", "given by its parameters: deprecated";
        3 = "named_curve";
    }

    /// A kind of a client's certificate in TLS 1.2.
    look client_certificate(u8) {
        1 = "rsa_sign", "an RSA key for signing";
        2 = "dss_sign", "a DSA key: outdated";
        3 = "rsa_fixed_dh", "a fixed Diffie-Hellman key: unused";
        4 = "dss_fixed_dh", "a fixed Diffie-Hellman key: unused";
        5 = "rsa_ephemeral_dh_RESERVED", "SSL 3.0";
        6 = "dss_ephemeral_dh_RESERVED", "SSL 3.0";
        20 = "fortezza_dms_RESERVED", "SSL 3.0";
        64 = "ecdsa_sign", "an elliptic-curve key for signing: ECDSA or EdDSA";
        65 = "rsa_fixed_ecdh", "a fixed elliptic-curve key: unused";
        66 = "ecdsa_fixed_ecdh", "a fixed elliptic-curve key: unused";
        67 = "gost_sign256", "a Russian key of 256 bits";
        68 = "gost_sign512", "a Russian key of 512 bits";
    }

    /// A form in which a key is shown.
    look certificate_type(u8) {
        0 = "X509", "a certificate";
        1 = "OpenPGP", "obsolete";
        2 = "Raw Public Key", "a bare public key";
        3 = "1609Dot2", "for vehicles";
    }

    /// A kind of status.
    look status_type(u8) {
        1 = "ocsp", "for one certificate";
        2 = "ocsp_multi", "for the whole chain; deprecated";
    }

    /// A kind of server name.
    look name_type(u8) {
        0 = "host_name";
    }

    /// A longest fragment.
    look fragment_length(u8) {
        1 = "512 bytes";
        2 = "1024 bytes";
        3 = "2048 bytes";
        4 = "4096 bytes";
    }

    /// Whether signs of life are answered.
    look heartbeat(u8) {
        1 = "peer_allowed_to_send", "the other side may ask for a sign of life";
        2 = "peer_not_allowed_to_send", "the other side should not ask for signs of life";
    }

    /// Whether a change of keys wants an answer.
    look key_update(u8) {
        0 = "update_not_requested", "only this side switches to new keys";
        1 = "update_requested", "the other side should switch to new keys too";
    }

    /// An address or one for each certificate.
    look url_type(u8) {
        0 = "individual_certs";
        1 = "pkipath";
    }

    /// An encrypted hello, inside or outside.
    look hello_type(u8) {
        0 = "outer", "the outer hello, which anyone can read";
        1 = "inner", "the inner hello, the real one";
    }

    /// A profile of SRTP (IANA's "DTLS-SRTP Protection Profiles").
    look srtp(u16) {
        0x0001 = "SRTP_AES128_CM_HMAC_SHA1_80";
        0x0002 = "SRTP_AES128_CM_HMAC_SHA1_32";
        0x0005 = "SRTP_NULL_HMAC_SHA1_80", "no encryption";
        0x0006 = "SRTP_NULL_HMAC_SHA1_32", "no encryption";
        0x0007 = "SRTP_AEAD_AES_128_GCM";
        0x0008 = "SRTP_AEAD_AES_256_GCM";
        0x0009 = "DOUBLE_AEAD_AES_128_GCM_AEAD_AES_128_GCM";
        0x000a = "DOUBLE_AEAD_AES_256_GCM_AEAD_AES_256_GCM";
    }

    /// A kind of key for token binding.
    look token_parameter(u8) {
        0 = "rsa2048_pkcs1.5";
        1 = "rsa2048_pss";
        2 = "ecdsap256";
    }

    /// How grave an alert is.
    look alert_level(u8) {
        1 = "warning";
        2 = "fatal", "the connection ends here";
    }
}
