//! Labels of start lines, of the parts of header lines, and of bodies.

super::define_labels! {
    REQUEST_LINE = "wirewalk.http.request_line", "request line", REQUEST_LINE,
        "The first line of a request: what the client wants done, on which resource, and the version of HTTP.";
    METHOD: Choice = "http.request.method", "method", METHODS,
        "What the client asks the server to do. Methods are upper case by custom, and case matters.";
    URI = "http.request.uri", "target", REQUEST_TARGET,
        "What the request is about: usually a path and a query, while the site's name is in the Host header.";
    URI_PATH = "http.request.uri.path", "path", URI_PATH,
        "Where on the site the resource is. The server decides what the path refers to; it need not be a file.";
    URI_QUERY = "http.request.uri.query", "query", URI_QUERY,
        "Everything after the first `?`: parameters for the resource. Servers log it, so secrets do not belong here.";
    URI_PARAMETER = "http.request.uri.query.parameter", "query parameter", URI_QUERY,
        "One parameter of the query, usually written `name=value`.";
    URI_DELIMITER = "wirewalk.http.uri_delimiter", "delimiter", URI_QUERY,
        "`?` begins the query; `&` separates its parameters.";
    REQUEST_VERSION: Number = "http.request.version", "version", HTTP_VERSION,
        "The highest version that the client supports. HTTP/1.1 keeps connections open and requires a Host header.";
    STATUS_LINE = "wirewalk.http.status_line", "status line", STATUS_LINE,
        "The first line of a response: the version, a number that says how the request went, and the same in words.";
    RESPONSE_VERSION: Number = "http.response.version", "version", HTTP_VERSION,
        "The version that the server supports.";
    STATUS_CODE: Number = "http.response.code", "status code", STATUS_CODES,
        "How the request went. Programs act on this number. Its first digit gives the class of the response.";
    STATUS_CODE_DESC: Number = "http.response.code.desc", "what the code means", STATUS_CODES,
        "The standard's name for this status, whatever the server wrote beside it.";
    PHRASE = "http.response.phrase", "reason phrase", STATUS_LINE,
        "The status in words, for people. Programs ignore it, and HTTP/2 dropped it.";
    SPACE = "wirewalk.http.space", "space", MESSAGE_PARSING,
        "One space separates the words of a start line. With anything else, two programs may read the line differently.";
    LINE_END = "wirewalk.http.line_end", "line end", MESSAGE_PARSING,
        "Two bytes, CR and LF, end the line. HTTP/1.1 relies on nothing else to divide the head into lines.";
    EMPTY_LINE = "wirewalk.http.empty_line", "empty line before the message", MESSAGE_PARSING,
        "A line end before a message. Old clients sent one after a body, so servers skip it.";
    HEAD_END = "wirewalk.http.head_end", "empty line", MESSAGE_FORMAT,
        "An empty line ends the head. What follows is the body, if there is one, or the next message.";
    REQUEST_HEADER = "http.request.line", "header line", FIELD_SYNTAX,
        "A header of the request: a name, a colon and a value. A server ignores headers that it does not know.";
    RESPONSE_HEADER = "http.response.line", "header line", FIELD_SYNTAX,
        "A header of the response: a name, a colon and a value. A client ignores headers that it does not know.";
    HEADER_NAME = "wirewalk.http.header.name", "header name", FIELD_NAMES,
        "What this header is about. Upper and lower case make no difference.";
    HEADER_COLON = "wirewalk.http.header.colon", "colon", FIELD_SYNTAX,
        "Separates name and value. It follows the name directly; white space after it belongs to neither.";
    HEADER_VALUE = "wirewalk.http.header.value", "header value", FIELD_VALUES,
        "What this header says.";
    HEADER_SPACE = "wirewalk.http.header.space", "white space", WHITESPACE,
        "White space that does not count as part of the name or the value.";
    HEADER_FOLD = "wirewalk.http.header.fold", "folded line", OBS_FOLD,
        "A line end followed by white space: an obsolete way to continue a header on the next line.";
    COOKIE_PAIR = "http.cookie_pair", "cookie", COOKIE,
        "One cookie, as a name and a value that the server once set.";
    COOKIE_SEPARATOR = "wirewalk.http.cookie_separator", "separator", COOKIE,
        "A semicolon and a space separate cookies.";
    CONTENT_LENGTH_NUMBER: Length = "http.content_length", "length of the body", CONTENT_LENGTH,
        "The length as a number. The reader counts that many bytes after the empty line; the next message begins there.";
    ASKED_BY_GET = "wirewalk.http.asked_by_get", "question in the address", DNS_BY_GET,
        "A GET request has no body, so the question is in the URL, as base64. A server that logs URLs logs the questions too.";
    BODY: Data opaque = "http.file_data", "body", CONTENT,
        "The resource itself, or the data of a form. HTTP does not look inside.";
    BODY_PIECE: Data opaque = "wirewalk.http.body_piece", "piece of a body", MESSAGE_BODY,
        "A part of a body that is shown in pieces, because it is long or because some of it is missing.";
    SURPLUS: Data opaque = "wirewalk.http.surplus", "surplus", BODY_LENGTH,
        "Bytes after the announced end of a response, when no further request was sent. The reader of the response never looks at them.";
    CHUNK_SIZE = "http.chunk_size", "chunk size", CHUNKED,
        "How many bytes of chunk follow, in hexadecimal. A server can thus send a body before it knows the length. 0 ends the body.";
    CHUNK_DIGITS = "wirewalk.http.chunk_digits", "hexadecimal digits", CHUNKED,
        "The number itself, in hexadecimal.";
    CHUNK_EXTENSION = "wirewalk.http.chunk_extension", "chunk extension", CHUNK_EXTENSIONS,
        "Extra text that a sender may add after the size. Hardly any program uses it, and readers ignore it.";
    CHUNK_DATA: Data opaque = "http.chunk_data", "chunk data", CHUNKED,
        "A part of the body. The chunks without their framing, joined together, are the body.";
    CHUNK_BOUNDARY = "http.chunk_boundary", "end of the chunk", CHUNKED,
        "A line end after the data. It carries nothing, but it shows a reader that miscounted that something is wrong.";
    TRAILERS = "http.chunked_trailer_part", "trailers", CHUNKED_TRAILER,
        "Headers that come after the body, such as a checksum that the sender knows only then.";
    TRAILER_LINE = "wirewalk.http.trailer_line", "trailer line", TRAILERS,
        "One header after the body. Headers that affect framing or permissions are not allowed here.";
    CHUNKED_END = "wirewalk.http.chunked_end", "empty line", CHUNKED,
        "An empty line ends a chunked body.";
}
