//! wirewalk: from a secret in plain HTTP to mutually authenticated TLS 1.3, every byte explained.
//!
//! ```text
//! lesson ─ scenes ─ actors ─ sockets ─ Eve ──► Recording ──┐
//!    │                                       + Secrets ──► dissect ──► Messages ──┐
//!    │                                                        └──► claims ────────┤
//!    └── Voice ──► Transcript ────────────────────────────────────────────────────┴─► terminal · html · json · svg · pcapng
//! ```
//!
//! One direction of data, one tree of fields. A lesson ([`lesson1`] to [`lesson10`]) plays scenes on a [`stage`]; everything that
//! listens stands behind a [`door`]; what crossed the wire is a [`recording::Recording`]; [`dissect`] makes messages of it, down to
//! the last byte and bit; [`claims`] checks what the lesson says; [`render`] shows it.
//!
//! | where do I change… | here |
//! |---|---|
//! | what a lesson does | `lessons/lessonN.rs` |
//! | what a lesson says | `lessons/en/lessonN.rs` |
//! | what a term means | `lessons/en/glossary.rs`, and [`glossary`] |
//! | what a step shows first, and what stays folded | `crates/tell/src/story/points.rs`, `introduced.rs` |
//! | what a lesson claims, and how that is checked | `lessons/claims/lessonN.rs`, with the help of [`claims`] |
//! | what a lesson's own commands do | [`commands`] |
//! | what a field is called, why it is there | [`dissect::names`] |
//! | which standard is cited | [`rfc`] |
//! | how bytes become fields | [`dissect`] |
//! | who listens, relays, alters | [`stage`] |
//! | what a server refuses | [`door`] |
//! | what the reverse proxy does, and what nginx would | [`proxy`] |
//! | what Alice's HTTP client does | [`client`] |
//! | whose TLS secrets are written down, and where | [`tls`] |
//! | what an authority signs, how keys are kept | [`pki`] |
//! | how a certificate is judged | [`verify`] |
//! | what lesson 8 shows that is broken | [`gallery`] |
//! | what `inspect` says about a file | [`commands::inspect`], [`dissect::file`](dissect::file()) |
//! | how a page looks in the terminal | [`render::terminal`] |
//! | the page for the browser | [`render::html`], and the scripts and style sheets beside it |
//! | the JSON, the capture, the pictures | [`render::json`], [`render::pcapng`], [`render::svg`] |
//! | the framing of lesson 3, and its server | [`frames`] |
//! | who takes connections into their own hands, without a door | [`callers`] |
//! | HTTP/3 on both sides: who answers over QUIC, and who asks | [`http3`] |
//! | how lesson 3's key is derived a second time | [`exchange`] |
//! | paint and primes of lesson 3 | [`palette`], [`numbers`] |
//! | how TLS makes keys of a shared secret | [`schedule`] |
//! | reading a capture | [`recording::capture`] |
//! | dissecting one as it is read | [`explain`] |
//! | what captures are compared by | [`compare`] |
//! | the course in a browser, and who may drive it | [`serve`] |

extern crate self as wirewalk;

pub mod cli;
pub mod commands;
pub mod compare;
pub mod explain;
pub mod fernet;
pub mod gallery;
pub mod glossary;
pub mod numbers;
pub mod pager;
pub mod paint;
pub mod palette;
pub mod pki;
pub mod serve;
pub mod stage;
pub mod tls;

pub use wirewalk_dissect::{self as dissect, exchange, recording, rfc, schedule, verify};
pub use wirewalk_front::{callers, client, door, frames, proxy, quic as http3};
pub use wirewalk_tell::{claims, render, story};

/// Declares the lessons, and lists them.
macro_rules! course {
    ($($(#[$file:meta])* pub mod $lesson:ident;)*) => {
        $($(#[$file])* pub mod $lesson;)*

        /// The lessons that are there, in order.
        pub const LESSONS: &[&stage::Lesson] = &[$(&$lesson::LESSON),*];
    };
}

course! {
    #[path = "../lessons/lesson1.rs"]
    pub mod lesson1;
    #[path = "../lessons/lesson2.rs"]
    pub mod lesson2;
    #[path = "../lessons/lesson3.rs"]
    pub mod lesson3;
    #[path = "../lessons/lesson4.rs"]
    pub mod lesson4;
    #[path = "../lessons/lesson5.rs"]
    pub mod lesson5;
    #[path = "../lessons/lesson6.rs"]
    pub mod lesson6;
    #[path = "../lessons/lesson7.rs"]
    pub mod lesson7;
    #[path = "../lessons/lesson8.rs"]
    pub mod lesson8;
    #[path = "../lessons/lesson9.rs"]
    pub mod lesson9;
    #[path = "../lessons/lesson10.rs"]
    pub mod lesson10;
}
