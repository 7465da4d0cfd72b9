//! A capture as a walk: each conversation a scene, each message a step.
//!
//! What a walk shows is kept until it was shown, so it ends after [`MESSAGES`] messages, or [`BYTES`] bytes or [`FIELDS`]
//! fields of them, and says so; JSON has no such end.

use std::collections::BTreeMap;

use super::conversation::Conversation;
use super::failure::failure;
use super::story::Story;
use super::summary::{Summary, sentences};
use super::tunnels::came_through;
use super::verdict::{leaks, protection};
use super::{Account, Told};
use crate::quic::{Kind, is_datagram, packets};
use crate::render::gist::gist;
use crate::render::packet::is_tunnel;
use crate::story::{Exhibit, Item, Name, Scene, Step, Subject, Transcript, Words};
use wirewalk_dissect::Message;
use wirewalk_dissect::dns::facts::Lookup;
use wirewalk_dissect::names::UNEXPLAINED;
use wirewalk_dissect::recording::{Connection, Recording, Secrets, Transport, What};

/// So many messages are kept.
pub const MESSAGES: usize = 400;

/// So many bytes of messages are kept, in all their sources.
pub const BYTES: usize = 16 << 20;

/// So many fields are kept, in both views together: each takes some 1,500 bytes while a page is made, and five bytes of a
/// certificate can be three of them.
pub const FIELDS: usize = 60_000;

/// So many datagrams are kept of a flow that nobody understands, or that is a tunnel: what is in that has conversations of its own.
const UNKNOWN_DATAGRAMS: usize = 4;

/// So many lookups of a conversation are told in its first step.
const LOOKUPS: usize = 16;

/// So many conversations are told of in a step of their own.
const CONVERSATIONS: usize = 200;

const STORY: &str = "The events are in order of time. The packet is the one in which an event begins, as Wireshark counts. The bytes are \
    those of the message with that number. It has its own step further on, if the walk gets that far.";
const LISTENERS: &str = "These are the names, pages and credentials that are known here, and who has them. Each hidden one was searched for in \
    every byte that the listener has.";

const INITIALS: &str = "QUIC encrypts even its first packets, the Initial packets. Their keys are derived from a number in the standard and from a \
    connection ID that crosses the wire, so anyone can decrypt them; the walk shows how, step by step. They protect against accidents and \
    against devices that expect a fixed format, but not against Eve. From the Handshake packets on, the keys come from the key exchange.";

const THROUGH: Name = Name { id: "explain.through", text: "arrived in" };
const PROTECTED: Name = Name { id: "explain.protected", text: "protected" };
const LEAKS: Name = Name { id: "explain.leaks", text: "leaks" };
const LOOKUP: Name = Name { id: "explain.lookup", text: "asked" };
const BYTES_SENT: Name = Name { id: "explain.bytes", text: "bytes there, back" };
const PACKETS: Name = Name { id: "explain.packets", text: "packets" };
const FAILED: Name = Name { id: "explain.failed", text: "failed" };
const TRIED: Name = Name { id: "explain.tried", text: "tried" };
const REMEDY: Name = Name { id: "explain.remedy", text: "to do" };
const LEFT_OUT: Name = Name { id: "explain.left-out", text: "left out" };

/// Keeps what a walk will show.
#[derive(Default)]
pub struct Keeper {
    captures: Vec<String>,
    insider: bool,
    story: Story,
    kept: BTreeMap<u32, (Connection, Vec<Message>)>,
    /// The same connections as Eve sees them, if they are wanted.
    eve: BTreeMap<u32, Vec<Message>>,
    messages: usize,
    bytes: usize,
    fields: usize,
    /// Messages that were not kept.
    dropped: u64,
}

impl Keeper {
    /// With nothing kept of the captures that are called so. `insider`: whether secrets were given.
    pub fn new(captures: Vec<String>, insider: bool) -> Keeper {
        Keeper { captures, insider, ..Keeper::default() }
    }

    /// Takes note of what is told, and keeps what a person wants to see, as long as there is room.
    pub fn note(&mut self, told: Told, wanted: bool) {
        self.story.note(&told);
        match told {
            Told::Connection(connection) if self.kept.len() < CONVERSATIONS => {
                let connection = Connection { events: Vec::new(), ..connection.clone() };
                self.kept.insert(connection.id, (connection, Vec::new()));
            }
            // When it was opened is what the times of its messages are told by.
            Told::Event(connection, event) if event.what == What::Open => {
                if let Some((kept, _)) = self.kept.get_mut(&connection.id).filter(|(kept, _)| kept.events.is_empty()) {
                    kept.events.push(event.clone());
                }
            }
            // A flow that nobody understands may be long, and its datagrams look alike.
            Told::Message(connection, message) if wanted && self.has_enough_of(connection, &message) => {
                self.dropped += 1
            }
            Told::Message(connection, message) if wanted => {
                let len: usize = message.sources.iter().map(|source| source.bytes.len()).sum();
                let fields = message.walk().take(FIELDS + 1).count();
                let room = self.messages < MESSAGES && self.bytes + len <= BYTES && self.fields + fields <= FIELDS;
                match self.kept.get_mut(&connection.id).filter(|_| room) {
                    Some((_, messages)) => {
                        self.messages += 1;
                        self.bytes += len;
                        self.fields += fields;
                        messages.push(message);
                    }
                    None => self.dropped += 1,
                }
            }
            _ => {}
        }
    }

    /// Whether it is one datagram more of a flow of which a few say it all.
    fn has_enough_of(&self, connection: &Connection, message: &Message) -> bool {
        if connection.transport() != Transport::Udp {
            return false;
        }
        let kept = self.kept.get(&connection.id).map(|(_, messages)| messages.as_slice()).unwrap_or_default();
        let unknown = || message.fields.first().is_some_and(|field| field.is(&UNEXPLAINED));
        let alike = |of: &[Message]| of.iter().filter(|known| is_sealed(known)).count() >= UNKNOWN_DATAGRAMS;
        kept.len() >= UNKNOWN_DATAGRAMS && (unknown() || is_tunnel(message)) || is_sealed(message) && alike(kept)
    }

    /// Takes note of what is told to Eve, no more of it than the insider's messages reach. Her messages are found beside the
    /// insider's by their order: with the first for which there is no room it ends. `wanted`: whether her messages will be shown.
    pub fn as_eve(&mut self, told: Told, wanted: bool) {
        self.story.as_eve(&told);
        if !wanted {
            return;
        }
        if let Told::Message(connection, message) = told
            && self.fields <= FIELDS
            && let Some((_, messages)) = self.kept.get(&connection.id)
        {
            let eve = self.eve.entry(connection.id).or_default();
            if eve.len() < messages.len() && messages.iter().any(|insider| is_the_same(insider, &message)) {
                self.fields += message.walk().take(FIELDS + 1).count();
                if self.fields <= FIELDS {
                    eve.push(message);
                }
            }
        }
    }

    /// All conversations, kept or not.
    pub fn summary(&self) -> &Summary {
        self.story.summary()
    }

    /// The walk. Of a conversation its messages are kept, and not what happened beside them.
    pub fn transcript(
        self,
        account: &Account,
        secrets: &Secrets,
        only: &[&'static str],
        packets: impl Fn(u32) -> u64,
    ) -> Transcript {
        let insider = self.insider || !secrets.key_log().is_empty();
        let summary = self.story.summary();
        let line = sentences(account, summary.more).join(" ");
        let mut walk = Transcript::new(Subject::Captures { title: self.captures.join(", "), line });
        if !summary.conversations.is_empty() {
            let story = step("explain.story", "What happened", vec![Item::Chronicle(self.story.chronicle())]);
            walk.steps.push(Step { text: STORY.into(), ..story });
            let learned = step("explain.listeners", "Who learns what", vec![Item::Listeners(self.story.listeners())]);
            walk.steps.push(Step { text: LISTENERS.into(), ..learned });
        }
        if summary.conversations.len() > 1 {
            let items = vec![Item::Table(summary.table(&packets))];
            walk.steps.push(step("explain.all", "All conversations", items));
        }
        let (mut kept, mut seen_by_eve) = (self.kept, self.eve);
        for conversation in summary.in_order() {
            let number = conversation.id;
            let Some((connection, messages)) = kept.remove(&number) else { continue };
            let shown = conversation.number();
            let is_told = conversation.messages > 0 || failure(conversation).is_some();
            let announced = is_told.then_some(walk.steps.len());
            walk.steps.extend(is_told.then(|| about_conversation(conversation, packets(number))));
            let scene = walk.scenes.len();
            for (message, said) in messages.iter().enumerate() {
                let title = format!("{shown}/{}, the {}: {}", said.index, said.side, gist(said));
                let exhibit = Exhibit { scene, message, insider, only: only.to_vec(), points: None };
                walk.steps.push(step(format!("c{shown}.m{}", said.index), title, vec![Item::Message(exhibit)]));
            }
            let eve = seen_by_eve.remove(&number).unwrap_or_default();
            let (eve, insider) = if insider { (eve, messages) } else { (messages, Vec::new()) };
            let id = format!("conversation-{shown}").into();
            let recording = Recording { connections: vec![connection] };
            walk.scenes.push(Scene { id, announced, recording, secrets: Secrets::none(), eve, insider });
        }
        if self.dropped > 0 {
            walk.steps.push(rest(self.dropped));
        }
        walk
    }
}

/// Whether a datagram holds nothing but packets of QUIC after the handshake that nobody opened: they all look alike.
fn is_sealed(message: &Message) -> bool {
    is_datagram(message) && packets(message).all(|packet| packet.kind() == Kind::Short && !packet.is_open())
}

/// Whether two messages are the same bytes on the wire, seen by two.
fn is_the_same(insider: &Message, eve: &Message) -> bool {
    !insider.is_inside() && (insider.side, insider.offset) == (eve.side, eve.offset)
}

/// What was asked, what was answered, and how long that took.
fn looked_up(lookup: &Lookup) -> String {
    let asked = format!("{} {}", lookup.name, lookup.kind);
    let Some(answer) = &lookup.answer else { return format!("{asked}: no answer in the capture") };
    let took = lookup.took().map(|took| format!(" (after {:.1} ms)", took.as_secs_f64() * 1000.0)).unwrap_or_default();
    format!("{asked}: {}{took}", answer.words())
}

/// The step that opens a conversation.
fn about_conversation(conversation: &Conversation, packets: u64) -> Step {
    let title = format!("Conversation {}: {} → {}", conversation.number(), conversation.client, conversation.server);
    let through = came_through(&conversation.through).map(|through| (&THROUGH, through));
    let mut values: Vec<(&'static Name, String)> = through.into_iter().collect();
    values.push((&PROTECTED, protection(conversation)));
    values.extend(leaks(conversation).into_iter().map(|leak| (&LEAKS, leak)));
    values.extend(conversation.dns.list.iter().take(LOOKUPS).map(|lookup| (&LOOKUP, looked_up(lookup))));
    values.push((&BYTES_SENT, format!("{}, {}", conversation.bytes.client, conversation.bytes.server)));
    values.push((&PACKETS, packets.to_string()));
    if let Some(failure) = failure(conversation) {
        values.push((&FAILED, failure.what));
        values.extend(failure.tried.into_iter().map(|tried| (&TRIED, tried)));
        values.push((&REMEDY, failure.remedy));
    }
    let told = step(format!("c{}", conversation.number()), title, vec![Item::Values(values)]);
    let text = if conversation.quic.sent.client.initial > 0 { INITIALS } else { "" };
    Step { text: text.into(), ..told }
}

/// The step that says what the walk does not show.
fn rest(dropped: u64) -> Step {
    let text = "A walk holds everything that it shows, and this capture has more than it can hold. Narrow it with `--stream` or `--only`, or \
    use `--json`, which has no limit.";
    let items = vec![Item::Values(vec![(&LEFT_OUT, format!("{dropped} more messages"))])];
    Step { text: text.into(), ..step("explain.rest", "The walk ends here; the capture does not", items) }
}

fn step(id: impl Into<Words>, title: impl Into<Words>, items: Vec<Item>) -> Step {
    Step { id: id.into(), title: title.into(), text: "".into(), items }
}
