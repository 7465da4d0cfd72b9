//! Why a conversation came to nothing: what each side tried, who refused, what to do about it.

mod alerts;
mod crossed;
mod datagrams;
mod dns;
mod handshake;
mod http;
mod proxy;
mod quic;
mod tcp;
mod told;
mod tried;
mod upgrade;

use super::conversation::Conversation;
pub(super) use datagrams::why;
pub use told::Failure;

/// What failed; `None`: nothing that can be seen.
pub fn failure(conversation: &Conversation) -> Option<Failure> {
    const REASONS: [fn(&Conversation) -> Option<Failure>; 12] = [
        proxy::refused,
        upgrade::refused,
        crossed::crossed,
        alerts::refused,
        handshake::heartbeat,
        http::failed,
        dns::failed,
        tcp::silent,
        handshake::unfinished,
        handshake::left,
        handshake::unheard,
        tcp::broken_off,
    ];
    if conversation.is_of_datagrams() {
        const REASONS: [fn(&Conversation) -> Option<Failure>; 5] =
            [datagrams::unheard, alerts::refused, quic::failed, http::failed, dns::failed];
        return REASONS.iter().find_map(|reason| reason(conversation));
    }
    REASONS.iter().find_map(|reason| reason(conversation))
}
