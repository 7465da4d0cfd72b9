//! Labels of gRPC, and of protobuf without a schema.

super::define_labels! {
    MESSAGE = "wirewalk.grpc.message", "message of gRPC", GRPC_MESSAGES,
        "The argument or the result of a call. The five bytes before it say whether it is compressed and how long it is.";
    COMPRESSED: Number = "grpc.compressed_flag", "compressed", GRPC_MESSAGES,
        "1 means compressed, with the method that the header grpc-encoding names.";
    LENGTH: Length = "grpc.message_length", "length", GRPC_MESSAGES,
        "How many bytes of message follow.";
    PREFIX: Length = "wirewalk.grpc.prefix_piece", "piece of the five bytes", GRPC_MESSAGES,
        "Some of the five bytes before a message, which the end of a frame has split.";
    DATA: Data opaque = "grpc.message_data", "content", GRPC_MESSAGES,
        "The message itself, usually protobuf.";
    PIECE: Data opaque = "wirewalk.grpc.message_piece", "piece of the content", GRPC_MESSAGES,
        "A part of a message that spans several frames.";
    STATUS: Number = "wirewalk.grpc.status", "status of the call", GRPC_STATUS,
        "How the call went. The HTTP status is 200 even if the call failed.";
    STATUS_TEXT: Data = "wirewalk.grpc.status_message", "status in words", GRPC_STATUS,
        "What went wrong, as text for people. It is percent-encoded.";
    FIELD = "wirewalk.protobuf.field", "field", PROTOBUF_FIELDS,
        "A field has a number instead of a name. Only the schema, which both programs have, gives the name.";
    NUMBER: Number = "protobuf.field.number", "field number", PROTOBUF_FIELDS,
        "Which field of the schema this is.";
    WIRE_TYPE: Number = "protobuf.field.wiretype", "wire type", PROTOBUF_FIELDS,
        "How long the value is, and nothing else: 0 is a number of variable length, 1 eight bytes, 2 a length and data, 5 four bytes.";
    TAG: Number = "wirewalk.protobuf.tag", "field number and wire type", PROTOBUF_FIELDS,
        "A number that can take several bytes. Its last three bits are the wire type.";
    VALUE_LENGTH: Length = "protobuf.field.value.length", "length of the value", PROTOBUF_FIELDS,
        "How many bytes of value follow.";
    VALUE: Data = "protobuf.field.value", "value", PROTOBUF_FIELDS,
        "Without the schema, signed numbers, booleans and enumerations look the same.";
    TEXT: Data opaque = "wirewalk.protobuf.text", "text", PROTOBUF_FIELDS,
        "It can be read as text. The schema may define it differently.";
    BYTES: Data opaque = "wirewalk.protobuf.bytes", "bytes", PROTOBUF_FIELDS,
        "Neither text nor a message: either bytes, or several numbers packed together.";
    NESTED = "wirewalk.protobuf.message", "message inside", PROTOBUF_FIELDS,
        "Every byte fits the format of a message. The schema may define it differently.";
}
