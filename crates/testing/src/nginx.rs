//! nginx in a folder of its own, with a configuration of the test's.

use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::outside;

/// nginx, ended with this: its master has to be asked, or its worker would stay behind.
pub struct Running {
    child: Child,
    stop: Command,
}

impl Drop for Running {
    fn drop(&mut self) {
        let asked = self.stop.status().is_ok_and(|status| status.success());
        if !asked {
            let _ = self.child.kill();
        }
        let _ = self.child.wait();
    }
}

/// Where nginx is; on Debian not in everybody's `PATH`.
pub fn program() -> Option<PathBuf> {
    let beside =
        ["/usr/sbin/nginx", "/usr/local/sbin/nginx"].map(PathBuf::from).into_iter().find(|path| path.is_file());
    beside.or_else(|| outside::judge("nginx"))
}

/// Runs it in a folder, once it listens at `until`.
pub fn run(program: &Path, folder: &Path, text: &str, until: SocketAddr) -> Running {
    let conf = folder.join("nginx.conf");
    std::fs::write(&conf, text).unwrap();
    let command = || {
        let mut command = Command::new(program);
        command.arg("-p").arg(folder).arg("-c").arg(&conf).stdin(Stdio::null()).stdout(Stdio::null());
        command
    };
    let log = std::fs::File::create(folder.join("stderr")).unwrap();
    let mut stop = command();
    stop.args(["-s", "stop"]).stderr(Stdio::null());
    let mut running = Running { child: command().stderr(log).spawn().unwrap(), stop };
    let deadline = Instant::now() + Duration::from_secs(10);
    while TcpStream::connect(until).is_err() {
        let told = || std::fs::read_to_string(folder.join("stderr")).unwrap_or_default();
        assert!(running.child.try_wait().unwrap().is_none(), "nginx ended: {}\n{text}", told());
        assert!(Instant::now() < deadline, "nginx does not listen: {}", told());
        std::thread::sleep(Duration::from_millis(20));
    }
    running
}
