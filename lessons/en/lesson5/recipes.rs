//! Lesson 5 in English: the commands to try.

use wirewalk::story::{Recipe, tries};

pub const RECIPES: &[Recipe] = tries![
    "start Bob with the certificate from this walk; Ctrl-C stops him"
        "{server} --cert {cert} --key {private}"
        "the address he listens on, or what is wrong with the files";
    "run Alice in another terminal; she trusts this root and nothing else"
        "{client} --ca {root}" "The secret message is: …";
    "run Alice with TLS 1.2, then without ML-KEM, then with verification off"
        "{client} --ca {root} --tls12; {client} --ca {root} --no-pq; {client} --insecure"
        "the same message three times; the last run says what it gives up";
    "the same with curl, which reports the handshake step by step"
        "curl -v --cacert {root} {url}" windows "curl.exe -v --ssl-no-revoke --cacert {root} {url}"
        "TLSv1.3, the suite, subject and issuer; without --cacert: the error of failure 1. (On Windows, curl.exe also \
            checks revocation, which Carol does not offer)";
    "ask by a wrong name, one that is not in the certificate"
        "curl -v --cacert {root} --resolve wrong.example:{port}:127.0.0.1 https://wrong.example:{port}/"
        windows "curl.exe -v --ssl-no-revoke --cacert {root} --resolve wrong.example:{port}:127.0.0.1 https://wrong.example:{port}/"
        "no alternative certificate subject name matches";
    "list every handshake message with OpenSSL"
        "printf 'GET / HTTP/1.0\\r\\nHost: localhost:{port}\\r\\n\\r\\n' | openssl s_client -connect 127.0.0.1:{port} -servername localhost -CAfile {root} -verify_return_error -msg -ign_eof"
        "<<< and >>> with the names of the messages; Verification: OK. Old versions have no ML-KEM and use X25519";
    "play an outdated client"
        "openssl s_client -connect 127.0.0.1:{port} -tls1_1 -cipher ALL:@SECLEVEL=0" "alert protocol version";
    "see Eve's recording in the terminal"
        "tshark -r {capture} -d tcp.port=={port},tls -Y tls"
        windows "& 'C:\\Program Files\\Wireshark\\tshark.exe' -r {capture} -d tcp.port=={port},tls -Y tls"
        "Client Hello, Server Hello, Application Data, and nothing else";
    "open the same capture with the keys"
        "tshark -r {capture} -d tcp.port=={port},tls -o tls.keylog_file:{keys} -Y 'tls.handshake || http'"
        windows "& 'C:\\Program Files\\Wireshark\\tshark.exe' -r {capture} -d tcp.port=={port},tls -o tls.keylog_file:{keys} -Y 'tls.handshake || http'"
        "Encrypted Extensions, Certificate, Certificate Verify, Finished, and HTTP";
    "open it in Wireshark; this capture contains the keys"
        "wireshark {secrets}" windows "& 'C:\\Program Files\\Wireshark\\Wireshark.exe' {secrets}"
        "the tab Decrypted TLS; the filter http finds the request. Share this file only with people who may read the traffic";
    "write a key log of your own connection, while Wireshark or tshark records"
        "SSLKEYLOGFILE=my.keys {client} --ca {root}" windows "$env:SSLKEYLOGFILE = 'my.keys'; {client} --ca {root}"
        "my.keys has one line per secret; curl, Firefox and Chromium use the same variable, and so does our server";
    "do the thief's work with tshark: the kept recording and the stolen key"
        "tshark -r {kept} -o 'uat:rsa_keys:\"{stolen}\",\"\"' -Y http"
        windows "& 'C:\\Program Files\\Wireshark\\tshark.exe' -r {kept} -o 'uat:rsa_keys:\"{stolen}\",\"\"' -Y http"
        "the request and the answer; with ecdhe.pcapng from the same folder: nothing";
    "use a browser, which does not know Carol and says so (on a Mac, use open instead of xdg-open)"
        "xdg-open {url}" windows "start {url}"
        "a warning with an error code like ERR_CERT_AUTHORITY_INVALID. Read the issuer before you click. To trust \
            Carol in a browser, add her root to a profile that you delete afterwards";
];
