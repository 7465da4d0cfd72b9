//! Key exchange groups that write down what they give: the shared secret is in no key log, and the whole key schedule
//! follows from it.
//!
//! A recording group does what the group behind it does, in every method. What rustls does by default instead would break
//! handshakes: `start_and_complete` must be the group's own, or ML-KEM fails on the server, where there is nothing to
//! send before the client's share is known; `hybrid_component` must be forwarded, or the second key share is silently
//! left out, and with it `complete_hybrid_component`.

use std::fmt;
use std::sync::{Arc, Mutex, Weak};

use rustls::crypto::{ActiveKeyExchange, CompletedKeyExchange, CryptoProvider, SharedSecret, SupportedKxGroup};
use rustls::ffdhe_groups::FfdheGroup;
use rustls::{Error, NamedGroup, ProtocolVersion, SupportedProtocolVersion};

use crate::locked;
use wirewalk_dissect::recording::Exchange;

/// Notes of the key exchanges of a scene, in memory. Cheap to clone: all clones are the same notes.
#[derive(Clone, Debug, Default)]
pub(super) struct Exchanges {
    kept: Arc<Kept>,
}

type Kept = Mutex<Vec<Exchange>>;

impl Exchanges {
    /// The same provider, with the same groups in the same order, whose exchanges are recorded here.
    ///
    /// rustls wants groups that live as long as the program: some bytes are never given back. They do not hold the
    /// secrets, which are wiped with the last clone of these notes.
    pub(super) fn provider(&self, provider: CryptoProvider) -> CryptoProvider {
        let notes = Arc::downgrade(&self.kept);
        let recording =
            |group| -> &'static dyn SupportedKxGroup { Box::leak(Box::new(Group { group, notes: notes.clone() })) };
        CryptoProvider { kx_groups: provider.kx_groups.iter().copied().map(recording).collect(), ..provider }
    }

    /// What was recorded so far; an exchange of which both ends are ours is there once.
    pub(super) fn recorded(&self) -> Vec<Exchange> {
        locked(&self.kept).clone()
    }
}

/// Takes note of an exchange, if anybody still wants to know.
fn note(notes: &Weak<Kept>, group: NamedGroup, shares: [&[u8]; 2], secret: &SharedSecret) {
    let Some(kept) = notes.upgrade() else { return };
    let mut kept = locked(&kept);
    let [one, other] = shares;
    let known = |known: &Exchange| known.is_between(one, other) && known.secret() == secret.secret_bytes();
    if !kept.iter().any(known) {
        kept.push(Exchange::new(group.into(), shares, secret.secret_bytes()));
    }
}

/// A group, and where what it gives is written down.
struct Group {
    group: &'static dyn SupportedKxGroup,
    notes: Weak<Kept>,
}

impl SupportedKxGroup for Group {
    fn start(&self) -> Result<Box<dyn ActiveKeyExchange>, Error> {
        Ok(Box::new(Active { exchange: self.group.start()?, notes: self.notes.clone() }))
    }

    fn start_and_complete(&self, peer_pub_key: &[u8]) -> Result<CompletedKeyExchange, Error> {
        let completed = self.group.start_and_complete(peer_pub_key)?;
        note(&self.notes, completed.group, [&completed.pub_key, peer_pub_key], &completed.secret);
        Ok(completed)
    }

    fn ffdhe_group(&self) -> Option<FfdheGroup<'static>> {
        self.group.ffdhe_group()
    }

    fn name(&self) -> NamedGroup {
        self.group.name()
    }

    fn fips(&self) -> bool {
        self.group.fips()
    }

    fn usable_for_version(&self, version: ProtocolVersion) -> bool {
        self.group.usable_for_version(version)
    }
}

impl fmt::Debug for Group {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}, recorded", self.group)
    }
}

/// An exchange that waits for the other side's share.
struct Active {
    exchange: Box<dyn ActiveKeyExchange>,
    notes: Weak<Kept>,
}

impl Active {
    /// Lets `complete` complete the exchange, and writes down what it gives.
    fn recorded(
        self,
        own: (NamedGroup, Vec<u8>),
        peer: &[u8],
        complete: impl FnOnce(Box<dyn ActiveKeyExchange>) -> Result<SharedSecret, Error>,
    ) -> Result<SharedSecret, Error> {
        let (group, own) = own;
        let secret = complete(self.exchange)?;
        note(&self.notes, group, [&own, peer], &secret);
        Ok(secret)
    }

    fn own(&self) -> (NamedGroup, Vec<u8>) {
        (self.exchange.group(), self.exchange.pub_key().to_vec())
    }
}

impl ActiveKeyExchange for Active {
    fn complete(self: Box<Self>, peer_pub_key: &[u8]) -> Result<SharedSecret, Error> {
        let own = self.own();
        self.recorded(own, peer_pub_key, |exchange| exchange.complete(peer_pub_key))
    }

    fn complete_for_tls_version(
        self: Box<Self>,
        peer_pub_key: &[u8],
        tls_version: &SupportedProtocolVersion,
    ) -> Result<SharedSecret, Error> {
        let own = self.own();
        self.recorded(own, peer_pub_key, |exchange| exchange.complete_for_tls_version(peer_pub_key, tls_version))
    }

    fn hybrid_component(&self) -> Option<(NamedGroup, &[u8])> {
        self.exchange.hybrid_component()
    }

    fn complete_hybrid_component(self: Box<Self>, peer_pub_key: &[u8]) -> Result<SharedSecret, Error> {
        // Without a component rustls does not call this; what the group behind then says is its own affair.
        let own = self.hybrid_component().map(|(group, share)| (group, share.to_vec())).unwrap_or_else(|| self.own());
        self.recorded(own, peer_pub_key, |exchange| exchange.complete_hybrid_component(peer_pub_key))
    }

    fn pub_key(&self) -> &[u8] {
        self.exchange.pub_key()
    }

    fn ffdhe_group(&self) -> Option<FfdheGroup<'static>> {
        self.exchange.ffdhe_group()
    }

    fn group(&self) -> NamedGroup {
        self.exchange.group()
    }
}
