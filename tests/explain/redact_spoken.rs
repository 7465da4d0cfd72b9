//! `wirewalk explain --redact` where people are named outside of HTTP: mail, directories, databases, WebSocket, gRPC, tunnels.

use wirewalk::claims::search::find;
use wirewalk::dissect::names::websocket;
use wirewalk::dissect::{Datum, Field, Message, Origin, dissect};
use wirewalk::recording::Side::{Client, Server};
use wirewalk::recording::{Recording, Secrets, Side, What, WireEvent, capture};
use wirewalk_testing::captures::{connection, written};
use wirewalk_testing::redacted::redacted;
use wirewalk_testing::starttls::{clear, ways};
use wirewalk_testing::tunnels::Script;
use wirewalk_testing::{grpc, websocket as frames};

fn recorded(said: impl IntoIterator<Item = (Side, What)>) -> Vec<u8> {
    let events = [(Client, What::Open)].into_iter().chain(said);
    let connection = connection(0, (1..).zip(events).map(|(at, (side, what))| (at, side, what)));
    written(&[&Recording { connections: vec![connection] }])
}

fn scripted(script: Script) -> Vec<u8> {
    recorded(script.into_iter().map(|(side, bytes)| (side, What::Bytes(bytes.into()))))
}

fn happened(events: &[WireEvent]) -> Vec<u8> {
    recorded(events.iter().map(|event| (event.side, event.what.clone())).filter(|(_, what)| *what != What::Open))
}

fn messages(file: &[u8]) -> Vec<Message> {
    dissect(&capture::read(file).unwrap().recording, &Secrets::none()).collect()
}

/// Which fields there are on the wire, where, and whether anything is wrong with them.
fn shape(messages: &[Message]) -> Vec<String> {
    let on_wire = |field: &&Field| field.span.source == 0;
    let said = |field: &Field| format!("{} {:?} {}", field.label.id, field.span.range, field.problem.is_some());
    messages.iter().flat_map(|message| message.walk().filter(on_wire).map(said).collect::<Vec<_>>()).collect()
}

fn texts(messages: &[Message]) -> Vec<String> {
    let text = |field: &Field| match &field.value.datum {
        Datum::Text(text) if field.is(&websocket::TEXT) || field.is(&websocket::CLOSE_REASON) => Some(text.to_string()),
        _ => None,
    };
    messages.iter().flat_map(|message| message.walk().filter_map(text).collect::<Vec<_>>()).collect()
}

#[test]
fn who_logs_in_and_what_is_said_is_replaced_and_commands_stay() {
    for (name, told, script) in clear() {
        let original = scripted(script);
        let (copy, _) = redacted(&original, None, 7);
        let mut found = 0;
        for word in ["alice", "walnut", "example"] {
            found += usize::from(find(&original, word).is_some());
            let hit = find(&copy, word);
            assert!(hit.is_none(), "{name}, {told}: {word} is in the copy: {hit:?}");
        }
        assert!(found > 0, "the control: nobody is named in {name}");
        assert_eq!(shape(&messages(&original)), shape(&messages(&copy)), "{name}, {told}");
    }
}

#[test]
fn the_way_into_tls_stays_one() {
    for (name, script) in ways() {
        let original = scripted(script);
        let (copy, _) = redacted(&original, None, 3);
        assert_eq!(shape(&messages(&original)), shape(&messages(&copy)), "{name}");
    }
}

/// An address is the same address in a line of FTP as everywhere, and its port stays.
#[test]
fn what_a_line_says_of_where_and_how_much_stays_true() {
    let said: &[(Side, &str)] = &[
        (Server, "220 ready\r\n"),
        (Client, "PASV\r\n"),
        (Server, "227 Entering Passive Mode (10,11,12,13,4,1)\r\n"),
        (Client, "EPRT |1|10.11.12.13|6275|\r\n"),
    ];
    let original = scripted(said.iter().map(|(side, line)| (*side, line.as_bytes().to_vec())).collect());
    let copy = redacted(&original, None, 5).0;
    let read = capture::read(&copy[..]).unwrap().recording;
    let stream = |side| String::from_utf8(read.connections[0].stream(side)).unwrap();
    let (client, server) = (stream(Client), stream(Server));
    let passive = server.split(['(', ')']).nth(1).unwrap_or_else(|| panic!("{server}"));
    let (address, port) = passive.rsplitn(3, ',').nth(2).map(|address| (address, &passive[address.len()..])).unwrap();
    assert_eq!((address.len(), port), ("10,11,12,13".len(), ",4,1"), "{server}");
    assert!(
        address != "10,11,12,13" && client.contains(&format!("|{}|6275|", address.replace(',', "."))),
        "{client}{server}"
    );
}

#[test]
fn texts_of_websocket_are_others_behind_the_same_mask_and_decompress() {
    let original = happened(&frames::deflated());
    let (copy, counts) = redacted(&original, None, 7);
    let [before, after] = [messages(&original), messages(&copy)];
    assert!(texts(&before).len() > 3, "the control: {:?}", texts(&before));
    for text in texts(&before).iter().filter(|text| text.len() > 2) {
        assert!(!texts(&after).contains(text), "{text:?} is in the copy");
        assert!(find(&copy, text).is_none(), "{text:?} is in the copy");
    }
    let keys = |messages: &[Message]| -> Vec<Vec<u8>> {
        messages.iter().filter_map(|message| Some(message.bytes_of(&websocket::KEY)?.to_vec())).collect()
    };
    assert_eq!(keys(&before), keys(&after));
    assert!(counts.deflated > 0, "the control: nothing was compressed");
    let says = counts.sentences().join("\n");
    assert!(says.contains("compressed WebSocket payloads"), "{says}");
    let whole = after.iter().filter(|m| m.find(&websocket::DEFLATED).is_some_and(|f| f.problem.is_none())).count();
    assert!(whole > 0, "no compressed payload of the copy can be read");
}

#[test]
fn texts_of_grpc_are_others_and_the_messages_the_same() {
    let original = happened(&grpc::calls());
    let copy = redacted(&original, None, 7).0;
    let [before, after] = [messages(&original), messages(&copy)];
    let said = |messages: &[Message]| -> Vec<String> {
        // What was compressed is covered up.
        let of = |message: &Message| {
            let plain = |field: &Field| match &message.sources[usize::from(field.span.source)].origin {
                Origin::Decompressed(_) => false,
                _ => field.label.id == "wirewalk.protobuf.text",
            };
            let texts = message.walk().filter(|field| plain(field)).filter_map(Field::name);
            texts.map(String::from).collect::<Vec<_>>()
        };
        messages.iter().flat_map(of).collect()
    };
    let (was, is) = (said(&before), said(&after));
    assert!(!was.is_empty(), "the control: no text in the calls");
    assert_eq!(was.iter().map(String::len).collect::<Vec<_>>(), is.iter().map(String::len).collect::<Vec<_>>());
    assert!(was.iter().zip(&is).all(|(was, is)| was != is), "{was:?} {is:?}");
}

#[test]
fn where_a_tunnel_leads_is_replaced() {
    let socks = [&[5, 1, 0, 3, 15][..], b"walnut.example2", &[0x01, 0xbb]].concat();
    let connect = b"CONNECT walnut.example2:443 HTTP/1.1\r\nHost: walnut.example2:443\r\n\r\n".to_vec();
    let ways: [Script; 2] = [
        vec![
            (Client, vec![5, 1, 0]),
            (Server, vec![5, 0]),
            (Client, socks),
            (Server, vec![5, 0, 0, 1, 0, 0, 0, 0, 0, 0]),
        ],
        vec![(Client, connect), (Server, b"HTTP/1.1 200 OK\r\n\r\n".to_vec())],
    ];
    for way in ways {
        let inside = b"GET /walnut HTTP/1.1\r\nHost: walnut.example2\r\n\r\n".to_vec();
        let original = scripted(way.into_iter().chain([(Client, inside)]).collect());
        let copy = redacted(&original, None, 7).0;
        assert!(find(&original, "walnut").is_some() && find(&copy, "walnut").is_none());
        assert_eq!(shape(&messages(&original)), shape(&messages(&copy)));
    }
}
