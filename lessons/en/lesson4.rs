//! Lesson 4 in English: every sentence with the id of its step, and no value in any of them.

use wirewalk::rfc;
use wirewalk::story::{About, Line, Name, Question, Recipe, asks, says, tries};

pub const ABOUT: About = About {
    number: 4,
    title: "Who are you? A certificate authority",
    line: "Carol vouches for Bob's public key: what a certificate says, what it does not, and what a careless authority signs.",
    minutes: 45,
    before: "Lesson 3: two strangers can agree on a key, and Mallory can stand in the middle.",
    objectives: &[
        "run a certificate authority: make its key and root, check a request, decide, sign",
        "read a certificate to the last byte, and say in one sentence what it claims",
        "check a certificate: chain, name, dates, usage, and say which check refused it",
        "show what happens when an authority signs what it is asked for, and when its key is stolen",
    ],
    read_on: &[
        (rfc::CERTIFICATES, "certificates and revocation lists, field by field"),
        (rfc::SERVICE_IDENTITY, "which name in a certificate counts"),
        (rfc::CERTIFICATION_REQUESTS, "what a request says and how it proves the key"),
        (rfc::ACME, "how public authorities check that a name is yours"),
    ],
};

pub const HELLO: Line = says!("hello" "Whose key is it?"
    "In lesson 3 Alice and Bob agreed on a key, and Mallory agreed with each of them. What was missing was not more \
        mathematics. Alice needed to know whose public key she had in her hand.\n\n\
        Somebody whom both trust can say so. Carol is the certificate authority. She looks at a public key and a name, makes \
        sure that they belong together, and signs a statement that they do. The statement is a certificate. Alice \
        needs to know one key beforehand, Carol's, and no other.");

pub const ROOT: Line = says!("root" "Carol makes a key and vouches for herself"
    "A chain of trust must begin somewhere. Carol makes a key pair, and signs a certificate for her own key: issuer and \
        subject are the same. Anybody can make such a certificate, so its signature proves nothing about Carol. Alice trusts it because \
        she got it by another way, not because of what it says. That is what a trust store is: a list of such roots.\n\n\
        Her private key is written to disk only encrypted, under a passphrase. Whoever has this key is Carol.");

pub const CA_KEY_FILE: Name = Name { id: "root.key-file", text: "the private key, encrypted" };
pub const PASSPHRASE_FILE: Name = Name { id: "root.passphrase-file", text: "its passphrase, for you to try" };
pub const BOBS_KEY_FILE: Name = Name { id: "request.key-file", text: "Bob's private key, encrypted" };
pub const CA_CERT_FILE: Name = Name { id: "root.certificate-file", text: "the root certificate" };

pub const PUBLIC_KEY_FILE: Line = says!("root.file-name" "A name that misleads"
    "The file is called `ca-public-key.pem`, since the course that this one follows calls it so. It is not a public key. It is \
        a certificate, and a certificate contains a public key: with a name, dates, permitted uses and a signature \
        around it. It never holds the private key.");

pub const DER: Line = says!("der" "How all of this is written"
    "Keys, requests and certificates are written in DER. DER has one rule: first a [tag](wirewalk.der.tag), which says what \
        follows; then a [length](wirewalk.der.length), which says how many bytes follow; then those bytes. A value can contain other \
        values, and each of them follows the same rule.\n\n\
        Here is a small one, to the last byte: the part of Carol's public key that says what kind of key it is. A \
        [SEQUENCE](wirewalk.der.sequence) contains two [OBJECT IDENTIFIERs](wirewalk.der.oid), one for the algorithm and one for the \
        curve. An OBJECT IDENTIFIER (OID) is a name made of numbers that means the same thing everywhere. A certificate is longer, but \
        it is nothing else.");

pub const REQUEST: Line = says!("request" "Bob makes a key and a request"
    "Bob makes his own key. The private half never leaves his machine, not even to Carol. What he sends is a certificate \
        signing request: his name, his public key, the host names he asks for, and a signature made with the private key \
        that belongs to it. The signature proves one thing only: whoever asks has that private key.");

pub const BEFORE_ASKING: Line = says!("ask" "Scene 1: Bob asks Carol"
    "Bob sends the request to Carol over plain HTTP, and Carol answers with the certificate. Eve is on the wire.");

pub const IS_IT_SAFE: Question = asks!("ask.is-it-safe"
    "Eve has the whole request and the whole certificate. What can she do with them?"
    ["pretend to be Bob" "read what Bob will send later" "nothing that she could not do before"] 2
    "Both are public. A certificate is shown to everybody who calls. To be Bob one needs the private key, which did not cross the \
        wire. (Mallory on this wire could put a request of her own in the place of Bob's. Carol must find out with whom she speaks: \
        public authorities do it by asking for a proof under the name itself.)");

pub const SIGNED: Line = says!("ask.signed" "Carol decided"
    "Carol checked the signature of the request, and that the names are Bob's to ask for. Then she took two things from it: the \
        public key, and the names she had checked. Everything else in the certificate is her decision: serial number, dates, \
        permitted uses.");

pub const CERTIFICATE: Line = says!("certificate" "The certificate, to the last byte"
    "A certificate is a DER structure: each value says what it is, how long it is, and then the value, one inside the other. Three \
        parts: what is signed, the name of the signature algorithm, the signature. Where Wireshark has a \
        name for a field, it is the one that stands here.");

pub const SENTENCE: Line = says!("sentence" "What it says, in one sentence"
    "All those bytes say one sentence, which the program reads from the parsed certificate. Note what it does not say: that \
        Bob is honest. A padlock means that somebody vouched for the name, not that the site is trustworthy.");
pub const SAYS: Name = Name { id: "sentence.says", text: "the certificate says" };

pub const CHECKS: Line = says!("checks" "How Alice checks it"
    "Alice knows Carol's root. She checks the signature of each certificate with the key of the next one up, until she arrives at a \
        root she knows. Then the name: only the subject alternative name counts, the common name has not been looked at for \
        years. Then the dates, by her own clock. Then what the key may be used for.");
pub const CHECKS_HEAD: [&str; 3] = ["check", "outcome", "what was compared"];

pub const LEDGER: Line = says!("ledger" "Eve's ledger"
    "Everything that crossed the wire between Bob and Carol was in the clear, and nothing of it was secret. Compare the first \
        line with the ledgers of the lessons before.");

pub const WEAPON: Line = says!("weapon" "Attack 1: Mallory asks for more"
    "A request can ask for extensions. Mallory makes a request that is signed correctly with her own key and asks for two \
        things: another site's name, and to be a certificate authority herself (CA:TRUE). It goes to two authorities. The first one, \
        marked as wrong here, copies every extension from the request into the certificate, as many a tutorial does. The second is \
        Carol.");

pub const WILL_SHE_SIGN: Question = asks!("weapon.will-she-sign" "What does the careless authority hand out?"
    [
        "a certificate for Mallory's own name only"
        "an error: a request cannot ask for CA:TRUE"
        "a certificate with which Mallory can sign certificates for any site"
    ] 2
    "A request may ask for anything; asking is not wrong. Signing without looking is. The certificate chains to the root that everybody \
        trusts, so what Mallory signs with it is trusted as well.");

pub const WEAPON_MADE: Line = says!("weapon.made" "The careless authority made a weapon"
    "Below is the place in the certificate that she got where CA:TRUE stands. Then she used it, and signed a certificate for another \
        bank. Alice's checks are run on that one, with nothing but the careless authority's root.");

pub const BEFORE_CAROL: Line = says!("weapon.before-carol" "Scene 2: Mallory before Carol"
    "Mallory sends Carol two requests, both with CA:TRUE in them: one for the bank's name, and one for a name of her own that Carol \
        was told to allow. Then she uses what she got as if it were an authority's certificate.");
pub const CAROL_SAID: Name = Name { id: "weapon.carol-said", text: "Carol said" };

pub const CAROL_REFUSES: Line = says!("weapon.carol" "Carol does not"
    "Carol reads the same request. She does not refuse because somebody asks for CA:TRUE; she never looks there for permissions. She refuses \
        the name, which is not Mallory's to ask for. And when Mallory asks for a name of her own, Carol's certificate says \
        CA:FALSE whatever was asked: Alice refuses what is signed with it.");

pub const STOLEN: Line = says!("stolen" "Attack 2: Carol's key is stolen"
    "Now Mallory has a copy of Carol's private key. No check fails any more: she makes a certificate for any name, and it is as \
        good as one from Carol, because it is one. Only two things help: to take Carol out of every trust store, and to have kept \
        the key where it cannot be copied. That is why real roots lie in a safe, switched off, and sign only a few intermediates.");

pub const TAMPERED: Line = says!("tampered" "What cannot be forged"
    "Without Carol's key Mallory is left with changing what is there. One byte of Bob's certificate is changed, and his request is \
        given another public key. Signatures notice both. (To sign is not to encrypt with the private key: for some algorithms there \
        is no such encryption at all. A signature lets others check; it hides nothing.)");
pub const TOLD: Line = says!("told" "How it is done outside"
    "Public authorities never meet you. They ask for proof that the name is yours: put this file under that URL, or this record into \
        the DNS (the ACME protocol). Their certificates live for weeks or months, so that a mistake does not live long either; renewal \
        is automatic.\n\n\
        A self-signed certificate made in one line with openssl encrypts just as well. It is not as good: nobody vouches for it, so Mallory's looks \
        the same. A server that makes a new one at every start teaches its users to click the warning away, and then they will click away \
        Mallory's too.\n\n\
        Carol's root is for this course. If you put it into a trust store, take it out again: the commands below say how.");

pub const STOPS: Line = says!("stops" "What is left open"
    "Bob has a certificate. Nobody has used it yet: he must prove, to everyone who calls, that he holds the private key that belongs to \
        it, and the key of the connection must hang on that proof. The key in the certificate will sign; it will not encrypt the traffic. That is \
        TLS, and lesson 5.");

pub const TRY: Line = says!("try" "Try it yourself"
    "Play the parties: one of you is Carol, one Bob, one Mallory. Each command runs one of them; the files go from hand to hand. \
        They have a folder of their own, so that what the walk left stays as it is.");

pub const RECIPES: &[Recipe] = tries![
    "Carol makes her root (she is asked for a passphrase)"
        "{ca} --out {mine}" "ca-private-key.pem begins with ENCRYPTED PRIVATE KEY";
    "Bob makes a key and a request"
        "{csr} --out {mine} --host localhost --host 127.0.0.1" "server-csr.pem; the key stays with Bob";
    "Carol checks it and signs"
        "{sign} --out {mine} {mine}/server-csr.pem" "what was asked for, and what she made of it";
    "read any certificate, request, key or list to the last byte"
        "{inspect} {mine}/server-public-key.pem" "the sentence, and below it every byte";
    "Alice's checks, here and with openssl"
        "{verify} --ca {mine}/ca-public-key.pem --host localhost {mine}/server-public-key.pem"
        "the list of checks; try --host example.org";
    "the same with openssl"
        "openssl verify -x509_strict -CAfile {mine}/ca-public-key.pem -verify_hostname localhost {mine}/server-public-key.pem"
        "OK";
    "openssl's own reading of the structure"
        "openssl asn1parse -i -in {mine}/server-public-key.pem" "the same boundaries as ours, without the explanations";
    "the self-signed one-liner, for comparison"
        "openssl req -x509 -newkey rsa:2048 -nodes -keyout /tmp/self.key -out /tmp/self.crt -subj /CN=localhost -days 1 && {verify} --ca {mine}/ca-public-key.pem --host localhost /tmp/self.crt"
        "which check refuses it";
    "if you added Carol to Firefox's or Chromium's store (NSS): take her out"
        "certutil -d sql:$HOME/.pki/nssdb -L && certutil -d sql:$HOME/.pki/nssdb -D -n my-ca.com"
        windows "Get-ChildItem Cert:\\CurrentUser\\Root | Where-Object Subject -like '*my-ca.com*' | Remove-Item"
        "she is no longer in the list";
    "and out of Debian's store"
        "sudo rm -f /usr/local/share/ca-certificates/my-ca.crt && sudo update-ca-certificates --fresh"
        "one removed, if she was there (macOS: security delete-certificate -c my-ca.com)";
];

pub const QUESTION: Line =
    Line { id: "question", title: "A question to think about", text: "Answer it in your own words first." };

pub const THINK: Question = asks!("think"
    "A site has a valid certificate. Name two things that you still do not know about it."
    [] 0
    "Whether its owner is honest: the authority checked a name, not a character. And whether the one that you talk to is the one that \
        you meant: a name that differs by a letter has a valid certificate of its own. Also: whether its private key was stolen \
        since the certificate was made.");

pub const THOUGHT: Line =
    Line { id: "thought", title: "An answer", text: "Compare it with yours before you go on to lesson 5." };
