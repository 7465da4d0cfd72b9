//! The servers that `against_nginx.py` measures: Bob's app alone, behind the door, and the door answering from memory; and Peggy before
//! an app that runs elsewhere.
//!
//! `door app SOCKET`, `door tls PORT CERT KEY`, `door memory PORT CERT KEY`, `door proxy PORT CERT KEY SOCKET`; until the
//! process is ended.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use rustls::crypto::aws_lc_rs;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::NoServerSessionStorage;
use wirewalk::door::{Door, Limits, Tls, full};
#[cfg(unix)]
use wirewalk::{
    door::{Backend, Forward},
    proxy::Proxy,
};

/// What both answer.
const SECRET: &str = "fluffy tail";

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words[..] {
        #[cfg(unix)]
        ["app", socket] => {
            let app = tiny_http::Server::http_unix(Path::new(socket)).map_err(|e| anyhow::anyhow!("{socket}: {e}"))?;
            wirewalk::lesson1::bob(&app);
            Ok(())
        }
        #[cfg(unix)]
        ["proxy", port, cert, key, socket] => peggy(port, cert, key, socket),
        ["tls", port, cert, key] => serve(port, cert, key, false),
        ["memory", port, cert, key] => serve(port, cert, key, true),
        _ => bail!("app SOCKET, or tls PORT CERT KEY, or memory PORT CERT KEY, or proxy PORT CERT KEY SOCKET"),
    }
}

fn serve(port: &str, cert: &str, key: &str, from_memory: bool) -> Result<()> {
    let at = SocketAddr::from((Ipv4Addr::LOCALHOST, port.parse()?));
    let limits = Limits { connections: 1024, ..Limits::default() };
    let tls = Tls::new(config(Path::new(cert), Path::new(key))?);
    let door = match from_memory {
        true => Door::with(at, limits, tls, |_| async { hyper::Response::new(full(SECRET)) })?,
        false => Door::open_over(at, limits, tls, wirewalk::lesson1::bob)?,
    };
    until_ended(door)
}

/// Peggy, with all that she does for each request.
#[cfg(unix)]
fn peggy(port: &str, cert: &str, key: &str, socket: &str) -> Result<()> {
    let at = SocketAddr::from((Ipv4Addr::LOCALHOST, port.parse()?));
    let limits = Limits { connections: 1024, ..Limits::default() };
    let bob = Forward::new(Backend::Unix(socket.into()), limits.connections, limits.app_time);
    let tls = Tls::new(config(Path::new(cert), Path::new(key))?);
    let door = Proxy::before([bob]).open(at, limits, tls)?;
    until_ended(door)
}

fn until_ended(door: Door) -> Result<()> {
    door.run_until_ctrl_c(|at| {
        println!("https://{at}/");
        Ok(())
    })?;
    Ok(())
}

/// TLS 1.3 with X25519 and without resumption, as nginx is told to speak it.
fn config(cert: &Path, key: &Path) -> Result<rustls::ServerConfig> {
    let chain = CertificateDer::pem_file_iter(cert)?.collect::<Result<Vec<_>, _>>()?;
    let key = PrivateKeyDer::from_pem_file(key).context("no private key")?;
    let mut provider = aws_lc_rs::default_provider();
    provider.kx_groups = vec![aws_lc_rs::kx_group::X25519];
    let mut config = rustls::ServerConfig::builder_with_provider(Arc::new(provider))
        .with_protocol_versions(&[&rustls::version::TLS13])?
        .with_no_client_auth()
        .with_single_cert(chain, key)?;
    config.send_tls13_tickets = 0;
    config.session_storage = Arc::new(NoServerSessionStorage {});
    Ok(config)
}
