//! Who learns what of a capture: somebody where it was made, the resolvers that were asked, the networks of the servers.
//!
//! What there is to learn (names, pages, credentials) is taken from what the keys open; what a listener has of it, from the same capture as
//! it is without them, and by a search through every byte of that. What is hidden says where the same search finds it.

mod ears;
mod heard;
mod quic;
mod rows;
mod search;
mod values;

pub(super) use ears::Ears;
pub(super) use rows::listeners;
