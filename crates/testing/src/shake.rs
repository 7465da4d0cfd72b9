//! A TLS handshake without a network: two ends that hand each other their bytes.

use std::sync::Arc;

use rustls::pki_types::ServerName;
use rustls::{ClientConfig, ClientConnection, Error, ServerConfig, ServerConnection};
use wirewalk::pki::Name;

/// A client that asks for this name.
pub fn client(config: ClientConfig, name: &Name) -> ClientConnection {
    let name = ServerName::try_from(name.to_string()).expect("a name that can be asked for");
    ClientConnection::new(Arc::new(config), name).expect("a client")
}

/// Hands bytes to and fro until the handshake ends; what the client refused it with, if it did.
pub fn shake(mut client: ClientConnection, server: ServerConfig) -> Result<(), Error> {
    let mut server = ServerConnection::new(Arc::new(server)).expect("a server");
    for _ in 0..10 {
        let mut wire = Vec::new();
        while client.wants_write() {
            client.write_tls(&mut wire).expect("into memory");
        }
        let mut wire = wire.as_slice();
        while !wire.is_empty() {
            server.read_tls(&mut wire).expect("from memory");
            server.process_new_packets().expect("the server has nothing against the client");
        }
        let mut wire = Vec::new();
        while server.wants_write() {
            server.write_tls(&mut wire).expect("into memory");
        }
        let mut wire = wire.as_slice();
        while !wire.is_empty() {
            client.read_tls(&mut wire).expect("from memory");
            client.process_new_packets()?;
        }
        if !client.is_handshaking() && !client.wants_write() {
            return Ok(());
        }
    }
    panic!("ten rounds, and no end")
}
