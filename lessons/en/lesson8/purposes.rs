//! Lesson 8 in English: who may do what, what was taken back, and what only looks wrong.

use wirewalk::story::{Line, Question, asks, says};

pub const NOT_FIRST: Line = says!("leaf-not-first" "Order: the server's own certificate comes second"
    "Two files were joined in the wrong order. All certificates are there, and all are genuine.");
pub const NOT_FIRST_MATTERS: Question = asks!("leaf-not-first.matters" "Does the order matter?"
    [
        no "no: a client puts them in order itself"
            "It does so with all but one. The first is taken for the server's own.";
        yes "only that of the first one matters";
        no "yes: each must follow what it signed"
            "TLS 1.2 asked for that, but clients find their way through any order, except for the first.";
    ]
    "The first is taken for the server's own: its names are compared, and its key checks the handshake. From the rest a \
        client takes what it needs. You will see at the end of the tour that they may come in any order.");
pub const NOT_FIRST_SEEN: Line = says!("leaf-not-first.seen" "Refused: that is an authority"
    "The error mentions an authority in a server's place, and says nothing about their order. Here is [basicConstraints](x509ce.BasicConstraintsSyntax_element) from \
        each certificate, in the order in which they came. `a CA` means an authority. `no CA` means none: the field is empty \
        there, because false is the default and is not written.");

pub const USAGE: Line = says!("wrong-usage" "Purpose: made for a client"
    "The same names and the same authority. But its extended key usage says that it was made for a client.");
pub const USAGE_WHY: Question = asks!("wrong-usage.why"
    "The key is the server's and the name is right. Why should Alice care what it was made for?"
    [
        no "because a client's key is too short for a server"
            "It is as long as the others. How long a key is says nothing about what it may be used for, and a longer one \
                would not help." believes LONGER_KEY;
        yes "because for clients other things were checked";
        no "because it cannot encrypt what a server sends"
            "No certificate's key encrypts what is sent. It signs, and this one can."
            believes CERTIFICATE_KEY_ENCRYPTS see "x509ce.KeyPurposeIDs" at "wrong-usage.seen";
    ]
    "An authority gives certificates to people when it has checked a person, and to servers when it has checked a name. If \
        one passed for the other, somebody with the easier check behind them could pose as the second.");
pub const USAGE_SEEN: Line = says!("wrong-usage.seen" "Refused: not for servers"
    "Another good error: it says what is missing, and what is there.");

pub const KEY_USAGE: Line = says!("key-usage" "Purpose: a key that may not sign"
    "A second field says what a key may do: keyUsage. Here it allows key agreement and nothing else. But in a modern \
        handshake, the server's key signs.");
pub const KEY_USAGE_WHO: Question = asks!("key-usage.who" "Who notices?"
    [
        no "every client: a key that cannot sign is no use"
            "The key can sign, and does. It only must not, and that has to be looked up." see "x509ce.KeyUsage" at "key-usage.seen";
        no "no client: nobody looks at that field today"
            "GnuTLS and Chromium do, and Alice's program does.";
        yes "some do, and others never look there";
    ]
    "The library that rustls relies on does not read the keyUsage of a server. Alice's program makes that check itself, after \
        the library. curl, OpenSSL, Python and Node.js accept this certificate.");
pub const KEY_USAGE_SEEN: Line = says!("key-usage.seen" "Refused, by Alice's own check"
    "The words in the error are ours, because rustls has none for this. Of all eighteen faults, this is the only one that \
        rustls accepts, even with the root and the revocation list given.");

pub const NO_AUTHORITY: Line = says!("leaf-as-authority" "Authority: signed by a neighbour"
    "Another site has a genuine certificate from Carol. With its key, that site signed a certificate for Bob's name. Every \
        signature in this chain verifies.");
pub const NO_AUTHORITY_STOPS: Question = asks!("leaf-as-authority.stops" "What stops it?"
    [
        no "a server's key cannot sign any certificate"
            "It can: a signature is a signature, whatever it is made on, and this one fits. Whether it counts is another \
                question." believes SIGNING_ENCRYPTS;
        yes "its issuer was never made an authority";
        no "the neighbour's name is not the one Bob has"
            "Names are compared in the first certificate only, and there the name is right.";
    ]
    "A signature fits or does not fit. Who may sign is another question, and basicConstraints answers it. In 2002 a widely \
        used browser forgot to ask, and for it everybody with a certificate was an authority for the whole web.");
pub const NO_AUTHORITY_SEEN: Line = says!("leaf-as-authority.seen" "Refused: no authority signed this"
    "The error comes from the library, in its own words: an end entity, that is, a leaf, was used as an authority. Here is \
        [basicConstraints](x509ce.BasicConstraintsSyntax_element) from both certificates. Both say `no CA`: the field is empty, because false is the default and is not \
        written.");

pub const DEPTH: Line = says!("path-length" "Authority: one step too deep"
    "The root made an upper authority, and said that it may sign only for servers. The upper authority made a lower one \
        anyway. The lower one signed for Bob.");
pub const DEPTH_WHO: Question = asks!("path-length.who" "Who did something that was not allowed?"
    [
        no "the root: its chain is too long"
            "The root signed one certificate, and put the limit into it.";
        yes "the upper one, which made another one";
        no "the lower one, which signed for a server"
            "It may have been made in good faith. The limit is in the certificate of the upper one."
            see "x509ce.pathLenConstraint" at "path-length.seen";
    ]
    "The number is in the certificate of the upper authority: that many authorities may stand between it and a server, and \
        the number is zero. Without the limit, somebody who got hold of one authority's key could make as many authorities as \
        they like.");
pub const DEPTH_SEEN: Line = says!("path-length.seen" "Refused: too many authorities"
    "Here is [the path length](x509ce.pathLenConstraint) in the upper authority's certificate.");

pub const CONSTRAINT: Line = says!("name-constraint" "Authority: not for this name"
    "An authority may certify only one name, and it certified another. A company can receive such an authority for its own \
        domain, and nobody has to trust it with more.");
pub const CONSTRAINT_VALID: Question = asks!("name-constraint.valid" "Is its signature on this certificate valid?"
    [
        no "no: outside its names it cannot sign"
            "It can. A signature is a calculation, and names do not enter into it.";
        yes "yes, but here the signature is worthless";
        no "yes, and so Alice accepts the certificate"
            "The signature is one check of several. The names that the authority may certify are another."
            see "x509ce.permittedSubtrees" at "name-constraint.seen";
    ]
    "The signature fits, the signer is an authority, and it is not too deep. It only has no say about this name. What the \
        standard calls path validation is all of these questions together.");
pub const CONSTRAINT_SEEN: Line = says!("name-constraint.seen" "Refused: not allowed for this name"
    "Here is [what the authority may certify](x509ce.permittedSubtrees), and [what it did certify](x509ce.dNSName).");

pub const UNASKED: Line = says!("unasked" "Revoked: Alice has no list"
    "This server's key was stolen, and Carol revoked its certificate a minute ago. She put it on a list, and signed the list. \
        In this scene Alice does not have the list.");
pub const UNASKED_WHAT: Question = asks!("unasked.what" "What does Alice do?"
    [
        no "she refuses: Carol's signature is void now"
            "A signature cannot be taken back. It fits today as it did yesterday.";
        yes "she accepts: she knows of no such list";
        no "she asks Carol first, and waits"
            "Most programs ask nobody.";
    ]
    "A client that never fetches the list never notices, and that is most programs. Browsers know a selection, which their \
        makers collect. That is why certificates are valid for a shorter time every year.");
pub const UNASKED_SEEN: Line = says!("unasked.seen" "Accepted"
    "Nothing in this certificate is wrong. Remember its [serial number](x509af.serialNumber): it is the second field of the server's own \
        certificate.");

pub const REVOKED: Line = says!("revoked" "Revoked: Alice has the list"
    "The same certificate. This time Alice is given the list. It contains serial numbers, each with a time and a reason, and \
        it is signed as a certificate is.");
pub const REVOKED_SEEN: Line = says!("revoked.seen" "Refused: revoked"
    "The whole error is one word. The diagnosis must find which list says so, since when, and for what reason.");

pub const ORDER: Line = says!("other-order" "The last exhibit: the authorities come in another order"
    "The server's own certificate comes first. Two authorities follow, the upper one before the lower one.");
pub const ORDER_WHAT: Question = asks!("other-order.what" "TLS 1.2 asked for a strict order. What does Alice do?"
    [
        no "she refuses: the chain has a gap in it"
            "There is no gap. Each issuer is there, only not next to what it signed.";
        yes "she accepts: it holds together all the same";
        no "she accepts it in TLS 1.2 only"
            "TLS 1.2 was the strict one. TLS 1.3 asks clients to be ready for any order.";
    ]
    "Clients always found their way through the rest, and TLS 1.3 wrote that down: each certificate should stand behind the \
        one that it signed, and clients should be ready for any order, except for the first. What looks wrong is not always \
        wrong.");
pub const ORDER_SEEN: Line = says!("other-order.seen" "Accepted, and rightly"
    "All checks hold. The diagnosis notes the order and says that it is no reason to refuse.");
