//! Fernet against Python's `cryptography`, both ways.

use std::io::{BufRead, BufReader, Lines, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use wirewalk::fernet::{Key, decrypt, encrypt_at};
use wirewalk_testing::python;

const NOW: u64 = 1_700_000_000;

/// Answers each line with one: `E key time hex` with a token, `D key ttl now hex-of-token` with hex or `refused`.
const SCRIPT: &str = r#"
import sys
from cryptography.fernet import Fernet
for line in sys.stdin:
    what, key, *rest = line.rstrip("\n").split(" ")
    try:
        fernet = Fernet(key)
        if what == "E":
            print(fernet.encrypt_at_time(bytes.fromhex(rest[1]), int(rest[0])).decode(), flush=True)
        else:
            token = bytes.fromhex(rest[2])
            opened = fernet.decrypt(token) if rest[0] == "-" else fernet.decrypt_at_time(token, int(rest[0]), int(rest[1]))
            print("opened " + opened.hex(), flush=True)
    except Exception as error:
        print("refused " + type(error).__name__, flush=True)
"#;

/// One Python that answers line by line.
struct Python {
    child: Child,
    to: Option<ChildStdin>,
    from: Lines<BufReader<ChildStdout>>,
}

impl Python {
    fn start() -> Option<Python> {
        let python = python::with(&["cryptography"])?;
        let pipes = Command::new(python).args(["-c", SCRIPT]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
        let mut child = pipes.expect("python3 starts");
        let (to, from) = (child.stdin.take(), child.stdout.take().expect("a pipe"));
        Some(Python { child, to, from: BufReader::new(from).lines() })
    }

    fn ask(&mut self, line: &str) -> String {
        let to = self.to.as_mut().expect("it is open until the end");
        writeln!(to, "{line}").expect("python3 reads");
        self.from.next().expect("python3 answers").expect("in UTF-8")
    }

    fn encrypt(&mut self, key: &Key, message: &[u8], time: u64) -> String {
        self.ask(&format!("E {} {time} {}", key.to_text(), hex(message)))
    }

    fn decrypt(&mut self, key: &Key, token: &str, ttl: Option<u64>, now: u64) -> Option<String> {
        let ttl = ttl.map_or("-".to_owned(), |t| t.to_string());
        let answer = self.ask(&format!("D {} {ttl} {now} {}", key.to_text(), hex(token.as_bytes())));
        answer.strip_prefix("opened ").map(str::to_owned)
    }
}

impl Drop for Python {
    fn drop(&mut self) {
        drop(self.to.take());
        let _ = self.child.wait();
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

#[test]
fn five_hundred_messages_go_both_ways() {
    let Some(mut python) = Python::start() else { return };
    for _ in 0..500 {
        let key = wirewalk::fernet::generate();
        let length = rand::random_range(0..300);
        let message: Vec<u8> = rand::random_iter().take(length).collect();
        let theirs = python.encrypt(&key, &message, NOW);
        assert_eq!(decrypt(&key, &theirs, Some(60), NOW), Ok(message.clone()));
        let ours = encrypt_at(&key, &message, NOW);
        assert_eq!(python.decrypt(&key, &ours, Some(60), NOW), Some(hex(&message)));
        assert_eq!(python.decrypt(&wirewalk::fernet::generate(), &ours, Some(60), NOW), None);
    }
}

#[test]
fn times_mean_the_same_to_both() {
    let Some(mut python) = Python::start() else { return };
    let key = wirewalk::fernet::generate();
    let token = encrypt_at(&key, b"fluffy tail", NOW);
    for ttl in [0, 1, 60] {
        for now in [NOW - 61, NOW - 60, NOW, NOW + 1, NOW + 60, NOW + 61] {
            let ours = decrypt(&key, &token, Some(ttl), now).is_ok();
            assert_eq!(python.decrypt(&key, &token, Some(ttl), now).is_some(), ours, "ttl {ttl}, {now}");
        }
    }
}

/// Which variants of a token's text each of the two accepts. Where they differ, a program that compares tokens as
/// text, or lets one library check and the other read, can be surprised.
#[test]
fn variants_of_a_tokens_text_are_tabulated() {
    let Some(mut python) = Python::start() else { return };
    let key = Key::from_bytes([3; 32]);
    // Tokens are random: one with both - and _ in it tells the alphabets apart.
    let token = std::iter::repeat_with(|| encrypt_at(&key, b"fluffy tail", NOW))
        .find(|t| t.contains('-') && t.contains('_') && t.ends_with("=="))
        .expect("it never ends");
    let bare = token.trim_end_matches('=');
    let spare = format!("{}{}==", &bare[..bare.len() - 1], next(bare.as_bytes()[bare.len() - 1]));
    let variants = [
        ("as it is", token.clone()),
        ("padding removed", bare.to_owned()),
        ("one = of two", format!("{bare}=")),
        ("one = too many", format!("{token}=")),
        ("four = too many", format!("{token}====")),
        ("newline after", format!("{token}\n")),
        ("newline before", format!("\n{token}")),
        ("space after", format!("{token} ")),
        ("spaces inside", format!("{} {}", &token[..10], &token[10..])),
        ("newline inside", format!("{}\n{}", &token[..64], &token[64..])),
        ("! inside", format!("{}!{}", &token[..10], &token[10..])),
        ("standard alphabet", token.replace('-', "+").replace('_', "/")),
        ("both alphabets", token.replace('-', "+")),
        ("spare bits set", spare),
        ("characters after the padding", format!("{token}AAAA")),
        ("in quotes", format!("\"{token}\"")),
        ("empty", String::new()),
    ];
    let word = |accepted| if accepted { "accepted" } else { "refused" };
    let rows = variants.map(|(what, text)| {
        let ours = decrypt(&key, &text, None, NOW).is_ok();
        let theirs = python.decrypt(&key, &text, None, NOW).is_some();
        let differ = if ours == theirs { "" } else { "  differ" };
        format!("{what:30}{:10}{}{differ}", word(ours), word(theirs))
    });
    insta::assert_snapshot!(format!("{:30}{:10}{}\n{}", "", "fernet", "cryptography", rows.join("\n")));
}

/// The next character of the alphabet: the last one of a token with `==` has four bits to spare.
fn next(c: u8) -> char {
    const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let at = ALPHABET.iter().position(|a| *a == c).expect("a character of the alphabet");
    char::from(ALPHABET[at + 1])
}
