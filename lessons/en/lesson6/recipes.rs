//! Lesson 6 in English: the commands to try.

use wirewalk::story::Recipe;

pub const RECIPES: &[Recipe] = &[
    Recipe {
        why: "Bob alone, until Ctrl-C, with the files of this walk; he asks back",
        unix: "{server} --cert {cert} --key {private} --ca {root}",
        windows: None,
        look: "the address on which he listens; a wrong file is an error before that. Whom he refuses he says here",
    },
    Recipe {
        why: "Bob with a key that is not his",
        unix: "{server} --cert {cert} --key {certs/alice/alice.pem} --ca {root}",
        windows: None,
        look: "do not belong together, and no port is opened; try a missing file and a certificate as --key too",
    },
    Recipe {
        why: "the four combinations",
        unix: "HTTPS_ENABLED=false VERIFY_USER=false {server}; HTTPS_ENABLED=true VERIFY_USER=false {server}; HTTPS_ENABLED=false VERIFY_USER=true {server}",
        windows: Some(
            "$env:HTTPS_ENABLED = 'false'; $env:VERIFY_USER = 'false'; {server}; $env:HTTPS_ENABLED = 'true'; {server}; $env:HTTPS_ENABLED = 'false'; $env:VERIFY_USER = 'true'; {server}",
        ),
        look: "HTTP on a port of its own, HTTPS, and an error; end each with Ctrl-C",
    },
    Recipe {
        why: "Alice alone, in another terminal",
        unix: "{client} --ca {root} --cert {certs/alice/alice.pem}",
        windows: None,
        look: "The secret message is: …",
    },
    Recipe {
        why: "Alice without her certificate, by the error in both versions",
        unix: "{client} --ca {root} --anonymous; {client} --ca {root} --anonymous --tls12",
        windows: None,
        look: "CertificateRequired both times; only the second was refused within the handshake",
    },
    Recipe {
        why: "curl with certificate and key",
        unix: "curl -v --cacert {root} --cert {certs/alice/alice.pem} {url}",
        windows: Some(
            "curl.exe -v --ssl-no-revoke --cacert {root} --cert {certs/alice/alice.p12}:butterfly --cert-type P12 {url}",
        ),
        look: "Request CERT among the messages of the handshake, then the secret. With curl of TLS 1.3 and no --cert: an alert after the handshake",
    },
    Recipe {
        why: "curl with the bundle, as a browser has it; Mallory would type the same",
        unix: "curl --cacert {root} --cert-type P12 --cert {certs/alice/alice.p12}:butterfly {url}",
        windows: Some(
            "curl.exe --ssl-no-revoke --cacert {root} --cert-type P12 --cert {certs/alice/alice.p12}:butterfly {url}",
        ),
        look: "the secret; with another passphrase: check password",
    },
    Recipe {
        why: "a good certificate that is no permission, and one of another authority",
        unix: "curl --cacert {root} --cert {certs/mallory/mallory.pem} {url}; curl --cacert {root} --cert {certs/other-ca/alice.pem} {url}",
        windows: None,
        look: "403 and whom Bob saw; then: alert unknown ca",
    },
    Recipe {
        why: "Bob with Carol's list: the stolen certificate is refused, the new one is not",
        unix: "{server} --cert {cert} --key {private} --ca {root} --crl {clients-crl.pem}",
        windows: None,
        look: "then call with alice.pem, and with renewed.pem beside it: alert certificate revoked, and the secret",
    },
    Recipe {
        why: "what is in the list, and why it refuses",
        unix: "openssl crl -in {clients-crl.pem} -noout -text; openssl verify -purpose sslclient -CAfile {root} -crl_check -CRLfile {clients-crl.pem} {certs/alice/alice.pem}",
        windows: None,
        look: "Revoked Certificates with a serial number; error 23: certificate revoked",
    },
    Recipe {
        why: "every message of the handshake, in both versions, by OpenSSL",
        unix: "printf 'GET / HTTP/1.0\\r\\nHost: localhost:{port}\\r\\n\\r\\n' | openssl s_client -connect 127.0.0.1:{port} -servername localhost -CAfile {root} -cert {certs/alice/alice.pem} -key {certs/alice/alice.pem} -msg -ign_eof -tls1_2",
        windows: None,
        look: "<<< CertificateRequest; >>> Certificate, ClientKeyExchange, CertificateVerify, in this order. Then without -tls1_2",
    },
    Recipe {
        why: "what Eve has of both handshakes, in the terminal",
        unix: "tshark -r {capture} -d tcp.port=={port},tls -Y 'tls.handshake.type == 13 || tls.handshake.type == 15'",
        windows: Some(
            "& 'C:\\Program Files\\Wireshark\\tshark.exe' -r {capture} -d tcp.port=={port},tls -Y 'tls.handshake.type == 13 || tls.handshake.type == 15'",
        ),
        look: "only the connections in TLS 1.2; in lesson6-with-secrets.pcapng all of them",
    },
    Recipe {
        why: "what is in the bundle, without its key",
        unix: "openssl pkcs12 -in {certs/alice/alice.p12} -info -nokeys",
        windows: None,
        look: "Alice and Carol, and how often the passphrase is hashed. To make your own: ca, csr, sign and client of lesson 4; Bob's --member names who may read",
    },
    Recipe {
        why: "in a browser: import alice.p12 in a profile that you throw away afterwards (Firefox: Settings, Certificates, Your Certificates)",
        unix: "xdg-open {url}",
        windows: Some("start {url}"),
        look: "the browser asks which certificate to show: it offers those whose issuer Bob named. Without one: ERR_BAD_SSL_CLIENT_AUTH_CERT, or another error if the alert was faster than the request",
    },
];
