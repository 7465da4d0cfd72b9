//! What a request asks for, one extension at a time.

use x509_parser::certification_request::X509CertificationRequestInfo;
use x509_parser::cri_attributes::ParsedCriAttribute;
use x509_parser::extensions::{ParsedExtension, X509Extension};

/// An extension that a request asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Its object identifier, in numbers.
    pub oid: Vec<u64>,
    /// Whether it is to be critical.
    pub critical: bool,
    /// Its value, in DER.
    pub value: Vec<u8>,
    /// What it asks for, in words.
    pub words: String,
    /// The names in it, if it is a subject alternative name.
    pub names: Vec<String>,
    /// Whether it is basicConstraints with CA:TRUE.
    pub authority: bool,
}

/// All of them, in the request's order.
pub(super) fn all(info: &X509CertificationRequestInfo) -> Result<Vec<Asked>, String> {
    let mut all = Vec::new();
    for attribute in info.iter_attributes() {
        if let ParsedCriAttribute::ExtensionRequest(request) = attribute.parsed_attribute() {
            for extension in &request.extensions {
                all.push(asked(extension)?);
            }
        }
    }
    Ok(all)
}

fn asked(extension: &X509Extension) -> Result<Asked, String> {
    let oid = extension.oid.iter().ok_or("an extension's object identifier is too large")?.collect();
    let parsed = extension.parsed_extension();
    Ok(Asked {
        oid,
        critical: extension.critical,
        value: extension.value.to_vec(),
        words: words(extension, parsed),
        names: wirewalk_dissect::verify::general_names(parsed),
        authority: matches!(parsed, ParsedExtension::BasicConstraints(bc) if bc.ca),
    })
}

fn words(extension: &X509Extension, parsed: &ParsedExtension) -> String {
    match parsed {
        ParsedExtension::BasicConstraints(bc) => {
            let length = bc.path_len_constraint.map(|n| format!(", pathlen:{n}")).unwrap_or_default();
            format!("basicConstraints CA:{}{length}", if bc.ca { "TRUE" } else { "FALSE" })
        }
        ParsedExtension::KeyUsage(usage) => format!("keyUsage {usage}"),
        ParsedExtension::ExtendedKeyUsage(usage) => {
            let known = [
                (usage.any, "any"),
                (usage.server_auth, "serverAuth"),
                (usage.client_auth, "clientAuth"),
                (usage.code_signing, "codeSigning"),
                (usage.email_protection, "emailProtection"),
                (usage.time_stamping, "timeStamping"),
                (usage.ocsp_signing, "OCSPSigning"),
            ];
            let others = usage.other.iter().map(|oid| oid.to_id_string());
            let named = known.iter().filter(|(on, _)| *on).map(|(_, name)| (*name).to_owned());
            format!("extKeyUsage {}", named.chain(others).collect::<Vec<_>>().join(", "))
        }
        ParsedExtension::SubjectAlternativeName(_) => {
            format!("subjectAltName {}", wirewalk_dissect::verify::general_names(parsed).join(", "))
        }
        _ => format!("the extension {}", extension.oid.to_id_string()),
    }
}
