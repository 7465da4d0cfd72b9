//! What was done, and what could not be: counted.

/// What was counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Packets that were written.
    pub packets: u64,
    /// Different words that were replaced by others, about.
    pub words: u64,
    /// Different addresses, about.
    pub addresses: u64,
    /// Bodies of HTTP, or pieces of them, that were covered up.
    pub bodies: u64,
    /// Mails and other texts of many lines, or pieces of them, that were covered up.
    pub contents: u64,
    /// Compressed payloads of WebSocket that were covered up.
    pub deflated: u64,
    /// Compressed headers of HTTP/2.
    pub compressed: u64,
    /// Certificates that crossed the wire in the clear.
    pub certificates: u64,
    /// Initial packets of QUIC, which everybody can open, and which were covered up.
    pub initials: u64,
    /// Encrypted bytes that stay as they are.
    pub sealed: u64,
    /// On so many connections.
    pub sealed_connections: u64,
    /// Bytes of payload that could not be read, and were covered up,
    pub covered: u64,
    /// in so many packets.
    pub covered_packets: u64,
    /// Fragments of IP packets.
    pub fragments: u64,
    /// Blocks of the file that hold names, comments or what nobody knows, and were left out.
    pub blocks: u64,
    /// Options with names or comments that were left out.
    pub options: u64,
    /// Blocks with secrets that were left out.
    pub secrets_left_out: u64,
    /// Blocks with secrets that stay.
    pub secrets_kept: u64,
    /// The first packet for which there was no memory.
    pub full: Option<u64>,
}

impl Counts {
    /// What was done, and what could not be, in sentences.
    pub fn sentences(&self) -> Vec<String> {
        let Counts { packets, words, addresses, .. } = self;
        let mut all = vec![format!(
            "{packets} packets; {words} different words and {addresses} addresses replaced, each by the same one throughout. Lengths, times, ports, flags, versions, suites and random numbers are unchanged"
        )];
        let mut say = |many: u64, text: String| all.extend((many > 0).then_some(text));
        say(
            self.bodies,
            format!(
                "{} HTTP bodies, or pieces of them: covered up with x; a body that is marked as compressed no longer is",
                self.bodies
            ),
        );
        say(
            self.contents,
            format!(
                "{} mails, literals and other texts of many lines, or pieces of them: covered up with x, line by line",
                self.contents
            ),
        );
        say(
            self.deflated,
            format!(
                "{} compressed WebSocket payloads: as long as before, and nothing but x when decompressed",
                self.deflated
            ),
        );
        say(
            self.compressed,
            format!(
                "{} compressed HTTP/2 headers: their lengths are kept, so where they were Huffman coded, the replacement for a name differs from \
             the one used elsewhere",
                self.compressed
            ),
        );
        say(
            self.certificates,
            format!(
                "signed: {} certificates in the clear: names, serial numbers, keys and signatures replaced, so nothing that they or their keys signed can be verified any more; their dates and permitted uses are unchanged",
                self.certificates
            ),
        );
        say(
            self.initials,
            format!(
                "{} Initial packets of QUIC: what they carry is covered up with x, because anyone could decrypt it, with the server's name in it. \
                 Nothing shows any more which program asked, and keys open nothing of these connections: their random numbers are gone",
                self.initials
            ),
        );
        say(
            self.sealed,
            format!(
                "encrypted: {} bytes on {} connections stay as they are, because what cannot be read cannot be replaced. Anyone with the keys can read them",
                self.sealed, self.sealed_connections
            ),
        );
        say(
            self.covered,
            format!(
                "not understood, or not in any message: {} bytes of payload in {} packets, covered up as a whole",
                self.covered, self.covered_packets
            ),
        );
        say(self.fragments, format!("{} fragments of IP packets: covered up as a whole", self.fragments));
        say(
            self.secrets_left_out,
            format!("{} blocks of TLS secrets: left out; --with-secrets keeps them", self.secrets_left_out),
        );
        say(
            self.secrets_kept,
            format!(
                "{} blocks of TLS secrets: kept. Anyone who has the file can read these connections, including the names",
                self.secrets_kept
            ),
        );
        say(
            self.blocks + self.options,
            format!(
                "{} comments, names of interfaces, machines and programs, and {} blocks of names or of unknown kinds: left out",
                self.options, self.blocks
            ),
        );
        if let Some(packet) = self.full {
            all.push(format!("From packet {packet} on, all payload is covered up: there was more to replace than memory allows. Cut the capture down first"));
        }
        all
    }
}
