//! Files that travel in the body of HTTP: questions and answers of OCSP (RFC 6960 appendix A).

use std::ops::Range;

use super::kind::Kind;
use super::recognise::recognise;
use crate::cursor::Cursor;
use crate::der;
use crate::message::Message;
use crate::protocol::Content;
use crate::x509::ocsp;

/// A question.
pub(crate) const OCSP_REQUEST: Content = Content {
    name: "OCSP request",
    look: |message, source, bytes, range, _| {
        let mut c = is(Kind::OcspRequest, message, source, bytes, range)?;
        ocsp::request(&mut c).ok()?;
        Some(c.finish())
    },
};

/// An answer.
pub(crate) const OCSP_RESPONSE: Content = Content {
    name: "OCSP response",
    look: |message, source, bytes, range, _| {
        let mut c = is(Kind::OcspResponse, message, source, bytes, range)?;
        ocsp::response(&mut c).ok()?;
        Some(c.finish())
    },
};

/// The range, if it is one element of DER that looks like this.
fn is<'a>(kind: Kind, message: &Message, source: u16, bytes: &'a [u8], range: Range<usize>) -> Option<Cursor<'a>> {
    let body = bytes.get(range.clone()).filter(|body| recognise(body) == kind)?;
    let c = Cursor::within(message.index, source, bytes, range);
    let is_small = der::up_to(body, &mut { super::MOST_ELEMENTS }) == body.len();
    (is_small && der::is_one_element(&c)).then_some(c)
}
