//! tshark as an outside judge of our captures.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;
use wirewalk::recording::Recording;
use wirewalk::render::pcapng;

use crate::outside;

/// Warnings and errors: `PI_WARN` and above in Wireshark's `epan/proto.h`.
pub const COMPLAINTS: &str = "_ws.expert.severity >= 0x600000";

/// A capture on the disk and the program that looks at it.
pub struct Capture {
    program: PathBuf,
    dir: TempDir,
    options: Vec<String>,
    /// What it dissected with these options, once it was asked.
    dissected: OnceCell<Vec<PdmlField>>,
}

impl Capture {
    /// The capture of these recordings without comments; `None` if there is no tshark.
    pub fn of(recordings: &[&Recording]) -> Option<Capture> {
        let file = pcapng::write_recording(Vec::new(), recordings, None, |_| None).expect("memory takes everything");
        let ports = recordings.iter().flat_map(|r| &r.connections).map(|c| c.server.addr.port());
        Capture::new(&file, ports)
    }

    /// A capture in which these ports are a web server's; `None` if there is no tshark.
    pub fn new(file: &[u8], http_ports: impl IntoIterator<Item = u16>) -> Option<Capture> {
        let program = outside::judge("tshark")?;
        let dir = tempfile::tempdir().expect("a folder for the capture");
        std::fs::write(dir.path().join("capture.pcapng"), file).expect("room for the capture");
        let checks = ["ip", "tcp", "udp"].map(|layer| format!("{layer}.check_checksum:TRUE"));
        let mut options: Vec<String> = checks.into_iter().flat_map(|check| ["-o".to_owned(), check]).collect();
        for port in http_ports {
            options.extend(["-d".to_owned(), format!("tcp.port=={port},http")]);
        }
        Some(Capture { program, dir, options, dissected: OnceCell::new() })
    }

    /// Has ports read as another protocol: `tcp.port==8443,tls`.
    pub fn decode_as(&mut self, rule: &str) {
        self.option(["-d", rule].map(str::to_owned));
    }

    /// Gives tshark the secrets of a key log.
    pub fn key_log(&mut self, text: &str) {
        let file = self.dir.path().join("keys");
        std::fs::write(&file, text).expect("room for the secrets");
        self.option(["-o".to_owned(), format!("tls.keylog_file:{}", file.display())]);
    }

    fn option(&mut self, words: [String; 2]) {
        self.options.extend(words);
        self.dissected.take();
    }

    /// Takes what a real capture holds: checksums that the network card would have made, packets in the wrong order.
    pub fn real(&mut self) {
        let checks = ["ip", "tcp", "udp"].map(|layer| format!("{layer}.check_checksum:FALSE"));
        let checks = checks.into_iter().chain(["tcp.reassemble_out_of_order:TRUE".to_owned()]);
        checks.for_each(|check| self.option(["-o".to_owned(), check]));
    }

    /// The capture's file.
    pub fn file(&self) -> PathBuf {
        self.dir.path().join("capture.pcapng")
    }

    /// What tshark says with these arguments.
    pub fn tshark(&self, arguments: &[&str]) -> String {
        let output = Command::new(&self.program)
            .arg("-r")
            .arg(self.file())
            .args(&self.options)
            .args(arguments)
            .env("HOME", self.dir.path()) // nobody's own settings
            .output()
            .expect("tshark starts");
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "tshark {arguments:?}: {errors}");
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// One line per packet that the display filter lets through: the values of these fields.
    pub fn fields(&self, filter: &str, fields: &[&str]) -> Vec<Vec<String>> {
        let mut arguments = vec!["-Y", filter, "-T", "fields"];
        fields.iter().for_each(|field| arguments.extend(["-e", field]));
        let out = self.tshark(&arguments);
        out.lines().map(|line| line.split('\t').map(str::to_owned).collect()).collect()
    }

    /// How many packets the display filter lets through.
    pub fn count(&self, filter: &str) -> usize {
        self.counts([filter])[0]
    }

    /// How many packets each of these display filters lets through, in one go: most of what tshark takes is to begin.
    pub fn counts<const N: usize>(&self, filters: [&str; N]) -> [usize; N] {
        assert!(!filters.concat().contains(','), "a comma parts filters: {filters:?}");
        let table = self.tshark(&["-q", "-z", &format!("io,stat,0,{}", filters.join(","))]);
        // | 0.000 <> 0.022 |      7 |   819 |      7 |  1390 |
        let row = table.lines().find(|line| line.contains("<>")).expect("a table");
        let cells: Vec<&str> = row.split('|').skip(2).map(str::trim).collect();
        std::array::from_fn(|at| cells[2 * at].parse().unwrap_or_else(|e| panic!("{e}: {table}")))
    }

    /// Every field of every packet, as tshark dissects it.
    pub fn pdml(&self) -> &[PdmlField] {
        self.dissected.get_or_init(|| self.dissect())
    }

    fn dissect(&self) -> Vec<PdmlField> {
        let text = self.tshark(&["-T", "pdml"]);
        let document = roxmltree::Document::parse(&text).expect("PDML is XML");
        let packets = document.descendants().filter(|node| node.has_tag_name("packet"));
        packets.zip(1..).flat_map(|(packet, number)| pdml_fields(packet, number)).collect()
    }
}

/// One field as tshark dissects it.
#[derive(Clone, Debug)]
pub struct PdmlField {
    /// The packet, from 1.
    pub packet: usize,
    /// `http.request.method`.
    pub name: String,
    /// Where it begins: in the packet, or in what was put together from several.
    pub pos: usize,
    /// Its length in bytes; 0 for what tshark concluded.
    pub size: usize,
    /// What a person reads.
    pub show: String,
    /// Its bytes.
    pub value: Vec<u8>,
    /// Whether Wireshark does not show it.
    pub hidden: bool,
    /// Whether no other field lies in it.
    pub leaf: bool,
    /// The position of the TLS record in which it is shown, if it is shown in one.
    pub record: Option<usize>,
}

fn pdml_fields(packet: roxmltree::Node, number: usize) -> Vec<PdmlField> {
    let fields = packet.descendants().filter(|node| node.has_tag_name("field"));
    let field = |node: roxmltree::Node| {
        let text = |name| node.attribute(name).unwrap_or_default();
        PdmlField {
            packet: number,
            name: text("name").to_owned(),
            pos: text("pos").parse().unwrap_or(0),
            size: text("size").parse().unwrap_or(0),
            show: text("show").to_owned(),
            // Of a single bit the value is the bit; its byte stands beside it.
            value: unhex(node.attribute("unmaskedvalue").unwrap_or_else(|| text("value"))),
            hidden: text("hide") == "yes",
            leaf: !node.children().any(|child| child.has_tag_name("field")),
            record: node.ancestors().find(|n| n.attribute("name") == Some("tls.record")).and_then(position),
        }
    };
    fields.map(field).collect()
}

fn position(node: roxmltree::Node) -> Option<usize> {
    node.attribute("pos")?.parse().ok()
}

/// The bytes that pairs of hexadecimal digits stand for.
pub fn unhex(digits: &str) -> Vec<u8> {
    let pair = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
    digits.as_bytes().chunks(2).map_while(pair).collect()
}

/// Where the payload of each packet lies: connection (in the order of first packets), whether the client sent it, where it
/// begins in the stream, where in the packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    pub stream: usize,
    pub from_client: bool,
    pub offset: usize,
    pub pos: usize,
    pub len: usize,
}

/// The places of packets, by their number.
pub type Places = HashMap<usize, Place>;

/// The place of every packet with a payload, in captures whose connections all begin with a SYN.
pub fn places(fields: &[PdmlField]) -> Places {
    let mut clients: HashMap<usize, String> = HashMap::new();
    let mut places = HashMap::new();
    for packet in fields.chunk_by(|a, b| a.packet == b.packet) {
        let of = |name: &str| packet.iter().find(|f| f.name == name);
        let number = |name: &str| of(name).and_then(|f| f.show.parse::<usize>().ok());
        let (Some(stream), Some(port)) = (number("tcp.stream"), of("tcp.srcport")) else { continue };
        let client = clients.entry(stream).or_insert_with(|| port.show.clone());
        let from_client = *client == port.show;
        if let (Some(seq), Some(payload)) = (number("tcp.seq"), of("tcp.payload")) {
            let (pos, len) = (payload.pos, payload.size);
            places.insert(packet[0].packet, Place { stream, from_client, offset: seq - 1, pos, len });
        }
    }
    places
}

/// The places at which a field may lie: where its packet says, or in what tshark put together from several packets, of
/// which the last part of the first packet is the beginning.
pub fn stream_offsets(field: &PdmlField, fields: &[PdmlField], places: &Places) -> Vec<usize> {
    offsets_of(field.pos, field.packet, fields, places)
}

/// The same for a position in a packet.
pub fn offsets_of(pos: usize, packet: usize, fields: &[PdmlField], places: &Places) -> Vec<usize> {
    let Some(place) = places.get(&packet) else { return Vec::new() };
    let mut offsets: Vec<usize> = (place.offset + pos).checked_sub(place.pos).into_iter().collect();
    let segments = fields.iter().filter(|f| f.packet == packet && f.name == "tcp.segment");
    for segment in segments.filter(|segment| segment.pos == 0) {
        if let Some(first) = segment.show.parse().ok().and_then(|number: usize| places.get(&number)) {
            offsets.push(first.offset + first.len - segment.size + pos);
        }
    }
    offsets
}

/// The name of every field that tshark knows; none if there is no tshark.
pub fn names() -> HashSet<String> {
    let Some(tshark) = outside::judge("tshark") else { return HashSet::new() };
    let output = Command::new(tshark).args(["-G", "fields"]).output().expect("tshark starts");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    // Protocols and their fields.
    let name =
        |line: &str| line.strip_prefix("F\t").or(line.strip_prefix("P\t"))?.split('\t').nth(1).map(str::to_owned);
    text.lines().filter_map(name).collect()
}

/// What `capinfos` says about a capture's section.
pub fn capinfos(file: &Path) -> Option<String> {
    let output = Command::new(outside::judge("capinfos")?).arg(file).output().expect("capinfos starts");
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}
