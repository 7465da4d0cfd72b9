//! OpenSSL as the judge: it accepts what we make, and we read what it makes.

use std::fs;
use std::path::Path;

use tempfile::TempDir;
use wirewalk::pki::{CheckedRequest, CsrError, KeyError, KeyKind, Passphrase, PrivateKey};
use wirewalk_testing::minted::{Minted, PASSPHRASE};
use wirewalk_testing::outside;

#[test]
fn what_we_make_is_accepted_for_all_kinds_of_keys() {
    let Some(openssl) = outside::judge("openssl") else { return };
    for minted in Minted::all() {
        let ok = |args: &str| minted.accepts(&openssl, args);
        ok("verify -x509_strict -CAfile root.pem root.pem");
        ok("verify -x509_strict -purpose sslserver -verify_hostname my-site.com -CAfile root.pem direct.pem");
        ok("verify -x509_strict -purpose sslserver -verify_ip ::1 -CAfile root.pem -untrusted between.pem server.pem");
        ok("verify -x509_strict -purpose sslclient -CAfile root.pem -untrusted between.pem client.pem");
        assert!(ok("req -verify -noout -in server.csr").contains("verify OK"));
        assert!(ok("crl -noout -CAfile between.pem -in between.crl").contains("verify OK"));
        ok("crl -noout -CAfile root.pem -in root.crl");
        ok("pkey -noout -check -in plain.key");
        ok("pkey -noout -check -in sealed.key -passin env:WORD");
        assert_eq!(ok("pkey -pubout -in sealed.key -passin env:WORD"), ok("x509 -pubkey -noout -in server.pem"));
        ok("pkcs12 -in client.p12 -passin env:WORD -noenc");
        let wrong = minted.run(&openssl, "pkey -noout -in sealed.key -passin pass:walnut");
        assert!(!wrong.status.success());
    }
}

#[test]
fn a_revoked_client_and_a_server_in_its_place_are_refused() {
    let Some(openssl) = outside::judge("openssl") else { return };
    let minted = Minted::new(KeyKind::EcdsaP256);
    let refused = |args: &str| {
        let output = minted.run(&openssl, args);
        assert!(!output.status.success());
        String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout)
    };
    let chain = "-CAfile root.pem -untrusted between.pem";
    assert!(refused(&format!("verify {chain} -crl_check -CRLfile between.crl client.pem")).contains("revoked"));
    minted.accepts(&openssl, &format!("verify {chain} -crl_check -CRLfile between.crl server.pem"));
    assert!(refused(&format!("verify -purpose sslclient {chain} server.pem")).contains("purpose"));
}

/// A folder in which openssl makes files.
struct Theirs<'a> {
    openssl: &'a Path,
    dir: TempDir,
}

impl Theirs<'_> {
    fn make(&self, args: &str) {
        let mut command = std::process::Command::new(self.openssl);
        let output =
            command.current_dir(self.dir.path()).env("WORD", PASSPHRASE).args(args.split_whitespace()).output();
        let output = output.expect("openssl starts");
        assert!(output.status.success(), "openssl {args}: {}", String::from_utf8_lossy(&output.stderr));
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.dir.path().join(name)).expect("what openssl wrote")
    }

    fn key(&self, name: &str) -> Result<PrivateKey, KeyError> {
        PrivateKey::from_pem(&self.read(name), Some(&Passphrase::new(PASSPHRASE).expect("not empty")))
    }
}

fn theirs(openssl: &Path) -> Theirs<'_> {
    Theirs { openssl, dir: tempfile::tempdir().expect("a folder") }
}

#[test]
fn keys_and_requests_that_openssl_makes_are_read() {
    let Some(openssl) = outside::judge("openssl") else { return };
    let theirs = theirs(&openssl);
    for (options, words) in [
        ("-algorithm EC -pkeyopt ec_paramgen_curve:P-256", "ECDSA P-256"),
        ("-algorithm EC -pkeyopt ec_paramgen_curve:P-384", "ECDSA P-384"),
        ("-algorithm EC -pkeyopt ec_paramgen_curve:P-521", "ECDSA P-521"),
        ("-algorithm RSA -pkeyopt rsa_keygen_bits:2048", "RSA 2048 bits"),
        ("-algorithm ED25519", "Ed25519"),
    ] {
        theirs.make(&format!("genpkey {options} -out plain.key"));
        let plain = theirs.key("plain.key").expect(words);
        assert_eq!(plain.describe(), words);
        theirs
            .make("pkcs8 -topk8 -in plain.key -out sealed.key -v2 aes-256-cbc -v2prf hmacWithSHA256 -passout env:WORD");
        assert_eq!(theirs.key("sealed.key").expect(words).der(), plain.der());
        theirs.make("pkcs8 -topk8 -in plain.key -out scrypt.key -scrypt -passout env:WORD");
        assert_eq!(theirs.key("scrypt.key").expect(words).der(), plain.der());
        if words != "Ed25519" {
            theirs.make("pkey -in plain.key -out old.key -traditional");
            let old = theirs.read("old.key");
            assert!(old.contains("BEGIN EC PRIVATE KEY") || old.contains("BEGIN RSA PRIVATE KEY"));
            assert_eq!(theirs.key("old.key").expect(words).public_der(), plain.public_der());
        }
        theirs.make(
            "req -new -key plain.key -subj /O=Squirrels/CN=Bob -addext subjectAltName=DNS:localhost -out bob.csr",
        );
        let request = CheckedRequest::parse(&theirs.read("bob.csr")).expect(words);
        assert_eq!(request.public_der(), plain.public_der());
        assert_eq!(request.subject().to_string(), "O=Squirrels, CN=Bob");
        assert_eq!(request.names_asked().collect::<Vec<_>>(), ["localhost"]);
    }
}

#[test]
fn keys_that_are_not_safe_or_not_known_are_refused_by_name() {
    let Some(openssl) = outside::judge("openssl") else { return };
    let theirs = theirs(&openssl);
    theirs.make("genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:1024 -out short.key");
    assert_eq!(theirs.key("short.key").err(), Some(KeyError::ShortRsa(1024)));
    theirs.make("req -new -key short.key -subj /CN=Bob -out short.csr");
    assert!(
        matches!(CheckedRequest::parse(&theirs.read("short.csr")), Err(CsrError::Key(what)) if what.contains("1024"))
    );
    for (options, word) in [
        ("-algorithm EC -pkeyopt ec_paramgen_curve:secp256k1", "1.3.132.0.10"),
        ("-algorithm ED448", "Ed448"),
        ("-algorithm X25519", "X25519"),
        ("-algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048", "RSA-PSS"),
    ] {
        theirs.make(&format!("genpkey {options} -out key.key"));
        let refused = theirs.key("key.key").expect_err(word).to_string();
        assert!(refused.contains(word) && refused.contains("not supported"), "{refused}");
        if word != "X25519" {
            theirs.make("req -new -key key.key -subj /CN=Bob -out key.csr");
            let refused = CheckedRequest::parse(&theirs.read("key.csr")).expect_err(word).to_string();
            assert!(refused.contains(word), "{refused}");
        }
    }
}

#[test]
fn keys_under_broken_encryption_are_recognised_and_explained() {
    let Some(openssl) = outside::judge("openssl") else { return };
    let theirs = theirs(&openssl);
    theirs.make("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out plain.key");
    theirs.make("pkcs8 -topk8 -in plain.key -out pbes1.key -v1 PBE-SHA1-3DES -passout env:WORD");
    assert!(matches!(theirs.key("pbes1.key"), Err(KeyError::Pbes1(name)) if name.contains("DES3")));
    theirs.make("pkcs8 -topk8 -in plain.key -out des3.key -v2 des3 -passout env:WORD");
    assert!(matches!(theirs.key("des3.key"), Err(KeyError::OldCipher(name)) if name.contains("DES3")));
    theirs.make("pkcs8 -topk8 -in plain.key -out sha1.key -v2 aes-256-cbc -v2prf hmacWithSHA1 -passout env:WORD");
    assert!(matches!(theirs.key("sha1.key"), Err(KeyError::OldCipher(name)) if name.contains("SHA1")));
    theirs.make("ec -in plain.key -out old.key -aes256 -passout env:WORD");
    let refused = theirs.key("old.key").expect_err("the old way");
    assert!(matches!(&refused, KeyError::Traditional(cipher) if cipher.starts_with("AES-256-CBC")));
    assert!(
        refused.to_string().contains("Proc-Type: 4,ENCRYPTED") && refused.to_string().contains("openssl pkcs8 -topk8")
    );
    // What is wrong with the encryption is said before anybody is asked for a passphrase.
    assert!(matches!(PrivateKey::from_pem(&theirs.read("des3.key"), None), Err(KeyError::OldCipher(_))));
    theirs.make("pkcs8 -topk8 -in plain.key -out sealed.key -v2 aes-256-cbc -passout pass:walnut");
    assert_eq!(theirs.key("sealed.key").err(), Some(KeyError::WrongPassphrase));
    theirs.make("pkey -in plain.key -pubout -out public.pem");
    let no_key = theirs.key("public.pem").expect_err("a public key").to_string();
    assert!(no_key.contains("PUBLIC KEY"), "{no_key}");
}
