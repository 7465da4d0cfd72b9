//! Python as an outside judge.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::outside;

/// The Python that has these modules. If it is missing or lacks one, as with [`outside::judge`].
pub fn with(modules: &[&str]) -> Option<PathBuf> {
    let python = outside::judge("python3")?;
    for module in modules {
        let import = format!("import {module}");
        let has_it = Command::new(&python).args(["-c", &import]).stderr(Stdio::null()).status();
        if !has_it.is_ok_and(|status| status.success()) {
            return outside::missing(&format!("python3 has no module {module}"));
        }
    }
    Some(python)
}
