//! render
pub mod pcapng;
