//! A proxy that opens no tunnel.

use super::told::Failure;
use crate::explain::conversation::Conversation;

/// Why a proxy that speaks SOCKS opened no tunnel.
pub(super) fn refused(conversation: &Conversation) -> Option<Failure> {
    let why = conversation.asking.refused.as_ref()?;
    let remedy = "check the proxy's address, its user and password, and that it is allowed to connect there; the proxy's log says more";
    Some(Failure::new("proxy refused", format!("the SOCKS proxy opened no tunnel: {why}"), Vec::new(), remedy))
}
