//! Labels of WebSocket.

super::define_labels! {
    FRAME = "wirewalk.websocket.frame", "frame of WebSocket", WEBSOCKET_FRAMES,
        "What one side says, whole or in part, with a small header.";
    FIN: Number = "websocket.fin", "last frame", WEBSOCKET_FRAMES,
        "Whether the message ends with this frame.";
    COMPRESSED: Number = "websocket.pmc", "compressed", WEBSOCKET_DEFLATE,
        "Whether the message is compressed. Set in its first frame alone.";
    RESERVED: Number = "websocket.rsv", "reserved", WEBSOCKET_FRAMES,
        "For extensions that both agreed on; else zero.";
    OPCODE: Choice = "websocket.opcode", "opcode", WEBSOCKET_FRAMES,
        "What the frame is.";
    MASK: Number = "websocket.mask", "masked", WEBSOCKET_MASKING,
        "Set in everything that a client sends, and in nothing that a server does.";
    LENGTH: Length = "websocket.payload_length", "length", WEBSOCKET_FRAMES,
        "Of the payload in bytes; 126: the next two bytes say it, 127: the next eight.";
    LENGTH_16: Length = "websocket.payload_length_ext_16", "longer length", WEBSOCKET_FRAMES;
    LENGTH_64: Length = "websocket.payload_length_ext_64", "very long length", WEBSOCKET_FRAMES;
    KEY: Random = "websocket.masking_key", "masking key", WEBSOCKET_MASKING,
        "The payload is XORed with it. It hides nothing: it keeps old proxies from taking what a page sends for HTTP.";
    MASKED: Data opaque = "websocket.masked_payload", "payload, masked", WEBSOCKET_MASKING,
        "The payload as it crosses the wire.";
    DEFLATED: Data opaque = "wirewalk.websocket.deflated", "payload, compressed", WEBSOCKET_DEFLATE,
        "Compressed; what came before in the same direction may be needed to undo that.";
    TEXT: Data opaque = "websocket.payload.text", "text", WEBSOCKET_DATA,
        "What is said, in UTF-8.";
    BINARY: Data opaque = "wirewalk.websocket.binary", "bytes", WEBSOCKET_DATA,
        "What is said, in a form that only the two programs know.";
    PING: Data opaque = "websocket.payload.ping", "ping", WEBSOCKET_CONTROL,
        "The other side shall answer with the same.";
    PONG: Data opaque = "websocket.payload.pong", "pong", WEBSOCKET_CONTROL,
        "The answer to a ping, or a sign of life.";
    CLOSE = "websocket.payload.close", "close", WEBSOCKET_CONTROL,
        "The sender has nothing more to say.";
    CLOSE_CODE: Number = "websocket.payload.close.status_code", "reason", WEBSOCKET_CLOSE,
        "Why, as a number.";
    CLOSE_REASON: Data = "websocket.payload.close.reason", "reason in words", WEBSOCKET_CLOSE,
        "Why, as a text.";
    OTHER: Data opaque = "websocket.payload.unknown", "unknown payload", WEBSOCKET_FRAMES,
        "Of an opcode that no standard gives a meaning.";
    ACCEPT = "wirewalk.websocket.accept", "the answer that is due", WEBSOCKET_ACCEPT,
        "SHA-1 over the client's key and a fixed text, in base64: computed here once more.";
}
