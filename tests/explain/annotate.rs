//! `wirewalk explain --annotate`: the same packets, untouched, with comments, whatever wrote the capture; tshark is the judge.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output};

use wirewalk_testing::blocks::Order;
use wirewalk_testing::captures::{self, blocks};
use wirewalk_testing::explain::{explain, frozen, text};
use wirewalk_testing::{outside, untouched};

#[test]
fn a_file_that_is_there_is_not_replaced_without_leave() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out.pcapng");
    fs::write(&out, "a person's notes").unwrap();
    let refused = explain().arg(frozen("lesson1.pcapng")).arg("--annotate").arg(&out).output().unwrap();
    assert!(!refused.status.success() && text(&refused).contains("is there already"), "{}", text(&refused));
    assert_eq!(fs::read_to_string(&out).unwrap(), "a person's notes");
    let forced = explain().arg(frozen("lesson1.pcapng")).arg("--force").arg("--annotate").arg(&out).output().unwrap();
    assert!(forced.status.success() && fs::metadata(&out).unwrap().len() > 1000, "{}", text(&forced));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    // A capture that cannot be read leaves nothing either.
    fs::remove_file(&out).unwrap();
    fs::write(folder.path().join("bad"), "no capture").unwrap();
    let bad = explain().arg(folder.path().join("bad")).arg("--annotate").arg(&out).output().unwrap();
    assert!(!bad.status.success() && !out.exists());
}

/// What tshark says of each packet but its comments: times, lengths, interface, bytes.
fn packets(tshark: &Path, capture: &Path) -> String {
    let fields = ["frame.time_epoch", "frame.len", "frame.cap_len", "frame.interface_id", "frame.encap_type"];
    let output = Command::new(tshark)
        .arg("-r")
        .arg(capture)
        .args(["-T", "fields"])
        .args(fields.iter().flat_map(|f| ["-e", f]))
        .output()
        .unwrap();
    let bytes = Command::new(tshark).arg("-r").arg(capture).args(["-x", "--hexdump", "frames"]).output().unwrap();
    assert!(output.status.success() && bytes.status.success(), "{}", text(&output));
    text(&Output { stderr: Vec::new(), ..output }) + &text(&Output { stderr: Vec::new(), ..bytes })
}

fn comments(tshark: &Path, capture: &Path) -> String {
    let output =
        Command::new(tshark).arg("-r").arg(capture).args(["-T", "fields", "-e", "frame.comment"]).output().unwrap();
    text(&Output { stderr: Vec::new(), ..output })
}

#[test]
fn tshark_finds_the_same_packets_in_the_annotated_copy_and_our_comments_behind_theirs() {
    let (Some(tshark), Some(editcap)) = (outside::judge("tshark"), outside::judge("editcap")) else { return };
    let folder = tempfile::tempdir().unwrap();
    let pcap = folder.path().join("as.pcap");
    let converted = Command::new(&editcap).args(["-F", "pcap"]).arg(frozen("lesson5.pcapng")).arg(&pcap).status();
    assert!(converted.unwrap().success());
    let nano = folder.path().join("as-nano.pcap");
    let converted = Command::new(&editcap).args(["-F", "nsecpcap"]).arg(frozen("lesson5.pcapng")).arg(&nano).status();
    assert!(converted.unwrap().success());
    for (i, capture) in [frozen("lesson5.pcapng"), frozen("early-data.pcapng"), pcap, nano].iter().enumerate() {
        let out = folder.path().join(format!("{i}.pcapng"));
        let output = explain().arg(capture).arg("--annotate").arg(&out).output().unwrap();
        assert!(output.status.success(), "{}", text(&output));
        let [theirs, ours] = [capture.as_path(), &out].map(|file| packets(&tshark, file));
        // A pcap file has one interface without a number.
        let same = theirs == ours || theirs.replace("\t\t", "\t0\t") == ours;
        assert!(same, "{}", capture.display());
        let said = comments(&tshark, &out);
        assert!(said.contains("client: ClientHello"), "{said}");
        for (before, after) in comments(&tshark, capture).lines().zip(said.lines()) {
            assert!(after.starts_with(before), "{before}\n{after}");
        }
    }
}

#[test]
fn with_secrets_the_copy_opens_by_itself_and_without_them_its_comments_say_no_more_than_eve_sees() {
    let Some(tshark) = outside::judge("tshark") else { return };
    let folder = tempfile::tempdir().unwrap();
    let answers = |file: &Path| {
        let output = Command::new(&tshark)
            .arg("-r")
            .arg(file)
            .args(["-Y", "http.response", "-T", "fields"])
            .args(["-d", "tcp.port==8443,tls", "-e", "http.response.code"])
            .env_remove("SSLKEYLOGFILE")
            .output()
            .unwrap();
        text(&Output { stderr: Vec::new(), ..output }).lines().count()
    };
    let write = |name: &str, more: &[&str]| {
        let out = folder.path().join(name);
        let mut command = explain();
        command.arg(frozen("lesson5.pcapng")).arg("--keylog").arg(frozen("lesson5.keys"));
        let output = command.arg("--annotate").arg(&out).args(more).output().unwrap();
        assert!(output.status.success(), "{}", text(&output));
        out
    };
    let (open, closed) = (write("open.pcapng", &["--with-secrets"]), write("closed.pcapng", &[]));
    assert!(answers(&open) > 0 && answers(&closed) < answers(&open));
    assert!(comments(&tshark, &open).contains("in it, client: GET "));
    assert!(!comments(&tshark, &closed).contains("in it, client: GET "));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(&open).unwrap().permissions().mode() & 0o777, 0o600);
    }
}

/// The packets of a frozen capture, with their times in nanoseconds.
fn sent(name: &str) -> Vec<captures::Packet> {
    blocks(&fs::read(frozen(name)).unwrap()).filter_map(captures::packet).collect()
}

/// Half of a capture as a section in this byte order, with two clocks and all that may stand between packets.
fn section(order: Order, packets: &[captures::Packet]) -> Vec<u8> {
    const BINARY: u8 = 0x80 | 20; // 2^20 ticks a second
    let offset = if order.big_endian { 5_u64.to_be_bytes() } else { 5_u64.to_le_bytes() };
    let mut blocks = order.interface(101, &[(2, b"first"), (9, &[9]), (14, &offset), (1, b"its comment")]);
    blocks.extend(order.interface(101, &[(2, b"second"), (9, &[BINARY]), (12, b"an old machine")]));
    let names = [&order.half(1)[..], &order.half(8), &[127, 0, 0, 1, b'b', b'o', b'b', 0], &[0; 4]].concat();
    blocks.extend(order.block(4, &names)); // name resolution
    blocks.extend(order.block(0x0BAD, &[&order.word(32_473)[..], b"whatever"].concat())); // custom, to be copied
    blocks.extend(order.block(0x4000_0BAD, &[&order.word(32_473)[..], b"not to be copied"].concat()));
    blocks.extend(order.block(0x7777_7777, b"a kind that nobody knows"));
    for (i, (at, packet)) in packets.iter().enumerate() {
        let theirs = [(1, &b"their comment"[..]), (2, &order.word(1)), (1, b"and another")];
        blocks.extend(match i % 4 {
            0 => order.packet(0, at - 5_000_000_000, packet, None),
            1 => order.packet(0, at - 5_000_000_000, packet, Some(order.options(&theirs))),
            // Options need no end; an end alone is one too.
            2 => order.packet(1, (u128::from(*at) * (1 << 20) / 1_000_000_000) as u64, packet, Some(vec![0; 4])),
            _ => order.packet(1, at / 954, packet, Some(order.options(&theirs)[..20].to_vec())),
        });
    }
    blocks.extend(order.simple(&packets[0].1)); // sent twice, as far as TCP goes
    blocks.extend(order.block(5, &[&[0; 12][..], &order.options(&[(4, &[0; 8])])].concat())); // statistics
    [order.section(blocks.len() as u64, &[(1, b"a section"), (4, b"their program")]), blocks].concat()
}

/// Annotates a capture and holds the copy against it; what was said, and the comments.
fn annotated(folder: &Path, capture: &[u8], named: &str) -> (Output, String) {
    let tshark = outside::judge("tshark");
    let (path, out) = (folder.join(named), folder.join(format!("{named}.out.pcapng")));
    fs::write(&path, capture).unwrap();
    let output = explain().arg(&path).arg("--annotate").arg(&out).output().unwrap();
    let Some(tshark) = tshark.filter(|_| out.exists()) else { return (output, String::new()) };
    let [theirs, ours] = [&path, &out].map(|file| packets(&tshark, file));
    let theirs = theirs.lines().collect::<Vec<_>>().join("\n");
    let ours = ours.lines().collect::<Vec<_>>().join("\n");
    let same = theirs == ours || theirs.replace("\t\t", "\t0\t") == ours;
    assert!(same, "{named}:\n{theirs}\n---\n{ours}");
    (output, comments(&tshark, &out))
}

#[test]
fn sections_of_either_byte_order_keep_every_block_that_they_had() {
    let folder = tempfile::tempdir().unwrap();
    let sent = sent("lesson5.pcapng");
    let halves = sent.split_at(sent.len() / 2);
    for orders in [[true, false], [false, true]] {
        let [first, second] = orders.map(|big_endian| Order { big_endian });
        let file = [section(first, halves.0), section(second, halves.1)].concat();
        let (output, comments) = annotated(folder.path(), &file, "sections");
        assert!(output.status.success(), "{orders:?}: {}", text(&output));
        let out = fs::read(folder.path().join("sections.out.pcapng")).unwrap();
        assert_eq!(untouched::check(&file, &out), Ok(sent.len() as u64 + 2), "{orders:?}");
        if outside::judge("tshark").is_some() {
            for said in ["client: ClientHello", "their comment", "and another,"] {
                assert!(comments.contains(said), "{orders:?}: {said}: {comments}");
            }
        }
        fs::remove_file(folder.path().join("sections.out.pcapng")).unwrap();
    }
}

#[test]
fn pcap_files_of_either_byte_order_and_clock_become_commented_packed_or_not() {
    let folder = tempfile::tempdir().unwrap();
    let sent = sent("lesson5.pcapng");
    for (big_endian, nanoseconds) in [(false, false), (false, true), (true, false), (true, true)] {
        let file = Order { big_endian }.pcap(nanoseconds, 101, &sent);
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packed.write_all(&file).unwrap();
        let packed = packed.finish().unwrap();
        let (name, capture) = if big_endian == nanoseconds { ("plain", &file) } else { ("packed.gz", &packed) };
        let name = format!("{big_endian}-{nanoseconds}-{name}");
        let (output, comments) = annotated(folder.path(), capture, &name);
        assert!(output.status.success(), "{name}: {}", text(&output));
        let out = fs::read(folder.path().join(format!("{name}.out.pcapng"))).unwrap();
        assert_eq!(untouched::check(&file, &out), Ok(sent.len() as u64), "{name}");
        assert!(outside::judge("tshark").is_none() || comments.contains("client: ClientHello"), "{name}");
    }
}

#[test]
fn of_a_capture_that_was_cut_the_whole_packets_are_copied() {
    let folder = tempfile::tempdir().unwrap();
    let sent = sent("lesson5.pcapng");
    let big = Order { big_endian: true };
    let sections = [section(big, &sent), section(Order { big_endian: false }, &sent)].concat();
    let frozen = fs::read(frozen("lesson5.pcapng")).unwrap();
    for (name, file) in [("sections", &sections), ("pcap", &big.pcap(true, 101, &sent)), ("ours", &frozen)] {
        let cut = &file[..file.len() / 2 + 3];
        let path = folder.path().join(name);
        let out = folder.path().join(format!("{name}.out.pcapng"));
        fs::write(&path, cut).unwrap();
        let output = explain().arg(&path).arg("--annotate").arg(&out).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{name}: {}", text(&output));
        assert!(text(&output).contains("the file was copied completely"), "{name}: {}", text(&output));
        let copy = fs::read(&out).unwrap();
        let packets = untouched::check(cut, &copy).unwrap();
        assert!(packets > 10 && packets < sent.len() as u64 + 10, "{name}: {packets}");
        let again = explain().arg("--summary").arg(&out).output().unwrap();
        assert!(again.status.success(), "{name}: the copy ends with a whole block: {}", text(&again));
    }
}
