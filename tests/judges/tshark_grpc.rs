//! tshark as the judge of gRPC, in a capture of Python's `grpcio` on both sides.
#![cfg(target_os = "linux")]

use std::process::Command;

use wirewalk::dissect::{Message, dissect};
use wirewalk::recording::{Secrets, capture};
use wirewalk_testing::compare::not_ours;
use wirewalk_testing::dumpcap::{Format, Wiretap};
use wirewalk_testing::python;
use wirewalk_testing::server::free_port;
use wirewalk_testing::tshark::Capture;

const PEERS: &str = r#"
import sys, grpc
from concurrent import futures
port = int(sys.argv[1])
raw = lambda data: data
def find(request, context):
    if request == b'\x08\x02':
        context.abort(grpc.StatusCode.NOT_FOUND, 'no acorn')
    return b'\x0a\x05acorn\x10' + request[1:]
def stream(request, context):
    yield request
    yield b'\x0a' + bytes([0xa0, 0x9c, 1]) + b'x' * 20000
class Handler(grpc.GenericRpcHandler):
    def service(self, details):
        if details.method.endswith('Find'):
            return grpc.unary_unary_rpc_method_handler(find, raw, raw)
        return grpc.unary_stream_rpc_method_handler(stream, raw, raw)
server = grpc.server(futures.ThreadPoolExecutor(2)); server.add_generic_rpc_handlers([Handler()])
assert server.add_insecure_port(f'127.0.0.1:{port}'); server.start()
with grpc.insecure_channel(f'127.0.0.1:{port}', options=[('grpc.enable_http_proxy', 0)]) as channel:
    call = channel.unary_unary('/nut.Store/Find', raw, raw)
    assert call(b'\x08\x01') == b'\x0a\x05acorn\x10\x01'
    try: call(b'\x08\x02')
    except grpc.RpcError as error: assert error.code() == grpc.StatusCode.NOT_FOUND
    assert call(b'\x08\x03', compression=grpc.Compression.Gzip) == b'\x0a\x05acorn\x10\x03'
    assert len(list(channel.unary_stream('/nut.Store/Stream', raw, raw)(b'\x12\x02\x08\x01'))) == 2
server.stop(None).wait()
"#;

#[test]
fn grpcs_calls_are_taken_apart_as_tshark_takes_them_apart() {
    let Some(python) = python::with(&["grpc"]) else { return };
    let port = free_port();
    let Some(tap) = Wiretap::on(&[port], Format::Pcapng) else { return };
    let output = Command::new(&python).args(["-c", PEERS, &port.to_string()]).env("no_proxy", "*").output();
    let output = output.expect("python3 starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let file = tap.capture();
    let recording = capture::read(&file[..]).expect("a capture").recording;
    let messages: Vec<Message> = dissect(&recording, &Secrets::none()).collect();
    let ours = |id: &str| messages.iter().flat_map(|m| m.walk()).filter(|f| f.label.id == id).count();
    let names = |id: &str| {
        messages.iter().flat_map(|m| m.walk()).filter(|f| f.label.id == id).filter_map(|f| f.name()).collect::<Vec<_>>()
    };
    assert_eq!(names("wirewalk.grpc.status"), ["OK", "NOT_FOUND", "OK", "OK"]);
    assert_eq!(names("wirewalk.grpc.status_message"), ["no acorn"]);

    let Some(mut theirs) = Capture::new(&file, []) else { return };
    theirs.decode_as(&format!("tcp.port=={port},http2"));
    theirs.real();
    for id in ["grpc.compressed_flag", "grpc.message_length"] {
        let rows = theirs.fields("grpc", &[id]);
        let found = rows.iter().flat_map(|row| row[0].split(',')).filter(|cell| !cell.is_empty()).count();
        println!("{id}: {} and {found} of tshark", ours(id));
        assert_eq!(ours(id), found, "{id}");
    }
    assert!(ours("grpc.compressed_flag") >= 8);
    let fields = theirs.fields("protobuf", &["protobuf.field.number"]);
    let found = fields.iter().flat_map(|row| row[0].split(',')).filter(|cell| !cell.is_empty()).count();
    println!("protobuf.field.number: {} and {found} of tshark", ours("protobuf.field.number"));
    let missing = not_ours(&theirs, &Secrets::none(), "grpc.");
    // A message over several frames has its bytes in several places for tshark, and the byte that says whether it is compressed a
    // second name, for gRPC-Web.
    let missing: Vec<_> =
        missing.into_iter().filter(|line| !line.contains("20004 bytes") && !line.contains("grpc.frame_type")).collect();
    assert!(missing.is_empty(), "{missing:#?}");
}
