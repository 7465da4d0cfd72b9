//! What passes the door, and whose it is.

use std::net::SocketAddr;

use super::{Body, Identity};

/// A request as a handler gets it: rebuilt from parsed parts, with a [`Peer`] among its extensions.
pub type Request = hyper::Request<Body>;
/// An answer.
pub type Response = hyper::Response<Body>;

/// Who is at the other end of a connection; among the extensions of each of its requests.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Peer {
    /// The address, if the stream has one.
    pub addr: Option<SocketAddr>,
    /// Who the peer proved to be.
    pub identity: Option<Identity>,
    /// Which server it asked for in the TLS handshake (SNI). It is a wish: the Host header may say otherwise.
    pub server_name: Option<String>,
}
