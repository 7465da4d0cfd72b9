//! TLS secrets as a file holds them, in the format that browsers, curl and Wireshark share (`SSLKEYLOGFILE`, RFC 9850).

use std::collections::HashSet;
use std::fmt;

use thiserror::Error;
use zeroize::Zeroizing;

use super::shelf::Shelf;

/// So many lines that cannot be read are told of at the most: a file of any size may be taken for a key log.
pub const MOST_ERRORS: usize = 1_000;

/// TLS secrets in the order in which they were logged. Its `Debug` shows labels, never secrets.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct KeyLog {
    entries: Shelf,
}

/// One line of a key log.
#[derive(Clone, PartialEq, Eq)]
pub struct KeyLogEntry {
    /// Which secret it is: `CLIENT_HANDSHAKE_TRAFFIC_SECRET`.
    pub label: String,
    /// The random value of the ClientHello that began the connection: it names the connection.
    pub client_random: [u8; 32],
    /// The secret. Wiped when dropped.
    pub secret: Zeroizing<Vec<u8>>,
}

/// A line of a key log that could not be read. Says how it is wrong and never what stood there.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("line {line} of the key log: {problem}")]
pub struct KeyLogError {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub problem: KeyLogProblem,
}

/// What can be wrong with a line of a key log.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum KeyLogProblem {
    /// It has this many words instead of three.
    #[error("it has {0} word(s), not three (label, client random and secret)")]
    Words(usize),
    /// Its label holds something else than printable ASCII.
    #[error("the label contains something other than printable ASCII")]
    Label,
    /// Its client random is not 64 hexadecimal digits; it has this many characters.
    #[error("the client random is not 64 hexadecimal digits ({0} characters)")]
    ClientRandom(usize),
    /// Its secret is not an even number of hexadecimal digits; it has this many characters.
    #[error("the secret is not pairs of hexadecimal digits ({0} characters)")]
    Secret(usize),
}

impl KeyLog {
    /// An empty key log.
    pub fn new() -> KeyLog {
        KeyLog::default()
    }

    /// Reads a key log: empty lines and comments (`#`) are left out, either line ending and either case of the digits
    /// will do, labels nobody knows are kept. Whatever can be read is in the key log, each other line is an error, of which
    /// the first [`MOST_ERRORS`] are kept.
    pub fn parse(text: &[u8]) -> (KeyLog, Vec<KeyLogError>) {
        let (log, mut errors) = (KeyLog::new(), Vec::new());
        for (number, line) in text.split(|b| *b == b'\n').enumerate() {
            let line = line.trim_ascii();
            if line.is_empty() || line.starts_with(b"#") {
                continue;
            }
            match KeyLogEntry::parse(line) {
                Ok(entry) => log.entries.push(entry),
                Err(problem) if errors.len() < MOST_ERRORS => errors.push(KeyLogError { line: number + 1, problem }),
                Err(_) => {}
            }
        }
        (log, errors)
    }

    /// Adds a secret.
    pub fn push(&mut self, label: impl Into<String>, client_random: [u8; 32], secret: &[u8]) {
        let secret = Zeroizing::new(secret.to_vec());
        self.entries.push(KeyLogEntry { label: label.into(), client_random, secret });
    }

    /// Adds all that another key log holds.
    pub fn append(&mut self, other: KeyLog) {
        match self.is_empty() {
            true => *self = other,
            false => self.learn(other),
        }
    }

    /// The same for who shares it: a capture may bring secrets while it is dissected.
    pub(super) fn learn(&self, other: KeyLog) {
        other.entries.iter().for_each(|entry| self.entries.push(entry.clone()));
    }

    /// Adds what another key log holds, except what is here already.
    pub fn merge(&mut self, other: &KeyLog) {
        let here: HashSet<_> = self.entries.iter().map(KeyLogEntry::parts).collect();
        let new: Vec<_> = other.entries.iter().filter(|entry| !here.contains(&entry.parts())).cloned().collect();
        self.entries.extend(new);
    }

    /// The secrets, in order.
    pub fn entries(&self) -> Vec<&KeyLogEntry> {
        self.entries.iter().collect()
    }

    /// The secret with this number, from 0.
    pub(crate) fn get(&self, number: usize) -> Option<&KeyLogEntry> {
        self.entries.get(number)
    }

    /// A connection's secret with this label.
    pub fn secret(&self, label: &str, client_random: &[u8; 32]) -> Option<&[u8]> {
        Some(&self.entries.find(label, client_random)?.secret)
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The key log as a file holds it: a line per secret, lower-case digits, LF.
    pub fn to_text(&self) -> Zeroizing<String> {
        // The right capacity from the start: a string that grows would leave copies behind that nobody wipes.
        let len = self.entries.iter().map(|e| e.label.len() + 64 + 2 * e.secret.len() + 3).sum();
        let mut text = Zeroizing::new(String::with_capacity(len));
        for entry in self.entries.iter() {
            text.push_str(&entry.label);
            text.push(' ');
            push_hex(&mut text, &entry.client_random);
            text.push(' ');
            push_hex(&mut text, &entry.secret);
            text.push('\n');
        }
        text
    }
}

impl KeyLogEntry {
    fn parts(&self) -> (&str, &[u8; 32], &[u8]) {
        (&self.label, &self.client_random, &self.secret)
    }

    /// One line, without its end: label, client random, secret, a blank between them.
    fn parse(line: &[u8]) -> Result<KeyLogEntry, KeyLogProblem> {
        let mut words = line.split(|b| matches!(b, b' ' | b'\t')).filter(|w| !w.is_empty());
        let (label, random, secret) = match (words.next(), words.next(), words.next(), words.next()) {
            (Some(label), Some(random), Some(secret), None) => (label, random, secret),
            (label, random, secret, more) => {
                let first = [label, random, secret, more].iter().flatten().count();
                return Err(KeyLogProblem::Words(first + words.count()));
            }
        };
        if !label.iter().all(u8::is_ascii_graphic) {
            return Err(KeyLogProblem::Label);
        }
        let client_random = unhex(random)
            .and_then(|bytes| <[u8; 32]>::try_from(bytes.as_slice()).ok())
            .ok_or(KeyLogProblem::ClientRandom(random.len()))?;
        let secret = unhex(secret).ok_or(KeyLogProblem::Secret(secret.len()))?;
        Ok(KeyLogEntry { label: String::from_utf8_lossy(label).into_owned(), client_random, secret })
    }
}

impl fmt::Debug for KeyLog {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.entries.iter()).finish()
    }
}

impl fmt::Debug for KeyLogEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({} bytes)", self.label, self.secret.len())
    }
}

/// The bytes that pairs of hexadecimal digits stand for, if that is what they are.
fn unhex(digits: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(digits.len() / 2));
    for pair in digits.chunks(2) {
        let &[high, low] = pair else { return None };
        let value = char::from(high).to_digit(16)? << 4 | char::from(low).to_digit(16)?;
        bytes.push(value as u8);
    }
    Some(bytes)
}

/// Appends bytes as hexadecimal digits.
fn push_hex(text: &mut String, bytes: &[u8]) {
    for byte in bytes {
        for nibble in [byte >> 4, byte & 0xf] {
            text.extend(char::from_digit(u32::from(nibble), 16));
        }
    }
}
