//! Plain HTTP before the door: the redirect, Mallory who keeps Alice away from it, and HSTS.

use anyhow::{Context, Result};
use rustls::ClientConfig;
use tiny_http::{Response, Server};
use wirewalk::client;
use wirewalk::door::Limits;
use wirewalk::lesson1;
use wirewalk::proxy::Redirect;
use wirewalk::stage::{Place, Set, Stage};
use wirewalk::story::Voice;

use super::cast::Club;
use super::{HOST, alice, said, text};

/// Where a redirect leads.
fn location(answer: &str) -> Option<&str> {
    answer.lines().find_map(|line| line.strip_prefix("Location: ").or(line.strip_prefix("location: ")))
}

/// Mallory: whatever she is asked in the clear, she asks Peggy over TLS, and answers in the clear.
fn mallory(app: &Server, to_peggy: &str, config: &ClientConfig) {
    for request in app.incoming_requests() {
        let path = request.url().trim_start_matches('/').to_owned();
        let heard = said(alice(&format!("{to_peggy}{path}"), config.clone()));
        let _ = request.respond(Response::from_string(heard));
    }
}

/// Mallory where Alice looks for Peggy's port for HTTP, and Peggy behind.
fn mallory_before_peggy(set: &mut Set, club: &Club, peggy: &Place) -> Result<Place> {
    let to_peggy = set.inner_wire("Mallory", peggy)?.https(HOST);
    let config = club.alices_side(set, None)?;
    set.serves("Mallory", Limits::default(), move |app| mallory(app, &to_peggy, &config))
}

/// What a browser makes of a URL if it remembers that this host speaks HTTPS.
fn upgraded(url: &str, remembers: bool) -> String {
    if remembers { url.replacen("http://127.0.0.1", &format!("https://{HOST}"), 1) } else { url.to_owned() }
}

/// Sent away, kept away, and not to be kept away.
pub fn three(voice: &mut Voice, stage: &mut Stage, club: &Club) -> Result<()> {
    voice.says(&text::REDIRECT)?;
    let (redirect, (places, heard)) = stage.scene(voice, "redirect", |set| {
        let https = club.both_legs(set, "Alice")?;
        let redirect = Redirect::to(HOST, https.addr.port())?;
        let redirect = set.redirects("Peggy's other door", Limits::default(), redirect)?;
        let http = set.wire("Alice", &redirect)?;
        let asks = |host: &str| {
            let question = format!("GET /test?page=2 HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
            let answer = client::send_raw(http.addr, question.as_bytes())?;
            location(&answer).map(str::to_owned).context("nobody was sent anywhere")
        };
        let places = [asks(HOST)?, asks("evil.example")?];
        let heard = alice(&places[0], club.alices_side(set, None)?)?;
        Ok((places, heard))
    })?;
    voice.says(&text::REDIRECT_SEEN)?;
    voice.shows_only(redirect.from_server(), &["http.location", "http.response.code"])?;
    voice.measures(&text::SENT_TO, &places[0])?;
    voice.measures(&text::SENT_TO_IN_SPITE, &places[1])?;
    voice.measures(&text::ALICE_HEARD, heard)?;
    voice.claims("lesson7.redirect-keeps-path")?;
    voice.claims("lesson7.location-is-configured")?;

    voice.says(&text::STRIPPING)?;
    voice.asks(&text::STRIPPING_SEES)?;
    let (stripped, heard) = stage.scene(voice, "stripped", |set| {
        let (bob, mark) = set.hides("Bob", Limits::default(), super::bob)?;
        let peggy = club.peggy(set, bob.forward(&Limits::default(), Some(&mark)))?;
        let mallory = mallory_before_peggy(set, club, &peggy)?;
        let wire = set.wire("Alice", &mallory)?;
        lesson1::alice(&upgraded(&wire.url(), false))
    })?;
    voice.says(&text::STRIPPING_SEEN)?;
    voice.measures(&text::ALICE_HEARD, heard)?;
    voice.shows(stripped.from_server(), "http.file_data")?;
    voice.answers(&text::STRIPPING_SEES)?;
    voice.claims("lesson7.stripped-reads-all")?;

    voice.says(&text::HSTS)?;
    let (remembered, outcome) = stage.scene(voice, "hsts", |set| {
        let (bob, mark) = set.hides("Bob", Limits::default(), super::bob)?;
        let peggy = club.peggy(set, bob.forward(&Limits::default(), Some(&mark)))?;
        // Once she was there without Mallory, and was told.
        let wire = set.wire("Alice", &peggy)?;
        let question = format!("GET / HTTP/1.1\r\nHost: {HOST}\r\nConnection: close\r\n\r\n");
        let answer = client::send_raw_tls(club.alices_side(set, None)?, wire.addr, HOST, question.as_bytes())?;
        let remembers = answer.to_ascii_lowercase().contains("\r\nstrict-transport-security: max-age=60\r\n");
        let mallory = mallory_before_peggy(set, club, &peggy)?;
        let url = upgraded(&set.wire("Alice", &mallory)?.url(), remembers);
        Ok(said(alice(&url, club.alices_side(set, None)?)))
    })?;
    voice.says(&text::HSTS_SEEN)?;
    voice.shows_only(remembered.opened().from_server(), &["http.response.line"])?;
    voice.measures(&text::RAW_ERROR, outcome)?;
    voice.claims("lesson7.hsts-stops-stripping")?;
    voice.claims("lesson7.hsts-on-https-only")?;
    voice.says(&text::HSTS_WARNING)
}
