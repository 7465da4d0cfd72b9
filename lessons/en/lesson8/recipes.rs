//! Lesson 8 in English: the commands to try.

use wirewalk::story::{Recipe, tries};

pub const RECIPES: &[Recipe] = tries![
    "the gallery, open until Ctrl-C: an index, and a port and a name for each exhibit"
        "{serve}" "the list of addresses, and the file with the root; the commands below are for these ports";
    "the catalogue: which exhibit stands on which port behind the index"
        "{list}" "nineteen lines, and the last is no fault";
    "judge an exhibit as the lesson did, in another terminal"
        "{check} https://expired.localhost:{port}/"
        "what was agreed and sent, each check, rustls' own words, the fault with its repair; the exit status is 1";
    "judge the index itself, in which nothing is wrong"
        "{check} {url}" "good: nothing is wrong with what it shows; the exit status is 0";
    "judge a server of yours, or a public site, with the roots that your system trusts (the path is Debian's)"
        "{check} --ca /etc/ssl/certs/ca-certificates.crt https://www.rust-lang.org/"
        "the chain as it came, from the server's own certificate to what stands below a root";
    "curl, which knows that such names are this machine; the port of the index answers for all of them"
        "curl -v --cacert out/lesson8/served/root.pem https://expired.localhost:{port}/"
        windows "curl.exe -v --ssl-no-revoke --cacert out/lesson8/served/root.pem https://expired.localhost:{port}/"
        "certificate has expired; with no-san instead of expired: accepted";
    "the certificate that was taken back, without the list and with it"
        "curl --cacert out/lesson8/served/root.pem https://revoked.localhost:{port}/; curl --cacert out/lesson8/served/root.pem --crlfile out/lesson8/served/lists.pem https://revoked.localhost:{port}/"
        "first a page that says that it should not have been accepted, then: certificate revoked";
    "OpenSSL: every certificate that was sent, and its verdict"
        "openssl s_client -connect 127.0.0.1:{port} -servername path-length.localhost -CAfile out/lesson8/served/root.pem -showcerts </dev/null"
        "Certificate chain: s: is the subject, i: the issuer; Verify return code: 25 (path length constraint exceeded)";
    "the repaired gallery, for the same clients (stop the other one first)"
        "{serve} --repaired" "the same list; now every client that trusts the root accepts all of it";
    "the list of what was taken back"
        "openssl crl -in {list_file} -noout -text"
        "Revoked Certificates: a serial number, a time, a reason. lesson4 inspect shows the file to the last byte";
    "what Eve has of this walk"
        "tshark -r {capture} -d tcp.port=={port},tls -Y 'tls.handshake.extensions_server_name'"
        windows "& 'C:\\Program Files\\Wireshark\\tshark.exe' -r {capture} -d tcp.port=={port},tls -Y 'tls.handshake.extensions_server_name'"
        "a ClientHello for each exhibit, with its name in clear";
    "who hung up, and why: the alerts, with the keys"
        "tshark -r {capture} -d tcp.port=={port},tls -o tls.keylog_file:{keys} -Y 'tls.alert_message.level == 2'"
        windows "& 'C:\\Program Files\\Wireshark\\tshark.exe' -r {capture} -d tcp.port=={port},tls -o tls.keylog_file:{keys} -Y 'tls.alert_message.level == 2'"
        "Alice's alerts, each with its reason; without the keys they are application data";
    "in Wireshark: this capture has the keys in it"
        "wireshark {secrets}" windows "& 'C:\\Program Files\\Wireshark\\Wireshark.exe' {secrets}"
        "the filter tls.handshake.certificate: every chain of the gallery, opened";
    "in a browser: click through the index (on a Mac: open instead of xdg-open)"
        "xdg-open {url}" windows "start {url}"
        "an error for each, with a code; to get to the index itself, trust the root in a profile that you throw away afterwards";
];
