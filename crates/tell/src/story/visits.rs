//! What a voice shows of single connections of a scene in which somebody comes more than once, and what somebody opens later, who has
//! come by a key.

use anyhow::{Context, Result, ensure};

use super::{Exhibit, Item, Scene, Shot, Voice};
use crate::claims::{flows, tls, visits};
use wirewalk_dissect::names;
use wirewalk_dissect::recording::secrets::KeyLog;
use wirewalk_dissect::recording::{Recording, Secrets, Sides, Timestamp, capture};
use wirewalk_dissect::{Message, dissect};

impl Voice<'_> {
    /// Of a leg's connection with this number, from 0, shows the message that holds the first of these fields, and of it these fields.
    ///
    /// # Errors
    /// There is no such message.
    pub fn shows_of(&mut self, shot: Shot, nth: usize, only: &[&'static str]) -> Result<()> {
        let id = only.first().context("no field was named to be shown")?;
        let message = self.position(shot, nth, id)?;
        let (only, points) = (only.to_vec(), Some(only.to_vec()));
        self.add(Item::Message(Exhibit { scene: shot.scene, message, insider: shot.insider, only, points }))
    }

    /// The same of the last message that holds the first of these fields.
    ///
    /// # Errors
    /// There is no such message.
    pub fn shows_last_of(&mut self, shot: Shot, nth: usize, only: &[&'static str]) -> Result<()> {
        let id = only.first().context("no field was named to be shown")?;
        let message = self.positions(shot, nth, id)?.pop().with_context(|| missing(nth, id))?;
        let (only, points) = (only.to_vec(), Some(only.to_vec()));
        self.add(Item::Message(Exhibit { scene: shot.scene, message, insider: shot.insider, only, points }))
    }

    /// The bytes of the first field with this id on a leg's connection with this number.
    ///
    /// # Errors
    /// There is no such field.
    pub fn bytes_of(&self, shot: Shot, nth: usize, id: &str) -> Result<Vec<u8>> {
        let message = self.position(shot, nth, id)?;
        let message = self.scene(shot).messages(shot.insider).get(message).context("a message that was found")?;
        let label = names::by_id(id).with_context(|| format!("no label has the id {id}"))?;
        Ok(message.bytes_of(label).context("a field that was found")?.to_vec())
    }

    fn position(&self, shot: Shot, nth: usize, id: &str) -> Result<usize> {
        self.positions(shot, nth, id)?.first().copied().with_context(|| missing(nth, id))
    }

    /// The messages of a leg's connection that hold a field.
    fn positions(&self, shot: Shot, nth: usize, id: &str) -> Result<Vec<usize>> {
        let (scene, label) = (self.scene(shot), names::by_id(id).with_context(|| format!("no label has the id {id}"))?);
        let mut on_leg = scene.recording.connections.iter().filter(|c| c.hop == shot.hop);
        let connection = on_leg.nth(nth).map(|c| c.id).with_context(|| format!("nobody came {} times", nth + 1))?;
        let seen = |m: &Message| m.connection == connection && shot.side.is_none_or(|side| m.side == side);
        let holds = |(_, m): &(usize, &Message)| seen(m) && m.find(label).is_some();
        Ok(scene.messages(shot.insider).iter().enumerate().filter(holds).map(|(at, _)| at).collect())
    }

    /// Every record of one connection: when, who sent it, what stands on its outside, what is in it.
    ///
    /// # Errors
    /// No step is open, or there is no such connection.
    pub fn timeline_of(&mut self, head: &[&str], shot: Shot, nth: usize) -> Result<()> {
        let visit = self.visit(shot, nth)?;
        let records: Vec<_> = tls::records(&visit, 0).collect();
        let first = records.iter().map(|r| r.message.at).min().unwrap_or_default();
        let time = |at: Timestamp| format!("{:.1}", at.since(first).as_secs_f64() * 1e3);
        let rows = records.into_iter().map(|r| [time(r.message.at), r.who.to_owned(), r.outside, r.inside]);
        let rows: Vec<_> = rows.collect();
        self.tabulates(head, rows)
    }

    /// Connections of one scene side by side, each line counted in its recording.
    ///
    /// # Errors
    /// No step is open, or there is no such connection.
    pub fn compares_visits(&mut self, head: &[&str], shot: Shot, which: &[usize]) -> Result<()> {
        self.beside(head, shot, which, visits::figures)
    }

    /// The same with their times.
    ///
    /// # Errors
    /// As [`Voice::compares_visits`].
    pub fn times_visits(&mut self, head: &[&str], shot: Shot, which: &[usize]) -> Result<()> {
        self.beside(head, shot, which, visits::times)
    }

    /// Every datagram of one flow: when, who sent it, how long it is, what is read of it in the view of the shot.
    ///
    /// # Errors
    /// No step is open, or there is no such flow.
    pub fn datagrams_of(&mut self, head: &[&str], shot: Shot, nth: usize) -> Result<()> {
        let rows = flows::timeline(&self.visit(shot, nth)?, shot.insider);
        self.tabulates(head, rows)
    }

    /// The first visits of two scenes side by side, by what they cost.
    ///
    /// # Errors
    /// No step is open, or a scene has no visit.
    pub fn compares_costs(&mut self, head: &[&str], shots: [Shot; 2]) -> Result<()> {
        let [one, other] = shots.map(|shot| Ok::<_, anyhow::Error>(flows::figures(&self.visit(shot, 0)?)));
        let rows = one?.into_iter().zip(other?).map(|((what, one), (_, other))| [what.to_owned(), one, other]);
        let rows: Vec<_> = rows.collect();
        self.tabulates(head, rows)
    }

    /// The flows of a leg with their addresses, and the connection IDs to which each side sent, shortened.
    ///
    /// # Errors
    /// No step is open.
    pub fn names_flows(&mut self, head: &[&str], shot: Shot) -> Result<()> {
        let short = |names: std::collections::BTreeSet<String>| {
            let all: Vec<String> =
                names.into_iter().map(|name| name.chars().take(8).collect::<String>() + "…").collect();
            if all.is_empty() { "none".to_owned() } else { all.join(", ") }
        };
        let row = |(at, visit): (usize, Scene)| {
            let port = visit.recording.connections.first().map_or(0, |flow| flow.client.addr.port());
            let names = flows::names(&visit);
            [(at + 1).to_string(), port.to_string(), short(names.client), short(names.server)]
        };
        let rows: Vec<_> = visits::visits(self.scene(shot), shot.hop).into_iter().enumerate().map(row).collect();
        self.tabulates(head, rows)
    }

    /// The datagrams in which the client of a flow sent its ClientHello: what somebody copies.
    ///
    /// # Errors
    /// There is no such flow.
    pub fn first_flight(&self, shot: Shot, nth: usize) -> Result<Vec<Vec<u8>>> {
        Ok(flows::first_flight(&self.visit(shot, nth)?))
    }

    /// How many bytes each side sent on a flow: client and server.
    ///
    /// # Errors
    /// There is no such flow.
    pub fn bytes_on(&self, shot: Shot, nth: usize) -> Result<Sides<u64>> {
        Ok(flows::bytes(&self.visit(shot, nth)?))
    }

    fn beside(
        &mut self,
        head: &[&str],
        shot: Shot,
        which: &[usize],
        figures: fn(&Scene) -> Vec<(&'static str, String)>,
    ) -> Result<()> {
        let all = which.iter().map(|nth| Ok(figures(&self.visit(shot, *nth)?))).collect::<Result<Vec<_>>>()?;
        let names = all.first().into_iter().flatten().map(|(what, _)| (*what).to_owned());
        let row = |(line, what): (usize, String)| {
            let values = all.iter().filter_map(move |figures| Some(figures.get(line)?.1.clone()));
            std::iter::once(what).chain(values).collect::<Vec<_>>()
        };
        let rows: Vec<_> = names.enumerate().map(row).collect();
        self.tabulates(head, rows)
    }

    /// Opens Eve's ledger of one connection.
    ///
    /// # Errors
    /// No step is open.
    pub fn ledger_of(&mut self, shot: Shot, nth: usize) -> Result<()> {
        let rows = visits::ledger_of(&self.transcript, shot.scene, shot.hop, nth);
        self.add(Item::Ledger(rows))
    }

    /// Somebody has come by these secrets, as lines of a key log: what they open is the insider's view of the scene from now on. To be
    /// said before anything of that view is shown.
    ///
    /// # Errors
    /// A line is none of a key log.
    pub fn unlocks(&mut self, shot: Shot, lines: &str) -> Result<()> {
        let (key_log, errors) = KeyLog::parse(lines.as_bytes());
        ensure!(errors.is_empty(), "lines of a key log: {errors:?}");
        let scene = self.transcript.scenes.get_mut(shot.scene).context("a scene that was played")?;
        scene.secrets = Secrets::none().with_key_log(key_log);
        scene.insider = dissect(&scene.recording, &scene.secrets).collect();
        Ok(())
    }

    /// A recording that was kept, without any key.
    ///
    /// # Errors
    /// The capture cannot be read.
    pub fn recalls_sealed(&mut self, id: &'static str, kept: &[u8]) -> Result<Shot> {
        let mut recording: Recording = capture::read(kept).context("the recording that was kept")?.recording;
        for connection in &mut recording.connections {
            connection.client.name = "the client".to_owned();
            connection.server.name = "the server".to_owned();
        }
        Ok(self.saw(Scene::of(id, recording, Secrets::none())))
    }

    fn visit(&self, shot: Shot, nth: usize) -> Result<Scene> {
        visits::visit(self.scene(shot), shot.hop, nth).with_context(|| format!("nobody came {} times", nth + 1))
    }
}

fn missing(nth: usize, id: &str) -> String {
    format!("nothing in visit {} has a field {id}", nth + 1)
}
