//! What was said in the clear before TLS began on the same connection, or instead of it: whether TLS was offered, asked for, granted, and
//! who logged in how.

use crate::cursor::lossy;
use crate::message::Message;
use crate::names::{ldap, upgrade as label};
use crate::recording::Side;
use crate::{Field, Label};

/// So many logins are remembered.
const MOST: usize = 8;
/// A longer answer is not repeated.
const LONGEST: usize = 200;

/// What a protocol that may go over into TLS said of it in the clear.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Upgrade {
    /// Whether the server offered TLS; `None`: what it offers was not said, or is not in the capture.
    pub offered: Option<bool>,
    /// Whether the client asked for TLS.
    pub asked: bool,
    /// What the server answered.
    pub granted: Option<bool>,
    /// The words in which it said no.
    pub refusal: Option<String>,
    /// Whether the client said something between its wish and TLS: whoever reads that as if it came through TLS obeys anyone.
    pub early: bool,
    /// Who logged in, in the clear.
    pub credentials: Vec<Credential>,
    user: Option<String>,
}

/// A login in the clear. The password itself is not remembered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credential {
    /// What was sent.
    pub way: Way,
    /// Who logged in, if that was said.
    pub user: Option<String>,
}

/// What shows who a client is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// A password, as it is.
    Password,
    /// A token.
    Token,
    /// Something computed from the password.
    Proof,
}

impl Upgrade {
    /// The name of the protocol of a message, if it is one of those that may go over into TLS.
    pub fn protocol(message: &Message) -> Option<&'static str> {
        const NAMES: [(&str, &str); 8] = [
            ("smtp.", "SMTP"),
            ("imap.", "IMAP"),
            ("pop.", "POP3"),
            ("ftp.", "FTP"),
            ("xmpp.", "XMPP"),
            ("ldap.", "LDAP"),
            ("pgsql.", "PostgreSQL"),
            ("mysql.", "MySQL"),
        ];
        let id = message.fields.first()?.label.id;
        let id = id.strip_prefix("wirewalk.").unwrap_or(id);
        NAMES.into_iter().find(|(prefix, _)| id.starts_with(prefix)).map(|(_, name)| name)
    }

    /// Takes note of a message that crossed the wire in the clear.
    pub fn note(&mut self, message: &Message) {
        self.early |= message.fields.first().is_some_and(|field| field.is(&label::EARLY));
        for field in message.walk() {
            let is = |label: &Label| field.is(label);
            match () {
                () if is(&label::OFFER) => self.offered = Some(true),
                () if is(&label::NO_OFFER) => self.offered = self.offered.or(Some(false)),
                () if is(&label::ASK) => (self.asked, self.granted) = (true, None),
                () if is(&label::GRANT) => self.granted = Some(true),
                () if is(&label::REFUSE) => (self.granted, self.refusal) = (Some(false), words(message)),
                () if is(&label::USER) => self.user = field.name().map(|name| name.into_owned()),
                () if is(&label::PASSWORD) => self.logs_in(Way::Password),
                () if is(&label::TOKEN) => self.logs_in(Way::Token),
                () if is(&label::PROOF) && message.side == Side::Client => self.logs_in(Way::Proof),
                () => {}
            }
        }
    }

    fn logs_in(&mut self, way: Way) {
        let credential = Credential { way, user: self.user.clone() };
        if self.credentials.len() < MOST && !self.credentials.contains(&credential) {
            self.credentials.push(credential);
        }
    }
}

/// What a message says, if that is text; of LDAP, the result.
fn words(message: &Message) -> Option<String> {
    let text = lossy(message.wire());
    let line = text.trim_end();
    if line.len() <= LONGEST && !line.is_empty() && !line.contains(|c: char| c.is_control() || c == '\u{fffd}') {
        return Some(line.to_owned());
    }
    let of = |label| message.find(label).and_then(Field::name);
    let result = of(&ldap::RESULT)?;
    Some(match of(&ldap::ERROR) {
        Some(text) if text.len() <= LONGEST => format!("{result}: {text}"),
        _ => result.into_owned(),
    })
}
