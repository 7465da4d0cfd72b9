//! Lesson 7 in English: the commands to try.

use wirewalk::story::{Recipe, tries};

pub const RECIPES: &[Recipe] = tries![
    "Peggy, and Bob behind her, until Ctrl-C; PROXY_PORT names the port as well"
        "{server} --cert {cert} --key {private} --ca {root} --static {static}"
        "two addresses: HTTPS, and HTTP that leads there";
    "Alice, without a certificate and with hers"
        "{client} --ca {root}; {client} --ca {root} --cert {certs/alice/alice.pem} {url}secure-data"
        "the secret message, and JSON with the name from the certificate";
    "curl: who am I, and may I?"
        "curl --cacert {root} --cert {certs/alice/alice.pem} {url}test; curl -i --cacert {root} {url}secure-data"
        windows "curl.exe --ssl-no-revoke --cacert {root} {url}test; curl.exe -i --ssl-no-revoke --cacert {root} {url}secure-data"
        "Test OK and the name; then 403. (curl.exe of Windows takes client certificates from the system's store, not from files)";
    "forge who you are"
        "curl -i --cacert {root} -H 'X-SSL-Client-Verify: SUCCESS' -H 'X_SSL_Client_CN: root' {url}secure-data"
        windows "curl.exe -i --ssl-no-revoke --cacert {root} -H 'X-SSL-Client-Verify: SUCCESS' -H 'X_SSL_Client_CN: root' {url}secure-data"
        "403";
    "smuggle: a length and chunks at once"
        "curl -i --cacert {root} --http1.1 -H 'Transfer-Encoding: chunked' -H 'Content-Length: 4' --data-binary x {url}"
        windows "curl.exe -i --ssl-no-revoke --cacert {root} --http1.1 -H 'Transfer-Encoding: chunked' -H 'Content-Length: 4' --data-binary x {url}"
        "400, and why";
    "plain HTTP, sent to HTTPS; then with a memory: curl keeps what it hears of HSTS in a file"
        "curl -i '{plain}test?page=2'; curl --hsts memory.txt --cacert {root} {url}; cat memory.txt"
        windows "curl.exe -i '{plain}test?page=2'"
        "308 and Location. The file names the host, if your curl remembers localhost at all; the time is a minute from now, and it would hold for all \
            ports";
    "a file that Peggy serves herself, and one that she does not"
        "curl --cacert {root} {url}static/club.txt; curl -i --path-as-is --cacert {root} {url}static/../lesson7.keys"
        windows "curl.exe --ssl-no-revoke --cacert {root} {url}static/club.txt" "the file, then no file";
    "the same by nginx: print its configuration, start Bob as its first line says, then nginx"
        "{nginx} --cert {cert} --key {private} --ca {root} > nginx.conf; head -2 nginx.conf"
        "two comments with the commands to type next; stop Peggy first, since nginx takes her ports";
    "in containers: Bob's port is published to nobody"
        "{nginx} --in-compose > nginx.conf; {nginx} --compose > compose.yaml; PROXY_PORT=9443 docker compose up"
        "expose for Bob, ports for Peggy alone";
    "both legs, in the terminal: TLS outside"
        "tshark -r {capture} -d tcp.port=={port},tls -Y tls.handshake"
        windows "& 'C:\\Program Files\\Wireshark\\tshark.exe' -r {capture} -d tcp.port=={port},tls -Y tls.handshake"
        "Client Hello and Server Hello of each scene";
    "and what stands in the clear inside"
        "tshark -r {capture} -Y 'http.request || http.response' -T fields -e http.request.line -e http.response.code"
        windows "& 'C:\\Program Files\\Wireshark\\tshark.exe' -r {capture} -Y 'http.request || http.response' -T fields -e http.request.line -e http.response.code"
        "X-Ssl-Client-Verify, X-Wirewalk-Door, and the answers";
    "in Wireshark: this capture has the keys in it, so both legs are readable side by side"
        "wireshark {secrets}" windows "& 'C:\\Program Files\\Wireshark\\Wireshark.exe' {secrets}"
        "the filter http shows each request twice: as Alice wrote it, and as Peggy wrote it anew";
];
