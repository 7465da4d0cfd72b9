//! Chains that must not pass: put together from parts that each have another fault, with keys that prove nothing, with extensions
//! that nobody knows.

use rcgen::{CustomExtension, KeyUsagePurpose, PublicKeyData, SignatureAlgorithm};
use wirewalk::dissect::crypto::{AwsLc, Crypto, Curve, RustCrypto};
use wirewalk::pki::{Authority, Certificate, KeyKind, Name, PrivateKey, Profile, Subject, Validity};
use wirewalk::verify::{Fault, Outcome, Question, Role, Verdict, What, verify};

const NOW: u64 = 1_800_000_000;

fn key() -> PrivateKey {
    PrivateKey::generate(KeyKind::EcdsaP256).expect("a key")
}

fn root() -> Authority {
    Authority::root(key(), Subject::authority("my-ca.com"), Validity::root(NOW)).expect("a root")
}

fn host() -> Name {
    "my-site.com".parse().expect("a name")
}

fn bobs() -> Profile {
    Profile::server(Subject::server(), vec![host()], Validity::leaf(NOW), false)
}

fn between() -> Profile {
    Profile::authority(Subject::authority("between"), Validity::days(NOW, 365), None)
}

fn judge(certificate: &Certificate, untrusted: &[&Certificate], root: &Certificate) -> Verdict {
    let untrusted: Vec<_> = untrusted.iter().map(|c| c.der().to_vec()).collect();
    let (roots, role) = ([root.der().to_vec()], Role::Server(&host()));
    verify(&Question {
        certificate: certificate.der(),
        untrusted: &untrusted,
        roots: &roots,
        role,
        lists: &[],
        at: NOW,
        crypto: Default::default(),
    })
}

fn refused(verdict: &Verdict) -> Vec<What> {
    verdict.refusals().map(|(what, _)| what).collect()
}

/// An extension that nobody knows: NULL under an object identifier of no one's.
fn unknown(critical: bool) -> CustomExtension {
    let mut extension = CustomExtension::from_oid_content(&[1, 2, 3, 4, 5], vec![5, 0]);
    extension.set_criticality(critical);
    extension
}

/// One name and one key, certified in several ways.
struct Twins {
    carol: Authority,
    key: PrivateKey,
    leaf: Certificate,
}

impl Twins {
    fn new() -> Twins {
        let (carol, shared) = (root(), key());
        let good = carol.issue(&shared, &between()).expect("signed");
        let copy = PrivateKey::from_der(shared.der()).expect("the same key");
        let leaf = Authority::load(copy, good.der()).expect("an authority").issue(&key(), &bobs()).expect("signed");
        Twins { carol, key: shared, leaf }
    }

    fn certified(&self, change: impl FnOnce(&mut Profile)) -> Certificate {
        let mut profile = between();
        change(&mut profile);
        self.carol.issue(&self.key, &profile).expect("signed")
    }

    fn judge(&self, untrusted: &[&Certificate]) -> Verdict {
        judge(&self.leaf, untrusted, self.carol.certificate())
    }
}

/// What one check of ours refuses and the library does not, and the other way round.
#[test]
fn two_unfit_intermediates_do_not_make_a_fit_one() {
    let twins = Twins::new();
    let of_library = twins.certified(|p| p.copied = vec![unknown(true)]);
    let of_ours = twins.certified(|p| p.key_usages = vec![KeyUsagePurpose::CrlSign]);
    for untrusted in [[&of_library, &of_ours], [&of_ours, &of_library]] {
        let verdict = twins.judge(&untrusted);
        assert!(!verdict.held(), "{verdict:?}");
        // What is shown and what is judged is one path.
        assert_eq!(verdict.path.len(), 3);
        let on_path = |c: &&&Certificate| verdict.path.contains(&c.der().to_vec());
        assert_eq!(untrusted.iter().filter(on_path).count(), 1);
    }
}

#[test]
fn of_several_chains_the_one_that_every_check_accepts_is_found() {
    let twins = Twins::new();
    let good = twins.certified(|_| {});
    let bad = [
        twins.certified(|p| p.copied = vec![unknown(true)]),
        twins.certified(|p| p.key_usages = vec![KeyUsagePurpose::CrlSign]),
        twins.certified(|p| p.validity = Validity::days(NOW - 90 * 86_400, 30)),
        twins.certified(|p| p.permitted = vec!["bank.example".parse().expect("a name")]),
    ];
    for at in 0..=bad.len() {
        let mut untrusted: Vec<&Certificate> = bad.iter().collect();
        untrusted.insert(at, &good);
        let verdict = twins.judge(&untrusted);
        assert!(verdict.held(), "{verdict:?}");
        assert_eq!(verdict.path[1], good.der());
    }
    for one in &bad {
        assert!(!twins.judge(&[one]).held());
    }
}

#[test]
fn what_is_critical_is_known_or_refused_on_the_root_as_well() {
    let with = |critical| {
        let mut profile = Profile::authority(Subject::authority("my-ca.com"), Validity::root(NOW), None);
        profile.copied = vec![unknown(critical)];
        Authority::self_signed(key(), &profile).expect("a root")
    };
    let (critical, harmless) = (with(true), with(false));
    let leaf = |root: &Authority| root.issue(&key(), &bobs()).expect("signed");
    let verdict = judge(&leaf(&critical), &[], critical.certificate());
    assert_eq!(refused(&verdict), [What::Extensions], "{verdict:?}");
    assert!(verdict.refusals().any(|(_, why)| why.contains("1.2.3.4.5")), "{verdict:?}");
    assert!(judge(&leaf(&harmless), &[], harmless.certificate()).held());
    // One that is not on the path bothers nobody.
    let twins = Twins::new();
    assert!(twins.judge(&[critical.certificate(), &twins.certified(|_| {})]).held());
}

#[test]
fn what_contradicts_itself_is_refused() {
    let carol = root();
    let refused_with = |change: fn(&mut Profile), fault| {
        let mut profile = bobs();
        change(&mut profile);
        let verdict = judge(&carol.issue(&key(), &profile).expect("signed"), &[], carol.certificate());
        let check = verdict.checks.iter().find(|c| c.what == What::Extensions).expect("it is made");
        assert_eq!(check.fault, Some(fault), "{verdict:?}");
    };
    refused_with(|p| p.key_usages.push(KeyUsagePurpose::KeyCertSign), Fault::Malformed);
    // authorityInfoAccess that is no DER; whatever has an object identifier of no standard may be anything.
    let raw = |oid: &[u64]| CustomExtension::from_oid_content(oid, b"malformed".to_vec());
    let mut profile = bobs();
    profile.copied = vec![raw(&[1, 3, 6, 1, 4, 1, 41482, 3, 3])];
    assert!(judge(&carol.issue(&key(), &profile).expect("signed"), &[], carol.certificate()).held());
    profile.copied = vec![raw(&[1, 3, 6, 1, 5, 5, 7, 1, 1])];
    let verdict = judge(&carol.issue(&key(), &profile).expect("signed"), &[], carol.certificate());
    assert_eq!(refused(&verdict), [What::Extensions], "{verdict:?}");
}

/// A public key as somebody wrote it.
struct Written {
    bytes: Vec<u8>,
    algorithm: &'static SignatureAlgorithm,
}

impl PublicKeyData for Written {
    fn der_bytes(&self) -> &[u8] {
        &self.bytes
    }

    fn algorithm(&self) -> &'static SignatureAlgorithm {
        self.algorithm
    }
}

/// An RSA key: the bytes of its modulus, and of its exponent (RFC 8017 appendix A.1.1).
fn rsa(modulus: &[u8], exponent: &[u8]) -> Written {
    let element = |tag: u8, content: &[u8]| {
        let len = u16::try_from(content.len()).expect("short").to_be_bytes();
        [&[tag, 0x82, len[0], len[1]], content].concat()
    };
    let short = |content: &[u8]| [&[2, content.len() as u8], content].concat();
    let sign: &[u8] = if modulus[0] & 0x80 == 0 { &[] } else { &[0] };
    let numbers = [element(2, &[sign, modulus].concat()), short(exponent)].concat();
    Written { bytes: element(0x30, &numbers), algorithm: &rcgen::PKCS_RSA_SHA256 }
}

/// A number of so many bits that is odd, and no square.
fn odd(bits: usize) -> Vec<u8> {
    let mut number = vec![0xc5; bits.div_ceil(8)];
    number[0] >>= (8 - bits % 8) % 8;
    number
}

fn point(bytes: Vec<u8>, algorithm: &'static SignatureAlgorithm) -> Written {
    Written { bytes, algorithm }
}

/// The key of the certificate itself, which signs the handshake: no signature in the chain is made with it.
#[test]
fn a_key_that_proves_nothing_is_refused_wherever_it_is() {
    let carol = root();
    let judged = |key: &Written| {
        let verdict = judge(&carol.issue(key, &bobs()).expect("signed"), &[], carol.certificate());
        let check = verdict.checks.into_iter().find(|c| c.what == What::Keys).expect("it is made");
        (check.fault, check.outcome)
    };
    let mut even = odd(2048);
    *even.last_mut().expect("bytes") = 0xc4;
    let mut off = [4; 65];
    off[1..].fill(7);
    let p256 = PrivateKey::generate(KeyKind::EcdsaP256).expect("a key");
    let good = p256.public_der()[26..].to_vec();
    let bad: [(Written, Fault, &str); 11] = [
        (rsa(&odd(512), &[1, 0, 1]), Fault::WeakKey, "512 bits"),
        (rsa(&odd(1024), &[1, 0, 1]), Fault::WeakKey, "1024 bits"),
        (rsa(&odd(2047), &[1, 0, 1]), Fault::WeakKey, "2047 bits"),
        (rsa(&even, &[1, 0, 1]), Fault::BadKey, "modulus is even"),
        (rsa(&odd(2048), &[1]), Fault::BadKey, "exponent is 1"),
        (rsa(&odd(2048), &[0, 1]), Fault::BadKey, "cannot be read"),
        (rsa(&odd(2048), &[4]), Fault::BadKey, "exponent is even"),
        (rsa(&odd(8200), &[1, 0, 1]), Fault::BadKey, "more than 8192 bits"),
        (rsa(&[&[0, 0][..], &odd(2048)].concat(), &[1, 0, 1]), Fault::BadKey, "cannot be read"),
        (point(off.to_vec(), &rcgen::PKCS_ECDSA_P256_SHA256), Fault::BadKey, "not a point"),
        // The point of order 1: anybody can sign with it.
        (point([&[1][..], &[0; 31]].concat(), &rcgen::PKCS_ED25519), Fault::BadKey, "not a point"),
    ];
    for (key, fault, words) in &bad {
        let (found, outcome) = judged(key);
        assert_eq!(found, Some(*fault), "{words}: {outcome:?}");
        assert!(matches!(&outcome, Outcome::Refused(why) if why.contains(words)), "{words}: {outcome:?}");
    }
    for key in [rsa(&odd(2048), &[3]), rsa(&odd(2048), &[1, 0, 1]), point(good, &rcgen::PKCS_ECDSA_P256_SHA256)] {
        let (found, outcome) = judged(&key);
        assert_eq!(found, None, "{outcome:?}");
    }
}

#[test]
fn both_backends_know_a_point_from_a_heap_of_bytes() {
    for (kind, curve, len) in [(KeyKind::EcdsaP256, Curve::P256, 65)] {
        let der = PrivateKey::generate(kind).expect("a key").public_der();
        let point = der[der.len() - len..].to_vec();
        let compressed = [&[2 + (point[len - 1] & 1)], &point[1..=len / 2]].concat();
        let mut changed = point.clone();
        changed[len - 1] ^= 1;
        let hybrid = [&[6 + (point[len - 1] & 1)], &point[1..]].concat();
        for crypto in [&AwsLc as &dyn Crypto, &RustCrypto] {
            assert!(crypto.is_on_curve(curve, &point) && crypto.is_on_curve(curve, &compressed), "{crypto:?}");
            for none in [&changed, &hybrid, &der, &point[1..].to_vec(), &vec![0], &vec![]] {
                assert!(!crypto.is_on_curve(curve, none), "{crypto:?} {none:?}");
            }
            for other in [Curve::P384, Curve::P521] {
                assert!(!crypto.is_on_curve(other, &point));
            }
        }
    }
}

/// RFC 5280 binds authorities, and no client insists: it is said, and nothing is refused.
#[test]
fn what_only_authorities_are_asked_for_is_noted() {
    let carol = root();
    let judged = |change: fn(&mut Profile)| {
        let mut profile = bobs();
        change(&mut profile);
        judge(&carol.issue(&key(), &profile).expect("signed"), &[], carol.certificate())
    };
    assert!(judged(|_| {}).flawless());
    let verdict = judged(|p| p.serial = [0; 16]);
    assert!(verdict.held() && !verdict.flawless(), "{verdict:?}");
    let noted = |c: &&wirewalk::verify::Check| matches!(&c.outcome, Outcome::Noted(why) if why.contains("4.1.2.2"));
    assert_eq!(verdict.checks.iter().filter(noted).count(), 1, "{verdict:?}");
}

/// Whoever sends a chain must not keep a client busy: rustls-webpki draws the same line.
#[test]
fn a_heap_of_names_and_constraints_stalls_nobody() {
    let carol = root();
    let names = |n: usize| (0..n).map(|i| format!("a{i}.example").parse().expect("a name")).collect::<Vec<Name>>();
    let limited = {
        let key = key();
        let mut profile = between();
        profile.permitted = names(600);
        let certificate = carol.issue(&key, &profile).expect("signed");
        Authority::load(key, certificate.der()).expect("an authority")
    };
    let mut profile = bobs();
    profile.names = [vec![host()], names(600)].concat();
    let leaf = limited.issue(&key(), &profile).expect("signed");
    let verdict = judge(&leaf, &[limited.certificate()], carol.certificate());
    assert!(refused(&verdict).contains(&What::Constraints), "{verdict:?}");
}
