//! Who a client is, by its address and its certificate: what an app or a proxy's policy decides by.

use std::fmt::Write as _;
use std::net::SocketAddr;

use wirewalk_ground::escaped;
use x509_parser::prelude::{FromDer, GeneralName, X509Certificate};
use x509_parser::x509::X509Name;

/// Who a peer proved to be, by its TLS client certificate. The handshake checked the certificate and that the peer has its
/// key; whether this client may do what it asks is for others to decide.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Identity {
    /// The subject of the certificate, in the order in which it is written: `O=My Company, CN=alice`.
    pub subject: String,
    /// Its common names, all of them; one that is no text that we read is `#` and its bytes in hexadecimal. One, as a rule; a
    /// decision by this name has to say what it does with two.
    pub common_names: Vec<String>,
    /// Who issued it.
    pub issuer: String,
    /// The serial number: upper-case hexadecimal digits, two for each byte. With the issuer it names one certificate.
    pub serial: String,
    /// The subject alternative names, with their kind: `DNS:alice.example`, `IP:127.0.0.1`, `email:…`, `URI:…`.
    pub names: Vec<String>,
    /// The certificate, DER.
    pub der: Vec<u8>,
}

/// Who is at the other end of a connection; among the extensions of each of its requests.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Peer {
    /// The address, if the stream has one.
    pub addr: Option<SocketAddr>,
    /// Who the peer proved to be.
    pub identity: Option<Identity>,
    /// Which server it asked for in the TLS handshake (SNI). It is a wish: the Host header may say otherwise.
    pub server_name: Option<String>,
}

impl Identity {
    /// Reads a certificate; `None`: it is none.
    pub fn of(der: &[u8]) -> Option<Identity> {
        let (_, certificate) = X509Certificate::from_der(der).ok()?;
        let common_names = certificate
            .subject()
            .iter_common_name()
            .map(|cn| cn.as_str().map_or_else(|_| format!("#{}", hex(cn.attr_value().data)), str::to_owned));
        let alternative = certificate.subject_alternative_name().ok().flatten();
        // A zero in front only says that the number is positive.
        let serial = match certificate.raw_serial() {
            [0, rest @ ..] if !rest.is_empty() => rest,
            serial => serial,
        };
        Some(Identity {
            subject: written(certificate.subject()),
            common_names: common_names.collect(),
            issuer: written(certificate.issuer()),
            serial: hex(serial),
            names: alternative.iter().flat_map(|san| &san.value.general_names).filter_map(name).collect(),
            der: der.to_vec(),
        })
    }
}

/// A name as people write it; what would confuse a reader is escaped, a comma among it.
fn written(name: &X509Name) -> String {
    let registry = x509_parser::objects::oid_registry();
    let mut text = String::new();
    for attribute in name.iter_attributes() {
        let comma = if text.is_empty() { "" } else { ", " };
        let kind = x509_parser::objects::oid2abbrev(attribute.attr_type(), registry)
            .map_or_else(|_| attribute.attr_type().to_id_string(), str::to_owned);
        let value = attribute.as_str().map_or_else(
            |_| format!("#{}", hex(attribute.attr_value().data)),
            |value| escaped(value).replace(',', "\\,"),
        );
        let _ = write!(text, "{comma}{kind}={value}");
    }
    text
}

/// An alternative name; the kinds that nobody is named by are left out.
fn name(name: &GeneralName) -> Option<String> {
    Some(match name {
        GeneralName::DNSName(name) => format!("DNS:{}", escaped(name)),
        GeneralName::RFC822Name(name) => format!("email:{}", escaped(name)),
        GeneralName::URI(uri) => format!("URI:{}", escaped(uri)),
        GeneralName::IPAddress(bytes) => match (<[u8; 4]>::try_from(*bytes), <[u8; 16]>::try_from(*bytes)) {
            (Ok(four), _) => format!("IP:{}", std::net::Ipv4Addr::from(four)),
            (_, Ok(six)) => format!("IP:{}", std::net::Ipv6Addr::from(six)),
            _ => return None,
        },
        GeneralName::DirectoryName(name) => format!("DirName:{}", written(name)),
        _ => return None,
    })
}

fn hex(bytes: &[u8]) -> String {
    wirewalk_ground::hex(bytes).to_uppercase()
}
