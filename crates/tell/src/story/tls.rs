//! What a voice shows of TLS and of all that crossed the wire: tables and values that are counted in the recordings.

use anyhow::{Context, Result};

use super::{Item, Name, Scene, Shot, Voice};
use crate::claims::tls;
use wirewalk_dissect::names::tls_messages;
use wirewalk_dissect::pem;
use wirewalk_dissect::recording::{Recording, Secrets, Side, Timestamp, capture};
use wirewalk_dissect::schedule::RsaKey;
use wirewalk_dissect::verify::{Question, Role};

/// What stands on the outside of a record with data.
const DATA: &str = "Application Data";

const WIRE: Name = Name { id: "traffic.wire", text: "the wire" };
const ASKED: Name = Name { id: "traffic.from-client", text: "bytes from the client" };
const ANSWERED: Name = Name { id: "traffic.from-server", text: "bytes from the server" };
const LASTED: Name = Name { id: "traffic.lasted", text: "from first to last event" };

impl Voice<'_> {
    /// Shows how much crossed the wire in a scene, and how long that took.
    ///
    /// # Errors
    /// No step is open.
    pub fn traffic(&mut self, shot: Shot) -> Result<()> {
        traffic(self.scene(shot)).into_iter().try_for_each(|(name, value)| self.measures(name, value))
    }

    /// Every record of a scene's leg: who sent it, what stands on its outside, how long it is, what is in it.
    ///
    /// # Errors
    /// No step is open.
    pub fn records(&mut self, head: &[&str], shot: Shot) -> Result<()> {
        let scene = self.scene(shot);
        let records: Vec<_> = tls::records(scene, shot.hop).collect();
        let is_handshake: Vec<bool> = records.iter().map(|r| r.message.find(&tls_messages::TYPE).is_some()).collect();
        let row = |r: tls::Record| vec![r.who.to_owned(), r.outside, r.message.wire().len().to_string(), r.inside];
        let rows = records.into_iter().map(row);
        let head: Vec<String> = head.iter().map(|cell| (*cell).to_owned()).collect();
        let table: Vec<Vec<String>> = std::iter::once(head).chain(rows).collect();
        let before = |item: &Item| matches!(item, Item::Table(other) if other.first() == table.first());
        if !self.transcript.items().any(before) {
            return self.add(Item::Table(table));
        }
        // How a handshake goes was told; what comes of it is new.
        let carries =
            |(row, is_handshake): (&Vec<String>, &bool)| row.get(1).is_some_and(|w| w == DATA) && !is_handshake;
        let shown =
            (1..).zip(table.iter().skip(1).zip(&is_handshake)).filter_map(|(at, row)| carries(row).then_some(at));
        let shown = shown.collect();
        self.add(Item::Folded { table, shown })
    }

    /// The same with the time of each record, in milliseconds since the first.
    ///
    /// # Errors
    /// No step is open.
    pub fn timeline(&mut self, head: &[&str], shot: Shot) -> Result<()> {
        let scene = self.scene(shot);
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
        let spoken = tls::conversation(self.scene(shot));
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
        let shown = tls::shown_by(self.scene(shot), shot.hop, Side::Client);
        let (certificate, untrusted) = shown.split_first().context("the client showed no certificate")?;
        let (roots, at) = (pem::certificates(root)?, self.now());
        self.verdict(
            head,
            &Question {
                certificate,
                untrusted,
                roots: &roots,
                role: Role::Client,
                lists,
                at,
                crypto: Default::default(),
            },
        )
    }

    /// Two conversations side by side, each line counted in its recording.
    ///
    /// # Errors
    /// No step is open.
    pub fn compares(&mut self, head: &[&str], shots: &[Shot; 2]) -> Result<()> {
        let [one, other] = shots.map(|shot| tls::figures(self.scene(shot)));
        let head: Vec<String> = head.iter().map(|cell| (*cell).to_owned()).collect();
        let rows = one.into_iter().zip(other).map(|((what, a), (_, b))| vec![what.to_owned(), a, b]);
        let table: Vec<Vec<String>> = std::iter::once(head).chain(rows).collect();
        // What is the same in both is no answer to what differs; a list of messages is one for later.
        let is_list = |row: &[String]| row.iter().skip(1).any(|cell| cell.contains(", "));
        let differs =
            |(at, row): (usize, &Vec<String>)| (at > 0 && row.get(1) != row.get(2) && !is_list(row)).then_some(at);
        let shown = table.iter().enumerate().filter_map(differs).collect();
        self.add(Item::Folded { table, shown })
    }

    /// Who broke off which scene with which alert, and whether Eve reads it.
    ///
    /// # Errors
    /// No step is open.
    pub fn alerts(&mut self, head: &[&str], shots: &[Shot]) -> Result<()> {
        let row = |shot: &Shot| {
            let scene = self.scene(*shot);
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
        let shown = tls::shown(self.scene(shot), shot.hop);
        let (certificate, untrusted) = shown.split_first().context("nobody showed a certificate")?;
        let (roots, host, at) = (pem::certificates(root)?, host.parse()?, self.now());
        let role = Role::Server(&host);
        self.verdict(
            head,
            &Question { certificate, untrusted, roots: &roots, role, lists: &[], at, crypto: Default::default() },
        )
    }
}

/// The outermost leg of a scene: between whom, how many bytes each way, how long.
fn traffic(scene: &Scene) -> Vec<(&'static Name, String)> {
    let outer: Vec<_> = scene.recording.connections.iter().filter(|c| c.hop == 0).collect();
    let bytes = |side| outer.iter().map(|c| c.sent(side)).sum::<u64>().to_string();
    let times = || outer.iter().flat_map(|c| &c.events).map(|e| e.at);
    let mut rows = Vec::new();
    if let Some(first) = outer.first() {
        let end = |side| format!("{} {}", first.end(side).name, first.end(side).addr);
        rows.push((&WIRE, format!("{} → {}", end(Side::Client), end(Side::Server))));
    }
    rows.push((&ASKED, bytes(Side::Client)));
    rows.push((&ANSWERED, bytes(Side::Server)));
    if let (Some(first), Some(last)) = (times().min(), times().max()) {
        rows.push((&LASTED, format!("{:.3} ms", last.since(first).as_secs_f64() * 1e3)));
    }
    rows
}
