//! Records of TLS byte by byte, as no library would send them.

/// Bytes with their length before them, in `width` bytes.
pub fn vector(width: usize, bytes: impl AsRef<[u8]>) -> Vec<u8> {
    let bytes = bytes.as_ref();
    [&bytes.len().to_be_bytes()[8 - width..], bytes].concat()
}

/// A record of TLS 1.2 with this body.
pub fn record(kind: u8, body: &[u8]) -> Vec<u8> {
    [&[kind, 3, 3][..], &(body.len() as u16).to_be_bytes(), body].concat()
}

/// A record with a handshake message.
pub fn handshake(kind: u8, body: &[u8]) -> Vec<u8> {
    record(22, &[&[kind][..], &(body.len() as u32).to_be_bytes()[1..], body].concat())
}

/// A ClientHello that asks for this name (none, if it is empty) and ends with these extensions.
pub fn client_hello(name: &str, more: &[u8]) -> Vec<u8> {
    let len = |bytes: &[u8]| (bytes.len() as u16).to_be_bytes();
    let entry = [&[0][..], &len(name.as_bytes()), name.as_bytes()].concat();
    let list = [&len(&entry)[..], &entry].concat();
    let server_name = [&[0, 0][..], &len(&list), &list].concat();
    let extensions = [if name.is_empty() { &[][..] } else { &server_name }, more].concat();
    let start = [&[3, 3][..], &[7; 32], &[0], &[0, 4, 0xc0, 0x2f, 0x13, 1], &[1, 0]].concat();
    handshake(1, &[&start[..], &len(&extensions), &extensions].concat())
}

/// A ServerHello that chooses this suite; with TLS 1.3's suites there would be an extension, which a test may need to miss.
pub fn server_hello(version: [u8; 2], suite: u16) -> Vec<u8> {
    let body = [&version[..], &[8; 32], &[0], &suite.to_be_bytes(), &[0]].concat();
    handshake(2, &body)
}

/// A Certificate message of TLS 1.2 with this chain.
pub fn certificates(chain: &[&[u8]]) -> Vec<u8> {
    let len = |bytes: &[u8]| (bytes.len() as u32).to_be_bytes()[1..].to_vec();
    let list: Vec<u8> = chain.iter().flat_map(|der| [len(der), der.to_vec()].concat()).collect();
    handshake(11, &[len(&list), list].concat())
}

/// A CertificateRequest of TLS 1.2 that names these authorities, each in DER.
pub fn certificate_request(authorities: &[&[u8]]) -> Vec<u8> {
    let len = |bytes: &[u8]| (bytes.len() as u16).to_be_bytes().to_vec();
    let list: Vec<u8> = authorities.iter().flat_map(|name| [len(name), name.to_vec()].concat()).collect();
    handshake(13, &[vec![1, 64, 0, 2, 4, 3], len(&list), list].concat())
}
