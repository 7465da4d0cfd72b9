//! What is at which address, behind the token.
//!
//! ```text
//! GET  /                         what there is
//! GET  /glossary                 the terms of the course
//! GET  /compare                  the lessons' captures side by side, as far as they are there
//! GET  /lesson/N/                lesson N, to be played
//! POST /lesson/N/walk            plays it on (JSON both ways)
//! GET  /lesson/N/FILE            what its last walk left and the course offers, but for its page
//! POST /explain?keys=N&name=TEXT takes a capture in, behind N bytes of key log
//! GET  /capture/N/annotated.pcapng
//! ```
//!
//! Pages that strangers may have written are not behind the token, which they must not know: each has a mark of its own.
//!
//! ```text
//! GET  /page/MARK                the page that lesson N's last walk left, or that of a capture
//! ```

use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context, Result};
use http_body_util::BodyExt;
use hyper::header::{ALLOW, HeaderValue};
use hyper::{Method, StatusCode};
use serde_json::json;

use super::captures::{Captures, Dropped};
use super::guard::{Guard, Passed};
use super::home;
use super::reply::{self, HOME, PCAPNG, Trust};
use super::terms;
use super::walks::{Walks, Wish};
use crate::compare;
use crate::door::{Body, Mark, Request, Response};
use crate::glossary;
use crate::render::html::{self, Around};
use crate::stage::Lesson;
use crate::story::Transcript;

/// A wish is a few numbers.
const WISH: usize = 4096;

/// What there is to say where nothing is.
const NOWHERE: &str = "There is nothing here, or not any more; the course is at the root of this address.\n";

/// What is at an address.
enum Place {
    Home,
    Glossary,
    Compare,
    Lesson(&'static Lesson),
    Walk(&'static Lesson),
    File(&'static Lesson, String),
    Explain,
    Annotated(Arc<Dropped>),
}

impl Place {
    /// How it is asked. What is asked with GET changes nothing.
    fn method(&self) -> Method {
        if matches!(self, Place::Walk(_) | Place::Explain) { Method::POST } else { Method::GET }
    }
}

/// All that is served.
pub struct Course {
    pub(super) lessons: &'static [&'static Lesson],
    pub(super) out: PathBuf,
    /// One for the page of each lesson.
    pub(super) pages: Vec<Mark>,
    pub(super) guard: Guard,
    pub(super) walks: Walks,
    pub(super) captures: Arc<Captures>,
}

impl Course {
    /// Answers a request, whoever asks.
    pub(super) async fn answer(self: Arc<Course>, request: Request) -> Response {
        reply::guarded(match self.guard.passes(&request) {
            Ok(Passed::Course(path)) => self.route(&path, request).await,
            Ok(Passed::Page(mark)) => self.page(&mark).unwrap_or_else(|_| nowhere()),
            Err(response) => *response,
        })
    }

    async fn route(self: Arc<Course>, path: &str, request: Request) -> Response {
        let Some(place) = self.place(path) else { return nowhere() };
        let method = place.method();
        if *request.method() != method {
            return other_method(method);
        }
        let query = request.uri().query().unwrap_or_default().to_owned();
        let found = match place {
            Place::Home => Ok(reply::page(home::page(&self).into_bytes())),
            Place::Glossary => Ok(reply::page(terms::page().into_bytes())),
            Place::Compare => Ok(self.compare().await),
            Place::Lesson(lesson) => live(lesson),
            Place::Walk(lesson) => Ok(self.walk(lesson, request.into_body()).await),
            Place::File(lesson, name) => self.file(lesson, &name),
            Place::Explain => Ok(self.explain(&query, request.into_body()).await),
            Place::Annotated(dropped) => Ok(self.annotated(dropped).await),
        };
        found.unwrap_or_else(|_| nowhere())
    }

    /// What is at an address.
    fn place(&self, path: &str) -> Option<Place> {
        let parts: Vec<&str> = path.split('/').collect();
        Some(match parts.as_slice() {
            [""] => Place::Home,
            ["glossary"] => Place::Glossary,
            ["compare"] => Place::Compare,
            ["explain"] => Place::Explain,
            ["lesson", number, ""] => Place::Lesson(self.lesson(number)?),
            ["lesson", number, "walk"] => Place::Walk(self.lesson(number)?),
            ["lesson", number, name] => Place::File(self.lesson(number)?, (*name).to_owned()),
            ["capture", number, "annotated.pcapng"] => Place::Annotated(self.capture(number)?),
            _ => return None,
        })
    }

    fn lesson(&self, number: &str) -> Option<&'static Lesson> {
        self.lessons.iter().copied().find(|lesson| lesson.about.number.to_string() == number)
    }

    fn capture(&self, number: &str) -> Option<Arc<Dropped>> {
        self.captures.find(number.parse().ok()?)
    }

    /// Plays a lesson on.
    async fn walk(self: Arc<Course>, lesson: &'static Lesson, body: Body) -> Response {
        let wish = match wish(body).await {
            Ok(wish) => wish,
            Err(why) => return reply::error(StatusCode::BAD_REQUEST, &why),
        };
        let played = tokio::task::spawn_blocking(move || self.walks.play(lesson, &wish)).await;
        match played.context("the lesson could not be played").and_then(|played| played) {
            Ok(reply) => reply::json(&reply),
            Err(error) => reply::error(StatusCode::CONFLICT, &format!("{error:#}")),
        }
    }

    /// Takes a capture in.
    async fn explain(self: Arc<Course>, query: &str, body: Body) -> Response {
        let asked = |word: &str| form_urlencoded::parse(query.as_bytes()).find(|(key, _)| key == word).map(|(_, v)| v);
        let name = asked("name").map_or_else(|| "capture".to_owned(), |name| name.into_owned());
        let Ok(keys) = asked("keys").map_or(Ok(0), |keys| keys.parse()) else {
            return reply::error(StatusCode::BAD_REQUEST, "`keys` must be a number of bytes");
        };
        match self.captures.take(name, keys, body).await {
            Ok(dropped) => reply::json(&json!({ "capture": dropped.id })),
            Err(error) => reply::error(StatusCode::UNPROCESSABLE_ENTITY, &format!("{error:#}")),
        }
    }

    /// What a walk left: no keys. Its page stands elsewhere ([`Course::page`]).
    fn file(&self, lesson: &Lesson, name: &str) -> io::Result<Response> {
        let offered = home::offered(lesson).find(|(offered, ..)| offered == name && !home::is_page(offered));
        let (name, kind, _) = offered.ok_or(io::ErrorKind::NotFound)?;
        reply::download(&home::folder(&self.out, lesson).join(name), kind)
    }

    /// A page that somebody else may have written, by the mark in its address.
    fn page(&self, mark: &str) -> io::Result<Response> {
        let lesson = self.lessons.iter().zip(&self.pages).find(|(_, own)| own.is(mark.as_bytes()));
        if let Some((lesson, _)) = lesson {
            let name = home::offered(lesson).map(|(name, ..)| name).find(|name| home::is_page(name));
            return reply::page_in(&home::folder(&self.out, lesson).join(name.unwrap_or_default()), Trust::Foreign);
        }
        let dropped = self.captures.all().into_iter().find(|dropped| dropped.mark.is(mark.as_bytes()));
        reply::page_in(dropped.ok_or(io::ErrorKind::NotFound)?.page(), Trust::Foreign)
    }

    async fn compare(self: Arc<Course>) -> Response {
        let compared = tokio::task::spawn_blocking(move || compare::page_of_lessons(self.lessons, &self.out)).await;
        match compared.context("the captures could not be compared").and_then(|compared| compared) {
            Ok(Some(html)) => reply::page(html.into_bytes()),
            Ok(None) => {
                reply::text(StatusCode::NOT_FOUND, "No lesson has been walked yet: there is nothing to compare.\n")
            }
            Err(error) => reply::text(StatusCode::INTERNAL_SERVER_ERROR, &format!("{error:#}\n")),
        }
    }

    async fn annotated(&self, dropped: Arc<Dropped>) -> Response {
        let written = self.captures.annotated(dropped).await;
        match written.and_then(|path| Ok(reply::download(&path, PCAPNG)?)) {
            Ok(response) => response,
            Err(error) => reply::text(StatusCode::UNPROCESSABLE_ENTITY, &format!("{error:#}\n")),
        }
    }
}

/// What a page wishes.
async fn wish(mut body: Body) -> Result<Wish, String> {
    let mut text = Vec::new();
    while let Some(frame) = body.frame().await {
        let data =
            frame.map_err(|error| format!("the request did not arrive: {error}"))?.into_data().unwrap_or_default();
        text.extend_from_slice(&data);
        if text.len() > WISH {
            return Err(format!("a request has at most {WISH} bytes"));
        }
    }
    serde_json::from_slice(&text).map_err(|error| format!("the request cannot be read: {error}"))
}

fn nowhere() -> Response {
    reply::text(StatusCode::NOT_FOUND, NOWHERE)
}

fn other_method(right: Method) -> Response {
    let mut response = reply::text(StatusCode::METHOD_NOT_ALLOWED, "This address takes another method.\n");
    if let Ok(right) = HeaderValue::from_str(right.as_str()) {
        response.headers_mut().insert(ALLOW, right);
    }
    response
}

/// A lesson that has not begun: its page, which asks for the rest.
fn live(lesson: &'static Lesson) -> io::Result<Response> {
    let transcript = Transcript::new(&lesson.about);
    let mut page = Vec::new();
    let glossary = glossary::entries(lesson.about.number);
    html::write(&mut page, &transcript, Around { home: Some(HOME), live: Some("walk"), glossary: &glossary })?;
    Ok(reply::page(page))
}
