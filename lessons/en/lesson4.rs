//! Lesson 4 in English: every sentence with the id of its step, and no value in any of them.

use wirewalk::rfc;
use wirewalk::story::{About, Line, Name, Question, Recipe, asks, says, tries};

pub const ABOUT: About = About {
    number: 4,
    title: "Who are you? A certificate authority",
    line: "Carol vouches for Bob's public key: what a certificate says, what it does not, and what a careless authority signs.",
    minutes: 50,
    before: "Lesson 3: two strangers can agree on a key, and Mallory can get in the middle.",
    objectives: &[
        "run a certificate authority: make its key and root, check a request, decide, sign",
        "read a certificate to the last byte, and say in one sentence what it claims",
        "check a certificate: signatures, dates, usage, name, and say which check refused it",
        "show what happens when an authority signs whatever it is asked for, and when its key is stolen",
        "sign and verify with small numbers, and say why signing is not encrypting with the private key",
    ],
    read_on: &[
        (rfc::CERTIFICATES, "certificates and revocation lists, field by field"),
        (rfc::SERVICE_IDENTITY, "which name in a certificate counts"),
        (rfc::CERTIFICATION_REQUESTS, "what a request says, and how it proves that the sender has the key"),
        (rfc::ACME, "how public authorities check that a name is yours"),
    ],
};

pub const HELLO: Line = says!("hello" "Whose key is it?"
    "In lesson 3, Alice agreed on a key with Mallory, and so did Bob. More mathematics would not have helped. Alice needed to \
        know whose public key she had received.\n\n\
        Somebody whom both trust can tell her. Carol is a certificate authority, CA for short. She takes a public key and a \
        name, makes sure that they belong together, and signs a statement that they do. The statement is a certificate. Alice \
        must know only one key beforehand: Carol's.");

pub const SIGN: Line = says!("sign" "What a signature is: a key pair"
    "A signature is something that only one person can make and everybody can check. That takes a key pair: the private key \
        signs, the public key verifies. RSA shows how, here with numbers of at most four digits.\n\n\
        Choose two primes, `p` and `q`. Their product `n` is public, and so is an exponent, `e`. The private exponent `d` is the \
        number for which `e` times `d`, divided by `(p − 1)(q − 1)`, leaves the remainder 1. To find `d` you need `p` and `q`. With \
        four digits, anybody can find them. With 617 digits, nobody knows how.");
pub const SIGN_P: Name = Name { id: "sign.p", text: "p, private" };
pub const SIGN_Q: Name = Name { id: "sign.q", text: "q, private" };
pub const SIGN_N: Name = Name { id: "sign.n", text: "n = p · q, public" };
pub const SIGN_E: Name = Name { id: "sign.e", text: "e, public" };
pub const SIGN_D: Name = Name { id: "sign.d", text: "d, private" };
pub const SIGN_ED: Name = Name { id: "sign.ed", text: "e · d" };

pub const SIGN_MADE: Line = says!("sign.made" "Signing"
    "A signature does not cover the message itself, but its hash. Here the hash is the beginning of the message's SHA-256, modulo \
        `n`. The signer raises it to the private exponent `d`, modulo `n`: square for each bit, and multiply where the bit is 1, as \
        in lesson 3.");
pub const SQUARES_HEAD: [&str; 3] = ["bit", "squared", "times the base"];
pub const SIGN_MESSAGE: Name = Name { id: "sign.message", text: "message" };
pub const SIGN_HASH: Name = Name { id: "sign.hash", text: "its hash" };
pub const SIGN_SIGNATURE: Name = Name { id: "sign.signature", text: "signature" };

pub const SIGN_VERIFIED: Line = says!("sign.verified" "Verifying"
    "Anybody can check the signature with the public numbers. Raise it to `e`, modulo `n`. The result must be the hash of the \
        message.");
pub const SIGN_CHECKED: Name = Name { id: "sign.checked", text: "signature to the e" };
pub const SIGN_VERDICT: Name = Name { id: "sign.verdict", text: "equal to the hash?" };
pub const ACCEPTED: &str = "yes: accepted";
pub const REFUSED: &str = "no: refused";

pub const SIGN_ALTERED: Line = says!("sign.altered" "Altered, and refused"
    "Mallory changes the message and keeps the signature. The altered message has a different hash, and the signature still gives \
        the old one. To make a new signature, she would need `d`.\n\n\
        This is textbook RSA, which nobody should use: the numbers are too small, and the hash is not padded. Real RSA adds padding \
        and numbers of 2048 bits or more.");

pub const DER: Line = says!("der" "How certificates and keys are written: DER"
    "Everything from here on is written in DER. Each value has three parts: a tag that says what kind of value it is, a length \
        that says how many bytes follow, and the contents. The contents can be further values, one inside the other. Here are three \
        small values.\n\n\
        An OID, an object identifier, is a number with dots that names something: an algorithm, a field, an extension. Everybody who \
        defines one has a branch of that tree of numbers. PEM is DER written as base64, between a line that begins and a line that \
        ends it.");
pub const DER_HEAD: [&str; 4] = ["bytes", "tag", "length", "contents"];
pub const DER_TABLE: [[&str; 4]; 3] = [
    ["02 01 05", "02: INTEGER", "01", "05: the number 5"],
    ["06 03 55 04 03", "06: OID", "03", "55 04 03: 2.5.4.3, the common name"],
    ["30 08 02 01 05 06 03 55 04 03", "30: SEQUENCE", "08", "the two values before, one after the other"],
];

pub const ROOT: Line = says!("root" "Carol makes a key and vouches for herself"
    "A chain of trust must begin somewhere. Carol makes a key pair and signs a certificate for her own key, so issuer and subject \
        are the same. Such a certificate is called a root. Anybody can make one, so its signature proves nothing about Carol. Alice \
        trusts it because she got it in another way, not because of what it says. A trust store is a list of such roots.\n\n\
        Her private key is written to disk only encrypted, under a passphrase. The file says how the key of the encryption is made \
        from the passphrase: with PBKDF2, which computes an HMAC many thousand times, so that guessing is slow. The salt is random \
        and not secret. With it, the same passphrase gives a different key in every file. Anyone with Carol's private key can \
        sign as Carol.");

pub const CA_KEY_FILE: Name = Name { id: "root.key-file", text: "the private key, encrypted" };
pub const PASSPHRASE_FILE: Name = Name { id: "root.passphrase-file", text: "its passphrase, for you to try" };
pub const BOBS_KEY_FILE: Name = Name { id: "request.key-file", text: "Bob's private key, encrypted" };
pub const CA_CERT_FILE: Name = Name { id: "root.certificate-file", text: "the root certificate" };

pub const PUBLIC_KEY_FILE: Line = says!("root.file-name" "A misleading file name"
    "The file is called `ca-public-key.pem`, because the course that this one follows calls it so. It is not a public key. It is a \
        certificate, and a certificate contains a public key, along with a name, dates, permitted uses and a signature. It never \
        contains the private key.");

pub const KIND_OF_KEY: Line = says!("der.key" "The same on real bytes"
    "Here is a small real value, to the last byte: the part of Carol's public key that says what kind of key it is. Each value begins \
        with its [tag](wirewalk.der.tag) and its [length](wirewalk.der.length). A [SEQUENCE](wirewalk.der.sequence) contains two \
        [OIDs](wirewalk.der.oid), one for the algorithm and one for the curve. A certificate is longer, but it is nothing else.");

pub const REQUEST: Line = says!("request" "Bob makes a key and a request"
    "Bob makes his own key pair. The private key never leaves his machine, and he does not give it to Carol either. He sends a \
        certificate signing request, CSR for short: his name, his public key, the host names he asks for, and a signature made with \
        his private key. The signature proves one thing only: the sender has the private key that belongs to this public key.");

pub const BEFORE_ASKING: Line = says!("ask" "Scene 1: Bob asks Carol"
    "Bob sends the request to Carol over plain HTTP, and Carol answers with the certificate. Eve is on the wire.");

pub const IS_IT_SAFE: Question = asks!("ask.is-it-safe"
    "Eve has the whole request and the whole certificate. What can she do with them?"
    [
        no "pretend to be Bob: a certificate is his key"
            "It contains Bob's public key and not the private one. Only the private key makes somebody Bob, and it never \
                crossed the wire." believes CERTIFICATE_IS_KEY see "x509af.subjectPublicKey" at "request";
        no "read what Bob encrypts with the key in them"
            "Bob encrypts nothing with it. It is there to check his signatures. Lesson 5 shows which keys encrypt."
            believes CERTIFICATE_KEY_ENCRYPTS;
        yes "nothing new: both of them are public anyway";
    ]
    "A certificate is sent to everybody who connects. To be Bob takes the private key. (On this wire, Mallory could replace \
        Bob's request with one of her own. Carol must find out who she is talking to. Public authorities do that by asking \
        for a proof under the name itself.)");

pub const SIGNED: Line = says!("ask.signed" "Carol decided"
    "Carol checked the signature of the request, and whether the names are Bob's to ask for. Then she took two things from it: the \
        public key, and the names that she had checked. Everything else in the certificate is her own decision: serial number, \
        dates, permitted uses.");

pub const CERTIFICATE: Line = says!("certificate" "The certificate, to the last byte"
    "A certificate is a SEQUENCE of three parts: the signed part, the name of the signature algorithm, and the signature. Where \
        Wireshark has a name for a field, you see that name.");

pub const SIGNATURE: Line = says!("certificate.signature" "The signature on the certificate"
    "Carol's signature uses a different algorithm than RSA: ECDSA, on the curve P-256. A signature is two numbers, r and s. The library \
        that checks it gets the signed part, the signature and Carol's public key. Then one bit of the signed part is \
        flipped, and it checks again.");
pub const SIGNATURE_HASH: Name = Name { id: "signature.hash", text: "SHA-256 of the signed part" };
pub const SIGNATURE_VERDICT: Name = Name { id: "signature.verdict", text: "as it is" };
pub const SIGNATURE_FLIPPED: Name = Name { id: "signature.flipped", text: "one bit of the signed part flipped" };

pub const NOT_ENCRYPTING: Line = says!("certificate.nothing-to-decrypt" "Signing is not encrypting with the private key"
    "You may read that a signature is the hash, encrypted with the private key. With textbook RSA, it looks that way: raising \
        the signature to `e` gave the hash back. So let us try to get the hash back from Carol's signature.\n\n\
        It cannot be done. To check ECDSA, you put in the hash, r, s and the public key, and you compute a point on the curve. The \
        signature is good if the x coordinate of that point equals r. The hash goes in and does not come out. What comes out is r, \
        which you already had. With one bit of the hash flipped, another number comes out, and it means nothing. There is \
        nothing to decrypt, because nothing was encrypted. A signature lets others check a message. It hides nothing.");
pub const ECDSA_HASH: Name = Name { id: "ecdsa.hash", text: "the hash, which goes in" };
pub const ECDSA_R: Name = Name { id: "ecdsa.r", text: "r, from the signature" };
pub const ECDSA_X: Name = Name { id: "ecdsa.x", text: "the check computes" };
pub const ECDSA_OTHER: Name = Name { id: "ecdsa.other", text: "with one bit of the hash flipped" };

pub const SENTENCE: Line = says!("sentence" "What it says, in one sentence"
    "All those bytes say one sentence. The program reads it from the parsed certificate. Note what it does not say: that Bob is \
        honest. A padlock means that somebody vouched for the name. It does not mean that the site is trustworthy.");
pub const SAYS: Name = Name { id: "sentence.says", text: "the certificate says" };

pub const CHECKS: Line = says!("checks" "How Alice checks it"
    "Alice knows Carol's root and nothing else. She checks in this order. Can she read the certificate? Does a chain of signatures lead \
        to a root that she trusts, each signature checked with the key of the next certificate up? Are the public keys long enough? \
        Do the dates fit her own clock? Do only authorities sign certificates (basic constraints), and may each key do what it is used for \
        (key usage, extended key usage)? Does she understand every extension marked critical, and is the certificate made as the \
        standards ask (profile)? Is the name that she asked for among the subject alternative names, SAN for short? Browsers stopped \
        reading the common name, CN for short, years ago. Is an authority limited to certain names (name constraints)? Has Carol \
        revoked the certificate? That check needs a list from Carol. There is none in this lesson, so it is not made. At the end, \
        rustls-webpki, the library that rustls relies on, must agree.");
pub const HOW_CHECKED: Question = asks!("checks.how-signed" "How does Alice check that Carol signed this certificate?"
    [
        no "she decrypts the signature with Carol's public key"
            "There is nothing to decrypt. An ECDSA signature is two numbers, and the check is a calculation with them, the \
                signed bytes and the public key. It gives yes or no, and no text."
            believes SIGNING_ENCRYPTS see "x509af.encrypted" at "certificate.signature";
        yes "she runs a calculation that says only yes or no";
        no "she asks Carol whether the signature is hers"
            "Nobody asks Carol. Alice has Carol's root certificate, and with the key in it she can check by herself.";
    ]
    "A signature is checked with the signed bytes, the signature and the public key of the signer. Anyone can check it, and \
        only the holder of the private key can make it. It hides nothing: the certificate is there to be read.");
pub const CHECKS_HEAD: [&str; 3] = ["check", "outcome", "what was compared"];

pub const LEDGER: Line = says!("ledger" "Eve's ledger"
    "Everything that crossed the wire between Bob and Carol was in the clear, and none of it was secret. Compare the first line with \
        the ledgers from the earlier lessons.");

pub const WEAPON: Line = says!("weapon" "Attack 1: Mallory asks for more"
    "A request can ask for extensions. Mallory's request is signed correctly with her own key, and it asks for two things: another \
        site's name, and to be a certificate authority herself (CA:TRUE). She sends it to two authorities. The first one is \
        careless: it copies every extension from the request into the certificate, as many tutorials do. The second one is \
        Carol.");

pub const WILL_SHE_SIGN: Question = asks!("weapon.will-she-sign" "What does the careless authority hand out?"
    [
        no "a certificate for Mallory's own name and no more"
            "This authority copies every extension of the request into the certificate, CA:TRUE included."
            see "x509ce.BasicConstraintsSyntax_element" at "weapon.made";
        no "an error: a request must not ask for CA:TRUE"
            "A request may ask for anything. Asking is not wrong. Signing without looking is.";
        yes "a certificate that can sign for any other site";
    ]
    "The certificate chains to the root that everybody trusts, so whatever Mallory signs with it is trusted as well.");

pub const WEAPON_MADE: Line = says!("weapon.made" "The careless authority made a weapon"
    "This is [the field of her certificate that says CA:TRUE](x509ce.BasicConstraintsSyntax_element). Then Mallory used it: she signed a certificate for another bank. \
        Alice checks that certificate. She knows the careless authority's root and nothing else.");

pub const BEFORE_CAROL: Line = says!("weapon.before-carol" "Scene 2: Mallory asks Carol"
    "Mallory sends Carol two requests, both with CA:TRUE. One asks for the bank's name. The other asks for a name of Mallory's own, which \
        Carol may allow. Then she uses the certificate she gets as if it were an authority's.");
pub const CAROL_SAID: Name = Name { id: "weapon.carol-said", text: "Carol answered" };

pub const CAROL_REFUSES: Line = says!("weapon.carol" "Carol does not"
    "Carol reads the same request. She does not refuse it because it asks for CA:TRUE: she never takes permissions from a request. She \
        refuses it because of the name, which is not Mallory's to ask for. And when Mallory asks for a name of her own, Carol's \
        certificate says CA:FALSE, whatever the request said. So Alice refuses what Mallory signs with it.");

pub const STOLEN: Line = says!("stolen" "Attack 2: Carol's key is stolen"
    "Now Mallory has a copy of Carol's private key. No check fails any more. She can make a certificate for any name, and Alice cannot tell it \
        from one of Carol's. Only two things help: to remove Carol from every trust store, and to have kept the key where it cannot be \
        copied. That is why real roots are kept switched off in a safe, and sign only a few intermediates. An intermediate is an authority \
        whose certificate a root has signed.");

pub const WHAT_PADLOCK: Question = asks!("stolen.what-padlock"
    "Mallory's bank.example would show a padlock in a browser that trusts Carol. What does the padlock mean?"
    [
        no "that this site is the bank's and can be trusted"
            "The padlock stands there for Mallory. All checks hold, and the site is still not the bank's." believes PADLOCK;
        yes "that a trusted authority vouched for the name";
        no "that the bank itself has signed the certificate"
            "The bank signed nothing. The one who holds Carol's key did.";
    ]
    "The checks ask whether an authority vouched for the name. They cannot ask whether the authority was honest, careful, or \
        robbed.");

pub const TAMPERED: Line = says!("tampered" "What cannot be forged"
    "Without Carol's key, Mallory can only change what exists. The program changes each byte of Bob's certificate in turn, and it \
        replaces the public key in his request. The signatures reveal both. It also tries a root that has Carol's name and \
        another key, and another host name.");
pub const TOLD: Line = says!("told" "How public authorities do it"
    "Public authorities never meet you. They ask for proof that the name is yours: put this file under that URL, or this record into \
        the DNS. The protocol for that is ACME. Their certificates live for weeks or months, so a mistake does not live long either. \
        Renewal is automatic.\n\n\
        A self-signed certificate, made with one openssl command, encrypts just as well. It is not as good: nobody vouches for it, so \
        Mallory's looks the same. A server that makes a new one at every start teaches its users to click the warning away. Then they \
        click Mallory's away too.\n\n\
        Carol's root is for this course. If you add it to a trust store, remove it afterwards. The commands for that are in this lesson.");

pub const STOPS: Line = says!("stops" "What is still missing"
    "Bob has a certificate, and nobody has used it yet. He must prove to every client that he has the private key that belongs to it, \
        and the key of the connection must be bound to that proof. The key in the certificate will sign; it will not encrypt the \
        traffic. That is TLS: lesson 5.");

pub const TRY: Line = says!("try" "Try it yourself"
    "Play the parties: one of you is Carol, one is Bob, one is Mallory. Each command plays one of them, and you pass the files on. The files \
        have a folder of their own, so the files of the walk stay as they are.");

pub const RECIPES: &[Recipe] = tries![
    "Carol makes her root (the program asks for a passphrase)"
        "{ca} --out {mine}" "ca-private-key.pem begins with ENCRYPTED PRIVATE KEY";
    "Bob makes a key and a request"
        "{csr} --out {mine} --host localhost --host 127.0.0.1" "server-csr.pem; the key stays with Bob";
    "Carol checks it and signs"
        "{sign} --out {mine} {mine}/server-csr.pem" "what the request asked for, and what Carol made of it";
    "read any certificate, request, key or list to the last byte"
        "{inspect} {mine}/server-public-key.pem" "the sentence, and then every byte";
    "Alice's checks"
        "{verify} --ca {mine}/ca-public-key.pem --host localhost {mine}/server-public-key.pem"
        "the list of checks; also try --host example.org";
    "the same with openssl"
        "openssl verify -x509_strict -CAfile {mine}/ca-public-key.pem -verify_hostname localhost {mine}/server-public-key.pem"
        "OK";
    "how openssl reads the structure"
        "openssl asn1parse -i -in {mine}/server-public-key.pem" "the same boundaries as ours, without the explanations";
    "the self-signed one-liner, for comparison"
        "openssl req -x509 -newkey rsa:2048 -nodes -keyout /tmp/self.key -out /tmp/self.crt -subj /CN=localhost -days 1 && {verify} --ca {mine}/ca-public-key.pem --host localhost /tmp/self.crt"
        "which check refuses it";
    "if you added Carol to the store of Firefox or Chromium (NSS), remove her"
        "certutil -d sql:$HOME/.pki/nssdb -L && certutil -d sql:$HOME/.pki/nssdb -D -n my-ca.com"
        windows "Get-ChildItem Cert:\\CurrentUser\\Root | Where-Object Subject -like '*my-ca.com*' | Remove-Item"
        "she is no longer in the list";
    "and remove her from Debian's store"
        "sudo rm -f /usr/local/share/ca-certificates/my-ca.crt && sudo update-ca-certificates --fresh"
        "one removed, if she was there (macOS: security delete-certificate -c my-ca.com)";
];

pub const QUESTION: Line =
    Line { id: "question", title: "A question to think about", text: "Answer it in your own words first." };

pub const THINK: Question = asks!("think" "A site has a valid certificate. Name two things that you still do not know about it."
    "Whether its owner is honest: the authority checked a name, not a character. And whether the site is the one that you \
        meant: a name that differs by one letter can have a valid certificate of its own. Also: whether its private key has \
        been stolen since the certificate was made.");

pub const THOUGHT: Line =
    Line { id: "thought", title: "An answer", text: "Compare it with yours before you go on to lesson 5." };
