//! Tickets of TLS 1.3: which connection gave them, and binders recomputed. Judge: rustls, which makes and checks them.

use rustls::NamedGroup::X25519;
use rustls::client::Resumption;
use rustls::version::TLS13;
use wirewalk::dissect::{Field, dissect, names, tiling};
use wirewalk::pki::KeyKind;
use wirewalk::recording::{Recording, Secrets, Side, Timestamp, What, capture};
use wirewalk::tls::Recorder;
use wirewalk_testing::explain::frozen;
use wirewalk_testing::handshake::{Site, only, talk};

/// Two connections, the second of which goes on with a ticket of the first, and all that both ends know.
fn resumed(suite: u16) -> (Recording, Recorder) {
    let (site, recorder) = (Site::new(KeyKind::EcdsaP256), Recorder::new());
    let provider = only(&recorder.provider(), &[X25519], Some(suite));
    let server = site.server(provider.clone(), &[&TLS13], recorder.key_log());
    let mut client = site.client(provider, &[&TLS13]);
    client.resumption = Resumption::in_memory_sessions(8);
    let mut recording = talk(client.clone(), server.clone());
    let mut second = talk(client, server).connections.remove(0);
    second.id = 1;
    second.events.iter_mut().for_each(|event| event.at = Timestamp(event.at.0 + 1000));
    recording.connections.push(second);
    (recording, recorder)
}

/// What is said of the ticket and of the binder in the client's hellos: their meaning, or what is wrong.
fn said(recording: &Recording, secrets: &Secrets) -> Vec<(u32, String)> {
    let of = |field: &Field| match &field.problem {
        Some(problem) => problem.to_string(),
        None => field.value.meaning.clone().unwrap_or_default().into_owned(),
    };
    let mut said = Vec::new();
    for message in dissect(recording, secrets) {
        assert_eq!(tiling::check(&message), Ok(()));
        let ours = message.walk().filter(|field| {
            field.is(&names::tls_extensions::IDENTITY_TICKET) || field.is(&names::tls_extensions::BINDER)
        });
        said.extend(ours.map(|field| (message.connection, of(field))));
    }
    said
}

#[test]
fn a_binder_is_recomputed_where_the_earlier_exchange_is_known() {
    for suite in [0x1301, 0x1302] {
        let (mut recording, recorder) = resumed(suite);
        let secrets = recorder.add_to(Secrets::none());
        let right = said(&recording, &secrets);
        let [(1, ticket), (1, binder)] = right.as_slice() else { panic!("a ticket and a binder: {right:?}") };
        assert!(ticket.ends_with("; issued by the server of conversation 0"), "{ticket}");
        assert!(binder.contains("conversation 0, and equal"), "{binder}");
        // The last byte of the hello is the binder's.
        let hello = recording.connections[1].events.iter_mut().find_map(|event| match &mut event.what {
            What::Bytes(bytes) if event.side == Side::Client => Some(bytes),
            _ => None,
        });
        let hello = hello.unwrap();
        let mut changed = hello.to_vec();
        *changed.last_mut().unwrap() ^= 1;
        *hello = changed.into();
        let wrong = said(&recording, &secrets);
        assert!(wrong[1].1.contains("a server that checks it ends the handshake"), "{wrong:?}");
    }
}

#[test]
fn with_a_key_log_alone_the_ticket_is_known_and_what_the_binder_takes_is_named() {
    let (recording, recorder) = resumed(0x1301);
    let secrets = Secrets::none().with_key_log(recorder.recorded());
    let frozen = capture::read(&std::fs::read(frozen("early-data.pcapng")).unwrap()[..]).unwrap();
    let theirs = Secrets::none().with_key_log(frozen.key_log.clone());
    for (recording, secrets) in [(&recording, &secrets), (&frozen.recording, &theirs)] {
        let said = said(recording, secrets);
        assert!(said.iter().any(|(_, text)| text.ends_with("issued by the server of conversation 0")), "{said:?}");
        assert!(
            said.iter()
                .any(|(_, text)| text.contains("resumption secret of conversation 0, which key logs do not contain")),
            "{said:?}"
        );
    }
    // Eve does not see which ticket it was, and nothing is said of it.
    assert!(said(&recording, &Secrets::none()).iter().all(|(_, text)| text.ends_with("bytes")));
}
