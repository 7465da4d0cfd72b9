//! `wirewalk explain` as a person starts it: its outputs, what it refuses, what it leaves behind.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use wirewalk::explain::Told;
use wirewalk::recording::Side::{Client, Server};
use wirewalk::recording::{Recording, Secrets, Side, What};
use wirewalk::render::json;
use wirewalk_testing::captures::{bytes, connection, written};
use wirewalk_testing::explain::{explain, frozen, line, text};

/// When, who, what.
type Happened = (u64, Side, What);

/// A capture of one connection on which this happened.
fn capture_of(folder: &Path, said: impl IntoIterator<Item = (u64, Side, What)>) -> PathBuf {
    let path = folder.join("made.pcapng");
    fs::write(&path, written(&[&Recording { connections: vec![connection(0, said)] }])).unwrap();
    path
}

fn raw(bytes: &[u8]) -> What {
    What::Bytes(bytes.to_vec().into())
}

#[test]
fn json_is_a_message_a_line_with_the_keys_that_are_given() {
    let (capture, keys) = (frozen("lesson5.pcapng"), frozen("lesson5.keys"));
    let output = explain().arg("--json").arg("--keylog").arg(&keys).arg(&capture).output().unwrap();
    assert!(output.status.success(), "{}", text(&output));
    let secrets = Secrets::none().with_key_log(wirewalk::recording::secrets::KeyLog::parse(&fs::read(keys).unwrap()).0);
    let mut expected = Vec::new();
    wirewalk::explain::explain(&fs::read(capture).unwrap()[..], &secrets, |told| {
        if let Told::Message(_, message) = told {
            json::write_message(&mut expected, &message).unwrap();
        }
    })
    .unwrap();
    assert!(output.stdout == expected);
    assert!(text(&output).contains("\"kind\":\"decrypted\""));
    for line in output.stdout.split(|b| *b == b'\n').filter(|line| !line.is_empty()) {
        assert_eq!(serde_json::from_slice::<serde_json::Value>(line).unwrap()["format"], 1);
    }
}

#[test]
fn nothing_leaks_that_was_not_sent_and_nothing_was_said_where_it_was_not() {
    let (capture, keys) = (frozen("lesson6.pcapng"), frozen("lesson6.keys"));
    let told = |number| {
        let output = explain().args(["--summary", "--stream", number, "--keylog"]).arg(&keys).arg(&capture).output();
        line(&output.unwrap())
    };
    // With TLS 1.2 a certificate crosses in clear; where the client had none to show, none did.
    assert!(told("1").contains("the client's certificate, and with it the client's identity"), "{}", told("1"));
    assert!(!told("3").contains("the client's certificate, and"), "{}", told("3"));
    assert!(told("3").contains("decrypted: nothing was sent inside"), "{}", told("3"));
}

#[test]
fn stream_and_only_narrow_what_is_told() {
    let capture = frozen("lesson1.pcapng");
    let lines = |arguments: &[&str]| {
        let output = explain().arg("--json").args(arguments).arg(&capture).output().unwrap();
        assert!(output.status.success(), "{}", text(&output));
        let lines: Vec<serde_json::Value> =
            text(&output).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        lines
    };
    let second = lines(&["--stream", "1"]);
    assert!(!second.is_empty() && second.iter().all(|message| message["connection"] == 1));
    let requests = lines(&["--only", "http.request.method"]);
    assert!(requests.len() == 7 && requests.iter().all(|message| message["side"] == "client"));
    let none = explain().args(["--summary", "--stream", "99"]).arg(&capture).output().unwrap();
    assert!(!none.status.success() && text(&none).contains("there is no conversation 99: the capture has 7"));
    let unknown = explain().args(["--only", "no.such.server_name"]).arg(&capture).output().unwrap();
    assert_eq!(unknown.status.code(), Some(2));
    assert!(text(&unknown).contains("tls.handshake.extensions_server_name"), "{}", text(&unknown));
}

#[test]
fn the_walk_shows_each_conversation_and_each_message() {
    let output = explain().arg(frozen("lesson1.pcapng")).output().unwrap();
    assert!(output.status.success());
    let said = line(&output);
    for part in
        ["All conversations", "Conversation 6: ", "not at all: HTTP in the clear", "0/0, the client: GET / HTTP/1.1"]
    {
        assert!(said.contains(part), "{part}");
    }
    assert!(said.contains("http.request.method"));
}

#[test]
fn times_are_told_from_the_beginning_of_the_conversation_with_keys_and_without() {
    for keys in [&[][..], &["--keylog", "lesson5.keys"]] {
        let output = explain().current_dir(frozen("")).arg("lesson5.pcapng").args(keys).output().unwrap();
        let said = line(&output);
        let times: Vec<f64> = said
            .split(" ms after the conversation began")
            .filter_map(|before| before.rsplit(' ').next()?.parse().ok())
            .collect();
        assert!(times.len() > 50 && times.iter().all(|ms| (0.0..60_000.0).contains(ms)), "{times:?}");
        assert!(!said.contains("Eve's view"), "whoever took the capture is not in it");
    }
}

#[test]
fn a_capture_comes_from_standard_input_and_several_are_one() {
    let capture = fs::read(frozen("lesson1.pcapng")).unwrap();
    let mut child = explain().args(["--summary", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(&capture).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(line(&output).contains("77 packets, 7 TCP connections."), "{}", text(&output));
    let two = [frozen("lesson1.pcapng"), frozen("early-data.pcapng")];
    let output = explain().arg("--summary").args(&two).output().unwrap();
    assert!(line(&output).contains("117 packets, 9 TCP connections."), "{}", text(&output));
}

#[test]
fn errors_name_the_file_and_what_is_wrong_with_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("some.pcapng");
    let whole = fs::read(frozen("lesson1.pcapng")).unwrap();
    let mut unknown = whole.clone();
    let interface = unknown.windows(4).position(|w| w == [1, 0, 0, 0]).map(|at| at + 8);
    let second = u32::from_le_bytes(whole[4..8].try_into().unwrap()) as usize;
    assert!(interface.is_some());
    unknown[second + 8..second + 10].copy_from_slice(&187_u16.to_le_bytes());
    let cases: [(&[u8], &str); 4] = [
        (b"", "is empty"),
        (b"%PDF-1.4 and more", "not a capture"),
        (&whole[..whole.len() - 7], "cut off within the block"),
        (&unknown, "link type 187 (Bluetooth HCI), which this program cannot read"),
    ];
    for (file, why) in cases {
        fs::write(&path, file).unwrap();
        for output in ["--json", "--summary"] {
            let told = explain().arg(output).arg(&path).output().unwrap();
            assert_eq!(told.status.code(), Some(1), "{why}");
            let said = text(&told);
            assert!(said.contains(why) && said.contains("some.pcapng"), "{why}: {said}");
        }
    }
    let missing = explain().arg(folder.path().join("none.pcapng")).output().unwrap();
    assert!(text(&missing).contains("cannot read") && !missing.status.success());
}

#[test]
fn a_key_log_in_the_place_of_a_capture_is_recognised() {
    let folder = tempfile::tempdir().unwrap();
    let windows = [b"\xef\xbb\xbf".to_vec(), fs::read(frozen("lesson5.keys")).unwrap()].concat();
    fs::write(folder.path().join("windows.keys"), windows).unwrap();
    let (keys, marked) = (frozen("lesson5.keys"), folder.path().join("windows.keys"));
    for arguments in [vec![&keys], vec![&marked], vec![&frozen("lesson5.pcapng"), &keys]] {
        for output in ["--json", "--summary"] {
            let told = explain().arg(output).args(&arguments).output().unwrap();
            assert_eq!(told.status.code(), Some(1));
            let said = text(&told);
            assert!(said.contains(".keys is a key log, not a capture") && said.contains("--keylog"), "{said}");
        }
    }
    // Redirected it is a file too.
    let told = explain().arg("-").stdin(fs::File::open(&keys).unwrap()).output().unwrap();
    assert!(text(&told).contains("standard input is a key log"), "{}", text(&told));
    let other = folder.path().join("other.txt");
    fs::write(&other, "CLIENT_RANDOM 00 00\n").unwrap();
    assert!(!text(&explain().arg(&other).output().unwrap()).contains("key log"));
}

/// With keys that open something, and with keys of other connections.
#[test]
fn a_heading_says_with_the_keys_where_they_opened_something() {
    let keys = frozen("lesson5.keys");
    for capture in ["lesson5", "lesson1", "lesson2", "lesson6"] {
        let run = |keyed: bool, more: &[&str]| {
            let mut command = explain();
            command.arg(frozen(&format!("{capture}.pcapng"))).args(more);
            if keyed {
                command.arg("--keylog").arg(&keys);
            }
            String::from_utf8(command.output().unwrap().stdout).unwrap()
        };
        // What was on the wire has as many sources as Eve has of it, unless keys added some.
        let messages = |keyed: bool| -> Vec<serde_json::Value> {
            run(keyed, &["--json"]).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
        };
        let sources = |message: &serde_json::Value| message["sources"].as_array().map_or(0, Vec::len);
        let place = |m: &serde_json::Value| format!("{} {} {}", m["connection"], m["side"], m["offset"]);
        let eves: BTreeMap<String, usize> = messages(false).iter().map(|m| (place(m), sources(m))).collect();
        let all = messages(true);
        let is_opened = |m: &&serde_json::Value| {
            m["sources"][0]["origin"]["kind"] == "joined" || eves.get(&place(m)) != Some(&sources(m))
        };
        let opened = all.iter().filter(is_opened).count();
        let said = run(true, &[]);
        let headed =
            |words: &str| said.lines().filter(|line| line.trim_end().ends_with(&format!(" {words} ──"))).count();
        let expected = (opened, all.len() - opened);
        assert_eq!((headed("with the keys"), headed("without keys")), expected, "{capture}");
        assert_eq!(opened > 0, capture == "lesson5", "{capture}: {opened} of {}", all.len());
    }
}

#[test]
fn what_was_there_before_a_cut_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cut.pcapng");
    let whole = fs::read(frozen("lesson1.pcapng")).unwrap();
    fs::write(&path, &whole[..whole.len() - 7]).unwrap();
    let output = explain().arg("--summary").arg(&path).output().unwrap();
    assert!(line(&output).contains("76 packets, 7 TCP connections."), "{}", text(&output));
    assert!(line(&output).contains("the file was copied completely"));
}

/// A ClientHello of TLS 1.2 without extensions.
fn hello() -> Vec<u8> {
    let body = [&[3, 3][..], &[7; 32], &[0], &[0, 2, 0xc0, 0x2f], &[1, 0]].concat();
    [&[22, 3, 1, 0, body.len() as u8 + 4, 1, 0, 0, body.len() as u8][..], &body].concat()
}

#[test]
fn a_failure_is_explained_with_what_was_tried_and_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let open = (0, Client, What::Open);
    let request = || bytes("GET /secret HTTP/1.1\r\nHost: bob\r\n\r\n");
    let alert = |number| raw(&[21, 3, 3, 0, 2, 2, number]);
    let cases: Vec<(Vec<Happened>, &[&str])> = vec![
        (vec![(0, Server, What::Reset)], &["connection refused", "start the server, or check that it listens on port"]),
        (
            vec![open.clone(), (1, Client, request()), (2, Server, alert(50))],
            &[
                "which speaks TLS, and the server refused it",
                "the client asked in plain HTTP: GET bob/secret",
                "use https:// for port",
            ],
        ),
        (
            vec![open.clone(), (1, Client, raw(&hello())), (2, Server, bytes("HTTP/1.1 400 Bad Request\r\n\r\n"))],
            &["and the server answered in plain HTTP", "use http:// for port"],
        ),
        (
            vec![open.clone(), (1, Client, raw(&hello())), (2, Server, alert(70))],
            &[
                "the server refused the connection during the handshake: it sent alert 70 protocol_version to the client, in the clear",
                "the client offered TLS 1.2; suites TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
                "the server chose nothing",
                "enable a newer version in the client",
            ],
        ),
        (
            vec![open.clone(), (1, Client, raw(&hello())), (2, Server, What::Reset)],
            &["the handshake did not finish: the server reset the connection (RST)", "may block the server's name"],
        ),
        (
            vec![
                open,
                (1, Server, bytes("220 mail.example ESMTP\r\n")),
                (2, Client, bytes("STARTTLS\r\n")),
                (3, Server, bytes("220 go ahead\r\n")),
                (4, Client, raw(&hello())),
            ],
            &["SMTP", "switched to"],
        ),
    ];
    for (said, parts) in cases {
        let capture = capture_of(folder.path(), said);
        let output = explain().arg("--summary").arg(&capture).output().unwrap();
        assert!(output.status.success(), "{}", text(&output));
        let told = line(&output);
        for part in parts {
            assert!(told.contains(part), "{part}\n{}", text(&output));
        }
    }
}
