//! The pager at a real terminal, with tmux as the judge. What runs inside tmux is this very test binary, told by an
//! environment variable to walk the demo.

#![cfg(unix)]

use std::env;
use std::io::Write;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use wirewalk::pager::{Pace, Presenter};
use wirewalk::paint::Paint;
use wirewalk::render::terminal::Artifact;
use wirewalk::story::{Audience, Flow};
use wirewalk::story::{Item, Prediction, Transcript};
use wirewalk_testing::tmux::Tmux;
use wirewalk_testing::{demo, outside};

/// Says that this process is the one to walk, and how: `walk`, `panic`, `seconds`.
const ROLE: &str = "WIREWALK_PAGER";
/// How long the demo's scene runs.
const SCENE: Duration = Duration::from_millis(1500);

/// Walks the demo if it runs where a test below has put it.
#[test]
fn the_walker() {
    let Ok(role) = env::var(ROLE) else { return };
    let pace = if role == "seconds" { Pace::Seconds(0.4) } else { Pace::Enter };
    let flow = walk(pace, role == "panic").unwrap();
    println!("left with {flow:?}");
}

/// As a stage does it: a prediction, a scene, then what was seen.
fn walk(pace: Pace, panics: bool) -> std::io::Result<Flow> {
    let whole = demo::transcript();
    let mut told = Transcript { steps: Vec::new(), ..demo::transcript() };
    let mut presenter = Presenter::new(pace, Paint::for_stdout());

    let mut first = whole.steps[0].clone();
    first.items.clear();
    told.steps.push(first);
    let prediction = Prediction::of(&demo::PREDICT, told.seed);
    let (chosen, flow) = presenter.ask(&told, &prediction)?;
    if flow != Flow::On {
        return Ok(flow);
    }
    let prediction = prediction.answered(chosen);
    told.steps[0].items.push(Item::Asks(prediction.clone()));
    if panics {
        panic!("the stage broke");
    }
    thread::sleep(SCENE);
    told.steps.extend_from_slice(&whole.steps[1..]);
    told.steps[2].items[1] = Item::Answers(prediction);
    let flow = presenter.reveal(&told)?;
    if flow == Flow::On {
        let path = "out/lesson2/lesson2.pcapng".to_string();
        presenter.finish(&told, &[Artifact { path, what: "The recording.".to_string() }])?;
    }
    Ok(flow)
}

/// A terminal with the demo walking in it; `None`: no tmux.
fn terminal(columns: u16, rows: u16, role: &str, environment: &str) -> Option<Tmux> {
    let tmux = outside::judge("tmux")?;
    let exe = env::current_exe().unwrap();
    let walk =
        format!("RUST_BACKTRACE=0 {ROLE}={role} {environment} {} --exact pager::the_walker --nocapture", exe.display());
    let script = format!(
        "trap : INT; echo before the walk; {walk} 2>&1; echo status $?; stty -a | grep -o '[-]*icanon' ; echo after the walk; exec cat"
    );
    Some(Tmux::start(&tmux, columns, rows, &script))
}

#[test]
fn enter_reveals_step_by_step_and_the_summary_ends_in_the_normal_screen() {
    for (columns, rows) in [(80, 24), (120, 40)] {
        let Some(t) = terminal(columns, rows, "walk", "") else { return };
        t.wait_for(&["Lesson 2 · A shared secret: Fernet", "── start ──"]);
        t.keys(&["Enter"]);
        t.wait_for(&["Bob answers with a token", "1–3 choose"]);
        t.keys(&["2"]);
        t.wait_for(&["running …", "You chose 2."]);
        t.wait_for(&["Alice asks", "── step 2 ──"]);
        let chosen = Prediction::of(&demo::PREDICT, 0).choices().nth(1).unwrap();
        for step in 3..=6 {
            let name = format!("── step {step} ──");
            t.until(&name, || t.keys(&["Space"]));
        }
        t.keys(&["Left", "b"]);
        t.wait_for(&["── step 4 ──", "What Alice sees"]);
        t.keys(&["Left", "Left", "Left"]);
        let page = t.wait_for(&["── step 1 ──"]);
        assert!(
            page.contains(&format!("> 2  {}", chosen.text))
                && page.contains("You chose 2.")
                && !page.contains("choose ·"),
            "{page}"
        );
        t.keys(&["Right", "n", "Right", "Right", "Right"]);
        t.wait_for(&["── step 6 ──"]);
        t.until("left with On", || t.keys(&["Enter"]));
        t.wait_for(&["after the walk"]);
        // What has scrolled away by then too.
        let page = t.capture(&["-S", "-60"]);
        assert!(page.contains("before the walk"), "{page}");
        assert!(page.contains("✗ What will Eve") && page.contains(&format!("you said: {}", chosen.text)), "{page}");
        assert!(page.contains("look again at step 3") && page.contains("0 right, 1 wrong"), "{page}");
        assert!(page.contains("✗ FAILED  The answer is as long") && page.contains("1 held, 1 FAILED"), "{page}");
        assert!(page.lines().any(|l| l.trim() == "icanon") && !page.contains("── step"), "{page}");
    }
}

#[test]
fn q_and_escape_leave_the_terminal_as_it_was() {
    for key in ["q", "Escape"] {
        let Some(t) = terminal(80, 24, "walk", "") else { return };
        t.wait_for(&["── start ──"]);
        t.keys(&["Enter"]);
        t.wait_for(&["── step 1 ──"]);
        t.keys(&[key]);
        let page = t.wait_for(&["left with Quit", "after the walk"]);
        assert!(page.starts_with("before the walk"), "{page}");
        assert!(page.lines().any(|l| l.trim() == "icanon") && !page.contains("Bob answers"), "{page}");
        assert_eq!(t.show("#{alternate_on} #{cursor_flag}"), "0 1");
    }
}

#[test]
fn control_c_interrupts_and_leaves_the_terminal_as_it_was() {
    let Some(t) = terminal(80, 24, "walk", "") else { return };
    t.wait_for(&["── start ──"]);
    t.keys(&["C-c"]);
    let page = t.wait_for(&["left with Interrupted", "after the walk"]);
    assert!(page.lines().any(|l| l.trim() == "icanon"), "{page}");
}

#[test]
fn keys_pressed_while_a_scene_runs_pass_no_unread_step() {
    let Some(t) = terminal(80, 24, "walk", "") else { return };
    t.wait_for(&["── start ──"]);
    t.keys(&["Enter"]);
    t.wait_for(&["1–3 choose · Enter twice skips"]);
    t.keys(&["Enter"]);
    t.wait_for(&["no prediction yet: 1–3 choose · Enter again goes on without"]);
    t.keys(&["Enter"]);
    t.wait_for(&["running …"]);
    t.keys(&["Enter", "Enter", "Space", "Right", "Enter", "Enter"]);
    let page = t.wait_for(&["── step 2 ──"]);
    assert!(page.starts_with("Alice asks"), "{page}");
}

#[test]
fn a_new_size_lays_the_page_out_anew() {
    let Some(t) = terminal(120, 40, "walk", "") else { return };
    t.wait_for(&["── start ──"]);
    t.keys(&["Enter"]);
    t.wait_for(&["1–3 choose"]);
    t.keys(&["3"]);
    t.wait_for(&["── step 2 ──", "47 45 54                                          GET"]);
    t.resize(80, 24);
    t.wait_for(&["── step 2 ──", "0000  47 45 54                 GET"]);
    t.resize(40, 12);
    t.wait_for(&["── step 2 ──"]);
    t.until("0000  47 45 54     GET", || t.keys(&["Down"]));
}

#[test]
fn colours_stay_away_when_nobody_wants_them() {
    let Some(t) = terminal(80, 24, "walk", "NO_COLOR=1") else { return };
    t.wait_for(&["── start ──"]);
    let painted = t.capture(&["-e"]);
    assert!(!painted.contains('\x1b'), "{painted:?}");
    let Some(t) = terminal(80, 24, "walk", "") else { return };
    t.wait_for(&["── start ──"]);
    let painted = t.capture(&["-e"]);
    assert!(painted.contains("\x1b[1m"), "{painted:?}");
}

#[test]
fn a_panic_and_a_termination_leave_the_terminal_as_it_was() {
    let Some(t) = terminal(80, 24, "panic", "") else { return };
    t.wait_for(&["── start ──"]);
    t.until("after the walk", || t.keys(&["Enter"]));
    let page = t.capture(&[]);
    assert!(page.starts_with("before the walk") && page.contains("the stage broke"), "{page}");
    assert!(page.lines().any(|l| l.trim() == "icanon"), "{page}");

    let Some(t) = terminal(80, 24, "walk", "") else { return };
    t.wait_for(&["── start ──"]);
    t.signal_walker("TERM");
    let page = t.wait_for(&["status 143", "after the walk"]);
    assert!(page.starts_with("before the walk") && page.lines().any(|l| l.trim() == "icanon"), "{page}");
}

#[test]
fn without_a_terminal_steps_are_printed_plainly_and_nobody_waits() {
    let mut child = Command::new(env::current_exe().unwrap())
        .args(["--exact", "pager::the_walker", "--nocapture"])
        .env(ROLE, "walk")
        .env_remove("CLICOLOR_FORCE")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(b"q\n").unwrap();
    let text = String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap();
    let places: Vec<Option<usize>> =
        ["Lesson 2 ·", "Bob answers", "Alice asks", "What Eve has", "what held", "left with On"]
            .map(|s| text.find(s))
            .into();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{places:?} {text}");
    assert_eq!(text.matches("Bob answers with a token").count(), 1, "{text}");
    assert!(!text.contains('\x1b'), "{text}");
}

#[test]
fn control_c_ends_the_wait_of_a_timed_walk() {
    let Some(t) = terminal(80, 50, "seconds", "") else { return };
    t.wait_for(&["Afterwards you can"]);
    t.wait_for(&["Bob answers"]);
    t.keys(&["C-c"]);
    let page = t.wait_for(&["left with Interrupted", "after the walk"]);
    assert!(!page.contains("what held"), "{page}");
}

#[test]
fn control_z_gives_the_shell_its_terminal_and_fg_brings_the_page_back() {
    let Some(tmux) = outside::judge("tmux") else { return };
    let t = Tmux::start(&tmux, 80, 24, "PS1='shell: ' exec sh -i");
    t.wait_for(&["shell:"]);
    let exe = env::current_exe().unwrap();
    t.keys(&[&format!("{ROLE}=walk {} --exact pager::the_walker --nocapture", exe.display()), "Enter"]);
    t.wait_for(&["── start ──"]);
    t.keys(&["Enter"]);
    t.wait_for(&["1–3 choose"]);
    t.keys(&["C-z"]);
    t.wait_for(&["Stopped"]);
    t.keys(&["stty -a | grep -o '[-]*icanon'", "Enter"]);
    t.wait_for(&["\nicanon"]);
    t.keys(&["fg", "Enter"]);
    t.wait_for(&["Bob answers with a token", "1–3 choose"]);
    t.keys(&["q"]);
    t.wait_for(&["left with Quit"]);
}

/// A terminal that stands still: nobody reads what the walk draws, which is more than the terminal holds.
const STANDS_STILL: &str = r#"
import fcntl, os, pty, struct, subprocess, sys, termios, time
master, slave = pty.openpty()
fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 1000, 80, 0, 0))
walk = subprocess.Popen(sys.argv[1:], stdin=slave, stdout=slave, stderr=slave)
time.sleep(3)
walk.terminate()
try:
    print(walk.wait(15))
except subprocess.TimeoutExpired:
    walk.kill()
    print("it did not end")
"#;

#[test]
fn a_terminal_that_stands_still_keeps_no_walk_from_ending() {
    let Some(python) = outside::judge("python3") else { return };
    let home = tempfile::tempdir().unwrap();
    let walk = wirewalk_testing::program("wirewalk");
    let mut command = Command::new(python);
    command.args(["-c", STANDS_STILL]).arg(walk).args(["walk", "2", "--port", "0"]).current_dir(home.path());
    let said = command.output().unwrap();
    // 128 and the number of SIGTERM.
    assert_eq!(String::from_utf8_lossy(&said.stdout).trim(), "143", "{}", String::from_utf8_lossy(&said.stderr));
}
