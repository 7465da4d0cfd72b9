//! Attacks from outside: a forged identity, a request inside of a request, and straight to Bob. Each before the naive proxy or an open
//! Bob first where it succeeds there, then before Peggy.

use anyhow::Result;
use wirewalk::client;
use wirewalk::door::Limits;
use wirewalk::proxy::naive::SOURCE;
use wirewalk::stage::{Place, Set, Stage};
use wirewalk::story::{Shot, Voice};

use super::cast::Club;
use super::legs::TOLD;
use super::{HOST, bob, readings, text};

/// What says how long a body is, and the line that hides one of them.
const TWO_LENGTHS: &[&str] = &["http.transfer_encoding", "http.content_length_header", "http.request.line"];

/// A question as bytes: no library would ask it so.
fn asks(path: &str, headers: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nHost: {HOST}\r\n{headers}\r\n")
}

/// What Mallory says about herself.
const FORGED: &str = "X-SSL-Client-Verify: SUCCESS\r\nX-SSL-Client-CN: root\r\n";
/// The same in other spellings, for backends that read them alike.
const SPELLINGS: [&str; 6] = [
    FORGED,
    "x-ssl-CLIENT-verify: SUCCESS\r\nx-ssl-CLIENT-cn: root\r\n",
    "X_SSL_Client_Verify: SUCCESS\r\nX_SSL_Client_CN: root\r\n",
    "X-SSL-Client-Verify: NONE\r\nX-SSL-Client-Verify: SUCCESS\r\nX-SSL-Client-CN: root\r\n",
    "Connection: X-SSL-Client-Verify, X-SSL-Client-CN\r\nX-SSL-Client-Verify: SUCCESS\r\n",
    "Forwarded: for=127.0.0.1\r\nX-Real-IP: 127.0.0.1\r\nX--SSL-Client-Verify: SUCCESS\r\n",
];

/// The request that is hidden in another; what is left of the outer one becomes its body.
fn hidden() -> String {
    asks("/secure-data", &format!("{FORGED}Content-Length: 7\r\n"))
}

/// The pairs: two ways to say how long a body is, and parsers that choose differently. What they are called, and their bytes.
fn pairs() -> [(&'static str, String); 6] {
    let post = |headers: &str, body: &str| format!("POST / HTTP/1.1\r\nHost: {HOST}\r\n{headers}\r\n\r\n{body}");
    let hidden = hidden();
    let chunk = format!("{:x}\r\n{hidden}\r\n0\r\n\r\n", hidden.len());
    let last = format!("0\r\n\r\n{hidden}");
    let (to_chunk, to_last) = (format!("{:x}", hidden.len()).len() + 2, last.len());
    let te = "Transfer-Encoding: chunked";
    [
        ("TE.CL", post(&format!("Content-Length: {to_chunk}\r\n{te}"), &chunk)),
        ("CL.TE", post(&format!("Content-Length: {to_last}\r\n{te}"), &last)),
        ("TE.TE", post(&format!("Transfer-Encoding: x\r\n{te}"), &chunk)),
        ("folded line", post(&format!("Content-Length: {to_last}\r\nX: y\r\n {te}"), &last)),
        ("bare LF", post(&format!("Content-Length: {to_chunk}\r\nX: y\n{te}"), &chunk)),
        ("two lengths", post(&format!("Content-Length: {to_last}\r\nContent-Length: 0"), &last)),
    ]
}

/// The naive proxy before Bob, who trusts it.
fn naive(set: &mut Set, club: &Club) -> Result<Place> {
    let bob = set.exposes("Bob", bob)?;
    let inside = set.inner_wire("the naive proxy", &bob)?;
    let config = club.peggys_side(set)?;
    set.naive_proxy("the naive proxy", config, &inside)
}

/// A head's first line, and the body.
fn short(answer: &str) -> (String, String) {
    let line = answer.lines().next().unwrap_or_default().trim_start_matches("HTTP/1.1 ").to_owned();
    (line, answer.split_once("\r\n\r\n").map_or("", |(_, body)| body).trim_end().to_owned())
}

/// Mallory sends bytes to a proxy, on a connection of her own each, without a certificate.
fn mallory(set: &mut Set, club: &Club, to: &Place, attempts: &[String]) -> Result<Vec<(String, String)>> {
    let wire = set.wire("Mallory", to)?;
    let sends = |bytes: &String| {
        let answer = client::send_raw_tls(club.alices_side(set, None)?, wire.addr, HOST, bytes.as_bytes())?;
        Ok(short(&answer))
    };
    attempts.iter().map(sends).collect()
}

/// Before Peggy: what she said to each attempt.
fn before_peggy(
    (voice, stage): (&mut Voice, &mut Stage),
    scene: &'static str,
    club: &Club,
    attempts: &[String],
) -> Result<(Shot, Vec<(String, String)>)> {
    stage.scene(voice, scene, |set| {
        let (bob, mark) = set.hides("Bob", Limits::default(), bob)?;
        let inside = set.inner_wire("Peggy", &bob)?;
        let peggy = club.peggy(set, inside.forward(&Limits::default(), Some(&mark)))?;
        mallory(set, club, &peggy, attempts)
    })
}

/// Forged, smuggled, straight.
pub fn three(voice: &mut Voice, stage: &mut Stage, club: &Club) -> Result<()> {
    voice.says(&text::NAIVE)?;
    voice.lists(&text::TEN_LINES, SOURCE)?;
    voice.says(&text::FORGED)?;
    voice.asks(&text::FORGED_WHAT)?;
    let (believed, answers) = stage.scene(voice, "forged-naive", |set| {
        let naive = naive(set, club)?;
        mallory(set, club, &naive, &[asks("/secure-data", FORGED)])
    })?;
    voice.says(&text::BELIEVED)?;
    voice.measures(&text::MALLORY_HEARD, answers.into_iter().map(|(_, body)| body).collect::<String>())?;
    voice.shows_only(believed.hop(1), TOLD)?;
    voice.answers(&text::FORGED_WHAT)?;
    voice.claims("lesson7.forged-believed")?;

    voice.says(&text::STRIPPED_HEADERS)?;
    let end = "Connection: close\r\n";
    let attempts = SPELLINGS.map(|headers| match headers.starts_with("Connection") {
        true => asks("/secure-data", headers),
        false => asks("/secure-data", &format!("{headers}{end}")),
    });
    let (forged, answers) = before_peggy((voice, stage), "forged", club, &attempts)?;
    voice.says(&text::STRIPPED_SEEN)?;
    let written = |headers: &str| headers.trim_end().replace("\r\n", "; ");
    let rows = SPELLINGS.iter().zip(answers).map(|(headers, (status, _))| [written(headers), status]);
    voice.tabulates(&text::SPELLINGS_HEAD, rows.collect::<Vec<_>>())?;
    voice.shows_only(forged.hop(1), TOLD)?;
    voice.claims("lesson7.forged-removed")?;
    smuggled(voice, stage, club)?;
    straight(voice, stage)
}

/// A request inside of a request.
fn smuggled(voice: &mut Voice, stage: &mut Stage, club: &Club) -> Result<()> {
    voice.says(&text::SMUGGLED)?;
    voice.asks(&text::SMUGGLED_WHO)?;
    let [.., (_, bare_lf), _] = pairs();
    let (naive, heard) = stage.scene(voice, "smuggled-naive", |set| {
        let naive = naive(set, club)?;
        let mallory = mallory(set, club, &naive, &[bare_lf])?;
        let wire = set.wire("Alice", &naive)?;
        let config = club.alices_side(set, Some(&club.alice))?;
        let alice = client::send_raw_tls(config, wire.addr, HOST, asks("/", "").as_bytes())?;
        Ok([mallory.into_iter().map(|(_, body)| body).collect(), short(&alice).1])
    })?;
    let [mallory, alice] = heard;
    voice.says(&text::SMUGGLED_SEEN)?;
    voice.measures(&text::MALLORY_HEARD, mallory)?;
    voice.measures(&text::ALICE_HEARD, alice)?;
    voice.shows_only(naive.opened(), TWO_LENGTHS)?;
    voice.answers(&text::SMUGGLED_WHO)?;
    voice.claims("lesson7.smuggled-through-naive")?;
    readings::both(voice, naive)?;

    voice.says(&text::PAIRS)?;
    let attempts = pairs().map(|(_, bytes)| bytes);
    let (_, answers) = before_peggy((voice, stage), "smuggled", club, &attempts)?;
    voice.says(&text::PAIRS_SEEN)?;
    let rows = pairs().into_iter().zip(answers).map(|((name, _), (_, why))| [name.to_owned(), why]);
    voice.tabulates(&text::PAIRS_HEAD, rows.collect::<Vec<_>>())?;
    voice.claims("lesson7.pairs-refused")
}

/// Past Peggy.
fn straight(voice: &mut Voice, stage: &mut Stage) -> Result<()> {
    voice.says(&text::STRAIGHT)?;
    voice.asks(&text::STRAIGHT_WHAT)?;
    let (shot, answers) = stage.scene(voice, "straight", |set| {
        let (bob, _) = set.hides("Bob", Limits::default(), bob)?;
        let wire = set.inner_wire("Mallory", &bob)?;
        let guess = format!("{FORGED}X-Wirewalk-Door: {}\r\n", "0".repeat(32));
        let sends = |headers: &str| client::send_raw(wire.addr, asks("/secure-data", headers).as_bytes());
        Ok([short(&sends(FORGED)?), short(&sends(&guess)?)])
    })?;
    voice.says(&text::STRAIGHT_SEEN)?;
    for (_, why) in answers {
        voice.measures(&text::BOB_SAYS, why)?;
    }
    voice.shows_only(shot.hop(1).from_server(), &["http.response.code"])?;
    voice.answers(&text::STRAIGHT_WHAT)?;
    voice.claims("lesson7.straight-refused")
}
