//! What a particular method, status or header value means.

use std::borrow::Cow;

use crate::cursor::bytes;

type Meaning = Option<Cow<'static, str>>;

/// What this method asks for.
pub(crate) fn method(method: &str) -> &'static str {
    match method {
        "GET" => "send me this resource, and change nothing",
        "HEAD" => "send me the head that GET would return, without the body",
        "POST" => "process this data; sending it twice may have more effect than once",
        "PUT" => "store this here; sending it twice has the same effect as once",
        "DELETE" => "remove this",
        "CONNECT" => "ask a proxy to open a tunnel to this host and port",
        "OPTIONS" => "list what is possible here",
        "TRACE" => "send back the request as you received it",
        "PATCH" => "change this resource as follows",
        "PRI" => "not a method, but the first bytes of HTTP/2, chosen so that HTTP/1.1 servers refuse them",
        _ => "a method that the standard does not define; a server that does not know it answers 501",
    }
}

/// Methods by which the start of a request is recognised.
pub(super) const METHODS: &[&str] =
    &["GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH", "PRI"];

/// A status code's name in the standard and what it means.
pub(crate) fn status(code: u16) -> (&'static str, &'static str) {
    match code {
        100 => ("Continue", "so far so good: send the body"),
        101 => ("Switching Protocols", "from here on, the connection uses the protocol in the Upgrade header"),
        102 => ("Processing", "the request takes a while (WebDAV)"),
        103 => ("Early Hints", "headers that the client can use before the response arrives"),
        200 => ("OK", "the request succeeded, and this is the response"),
        201 => ("Created", "the request created something new"),
        202 => ("Accepted", "accepted, but not done yet"),
        203 => ("Non-Authoritative Information", "it succeeded, and a proxy changed the response"),
        204 => ("No Content", "it succeeded, and there is nothing to send: no body follows"),
        205 => ("Reset Content", "it succeeded; clear the form"),
        206 => ("Partial Content", "only the part that was asked for"),
        300 => ("Multiple Choices", "there are several versions: choose one"),
        301 => ("Moved Permanently", "it has moved permanently; a POST may turn into a GET"),
        302 => ("Found", "it is elsewhere for now; a POST may turn into a GET"),
        303 => ("See Other", "the result is elsewhere: fetch it with GET"),
        304 => ("Not Modified", "the client's copy is still current: no body follows"),
        307 => ("Temporary Redirect", "ask there instead, with the same method"),
        308 => ("Permanent Redirect", "ask there instead from now on, with the same method"),
        400 => ("Bad Request", "the server does not understand the request, or refuses to guess"),
        401 => ("Unauthorized", "prove who you are: despite its name, it is about authentication"),
        402 => ("Payment Required", "reserved"),
        403 => ("Forbidden", "understood but not allowed, whoever you are"),
        404 => ("Not Found", "there is nothing here, or the server does not want to say"),
        405 => ("Method Not Allowed", "this resource exists, but this method does not work on it"),
        406 => ("Not Acceptable", "nothing here has a type that the client accepts"),
        407 => ("Proxy Authentication Required", "prove to the proxy who you are"),
        408 => ("Request Timeout", "the request took too long to arrive"),
        409 => ("Conflict", "the state of the resource forbids it"),
        410 => ("Gone", "it was here, but will not come back"),
        411 => ("Length Required", "the request must say how long the body is"),
        412 => ("Precondition Failed", "a condition in the request does not hold"),
        413 => ("Content Too Large", "the body is longer than the server accepts"),
        414 => ("URI Too Long", "the target is longer than the server accepts"),
        415 => ("Unsupported Media Type", "the server cannot read this kind of data"),
        416 => ("Range Not Satisfiable", "this part does not exist"),
        417 => ("Expectation Failed", "the Expect header cannot be met"),
        421 => ("Misdirected Request", "this server does not answer for that host"),
        422 => ("Unprocessable Content", "well-formed, but it makes no sense here"),
        425 => ("Too Early", "it might be a replay: send it again after the handshake"),
        426 => ("Upgrade Required", "switch to another protocol first"),
        428 => ("Precondition Required", "say which version you want to change"),
        429 => ("Too Many Requests", "slow down"),
        431 => ("Request Header Fields Too Large", "the head is larger than the server accepts"),
        451 => ("Unavailable For Legal Reasons", "the law forbids it"),
        500 => ("Internal Server Error", "something broke in the server"),
        501 => ("Not Implemented", "the server does not know this method"),
        502 => ("Bad Gateway", "a proxy received no valid response from the server behind it"),
        503 => ("Service Unavailable", "not now: the server is overloaded or under maintenance"),
        504 => ("Gateway Timeout", "the server behind a proxy did not answer in time"),
        505 => ("HTTP Version Not Supported", "the server does not support this version"),
        511 => ("Network Authentication Required", "log in to the network first"),
        _ => (class(code), "not a registered code: a client treats it like the x00 of its class"),
    }
}

fn class(code: u16) -> &'static str {
    match code / 100 {
        1 => "Informational",
        2 => "Success",
        3 => "Redirection",
        4 => "Client error",
        5 => "Server error",
        _ => "Unknown class",
    }
}

/// What this value of this header (its name in lower case) means, where that says more than the value.
pub(crate) fn header(name: &str, value: &str) -> Meaning {
    // Most headers are none of these: only the values of those that are need be looked at in lower case.
    let of: fn(&str) -> Meaning = match name {
        "content-length" => content_length,
        "host" => host,
        "authorization" | "proxy-authorization" => credentials,
        "content-type" => content_type,
        "strict-transport-security" => hsts,
        "connection" => connection,
        "transfer-encoding" => |v| is(v, "chunked", "the body comes in chunks, each of which begins with its size"),
        "accept" => |v| is(v, "*/*", "any type of data is welcome"),
        "accept-encoding" => |v| is(v, "identity", "no compression"),
        "content-encoding" => content_encoding,
        "expect" => |v| is(v, "100-continue", "the client sends the body only after `100 Continue`"),
        "cache-control" | "pragma" => cache_control,
        "x-ssl-client-verify" => |v| is(v, "success", "the proxy says that it verified the client's certificate"),
        "upgrade" => |v| has(v, "websocket").then_some("WebSocket from here on, if the server agrees".into()),
        "vary" => |v| is(v, "*", "every response is different: no copy may be reused"),
        "accept-ranges" => |v| is(v, "none", "only the whole resource, no parts"),
        _ => return None,
    };
    of(&value.to_ascii_lowercase())
}

fn is(value: &str, word: &str, meaning: &'static str) -> Meaning {
    (value == word).then_some(meaning.into())
}

fn connection(value: &str) -> Meaning {
    Some(Cow::Borrowed(match value {
        "close" => "the sender closes the connection after this message",
        "keep-alive" => "the connection stays open for the next request",
        v if has(v, "upgrade") => "the sender wants to switch protocols: see the Upgrade header",
        _ => return None,
    }))
}

fn content_encoding(value: &str) -> Meaning {
    Some(Cow::Borrowed(match value {
        "gzip" => "the body is compressed with gzip",
        "identity" => "the body is not compressed",
        _ => return None,
    }))
}

fn cache_control(value: &str) -> Meaning {
    Some(Cow::Borrowed(match value {
        v if has(v, "no-store") => "nobody may store a copy",
        v if has(v, "no-cache") => "a copy may be stored, but must be checked before each use",
        _ => return None,
    }))
}

fn has(list: &str, word: &str) -> bool {
    list.split(',').any(|item| item.trim() == word)
}

fn content_length(number: &str) -> Meaning {
    let length: u64 = number.parse().ok()?;
    Some(match length {
        0 => Cow::Borrowed("no body follows"),
        n => Cow::Owned(format!("a body of {}", bytes(n))),
    })
}

fn host(host: &str) -> Meaning {
    let (name, port) = host.rsplit_once(':').filter(|(_, port)| port.bytes().all(|b| b.is_ascii_digit()))?;
    Some(Cow::Owned(format!("the site {name}, on port {port}")))
}

fn credentials(value: &str) -> Meaning {
    let scheme = value.split(' ').next()?;
    Some(Cow::Borrowed(match scheme {
        "basic" => "name and password in base64, which anyone can decode",
        "bearer" => "a token: anyone who has it can do what its owner can",
        "digest" => "a hash of the password and a challenge",
        _ => return None,
    }))
}

fn content_type(value: &str) -> Meaning {
    let kind = value.split(';').next()?.trim();
    Some(Cow::Borrowed(match kind {
        "text/plain" => "plain text",
        "text/html" => "a web page",
        "application/json" => "JSON",
        "application/octet-stream" => "bytes of an unspecified type",
        "application/x-www-form-urlencoded" => "form input",
        "multipart/form-data" => "form input, with files",
        _ => return None,
    }))
}

fn hsts(value: &str) -> Meaning {
    let age = value.split(';').find_map(|part| part.trim().strip_prefix("max-age="))?;
    let seconds: u64 = age.trim_matches('"').parse().ok()?;
    Some(Cow::Owned(format!("HTTPS only for {seconds} s, and then as before")))
}
