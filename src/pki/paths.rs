//! The files of lesson 4, by the names that the course gives them.

/// Carol's private key, encrypted.
pub const CA_KEY: &str = "ca-private-key.pem";
/// Carol's certificate. The name is the tutorial's; a certificate contains a public key and is none.
pub const CA_CERTIFICATE: &str = "ca-public-key.pem";
/// Bob's private key.
pub const SERVER_KEY: &str = "server-private-key.pem";
/// Bob's certificate signing request.
pub const SERVER_REQUEST: &str = "server-csr.pem";
/// Bob's certificate; see [`CA_CERTIFICATE`] for its name.
pub const SERVER_CERTIFICATE: &str = "server-public-key.pem";
/// Carol's certificate once more, beside those of the clients.
pub const CLIENTS_CA: &str = "certs/ca.pem";

/// The files of one client, relative to the output folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientPaths {
    /// The private key, PEM.
    pub key: String,
    /// The certificate, PEM.
    pub certificate: String,
    /// Key, certificate and chain for a browser, PKCS#12.
    pub bundle: String,
    /// Certificate and key in one PEM file.
    pub both: String,
}

/// Why a client cannot have this name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{name:?} cannot be a client's name: {why}")]
pub struct ClientNameError {
    /// The name.
    pub name: String,
    /// What is wrong with it.
    pub why: &'static str,
}

/// The files of the client with this name: `certs/NAME/NAME.key` and so on.
///
/// # Errors
/// The name could lead out of the folder, or is not one file name on every system.
pub fn client(name: &str) -> Result<ClientPaths, ClientNameError> {
    if let Some(why) = complaint(name) {
        return Err(ClientNameError { name: name.to_owned(), why });
    }
    let file = |ending: &str| format!("certs/{name}/{name}.{ending}");
    Ok(ClientPaths { key: file("key"), certificate: file("crt"), bundle: file("p12"), both: file("pem") })
}

fn complaint(name: &str) -> Option<&'static str> {
    /// Windows keeps these for devices, whatever the ending.
    const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];
    let base = name.split('.').next().unwrap_or_default().to_ascii_lowercase();
    let numbered = |prefix| base.strip_prefix(prefix).is_some_and(|n: &str| matches!(n.as_bytes(), [b'0'..=b'9']));
    if name.trim().is_empty() {
        Some("it is empty")
    } else if name.chars().any(char::is_control) {
        Some("it holds control characters")
    } else if name.contains(['/', '\\', ':', '*', '?', '"', '<', '>', '|']) {
        Some("it becomes the name of a folder, so it must not contain any of / \\ : * ? \" < > |")
    } else if name.starts_with(['.', '-', ' ']) || name.ends_with(['.', ' ']) {
        Some(
            "it becomes the name of a folder, so it must not begin with a dot, hyphen or space, nor end with a dot or space",
        )
    } else if name.chars().count() > 64 {
        Some("it is longer than the 64 characters that a common name may have")
    } else if DEVICES.contains(&base.as_str()) || numbered("com") || numbered("lpt") {
        Some("Windows reserves this name for a device")
    } else if name.eq_ignore_ascii_case("ca.pem") {
        Some("certs/ca.pem is the authority's certificate")
    } else {
        None
    }
}
