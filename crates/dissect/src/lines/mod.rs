//! SMTP, IMAP, POP3 and FTP: protocols in which a client says a line and a server answers with lines, and in which both may go over
//! into TLS. They share one mechanism and differ by a table, their [`Dialect`].
//!
//! Sources: RFC 5321 and 3207 (SMTP), RFC 3501 and 9051 (IMAP), RFC 1939 and 2595 (POP3), RFC 959 and 4217 (FTP).

use std::collections::VecDeque;

use crate::cursor::{Cursor, Stop, blame};
use crate::field::{Label, Value};
use crate::login::{self, Mechanism};
use crate::message::Message;
use crate::names::UNEXPLAINED;
use crate::protocol::talk::{After, Extent, Grammar, Talk, begins_tls};
use crate::protocol::{Open, Registration};
use crate::recording::{Side, Sides};
use dialect::{Act, Dialect, Which};
use half::{Counted, Half, Mode};

mod answer;
mod ask;
mod dialect;
mod fields;
mod ftp;
mod half;
mod imap;
mod pop3;
mod recognise;
mod smtp;
mod words;

/// All of them as one of the protocols.
pub(super) const LINES: Registration = Registration {
    begins: recognise::begins,
    open: |opening| {
        let lines = Lines { open: !opening.covered, ..Lines::new(None, opening.ports) };
        Box::new(Talk::new(opening, lines))
    },
    beside: None,
    late: None,
    alpn: &[],
};

/// IMAP, where both agreed in it while they began TLS.
pub(super) const AGREED_IMAP: Registration =
    Registration { open: |opening| Box::new(Talk::new(opening, Lines::inside(&imap::IMAP))), ..agreed(&[b"imap"]) };
/// POP3, likewise.
pub(super) const AGREED_POP3: Registration =
    Registration { open: |opening| Box::new(Talk::new(opening, Lines::inside(&pop3::POP3))), ..agreed(&[b"pop3"]) };
/// FTP, likewise.
pub(super) const AGREED_FTP: Registration =
    Registration { open: |opening| Box::new(Talk::new(opening, Lines::inside(&ftp::FTP))), ..agreed(&[b"ftp"]) };

const fn agreed(alpn: &'static [&'static [u8]]) -> Registration {
    Registration { begins: |_, _| Some(false), open: LINES.open, beside: None, late: None, alpn }
}

/// So many commands wait for their answers, as far as they are remembered.
const MOST: usize = 1024;

/// One conversation.
struct Lines {
    dialect: Option<&'static Dialect>,
    looked: recognise::Looked,
    ports: Sides<u16>,
    halves: Sides<Half>,
    /// Commands that are not answered yet; not where answers name theirs.
    asked: VecDeque<Act>,
    /// What the client has said whose answer decides how the client is read on.
    barrier: Option<Barrier>,
    /// The login that is under way, and how many steps of it the client has made.
    login: Option<(Mechanism, u8)>,
    /// The client's name for the command by which it logs in.
    tag: Vec<u8>,
    /// Whether the client's next line is a step of the login.
    steps: bool,
    /// Whether a line goes on after a literal.
    continues: Sides<bool>,
    /// Which part of IMAP's LOGIN comes next, where one is a literal.
    both: Option<usize>,
    /// The code of the longer answer that is under way.
    longer: Option<u16>,
    /// Whether TLS was in the list of what the server offers, as far as that was said.
    offered: bool,
    /// Whether nobody knows who the client is, and TLS may begin.
    open: bool,
}

/// A command whose answer decides how the client is read on.
struct Barrier {
    act: Act,
    /// The client's name for it.
    tag: Vec<u8>,
}

impl Lines {
    fn new(dialect: Option<&'static Dialect>, ports: Sides<u16>) -> Lines {
        Lines {
            dialect,
            looked: recognise::Looked::default(),
            ports,
            halves: Sides::new(|_| Half::new()),
            asked: VecDeque::new(),
            barrier: None,
            login: None,
            tag: Vec::new(),
            steps: false,
            continues: Sides::default(),
            both: None,
            longer: None,
            offered: false,
            open: true,
        }
    }

    /// Goes on inside TLS.
    fn inside(dialect: &'static Dialect) -> Lines {
        Lines { open: false, ..Lines::new(Some(dialect), Sides::default()) }
    }

    /// A line in an answer, or a command.
    fn line(&mut self, dialect: &'static Dialect, message: &mut Message) -> After {
        match message.side {
            Side::Client => self.ask(dialect, message),
            Side::Server => self.answer(dialect, message),
        }
    }

    /// Bytes of a mail or a literal.
    fn counted(&mut self, dialect: &'static Dialect, message: &mut Message, left: u64, of: Counted) {
        let side = message.side;
        let len = message.wire().len();
        fill(message, |c| match of {
            Counted::Data => data(c, dialect.labels.data, len),
            Counted::User => login_part(c, &crate::names::lines::IMAP_USER, &crate::names::upgrade::USER),
            Counted::Password => login_part(c, &crate::names::lines::IMAP_PASSWORD, &crate::names::upgrade::PASSWORD),
        });
        let left = left.saturating_sub(len as u64);
        let next = if left > 0 { Mode::Counted { left, of } } else { Mode::Line };
        self.halves[side].becomes(next);
    }

    /// A piece of a mail, and its end if that is in it.
    fn mail(&mut self, dialect: &'static Dialect, message: &mut Message, fresh: bool) {
        let (side, wire) = (message.side, message.wire().clone());
        let dot = half::dot(&wire, fresh);
        fill(message, |c| {
            data(c, dialect.labels.data, wire.len() - dot)?;
            if dot > 0 { c.leaf(dialect.labels.data_end, dot, Value::NONE).map(drop) } else { Ok(()) }
        });
        let fresh = wire.ends_with(b"\r\n");
        self.halves[side].becomes(if dot > 0 { Mode::Line } else { Mode::Mail { fresh } });
    }
}

impl Grammar for Lines {
    fn settles(&mut self, said: [&[u8]; 2], now: bool) -> bool {
        self.dialect = self.dialect.or_else(|| recognise::dialect(&mut self.looked, said, self.ports, now));
        self.dialect.is_some()
    }

    fn waits(&self, side: Side) -> bool {
        side == Side::Client && self.barrier.is_some()
    }

    fn unanswered(&mut self, next: &[u8]) -> After {
        match self.barrier.take().map(|barrier| barrier.act) {
            Some(Act::Upgrade) if begins_tls(next) => return After::Upgrades,
            Some(Act::Data) => self.halves.client.becomes(Mode::Mail { fresh: true }),
            Some(Act::Login) => self.steps = true,
            _ => {}
        }
        After::GoesOn
    }

    fn is_tls(&self, side: Side, next: &[u8]) -> bool {
        matches!(self.halves[side].mode, Mode::Line | Mode::Rest(_)) && begins_tls(next)
    }

    fn extent(&mut self, side: Side, held: &[u8]) -> Extent {
        self.halves[side].extent(held)
    }

    fn read(&mut self, message: &mut Message, cut: Option<String>) -> After {
        let Some(dialect) = self.dialect else { return After::GoesOn };
        let side = message.side;
        self.halves[side].taken();
        let ended = message.wire().ends_with(b"\n");
        let after = match self.halves[side].mode {
            Mode::Rest(why) => {
                fill(message, |c| c.leaf(&UNEXPLAINED, c.left(), Value::NONE.meaning(why)).map(drop));
                After::GoesOn
            }
            Mode::Counted { left, of } => {
                self.counted(dialect, message, left, of);
                After::GoesOn
            }
            Mode::Mail { fresh } => {
                self.mail(dialect, message, fresh);
                After::GoesOn
            }
            Mode::Line | Mode::Listing => self.line(dialect, message),
        };
        let half = &mut self.halves[side];
        match half.mode {
            Mode::Rest(_) if ended => half.becomes(Mode::Line),
            Mode::Line | Mode::Listing if !ended && cut.is_none() && after == After::GoesOn && is_line(message) => {
                half.becomes(Mode::Rest("the rest of a line that is too long"));
            }
            _ => {}
        }
        if let (Some(cut), Some(field)) = (cut, message.fields.first_mut()) {
            blame(field, cut);
        }
        after
    }

    fn lost(&mut self, side: Side, len: u64) {
        let half = &mut self.halves[side];
        match half.mode {
            Mode::Counted { left, of } if left > len => half.becomes(Mode::Counted { left: left - len, of }),
            Mode::Mail { .. } => half.becomes(Mode::Mail { fresh: false }),
            Mode::Counted { left, .. } if left == len => half.becomes(Mode::Line),
            _ => half.becomes(Mode::Rest("the rest of a line whose beginning is missing")),
        }
        // An answer may have been among it.
        if side == Side::Server {
            self.longer = None;
            self.asked.clear();
        }
    }

    fn inside(&self) -> Open {
        match self.dialect.map(|dialect| dialect.which) {
            Some(Which::Imap) => |opening| Box::new(Talk::new(opening, Lines::inside(&imap::IMAP))),
            Some(Which::Pop3) => |opening| Box::new(Talk::new(opening, Lines::inside(&pop3::POP3))),
            Some(Which::Ftp) => |opening| Box::new(Talk::new(opening, Lines::inside(&ftp::FTP))),
            Some(Which::Smtp) | None => |opening| Box::new(Talk::new(opening, Lines::inside(&smtp::SMTP))),
        }
    }
}

/// Whether a message is a line, or the beginning of one, and no mail.
fn is_line(message: &Message) -> bool {
    message.wire().len() >= half::LONGEST
}

/// Gives a message the fields that are read.
fn fill(message: &mut Message, read: impl FnOnce(&mut Cursor<'_>) -> Result<(), Stop>) {
    let wire = message.wire().clone();
    let mut c = Cursor::new(message.index, 0, &wire);
    let stopped = read(&mut c).err();
    message.fields = c.finish();
    if let (Some(problem), Some(field)) = (stopped, message.fields.last_mut()) {
        blame(field, problem.0);
    }
}

/// The same, in one group that is all of the message.
fn group(
    message: &mut Message,
    label: &'static Label,
    value: Value,
    read: impl FnOnce(&mut Cursor<'_>) -> Result<(), Stop>,
) {
    fill(message, |c| c.group(label, c.left(), |c| read(c).map(|()| value)).map(drop));
}

fn data(c: &mut Cursor<'_>, label: &'static Label, len: usize) -> Result<(), Stop> {
    let value = crate::cursor::preview(c.rest().get(..len).unwrap_or_default());
    if len > 0 { c.leaf(label, len, value).map(drop) } else { Ok(()) }
}

fn login_part(c: &mut Cursor<'_>, outer: &'static Label, inner: &'static Label) -> Result<(), Stop> {
    c.group(outer, c.left(), |c| login::all(c, inner).map(|()| Value::NONE)).map(drop)
}
