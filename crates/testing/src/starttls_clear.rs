//! Protocols that begin in the clear and may go over into TLS: conversations that stay in the clear.

use wirewalk::recording::Side::{Client, Server};

use crate::starttls::{
    MY_NAME, SSL_REQUEST, START_TLS, ber, greeting, ldap, my, my_login, pg, result, script, startup,
};
use crate::tunnels::Script;

/// Conversations that stay in the clear, with a login, and what is told of TLS in each.
pub fn clear() -> Vec<(&'static str, &'static str, Script)> {
    let (c, s) = (Client, Server);
    vec![
        (
            "SMTP",
            "refused",
            script(&[
                (s, "220 mx.example ESMTP ready\r\n"),
                (c, "EHLO alice\r\n"),
                (s, "250-mx.example\r\n250-AUTH PLAIN LOGIN\r\n250 STARTTLS\r\n"),
                (c, "STARTTLS\r\n"),
                (s, "454 4.7.0 TLS not available\r\n"),
                (c, "AUTH LOGIN\r\n"),
                (s, "334 VXNlcm5hbWU6\r\n"),
                (c, "YWxpY2U=\r\n"),
                (s, "334 UGFzc3dvcmQ6\r\n"),
                (c, "d2FsbnV0\r\n"),
                (s, "235 2.7.0 in\r\n"),
                (c, "MAIL FROM:<alice@a.example> SIZE=20\r\nRCPT TO:<bob@b.example>\r\nDATA\r\n"),
                (s, "250 ok\r\n250 ok\r\n354 go\r\n"),
                (c, "Subject: x\r\n\r\n..hello\r\n.\r\n"),
                (s, "250 queued\r\n"),
                (c, "BDAT 5 LAST\r\nabcdeQUIT\r\n"),
                (s, "250 ok\r\n221 bye\r\n"),
            ]),
        ),
        (
            "IMAP",
            "not offered",
            script(&[
                (s, "* OK [CAPABILITY IMAP4rev1] ready\r\n"),
                (c, "a1 CAPABILITY\r\n"),
                (s, "* CAPABILITY IMAP4rev1\r\na1 OK done\r\n"),
                (c, "a2 LOGIN {5}\r\n"),
                (s, "+ go\r\n"),
                (c, "alice \"walnut\"\r\n"),
                (s, "a2 OK [CAPABILITY IMAP4rev1 IDLE] in\r\n"),
                (c, "a3 SELECT INBOX\r\n"),
                (s, "* 1 EXISTS\r\na3 OK [READ-WRITE] ok\r\n"),
                (c, "a4 FETCH 1 BODY[]\r\n"),
                (s, "* 1 FETCH (BODY[] {7}\r\nhello\r\n)\r\na4 OK done\r\n"),
                (c, "a5 IDLE\r\n"),
                (s, "+ idling\r\n"),
                (c, "DONE\r\n"),
                (s, "a5 OK done\r\n"),
                (c, "a6 LOGOUT\r\n"),
                (s, "* BYE bye\r\na6 OK bye\r\n"),
            ]),
        ),
        (
            "POP3",
            "not offered",
            script(&[
                (s, "+OK ready\r\n"),
                (c, "CAPA\r\n"),
                (s, "+OK\r\nUSER\r\n.\r\n"),
                (c, "USER alice\r\n"),
                (s, "+OK\r\n"),
                (c, "PASS walnut\r\n"),
                (s, "+OK in\r\n"),
                (c, "LIST\r\n"),
                (s, "+OK 1 message\r\n1 7\r\n.\r\n"),
                (c, "RETR 1\r\n"),
                (s, "+OK 7 octets\r\nSubject: x\r\n\r\nhello\r\n.\r\n"),
                (c, "QUIT\r\n"),
                (s, "+OK bye\r\n"),
            ]),
        ),
        (
            "FTP",
            "did not ask",
            script(&[
                (s, "220 FTP ready\r\n"),
                (c, "FEAT\r\n"),
                (s, "211-Features:\r\n AUTH TLS\r\n211 End\r\n"),
                (c, "USER alice\r\n"),
                (s, "331 password?\r\n"),
                (c, "PASS walnut\r\n"),
                (s, "230-Welcome,\r\n550 is not a code here\r\n230 in\r\n"),
                (c, "PASV\r\n"),
                (s, "227 Entering Passive Mode (127,0,0,1,4,1)\r\n"),
                (c, "LIST\r\n"),
                (s, "150 here\r\n"),
                (s, "226 done\r\n"),
                (c, "QUIT\r\n"),
                (s, "221 bye\r\n"),
            ]),
        ),
        (
            "XMPP",
            "not offered",
            script(&[
                (c, "<stream:stream to='example' version='1.0'>"),
                (
                    s,
                    "<?xml version='1.0'?>\n<stream:stream from='example'><stream:features><mechanisms><mechanism>PLAIN</mechanism></mechanisms></stream:features>",
                ),
                (c, " <auth mechanism=\"PLAIN\">AGFsaWNlAHdhbG51dA==</auth>"),
                (s, "<success/>"),
                (c, "<message to='bob'><body>a &gt; b</body></message></stream:stream>"),
                (s, "</stream:stream>"),
            ]),
        ),
        (
            "LDAP",
            "refused",
            vec![
                (c, ldap(1, ber(0x77, &[&ber(0x80, &[START_TLS])]))),
                (s, ldap(1, result(0x78, 53, b"no TLS here"))),
                (c, ldap(2, ber(0x60, &[&ber(2, &[&[3]]), &ber(4, &[b"cn=alice"]), &ber(0x80, &[b"walnut"])]))),
                (s, ldap(2, result(0x61, 0, b""))),
                (
                    c,
                    ldap(
                        3,
                        ber(
                            0x63,
                            &[
                                &ber(4, &[b"dc=example"]),
                                &[10, 1, 2, 10, 1, 0, 2, 1, 0, 2, 1, 0, 1, 1, 0],
                                &ber(
                                    0xa0,
                                    &[&ber(0xa3, &[&ber(4, &[b"uid"]), &ber(4, &[b"bob"])]), &ber(0x87, &[b"cn"])],
                                ),
                                &ber(0x30, &[&ber(4, &[b"cn"])]),
                            ],
                        ),
                    ),
                ),
                (
                    s,
                    [
                        ldap(
                            3,
                            ber(
                                0x64,
                                &[
                                    &ber(4, &[b"uid=bob"]),
                                    &ber(0x30, &[&ber(0x30, &[&ber(4, &[b"cn"]), &ber(0x31, &[&ber(4, &[b"Bob"])])])]),
                                ],
                            ),
                        ),
                        ldap(3, result(0x65, 0, b"")),
                    ]
                    .concat(),
                ),
                (c, ldap(4, vec![0x42, 0])),
            ],
        ),
        (
            "PostgreSQL",
            "refused",
            vec![
                (c, SSL_REQUEST.to_vec()),
                (s, b"N".to_vec()),
                (c, startup()),
                (s, pg("R", &[0, 0, 0, 3])),
                (c, pg("p", b"walnut\0")),
                (
                    s,
                    [
                        pg("R", &[0; 4]),
                        pg("S", b"server_version\x0015\0"),
                        pg("K", &[0, 0, 0, 1, 0, 0, 0, 2]),
                        pg("Z", b"I"),
                    ]
                    .concat(),
                ),
                (c, pg("Q", b"select 1\0")),
                (
                    s,
                    [
                        pg("T", b"\0\x01one\0\0\0\0\0\0\0\0\0\0\x17\0\x04\xff\xff\xff\xff\0\0"),
                        pg("D", b"\0\x01\0\0\0\x011"),
                        pg("C", b"SELECT 1\0"),
                        pg("Z", b"I"),
                    ]
                    .concat(),
                ),
                (c, pg("Q", b"bad\0")),
                (s, [pg("E", b"SERROR\0C42601\0Msyntax error\0P1\0\0"), pg("Z", b"I")].concat()),
                (c, pg("X", b"")),
            ],
        ),
        (
            "MySQL",
            "not offered",
            vec![
                (s, greeting(false)),
                (c, my_login(1, false, MY_NAME)),
                (s, my(2, b"\0\0\0\x02\0\0\0")),
                (c, my(0, b"\x03bad")),
                (s, my(1, b"\xff\x28\x04#42000You have an error")),
                (c, my(0, b"\x01")),
            ],
        ),
    ]
}
