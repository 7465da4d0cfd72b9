//! Labels of DER itself.

super::define_labels! {
    TAG: Number = "wirewalk.der.tag", "tag", DER_TAG,
        "The type of the value that follows: two bits of class, one bit that is set if the value consists of elements, five bits of number.";
    LENGTH: Length = "wirewalk.der.length", "length", DER_LENGTH,
        "How many bytes of value follow. Lengths up to 127 take one byte; for more, the first byte says how many bytes the length itself takes.";
    END_OF_CONTENTS = "wirewalk.der.end_of_contents", "end of contents", END_OF_CONTENTS,
        "Two zero bytes end a value whose length was not given in advance. BER allows this, DER does not.";
    UNUSED: Length = "ber.bitstring.padding", "unused bits", ASN1_BIT_STRING,
        "A bit string can have any number of bits, but bytes hold eight: this many bits at the end of the last byte do not count.";
    UNUSED_BITS = "wirewalk.der.unused_bits", "bits that do not count", ASN1_BIT_STRING,
        "They fill up the last byte. DER requires them to be zero.";
    BITS = "wirewalk.der.bits", "bits without a name", ASN1_BIT_STRING,
        "Bits that have no meaning in the standard.";
    BOOLEAN = "wirewalk.der.boolean", "BOOLEAN", ASN1_BOOLEAN,
        "True or false, in one byte: ff or 00.";
    INTEGER = "wirewalk.der.integer", "INTEGER", ASN1_INTEGER,
        "A whole number of any size. Its first bit is the sign, so a positive number that begins with a 1 bit gets a leading zero byte.";
    ENUMERATED = "wirewalk.der.enumerated", "ENUMERATED", ASN1_ENUMERATED,
        "One of several choices, given by its number.";
    BIT_STRING = "wirewalk.der.bit_string", "BIT STRING", ASN1_BIT_STRING,
        "Bits, after one byte that says how many bits at the end do not count.";
    OCTET_STRING = "wirewalk.der.octet_string", "OCTET STRING", ASN1_OCTET_STRING,
        "Bytes. Often they are DER themselves: a box in a box, which a program can leave unopened.";
    NULL = "wirewalk.der.null", "NULL", ASN1_NULL,
        "No value, stated explicitly: a tag, and a length of zero.";
    OID = "wirewalk.der.oid", "OBJECT IDENTIFIER", ASN1_OID,
        "A globally unique name: a path of numbers through a tree, in which the owner of each branch assigns the numbers below it.";
    STRING = "wirewalk.der.string", "text", ASN1_STRING,
        "Text. The tag says which characters are allowed and how they are encoded.";
    TIME = "wirewalk.der.time", "time", ASN1_TIME,
        "A point in time, written in digits: UTCTime has a two-digit year, GeneralizedTime a four-digit year.";
    SEQUENCE = "wirewalk.der.sequence", "SEQUENCE", ASN1_SEQUENCE,
        "Several values in a fixed order.";
    SET = "wirewalk.der.set", "SET", ASN1_SET,
        "Several values whose order has no meaning. DER sorts them, so that there is only one encoding.";
    TAGGED = "wirewalk.der.tagged", "tagged value", ASN1_TAGGED,
        "A value whose tag number has a meaning only in its context. It tells a reader which of several optional values is present.";
    PLAIN_BOOLEAN: Number = "ber.unknown.BOOLEAN", "yes or no", ASN1_BOOLEAN,
        "A BOOLEAN whose purpose this program does not know.";
    PLAIN_INTEGER = "ber.unknown.INTEGER", "number", ASN1_INTEGER,
        "An INTEGER whose purpose this program does not know.";
    PLAIN_ENUMERATED = "ber.unknown.ENUMERATED", "choice", ASN1_ENUMERATED,
        "An ENUMERATED whose choices this program does not know.";
    PLAIN_BIT_STRING: Data opaque = "ber.unknown.BITSTRING", "bits", ASN1_BIT_STRING,
        "A BIT STRING whose purpose this program does not know.";
    PLAIN_OCTET_STRING: Data opaque = "ber.unknown.OCTETSTRING", "bytes", ASN1_OCTET_STRING,
        "An OCTET STRING whose purpose this program does not know.";
    PLAIN_NULL = "ber.null_tag", "bytes where there should be none", ASN1_NULL,
        "A NULL must not have any bytes, but these are present.";
    PLAIN_OID: Number = "ber.unknown.OID", "name", ASN1_OID,
        "The numbers of an OBJECT IDENTIFIER. The first byte holds two of them; the others take seven bits per byte.";
    PLAIN_UTF8 = "ber.unknown.UTF8String", "UTF-8 text", ASN1_STRING,
        "Any Unicode characters, encoded as UTF-8.";
    PLAIN_PRINTABLE = "ber.unknown.PrintableString", "printable text", ASN1_STRING,
        "Letters, digits and a few signs, but no `@`, `*` or `_`.";
    PLAIN_IA5 = "ber.unknown.IA5String", "ASCII text", ASN1_STRING,
        "ASCII, used for addresses, domain names and URIs.";
    PLAIN_STRING = "wirewalk.der.text", "other text", ASN1_STRING,
        "Text in one of the older types, which new files should not use.";
    PLAIN_UTC_TIME = "ber.unknown.UTCTime", "UTC time", ASN1_TIME,
        "A time with a two-digit year.";
    PLAIN_GENERALIZED_TIME = "ber.unknown.GeneralizedTime", "generalized time", ASN1_TIME,
        "A time with a four-digit year.";
    PLAIN_PRIMITIVE: Data opaque = "ber.unknown.primitive", "value", ASN1_TAGGED,
        "The bytes of a value whose type is known only from its context.";
}
