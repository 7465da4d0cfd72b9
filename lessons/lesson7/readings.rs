//! One request, read twice: as the naive proxy reads it, and as Bob does. They differ in one rule, where a line ends.

use anyhow::{Context, Result};
use wirewalk::story::{Shot, Voice};

use super::text;

/// Where the proxy ends a line, and where Bob does.
const PROXYS: &str = "\n";
const BOBS: &str = "\r\n";

/// What a program takes the bytes for from one place on.
type Piece = (usize, String);

/// Bytes that are being read, and what was read so far.
struct Reader<'a> {
    bytes: &'a str,
    at: usize,
    line_end: &'a str,
    pieces: Vec<Piece>,
}

impl<'a> Reader<'a> {
    /// Takes the next bytes for this.
    fn takes(&mut self, what: String, len: usize) {
        self.pieces.push((self.at, what));
        self.at = self.bytes.len().min(self.at + len);
    }

    /// A line with its end, as this reader sees it.
    fn line(&self) -> &'a str {
        let rest = &self.bytes[self.at..];
        rest.find(self.line_end).map_or(rest, |end| &rest[..end + self.line_end.len()])
    }

    /// A head; how long its body is: by chunks, or so many bytes.
    fn head(&mut self, number: usize) -> (bool, usize) {
        let (mut chunked, mut length) = (false, 0);
        self.takes(format!("request {number}: first line"), self.line().len());
        loop {
            let line = self.line();
            let (name, value) = line.split_once(':').unwrap_or_default();
            match name.trim() {
                "" => {
                    self.takes("end of the head".to_owned(), line.len());
                    return (chunked, length);
                }
                name => self.takes(format!("header {name}"), line.len()),
            }
            chunked |= name.eq_ignore_ascii_case("Transfer-Encoding");
            if name.eq_ignore_ascii_case("Content-Length") {
                length = value.trim().parse().unwrap_or(0);
            }
        }
    }

    /// Chunks, up to the last one.
    fn chunks(&mut self) {
        while self.at < self.bytes.len() {
            let line = self.line();
            let size = usize::from_str_radix(line.trim(), 16).unwrap_or(0);
            if size == 0 {
                self.takes("last chunk: the body ends here".to_owned(), line.len() + 2);
                return;
            }
            self.takes(format!("chunk of {size} bytes"), line.len());
            self.takes("in the chunk".to_owned(), size);
            self.takes("end of the chunk".to_owned(), 2);
        }
    }
}

/// Reads requests until there is nothing left.
fn read(bytes: &str, line_end: &str) -> Vec<Piece> {
    let mut reader = Reader { bytes, at: 0, line_end, pieces: Vec::new() };
    for number in 1.. {
        if reader.at >= bytes.len() {
            break;
        }
        match reader.head(number) {
            (true, _) => reader.chunks(),
            (false, 0) => {}
            (false, length) => reader.takes(format!("body of {length} bytes"), length),
        }
    }
    reader.pieces
}

/// Both readings beside each other: a row wherever one of the two begins something, or a line ends.
fn beside(bytes: &str) -> Vec<[String; 4]> {
    let (proxys, bobs) = (read(bytes, PROXYS), read(bytes, BOBS));
    let mut starts: Vec<usize> = proxys.iter().chain(&bobs).map(|(at, _)| *at).collect();
    starts.extend(bytes.match_indices('\n').map(|(at, _)| at + 1));
    starts.sort_unstable();
    starts.dedup();
    starts.retain(|at| *at < bytes.len());
    let ends = starts.iter().skip(1).copied().chain([bytes.len()]);
    let what = |pieces: &[Piece], at: usize| match pieces.iter().rfind(|(start, _)| *start <= at) {
        Some((start, what)) if *start == at => what.clone(),
        Some((_, what)) => format!("… {what}"),
        None => String::new(),
    };
    let visible = |text: &str| text.replace('\r', "␍").replace('\n', "␊");
    let row =
        |(at, end): (usize, usize)| [at.to_string(), visible(&bytes[at..end]), what(&proxys, at), what(&bobs, at)];
    starts.iter().copied().zip(ends).map(row).collect()
}

/// What Mallory sent, decrypted, and what each of the two took it for.
pub fn both(voice: &mut Voice, smuggled: Shot) -> Result<()> {
    let sent = voice.bytes(smuggled.opened().from_client(), "wirewalk.tls.content")?;
    let sent = sent.into_iter().next().context("Mallory sent nothing")?;
    voice.says(&text::TWO_READINGS)?;
    voice.tabulates(&text::TWO_READINGS_HEAD, beside(&String::from_utf8(sent)?))?;
    voice.claims("lesson7.read-two-ways")
}
