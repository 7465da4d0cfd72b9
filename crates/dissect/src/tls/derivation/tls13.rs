//! TLS 1.3: the three stages of the key schedule, each when the message that it waits for is there.

use super::steps::{Steps, part};
use super::{Derivation, Exchanged, Said};
use crate::names::tls_schedule as label;
use crate::recording::{SecretId, Side, TlsSecret};
use crate::schedule::tls13::{Application, Early, Handshake};
use crate::schedule::{Hash, Secret, Suite};
use crate::{Field, Span};

/// Groups of a curve and ML-KEM (IANA's registry): the number, how many bytes of the secret come first, whose they are.
const HYBRIDS: [(u16, usize, First); 3] =
    [(0x11eb, 32, First::Curve), (0x11ec, 32, First::Kem), (0x11ed, 48, First::Curve)];

/// Whose half of a hybrid secret comes first.
#[derive(Clone, Copy)]
enum First {
    Kem,
    Curve,
}

/// The stages that were reached, with where the secret that the next one begins with was shown.
#[derive(Default)]
pub(super) struct Stages {
    with: Option<SecretId>,
    handshake: Option<(Handshake, Span)>,
    application: Option<(Application, Span)>,
    /// What the keys of tickets come from.
    resumption: Option<(Hash, Secret)>,
}

impl Derivation {
    /// After the ServerHello: everything up to the handshake's keys.
    pub(super) fn handshake_secrets(&mut self, said: &Said<'_>, steps: &mut Steps<'_>) -> Option<Vec<Field>> {
        let suite = steps.facts.agreed()?;
        let bytes = said.transcript.bytes().filter(|_| !steps.facts.psk);
        let exchanged = self.exchanged(steps.secrets);
        let (Some(exchanged), Some(bytes)) = (exchanged, bytes) else {
            return Some(self.logged(steps, &suite, TlsSecret::handshake));
        };
        let with = exchanged.with;
        let shared = shared_secret(steps, &exchanged);
        let early = Early::new(suite.hash, None);
        let (early_field, derived) = early_secret(steps, suite.hash, &early);
        let hash = suite.hash.digest(bytes);
        let stage = early.handshake(Some(exchanged.secret), &hash);
        let how = "HKDF-Extract(derived secret, shared secret)";
        let secret = steps.add(&label::HANDSHAKE_SECRET, &[&derived, &shared.span], &stage.secret, how);
        let transcript = steps.transcript_hash(suite.prf(), &self.said, bytes, "the ServerHello");
        let mut fields = vec![shared, early_field];
        let from = [&secret.span.clone(), &transcript.span.clone()];
        fields.extend([secret, transcript]);
        for (which, value, name) in [
            (TlsSecret::ClientHandshake, &stage.client, "c hs traffic"),
            (TlsSecret::ServerHandshake, &stage.server, "s hs traffic"),
        ] {
            let how = derive("handshake secret", name);
            let field = steps.traffic_secret(&suite, which, &from, value, how);
            self.know(which, with, value, &field);
            fields.push(field);
        }
        self.tls13 = Stages { with: Some(with), handshake: Some((stage, from[0].clone())), ..Stages::default() };
        Some(fields)
    }

    /// After a Finished: with the server's the application's keys, with the client's what tickets come from.
    pub(super) fn after_finished(&mut self, said: &Said<'_>, steps: &mut Steps<'_>, side: Side) -> Vec<Field> {
        let Some(suite) = steps.facts.agreed() else { return Vec::new() };
        match side {
            Side::Server => self.application_secrets(said, steps, &suite),
            Side::Client => self.resumption_secret(said, steps, &suite).into_iter().flatten().collect(),
        }
    }

    fn application_secrets(&mut self, said: &Said<'_>, steps: &mut Steps<'_>, suite: &Suite) -> Vec<Field> {
        let (Some((stage, handshake)), Some(bytes), Some(with)) =
            (&self.tls13.handshake, said.transcript.bytes(), self.tls13.with)
        else {
            return self.logged(steps, suite, TlsSecret::application);
        };
        let how = "Derive-Secret(handshake secret, \"derived\", the hash of an empty string)";
        let derived = steps.add(&label::DERIVED_SECRET, &[handshake], &stage.derived, how);
        let next = stage.application(&suite.hash.digest(bytes));
        let how = "HKDF-Extract(derived secret, zeros)";
        let master = steps.add(&label::MASTER_SECRET, &[&derived.span], &next.secret, how);
        let transcript = steps.transcript_hash(suite.prf(), &self.said, bytes, "the server's Finished");
        let from = [&master.span.clone(), &transcript.span.clone()];
        let mut fields = vec![derived, master, transcript];
        for (which, value, name) in [
            (TlsSecret::ClientApplication, &next.client, "c ap traffic"),
            (TlsSecret::ServerApplication, &next.server, "s ap traffic"),
        ] {
            let field = steps.traffic_secret(suite, which, &from, value, derive("master secret", name));
            self.know(which, with, value, &field);
            fields.push(field);
        }
        let how = derive("master secret", "exp master");
        let mut exporter = steps.add(&label::EXPORTER, &from, &next.exporter, how);
        steps.compare(&mut exporter, TlsSecret::Exporter, &next.exporter);
        fields.push(exporter);
        self.tls13.application = Some((next, from[0].clone()));
        fields
    }

    /// What the keys of this connection's tickets come from, if it is known.
    pub(in crate::tls) fn resumption(&self) -> Option<(Hash, &Secret)> {
        self.tls13.resumption.as_ref().map(|(hash, secret)| (*hash, secret))
    }

    fn resumption_secret(&mut self, said: &Said<'_>, steps: &mut Steps<'_>, suite: &Suite) -> Option<[Field; 2]> {
        let (stage, master) = self.tls13.application.as_ref()?;
        let bytes = said.transcript.bytes()?;
        let secret = stage.resumption(&suite.hash.digest(bytes));
        let transcript = steps.transcript_hash(suite.prf(), &self.said, bytes, "the client's Finished");
        let how = derive("master secret", "res master");
        let field = steps.add(&label::RESUMPTION, &[master, &transcript.span], &secret, how);
        self.tls13.resumption = Some((suite.hash, secret));
        Some([transcript, field])
    }

    /// What the key log tells of both sides.
    fn logged(&mut self, steps: &mut Steps<'_>, suite: &Suite, of: fn(Side) -> TlsSecret) -> Vec<Field> {
        let mut fields = Vec::new();
        for which in [Side::Client, Side::Server].map(of) {
            let Some(field) = steps.logged_secret(suite, which) else { continue };
            let secret = steps.message.bytes(&field.span).to_vec();
            self.know(which, SecretId::KeyLog(which), &secret, &field);
            fields.push(field);
        }
        fields
    }
}

fn derive(from: &str, name: &str) -> String {
    format!("Derive-Secret({from}, \"{name}\", transcript hash)")
}

/// What the exchange gave; a hybrid's falls into two halves.
fn shared_secret(steps: &mut Steps<'_>, exchanged: &Exchanged<'_, '_>) -> Field {
    let hybrid = HYBRIDS.iter().find(|(group, first, _)| *group == exchanged.group && *first < exchanged.secret.len());
    let how = match hybrid {
        None => "the result of one side's private key and the other side's public key, the same at both ends",
        Some(_) => "the results of two exchanges, one after the other: an attacker must break both",
    };
    let mut field = steps.add(&label::SHARED_SECRET, &exchanged.from, exchanged.secret, how);
    if let Some((_, first, order)) = hybrid {
        let labels = match order {
            First::Kem => [&label::HYBRID_KEM, &label::HYBRID_CURVE],
            First::Curve => [&label::HYBRID_CURVE, &label::HYBRID_KEM],
        };
        let ranges = [0..*first, *first..exchanged.secret.len()];
        field.children = labels.into_iter().zip(ranges).map(|(label, range)| part(label, &field, range)).collect();
    }
    field
}

/// The first stage; gives also where the secret stands that leads on.
fn early_secret(steps: &mut Steps<'_>, hash: Hash, early: &Early) -> (Field, Span) {
    let how = format!("HKDF-Extract(zeros, zeros) with {}: no earlier key was mixed in", hash.name());
    let mut field = steps.add(&label::EARLY_SECRET, &[], &early.secret, how);
    let how = "Derive-Secret(early secret, \"derived\", the hash of an empty string)";
    let derived = steps.add(&label::DERIVED_SECRET, &[&field.span], &early.derived, how);
    let span = derived.span.clone();
    field.children.push(derived);
    (field, span)
}
