//! Programs that ask a server for its message over TLS, each as a person would start it.

use std::env;
use std::net::SocketAddr;
use std::path::Path;
use std::process::Command;

use crate::outside;
use crate::parties::{self, REQUEST};

/// A client: who, which program, with which words; `{port}`, `{url}`, `{ca}` and `{dir}` are filled in.
pub type Caller = (&'static str, &'static str, &'static [&'static str]);

/// Those that need nothing but words. Their folder holds [`JAVA`] as `Ask.java`.
pub const CLIENTS: &[Caller] = &[
    ("curl, TLS 1.3", "curl", &["-sS", "--noproxy", "*", "--cacert", "{ca}", "{url}"]),
    ("curl, TLS 1.2", "curl", &["-sS", "--noproxy", "*", "--cacert", "{ca}", "--tls-max", "1.2", "{url}"]),
    ("curl, twice", "curl", &["-sS", "--noproxy", "*", "--cacert", "{ca}", "{url}", "{url}"]),
    ("wget", "wget", &["-q", "--no-proxy", "--ca-certificate={ca}", "-O", "-", "{url}"]),
    ("Python", "python3", &["-c", PYTHON, "{port}", "{ca}"]),
    ("Node", "node", &["-e", NODE, "{url}", "{ca}"]),
    ("Java", "java", &["{dir}/Ask.java", "{url}", "{ca}"]),
    (
        "Chromium",
        "chromium",
        &[
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage",
            "--disable-breakpad",
            "--no-proxy-server",
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost",
            "--ignore-certificate-errors",
            "--dump-dom",
            "--user-data-dir={dir}/profile",
            "{url}",
        ],
    ),
];

const PYTHON: &str = "\
import http.client, ssl, sys
context = ssl.create_default_context(cafile=sys.argv[2])
connection = http.client.HTTPSConnection('localhost', int(sys.argv[1]), context=context)
connection.request('GET', '/message')
print(connection.getresponse().read().decode())
";

const NODE: &str = "\
const ca = require('fs').readFileSync(process.argv[2]);
require('https').get(process.argv[1], { ca }, answer => answer.pipe(process.stdout));
";

/// Java's client, which is compiled as it is started.
pub const JAVA: &str = "\
import java.io.*;
import java.net.*;
import java.security.*;
import java.security.cert.*;
import javax.net.ssl.*;
public class Ask {
    public static void main(String[] words) throws Exception {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        var factory = CertificateFactory.getInstance(\"X.509\");
        store.setCertificateEntry(\"root\", factory.generateCertificate(new FileInputStream(words[1])));
        var trust = TrustManagerFactory.getInstance(\"PKIX\");
        trust.init(store);
        SSLContext context = SSLContext.getInstance(\"TLS\");
        context.init(null, trust.getTrustManagers(), null);
        HttpsURLConnection.setDefaultSSLSocketFactory(context.getSocketFactory());
        try (InputStream answer = new URL(words[0]).openConnection().getInputStream()) {
            System.out.println(new String(answer.readAllBytes()));
        }
    }
}
";

/// Firefox's settings: it calls nobody of its own accord, and shows no first page.
const FIREFOX: &str = r#"
user_pref("network.proxy.type", 1);
user_pref("network.proxy.http", "127.0.0.1");
user_pref("network.proxy.http_port", 9);
user_pref("network.proxy.ssl", "127.0.0.1");
user_pref("network.proxy.ssl_port", 9);
user_pref("network.proxy.allow_hijacking_localhost", false);
user_pref("network.proxy.allow_bypass", false);
user_pref("network.dns.native-is-localhost", true);
user_pref("network.captive-portal-service.enabled", false);
user_pref("network.connectivity-service.enabled", false);
user_pref("services.settings.server", "");
user_pref("app.normandy.enabled", false);
user_pref("app.update.enabled", false);
user_pref("toolkit.telemetry.enabled", false);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("browser.aboutwelcome.enabled", false);
user_pref("browser.startup.homepage_override.mstone", "ignore");
user_pref("browser.shell.checkDefaultBrowser", false);
"#;

/// How `openssl s_client` asks beside them: who, with which words.
pub const S_CLIENTS: [(&str, &str); 3] = [
    ("s_client, TLS 1.3", "-tls1_3 -alpn http/1.1 -status"),
    ("s_client, TLS 1.2", "-tls1_2"),
    ("s_client, P-384", "-groups P-384"),
];

/// Whom they ask, and with what.
#[derive(Clone, Copy)]
pub struct Asked<'a> {
    pub port: u16,
    /// The root in PEM.
    pub ca: &'a Path,
    /// Where they may leave files.
    pub dir: &'a Path,
    /// Where they write their secrets, if they do.
    pub keys: Option<&'a Path>,
}

/// The client of this name.
pub fn client(name: &str) -> &'static Caller {
    CLIENTS.iter().find(|client| client.0 == name).expect("it is one of them")
}

impl Asked<'_> {
    /// What the client says at last; `None`: it is not here.
    pub fn call(&self, (_, program, words): &Caller) -> Option<String> {
        // Java comes without its compiler too, and then runs no source file.
        let present = *program != "java" || is_here("javac");
        let program = present.then(|| outside::judge(program)).flatten()?;
        Some(self.start(Command::new(program).args(words.iter().map(|word| self.fill(word))), &[]))
    }

    /// What `openssl s_client` says that asks in TLS.
    pub fn s_client(&self, words: &str, input: &[(u64, &str)]) -> Option<String> {
        let addr = SocketAddr::from(([127, 0, 0, 1], self.port));
        let mut command = Command::new(outside::judge("openssl")?);
        command.args(["s_client", "-connect", &addr.to_string(), "-servername", "localhost", "-CAfile"]).arg(self.ca);
        if let Some(keys) = self.keys {
            command.arg("-keylogfile").arg(keys);
        }
        Some(self.start(command.args(words.split_whitespace()), input))
    }

    /// What `gnutls-cli` says.
    pub fn gnutls(&self, words: &[&str]) -> Option<String> {
        let mut command = Command::new(outside::judge("gnutls-cli")?);
        command.args(["--port", &self.port.to_string(), "--x509cafile"]).arg(self.ca);
        Some(self.start(command.args(words).arg("localhost"), &[(500, REQUEST), (1500, "")]))
    }

    /// Firefox, in a profile of its own that trusts the root; it leaves a picture of the answer.
    /// What it asks of the world goes to a proxy that is not there.
    pub fn firefox(&self) -> Option<()> {
        let program = ["firefox", "firefox-esr"].into_iter().find(|name| is_here(name));
        let (program, certutil) = (outside::judge(program.unwrap_or("firefox-esr"))?, outside::judge("certutil")?);
        let profile = self.dir.join("firefox");
        std::fs::create_dir(&profile).expect("a folder");
        std::fs::write(profile.join("user.js"), FIREFOX).expect("room");
        let at = format!("sql:{}", profile.display());
        for words in [vec!["-N", "--empty-password"], vec!["-A", "-n", "root", "-t", "C,,", "-i"]] {
            let mut command = Command::new(&certutil);
            command.args(&words).args((words[0] == "-A").then_some(self.ca)).args(["-d", &at]);
            assert!(command.status().expect("certutil starts").success());
        }
        let picture = profile.join("picture.png");
        let mut command = Command::new(program);
        command.args(["--headless", "--no-remote", "--profile"]).arg(&profile).arg("--screenshot").arg(&picture);
        let said = self.start(command.arg(self.fill("{url}")), &[]);
        assert!(picture.exists(), "{said}");
        Some(())
    }

    fn fill(&self, word: &str) -> String {
        let url = format!("https://localhost:{}/message", self.port);
        let word = word.replace("{url}", &url).replace("{ca}", &self.ca.to_string_lossy());
        word.replace("{port}", &self.port.to_string()).replace("{dir}", &self.dir.to_string_lossy())
    }

    /// Runs a client in the folder, with its home there.
    pub fn start(&self, command: &mut Command, input: &[(u64, &str)]) -> String {
        if let Some(keys) = self.keys {
            // Node reads its own variable.
            command.env("SSLKEYLOGFILE", keys).env("NODE_OPTIONS", format!("--tls-keylog={}", keys.display()));
        }
        let output = parties::run(command.current_dir(self.dir).env("HOME", self.dir), input);
        String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned()
    }
}

fn is_here(program: &str) -> bool {
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path).any(|dir| dir.join(format!("{program}{}", env::consts::EXE_SUFFIX)).is_file())
}
