//! What a voice shows of the exhibits of lesson 8, from what crossed the wire.

use anyhow::{Context, Result};

use super::{Name, Shot, Voice};
use crate::claims::call::Call;
use wirewalk_dissect::verify;

impl Voice<'_> {
    /// What is wrong with what an exhibit showed in a scene: its name, how that is seen, what it means.
    ///
    /// # Errors
    /// No step is open, or the recording holds nothing in which something is wrong.
    pub fn diagnoses(&mut self, names: &'static [Name; 3], shot: Shot, id: &str) -> Result<()> {
        let findings = self.visited(shot, id)?.findings(&self.transcript).context("no certificate was shown")?;
        let [fault, seen, means] = names;
        for diagnosis in findings.diagnoses {
            self.measures(fault, diagnosis.fault.name())?;
            self.measures(seen, diagnosis.evidence)?;
            self.measures(means, diagnosis.fault.meaning())?;
        }
        Ok(())
    }

    /// How it is repaired.
    ///
    /// # Errors
    /// As [`Voice::diagnoses`].
    pub fn repairs(&mut self, name: &'static Name, shot: Shot, id: &str) -> Result<()> {
        let findings = self.visited(shot, id)?.findings(&self.transcript).context("no certificate was shown")?;
        findings.diagnoses.iter().try_for_each(|diagnosis| self.measures(name, diagnosis.fault.repair()))
    }

    /// What some exhibits sent, without their names: a number, the alert, and each certificate.
    ///
    /// # Errors
    /// As [`Voice::diagnoses`].
    pub fn unnamed(&mut self, head: &[&str], shot: Shot, ids: &[&str]) -> Result<()> {
        let mut rows = Vec::new();
        for (id, number) in ids.iter().zip(1..) {
            let call = self.visited(shot, id)?;
            let alert = call.refusal().map_or_else(|| "none".to_owned(), |refusal| refusal.alert);
            for (place, der) in call.chain().iter().enumerate() {
                let (number, alert) =
                    if place == 0 { (format!("{number}"), alert.clone()) } else { Default::default() };
                rows.push([number, alert, verify::described(der)]);
            }
        }
        self.tabulates(head, rows)
    }

    /// What was found in some exhibits: which it is, what is wrong, how that is seen.
    ///
    /// # Errors
    /// As [`Voice::diagnoses`].
    pub fn causes(&mut self, head: &[&str], shot: Shot, ids: &[&str]) -> Result<()> {
        let mut rows = Vec::new();
        for (id, number) in ids.iter().zip(1..) {
            let findings = self.visited(shot, id)?.findings(&self.transcript).context("no certificate was shown")?;
            for diagnosis in findings.diagnoses {
                let fault = diagnosis.fault;
                rows.push([
                    format!("{number}"),
                    fault.name().to_owned(),
                    diagnosis.evidence,
                    fault.repair().to_owned(),
                ]);
            }
        }
        self.tabulates(head, rows)
    }

    /// How each of these exhibits fared in a scene, and what is wrong with it.
    ///
    /// # Errors
    /// As [`Voice::diagnoses`].
    pub fn fared<'i>(&mut self, head: &[&str], shot: Shot, ids: impl IntoIterator<Item = &'i str>) -> Result<()> {
        let scene = self.scene(shot);
        let calls = ids.into_iter().filter_map(|id| Call::of(scene, id));
        let rows = calls.map(|call| {
            let outcome = match (call.refusal(), call.accepted()) {
                (Some(refusal), _) => format!("refused: {}", refusal.alert),
                (None, true) => "accepted".to_owned(),
                (None, false) => "no answer".to_owned(),
            };
            let wrong = call.findings(&self.transcript).and_then(|f| f.fault()).map_or("nothing", |fault| fault.name());
            [call.id.to_owned(), wrong.to_owned(), outcome]
        });
        let rows: Vec<_> = rows.collect();
        self.tabulates(head, rows)
    }

    fn visited(&self, shot: Shot, id: &str) -> Result<Call<'_>> {
        let scene = self.scene(shot);
        Call::of(scene, id).with_context(|| format!("nobody asked for {id} in the scene `{}`", scene.id))
    }
}
