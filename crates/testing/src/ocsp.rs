//! An authority with openssl alone, that answers questions about revocation.

use std::fs;
use std::path::PathBuf;

use crate::der::Maker;

const CONFIG: &str = "\
[req]
distinguished_name = dn
prompt = no
[dn]
O = Nuts
CN = Carol
[ca]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign, digitalSignature
subjectKeyIdentifier = hash
[leaf]
subjectAltName = DNS:localhost, IP:127.0.0.1
[responder]
extendedKeyUsage = OCSPSigning
keyUsage = digitalSignature
noCheck = ignored
";

/// 1001 is good, 1002 revoked, 1003 not known.
const INDEX: &str = "V\t351231235959Z\t\t1001\tunknown\t/CN=localhost\n\
R\t351231235959Z\t250101000000Z,keyCompromise\t1002\tunknown\t/CN=b\n";

/// The numbers that the index knows, and one that it does not.
pub const SERIALS: [&str; 3] = ["0x1001", "0x1002", "0x1003"];

/// An authority (`ca`), a server's certificate (`leaf`, number 1001), a responder that it appointed (`olga`), and one that it did
/// not (`leaf`, which is not for that).
pub struct Authority {
    /// Its folder, and openssl in it.
    pub maker: Maker,
}

impl Authority {
    /// All of them made with this openssl.
    pub fn new(openssl: PathBuf) -> Authority {
        let maker = Maker::new(openssl);
        for (name, text) in [("ocsp.cnf", CONFIG), ("ocsp.index", INDEX)] {
            fs::write(maker.dir.path().join(name), text).expect("a file");
        }
        for name in ["ca", "leaf", "olga"] {
            let key = format!("{name}.key");
            maker.run(&["genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", &key]);
        }
        let own = "req -x509 -new -key ca.key -config ocsp.cnf -extensions ca -days 100 -out ca.pem";
        maker.run(&own.split(' ').collect::<Vec<_>>());
        for (name, subject, serial, extensions) in
            [("leaf", "/CN=localhost", "0x1001", "leaf"), ("olga", "/CN=Olga", "0x2001", "responder")]
        {
            let request = format!("req -new -key {name}.key -config ocsp.cnf -subj {subject} -out {name}.csr");
            maker.run(&request.split(' ').collect::<Vec<_>>());
            let sign = format!(
                "x509 -req -in {name}.csr -CA ca.pem -CAkey ca.key -set_serial {serial} -days 30 -extfile ocsp.cnf \
                 -extensions {extensions} -out {name}.pem"
            );
            maker.run(&sign.split(' ').collect::<Vec<_>>());
        }
        Authority { maker }
    }

    /// A question about these certificates; `more`: further arguments, split at spaces.
    pub fn ask(&self, serials: &[&str], more: &str) -> Vec<u8> {
        let mut arguments = vec!["ocsp", "-issuer", "ca.pem"];
        serials.iter().for_each(|serial| arguments.extend(["-serial", serial]));
        arguments.extend(more.split_whitespace().chain(["-reqout", "request.der"]));
        self.maker.run(&arguments);
        self.maker.read("request.der")
    }

    /// The answer to the last question, signed by one of them.
    pub fn answer(&self, signer: &str, more: &str) -> Vec<u8> {
        let told = format!(
            "ocsp -index ocsp.index -CA ca.pem -rsigner {signer}.pem -rkey {signer}.key -reqin request.der \
             -respout response.der -noverify {more}"
        );
        self.maker.run(&told.split_whitespace().collect::<Vec<_>>());
        self.maker.read("response.der")
    }

    /// A certificate in DER.
    pub fn certificate(&self, name: &str) -> Vec<u8> {
        let out = format!("{name}.cer");
        self.maker.run(&["x509", "-in", &format!("{name}.pem"), "-outform", "DER", "-out", &out]);
        self.maker.read(&out)
    }
}
