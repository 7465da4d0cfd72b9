//! Programs that people use to talk to servers, each asked whether it accepts what a server shows, and in which words it refuses.

use std::io::Read;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use crate::outside;

/// No program takes longer than this, even on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// What is asked: whether a server is the one of this name, by the roots and lists in these files.
pub struct Ask<'a> {
    pub name: &'a str,
    pub at: SocketAddr,
    pub root: &'a Path,
    pub lists: Option<&'a Path>,
    /// What the server sends, in PEM, for those that judge files.
    pub chain: &'a Path,
}

/// What came of it. `Err`: refused, with the program's own words, in one line.
pub type Said = Result<(), String>;

/// A program, and how it is asked.
pub struct Client {
    pub name: &'static str,
    program: PathBuf,
    ask: fn(&Client, &Ask) -> Said,
    /// What it needs beside itself: for Chromium a profile that trusts the root.
    home: Option<tempfile::TempDir>,
}

/// All that connect, as far as they are here. `root` in PEM is made known to those that have a memory of their own.
pub fn all(root: &Path) -> Vec<Client> {
    let plain = |name: &'static str, program: &str, ask| {
        Some(Client { name, program: outside::judge(program)?, ask, home: None })
    };
    [
        plain("curl", "curl", curl),
        plain("openssl", "openssl", openssl),
        plain("gnutls-cli", "gnutls-cli", gnutls),
        plain("Python", "python3", python),
        plain("Node.js", "node", node),
        plain("openssl verify", "openssl", openssl_verify),
        python_with_verifier().map(|program| Client { name: "cryptography", program, ask: cryptography, home: None }),
        chromium_trusting(root),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn python_with_verifier() -> Option<PathBuf> {
    let program = outside::judge("python3")?;
    let has_it = "from cryptography.x509.verification import PolicyBuilder; PolicyBuilder().build_client_verifier";
    let status = Command::new(&program).args(["-c", has_it]).stderr(Stdio::null()).status();
    if status.is_ok_and(|s| s.success()) {
        return Some(program);
    }
    outside::missing("this python3 has no verifier (it came with cryptography 45)")
}

impl Client {
    pub fn asks(&self, ask: &Ask) -> Said {
        (self.ask)(self, ask)
    }

    /// The program with its version, as it says it itself.
    pub fn version(&self) -> String {
        let args: &[&str] = match self.name {
            "openssl" | "openssl verify" => &["version"],
            "Python" => {
                &["-c", "import ssl, sys; print('Python', sys.version.split()[0], 'with', ssl.OPENSSL_VERSION)"]
            }
            "cryptography" => {
                &["-c", "import cryptography; print('cryptography', cryptography.__version__, 'of Python')"]
            }
            "Node.js" => &["-p", "'Node.js ' + process.version + ' with OpenSSL ' + process.versions.openssl"],
            _ => &["--version"],
        };
        let output = Command::new(&self.program).args(args).output().expect("it starts");
        let line = text(&output.stdout).lines().next().unwrap_or_default().to_owned();
        line.split(" (").next().unwrap_or_default().split(" built on").next().unwrap_or_default().trim().to_owned()
    }

    fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        command.env("LC_ALL", "C").env_remove("SSL_CERT_FILE").env_remove("NODE_EXTRA_CA_CERTS");
        command
    }
}

fn curl(client: &Client, ask: &Ask) -> Said {
    let port = ask.at.port();
    let mut command = client.command();
    command.args(["-q", "-sS", "--noproxy", "*", "-o", if cfg!(windows) { "NUL" } else { "/dev/null" }]);
    command.arg("--cacert").arg(ask.root);
    if let Some(lists) = ask.lists {
        command.arg("--crlfile").arg(lists);
    }
    command.args(["--resolve", &format!("{}:{port}:{}", ask.name, ask.at.ip())]);
    let output = run(command.arg(format!("https://{}:{port}/", ask.name)));
    verdict(&output, |line| line.starts_with("curl: ("))
}

fn openssl(client: &Client, ask: &Ask) -> Said {
    let mut command = client.command();
    command.args(["s_client", "-connect", &ask.at.to_string(), "-servername", ask.name]);
    command.args(["-verify_hostname", ask.name, "-verify_return_error", "-brief", "-CAfile"]).arg(ask.root);
    if let Some(lists) = ask.lists {
        command.arg("-crl_check").arg("-CRL").arg(lists);
    }
    let output = run(&mut command);
    verdict(&output, |line| line.starts_with("verify error") || line.contains(":error:"))
}

fn gnutls(client: &Client, ask: &Ask) -> Said {
    let mut command = client.command();
    command.args(["--sni-hostname", ask.name, "--verify-hostname", ask.name, "--port", &ask.at.port().to_string()]);
    command.arg("--x509cafile").arg(ask.root);
    if let Some(lists) = ask.lists {
        command.arg("--x509crlfile").arg(lists);
    }
    let output = run(command.arg(ask.at.ip().to_string()));
    verdict(&output, |line| line.starts_with("- Status:") || line.starts_with("*** Fatal error"))
}

/// The first certificate of what was sent, the others as they come.
fn openssl_verify(client: &Client, ask: &Ask) -> Said {
    let mut command = client.command();
    command.args(["verify", "-purpose", "sslserver", "-verify_hostname", ask.name, "-CAfile"]).arg(ask.root);
    command.arg("-untrusted").arg(ask.chain);
    if let Some(lists) = ask.lists {
        command.arg("-crl_check").arg("-CRLfile").arg(lists);
    }
    let output = run(command.arg(ask.chain));
    verdict(&output, |line| line.starts_with("error ") && line.contains("lookup"))
}

const CRYPTOGRAPHY: &str = r#"
import sys
from cryptography import x509
from cryptography.x509.verification import PolicyBuilder, Store, VerificationError
name, root, chain = sys.argv[1:4]
load = lambda path: x509.load_pem_x509_certificates(open(path, "rb").read())
own, *others = load(chain)
try:
    PolicyBuilder().store(Store(load(root))).build_server_verifier(x509.DNSName(name)).verify(own, others)
except VerificationError as error:
    sys.exit("says " + str(error))
"#;

fn cryptography(client: &Client, ask: &Ask) -> Said {
    let mut command = client.command();
    let output = run(command.args(["-c", CRYPTOGRAPHY, ask.name]).arg(ask.root).arg(ask.chain));
    verdict(&output, |line| line.starts_with("says ")).map_err(|said| said.trim_start_matches("says ").to_owned())
}

const PYTHON: &str = r#"
import socket, ssl, sys
name, host, port, root, lists = sys.argv[1:6]
context = ssl.create_default_context(cafile=root)
if lists:
    context.load_verify_locations(lists)
    context.verify_flags |= ssl.VERIFY_CRL_CHECK_LEAF
try:
    with socket.create_connection((host, int(port)), timeout=10) as tcp:
        context.wrap_socket(tcp, server_hostname=name).close()
except ssl.SSLError as error:
    sys.exit("says " + str(error))
"#;

fn python(client: &Client, ask: &Ask) -> Said {
    let mut command = client.command();
    let output = run(script(&mut command, "-c", PYTHON, ask));
    verdict(&output, |line| line.starts_with("says ")).map_err(|said| said.trim_start_matches("says ").to_owned())
}

const NODE: &str = r#"
const fs = require('fs'), tls = require('tls');
const [name, host, port, root, lists] = process.argv.slice(1);
const socket = tls.connect({ host, port: Number(port), servername: name, ca: fs.readFileSync(root),
    crl: lists ? fs.readFileSync(lists) : undefined }, () => socket.end());
socket.on('data', () => {});
socket.on('error', error => { console.error('says ' + error.code + ': ' + error.message); process.exit(1); });
socket.setTimeout(10000, () => process.exit(2));
"#;

fn node(client: &Client, ask: &Ask) -> Said {
    let mut command = client.command();
    let output = run(script(&mut command, "-e", NODE, ask));
    verdict(&output, |line| line.starts_with("says ")).map_err(|said| said.trim_start_matches("says ").to_owned())
}

fn script<'c>(command: &'c mut Command, flag: &str, text: &str, ask: &Ask) -> &'c mut Command {
    let (host, port) = (ask.at.ip().to_string(), ask.at.port().to_string());
    command.args([flag, text, ask.name, &host, &port]).arg(ask.root);
    command.arg(ask.lists.map(Path::as_os_str).unwrap_or_default())
}

/// Chromium takes roots from the database of NSS in its home.
fn chromium_trusting(root: &Path) -> Option<Client> {
    let (program, certutil) = (outside::judge("chromium")?, outside::judge("certutil")?);
    let home = tempfile::tempdir().expect("a folder");
    let database = home.path().join(".pki/nssdb");
    std::fs::create_dir_all(&database).expect("a folder");
    let at = format!("sql:{}", database.display());
    for args in [vec!["-N", "--empty-password"], vec!["-A", "-n", "gallery", "-t", "C,,", "-i"]] {
        let mut command = Command::new(&certutil);
        command.args(&args).args((args[0] == "-A").then_some(root)).args(["-d", &at]);
        assert!(command.status().expect("certutil starts").success());
    }
    Some(Client { name: "Chromium", program, ask: chromium, home: Some(home) })
}

/// Its log names the error: `net::ERR_CERT_DATE_INVALID`.
fn chromium(client: &Client, ask: &Ask) -> Said {
    let home = client.home.as_ref().expect("made with it").path();
    let profile = tempfile::tempdir_in(home).expect("a folder");
    let mut command = client.command();
    command
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"])
        .args(["--disable-background-networking", "--disable-component-update", "--disable-sync"])
        .args(["--disable-dev-shm-usage", "--disable-breakpad", "--no-proxy-server", "--dump-dom"])
        .arg(format!("--user-data-dir={}", profile.path().display()))
        .arg(format!("--host-resolver-rules=MAP {} {}", ask.name, ask.at.ip()))
        .arg(format!("https://{}:{}/", ask.name, ask.at.port()))
        .env("HOME", home);
    let output = run(command.arg("--enable-logging=stderr"));
    if text(&output.stdout).contains("<dt>Fault</dt>") {
        return Ok(());
    }
    let said = text(&output.stderr);
    let error = said.lines().find_map(|line| line.split("Page load failed: ").nth(1));
    Err(error.unwrap_or_else(|| panic!("{}: neither a page nor an error: {said}", ask.name)).trim().to_owned())
}

/// Accepted if it ends well; otherwise the first line that says why.
fn verdict(output: &Output, why: impl Fn(&str) -> bool) -> Said {
    if output.status.success() {
        return Ok(());
    }
    let said = text(&output.stdout) + &text(&output.stderr);
    let line = said.lines().find(|line| why(line.trim()));
    let line = line.unwrap_or_else(|| panic!("refused without a reason: {said}")).trim();
    // OpenSSL begins a line with the number of a thread, and ends it with where it stands in its source.
    let line = line.split(":../").next().unwrap_or(line).trim_end_matches(':');
    Err(match line.split_once(":error:") {
        Some((before, after)) => match before.rsplit_once(' ') {
            Some((start, _)) => format!("{start} error:{after}"),
            None => format!("error:{after}"),
        },
        None => line.to_owned(),
    })
}

fn run(command: &mut Command) -> Output {
    let mut child =
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
    let (mut out, mut err) = (child.stdout.take().expect("piped"), child.stderr.take().expect("piped"));
    let read = std::thread::spawn(move || {
        let mut bytes = Vec::new();
        out.read_to_end(&mut bytes).map(|_| bytes)
    });
    let read_err = std::thread::spawn(move || {
        let mut bytes = Vec::new();
        err.read_to_end(&mut bytes).map(|_| bytes)
    });
    let start = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().expect("it is ours") {
            break status;
        }
        if start.elapsed() > PATIENCE {
            let _ = child.kill();
            let _ = child.wait();
            panic!("no answer after {PATIENCE:?}");
        }
        std::thread::sleep(Duration::from_millis(10));
    };
    let stdout = read.join().expect("no panic").expect("read");
    let stderr = read_err.join().expect("no panic").expect("read");
    Output { status, stdout, stderr }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
