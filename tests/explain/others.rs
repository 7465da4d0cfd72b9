//! What `wirewalk explain` makes of captures that do not begin at the beginning, and of protocols that it does not take apart.

use std::fs;
use std::path::Path;

use wirewalk::recording::Side::{self, Client, Server};
use wirewalk::recording::{Recording, What};
use wirewalk_testing::captures::{blocks, connection, packet, written};
use wirewalk_testing::explain::{explain, frozen, line, text};
use wirewalk_testing::udp::{capture as file, datagram};

/// Who says what.
type Said = (Side, &'static [u8]);

fn raw(bytes: &[u8]) -> What {
    What::Bytes(bytes.to_vec().into())
}

/// What is said of a capture, with these arguments.
fn told(folder: &Path, arguments: &[&str], capture: &[u8]) -> String {
    let path = folder.join("some.pcapng");
    fs::write(&path, capture).unwrap();
    let output = explain().args(arguments).arg(&path).output().unwrap();
    assert!(output.status.success(), "{}", text(&output));
    line(&output)
}

#[test]
fn other_protocols_are_named_and_left() {
    let folder = tempfile::tempdir().unwrap();
    let cases: [(&[Said], &str); 6] = [
        (&[(Server, b"SSH-2.0-OpenSSH_9.2p1\r\n"), (Client, b"SSH-2.0-curl\r\n")], "SSH, which has its own encryption"),
        (
            &[(Client, b"\0\x1d\x12\x34\x01\0\0\x01\0\0\0\0\0\0\x03bob\x07example\0\0\x01\0\x01")],
            "not at all: DNS over TCP in the clear",
        ),
        (&[(Client, b"NICK alice\r\n"), (Server, b":irc NOTICE\r\n")], "IRC, in the clear"),
        (&[(Server, b"RFB 003.008\n"), (Client, b"RFB 003.008\n")], "VNC, mostly in the clear"),
        (&[(Client, b"*1\r\n$4\r\nPING\r\n"), (Server, b"+PONG\r\n")], "Redis, in the clear"),
        (&[(Client, b"\x01\x02what nobody knows"), (Server, b"\xff\xfe")], "not HTTP/1.1"),
    ];
    for (said, name) in cases {
        let open = [(0, Client, What::Open)];
        let said = said.iter().zip(1..).map(|((side, bytes), at)| (at, *side, raw(bytes)));
        let capture = written(&[&Recording { connections: vec![connection(0, open.into_iter().chain(said))] }]);
        // In a table the name stands in a narrow column, a word a line.
        let walk = told(folder.path(), &[], &capture);
        assert!(walk.contains(&format!("protected {name}")), "{name}: {walk}");
        let first = name.split([' ', ',']).next().unwrap_or(name);
        let summary = told(folder.path(), &["--summary"], &capture);
        assert!(summary.contains(first) && summary.contains("1 TCP connection."), "{name}: {summary}");
    }
}

#[test]
fn quic_is_named_and_counted_and_other_datagrams_are_not_taken_for_it() {
    let datagram = |port: u16, payload: &[u8]| datagram("10.0.0.1:50000", &format!("10.0.0.2:{port}"), payload);
    let long = |version: u32| [&[0xc3][..], &version.to_be_bytes(), &[8; 9], &[0; 40]].concat();
    let folder = tempfile::tempdir().unwrap();
    let packets = [
        datagram(443, &long(1)),
        datagram(4433, &long(0x6b33_43cf)), // version 2, on any port
        datagram(443, &long(0xff00_001d)),  // a draft
        datagram(443, &[&[0x43][..], &[7; 30]].concat()),
        datagram(53, b"\x12\x34\x01\0\0\x01\0\0\0\0\0\0\x03bob\0\0\x01\0\x01"),
        datagram(5353, &long(7)),
    ];
    let told = told(folder.path(), &["--summary"], &file(&packets));
    assert!(told.contains("6 packets, 0 TCP connections, 4 UDP flows."), "{told}");
    let named = |stream: &str| self::told(folder.path(), &["--stream", stream], &file(&packets));
    // Of the same ports, all that is sent to 443 is one flow.
    for stream in ["udp:0", "udp:1"] {
        let told = named(stream);
        assert!(told.contains("protected QUIC"), "{told}");
    }
    for stream in ["udp:2", "udp:3"] {
        let told = named(stream);
        assert!(!told.contains("QUIC"), "{told}");
    }
}

#[test]
fn datagrams_of_other_protocols_are_named_where_their_bytes_tell() {
    let padded = |start: &[u8], len: usize| [start, &vec![0; len - start.len()]].concat();
    let dhcp = [&padded(&[1, 1, 6, 0], 236)[..], &[0x63, 0x82, 0x53, 0x63, 255]].concat();
    let stun = padded(&[0, 1, 0, 0, 0x21, 0x12, 0xa4, 0x42], 20);
    let cases: [(u16, &[u8], &str); 11] = [
        (4433, &padded(&[22, 0xfe, 0xfd, 0, 0], 40), "DTLS, which is TLS for datagrams"),
        (3478, &stun, "STUN, with which a call"),
        (51820, &padded(&[1, 0, 0, 0], 148), "WireGuard, a tunnel"),
        (67, &dhcp, "DHCP, in the clear"),
        (123, &padded(&[0x23], 48), "NTP, which tells the time"),
        (1900, b"M-SEARCH * HTTP/1.1\r\n", "SSDP, in the clear"),
        (514, b"<34>su: failed", "syslog, in the clear"),
        (161, &[0x30, 3, 2, 1, 0], "SNMP, which monitors devices"),
        // The same bytes where nothing speaks for it.
        (7777, &padded(&[0x23], 48), "UDP, in a protocol that this program does not know"),
        (7777, &padded(&[1, 0, 0, 0], 147), "UDP, in a protocol that this program does not know"),
        (7777, &stun[..19], "UDP, in a protocol that this program does not know"),
    ];
    let folder = tempfile::tempdir().unwrap();
    for (port, bytes, name) in cases {
        let packet = datagram("10.0.0.1:50000", &format!("10.0.0.2:{port}"), bytes);
        let walk = told(folder.path(), &[], &file(&[packet]));
        assert!(walk.contains(&format!("protected {name}")), "{name}: {walk}");
    }
}

/// The packets of a frozen capture for which this holds, as a capture.
fn some_of(name: &str, keep: impl Fn(usize, &[u8]) -> bool) -> Vec<u8> {
    let capture = fs::read(frozen(name)).unwrap();
    let packets = (0..).zip(blocks(&capture).filter(|block| packet(block).is_some()));
    let kept: Vec<&[u8]> = packets.filter(|(i, block)| keep(*i, block)).map(|(_, block)| block).collect();
    let head = blocks(&capture).take_while(|block| packet(block).is_none());
    head.chain(kept).collect::<Vec<_>>().concat()
}

/// What is said of captures, one after the other, with these keys.
fn json(folder: &Path, keys: &str, captures: &[Vec<u8>]) -> String {
    let mut command = explain();
    command.arg("--json").arg("--keylog").arg(frozen(keys));
    for (i, capture) in captures.iter().enumerate() {
        let path = folder.join(format!("{i}.pcapng"));
        fs::write(&path, capture).unwrap();
        command.arg(path);
    }
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", text(&output));
    text(&output)
}

#[test]
fn a_connection_that_goes_on_in_the_next_capture_is_one() {
    let folder = tempfile::tempdir().unwrap();
    let whole = json(folder.path(), "lesson5.keys", &[some_of("lesson5.pcapng", |_, _| true)]);
    let parts = [0..20, 20..45, 45..usize::MAX].map(|part| some_of("lesson5.pcapng", |i, _| part.contains(&i)));
    assert!(whole.lines().count() > 50 && parts.iter().all(|part| part.len() > 2_000));
    assert!(json(folder.path(), "lesson5.keys", &parts) == whole);
}

#[test]
fn without_the_handshakes_of_tcp_the_same_is_told() {
    let folder = tempfile::tempdir().unwrap();
    // Bytes 13 of TCP's header, which comes after 20 of IP's, are its flags.
    let syn = |block: &[u8]| packet(block).is_some_and(|(_, bytes)| bytes[33] & 2 != 0);
    for (capture, keys) in [("lesson1.pcapng", "lesson5.keys"), ("lesson5.pcapng", "lesson5.keys")] {
        let whole = json(folder.path(), keys, &[some_of(capture, |_, _| true)]);
        let without = json(folder.path(), keys, &[some_of(capture, |_, block| !syn(block))]);
        assert!(without == whole, "{capture}");
    }
}
