//! Lesson 6 in English: the commands to try.

use wirewalk::story::{Recipe, tries};

pub const RECIPES: &[Recipe] = tries![
    "Bob alone, until Ctrl-C, with the files of this walk; he asks back"
        "{server} --cert {cert} --key {private} --ca {root}"
        "the address on which he listens; a wrong file is an error before that. Whom he refuses he says here";
    "Bob with a key that is not his"
        "{server} --cert {cert} --key {certs/alice/alice.pem} --ca {root}"
        "do not belong together, and no port is opened; try a missing file and a certificate as --key too";
    "the four combinations"
        "HTTPS_ENABLED=false VERIFY_USER=false {server}; HTTPS_ENABLED=true VERIFY_USER=false {server}; HTTPS_ENABLED=false VERIFY_USER=true {server}"
        windows "$env:HTTPS_ENABLED = 'false'; $env:VERIFY_USER = 'false'; {server}; $env:HTTPS_ENABLED = 'true'; {server}; $env:HTTPS_ENABLED = 'false'; $env:VERIFY_USER = 'true'; {server}"
        "HTTP on a port of its own, HTTPS, and an error; end each with Ctrl-C";
    "Alice alone, in another terminal" "{client} --ca {root} --cert {certs/alice/alice.pem}" "The secret message is: …";
    "Alice without her certificate, by the error in both versions"
        "{client} --ca {root} --anonymous; {client} --ca {root} --anonymous --tls12"
        "CertificateRequired both times; only the second was refused within the handshake";
    "curl with certificate and key"
        "curl -v --cacert {root} --cert {certs/alice/alice.pem} {url}"
        windows "curl.exe -v --ssl-no-revoke --cacert {root} --cert {certs/alice/alice.p12}:butterfly --cert-type P12 {url}"
        "Request CERT among the messages of the handshake, then the secret. With curl of TLS 1.3 and no --cert: an alert after the handshake";
    "curl with the bundle, as a browser has it; Mallory would type the same"
        "curl --cacert {root} --cert-type P12 --cert {certs/alice/alice.p12}:butterfly {url}"
        windows "curl.exe --ssl-no-revoke --cacert {root} --cert-type P12 --cert {certs/alice/alice.p12}:butterfly {url}"
        "the secret; with another passphrase: check password";
    "a good certificate that is no permission, and one of another authority"
        "curl --cacert {root} --cert {certs/mallory/mallory.pem} {url}; curl --cacert {root} --cert {certs/other-ca/alice.pem} {url}"
        "403 and whom Bob saw; then: alert unknown ca";
    "Bob with Carol's list: the stolen certificate is refused, the new one is not"
        "{server} --cert {cert} --key {private} --ca {root} --crl {clients-crl.pem}"
        "then call with alice.pem, and with renewed.pem beside it: alert certificate revoked, and the secret";
    "what is in the list, and why it refuses"
        "openssl crl -in {clients-crl.pem} -noout -text; openssl verify -purpose sslclient -CAfile {root} -crl_check -CRLfile {clients-crl.pem} {certs/alice/alice.pem}"
        "Revoked Certificates with a serial number; error 23: certificate revoked";
    "every message of the handshake, in both versions, by OpenSSL"
        "printf 'GET / HTTP/1.0\\r\\nHost: localhost:{port}\\r\\n\\r\\n' | openssl s_client -connect 127.0.0.1:{port} -servername localhost -CAfile {root} -cert {certs/alice/alice.pem} -key {certs/alice/alice.pem} -msg -ign_eof -tls1_2"
        "<<< CertificateRequest; >>> Certificate, ClientKeyExchange, CertificateVerify, in this order. Then without -tls1_2";
    "what Eve has of both handshakes, in the terminal"
        "tshark -r {capture} -d tcp.port=={port},tls -Y 'tls.handshake.type == 13 || tls.handshake.type == 15'"
        windows "& 'C:\\Program Files\\Wireshark\\tshark.exe' -r {capture} -d tcp.port=={port},tls -Y 'tls.handshake.type == 13 || tls.handshake.type == 15'"
        "only the connections in TLS 1.2; in lesson6-with-secrets.pcapng all of them";
    "what is in the bundle, without its key"
        "openssl pkcs12 -in {certs/alice/alice.p12} -info -nokeys"
        "Alice and Carol, and how often the passphrase is hashed. To make your own: ca, csr, sign and client of lesson 4; Bob's --member names who may read";
    "in a browser: import alice.p12 in a profile that you throw away afterwards (Firefox: Settings, Certificates, Your Certificates)"
        "xdg-open {url}" windows "start {url}"
        "the browser asks which certificate to show: it offers those whose issuer Bob named. Without one: ERR_BAD_SSL_CLIENT_AUTH_CERT, or another error if the alert was faster than the request";
];
