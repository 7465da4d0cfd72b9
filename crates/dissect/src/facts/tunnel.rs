//! A tunnel through which a conversation goes: where it leads, for whom, and what it cost to have it opened.

use crate::message::Message;
use crate::names::{proxy, socks};
use crate::recording::Side;
use crate::{Field, Label};

/// A tunnel that was opened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tunnel {
    /// By which protocol.
    pub by: &'static str,
    /// Where it leads.
    pub to: String,
    /// Who is at its beginning, if its protocol says so.
    pub from: Option<String>,
    /// What a listener should not have heard.
    pub delicate: Vec<String>,
}

/// What SOCKS and the PROXY protocol say, message by message, up to where a tunnel is open.
#[derive(Clone, Debug, Default)]
pub struct Asking {
    tunnel: Tunnel,
    /// Why the proxy opened none.
    pub refused: Option<String>,
}

impl Asking {
    /// What was asked for and not granted.
    pub fn open(&self) -> Option<&Tunnel> {
        Some(&self.tunnel).filter(|tunnel| !tunnel.to.is_empty() || !tunnel.delicate.is_empty())
    }

    /// Takes note of a message; gives the tunnel that it opened.
    pub fn note(&mut self, message: &Message) -> Option<Tunnel> {
        if message.find(&proxy::HEADER).is_some() {
            return Some(header(message));
        }
        let text = |label: &Label| message.find(label).and_then(Field::name);
        if message.side == Side::Client {
            let is_4 = message.find(&socks::VERSION).and_then(Field::number) == Some(4);
            self.tunnel.by = if is_4 { "a SOCKS 4 proxy" } else { "a SOCKS 5 proxy" };
            self.tunnel.delicate.extend(text(&socks::USER).map(|user| match is_4 {
                true => format!("the user id {user}"),
                false => format!("the user {user} and the password for the proxy"),
            }));
            let host = text(&socks::NAME_4).or(text(&socks::NAME)).or(text(&socks::IPV4)).or(text(&socks::IPV6));
            if let (Some(host), Some(port)) = (host, text(&socks::PORT).or(text(&socks::PORT_4))) {
                self.tunnel.to = joined(&host, &port);
            }
            return None;
        }
        let login = message.find(&socks::LOGIN_STATUS).is_some_and(|status| status.number() != Some(0));
        let none = message.find(&socks::ACCEPTED).is_some_and(|method| method.number() == Some(0xff));
        if login || none {
            let why =
                if login { "it refused the user and the password" } else { "it accepts none of the client's methods" };
            self.refused = Some(why.to_owned());
        }
        let reply = message.find(&socks::REPLY)?;
        match reply.number() {
            Some(0 | 90) => Some(std::mem::take(&mut self.tunnel)),
            _ => {
                let (to, why) = (&self.tunnel.to, reply.name().unwrap_or_default());
                self.refused = Some(format!("asked for {to}, it answered: {why}"));
                None
            }
        }
    }
}

/// What a PROXY header says.
fn header(message: &Message) -> Tunnel {
    let text = |label: &Label| message.find(label).and_then(Field::name);
    let end = |four, six, unix, port| {
        let host = text(four).or(text(six));
        host.zip(text(port)).map(|(host, port)| joined(&host, &port)).or(text(unix).map(|path| path.into_owned()))
    };
    let from = end(&proxy::SOURCE_4, &proxy::SOURCE_6, &proxy::SOURCE_UNIX, &proxy::SOURCE_PORT);
    let to = end(&proxy::DESTINATION_4, &proxy::DESTINATION_6, &proxy::DESTINATION_UNIX, &proxy::DESTINATION_PORT);
    Tunnel { by: PROXY, to: to.unwrap_or_default(), from, delicate: Vec::new() }
}

/// The PROXY protocol, by its name.
pub const PROXY: &str = "the PROXY protocol";

fn joined(host: &str, port: &str) -> String {
    if host.contains(':') { format!("[{host}]:{port}") } else { format!("{host}:{port}") }
}
