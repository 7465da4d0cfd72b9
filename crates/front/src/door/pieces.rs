//! A file as a body, piece by piece; reading happens where it may block.

use std::fs::File;
use std::io::{self, Read};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http_body_util::BodyExt;
use hyper::body::{Frame, SizeHint};
use tokio::task::{JoinHandle, spawn_blocking};

use super::BodyError;

/// How much is read at once, in bytes.
const PIECE: u64 = 64 * 1024;

/// The first `length` bytes of a file as a body: as many as were announced, should it grow meanwhile.
pub fn file(file: File, length: u64) -> super::Body {
    Pieces { file: Some(file), reading: None, left: length }.boxed_unsync()
}

/// What is left of a file: at rest or being read, in turns; neither once it is over.
struct Pieces {
    file: Option<File>,
    reading: Option<Reading>,
    left: u64,
}

type Reading = JoinHandle<io::Result<(File, Vec<u8>)>>;

impl hyper::body::Body for Pieces {
    type Data = Bytes;
    type Error = BodyError;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BodyError>>> {
        if let Some(mut file) = self.file.take().filter(|_| self.left > 0) {
            let most = self.left.min(PIECE);
            self.reading = Some(spawn_blocking(move || {
                let mut piece = Vec::new();
                file.by_ref().take(most).read_to_end(&mut piece)?;
                Ok((file, piece))
            }));
        }
        let Some(reading) = &mut self.reading else { return Poll::Ready(None) };
        let read = ready!(Pin::new(reading).poll(cx));
        self.reading = None;
        Poll::Ready(Some(match read {
            Ok(Ok((_, piece))) if piece.is_empty() => Err("the file has become shorter".into()),
            Ok(Ok((file, piece))) => {
                self.left -= piece.len() as u64;
                self.file = Some(file);
                Ok(Frame::data(piece.into()))
            }
            Ok(Err(error)) => Err(error.into()),
            Err(error) => Err(error.into()),
        }))
    }

    fn is_end_stream(&self) -> bool {
        self.left == 0
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left)
    }
}
