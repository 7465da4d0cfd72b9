//! Every protocol that is recognised, one line each, in the order in which they are asked.

use crate::protocol::Registry;
use crate::{datagrams, dh, dns, fernet, http, http2, packet, proxy, socks, tls};

/// All of them.
pub(crate) static REGISTRY: Registry = Registry {
    over_tcp: &[
        dh::FRAMES, //
        tls::TLS,
        http2::HTTP2,
        proxy::PROXY,
        socks::SOCKS,
        dns::STREAM,
    ],
    over_udp: &[packet::TUNNELS, dns::DATAGRAMS],
    other_datagrams: datagrams::UNKNOWN,
    over_tls: &[http2::HTTP2, dns::STREAM],
    otherwise: http::HTTP1,
    contents: &[fernet::TOKEN, dns::BODY],
};
