//! Lesson 5 in English: one key by hand, and Mallory on the line, who changes bytes and withholds them.

use wirewalk::story::{Line, Name, Question, asks, says};

pub const BY_HAND: Line = says!("by-hand" "One key by hand"
    "Here is the whole path as code, without a TLS library. It starts with the shared secret and ends with the \
        bytes that open the record above. It uses HKDF, a hash and AES-GCM, the cipher of Bob's suite: AES in a \
        mode that also makes the tag. `extract` mixes a secret into the chain, `expand` takes bytes out, under a \
        label. The label `derived` comes twice: before the shared secret goes in, and after. The transcript hash \
        enters in one place only. A nonce is a number that is used once with a key. Here it is the IV combined with \
        the record's number.");
pub const BY_HAND_CODE: Name = Name { id: "by-hand.code", text: "lessons/lesson5/by_hand.rs" };

pub const BY_HAND_OPENED: Line = says!("by-hand.opened" "It opens"
    "These lines ran on this recording. If one bit of a hello, of the certificate or of the record were different, \
        the last call would fail.");
pub const BY_HAND_HASHED: Name = Name { id: "by-hand.hashed", text: "handshake bytes hashed" };
pub const BY_HAND_HASH: Name = Name { id: "by-hand.hash", text: "transcript hash" };
pub const BY_HAND_RECORD: Name = Name { id: "by-hand.record", text: "bytes of the record" };
pub const BY_HAND_PLAIN: Name = Name { id: "by-hand.plain", text: "first line of plaintext" };

pub const TAMPERING: Line = says!("tampering" "Mallory on the line"
    "Mallory is on the line as in lesson 1, without a certificate or key. She forwards every byte, except for one \
        change per scene. Eve records both sides.");

pub const FLIPPED: Line = says!("flipped" "Attempt 1: one bit of an encrypted record"
    "Mallory cannot read Bob's answer, but she can count records. She waits for the first record after Alice's request and flips \
        one bit in the middle of it.");
pub const FLIPPED_WHAT: Question = asks!("flipped.what" "How much of the record will Alice's program get?"
    [
        no "all, with one wrong bit"
            "Her library checks the tag first, and passes on nothing that fails."
            see "tls.alert_message.desc" at "flipped.seen";
        yes "nothing but an error";
        no "what comes before that bit"
            "No part counts before the whole record has arrived and the tag matches.";
    ]
    "The tag covers every byte of the record, and nobody without the key can compute a tag for other bytes.");
pub const FLIPPED_SEEN: Line = says!("flipped.seen" "Alice refuses the record"
    "The tag no longer matches, so Alice's library throws the whole record away, and her alert tells Bob. The name \
        bad_record_mac is old: it comes from versions of TLS that had a MAC in place of the tag.");

pub const GROUP: Line = says!("group" "Attempt 2: a group taken out of the ClientHello"
    "The hellos cross in the clear. Mallory removes X25519MLKEM768 from Alice's list, with its key share, and \
        corrects the lengths: she hopes for a weaker key exchange. Alice also sent a key share for X25519, and Bob \
        takes that one.");
pub const GROUP_WHO: Question = asks!("group.who" "Who notices the change, and when?"
    [
        no "Bob at once: the hello looks odd"
            "Clients without ML-KEM exist. Bob answers such a hello like any other."
            see "tls.handshake.extensions_supported_groups" at "group.seen";
        yes "Alice: his next record stays shut";
        no "Alice, at the group that he chooses"
            "She offered X25519 herself, so his choice is one of hers.";
    ]
    "Nothing protects the hellos on their way. But every key depends on a hash over both, and the hashes differ.");
pub const GROUP_SEEN: Line = says!("group.seen" "It breaks, one message later"
    "Alice's list, then the one Bob received. Bob noticed nothing, and Alice accepted his ServerHello: she had \
        offered X25519. But his next record did not open.");
pub const GROUP_HASHES: Line = says!("group.hashes" "Why there"
    "Both ends computed the same shared secret: the key exchange worked. But the keys also depend on the transcript \
        hash, and the two ends hashed different ClientHellos: Alice's hash is first, then Bob's. So it breaks at \
        the first encrypted record, and not before: nothing until then depends on the transcript.");

pub const DOWNGRADE: Line = says!("downgrade" "Attempt 3: TLS 1.3 taken out of the ClientHello"
    "Mallory removes TLS 1.3 from supported_versions. To Bob it looks like the hello of a client that knows nothing \
        newer than TLS 1.2, so he answers in that.");
pub const DOWNGRADE_WHAT: Question = asks!("downgrade.what" "What becomes of this connection?"
    [
        no "they use TLS 1.2, since both know it"
            "What Bob signs tells Alice that he knows TLS 1.3: it is in his random."
            see "wirewalk.tls.downgrade" at "downgrade.seen";
        yes "Alice refuses: his random warns her";
        no "Alice refuses: her list is signed"
            "In TLS 1.2 it is not: he signs the two randoms and his public key.";
    ]
    "Answering in TLS 1.2, Bob always says whether he knows TLS 1.3. Only a client that offered it is alarmed.");
pub const DOWNGRADE_SEEN: Line = says!("downgrade.seen" "Bob left a marker"
    "A server that knows TLS 1.3 but answers in TLS 1.2 writes a fixed value into the last eight bytes of its \
        random. Alice had offered TLS 1.3, so somebody changed her hello, and she refuses. Mallory cannot erase the \
        marker: in TLS 1.2 Bob signs his random together with his public key.");

pub const CUT: Line = says!("cut" "Attempt 4: the end is cut off"
    "This Bob is old-fashioned. He sends no Content-Length: his message, in two records, ends with the connection. \
        Mallory forwards the first, withholds the second and his close_notify, and closes the connection. Alice \
        asks with her usual program, then with a careless one, which takes any end for the right one.");
pub const CUT_HOW: Question = asks!("cut.how" "How does her usual program notice the cut?"
    [
        no "from the length that Bob gave"
            "This Bob gave no length.";
        yes "the end came without a goodbye";
        no "a record number is missing"
            "Numbers are counted, not sent. Until another record comes, none is missing.";
    ]
    "Anyone on the path can close TCP. The end of a TLS connection is an encrypted message that only Bob can send.");
pub const CUT_SEEN: Line = says!("cut.seen" "Half a message, and who notices"
    "TLS cannot stop Mallory from cutting the line, but it tells a cut from an end: only Bob can send a \
        close_notify that opens. Alice's program reports it missing. The careless program ignored the same error \
        and believed half a message.");
pub const BOB_SENT: Name = Name { id: "cut.sent", text: "Bob sent" };
pub const CARELESS: Name = Name { id: "cut.careless", text: "careless program believed" };
