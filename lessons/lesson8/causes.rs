//! Two scenes in which one error has several causes: first what every client says, then what the certificates say.

use anyhow::Result;
use wirewalk::gallery::{Twin, words};
use wirewalk::stage::Stage;
use wirewalk::story::{Line, Question, Voice};

use super::{Eyes, Tour, text};

/// The exhibits without their names, the question, and then what was found.
fn same_error(
    (voice, stage): (&mut Voice, &mut Stage),
    tour: &Tour,
    scene: &'static str,
    (before, sent, question, after): (&'static Line, &'static Line, &'static Question, &'static Line),
    ids: &[&'static str],
) -> Result<()> {
    voice.says(before)?;
    let (shot, said) = tour.visits((voice, stage), scene, (Twin::Faulty, Eyes::Open), ids)?;
    for (id, error) in ids.iter().zip(&said) {
        voice.keeps(id, error);
    }
    voice.says(sent)?;
    voice.tabulates(
        &text::ERRORS_HEAD,
        said.iter().zip(1..).map(|(error, number)| [number.to_string(), error.clone()]),
    )?;
    voice.unnamed(&text::SENT_HEAD, shot, ids)?;
    voice.asks(question)?;
    voice.says(after)?;
    voice.causes(&text::CAUSES_HEAD, shot, ids)
}

/// The words of other programs for the same exhibits, and the answer to the prediction, in a step of their own.
fn others(voice: &mut Voice, (line, question): (&'static Line, &'static Question), ids: &[&str]) -> Result<()> {
    voice.says(line)?;
    let said = |program, id| words::of(program, id).unwrap_or_default().to_owned();
    let others = ids.iter().zip(1..).map(|(id, n)| [n.to_string(), said("curl", id), said("Chromium", id)]);
    voice.tabulates(&text::OTHERS_HEAD, others.collect::<Vec<_>>())?;
    voice.answers(question)
}

/// Three causes of one UnknownIssuer.
pub fn unknown_issuer(voice: &mut Voice, stage: &mut Stage, tour: &Tour) -> Result<()> {
    let told = (&text::ISSUER, &text::ISSUER_SENT, &text::ISSUER_WHICH, &text::ISSUER_CAUSES);
    let ids = ["unknown-root", "missing-intermediate", "self-signed"];
    same_error((voice, stage), tour, "unknown-issuer", told, &ids)?;
    voice.claims("lesson8.unknown-root")?;
    voice.claims("lesson8.missing-intermediate")?;
    voice.claims("lesson8.self-signed")?;
    voice.claims("lesson8.one-error-three-causes")?;
    others(voice, (&text::ISSUER_OTHERS, &text::ISSUER_WHICH), &ids)
}

/// Four causes of one BadSignature.
pub fn bad_signature(voice: &mut Voice, stage: &mut Stage, tour: &Tour) -> Result<()> {
    let told = (&text::SIGNATURE, &text::SIGNATURE_SENT, &text::SIGNATURE_WHICH, &text::SIGNATURE_CAUSES);
    let ids = ["impostor", "wrong-key", "weak-key", "altered"];
    same_error((voice, stage), tour, "bad-signature", told, &ids)?;
    voice.claims("lesson8.impostor")?;
    voice.claims("lesson8.wrong-key")?;
    voice.claims("lesson8.weak-key")?;
    voice.claims("lesson8.altered")?;
    voice.claims("lesson8.one-error-four-causes")?;
    others(voice, (&text::SIGNATURE_OTHERS, &text::SIGNATURE_WHICH), &ids)
}
