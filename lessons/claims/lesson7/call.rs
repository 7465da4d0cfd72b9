//! What was asked and answered on one connection of one leg: as it crossed, or as an insider decrypts it.

use wirewalk::claims::tls;
use wirewalk::dissect::names::tls_record;
use wirewalk::recording::{Connection, Side};
use wirewalk::story::Scene;

/// A connection and the HTTP on it.
pub struct Call<'s> {
    /// The connection.
    pub connection: &'s Connection,
    /// Whether it is TLS.
    pub sealed: bool,
    /// All that the client said.
    pub asked: String,
    /// All that the server said.
    pub answered: String,
}

/// The calls on a leg, in the order in which they were opened.
pub fn calls(scene: &Scene, hop: u8) -> Vec<Call<'_>> {
    let on_hop = scene.recording.connections.iter().filter(|connection| connection.hop == hop);
    on_hop.map(|connection| Call::of(scene, connection)).collect()
}

/// The calls on a leg, if there are exactly so many.
pub fn exactly<const N: usize>(scene: &Scene, hop: u8) -> Option<[Call<'_>; N]> {
    calls(scene, hop).try_into().ok()
}

impl<'s> Call<'s> {
    fn of(scene: &'s Scene, connection: &'s Connection) -> Call<'s> {
        let messages = || scene.insider.iter().filter(|m| m.connection == connection.id);
        let sealed = messages().any(tls::is_record);
        let said = |side| {
            let bytes = match sealed {
                false => connection.stream(side),
                true => {
                    let sent = messages().filter(|m| m.side == side && tls::is_record(m));
                    let content = sent.flat_map(|m| {
                        let data = m.all(&tls_record::CONTENT);
                        data.flat_map(|f| m.bytes(&f.span).to_vec())
                    });
                    content.collect()
                }
            };
            String::from_utf8_lossy(&bytes).into_owned()
        };
        Call { connection, sealed, asked: said(Side::Client), answered: said(Side::Server) }
    }

    /// Method and target of the first request.
    pub fn target(&self) -> Option<&str> {
        self.asked.lines().next()?.strip_suffix(" HTTP/1.1")
    }

    /// The first answer's status and reason.
    pub fn status(&self) -> Option<&str> {
        self.answered.lines().next()?.strip_prefix("HTTP/1.1 ")
    }

    /// Whether the first answer has this status.
    pub fn was_told(&self, status: &str) -> bool {
        self.status().is_some_and(|told| told.starts_with(status))
    }

    /// All values of a header of the first request.
    pub fn asked_header(&self, name: &str) -> Vec<&str> {
        header(&self.asked, name)
    }

    /// The names of the headers that the first request has and another one has not, in their order.
    pub fn added_to(&self, other: &Call) -> Vec<&str> {
        let there = |name: &str| lines(&other.asked).any(|(said, _)| said.eq_ignore_ascii_case(name));
        lines(&self.asked).map(|(name, _)| name).filter(|name| !there(name)).collect()
    }

    /// All values of a header of the first answer.
    pub fn answered_header(&self, name: &str) -> Vec<&str> {
        header(&self.answered, name)
    }

    /// Where the first answer leads.
    pub fn location(&self) -> Option<&str> {
        self.answered_header("Location").first().copied()
    }

    /// What follows the first answer's head.
    pub fn answered_body(&self) -> &str {
        self.answered.split_once("\r\n\r\n").map_or("", |(_, body)| body)
    }

    /// Who called.
    pub fn caller(&self) -> &str {
        &self.connection.client.name
    }
}

fn header<'t>(text: &'t str, name: &str) -> Vec<&'t str> {
    lines(text).filter(|(said, _)| said.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim()).collect()
}

/// The headers of a message, their names and values.
fn lines(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let head = text.split("\r\n\r\n").next().unwrap_or_default();
    head.split("\r\n").skip(1).filter_map(|line| line.split_once(':'))
}
