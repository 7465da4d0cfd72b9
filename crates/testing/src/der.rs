//! Files made by openssl, and what is in ours.

use std::fs;
use std::process::Command;

use wirewalk::dissect::{Field, File, Message, file, tiling};

/// Everything an extension can say, for `openssl req -config`.
pub const CONFIG: &str = "\
[req]
distinguished_name = dn
x509_extensions = all
req_extensions = wishes
prompt = no
string_mask = utf8only
[dn]
C = CH
ST = Zurich
L = Zürich
O = Nuts
CN = localhost
emailAddress = a@example.org
serialNumber = 77
[wishes]
subjectAltName = DNS:localhost
keyUsage = digitalSignature
basicConstraints = CA:TRUE
[all]
basicConstraints = critical, CA:TRUE, pathlen:3
keyUsage = critical, digitalSignature, keyCertSign, cRLSign, decipherOnly
extendedKeyUsage = serverAuth, clientAuth, 1.2.3.4
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid:always, issuer:always
subjectAltName = DNS:localhost, DNS:*.example.org, IP:127.0.0.1, IP:::1, email:a@example.org, URI:https://x.org/, \
dirName:other, RID:1.2.3.4, otherName:1.3.6.1.4.1.311.20.2.3;UTF8:me@x
issuerAltName = DNS:issuer.example
crlDistributionPoints = point
freshestCRL = URI:http://crl.example/delta.crl
authorityInfoAccess = OCSP;URI:http://ocsp.example/, caIssuers;URI:http://ca.example/ca.der
certificatePolicies = 1.2.3.4, @policy
nameConstraints = critical, permitted;DNS:.example.org, excluded;IP:10.0.0.0/255.0.0.0, permitted;dirName:other
policyConstraints = requireExplicitPolicy:3, inhibitPolicyMapping:1
policyMappings = 1.2.3:1.2.4
inhibitAnyPolicy = 2
tlsfeature = status_request
nsComment = hello
1.2.3.4.5 = ASN1:UTF8String:hello
1.2.3.4.6 = DER:00ff
[point]
fullname = URI:http://crl.example/a.crl
CRLissuer = dirName:other
reasons = keyCompromise, CACompromise
[policy]
policyIdentifier = 2.23.140.1.2.1
CPS.1 = https://cps.example/
userNotice.1 = @notice
[notice]
explicitText = UTF8:Hello
organization = Nuts
noticeNumbers = 1, 2
[other]
C = US
CN = Dir
";

/// The same for `openssl ca -gencrl`; the list of revoked certificates is [`REVOKED`].
pub const CA_CONFIG: &str = "\
[ca]
default_ca = x
[x]
database = index
crlnumber = number
default_md = sha256
default_crl_days = 30
crl_extensions = all
[all]
authorityKeyIdentifier = keyid
issuingDistributionPoint = critical, @point
[point]
fullname = URI:http://crl.example/
onlyuser = TRUE
onlysomereasons = keyCompromise, superseded
";

/// What `openssl ca` keeps: status, expiry, revocation with its reason, serial number, file, subject.
pub const REVOKED: &str = "\
R\t301231235959Z\t250101000000Z,keyCompromise\t1001\tunknown\t/CN=a
R\t301231235959Z\t250101000000Z,keyTime,20250101000000Z\t1002\tunknown\t/CN=b
R\t301231235959Z\t250101000000Z,holdInstruction,holdInstructionReject\t1003\tunknown\t/CN=c
R\t301231235959Z\t250101000000Z\t1004\tunknown\t/CN=d
";

/// The kinds of keys: a name, and what `openssl genpkey` needs.
pub const KEYS: &[(&str, &[&str])] = &[
    ("p256", &["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"]),
    ("p384", &["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-384"]),
    ("p521", &["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-521"]),
    ("rsa", &["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"]),
    ("ed25519", &["-algorithm", "ED25519"]),
    ("ed448", &["-algorithm", "ED448"]),
];

/// Makes files with openssl in a folder of its own.
pub struct Maker {
    openssl: std::path::PathBuf,
    /// Where the files are.
    pub dir: tempfile::TempDir,
}

impl Maker {
    /// A folder with the configuration files in it.
    pub fn new(openssl: std::path::PathBuf) -> Maker {
        let dir = tempfile::tempdir().expect("a folder");
        for (name, text) in [("req.cnf", CONFIG), ("ca.cnf", CA_CONFIG), ("index", REVOKED), ("number", "01")] {
            fs::write(dir.path().join(name), text).expect("a file");
        }
        Maker { openssl, dir }
    }

    /// Runs openssl in the folder; its output.
    pub fn run(&self, args: &[&str]) -> String {
        let output = Command::new(&self.openssl).args(args).current_dir(self.dir.path()).output().expect("openssl");
        assert!(output.status.success(), "openssl {args:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// The bytes of a file.
    pub fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.dir.path().join(name)).expect("the file")
    }

    /// Keys, certificates, requests and lists of every kind of key, as DER; their names.
    pub fn everything(&self) -> Vec<String> {
        let mut made = Vec::new();
        for (kind, args) in KEYS {
            let file = |what: &str| format!("{kind}.{what}");
            let (key, pem) = (file("p8"), file("pem"));
            self.run(&[&["genpkey", "-out", &pem][..], args].concat());
            self.run(&["pkcs8", "-topk8", "-nocrypt", "-in", &pem, "-outform", "DER", "-out", &key]);
            let made_here = [file("cer"), file("p10"), file("crl"), file("spki"), file("enc"), file("p12")];
            let [cer, csr, crl, spki, encrypted, p12] = made_here.each_ref().map(String::as_str);
            let req = ["req", "-utf8", "-config", "req.cnf", "-key", &pem];
            self.run(&[&req[..], &["-x509", "-days", "30", "-outform", "DER", "-out", cer]].concat());
            self.run(&[&req[..], &["-new", "-outform", "DER", "-out", csr]].concat());
            self.run(&["x509", "-inform", "DER", "-in", cer, "-out", "ca.crt"]);
            let crl_args =
                ["ca", "-gencrl", "-config", "ca.cnf", "-keyfile", &pem, "-cert", "ca.crt", "-out", "crl.pem"];
            self.run(&crl_args);
            self.run(&["crl", "-in", "crl.pem", "-outform", "DER", "-out", crl]);
            self.run(&["pkey", "-in", &pem, "-pubout", "-outform", "DER", "-out", spki]);
            let topk8 =
                ["pkcs8", "-topk8", "-in", &pem, "-passout", "pass:squirrel", "-outform", "DER", "-out", encrypted];
            self.run(&topk8);
            self.run(&["pkcs12", "-export", "-inkey", &pem, "-in", "ca.crt", "-passout", "pass:squirrel", "-out", p12]);
            made.push(key);
            made.extend(made_here);
        }
        for (from, to) in [("p256.pem", "p256.sec1"), ("rsa.pem", "rsa.pkcs1")] {
            self.run(&["pkey", "-in", from, "-traditional", "-outform", "DER", "-out", to]);
            made.push(to.to_owned());
        }
        made
    }
}

/// A dissected file, checked for tiling.
pub fn dissected(bytes: impl AsRef<[u8]>) -> File {
    let found = file(bytes.as_ref().to_vec());
    if let Err(error) = tiling::check(&found.message) {
        panic!("{error}\n{}", crate::trees::tree(&found.message));
    }
    found
}

/// Offset, bytes of tag and length, bytes of value.
pub type Element = (usize, usize, usize);

/// Every element in a source.
pub fn elements(message: &Message, source: u16) -> Vec<Element> {
    let is = |f: Option<&Field>, id: &str| f.is_some_and(|f| f.label.id == id);
    let of = |field: &Field| {
        let [tag, length] = [field.children.first(), field.children.get(1)];
        if !is(tag, "wirewalk.der.tag") || !is(length, "wirewalk.der.length") || field.span.source != source {
            return None;
        }
        let header = tag?.span.len() + length?.span.len();
        Some((field.span.range.start, header, field.span.len() - header))
    };
    message.walk().filter_map(of).collect()
}

/// Every problem, with the id of the field that has it.
pub fn problems(message: &Message) -> Vec<String> {
    message.walk().filter_map(|f| Some(format!("{}: {}", f.label.id, f.problem.as_ref()?))).collect()
}

/// A frozen file of tests/files.
pub fn frozen(name: &str) -> Vec<u8> {
    let path = crate::root().join("tests/files").join(name);
    fs::read(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// An element with a definite length in its shortest form.
pub fn tlv(tag: u8, content: impl AsRef<[u8]>) -> Vec<u8> {
    let content = content.as_ref();
    let digits: Vec<u8> = content.len().to_be_bytes().into_iter().skip_while(|b| *b == 0).collect();
    let length = if content.len() < 0x80 {
        vec![content.len() as u8]
    } else {
        [&[0x80 | digits.len() as u8][..], &digits].concat()
    };
    [&[tag][..], &length, content].concat()
}

/// Where these bytes begin.
pub fn find(haystack: &[u8], needle: &[u8]) -> usize {
    haystack.windows(needle.len()).position(|w| w == needle).expect("it is there")
}

/// A certificate with this many names.
pub fn with_names(count: usize) -> Vec<u8> {
    let names: Vec<u8> = (0..count).flat_map(|i| tlv(0x82, format!("host{i}.example.org"))).collect();
    let extension = |value: Vec<u8>| tlv(0x30, [tlv(6, [0x55, 0x1d, 0x11]), tlv(4, value)].concat());
    let leaf = frozen("leaf.cer");
    let tbs = &leaf[4..];
    let tbs_len = 4 + usize::from(u16::from_be_bytes([tbs[2], tbs[3]]));
    let (tbs, signature) = tbs.split_at(tbs_len);
    let extensions = find(tbs, &[0xa3, 0x81]);
    let new = tlv(0xa3, tlv(0x30, extension(tlv(0x30, names))));
    tlv(0x30, [tlv(0x30, [&tbs[4..extensions], &new].concat()), signature.to_vec()].concat())
}
