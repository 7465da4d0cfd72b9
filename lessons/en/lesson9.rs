//! Lesson 9 in English: every sentence with the id of its step, and no value in any of them.

use wirewalk::rfc;
use wirewalk::story::{About, Line, Name, Question, asks, says};

#[path = "lesson9/recipes.rs"]
mod recipes;
#[path = "lesson9/replay.rs"]
mod replay;
#[path = "lesson9/tickets.rs"]
mod tickets;

pub use recipes::RECIPES;
pub use replay::*;
pub use tickets::*;

pub const ABOUT: About = About {
    number: 9,
    title: "The second visit",
    line: "Alice comes back with a ticket: no certificate, no signature, and a request that arrives a round trip earlier. Mallory sends it again.",
    minutes: 60,
    before: "Lesson 5: the seven stations of TLS 1.3. Lesson 2: what a Fernet token holds.",
    objectives: &[
        "say what a ticket is, what Bob must remember for it, and what the binder proves",
        "name the messages that are missing on a second visit, and say what proves who Bob is now",
        "say which round trip early data saves, and why a ticket alone saves none in TLS 1.3",
        "explain why Bob cannot tell early data from a copy of it, and name three ways to live with that",
        "say when a ticket tells an eavesdropper that somebody has come back",
        "say what a stolen ticket key opens in TLS 1.2, and what it opens in TLS 1.3",
    ],
    read_on: &[
        (rfc::lesson9::RESUMPTION, "resumption and pre-shared keys, in overview"),
        (rfc::lesson9::EARLY_DATA, "early data, in overview, with its two weaknesses"),
        (rfc::lesson9::SHARED_KEYS, "the extension in which a client shows tickets, and the binders"),
        (rfc::lesson9::REPLAY, "three defences of a server against replay"),
        (rfc::lesson9::REPLAY_DANGER, "what a replay can do to an application"),
        (rfc::lesson9::TRACKING, "why a client should show a ticket only once"),
        (rfc::lesson9::TOO_EARLY, "how an HTTP server puts a client off: 425 Too Early"),
        (rfc::lesson9::TICKETS12, "tickets in TLS 1.2, and a recommended format"),
    ],
};

pub const HELLO: Line = says!("hello" "Alice comes back"
    "In lesson 5, each connection began from nothing: a key exchange, a certificate, a signature. Most connections on the web are \
        not first visits. A browser comes back to the same server after a second, an hour or a day, and both sides would like to \
        build on what they already agreed on.\n\n\
        TLS lets them. On the first visit, Bob gives Alice a ticket. On the second, she shows it. This lesson is about what the ticket \
        saves, what it costs, and which of the promises of TLS no longer hold for the very first bytes that Alice sends.");

pub const TERMS: Line = says!("terms" "Six words first"
    "Each of these words will be shown on real bytes. Come back to this table when one of them is not clear.");
pub const TERMS_HEAD: [&str; 2] = ["word", "meaning"];
pub const TERMS_TABLE: [[&str; 2]; 6] = [
    ["ticket", "bytes that Bob gives Alice; when she shows them, he finds the key that belongs to them"],
    ["PSK", "pre-shared key: a key that both sides already have when a connection begins"],
    ["resumption", "a connection that begins with a PSK from an earlier connection"],
    ["binder", "a MAC over the ClientHello, made with the PSK: it proves that Alice has that key"],
    ["early data", "what Alice sends along with her ClientHello, before Bob has answered"],
    ["replay", "a copy of recorded bytes, sent once more"],
];

pub const CAST: Line = says!("cast" "Carol, Bob, and a request in a file"
    "Carol's root and Bob's certificate are made as in lesson 4. One file is new: it holds a request to pay Bob five acorns, the fee \
        of the Secret Squirrels. You can use it at the end, when you play Alice yourself.");
pub const ROOT_FILE: Name = Name { id: "cast.root", text: "Carol's root" };
pub const CERTIFICATE_FILE: Name = Name { id: "cast.certificate", text: "Bob's certificate" };
pub const KEY_FILE: Name = Name { id: "cast.key", text: "Bob's private key" };
pub const PAY_FILE: Name = Name { id: "cast.pay", text: "a request to pay" };

pub const VISITS: Line = says!("visits" "Scene 1: two visits"
    "Alice asks Bob for the secret and closes the connection. Then she connects again and asks once more. Eve records both connections.");
pub const WHAT_IS_MISSING: Question = asks!("visits.what-is-missing"
    "Which part of the handshake will be missing on the second visit?"
    [
        no "Bob's certificate, to save bytes; he still signs"
            "A signature without a certificate proves nothing that Alice could check. CertificateVerify is missing too.";
        yes "Bob's certificate and his signature over the hellos";
        no "the key exchange, since both have a key already"
            "Bob's ServerHello has a key share again. The exchange makes the keys of this visit independent of every other."
            see "tls.handshake.extensions_key_share_key_exchange" at "visits.chosen";
        no "nothing: skipping the check of Bob would be unsafe"
            "Both messages are missing. Bob proves with his Finished that he has the key of the first visit, in which he signed."
            see "tls.handshake.verify_data" at "visits.vouches";
    ]
    "Certificate and CertificateVerify are missing, and nothing unsafe happens. Both sides have a key that only they have, and \
        Alice received it in a connection in which Bob had signed.");

pub const GIVEN: Line = says!("visits.ticket" "Bob's ticket, field by field"
    "This is the end of the first visit, opened. After the handshake, Bob sends a message of its own for this purpose: \
        NewSessionTicket. It says [how long the ticket is good](tls.handshake.session_ticket_lifetime_hint). [A number](tls.handshake.session_ticket_age_add) follows that will hide the ticket's age, then [a nonce](tls.handshake.session_ticket_nonce), which gives \
        each ticket a key of its own, [then the ticket](tls.handshake.session_ticket). To Alice the ticket is opaque. Here it is only a number under which Bob \
        keeps the key. [The last field](tls.early_data.max_early_data_size) allows early data, up to that many bytes. Bob gives two tickets at once, so that Alice can come back \
        twice.\n\n\
        The key itself is in no message. Both sides derive it, from the secret of this connection and the nonce.");

pub const SHOWN: Line = says!("visits.binder" "Alice shows the ticket, and proves that it is hers"
    "The second visit's ClientHello ends with one extension more than in lesson 5. It contains [the ticket](tls.handshake.extensions.psk.identity.identity), its age with the number from \
        before added, and [the binder](wirewalk.tls.psk.binder). Anyone who saw the ticket could send it. Only someone who has the key can compute the binder, \
        a MAC over this ClientHello up to the place where the binder begins.\n\n\
        The program recomputes it: from the shared secret of the first visit to its resumption secret, to the ticket's key, to \
        the binder. Alice also says [in which mode](tls.extension.psk_ke_mode) she wants to resume: psk_dhe_ke, with a fresh key exchange.");

pub const CHOSEN: Line = says!("visits.chosen" "Bob takes it"
    "His ServerHello says [which of Alice's tickets](tls.handshake.extensions.psk.identity.selected) he took: the first, number zero. It also contains [a key share](tls.handshake.extensions_key_share_group). The keys of this \
        visit come from both, the ticket's key and the fresh exchange. This field is in the clear, so Eve knows that this is a second \
        visit.");

pub const MISSING: Line = says!("visits.missing" "What is gone"
    "Both visits, read with the keys. On the second, Bob sends fewer bytes, and he does not sign, which is the most expensive step for a \
        server. Look at the round trips: there are as many as before.");
pub const VISITS_HEAD: [&str; 3] = ["", "first visit", "second visit"];

pub const VOUCHES: Line = says!("visits.vouches" "What vouches for Bob now"
    "Nobody showed a certificate, and still Alice knows that she talks to Bob. [His Finished](tls.handshake.verify_data) is a MAC under a key that comes from the \
        ticket's key. Besides Alice, only the server of the first visit has that key, and that server signed with the key in \
        Bob's certificate. The proof is inherited.\n\n\
        That has a consequence. What Alice checked on the first visit, she does not check again: not the dates, not the revocation list. A \
        server's certificate can expire or be revoked, and tickets from before still work, at most for seven days.");

pub const LEDGER: Line = says!("visits.ledger" "Eve's ledger of the second visit"
    "Find the line about who answered. It is proven, by an earlier connection.");
pub const ALICE_HEARD: Name = Name { id: "alice.heard", text: "Alice received" };

pub const HURRY: Line = says!("line" "Scene 2: a long line"
    "So far a ticket saved bytes and a signature. Now Bob is far away: everything on the line takes a while, each way, as between two \
        continents. Alice makes three visits. The first has no ticket. On the second she shows one. On the third she shows one \
        and sends her request along with it, as early data, encrypted with a key that she derives from the ticket's key alone.");
pub const WHAT_SAVES_TIME: Question = asks!("line.what-saves-time"
    "On which visits will Alice have her answer sooner than on the first, not counting computing time?"
    [
        no "on both later ones: a ticket saves a round trip"
            "That was true of TLS 1.2. In TLS 1.3 the table counts the same round trips for the first and the second visit.";
        yes "on the third only, and by a single round trip";
        no "on neither: encrypting takes keys that both agreed on"
            "The key of the early data comes from the ticket. The request leaves before Bob's first byte.";
        no "on the third, by two round trips: nothing to wait for"
            "The answer still has to come back, and that takes one round trip.";
    ]
    "In TLS 1.3, a first handshake takes one round trip, and so does one with a ticket. Early data saves the one before the \
        request, because its key is there before Bob sends anything. The answer still needs one.");

pub const FASTER: Line = says!("line.faster" "Three visits, measured"
    "These times were measured in this run, on the wire near Alice, from her first byte on. The answer to early data comes together with \
        Bob's first byte.");
pub const LINE_HEAD: [&str; 4] = ["", "first visit", "with a ticket", "with early data"];

pub const TIMELINE: Line = says!("line.timeline" "The third visit, record by record"
    "Alice's request leaves with her ClientHello. Bob's answer comes with his ServerHello. Only then does Alice send \
        end_of_early_data and her Finished. Bob has answered somebody whose Finished he had not seen. Keep that in mind.");
pub const TIMELINE_HEAD: [&str; 4] = ["ms", "who", "on the outside", "inside"];

pub const EARLY_SEALED: Line = says!("line.sealed" "The early data, as Eve has it"
    "It is an encrypted record like any other.");

pub const EARLY_OPENED: Line = says!("line.opened" "The same record, opened"
    "Eve cannot read it, and cannot change it: it is authenticated with the same kind of cipher as everything else. Two \
        promises are missing nevertheless. Its key comes from the ticket's key alone, without a fresh exchange. And it does not \
        depend on anything that Bob says on this visit.");

pub const ADVICE: Line = says!("advice" "What to send early"
    "Early data is for requests that may be repeated without harm. A browser sends nothing else early, and a server should \
        not rely on that.");
pub const ADVICE_HEAD: [&str; 3] = ["request", "as early data?", "why"];
pub const ADVICE_TABLE: [[&str; 3]; 4] = [
    ["GET a page or a picture", "yes", "asked twice, it is the same page"],
    ["GET that changes something", "no", "it should be a POST; many are not"],
    ["POST, payment, order, vote", "no", "done twice, it is another result; answer 425"],
    ["anything that must stay secret for years", "no", "a stolen ticket key opens it"],
];

pub const WORDS: Line = says!("words" "Five things that are often said, and are wrong"
    "Early data is as safe as the rest. It can be replayed, and it has no forward secrecy.\n\n\
        Resumption skips the check of who Bob is. It inherits the check from the first visit.\n\n\
        A ticket saves a round trip. In TLS 1.2 it does. In TLS 1.3 only early data does.\n\n\
        A ticket tells an eavesdropper nothing, since it is encrypted. Shown twice, it is a name.\n\n\
        TLS 1.3 has forward secrecy, always. Early data has none, and neither has resumption without a key exchange.");

pub const LEFT: Line = says!("left" "What stops what, and what is left"
    "A forged ticket: stopped by the binder. A copy of early data: stopped by a ticket that is good once, or by a server that does nothing early \
        that must not happen twice. A tracker: stopped by tickets that are given encrypted and shown once. A stolen ticket key: stopped by \
        nothing, for TLS 1.2 and for early data. So servers change that key often, and forget the old one.\n\n\
        What is left is a question of design: the fastest bytes on the wire are those with the fewest promises.");

pub const TRY: Line = says!("try" "Try it yourself"
    "Start Bob in one terminal. Then play Alice with OpenSSL, which keeps a ticket in a file and shows it as often as you like.");

pub const QUESTION: Line =
    Line { id: "question", title: "A question", text: "Think before you go on. The answer comes next." };

pub const THINK: Question = asks!("think"
    "A company runs ten servers all over the world. All of them accept the same tickets, so that a client can come back to any of them. Each \
        server remembers which tickets it has seen. What does Mallory do with a copy of early data?"
    "She sends it to the other nine. Each of them sees the ticket for the first time. To stop her, the servers would have to ask each other \
        before they answer, and that costs the round trip that early data was to save. So large sites allow early data only \
        for requests that may happen more than once, and answer 425 to everything else.");

pub const THOUGHT: Line = Line {
    id: "thought",
    title: "An answer",
    text: "Compare it with yours. Then look at early data in a capture of your own.",
};
