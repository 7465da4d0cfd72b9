//! Labels of LDAP, of which every message is one element of ASN.1.

super::define_labels! {
    MESSAGE = "ldap.LDAPMessage_element", "message of LDAP", LDAP_MESSAGE,
        "A number, an operation, and perhaps controls.";
    ID: Number = "ldap.messageID", "number of the message", LDAP_MESSAGE,
        "The answer repeats it, so that several operations can be under way at once.";
    ID_ELEMENT = "wirewalk.ldap.message_id", "number of the message", LDAP_MESSAGE,
        "The answer repeats it, so that several operations can be under way at once.";
    OPERATION = "ldap.protocolOp", "operation", LDAP_MESSAGE,
        "The request or the answer itself.";
    FIELD = "wirewalk.ldap.field", "part", LDAP_MESSAGE,
        "A part of the operation: type, length, value.";
    VERSION: Number = "ldap.version", "version", LDAP_BIND,
        "Always 3 since 1997.";
    NAME: Name = "ldap.name", "name", LDAP_BIND,
        "The user who logs in, as a name in the directory. Empty means anonymous.";
    SIMPLE: Data = "ldap.simple", "password", LDAP_BIND,
        "The password itself. Without TLS, Eve can read it.";
    MECHANISM: Choice = "ldap.mechanism", "mechanism", LDAP_BIND,
        "The method with which the client proves who it is (SASL).";
    CREDENTIALS: Data opaque = "ldap.credentials", "credentials", LDAP_BIND,
        "The client's proof of who it is.";
    RESULT: Number = "ldap.resultCode", "result", LDAP_RESULT,
        "How the operation went.";
    MATCHED: Name = "ldap.matchedDN", "matched name", LDAP_RESULT,
        "The part of the name that exists in the directory.";
    ERROR: Data = "ldap.errorMessage", "text", LDAP_RESULT,
        "An explanation for people.";
    REQUEST_NAME: Choice = "ldap.requestName", "extended operation", LDAP_EXTENDED,
        "The operation that the client asks for, as an object identifier.";
    RESPONSE_NAME: Choice = "ldap.responseName", "extended operation", LDAP_EXTENDED,
        "The operation that this answers.";
    BASE: Name = "ldap.baseObject", "base", LDAP_SEARCH,
        "Where in the directory the search begins.";
    SCOPE: Choice = "ldap.scope", "scope", LDAP_SEARCH,
        "How deep the search goes.";
    DEREF: Choice = "ldap.derefAliases", "aliases", LDAP_SEARCH,
        "Whether the search follows entries that point to others.";
    SIZE_LIMIT: Number = "ldap.sizeLimit", "most entries", LDAP_SEARCH,
        "The largest number of entries that the client wants. 0 means no limit.";
    TIME_LIMIT: Number = "ldap.timeLimit", "most seconds", LDAP_SEARCH,
        "The longest that the search may take, in seconds. 0 means no limit.";
    TYPES_ONLY: Number = "ldap.typesOnly", "without values", LDAP_SEARCH,
        "Whether the client wants only the names of the attributes.";
    OBJECT: Name = "ldap.objectName", "entry", LDAP_SEARCH,
        "The entry that was found.";
    DELETED: Name = "ldap.delRequest", "entry to delete", LDAP_MESSAGE,
        "The entry that the client wants to delete.";
    ABANDONED: Number = "ldap.abandonRequest", "question to give up", LDAP_MESSAGE,
        "The operation that the server no longer needs to answer.";
    TEXT: Data = "wirewalk.ldap.text", "text", LDAP_MESSAGE,
        "A name or a value, in UTF-8.";
    VALUE: Data opaque = "wirewalk.ldap.value", "value", LDAP_MESSAGE,
        "Bytes that this program does not decode.";
}
