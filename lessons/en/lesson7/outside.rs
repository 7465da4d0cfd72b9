//! Lesson 7 in English: attacks from outside.

use wirewalk::story::{Line, Name, Question, asks, says};

pub const NAIVE: Line = says!("naive" "A proxy of ten lines"
    "Before Peggy, look at the proxy that one writes in an afternoon. It reads the head up to the empty line, adds the two headers if there \
        is a certificate, sends that and the body on to Bob, and the answer back. It keeps one connection to Bob for everybody. Each line \
        of it looks right.");
pub const FORGED: Line = says!("forged" "Attack: a forged identity"
    "Mallory has no certificate. She asks the naive proxy for `/secure-data`, and writes the two headers herself.");
pub const FORGED_WHAT: Question = asks!("forged.what" "What does Bob answer?"
    [
        no "403, since the proxy saw no certificate"
            "The proxy does nothing for those without a certificate: it neither adds the headers nor removes them."
            see "wirewalk.http.x_ssl_client_verify";
        no "400, since clients may not send that header"
            "HTTP forbids no client to send it.";
        yes "the secret, as he would to a member";
    ]
    "The proxy adds headers for those who have a certificate, and takes none away from the others. Bob sees the same bytes as \
        if she had one. What protects is not the header that is written, but the one that is removed.");
pub const BELIEVED: Line = says!("forged.believed" "It succeeds"
    "This is how the request reached Bob. Nothing in it says who wrote which line.");
pub const STRIPPED_HEADERS: Line = says!("forged.peggy" "The same at Peggy's"
    "Now Mallory tries Peggy. A backend may read names in more than one way: case never counts, and many make one variable of hyphen and \
        underscore. So she tries other spellings, the header twice, and asks for Peggy's own to be dropped as belonging to the connection.");
pub const STRIPPED_SEEN: Line = says!("forged.refused" "Stopped: removed in every spelling"
    "Peggy drops each name that could be taken for hers, letters and digits compared alone, and writes her own after that. Below, what Bob \
        was told the first time.");
pub const SPELLINGS_HEAD: [&str; 2] = ["Mallory writes", "answer"];

pub const SMUGGLED: Line = says!("smuggled" "Attack: a request inside of a request"
    "A body ends where its length says, or with its last chunk. If a request says both, two programs may choose differently. What is left \
        over for the second one, it takes for the next request.\n\n\
        Mallory hides the line with Transfer-Encoding behind a single line feed. The naive proxy ends a line there, sees it, and reads chunks. Bob \
        ends lines with carriage return and line feed: he sees no such line, reads as many bytes as Content-Length says, and finds another request \
        after them. Then Alice asks for `/`, with her certificate, through the same proxy.");
pub const SMUGGLED_WHO: Question = asks!("smuggled.who" "Bob answers the hidden request as well. Who gets that answer?"
    [
        no "Mallory, as it was she who asked"
            "Her own answer came already. For the proxy hers was one request, with one answer.";
        no "nobody: the proxy throws it away"
            "The proxy does not know that it is one too many. It waits on the connection.";
        yes "Alice, who has asked for another thing";
    ]
    "The proxy sent one request and takes one answer for it. The second answer waits on the connection, and whoever asks next \
        gets it. From here on every answer is the one before. With a little more work Mallory gets the answers that are \
        Alice's.");
pub const SMUGGLED_SEEN: Line = says!("smuggled.seen" "It succeeds"
    "The lines that matter of what Mallory sent, decrypted. The lone line feed is marked as a problem, and so are two lengths in one request.");
pub const PAIRS: Line = says!("pairs" "The same at Peggy's, and five more"
    "Mallory tries Peggy with six requests that have two readings. Each has its name: first what the front goes by, then what the \
        backend goes by. CL is Content-Length, TE is Transfer-Encoding.");
pub const PAIRS_SEEN: Line = says!("pairs.seen" "Stopped: refused, not repaired"
    "Peggy's own words. She does not guess which reading was meant. She answers and closes the connection, since after such a request nobody can \
        say where the next one begins. And each request that she accepts goes to Bob written anew, on a connection of its own.");
pub const PAIRS_HEAD: [&str; 2] = ["pair", "Peggy says"];

pub const STRAIGHT: Line = says!("straight" "Attack: around Peggy"
    "Why argue with the porter? Mallory has a process on the same machine and has found Bob's port. She goes there, with the two headers. Then \
        once more, and guesses the mark that stood among the headers inside.");
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
    "Bob asks for the mark, a random number that was drawn for this run. With `lesson7 server` there is no port at all: Bob is on a Unix socket.");
pub const BOB_SAYS: Name = Name { id: "bob.says", text: "Bob says" };
