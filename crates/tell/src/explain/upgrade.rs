//! Protocols that begin in the clear and may go over into TLS: whether they did, and what was said before, or instead.

use super::conversation::{Conversation, Spoken};
use wirewalk_dissect::facts::{Credential, Upgrade, Way};

/// What a server's silence about TLS does not tell.
const SILENCE: &str = "TLS was not offered; whether the server left the offer out or somebody on the way removed it, a capture at the server would tell";

/// How what is in the clear was protected.
pub(super) fn in_clear(name: &str, upgrade: &Upgrade) -> String {
    let tls = match (upgrade.asked, upgrade.granted, upgrade.offered) {
        (true, Some(false), _) => "; the server refused TLS",
        (true, _, _) => "; TLS was asked for, and did not begin",
        (false, _, Some(true)) => "; TLS was offered, and the client did not ask for it",
        (false, _, Some(false)) => return format!("not at all: {name} in clear; {SILENCE}"),
        (false, ..) => "",
    };
    format!("not at all: {name} in clear{tls}")
}

/// What stands before how a conversation was protected that began in the clear.
pub(super) fn before(conversation: &Conversation) -> Option<String> {
    let name = conversation.clear?;
    let early = match conversation.upgrade.early {
        true => ", with commands in the clear behind the wish for TLS",
        false => "",
    };
    conversation.begins.contains(&Some(Spoken::Tls)).then(|| format!("{name} that went over into TLS{early}; "))
}

/// What a listener learned of it.
pub(super) fn leaks(conversation: &Conversation) -> Vec<String> {
    let Some(name) = conversation.clear else { return Vec::new() };
    let first = match conversation.begins.contains(&Some(Spoken::Tls)) {
        true => format!("that it is {name}, and what was said before TLS"),
        false => format!("everything: all that was said in {name}"),
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
