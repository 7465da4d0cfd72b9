//! Lesson 5 in English: the commands to try.

use wirewalk::story::Recipe;

pub const RECIPES: &[Recipe] = &[
    Recipe {
        why: "Bob alone, until Ctrl-C, with the certificate of this walk",
        unix: "{server} --cert {cert} --key {private}",
        windows: None,
        look: "the address on which he listens; a wrong file or a key that does not fit is an error before that",
    },
    Recipe {
        why: "Alice alone, in another terminal; she trusts this root and nothing else",
        unix: "{client} --ca {root}",
        windows: None,
        look: "The secret message is: …",
    },
    Recipe {
        why: "Alice with TLS 1.2, without ML-KEM, and with her eyes shut",
        unix: "{client} --ca {root} --tls12; {client} --ca {root} --no-pq; {client} --insecure",
        windows: None,
        look: "the same message three times; the last one says what it gives up",
    },
    Recipe {
        why: "curl, which tells the handshake as it goes",
        unix: "curl -v --cacert {root} {url}",
        windows: Some("curl.exe -v --ssl-no-revoke --cacert {root} {url}"),
        look: "TLSv1.3, the suite, subject and issuer; without --cacert: the error of the scene without a root. (curl.exe of Windows asks for \
            revocation, which Carol does not offer)",
    },
    Recipe {
        why: "a wrong name: the certificate does not have this one",
        unix: "curl -v --cacert {root} --resolve wrong.example:{port}:127.0.0.1 https://wrong.example:{port}/",
        windows: Some(
            "curl.exe -v --ssl-no-revoke --cacert {root} --resolve wrong.example:{port}:127.0.0.1 https://wrong.example:{port}/",
        ),
        look: "no alternative certificate subject name matches",
    },
    Recipe {
        why: "every message of the handshake, by OpenSSL",
        unix: "printf 'GET / HTTP/1.0\\r\\nHost: localhost:{port}\\r\\n\\r\\n' | openssl s_client -connect 127.0.0.1:{port} -servername localhost -CAfile {root} -verify_return_error -msg -ign_eof",
        windows: None,
        look: "<<< and >>> with the names of the messages; Verification: OK. Old versions have no ML-KEM and take X25519",
    },
    Recipe {
        why: "an old client",
        unix: "openssl s_client -connect 127.0.0.1:{port} -tls1_1 -cipher ALL:@SECLEVEL=0",
        windows: None,
        look: "alert protocol version",
    },
    Recipe {
        why: "what Eve has, in the terminal",
        unix: "tshark -r {capture} -d tcp.port=={port},tls -Y tls",
        windows: Some("& 'C:\\Program Files\\Wireshark\\tshark.exe' -r {capture} -d tcp.port=={port},tls -Y tls"),
        look: "Client Hello, Server Hello, Application Data, and no more",
    },
    Recipe {
        why: "the same capture with the keys",
        unix: "tshark -r {capture} -d tcp.port=={port},tls -o tls.keylog_file:{keys} -Y 'tls.handshake || http'",
        windows: Some(
            "& 'C:\\Program Files\\Wireshark\\tshark.exe' -r {capture} -d tcp.port=={port},tls -o tls.keylog_file:{keys} -Y 'tls.handshake || http'",
        ),
        look: "Encrypted Extensions, Certificate, Certificate Verify, Finished, and HTTP",
    },
    Recipe {
        why: "in Wireshark: this capture has the keys in it",
        unix: "wireshark {secrets}",
        windows: Some("& 'C:\\Program Files\\Wireshark\\Wireshark.exe' {secrets}"),
        look: "at the bottom a tab Decrypted TLS; the filter http finds the request; give nobody this file whose capture you would not give away",
    },
    Recipe {
        why: "a key log of your own connection, while Wireshark or tshark records",
        unix: "SSLKEYLOGFILE=my.keys {client} --ca {root}",
        windows: Some("$env:SSLKEYLOGFILE = 'my.keys'; {client} --ca {root}"),
        look: "my.keys has a line for each secret; curl, Firefox and Chromium know the same variable, and so does our server",
    },
    Recipe {
        why: "the thief's work, by tshark: the kept recording with the stolen key",
        unix: "tshark -r {kept} -o 'uat:rsa_keys:\"{stolen}\",\"\"' -Y http",
        windows: Some(
            "& 'C:\\Program Files\\Wireshark\\tshark.exe' -r {kept} -o 'uat:rsa_keys:\"{stolen}\",\"\"' -Y http",
        ),
        look: "the request and the answer; with ecdhe.pcapng beside it: nothing",
    },
    Recipe {
        why: "in a browser: it does not know Carol and says so (on a Mac: open instead of xdg-open)",
        unix: "xdg-open {url}",
        windows: Some("start {url}"),
        look: "a warning with an error code like ERR_CERT_AUTHORITY_INVALID. Read who issued the certificate before you click. To \
            trust Carol in a browser, add her root to a profile that you throw away afterwards",
    },
];
