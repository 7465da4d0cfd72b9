//! Presentation of a [`Transcript`](crate::story::Transcript): to a person at a terminal, as a page, as a picture, as JSON.
//!
//! A renderer never parses bytes: it shows what the fields say. What a person reads is first laid out as
//! [rows](ink::Row) of inked text, which say what a piece of text is, not how it looks; a painter then makes
//! them plain text, coloured text or a [picture](svg).

pub mod flow;
pub mod gist;
pub mod html;
mod http3;
pub mod ink;
pub mod json;
pub mod packet;
pub mod pcapng;
pub mod plot;
mod quic;
pub mod svg;
pub mod terminal;
pub mod value;

pub use quic::gist as datagram_gist;
