//! What can be told of records that nobody opened: by how long they are, and by who spoke when.

use super::Facts;
use crate::recording::{Side, Sides};

/// The body of a record of TLS 1.3 with an alert: two bytes, its true type, a tag of 16 bytes.
const ALERT_BODY: usize = 19;
/// The same with the shortest Finished: its header, a hash of 32 bytes, the type and the tag.
pub(super) const SHORTEST_FINISHED: usize = 53;

impl Facts {
    /// Whether the server said nothing of TLS but alerts, in clear.
    pub fn chose_nothing(&self) -> bool {
        self.said.server.is_empty() && self.sealed.server + self.opened.server == 0
    }

    /// Whether a side is known to have sent no data: all of its records were read, or in TLS 1.3 behind the first, its Finished, there are
    /// only such as an alert is long.
    pub fn said_nothing(&self, side: Side) -> bool {
        let [first, others] = self.bodies[side];
        let only_alerts = self.chose_tls13() && first >= SHORTEST_FINISHED && others <= ALERT_BODY;
        !self.read[side] && (self.sealed[side] == 0 || only_alerts || !self.chose_tls13() && !self.sent[side])
    }

    /// Whether the client sent something longer than an alert on which the server said nothing more, and had never sent data.
    pub fn is_unheard(&self) -> bool {
        let len = self.last_body.client;
        self.last == Some(Side::Client)
            && match self.chose_tls13() {
                true => len > ALERT_BODY && self.answers == 1 + u64::from(self.retry),
                false => len > 0 && self.sent.client && !self.sent.server,
            }
    }

    /// Whether all that the server said in TLS 1.3 after its first flight is as long as an alert, and the client had sent more.
    pub fn answers_like_an_alert(&self) -> bool {
        let Sides { client: asked, server: answered } = self.last_body;
        self.chose_tls13()
            && self.last == Some(Side::Server)
            && self.answers == 2 + u64::from(self.retry)
            && (asked > ALERT_BODY && answered == ALERT_BODY)
            && self.turn <= ALERT_BODY
    }

    /// Whether the last that this side encrypted in the handshake of TLS 1.3 is as long as an alert, and nothing else is.
    pub fn ends_like_an_alert(&self, side: Side) -> bool {
        let [first, others] = self.bodies[side];
        self.chose_tls13() && self.sealed[side] == 1 && first == ALERT_BODY && others == 0
    }
}
