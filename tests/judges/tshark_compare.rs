//! `compare` against outside judges: tshark counts the packets, Python computes the entropy.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use wirewalk::compare::{Compared, Options, Unit, read};
use wirewalk_testing::outside;

fn captures() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/captures");
    let files = std::fs::read_dir(folder).expect("frozen captures").flatten().map(|f| f.path());
    let mut captures: Vec<_> = files.filter(|f| f.extension().is_some_and(|e| e == "pcapng")).collect();
    captures.sort();
    captures
}

fn compared(path: &Path) -> Compared {
    read(path, &Options::default()).unwrap_or_else(|e| panic!("{}: {e:#}", path.display()))
}

/// A packet as tshark has it.
struct Packet {
    stream: u64,
    is_udp: bool,
    len: u64,
    payload: Vec<u8>,
    port: u16,
    from_server: bool,
    /// Whether an HTTP response begins in it, and whether a request does.
    answers: bool,
    asks: bool,
    records: Vec<u64>,
    /// The types of the handshake messages in it.
    handshake: Vec<u64>,
}

impl Packet {
    fn said(&self) -> u64 {
        self.payload.len() as u64
    }

    /// Whether nothing is in it but NewSessionTicket: nobody asked for that, so no way there and back is over with it.
    fn is_unasked(&self) -> bool {
        !self.handshake.is_empty() && self.handshake.iter().all(|kind| *kind == 4) && !self.answers
    }
}

/// All packets of a capture, decrypted with the keys beside it.
fn packets(path: &Path) -> Option<Vec<Packet>> {
    let tshark = outside::judge("tshark")?;
    let home = tempfile::tempdir().expect("a folder");
    let fields = [
        "tcp.stream",
        "frame.len",
        "tcp.payload",
        "tcp.srcport",
        "http.response.code",
        "http.request.method",
        "tls.record.length",
        "tls.handshake.type",
        "udp.stream",
        "udp.payload",
        "udp.srcport",
    ];
    let mut command = Command::new(tshark);
    command.args(["-r"]).arg(path).args(["-T", "fields"]).env("HOME", home.path());
    command.args(["-o", "tls.desegment_ssl_application_data:TRUE", "-d", "tcp.port==15985,http"]);
    if path.with_extension("keys").exists() {
        command.args(["-o", &format!("tls.keylog_file:{}", path.with_extension("keys").display())]);
    }
    fields.iter().for_each(|field| {
        command.args(["-e", field]);
    });
    let out = command.output().expect("tshark starts");
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    let text = String::from_utf8(out.stdout).expect("text");
    let mut packets: Vec<Packet> = text.lines().map(|line| packet(&line.split('\t').collect::<Vec<_>>())).collect();
    // Whoever sends the first packet of a connection is the client.
    let clients: Vec<(u64, u16)> = packets.iter().map(|p| (p.stream, p.port)).collect();
    let client = |stream| clients.iter().find(|(s, _)| *s == stream).map(|(_, port)| *port);
    packets.iter_mut().for_each(|p| p.from_server = client(p.stream) != Some(p.port));
    Some(packets)
}

fn packet(cells: &[&str]) -> Packet {
    let is_udp = cells[0].is_empty();
    let [stream, payload, port] = if is_udp { [8, 9, 10] } else { [0, 2, 3] }.map(|at| cells[at]);
    let byte = |i: usize| u8::from_str_radix(&payload[i..i + 2], 16).expect("hexadecimal digits");
    Packet {
        stream: stream.parse().expect("a stream"),
        is_udp,
        len: cells[1].parse().expect("a length"),
        payload: (0..payload.len()).step_by(2).map(byte).collect(),
        port: port.parse().expect("a port"),
        from_server: false,
        answers: !cells[4].is_empty(),
        asks: !cells[5].is_empty(),
        records: cells[6].split(',').filter_map(|n| n.parse().ok()).collect(),
        handshake: cells[7].split(',').filter_map(|n| n.parse().ok()).collect(),
    }
}

/// Whether all is TCP. A connection of QUIC that moves is one to us and two flows to tshark: of such a capture only what is counted over
/// all of it is compared.
fn is_tcp(packets: &[Packet]) -> bool {
    packets.iter().all(|packet| !packet.is_udp)
}

/// The connections of each unit, as numbers of tshark's streams: both count in the order of first packets.
fn streams(capture: &Compared) -> impl Iterator<Item = (&Unit, std::ops::Range<u64>)> {
    capture.units.iter().scan(0, |next, unit| {
        let first = *next;
        *next += unit.connections;
        Some((unit, first..*next))
    })
}

#[test]
fn packets_bytes_payload_and_connections_are_what_tshark_counts() {
    for path in captures() {
        let Some(packets) = packets(&path) else { return };
        let (capture, name) = (compared(&path), path.display());
        let bytes = packets.iter().map(|p| p.len).sum::<u64>();
        assert_eq!((capture.traffic.packets, capture.traffic.bytes), (packets.len() as u64, bytes), "{name}");
        assert_eq!(capture.payload, packets.iter().map(Packet::said).sum::<u64>(), "{name}");
        if !is_tcp(&packets) {
            continue;
        }
        assert_eq!(Some(capture.connections), packets.iter().map(|p| p.stream + 1).max(), "{name}");
        for (unit, streams) in streams(&capture) {
            let of = || packets.iter().filter(|p| streams.contains(&p.stream));
            let bytes = of().map(|p| p.len).sum::<u64>();
            assert_eq!(
                (unit.traffic.packets, unit.traffic.bytes),
                (of().count() as u64, bytes),
                "{name}: {}",
                unit.title
            );
            assert_eq!(unit.payload, of().map(Packet::said).sum::<u64>(), "{name}: {}", unit.title);
        }
    }
}

#[test]
fn round_trips_and_handshake_bytes_are_what_the_order_of_tsharks_frames_says() {
    let mut judged = 0;
    for path in captures() {
        let Some(packets) = packets(&path) else { return };
        let capture = compared(&path);
        for (unit, streams) in streams(&capture).filter(|_| is_tcp(&packets)) {
            let of = |stream: u64| packets.iter().filter(move |p| p.stream == stream);
            // The first connection of the scene on which tshark sees somebody ask; where Mallory sits between, it is Alice's.
            let Some(stream) = streams.clone().find(|s| of(*s).any(|p| p.asks || p.answers)) else { continue };
            let name = format!("{}: {}", path.display(), unit.title);
            // tshark takes nothing for an answer that was altered, or cut off before its end.
            if !of(stream).any(|p| p.answers) {
                continue;
            }
            let (mut trips, mut client_spoke) = (1, false); // TCP's own
            for packet in of(stream).filter(|p| p.said() > 0 && !p.is_unasked()) {
                trips += u64::from(packet.from_server && client_spoke);
                client_spoke = !packet.from_server;
                if packet.answers {
                    break;
                }
            }
            assert_eq!(unit.round_trips, Some(trips), "{name}");
            // Everything before the packet with the request, and what stands in it before the last record.
            // In lessons 7 and 8 some requests come in several records, and tshark tells of them at the last.
            let in_pieces = name.contains("lesson7.") || name.contains("lesson8.");
            if let Some(request) = of(stream).position(|p| p.asks).filter(|_| !in_pieces) {
                let before = of(stream).take(request).map(Packet::said).sum::<u64>();
                let packet = of(stream).nth(request).expect("that packet");
                let inside = packet.records.last().map_or(packet.said(), |len| len + 5);
                let bytes = before + packet.said() - inside;
                assert_eq!(unit.handshake.map(|h| h.bytes), Some(bytes), "{name}");
                judged += 1;
            }
        }
    }
    assert!(judged >= 10, "only {judged} answers were judged");
}

#[test]
fn entropy_is_what_python_computes() {
    const PROGRAM: &str = "import sys, math, collections\n\
        for line in sys.stdin:\n    b = bytes.fromhex(line)\n    n = len(b)\n    \
        print(-sum(c / n * math.log2(c / n) for c in collections.Counter(b).values()))";
    let Some(python) = outside::judge("python3") else { return };
    for path in captures() {
        let Some(packets) = packets(&path) else { return };
        let capture = compared(&path);
        let hex = |wanted: &dyn Fn(u64) -> bool| {
            let bytes = packets.iter().filter(|p| wanted(p.stream)).flat_map(|p| &p.payload);
            bytes.map(|b| format!("{b:02x}")).collect::<String>()
        };
        let mut ours = vec![capture.entropy.bits];
        let mut lines = vec![hex(&|_| true)];
        for (unit, streams) in streams(&capture).filter(|_| is_tcp(&packets)) {
            ours.push(unit.entropy.bits);
            lines.push(hex(&|stream| streams.contains(&stream)));
        }
        let mut judge = Command::new(&python)
            .args(["-c", PROGRAM])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("Python starts");
        judge.stdin.take().expect("its input").write_all(lines.join("\n").as_bytes()).expect("it listens");
        let out = judge.wait_with_output().expect("it ends");
        let theirs: Vec<f64> = String::from_utf8_lossy(&out.stdout).lines().flat_map(str::parse).collect();
        assert_eq!(ours.len(), theirs.len(), "{}", path.display());
        for (ours, theirs) in ours.iter().zip(theirs) {
            assert!((ours - theirs).abs() < 1e-9, "{}: {ours} here, {theirs} there", path.display());
        }
    }
}

#[test]
fn without_the_keys_the_same_packets_are_counted_and_nothing_more_is_claimed() {
    let folder = tempfile::tempdir().expect("a folder");
    let alone = folder.path().join("https.pcapng");
    let lesson5 = captures().into_iter().find(|c| c.ends_with("lesson5.pcapng")).expect("lesson 5's");
    std::fs::copy(&lesson5, &alone).expect("room");
    let secret = Some("fluffy tail".to_owned());
    let (sealed, open) = (
        read(&alone, &Options { secret: secret.clone(), ..Options::default() }).expect("a capture"),
        read(&lesson5, &Options { secret, ..Options::default() }).expect("a capture"),
    );
    let (eve, insider) = (&sealed.units[0], &open.units[0]);
    assert_eq!((eve.traffic, eve.entropy), (insider.traffic, insider.entropy));
    assert_eq!((eve.round_trips, eve.handshake, eve.answer), (None, None, None));
    assert_eq!(insider.answer, Some(11));
    let evidence = |unit: &Unit, what: &str| {
        unit.ledger.iter().find(|row| row.what == what).map(|row| row.evidence.clone()).unwrap_or_default()
    };
    assert!(evidence(eve, "who answered").starts_with("not known"), "{}", evidence(eve, "who answered"));
    assert!(evidence(insider, "who answered").starts_with("to the client"));
    // TLS 1.2 tells more: which records are data stands on the outside.
    let tls12 = |capture: &Compared| capture.units.iter().find(|u| u.protocol == "TLS 1.2").cloned().expect("TLS 1.2");
    assert_eq!(tls12(&sealed).round_trips, tls12(&open).round_trips);
    assert_eq!(tls12(&sealed).handshake, tls12(&open).handshake);
}
