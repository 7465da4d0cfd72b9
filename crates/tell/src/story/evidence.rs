//! What a voice shows of files and certificates.

use anyhow::{Context, Result, bail};

use super::{Exhibit, Item, Name, Scene, Shot, Voice, introduced, points};
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

    /// Shows a file to the byte: first what is new in it, the rest folded.
    ///
    /// # Errors
    /// No step is open, or this is no file.
    pub fn shows_whole(&mut self, shot: Shot) -> Result<()> {
        let file =
            self.transcript.scenes.get(shot.scene).filter(|scene| scene.is_file()).and_then(|scene| scene.eve.first());
        let points = points::news(&self.transcript, file.context("only a file can be shown whole")?, None);
        self.add(Item::Message(Exhibit { points: Some(points), ..whole(shot) }))
    }

    /// Shows a small file to the byte, nothing of it folded.
    ///
    /// # Errors
    /// As [`Voice::shows_whole`].
    pub fn opens(&mut self, shot: Shot) -> Result<()> {
        if !self.transcript.scenes.get(shot.scene).is_some_and(Scene::is_file) {
            bail!("only a file can be opened");
        }
        self.add(Item::Message(Exhibit { points: None, ..whole(shot) }))
    }

    /// Names a file that the step is not about yet: all of it is folded.
    ///
    /// # Errors
    /// As [`Voice::shows_whole`].
    pub fn folds(&mut self, shot: Shot) -> Result<()> {
        if !self.transcript.scenes.get(shot.scene).is_some_and(Scene::is_file) {
            bail!("only a file can be folded");
        }
        self.add(Item::Message(whole(shot)))
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
        let head = head.iter().map(|cell| (*cell).to_owned()).collect();
        let rows = rows.map(|row| row.map(str::to_owned).to_vec());
        let table: Vec<Vec<String>> = std::iter::once(head).chain(rows).collect();
        let lesson = self.transcript.subject.lesson().map_or(0, |about| about.number);
        let before = |item: &Item| matches!(item, Item::Table(other) if other.first() == table.first());
        if lesson == introduced::CHECKS && !self.transcript.items().any(before) {
            return self.add(Item::Table(table));
        }
        // Whoever knows the checks asks what was refused; that the rest held is one line.
        let outcomes = verdict.checks.iter().zip(1..);
        let telling = |outcome: &Outcome| matches!(outcome, Outcome::Refused(_) | Outcome::Noted(_));
        let shown: Vec<usize> = outcomes.filter(|(check, _)| telling(&check.outcome)).map(|(_, at)| at).collect();
        let shown = if shown.is_empty() { vec![table.len() - 1] } else { shown };
        self.add(Item::Folded { table, shown })
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

/// A file, all of it, and all of it folded.
fn whole(shot: Shot) -> Exhibit {
    Exhibit { scene: shot.scene, message: 0, insider: false, only: Vec::new(), points: Some(Vec::new()) }
}
