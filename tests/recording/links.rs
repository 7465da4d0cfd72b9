//! Captures from any link: what stands before IP, IP in fragments, several interfaces, and what others' tools write.

use std::fs;
use std::process::Command;

use etherparse::{IpFragOffset, IpNumber, Ipv4Header, Ipv6FragmentHeader, Ipv6Header, PacketBuilder};
use proptest::prelude::*;

use wirewalk::recording::Side::{Client, Server};
use wirewalk::recording::capture::{self, Capture, Skip};
use wirewalk::recording::{Recording, Timestamp, What};
use wirewalk::render::pcapng::{Interface, LINKTYPE_RAW, Writer};
use wirewalk_testing::captures::{blocks, bytes, connection, packet, read, story, written};
use wirewalk_testing::outside;

const TEXT: &str = "a text of twenty-seven bytes";

/// The IP packets of a client that says [`TEXT`].
fn packets() -> Vec<Vec<u8>> {
    let said = [(0, Client, What::Open), (1, Client, bytes(TEXT)), (2, Client, What::HalfClose)];
    let file = written(&[&Recording { connections: vec![connection(0, said)] }]);
    blocks(&file).filter_map(packet).map(|(_, packet)| packet).collect()
}

/// A capture of packets from interfaces of these link types: each packet with the index of its interface.
fn capture_of(links: &[u16], packets: impl IntoIterator<Item = (u32, Vec<u8>)>) -> Vec<u8> {
    let mut writer = Writer::new(Vec::new(), "").unwrap();
    for link_type in links {
        writer.interface(&Interface { link_type: *link_type, name: "", description: "" }).unwrap();
    }
    for (at, (interface, packet)) in packets.into_iter().enumerate() {
        writer.packet(interface, Timestamp(at as u64), &packet, None).unwrap();
    }
    writer.finish().unwrap()
}

/// What the client said, if that is all that is there.
fn said(capture: &Capture) -> String {
    let [connection] = &capture.recording.connections[..] else { panic!("one connection, not {capture:?}") };
    assert!(!connection.events.iter().any(|e| matches!(e.what, What::Gap(_))), "{connection:?}");
    String::from_utf8(connection.stream(Client)).unwrap()
}

/// What each link puts before an IPv4 packet.
fn heads() -> Vec<(u16, Vec<u8>)> {
    let macs = [2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2];
    let ethernet = |tail: &[u8]| (1, [&macs, tail].concat());
    let cooked_v2 = [&[8, 0, 0, 0, 0, 0, 0, 1, 0, 1, 4, 6][..], &[2; 8]].concat();
    let mut all = vec![
        ethernet(&[8, 0]),
        ethernet(&[0x81, 0, 0, 7, 8, 0]),
        ethernet(&[0x88, 0xa8, 0, 9, 0x81, 0, 0, 7, 8, 0]),
        ethernet(&[0x91, 0, 0, 9, 0x81, 0, 0, 7, 8, 0]),
        // A session of PPP over Ethernet, whose protocol has two bytes, or one.
        ethernet(&[0x88, 0x64, 0x11, 0, 0, 1, 0, 42, 0, 0x21]),
        ethernet(&[0x81, 0, 0, 7, 0x88, 0x64, 0x11, 0, 0, 1, 0, 41, 0x21]),
        (0, vec![2, 0, 0, 0]),
        (0, vec![0, 0, 0, 2]),
        (108, vec![0, 0, 0, 2]),
        (113, [&[0, 0, 0, 1, 0, 6][..], &[2; 8], &[8, 0]].concat()),
        (113, [&[0, 0, 0, 1, 0, 6][..], &[2; 8], &[0x81, 0, 0, 7, 8, 0]].concat()),
        (276, cooked_v2),
    ];
    all.extend([12, 14, 101, 228].map(|raw| (raw, vec![])));
    all
}

#[test]
fn every_link_type_leads_to_the_same_connection() {
    for (link_type, head) in heads() {
        // Ethernet pads short frames; what follows the IP packet is not a part of it.
        let framed = packets().into_iter().map(|packet| (0, [&head[..], &packet, &[0; 6]].concat()));
        let capture = read(&capture_of(&[link_type], framed));
        assert_eq!((said(&capture).as_str(), capture.skipped.len()), (TEXT, 0), "{link_type} {head:x?}");
        let range = capture.recording.connections[0].events[1].packet.clone().unwrap().range;
        assert_eq!(range, head.len() + 40..head.len() + 40 + TEXT.len());
    }
}

#[test]
fn ipv6_is_read_on_every_loopback_and_behind_extension_headers() {
    let mut packet = Vec::new();
    PacketBuilder::ipv6([1; 16], [2; 16], 64).tcp(40_000, 443, 7, 100).write(&mut packet, b"six").unwrap();
    for family in [10, 23, 24, 28, 30] {
        for head in [[family, 0, 0, 0], [0, 0, 0, family]] {
            let capture = read(&capture_of(&[0], [(0, [&head[..], &packet].concat())]));
            assert_eq!(said(&capture), "six", "{family}");
        }
    }
    // Hop-by-hop options and destination options of eight bytes each stand before TCP.
    let (ip, tcp) = packet.split_at(40);
    let mut ip = ip.to_vec();
    (ip[5], ip[6]) = (ip[5] + 16, 0);
    let extended = [&ip[..], &[60, 0, 1, 4, 0, 0, 0, 0], &[6, 0, 1, 4, 0, 0, 0, 0], tcp].concat();
    assert_eq!(said(&read(&capture_of(&[229], [(0, extended)]))), "six");
}

#[test]
fn what_is_not_ip_is_counted_and_what_is_too_short_too() {
    let arp = [&[0xff; 12][..], &[8, 6], &[0; 28]].concat();
    let cut = vec![2; 13];
    let endless = [&[0; 12][..], &[0x81, 0].repeat(40)].concat();
    let loopback = vec![7, 0, 0, 0, 0x45];
    let capture = read(&capture_of(&[1, 0], [(0, arp), (0, cut), (0, endless), (1, loopback), (1, vec![2, 0])]));
    assert_eq!(capture.skipped.into_iter().collect::<Vec<_>>(), [(Skip::NotIp, 2), (Skip::Header, 3)]);
}

#[test]
fn interfaces_of_different_links_stand_in_one_capture() {
    let head = [&[2; 12][..], &[8, 0]].concat();
    let mixed = packets().into_iter().enumerate().map(|(i, packet)| match i % 2 {
        0 => (0, [&head[..], &packet].concat()),
        _ => (1, packet),
    });
    assert_eq!(said(&read(&capture_of(&[1, LINKTYPE_RAW], mixed))), TEXT);
}

/// An IPv4 packet in fragments of so many bytes, which must be a multiple of eight.
fn fragments_v4(packet: &[u8], size: usize) -> Vec<Vec<u8>> {
    let (header, payload) = Ipv4Header::from_slice(packet).unwrap();
    let count = payload.len().div_ceil(size);
    let fragment = |(i, piece): (usize, &[u8])| {
        let mut header = header.clone();
        (header.dont_fragment, header.more_fragments, header.identification) = (false, i + 1 < count, 77);
        header.fragment_offset = IpFragOffset::try_new((i * size / 8) as u16).unwrap();
        header.set_payload_len(piece.len()).unwrap();
        let mut bytes = Vec::new();
        header.write(&mut bytes).unwrap();
        [&bytes, piece].concat()
    };
    payload.chunks(size).enumerate().map(fragment).collect()
}

/// The same of an IPv6 packet.
fn fragments_v6(packet: &[u8], size: usize) -> Vec<Vec<u8>> {
    let (header, payload) = Ipv6Header::from_slice(packet).unwrap();
    let count = payload.len().div_ceil(size);
    let fragment = |(i, piece): (usize, &[u8])| {
        let offset = IpFragOffset::try_new((i * size / 8) as u16).unwrap();
        let extension = Ipv6FragmentHeader::new(IpNumber::TCP, offset, i + 1 < count, 77).to_bytes();
        let mut header = header.clone();
        header.next_header = IpNumber::IPV6_FRAGMENTATION_HEADER;
        header.set_payload_length(extension.len() + piece.len()).unwrap();
        let mut bytes = Vec::new();
        header.write(&mut bytes).unwrap();
        [&bytes, &extension[..], piece].concat()
    };
    payload.chunks(size).enumerate().map(fragment).collect()
}

fn raw(packets: impl IntoIterator<Item = Vec<u8>>) -> Vec<u8> {
    capture_of(&[LINKTYPE_RAW], packets.into_iter().map(|packet| (0, packet)))
}

#[test]
fn a_missing_fragment_is_a_lost_packet_and_its_others_are_counted() {
    let mut all = packets();
    let mut fragments = fragments_v4(&all[3], 16);
    assert_eq!(fragments.len(), 3);
    fragments.remove(1);
    all.splice(3..4, fragments);
    let capture = read(&raw(all));
    assert_eq!(capture.skipped.into_iter().collect::<Vec<_>>(), [(Skip::Fragment, 2)]);
    let expected = [(Client, What::Open), (Client, What::Gap(TEXT.len() as u64)), (Client, What::HalfClose)];
    assert_eq!(story(&capture.recording.connections[0]), expected);
}

#[test]
fn fragments_that_never_become_whole_take_bounded_memory() {
    let first = |id: u16| {
        let mut fragment = fragments_v4(&packets()[3], 16).remove(0);
        fragment[4..6].copy_from_slice(&id.to_be_bytes());
        fragment
    };
    let whole = packets();
    let lost = (1000..9000).map(first);
    let capture = read(&raw(lost.chain(whole)));
    assert_eq!((said(&capture).as_str(), capture.skipped[&Skip::Fragment]), (TEXT, 8000));
}

proptest! {
    #[test]
    fn fragments_in_any_order_make_the_packet(
        order in Just((0..6usize).collect::<Vec<_>>()).prop_shuffle(), v6 in any::<bool>(), twice in 0..5usize,
    ) {
        let mut packet = Vec::new();
        let sent: Vec<u8> = (0..61).collect();
        match v6 {
            true => PacketBuilder::ipv6([1; 16], [2; 16], 64).tcp(40_000, 443, 7, 100).write(&mut packet, &sent),
            false => PacketBuilder::ipv4([1; 4], [2; 4], 64).tcp(40_000, 443, 7, 100).write(&mut packet, &sent),
        }.unwrap();
        let fragments = if v6 { fragments_v6(&packet, 16) } else { fragments_v4(&packet, 16) };
        prop_assert_eq!(fragments.len(), 6);
        let mut sent_order: Vec<Vec<u8>> = order.iter().map(|i| fragments[*i].clone()).collect();
        sent_order.insert(twice, sent_order[twice].clone()); // but the last, which would begin another packet
        let capture = read(&raw(sent_order));
        prop_assert_eq!(capture.recording.connections[0].stream(Client), sent);
        prop_assert_eq!(&capture.recording.connections[0].events[0].packet.as_ref().unwrap().number, &7);
    }

    #[test]
    fn no_packet_breaks_any_link(link_type in prop::sample::select(vec![0u16, 1, 12, 101, 108, 113, 228, 229, 276]),
        bytes in prop::collection::vec(any::<u8>(), 0..120), head in prop::sample::select(heads()), cut in 0..80usize) {
        let packet = &packets()[3];
        let framed = [&head.1[..], &packet[..cut.min(packet.len())]].concat();
        let capture = read(&capture_of(&[link_type, head.0], [(0, bytes), (1, framed)]));
        prop_assert!(capture.recording.payload_len() < 200);
    }
}

#[test]
fn the_published_captures_are_read_whole() {
    let Some(vectors) = outside::vectors() else { return };
    let open = |path: &str| capture::read(fs::File::open(vectors.join(path)).unwrap()).unwrap();
    let illustrated = open("illustrated-tls13/capture.pcap");
    let [connection] = &illustrated.recording.connections[..] else { panic!("one connection, not {illustrated:?}") };
    assert_eq!((connection.stream(Client).len(), connection.stream(Server).len()), (359, 1865));
    assert!(
        connection.stream(Client).starts_with(&[0x16, 3, 1]) && connection.stream(Server).starts_with(&[0x16, 3, 3])
    );
    let rfc8448 = open("rfc8448-simple-1rtt/s3.pcap");
    let [connection] = &rfc8448.recording.connections[..] else { panic!("one connection, not {rfc8448:?}") };
    assert!(connection.stream(Client).starts_with(&[0x16, 3, 1]));
    assert!(!connection.events.iter().any(|e| matches!(e.what, What::Gap(_))));
}

#[test]
fn the_formats_and_links_that_wiresharks_tools_write_are_read() {
    let [Some(editcap), Some(mergecap), Some(text2pcap)] = ["editcap", "mergecap", "text2pcap"].map(outside::judge)
    else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let run = |command: &mut Command| assert!(command.output().unwrap().status.success(), "{command:?}");
    fs::write(at("raw.pcapng"), raw(packets())).unwrap();
    for format in ["pcap", "nsecpcap", "pcapng"] {
        run(Command::new(&editcap).args(["-F", format]).arg(at("raw.pcapng")).arg(at(format)));
        assert_eq!(said(&capture::read(fs::File::open(at(format)).unwrap()).unwrap()), TEXT, "{format}");
    }
    // A hex dump becomes Ethernet frames with a TCP header of text2pcap's.
    fs::write(at("dump"), "000000 68 65 6c 6c 6f\n").unwrap();
    run(Command::new(&text2pcap).args(["-q", "-T", "40000,443"]).arg(at("dump")).arg(at("frames.pcapng")));
    assert_eq!(said(&capture::read(fs::File::open(at("frames.pcapng")).unwrap()).unwrap()), "hello");
    // Merged, both interfaces stand in one file, with their link types.
    run(Command::new(&mergecap).arg("-w").args([at("both"), at("raw.pcapng"), at("frames.pcapng")]));
    let both = capture::read(fs::File::open(at("both")).unwrap()).unwrap();
    let mut all: Vec<String> =
        both.recording.connections.iter().map(|c| String::from_utf8(c.stream(Client)).unwrap()).collect();
    all.sort();
    assert_eq!(all, [TEXT, "hello"]);
}
