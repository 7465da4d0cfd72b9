//! What the protocols of lines differ in: their commands, their answers, their labels.

use crate::cursor::lossy;
use crate::field::{Label, Value};
use crate::names::lines::UNKNOWN_COMMAND;

/// What a command is for the conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Act {
    /// One that changes nothing in how the conversation is read.
    Plain,
    /// Its answer lists what the server can.
    Lists,
    /// It asks for TLS.
    Upgrade,
    /// It begins a login in base64.
    Login,
    /// It names the user.
    User,
    /// It gives the password.
    Password,
    /// It does both (IMAP).
    Both,
    /// It names the user and proves the password by a hash (POP3).
    Digest,
    /// A mail follows, once the server agrees.
    Data,
    /// So many bytes of a mail follow at once.
    Chunk,
    /// Its answer has more lines, up to a dot.
    Long,
    /// Its answer is a mail, up to a dot.
    Mail,
}

/// A command: its first word, what it is for the conversation, what it means.
pub(super) type Verb = (&'static str, Act, &'static str);

/// How a server answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// Three digits (SMTP, FTP).
    Codes,
    /// A plus or a minus (POP3).
    Signs,
    /// The client's own name for its command (IMAP).
    Tags,
}

/// Which protocol of lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Which {
    Smtp,
    Imap,
    Pop3,
    Ftp,
}

/// A protocol of lines.
pub(super) struct Dialect {
    pub(super) which: Which,
    pub(super) style: Style,
    pub(super) verbs: &'static [Verb],
    /// Codes and what they mean.
    pub(super) codes: &'static [(u16, &'static str)],
    /// Words with which a server answers, and what they mean.
    pub(super) words: &'static [(&'static str, &'static str)],
    /// The word by which a server offers TLS.
    pub(super) offer: &'static str,
    /// The ports at which it is waited for.
    pub(super) ports: &'static [u16],
    pub(super) labels: Labels,
}

/// Its labels.
pub(super) struct Labels {
    pub(super) command: &'static Label,
    pub(super) verb: &'static Label,
    pub(super) argument: &'static Label,
    pub(super) reply: &'static Label,
    /// A code, a sign, a status.
    pub(super) status: &'static Label,
    /// Whether more follows; only where answers are codes.
    pub(super) more: &'static Label,
    pub(super) text: &'static Label,
    /// A line of a longer answer.
    pub(super) listed: &'static Label,
    /// A mail, or a literal.
    pub(super) data: &'static Label,
    pub(super) data_end: &'static Label,
}

impl Dialect {
    /// The command with this first word.
    pub(super) fn verb(&self, word: &[u8]) -> Option<&'static Verb> {
        self.verbs.iter().find(|(name, ..)| word.eq_ignore_ascii_case(name.as_bytes()))
    }

    /// What a first word says.
    pub(super) fn verb_value(&self, word: &[u8]) -> Value {
        match self.verb(word) {
            Some((name, _, meaning)) => Value::text(*name).meaning(*meaning),
            None => Value::text(lossy(word)).meaning(UNKNOWN_COMMAND),
        }
    }

    /// What a code says; one that is not listed, by its first digit.
    pub(super) fn code(&self, code: u16) -> Value {
        let known = self.codes.iter().find(|(number, _)| *number == code).map(|(_, meaning)| *meaning);
        let meaning = known.or(match code / 100 {
            1 => Some("started; another answer follows"),
            2 => Some("done"),
            3 => Some("good so far: the client should send more"),
            4 => Some("not now, but it may work later"),
            5 => Some("no"),
            6 => Some("a protected answer"),
            _ => None,
        });
        match meaning {
            Some(meaning) => Value::number(code.into()).meaning(meaning),
            None => Value::number(code.into()),
        }
    }

    /// What a word of an answer says.
    pub(super) fn word(&self, word: &[u8]) -> Value {
        let known = self.words.iter().find(|(name, _)| word.eq_ignore_ascii_case(name.as_bytes()));
        match known {
            Some((name, meaning)) => Value::text(*name).meaning(*meaning),
            None => Value::text(lossy(word)),
        }
    }
}
