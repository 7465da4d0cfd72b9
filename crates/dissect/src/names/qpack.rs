//! Labels of QPACK: changes of the table, what is said of them, and compressed header fields.

super::define_labels! {
    ENCODER = "http3.qpack.encoder", "table changes", QPACK_ENCODER,
        "The side that compresses headers tells the other what to enter in its table, so that later headers can refer to it.";
    CAPACITY = "http3.qpack.encoder.opcode.dtable_cap", "set the table's size", QPACK_CAPACITY,
        "How many bytes of header fields the table holds from here on. An entry counts 32 more than its text.";
    CAPACITY_VALUE = "http3.qpack.encoder.opcode.dtable_cap.val", "size in bytes", QPACK_CAPACITY,
        "The new size, at most what the other side's settings allow.";
    INSERT_INDEXED = "http3.qpack.encoder.opcode.insert_indexed", "insert, with a known name", QPACK_INSERT_REFERENCE,
        "A new entry for the table. Its name is that of another entry; its value is written out.";
    INSERT_INDEXED_NAME = "http3.qpack.encoder.opcode.insert_indexed.ref", "whose name", QPACK_INSERT_REFERENCE,
        "The entry that has the name.";
    INSERT_INDEXED_VALUE: Data opaque = "http3.qpack.encoder.opcode.insert_indexed.val", "value", QPACK_STRINGS,
        "The value of the new entry.";
    INSERT_INDEXED_CODED: Data opaque = "http3.qpack.encoder.opcode.insert_indexed.hval", "value, Huffman-coded", QPACK_STRINGS,
        "The value of the new entry, with frequent characters in fewer bits.";
    INSERT = "http3.qpack.encoder.opcode.insert", "insert, with a new name", QPACK_INSERT_LITERAL,
        "A new entry for the table, name and value written out.";
    INSERT_NAME: Data opaque = "http3.qpack.encoder.opcode.insert.name", "name", QPACK_STRINGS,
        "The name of the new entry.";
    INSERT_NAME_CODED: Data opaque = "http3.qpack.encoder.opcode.insert.hname", "name, Huffman-coded", QPACK_STRINGS,
        "The name of the new entry, with frequent characters in fewer bits.";
    INSERT_VALUE: Data opaque = "http3.qpack.encoder.opcode.insert.val", "value", QPACK_STRINGS,
        "The value of the new entry.";
    INSERT_VALUE_CODED: Data opaque = "http3.qpack.encoder.opcode.insert.hval", "value, Huffman-coded", QPACK_STRINGS,
        "The value of the new entry, with frequent characters in fewer bits.";
    DUPLICATE = "http3.qpack.encoder.opcode.duplicate", "enter again", QPACK_DUPLICATE,
        "An old entry is entered once more, so that it is not lost when the oldest ones make room.";
    DECODER = "wirewalk.qpack.decoder", "acknowledgements for the table", QPACK_DECODER,
        "The side that decompresses headers tells the other what it has received, so that it knows what it may refer to.";
    ACKNOWLEDGMENT = "wirewalk.qpack.acknowledgment", "headers decompressed", QPACK_ACKNOWLEDGMENT,
        "The headers on this stream were decompressed, so the table entries that they needed have arrived.";
    CANCELLATION = "wirewalk.qpack.cancellation", "headers not read", QPACK_CANCELLATION,
        "The stream was given up before its headers were decompressed: nothing is known of what they needed.";
    INCREMENT = "wirewalk.qpack.increment", "entries received", QPACK_INCREMENT,
        "That many more table entries have arrived.";
    SECTION = "wirewalk.qpack.section", "compressed headers", QPACK_LINES,
        "Header fields, each a number from a table of known ones or written out.";
    REQUIRED: Number = "wirewalk.qpack.required", "table entries needed", QPACK_REQUIRED,
        "How many entries must have been inserted before these headers can be read. Coded so that it stays small; 0 means none.";
    SIGN: Number = "wirewalk.qpack.sign", "sign", QPACK_BASE,
        "Whether the base lies below the number of entries needed (1) or not (0).";
    BASE: Number = "wirewalk.qpack.base", "distance of the base", QPACK_BASE,
        "How far the base is from the number of entries needed. Entries are counted from the base.";
    LINE = "wirewalk.qpack.line", "compressed header", QPACK_LINES,
        "One header: a number from a table, or written out.";
    KIND: Number = "wirewalk.qpack.kind", "kind", QPACK_LINES,
        "The first bits say how the rest is to be read.";
    NEVER: Number = "wirewalk.qpack.never_indexed", "never in a table", QPACK_NEVER,
        "1 if no proxy may ever enter this header in a table, because it is secret: sizes could betray it.";
    STATIC: Number = "wirewalk.qpack.static", "which table", QPACK_LINES,
        "1 means the table of 99 known headers that the standard prints; 0 means the one that this connection filled.";
    INDEX: Number = "wirewalk.qpack.index", "number in the table", QPACK_LINES,
        "Which entry. In the standard's table it counts from the start; in the other, from the newest entry, or from the base.";
    POST_BASE: Number = "wirewalk.qpack.post_base", "number behind the base", QPACK_LINES,
        "Which entry of those that were inserted after the base.";
    NUMBER: Number = "wirewalk.qpack.number", "number", QPACK_NUMBERS,
        "A number that begins in the bits that the first byte has left.";
    CODED: Number = "wirewalk.qpack.huffman", "Huffman-coded", QPACK_STRINGS,
        "1 if the text is Huffman-coded: frequent characters take fewer bits.";
    TEXT_LENGTH: Length = "wirewalk.qpack.text_length", "length of the text", QPACK_STRINGS,
        "How many bytes of text follow.";
    NAME: Data opaque = "wirewalk.qpack.name", "name", QPACK_STRINGS,
        "The name of the header, as it was sent.";
    VALUE: Data opaque = "wirewalk.qpack.value", "value", QPACK_STRINGS,
        "The value of the header, as it was sent.";
    UNREAD: Data opaque = "wirewalk.qpack.unread", "compressed headers, not read", QPACK_LINES,
        "Compressed headers that are cut off or too long to be read here.";
}
