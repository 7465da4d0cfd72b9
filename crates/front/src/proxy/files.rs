//! Files that Peggy serves herself: what never changes need not go to the backend.

use std::fs::{File, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use hyper::header::{CONTENT_LENGTH, CONTENT_TYPE, ETAG, HeaderMap, HeaderName, HeaderValue, IF_NONE_MATCH};
use hyper::http::request::Parts;
use hyper::{Method, StatusCode};

use super::Denied;
use crate::door::{self, Response, empty};

const NOSNIFF: HeaderName = HeaderName::from_static("x-content-type-options");

/// What kind of data a file is, by the end of its name (RFC 9110 §8.3).
const TYPES: [(&str, &str); 12] = [
    ("html", "text/html; charset=utf-8"),
    ("css", "text/css; charset=utf-8"),
    ("js", "text/javascript; charset=utf-8"),
    ("json", "application/json"),
    ("txt", "text/plain; charset=utf-8"),
    ("svg", "image/svg+xml"),
    ("png", "image/png"),
    ("jpg", "image/jpeg"),
    ("ico", "image/x-icon"),
    ("woff2", "font/woff2"),
    ("pem", "application/x-pem-file"),
    ("pdf", "application/pdf"),
];

/// A folder whose files are served under a path.
#[derive(Clone, Debug)]
pub struct Files {
    prefix: String,
    root: PathBuf,
}

impl Files {
    /// The files of `folder` under `prefix`, which begins and ends with a slash: `/static/`.
    ///
    /// # Errors
    /// There is no such folder, or that is no prefix.
    pub fn under(prefix: &str, folder: &Path) -> io::Result<Files> {
        if !prefix.starts_with('/') || !prefix.ends_with('/') || prefix.len() < 3 {
            let text = format!("the prefix {prefix:?} of static files must begin and end with a slash: /static/");
            return Err(io::Error::new(io::ErrorKind::InvalidInput, text));
        }
        let root = folder
            .canonicalize()
            .and_then(|root| if root.is_dir() { Ok(root) } else { Err(io::ErrorKind::NotADirectory.into()) })
            .map_err(|error| {
                io::Error::new(error.kind(), format!("cannot serve static files from {}: {error}", folder.display()))
            })?;
        Ok(Files { prefix: prefix.to_owned(), root })
    }

    /// Whether a path is theirs.
    pub(super) fn have(&self, path: &str) -> bool {
        path.starts_with(&self.prefix)
    }

    /// The file, or that it has not changed.
    pub(super) async fn answer(&self, request: Parts) -> Result<Response, Denied> {
        let head = match request.method {
            Method::GET => false,
            Method::HEAD => true,
            _ => return Err(Denied::FileMethod),
        };
        let path = self.path(request.uri.path()).ok_or(Denied::NoFile)?;
        let kind = kind(&path);
        let root = self.root.clone();
        let opened = tokio::task::spawn_blocking(move || open(&root, &path)).await;
        let (file, metadata) = opened.ok().and_then(Result::ok).ok_or(Denied::NoFile)?;
        let tag = tag(&metadata);
        let mut response = Response::new(empty());
        if known(&request.headers, &tag) {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
        } else if head {
            response.headers_mut().insert(CONTENT_LENGTH, metadata.len().into());
        } else {
            *response.body_mut() = door::file(file, metadata.len());
        }
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
        headers.insert(NOSNIFF, HeaderValue::from_static("nosniff"));
        if let Ok(tag) = HeaderValue::from_str(&tag) {
            headers.insert(ETAG, tag);
        }
        Ok(response)
    }

    /// Where the file of a path is. Only names that mean themselves on every system pass: no `..`, no hidden file, nothing that is
    /// percent-encoded, no `\`, no drive or stream of Windows.
    pub fn path(&self, path: &str) -> Option<PathBuf> {
        let names = path.strip_prefix(&self.prefix)?;
        names.split('/').try_fold(self.root.clone(), |folder, name| is_plain(name).then(|| folder.join(name)))
    }
}

fn is_plain(name: &str) -> bool {
    let bytes = name.as_bytes();
    let ends = |dot: Option<&u8>| dot.is_some_and(|byte| *byte != b'.');
    ends(bytes.first()) && ends(bytes.last()) && bytes.iter().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(b))
}

/// Opens a file that lies under the root, whatever links there are on the way.
fn open(root: &Path, path: &Path) -> io::Result<(File, Metadata)> {
    let path = path.canonicalize()?;
    if !path.starts_with(root) || !path.is_file() {
        return Err(io::ErrorKind::NotFound.into());
    }
    let file = File::open(path)?;
    let metadata = file.metadata()?;
    Ok((file, metadata))
}

fn kind(path: &Path) -> &'static str {
    let end = path.extension().and_then(|end| end.to_str()).unwrap_or_default();
    TYPES.iter().find(|(known, _)| known.eq_ignore_ascii_case(end)).map_or("application/octet-stream", |(_, kind)| kind)
}

/// A version of a file: its length and when it was changed (RFC 9110 §8.8.3).
fn tag(metadata: &Metadata) -> String {
    let changed = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok()).unwrap_or_default();
    format!("\"{:x}-{:x}\"", metadata.len(), changed.as_nanos())
}

/// Whether the client says that it has this version.
fn known(headers: &HeaderMap, tag: &str) -> bool {
    let said = headers.get_all(IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    said.flat_map(|value| value.split(',')).map(str::trim).any(|one| one == "*" || one.trim_start_matches("W/") == tag)
}
