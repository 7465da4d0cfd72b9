//! What a request's head must be for the door to let it in.
//!
//! A head is looked at twice: byte by byte as it arrives, so that a wrong byte or line is refused at once and nothing
//! unbounded is kept, and as a whole when it is complete. Stricter than RFC 9112 asks for in one respect: whatever a
//! recipient MAY repair is refused, since the next recipient may repair it differently.

use std::net::Ipv6Addr;

use super::Limits;
use super::refusal::Refusal;

/// How the body after a head is framed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Framing {
    /// So many bytes; 0 without a body.
    Length(u64),
    /// Chunks.
    Chunked,
}

/// Looks at the bytes of a head as they arrive.
#[derive(Default)]
pub(super) struct Scan {
    at: usize,
    line: usize,
    lines: usize,
    start: usize,
}

impl Scan {
    /// Where the head begins: 2 after an empty line that is skipped, else 0.
    pub(super) fn start(&self) -> usize {
        self.start
    }

    /// Looks at what is new in `bytes` (all bytes so far) and returns where the head ends, once it does.
    pub(super) fn scan(&mut self, bytes: &[u8], limits: &Limits) -> Result<Option<usize>, Refusal> {
        while let Some(&byte) = bytes.get(self.at) {
            let after_cr = self.at > self.line && bytes.get(self.at - 1) == Some(&b'\r');
            match byte {
                b'\n' if !after_cr => return Err(Refusal::BareLf),
                b'\n' => {
                    let line = bytes.get(self.line..self.at - 1).unwrap_or_default();
                    self.line = self.at + 1;
                    if self.end_of_line(line, limits)? {
                        self.at += 1;
                        return Ok(Some(self.at));
                    }
                }
                _ if after_cr => return Err(Refusal::BareCr),
                b'\r' | b'\t' => {}
                0x16 if self.at == 0 => return Err(Refusal::Tls),
                0..0x20 | 0x7f => return Err(Refusal::ControlByte(byte)),
                0x80.. => return Err(Refusal::NotAscii(byte)),
                _ => {}
            }
            self.at += 1;
            if self.at - self.start >= limits.head_bytes {
                let limit = limits.head_bytes;
                return Err(if self.lines == 0 { Refusal::TargetTooLong(limit) } else { Refusal::HeadTooLarge(limit) });
            }
        }
        Ok(None)
    }

    /// Checks a line; true: it was the empty one that ends the head.
    fn end_of_line(&mut self, line: &[u8], limits: &Limits) -> Result<bool, Refusal> {
        match (self.lines, line) {
            (0, []) if self.start == 0 => {
                self.start = self.line;
                return Ok(false);
            }
            (0, []) => return Err(Refusal::RequestLine),
            (_, []) => return Ok(true),
            (0, line) => {
                request_line(line)?;
            }
            (lines, _) if lines > limits.headers => return Err(Refusal::TooManyHeaders(limits.headers)),
            (_, line) => field_line(line)?,
        }
        self.lines += 1;
        Ok(false)
    }
}

/// Checks a whole head, as [`Scan`] let it through, and says how its body is framed.
pub(super) fn check(head: &[u8], limits: &Limits) -> Result<Framing, Refusal> {
    let mut fields = vec![httparse::EMPTY_HEADER; limits.headers];
    let mut request = httparse::Request::new(&mut fields);
    match request.parse(head) {
        Ok(httparse::Status::Complete(length)) if length == head.len() => {}
        _ => return Err(Refusal::Syntax),
    }
    let target = request.path.ok_or(Refusal::Syntax)?;
    let http10 = request.version == Some(0);
    let of =
        |name: &'static str| request.headers.iter().filter(move |f| f.name.eq_ignore_ascii_case(name)).map(|f| f.value);

    check_host(of("host"), target, http10)?;
    if of("expect").any(|value| !value.eq_ignore_ascii_case(b"100-continue")) {
        return Err(Refusal::Expectation);
    }
    framing(of("content-length"), of("transfer-encoding"), http10, limits)
}

/// One Host, which the target does not contradict. HTTP/1.0 need not have any (RFC 9112 section 3.2).
fn check_host<'a>(mut hosts: impl Iterator<Item = &'a [u8]>, target: &str, http10: bool) -> Result<(), Refusal> {
    let host = hosts.next();
    if hosts.next().is_some() {
        return Err(Refusal::TwoHosts);
    }
    let named = match host {
        Some(host) => Some(Named::read(host).ok_or(Refusal::HostSyntax)?),
        None if http10 => None,
        None => return Err(Refusal::NoHost),
    };
    let Some((scheme, authority, _)) = absolute(target) else { return Ok(()) };
    let meant = Named::read(authority.as_bytes()).ok_or(Refusal::HostMismatch)?;
    match named {
        Some(named) if !named.is(&meant, scheme) => Err(Refusal::HostMismatch),
        _ => Ok(()),
    }
}

/// How the body is framed, if that can be said in only one way.
fn framing<'a>(
    mut lengths: impl Iterator<Item = &'a [u8]>,
    mut encodings: impl Iterator<Item = &'a [u8]>,
    http10: bool,
    limits: &Limits,
) -> Result<Framing, Refusal> {
    match (lengths.next(), encodings.next()) {
        (None, None) => Ok(Framing::Length(0)),
        (Some(_), Some(_)) => Err(Refusal::LengthAndEncoding),
        (None, Some(_)) if http10 => Err(Refusal::TransferEncodingInHttp10),
        (None, Some(value)) if encodings.next().is_none() && value.eq_ignore_ascii_case(b"chunked") => {
            Ok(Framing::Chunked)
        }
        (None, Some(_)) => Err(Refusal::TransferEncoding),
        (Some(_), None) if lengths.next().is_some() => Err(Refusal::TwoLengths),
        (Some(value), None) => {
            if value.is_empty() || !value.iter().all(u8::is_ascii_digit) {
                return Err(Refusal::LengthSyntax);
            }
            let length: u64 =
                std::str::from_utf8(value).ok().and_then(|v| v.parse().ok()).ok_or(Refusal::LengthOverflow)?;
            if length > limits.body_bytes {
                Err(Refusal::BodyTooLarge(limits.body_bytes))
            } else {
                Ok(Framing::Length(length))
            }
        }
    }
}

/// Checks a request line as soon as it is there.
fn request_line(line: &[u8]) -> Result<(), Refusal> {
    if line == b"PRI * HTTP/2.0" {
        return Err(Refusal::Http2Preface);
    }
    let parts: Vec<&[u8]> = line.splitn(4, |b| *b == b' ').collect();
    if parts.iter().any(|part| part.is_empty()) {
        return Err(Refusal::RequestLine);
    }
    let (method, target, version) = match parts[..] {
        [method, target, version] => (method, target, version),
        [b"GET", _] => return Err(Refusal::Http09),
        _ => return Err(Refusal::RequestLine),
    };
    if let Some(byte) = method.iter().find(|b| !is_token(**b)) {
        return Err(Refusal::Method(*byte));
    }
    check_version(version)?;
    if method == b"CONNECT" {
        return Err(Refusal::Connect);
    }
    check_target(method, target)
}

/// HTTP/1.1 or HTTP/1.0, or a later version that is to be read as HTTP/1.1 (RFC 9110 section 2.5).
fn check_version(version: &[u8]) -> Result<(), Refusal> {
    match version {
        [b'H', b'T', b'T', b'P', b'/', b'1', b'.', minor] if minor.is_ascii_digit() => Ok(()),
        [b'H', b'T', b'T', b'P', b'/', major, rest @ ..] if major.is_ascii_digit() => match rest {
            [] => Err(Refusal::Version),
            [b'.', minor] if minor.is_ascii_digit() => Err(Refusal::Version),
            _ => Err(Refusal::VersionSyntax),
        },
        _ => Err(Refusal::VersionSyntax),
    }
}

/// A path with an optional query, a whole URI, or `*` with OPTIONS.
fn check_target(method: &[u8], target: &[u8]) -> Result<(), Refusal> {
    let text = std::str::from_utf8(target).map_err(|_| Refusal::TargetForm)?;
    let path = match absolute(text) {
        Some((.., path)) => path.as_bytes(),
        None if target.starts_with(b"/") => target,
        None if target == b"*" && method == b"OPTIONS" => return Ok(()),
        None => return Err(Refusal::TargetForm),
    };
    for (at, byte) in path.iter().enumerate() {
        match byte {
            b'%' if path.get(at + 1..at + 3).is_some_and(|hex| hex.iter().all(u8::is_ascii_hexdigit)) => {}
            b'%' => return Err(Refusal::TargetPercent),
            byte if byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@/?".contains(byte) => {}
            byte => return Err(Refusal::TargetCharacter(*byte)),
        }
    }
    Ok(())
}

/// Where a later minor version stands in a head that was let through, for it to be read as HTTP/1.1.
pub(super) fn later_minor_version(head: &[u8]) -> Option<usize> {
    let end = head.iter().position(|byte| *byte == b'\r')?;
    let at = end.checked_sub(1)?;
    matches!(head.get(at), Some(b'2'..=b'9')).then_some(at)
}

/// The scheme and the authority of a target that is a whole URI, and what follows them.
fn absolute(target: &str) -> Option<(&str, &str, &str)> {
    let (scheme, rest) = target.split_once("://")?;
    if !scheme.eq_ignore_ascii_case("http") && !scheme.eq_ignore_ascii_case("https") {
        return None;
    }
    let (authority, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    Some((scheme, authority, path))
}

/// Checks a header line: a token, at once a colon, then anything (its bytes were looked at as they came).
fn field_line(line: &[u8]) -> Result<(), Refusal> {
    if let [b' ' | b'\t', ..] = line {
        return Err(Refusal::ObsFold);
    }
    let colon = line.iter().position(|b| *b == b':').ok_or(Refusal::NoColon)?;
    match line.get(..colon).unwrap_or_default() {
        [] => Err(Refusal::FieldName(0)),
        [.., b' ' | b'\t'] => Err(Refusal::SpaceBeforeColon),
        name => name.iter().find(|b| !is_token(**b)).map_or(Ok(()), |byte| Err(Refusal::FieldName(*byte))),
    }
}

/// Whether a byte may stand in a token: a method, a header's name.
pub(super) fn is_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}

/// Whom a Host or an authority names: a name or an address, with at most a port.
struct Named<'a> {
    /// An IPv6 address is written in brackets.
    name: &'a str,
    /// `None` if it is left out, or left empty (RFC 3986 section 3.2.3).
    port: Option<u16>,
}

impl<'a> Named<'a> {
    fn read(host: &'a [u8]) -> Option<Named<'a>> {
        let host = std::str::from_utf8(host).ok()?;
        let end = match host.strip_prefix('[') {
            Some(rest) => {
                let (address, _) = rest.split_once(']')?;
                address.parse::<Ipv6Addr>().ok()?;
                address.len() + "[]".len()
            }
            None => host.find(':').unwrap_or(host.len()),
        };
        let (name, port) = host.split_at(end);
        let is_name = name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~".contains(&b)) && !name.is_empty();
        let port = match port.strip_prefix(':') {
            None if port.is_empty() => None,
            None => return None,
            Some("") => None,
            Some(digits) if digits.bytes().all(|b| b.is_ascii_digit()) => Some(digits.parse().ok()?),
            Some(_) => return None,
        };
        (is_name || name.starts_with('[')).then_some(Named { name, port })
    }

    /// Whether both are the same (RFC 9110 section 4.2.3): capital letters do not count, and the scheme's own port may be left out.
    fn is(&self, other: &Named, scheme: &str) -> bool {
        let usual = if scheme.eq_ignore_ascii_case("https") { 443 } else { 80 };
        let port = |named: &Named| named.port.unwrap_or(usual);
        self.name.eq_ignore_ascii_case(other.name) && port(self) == port(other)
    }
}
