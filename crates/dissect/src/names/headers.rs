//! Labels of headers: those that Wireshark has a field for (the whole line), and others (the value).

use std::sync::LazyLock;

use crate::Label;

super::define_labels! {
    HOST: Name = "http.host", "Host", HOST,
        "Which site the client wants: one address can serve many. Required since HTTP/1.1, exactly once.";
    USER_AGENT = "http.user_agent", "User-Agent", USER_AGENT,
        "Which program sent the request. Any client can write anything here, so it proves nothing.";
    ACCEPT = "http.accept", "Accept", ACCEPT,
        "Which types of data the client can use; `*/*` means any.";
    ACCEPT_ENCODING = "http.accept_encoding", "Accept-Encoding", ACCEPT_ENCODING,
        "Which compressions the client understands, so that the server may use one of them.";
    ACCEPT_LANGUAGE = "http.accept_language", "Accept-Language", ACCEPT_LANGUAGE,
        "Which languages the user reads, in order of preference.";
    AUTHORIZATION = "http.authorization", "Authorization", AUTHORIZATION,
        "Proof that the client may make this request. In plain HTTP, Eve can read it and use it herself.";
    CACHE_CONTROL = "http.cache_control", "Cache-Control", CACHE_CONTROL,
        "Whether this may be cached, and how long it may be reused without asking again.";
    CONNECTION = "http.connection", "Connection", CONNECTION,
        "Options for this connection only, which a proxy does not pass on: `close`, `keep-alive`, `upgrade`.";
    CONTENT_ENCODING = "http.content_encoding", "Content-Encoding", CONTENT_ENCODING,
        "How the body is compressed. Compression is not encryption: anyone can undo it.";
    CONTENT_LENGTH = "http.content_length_header", "Content-Length", CONTENT_LENGTH,
        "How many bytes the body has. In the clear, it tells Eve the exact size; encryption hides the header, but hardly the size.";
    CONTENT_TYPE = "http.content_type", "Content-Type", CONTENT_TYPE,
        "The type of data in the body, so that the receiver knows how to handle it.";
    COOKIE = "http.cookie", "Cookie", COOKIE,
        "A value that the server gave the client, to recognise it again. Anyone who copies it from the wire can pose as the client.";
    DATE = "http.date", "Date", DATE,
        "When the server made this answer, by its own clock.";
    HTTP2_SETTINGS = "http.http2_settings", "HTTP2-Settings", HTTP2_SETTINGS,
        "Settings for a connection that switches to HTTP/2. Obsolete.";
    LAST_MODIFIED = "http.last_modified", "Last-Modified", LAST_MODIFIED,
        "When the resource last changed. The client can later ask for it only if it changed since then.";
    LOCATION = "http.location", "Location", LOCATION,
        "Where to go instead, or where the new resource is.";
    PROXY_AUTHENTICATE = "http.proxy_authenticate", "Proxy-Authenticate", PROXY_AUTHENTICATE,
        "How the client can prove its identity to the proxy.";
    PROXY_AUTHORIZATION = "http.proxy_authorization", "Proxy-Authorization", PROXY_AUTHORIZATION,
        "Proof of the client's identity, for the proxy.";
    REFERER = "http.referer", "Referer", REFERER,
        "The page that led here (misspelt in the standard since 1996). It tells one site what the user read on another.";
    SEC_WEBSOCKET_ACCEPT = "http.sec_websocket_accept", "Sec-WebSocket-Accept", WEBSOCKET_FIELDS,
        "Computed from the client's key. It shows that the server read the request and supports WebSocket; no secret is involved.";
    SEC_WEBSOCKET_EXTENSIONS = "http.sec_websocket_extensions", "Sec-WebSocket-Extensions", WEBSOCKET_FIELDS,
        "Extensions to WebSocket that both sides agree on.";
    SEC_WEBSOCKET_KEY = "http.sec_websocket_key", "Sec-WebSocket-Key", WEBSOCKET_FIELDS,
        "A random value that the server must base its answer on. It is not an encryption key.";
    SEC_WEBSOCKET_PROTOCOL = "http.sec_websocket_protocol", "Sec-WebSocket-Protocol", WEBSOCKET_FIELDS,
        "The protocol to use inside the WebSocket.";
    SEC_WEBSOCKET_VERSION: Number = "http.sec_websocket_version", "Sec-WebSocket-Version", WEBSOCKET_FIELDS,
        "The version of WebSocket; 13 is the only one in use.";
    SERVER = "http.server", "Server", SERVER,
        "Which program sent the response. This helps attackers more than anyone else, so many servers leave it out.";
    SET_COOKIE = "http.set_cookie", "Set-Cookie", SET_COOKIE,
        "A value that the client should send back with every later request to this site.";
    TRANSFER_ENCODING = "http.transfer_encoding", "Transfer-Encoding", TRANSFER_ENCODING,
        "How the body is framed on this connection. `chunked` means in pieces, each of which begins with its size.";
    UPGRADE = "http.upgrade", "Upgrade", UPGRADE,
        "Another protocol that this connection could switch to.";
    WWW_AUTHENTICATE = "http.www_authenticate", "WWW-Authenticate", WWW_AUTHENTICATE,
        "How the client can prove its identity. Sent with status 401.";
    X_FORWARDED_FOR = "http.x_forwarded_for", "X-Forwarded-For", FORWARDED,
        "The client's address as a proxy saw it. A client can send it too, so a server should trust only what its own proxy wrote.";
}

/// The label of a whole line, by the header's name in any case.
pub(crate) fn line(name: &[u8]) -> Option<&'static Label> {
    static LINES: LazyLock<ByLength> = LazyLock::new(|| by_length(ALL));
    find(&LINES, name)
}

/// The label of a value, by the header's name in any case.
pub(crate) fn value(name: &[u8]) -> Option<&'static Label> {
    static BY_LENGTH: LazyLock<ByLength> = LazyLock::new(|| by_length(VALUES));
    find(&BY_LENGTH, name)
}

/// Labels by the length of their names: a message has many headers, and few names are equally long.
type ByLength = Vec<Vec<&'static Label>>;

fn by_length(labels: &[&'static Label]) -> ByLength {
    let longest = labels.iter().map(|label| label.name.len()).max().unwrap_or_default();
    let of = |len| labels.iter().filter(|label| label.name.len() == len).copied().collect();
    (0..=longest).map(of).collect()
}

fn find(labels: &ByLength, name: &[u8]) -> Option<&'static Label> {
    labels.get(name.len())?.iter().find(|label| label.name.as_bytes().eq_ignore_ascii_case(name)).copied()
}

/// Statics of labels for values, named by the header, and the list of them.
macro_rules! values {
    ($($label:ident = $id:literal, $name:literal, $cite:ident, $why:literal;)*) => {
        $(static $label: Label = Label::new(concat!("wirewalk.http.", $id), $name, $why, crate::rfc::$cite);)*
        /// Labels of the values of headers that Wireshark has no field for; the name is the header's.
        pub(crate) static VALUES: &[&Label] = &[$(&$label),*];
    };
}

values! {
    ACCEPT_RANGES = "accept_ranges", "Accept-Ranges", ACCEPT_RANGES,
        "Whether a client may ask for only a part of the resource.";
    AGE = "age", "Age", CACHE_AGE,
        "For how many seconds a cache has stored this response.";
    ALLOW = "allow", "Allow", ALLOW,
        "Which methods this resource supports.";
    CONTENT_RANGE = "content_range", "Content-Range", CONTENT_RANGE,
        "Which part of the resource this is.";
    ETAG = "etag", "ETag", ETAG,
        "A name for this version of the resource. If the name is the same later, nothing has changed.";
    EXPECT = "expect", "Expect", EXPECT,
        "The client waits for the server's permission (`100 Continue`) before it sends a long body.";
    EXPIRES = "expires", "Expires", EXPIRES,
        "When this response becomes stale.";
    FORWARDED = "forwarded", "Forwarded", FORWARDED,
        "What a proxy replaced: the client's address and the requested site.";
    IF_MODIFIED_SINCE = "if_modified_since", "If-Modified-Since", IF_MODIFIED_SINCE,
        "The server should send the resource only if it changed after this time; otherwise status 304 is enough.";
    IF_NONE_MATCH = "if_none_match", "If-None-Match", IF_NONE_MATCH,
        "The server should send the resource only if its version is not one of these; otherwise status 304 is enough.";
    KEEP_ALIVE = "keep_alive", "Keep-Alive", CONNECTION,
        "How long an idle connection stays open. A hint that dates from HTTP/1.0.";
    ORIGIN = "origin", "Origin", ORIGIN,
        "The site whose page caused the request, so that the server can refuse requests from other sites.";
    PRAGMA = "pragma", "Pragma", PRAGMA,
        "`no-cache`, in the form HTTP/1.0 used.";
    RANGE = "range", "Range", RANGE,
        "The client wants only this part of the resource.";
    RETRY_AFTER = "retry_after", "Retry-After", RETRY_AFTER,
        "When it makes sense to ask again.";
    STRICT_TRANSPORT_SECURITY = "strict_transport_security", "Strict-Transport-Security", STRICT_TRANSPORT_SECURITY,
        "For this many seconds, the browser must use only HTTPS for this host. Browsers ignore it over plain HTTP.";
    TE = "te", "TE", TE,
        "Which transfer codings the client understands, and whether it accepts trailers.";
    TRAILER = "trailer", "Trailer", TRAILER,
        "Which headers will come after the body.";
    VARY = "vary", "Vary", VARY,
        "Which request headers this response depends on, so that a cache does not mix responses up.";
    VIA = "via", "Via", VIA,
        "The proxies that forwarded this message.";
    X_FORWARDED_HOST = "x_forwarded_host", "X-Forwarded-Host", FORWARDED,
        "The Host header as a proxy received it.";
    X_FORWARDED_PROTO = "x_forwarded_proto", "X-Forwarded-Proto", FORWARDED,
        "Whether the client used http or https to reach the proxy.";
    X_SSL_CLIENT_CN = "x_ssl_client_cn", "X-SSL-Client-CN", WIREWALK,
        "The name in the client's certificate, which a proxy passes to its backend. It is worthless if a client can send it too.";
    X_SSL_CLIENT_VERIFY = "x_ssl_client_verify", "X-SSL-Client-Verify", WIREWALK,
        "Whether a proxy verified the client's certificate. It is worthless if a client can send it too.";
}
