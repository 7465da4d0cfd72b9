//! Arguments: the same for `lessonN …` and for `wirewalk … N`.

use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::pager::{Pace, pace};

/// What a walk can be told.
#[derive(Args, Clone, Debug)]
pub struct WalkArgs {
    /// enter (a key shows the next step), none, or SECONDS after each step [default: enter on a terminal, none elsewhere]
    #[arg(long, value_parser = pace, allow_hyphen_values = true)]
    pub pace: Option<Pace>,
    /// brief (of a message what the step is about, the rest in one line that counts it) or all
    #[arg(long, value_enum, default_value_t, conflicts_with = "json")]
    pub detail: HowMuch,
    /// Folder for the capture and the transcript [default: out/lessonN]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Port that Eve listens on, 0 for any [default: the lesson's, or a free one if that is taken]
    #[arg(long)]
    pub port: Option<u16>,
    /// Address that Eve listens on
    #[arg(long, value_name = "ADDRESS", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    pub bind: IpAddr,
    /// Print the transcript and the dissection as JSON on stdout, and nothing else
    #[arg(long, conflicts_with = "pace")]
    pub json: bool,
    /// Also replace files in the output folder that no walk has written
    #[arg(long)]
    pub force: bool,
}

/// How much of a walk is shown.
#[derive(ValueEnum, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum HowMuch {
    /// What a step is about; the rest is folded.
    #[default]
    Brief,
    /// Everything, to the byte.
    All,
}

/// What a server alone can be told.
#[derive(Args, Clone, Debug)]
pub struct ServerArgs {
    /// Port to listen on, 0 for any; on 5683 Wireshark shows CoAP instead of HTTP, and a warning says so [default: the lesson's]
    #[arg(long)]
    pub port: Option<u16>,
    /// Address to listen on; any address other than loopback lets other machines connect
    #[arg(long, value_name = "ADDRESS", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    pub bind: IpAddr,
}

/// What a client alone can be told.
#[derive(Args, Clone, Debug)]
pub struct ClientArgs {
    /// The server [default: the lesson's port on 127.0.0.1]
    #[arg(env = "SECRET_URL")]
    pub url: Option<String>,
}
