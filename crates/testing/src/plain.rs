//! Captures of plain HTTP on one connection, of any length: one answer without end, or questions without end.

use std::error::Error;
use std::path::Path;

use wirewalk::recording::Side;

use crate::tape::Tape;

type Done<T = ()> = Result<T, Box<dyn Error>>;

const PORT: u16 = 5985;

/// One question, and an answer of so many MB.
pub fn body(megabytes: usize, segment: usize, file: &Path) -> Done {
    let mut tape = Tape::new(file, PORT, segment, false)?;
    tape.say(Side::Client, b"GET /download HTTP/1.1\r\nHost: localhost\r\n\r\n")?;
    let total = megabytes * 1_000_000;
    tape.say(Side::Server, format!("HTTP/1.1 200 OK\r\nContent-Length: {total}\r\n\r\n").as_bytes())?;
    let piece: Vec<u8> = (0..32_768_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    for start in (0..total).step_by(piece.len()) {
        tape.say(Side::Server, &piece[..piece.len().min(total - start)])?;
    }
    tape.close()
}

/// Small questions and answers, until the file has about so many MB.
pub fn requests(megabytes: usize, segment: usize, file: &Path) -> Done {
    const ANSWER: &[u8] = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 11\r\n\r\nfluffy tail";
    // What pcapng, IP and TCP put around each of the two and around their acknowledgments.
    const AROUND: usize = 4 * (32 + 40);
    let mut tape = Tape::new(file, PORT, segment, false)?;
    let (mut number, mut written) = (0, 0);
    while written < megabytes * 1_000_000 {
        let question = format!("GET /{number} HTTP/1.1\r\nHost: localhost\r\nAccept: */*\r\n\r\n");
        tape.say(Side::Client, question.as_bytes())?;
        tape.say(Side::Server, ANSWER)?;
        (number, written) = (number + 1, written + AROUND + question.len() + ANSWER.len());
    }
    tape.close()
}
