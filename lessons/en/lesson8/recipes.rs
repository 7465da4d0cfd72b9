//! Lesson 8 in English: the commands to try.

use wirewalk::story::Recipe;

pub const RECIPES: &[Recipe] = &[
    Recipe {
        why: "the gallery, open until Ctrl-C: an index, and a port and a name for each exhibit",
        unix: "{serve}",
        windows: None,
        look: "the list of addresses, and the file with the root; the commands below are for these ports",
    },
    Recipe {
        why: "the catalogue: which exhibit stands on which port behind the index",
        unix: "{list}",
        windows: None,
        look: "nineteen lines, and the last is no fault",
    },
    Recipe {
        why: "judge an exhibit as the lesson did, in another terminal",
        unix: "{check} https://expired.localhost:{port}/",
        windows: None,
        look: "what was agreed and sent, each check, rustls' own words, the fault with its repair; the exit status is 1",
    },
    Recipe {
        why: "judge the index itself, in which nothing is wrong",
        unix: "{check} {url}",
        windows: None,
        look: "good: nothing is wrong with what it shows; the exit status is 0",
    },
    Recipe {
        why: "judge a server of yours, or a public site, with the roots that your system trusts (the path is Debian's)",
        unix: "{check} --ca /etc/ssl/certs/ca-certificates.crt https://www.rust-lang.org/",
        windows: None,
        look: "the chain as it came, from the server's own certificate to what stands below a root",
    },
    Recipe {
        why: "curl, which knows that such names are this machine; the port of the index answers for all of them",
        unix: "curl -v --cacert out/lesson8/served/root.pem https://expired.localhost:{port}/",
        windows: Some(
            "curl.exe -v --ssl-no-revoke --cacert out/lesson8/served/root.pem https://expired.localhost:{port}/",
        ),
        look: "certificate has expired; with no-san instead of expired: accepted",
    },
    Recipe {
        why: "the certificate that was taken back, without the list and with it",
        unix: "curl --cacert out/lesson8/served/root.pem https://revoked.localhost:{port}/; curl --cacert out/lesson8/served/root.pem --crlfile out/lesson8/served/lists.pem https://revoked.localhost:{port}/",
        windows: None,
        look: "first a page that says that it should not have been accepted, then: certificate revoked",
    },
    Recipe {
        why: "OpenSSL: every certificate that was sent, and its verdict",
        unix: "openssl s_client -connect 127.0.0.1:{port} -servername path-length.localhost -CAfile out/lesson8/served/root.pem -showcerts </dev/null",
        windows: None,
        look: "Certificate chain: s: is the subject, i: the issuer; Verify return code: 25 (path length constraint exceeded)",
    },
    Recipe {
        why: "the repaired gallery, for the same clients (stop the other one first)",
        unix: "{serve} --repaired",
        windows: None,
        look: "the same list; now every client that trusts the root accepts all of it",
    },
    Recipe {
        why: "the list of what was taken back",
        unix: "openssl crl -in {list_file} -noout -text",
        windows: None,
        look: "Revoked Certificates: a serial number, a time, a reason. lesson4 inspect shows the file to the last byte",
    },
    Recipe {
        why: "what Eve has of this walk",
        unix: "tshark -r {capture} -d tcp.port=={port},tls -Y 'tls.handshake.extensions_server_name'",
        windows: Some(
            "& 'C:\\Program Files\\Wireshark\\tshark.exe' -r {capture} -d tcp.port=={port},tls -Y 'tls.handshake.extensions_server_name'",
        ),
        look: "a ClientHello for each exhibit, with its name in clear",
    },
    Recipe {
        why: "who hung up, and why: the alerts, with the keys",
        unix: "tshark -r {capture} -d tcp.port=={port},tls -o tls.keylog_file:{keys} -Y 'tls.alert_message.level == 2'",
        windows: Some(
            "& 'C:\\Program Files\\Wireshark\\tshark.exe' -r {capture} -d tcp.port=={port},tls -o tls.keylog_file:{keys} -Y 'tls.alert_message.level == 2'",
        ),
        look: "Alice's alerts, each with its reason; without the keys they are application data",
    },
    Recipe {
        why: "in Wireshark: this capture has the keys in it",
        unix: "wireshark {secrets}",
        windows: Some("& 'C:\\Program Files\\Wireshark\\Wireshark.exe' {secrets}"),
        look: "the filter tls.handshake.certificate: every chain of the gallery, opened",
    },
    Recipe {
        why: "in a browser: click through the index (on a Mac: open instead of xdg-open)",
        unix: "xdg-open {url}",
        windows: Some("start {url}"),
        look: "an error for each, with a code; to get to the index itself, trust the root in a profile that you throw away afterwards",
    },
];
