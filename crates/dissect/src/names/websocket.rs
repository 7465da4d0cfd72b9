//! Labels of WebSocket.

super::define_labels! {
    FRAME = "wirewalk.websocket.frame", "frame of WebSocket", WEBSOCKET_FRAMES,
        "A message, or a part of one, with a small header.";
    FIN: Number = "websocket.fin", "last frame", WEBSOCKET_FRAMES,
        "Whether the message ends with this frame.";
    COMPRESSED: Number = "websocket.pmc", "compressed", WEBSOCKET_DEFLATE,
        "Whether the message is compressed. Only its first frame has this bit set.";
    RESERVED: Number = "websocket.rsv", "reserved", WEBSOCKET_FRAMES,
        "Used by extensions that both sides agreed on; otherwise zero.";
    OPCODE: Choice = "websocket.opcode", "opcode", WEBSOCKET_FRAMES,
        "The type of frame.";
    MASK: Number = "websocket.mask", "masked", WEBSOCKET_MASKING,
        "Set in every frame from a client, and in no frame from a server.";
    LENGTH: Length = "websocket.payload_length", "length", WEBSOCKET_FRAMES,
        "How many bytes of payload follow. 126 means that the next two bytes give the length, 127 the next eight.";
    LENGTH_16: Length = "websocket.payload_length_ext_16", "longer length", WEBSOCKET_FRAMES,
        "How many bytes of payload follow, in two bytes.";
    LENGTH_64: Length = "websocket.payload_length_ext_64", "very long length", WEBSOCKET_FRAMES,
        "How many bytes of payload follow, in eight bytes.";
    KEY: Random = "websocket.masking_key", "masking key", WEBSOCKET_MASKING,
        "The payload is XORed with it. This hides nothing; it keeps old proxies from mistaking a page's data for HTTP.";
    MASKED: Data opaque = "websocket.masked_payload", "payload, masked", WEBSOCKET_MASKING,
        "The payload as it crosses the wire.";
    DEFLATED: Data opaque = "wirewalk.websocket.deflated", "payload, compressed", WEBSOCKET_DEFLATE,
        "The compressed payload. Decompressing it may need earlier data in the same direction.";
    TEXT: Data opaque = "websocket.payload.text", "text", WEBSOCKET_DATA,
        "The message as text, in UTF-8.";
    BINARY: Data opaque = "wirewalk.websocket.binary", "bytes", WEBSOCKET_DATA,
        "The message as bytes, in a format that only the two programs know.";
    PING: Data opaque = "websocket.payload.ping", "ping", WEBSOCKET_CONTROL,
        "The other side should send the same bytes back.";
    PONG: Data opaque = "websocket.payload.pong", "pong", WEBSOCKET_CONTROL,
        "The answer to a ping, or an unrequested sign of life.";
    CLOSE = "websocket.payload.close", "close", WEBSOCKET_CONTROL,
        "The sender wants to end the conversation.";
    CLOSE_CODE: Number = "websocket.payload.close.status_code", "reason", WEBSOCKET_CLOSE,
        "The reason for closing, as a number.";
    CLOSE_REASON: Data = "websocket.payload.close.reason", "reason in words", WEBSOCKET_CLOSE,
        "The reason for closing, as text.";
    OTHER: Data opaque = "websocket.payload.unknown", "unknown payload", WEBSOCKET_FRAMES,
        "The payload of an opcode that no standard defines.";
    ACCEPT = "wirewalk.websocket.accept", "the answer that is due", WEBSOCKET_ACCEPT,
        "SHA-1 over the client's key and a fixed text, in base64, recomputed here.";
}
