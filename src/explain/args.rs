//! The arguments of `wirewalk explain`.

use std::path::PathBuf;

use anyhow::{Error, Result, bail};
use clap::{ArgMatches, Args, Command};

use super::packets::Wanted;
use crate::dissect::names;
use crate::pager::{Pace, pace};
use crate::recording::StreamNumber;

/// What `wirewalk explain` can be told.
#[derive(Args, Clone, Debug, Default)]
pub struct ExplainArgs {
    /// pcap or pcapng, gzipped or not; - is standard input. Several are read one after the other, as one capture
    #[arg(required_unless_present = "packets", value_name = "CAPTURE")]
    pub captures: Vec<PathBuf>,
    /// TLS secrets in the format of SSLKEYLOGFILE; may be given several times
    #[arg(long, value_name = "FILE")]
    pub keylog: Vec<PathBuf>,
    /// The server's private RSA key (PEM or DER): opens TLS 1.2 with RSA key transport, nothing else; may be given several times
    #[arg(long, value_name = "FILE")]
    pub private_key: Vec<PathBuf>,
    /// A table of conversations: who, how protected, what leaks, what failed and why
    #[arg(long, conflicts_with_all = ["json", "pace", "only"])]
    pub summary: bool,
    /// What happened, in order of time, and who learns what of it; with --json as lines of JSON. A walk begins with it
    #[arg(long, conflicts_with_all = ["summary", "fingerprint", "pace", "only", "html", "copy"])]
    pub story: bool,
    /// What each ClientHello, over TCP or in QUIC, tells about the program that sent it: part by part, with JA3 and JA4; with --json as lines of JSON
    #[arg(long, conflicts_with_all = ["summary", "pace", "only", "html", "copy"])]
    pub fingerprint: bool,
    /// Packets themselves instead of conversations: Ethernet to TCP, header by header. All, or N, or N-M; also with --json, --html
    #[arg(long, value_name = "N", num_args = 0..=1, default_missing_value = "all",
          conflicts_with_all = ["summary", "fingerprint", "copy"])]
    pub packets: Option<String>,
    /// For scripts: end with exit status 3 if something failed
    #[arg(long, requires = "summary")]
    pub check: bool,
    /// Every message as one line of JSON (docs/json.md) on stdout, and nothing else
    #[arg(long, conflicts_with = "pace")]
    pub json: bool,
    /// Write the walk as a page for a browser into this file; what only keys open is in it
    #[arg(long, value_name = "FILE")]
    pub html: Option<PathBuf>,
    /// Write the same packets with a comment on each into this file
    #[arg(long, value_name = "OUT.pcapng", group = "copy")]
    pub annotate: Option<PathBuf>,
    /// Write a capture that you may show into this file: names, addresses, paths, cookies and bodies replaced, keys left out
    #[arg(long, value_name = "OUT.pcapng", group = "copy", conflicts_with_all = ["stream", "only"])]
    pub redact: Option<PathBuf>,
    /// Write the TLS secrets into that file too, and let the comments of --annotate tell what they open
    #[arg(long, requires = "copy")]
    pub with_secrets: bool,
    /// One conversation alone: Wireshark's tcp.stream, or with udp: before it its udp.stream (udp:3)
    #[arg(long, value_name = "N")]
    pub stream: Option<StreamNumber>,
    /// Only messages that hold this field (Wireshark's name), and of those in a walk only it; may be given several times
    #[arg(long, value_name = "FIELD", value_parser = field)]
    pub only: Vec<String>,
    /// enter (a key reveals the next step), none, or SECONDS after each step [default: enter on a terminal, none elsewhere]
    #[arg(long, value_parser = pace, allow_hyphen_values = true)]
    pub pace: Option<Pace>,
    /// Replace files that are there already
    #[arg(long)]
    pub force: bool,
}

const AFTER: &str = "Without --summary, --story, --fingerprint, --json, --packets, --html, --annotate or --redact, it shows a walk, paced like a lesson's.\n\n\
    Environment:\n  \
    SSLKEYLOGFILE  another key log\n  \
    SECRET_KEY     a Fernet key: tokens are opened with it\n  \
    NO_COLOR       no colour, whatever the terminal can do\n\n\
    Secrets in the capture itself (Decryption Secrets Blocks) are used too. Nothing leaves this machine.\n\n\
    Exit status: 0 the capture was read to its end (or you left), 1 it could not be read, or a file could not be written, \
    2 wrong arguments, 3 with --check: it was read, and something in it failed, 130 Ctrl-C.";

/// The command with its arguments.
pub fn command() -> Command {
    ExplainArgs::augment_args(Command::new("explain"))
        .about("Take your own capture apart, to the last byte")
        .after_help(AFTER)
}

impl ExplainArgs {
    /// What stands behind `--packets` may be a capture: then all packets are meant.
    ///
    /// # Errors
    /// There is no capture.
    pub fn settle(&mut self, matches: &ArgMatches) -> Result<Option<Wanted>> {
        let Some(said) = self.packets.take() else { return Ok(None) };
        let wanted = match said.parse::<Wanted>() {
            Ok(wanted) => wanted,
            // Such as 9-3, or 0: nobody calls a capture so who does not write ./ before it.
            Err(error) if said.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') && said != "-" => bail!(error),
            Err(_) => {
                let place = matches.indices_of("packets").and_then(|mut all| all.next()).unwrap_or(0);
                let before = matches.indices_of("captures").map_or(0, |all| all.filter(|at| *at < place).count());
                self.captures.insert(before.min(self.captures.len()), PathBuf::from(said));
                "all".parse().map_err(Error::msg)?
            }
        };
        if self.captures.is_empty() {
            bail!("which capture? wirewalk explain --packets 3 mine.pcapng");
        }
        Ok(Some(wanted))
    }
}

/// A field that there is, or the beginning of some: `tls.handshake` stands for all that are inside too.
fn field(text: &str) -> Result<String, String> {
    if !matching(text).is_empty() {
        return Ok(text.to_owned());
    }
    let last = text.rsplit('.').next().unwrap_or(text);
    let alike: Vec<&str> = names::labels().iter().map(|l| l.id).filter(|id| id.contains(last)).take(5).collect();
    let hint = match alike.as_slice() {
        [] => "such as http.request.uri or tls.handshake.extensions_server_name".to_owned(),
        alike => format!("perhaps {}", alike.join(", ")),
    };
    Err(format!("no field has this name; {hint}"))
}

/// The ids of the fields that a word stands for.
pub fn matching(text: &str) -> Vec<&'static str> {
    let inside = |id: &str| id.strip_prefix(text).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
    let mut ids: Vec<_> = names::labels().iter().map(|label| label.id).filter(|id| inside(id)).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}
