//! Whose a file is, and whether this process is to outlive its terminal. In a folder where others may write, a name says nothing: what is taken up or handed out has to be this
//! person's own.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io;
use std::path::Path;

/// Whether a file belongs to whoever runs this program. Elsewhere than on Unix a folder decides.
pub fn is_own(about: &Metadata) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        about.uid() == rustix::process::geteuid().as_raw()
    }
    #[cfg(not(unix))]
    {
        let _ = about;
        true
    }
}

/// Whether a file belongs to whoever runs this program, or to root, who may read and replace everything anyway.
pub fn is_own_or_roots(about: &Metadata) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        is_own(about) || about.uid() == 0
    }
    #[cfg(not(unix))]
    is_own(about)
}

/// Whether there is a file at this path, no link, that belongs to whoever runs this program.
pub fn is_own_file(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|about| about.is_file() && is_own(&about))
}

/// Opens such a file, and nothing else: a link could lead anywhere, a pipe would let us wait, a device might never end.
///
/// # Errors
/// It is not there, is not a file, is a link, or belongs to somebody else.
pub fn open_own_file(path: &Path) -> io::Result<(File, Metadata)> {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use rustix::fs::OFlags;
        use std::os::unix::fs::OpenOptionsExt;
        options.custom_flags((OFlags::NOFOLLOW | OFlags::NONBLOCK).bits().cast_signed());
    }
    let file = options.open(path)?;
    let about = file.metadata()?;
    match about.is_file() && is_own(&about) {
        true => Ok((file, about)),
        false => Err(io::Error::new(io::ErrorKind::PermissionDenied, "it is not a file, or it is not yours")),
    }
}

/// Whether a closed terminal is not to end this process (nohup): whoever watched the signal would undo that. Only Linux tells;
/// elsewhere what a closed terminal does stays as it is.
#[cfg(unix)]
pub fn outlives_its_terminal() -> bool {
    let Ok(about) = fs::read_to_string("/proc/self/status") else { return true };
    let ignored = about.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    // SIGHUP is signal 1, the lowest bit (proc_pid_status(5)).
    ignored.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).is_none_or(|mask| mask & 1 != 0)
}
