//! Two backends of cryptography, one result: what AWS-LC opens and accepts, RustCrypto opens and accepts, and nothing else.
//! Judge of the signatures: OpenSSL, which makes them.

use std::fs;
use std::path::{Path, PathBuf};

use rustls::pki_types::{AlgorithmIdentifier, PrivateKeyDer, pem::PemObject};
use wirewalk::dissect::crypto::{AwsLc, Crypto, NONCE_LEN, RustCrypto};
use wirewalk::dissect::{Message, dissect};
use wirewalk::pki::{Authority, KeyKind, PrivateKey, Profile, Subject, Validity};
use wirewalk::recording::secrets::KeyLog;
use wirewalk::recording::{Recording, Secrets, capture};
use wirewalk::schedule::{Cipher, RsaKey};
use wirewalk::verify::{self, Handshakes, Question, Role, SignatureError, Signed};
use wirewalk_testing::der::Maker;
use wirewalk_testing::outside;

const BOTH: [&dyn Crypto; 2] = [&AwsLc, &RustCrypto];
const NOW: u64 = 1_800_000_000;
const MESSAGE: &[u8] = b"what is signed";

fn here(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/captures").join(name)
}

fn frozen(name: &str) -> (Recording, KeyLog) {
    let read = capture::read(fs::File::open(here(name)).expect("a frozen capture")).expect("a capture of ours");
    let beside = fs::read(here(name).with_extension("keys")).map(|text| KeyLog::parse(&text).0);
    (read.recording, beside.unwrap_or(read.key_log))
}

/// What a recording says over each backend; it is the same.
fn over_both(recording: &Recording, secrets: impl Fn(&dyn Crypto) -> Secrets) -> Vec<Message> {
    let [one, other] = BOTH.map(|crypto| dissect(recording, &secrets(crypto).over(crypto)).collect::<Vec<_>>());
    assert!(one == other, "the backends differ");
    one
}

#[test]
fn every_frozen_connection_opens_over_both_backends_alike() {
    let names = fs::read_dir(here("")).expect("the captures").map(|entry| entry.expect("an entry").file_name());
    let captures = names.filter(|name| Path::new(name).extension().is_some_and(|end| end == "pcapng"));
    for name in captures.map(|name| name.into_string().expect("a name")) {
        let (recording, key_log) = frozen(&name);
        let messages = over_both(&recording, |_| Secrets::none().with_key_log(key_log.clone()));
        let [one, other] = BOTH.map(|crypto| verify::certificate_verify(Handshakes { messages: &messages, crypto }));
        assert_eq!(one, other, "{name}");
    }
}

#[test]
fn key_transport_opens_over_both_backends_with_its_key_alone() {
    let key = PrivateKeyDer::from_pem_file(here("rsa-key-transport.key.pem")).expect("a key");
    let other = PrivateKey::generate(KeyKind::Rsa2048).expect("a key");
    let (recording, _) = frozen("rsa-key-transport.pcapng");
    let with = |der: &[u8]| {
        let opened = over_both(&recording, |crypto| {
            Secrets::none().with_rsa_key(RsaKey::over(crypto, der).expect("an RSA key"))
        });
        verify::finished(&opened).is_ok()
    };
    assert!(with(key.secret_der()) && !with(other.der()));
    for crypto in BOTH {
        let key = RsaKey::over(crypto, other.der()).expect("an RSA key");
        assert_eq!(format!("{key:?}"), "RSA private key of 2048 bits");
        assert!([0, 1, 255, 256, 257, 5000].iter().all(|len| key.premaster(&vec![0x5a; *len]).is_none()), "{crypto:?}");
        let curve = PrivateKey::generate(KeyKind::EcdsaP256).expect("a key");
        for der in [&[][..], &[0x30, 0x03, 0x02, 0x01, 0x00], curve.der()] {
            assert!(RsaKey::over(crypto, der).is_err(), "{crypto:?}");
        }
    }
}

/// The tag of an empty record under a key of zeros is test case 1 of GCM's specification, and 13.
#[test]
fn a_tag_that_was_changed_opens_nothing_and_a_key_of_another_length_is_none() {
    let known: [(Cipher, usize, &[u8; 16]); 2] = [
        (Cipher::Aes128Gcm, 16, b"\x58\xe2\xfc\xce\xfa\x7e\x30\x61\x36\x7f\x1d\x57\xa4\xe7\x45\x5a"),
        (Cipher::Aes256Gcm, 32, b"\x53\x0f\x8a\xfb\xc7\x45\x36\xb9\xa9\x63\xb4\xf1\xc4\xcb\x73\x8b"),
    ];
    for crypto in BOTH {
        for (cipher, len, tag) in known {
            let key = crypto.opening_key(cipher, &vec![0; len]).expect("a key");
            assert!(key.open(&[0; NONCE_LEN], &[], &[], tag, &mut []), "{crypto:?} {cipher:?}");
            assert!(!key.open(&[1; NONCE_LEN], &[], &[], tag, &mut []), "{crypto:?} {cipher:?}: another nonce");
            assert!(!key.open(&[0; NONCE_LEN], &[1], &[], tag, &mut []), "{crypto:?} {cipher:?}: other data");
            assert!(!key.open(&[0; NONCE_LEN], &[], &[], &tag[..12], &mut []), "{crypto:?} {cipher:?}: a short tag");
        }
        for cipher in [Cipher::Aes128Gcm, Cipher::Aes256Gcm, Cipher::ChaCha20Poly1305, Cipher::Aes128Ccm8] {
            assert!(crypto.opening_key(cipher, &[0; 17]).is_none(), "{crypto:?} {cipher:?}");
        }
    }
}

/// Each algorithm of rustls-webpki but ML-DSA, and Ed25519, which the certificates below are signed with.
#[test]
fn each_kind_of_signature_holds_over_both_backends_and_a_changed_one_does_not() {
    let Some(openssl) = outside::judge("openssl") else { return };
    let maker = Maker::new(openssl);
    fs::write(maker.dir.path().join("message"), MESSAGE).expect("room");
    let curve = |bits: &str| format!("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-{bits}");
    let rsa = |bits: u32| format!("genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:{bits}");
    const SHORT: usize = 5;
    let keys = [curve("256"), curve("384"), curve("521"), rsa(2048), rsa(3072), rsa(1024)];
    let mut seen = 0;
    for (kind, generate) in keys.iter().enumerate() {
        maker.run(&[&*generate.split(' ').collect::<Vec<_>>(), &["-out", "key"]].concat());
        maker.run(&["pkey", "-in", "key", "-pubout", "-outform", "DER", "-out", "public"]);
        let public = maker.read("public");
        for (number, hash) in (0..).zip(["sha256", "sha384", "sha512"]) {
            let paddings: &[&str] = match kind {
                0..3 => &["ecdsa"],
                SHORT => &["pkcs1"],
                _ => &["pkcs1", "pss"],
            };
            for padding in paddings {
                let signature = sign(&maker, hash, padding);
                for algorithm in identifiers(padding, number) {
                    let signed =
                        |crypto| Signed { message: MESSAGE, algorithm: &algorithm, signature: &signature, crypto };
                    check(&public, signed, kind == SHORT, &format!("{generate} {hash} {padding}"));
                    seen += 1;
                }
            }
        }
    }
    // PKCS#1 v1.5 has two identifiers each, with and without NULL.
    assert_eq!(seen, 3 * 3 + 2 * 3 * (2 + 1) + 3 * 2);
}

/// A signature of the file `message` with the key in `key`.
fn sign(maker: &Maker, hash: &str, padding: &str) -> Vec<u8> {
    let hash = format!("-{hash}");
    let pss: &[&str] = match padding {
        "pss" => &["-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:digest"],
        _ => &[],
    };
    maker.run(&[&["dgst", "-out", "signature", "-sign", "key", &hash], pss, &["message"]].concat());
    maker.read("signature")
}

/// What both say of a signature that holds, or that is by a key which is too short; and of what was changed.
fn check<'a>(public: &[u8], signed: impl Fn(&'a dyn Crypto) -> Signed<'a>, short: bool, what: &str) {
    let [one, other] = BOTH.map(|crypto| {
        let signed = signed(crypto);
        let mut message = signed.message.to_vec();
        message[0] ^= 1;
        let mut changed = signed.signature.to_vec();
        *changed.last_mut().expect("a signature") ^= 1;
        let said = verify::signature(public, &signed);
        assert_eq!(said.is_ok(), !short, "{what} over {crypto:?}: {said:?}");
        for wrong in [Signed { message: &message, ..signed }, Signed { signature: &changed, ..signed }] {
            let said = verify::signature(public, &wrong);
            assert_eq!(said, Err(SignatureError::Wrong), "{what} over {crypto:?}");
        }
        let empty = verify::signature(public, &Signed { signature: &[], ..signed });
        assert_eq!(empty, Err(SignatureError::Wrong), "{what} over {crypto:?}");
        said
    });
    assert_eq!(one, other, "{what}");
}

/// The AlgorithmIdentifiers of AWS-LC's list whose signature is of this kind and with this hash (0: SHA-256): told by the last
/// byte of the object identifier, and of PSS, which has one for all, by the length of the salt.
fn identifiers(padding: &str, hash: u8) -> Vec<AlgorithmIdentifier> {
    let end: &[u8] = match padding {
        "ecdsa" => &[0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 2 + hash],
        "pkcs1" => &[0x86, 0xf7, 0x0d, 0x01, 0x01, 11 + hash],
        _ => &[0x86, 0xf7, 0x0d, 0x01, 0x01, 10],
    };
    let mut found = Vec::new();
    for id in AwsLc.signature_algorithms().iter().map(|algorithm| algorithm.signature_alg_id()) {
        let oid = &id[2..2 + usize::from(id[1])];
        let salt = padding != "pss" || id.last() == Some(&[32, 48, 64][usize::from(hash)]);
        if oid.ends_with(end) && salt && !found.contains(&id) {
            found.push(id);
        }
    }
    found
}

#[test]
fn a_path_with_keys_of_each_kind_is_judged_alike() {
    for kind in [KeyKind::EcdsaP256, KeyKind::Rsa2048, KeyKind::Rsa3072, KeyKind::Ed25519] {
        let key = || PrivateKey::generate(kind).expect("a key");
        let authority =
            |key| Authority::root(key, Subject::authority("my-ca.com"), Validity::root(NOW)).expect("a root");
        let (carol, namesake) = (authority(key()), authority(key()));
        let name: verify::Name = "my-site.com".parse().expect("a name");
        let profile = Profile::server(Subject::server(), vec![name.clone()], Validity::leaf(NOW), false);
        let certificate = carol.issue(&key(), &profile).expect("signed");
        let lists = [carol.crl(1, &[], Validity::days(NOW, 7)).expect("a list").der().to_vec()];
        for (root, holds) in [(&carol, true), (&namesake, false)] {
            let roots = [root.certificate().der().to_vec()];
            let role = Role::Server(&name);
            let question = |crypto| Question {
                certificate: certificate.der(),
                untrusted: &[],
                roots: &roots,
                role,
                lists: &lists,
                at: NOW,
                crypto,
            };
            let [one, other] = BOTH.map(|crypto| verify::verify(&question(crypto)));
            assert_eq!(one.held(), holds, "{kind:?}: {one:?}");
            assert_eq!(format!("{one:?}"), format!("{other:?}"), "{kind:?}");
        }
    }
}
