//! What becomes of the bytes of a field, by its label. A label of which nobody has said here that it is harmless is covered up.

use std::collections::HashMap;
use std::sync::LazyLock;

use wirewalk_dissect::names::{
    der, dh, dns, dns_records, dns_services, ech, fernet, headers, http, http2, keys, ocsp, proxy, quic, socks,
    tls_extensions, tls_messages, tls_rare, tls_record, x509, x509ce,
};
use wirewalk_dissect::{Label, Sort};

use super::services;

/// What becomes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// It stays.
    Keep,
    /// It stays, and is encrypted.
    Sealed,
    /// It is covered up.
    Cover,
    /// Zeros take its place.
    Clear,
    /// Its words are replaced.
    Text,
    /// The same, and it may end with a port.
    Host,
    /// The same, in characters of that many bytes.
    Wide(usize),
    /// An address, in binary or written out.
    Address,
    /// The beginning of an address: of IPv6 if so.
    Network(bool),
    /// Other bytes take its place.
    Bytes,
    /// Another number takes its place, written as DER does.
    Integer,
    /// A time in milliseconds: its last hours.
    Time,
    /// Words if it is text; else it stays.
    Identity,
    /// The name of a header, if it is one.
    HeaderName,
    /// A reason phrase, if it is not its code's own.
    Phrase,
    /// A compressed header.
    Header,
    /// A label of a name, behind its length.
    Part,
    /// A few bytes stay, more are covered up.
    Few,
    /// A word of HTTP's own, or a number: else words.
    Protocol,
    /// The same of a line: words of the protocol stay.
    Line,
    /// The first word of a line: a command that is known stays.
    Verb,
    /// A part of a line, or of a tag of XML; else it stays.
    Within,
    /// Attributes of a tag of XML.
    Attributes,
    /// The name of a setting of PostgreSQL, if it is one.
    Setting,
    /// A letter that says what follows, and a text.
    Lettered,
    /// Many lines, covered up line by line.
    Lines,
    /// Base64: what it stands for is replaced.
    Base64,
    /// The name of an entry in a directory.
    Distinguished,
    /// Texts with their lengths.
    Counted,
    /// A number of protobuf.
    Varint,
    /// What is compressed in a frame of WebSocket.
    Deflated,
}

/// A rule, and the labels that it is for.
pub(super) type Row = (Rule, &'static [&'static Label]);

/// Labels with a rule of their own.
const RULES: &[Row] = &[
    (
        Rule::Keep,
        &[
            &fernet::TOKEN,
            &fernet::TEXT,
            &tls_record::SSL2_HELLO,
            &tls_messages::TICKET,
            &tls_messages::SIGNATURE,
            &tls_messages::VERIFY,
            &tls_extensions::TICKET_DATA,
            &tls_extensions::COOKIE,
            &tls_extensions::RENEGOTIATION,
            &tls_rare::QUIC_VALUE,
            &tls_rare::ECH_PAYLOAD,
            &tls_rare::ECH_ENC,
            &tls_messages::EPMS,
            &fernet::CIPHERTEXT,
        ],
    ),
    (
        Rule::Sealed,
        &[&tls_record::APP_DATA, &tls_record::SEALED, &tls_record::CIPHERTEXT, &quic::CIPHERTEXT, &quic::REMAINING],
    ),
    (
        Rule::Cover,
        &[
            &tls_messages::OCSP,
            &tls_messages::URLS,
            &tls_messages::URLS_TEXT,
            &tls_messages::UNKNOWN,
            &tls_rare::RESPONDERS,
            &tls_rare::RESPONDER,
            &tls_rare::REQUEST_EXTENSIONS,
            &tls_rare::ALPS_SETTINGS,
            &tls_rare::FILTER_VALUES,
            &dns_records::NSID,
            &proxy::TLV_VALUE,
            &fernet::BAD_CHARACTER,
            &der::END_OF_CONTENTS,
            &der::PLAIN_NULL,
        ],
    ),
    (
        Rule::Clear,
        &[
            &tls_extensions::PADDING,
            &dns_records::PADDING,
            &http2::DATA_PADDING,
            &http2::HEADERS_PADDING,
            &tls_messages::NPN_PADDING,
            &quic::PADDING_AFTER,
        ],
    ),
    (
        Rule::Text,
        &[
            &http::HEADER_VALUE,
            &http::URI_PATH,
            &http::URI_QUERY,
            &http::URI_PARAMETER,
            &http::COOKIE_PAIR,
            &http::CHUNK_EXTENSION,
            &headers::COOKIE,
            &dh::REASON,
            &tls_messages::HINT,
            &tls_messages::IDENTITY,
            &tls_rare::SRP,
            &dns_records::TXT,
            &dns_records::CAA_VALUE,
            &dns_records::ERROR_TEXT,
            &dns_services::DOHPATH,
            &socks::USER,
            &socks::PASSWORD,
            &proxy::UNKNOWN_1,
            &proxy::SOURCE_UNIX,
            &proxy::DESTINATION_UNIX,
            &x509ce::CPS,
            &x509ce::NOTICE_UTF8,
            &x509ce::NOTICE_VISIBLE,
            &x509ce::NOTICE_IA5,
            &x509ce::NETSCAPE_COMMENT,
            &ocsp::CRL_URL,
            &der::STRING,
            &der::PLAIN_UTF8,
            &der::PLAIN_PRINTABLE,
            &der::PLAIN_IA5,
            &der::PLAIN_STRING,
        ],
    ),
    (Rule::Host, &[&http::URI]),
    (Rule::Wide(2), &[&x509::BMP_NAME, &x509ce::NOTICE_BMP]),
    (Rule::Wide(4), &[&x509::UNIVERSAL_NAME]),
    (
        Rule::Address,
        &[
            &dns_records::A,
            &dns_records::AAAA,
            &dns_services::IPV4_HINT,
            &dns_services::IPV6_HINT,
            &x509ce::IPV4,
            &x509ce::IPV6,
            &x509ce::IP_RANGE_ADDRESS,
            &socks::IPV4,
            &socks::IPV6,
            &proxy::SOURCE_4,
            &proxy::DESTINATION_4,
            &proxy::SOURCE_6,
            &proxy::DESTINATION_6,
        ],
    ),
    (Rule::Network(false), &[&dns_records::SUBNET_ADDRESS4]),
    (Rule::Network(true), &[&dns_records::SUBNET_ADDRESS6]),
    (
        Rule::Bytes,
        &[
            &dns_records::COOKIE_CLIENT,
            &dns_records::COOKIE_SERVER,
            &dns_services::SIGNATURE,
            &dns_services::PUBLIC_KEY,
            &dns_services::DS_DIGEST,
            &dns_services::TLSA_DATA,
            &dns_services::NEXT_HASH,
            &ech::PUBLIC_KEY,
            &x509::PUBLIC_KEY,
            &x509::SIGNATURE_BYTES,
            &x509::ENCRYPTED,
            &x509::ISSUER_UID,
            &x509::SUBJECT_UID,
            &x509ce::SUBJECT_KEY_ID,
            &x509ce::KEY_ID,
            &x509ce::IP_OTHER,
            &ocsp::NAME_HASH,
            &ocsp::KEY_HASH,
            &ocsp::BY_KEY,
            &ocsp::NONCE,
            &ocsp::SIGNATURE,
            &x509ce::SCT_SIGNATURE,
            &x509ce::SCT_EXTENSIONS,
            &keys::POINT_X,
            &keys::POINT_Y,
            &keys::RAW_KEY,
            &keys::EC_PUBLIC_POINT,
            &der::OCTET_STRING,
            &der::BIT_STRING,
            &der::PLAIN_OCTET_STRING,
            &der::PLAIN_BIT_STRING,
            &der::PLAIN_PRIMITIVE,
        ],
    ),
    (
        Rule::Integer,
        &[
            &x509::SERIAL_NUMBER,
            &x509::REVOKED_SERIAL,
            &x509ce::AUTHORITY_SERIAL,
            &ocsp::SERIAL,
            &ocsp::CRL_NUM,
            &x509::ECDSA_R,
            &x509::ECDSA_S,
            &keys::MODULUS,
            &der::PLAIN_INTEGER,
        ],
    ),
    (Rule::Time, &[&x509ce::SCT_TIME]),
    (Rule::Identity, &[&tls_extensions::IDENTITY_TICKET, &quic::TOKEN, &quic::RETRY_TOKEN]),
    (Rule::HeaderName, &[&http::HEADER_NAME]),
    (Rule::Phrase, &[&http::PHRASE]),
    (Rule::Header, &[&http2::REPRESENTATION]),
    (Rule::Part, &[&dns::LABEL]),
    (
        Rule::Protocol,
        &[
            &http::METHOD,
            &http::REQUEST_VERSION,
            &http::RESPONSE_VERSION,
            &http::STATUS_CODE,
            &http::STATUS_CODE_DESC,
            &http::CHUNK_DIGITS,
        ],
    ),
    (Rule::Few, &[&tls_extensions::EXTENSION_DATA, &dns_records::OPTION_DATA, &dns_services::VALUE]),
];

/// Families of labels that were looked through for this table: what is plain in them is structure.
const KNOWN: &[&str] = &[
    "tls.",
    "wirewalk.tls.",
    "x509af.",
    "x509if.",
    "x509sat.",
    "x509ce.",
    "wirewalk.x509.",
    "pkix1explicit.",
    "pkix1implicit.",
    "pkcs1.",
    "wirewalk.key.",
    "wirewalk.der.",
    "ber.",
    "ocsp.",
    "wirewalk.ocsp.",
    "dns.",
    "wirewalk.dns.",
    "wirewalk.ech.",
    "http.",
    "wirewalk.http.",
    "http2.",
    "wirewalk.http2.",
    "quic.",
    "wirewalk.quic.",
    "socks.",
    "wirewalk.socks.",
    "proxy.",
    "wirewalk.proxy.",
    "wirewalk.fernet.",
    "wirewalk.dh.",
];

/// What becomes of the bytes of a field with this label.
pub fn rule(label: &Label) -> Rule {
    static BY_ID: LazyLock<HashMap<&str, Rule>> = LazyLock::new(|| {
        RULES
            .iter()
            .chain(services::RULES)
            .flat_map(|(rule, labels)| labels.iter().map(|label| (label.id, *rule)))
            .collect()
    });
    match (BY_ID.get(label.id), label.sort) {
        (Some(rule), _) => *rule,
        _ if !KNOWN.iter().chain(services::KNOWN).any(|family| label.id.starts_with(family)) => Rule::Cover,
        (None, Sort::Name) => Rule::Host,
        (None, Sort::Data) => Rule::Cover,
        (None, _) => Rule::Keep,
    }
}
