//! The connections of a capture that are under way, each with its dissector, and how much of them waits.
//!
//! A message waits until it is whole. Each kind of message has a longest, but a capture may begin thousands of them: when more waits
//! than there is room for, what comes next to an unfinished message is passed over, as if it were missing, so that
//! what there is of the message comes out.

use std::collections::HashMap;

use super::{Account, Told};
use wirewalk_dissect::recording::{Connection, Secrets, What, WireEvent};
use wirewalk_dissect::{Dissector, Sessions};

/// All of them, and the sessions of TLS that they share with later ones.
pub struct Running<'s> {
    connections: HashMap<u32, UnderWay<'s>>,
    sessions: Sessions,
    /// How many bytes wait, and may wait, on all connections together.
    waiting: u64,
    room: u64,
}

/// One of them.
struct UnderWay<'s> {
    connection: Connection,
    dissector: Dissector<'s>,
    /// How many bytes of both sides wait: they were seen, and are in no message yet.
    waiting: u64,
}

impl UnderWay<'_> {
    /// Tells the messages that are ready.
    fn hand_on<E>(&mut self, tell: &mut impl FnMut(Told) -> Result<(), E>) -> Result<(), E> {
        while let Some(message) = self.dissector.pop() {
            if !message.is_inside() {
                self.waiting = self.waiting.saturating_sub(message.wire().len() as u64);
            }
            tell(Told::Message(&self.connection, message))?;
        }
        Ok(())
    }
}

impl<'s> Running<'s> {
    /// None yet, with room for so many bytes that wait.
    pub fn new(room: u64) -> Running<'s> {
        Running { connections: HashMap::new(), sessions: Sessions::default(), waiting: 0, room }
    }

    /// One more.
    pub fn begin(&mut self, connection: Connection, secrets: &'s Secrets) {
        let dissector = Dissector::of(&connection, secrets).among(&self.sessions);
        let number = connection.id;
        self.connections.insert(number, UnderWay { connection, dissector, waiting: 0 });
    }

    /// Takes what happened on one of them next.
    pub fn go_on<E>(
        &mut self,
        number: u32,
        mut event: WireEvent,
        account: &mut Account,
        tell: &mut impl FnMut(Told) -> Result<(), E>,
    ) -> Result<(), E> {
        let Some(one) = self.connections.get_mut(&number) else { return Ok(()) };
        let before = one.waiting;
        if let What::Bytes(bytes) = &event.what {
            let len = bytes.len() as u64;
            if before > 0 && self.waiting + len > self.room {
                account.passed_over += len;
                event.what = What::Gap(len);
            } else {
                one.waiting += len;
            }
        }
        tell(Told::Event(&one.connection, &event))?;
        one.dissector.push(&event);
        let told = one.hand_on(tell);
        self.waiting = (self.waiting + one.waiting).saturating_sub(before);
        told
    }

    /// Ends one of them: what waits comes out, marked as unfinished.
    pub fn end<E>(&mut self, number: u32, tell: &mut impl FnMut(Told) -> Result<(), E>) -> Result<(), E> {
        let Some(mut one) = self.connections.remove(&number) else { return Ok(()) };
        self.waiting = self.waiting.saturating_sub(one.waiting);
        one.dissector.finish();
        one.hand_on(tell)?;
        tell(Told::Over(&one.connection))
    }
}
