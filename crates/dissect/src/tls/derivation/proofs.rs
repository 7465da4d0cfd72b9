//! What is proved in a handshake: that both ends saw the same (Finished), and that a key was there (signatures).

use super::steps::{Steps, append, part};
use super::{Derivation, Said};
use crate::names::{tls_messages, tls_schedule as label};
use crate::recording::{Side, TlsSecret};
use crate::schedule::{self, Age, Suite, tls12};
use crate::{Field, Problem, Span, Value};

/// Bytes of a handshake message's header.
const HEADER: usize = 4;
/// A longer transcript is not repeated as the content that a client signs before TLS 1.3.
const LONGEST: usize = 64 * 1024;

impl Derivation {
    /// Recomputes what a Finished must hold, and says in its own field whether it does.
    pub(super) fn finished(&self, said: &Said<'_>, steps: &mut Steps<'_>, fields: &mut [Field]) -> Vec<Field> {
        let Some((expected, mut shown)) = self.expected(said, steps) else { return Vec::new() };
        let held = said.bytes.get(HEADER..).unwrap_or_default();
        let Some(field) = fields.iter_mut().find_map(|field| field.find_mut(&tls_messages::VERIFY_DATA)) else {
            return shown;
        };
        if held == expected {
            append(field, "; recomputed, and equal: both ends saw the same messages and have the same keys");
        } else {
            let problem = "it differs from the value computed from the messages and the key: either a byte was changed, or \
                    the key is a different one";
            field.problem = Some(Problem(problem.into()));
        }
        if let Some(last) = shown.last_mut() {
            append(last, if held == expected { "; equal to what was sent" } else { "; different from what was sent" });
        }
        shown
    }

    fn expected(&self, said: &Said<'_>, steps: &mut Steps<'_>) -> Option<(Vec<u8>, Vec<Field>)> {
        let suite = steps.facts.agreed()?;
        let before = said.before()?;
        let tls13 = steps.facts.is_tls13();
        let which = if tls13 { TlsSecret::handshake(said.side) } else { TlsSecret::Master };
        let known = self.known(which)?;
        let expected = match tls13 {
            true => schedule::finished(suite.hash, &known.secret, &suite.hash.digest(before)),
            false => tls12::verify_data(suite.prf(), &known.secret, said.side == Side::Client, before),
        };
        let how = match (suite.age, said.side) {
            (Age::Tls13, _) => "HMAC(key of Finished, transcript hash)",
            (Age::Ssl30, _) => "MD5 and SHA-1 around the messages, the sender and the master secret",
            (_, Side::Client) => "PRF(master secret, \"client finished\", transcript hash)",
            (_, Side::Server) => "PRF(master secret, \"server finished\", transcript hash)",
        };
        let transcript = self.hash_before(said, steps, &suite, before);
        let field = steps.add(&label::VERIFY_DATA, &[&known.span, &transcript.span], &expected, how);
        Some((expected, vec![transcript, field]))
    }

    fn hash_before(&self, said: &Said<'_>, steps: &mut Steps<'_>, suite: &Suite, before: &[u8]) -> Field {
        steps.transcript_hash(suite.prf(), self.said_before(said), before, "the message before this one")
    }

    fn said_before(&self, said: &Said<'_>) -> &[Span] {
        match self.said.split_last() {
            Some((last, before)) if *last == said.span => before,
            _ => &self.said,
        }
    }

    /// What the signature in a CertificateVerify is over.
    pub(super) fn certificate_verify(&self, said: &Said<'_>, steps: &mut Steps<'_>) -> Option<Vec<Field>> {
        let before = said.before()?;
        if !steps.facts.is_tls13() {
            let content = Some(before).filter(|bytes| bytes.len() <= LONGEST)?;
            let from: Vec<&Span> = self.said_before(said).iter().collect();
            let mut field = steps.add(&label::SIGNED, &from, content, "before TLS 1.3, the messages themselves");
            field.children = vec![part(&label::SIGNED_MESSAGES, &field, 0..content.len())];
            return Some(vec![field]);
        }
        let suite = steps.facts.agreed()?;
        let transcript = self.hash_before(said, steps, &suite, before);
        let context = match said.side {
            Side::Client => "TLS 1.3, client CertificateVerify",
            Side::Server => "TLS 1.3, server CertificateVerify",
        };
        let hash = suite.hash.digest(before);
        let content = [&[b' '; 64], context.as_bytes(), &[0], &hash].concat();
        let how = "64 spaces, a text that says what it is for, a zero, and the transcript hash: rebuilt here just \
            as both ends build it";
        let mut field = steps.add(&label::SIGNED, &[&transcript.span], &content, how);
        let text = 64 + context.len();
        let parts = [
            (&label::SIGNED_PADDING, 0..64),
            (&label::SIGNED_CONTEXT, 64..text),
            (&label::SIGNED_SEPARATOR, text..text + 1),
            (&label::SIGNED_HASH, text + 1..content.len()),
        ];
        field.children = parts.map(|(label, range)| part(label, &field, range)).into();
        if let Some(text) = field.children.get_mut(1) {
            text.value = Value::text(context);
        }
        Some(vec![transcript, field])
    }

    /// What the signature in a ServerKeyExchange is over; the parameters end at `end` of the message.
    pub(super) fn signed_params(&self, said: &Said<'_>, steps: &mut Steps<'_>, end: usize) -> Option<Field> {
        let (client, server) = (steps.facts.client_random?, steps.facts.server_random?);
        let [Some(client_span), Some(server_span)] = &self.randoms else { return None };
        let params = said.bytes.get(HEADER..end)?;
        let content = [&client, &server, params].concat();
        let how = "both randoms and the parameters: rebuilt here just as both ends build it";
        let from = [client_span, server_span, &said.part(HEADER..end)];
        let mut field = steps.add(&label::SIGNED, &from, &content, how);
        let parts = [
            (&label::SIGNED_CLIENT_RANDOM, 0..32),
            (&label::SIGNED_SERVER_RANDOM, 32..64),
            (&label::SIGNED_PARAMS, 64..content.len()),
        ];
        field.children = parts.map(|(label, range)| part(label, &field, range)).into();
        Some(field)
    }
}
