//! The lessons as a person runs them: three ways in, exit states, files left behind.

use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::{Command, ExitCode, Output, Stdio};
use std::thread;

use anyhow::bail;
use tempfile::{TempDir, tempdir};
use wirewalk::dissect::tiling;
use wirewalk::pager::Pace;
use wirewalk::stage::{HowMuch, Invocation, Lesson, WalkArgs};
use wirewalk::story::{Line, Transcript};
use wirewalk::{LESSONS, lesson1, stage};
use wirewalk_testing::server::Server;
use wirewalk_testing::signal;

use crate::{Walked, walked};

fn program(name: &str) -> Command {
    let mut command = Command::new(wirewalk_testing::program(name));
    command.env_remove("SECRET_URL").env_remove("SECRET_KEY").env_remove("NO_COLOR").stdin(Stdio::null());
    command
}

fn walk(command: &mut Command, out: &TempDir) -> Output {
    command.args(["--pace", "none", "--port", "0", "--out"]).arg(out.path()).output().expect("the program starts")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

#[test]
fn every_lesson_walks_and_every_claim_holds() {
    for lesson in LESSONS {
        let transcript = &walked(lesson).transcript;
        assert!(transcript.claims().count() > 3);
        for claim in transcript.claims() {
            assert!(claim.held, "{}: {} ({})", claim.id, claim.text, claim.evidence);
        }
        no_byte_is_left_over(transcript);
    }
}

#[test]
fn no_pause_of_a_reader_lets_the_token_expire_that_lesson_2_replays() {
    let transcript = &walked(LESSONS[1]).transcript;
    let announced = |id| {
        let scene = transcript.scenes.iter().find(|s| s.id == id).expect("a scene");
        &transcript.announcing(scene).expect("a step before it").id
    };
    // Pages are turned between steps, so whatever one step announces runs without a pause.
    assert_eq!(announced("copied"), announced("replay"));
}

fn no_byte_is_left_over(transcript: &Transcript) {
    for scene in transcript.scenes.iter().filter(|s| !s.is_file()) {
        let first = scene.recording.connections.first().expect("somebody called");
        // A naive proxy calls Bob before anybody calls it, and who goes around Peggy is on the inner leg alone.
        let inner_first = ["forged-naive", "smuggled-naive", "straight"].contains(&&*scene.id);
        assert!(inner_first || first.hop == 0, "in `{}` nobody calls onwards before Alice has called", scene.id);
        let crossed = scene.insider.iter().filter(|m| !m.is_inside()).count();
        assert_eq!(scene.eve.len(), crossed, "the two views of `{}` have the same messages", scene.id);
        for message in scene.eve.iter().chain(&scene.insider) {
            tiling::check(message).expect("leaves tile every source");
            assert!(message.find_id("wirewalk.unexplained").is_none());
            let on_purpose = [
                "bad-keys",
                "careless",
                "plain-http",
                "tls11",
                "flipped",
                "group-removed",
                "cut",
                "replay",
                "single-use",
                "too-early",
                "mallory-copies",
                "smuggled-naive",
                "smuggled",
                "forged",
                "hsts",
            ]
            .contains(&&*scene.id);
            assert!(
                on_purpose || message.walk().all(|f| f.problem.is_none()),
                "our own traffic has no problem, in `{}`: {:?}",
                scene.id,
                message.walk().find_map(|f| f.problem.as_ref())
            );
        }
        let seen: u64 = scene.eve.iter().map(|m| m.crossed() as u64).sum();
        assert_eq!(seen, scene.recording.payload_len(), "every byte of `{}` is in a message", scene.id);
    }
}

#[test]
fn a_walk_prints_its_claims_and_leaves_its_files() {
    let numbers = LESSONS.iter().map(|lesson| lesson.about.number);
    let programs = numbers.map(|n| (program(&format!("lesson{n}")), n));
    let walks = programs.chain([(walking("1"), 1), (walking("2"), 2)]).map(|(mut command, n)| {
        thread::spawn(move || {
            let out = tempdir().expect("a folder");
            (walk(&mut command, &out), out, n)
        })
    });
    // They wait for each other's clocks and lines more than they compute: all at once, they take as long as the longest.
    for walked in walks.collect::<Vec<_>>() {
        let (output, out, n) = walked.join().expect("a walk");
        let said = text(&output.stdout);
        assert!(output.status.success(), "{said}{}", text(&output.stderr));
        assert!(said.contains("held") && !said.contains(" FAILED"));
        assert!(!said.contains('\u{1b}'), "piped output is plain");
        for ending in ["pcapng", "json", "html"] {
            let name = format!("lesson{n}.{ending}");
            assert!(out.path().join(&name).metadata().is_ok_and(|m| m.len() > 1000), "{name} is there");
        }
    }
}

fn walking(number: &str) -> Command {
    let mut command = program("wirewalk");
    command.args(["walk", number]);
    command
}

#[test]
fn json_is_all_that_stands_on_stdout() {
    let out = tempdir().expect("a folder");
    let output =
        program("lesson2").args(["--json", "--port", "0", "--out"]).arg(out.path()).output().expect("it starts");
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON and nothing else");
    assert!(output.status.success() && output.stderr.is_empty());
    assert_eq!(json["format"], 1);
    let claims = json["claims"].as_array().expect("claims");
    assert!(!claims.is_empty() && claims.iter().all(|c| c["held"] == true));
    let file: serde_json::Value =
        serde_json::from_slice(&fs::read(out.path().join("lesson2.json")).expect("the file")).expect("JSON");
    assert_eq!(json, file);
}

#[test]
fn the_key_of_a_walk_stands_in_its_own_file_and_nowhere_else() {
    let out = tempdir().expect("a folder");
    let output = walk(&mut program("lesson2"), &out);
    let key = fs::read_to_string(out.path().join("lesson2.key")).expect("the key");
    let key = key.trim();
    assert_eq!(key.len(), 44);
    assert!(!text(&output.stdout).contains(key));
    for entry in fs::read_dir(out.path()).expect("the folder").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let bytes = fs::read(entry.path()).expect("a file");
        let holds = wirewalk_ground::find(&bytes, key.as_bytes()).is_some();
        assert_eq!(holds, name == "lesson2.key", "{name}");
        #[cfg(unix)]
        if ["lesson2.key", "lesson2.html", "lesson2.json"].contains(&name.as_str()) {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(entry.metadata().expect("its state").permissions().mode() & 0o777, 0o600);
        }
    }
}

#[test]
fn a_second_walk_replaces_the_first_but_no_file_of_a_person() {
    let out = tempdir().expect("a folder");
    assert!(walk(&mut program("lesson1"), &out).status.success());
    assert!(walk(&mut program("lesson1"), &out).status.success());
    let mine = out.path().join("lesson1.json");
    fs::write(&mine, "my notes").expect("written");
    let refused = walk(&mut program("lesson1"), &out);
    assert_eq!(refused.status.code(), Some(1));
    assert!(text(&refused.stderr).contains("--force"));
    assert_eq!(fs::read_to_string(&mine).expect("still there"), "my notes");
    assert!(walk(program("lesson1").arg("--force"), &out).status.success());
}

#[test]
fn server_and_client_meet_on_a_wire_of_their_own() {
    let server = Server::start(program("lesson1").arg("server"));
    for mut client in [program("lesson1"), program("wirewalk")] {
        let is_lesson = client.get_program().to_string_lossy().contains("lesson1");
        client.args(if is_lesson { &["client"][..] } else { &["client", "1"] });
        let output = client.env("SECRET_URL", &server.url).output().expect("the client starts");
        assert_eq!(text(&output.stdout), "The secret message is: fluffy tail\n");
    }
    let output = program("lesson1").args(["client", &server.url]).output().expect("the client starts");
    assert_eq!(text(&output.stdout), "The secret message is: fluffy tail\n");
}

#[test]
fn lesson_2_needs_the_same_key_on_both_sides() {
    let [ours, other] = [(); 2].map(|()| text(&program("lesson2").arg("keygen").output().expect("a key").stdout));
    assert_ne!(ours, other);
    // The newline that `keygen` prints is harmless.
    let server = Server::start(program("lesson2").arg("server").env("SECRET_KEY", &ours));
    let ask = |key: &str| {
        program("lesson2").args(["client", &server.url]).env("SECRET_KEY", key).output().expect("it starts")
    };
    assert_eq!(text(&ask(&ours).stdout), "The secret message is: fluffy tail\n");
    let refused = ask(&other);
    assert_eq!(refused.status.code(), Some(1));
    assert!(text(&refused.stderr).contains("the token was refused"), "{}", text(&refused.stderr));
    assert!(ask(&ours.trim().replace('-', "+").replace('_', "/")).status.success(), "the other alphabet is harmless");
    for (key, hint) in [("", "keygen"), ("c2hvcnQ=", "32"), ("!!!", "!")] {
        let output = ask(key);
        assert_eq!(output.status.code(), Some(1));
        assert!(text(&output.stderr).contains(hint), "{key:?}: {}", text(&output.stderr));
        let refuses =
            program("lesson2").args(["server", "--port", "0"]).env("SECRET_KEY", key).output().expect("it starts");
        assert_eq!(refuses.status.code(), Some(1), "no server without a usable key");
    }
    let missing = program("lesson2").args(["server", "--port", "0"]).output().expect("it starts");
    assert!(text(&missing.stderr).contains("SECRET_KEY"));
}

#[test]
fn the_two_programs_of_lesson_3_agree_on_a_key_that_nobody_gave_them() {
    let server = Server::start(program("lesson3").arg("server"));
    assert!(server.url.starts_with("tcp://127.0.0.1:"), "{}", server.url);
    for address in [server.url.as_str(), server.url.trim_start_matches("tcp://")] {
        let output = program("lesson3").args(["client", address]).output().expect("the client starts");
        assert_eq!(text(&output.stdout), "The secret message is: fluffy tail\n", "{}", text(&output.stderr));
    }
    let output = program("wirewalk").args(["client", "3"]).env("SECRET_URL", &server.url).output().expect("it starts");
    assert_eq!(text(&output.stdout), "The secret message is: fluffy tail\n");
    for (address, hint) in [("tcp://127.0.0.1:1", "tcp://127.0.0.1:1"), ("http://127.0.0.1/", "tcp://")] {
        let output = program("lesson3").args(["client", address]).output().expect("it starts");
        assert_eq!(output.status.code(), Some(1));
        assert!(text(&output.stderr).contains(hint), "{}", text(&output.stderr));
    }
    // A client that calls a server of another lesson hears no frame, and says so.
    let other = Server::start(program("lesson1").arg("server"));
    let output = program("lesson3").args(["client", &other.url.replace("http", "tcp")]).output().expect("it starts");
    assert!(text(&output.stderr).contains("WW3"), "{}", text(&output.stderr));
}

#[test]
fn no_private_key_and_no_agreed_key_is_in_any_file_of_a_walk() {
    let Walked { transcript, left, folders } = walked(&wirewalk::lesson3::LESSON);
    assert_eq!(*folders, 0, "what is in them would be read by nobody here");
    let mut keys: Vec<Vec<u8>> =
        transcript.scenes.iter().flat_map(|s| s.secrets.x25519_keys()).map(|k| k.to_bytes().to_vec()).collect();
    assert_eq!(keys.len(), 4);
    // Where a public key is of low order, the secret is zero, and what follows from it is anybody's.
    let zero = |m: &&wirewalk::dissect::Message| {
        m.find_id("wirewalk.dh.shared_secret").is_some_and(|f| m.bytes(&f.span) == [0; 32])
    };
    for message in transcript.scenes.iter().flat_map(|s| &s.insider).filter(|message| !zero(message)) {
        let derived = ["shared_secret", "prk", "signing_key", "encryption_key"];
        let fields = derived.iter().filter_map(|id| message.find_id(&format!("wirewalk.dh.{id}")));
        keys.extend(fields.map(|f| message.bytes(&f.span).to_vec()));
    }
    assert_eq!(keys.len(), 4 + 3 * 4, "three exchanges whose keys are known here");
    let mut names = Vec::new();
    for (name, bytes) in left {
        for key in &keys {
            let hex = wirewalk::story::hex(key);
            let holds = |what: &[u8]| wirewalk_ground::find(bytes, what).is_some();
            assert!(!holds(key) && !holds(hex.as_bytes()), "{name} holds a key");
        }
        names.push(name);
    }
    names.sort();
    assert_eq!(names, [".wirewalk", "lesson3-plot.svg", "lesson3.html", "lesson3.json", "lesson3.pcapng"]);
}

#[test]
fn the_two_programs_of_lesson_5_meet_over_tls_and_the_files_are_checked_before_a_socket_opens() {
    let here = tempdir().expect("a folder");
    let at_home = |name: &str| {
        let mut command = program(name);
        command.current_dir(here.path());
        command
    };
    // Nobody has walked here yet: Carol makes a certificate on the spot, and Alice finds her root.
    let lonely = at_home("lesson5").arg("client").output().expect("it starts");
    assert!(text(&lonely.stderr).contains("--ca"), "{}", text(&lonely.stderr));
    let server = Server::start(at_home("lesson5").arg("server"));
    assert!(server.url.starts_with("https://localhost:"), "{}", server.url);
    let root = here.path().join("out/lesson5/mine/ca-public-key.pem");
    assert!(root.is_file());
    for flags in [&[][..], &["--tls12"], &["--no-pq"], &["--insecure"]] {
        let output = at_home("lesson5").arg("client").args(flags).arg(&server.url).output().expect("it starts");
        assert_eq!(text(&output.stdout), "The secret message is: fluffy tail\n", "{}", text(&output.stderr));
        assert_eq!(text(&output.stderr).contains("Careful: --insecure"), flags == ["--insecure"]);
    }
    let output = at_home("wirewalk").args(["client", "5"]).env("SECRET_URL", &server.url).output().expect("it starts");
    assert_eq!(text(&output.stdout), "The secret message is: fluffy tail\n", "{}", text(&output.stderr));
    // Another walk has another Carol, and Bob's key does not belong to that Bob's certificate.
    let other = tempdir().expect("a folder");
    assert!(walk(&mut program("lesson5"), &other).status.success());
    let other = |name: &str| other.path().join(name);
    let output = at_home("lesson5").args(["client", &server.url, "--ca"]).arg(other("ca-public-key.pem")).output();
    let output = output.expect("it starts");
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("BadSignature"), "{}", text(&output.stderr));
    let broken = here.path().join("broken.pem");
    fs::write(&broken, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n").expect("a file");
    for (cert, key, hint) in [
        (broken, other("server-private-key.pem"), "broken.pem cannot be read"),
        (
            other("server-public-key.pem"),
            here.path().join("out/lesson5/mine/server-private-key.pem"),
            "do not belong together",
        ),
        (other("server-public-key.pem"), other("none.pem"), "none.pem"),
        (other("none.pem"), other("server-private-key.pem"), "none.pem"),
        (other("server-private-key.pem"), other("server-private-key.pem"), "server-private-key.pem"),
    ] {
        let mut refuses = at_home("lesson5");
        refuses.args(["server", "--port", "0", "--cert"]).arg(cert).arg("--key").arg(key);
        let output = refuses.output().expect("it starts");
        assert_eq!(output.status.code(), Some(1), "no server without a certificate and its key");
        assert!(text(&output.stderr).contains(hint) && output.stdout.is_empty(), "{}", text(&output.stderr));
    }
}

#[cfg(unix)]
#[test]
fn what_asks_a_server_to_end_stops_it_cleanly() {
    for (lesson, name) in [("lesson1", "INT"), ("lesson1", "TERM"), ("lesson3", "INT"), ("lesson3", "TERM")] {
        let mut server = Server::start(program(lesson).arg("server"));
        assert!(signal::signal(server.child.id(), name));
        assert_eq!(server.child.wait().expect("its end").code(), Some(0), "{lesson}, {name}");
        let mut rest = String::new();
        server.child.stdout.as_mut().expect("piped").read_to_string(&mut rest).expect("text");
        assert!(!rest.contains("panicked"), "{rest}");
    }
}

#[test]
fn bad_arguments_are_named_and_have_a_status() {
    for (arguments, word) in [
        (&["--pace", "slowly"][..], "none"),
        (&["--pace", "-1"], "--pace"),
        (&["--port", "99999"], "65535"),
        (&["fly"], "fly"),
        (&["--json", "--pace", "none"], "--pace"),
    ] {
        let output = program("lesson1").args(arguments).output().expect("it starts");
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(text(&output.stderr).contains(word), "{arguments:?}: {}", text(&output.stderr));
    }
    let output = program("wirewalk").args(["walk", "99"]).output().expect("it starts");
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("99"));
    let output = program("lesson1").args(["client", "http://127.0.0.1:1/"]).output().expect("it starts");
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("http://127.0.0.1:1/"));
}

#[test]
fn the_course_map_names_every_lesson_and_its_command() {
    let alone = program("wirewalk").env_remove("CARGO_MANIFEST_DIR").output().expect("it starts");
    assert!(text(&alone.stdout).contains("wirewalk walk 1") && !text(&alone.stdout).contains("cargo run"));
    let output = program("wirewalk").env("CARGO_MANIFEST_DIR", "somewhere").output().expect("it starts");
    let said = text(&output.stdout);
    for lesson in LESSONS {
        assert!(
            said.contains(lesson.about.title)
                && said.contains(&format!("cargo run --bin lesson{}", lesson.about.number))
        );
    }
    assert!(said.contains("not there yet") || LESSONS.len() == 10);
}

#[test]
fn help_is_complete() {
    for command in ["lesson1", "lesson2", "lesson3"] {
        let said = text(&program(command).arg("--help").output().expect("it starts").stdout);
        let words = [
            "walk",
            "server",
            "client",
            "--pace",
            "--out",
            "--port",
            "--bind",
            "--json",
            "--force",
            "SECRET_URL",
            "NO_COLOR",
            "Lesson",
            "until Ctrl-C",
        ];
        for word in words {
            assert!(said.contains(word), "{command} --help does not mention {word}");
        }
    }
    let said = text(&program("lesson2").arg("--help").output().expect("it starts").stdout);
    assert!(said.contains("keygen") && said.contains("SECRET_KEY"));
}

#[test]
fn a_port_that_is_taken_is_replaced_and_that_is_said() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = taken.local_addr().expect("its number").port().to_string();
    let out = tempdir().expect("a folder");
    let output = program("lesson1")
        .args(["--pace", "none", "--port", &port, "--out"])
        .arg(out.path())
        .output()
        .expect("it starts");
    assert!(output.status.success());
    assert!(text(&output.stdout).contains(&format!("port {port} is taken")), "{}", text(&output.stdout));
    let output = program("lesson1").args(["server", "--port", &port]).output().expect("it starts");
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains(&port));
}

#[test]
fn an_output_folder_that_cannot_be_made_is_an_error_before_anything_runs() {
    let out = tempdir().expect("a folder");
    let file = out.path().join("file");
    fs::write(&file, "").expect("written");
    let output = program("lesson1")
        .args(["--pace", "none", "--out"])
        .arg(Path::join(&file, "below"))
        .output()
        .expect("it starts");
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty() && text(&output.stderr).contains("--out"));
}

#[test]
fn without_an_output_folder_a_walk_leaves_its_files_under_out() {
    let here = tempdir().expect("a folder");
    let output = program("lesson1").args(["--port", "0"]).current_dir(here.path()).output().expect("it starts");
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert!(here.path().join("out/lesson1/lesson1.pcapng").is_file());
    assert!(here.path().join("out/lesson1/lesson1.json").is_file());
}

#[test]
fn lessons_without_tls_are_taught_on_5985_and_help_says_why_not_on_5683() {
    for lesson in &LESSONS[..2] {
        assert_eq!(lesson.port, 5985);
    }
    for command in ["lesson1", "lesson2"] {
        let said = text(&program(command).args(["server", "--help"]).output().expect("it starts").stdout);
        assert!(said.contains("5683") && said.contains("CoAP"), "{said}");
        assert!(said.contains("a warning says so") && !said.contains("never"), "it works there: {said}");
    }
}

#[test]
fn help_says_which_folder_and_which_port_are_the_lessons_own() {
    for lesson in LESSONS {
        let n = lesson.about.number;
        let help = |arguments: &[&str]| {
            let output = program(&format!("lesson{n}")).args(arguments).output().expect("it starts");
            text(&output.stdout).split_whitespace().collect::<Vec<_>>().join(" ")
        };
        for arguments in [&["--help"][..], &["walk", "--help"]] {
            let said = help(arguments);
            assert!(said.contains(&format!("[default: out/lesson{n}]")), "{said}");
            assert!(said.contains(&format!("[default: {}, or a free one", lesson.port)), "{said}");
            assert!(!said.contains("lessonN") && !said.contains("the lesson's"), "{said}");
        }
    }
    let said = text(&program("lesson2").args(["server", "--help"]).output().expect("it starts").stdout);
    assert!(said.contains("[default: 5985]"), "{said}");
    let said = text(&program("lesson2").args(["client", "--help"]).output().expect("it starts").stdout);
    assert!(said.contains("[default: http://127.0.0.1:5985/]"), "{said}");
}

/// A lesson that claims what cannot hold, since it has no scene, and one that breaks after it.
static FAILS: Lesson = Lesson {
    walk: |voice, _| {
        voice.says(&LINE)?;
        voice.claims("lesson1.secret-in-clear")
    },
    ..lesson1::LESSON
};
static BREAKS: Lesson = Lesson { walk: |_, _| bail!("the stage broke"), ..lesson1::LESSON };
static LINE: Line = Line { id: "line", title: "A line", text: "Nothing was seen." };
/// Says that this process is the one to walk, and what.
const ROLE: &str = "WIREWALK_FAILING";

/// Walks a failing lesson if the test below has started this process.
#[test]
fn the_failing_walk() {
    let Some(dir) = std::env::var_os(ROLE) else { return };
    let none = Some(Pace::None);
    let bind = std::net::Ipv4Addr::LOCALHOST.into();
    let args = WalkArgs {
        pace: none,
        out: Some(dir.into()),
        port: Some(0),
        bind,
        detail: HowMuch::Brief,
        json: false,
        force: false,
    };
    assert_eq!(stage::walk(&FAILS, &args, Invocation::Lesson).expect("it walks to its end"), ExitCode::FAILURE);
    assert!(stage::walk(&BREAKS, &args, Invocation::Lesson).is_err());
}

#[test]
fn a_claim_that_fails_or_a_walk_that_breaks_is_told_by_the_status() {
    let dir = tempdir().expect("a folder");
    let mut walker = Command::new(std::env::current_exe().expect("this program"));
    let output = walker.args(["--exact", "programs::the_failing_walk", "--nocapture"]).env(ROLE, dir.path()).output();
    let output = output.expect("it starts");
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert!(text(&output.stdout).contains("FAILED"), "{}", text(&output.stdout));
}
