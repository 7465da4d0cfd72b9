//! Lesson 8 in English: who may do what, what was taken back, and what only looks wrong.

use wirewalk::story::{Line, Question, asks, says};

pub const NOT_FIRST: Line = says!("leaf-not-first" "Order: the server's own certificate comes second"
    "Two files were joined in the wrong order. All certificates are there, and all are genuine.");
pub const NOT_FIRST_MATTERS: Question = asks!("leaf-not-first.matters" "Does the order matter?"
    ["no, a client sorts them" "only the first one has its place" "each must stand behind what it signed"] 1
    "The first is taken for the server's own: its names are compared, its key checks the handshake. What follows is a heap from which a \
        client takes what it needs. You will see at the end of the tour that the heap may be in any order.");
pub const NOT_FIRST_SEEN: Line = says!("leaf-not-first.seen" "Refused: that is an authority"
    "The error mentions an authority in a server's place, and says nothing about their order. Here is basicConstraints from \
        each certificate, in the order in which they came. `a CA` means an authority. `no CA` means none: the field is empty \
        there, because false is the default and is not written.");

pub const USAGE: Line = says!("wrong-usage" "Purpose: made for a client"
    "The same names and the same authority. But its extended key usage says that it was made for a client.");
pub const USAGE_WHY: Question = asks!("wrong-usage.why"
    "The key is the server's and the name is right. Why should Alice care what it was made for?"
    [
        "because a client's key is shorter"
        "because an authority checks other things before it signs for a client"
        "because it cannot be used to encrypt"
    ] 1
    "An authority gives certificates to people when it has checked a person, and to servers when it has checked a name. If the one passed for the \
        other, whoever got the first by an easier check could pose as the second.");
pub const USAGE_SEEN: Line = says!("wrong-usage.seen" "Refused: not for servers"
    "Another good error: it says what is missing, and what is there.");

pub const KEY_USAGE: Line = says!("key-usage" "Purpose: a key that may not sign"
    "A second field says what a key may do: keyUsage. Here it allows key agreement and nothing else. But in a modern \
        handshake, the server's key signs.");
pub const KEY_USAGE_WHO: Question = asks!("key-usage.who" "Who notices?"
    ["every client" "no client" "some, and rustls is not among them"] 2
    "The library that rustls goes by does not read the keyUsage of a server. Alice's program makes that check itself, after the library. \
        GnuTLS and Chromium make it too. curl, OpenSSL, Python and Node.js accept this certificate.");
pub const KEY_USAGE_SEEN: Line = says!("key-usage.seen" "Refused, by Alice's own check"
    "The words in the error are ours, because rustls has none for this. Of all eighteen faults, this is the only one that \
        rustls accepts, even with the root and the revocation list given.");

pub const NO_AUTHORITY: Line = says!("leaf-as-authority" "Authority: signed by a neighbour"
    "Another site has a genuine certificate from Carol. With its key, that site signed a certificate for Bob's name. Every \
        signature in this chain verifies.");
pub const NO_AUTHORITY_STOPS: Question = asks!("leaf-as-authority.stops" "What stops it?"
    [
        "the signature of a server's key cannot stand on a certificate"
        "the other site's certificate does not say that it is an authority"
        "the names differ"
    ] 1
    "A signature fits or does not fit; who may sign is another question, and basicConstraints answers it. In 2002 a much used \
        browser had forgotten to ask, and for it everybody with a certificate was an authority for the whole web.");
pub const NO_AUTHORITY_SEEN: Line = says!("leaf-as-authority.seen" "Refused: no authority signed this"
    "The error comes from the library, in its own words: an end entity, that is, a leaf, was used as an authority. Here is \
        basicConstraints from both certificates. Both say `no CA`: the field is empty, because false is the default and is not \
        written.");

pub const DEPTH: Line = says!("path-length" "Authority: one step too deep"
    "The root made an upper authority, and said that it may sign only for servers. The upper authority made a lower one \
        anyway. The lower one signed for Bob.");
pub const DEPTH_WHO: Question = asks!("path-length.who" "Who did what it may not?"
    ["the root" "the upper authority" "the lower authority"] 1
    "The number stands in the upper one's certificate: so many authorities may stand below it, and it is none. The lower one may have been \
        made in good faith. But without the limit, whoever got hold of one authority's key could make as many authorities as he likes.");
pub const DEPTH_SEEN: Line = says!("path-length.seen" "Refused: too many authorities"
    "Here is the path length in the upper authority's certificate.");

pub const CONSTRAINT: Line = says!("name-constraint" "Authority: not for this name"
    "An authority may certify only one name, and it certified another. A company can receive such an authority for its own \
        domain, and nobody has to trust it with more.");
pub const CONSTRAINT_VALID: Question = asks!("name-constraint.valid" "Is its signature on this certificate valid?"
    ["no" "yes, and it is worth nothing here" "yes, so Alice accepts"] 1
    "The signature fits, the authority is one, and it is not too deep. It only has no say about this name. What the standard calls \
        path validation is all of these questions together.");
pub const CONSTRAINT_SEEN: Line = says!("name-constraint.seen" "Refused: not allowed for this name"
    "Here is what the authority may certify, and what it did certify.");

pub const UNASKED: Line = says!("unasked" "Revoked: Alice has no list"
    "This server's key was stolen, and Carol revoked its certificate a minute ago. She put it on a list, and signed the list. \
        In this scene Alice does not have the list.");
pub const UNASKED_WHAT: Question = asks!("unasked.what" "What does Alice do?"
    ["she refuses: Carol's signature is void now" "she accepts" "she asks Carol, and waits"] 1
    "A signature cannot be taken back. It fits today as it did yesterday. Who does not ask for the list does not notice, and \
        that is most programs. Browsers know a selection, which their makers collect. That is why certificates live shorter every year.");
pub const UNASKED_SEEN: Line = says!("unasked.seen" "Accepted"
    "Nothing in this certificate is wrong. Remember its serial number: it is the second field of the server's own \
        certificate.");

pub const REVOKED: Line = says!("revoked" "Revoked: Alice has the list"
    "The same certificate. This time Alice is given the list. It contains serial numbers, each with a time and a reason, and \
        it is signed as a certificate is.");
pub const REVOKED_SEEN: Line = says!("revoked.seen" "Refused: revoked"
    "The whole error is one word. The diagnosis must find which list says so, since when, and for what reason.");

pub const ORDER: Line = says!("other-order" "The last exhibit: the authorities come in another order"
    "The server's own certificate comes first. Two authorities follow, the upper one before the lower one.");
pub const ORDER_WHAT: Question = asks!("other-order.what" "TLS 1.2 asked for a strict order. What does Alice do?"
    ["she refuses" "she accepts" "she accepts only with TLS 1.2"] 1
    "Clients always found their way through the heap, and TLS 1.3 wrote that down: each certificate should stand behind the one that it \
        signed, and clients should be ready for any order, except for the first. What looks wrong is not always wrong.");
pub const ORDER_SEEN: Line = says!("other-order.seen" "Accepted, and rightly"
    "All checks hold. The diagnosis notes the order and says that it is no reason to refuse.");
