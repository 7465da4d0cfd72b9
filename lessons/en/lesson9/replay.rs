//! Lesson 9 in English: Mallory sends early data again.

use wirewalk::story::{Line, Question, asks, says};

pub const REPLAY: Line = says!("replay" "Scene 3: Mallory sends it again"
    "Alice owes the club five acorns. She gets a ticket, comes back, and pays with early data: `POST /pay`. Mallory sits in the \
        middle. She forwards everything unchanged, and copies what Alice sent before Bob's first answer. She cannot read it. \
        Then she opens a connection of her own and sends the copy.\n\n\
        This Bob is careless in two ways. He accepts a ticket as often as it comes, and he pays out whatever he is told early. At the end \
        Alice asks him how much she has paid.");
pub const HOW_MANY_ACORNS: Question = asks!("replay.how-many-acorns"
    "How many acorns will Alice have paid?"
    [
        no "five: TLS protects against replay, and Bob refuses"
            "The copied ClientHello has the same random value, and nothing in early data is Bob's. He accepts it as he accepted the first."
            believes EARLY_DATA;
        no "five: Mallory has no key, so her handshake fails"
            "It does fail, when her Finished is missing. Bob reads early data before that, and by then he has paid.";
        yes "ten: five by Alice, and five by Mallory's copy";
        no "none: Bob notices the copy, and cancels them both"
            "Bob sees two valid requests, and has no reason to cancel either. His answer to Alice's last question shows it.";
    ]
    "In lesson 5, a replay fails because Bob's random value and key share are part of every key. Early data has no part from Bob. The copy \
        is as good as the original.");

pub const TWICE: Line = says!("replay.twice" "The same record on two connections"
    "These are Alice's first flight, as Mallory forwarded it, and Mallory's copy on a connection of her own. Both are shown \
        with what is in them, which Mallory cannot see. Compare the ciphertext: it is the same, byte for byte. (Of Mallory's connection, even an insider \
        opens no more than this. A key log names a connection by the client's random value, and here two connections have \
        the same.)");

pub const BALANCE: Line = says!("replay.balance" "What Alice has paid"
    "Alice's last question, and Bob's answer.");

pub const SINGLE: Line = says!("single-use" "Scene 4: a ticket that is good once"
    "The same again, with a Bob who takes a ticket out of his drawer when it comes. The copy shows a ticket that is no longer there.");
pub const WHAT_BOB_SAYS: Question = asks!("single-use.what-bob-says"
    "What will this Bob answer to the copy?"
    [
        no "an alert, since this ticket has been used before"
            "An unknown ticket is no error: it may have expired. Bob sends no alert.";
        yes "a whole handshake, as if no ticket had been shown";
        no "that he accepts the ticket, but not the early data"
            "He no longer has its key. His ServerHello to Alice chooses a ticket; the one to Mallory chooses none."
            see "tls.handshake.extensions.psk.identity.selected" at "single-use.refused";
        no "the same as before, since the record still decrypts"
            "He cannot decrypt it. The key went out of the drawer with the ticket." believes EARLY_DATA;
    ]
    "A ticket that Bob does not know is no offence. He begins a whole handshake, skips the records \
        that he cannot open, and an honest client would send its request again. Mallory cannot finish that handshake.");

pub const REFUSED: Line = says!("single-use.refused" "The copy is worth nothing"
    "The table compares Alice's connection with Mallory's. Then follow Bob's two ServerHellos, to Alice and to Mallory, as Eve has them. Bob's choice of a \
        ticket is in the clear: the extension pre_shared_key is in the first and missing in the second. His certificate is not shown here: \
        the key log confuses the two connections, as before.");
pub const REFUSED_HEAD: [&str; 3] = ["", "Alice's flight", "Mallory's copy"];

pub const MANY_BOBS: Line = says!("too-early" "Scene 5: a Bob who waits"
    "One Bob can remember which tickets have come. Ten servers on several continents would have to tell each other, and that takes \
        longer than the round trip that is saved. So this Bob accepts a ticket as often as it comes, like the careless one. But \
        what must not happen twice, he does not do early. HTTP has a status for that: 425 Too Early.");

pub const TOO_EARLY: Line = says!("too-early.answer" "425 Too Early"
    "Bob answers Alice's early request with [425](http.response.code). Alice's program waits until the handshake is over and sends the same request on the same \
        connection. Now she has answered to Bob's random value and key share with her Finished, which no copy can do. Bob pays. To Mallory's copy he \
        answers 425 as well, and there it ends.\n\n\
        A proxy that accepts early data for a server behind it passes that on in a header, Early-Data: 1, so that the server can \
        decide.");
