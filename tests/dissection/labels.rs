//! What is true of all fields with one label, by name: so nobody marks or forgets to mark one by accident.

use std::collections::BTreeSet;

use wirewalk::dissect::{Label, Sort, names};

#[test]
fn what_extensions_of_their_own_standards_hold_cites_these() {
    let cite = |id| names::by_id(id).map(|label| label.cite.to_string()).unwrap_or_default();
    assert_eq!(cite("wirewalk.tls.ticket_request"), "RFC 9149 §3");
    for id in ["tls.connection_id", "tls.connection_id_length"] {
        assert_eq!(cite(id), "RFC 9146 §3");
    }
}

/// What may be long and is not taken apart: content, and what looks random on purpose.
const OPAQUE: &[&str] = &[
    "http.file_data",
    "http.chunk_data",
    "wirewalk.http.body_piece",
    "wirewalk.http.surplus",
    "http2.data.data",
    "http2.data.padding",
    "http2.headers",
    "http2.headers.padding",
    "http2.header.repr",
    "http2.continuation.header",
    "http2.goaway.addata",
    "http2.unknown",
    "wirewalk.fernet.token",
    "wirewalk.fernet.iv",
    "wirewalk.fernet.ciphertext",
    "wirewalk.fernet.hmac",
    "wirewalk.fernet.plaintext",
    "ber.unknown.OCTETSTRING",
    "ber.unknown.BITSTRING",
    "ber.unknown.primitive",
    "wirewalk.pem.base64",
    "wirewalk.pem.text",
    "wirewalk.pem.outside",
    "wirewalk.pem.encrypted",
    "wirewalk.x509.signature_bytes",
    "tls.sct.sct_signature",
    "pkcs1.modulus",
    "pkcs1.r",
    "pkcs1.s",
    "wirewalk.key.raw_public",
    "wirewalk.key.x",
    "wirewalk.key.y",
    "wirewalk.key.rsa_d",
    "wirewalk.key.rsa_p",
    "wirewalk.key.rsa_q",
    "wirewalk.key.rsa_dp",
    "wirewalk.key.rsa_dq",
    "wirewalk.key.rsa_qinv",
    "wirewalk.key.secret_number",
    "wirewalk.key.seed",
    "wirewalk.key.other",
    "wirewalk.key.ciphertext",
    "wirewalk.dh.public_key",
    "wirewalk.dh.reason",
    "wirewalk.dh.shared_secret",
    "wirewalk.dh.prk",
    "wirewalk.dh.purpose",
    "wirewalk.dh.transcript",
    "wirewalk.dh.signing_key",
    "wirewalk.dh.encryption_key",
    "tls.heartbeat_message",
    "wirewalk.tls.iv",
    "wirewalk.tls.ciphertext",
    "wirewalk.tls.tag",
    "wirewalk.tls.mac",
    "wirewalk.tls.content",
    "wirewalk.tls.padding",
    "wirewalk.tls.handshake_fragment",
    "wirewalk.tls.ssl2_hello",
    "wirewalk.tls.truncated",
    "tls.handshake.extensions.psk.identity.identity",
    "tls.handshake.session_ticket",
    "tls.handshake.extensions.session_ticket",
    "tls.handshake.extensions_key_share_key_exchange",
    "wirewalk.tls.key_share.ml_kem_key",
    "wirewalk.tls.key_share.ml_kem_ciphertext",
    "wirewalk.tls.key_share.curve_key",
    "tls.handshake.server_point",
    "tls.handshake.client_point",
    "tls.handshake.p",
    "tls.handshake.ys",
    "tls.handshake.yc",
    "tls.handshake.epms",
    "tls.handshake.sig",
    "tls.handshake.client_cert_vrfy.sig",
    "tls.handshake.cred.signature",
    "tls.handshake.extensions.cookie",
    "tls.handshake.extensions_reneg_info",
    "tls.handshake.extensions_padding_data",
    "tls.compress_certificate.compressed_certificate_message",
    "tls.ech.enc",
    "tls.ech.payload",
    "tls.ech.hpke.keyconfig.public_key",
    "dns.data",
    "dns.opt.data",
    "dns.opt.padding",
    "dns.svcb.svcparam.value",
    "dns.tlsa.certificate_association_data",
    "dns.rrsig.signature",
    "dns.dnskey.public_key",
    "dns.ds.digest",
    "wirewalk.ech.other_version",
    "wirewalk.ech.extension_data",
    "wirewalk.tls.channel_id",
    "tls.quic.parameter.value",
    "wirewalk.upgrade.early",
    "wirewalk.login.token",
    "wirewalk.login.proof",
    "wirewalk.login.challenge",
    "wirewalk.smtp.data",
    "wirewalk.imap.literal",
    "wirewalk.pop.mail",
    "wirewalk.xmpp.piece",
    "ldap.credentials",
    "wirewalk.ldap.value",
    "pgsql.auth.sasl.data",
    "pgsql.val.data",
    "wirewalk.pgsql.body",
    "mysql.passwd",
    "mysql.connattrs",
    "mysql.query",
    "mysql.payload",
    "websocket.masked_payload",
    "wirewalk.websocket.deflated",
    "websocket.payload.text",
    "wirewalk.websocket.binary",
    "websocket.payload.ping",
    "websocket.payload.pong",
    "websocket.payload.unknown",
    "grpc.message_data",
    "wirewalk.grpc.message_piece",
    "wirewalk.protobuf.text",
    "wirewalk.protobuf.bytes",
    "tcp.payload",
    "udp.payload",
    "wirewalk.packet.fragment",
    "wirewalk.packet.carried",
    "nflog.tlv_value",
    "wirewalk.pktap.rest",
    "wirewalk.ppi.notes",
    "wirewalk.radiotap.rest",
    "wirewalk.wlan.body",
    "wirewalk.ip.option_value",
    "wirewalk.ipv6.option_value",
    "wirewalk.ipv6.routing_value",
    "ah.icv",
    "wirewalk.esp.sealed",
    "wirewalk.icmp.data",
    "wirewalk.icmpv6.option_value",
    "wirewalk.icmpv6.data",
    "wirewalk.icmpv6.record_rest",
    "wirewalk.tcp.option_value",
    "wirewalk.erspan.header",
    "geneve.option.unknown.data",
];

#[test]
fn only_content_and_what_looks_random_may_be_opaque() {
    assert_eq!(with(|label| label.opaque), sorted(OPAQUE));
}

/// What opens a recording: whoever adds a label for such a thing adds it here too.
const SECRET: &[&str] = &[
    "wirewalk.dh.shared_secret",
    "wirewalk.dh.prk",
    "wirewalk.dh.key",
    "wirewalk.tls.schedule.shared_secret",
    "wirewalk.tls.schedule.early_secret",
    "wirewalk.tls.schedule.derived_secret",
    "wirewalk.tls.schedule.handshake_secret",
    "wirewalk.tls.schedule.master_secret",
    "wirewalk.tls.schedule.client_handshake_traffic_secret",
    "wirewalk.tls.schedule.server_handshake_traffic_secret",
    "wirewalk.tls.schedule.client_application_traffic_secret",
    "wirewalk.tls.schedule.server_application_traffic_secret",
    "wirewalk.tls.schedule.exporter_secret",
    "wirewalk.tls.schedule.resumption_secret",
    "wirewalk.tls.schedule.logged_secret",
    "wirewalk.tls.schedule.key",
    "wirewalk.tls.schedule.iv",
    "wirewalk.tls.schedule.finished_key",
    "wirewalk.tls.schedule.premaster_secret",
    "wirewalk.tls.schedule.tls12_master_secret",
    "wirewalk.tls.schedule.key_block",
];

#[test]
fn what_opens_a_recording_is_marked_as_secret_so_that_no_file_gets_it() {
    assert_eq!(with(|label| label.secret), sorted(SECRET));
    assert!(names::labels().iter().filter(|label| label.secret).all(|label| label.sort == Sort::Key));
}

fn with(property: fn(&Label) -> bool) -> BTreeSet<&'static str> {
    names::labels().iter().filter(|label| property(label)).map(|label| label.id).collect()
}

fn sorted(ids: &[&'static str]) -> BTreeSet<&'static str> {
    ids.iter().copied().collect()
}
