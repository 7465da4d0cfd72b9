//! Whether an annotated copy of a capture has the same blocks and nothing but comments more.

use wirewalk::recording::capture::{CaptureError, Raw, RawKind, RawReader};

/// The pieces of a capture, and why there are no more.
fn pieces(file: &[u8]) -> (Vec<Raw>, Option<CaptureError>) {
    let mut pieces = Vec::new();
    let mut reader = match RawReader::new(file) {
        Ok(reader) => reader,
        Err(error) => return (pieces, Some(error)),
    };
    loop {
        match reader.piece() {
            Ok(Some(piece)) => pieces.push(piece),
            Ok(None) => return (pieces, None),
            Err(error) => return (pieces, Some(error)),
        }
    }
}

/// How many packets a copy has that holds what the capture does, as far as that can be read.
///
/// # Errors
/// The first difference.
pub fn check(capture: &[u8], copy: &[u8]) -> Result<u64, String> {
    let (mut theirs, _) = pieces(capture);
    let (ours, error) = pieces(copy);
    if let Some(error) = error.filter(|_| !theirs.is_empty()) {
        return Err(format!("the copy ends with: {error}"));
    }
    // Without leave, secrets are left out.
    let is_secret = |piece: &Raw| matches!(piece, Raw::Block { kind: RawKind::Secrets, .. });
    if !ours.iter().any(is_secret) {
        theirs.retain(|piece| !is_secret(piece));
    }
    // A pcap file's header becomes a section and an interface.
    let head = if matches!(theirs.first(), Some(Raw::Header { .. })) { 1 } else { 0 };
    if ours.len() != theirs.len() + head {
        return Err(format!("{} pieces, not {}", ours.len(), theirs.len() + head));
    }
    let mut packets = 0;
    for (at, theirs) in theirs.iter().enumerate().skip(head) {
        let Some(Raw::Block { bytes, kind, .. }) = ours.get(at + head) else {
            return Err(format!("piece {at} is no block"));
        };
        packets += u64::from(matches!(kind, RawKind::Packet { .. }));
        if !is_same(theirs, bytes) {
            return Err(format!("piece {at} differs: {theirs:?} became {bytes:?}"));
        }
    }
    Ok(packets)
}

/// Whether a piece says in the copy what it said before.
fn is_same(theirs: &Raw, copy: &[u8]) -> bool {
    match theirs {
        Raw::Header { .. } => false,
        Raw::Record { at, bytes, len } => {
            let words = [6, 0, (at >> 32) as u32, *at as u32, bytes.len() as u32, *len];
            let word =
                |at: usize| copy.get(at..at + 4).map(|word| u32::from_le_bytes([word[0], word[1], word[2], word[3]]));
            let head = [0, 8, 12, 16, 20, 24].map(word);
            head == words.map(Some) && copy.get(28..28 + bytes.len()) == Some(bytes)
        }
        // The length of the whole block is another, at its beginning and at its end.
        Raw::Block { bytes, kind: RawKind::Packet { room: Some(room) }, .. } => {
            copy.get(..4) == bytes.get(..4) && copy.get(8..*room) == bytes.get(8..*room)
        }
        // How long the section is, is left open.
        Raw::Block { bytes, kind: RawKind::Section, .. } => {
            let open = copy.get(16..24).is_some_and(|len| len == [0xff; 8]);
            copy == bytes || open && copy.get(..16) == bytes.get(..16) && copy.get(24..) == bytes.get(24..)
        }
        Raw::Block { bytes, .. } => copy == bytes,
    }
}
