//! Servers of others, each with the papers that the test minted: nginx, gnutls-serv, Python, Node.

use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::nginx::{self, Running};
use crate::outside;
use crate::server;

/// How long a server may take until it listens.
const PATIENCE: Duration = Duration::from_secs(20);

/// What each of them says to everybody.
pub const MESSAGE: &str = "fluffy tail";

/// A server that ends with this.
pub struct Host {
    child: Child,
    pub port: u16,
}

impl Host {
    fn start(program: &str, port: u16, words: &[&str], dir: &Path) -> Option<Host> {
        let mut command = Command::new(outside::judge(program)?);
        command.args(words).current_dir(dir).env("HOME", dir).env_remove("SSLKEYLOGFILE");
        let child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        let mut host = Host { child: child.expect("it starts"), port };
        let start = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(host.child.try_wait().expect("it is ours").is_none(), "{program} ended");
            assert!(start.elapsed() < PATIENCE, "{program} does not listen");
            thread::sleep(Duration::from_millis(20));
        }
        Some(host)
    }

    /// `gnutls-serv`, which tells of the connection.
    pub fn gnutls(dir: &Path, words: &[&str]) -> Option<Host> {
        let port = server::free_port();
        let text = port.to_string();
        let papers = ["--x509certfile", "chain.pem", "--x509keyfile", "plain.key", "--x509cafile", "root.pem"];
        Host::start("gnutls-serv", port, &[&["--http", "--port", &text], &papers[..], words].concat(), dir)
    }

    /// Python's server; `words`: `tls1.2` at the most, `asks` for a certificate.
    pub fn python(dir: &Path, words: &[&str]) -> Option<Host> {
        let port = server::free_port();
        Host::start("python3", port, &[&["-c", PYTHON, &port.to_string()], words].concat(), dir)
    }

    /// Node's server, HTTP/2 and HTTP/1.1.
    pub fn node(dir: &Path) -> Option<Host> {
        let port = server::free_port();
        Host::start("node", port, &["-e", NODE, &port.to_string()], dir)
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

const PYTHON: &str = "\
import http.server, ssl, sys
class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'
    def do_GET(self):
        self.send_response(200)
        self.send_header('Transfer-Encoding', 'chunked')
        self.end_headers()
        self.wfile.write(b'6\\r\\nfluffy\\r\\n5\\r\\n tail\\r\\n0\\r\\n\\r\\n')
context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH, cafile='root.pem')
context.load_cert_chain('chain.pem', 'plain.key')
if 'tls1.2' in sys.argv:
    context.maximum_version = ssl.TLSVersion.TLSv1_2
if 'asks' in sys.argv:
    context.verify_mode = ssl.CERT_REQUIRED
class Server(http.server.ThreadingHTTPServer):
    def finish_request(self, socket, address):
        try:
            super().finish_request(context.wrap_socket(socket, server_side=True), address)
        except OSError:
            pass
Server(('127.0.0.1', int(sys.argv[1])), Handler).serve_forever()
";

const NODE: &str = "\
const { readFileSync } = require('fs');
const papers = { cert: readFileSync('chain.pem'), key: readFileSync('plain.key'), allowHTTP1: true };
const answer = (request, response) => response.end('fluffy tail');
require('http2').createSecureServer(papers, answer).listen(+process.argv[1], '127.0.0.1');
";

/// nginx with a server on each of these ports, with these directives beside the usual; it answers `/message` and `/large`.
pub fn nginx(dir: &Path, servers: &[(u16, &str)]) -> Option<Running> {
    let program = nginx::program()?;
    let folder = dir.join(format!("nginx-{}", servers[0].0));
    std::fs::create_dir(&folder).expect("a folder");
    let temporary =
        ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(|kind| format!("{kind}_temp_path {kind};"));
    let line = "a tail is a tail, and this one is fluffy; ".repeat(20);
    let large = "$line".repeat(40);
    let of = |(port, directives): &(u16, &str)| {
        let http2 = if directives.contains("# http2") { " http2" } else { "" };
        format!(
            "server {{\nlisten 127.0.0.1:{port} ssl{http2};\nset $line '{line}';\n{directives}\n\
             location / {{ return 200 '{MESSAGE}'; }}\nlocation /large {{ return 200 '{large}'; }}\n}}\n"
        )
    };
    let text = format!(
        "daemon off;\nworker_processes 1;\npid nginx.pid;\nerror_log error.log;\nevents {{}}\nhttp {{\naccess_log off;\n\
         {}\ndefault_type text/plain;\nssl_certificate {dir}/chain.pem;\nssl_certificate_key {dir}/plain.key;\n\
         ssl_session_cache shared:all:1m;\n{}}}\n",
        temporary.join("\n"),
        servers.iter().map(of).collect::<String>(),
        dir = dir.display(),
    );
    Some(nginx::run(&program, &folder, &text, ([127, 0, 0, 1], servers[0].0).into()))
}
