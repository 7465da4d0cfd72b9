//! Labels of HTTP/2: frames, their flags, what they carry, and header fields.

super::define_labels! {
    MAGIC = "http2.magic", "connection preface", HTTP2_PREFACE,
        "The first bytes that a client sends, chosen so that an HTTP/1.1 server refuses them at once.";
    FRAME = "http2.stream", "frame", HTTP2_FRAMES,
        "The unit of HTTP/2: a length, a type, flags, the stream it belongs to, and its content.";
    LENGTH: Length = "http2.length", "length", HTTP2_FRAMES,
        "How many bytes of the frame follow after its nine-byte header.";
    TYPE: Number = "http2.type", "type", HTTP2_FRAMES,
        "What the frame carries. A receiver skips types that it does not know.";
    FLAGS = "http2.flags", "flags", HTTP2_FRAMES,
        "Eight bits whose meaning depends on the type.";
    END_STREAM = "http2.flags.end_stream", "end of the stream", HTTP2_STREAMS,
        "Set on the last frame that this side sends on the stream: the request or the response is complete.";
    END_HEADERS = "http2.flags.eh", "end of the headers", HTTP2_FIELD_BLOCKS,
        "Set if no CONTINUATION frame follows: the compressed headers end in this frame.";
    PADDED = "http2.flags.padded", "padded", HTTP2_DATA,
        "Set if the frame has padding, which hides how long its content is.";
    PRIORITY = "http2.flags.priority", "with priority", HTTP2_PRIORITY,
        "Set if the frame says how urgent its stream is.";
    ACK_SETTINGS = "http2.flags.ack.settings", "acknowledgment", HTTP2_SETTINGS_FRAMES,
        "Set on the frame that confirms the other side's settings.";
    ACK_PING = "http2.flags.ack.ping", "answer", HTTP2_PING,
        "Set on the answer to a PING.";
    UNUSED = "http2.flags.unused", "unused", HTTP2_FRAMES,
        "Bits that have no meaning for this type. Senders set them to 0, and receivers ignore them.";
    STREAM = "http2.streamid", "stream", HTTP2_STREAMS,
        "Which exchange on this connection the frame belongs to. Clients open odd numbers; 0 is the connection itself.";
    PAD_LENGTH: Length = "http2.padding", "padding length", HTTP2_DATA,
        "How many bytes of padding end the frame.";
    DATA: Data opaque = "http2.data.data", "data", HTTP2_DATA,
        "A piece of a body.";
    DATA_PADDING: Length opaque = "http2.data.padding", "padding", HTTP2_DATA,
        "Meaningless bytes that hide how long the content is.";
    HEADERS: Data opaque = "http2.headers", "compressed headers", HTTP2_FIELD_BLOCKS,
        "Header fields, compressed with a table that both sides keep. Without the start of the connection, nobody can read them all.";
    HEADERS_PADDING: Length opaque = "http2.headers.padding", "padding", HTTP2_HEADERS,
        "Meaningless bytes that hide how long the headers are.";
    DEPENDENCY = "http2.stream_dependency", "stream dependency", HTTP2_PRIORITY,
        "The stream that should be served before this one. Abandoned in 2022, but old clients still send it.";
    WEIGHT = "http2.headers.weight", "weight", HTTP2_PRIORITY,
        "The share of the connection that the stream asks for, minus one.";
    REPRESENTATION: Data opaque = "http2.header.repr", "compressed header", HPACK_FIELDS,
        "One header, written as a number from the table of known headers or as text, possibly Huffman-coded.";
    HEADER = "http2.header", "header", HTTP2_FIELD_BLOCKS,
        "A decompressed header. Names are lower case; those that begin with a colon replace the first line of HTTP/1.1.";
    HEADER_NAME = "http2.header.name", "header name", HTTP2_FIELD_BLOCKS,
        "What this header is about.";
    HEADER_COLON = "wirewalk.http2.colon", "colon", HTTP2_FIELD_BLOCKS,
        "Not on the wire. It separates name and value here, as in HTTP/1.1.";
    HEADER_VALUE = "http2.header.value", "header value", HTTP2_FIELD_BLOCKS,
        "The value of this header.";
    HEADER_END = "wirewalk.http2.line_end", "line end", HTTP2_FIELD_BLOCKS,
        "Not on the wire. It ends the header here, as in HTTP/1.1.";
    METHOD: Choice = "http2.headers.method", "method", HTTP2_PSEUDO_FIELDS,
        "What the client asks the server to do.";
    PATH = "http2.headers.path", "path", HTTP2_PSEUDO_FIELDS,
        "What the request is about: a path and a query.";
    SCHEME = "http2.headers.scheme", "scheme", HTTP2_PSEUDO_FIELDS,
        "http or https, as in the URL.";
    AUTHORITY: Name = "http2.headers.authority", "authority", HTTP2_PSEUDO_FIELDS,
        "Which site the client wants. It replaces the Host header of HTTP/1.1.";
    STATUS: Number = "http2.headers.status", "status code", HTTP2_PSEUDO_FIELDS,
        "How the request went.";
    COOKIE = "http2.headers.cookie", "cookie", COOKIE,
        "A value that the server once set, to recognise this client again.";
    SET_COOKIE = "http2.headers.set_cookie", "new cookie", SET_COOKIE,
        "The server sets a cookie, which the client sends back with every later request.";
    AUTHORIZATION = "http2.headers.authorization", "authorization", AUTHORIZATION,
        "Proof of who the client is. Anyone who reads it can use it.";
    ERROR = "http2.rst_stream.error", "error", HTTP2_RST_STREAM,
        "Why the stream ends early.";
    SETTING = "http2.settings", "setting", HTTP2_SETTINGS_FRAMES,
        "One thing that the sender asks the other side to do.";
    SETTING_ID: Number = "http2.settings.id", "which setting", HTTP2_SETTINGS_FRAMES,
        "Which setting this is. A receiver skips settings that it does not know.";
    SETTING_VALUE = "wirewalk.http2.setting_value", "value", HTTP2_SETTINGS_FRAMES,
        "The value that the sender asks for.";
    PROMISED = "http2.push_promise.promised_stream_id", "promised stream", HTTP2_PUSH_PROMISE,
        "The stream on which the server will send a response to a request that the client never made. Browsers no longer accept this.";
    PING = "http2.ping", "ping", HTTP2_PING,
        "Eight bytes that the other side must send back. They show that it is alive, and measure the round trip.";
    PONG = "http2.pong", "pong", HTTP2_PING,
        "The eight bytes of a PING, sent back.";
    LAST_STREAM = "http2.goaway.last_stream_id", "last stream", HTTP2_GOAWAY,
        "The last stream that the sender processed. The client can repeat later requests on another connection.";
    GOAWAY_ERROR = "http2.goaway.error", "error", HTTP2_GOAWAY,
        "Why the connection ends. 0 means no error.";
    DEBUG: Data opaque = "http2.goaway.addata", "remark", HTTP2_GOAWAY,
        "The sender's remark, for people.";
    INCREMENT = "http2.window_update.window_size_increment", "more room", HTTP2_WINDOW_UPDATE,
        "How many more bytes of DATA the sender of this frame can receive.";
    CONTINUATION: Data opaque = "http2.continuation.header", "more compressed headers", HTTP2_CONTINUATION,
        "Compressed headers that did not fit into the earlier frames.";
    UNKNOWN: Data opaque = "http2.unknown", "content of another type", HTTP2_EXTENSIONS,
        "The content of a frame that this program does not decode.";
}
