//! "From A to B I am X according to Y": what a certificate says.

use crate::field::{Datum, Field};
use crate::message::Message;
use crate::names::{x509 as label, x509ce};
use crate::recording::rfc3339;

/// The sentence that the first certificate in a message says; `None` if there is none that can be read so far.
pub fn sentence(message: &Message) -> Option<String> {
    sentences(message).next()
}

/// The sentences that the certificates in a message say, in their order.
pub fn sentences(message: &Message) -> impl Iterator<Item = String> + '_ {
    message.all(&label::CERTIFICATE).filter_map(of)
}

/// The sentence of this certificate.
pub(super) fn of(certificate: &Field) -> Option<String> {
    let text = |label| certificate.find(label).and_then(text);
    let moment = |label| certificate.find(label)?.walk().find_map(moment);
    let (from, to) = (moment(&label::NOT_BEFORE)?, moment(&label::NOT_AFTER)?);
    let (subject, issuer) = (text(&label::SUBJECT)?, text(&label::ISSUER)?);
    let names = subject_names(certificate);
    let who = match (subject.is_empty(), names.is_empty()) {
        (true, true) => "nobody".to_owned(),
        (true, false) => names,
        (false, true) => subject.to_owned(),
        (false, false) => format!("{subject} ({names})"),
    };
    let by = if subject == issuer && !subject.is_empty() { "myself" } else { issuer };
    Some(format!("from {from} to {to} I am {who} according to {by}"))
}

fn text(field: &Field) -> Option<&str> {
    match &field.value.datum {
        Datum::Text(text) => Some(text),
        _ => None,
    }
}

fn moment(field: &Field) -> Option<String> {
    match &field.value.datum {
        Datum::Time(seconds) => rfc3339(*seconds),
        Datum::Text(text) if field.is(&label::UTC_TIME) || field.is(&label::GENERALIZED_TIME) => Some(text.clone()),
        _ => None,
    }
}

/// The names of the subjectAltName: the first few, and how many more.
fn subject_names(certificate: &Field) -> String {
    const SHOWN: usize = 4;
    let is_san = |f: &&Field| f.is(&label::EXTENSION) && text(f).is_some_and(|t| t.starts_with("subjectAltName"));
    let kinds = [&x509ce::DNS_NAME, &x509ce::IPV4, &x509ce::IPV6, &x509ce::RFC822_NAME, &x509ce::URI_NAME];
    let extension = certificate.walk().find(is_san);
    let names = extension.into_iter().flat_map(Field::walk).filter(|f| kinds.iter().any(|kind| f.is(kind)));
    let mut names: Vec<&str> = names.filter_map(text).collect();
    let more = names.len().saturating_sub(SHOWN);
    names.truncate(SHOWN);
    match more {
        0 => names.join(", "),
        n => format!("{} and {n} more", names.join(", ")),
    }
}
