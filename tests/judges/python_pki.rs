//! Python's `cryptography` as the judge of keys, certificates, requests, lists and bundles.

use std::path::Path;
use std::process::{Command, Stdio};

use wirewalk_testing::minted::{Minted, PASSPHRASE};
use wirewalk_testing::outside;

/// Loads everything in the folder that it is told and checks what it says; silent if all is well.
const SCRIPT: &str = r#"
import datetime, ipaddress, os, sys
from cryptography import x509
from cryptography.hazmat.primitives.serialization import load_pem_private_key, pkcs12, Encoding, PublicFormat
from cryptography.x509.oid import ExtendedKeyUsageOID as Purpose

folder, word = sys.argv[1], os.environ["WORD"].encode()
read = lambda name: open(os.path.join(folder, name), "rb").read()
load = lambda name: x509.load_pem_x509_certificate(read(name + ".pem"))
root, between, server, direct, client = map(load, ["root", "between", "server", "direct", "client"])
raw = lambda key: key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)

# Signatures and issuers.
root.verify_directly_issued_by(root)
between.verify_directly_issued_by(root)
server.verify_directly_issued_by(between)
client.verify_directly_issued_by(between)
direct.verify_directly_issued_by(root)

# Keys.
plain = load_pem_private_key(read("plain.key"), None)
sealed = load_pem_private_key(read("sealed.key"), word)
assert raw(plain.public_key()) == raw(sealed.public_key()) == raw(server.public_key())
try:
    load_pem_private_key(read("sealed.key"), b"walnut")
    raise SystemExit("opened with a wrong passphrase")
except ValueError:
    pass

# The request.
csr = x509.load_pem_x509_csr(read("server.csr"))
assert csr.is_signature_valid
assert raw(csr.public_key()) == raw(server.public_key())

# Names, extensions and which of them are critical.
name = x509.Name.from_rfc4514_string("CN=my-ca.com,O=My CA Company,L=Baltimore,ST=Maryland,C=US")
assert root.subject == name and root.issuer == name, root.subject
sans = server.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
assert sans.get_values_for_type(x509.DNSName) == ["localhost", "my-site.com"]
assert sans.get_values_for_type(x509.IPAddress) == [ipaddress.ip_address("127.0.0.1"), ipaddress.ip_address("::1")]
uris = client.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
assert uris.get_values_for_type(x509.UniformResourceIdentifier) == ["https://example.com/clients/alice"]
for cert, ca in [(root, True), (between, True), (server, False), (client, False), (direct, False)]:
    assert cert.version == x509.Version.v3
    assert 0 < cert.serial_number < 2**127 and cert.serial_number.bit_length() > 100
    basic = cert.extensions.get_extension_for_class(x509.BasicConstraints)
    assert basic.critical and basic.value.ca == ca
    usage = cert.extensions.get_extension_for_class(x509.KeyUsage)
    assert usage.critical and usage.value.key_cert_sign == ca and usage.value.digital_signature == (not ca)
    cert.extensions.get_extension_for_class(x509.SubjectKeyIdentifier)
    if cert is not root:
        issuer = root if cert in (between, direct) else between
        ski = issuer.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
        aki = cert.extensions.get_extension_for_class(x509.AuthorityKeyIdentifier).value
        assert aki.key_identifier == ski.digest
assert between.extensions.get_extension_for_class(x509.BasicConstraints).value.path_length == 0
assert list(server.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value) == [Purpose.SERVER_AUTH]
assert list(client.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value) == [Purpose.CLIENT_AUTH]
assert len({c.serial_number for c in (root, between, server, client, direct)}) == 5

# Dates.
now = datetime.datetime.now(datetime.timezone.utc)
for cert, days in [(root, 3650), (between, 365), (server, 30)]:
    assert now - cert.not_valid_before_utc < datetime.timedelta(hours=1)
    assert abs(cert.not_valid_after_utc - now - datetime.timedelta(days=days)) < datetime.timedelta(hours=1)

# Lists.
crl = x509.load_pem_x509_crl(read("between.crl"))
assert crl.is_signature_valid(between.public_key()) and crl.issuer == between.subject
revoked = crl.get_revoked_certificate_by_serial_number(client.serial_number)
assert revoked.extensions.get_extension_for_class(x509.CRLReason).value.reason == x509.ReasonFlags.key_compromise
assert crl.get_revoked_certificate_by_serial_number(server.serial_number) is None
assert crl.extensions.get_extension_for_class(x509.CRLNumber).value.crl_number == 7
empty = x509.load_pem_x509_crl(read("root.crl"))
assert empty.is_signature_valid(root.public_key()) and len(empty) == 0

# The bundle.
bundle = pkcs12.load_pkcs12(read("client.p12"), word)
assert bundle.cert.certificate == client
assert raw(bundle.key.public_key()) == raw(client.public_key())
assert {c.certificate for c in bundle.additional_certs} == {between, root}
"#;

/// Path building with cryptography's own verifier, which wants domain names and no Ed25519 (as the web's rules say).
const VERIFIER: &str = r#"
import os, sys
from cryptography import x509
from cryptography.x509.verification import PolicyBuilder, Store, VerificationError
folder = sys.argv[1]
load = lambda name: x509.load_pem_x509_certificate(open(os.path.join(folder, name + ".pem"), "rb").read())
root, between, server, client = map(load, ["root", "between", "server", "client"])
builder = PolicyBuilder().store(Store([root]))
for_host = lambda host: builder.build_server_verifier(x509.DNSName(host))
assert for_host("my-site.com").verify(server, [between]) == [server, between, root]
assert builder.build_client_verifier().verify(client, [between]).chain == [client, between, root]
for host, leaf, chain in [("www.bank.example", server, [between]), ("my-site.com", server, []), ("my-site.com", client, [between])]:
    try:
        for_host(host).verify(leaf, chain)
        raise SystemExit("accepted what it should refuse: " + host)
    except VerificationError:
        pass
"#;

fn python() -> Option<std::path::PathBuf> {
    let python = outside::judge("python3")?;
    let has_it = Command::new(&python).args(["-c", "import cryptography"]).stderr(Stdio::null()).status();
    if has_it.is_ok_and(|status| status.success()) {
        return Some(python);
    }
    outside::missing("python3 has no module cryptography")
}

fn run(python: &Path, script: &str, minted: &Minted) {
    let output = Command::new(python).args(["-c", script]).arg(minted.dir()).env("WORD", PASSPHRASE).output();
    let output = output.expect("python3 starts");
    let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{:?}: {said}", minted.kind);
}

#[test]
fn everything_loads_and_says_what_carol_decided_for_all_kinds_of_keys() {
    let Some(python) = python() else { return };
    for minted in Minted::all() {
        run(&python, SCRIPT, &minted);
    }
}

#[test]
fn its_verifier_builds_our_path_and_refuses_what_it_should() {
    let Some(python) = python() else { return };
    let has_it = "from cryptography.x509.verification import PolicyBuilder; PolicyBuilder().build_client_verifier";
    if !Command::new(&python).args(["-c", has_it]).stderr(Stdio::null()).status().is_ok_and(|s| s.success()) {
        return outside::missing::<()>("this cryptography has no verifier (it came with version 45)")
            .unwrap_or_default();
    }
    for minted in Minted::all().iter().filter(|m| m.kind != wirewalk::pki::KeyKind::Ed25519) {
        run(&python, VERIFIER, minted);
    }
}
