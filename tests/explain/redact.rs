//! `wirewalk explain --redact`: what was named in a capture is nowhere in the copy, in no disguise, and the copy is otherwise the same.

use std::fs;
use std::path::PathBuf;

use wirewalk::claims::search::{find, find_bytes};
use wirewalk::dissect::Sort;
use wirewalk::dissect::names::labels;
use wirewalk::explain::redact::rules::{Rule, rule};
use wirewalk::recording::{Connection, What, capture};
use wirewalk_testing::explain::{explain, frozen, line, text};
use wirewalk_testing::outside;
use wirewalk_testing::redacted::{names, redacted};

/// The frozen captures, and what was captured elsewhere.
fn all() -> Vec<PathBuf> {
    let mut folders = vec![frozen("")];
    if let Some(vectors) = outside::vectors() {
        folders.extend([vectors.join("dns"), vectors.join("../reports")]);
    }
    let files = folders.iter().flat_map(|folder| fs::read_dir(folder).into_iter().flatten().flatten());
    let files = files.map(|entry| entry.path());
    files.filter(|path| path.extension().is_some_and(|end| end == "pcap" || end == "pcapng")).collect()
}

/// Whether a name tells nothing: everybody has it, or it is so short that it stands anywhere by chance.
fn is_everybodys(name: &str) -> bool {
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let public = ["localhost", "127", "0", "1", "http", "https", "arpa", "local"];
    name.len() < 5 || words.clone().all(|word| public.contains(&word) || word.parse::<u16>().is_ok())
}

/// What happened on a connection but for the bytes: times, sides, lengths, gaps, ends.
fn shape(connection: &Connection) -> Vec<String> {
    let what = |what: &What| match what {
        What::Bytes(bytes) => format!("{} bytes", bytes.len()),
        other => format!("{other:?}"),
    };
    let ports = format!("{} {}", connection.client.addr.port(), connection.server.addr.port());
    let events = connection.events.iter().map(|e| format!("{} {} {:?} {}", e.at.0, e.side, e.packet, what(&e.what)));
    std::iter::once(ports).chain(events).collect()
}

#[test]
fn no_name_of_a_capture_is_in_its_copy_and_all_else_is_as_it_was() {
    let mut found = 0;
    for path in all() {
        let original = fs::read(&path).unwrap();
        let (copy, counts) = redacted(&original, None, 7);
        let here = path.display();
        let [before, after] = [&original, &copy].map(|file| capture::read(&file[..]).unwrap());
        assert_eq!((before.packets, &before.skipped), (after.packets, &after.skipped), "{here}");
        assert_eq!(counts.packets, before.packets, "{here}");
        assert!(after.comments.is_empty() && after.key_log.is_empty(), "{here}");
        let [shapes, same] = [&before, &after].map(|c| c.recording.connections.iter().map(shape).collect::<Vec<_>>());
        assert!(shapes == same, "{here}");
        for name in names(&original).iter().filter(|name| !is_everybodys(name)) {
            let hit = find(&copy, name);
            assert!(hit.is_none(), "{here}: {name:?} is in the copy: {hit:?}");
            found += usize::from(find(&original, name).is_some());
        }
        for end in before.recording.connections.iter().flat_map(|c| [c.client.addr.ip(), c.server.addr.ip()]) {
            let octets = match end {
                _ if end.is_loopback() => continue,
                std::net::IpAddr::V4(ip) => ip.octets().to_vec(),
                std::net::IpAddr::V6(ip) => ip.octets().to_vec(),
            };
            assert!(find_bytes(&original, &octets), "the control: {end} is in {here}");
            assert!(!find_bytes(&copy, &octets), "{here}: {end} is in the copy");
        }
    }
    assert!(found >= 20, "the control: only {found} names are found as they are where they must be");
}

/// What a person would look for, by hand.
#[test]
fn secrets_of_the_lessons_and_names_of_the_vectors_are_gone() {
    let mut known = vec![
        (frozen("lesson1.pcapng"), vec!["fluffy tail", "bushy tails", "Alice", "Bob", "Mallory"]),
        (frozen("lesson5.pcapng"), vec!["my-site.com"]),
        (frozen("lesson7.pcapng"), vec!["evil.example", "secure-data"]),
    ];
    if let Some(vectors) = outside::vectors() {
        known.push((vectors.join("dns/dns.pcap"), vec!["whatsapp", "example", "google"]));
        known.push((vectors.join("dns/z_ech.pcap"), vec!["defo", "cover", "cloudflare"]));
        known.push((vectors.join("../reports/challenge-ack.pcap"), vec!["gstatic"]));
        known.push((vectors.join("../reports/name-mismatch-left.pcap"), vec!["Root One", "other.example"]));
    }
    for (path, words) in known {
        let original = fs::read(&path).unwrap();
        let (copy, _) = redacted(&original, None, 1);
        for word in words {
            assert!(find(&original, word).is_some(), "the control: {word} in {path:?}");
            assert!(find(&copy, word).is_none(), "{word} is in the copy of {path:?}");
        }
    }
}

/// A label whose bytes stay was looked at: a new one that is plain, or a number, is not taken for harmless unseen.
#[test]
fn of_every_label_it_is_decided_what_becomes_of_its_bytes() {
    let kept = |sort: Sort| labels().iter().filter(move |l| !l.secret && l.sort == sort && rule(l) == Rule::Keep);
    let plain: Vec<&str> = kept(Sort::Plain).map(|l| l.id).collect();
    insta::assert_snapshot!("kept", plain.join("\n"));
    for sort in [Sort::Name, Sort::Data] {
        let ids: Vec<&str> = kept(sort).map(|l| l.id).collect();
        let known = [
            "wirewalk.fernet.token",
            "wirewalk.tls.ssl2_hello",
            "tls.handshake.session_ticket",
            "tls.handshake.extensions.cookie",
            "tls.handshake.extensions_reneg_info",
            "tls.handshake.extensions.session_ticket",
            "tls.quic.parameter.value",
        ];
        let new: Vec<_> = ids.iter().filter(|id| !known.contains(id)).collect();
        assert!(new.is_empty(), "{sort:?} that stays as it is: {new:?}");
    }
}

#[test]
fn two_runs_give_other_names_and_one_run_the_same_everywhere() {
    let original = fs::read(frozen("lesson5.pcapng")).unwrap();
    let [one, again, other] = [3, 3, 4].map(|key| redacted(&original, None, key).0);
    assert!(one == again && one != other);
}

#[test]
fn the_command_says_what_it_did_and_replaces_no_file_without_leave() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("shown.pcapng");
    let run = |more: &[&str]| {
        explain().arg(frozen("early-data.pcapng")).arg("--redact").arg(&out).args(more).output().unwrap()
    };
    let first = run(&[]);
    assert!(first.status.success(), "{}", text(&first));
    let said = line(&first);
    for part in ["40 packets", "encrypted: ", "stay as they are", "1 blocks of TLS secrets: left out"] {
        assert!(said.contains(part), "{part}: {said}");
    }
    let bytes = fs::read(&out).unwrap();
    let refused = run(&[]);
    assert!(!refused.status.success() && text(&refused).contains("is there already"), "{}", text(&refused));
    assert_eq!(fs::read(&out).unwrap(), bytes);
    let kept = run(&["--force", "--with-secrets"]);
    assert!(kept.status.success() && line(&kept).contains("TLS secrets: kept"), "{}", text(&kept));
    let summary = explain().arg("--summary").arg(&out).output().unwrap();
    assert!(line(&summary).contains("HTTP/1.1 inside"), "{}", text(&summary));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    let both = explain().arg(frozen("ecdhe.pcapng")).args(["--redact", "a", "--annotate", "b"]).output().unwrap();
    assert_eq!(both.status.code(), Some(2), "{}", text(&both));
}

/// Not even with leave: what is replaced cannot be had back.
#[test]
fn the_capture_itself_is_never_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mine.pcapng");
    std::fs::copy(wirewalk_testing::explain::frozen("lesson1.pcapng"), &path).unwrap();
    let before = std::fs::read(&path).unwrap();
    for option in ["--redact", "--html"] {
        let mut command = wirewalk_testing::explain::explain();
        let output = command
            .args([option, "mine.pcapng", "--force", "./mine.pcapng"])
            .current_dir(folder.path())
            .output()
            .unwrap();
        let said = wirewalk_testing::explain::line(&output);
        assert!(!output.status.success() && said.contains("is the capture itself"), "{option}: {said}");
        assert_eq!(std::fs::read(&path).unwrap(), before, "{option}");
    }
}
