//! Parts of a hello that few programs send, as of 2026. Each is a hint and no proof: whoever writes a hello may copy another's.

use super::hello::Hello;
use crate::codes::is_grease;

/// Something that gives a program away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Which part.
    pub part: &'static str,
    /// What it hints at.
    pub tells: &'static str,
}

/// The marks of a hello, in the order of its parts.
pub(super) fn of(hello: &Hello) -> Vec<Mark> {
    let has = |number: u16| hello.extensions.contains(&number);
    let grease = [&hello.suites, &hello.extensions, &hello.groups, &hello.versions];
    let grease = grease.iter().any(|list| list.iter().any(|number| is_grease(*number)));
    let marks: [(bool, &'static str, &'static str); 17] = [
        (
            grease,
            "GREASE",
            "meaningless numbers: BoringSSL (Chrome, Edge, Android) and Apple's library (Safari) send them; \
                OpenSSL, NSS (Firefox), GnuTLS, rustls, Go and Java do not",
        ),
        (
            hello.suites.contains(&0x00ff),
            "TLS_EMPTY_RENEGOTIATION_INFO_SCSV",
            "a number in the suite list that is not a suite: OpenSSL, rustls and Java send it; browsers send the \
                extension renegotiation_info instead",
        ),
        (hello.suites.contains(&0x5600), "TLS_FALLBACK_SCSV", "the client tried a newer version before and failed"),
        (
            has(17513) || has(17613),
            "application_settings",
            "the only browsers that send it are Chromium and those based on it (Chrome, Edge, Opera, Brave)",
        ),
        (has(51764), "trust_anchors", "only Chromium and browsers based on it send it"),
        (has(34), "delegated_credential", "Firefox is the only browser that sends it"),
        (has(28), "record_size_limit", "Firefox and GnuTLS send it; Chromium and Safari do not"),
        (has(22), "encrypt_then_mac", "OpenSSL, GnuTLS and Mbed TLS send it; no browser does"),
        (has(30032) || has(30031), "channel_id", "an older Chromium"),
        (
            has(13172),
            "next_protocol_negotiation",
            "ALPN's predecessor: a program from before 2016, or one built with an old library",
        ),
        (
            has(0xfe0d),
            "encrypted_client_hello",
            "a browser from 2023 or later, with the server's key or with a decoy; few other programs send it",
        ),
        (
            hello.groups.iter().any(|group| (0x0100..=0x0104).contains(group)),
            "groups over a prime (ffdhe)",
            "OpenSSL, GnuTLS and Firefox offer them; Chromium, Safari, rustls and Go do not",
        ),
        (hello.groups.contains(&0x11ec), "X25519MLKEM768", "post-quantum: a library from late 2024 or later"),
        (hello.compressions == [2], "compress_certificate: only brotli", "Chromium and browsers based on it"),
        (
            hello.compressions == [1],
            "compress_certificate: only zlib",
            "Safari and other programs that use Apple's \
            library",
        ),
        (
            hello.compressions == [1, 2, 3],
            "compress_certificate: zlib, brotli, zstd",
            "Firefox from late 2024 or later",
        ),
        (hello.alpn.is_empty(), "no ALPN", "not a current browser: all of them offer h2"),
    ];
    marks.into_iter().filter(|(here, ..)| *here).map(|(_, part, tells)| Mark { part, tells }).collect()
}
