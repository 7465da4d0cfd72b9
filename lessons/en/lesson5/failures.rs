//! Lesson 5 in English: what goes wrong on purpose, Mallory, and the end.

use wirewalk::story::{Line, Name, Question, asks, says};

pub const FAILURES: Line = says!("failures" "Failing on purpose"
    "Six things that go wrong every day, each done for real. First comes the raw error, as the program reports it, then what \
        it means, then how to repair it. An alert on the wire says who refused whom, and why. Look at its sender first: that \
        tells you on which side to search.");

pub const RAW_ERROR: Name = Name { id: "failures.raw-error", text: "Alice's program says" };
pub const RAW_ANSWER: Name = Name { id: "failures.raw-answer", text: "Bob answers, in hexadecimal" };

pub const NO_ROOT: Line = says!("no-root" "Failure 1: Alice does not know Carol"
    "Nothing is wrong with Bob. Alice starts without Carol's root, like any browser or curl that has never heard of Carol.");
pub const NO_ROOT_WHO: Question = asks!("no-root.who" "Who refuses?"
    [
        no "Bob, because Alice is a stranger to him"
            "Bob asks for no proof of who Alice is. Lesson 6 changes that.";
        yes "Alice, when she checks the certificate";
        no "Alice, when a signature is wrong"
            "That signature, at station 5, is right: Bob has the key. Alice does not get that far.";
    ]
    "It means: the chain of signatures ends at somebody whom she does not know. That may be a private authority, as here, or \
        Mallory, and nothing in the certificate tells these two apart.\n\nRepair: give Alice the root, over a path that \
        Mallory is not on. Do not turn the check off.");
pub const NO_ROOT_SEEN: Line = says!("no-root.seen" "Refused: signed by nobody she knows"
    "The raw error comes from Alice's own program. Bob receives an alert and nothing else.");

pub const WRONG_NAME: Line = says!("wrong-name" "Failure 2: the right certificate for another name"
    "Alice has Carol's root again. Bob sends a certificate that Carol really signed, but for another of his sites.");
pub const WRONG_NAME_WHO: Question = asks!("wrong-name.who" "Carol signed it, and Alice trusts Carol. What does Alice do?"
    [
        no "she goes on: somebody she trusts vouches for it"
            "Carol vouches for other names, not for this one. Mallory, too, can have a genuine certificate, for her own site.";
        yes "she refuses: it was issued for another name";
        no "she compares the common name, and goes on"
            "The common name is not looked at. Only the subject alternative name counts." believes COMMON_NAME;
    ]
    "It means: Carol vouched for other names. Without this check Mallory could present a genuine certificate of her own, for \
        her own site.\n\nRepair: connect to a name that the certificate contains, or have one made that names the host.");
pub const WRONG_NAME_SEEN: Line = says!("wrong-name.seen" "Refused: not for this name"
    "The error contains the name Alice asked for and the names in the certificate.");

pub const EXPIRED: Line = says!("expired" "Failure 3: expired yesterday"
    "Same names, same Carol. Only the last day has passed.");
pub const EXPIRED_WHO: Question = asks!("expired.who" "One day too late. What does Alice's program do?"
    [
        no "it goes on: one day later is harmless"
            "It is not harmless. Once a certificate has expired, nobody has to announce any more that its key was stolen."
            believes EXPIRED;
        yes "it refuses: nobody vouches for it any longer";
        no "it asks Carol whether the certificate is still good"
            "Clients ask nobody. The dates in the certificate decide.";
    ]
    "It means: Carol vouched until that day and no longer.\n\nRepair: renew, and let a program do it. If the certificate \
        looks right, check the clock of the machine that refused.");
pub const EXPIRED_SEEN: Line = says!("expired.seen" "Refused: too late"
    "The error contains two times, in seconds since 1970: Alice's clock, and the last valid moment.");

pub const SELF_SIGNED: Line = says!("self-signed" "Failure 4: signed by itself"
    "Bob vouches for himself, with the one-line command from many tutorials. The encryption would be exactly as good.");
pub const SELF_SIGNED_WHO: Question = asks!("self-signed.who" "Which error will Alice's program give?"
    [
        no "none: self-signed is as good as any other"
            "Alice cannot tell this certificate from one that Mallory signed for herself. Self-signed is not as good."
            believes SELF_SIGNED;
        yes "that of failure 1, where the root was missing";
        no "that of failure 2: it has the wrong names in it"
            "The names are right. Bob chose them himself, as Mallory could.";
    ]
    "It means: the same as before without a root.\n\nRepair: have it signed by somebody whom Alice knows. Giving it to Alice \
        as a root works too, for one server, until it changes.");
pub const SELF_SIGNED_SEEN: Line = says!("self-signed.seen" "Refused: he vouches for himself"
    "One error, two causes: a missing root, and no authority at all. To tell them apart, compare the issuer and the subject \
        in the certificate.");

pub const PLAIN_HTTP: Line = says!("plain-http" "Failure 5: plain HTTP to the TLS port"
    "Alice leaves out one letter, the s. Her program sends its request in the clear, to the port where Bob expects TLS.");
pub const PLAIN_HTTP_WHO: Question = asks!("plain-http.who" "What does Bob make of the first bytes, `GET`?"
    [
        no "a request in HTTP, and he answers it"
            "On this port Bob speaks TLS and nothing else.";
        yes "nonsense, in a place where he expected TLS";
        no "the beginning of a hello: he waits for more"
            "The first bytes already cannot be the head of a record, so there is nothing to wait for.";
    ]
    "It means: Bob reads the letters as the head of a record, and they are none. He answers with a TLS alert. Alice's program \
        expects HTTP and can make no sense of that either.\n\nRepair: write https. And note that the request was on the wire \
        before anybody could object: Eve has whatever it contained.");
pub const PLAIN_HTTP_SEEN: Line = says!("plain-http.seen" "Refused: that is not a record"
    "The raw error speaks of HTTP, because Alice's program does not know that it is talking to TLS.");

pub const TLS11: Line = says!("tls11" "Failure 6: an outdated client"
    "This is a TLS 1.1 ClientHello, written in the lesson byte by byte, because no library here would send one any more.");
pub const TLS11_WHO: Question = asks!("tls11.who"
    "Its first record bears 03 01, as Alice's did. What tells Bob that this client is too old?"
    [
        no "the version of the record, which is TLS 1.0"
            "Alice's first record has the same version, and she speaks TLS 1.3. Bob ignores it."
            believes RECORD_VERSION see "tls.record.version" at "tls11.seen";
        yes "the hello itself: it offers nothing newer";
        no "the cipher suites: Bob knows none of them"
            "Bob looks at the versions first, and gets no further.";
    ]
    "It means: Bob speaks TLS 1.2 and 1.3, the client offers less, and there is no version that both accept. Whatever Bob \
        allows for one old client, Mallory can ask for in the name of every other: she only has to hold back their better \
        hellos.\n\nRepair: renew the client.");
pub const TLS11_SEEN: Line = says!("tls11.seen" "Refused: too old"
    "Seven bytes: a record with an alert in it, in the clear because there are no keys. The hello that was refused follows.");

pub const ALERTS: Line = says!("failures.alerts" "Who sent which alert"
    "These are read from the recordings, with the keys. In TLS 1.3, alerts are encrypted as soon as there are keys. Eve sees \
        that someone closed the connection, but not why.");
pub const ALERTS_HEAD: [&str; 4] = ["scene", "who refused", "alert", "can Eve read it?"];

pub const MALLORY: Line = says!("mallory" "Attack: Mallory in the middle, as in lesson 3"
    "Mallory accepts Alice's connection and opens her own to Bob: two handshakes, two secrets, with her in between. In lesson \
        3, that was enough. Now she needs a certificate. She makes her own authority, gives it Carol's name, and signs a \
        certificate for Bob's names. Everything in it is as it should be, except for the signer.");

pub const WHO_STOPS_HER: Question = asks!("mallory.who-stops-her" "Both key agreements succeed. Which check stops her?"
    [
        no "the check of the name: it is not Bob's"
            "The name is right. She chose it.";
        yes "the check of the chain: Carol never signed";
        no "the check of Finished: only Bob can compute it"
            "She computes it, with the keys that she shares with Alice. A key agreement does not prove who is at the other end."
            believes DH_AUTHENTICATES;
    ]
    "The signature on her certificate does not verify with the key in Alice's copy of Carol's root. It is not enough to call \
        oneself Carol.");

pub const STOPPED: Line = says!("mallory.stopped" "Stopped"
    "Alice's request was never sent, so Mallory does not even know what she wanted. Here are all of Alice's checks, repeated \
        on the certificate that Mallory sent. It is taken from the recording.");
pub const CHECKS_HEAD: [&str; 3] = ["check", "outcome", "what was compared"];

pub const COPIED: Line = says!("mallory-copies" "Then she sends Bob's own certificate"
    "Anyone can have Bob's certificate: he sends it to every client. Mallory copies it. Now the chain, the name and the dates \
        are correct. But she does not have the private key. At station 5 she signs with her own.");

pub const COPY_STOPPED: Line = says!("mallory-copies.stopped" "Stopped, by another check"
    "Every check of the certificate held. The signature in CertificateVerify did not verify with the public key in it. The \
        alert is the same as before, so the alert alone does not say which signature failed. A certificate says whom a key \
        belongs to. Only the signature shows that the other end has that key.");

pub const INSECURE: Line = says!("insecure" "The same with verification off"
    "Alice is in a hurry. One switch makes the error go away: `--insecure` here, `-k` with curl, verify=False in Python. It \
        is only for testing, she says. Mallory sends her first certificate, the one that was refused.");

pub const WHAT_IS_LEFT: Question = asks!("insecure.what-is-left"
    "Alice still has TLS 1.3, with the best cipher there is. What is left of her protection?"
    [
        no "everything: for a test the switch is harmless"
            "Mallory reads and rewrites all of it. And the switch stays in the program when the test is over."
            believes VERIFICATION_OFF;
        no "everything: nobody in between reads TLS 1.3"
            "Mallory is in between and reads it, because Alice's connection ends at her."
            believes NOBODY_BETWEEN see "http.file_data" at "insecure.read-all";
        no "she knows that it is Bob, since it is encrypted"
            "It is encrypted, and it is Mallory. Encryption is not authentication." believes ENCRYPTION_AUTHENTICATES;
        yes "she is safe from Eve, and not from Mallory";
    ]
    "The encryption is as strong as before, and it ends at Mallory. Anyone who can listen on a network can usually also get into \
        the middle of it, so in practice little is left.");

pub const READ_ALL: Line = says!("insecure.read-all" "Read and rewritten"
    "Two legs, both proper TLS 1.3. First comes what Bob sent to Mallory, then what Mallory sent to Alice, each opened with \
        the keys of that leg. Turning the check off for testing is not harmless: the switch stays in the program, and the \
        program is released.");

pub const WORDS: Line = says!("words" "Eight common claims that are wrong"
    "\"A padlock means that the site can be trusted.\" It means that somebody vouched for its name, and that nobody in \
        between can read along.\n\n\
        \"The certificate's key encrypts the traffic.\" It signs. The traffic is encrypted with keys that come from the key \
        agreement.\n\n\
        \"Signing is encrypting with the private key.\" A signature hides nothing, and most keys that sign cannot encrypt.\n\n\
        \"The server's private key opens any capture.\" That is true only where RSA carried the secret, and never in TLS 1.3.\n\n\
        \"HTTPS hides which site you visit.\" The name was in the clear in the first record, and the address is in every packet.\n\n\
        \"Record version 0x0301 means TLS 1.0.\" It is a disguise for old middleboxes.\n\n\
        \"Turning verification off for testing is harmless.\" You have just seen who profits.\n\n\
        \"Modern ciphers are proven to be unbreakable.\" Nobody has broken them, and that is all we know. It is one reason to \
        use two methods in the key exchange.");

pub const LEFT: Line = says!("left" "What stops whom, and what remains"
    "Eve, who listens, is stopped today by encryption, later by keys that were discarded, and after that perhaps by ML-KEM. \
        Mallory, when she changes bytes, is stopped by the tag on every record. When she changes the handshake, the transcript \
        hash stops her. When she sits in the middle, the certificate and its signature stop her, as long as Alice checks. If \
        Carol's key is stolen, as in lesson 4, nothing here helps.\n\n\
        Eve still has the name, the addresses, the sizes and the times. And Bob has no idea who asked him, because anyone may \
        ask. Lesson 6 shows how he can ask back.");

pub const TRY: Line = says!("try" "Try it yourself"
    "Start Bob in one terminal, with the certificate that this walk saved. Send him requests with whatever client you have. \
        Every client needs Carol's root. Try curl, OpenSSL and the browser without it too, and compare the errors. (If you name \
        no root, Alice looks for one that a walk saved in `out`.)");

pub const QUESTION: Line =
    Line { id: "question", title: "A question", text: "Think before you go on. The answer comes next." };

pub const THINK: Question = asks!("think"
    "A company puts its own root into every employee's browser, and a box at its exit that makes a certificate for each site \
        as it is visited. Which of the checks of this lesson still stop it, and what does the employee see?"
    "None. It is Mallory with a root that Alice trusts: the chain is right, the names are right, the box has the private \
        keys. The padlock is there. Only somebody who opens the certificate and reads the issuer can tell. The root store \
        decides whom you believe. Anyone who can write into it does not have to break a cipher.");

pub const THOUGHT: Line =
    Line { id: "thought", title: "An answer", text: "Compare it with yours before you go on to lesson 6." };
