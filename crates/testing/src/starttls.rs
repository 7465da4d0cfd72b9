//! Protocols that begin in the clear and may go over into TLS: the way there, and what is said inside.

use wirewalk::recording::Side::{Client, Server};

pub use crate::starttls_clear::clear;
use crate::tunnels::Script;

/// A message of PostgreSQL.
pub(crate) fn pg(kind: &str, body: &[u8]) -> Vec<u8> {
    [kind.as_bytes(), &(body.len() as u32 + 4).to_be_bytes(), body].concat()
}

/// A packet of MySQL.
pub(crate) fn my(number: u8, body: &[u8]) -> Vec<u8> {
    let [low, middle, high, _] = (body.len() as u32).to_le_bytes();
    [&[low, middle, high, number][..], body].concat()
}

/// An element of ASN.1.
pub fn ber(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let body = parts.concat();
    let len = match body.len() {
        short @ 0..=127 => vec![short as u8],
        long => [&[0x84][..], &(long as u32).to_be_bytes()].concat(), // as Active Directory writes it
    };
    [&[tag][..], &len, &body].concat()
}

pub(crate) fn ldap(id: u8, operation: Vec<u8>) -> Vec<u8> {
    ber(0x30, &[&ber(2, &[&[id]]), &operation])
}

pub(crate) fn result(tag: u8, code: u8, text: &[u8]) -> Vec<u8> {
    ber(tag, &[&ber(10, &[&[code]]), &ber(4, &[b""]), &ber(4, &[text])])
}

/// A greeting of MySQL, with or without the offer of TLS.
pub(crate) fn greeting(tls: bool) -> Vec<u8> {
    let can = if tls { 0xffffu16 } else { 0xf7ff };
    let parts: [&[u8]; 6] = [
        b"\x0a8.0.36\0\x07\0\0\0abcdefgh\0",
        &can.to_le_bytes(),
        b"\xff\x02\0\xff\xdf\x15",
        &[0; 10],
        b"ijklmnopqrst\0",
        b"caching_sha2_password\0",
    ];
    my(0, &parts.concat())
}

/// What a client of MySQL says: without a name it is the wish for TLS.
pub(crate) fn my_login(number: u8, tls: bool, name: &[u8]) -> Vec<u8> {
    let wants = 0x001a_a68du32 & !0x800 | if tls { 0x800 } else { 0 };
    my(number, &[&wants.to_le_bytes()[..], &(1u32 << 24).to_le_bytes(), &[45], &[0; 23], name].concat())
}

pub(crate) const MY_NAME: &[u8] =
    b"alice\0\x20xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxdb\0caching_sha2_password\0\x10\x04_pid\x0512345\x01a\x02bc";

pub(crate) fn startup() -> Vec<u8> {
    pg("", b"\0\x03\0\0user\0alice\0database\0db\0\0")
}

pub(crate) const SSL_REQUEST: &[u8] = &[0, 0, 0, 8, 4, 210, 22, 47];
pub(crate) const START_TLS: &[u8] = b"1.3.6.1.4.1.1466.20037";

pub(crate) fn script(said: &[(wirewalk::recording::Side, &str)]) -> Script {
    said.iter().map(|(side, text)| (*side, text.as_bytes().to_vec())).collect()
}

/// The ways into TLS, each up to where the client begins its handshake.
pub fn ways() -> Vec<(&'static str, Script)> {
    let (c, s) = (Client, Server);
    vec![
        (
            "SMTP",
            script(&[
                (s, "220 mx.example ESMTP ready\r\n"),
                (c, "EHLO alice.example\r\n"),
                (s, "250-mx.example\r\n250-SIZE 1000\r\n250 STARTTLS\r\n"),
                (c, "STARTTLS\r\n"),
                (s, "220 2.0.0 go ahead\r\n"),
            ]),
        ),
        (
            "IMAP",
            script(&[
                (s, "* OK [CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED] ready\r\n"),
                (c, "a1 CAPABILITY\r\n"),
                (s, "* CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED\r\na1 OK done\r\n"),
                (c, "a2 STARTTLS\r\n"),
                (s, "a2 OK begin\r\n"),
            ]),
        ),
        (
            "POP3",
            script(&[
                (s, "+OK ready <1.2@mx.example>\r\n"),
                (c, "CAPA\r\n"),
                (s, "+OK list follows\r\nUSER\r\nSTLS\r\n.\r\n"),
                (c, "STLS\r\n"),
                (s, "+OK begin\r\n"),
            ]),
        ),
        (
            "FTP",
            script(&[
                (s, "220-Welcome\r\n220 FTP server ready\r\n"),
                (c, "FEAT\r\n"),
                (s, "211-Features:\r\n AUTH TLS\r\n PBSZ\r\n PROT\r\n211 End\r\n"),
                (c, "AUTH TLS\r\n"),
                (s, "234 begin\r\n"),
            ]),
        ),
        (
            "XMPP",
            script(&[
                (
                    c,
                    "<?xml version='1.0'?><stream:stream to='example' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' version='1.0'>",
                ),
                (s, "<?xml version='1.0'?><stream:stream from='example' id='1' xmlns='jabber:client' version='1.0'>"),
                (
                    s,
                    "<stream:features><starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'><required/></starttls></stream:features>",
                ),
                (c, "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"),
                (s, "<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"),
            ]),
        ),
        ("LDAP", vec![(c, ldap(1, ber(0x77, &[&ber(0x80, &[START_TLS])]))), (s, ldap(1, result(0x78, 0, b"")))]),
        ("PostgreSQL", vec![(c, SSL_REQUEST.to_vec()), (s, b"S".to_vec())]),
        ("MySQL", vec![(s, greeting(true)), (c, my_login(1, true, b""))]),
    ]
}

/// What each says inside TLS, after the way there.
pub fn inside(name: &str) -> Script {
    let (c, s) = (Client, Server);
    match name {
        "SMTP" => script(&[
            (c, "EHLO alice.example\r\n"),
            (s, "250-mx.example\r\n250 AUTH PLAIN\r\n"),
            (c, "AUTH PLAIN AGFsaWNlAHdhbG51dA==\r\n"),
            (s, "235 in\r\n"),
            (c, "DATA\r\n"),
            (s, "354 go\r\n"),
            (c, "Subject: x\r\n\r\nhello\r\n.\r\n"),
            (s, "250 queued\r\n"),
        ]),
        "IMAP" => script(&[(c, "a3 LOGIN alice walnut\r\n"), (s, "a3 OK in\r\n")]),
        "POP3" => script(&[(c, "USER alice\r\n"), (s, "+OK\r\n"), (c, "PASS walnut\r\n"), (s, "+OK in\r\n")]),
        "FTP" => script(&[(c, "USER alice\r\n"), (s, "331 password\r\n"), (c, "PASS walnut\r\n"), (s, "230 in\r\n")]),
        "XMPP" => script(&[
            (c, "<stream:stream to='example'>"),
            (s, "<stream:stream from='example'><stream:features/>"),
            (c, "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>AGFsaWNlAHdhbG51dA==</auth>"),
            (s, "<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>"),
        ]),
        "LDAP" => vec![
            (c, ldap(2, ber(0x60, &[&ber(2, &[&[3]]), &ber(4, &[b"cn=alice"]), &ber(0x80, &[b"walnut"])]))),
            (s, ldap(2, result(0x61, 0, b""))),
        ],
        "PostgreSQL" => vec![
            (c, startup()),
            (s, pg("R", &[0, 0, 0, 3])),
            (c, pg("p", b"walnut\0")),
            (s, [pg("R", &[0; 4]), pg("Z", b"I")].concat()),
        ],
        _ => vec![(c, my_login(2, true, MY_NAME)), (s, my(3, b"\0\0\0\x02\0\0\0")), (c, my(0, b"\x03select 1"))],
    }
}
