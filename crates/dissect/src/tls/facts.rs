//! What the hellos of a connection settle, read from their raw bytes: what later records and messages depend on.
//!
//! Lenient on purpose, and apart from the tree of fields: whatever is malformed is shown there, and here it is left out.
//! The structures are those of RFC 8446 §4.1.2, §4.1.3 and §4.2, which TLS 1.2 shares.

use super::raw::Reader;
use crate::recording::Side;
use crate::schedule::Suite;

/// SHA-256 of "HelloRetryRequest": a ServerHello with this random is one (RFC 8446 §4.1.3).
pub(super) const RETRY: [u8; 32] = [
    0xcf, 0x21, 0xad, 0x74, 0xe5, 0x9a, 0x61, 0x11, 0xbe, 0x1d, 0x8c, 0x02, 0x1e, 0x65, 0xb8, 0x91, 0xc2, 0xa2, 0x11,
    0x16, 0x7a, 0xbb, 0x8c, 0x5e, 0x07, 0x9e, 0x09, 0xe2, 0xc8, 0xa8, 0x33, 0x9c,
];

/// TLS 1.2 on the wire.
pub(crate) const TLS12: u16 = 0x0303;
/// SSL 3.0, the first version whose records look like this.
pub(crate) const SSL30: u16 = 0x0300;
/// TLS 1.3 on the wire.
pub(crate) const TLS13: u16 = 0x0304;

/// The number of the extension encrypted_client_hello.
const ENCRYPTED_CLIENT_HELLO: u16 = 0xfe0d;

/// The first draft of TLS 1.3 whose records are those of the standard: since then the header is authenticated too.
const FINAL: u16 = 25;

/// The number of a draft of TLS 1.3.
pub(super) fn draft(version: u16) -> Option<u16> {
    (version >> 8 == 0x7f).then_some(version & 0xff)
}

/// Whether a ServerHello of this version has the shape that it had in drafts of TLS 1.3 before the 22nd: no session id, no compression.
pub(super) fn is_short(version: u16) -> bool {
    draft(version).is_some_and(|number| number < 22)
}

/// What became of an encrypted hello (RFC 9849).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Offered {
    /// The client sent none.
    #[default]
    None,
    /// It sent one, or something that looks like one; nobody has said what the server made of it.
    Undecided,
    /// The server went on with the inner hello.
    Accepted,
    /// The server went on with the outer one.
    Refused,
}

/// What is settled on a connection so far. A new ClientHello (a renegotiation) starts again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Facts {
    /// The version that the server chose: `supported_versions` if it is there, else the field of that name.
    pub version: Option<u16>,
    /// Whether an extension of the ServerHello says which version that is.
    pub by_extension: bool,
    /// The first ClientHello's random value: it names the connection in a key log. Where an encrypted hello was accepted, the inner one's.
    pub client_random: Option<[u8; 32]>,
    /// The first ClientHello's as it crossed the wire.
    pub outer_random: Option<[u8; 32]>,
    /// The random value of an inner hello that could be opened.
    pub inner_random: Option<[u8; 32]>,
    /// What became of the hello inside, if there is one.
    pub ech: Offered,
    /// The ServerHello's, not a HelloRetryRequest's.
    pub server_random: Option<[u8; 32]>,
    /// The cipher suite that the server chose.
    pub suite: Option<u16>,
    /// Whether the server asked for another ClientHello.
    pub retry: bool,
    /// The group of the server's key share, or, in TLS 1.2, of its ServerKeyExchange.
    pub group: Option<u16>,
    /// Whether the server took one of the client's pre-shared keys.
    pub psk: bool,
    /// Whether the session of an earlier connection goes on (TLS 1.2: the same session id, or a ticket).
    pub resumed: bool,
    /// Whether both sides have the extension extended_master_secret.
    pub extended_master_secret: bool,
    /// Whether both sides have the extension encrypt_then_mac.
    pub encrypt_then_mac: bool,
    /// Whether the client said that it sends early data.
    pub early_offered: bool,
    /// Whether the server takes early data; `None`: it has not said so.
    pub early_accepted: Option<bool>,
    /// The protocol that the server chose by ALPN.
    pub alpn: Option<Vec<u8>>,
    /// The protocols that the client offered by ALPN.
    pub alpn_offered: Vec<Vec<u8>>,
    /// The transport parameters of QUIC that a side sent.
    pub quic: [Option<Vec<u8>>; 2],
    /// The session id that the client sent.
    session_id: Vec<u8>,
    /// The ticket that the client sent.
    ticket: Vec<u8>,
    /// The session id that the server sent.
    given_id: Vec<u8>,
    /// The ticket that the server sent, in TLS 1.2.
    given_ticket: Vec<u8>,
}

impl Facts {
    /// Takes note of a whole handshake message, with its header of four bytes.
    pub(super) fn note(&mut self, side: Side, message: &[u8]) {
        let Some((&[kind, ..], body)) = message.split_first_chunk::<4>() else { return };
        // Whatever comes out as `None` was malformed: what was read before it stays.
        let _ = match (kind, side) {
            (1, Side::Client) => self.client_hello(body),
            (2, Side::Server) => self.server_hello(body),
            (4, Side::Server) if !self.is_tls13() => self.new_session_ticket(body),
            (8, Side::Server) => self.encrypted_extensions(body),
            (12, Side::Server) => self.server_key_exchange(body),
            _ => None,
        };
    }

    /// Takes note of the beginning of a hello whose end is missing. Of a ServerHello the suite tells which version was chosen, if the
    /// extension that says so is not there: those of TLS 1.3 have numbers of their own (RFC 8446 §B.4).
    pub(super) fn note_beginning(&mut self, side: Side, message: &[u8]) {
        match (message.first_chunk::<4>(), side) {
            (Some([1 | 2, ..]), _) => self.note(side, message),
            _ => return,
        }
        if side == Side::Server && self.version == Some(TLS12) && self.suite.is_some_and(|suite| suite >> 8 == 0x13) {
            self.version = Some(TLS13);
        }
    }

    /// Whether TLS 1.3 was chosen, a draft of it, or something else in the same way: by an extension that older versions do not have.
    pub(crate) fn is_tls13(&self) -> bool {
        self.version
            .is_some_and(|version| version == TLS13 || draft(version).is_some() || self.by_extension && version > TLS13)
    }

    /// The suite that was chosen, in the version that was; `None`: it is not known, or not opened here.
    pub(super) fn agreed(&self) -> Option<Suite> {
        Suite::agreed(self.suite?, self.version?)
    }

    /// Why records of the version that was chosen are not opened, although it is one of TLS 1.3's kind.
    pub(super) fn other_schedule(&self) -> Option<String> {
        match self.version.map(|version| (version, draft(version))) {
            None | Some((TLS13 | ..=TLS12, _) | (_, Some(FINAL..=28))) => None,
            Some((_, Some(number))) => Some(format!(
                "encrypted according to draft {number} of TLS 1.3: only drafts from {FINAL} on encrypt as the \
                    standard does, and only these are decrypted here"
            )),
            Some((version, None)) => Some(format!(
                "encrypted in version {version:#06x}, which no standard defines, so this program \
                    cannot decrypt it"
            )),
        }
    }

    /// Whether the ClientHello that comes now answers a HelloRetryRequest.
    pub(super) fn is_second_hello(&self) -> bool {
        self.retry && self.server_random.is_none()
    }

    /// Under which names the session may go on in another connection of TLS 1.2.
    pub(super) fn session_names(&self) -> impl Iterator<Item = &[u8]> {
        [self.given_id.as_slice(), self.given_ticket.as_slice()].into_iter()
    }

    /// Which session of another connection goes on here, by its names.
    pub(super) fn resumed_names(&self) -> impl Iterator<Item = &[u8]> {
        [self.ticket.as_slice(), self.session_id.as_slice()].into_iter().filter(|_| self.resumed)
    }

    fn client_hello(&mut self, body: &[u8]) -> Option<()> {
        let again = self.is_second_hello();
        if !again {
            *self = Facts::default();
        }
        let mut r = Reader::new(body, 0);
        r.take(2)?;
        let random = r.take(32)?.try_into().ok();
        // Both hellos have the same, and the first may be missing (RFC 8446 §4.1.2).
        if !again || self.client_random.is_none() {
            (self.client_random, self.outer_random) = (random, random);
        }
        self.session_id = r.vector(1)?.rest().to_vec();
        r.vector(2)?;
        r.vector(1)?;
        self.early_offered = false;
        self.alpn_offered.clear();
        self.ticket.clear();
        for (kind, data) in r.extensions() {
            match kind {
                16 => self.alpn_offered = protocols(data),
                35 => self.ticket = data.rest().to_vec(),
                42 => self.early_offered = true,
                57 | 0xffa5 => self.quic[0] = Some(data.rest().to_vec()),
                ENCRYPTED_CLIENT_HELLO if !again && data.rest().first() == Some(&0) => self.ech = Offered::Undecided,
                _ => {}
            }
        }
        Some(())
    }

    fn server_hello(&mut self, body: &[u8]) -> Option<()> {
        let mut r = Reader::new(body, 0);
        let legacy = r.number()?;
        let random: [u8; 32] = r.take(32)?.try_into().ok()?;
        let session_id = if is_short(legacy) { &[] } else { r.vector(1)?.rest() };
        self.suite = Some(r.number()?);
        if !is_short(legacy) {
            r.take(1)?;
        }
        self.version = Some(legacy);
        self.by_extension = false;
        self.retry |= random == RETRY;
        if random == RETRY && self.early_offered {
            // Another ClientHello is wanted, and early data with the first is lost (RFC 8446 §4.2.10).
            self.early_accepted = Some(false);
        }
        if random != RETRY {
            self.server_random = Some(random);
        }
        let mut encrypted_hello = false;
        for (kind, mut data) in r.extensions() {
            match kind {
                ENCRYPTED_CLIENT_HELLO => encrypted_hello = true,
                16 => self.alpn = protocols(data).into_iter().next(),
                22 => self.encrypt_then_mac = true,
                23 => self.extended_master_secret = true,
                41 => self.psk = true,
                43 => (self.version, self.by_extension) = (data.number(), true),
                51 => self.group = data.number(),
                _ => {}
            }
        }
        // An older version cannot accept it, nor does who asks for another hello and says nothing of it (RFC 9849 §6.1.4).
        if self.ech == Offered::Undecided && (!self.is_tls13() || random == RETRY && !encrypted_hello) {
            self.ech = Offered::Refused;
        }
        // With a ticket the client makes up a session id, which a server that takes the ticket repeats (RFC 5077 §3.4).
        self.resumed = !self.is_tls13() && !session_id.is_empty() && session_id == self.session_id;
        self.given_id = session_id.to_vec();
        Some(())
    }

    /// How long it holds, and the ticket (RFC 5077 §3.3).
    fn new_session_ticket(&mut self, body: &[u8]) -> Option<()> {
        let mut r = Reader::new(body, 0);
        r.take(4)?;
        self.given_ticket = r.vector(2)?.rest().to_vec();
        Some(())
    }

    fn encrypted_extensions(&mut self, body: &[u8]) -> Option<()> {
        Reader::new(body, 0).vector(2)?;
        self.early_accepted = Some(false);
        for (kind, data) in Reader::new(body, 0).extensions() {
            match kind {
                16 => self.alpn = protocols(data).into_iter().next(),
                42 => self.early_accepted = Some(true),
                57 | 0xffa5 => self.quic[1] = Some(data.rest().to_vec()),
                // Present keys are for those whose hello could not be opened (RFC 9849 §7.1).
                ENCRYPTED_CLIENT_HELLO if self.ech == Offered::Undecided => self.ech = Offered::Refused,
                _ => {}
            }
        }
        Some(())
    }

    /// TLS 1.2: a named curve, if it begins like one (RFC 8422 §5.4).
    fn server_key_exchange(&mut self, body: &[u8]) -> Option<()> {
        let mut r = Reader::new(body, 0);
        if r.take(1)? == [3] {
            self.group = Some(r.number()?);
        }
        Some(())
    }
}

/// The names in an ALPN extension (RFC 7301 §3.1).
fn protocols(mut data: Reader<'_>) -> Vec<Vec<u8>> {
    let mut list = data.vector(2);
    std::iter::from_fn(|| Some(list.as_mut()?.vector(1)?.rest().to_vec())).collect()
}
