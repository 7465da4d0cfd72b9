//! Who offered HTTP/3 before a client came over QUIC: an HTTPS record of DNS, or an answer of HTTP (Alt-Svc).

use std::net::IpAddr;

use wirewalk_dissect::dns::facts::{Answer, Lookup};
use wirewalk_dissect::recording::{StreamNumber, Timestamp};

/// So many offers are remembered.
const MOST: usize = 4096;

/// Something that says that a name is served over HTTP/3 too.
#[derive(Clone, Debug)]
struct Offer {
    name: String,
    /// To whom it was said.
    to: IpAddr,
    at: Timestamp,
    packet: Option<u64>,
    /// The conversation in which an answer of HTTP said it; `None`: DNS did.
    over: Option<u32>,
}

/// The offers so far.
#[derive(Debug, Default)]
pub(super) struct Offers(Vec<Offer>);

impl Offers {
    /// Takes note of an answer of DNS.
    pub(super) fn answer(&mut self, lookup: &Lookup, answer: &Answer, to: IpAddr, packet: Option<u64>) {
        if answer.services.iter().flat_map(|service| &service.alpn).any(|alpn| is_http3(alpn)) {
            self.add(Offer { name: plain(&lookup.name), to, at: answer.at, packet, over: None });
        }
    }

    /// Takes note of what an answer of HTTP says of other ways (RFC 7838 §3), to a request for this address.
    pub(super) fn alternative(
        &mut self,
        (asked, value): (&str, &str),
        to: IpAddr,
        over: u32,
        (at, packet): (Timestamp, Option<u64>),
    ) {
        let offers = value.split(',').filter_map(|one| one.split('=').next()).any(|name| is_http3(name.trim()));
        if offers {
            self.add(Offer { name: host(asked), to, at, packet, over: Some(over) });
        }
    }

    fn add(&mut self, offer: Offer) {
        if self.0.len() < MOST {
            self.0.push(offer);
        }
    }

    /// Who offered it last, before this time, of those who said so to this client, or of a resolver on the same machine.
    pub(super) fn of(&self, name: &str, client: IpAddr, before: Timestamp) -> Option<String> {
        let name = plain(name);
        let fits =
            |offer: &&Offer| offer.name == name && offer.at <= before && (offer.to == client || offer.to.is_loopback());
        let offer = self.0.iter().rev().find(fits)?;
        let packet = offer.packet.map(|packet| format!(" in packet {packet}")).unwrap_or_default();
        Some(match offer.over {
            None => format!("the HTTPS record{packet} offered HTTP/3 for it"),
            Some(id) => format!("an answer on conversation {}{packet} offered HTTP/3 (Alt-Svc)", StreamNumber::of(id)),
        })
    }
}

/// Whether a name by ALPN is that of HTTP/3, or of a draft of it.
fn is_http3(alpn: &str) -> bool {
    alpn == "h3" || alpn.starts_with("h3-")
}

fn plain(name: &str) -> String {
    name.trim_end_matches('.').to_ascii_lowercase()
}

/// The host in `GET example.org:8443/index.html`.
fn host(asked: &str) -> String {
    let address = asked.rsplit(' ').next().unwrap_or(asked);
    let address = address.split_once("://").map_or(address, |(_, rest)| rest);
    let host = address.split('/').next().unwrap_or(address);
    let bare = host.rsplit_once(':').filter(|(_, port)| port.bytes().all(|b| b.is_ascii_digit()));
    plain(bare.map_or(host, |(host, _)| host))
}
