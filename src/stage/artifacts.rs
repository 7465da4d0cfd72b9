//! The files that a walk leaves: the capture for Wireshark, the transcript with its dissection, the page, the keys.

use std::io::{self, BufWriter, Write};
use std::thread;

use anyhow::{Context, Result, anyhow};
use wirewalk_ground::{Access, Folder, quoted};

use crate::glossary;
use crate::render::terminal::Artifact;
use crate::render::{html, json, pcapng, plot};
use crate::story::{Item, Transcript};

/// How the name of the plot ends.
const PLOT: &str = "-plot.svg";

/// The name of the plot that a walk leaves if it showed a chart.
pub fn plot_name(number: u8) -> String {
    format!("lesson{number}{PLOT}")
}

/// Files of one walk that are being left.
struct Leaving<'a> {
    folder: &'a mut Folder,
    transcript: &'a Transcript,
    number: u8,
    left: Vec<Artifact>,
}

/// Writes them, from what was said and seen so far.
///
/// # Errors
/// Those of [`Folder::write`].
pub fn leave(folder: &mut Folder, transcript: &Transcript) -> Result<Vec<Artifact>> {
    let number = transcript.subject.lesson().context("only a lesson saves files")?.number;
    let mut leaving = Leaving { folder, transcript, number, left: Vec::new() };
    // The page takes as long as all the others.
    let (others, page) = thread::scope(|beside| {
        let others = beside.spawn(|| leaving.others());
        let page = page(transcript, number);
        (others.join(), page)
    });
    others.map_err(|_| anyhow!("the files of this walk could not be made"))??;
    leaving.page(&page?)?;
    Ok(leaving.left)
}

/// The walk as a page.
fn page(transcript: &Transcript, number: u8) -> io::Result<Vec<u8>> {
    let mut page = Vec::new();
    let glossary = glossary::entries(number);
    html::write(&mut page, transcript, html::Around { glossary: &glossary, ..Default::default() })?;
    Ok(page)
}

impl Leaving<'_> {
    /// Writes one: how its name ends, what it is, who may read it, its contents.
    fn leave(
        &mut self,
        ending: &str,
        what: &str,
        access: Access,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<()> {
        let path = self.folder.write(&format!("lesson{}{ending}", self.number), access, write)?;
        self.left.push(Artifact { path: quoted(&path), what: what.to_owned() });
        Ok(())
    }

    /// What keys opened is for whoever has the keys.
    fn opened(&self) -> Access {
        match self.transcript.scenes.iter().any(|scene| !scene.secrets.is_empty()) {
            true => Access::Private,
            false => Access::Normal,
        }
    }

    /// All before the page.
    fn others(&mut self) -> Result<()> {
        let transcript = self.transcript;
        let chart = transcript.items().find_map(|item| match item {
            Item::Chart(chart) => Some(chart),
            _ => None,
        });
        if let Some(chart) = chart {
            self.leave(PLOT, "the measurement as a plot; a browser shows it", Access::Normal, |out| {
                out.write_all(plot::draw(chart).as_bytes())
            })?;
        }
        self.leave(
            ".pcapng",
            "what Eve recorded; open it in Wireshark and read the comments on the packets",
            Access::Normal,
            |out| pcapng::lesson(out, transcript, None).map(drop),
        )?;
        self.secrets()?;
        let what = "every step and every byte of this walk; docs/json.md explains the format";
        self.leave(".json", what, self.opened(), |out| {
            let mut out = BufWriter::new(out);
            json::write_transcript(&mut out, transcript)?;
            out.flush()
        })
    }

    /// The TLS secrets of the walk, if there were any: in the capture, and as the file that Wireshark and curl share.
    fn secrets(&mut self) -> Result<()> {
        let transcript = self.transcript;
        let key_log = transcript.key_log();
        if key_log.is_empty() {
            return Ok(());
        }
        self.leave(
            "-with-secrets.pcapng",
            "the same with the TLS secrets; Wireshark decrypts it when it opens the file; only you can read the file",
            Access::Private,
            |out| pcapng::lesson(out, transcript, Some(&key_log)).map(drop),
        )?;
        self.leave(
            ".keys",
            "only the TLS secrets, in the format of SSLKEYLOGFILE; only you can read the file",
            Access::Private,
            |out| out.write_all(key_log.to_text().as_bytes()),
        )
    }

    /// The page, and the key of Fernet if there is one.
    fn page(&mut self, page: &[u8]) -> Result<()> {
        self.leave(
            ".html",
            "this walk as a page for the browser; the same steps, with every message to open; it loads nothing from the network",
            self.opened(),
            |out| out.write_all(page),
        )?;
        let mut keys = self.transcript.scenes.iter().flat_map(|scene| scene.secrets.fernet_keys());
        let Some(key) = keys.next().map(|(_, key)| key.to_text()) else { return Ok(()) };
        self.leave(".key", "the key of this walk, for SECRET_KEY; only you can read the file", Access::Private, |out| {
            writeln!(out, "{key}")
        })
    }
}
