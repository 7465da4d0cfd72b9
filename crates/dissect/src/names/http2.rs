//! Labels of HTTP/2: frames, their flags, what they carry, and header fields.

super::define_labels! {
    MAGIC = "http2.magic", "connection preface", HTTP2_PREFACE,
        "The first words of a client: made so that a server of HTTP/1.1 refuses them at once.";
    FRAME = "http2.stream", "frame", HTTP2_FRAMES,
        "The unit of HTTP/2: length, type, flags, the stream that it belongs to, and what it carries.";
    LENGTH: Length = "http2.length", "length", HTTP2_FRAMES,
        "How many bytes of the frame follow on its nine bytes of header.";
    TYPE: Number = "http2.type", "type", HTTP2_FRAMES,
        "What the frame carries. A type that a receiver does not know is skipped.";
    FLAGS = "http2.flags", "flags", HTTP2_FRAMES,
        "Eight bits, whose meaning depends on the type.";
    END_STREAM = "http2.flags.end_stream", "end of the stream", HTTP2_STREAMS,
        "Set on the last frame that this side sends on the stream: the request or the answer is whole.";
    END_HEADERS = "http2.flags.eh", "end of the headers", HTTP2_FIELD_BLOCKS,
        "Set if no CONTINUATION follows: the compressed headers end in this frame.";
    PADDED = "http2.flags.padded", "padded", HTTP2_DATA,
        "Set if the frame has padding, which hides how long its content is.";
    PRIORITY = "http2.flags.priority", "with priority", HTTP2_PRIORITY,
        "Set if the frame says how urgent its stream is.";
    ACK_SETTINGS = "http2.flags.ack.settings", "acknowledgment", HTTP2_SETTINGS_FRAMES,
        "Set on the answer that takes note of the other side's settings.";
    ACK_PING = "http2.flags.ack.ping", "answer", HTTP2_PING,
        "Set on the answer to a PING.";
    UNUSED = "http2.flags.unused", "unused", HTTP2_FRAMES,
        "Bits without a meaning on this type: sent as 0, and ignored.";
    STREAM = "http2.streamid", "stream", HTTP2_STREAMS,
        "Which of the conversations on this connection the frame belongs to: odd numbers are the client's, 0 is the connection itself.";
    PAD_LENGTH: Length = "http2.padding", "padding length", HTTP2_DATA,
        "How many bytes of padding end the frame.";
    DATA: Data opaque = "http2.data.data", "data", HTTP2_DATA,
        "A piece of a body.";
    DATA_PADDING: Length opaque = "http2.data.padding", "padding", HTTP2_DATA,
        "Bytes without meaning, which hide how long the content is.";
    HEADERS: Data opaque = "http2.headers", "compressed headers", HTTP2_FIELD_BLOCKS,
        "Header fields, compressed with a table that both sides keep: who missed its beginning cannot read on.";
    HEADERS_PADDING: Length opaque = "http2.headers.padding", "padding", HTTP2_HEADERS,
        "Bytes without meaning, which hide how long the headers are.";
    DEPENDENCY = "http2.stream_dependency", "stream dependency", HTTP2_PRIORITY,
        "Which stream is to be served before this one. Given up in 2022; old clients still send it.";
    WEIGHT = "http2.headers.weight", "weight", HTTP2_PRIORITY,
        "How large a share of the connection the stream asks for, less one.";
    REPRESENTATION: Data opaque = "http2.header.repr", "compressed header", HPACK_FIELDS,
        "One header, as a number in the table of known headers, or as text, perhaps in a Huffman code.";
    HEADER = "http2.header", "header", HTTP2_FIELD_BLOCKS,
        "A header, decompressed. Names are lower case; those that begin with a colon stand for what was the first line in HTTP/1.1.";
    HEADER_NAME = "http2.header.name", "header name", HTTP2_FIELD_BLOCKS,
        "What this header is about.";
    HEADER_COLON = "wirewalk.http2.colon", "colon", HTTP2_FIELD_BLOCKS,
        "Not on the wire: it parts name and value here, as in HTTP/1.1.";
    HEADER_VALUE = "http2.header.value", "header value", HTTP2_FIELD_BLOCKS,
        "What this header says.";
    HEADER_END = "wirewalk.http2.line_end", "line end", HTTP2_FIELD_BLOCKS,
        "Not on the wire: it ends the header here, as in HTTP/1.1.";
    METHOD: Choice = "http2.headers.method", "method", HTTP2_PSEUDO_FIELDS,
        "What the client asks the server to do.";
    PATH = "http2.headers.path", "path", HTTP2_PSEUDO_FIELDS,
        "What the request is about: path and query.";
    SCHEME = "http2.headers.scheme", "scheme", HTTP2_PSEUDO_FIELDS,
        "http or https, as the URL said.";
    AUTHORITY: Name = "http2.headers.authority", "authority", HTTP2_PSEUDO_FIELDS,
        "Which site is meant: what Host was in HTTP/1.1.";
    STATUS: Number = "http2.headers.status", "status code", HTTP2_PSEUDO_FIELDS,
        "How the request went.";
    COOKIE = "http2.headers.cookie", "cookie", COOKIE,
        "What the server once handed out to know this client again.";
    SET_COOKIE = "http2.headers.set_cookie", "new cookie", SET_COOKIE,
        "The server hands out a cookie, which the client sends back with every request.";
    AUTHORIZATION = "http2.headers.authorization", "authorization", AUTHORIZATION,
        "Proof of who the client is. Whoever reads it can use it.";
    ERROR = "http2.rst_stream.error", "error", HTTP2_RST_STREAM,
        "Why the stream ends before its time.";
    SETTING = "http2.settings", "setting", HTTP2_SETTINGS_FRAMES,
        "One thing that the sender asks of the other side.";
    SETTING_ID: Number = "http2.settings.id", "which setting", HTTP2_SETTINGS_FRAMES,
        "What the value is about. A setting that a receiver does not know is skipped.";
    SETTING_VALUE = "wirewalk.http2.setting_value", "value", HTTP2_SETTINGS_FRAMES,
        "What the sender asks for.";
    PROMISED = "http2.push_promise.promised_stream_id", "promised stream", HTTP2_PUSH_PROMISE,
        "On which stream the server will send what nobody asked for. Browsers no longer take it.";
    PING = "http2.ping", "ping", HTTP2_PING,
        "Eight bytes that the other side sends back: a sign of life, and a measure of the way.";
    PONG = "http2.pong", "pong", HTTP2_PING,
        "The eight bytes of a PING, sent back.";
    LAST_STREAM = "http2.goaway.last_stream_id", "last stream", HTTP2_GOAWAY,
        "The last stream that the sender has looked at. What came after it can be asked again elsewhere.";
    GOAWAY_ERROR = "http2.goaway.error", "error", HTTP2_GOAWAY,
        "Why the connection ends; 0 is no error.";
    DEBUG: Data opaque = "http2.goaway.addata", "remark", HTTP2_GOAWAY,
        "What the sender has to say about it, for people.";
    INCREMENT = "http2.window_update.window_size_increment", "more room", HTTP2_WINDOW_UPDATE,
        "How many more bytes of DATA the sender of this frame can take.";
    CONTINUATION: Data opaque = "http2.continuation.header", "more compressed headers", HTTP2_CONTINUATION,
        "Compressed headers that did not fit into the frames before.";
    UNKNOWN: Data opaque = "http2.unknown", "content of another type", HTTP2_EXTENSIONS,
        "What a frame carries that this program does not take apart.";
}
