//! The mark by which an app knows what comes from its own front, where anybody on the machine could call it.

use std::fmt;

use hyper::header::{HeaderMap, HeaderName, HeaderValue};

/// A header with a value that is drawn for this run. It keeps out whoever cannot read the leg that it crosses; whoever can
/// (Eve on an inner leg in the clear) can also send it. A Unix socket in a folder of one's own needs none.
#[derive(Clone)]
pub struct Mark(HeaderValue);

impl Mark {
    /// The header's name.
    pub const NAME: &str = "X-Wirewalk-Door";
    const HEADER: HeaderName = HeaderName::from_static("x-wirewalk-door");

    /// Draws one: 128 bits.
    pub fn new() -> Mark {
        let digits = format!("{:032x}", rand::random::<u128>());
        // Digits are always a value; whatever were not would match nothing.
        let mut value = HeaderValue::from_str(&digits).unwrap_or(HeaderValue::from_static(""));
        value.set_sensitive(true);
        Mark(value)
    }

    /// This one: for an app that is started apart from its front, where a person gives both the same.
    ///
    /// # Errors
    /// It is short enough to be guessed, or no hexadecimal number.
    pub fn of(digits: &str) -> Result<Mark, String> {
        if digits.len() < 32 || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Err(String::from("a mark is 32 hexadecimal digits or more: openssl rand -hex 16"));
        }
        let mut value = HeaderValue::from_str(digits).map_err(|error| error.to_string())?;
        value.set_sensitive(true);
        Ok(Mark(value))
    }

    /// Its value, for a front that is not ours.
    pub fn value(&self) -> &str {
        self.0.to_str().unwrap_or_default()
    }

    /// Puts it on a request, in the place of any other.
    pub fn put(&self, headers: &mut HeaderMap) {
        headers.insert(Mark::HEADER, self.0.clone());
    }

    /// Takes it off a request; false: it was not there, or not this one, or there were several.
    pub fn take(&self, headers: &mut HeaderMap) -> bool {
        let mut there = headers.get_all(Mark::HEADER).iter();
        let right = matches!((there.next(), there.next()), (Some(only), None) if self.is(only.as_bytes()));
        headers.remove(Mark::HEADER);
        right
    }

    /// Compares in a time that tells nothing about how much of it was right.
    pub fn is(&self, other: &[u8]) -> bool {
        let mine = self.0.as_bytes();
        let differ = mine.iter().zip(other).fold(0, |differ, (a, b)| differ | (a ^ b));
        !mine.is_empty() && mine.len() == other.len() && differ == 0
    }
}

impl Default for Mark {
    fn default() -> Mark {
        Mark::new()
    }
}

impl fmt::Debug for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Mark")
    }
}
