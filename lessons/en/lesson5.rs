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
    line: "Bob's app behind TLS 1.3: Eve keeps names and sizes, and Mallory is stopped.",
    minutes: 90,
    before: "Lessons 1, 3 and 4: a request, a key agreed on in public, a certificate.",
    objectives: &[
        "follow the seven stations of TLS 1.3, first as Eve has them, then decrypted",
        "derive every key from the shared secret, and say what each key protects",
        "say what the key in the certificate does, and what it does not do",
        "name what Eve still learns, and what else she learns in TLS 1.2",
        "read an alert: who refused whom, why, and how to repair it",
        "say which check stops Mallory, and show what remains without it",
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
    "Lesson 3 gave Alice a key that she shares with somebody, lesson 4 a way to check who somebody is. Each alone \
        is useless: the key may be shared with Mallory, and anyone can copy a certificate. TLS joins the two. Both \
        ends agree on a secret. Bob signs everything sent so far, including the public keys of that agreement. The certificate tells Alice whose signature it is.");

pub const LAYERS: Line = says!("layers" "Where TLS fits in"
    "TLS fills the gap that lesson 1 left between TCP and HTTP, and neither of them changes. TLS has two layers. \
        The record layer cuts the data into records and encrypts them as soon as there are keys. The handshake, \
        whose messages also travel in records, makes those keys.");

pub const LAYERS_HEAD: [&str; 3] = ["layer", "what it adds", "what Eve can read"];
pub const LAYERS_TABLE: [[&str; 3]; 5] = [
    ["IP", "addresses", "all"],
    ["TCP", "ports, order", "all"],
    ["TLS, records", "pieces, encrypted and protected", "outer type, length"],
    ["TLS, handshake", "a shared secret, proof of who Bob is", "hellos; more in TLS 1.2"],
    ["HTTP", "request and response", "nothing"],
];

pub const STATIONS: Line = says!("stations" "Seven stations, and a list of six steps"
    "A TLS 1.3 handshake has seven stations. HTTPS is often explained in six steps: hello; hello with the \
        certificate; the certificate is checked; a session key by Diffie–Hellman or RSA; encryption begins; data. \
        These describe TLS 1.2, and not all of it: they leave out two stations without which nothing would stop \
        Mallory. In TLS 1.3 encryption begins after station 3, so Eve no longer sees the certificate. And RSA no \
        longer exchanges keys.");

pub const STATIONS_HEAD: [&str; 4] = ["station", "who", "what it means", "in the six steps"];
pub const STATIONS_TABLE: [[&str; 4]; 7] = [
    ["1 ClientHello", "Alice", "what I support, which server I want, my public keys", "step 1, without keys"],
    ["2 ServerHello", "Bob", "what I choose, my public key", "half of step 2"],
    ["3 key agreement", "both", "(no message: both compute)", "step 4, too late"],
    ["4 Certificate", "Bob", "my name and my public key", "steps 2 and 3"],
    ["5 CertificateVerify", "Bob", "I have the private key, and I sent all this", "missing"],
    ["6 Finished", "both", "we both saw the same bytes", "missing"],
    ["7 application data", "both", "HTTP", "steps 5 (late) and 6"],
];

pub const CAST: Line = says!("cast" "Carol and Bob, as in lesson 4"
    "The walk makes new ones: Carol's root, Bob's key, and a certificate that Carol signed for him. Bob's server \
        gets the certificate and the private key. Alice gets Carol's root and nothing else, where a browser has a \
        hundred roots. The files are saved, so that you can play Bob or Alice afterwards. This time Bob's key is \
        not encrypted, because a server must start without anyone typing a passphrase. Only you can read the file.");
pub const SAYS: Name = Name { id: "cast.says", text: "Bob's certificate says" };
pub const ROOT_FILE: Name = Name { id: "cast.root", text: "Carol's root" };
pub const CERTIFICATE_FILE: Name = Name { id: "cast.certificate", text: "Bob's certificate" };
pub const KEY_FILE: Name = Name { id: "cast.key", text: "Bob's private key" };

pub const HTTPS: Line = says!("https" "Scene 1: the same app, behind TLS"
    "Bob's app is the function from lesson 1, not a line changed. Alice asks the same question, now by the server's \
        name. Eve is on the wire and records.");

pub const WHAT_IN_CLEAR: Question = asks!("https.what-in-clear" "Which of these will Eve be able to read?"
    [
        no "the certificate that Bob sends her"
            "In TLS 1.3 it is encrypted. In TLS 1.2 Eve could read it.";
        yes "the name of the site that Alice visits";
        no "the path and the headers of the request"
            "The whole request is encrypted, its path and headers included.";
        no "none: HTTPS hides even which site it is"
            "The ClientHello names it in the clear. HTTPS hides what you do there."
            believes HIDES_SITE see "tls.handshake.extensions_server_name" at "station.1";
    ]
    "A server with many names must know which certificate to send, and there is no key yet. (Encrypted ClientHello \
        hides the name, with a key that the site publishes in the DNS beforehand.)");

pub const WHICH_KEY: Question = asks!("https.which-key" "With which key will Bob encrypt the secret?"
    [
        no "the one in his certificate"
            "That key encrypts nothing here. Alice checks one signature with it."
            believes CERTIFICATE_KEY_ENCRYPTS see "x509af.subjectPublicKey" at "station.4";
        no "the private one that he signs with"
            "Signing is not encrypting: what his private key makes hides nothing."
            believes SIGNING_ENCRYPTS see "tls.handshake.client_cert_vrfy.sig" at "station.5";
        yes "one both derive for this visit";
    ]
    "The keys that encrypt are derived from the secret that both agreed on, one for each direction. They are in no \
        certificate, and both ends forget them afterwards.");

pub const HEARD: Line = says!("https.heard" "The same answer"
    "Alice has the message, as in lesson 1. Compare how many bytes it took.");
pub const ALICE_HEARD: Name = Name { id: "alice.heard", text: "Alice received" };

pub const RECORDS: Line = says!("https.records" "The whole conversation on one page"
    "Every record, in order. The outside is what Eve can read; the inside takes the keys. After the two hellos, \
        every encrypted record has the outer type application data, whatever it contains. Its true type is \
        encrypted too.");
pub const WHICH_VERSION: Question = asks!("https.which-version"
    "Alice's first record begins `16 03 01`. What does `03 01` mean?"
    [
        no "that she speaks TLS 1.0"
            "She speaks TLS 1.3. The record keeps an old value for old middleboxes."
            believes RECORD_VERSION see "tls.record.version" at "station.1.disguise";
        yes "nothing: the hello decides";
        no "that she accepts TLS 1.0"
            "What she accepts is listed in the hello, and TLS 1.0 is not in that list."
            see "tls.handshake.extensions.supported_version" at "station.1.disguise";
    ]
    "Her versions are in supported_versions, an extension of the ClientHello. The version of the record, and the \
        one in the hello itself, say what old middleboxes expect.");
pub const RECORDS_HEAD: [&str; 4] = ["who", "outside", "bytes", "inside"];

pub const CLIENT_HELLO: Line = says!("station.1" "Station 1: ClientHello"
    "Alice sends the first message, in the clear because there is no key yet. It lists the \
        [versions](tls.handshake.extensions.supported_version), [cipher suites](tls.handshake.ciphersuite) and \
        [signature algorithms](tls.handshake.sig_hash_alg) she supports, names [the server she \
        wants](tls.handshake.extensions_server_name), and carries a fresh [random number](tls.handshake.random) and \
        her [public keys](tls.handshake.extensions_key_share_key_exchange). Each key is in a key share: a public \
        key with the name of its group, the kind of key exchange. She guesses that Bob accepts her groups. In TLS 1.2 the key exchange took one more round trip.");

pub const DISGUISE: Line = says!("station.1.disguise" "Three version numbers, two of them untrue"
    "[The record](tls.record.version) says TLS 1.0, [the ClientHello](tls.handshake.version) TLS 1.2. Neither is \
        true. Old middleboxes, machines on the path that inspect traffic, drop whatever they do not recognise, so \
        TLS 1.3 imitates a version they know. The truth is in an extension, \
        [supported_versions](tls.handshake.extensions.supported_version), which old middleboxes never read.");

pub const SERVER_HELLO: Line = says!("station.2" "Station 2: ServerHello"
    "Bob chooses a [version](tls.handshake.extensions.supported_version), a [cipher suite](tls.handshake.ciphersuite) \
        and a [group](tls.handshake.extensions_key_share_group), and adds a [random number](tls.handshake.random) and a \
        [public key](tls.handshake.extensions_key_share_key_exchange). This is the last message he sends in the clear. \
        It contains no certificate.");

pub const THEATRE: Line = says!("station.2.theatre" "A message that means nothing"
    "In TLS 1.2, ChangeCipherSpec meant: from here on, I encrypt. In TLS 1.3 the receiver discards it; it is sent \
        only because old middleboxes expect it. The program removed it from the recording, and everything decrypted \
        as before.");

pub const AGREEMENT: Line = says!("station.3" "Station 3: the shared secret"
    "No message crosses the wire here. Alice and Bob each compute two secrets, by two methods, and concatenate \
        them. One method is X25519, as in lesson 3: each end combines its own private key with the other's public \
        key. The other is ML-KEM: Alice sends a public key, Bob encapsulates a secret under it, and she recovers it \
        with her private key. Nobody knows how to break ML-KEM, even with a quantum computer. To read what follows, \
        an attacker must break both. The two programs wrote the secret down for this lesson. It is in no key log, \
        the file in which a program notes its secrets for Wireshark, and in no other file.");

pub const SCHEDULE: Line = says!("station.3.schedule" "From one secret to every key"
    "HKDF again, in a chain. Extract mixes a secret in. Expand takes a key out, under a label and with a hash. That \
        hash is the transcript hash: the hash of every handshake message so far, on both sides. So each key fits \
        one direction and one part of one conversation, and if a byte of a hello was changed on the path, the two \
        ends get different keys. The program computed the chain again, down to each key and IV, and compared every \
        secret that both programs had logged.");

pub const SEALED: Line = says!("sealed" "What Eve has from here on"
    "The next record, as it crossed the wire. Five bytes are in the clear: a type and a version, which are always \
        the same, and a length. The rest is ciphertext, with [a tag](wirewalk.tls.tag) at its end. The tag is a \
        checksum made with the key, so a changed bit does not go unnoticed. Eve can count the bytes, and that is \
        all.");

pub const ENCRYPTED_EXTENSIONS: Line = says!("sealed.opened" "The same record, opened"
    "Now with the key for Bob's side of the handshake. One more byte follows the plaintext: the true type of the \
        record. Inside are four messages. The first holds Bob's other choices, those not needed to agree on a key, \
        such as HTTP/1.1. The others are the next three stations.");

pub const CERTIFICATE: Line = says!("station.4" "Station 4: Certificate"
    "A certificate as in lesson 4, with the same fields, but Eve does not get it. Alice runs the checks from lesson \
        4 on it: the chain to Carol's root, the name she asked for, the dates, the purpose. Alone, it proves \
        nothing about the one who sends it: everyone to whom Bob ever sent it has a copy.");

pub const VERIFY: Line = says!("station.5" "Station 5: CertificateVerify"
    "This message joins the two halves. Bob signs the transcript hash, which covers both hellos, both public keys, \
        both random numbers and his certificate. The hash does not cross the wire. Alice computes it from the \
        messages she received, and checks the signature with the public key in the certificate. So the one who \
        agreed on the key is the one Carol named, and an old signature is useless, because the random numbers \
        differ. This is all that the certificate's key does: it signs, once per handshake. It encrypts no traffic. A \
        signature hides nothing, and ECDSA, the kind Bob uses, cannot encrypt at all.");

pub const FINISHED: Line = says!("station.6" "Station 6: Finished"
    "Finished is a MAC over the whole handshake, made with a key that serves only this purpose, first by Bob, then \
        by Alice. If anyone changed a byte on the path, even one that nobody signed or read, the two ends have \
        different hashes, and this check fails. It also proves that the other end derived the same keys.");

pub const LAST_KEYS: Line = says!("station.6.keys" "New keys for the data"
    "Bob's part of the handshake is over; its key is not used again. The handshake secret gives a second derived \
        secret, that gives the master secret, and the master secret gives one key for each direction. The \
        transcript hash now reaches up to Bob's Finished, so these keys depend on the certificate and signature.");

pub const DATA: Line = says!("station.7" "Station 7: application data"
    "Now HTTP: the record with Bob's answer, opened with the key for this direction.");

pub const ANSWER: Line = says!("station.7.opened" "The answer, as Alice read it"
    "The HTTP message in it is as in lesson 1: TLS added and removed nothing.");

pub const GOODBYE: Line = says!("goodbye" "Even the end is protected"
    "close_notify is an alert, a short message about the connection itself, encrypted like everything else. It \
        says: I have sent everything. Without it, the end could be Mallory's doing; in lesson 1, only \
        Content-Length could reveal that.");

pub const SEARCH: Line = says!("search" "Is it really gone?"
    "The search from lesson 1, with all its encodings, runs through everything that Eve has and, to show that it \
        still works, through the decrypted bytes.");

pub const LEDGER: Line = says!("ledger" "Eve's ledger"
    "Unlike in lesson 1, the content is gone. The name, the sizes, the times and the addresses are not. Alice now \
        knows who answered. Bob does not know who asked.");

pub const TLS12: Line = says!("tls12" "Scene 2: the same with TLS 1.2"
    "Everything is as before, but Alice supports nothing newer than TLS 1.2. It is not broken, and most servers \
        must still accept it. But it tells Eve more.");

pub const FASTER: Question = asks!("tls12.faster" "How many round trips pass before Alice's request?"
    [
        yes "one in TLS 1.3, two in TLS 1.2";
        no "two: only the ciphers differ"
            "TLS 1.3 sends the public keys with the hellos, and saves a round trip.";
        no "none in TLS 1.3, one in TLS 1.2"
            "Only on a later visit, with early data: that is lesson 9.";
    ]
    "TLS 1.2 sends the public keys in a second pair of messages, TLS 1.3 with the hellos. On a long line, people \
        notice that.");

pub const BESIDE: Line = says!("tls12.beside" "Side by side, measured"
    "Both columns are counted in the two recordings.");
pub const BESIDE_HEAD: [&str; 3] = ["", "TLS 1.3", "TLS 1.2"];

pub const CERTIFICATE_IN_CLEAR: Line = says!("tls12.certificate" "The certificate, as Eve has it"
    "This took no key. In TLS 1.2, everything up to ChangeCipherSpec is in the clear. So Eve reads Bob's \
        certificate, and would read one of Alice's too: lesson 6.");

pub const SERVER_KEY_EXCHANGE: Line = says!("tls12.key-exchange" "Where TLS 1.2 signs"
    "Bob signs only his public key, its curve and the two randoms. Only Finished protects how \
        suite and group were chosen, with keys from that choice. If Mallory talks both ends into a group that she \
        can break, she can forge Finished too: Logjam, in lesson 3. TLS 1.3 signs everything sent so far.");

pub const NO_PQ: Line = says!("no-pq" "Scene 3: without ML-KEM"
    "TLS 1.3 again, with X25519 alone, as was usual until a few years ago.");

pub const WHY_NOW: Question = asks!("no-pq.why-now" "No quantum computer can break X25519 yet. Why use ML-KEM now?"
    [
        no "its keys are smaller"
            "Its public values are many times larger, as the table shows.";
        yes "recordings can wait for one";
        no "it is proven to be unbreakable"
            "Nobody has proven that of any cipher. So two are used: both must break." believes CIPHERS_PROVEN;
    ]
    "Harvest now, decrypt later: a secret that must hold for twenty years needs protection today. Certificates are \
        less urgent: a signature forged in twenty years changes nothing today.");

pub const HYBRID: Line = says!("no-pq.hybrid" "What it costs"
    "The difference is in the key shares. One picture on a web page is far larger.");
pub const HYBRID_HEAD: [&str; 3] = ["", "X25519MLKEM768", "X25519"];

pub const RSA: Line = says!("rsa" "The old way: RSA key transport"
    "Two recordings, made once with OpenSSL and kept: both TLS 1.2, with the same server and RSA key. In the first, \
        the client invents the secret and encrypts it with the public key in the certificate. (Hence the idea that \
        this key encrypts.) In the second, both ends agree on the secret, as in TLS 1.3, and RSA only signs. Years \
        later, a thief has that private key and both recordings.");

pub const FIRST_RECORDING: Name = Name { id: "rsa.first-recording", text: "the first recording" };
pub const SECOND_RECORDING: Name = Name { id: "rsa.second-recording", text: "the second recording" };
pub const STOLEN: Name = Name { id: "rsa.stolen", text: "the stolen key" };

pub const WHICH_OPENS: Question = asks!("rsa.which-opens" "What does the private key open?"
    [
        no "both: a server's key opens everything"
            "In the second, nothing was encrypted with that key. It only signed." believes SERVER_KEY_OPENS;
        yes "the first, where it locked a secret";
        no "neither: a private key only signs"
            "In the first, the client encrypted its secret with this very RSA key."
            see "tls.handshake.epms" at "rsa.opened";
    ]
    "The secret itself crossed the wire, encrypted with that key. In the second, the private keys of the agreement \
        were forgotten after one conversation. TLS 1.3 has no RSA key transport.");

pub const RSA_OPENED: Line = says!("rsa.opened" "The first recording, opened by the thief"
    "The secret as the client sent it, and what the server's private key makes of it. From here the thief does what \
        the server did: derive the keys, decrypt.");

pub const ECDHE: Line = says!("rsa.ecdhe" "The second stays closed"
    "Same key, same routine, and nothing opens. This is the forward secrecy of lesson 3, now in a protocol that \
        also says who is who.");
