//! Lesson 7 in English: the commands to try.

use wirewalk::story::Recipe;

pub const RECIPES: &[Recipe] = &[
    Recipe {
        why: "Peggy, and Bob behind her, until Ctrl-C; PROXY_PORT names the port as well",
        unix: "{server} --cert {cert} --key {private} --ca {root} --static {static}",
        windows: None,
        look: "two addresses: HTTPS, and HTTP that leads there",
    },
    Recipe {
        why: "Alice, without a certificate and with hers",
        unix: "{client} --ca {root}; {client} --ca {root} --cert {certs/alice/alice.pem} {url}secure-data",
        windows: None,
        look: "the secret message, and JSON with the name from the certificate",
    },
    Recipe {
        why: "curl: who am I, and may I?",
        unix: "curl --cacert {root} --cert {certs/alice/alice.pem} {url}test; curl -i --cacert {root} {url}secure-data",
        windows: Some(
            "curl.exe --ssl-no-revoke --cacert {root} {url}test; curl.exe -i --ssl-no-revoke --cacert {root} {url}secure-data",
        ),
        look: "Test OK and the name; then 403. (curl.exe of Windows takes client certificates from the system's store, not from files)",
    },
    Recipe {
        why: "forge who you are",
        unix: "curl -i --cacert {root} -H 'X-SSL-Client-Verify: SUCCESS' -H 'X_SSL_Client_CN: root' {url}secure-data",
        windows: Some(
            "curl.exe -i --ssl-no-revoke --cacert {root} -H 'X-SSL-Client-Verify: SUCCESS' -H 'X_SSL_Client_CN: root' {url}secure-data",
        ),
        look: "403",
    },
    Recipe {
        why: "smuggle: a length and chunks at once",
        unix: "curl -i --cacert {root} --http1.1 -H 'Transfer-Encoding: chunked' -H 'Content-Length: 4' --data-binary x {url}",
        windows: Some(
            "curl.exe -i --ssl-no-revoke --cacert {root} --http1.1 -H 'Transfer-Encoding: chunked' -H 'Content-Length: 4' --data-binary x {url}",
        ),
        look: "400, and why",
    },
    Recipe {
        why: "plain HTTP, sent to HTTPS; then with a memory: curl keeps what it hears of HSTS in a file",
        unix: "curl -i '{plain}test?page=2'; curl --hsts memory.txt --cacert {root} {url}; cat memory.txt",
        windows: Some("curl.exe -i '{plain}test?page=2'"),
        look: "308 and Location. The file names the host, if your curl remembers localhost at all; the time is a minute from now, and it would hold for all \
            ports",
    },
    Recipe {
        why: "a file that Peggy serves herself, and one that she does not",
        unix: "curl --cacert {root} {url}static/club.txt; curl -i --path-as-is --cacert {root} {url}static/../lesson7.keys",
        windows: Some("curl.exe --ssl-no-revoke --cacert {root} {url}static/club.txt"),
        look: "the file, then no file",
    },
    Recipe {
        why: "the same by nginx: print its configuration, start Bob with the mark that stands at its head, then nginx",
        unix: "{nginx} --cert {cert} --key {private} --ca {root} > nginx.conf; head -2 nginx.conf",
        windows: None,
        look: "two comments with the commands to type next; stop Peggy first, since nginx takes her ports",
    },
    Recipe {
        why: "in containers: Bob's port is published to nobody",
        unix: "{nginx} --in-compose > nginx.conf; {nginx} --compose > compose.yaml; PROXY_PORT=9443 docker compose up",
        windows: None,
        look: "expose for Bob, ports for Peggy alone",
    },
    Recipe {
        why: "both legs, in the terminal: TLS outside",
        unix: "tshark -r {capture} -d tcp.port=={port},tls -Y tls.handshake",
        windows: Some(
            "& 'C:\\Program Files\\Wireshark\\tshark.exe' -r {capture} -d tcp.port=={port},tls -Y tls.handshake",
        ),
        look: "Client Hello and Server Hello of each scene",
    },
    Recipe {
        why: "and what stands in the clear inside",
        unix: "tshark -r {capture} -Y 'http.request || http.response' -T fields -e http.request.line -e http.response.code",
        windows: Some(
            "& 'C:\\Program Files\\Wireshark\\tshark.exe' -r {capture} -Y 'http.request || http.response' -T fields -e http.request.line -e http.response.code",
        ),
        look: "X-Ssl-Client-Verify, X-Wirewalk-Door, and the answers",
    },
    Recipe {
        why: "in Wireshark: this capture has the keys in it, so both legs are readable side by side",
        unix: "wireshark {secrets}",
        windows: Some("& 'C:\\Program Files\\Wireshark\\Wireshark.exe' {secrets}"),
        look: "the filter http shows each request twice: as Alice wrote it, and as Peggy wrote it anew",
    },
];
