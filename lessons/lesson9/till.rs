//! What Bob does when he is asked, early or not.

use std::sync::atomic::{AtomicU32, Ordering};

use wirewalk::callers::http::{self, Malformed, Request};

use super::SECRET;

/// Bob tells the secret, takes acorns, and says how many he has.
pub struct Till {
    acorns: AtomicU32,
    /// Whether he does what changes something only after the handshake (RFC 8470 section 5.2).
    waits: bool,
}

impl Till {
    /// With no acorns in it yet.
    pub fn new(waits: bool) -> Till {
        Till { acorns: AtomicU32::new(0), waits }
    }

    /// His answers to all requests that are whole. `early`: the handshake is not over yet.
    pub fn answers(&self, came: &mut Vec<u8>, early: bool) -> Result<Vec<u8>, Malformed> {
        let mut answers = Vec::new();
        while let Some(request) = http::request(came)? {
            answers.extend(self.answer(&request, early));
        }
        Ok(answers)
    }

    fn answer(&self, request: &Request, early: bool) -> Vec<u8> {
        let acorns = || std::str::from_utf8(&request.body).ok()?.strip_prefix("acorns=")?.parse::<u8>().ok();
        match (request.method.as_str(), request.path.as_str()) {
            ("GET", "/") => http::answer("200 OK", SECRET),
            ("POST", "/pay") if early && self.waits => {
                http::answer("425 Too Early", "say it again after the handshake\n")
            }
            ("POST", "/pay") => match acorns() {
                Some(more) => {
                    self.acorns.fetch_add(more.into(), Ordering::SeqCst); // whoever asked
                    http::answer("200 OK", "thank you\n")
                }
                None => http::answer("400 Bad Request", "say acorns= and a number up to 255\n"),
            },
            ("GET", "/paid") => http::answer("200 OK", &format!("{} acorns", self.acorns.load(Ordering::SeqCst))),
            _ => http::answer("404 Not Found", "Bob knows /, /pay and /paid\n"),
        }
    }
}
