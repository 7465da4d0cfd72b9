//! What DNS said: which names were asked for, what was answered, how long it took.

use std::collections::VecDeque;
use std::time::Duration;

use super::codes;
use crate::field::{Datum, Field, Label};
use crate::message::Message;
use crate::names::{dns as label, dns_records as records, dns_services as services, ech, http2, http3};
use crate::recording::Timestamp;

/// So many lookups of a conversation are told one by one; further ones are counted.
const MOST: usize = 64;
/// So many records of an answer are told.
const MOST_RECORDS: usize = 16;

/// The lookups of one conversation.
#[derive(Clone, Debug, Default)]
pub struct Lookups {
    /// The first of them, in order of time, and then as many that failed.
    pub list: Vec<Lookup>,
    /// How many questions there were beyond these that are over.
    pub more: u64,
    /// Questions beyond these that wait for an answer.
    waiting: VecDeque<Lookup>,
}

/// A question, and what was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lookup {
    /// The name.
    pub name: String,
    /// Which records: `A`, `HTTPS`.
    pub kind: String,
    /// The transaction ID; over QUIC always 0.
    pub id: u64,
    /// The stream of QUIC or HTTP/2 that the question has for itself.
    pub stream: Option<u64>,
    /// When it was asked first; `None`: the question was not seen.
    pub asked: Option<Timestamp>,
    /// How often it was asked.
    pub times: u32,
    /// The first answer.
    pub answer: Option<Answer>,
}

/// An answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// When it came.
    pub at: Timestamp,
    /// Its response code, with the bits that OPT adds.
    pub code: u64,
    /// What the standard calls that.
    pub code_name: String,
    /// Whether it was cut off, and the client should ask again over TCP.
    pub truncated: bool,
    /// Addresses, in order.
    pub addresses: Vec<String>,
    /// The names that stand for the one asked for, in order: the chain of CNAMEs.
    pub aliases: Vec<String>,
    /// How a service is reached: HTTPS and SVCB records.
    pub services: Vec<Service>,
    /// The types of further records.
    pub others: Vec<String>,
    /// An extended error: its name, its meaning, its text.
    pub error: Option<(String, String, Option<String>)>,
}

/// What an HTTPS or SVCB record says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Service {
    /// Its priority; 0: an alias.
    pub priority: u64,
    /// Where it is.
    pub target: String,
    /// What it speaks.
    pub alpn: Vec<String>,
    /// Whether it has keys for an encrypted hello.
    pub has_ech: bool,
    /// The cover names of those.
    pub cover_names: Vec<String>,
    /// Addresses that the record gives along.
    pub hints: Vec<String>,
}

/// The message of DNS that a message is, or has in its body.
pub fn message(message: &Message) -> Option<&Field> {
    message.find(&label::MESSAGE)
}

impl Lookups {
    /// Takes note of a message, if it is one of DNS, or has one in its body. Says whether it is.
    pub fn note(&mut self, said: &Message) -> bool {
        let Some(message) = message(said) else { return false };
        let Some((name, kind)) = question(message) else { return true };
        let id = number(message, &label::ID).unwrap_or_default();
        let stream = said.find(&http3::STREAM).or_else(|| said.find(&http2::STREAM)).and_then(Field::number);
        let is_it = |lookup: &Lookup| {
            lookup.answer.is_none()
                && (lookup.id, lookup.stream, lookup.kind.as_str()) == (id, stream, kind.as_str())
                && lookup.name.eq_ignore_ascii_case(&name)
        };
        let answer = is_answer(message).then(|| Answer::of(message, said.at));
        if let Some(known) = self.list.iter_mut().rev().find(|lookup| is_it(lookup)) {
            known.goes_on(answer);
        } else if let Some(at) = self.waiting.iter().rposition(is_it) {
            self.late(at, answer);
        } else {
            let (asked, times) = if answer.is_none() { (Some(said.at), 1) } else { (None, 0) };
            self.begin(Lookup { name, kind, id, stream, asked, times, answer });
        }
        true
    }

    /// All that are told, and those that wait for an answer.
    pub fn all(&self) -> impl Iterator<Item = &Lookup> {
        self.list.iter().chain(&self.waiting)
    }

    /// A question, or an answer of which nobody saw the question.
    fn begin(&mut self, lookup: Lookup) {
        if self.list.len() < MOST {
            self.list.push(lookup);
        } else if lookup.answer.is_none() {
            self.waiting.push_back(lookup);
            if self.waiting.len() > MOST {
                self.waiting.pop_front();
                self.more += 1;
            }
        }
    }

    /// A question beyond those that are told is heard of again: it is told all the same if it failed.
    fn late(&mut self, at: usize, answer: Option<Answer>) {
        let is_over = answer.is_some();
        let Some(lookup) = self.waiting.get_mut(at) else { return };
        lookup.goes_on(answer);
        if is_over && let Some(lookup) = self.waiting.remove(at) {
            match lookup.answer.as_ref().is_some_and(|answer| answer.code != 0) && self.list.len() < 2 * MOST {
                true => self.list.push(lookup),
                false => self.more += 1,
            }
        }
    }
}

impl Lookup {
    /// It is asked again, or answered.
    fn goes_on(&mut self, answer: Option<Answer>) {
        match answer {
            Some(answer) => self.answer = Some(answer),
            None => self.times = self.times.saturating_add(1),
        }
    }

    /// How long the answer took, where both were seen; counted from the first question.
    pub fn took(&self) -> Option<Duration> {
        Some(self.answer.as_ref()?.at.since(self.asked?))
    }
}

impl Answer {
    fn of(message: &Field, at: Timestamp) -> Answer {
        let low = message.child(&label::FLAGS).and_then(|flags| number(flags, &label::RCODE)).unwrap_or_default();
        let high = message.find(&records::EXTENDED_RCODE).and_then(Field::number).unwrap_or_default();
        let code = high << 4 | low;
        let code_name = match codes::rcode(u16::try_from(code).unwrap_or(u16::MAX)).datum {
            Datum::Named { name, .. } => name.into_owned(),
            _ => format!("response code {code}"),
        };
        let truncated = message.child(&label::FLAGS).and_then(|flags| flags.child(&label::TRUNCATED));
        let truncated = truncated.is_some_and(|flag| flag.value.datum == Datum::Flag(true));
        let mut answer = Answer { at, code, code_name, truncated, ..Answer::default() };
        let answers = message.children.iter().filter(|field| field.is(&label::ANSWER));
        answers.take(MOST_RECORDS).for_each(|record| answer.record(record));
        answer.error = message.find(&records::ERROR_CODE).map(|code| {
            let extra = message.find(&records::ERROR_TEXT).and_then(text);
            let meaning = code.value.meaning.as_deref().unwrap_or_default().to_owned();
            (text(code).unwrap_or_default(), meaning, extra)
        });
        answer
    }

    fn record(&mut self, record: &Field) {
        let has = |label| record.child(label).and_then(text);
        let address = has(&records::A).or_else(|| has(&records::AAAA));
        if let Some(address) = address {
            self.addresses.push(address);
        } else if let Some(alias) = has(&records::CNAME) {
            self.aliases.push(alias);
        } else if record.child(&services::PRIORITY).is_some() {
            self.services.push(Service::of(record));
        } else if let Some(kind) = number(record, &label::TYPE).and_then(|kind| u16::try_from(kind).ok()) {
            let kind = codes::kind_name(kind).into_owned();
            if !self.others.contains(&kind) {
                self.others.push(kind);
            }
        }
    }
}

impl Service {
    fn of(record: &Field) -> Service {
        let all = |label: &'static Label| record.walk().filter(|f| f.is(label)).filter_map(text).collect();
        Service {
            priority: number(record, &services::PRIORITY).unwrap_or_default(),
            target: record.child(&services::TARGET).and_then(text).unwrap_or_default(),
            alpn: all(&services::ALPN),
            has_ech: record.find(&services::ECH).is_some_and(|keys| keys.find(&ech::CONFIG).is_some()),
            cover_names: all(&ech::PUBLIC_NAME),
            hints: [all(&services::IPV4_HINT), all(&services::IPV6_HINT)].concat(),
        }
    }
}

/// Whether a message of DNS is an answer.
fn is_answer(message: &Field) -> bool {
    let response = message.child(&label::FLAGS).and_then(|flags| flags.child(&label::RESPONSE));
    response.is_some_and(|flag| flag.value.datum == Datum::Flag(true))
}

/// The name and the type that are asked for, or, in an answer without its question (multicast DNS), those of the first record.
fn question(message: &Field) -> Option<(String, String)> {
    let of = |group: &Field, name, kind| {
        let kind = group.child(kind)?;
        let kind = codes::kind_name(u16::try_from(kind.number()?).unwrap_or_default()).into_owned();
        Some((group.child(name).and_then(text)?, kind))
    };
    let asked = message.child(&label::QUESTION).and_then(|group| of(group, &label::NAME_ASKED, &label::TYPE_ASKED));
    asked.or_else(|| message.child(&label::ANSWER).and_then(|group| of(group, &label::NAME, &label::TYPE)))
}

/// A message of DNS in a few words: `query www.example.com A`, `answer www.example.com A: NXDOMAIN`.
pub fn words(message: &Field) -> String {
    let what = if is_answer(message) { "answer" } else { "query" };
    let Some((name, kind)) = question(message) else { return format!("DNS {what}") };
    if !is_answer(message) {
        return format!("DNS query {name} {kind}");
    }
    let answer = Answer::of(message, Timestamp::default());
    format!("DNS answer {name} {kind}: {}", answer.words())
}

impl Answer {
    /// What was answered, in a few words.
    pub fn words(&self) -> String {
        if self.code != 0 {
            return self.code_name.clone();
        }
        let mut words = Vec::new();
        words.extend(self.aliases.iter().map(|alias| format!("alias {alias}")));
        words.extend(self.addresses.iter().cloned());
        words.extend(self.services.iter().map(Service::words));
        words.extend(self.others.iter().map(|kind| format!("{kind} records")));
        match (words.is_empty(), self.truncated) {
            (_, true) => "cut off: the client must ask again over TCP".to_owned(),
            (true, _) => "the name exists but has no such record".to_owned(),
            _ => words.join(", "),
        }
    }
}

impl Service {
    fn words(&self) -> String {
        let target = match (self.priority, self.target.as_str()) {
            (0, target) => return format!("alias {target}"),
            (_, ".") => "service".to_owned(),
            (_, target) => format!("service at {target}"),
        };
        let alpn = if self.alpn.is_empty() { String::new() } else { format!(", speaks {}", self.alpn.join(" and ")) };
        let ech = match (self.has_ech, self.cover_names.as_slice()) {
            (false, _) => ", no key for an encrypted hello".to_owned(),
            (true, []) => ", with a key for an encrypted hello".to_owned(),
            (true, [first, ..]) => format!(", with a key for an encrypted hello (cover name {first})"),
        };
        format!("{target}{alpn}{ech}")
    }
}

fn number(group: &Field, label: &Label) -> Option<u64> {
    group.child(label).and_then(Field::number)
}

fn text(field: &Field) -> Option<String> {
    field.name().map(std::borrow::Cow::into_owned)
}
