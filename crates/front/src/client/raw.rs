//! Bytes as they are: a client that no library stands behind, for requests that no library would send.

use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;

use anyhow::{Context, Result};
use rustls::pki_types::ServerName;
use rustls::{ClientConfig, ClientConnection, StreamOwned};

use super::{CONNECT, LONGEST, PART};

/// Sends bytes in the clear, says that this was all, and returns what comes back, as text.
///
/// # Errors
/// Nobody listens, or the connection fails before anything comes back.
pub fn send_raw(to: SocketAddr, bytes: &[u8]) -> Result<String> {
    let mut stream = connect(to)?;
    stream.write_all(bytes)?;
    stream.shutdown(std::net::Shutdown::Write)?;
    answer(stream)
}

/// The same over TLS, with whoever `to` proves to be under the name `host`.
///
/// # Errors
/// As [`send_raw`]; or the handshake fails.
pub fn send_raw_tls(config: ClientConfig, to: SocketAddr, host: &str, bytes: &[u8]) -> Result<String> {
    let name =
        ServerName::try_from(host.to_owned()).with_context(|| format!("{host:?} is not the name of a server"))?;
    let connection = ClientConnection::new(Arc::new(config), name)?;
    let mut stream = StreamOwned::new(connection, connect(to)?);
    stream.write_all(bytes)?;
    stream.conn.send_close_notify();
    stream.flush()?;
    answer(stream)
}

fn connect(to: SocketAddr) -> io::Result<TcpStream> {
    let stream = TcpStream::connect_timeout(&to, CONNECT)?;
    stream.set_read_timeout(Some(PART))?;
    stream.set_write_timeout(Some(PART))?;
    stream.set_nodelay(true)?;
    Ok(stream)
}

/// What comes before the end; how it ended matters only if nothing came.
fn answer(stream: impl Read) -> Result<String> {
    let mut answer = Vec::new();
    let ended = stream.take(LONGEST).read_to_end(&mut answer);
    if answer.is_empty() {
        ended.context("no answer")?;
    }
    Ok(String::from_utf8_lossy(&answer).into_owned())
}
