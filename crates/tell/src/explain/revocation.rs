//! What authorities answered about certificates (OCSP), judged at the time of the capture: stapled by a server of TLS, or asked for
//! over HTTP. Certificates that were seen before, on any connection, serve to check who signed.

use wirewalk_dissect::names::{http, ocsp, tls_messages};
use wirewalk_dissect::recording::pcapng::cut;
use wirewalk_dissect::verify::ocsp::{Answered, vouched};
use wirewalk_dissect::{Field, Message};

/// So many certificates are kept,
const MOST: usize = 64;
/// none longer than this.
const LONGEST: usize = 16 * 1024;
/// So many answers of a connection are told, and so many serial numbers of its questions,
const TOLD: usize = 4;
/// in so many bytes each.
const WORDS: usize = 600;

/// Certificates that were seen in a capture, in DER.
#[derive(Clone, Debug, Default)]
pub struct Shelf(Vec<Vec<u8>>);

impl Shelf {
    /// Keeps the certificates of a handshake message.
    pub fn keep(&mut self, message: &Message, handshake: &Field) {
        let room = MOST.saturating_sub(self.0.len());
        for field in handshake.walk().filter(|field| field.is(&tls_messages::CERTIFICATE)).take(room) {
            let der = message.bytes(&field.span);
            if der.len() <= LONGEST && !self.0.iter().any(|kept| kept == der) {
                self.0.push(der.to_vec());
            }
        }
    }
}

/// What was asked and answered on one connection.
#[derive(Clone, Debug, Default)]
pub struct Revocation {
    /// The serial numbers that a client asked about.
    pub asked: Vec<String>,
    /// What was answered, each in a sentence.
    pub answers: Vec<String>,
}

impl Revocation {
    /// Takes note of a message of HTTP.
    pub fn note(&mut self, message: &Message, shelf: &Shelf) {
        for body in message.fields.iter().filter(|field| field.is(&http::BODY)) {
            if let Some(request) = body.child(&ocsp::REQUEST) {
                let serials = request.walk().filter(|field| field.is(&ocsp::SERIAL)).filter_map(Field::name);
                let room = TOLD.saturating_sub(self.asked.len());
                self.asked.extend(serials.take(room).map(|serial| cut(&serial, WORDS).to_owned()));
            }
            if let Some(response) = body.child(&ocsp::RESPONSE) {
                self.judge(message, response, shelf);
            }
        }
    }

    /// Takes note of the answers that a server sent along with its certificate.
    pub fn stapled(&mut self, message: &Message, handshake: &Field, shelf: &Shelf) {
        for response in handshake.walk().filter(|field| field.is(&ocsp::RESPONSE)) {
            self.judge(message, response, shelf);
        }
    }

    fn judge(&mut self, message: &Message, response: &Field, shelf: &Shelf) {
        if self.answers.len() >= TOLD {
            return;
        }
        let at = Some(message.at.seconds());
        let answered = Answered { message, response, known: &shelf.0, at, crypto: Default::default() };
        self.answers.push(cut(&vouched(&answered).words(), WORDS).to_owned());
    }
}
