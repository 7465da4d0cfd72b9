//! What is said in lines, in XML, in names of directories and in base64: the words of the protocol stay, all others are replaced.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::mask::Mask;
use super::words::is_word;

/// Words of SMTP, IMAP, POP3, FTP and of SASL's mechanisms, as programs write them: in capitals. In small letters they may be names.
const WORDS: &str = "BAD ERR NO OK PREAUTH 8BITMIME ACL ALL ANONYMOUS APOP APPE AUTH AUTHENTICATE BINARY BINARYMIME BODY BYE CAPA CAPABILITY \
    CHILDREN CHUNKING CONDSTORE CRAM-MD5 DELIVERBY DIGEST-MD5 DSN ENABLE ENHANCEDSTATUSCODES ENVELOPE \
    EPRT EPSV ESEARCH ESMTP ETRN EXISTS EXPIRE EXPUNGE EXTERNAL FETCH FLAGS FROM FTP GSSAPI HEADER HELP \
    ID IDLE IMAP IMAP4 IMAP4rev1 IMAP4rev2 IMPLEMENTATION INBOX LANG LAST LITERAL LOGIN LOGINDISABLED \
    LOGIN-DELAY MDTM MLSD MLST MOVE NAMESPACE NTLM OAUTHBEARER PASV PBSZ PEEK PIPELINING PLAIN POP3 PROT \
    READ-ONLY READ-WRITE RECENT REST RET RESP-CODES SASL SASL-IR SCRAM-SHA-1 SCRAM-SHA-1-PLUS \
    SCRAM-SHA-256 SCRAM-SHA-256-PLUS SEARCH SIZE SMTP SMTPUTF8 SORT SSL STARTTLS STATUS STLS STREAM TEXT \
    THREAD TLS TLS-C TO TOP TVFS UID UIDL UIDNEXT UIDPLUS UIDVALIDITY UNSEEN UNSELECT USER UTF8 VRFY \
    XOAUTH2";

/// Settings that a client of PostgreSQL names when it begins, and that a server tells it.
pub(super) const SETTINGS: &[&[u8]] = &[
    b"user",
    b"database",
    b"options",
    b"replication",
    b"application_name",
    b"client_encoding",
    b"server_encoding",
    b"server_version",
    b"session_authorization",
    b"is_superuser",
    b"integer_datetimes",
    b"standard_conforming_strings",
    b"DateStyle",
    b"TimeZone",
    b"IntervalStyle",
];

/// Six numbers, each of three digits.
const LONGEST_PLACE: usize = 23;

/// Attributes whose values say how to speak.
const KEPT: &[&[u8]] = &[b"version", b"xml:lang", b"mechanism", b"type", b"encoding", b"standalone"];

/// Another line of the same length: words of the protocol stay, and numbers that say how much follows or at which port.
pub(super) fn line(mask: &mut Mask, text: &[u8]) -> Vec<u8> {
    let mut new = Vec::with_capacity(text.len());
    // What is not yet replaced begins here, and this far it was looked at.
    let (mut from, mut at) = (0, 0);
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let word = rest.iter().take_while(|byte| is_word(byte) || **byte == b'-').count();
        let before = at.checked_sub(1).and_then(|before| text.get(before));
        let (len, kept) = match six_numbers(rest) {
            Some((len, address)) if word > 0 => (len, passive(mask, &rest[..len], address)),
            _ => (word.max(1), is_kept(before, &rest[..word], rest.get(word)).then(|| rest[..word].to_vec())),
        };
        if let Some(kept) = kept {
            new.extend(mask.text(&text[from..at]));
            new.extend(kept);
            from = at + len;
        }
        at += len;
    }
    new.extend(mask.text(&text[from..]));
    new
}

/// Whether this says how many bytes follow: `BDAT 5 LAST` (RFC 3030 §2).
pub(super) fn is_count(text: &[u8]) -> bool {
    let count = text.strip_suffix(b" LAST").unwrap_or(text);
    (1..=10).contains(&count.len()) && count.iter().all(u8::is_ascii_digit)
}

/// Whether a word stays, by what stands around it: the length of a literal of IMAP, a port of FTP (RFC 2428).
fn is_kept(before: Option<&u8>, word: &[u8], after: Option<&u8>) -> bool {
    let is_number = !word.is_empty() && word.len() <= 10 && word.iter().all(u8::is_ascii_digit);
    is_number && matches!((before, after), (Some(b'{'), Some(b'}' | b'+')) | (Some(b'|'), Some(b'|')))
        || !word.is_empty() && WORDS.split(' ').any(|known| known.as_bytes() == word)
}

/// Six numbers with commas between them, of which the first four are an address, the last two a port (RFC 959 §4.1.2), and how long
/// they are.
fn six_numbers(text: &[u8]) -> Option<(usize, [u8; 4])> {
    let len = text.iter().take(LONGEST_PLACE).take_while(|byte| byte.is_ascii_digit() || **byte == b',').count();
    let all = str::from_utf8(text.get(..len)?).ok()?;
    let numbers: Vec<u8> = all.split(',').map(str::parse).collect::<Result<_, _>>().ok()?;
    match *numbers.as_slice() {
        [a, b, c, d, _, _] => Some((len, [a, b, c, d])),
        _ => None,
    }
}

/// The same with another address, if that is written as long.
fn passive(mask: &mut Mask, text: &[u8], address: [u8; 4]) -> Option<Vec<u8>> {
    let other = mask.addresses.other(&mask.key, address.into()).to_string().replace('.', ",").into_bytes();
    let mut commas = text.iter().enumerate().filter(|(_, byte)| **byte == b',').map(|(at, _)| at);
    let (address, port) = text.split_at(commas.nth(3)?);
    let fits = other.len() == address.len();
    let other = if fits { other } else { mask.text(address) };
    Some([&other, port].concat())
}

/// A mail, or another text of many lines: covered up, line by line.
pub(super) fn lines(text: &[u8], cover: u8) -> Vec<u8> {
    text.iter().map(|byte| if matches!(byte, b'\r' | b'\n') { *byte } else { cover }).collect()
}

/// What base64 stands for is replaced; `None`: it is none.
pub(super) fn base64(mask: &mut Mask, text: &[u8]) -> Option<Vec<u8>> {
    let plain = STANDARD.decode(text).ok()?;
    let is_text = str::from_utf8(&plain).is_ok();
    let new = if is_text { mask.text(&plain) } else { mask.key.scramble(&plain) };
    let new = STANDARD.encode(new).into_bytes();
    (new.len() == text.len()).then_some(new)
}

/// The name of an entry in a directory, `cn=Alice,dc=example`: the kinds of its parts stay (RFC 4514).
pub(super) fn distinguished(mask: &mut Mask, name: &[u8]) -> Vec<u8> {
    let part = |part: &[u8]| {
        let kind = part.iter().position(|byte| *byte == b'=').filter(|at| {
            part[..*at].trim_ascii().iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'))
        });
        let (kind, value) = part.split_at(kind.map_or(0, |at| at + 1));
        [kind, &mask.text(value)].concat()
    };
    name.split(|byte| *byte == b',').map(part).collect::<Vec<_>>().join(&b',')
}

/// Attributes of a tag of XML: what they are called stays, and so do the values that only say how to speak.
pub(super) fn attributes(mask: &mut Mask, text: &[u8]) -> Vec<u8> {
    let mut new = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.iter().position(|byte| matches!(byte, b'"' | b'\'')) {
        if open == 0 {
            // It ends what was read apart from this.
            new.extend(&rest[..1]);
            rest = &rest[1..];
            continue;
        }
        let (before, value) = rest.split_at(open + 1);
        let len = value.iter().position(|byte| *byte == before[open]).unwrap_or(value.len());
        let name = before[..open].strip_suffix(b"=").unwrap_or_default().trim_ascii();
        let name = name.rsplit(u8::is_ascii_whitespace).next().unwrap_or_default();
        let kept = KEPT.contains(&name) || name == b"xmlns" || name.starts_with(b"xmlns:");
        let is_named = !name.is_empty() && before.len() <= 64;
        new.extend(if is_named { before.to_vec() } else { mask.text(before) });
        new.extend(if kept && len <= 64 { value[..len].to_vec() } else { mask.host(&value[..len]) });
        // The quote that ends it.
        let (end, after) = value[len..].split_at(usize::from(len < value.len()));
        new.extend(end);
        rest = after;
    }
    // What has no quote is no attribute, or is cut off.
    new.extend(if rest.trim_ascii() == b"?>" { rest.to_vec() } else { mask.text(rest) });
    new
}

/// Texts with their lengths before them, as MySQL writes what a client says of itself.
pub(super) fn counted(mask: &mut Mask, bytes: &[u8]) -> Vec<u8> {
    let mut new = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((len, after)) = rest.split_first() {
        let text = after.get(..usize::from(*len)).filter(|_| *len < 0xfb).unwrap_or(after);
        new.push(*len);
        new.extend(mask.text(text));
        rest = &after[text.len()..];
    }
    new
}

/// A number of protobuf: each byte says by its first bit whether another follows. 0 and 1 may be no and yes, and stay.
pub(super) fn varint(mask: &Mask, bytes: &[u8]) -> Vec<u8> {
    if let [0 | 1] = bytes {
        return bytes.to_vec();
    }
    mask.key.scramble(bytes).iter().zip(bytes).map(|(new, old)| new & 0x7f | old & 0x80).collect()
}
