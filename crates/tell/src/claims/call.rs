//! What claims, tables and the ledger read of a visit to an exhibit of lesson 8: who was asked, what was shown, who broke off, and
//! the diagnosis of it, all from what an insider has of the recording.

use super::{kept, scene};
use crate::story::{Scene, Transcript};
use wirewalk_dissect::facts::{Facts, handshake_type};
use wirewalk_dissect::names::{http, tls_extensions, tls_messages, tls_schedule};
use wirewalk_dissect::pem;
use wirewalk_dissect::recording::Side;
use wirewalk_dissect::verify::{self, Findings, Name, Shown};
use wirewalk_dissect::{Field, Label, Message};

/// The files that the walk of lesson 8 leaves: the root that Alice trusts, and the list of what was taken back.
pub const ROOT: &str = "gallery-root.pem";
/// See [`ROOT`].
pub const LIST: &str = "gallery-list.pem";
/// Exhibits are below this domain, which browsers take to this machine (RFC 6761 section 6.3).
const DOMAIN: &str = ".localhost";
/// The scene in which Alice has no list.
const UNASKED: &str = "unasked";

/// Alice's connection to one exhibit.
pub struct Call<'s> {
    scene: &'s Scene,
    connection: u32,
    /// Which exhibit it is: `expired`.
    pub id: &'s str,
}

/// Who broke off, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Which side.
    pub side: Side,
    /// The alert's name and number.
    pub alert: String,
}

impl<'s> Call<'s> {
    /// The connection in a scene on whose outer leg the exhibit was asked for by its name. Whoever else called is passed over.
    pub fn of(scene: &'s Scene, id: &str) -> Option<Call<'s>> {
        Call::on(scene, 0, id)
    }

    /// The same on another leg.
    pub fn on(scene: &'s Scene, hop: u8, id: &str) -> Option<Call<'s>> {
        Call::all(scene, hop).find(|call| call.id == id)
    }

    /// The connections of a leg on which an exhibit was asked for.
    pub fn all(scene: &'s Scene, hop: u8) -> impl Iterator<Item = Call<'s>> {
        let asked = scene.on_hop(true, hop).filter(|m| m.side == Side::Client);
        asked.filter_map(|m| {
            let name = m.bytes_of(&tls_extensions::NAME)?;
            let id = std::str::from_utf8(name).ok()?.strip_suffix(DOMAIN)?;
            Some(Call { scene, connection: m.connection, id })
        })
    }

    /// The name by which the exhibit is asked for.
    fn host(&self) -> Name {
        Name::Dns(format!("{}{DOMAIN}", self.id))
    }

    fn said(&self) -> impl Iterator<Item = &'s Message> {
        let connection = self.connection;
        self.scene.insider.iter().filter(move |m| m.connection == connection)
    }

    fn facts(&self) -> Facts {
        Facts::of(self.said())
    }

    fn fields(&self, side: Side, label: &'static Label) -> impl Iterator<Item = (&'s Message, &'s Field)> {
        let said = self.said().filter(move |m| m.side == side);
        said.flat_map(move |m| m.all(label).map(move |f| (m, f)))
    }

    /// The certificates as they were sent, in DER.
    pub fn chain(&self) -> Vec<Vec<u8>> {
        let shown = self.fields(Side::Server, &tls_messages::CERTIFICATE);
        shown.map(|(m, f)| m.bytes(&f.span).to_vec()).collect()
    }

    /// Whether the handshake's signature was made with the first certificate's key; `None` if none can be read.
    pub fn possession(&self) -> Option<bool> {
        let rebuilt = self.fields(Side::Server, &tls_schedule::SIGNED).next().is_some();
        if !rebuilt || !self.facts().has_said(Side::Server, handshake_type::CERTIFICATE_VERIFY) {
            return None;
        }
        let said: Vec<Message> = self.said().cloned().collect();
        Some(verify::certificate_verify(&said).is_ok())
    }

    /// The alert that broke it off, if one did.
    pub fn refusal(&self) -> Option<Refusal> {
        let first = self.facts().alerts.into_iter().min_by_key(|alert| alert.side == Side::Server)?;
        Some(Refusal { side: first.side, alert: format!("{} ({})", first.name, first.number) })
    }

    /// Whether Alice sent data.
    pub fn asked(&self) -> bool {
        self.facts().read.client
    }

    /// Whether Alice asked and got an answer of HTTP, and nobody broke off.
    pub fn accepted(&self) -> bool {
        let answered = self.fields(Side::Server, &http::STATUS_CODE).next().is_some();
        self.refusal().is_none() && self.asked() && answered
    }

    /// The body of the request.
    pub fn request(&self) -> Option<&'s [u8]> {
        self.fields(Side::Client, &http::BODY).next().map(|(m, f)| m.bytes(&f.span))
    }

    /// What is wrong with what was shown, at the time of the recording, by the root and the list that the walk left.
    pub fn findings(&self, t: &Transcript) -> Option<Findings> {
        let (chain, roots) = (self.chain(), vec![file(t, ROOT)?]);
        if chain.is_empty() {
            return None;
        }
        // Only where Alice had the list, which is about one exhibit.
        let revocable = self.id == "revoked" && self.scene.id != UNASKED;
        let lists = if revocable { vec![file(t, LIST)?] } else { Vec::new() };
        let at = self.scene.connection(self.connection)?.events.first()?.at.seconds();
        let (host, possession) = (&self.host(), self.possession());
        Some(verify::diagnose(&Shown {
            chain: &chain,
            host,
            roots: &roots,
            lists: &lists,
            at,
            known: &[],
            possession,
            crypto: Default::default(),
        }))
    }

    /// Its raw error, as the lesson kept it.
    pub fn raw<'t>(&self, t: &'t Transcript) -> Option<&'t str> {
        kept(t, self.id)
    }
}

/// What is in a file that the walk left, in DER.
fn file(t: &Transcript, id: &str) -> Option<Vec<u8>> {
    let text = String::from_utf8(scene(t, id)?.eve.first()?.wire().to_vec()).ok()?;
    Some(pem::blocks(&text).ok()?.into_iter().next()?.der.to_vec())
}
