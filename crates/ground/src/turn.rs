//! One program after the other: several of ours may read a file, add to it and write it, all in the same folder.

use std::fs::File;
use std::io;
use std::path::Path;
use std::time::{Duration, Instant};

/// Whose turn it is in a folder; until this value is dropped, or the process ends in whatever way.
#[derive(Debug)]
pub struct Turn(#[expect(dead_code, reason = "it is held, not read")] Option<File>);

/// A turn takes milliseconds. Whoever takes longer than this does something else, and nobody waits for that.
const PATIENCE: Duration = Duration::from_secs(5);
const PAUSE: Duration = Duration::from_millis(5);

impl Turn {
    /// Waits until nobody else has the turn in this folder. Where the file system knows no locks, everybody has it at once.
    pub fn in_folder(folder: &Path) -> Turn {
        let begun = Instant::now();
        loop {
            match take(folder) {
                Ok(turn) => return Turn(Some(turn)),
                Err(error) if is_taken(&error) && begun.elapsed() < PATIENCE => std::thread::sleep(PAUSE),
                Err(_) => return Turn(None),
            }
        }
    }
}

/// The lock is the folder's own, so that no file of it stays behind.
#[cfg(unix)]
fn take(folder: &Path) -> io::Result<File> {
    use rustix::fs::{FlockOperation, flock};
    let folder = File::open(folder)?;
    flock(&folder, FlockOperation::NonBlockingLockExclusive)?;
    Ok(folder)
}

#[cfg(unix)]
fn is_taken(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::Interrupted)
}

/// A folder cannot be locked here. A file can, which is shared with nobody and goes when it is closed.
#[cfg(windows)]
fn take(folder: &Path) -> io::Result<File> {
    use std::os::windows::fs::OpenOptionsExt;
    const DELETE_ON_CLOSE: u32 = 0x0400_0000;
    let mut options = File::options();
    options.write(true).create(true).share_mode(0).custom_flags(DELETE_ON_CLOSE);
    options.open(folder.join(".wirewalk-turn"))
}

#[cfg(windows)]
fn is_taken(error: &io::Error) -> bool {
    // Shared with nobody (ERROR_SHARING_VIOLATION), or on its way out (ERROR_ACCESS_DENIED).
    matches!(error.raw_os_error(), Some(32 | 5))
}

#[cfg(not(any(unix, windows)))]
fn take(folder: &Path) -> io::Result<File> {
    let _ = folder;
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(not(any(unix, windows)))]
fn is_taken(_: &io::Error) -> bool {
    false
}
