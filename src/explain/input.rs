//! Captures as they are opened: files and standard input, with a bar that says how far the reading is.

use std::fs::File;
use std::io::{self, IsTerminal, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Context, Error, Result, anyhow};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use wirewalk_ground::quoted;
use zeroize::Zeroizing;

use super::secrets;
use crate::recording::capture::{CaptureError, Reader};

/// The captures that a person named.
pub struct Inputs {
    files: Vec<(String, File)>,
    stop: Arc<AtomicBool>,
}

/// One of them, while it is read.
pub struct Input {
    file: File,
    bar: ProgressBar,
    stop: Arc<AtomicBool>,
}

impl Inputs {
    /// Opens them all. With `again`, they will be read several times: what comes through a pipe is copied to a file that has
    /// no name.
    ///
    /// # Errors
    /// One of them cannot be opened.
    pub fn open(paths: &[PathBuf], again: bool) -> Result<Inputs> {
        let mut files = Vec::new();
        for path in paths {
            let name = name(path);
            let file = match is_stdin(path) {
                true => stdin(),
                false => file(path),
            };
            let file = file.and_then(|file| if again { lasting(file) } else { Ok(file) });
            files.push((name.clone(), file.with_context(|| format!("cannot read {name}"))?));
        }
        Ok(Inputs { files, stop: Arc::default() })
    }

    /// One that is open already, under a name; once `stop` is set it is not read any further.
    pub fn of(name: &str, file: File, stop: Arc<AtomicBool>) -> Inputs {
        Inputs { files: vec![(quoted(Path::new(name)), file)], stop }
    }

    /// A reader of all of them, from their beginning; `what` is written beside the bar, if there is to be one.
    ///
    /// # Errors
    /// The first is no capture.
    pub fn reader(&self, what: Option<&'static str>) -> Result<Reader<Input>> {
        let total: u64 = self.files.iter().filter_map(|(_, file)| length(file)).sum();
        let bar = bar(total, what);
        let mut inputs = Vec::new();
        for (_, file) in &self.files {
            let mut file = file.try_clone()?;
            if length(&file).is_some() {
                file.seek(SeekFrom::Start(0))?;
            }
            inputs.push(Input { file, bar: bar.clone(), stop: self.stop.clone() });
        }
        let mut inputs = inputs.into_iter();
        let first = inputs.next().context("which capture?")?;
        Ok(Reader::new(first).map_err(|error| self.named(error, 0))?.and_then(inputs))
    }

    /// The one and only input, from its beginning.
    ///
    /// # Errors
    /// It cannot be read again.
    pub fn only(&self, what: Option<&'static str>) -> Result<Input> {
        let (_, file) = self.files.first().context("which capture?")?;
        let mut file = file.try_clone()?;
        file.seek(SeekFrom::Start(0))?;
        Ok(Input { bar: bar(length(&file).unwrap_or_default(), what), file, stop: self.stop.clone() })
    }

    /// An error with the name of the capture in which it came up.
    pub fn named(&self, error: CaptureError, file: usize) -> Error {
        let Some((name, file)) = self.files.get(file) else { return Error::new(error).context("the capture") };
        if matches!(error, CaptureError::NotACapture(_)) && is_key_log(file).unwrap_or(false) {
            return anyhow!(
                "{name} is a key log, not a capture: name the capture, and give this with --keylog; in the browser, drop both together"
            );
        }
        Error::new(error).context(name.clone())
    }
}

/// Whether a file begins with lines of a key log.
fn is_key_log(file: &File) -> io::Result<bool> {
    const LOOKED: u64 = 64 << 10;
    if length(file).is_none() {
        return Ok(false); // what came through a pipe has gone by
    }
    let (mut file, mut text) = (file.try_clone()?, Zeroizing::new(Vec::new()));
    file.seek(SeekFrom::Start(0))?;
    file.take(LOOKED).read_to_end(&mut text)?;
    Ok(secrets::begins_key_log(&text))
}

impl Read for Input {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        if self.stop.load(Ordering::Relaxed) {
            return Err(io::Error::other("it is no longer wanted"));
        }
        let len = self.file.read(bytes)?;
        self.bar.inc(len as u64);
        Ok(len)
    }
}

/// What a capture is called in messages.
pub fn name(path: &Path) -> String {
    if is_stdin(path) { "standard input".to_owned() } else { quoted(path) }
}

fn is_stdin(path: &Path) -> bool {
    path == Path::new("-")
}

fn file(path: &Path) -> io::Result<File> {
    let file = File::open(path)?;
    match file.metadata()?.is_dir() {
        true => Err(io::Error::other("it is a folder; name the captures in it")),
        false => Ok(file),
    }
}

/// A file that can be read again: itself, or a copy of what comes through a pipe.
fn lasting(mut file: File) -> io::Result<File> {
    if length(&file).is_some() {
        return Ok(file);
    }
    let mut copy = tempfile::tempfile()?;
    io::copy(&mut file, &mut copy)?;
    Ok(copy)
}

fn stdin() -> io::Result<File> {
    let stdin = io::stdin();
    if stdin.is_terminal() {
        return Err(io::Error::other("it is a terminal: pipe a capture into it (tcpdump -w - | wirewalk explain -)"));
    }
    duplicate(&stdin)
}

#[cfg(unix)]
fn duplicate(stdin: &io::Stdin) -> io::Result<File> {
    Ok(File::from(std::os::fd::AsFd::as_fd(stdin).try_clone_to_owned()?))
}

#[cfg(windows)]
fn duplicate(stdin: &io::Stdin) -> io::Result<File> {
    Ok(File::from(std::os::windows::io::AsHandle::as_handle(stdin).try_clone_to_owned()?))
}

/// How long a file is; `None`: a pipe.
fn length(file: &File) -> Option<u64> {
    file.metadata().ok().filter(|about| about.is_file()).map(|about| about.len())
}

/// A bar on standard error, where that is a terminal.
fn bar(total: u64, what: Option<&'static str>) -> ProgressBar {
    let Some(what) = what else { return ProgressBar::hidden() };
    let (bar, template) = match total {
        0 => (ProgressBar::no_length(), "{msg} {bytes} ({bytes_per_sec})"),
        _ => (ProgressBar::new(total), "{msg} {bar:30} {bytes}/{total_bytes} ({bytes_per_sec}, {eta} to go)"),
    };
    bar.set_draw_target(ProgressDrawTarget::stderr());
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar.with_message(what).with_finish(indicatif::ProgressFinish::AndClear)
}
