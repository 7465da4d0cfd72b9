//! A transcript built by hand, with everything in it that a renderer may have to show.

use base64::Engine;
use bytes::Bytes;
use wirewalk::dissect::{Datum, Field, Label, Message, Origin, Problem, Source, Span, Value};
use wirewalk::fernet::Key;
use wirewalk::recording::{Connection, Endpoint, Recording, SecretId, Secrets, Side, Timestamp, What, WireEvent};
use wirewalk::rfc::{Cite, WIREWALK};
use wirewalk::story::*;

mod labels;
mod story;

pub use labels::*;
pub use story::*;

/// When the demo happened: 2030-01-02T03:04:05.000000006Z.
pub const START: Timestamp = Timestamp(1_893_553_445_000_000_006);
/// What its messages hide.
pub const SECRET: &str = "fluffy tail";
/// A key that no rendering may show.
pub const KEY: [u8; 32] = *b"sixteen to sign.sixteen to hide.";

/// Lays fields one after the other over one source.
pub struct Ruler {
    message: u32,
    source: u16,
    at: usize,
}

impl Ruler {
    pub fn new(message: u32, source: u16) -> Ruler {
        Ruler { message, source, at: 0 }
    }

    pub fn leaf(&mut self, label: &'static Label, length: usize, value: Value) -> Field {
        let span = Span::new(self.message, self.source, self.at..self.at + length);
        self.at += length;
        Field { label, span, value, problem: None, children: Vec::new() }
    }

    pub fn text(&mut self, label: &'static Label, text: &str) -> Field {
        self.leaf(label, text.len(), Value::text(text))
    }

    pub fn group(
        &mut self,
        label: &'static Label,
        value: Value,
        inside: impl FnOnce(&mut Ruler) -> Vec<Field>,
    ) -> Field {
        let start = self.at;
        let children = inside(self);
        let span = Span::new(self.message, self.source, start..self.at);
        Field { label, span, value, problem: None, children }
    }
}

/// A header line, piece by piece.
fn header(ruler: &mut Ruler, label: &'static Label, name: &str, value: &str) -> Field {
    ruler.group(label, Value::text(value), |r| {
        vec![
            r.text(&HEADER_NAME, name),
            r.leaf(&COLON, 1, Value::NONE),
            r.leaf(&SPACE, 1, Value::NONE),
            r.text(&HEADER_VALUE, value),
            r.leaf(&LINE_END, 2, Value::text("\r\n")),
        ]
    })
}

/// Alice's request.
pub fn request() -> Message {
    let wire = "GET / HTTP/1.1\r\nHost: 127.0.0.1:5985\r\nUser-Agent: ureq/3.5.1\r\n\r\n";
    let mut r = Ruler::new(0, 0);
    let fields = vec![
        r.group(&REQUEST_LINE, Value::NONE, |r| {
            vec![
                r.leaf(&METHOD, 3, Value::text("GET").meaning("asks for the resource and changes nothing")),
                r.leaf(&SPACE, 1, Value::NONE),
                r.text(&TARGET, "/"),
                r.leaf(&SPACE, 1, Value::NONE),
                r.text(&VERSION, "HTTP/1.1"),
                r.leaf(&LINE_END, 2, Value::text("\r\n")),
            ]
        }),
        header(&mut r, &HOST, "Host", "127.0.0.1:5985"),
        header(&mut r, &USER_AGENT, "User-Agent", "ureq/3.5.1"),
        r.leaf(&HEAD_END, 2, Value::text("\r\n")),
    ];
    let sources = vec![Source { origin: Origin::Wire, bytes: Bytes::from(wire) }];
    Message { connection: 0, index: 0, side: Side::Client, at: START, offset: 0, sources, fields }
}

/// Bob's token: version, time, IV, 16 bytes of ciphertext, MAC; not a true one, renderers do not check.
fn token() -> Vec<u8> {
    let mut token = vec![0x80];
    token.extend_from_slice(&START.seconds().to_be_bytes());
    token.extend((0..64).map(|i: u8| i.wrapping_mul(151).wrapping_add(77)));
    token
}

/// Bob's response; with the key also what its token holds.
pub fn response(insider: bool) -> Message {
    let token = token();
    let text = base64::engine::general_purpose::URL_SAFE.encode(&token);
    let head = "HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n";
    let wire = format!("{head}{text}");
    let mut sources = vec![
        Source { origin: Origin::Wire, bytes: Bytes::from(wire) },
        Source { origin: Origin::Base64(Span::new(1, 0, head.len()..head.len() + text.len())), bytes: token.into() },
    ];
    if insider {
        let record = Span::new(1, 1, 25..41);
        let bytes = Bytes::from_static(b"fluffy tail\x05\x05\x05\x05\x05");
        sources.push(Source { origin: Origin::Decrypted { record, with: SecretId::Fernet(0) }, bytes });
    }
    let mut r = Ruler::new(1, 0);
    let mut fields = vec![
        r.group(&STATUS_LINE, Value::NONE, |r| {
            vec![
                r.text(&VERSION, "HTTP/1.1"),
                r.leaf(&SPACE, 1, Value::NONE),
                r.leaf(&STATUS, 3, named(200, "OK").meaning("the answer follows")),
                r.leaf(&SPACE, 1, Value::NONE),
                r.text(&REASON, "OK"),
                r.leaf(&LINE_END, 2, Value::text("\r\n")),
            ]
        }),
        header(&mut r, &CONTENT_LENGTH, "Content-Length", "900"),
        r.leaf(&HEAD_END, 2, Value::text("\r\n")),
    ];
    fields[1].problem = Some(Problem("says 900 bytes, but 100 follow".into()));
    let mut body = r.leaf(&BODY, text.len(), Value::text(text.as_str()));
    body.children = vec![token_fields(insider)];
    fields.push(body);
    let at = Timestamp(START.0 + 1_234_567);
    Message { connection: 0, index: 1, side: Side::Server, at, offset: 0, sources, fields }
}

fn named(number: u64, name: &'static str) -> Value {
    Value { datum: Datum::Named { number, name: name.into() }, meaning: None }
}

fn token_fields(insider: bool) -> Field {
    let mut r = Ruler::new(1, 1);
    r.group(&TOKEN, Value::NONE, |r| {
        let version = r.group(&TOKEN_VERSION, Value::number(0x80).meaning("the only version there is"), |r| {
            let bits = |bits: std::ops::Range<u8>| Span { bits: Some(bits), ..Span::new(r.message, r.source, 0..1) };
            let bit = |span, value| Field { label: &BIT, span, value, problem: None, children: Vec::new() };
            let high = bit(bits(0..1), Value { datum: Datum::Flag(true), meaning: None });
            let low = bit(bits(1..8), Value::number(0));
            r.at += 1;
            vec![high, low]
        });
        let time = r.leaf(&TIME, 8, Value::time(START.seconds()));
        let iv = r.leaf(&IV, 16, Value::NONE);
        let mut ciphertext = r.leaf(&CIPHERTEXT, 16, Value::NONE);
        if insider {
            let mut inner = Ruler::new(1, 2);
            ciphertext.children = vec![inner.text(&PLAINTEXT, SECRET), inner.leaf(&PADDING, 5, Value::number(5))];
        }
        let mac = r.leaf(&MAC, 32, Value::NONE);
        vec![version, time, iv, ciphertext, mac]
    })
}

/// Both messages with the connection that they crossed.
pub fn scene() -> Scene {
    let end = |name: &str, port| Endpoint { name: name.to_string(), addr: ([127, 0, 0, 1], port).into() };
    let (request, response) = (request(), response(false));
    let event = |at, side, what| WireEvent { at, side, what, packet: None };
    let events = vec![
        event(Timestamp(START.0 - 412_000), Side::Client, What::Open),
        event(request.at, Side::Client, What::Bytes(request.wire().clone())),
        event(response.at, Side::Server, What::Bytes(response.wire().clone())),
        event(response.at, Side::Server, What::Close),
    ];
    let connection = Connection {
        id: 0,
        hop: 0,
        client: end("Alice", 50000),
        server: end("Bob", 5985),
        through: Vec::new(),
        events,
    };
    Scene {
        announced: None,
        id: "fernet".into(),
        recording: Recording { connections: vec![connection] },
        secrets: Secrets::none().with_fernet(Key::from_bytes(KEY)),
        eve: vec![request.clone(), response],
        insider: vec![request, self::response(true)],
    }
}
