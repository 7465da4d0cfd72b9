//! Names that a server's certificate may hold: DNS names and IP addresses.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use thiserror::Error;

/// A name that a client can ask for. DNS names are in lower case.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Name {
    /// A DNS name; its first label may be `*`.
    Dns(String),
    /// An address.
    Ip(IpAddr),
}

/// Why a text is no name for a certificate.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("{text:?} cannot be a name in a certificate: {why}")]
pub struct NameError {
    /// The text.
    pub text: String,
    /// What is wrong with it.
    pub why: &'static str,
}

impl Name {
    /// The names of this machine as this machine knows it.
    pub fn loopback() -> Vec<Name> {
        vec![
            Name::Dns("localhost".to_owned()),
            Name::Ip([127, 0, 0, 1].into()),
            Name::Ip(IpAddr::from([0u16, 0, 0, 0, 0, 0, 0, 1])),
        ]
    }
}

impl FromStr for Name {
    type Err = NameError;

    /// Reads a name as certificates write it.
    fn from_str(text: &str) -> Result<Name, NameError> {
        let unbracketed = text.strip_prefix('[').and_then(|t| t.strip_suffix(']')).unwrap_or(text);
        if let Ok(address) = unbracketed.parse() {
            return Ok(Name::Ip(address));
        }
        match complaint(text) {
            None => Ok(Name::Dns(text.to_ascii_lowercase())),
            Some(why) => Err(NameError { text: text.to_owned(), why }),
        }
    }
}

/// What is wrong with a DNS name, after RFC 1034 section 3.5, RFC 5890 section 2.3.1 and RFC 6125 section 6.4.3.
fn complaint(text: &str) -> Option<&'static str> {
    if text.is_empty() {
        return Some("it is empty");
    }
    if !text.is_ascii() {
        return Some("certificates contain only ASCII; give the form that begins with xn--");
    }
    if text.contains("://") || text.contains('/') {
        return Some("give a name, not a URL or a path");
    }
    if text.contains(':') {
        return Some("it is not an IP address, and a name in a certificate has no port");
    }
    if text.len() > 253 {
        return Some("it is longer than 253 characters");
    }
    if text.ends_with('.') {
        return Some("a name in a certificate does not end with a dot");
    }
    let (wildcard, rest) = text.strip_prefix("*.").map_or((false, text), |rest| (true, rest));
    if rest.contains('*') {
        return Some("a wildcard must be the whole first label and can appear only once: *.example.com");
    }
    if wildcard && !rest.contains('.') {
        return Some("a wildcard needs two labels after it, or it would cover a whole top-level domain");
    }
    if rest.rsplit('.').next().is_some_and(|last| last.bytes().all(|b| b.is_ascii_digit())) {
        return Some("the last label is a number, so it looks like an IP address but is not one");
    }
    rest.split('.').find_map(label_complaint)
}

fn label_complaint(label: &str) -> Option<&'static str> {
    if label.is_empty() {
        return Some("it begins with a dot or has two dots in a row");
    }
    if label.len() > 63 {
        return Some("a label between dots is longer than 63 characters");
    }
    if !label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
        return Some("a label consists only of letters, digits and hyphens");
    }
    (label.starts_with('-') || label.ends_with('-')).then_some("a label must not begin or end with a hyphen")
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Name::Dns(name) => f.write_str(name),
            Name::Ip(address) => write!(f, "{address}"),
        }
    }
}
