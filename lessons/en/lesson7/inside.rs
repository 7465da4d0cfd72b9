//! Lesson 7 in English: Mallory inside, and where it ends.

use wirewalk::story::{Line, Question, asks, says};

pub const INNER: Line = says!("inner" "Attack: Mallory inside"
    "Now Mallory has a machine between Peggy and Bob. Alice's TLS is perfect: the right certificate, every check, an encrypted answer. \
        She has no certificate of her own and asks for `/secure-data`.");
pub const INNER_WHAT: Question = asks!("inner.what" "What can Mallory change?"
    ["nothing: TLS protects the answer" "the answer" "the question, who asks it, and the answer"] 2
    "TLS ends at Peggy. Inside there is nothing that would show a change. Mallory makes SUCCESS of NONE, and Bob opens; she writes another word \
        into the answer, and Peggy encrypts that for Alice, who checks it and finds it sound.");
pub const INNER_SEEN: Line = says!("inner.seen" "It succeeds"
    "What Peggy told about Alice, before Mallory had it, and the answer as Alice decrypted it.");
pub const MARK: Line = says!("mark" "Attack: the mark, copied"
    "The mark kept Mallory out when she could only guess. Where she can listen, she need not. Alice asks something harmless; Mallory \
        changes nothing and takes a note. Then she goes to Bob alone.");
pub const MARK_SEEN: Line = says!("mark.seen" "It succeeds"
    "A password in the clear is a password for everybody on the wire. The mark is for a machine that one has to oneself.");
pub const LIMIT: Line = says!("limit" "The limit"
    "Nothing that Peggy does helps here. What helps: no wire at all between the two (a Unix socket), at the least a network of their own, as \
        the compose file has it, or TLS on the inner leg as well, mutual as in lesson 6, so that Bob knows Peggy by her certificate.");
