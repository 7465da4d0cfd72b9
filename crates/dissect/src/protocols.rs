//! Every protocol that is recognised, one line each, in the order in which they are asked.

use crate::files::body;
use crate::protocol::Registry;
use crate::{
    datagrams, dh, dns, fernet, http, http2, http3, ldap, lines, mysql, packet, pgsql, proxy, quic, socks, tls, xmpp,
};

/// All of them.
pub(crate) static REGISTRY: Registry = Registry {
    over_tcp: &[
        dh::FRAMES, //
        tls::TLS,
        http2::HTTP2,
        proxy::PROXY,
        socks::SOCKS,
        lines::LINES,
        xmpp::XMPP,
        ldap::LDAP,
        pgsql::PGSQL,
        mysql::MYSQL,
        dns::STREAM,
    ],
    over_udp: &[packet::TUNNELS, dns::DATAGRAMS, quic::DATAGRAMS],
    other_datagrams: datagrams::UNKNOWN,
    over_tls: &[
        http2::HTTP2,
        lines::LINES,
        lines::AGREED_IMAP,
        lines::AGREED_POP3,
        lines::AGREED_FTP,
        xmpp::XMPP,
        ldap::LDAP,
        pgsql::PGSQL,
        mysql::MYSQL,
        dns::STREAM,
    ],
    over_streams: &[http3::HTTP3, dns::DOQ],
    otherwise: http::HTTP1,
    contents: &[fernet::TOKEN, dns::BODY, body::OCSP_REQUEST, body::OCSP_RESPONSE],
};
