//! Lesson 9 in English: who recognises a ticket, and what the key of all tickets opens.

use wirewalk::story::{Line, Name, Question, asks, says};

pub const TRACKER: Line = says!("tracker" "Scene 6: somebody watches who comes back"
    "A tracker has no interest in the secret. It watches an access point and wants to know whether the same laptop comes back, also under \
        another address. Alice visits Bob twice, in TLS 1.2. This Bob keeps nothing in a drawer. He puts all that he has to remember into the ticket \
        itself, encrypted with a key that only he has. Such a key is called a ticket key, and his ticket is a Fernet token, as \
        in lesson 2.");
pub const WHAT_A_TICKET_TELLS: Question = asks!("tracker.what-a-ticket-tells"
    "What does the ticket tell somebody who sees both visits and has no key?"
    [
        no "nothing: a ticket is encrypted from end to end"
            "That hides what is in it, and not that it is the same ticket. The search finds the same bytes in both visits."
            see "tls.handshake.extensions.session_ticket" at "tracker.linked";
        yes "that both of these visits are of the same client";
        no "the name of Alice, since Bob must recognise her"
            "Only Bob's key opens the ticket, and Bob recognises a key in it, not a name.";
        no "when she was there last, and nothing else at all"
            "This token does say when it was made. But Eve also finds the same token in both visits.";
    ]
    "An encrypted ticket hides what is in it. It does not hide that it is the same one. In TLS 1.2, Bob gives it in the clear \
        at the end of the first handshake, and Alice shows it in the clear when she comes back.");

pub const LINKED12: Line = says!("tracker.linked" "Given in the clear, shown in the clear"
    "First Bob's message on the first visit, then [Alice's ClientHello](tls.handshake.extensions.session_ticket) on the second, both as Eve has them. A search finds the same bytes \
        in both.");

pub const TRACKER13: Line = says!("tracker13" "The same in TLS 1.3"
    "Now three visits in TLS 1.3. Alice's program shows each ticket once only, as the standard recommends; that is why Bob gives two at a time.");

pub const UNLINKED13: Line = says!("tracker13.unlinked" "Given encrypted, shown once"
    "These are [the tickets](tls.handshake.extensions.psk.identity.identity) of the second and the third visit. Bob gave both encrypted, so Eve sees each of them for the first time. She still knows that \
        these are not first visits, and she sees Alice's address.");

pub const REUSED: Line = says!("tracker13.reused" "Shown twice"
    "Not every program is so careful. This recording was kept: a first visit of `openssl s_client` to nginx, and two more with one and \
        the same ticket from a file. Compare the two.");
pub const KEPT_FILE: Name = Name { id: "reused.kept", text: "the recording that was kept" };

pub const STOLEN: Line = says!("stolen" "Scene 7: the ticket key is stolen"
    "Eve has recorded two visits, in TLS 1.2, of Alice and the Bob with the ticket key. Both agreed on keys by (EC)DHE, so that even \
        Bob's private key opens neither. Later, Mallory breaks into his server and finds the ticket key. She has the recording.");
pub const WHAT_OPENS: Question = asks!("stolen.what-opens"
    "What can she read with the ticket key: of visits in TLS 1.2, and of visits in TLS 1.3 with a fresh key exchange?"
    [
        no "nothing in either version: both have forward secrecy here"
            "The ticket contains the secret itself. Forward secrecy ends where one long-lived key protects that secret.";
        no "in TLS 1.2 the second visit only, and nothing in TLS 1.3"
            "In TLS 1.2 the second visit continues with the master secret of the first, so both open.";
        yes "in TLS 1.2 both, and in TLS 1.3 only what was sent early";
        no "everything in both: a ticket is the key of its connection"
            "In TLS 1.3 a fresh exchange goes into every key except that of the early data.";
    ]
    "A ticket of TLS 1.2 holds the master secret, from which all keys of both visits come. In TLS 1.3, each visit adds a fresh \
        exchange to the ticket's key, for all keys but one: the key of early data exists before Bob has sent his share.");

pub const OPENED12: Line = says!("stolen.opened" "TLS 1.2: both visits"
    "The ticket was in the second ClientHello, in the clear. Mallory opens it as any Fernet token, finds the master secret in it, and \
        with that and the two random values computes what both sides computed. First you see Alice's request of the second visit, then \
        Bob's answer on the first.");
pub const TICKET_HELD: Name = Name { id: "stolen.ticket", text: "the ticket that was opened" };

pub const STOLEN13: Line = says!("stolen13" "The same in TLS 1.3"
    "Back to the recording that was kept: nginx puts into its tickets what it has to remember, too, and both later visits sent their \
        request early. With it comes the ticket key of that nginx. Mallory opens a ticket, finds the key that belongs to it, and derives the \
        key of the early data: one extract and one expand, as in lesson 5, over a ClientHello that Eve has as well.");
pub const STOLEN_FILE: Name = Name { id: "stolen13.key", text: "the ticket key of that nginx" };

pub const OPENED13: Line = says!("stolen13.opened" "TLS 1.3: the early data alone"
    "The request lies open. Below is every record of that connection with all that Mallory has. For the rest she would need the secret of the fresh exchange, \
        and no key that Bob keeps leads there. That is what psk_dhe_ke is for. (There is a mode without the fresh exchange, psk_ke. With it, everything would be open.)");
