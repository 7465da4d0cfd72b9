//! Keys of SSH in files: public keys on lines of their own (sshd(8)) and between two lines (RFC 4716), certificates of OpenSSH
//! (PROTOCOL.certkeys), private keys of OpenSSH (PROTOCOL.key).

mod certificate;
mod key;
mod line;
mod parts;
mod private;
mod rfc4716;

use bytes::Bytes;

use super::base64;
use super::kind::Kind;
use crate::cursor::{Cursor, Stop};
use crate::field::Field;
use crate::message::Message;
use crate::names::ssh as label;
use parts::Budget;

pub(super) use private::{is_private, private};

/// A file of more keys than this is not read to its end.
const MOST_KEYS: usize = 10_000;

/// Whether a file that is no PEM holds public keys of SSH.
pub(super) fn is_file(bytes: &[u8]) -> bool {
    rfc4716::is_one(bytes) || line::lines(bytes).take(MOST_KEYS).any(|line| line::find(line).is_some())
}

/// Takes such a file apart; what each key is.
pub(super) fn file(message: &mut Message, file: &Bytes) -> Vec<Kind> {
    let mut c = Cursor::new(message.index, 0, file);
    let mut kinds = Vec::new();
    let mut budget = Budget::new();
    // A stop leaves the rest unexplained, which `finish` does.
    let _ = match rfc4716::is_one(file) {
        true => rfc4716::keys(&mut c, message, &mut kinds, &mut budget),
        false => lines(&mut c, message, &mut kinds, &mut budget),
    };
    message.fields = c.finish();
    kinds
}

/// Lines with keys, and lines without.
fn lines(c: &mut Cursor<'_>, message: &mut Message, kinds: &mut Vec<Kind>, budget: &mut Budget) -> Result<(), Stop> {
    while c.left() > 0 && kinds.len() < MOST_KEYS {
        let ignored: usize = line::lines(c.rest()).take_while(|l| line::find(l).is_none()).map(<[u8]>::len).sum();
        if ignored > 0 {
            c.text(&label::IGNORED, ignored)?;
        }
        if let Some(found) = line::lines(c.rest()).next() {
            kinds.push(line::read(c, message, found, budget)?);
        }
    }
    Ok(())
}

/// What the base64 of a public key stands for.
fn blob(message: &Message, source: u16, bytes: &Bytes, budget: &mut Budget) -> (Vec<Field>, Kind) {
    let mut c = Cursor::new(message.index, source, bytes);
    let kind = if key::is_certificate(bytes) { Kind::SshCertificate } else { Kind::SshPublicKey };
    let len = c.left();
    // It cannot stop: exactly what is there is taken.
    let _ = match kind {
        Kind::SshCertificate => c.group(&label::CERTIFICATE, len, |c| certificate::certificate(c, budget)),
        _ => c.group(&label::PUBLIC, len, key::public),
    };
    (c.finish(), kind)
}
