//! Whatever is said where SMTP, IMAP, POP3, FTP, XMPP, LDAP, PostgreSQL, MySQL, WebSocket or gRPC has begun: every byte comes out, in
//! one leaf, and what is understood is the same however it is cut.

use proptest::prelude::*;
use wirewalk::dissect::Message;
use wirewalk::recording::{Side, What, WireEvent};
use wirewalk_testing::wire::{c, event, messages, s, trees};
use wirewalk_testing::{grpc, starttls, websocket};

/// Conversations that have begun.
fn beginnings() -> Vec<Vec<WireEvent>> {
    let said = |said: Vec<(Side, Vec<u8>)>| {
        said.into_iter().map(|(side, bytes)| event(side, What::Bytes(bytes.into()))).collect::<Vec<_>>()
    };
    let ways = starttls::ways().into_iter().flat_map(|(_, mut way)| {
        let whole = said(way.clone());
        way.pop();
        [whole, said(way)]
    });
    let deflate = vec![c(websocket::ASK), s(websocket::answer("permessage-deflate"))];
    let call = vec![c([grpc::PREFACE, &grpc::asks(1)].concat()), s(grpc::answers(1))];
    ways.chain([deflate, call]).collect()
}

/// Words that mean something, and noise.
fn piece() -> impl Strategy<Value = Vec<u8>> {
    let words: [&[u8]; 24] = [
        b"\r\n",
        b"\n",
        b".\r\n",
        b"250 ",
        b"250-",
        b"+OK\r\n",
        b"+ \r\n",
        b"a1 OK\r\n",
        b"* CAPABILITY\r\n",
        b"STARTTLS\r\n",
        b"a1 STARTTLS\r\n",
        b"DATA\r\n",
        b"354 \r\n",
        b"AUTH PLAIN\r\n",
        b"a LOGIN {3}\r\n",
        b"<a>",
        b"</a>",
        b"<a b='/>",
        b"\x30\x05\x02\x01\x01\x42\0",
        b"N",
        b"\x01\0\0\0\x01",
        b"\x81\x02hi",
        b"\xc1\x05\xf2\0\x11\0\0",
        b"\0\0\x07\0\0\0\0\0\x01\0\0\0\0\x02\x08\x01",
    ];
    let word = prop::sample::select(words.map(<[u8]>::to_vec).to_vec());
    prop_oneof![3 => word, 1 => prop::collection::vec(any::<u8>(), 1..40)]
}

fn halves(events: &[WireEvent]) -> Vec<WireEvent> {
    let cut = |event: &WireEvent| match &event.what {
        What::Bytes(bytes) if bytes.len() > 1 => {
            let middle = bytes.len() / 2;
            [bytes.slice(..middle), bytes.slice(middle..)]
                .map(|part| WireEvent { what: What::Bytes(part), ..event.clone() })
                .to_vec()
        }
        _ => vec![event.clone()],
    };
    events.iter().flat_map(cut).collect()
}

fn total(messages: &[Message]) -> usize {
    messages.iter().map(Message::crossed).sum()
}

proptest! {
    #[test]
    fn every_byte_comes_out_and_cuts_change_nothing(
        which in any::<prop::sample::Index>(),
        pieces in prop::collection::vec((any::<bool>(), piece()), 0..24),
        gap in prop::option::weighted(0.2, (0usize..24, 1u64..40)),
    ) {
        let beginnings = beginnings();
        let mut events = which.get(&beginnings).clone();
        for (at, (server, bytes)) in pieces.into_iter().enumerate() {
            let side = if server { Side::Server } else { Side::Client };
            if let Some((_, len)) = gap.filter(|(place, _)| *place == at) {
                events.push(event(side, What::Gap(len)));
            }
            events.push(event(side, What::Bytes(bytes.into())));
        }
        let (whole, cut) = (messages(&events), messages(&halves(&events)));
        let sent: usize = events.iter().map(|e| if let What::Bytes(bytes) = &e.what { bytes.len() } else { 0 }).sum();
        prop_assert_eq!(total(&whole), sent);
        prop_assert_eq!(total(&cut), sent);
        // What nobody understands comes as it came: pieces of it depend on the cuts.
        let understood = |messages: &[Message]| messages.iter().all(|m| m.find_id("wirewalk.unexplained").is_none());
        if understood(&whole) && understood(&cut) {
            prop_assert_eq!(trees(&whole), trees(&cut));
        }
    }
}
