//! Captures read back: what was written, what others write, what is damaged, and anything at all.

use std::io::Write;

use proptest::prelude::*;

use wirewalk::recording::Side::{Client, Server};
use wirewalk::recording::capture::{self, Capture, CaptureError};
use wirewalk::recording::{Recording, Side, Timestamp, What};
use wirewalk::render::pcapng::{Interface, LINKTYPE_RAW, MAX_SEGMENT, Writer};
use wirewalk_testing::captures::{blocks, bytes, connection, packet, read, story, written};
use wirewalk_testing::recordings::recordings;

/// The packets that the writer makes of a connection, without their blocks.
fn packets<const N: usize>(said: [(u64, Side, What); N]) -> Vec<Vec<u8>> {
    let file = written(&[&Recording { connections: vec![connection(0, said)] }]);
    blocks(&file).filter_map(packet).map(|(_, packet)| packet).collect()
}

/// A client that says hello.
fn hello() -> Vec<Vec<u8>> {
    packets([(0, Client, What::Open), (1, Client, bytes("hello")), (2, Client, What::HalfClose)])
}

#[test]
fn classic_pcap_is_read_in_both_byte_orders_and_resolutions() {
    for (big_endian, magic, unit) in
        [(false, 0xa1b2_c3d4, 1000), (true, 0xa1b2_c3d4, 1000), (false, 0xa1b2_3c4d, 1), (true, 0xa1b2_3c4d_u32, 1)]
    {
        let word = |value: u32| if big_endian { value.to_be_bytes() } else { value.to_le_bytes() };
        let version = if big_endian { [0, 2, 0, 4] } else { [2, 0, 4, 0] };
        let mut file = [word(magic), version, word(0), word(0), word(65_535), word(101)].concat();
        for packet in hello() {
            let len = word(packet.len() as u32);
            file.extend([word(3), word(500), len, len].concat());
            file.extend(packet);
        }
        let capture = read(&file);
        let [back] = &capture.recording.connections[..] else { panic!("one connection, not {capture:?}") };
        assert_eq!(back.stream(Client), b"hello");
        assert_eq!(back.events[0].at.0, 3_000_000_000 + 500 * unit, "{magic:x} {big_endian}");
    }
}

#[test]
fn big_endian_pcapng_and_binary_clocks_are_read() {
    let block = |kind: u32, body: &[u8]| {
        let len = (body.len() as u32 + 12).to_be_bytes();
        [&kind.to_be_bytes(), &len, body, &len].concat()
    };
    let mut file = block(0x0A0D_0D0A, &[&[0x1a, 0x2b, 0x3c, 0x4d, 0, 1, 0, 0][..], &[0xff; 8]].concat());
    let resolution = [0, 9, 0, 1, 0x80 | 10, 0, 0, 0]; // 1024 ticks a second
    let offset = [&[0, 14, 0, 8][..], &100u64.to_be_bytes()].concat();
    file.extend(block(1, &[&[0, 101, 0, 0, 0, 0, 0, 0][..], &resolution, &offset, &[0; 4]].concat()));
    for packet in hello() {
        let len = (packet.len() as u32).to_be_bytes();
        let mut body = [[0; 4], [0; 4], 1536u32.to_be_bytes(), len, len].concat();
        body.extend(&packet);
        body.resize(body.len().next_multiple_of(4), 0);
        file.extend(block(6, &body));
    }
    let capture = read(&file);
    assert_eq!(capture.recording.connections[0].stream(Client), b"hello");
    assert_eq!(capture.recording.connections[0].events[0].at.0, 101_500_000_000);
}

/// These bytes as a gzip file.
fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

#[test]
fn a_gzipped_capture_is_read_as_it_is() {
    let file = written(&[&Recording {
        connections: vec![connection(0, [(0, Client, What::Open), (1, Client, bytes("hello"))])],
    }]);
    let packed = gzip(&file);
    assert_eq!(read(&packed).recording, read(&file).recording);
    // As two members in a row, which is what compressing in parallel makes.
    let (one, two) = file.split_at(file.len() / 2);
    assert_eq!(read(&[gzip(one), gzip(two)].concat()).recording, read(&file).recording);
    let cut = capture::read(&packed[..packed.len() / 2]).expect_err("half of it is missing").to_string();
    assert!(cut.starts_with("the capture is cut off within the block at byte "), "{cut}");
}

/// A capture of `packets` in this order.
fn capture_of<'a>(packets: impl IntoIterator<Item = &'a Vec<u8>>) -> Capture {
    let mut writer = Writer::new(Vec::new(), "").unwrap();
    let interface = writer.interface(&Interface { link_type: LINKTYPE_RAW, name: "", description: "" }).unwrap();
    for (i, packet) in packets.into_iter().enumerate() {
        writer.packet(interface, Timestamp(i as u64), packet, None).unwrap();
    }
    read(&writer.finish().unwrap())
}

/// The packets of a client that says `one`, `two` and `three`, and of a server that acknowledges: SYN, SYN/ACK, ACK, then
/// data and acknowledgment in turn.
fn one_two_three() -> Vec<Vec<u8>> {
    let [one, two, three] = ["one", "two", "three"].map(bytes);
    packets([(0, Client, What::Open), (1, Client, one), (2, Client, two), (3, Client, three)])
}

#[test]
fn late_repeated_and_missing_segments_are_told_apart() {
    let p = one_two_three();
    let open = (Client, What::Open);
    let all = [open.clone(), (Client, bytes("onetwothree"))];
    let late = capture_of([&p[0], &p[1], &p[5], &p[7], &p[3], &p[8]]);
    assert_eq!(story(&late.recording.connections[0]), all);
    let repeated = capture_of([&p[0], &p[0], &p[1], &p[3], &p[4], &p[3], &p[5], &p[5], &p[7], &p[8]]);
    assert_eq!(story(&repeated.recording.connections[0]), all);
    let missing = capture_of([&p[0], &p[1], &p[3], &p[7], &p[8]]);
    let hole = [open, (Client, bytes("one")), (Client, What::Gap(3)), (Client, bytes("three"))];
    assert_eq!(story(&missing.recording.connections[0]), hole);
    let unanswered = capture_of([&p[0], &p[1], &p[3], &p[7]]);
    assert_eq!(story(&unanswered.recording.connections[0]), hole);
}

#[test]
fn no_more_than_64_mib_wait_for_a_lost_segment() {
    let said = |i| (i, Client, What::Bytes(vec![0; MAX_SEGMENT].into()));
    let talk = std::iter::once((0, Client, What::Open)).chain((1..1101).map(said));
    let file = written(&[&Recording { connections: vec![connection(0, talk)] }]);
    // Without the first segment and without the acknowledgments that would tell that it is lost.
    let wanted = |block: &&[u8]| packet(block).is_none_or(|(at, packet)| at == 0 || packet.len() > 1000);
    let mut kept: Vec<&[u8]> = blocks(&file).filter(wanted).collect();
    kept.remove(5);
    let capture = read(&kept.concat());
    let events = &capture.recording.connections[0].events;
    assert_eq!((&events[1].what, events[1].at), (&What::Gap(MAX_SEGMENT as u64), Timestamp(1024)));
    assert_eq!(events.len(), 1101);
}

#[test]
fn of_two_segments_that_begin_at_one_place_the_longer_counts() {
    let p = one_two_three();
    let longer = packets([(0, Client, What::Open), (1, Client, bytes("one")), (2, Client, bytes("twothree"))]);
    for [early, late] in [[&p[5], &longer[5]], [&longer[5], &p[5]]] {
        let capture = capture_of([&p[0], &p[1], early, late, &p[3]]);
        assert_eq!(capture.recording.connections[0].stream(Client), b"onetwothree");
    }
}

#[test]
fn the_acknowledgment_of_a_fin_that_the_capture_missed_is_no_hole() {
    let p = packets([(0, Client, What::Open), (1, Client, bytes("bye")), (2, Client, What::HalfClose)]);
    let capture = capture_of([&p[0], &p[1], &p[3], &p[4], &p[6]]); // not p[5], the FIN
    assert_eq!(story(&capture.recording.connections[0]), [(Client, What::Open), (Client, bytes("bye"))]);
}

#[test]
fn a_connection_that_was_refused_was_never_open() {
    let p = packets([(0, Client, What::Open), (1, Server, What::Reset)]);
    let capture = capture_of([&p[0], &p[3]]);
    assert_eq!(story(&capture.recording.connections[0]), [(Server, What::Reset)]);
}

#[test]
fn a_capture_that_begins_in_the_middle_is_read_from_there() {
    let p = one_two_three();
    let capture = capture_of([&p[5], &p[6], &p[7]]);
    let back = &capture.recording.connections[0];
    assert_eq!(story(back), [(Client, bytes("twothree"))]);
    assert_eq!(back.server.addr.port(), 5985);
}

#[test]
fn a_packet_that_the_capture_cut_leaves_a_gap() {
    let mut p = one_two_three();
    let short = p[3].len() - 2;
    p[3].truncate(short);
    let capture = capture_of(&p);
    let expected = [(Client, What::Open), (Client, bytes("o")), (Client, What::Gap(2)), (Client, bytes("twothree"))];
    assert_eq!(story(&capture.recording.connections[0]), expected);
}

#[test]
fn errors_say_what_the_file_is_and_where_it_breaks() {
    let error = |file: &[u8]| capture::read(file).expect_err("it is no capture").to_string();
    assert_eq!(error(b""), "the capture is empty: it does not contain a single byte");
    assert_eq!(error(b"GET / HTTP/1.1\r\n"), "not a capture: pcapng and pcap files do not begin with [47, 45, 54, 20]");
    let cut = "the capture is cut off within the block at byte 0: check that the file was copied completely";
    assert_eq!(error(&[0x1f, 0x8b, 8, 0, 0]), cut);
    let twice = "not a capture but a gzip file in a gzip file: unpack it once (gunzip)";
    assert_eq!(error(&gzip(&gzip(&[0; 60]))), twice);
    let file = written(&[&Recording { connections: vec![connection(0, [(0, Client, What::Open)])] }]);
    let cut = error(&file[..file.len() - 1]);
    assert!(cut.starts_with("the capture is cut off within the block at byte "), "{cut}");
    let mut radio = Writer::new(Vec::new(), "").unwrap();
    radio.interface(&Interface { link_type: 187, name: "hci0", description: "" }).unwrap();
    radio.packet(0, Timestamp(0), &[0; 60], None).unwrap();
    let expected = "packet 1 has link type 187 (Bluetooth HCI), which this program cannot read: capture on Ethernet, \
                    loopback, any (Linux cooked) or raw IP";
    assert_eq!(error(&radio.finish().unwrap()), expected);
    let mut huge = file.clone();
    huge.extend([6, 0, 0, 0, 0xff, 0xff, 0xff, 0xff]);
    let expected = format!("the capture's block at byte {} claims 4294967295 bytes: the file is damaged", file.len());
    assert_eq!(error(&huge), expected);
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(recording in recordings()) {
        let capture = read(&written(&[&recording]));
        prop_assert_eq!(capture.recording.connections.len(), recording.connections.len());
        for original in &recording.connections {
            let back = capture.recording.connections.iter().find(|c| c.client.addr == original.client.addr).unwrap();
            prop_assert_eq!(back.server.addr, original.server.addr);
            prop_assert_eq!(story(back), story(original));
            prop_assert!(back.events.windows(2).all(|pair| pair[0].at <= pair[1].at));
        }
    }

    #[test]
    fn no_change_of_a_capture_breaks_the_reader(
        recording in recordings(), changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
        end in any::<prop::sample::Index>(),
    ) {
        let mut file = written(&[&recording]);
        for (at, value) in changes {
            let at = at.index(file.len());
            file[at] = value;
        }
        let end = end.index(file.len()) + 1;
        if let Ok(capture) = capture::read(&file[..end]) {
            prop_assert!(capture.recording.payload_len() <= end as u64);
        }
    }

    #[test]
    fn the_reader_takes_any_bytes(file in prop::collection::vec(any::<u8>(), 0..200), magic in 0..4usize) {
        let magics: [&[u8]; 4] = [b"", b"\x0a\x0d\x0d\x0a\x1c\0\0\0\x4d\x3c\x2b\x1a", b"\xd4\xc3\xb2\xa1", b"\xa1\xb2\x3c\x4d"];
        match capture::read(&[magics[magic], &file].concat()[..]) {
            Ok(capture) => prop_assert!(capture.recording.payload_len() <= file.len() as u64),
            Err(CaptureError::Io(error)) => prop_assert!(false, "memory does not fail: {error}"),
            Err(_) => {}
        }
    }

    #[test]
    fn segments_in_any_order_make_the_same_streams(order in Just((3..9usize).collect::<Vec<_>>()).prop_shuffle()) {
        let p = one_two_three();
        // Data packets in this order; acknowledgments would say that what is not there yet is missing.
        let data = order.iter().filter(|i| *i % 2 == 1).map(|&i| &p[i]);
        let capture = capture_of([&p[0], &p[1], &p[2]].into_iter().chain(data));
        prop_assert_eq!(capture.recording.connections[0].stream(Client), b"onetwothree");
    }
}
