//! Certificates with exactly one fault each, and which check sees it.

use std::sync::LazyLock;

use wirewalk::pki::{
    Authority, Certificate, ExtendedKeyUsagePurpose, KeyKind, KeyUsagePurpose, Name, PrivateKey, Profile, Request,
    Revocation, Subject, Validity,
};
use wirewalk::verify::{Outcome, Question, Role, Verdict, What, verify};

const NOW: u64 = 1_800_000_000;

static CAROL: LazyLock<Authority> = LazyLock::new(|| carol(key()));
static BETWEEN: LazyLock<Authority> = LazyLock::new(|| {
    CAROL.intermediate(key(), Subject::authority("between"), Validity::days(NOW, 365)).expect("an intermediate")
});

fn key() -> PrivateKey {
    PrivateKey::generate(KeyKind::EcdsaP256).expect("a key")
}

fn carol(key: PrivateKey) -> Authority {
    Authority::root(key, Subject::authority("my-ca.com"), Validity::root(NOW)).expect("a root")
}

fn name(text: &str) -> Name {
    text.parse().expect("a name")
}

/// What Carol signs for Bob, before somebody changes it.
fn bobs() -> Profile {
    Profile::server(Subject::server(), vec![name("my-site.com")], Validity::leaf(NOW), false)
}

fn issue(change: impl FnOnce(&mut Profile)) -> Certificate {
    let mut profile = bobs();
    change(&mut profile);
    CAROL.issue(&key(), &profile).expect("signed")
}

/// Judges a certificate, as a client does that trusts Carol and asked for my-site.com.
fn judge(certificate: &Certificate, untrusted: &[&Certificate]) -> Verdict {
    judge_with(certificate, untrusted, &CAROL, &[], NOW)
}

fn judge_with(
    certificate: &Certificate,
    untrusted: &[&Certificate],
    root: &Authority,
    lists: &[Vec<u8>],
    at: u64,
) -> Verdict {
    let untrusted: Vec<_> = untrusted.iter().map(|c| c.der().to_vec()).collect();
    let roots = [root.certificate().der().to_vec()];
    let role = Role::Server(&name("my-site.com"));
    verify(&Question {
        certificate: certificate.der(),
        untrusted: &untrusted,
        roots: &roots,
        role,
        lists,
        at,
        crypto: Default::default(),
    })
}

/// The checks that refused.
fn refused(verdict: &Verdict) -> Vec<What> {
    verdict.refusals().map(|(what, _)| what).collect()
}

#[test]
fn a_good_certificate_passes_every_check_from_its_first_second_to_its_last() {
    let good = issue(|_| {});
    let verdict = judge(&good, &[]);
    assert!(verdict.held(), "{verdict:?}");
    assert_eq!(verdict.path.len(), 2);
    let validity = Validity::leaf(NOW);
    for at in [validity.not_before, validity.not_after] {
        assert!(judge_with(&good, &[], &CAROL, &[], at).held());
    }
    for at in [validity.not_before - 1, validity.not_after + 1] {
        assert!(refused(&judge_with(&good, &[], &CAROL, &[], at)).contains(&What::Dates));
    }
}

#[test]
fn each_fault_of_a_certificate_is_seen_by_its_check() {
    type Change = fn(&mut Profile);
    let faults: [(Change, What, &str); 7] = [
        (|p| p.validity = Validity::days(NOW - 40 * 86_400, 30), What::Dates, "expired"),
        (|p| p.validity = Validity::days(NOW + 86_400, 30), What::Dates, "not valid before"),
        (|p| p.names = vec![name("other.example")], What::Name, "is for other.example"),
        (|p| p.names.clear(), What::Name, "it is the common name, which rustls and browsers ignore"),
        (|p| p.purposes = vec![ExtendedKeyUsagePurpose::ClientAuth], What::Purpose, "does not contain serverAuth"),
        (|p| p.authority = Some(None), What::Authorities, "is an authority"),
        (|p| p.names = vec![name("*.my-site.com")], What::Name, "*.my-site.com"),
    ];
    for (change, what, words) in faults {
        let verdict = judge(&issue(change), &[]);
        assert_eq!(refused(&verdict), [what, What::Library], "{verdict:?}");
        let why = verdict.refusals().next().expect("refused").1;
        assert!(why.contains(words), "{why}");
    }
}

/// The check that the library does not make.
#[test]
fn a_key_that_may_not_sign_is_seen_by_our_check_alone() {
    let verdict = judge(&issue(|p| p.key_usages = vec![KeyUsagePurpose::KeyEncipherment]), &[]);
    assert_eq!(refused(&verdict), [What::KeyUsage], "{verdict:?}");
    let crl_only = {
        let key = key();
        let mut profile = Profile::authority(Subject::authority("lists only"), Validity::days(NOW, 100), None);
        profile.key_usages = vec![KeyUsagePurpose::CrlSign];
        let certificate = CAROL.issue(&key, &profile).expect("signed");
        Authority::pretended(key, certificate)
    };
    let leaf = crl_only.issue(&key(), &bobs()).expect("signed");
    assert_eq!(refused(&judge(&leaf, &[crl_only.certificate()])), [What::KeyUsage]);
}

#[test]
fn one_changed_bit_anywhere_is_seen() {
    let good = issue(|_| {});
    for at in 0..good.der().len() {
        let mut der = good.der().to_vec();
        der[at] ^= 1;
        let verdict = judge(&Certificate::from_der(der), &[]);
        assert!(!verdict.held(), "byte {at}: {verdict:?}");
    }
    for length in 0..good.der().len() {
        assert!(!judge(&Certificate::from_der(&good.der()[..length]), &[]).held());
    }
}

#[test]
fn a_chain_is_found_in_any_order_and_a_missing_link_is_named() {
    let leaf = BETWEEN.issue(&key(), &bobs()).expect("signed");
    let noise = carol(key());
    for untrusted in
        [vec![BETWEEN.certificate()], vec![CAROL.certificate(), noise.certificate(), BETWEEN.certificate()]]
    {
        let verdict = judge(&leaf, &untrusted);
        assert!(verdict.held(), "{verdict:?}");
        assert_eq!(verdict.path.len(), 3);
    }
    let verdict = judge(&leaf, &[]);
    assert_eq!(refused(&verdict)[0], What::Signatures);
    let why = verdict.refusals().next().expect("refused").1;
    assert!(why.contains("CN=between") && why.contains("no certificate with that name was given"), "{why}");
}

#[test]
fn an_impostor_with_the_same_name_is_told_from_an_unknown_one() {
    let rogue = carol(key());
    let verdict = judge(&rogue.issue(&key(), &bobs()).expect("signed"), &[rogue.certificate()]);
    assert_eq!(refused(&verdict), [What::Signatures, What::Library]);
    let of_rogue = rogue.issue(&key(), &bobs()).expect("signed");
    let why = judge(&of_rogue, &[]).refusals().next().expect("refused").1.to_owned();
    assert!(why.contains("the signature does not match"), "{why}");
    let mallory = Authority::root(key(), Subject::named(None, "Mallory"), Validity::root(NOW)).expect("a root");
    let leaf = mallory.issue(&key(), &bobs()).expect("signed");
    let why = judge(&leaf, &[mallory.certificate()]).refusals().next().expect("refused").1.to_owned();
    assert!(why.contains("CN=Mallory signed itself"), "{why}");
}

#[test]
fn limits_of_authorities_hold() {
    let too_deep = {
        let key = key();
        let profile = Profile::authority(Subject::authority("too deep"), Validity::days(NOW, 100), None);
        let certificate = BETWEEN.issue(&key, &profile).expect("signed");
        Authority::pretended(key, certificate)
    };
    let leaf = too_deep.issue(&key(), &bobs()).expect("signed");
    let verdict = judge(&leaf, &[too_deep.certificate(), BETWEEN.certificate()]);
    assert_eq!(refused(&verdict), [What::Authorities, What::Library], "{verdict:?}");

    let bob = key();
    let bobs_certificate = CAROL.issue(&bob, &bobs()).expect("signed");
    let bob = Authority::pretended(bob, bobs_certificate);
    let leaf = bob.issue(&key(), &bobs()).expect("bob signs as if he were Carol");
    let verdict = judge(&leaf, &[bob.certificate()]);
    assert_eq!(refused(&verdict), [What::Authorities, What::KeyUsage, What::Library], "{verdict:?}");

    let limited = {
        let key = key();
        let mut profile = Profile::authority(Subject::authority("limited"), Validity::days(NOW, 100), None);
        profile.permitted = vec![name("my-site.com")];
        let certificate = CAROL.issue(&key, &profile).expect("signed");
        Authority::load(key, certificate.der()).expect("an authority")
    };
    assert!(judge(&limited.issue(&key(), &bobs()).expect("signed"), &[limited.certificate()]).held());
    let mut foreign = bobs();
    foreign.names.push(name("www.bank.example"));
    let verdict = judge(&limited.issue(&key(), &foreign).expect("signed"), &[limited.certificate()]);
    assert_eq!(refused(&verdict), [What::Constraints, What::Library]);
    assert!(verdict.refusals().any(|(_, why)| why.contains("NameConstraintViolation")));
    assert!(
        verdict
            .refusals()
            .any(|(_, why)| why.contains("only names below my-site.com, and www.bank.example is not one"))
    );
}

#[test]
fn what_its_authority_took_back_is_refused_and_a_bad_list_decides_nothing() {
    let (good, stolen) = (issue(|_| {}), issue(|_| {}));
    let revoked = [Revocation::stolen(&stolen, NOW - 100).expect("readable")];
    let week = Validity::days(NOW, 7);
    let list = CAROL.crl(1, &revoked, week).expect("a list").der().to_vec();
    let ask = |certificate, list: &Vec<u8>, at| judge_with(certificate, &[], &CAROL, std::slice::from_ref(list), at);
    assert!(ask(&good, &list, NOW).held());
    let verdict = ask(&stolen, &list, NOW);
    assert_eq!(refused(&verdict), [What::Revocation, What::Library]);
    assert!(verdict.refusals().any(|(_, why)| why.contains("was revoked by its issuer")), "{verdict:?}");
    assert_eq!(refused(&ask(&good, &list, week.not_after + 1)), [What::Revocation, What::Library]);
    let others = carol(key()).crl(1, &[], week).expect("a list").der().to_vec();
    assert!(refused(&ask(&stolen, &others, NOW)).contains(&What::Revocation));
    let elsewhere = BETWEEN.crl(1, &[], week).expect("a list").der().to_vec();
    assert!(refused(&ask(&good, &elsewhere, NOW)).contains(&What::Revocation));
    let skipped = judge(&good, &[]);
    assert!(skipped.checks.iter().any(|c| c.what == What::Revocation && matches!(c.outcome, Outcome::Skipped(_))));
}

#[test]
fn a_stolen_authority_makes_certificates_for_anything_and_nobody_can_tell() {
    let stolen = PrivateKey::from_der(CAROL.key().der()).expect("a copy of her key");
    let mallory = Authority::load(stolen, CAROL.certificate().der()).expect("her certificate is public");
    let bank = [name("www.bank.example")];
    let request = Request::new(&key(), &Subject::named(None, "Bank"), &bank).expect("a request");
    let request = wirewalk::pki::CheckedRequest::from_der(request.der()).expect("its signature holds");
    let forged = mallory.issue_server(&request, &bank, Validity::leaf(NOW)).expect("signed");
    let roots = [CAROL.certificate().der().to_vec()];
    let role = Role::Server(&bank[0]);
    let verdict = verify(&Question {
        certificate: forged.der(),
        untrusted: &[],
        roots: &roots,
        role,
        lists: &[],
        at: NOW,
        crypto: Default::default(),
    });
    assert!(verdict.held(), "{verdict:?}");
}

#[test]
fn a_heap_of_certificates_with_one_name_stalls_nobody() {
    let heap: Vec<_> = (0..150).map(|_| carol(key())).collect();
    let untrusted: Vec<_> = heap.iter().map(Authority::certificate).collect();
    let rogue = carol(key()).issue(&key(), &bobs()).expect("signed");
    let verdict = judge(&rogue, &untrusted);
    assert!(verdict.refused(What::Signatures));
}
