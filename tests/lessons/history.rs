//! What was predicted is kept on this machine: whole, for one person, and damaged files aside.

use std::fs;
use std::process::{Command, Stdio};

use tempfile::tempdir;
use wirewalk::lesson1;
use wirewalk::stage;
use wirewalk::stage::history::{self, NAME, Predicted};
use wirewalk::story::{Audience, Flow, Left, Prediction, Transcript};

fn predicted(question: &str, right: bool) -> Predicted {
    Predicted {
        at: 1,
        lesson: 1,
        question: question.to_owned(),
        said: "so it is".to_owned(),
        right,
        believes: (!right).then(|| "padlock".to_owned()),
    }
}

#[test]
fn answers_are_added_to_those_of_before_and_only_their_person_reads_them() {
    let dir = tempdir().expect("a folder");
    assert_eq!(history::kept(dir.path()).expect("nothing yet"), []);
    let (first, second) = (predicted("one", true), predicted("two", false));
    assert_eq!(history::add(dir.path(), vec![first.clone()]).expect("kept"), None);
    assert_eq!(history::add(dir.path(), vec![second.clone()]).expect("kept"), None);
    assert_eq!(history::kept(dir.path()).expect("both"), [first, second]);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(dir.path().join(NAME)).expect("the file").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    assert_eq!(fs::read_dir(dir.path()).expect("the folder").count(), 1, "nothing else is left beside it");
}

#[test]
fn what_is_damaged_is_told_and_kept_aside() {
    let dir = tempdir().expect("a folder");
    let damages = [
        "",
        "{",
        "[]",
        "{\"format\":2,\"predictions\":[]}",
        "{\"format\":1}",
        "{\"format\":1,\"predictions\":[{\"at\":1}]}",
    ];
    for (number, damaged) in (1..).zip(damages) {
        fs::write(dir.path().join(NAME), damaged).expect("a writable folder");
        assert!(history::kept(dir.path()).is_err(), "{damaged:?} is damaged");
        let aside = history::add(dir.path(), vec![predicted("one", true)]).expect("kept").expect("kept aside");
        assert_eq!(aside, dir.path().join(format!("predictions-damaged-{number}.json")));
        assert_eq!(fs::read_to_string(&aside).expect("the old one"), damaged);
        assert_eq!(history::kept(dir.path()).expect("a new one"), [predicted("one", true)]);
    }
}

#[test]
fn the_oldest_answers_go_first() {
    let dir = tempdir().expect("a folder");
    let many = (0..2500).map(|number| predicted(&number.to_string(), true)).collect();
    history::add(dir.path(), many).expect("kept");
    let kept = history::kept(dir.path()).expect("kept");
    assert_eq!((kept.len(), kept[0].question.as_str(), kept[1999].question.as_str()), (2000, "500", "2499"));
}

/// Says that this process is one of the programs below, and in which folder.
const FOLDER: &str = "WIREWALK_PREDICTIONS";
/// Programs that write at once, and how many answers each adds, one by one.
const PROGRAMS: usize = 4;
const EACH: usize = 10;

/// Adds its answers if it runs where the test below has put it.
#[test]
fn the_writer() {
    let Some(folder) = std::env::var_os(FOLDER) else { return };
    for number in 0..EACH {
        let question = format!("{} {number}", std::process::id());
        assert_eq!(history::add(folder.as_ref(), vec![predicted(&question, true)]).expect("kept"), None);
    }
}

#[test]
fn programs_that_write_at_once_lose_no_answer() {
    let dir = tempdir().expect("a folder");
    let start = |_| {
        let mut command = Command::new(std::env::current_exe().expect("this program has a path"));
        command.args(["--exact", "history::the_writer"]).env(FOLDER, dir.path()).stdout(Stdio::null());
        command.spawn().expect("it starts")
    };
    let programs: Vec<_> = (0..PROGRAMS).map(start).collect();
    for mut program in programs {
        assert!(program.wait().expect("it is ours").success());
    }
    let mut questions: Vec<_> =
        history::kept(dir.path()).expect("kept").into_iter().map(|answer| answer.question).collect();
    questions.sort();
    questions.dedup();
    assert_eq!(questions.len(), PROGRAMS * EACH);
    assert_eq!(fs::read_dir(dir.path()).expect("the folder").count(), 1, "nothing else is left beside it");
}

#[cfg(unix)]
#[test]
fn a_link_is_not_followed_and_what_it_leads_to_stays() {
    let dir = tempdir().expect("a folder");
    let other = dir.path().join("other");
    fs::write(&other, "mine").expect("a writable folder");
    std::os::unix::fs::symlink(&other, dir.path().join(NAME)).expect("a link");
    let error = history::add(dir.path(), vec![predicted("one", true)]).expect_err("a link");
    assert!(format!("{error:#}").contains("predictions.json"), "{error:#}");
    assert_eq!(fs::read_to_string(&other).expect("the file"), "mine");
}

/// Somebody who always takes the first choice shown, and leaves after so many questions.
struct Hasty {
    left: usize,
    chose: Vec<&'static str>,
}

impl Audience for Hasty {
    fn reveal(&mut self, _: &Transcript) -> std::io::Result<Flow> {
        Ok(Flow::On)
    }

    fn ask(&mut self, _: &Transcript, prediction: &Prediction) -> std::io::Result<(Option<usize>, Flow)> {
        let Some(first) = prediction.choices().next() else { return Ok((None, Flow::On)) };
        self.chose.push(first.text);
        self.left -= 1;
        Ok((Some(0), if self.left == 0 { Flow::Quit } else { Flow::On }))
    }
}

#[test]
fn a_walk_keeps_what_was_predicted_even_if_it_is_left() {
    let dir = tempdir().expect("a folder");
    let mut hasty = Hasty { left: 99, chose: Vec::new() };
    let (transcript, files) = stage::perform(&lesson1::LESSON, dir.path(), false, &mut hasty).expect("a walk");
    let kept = history::kept(dir.path()).expect("kept");
    let said: Vec<&str> = kept.iter().map(|answer| answer.said.as_str()).collect();
    assert_eq!(said, hasty.chose, "what was shown first is what was said");
    let told: Vec<(&str, bool)> =
        transcript.predictions().map(|(_, p)| (p.question.id, p.choice().is_some_and(|choice| choice.right))).collect();
    let noted: Vec<(&str, bool)> = kept.iter().map(|answer| (answer.question.as_str(), answer.right)).collect();
    assert_eq!(noted, told, "the document and the file agree");
    assert!(files.iter().any(|file| file.path.ends_with(NAME)), "the file is named among what the walk left");

    let mut leaving = Hasty { left: 1, chose: Vec::new() };
    let error = stage::perform(&lesson1::LESSON, dir.path(), false, &mut leaving).err().expect("left");
    assert!(error.downcast_ref::<Left>().is_some(), "{error:#}");
    assert_eq!(history::kept(dir.path()).expect("kept").len(), kept.len() + 1);
}
