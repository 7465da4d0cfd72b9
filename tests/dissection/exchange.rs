//! Key exchanges are recorded, and nobody on the wire can tell.

use std::sync::Arc;

use rustls::NamedGroup::{self, X25519, X25519MLKEM768, secp256r1, secp384r1};
use rustls::crypto::{CryptoProvider, aws_lc_rs};
use rustls::version::{TLS12, TLS13};
use rustls::{NoKeyLog, SupportedProtocolVersion};
use wirewalk::pki::KeyKind;
use wirewalk::recording::{Recording, Secrets, Side};
use wirewalk::tls::Recorder;
use wirewalk_testing::handshake::{Site, only, talk};

/// Groups and key shares (their lengths) of the first ClientHello.
fn offered(recording: &Recording) -> (Vec<u16>, Vec<(u16, usize)>) {
    let sent = recording.connections[0].stream(Side::Client);
    let number = |at: usize| u16::from_be_bytes([sent[at], sent[at + 1]]);
    let mut at = 5 + 4 + 2 + 32;
    at += 1 + usize::from(sent[at]);
    at += 2 + usize::from(number(at));
    at += 1 + usize::from(sent[at]);
    let end = at + 2 + usize::from(number(at));
    at += 2;
    let (mut groups, mut shares) = (Vec::new(), Vec::new());
    while at < end {
        let (kind, len) = (number(at), usize::from(number(at + 2)));
        at += 4;
        match kind {
            10 => groups = (2..len).step_by(2).map(|i| number(at + i)).collect(),
            51 => {
                let mut share = at + 2;
                while share < at + len {
                    shares.push((number(share), usize::from(number(share + 2))));
                    share += 4 + usize::from(number(share + 2));
                }
            }
            _ => {}
        }
        at += len;
    }
    (groups, shares)
}

fn connect(
    client: Arc<CryptoProvider>,
    server: Arc<CryptoProvider>,
    version: &'static SupportedProtocolVersion,
) -> Recording {
    let site = Site::new(KeyKind::EcdsaP256);
    talk(site.client(client, &[version]), site.server(server, &[version], Arc::new(NoKeyLog)))
}

#[test]
fn a_client_hello_offers_the_same_with_and_without_recording() {
    let (plain, recorded) = (aws_lc_rs::default_provider(), Recorder::new().provider());
    let all: Vec<NamedGroup> = plain.kx_groups.iter().map(|g| g.name()).collect();
    let orders: [&[NamedGroup]; 4] =
        [&all, &[X25519, secp256r1], &[X25519MLKEM768, X25519], &[secp256r1, X25519MLKEM768, X25519]];
    for groups in orders {
        for version in [&TLS13, &TLS12] {
            if version.version == TLS12.version && !groups.contains(&secp256r1) {
                continue;
            }
            let hello = |provider| {
                let client = only(provider, groups, None);
                offered(&connect(client, Arc::new(aws_lc_rs::default_provider()), version))
            };
            let (without, with) = (hello(&plain), hello(&recorded));
            assert_eq!(without, with);
            assert!(!with.0.is_empty());
        }
    }
    let both = offered(&connect(recorded, Arc::new(plain), &TLS13));
    assert_eq!(both.1, [(0x11ec, 1216), (0x001d, 32)], "the hybrid share and its classical component");
}

#[test]
fn both_ends_record_the_same_secret_in_every_group() {
    for (group, len) in [(X25519, 32), (secp256r1, 32), (secp384r1, 48), (X25519MLKEM768, 64)] {
        for version in [&TLS13, &TLS12] {
            if version.version == TLS12.version && group == X25519MLKEM768 {
                continue;
            }
            let (alice, bob) = (Recorder::new(), Recorder::new());
            connect(only(&alice.provider(), &[group], None), only(&bob.provider(), &[group], None), version);
            let (alices, bobs) = (alice.exchanges(), bob.exchanges());
            assert_eq!((alices.len(), bobs.len()), (1, 1), "{group:?}");
            assert_eq!(alices[0].secret(), bobs[0].secret());
            assert_eq!((alices[0].secret().len(), alices[0].group()), (len, u16::from(group)));
            // One recorder at both ends keeps it once, although each end calls the other share its own.
            let both = Recorder::new();
            connect(only(&both.provider(), &[group], None), only(&both.provider(), &[group], None), version);
            assert_eq!(both.exchanges().len(), 1, "{group:?}");
        }
    }
}

#[test]
fn a_server_may_take_the_classical_part_of_a_hybrid_offer_or_ask_again() {
    let recorder = Recorder::new();
    // The second share of the offer, and a group of which there was none.
    for group in [X25519, secp256r1] {
        let bob = only(&Recorder::new().provider(), &[group], None);
        connect(recorder.provider(), bob, &TLS13);
        let last = recorder.exchanges().pop().expect("an exchange");
        assert_eq!((last.group(), last.secret().len()), (u16::from(group), 32));
    }
    assert_eq!(recorder.exchanges().len(), 2);
}

#[test]
fn a_recorder_gives_what_it_has_and_shows_none_of_it() {
    let recorder = Recorder::new();
    let provider = recorder.provider();
    connect(provider.clone(), provider, &TLS13);
    let secret = recorder.exchanges().pop().expect("an exchange").secret().to_vec();
    let shown = format!("{recorder:?} {:?}", recorder.exchanges());
    let hex: String = secret.iter().map(|b| format!("{b:02x}")).collect();
    assert!(!shown.contains(&hex) && !shown.contains(&format!("{:?}", &secret[..4])[1..8]), "{shown}");
    assert!(!recorder.add_to(Secrets::none()).is_empty());
}
