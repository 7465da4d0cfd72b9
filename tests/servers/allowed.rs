//! What the standards allow, and some servers refuse: it is served.

use wirewalk::door::{Door, Limits};
use wirewalk::lesson1::bob;
use wirewalk_testing::peggy::World;
use wirewalk_testing::raw::{LOOPBACK, exchange, send};

#[tokio::test]
async fn what_the_standards_allow_is_served() {
    let cases = [
        // RFC 9112 section 3.2: Host is due in HTTP/1.1 alone.
        ("GET /a HTTP/1.0\r\n", "GET /a []"),
        ("GET http://bob/a HTTP/1.0\r\n", "GET /a []"),
        // RFC 3986 section 3.2.3: a port may be empty.
        ("GET /a HTTP/1.1\r\nHost: bob:\r\n", "GET /a []"),
        ("GET /a HTTP/1.1\r\nHost: [::1]:\r\n", "GET /a []"),
        // RFC 9110 section 4.2.3: these are the same.
        ("GET http://bob:80/a HTTP/1.1\r\nHost: bob\r\n", "GET /a []"),
        ("GET http://bob/a HTTP/1.1\r\nHost: bob:80\r\n", "GET /a []"),
        ("GET http://bob:/a HTTP/1.1\r\nHost: Bob\r\n", "GET /a []"),
        ("GET https://bob:443/a HTTP/1.1\r\nHost: bob\r\n", "GET /a []"),
        // RFC 9110 section 2.5: a later minor version is read as the latest that is known.
        ("GET /a HTTP/1.2\r\nHost: bob\r\n", "GET /a []"),
        ("GET /a HTTP/1.9\r\nHost: bob\r\n", "GET /a []"),
        // RFC 3986 section 3.4: what may stand in a query.
        ("GET /a?b/c?d;e=%7C HTTP/1.1\r\nHost: bob\r\n", "GET /a?b/c?d;e=%7C []"),
    ];
    for (head, expected) in cases {
        let (text, seen) = send(Limits::default(), format!("{head}Connection: close\r\n\r\n").as_bytes()).await;
        assert_eq!(seen, [expected], "{head:?}: {text}");
        assert!(text.contains(" 200 OK\r\n"), "{head:?}: {text}");
    }
}

/// RFC 9112 section 7.1.1, with the whitespace that recipients have to accept (RFC 9110 section 5.6.3).
#[tokio::test]
async fn chunk_extensions_are_read_as_they_are_defined() {
    let last = "0\r\n\r\n";
    for extension in
        ["", ";a", ";a=b", ";a=\"b\"", ";a;b", ";a=\"b;c\\\" d\"", " ; a = b ; c", "\t;a=\"\"", ";a=\"\\\\\""]
    {
        let head = "POST / HTTP/1.1\r\nHost: bob\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n";
        let bytes = format!("{head}3{extension}\r\nabc\r\n{last}");
        let (text, seen) = send(Limits::default(), bytes.as_bytes()).await;
        assert_eq!(seen, ["POST / [abc]"], "{extension:?}: {text}");
    }
}

/// Behind the door stands another, whom HTTP/1.1 has to name somebody.
#[test]
fn a_request_that_names_nobody_reaches_the_app() {
    let door = Door::open(LOOPBACK.into(), Limits::default(), bob).expect("a door");
    let text = exchange(door.addr(), b"GET / HTTP/1.0\r\n\r\n");
    assert!(text.contains(" 200 OK\r\n") && text.ends_with("fluffy tail"), "{text}");
    let world = World::on_tcp();
    let text = world.send("GET /test HTTP/1.0\r\n\r\n");
    assert!(text.contains(" 200 OK\r\n"), "{text}");
    let asked = world.asked();
    assert_eq!(asked.len(), 1);
    assert_eq!(asked[0].values("Host"), [world.bob.addr().expect("on TCP").to_string()]);
}
