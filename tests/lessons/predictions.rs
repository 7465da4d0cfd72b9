//! Predictions: every choice is what somebody believes, nothing tells which one is right before it is asked, and what is believed and wrong
//! is provoked, refuted and asked again.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

use wirewalk::LESSONS;
use wirewalk::claims;
use wirewalk::lesson2;
use wirewalk::recording::Side;
use wirewalk::story::{Choice, Item, Prediction, Question, Scene, Transcript, misconceptions};
use wirewalk_testing::claimed;

use crate::walked;

/// A prediction of a walk: the step that asks, and the one that answers.
struct Asked {
    lesson: u8,
    walk: &'static Transcript,
    step: usize,
    answered: Option<usize>,
    question: &'static Question,
}

/// All predictions of the course, in its order; open questions are none.
fn asked() -> Vec<Asked> {
    let mut all = Vec::new();
    for lesson in LESSONS {
        let walk = &walked(lesson).transcript;
        for (step, item) in walk.steps.iter().enumerate().flat_map(|(at, s)| s.items.iter().map(move |i| (at, i))) {
            let Item::Asks(prediction) = item else { continue };
            let answered = walk.predictions().find(|(_, p)| p.question.id == prediction.question.id).map(|(at, _)| at);
            if !prediction.is_open() {
                all.push(Asked { lesson: lesson.about.number, walk, step, answered, question: prediction.question });
            }
        }
    }
    assert!(all.len() > 40, "{} predictions: this test looks in the wrong place", all.len());
    all
}

impl Asked {
    /// What it is called in messages.
    fn name(&self) -> String {
        format!("lesson {}: {}", self.lesson, self.question.id)
    }

    fn right(&self) -> &'static Choice {
        self.question.choices.iter().find(|choice| choice.right).expect("a right choice")
    }

    /// Every text that a person has read when it is asked: titles, ledgers, tables, what charts and colours are called.
    fn read_before(&self) -> Vec<String> {
        let about = self.walk.subject.lesson().expect("a lesson");
        let mut texts = vec![about.title.to_owned(), about.line.to_owned()];
        texts.extend(about.objectives.iter().map(|objective| (*objective).to_owned()));
        for (at, step) in self.walk.steps.iter().enumerate().take(self.step + 1) {
            texts.push(step.title.to_string());
            let mine = |item: &&Item| matches!(item, Item::Asks(p) if p.question.id == self.question.id);
            let before = if at == self.step { step.items.iter().position(|i| mine(&i)) } else { None };
            for item in step.items.iter().take(before.unwrap_or(step.items.len())) {
                match item {
                    Item::Ledger(rows) => texts.extend(rows.iter().map(|row| format!("{} {}", row.what, row.evidence))),
                    Item::Chart(chart) => texts.push(chart.title.text.to_owned()),
                    Item::Swatches(swatches) => {
                        texts.extend(swatches.rows.iter().map(|(name, _)| name.text.to_owned()))
                    }
                    Item::Values(values) => {
                        texts.extend(values.iter().map(|(name, value)| format!("{} {value}", name.text)))
                    }
                    _ => {}
                }
            }
        }
        texts
    }
}

/// The words of a text that say something. Those of the subject itself are in every other title, and tell nothing.
fn words(text: &str) -> BTreeSet<String> {
    const EMPTY: &str = "about after again alice all alone and another any are authority because before bob both can cannot carol \
        certificate client clients could does eve every for from handshake has have her here him his how into its \
        itself key keys lesson mallory may nor not nothing off one only other out peggy request server she signature \
        since some somebody than that the their them then there they this too two was what when where which while \
        who will with would yes";
    let lower = text.to_lowercase();
    let parts = lower.split(|c: char| !c.is_alphanumeric());
    parts.filter(|w| w.len() > 2 && EMPTY.split(' ').all(|empty| empty != *w)).map(str::to_owned).collect()
}

/// What only this one of the choices says, and the question does not.
fn own_words(question: &Question, choice: &Choice) -> BTreeSet<String> {
    let others = question.choices.iter().filter(|other| other.text != choice.text).flat_map(|other| words(other.text));
    let known: BTreeSet<String> = others.chain(words(question.ask)).collect();
    words(choice.text).difference(&known).cloned().collect()
}

#[test]
fn every_choice_is_what_somebody_believes_and_one_is_right() {
    for asked in asked() {
        let (name, choices) = (asked.name(), asked.question.choices);
        assert!(choices.len() > 2, "{name} has {} choices: two can be guessed", choices.len());
        assert_eq!(choices.iter().filter(|choice| choice.right).count(), 1, "{name}: one choice is right (`yes`)");
        for choice in choices {
            let wrong = format!("{name}: “{}”", choice.text);
            assert_eq!(choice.right, choice.reply.is_empty(), "{wrong}: each wrong choice is told why, and no other");
            assert!(!choice.right || choice.believes.is_none(), "{wrong} is right, and no misconception");
            assert!(choice.text.len() < 70 && choice.text.len() > 15, "{wrong} is much longer or shorter than others");
        }
        let longest = choices.iter().map(|c| c.text.len()).max().unwrap_or_default();
        let shortest = choices.iter().map(|c| c.text.len()).min().unwrap_or_default();
        assert!(longest <= shortest * 2, "{name}: choices are of like length, not {shortest} to {longest} characters");
        let after = asked.answered.unwrap_or_else(|| panic!("{name} is never answered"));
        assert!(after >= asked.step, "{name} is answered before it is asked");
    }
}

#[test]
fn nothing_is_asked_twice_and_expired_once() {
    let all = asked();
    let mut seen = BTreeMap::new();
    for asked in &all {
        // The names differ from scene to scene, and the same few words can ask for other things: what is offered counts too.
        let mut whole: Vec<&str> = asked.question.choices.iter().map(|choice| choice.text).collect();
        whole.push(asked.question.ask);
        if let Some(before) = seen.insert(whole, asked.name()) {
            panic!("{} asks what {before} asked", asked.name());
        }
        for choice in asked.question.choices {
            let same = all.iter().filter(|other| other.question.choices.iter().any(|c| c.text == choice.text)).count();
            assert_eq!(same, 1, "{}: “{}” is offered more than once in the course", asked.name(), choice.text);
        }
    }
    let outcome = |a: &&Asked| a.right().text.contains("it refuses") && a.question.id.starts_with("expired");
    let expired: Vec<String> = all.iter().filter(outcome).map(Asked::name).collect();
    assert_eq!(expired.len(), 1, "whether an expired certificate is refused is asked once: {expired:?}");
}

#[test]
fn what_refutes_a_choice_is_shown() {
    let mut missing = Vec::new();
    for asked in asked() {
        let by = asked.answered.unwrap_or(asked.step);
        for choice in asked.question.choices.iter().filter(|choice| choice.see.is_some()) {
            let field = choice.see.unwrap_or_default();
            let Some((at, _)) = asked.walk.shown(choice, by) else {
                missing.push(format!(
                    "{}: no step {} shows a message with {field}",
                    asked.name(),
                    choice.at.unwrap_or_default()
                ));
                continue;
            };
            // Other scenes show fields of the same kind, and they refute nothing.
            if choice.at.is_none() {
                missing.push(format!("{}: `see {field:?} at {:?}`?", asked.name(), asked.walk.steps[at].id));
            }
        }
    }
    assert!(
        missing.is_empty(),
        "what refutes a choice is in a step of its own scene, which it names:\n{}",
        missing.join("\n")
    );
}

/// A title gives an answer away if it says what only the right choice says.
#[test]
fn nothing_that_was_read_before_tells_the_right_choice() {
    let mut told = Vec::new();
    for asked in asked() {
        let right = own_words(asked.question, asked.right());
        for text in asked.read_before() {
            let said: Vec<&String> = right.iter().filter(|word| words(&text).contains(*word)).collect();
            if said.len() > 1 || (said.len() == 1 && right.len() == 1) {
                told.push(format!("{}: “{text}” says {said:?}", asked.name()));
            }
        }
    }
    assert!(told.is_empty(), "these tell what is to be predicted:\n{}", told.join("\n"));
}

/// What a gambler scores who knows nothing and always goes by the same rule, on average over these runs.
fn score(all: &[Asked], runs: u32, rule: impl Fn(&Asked, &[&Choice]) -> usize) -> f64 {
    let mut hits = 0;
    for seed in 0..runs {
        for asked in all {
            let choices: Vec<&Choice> = Prediction::of(asked.question, seed).choices().collect();
            hits += usize::from(choices[rule(asked, &choices).min(choices.len() - 1)].right);
        }
    }
    hits as f64 / f64::from(runs)
}

/// Over 400 runs nobody who always takes the same place, the longest, the shortest, or the first choice that a title mentions gets more
/// than chance. The longest and the shortest are the same in every run but for ties, and must not be above chance at all; places vary
/// with the draw, and may be above it by a twentieth; titles share words with one choice or the other, and may be by a tenth.
#[test]
fn a_gambler_gets_no_more_than_chance() {
    let all = asked();
    let runs = 400;
    let chance: f64 = all.iter().map(|asked| 1.0 / asked.question.choices.len() as f64).sum();
    for place in 0..3 {
        let hits = score(&all, runs, |_, _| place);
        assert!(
            (hits - chance).abs() < chance / 20.0,
            "place {} gets {hits} of {}, chance {chance}",
            place + 1,
            all.len()
        );
    }
    let by_length = |longest: bool| {
        score(&all, runs, move |_, choices| {
            let key = |i: &usize| choices[*i].text.chars().count();
            let places = 0..choices.len();
            if longest { places.max_by_key(key) } else { places.min_by_key(key) }.unwrap_or_default()
        })
    };
    let titles: Vec<BTreeSet<String>> =
        all.iter().map(|a| a.read_before().iter().flat_map(|t| words(t)).collect()).collect();
    // Each choice stands in the course once.
    let says = |asked: &Asked, choice: &Choice, at: usize| {
        own_words(asked.question, choice).iter().any(|word| titles[at].contains(word))
    };
    let each = all
        .iter()
        .enumerate()
        .flat_map(|(at, asked)| asked.question.choices.iter().map(move |choice| (at, asked, choice)));
    let said: BTreeSet<&str> =
        each.filter(|(at, asked, choice)| says(asked, choice, *at)).map(|(.., choice)| choice.text).collect();
    let mentioned = score(&all, runs, |_, choices| {
        choices.iter().position(|choice| said.contains(choice.text)).unwrap_or_default()
    });
    let scores =
        [("the longest", by_length(true)), ("the shortest", by_length(false)), ("what a title mentions", mentioned)];
    for (rule, hits) in scores {
        println!("{rule}: {hits:.1} of {}, chance {chance:.1}", all.len());
        let bound = if rule == "what a title mentions" { chance * 1.1 } else { chance };
        assert!(hits <= bound, "who takes {rule} gets {hits:.1} of {}, and chance is {chance:.1}", all.len());
    }
}

#[test]
fn each_run_draws_its_order_and_keeps_it() {
    let all = asked();
    for asked in &all {
        let texts =
            |seed: u32| -> Vec<&str> { Prediction::of(asked.question, seed).choices().map(|c| c.text).collect() };
        assert_eq!(texts(7), texts(7), "the same run has the same order");
        let orders: BTreeSet<Vec<&str>> = (0..200).map(texts).collect();
        let possible: usize = (1..=asked.question.choices.len()).product();
        assert_eq!(orders.len(), possible, "{}: every order comes up", asked.name());
    }
    let places =
        |seed: u32| -> Vec<Option<usize>> { all.iter().map(|a| Prediction::of(a.question, seed).right()).collect() };
    assert_ne!(places(1), places(2), "another run has another order");
}

/// The table of `docs/misconceptions.md`.
fn table(all: &[Asked]) -> String {
    let mut table = String::from(
        "# What is often believed, and is wrong\n\nEach of these is offered as a choice of a prediction, refuted by a claim that is \
         checked in every walk, and offered again on another scene. `wirewalk N` walks lesson N; a prediction is named by its id in \
         the lesson's JSON. The sentences are in `crates/tell/src/story/misconceptions.rs`.\n\n\
         | id | what is believed | offered by | refuted by | offered again by |\n|---|---|---|---|---|\n",
    );
    for belief in misconceptions::ALL {
        let by: Vec<String> =
            all.iter().filter(|a| offers(a, belief.id)).map(|a| format!("{} `{}`", a.lesson, a.question.id)).collect();
        let Some((first, again)) = by.split_first() else { continue };
        let _ = writeln!(
            table,
            "| `{}` | {} | {first} | `{}` | {} |",
            belief.id,
            belief.text,
            belief.refuted,
            again.join(", ")
        );
    }
    table
}

fn offers(asked: &Asked, belief: &str) -> bool {
    asked.question.choices.iter().any(|choice| choice.believes.is_some_and(|b| b.id == belief))
}

/// Which misconceptions wait for a lesson that is not there.
fn waits(refuted: &str) -> bool {
    let lesson = refuted.strip_prefix("lesson").and_then(|rest| rest.split('.').next()?.parse::<u8>().ok());
    lesson.is_some_and(|number| LESSONS.iter().all(|lesson| lesson.about.number != number))
}

#[test]
fn every_misconception_is_provoked_refuted_and_asked_again() {
    let all = asked();
    let ids: BTreeSet<&str> = misconceptions::ALL.iter().map(|belief| belief.id).collect();
    assert_eq!(ids.len(), misconceptions::ALL.len(), "an id is there twice");
    for belief in misconceptions::ALL.iter().filter(|belief| !waits(belief.refuted)) {
        let offering: Vec<&Asked> = all.iter().filter(|asked| offers(asked, belief.id)).collect();
        let names: Vec<String> = offering.iter().map(|asked| asked.name()).collect();
        assert!(offering.len() > 1, "“{}” is offered by {names:?}: it takes two predictions", belief.text);
        let lessons: BTreeSet<u8> = offering.iter().map(|asked| asked.lesson).collect();
        // The last lesson has none behind it.
        let last = LESSONS.last().map(|lesson| lesson.about.number);
        let in_the_last = lessons.iter().all(|lesson| Some(*lesson) == last);
        assert!(lessons.len() > 1 || in_the_last, "“{}” never comes back in a later lesson: {names:?}", belief.text);
        let claims = LESSONS.iter().flat_map(|lesson| walked(lesson).transcript.claims());
        let claim = claims.into_iter().find(|claim| claim.id == belief.refuted);
        assert!(claim.is_some_and(|claim| claim.held), "“{}”: no walk makes the claim {}", belief.text, belief.refuted);
    }
}

#[test]
fn the_table_of_misconceptions_is_the_one_that_the_course_has() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/misconceptions.md");
    let table = table(&asked());
    if env::var("WIREWALK_DOCS").is_ok_and(|how| how == "write") {
        fs::write(&path, &table).expect("a writable folder");
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(kept, table, "WIREWALK_DOCS=write cargo test --test lessons predictions:: writes it anew");
}

/// The claim that a MAC hides nothing fails where the time in the token is not the time at which it crossed.
#[test]
fn a_token_of_another_time_is_noticed() {
    let walk = &walked(&lesson2::LESSON).transcript;
    assert!(claims::check("lesson2.time-leaks", lesson2::LESSON.claims, walk).held);
    let later = |scene: &Scene| {
        (scene.id == "token").then(|| {
            // The token's sixth letter is of the time, in the bits that count years.
            let body = scene
                .eve
                .iter()
                .find(|m| m.side == Side::Server && m.find_id("http.file_data").is_some())
                .expect("an answer");
            let field = body.find_id("http.file_data").expect("a body");
            let at = body.offset as usize + field.span.range.start + 5;
            Scene::of("token", claimed::changed(scene, Side::Server, at), scene.secrets.clone())
        })
    };
    claimed::fails(
        "lesson2.time-leaks",
        &claimed::with(&lesson2::LESSON.about, walk, later),
        "the token says another time",
    );
}
