//! `inspect FILE`: a certificate, a request, a list, a key, an OCSP answer, an SSH key… from a file, taken apart to the byte.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::{Arg, ArgMatches, Command, value_parser};

use crate::dissect::names::{ocsp, x509};
use crate::dissect::verify::ocsp::{Answered, vouched};
use crate::dissect::verify::ssh;
use crate::dissect::{self, Kind, Message};
use crate::pager;
use crate::paint::Paint;
use crate::render::ink::{Ink, Row};
use crate::render::{flow, terminal};
use crate::stage::Extra;

/// Longer files are refused, in bytes: nothing that this is for is longer, and each byte takes a few hundred in memory.
pub const LONGEST: u64 = 16 * 1024 * 1024;

/// What `wirewalk inspect` does.
pub const ABOUT: &str =
    "Take a certificate, request, key, list, OCSP message or SSH key in a file apart, to the last byte";

/// `inspect`, as a lesson's command.
pub const INSPECT: Extra = Extra {
    name: "inspect",
    about: "Anybody: read a certificate, request, key, list or SSH key to the last byte",
    args,
    run,
};

/// The arguments of `inspect`.
pub fn args(command: Command) -> Command {
    let file = Arg::new("FILE").required(true).value_parser(value_parser!(PathBuf));
    command.arg(file.help(
        "PEM or DER: a certificate, CSR, CRL, key, PKCS#12 or PKCS#7 file, OCSP request or response, DH or EC \
         parameters; or an SSH key or certificate; - is standard input",
    ))
    .after_help(
        "Nothing is decrypted. Of signatures, only those of OCSP answers and SSH certificates are checked, and only with\n\
         keys that are in the file. An unencrypted private key is shown as it is.\n\
         Exit status: 0 it is one of these, even if damaged; 1 it is none of them, or cannot be read.",
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
    for sentence in sentences(&found.message) {
        last.extend(flow::wrap(&Row::new().and(capital(&sentence), Ink::Plain).and(".", Ink::Plain), &[width]));
    }
    paint.write(&mut out, &last)?;
    out.flush()?;
    if !found.is_known() {
        bail!(
            "{name} holds no certificate, request, list of revoked certificates, key or OCSP message that this program knows"
        );
    }
    Ok(())
}

/// What the certificates, answers and keys in a file say.
fn sentences(message: &Message) -> Vec<String> {
    let certificates: Vec<Vec<u8>> = message.all(&x509::CERTIFICATE).map(|c| message.bytes(&c.span).to_vec()).collect();
    let answers = message.all(&ocsp::RESPONSE).map(|response| {
        // Of when a file is, nobody knows.
        let answered = Answered { message, response, known: &certificates, at: None, crypto: Default::default() };
        vouched(&answered).words()
    });
    let of_ssh = ssh::sentences(message, Default::default());
    dissect::x509::sentences(message).chain(answers).chain(of_ssh).collect()
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
        bail!("it is longer than {LONGEST} bytes, which no certificate or key is");
    }
    Ok(bytes)
}

/// What the file holds, in a line.
fn said(kinds: &[Kind]) -> String {
    match kinds {
        [] => "The program does not know this kind of file.".to_owned(),
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
        Kind::Cms => "a CMS bundle (PKCS#7)",
        Kind::OcspRequest => "an OCSP request",
        Kind::OcspResponse => "an OCSP response",
        Kind::EcParameters => "the name of a curve",
        Kind::EcCurve => "a curve, written out",
        Kind::DhParameters => "a group for Diffie-Hellman",
        Kind::SshPublicKey => "an SSH public key; nobody vouches for it",
        Kind::SshCertificate => "an SSH certificate",
        Kind::SshPrivateKey => "an SSH private key in clear (OpenSSH)",
        Kind::SshEncryptedPrivateKey => "an encrypted SSH private key (OpenSSH)",
        Kind::Unknown => "of a kind that the program does not know",
    }
}

fn capital(sentence: &str) -> String {
    let mut chars = sentence.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
