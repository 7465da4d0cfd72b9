//! The demo's labels.

use super::*;

const HTTP: Cite = Cite::new("RFC 9110", "9.1");
const HTTP1: Cite = Cite::new("RFC 9112", "3");
const FERNET: Cite = Cite::new("Fernet specification", "");

macro_rules! labels {
    ($($name:ident = $id:literal, $text:literal, $why:literal, $cite:expr;)*) => {
        $(pub static $name: Label = Label::new($id, $text, $why, $cite);)*
    };
}

labels! {
    REQUEST_LINE = "wirewalk.http.request_line", "Request line", "Says what is asked for, and in which version of the protocol.", HTTP1;
    METHOD = "http.request.method", "Method", "What the client wants done with the resource. The methods are registered, so that whoever stands between may know what each does.", HTTP;
    TARGET = "http.request.uri", "Target", "Which resource of this server is meant.", HTTP1;
    VERSION = "http.request.version", "Version", "Which rules the sender keeps to.", HTTP1;
    STATUS_LINE = "wirewalk.http.status_line", "Status line", "Says how the request went.", HTTP1;
    STATUS = "http.response.code", "Status", "How the request went, as a number for programs: its first digit says which kind of answer this is.", Cite::new("RFC 9110", "15");
    REASON = "http.response.phrase", "Reason", "The same in words, for people; a client ignores it.", HTTP1;
    SPACE = "wirewalk.http.space", "space", "Parts two elements of a line.", HTTP1;
    LINE_END = "wirewalk.http.line_end", "line end", "Carriage return and line feed end a line.", HTTP1;
    COLON = "wirewalk.http.colon", "colon", "Parts a header's name from its value.", HTTP1;
    HEADER_NAME = "wirewalk.http.header.name", "name", "Which header this is; upper and lower case are the same.", HTTP;
    HEADER_VALUE = "wirewalk.http.header.value", "value", "What the header says.", HTTP;
    HOST = "http.host", "Host", "Which of the names of this server is meant: one address may serve many.", Cite::new("RFC 9110", "7.2");
    USER_AGENT = "http.user_agent", "User-Agent", "Which program asks.", Cite::new("RFC 9110", "10.1.5");
    CONTENT_LENGTH = "http.content_length_header", "Content-Length", "How many bytes of body follow the head: without it the receiver would not know where the message ends.", Cite::new("RFC 9110", "8.6");
    HEAD_END = "wirewalk.http.head_end", "end of the head", "An empty line: the head is over.", HTTP1;
    BODY = "http.file_data", "Body", "What was asked for.", Cite::new("RFC 9112", "6");
    TOKEN = "wirewalk.fernet", "Fernet token", "A message that only the holders of the key can read or make.", FERNET;
    TOKEN_VERSION = "wirewalk.fernet.version", "Version", "Which layout follows.", FERNET;
    BIT = "wirewalk.fernet.bits", "bits", "Bits of the version.", WIREWALK;
    TIME = "wirewalk.fernet.timestamp", "Time", "When the token was made, in clear: whoever sees the token knows.", FERNET;
    IV = "wirewalk.fernet.iv", "IV", "Random bytes that make equal messages look unequal.", FERNET;
    CIPHERTEXT = "wirewalk.fernet.ciphertext", "Ciphertext", "The message under AES-128 in CBC mode; its length gives away the length of the message, to 16 bytes.", FERNET;
    PLAINTEXT = "wirewalk.fernet.plaintext", "Plaintext", "The message itself.", FERNET;
    PADDING = "wirewalk.fernet.padding", "Padding", "Fills the last block: n bytes with the value n.", Cite::new("RFC 5652", "6.3");
    MAC = "wirewalk.fernet.hmac", "HMAC", "Proves that somebody with the key wrote all bytes before it.", FERNET;
}
