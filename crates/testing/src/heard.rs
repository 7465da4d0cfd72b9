//! What `wirewalk explain` makes of a capture as it reads it.

use std::collections::HashMap;

use wirewalk::dissect::Message;
use wirewalk::explain::summary::Summary;
use wirewalk::explain::{Account, Scope, Told, run};
use wirewalk::recording::capture::{CaptureError, Reader};
use wirewalk::recording::{Secrets, Side, What};

/// A stream: connection and side.
pub type Stream = (usize, Side);

/// All that it tells of a capture.
#[derive(Default)]
pub struct Heard {
    pub messages: Vec<Message>,
    /// What each side sent; zeros stand for what is missing.
    pub streams: HashMap<Stream, Vec<u8>>,
    /// Where in a stream something is missing for the first time.
    pub lost: HashMap<Stream, usize>,
    pub summary: Summary,
    pub account: Account,
}

impl Heard {
    /// With these secrets, and not with those that the capture brings.
    ///
    /// # Panics
    /// The capture cannot be read to its end.
    pub fn with(capture: &[u8], secrets: &Secrets) -> Heard {
        let mut heard = Heard::default();
        let mut reader = Reader::new(capture).expect("a capture");
        let mut account = Account::default();
        let scope = Scope { as_eve: true, ..Scope::default() };
        run(&mut reader, secrets, scope, &mut account, |told| {
            heard.note(told);
            Ok::<_, CaptureError>(())
        })
        .expect("it can be read to its end");
        Heard { account, ..heard }
    }

    fn note(&mut self, told: Told) {
        self.summary.note(&told);
        match told {
            Told::Connection(connection) => {
                for side in [Side::Client, Side::Server] {
                    self.streams.insert((connection.id as usize, side), Vec::new());
                }
            }
            Told::Event(connection, event) => {
                let stream = (connection.id as usize, event.side);
                let sent = self.streams.entry(stream).or_default();
                match &event.what {
                    What::Bytes(bytes) => sent.extend_from_slice(bytes),
                    What::Gap(missing) => {
                        self.lost.entry(stream).or_insert(sent.len());
                        sent.resize(sent.len() + *missing as usize, 0);
                    }
                    _ => {}
                }
            }
            Told::Message(_, message) => self.messages.push(message),
            Told::Over(_) => {}
        }
    }
}
