//! Labels of LDAP, of which every message is one element of ASN.1.

super::define_labels! {
    MESSAGE = "ldap.LDAPMessage_element", "message of LDAP", LDAP_MESSAGE,
        "A number, an operation, and perhaps controls.";
    ID: Number = "ldap.messageID", "number of the message", LDAP_MESSAGE,
        "The answer repeats it, so several questions may be under way.";
    ID_ELEMENT = "wirewalk.ldap.message_id", "number of the message", LDAP_MESSAGE,
        "The answer repeats it, so several questions may be under way.";
    OPERATION = "ldap.protocolOp", "operation", LDAP_MESSAGE,
        "What is asked or answered.";
    FIELD = "wirewalk.ldap.field", "part", LDAP_MESSAGE,
        "A part of the operation: type, length, value.";
    VERSION: Number = "ldap.version", "version", LDAP_BIND,
        "3 since 1997.";
    NAME: Name = "ldap.name", "name", LDAP_BIND,
        "Who logs in, by name in the directory. Empty: nobody in particular.";
    SIMPLE: Data = "ldap.simple", "password", LDAP_BIND,
        "As it is: outside of TLS anyone who listens has it.";
    MECHANISM: Choice = "ldap.mechanism", "mechanism", LDAP_BIND,
        "The way in which the client shows who it is (SASL).";
    CREDENTIALS: Data opaque = "ldap.credentials", "credentials", LDAP_BIND,
        "What shows who the client is.";
    RESULT: Number = "ldap.resultCode", "result", LDAP_RESULT,
        "How it went.";
    MATCHED: Name = "ldap.matchedDN", "matched name", LDAP_RESULT,
        "How far the name was found in the directory.";
    ERROR: Data = "ldap.errorMessage", "text", LDAP_RESULT,
        "For people.";
    REQUEST_NAME: Choice = "ldap.requestName", "extended operation", LDAP_EXTENDED,
        "Which operation is asked for, by an object identifier.";
    RESPONSE_NAME: Choice = "ldap.responseName", "extended operation", LDAP_EXTENDED,
        "Which operation is answered.";
    BASE: Name = "ldap.baseObject", "base", LDAP_SEARCH,
        "Where in the directory the search begins.";
    SCOPE: Choice = "ldap.scope", "scope", LDAP_SEARCH,
        "How deep it goes.";
    DEREF: Choice = "ldap.derefAliases", "aliases", LDAP_SEARCH,
        "Whether entries that point to others are followed.";
    SIZE_LIMIT: Number = "ldap.sizeLimit", "most entries", LDAP_SEARCH,
        "No more are wanted; 0: no limit.";
    TIME_LIMIT: Number = "ldap.timeLimit", "most seconds", LDAP_SEARCH,
        "It may take no longer; 0: no limit.";
    TYPES_ONLY: Number = "ldap.typesOnly", "without values", LDAP_SEARCH,
        "Whether only the attributes' names are wanted.";
    OBJECT: Name = "ldap.objectName", "entry", LDAP_SEARCH,
        "Which entry was found.";
    DELETED: Name = "ldap.delRequest", "entry to delete", LDAP_MESSAGE,
        "Which entry shall be deleted.";
    ABANDONED: Number = "ldap.abandonRequest", "question to give up", LDAP_MESSAGE,
        "Which question need not be answered any more.";
    TEXT: Data = "wirewalk.ldap.text", "text", LDAP_MESSAGE,
        "A name or a value, in UTF-8.";
    VALUE: Data opaque = "wirewalk.ldap.value", "value", LDAP_MESSAGE,
        "Bytes that this program gives no meaning to.";
}
