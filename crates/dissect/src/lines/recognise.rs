//! Which protocol of lines it is: by the server's greeting, by the port, by the client's first word.

use super::dialect::{Dialect, Style};
use super::ftp::FTP;
use super::imap::IMAP;
use super::pop3::POP3;
use super::smtp::SMTP;
use super::words::holds;
use crate::recording::{Side, Sides};

/// All of them.
static DIALECTS: [&Dialect; 4] = [&SMTP, &IMAP, &POP3, &FTP];
/// How a server begins. A number alone may be SMTP's or FTP's.
const GREETINGS: [&str; 11] =
    ["220 ", "220-", "421 ", "554 ", "554-", "* OK", "* PREAUTH", "* BYE", "+OK ", "+OK\r", "-ERR"];
/// How a client begins that speaks first, or whose server's greeting is missing.
const FIRST_WORDS: [(&str, &Dialect); 9] = [
    ("EHLO ", &SMTP),
    ("HELO ", &SMTP),
    ("LHLO ", &SMTP),
    ("STARTTLS\r", &SMTP),
    ("CAPA\r", &POP3),
    ("STLS\r", &POP3),
    ("FEAT\r", &FTP),
    ("AUTH TLS\r", &FTP),
    ("AUTH SSL\r", &FTP),
];

/// Whether a side that begins with these bytes speaks one of them; `None`: too early to tell.
pub(super) fn begins(side: Side, bytes: &[u8]) -> Option<bool> {
    let mut undecided = false;
    let mut is = |word: &str| {
        let common = bytes.iter().zip(word.as_bytes()).take_while(|(a, b)| a.eq_ignore_ascii_case(b)).count();
        undecided |= common == bytes.len() && common < word.len();
        common == word.len()
    };
    let found = match side {
        Side::Server => GREETINGS.into_iter().any(&mut is),
        Side::Client => FIRST_WORDS.into_iter().any(|(word, _)| is(word)),
    };
    match found {
        true => Some(true),
        false if undecided => None,
        false => Some(false),
    }
}

/// A first line or word that does not end within so many bytes is judged as far as it goes: SMTP's lines end within 512 (RFC 5321
/// section 4.5.3.1.5).
const LONGEST: usize = 1024;

/// What was seen of the first words of both, so that nothing is looked through again with each byte that comes.
#[derive(Default)]
pub(super) struct Looked {
    /// Bytes of the server's first line before its end, as far as it came.
    line: usize,
    /// Bytes of the client's first word, likewise.
    word: usize,
    /// What the server's first line says, which is judged once.
    greeting: Option<Option<&'static Dialect>>,
}

/// Which it is; `None`: too early to tell. `now`: it has to be one.
pub(super) fn dialect(looked: &mut Looked, said: [&[u8]; 2], ports: Sides<u16>, now: bool) -> Option<&'static Dialect> {
    let [client, server] = said.map(|said| said.get(..LONGEST).unwrap_or(said));
    match server {
        [b'*', ..] => return Some(&IMAP),
        [b'+' | b'-', ..] => return Some(&POP3),
        _ => {}
    }
    if looked.greeting.is_none() {
        let ended = ends(&mut looked.line, server, |byte| byte == b'\n') || server.len() == LONGEST;
        if !ended && !now && !server.is_empty() {
            return None;
        }
        let line = server.get(..looked.line).unwrap_or_default();
        looked.greeting = (ended || now).then(|| greeted(line));
    }
    let word_ended = ends(&mut looked.word, client, |byte| matches!(byte, b' ' | b'\r' | b'\n'));
    let word = client.get(..looked.word).unwrap_or_default();
    let coded = || DIALECTS.into_iter().filter(|dialect| dialect.style == Style::Codes || server.is_empty());
    let by_port = || coded().find(|dialect| dialect.ports.contains(&ports.server));
    let by_client = || FIRST_WORDS.into_iter().find(|(word, _)| starts(client, word)).map(|(_, dialect)| dialect);
    // What only one of the two has.
    let by_word = || coded().find(|dialect| word_ended && dialect.verb(word).is_some());
    let by_greeting = looked.greeting.flatten();
    by_greeting.or_else(by_port).or_else(by_client).or_else(by_word).or((now || word_ended).then_some(&SMTP))
}

/// Whether what begins so ends within what came; `seen`: how much of it came, without its end.
fn ends(seen: &mut usize, bytes: &[u8], end: impl Fn(u8) -> bool) -> bool {
    let unseen = bytes.get(*seen..).unwrap_or_default();
    let more = unseen.iter().position(|byte| end(*byte));
    *seen += more.unwrap_or(unseen.len());
    more.is_some()
}

/// Which the server says that it speaks; a number alone may be SMTP's or FTP's.
fn greeted(line: &[u8]) -> Option<&'static Dialect> {
    const NAMES: [(&str, &Dialect); 3] = [("SMTP", &SMTP), ("LMTP", &SMTP), ("FTP", &FTP)];
    NAMES.into_iter().find(|(name, _)| holds(line, name)).map(|(_, dialect)| dialect)
}

fn starts(bytes: &[u8], word: &str) -> bool {
    bytes.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word.as_bytes()))
}
