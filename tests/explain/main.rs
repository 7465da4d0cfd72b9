//! What `wirewalk explain` and `wirewalk compare` make of captures.

mod above;
mod annotate;
mod as_read;
mod captures;
mod command;
mod compare;
mod cuts;
mod dns;
mod ech;
mod failures;
mod fingerprint;
mod growth;
mod half_seen;
mod json;
mod keys;
mod large;
mod measures;
mod others;
mod outputs;
mod redact;
mod redact_packets;
mod terminal;
mod trips;
mod tunnels;
