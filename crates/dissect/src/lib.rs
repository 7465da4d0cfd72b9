//! Bytes become messages, messages become fields: total, pure, and to the last byte.
//!
//! [`dissect`] does no I/O, reads no clock, never panics and returns no error: what is not understood is in the result
//! as a leaf `wirewalk.unexplained`, what is wrong carries a [`Problem`]. Leaves tile every source.

pub mod exchange;
pub mod facts;
pub mod field;
pub mod files;
pub mod frames;
pub mod message;
pub mod names;
pub mod pem;
pub mod recording;
pub mod rfc;
pub mod schedule;
pub mod tiling;
pub mod token;
pub mod verify;
pub mod x509;

mod cursor;
mod der;
mod dh;
mod dissector;
mod fernet;
mod held;
mod http;
mod http2;
mod tls;

pub use dissector::{Dissector, dissect};
pub use field::{Datum, Field, Label, Problem, Sort, Span, Value};
pub use files::{File, Kind, file};
pub use message::{Message, Origin, Source};
pub use tls::Sessions;
