//! Captures and files taken apart to the last bit.
//!
//! ```
//! use wirewalk_dissect::dissect;
//! use wirewalk_dissect::recording::{Secrets, capture};
//!
//! let bytes: &[u8] = include_bytes!("../examples/request.pcapng");
//! let recording = capture::read(bytes)?.recording;
//! for message in dissect(&recording, &Secrets::none()) {
//!     for field in message.walk() {
//!         println!("{}: {:?}", field.label.id, field.value.meaning.as_deref().unwrap_or(field.label.why));
//!     }
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Bytes become messages, messages become fields: total, pure, and to the last byte. [`dissect`] does no I/O, reads no clock,
//! never panics and returns no error: what is not understood is in the result as a leaf `wirewalk.unexplained`, what is wrong
//! carries a [`Problem`]. Leaves tile every source. Secrets are an argument: without them it is what an eavesdropper sees.
//!
//! | where is… | here |
//! |---|---|
//! | what crossed the wire, and a capture read as a stream | [`recording`], [`recording::capture`] |
//! | a packet itself: Ethernet, IP, TCP, UDP and what is between them | [`packet`] |
//! | what an insider knows: key logs, keys | [`recording::secrets`] |
//! | a field, its label, its value, its place | [`field`], [`names`] |
//! | how TLS makes keys of a shared secret | [`schedule`] |
//! | a certificate or a key in a file | [`file()`] |
//! | what DNS asked and answered | [`dns::facts`] |
//! | what was asked over HTTP/3 | [`facts::http3`] |
//! | streams that were taken out of QUIC elsewhere | [`streams`] |
//! | how a certificate, or a handshake's proof, is judged | [`verify`] |
//! | which standard is cited | [`rfc`] |
//!
//! It is no general packet analyser: a few protocols of a lesson's quality, the rest by name.

pub mod crypto;
pub mod dns;
pub mod exchange;
pub mod facts;
pub mod field;
pub mod files;
pub mod fingerprint;
pub mod frames;
pub mod message;
pub mod names;
pub mod packet;
pub mod pem;
pub mod recording;
pub mod rfc;
pub mod schedule;
pub mod streams;
pub mod tiling;
pub mod token;
pub mod verify;
pub mod x509;

mod codes;
mod cursor;
mod datagrams;
mod der;
mod dh;
mod dissector;
mod ech;
mod fernet;
mod grpc;
mod http;
mod http2;
mod http3;
mod ldap;
mod lines;
mod login;
mod mysql;
mod pgsql;
mod protocol;
mod protocols;
mod proxy;
mod qpack;
mod quic;
mod read;
mod socks;
mod tls;
mod websocket;
mod xmpp;

pub use dissector::{Dissector, dissect};
pub use field::{Datum, Field, Label, Problem, Sort, Span, Value};
pub use files::{File, Kind, file};
pub use message::{Message, Origin, Source};
pub use tls::Sessions;
