//! `inspect FILE`: a certificate, a request, a list or a key from a file, taken apart to the byte.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::{Arg, ArgMatches, Command, value_parser};

use crate::dissect::{self, Kind};
use crate::pager;
use crate::paint::Paint;
use crate::render::ink::{Ink, Row};
use crate::render::{flow, terminal};
use crate::stage::Extra;

/// Longer files are refused, in bytes: nothing that this is for is longer, and each byte takes a few hundred in memory.
pub const LONGEST: u64 = 16 * 1024 * 1024;

/// `inspect`, as a lesson's command.
pub const INSPECT: Extra = Extra {
    name: "inspect",
    about: "Anybody: take a certificate, request, key or list apart, to the last byte",
    args,
    run,
};

/// The arguments of `inspect`.
pub fn args(command: Command) -> Command {
    let file = Arg::new("FILE").required(true).value_parser(value_parser!(PathBuf));
    command.arg(file.help("PEM or DER: a certificate, CSR, CRL, key, PKCS#12 file; - is standard input")).after_help(
        "Nothing is verified and nothing decrypted. An unencrypted private key is shown as it is.\n\
         Exit status: 0 it is one of these, however broken; 1 it is none of them, or cannot be read.",
    )
}

/// Runs `inspect` with its arguments.
///
/// # Errors
/// The file cannot be read, is too long, or is none of the kinds that are known.
pub fn run(matches: &ArgMatches) -> Result<()> {
    let path: &PathBuf = matches.get_one("FILE").context("which file?")?;
    file(path, &mut io::stdout().lock(), pager::width(), Paint::for_stdout())
}

/// Reads a file, writes what it holds.
///
/// # Errors
/// As [`run`]; what could be said about the file was written before.
pub fn file(path: &Path, out: &mut impl Write, width: usize, paint: Paint) -> Result<()> {
    let name = if is_stdin(path) { "standard input".to_owned() } else { path.display().to_string() };
    let bytes = read(path).with_context(|| format!("cannot inspect {name}"))?;
    if bytes.is_empty() {
        bail!("{name} is empty");
    }
    let found = dissect::file(bytes);
    let mut out = io::BufWriter::new(out);
    paint.write(&mut out, &terminal::file_rows(&found.message, &name, width))?;
    let mut last = vec![Row::new(), Row::new().and(said(&found.kinds), Ink::Strong)];
    for sentence in dissect::x509::sentences(&found.message) {
        last.extend(flow::wrap(&Row::new().and(capital(&sentence), Ink::Plain).and(".", Ink::Plain), &[width]));
    }
    paint.write(&mut out, &last)?;
    out.flush()?;
    if !found.is_known() {
        bail!("{name} holds no certificate, request, list of revoked certificates or key that this program knows");
    }
    Ok(())
}

fn is_stdin(path: &Path) -> bool {
    path == Path::new("-")
}

/// All bytes of the file, if they are not too many.
fn read(path: &Path) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    match is_stdin(path) {
        true => io::stdin().lock().take(LONGEST + 1).read_to_end(&mut bytes)?,
        false => File::open(path)?.take(LONGEST + 1).read_to_end(&mut bytes)?,
    };
    if bytes.len() as u64 > LONGEST {
        bail!("it is longer than {LONGEST} bytes: no certificate or key is");
    }
    Ok(bytes)
}

/// What the file holds, in a line.
fn said(kinds: &[Kind]) -> String {
    match kinds {
        [] => "This is none of the types of file that are known here.".to_owned(),
        [one] => format!("This is {}.", name(*one)),
        several => {
            let names: Vec<&str> = several.iter().take(8).map(|k| name(*k)).collect();
            let more = several.len() - names.len();
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            format!("This holds {}{more}.", names.join(", "))
        }
    }
}

fn name(kind: Kind) -> &'static str {
    match kind {
        Kind::Certificate => "a certificate (X.509)",
        Kind::Csr => "a certificate signing request (PKCS#10)",
        Kind::Crl => "a list of revoked certificates (CRL)",
        Kind::PrivateKey => "an unencrypted private key (PKCS#8)",
        Kind::RsaPrivateKey => "an unencrypted RSA private key (PKCS#1)",
        Kind::EcPrivateKey => "an unencrypted EC private key (SEC1)",
        Kind::EncryptedPrivateKey => "an encrypted private key (PKCS#8)",
        Kind::OldEncryptedPrivateKey => "a private key encrypted in an outdated way (PEM with Proc-Type)",
        Kind::PublicKey => "a public key; nobody vouches for it",
        Kind::RsaPublicKey => "an RSA public key (PKCS#1); nobody vouches for it",
        Kind::Pkcs12 => "a PKCS#12 file",
        Kind::EcParameters => "the name of a curve",
        Kind::Unknown => "none of the kinds that are known here",
    }
}

fn capital(sentence: &str) -> String {
    let mut chars = sentence.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
