//! Keys, requests and the authority, by themselves.

use std::sync::LazyLock;

use wirewalk::pki::{
    Authority, CheckedRequest, CopyingAuthority, CsrError, IssueError, KeyError, KeyKind, Name, Passphrase, PrivateKey,
    Request, Revocation, Subject, Validity, Wishes, p12,
};
use wirewalk::verify::{self, SignatureError};

const NOW: u64 = 1_800_000_000;

static CAROL: LazyLock<Authority> = LazyLock::new(|| authority(KeyKind::EcdsaP256));
static RSA: LazyLock<String> =
    LazyLock::new(|| PrivateKey::generate(KeyKind::Rsa2048).expect("a key").to_plain_pem().to_string());

fn authority(kind: KeyKind) -> Authority {
    let key = PrivateKey::generate(kind).expect("a key");
    Authority::root(key, Subject::authority("my-ca.com"), Validity::root(NOW)).expect("a root")
}

fn names(texts: &[&str]) -> Vec<Name> {
    texts.iter().map(|t| t.parse().expect("a name")).collect()
}

fn key() -> PrivateKey {
    PrivateKey::generate(KeyKind::EcdsaP256).expect("a key")
}

fn passphrase(text: &str) -> Passphrase {
    Passphrase::new(text).expect("not empty")
}

fn checked(request: &Request) -> CheckedRequest {
    CheckedRequest::parse(&request.to_pem()).expect("its signature holds")
}

fn bobs() -> CheckedRequest {
    let subject = Subject::named(Some("My Company"), "Bob");
    checked(&Request::new(&key(), &subject, &Name::loopback()).expect("a request"))
}

#[test]
fn a_key_comes_back_from_under_its_passphrase_and_under_no_other() {
    for key in
        [key(), PrivateKey::generate(KeyKind::Ed25519).expect("a key"), PrivateKey::from_pem(&RSA, None).expect("RSA")]
    {
        let sealed = key.to_encrypted_pem(&passphrase("acorn")).expect("sealed");
        assert!(sealed.starts_with("-----BEGIN ENCRYPTED PRIVATE KEY-----\n"));
        let again = PrivateKey::from_pem(&sealed, Some(&passphrase("acorn"))).expect("opened");
        assert_eq!(again.der(), key.der());
        assert_eq!(PrivateKey::from_pem(&sealed, None).err(), Some(KeyError::NeedsPassphrase));
        let wrong = PrivateKey::from_pem(&sealed, Some(&passphrase("walnut"))).err();
        assert_eq!(wrong, Some(KeyError::WrongPassphrase));
    }
    assert_eq!(Passphrase::new("").err(), Some(KeyError::EmptyPassphrase));
}

#[test]
fn carol_decides_and_the_request_only_asks() {
    let certificate = CAROL.issue_server(&bobs(), &Name::loopback(), Validity::leaf(NOW)).expect("a certificate");
    verify::issued_by(certificate.der(), CAROL.certificate().der()).expect("carol signed it");
    let other = authority(KeyKind::EcdsaP256);
    assert_eq!(verify::issued_by(certificate.der(), other.certificate().der()), Err(SignatureError::Wrong));
}

#[test]
fn a_name_that_was_not_allowed_is_refused() {
    let bank = names(&["www.bank.example"]);
    let request = checked(&Request::new(&key(), &Subject::server(), &bank).expect("a request"));
    let refused = CAROL.issue_server(&request, &Name::loopback(), Validity::leaf(NOW)).err();
    let asked = "www.bank.example".to_owned();
    assert_eq!(refused, Some(IssueError::ForeignName { asked, place: "the subject alternative name" }));
    let by_common_name = Subject::named(None, "www.bank.example");
    let request = checked(&Request::new(&key(), &by_common_name, &Name::loopback()).expect("a request"));
    let refused = CAROL.issue_server(&request, &Name::loopback(), Validity::leaf(NOW)).err();
    assert!(matches!(refused, Some(IssueError::ForeignName { place: "the common name", .. })));
}

/// Old clients compare the common name, and some of them, like people, overlook what is at its end, or take one letter for another.
#[test]
fn a_common_name_that_may_be_taken_for_a_host_is_refused() {
    let decide = |common_name: &str| {
        let subject = Subject::named(None, common_name);
        let request = checked(&Request::new(&key(), &subject, &Name::loopback()).expect("a request"));
        CAROL.issue_server(&request, &Name::loopback(), Validity::leaf(NOW)).map(drop)
    };
    let (cyrillic, fullwidth, invisible) = ("www.b\u{430}nk.example", "bank\u{ff0e}example", "bank\u{2060}.example");
    for bad in [
        "www.bank.example.",
        "www.bank.example ",
        " www.bank.example",
        "localhost.",
        "localhost ",
        "bank_.example",
        "bank.example (new)",
        "bank.example:443",
        cyrillic,
        fullwidth,
        invisible,
        "loc\u{430}lhost",
    ] {
        let refused = decide(bad);
        assert!(matches!(&refused, Err(IssueError::Confusing { asked, .. }) if asked == bad), "{bad:?}: {refused:?}");
    }
    for good in ["localhost", "LOCALHOST", "127.0.0.1", "alice", "J. Smith", "Acme Inc.", "Version 1.2"] {
        assert_eq!(decide(good), Ok(()), "{good}");
    }
}

#[test]
fn a_request_that_wants_to_be_an_authority_becomes_a_leaf_with_carol_and_a_weapon_with_the_copier() {
    let subject = Subject::named(None, "Mallory");
    let mallory = key();
    let request =
        Request::wishing(&mallory, &subject, &Name::loopback(), Wishes { authority: true }).expect("a request");
    let request = checked(&request);
    assert!(request.asks_to_be_authority());
    let leaf = CAROL.issue_server(&request, &Name::loopback(), Validity::leaf(NOW)).expect("a leaf");
    assert!(matches!(
        Authority::load(PrivateKey::from_der(mallory.der()).expect("a key"), leaf.der()),
        Err(IssueError::NotAuthority(_))
    ));
    let weapon = CopyingAuthority(&CAROL).sign_whatever_is_asked(&request, Validity::leaf(NOW)).expect("a weapon");
    let mallory = Authority::load(mallory, weapon.der()).expect("an authority by carol's grace");
    let bank = names(&["www.bank.example"]);
    let forged = mallory.issue_server(
        &checked(&Request::new(&key(), &Subject::named(None, "Bank"), &bank).expect("a request")),
        &bank,
        Validity::days(NOW, 10),
    );
    verify::issued_by(forged.expect("signed").der(), weapon.der()).expect("mallory signed it");
}

#[test]
fn a_request_that_another_key_signed_is_not_believed() {
    let (one, two) = (key(), key());
    let request = Request::new(&one, &Subject::server(), &Name::loopback()).expect("a request");
    // The same request about another key of the same kind: only the last bytes of the public key differ.
    let (from, to) = (one.public_der(), two.public_der());
    let at = request.der().windows(from.len()).position(|w| w == from).expect("its public key");
    let mut der = request.der().to_vec();
    der[at..at + to.len()].copy_from_slice(&to);
    assert_eq!(CheckedRequest::from_der(&der).err(), Some(CsrError::Signature(SignatureError::Wrong)));
}

#[test]
fn a_bundle_opens_with_its_passphrase_and_with_no_other() {
    let holder = key();
    let request = checked(&Request::new(&holder, &Subject::named(None, "alice"), &[]).expect("a request"));
    let certificate = CAROL.issue_client(&request, "alice", Validity::leaf(NOW)).expect("a certificate");
    let chain = [CAROL.certificate().clone()];
    let bundle = p12::seal("alice", &holder, &certificate, &chain, &passphrase("acorn")).expect("a bundle");
    let (again, certificates) = p12::open(&bundle, &passphrase("acorn")).expect("opened");
    assert_eq!(again.der(), holder.der());
    assert_eq!(certificates, [certificate, chain[0].clone()]);
    assert_eq!(p12::open(&bundle, &passphrase("walnut")).err(), Some(p12::BundleError::WrongPassphrase));
}

#[test]
fn an_authority_signs_for_all_kinds_of_keys_and_takes_back() {
    for kind in [KeyKind::EcdsaP256, KeyKind::Ed25519] {
        let carol = authority(kind);
        let below = carol.intermediate(key(), Subject::authority("below"), Validity::days(NOW, 100)).expect("below");
        let leaf = below.issue_server(&bobs(), &Name::loopback(), Validity::leaf(NOW)).expect("a leaf");
        verify::issued_by(leaf.der(), below.certificate().der()).expect("signed");
        let revoked = [Revocation::stolen(below.certificate(), NOW).expect("readable")];
        let crl = carol.crl(1, &revoked, Validity::days(NOW, 7)).expect("a list");
        verify::signed_by(crl.der(), &carol.key().public_der()).expect("signed");
    }
}

#[test]
fn names_are_those_that_a_certificate_can_hold() {
    for good in ["localhost", "my-site.com", "*.my-site.com", "xn--bcher-kva.example", "127.0.0.1", "::1", "3com.com"] {
        assert_eq!(good.parse::<Name>().expect(good).to_string(), good);
    }
    assert_eq!("[::1]".parse::<Name>(), "::1".parse());
    assert_eq!("LocalHost".parse::<Name>(), "localhost".parse());
    let long = format!("{}.example", "a".repeat(64));
    let longest = ["a.".repeat(130), "example".to_owned()].concat();
    let bad = [
        "",
        ".",
        "a..b",
        ".a",
        "a.",
        "-a.example",
        "a-.example",
        "a_b.example",
        "*",
        "*.com",
        "a.*.example",
        "*a.example",
        "*.*.example",
        "bücher.example",
        "https://a.example",
        "a.example/x",
        "a.example:443",
        "256.1.1.1",
        "1.2.3",
        "a b",
        "a\u{0}.example",
        "a\n",
        &long,
        &longest,
    ];
    for bad in bad {
        let error = bad.parse::<Name>().expect_err(bad);
        assert!(error.to_string().contains("cannot be a name in a certificate"), "{error}");
    }
}

#[test]
fn subjects_that_cannot_be_written_are_refused() {
    let with = |change: fn(&mut Subject)| {
        let mut subject = Subject::server();
        change(&mut subject);
        Request::new(&key(), &subject, &[])
    };
    assert!(with(|_| {}).is_ok());
    assert!(with(|s| s.common_name = Some("Zoë ❤ Алиса".to_owned())).is_ok());
    let bad: [fn(&mut Subject); 5] = [
        |s| s.country = Some("USA".to_owned()),
        |s| s.country = Some("us".to_owned()),
        |s| s.common_name = Some("a".repeat(65)),
        |s| s.common_name = Some("\u{1b}[31mred".to_owned()),
        |s| s.organization = Some(" ".to_owned()),
    ];
    for change in bad {
        assert!(matches!(with(change), Err(CsrError::Subject(_))));
    }
}

#[test]
fn an_authority_is_loaded_with_its_own_key_only() {
    let mismatch = Authority::load(key(), CAROL.certificate().der()).err();
    assert_eq!(mismatch, Some(IssueError::KeyMismatch));
    let again = PrivateKey::from_der(CAROL.key().der()).expect("her key");
    let carol = Authority::load(again, CAROL.certificate().der()).expect("she herself");
    let certificate = carol.issue_server(&bobs(), &Name::loopback(), Validity::leaf(NOW)).expect("signed");
    verify::issued_by(certificate.der(), CAROL.certificate().der()).expect("the same");
    let again = PrivateKey::from_der(CAROL.key().der()).expect("her key");
    assert!(matches!(Authority::load(again, &CAROL.certificate().der()[..99]), Err(IssueError::Damaged(_))));
}

#[test]
fn a_key_knows_its_certificate() {
    for kind in [KeyKind::EcdsaP256, KeyKind::Rsa2048, KeyKind::Ed25519] {
        let carol = authority(kind);
        assert!(carol.key().belongs_to(carol.certificate().der()), "{kind:?}");
        assert!(!key().belongs_to(carol.certificate().der()), "{kind:?}");
    }
    assert!(!key().belongs_to(b"no certificate"));
}

#[test]
fn nothing_is_signed_that_outlives_its_authority_or_has_no_name() {
    let end = CAROL.validity().expect("readable").not_after;
    let outlives = CAROL.issue_server(&bobs(), &Name::loopback(), Validity::days(NOW, 3651)).err();
    assert_eq!(outlives, Some(IssueError::Outlives(end)));
    assert_eq!(CAROL.issue_server(&bobs(), &[], Validity::leaf(NOW)).err(), Some(IssueError::NoNames));
    let backwards = Validity { not_before: NOW, not_after: NOW - 1 };
    assert!(matches!(CAROL.issue_server(&bobs(), &Name::loopback(), backwards), Err(IssueError::Profile(_))));
}

#[test]
fn a_damaged_key_is_no_key_and_a_file_that_would_stall_us_is_not_opened() {
    let key = key();
    for length in 0..key.der().len() {
        assert!(PrivateKey::from_der(&key.der()[..length]).is_err());
    }
    let sealed = key.to_encrypted_pem(&passphrase("acorn")).expect("sealed");
    let mut der = wirewalk::pki::pem::blocks(&sealed).expect("PEM").remove(0).der.to_vec();
    // INTEGER 600,000: its rounds.
    let at = der.windows(5).position(|w| w == [2, 3, 0x09, 0x27, 0xc0]).expect("the rounds");
    der[at + 2..at + 5].copy_from_slice(&[0x7f, 0xff, 0xff]);
    let slow = wirewalk::pki::pem::text("ENCRYPTED PRIVATE KEY", &der);
    let refused = PrivateKey::from_pem(&slow, Some(&passphrase("acorn"))).err();
    assert_eq!(refused, Some(KeyError::TooManyRounds(0x7f_ffff)));
    for text in
        ["", "hello", "-----BEGIN PRIVATE KEY-----\n!!!!\n-----END PRIVATE KEY-----\n", &CAROL.certificate().to_pem()]
    {
        assert!(matches!(PrivateKey::from_pem(text, None), Err(KeyError::Pem(_))), "{text}");
    }
}

#[test]
fn no_key_and_no_passphrase_is_ever_printed() {
    assert_eq!(format!("{:?}", key()), "PrivateKey(ECDSA P-256)");
    assert_eq!(format!("{:?}", passphrase("acorn")), "Passphrase");
}

#[test]
fn a_request_cut_short_or_changed_anywhere_is_refused() {
    let request = Request::new(&key(), &Subject::server(), &Name::loopback()).expect("a request");
    for at in 0..request.der().len() {
        assert!(CheckedRequest::from_der(&request.der()[..at]).is_err());
        let mut der = request.der().to_vec();
        der[at] ^= 1;
        assert!(CheckedRequest::from_der(&der).is_err(), "byte {at}");
    }
    assert!(CheckedRequest::from_der(&[request.der(), b"x"].concat()).is_err());
}
