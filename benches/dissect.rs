//! How fast bytes become messages: heads, long bodies, chunks, and Fernet tokens without and with the key.

use bytes::Bytes;
use divan::counter::BytesCount;
use wirewalk::dissect::Dissector;
use wirewalk::fernet::{Key, encrypt_at};
use wirewalk::recording::{Secrets, Side, Timestamp, What, WireEvent};

const NOW: u64 = 1_700_000_000;
/// About as much as a system hands over at once.
const SEGMENT: usize = 16 * 1024;

fn main() {
    divan::main();
}

/// Dissects what a server sends, as if read from a socket, and throws the messages away.
fn answers(bencher: divan::Bencher<'_, '_>, stream: &str, secrets: &Secrets) {
    let at = Timestamp(NOW * 1_000_000_000);
    let stream = Bytes::copy_from_slice(stream.as_bytes());
    let pieces = (0..stream.len()).step_by(SEGMENT).map(|i| stream.slice(i..stream.len().min(i + SEGMENT)));
    let events: Vec<WireEvent> =
        pieces.map(|b| WireEvent { at, side: Side::Server, what: What::Bytes(b), packet: None }).collect();
    bencher.counter(BytesCount::new(stream.len())).bench_local(|| {
        let mut dissector = Dissector::new(0, secrets);
        let mut messages = 0;
        for event in divan::black_box(&events) {
            dissector.push(event);
            messages += std::iter::from_fn(|| dissector.pop()).count();
        }
        messages
    });
}

#[divan::bench]
fn heads(bencher: divan::Bencher<'_, '_>) {
    let head = "HTTP/1.1 304 Not Modified\r\nDate: Tue, 14 Nov 2023 22:13:20 GMT\r\nServer: x\r\nETag: \"1\"\r\n\r\n";
    answers(bencher, &head.repeat(2000), &Secrets::none());
}

#[divan::bench]
fn pages_of_10_kib(bencher: divan::Bencher<'_, '_>) {
    let page = format!("HTTP/1.1 200 OK\r\nContent-Length: 10240\r\nServer: x\r\n\r\n{}", "fluffy tail\n".repeat(854));
    answers(bencher, &page[..page.len() - 8].repeat(1000), &Secrets::none());
}

#[divan::bench]
fn a_long_body(bencher: divan::Bencher<'_, '_>) {
    let body = "x".repeat(64 * 1024 * 1024);
    answers(bencher, &format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{body}", body.len()), &Secrets::none());
}

#[divan::bench]
fn chunks_of_8_kib(bencher: divan::Bencher<'_, '_>) {
    let chunk = format!("2000\r\n{}\r\n", "x".repeat(8192));
    let chunks = chunk.repeat(1000);
    answers(
        bencher,
        &format!("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{chunks}0\r\n\r\n"),
        &Secrets::none(),
    );
}

#[divan::bench(args = [("11 bytes", 11), ("30 KiB", 30 * 1024)])]
fn tokens_seen_by_eve(bencher: divan::Bencher<'_, '_>, size: (&str, usize)) {
    tokens(bencher, size.1, &wirewalk::fernet::generate(), &Secrets::none());
}

#[divan::bench(args = [("11 bytes", 11), ("30 KiB", 30 * 1024)])]
fn tokens_seen_by_an_insider(bencher: divan::Bencher<'_, '_>, size: (&str, usize)) {
    let key = wirewalk::fernet::generate();
    tokens(bencher, size.1, &key, &Secrets::none().with_fernet(key.clone()));
}

fn tokens(bencher: divan::Bencher<'_, '_>, size: usize, key: &Key, secrets: &Secrets) {
    let token = encrypt_at(key, &vec![b'x'; size], NOW);
    let answer = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{token}", token.len());
    answers(bencher, &answer.repeat(100), secrets);
}
