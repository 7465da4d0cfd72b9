//! Lesson 6 in English: the chain of trust, the stolen bundle, and who may.

use wirewalk::story::{Line, Name, Question, asks, says};

pub const CHAIN: Line = says!("chain" "Root, intermediate, leaf"
    "So far, Carol signed everything with her root's key. A careful authority does not. The root's key stays in a safe and \
        signs intermediates, a few times in a decade. The intermediates sign leaves, every day. If an intermediate's key is \
        stolen, the root revokes it and signs a new one. If the root's key were stolen, everyone would have to change what they \
        trust.\n\n\
        Alice has the root. Bob must send the leaf and everything between it and the root.");
pub const CHAIN_HEAD: [&str; 4] = ["", "signed by", "its key signs", "who has it"];
pub const CHAIN_TABLE: [[&str; 4]; 3] = [
    ["root", "itself", "intermediates", "Alice, in advance"],
    ["intermediate", "the root", "leaves", "Bob sends it too"],
    ["leaf", "an intermediate", "handshakes", "Bob sends it"],
];

pub const FORGOTTEN: Line = says!("intermediate-forgotten" "A server that forgets its intermediate"
    "Bob has a new certificate, from Carol's office, and puts it into his configuration. He leaves out the second file that \
        came with it, because it looked unnecessary.");
pub const WHO_REFUSES: Question = asks!("intermediate-forgotten.who"
    "Alice trusts Carol's root, and the root really signed the office. What happens?"
    [
        no "Alice fetches the missing certificate and goes on"
            "Some browsers do that. Alice's program, like curl, uses what Bob sent and what it trusts already.";
        yes "Alice refuses: nothing leads her to the root";
        no "Bob does not start, since his chain is incomplete"
            "Servers do not check their own chain. Most of them start without a word.";
    ]
    "She has two ends and nothing between them. It is the most common mistake in setting up a server, and a treacherous one: \
        some browsers have the intermediate from elsewhere, or fetch it. There it works, and with curl it does \
        not.\n\nRepair: send it. The file that a server is given holds the leaf first, then the intermediates. The root stays \
        out.");
pub const FORGOTTEN_SEEN: Line = says!("intermediate-forgotten.seen" "Refused, with a familiar error"
    "This is the error for a missing root. The checks say more: whose signature was needed, and not found.");

pub const OTHERS: Line = says!("intermediate-forgotten.others" "What other programs say about it"
    "The same fault was shown to other programs: the leaf was sent, the root was trusted, and the certificate between them \
        was missing. A walk runs no program but its own, so these are their words from an earlier run. The command repeats that \
        run on your machine. No program says that the server forgot an intermediate. Each reports what it could not find.");
pub const OTHERS_WHEN: Name = Name { id: "others.when", text: "run on" };
pub const OTHERS_WITH: Name = Name { id: "others.with", text: "with" };
pub const OTHERS_AGAIN: Name = Name { id: "others.again", text: "run it again" };
pub const OTHERS_HEAD: [&str; 2] = ["program", "in its own words"];

pub const SENT: Line = says!("intermediate-sent" "The repair"
    "The same leaf and the same key. This time Bob sends the office's certificate after his own.");
pub const SENT_SEEN: Line = says!("intermediate-sent.seen" "From leaf to root"
    "Nobody told Alice to trust the office. The signature on its certificate did.");

pub const BUNDLE: Line = says!("bundle" "Attack: a stolen .p12"
    "For her browser, Alice has key and certificate in one file, protected by a passphrase, as browsers expect. She copied it \
        to a USB stick. Mallory found the stick.\n\n\
        The file is made as well as it can be. The passphrase is hashed many times before it opens anything, so that each guess \
        costs time. The passphrase is a word that Alice likes.");
pub const BUNDLE_FILE: Name = Name { id: "bundle.file", text: "what Mallory found" };
pub const ROUNDS: Name = Name { id: "bundle.rounds", text: "rounds of hashing" };
pub const HOW_LONG: Question = asks!("bundle.how-long"
    "The file is encrypted with AES-256. Mallory tries the passwords that were most common in an old leak, one after the \
        other. How long?"
    [
        yes "a few seconds, for all the bits of the key";
        no "a few days, since each guess was made costly"
            "A guess costs a fraction of a second, and the list is short.";
        no "longer than the universe is old: 256 bits"
            "Nobody tries the keys. Mallory guesses the passphrase, from which the key is derived, and a longer key does not \
                make that any harder." believes LONGER_KEY;
    ]
    "Stretching makes each guess expensive, but a guess from such a list costs no more than any other, and there are so few \
        of them. Nobody locks the file after three attempts, as a server would: it is on Mallory's own machine. Against lists \
        only a passphrase helps that is on none of them: drawn at random, some words or many characters.");
pub const OPENED: Line = says!("bundle.opened" "Opened"
    "The list is real: the passwords used most often in a leak of millions. The file is real too. This program used one core \
        of this machine. Professional attackers have rooms full of graphics cards.");
pub const FOUND: Name = Name { id: "bundle.found", text: "the passphrase" };
pub const TRIES: Name = Name { id: "bundle.tries", text: "number of guesses" };
pub const TOOK: Name = Name { id: "bundle.took", text: "time taken" };
pub const RATE: Name = Name { id: "bundle.rate", text: "speed" };

pub const USED: Line = says!("stolen" "And used"
    "Mallory now has everything that makes Alice Alice, as far as Bob can tell. She connects.");
pub const WHAT_THIEF: Question = asks!("stolen.what-thief" "What can Mallory do with Alice's private key?"
    [
        no "open all that Eve has ever recorded of Alice"
            "Alice's key only signed. The keys that encrypted came from the key agreements and are gone: that is lesson 5, \
                seen from the other side." believes SERVER_KEY_OPENS;
        yes "present herself to Bob as Alice from now on";
        no "nothing, as she still lacks Alice's certificate"
            "The bundle contains it. It is no secret anyway.";
    ]
    "Bob's checks ask for a signature that only the holder of the key can make. Mallory holds it.");
pub const USED_SEEN: Line = says!("stolen.seen" "Nothing was broken"
    "Every check held, and so did every signature. Bob talked to Alice's key. Mutual TLS proves who has the key. It does not \
        prove whose hand is on it.");
pub const MALLORY_HEARD: Name = Name { id: "mallory.heard", text: "Mallory received" };

pub const REVOKED: Line = says!("revoked" "Carol revokes it"
    "Alice misses the stick and tells Carol. Carol cannot change the certificate or call it back. So she signs a list of the \
        certificates that no longer count, by serial number: a certificate revocation list. It says when it was made and when \
        the next one is due, so that nobody can show Bob an old list forever. Bob restarts with the list.");
pub const LIST_FILE: Name = Name { id: "revoked.list", text: "Carol's list" };
pub const WHOM_IT_HITS: Question = asks!("revoked.whom-it-hits" "The list names one certificate. Who is refused from now on?"
    [
        no "Mallory only: the thief"
            "The list does not know who holds the key. It names a serial number.";
        yes "Mallory, and Alice with her";
        no "everybody whose name is alice"
            "It names one serial number. Another Alice has another certificate.";
    ]
    "Both have the same key and the same certificate, and nothing on the wire tells them apart. Alice needs a new key and a \
        new certificate for it.\n\nAnd everything depends on Bob having the list. Until he reads it, Mallory gets in. That is \
        why lists are valid only for a short time, and why some authorities issue certificates that last days and have no \
        lists.");
pub const REVOKED_SEEN: Line = says!("revoked.seen" "The same certificate, afterwards"
    "Same key, same signature, different answer. As before, the answer comes late: Mallory's request had crossed when the \
        alert arrived.");

pub const RENEWED: Line = says!("renewed" "A new certificate for Alice"
    "A new key, a new serial number, and the same name. Carol knows that it is the same Alice.");
pub const RENEWED_FILE: Name = Name { id: "renewed.file", text: "Alice's new certificate and key" };
pub const RENEWED_SEEN: Line = says!("renewed.seen" "She is back"
    "Bob did not have to change anything. He knows his members by issuer and subject alternative name, and that name is the \
        same. A list of issuers and serial numbers would be stricter, but then he would have to learn the new number now. Both \
        are sound. A list of common names is not, as you will see.");

pub const EXPIRED_STOLEN: Line = says!("expired-stolen" "Expired, and stolen"
    "\"Expired yesterday is harmless\": many servers forgive a day or two, in case a clock is wrong. Here is Alice's \
        certificate from last month, and Mallory has its key. It expired yesterday. Carol had revoked it in time.\n\n\
        But a list would grow forever if it kept every entry. So the standard lets an authority drop an entry once the \
        certificate has expired. Here are Carol's last two lists.");
pub const BEFORE: Line = says!("expired-stolen.before" "The earlier list names it"
    "It has [one entry](x509af.revokedCertificates): the serial number, when the certificate was revoked, and why.");
pub const AFTER: Line = says!("expired-stolen.after" "The newest list does not"
    "This list has no entries at all. Nothing tells Bob any more that the key was stolen. Only the date still stops Mallory.\n\n\
        Two Bobs use this list. The first checks the date. The second forgives two days.");
pub const STRICT_SEEN: Line = says!("expired-stolen.strict" "The strict Bob: refused"
    "He does not know that the key was stolen, and he does not need to know.");
pub const GRACE_SEEN: Line = says!("expired-stolen.grace" "The forgiving Bob: he tells the secret"
    "Same certificate, same list, same day. He read the list correctly. It no longer covers a certificate that nobody should \
        accept anyway.");

pub const PERMISSION: Line = says!("permission" "Who someone is, and what they may do"
    "Carol certifies everyone. Mallory can have a certificate too: a genuine one, for Mallory, with no fault in it. She \
        connects to Bob with it.");
pub const IS_IT_ENOUGH: Question = asks!("permission.is-it-enough"
    "How far does Mallory get with a valid certificate in her own name?"
    [
        no "nowhere: the handshake fails already"
            "Her certificate is genuine and she has its key. The handshake has no reason to fail.";
        yes "through the handshake, and no further";
        no "to the secret: a valid certificate is enough"
            "A valid client certificate proves who she is. It is not permission: Bob has no member of that name."
            believes VALID_IS_PERMITTED see "http.response.code" at "permission.forbidden";
    ]
    "The handshake asks whether she is who she claims to be, and she is. That is authentication. Whether Mallory may read is \
        another question, and no certificate answers it: authorisation.");
pub const FORBIDDEN: Line = says!("permission.forbidden" "Proven, and refused"
    "No alert this time, and no failed handshake. Bob himself answers, in HTTP: [forbidden](http.response.code). He says whom he saw.\n\n\
        How does Bob know? The door in front of him does the handshake. It hands him every request together with the identity \
        that the handshake proved, next to the request and not inside it. Read his function in the lesson's file: he compares \
        issuer and name with the members he knows, and that is all.");

pub const MALLORY_FILE: Name = Name { id: "permission.mallory", text: "Mallory's certificate and key" };

pub const NAMESAKE: Line = says!("namesake" "Another Alice"
    "Another club has an Alice too, and Carol certified her. Her common name is alice, like our Alice's. The name in her URI \
        is different. She has heard that servers learn from headers who asks, so she adds two of them.");
pub const WHICH_NAME: Question = asks!("namesake.which-name" "Which of these tells the two apart?"
    [
        no "the common name, which is what servers check"
            "Both certificates have the common name alice." believes COMMON_NAME;
        no "the header with the name, which Bob can read"
            "A header is what the client writes: any client, anything." see "wirewalk.http.x_ssl_client_cn" at "namesake.seen";
        yes "the alternative name, along with its issuer";
    ]
    "Two people may have one common name, and no authority promises otherwise. Issuer and alternative name together are \
        unique as far as the issuer keeps its word, and issuer and serial number by definition.");
pub const NAMESAKE_SEEN: Line = says!("namesake.seen" "Not our Alice"
    "This is the request as she sent it. The door passed [her headers](wirewalk.http.x_ssl_client_cn) on, and Bob did not read them: no line in his function \
        does.");
pub const SHE_HEARD: Name = Name { id: "namesake.heard", text: "the other Alice received" };
