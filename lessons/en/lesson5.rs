//! Lesson 5 in English: every sentence with the id of its step, and no value in any of them.

use wirewalk::rfc;
use wirewalk::story::{About, Line, Name, Question, asks, says};

#[path = "lesson5/failures.rs"]
mod failures;
#[path = "lesson5/recipes.rs"]
mod recipes;

pub use failures::*;
pub use recipes::RECIPES;

pub const ABOUT: About = About {
    number: 5,
    title: "HTTPS",
    line: "Bob's app of lesson 1 behind TLS 1.3: Eve is left with names and sizes, Mallory is stopped, every byte is explained.",
    minutes: 90,
    before: "Lessons 1, 3 and 4: a request, a key agreed in public, a certificate.",
    objectives: &[
        "follow a TLS 1.3 handshake through its seven stations, first as Eve has it, then decrypted",
        "derive every key of a connection from its shared secret, and say what each one protects",
        "say what the key in the certificate does, and what it does not do",
        "name what Eve still learns, and what TLS 1.2 told her besides",
        "read an alert: who refused whom, why, and how to repair it",
        "say which check stops Mallory, and show what is left without it",
    ],
    read_on: &[
        (rfc::lesson5::TLS13, "the protocol in three pictures, then in full"),
        (rfc::lesson5::KEY_SCHEDULE, "from the shared secret to every key"),
        (rfc::lesson5::AUTHENTICATION, "what is signed, what is hashed, in which order"),
        (rfc::lesson5::TLS12, "the handshake of TLS 1.2, for comparison"),
        (rfc::lesson5::HYBRID, "why two key exchanges are joined, and how"),
        (rfc::lesson5::RECOMMENDATIONS, "which versions and suites to allow today"),
        (rfc::lesson5::ENCRYPTED_CLIENT_HELLO, "how the server name can be hidden too"),
    ],
};

pub const HELLO: Line = says!("hello" "Two halves of one answer"
    "Lesson 3 agreed on a key with somebody. Lesson 4 said who somebody is. Each alone is useless: a key agreed with Mallory, or a \
        certificate that anybody can copy.\n\n\
        TLS joins the two. Both ends agree on a secret, Bob signs everything that was said so far, the public keys of \
        the agreement included, and the certificate tells Alice whose signature that is. In this lesson you see every byte of \
        it, first as Eve has it, then as the two ends have it.");

pub const LAYERS: Line = says!("layers" "Where it slides in"
    "In lesson 1 there was a gap between TCP and HTTP. TLS fills it, and neither neighbour notices: TCP carries bytes as before, and \
        HTTP is the same text as before. TLS is itself two layers. The record layer cuts what it is given into \
        records, and encrypts them once there are keys. The handshake, which travels in records too, makes the keys.");

pub const LAYERS_HEAD: [&str; 3] = ["layer", "what it adds", "what Eve reads of it"];
pub const LAYERS_TABLE: [[&str; 3]; 5] = [
    ["IP", "addresses", "all"],
    ["TCP", "ports, order", "all"],
    ["TLS, records", "cuts, encrypts, protects against change", "type on the outside, length"],
    ["TLS, handshake", "a shared secret, and who Bob is", "both hellos; the rest only in TLS 1.2"],
    ["HTTP", "request and response", "nothing"],
];

pub const STATIONS: Line = says!("stations" "Seven stations, and six steps that are often told"
    "A handshake of TLS 1.3 has seven stations. Beside them stand the six steps with which HTTPS is often explained: \
        hello; hello with the certificate; the certificate is checked; a session key by Diffie–Hellman or RSA; encryption begins; data.\n\n\
        Those steps describe TLS 1.2, and not all of it. Two stations are missing, without which Mallory would not be stopped. In \
        TLS 1.3 the keys come before the certificate, which is why Eve no longer sees it. And RSA does not \
        exchange keys any more.");

pub const STATIONS_HEAD: [&str; 4] = ["station", "who", "what it says", "in the six steps"];
pub const STATIONS_TABLE: [[&str; 4]; 7] = [
    [
        "1 ClientHello",
        "Alice",
        "what I speak, whom I want, my public keys",
        "step 1; the public keys are new in TLS 1.3",
    ],
    ["2 ServerHello", "Bob", "what we take, my public key", "half of step 2: no certificate in it"],
    ["3 key agreement", "both", "(no message: both compute)", "step 4, too late there; RSA is gone"],
    ["4 Certificate", "Bob", "this is my name, and my public key", "steps 2 and 3; encrypted in TLS 1.3"],
    ["5 CertificateVerify", "Bob", "I have the private key, and I said all this", "missing"],
    ["6 Finished", "Bob, Alice", "I saw and sent exactly the same bytes", "missing"],
    ["7 application data", "both", "HTTP", "steps 5 and 6; encryption began after station 3"],
];

pub const CAST: Line = says!("cast" "Carol and Bob, as in lesson 4"
    "The walk makes them anew: Carol's root, Bob's key, and a certificate that Carol signed. Bob's server is given the certificate \
        and the private key. Alice is given Carol's root and nothing else. She has no list of a hundred authorities, as a browser has.\n\n\
        The files are left for you, so that you can play Bob or Alice afterwards. Bob's key is not encrypted this time, since a server \
        must start without anybody typing a passphrase; it is readable by you alone.");
pub const SAYS: Name = Name { id: "cast.says", text: "Bob's certificate says" };
pub const ROOT_FILE: Name = Name { id: "cast.root", text: "Carol's root" };
pub const CERTIFICATE_FILE: Name = Name { id: "cast.certificate", text: "Bob's certificate" };
pub const KEY_FILE: Name = Name { id: "cast.key", text: "Bob's private key" };

pub const HTTPS: Line = says!("https" "Scene 1: the same app, behind TLS"
    "Bob's app is the function of lesson 1, with not a line changed. It does not know that there is TLS. Alice asks the same \
        question, this time by the server's name. Eve is on the wire and records.");

pub const WHAT_IN_CLEAR: Question = asks!("https.what-in-clear" "Which of these will Eve be able to read?"
    ["the certificate that Bob shows" "the name of the server that Alice wants" "the path that Alice asks for"] 1
    "The name stands in the ClientHello: a server with many names must know which certificate to show, and at that moment there is no \
        key yet. The certificate and the request travel encrypted. HTTPS hides what you do on a site, not which site it is. (There is a \
        remedy, Encrypted ClientHello. It needs a key that the site publishes beforehand in the DNS.)");

pub const WHICH_KEY: Question = asks!("https.which-key" "With which key will Bob encrypt the secret?"
    [
        "with the public key in his certificate"
        "with his private key"
        "with a key that both ends derive and that is in no certificate"
    ] 2
    "The key in the certificate encrypts nothing at all here. It signs, once, at station 5. What encrypts is derived from the \
        secret that both agreed on, a key for each direction, and both are forgotten afterwards.");

pub const HEARD: Line = says!("https.heard" "The same answer"
    "Alice has the message, as in lesson 1. Compare how many bytes it took.");
pub const ALICE_HEARD: Name = Name { id: "alice.heard", text: "Alice heard" };

pub const RECORDS: Line = says!("https.records" "The whole conversation on one page"
    "Every record in order. On the left what stands on its outside, where Eve reads it. On the right what is in it: that takes the \
        keys. Once both hellos are said, every encrypted record says application data on the outside, whatever it holds: its true type \
        is encrypted with the rest.");
pub const RECORDS_HEAD: [&str; 4] = ["who", "on the outside", "bytes", "inside"];

pub const CLIENT_HELLO: Line = says!("station.1" "Station 1: ClientHello"
    "Alice speaks first, in clear, because there is no key yet. She says which [versions](tls.handshake.extensions.supported_version), \
        [cipher suites](tls.handshake.ciphersuite) and [signatures](tls.handshake.sig_hash_alg) she can do, \
        [whom she wants](tls.handshake.extensions_server_name), and [a random number](tls.handshake.random) that nobody used \
        before. And she sends her [public keys](tls.handshake.extensions_key_share_key_exchange) at once, on the guess that Bob likes the group. In \
        TLS 1.2 that took a round trip of its own.");

pub const DISGUISE: Line = says!("station.1.disguise" "Three version numbers, two of them lies"
    "[The record](tls.record.version) says TLS 1.0. [The ClientHello](tls.handshake.version) says TLS 1.2. Neither is meant. On the way stand old boxes that drop whatever they do \
        not know, so TLS 1.3 dresses as what they know. The truth stands in an extension, [supported_versions](tls.handshake.extensions.supported_version), which old \
        boxes never look at. So do not read the version off the record.");

pub const SERVER_HELLO: Line = says!("station.2" "Station 2: ServerHello"
    "Bob chooses: one [version](tls.handshake.extensions.supported_version), one [cipher suite](tls.handshake.ciphersuite), one \
        [group](tls.handshake.extensions_key_share_group). He adds his [random number](tls.handshake.random) and his \
        [public key](tls.handshake.extensions_key_share_key_exchange). This is the last thing that \
        he says in clear. There is no certificate in it.");

pub const THEATRE: Line = says!("station.2.theatre" "A message that means nothing"
    "In TLS 1.2 ChangeCipherSpec said: from here on I encrypt. In TLS 1.3 it says nothing, and whoever gets it throws it away. It is \
        sent because the same old boxes expect it. It is theatre, and that can be tested: take it out of the recording, and \
        everything decrypts as before.");

pub const AGREEMENT: Line = says!("station.3" "Station 3: the shared secret"
    "No message crosses here. Each end combines its own private key with the other's public key, as in lesson 3. It is done twice, in \
        two ways, and the two results are put one behind the other. One is X25519. The other is ML-KEM, in which nobody knows how \
        to find the secret with a quantum computer: Alice sends a public key, Bob encapsulates a secret under it, Alice opens it. To read \
        what follows, somebody must break both.\n\n\
        The secret was written down by the two programs themselves, for this lesson. It is in no key log, and it is not in any file.");

pub const SCHEDULE: Line = says!("station.3.schedule" "From one secret to every key"
    "HKDF again, in a chain. Extract mixes a secret in, expand takes a key out under a label and a hash of everything said so far. So \
        each key is good for one direction and one part of the conversation only, and whoever changed a byte of a hello has other keys. \
        The program went the whole way a second time, from the recorded secret down to each key and IV, and compared every secret on the \
        way that both programs had logged.");

pub const SEALED: Line = says!("sealed" "What Eve has from here on"
    "The next record, as it crossed the wire. Five bytes in clear: a type that is always the same, a version that is always the same, and \
        a length. The rest is ciphertext, and at its end [a tag](wirewalk.tls.tag), so that a changed bit is noticed. Eve can count it.");

pub const ENCRYPTED_EXTENSIONS: Line = says!("sealed.opened" "The same record, opened"
    "Now with the key that belongs to Bob's side of the handshake. There is one more byte behind the plaintext: the true type of the \
        record. In it are four messages. The first is the rest of Bob's choices, whatever need not be known to agree on a key: that \
        HTTP/1.1 shall be spoken, for one. The other three are the next three stations.");

pub const CERTIFICATE: Line = says!("station.4" "Station 4: Certificate"
    "The certificate of lesson 4, and Eve does not get it. (All its fields are as in lesson 4; here are some.) Alice runs the checks of \
        lesson 4 on it: the chain to Carol's root, the name she asked for, the dates, the purpose.\n\n\
        A certificate alone proves nothing about the one who shows it. Everybody whom Bob ever showed it to has a copy.");

pub const VERIFY: Line = says!("station.5" "Station 5: CertificateVerify"
    "Here the two halves are joined. Bob signs a hash of everything that was said up to now: both hellos, both public keys, both \
        random numbers, his certificate. The hash is not on the wire; Alice has it, since she heard the same bytes. She checks the \
        signature with the public key in the certificate.\n\n\
        So the one who agreed on the key is the one whom Carol named. An old signature is useless, since the random numbers \
        differ.\n\n\
        This is all that the certificate's key does: it signs, once in each handshake. It encrypts no traffic. And to sign is not \
        to encrypt with the private key: a signature hides nothing, and for ECDSA, the kind that Bob has, there is no such \
        encryption.");

pub const FINISHED: Line = says!("station.6" "Station 6: Finished"
    "A MAC over the whole handshake, with a key made for this alone: first Bob's, then Alice's. Whoever changed a byte on the way, \
        even one that nobody signed or read, gives the two ends different hashes, and this fails. It also proves that the other end has \
        derived the same keys.");

pub const LAST_KEYS: Line = says!("station.6.keys" "New keys for the data"
    "Bob's part of the handshake is over, and its key is not used any more. The chain goes on by one step: from the handshake secret to the \
        master secret, and from there to a key for each direction. The transcript that is mixed in now reaches up to Bob's Finished, \
        so these keys hang on the certificate and its signature as well.");

pub const DATA: Line = says!("station.7" "Station 7: application data"
    "Now HTTP. Here is the record with Bob's answer: the ciphertext and its tag, which is all that Eve has, and below them what the key of \
        this direction makes of it.");

pub const ANSWER: Line = says!("station.7.opened" "The answer, as Alice read it"
    "The head of the HTTP message that travelled in that record. The fields are those of lesson 1: TLS added nothing to them and took \
        nothing away.");

pub const GOODBYE: Line = says!("goodbye" "Even the goodbye is protected"
    "close_notify is an alert, and encrypted like everything else. It says: I have said all. Without it the end of a connection could \
        be Mallory, who cut the wire, and in lesson 1 the length in the head was all that spoke against that.");

pub const SEARCH: Line = says!("search" "Is it really gone?"
    "The search of lesson 1, with all its disguises, through everything that Eve has. To show that it can still find, the same search \
        runs over what the keys open.");

pub const LEDGER: Line = says!("ledger" "Eve's ledger"
    "Put it beside the ledger of lesson 1. The content is gone. The name, the sizes, the times and the addresses are not. And for the \
        first time Alice knows by name who answered. Bob does not know who asked.");

pub const TLS12: Line = says!("tls12" "Scene 2: the same with TLS 1.2"
    "Everything as before, except that Alice speaks TLS 1.2 and nothing newer. It is not broken. It is what most servers still have to \
        answer, and it tells Eve more.");

pub const FASTER: Question = asks!("tls12.faster" "How many round trips pass before Alice may send her request?"
    ["one in TLS 1.3, two in TLS 1.2" "two in both" "none in TLS 1.3, one in TLS 1.2"] 0
    "In TLS 1.2 the public keys go in a second pair of messages, after the hellos. TLS 1.3 sends them with the hellos. Over a long \
        line that is what a person notices. (TLS 1.3 can send data with the first flight, on a connection that is resumed. An attacker \
        can replay that data.)");

pub const BESIDE: Line = says!("tls12.beside" "Side by side, measured"
    "Both columns are counted in the two recordings.");
pub const BESIDE_HEAD: [&str; 3] = ["", "TLS 1.3", "TLS 1.2"];

pub const CERTIFICATE_IN_CLEAR: Line = says!("tls12.certificate" "The certificate, as Eve has it"
    "No key was used for this. In TLS 1.2 everything up to ChangeCipherSpec is in clear, so Eve reads Bob's certificate, and if Alice \
        had one, hers as well: that is lesson 6.");

pub const SERVER_KEY_EXCHANGE: Line = says!("tls12.key-exchange" "Where TLS 1.2 signs"
    "Bob's public key comes in a message of its own. What he signs is that key and the two random numbers, and no more. The choice \
        of suite and group is protected by Finished alone, with keys that this very choice has made. Mallory, who could talk both ends \
        into a group that she can break, forged Finished too: that was Logjam, of lesson 3. TLS 1.3 signs everything that was said.");

pub const NO_PQ: Line = says!("no-pq" "Scene 3: without ML-KEM"
    "Once more TLS 1.3, but Alice offers X25519 alone, as everybody did until a few years ago.");

pub const WHY_NOW: Question = asks!("no-pq.why-now"
    "No quantum computer that can break X25519 exists. Why use ML-KEM already?"
    [
        "because it is faster"
        "because what is recorded today can be opened later"
        "because X25519 has been broken in secret"
    ] 1
    "Eve can store what she recorded and wait: harvest now, decrypt later. A secret that must hold for twenty years needs \
        protection today. Certificates have no such hurry: a signature that is forged in twenty years does not change \
        today's conversation. ML-KEM is young, so X25519 stays beside it: whoever breaks one of them has nothing.");

pub const HYBRID: Line = says!("no-pq.hybrid" "What it costs"
    "The difference is in the two key shares, and almost nowhere else. Count it against a single picture on a web page.");
pub const HYBRID_HEAD: [&str; 3] = ["", "X25519MLKEM768", "X25519"];

pub const RSA: Line = says!("rsa" "How it was done before: RSA key transport"
    "Two recordings, made once with OpenSSL and kept. Both are TLS 1.2, with the same server and the same RSA key. In the first, the \
        client makes up the secret itself, encrypts it with the public key in the certificate, and sends it. This is what the picture of \
        the certificate's key encrypting something comes from. In the second both ends agree, as above, and RSA only signs.\n\n\
        Years later the server's private key is stolen. The thief has both recordings.");

pub const FIRST_RECORDING: Name = Name { id: "rsa.first-recording", text: "the first recording" };
pub const SECOND_RECORDING: Name = Name { id: "rsa.second-recording", text: "the second recording" };
pub const STOLEN: Name = Name { id: "rsa.stolen", text: "the stolen key" };

pub const WHICH_OPENS: Question = asks!("rsa.which-opens" "What does the private key open?"
    ["both recordings" "the first one only" "neither: it is only good for signing"] 1
    "In the first recording the secret itself crossed the wire, locked with that very key. In the second no secret ever crossed: \
        the private keys of the agreement were made for one conversation and forgotten. That the server's private key opens any capture was \
        true once, and is not any more. TLS 1.3 has thrown RSA key transport out.");

pub const RSA_OPENED: Line = says!("rsa.opened" "The first recording, opened by the thief"
    "The secret as the client sent it, and what the server's private key makes of it. From there it is the same for the thief as for the \
        server: derive the keys, decrypt, read.");

pub const ECDHE: Line = says!("rsa.ecdhe" "The second stays shut"
    "The same key, the same routine, and nothing opens. All that the thief learns is that the signature is genuine. This is forward \
        secrecy, the lesson 3 kind, and it now has a name on it.");
