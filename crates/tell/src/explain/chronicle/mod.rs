//! The story of a capture: in order of time, who asked for which name, what was answered, which connection followed from that, how it
//! was protected, what was asked inside as far as that is read, how it ended.
//!
//! Events are noted while the capture is read, and told at its end, when it is known what became of each conversation.

mod draft;
mod offers;
mod origins;
mod tell;

use std::collections::BTreeMap;

use self::draft::{Draft, Occasion};
use self::offers::Offers;
use self::origins::Origins;
use super::Told;
use super::conversation::{Conversation, Spoken};
use super::summary::Summary;
use crate::quic::is_end;
use crate::story::Chronicle;
use wirewalk_dissect::Message;
use wirewalk_dissect::dns::facts::{self as dns, Lookups};
use wirewalk_dissect::facts::{Upgrade, handshake_type};
use wirewalk_dissect::recording::{Connection, Side, Sides, Timestamp, What, WireEvent};

/// So many events are told one by one; further ones are counted.
pub const MOST: usize = 10_000;

/// What happened so far.
#[derive(Debug, Default)]
pub(super) struct Noted {
    drafts: Vec<Draft>,
    more: u64,
    seen: BTreeMap<u32, SoFar>,
    origins: Origins,
    offers: Offers,
}

/// How far a conversation is told.
#[derive(Debug, Default)]
struct SoFar {
    begun: bool,
    hello: bool,
    agreed: bool,
    spoken: bool,
    ended: bool,
    closed: bool,
    alerts: usize,
    tunnels: usize,
    requests: u64,
    responses: u64,
    upgrade: Upgrading,
    /// The latest that happened, and in which packet.
    last: Option<(Timestamp, Option<u64>)>,
}

/// How far the way from a protocol in the clear into TLS is told.
#[derive(Debug, Default)]
struct Upgrading {
    offered: Option<bool>,
    asked: bool,
    granted: Option<bool>,
    logins: usize,
}

impl Upgrading {
    /// What is new since the message before.
    fn news(&mut self, upgrade: &Upgrade) -> Vec<Occasion> {
        let mut news = Vec::new();
        if self.offered != upgrade.offered {
            self.offered = upgrade.offered;
            news.extend(upgrade.offered.map(Occasion::Offer));
        }
        if !std::mem::replace(&mut self.asked, upgrade.asked) && upgrade.asked {
            news.push(Occasion::Wish);
        }
        if self.granted != upgrade.granted {
            self.granted = upgrade.granted;
            news.extend(upgrade.granted.map(Occasion::Grant));
        }
        news.extend((self.logins..upgrade.credentials.len()).map(Occasion::Login));
        self.logins = upgrade.credentials.len();
        news
    }
}

impl Noted {
    /// Takes note of what is told, which the summary knows already; `packet`: of a message, the one in which it begins.
    pub(super) fn note(&mut self, told: &Told, summary: &Summary, packet: Option<u64>) {
        let (Told::Connection(connection) | Told::Event(connection, _) | Told::Message(connection, _)) = told else {
            return;
        };
        let Some(conversation) = summary.conversations.get(&connection.id) else { return };
        match told {
            // Asked for, answered or not.
            Told::Connection(connection) => {
                let open = connection.events.iter().find(|event| event.what == What::Open);
                open.into_iter().for_each(|event| self.opens(connection, event));
            }
            Told::Event(_, event) => self.event(conversation, event),
            Told::Message(connection, message) => self.message((connection, conversation), message, packet),
            Told::Over(_) => {}
        }
    }

    fn opens(&mut self, connection: &Connection, event: &WireEvent) {
        let packet = event.packet.as_ref().map(|packet| packet.number);
        let so_far = self.seen.entry(connection.id).or_default();
        (so_far.begun, so_far.last) = (true, Some((event.at, packet)));
        let occasion = Occasion::Open { from: self.origins.of(connection) };
        self.add(Draft { at: event.at, packet, conversation: connection.id, message: None, occasion });
    }

    fn event(&mut self, conversation: &Conversation, event: &WireEvent) {
        let packet = event.packet.as_ref().map(|packet| packet.number);
        let so_far = self.seen.entry(conversation.id).or_default();
        so_far.last = Some((event.at, packet));
        let is_first = !std::mem::replace(&mut so_far.begun, true);
        let occasion = match &event.what {
            What::Undelivered(why) => Some(Occasion::Undelivered(event.side, *why)),
            What::Reset | What::Close if !std::mem::replace(&mut so_far.ended, true) => Some(Occasion::End),
            _ if is_first && !conversation.is_of_datagrams() => Some(Occasion::Begin),
            _ => None,
        };
        if let Some(occasion) = occasion {
            self.add(Draft { at: event.at, packet, conversation: conversation.id, message: None, occasion });
        }
    }

    fn message(
        &mut self,
        (connection, conversation): (&Connection, &Conversation),
        message: &Message,
        packet: Option<u64>,
    ) {
        let mut occasions = self.quic(connection, conversation, message);
        occasions.extend(self.occasions(conversation, message, packet));
        let (at, conversation, index) = (message.at, conversation.id, Some(message.index));
        for occasion in occasions {
            self.add(Draft { at, packet, conversation, message: index, occasion });
        }
    }

    /// What begins or ends with a datagram of QUIC.
    fn quic(&mut self, connection: &Connection, conversation: &Conversation, message: &Message) -> Vec<Occasion> {
        if message.is_inside() || !conversation.is_of_quic() {
            return Vec::new();
        }
        let from = self.origins.of(connection);
        let so_far = self.seen.entry(conversation.id).or_default();
        let begins = !std::mem::replace(&mut so_far.spoken, true);
        let ends = is_end(message) && !std::mem::replace(&mut so_far.closed, true);
        let begins = begins.then_some(Occasion::Quic { from });
        begins.into_iter().chain(ends.then_some(Occasion::Closed)).collect()
    }

    /// What is new of a conversation since its message before.
    fn occasions(&mut self, conversation: &Conversation, message: &Message, packet: Option<u64>) -> Vec<Occasion> {
        let mut new = Vec::new();
        if dns::message(message).is_some() {
            new.extend(self.lookup(conversation, message, packet));
        }
        let (tls, http) = (&conversation.tls, &conversation.http);
        let so_far = self.seen.entry(conversation.id).or_default();
        if conversation.tunnels.len() > so_far.tunnels {
            new.push(Occasion::Tunnel(so_far.tunnels));
            // What is said in a tunnel is counted from its beginning.
            (so_far.tunnels, so_far.requests, so_far.responses) = (conversation.tunnels.len(), 0, 0);
            (so_far.hello, so_far.agreed, so_far.spoken) = (false, false, false);
        }
        let greeted = tls.has_said(Side::Client, handshake_type::CLIENT_HELLO) || tls.ssl2;
        if greeted && !std::mem::replace(&mut so_far.hello, true) {
            new.push(Occasion::Hello);
        }
        if tls.version.is_some() && !std::mem::replace(&mut so_far.agreed, true) {
            new.push(Occasion::Agreed);
        }
        while so_far.alerts < tls.alerts.len() {
            new.push(Occasion::Alert(so_far.alerts));
            so_far.alerts += 1;
        }
        if http.requests > so_far.requests {
            so_far.requests = http.requests;
            new.extend(http.asked.clone().map(|asked| Occasion::Request(asked, message.is_inside())));
        }
        if http.responses > so_far.responses {
            so_far.responses = http.responses;
            new.extend(http.said.clone().map(Occasion::Response));
            if let (Some(asked), Some(value)) =
                (http.said.as_ref().and_then(|said| said.request.as_ref()), &http.alternative)
            {
                self.offers.alternative(
                    (asked, value),
                    conversation.client.ip(),
                    conversation.id,
                    (message.at, packet),
                );
            }
        }
        let begins = conversation.begins[message.side];
        let is_other = matches!(begins, Some(Spoken::Other | Spoken::Lesson3 | Spoken::Clear(_)));
        let upgrade = so_far.upgrade.news(&conversation.upgrade);
        if new.is_empty() && is_other && !message.is_inside() && !std::mem::replace(&mut so_far.spoken, true) {
            new.push(Occasion::Spoken);
        }
        new.extend(upgrade);
        new
    }

    /// A question about a name, or an answer. Of what DNS over HTTPS carries, the request and its answer are not told beside it.
    fn lookup(&mut self, conversation: &Conversation, message: &Message, packet: Option<u64>) -> Option<Occasion> {
        let mut lookups = Lookups::default();
        lookups.note(message);
        let lookup = lookups.list.into_iter().next()?;
        if let Some(answer) = &lookup.answer {
            self.origins.note(&lookup, answer, conversation.client.ip(), packet);
            self.offers.answer(&lookup, answer, conversation.client.ip(), packet);
        }
        let inside = message.is_inside();
        Some(match lookup.answer {
            Some(_) => Occasion::Answer(lookup, inside),
            None => Occasion::Question(lookup, inside),
        })
    }

    fn add(&mut self, draft: Draft) {
        match self.drafts.len() < MOST {
            true => self.drafts.push(draft),
            false => self.more += 1,
        }
    }

    /// The story, now that everything is known.
    pub(super) fn told(&self, summary: &Summary) -> Chronicle {
        let mut events: Vec<_> = self.drafts.iter().filter_map(|draft| tell::event(draft, self, summary)).collect();
        events.extend(self.failures(summary));
        // A stable order: what happened in one packet stays as it was noted.
        events.sort_by_key(|event| (event.at, event.packet));
        Chronicle { begun: events.first().map(|event| event.at).unwrap_or_default(), events, more: self.more }
    }

    /// What failed on connections of which no end was seen.
    fn failures(&self, summary: &Summary) -> impl Iterator<Item = crate::story::Event> {
        let unended = self.seen.iter().filter(|(_, so_far)| !so_far.ended && self.more == 0);
        unended.filter_map(|(id, so_far)| tell::unended(summary.conversations.get(id)?, so_far.last?))
    }
}

/// Nothing of a conversation was seen but its opening.
fn is_silent(conversation: &Conversation) -> bool {
    conversation.bytes == Sides::default()
}
