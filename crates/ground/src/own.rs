//! Whose a file is. In a folder where others may write, a name says nothing: what is taken up or handed out has to be this
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
        false => Err(io::Error::new(io::ErrorKind::PermissionDenied, "it is no file, or not yours")),
    }
}
