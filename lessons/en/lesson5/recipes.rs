//! Lesson 5 in English: the commands to try.

use wirewalk::story::{Recipe, tries};

pub const RECIPES: &[Recipe] = tries![
    "Bob alone, until Ctrl-C, with the certificate of this walk"
        "{server} --cert {cert} --key {private}"
        "the address on which he listens; a wrong file or a key that does not fit is an error before that";
    "Alice alone, in another terminal; she trusts this root and nothing else"
        "{client} --ca {root}" "The secret message is: …";
    "Alice with TLS 1.2, without ML-KEM, and with her eyes shut"
        "{client} --ca {root} --tls12; {client} --ca {root} --no-pq; {client} --insecure"
        "the same message three times; the last one says what it gives up";
    "curl, which tells the handshake as it goes"
        "curl -v --cacert {root} {url}" windows "curl.exe -v --ssl-no-revoke --cacert {root} {url}"
        "TLSv1.3, the suite, subject and issuer; without --cacert: the error of the scene without a root. (curl.exe of Windows asks for \
            revocation, which Carol does not offer)";
    "a wrong name: the certificate does not have this one"
        "curl -v --cacert {root} --resolve wrong.example:{port}:127.0.0.1 https://wrong.example:{port}/"
        windows "curl.exe -v --ssl-no-revoke --cacert {root} --resolve wrong.example:{port}:127.0.0.1 https://wrong.example:{port}/"
        "no alternative certificate subject name matches";
    "every message of the handshake, by OpenSSL"
        "printf 'GET / HTTP/1.0\\r\\nHost: localhost:{port}\\r\\n\\r\\n' | openssl s_client -connect 127.0.0.1:{port} -servername localhost -CAfile {root} -verify_return_error -msg -ign_eof"
        "<<< and >>> with the names of the messages; Verification: OK. Old versions have no ML-KEM and take X25519";
    "an old client"
        "openssl s_client -connect 127.0.0.1:{port} -tls1_1 -cipher ALL:@SECLEVEL=0" "alert protocol version";
    "what Eve has, in the terminal"
        "tshark -r {capture} -d tcp.port=={port},tls -Y tls"
        windows "& 'C:\\Program Files\\Wireshark\\tshark.exe' -r {capture} -d tcp.port=={port},tls -Y tls"
        "Client Hello, Server Hello, Application Data, and no more";
    "the same capture with the keys"
        "tshark -r {capture} -d tcp.port=={port},tls -o tls.keylog_file:{keys} -Y 'tls.handshake || http'"
        windows "& 'C:\\Program Files\\Wireshark\\tshark.exe' -r {capture} -d tcp.port=={port},tls -o tls.keylog_file:{keys} -Y 'tls.handshake || http'"
        "Encrypted Extensions, Certificate, Certificate Verify, Finished, and HTTP";
    "in Wireshark: this capture has the keys in it"
        "wireshark {secrets}" windows "& 'C:\\Program Files\\Wireshark\\Wireshark.exe' {secrets}"
        "at the bottom a tab Decrypted TLS; the filter http finds the request; give nobody this file whose capture you would not give away";
    "a key log of your own connection, while Wireshark or tshark records"
        "SSLKEYLOGFILE=my.keys {client} --ca {root}" windows "$env:SSLKEYLOGFILE = 'my.keys'; {client} --ca {root}"
        "my.keys has a line for each secret; curl, Firefox and Chromium know the same variable, and so does our server";
    "the thief's work, by tshark: the kept recording with the stolen key"
        "tshark -r {kept} -o 'uat:rsa_keys:\"{stolen}\",\"\"' -Y http"
        windows "& 'C:\\Program Files\\Wireshark\\tshark.exe' -r {kept} -o 'uat:rsa_keys:\"{stolen}\",\"\"' -Y http"
        "the request and the answer; with ecdhe.pcapng beside it: nothing";
    "in a browser: it does not know Carol and says so (on a Mac: open instead of xdg-open)"
        "xdg-open {url}" windows "start {url}"
        "a warning with an error code like ERR_CERT_AUTHORITY_INVALID. Read who issued the certificate before you click. To \
            trust Carol in a browser, add her root to a profile that you throw away afterwards";
];
