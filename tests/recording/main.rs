//! Captures, written and read back: links, segments, limits, comments.

mod comments;
mod datagrams;
mod encapsulations;
mod limits;
mod links;
mod pcapng;
mod reading;
mod tcp;
