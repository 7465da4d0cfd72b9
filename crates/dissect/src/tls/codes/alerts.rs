//! Alerts: IANA's registry "TLS Alerts". Who sends each, why, and what to do.

use super::lists;

lists! {
    /// The alert with this number.
    look alert(u8) {
        0 = "close_notify",
            "either side: I have finished sending. This is the proper end; without it, the receiver cannot tell \
                whether something was cut off";
        1 = "end_of_early_data_RESERVED", "from drafts of TLS 1.3: early data ends here. Today this is a handshake \
            message";
        10 = "unexpected_message",
            "either side: this message must not come here. The other program is faulty, or does not use TLS";
        20 = "bad_record_mac", "either side: a record cannot be decrypted. It was changed on the path, or the keys \
            differ";
        21 = "decryption_failed_RESERVED", "used by TLS 1.0. It told attackers what failed, so bad_record_mac \
            replaced it";
        22 = "record_overflow",
            "either side: a record is longer than allowed. The other program is faulty, or does not use TLS";
        30 = "decompression_failure_RESERVED", "compressed data is damaged. TLS 1.3 does not compress";
        40 = "handshake_failure",
            "usually the server: we have no version, suite, group or signature in common. Compare what both sides \
                allow";
        41 = "no_certificate_RESERVED", "SSL 3.0 only: the client has no certificate";
        42 = "bad_certificate",
            "a certificate is damaged or its signature is wrong. Check that it is the right file, and undamaged";
        43 = "unsupported_certificate",
            "the certificate has an unsuitable type or purpose. Check its key type and extended key usage";
        44 = "certificate_revoked", "the authority revoked the certificate. Its owner needs a new one";
        45 = "certificate_expired", "the certificate has expired or is not yet valid. Renew it, and check both clocks";
        46 = "certificate_unknown",
            "something else about the certificate is not acceptable, often its name. Check the sender's log";
        47 = "illegal_parameter",
            "either side: a value makes no sense. The other program is faulty, or someone changed the hello";
        48 = "unknown_ca",
            "no authority that the sender trusts vouches for the certificate. Add the root there, or send the \
                whole chain";
        49 = "access_denied", "the certificate is valid, but its owner has no access. Ask the person who grants \
            access";
        50 = "decode_error", "either side: a message is malformed. The other program is faulty, or the message was \
            cut off";
        51 = "decrypt_error",
            "a signature or Finished is wrong. The handshake was changed, or the key does not belong to the \
                certificate";
        52 = "too_many_cids_requested", "DTLS: the other side asked for too many connection IDs";
        60 = "export_restriction_RESERVED", "left over from the export laws of the 1990s";
        70 = "protocol_version", "usually the server: it accepts none of the versions. One side is too old: update it";
        71 = "insufficient_security", "usually the server: everything the client offers is too weak. Update the \
            client";
        80 = "internal_error", "an error in the sender, unrelated to the other side. Check the sender's log";
        86 = "inappropriate_fallback",
            "the server: you retried with an older version than you support. An attacker may be forcing you to";
        90 = "user_canceled", "either side: the user stopped the handshake. Nothing is wrong";
        100 = "no_renegotiation_RESERVED", "TLS 1.2: no second handshake on this connection. This is only a warning";
        109 = "missing_extension", "a required extension is missing. The other program is faulty";
        110 = "unsupported_extension", "an extension was not asked for, or is not allowed here. The other program \
            is faulty";
        111 = "certificate_unobtainable_RESERVED",
            "the certificate could not be fetched from the given URL. No longer used";
        112 = "unrecognized_name",
            "the server: I do not serve that name. Check the host name and the server's configuration";
        113 = "bad_certificate_status_response",
            "the client: the stapled OCSP response is invalid or too old. Renew it on the server";
        114 = "bad_certificate_hash_value_RESERVED", "the data fetched from a URL has a different hash. No longer \
            used";
        115 = "unknown_psk_identity",
            "the server: I know no shared key with that name. Check the identity on both sides";
        116 = "certificate_required", "the server: I asked for a certificate, but you sent none. Give the client one";
        117 = "general_error", "some other error. Check the sender's log";
        120 = "no_application_protocol", "the server: we have no protocol in common (ALPN). Compare what both \
            sides offer";
        121 = "ech_required",
            "the client: the server did not accept the encrypted hello. The client will try again with the \
                server's new key";
    }
}
