//! # Lesson 1 · Plain HTTP
//!
//! Bob serves the club's secret with tiny_http, Alice asks for it with ureq, Eve listens, Mallory rewrites. Nothing here is
//! protected, and that is the lesson.
//!
//! `cargo run --bin lesson1` walks; `-- server` and `-- client` run [`bob`] and [`alice`] alone.

#[path = "claims/lesson1.rs"]
mod claims;
#[path = "en/lesson1.rs"]
mod text;

use std::process::ExitCode;

use anyhow::Result;
use tiny_http::{Header, Method, Response, Server};
use wirewalk::client;
use wirewalk::door::Limits;
use wirewalk::stage::{self, Lesson, Side, Stage};
use wirewalk::story::Voice;

/// The secret message of the Secret Squirrels.
const SECRET: &str = "fluffy tail";
/// What Mallory would rather have Alice read: as long as the secret, and longer.
const FORGERY: &str = "bushy tails";
const LONGER_FORGERY: &str = "burnt acorns at the old oak";

/// What Alice says and what Bob says, in the order in which one reads it: what it is about, for whom, where it ends.
const ASKED: &[&str] = &[
    "http.request.method",
    "http.request.uri",
    "http.request.version",
    "http.host",
    "wirewalk.http.line_end",
    "wirewalk.http.head_end",
];
const ANSWERED: &[&str] = &[
    "http.response.code",
    "http.response.phrase",
    "http.content_length_header",
    "http.content_type",
    "http.date",
    "wirewalk.http.head_end",
];

/// This lesson.
pub const LESSON: Lesson = Lesson {
    server: Some(|site| site.serves(Limits::default(), bob)),
    client: Some(alice),
    claims: &[claims::CHECKS],
    ..Lesson::of(text::ABOUT, walk)
};

/// The program.
pub fn main() -> ExitCode {
    stage::lesson_main(&LESSON)
}

/// Bob: anyone who asks for `/` gets the secret.
pub fn bob(app: &Server) {
    for request in app.incoming_requests() {
        let answer = match (request.method(), request.url()) {
            (Method::Get | Method::Head, "/") => Response::from_string(SECRET),
            (_, "/") => {
                Response::from_string("Bob answers only GET and HEAD\n").with_status_code(405).with_header(Header {
                    field: "Allow".parse().expect("a name"),
                    value: "GET, HEAD".parse().expect("text"),
                })
            }
            _ => Response::from_string("Bob knows nothing but /\n").with_status_code(404),
        };
        // The client may have closed the connection by now; the next one gets its answer all the same.
        let _ = request.respond(answer);
    }
}

/// Alice: asks, and believes what she reads.
pub fn alice(url: &str) -> Result<String> {
    let mut answer = client::agent().get(url).call()?;
    Ok(answer.body_mut().read_to_string()?)
}

/// Mallory: forwards the request and puts her own body into the response; if she is careful she corrects its length.
fn mallory(forgery: &'static str, corrects_length: bool) -> impl Fn(Side, &[u8]) -> Option<Vec<u8>> {
    move |side, sent| {
        if side == Side::Client {
            return Some(sent.to_vec());
        }
        let (head, body) = std::str::from_utf8(sent).ok()?.split_once("\r\n\r\n")?;
        if body.len() < SECRET.len() {
            return None; // the rest has not arrived yet
        }
        let length = |body: &str| format!("Content-Length: {}", body.len());
        let head = if corrects_length { head.replace(&length(SECRET), &length(forgery)) } else { head.to_owned() };
        Some(format!("{head}\r\n\r\n{forgery}").into_bytes())
    }
}

fn walk(voice: &mut Voice, stage: &mut Stage) -> Result<()> {
    voice.keeps("secret", SECRET);
    voice.says(&text::HELLO)?;
    voice.says(&text::LAYERS)?;
    voice.tabulates(&text::LAYERS_HEAD, text::LAYERS_TABLE)?;

    // Scene 1: Alice asks Bob, and Eve is on the wire.
    voice.says(&text::PLAIN)?;
    voice.asks(&text::HOW_MUCH)?;
    let (plain, heard) = stage.scene(voice, "plain", |set| {
        let bob = set.serves("Bob", Limits::default(), bob)?;
        let wire = set.wire("Alice", &bob)?;
        alice(&wire.url())
    })?;
    voice.says(&text::HEARD)?;
    voice.measures(&text::ALICE_HEARD, &heard)?;
    voice.traffic(plain)?;
    voice.keeps("plain.heard", heard);
    voice.says(&text::REQUEST)?;
    voice.points_at(plain, ASKED)?;
    voice.says(&text::RESPONSE)?;
    voice.points_at(plain, ANSWERED)?;
    voice.says(&text::BODY)?;
    voice.shows(plain, "http.file_data")?;
    voice.answers(&text::HOW_MUCH)?;
    voice.says(&text::SEARCH)?;
    voice.claims("lesson1.secret-in-clear")?;
    voice.claims("lesson1.alice-heard-bob")?;
    voice.claims("lesson1.every-byte-explained")?;
    voice.says(&text::LEDGER)?;
    voice.ledger(plain)?;

    // Scene 2: Mallory sits in the middle and changes the message, byte for byte.
    voice.says(&text::MALLORY)?;
    voice.asks(&text::WILL_SHE_NOTICE)?;
    let (same, heard) = stage.scene(voice, "same-length", |set| {
        let bob = set.serves("Bob", Limits::default(), bob)?;
        let inner = set.inner_wire("Mallory", &bob)?;
        let mallory = set.mallory(&inner, mallory(FORGERY, true))?;
        let wire = set.wire("Alice", &mallory)?;
        alice(&wire.url())
    })?;
    voice.says(&text::BOB_SAID)?;
    voice.shows(same.hop(1), "http.file_data")?;
    voice.says(&text::ALICE_GOT)?;
    voice.shows(same, "http.file_data")?;
    voice.measures(&text::ALICE_HEARD, &heard)?;
    voice.keeps("same-length.heard", heard);
    voice.answers(&text::WILL_SHE_NOTICE)?;
    voice.claims("lesson1.forgery-accepted")?;
    voice.claims("lesson1.nothing-to-check")?;

    // Scene 3: a longer message; now Content-Length must change too.
    voice.says(&text::LONGER)?;
    let (longer, heard) = stage.scene(voice, "other-length", |set| {
        let bob = set.serves("Bob", Limits::default(), bob)?;
        let inner = set.inner_wire("Mallory", &bob)?;
        let mallory = set.mallory(&inner, mallory(LONGER_FORGERY, true))?;
        let wire = set.wire("Alice", &mallory)?;
        alice(&wire.url())
    })?;
    voice.says(&text::LENGTHS)?;
    voice.shows_only(longer.hop(1), &["http.content_length_header"])?;
    voice.shows_only(longer, &["http.content_length_header"])?;
    voice.measures(&text::ALICE_HEARD, &heard)?;
    voice.keeps("other-length.heard", heard);
    voice.claims("lesson1.longer-forgery-accepted")?;

    // Scene 4: the same, but Mallory forgets the length.
    voice.says(&text::FORGOTTEN)?;
    voice.asks(&text::WHAT_IF_FORGOTTEN)?;
    let (_, heard) = stage.scene(voice, "forgotten-length", |set| {
        let bob = set.serves("Bob", Limits::default(), bob)?;
        let inner = set.inner_wire("Mallory", &bob)?;
        let mallory = set.mallory(&inner, mallory(LONGER_FORGERY, false))?;
        let wire = set.wire("Alice", &mallory)?;
        alice(&wire.url())
    })?;
    voice.says(&text::CUT)?;
    voice.measures(&text::ALICE_HEARD, &heard)?;
    voice.keeps("forgotten-length.heard", heard);
    voice.answers(&text::WHAT_IF_FORGOTTEN)?;
    voice.claims("lesson1.length-decides")?;

    voice.says(&text::FAILURES)?;
    voice.says(&text::STOPS)?;
    let question = (&text::QUESTION, &text::THINK, &text::THOUGHT);
    stage.ends(voice, &LESSON, (&text::TRY, text::RECIPES), question)
}
