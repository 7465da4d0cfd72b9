//! Ports: the lesson's own if it is free, another one otherwise.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener, UdpSocket};

/// How far the port of an inner wire lies from the lesson's.
const NEXT_HOP: u16 = 10_000;

/// The port that Eve asks for on this leg of the journey; 0 (any) if the lesson's is 0.
pub fn for_hop(port: u16, hop: u8) -> u16 {
    match port {
        0 => 0,
        port => port.checked_add(NEXT_HOP.saturating_mul(u16::from(hop))).unwrap_or(0),
    }
}

/// Listens: on the port `wanted` if that is possible, on a free one otherwise.
///
/// # Errors
/// Whatever the system says when no port at all can be had.
pub fn listen(bind: IpAddr, wanted: u16) -> io::Result<TcpListener> {
    let listener = TcpListener::bind((bind, wanted)).or_else(|_| TcpListener::bind((bind, 0)))?;
    listener.set_nonblocking(true)?;
    Ok(listener)
}

/// The same for datagrams.
///
/// # Errors
/// As [`listen`].
pub fn datagrams(bind: IpAddr, wanted: u16) -> io::Result<UdpSocket> {
    let socket = UdpSocket::bind((bind, wanted)).or_else(|_| UdpSocket::bind((bind, 0)))?;
    socket.set_nonblocking(true)?;
    Ok(socket)
}

/// The address at which somebody on this machine reaches a listener: loopback, where it listens on all addresses.
pub fn reachable(addr: SocketAddr) -> SocketAddr {
    let ip = match addr.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, addr.port())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_that_is_taken_is_replaced() -> io::Result<()> {
        let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let port = taken.local_addr()?.port();
        assert_ne!(listen(Ipv4Addr::LOCALHOST.into(), port)?.local_addr()?.port(), port);
        Ok(())
    }

    #[test]
    fn an_inner_wire_has_a_port_of_its_own() {
        assert_eq!(for_hop(5985, 0), 5985);
        assert_eq!(for_hop(5985, 1), 15985);
        assert_eq!(for_hop(60_000, 1), 0);
        assert_eq!(for_hop(0, 1), 0);
    }
}
