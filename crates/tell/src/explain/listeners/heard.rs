//! What a listener has of one value, what says so, and what hides it or would have.

use std::collections::{BTreeMap, BTreeSet};

use super::ears::Ears;
use super::values::{ByConversation, Kind, Stands, Value, Via};
use crate::explain::conversation::Conversation;
use crate::render::value::count;
use crate::story::{Heard, Place, Seen};
use wirewalk_dissect::facts::Asked;
use wirewalk_dissect::recording::StreamNumber;

/// What is known of the capture beside its values.
pub(super) struct Knows<'e> {
    pub(super) ears: &'e Ears,
    /// Names whose records have a key for an encrypted hello.
    pub(super) published: BTreeSet<String>,
    /// Conversations whose hello names a server only as a cover.
    pub(super) covered: BTreeSet<u32>,
    /// Conversations of QUIC: their hellos lie in packets that everybody can open.
    pub(super) in_initials: BTreeSet<u32>,
}

/// The places of a value that lie in some conversations.
pub(super) type Places = BTreeMap<Via, Stands>;

impl Knows<'_> {
    /// What a listener has of a value that stands in the conversations they see.
    pub(super) fn heard(&self, at: usize, value: &Value, there: &Places, ids: &BTreeSet<u32>, place: Place) -> Heard {
        let what = match value.kind {
            Kind::Name => "name",
            Kind::Page => "page",
            Kind::Credential(_) => "credential",
        };
        let read = within(self.ears.read().all.get(value), ids);
        let (seen, evidence, hides) = match read.is_empty() {
            false => {
                let covers = self.is_cover(value, ids);
                let way = |(via, stands): (&Via, &Stands)| match via {
                    Via::Hello if covers => {
                        format!("in the client's hello, as the cover name for another, {}", placed(stands))
                    }
                    Via::Hello if self.is_in_initials(value, ids) => {
                        format!(
                            "{}, in an Initial packet of QUIC, which anyone can decrypt, {}",
                            spoken(*via),
                            placed(stands)
                        )
                    }
                    _ => format!("{}, {}", spoken(*via), placed(stands)),
                };
                let ways: Vec<String> = read.iter().map(way).collect();
                (Seen::Read, ways.join("; "), Some(self.would_hide(&read, covers, place, value)))
            }
            true => self.hidden(at, there, ids),
        };
        Heard { what, value: value.shown.clone(), seen, evidence, hides }
    }

    /// A value that nobody without keys reads: searched for in every byte that they have.
    fn hidden(&self, at: usize, there: &Places, ids: &BTreeSet<u32>) -> (Seen, String, Option<String>) {
        let Some(eve) = &self.ears.eve else { return (Seen::Unproven, "not searched for".to_owned(), None) };
        let hits = || eve.search.found(at).into_iter().flatten().filter(|(id, _)| ids.contains(id));
        if let Some((id, hit)) = hits().find(|(_, hit)| hit.whole).or_else(|| hits().next()) {
            let packet = hit.packet.map(|packet| format!(", packet {packet}")).unwrap_or_default();
            let number = StreamNumber::of(*id);
            let stand = format!("its bytes are in what conversation {number} carried in the clear{packet}");
            return match hit.whole {
                true => (Seen::Leaks, stand, None),
                false => (Seen::Unproven, format!("{stand}, perhaps as part of something longer"), None),
            };
        }
        let bytes: u64 = ids.iter().map(|id| eve.search.searched(*id)).sum();
        let hid: Vec<&str> = there.keys().map(|via| hid(*via)).collect::<BTreeSet<_>>().into_iter().collect();
        let hid = Some(format!("hidden by {}", hid.join(" and ")));
        match eve.search.forms(at) {
            0 => (
                Seen::Hidden,
                "only the keys open it; it was not searched for, because it is too short or there are too many"
                    .to_owned(),
                hid,
            ),
            forms => {
                let tried = there.values().map(|stands| stands.found).max().flatten();
                let control = match tried {
                    Some(true) => "the same search finds it in what the keys open",
                    Some(false) => {
                        "in what the keys open, it is compressed, where a search cannot find it: all that is known is that no field contains it"
                    }
                    None => "the same search was not tried on what the keys open",
                };
                (
                    Seen::Hidden,
                    format!("{} searched in {forms} forms: not found; {control}", count(bytes, "byte", "bytes")),
                    hid,
                )
            }
        }
    }

    /// Whether every hello that says a name lies in a packet that everybody can open.
    fn is_in_initials(&self, value: &Value, ids: &BTreeSet<u32>) -> bool {
        let hellos = self.ears.read().all.get(value).and_then(|places| places.get(&Via::Hello));
        hellos
            .into_iter()
            .flatten()
            .map(|(id, _)| id)
            .filter(|id| ids.contains(id))
            .all(|id| self.in_initials.contains(id))
    }

    /// Whether a name is only the cover of another, wherever a hello says it.
    fn is_cover(&self, value: &Value, ids: &BTreeSet<u32>) -> bool {
        let hellos = self.ears.read().all.get(value).and_then(|places| places.get(&Via::Hello));
        let mut hellos = hellos.into_iter().flatten().map(|(id, _)| id).filter(|id| ids.contains(id)).peekable();
        hellos.peek().is_some() && hellos.all(|id| self.covered.contains(id))
    }

    /// What would have kept a value from this listener.
    fn would_hide(&self, read: &Places, covers: bool, place: Place, value: &Value) -> String {
        let one = |via: &Via| match via {
            Via::Dns => "for the question, DNS over TLS or HTTPS",
            Via::Hello if covers => "nothing needs to: it is the name that hides another",
            Via::Hello if self.published.contains(&value.shown) => {
                "for the hello, Encrypted ClientHello; the DNS record in this capture has a key for it"
            }
            Via::Hello => "for the hello, Encrypted ClientHello; no key for it was published in this capture",
            Via::Inner => "only the keys open it",
            Via::Certificate => "for the certificate, TLS 1.3",
            Via::Http => "for the request, HTTPS",
            Via::Proxy => "for the request to the proxy, TLS to the proxy",
            Via::Login => "for the login, TLS before it, and a client that insists on TLS",
        };
        let ways: Vec<&str> = read.keys().map(one).collect();
        let address = match (value.kind, place) {
            (Kind::Name, Place::Here | Place::Network) if !covers && read.keys().any(|via| *via != Via::Dns) => {
                "; the server's address stays in every packet, and may reveal the name"
            }
            _ => "",
        };
        format!("{}{address}", ways.join("; "))
    }
}

/// A name that stands in an encrypted hello that nothing here opens, or may stand in one.
pub(super) fn unnamed(conversation: &Conversation) -> Option<Heard> {
    let number = conversation.number();
    let (value, seen, evidence) = match conversation.tls.asked() {
        Asked::Hidden => (
            "not known here",
            Seen::Hidden,
            format!("it is in the encrypted hello of conversation {number}, which no key here opens"),
        ),
        Asked::Undecided => (
            "perhaps one more",
            Seen::Unproven,
            format!("in what is either an encrypted hello, in conversation {number}, or a decoy that looks the same"),
        ),
        _ => return None,
    };
    let hides = (seen == Seen::Hidden).then(|| "hidden by Encrypted ClientHello".to_owned());
    Some(Heard { what: "name", value: value.to_owned(), seen, evidence, hides })
}

/// Where it stands.
pub(super) fn placed(stands: &Stands) -> String {
    let packet = stands
        .packet
        .map_or_else(|| "in a packet whose number is no longer known".to_owned(), |packet| format!("packet {packet}"));
    match stands.times {
        0 | 1 => packet,
        times => format!("{packet} and {} more", count(times - 1, "place", "places")),
    }
}

fn spoken(via: Via) -> &'static str {
    match via {
        Via::Dns => "in a DNS question",
        Via::Hello => "in the client's hello",
        Via::Inner => "in an encrypted hello",
        Via::Certificate => "in the server's certificate",
        Via::Http => "in HTTP",
        Via::Proxy => "in a request to a proxy",
        Via::Login => "in a login",
    }
}

fn hid(via: Via) -> &'static str {
    match via {
        Via::Dns => "encrypted DNS",
        Via::Inner => "Encrypted ClientHello",
        Via::Hello | Via::Certificate | Via::Http | Via::Proxy | Via::Login => "TLS",
    }
}

/// The places among these conversations.
pub(super) fn within(places: Option<&BTreeMap<Via, ByConversation<Stands>>>, ids: &BTreeSet<u32>) -> Places {
    let mut all = Places::new();
    for (via, by) in places.into_iter().flatten() {
        for (_, stands) in by.iter().filter(|(id, _)| ids.contains(id)) {
            let sum = all.entry(*via).or_default();
            sum.times += stands.times;
            sum.found = sum.found.max(stands.found);
            sum.packet = match (sum.packet, stands.packet) {
                (Some(a), Some(b)) => Some(a.min(b)),
                (a, b) => a.or(b),
            };
        }
    }
    all
}
