//! Lesson 7 in English: attacks from outside.

use wirewalk::story::{Line, Name, Question, asks, says};

pub const NAIVE: Line = says!("naive" "A proxy of ten lines"
    "Before Peggy, look at a proxy that somebody could write in an afternoon. These are the lines that run in this walk. It \
        reads the head up to the empty line. If there is a certificate, it adds the two headers. It sends that and the body to \
        Bob, and the answer back. It keeps one connection to Bob for everyone. Each line looks right.");
pub const TEN_LINES: Name = Name { id: "naive.lines", text: "crates/front/src/proxy/naive.rs" };
pub const FORGED: Line = says!("forged" "Attack: a forged identity"
    "Mallory has no certificate. She asks the naive proxy for `/secure-data`, and writes the two headers herself.");
pub const FORGED_WHAT: Question = asks!("forged.what" "What does Bob answer?"
    [
        no "403, since the proxy saw no certificate"
            "The proxy does nothing for those without a certificate: it neither adds the headers nor removes them."
            see "wirewalk.http.x_ssl_client_verify" at "forged.believed";
        no "400, since clients may not send that header"
            "HTTP forbids no client to send it.";
        yes "the secret, as he would to a member";
    ]
    "The proxy adds headers for those who have a certificate, and takes none away from the others. Bob sees the same bytes as \
        if she had one. What protects is not the header that is written, but the one that is removed.");
pub const BELIEVED: Line = says!("forged.believed" "It succeeds"
    "This is the request as Bob received it. Nothing in it says who wrote which line.");
pub const STRIPPED_HEADERS: Line = says!("forged.peggy" "The same against Peggy"
    "Now Mallory tries Peggy. A backend may read header names in more than one way. Case never counts, and many backends \
        treat hyphen and underscore alike. So she tries other spellings, sends the header twice, and asks Peggy to drop her own \
        header as one that belongs to the connection.");
pub const STRIPPED_SEEN: Line = says!("forged.refused" "Stopped: removed in every spelling"
    "Peggy compares only letters and digits. She drops every name that could be taken for one of hers, and then writes her \
        own. The last item is what Bob was told the first time.");
pub const SPELLINGS_HEAD: [&str; 2] = ["Mallory writes", "answer"];

pub const SMUGGLED: Line = says!("smuggled" "Attack: a request inside a request"
    "A body ends where its length says, or after its last chunk. A chunk is a piece of a body with its own length in front. \
        If a request announces both, two programs may choose differently. The second program takes the bytes left over for the \
        next request.\n\n\
        Mallory hides the Transfer-Encoding line behind a single line feed. The naive proxy ends a line there, sees the header, \
        and reads chunks. Bob ends lines at carriage return and line feed. He sees no such header, reads only as many bytes as \
        Content-Length says, and finds another request after them. Then Alice asks for `/`, with her certificate, through the \
        same proxy.");
pub const SMUGGLED_WHO: Question = asks!("smuggled.who" "Bob answers the hidden request as well. Who gets that answer?"
    [
        no "Mallory, as it was she who asked"
            "Her own answer came already. For the proxy hers was one request, with one answer.";
        no "nobody: the proxy throws it away"
            "The proxy does not know that it is one too many. It waits on the connection.";
        yes "Alice, who has asked for another thing";
    ]
    "The proxy sent one request and takes one answer for it. The second answer waits on the connection, and the one who asks next \
        gets it. From here on every answer is the one before. With a little more work Mallory gets the answers that are \
        Alice's.");
pub const SMUGGLED_SEEN: Line = says!("smuggled.seen" "It succeeds"
    "These are the important lines of Mallory's request, decrypted. The lone line feed is marked as a problem, and so are \
        [two lengths](http.content_length_header) in one request.");
pub const TWO_READINGS: Line = says!("smuggled.readings" "The same bytes, read twice"
    "The table has all the bytes that Mallory sent, decrypted: where each piece starts, the piece itself, what the proxy took \
        it for, and what Bob took it for. ␍ is a carriage return, ␊ a line feed. The two readings part at the line feed that has \
        no carriage return before it. For the proxy, a new header starts there. For Bob, the old one continues.");
pub const TWO_READINGS_HEAD: [&str; 4] = ["byte", "what Mallory sent", "the proxy reads", "Bob reads"];

pub const PAIRS: Line = says!("pairs" "The same against Peggy, and five more"
    "Mallory sends Peggy six requests that can be read in two ways. The names say what the front end relies on, then what the \
        backend relies on. CL is Content-Length, TE is Transfer-Encoding.");
pub const PAIRS_SEEN: Line = says!("pairs.seen" "Stopped: refused, not repaired"
    "These are Peggy's own words. She does not guess which reading was meant. She answers and closes the connection, because \
        after such a request nobody can say where the next one begins. And she rewrites every request that she accepts and sends \
        it to Bob on a connection of its own.");
pub const PAIRS_HEAD: [&str; 2] = ["pair", "Peggy says"];

pub const STRAIGHT: Line = says!("straight" "Attack: around Peggy"
    "Mallory runs a process on the same machine and has found Bob's port. So she avoids Peggy. She connects to Bob with the \
        two headers. Then she tries once more, and guesses the mark: the header X-Wirewalk-Door that only Peggy knows.");
pub const STRAIGHT_WHAT: Question = asks!("straight.what" "Bob listens only on this machine. Is that enough?"
    [
        no "yes: nobody outside reaches him"
            "Nobody has to come from outside. Every user and every program on the machine reaches him.";
        no "yes, as long as a firewall protects him"
            "Nothing crosses a firewall here: the caller is on the same machine.";
        yes "no: other programs run on it as well";
    ]
    "Every program on the machine reaches him, and so does every service there that somebody has taken over. Bob has to \
        recognise Peggy: by a Unix socket in a folder that is hers, by a mark that only she knows, or by mutual TLS.");
pub const STRAIGHT_SEEN: Line = says!("straight.seen" "Stopped: not from Peggy"
    "Bob requires the mark, a random number made for this run. With `lesson7 server` there is no port at all: Bob uses a Unix \
        socket.");
pub const BOB_SAYS: Name = Name { id: "bob.says", text: "Bob says" };
