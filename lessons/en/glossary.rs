//! The terms of the course in English: one sentence each, and the step that shows the thing. The ids of steps stay as they are in a
//! translation; terms, their other names and the sentences are translated.

use super::Term;

/// A term: its name, other names for it, the sentence, and the lesson and step that show it.
macro_rules! terms {
    ($($name:literal [$($also:literal)*] $says:literal $($lesson:literal $step:literal)?;)*) => {
        &[$(Term { name: $name, also: &[$($also),*], says: $says, shown: terms!(@shown $($lesson $step)?) }),*]
    };
    (@shown) => { None };
    (@shown $lesson:literal $step:literal) => { Some(($lesson, $step)) };
}

pub const TERMS: &[Term] = terms![
    "0-RTT packet" []
        "The QUIC packet in which a returning client sends early data, before the server has answered anything."
        10 "replay";
    "ACME" []
        "The protocol with which public authorities check, without a person, that a name is yours."
        4 "told";
    "AEAD" ["authenticated encryption with associated data" "authentication tag"]
        "A cipher that encrypts a message and protects it from changes in one step; TLS 1.3 uses nothing else."
        5 "sealed";
    "AES" ["Advanced Encryption Standard"]
        "The most widely used cipher: under a key, it turns each block of 16 bytes into another block, and back."
        2 "key";
    "alert" ["TLS alert"]
        "A short TLS message that says why one side ends the connection."
        5 "failures.alerts";
    "ALPN" ["application_layer_protocol_negotiation"]
        "A TLS extension with which client and server agree on the protocol inside TLS, such as HTTP/1.1 or HTTP/2."
        5 "station.1";
    "authentication" []
        "Knowing who sent a message, or with whom you share a key."
        1 "failures";
    "base64" ["url-safe base64"]
        "A way to write bytes as text, with 64 different characters; anybody can reverse it, so it protects nothing."
        1 "plain.search";
    "basic constraints" ["CA:TRUE"]
        "The certificate extension that says whether its owner is an authority and may sign other certificates."
        4 "checks";
    "binder" ["PSK binder"]
        "A MAC in a ClientHello which proves that the client has the PSK that it offers."
        9 "visits.binder";
    "brute force" []
        "Trying every possible key or number until one fits."
        2 "shift.broken";
    "CA" ["certificate authority" "authority"]
        "Somebody who checks that a name and a public key belong together, and signs a certificate that says so."
        4 "hello";
    "CBC" ["cipher block chaining"]
        "A way to encrypt several blocks: each block is mixed with the encrypted block before it, and the first with the IV."
        2 "by-hand";
    "certificate" ["X.509 certificate"]
        "A signed statement that a public key belongs to a name, with dates and permitted uses."
        4 "certificate";
    "CertificateVerify" []
        "The TLS 1.3 message with a signature over the handshake: it proves that the sender has the certificate's private key."
        5 "station.5";
    "chain of trust" ["chain" "certificate chain"]
        "A row of certificates, each signed with the key of the next, up to a root that you trust."
        4 "root";
    "cipher" ["encryption"]
        "A method that makes a message unreadable for everybody without the key."
        2 "shift";
    "cipher suite" ["suite"]
        "One number for a set of algorithms that client and server use together."
        5 "station.2";
    "ciphertext" []
        "A message after encryption."
        2 "token.eve";
    "ClientHello" []
        "The first message of a TLS handshake, in which the client lists what it supports and names the server it wants."
        5 "station.1";
    "CN" ["common name"]
        "The name in a certificate's subject; browsers no longer read it, only the SAN counts."
        4 "checks";
    "confidentiality" []
        "Only the intended receiver can read the message."
        1 "failures";
    "connection ID" ["QUIC connection ID"]
        "A name for a QUIC connection, chosen by the side that receives under it; it finds the connection when the address has changed."
        10 "first.keys";
    "CRL" ["certificate revocation list" "revocation list"]
        "A signed list of the certificates that an authority has revoked."
        6 "revoked";
    "CSR" ["certificate signing request" "request for a certificate"]
        "A message to an authority with a public key and the names asked for, signed with the matching private key."
        4 "request";
    "datagram" ["UDP datagram"]
        "What UDP carries: it arrives whole or not at all, in any order, and nobody says that it arrived."
        10 "hello";
    "DER" ["distinguished encoding rules"]
        "The way in which certificates and keys are written as bytes: each value as a tag, a length and its contents."
        4 "der";
    "Diffie–Hellman" ["Diffie-Hellman" "DH" "ECDHE" "key agreement"]
        "A way for two people to agree on a shared secret although everybody hears every message between them."
        3 "paint";
    "discrete logarithm" []
        "The exponent that turns one known number into another, modulo a prime; nobody knows a fast way to find a large one."
        3 "small.eve";
    "DNS" ["domain name system"]
        "The system that finds the IP address for a name."
        1 "mallory";
    "downgrade" ["downgrade marker"]
        "An attack that makes two sides use an older, weaker version than both support."
        5 "downgrade.seen";
    "early data" ["0-RTT"]
        "Data that a returning client sends together with its ClientHello; Mallory can replay it."
        9 "line";
    "ECDSA" []
        "A signature algorithm on elliptic curves; a signature is two numbers, r and s."
        4 "certificate.signature";
    "extension" ["certificate extension" "TLS extension"]
        "An optional part of a message or a certificate, with a number or an OID that says what it means."
        5 "station.1";
    "Finished" []
        "The last message of a TLS handshake on each side: a MAC over everything sent before."
        5 "station.6";
    "forward secrecy" []
        "A key stolen later does not open what was recorded before."
        3 "forward";
    "frame" ["QUIC frame"]
        "What is inside a QUIC packet: a piece of a stream, an acknowledgement, a close."
        10 "opened";
    "GCM" ["Galois counter mode" "AES-GCM"]
        "The AEAD made from AES that most TLS connections use."
        5 "station.2";
    "handshake" ["TLS handshake"]
        "The first messages of a TLS connection, in which both sides agree on keys and prove who they are."
        5 "https.records";
    "hash" ["hash function" "digest" "SHA-256"]
        "A function that turns any message into a short value of fixed length, so that nobody can find two messages with the same value."
        2 "key";
    "header protection" []
        "The second layer of QUIC's encryption: a mask, made from the ciphertext, hides the packet number and a part of the first byte."
        10 "first.mask";
    "HKDF" []
        "A way to make keys from a shared secret, in two steps: extract and expand."
        3 "curve";
    "HMAC" []
        "A MAC made from a hash."
        2 "key";
    "HSTS" ["Strict-Transport-Security" "HTTP strict transport security"]
        "A header with which a site tells browsers to use only HTTPS for it from then on."
        7 "hsts";
    "HTTP" ["HTTP/1.1"]
        "The protocol with which browsers ask servers for pages."
        1 "hello";
    "HTTP/3" ["h3"]
        "HTTP over QUIC: each request has a stream of its own, and the header fields are compressed with QPACK."
        10 "opened.request";
    "HTTPS" []
        "HTTP over TLS."
        1 "layers";
    "Initial packet" []
        "The first QUIC packet of each side, with a ClientHello or a ServerHello, encrypted under a key that anyone can derive."
        10 "first.keys";
    "integrity" []
        "Nobody can change the message without being noticed."
        1 "failures";
    "intermediate" ["intermediate certificate" "intermediate authority"]
        "An authority whose certificate a root, or another intermediate, has signed."
        6 "chain";
    "IV" ["initialisation vector" "initialization vector"]
        "A value that is new for every encryption, so that the same message never looks the same twice; it is not secret."
        2 "token.eve";
    "key derivation" ["key schedule" "derived secret"]
        "Computing keys from a shared secret."
        5 "station.3.schedule";
    "key log" ["SSLKEYLOGFILE"]
        "A file to which a program writes the secrets of its TLS connections, so that their recordings can be opened."
        5 "station.3.schedule";
    "key share" ["key_share"]
        "A public key for this connection only, sent in a ClientHello or ServerHello."
        5 "station.1";
    "key usage" ["keyUsage" "extended key usage"]
        "The certificate extensions that say what its key may do: sign handshakes, sign certificates, prove a server or a client."
        4 "checks";
    "leaf" ["leaf certificate" "end-entity certificate"]
        "The certificate of a server or a client, at the end of a chain: it signs no other certificates."
        6 "chain";
    "low order" ["order of a point" "order"]
        "The order of a point is how many times you add it to itself until you reach zero; with a point of low order, the shared secret is known to all."
        3 "bad-keys";
    "MAC" ["message authentication code"]
        "A short value that only a holder of the key can make or check, and that reveals every change to the message."
        2 "key";
    "middlebox" ["middleboxes"]
        "A device on the path that reads or changes what passes, such as a firewall."
        5 "station.1";
    "MITM" ["man in the middle" "machine in the middle" "in the middle"]
        "An attacker who sits between two sides, and talks to each as if she were the other."
        1 "mallory";
    "ML-KEM" ["X25519MLKEM768" "post-quantum"]
        "A key exchange that nobody knows how to break, even with a quantum computer."
        5 "station.3";
    "modulo" []
        "Keeping only the remainder after a division."
        3 "small";
    "mTLS" ["mutual TLS" "client certificate"]
        "TLS in which the client proves who it is, too, with a certificate of its own."
        6 "combinations";
    "name constraints" []
        "The certificate extension that limits for which names an authority may sign."
        8 "name-constraint.seen";
    "nonce" []
        "A number that must never be used twice with the same key."
        5 "station.3.schedule";
    "OCSP" ["status_request" "OCSP stapling"]
        "A protocol to ask an authority whether it has revoked a certificate."
        5 "station.1";
    "OID" ["object identifier"]
        "A number with dots that names an algorithm, a field or an extension, such as 2.5.4.3 for the common name."
        4 "der";
    "packet" ["QUIC packet"]
        "The unit that QUIC encrypts and numbers; a datagram carries one or several."
        10 "terms";
    "packet number" []
        "The number of a QUIC packet, which its sender never uses twice; it completes the IV to the nonce."
        10 "first.mask";
    "padding" []
        "Bytes added to a message, so that it fills whole blocks or hides its length."
        2 "token.insider";
    "passphrase" ["PBKDF2"]
        "A secret text from which a key is made, usually to protect a private key on disk."
        4 "root";
    "PEM" []
        "DER written as base64, between a BEGIN line and an END line."
        4 "der";
    "PKCS #12" ["PKCS#12" ".p12"]
        "A file format that holds a private key, its certificate and a chain, under a passphrase."
        6 "bundle";
    "private key" []
        "The half of a key pair that its owner keeps: it signs, or derives shared secrets."
        3 "curve";
    "proxy" ["reverse proxy"]
        "A server that accepts requests and forwards them to another server."
        7 "hello";
    "PSK" ["pre-shared key" "psk_key_exchange_modes"]
        "A key that both sides already have, usually from an earlier connection."
        5 "station.1";
    "public key" []
        "The half of a key pair that everybody may know: others check signatures with it, or derive shared secrets."
        3 "curve";
    "QPACK" []
        "The compression of header fields in HTTP/3: a frequent one is a number in a table that both sides know."
        10 "opened.request";
    "QUIC" []
        "The protocol over UDP that does what TCP and the records of TLS do, and encrypts almost all of it."
        10 "hello";
    "record" ["TLS record"]
        "The unit in which TLS sends bytes: a header of five bytes, and a content that is usually encrypted."
        5 "https.records";
    "replay" ["replay attack"]
        "Sending a recorded message again."
        2 "replay";
    "request smuggling" ["smuggled request" "smuggling"]
        "An attack in which a proxy and the server behind it disagree on where a request ends."
        7 "smuggled.seen";
    "Retry" ["Retry packet"]
        "A QUIC server's request to come again with a token, which proves that the client receives at its address."
        10 "retry.tag";
    "revocation" ["revoked"]
        "Declaring a certificate invalid before its last day."
        6 "revoked";
    "root" ["root certificate" "trust anchor"]
        "An authority's certificate for its own key, which you trust because you got it in another way."
        4 "root";
    "RSA" []
        "An algorithm for signatures and encryption that relies on this: nobody knows how to find the factors of very large numbers."
        4 "sign";
    "salt" []
        "A random value that is not secret, mixed in so that the same input gives a different key each time."
        3 "curve";
    "SAN" ["subject alternative name" "subject alternative names"]
        "The names in a certificate that count: a browser checks the name it asked for against this list."
        4 "checks";
    "self-signed" ["self-signed certificate"]
        "Said of a certificate that was signed with its own key, so that nobody else vouches for it."
        5 "self-signed.seen";
    "ServerHello" []
        "The server's answer to a ClientHello: the version, cipher suite and key share it has chosen."
        5 "station.2";
    "session ticket" ["ticket" "new_session_ticket"]
        "Data from which a server recognises a returning client, so that both can use a PSK and skip the certificates."
        9 "visits.ticket";
    "shared secret" []
        "A value that both sides have computed and nobody else can; keys are derived from it."
        3 "agreed.derived";
    "signature" ["digital signature"]
        "A value that only the holder of a private key can make, and that anybody can check with the public key."
        4 "sign";
    "SNI" ["server_name" "server name indication"]
        "The extension in which a client names the server it wants; Eve can read it."
        5 "station.1";
    "spin bit" []
        "A bit in the clear that may flip once per round trip, so that operators can measure a network."
        10 "first.short";
    "stream" ["QUIC stream"]
        "Bytes in order, as in TCP; a QUIC connection has many, and none waits for another."
        10 "opened.request";
    "tag" ["DER tag"]
        "In DER, the byte that says what kind of value follows; in an AEAD, the bytes that reveal every change."
        4 "der";
    "TCP" []
        "The protocol that carries a stream of bytes between two programs, complete and in order."
        1 "layers";
    "TLS" ["SSL"]
        "The protocol that adds confidentiality, integrity and authentication between TCP and the application."
        1 "layers";
    "transcript hash" []
        "A hash of every message so far; if the two sides saw different bytes, it differs."
        3 "agreed.derived";
    "transport parameter" ["quic_transport_parameters"]
        "A value in the TLS handshake with which a side of QUIC says how much it is ready to receive."
        10 "first.name";
    "trust store" []
        "A list of the roots that a program trusts."
        4 "root";
    "UDP" ["user datagram protocol"]
        "The protocol that carries datagrams between two programs, without connections, order or sending again."
        10 "hello";
    "Version Negotiation" ["Version Negotiation packet"]
        "A QUIC server's list of the versions that it speaks, for a client that tried another; nothing protects it."
        10 "forged.made-up";
    "X25519" ["Curve25519"]
        "Diffie–Hellman on the curve Curve25519, with keys of 32 bytes."
        3 "curve";
];
