//! What lesson 10 claims of Mallory's attempts, and that it can fail: a copy that is none, a Retry that was forged, a name that crossed
//! with whoever moved. And the two programs, of which one is told to expect her.

use std::net::{Ipv4Addr, UdpSocket};
use std::process::Command;
use std::time::Duration;

use wirewalk::claims::flows::{Kind, Packet, first_flight, sent, with_another_origin};
use wirewalk::commands::visits::address;
use wirewalk::dissect::names::quic as label;
use wirewalk::recording::{Recording, Side, What};
use wirewalk_testing::claimed::fails;
use wirewalk_testing::program;
use wirewalk_testing::server::Server;

use crate::lesson10::{adds, altered, drops, flip, flow, instead, keeping, nth, place, played, tag, without};

/// How long a server may take to answer a datagram.
const PATIENCE: Duration = Duration::from_secs(10);

/// The first datagram of a side on a flow.
fn first_of(id: &str, leg: (u8, usize), side: Side) -> Vec<u8> {
    let one = flow(id, leg);
    let mut events = one.recording.connections.iter().flat_map(|c| &c.events).filter(|event| event.side == side);
    let bytes = events.find_map(|event| match &event.what {
        What::Bytes(bytes) => Some(bytes.to_vec()),
        _ => None,
    });
    bytes.expect("a datagram")
}

/// Where the datagram begins in which the first packet of this kind is.
fn datagram(id: &str, leg: (u8, usize), side: Side, kind: Kind) -> usize {
    place(id, leg, side, |packet| (packet.kind() == kind).then_some(0))
}

/// Sends everything of a side once more.
fn again(recording: &mut Recording, side: Side) {
    let one = nth(recording, 0, 0);
    let sent: Vec<_> = one.events.iter().filter(|event| event.side == side).cloned().collect();
    one.events.extend(sent);
}

#[test]
fn a_bob_who_says_too_little_or_does_not_stop_is_noticed() {
    let id = "lesson10.amplified-at-most-three-times";
    let little = altered("victim", |recording| drops(nth(recording, 0, 0), Side::Server, |at| at > 0));
    fails(id, &little, "Bob sent a single datagram");
    let endless = altered("victim", |recording| {
        again(recording, Side::Server);
        again(recording, Side::Server);
    });
    fails(id, &endless, "Bob went on");
    // Byte 6 is the first of the connection ID.
    let other = altered("victim", |recording| flip(nth(recording, 0, 0), Side::Client, 6));
    fails(id, &other, "what Mallory sent is no copy");
    fails(id, &instead("victim", &flow("retry", (0, 0))), "this Bob asked for proof");
}

#[test]
fn a_retry_that_somebody_changed_does_not_fit() {
    let id = "lesson10.retry-tag-recomputed";
    let last = tag("retry", (0, 1), Side::Server, Kind::Retry);
    let changed = altered("retry", |recording| flip(nth(recording, 0, 1), Side::Server, last));
    fails(id, &changed, "the tag is another one");
    let begins = |packet: &Packet<'_>| packet.field.find(&label::RETRY_TOKEN).map(|token| token.span.range.start);
    let token = place("retry", (0, 1), Side::Server, begins);
    let changed = altered("retry", |recording| flip(nth(recording, 0, 1), Side::Server, token));
    fails(id, &changed, "the token is another one");
    let another = altered("retry", |recording| {
        let other = with_another_origin(&flow("retry", (0, 1))).expect("Alice's first connection ID");
        nth(recording, 0, 1).events.clone_from(&other.connections[0].events);
    });
    fails(id, &another, "the tag is for another connection ID");
    fails(id, &without("retry", (0, 1), Side::Server, Kind::Retry), "there is no Retry");
}

#[test]
fn a_token_that_is_another_one_or_costs_nothing_was_not_returned() {
    let id = "lesson10.retry-returned";
    let begins = |packet: &Packet<'_>| packet.field.find(&label::TOKEN).map(|token| token.span.range.start);
    let token = place("retry", (0, 1), Side::Client, begins);
    let changed = altered("retry", |recording| flip(nth(recording, 0, 1), Side::Client, token));
    fails(id, &changed, "Alice sent another token");
    fails(id, &without("retry", (0, 1), Side::Server, Kind::Retry), "nobody gave her one");
    fails(id, &instead("first", &flow("retry", (0, 1))), "it took as long without a Retry");
    fails(id, &keeping("retry.heard", "nuts"), "Alice heard something else");
}

#[test]
fn a_bob_who_answers_more_than_a_retry_amplifies() {
    let id = "lesson10.retry-amplifies-nothing";
    fails(id, &instead("retry", played("victim")), "this Bob asked for no proof");
    let initial = first_of("victim", (0, 0), Side::Server);
    let more = altered("retry", |recording| adds(nth(recording, 0, 0), Side::Server, &initial));
    fails(id, &more, "Bob began a handshake with Victor");
    let retry = first_of("retry", (0, 0), Side::Server);
    let many = altered("retry", |recording| {
        let victor = nth(recording, 0, 0);
        while victor.sent(Side::Server) < victor.sent(Side::Client) {
            adds(victor, Side::Server, &retry);
        }
    });
    fails(id, &many, "Bob sent one Retry after the other");
    fails(id, &without("retry", (0, 0), Side::Server, Kind::Retry), "Bob sent nothing");
}

/// The two scenes in which Mallory sends a copy.
const COPIED: [(&str, &str); 2] =
    [("replay", "lesson10.early-data-paid-twice"), ("single-use", "lesson10.single-use-refuses")];

#[test]
fn a_copy_that_was_not_sent_or_is_none_is_no_replay() {
    for (scene, id) in COPIED {
        let dropped = altered(scene, |recording| recording.connections.retain(|c| c.hop == 0));
        fails(id, &dropped, "Mallory sent nothing");
        let other = altered(scene, |recording| flip(nth(recording, 1, 0), Side::Client, 6));
        fails(id, &other, "what Mallory sent is no copy");
        let late = without(scene, (1, 0), Side::Client, Kind::ZeroRtt);
        fails(id, &late, "nothing in the copy was early");
    }
}

#[test]
fn the_two_stores_are_told_apart() {
    for ((scene, id), (other, _)) in COPIED.into_iter().zip(COPIED.into_iter().rev()) {
        fails(id, &instead(scene, played(other)), "this is the other store");
    }
    for ((scene, id), balance) in COPIED.into_iter().zip(["5 acorns", "10 acorns"]) {
        fails(id, &keeping(scene, balance), "Bob has something else in his till");
    }
}

#[test]
fn a_router_that_restarts_and_a_client_that_moves_are_told_apart() {
    let (linked, unlinked) = ("lesson10.rebinding-is-linked", "lesson10.move-is-not-linked");
    fails(linked, &instead("rebound", played("moved")), "Alice took another connection ID");
    fails(unlinked, &instead("moved", played("rebound")), "Alice kept her connection ID");
    for (scene, id) in [("rebound", linked), ("moved", unlinked)] {
        let gone = altered(scene, |recording| drop(recording.connections.remove(1)));
        fails(id, &gone, "there is one flow");
    }
}

#[test]
fn a_name_that_crosses_with_whoever_moves_links_the_flows() {
    let id = "lesson10.move-is-not-linked";
    let before = flow("moved", (0, 0));
    let (message, packet) =
        sent(&before, true, Side::Client).find(|(_, p)| p.kind() == Kind::Short).expect("a request");
    let name = message.bytes(&packet.field.find(&label::DCID).expect("it has a name").span);
    assert!(!name.is_empty());
    let late = altered("moved", |recording| adds(nth(recording, 0, 1), Side::Client, message.wire()));
    fails(id, &late, "a datagram with the old connection ID left by the new port");
    // Too short for a packet, so no field shows a connection ID.
    let told = altered("moved", |recording| adds(nth(recording, 0, 1), Side::Server, &[&b"was "[..], name].concat()));
    fails(id, &told, "the old connection ID crossed as data");
}

#[test]
fn a_list_that_is_not_all_that_alice_got_proves_nothing() {
    let id = "lesson10.forged-list-ends-the-attempt";
    fails(id, &without("forged", (0, 0), Side::Server, Kind::Negotiation), "there is no list");
    let bobs = first_of("first", (0, 0), Side::Server);
    let answered = altered("forged", |recording| adds(nth(recording, 0, 0), Side::Server, &bobs));
    fails(id, &answered, "Alice got an answer of Bob's too");
    let reached = altered("forged", |recording| {
        let mut copy = recording.connections[0].clone();
        (copy.id, copy.hop) = (copy.id + recording.connections.len() as u32, 1);
        recording.connections.push(copy);
    });
    fails(id, &reached, "Bob heard of Alice");
}

#[test]
fn a_list_that_comes_first_is_not_late() {
    let id = "lesson10.late-list-is-ignored";
    fails(id, &instead("late", played("forged")), "there is nothing but the list");
    fails(id, &without("late", (0, 0), Side::Server, Kind::Negotiation), "there is no list");
    let list = datagram("late", (0, 0), Side::Server, Kind::Negotiation);
    let early = altered("late", |recording| drops(nth(recording, 0, 0), Side::Server, |at| at < list));
    fails(id, &early, "Bob had not said anything yet");
    fails(id, &keeping("late.heard", "nuts"), "Alice heard something else");
}

#[test]
fn a_request_that_arrived_at_once_or_never_again_was_not_repeated() {
    let id = "lesson10.changed-packet-is-sent-again";
    let whole = altered("flipped", |recording| {
        let sent: Vec<What> = {
            let alices = nth(recording, 0, 0).events.iter().filter(|event| event.side == Side::Client);
            alices.map(|event| event.what.clone()).collect()
        };
        let hers = nth(recording, 1, 0).events.iter_mut().filter(|event| event.side == Side::Client);
        hers.zip(sent).for_each(|(event, what)| event.what = what);
    });
    fails(id, &whole, "Mallory changed nothing");
    let closed = place("flipped", (1, 0), Side::Client, |packet| (!packet.is_open()).then_some(0));
    let once = altered("flipped", |recording| drops(nth(recording, 1, 0), Side::Client, |at| at > closed));
    fails(id, &once, "Alice did not send it again");
    let lost = altered("flipped", |recording| drops(nth(recording, 1, 0), Side::Client, |at| at == closed));
    fails(id, &lost, "the packet was lost, not changed");
}

/// The first byte that a server sends to somebody who begins as Alice did in the walk.
fn first_byte(url: &str) -> u8 {
    let (_, to) = address(url).expect("an address");
    let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
    socket.set_read_timeout(Some(PATIENCE)).expect("it waits");
    for datagram in first_flight(&flow("first", (0, 0))) {
        socket.send_to(&datagram, to).expect("sent");
    }
    let mut bytes = [0; 2048];
    socket.recv(&mut bytes).expect("an answer");
    bytes[0]
}

/// The two programs, on a wire of their own: whatever Bob is told, Alice gets the secret.
#[test]
fn the_two_programs_meet() {
    /// A long header, and the two bits of a Retry; the bit between them may be anything (RFC 9287).
    const RETRY: u8 = 0xb0;
    let here = tempfile::tempdir().expect("a folder");
    let at_home = || {
        let mut command = Command::new(program("lesson10"));
        command.current_dir(here.path()).env_remove("SSLKEYLOGFILE");
        command
    };
    let ask = |arguments: &[&str]| {
        let output = at_home().arg("client").args(arguments).output().expect("it starts");
        [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).expect("text"))
    };
    let bobs: [(&[&str], bool); 3] = [(&[], false), (&["--retry"], true), (&["--careless"], false)];
    let alices: [&[&str]; 3] = [&[], &["--no-pq"], &["--insecure"]];
    for (told, proof) in bobs {
        let server = Server::start(at_home().arg("server").args(told));
        for asked in alices {
            let [said, aside] = ask(&[asked, &[server.url.as_str()]].concat());
            assert_eq!(said, "The secret message is: fluffy tail\n", "{told:?} {asked:?}: {aside}");
            assert_eq!(aside.contains("Careful: --insecure"), asked.contains(&"--insecure"), "{aside}");
        }
        assert_eq!(first_byte(&server.url) & RETRY == RETRY, proof, "{told:?}");
    }
    for wrong in ["tcp://127.0.0.1:1", "http://localhost:8443/"] {
        let [_, aside] = ask(&["--insecure", wrong]);
        assert!(aside.contains("it looks like https://localhost:8443/"), "{wrong}: {aside}");
    }
    let [_, aside] = ask(&["--tls12"]);
    assert!(aside.contains("--tls12"), "QUIC has no older TLS: {aside}");
}
