//! Clients of others against a Bob who asks back: each is let in with the right certificate, and turned away with none, with one of
//! another authority, and with a server's.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use wirewalk_testing::club::{Club, PASSPHRASE, Shown};
use wirewalk_testing::said::{REQUEST, Said, run};
use wirewalk_testing::server::{self, Server};
use wirewalk_testing::{outside, python};

fn club() -> &'static Club {
    static CLUB: OnceLock<Club> = OnceLock::new();
    CLUB.get_or_init(Club::new)
}

/// Whom a client calls, and what it may show.
struct Call<'a> {
    url: &'a str,
    root: PathBuf,
    shows: Option<Shown>,
}

impl Call<'_> {
    fn port(&self) -> &str {
        self.url.trim_end_matches('/').rsplit(':').next().unwrap_or_default()
    }
}

/// Holds a client to it. The words are what it says when it is turned away: without a certificate, with one of another authority,
/// with a server's; `|` stands between words of which one is enough. Some choose by what the server asked for, and then show none where another would show a wrong one.
fn judged(words: [&str; 3], ask: impl Fn(&Call) -> Said) {
    let club = club();
    let bob = Server::start(Command::new(server::lesson(6)).arg("server").args(club.served()).stderr(Stdio::null()));
    let call = |shows| ask(&Call { url: &bob.url, root: club.root(), shows });
    let said = call(Some(club.alice()));
    assert!(said.well && said.text.contains("fluffy tail"), "with the right certificate: {}", said.text);
    let wrong = [("none", None), ("another's", Some(club.other_alice())), ("a server's", Some(club.server()))];
    for ((which, shows), word) in wrong.into_iter().zip(words) {
        let said = call(shows);
        let told = word.split('|').any(|word| said.text.contains(word));
        assert!(!said.well && told, "{which}: {word:?} is not in {}", said.text);
        assert!(!said.text.contains("fluffy tail"), "{which}: {}", said.text);
    }
}

#[test]
fn curl() {
    let Some(curl) = outside::judge("curl") else { return };
    for bundled in [false, true] {
        judged(["certificate required", "unknown ca", "unsupported certificate"], |call| {
            let mut command = Command::new(&curl);
            command.args(["-q", "-sS", "--max-time", "20", "--noproxy", "*", "--cacert"]).arg(&call.root);
            match &call.shows {
                Some(shown) if bundled => {
                    let bundle = format!("{}:{PASSPHRASE}", shown.bundle.display());
                    command.args(["--cert-type", "P12", "--cert", &bundle]);
                }
                Some(shown) => {
                    command.arg("--cert").arg(&shown.certificate).arg("--key").arg(&shown.key);
                }
                None => {}
            }
            run(command.arg(call.url), "")
        });
    }
}

#[test]
fn curl_in_tls_1_2() {
    let Some(curl) = outside::judge("curl") else { return };
    judged(["certificate required", "unknown ca", "unsupported certificate"], |call| {
        let mut command = Command::new(&curl);
        command.args(["-q", "-sS", "--max-time", "20", "--tls-max", "1.2", "--noproxy", "*", "--cacert"]);
        command
            .arg(&call.root)
            .args(call.shows.iter().flat_map(|s| [Path::new("--cert"), &s.certificate, Path::new("--key"), &s.key]));
        run(command.arg(call.url), "")
    });
}

#[test]
fn openssl() {
    let Some(openssl) = outside::judge("openssl") else { return };
    judged(["certificate required", "unknown ca", "unsupported certificate"], |call| {
        let mut command = Command::new(&openssl);
        command.args(["s_client", "-verify_return_error", "-servername", "localhost", "-ign_eof", "-connect"]);
        command.arg(format!("127.0.0.1:{}", call.port())).arg("-CAfile").arg(&call.root);
        let shown = call.shows.iter();
        command.args(shown.flat_map(|s| [Path::new("-cert"), &s.certificate, Path::new("-key"), &s.key]));
        run(&mut command, REQUEST)
    });
}

#[test]
fn gnutls() {
    let Some(gnutls) = outside::judge("gnutls-cli") else { return };
    judged(["Certificate is required", "CA is unknown", "Certificate is not supported"], |call| {
        let mut command = Command::new(&gnutls);
        command.arg(format!("--x509cafile={}", call.root.display()));
        command.args(call.shows.iter().flat_map(|shown| {
            let (certificate, key) = (shown.certificate.display(), shown.key.display());
            [format!("--x509certfile={certificate}"), format!("--x509keyfile={key}")]
        }));
        run(command.args(["-p", call.port(), "localhost"]), REQUEST)
    });
}

const PYTHON: &str = "
import ssl, sys, urllib.request
context = ssl.create_default_context(cafile=sys.argv[2])
if sys.argv[3:]:
    context.load_cert_chain(sys.argv[3], sys.argv[4])
handler = urllib.request.HTTPSHandler(context=context)
opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), handler)
print(opener.open(sys.argv[1], timeout=20).read().decode())
";

const REQUESTS: &str = "
import sys, requests
print(requests.get(sys.argv[1], timeout=20, verify=sys.argv[2], cert=tuple(sys.argv[3:]) or None).text)
";

#[test]
fn python() {
    let Some(python) = python::with(&["requests"]) else { return };
    for script in [PYTHON, REQUESTS] {
        judged(["CERTIFICATE_REQUIRED", "UNKNOWN_CA", "UNSUPPORTED_CERTIFICATE"], |call| {
            let mut command = Command::new(&python);
            command.args(["-c", script, call.url]).arg(&call.root).env("NO_PROXY", "*");
            command.env_remove("REQUESTS_CA_BUNDLE").env_remove("CURL_CA_BUNDLE");
            run(command.args(call.shows.iter().flat_map(|s| [&s.certificate, &s.key])), "")
        });
    }
}

#[test]
fn node() {
    let Some(node) = outside::judge("node") else { return };
    let script = "
        const [url, ca, pfx, passphrase] = process.argv.slice(1), read = require('fs').readFileSync;
        const options = pfx ? { ca: read(ca), pfx: read(pfx), passphrase } : { ca: read(ca) };
        require('https').get(url, options, r => r.on('data', d => process.stdout.write(d)))
            .on('error', e => { console.error(e.code, e.message); process.exit(1) })";
    judged(["CERTIFICATE_REQUIRED", "UNKNOWN_CA", "UNSUPPORTED_CERTIFICATE"], |call| {
        let mut command = Command::new(&node);
        command.args(["-e", script, call.url]).arg(&call.root).env_remove("NODE_OPTIONS");
        let shown = call.shows.iter().flat_map(|shown| [shown.bundle.as_path(), Path::new(PASSPHRASE)]);
        run(command.args(shown), "")
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
    fs::write(&source, JAVA).expect("a file");
    judged(["certificate_required", "certificate_required", "unsupported_certificate"], |call| {
        let mut command = Command::new(&java);
        command.arg(&source).arg(call.url).arg(&call.root).env_remove("JAVA_TOOL_OPTIONS");
        let shown = call.shows.iter().flat_map(|shown| [shown.bundle.as_path(), Path::new(PASSPHRASE)]);
        run(command.args(shown), "")
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
        var trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        var factory = CertificateFactory.getInstance("X.509");
        trusted.setCertificateEntry("root", factory.generateCertificate(new FileInputStream(args[1])));
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        KeyManager[] own = null;
        if (args.length > 2) {
            var bundle = KeyStore.getInstance("PKCS12");
            bundle.load(new FileInputStream(args[2]), args[3].toCharArray());
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(bundle, args[3].toCharArray());
            own = keys.getKeyManagers();
        }
        var context = SSLContext.getInstance("TLS");
        context.init(own, trust.getTrustManagers(), null);
        var connection = (HttpsURLConnection) URI.create(args[0]).toURL().openConnection();
        connection.setSSLSocketFactory(context.getSocketFactory());
        System.out.println(new String(connection.getInputStream().readAllBytes()));
    }
}
"#;

/// Chromium takes roots and bundles from the database of NSS in its home. At a screen it would ask which certificate to show; here
/// its profile says for this server: whichever fits.
#[test]
fn chromium() {
    let judges = ["chromium", "certutil", "pk12util"].map(outside::judge);
    let [Some(chromium), Some(certutil), Some(pk12util)] = judges else { return };
    // If the alert is there before the request is sent, it throws the connection away unread.
    let refused = "ERR_BAD_SSL_CLIENT_AUTH_CERT|ERR_SOCKET_NOT_CONNECTED";
    judged([refused, refused, refused], |call| {
        let home = tempfile::tempdir().expect("a folder");
        let (nss, profile) = (home.path().join(".pki/nssdb"), home.path().join("profile"));
        for dir in [&nss, &profile.join("Default")] {
            fs::create_dir_all(dir).expect("a folder");
        }
        let store = format!("sql:{}", nss.display());
        let done = |command: &mut Command| {
            let said = run(command, "");
            assert!(said.well, "{}", said.text);
        };
        done(Command::new(&certutil).args(["-N", "--empty-password", "-d", &store]));
        done(Command::new(&certutil).args(["-A", "-n", "Carol", "-t", "C,,", "-d", &store, "-i"]).arg(&call.root));
        if let Some(shown) = &call.shows {
            let imports = ["-d", &store, "-W", PASSPHRASE, "-K", "", "-i"];
            done(Command::new(&pk12util).args(imports).arg(&shown.bundle));
        }
        let chooses = format!(
            r#"{{"profile":{{"content_settings":{{"exceptions":{{"auto_select_certificate":{{
                "https://localhost:{},*":{{"setting":{{"filters":[{{}}]}}}}}}}}}}}}}}"#,
            call.port()
        );
        fs::write(profile.join("Default/Preferences"), chooses).expect("a file");
        let mut command = Command::new(&chromium);
        command
            .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"])
            .args(["--disable-background-networking", "--disable-component-update", "--disable-sync"])
            .args(["--disable-dev-shm-usage", "--disable-breakpad", "--no-proxy-server", "--timeout=20000"])
            .args(["--dump-dom", "--enable-logging=stderr", "--log-level=1"])
            .arg(format!("--user-data-dir={}", profile.display()))
            .arg(call.url)
            .env("HOME", home.path());
        let said = run(&mut command, "");
        // It shows a page about the error, and ends well.
        Said { well: said.text.contains("fluffy tail"), ..said }
    });
}
