//! JSON that was written, read back.

use serde_json::Value;
use wirewalk::dissect::Message;
use wirewalk::render::json::{write_message, write_transcript};
use wirewalk::story::Transcript;

/// One message.
pub fn message_json(message: &Message) -> Value {
    let mut written = Vec::new();
    write_message(&mut written, message).expect("memory takes it");
    serde_json::from_slice(&written).expect("JSON")
}

/// A whole walk.
pub fn transcript_json(transcript: &Transcript) -> Value {
    let mut written = Vec::new();
    write_transcript(&mut written, transcript).expect("memory takes it");
    serde_json::from_slice(&written).expect("JSON")
}
