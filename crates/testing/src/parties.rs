//! Who speaks TLS in the tests: `openssl s_server` and `s_client`, and a small server and client on rustls.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use rustls::crypto::CryptoProvider;
use rustls::crypto::aws_lc_rs::{default_provider, kx_group};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject};
use rustls::{ClientConfig, ClientConnection, RootCertStore, ServerConfig, ServerConnection, Stream, version};

use wirewalk::tls::Recorder;

/// No program takes longer than this, even on a busy machine.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// What every client asks.
pub const REQUEST: &str = "GET /message HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

/// What every server answers.
pub const RESPONSE: &str = "HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: 11\r\n\
    Connection: close\r\n\r\nfluffy tail";

/// `openssl s_server`, which answers `GET /message` with the file `message` of its folder.
pub struct OpensslServer {
    child: Child,
    pub addr: SocketAddr,
}

impl OpensslServer {
    /// Starts it in a folder, with arguments split at spaces.
    pub fn start(openssl: &Path, dir: &Path, arguments: &str) -> OpensslServer {
        std::fs::write(dir.join("message"), RESPONSE).expect("room for the answer");
        let mut child = Command::new(openssl)
            .args(["s_server", "-accept", "127.0.0.1:0"])
            .args(arguments.split_whitespace())
            .current_dir(dir)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("openssl starts");
        let mut lines = BufReader::new(child.stdout.take().expect("piped")).lines();
        let accept = lines.by_ref().map_while(Result::ok).find_map(|l| l.strip_prefix("ACCEPT ").map(str::to_owned));
        let addr = accept.and_then(|addr| addr.parse().ok()).expect("openssl says where it listens");
        thread::spawn(move || lines.for_each(drop));
        OpensslServer { child, addr }
    }
}

impl Drop for OpensslServer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Runs a program to its end; `input` is written piece by piece, each after a pause, and then closed. Its secrets go where
/// the command says, and nowhere else.
///
/// # Panics
/// It does not end in time.
pub fn run(command: &mut Command, input: &[(u64, &str)]) -> Output {
    if !command.get_envs().any(|(name, _)| name == "SSLKEYLOGFILE") {
        command.env_remove("SSLKEYLOGFILE");
    }
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut stdin = child.stdin.take().expect("piped");
    let (out, err) = (child.stdout.take().expect("piped"), child.stderr.take().expect("piped"));
    thread::scope(|scope| {
        scope.spawn(move || {
            for (pause, piece) in input {
                thread::sleep(Duration::from_millis(*pause));
                if stdin.write_all(piece.as_bytes()).is_err() {
                    return;
                }
            }
        });
        let (out, err) = (scope.spawn(|| all(out)), scope.spawn(|| all(err)));
        let start = Instant::now();
        let status = loop {
            match child.try_wait().expect("it is ours") {
                Some(status) => break status,
                None if start.elapsed() > PATIENCE => {
                    let _ = (child.kill(), child.wait());
                    panic!("{command:?} does not end");
                }
                None => thread::sleep(Duration::from_millis(10)),
            }
        };
        let joined = (out.join().expect("no panic"), err.join().expect("no panic"));
        Output { status, stdout: joined.0, stderr: joined.1 }
    })
}

fn all(mut from: impl Read) -> Vec<u8> {
    let mut bytes = Vec::new();
    let _ = from.read_to_end(&mut bytes);
    bytes
}

/// `openssl s_client` with arguments split at spaces, speaking to a server on this machine.
pub fn s_client(openssl: &Path, dir: &Path, to: SocketAddr, arguments: &str, input: &[(u64, &str)]) -> String {
    let mut command = Command::new(openssl);
    command.args(["s_client", "-connect", &to.to_string(), "-servername", "localhost"]);
    command.args(arguments.split_whitespace()).current_dir(dir);
    let output = run(&mut command, input);
    String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned()
}

/// A server on rustls; it answers each request with [`RESPONSE`], early ones too, and stops when it is dropped.
pub struct RustlsServer {
    pub addr: SocketAddr,
    ended: Arc<AtomicBool>,
}

impl RustlsServer {
    /// Serves with this configuration.
    pub fn start(config: ServerConfig) -> RustlsServer {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let (addr, config) = (listener.local_addr().expect("bound"), Arc::new(config));
        let ended = Arc::new(AtomicBool::new(false));
        let end = Arc::clone(&ended);
        thread::spawn(move || {
            for socket in listener.incoming().flatten() {
                if end.load(Ordering::SeqCst) {
                    return;
                }
                let config = Arc::clone(&config);
                thread::spawn(move || answer(socket, config));
            }
        });
        RustlsServer { addr, ended }
    }
}

impl Drop for RustlsServer {
    fn drop(&mut self) {
        self.ended.store(true, Ordering::SeqCst);
        let _ = TcpStream::connect(self.addr);
    }
}

/// Answers the requests of one connection until the client hangs up or asks to close.
fn answer(mut socket: TcpStream, config: Arc<ServerConfig>) {
    let _ = socket.set_read_timeout(Some(PATIENCE));
    let mut session = ServerConnection::new(config).expect("a configuration that works");
    let mut stream = Stream::new(&mut session, &mut socket);
    let (mut asked, mut piece) = (Vec::new(), [0; 4096]);
    // Early data waits in a place of its own: a read that finishes the handshake would wait for more.
    let _ = stream.conn.complete_io(stream.sock);
    loop {
        if let Some(mut early) = stream.conn.early_data() {
            let len = early.read(&mut piece).unwrap_or(0);
            asked.extend_from_slice(&piece[..len]);
        }
        if let Some(end) = asked.windows(4).position(|w| w == b"\r\n\r\n") {
            let close = String::from_utf8_lossy(&asked[..end]).contains("Connection: close");
            asked.drain(..end + 4);
            if stream.write_all(RESPONSE.as_bytes()).and_then(|()| stream.flush()).is_err() {
                return;
            }
            if close {
                break;
            }
            continue;
        }
        match stream.read(&mut piece) {
            Ok(len) if len > 0 => asked.extend_from_slice(&piece[..len]),
            // What the client did wrong goes out as an alert, with the write side closed behind it.
            _ => break,
        }
    }
    stream.conn.send_close_notify();
    let _ = stream.flush();
    let _ = socket.shutdown(Shutdown::Write);
    let _ = socket.set_read_timeout(Some(Duration::from_secs(2)));
    let _ = std::io::copy(&mut socket, &mut std::io::sink());
}

/// A server's configuration: a chain and a key from PEM files, TLS 1.3 and 1.2, secrets recorded.
pub fn server_config(chain: &Path, key: &Path, recorder: &Recorder) -> ServerConfig {
    let chain = CertificateDer::pem_file_iter(chain).expect("a chain").map(|c| c.expect("a certificate")).collect();
    let key = PrivateKeyDer::from_pem_file(key).expect("a key");
    let mut config = ServerConfig::builder_with_provider(default_provider().into())
        .with_protocol_versions(&[&version::TLS13, &version::TLS12])
        .expect("both versions")
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .expect("they belong together");
    config.key_log = recorder.key_log();
    config
}

/// A client's configuration: a root from a PEM file, X25519 only (small messages), TLS 1.3.
pub fn client_config(root: &Path, recorder: &Recorder) -> ClientConfig {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_file(root).expect("a root")).expect("it can be a root");
    let provider = CryptoProvider { kx_groups: vec![kx_group::X25519], ..default_provider() };
    let mut config = ClientConfig::builder_with_provider(provider.into())
        .with_protocol_versions(&[&version::TLS13])
        .expect("a version")
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.key_log = recorder.key_log();
    config
}

/// Asks once, as early data where the session allows it; `updates` renews the keys before the question. Gives the answer.
pub fn ask(to: SocketAddr, config: &Arc<ClientConfig>, updates: bool) -> String {
    let mut socket = TcpStream::connect(to).expect("somebody listens");
    socket.set_read_timeout(Some(PATIENCE)).expect("a duration");
    let name = "localhost".try_into().expect("a name");
    let mut session = ClientConnection::new(Arc::clone(config), name).expect("a configuration that works");
    let early = session.early_data().is_some_and(|mut early| early.write_all(REQUEST.as_bytes()).is_ok());
    let mut stream = Stream::new(&mut session, &mut socket);
    if updates {
        stream.conn.complete_io(stream.sock).expect("a handshake");
        stream.conn.refresh_traffic_keys().expect("TLS 1.3");
    }
    if !early {
        stream.write_all(REQUEST.as_bytes()).expect("it goes out");
    }
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer and its end");
    stream.conn.send_close_notify();
    let _ = stream.flush();
    answer
}

/// A key of a kind that `openssl req` knows, and a certificate of its own for `localhost`, as files in a folder.
pub fn self_signed(openssl: &Path, dir: &Path, kind: &str) -> (PathBuf, PathBuf) {
    let command =
        format!("req -x509 -newkey {kind} -nodes -keyout key.pem -out cert.pem -days 7300 -subj /CN=localhost");
    let usage = "keyUsage=digitalSignature,keyEncipherment";
    let extensions = ["subjectAltName=DNS:localhost", "basicConstraints=critical,CA:FALSE", usage];
    let extensions = extensions.iter().flat_map(|e| ["-addext", e]);
    let arguments: Vec<_> = command.split_whitespace().chain(extensions).collect();
    let output = run(Command::new(openssl).args(arguments).current_dir(dir), &[]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    (dir.join("cert.pem"), dir.join("key.pem"))
}
