//! What a ClientHello says about the program that sent it: JA3 and JA4 (the client's), from the raw strings to the values, and the parts
//! that few programs send.
//!
//! GREASE (RFC 8701) is left out of both, as their authors have it. A hello whose end is missing gives no fingerprint: it would be
//! another one. Where another hello is encrypted in it, it is the outer one that everybody can tell programs by.

mod hello;
mod ja3;
mod ja4;
mod marks;

pub use hello::Hello;
pub use ja3::Ja3;
pub use ja4::Ja4;
pub use marks::Mark;

use crate::facts::{handshake_type, outside_of_ech};
use crate::names::{quic, tls_extensions as ext, tls_messages as label, tls_rare, tls_record};
use crate::recording::Side;
use crate::{Field, Label, Message};

/// A hello's fingerprint, with all that it is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fingerprint {
    /// On which connection, and in which message.
    pub connection: u32,
    /// See [`Fingerprint::connection`].
    pub message: u32,
    /// Whether it came in QUIC, and not over TCP.
    pub over_quic: bool,
    /// What it offers.
    pub hello: Hello,
    /// The same by name.
    pub parts: Vec<Part>,
    /// The older of the two fingerprints.
    pub ja3: Ja3,
    /// The newer one.
    pub ja4: Ja4,
    /// What gives the program away.
    pub marks: Vec<Mark>,
}

impl Fingerprint {
    /// The fingerprint of the ClientHello in a message of TLS, or in a datagram of QUIC, if there is one and it is whole.
    pub fn of(message: &Message) -> Option<Fingerprint> {
        let begins_with = |label: &Label| message.fields.first().is_some_and(|field| field.is(label));
        let over_quic = begins_with(&quic::PACKET);
        if message.side != Side::Client || !over_quic && !begins_with(&tls_record::RECORD) {
            return None;
        }
        let field = message.walk().find(|field| is_whole_hello(field))?;
        let (hello, parts) = (Hello::of(message, field), parts(field));
        let (ja3, ja4, marks) = (Ja3::of(&hello), Ja4::of(&hello, over_quic), marks::of(&hello));
        let (connection, message) = (message.connection, message.index);
        Some(Fingerprint { connection, message, over_quic, hello, parts, ja3, ja4, marks })
    }
}

/// A part of a hello as a person reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// What it is.
    pub label: &'static Label,
    /// What stands there, by name, in its order.
    pub values: Vec<String>,
    /// Where it goes into the fingerprints.
    pub goes_into: &'static str,
}

/// What is told of a hello, part by part.
fn parts(hello: &Field) -> Vec<Part> {
    const TOLD: [(&Label, &str); 12] = [
        (&label::VERSION, "JA3, first; JA4 if there is no extension supported_versions"),
        (&ext::SUPPORTED_VERSION, "JA4: the highest"),
        (&label::SUITE, "JA3, second, in this order; JA4, sorted"),
        (&ext::EXTENSION, "JA3, third, in this order; JA4, sorted"),
        (&ext::GROUP, "JA3, fourth"),
        (&ext::POINT, "JA3, fifth"),
        (&ext::SCHEME, "JA4, in this order"),
        (&ext::ALPN_ID, "JA4: the first and the last character of the first"),
        (&ext::NAME, "JA4: only whether there is one"),
        (&ext::SHARE_GROUP, "neither"),
        (&label::COMPRESSED_ALGORITHM, "neither"),
        (&tls_rare::QUIC_TYPE, "neither; the choice and the order differ from program to program"),
    ];
    let open: Vec<&Field> = outside_of_ech(hello).collect();
    let part = |(label, goes_into): (&'static Label, &'static str)| {
        let named = open.iter().filter(|field| field.is(label)).filter_map(|field| field.name());
        let values: Vec<String> = named.map(|name| name.into_owned()).collect();
        (!values.is_empty()).then_some(Part { label, values, goes_into })
    };
    TOLD.into_iter().filter_map(part).collect()
}

fn is_whole_hello(field: &Field) -> bool {
    let kind = field.child(&label::TYPE).and_then(Field::number);
    let len = field.child(&label::LENGTH);
    field.is(&tls_record::HANDSHAKE)
        && kind == Some(handshake_type::CLIENT_HELLO.into())
        && field.problem.is_none()
        && len.is_some_and(|len| len.problem.is_none())
}
