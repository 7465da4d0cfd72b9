//! What is known of an encrypted hello: what it has, what is in it, and whether the server went on with that (RFC 9849).

use std::collections::HashSet;

use super::{Facts, Offer, handshake_type};
use crate::names::{ech, tls_extensions, tls_rare};
use crate::{Datum, Field, Label, Message};

/// So many published keys of a capture are remembered.
const MOST: usize = 4096;

/// Names that servers publish as cover names and that nobody asks for: a hello with an encrypted one beside them is no decoy, since a
/// client that has no key of the server puts the name that it means there (RFC 9849 §6.2).
const COVER_NAMES: &[&str] = &["cloudflare-ech.com"];

/// A hello in the hello, or something that looks like one.
#[derive(Clone, Debug, Default)]
pub struct EncryptedHello {
    /// Which of the server's keys it names, and which derivation and cipher.
    pub key: Option<Key>,
    /// What the inner hello offers, if it was opened: then it is no decoy.
    pub inner: Option<Offer>,
    /// Whether a key of this number and suite, for this cover name, was published in the same capture before.
    pub published: bool,
    /// What the server's sign says, if it was recomputed.
    sign: Option<bool>,
    /// Whether records opened with secrets that the key log holds under a random that is on no wire.
    by_random: bool,
    /// Whether the server handed out its present keys, as it does if it cannot open a hello.
    pub retry_configs: bool,
}

/// A key as a hello names it: its number, the derivation, the cipher.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Key {
    id: u64,
    kdf: u64,
    aead: u64,
}

/// The name that a client asks for, as far as it can be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked<'f> {
    /// It says none.
    Nothing,
    /// This one, in clear.
    Clear(&'f str),
    /// This one, encrypted, which keys opened; `None`: the inner hello says none.
    Inner(Option<&'f str>),
    /// One that is encrypted and not opened.
    Hidden,
    /// The one in clear, or one that is encrypted: nobody can tell without keys.
    Undecided,
}

impl Facts {
    /// Whether the server went on with the inner hello; `None`: there is none, or it cannot be told.
    pub fn accepts_inner(&self) -> Option<bool> {
        let hello = self.encrypted_hello.as_ref()?;
        let opened = self.chose_tls13() && self.opened.server > 0;
        match hello.sign.or(hello.by_random.then_some(true)) {
            Some(accepted) => Some(accepted),
            None if hello.retry_configs || self.version.is_some() && !self.chose_tls13() => Some(false),
            // Who accepts it logs its secrets under the random of the inner hello.
            None => opened.then_some(false),
        }
    }

    /// Whether the hello inside is a real one; `None`: it cannot be told from a decoy.
    pub fn is_real_inner(&self) -> Option<bool> {
        let hello = self.encrypted_hello.as_ref()?;
        let covers = self.offer.server_name.as_deref().is_some_and(|name| COVER_NAMES.contains(&name));
        let real = hello.inner.is_some() || self.accepts_inner() == Some(true) || hello.published || covers;
        real.then_some(true)
    }

    /// For which name the client asked.
    pub fn asked(&self) -> Asked<'_> {
        let outer = self.offer.server_name.as_deref();
        let Some(hello) = &self.encrypted_hello else { return outer.map_or(Asked::Nothing, Asked::Clear) };
        match (self.accepts_inner(), &hello.inner) {
            (Some(false), _) => outer.map_or(Asked::Nothing, Asked::Clear),
            (_, Some(inner)) => Asked::Inner(inner.server_name.as_deref()),
            (Some(true), None) => Asked::Hidden,
            (None, None) if self.is_real_inner() == Some(true) => Asked::Hidden,
            (None, None) => Asked::Undecided,
        }
    }

    /// What a field of a hello, or of the server's answer to it, says of the inner one.
    pub(super) fn encrypted_hello(&mut self, field: &Field) {
        let hello = self.encrypted_hello.get_or_insert_default();
        if field.is(&tls_rare::ECH_PAYLOAD) {
            let inner = field.children.iter().find(|child| child.is(&tls_rare::ECH_INNER));
            hello.inner = inner.map(Offer::of);
        } else if field.is(&tls_rare::ECH_SIGNAL) || field.is(&tls_rare::ECH_CONFIRMATION) {
            if let Datum::Flag(accepted) = field.value.datum {
                hello.sign = Some(accepted);
            }
        } else if field.is(&tls_rare::ECH_INNER_RANDOM) {
            hello.by_random = true;
        } else {
            let key = hello.key.get_or_insert_default();
            let number = field.number().unwrap_or_default();
            match () {
                () if field.is(&tls_rare::ECH_CONFIG) => key.id = number,
                () if field.is(&tls_rare::ECH_KDF) => key.kdf = number,
                () if field.is(&tls_rare::ECH_AEAD) => key.aead = number,
                () => {}
            }
        }
    }

    /// Whether a key that fits was published, as far as this capture knows.
    pub fn compare(&mut self, published: &Published) {
        if let (Some(hello), Some(name)) = (&mut self.encrypted_hello, &self.offer.server_name)
            && let Some(key) = hello.key
        {
            hello.published |= published.keys.contains(&(name.clone(), key));
        }
    }
}

/// Whether a field in a message of this kind is one that [`Facts::encrypted_hello`] asks for.
pub(super) fn is_about(field: &Field, kind: u8) -> bool {
    use tls_rare::*;
    let labels: &[&Label] = match kind {
        handshake_type::CLIENT_HELLO => &[&ECH_PAYLOAD, &ECH_CONFIG, &ECH_KDF, &ECH_AEAD],
        handshake_type::SERVER_HELLO => &[&ECH_SIGNAL, &ECH_CONFIRMATION],
        _ => &[],
    };
    field.is(&ECH_INNER_RANDOM) || labels.iter().any(|label| field.is(label))
}

/// A field and all below it, but for those of a hello that was encrypted in another: without keys, everybody sees these.
pub(crate) fn outside(field: &Field) -> impl Iterator<Item = &Field> {
    let mut stack = vec![field];
    std::iter::from_fn(move || {
        let next = stack.pop()?;
        if !next.is(&tls_rare::ECH_PAYLOAD) {
            stack.extend(next.children.iter().rev());
        }
        Some(next)
    })
}

/// The keys for encrypted hellos that a capture shows being handed out: in HTTPS records of DNS, and by servers.
#[derive(Clone, Debug, Default)]
pub struct Published {
    keys: HashSet<(String, Key)>,
}

impl Published {
    /// Takes note of the keys in a message.
    pub fn note(&mut self, message: &Message) {
        for config in message.all(&ech::CONFIG) {
            let (Some(name), Some(id)) = (config.find(&ech::PUBLIC_NAME), config.find(&ech::CONFIG_ID)) else {
                continue;
            };
            let (Some(name), Some(id)) = (name.name(), id.number()) else { continue };
            for suite in config.walk().filter(|field| field.is(&ech::SUITE)) {
                let number = |label| suite.child(label).and_then(Field::number).unwrap_or_default();
                let key = Key { id, kdf: number(&tls_rare::ECH_KDF), aead: number(&tls_rare::ECH_AEAD) };
                if self.keys.len() < MOST {
                    self.keys.insert((name.to_string(), key));
                }
            }
        }
    }
}

impl Offer {
    /// What a whole ClientHello offers.
    fn of(hello: &Field) -> Offer {
        let mut offer = Offer::default();
        hello
            .walk()
            .filter(|field| !field.is(&tls_extensions::EXTENSIONS_LENGTH))
            .for_each(|field| offer.note(field, false));
        offer
    }
}
