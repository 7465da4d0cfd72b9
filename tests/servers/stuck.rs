//! Output that stands still, a terminal after Ctrl-S or a pipe that nobody reads: servers serve on, and end when they are asked to.

use std::io::{self, Write};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use wirewalk_ground::Aside;

/// Takes nothing until it may, then everything.
struct Dammed {
    may: Receiver<()>,
    taken: Sender<Vec<u8>>,
}

impl Write for Dammed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // Once the other end is gone, it may.
        let _ = self.may.recv();
        let _ = self.taken.send(bytes.to_vec());
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn lines_that_nobody_takes_are_counted_and_hold_up_nobody() {
    let ((may, dam), (taken, took)) = (channel(), channel());
    let aside = Aside::to(Dammed { may: dam, taken }, |count| format!("({count} are missing)"));
    let start = Instant::now();
    for number in 0..5000 {
        aside.say(&format!("line {number}"));
    }
    aside.end(Duration::from_millis(50));
    assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
    drop(may);
    aside.end(Duration::from_secs(10));
    aside.say("after that");
    aside.end(Duration::from_secs(10));
    let text = String::from_utf8(took.try_iter().flatten().collect()).expect("text");
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines.iter().take(500).enumerate().all(|(number, line)| *line == format!("line {number}")), "{text}");
    let said = lines.iter().filter(|line| line.starts_with("line ")).count();
    let unsaid: usize =
        lines.iter().filter_map(|line| line.strip_prefix('(')?.split(' ').next()?.parse::<usize>().ok()).sum();
    assert_eq!((said + unsaid, lines.last()), (5000, Some(&"after that")), "{text}");
    assert!(unsaid > 4000, "memory is bounded: {unsaid}");
}

#[test]
fn a_line_is_cut_where_a_character_ends() {
    let ((may, dam), (taken, took)) = (channel(), channel());
    drop(may);
    let aside = Aside::to(Dammed { may: dam, taken }, |count| count.to_string());
    aside.say(&"\u{20ac}".repeat(100_000));
    aside.end(Duration::from_secs(10));
    let text = String::from_utf8(took.try_iter().flatten().collect()).expect("text");
    assert!(text.len() < 10_000 && text.trim_end().chars().all(|c| c == '\u{20ac}'), "{}", text.len());
}

#[cfg(target_os = "linux")]
mod processes {
    use std::io::Read;
    use std::net::{SocketAddr, TcpStream};
    use std::process::{Child, Command, Stdio};

    use wirewalk_testing::by_hand::{Seen, connect};
    use wirewalk_testing::https::{self, Club};
    use wirewalk_testing::server::{free_port, lesson};
    use wirewalk_testing::signal::signal;

    use super::*;

    /// How much a pipe holds (pipe(7)).
    const PIPE: usize = 1 << 16;

    /// A process that does not outlive its test.
    struct Running(Child);

    impl Running {
        /// Asks it to end: how long that took.
        fn ends(&mut self) -> Duration {
            let start = Instant::now();
            assert!(signal(self.0.id(), "TERM"));
            while self.0.try_wait().expect("a process").is_none() {
                assert!(start.elapsed() < Duration::from_secs(10), "it does not end");
                std::thread::sleep(Duration::from_millis(10));
            }
            start.elapsed()
        }
    }

    impl Drop for Running {
        fn drop(&mut self) {
            let _ = self.0.kill();
            let _ = self.0.wait();
        }
    }

    /// Connects as soon as somebody listens.
    fn reached(addr: SocketAddr) -> TcpStream {
        let start = Instant::now();
        loop {
            match TcpStream::connect(addr) {
                Ok(stream) => return stream,
                Err(error) => assert!(start.elapsed() < Duration::from_secs(20), "{error}"),
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// A pipe that is full, and its other end.
    fn full() -> (io::PipeReader, io::PipeWriter) {
        let (read, mut write) = io::pipe().expect("a pipe");
        write.write_all(&vec![b'.'; PIPE]).expect("as much as it holds");
        (read, write)
    }

    #[test]
    fn a_standard_error_that_nobody_reads_freezes_no_server() {
        let (club, folder) = (Club::new(), tempfile::tempdir().expect("a folder"));
        let file = |name: &str, text: &str| {
            std::fs::write(folder.path().join(name), text).expect("a file");
            folder.path().join(name)
        };
        let (cert, key) = (file("cert.pem", &club.certificate.to_pem()), file("key.pem", &club.key.to_plain_pem()));
        let addr = SocketAddr::from(([127, 0, 0, 1], free_port()));
        let mut command = Command::new(lesson(5));
        command.args(["server", "--port", &addr.port().to_string()]).arg("--cert").arg(cert).arg("--key").arg(key);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
        let mut server = Running(command.spawn().expect("a server"));
        drop(reached(addr));
        // Each of them is worth a line of 70 bytes, so the pipe is full after 950.
        for number in 0..1500 {
            let mut stream = connect(addr);
            stream.write_all(b"GET / HTTP/1.1\r\n\r\n").expect("the server reads");
            let mut answer = [0; 7];
            stream.read_exact(&mut answer).unwrap_or_else(|error| panic!("client {number}: {error}"));
            assert_eq!(answer, [21, 3, 3, 0, 2, 2, 50]);
        }
        let (mut seen, shaken) = Seen::connect(addr, club.client(), "localhost");
        assert_eq!(shaken, Ok(()));
        let (answer, _) = seen.ask("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assert!(answer.ends_with(b"fluffy tail"));
        let took = server.ends();
        assert!(took < Duration::from_secs(4), "{took:?}");
    }

    /// A key log that is a pipe: whoever reads it may stop.
    #[test]
    fn a_key_log_that_nobody_reads_freezes_no_server() {
        let folder = tempfile::tempdir().expect("a folder");
        let pipe = folder.path().join("keys");
        assert!(Command::new("mkfifo").arg(&pipe).status().expect("mkfifo").success());
        let addr = SocketAddr::from(([127, 0, 0, 1], free_port()));
        let mut command = Command::new(lesson(5));
        command.args(["server", "--port", &addr.port().to_string()]).env("SSLKEYLOGFILE", &pipe);
        command.current_dir(folder.path()).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut server = Running(command.spawn().expect("a server"));
        // Both ends are there, and nobody reads.
        let _reader = std::fs::OpenOptions::new().read(true).open(&pipe).expect("a pipe");
        drop(reached(addr));
        let root = std::fs::read_to_string(folder.path().join("out/lesson5/mine/ca-public-key.pem")).expect("a root");
        let config = https::trusting(&wirewalk::pki::pem::certificates(&root).expect("one")[0]);
        // Each of them is worth 900 bytes, so the pipe is full after 75.
        for number in 0..150 {
            let (_, shaken) = Seen::connect(addr, config.clone(), "localhost");
            assert_eq!(shaken, Ok(()), "client {number}");
        }
        assert!(server.ends() < Duration::from_secs(4));
    }

    #[test]
    fn a_standard_output_that_nobody_reads_keeps_no_server_from_ending() {
        let folder = tempfile::tempdir().expect("a folder");
        for arguments in [&["run", "1", "server"][..], &["run", "3", "server"], &["serve", "--no-open"]] {
            let (_read, write) = full();
            let addr = SocketAddr::from(([127, 0, 0, 1], free_port()));
            let mut command = Command::new(wirewalk_testing::program("wirewalk"));
            command.args(arguments).args(["--port", &addr.port().to_string()]).current_dir(folder.path());
            command.env("SECRET_KEY", wirewalk::fernet::generate().to_text());
            command.stdin(Stdio::null()).stdout(write).stderr(Stdio::null());
            let mut server = Running(command.spawn().expect("a server"));
            drop(reached(addr));
            std::thread::sleep(Duration::from_millis(300));
            let took = server.ends();
            assert!(took < Duration::from_secs(4), "{arguments:?}: {took:?}");
        }
    }
}
