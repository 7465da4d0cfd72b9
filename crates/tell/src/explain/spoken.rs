//! What is spoken on a connection, message by message.

use wirewalk_dissect::facts::Upgrade;
use wirewalk_dissect::names::{GAP, http3, tls_record};
use wirewalk_dissect::{Field, Message};

/// What is spoken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spoken {
    /// HTTP/1.1 or 1.0.
    Http,
    /// HTTP/2.
    Http2,
    /// TLS.
    Tls,
    /// QUIC, with TLS in it.
    Quic,
    /// HTTP/3.
    Http3,
    /// What a proxy is asked for a tunnel.
    Proxy,
    /// DNS.
    Dns,
    /// A protocol, by its name, that begins in the clear and may go over into TLS.
    Clear(&'static str),
    /// WebSocket, after HTTP.
    WebSocket,
    /// The framing of lesson 3.
    Lesson3,
    /// Something else.
    Other,
}

impl Spoken {
    /// What a message is a message of; `None`: a gap.
    pub(super) fn of(message: &Message) -> Option<Spoken> {
        // On a stream of QUIC, the first field says on which.
        let first = message.fields.iter().find(|field| !message.is_inside() || !field.is(&http3::STREAM));
        let first = first.filter(|first| !first.is(&GAP))?;
        let begins = |prefix: &str| first.label.id.starts_with(prefix);
        Some(match () {
            () if begins("tls.") || begins("wirewalk.tls.") => Spoken::Tls,
            () if begins("quic.") || begins("wirewalk.quic.") => Spoken::Quic,
            () if begins("http3.") || begins("wirewalk.http3.") || begins("wirewalk.qpack.") => Spoken::Http3,
            () if begins("http2.") || begins("wirewalk.http2.") => Spoken::Http2,
            () if begins("http.") || begins("wirewalk.http.") => Spoken::Http,
            () if begins("wirewalk.socks.") || begins("wirewalk.proxy.") => Spoken::Proxy,
            () if begins("websocket.") || begins("wirewalk.websocket.") => Spoken::WebSocket,
            () if begins("wirewalk.dh.") => Spoken::Lesson3,
            () if begins("wirewalk.dns.") => Spoken::Dns,
            () if begins("wirewalk.upgrade.") => return None,
            () => Upgrade::protocol(message).map_or(Spoken::Other, Spoken::Clear),
        })
    }
}

/// Whether a message is a TLS record of which the end is missing.
pub(super) fn is_truncated(message: &Message) -> bool {
    let record = message.fields.first().filter(|first| first.is(&tls_record::RECORD));
    let len = record.and_then(|record| record.child(&tls_record::LENGTH)).and_then(Field::number);
    len.is_some_and(|len| len + 5 > message.wire().len() as u64)
}
