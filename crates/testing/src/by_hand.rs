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

/// A record of TLS 1.2 and later.
pub fn record(kind: u8, fragment: &[u8]) -> Vec<u8> {
    [&[kind, 3, 3][..], &(fragment.len() as u16).to_be_bytes(), fragment].concat()
}

/// A ClientHello that a server takes (RFC 8446 section 4.1.2), and what is to be wrong with it.
pub struct Hello {
    version: [u8; 2],
    suites: Vec<u8>,
    extensions: Vec<(u16, Vec<u8>)>,
}

impl Hello {
    /// TLS 1.3 with X25519, to localhost.
    pub fn new() -> Hello {
        let key = [&[0, 36, 0, 29, 0, 32][..], &[9; 32]].concat();
        let mut hello = Hello::tls12();
        hello.suites = vec![0x13, 0x01, 0x13, 0x02, 0x13, 0x03];
        hello.extensions.extend([(43, vec![2, 3, 4]), (51, key)]);
        hello
    }

    /// TLS 1.2 with X25519, to localhost.
    pub fn tls12() -> Hello {
        let name = [&[0, 12, 0, 0, 9][..], b"localhost"].concat();
        let schemes = vec![0, 6, 4, 3, 8, 4, 4, 1];
        let extensions = vec![(0, name), (10, vec![0, 4, 0, 29, 0, 23]), (13, schemes), (11, vec![1, 0])];
        Hello { version: [3, 3], suites: vec![0xc0, 0x2b, 0xc0, 0x2f], extensions }
    }

    /// With another `legacy_version`.
    pub fn legacy_version(self, version: [u8; 2]) -> Hello {
        Hello { version, ..self }
    }

    /// Without an extension.
    pub fn without(mut self, kind: u16) -> Hello {
        self.extensions.retain(|(other, _)| *other != kind);
        self
    }

    /// With padding (RFC 7685), so that the message is that long.
    pub fn padded_to(mut self, length: usize) -> Hello {
        let bare = self.message().len() + 4;
        self.extensions.push((21, vec![0; length.checked_sub(bare).expect("longer than without padding")]));
        self
    }

    /// The handshake message.
    pub fn message(&self) -> Vec<u8> {
        let two = |length: usize| (length as u16).to_be_bytes();
        let extension = |(kind, body): &(u16, Vec<u8>)| [&kind.to_be_bytes()[..], &two(body.len()), body].concat();
        let extensions: Vec<u8> = self.extensions.iter().flat_map(extension).collect();
        let mut body = [&self.version[..], &[7; 32], &[32], &[8; 32], &two(self.suites.len()), &self.suites].concat();
        body.extend([1, 0]);
        body.extend(two(extensions.len()));
        body.extend(extensions);
        [&[1][..], &(body.len() as u32).to_be_bytes()[1..], &body].concat()
    }
}

impl Default for Hello {
    fn default() -> Hello {
        Hello::new()
    }
}
