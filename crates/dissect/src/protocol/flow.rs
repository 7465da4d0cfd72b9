//! Datagrams become a conversation: who recognises what is spoken, and hands it what happens.

use super::recogniser::{SIDES, tell};
use super::{Ending, Opening, OverDatagrams, Spoken};
use crate::Message;
use crate::recording::{Sides, What, WireEvent};

/// What is spoken on a flow of UDP. A datagram is whole when it comes, so nothing waits.
pub(crate) struct Flow<'s> {
    opening: Opening<'s>,
    conversation: Option<Spoken<'s>>,
}

impl<'s> Flow<'s> {
    pub(crate) fn new(opening: Opening<'s>) -> Flow<'s> {
        Flow { opening, conversation: None }
    }

    /// Takes the next event. A flow of which nobody knows what it is may become known by a later one.
    pub(crate) fn push(&mut self, event: &WireEvent) {
        if let What::Bytes(bytes) = &event.what
            && self.conversation.as_ref().is_none_or(|conversation| conversation.is_unknown())
        {
            let registry = self.opening.registry;
            let found = registry.over_udp.iter().find(|protocol| (protocol.speaks)(&self.opening, event.side, bytes));
            match found {
                Some(protocol) => self.speaks(protocol),
                None if self.conversation.is_none() => self.speaks(&registry.other_datagrams),
                None => {}
            }
        }
        if let Some(conversation) = &mut self.conversation {
            tell(conversation.as_mut(), event);
        }
    }

    /// No event will follow.
    pub(crate) fn finish(&mut self) {
        if let Some(conversation) = &mut self.conversation {
            SIDES.into_iter().for_each(|side| conversation.end(None, side, &Ending::Recording));
        }
    }

    /// The next message that is ready.
    pub(crate) fn pop(&mut self) -> Option<Message> {
        self.conversation.as_mut()?.out().pop()
    }

    /// What its conversation begins with.
    pub(crate) fn opening(&mut self) -> &mut Opening<'s> {
        &mut self.opening
    }

    /// From here on a flow speaks this, whatever there was before.
    fn speaks(&mut self, protocol: &OverDatagrams) {
        let mut spoken = (protocol.open)(self.opening.clone());
        if let Some(before) = &mut self.conversation {
            spoken.out().follow(before.out());
            let sent = Sides::new(|side| before.reached(side));
            spoken.goes_on_at(sent);
        }
        self.conversation = Some(spoken);
    }
}
