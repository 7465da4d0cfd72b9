//! The gallery, served for real, and what other programs say to it: the table of lesson 8.
//!
//! `WIREWALK_TABLE=img/gallery.md cargo test --test judges gallery_clients` writes the table anew; lessons 6 and 8 quote it.

use std::fmt::Write;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::{Arc, LazyLock};
use std::{env, fs, thread};

use rustls::crypto::aws_lc_rs;
use wirewalk::client;
use wirewalk::gallery::{Gallery, Showroom, Trust, Twin, serve, visit};
use wirewalk::pki::{Certificate, pem};
use wirewalk::stage;
use wirewalk_testing::clients::{self, Ask, Client, Said};

/// Who accepts what is broken, and why. Whatever is not listed is refused.
const DIFFERENCES: &[(&str, &[&str], &str)] = &[
    (
        "no-san",
        &["curl", "openssl", "openssl verify", "gnutls-cli", "Python", "Node.js"],
        "Without a subject alternative name they still read the common name, as RFC 2818 had it. RFC 9525 ended that; rustls, \
         Chromium and the verifier of cryptography follow it.",
    ),
    (
        "key-usage",
        &["rustls", "curl", "openssl", "openssl verify", "Python", "Node.js", "cryptography"],
        "rustls does not read a server's keyUsage. OpenSSL is content with any of digitalSignature, keyEncipherment and keyAgreement, \
         whatever the handshake does. GnuTLS and Chromium ask for the one that the handshake needs. Alice makes the check herself.",
    ),
    (
        "revoked",
        &["Chromium", "cryptography"],
        "They were given no list: Chromium takes none from outside (it knows those of public authorities that its maker collects), \
         and the verifier of cryptography knows none. The others accept it too, if nobody gives them the list.",
    ),
    (
        "weak-key",
        &["openssl verify", "gnutls-cli", "Node.js", "Chromium"],
        "How short is too short is a matter of policy: Debian's OpenSSL asks for security level 2 (112 bits, RSA 2048), Node.js brings \
         an OpenSSL with level 1 (80 bits, RSA 1024), `openssl verify` has none unless it is given -auth_level, GnuTLS and Chromium take an issuer with 1024 bits.",
    ),
    (
        "wrong-key",
        &["openssl verify", "cryptography"],
        "They judge files. Which key a server holds shows in the handshake alone.",
    ),
];

/// What writes the table again.
const AGAIN: &str = "WIREWALK_TABLE=img/gallery.md cargo test --test judges gallery_clients";

/// How many processes of one program run at once.
const AT_ONCE: usize = 3;

/// A gallery with its files, open.
struct World {
    gallery: Gallery,
    room: Showroom,
    dir: tempfile::TempDir,
}

static FAULTY: LazyLock<World> = LazyLock::new(|| World::open(Twin::Faulty));
static SOUND: LazyLock<World> = LazyLock::new(|| World::open(Twin::Sound));

impl World {
    fn open(twin: Twin) -> World {
        let gallery = Gallery::mint(stage::now()).expect("minted");
        let provider = Arc::new(aws_lc_rs::default_provider());
        let room = serve(&gallery, twin, Ipv4Addr::LOCALHOST.into(), 0, &provider).expect("open");
        let dir = tempfile::tempdir().expect("a folder");
        let write = |name: String, text: String| fs::write(dir.path().join(name), text).expect("written");
        write("root.pem".to_owned(), gallery.root.to_pem());
        for exhibit in &gallery.exhibits {
            let served = exhibit.twin(twin);
            let chain = served.chain.iter().map(|der| Certificate::from_der(der.clone()).to_pem()).collect();
            write(format!("{}.pem", exhibit.id), chain);
            if !served.lists.is_empty() {
                let lists = served.lists.iter().map(|der| pem::text("X509 CRL", der)).collect();
                write(format!("{}.crl", exhibit.id), lists);
            }
        }
        World { gallery, room, dir }
    }

    /// What one program says to each exhibit.
    fn asks(&self, client: &Client) -> Vec<(&'static str, Said)> {
        let ask = |(id, at)| {
            let exhibit = self.gallery.exhibit(id).expect("it is served");
            let file = |ending: &str| self.dir.path().join(format!("{id}.{ending}"));
            let (root, chain, lists) = (self.root(), file("pem"), file("crl"));
            let lists = lists.exists().then_some(lists.as_path());
            (id, client.asks(&Ask { name: &exhibit.name.to_string(), at, root: &root, lists, chain: &chain }))
        };
        let exhibits: Vec<_> = self.room.exhibits().collect();
        thread::scope(|scope| {
            let parts = exhibits.chunks(exhibits.len().div_ceil(AT_ONCE));
            let asked: Vec<_> =
                parts.map(|part| scope.spawn(|| part.iter().copied().map(ask).collect::<Vec<_>>())).collect();
            asked.into_iter().flat_map(|part| part.join().expect("no panic")).collect()
        })
    }

    fn root(&self) -> std::path::PathBuf {
        self.dir.path().join("root.pem")
    }

    fn trust(&self, lists: &[Vec<u8>]) -> Trust {
        let provider = Arc::new(aws_lc_rs::default_provider());
        Trust { roots: self.gallery.roots(), lists: lists.to_vec(), provider }
    }
}

/// A program with its version, its name, and what it says to each exhibit.
type Column = (String, &'static str, Vec<(&'static str, Said)>);

/// What everybody says, rustls first.
fn table(world: &World) -> Vec<Column> {
    let by_rustls = |(id, at): (&'static str, SocketAddr)| {
        let exhibit = world.gallery.exhibit(id).expect("it is served");
        let seen = visit(at, &exhibit.name, &world.trust(&exhibit.faulty.lists), None).expect("it can be reached");
        (id, seen.error.map_or(Ok(()), |error| Err(error.to_string())))
    };
    let ours = ("rustls 0.23".to_owned(), "rustls", world.room.exhibits().map(by_rustls).collect());
    let others = clients::all(&world.root());
    // At the same time: most of it is waiting.
    let theirs = thread::scope(|scope| {
        let asked: Vec<_> = others.iter().map(|c| scope.spawn(|| (c.version(), c.name, world.asks(c)))).collect();
        asked.into_iter().map(|column| column.join().expect("no panic")).collect::<Vec<_>>()
    });
    std::iter::once(ours).chain(theirs).collect()
}

#[test]
fn everybody_refuses_each_fault_but_for_the_differences_that_are_listed() {
    let table = table(&FAULTY);
    let accepts = |id: &str, client: &str| {
        let exhibit = FAULTY.gallery.exhibit(id).expect("it is there");
        !exhibit.fault.refuses() || DIFFERENCES.iter().any(|(at, who, _)| *at == id && who.contains(&client))
    };
    let mut wrong = Vec::new();
    for (_, client, column) in &table {
        let unlike = column.iter().filter(|(id, said)| said.is_ok() != accepts(id, client));
        wrong.extend(unlike.map(|(id, said)| format!("{client} on {id}: {said:?}")));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    if let Some(path) = env::var_os("WIREWALK_TABLE") {
        fs::write(Path::new(env!("CARGO_MANIFEST_DIR")).join(path), markdown(&FAULTY, &table)).expect("written");
    }
}

#[test]
fn everybody_accepts_each_twin() {
    for (_, client, column) in table(&SOUND) {
        for (id, said) in column {
            assert_eq!(said, Ok(()), "{client} on the twin of {id}");
        }
    }
}

/// A visit over a socket finds what the certificates said in memory, and knows about the key.
#[test]
fn a_visit_finds_the_fault_of_each_exhibit() {
    for (id, at) in FAULTY.room.exhibits() {
        let exhibit = FAULTY.gallery.exhibit(id).expect("it is served");
        let trust = FAULTY.trust(&exhibit.faulty.lists);
        let seen = visit(at, &exhibit.name, &trust, None).expect("it can be reached");
        assert_eq!(seen.diagnose(&exhibit.name, &trust, stage::now()).faults(), [exhibit.fault], "{id}");
    }
}

#[test]
fn on_the_port_of_the_index_the_name_decides() {
    for exhibit in &FAULTY.gallery.exhibits {
        let seen = visit(FAULTY.room.index(), &exhibit.name, &FAULTY.trust(&[]), None).expect("it can be reached");
        assert_eq!(seen.chain, exhibit.faulty.chain, "{}", exhibit.id);
    }
    let localhost = "localhost".parse().expect("a name");
    let seen = visit(FAULTY.room.index(), &localhost, &FAULTY.trust(&[]), None).expect("it can be reached");
    assert!(seen.error.is_none() && seen.chain == FAULTY.gallery.entrance.chain);
}

#[test]
fn the_index_lists_every_exhibit_with_its_name_and_port_and_gives_the_root() {
    let trust = FAULTY.trust(&[]);
    let get = |path: &str| {
        let config = trust.config(trust.strict().expect("a verifier")).expect("a client");
        let url = format!("https://{}{path}", FAULTY.room.index());
        client::agent_tls(config).get(url).call()?.body_mut().read_to_string()
    };
    let page = get("/").expect("the index");
    for (id, at) in FAULTY.room.exhibits() {
        assert!(page.contains(&format!("<a href=\"https://{id}.localhost:{}/\">", at.port())), "{id}: {page}");
    }
    assert!(page.starts_with("<!doctype html>") && page.contains("<caption>") && !page.contains("<script"));
    assert_eq!(get("/root.pem").expect("the root"), FAULTY.gallery.root.to_pem());
    assert!(get("/lists.pem").expect("the lists").starts_with("-----BEGIN X509 CRL-----"));
    assert!(get("/nothing").is_err());
}

#[test]
fn a_port_that_is_taken_is_replaced() {
    let taken = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
    let port = taken.local_addr().expect("an address").port();
    let provider = Arc::new(aws_lc_rs::default_provider());
    let room = serve(&SOUND.gallery, Twin::Sound, Ipv4Addr::LOCALHOST.into(), port, &provider).expect("open");
    assert_ne!(room.index().port(), port);
}

/// The picture in the repository is of this gallery: every exhibit is in it, accepted by those who are listed here.
#[test]
fn the_table_in_img_is_of_this_gallery() {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("img/gallery.md")).expect("the table");
    let cells = |line: &str| line.trim_matches('|').split('|').map(|c| c.trim().to_owned()).collect::<Vec<_>>();
    let head = cells(text.lines().find(|l| l.starts_with("| exhibit")).expect("a head"));
    for exhibit in &FAULTY.gallery.exhibits {
        let row = text.lines().find(|l| l.starts_with(&format!("| `{}`", exhibit.id)));
        let row = cells(row.unwrap_or_else(|| panic!("{} is not in the table: write it anew", exhibit.id)));
        let difference = DIFFERENCES.iter().find(|(id, ..)| *id == exhibit.id);
        for (client, said) in head.iter().zip(&row).skip(1) {
            let listed = difference.is_some_and(|(_, who, _)| who.contains(&client.as_str()));
            let accepts = !exhibit.fault.refuses() || listed;
            assert_eq!(said == "accepted", accepts, "{client} on {}: write the table anew", exhibit.id);
        }
    }
    for (_, _, why) in DIFFERENCES {
        assert!(text.contains(why), "a reason is missing: write the table anew");
    }
}

/// Who says what, in short; then why they differ; then in their own words.
fn markdown(world: &World, table: &[Column]) -> String {
    let mut out = String::from("# What clients say to certificates that are broken on purpose\n\n");
    let mut versions: Vec<_> = table.iter().map(|(version, ..)| version.as_str()).collect();
    versions.sort_unstable();
    versions.dedup(); // openssl is there twice
    let add = |out: &mut String, line: String| writeln!(out, "{line}").expect("into memory");
    add(&mut out, "Made by a run of `tests/judges/gallery_clients.rs`:\n".to_owned());
    let today = time::OffsetDateTime::now_utc().date();
    add(&mut out, format!("- made on: {today}\n- with: {}", versions.join(", ")));
    add(&mut out, format!("- made again by: `{AGAIN}`\n"));
    let names: Vec<_> = table.iter().map(|(_, name, _)| *name).collect();
    add(&mut out, format!("| exhibit | {} |\n|---|{}", names.join(" | "), "---|".repeat(names.len())));
    let said =
        |id: &str, column: &[(&str, Said)]| column.iter().find(|(at, _)| *at == id).map(|(_, said)| said.clone());
    for exhibit in &world.gallery.exhibits {
        let short = |said: Option<Said>| if said.is_some_and(|s| s.is_ok()) { "accepted" } else { "refused" };
        let row: Vec<_> = table.iter().map(|(_, _, column)| short(said(exhibit.id, column))).collect();
        add(&mut out, format!("| `{}` | {} |", exhibit.id, row.join(" | ")));
    }
    add(&mut out, String::from("\n## Where they differ, and why\n"));
    for (id, who, why) in DIFFERENCES {
        add(&mut out, format!("- `{id}` is accepted by {}. {why}", who.join(", ")));
    }
    add(&mut out, String::from("\n## In their own words"));
    for exhibit in &world.gallery.exhibits {
        add(&mut out, format!("\n### `{}`: {}\n", exhibit.id, exhibit.fault.name()));
        for (_, client, column) in table {
            let words = match said(exhibit.id, column) {
                Some(Err(why)) => format!("`{}`", plain(&why)),
                Some(Ok(())) => "accepted".to_owned(),
                None => "not asked".to_owned(),
            };
            add(&mut out, format!("- {client}: {words}"));
        }
    }
    out
}

/// Without what differs from run to run: the seconds of a date.
fn plain(words: &str) -> String {
    words.split(": verification time").next().unwrap_or(words).replace('`', "'")
}
