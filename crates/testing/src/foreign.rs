//! What must hold for every capture that comes from elsewhere: tshark finds nothing that we do not, every byte has its
//! field, with the keys and without, and the program says the same as the library.

use std::collections::HashMap;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use wirewalk::dissect::{Message, Origin, tiling};
use wirewalk::pki::KeyKind;
use wirewalk::recording::secrets::KeyLog;
use wirewalk::recording::{SecretId, Secrets, TlsSecret};
use wirewalk::render::json;

use crate::callers::{self, Asked};
use crate::compare_tls::{Verdict, compare};
use crate::dumpcap::Wiretap;
use crate::heard::Heard;
use crate::hosts::MESSAGE;
use crate::minted::Minted;
use crate::outside;
use crate::tshark::Capture;

/// An authority, its server's papers, and a place for the secrets of all who write them down.
pub struct World {
    pub minted: Minted,
    pub ca: PathBuf,
    pub keys: PathBuf,
}

impl World {
    /// `None`: one of these programs is not here.
    pub fn with(programs: &[&str]) -> Option<World> {
        World::keyed(KeyKind::EcdsaP256, programs)
    }

    /// The same with keys of this kind.
    pub fn keyed(kind: KeyKind, programs: &[&str]) -> Option<World> {
        if programs.iter().any(|program| outside::judge(program).is_none()) {
            return None;
        }
        let minted = Minted::new(kind);
        let chain = ["server.pem", "between.pem"].map(|name| fs::read(minted.path(name)).expect("minted")).concat();
        minted.write("chain.pem", chain);
        minted.write("Ask.java", callers::JAVA);
        let [ca, keys] = ["root.pem", "all.keys"].map(|name| minted.path(name));
        Some(World { minted, ca, keys })
    }

    pub fn asked(&self, port: u16) -> Asked<'_> {
        Asked { port, ca: &self.ca, dir: self.minted.dir(), keys: Some(&self.keys) }
    }

    /// What we say about the capture.
    pub fn judge(&self, tap: Wiretap, ports: &[u16]) -> Foreign {
        let capture = tap.capture();
        Foreign::new(&capture, ports, &fs::read_to_string(&self.keys).expect("somebody wrote secrets down"))
    }
}

/// How many of these clients there are, and got the message.
pub fn all_were_answered(calls: Vec<(&str, Option<String>)>) -> usize {
    let answered = calls.into_iter().filter_map(|(name, answer)| Some((name, answer?)));
    answered.map(|(name, answer)| assert!(answer.contains(MESSAGE), "{name}: {answer}")).count()
}

/// What curl says at last.
pub fn curl(asked: &Asked, words: &[&str]) -> Option<String> {
    let mut command = Command::new(outside::judge("curl")?);
    command.args(["-q", "-sS", "--noproxy", "*", "--cacert"]).arg(asked.ca).args(words);
    Some(asked.start(command.arg(format!("https://localhost:{}/message", asked.port)), &[]))
}

/// A capture, and what we say about it.
pub struct Foreign {
    pub verdict: Option<Verdict>,
    pub heard: Heard,
}

impl Foreign {
    /// A capture of servers on these ports, with the key log of whoever wrote one.
    pub fn new(capture: &[u8], ports: &[u16], keys: &str) -> Foreign {
        let key_log = KeyLog::parse(keys.as_bytes()).0;
        let secrets = Secrets::none().with_key_log(key_log);
        let (heard, eve) = (Heard::with(capture, &secrets), Heard::with(capture, &Secrets::none()));
        for message in eve.messages.iter().chain(&heard.messages) {
            let at = format!("{}/{}", message.connection, message.index);
            tiling::check(message).unwrap_or_else(|error| panic!("{at}: {error}"));
        }
        let beside = (heard.account.skipped.values().sum::<u64>(), heard.account.flows, heard.account.datagrams);
        assert_eq!(beside, (0, 1, 1), "the mark at the end: {:?}", heard.account);
        assert_eq!(eve.account, heard.account);
        the_program_says_the_same(capture, keys, &heard);
        Foreign { verdict: verdict(capture, ports, keys, &secrets), heard }
    }

    /// How many answers say what the servers say to everybody.
    pub fn answers(&self) -> usize {
        let says = |message: &&Message| {
            message.is_inside() && message.walk().any(|field| message.bytes(&field.span) == MESSAGE.as_bytes())
        };
        self.heard.messages.iter().filter(says).count()
    }

    /// What the summary says of each conversation: how it was protected, what failed, what leaked.
    pub fn told(&self) -> Vec<String> {
        let failures: HashMap<u32, String> = self.heard.summary.failures().map(|(id, f)| (id, f.what)).collect();
        let table = self.heard.summary.table(|_| 0);
        // The mark at the end is a datagram.
        let rows = table[1..].iter().zip(self.heard.summary.in_order());
        let rows = rows.filter(|(_, conversation)| !conversation.is_of_datagrams());
        let failed = |id| failures.get(id).map_or("nothing failed", String::as_str);
        rows.map(|(row, conversation)| format!("{} | {} | {}", row[2], failed(&conversation.id), row[3])).collect()
    }

    /// How many records this secret opened.
    pub fn opened_with(&self, secret: TlsSecret) -> usize {
        let opened =
            |origin: &Origin| matches!(origin, Origin::Decrypted { with: SecretId::KeyLog(s), .. } if *s == secret);
        self.heard.messages.iter().flat_map(|message| &message.sources).filter(|source| opened(&source.origin)).count()
    }

    /// Each conversation must be told with this version and these words, which `…` parts.
    pub fn tells(&self, expected: &[(&str, &str)]) {
        let told = self.told();
        let fits = |told: &String, words: &str| words.split('…').all(|part| told.contains(part));
        let all = told.iter().zip(expected).all(|(told, (version, words))| told.contains(version) && fits(told, words));
        assert!(all && told.len() == expected.len(), "told: {told:#?}\nexpected: {expected:#?}");
    }
}

fn verdict(capture: &[u8], ports: &[u16], keys: &str, secrets: &Secrets) -> Option<Verdict> {
    let mut judge = Capture::new(capture, [])?;
    judge.real();
    for port in ports {
        judge.decode_as(&format!("tcp.port=={port},tls"));
        judge.decode_as(&format!("tls.port=={port},http"));
    }
    judge.key_log(keys);
    Some(compare(&judge, secrets))
}

/// `wirewalk explain --json` with the same capture and the same keys.
fn the_program_says_the_same(capture: &[u8], keys: &str, heard: &Heard) {
    let dir = tempfile::tempdir().expect("a folder");
    let [file, log] = ["capture", "keys"].map(|name| dir.path().join(name));
    fs::write(&file, capture).and_then(|()| fs::write(&log, keys)).expect("room for both");
    let mut command = Command::new(crate::program("wirewalk"));
    command.args(["explain", "--json", "--keylog"]).arg(&log).arg(&file).stdin(Stdio::null());
    let output = command.env_remove("SSLKEYLOGFILE").env_remove("SECRET_KEY").output().expect("it starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let mut expected = Vec::new();
    for message in &heard.messages {
        json::write_message(&mut expected, message).expect("memory takes everything");
    }
    assert!(output.stdout == expected, "the program and the library differ");
}
