//! HTTP/2: published vectors of its compressed headers, tshark on the same frames, losses, and bytes that are none.

use std::process::Command;

use proptest::prelude::*;

use wirewalk::dissect::{Datum, Message, dissect, tiling};
use wirewalk::recording::Side::{Client, Server};
use wirewalk::recording::{Recording, Secrets, Side, What};
use wirewalk::render::gist::gist;
use wirewalk_testing::captures::{connection, written};
use wirewalk_testing::outside;

const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

fn frame(kind: u8, flags: u8, stream: u32, payload: &[u8]) -> Vec<u8> {
    let length = (payload.len() as u32).to_be_bytes();
    [&length[1..], &[kind, flags], &stream.to_be_bytes(), payload].concat()
}

fn unhex(text: &str) -> Vec<u8> {
    let digits: Vec<u8> = text.bytes().filter(u8::is_ascii_hexdigit).collect();
    digits.chunks(2).map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap()).collect()
}

/// Requests of RFC 7541 appendix C.4 (Huffman), one after the other on one connection.
const REQUESTS: [&str; 3] = [
    "8286 8441 8cf1 e3c2 e5f2 3a6b a0ab 90f4 ff",
    "8286 84be 5886 a8eb 1064 9cbf",
    "8287 85bf 4088 25a8 49e9 5ba9 7d7f 8925 a849 e95b b8e8 b4bf",
];

/// Responses of appendix C.5 without a Huffman code, with a table of 256 bytes, which evicts.
const RESPONSES: [&str; 3] = [
    "4803 3330 3258 0770 7269 7661 7465 611d 4d6f 6e2c 2032 3120 4f63 7420 3230 3133 2032 303a 3133 3a32 3120 474d 54 6e17 \
     6874 7470 733a 2f2f 7777 772e 6578 616d 706c 652e 636f 6d",
    "4803 3330 37c1 c0bf",
    "88c1 611d 4d6f 6e2c 2032 3120 4f63 7420 3230 3133 2032 303a 3133 3a32 3220 474d 54c0 5a04 677a 6970 7738 666f 6f3d 4153 \
     444a 4b48 514b 425a 584f 5157 454f 5049 5541 5851 5745 4f49 553b 206d 6178 2d61 6765 3d33 3630 303b 2076 6572 7369 \
     6f6e 3d31",
];

/// A conversation with every kind of frame.
fn conversation() -> Vec<(u64, Side, What)> {
    let mut client = [PREFACE, &frame(4, 0, 0, &[0, 3, 0, 0, 1, 0, 0, 2, 0, 0, 0, 0])].concat();
    let server = [frame(4, 0, 0, &[]), frame(4, 1, 0, &[]), frame(8, 0, 0, &[0, 0, 1, 0])].concat();
    client.extend(frame(2, 0, 3, &[0x80, 0, 0, 1, 15]));
    let mut events = vec![(0, Client, What::Open), (1, Client, What::Bytes(client.into()))];
    events.push((2, Server, What::Bytes(server.into())));
    for (i, (request, response)) in REQUESTS.iter().zip(RESPONSES).enumerate() {
        let (stream, request, response) = (2 * i as u32 + 1, unhex(request), unhex(response));
        let (head, rest) = request.split_at(3);
        // Padded, with priority, and in two frames; the response has a body.
        let begin = [&[2, 0, 0, 0, 0, 7][..], head, &[0, 0]].concat();
        let asked = [frame(1, 0x29, stream, &begin), frame(9, 0x4, stream, rest)].concat();
        let update: &[u8] = if i == 0 { &[0x3f, 0xe1, 0x01] } else { &[] };
        let block = [update, &response].concat();
        let data = frame(0, 0x9, stream, &[&[3][..], b"the secret", &[0; 3]].concat());
        let answer = [frame(1, 0x4, stream, &block), data].concat();
        events.push((10 * i as u64 + 10, Client, What::Bytes(asked.into())));
        events.push((10 * i as u64 + 12, Server, What::Bytes(answer.into())));
    }
    let last =
        [frame(6, 0, 0, b"12345678"), frame(3, 0, 5, &[0, 0, 0, 8]), frame(7, 0, 0, b"\0\0\0\x05\0\0\0\x0bcalm")]
            .concat();
    events.push((90, Client, What::Bytes(last.into())));
    events.push((91, Server, What::Bytes(frame(6, 1, 0, b"12345678").into())));
    events.push((95, Client, What::Close));
    events
}

fn recording(events: Vec<(u64, Side, What)>) -> Recording {
    Recording { connections: vec![connection(0, events)] }
}

/// All messages, each of them tiled.
fn messages(recording: &Recording) -> Vec<Message> {
    let messages: Vec<Message> = dissect(recording, &Secrets::none()).collect();
    messages.iter().for_each(|message| tiling::check(message).unwrap());
    messages
}

fn value(message: &Message, id: &str) -> Vec<String> {
    let texts = message.walk().filter(|f| f.label.id == id).map(|f| match &f.value.datum {
        Datum::Text(text) => text.clone(),
        Datum::Number(number) | Datum::Named { number, .. } => number.to_string(),
        _ => String::from_utf8_lossy(message.bytes(&f.span)).into_owned(),
    });
    texts.collect()
}

/// The headers of a message, `name: value`.
fn headers(message: &Message) -> Vec<String> {
    let lines = message.walk().filter(|f| f.label.id == "http2.header");
    lines.map(|f| String::from_utf8_lossy(message.bytes(&f.span)).trim_end().to_owned()).collect()
}

#[test]
fn the_vectors_of_rfc_7541_come_out() {
    let messages = messages(&recording(conversation()));
    let of =
        |side| messages.iter().filter(|m| m.side == side).map(headers).filter(|h| !h.is_empty()).collect::<Vec<_>>();
    let asked = of(Client);
    assert_eq!(asked[0], [":method: GET", ":scheme: http", ":path: /", ":authority: www.example.com"]);
    assert_eq!(asked[1][4], "cache-control: no-cache");
    assert_eq!(
        asked[2],
        [
            ":method: GET",
            ":scheme: https",
            ":path: /index.html",
            ":authority: www.example.com",
            "custom-key: custom-value"
        ]
    );
    let answered = of(Server);
    assert_eq!(
        answered[1],
        [
            ":status: 307",
            "cache-control: private",
            "date: Mon, 21 Oct 2013 20:13:21 GMT",
            "location: https://www.example.com"
        ]
    );
    assert_eq!(answered[2][5], "set-cookie: foo=ASDJKHQKBZXOQWEOPIUAXQWEOIU; max-age=3600; version=1");
    assert!(messages.iter().all(|m| m.walk().all(|f| f.problem.is_none())));
}

#[test]
fn each_frame_is_told_in_a_few_words() {
    let gists: Vec<String> = messages(&recording(conversation())).iter().map(gist).collect();
    insta::assert_snapshot!("gists", gists.join("\n"));
}

#[test]
fn tshark_sees_the_same_frames_and_the_same_headers() {
    let recording = recording(conversation());
    let Some(tshark) = outside::judge("tshark") else { return };
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), written(&[&recording])).unwrap();
    let ids = ["http2.type", "http2.length", "http2.streamid", "http2.header.name", "http2.header.value"];
    let mut command = Command::new(tshark);
    command.arg("-r").arg(file.path()).args(["-d", "tcp.port==5985,http2", "-T", "fields"]);
    let output = command.args(ids.iter().flat_map(|id| ["-e", id])).output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    let theirs: Vec<Vec<&str>> =
        said.lines().map(|line| line.split('\t').collect()).filter(|row: &Vec<_>| row.len() == 5).collect();
    let messages = messages(&recording);
    for (i, id) in ids.iter().enumerate() {
        let theirs: Vec<&str> = theirs.iter().flat_map(|row| row[i].split(',')).filter(|v| !v.is_empty()).collect();
        let value_ids = messages.iter().flat_map(|m| match *id {
            "http2.header.value" => headers(m).iter().map(|h| h.split_once(": ").unwrap().1.to_owned()).collect(),
            id => value(m, id),
        });
        let ours: Vec<String> = value_ids.collect();
        // A comma parts values, and stands in some.
        let joined = |list: &[String]| list.join(",").split(',').map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(joined(&ours), theirs, "{id}");
    }
}

#[test]
fn after_a_gap_frames_go_on_where_the_lost_one_ends_and_headers_are_not_guessed() {
    let data = frame(0, 0, 1, &[7; 100]);
    let second = frame(1, 0x5, 3, &unhex(REQUESTS[1]));
    let events = vec![
        (0, Client, What::Open),
        (1, Client, What::Bytes([PREFACE, &frame(4, 0, 0, &[])].concat().into())),
        (2, Client, What::Bytes(data[..40].to_vec().into())),
        (3, Client, What::Gap(30)),
        (4, Client, What::Bytes([&data[70..], &second].concat().into())),
        (5, Client, What::Close),
    ];
    let messages = messages(&recording(events));
    let last = messages.last().unwrap();
    assert_eq!(value(last, "http2.type"), ["1"]);
    assert!(headers(last).is_empty());
    let block = last.find_id("http2.headers").unwrap();
    assert!(block.value.meaning.as_deref().unwrap().contains("were lost"), "{block:?}");
    assert!(messages.iter().any(|m| m.find_id("wirewalk.gap").is_some()));
}

#[test]
fn few_bytes_that_stand_for_many_come_to_an_end() {
    // One header of 4,000 bytes in the table, asked for sixteen thousand times: 64 MB.
    let value = [b'x'; 3900];
    let literal = [&[0x40, 1, b'a', 0x7f][..], &[0xbd, 0x1d], &value].concat();
    let bomb = vec![0xbe; 16_000];
    let bytes = [PREFACE, &frame(1, 0x4, 1, &literal), &frame(1, 0x4, 3, &bomb)].concat();
    let messages = messages(&recording(vec![(0, Client, What::Open), (1, Client, What::Bytes(bytes.into()))]));
    assert_eq!(headers(&messages[1]).len(), 1, "{:?}", messages[1].fields);
    let all: usize = messages.iter().flat_map(|m| &m.sources).map(|s| s.bytes.len()).sum();
    assert!(all < 400_000, "{all}");
    assert!(messages[2].walk().any(|f| f.problem.as_ref().is_some_and(|p| p.0.contains("more than 262144 bytes"))));
}

proptest! {
    #[test]
    fn however_the_bytes_are_cut_and_changed_every_byte_has_a_leaf(
        cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..6),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6),
        end in any::<prop::sample::Index>(),
    ) {
        let whole = recording(conversation());
        let mut events = Vec::new();
        for side in [Client, Server] {
            let mut bytes = whole.connections[0].stream(side);
            for (at, byte) in &changes {
                *at.get_mut(&mut bytes) = *byte;
            }
            bytes.truncate(end.index(bytes.len()) + 1);
            let mut places: Vec<usize> = cuts.iter().map(|cut| cut.index(bytes.len())).collect();
            places.extend([0, bytes.len()]);
            places.sort_unstable();
            let pieces = places.windows(2).map(|pair| What::Bytes(bytes[pair[0]..pair[1]].to_vec().into()));
            events.extend(pieces.map(|piece| (1, side, piece)));
        }
        messages(&recording(events));
    }
}

#[test]
fn a_server_may_send_its_settings_first() {
    let (client, settings) = ([PREFACE, &frame(4, 0, 0, &[])].concat(), frame(4, 0, 0, &[0, 3, 0, 0, 0, 100]));
    let said = |first: Vec<(Side, &[u8])>| {
        let answer = frame(1, 5, 1, &[0x88]);
        let get = frame(1, 5, 1, &[0x82, 0x86, 0x84, 0x41, 3, b'b', b'o', b'b']);
        let bytes = first.into_iter().chain([(Client, &get[..]), (Server, &answer)]);
        let events =
            bytes.enumerate().map(|(i, (side, bytes))| (i as u64 + 1, side, What::Bytes(bytes.to_vec().into())));
        let mut told: Vec<String> = messages(&recording([(0, Client, What::Open)].into_iter().chain(events).collect()))
            .iter()
            .map(gist)
            .collect();
        told.sort();
        told
    };
    let usual = said(vec![(Client, &client), (Server, &settings)]);
    assert!(usual.iter().any(|told| told.contains("SETTINGS")), "{usual:?}");
    for cut in 0..settings.len() {
        let (begun, rest) = settings.split_at(cut);
        let pieces = [(Server, begun), (Server, rest), (Client, &client)];
        assert_eq!(said(pieces.into_iter().filter(|(_, bytes)| !bytes.is_empty()).collect()), usual, "cut at {cut}");
        let pieces = [(Server, begun), (Client, &client), (Server, rest)];
        assert_eq!(said(pieces.into_iter().filter(|(_, bytes)| !bytes.is_empty()).collect()), usual, "cut at {cut}");
    }
    // A client whose packets the capture lacks.
    let alone = messages(&recording(vec![(0, Client, What::Open), (1, Server, What::Bytes(settings.clone().into()))]));
    assert_eq!(
        alone.iter().map(gist).collect::<Vec<_>>(),
        usual.iter().filter(|told| told.contains("100")).cloned().collect::<Vec<_>>()
    );
}
