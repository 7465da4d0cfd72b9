//! Two streams become a conversation: who recognises what is spoken, and hands it what happens.

use bytes::Bytes;

use super::{Ending, Opening, Protocol, Registration, Spoken};
use crate::Message;
use crate::recording::{Side, Sides, Timestamp, What, WireEvent};

/// So many of the first bytes of a piece tell what it begins.
const TELLING: usize = 96;

/// Both, in the order in which they end if both end at once.
pub(crate) const SIDES: [Side; 2] = [Side::Client, Side::Server];

/// What is spoken on two streams, as soon as that is clear. Holds what is not yet a whole message, never the streams.
pub(crate) struct Recogniser<'s> {
    opening: Opening<'s>,
    /// What happened before it was clear what is spoken, or what a side begins with: the beginning of a magic word.
    early: Vec<WireEvent>,
    conversation: Option<Spoken<'s>>,
    /// The number of the first message.
    first: u32,
}

impl<'s> Recogniser<'s> {
    pub(crate) fn new(opening: Opening<'s>) -> Recogniser<'s> {
        Recogniser { opening, early: Vec::new(), conversation: None, first: 0 }
    }

    /// Two streams in a protocol that is settled.
    pub(crate) fn speaking(opening: Opening<'s>, spoken: Spoken<'s>) -> Recogniser<'s> {
        Recogniser { conversation: Some(spoken), ..Recogniser::new(opening) }
    }

    /// The next message gets this number: others number messages on the same connection too.
    pub(crate) fn count_from(&mut self, next: u32) {
        self.first = next;
        if let Some(conversation) = &mut self.conversation {
            conversation.out().count_from(next);
        }
    }

    /// Takes the next event.
    pub(crate) fn push(&mut self, event: &WireEvent) {
        if self.conversation.is_none() {
            self.early.push(event.clone());
            if let Some(protocol) = self.recognise() {
                self.decide(protocol);
            }
            return;
        }
        self.resumes(event);
        if self.meets_another(event) {
            self.early.push(event.clone());
        } else if let Some(conversation) = &mut self.conversation {
            self.early.drain(..).for_each(|event| tell(conversation.as_mut(), &event));
            tell(conversation.as_mut(), event);
        }
    }

    /// A side says no more: what is held of it comes out, marked as unfinished.
    pub(crate) fn end(&mut self, at: Option<Timestamp>, side: Side, ending: &Ending) {
        self.decide(&self.opening.registry.otherwise).end(at, side, ending);
    }

    /// The next message that is ready.
    pub(crate) fn pop(&mut self) -> Option<Message> {
        self.conversation.as_mut()?.out().pop()
    }

    /// What its conversation begins with.
    pub(crate) fn opening(&mut self) -> &mut Opening<'s> {
        &mut self.opening
    }

    /// What is spoken here; `None`: too early to tell.
    fn recognise(&self) -> Option<&'static Registration> {
        let mut said = Sides::new(|_| Vec::new());
        for event in &self.early {
            match &event.what {
                What::Bytes(bytes) => said[event.side].extend(bytes.iter().copied().take(TELLING)),
                What::Open | What::Gap(_) => {}
                _ => return Some(&self.opening.registry.otherwise),
            }
        }
        let judged = SIDES.into_iter().filter(|side| !said[*side].is_empty()).filter_map(|side| {
            // Those that are asked first go first: what may still be theirs is nobody else's, however the bytes are cut.
            let mut verdicts = self.opening.registry.over_tcp.iter().map(|p| (p, (p.begins)(side, &said[side])));
            match verdicts.find(|(_, begins)| *begins != Some(false)) {
                Some((protocol, Some(_))) => Some(Some(protocol)),
                Some((_, None)) => None,
                None => Some(None),
            }
        });
        Some(judged.reduce(Option::or)?.unwrap_or(&self.opening.registry.otherwise))
    }

    /// A side of which nothing was heard may answer in another protocol: then the conversation goes on as one of that, in which
    /// the other side does not know it. Says whether it is too early to tell.
    fn meets_another(&mut self, event: &WireEvent) -> bool {
        let (What::Bytes(bytes), Some(conversation)) = (&event.what, &self.conversation) else { return false };
        if !conversation.awaits(event.side) || self.early.iter().any(|early| early.side != event.side) {
            return false;
        }
        let earlier = self.early.iter().flat_map(|early| match &early.what {
            What::Bytes(bytes) => bytes.clone(),
            _ => Bytes::new(),
        });
        let said: Vec<u8> = earlier.chain(bytes.iter().copied().take(TELLING)).collect();
        let mut is_open = false;
        for protocol in self.opening.registry.over_tcp {
            let Some(beside) = protocol.beside else { continue };
            let begins = (protocol.begins)(event.side, &said);
            if begins == Some(true)
                && let Some(with) = self.conversation.take()
            {
                self.conversation = Some(beside(self.opening.clone(), event.side.other(), with));
                return false;
            }
            is_open |= begins.is_none();
        }
        is_open
    }

    /// The middle of something looks like nothing that is known, and a later packet may begin where something does.
    fn resumes(&mut self, event: &WireEvent) {
        let What::Bytes(bytes) = &event.what else { return };
        if self.early.is_empty()
            && self.conversation.as_ref().is_some_and(|conversation| conversation.is_unknown())
            && let mut late = self.opening.registry.over_tcp.iter().filter_map(|protocol| protocol.late)
            && let Some(late) = late.find(|late| (late.resumes)(bytes))
            && let Some(with) = self.conversation.take()
        {
            self.conversation = Some((late.open)(self.opening.clone(), with));
        }
    }

    /// Settles what is spoken, if it is not settled, and tells the conversation what happened so far.
    fn decide(&mut self, protocol: &Registration) -> &mut Spoken<'s> {
        let first = self.first;
        let conversation = self.conversation.get_or_insert_with(|| {
            let mut conversation = (protocol.open)(self.opening.clone());
            conversation.out().count_from(first);
            conversation
        });
        self.early.drain(..).for_each(|event| tell(conversation.as_mut(), &event));
        conversation
    }
}

/// Tells a conversation what happened.
pub(super) fn tell<'s>(conversation: &mut (dyn Protocol<'s> + Send + 's), event: &WireEvent) {
    let (at, side) = (Some(event.at), event.side);
    match &event.what {
        What::Open | What::Undelivered(_) => {}
        What::Close => SIDES.into_iter().for_each(|side| conversation.end(at, side, &Ending::Close)),
        What::Reset => conversation.end(at, side, &Ending::Reset(side)),
        What::HalfClose => conversation.end(at, side, &Ending::HalfClose(side)),
        What::Bytes(bytes) => conversation.bytes(event.at, side, bytes.clone()),
        What::Gap(len) => conversation.gap(event.at, side, *len),
    }
}
