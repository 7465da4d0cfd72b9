//! What a key log opens in a capture: `cargo run --example keys -- mine.pcapng keys.log`.

use std::error::Error;
use std::io::{self, Write};

use wirewalk_dissect::recording::secrets::KeyLog;
use wirewalk_dissect::recording::{Secrets, capture};
use wirewalk_dissect::{Origin, dissect};

fn main() -> Result<(), Box<dyn Error>> {
    let paths: Vec<_> = std::env::args_os().skip(1).collect();
    let [capture, keys] = paths.as_slice() else {
        return Err("give a capture and a key log in the format of SSLKEYLOGFILE".into());
    };
    tell(&std::fs::read(capture)?, &std::fs::read(keys)?, &mut io::stdout().lock())
}

/// Writes how many records are opened, and how many messages are inside them.
pub fn tell(capture: &[u8], keys: &[u8], out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let recording = capture::read(capture)?.recording;
    let (key_log, errors) = KeyLog::parse(keys);
    errors.iter().try_for_each(|error| writeln!(out, "not a line of a key log: {error}"))?;
    let secrets = Secrets::none().with_key_log(key_log);
    let (mut records, mut opened, mut inside) = (0, 0, 0);
    for message in dissect(&recording, &secrets) {
        let decrypted = message.sources.iter().any(|source| matches!(source.origin, Origin::Decrypted { .. }));
        records += usize::from(!message.is_inside());
        opened += usize::from(decrypted);
        inside += usize::from(message.is_inside());
    }
    writeln!(out, "{records} messages crossed the wire, {opened} of them were opened, with {inside} messages inside")?;
    Ok(())
}
