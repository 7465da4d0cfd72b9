//! A private key of OpenSSH, in clear or under a passphrase (PROTOCOL.key).

use bytes::Bytes;

use super::key::{application, ed25519, numbers, on_curve, public};
use super::parts::{number, opaque, string, text, within};
use crate::cursor::{Cursor, Stop, blame, stop};
use crate::der;
use crate::field::{Field, Value};
use crate::files::kind::Kind;
use crate::message::Message;
use crate::names::ssh as label;
use crate::read::{length, peek, plain, rest};

const MAGIC: &[u8] = b"openssh-key-v1\0";
/// Nobody has made a file of more keys than one.
const MOST_KEYS: u64 = 64;

/// Whether these bytes begin like a private key of OpenSSH.
pub(crate) fn is_private(bytes: &[u8]) -> bool {
    bytes.starts_with(MAGIC)
}

/// Its fields, and whether it is encrypted.
pub(crate) fn private(message: &Message, source: u16, bytes: &Bytes) -> (Vec<Field>, Kind) {
    let mut c = Cursor::new(message.index, source, bytes);
    let mut kind = Kind::SshPrivateKey;
    let len = c.left();
    // It cannot stop: exactly what is there is taken.
    let _ = c.group(&label::PRIVATE, len, |c| {
        c.leaf(&label::MAGIC, MAGIC.len(), Value::text("openssh-key-v1"))?;
        let cipher = string(c, &label::CIPHER_LENGTH, &label::CIPHER, text)?;
        if cipher != b"none" {
            kind = Kind::SshEncryptedPrivateKey;
        }
        string(c, &label::KDF_LENGTH, &label::KDF, text)?;
        within(c, &label::KDF_OPTIONS_LENGTH, &label::KDF_OPTIONS, |c| {
            string(c, &label::SALT_LENGTH, &label::SALT, der::hex)?;
            plain(c, &label::ROUNDS, 4)?;
            Ok(Value::NONE)
        })?;
        let count = plain(c, &label::COUNT, 4)?;
        if count > MOST_KEYS {
            return stop(format!("{count} keys in one file: nobody makes such files"));
        }
        for _ in 0..count {
            within(c, &label::PUBLIC_LENGTH, &label::PUBLIC, public)?;
        }
        let len = length(c, &label::PRIVATE_LENGTH, 4)?;
        match kind {
            Kind::SshPrivateKey => drop(c.group(&label::SECTION, len, |c| section(c, count))?),
            _ => crate::read::opaque(c, &label::ENCRYPTED, len)?,
        }
        rest(c, &label::TAG)?;
        Ok(Value::text(if kind == Kind::SshPrivateKey { "in clear" } else { "encrypted" }))
    });
    (c.finish(), kind)
}

/// The private part. What cannot be read of it is secret all the same.
fn section(c: &mut Cursor<'_>, count: u64) -> Result<Value, Stop> {
    let result = keys(c, count);
    if result.is_err() {
        rest(c, &label::SECRET)?;
    }
    result.map(|()| Value::NONE)
}

fn keys(c: &mut Cursor<'_>, count: u64) -> Result<(), Stop> {
    let first = peek(c, 4);
    plain(c, &label::CHECK, 4)?;
    let second = peek(c, 4);
    plain(c, &label::CHECK, 4)?;
    if let Some(field) = c.last().filter(|_| first != second) {
        blame(field, "the two numbers differ: the file is damaged");
    }
    for _ in 0..count {
        let kind = string(c, &label::PRIVATE_TYPE_LENGTH, &label::PRIVATE_TYPE, text)?;
        secrets(c, kind)?;
        string(c, &label::COMMENT_LENGTH, &label::PRIVATE_COMMENT, text)?;
    }
    let padding = c.rest();
    let right = padding.iter().zip(1u8..).all(|(byte, due)| *byte == due);
    rest(c, &label::PADDING)?;
    if let Some(field) = c.last().filter(|_| !right) {
        blame(field, "the padding is not 1, 2, 3 and so on: the file is damaged");
    }
    Ok(())
}

/// The numbers of a private key of this kind.
fn secrets(c: &mut Cursor<'_>, kind: &[u8]) -> Result<(), Stop> {
    match kind {
        b"ssh-rsa" => {
            number(c, &label::RSA_N)?;
            number(c, &label::RSA_E)?;
            (0..4).try_for_each(|_| secret(c))
        }
        b"ssh-dss" => {
            numbers(c, kind)?;
            secret(c)
        }
        b"ssh-ed25519" => {
            ed25519(c)?;
            let len = length(c, &label::SECRET_LENGTH, 4)?;
            // The seed, and the public key once more.
            let seed = len / 2;
            crate::read::opaque(c, &label::SECRET, seed)?;
            crate::read::opaque(c, &label::ED25519, len - seed)
        }
        b"sk-ssh-ed25519@openssh.com" => {
            ed25519(c)?;
            device(c)
        }
        b"sk-ecdsa-sha2-nistp256@openssh.com" => {
            on_curve(c)?;
            device(c)
        }
        kind if kind.starts_with(b"ecdsa-sha2-") && !kind.contains(&b'@') => {
            on_curve(c)?;
            secret(c)
        }
        _ => stop("a kind of private key that is not taken apart here"),
    }
}

fn secret(c: &mut Cursor<'_>) -> Result<(), Stop> {
    string(c, &label::SECRET_LENGTH, &label::SECRET, opaque).map(drop)
}

/// What there is of a key that a small device keeps.
fn device(c: &mut Cursor<'_>) -> Result<(), Stop> {
    application(c)?;
    plain(c, &label::FLAGS, 1)?;
    string(c, &label::SECRET_LENGTH, &label::HANDLE, opaque)?;
    string(c, &label::RESERVED_LENGTH, &label::RESERVED, opaque).map(drop)
}
