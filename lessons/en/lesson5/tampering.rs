//! Lesson 5 in English: one key by hand, and Mallory on the line, who changes bytes and withholds them.

use wirewalk::story::{Line, Name, Question, asks, says};

pub const BY_HAND: Line = says!("by-hand" "One key by hand"
    "Here is the whole path once more, as code. It starts with the shared secret and ends with the bytes that open the record you have \
        just seen. It uses no TLS library: only HKDF, a hash, and AES-GCM, which is AES in a mode that also \
        makes the tag. Bob chose that cipher with the suite.\n\n\
        `extract` mixes a secret into the chain. `expand` takes bytes out, under a label. The chain runs twice through the label \
        `derived`: once before the shared secret goes in, and once after it. Follow the transcript hash: it enters in one place only. \
        A nonce is a number that is used once with a key. Here it is the IV combined with the number of the record.");
pub const BY_HAND_CODE: Name = Name { id: "by-hand.code", text: "lessons/lesson5/by_hand.rs" };

pub const BY_HAND_OPENED: Line = says!("by-hand.opened" "It opens"
    "The lines ran while this walk was made, on this recording. If one bit of a hello, of the certificate or of the record were \
        different, the last call would fail.");
pub const BY_HAND_HASHED: Name = Name { id: "by-hand.hashed", text: "bytes of handshake messages hashed" };
pub const BY_HAND_HASH: Name = Name { id: "by-hand.hash", text: "transcript hash" };
pub const BY_HAND_RECORD: Name = Name { id: "by-hand.record", text: "bytes of the record" };
pub const BY_HAND_PLAIN: Name = Name { id: "by-hand.plain", text: "first line of the plaintext" };

pub const TAMPERING: Line = says!("tampering" "Mallory on the line"
    "In lesson 1 Mallory changed what she liked. Now she tries it with TLS. She has no certificate and no key. She forwards every byte \
        between Alice and Bob, except for one change in each scene. Eve records both sides of her.");

pub const FLIPPED: Line = says!("flipped" "Attempt 1: one bit of an encrypted record"
    "Mallory cannot read Bob's answer, but she can count records. She waits for the first record after Alice's request and flips \
        one bit in the middle of it.");
pub const FLIPPED_WHAT: Question = asks!("flipped.what" "How much of this record will Alice's program get?"
    [
        no "all of it, with one wrong bit somewhere in the text"
            "Decryption alone would give that. Her library checks the tag first, and passes nothing on that fails the check."
            see "tls.alert_message.desc" at "flipped.seen";
        yes "nothing: her library reports an error in place of it";
        no "the part that comes before the flipped bit, and no more"
            "The tag covers the whole record. No part of it counts before all of it has arrived and the tag matches.";
    ]
    "A record counts as a whole or not at all. The tag covers every byte of it, and nobody without the key can compute a tag for other \
        bytes.");
pub const FLIPPED_SEEN: Line = says!("flipped.seen" "Alice refuses the record"
    "The tag at the end of the record no longer matches. Alice's library throws the whole record away and shows no byte of it to her \
        program. Her alert tells Bob. The name bad_record_mac is old: it comes from versions of TLS that had a MAC in the place of \
        the tag.");

pub const GROUP: Line = says!("group" "Attempt 2: a group taken out of the ClientHello"
    "The hellos cross in the clear, so Mallory can rewrite them. She removes X25519MLKEM768 from Alice's list, with its key share, and \
        corrects the lengths. She hopes for a weaker key exchange. Alice also sent a key share for X25519, and Bob takes that one.");
pub const GROUP_WHO: Question = asks!("group.who" "Who notices the change, and when?"
    [
        no "Bob at once: a hello without a modern group looks wrong"
            "Clients without ML-KEM exist, so such a hello is nothing unusual. Bob answers it like any other."
            see "tls.handshake.extensions_supported_groups" at "group.seen";
        yes "Alice, when the message after Bob's hello does not open";
        no "Alice, when Bob's hello chooses a group she did not put first"
            "She offered X25519 herself, so his choice is one of hers, wherever it was in her list.";
    ]
    "Nothing protects the hellos while they cross. But every key depends on a hash over both of them, and the two ends hashed \
        different ones.");
pub const GROUP_SEEN: Line = says!("group.seen" "It breaks, one message later"
    "The two lists: as Alice sent it, then as Bob received it. Bob noticed nothing. He answered as he would answer any client without \
        ML-KEM. Alice accepted his ServerHello too, because she had offered X25519 as well. But she could not open Bob's next record.");
pub const GROUP_HASHES: Line = says!("group.hashes" "Why there"
    "Both ends computed the same shared secret, so the key exchange itself worked. But the keys also depend on the transcript hash, \
        and the two ends hashed different ClientHellos. Here are the two hashes: Alice's first, then Bob's. Different hashes give \
        different keys. That is why it breaks at the first encrypted record, and not before: nothing until then depends on \
        the transcript.");

pub const DOWNGRADE: Line = says!("downgrade" "Attempt 3: TLS 1.3 taken out of the ClientHello"
    "Mallory removes TLS 1.3 from supported_versions. What Bob receives looks like the hello of a client that knows TLS 1.2 and \
        nothing newer. He serves such clients, so he answers in TLS 1.2.");
pub const DOWNGRADE_WHAT: Question = asks!("downgrade.what" "What becomes of this connection?"
    [
        no "they use TLS 1.2, since both know it, and Bob signs his answer"
            "He does, and what he signs tells Alice that he knows TLS 1.3: it is in the last eight bytes of his random."
            see "wirewalk.tls.downgrade" at "downgrade.seen";
        yes "Alice refuses, since Bob's random says he knows TLS 1.3 too";
        no "Alice refuses: the signature covers her list of versions"
            "In TLS 1.2 it does not. It covers the two randoms and Bob's key share, and no list.";
    ]
    "Bob tells every client that he answers in TLS 1.2 whether he knows TLS 1.3. Only a client that offered TLS 1.3, and then gets TLS 1.2, \
        has a reason to be alarmed.");
pub const DOWNGRADE_SEEN: Line = says!("downgrade.seen" "Bob left a marker"
    "A server that knows TLS 1.3 and accepts TLS 1.2 writes a fixed value into the last eight bytes of its random. Alice had offered \
        TLS 1.3. If she sees the marker, somebody changed her hello, and she refuses. Mallory cannot erase the marker: in TLS 1.2 Bob \
        signs his random together with his public key.");

pub const CUT: Line = says!("cut" "Attempt 4: the end is cut off"
    "This Bob is old-fashioned. He sends no Content-Length: his message ends where the connection ends. He sends it in two records. \
        Mallory forwards the first, withholds the second and his close_notify, and then closes the connection. Alice asks him once with \
        her usual program and once with a careless one, which takes any end for the end of the message.");
pub const CUT_HOW: Question = asks!("cut.how" "How does Alice's usual program know that something is missing?"
    [
        no "from the length that Bob gave in the head of his message"
            "This Bob gave no length. His message ends where the connection ends.";
        yes "the connection ended, and Bob had not said goodbye first";
        no "one number is missing in the sequence of his records"
            "Records are counted at both ends, and the numbers are not sent. Until another record comes, none is missing.";
    ]
    "TCP can be closed by anyone on the path. The end of a TLS connection is a message of its own, encrypted like all others, and only Bob \
        can send his.");
pub const CUT_SEEN: Line = says!("cut.seen" "Half a message, and who notices"
    "TLS cannot stop Mallory from cutting the line. It can tell a cut from an end, because only Bob can send a close_notify \
        that opens. Alice's program looks for it and reports that it is missing. The careless program ignored the same error and \
        believed half a message.");
pub const BOB_SENT: Name = Name { id: "cut.sent", text: "Bob sent" };
pub const CARELESS: Name = Name { id: "cut.careless", text: "the careless program believed" };
