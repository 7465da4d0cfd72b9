//! The gallery of lesson 8: what rustls says to each exhibit, what the diagnosis finds, and that nothing else is wrong with it.

use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

use rustls::crypto::{CryptoProvider, aws_lc_rs};
use wirewalk::gallery::{Exhibit, Gallery, Served, Trust, Twin, Visit};
use wirewalk::stage;
use wirewalk::verify::{self, Fault, Findings, Outcome, What};
use wirewalk_testing::shake::{client, shake};
use x509_parser::der_parser::Oid;
use x509_parser::oid_registry::{
    OID_X509_EXT_BASIC_CONSTRAINTS, OID_X509_EXT_EXTENDED_KEY_USAGE, OID_X509_EXT_KEY_USAGE,
    OID_X509_EXT_SUBJECT_ALT_NAME,
};
use x509_parser::prelude::{FromDer, X509Certificate};

static GALLERY: LazyLock<Gallery> = LazyLock::new(|| Gallery::mint(stage::now()).expect("minted"));

fn provider() -> Arc<CryptoProvider> {
    Arc::new(aws_lc_rs::default_provider())
}

fn trust(served: &Served) -> Trust {
    Trust { roots: GALLERY.roots(), lists: served.lists.clone(), provider: provider() }
}

/// What a curious visitor sees.
fn seen(exhibit: &Exhibit, served: &Served) -> Visit {
    let trust = trust(served);
    let examiner = trust.curious().expect("a verifier");
    let config = trust.config(examiner.clone()).expect("a client");
    shake(client(config, &exhibit.name), served.config(&provider()).expect("a server")).expect("she is curious");
    examiner.seen()
}

fn diagnose(exhibit: &Exhibit, served: &Served, visit: &Visit) -> Findings {
    verify::diagnose(&exhibit.shown(served, &GALLERY.roots(), stage::now(), visit.possession))
}

#[test]
fn rustls_refuses_each_exhibit_with_the_error_that_the_lesson_shows() {
    for exhibit in &GALLERY.exhibits {
        let seen = seen(exhibit, &exhibit.faulty);
        let said = seen.error.map(|error| error.to_string());
        println!("{}: {said:?}", exhibit.id);
        match (&said, exhibit.rustls) {
            (Some(said), Some(expected)) => assert!(said.starts_with(expected), "{}: {said}", exhibit.id),
            (None, None) => {}
            _ => panic!("{}: {said:?}, not {:?}", exhibit.id, exhibit.rustls),
        }
        assert_eq!(seen.chain, exhibit.faulty.chain, "{}: sent as it was minted", exhibit.id);
    }
}

#[test]
fn alice_refuses_each_fault_and_accepts_each_twin_and_the_one_that_only_looks_wrong() {
    for exhibit in &GALLERY.exhibits {
        let outcome = |served: &Served| {
            let trust = trust(served);
            let config = trust.config(trust.strict().expect("a verifier")).expect("a client");
            shake(client(config, &exhibit.name), served.config(&provider()).expect("a server"))
        };
        assert_eq!(outcome(&exhibit.sound), Ok(()), "{}", exhibit.id);
        let refused = outcome(&exhibit.faulty);
        assert_eq!(refused.is_err(), exhibit.fault.refuses(), "{}: {refused:?}", exhibit.id);
    }
}

#[test]
fn the_diagnosis_names_the_planted_fault_and_no_other() {
    for exhibit in &GALLERY.exhibits {
        let findings = diagnose(exhibit, &exhibit.faulty, &seen(exhibit, &exhibit.faulty));
        for diagnosis in &findings.diagnoses {
            println!("{}: {}: {}", exhibit.id, diagnosis.fault.name(), diagnosis.evidence);
        }
        assert_eq!(findings.faults(), [exhibit.fault], "{}: {findings:?}", exhibit.id);
        assert_eq!(findings.fault().is_some(), exhibit.fault.refuses(), "{}", exhibit.id);
    }
}

#[test]
fn nothing_is_found_in_a_twin() {
    for exhibit in &GALLERY.exhibits {
        let seen = seen(exhibit, &exhibit.sound);
        assert_eq!((&seen.error, seen.possession), (&None, Some(true)), "{}", exhibit.id);
        let findings = diagnose(exhibit, &exhibit.sound, &seen);
        assert!(findings.diagnoses.is_empty() && findings.verdict.held(), "{}: {findings:?}", exhibit.id);
    }
}

/// All checks but the one that is about the fault hold; the library refuses with it, or alone does not look.
#[test]
fn exactly_one_check_refuses_and_all_others_hold() {
    let expected = |fault| match fault {
        Fault::SelfSigned
        | Fault::UnknownRoot
        | Fault::Impostor
        | Fault::MissingIntermediate
        | Fault::BrokenSignature
        | Fault::WeakKey => vec![What::Signatures, What::Library],
        Fault::Expired | Fault::NotYetValid => vec![What::Dates, What::Library],
        Fault::NotAuthority | Fault::PathLength => vec![What::Authorities, What::Library],
        Fault::Purpose => vec![What::Purpose, What::Library],
        Fault::WrongHost | Fault::NoNames => vec![What::Name, What::Library],
        Fault::NameConstraint => vec![What::Constraints, What::Library],
        Fault::Revoked => vec![What::Revocation, What::Library],
        Fault::KeyUsage => vec![What::KeyUsage],
        // These are not in the certificates, but in how they are shown.
        Fault::LeafNotFirst | Fault::WrongKey | Fault::OutOfOrder => vec![],
        other => panic!("no exhibit is about {other:?}"),
    };
    for exhibit in &GALLERY.exhibits {
        let findings = diagnose(exhibit, &exhibit.faulty, &Visit::default());
        let refused: Vec<_> = findings.verdict.refusals().map(|(what, _)| what).collect();
        assert_eq!(refused, expected(exhibit.fault), "{}: {:?}", exhibit.id, findings.verdict);
        let skipped = findings.verdict.checks.iter().filter(|c| matches!(c.outcome, Outcome::Skipped(_)));
        assert!(skipped.into_iter().all(|c| c.what == What::Revocation), "{}", exhibit.id);
    }
}

#[test]
fn each_exhibit_has_an_id_a_name_and_a_fault_of_its_own_and_words_for_it() {
    let all = &GALLERY.exhibits;
    assert_eq!(all.len(), 19);
    assert_eq!(all.iter().map(|e| e.id).collect::<BTreeSet<_>>().len(), all.len());
    assert_eq!(all.iter().map(|e| e.fault.name()).collect::<BTreeSet<_>>().len(), all.len());
    assert_eq!(all.iter().filter(|e| !e.fault.refuses()).map(|e| e.id).collect::<Vec<_>>(), ["other-order"]);
    for fault in Fault::all() {
        assert!(!fault.name().is_empty() && fault.meaning().ends_with('.') && fault.repair().ends_with('.'));
        assert_ne!(fault.cite().document, "");
    }
}

/// Three causes of one error of rustls, and four of another: only the certificates tell them apart.
#[test]
fn one_error_of_rustls_has_several_causes() {
    let causes = |error: &str| -> Vec<&str> {
        let same = GALLERY.exhibits.iter().filter(|e| {
            seen(e, &e.faulty)
                .error
                .is_some_and(|said| said.to_string() == format!("invalid peer certificate: {error}"))
        });
        same.map(|e| e.id).collect()
    };
    assert_eq!(causes("UnknownIssuer"), ["self-signed", "unknown-root", "missing-intermediate"]);
    assert_eq!(causes("BadSignature"), ["impostor", "weak-key", "altered", "wrong-key"]);
}

/// With the issuer's certificate from elsewhere it is no guess any more, as for a browser that has met it.
#[test]
fn a_remembered_intermediate_proves_that_it_was_missing() {
    let exhibit = GALLERY.exhibit("missing-intermediate").expect("it is there");
    let roots = GALLERY.roots();
    let mut shown = exhibit.shown(&exhibit.faulty, &roots, stage::now(), None);
    shown.known = &exhibit.sound.chain[1..];
    let findings = verify::diagnose(&shown);
    assert_eq!(findings.faults(), [Fault::MissingIntermediate]);
    assert!(findings.diagnoses[0].evidence.contains("with C=US, ST=Maryland, L=Baltimore, O=My CA Company, CN=below"));
    let foreign = GALLERY.exhibit("unknown-root").expect("it is there");
    let mut shown = foreign.shown(&foreign.faulty, &roots, stage::now(), None);
    shown.known = &exhibit.sound.chain[1..];
    assert_eq!(verify::diagnose(&shown).faults(), [Fault::UnknownRoot]);
    // Without the foreign root itself, which need not be sent, it is still none of ours.
    shown.chain = &foreign.faulty.chain[..2];
    assert_eq!(verify::diagnose(&shown).faults(), [Fault::UnknownRoot]);
}

/// A server may show several faults; the diagnosis names all.
#[test]
fn faults_that_come_together_are_all_named() {
    let exhibit = GALLERY.exhibit("expired").expect("it is there");
    let mut chain = exhibit.faulty.chain.clone();
    chain.reverse();
    let served = Served { chain, key: exhibit.faulty.key.clone(), lists: vec![] };
    let findings = diagnose(exhibit, &served, &Visit::default());
    assert_eq!(findings.faults(), [Fault::LeafNotFirst, Fault::Expired]);
    let nothing = Served { chain: vec![], key: exhibit.faulty.key.clone(), lists: vec![] };
    assert_eq!(diagnose(exhibit, &nothing, &Visit::default()).faults(), [Fault::Unreadable]);
    let noise = Served { chain: vec![vec![1, 2, 3]], key: exhibit.faulty.key.clone(), lists: vec![] };
    assert_eq!(diagnose(exhibit, &noise, &Visit::default()).faults(), [Fault::Unreadable]);
}

#[test]
fn one_changed_bit_anywhere_in_a_chain_is_a_fault_and_no_panic() {
    let exhibit = GALLERY.exhibit("path-length").expect("it is there");
    for place in 0..exhibit.sound.chain.len() {
        for at in (0..exhibit.sound.chain[place].len()).step_by(3) {
            let mut served =
                Served { chain: exhibit.sound.chain.clone(), key: exhibit.sound.key.clone(), lists: Vec::new() };
            served.chain[place][at] ^= 1 << (at % 8);
            let findings = diagnose(exhibit, &served, &Visit::default());
            assert!(findings.fault().is_some(), "certificate {place}, byte {at}: {findings:?}");
        }
    }
}

/// What a certificate says, field by field; not its serial number and signature, which no two share.
fn says(der: &[u8]) -> Vec<(&'static str, String)> {
    let (_, c) = X509Certificate::from_der(der).expect("a certificate");
    let extension =
        |oid: &Oid| c.iter_extensions().find(|e| &e.oid == oid).map(|e| format!("{:?}", e.parsed_extension()));
    let mut says = vec![
        ("issuer", c.issuer().to_string()),
        ("subject", c.subject().to_string()),
        ("validity", format!("{:?}", c.validity())),
        ("key", format!("{:?}", c.public_key().raw)),
        ("algorithm", c.signature_algorithm.algorithm.to_string()),
        ("extensions", c.iter_extensions().filter(|e| e.oid != OID_X509_EXT_SUBJECT_ALT_NAME).count().to_string()),
    ];
    for (name, oid) in [
        ("names", OID_X509_EXT_SUBJECT_ALT_NAME),
        ("keyUsage", OID_X509_EXT_KEY_USAGE),
        ("extKeyUsage", OID_X509_EXT_EXTENDED_KEY_USAGE),
        ("basicConstraints", OID_X509_EXT_BASIC_CONSTRAINTS),
    ] {
        says.push((name, extension(&oid).unwrap_or_default()));
    }
    says
}

#[test]
fn a_twin_differs_from_its_exhibit_in_the_fault_alone() {
    for exhibit in &GALLERY.exhibits {
        let own = |served: &Served| {
            let place =
                if exhibit.fault == Fault::LeafNotFirst && served.chain == exhibit.faulty.chain { 1 } else { 0 };
            says(&served.chain[place])
        };
        let (faulty, sound) = (own(&exhibit.faulty), own(&exhibit.sound));
        let differs: Vec<_> = faulty.iter().zip(&sound).filter(|(a, b)| a != b).map(|(a, _)| a.0).collect();
        let expected: &[&str] = match exhibit.fault {
            Fault::Expired | Fault::NotYetValid => &["validity"],
            Fault::WrongHost | Fault::NoNames => &["names"],
            Fault::Purpose => &["extKeyUsage"],
            Fault::KeyUsage => &["keyUsage"],
            // Its issuer is itself; it names no other key.
            Fault::SelfSigned => &["issuer", "extensions"],
            Fault::UnknownRoot => &["issuer"],
            // Signed with RSA instead of RSA: the length is not in the name of the algorithm.
            Fault::WeakKey => &[],
            Fault::BrokenSignature => &["subject"],
            // Nothing in the certificate itself: it is the issuer, the list, the order or the key.
            _ => &[],
        };
        assert_eq!(differs, expected, "{}", exhibit.id);
        let same_key = exhibit.faulty.key.public_der() == exhibit.sound.key.public_der();
        assert_eq!(same_key, exhibit.fault != Fault::WrongKey, "{}", exhibit.id);
        assert!(exhibit.twin(Twin::Faulty).chain == exhibit.faulty.chain);
    }
}
