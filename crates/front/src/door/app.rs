//! The app behind the door: tiny_http in a thread of its own, where only the door reaches it.
//!
//! On Unix it listens on a socket in a directory that only this user may enter. Windows has no such socket in std: there it
//! listens on loopback TCP, and each request that came through the door carries a [`Mark`].

use std::any::Any;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use tokio::sync::watch;
#[cfg(unix)]
use wirewalk_ground::TemporaryFolder;

use super::Mark;
use super::forward::Backend;

/// How long an app may take to end when the door closes.
const GRACE: Duration = Duration::from_secs(2);
/// How often an app is told to end.
const NUDGE: Duration = Duration::from_millis(20);

/// An app that runs.
pub struct App {
    server: Arc<tiny_http::Server>,
    ended: watch::Receiver<Option<String>>,
    thread: Option<JoinHandle<()>>,
    place: Place,
}

/// Where an app listens.
struct Place {
    backend: Backend,
    mark: Option<Mark>,
    #[cfg(unix)]
    directory: TemporaryFolder,
}

impl App {
    /// Starts an app.
    pub fn start(app: impl FnOnce(&tiny_http::Server) + Send + 'static) -> io::Result<App> {
        let (server, place) = listen()?;
        let server = Arc::new(server);
        let (end, ended) = watch::channel(None);
        let inside = server.clone();
        let thread = std::thread::Builder::new().name(String::from("app")).spawn(move || {
            let why = match catch_unwind(AssertUnwindSafe(|| app(&inside))) {
                Ok(()) => String::from("it returned"),
                Err(panic) => format!("it panicked: {}", message(&*panic)),
            };
            end.send_replace(Some(why));
            // Nobody answers these any more: dropping them closes their connections.
            while let Ok(Some(request)) = inside.try_recv() {
                drop(request);
            }
        })?;
        Ok(App { server, ended, thread: Some(thread), place })
    }

    /// Where it listens.
    pub fn backend(&self) -> Backend {
        self.place.backend.clone()
    }

    /// What each request has to carry.
    pub fn mark(&self) -> Option<Mark> {
        self.place.mark.clone()
    }

    /// Says why, once it has ended.
    pub fn ended(&self) -> watch::Receiver<Option<String>> {
        self.ended.clone()
    }
}

impl Drop for App {
    /// Ends the app: its `incoming_requests()` stops. One that does not end in time is left behind.
    fn drop(&mut self) {
        let deadline = Instant::now() + GRACE;
        let Some(thread) = self.thread.take() else { return };
        while !thread.is_finished() && Instant::now() < deadline {
            self.server.unblock();
            let nap = Instant::now() + NUDGE;
            while !thread.is_finished() && Instant::now() < nap {
                std::thread::sleep(Duration::from_millis(1));
            }
        }
        if thread.is_finished() {
            // Its panic was caught and told already.
            let _ = thread.join();
        } else {
            #[cfg(unix)]
            let _ = std::fs::remove_dir_all(self.place.directory.path());
        }
    }
}

/// An app's server, where only the door reaches it.
#[cfg(unix)]
fn listen() -> io::Result<(tiny_http::Server, Place)> {
    let directory = TemporaryFolder::new()?;
    let path = directory.path().join("app");
    let server = tiny_http::Server::http_unix(&path)
        .map_err(|error| io::Error::other(format!("cannot listen on {}: {error}", path.display())))?;
    Ok((server, Place { backend: Backend::Unix(path), mark: None, directory }))
}

/// An app's server on loopback, where requests carry a mark drawn for this run.
#[cfg(windows)]
fn listen() -> io::Result<(tiny_http::Server, Place)> {
    let server = tiny_http::Server::http("127.0.0.1:0")
        .map_err(|error| io::Error::other(format!("cannot listen on loopback: {error}")))?;
    let addr = server.server_addr().to_ip().ok_or_else(|| io::Error::other("no loopback address"))?;
    Ok((server, Place { backend: Backend::Tcp(addr), mark: Some(Mark::new()) }))
}

/// What a panic said.
fn message(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("no message")
}
