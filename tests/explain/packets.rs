//! `wirewalk explain --packets`: packets in every form, with what their payloads say.

use std::fs;
use std::process::Output;

use wirewalk_testing::explain::{explain, frozen};
use wirewalk_testing::headers;

fn run(words: &[&str]) -> Output {
    explain().args(words).output().expect("it starts")
}

fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn lines(words: &[&str]) -> Vec<serde_json::Value> {
    let output = run(words);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    stdout(&output).lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

/// The first field with this id.
fn find<'j>(fields: &'j serde_json::Value, id: &str) -> Option<&'j serde_json::Value> {
    let fields = fields.as_array()?;
    fields.iter().find_map(|field| if field["id"] == id { Some(field) } else { find(&field["children"], id) })
}

#[test]
fn a_packet_says_what_its_payload_says_and_to_which_message_it_belongs() {
    let (capture, keys) = (frozen("lesson5.pcapng"), frozen("lesson5.keys"));
    let (capture, keys) = (capture.to_str().expect("a path"), keys.to_str().expect("a path"));
    let all = lines(&["--packets", "--json", capture, "--keylog", keys]);
    assert!(all.len() > 10 && all.iter().zip(1..).all(|(packet, number)| packet["packet"] == number));
    let payloads: Vec<String> = all
        .iter()
        .filter_map(|packet| Some(find(&packet["fields"], "tcp.payload")?["meaning"].as_str()?.to_owned()))
        .collect();
    assert!(payloads.iter().any(|said| said.contains("message 0/0: ClientHello")), "{payloads:#?}");
    assert!(payloads.iter().any(|said| said.contains("inside: GET")), "{payloads:#?}");
    // Without the keys nobody knows what is inside.
    let eve = stdout(&run(&["--packets", "--json", capture]));
    assert!(eve.contains("ClientHello") && !eve.contains("inside: GET"));
}

#[test]
fn ranges_streams_and_fields_narrow_it() {
    let capture = frozen("lesson1.pcapng");
    let capture = capture.to_str().expect("a path");
    let numbers = |words: &[&str]| {
        let all = lines(&[words, &["--json", capture]].concat());
        all.iter().map(|packet| packet["packet"].as_u64().expect("a number")).collect::<Vec<_>>()
    };
    assert_eq!(numbers(&["--packets", "3"]), [3]);
    assert_eq!(numbers(&["--packets", "2-4"]), [2, 3, 4]);
    assert_eq!(numbers(&["--packets", "all", "--only", "wirewalk.tcp.handshake", "--stream", "0"]), [1, 2, 3]);
    // What stands behind --packets may be the capture itself.
    let output = run(&["--packets", capture, "--json"]);
    assert!(output.status.success() && stdout(&output).lines().count() > 3);
}

#[test]
fn what_is_wrong_with_the_numbers_is_said() {
    let capture = frozen("lesson1.pcapng");
    let capture = capture.to_str().expect("a path");
    for (words, error) in [
        (&["--packets", "9-3", capture][..], "names no packets"),
        (&["--packets", "0", capture], "names no packets"),
        (&["--packets", "99999", capture], "there is no such packet: the capture has"),
        (&["--packets", "3"], "which capture?"),
        (&["--packets", "3", "--summary", capture], "cannot be used with"),
    ] {
        let output = run(words);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success() && said.contains(error), "{words:?}: {said}");
    }
}

#[test]
fn in_the_terminal_and_on_a_page_a_packet_stands_layer_by_layer() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("frames.pcap");
    fs::write(&file, headers::capture(1, headers::frames().into_iter().map(|(_, frame)| frame))).expect("room");
    let file = file.to_str().expect("a path");
    let shown = stdout(&run(&["--packets", file]));
    for text in [
        "Packet 1: 10.0.0.1:40000 → 10.0.0.2:80, TCP, SYN",
        "eth.dst",
        "ip.ttl",
        "tcp.options.mss_val",
        "who has 10.0.0.2?",
    ] {
        assert!(shown.contains(text), "{text} is not in\n{shown:.3000}");
    }
    let page = folder.path().join("page.html");
    let page = page.to_str().expect("a path");
    assert!(run(&["--packets", "1-5", file, "--html", page]).status.success());
    let page = fs::read_to_string(page).expect("a page");
    assert!(page.contains("tcp.options.mss_val") && page.contains("Packet 5: ") && !page.contains("Packet 6: "));
}
