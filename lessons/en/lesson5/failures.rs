//! Lesson 5 in English: what goes wrong on purpose, Mallory, and the end.

use wirewalk::story::{Line, Name, Question, asks, says};

pub const FAILURES: Line = says!("failures" "Failing on purpose"
    "Six things that go wrong every day, each done for real: first the raw error, then what it means, then how to \
        repair it. An alert on the wire says who refused whom, and why. Look at its sender first: that tells you on \
        which side to search.");

pub const RAW_ERROR: Name = Name { id: "failures.raw-error", text: "Alice's program says" };
pub const RAW_ANSWER: Name = Name { id: "failures.raw-answer", text: "Bob answers, in hex" };

pub const NO_ROOT: Line = says!("no-root" "Failure 1: Alice does not know Carol"
    "Alice starts without Carol's root, like any browser. Nothing is wrong with Bob.");
pub const NO_ROOT_WHO: Question = asks!("no-root.who" "Who refuses?"
    [
        no "Bob, because Alice is a stranger to him"
            "Bob asks for no proof of who Alice is. Lesson 6 changes that.";
        yes "Alice, when she checks the certificate";
        no "Alice, when a signature is wrong"
            "The signature at station 5 is right. Alice does not get that far.";
    ]
    "The chain ends at somebody she does not know: a private authority, or Mallory. The certificate cannot tell.\n\n\
        Repair: give Alice the root, over a path without Mallory. Leave the check on.");
pub const NO_ROOT_SEEN: Line = says!("no-root.seen" "Refused: signed by nobody she knows"
    "The error comes from Alice's own program. Bob receives an alert, nothing else.");

pub const WRONG_NAME: Line = says!("wrong-name" "Failure 2: the right certificate for another name"
    "Alice has the root again. Carol signed Bob's certificate, but for another site.");
pub const WRONG_NAME_WHO: Question = asks!("wrong-name.who" "Alice trusts Carol. What does Alice do?"
    [
        no "she goes on: Carol vouches for it"
            "Carol vouches for other names. Mallory too can have a genuine certificate.";
        yes "she refuses: it has another name";
        no "she checks only the common name"
            "The common name does not count, only the subject alternative name." believes COMMON_NAME;
    ]
    "Carol vouched for other names. Without this check, Mallory could present a certificate for her own site.\n\n\
        Repair: use a name in the certificate, or have one made that names the host.");
pub const WRONG_NAME_SEEN: Line = says!("wrong-name.seen" "Refused: not for this name"
    "The error contains the name Alice asked for and the names in the certificate.");

pub const EXPIRED: Line = says!("expired" "Failure 3: expired yesterday"
    "Same names, same Carol. Only the last day has passed.");
pub const EXPIRED_WHO: Question = asks!("expired.who" "A day too late: what does Alice's program do?"
    [
        no "it goes on: a day is harmless"
            "It is not. After expiry, nobody has to announce that the key was stolen." believes EXPIRED;
        yes "it refuses: nobody vouches now";
        no "it asks Carol if it still holds"
            "Clients ask nobody. The dates in the certificate decide.";
    ]
    "Carol vouched until that day and no longer.\n\n\
        Repair: let a program renew it. If it looks valid, check the client's clock.");
pub const EXPIRED_SEEN: Line = says!("expired.seen" "Refused: too late"
    "Two times, in seconds since 1970: Alice's clock, and the last valid moment.");

pub const SELF_SIGNED: Line = says!("self-signed" "Failure 4: signed by itself"
    "Bob vouches for himself, as in many tutorials. Encryption would be just as good.");
pub const SELF_SIGNED_WHO: Question = asks!("self-signed.who" "Which error will Alice's program give?"
    [
        no "none: it is as good as any"
            "Alice cannot tell this certificate from one that Mallory made for herself." believes SELF_SIGNED;
        yes "as in failure 1: a missing root";
        no "as in failure 2: the wrong names"
            "The names are right. Bob chose them himself, as Mallory could.";
    ]
    "This chain, too, ends at a stranger.\n\n\
        Repair: have it signed by somebody she knows. Giving it to her as a root works too, for one server, until \
        it changes.");
pub const SELF_SIGNED_SEEN: Line = says!("self-signed.seen" "Refused: he vouches for himself"
    "One error, two causes: a missing root, and no authority at all. To tell them apart, compare the issuer and the subject \
        in the certificate.");

pub const PLAIN_HTTP: Line = says!("plain-http" "Failure 5: plain HTTP to the TLS port"
    "Alice writes http, without the s. Her request goes in the clear to the TLS port.");
pub const PLAIN_HTTP_WHO: Question = asks!("plain-http.who" "What does Bob make of the first bytes, `GET`?"
    [
        no "a request, which he answers"
            "On this port Bob speaks TLS and nothing else.";
        yes "nonsense, where he expects TLS";
        no "part of a hello: he waits for more"
            "The first bytes already cannot be the head of a record.";
    ]
    "As the head of a record, these letters make no sense. Nor does his TLS alert to Alice's program, which expects \
        HTTP.\n\n\
        Repair: write https. Eve already has whatever the request contained.");
pub const PLAIN_HTTP_SEEN: Line = says!("plain-http.seen" "Refused: that is not a record"
    "The error speaks of HTTP: Alice's program does not know that this is TLS.");

pub const TLS11: Line = says!("tls11" "Failure 6: an outdated client"
    "A TLS 1.1 ClientHello, made byte by byte: no library here would send one.");
pub const TLS11_WHO: Question = asks!("tls11.who" "What tells Bob that this client is too old?"
    [
        no "the version of the record: TLS 1.0"
            "Alice's first record had it too, and she speaks TLS 1.3. Bob ignores it."
            believes RECORD_VERSION see "tls.record.version" at "tls11.seen";
        yes "the hello: nothing newer in it";
        no "the suites, all unknown to Bob"
            "Bob looks at the versions first, and gets no further.";
    ]
    "Bob speaks only TLS 1.2 and 1.3. If he accepted an old hello, Mallory could hold back everybody's better ones.\n\n\
        Repair: renew the client.");
pub const TLS11_SEEN: Line = says!("tls11.seen" "Refused: too old"
    "An alert in seven bytes, in the clear: there are no keys. The hello follows.");

pub const ALERTS: Line = says!("failures.alerts" "Who sent which alert"
    "Read from the recordings, with the keys. In TLS 1.3, alerts are encrypted as soon as there are keys: Eve sees \
        that someone closed the connection, not why.");
pub const ALERTS_HEAD: [&str; 4] = ["scene", "who refused", "alert", "can Eve read it?"];

pub const MALLORY: Line = says!("mallory" "Attack: Mallory in the middle, as in lesson 3"
    "Mallory accepts Alice's connection and opens her own to Bob. In lesson 3, that was enough. Now she needs a \
        certificate. She makes her own authority, gives it Carol's name, and signs a certificate for Bob's names. Only the \
        signer is wrong.");

pub const WHO_STOPS_HER: Question = asks!("mallory.who-stops-her" "Both key agreements succeed. Which check stops her?"
    [
        no "the name: it is not Bob's"
            "The name is right. She chose it.";
        yes "the chain: Carol never signed";
        no "Finished: only Bob computes it"
            "She can: the keys are hers too. Key agreement does not prove who is there." believes DH_AUTHENTICATES;
    ]
    "Its signature does not verify with the key in Alice's copy of Carol's root. It is not enough to call oneself \
        Carol.");

pub const STOPPED: Line = says!("mallory.stopped" "Stopped"
    "Alice's request was never sent: Mallory does not even know what she wanted. Here are Alice's checks, repeated \
        on the certificate from the recording.");
pub const CHECKS_HEAD: [&str; 3] = ["check", "outcome", "what was compared"];

pub const COPIED: Line = says!("mallory-copies" "Then she sends Bob's own certificate"
    "Bob sends his certificate to everyone, so Mallory copies it. Chain, name and dates are now right. But at \
        station 5 she can only sign with her own key.");

pub const COPY_STOPPED: Line = says!("mallory-copies.stopped" "Stopped, by another check"
    "Every check of the certificate held. The signature in CertificateVerify does not verify with its key. The \
        alert is the same as before, so it does not say which signature failed. A certificate says whom a key \
        belongs to. Only the signature shows that the other end has that key.");

pub const INSECURE: Line = says!("insecure" "The same with verification off"
    "For testing only, Alice turns the error off: `--insecure` here, `-k` with curl, verify=False in Python. \
        Mallory sends the first certificate, the refused one.");

pub const WHAT_IS_LEFT: Question = asks!("insecure.what-is-left"
    "Alice still has TLS 1.3. What is left of her protection?"
    [
        no "all: for a test the switch is harmless"
            "Mallory reads and rewrites all of it, and the switch outlives the test." believes VERIFICATION_OFF;
        no "all: nobody in between reads TLS 1.3"
            "Mallory is in between and reads it: Alice's connection ends at her."
            believes NOBODY_BETWEEN see "http.file_data" at "insecure.read-all";
        no "she knows it is Bob: it is encrypted"
            "It is encrypted, and it is Mallory. Encryption is not authentication."
            believes ENCRYPTION_AUTHENTICATES;
        yes "safe from Eve, and not from Mallory";
    ]
    "Encryption ends at Mallory. Anyone who can listen can usually also get in between, so little is left.");

pub const READ_ALL: Line = says!("insecure.read-all" "Read and rewritten"
    "Two legs, both proper TLS 1.3: what Bob sent, then what Mallory sent on. The switch for testing stays in the \
        program, and the program is released.");

pub const WORDS: Line = says!("words" "Eight common claims that are wrong"
    "\"A padlock means that the site can be trusted.\" It means that somebody vouched for its name, and that nobody \
        in between can read along. \"The certificate's key encrypts the traffic.\" It signs; keys from the key \
        agreement encrypt. \
        \"Signing is encrypting with the private key.\" A signature hides nothing, and most keys that sign cannot \
        encrypt. \"The server's private key opens any capture.\" Only where RSA carried the secret, and never in \
        TLS 1.3.\n\n\
        \"HTTPS hides which site you visit.\" The name was in the clear in the first record, and the address is in \
        every packet. \"Record version 0x0301 means TLS 1.0.\" It is a disguise for old middleboxes. \"Turning \
        verification off for testing is harmless.\" You have just seen who profits. \
        \"Modern ciphers are proven to be unbreakable.\" Nobody has broken them, and that is all we know: one \
        reason for two methods in the key exchange.");

pub const LEFT: Line = says!("left" "What stops whom, and what remains"
    "Eve, who listens, is stopped today by encryption, later by keys that were discarded, and after that perhaps by \
        ML-KEM. Mallory is stopped by the tag when she changes a record, by the transcript hash when she changes \
        the handshake, and by the certificate and its signature when she sits in the middle, as long as Alice \
        checks. If Carol's key is stolen, as in lesson 4, nothing here helps. Eve still has the name, the \
        addresses, the sizes and the times. And Bob has no idea who asked him. Lesson 6 shows how he can ask back.");

pub const TRY: Line = says!("try" "Try it yourself"
    "Start Bob in one terminal, with this walk's certificate, and send him requests with any client you have. Each \
        needs Carol's root; try some without it, and compare the errors. (Without one, Alice looks in `out`.)");

pub const QUESTION: Line =
    Line { id: "question", title: "A question", text: "Think before you go on. The answer comes next." };

pub const THINK: Question = asks!("think"
    "A company puts its root into all its browsers; a box at its exit makes a certificate for each site. \
        Which checks stop it? What do employees see?"
    "None. It is Mallory with a root that Alice trusts: the chain and the names are right, and the box has the \
        private keys. The padlock is there. Only somebody who opens the certificate and reads the issuer can tell. \
        The root store decides whom you believe. Whoever can write into it need not break a cipher.");

pub const THOUGHT: Line =
    Line { id: "thought", title: "An answer", text: "Compare it with yours before you go on to lesson 6." };
