//! A visitor's connection, which does not wait for ever.

use std::io::{self, Read, Write};
use std::net::{TcpStream, ToSocketAddrs};
use std::time::{Duration, Instant};

/// How long a server may take to connect, and then to shake hands.
const PATIENCE: Duration = Duration::from_secs(5);

/// A connection that has to have done its work by some time: a server that says a byte now and then keeps nobody.
pub(super) struct Line {
    tcp: TcpStream,
    until: Instant,
}

impl Line {
    /// From now on it has no more than this, however much was left.
    pub(super) fn hurry(&mut self, left: Duration) {
        self.until = self.until.min(Instant::now() + left);
    }

    fn left(&self) -> io::Result<Option<Duration>> {
        match self.until.saturating_duration_since(Instant::now()) {
            Duration::ZERO => Err(io::ErrorKind::TimedOut.into()),
            left => Ok(Some(left)),
        }
    }
}

/// Systems have two words for a time that ran out, and rustls takes one of them for a socket that does not wait.
fn in_time(error: io::Error) -> io::Error {
    match error.kind() {
        io::ErrorKind::WouldBlock => io::ErrorKind::TimedOut.into(),
        _ => error,
    }
}

impl Read for Line {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.tcp.set_read_timeout(self.left()?)?;
        self.tcp.read(into).map_err(in_time)
    }
}

impl Write for Line {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.tcp.set_write_timeout(self.left()?)?;
        self.tcp.write(bytes).map_err(in_time)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.tcp.flush()
    }
}

/// Connects to the first address that answers.
pub(super) fn connect(at: impl ToSocketAddrs) -> io::Result<Line> {
    let mut last = io::Error::other("the name has no address");
    for addr in at.to_socket_addrs()? {
        match TcpStream::connect_timeout(&addr, PATIENCE) {
            Ok(tcp) => return Ok(Line { tcp, until: Instant::now() + PATIENCE }),
            Err(error) => last = error,
        }
    }
    Err(last)
}
