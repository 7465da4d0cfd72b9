//! What happens to TCP on the way into a capture: segments repeated, reordered, overlapping, lost, probed for; and a reader
//! that holds none of it longer than it must.

use std::cell::Cell;
use std::io::Read;
use std::net::Ipv4Addr;

use etherparse::PacketBuilder;
use proptest::prelude::*;

use wirewalk::recording::Side::{Client, Server};
use wirewalk::recording::capture::{Capture, Entry, Reader};
use wirewalk::recording::secrets::KeyLog;
use wirewalk::recording::{Recording, Side, Timestamp, What};
use wirewalk::render::pcapng::{Interface, LINKTYPE_RAW, Writer};
use wirewalk_testing::captures::{blocks, bytes, connection, packet, read, story, written};
use wirewalk_testing::recordings;

/// One segment, said in a word.
#[derive(Clone, Copy)]
struct Tcp(Side, &'static str, u32, u32, &'static str);

const ISN: [u32; 2] = [u32::MAX - 2, 9000]; // the client's numbers wrap

/// A packet from port 40000 to 443 or back; numbers count from each side's first byte.
fn tcp(Tcp(side, flags, seq, ack, payload): Tcp) -> Vec<u8> {
    let (mine, theirs) = if side == Client { (0, 1) } else { (1, 0) };
    let (alice, bob) = (([10, 0, 0, 1], 40_000), ([10, 0, 0, 2], 443));
    let (from, to) = if side == Client { (alice, bob) } else { (bob, alice) };
    let seq = ISN[mine].wrapping_add(seq);
    let mut builder = PacketBuilder::ipv4(from.0, to.0, 64).tcp(from.1, to.1, seq, 1000);
    for flag in flags.chars() {
        builder = match flag {
            'S' => builder.syn(),
            'F' => builder.fin(),
            'R' => builder.rst(),
            _ => builder.ack(ISN[theirs].wrapping_add(ack)),
        };
    }
    let mut packet = Vec::new();
    builder.write(&mut packet, payload.as_bytes()).unwrap();
    packet
}

/// A capture of these packets.
fn file<'a>(packets: impl IntoIterator<Item = &'a [u8]>) -> Vec<u8> {
    let mut writer = Writer::new(Vec::new(), "").unwrap();
    writer.interface(&Interface { link_type: LINKTYPE_RAW, name: "", description: "" }).unwrap();
    for (i, packet) in packets.into_iter().enumerate() {
        writer.packet(0, Timestamp(i as u64), packet, None).unwrap();
    }
    writer.finish().unwrap()
}

/// What a capture of these segments tells, if it is of one connection.
fn told(segments: &[Tcp]) -> Vec<(Side, What)> {
    let packets: Vec<Vec<u8>> = segments.iter().map(|segment| tcp(*segment)).collect();
    let capture: Capture = read(&file(packets.iter().map(Vec::as_slice)));
    let [connection] = &capture.recording.connections[..] else { panic!("one connection, not {capture:?}") };
    story(connection)
}

/// SYN, SYN/ACK, ACK: the first bytes have number 1.
const OPENS: [Tcp; 3] = [Tcp(Client, "S", 0, 0, ""), Tcp(Server, "SA", 0, 1, ""), Tcp(Client, "A", 1, 1, "")];

fn opened(rest: &[Tcp]) -> Vec<Tcp> {
    [&OPENS, rest].concat()
}

const OPEN: (Side, What) = (Client, What::Open);

#[test]
fn overlapping_segments_count_once_and_the_first_wins() {
    let overlapping = opened(&[
        Tcp(Client, "A", 1, 1, "abcd"),
        Tcp(Client, "A", 3, 1, "CDef"), // half of it new
        Tcp(Client, "A", 2, 1, "BCD"),  // none of it
        Tcp(Client, "A", 1, 1, "ABCDEFgh"),
        Tcp(Server, "A", 1, 9, ""),
    ]);
    assert_eq!(told(&overlapping), [OPEN, (Client, bytes("abcdefgh"))]);
}

#[test]
fn a_piece_that_waited_gives_way_to_what_came_before_it() {
    let overlapping =
        opened(&[Tcp(Client, "A", 5, 1, "efgh"), Tcp(Client, "A", 3, 1, "CDEF"), Tcp(Client, "A", 1, 1, "ab")]);
    let [_, (Client, What::Bytes(told))] = &told(&overlapping)[..] else { panic!("one piece of bytes") };
    assert_eq!(told.to_ascii_lowercase(), b"abcdefgh");
}

#[test]
fn an_acknowledgment_that_stands_before_its_data_is_no_gap() {
    let swapped = opened(&[
        Tcp(Server, "A", 1, 6, ""),
        Tcp(Server, "A", 1, 6, "answer"),
        Tcp(Client, "A", 1, 1, "query"),
        Tcp(Client, "A", 6, 7, ""),
    ]);
    assert_eq!(told(&swapped), [OPEN, (Client, bytes("query")), (Server, bytes("answer"))]);
}

#[test]
fn what_was_acknowledged_and_never_comes_is_a_gap_before_its_answer() {
    let lost = opened(&[
        Tcp(Server, "A", 1, 6, "answer"),
        Tcp(Client, "A", 6, 7, "thanks"),
        Tcp(Server, "FA", 7, 12, ""),
        Tcp(Client, "FA", 12, 8, ""),
    ]);
    let expected = [
        OPEN,
        (Client, What::Gap(5)),
        (Server, bytes("answer")),
        (Client, bytes("thanks")),
        (Server, What::HalfClose),
        (Client, What::Close),
    ];
    assert_eq!(told(&lost), expected);
    // And it is told long before the capture ends.
    let mut endless = opened(&[Tcp(Server, "A", 1, 6, "answer")]);
    endless.extend([Tcp(Client, "A", 6, 7, "")].repeat(20));
    let packets: Vec<Vec<u8>> = endless.iter().map(|segment| tcp(*segment)).collect();
    let file = file(packets.iter().map(Vec::as_slice));
    let reader = Reader::new(&file[..]).unwrap();
    let told: Vec<What> = reader
        .take_while(|entry| !matches!(entry, Ok(Entry::Over { .. })))
        .filter_map(|entry| if let Entry::Event { event, .. } = entry.unwrap() { Some(event.what) } else { None })
        .collect();
    assert_eq!(told, [What::Open, What::Gap(5), bytes("answer")]);
}

#[test]
fn keep_alives_are_no_data() {
    let probed = opened(&[
        Tcp(Client, "A", 1, 1, "ab"),
        Tcp(Server, "A", 1, 3, ""),
        Tcp(Client, "A", 2, 1, ""),
        Tcp(Server, "A", 1, 3, ""),
        Tcp(Client, "A", 2, 1, "\0"),
        Tcp(Server, "A", 1, 3, ""),
        Tcp(Client, "A", 3, 1, "cd"),
    ]);
    assert_eq!(told(&probed), [OPEN, (Client, bytes("abcd"))]);
}

#[test]
fn a_capture_that_begins_with_a_keep_alive_misses_no_byte() {
    for answered in [true, false] {
        let answer = Tcp(Server, "A", 700, 500, "");
        let probe = Tcp(Client, "A", 499, 700, "");
        let begun = if answered { vec![probe, answer] } else { vec![probe] };
        let all = [&begun[..], &[Tcp(Client, "A", 500, 700, "ab"), Tcp(Server, "A", 700, 502, "cd")]].concat();
        assert_eq!(told(&all), [(Client, bytes("ab")), (Server, bytes("cd"))], "{answered}");
    }
}

#[test]
fn every_packet_twice_as_any_interface_sees_it_makes_no_difference() {
    let all = opened(&[
        Tcp(Client, "A", 1, 1, "query"),
        Tcp(Server, "A", 1, 6, "answer"),
        Tcp(Client, "FA", 6, 7, ""),
        Tcp(Server, "FA", 7, 7, ""),
        Tcp(Client, "A", 7, 8, ""),
    ]);
    let twice: Vec<Tcp> = all.iter().flat_map(|segment| [*segment, *segment]).collect();
    assert_eq!(told(&twice), told(&all));
    assert_eq!(told(&all).len(), 5);
}

#[test]
fn the_server_is_known_where_the_handshake_is_missing() {
    let middle = [Tcp(Server, "A", 50, 20, "answer"), Tcp(Client, "A", 20, 56, "query")];
    assert_eq!(told(&middle), [(Server, bytes("answer")), (Client, bytes("query"))]);
    assert_eq!(told(&OPENS[1..]), [OPEN]);
}

#[test]
fn the_same_ports_twice_are_two_connections() {
    let again = |segment: &Tcp| Tcp(segment.0, segment.1, segment.2 + 70_000, segment.3 + 70_000, segment.4);
    let first = opened(&[Tcp(Client, "A", 1, 1, "one"), Tcp(Server, "RA", 1, 4, "")]);
    let all: Vec<Vec<u8>> = first.iter().copied().chain(first.iter().map(again)).map(tcp).collect();
    let capture = read(&file(all.iter().map(Vec::as_slice)));
    let stories: Vec<_> = capture.recording.connections.iter().map(story).collect();
    let expected = vec![OPEN, (Client, bytes("one")), (Server, What::Reset)];
    assert_eq!(stories, [expected.clone(), expected]);
}

/// Says how many bytes were read.
struct Counted<'a>(&'a [u8], &'a Cell<usize>);

impl Read for Counted<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.0.read(buffer)?;
        self.1.set(self.1.get() + read);
        Ok(read)
    }
}

#[test]
fn events_are_handed_on_while_the_capture_is_read_and_connections_end() {
    let said = |i| (i, Client, What::Bytes(vec![7; 50_000].into()));
    let talk = [(0, Client, What::Open)].into_iter().chain((1..100).map(said)).chain([(200, Client, What::Close)]);
    let file = written(&[&Recording { connections: vec![connection(0, talk)] }]);
    let count = Cell::new(0);
    let mut reader = Reader::new(Counted(&file, &count)).unwrap();
    let (mut sent, mut over) = (0, false);
    for entry in reader.by_ref() {
        match entry.unwrap() {
            Entry::Event { event, connection: 0 } => {
                assert!(!over, "nothing follows the end");
                let What::Bytes(bytes) = event.what else { continue };
                sent += bytes.len();
                assert!(count.get() <= sent + 400_000, "{} bytes read before byte {sent} was told", count.get());
            }
            Entry::Over { connection: 0 } => over = true,
            _ => {}
        }
    }
    assert!(over && sent == 99 * 50_000 && reader.packets() == 3 + 99 * 2 + 4);
}

#[test]
fn a_scan_of_sixty_thousand_ports_is_followed_in_bounded_memory() {
    let syn = |i: u32| {
        let mut packet = Vec::new();
        let from = Ipv4Addr::from(0x0a00_0000 + i).octets();
        let syn = PacketBuilder::ipv4(from, [10, 9, 9, 9], 64).tcp(40_000, 443, i, 1000).syn();
        syn.write(&mut packet, &[]).unwrap();
        packet
    };
    let packets: Vec<Vec<u8>> = (0..60_000).map(syn).collect();
    let file = file(packets.iter().map(Vec::as_slice));
    let (mut open, mut most) = (0_u32, 0);
    for entry in Reader::new(&file[..]).unwrap() {
        match entry.unwrap() {
            Entry::Connection(_) => open += 1,
            Entry::Over { .. } => open -= 1,
            _ => {}
        }
        most = most.max(open);
    }
    assert_eq!((open, most), (0, 16_384));
}

#[test]
fn secrets_that_stand_in_the_middle_come_before_what_follows_them() {
    let mut key_log = KeyLog::new();
    key_log.push("CLIENT_RANDOM", [7; 32], &[1; 48]);
    let mut writer = Writer::new(Vec::new(), "").unwrap();
    writer.interface(&Interface { link_type: LINKTYPE_RAW, name: "", description: "" }).unwrap();
    for segment in opened(&[Tcp(Client, "A", 1, 1, "early")]) {
        writer.packet(0, Timestamp(0), &tcp(segment), None).unwrap();
    }
    writer.secrets(&key_log).unwrap();
    writer.packet(0, Timestamp(0), &tcp(Tcp(Client, "A", 6, 1, "late")), None).unwrap();
    let file = writer.finish().unwrap();
    let entries: Vec<Entry> = Reader::new(&file[..]).unwrap().map(Result::unwrap).collect();
    let place = |wanted: &dyn Fn(&Entry) -> bool| entries.iter().position(wanted).unwrap();
    let sent = |entry: &Entry, text| matches!(entry, Entry::Event { event, .. } if event.what == bytes(text));
    let secrets = place(&|entry| matches!(entry, Entry::Secrets(log, errors) if **log == key_log && errors.is_empty()));
    assert!(place(&|entry| sent(entry, "early")) < secrets && secrets < place(&|entry| sent(entry, "late")));
}

proptest! {
    /// Packets near each other change places: whatever stands before its cause waits for it.
    #[test]
    fn a_capture_in_some_disorder_tells_the_same(recording in recordings::recordings(), swaps in prop::collection::vec((any::<prop::sample::Index>(), 1..4usize), 0..6)) {
        let ordered = written(&[&recording]);
        let mut packets: Vec<Vec<u8>> = blocks(&ordered).filter_map(packet).map(|(_, packet)| packet).collect();
        let straight = read(&file(packets.iter().map(Vec::as_slice)));
        for (at, by) in swaps {
            // What a connection begins with, and what was lost altogether, has no place that order could restore.
            let at = at.index(packets.len());
            let other = (at + by).min(packets.len() - 1);
            let fixed = |packet: &[u8]| packet.len() == 44 || packet.len() == 64;
            if !packets[at..=other].iter().any(|p| fixed(p)) {
                packets.swap(at, other);
            }
        }
        let lossless = recording.connections.iter().all(|c| c.events.iter().all(|e| !matches!(e.what, What::Gap(_) | What::Reset)));
        let back = read(&file(packets.iter().map(Vec::as_slice)));
        prop_assert_eq!(back.recording.connections.len(), straight.recording.connections.len());
        for (back, straight) in back.recording.connections.iter().zip(&straight.recording.connections) {
            if lossless {
                for side in [Client, Server] {
                    prop_assert_eq!(back.stream(side), straight.stream(side));
                }
                prop_assert!(!back.events.iter().any(|e| matches!(e.what, What::Gap(_))));
            }
        }
    }
}
