//! Labels of headers: those that Wireshark has a field for (the whole line), and others (the value).

use crate::Label;

super::define_labels! {
    HOST: Name = "http.host", "Host", HOST,
        "Which site is meant: one address can serve many. Required since HTTP/1.1, exactly once.";
    USER_AGENT = "http.user_agent", "User-Agent", USER_AGENT,
        "Which program asks. Anybody can write anything here, so it proves nothing.";
    ACCEPT = "http.accept", "Accept", ACCEPT,
        "Which kinds of data the client can use; `*/*` is any.";
    ACCEPT_ENCODING = "http.accept_encoding", "Accept-Encoding", ACCEPT_ENCODING,
        "Which compressions the client understands, so that the server may use one of them.";
    ACCEPT_LANGUAGE = "http.accept_language", "Accept-Language", ACCEPT_LANGUAGE,
        "Which languages the person reads, in order of preference.";
    AUTHORIZATION = "http.authorization", "Authorization", AUTHORIZATION,
        "Proof that the client may ask. In plain HTTP whoever listens can read and reuse it.";
    CACHE_CONTROL = "http.cache_control", "Cache-Control", CACHE_CONTROL,
        "Whether and how long this may be kept and used again without asking.";
    CONNECTION = "http.connection", "Connection", CONNECTION,
        "What holds for this connection only and is not passed on: `close`, `keep-alive`, `upgrade`.";
    CONTENT_ENCODING = "http.content_encoding", "Content-Encoding", CONTENT_ENCODING,
        "How the body is compressed. Compression is not encryption: anybody can undo it.";
    CONTENT_LENGTH = "http.content_length_header", "Content-Length", CONTENT_LENGTH,
        "How many bytes the body has. Without encryption it tells an eavesdropper the size; with it, nearly as well.";
    CONTENT_TYPE = "http.content_type", "Content-Type", CONTENT_TYPE,
        "What kind of data the body is, so that the receiver knows what to do with it.";
    COOKIE = "http.cookie", "Cookie", COOKIE,
        "What the server once gave the client to recognise it by. Whoever copies it from the wire is taken for the client.";
    DATE = "http.date", "Date", DATE,
        "When the server made this answer, by its own clock.";
    HTTP2_SETTINGS = "http.http2_settings", "HTTP2-Settings", HTTP2_SETTINGS,
        "Settings for a connection that is to go on in HTTP/2. Obsolete.";
    LAST_MODIFIED = "http.last_modified", "Last-Modified", LAST_MODIFIED,
        "When the resource last changed, so that a client can ask only for something newer.";
    LOCATION = "http.location", "Location", LOCATION,
        "Where to go instead, or where the new thing is.";
    PROXY_AUTHENTICATE = "http.proxy_authenticate", "Proxy-Authenticate", PROXY_AUTHENTICATE,
        "How to prove to the proxy who one is.";
    PROXY_AUTHORIZATION = "http.proxy_authorization", "Proxy-Authorization", PROXY_AUTHORIZATION,
        "Proof, for the proxy, of who one is.";
    REFERER = "http.referer", "Referer", REFERER,
        "The page that led here (misspelt in the standard since 1996). It tells one site what was read on another.";
    SEC_WEBSOCKET_ACCEPT = "http.sec_websocket_accept", "Sec-WebSocket-Accept", WEBSOCKET_FIELDS,
        "Computed from the client's key: the server did read the request and does speak WebSocket. No secret is involved.";
    SEC_WEBSOCKET_EXTENSIONS = "http.sec_websocket_extensions", "Sec-WebSocket-Extensions", WEBSOCKET_FIELDS,
        "Additions to WebSocket that the two agree on.";
    SEC_WEBSOCKET_KEY = "http.sec_websocket_key", "Sec-WebSocket-Key", WEBSOCKET_FIELDS,
        "A random value that the server must answer for. It is not a key that encrypts.";
    SEC_WEBSOCKET_PROTOCOL = "http.sec_websocket_protocol", "Sec-WebSocket-Protocol", WEBSOCKET_FIELDS,
        "What is to be spoken inside the WebSocket.";
    SEC_WEBSOCKET_VERSION: Number = "http.sec_websocket_version", "Sec-WebSocket-Version", WEBSOCKET_FIELDS,
        "The version of WebSocket; 13 is the only one in use.";
    SERVER = "http.server", "Server", SERVER,
        "Which program answers. It helps an attacker more than anybody else, so many leave it out.";
    SET_COOKIE = "http.set_cookie", "Set-Cookie", SET_COOKIE,
        "A value that the client shall send back with every later request to this site.";
    TRANSFER_ENCODING = "http.transfer_encoding", "Transfer-Encoding", TRANSFER_ENCODING,
        "How the body is framed on this connection: `chunked` means in pieces that each begin with their size.";
    UPGRADE = "http.upgrade", "Upgrade", UPGRADE,
        "Another protocol that could be spoken on this connection from here on.";
    WWW_AUTHENTICATE = "http.www_authenticate", "WWW-Authenticate", WWW_AUTHENTICATE,
        "How to prove who one is, sent with 401.";
    X_FORWARDED_FOR = "http.x_forwarded_for", "X-Forwarded-For", FORWARDED,
        "The client's address as a proxy saw it. A client can send it too, so only what the own proxy wrote counts.";
}

/// The label of a whole line, by the header's name in any case.
pub(crate) fn line(name: &[u8]) -> Option<&'static Label> {
    ALL.iter().find(|label| label.name.as_bytes().eq_ignore_ascii_case(name)).copied()
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
        "Whether a client may ask for a part of the resource.";
    AGE = "age", "Age", CACHE_AGE,
        "For how many seconds a cache has kept this answer.";
    ALLOW = "allow", "Allow", ALLOW,
        "Which methods this resource understands.";
    CONTENT_RANGE = "content_range", "Content-Range", CONTENT_RANGE,
        "Which part of the resource this is.";
    ETAG = "etag", "ETag", ETAG,
        "A name for this version of the resource: if it is the same later, nothing changed.";
    EXPECT = "expect", "Expect", EXPECT,
        "The client waits for the server's leave (`100 Continue`) before it sends a long body.";
    EXPIRES = "expires", "Expires", EXPIRES,
        "When this answer goes stale.";
    FORWARDED = "forwarded", "Forwarded", FORWARDED,
        "What a proxy changed: whose request it was and for which site.";
    IF_MODIFIED_SINCE = "if_modified_since", "If-Modified-Since", IF_MODIFIED_SINCE,
        "Send it only if it changed after this time; otherwise 304 is enough.";
    IF_NONE_MATCH = "if_none_match", "If-None-Match", IF_NONE_MATCH,
        "Send it only if its version is not one of these; otherwise 304 is enough.";
    KEEP_ALIVE = "keep_alive", "Keep-Alive", CONNECTION,
        "How long an idle connection stays open. A hint from the days of HTTP/1.0.";
    ORIGIN = "origin", "Origin", ORIGIN,
        "Which site's page made the browser ask, so that the server can refuse strangers.";
    PRAGMA = "pragma", "Pragma", PRAGMA,
        "`no-cache`, as HTTP/1.0 said it.";
    RANGE = "range", "Range", RANGE,
        "Only this part of the resource is wanted.";
    RETRY_AFTER = "retry_after", "Retry-After", RETRY_AFTER,
        "When it makes sense to ask again.";
    STRICT_TRANSPORT_SECURITY = "strict_transport_security", "Strict-Transport-Security", STRICT_TRANSPORT_SECURITY,
        "For so many seconds the browser shall reach this host by HTTPS only. Ignored over plain HTTP.";
    TE = "te", "TE", TE,
        "Which transfer codings the client understands, and whether trailers are welcome.";
    TRAILER = "trailer", "Trailer", TRAILER,
        "Which headers will come after the body.";
    VARY = "vary", "Vary", VARY,
        "Which request headers this answer depends on, so that a cache does not mix them up.";
    VIA = "via", "Via", VIA,
        "The proxies that passed this message on.";
    X_FORWARDED_HOST = "x_forwarded_host", "X-Forwarded-Host", FORWARDED,
        "The Host header as a proxy received it.";
    X_FORWARDED_PROTO = "x_forwarded_proto", "X-Forwarded-Proto", FORWARDED,
        "Whether the client reached the proxy by http or https.";
    X_SSL_CLIENT_CN = "x_ssl_client_cn", "X-SSL-Client-CN", WIREWALK,
        "The name in the client's certificate, as a proxy tells its backend. Worth nothing if a client can send it too.";
    X_SSL_CLIENT_VERIFY = "x_ssl_client_verify", "X-SSL-Client-Verify", WIREWALK,
        "Whether a proxy verified the client's certificate. Worth nothing if a client can send it too.";
}
