//! For which server a client asks, where one hello may hide another (RFC 9849): what a listener read, and what is known here.

use wirewalk_dissect::facts::{Asked, Facts};

/// What a listener learned of the name in the client's hello.
pub(super) fn leaked(tls: &Facts, outer: &str) -> String {
    let Some(hello) = &tls.encrypted_hello else { return format!("the server's name: {outer}") };
    let refused = || match (&hello.inner, hello.retry_configs) {
        (Some(_), _) => "; the server did not accept the encrypted hello",
        (None, true) => {
            "; the server did not accept the encrypted hello beside it, or what looks like one, and sent its current keys"
        }
        (None, false) => {
            "; the server did not accept the encrypted hello beside it, if it is one: a client that has no key from the server sends a decoy"
        }
    };
    match tls.asked() {
        Asked::Inner(inner) => {
            let meant = inner.map_or("no name at all".to_owned(), |name| format!("{name}, decrypted with the keys"));
            format!("only a cover name: {outer}; the name in the encrypted hello is {meant}{}", accepted(tls))
        }
        Asked::Hidden => {
            format!("only a cover name: {outer}; the real name is in the encrypted hello{}", accepted(tls))
        }
        Asked::Clear(_) if hello.inner.is_some() => format!("a cover name: {outer}{}", refused()),
        Asked::Clear(_) | Asked::Nothing => format!("the name in the outer hello: {outer}{}", refused()),
        Asked::Undecided => format!(
            "the name in the outer hello: {outer}, a cover name if the encrypted hello beside it is real (a decoy looks the \
             same); then the real name is hidden inside. An HTTPS record with the server's key, or a key log, would show which"
        ),
    }
}

/// How far it is known that the server went on with the inner hello.
fn accepted(tls: &Facts) -> &'static str {
    match tls.accepts_inner() {
        Some(true) => ", and the server accepted it",
        _ => "; only the keys would show whether the server accepted it",
    }
}

/// The name that a client asked for, in a sentence about what failed.
pub(super) fn asked_for(tls: &Facts) -> String {
    let outer = tls.offer.server_name.as_deref();
    match (tls.asked(), outer) {
        (Asked::Nothing | Asked::Inner(None), _) => "no name at all".to_owned(),
        (Asked::Clear(name) | Asked::Inner(Some(name)), _) => name.to_owned(),
        (Asked::Hidden, Some(cover)) => format!("a name in the encrypted hello (the cover name is {cover})"),
        (Asked::Undecided, Some(outer)) => format!("{outer}, or for a name in the encrypted hello beside it"),
        (Asked::Hidden | Asked::Undecided, None) => "a name in the encrypted hello".to_owned(),
    }
}
