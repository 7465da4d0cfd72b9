//! What Bob does when he is asked over HTTP/3.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use wirewalk::http3::{Answer, Request};

use super::SECRET;

/// Bob tells the secret, takes acorns, and says how many he has. Two machines of his may share one till.
#[derive(Clone, Default)]
pub struct Till(Arc<AtomicU32>);

impl Till {
    /// His answer. He pays no heed to whether it was asked early: lesson 9 has the Bob who does.
    pub fn answers(&self, asked: &Request) -> Answer {
        let acorns = || std::str::from_utf8(&asked.body).ok()?.strip_prefix("acorns=")?.parse::<u8>().ok();
        let (status, body) = match (asked.method.as_str(), asked.path.as_str()) {
            ("GET", "/") => (200, SECRET.to_owned()),
            ("POST", "/pay") => match acorns() {
                Some(more) => {
                    self.0.fetch_add(more.into(), Ordering::SeqCst); // whoever asked
                    (200, "thank you\n".to_owned())
                }
                None => (400, "say acorns= and a number up to 255\n".to_owned()),
            },
            ("GET", "/paid") => (200, format!("{} acorns", self.0.load(Ordering::SeqCst))),
            _ => (404, "Bob knows /, /pay and /paid\n".to_owned()),
        };
        Answer { status, body }
    }
}
