//! The certificates that both sides showed, judged as they pass: at the time of the capture, against the name asked for and the
//! authorities that the server named. What is kept of them are sentences.

use super::revocation::{Revocation, Shelf};
use wirewalk_dissect::facts::{handshake_type, is_opened};
use wirewalk_dissect::names::{tls_messages, tls_record};
use wirewalk_dissect::recording::pcapng::cut;
use wirewalk_dissect::recording::{Side, Sides};
use wirewalk_dissect::verify::{Finding, Name, Seen, Sight, distinguished, sight};
use wirewalk_dissect::{Field, Message};

/// So many certificates of a chain are looked at,
const MOST: usize = 10;
/// so many names of authorities,
const MOST_NAMES: usize = 64;
/// of which so many are told,
const TOLD: usize = 4;
/// and so many bytes of a sentence.
const LONGEST: usize = 400;

/// What both sides showed.
#[derive(Clone, Debug, Default)]
pub struct Papers {
    shown: Sides<Option<Shown>>,
    /// The authorities that the server named when it asked for the client's certificate, as text.
    pub wanted: Vec<String>,
    /// What authorities were asked about certificates, and answered.
    pub revocation: Revocation,
    /// The same in DER, until the client has shown its own.
    asked: Vec<Vec<u8>>,
}

/// What one side showed.
#[derive(Clone, Debug)]
pub struct Shown {
    /// Whether it crossed the wire in clear.
    pub in_clear: bool,
    /// What can be said of it; `None`: the list was empty.
    pub sight: Option<Sight>,
}

impl Shown {
    /// What is wrong with it, or may be.
    pub fn findings(&self) -> &[Finding] {
        self.sight.as_ref().map_or(&[], |sight| &sight.findings)
    }
}

impl Papers {
    /// What a side showed first.
    pub fn of(&self, side: Side) -> Option<&Shown> {
        self.shown[side].as_ref()
    }

    /// What everybody who checks the certificate of a side refuses.
    pub fn fault(&self, side: Side) -> Option<&Finding> {
        self.of(side)?.findings().iter().find(|finding| finding.certain)
    }

    /// Takes note of a message; `asked`: the name that the server was asked for; `shelf`: the certificates that were seen so far.
    pub fn note(&mut self, message: &Message, asked: Option<&str>, shelf: &mut Shelf) {
        for handshake in message.all(&tls_record::HANDSHAKE) {
            if message.side == Side::Server {
                shelf.keep(message, handshake);
                self.revocation.stapled(message, handshake, shelf);
            }
            let kind = handshake.child(&tls_messages::TYPE).and_then(Field::number);
            if kind == Some(handshake_type::CERTIFICATE.into()) {
                self.certificate(message, handshake, asked);
            } else if kind == Some(handshake_type::CERTIFICATE_REQUEST.into()) {
                self.request(message, handshake);
            }
        }
    }

    fn request(&mut self, message: &Message, handshake: &Field) {
        let names = handshake.walk().filter(|field| field.is(&tls_messages::DNAME_ELEMENT)).take(MOST_NAMES);
        self.asked = names.map(|name| message.bytes(&name.span).to_vec()).collect();
        self.wanted = self.asked.iter().take(TOLD).map(|name| cut(&distinguished(name), LONGEST).to_owned()).collect();
    }

    fn certificate(&mut self, message: &Message, handshake: &Field, asked: Option<&str>) {
        let is_whole = handshake.children.iter().all(|field| field.problem.is_none());
        let chain: Vec<Vec<u8>> = handshake
            .walk()
            .filter(|field| field.is(&tls_messages::CERTIFICATE))
            .take(MOST)
            .map(|field| message.bytes(&field.span).to_vec())
            .collect();
        let shown = &mut self.shown[message.side];
        if shown.is_some() || chain.is_empty() && !is_whole {
            return;
        }
        let host = asked.and_then(|name| name.parse::<Name>().ok());
        let seen = Seen {
            chain: &chain,
            host: host.as_ref(),
            by_client: message.side == Side::Client,
            authorities: &self.asked,
            at: message.at.seconds(),
            crypto: Default::default(),
        };
        let sight = (!chain.is_empty()).then(|| brief(sight(&seen)));
        let sight = sight.map(|mut sight| {
            // Where the end of the list is missing, nobody knows what else was sent.
            sight.findings.retain(|finding| finding.certain || is_whole);
            sight
        });
        *shown = Some(Shown { in_clear: !is_opened(message), sight });
        if message.side == Side::Client {
            self.asked = Vec::new();
        }
    }
}

/// The same, with sentences that are not too long.
fn brief(sight: Sight) -> Sight {
    let brief = |text: String| match cut(&text, LONGEST) {
        all if all.len() == text.len() => text,
        some => format!("{some}…"),
    };
    let findings = sight.findings.into_iter().map(|f| Finding { evidence: brief(f.evidence), ..f }).collect();
    Sight { subject: brief(sight.subject), issuer: brief(sight.issuer), findings }
}
