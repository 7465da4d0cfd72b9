//! What lesson 8 claims: each fault refused for its own reason, each twin accepted, and what is left with verification off.

use wirewalk::claims::call::Call;
use wirewalk::claims::{Check, Verdict, claim, every_byte_explained, kept, scene};
use wirewalk::gallery::tour;
use wirewalk::recording::Side;
use wirewalk::story::Transcript;
use wirewalk::verify::{Fault, What};

/// The one that shows a genuine certificate, and has not its key.
const WRONG_KEY: &str = "wrong-key";
/// Those that cannot sign with the key of the certificate that they show first, in the order of the tour.
const CANNOT_SIGN: [&str; 2] = ["leaf-not-first", WRONG_KEY];

macro_rules! refusals {
    ($($claim:literal $scene:literal $exhibit:literal $text:literal;)*) => {
        /// A fault each, refused.
        pub const REFUSALS: &[Check] = &[$(claim($claim, $text, |t| refused(t, $scene, $exhibit))),*];
    };
}

refusals! {
    "lesson8.expired" "expired" "expired" "an expired certificate is refused, and it has no other fault";
    "lesson8.not-yet-valid" "not-yet-valid" "not-yet-valid" "a certificate that is not yet valid is refused, and it has no other fault";
    "lesson8.wrong-host" "wrong-host" "wrong-host" "a certificate for another host is refused, and it has no other fault";
    "lesson8.no-san" "no-san" "no-san" "a certificate with the right name only in the common name is refused, and it has no other fault";
    "lesson8.unknown-root" "unknown-issuer" "unknown-root" "one of the three ends at a root that nobody chose to trust";
    "lesson8.missing-intermediate" "unknown-issuer" "missing-intermediate" "one of the three was sent without its issuer's certificate";
    "lesson8.self-signed" "unknown-issuer" "self-signed" "one of the three is self-signed";
    "lesson8.impostor" "bad-signature" "impostor" "one of the four is signed by an authority that shares only its name with the true one";
    "lesson8.wrong-key" "bad-signature" "wrong-key" "one of the four is genuine, but the server does not have its key";
    "lesson8.weak-key" "bad-signature" "weak-key" "one of the four was signed with a key that is too short";
    "lesson8.altered" "bad-signature" "altered" "one of the four was changed after it was signed";
    "lesson8.leaf-not-first" "leaf-not-first" "leaf-not-first" "a chain that starts with the authority is refused, and it has no other fault";
    "lesson8.wrong-usage" "wrong-usage" "wrong-usage" "a client's certificate is refused as a server's, and it has no other fault";
    "lesson8.key-usage" "key-usage" "key-usage" "a key that may not sign handshakes is refused, and the certificate has no other fault";
    "lesson8.leaf-as-authority" "leaf-as-authority" "leaf-as-authority" "a certificate signed with another server's certificate is refused, and it has no other fault";
    "lesson8.path-length" "path-length" "path-length" "a certificate below too many authorities is refused, and it has no other fault";
    "lesson8.name-constraint" "name-constraint" "name-constraint" "a name that the authority may not certify is refused, and the certificate has no other fault";
    "lesson8.revoked" "revoked" "revoked" "a revoked certificate is refused by a client that has the list, and it has no other fault";
}

pub const CHECKS: &[Check] = &[
    claim(
        "lesson8.one-error-three-causes",
        "three causes give the same error and the same alert; the certificates tell them apart",
        |t| same_error(t, "unknown-issuer", &["unknown-root", "missing-intermediate", "self-signed"]),
    ),
    claim(
        "lesson8.one-error-four-causes",
        "four causes give the same error and the same alert; certificates and handshake tell them apart",
        |t| same_error(t, "bad-signature", &["impostor", WRONG_KEY, "weak-key", "altered"]),
    ),
    claim(
        "lesson8.library-ignores-key-usage",
        "only Alice's own check of keyUsage refuses; the library that rustls relies on accepts",
        |t| {
            let verdict = Call::of(scene(t, "key-usage")?, "key-usage")?.findings(t)?.verdict;
            let refused: Vec<_> = verdict.refusals().map(|(what, _)| what).collect();
            let names: Vec<_> = refused.iter().map(|what| what.name()).collect();
            Some(Verdict::new(refused == [What::KeyUsage], format!("refused: {}", names.join(", "))))
        },
    ),
    claim("lesson8.revoked-unnoticed", "without the list the same certificate is accepted", |t| {
        let without = Call::of(scene(t, "unasked")?, "revoked")?;
        let with = Call::of(scene(t, "revoked")?, "revoked")?;
        let same = without.chain() == with.chain() && !with.chain().is_empty();
        let held = same && without.accepted() && without.findings(t)?.diagnoses.is_empty() && !with.accepted();
        Some(Verdict::new(held, format!("without: {}; with: {}", outcome(&without), outcome(&with))))
    }),
    claim(
        "lesson8.other-order-accepted",
        "a chain in another order is accepted: every check holds, and only the order is unusual",
        |t| {
            let call = Call::of(scene(t, "other-order")?, "other-order")?;
            let findings = call.findings(t)?;
            let only = findings.faults() == [Fault::OutOfOrder] && findings.fault().is_none();
            let held = only && findings.verdict.held() && call.accepted() && call.possession() == Some(true);
            let evidence = findings.diagnoses.first().map_or("nothing unusual", |d| &d.evidence);
            Some(Verdict::new(held, format!("{}; {evidence}", outcome(&call))))
        },
    ),
    claim("lesson8.twins-accepted", "without its fault, each exhibit is accepted and no fault is found in it", twins),
    claim(
        "lesson8.insecure-accepts-every-certificate",
        "with verification off, every refused certificate is accepted; only a server without the key of its first certificate still fails",
        insecure,
    ),
    claim(
        "lesson8.blind-accepts-all",
        "if the handshake's signature is not checked either, the last two are accepted too",
        blind,
    ),
    claim(
        "lesson8.insecure-lets-mallory-read",
        "Mallory, whose certificate was refused before, reads what Alice sends, and Bob receives it unchanged",
        mallory,
    ),
    claim("lesson8.every-byte-explained", "every byte of every scene is explained, encrypted and decrypted", |t| {
        Some(every_byte_explained(t))
    }),
];

fn outcome(call: &Call) -> String {
    match call.refusal() {
        Some(refusal) => format!("refused with {}", refusal.alert),
        None if call.accepted() => "accepted".to_owned(),
        None => "no answer".to_owned(),
    }
}

/// Alice broke off before she asked anything; of all that can be wrong exactly the planted fault is, by the certificates in the
/// recording.
fn refused(t: &Transcript, at: &str, id: &str) -> Option<Verdict> {
    let call = Call::of(scene(t, at)?, id)?;
    let (refusal, findings, raw) = (call.refusal()?, call.findings(t)?, call.raw(t)?);
    let fault = tour().find(|entry| entry.id == id)?.fault;
    let named = findings.faults() == [fault] && fault.refuses();
    let held = named && refusal.side == Side::Client && !call.asked() && !raw.is_empty();
    let found: Vec<_> = findings.diagnoses.iter().map(|d| format!("{}: {}", d.fault.name(), d.evidence)).collect();
    Some(Verdict::new(held, format!("Alice sent {}; {}", refusal.alert, found.join("; "))))
}

fn same_error(t: &Transcript, at: &str, ids: &[&str]) -> Option<Verdict> {
    let mut calls = Vec::new();
    for id in ids {
        let call = Call::of(scene(t, at)?, id)?;
        calls.push((call.refusal()?, call.raw(t)?, call.findings(t)?.fault()?));
    }
    let (first, raw, _) = calls.first()?;
    let same = calls.iter().all(|(refusal, error, _)| refusal == first && error == raw);
    let mut faults: Vec<_> = calls.iter().map(|(.., fault)| fault.name()).collect();
    let told_apart = faults.len() == ids.len();
    let listed = faults.join(", ");
    faults.sort_unstable();
    faults.dedup();
    let evidence = format!("\u{201c}{raw}\u{201d} and {}, {} times: {listed}", first.alert, calls.len());
    Some(Verdict::new(same && told_apart && faults.len() == ids.len(), evidence))
}

fn twins(t: &Transcript) -> Option<Verdict> {
    let repaired = scene(t, "repaired")?;
    let mut count = 0;
    for entry in tour() {
        let call = Call::of(repaired, entry.id)?;
        let findings = call.findings(t)?;
        if !call.accepted() || !findings.diagnoses.is_empty() || !findings.verdict.held() {
            return Some(Verdict::new(false, format!("{}: {}", entry.id, outcome(&call))));
        }
        count += 1;
    }
    Some(Verdict::new(count > 0, format!("{count} of {count}")))
}

fn insecure(t: &Transcript) -> Option<Verdict> {
    let insecure = scene(t, "insecure")?;
    let (mut accepted, mut refused) = (0, Vec::new());
    for entry in tour().filter(|entry| entry.fault.refuses()) {
        let (call, before) = (Call::of(insecure, entry.id)?, refusing(t, entry.id)?);
        if call.chain() != before.chain() || call.chain().is_empty() {
            return Some(Verdict::new(false, format!("{}: not what was refused before", entry.id)));
        }
        match call.accepted() {
            true => accepted += 1,
            false => refused.push((entry.id, outcome(&call))),
        }
    }
    let held = accepted > 0 && refused.iter().map(|(id, _)| *id).eq(CANNOT_SIGN);
    let refused: Vec<_> = refused.into_iter().map(|(id, outcome)| format!("{id}: {outcome}")).collect();
    Some(Verdict::new(held, format!("{accepted} accepted; {}", refused.join("; "))))
}

fn blind(t: &Transcript) -> Option<Verdict> {
    let (mut held, mut evidence) = (true, Vec::new());
    for id in CANNOT_SIGN {
        let (blind, before) = (Call::of(scene(t, "blind")?, id)?, Call::of(scene(t, "insecure")?, id)?);
        let same = blind.chain() == before.chain() && !blind.chain().is_empty();
        held &= same && blind.accepted() && !before.accepted() && blind.possession() == Some(false);
        evidence.push(format!("{id}: {}, then {}", outcome(&before), outcome(&blind)));
    }
    Some(Verdict::new(held, evidence.join("; ")))
}

/// Alice's call to an exhibit on the tour, when she still looked.
fn refusing<'t>(t: &'t Transcript, id: &str) -> Option<Call<'t>> {
    let rooms = ["unknown-issuer", "bad-signature", id];
    rooms.iter().find_map(|at| Call::of(scene(t, at)?, id))
}

fn mallory(t: &Transcript) -> Option<Verdict> {
    let (scene, secret) = (scene(t, "mallory")?, kept(t, "secret")?);
    let (alices, bobs) = (Call::on(scene, 0, "unknown-root")?, Call::on(scene, 1, "unknown-root")?);
    let refused = refusing(t, "unknown-root")?;
    let same = alices.chain() == refused.chain() && !alices.chain().is_empty();
    let faults = (alices.findings(t)?.faults(), bobs.findings(t)?.faults());
    let read = kept(t, "mallory.read")? == secret;
    let passed = alices.request()? == secret.as_bytes() && bobs.request()? == secret.as_bytes();
    let held = same
        && read
        && passed
        && alices.accepted()
        && bobs.accepted()
        && faults == (vec![Fault::UnknownRoot], Vec::new());
    let evidence = format!(
        "Alice received the certificate of {}, Mallory received Bob's; {} bytes read and forwarded",
        alices.id,
        secret.len()
    );
    Some(Verdict::new(held, evidence))
}
