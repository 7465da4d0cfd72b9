//! Through tags, labels and tunnels: the same conversation comes out of all of them.

use wirewalk::recording::Side::{Client, Server};
use wirewalk::recording::capture::{Capture, Skip};
use wirewalk::recording::{Side, StreamNumber, Transport, What};
use wirewalk_testing::captures::{bytes, read};
use wirewalk_testing::encapsulations::{Carrier, LINKS, TUNNELS, all, capture, packets};

const ASKED: &str = "a question of thirty-one bytes…";

fn said() -> Vec<(Side, What)> {
    vec![(Client, What::Open), (Client, bytes(ASKED)), (Server, bytes("an answer")), (Client, What::Close)]
}

fn of(carrier: &Carrier, v6: bool) -> Capture {
    read(&capture([carrier], |i| packets(i, v6, &said())))
}

/// What was said on the one TCP connection that there is, and what it came in.
fn heard(capture: &Capture) -> (String, String, String) {
    let tcp = capture.recording.connections.iter().filter(|c| c.transport() == Transport::Tcp);
    let [connection] = tcp.collect::<Vec<_>>()[..] else { panic!("one connection, not {capture:?}") };
    assert_eq!(connection.id, 0);
    let text = |side| String::from_utf8(connection.stream(side)).expect("text");
    let through: Vec<String> = connection.through.iter().map(ToString::to_string).collect();
    (text(Client), text(Server), through.join(" > "))
}

#[test]
fn every_carrier_leads_to_the_same_conversation() {
    for carrier in all() {
        for v6 in [false, true] {
            let capture = of(carrier, v6);
            let expected = (ASKED.to_owned(), "an answer".to_owned(), carrier.said.to_owned());
            assert_eq!(heard(&capture), expected, "{}", carrier.name);
            let flows = capture.recording.connections.iter().filter(|c| c.transport() == Transport::Udp);
            assert_eq!((flows.count(), capture.skipped.len()), (carrier.flows, 0), "{}: {capture:?}", carrier.name);
        }
    }
}

#[test]
fn bytes_say_where_in_their_packet_they_are() {
    for carrier in all() {
        let all: Vec<Vec<u8>> = packets(0, false, &said()).iter().map(|packet| (carrier.wrap)(packet)).collect();
        for connection in of(carrier, false).recording.connections {
            for event in connection.events {
                if let (What::Bytes(bytes), Some(at)) = (event.what, event.packet) {
                    assert_eq!(all[at.number as usize - 1].get(at.range), Some(&bytes[..]), "{}", carrier.name);
                }
            }
        }
    }
}

#[test]
fn a_tunnel_in_datagrams_is_a_flow_of_its_own_before_what_it_carries() {
    let vxlan = TUNNELS.iter().find(|carrier| carrier.name == "VXLAN").expect("it is there");
    let dns = wirewalk_testing::udp::datagram("10.0.0.1:4000", "10.0.0.2:5000", b"inside");
    let capture = read(&capture([vxlan], |_| vec![dns.clone()]));
    let [outer, inner] = &capture.recording.connections[..] else { panic!("two flows, not {capture:?}") };
    assert_eq!([outer, inner].map(|flow| StreamNumber::of(flow.id).number), [0, 1]);
    assert_eq!((outer.server.addr.port(), inner.stream(Client)), (4789, b"inside".to_vec()));
    assert_eq!((outer.through.len(), inner.through.len()), (0, 1));
}

#[test]
fn frames_that_a_wireless_sender_put_together_are_read_one_by_one() {
    let all = packets(0, false, &said());
    let frame = |ip: &Vec<u8>| {
        let len = (ip.len() as u16 + 8).to_be_bytes();
        let mut frame = [&[2; 12][..], &len, &[0xaa, 0xaa, 3, 0, 0, 0, 8, 0], ip].concat();
        frame.resize(frame.len().next_multiple_of(4), 0);
        frame
    };
    let aggregate = [&[0x88, 1, 0, 0][..], &[2; 18], &[0, 0, 0x80, 0], &all.iter().flat_map(frame).collect::<Vec<_>>()];
    let link = LINKS.iter().find(|carrier| carrier.name == "802.11").expect("it is there");
    let together = Carrier { wrap: |packet| packet.to_vec(), name: "", said: "", ..*link };
    let capture = read(&capture([&together], |_| vec![aggregate.concat()]));
    assert_eq!(heard(&capture).0, ASKED);
    assert_eq!((capture.packets, capture.skipped.len()), (1, 0));
}

#[test]
fn a_frame_that_the_network_encrypts_is_counted_as_that() {
    let link = LINKS.iter().find(|carrier| carrier.name == "802.11").expect("it is there");
    let sealed = Carrier { wrap: |packet| [&[0x08, 0x41][..], &packet[2..]].concat(), name: "", said: "", ..*link };
    let capture = read(&capture([&sealed], |_| vec![vec![7; 60], vec![8; 60]]));
    assert_eq!(capture.skipped.into_iter().collect::<Vec<_>>(), [(Skip::Sealed, 2)]);
}

#[test]
fn tunnels_in_tunnels_end_somewhere() {
    let inner = packets(0, false, &said());
    let ip_in_ip = TUNNELS.iter().find(|carrier| carrier.name == "IP in IPv4").expect("it is there");
    let raw = Carrier { wrap: |packet| packet.to_vec(), name: "", said: "", ..*ip_in_ip };
    let deep = |times: usize| {
        let wrap = |packet: &Vec<u8>| (0..times).fold(packet.clone(), |packet, _| (ip_in_ip.wrap)(&packet));
        read(&capture([&raw], |_| inner.iter().map(wrap).collect()))
    };
    assert_eq!(heard(&deep(12)).0, ASKED);
    assert_eq!(deep(13).skipped.into_iter().collect::<Vec<_>>(), [(Skip::Deep, inner.len() as u64)]);
    assert_eq!(deep(1000).skipped.into_iter().collect::<Vec<_>>(), [(Skip::Deep, inner.len() as u64)]);
}

#[test]
fn a_packet_cut_anywhere_breaks_no_carrier() {
    for carrier in all() {
        let wrapped = (carrier.wrap)(&packets(0, true, &said())[3]);
        let whole = Carrier { wrap: |packet| packet.to_vec(), name: "", said: "", ..*carrier };
        let cuts: Vec<Vec<u8>> = (0..wrapped.len()).map(|len| wrapped[..len].to_vec()).collect();
        let capture = read(&capture([&whole], |_| cuts.clone()));
        assert_eq!(capture.packets, wrapped.len() as u64, "{}", carrier.name);
    }
}
