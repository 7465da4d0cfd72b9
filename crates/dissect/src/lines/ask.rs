//! What a client says, and what its answer will decide.

use super::dialect::{Act, Dialect, Style, Which};
use super::half::{Counted, Mode};
use super::words::{content, holds, literal, number, quoted, words};
use super::{Barrier, Lines, MOST, fields, group};
use crate::cursor::lossy;
use crate::field::Value;
use crate::login::{self, Mechanism};
use crate::message::Message;
use crate::protocol::talk::After;

impl Lines {
    /// A line that the client says.
    pub(super) fn ask(&mut self, dialect: &'static Dialect, message: &mut Message) -> After {
        if self.steps {
            self.step(dialect, message);
        } else if std::mem::take(&mut self.continues.client) {
            self.goes_on(dialect, message);
        } else {
            self.command(dialect, message);
        }
        After::GoesOn
    }

    /// A step of a login, in base64.
    fn step(&mut self, dialect: &'static Dialect, message: &mut Message) {
        let (mechanism, step) = self.login.unwrap_or((Mechanism::Other, 0));
        let name = fields::base64(dialect.which, mechanism, step);
        group(message, dialect.labels.command, Value::NONE.meaning("a step of the login"), |c| fields::step(c, name));
        login::open(message, name, mechanism, step);
        self.login = Some((mechanism, step.saturating_add(1)));
        self.steps = false;
        self.barrier = Some(Barrier { act: Act::Login, tag: self.tag.clone() });
    }

    /// A line that goes on after a literal.
    fn goes_on(&mut self, dialect: &'static Dialect, message: &mut Message) {
        let from = self.both.take().filter(|from| *from < 2);
        let value = Value::NONE.meaning("continues after the literal");
        group(message, dialect.labels.command, value, |c| match from {
            Some(from) => fields::both(c, from).and_then(|()| fields::end(c)),
            None => fields::plain(c, dialect.labels.argument, None),
        });
        let wire = message.wire().clone();
        self.literal(&wire, from);
    }

    fn command(&mut self, dialect: &'static Dialect, message: &mut Message) {
        let wire = message.wire().clone();
        let line = content(&wire);
        let tag = if dialect.style == Style::Tags { words(line).next().unwrap_or_default() } else { &[] };
        let verb = words(line).nth(usize::from(!tag.is_empty())).unwrap_or(tag);
        let argument = words(line).nth(usize::from(!tag.is_empty()) + 1);
        let act = act(dialect, verb, argument);
        let value = Value::text(lossy(verb).to_ascii_uppercase());
        group(message, dialect.labels.command, value, |c| fields::command(c, dialect, act));
        self.asked(dialect, act);
        match act {
            Act::Upgrade | Act::Data => self.barrier = Some(Barrier { act, tag: tag.to_vec() }),
            Act::Login => {
                let mechanism = Mechanism::named(argument.unwrap_or_default());
                let first = words(line).nth(usize::from(!tag.is_empty()) + 2).is_some();
                if first {
                    login::open(message, fields::base64(dialect.which, mechanism, 0), mechanism, 0);
                }
                self.login = Some((mechanism, u8::from(first)));
                self.tag = tag.to_vec();
                self.barrier = Some(Barrier { act, tag: tag.to_vec() });
            }
            Act::Chunk => {
                let left = argument.and_then(number).unwrap_or_default();
                if left > 0 {
                    self.halves.client.becomes(Mode::Counted { left, of: Counted::Data });
                }
            }
            Act::Both => self.tag = tag.to_vec(),
            _ => {}
        }
        let from = (act == Act::Both).then(|| given(line));
        self.literal(&wire, from.filter(|_| dialect.style == Style::Tags));
        if dialect.style != Style::Tags {
            self.continues.client = false;
        }
    }

    /// A literal follows, if the line says so: the part of a LOGIN that it is, if it is one.
    fn literal(&mut self, line: &[u8], part: Option<usize>) {
        let tags = self.dialect.is_some_and(|dialect| dialect.style == Style::Tags);
        let Some(left) = literal(line).filter(|_| tags) else { return };
        let of = match part {
            Some(0) => Counted::User,
            Some(1) => Counted::Password,
            _ => Counted::Data,
        };
        self.both = part.map(|part| part + 1);
        self.continues.client = true;
        if left > 0 {
            self.halves.client.becomes(Mode::Counted { left, of });
        }
    }

    /// A command waits for its answer.
    fn asked(&mut self, dialect: &'static Dialect, act: Act) {
        if dialect.style == Style::Tags {
            return;
        }
        if self.asked.len() >= MOST {
            self.asked.pop_front();
        }
        self.asked.push_back(act);
    }
}

/// What a command is for the conversation.
fn act(dialect: &Dialect, verb: &[u8], argument: Option<&[u8]>) -> Act {
    let act = dialect.verb(verb).map_or(Act::Plain, |(_, act, _)| *act);
    match (dialect.which, act) {
        (Which::Ftp, Act::Upgrade) if !argument.is_some_and(|how| holds(how, "TLS") || holds(how, "SSL")) => Act::Plain,
        // With an argument it is about one mail, and the answer one line.
        (Which::Pop3, Act::Long) if argument.is_some() => Act::Plain,
        // Without one, POP3 asks which ways there are.
        (Which::Pop3, Act::Login) if argument.is_none() => Act::Long,
        (_, act) => act,
    }
}

/// How many of user and password stand in the line itself, and not in literals.
fn given(line: &[u8]) -> usize {
    let after = line.iter().enumerate().filter(|(_, byte)| **byte == b' ').nth(1).map_or(line.len(), |(at, _)| at + 1);
    let rest = line.get(after..).unwrap_or_default();
    usize::from(!rest.starts_with(b"{") && quoted(rest).is_none_or(|len| len < rest.len()))
}
