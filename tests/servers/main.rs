//! Whoever listens: the door, with TLS and without, Peggy, the servers of the lessons; and what they withstand. Most of these
//! tests wait for somebody.

mod abuse;
mod allowed;
mod door;
mod endings;
mod frames;
mod key_log;
mod last_words;
mod mallory;
mod policy;
mod processes;
mod proxy;
mod quic;
mod smuggling;
mod streams;
mod stuck;
mod tls_client;
mod tls_identity;
mod tls_server;
mod tls_stage;
mod violations;
