//! TLS 1.2 and before: premaster secret, master secret, key block.

use super::steps::{Steps, part};
use super::{Derivation, Exchanged, Said, shares};
use crate::names::tls_schedule as label;
use crate::recording::{SecretId, Side, TlsSecret};
use crate::schedule::{Age, Exchanged as Way, RsaKey, Secret, Suite, tls12};
use crate::{Field, Span};

impl Derivation {
    /// The server's public key, and what its signature is over.
    pub(super) fn server_key_exchange(&mut self, said: &Said<'_>, steps: &mut Steps<'_>) -> Option<Vec<Field>> {
        let suite = steps.facts.agreed()?;
        if !matches!(suite.exchange, Way::Ecdhe | Way::Dhe) {
            return None;
        }
        let (share, end) = shares::of_server_key_exchange(said.bytes, suite.exchange == Way::Ecdhe)?;
        self.server_share = Some(said.place(share));
        self.signed_params(said, steps, end).map(|field| vec![field])
    }

    /// The client's part: with it both ends have all that they need.
    pub(super) fn client_key_exchange(&mut self, said: &Said<'_>, steps: &mut Steps<'_>) -> Option<Vec<Field>> {
        let suite = steps.facts.agreed()?;
        // SSL 3.0 gives no length to what is under the RSA key, and a shared key has a name before whatever else is exchanged.
        let width = match (suite.exchange, suite.age) {
            (Way::Other, _) | (Way::Rsa, Age::Ssl30) => return self.logged_master(steps),
            (Way::Ecdhe, _) => 1,
            _ => 2,
        };
        let mut share = shares::of_client_key_exchange(said.bytes, width)?;
        share.group = self.server_share.as_ref().map_or(0, |server| server.share.group);
        let placed = said.place(share);
        let found = match suite.exchange {
            Way::Rsa => {
                let opened = |(with, key): (SecretId, &RsaKey)| Some((with, key.premaster(&placed.share.key)?));
                let premaster = steps.secrets.rsa_keys().find_map(opened);
                premaster.map(|(with, secret)| (with, transported(steps, &placed.span, &secret), secret))
            }
            _ => {
                self.client_shares = vec![placed];
                let exchanged = self.exchanged(steps.secrets);
                exchanged.map(|found| (found.with, agreed(steps, &found), Secret::new(found.secret.to_vec())))
            }
        };
        let Some((with, premaster, secret)) = found else { return self.logged_master(steps) };
        let mut fields = vec![premaster];
        let (mut master, value) = self.master_secret(said, steps, &suite, &mut fields, &secret)?;
        steps.compare(&mut master, TlsSecret::Master, &value);
        self.know(TlsSecret::Master, with, &value, &master);
        let block = self.key_block(steps, &suite, &master.span, &value);
        fields.push(master);
        fields.extend(block);
        Some(fields)
    }

    /// The master secret, either way, and its field; what else goes into it is added to the fields before it.
    fn master_secret(
        &self,
        said: &Said<'_>,
        steps: &mut Steps<'_>,
        suite: &Suite,
        before: &mut Vec<Field>,
        secret: &[u8],
    ) -> Option<(Field, Secret)> {
        let premaster = before.first()?.span.clone();
        if steps.facts.extended_master_secret {
            // Without the whole transcript nobody can say what was hashed.
            let bytes = said.transcript.bytes()?;
            let hash = steps.transcript_hash(suite.prf(), &self.said, bytes, "the ClientKeyExchange");
            let value = tls12::extended_master_secret(suite.prf(), secret, &suite.prf().digest(bytes));
            let how = "PRF(premaster secret, \"extended master secret\", transcript hash): it belongs only to this \
                handshake";
            let field = steps.add(&label::MASTER12, &[&premaster, &hash.span], &value, how);
            before.push(hash);
            return Some((field, value));
        }
        let value = tls12::master_secret(suite.prf(), secret, &steps.facts.client_random?, &steps.facts.server_random?);
        let from: Vec<&Span> = [&premaster].into_iter().chain(self.randoms.iter().flatten()).collect();
        let how = "PRF(premaster secret, \"master secret\", both random values)";
        Some((steps.add(&label::MASTER12, &from, &value, how), value))
    }

    /// What the key log tells: the master secret.
    pub(super) fn logged_master(&mut self, steps: &mut Steps<'_>) -> Option<Vec<Field>> {
        let suite = steps.facts.agreed()?;
        let which = TlsSecret::Master;
        let secret = Secret::new(steps.logged(which)?.to_vec());
        let field = steps.add(&label::LOGGED_SECRET, &[], &secret, format!("the key log's line {which}"));
        self.know(which, SecretId::KeyLog(which), &secret, &field);
        let block = self.key_block(steps, &suite, &field.span, &secret);
        Some([Some(field), block].into_iter().flatten().collect())
    }

    /// All keys of both directions, one after the other.
    fn key_block(&self, steps: &mut Steps<'_>, suite: &Suite, master: &Span, secret: &[u8]) -> Option<Field> {
        let block = tls12::key_block(suite, secret, &steps.facts.client_random?, &steps.facts.server_random?);
        let from: Vec<&Span> = [master].into_iter().chain(self.randoms.iter().rev().flatten()).collect();
        let how = "PRF(master secret, \"key expansion\", both random values, the server's first)";
        let mut field = steps.add(&label::KEY_BLOCK, &from, block.bytes(), how);
        let [client, server] = [Side::Client, Side::Server].map(|side| block.keys(side));
        let parts = [
            (&label::CLIENT_MAC_KEY, client.mac),
            (&label::SERVER_MAC_KEY, server.mac),
            (&label::CLIENT_KEY, client.key),
            (&label::SERVER_KEY, server.key),
            (&label::CLIENT_IV, client.iv),
            (&label::SERVER_IV, server.iv),
        ];
        let mut at = 0;
        for (label, key) in parts.into_iter().filter(|(_, key)| !key.is_empty()) {
            field.children.push(part(label, &field, at..at + key.len()));
            at += key.len();
        }
        Some(field)
    }
}

/// A premaster secret that the client made up.
fn transported(steps: &mut Steps<'_>, encrypted: &Span, secret: &[u8]) -> Field {
    let how = "decrypted with the server's RSA key: anyone with that key can decrypt every recording of this kind";
    let mut field = steps.add(&label::PREMASTER, &[encrypted], secret, how);
    let parts = [(&label::PREMASTER_VERSION, 0..2), (&label::PREMASTER_RANDOM, 2..secret.len())];
    field.children = parts.map(|(label, range)| part(label, &field, range)).into();
    field
}

/// A premaster secret that both ends computed.
fn agreed(steps: &mut Steps<'_>, exchanged: &Exchanged<'_, '_>) -> Field {
    let how = "the result of one side's private key and the other side's public key, the same at both ends";
    steps.add(&label::PREMASTER, &exchanged.from, exchanged.secret, how)
}
