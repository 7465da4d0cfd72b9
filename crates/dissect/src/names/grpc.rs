//! Labels of gRPC, and of protobuf without a schema.

super::define_labels! {
    MESSAGE = "wirewalk.grpc.message", "message of gRPC", GRPC_MESSAGES,
        "A call's argument or result: five bytes before it say whether it is compressed and how long it is.";
    COMPRESSED: Number = "grpc.compressed_flag", "compressed", GRPC_MESSAGES,
        "1: as the header grpc-encoding says.";
    LENGTH: Length = "grpc.message_length", "length", GRPC_MESSAGES;
    PREFIX: Length = "wirewalk.grpc.prefix_piece", "piece of the five bytes", GRPC_MESSAGES,
        "The five bytes before a message, cut in two by the end of a frame.";
    DATA: Data opaque = "grpc.message_data", "content", GRPC_MESSAGES,
        "The message itself: protobuf, mostly.";
    PIECE: Data opaque = "wirewalk.grpc.message_piece", "piece of the content", GRPC_MESSAGES,
        "The message goes over several frames.";
    STATUS: Number = "wirewalk.grpc.status", "status of the call", GRPC_STATUS,
        "How the call went. HTTP's status is 200 all the same.";
    STATUS_TEXT: Data = "wirewalk.grpc.status_message", "status in words", GRPC_STATUS,
        "What went wrong, for people; percent-encoded.";
    FIELD = "wirewalk.protobuf.field", "field", PROTOBUF_FIELDS,
        "A number instead of a name: only the schema, which both programs have, says what it is called.";
    NUMBER: Number = "protobuf.field.number", "field number", PROTOBUF_FIELDS,
        "Which of the fields of the schema.";
    WIRE_TYPE: Number = "protobuf.field.wiretype", "wire type", PROTOBUF_FIELDS,
        "How long the value is, and no more: 0 variable number, 1 eight bytes, 2 with a length, 5 four bytes.";
    TAG: Number = "wirewalk.protobuf.tag", "field number and wire type", PROTOBUF_FIELDS,
        "A number in several bytes, of which the last three bits are the wire type.";
    VALUE_LENGTH: Length = "protobuf.field.value.length", "length of the value", PROTOBUF_FIELDS;
    VALUE: Data = "protobuf.field.value", "value", PROTOBUF_FIELDS,
        "Without the schema nobody can tell signed numbers, truth values and enumerations apart.";
    TEXT: Data opaque = "wirewalk.protobuf.text", "text", PROTOBUF_FIELDS,
        "It reads as text. The schema may say otherwise.";
    BYTES: Data opaque = "wirewalk.protobuf.bytes", "bytes", PROTOBUF_FIELDS,
        "Neither text nor a message: bytes, or several numbers packed together.";
    NESTED = "wirewalk.protobuf.message", "message inside", PROTOBUF_FIELDS,
        "It reads as a message to the last byte. The schema may say otherwise.";
}
