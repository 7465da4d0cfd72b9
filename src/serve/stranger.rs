//! Who is at the other end of a connection on this machine: Linux says.

use std::net::SocketAddr;

/// Whether the other end is known to belong to somebody else than who runs this program. Root may see everything anyway.
#[cfg(target_os = "linux")]
pub fn holds(peer: SocketAddr, here: SocketAddr) -> bool {
    use std::os::unix::fs::MetadataExt;
    let Ok(me) = std::fs::metadata("/proc/self") else { return false };
    let Ok(table) = std::fs::read_to_string("/proc/net/tcp") else { return false };
    owner(&table, peer, here).is_some_and(|uid| uid != 0 && uid != me.uid())
}

/// Whether the other end is known to belong to somebody else; nobody says so here.
#[cfg(not(target_os = "linux"))]
pub fn holds(_peer: SocketAddr, _here: SocketAddr) -> bool {
    false
}

/// The user of the socket at `local` that talks to `remote` (proc_net_tcp(5): addresses in the machine's own order).
#[cfg(any(target_os = "linux", test))]
fn owner(table: &str, local: SocketAddr, remote: SocketAddr) -> Option<u32> {
    let ends = [hex(local)?, hex(remote)?];
    table.lines().find_map(|line| {
        let columns: Vec<&str> = line.split_whitespace().collect();
        (columns.get(1..3)? == ends).then(|| columns.get(7)?.parse().ok())?
    })
}

#[cfg(any(target_os = "linux", test))]
fn hex(addr: SocketAddr) -> Option<String> {
    let SocketAddr::V4(addr) = addr else { return None };
    Some(format!("{:08X}:{:04X}", u32::from_ne_bytes(addr.ip().octets()), addr.port()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_owner_of_a_connection_is_read_from_its_own_line() {
        let (a, b) = (SocketAddr::from(([127, 0, 0, 1], 40000)), SocketAddr::from(([127, 0, 0, 1], 80)));
        let [ha, hb] = [a, b].map(|addr| hex(addr).expect("IPv4"));
        let rest = "01 00000000:00000000 00:00000000 00000000";
        let table =
            format!("  sl  local_address …\n 0: {hb} {ha} {rest} 7 0 1\n 1: {ha} {hb} {rest} 1000 0 2\n 2: {ha}\n");
        assert_eq!((owner(&table, a, b), owner(&table, b, a), owner("", a, b)), (Some(1000), Some(7), None));
    }
}
