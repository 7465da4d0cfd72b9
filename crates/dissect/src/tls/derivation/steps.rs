//! How a step of a derivation is written down: a source of its own, and a field that is all of it.

use std::borrow::Cow;
use std::ops::Range;

use bytes::Bytes;

use super::super::facts::Facts;
use crate::names::tls_schedule as label;
use crate::recording::{Secrets, TlsSecret};
use crate::schedule::{Prf, Suite, finished_key, traffic_keys};
use crate::{Field, Label, Message, Origin, Problem, Span, Value};

/// The message that is being told about, and what is known besides.
pub(super) struct Steps<'a> {
    pub message: &'a mut Message,
    pub facts: &'a Facts,
    pub secrets: &'a Secrets,
    pub in_packets: bool,
}

impl Steps<'_> {
    /// A step: what came out, of what, and how.
    pub(super) fn add(
        &mut self,
        label: &'static Label,
        from: &[&Span],
        bytes: &[u8],
        how: impl Into<Cow<'static, str>>,
    ) -> Field {
        let origin = Origin::Derived(from.iter().copied().cloned().collect());
        let number = self.message.add_source(origin, Bytes::copy_from_slice(bytes));
        self.message.leaf(number, 0..bytes.len(), label, Value::NONE.meaning(how))
    }

    /// What the key log has under this name for this connection.
    pub(super) fn logged(&self, which: TlsSecret) -> Option<&[u8]> {
        self.secrets.key_log().secret(which.label(), self.facts.client_random.as_ref()?)
    }

    /// A secret that the key log may have too: whether the two are equal.
    pub(super) fn compare(&self, field: &mut Field, which: TlsSecret, secret: &[u8]) {
        match self.logged(which) {
            None => {}
            Some(line) if line == secret => append(field, &format!("; equal to the key log's line {which}")),
            Some(_) => {
                let problem = format!(
                    "it differs from the key log's line {which}: one of the two belongs to a different \
                        connection"
                );
                field.problem = Some(Problem(problem.into()));
            }
        }
    }

    /// A traffic secret of the schedule, with the keys that follow from it.
    pub(super) fn traffic_secret(
        &mut self,
        suite: &Suite,
        which: TlsSecret,
        from: &[&Span],
        secret: &[u8],
        how: String,
    ) -> Field {
        let mut field = self.add(label::of(which), from, secret, how);
        self.compare(&mut field, which, secret);
        self.keys(&mut field, suite, which, secret);
        field
    }

    /// A traffic secret that only the key log tells.
    pub(super) fn logged_secret(&mut self, suite: &Suite, which: TlsSecret) -> Option<Field> {
        let secret = self.logged(which)?.to_vec();
        let mut field = self.add(&label::LOGGED_SECRET, &[], &secret, format!("the key log's line {which}"));
        self.keys(&mut field, suite, which, &secret);
        Some(field)
    }

    /// Key and IV, and in a handshake the key of Finished.
    fn keys(&mut self, field: &mut Field, suite: &Suite, which: TlsSecret, secret: &[u8]) {
        let of = [&field.span.clone()];
        let how =
            |what| format!("HKDF-Expand-Label(traffic secret, \"{what}\", \"\", as many bytes as the suite needs)");
        if !self.in_packets {
            let keys = traffic_keys(suite, secret);
            field.children.push(self.add(&label::KEY, &of, &keys.key, how("key")));
            field.children.push(self.add(&label::IV, &of, &keys.iv, how("iv")));
        }
        if matches!(which, TlsSecret::ClientHandshake | TlsSecret::ServerHandshake) {
            let key = finished_key(suite.hash, secret);
            field.children.push(self.add(&label::FINISHED_KEY, &of, &key, how("finished")));
        }
    }

    /// The hash of the messages so far; `until`: the last of them, for a person.
    pub(super) fn transcript_hash(&mut self, prf: Prf, said: &[Span], bytes: &[u8], until: &str) -> Field {
        let said: Vec<&Span> = said.iter().collect();
        let how = format!("{} of all handshake messages from the ClientHello to {until}", prf.name());
        self.add(&label::TRANSCRIPT_HASH, &said, &prf.digest(bytes), how)
    }
}

/// A part of a step.
pub(super) fn part(label: &'static Label, whole: &Field, range: Range<usize>) -> Field {
    let span = Span { range, ..whole.span.clone() };
    Field::leaf(label, span, Value::NONE)
}

/// Says more about a field's value: `; more`.
pub(super) fn append(field: &mut Field, more: &str) {
    let more = match &field.value.meaning {
        Some(before) => format!("{before}{more}"),
        None => more.trim_start_matches("; ").to_owned(),
    };
    field.value.meaning = Some(more.into());
}
