//! A resolver on the loopback interface that knows a few names: over UDP and TCP, in TLS (DNS over TLS) and in HTTP/2 (DNS over HTTPS).

use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream, UdpSocket};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use rustls::{ServerConfig, ServerConnection, StreamOwned};
use wirewalk::recording::Secrets;

use crate::dns::{A, AAAA, ANSWER, HTTPS, NXDOMAIN, OWNER, REFUSED, SERVFAIL, framed, message, name, record, service};
use crate::tls::Setup;
use crate::tls_bytes::vector;

/// So long a client may leave a connection idle.
const PATIENCE: Duration = Duration::from_secs(10);
const TRUNCATED: u16 = 0x0200;
const TXT: u16 = 16;

/// One that answers until the test ends.
pub struct Resolver {
    /// UDP and TCP, in the clear.
    pub clear: SocketAddr,
    /// DNS over TLS.
    pub tls: SocketAddr,
    /// DNS over HTTPS.
    pub https: SocketAddr,
    setup: Setup,
}

impl Resolver {
    /// Starts it on free ports.
    ///
    /// # Errors
    /// No port is free.
    pub fn start() -> io::Result<Resolver> {
        let (udp, tcp) = same_port()?;
        let clear = udp.local_addr()?;
        thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok((len, from)) = udp.recv_from(&mut bytes) {
                if let Some(answer) = answer(&bytes[..len], true) {
                    let _ = udp.send_to(&answer, from);
                }
            }
        });
        serve(tcp, queries);
        let setup = Setup::new(rustls::DEFAULT_VERSIONS, &[], &[], &[]);
        let speaking = |protocol: &[u8]| {
            let mut config = setup.server.clone();
            config.alpn_protocols = vec![protocol.to_vec()];
            Arc::new(config)
        };
        let (dot, doh) = (speaking(b"dot"), speaking(b"h2"));
        let (over_tls, over_https) = (TcpListener::bind("127.0.0.1:0")?, TcpListener::bind("127.0.0.1:0")?);
        let (tls, https) = (over_tls.local_addr()?, over_https.local_addr()?);
        serve(over_tls, move |stream| queries(&mut secured(&dot, stream)?));
        serve(over_https, move |stream| requests(&mut secured(&doh, stream)?));
        Ok(Resolver { clear, tls, https, setup })
    }

    /// What opens its connections so far.
    pub fn secrets(&self) -> Secrets {
        self.setup.secrets()
    }
}

/// UDP and TCP on the same port.
fn same_port() -> io::Result<(UdpSocket, TcpListener)> {
    let mut tries = 0;
    loop {
        let udp = UdpSocket::bind("127.0.0.1:0")?;
        match TcpListener::bind(udp.local_addr()?) {
            Ok(tcp) => return Ok((udp, tcp)),
            Err(error) if tries == 100 => return Err(error),
            Err(_) => tries += 1,
        }
    }
}

/// A thread for each connection.
fn serve(listener: TcpListener, speak: impl Fn(&mut TcpStream) -> io::Result<()> + Send + Sync + 'static) {
    let speak = Arc::new(speak);
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let speak = speak.clone();
            let _ = stream.set_read_timeout(Some(PATIENCE));
            thread::spawn(move || speak(&mut stream));
        }
    });
}

fn secured<'s>(
    config: &Arc<ServerConfig>,
    stream: &'s mut TcpStream,
) -> io::Result<StreamOwned<ServerConnection, &'s mut TcpStream>> {
    let connection = ServerConnection::new(config.clone()).map_err(io::Error::other)?;
    Ok(StreamOwned::new(connection, stream))
}

/// Messages with their length before them, until the client has asked enough.
fn queries(stream: &mut (impl Read + Write)) -> io::Result<()> {
    loop {
        let mut len = [0; 2];
        stream.read_exact(&mut len)?;
        let mut query = vec![0; usize::from(u16::from_be_bytes(len))];
        stream.read_exact(&mut query)?;
        if let Some(answer) = answer(&query, false) {
            stream.write_all(&framed(answer))?;
            stream.flush()?;
        }
    }
}

/// HTTP/2 (RFC 9113), as far as one needs it for DNS: whatever is posted on a stream is a query, and is answered there.
fn requests(stream: &mut (impl Read + Write)) -> io::Result<()> {
    const PREFACE: usize = 24;
    const DATA: u8 = 0;
    const HEADERS: u8 = 1;
    const SETTINGS: u8 = 4;
    const END_STREAM: u8 = 1;
    const END_HEADERS: u8 = 4;
    const ACK: u8 = 1;
    stream.read_exact(&mut [0; PREFACE])?;
    stream.write_all(&frame(SETTINGS, 0, 0, &[]))?;
    let mut posted = Vec::new();
    loop {
        let mut head = [0; 9];
        stream.read_exact(&mut head)?;
        let [l0, l1, l2, kind, flags, number @ ..] = head;
        let mut payload = vec![0; u32::from_be_bytes([0, l0, l1, l2]) as usize];
        stream.read_exact(&mut payload)?;
        match kind {
            SETTINGS if flags & ACK == 0 => stream.write_all(&frame(SETTINGS, ACK, 0, &[]))?,
            DATA => posted.extend_from_slice(&payload),
            _ => {}
        }
        if kind == DATA && flags & END_STREAM != 0 {
            let body = answer(&std::mem::take(&mut posted), false).unwrap_or_default();
            // :status 200; content-type and content-length, by the numbers of their names in the static table (RFC 7541 §6.2.2).
            let (media, len) = (b"application/dns-message", body.len().to_string());
            let fields = [&[0x88, 0x0f, 0x10][..], &vector(1, media), &[0x0f, 0x0d], &vector(1, &len)].concat();
            let stream_number = u32::from_be_bytes(number);
            stream.write_all(&frame(HEADERS, END_HEADERS, stream_number, &fields))?;
            stream.write_all(&frame(DATA, END_STREAM, stream_number, &body))?;
        }
        stream.flush()?;
    }
}

fn frame(kind: u8, flags: u8, stream: u32, payload: &[u8]) -> Vec<u8> {
    [&(payload.len() as u32).to_be_bytes()[1..], &[kind, flags], &stream.to_be_bytes(), payload].concat()
}

/// What it answers; nothing to what is no query, nor to questions for a name of which it keeps silent.
pub fn answer(query: &[u8], is_datagram: bool) -> Option<Vec<u8>> {
    let id = u16::from_be_bytes([*query.first()?, *query.get(1)?]);
    let end = 12 + query.get(12..)?.iter().position(|byte| *byte == 0)? + 1;
    let (asked, kind) = (query.get(12..end)?, query.get(end..end + 2)?);
    let question = vec![query.get(12..end + 4)?.to_vec()];
    let kind = u16::from_be_bytes([kind[0], kind[1]]);
    let is = |text: &str| asked.eq_ignore_ascii_case(&name(text));
    let edge = name("edge.example");
    let mut flags = ANSWER;
    let answers = match kind {
        _ if is("silent.example") => return None,
        _ if is("missing.example") => {
            flags = NXDOMAIN;
            vec![]
        }
        _ if is("broken.example") => {
            flags = SERVFAIL;
            vec![]
        }
        _ if is("refused.example") => {
            flags = REFUSED;
            vec![]
        }
        A => vec![record(&OWNER, 5, &edge), record(&edge, A, [192, 0, 2, 1])],
        AAAA => vec![record(&OWNER, AAAA, [0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1])],
        HTTPS => vec![record(&OWNER, HTTPS, service("cover.example"))],
        TXT if is_datagram => {
            flags |= TRUNCATED;
            vec![]
        }
        TXT => vec![record(&OWNER, TXT, [&[200][..], &[b'x'; 200]].concat()); 10],
        _ => vec![],
    };
    Some(message(id, flags, [&question, &answers, &[], &[]]))
}
