//! What a voice shows of files and certificates.

use anyhow::{Context, Result, bail};

use super::{Exhibit, Item, Name, Scene, Shot, Voice};
use crate::claims::search;
use wirewalk_dissect::pem;
use wirewalk_dissect::recording::{Recording, Secrets, Side};
use wirewalk_dissect::verify::{self, Outcome, Question, Role};

impl Voice<'_> {
    /// Takes a file apart; what is in it can be shown afterwards, like a scene.
    pub fn reads(&mut self, name: &'static str, bytes: &[u8]) -> Shot {
        let message = wirewalk_dissect::file(bytes.to_vec()).message;
        let (eve, insider) = (vec![message.clone()], vec![message]);
        let recording = Recording::default();
        self.saw(Scene { id: name.into(), announced: None, recording, secrets: Secrets::none(), eve, insider })
    }

    /// Shows a file to the byte.
    ///
    /// # Errors
    /// No step is open, or this is no file.
    pub fn shows_whole(&mut self, shot: Shot) -> Result<()> {
        if !self.transcript.scenes.get(shot.scene).is_some_and(Scene::is_file) {
            bail!("only a file can be shown whole");
        }
        self.add(Item::Message(Exhibit { scene: shot.scene, message: 0, insider: false, only: Vec::new() }))
    }

    /// Says what a certificate says, in one sentence.
    ///
    /// # Errors
    /// No step is open, or the file holds no certificate.
    pub fn sentence(&mut self, name: &'static Name, shot: Shot) -> Result<()> {
        let message = self.transcript.scenes.get(shot.scene).and_then(|s| s.eve.first());
        let sentence =
            message.and_then(wirewalk_dissect::x509::sentence).context("there is no certificate in this file")?;
        self.measures(name, sentence)
    }

    /// Checks a certificate (PEM, as everything here) as a client does that trusts `root` and asked for `host`; shows each check.
    ///
    /// # Errors
    /// No step is open, or one of the texts is not what it should be.
    pub fn checks(&mut self, head: &[&str], certificate: &str, chain: &[String], root: &str, host: &str) -> Result<()> {
        self.verdict(
            head,
            &Question {
                certificate: pem::certificates(certificate)?.first().context("no certificate")?,
                untrusted: &chain.iter().map(|text| pem::certificates(text)).collect::<Result<Vec<_>, _>>()?.concat(),
                roots: &pem::certificates(root)?,
                role: Role::Server(&host.parse()?),
                lists: &[],
                at: self.now(),
                crypto: Default::default(),
            },
        )
    }

    /// Shows each check of a certificate.
    pub(super) fn verdict(&mut self, head: &[&str], question: &Question) -> Result<()> {
        let verdict = verify::verify(question);
        let rows = verdict.checks.iter().map(|check| {
            let (word, why) = match &check.outcome {
                Outcome::Held(why) => ("held", why),
                Outcome::Refused(why) => ("REFUSED", why),
                Outcome::Noted(why) => ("noted", why),
                Outcome::Skipped(why) => ("not made", why),
            };
            [check.what.name(), word, why]
        });
        self.tabulates(head, rows)
    }

    /// Searches a scene's recording for bytes that must not, or must, be in it, and keeps what came of it.
    pub fn seeks(&mut self, id: &'static str, shot: Shot, bytes: &[u8]) {
        let connections = &self.scene(shot).recording.connections;
        let streams = || connections.iter().flat_map(|c| [c.stream(Side::Client), c.stream(Side::Server)]);
        let searched: usize = streams().map(|s| s.len()).sum();
        let found = streams().any(|stream| search::find_bytes(&stream, bytes));
        self.keeps(id, if found { "found".to_owned() } else { format!("not found in {searched} bytes") });
    }
}
