//! Whom a certificate names: the distinguished name, as far as this course uses it.

use std::fmt;

use rcgen::{DistinguishedName, DnType, DnValue};
use wirewalk_ground::escaped;
use x509_parser::oid_registry::{
    OID_X509_COMMON_NAME, OID_X509_COUNTRY_NAME, OID_X509_LOCALITY_NAME, OID_X509_ORGANIZATION_NAME,
    OID_X509_ORGANIZATIONAL_UNIT, OID_X509_STATE_OR_PROVINCE_NAME,
};
use x509_parser::x509::X509Name;

/// A distinguished name of the six attributes that everybody writes. An attribute that is `None` is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subject {
    /// `C`, two letters.
    pub country: Option<String>,
    /// `ST`, at most 128 characters.
    pub state: Option<String>,
    /// `L`, at most 128 characters.
    pub locality: Option<String>,
    /// `O`, at most 64 characters.
    pub organization: Option<String>,
    /// `OU`, at most 64 characters.
    pub unit: Option<String>,
    /// `CN`, at most 64 characters.
    pub common_name: Option<String>,
}

/// An attribute that cannot stand in a certificate.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{attribute}={value:?} cannot be in a certificate: {why}")]
pub struct SubjectError {
    /// Its short name: `CN`.
    pub attribute: &'static str,
    /// What it says.
    pub value: String,
    /// What is wrong with it.
    pub why: &'static str,
}

impl Subject {
    /// Carol: C=US, ST=Maryland, L=Baltimore, O=My CA Company, and this common name (`my-ca.com` by default).
    pub fn authority(common_name: &str) -> Subject {
        let some = |text: &str| Some(text.to_owned());
        Subject {
            country: some("US"),
            state: some("Maryland"),
            locality: some("Baltimore"),
            organization: some("My CA Company"),
            unit: None,
            common_name: some(common_name),
        }
    }

    /// A common name and, if there is one, an organisation.
    pub fn named(organization: Option<&str>, common_name: &str) -> Subject {
        Subject {
            organization: organization.map(str::to_owned),
            common_name: Some(common_name.to_owned()),
            ..Subject::default()
        }
    }

    /// Bob: O=My Company, CN=my-site.com.
    pub fn server() -> Subject {
        Subject::named(Some("My Company"), "my-site.com")
    }

    /// The attributes that are there, in the order in which they are written.
    pub fn attributes(&self) -> impl Iterator<Item = (&'static str, &str)> {
        [
            ("C", &self.country),
            ("ST", &self.state),
            ("L", &self.locality),
            ("O", &self.organization),
            ("OU", &self.unit),
            ("CN", &self.common_name),
        ]
        .into_iter()
        .filter_map(|(name, value)| Some((name, value.as_deref()?)))
    }

    /// Reads one from DER that is parsed already; attributes that this course does not use are left out.
    pub(super) fn read(name: &X509Name) -> Subject {
        let first = |oid: &x509_parser::der_parser::Oid| {
            name.iter_attributes().find(|a| a.attr_type() == oid)?.as_str().ok().map(str::to_owned)
        };
        Subject {
            country: first(&OID_X509_COUNTRY_NAME),
            state: first(&OID_X509_STATE_OR_PROVINCE_NAME),
            locality: first(&OID_X509_LOCALITY_NAME),
            organization: first(&OID_X509_ORGANIZATION_NAME),
            unit: first(&OID_X509_ORGANIZATIONAL_UNIT),
            common_name: first(&OID_X509_COMMON_NAME),
        }
    }

    /// Whether it can stand in a certificate.
    ///
    /// # Errors
    /// An attribute is empty, too long (RFC 5280 appendix A.1), or holds control characters.
    pub fn check(&self) -> Result<(), SubjectError> {
        self.encode().map(drop)
    }

    /// As it is written in DER: the country as a PrintableString, all else as UTF8String (RFC 5280 section 4.1.2.4).
    ///
    /// # Errors
    /// An attribute is empty, too long (RFC 5280 appendix A.1), or holds control characters.
    pub(super) fn encode(&self) -> Result<DistinguishedName, SubjectError> {
        let mut name = DistinguishedName::new();
        for (attribute, value) in self.attributes() {
            let wrong = |why| SubjectError { attribute, value: value.to_owned(), why };
            if let Some(why) = complaint(attribute, value) {
                return Err(wrong(why));
            }
            let (kind, limit) = match attribute {
                "C" => {
                    let code = value.try_into().map_err(|_| wrong("a country is two letters"))?;
                    name.push(DnType::CountryName, DnValue::PrintableString(code));
                    continue;
                }
                "ST" => (DnType::StateOrProvinceName, 128),
                "L" => (DnType::LocalityName, 128),
                "O" => (DnType::OrganizationName, 64),
                "OU" => (DnType::OrganizationalUnitName, 64),
                _ => (DnType::CommonName, 64),
            };
            if value.chars().count() > limit {
                return Err(wrong("it is longer than the standard allows"));
            }
            name.push(kind, value);
        }
        Ok(name)
    }
}

fn complaint(attribute: &str, value: &str) -> Option<&'static str> {
    if value.trim().is_empty() {
        return Some("it is empty");
    }
    if value.chars().any(char::is_control) {
        return Some("it holds control characters");
    }
    let two_letters = value.len() == 2 && value.bytes().all(|b| b.is_ascii_uppercase());
    (attribute == "C" && !two_letters).then_some("a country is two capital letters")
}

impl fmt::Display for Subject {
    /// `C=US, ST=Maryland, …`; what would confuse a terminal or a reader is escaped.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, (name, value)) in self.attributes().enumerate() {
            let comma = if i == 0 { "" } else { ", " };
            let value = escaped(value).replace(',', "\\,");
            write!(f, "{comma}{name}={value}")?;
        }
        Ok(())
    }
}
