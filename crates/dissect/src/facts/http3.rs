//! What was asked over HTTP/3, what was answered, and how that ended: by the streams on which it was said.

use std::collections::BTreeMap;

use crate::field::Field;
use crate::message::Message;
use crate::names::http3 as label;
use crate::recording::{Side, Sides, Timestamp};

/// So many exchanges are remembered one by one.
const MOST: usize = 1024;
/// Values are not longer than this, in characters.
const LONGEST: usize = 2048;

/// The exchanges of one connection.
#[derive(Clone, Debug, Default)]
pub struct Exchanges {
    /// The first of them, by stream.
    pub first: BTreeMap<u64, Exchange>,
    /// How many requests there were in all.
    pub requests: u64,
    /// From which stream on a side processes nothing, if it said so.
    pub goaway: Sides<Option<u64>>,
}

/// A request and what came back.
#[derive(Clone, Debug, Default)]
pub struct Exchange {
    /// When its first message was seen.
    pub at: Timestamp,
    /// What the client asked for.
    pub method: Option<String>,
    /// Of which site.
    pub authority: Option<String>,
    /// What the request is about.
    pub path: Option<String>,
    /// The status of the final response; of an interim one until that comes.
    pub status: Option<u16>,
    /// How many bytes of body each side sent, as far as they were read.
    pub body: Sides<u64>,
    /// Whether anything of what a side sent is missing or could not be read.
    pub broken: Sides<bool>,
    /// Who gave the stream up, in order.
    pub given_up: Vec<GivenUp>,
}

/// A stream that was given up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenUp {
    /// By whom.
    pub side: Side,
    /// Whether that side sends no more; else it wants no more.
    pub is_sender: bool,
    /// The error's number.
    pub code: u64,
    /// Its name, if it has one.
    pub name: String,
}

impl Exchanges {
    /// What these messages say.
    pub fn of<'m>(messages: impl IntoIterator<Item = &'m Message>) -> Exchanges {
        let mut exchanges = Exchanges::default();
        messages.into_iter().for_each(|message| exchanges.note(message));
        exchanges
    }

    /// Takes note of a message.
    pub fn note(&mut self, message: &Message) {
        let Some(stream) = message.find(&label::STREAM).and_then(Field::number) else { return };
        if let Some(last) = message.find(&label::GOAWAY).and_then(Field::number) {
            self.goaway[message.side] = Some(last);
        }
        let is_request = message.side == Side::Client && message.find(&label::METHOD).is_some();
        self.requests += u64::from(is_request);
        let is_pushed = stream & 3 == 3 && message.find(&label::STATUS).is_some();
        if stream & 3 != 0 && !is_pushed {
            return;
        }
        if self.first.len() >= MOST && !self.first.contains_key(&stream) {
            return;
        }
        let exchange = self.first.entry(stream).or_insert_with(|| Exchange { at: message.at, ..Exchange::default() });
        exchange.note(message);
    }
}

impl Exchange {
    /// Whether somebody gave it up, with another code than one for an orderly end.
    pub fn is_given_up(&self) -> bool {
        const NO_ERROR: u64 = 0x100;
        self.given_up.iter().any(|given_up| given_up.code != NO_ERROR)
    }

    fn note(&mut self, message: &Message) {
        let text = |label| message.find(label).and_then(|field| Some(field.name()?.chars().take(LONGEST).collect()));
        let side = message.side;
        if side == Side::Client {
            self.method = self.method.take().or_else(|| text(&label::METHOD));
            self.authority = self.authority.take().or_else(|| text(&label::AUTHORITY));
            self.path = self.path.take().or_else(|| text(&label::PATH));
        } else if let Some(status) = message.find(&label::STATUS).and_then(Field::number) {
            self.status = u16::try_from(status).ok();
        }
        self.body[side] += message.all(&label::DATA).map(|data| data.span.len() as u64).sum::<u64>();
        self.broken[side] |= message.walk().any(|field| field.problem.is_some() || field.is(&crate::field::GAP));
        for (label, is_sender) in [(&label::RESET, true), (&label::STOPPED, false)] {
            let Some(field) = message.find(label) else { continue };
            let (code, name) = (field.number().unwrap_or_default(), field.name().unwrap_or_default().into_owned());
            self.given_up.push(GivenUp { side, is_sender, code, name });
            self.given_up.truncate(4);
        }
    }
}
