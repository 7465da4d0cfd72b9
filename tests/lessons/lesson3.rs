//! Lesson 3's careless Alice, and that the claim about her can fail.

use wirewalk::lesson3::LESSON;
use wirewalk::recording::Side;
use wirewalk::story::{Item, Scene, Transcript};
use wirewalk_testing::claimed::{self, fails, same};

use crate::walked;

const CLAIM: &str = "lesson3.careless-alice-is-read";
/// Bytes of a frame before its body.
const HEADER: usize = 7;

fn played(id: &str) -> &'static Scene {
    walked(&LESSON).transcript.scenes.iter().find(|s| s.id == id).expect("a scene of this name")
}

fn with(id: &str, other: impl Fn(&Scene) -> Scene) -> Transcript {
    claimed::with(&LESSON.about, &walked(&LESSON).transcript, |scene| (scene.id == id).then(|| other(scene)))
}

#[test]
fn every_claim_of_the_walk_holds_and_none_without_a_walk() {
    let empty = Transcript::new(&LESSON.about);
    for claim in walked(&LESSON).transcript.claims() {
        assert!(claim.held, "{}: {}", claim.id, claim.evidence);
        fails(&claim.id, &empty, "there is no walk");
    }
}

#[test]
fn zeros_are_on_the_screen_and_no_secret_was_given() {
    let walk = &walked(&LESSON).transcript;
    let step = walk.steps.iter().find(|step| step.id == "careless.read").expect("the step");
    let shown = step.items.iter().filter_map(|item| match item {
        Item::Message(exhibit) if !exhibit.insider => walk.exhibit(exhibit),
        _ => None,
    });
    let secret = shown.filter_map(|m| Some(m.bytes(&m.find_id("wirewalk.dh.shared_secret")?.span).to_vec())).next();
    assert_eq!(secret, Some(vec![0; 32]));
    assert!(played("careless").secrets.is_empty());
}

#[test]
fn with_another_key_or_another_byte_she_is_not_read() {
    // The last byte of the point: it is none of low order any more.
    let at = HEADER + 20;
    let point = |scene: &Scene| Scene::of("careless", claimed::changed(scene, Side::Server, at), scene.secrets.clone());
    fails(CLAIM, &with("careless", point), "mallory's point is another one");
    let token = |at| {
        move |scene: &Scene| Scene::of("careless", claimed::changed(scene, Side::Client, at), scene.secrets.clone())
    };
    fails(CLAIM, &with("careless", token(HEADER + 32 + HEADER + 30)), "the token was damaged");
    fails(CLAIM, &with("careless", token(HEADER)), "alice's key, and so the transcript, is another one");
    fails(CLAIM, &with("careless", |_| same(played("agreed"), "careless")), "both checked");
    let mut other = with("none", Scene::clone);
    other.kept.insert("careless.read", "nothing".to_owned());
    fails(CLAIM, &other, "mallory read something else");
    // Its control: where both checked, Eve opens nothing.
    fails(CLAIM, &with("agreed", |_| same(played("careless"), "agreed")), "eve opens that too");
}
