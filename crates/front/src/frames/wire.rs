//! One conversation in frames over one TCP connection: everything that crossed it is kept, nothing takes long.

use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpStream, ToSocketAddrs};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use super::{CONVERSATION, FrameError, HEADER, Kind, frame, header};
use wirewalk_dissect::exchange::KeyRefused;

/// How long a connection may take to come about.
const CONNECT: Duration = Duration::from_secs(5);
/// How long and how much is still read after a refusal, so that the reason is not lost to a reset.
const FAREWELL: (Duration, usize) = (Duration::from_millis(500), 1 << 16);
/// The longest reason that is told, in characters.
const REASON: usize = 300;

/// One end of a conversation.
pub struct Wire {
    stream: TcpStream,
    deadline: Instant,
    crossed: Vec<u8>,
}

impl Wire {
    /// Calls the server at `tcp://HOST:PORT`, with or without the scheme.
    ///
    /// # Errors
    /// It is no such address, or nobody answers there.
    pub fn dial(url: &str) -> Result<Wire> {
        let address = url.strip_prefix("tcp://").unwrap_or(url).trim_end_matches('/');
        let address = address.to_socket_addrs().with_context(|| {
            format!("{url:?} is not the address of a server for this lesson; one looks like tcp://127.0.0.1:5987")
        })?;
        let mut last = io::Error::from(io::ErrorKind::AddrNotAvailable);
        for address in address {
            match TcpStream::connect_timeout(&address, CONNECT) {
                Ok(stream) => return Ok(Wire::over(stream, CONVERSATION)?),
                Err(error) => last = error,
            }
        }
        Err(last.into())
    }

    /// A conversation over a connection that is there, which may take so long.
    ///
    /// # Errors
    /// The connection is gone already.
    pub fn over(stream: TcpStream, longest: Duration) -> io::Result<Wire> {
        stream.set_nonblocking(false)?;
        stream.set_nodelay(true)?;
        Ok(Wire { stream, deadline: Instant::now() + longest, crossed: Vec::new() })
    }

    /// Sends a frame.
    ///
    /// # Errors
    /// [`FrameError::Slow`] or [`FrameError::Io`].
    pub fn send(&mut self, kind: Kind, body: &[u8]) -> Result<(), FrameError> {
        let bytes = frame(kind, body);
        self.stream.set_write_timeout(Some(self.left()?))?;
        self.stream.write_all(&bytes)?;
        self.crossed.extend_from_slice(&bytes);
        Ok(())
    }

    /// Waits for a frame of this type and gives its body.
    ///
    /// # Errors
    /// Every [`FrameError`]; a refusal from the other side is one.
    pub fn receive(&mut self, due: Kind) -> Result<Vec<u8>, FrameError> {
        let mut head = [0; HEADER];
        self.fill(&mut head)?;
        let (got, length) = header(head)?;
        let mut body = vec![0; length];
        self.fill(&mut body)?;
        self.crossed.extend_from_slice(&head);
        self.crossed.extend_from_slice(&body);
        match got {
            got if got == due => Ok(body),
            Kind::Refusal => Err(FrameError::Refused(tame(&body))),
            got => Err(FrameError::Unexpected { got, due }),
        }
    }

    /// Every frame so far, in both directions, in order, byte for byte: what both ends can compare.
    pub fn so_far(&self) -> &[u8] {
        &self.crossed
    }

    /// Holds the conversation; if it breaks off, the other side is told why, as far as it concerns it.
    ///
    /// # Errors
    /// Those of `talk`.
    pub fn holds<T>(mut self, talk: impl FnOnce(&mut Wire) -> Result<T>) -> Result<T> {
        let outcome = talk(&mut self);
        if let Err(error) = &outcome {
            self.refuse(error);
        }
        outcome
    }

    /// Tells the other side why this one goes no further, if it is for the other side to know, and hangs up.
    fn refuse(mut self, error: &anyhow::Error) {
        let (long, most) = FAREWELL;
        self.deadline = Instant::now() + long;
        if let Some(reason) = reason(error) {
            let reason: String = reason.chars().take(REASON).collect();
            // Whoever does not wait for the reason does not get it.
            let _ = self.send(Kind::Refusal, reason.as_bytes());
        }
        let _ = self.stream.shutdown(Shutdown::Write);
        let (mut rest, mut read) = ([0; 4096], 0);
        while let Ok(left) = self.left()
            && self.stream.set_read_timeout(Some(left)).is_ok()
            && read < most
            && let Ok(n @ 1..) = self.stream.read(&mut rest)
        {
            read += n;
        }
    }

    /// Fills the buffer; a peer that sends one byte at a time does not win time by it.
    fn fill(&mut self, mut buffer: &mut [u8]) -> Result<(), FrameError> {
        while !buffer.is_empty() {
            self.stream.set_read_timeout(Some(self.left()?))?;
            match self.stream.read(buffer) {
                Ok(0) => return Err(FrameError::Ended),
                Ok(n) => buffer = &mut buffer[n..],
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }

    fn left(&self) -> Result<Duration, FrameError> {
        let left = self.deadline.saturating_duration_since(Instant::now());
        if left.is_zero() { Err(FrameError::Slow) } else { Ok(left) }
    }
}

/// What the other side may know: what was wrong with what it sent. Nothing about this side.
fn reason(error: &anyhow::Error) -> Option<String> {
    if let Some(refused) = error.downcast_ref::<KeyRefused>() {
        return Some(refused.to_string());
    }
    match error.downcast_ref::<FrameError>() {
        Some(FrameError::Refused(_) | FrameError::Ended | FrameError::Io(_)) => None,
        Some(wrong) => Some(wrong.to_string()),
        None => Some("this side cannot go on".to_owned()),
    }
}

/// Text from the network, with everything written out that a terminal would obey.
fn tame(text: &[u8]) -> String {
    let text = String::from_utf8_lossy(text);
    text.chars().flat_map(|c| if c.is_control() { c.escape_default().collect() } else { vec![c] }).collect()
}
