//! A side said why.

use super::told::Failure;
use super::tried::{listed, tried};
use crate::explain::conversation::Conversation;
use crate::explain::names::asked_for;
use crate::explain::over_quic::FORGEABLE;
use wirewalk_dissect::facts::{Alert, alert as number};
use wirewalk_dissect::recording::Side;
use wirewalk_dissect::verify::{Fault, Matter};

const HANDSHAKE_FAILURE: u8 = 40;

/// An alert that ended the connection.
pub(super) fn refused(conversation: &Conversation) -> Option<Failure> {
    let tls = &conversation.tls;
    let alert = tls.alerts.iter().find(|alert| !tls.is_remark(alert))?;
    let when = if tls.is_established() { "after the handshake" } else { "during the handshake" };
    let other = alert.side.other();
    let read = match (alert.in_clear, conversation.is_of_quic()) {
        (true, false) => "in the clear",
        (true, true) => FORGEABLE,
        (false, _) => "encrypted",
    };
    let what = format!(
        "the {} refused the connection {when}: it sent alert {} {} to the {other}, {read}",
        alert.side, alert.number, alert.name
    );
    let more = of_papers(conversation, alert).or_else(|| particular(conversation, alert));
    let remedy = match more {
        // What the alert mostly means is not what it means here.
        Some(more) if alert.number == HANDSHAKE_FAILURE && tls.asked_for_certificate() => more,
        Some(more) => format!("{}. {more}", alert.meaning),
        None => alert.meaning.clone(),
    };
    Some(Failure::new("refused by alert", what, tried(conversation), remedy))
}

/// What the certificate that was refused tells of the reason.
fn of_papers(conversation: &Conversation, alert: &Alert) -> Option<String> {
    let about_certificates = matches!(alert.number, 42..=48 | 113 | number::CERTIFICATE_REQUIRED);
    let other = alert.side.other();
    // A server of TLS 1.2 that wanted a certificate says only that the handshake failed.
    let about_client =
        alert.number == HANDSHAKE_FAILURE && alert.side == Side::Server && conversation.tls.asked_for_certificate();
    if !about_certificates && !about_client {
        return None;
    }
    let shown = conversation.papers.of(other)?;
    if shown.sight.is_none() {
        let whom = match conversation.papers.wanted.as_slice() {
            [] => "; its request names no authority, so it does not say which ones it accepts".to_owned(),
            names => format!("; it would accept one issued by {}", names.join(" | ")),
        };
        return Some(format!(
            "Here the {} asked for a certificate, and the {other} had no certificate to show{whom}: give the {other} one (curl: --cert and --key)",
            alert.side
        ));
    }
    if matches!(alert.number, number::CERTIFICATE_REQUIRED) {
        return None;
    }
    // What the alert speaks of comes first.
    let suits = |what: Matter| match alert.number {
        number::CERTIFICATE_EXPIRED => matches!(what, Matter::Fault(Fault::Expired | Fault::NotYetValid)),
        number::UNKNOWN_CA => {
            matches!(what, Matter::Fault(Fault::SelfSigned) | Matter::IssuerNotSent | Matter::UnwantedAuthority)
        }
        _ => false,
    };
    let findings = || shown.findings().iter();
    let first =
        findings().find(|f| suits(f.what)).or_else(|| findings().find(|f| f.certain)).or_else(|| findings().next())?;
    let sure = if first.certain { "Here" } else { "Here, most likely" };
    Some(format!("{sure}: {} ({}). {}", first.what, first.evidence, first.repair))
}

/// What is to be done about an alert in this connection.
fn particular(conversation: &Conversation, alert: &Alert) -> Option<String> {
    let tls = &conversation.tls;
    let offer = &tls.offer;
    let name = asked_for(tls);
    Some(match (alert.number, alert.side) {
        _ if tls.ssl2 && alert.side == Side::Server => {
            "Here the client sent a hello in SSL 2.0 format, which servers do not have to understand".to_owned()
        }
        (70, Side::Server) => format!(
            "Here the client offered {}, and the server accepts none of them: enable a newer version in the client, or an older \
             one on the server",
            listed(&offer.versions)
        ),
        (40 | 71, Side::Server) if tls.version.is_some() => {
            "Here the server had already chosen a version and a cipher suite: its log says what it rejected after that"
                .to_owned()
        }
        (40 | 71, Side::Server) => {
            "Here, check that the server allows one of the suites and one of the groups above, and that it has a \
             certificate with a key that suits them (RSA or ECDSA)"
                .to_owned()
        }
        (48, Side::Client) => {
            "Here the client does not know the authority behind the server's certificate: give the client the root \
             (curl: --cacert), or make the server send the intermediate certificates"
                .to_owned()
        }
        (48, Side::Server) => {
            "Here the server does not know the authority that issued the client's certificate".to_owned()
        }
        (112, Side::Server) => format!("Here the client asked for {name}"),
        (116, Side::Server) => "Here the client must show a certificate (curl: --cert and --key)".to_owned(),
        (40, Side::Client) => "Here the client does not allow what the server chose".to_owned(),
        (120, Side::Server) => format!("Here the client offered to speak {}", listed(&offer.alpn)),
        (42 | 45 | 46, Side::Client) if !tls.certificate_in_clear[Side::Server] => {
            format!("Here the client asked for {name}")
        }
        _ => return None,
    })
}
