//! Saying where a server listens.

use std::{io, thread};

/// Says it on a thread of its own, and tells `failed` if it could not be said. Standard output may stand still, a terminal after
/// Ctrl-S or a pipe that nobody reads, and then the server still has to end when it is asked to.
pub(crate) fn announcing<E>(
    say: impl FnOnce() -> Result<(), E> + Send + 'static,
    failed: impl FnOnce(E) + Send + 'static,
) -> io::Result<()> {
    let saying = move || {
        if let Err(error) = say() {
            failed(error);
        }
    };
    thread::Builder::new().name(String::from("announce")).spawn(saying).map(drop)
}
