//! All exhibits at once, each behind a door of its own, and an index.

use std::collections::HashMap;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use hyper::StatusCode;
use hyper::header::{CONTENT_TYPE, HeaderValue};
use rustls::crypto::CryptoProvider;

use super::{Gallery, Twin, page, show};
use crate::door::{Door, Limits, Request, Response, Tls, full};

const HTML: &str = "text/html; charset=utf-8";
const PEM: &str = "application/x-pem-file";

/// The gallery, open. It closes when dropped.
pub struct Showroom {
    index: Door,
    exhibits: Vec<(&'static str, Door)>,
}

/// A page: what kind, and what it says.
type Page = (&'static str, String);

/// Opens the gallery: the index on `port`, the exhibits on the ports after it, in order. A port that is taken is replaced by one that is
/// free; 0 means any. On the index' port each exhibit answers too, to those who ask for its name.
///
/// # Errors
/// `bind` is not ours, there are not enough descriptors or threads, or a key cannot be used.
pub fn serve(
    gallery: &Gallery,
    twin: Twin,
    bind: IpAddr,
    port: u16,
    provider: &Arc<CryptoProvider>,
) -> io::Result<Showroom> {
    let mut exhibits = Vec::new();
    for (exhibit, place) in gallery.exhibits.iter().zip(1..) {
        let wanted = if port == 0 { 0 } else { port.checked_add(place).unwrap_or(0) };
        let config = exhibit.twin(twin).config(provider).map_err(io::Error::other)?;
        let pages = HashMap::from([("/", (HTML, page::exhibit(exhibit, twin)))]);
        exhibits.push((exhibit.id, open(bind, wanted, config, pages)?));
    }
    let index = entrance(gallery, twin, &exhibits, (bind, port), provider)?;
    Ok(Showroom { index, exhibits })
}

fn entrance(
    gallery: &Gallery,
    twin: Twin,
    doors: &[(&'static str, Door)],
    (bind, port): (IpAddr, u16),
    provider: &Arc<CryptoProvider>,
) -> io::Result<Door> {
    let resolver = gallery.resolver(twin, provider).map_err(io::Error::other)?;
    let config = show::config(resolver, provider).map_err(io::Error::other)?;
    let listed: Vec<_> = gallery.exhibits.iter().zip(doors.iter().map(|(_, door)| door.addr())).collect();
    let pages = HashMap::from([
        ("/", (HTML, page::index(&listed, twin))),
        ("/root.pem", (PEM, gallery.root.to_pem())),
        ("/lists.pem", (PEM, gallery.lists_pem())),
    ]);
    open(bind, port, config, pages)
}

/// A door on this port or, if it is taken, on another.
fn open(bind: IpAddr, port: u16, config: rustls::ServerConfig, pages: HashMap<&'static str, Page>) -> io::Result<Door> {
    let pages = Arc::new(pages);
    let handler = move |request: Request| {
        let pages = pages.clone();
        async move { answer(&request, &pages) }
    };
    let (limits, tls) = (Limits::default(), Tls::new(config));
    Door::with((bind, port).into(), limits.clone(), tls.clone(), handler.clone())
        .or_else(|_| Door::with((bind, 0).into(), limits, tls, handler))
}

fn answer(request: &Request, pages: &HashMap<&'static str, Page>) -> Response {
    let missing = ("text/plain; charset=utf-8", "There is nothing here; the index is at /.\n".to_owned());
    let page = pages.get(request.uri().path());
    let (kind, text) = page.unwrap_or(&missing);
    let mut response = Response::new(full(text.clone()));
    *response.status_mut() = if page.is_some() { StatusCode::OK } else { StatusCode::NOT_FOUND };
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}

impl Showroom {
    /// Where the index is.
    pub fn index(&self) -> SocketAddr {
        self.index.addr()
    }

    /// Where each exhibit is, by its id, in the order of the tour.
    pub fn exhibits(&self) -> impl Iterator<Item = (&'static str, SocketAddr)> {
        self.exhibits.iter().map(|(id, door)| (*id, door.addr()))
    }

    /// Serves until Ctrl-C (or SIGTERM), then closes. `announce` is told when either would end it cleanly.
    ///
    /// # Errors
    /// As [`Door::run_until_ctrl_c`].
    pub fn run_until_ctrl_c(
        self,
        announce: impl FnOnce(SocketAddr) -> io::Result<()> + Send + 'static,
    ) -> io::Result<()> {
        let Showroom { index, exhibits } = self;
        let ended = index.run_until_ctrl_c(announce);
        drop(exhibits);
        ended
    }
}
