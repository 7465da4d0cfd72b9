//! Bob's side: an app that nobody but its proxy reaches.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};

use super::{Denied, headers};
use crate::door::{App, Backend, Door, Forward, Limits, Mark, Plain};

/// An app that answers its proxy alone. It ends when this is dropped.
pub struct Hidden {
    // Dropped first: nobody is served any more when the app ends.
    door: Option<Door>,
    mark: Mark,
    app: App,
}

impl Hidden {
    /// On a Unix socket in a folder that only this user may enter (Windows: on loopback). This is the way to hide an app: whoever is
    /// not this user gets as far as the file system.
    ///
    /// # Errors
    /// As [`Door::open`].
    pub fn start(app: impl FnOnce(&tiny_http::Server) + Send + 'static) -> io::Result<Hidden> {
        Ok(Hidden { door: None, mark: Mark::new(), app: App::start(app)? })
    }

    /// On loopback TCP, on any free port, behind a door of its own that answers 403 to whoever does not bring the [`Mark`] of
    /// this run: for an inner leg that is to be seen, and for a proxy that is not ours.
    ///
    /// # Errors
    /// As [`Door::open`].
    pub fn on_tcp(limits: Limits, app: impl FnOnce(&tiny_http::Server) + Send + 'static) -> io::Result<Hidden> {
        Hidden::at((Ipv4Addr::LOCALHOST, 0).into(), Some(Mark::new()), limits, app)
    }

    /// The same at an address, and with a mark, that somebody else knows as well; without a mark it answers whoever reaches it.
    ///
    /// # Errors
    /// As [`Door::open`].
    pub fn at(
        bind: SocketAddr,
        mark: Option<Mark>,
        limits: Limits,
        app: impl FnOnce(&tiny_http::Server) + Send + 'static,
    ) -> io::Result<Hidden> {
        let hidden = Hidden { mark: mark.clone().unwrap_or_default(), ..Hidden::start(app)? };
        let forward = hidden.to_app(&limits);
        let door = Door::with(bind, limits, Plain, move |mut request| {
            let from_front = mark.as_ref().is_none_or(|mark| mark.take(request.headers_mut()));
            let told =
                if from_front { headers::read_certificate(request.headers_mut()) } else { Err(Denied::NotFromFront) };
            let forward = forward.clone();
            async move {
                match told {
                    Ok(()) => forward.forward(request).await,
                    Err(denied) => denied.into(),
                }
            }
        })?;
        Ok(Hidden { door: Some(door), ..hidden })
    }

    /// Where it listens on TCP, if it does.
    pub fn addr(&self) -> Option<SocketAddr> {
        self.door.as_ref().map(Door::addr)
    }

    /// The socket that it listens on, if it does not on TCP: for a proxy that is not ours.
    #[cfg(unix)]
    pub fn socket(&self) -> Option<std::path::PathBuf> {
        match self.app.backend() {
            Backend::Unix(path) if self.door.is_none() => Some(path),
            _ => None,
        }
    }

    /// Stays until Ctrl-C, if it is on TCP.
    ///
    /// # Errors
    /// As [`Door::run_until_ctrl_c`].
    pub fn run_until_ctrl_c(
        mut self,
        announce: impl FnOnce(SocketAddr) -> io::Result<()> + Send + 'static,
    ) -> io::Result<()> {
        self.door.take().map_or(Ok(()), |door| door.run_until_ctrl_c(announce))
    }

    /// What a request has to carry there.
    pub fn mark(&self) -> &Mark {
        &self.mark
    }

    /// The way to it.
    pub fn forward(&self, limits: &Limits) -> Forward {
        match self.addr() {
            Some(addr) => {
                Forward::new(Backend::Tcp(addr), limits.at_once(), limits.app_time).marked(Some(self.mark.clone()))
            }
            None => self.to_app(limits),
        }
    }

    fn to_app(&self, limits: &Limits) -> Forward {
        Forward::new(self.app.backend(), limits.at_once(), limits.app_time)
            .until(self.app.ended())
            .marked(self.app.mark())
    }
}
