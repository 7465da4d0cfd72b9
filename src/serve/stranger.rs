//! Who is at the other end of a connection on this machine: Linux says.

#[cfg(any(target_os = "linux", test))]
use std::net::IpAddr;
use std::net::SocketAddr;

/// Whether the other end is known to belong to somebody else than who runs this program. Root may see everything anyway.
#[cfg(target_os = "linux")]
pub fn holds(peer: SocketAddr, here: SocketAddr) -> bool {
    use std::os::unix::fs::MetadataExt;
    let Ok(me) = std::fs::metadata("/proc/self") else { return false };
    let owner = Family::BOTH.iter().find_map(|family| {
        let table = std::fs::read_to_string(family.table()).ok()?;
        owner(&table, family.written(peer)?, family.written(here)?)
    });
    owner.is_some_and(|uid| uid != 0 && uid != me.uid())
}

/// Whether the other end is known to belong to somebody else; nobody says so here.
#[cfg(not(target_os = "linux"))]
pub fn holds(_peer: SocketAddr, _here: SocketAddr) -> bool {
    false
}

/// The two tables of sockets. One of IPv6 may talk to one of IPv4 (RFC 4291 section 2.5.5.2), and is in the table of its own kind.
#[cfg(any(target_os = "linux", test))]
enum Family {
    V4,
    V6,
}

#[cfg(any(target_os = "linux", test))]
impl Family {
    const BOTH: [Family; 2] = [Family::V4, Family::V6];

    fn table(&self) -> &'static str {
        match self {
            Family::V4 => "/proc/net/tcp",
            Family::V6 => "/proc/net/tcp6",
        }
    }

    /// An address as it is written there (proc_net_tcp(5): words of 32 bits in the machine's own order).
    fn written(&self, addr: SocketAddr) -> Option<String> {
        let bytes = match (self, addr.ip()) {
            (Family::V4, IpAddr::V4(ip)) => ip.octets().to_vec(),
            (Family::V4, IpAddr::V6(ip)) => ip.to_ipv4_mapped()?.octets().to_vec(),
            (Family::V6, IpAddr::V4(ip)) => ip.to_ipv6_mapped().octets().to_vec(),
            (Family::V6, IpAddr::V6(ip)) => ip.octets().to_vec(),
        };
        let words = bytes.chunks_exact(4).filter_map(|word| Some(u32::from_ne_bytes(word.try_into().ok()?)));
        let words: String = words.map(|word| format!("{word:08X}")).collect();
        Some(format!("{words}:{:04X}", addr.port()))
    }
}

/// The user of the socket at `local` that talks to `remote`.
#[cfg(any(target_os = "linux", test))]
fn owner(table: &str, local: String, remote: String) -> Option<u32> {
    let ends = [local, remote];
    table.lines().find_map(|line| {
        let columns: Vec<&str> = line.split_whitespace().collect();
        (columns.get(1..3)? == ends).then(|| columns.get(7)?.parse().ok())?
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_owner_of_a_connection_is_read_from_its_own_line_in_either_table() {
        let (a, b) = (SocketAddr::from(([127, 0, 0, 1], 40000)), SocketAddr::from(([127, 0, 0, 1], 80)));
        for family in Family::BOTH {
            let [ha, hb] = [a, b].map(|addr| family.written(addr).expect("IPv4"));
            let rest = "01 00000000:00000000 00:00000000 00000000";
            let table =
                format!("  sl  local_address …\n 0: {hb} {ha} {rest} 7 0 1\n 1: {ha} {hb} {rest} 1000 0 2\n 2: {ha}\n");
            let owner = |table: &str, local: &String, remote: &String| owner(table, local.clone(), remote.clone());
            assert_eq!(
                (owner(&table, &ha, &hb), owner(&table, &hb, &ha), owner("", &ha, &hb)),
                (Some(1000), Some(7), None)
            );
        }
    }

    #[test]
    #[cfg(target_endian = "little")]
    fn addresses_are_written_as_linux_does() {
        let addr = SocketAddr::from(([127, 0, 0, 1], 80));
        assert_eq!(Family::V4.written(addr).as_deref(), Some("0100007F:0050"));
        assert_eq!(Family::V6.written(addr).as_deref(), Some("0000000000000000FFFF00000100007F:0050"));
    }
}
