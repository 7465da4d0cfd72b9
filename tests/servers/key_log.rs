//! `SSLKEYLOGFILE`: both sides write into it, whole lines, for the owner alone.

use std::path::Path;
use std::process::{Command, Output};

use wirewalk::client;
use wirewalk::door::{Door, Limits, Tls};
use wirewalk::lesson1::bob;
use wirewalk::recording::secrets::KeyLog;
use wirewalk::tls::{self, Recorder};
use wirewalk_testing::https::Club;

const LABELS: [&str; 5] = [
    "CLIENT_HANDSHAKE_TRAFFIC_SECRET",
    "SERVER_HANDSHAKE_TRAFFIC_SECRET",
    "CLIENT_TRAFFIC_SECRET_0",
    "SERVER_TRAFFIC_SECRET_0",
    "EXPORTER_SECRET",
];

/// Asks Bob once; the key logs are those of server and client.
fn ask(server: std::sync::Arc<dyn rustls::KeyLog>, client: std::sync::Arc<dyn rustls::KeyLog>) -> anyhow::Result<()> {
    let club = Club::new();
    let (mut bobs, mut alices) = (club.server(), club.client());
    (bobs.key_log, alices.key_log) = (server, client);
    let door = Door::open_over(([127, 0, 0, 1], 0).into(), Limits::default(), Tls::new(bobs), bob)?;
    let url = format!("https://localhost:{}/", door.addr().port());
    client::agent_tls(alices).get(&url).call()?;
    Ok(())
}

/// Not a test by itself: the process of the tests below.
#[test]
fn asks() {
    if std::env::var_os("WIREWALK_ASKS").is_some() {
        let logged = tls::key_log().and_then(|server| ask(server, tls::key_log()?));
        if let Err(error) = logged {
            eprintln!("error: {error:#}");
            std::process::exit(1);
        }
    }
}

fn run(file: &Path) -> Output {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "key_log::asks", "--nocapture"]).env("WIREWALK_ASKS", "yes").env("SSLKEYLOGFILE", file);
    command.output().unwrap()
}

#[test]
fn both_sides_add_whole_lines_to_a_file_of_the_owners() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("keys.log");
    for times in 1..=2 {
        let output = run(&file);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{said}");
        assert!(said.contains("SSLKEYLOGFILE is set: TLS secrets are added to "), "{said}");
        let (log, errors) = KeyLog::parse(&std::fs::read(&file).unwrap());
        assert!(errors.is_empty(), "{errors:?}");
        for label in LABELS {
            let lines: Vec<_> = log.entries().into_iter().filter(|entry| entry.label == label).collect();
            assert_eq!(lines.len(), 2 * times, "{label}: one of each side");
            assert!(lines.chunks(2).all(|pair| pair[0].secret == pair[1].secret), "both sides have the same secret");
        }
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    }
}

#[cfg(unix)]
#[test]
fn a_file_that_others_may_read_is_made_the_owners_while_it_is_empty_and_named_after_that() {
    use std::fs::{Permissions, metadata, set_permissions, write};
    use std::os::unix::fs::PermissionsExt;
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("keys.log");
    let shared = || set_permissions(&file, Permissions::from_mode(0o644)).unwrap();
    let mode = || metadata(&file).unwrap().permissions().mode() & 0o777;
    let said = || String::from_utf8_lossy(&run(&file).stderr).into_owned();
    write(&file, "").unwrap();
    shared();
    assert!(!said().contains("other users can open it"));
    assert_eq!(mode(), 0o600);
    shared();
    assert!(said().contains(", and other users can open it."));
    assert_eq!(mode(), 0o644, "what has lines in it may be shared on purpose");
}

#[test]
fn a_file_that_cannot_be_opened_is_an_error_that_names_it() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("no such folder/keys.log");
    let output = run(&file);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success());
    assert!(said.contains("keys.log, which SSLKEYLOGFILE names, cannot be opened: "), "{said}");
}

#[test]
fn without_the_variable_nothing_is_logged() {
    let output = run(Path::new(""));
    assert!(output.status.success());
    assert!(!String::from_utf8_lossy(&output.stderr).contains("SSLKEYLOGFILE"));
}

#[test]
fn a_recorder_keeps_what_both_sides_know_once() -> anyhow::Result<()> {
    let recorder = Recorder::new();
    ask(recorder.key_log(), recorder.key_log())?;
    let recorded = recorder.recorded();
    let labels: Vec<_> = recorded.entries().iter().map(|entry| entry.label.as_str()).collect();
    assert_eq!(labels.len(), LABELS.len(), "{labels:?}");
    assert!(LABELS.iter().all(|label| labels.contains(label)), "{labels:?}");
    Ok(())
}
