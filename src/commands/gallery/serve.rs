//! `lesson8 serve`.

use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::{Arg, ArgMatches, Command, value_parser};

use super::print::{named, print_rows, print_table};
use crate::commands::arguments::{flag, option, path};
use crate::gallery::{Gallery, Twin, serve, tour};
use crate::render::ink::{Ink, Row};
use crate::stage::{Access, Extra, Folder, address, now, quoted};
use crate::tls;

/// Where `serve` leaves its root and its lists, and where `check` looks for a root.
pub(super) const FOLDER: &str = "out/lesson8/served";
/// The files that it leaves there.
pub(super) const ROOT: &str = "root.pem";
pub(super) const LISTS: &str = "lists.pem";
/// The port of the index if nobody says otherwise; the exhibits stand behind it.
const PORT: &str = "8443";

/// `serve`: all exhibits at once, with an index.
pub const SERVE: Extra = Extra {
    name: "serve",
    about: "Serve every fault at once, each on a port and a name of its own, with an index page, until Ctrl-C",
    args,
    run,
};

fn args(command: Command) -> Command {
    let bind = option("bind", "ADDRESS", "Address to listen on; anything but loopback lets other machines in");
    command
        .arg(
            Arg::new("port")
                .long("port")
                .value_parser(value_parser!(u16))
                .default_value(PORT)
                .help("Port of the index; each exhibit takes one after it, or a free one if that is taken; 0: any"),
        )
        .arg(bind.value_parser(value_parser!(IpAddr)).default_value("127.0.0.1"))
        .arg(flag("repaired").help("Serve the same exhibits without their faults"))
        .arg(path("out", "DIR", "Folder for the root and the revocation list that clients need").default_value(FOLDER))
        .after_help(
            "All certificates are minted at the start, with a root of their own whose key is forgotten at the end. Each exhibit \
             is also shown on the port of the index, to clients that ask for its name.\nExit status: 0 after Ctrl-C, 1 it could \
             not be served, 2 wrong arguments.",
        )
}

fn run(matches: &ArgMatches) -> Result<()> {
    let dir = matches.get_one::<PathBuf>("out").map_or(Path::new(FOLDER), PathBuf::as_path);
    let mut folder = Folder::open(dir, false, &[ROOT, LISTS])?;
    let twin = if matches.get_flag("repaired") { Twin::Sound } else { Twin::Faulty };
    let bind = matches.get_one("bind").copied().unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST));
    let gallery = Gallery::mint_for(now(), address::names(bind))?;
    let port = matches.get_one("port").copied().unwrap_or_default();
    let room = serve(&gallery, twin, bind, port, &tls::provider())
        .with_context(|| format!("the gallery cannot be opened on {bind}"))?;
    let mut keep = |name: &str, text: &str| {
        Ok::<_, anyhow::Error>(quoted(&folder.write(name, Access::Normal, |out| out.write_all(text.as_bytes()))?))
    };
    let (root, lists) = (keep(ROOT, &gallery.root.to_pem())?, keep(LISTS, &gallery.lists_pem())?);
    let doors: Vec<_> = room.exhibits().collect();
    room.run_until_ctrl_c(move |at| {
        let said = announce(port, at, twin, &root, &lists, &doors);
        // Whoever read us may have seen enough: that has to stay recognisable.
        said.map_err(|error| error.downcast::<io::Error>().unwrap_or_else(io::Error::other))
    })?;
    Ok(())
}

fn announce(
    wanted: u16,
    at: SocketAddr,
    twin: Twin,
    root: &str,
    lists: &str,
    doors: &[(&'static str, SocketAddr)],
) -> Result<()> {
    let said = |text: String| Row::new().and(text, Ink::Plain);
    let index = address::url("https", at);
    let what = if twin == Twin::Sound { "The gallery, repaired," } else { "The gallery" };
    let mut head = vec![said(format!("{what} is open at {index} and closes at Ctrl-C."))];
    if wanted != 0 && at.port() != wanted {
        head.push(said(format!("Port {wanted} is taken, so the index is on {}.", at.port())));
    }
    if !at.ip().is_loopback() {
        let by = address::url_for_others("https", at).map_or(String::new(), |url| format!(", at {url}"));
        head.push(said(format!(
            "Careful: {} is not loopback, so other machines can reach it too{by}; they need to be told where the names are.",
            at.ip()
        )));
    }
    if !address::is_where_names_lead(at.ip()) {
        let host = address::host(at.ip());
        head.push(said(format!("The names below lead to 127.0.0.1; curl --connect-to ::{host}: reaches them here.")));
    }
    head.push(said(format!("{root}  the root that clients need, for curl --cacert and check --ca")));
    head.push(said(format!("{lists}  the revocation list, for curl --crlfile and check --crl")));
    head.push(Row::new());
    print_rows(head)?;
    let rows = tour().filter_map(|entry| {
        let (_, addr) = doors.iter().find(|(id, _)| *id == entry.id)?;
        let fault = if twin == Twin::Sound { format!("without: {}", entry.fault.name()) } else { named(&entry) };
        Some([format!("https://{}:{}/", entry.name(), addr.port()), fault])
    });
    print_table(["exhibit", "fault"], rows)
}
