//! What a voice shows of TLS: tables that are counted in the recordings.

use anyhow::{Context, Result};

use super::{Scene, Shot, Voice};
use crate::claims::tls;
use wirewalk_dissect::pem;
use wirewalk_dissect::recording::{Recording, Secrets, Side, Timestamp, capture};
use wirewalk_dissect::schedule::RsaKey;
use wirewalk_dissect::verify::{Question, Role};

impl Voice<'_> {
    /// Every record of a scene's leg: who sent it, what stands on its outside, how long it is, what is in it.
    ///
    /// # Errors
    /// No step is open.
    pub fn records(&mut self, head: &[&str], shot: Shot) -> Result<()> {
        let scene = &self.transcript.scenes[shot.scene];
        let records = tls::records(scene, shot.hop);
        let rows = records.map(|r| [r.who.to_owned(), r.outside, r.message.wire().len().to_string(), r.inside]);
        let rows: Vec<_> = rows.collect();
        self.tabulates(head, rows)
    }

    /// The same with the time of each record, in milliseconds since the first.
    ///
    /// # Errors
    /// No step is open.
    pub fn timeline(&mut self, head: &[&str], shot: Shot) -> Result<()> {
        let scene = &self.transcript.scenes[shot.scene];
        let records: Vec<_> = tls::records(scene, shot.hop).collect();
        let first = records.iter().map(|r| r.message.at).min().unwrap_or_default();
        let time = |at: Timestamp| format!("{:.1}", at.since(first).as_secs_f64() * 1e3);
        let rows = records.into_iter().map(|r| [time(r.message.at), r.who.to_owned(), r.outside, r.inside]);
        let rows: Vec<_> = rows.collect();
        self.tabulates(head, rows)
    }

    /// What was said in a scene, message by message, and whether Eve reads it.
    ///
    /// # Errors
    /// No step is open.
    pub fn conversation(&mut self, head: &[&str], shot: Shot) -> Result<()> {
        let spoken = tls::conversation(&self.transcript.scenes[shot.scene]);
        let read = |in_clear| if in_clear { "yes" } else { "no, encrypted" };
        let rows = (1..)
            .zip(spoken)
            .map(|(n, s): (usize, _)| [n.to_string(), s.who.to_owned(), s.name, read(s.in_clear).to_owned()]);
        let rows: Vec<_> = rows.collect();
        self.tabulates(head, rows)
    }

    /// Checks the certificate that the client of a scene's leg showed, as a server does that trusts `root` and has these lists.
    ///
    /// # Errors
    /// No step is open, or the recording holds no certificate.
    pub fn judges_client(&mut self, head: &[&str], shot: Shot, root: &str, lists: &[Vec<u8>]) -> Result<()> {
        let shown = tls::shown_by(&self.transcript.scenes[shot.scene], shot.hop, Side::Client);
        let (certificate, untrusted) = shown.split_first().context("the client showed no certificate")?;
        let (roots, at) = (pem::certificates(root)?, self.now());
        self.verdict(head, &Question { certificate, untrusted, roots: &roots, role: Role::Client, lists, at })
    }

    /// Two conversations side by side, each line counted in its recording.
    ///
    /// # Errors
    /// No step is open.
    pub fn compares(&mut self, head: &[&str], shots: &[Shot; 2]) -> Result<()> {
        let [one, other] = shots.map(|shot| tls::figures(&self.transcript.scenes[shot.scene]));
        let rows: Vec<_> = one.into_iter().zip(other).map(|((what, a), (_, b))| [what.to_owned(), a, b]).collect();
        self.tabulates(head, rows)
    }

    /// Who broke off which scene with which alert, and whether Eve reads it.
    ///
    /// # Errors
    /// No step is open.
    pub fn alerts(&mut self, head: &[&str], shots: &[Shot]) -> Result<()> {
        let row = |shot: &Shot| {
            let scene = &self.transcript.scenes[shot.scene];
            match tls::fatal(scene, shot.hop) {
                Some((who, alert)) => {
                    let read = if alert.in_clear { "yes" } else { "no, encrypted" };
                    [scene.id.to_string(), who.to_owned(), alert.name, read.to_owned()]
                }
                None => [&scene.id, "nobody", "none", "—"].map(str::to_owned),
            }
        };
        let rows: Vec<_> = shots.iter().map(row).collect();
        self.tabulates(head, rows)
    }

    /// A recording that was kept, seen with and without the RSA key of its server.
    ///
    /// # Errors
    /// The capture or the key cannot be read.
    pub fn recalls(&mut self, id: &'static str, kept: &[u8], rsa_key: &str) -> Result<Shot> {
        let key = pem::first(rsa_key, &["PRIVATE KEY"])?;
        let secrets = Secrets::none().with_rsa_key(RsaKey::from_pkcs8(&key.der)?);
        let mut recording: Recording = capture::read(kept).context("the recording that was kept")?.recording;
        for connection in &mut recording.connections {
            connection.client.name = "the client".to_owned();
            connection.server.name = "the server".to_owned();
        }
        Ok(self.saw(Scene::of(id, recording, secrets)))
    }

    /// Checks the certificate that the server of a scene's leg showed, as a client does that trusts `root` and asked for `host`.
    ///
    /// # Errors
    /// No step is open, or the recording holds no certificate.
    pub fn judges(&mut self, head: &[&str], shot: Shot, root: &str, host: &str) -> Result<()> {
        let shown = tls::shown(&self.transcript.scenes[shot.scene], shot.hop);
        let shown: Vec<String> = shown.iter().map(|der| pem::text("CERTIFICATE", der)).collect();
        let (first, chain) = shown.split_first().context("nobody showed a certificate")?;
        self.checks(head, first, chain, root, host)
    }
}
