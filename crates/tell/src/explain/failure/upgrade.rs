//! TLS that was asked for and did not begin.

use super::told::Failure;
use crate::explain::conversation::{Conversation, Spoken};
use wirewalk_dissect::recording::Side;

/// Why a conversation in the clear did not go over into TLS although the client asked for it.
pub(super) fn refused(conversation: &Conversation) -> Option<Failure> {
    let name = conversation.clear?;
    let upgrade = &conversation.upgrade;
    if !upgrade.asked || conversation.begins.contains(&Some(Spoken::Tls)) {
        return None;
    }
    let over = conversation.ended.contains(&true) || conversation.reset.is_some();
    match upgrade.granted {
        Some(false) => {
            let words = upgrade.refusal.as_ref().map(|words| format!(": {words}")).unwrap_or_default();
            let what = format!("the client asked for TLS in {name}, and the server refused it{words}");
            let login = match upgrade.credentials.is_empty() {
                true => Vec::new(),
                false => vec!["the client then logged in, in the clear".to_owned()],
            };
            let remedy = "check the server's log: its certificate or key may be missing. If the log shows no refusal, somebody on the path sent \
                          this answer; a client that insists on TLS stops here";
            Some(Failure::new("TLS refused", what, login, remedy))
        }
        None if over => {
            let by = match conversation.who_ended() {
                Some(Side::Client) => "the client ended the connection",
                _ => "the connection ended",
            };
            let what = format!("the client asked for TLS in {name}, and {by} before an answer came");
            let remedy = "capture at the server too, to see whether the request arrived and how the server answered it";
            Some(Failure::new("TLS not answered", what, Vec::new(), remedy))
        }
        Some(true) if over => {
            let what = format!("the server agreed to TLS in {name}, and the client did not start it");
            let remedy = "check the client's own log: it may not trust the server, or this was only a test";
            Some(Failure::new("TLS not begun", what, Vec::new(), remedy))
        }
        _ => None,
    }
}
