//! The files that a walk leaves: the capture for Wireshark, the transcript with its dissection, the page, the keys.

use std::io::{self, BufWriter, Write};

use anyhow::{Context, Result};
use wirewalk_ground::{Access, Folder, quoted};

use crate::glossary;
use crate::render::terminal::Artifact;
use crate::render::{html, json, pcapng, plot};
use crate::story::{Item, Transcript};

/// The name of the plot that a walk leaves if it showed a chart.
pub fn plot_name(number: u8) -> String {
    format!("lesson{number}-plot.svg")
}

/// Writes one file: how its name ends, what it is, who may read it, its contents.
type Leave<'a> = dyn FnMut(&str, &str, Access, &mut dyn FnMut(&mut dyn Write) -> io::Result<()>) -> Result<()> + 'a;

/// The TLS secrets of the walk, if there were any: in the capture, and as the file that Wireshark and curl share.
fn leave_secrets(leave: &mut Leave, transcript: &Transcript) -> Result<()> {
    let key_log = transcript.key_log();
    if key_log.is_empty() {
        return Ok(());
    }
    leave(
        "-with-secrets.pcapng",
        "the same with the TLS secrets; Wireshark decrypts it when it opens the file; only you can read the file",
        Access::Private,
        &mut |out| pcapng::lesson(out, transcript, Some(&key_log)).map(drop),
    )?;
    leave(
        ".keys",
        "only the TLS secrets, in the format of SSLKEYLOGFILE; only you can read the file",
        Access::Private,
        &mut |out| out.write_all(key_log.to_text().as_bytes()),
    )
}

/// Writes them, from what was said and seen so far.
///
/// # Errors
/// Those of [`Folder::write`].
pub fn leave(folder: &mut Folder, transcript: &Transcript) -> Result<Vec<Artifact>> {
    let number = transcript.subject.lesson().context("only a lesson saves files")?.number;
    let mut left = Vec::new();
    if let Some(chart) = transcript.items().find_map(|i| match i {
        Item::Chart(chart) => Some(chart),
        _ => None,
    }) {
        let path =
            folder.write(&plot_name(number), Access::Normal, |out| out.write_all(plot::draw(chart).as_bytes()))?;
        let what = "the measurement as a plot; a browser shows it".to_owned();
        left.push(Artifact { path: quoted(&path), what });
    }
    let mut leave = |ending: &str, what: &str, access, write: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>| {
        let path = folder.write(&format!("lesson{number}{ending}"), access, write)?;
        left.push(Artifact { path: quoted(&path), what: what.to_owned() });
        anyhow::Ok(())
    };
    leave(
        ".pcapng",
        "what Eve recorded; open it in Wireshark and read the comments on the packets",
        Access::Normal,
        &mut |out| pcapng::lesson(out, transcript, None).map(drop),
    )?;
    leave_secrets(&mut leave, transcript)?;
    // What keys opened is for whoever has the keys.
    let opened = match transcript.scenes.iter().any(|scene| !scene.secrets.is_empty()) {
        true => Access::Private,
        false => Access::Normal,
    };
    leave(".json", "every step and every byte of this walk; docs/json.md explains the format", opened, &mut |out| {
        let mut out = BufWriter::new(out);
        json::write_transcript(&mut out, transcript)?;
        out.flush()
    })?;
    leave(
        ".html",
        "this walk as a page for the browser; the same steps, with every message to open; it loads nothing from the network",
        opened,
        &mut |out| {
            let mut out = BufWriter::new(out);
            let glossary = glossary::entries(number);
            html::write(&mut out, transcript, html::Around { glossary: &glossary, ..Default::default() })?;
            out.flush()
        },
    )?;
    let key = transcript.scenes.iter().flat_map(|s| s.secrets.fernet_keys()).map(|(_, key)| key.to_text()).next();
    if let Some(key) = key {
        leave(
            ".key",
            "the key of this walk, for SECRET_KEY; only you can read the file",
            Access::Private,
            &mut |out| writeln!(out, "{key}"),
        )?;
    }
    Ok(left)
}
