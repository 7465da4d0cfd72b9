//! Labels of DER itself.

super::define_labels! {
    TAG: Number = "wirewalk.der.tag", "tag", DER_TAG,
        "What kind of value follows: two bits of class, one bit that says whether it is made of elements, five bits of number.";
    LENGTH: Length = "wirewalk.der.length", "length", DER_LENGTH,
        "How many bytes the value has. Up to 127 in one byte; above, the first byte says how many bytes the number takes.";
    END_OF_CONTENTS = "wirewalk.der.end_of_contents", "end of contents", END_OF_CONTENTS,
        "Two zero bytes end a value whose length was not given in advance. DER does not allow it, BER does.";
    UNUSED: Length = "ber.bitstring.padding", "unused bits", ASN1_BIT_STRING,
        "Bits are counted one by one, bytes hold eight: so many bits at the end of the last byte do not count.";
    UNUSED_BITS = "wirewalk.der.unused_bits", "bits that do not count", ASN1_BIT_STRING,
        "They fill up the last byte, and DER wants them to be zero.";
    BITS = "wirewalk.der.bits", "bits without a name", ASN1_BIT_STRING,
        "Bits to which the standard gives no meaning.";
    BOOLEAN = "wirewalk.der.boolean", "BOOLEAN", ASN1_BOOLEAN,
        "Yes or no, in one byte: ff or 00.";
    INTEGER = "wirewalk.der.integer", "INTEGER", ASN1_INTEGER,
        "A whole number of any size. The first bit is its sign, so a positive number that begins with a 1 bit gets a zero byte in front.";
    ENUMERATED = "wirewalk.der.enumerated", "ENUMERATED", ASN1_ENUMERATED,
        "One of several choices, by its number.";
    BIT_STRING = "wirewalk.der.bit_string", "BIT STRING", ASN1_BIT_STRING,
        "Bits, and before them one byte that says how many at the end do not count.";
    OCTET_STRING = "wirewalk.der.octet_string", "OCTET STRING", ASN1_OCTET_STRING,
        "Bytes. Often they are DER themselves: a box in a box, which a program may leave closed.";
    NULL = "wirewalk.der.null", "NULL", ASN1_NULL,
        "Nothing, said explicitly: tag and a length of zero.";
    OID = "wirewalk.der.oid", "OBJECT IDENTIFIER", ASN1_OID,
        "A name for a thing, unique in the world: a path of numbers in a tree in which every owner of a branch hands out its twigs.";
    STRING = "wirewalk.der.string", "text", ASN1_STRING,
        "Text. The tag says which characters are allowed and how they are written.";
    TIME = "wirewalk.der.time", "time", ASN1_TIME,
        "A moment, as digits: UTCTime with two digits of the year, GeneralizedTime with four.";
    SEQUENCE = "wirewalk.der.sequence", "SEQUENCE", ASN1_SEQUENCE,
        "Several values in a fixed order.";
    SET = "wirewalk.der.set", "SET", ASN1_SET,
        "Several values whose order means nothing; DER sorts them, so that there is one encoding only.";
    TAGGED = "wirewalk.der.tagged", "tagged value", ASN1_TAGGED,
        "A number that only its context explains: so a reader can tell which of several optional values is there.";
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
        "A NULL has no bytes. These are there all the same.";
    PLAIN_OID: Number = "ber.unknown.OID", "name", ASN1_OID,
        "The numbers of an OBJECT IDENTIFIER: the first byte holds two of them, then seven bits in each byte.";
    PLAIN_UTF8 = "ber.unknown.UTF8String", "UTF-8 text", ASN1_STRING,
        "Any characters of Unicode, as UTF-8.";
    PLAIN_PRINTABLE = "ber.unknown.PrintableString", "printable text", ASN1_STRING,
        "Letters, digits and a few signs; no `@`, no `*`, no `_`.";
    PLAIN_IA5 = "ber.unknown.IA5String", "ASCII text", ASN1_STRING,
        "ASCII: addresses, domain names, URIs.";
    PLAIN_STRING = "wirewalk.der.text", "other text", ASN1_STRING,
        "Text in one of the older types, which nobody should use in a new file.";
    PLAIN_UTC_TIME = "ber.unknown.UTCTime", "UTC time", ASN1_TIME,
        "A time with two digits of the year.";
    PLAIN_GENERALIZED_TIME = "ber.unknown.GeneralizedTime", "generalized time", ASN1_TIME,
        "A time with four digits of the year.";
    PLAIN_PRIMITIVE: Data opaque = "ber.unknown.primitive", "value", ASN1_TAGGED,
        "The bytes of a value whose type only its context would say.";
}
