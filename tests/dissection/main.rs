//! What our dissection says of bytes: fields, tiling, decryption, whatever was cut or changed; against published vectors, and against
//! walks and connections that were frozen.

mod chains;
mod codes;
mod crypto;
mod der;
mod derivation;
mod dh;
mod dissect;
mod dns;
mod ech;
mod exchange;
mod fernet;
mod frozen;
mod frozen_tls;
mod grpc;
mod handshake;
mod http2;
mod http3;
mod labels;
mod limbo;
mod packets;
mod qpack;
mod quic;
mod schedule;
mod ssh;
mod status;
mod talk;
mod tickets;
mod tiling;
mod tls;
mod tls_damage;
mod values;
mod vectors;
mod verify;
mod websocket;
mod x25519;
