//! Lesson 10 in English: what Mallory tries with datagrams.

use wirewalk::story::{Line, Name, Question, asks, says};

pub const VICTIM: Line = says!("victim" "Scene 3: somebody else's address"
    "A TCP server answers at length only after the handshake, and a handshake needs the client's true address. A datagram has no handshake: it says who \
        sent it, and anyone can write any address there. Mallory writes Victor's. She has never spoken with him. She takes the datagrams that \
        Alice sent first, from Eve's recording, and sends them to Bob.\n\n\
        Systems do not let an ordinary program forge a sender, so here Mallory borrows Victor's port. To Bob it makes no difference. \
        This Bob has a long certificate, so that there is much to send.");
pub const HOW_MUCH: Question = asks!("victim.how-much"
    "How much will Bob send to Victor, who asked for nothing?"
    [
        no "nothing: he notices that the address is forged"
            "He cannot. A datagram with a forged address looks like any other.";
        no "his whole answer, however long it is"
            "That is what old protocols over UDP do. QUIC has a limit until the client has proved its address.";
        yes "up to three times what Mallory sent, then he waits";
        no "one datagram, then he waits for an acknowledgement"
            "He may send several at once. The limit counts bytes, not datagrams.";
    ]
    "Bob may send three times the bytes he received. Then he waits until a packet from that address shows that his own arrived \
        there. This is also why Alice's first datagrams are filled up: a client that sends little could receive little.");
pub const AMPLIFIED: Line = says!("victim.amplified" "What Victor received"
    "Counted on the wire, in bytes of datagrams. The factor is what Mallory gains: this attack is called amplification. Older services over UDP have no such limit.");
pub const SENT: Name = Name { id: "victim.sent", text: "sent in Victor's name" };
pub const RECEIVED: Name = Name { id: "victim.received", text: "Victor received" };
pub const FACTOR: Name = Name { id: "victim.factor", text: "factor" };

pub const RETRY: Line = says!("retry" "Scene 4: come again, and bring this along"
    "A Bob under attack can be stricter. He answers a first packet with a Retry, which holds a token, and he remembers nothing. \
        The token names the address that it was sent to, encrypted under a key of Bob's. Mallory tries the same again. Then Alice comes.");
pub const WHO_MAKES_A_TAG: Question = asks!("retry.who-makes-a-tag"
    "A Retry ends with a tag of AES-128-GCM, computed over the whole packet. Who can make a Retry that Alice accepts?"
    [
        no "only Bob: a tag of AES-GCM takes a key"
            "It does, and the standard prints the key. The tag proves only that the sender saw Alice's packet: her connection ID goes in."
            believes ENCRYPTED_IS_SECRET see "quic.retry_integrity_tag" at "retry.tag";
        yes "anyone who has seen Alice's first packet";
        no "anyone at all, from anywhere on the Internet"
            "Her connection ID goes into the tag, and nobody can guess that without seeing her packet."
            see "quic.retry_integrity_tag" at "retry.tag";
        no "only someone who has the key of Bob's certificate"
            "No certificate has been sent yet. The tag's key is printed in the standard." believes ENCRYPTED_IS_SECRET;
    ]
    "The tag's key is the same for everyone. It keeps out those who are not on the path, and broken packets. Later, \
        both sides put the connection IDs of this exchange into the handshake, so a forged Retry is noticed then.");
pub const TAG: Line = says!("retry.tag" "The Retry"
    "[The token](quic.retry_token) is opaque to Alice. She sends it back. [The tag](quic.retry_integrity_tag) was recomputed from the packet and the connection ID that Alice had made up.");
pub const RETURNED: Line = says!("retry.returned" "Alice brings it back"
    "This is Alice's second Initial packet, with [the token](quic.token) in its header. Bob opens it, finds her address in it, and knows that she receives \
        what he sends. It cost her one round trip.");

pub const REPLAY: Line = says!("replay" "Scene 5: early data, sent to another machine"
    "Bob's site has two machines behind one name, with one store for tickets. Alice has a ticket. She pays five acorns with early data, in 0-RTT packets. Mallory copies the \
        datagrams that Alice sends before Bob's first word, and sends them to the other machine. First the store is careless: a ticket is \
        good as often as it comes.");
pub const DOES_IT_WORK: Question = asks!("replay.does-it-work"
    "QUIC numbers its packets, and a receiver drops a packet number that it has seen. Does that stop Mallory's copy?"
    [
        no "yes: the second machine drops the repeated packet"
            "It has never seen that number. Packet numbers are counted within one connection, and to the other machine this one is new.";
        no "yes: the copy comes from another address"
            "A new connection may come from any address. Nothing in the early data names Alice's.";
        yes "no: to the other machine it is a new connection";
        no "no, but Bob pays only once: he reads it twice"
            "Bob cannot tell a copy from an order. What stops it is a ticket that is good once." believes EARLY_DATA;
    ]
    "Packet numbers protect a connection, not its beginning. As in lesson 9, only whoever remembers the ticket can notice.");
pub const EARLY: Line = says!("replay.early" "Alice's early data"
    "Alice's second visit to the first machine, as Eve has it. Her request leaves with her ClientHello, in packets of type 0-RTT. Below it, with the keys, is [the body of the \
        request](http3.data) that was in one of them.");
pub const TWICE: Line = says!("replay.twice" "The copy, and what Bob did with it"
    "This is Mallory's conversation with the other machine. Her datagrams are copies of Alice's, byte for byte. She cannot read them, and she cannot go on after Bob's \
        answer. Afterwards Alice asks how much she has paid.");
pub const SINGLE: Line = says!("single-use" "The same with a careful store"
    "Now the store hands a ticket out once. The other machine asks for the same ticket and gets nothing, so it has no key for the early data.");

pub const MOVES: Line = says!("moves" "Scene 6: a new address"
    "A TCP connection is tied to two addresses and two ports. When Alice's phone leaves the house, it breaks. QUIC finds a connection by its connection ID, so it can go on \
        from another address. This is called migration. It happens in two ways. Her router may forget its table and give her another port; Alice does not know. Or Alice changes her network herself.\n\n\
        First the router: Alice asks, the router restarts, and Alice asks once more.");
pub const CAN_EVE_FOLLOW: Question = asks!("moves.can-eve-follow"
    "After the address has changed, can Eve tell that it is the same connection?"
    [
        no "never: new addresses, encrypted packets, nothing links them"
            "After the router's restart, the packets carry the same connection ID as before. Eve compares the bytes.";
        no "always: the connection ID says which connection it is"
            "When Alice knows that she moves, she uses another connection ID. Bob gave it to her earlier, encrypted.";
        yes "after the router's restart yes; when Alice moves herself, no";
        no "when Alice moves yes; after the router's restart, no"
            "It is the other way round. Alice can change her connection ID only if she knows that her address changes.";
    ]
    "Each side gives the other spare connection IDs, inside encrypted packets. A side that moves takes a fresh one, and Eve sees a name that she has \
        never seen. A side that does not know that it has moved keeps the old one.");
pub const LINKED: Line = says!("moves.linked" "The router: the same name from another port"
    "Two flows, as Eve has them. Compare the connection IDs.");
pub const LINKED_HEAD: [&str; 4] = ["flow", "Alice's port, as Eve sees it", "names Alice sent to", "names Bob sent to"];
pub const ALONE: Line = says!("moves.alone" "Alice: new names on the new path"
    "The same with Alice, who moves to another port herself. Between two requests she takes a new socket. On this machine only her port \
        changes. In another network, her IP address would be different too.");
pub const UNLINKED: Line = says!("moves.unlinked" "What Eve has left"
    "No connection ID of the first flow appears in the second. Eve still has addresses, times and sizes: one flow ends, another begins, towards the same Bob. \
        Where the IP address stays the same, as here, or few people use the wire, that is enough for a guess.");

pub const FORGED: Line = says!("forged" "Scene 7: a version that nobody offered"
    "What happens when a client speaks a version that the server does not know? The server answers with a Version Negotiation packet, a list. It cannot be \
        protected: there are no keys for a version that nobody shares. Mallory answers before Bob can, with a list of one version that Alice does not speak.");
pub const WHAT_CAN_SHE_DO: Question = asks!("forged.what-can-she-do"
    "What does Mallory achieve?"
    [
        no "nothing: Alice notices that no key protects it"
            "No Version Negotiation packet has a key, so there is nothing to notice.";
        yes "Alice gives up; nothing is read, and nothing is changed";
        no "Alice uses an older version, which Mallory can break"
            "Alice uses a version from the list only if she speaks it, and a client that changes its version checks that choice inside the handshake.";
        no "Mallory reads the request, which is sent without keys"
            "Alice sends no request before the handshake. She ends her attempt instead.";
    ]
    "Anyone on the path can always stop a connection: dropping the packets would do. A forged packet does it with less. \
        It is a nuisance, and it gives Mallory nothing to read.");
pub const MADE_UP: Line = says!("forged.made-up" "The packet that Mallory made"
    "Version zero says what kind of packet it is. The [connection IDs](quic.dcid) are Alice's, the other way round, copied from her first packet. Then comes [the list](quic.supported_version). Nothing here needs a key.");
pub const GAVE_UP: Name = Name { id: "forged.heard", text: "Alice's program said" };
pub const LATE: Line = says!("late" "The same packet, a moment later"
    "Mallory sends the same list again, but after Bob's first answer. A client that has received a valid packet ignores any Version Negotiation.");

pub const FLIPPED: Line = says!("flipped" "Scene 8: one bit"
    "In lesson 5, Mallory flipped one bit of a record, and the connection ended with an alert. She does the same here: one bit in the datagram that carries Alice's request.");
pub const WHAT_HAPPENS: Question = asks!("flipped.what-happens"
    "What will happen to Alice's request?"
    [
        no "the connection ends with an error, as in lesson 5"
            "TLS over TCP must end: the bytes of a stream cannot be had again. QUIC can send a packet's frames once more.";
        no "Bob reads a request with one wrong bit in it"
            "The tag covers every bit of the packet. What does not fit is never read.";
        yes "Bob drops the packet, and Alice sends it again";
        no "Bob asks for the packet again by its number"
            "He does not ask for anything. Alice notices that no acknowledgement comes.";
    ]
    "A packet that does not open is treated as lost. Alice gets no acknowledgement for it, waits a moment, and sends the same frames in a new packet, under a new \
        number. To stop the request, Mallory would have to damage every copy.");
pub const DROPPED: Line = says!("flipped.dropped" "As it left Mallory"
    "This is the leg between Mallory and Bob, with the keys. One packet does not open. A later one carries the same request.");
