//! Every label there is: a handle by which its fields are found, with what is true of all of them.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::field::Label;

pub use super::field::{GAP, UNEXPLAINED};

pub mod cms;
mod define;
pub mod der;
pub mod dh;
pub mod dns;
pub mod dns_records;
pub mod dns_services;
pub mod ech;
pub mod fernet;
pub mod grpc;
pub mod headers;
pub mod http;
pub mod http2;
pub mod http3;
pub mod keys;
pub mod ldap;
pub mod lines;
pub mod mysql;
pub mod ocsp;
pub mod packet;
pub mod packet_icmp;
pub mod packet_ip;
pub mod packet_links;
pub mod packet_tcp;
pub mod packet_tunnels;
pub mod parameters;
pub mod pem;
pub mod pgsql;
pub mod proxy;
pub mod qpack;
pub mod quic;
pub mod quic_frames;
pub mod quic_keys;
pub mod socks;
pub mod ssh;
pub mod tls_extensions;
pub mod tls_messages;
pub mod tls_rare;
pub mod tls_record;
pub mod tls_schedule;
pub mod upgrade;
pub mod websocket;
pub mod x509;
pub mod x509ce;
pub mod xmpp;

use define::define_labels;

/// Every label that a field can carry.
pub fn labels() -> &'static [&'static Label] {
    static LABELS: LazyLock<Vec<&'static Label>> = LazyLock::new(|| {
        let http = [http::ALL, headers::ALL, headers::VALUES, http2::ALL, http3::ALL, qpack::ALL].concat();
        let own = [fernet::ALL, dh::ALL, proxy::ALL, socks::ALL].concat();
        let files =
            [der::ALL, pem::ALL, x509::ALL, x509ce::ALL, keys::ALL, ocsp::ALL, cms::ALL, parameters::ALL, ssh::ALL]
                .concat();
        let tls = [tls_record::ALL, tls_messages::ALL, tls_extensions::ALL, tls_rare::ALL, tls_schedule::ALL].concat();
        let dns = [dns::ALL, dns_records::ALL, dns_services::ALL, ech::ALL].concat();
        let upgrade =
            [upgrade::ALL, lines::ALL, xmpp::ALL, ldap::ALL, pgsql::ALL, mysql::ALL, websocket::ALL, grpc::ALL]
                .concat();
        let packets =
            [packet::ALL, packet_links::ALL, packet_ip::ALL, packet_icmp::ALL, packet_tcp::ALL, packet_tunnels::ALL]
                .concat();
        let quic = [quic::ALL, quic_frames::ALL, quic_keys::ALL].concat();
        [&[&UNEXPLAINED, &GAP][..], &http, &own, &files, &tls, &dns, &upgrade, &packets, &quic].concat()
    });
    &LABELS
}

/// The label with an id that a person typed.
pub fn by_id(id: &str) -> Option<&'static Label> {
    static BY_ID: LazyLock<HashMap<&str, &Label>> = LazyLock::new(|| labels().iter().map(|l| (l.id, *l)).collect());
    BY_ID.get(id).copied()
}

/// The label of a secret of TLS that was computed.
pub fn tls_secret(secret: crate::recording::TlsSecret) -> &'static Label {
    tls_schedule::of(secret)
}
