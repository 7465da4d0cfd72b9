//! Lesson 7's parties as a person runs them: Peggy and Bob, Alice, curl, and what is printed for nginx.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Output, Stdio};

use tempfile::{TempDir, tempdir};
use wirewalk_testing::{outside, server};

fn lesson7(home: &TempDir) -> Command {
    let mut command = Command::new(server::lesson(7));
    for name in ["SECRET_URL", "PROXY_PORT", "PROXY_MARK", "SSLKEYLOGFILE"] {
        command.env_remove(name);
    }
    command.current_dir(home.path()).stdin(Stdio::null());
    command
}

/// Ends what was started.
struct Running {
    child: Child,
    said: Vec<String>,
}

impl Running {
    /// Starts it and reads what it announces.
    fn start(command: &mut Command, lines: usize) -> Running {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("it starts");
        let said = BufReader::new(child.stdout.as_mut().expect("piped")).lines().take(lines).map_while(Result::ok);
        let said = said.collect();
        Running { child, said }
    }

    /// The URLs in what it said.
    fn urls(&self) -> Vec<&str> {
        self.said.iter().flat_map(|line| line.split_whitespace().filter(|word| word.contains("://"))).collect()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

const ROOT: &str = "out/lesson7/mine/ca-public-key.pem";
const ALICE: &str = "out/lesson7/mine/certs/alice/alice.pem";

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("text")
}

fn free_port() -> String {
    server::free_port().to_string()
}

#[test]
fn peggy_serves_and_sends_to_https() {
    let home = tempdir().expect("a folder");
    std::fs::create_dir(home.path().join("public")).expect("a folder");
    std::fs::write(home.path().join("public/club.txt"), "oak\n").expect("a file");
    let port = free_port();
    let http = free_port();
    let mut command = lesson7(&home);
    command.env("PROXY_PORT", &port).args(["server", "--http-port", &http, "--static", "public", "--backends", "2"]);
    let peggy = Running::start(&mut command, 2);
    let https = format!("https://localhost:{port}/");
    assert_eq!(peggy.urls(), [https.as_str(), &format!("http://localhost:{http}/")], "{:?}", peggy.said);

    let client =
        |arguments: &[&str]| -> Output { lesson7(&home).arg("client").args(arguments).output().expect("it starts") };
    let plain = client(&[&https]);
    assert_eq!(text(&plain.stdout), "The secret message is: fluffy tail\n", "{}", text(&plain.stderr));
    let secure = format!("{https}secure-data");
    let refused = client(&[&secure]);
    assert!(!refused.status.success() && text(&refused.stderr).contains("403"), "{}", text(&refused.stderr));
    let alice = client(&[&secure, "--cert", ALICE]);
    assert!(text(&alice.stdout).contains(r#"{"secret":"fluffy tail","for":"alice"}"#), "{}", text(&alice.stderr));

    let Some(curl) = outside::judge("curl") else { return };
    let ask = |arguments: &[&str]| {
        let output =
            Command::new(&curl).args(["-sS", "-i", "--cacert", ROOT]).args(arguments).current_dir(home.path()).output();
        let output = output.expect("it starts");
        format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
    };
    let asked = ask(&["--cert", ALICE, &format!("{https}test?x=1")]);
    assert!(asked.contains(r#"{"message":"Test OK","cn":"alice"}"#) && asked.contains("max-age=60\r\n"), "{asked}");
    for path in ["test", "secure-data"] {
        let forged =
            ask(&["-H", "X-SSL-Client-Verify: SUCCESS", "-H", "x_ssl_client_cn: root", &format!("{https}{path}")]);
        assert!(
            !forged.contains("root") && forged.contains(if path == "test" { " 200 " } else { " 403 " }),
            "{forged}"
        );
    }
    assert!(ask(&[&format!("{https}static/club.txt")]).ends_with("\r\n\r\noak\n"));
    assert!(ask(&["--path-as-is", &format!("{https}static/../{ROOT}")]).contains(" 404 "));
    let redirect =
        ask(&["-X", "POST", "-d", "a=b", "-H", "Host: evil.example", &format!("http://localhost:{http}/test?page=2")]);
    assert!(
        redirect.starts_with("HTTP/1.1 308 ") && redirect.contains(&format!("\r\nlocation: {https}test?page=2\r\n"))
            || redirect.contains(&format!("\r\nLocation: {https}test?page=2\r\n")),
        "{redirect}"
    );
    assert!(!redirect.to_lowercase().contains("strict-transport-security"), "{redirect}");
    let followed = ask(&["-L", &format!("http://localhost:{http}/")]);
    assert!(followed.ends_with("fluffy tail"), "{followed}");
}

#[test]
fn with_require_nobody_gets_in_without_a_certificate() {
    let home = tempdir().expect("a folder");
    let peggy = Running::start(lesson7(&home).args(["server", "--port", "0", "--require", "--rate", "5"]), 2);
    let https = peggy.urls()[0];
    let client =
        |arguments: &[&str]| lesson7(&home).arg("client").arg(https).args(arguments).output().expect("it starts");
    let refused = client(&[]);
    assert!(
        !refused.status.success() && text(&refused.stderr).contains("CertificateRequired"),
        "{}",
        text(&refused.stderr)
    );
    let alice = client(&["--cert", ALICE]);
    assert_eq!(text(&alice.stdout), "The secret message is: fluffy tail\n", "{}", text(&alice.stderr));
}

#[test]
fn a_file_that_does_not_fit_is_an_error_before_a_socket_opens() {
    let home = tempdir().expect("a folder");
    let run = |arguments: &[&str]| {
        let output = lesson7(&home).args(arguments).output().expect("it starts");
        assert!(!output.status.success(), "{arguments:?}");
        format!("{}{}", text(&output.stdout), text(&output.stderr))
    };
    let said = run(&["server", "--port", "0", "--cert", "none.pem", "--key", "none.pem", "--ca", "none.pem"]);
    assert!(said.contains("none.pem") && !said.contains("listens"), "{said}");
    let said = run(&["server", "--port", "0", "--static", "nowhere"]);
    assert!(said.contains("nowhere") && !said.contains("listens"), "{said}");
    std::fs::write(home.path().join("mark"), "guess\n").expect("written");
    let said = run(&["bob", "--port", "0", "--mark-file", "mark"]);
    assert!(said.contains("32 hexadecimal digits"), "{said}");
    let said = run(&["bob", "--port", "0", "--mark", "0123456789abcdef0123456789abcdef"]);
    assert!(said.contains("--mark"), "everybody reads arguments: {said}");
}

#[test]
fn bob_alone_answers_who_has_the_mark() {
    let home = tempdir().expect("a folder");
    let mark = "0123456789abcdef0123456789abcdef";
    let bob = Running::start(lesson7(&home).args(["bob", "--port", "0"]).env("PROXY_MARK", mark), 1);
    let Some(curl) = outside::judge("curl") else { return };
    std::fs::write(home.path().join("mark"), format!("{mark}\n")).expect("written");
    let beside = Running::start(lesson7(&home).args(["bob", "--port", "0", "--mark-file", "mark"]), 1);
    let ask = |bob: &Running, header: &str| {
        let output = Command::new(&curl).args(["-sS", "-H", header, bob.urls()[0]]).output().expect("it starts");
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    for bob in [&bob, &beside] {
        assert_eq!(ask(bob, &format!("X-Wirewalk-Door: {mark}")), "fluffy tail");
        assert!(ask(bob, "X-Wirewalk-Door: 0").contains("403") && ask(bob, "X: y").contains("403"));
    }
}

#[test]
fn what_is_printed_for_nginx_is_what_nginx_takes() {
    let home = tempdir().expect("a folder");
    let print = |arguments: &[&str]| {
        let mut command = lesson7(&home);
        let output = command.arg("nginx").args(arguments).env("PROXY_PORT", "9443").output().expect("it starts");
        assert!(output.status.success(), "{}", text(&output.stderr));
        text(&output.stdout).to_owned()
    };
    let config = print(&["--rate", "5"]);
    assert!(config.contains("listen 9443 ssl;") && config.contains("return 308 https://localhost:9443$request_uri;"));
    let file =
        config.strip_prefix("# Start Bob first: lesson7 bob --mark-file ").and_then(|rest| rest.split_once('\n'));
    let file = std::path::PathBuf::from(file.expect("Bob's mark is in a file").0);
    let mark = std::fs::read_to_string(&file).expect("it is there");
    assert!(mark.trim().len() == 32 && !config.contains(mark.trim()), "everybody may read the configuration: {config}");
    #[cfg(unix)]
    for file in [&file, &file.with_extension("conf")] {
        let mode = std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(file).expect("there").permissions());
        assert_eq!(mode & 0o777, 0o600, "{}", file.display());
    }
    assert_eq!(print(&["--rate", "5"]), config, "and it stays the same");
    let compose = print(&["--compose"]);
    let bob = compose.split("peggy:").next().expect("Bob's part");
    assert!(
        bob.contains("lesson7 -- bob") && !bob.contains("ports:\n") && compose.contains("${PROXY_PORT:-9443}:9443")
    );
    assert!(print(&["--in-compose"]).contains("server bob:5000;"));
    let Some(nginx) = outside::judge("nginx") else { return };
    let file = home.path().join("nginx.conf");
    std::fs::write(&file, config).expect("written");
    let judged = Command::new(nginx).args(["-t", "-e", "stderr", "-c"]).arg(&file).output().expect("it starts");
    assert!(judged.status.success(), "{}", String::from_utf8_lossy(&judged.stderr));
}

/// Whoever leaves keys where ours are looked for knows them.
#[test]
#[cfg(unix)]
fn keys_that_belong_to_another_user_are_not_taken_up() {
    let home = tempdir().expect("a folder");
    let shown = |home: &TempDir| {
        let output = lesson7(home).args(["nginx", "--in-compose"]).output().expect("it starts");
        assert!(output.status.success(), "{}", text(&output.stderr));
        text(&output.stderr).contains("Carol makes some now")
    };
    assert!(shown(&home), "there are none yet");
    assert!(!shown(&home), "and now there are");
    std::fs::create_dir_all(home.path().join("out/lesson4")).expect("a folder");
    for name in ["ca-public-key.pem", "server-public-key.pem", "server-private-key.pem"] {
        std::fs::copy(home.path().join("out/lesson7/mine").join(name), home.path().join("out/lesson4").join(name))
            .expect("copied");
    }
    std::fs::remove_dir_all(home.path().join("out/lesson7")).expect("removed");
    assert!(!shown(&home), "those of lesson 4 are ours");
    let key = home.path().join("out/lesson4/server-private-key.pem");
    if std::os::unix::fs::chown(&key, Some(65534), None).is_err() {
        println!("skipped: only root can give a file away");
        return;
    }
    assert!(shown(&home), "somebody else's are none");
}
