//! Lesson 7 in English: Mallory inside, and where it ends.

use wirewalk::story::{Line, Question, asks, says};

pub const INNER: Line = says!("inner" "Attack: Mallory inside"
    "Now Mallory has a machine between Peggy and Bob. Alice's TLS is perfect: the right certificate, every check, an \
        encrypted answer. Alice sends no certificate and asks for `/secure-data`.");
pub const INNER_WHAT: Question = asks!("inner.what" "What can Mallory change?"
    [
        no "nothing: TLS protects it from end to end"
            "TLS ends at Peggy. On this leg nothing would show a change."
            believes NOBODY_BETWEEN see "wirewalk.http.x_ssl_client_verify" at "inner.seen";
        no "the answer, but not who is said to ask"
            "Who asks is a line of text here, and Mallory rewrites lines of text." see "wirewalk.http.x_ssl_client_verify" at "inner.seen";
        yes "the question, who asks it, and the answer";
    ]
    "Inside there is nothing that would show a change. Mallory replaces NONE with SUCCESS, and Bob lets Alice in. She writes \
        another word into the answer, and Peggy encrypts that for Alice, who checks it and finds nothing wrong.");
pub const INNER_SEEN: Line = says!("inner.seen" "It succeeds"
    "First what Peggy said about Alice, before Mallory changed it. Then the answer as Alice decrypted it.");
pub const MARK: Line = says!("mark" "Attack: the mark, copied"
    "The mark stopped Mallory when she could only guess it. Where she can listen, she need not guess. Alice asks something \
        harmless. Mallory changes nothing and copies the mark. Then she connects to Bob herself.");
pub const MARK_WHAT: Question = asks!("mark.what"
    "The mark is a random number of 128 bits. What would keep a listening Mallory from using it?"
    [
        no "a longer mark: 256 bits, or better 512"
            "She does not guess it. She copies it, and a longer one is copied as easily." believes LONGER_KEY;
        yes "nothing of the kind: she copies what she sees";
        no "a hash of the mark instead of the mark itself"
            "Then the hash is what Bob accepts, and Mallory copies the hash. Hashing is not encryption."
            believes HASHING_ENCRYPTS;
    ]
    "Whatever Peggy sends in the clear to prove that she is Peggy, a listener can send as well.");
pub const MARK_SEEN: Line = says!("mark.seen" "It succeeds"
    "A password in the clear is a password for everyone on the wire. The mark suits only a machine that nobody else uses.");
pub const LIMIT: Line = says!("limit" "The limit"
    "Nothing that Peggy does helps here. Three things do: no wire between the two at all (a Unix socket), at least a network \
        of their own, as in the compose file, or TLS on the inner leg too. With mutual TLS as in lesson 6, Bob knows Peggy by \
        her certificate.");
