//! What a server answers, and what that changes.

use super::dialect::{Act, Dialect, Style, Which};
use super::fields::{self, Found, Marks};
use super::half::{Counted, Mode};
use super::words::{code, content, holds, literal, words};
use super::{Lines, group};
use crate::cursor::lossy;
use crate::field::{Label, Value};
use crate::message::Message;
use crate::names::upgrade as label;
use crate::protocol::talk::After;

const GRANTED: (&Label, &str) = (&label::GRANT, "yes: TLS begins after this line");
const REFUSED: (&Label, &str) =
    (&label::REFUSE, "no: nothing is encrypted, and a client that continues anyway continues in the clear");
const OFFERED: &str =
    "the server offers TLS; an attacker on the path could remove this offer, and the client would not notice";
const NOT_OFFERED: Found = Found {
    word: "",
    mark: &label::NO_OFFER,
    what: "TLS is not in the server's list of features. These bytes do not show whether the server left it out or \
        an attacker removed it: capture at the server, or ask the server from another network",
};

impl Lines {
    /// A line that the server says.
    pub(super) fn answer(&mut self, dialect: &'static Dialect, message: &mut Message) -> After {
        let wire = message.wire().clone();
        let line = content(&wire);
        if std::mem::take(&mut self.continues.server) {
            let value = Value::NONE.meaning("continues after the literal");
            group(message, dialect.labels.reply, value, |c| fields::plain(c, dialect.labels.text, None));
            self.server_literal(&wire);
            return After::GoesOn;
        }
        match dialect.style {
            Style::Codes => self.coded(dialect, message, line),
            Style::Signs => self.signed(dialect, message, line),
            Style::Tags => self.tagged(dialect, message, line),
        }
    }

    /// SMTP and FTP.
    fn coded(&mut self, dialect: &'static Dialect, message: &mut Message, line: &[u8]) -> After {
        let code = code(line);
        let begins = self.longer.is_none();
        let ends =
            code.is_some_and(|code| line.get(3) != Some(&b'-') && self.longer.is_none_or(|longer| longer == code));
        // In FTP, what stands between the first line and the last is text, whatever it begins with.
        let code = code.filter(|_| dialect.which == Which::Smtp || begins || ends);
        self.longer = if ends { None } else { self.longer.or(code) };
        let front = self.asked.front().copied();
        let good = code.is_some_and(|code| (200..300).contains(&code));
        let lists = front == Some(Act::Lists) && !begins;
        let offers = lists && is_offer(dialect, line);
        self.offered |= offers;
        let mut marks = Marks::default();
        if offers {
            marks.text = Some(found(dialect, line));
        } else if front == Some(Act::Lists) && ends && good && !self.offered && self.open {
            marks.text = Some(NOT_OFFERED);
        }
        // With 3 the login goes on, or a mail may be sent; with 1 another answer follows.
        let class = code.unwrap_or_default() / 100;
        let last = ends && class != 1;
        let upgrade = front == Some(Act::Upgrade) && last && self.asked.len() == 1;
        if upgrade {
            marks.status = Some(if class == 2 { GRANTED } else { REFUSED });
        }
        let value = code.map_or(Value::NONE, |code| Value::text(code.to_string()));
        group(message, dialect.labels.reply, value, |c| fields::coded(c, dialect, marks));
        if !last {
            return After::GoesOn;
        }
        self.settled(dialect, class, front)
    }

    /// A command has its answer.
    fn settled(&mut self, dialect: &'static Dialect, class: u16, front: Option<Act>) -> After {
        self.offered = false;
        let barrier = self.asked.len() <= 1 && self.barrier.is_some();
        match (front, class) {
            (Some(Act::Login), 3) if barrier => {
                (self.barrier, self.steps) = (None, true);
                return After::GoesOn;
            }
            (Some(Act::Data), 3) if barrier => {
                self.barrier = None;
                self.halves.client.becomes(Mode::Mail { fresh: true });
                // The answer to the mail is one of its own.
                self.asked.pop_front();
                self.asked.push_front(Act::Plain);
                return After::GoesOn;
            }
            _ => {}
        }
        self.asked.pop_front();
        let logged_in =
            class == 2 && (front == Some(Act::Login) || dialect.which == Which::Ftp && front == Some(Act::Password));
        self.open &= !logged_in;
        if barrier {
            self.barrier = None;
            if front == Some(Act::Upgrade) && class == 2 {
                return After::Upgrades;
            }
        }
        After::GoesOn
    }

    /// POP3.
    fn signed(&mut self, dialect: &'static Dialect, message: &mut Message, line: &[u8]) -> After {
        if self.halves.server.mode == Mode::Listing {
            self.listed(dialect, message, line);
            return After::GoesOn;
        }
        let good = line.starts_with(b"+OK");
        let goes_on = line.starts_with(b"+") && !good;
        let front = self.asked.front().copied();
        let barrier = self.asked.len() <= 1 && self.barrier.is_some();
        let mut marks = Marks::default();
        if front == Some(Act::Upgrade) && barrier {
            marks.status = Some(if good { GRANTED } else { REFUSED });
        }
        let value = Value::text(lossy(words(line).next().unwrap_or_default()));
        group(message, dialect.labels.reply, value, |c| fields::signed(c, dialect, marks));
        if goes_on {
            if front == Some(Act::Login) && barrier {
                (self.barrier, self.steps) = (None, true);
            }
            return After::GoesOn;
        }
        match front {
            Some(Act::Lists | Act::Long) if good => {
                self.halves.server.becomes(Mode::Listing);
                return After::GoesOn;
            }
            Some(Act::Mail) if good => self.halves.server.becomes(Mode::Mail { fresh: true }),
            _ => {}
        }
        self.settled(dialect, if good { 2 } else { 5 }, front)
    }

    /// A line of a longer answer of POP3.
    fn listed(&mut self, dialect: &'static Dialect, message: &mut Message, line: &[u8]) {
        let lists = self.asked.front() == Some(&Act::Lists);
        let offers = lists && is_offer(dialect, line);
        self.offered |= offers;
        if line != b"." {
            let found = offers.then(|| found(dialect, line));
            group(message, dialect.labels.listed, Value::NONE, |c| fields::plain(c, &label::EMPTY, found));
            return;
        }
        let found = (lists && !self.offered && self.open).then_some(NOT_OFFERED);
        group(message, dialect.labels.data_end, Value::NONE, |c| fields::plain(c, &label::EMPTY, found));
        self.halves.server.becomes(Mode::Line);
        self.asked.pop_front();
        self.offered = false;
    }

    /// IMAP.
    fn tagged(&mut self, dialect: &'static Dialect, message: &mut Message, line: &[u8]) -> After {
        let mut parts = words(line);
        let (tag, status) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        let is = |word: &str| status.eq_ignore_ascii_case(word.as_bytes());
        let due = self.barrier.as_ref().filter(|barrier| barrier.tag == tag).map(|barrier| barrier.act);
        let mut marks = Marks::default();
        if holds(line, "CAPABILITY") && self.open {
            let offers = is_offer(dialect, line);
            marks.text = Some(if offers { found(dialect, line) } else { NOT_OFFERED });
        }
        // What is listed after a login need not offer TLS any more.
        self.open &= !(is("PREAUTH") || is("OK") && (due == Some(Act::Login) || !tag.is_empty() && self.tag == tag));
        if !self.open {
            marks.text = None;
        }
        if due == Some(Act::Upgrade) {
            marks.status = Some(if is("OK") { GRANTED } else { REFUSED });
        }
        let value = Value::text(lossy(if dialect.words.iter().any(|(name, _)| is(name)) { status } else { tag }));
        group(message, dialect.labels.reply, value, |c| fields::tagged(c, dialect, marks));
        self.server_literal(message.wire().clone().as_ref());
        if tag == b"+" && self.barrier.as_ref().is_some_and(|barrier| barrier.act == Act::Login) {
            (self.barrier, self.steps) = (None, true);
        }
        if due.is_some() {
            self.barrier = None;
            self.steps = false;
        }
        if due == Some(Act::Upgrade) && is("OK") { After::Upgrades } else { After::GoesOn }
    }

    /// A literal of the server follows, if the line says so.
    fn server_literal(&mut self, line: &[u8]) {
        let tags = self.dialect.is_some_and(|dialect| dialect.style == Style::Tags);
        if let Some(left) = literal(line).filter(|_| tags) {
            self.continues.server = true;
            if left > 0 {
                self.halves.server.becomes(Mode::Counted { left, of: Counted::Data });
            }
        }
    }
}

/// Whether a line of the list of what a server can offers TLS.
fn is_offer(dialect: &Dialect, line: &[u8]) -> bool {
    match dialect.which {
        Which::Ftp => holds(line, "AUTH") && (holds(line, "TLS") || holds(line, "SSL")),
        _ => line
            .split(|byte| !byte.is_ascii_alphanumeric() && !matches!(byte, b'=' | b'_'))
            .any(|word| word.eq_ignore_ascii_case(dialect.offer.as_bytes())),
    }
}

/// Where the offer stands.
fn found(dialect: &Dialect, line: &[u8]) -> Found {
    // FTP has it in several forms: then it is the whole line.
    let word = if holds(line, dialect.offer) { dialect.offer } else { "" };
    Found { word, mark: &label::OFFER, what: OFFERED }
}
