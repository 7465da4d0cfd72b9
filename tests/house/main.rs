//! The invariants of the house, held by reading the source: who may import what, where citations stand, what a lesson needs.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use wirewalk::LESSONS;

mod circles;
mod modules;
mod readme;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All Rust files under a folder, with their text, as paths relative to the root.
fn sources(folder: &str) -> Vec<(String, String)> {
    fn collect(dir: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(dir).expect("a folder of the house").flatten() {
            let path = entry.path();
            if path.is_dir() {
                collect(&path, found);
            } else if path.extension().is_some_and(|e| e == "rs") {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    collect(&root().join(folder), &mut found);
    found.sort();
    assert!(!found.is_empty(), "{folder} holds no Rust file: this test looks in the wrong place");
    let name = |path: &Path| path.strip_prefix(root()).expect("inside").to_string_lossy().replace('\\', "/");
    found.iter().map(|path| (name(path), fs::read_to_string(path).expect("UTF-8"))).collect()
}

/// The lines of a file that are code: no comments, nothing from the first `#[cfg(test)]` on.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = text.lines().enumerate().map(|(i, line)| (i + 1, line));
    lines.take_while(|(_, line)| line.trim() != "#[cfg(test)]").filter(|(_, line)| !line.trim_start().starts_with("//"))
}

/// Fails with every line of code in `folder` that holds one of `words`.
fn nowhere(folder: &str, words: &[&str], except: &[&str], why: &str) {
    let mut found = Vec::new();
    for (name, text) in sources(folder).iter().filter(|(name, _)| !except.iter().any(|e| name.starts_with(e))) {
        for (line, code) in code(text) {
            found.extend(words.iter().filter(|w| code.contains(**w)).map(|w| format!("{name}:{line}: {w}")));
        }
    }
    assert!(found.is_empty(), "{why}:\n{}", found.join("\n"));
}

#[test]
fn dissection_does_no_io_reads_no_clock_and_rolls_no_dice() {
    let words = [
        "std::fs",
        "std::net",
        "std::io",
        "std::env",
        "std::thread",
        "SystemTime",
        "Instant",
        "rand::",
        "tokio",
        "println!",
        "eprintln!",
    ];
    // Reading captures and writing them goes through `io::Read` and `io::Write`; addresses are data.
    let except = [
        "crates/dissect/src/recording",
        "crates/dissect/src/verify",
        "crates/dissect/src/frames.rs",
        "crates/dissect/src/dns/address.rs",
        "crates/dissect/src/packet/address.rs",
    ];
    nowhere("crates/dissect/src", &words, &except, "dissection is pure; take it as an argument");
    let words = [
        "std::fs",
        "TcpStream",
        "std::env",
        "std::thread",
        "SystemTime::now",
        "Instant::now",
        "rand::",
        "tokio",
        "println!",
    ];
    nowhere("crates/dissect/src", &words, &[], "who dissects has no system: take it as an argument");
    nowhere("crates/tell/src", &words, &[], "who tells has no system: take it as an argument");
}

#[test]
fn dissection_has_no_way_to_panic_on_purpose() {
    let words = [".unwrap()", ".expect(", "panic!", "unreachable!", "todo!", "unimplemented!", "assert!", "assert_eq!"];
    let except = ["crates/dissect/src/exchange.rs", "crates/dissect/src/token", "crates/dissect/src/schedule"];
    nowhere("crates/dissect/src", &words, &except, "dissection is total; give a Problem instead");
}

#[test]
fn only_the_few_places_that_must_call_cryptography() {
    let words = [
        "aes::",
        "cbc::",
        "hmac::",
        "sha2::",
        "hkdf::",
        "x25519_dalek",
        "::fernet::Fernet",
        "fernet::Fernet",
        "aws_lc_rs::",
        "rcgen::",
        "webpki::",
        "aes_gcm::",
        "chacha20poly1305::",
        "p256::",
        "p384::",
        "p521::",
        "ed25519_dalek::",
        "rsa::hazmat",
    ];
    // The list of our files holds digests, a page's policy names its script by one; what lesson 3's two ends derive is derived
    // once more; the authority signs; the schedule makes TLS's keys, the sides of TLS write secrets down; verify verifies.
    let may = [
        "src/fernet",
        "src/pki",
        "crates/ground/src/files.rs",
        "crates/dissect/src/crypto",
        "crates/dissect/src/exchange.rs",
        "crates/dissect/src/token",
        "crates/dissect/src/schedule",
        "crates/dissect/src/tls/decrypt",
        "crates/dissect/src/verify",
        "crates/tell/src/render/html",
        "crates/front/src/tls",
        "crates/testing",
    ];
    for folder in ["src", "crates"] {
        nowhere(folder, &words, &may, "cryptography has its few places");
    }
    nowhere("lessons/claims", &words, &[], "who checks a claim asks those who verify");
}

#[test]
fn renderers_never_parse() {
    let words = [
        "dissect::http",
        "dissect::fernet",
        "dissect(",
        "Dissector",
        "httparse",
        "from_be_bytes",
        "from_le_bytes",
        ".decode(",
    ];
    nowhere("crates/tell/src/render", &words, &[], "renderers show what fields say; let dissect say it");
}

#[test]
fn eve_never_interprets() {
    let text = fs::read_to_string(root().join("src/stage/eve.rs")).expect("eve.rs");
    for (line, code) in code(&text) {
        for word in ["dissect", "http", "from_utf8", "fernet", "story", "claims"] {
            assert!(!code.contains(word), "src/stage/eve.rs:{line}: eve knows bytes, times and directions, not {word}");
        }
    }
}

#[test]
fn citations_stand_in_rfc_rs_alone() {
    let may = ["crates/dissect/src/rfc", "crates/testing"];
    for folder in ["src", "crates"] {
        nowhere(folder, &["\"RFC ", "\"NIST", "\"FIPS"], &may, "cite by a constant of the module rfc");
    }
    nowhere("lessons", &["\"RFC ", "\"NIST", "\"FIPS"], &[], "cite by a constant of the module rfc");
}

/// Lessons play: they import the stage and never the workshop. What checks them reads what was recorded, and has no stage.
#[test]
fn lessons_play_and_do_not_judge_and_claims_judge_and_do_not_play() {
    let plays = [
        "callers", "client", "commands", "door", "exchange", "fernet", "frames", "gallery", "http3", "lesson1",
        "lesson5", "lesson9", "numbers", "palette", "pki", "proxy", "rfc", "stage", "story", "tls",
    ];
    let judges = [
        "claims",
        "dissect",
        "door",
        "exchange",
        "fernet",
        "gallery",
        "numbers",
        "pki",
        "proxy",
        "recording",
        "story",
        "verify",
    ];
    for (name, text) in sources("lessons") {
        let (who, allowed) = match name.starts_with("lessons/claims/") {
            true => ("who checks a lesson's claims", &judges[..]),
            false => ("a lesson", &plays[..]),
        };
        for (line, code) in code(&text) {
            for used in code.split("wirewalk::").skip(1) {
                let first = used.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default();
                assert!(allowed.contains(&first), "{name}:{line}: {who} may use {allowed:?}, not {first}");
                let cites = name.starts_with("lessons/lesson") && first == "rfc";
                assert!(!cites, "{name}:{line}: citations belong into the prose");
            }
        }
    }
}

#[test]
fn a_lesson_fits_into_one_lecture() {
    for (name, text) in sources("lessons").iter().filter(|(name, _)| name.starts_with("lessons/lesson")) {
        let lines = text.lines().filter(|line| !line.trim().is_empty()).count();
        assert!(
            lines <= 250,
            "{name} has {lines} lines that are not empty; 250 is what a lecture holds: move what is not its subject to src/"
        );
    }
}

#[test]
fn files_stay_readable_in_one_sitting() {
    for (name, text) in [sources("src"), sources("crates"), sources("lessons/claims")].concat() {
        let lines = text.lines().take_while(|l| l.trim() != "#[cfg(test)]").count();
        assert!(lines <= 320, "{name} has {lines} lines; split it along its seams");
    }
}

#[test]
fn prose_holds_no_values() {
    for (name, text) in sources("lessons/en") {
        let mut recipes = false;
        for (line, code) in code(&text) {
            recipes = (recipes || code.contains("tries![")) && code != "];";
            for word in ["format!", "concat!", "127.0.0.1", "localhost"] {
                let in_a_recipe = code.contains('{') || recipes;
                assert!(
                    in_a_recipe || !code.contains(word),
                    "{name}:{line}: {word} is a value; values go through the voice"
                );
            }
        }
    }
}

/// What a lesson consists of. Adding half of one fails here, and the message says what is missing and how it is made.
#[test]
fn no_lesson_is_half_added() {
    let read = |name: &str| fs::read_to_string(root().join(name)).unwrap_or_default();
    let there = |name: &str| root().join(name).exists();
    let (readme, manifest, frozen) = (read("README.md"), read("Cargo.toml"), read("tests/dissection/frozen.rs"));
    let attacks = read("crates/tell/src/compare/attacks.rs");
    let files = fs::read_dir(root().join("lessons")).expect("lessons").flatten();
    let names = files.map(|f| f.file_name().to_string_lossy().into_owned());
    let numbers: BTreeSet<u8> =
        names.filter_map(|n| n.strip_prefix("lesson")?.strip_suffix(".rs")?.parse().ok()).collect();
    let listed: BTreeSet<u8> = LESSONS.iter().map(|l| l.about.number).collect();
    assert_eq!(
        numbers, listed,
        "lessons/lessonN.rs on the left; in `course!` of src/lib.rs, with its `about.number`, on the right"
    );
    for lesson in LESSONS {
        let n = lesson.about.number;
        let freeze = format!("(cargo run --bin lesson{n} -- --pace none leaves it in out/lesson{n}: copy it)");
        let capture = |ending: &str| format!("tests/captures/lesson{n}.{ending}");
        let said = ["", "_for_eve"]
            .map(|end| format!("tests/dissection/snapshots/dissection__frozen__lesson{n}_fields{end}.snap"));
        let needs = [
            (
                manifest.contains(&format!("path = \"lessons/lesson{n}.rs\"")),
                format!("a [[bin]] lesson{n} in Cargo.toml"),
            ),
            (there(&format!("lessons/en/lesson{n}.rs")), format!("its prose in lessons/en/lesson{n}.rs")),
            (
                there(&format!("lessons/claims/lesson{n}.rs")) && !lesson.claims.is_empty(),
                format!("its claims in lessons/claims/lesson{n}.rs, and named in its LESSON"),
            ),
            (readme.contains(&format!("| `wirewalk {n}` |")), format!("a row with `wirewalk {n}` in README.md")),
            (
                attacks.contains(&format!("\"lesson{n}.")),
                format!("claims of lesson{n} that tell of an attack in crates/tell/src/compare/attacks.rs"),
            ),
            (there(&capture("pcapng")), format!("a frozen walk in {} {freeze}", capture("pcapng"))),
            (
                !lesson.keys || there(&capture("key")),
                format!("the key of the frozen walk in {} {freeze}", capture("key")),
            ),
            (
                lesson.scheme != "https" || there(&capture("keys")),
                format!("the TLS secrets of the frozen walk in {} {freeze}", capture("keys")),
            ),
            (
                said.iter().any(|name| there(name)),
                format!(
                    "what is said about the frozen walk: what_is_said_about_lesson_{n}_does_not_change in \
                     tests/dissection/frozen.rs (INSTA_UPDATE=always cargo test --test dissection frozen:: keeps it)"
                ),
            ),
            (
                frozen.contains(&format!("(\"lesson{n}\", ")) && there(&format!("img/lesson{n}.svg")),
                format!(
                    "a picture img/lesson{n}.svg: what it shows in the_pictures_are_what_the_program_draws in \
                     tests/dissection/frozen.rs (WIREWALK_PICTURES=write cargo test --test dissection frozen:: draws it)"
                ),
            ),
        ];
        let missing: Vec<_> = needs.into_iter().filter(|(there, _)| !there).map(|(_, what)| what).collect();
        assert!(missing.is_empty(), "lesson {n} is half added; it still needs:\n- {}", missing.join("\n- "));
    }
}

/// The text of a lesson's file, and of those in the folder of its name beside it, if there is one.
fn whole(name: &str) -> String {
    let mut text = fs::read_to_string(root().join(format!("{name}.rs"))).expect("a lesson's file");
    if root().join(name).is_dir() {
        sources(name).iter().for_each(|(_, more)| text.push_str(more));
    }
    text
}

/// Every line, question, name and recipe of the prose is spoken, and every id is unique in its lesson.
#[test]
fn every_sentence_is_spoken_and_every_id_is_unique() {
    for lesson in LESSONS {
        let n = lesson.about.number;
        let [code, prose] = ["lessons", "lessons/en"].map(|folder| whole(&format!("{folder}/lesson{n}")));
        let names = prose.lines().filter_map(|l| l.strip_prefix("pub const ")?.split(':').next());
        for name in names {
            assert!(code.contains(&format!("text::{name}")), "lesson {n} never says text::{name}");
        }
        let marked =
            prose.lines().filter_map(|l| ["id: \"", "says!(\"", "asks!(\""].iter().find_map(|mark| l.split_once(mark)));
        let ids: Vec<_> = marked.filter_map(|(_, rest)| rest.split('"').next()).collect();
        let unique: BTreeSet<_> = ids.iter().collect();
        assert_eq!(ids.len(), unique.len(), "lesson {n} has an id twice: {ids:?}");
    }
}

/// Every claim that a lesson makes is its own, and every one that it has is made.
#[test]
fn every_claim_is_made_and_defined() {
    for lesson in LESSONS {
        let n = lesson.about.number;
        let code = whole(&format!("lessons/lesson{n}"));
        let made: BTreeSet<&str> =
            code.split("voice.claims(\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        let defined: BTreeSet<&str> = lesson.claims.iter().copied().flatten().map(|check| check.id).collect();
        assert_eq!(
            made, defined,
            "made by lesson {n} on the left, defined in lessons/claims/lesson{n}.rs on the right"
        );
    }
}
