//! Saying where a server listens, and serving until somebody asks it to end.

use std::{io, thread};

use anyhow::Result;
use tokio::sync::oneshot;

use crate::door::signals::Signals;

/// Says it on a thread of its own, and tells `failed` if it could not be said. Standard output may stand still, a terminal after
/// Ctrl-S or a pipe that nobody reads, and then the server still has to end when it is asked to.
pub(crate) fn announcing<E>(
    say: impl FnOnce() -> std::result::Result<(), E> + Send + 'static,
    failed: impl FnOnce(E) + Send + 'static,
) -> io::Result<()> {
    let saying = move || {
        if let Err(error) = say() {
            failed(error);
        }
    };
    thread::Builder::new().name(String::from("announce")).spawn(saying).map(drop)
}

/// Waits for Ctrl-C (or SIGTERM). `announce` is called once that would be heard.
///
/// # Errors
/// Signals cannot be waited for, or those of `announce`.
pub(crate) async fn until_ctrl_c(announce: impl FnOnce() -> Result<()> + Send + 'static) -> Result<()> {
    let announced = async {
        let (tell, failed) = oneshot::channel();
        // Nobody listens only when Ctrl-C came first.
        match announcing(announce, |error| drop(tell.send(error))) {
            Ok(()) => match failed.await {
                Ok(error) => error,
                Err(_) => std::future::pending().await, // it was said
            },
            Err(error) => error.into(),
        }
    };
    let signals = Signals::watch()?;
    tokio::select! {
        () = signals.ended() => Ok(()),
        error = announced => Err(error),
    }
}
