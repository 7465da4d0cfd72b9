//! What Mallory does to a ClientHello: she rewrites one list in it and corrects every length around it. It needs no key.

/// X25519MLKEM768 and TLS 1.3, as they cross the wire.
pub const HYBRID: [u8; 2] = [0x11, 0xec];
pub const TLS13: [u8; 2] = [3, 4];

/// Extensions that she may want to change.
const SUPPORTED_GROUPS: u16 = 10;
const SUPPORTED_VERSIONS: u16 = 43;
const KEY_SHARE: u16 = 51;

fn number(bytes: &[u8]) -> Option<usize> {
    Some(usize::from(u16::from_be_bytes([*bytes.first()?, *bytes.get(1)?])))
}

/// Bytes with their length before them, in two bytes.
fn counted(bytes: &[u8]) -> Vec<u8> {
    [&(bytes.len() as u16).to_be_bytes()[..], bytes].concat()
}

/// A list of two-byte values without one of them.
fn without(list: &[u8], value: [u8; 2]) -> Vec<u8> {
    list.chunks(2).filter(|entry| *entry != value).flatten().copied().collect()
}

/// The list of groups without this one.
fn groups(body: &[u8], group: [u8; 2]) -> Option<Vec<u8>> {
    Some(counted(&without(body.get(2..)?, group)))
}

/// The key shares without that of this group: each is a group, a length and a public key.
fn shares(body: &[u8], group: [u8; 2]) -> Option<Vec<u8>> {
    let (mut kept, mut rest) = (Vec::new(), body.get(2..)?);
    while !rest.is_empty() {
        let (share, more) = rest.split_at_checked(4 + number(rest.get(2..)?)?)?;
        if !share.starts_with(&group) {
            kept.extend_from_slice(share);
        }
        rest = more;
    }
    Some(counted(&kept))
}

/// The list of versions without this one; its length is one byte.
fn versions(body: &[u8], version: [u8; 2]) -> Option<Vec<u8>> {
    let kept = without(body.get(1..)?, version);
    Some([&[kept.len() as u8], &kept[..]].concat())
}

/// A record with a ClientHello in it, without this group or version; `None`: the bytes are no whole ClientHello.
pub fn without_value(record: &[u8], value: [u8; 2]) -> Option<Vec<u8>> {
    let mut at = 5 + 4 + 2 + 32; // the record's header, the message's, the version, the random
    at += 1 + usize::from(*record.get(at)?); // session ID
    at += 2 + number(record.get(at..)?)?; // cipher suites
    at += 1 + usize::from(*record.get(at)?); // compression methods
    let (mut extensions, mut rest) = (Vec::new(), record.get(at + 2..)?);
    while !rest.is_empty() {
        let (kind, len) = (number(rest)? as u16, number(rest.get(2..)?)?);
        let (body, more) = rest.get(4..)?.split_at_checked(len)?;
        let body = match kind {
            SUPPORTED_GROUPS => groups(body, value)?,
            KEY_SHARE => shares(body, value)?,
            SUPPORTED_VERSIONS => versions(body, value)?,
            _ => body.to_vec(),
        };
        extensions.extend(kind.to_be_bytes());
        extensions.extend(counted(&body));
        rest = more;
    }
    let message = [record.get(9..at)?, &counted(&extensions)].concat();
    let message = [&[1, 0][..], &counted(&message)].concat(); // ClientHello, its length in three bytes
    Some([record.get(..3)?, &counted(&message)].concat())
}
