//! The table of conversations: who, how protected, what leaks, what failed and why.

use std::collections::BTreeMap;
use std::net::IpAddr;

use super::conversation::Conversation;
use super::failure::{Failure, failure};
use super::redirects::Trail;
use super::revocation::Shelf;
use super::tunnels::{came_through, ends};
use super::verdict::{leaks, protection};
use super::{Account, Told};
use crate::render::flow::{hanging, wrap};
use crate::render::ink::{Ink, Row};
use crate::render::terminal;
use crate::render::value::count;
use wirewalk_dissect::facts::Published;
use wirewalk_dissect::recording::StreamNumber;
use wirewalk_dissect::recording::capture::Skip;
use wirewalk_dissect::recording::secrets::MOST_ERRORS;

/// So many conversations are told one by one; further ones are counted.
pub const MOST: usize = 10_000;

/// All conversations of a capture.
#[derive(Debug, Default)]
pub struct Summary {
    /// The first [`MOST`], by their numbers.
    pub conversations: BTreeMap<u32, Conversation>,
    /// Their numbers, in the order in which they begin: those of TCP and those of UDP are numbered apart.
    order: Vec<u32>,
    /// Further ones.
    pub more: u64,
    /// Where each client was sent, over all its connections.
    trails: BTreeMap<IpAddr, Trail>,
    /// The keys for encrypted hellos that were handed out so far.
    published: Published,
    /// The certificates that were shown so far.
    shelf: Shelf,
}

impl Summary {
    /// Takes note of what is told.
    pub fn note(&mut self, told: &Told) {
        match told {
            Told::Connection(connection) if self.conversations.len() < MOST => {
                self.conversations.insert(connection.id, Conversation::new(connection));
                self.order.push(connection.id);
            }
            Told::Connection(_) => self.more += 1,
            Told::Event(connection, event) => {
                self.conversations.entry(connection.id).and_modify(|conversation| conversation.event(event));
            }
            Told::Message(connection, message) => {
                self.published.note(message);
                let Some(conversation) = self.conversations.get_mut(&connection.id) else { return };
                conversation.message(message, &mut self.shelf);
                conversation.tls.compare(&self.published);
                let Some(answer) = conversation.http.answer.take() else { return };
                let round = self.trails.entry(connection.client.addr.ip()).or_default().note(answer);
                conversation.http.round = conversation.http.round.take().or(round);
            }
            Told::Over(_) => {}
        }
    }

    /// The table, one row for each conversation, under its head; `packets` says how many each had.
    pub fn table(&self, packets: impl Fn(u32) -> u64) -> Vec<Vec<String>> {
        let head =
            ["#", "who", "protected", "leaks", "failed", "bytes there/back", "packets"].map(str::to_owned).to_vec();
        let row = |c: &Conversation| {
            let leaks = leaks(c);
            let failed = failure(c).map_or("—", |failure| failure.name).to_owned();
            vec![
                c.number().to_string(),
                format!("{} → {}{}{}", c.client, c.server, ends(&c.tunnels), within(c)),
                protection(c),
                if leaks.is_empty() { "—".to_owned() } else { leaks.join("; ") },
                failed,
                format!("{}/{}{}", c.bytes.client, c.bytes.server, missing(c)),
                packets(c.id).to_string(),
            ]
        };
        std::iter::once(head).chain(self.in_order().map(row)).collect()
    }

    /// The conversations in the order in which they begin.
    pub fn in_order(&self) -> impl Iterator<Item = &Conversation> {
        self.order.iter().filter_map(|number| self.conversations.get(number))
    }

    /// The failures, with the numbers of their conversations.
    pub fn failures(&self) -> impl Iterator<Item = (u32, Failure)> {
        self.in_order().filter_map(|c| Some((c.id, failure(c)?)))
    }

    /// All of it as a person reads it.
    pub fn rows(&self, account: &Account, packets: impl Fn(u32) -> u64, width: usize) -> Vec<Row> {
        let mut rows = match self.conversations.is_empty() {
            true => Vec::new(),
            false => terminal::table_rows(&self.table(packets), width),
        };
        for (number, failure) in self.failures() {
            rows.push(Row::new());
            rows.extend(failure_rows(number, &failure, width));
        }
        if !rows.is_empty() {
            rows.push(Row::new());
        }
        for sentence in sentences(account, self.more) {
            rows.extend(wrap(&Row::new().and(sentence, Ink::Plain), &[width]));
        }
        rows
    }
}

/// What its packets came in, if they came in anything.
fn within(conversation: &Conversation) -> String {
    came_through(&conversation.through).map(|through| format!(", in {through}")).unwrap_or_default()
}

fn missing(conversation: &Conversation) -> String {
    match conversation.missing {
        0 => String::new(),
        missing => format!(", {missing} missing"),
    }
}

/// One failure as a person reads it.
fn failure_rows(number: u32, failure: &Failure, width: usize) -> Vec<Row> {
    let said = |label: &str, text: &str, ink| {
        let first = Row::new().and(format!("  {label:<8}"), Ink::Dim);
        hanging(first, wrap(&Row::new().and(text, ink), &[width.saturating_sub(10)])).collect::<Vec<_>>()
    };
    let mut rows =
        wrap(&Row::new().and(format!("{}: {}", StreamNumber::of(number), failure.what), Ink::Failed), &[width]);
    for (i, tried) in failure.tried.iter().enumerate() {
        rows.extend(said(if i == 0 { "tried" } else { "" }, tried, Ink::Plain));
    }
    rows.extend(said("to do", &failure.remedy, Ink::Plain));
    rows
}

/// What the capture held beside conversations.
pub fn sentences(account: &Account, more: u64) -> Vec<String> {
    let packets = count(account.packets, "packet", "packets");
    let connections = count(account.connections, "TCP connection", "TCP connections");
    let flows = match account.flows {
        0 => String::new(),
        flows => format!(", {}", count(flows, "UDP flow", "UDP flows")),
    };
    let mut sentences = vec![format!("{packets}, {connections}{flows}.")];
    if more > 0 {
        sentences.push(format!("{more} more conversations are not in the table, which ends after {MOST}."));
    }
    for (skip, number) in &account.skipped {
        sentences.push(format!("{}: {}.", count(*number, "packet", "packets"), skipped(*skip)));
    }
    if account.passed_over > 0 {
        let bytes = count(account.passed_over, "byte was", "bytes were");
        sentences.push(format!("{bytes} passed over: too many messages had begun and not ended."));
    }
    if !account.key_log_errors.is_empty() {
        let lines = count(account.key_log_errors.len() as u64, "line", "lines");
        let least = if account.key_log_errors.len() == MOST_ERRORS { "At least " } else { "" };
        sentences.push(format!("{least}{lines} of the capture's own key log cannot be read."));
    }
    sentences
}

/// Why packets are in no conversation.
fn skipped(skip: Skip) -> &'static str {
    match skip {
        Skip::NotIp => "neither IPv4 nor IPv6 (ARP and the like)",
        Skip::OtherTransport => "neither TCP nor UDP (ICMP and the like)",
        Skip::Fragment => "fragments of packets whose other fragments are missing",
        Skip::Sealed => "wireless frames, encrypted with the network's own key, which is not a TLS key",
        Skip::Deep => "in more nested tunnels than are followed",
        Skip::Header => "cut too short by the capture, or with headers that contradict each other",
        Skip::Obsolete => "in a type of block that no program has written for ten years",
    }
}
