//! Where a client was sent from one address to the next, over all its connections, and whether that leads back to where it was.

use std::collections::VecDeque;

/// Longer ways are not followed: browsers give up after twenty redirects, curl after fifty.
const LONGEST: usize = 50;

/// An answer that is final, to a request for this address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// What was asked for, with its scheme.
    pub asked: String,
    /// Whether it was asked for with GET or HEAD. What is sent there otherwise may be answered by a redirect to the same address, which is
    /// then asked for with GET (RFC 9110 section 15.4.4).
    pub read: bool,
    /// Where the client is sent instead, if it is.
    pub to: Option<String>,
    /// Whether the answer changes what the client asks with: the same address may get another answer then.
    pub sets_cookie: bool,
}

/// The addresses that one client was sent away from, each to the next.
#[derive(Debug, Default)]
pub struct Trail {
    from: VecDeque<String>,
    to: Option<String>,
}

impl Trail {
    /// Takes note of an answer; the way round, if the client was sent away from this address before.
    pub fn note(&mut self, answer: Answered) -> Option<Vec<String>> {
        let Answered { asked, read, to, sets_cookie } = answer;
        let follows = self.to.as_ref() == Some(&asked);
        let Some(to) = to else {
            // What else it asks for, on other connections, ends no way.
            if follows {
                *self = Trail::default();
            }
            return None;
        };
        if !follows || !read {
            *self = Trail::default();
        }
        if !read {
            self.to = Some(to);
            return None;
        }
        // Sent back once, it may get another answer: it may have been sent for a cookie. Sent away from the same address twice, it does not.
        let begin = self.from.iter().position(|earlier| *earlier == asked);
        let way = |begin| self.from.iter().skip(begin).chain([&asked]).cloned().collect();
        let round = match begin {
            Some(begin) => Some(way(begin)),
            None if to == asked && !sets_cookie => Some(vec![asked.clone(), to.clone()]),
            None => None,
        };
        if self.from.len() == LONGEST {
            self.from.pop_front();
        }
        self.from.push_back(asked);
        self.to = Some(to);
        round
    }
}
