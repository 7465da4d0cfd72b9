//! Captures that begin too late, or have one side alone: tshark sees the same handshake messages in the clear and the same alerts.

use wirewalk::explain::explain;
use wirewalk::recording::Secrets;
use wirewalk_testing::cuts::{Tcp, packets, written};
use wirewalk_testing::tshark::Capture;

/// The numbers of these fields, in the order of the packets as far as that is the same for both.
fn ours(file: &[u8], id: &str) -> Vec<u64> {
    let mut all = Vec::new();
    explain(file, &Secrets::none(), |told| {
        if let wirewalk::explain::Told::Message(_, message) = told {
            all.extend(message.walk().filter(|f| f.label.id == id).filter_map(|f| f.number()));
        }
    })
    .expect("a capture");
    all.sort_unstable();
    all
}

fn theirs(capture: &Capture, id: &str) -> Vec<u64> {
    let lines = capture.fields(id, &[id]);
    let number = |text: &str| match text.strip_prefix("0x") {
        Some(digits) => u64::from_str_radix(digits, 16).ok(),
        None => text.parse().ok(),
    };
    let mut all: Vec<u64> = lines.iter().flatten().flat_map(|cell| cell.split(',')).filter_map(number).collect();
    all.sort_unstable();
    all
}

#[test]
fn tshark_sees_the_same_in_the_clear_wherever_a_capture_begins() {
    for name in ["retry", "rsa-key-transport"] {
        let (head, packets) = packets(name);
        let all: Vec<&Tcp> = packets.iter().collect();
        let whole = ours(&written(&head, &all, usize::MAX), "tls.handshake.type");
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
                for id in ["tls.alert_message.desc", "tls.handshake.ciphersuite"] {
                    assert_eq!(ours(&file, id), theirs(&capture, id), "{name} from {at}, {side:?}: {id}");
                }
                // tshark takes a NewSessionTicket for encrypted where it missed the ServerHello. It is none that does not stand in the
                // whole capture.
                let kinds = ours(&file, "tls.handshake.type");
                let missed = theirs(&capture, "tls.handshake.type").into_iter().find(|kind| !kinds.contains(kind));
                assert_eq!(missed, None, "{name} from {at}, {side:?}: {kinds:?}");
                let made_up = kinds.into_iter().find(|kind| !whole.contains(kind));
                assert_eq!(made_up, None, "{name} from {at}, {side:?}");
            }
        }
    }
}
