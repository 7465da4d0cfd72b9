//! Lesson 8 in English: the commands to try.

use wirewalk::story::{Recipe, tries};

pub const RECIPES: &[Recipe] = tries![
    "open the gallery: an index, and a port and a name for each exhibit; Ctrl-C closes it"
        "{serve}" "the list of addresses, and the file with the root; the next commands use these ports";
    "print the catalogue: how far each exhibit's port is from the index"
        "{list}" "nineteen lines; the last is not a fault";
    "check an exhibit as the lesson did, in another terminal"
        "{check} https://expired.localhost:{port}/"
        "what was agreed on and sent, each check, rustls' own words, the fault and its repair; the exit status is 1";
    "check the index itself, which has no fault"
        "{check} {url}" "good: no fault found; the exit status is 0";
    "check your own server, or a public site, with the roots that your system trusts (the path is Debian's)"
        "{check} --ca /etc/ssl/certs/ca-certificates.crt https://www.rust-lang.org/"
        "the chain as it was sent, from the server's own certificate up to the one a root signed";
    "use curl, which knows that these names are this machine; the index port answers for all of them"
        "curl -v --cacert out/lesson8/served/root.pem https://expired.localhost:{port}/"
        windows "curl.exe -v --ssl-no-revoke --cacert out/lesson8/served/root.pem https://expired.localhost:{port}/"
        "certificate has expired; with no-san instead of expired: accepted";
    "ask for the revoked certificate, without the list and with it"
        "curl --cacert out/lesson8/served/root.pem https://revoked.localhost:{port}/; curl --cacert out/lesson8/served/root.pem --crlfile out/lesson8/served/lists.pem https://revoked.localhost:{port}/"
        "first a page that says it should not have been accepted, then: certificate revoked";
    "use OpenSSL: every certificate that was sent, and its verdict"
        "openssl s_client -connect 127.0.0.1:{port} -servername path-length.localhost -CAfile out/lesson8/served/root.pem -showcerts </dev/null"
        "Certificate chain: s: is the subject, i: the issuer; Verify return code: 25 (path length constraint exceeded)";
    "open the repaired gallery for the same clients (stop the other one first)"
        "{serve} --repaired" "the same list; now every client that trusts the root accepts everything";
    "read the revocation list"
        "openssl crl -in {list_file} -noout -text"
        "Revoked Certificates: a serial number, a time, a reason. lesson4 inspect shows every byte of the file";
    "see what Eve has from this walk"
        "tshark -r {capture} -d tcp.port=={port},tls -Y 'tls.handshake.extensions_server_name'"
        windows "& 'C:\\Program Files\\Wireshark\\tshark.exe' -r {capture} -d tcp.port=={port},tls -Y 'tls.handshake.extensions_server_name'"
        "a ClientHello for each exhibit, with its name in the clear";
    "see who ended which connection, and why: the alerts, with the keys"
        "tshark -r {capture} -d tcp.port=={port},tls -o tls.keylog_file:{keys} -Y 'tls.alert_message.level == 2'"
        windows "& 'C:\\Program Files\\Wireshark\\tshark.exe' -r {capture} -d tcp.port=={port},tls -o tls.keylog_file:{keys} -Y 'tls.alert_message.level == 2'"
        "Alice's alerts, each with its reason; without the keys they are application data";
    "open it in Wireshark; this capture contains the keys"
        "wireshark {secrets}" windows "& 'C:\\Program Files\\Wireshark\\Wireshark.exe' {secrets}"
        "the filter tls.handshake.certificate: every chain of the gallery, opened";
    "use a browser and click through the index (on a Mac, use open instead of xdg-open)"
        "xdg-open {url}" windows "start {url}"
        "an error for each, with a code; to reach the index itself, trust the root in a profile that you delete afterwards";
];
