//! A headless browser, and the accessibility checker that it runs in a page.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use tempfile::tempdir;

use crate::{outside, root};

/// The accessibility checker, where `.ci/run` puts it; an empty text where it is missing.
pub fn axe() -> String {
    let file: PathBuf = root().join("target/axe/node_modules/axe-core/axe.min.js");
    let found = if file.is_file() { Some(file) } else { outside::missing(&format!("no {}", file.display())) };
    found.map(|file| file.display().to_string()).unwrap_or_default()
}

/// Runs one of the scripts in `tests/page` with a browser; shows what it said.
pub fn browse(script: &str, args: &[&str]) -> Option<()> {
    let (node, chromium) = (outside::judge("node")?, outside::judge("chromium")?);
    let profile = tempdir().expect("a folder");
    let output = Command::new(node)
        .arg(root().join("tests/page").join(script))
        .arg(chromium)
        .arg(profile.path())
        .args(args)
        .stdin(Stdio::null())
        .output()
        .expect("it starts");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    println!("{said}");
    Some(())
}
