//! Peggy's policy and Bob's trust in her, piece by piece: marks, headers, redirects, files, rates.

use std::net::IpAddr;
use std::time::Duration;

use hyper::header::{HeaderMap, HeaderName, HeaderValue, LOCATION};
use tokio::time::Instant;
use wirewalk::door::{Identity, Mark, Peer, Request, empty};
use wirewalk::proxy::{Denied, Files, Outside, REMEMBERED, RateLimit, Redirect, decoded, encoded, introduce, strip};

#[test]
fn a_mark_is_right_alone_and_whole_and_comes_off() {
    let (mark, other) = (Mark::new(), Mark::new());
    let mut headers = HeaderMap::new();
    assert!(!mark.take(&mut headers));
    mark.put(&mut headers);
    assert!(mark.take(&mut headers) && headers.is_empty());
    other.put(&mut headers);
    assert!(!mark.take(&mut headers) && headers.is_empty());
    mark.put(&mut headers);
    headers.append(Mark::NAME, HeaderValue::from_static("more"));
    assert!(!mark.take(&mut headers) && headers.is_empty());
    headers.insert(Mark::NAME, HeaderValue::from_str(&mark.value()[..31]).unwrap());
    assert!(!mark.take(&mut headers));
    assert!(!format!("{mark:?}").contains(mark.value()));
}

#[test]
fn every_spelling_comes_off_and_the_rest_stays() {
    let spellings = [
        "x-ssl-client-cn",
        "x_ssl_client_cn",
        "x.ssl.client.cn",
        "x-ssl_client-verify",
        "x--ssl-client-verify",
        "xsslclientverify",
        "x-forwarded-for",
        "x_forwarded_proto",
        "x-forwarded-server",
        "forwarded",
        "x-real-ip",
        "x-wirewalk-door",
        "x_wirewalk_door",
    ];
    let mut headers = HeaderMap::new();
    for name in spellings {
        for value in ["alice", "bob"] {
            headers.append(HeaderName::from_static(name), HeaderValue::from_static(value));
        }
    }
    headers.insert("x-style", HeaderValue::from_static("kept"));
    strip(&mut headers);
    assert_eq!(headers.keys().map(HeaderName::as_str).collect::<Vec<_>>(), ["x-style"]);
}

#[test]
fn a_name_is_one_line_whatever_stands_in_it() {
    assert_eq!(encoded("alice-1.club_~"), "alice-1.club_~");
    for name in ["alice", "a\r\nX: b\0%ñ", "%", ""] {
        assert_eq!(decoded(&encoded(name)).as_deref(), Some(name));
    }
    for text in ["%", "%4", "%zz", "%41", "a b", "%FF", "%+1"] {
        assert_eq!(decoded(text), None, "{text}");
    }
    assert_eq!(encoded("a\r\nX-SSL-Client-CN: b\0%ñ"), "a%0D%0AX-SSL-Client-CN%3A%20b%00%25%C3%B1");
}

#[test]
fn who_has_no_single_name_is_denied() {
    for (names, count) in
        [(vec![], 0), (vec!["alice", "root"], 2), (vec![""], 0), (vec![" \t"], 0), (vec!["", "alice"], 2)]
    {
        let common_names = names.into_iter().map(str::to_owned).collect();
        let peer = Peer { identity: Some(Identity { common_names, ..Identity::default() }), ..Peer::default() };
        assert_eq!(introduce(&mut HeaderMap::new(), &peer, Outside::Https), Err(Denied::CommonNames(count)));
    }
}

#[test]
fn a_name_alone_makes_an_origin() {
    for (host, port, origin) in [
        ("localhost", 8443, "https://localhost:8443"),
        ("my-site.com", 443, "https://my-site.com"),
        ("[::1]", 8443, "https://[::1]:8443"),
    ] {
        let answer = Redirect::to(host, port).unwrap().answer(&Request::new(empty()));
        assert_eq!(answer.headers()[LOCATION], format!("{origin}/"));
    }
    for host in ["", "a b", "evil/x", "evil?", "evil#", "me@evil", "a\r\nb", "::1"] {
        assert!(Redirect::to(host, 8443).is_err(), "{host:?}");
    }
}

#[test]
fn only_plain_names_are_files() {
    let folder = tempfile::tempdir().unwrap();
    let files = Files::under("/static/", folder.path()).unwrap();
    let root = folder.path().canonicalize().unwrap();
    assert_eq!(files.path("/static/a/b-c_1.min.js"), Some(root.join("a").join("b-c_1.min.js")));
    for path in [
        "/static/",
        "/static/.",
        "/static/..",
        "/static/../secret",
        "/static/a/../../secret",
        "/static/%2e%2e/secret",
        "/static/..%2fsecret",
        "/static/a//b",
        "/static//etc/passwd",
        "/static/.htpasswd",
        "/static/a\\b",
        "/static/c:evil",
        "/static/a.txt::$DATA",
        "/static/a.txt.",
        "/static/a%00.txt",
        "/static",
        "/other/a",
    ] {
        assert_eq!(files.path(path), None, "{path}");
    }
}

#[test]
fn a_burst_passes_then_the_rate_and_each_address_for_itself() {
    let limit = RateLimit::every(Duration::from_millis(500), 3);
    let [alice, eve] = [IpAddr::from([127, 0, 0, 1]), IpAddr::from([127, 0, 0, 2])];
    let start = Instant::now();
    let at = |ms| start + Duration::from_millis(ms);
    for _ in 0..3 {
        assert_eq!(limit.take_at(alice, start), Ok(()));
    }
    assert_eq!(limit.take_at(alice, at(0)), Err(Denied::TooMany(1)));
    assert_eq!(limit.take_at(alice, at(499)), Err(Denied::TooMany(1)));
    assert_eq!(limit.take_at(eve, at(499)), Ok(()));
    assert_eq!(limit.take_at(alice, at(500)), Ok(()));
    assert_eq!(limit.take_at(alice, at(501)), Err(Denied::TooMany(1)));
    // Long silence fills the bucket, and no more than that.
    for _ in 0..3 {
        assert_eq!(limit.take_at(alice, at(60_000)), Ok(()));
    }
    assert!(limit.take_at(alice, at(60_000)).is_err());
    let slow = RateLimit::every(Duration::from_secs(10), 1);
    assert_eq!(slow.take_at(alice, at(0)), Ok(()));
    assert_eq!(slow.take_at(alice, at(1)), Err(Denied::TooMany(10)));
}

#[test]
fn a_crowd_of_addresses_is_forgotten_in_time() {
    let limit = RateLimit::every(Duration::from_secs(1), 1);
    let now = Instant::now();
    for nth in 0..2 * REMEMBERED as u32 {
        assert_eq!(limit.take_at(IpAddr::from(nth.to_be_bytes()), now), Ok(()));
    }
    assert!(limit.remembered() <= REMEMBERED);
    // One household has 2^64 addresses of IPv6, and an address of IPv4 has two spellings.
    for [one, same] in [["2001:db8::1", "2001:db8::ffff:1"], ["127.0.0.1", "::ffff:127.0.0.1"]] {
        let limit = RateLimit::every(Duration::from_secs(1), 1);
        assert_eq!(limit.take_at(one.parse().unwrap(), now), Ok(()));
        assert_eq!(limit.take_at(same.parse().unwrap(), now), Err(Denied::TooMany(1)));
    }
}
