//! Lesson 5 in English: every sentence with the id of its step, and no value in any of them.

use wirewalk::rfc;
use wirewalk::story::{About, Line, Name, Question, asks, says};

#[path = "lesson5/failures.rs"]
mod failures;
#[path = "lesson5/recipes.rs"]
mod recipes;
#[path = "lesson5/tampering.rs"]
mod tampering;

pub use failures::*;
pub use recipes::RECIPES;
pub use tampering::*;

pub const ABOUT: About = About {
    number: 5,
    title: "HTTPS",
    line: "Bob's app from lesson 1 behind TLS 1.3: Eve keeps names and sizes, Mallory is stopped, every byte is explained.",
    minutes: 90,
    before: "Lessons 1, 3 and 4: a request, a key agreed on in public, a certificate.",
    objectives: &[
        "follow a TLS 1.3 handshake through its seven stations, first as Eve has it, then decrypted",
        "derive every key of a connection from its shared secret, and say what each key protects",
        "say what the key in the certificate does, and what it does not do",
        "name what Eve still learns, and what else she learns in TLS 1.2",
        "read an alert: who refused whom, why, and how to repair it",
        "say which check stops Mallory when she changes bytes and when she poses as Bob, and show what remains without it",
    ],
    read_on: &[
        (rfc::lesson5::TLS13, "the protocol in three pictures, then in full"),
        (rfc::lesson5::KEY_SCHEDULE, "from the shared secret to every key"),
        (rfc::lesson5::AUTHENTICATION, "what is signed and hashed, and in which order"),
        (rfc::lesson5::TLS12, "the handshake of TLS 1.2, for comparison"),
        (rfc::lesson5::HYBRID, "why and how two key exchanges are combined"),
        (rfc::lesson5::RECOMMENDATIONS, "which versions and suites to allow today"),
        (rfc::lesson5::ENCRYPTED_CLIENT_HELLO, "how the server name can be hidden too"),
    ],
};

pub const HELLO: Line = says!("hello" "Two halves of one answer"
    "Lesson 3 gave Alice a key that she shares with somebody. Lesson 4 gave her a way to check who somebody is. Each alone is \
        useless: the key may be shared with Mallory, and anyone can copy a certificate.\n\n\
        TLS joins the two. Both ends agree on a secret. Bob signs everything sent so far, including the public keys of that \
        agreement. The certificate tells Alice whose signature it is. In this lesson you see every byte, first as Eve has it, \
        then as the two ends have it.");

pub const LAYERS: Line = says!("layers" "Where TLS fits in"
    "In lesson 1 there was a gap between TCP and HTTP. TLS fills it, and neither neighbour notices. TCP carries bytes as \
        before, and HTTP is the same text as before.\n\n\
        TLS itself has two layers. The record layer cuts the data into records and encrypts them as soon as there are keys. The \
        handshake, whose messages also travel in records, makes those keys.");

pub const LAYERS_HEAD: [&str; 3] = ["layer", "what it adds", "what Eve can read"];
pub const LAYERS_TABLE: [[&str; 3]; 5] = [
    ["IP", "addresses", "all"],
    ["TCP", "ports, order", "all"],
    ["TLS, records", "pieces, encryption, protection against changes", "outer type, length"],
    ["TLS, handshake", "a shared secret, and proof of who Bob is", "both hellos; the rest only in TLS 1.2"],
    ["HTTP", "request and response", "nothing"],
];

pub const STATIONS: Line = says!("stations" "Seven stations, and a list of six steps"
    "A TLS 1.3 handshake has seven stations. HTTPS is often explained in six steps instead: hello; hello with the \
        certificate; the certificate is checked; a session key by Diffie–Hellman or RSA; encryption begins; data. The table \
        compares the two.\n\n\
        The six steps describe TLS 1.2, and not all of it. They leave out two stations, and without those two nothing would stop \
        Mallory. In TLS 1.3 the keys come before the certificate, so Eve no longer sees it. And RSA no longer exchanges keys.");

pub const STATIONS_HEAD: [&str; 4] = ["station", "who", "what it means", "in the six steps"];
pub const STATIONS_TABLE: [[&str; 4]; 7] = [
    [
        "1 ClientHello",
        "Alice",
        "what I support, which server I want, my public keys",
        "step 1; the public keys are new in TLS 1.3",
    ],
    ["2 ServerHello", "Bob", "what I choose, my public key", "half of step 2: it has no certificate"],
    ["3 key agreement", "both", "(no message: both compute)", "step 4, which comes too late; RSA is gone"],
    ["4 Certificate", "Bob", "my name and my public key", "steps 2 and 3; encrypted in TLS 1.3"],
    ["5 CertificateVerify", "Bob", "I have the private key, and I sent all this", "missing"],
    ["6 Finished", "Bob, Alice", "I sent and received exactly the same bytes", "missing"],
    ["7 application data", "both", "HTTP", "steps 5 and 6; encryption began after station 3"],
];

pub const CAST: Line = says!("cast" "Carol and Bob, as in lesson 4"
    "The walk makes new ones: Carol's root, Bob's key, and a certificate that Carol signed for him. Bob's server gets the \
        certificate and the private key. Alice gets Carol's root and nothing else. A browser has a list of a hundred \
        authorities; Alice has one.\n\n\
        The files are saved for you, so that you can play Bob or Alice afterwards. This time Bob's key is not encrypted, because \
        a server must start without anyone typing a passphrase. Only you can read the file.");
pub const SAYS: Name = Name { id: "cast.says", text: "Bob's certificate says" };
pub const ROOT_FILE: Name = Name { id: "cast.root", text: "Carol's root" };
pub const CERTIFICATE_FILE: Name = Name { id: "cast.certificate", text: "Bob's certificate" };
pub const KEY_FILE: Name = Name { id: "cast.key", text: "Bob's private key" };

pub const HTTPS: Line = says!("https" "Scene 1: the same app, behind TLS"
    "Bob's app is the function from lesson 1, with not a line changed. It does not know that TLS exists. Alice asks the same \
        question, this time by the server's name. Eve is on the wire and records.");

pub const WHAT_IN_CLEAR: Question = asks!("https.what-in-clear" "Which of these will Eve be able to read?"
    [
        no "the certificate that Bob sends her"
            "In TLS 1.3 it is encrypted. In TLS 1.2 Eve could read it, as you will see.";
        yes "the name of the site that Alice visits";
        no "the path and the headers of the request"
            "The whole request is encrypted, its path and headers included.";
        no "none: HTTPS hides even which site it is"
            "The name is in the ClientHello, in the clear. HTTPS hides what you do on a site, not which site it is."
            believes HIDES_SITE see "tls.handshake.extensions_server_name" at "station.1";
    ]
    "A server with many names must know which certificate to send, and at that moment there is no key yet. (There is a \
        remedy, Encrypted ClientHello. It needs a key that the site publishes in the DNS beforehand.)");

pub const WHICH_KEY: Question = asks!("https.which-key" "With which key will Bob encrypt the secret?"
    [
        no "with the public key in his certificate"
            "That key encrypts nothing here. Alice checks one signature with it, at station 5."
            believes CERTIFICATE_KEY_ENCRYPTS see "x509af.subjectPublicKey" at "station.4";
        no "with his private key, the one he signs with"
            "Signing is not encrypting. Bob's private key makes one signature, in CertificateVerify. What it makes hides \
                nothing." believes SIGNING_ENCRYPTS see "tls.handshake.client_cert_vrfy.sig" at "station.5";
        yes "with a key that both derive for this visit";
    ]
    "The keys that encrypt are derived from the secret that both agreed on, one for each direction. They are in no \
        certificate, and both ends forget them afterwards.");

pub const HEARD: Line = says!("https.heard" "The same answer"
    "Alice has the message, as in lesson 1. Compare how many bytes it took.");
pub const ALICE_HEARD: Name = Name { id: "alice.heard", text: "Alice received" };

pub const RECORDS: Line = says!("https.records" "The whole conversation on one page"
    "Every record, in order. The outside is what Eve can read. The inside takes the keys to read. After the two hellos, every \
        encrypted record has the outer type application data, whatever it contains. Its true type is encrypted along with the \
        content.");
pub const WHICH_VERSION: Question = asks!("https.which-version"
    "The first record that Alice sends begins with `16 03 01`. What does the `03 01` tell about her?"
    [
        no "that she speaks TLS 1.0, which has that number"
            "She speaks TLS 1.3. The version of a record is kept at old values for the sake of old middleboxes."
            believes RECORD_VERSION see "tls.record.version" at "station.1.disguise";
        yes "nothing: what she speaks is listed in the hello";
        no "that she accepts anything from TLS 1.0 upwards"
            "What she accepts is listed in the hello, and TLS 1.0 is not in that list."
            see "tls.handshake.extensions.supported_version" at "station.1.disguise";
    ]
    "The versions that Alice offers are in an extension of the ClientHello, supported_versions. The version of the record, \
        and the one in the hello itself, say what old middleboxes expect.");
pub const RECORDS_HEAD: [&str; 4] = ["who", "outside", "bytes", "inside"];

pub const CLIENT_HELLO: Line = says!("station.1" "Station 1: ClientHello"
    "Alice sends the first message, in the clear because there is no key yet. It lists the [versions](tls.handshake.extensions.supported_version), [cipher suites](tls.handshake.ciphersuite) and \
        [signature algorithms](tls.handshake.sig_hash_alg) she supports, names [the server she wants](tls.handshake.extensions_server_name), and carries a fresh [random number](tls.handshake.random).\n\n\
        It also carries her [public keys](tls.handshake.extensions_key_share_key_exchange), each in a key share: a public key with the name of its group, where a group is the kind \
        of key exchange. She guesses that Bob accepts her groups. In TLS 1.2, that exchange took a round trip of its own.");

pub const DISGUISE: Line = says!("station.1.disguise" "Three version numbers, two of them untrue"
    "[The record](tls.record.version) says TLS 1.0. [The ClientHello](tls.handshake.version) says TLS 1.2. Neither is true. Old middleboxes, machines on the path that \
        inspect traffic, drop whatever they do not recognise. So TLS 1.3 imitates a version they know. The truth is in an \
        extension, [supported_versions](tls.handshake.extensions.supported_version), which old middleboxes never read. So do not trust the version in the record header.");

pub const SERVER_HELLO: Line = says!("station.2" "Station 2: ServerHello"
    "Bob chooses: one [version](tls.handshake.extensions.supported_version), one [cipher suite](tls.handshake.ciphersuite), one \
        [group](tls.handshake.extensions_key_share_group). He adds his own [random number](tls.handshake.random) and his own \
        [public key](tls.handshake.extensions_key_share_key_exchange). This is the \
        last message he sends in the clear. It contains no certificate.");

pub const THEATRE: Line = says!("station.2.theatre" "A message that means nothing"
    "In TLS 1.2, ChangeCipherSpec meant: from here on, I encrypt. In TLS 1.3 it means nothing, and the receiver discards it. \
        It is sent only because the same old middleboxes expect it. You can test that: remove it from the recording, and \
        everything decrypts as before.");

pub const AGREEMENT: Line = says!("station.3" "Station 3: the shared secret"
    "No message crosses the wire here. Alice and Bob each compute the same secrets, with two methods, and concatenate the two \
        results. One method is X25519, as in lesson 3: each end combines its own private key with the other's public key. The \
        other is ML-KEM: Alice sends a public key, Bob encapsulates a secret under it, and Alice recovers the secret with her \
        private key. Nobody knows how to break ML-KEM, even with a quantum computer. To read what follows, an attacker must \
        break both.\n\n\
        The two programs wrote the secret down themselves, for this lesson. It is in no key log, the file in which a program \
        notes its secrets for Wireshark, and in no other file.");

pub const SCHEDULE: Line = says!("station.3.schedule" "From one secret to every key"
    "This is HKDF again, in a chain. Extract mixes a secret in. Expand takes a key out, under a label and with a hash. That \
        hash is the transcript hash: the hash of every handshake message so far, on both sides. So each key fits one direction \
        and one part of one conversation. If a byte of a hello was changed on the path, the two ends get different keys.\n\n\
        The program computed the whole chain a second time, from the recorded secret down to each key and IV. It compared every \
        secret that both programs had logged.");

pub const SEALED: Line = says!("sealed" "What Eve has from here on"
    "This is the next record, as it crossed the wire. Five bytes are in the clear: a type that is always the same, a version \
        that is always the same, and a length. The rest is ciphertext, with [a tag](wirewalk.tls.tag) at its end. The tag is a checksum made with \
        the key, so a changed bit does not go unnoticed. Eve can count the bytes, and that is all.");

pub const ENCRYPTED_EXTENSIONS: Line = says!("sealed.opened" "The same record, opened"
    "Now with the key for Bob's side of the handshake. One more byte follows the plaintext: the true type of the record. \
        Inside are four messages. The first holds the rest of Bob's choices, those that are not needed to agree on a key. One of \
        them is that HTTP/1.1 will be spoken. The other three messages are the next three stations.");

pub const CERTIFICATE: Line = says!("station.4" "Station 4: Certificate"
    "This is a certificate as in lesson 4, and Eve does not get it. All its fields are those of lesson 4; here are some. \
        Alice runs the checks from lesson 4 on it: the chain to Carol's root, the name she asked for, the dates, the purpose.\n\n\
        A certificate alone proves nothing about the one who sends it. Everyone to whom Bob ever sent it has a copy.");

pub const VERIFY: Line = says!("station.5" "Station 5: CertificateVerify"
    "This message joins the two halves. Bob signs the transcript hash: both hellos, both public keys, both random numbers, \
        and his certificate go into it. The hash does not cross the wire. Alice computes it herself from the messages she \
        received. Then she checks the signature with the public key in the certificate.\n\n\
        So the one who agreed on the key is the one Carol named. An old signature is useless, because the random numbers are \
        different.\n\n\
        This is all that the certificate's key does: it signs, once per handshake. It encrypts no traffic. And signing is not \
        encrypting with the private key. A signature hides nothing, and ECDSA, the kind Bob uses, has no such encryption.");

pub const FINISHED: Line = says!("station.6" "Station 6: Finished"
    "Finished is a MAC over the whole handshake, made with a key that serves only this purpose. Bob sends his first, then \
        Alice sends hers. If anyone changed a byte on the path, even one that nobody signed or read, the two ends have different \
        hashes, and this check fails. It also proves that the other end derived the same keys.");

pub const LAST_KEYS: Line = says!("station.6.keys" "New keys for the data"
    "Bob's part of the handshake is over, and its key is not used again. The chain takes one more step. The handshake secret \
        gives a second derived secret, that gives the master secret, and the master secret gives one key for each direction. The \
        transcript hash that goes in now reaches up to Bob's Finished. So these keys depend on the certificate and its signature \
        too.");

pub const DATA: Line = says!("station.7" "Station 7: application data"
    "Now HTTP. This is the record with Bob's answer. Eve has the ciphertext and its tag. The key for this direction turns \
        them into the content.");

pub const ANSWER: Line = says!("station.7.opened" "The answer, as Alice read it"
    "This is the head of the HTTP message in that record. The fields are those from lesson 1: TLS added nothing to them and \
        removed nothing.");

pub const GOODBYE: Line = says!("goodbye" "Even the end is protected"
    "close_notify is an alert, a short message about the connection itself, and it is encrypted like everything else. It \
        says: I have sent everything. Without it, the end of a connection could be Mallory's doing. In lesson 1, only \
        Content-Length could reveal that.");

pub const SEARCH: Line = says!("search" "Is it really gone?"
    "The program runs the search from lesson 1 again, with all its encodings, through everything that Eve has. To show that \
        the search still works, it also runs over the decrypted bytes.");

pub const LEDGER: Line = says!("ledger" "Eve's ledger"
    "Compare it with the ledger from lesson 1. The content is gone. The name, the sizes, the times and the addresses are not. \
        And for the first time, Alice knows by name who answered. Bob does not know who asked.");

pub const TLS12: Line = says!("tls12" "Scene 2: the same with TLS 1.2"
    "Everything is as before, except that Alice supports TLS 1.2 and nothing newer. TLS 1.2 is not broken, and most servers \
        must still accept it. But it tells Eve more.");

pub const FASTER: Question = asks!("tls12.faster" "How many round trips pass before Alice may send her request?"
    [
        yes "one in TLS 1.3, and two in TLS 1.2";
        no "two in both: the ciphers differ"
            "TLS 1.3 sends the public keys together with the hellos, and so saves a round trip.";
        no "none in TLS 1.3, and one in TLS 1.2"
            "Only on a later visit, with early data: that is lesson 9. This is a first visit.";
    ]
    "In TLS 1.2 the public keys go in a second pair of messages, after the hellos. TLS 1.3 sends them with the hellos. Over a \
        long line that is what a person notices.");

pub const BESIDE: Line = says!("tls12.beside" "Side by side, measured"
    "Both columns are counted in the two recordings.");
pub const BESIDE_HEAD: [&str; 3] = ["", "TLS 1.3", "TLS 1.2"];

pub const CERTIFICATE_IN_CLEAR: Line = says!("tls12.certificate" "The certificate, as Eve has it"
    "This took no key. In TLS 1.2, everything up to ChangeCipherSpec is in the clear. So Eve reads Bob's certificate. If \
        Alice had one, Eve would read that too: lesson 6.");

pub const SERVER_KEY_EXCHANGE: Line = says!("tls12.key-exchange" "Where TLS 1.2 signs"
    "Bob's public key comes in a message of its own. He signs that key and the two random numbers, and nothing else. Only \
        Finished protects the choice of suite and group, with keys that come from that same choice. If Mallory can talk both \
        ends into a group that she can break, she can forge Finished too. That was Logjam, in lesson 3. TLS 1.3 signs everything \
        sent so far.");

pub const NO_PQ: Line = says!("no-pq" "Scene 3: without ML-KEM"
    "TLS 1.3 again, but Alice offers only X25519, as everyone did until a few years ago.");

pub const WHY_NOW: Question = asks!("no-pq.why-now" "No quantum computer that can break X25519 exists. Why use ML-KEM already?"
    [
        no "because it is faster and its keys are smaller"
            "Its public values are many times larger, as the table shows.";
        yes "because today's recordings can be opened later";
        no "because it is proven that nothing can break it"
            "Nobody has proven that of ML-KEM, nor of any cipher in this lesson. That is why X25519 stays beside it: an \
                attacker has to break both." believes CIPHERS_PROVEN;
    ]
    "Eve can store what she recorded and wait: harvest now, decrypt later. A secret that must hold for twenty years needs \
        protection today. Certificates are less urgent: a signature that is forged in twenty years does not change today's \
        conversation.");

pub const HYBRID: Line = says!("no-pq.hybrid" "What it costs"
    "The difference is in the two key shares, and almost nowhere else. Compare it with the size of one picture on a web page.");
pub const HYBRID_HEAD: [&str; 3] = ["", "X25519MLKEM768", "X25519"];

pub const RSA: Line = says!("rsa" "The old way: RSA key transport"
    "Here are two recordings, made once with OpenSSL and kept. Both are TLS 1.2, with the same server and the same RSA key. \
        In the first, the client invents the secret, encrypts it with the public key in the certificate, and sends it. That is \
        where the idea comes from that the certificate's key encrypts something. In the second, both ends agree on the secret, \
        as in TLS 1.3, and RSA only signs.\n\n\
        Years later, the server's private key is stolen. The thief has both recordings.");

pub const FIRST_RECORDING: Name = Name { id: "rsa.first-recording", text: "the first recording" };
pub const SECOND_RECORDING: Name = Name { id: "rsa.second-recording", text: "the second recording" };
pub const STOLEN: Name = Name { id: "rsa.stolen", text: "the stolen key" };

pub const WHICH_OPENS: Question = asks!("rsa.which-opens" "What does the private key open?"
    [
        no "both: a server's private key opens everything"
            "In the second recording nothing was ever encrypted with that key. It only signed." believes SERVER_KEY_OPENS;
        yes "the first, where a secret was locked with it";
        no "neither: a private key can only sign anyway"
            "In the first recording the client encrypted its secret with this server's RSA key. The private key opens that."
            see "tls.handshake.epms" at "rsa.opened";
    ]
    "In the first recording the secret itself crossed the wire, encrypted with that very key. In the second no secret ever \
        crossed: the private keys of the agreement were made for one conversation and forgotten. That the server's private \
        key opens any recording was true once and no longer is. TLS 1.3 has no RSA key transport.");

pub const RSA_OPENED: Line = says!("rsa.opened" "The first recording, opened by the thief"
    "This is the secret as the client sent it, and what the server's private key makes of it. From here, the thief does what \
        the server did: derive the keys, decrypt, read.");

pub const ECDHE: Line = says!("rsa.ecdhe" "The second stays closed"
    "Same key, same routine, and nothing opens. The thief learns only that the signature is genuine. This is the forward \
        secrecy of lesson 3, now in a protocol that also says who is who.");
