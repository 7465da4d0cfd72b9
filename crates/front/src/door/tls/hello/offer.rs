//! Which versions of TLS a ClientHello offers, as far as that decides how it is refused.

/// The oldest version that rustls speaks.
const TLS_1_2: [u8; 2] = [3, 3];
/// SSL 3.0, whatever else is offered, is refused (RFC 8446 appendix D.5).
const SSL_3_0: [u8; 2] = [3, 0];
/// How long a random is, in bytes.
const RANDOM: usize = 32;
/// The extension `supported_versions` (RFC 8446 section 4.2.1).
const SUPPORTED_VERSIONS: u16 = 43;

/// The version of a ClientHello, if it offers none that rustls speaks: TLS 1.1 or older (RFC 4346 section 7.4.1.2). Where a client
/// names its versions in an extension, `legacy_version` does not count. One that cannot be read is left to rustls.
pub(super) fn only_old_versions(hello: &[u8]) -> Option<[u8; 2]> {
    let version = *hello.get(4..)?.first_chunk::<2>()?;
    let old = version[0] == 3 && version < TLS_1_2;
    (old && (version == SSL_3_0 || !names_versions(hello)?)).then_some(version)
}

/// Whether there is an extension that names the versions.
fn names_versions(hello: &[u8]) -> Option<bool> {
    let mut rest = hello.get(4 + 2 + RANDOM..)?;
    for width in [1, 2, 1] {
        vector(&mut rest, width)?; // session ID, cipher suites, compression methods
    }
    if rest.is_empty() {
        return Some(false);
    }
    let mut extensions = vector(&mut rest, 2)?;
    while let Some((kind, after)) = extensions.split_first_chunk::<2>() {
        if u16::from_be_bytes(*kind) == SUPPORTED_VERSIONS {
            return Some(true);
        }
        extensions = after;
        vector(&mut extensions, 2)?;
    }
    Some(false)
}

/// Takes a vector whose length takes so many bytes.
fn vector<'a>(rest: &mut &'a [u8], width: usize) -> Option<&'a [u8]> {
    let (length, after) = rest.split_at_checked(width)?;
    let length = length.iter().fold(0, |length, byte| length << 8 | usize::from(*byte));
    let (inside, after) = after.split_at_checked(length)?;
    *rest = after;
    Some(inside)
}
