//! One end of a TCP connection that a lesson drives TLS over by hand, piece by piece; nothing takes long.

use std::io::{self, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::ops::DerefMut;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use rustls::{ConnectionCommon, SideData};

/// How long a connection may take to come about.
const CONNECT: Duration = Duration::from_secs(5);
/// How long a whole conversation may take.
const CONVERSATION: Duration = Duration::from_secs(10);
/// How long and how much is still read after the last word, so that it is not lost to a reset.
const FAREWELL: (Duration, usize) = (Duration::from_secs(2), 1 << 16);
/// How much is read in one piece, in bytes.
const PIECE: usize = 16 << 10;

/// A connection, and how long it may still take.
pub struct Line {
    stream: TcpStream,
    deadline: Instant,
}

impl Line {
    /// Calls a server.
    ///
    /// # Errors
    /// Nobody answers there.
    pub fn dial(to: SocketAddr) -> io::Result<Line> {
        Line::over(TcpStream::connect_timeout(&to, CONNECT)?)
    }

    /// Takes a connection that is there.
    ///
    /// # Errors
    /// It is gone already.
    pub fn over(stream: TcpStream) -> io::Result<Line> {
        stream.set_nonblocking(false)?;
        stream.set_nodelay(true)?;
        Ok(Line { stream, deadline: Instant::now() + CONVERSATION })
    }

    /// Sends bytes as they are.
    ///
    /// # Errors
    /// The connection fails, or the other side reads nothing for too long.
    pub fn sends(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.stream.set_write_timeout(Some(self.left()?))?;
        self.stream.write_all(bytes)
    }

    /// Sends all that this end of TLS has to say, in one piece.
    ///
    /// # Errors
    /// As [`Line::sends`].
    pub fn speaks<S: SideData>(&mut self, tls: &mut impl DerefMut<Target = ConnectionCommon<S>>) -> io::Result<()> {
        let mut all = Vec::new();
        while tls.wants_write() {
            tls.write_tls(&mut all)?;
        }
        if all.is_empty() { Ok(()) } else { self.sends(&all) }
    }

    /// Waits for a piece and gives it to this end of TLS; `false`: the other side has ended. What TLS refuses is told to the other
    /// side by an alert.
    ///
    /// # Errors
    /// The connection fails or takes too long, or TLS refuses what came (then a `rustls::Error` is inside).
    pub fn hears<S: SideData>(&mut self, tls: &mut impl DerefMut<Target = ConnectionCommon<S>>) -> io::Result<bool> {
        let piece = self.piece()?;
        let mut rest = piece.as_slice();
        while !rest.is_empty() {
            tls.read_tls(&mut rest)?;
            if let Err(error) = tls.process_new_packets() {
                let _ = self.speaks(tls); // whether anybody stayed for the alert is not known
                return Err(io::Error::other(error));
            }
        }
        Ok(!piece.is_empty())
    }

    /// The next piece, as it comes; empty: the other side has ended.
    ///
    /// # Errors
    /// The connection fails or takes too long.
    pub fn piece(&mut self) -> io::Result<Vec<u8>> {
        let mut piece = vec![0; PIECE];
        loop {
            self.stream.set_read_timeout(Some(self.left()?))?;
            match self.stream.read(&mut piece) {
                Ok(len) => {
                    piece.truncate(len);
                    return Ok(piece);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// Says no more, and reads what the other side still says until it ends too.
    pub fn ends(mut self) {
        let (long, most) = FAREWELL;
        self.deadline = Instant::now() + long;
        let _ = self.stream.shutdown(Shutdown::Write);
        let mut read = 0;
        while let Ok(piece @ [_, ..]) = self.piece().as_deref()
            && read < most
        {
            read += piece.len();
        }
    }

    /// The same, while the caller goes on.
    pub fn ends_alone(self) -> JoinHandle<()> {
        thread::spawn(|| self.ends())
    }

    fn left(&self) -> io::Result<Duration> {
        let left = self.deadline.saturating_duration_since(Instant::now());
        if left.is_zero() { Err(io::ErrorKind::TimedOut.into()) } else { Ok(left) }
    }
}
