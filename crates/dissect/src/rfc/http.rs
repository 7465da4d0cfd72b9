//! HTTP: what it means, how it stands on the wire, and what a server or a proxy answers.

use super::cites;

cites! {
    "gRPC over HTTP2" {
        GRPC_MESSAGES = "Requests", "Messages, each after a five-byte prefix.";
        GRPC_STATUS = "Responses", "How a call went.";
    }
    "Protocol Buffers documentation, Encoding" { PROTOBUF_FIELDS = "Message Structure", "Numbers, types, values."; }
    // HTTP semantics (RFC 9110).
    "RFC 9110" {
        FIELD_NAMES = "5.1", "Names of header fields.";
        FIELD_VALUES = "5.5", "Values of header fields.";
        WHITESPACE = "5.6.3", "Where white space may be, and where it must not.";
        CONTENT = "6.4", "What a body is for.";
        TRAILERS = "6.5", "Fields after a body.";
        DATE = "6.6.1", "When a message was made.";
        TRAILER = "6.6.2", "Which fields come after the body.";
        HOST = "7.2", "Which site the client wants.";
        CONNECTION = "7.6.1", "Options for this connection only.";
        VIA = "7.6.3", "The proxies that a message passed through.";
        UPGRADE = "7.8", "Another protocol on the same connection.";
        CONTENT_TYPE = "8.3", "The type of data in a body.";
        CONTENT_ENCODING = "8.4", "How a body is compressed.";
        CONTENT_LENGTH = "8.6", "How long a body is.";
        LAST_MODIFIED = "8.8.2", "When a resource changed.";
        ETAG = "8.8.3", "The version of a resource.";
        METHODS = "9", "What a request asks for.";
        EXPECT = "10.1.1", "Waiting for permission to send a body.";
        REFERER = "10.1.3", "Which page led here.";
        TE = "10.1.4", "Which transfer codings a client understands.";
        USER_AGENT = "10.1.5", "The client's program.";
        ALLOW = "10.2.1", "Which methods work.";
        LOCATION = "10.2.2", "Where to go instead.";
        RETRY_AFTER = "10.2.3", "When to try again.";
        SERVER = "10.2.4", "The server's program.";
        WWW_AUTHENTICATE = "11.6.1", "How a client can prove its identity.";
        AUTHORIZATION = "11.6.2", "Proof of a client's identity.";
        PROXY_AUTHENTICATE = "11.7.1", "How a client can prove its identity to a proxy.";
        PROXY_AUTHORIZATION = "11.7.2", "Proof of a client's identity, for a proxy.";
        ACCEPT = "12.5.1", "Which types of data a client accepts.";
        ACCEPT_ENCODING = "12.5.3", "Which compressions a client accepts.";
        ACCEPT_LANGUAGE = "12.5.4", "Which languages the user prefers.";
        VARY = "12.5.5", "What an answer depends on.";
        IF_NONE_MATCH = "13.1.2", "Only if it is another version.";
        IF_MODIFIED_SINCE = "13.1.3", "Only if it changed.";
        RANGE = "14.2", "A part of a resource only.";
        ACCEPT_RANGES = "14.3", "Whether parts can be asked for.";
        CONTENT_RANGE = "14.4", "Which part this is.";
        STATUS_CODES = "15", "How a request went.";
    }
    // HTTP/1.1 on the wire (RFC 9112).
    "RFC 9112" {
        MESSAGE_FORMAT = "2.1", "Start line, fields, empty line, body.";
        MESSAGE_PARSING = "2.2", "How to read a message, and line ends.";
        HTTP_VERSION = "2.3", "The version.";
        REQUEST_LINE = "3", "The first line of a request.";
        REQUEST_TARGET = "3.2", "What a request is about.";
        STATUS_LINE = "4", "The first line of a response.";
        FIELD_SYNTAX = "5", "Header lines.";
        OBS_FOLD = "5.2", "Header lines that continue on the next line.";
        TRANSFER_ENCODING = "6.1", "How a body is framed.";
        MESSAGE_BODY = "6", "The body.";
        BODY_LENGTH = "6.3", "How the end of a body is found.";
        CHUNKED = "7.1", "A body in chunks.";
        CHUNK_EXTENSIONS = "7.1.1", "Extensions after a chunk's size.";
        CHUNKED_TRAILER = "7.1.2", "Fields after the last chunk.";
        INCOMPLETE = "8", "Messages that are cut off.";
    }
    // HTTP/2 and its compressed headers.
    "RFC 9113" {
        HTTP2_PREFACE = "3.4", "How a client begins.";
        HTTP2_FRAMES = "4.1", "The header of every frame.";
        HTTP2_FIELD_BLOCKS = "4.3", "Header fields, compressed and cut into frames.";
        HTTP2_STREAMS = "5.1.1", "Many requests at the same time.";
        HTTP2_PRIORITY = "5.3", "Which stream is more urgent; abandoned.";
        HTTP2_EXTENSIONS = "5.5", "Frames of unknown types.";
        HTTP2_DATA = "6.1", "DATA.";
        HTTP2_HEADERS = "6.2", "HEADERS.";
        HTTP2_RST_STREAM = "6.4", "RST_STREAM.";
        HTTP2_SETTINGS_FRAMES = "6.5", "SETTINGS.";
        HTTP2_PUSH_PROMISE = "6.6", "PUSH_PROMISE.";
        HTTP2_PING = "6.7", "PING.";
        HTTP2_GOAWAY = "6.8", "GOAWAY.";
        HTTP2_WINDOW_UPDATE = "6.9", "WINDOW_UPDATE.";
        HTTP2_CONTINUATION = "6.10", "CONTINUATION.";
        HTTP2_PSEUDO_FIELDS = "8.3", "Method, target and status as header fields.";
    }
    "RFC 7541" { HPACK_FIELDS = "6", "How a header field is compressed."; }
}

/// What the door refuses, and where the standards say so.
pub mod door {
    use super::cites;

    cites! {
        "RFC 9112" {
            LINES = "2.2", "Lines end in CRLF.";
            VERSION = "2.3", "Versions.";
            REQUEST_LINE = "3", "The request line.";
            TARGET = "3.2", "The forms of a request target.";
            FIELD_LINE = "5.1", "No whitespace before the colon.";
            OBS_FOLD = "5.2", "Folded field lines.";
            TRANSFER_ENCODING = "6.1", "Transfer-Encoding.";
            BODY_LENGTH = "6.3", "How long a body is.";
            CHUNKS = "7.1", "Chunks.";
            TRAILERS = "7.1.2", "Trailers.";
            INCOMPLETE = "8", "Messages that end early.";
        }
        "RFC 3986" { URI_CHARACTERS = "2", "The characters of a URI."; }
        "RFC 9110" {
            METHOD = "9.1", "The method is a token.";
            CONNECT = "9.3.6", "CONNECT asks for a tunnel.";
            HOST = "7.2", "Host.";
            FIELD_NAME = "5.1", "Field names.";
            FIELD_VALUE = "5.5", "Field values.";
            CONTENT_LENGTH = "8.6", "Content-Length.";
            EXPECT = "10.1.1", "Expect.";
            TIMEOUT = "15.5.9", "408 Request Timeout.";
            TOO_LARGE = "15.5.14", "413 Content Too Large.";
            URI_TOO_LONG = "15.5.15", "414 URI Too Long.";
            BAD_GATEWAY = "15.6.3", "502 Bad Gateway.";
            UNAVAILABLE = "15.6.4", "503 Service Unavailable.";
            GATEWAY_TIMEOUT = "15.6.5", "504 Gateway Timeout.";
            HTTPS = "4.2.2", "HTTP over TLS.";
        }
        "RFC 6585" { FIELDS_TOO_LARGE = "5", "431 Request Header Fields Too Large."; }
        "RFC 9113" { HTTP2_PREFACE = "3.4", "The preface of an HTTP/2 connection."; }
    }
}

/// What a reverse proxy answers for itself.
pub mod proxy {
    use super::cites;

    cites! {
        "RFC 9110" {
            PERMANENT_REDIRECT = "15.4.9", "308 Permanent Redirect.";
            FORBIDDEN = "15.5.4", "403 Forbidden.";
            NOT_FOUND = "15.5.5", "404 Not Found.";
            NOT_ALLOWED = "15.5.6", "405 Method Not Allowed.";
            NOT_IMPLEMENTED = "15.6.2", "501 Not Implemented.";
        }
        "RFC 6585" { TOO_MANY_REQUESTS = "4", "429 Too Many Requests."; }
        "RFC 7239" { FORWARDED = "8.1", "What only a proxy can know, and when to trust it."; }
        "RFC 6797" { HSTS_PORTS = "8.3", "HSTS applies to all ports of a host."; }
        "RFC 9112" { REQUEST_SMUGGLING = "11.2", "The cost of a lenient parser to the server behind it."; }
    }
}
