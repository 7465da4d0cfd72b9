//! Protocols that begin in the clear and may go over into TLS: whether they did, and what was said before, or instead.

use super::conversation::{Conversation, Spoken};
use wirewalk_dissect::facts::{Credential, Upgrade, Way};

/// What a server's silence about TLS does not tell.
const SILENCE: &str = "TLS was not offered; only a capture at the server would show whether the server made no offer or somebody on the path removed it";

/// How what is in the clear was protected.
pub(super) fn in_clear(name: &str, upgrade: &Upgrade) -> String {
    let tls = match (upgrade.asked, upgrade.granted, upgrade.offered) {
        (true, Some(false), _) => "; the server refused TLS",
        (true, _, _) => "; the client asked for TLS, but it did not begin",
        (false, _, Some(true)) => "; the server offered TLS, but the client did not ask for it",
        (false, _, Some(false)) => return format!("not at all: {name} in the clear; {SILENCE}"),
        (false, ..) => "",
    };
    format!("not at all: {name} in the clear{tls}")
}

/// What stands before how a conversation was protected that began in the clear.
pub(super) fn before(conversation: &Conversation) -> Option<String> {
    let name = conversation.clear?;
    let early = match conversation.upgrade.early {
        true => ", with commands sent in the clear after the request for TLS",
        false => "",
    };
    conversation.begins.contains(&Some(Spoken::Tls)).then(|| format!("{name} that switched to TLS{early}; "))
}

/// What a listener learned of it.
pub(super) fn leaks(conversation: &Conversation) -> Vec<String> {
    let Some(name) = conversation.clear else { return Vec::new() };
    let first = match conversation.begins.contains(&Some(Spoken::Tls)) {
        true => format!("that it is {name}, and what was sent before TLS"),
        false => format!("everything: all that was sent in {name}"),
    };
    std::iter::once(first).chain(conversation.upgrade.credentials.iter().map(login)).collect()
}

/// Whether the server offers TLS.
pub(super) fn offer(offered: bool) -> &'static str {
    if offered { "the server offers TLS" } else { SILENCE }
}

/// What the server answers to the wish for TLS.
pub(super) fn answer(upgrade: &Upgrade, granted: bool) -> String {
    match (granted, &upgrade.refusal) {
        (true, _) => "the server agrees to TLS".to_owned(),
        (false, Some(words)) => format!("the server refuses TLS: {words}"),
        (false, None) => "the server refuses TLS".to_owned(),
    }
}

/// A login in the clear. The password itself is not repeated.
pub(super) fn login(credential: &Credential) -> String {
    let who = credential.user.as_ref().map(|user| format!(" of the user {user}")).unwrap_or_default();
    match credential.way {
        Way::Password => format!("the password{who}, in the clear: anyone who listens can log in with it"),
        Way::Token => format!("a token{who}, in the clear: anyone who listens can use it as long as it is valid"),
        Way::Proof => format!("a proof of the password{who}: anyone who listens can try passwords against it"),
    }
}
