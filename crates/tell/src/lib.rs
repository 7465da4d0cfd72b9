//! What wirewalk tells of a recording: its document, the claims that are checked, explanations and comparisons of anybody's
//! captures, and every rendering. No sockets, no threads, no clock, no file system: all of it builds for a browser.

pub mod claims;
pub mod compare;
pub mod explain;
pub mod quic;
pub mod render;
pub mod story;
