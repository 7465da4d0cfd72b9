//! Lesson 7 in English: Mallory inside, and where it ends.

use wirewalk::story::{Line, Question, asks, says};

pub const INNER: Line = says!("inner" "Attack: Mallory inside"
    "Now Mallory has a machine between Peggy and Bob. Alice's TLS is perfect: the right certificate, every check, an \
        encrypted answer. Alice sends no certificate and asks for `/secure-data`.");
pub const INNER_WHAT: Question = asks!("inner.what" "What can Mallory change?"
    ["nothing: TLS protects the answer" "the answer" "the question, who asks it, and the answer"] 2
    "TLS ends at Peggy. Inside there is nothing that would show a change. Mallory makes SUCCESS of NONE, and Bob opens; she writes another word \
        into the answer, and Peggy encrypts that for Alice, who checks it and finds it sound.");
pub const INNER_SEEN: Line = says!("inner.seen" "It succeeds"
    "First what Peggy said about Alice, before Mallory changed it. Then the answer as Alice decrypted it.");
pub const MARK: Line = says!("mark" "Attack: the mark, copied"
    "The mark stopped Mallory when she could only guess it. Where she can listen, she need not guess. Alice asks something \
        harmless. Mallory changes nothing and copies the mark. Then she connects to Bob herself.");
pub const MARK_SEEN: Line = says!("mark.seen" "It succeeds"
    "A password in the clear is a password for everyone on the wire. The mark suits only a machine that nobody else uses.");
pub const LIMIT: Line = says!("limit" "The limit"
    "Nothing that Peggy does helps here. Three things do: no wire between the two at all (a Unix socket), at least a network \
        of their own, as in the compose file, or TLS on the inner leg too. With mutual TLS as in lesson 6, Bob knows Peggy by \
        her certificate.");
