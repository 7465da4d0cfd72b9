//! Lesson 6 in English: the commands to try.

use wirewalk::story::{Recipe, tries};

pub const RECIPES: &[Recipe] = tries![
    "start Bob with the files from this walk; he asks back, and Ctrl-C stops him"
        "{server} --cert {cert} --key {private} --ca {root}"
        "the address he listens on; a wrong file is reported before that. He reports here whom he refuses";
    "start Bob with a key that is not his"
        "{server} --cert {cert} --key {certs/alice/alice.pem} --ca {root}"
        "do not belong together, and no port is opened; also try a missing file, and a certificate as --key";
    "try the four combinations"
        "HTTPS_ENABLED=false VERIFY_USER=false {server}; HTTPS_ENABLED=true VERIFY_USER=false {server}; HTTPS_ENABLED=false VERIFY_USER=true {server}"
        windows "$env:HTTPS_ENABLED = 'false'; $env:VERIFY_USER = 'false'; {server}; $env:HTTPS_ENABLED = 'true'; {server}; $env:HTTPS_ENABLED = 'false'; $env:VERIFY_USER = 'true'; {server}"
        "HTTP on its own port, HTTPS, and an error; end each with Ctrl-C";
    "run Alice in another terminal" "{client} --ca {root} --cert {certs/alice/alice.pem}" "The secret message is: …";
    "run Alice without her certificate, in both versions"
        "{client} --ca {root} --anonymous; {client} --ca {root} --anonymous --tls12"
        "CertificateRequired both times; only the second is refused during the handshake";
    "the same with curl, with certificate and key"
        "curl -v --cacert {root} --cert {certs/alice/alice.pem} {url}"
        windows "curl.exe -v --ssl-no-revoke --cacert {root} --cert {certs/alice/alice.p12}:butterfly --cert-type P12 {url}"
        "Request CERT among the handshake messages, then the secret. With TLS 1.3 and no --cert: an alert after the handshake";
    "the same with the bundle, as a browser uses it; Mallory would type the same"
        "curl --cacert {root} --cert-type P12 --cert {certs/alice/alice.p12}:butterfly {url}"
        windows "curl.exe --ssl-no-revoke --cacert {root} --cert-type P12 --cert {certs/alice/alice.p12}:butterfly {url}"
        "the secret; with another passphrase: check password";
    "try a valid certificate without permission, and one from another authority"
        "curl --cacert {root} --cert {certs/mallory/mallory.pem} {url}; curl --cacert {root} --cert {certs/other-ca/alice.pem} {url}"
        "403 and the name Bob saw; then: alert unknown ca";
    "start Bob with Carol's list: he refuses the stolen certificate and accepts the new one"
        "{server} --cert {cert} --key {private} --ca {root} --crl {clients-crl.pem}"
        "then connect with alice.pem, and with renewed.pem from the same folder: alert certificate revoked, and the secret";
    "read the list, and see why it refuses"
        "openssl crl -in {clients-crl.pem} -noout -text; openssl verify -purpose sslclient -CAfile {root} -crl_check -CRLfile {clients-crl.pem} {certs/alice/alice.pem}"
        "Revoked Certificates with a serial number; error 23: certificate revoked";
    "list every handshake message with OpenSSL, in both versions"
        "printf 'GET / HTTP/1.0\\r\\nHost: localhost:{port}\\r\\n\\r\\n' | openssl s_client -connect 127.0.0.1:{port} -servername localhost -CAfile {root} -cert {certs/alice/alice.pem} -key {certs/alice/alice.pem} -msg -ign_eof -tls1_2"
        "<<< CertificateRequest; >>> Certificate, ClientKeyExchange, CertificateVerify, in this order. Then without -tls1_2";
    "see in the terminal what Eve has of both handshakes"
        "tshark -r {capture} -d tcp.port=={port},tls -Y 'tls.handshake.type == 13 || tls.handshake.type == 15'"
        windows "& 'C:\\Program Files\\Wireshark\\tshark.exe' -r {capture} -d tcp.port=={port},tls -Y 'tls.handshake.type == 13 || tls.handshake.type == 15'"
        "only the TLS 1.2 connections; in lesson6-with-secrets.pcapng all of them";
    "see what is in the bundle, without its key"
        "openssl pkcs12 -in {certs/alice/alice.p12} -info -nokeys"
        "Alice and Carol, and how often the passphrase is hashed. To make your own, use ca, csr, sign and client from lesson 4; Bob's --member says who may read";
    "use a browser: import alice.p12 into a profile that you delete afterwards (Firefox: Settings, Certificates, Your Certificates)"
        "xdg-open {url}" windows "start {url}"
        "the browser asks which certificate to send, and offers those whose issuer Bob named. Without one: ERR_BAD_SSL_CLIENT_AUTH_CERT, or another error if the alert was faster than the request";
];
