//! The pages of `wirewalk explain --html` and `wirewalk compare --html` in a real browser, of frozen captures.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::tempdir;

use wirewalk_testing::page::{axe, browse};
use wirewalk_testing::{outside, root};

fn frozen(name: &str) -> PathBuf {
    root().join("tests/captures").join(name)
}

/// What the program writes on standard output.
fn wirewalk(arguments: &[&str], folder: &Path) -> Vec<u8> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wirewalk"));
    command.args(arguments).current_dir(folder).env_remove("SSLKEYLOGFILE").env_remove("SECRET_KEY");
    let output = command.stdin(Stdio::null()).output().expect("it starts");
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

/// Opens the page of these frozen captures, with the JSON of the same beside it.
fn explained(captures: &[&str], keys: Option<&str>) {
    let captures: Vec<PathBuf> = captures.iter().map(|name| frozen(name)).collect();
    explained_at(&captures, keys.map(frozen));
}

/// The same of captures anywhere.
fn explained_at(captures: &[PathBuf], keys: Option<PathBuf>) {
    let folder = tempdir().expect("a folder");
    let keys = keys.map(|path| path.display().to_string());
    let captures: Vec<String> = captures.iter().map(|path| path.display().to_string()).collect();
    let mut arguments = vec!["explain"];
    keys.iter().for_each(|keys| arguments.extend(["--keylog", keys]));
    arguments.extend(captures.iter().map(String::as_str));
    wirewalk(&[&arguments[..], &["--html", "page.html"]].concat(), folder.path());
    let json = wirewalk(&[&arguments[..], &["--json"]].concat(), folder.path());
    fs::write(folder.path().join("messages.json"), json).expect("written");
    browse("explained.mjs", &[&axe(), &folder.path().display().to_string()]);
}

#[test]
fn explains_page_of_a_capture_with_keys_is_walked_in_a_browser() {
    explained(&["lesson5.pcapng"], Some("lesson5.keys"));
}

#[test]
fn explains_page_of_refused_handshakes_is_walked_in_a_browser() {
    explained(&["lesson6.pcapng"], Some("lesson6.keys"));
}

#[test]
fn explains_page_of_a_capture_without_keys_is_walked_in_a_browser() {
    explained(&["lesson1.pcapng"], None);
}

#[test]
fn explains_page_of_quic_is_walked_in_a_browser() {
    let Some(vectors) = outside::vectors() else { return };
    let quic = |name: &str| vectors.join("quic").join(name);
    explained_at(&[quic("ill-quic.pcap")], Some(quic("ill-quic.keys")));
}

#[test]
fn compares_page_is_seen_in_a_browser() {
    let folder = tempdir().expect("a folder");
    let names = ["lesson1", "lesson3", "lesson5", "lesson6", "ecdhe", "rsa-key-transport"];
    let captures = names.map(|name| frozen(&format!("{name}.pcapng")).display().to_string());
    let mut arguments = vec!["compare", "--html", "page.html", "--secret", "fluffy tail"];
    arguments.extend(captures.iter().map(String::as_str));
    wirewalk(&arguments, folder.path());
    let page = folder.path().join("page.html").display().to_string();
    browse("compared.mjs", &[&axe(), &page, &names.len().to_string()]);
}
