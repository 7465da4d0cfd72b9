//! Labels of start lines, of the parts of header lines, and of bodies.

super::define_labels! {
    REQUEST_LINE = "wirewalk.http.request_line", "request line", REQUEST_LINE,
        "The first line of a request: what is to be done, to what, in which version of HTTP.";
    METHOD: Choice = "http.request.method", "method", METHODS,
        "What the client asks the server to do. Upper case by custom; it is case-sensitive.";
    URI = "http.request.uri", "target", REQUEST_TARGET,
        "What the request is about: usually path and query, with the site's name in the Host header.";
    URI_PATH = "http.request.uri.path", "path", URI_PATH,
        "Where on the site the resource is. The server decides what it stands for; it need not be a file.";
    URI_QUERY = "http.request.uri.query", "query", URI_QUERY,
        "What stands behind the first `?`: parameters for the resource. Servers log it, so it is no place for a secret.";
    URI_PARAMETER = "http.request.uri.query.parameter", "query parameter", URI_QUERY,
        "One parameter of the query, by custom `name=value`.";
    URI_DELIMITER = "wirewalk.http.uri_delimiter", "delimiter", URI_QUERY,
        "`?` begins the query, `&` parts its parameters.";
    REQUEST_VERSION: Number = "http.request.version", "version", HTTP_VERSION,
        "The highest version that the client speaks. HTTP/1.1 keeps connections open and requires a Host header.";
    STATUS_LINE = "wirewalk.http.status_line", "status line", STATUS_LINE,
        "The first line of a response: the version, how the request went as a number, and the same in words.";
    RESPONSE_VERSION: Number = "http.response.version", "version", HTTP_VERSION,
        "The version that the server speaks.";
    STATUS_CODE: Number = "http.response.code", "status code", STATUS_CODES,
        "How the request went. Programs act on this number; its first digit is the class of the answer.";
    STATUS_CODE_DESC: Number = "http.response.code.desc", "what the code means", STATUS_CODES,
        "What the standard calls this status, whatever the server wrote beside it.";
    PHRASE = "http.response.phrase", "reason phrase", STATUS_LINE,
        "The status in words, for people. Programs ignore it, and HTTP/2 dropped it.";
    SPACE = "wirewalk.http.space", "space", MESSAGE_PARSING,
        "One space parts the words of a start line. Anything else invites two programs to read the line differently.";
    LINE_END = "wirewalk.http.line_end", "line end", MESSAGE_PARSING,
        "CR LF, two bytes: this is where the line ends. HTTP/1.1 finds its way by line ends alone.";
    EMPTY_LINE = "wirewalk.http.empty_line", "empty line before the message", MESSAGE_PARSING,
        "A line end before a message. Old clients sent one after a body, so servers skip it.";
    HEAD_END = "wirewalk.http.head_end", "empty line", MESSAGE_FORMAT,
        "An empty line ends the head. What follows is the body, if there is one, or the next message.";
    REQUEST_HEADER = "http.request.line", "header line", FIELD_SYNTAX,
        "A header of the request: a name, a colon, a value. A server ignores those that it does not know.";
    RESPONSE_HEADER = "http.response.line", "header line", FIELD_SYNTAX,
        "A header of the response: a name, a colon, a value. A client ignores those that it does not know.";
    HEADER_NAME = "wirewalk.http.header.name", "header name", FIELD_NAMES,
        "What this header is about. Upper and lower case mean the same.";
    HEADER_COLON = "wirewalk.http.header.colon", "colon", FIELD_SYNTAX,
        "Parts name and value. It follows the name at once; white space behind it belongs to neither.";
    HEADER_VALUE = "wirewalk.http.header.value", "header value", FIELD_VALUES,
        "What this header says.";
    HEADER_SPACE = "wirewalk.http.header.space", "white space", WHITESPACE,
        "White space that does not count as part of the name or the value.";
    HEADER_FOLD = "wirewalk.http.header.fold", "folded line", OBS_FOLD,
        "A line end followed by white space: an obsolete way to continue a header in the next line.";
    COOKIE_PAIR = "http.cookie_pair", "cookie", COOKIE,
        "One cookie, name and value, as the server once handed it out.";
    COOKIE_SEPARATOR = "wirewalk.http.cookie_separator", "separator", COOKIE,
        "A semicolon and a space part one cookie from the next.";
    CONTENT_LENGTH_NUMBER: Length = "http.content_length", "length of the body", CONTENT_LENGTH,
        "The length as a number. The reader counts so many bytes after the empty line, and there the next message begins.";
    ASKED_BY_GET = "wirewalk.http.asked_by_get", "question in the address", DNS_BY_GET,
        "A request by GET has no body: the question is in the address, as base64. Whoever logs addresses logs questions.";
    BODY: Data opaque = "http.file_data", "body", CONTENT,
        "What the message is about: the resource itself, or what a form holds. HTTP does not look inside.";
    BODY_PIECE: Data opaque = "wirewalk.http.body_piece", "piece of a body", MESSAGE_BODY,
        "A part of a body that is shown in pieces, because it is long or because some of it is missing.";
    SURPLUS: Data opaque = "wirewalk.http.surplus", "surplus", BODY_LENGTH,
        "Bytes behind the announced end of an answer, when nothing more was asked. The reader of the answer never looks at them.";
    CHUNK_SIZE = "http.chunk_size", "chunk size", CHUNKED,
        "How many bytes of the body follow, in hexadecimal. So a server can send a body before it knows its length; 0 ends it.";
    CHUNK_DIGITS = "wirewalk.http.chunk_digits", "hexadecimal digits", CHUNKED,
        "The number itself, in hexadecimal.";
    CHUNK_EXTENSION = "wirewalk.http.chunk_extension", "chunk extension", CHUNK_EXTENSIONS,
        "Something that a sender may add behind the size. Hardly anything uses it, and readers ignore it.";
    CHUNK_DATA: Data opaque = "http.chunk_data", "chunk data", CHUNKED,
        "A part of the body. Put together without their framing, the chunks are the body.";
    CHUNK_BOUNDARY = "http.chunk_boundary", "end of the chunk", CHUNKED,
        "A line end after the data. It adds nothing, and shows a reader who miscounted that something is wrong.";
    TRAILERS = "http.chunked_trailer_part", "trailers", CHUNKED_TRAILER,
        "Headers that come after the body, such as a checksum that was only known then.";
    TRAILER_LINE = "wirewalk.http.trailer_line", "trailer line", TRAILERS,
        "One header after the body. It must not be one on which framing or permissions depend.";
    CHUNKED_END = "wirewalk.http.chunked_end", "empty line", CHUNKED,
        "An empty line ends a chunked body.";
}
