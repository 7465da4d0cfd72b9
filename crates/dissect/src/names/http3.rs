//! Labels of HTTP/3: streams, frames, what they carry, and header fields.

super::define_labels! {
    STREAM: Number = "quic.stream", "stream", HTTP3_STREAMS,
        "Which stream of QUIC this was sent on. The last two bits say who opened it, and whether both sides may send.";
    STREAM_UNI = "http3.stream.uni", "beginning of a stream", HTTP3_UNIDIRECTIONAL,
        "A stream in one direction begins with a number that says what it is for.";
    STREAM_TYPE: Number = "http3.stream_uni_type", "stream type", HTTP3_UNIDIRECTIONAL,
        "What the stream is for. A receiver ignores a stream whose type it does not know.";
    SESSION: Number = "wirewalk.http3.session", "session", WEBTRANSPORT,
        "The request that opened the WebTransport session: the number of its stream.";
    STREAM_DATA: Data opaque = "wirewalk.http3.stream_data", "data on the stream", HTTP3_UNIDIRECTIONAL,
        "What is sent on a stream that carries no frames of HTTP/3.";
    FRAME = "http3.frame", "frame", HTTP3_FRAMES,
        "The unit of HTTP/3: a type, a length, and its content. Which request it belongs to is the business of QUIC's streams.";
    TYPE: Number = "http3.frame_type", "type", HTTP3_FRAMES,
        "What the frame carries. A receiver skips types that it does not know.";
    LENGTH: Length = "http3.frame_length", "length", HTTP3_FRAMES,
        "How many bytes of the frame follow.";
    PAYLOAD = "http3.frame_payload", "content", HTTP3_FRAMES,
        "What the frame carries, in the form that its type defines.";
    DATA: Data opaque = "http3.data", "data", HTTP3_DATA,
        "A piece of a body.";
    UNKNOWN: Data opaque = "wirewalk.http3.unknown", "content of another type", HTTP3_EXTENSIONS,
        "The content of a frame that this program does not decode.";
    RESERVED: Data opaque = "wirewalk.http3.reserved", "content without meaning", HTTP3_RESERVED_FRAMES,
        "Sent so that every receiver learns to skip what it does not know.";
    PUSH_ID: Number = "http3.push_id", "push number", HTTP3_PUSH,
        "Which pushed response this is about. Browsers no longer accept pushed responses.";
    GOAWAY: Number = "wirewalk.http3.goaway", "first that is not processed", HTTP3_GOAWAY,
        "The sender processes no request, or push, from this number on. The client can repeat those elsewhere.";
    SETTING = "http3.settings", "setting", HTTP3_SETTINGS,
        "One thing that the sender tells the other side about itself. Settings are sent once, and need no answer.";
    SETTING_ID: Number = "http3.settings.id", "which setting", HTTP3_SETTINGS,
        "Which setting this is. A receiver skips settings that it does not know.";
    SETTING_VALUE = "http3.settings.value", "value", HTTP3_SETTINGS,
        "The value of the setting.";
    TABLE_CAPACITY = "http3.settings.qpack.max_table_capacity", "largest table", QPACK_DYNAMIC_TABLE,
        "How many bytes of header fields the sender can keep, so that the other side may refer to them.";
    BLOCKED_STREAMS = "http3.settings.qpack.blocked_streams", "streams that may wait", QPACK_DYNAMIC_TABLE,
        "How many streams may refer to table entries that have not arrived yet.";
    SECTION_SIZE = "http3.settings.max_field_section_size", "longest header list", HTTP3_FIELDS,
        "The maximum length of all headers of a message, decompressed.";
    EXTENDED_CONNECT = "http3.settings.extended_connect", "extended CONNECT", HTTP3_EXTENDED_CONNECT,
        "Whether a stream may carry another protocol, such as WebSocket.";
    H3_DATAGRAM = "http3.settings.h3_datagram", "datagrams", HTTP_DATAGRAM,
        "Whether the sender can receive datagrams that belong to a request.";
    H3_DATAGRAM_DRAFT = "http3.settings.h3_datagram_draft04", "datagrams (draft)", HTTP_DATAGRAM,
        "The same by the number of a draft.";
    ENABLE_WEBTRANSPORT = "http3.settings.webtransport", "WebTransport", WEBTRANSPORT,
        "Whether the sender supports WebTransport, by the number of a draft.";
    PRIORITY_ELEMENT: Number = "http3.priority_update_element_id", "which request", PRIORITY_UPDATE,
        "The stream of the request, or the number of the push, whose priority changes.";
    PRIORITY_VALUE = "http3.priority_update_field_value", "priority", PRIORITY_PARAMETERS,
        "u is the urgency, from 0 (first) to 7 (last). i says that every part of the response is useful by itself.";
    HEADER = "http3.headers.header", "header", HTTP3_FIELDS,
        "A decompressed header. Names are lower case; those that begin with a colon replace the first line of HTTP/1.1.";
    HEADER_NAME = "http3.header.header.name", "header name", HTTP3_FIELDS,
        "What this header is about.";
    HEADER_COLON = "wirewalk.http3.colon", "colon", HTTP3_FIELDS,
        "Not on the wire. It separates name and value here, as in HTTP/1.1.";
    HEADER_VALUE = "http3.headers.header.value", "header value", HTTP3_FIELDS,
        "The value of this header.";
    HEADER_END = "wirewalk.http3.line_end", "line end", HTTP3_FIELDS,
        "Not on the wire. It ends the header here, as in HTTP/1.1.";
    METHOD: Choice = "http3.headers.method", "method", HTTP3_PSEUDO_FIELDS,
        "What the client asks the server to do.";
    PATH = "http3.headers.path", "path", HTTP3_PSEUDO_FIELDS,
        "What the request is about: a path and a query.";
    SCHEME = "http3.headers.scheme", "scheme", HTTP3_PSEUDO_FIELDS,
        "https, as in the URL.";
    AUTHORITY: Name = "http3.headers.authority", "authority", HTTP3_PSEUDO_FIELDS,
        "Which site the client wants. It replaces the Host header of HTTP/1.1.";
    STATUS: Number = "http3.headers.status", "status code", HTTP3_PSEUDO_FIELDS,
        "How the request went.";
    PROTOCOL: Choice = "wirewalk.http3.protocol", "protocol on the stream", HTTP3_EXTENDED_CONNECT,
        "What the client wants to speak on this stream from here on, in place of a request and a response.";
    COOKIE = "http3.headers.cookie", "cookie", COOKIE,
        "A value that the server once set, to recognise this client again.";
    SET_COOKIE = "http3.headers.set_cookie", "new cookie", SET_COOKIE,
        "The server sets a cookie, which the client sends back with every later request.";
    AUTHORIZATION = "http3.headers.authorization", "authorization", AUTHORIZATION,
        "Proof of who the client is. Anyone who reads it can use it.";
    LOCATION = "http3.headers.location", "location", LOCATION,
        "Where to go instead, or where the new resource is.";
    PRIORITY = "wirewalk.http3.priority", "priority", PRIORITY_PARAMETERS,
        "How urgent the client finds the response: u from 0 (first) to 7 (last); i if every part is useful by itself.";
    RESET: Number = "wirewalk.http3.reset", "stream given up", HTTP3_ERRORS,
        "The sender sends no more on this stream, and this is why.";
    STOPPED: Number = "wirewalk.http3.stopped", "stream not wanted", HTTP3_ERRORS,
        "The receiver wants no more of this stream, and this is why.";
    CLOSED = "wirewalk.http3.closed", "end of the stream", HTTP3_ERRORS,
        "The stream ended here, though it should have lasted as long as the connection.";
    BARE = "wirewalk.http3.bare", "end without HEADERS", HTTP3_MESSAGES,
        "The stream ended here. Nothing was asked, or answered, on it.";
    DATAGRAM = "wirewalk.http3.datagram", "datagram", HTTP_DATAGRAM,
        "Sent beside all streams: it may get lost, and belongs to the request that it names.";
    DATAGRAM_STREAM: Number = "wirewalk.http3.datagram_stream", "quarter of the stream number", HTTP_DATAGRAM,
        "The request that this belongs to: the number of its stream, divided by 4.";
    DATAGRAM_CONTEXT: Number = "wirewalk.http3.datagram_context", "context", CONNECT_UDP,
        "0 means that a UDP payload follows.";
    DATAGRAM_DATA: Data opaque = "wirewalk.http3.datagram_data", "content", HTTP_DATAGRAM,
        "What the datagram carries. The request says in which protocol.";
    PIECE: Data opaque = "wirewalk.http3.piece", "piece of a stream", HTTP3_STREAMS,
        "Bytes of a stream that were given to this program without QUIC around them.";
}
