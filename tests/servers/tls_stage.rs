//! A scene over TLS, and the files that its walk leaves.

use anyhow::Result;
use wirewalk::client;
use wirewalk::door::Limits;
use wirewalk::lesson1::bob;
use wirewalk::recording::capture;
use wirewalk::recording::secrets::KeyLog;
use wirewalk::stage::{Lesson, Stage, rehearse};
use wirewalk::story::{About, Voice};
use wirewalk_testing::https::Club;

const ABOUT: About = About {
    number: 99,
    title: "A test",
    line: "A scene over TLS.",
    minutes: 1,
    before: "Nothing.",
    objectives: &[],
    read_on: &[],
};
static LESSON: Lesson = Lesson { port: 8443, scheme: "https", ..Lesson::of(ABOUT, walk) };

fn walk(voice: &mut Voice, stage: &mut Stage) -> Result<()> {
    let club = Club::new();
    let (_, heard) = stage.scene(voice, "secret", |set| {
        let (mut bobs, mut alices) = (club.server(), club.client());
        (bobs.key_log, alices.key_log) = (set.recorder().key_log(), set.recorder().key_log());
        let bob = set.serves_tls("Bob", Limits::default(), bobs, bob)?;
        let wire = set.wire("Alice", &bob)?;
        Ok(client::agent_tls(alices).get(wire.https("localhost")).call()?.body_mut().read_to_string()?)
    })?;
    voice.keeps("heard", heard);
    Ok(())
}

#[test]
fn a_walk_over_tls_leaves_its_secrets_apart_and_for_the_owner_alone() -> Result<()> {
    let dir = tempfile::tempdir()?;
    let transcript = rehearse(&LESSON, dir.path())?;
    assert_eq!(transcript.kept.get("heard").map(String::as_str), Some("fluffy tail"));
    assert_eq!(LESSON.url(), "https://localhost:8443/");
    let read = |name: &str| std::fs::read(dir.path().join(name));
    let (log, errors) = KeyLog::parse(&read("lesson99.keys")?);
    assert!(errors.is_empty() && log.entries().len() == 5, "{log:?}");
    assert_eq!(&log, transcript.scenes[0].secrets.key_log());
    let (eves, insiders) = (read("lesson99.pcapng")?, read("lesson99-with-secrets.pcapng")?);
    assert!(capture::read(&eves[..])?.key_log.is_empty());
    assert_eq!(capture::read(&insiders[..])?.key_log, log);
    for (name, bytes) in [("pcapng", &eves), ("json", &read("lesson99.json")?)] {
        for entry in log.entries() {
            let secret: String = entry.secret.iter().map(|byte| format!("{byte:02x}")).collect();
            let found = wirewalk_ground::find(bytes, secret.as_bytes()).is_some()
                || wirewalk_ground::find(bytes, &entry.secret).is_some();
            assert!(!found, "{} stands in lesson99.{name}", entry.label);
        }
    }
    #[cfg(unix)]
    for name in ["lesson99.keys", "lesson99-with-secrets.pcapng"] {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(std::fs::metadata(dir.path().join(name))?.permissions().mode() & 0o777, 0o600, "{name}");
    }
    // The next walk may replace what this one left.
    rehearse(&LESSON, dir.path())?;
    Ok(())
}
