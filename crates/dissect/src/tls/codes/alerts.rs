//! Alerts: IANA's registry "TLS Alerts". Who sends each, why, and what to do.

use super::lists;

lists! {
    /// The alert with this number.
    look alert(u8) {
        0 = "close_notify",
            "either side: I have said all. The orderly end; without it, nobody knows whether something was cut off";
        1 = "end_of_early_data_RESERVED", "a draft of TLS 1.3: early data ends here; now a handshake message";
        10 = "unexpected_message",
            "either side: this message must not come here. A broken program, or none that speaks TLS";
        20 = "bad_record_mac", "either side: a record does not decrypt. Changed on the way, or the keys differ";
        21 = "decryption_failed_RESERVED", "TLS 1.0 said so; it told attackers why, so bad_record_mac took its place";
        22 = "record_overflow",
            "either side: a record is longer than allowed. A broken program, or none that speaks TLS";
        30 = "decompression_failure_RESERVED", "compressed data is broken; TLS 1.3 does not compress";
        40 = "handshake_failure",
            "mostly the server: we have no version, suite, group or signature in common. Compare what both allow";
        41 = "no_certificate_RESERVED", "SSL 3.0 only: the client has no certificate";
        42 = "bad_certificate",
            "a certificate is broken or its signature is wrong. Look whether it is the right file, unharmed";
        43 = "unsupported_certificate",
            "a certificate of a kind or for a use that will not do. Look at key and extended key usage";
        44 = "certificate_revoked", "the authority has withdrawn the certificate. Its owner needs a new one";
        45 = "certificate_expired", "the certificate is past its end or not yet valid. Renew it; or a clock is wrong";
        46 = "certificate_unknown",
            "something else about the certificate will not do, often its name. The sender's log says more";
        47 = "illegal_parameter",
            "either side: a value that makes no sense. A broken program, or somebody changed the hello";
        48 = "unknown_ca",
            "nobody whom the sender trusts vouches for the certificate. Add the root there, or send the whole chain";
        49 = "access_denied", "the certificate is good, and its owner may not come in. Ask whoever grants access";
        50 = "decode_error", "either side: a message does not fit its grammar. A broken program, or cut off";
        51 = "decrypt_error",
            "a signature or Finished is wrong. The handshake was changed, or the key is not the certificate's";
        52 = "too_many_cids_requested", "DTLS: too many connection ids were asked for";
        60 = "export_restriction_RESERVED", "a relic of the export laws of the 1990s";
        70 = "protocol_version", "mostly the server: none of the versions will do. One side is too old; update it";
        71 = "insufficient_security", "mostly the server: all that the client offers is too weak. Update the client";
        80 = "internal_error", "something on the sender's side, no fault of yours. Its log says more";
        86 = "inappropriate_fallback",
            "the server: you came back with less than you can. Somebody may be forcing you down";
        90 = "user_canceled", "either side: a person stopped the handshake. Nothing is wrong";
        100 = "no_renegotiation_RESERVED", "TLS 1.2: no second handshake on this connection. Only a warning";
        109 = "missing_extension", "an extension that must be there is not. A broken program";
        110 = "unsupported_extension", "an extension that was not asked for or must not stand here. A broken program";
        111 = "certificate_unobtainable_RESERVED",
            "the certificate could not be fetched from the address given; unused";
        112 = "unrecognized_name",
            "the server: I am nobody of that name. Look at the host name and at the server's configuration";
        113 = "bad_certificate_status_response",
            "the client: the stapled OCSP response is broken or too old. Renew it on the server";
        114 = "bad_certificate_hash_value_RESERVED", "what was fetched from an address has another hash; unused";
        115 = "unknown_psk_identity",
            "the server: I know no shared key of that name. Look at the identity on both sides";
        116 = "certificate_required", "the server: I asked for a certificate, and you sent none. Give the client one";
        117 = "general_error", "something else; the sender's log says more";
        120 = "no_application_protocol", "the server: we have no protocol in common (ALPN). Compare what both offer";
        121 = "ech_required",
            "the client: the encrypted hello was not accepted. It will try again with the server's new key";
    }
}
