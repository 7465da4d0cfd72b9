//! Every message of a capture, field by field: `cargo run --example fields -- mine.pcapng`, without an argument the capture beside
//! this file.

use std::error::Error;
use std::io::{self, Write};

use wirewalk_dissect::recording::{Secrets, capture};
use wirewalk_dissect::{Field, Message, dissect};

fn main() -> Result<(), Box<dyn Error>> {
    let bytes = match std::env::args_os().nth(1) {
        Some(path) => std::fs::read(path)?,
        None => include_bytes!("request.pcapng").to_vec(),
    };
    tell(&bytes, &mut io::stdout().lock())
}

/// Writes what is in a capture: a line a message, a line a field, the inner ones indented.
pub fn tell(capture: &[u8], out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let recording = capture::read(capture)?.recording;
    for message in dissect(&recording, &Secrets::none()) {
        let (connection, side) = (message.connection, message.side);
        writeln!(out, "connection {connection}, message {} of both, from the {side}", message.index)?;
        message.fields.iter().try_for_each(|field| show(out, &message, field, 1))?;
    }
    Ok(())
}

fn show(out: &mut impl Write, message: &Message, field: &Field, depth: usize) -> io::Result<()> {
    let (indent, bytes) = ("  ".repeat(depth), message.bytes(&field.span).len());
    let means = field.value.meaning.as_deref().unwrap_or(field.label.why);
    writeln!(out, "{indent}{} ({bytes} bytes): {means}", field.label.id)?;
    field.children.iter().try_for_each(|child| show(out, message, child, depth + 1))
}
