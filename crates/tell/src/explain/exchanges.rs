//! What HTTP said on a connection: requests, answers, and how far the latest bodies came.

use std::collections::{BTreeMap, VecDeque};

use wirewalk_dissect::facts::Facts;
use wirewalk_dissect::names::{grpc, headers, http, http2, http3};
use wirewalk_dissect::recording::{Side, Sides};
use wirewalk_dissect::{Field, Message};

use super::address::{address, resolved, title};
pub use super::head::Body;
use super::head::Head;
use super::redirects::Answered;

/// Of what was said in clear, so many examples are kept.
const EXAMPLES: usize = 4;
/// What a server says of a failed call is not repeated beyond so many characters.
const LONGEST: usize = 200;
/// So many requests wait for their answers at once, as far as they are remembered by name.
const MOST: usize = 64;

/// What HTTP said, in clear or as far as it could be decrypted.
#[derive(Clone, Debug, Default)]
pub struct Http {
    /// How many requests there were.
    pub requests: u64,
    /// The first of them.
    pub examples: Vec<String>,
    /// The status codes of the first answers.
    pub statuses: Vec<u64>,
    /// What a listener should not have heard: `Cookie`, `Authorization`.
    pub delicate: Vec<&'static str>,
    /// Whether any of it crossed the wire in clear.
    pub in_clear: bool,
    /// The latest answer that is final.
    pub last: Option<Answer>,
    /// The first stream of HTTP/2 that was reset with an error.
    pub reset: Option<Ended>,
    /// The first GOAWAY with an error; in the place of the request what its sender remarks.
    pub goaway: Option<Ended>,
    /// What is wrong with a body in chunks, and whose.
    pub broken: Option<(Side, String)>,
    /// The latest body of each side.
    pub bodies: Sides<Body>,
    /// Where a proxy has opened a tunnel to, if one did.
    pub tunnel: Option<String>,
    /// The latest call of gRPC, if that failed.
    pub call: Option<Call>,
    /// Redirects that led back to where they began.
    pub round: Option<Vec<String>>,
    /// The latest answer that is final, for whoever follows redirects over all connections of a client.
    pub answer: Option<Answered>,
    /// How many answers there were, also those that are not final.
    pub responses: u64,
    /// The latest request.
    pub asked: Option<String>,
    /// The latest answer, in short.
    pub said: Option<Said>,
    /// Requests that wait for an answer, in order: method and address.
    waiting: VecDeque<(String, String)>,
    /// Those of HTTP/2 and HTTP/3, by stream.
    streams: BTreeMap<u64, (String, String)>,
    /// The stream of the latest answer.
    answered: Option<u64>,
}

/// An answer.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Its status.
    pub status: u64,
    /// What the standard calls that.
    pub name: String,
    /// What it means.
    pub meaning: String,
    /// What was asked.
    pub request: Option<String>,
    /// The title of its page, or its first words, if it is a refusal.
    pub says: Option<String>,
}

/// What an answer says at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Its status.
    pub status: u64,
    /// What the standard calls that.
    pub name: String,
    /// What was asked.
    pub request: Option<String>,
}

/// A call of gRPC that failed, whatever HTTP's status is.
#[derive(Clone, Debug)]
pub struct Call {
    /// The name of its status.
    pub name: String,
    /// What that means, if the name does not say it.
    pub meaning: Option<String>,
    /// What the server says of it.
    pub says: Option<String>,
}

/// A stream or a connection of HTTP/2 that was ended with an error.
#[derive(Clone, Debug)]
pub struct Ended {
    /// By whom.
    pub side: Side,
    /// Which stream; 0 is the connection.
    pub stream: u64,
    /// The error's name.
    pub code: String,
    /// What it means.
    pub meaning: String,
    /// What was asked on it.
    pub request: Option<String>,
}

impl Http {
    /// The first request that nobody answered.
    pub fn unanswered(&self) -> Option<&String> {
        self.waiting.front().map(|(_, request)| request)
    }

    /// Whether nothing of what was said inside is hidden.
    pub fn is_read_whole(&self, tls: &Facts) -> bool {
        self.in_clear || tls.sealed == Sides::default()
    }

    /// Takes note of a message.
    pub fn note(&mut self, message: &Message) {
        self.in_clear |= !message.is_inside();
        let mut head = Head::default();
        for field in message.walk() {
            self.sees(field);
            head.sees(field);
        }
        self.body(message, &head);
        self.ends(message, &head);
        if let Some(method) = head.method.take() {
            self.request(message, method, &head);
        } else if let Some(status) = head.status.take() {
            self.answer(message, status, &head);
        }
    }

    fn sees(&mut self, field: &Field) {
        let is = |label| field.is(label);
        match () {
            () if is(&headers::COOKIE) || is(&headers::SET_COOKIE) => self.delicate("cookies"),
            () if is(&http2::COOKIE) || is(&http2::SET_COOKIE) => self.delicate("cookies"),
            () if is(&http3::COOKIE) || is(&http3::SET_COOKIE) => self.delicate("cookies"),
            () if is(&headers::AUTHORIZATION) || is(&http2::AUTHORIZATION) || is(&http3::AUTHORIZATION) => {
                self.delicate("credentials (Authorization)");
            }
            () if is(&grpc::STATUS) => {
                let name = field.name().filter(|_| field.number() != Some(0));
                let meaning = field.value.meaning.as_deref().map(str::to_owned);
                self.call = name.map(|name| Call { name: name.into_owned(), meaning, says: None });
            }
            () if is(&grpc::STATUS_TEXT) => {
                if let Some(call) = &mut self.call {
                    call.says = field.name().map(|says| says.chars().take(LONGEST).collect());
                }
            }
            () if is(&headers::PROXY_AUTHORIZATION) => self.delicate("credentials (Proxy-Authorization)"),
            () => {}
        }
    }

    fn request(&mut self, message: &Message, method: String, head: &Head) {
        self.requests += 1;
        let asked =
            address(&method, head.host.as_deref().unwrap_or_default(), head.target.as_deref().unwrap_or_default());
        let request = format!("{method} {asked}");
        if self.examples.len() < EXAMPLES {
            self.examples.push(request.clone());
        }
        self.asked = Some(request.clone());
        if head.stream.is_none() {
            self.bodies[message.side] = head.body(Some(request.clone()));
        }
        match head.stream {
            Some(stream) if self.streams.len() < MOST => drop(self.streams.insert(stream, (method, request))),
            None if self.waiting.len() < MOST => self.waiting.push_back((method, request)),
            _ => {}
        }
    }

    fn answer(&mut self, message: &Message, (status, name, meaning): (u64, String, String), head: &Head) {
        if self.statuses.len() < EXAMPLES {
            self.statuses.push(status);
        }
        self.responses += 1;
        self.said = Some(Said { status, name: name.clone(), request: None });
        if (100..200).contains(&status) && status != 101 {
            return;
        }
        let asked = match head.stream {
            Some(stream) => self.streams.remove(&stream),
            None => self.waiting.pop_front(),
        };
        let (method, request) = asked.unzip();
        self.said = Some(Said { status, name: name.clone(), request: request.clone() });
        let none = matches!(status, 101 | 204 | 304)
            || matches!(method.as_deref(), Some("HEAD"))
            || method.as_deref() == Some("CONNECT") && status < 300;
        if head.stream.is_none() {
            self.bodies[message.side] = if none { Body::Free } else { head.body(request.clone()) };
        }
        if method.as_deref() == Some("CONNECT") && (200..300).contains(&status) {
            self.tunnel = request.as_ref().and_then(|request| request.split_once(' ')).map(|(_, to)| to.to_owned());
        }
        let asked = request.as_ref().and_then(|request| request.split_once(' ')).map(|(_, asked)| asked);
        let read = matches!(method.as_deref(), Some("GET" | "HEAD"));
        self.answer = asked.map(|asked| Answered { read, ..answered(message.is_inside(), asked, status, head) });
        self.answered = head.stream;
        self.last = Some(Answer { status, name, meaning, request, says: None });
    }

    /// What a message holds of a body.
    fn body(&mut self, message: &Message, head: &Head) {
        let Some(first) = message.fields.first() else { return };
        let len = message.wire().len() as u64;
        match &mut self.bodies[message.side] {
            Body::Length { got, .. } if first.is(&http::BODY) || first.is(&http::BODY_PIECE) => *got += len,
            Body::Chunked { got, done, .. } => {
                *done |= message.all(&http::CHUNK_SIZE).any(|size| size.number() == Some(0));
                *got += message.all(&http::CHUNK_DATA).map(|data| data.span.len() as u64).sum::<u64>();
                // What ends the connection early is told as that.
                let problem = || message.walk().find_map(|f| f.problem.as_ref()).filter(|p| !p.0.contains("cut off"));
                if head.is_chunk && self.broken.is_none() {
                    self.broken = problem().map(|problem| (message.side, problem.to_string()));
                }
            }
            _ => {}
        }
        if let Some(last) = self.last.as_mut().filter(|last| last.status >= 400 && last.says.is_none())
            && message.side == Side::Server
            && head.stream == self.answered
        {
            let labels = [&http::BODY, &http::BODY_PIECE, &http2::DATA, &http3::DATA];
            let body = message.walk().find(|field| labels.iter().any(|label| field.is(label)));
            last.says = body.and_then(|body| title(message.bytes(&body.span)));
        }
    }

    /// What ends a stream or the connection of HTTP/2 with an error.
    fn ends(&mut self, message: &Message, head: &Head) {
        const CANCELS: [&str; 3] = ["CANCEL", "H3_REQUEST_CANCELLED", "DOQ_REQUEST_CANCELLED"];
        const ORDERLY: [&str; 3] = ["NO_ERROR", "H3_NO_ERROR", "DOQ_NO_ERROR"];
        let Some((_, name, meaning, is_stream)) = &head.error else { return };
        if ORDERLY.contains(&name.as_str()) {
            return;
        }
        let cancels = |name: &str| CANCELS.contains(&name);
        let stream = head.stream.unwrap_or_default();
        let mut ended =
            Ended { side: message.side, stream, code: name.clone(), meaning: meaning.clone(), request: None };
        if !is_stream {
            ended.request = head.remark.as_ref().and_then(|span| title(message.bytes(span)));
            self.goaway.get_or_insert(ended);
            return;
        }
        ended.request = self.streams.get(&stream).map(|(_, request)| request.clone()).or_else(|| {
            let last = self.last.as_ref().filter(|_| self.answered == Some(stream))?;
            last.request.clone()
        });
        // Who cancels does not want the answer any more; an error says more.
        if self.reset.as_ref().is_none_or(|reset| cancels(&reset.code) && !cancels(name)) {
            self.reset = Some(ended);
        }
    }

    fn delicate(&mut self, what: &'static str) {
        if !self.delicate.contains(&what) {
            self.delicate.push(what);
        }
    }
}

/// An answer to a request for this address, with all of both addresses.
fn answered(inside: bool, asked: &str, status: u64, head: &Head) -> Answered {
    let scheme = if inside { "https" } else { "http" };
    let asked = resolved(scheme, "", asked);
    let location = head.location.as_ref().filter(|_| (300..=399).contains(&status));
    let to = location.map(|to| resolved(scheme, &asked, to));
    Answered { asked, read: true, to, sets_cookie: head.sets_cookie }
}
