//! A TLS client that sees its records: rustls over a socket, by hand.

use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::time::Duration;

use rustls::{ClientConfig, ClientConnection};

/// A connection, and the types and lengths of all records that the server sent.
pub struct Seen {
    pub connection: ClientConnection,
    pub socket: TcpStream,
    /// Type and length of each record, as they came.
    pub records: Vec<(u8, usize)>,
    /// What was decrypted and not asked for yet.
    pub plaintext: Vec<u8>,
    wire: Vec<u8>,
}

/// Connects; nothing takes longer than ten seconds.
pub fn connect(addr: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(addr).expect("the door listens");
    stream.set_read_timeout(Some(Duration::from_secs(10))).expect("a timeout can be set");
    stream.set_write_timeout(Some(Duration::from_secs(10))).expect("a timeout can be set");
    stream
}

/// Sends bytes to a server and returns all that comes back until it closes; a reset is an error.
pub fn raw(addr: SocketAddr, bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut stream = connect(addr);
    stream.write_all(bytes)?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    Ok(answer)
}

impl Seen {
    /// Connects and shakes hands as far as it goes.
    pub fn connect(addr: SocketAddr, config: ClientConfig, name: &str) -> (Seen, Result<(), rustls::Error>) {
        let name = name.to_owned().try_into().expect("a name");
        let connection = ClientConnection::new(Arc::new(config), name);
        let mut connection = connection.expect("a connection");
        connection.set_buffer_limit(None);
        let mut seen =
            Seen { connection, socket: connect(addr), records: Vec::new(), plaintext: Vec::new(), wire: Vec::new() };
        let shaken = seen.until(|connection| !connection.is_handshaking());
        (seen, shaken)
    }

    /// Sends what there is to send, and reads until `done` or the end.
    pub fn until(&mut self, done: impl Fn(&ClientConnection) -> bool) -> Result<(), rustls::Error> {
        loop {
            self.send();
            if done(&self.connection) {
                return Ok(());
            }
            if self.read()? == 0 {
                return Err(rustls::Error::General("the server closed the connection".into()));
            }
        }
    }

    /// Sends what rustls has to send.
    pub fn send(&mut self) {
        while self.connection.wants_write() {
            self.connection.write_tls(&mut self.socket).expect("the door reads");
        }
    }

    /// Reads once from the socket.
    fn read(&mut self) -> Result<usize, rustls::Error> {
        let mut space = [0; 64 * 1024];
        let count = self.socket.read(&mut space).expect("bytes or an orderly end, and no reset");
        self.wire.extend_from_slice(&space[..count]);
        while let Some(&[kind, _, _, high, low]) = self.wire.first_chunk::<5>() {
            let len = usize::from(u16::from_be_bytes([high, low]));
            if self.wire.len() < 5 + len {
                break;
            }
            self.records.push((kind, len));
            self.wire.drain(..5 + len);
        }
        let mut rest = &space[..count];
        while !rest.is_empty() {
            self.connection.read_tls(&mut rest).expect("memory");
            let outcome = self.connection.process_new_packets();
            while let Ok(chunk) = std::io::BufRead::fill_buf(&mut self.connection.reader())
                && !chunk.is_empty()
            {
                let count = chunk.len();
                self.plaintext.extend_from_slice(chunk);
                std::io::BufRead::consume(&mut self.connection.reader(), count);
            }
            if outcome.is_err() {
                self.send(); // the alert
            }
            outcome?;
        }
        Ok(count)
    }

    /// Sends plaintext, and returns what comes back until the server says that this was all; then whether it said so.
    pub fn ask(&mut self, request: &str) -> (Vec<u8>, Result<bool, rustls::Error>) {
        self.connection.writer().write_all(request.as_bytes()).expect("memory");
        self.send();
        loop {
            let end = match self.connection.reader().read(&mut [0]) {
                Ok(0) => Ok(true), // close_notify
                _ => match self.read() {
                    Ok(0) => Ok(false),
                    Ok(_) => continue,
                    Err(error) => Err(error),
                },
            };
            return (std::mem::take(&mut self.plaintext), end);
        }
    }
}

/// A ClientHello of old (RFC 2246 section 7.4.1.2), with no extension: this version, these cipher suites.
pub fn hello(version: [u8; 2], suites: &[[u8; 2]]) -> Vec<u8> {
    let suites: Vec<u8> = suites.concat();
    let mut body = version.to_vec();
    body.extend([7; 32]);
    body.push(0);
    body.extend((suites.len() as u16).to_be_bytes());
    body.extend(suites);
    body.extend([1, 0]);
    let mut message = vec![1, 0];
    message.extend((body.len() as u16).to_be_bytes());
    message.extend(body);
    let mut record = vec![22, 3, 1];
    record.extend((message.len() as u16).to_be_bytes());
    record.extend(message);
    record
}
