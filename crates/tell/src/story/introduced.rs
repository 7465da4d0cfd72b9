//! What each lesson introduces: a later one need not explain it again, nor show it unless the step is about it.
//!
//! A family is the beginning of labels' ids; where several fit, the longest counts, so that a later lesson can take a label out of
//! the family of an earlier one.

/// Of each lesson what is new in it.
pub const INTRODUCED: &[(u8, &[&str])] = &[
    (1, &["http.", "wirewalk.http."]),
    (2, &["wirewalk.fernet."]),
    (3, &["wirewalk.dh."]),
    (
        4,
        &[
            "wirewalk.pem.",
            "wirewalk.der.",
            "wirewalk.x509.",
            "wirewalk.key.",
            "wirewalk.pbes2",
            "wirewalk.pbkdf2",
            "x509af.",
            "x509ce.",
            "x509if.",
            "x509sat.",
            "pkcs1.",
            "pkcs10.",
            "pkix1explicit.",
            "ber.bitstring.",
        ],
    ),
    (5, &["tls.", "wirewalk.tls."]),
    (
        6,
        &[
            "tls.handshake.cert_types",
            "tls.handshake.cert_type",
            "tls.handshake.dname",
            "tls.handshake.certificate_request_context",
            "x509ce.uniformResourceIdentifier",
            "x509af.revokedCertificates",
            "x509af.thisUpdate",
            "x509af.nextUpdate",
            "wirewalk.http.x_ssl_",
        ],
    ),
    (
        7,
        &[
            "http.request.line",
            "http.response.line",
            "http.x_forwarded_for",
            "wirewalk.http.x_forwarded_",
            "http.location",
        ],
    ),
    (8, &["x509ce.pathLenConstraint", "x509ce.permittedSubtrees"]),
    (10, &["quic.", "wirewalk.quic.", "tls.quic.", "http3.", "wirewalk.http3.", "wirewalk.qpack."]),
];

/// The lesson that introduces the checks of a certificate, each by its name.
pub const CHECKS: u8 = 4;

/// The lesson that introduces the label with this id.
pub fn introduced_in(id: &str) -> Option<u8> {
    let families =
        INTRODUCED.iter().flat_map(|(lesson, families)| families.iter().map(move |family| (family, *lesson)));
    families
        .filter(|(family, _)| id.starts_with(**family))
        .max_by_key(|(family, _)| family.len())
        .map(|(_, lesson)| lesson)
}

/// Whether a lesson before this one introduced the label with this id.
pub fn is_known(lesson: u8, id: &str) -> bool {
    introduced_in(id).is_some_and(|introduced| introduced < lesson)
}
