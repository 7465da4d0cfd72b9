//! By which address a server is reached that listens on another, or on all of them.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, UdpSocket};

use crate::pki::Name;

/// The URL of a server that listens at `at`: one that answers, and that the certificates of a walk are for, if there is one.
pub fn url(scheme: &str, at: SocketAddr) -> String {
    let here = SocketAddr::new(reached(at.ip()), at.port());
    match scheme {
        "tcp" => format!("tcp://{here}"),
        // The one that the name leads to on every system.
        "https" if here.ip() == Ipv4Addr::LOCALHOST => format!("https://localhost:{}/", at.port()),
        _ => format!("{scheme}://{here}/"),
    }
}

/// The URL by which other machines reach it, where it is another one.
pub fn url_for_others(scheme: &str, at: SocketAddr) -> Option<String> {
    let outward = outward(at.ip()).filter(|_| at.ip().is_unspecified())?;
    Some(url(scheme, SocketAddr::new(outward, at.port())))
}

/// The host of that URL, as a person writes it.
pub fn host(ip: IpAddr) -> String {
    match reached(ip) {
        IpAddr::V4(Ipv4Addr::LOCALHOST) => String::from("localhost"),
        IpAddr::V4(four) => four.to_string(),
        IpAddr::V6(six) => format!("[{six}]"),
    }
}

/// Whether `localhost`, and names below it, lead to a server that listens there (RFC 6761 section 6.3).
pub fn is_where_names_lead(ip: IpAddr) -> bool {
    ip.is_unspecified() || ip == Ipv4Addr::LOCALHOST || ip == Ipv6Addr::LOCALHOST
}

/// Whom a certificate names for a server that listens there: this machine, and the address.
pub fn names(ip: IpAddr) -> Vec<Name> {
    let mut names = Name::loopback();
    let other = if ip.is_unspecified() { outward(ip) } else { Some(ip) };
    names.extend(other.map(Name::Ip).filter(|name| !Name::loopback().contains(name)));
    names
}

/// An address that reaches it from here.
fn reached(ip: IpAddr) -> IpAddr {
    match ip {
        IpAddr::V4(Ipv4Addr::UNSPECIFIED) => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(Ipv6Addr::UNSPECIFIED) => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    }
}

/// This machine's own address on the way out, if it has one. Nothing is sent: a UDP socket only asks for the route to an address that
/// is kept for examples (RFC 5737, RFC 3849).
fn outward(ip: IpAddr) -> Option<IpAddr> {
    let (any, far): (SocketAddr, &str) = match ip {
        IpAddr::V4(_) => ((Ipv4Addr::UNSPECIFIED, 0).into(), "192.0.2.1:9"),
        IpAddr::V6(_) => ((Ipv6Addr::UNSPECIFIED, 0).into(), "[2001:db8::1]:9"),
    };
    let socket = UdpSocket::bind(any).ok()?;
    socket.connect(far).ok()?;
    let own = socket.local_addr().ok()?.ip();
    (!own.is_loopback() && !own.is_unspecified()).then_some(own)
}
