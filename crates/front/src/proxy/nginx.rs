//! The same in nginx's words: what Peggy does, line by line, for the proxy that production has.
//!
//! Where the two differ: nginx knows the subject of a certificate as a text only, out of which no name can be taken safely, so it passes on
//! the certificate and Bob's door takes the name; a client certificate that does not verify gets an answer 400 over TLS from nginx, and
//! an alert from Peggy; nginx reads some heads more leniently (a bare LF ends a line).

use std::fmt;
use std::path::PathBuf;

use super::HSTS;
use crate::door::Mark;

/// Where the container finds what the host has.
const MOUNTED: &str = "/etc/wirewalk";

/// What nginx is to do.
#[derive(Clone, Debug)]
pub struct Nginx {
    /// The name under which clients reach it, and to which it redirects.
    pub host: String,
    /// The port for HTTPS, and the one that redirects to it.
    pub https: u16,
    /// The port for HTTP.
    pub http: u16,
    /// Its certificate chain, PEM.
    pub certificate: PathBuf,
    /// The private key for it, PEM without a passphrase.
    pub key: PathBuf,
    /// Whose client certificates count, PEM.
    pub client_ca: PathBuf,
    /// Whether a client has to have one.
    pub required: bool,
    /// Bob: `127.0.0.1:5000`, `bob:5000` or `unix:/path`; several take turns.
    pub backends: Vec<String>,
    /// The file that [`Nginx::mark`] is in, if Bob wants to see a mark on each request.
    pub mark: Option<PathBuf>,
    /// Static files: the prefix, and their folder.
    pub files: Option<(String, PathBuf)>,
    /// Requests per second from one address, and how many at once.
    pub rate: Option<(u32, u32)>,
}

impl Nginx {
    /// What the file says that the configuration includes: a configuration is for everybody to read, and the mark is not.
    pub fn mark(mark: &Mark) -> String {
        format!("proxy_set_header {} \"{}\";\n", Mark::NAME, mark.value())
    }

    /// A whole configuration for an nginx that runs alone and unprivileged, with all that it writes under `folder`.
    pub fn alone(&self, folder: &std::path::Path) -> String {
        let folder = folder.display();
        let temporary: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
            .iter()
            .map(|kind| format!("    {kind}_temp_path {};\n", quoted(&format!("{folder}/{kind}"))))
            .collect();
        format!(
            "daemon off;\nworker_processes 1;\npid {pid};\nerror_log {log};\nevents {{\n    worker_connections 1024;\n}}\n\
             http {{\n    access_log off;\n{temporary}{inside}}}\n",
            pid = quoted(&format!("{folder}/nginx.pid")),
            log = quoted(&format!("{folder}/error.log")),
            inside = indented(&self.to_string()),
        )
    }

    /// A compose file: nginx with this configuration before Bob, whose port is published to nobody. `PROXY_PORT` names the
    /// port outside.
    pub fn compose(&self) -> String {
        let Nginx { https, http, .. } = self;
        let files = [("certificate", &self.certificate), ("key", &self.key), ("client-ca", &self.client_ca)];
        let mounts: String = files
            .iter()
            .map(|(name, path)| mount(&path.display().to_string(), &format!("{MOUNTED}/{name}.pem"), true))
            .collect();
        let source = mount(".", "/wirewalk", false);
        let conf = mount("./nginx.conf", "/etc/nginx/conf.d/default.conf", true);
        format!(
            "services:\n  \
               bob:\n    \
                 image: rust:1-slim\n    \
                 working_dir: /wirewalk\n    \
                 volumes:\n{source}    \
                 command: cargo run --bin lesson7 -- bob --bind 0.0.0.0 --port 5000\n    \
                 expose:\n      - \"5000\"   # no `ports`: Peggy can reach him, and nobody outside can\n  \
               peggy:\n    \
                 image: nginx:stable\n    \
                 volumes:\n{conf}{mounts}    \
                 ports:\n      - \"${{PROXY_PORT:-{https}}}:{https}\"\n      - \"{http}:{http}\"\n    \
                 depends_on: [bob]\n"
        )
    }

    /// The same for the containers of [`Nginx::compose`]: files where they are mounted, Bob by his name.
    pub fn in_compose(&self) -> Nginx {
        let mounted = |name: &str| PathBuf::from(format!("{MOUNTED}/{name}.pem"));
        Nginx {
            certificate: mounted("certificate"),
            key: mounted("key"),
            client_ca: mounted("client-ca"),
            backends: vec![String::from("bob:5000")],
            mark: None,
            files: None,
            ..self.clone()
        }
    }
}

/// The configuration, as it stands inside of `http`.
impl fmt::Display for Nginx {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Nginx { host, https, http, .. } = self;
        writeln!(f, "# The host that a request names; HTTP/1.0 may leave it out, but a request to Bob names one.")?;
        writeln!(f, "map $http_host $named {{\n    default $http_host;\n    \"\" {host};\n}}")?;
        if let Some((per_second, _)) = self.rate {
            writeln!(f, "limit_req_zone $binary_remote_addr zone=clients:1m rate={per_second}r/s;")?;
        }
        writeln!(f, "upstream bob {{")?;
        for backend in &self.backends {
            writeln!(f, "    server {backend};")?;
        }
        writeln!(f, "}}\n")?;
        writeln!(f, "# HTTP: redirect to HTTPS, under the configured name and never the one in Host.")?;
        writeln!(f, "server {{\n    listen {http};\n    server_name {host};")?;
        writeln!(f, "    return 308 https://{host}:{https}$request_uri;\n}}\n")?;
        self.server(f)
    }
}

impl Nginx {
    fn server(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Nginx { host, https, .. } = self;
        writeln!(f, "server {{\n    listen {https} ssl;\n    server_name {host};")?;
        for (directive, path) in [
            ("certificate", &self.certificate),
            ("certificate_key", &self.key),
            ("client_certificate", &self.client_ca),
        ] {
            writeln!(f, "    ssl_{directive} {};", quoted(&path.display().to_string()))?;
        }
        writeln!(f, "    ssl_protocols TLSv1.2 TLSv1.3;")?;
        writeln!(f, "    # optional: /secure-data decides, by $ssl_client_verify; on: no client gets in without one.")?;
        writeln!(f, "    ssl_verify_client {};", if self.required { "on" } else { "optional" })?;
        writeln!(f, "    ssl_verify_depth 3;")?;
        writeln!(f, "    add_header Strict-Transport-Security \"{HSTS}\" always;")?;
        writeln!(f, "    client_max_body_size 1m;\n    client_header_timeout 10s;\n    client_body_timeout 10s;")?;
        if let Some((_, burst)) = self.rate {
            // nginx counts what comes on top of the one that the rate allows.
            let burst = burst.saturating_sub(1);
            writeln!(f, "    limit_req zone=clients burst={burst} nodelay;\n    limit_req_status 429;")?;
        }
        writeln!(f, "    if ($http_sec_websocket_key) {{\n        return 501;\n    }}")?;
        if let Some((prefix, folder)) = &self.files {
            writeln!(f, "    location {prefix} {{")?;
            writeln!(f, "        alias {};\n        disable_symlinks on;", quoted(&format!("{}/", folder.display())))?;
            writeln!(f, "        location ~ /\\. {{\n            return 404;\n        }}\n    }}")?;
        }
        self.location(f)?;
        writeln!(f, "}}")
    }

    fn location(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "    # Names with _ or . are dropped (underscores_in_headers off, ignore_invalid_headers on: the defaults)."
        )?;
        writeln!(f, "    # An empty value removes what the client sent under that name; another one replaces it.")?;
        writeln!(f, "    location / {{\n        proxy_pass http://bob;\n        proxy_http_version 1.1;")?;
        writeln!(
            f,
            "        # The whole certificate: a name that a pattern takes out of a subject can be forged by O=\"x,CN=bob\"."
        )?;
        let headers = [
            ("Host", "$named"),
            ("Connection", "close"),
            (super::CLIENT_CERT, "$ssl_client_escaped_cert"),
            (super::CLIENT_CN, ""),
            (super::CLIENT_VERIFY, "$ssl_client_verify"),
            ("X-Forwarded-For", "$remote_addr"),
            ("X-Forwarded-Proto", "$scheme"),
            ("X-Forwarded-Host", "$http_host"),
            ("Forwarded", ""),
            ("X-Real-IP", ""),
            ("Upgrade", ""),
            ("Trailer", ""),
        ];
        for (name, value) in headers {
            writeln!(f, "        proxy_set_header {name} \"{value}\";")?;
        }
        if let Some(mark) = &self.mark {
            writeln!(f, "        include {}; # what Bob asks for", quoted(&mark.display().to_string()))?;
        }
        writeln!(f, "        proxy_hide_header Strict-Transport-Security;")?;
        writeln!(f, "        # To another backend only if nothing was sent to the first.")?;
        writeln!(f, "        proxy_next_upstream error timeout;\n    }}")
    }
}

/// A word of nginx's configuration, whatever stands in it.
fn quoted(word: &str) -> String {
    format!("\"{}\"", word.replace('\\', "\\\\").replace('"', "\\\""))
}

/// A file or folder in a container. In the short form it is parted at colons, and a path may have some.
fn mount(source: &str, target: &str, read_only: bool) -> String {
    let source = in_yaml(source);
    format!("      - type: bind\n        source: {source}\n        target: {target}\n        read_only: {read_only}\n")
}

/// A word of a compose file: in YAML's double quotes, and with nothing in it that compose takes for a variable.
fn in_yaml(word: &str) -> String {
    quoted(word).replace('\n', "\\n").replace('$', "$$")
}

fn indented(text: &str) -> String {
    text.lines().map(|line| if line.is_empty() { String::from("\n") } else { format!("    {line}\n") }).collect()
}
