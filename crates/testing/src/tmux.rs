//! One terminal in a tmux server of its own.

use std::path::{Path, PathBuf};
use std::process::{self, Command};
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// A tmux server with one window; it ends with this value.
pub struct Tmux {
    program: PathBuf,
    socket: String,
}

/// No screen takes longer than this to come.
const PATIENCE: Duration = Duration::from_secs(20);

impl Tmux {
    /// Runs a shell script in a terminal of this size.
    pub fn start(program: &Path, columns: u16, rows: u16, script: &str) -> Tmux {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let socket = format!("wirewalk-{}-{}", process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let tmux = Tmux { program: program.to_path_buf(), socket };
        let (x, y) = (columns.to_string(), rows.to_string());
        let output = Command::new(&tmux.program)
            .args([
                "-L",
                &tmux.socket,
                "-f",
                "/dev/null",
                "-u",
                "new-session",
                "-d",
                "-x",
                &x,
                "-y",
                &y,
                "sh",
                "-c",
                script,
            ])
            .env_remove("TMUX")
            .env_remove("NO_COLOR")
            .env_remove("CLICOLOR_FORCE")
            .env("LC_ALL", "C.UTF-8")
            .output()
            .unwrap();
        assert!(output.status.success(), "{output:?}");
        // Escape is a key here, not the beginning of one.
        tmux.run(&["set-option", "-s", "escape-time", "0"]);
        tmux.run(&["set-option", "status", "off"]);
        tmux.run(&["set-option", "window-size", "manual"]);
        tmux.resize(columns, rows);
        tmux
    }

    /// Presses keys, by their tmux names.
    pub fn keys(&self, keys: &[&str]) {
        self.run(&[&["send-keys"], keys].concat());
    }

    /// Changes the terminal's size.
    pub fn resize(&self, columns: u16, rows: u16) {
        self.run(&["resize-window", "-x", &columns.to_string(), "-y", &rows.to_string()]);
    }

    /// What is on the screen.
    pub fn capture(&self, options: &[&str]) -> String {
        self.run(&[&["capture-pane", "-p"], options].concat())
    }

    /// A tmux format, expanded.
    pub fn show(&self, format: &str) -> String {
        self.run(&["display-message", "-p", format]).trim_end().to_string()
    }

    /// Waits until all of these are on the screen, and returns it.
    pub fn wait_for(&self, texts: &[&str]) -> String {
        self.poll(texts, Duration::from_millis(20), || ())
    }

    /// Does something again and again until this is on the screen.
    pub fn until(&self, text: &str, action: impl Fn()) {
        self.poll(&[text], Duration::from_millis(150), action);
    }

    fn poll(&self, texts: &[&str], pause: Duration, action: impl Fn()) -> String {
        let begun = Instant::now();
        loop {
            let page = self.capture(&[]);
            if texts.iter().all(|t| page.contains(t)) {
                return page;
            }
            assert!(begun.elapsed() < PATIENCE, "{texts:?} did not come:\n{page}");
            action();
            thread::sleep(pause);
        }
    }

    /// Sends a signal to the process that runs in the foreground.
    pub fn signal_walker(&self, signal: &str) {
        let shell = self.show("#{pane_pid}");
        let script = format!("kill -{signal} $(pgrep -P {shell})");
        assert!(Command::new("sh").args(["-c", &script]).status().unwrap().success());
    }

    fn run(&self, arguments: &[&str]) -> String {
        let output = Command::new(&self.program).args(["-L", &self.socket]).args(arguments).output().unwrap();
        assert!(output.status.success(), "{arguments:?}: {output:?}");
        String::from_utf8(output.stdout).unwrap()
    }
}

impl Drop for Tmux {
    fn drop(&mut self) {
        // Our own server, by its own socket.
        let _ = Command::new(&self.program).args(["-L", &self.socket, "kill-server"]).output();
    }
}
