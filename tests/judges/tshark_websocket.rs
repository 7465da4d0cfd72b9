//! tshark as the judge of WebSocket, in a capture of Python's `websockets` on both sides: in the clear and inside TLS, compressed and not.
#![cfg(target_os = "linux")]

use std::collections::BTreeMap;
use std::fs;
use std::process::Command;

use wirewalk::dissect::{Message, dissect};
use wirewalk::pki::KeyKind;
use wirewalk::recording::secrets::KeyLog;
use wirewalk::recording::{Secrets, capture};
use wirewalk_testing::dumpcap::{Format, Wiretap};
use wirewalk_testing::minted::Minted;
use wirewalk_testing::python;
use wirewalk_testing::server::free_port;
use wirewalk_testing::tshark::Capture;

const PEERS: &str = r#"
import asyncio, ssl, sys
from websockets.asyncio.client import connect
from websockets.asyncio.server import serve
port, cert, key, log, tls, compression = int(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4], sys.argv[5] == 'tls', sys.argv[6]
async def echo(socket):
    async for message in socket:
        await socket.send(message)
async def main():
    there = here = None
    if tls:
        there = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER); there.load_cert_chain(cert, key)
        here = ssl.create_default_context(); here.check_hostname = False; here.verify_mode = ssl.CERT_NONE; here.keylog_filename = log
    deflate = None if compression == 'none' else 'deflate'
    async with serve(echo, '127.0.0.1', port, ssl=there, compression=deflate):
        async with connect(('wss' if tls else 'ws') + f'://127.0.0.1:{port}/chat', ssl=here, compression=deflate, proxy=None) as socket:
            for message in ['Hello', 'Hello', 'x' * 200, bytes(range(256)), 'y' * 70000, ['Hel', 'lo']]:
                await socket.send(message)
                await socket.recv()
            await (await socket.ping(b'alive'))
            await socket.close(1001, 'bye')
asyncio.run(main())
"#;

/// Fields that both have, how often each, by what they say.
const IDS: [&str; 7] = [
    "websocket.opcode",
    "websocket.fin",
    "websocket.mask",
    "websocket.payload_length",
    "websocket.masking_key",
    "websocket.payload.close.status_code",
    "websocket.payload.ping",
];

#[test]
fn pythons_websockets_are_taken_apart_as_tshark_takes_them_apart() {
    let Some(python) = python::with(&["websockets"]) else { return };
    let minted = Minted::new(KeyKind::EcdsaP256);
    let [cert, key, log] = ["direct.pem", "plain.key", "ws.keys"].map(|name| minted.path(name));
    for (tls, compression) in [("clear", "none"), ("clear", "deflate"), ("tls", "none"), ("tls", "deflate")] {
        let port = free_port();
        let Some(tap) = Wiretap::on(&[port], Format::Pcapng) else { return };
        let mut command = Command::new(&python);
        command.args(["-c", PEERS, &port.to_string()]).args([&cert, &key, &log]).args([tls, compression]);
        let output = command.env("no_proxy", "*").output().expect("python3 starts");
        assert!(output.status.success(), "{tls}: {}", String::from_utf8_lossy(&output.stderr));
        let file = tap.capture();
        let keys = fs::read_to_string(&log).unwrap_or_default();
        let secrets = Secrets::none().with_key_log(KeyLog::parse(keys.as_bytes()).0);
        let recording = capture::read(&file[..]).expect("a capture").recording;
        let messages: Vec<Message> = dissect(&recording, &secrets).collect();
        let fields = || messages.iter().flat_map(|m| m.walk().map(move |field| (m, field)));
        let problems: Vec<_> = fields().filter_map(|(_, field)| field.problem.as_ref()).collect();
        assert!(problems.is_empty(), "{tls}, {compression}: {problems:?}");
        let accepts: Vec<_> = fields().filter(|(_, f)| f.label.id == "wirewalk.websocket.accept").collect();
        assert!(
            accepts.iter().all(|(_, field)| field.value.meaning.as_deref().is_some_and(|m| m.contains("and equal")))
        );
        assert_eq!(accepts.len(), 1);
        // All that was said comes out, to and fro.
        let text: usize = fields()
            .filter(|(_, f)| f.label.id == "websocket.payload.text" && f.children.is_empty())
            .map(|(_, f)| f.span.len())
            .sum();
        assert_eq!(text, 2 * (5 + 5 + 200 + 70_000 + 5), "{tls}, {compression}");

        let Some(mut theirs) = Capture::new(&file, []) else { return };
        theirs.key_log(&keys);
        theirs.decode_as(&format!("tcp.port=={port},{}", if tls == "tls" { "tls" } else { "http" }));
        theirs.real();
        let mut counts: BTreeMap<&str, [usize; 2]> = BTreeMap::new();
        for id in IDS {
            let ours = fields().filter(|(_, field)| field.label.id == id).count();
            let rows = theirs.fields("websocket", &[id]);
            let theirs = rows.iter().flat_map(|row| row[0].split(',')).filter(|cell| !cell.is_empty()).count();
            counts.insert(id, [ours, theirs]);
        }
        println!("{tls}, {compression}: {counts:?}");
        assert!(counts.values().all(|[ours, theirs]| ours == theirs), "{tls}, {compression}: {counts:?}");
        assert!(counts["websocket.opcode"][0] >= 16);
        if tls == "clear" && compression == "none" {
            let missing = wirewalk_testing::compare::not_ours(&theirs, &Secrets::none(), "websocket.");
            // What has no bytes of its own for tshark; and a frame longer than a piece, which comes in pieces here.
            let own = [
                "websocket.payload ",
                "websocket.masked_payload",
                "websocket.payload.text ",
                "websocket.payload.binary",
                "websocket.payload.continue",
                "websocket.payload.close at",
            ];
            let missing: Vec<_> =
                missing.into_iter().filter(|line| !own.iter().any(|own| line.contains(own))).collect();
            assert!(missing.is_empty(), "{missing:#?}");
        }
    }
}
