//! Captures that begin too late, or have one side alone: tshark sees the same handshake messages in the clear and the same alerts.

use wirewalk::explain::explain;
use wirewalk::recording::Secrets;
use wirewalk_testing::cuts::{Tcp, packets, written};
use wirewalk_testing::tshark::Capture;

/// The messages and alerts in the clear, and the suites.
const IDS: [&str; 3] = ["tls.alert_message.desc", "tls.handshake.ciphersuite", "tls.handshake.type"];

/// The numbers of each of these fields, sorted.
type Numbers = [Vec<u64>; IDS.len()];

fn ours(file: &[u8]) -> Numbers {
    let mut all = Numbers::default();
    explain(file, &Secrets::none(), |told| {
        if let wirewalk::explain::Told::Message(_, message) = told {
            for (id, all) in IDS.iter().zip(&mut all) {
                all.extend(message.walk().filter(|f| f.label.id == *id).filter_map(|f| f.number()));
            }
        }
    })
    .expect("a capture");
    all.iter_mut().for_each(|all| all.sort_unstable());
    all
}

fn theirs(capture: &Capture) -> Numbers {
    let number = |text: &str| match text.strip_prefix("0x") {
        Some(digits) => u64::from_str_radix(digits, 16).ok(),
        None => text.parse().ok(),
    };
    let mut all = Numbers::default();
    for line in capture.fields("tls", &IDS) {
        for (cell, all) in line.iter().zip(&mut all) {
            all.extend(cell.split(',').filter_map(number));
        }
    }
    all.iter_mut().for_each(|all| all.sort_unstable());
    all
}

#[test]
fn tshark_sees_the_same_in_the_clear_wherever_a_capture_begins() {
    for name in ["retry", "rsa-key-transport"] {
        let (head, packets) = packets(name);
        let all: Vec<&Tcp> = packets.iter().collect();
        let [.., whole] = ours(&written(&head, &all, usize::MAX));
        let ports: Vec<u16> = packets.iter().map(|p| p.server).collect();
        for at in (0..packets.len()).step_by(5) {
            for side in [None, Some(true), Some(false)] {
                let kept: Vec<&Tcp> =
                    packets.iter().skip(at).filter(|p| side.is_none_or(|by| p.by_client == by)).collect();
                let file = written(&head, &kept, usize::MAX);
                let Some(mut capture) = Capture::new(&file, []) else { return };
                for port in &ports {
                    capture.decode_as(&format!("tcp.port=={port},tls"));
                }
                let [alerts, suites, kinds] = ours(&file);
                let [their_alerts, their_suites, their_kinds] = theirs(&capture);
                assert_eq!((alerts, suites), (their_alerts, their_suites), "{name} from {at}, {side:?}");
                // tshark takes a NewSessionTicket for encrypted where it missed the ServerHello. It is none that does not stand in the
                // whole capture.
                let missed = their_kinds.into_iter().find(|kind| !kinds.contains(kind));
                assert_eq!(missed, None, "{name} from {at}, {side:?}: {kinds:?}");
                let made_up = kinds.into_iter().find(|kind| !whole.contains(kind));
                assert_eq!(made_up, None, "{name} from {at}, {side:?}");
            }
        }
    }
}
