//! Lesson 7 in English: the commands to try.

use wirewalk::story::{Recipe, tries};

pub const RECIPES: &[Recipe] = tries![
    "start Peggy, with Bob behind her; PROXY_PORT also sets the port, and Ctrl-C stops both"
        "{server} --cert {cert} --key {private} --ca {root} --static {static}"
        "two addresses: HTTPS, and HTTP that redirects to it";
    "run Alice without a certificate, then with hers"
        "{client} --ca {root}; {client} --ca {root} --cert {certs/alice/alice.pem} {url}secure-data"
        "the secret message, and JSON with the name from the certificate";
    "ask with curl: who am I, and may I?"
        "curl --cacert {root} --cert {certs/alice/alice.pem} {url}test; curl -i --cacert {root} {url}secure-data"
        windows "curl.exe --ssl-no-revoke --cacert {root} {url}test; curl.exe -i --ssl-no-revoke --cacert {root} {url}secure-data"
        "Test OK and the name; then 403. (On Windows, curl.exe takes client certificates from the system's store, not from files)";
    "forge your identity"
        "curl -i --cacert {root} -H 'X-SSL-Client-Verify: SUCCESS' -H 'X_SSL_Client_CN: root' {url}secure-data"
        windows "curl.exe -i --ssl-no-revoke --cacert {root} -H 'X-SSL-Client-Verify: SUCCESS' -H 'X_SSL_Client_CN: root' {url}secure-data"
        "403";
    "try to smuggle: a length and chunks in one request"
        "curl -i --cacert {root} --http1.1 -H 'Transfer-Encoding: chunked' -H 'Content-Length: 4' --data-binary x {url}"
        windows "curl.exe -i --ssl-no-revoke --cacert {root} --http1.1 -H 'Transfer-Encoding: chunked' -H 'Content-Length: 4' --data-binary x {url}"
        "400, and the reason";
    "use plain HTTP and be redirected to HTTPS; then give curl a memory: it keeps what HSTS tells it in a file"
        "curl -i '{plain}test?page=2'; curl --hsts memory.txt --cacert {root} {url}; cat memory.txt"
        windows "curl.exe -i '{plain}test?page=2'"
        "308 and Location. The file names the host, if your curl remembers localhost at all; the time is a minute from now, and \
            it would apply to all ports";
    "get a file that Peggy serves herself, and try one that she does not"
        "curl --cacert {root} {url}static/club.txt; curl -i --path-as-is --cacert {root} {url}static/../lesson7.keys"
        windows "curl.exe --ssl-no-revoke --cacert {root} {url}static/club.txt" "the file, then no file";
    "the same with nginx: print its configuration, start Bob as its first line says, then nginx"
        "{nginx} --cert {cert} --key {private} --ca {root} > nginx.conf; head -2 nginx.conf"
        "two comments with the commands to type next; stop Peggy first, because nginx uses her ports";
    "run it in containers: Bob's port is not published"
        "{nginx} --in-compose > nginx.conf; {nginx} --compose > compose.yaml; PROXY_PORT=9443 docker compose up"
        "expose for Bob, ports only for Peggy";
    "see the outer leg in the terminal: TLS"
        "tshark -r {capture} -d tcp.port=={port},tls -Y tls.handshake"
        windows "& 'C:\\Program Files\\Wireshark\\tshark.exe' -r {capture} -d tcp.port=={port},tls -Y tls.handshake"
        "Client Hello and Server Hello of each scene";
    "see what is in the clear on the inner leg"
        "tshark -r {capture} -Y 'http.request || http.response' -T fields -e http.request.line -e http.response.code"
        windows "& 'C:\\Program Files\\Wireshark\\tshark.exe' -r {capture} -Y 'http.request || http.response' -T fields -e http.request.line -e http.response.code"
        "X-Ssl-Client-Verify, X-Wirewalk-Door, and the answers";
    "open it in Wireshark; this capture contains the keys, so both legs are readable"
        "wireshark {secrets}" windows "& 'C:\\Program Files\\Wireshark\\Wireshark.exe' {secrets}"
        "the filter http shows each request twice: as Alice wrote it, and as Peggy rewrote it";
];
