//! Protocols that begin in the clear and may go over into TLS.

use wirewalk::recording::Side::{self, Client, Server};

use super::wire::{Wire, noise};
use super::{Hostile, Kind, kind};
use crate::starttls::ber;

type Said<'a> = (Side, &'a [u8]);

const SMTP: Said<'_> = (Server, b"220 ESMTP\r\n");
const IMAP: Said<'_> = (Server, b"* OK ready\r\n");
const POP3: Said<'_> = (Server, b"+OK ready\r\n");
const FTP: Said<'_> = (Server, b"220 FTP\r\n");
const XMPP: Said<'_> = (Client, b"<stream:stream to='a'>");

pub const KINDS: &[Kind] = &[
    kind("smtp_empty_lines", 800, |n| said(25, 1448, &[SMTP, (Client, &b"\r\n".repeat(n))])),
    kind("smtp_long_line_tiny", 1500, |n| said(25, 1, &[SMTP, (Client, &b"A".repeat(n))])),
    kind("smtp_long_reply", 500, |n| {
        said(25, 1448, &[SMTP, (Client, b"EHLO a\r\n"), (Server, &b"250-STARTTLS\r\n".repeat(n))])
    }),
    kind("smtp_pipelined", 300, |n| {
        said(25, 1448, &[SMTP, (Client, &b"EHLO a\r\n".repeat(n)), (Server, &b"250 a\r\n".repeat(n))])
    }),
    kind("smtp_logins", 200, |n| {
        said(25, 1448, &[SMTP, (Client, &b"AUTH PLAIN AGEAYg==\r\n".repeat(n)), (Server, &b"535 no\r\n".repeat(n))])
    }),
    kind("smtp_mail_tiny", 1500, |n| {
        said(25, 1, &[SMTP, (Client, b"DATA\r\n"), (Server, b"354 go\r\n"), (Client, &b"\r\n.".repeat(n / 3))])
    }),
    kind("smtp_mail", 60_000, |n| {
        said(25, 1448, &[SMTP, (Client, b"DATA\r\n"), (Server, b"354 go\r\n"), (Client, &noise(n))])
    }),
    kind("smtp_wishes", 60, |n| {
        let mut wire = Wire::new();
        let mut flow = wire.open(0, 25);
        wire.say(&mut flow, Server, SMTP.1);
        for _ in 0..n {
            wire.say(&mut flow, Client, b"STARTTLS\r\nNOOP\r\n");
            wire.say(&mut flow, Server, b"454 no\r\n");
        }
        wire.into()
    }),
    kind("smtp_unanswered_tiny", 1500, |n| said(25, 1, &[SMTP, (Client, b"STARTTLS\r\n"), (Client, &noise(n))])),
    kind("smtp_undecided_tiny", 1500, |n| said(7, 1, &[(Server, b"220 "), (Server, &b"a".repeat(n))])),
    kind("smtp_word_tiny", 1500, |n| said(7, 1, &[(Server, b"220 hello\r\n"), (Client, &b"a".repeat(n))])),
    kind("imap_literals", 300, |n| said(143, 1448, &[IMAP, (Client, &b"a b {1}\r\n".repeat(n))])),
    kind("imap_quotes", 2000, |n| said(143, 1448, &[IMAP, (Client, b"a LOGIN "), (Client, &b"\"\\".repeat(n))])),
    kind("pop3_list_tiny", 500, |n| {
        said(110, 1, &[POP3, (Client, b"CAPA\r\n"), (Server, b"+OK\r\n"), (Server, &b"A\r\n".repeat(n))])
    }),
    kind("ftp_features", 500, |n| {
        said(21, 1448, &[FTP, (Client, b"FEAT\r\n"), (Server, b"211-a\r\n"), (Server, &b" AUTH TLS\r\n".repeat(n))])
    }),
    kind("xmpp_deep_tiny", 500, |n| said(5222, 1, &[XMPP, (Client, &b"<a>".repeat(n))])),
    kind("xmpp_deep", 10_000, |n| said(5222, 1448, &[XMPP, (Client, &b"<a>".repeat(n))])),
    kind("xmpp_spaces", 20_000, |n| said(5222, 1448, &[XMPP, (Client, &b" ".repeat(n))])),
    kind("xmpp_quote", 20_000, |n| said(5222, 1448, &[XMPP, (Client, b"<a b='"), (Client, &b"<".repeat(n))])),
    kind("xmpp_elements", 300, |n| {
        said(5222, 1448, &[XMPP, (Client, &b"<auth mechanism='PLAIN'>AGEAYg==</auth>".repeat(n))])
    }),
    kind("ldap_deep", 2000, |n| {
        let mut inner = Vec::new();
        for _ in 0..300 {
            inner = ber(0xa0, &[&inner]);
        }
        let one = ber(0x30, &[&[2, 1, 1], &ber(0x63, &[&inner])]);
        said(389, 1448, &[(Client, &one.repeat(n / 200))])
    }),
    kind("ldap_flat", 10_000, |n| {
        let inner = [4u8, 0].repeat(n.min(30_000));
        let one = ber(0x30, &[&[2, 1, 1], &ber(0x63, &[&inner])]);
        said(389, 1448, &[(Client, &one)])
    }),
    kind("ldap_long_tiny", 1500, |n| {
        said(389, 1, &[(Client, &[0x30, 0x84, 0x7f, 0, 0, 0, 2, 1, 1, 0x63]), (Client, &noise(n))])
    }),
    kind("pgsql_parameters", 5000, |n| {
        let pairs = b"a\0b\0".repeat(n.min(15_000));
        let len = (8 + pairs.len()) as u32;
        said(5432, 1448, &[(Client, &[&len.to_be_bytes()[..], &[0, 3, 0, 0], &pairs].concat())])
    }),
    kind("pgsql_rows", 300, |n| {
        let row = [&b"D\0\0\0\x0c\0\x01"[..], &[0, 0, 0, 2], b"ab"].concat();
        let row = [&[row[0]][..], &[0, 0, 0, 12], &row[5..]].concat();
        said(5432, 1448, &[(Client, b"\0\0\0\x09\0\x03\0\0\0"), (Server, &row.repeat(n))])
    }),
    kind("mysql_packets", 500, |n| {
        said(3306, 1448, &[(Server, b"\x0a\0\0\0\x0a8.0.36\0\x08\0"), (Server, &[1u8, 0, 0, 1, 0].repeat(n))])
    }),
    kind("mysql_long_tiny", 1500, |n| {
        said(3306, 1, &[(Server, b"\x0a\0\0\0\x0a8.0.36\0\x08\0"), (Server, &[255, 255, 255, 1]), (Server, &noise(n))])
    }),
];

fn said(port: u16, segment: usize, said: &[Said<'_>]) -> Hostile {
    Wire::of(port, segment, said).into()
}
