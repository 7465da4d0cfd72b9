//! HTTP/1.1 and Fernet, dissected.

#[path = "common/wire.rs"]
mod wire;

use wire::*;

#[test]
fn a_secret_in_plain_http_is_dissected_to_the_last_byte() {
    let messages = messages(&[
        c("GET / HTTP/1.1\r\nHost: localhost:5985\r\nAccept: */*\r\n\r\n"),
        s("HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\nfluffy tail"),
        close(),
    ]);
    insta::assert_snapshot!(trees(&messages));
}
