//! Clients of others against the door: each gets the secret with Carol's root, refuses without it, and refuses another name.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;
use wirewalk::door::{Door, Limits, Tls};
use wirewalk::lesson1::bob;
use wirewalk::pki::Name;
use wirewalk_testing::https::Club;
use wirewalk_testing::said::{REQUEST, Said, run};
use wirewalk_testing::{outside, python};

/// A server, and its root as a file.
struct Server {
    door: Door,
    folder: TempDir,
}

impl Server {
    fn of(names: &[Name]) -> Server {
        let club = Club::of(names);
        let limits = Limits::default();
        let door = Door::open_over(([127, 0, 0, 1], 0).into(), limits, Tls::new(club.server()), bob).expect("a door");
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("root.pem"), club.root.to_pem()).expect("a file");
        Server { door, folder }
    }

    fn root(&self) -> PathBuf {
        self.folder.path().join("root.pem")
    }

    fn port(&self) -> String {
        self.door.addr().port().to_string()
    }

    fn url(&self) -> String {
        format!("https://localhost:{}/", self.port())
    }
}

/// Holds a client to it. `ask` is given a server and, if it may trust it, its root; the words are what it says when it
/// refuses an authority that it does not know, and a certificate for another name.
fn judged(unknown: &str, other_name: &str, ask: impl Fn(&Server, Option<&Path>) -> Said) {
    let bob = Server::of(&Name::loopback());
    let said = ask(&bob, Some(&bob.root()));
    assert!(said.well && said.text.contains("fluffy tail"), "with our root: {}", said.text);
    let said = ask(&bob, None);
    assert!(!said.well && said.text.contains(unknown), "without our root: {}", said.text);
    assert!(!said.text.contains("fluffy tail"), "without our root: {}", said.text);
    let other = Server::of(&["bob.example".parse().expect("a name")]);
    let said = ask(&other, Some(&other.root()));
    assert!(!said.well && said.text.contains(other_name), "for another name: {}", said.text);
    assert!(!said.text.contains("fluffy tail"), "for another name: {}", said.text);
}

#[test]
fn curl() {
    let Some(curl) = outside::judge("curl") else { return };
    judged("unable to get local issuer certificate", "no alternative certificate subject name", |server, root| {
        let mut command = Command::new(&curl);
        command.args(["-q", "-sS", "--max-time", "20", "--noproxy", "*"]);
        command.args(root.iter().flat_map(|root| [Path::new("--cacert"), root])).arg(server.url());
        run(&mut command, "")
    });
}

#[test]
fn wget() {
    let Some(wget) = outside::judge("wget") else { return };
    // It comes with GnuTLS or with OpenSSL, and speaks accordingly.
    judged("issuer", "match", |server, root| {
        let mut command = Command::new(&wget);
        command
            .args(["--no-config", "--no-proxy", "--tries=1", "--timeout=20", "--no-hsts", "-O", "-"])
            .env("LC_ALL", "C");
        command.args(root.map(|root| format!("--ca-certificate={}", root.display()))).arg(server.url());
        run(&mut command, "")
    });
}

#[test]
fn openssl() {
    let Some(openssl) = outside::judge("openssl") else { return };
    judged("verify error:num=20", "verify error:num=62", |server, root| {
        let mut command = Command::new(&openssl);
        command.args(["s_client", "-verify_return_error", "-verify_hostname", "localhost", "-servername", "localhost"]);
        command.args(["-ign_eof", "-connect"]).arg(format!("127.0.0.1:{}", server.port()));
        command.args(root.iter().flat_map(|root| [Path::new("-CAfile"), root]));
        run(&mut command, REQUEST)
    });
}

#[test]
fn gnutls() {
    let Some(gnutls) = outside::judge("gnutls-cli") else { return };
    judged("The certificate issuer is unknown", "The name in the certificate does not match", |server, root| {
        let mut command = Command::new(&gnutls);
        command.args(root.map(|root| format!("--x509cafile={}", root.display())));
        command.args(["-p", &server.port(), "localhost"]);
        run(&mut command, REQUEST)
    });
}

#[test]
fn python_requests_and_httpx() {
    let Some(python) = python::with(&["requests", "httpx"]) else { return };
    for script in [
        "import sys, requests\nprint(requests.get(sys.argv[1], timeout=20, verify=sys.argv[2] if sys.argv[2:] else True).text)",
        "import sys, ssl, httpx\nc = ssl.create_default_context(cafile=sys.argv[2] if sys.argv[2:] else None)\n\
         print(httpx.get(sys.argv[1], timeout=20, verify=c, trust_env=False).text)",
    ] {
        judged("unable to get local issuer certificate", "Hostname mismatch", |server, root| {
            let mut command = Command::new(&python);
            command.args(["-c", script]).arg(server.url()).args(root);
            run(command.env("NO_PROXY", "*").env_remove("REQUESTS_CA_BUNDLE").env_remove("CURL_CA_BUNDLE"), "")
        });
    }
}

#[test]
fn node() {
    let Some(node) = outside::judge("node") else { return };
    let script = "require('https').get(process.argv[1], r => r.on('data', d => process.stdout.write(d)))\
                  .on('error', e => { console.error(e.code, e.message); process.exit(1) })";
    judged("UNABLE_TO_VERIFY_LEAF_SIGNATURE", "ERR_TLS_CERT_ALTNAME_INVALID", |server, root| {
        let mut command = Command::new(&node);
        command.args(["-e", script]).arg(server.url()).env_remove("NODE_EXTRA_CA_CERTS").env_remove("NODE_OPTIONS");
        run(command.envs(root.map(|root| ("NODE_EXTRA_CA_CERTS", root))), "")
    });
}

/// Java, where there is a JDK; it is no judge that everybody has to have.
#[test]
fn java() {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let Some(java) = std::env::split_paths(&path).find(|dir| dir.join("javac").is_file()).map(|dir| dir.join("java"))
    else {
        let _ = writeln!(std::io::stderr(), "skipped: there is no JDK");
        return;
    };
    let folder = tempfile::tempdir().expect("a folder");
    let source = folder.path().join("Ask.java");
    std::fs::write(&source, JAVA).expect("a file");
    judged("PKIX path building failed", "matching localhost found", |server, root| {
        run(Command::new(&java).arg(&source).arg(server.url()).args(root).env_remove("JAVA_TOOL_OPTIONS"), "")
    });
}

const JAVA: &str = r#"
import java.io.FileInputStream;
import java.net.URI;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.*;

public class Ask {
    public static void main(String[] args) throws Exception {
        var connection = (HttpsURLConnection) URI.create(args[0]).toURL().openConnection();
        if (args.length > 1) {
            var trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            var factory = CertificateFactory.getInstance("X.509");
            trusted.setCertificateEntry("root", factory.generateCertificate(new FileInputStream(args[1])));
            var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusted);
            var context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            connection.setSSLSocketFactory(context.getSocketFactory());
        }
        System.out.println(new String(connection.getInputStream().readAllBytes()));
    }
}
"#;

#[test]
fn chromium() {
    let (Some(chromium), Some(certutil)) = (outside::judge("chromium"), outside::judge("certutil")) else { return };
    judged("ERR_CERT_AUTHORITY_INVALID", "ERR_CERT_COMMON_NAME_INVALID", |server, root| {
        let home = tempfile::tempdir().expect("a folder");
        if let Some(root) = root {
            let nss = home.path().join(".pki/nssdb");
            std::fs::create_dir_all(&nss).expect("a folder");
            let store = format!("sql:{}", nss.display());
            let made = run(Command::new(&certutil).args(["-N", "--empty-password", "-d", &store]), "");
            assert!(made.well, "{}", made.text);
            let trusts = ["-A", "-n", "Carol", "-t", "C,,", "-d", &store, "-i"];
            let added = run(Command::new(&certutil).args(trusts).arg(root), "");
            assert!(added.well, "{}", added.text);
        }
        let mut command = Command::new(&chromium);
        command
            .args([
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--timeout=20000",
            ])
            .args(["--disable-background-networking", "--disable-component-update", "--disable-sync"])
            .args(["--disable-dev-shm-usage", "--disable-breakpad", "--no-proxy-server", "--dump-dom"])
            .arg(format!("--user-data-dir={}", home.path().join("profile").display()))
            .arg(server.url())
            .env("HOME", home.path());
        let said = run(&mut command, "");
        // It shows a page about the error, and ends well.
        Said { well: said.text.contains("fluffy tail"), ..said }
    });
}
