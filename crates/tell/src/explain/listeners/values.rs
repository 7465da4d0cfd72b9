//! What there is to learn of a capture: names, pages, credentials, with the places where each stands.

use std::collections::BTreeMap;

use crate::claims::search;
use crate::explain::address::address;
use wirewalk_dissect::facts::Upgrade;
use wirewalk_dissect::names::{dns, headers, http, http2, http3, tls_extensions, tls_rare, upgrade, x509, x509ce};
use wirewalk_dissect::{Field, Label, Message};

/// So many values are kept, and so many characters of each.
pub(super) const MOST: usize = 1024;
const LONGEST: usize = 256;
/// So many places of a value are kept.
const PLACES: usize = 64;
/// The search is tried on so many bytes, all values together.
const TRIED: usize = 16 << 20;

/// Something of each conversation, by its id.
pub(super) type ByConversation<T> = BTreeMap<u32, T>;

/// A kind of value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// The name of a server.
    Name,
    /// What was asked for on one.
    Page,
    /// What proves who somebody is to whoever has it.
    Credential(&'static str),
}

/// By which way a value is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Via {
    /// A question about it.
    Dns,
    /// The client's hello, or the one in which another is hidden.
    Hello,
    /// The hello that is hidden in another.
    Inner,
    /// The server's certificate.
    Certificate,
    /// A request of HTTP, or an answer.
    Http,
    /// What a proxy is asked for.
    Proxy,
    /// A login of a protocol that can go over into TLS.
    Login,
}

/// A value: what it is, and what to look for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Value {
    pub(super) kind: Kind,
    /// What is shown; of a credential only whose it is.
    pub(super) shown: String,
    /// What is looked for.
    pub(super) sought: String,
}

/// A place where a value stands.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Stands {
    /// The first packet.
    pub(super) packet: Option<u64>,
    /// How often.
    pub(super) times: u64,
    /// Whether keys opened a message in which it stands: then it may be hidden from whoever has none.
    pub(super) opened: bool,
    /// Whether the search finds it there; `None`: it was not tried.
    pub(super) found: Option<bool>,
}

/// All values, and where each stands.
#[derive(Debug, Default)]
pub(super) struct Values {
    pub(super) all: BTreeMap<Value, BTreeMap<Via, ByConversation<Stands>>>,
    /// Whether there are more.
    pub(super) full: bool,
    /// On how many bytes the search was tried.
    tried: usize,
}

impl Values {
    /// Takes note of what a message tells.
    pub(super) fn note(&mut self, message: &Message, packet: Option<u64>) {
        let len = message.sources.iter().map(|source| source.bytes.len()).sum();
        let at = &At { message, packet, opened: message.is_opened(), len };
        let mut head = HeadOf::default();
        for (inner, field) in fields(message) {
            let via = if inner { Via::Inner } else { Via::Hello };
            match () {
                () if field.is(&dns::NAME_ASKED) => self.name(at, Via::Dns, field),
                () if field.is(&tls_extensions::NAME) => self.name(at, via, field),
                () if field.is(&x509ce::DNS_NAME) => self.name(at, Via::Certificate, field),
                () if field.is(&x509::SUBJECT) => self.common_name(at, field),
                () if field.is(&upgrade::PASSWORD) => self.login(at, "a password", field),
                () if field.is(&upgrade::TOKEN) => self.login(at, "a token", field),
                () => head.sees(field),
            }
        }
        self.head(at, head);
    }

    /// A common name that looks like the name of a server, as those were given before there were alternative names.
    fn common_name(&mut self, at: &At, subject: &Field) {
        let names = subject.walk().filter(|field| field.is(&x509::RDN)).filter_map(text);
        for name in names.filter_map(|name| name.strip_prefix("CN=").map(str::to_owned)) {
            if name.contains('.') && !name.contains(' ') {
                self.named(at, Via::Certificate, &name);
            }
        }
    }

    /// A login: what was sent is looked for, and never shown.
    fn login(&mut self, at: &At, what: &'static str, field: &Field) {
        let sought: String = String::from_utf8_lossy(at.message.bytes(&field.span)).chars().take(LONGEST).collect();
        let shown = format!("{what} in {}", Upgrade::protocol(at.message).unwrap_or("a login"));
        self.add(at, Via::Login, Value { kind: Kind::Credential(what), shown, sought });
    }

    fn name(&mut self, at: &At, via: Via, field: &Field) {
        text(field).into_iter().for_each(|name| self.named(at, via, &name));
    }

    fn named(&mut self, at: &At, via: Via, name: &str) {
        let name = name.trim_end_matches('.').to_ascii_lowercase();
        if !name.is_empty() {
            self.add(at, via, Value { kind: Kind::Name, shown: name.clone(), sought: name });
        }
    }

    /// What the head of a request or an answer tells.
    fn head(&mut self, at: &At, head: HeadOf) {
        let host = head.host.as_deref().unwrap_or_default();
        let name = host.rsplit_once(':').filter(|(_, port)| port.bytes().all(|b| b.is_ascii_digit()));
        let name = name.map_or(host, |(name, _)| name).to_ascii_lowercase();
        let is_proxy = head.method.as_deref() == Some("CONNECT");
        let via = if is_proxy { Via::Proxy } else { Via::Http };
        if !name.is_empty() && name.parse::<std::net::IpAddr>().is_err() {
            self.add(at, via, Value { kind: Kind::Name, shown: name.clone(), sought: name });
        }
        if let (Some(method), Some(target), false) = (&head.method, &head.target, is_proxy) {
            let shown = address(method, host, target);
            self.add(at, Via::Http, Value { kind: Kind::Page, shown, sought: target.clone() });
        }
        for (what, value) in head.credentials {
            let shown = if host.is_empty() { what.to_owned() } else { format!("{what} for {host}") };
            self.add(at, via, Value { kind: Kind::Credential(what), shown, sought: value });
        }
    }

    fn add(&mut self, at: &At, via: Via, value: Value) {
        if self.all.len() >= MOST && !self.all.contains_key(&value) {
            self.full = true;
            return;
        }
        let sought = value.sought.clone();
        let places = self.all.entry(value).or_default().entry(via).or_default();
        if places.len() >= PLACES && !places.contains_key(&at.message.connection) {
            return;
        }
        let stands = places.entry(at.message.connection).or_default();
        stands.times += 1;
        stands.packet = stands.packet.or(at.packet);
        if stands.found.is_some() || !at.opened {
            return;
        }
        stands.opened = true;
        if self.tried.saturating_add(at.len) <= TRIED {
            self.tried += at.len;
            stands.found = Some(at.message.sources.iter().any(|source| stands_in(&source.bytes, &sought, via)));
        }
    }
}

/// A message in which values stand.
struct At<'m> {
    message: &'m Message,
    /// In which packet it begins.
    packet: Option<u64>,
    /// Whether keys opened it.
    opened: bool,
    /// How many bytes its sources have.
    len: usize,
}

/// Whether the search finds a value in these bytes.
fn stands_in(bytes: &[u8], sought: &str, via: Via) -> bool {
    match via {
        Via::Dns => in_labels(bytes, sought),
        _ => search::find(bytes, sought).is_some(),
    }
}

/// What a head of HTTP says, in either version.
#[derive(Default)]
struct HeadOf {
    host: Option<String>,
    method: Option<String>,
    target: Option<String>,
    credentials: Vec<(&'static str, String)>,
}

impl HeadOf {
    fn sees(&mut self, field: &Field) {
        let is_one = |labels: &[&'static Label]| labels.iter().any(|label| field.is(label));
        match () {
            () if is_one(&[&headers::HOST, &http2::AUTHORITY, &http3::AUTHORITY]) => self.host = text(field),
            () if is_one(&[&http::METHOD, &http2::METHOD, &http3::METHOD]) => self.method = text(field),
            () if is_one(&[&http::URI, &http2::PATH, &http3::PATH]) => self.target = text(field),
            () if is_one(&[&headers::COOKIE, &http2::COOKIE, &http3::COOKIE]) => self.credential("cookies", field),
            () if is_one(&[&headers::SET_COOKIE, &http2::SET_COOKIE, &http3::SET_COOKIE]) => {
                self.credential("a new cookie", field);
            }
            () if is_one(&[&headers::AUTHORIZATION, &http2::AUTHORIZATION, &http3::AUTHORIZATION]) => {
                self.credential("credentials (Authorization)", field);
            }
            () if field.is(&headers::PROXY_AUTHORIZATION) => {
                self.credential("credentials (Proxy-Authorization)", field)
            }
            () => {}
        }
    }

    fn credential(&mut self, what: &'static str, field: &Field) {
        self.credentials.extend(text(field).map(|value| (what, value)));
    }
}

/// All fields of a message, each with whether it lies in a hello that was encrypted in another.
fn fields(message: &Message) -> impl Iterator<Item = (bool, &Field)> {
    let mut stack: Vec<(bool, &Field)> = message.fields.iter().rev().map(|field| (false, field)).collect();
    std::iter::from_fn(move || {
        let (inner, next) = stack.pop()?;
        let within = inner || next.is(&tls_rare::ECH_PAYLOAD);
        stack.extend(next.children.iter().rev().map(|child| (within, child)));
        Some((inner, next))
    })
}

fn text(field: &Field) -> Option<String> {
    Some(field.name()?.chars().take(LONGEST).collect())
}

/// A name as DNS writes it: each label after its length, and an empty one at its end (RFC 1035 §3.1).
pub(super) fn labels(name: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    for label in name.split('.') {
        bytes.push(u8::try_from(label.len()).ok()?);
        bytes.extend(label.as_bytes());
    }
    bytes.push(0);
    Some(bytes)
}

/// Whether a name stands in these bytes as DNS writes it.
fn in_labels(bytes: &[u8], name: &str) -> bool {
    let lower = bytes.to_ascii_lowercase();
    labels(name).is_some_and(|name| wirewalk_ground::find(&lower, &name).is_some())
}
