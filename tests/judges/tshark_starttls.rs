//! tshark as the judge of protocols that begin in the clear and may go over into TLS: what it has of their lines and messages we have, at
//! the same place with the same length; and what Python's clients and servers say through TLS is opened as tshark opens it.

use std::fs;
use std::process::Command;

use wirewalk::dissect::facts::Upgrade;
use wirewalk::dissect::{Message, dissect};
use wirewalk::pki::KeyKind;
use wirewalk::recording::Side::Client;
use wirewalk::recording::secrets::KeyLog;
use wirewalk::recording::{Recording, Secrets, What, capture};
use wirewalk_testing::captures::connection;
use wirewalk_testing::compare::not_ours;
use wirewalk_testing::dumpcap::{Format, MARK, Wiretap};
use wirewalk_testing::minted::Minted;
use wirewalk_testing::python;
use wirewalk_testing::server::free_port;
use wirewalk_testing::starttls::{clear, ways};
use wirewalk_testing::trees::tree;
use wirewalk_testing::tshark::Capture;
use wirewalk_testing::tunnels::Script;

/// What tshark shows and we do not, and why.
const ITS_OWN: &[&str] = &[
    "smtp.response", // of an answer of several lines tshark's covers the first alone, and so may ours; of others it is a line
    "smtp.eom",      // one byte of the three that end a mail
    "smtp.data.fragment", // a mail, counted as what it lies in
    "smtp.data.fragments",
    "imap.response",         // tshark takes what follows on a literal for an answer
    "imap.response_tag",     // likewise
    "imap.request",          // and a step of a login, or what follows on a literal, for a command
    "imap.request_tag",      // likewise
    "imap.request.command",  // likewise
    "imap.request.username", // of a literal tshark shows its length
    "imap.request.password", // in quotes tshark cuts it at the first space
    "imap.request.folder",   // an argument that ours does not tell from the others
    "imap.response.command", // the first word of the text
    "pop.response.data",     // a mail, line by line: ours is whole
    "ftp.passive.ip",        // in the text
    "ftp.passive.port",
    "pgsql.oid.table", // of columns, which are told in one field
    "pgsql.oid.type",
    "pgsql.col.index",
    "pgsql.val.length",
    "pgsql.col.typemod",
    "pgsql.format",
    "pgsql.text", // which of an error's texts are told by name depends on tshark's version
    "pgsql.position",
    "mysql.server_greeting", // tshark counts it beyond the end of its packet
    "mysql.login_request",
    "mysql.request",
    "mysql.query", // with the command's byte in some versions
    "mysql.affected_rows",
    "mysql.warnings",
    "mysql.insert_id",
    "mysql.server_status", // in an answer OK, which is told in one field
    "mysql.connattrs.length",
    "mysql.connattrs.attr",
    "mysql.connattrs.name.length",
    "mysql.connattrs.name",
    "mysql.connattrs.value.length",
    "mysql.connattrs.value",
    "ldap.simple",         // tshark counts it without its tag in some versions
    "ldap.authentication", // which kind of login: the tag of ours
    "ldap.filter",         // the parts of a search's filter and of its results are elements with their values here
    "ldap.and",
    "ldap.and_item",
    "ldap.equalityMatch_element",
    "ldap.attributeDesc",
    "ldap.assertionValue",
    "ldap.present",
    "ldap.attributes",
    "ldap.AttributeDescription",
    "ldap.PartialAttributeList_item_element",
    "ldap.type",
    "ldap.vals",
    "ldap.AttributeValue",
];

fn recording(said: Script) -> Recording {
    let said = said.into_iter().map(|(side, bytes)| (side, What::Bytes(bytes.into())));
    let events = (1..).zip([(Client, What::Open)].into_iter().chain(said)).map(|(at, (side, what))| (at, side, what));
    Recording { connections: vec![connection(0, events)] }
}

/// How tshark calls a protocol, and its fields.
fn theirs(name: &str) -> (&'static str, &'static str) {
    match name {
        "SMTP" => ("smtp", "smtp."),
        "IMAP" => ("imap", "imap."),
        "POP3" => ("pop", "pop."),
        "FTP" => ("ftp", "ftp."),
        "LDAP" => ("ldap", "ldap."),
        "PostgreSQL" => ("pgsql", "pgsql."),
        "MySQL" => ("mysql", "mysql."),
        _ => ("xmpp", "xmpp."),
    }
}

#[test]
fn every_field_that_tshark_has_of_the_lines_before_tls_we_have() {
    let (mut compared, mut missed) = (0, Vec::new());
    let clear = clear().into_iter().map(|(name, _, said)| (name, said));
    for (name, said) in ways().into_iter().chain(clear).filter(|(name, _)| *name != "XMPP") {
        let recording = recording(said);
        let Some(mut capture) = Capture::of(&[&recording]) else { return };
        let (protocol, prefix) = theirs(name);
        capture.decode_as(&format!("tcp.port==5985,{protocol}"));
        let counts = |field: &&wirewalk_testing::tshark::PdmlField| {
            field.name.starts_with(prefix)
                && field.size > 0
                && !field.hidden
                && !ITS_OWN.contains(&field.name.as_str())
                && !field.name.starts_with("mysql.caps.")
                && !field.name.starts_with("mysql.stat.")
        };
        let all = capture.pdml().iter().filter(counts).count();
        assert!(all > 0, "{name}: tshark sees nothing");
        compared += all;
        let own = |line: &String| {
            let id = line.split([' ', ':']).find(|word| word.starts_with(prefix)).unwrap_or_default().to_owned();
            // Of a group tshark gives no bytes to compare.
            let group = id.ends_with("_element") || id == "mysql.connattrs";
            let flag = id.starts_with("mysql.caps.") && !id.ends_with("server") && !id.ends_with("client");
            ITS_OWN.contains(&id.as_str()) || flag || group || id.starts_with("mysql.stat.")
        };
        missed.extend(not_ours(&capture, &Secrets::none(), prefix).into_iter().filter(|line| !own(line)));
    }
    println!("{compared} fields compared, {} not ours", missed.len());
    // tshark knows commands of SMTP of four letters alone, in IMAP takes the first word behind a plus for a status, and a literal for
    // the beginning of a line.
    let quirks = [": STAR", ": TLS", ": go", ": idling", ": alice \"walnut\""];
    missed.retain(|line| !quirks.iter().any(|quirk| line.contains(quirk)));
    assert!(missed.is_empty() && compared > 150, "{compared}: {missed:#?}");
}

/// A server of each protocol, as small as it can be, in TLS as soon as it is asked for it, and Python's client of it.
const PEERS: &str = r#"
import socket, ssl, sys, threading, smtplib, imaplib, poplib, ftplib
port, cert, key, log = int(sys.argv[2]), sys.argv[3], sys.argv[4], sys.argv[5]
def serve(answers, greeting, upgrade, after=None):
    def run():
        conn, _ = listener.accept()
        conn.sendall(greeting)
        file = conn.makefile('rb')
        while line := file.readline():
            said = line.decode().strip()
            reply = answers(said)
            if reply is None: continue
            conn.sendall(reply)
            if upgrade(said):
                context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
                context.load_cert_chain(cert, key)
                file.close()
                conn = context.wrap_socket(conn, server_side=True)
                file = conn.makefile('rb')
            if said.upper().endswith(('QUIT', 'LOGOUT')): break
        conn.close()
    listener = socket.create_server(('127.0.0.1', port))
    thread = threading.Thread(target=run); thread.start()
    return thread
context = ssl.create_default_context(); context.check_hostname = False; context.verify_mode = ssl.CERT_NONE
context.keylog_filename = log
kind = sys.argv[1]
if kind == 'smtp':
    mail = [False]
    def answers(said):
        if mail[0]:
            if said != '.': return None
            mail[0] = False
            return b'250 queued\r\n'
        word = said.upper().split(' ')[0]
        mail[0] = word == 'DATA'
        return {'EHLO': b'250-mx\r\n250-AUTH PLAIN LOGIN\r\n250 STARTTLS\r\n', 'STARTTLS': b'220 go\r\n', 'AUTH': b'235 in\r\n',
                'DATA': b'354 go\r\n', 'QUIT': b'221 bye\r\n'}.get(word, b'250 ok\r\n')
    thread = serve(answers, b'220 mx ESMTP\r\n', lambda said: said.upper() == 'STARTTLS')
    client = smtplib.SMTP('127.0.0.1', port); client.starttls(context=context); client.login('alice', 'walnut')
    client.sendmail('alice@a.example', ['bob@b.example'], 'Subject: x\r\n\r\nhello\r\n'); client.quit()
elif kind == 'imap':
    def answers(said):
        tag, word = (said.split(' ') + [''])[:2]
        more = {'CAPABILITY': b'* CAPABILITY IMAP4rev1 STARTTLS\r\n', 'LOGOUT': b'* BYE bye\r\n', 'SELECT': b'* 1 EXISTS\r\n'}
        return more.get(word.upper(), b'') + tag.encode() + b' OK done\r\n'
    thread = serve(answers, b'* OK ready\r\n', lambda said: said.upper().endswith('STARTTLS'))
    client = imaplib.IMAP4('127.0.0.1', port); client.starttls(context); client.login('alice', 'walnut'); client.select(); client.logout()
elif kind == 'pop':
    def answers(said):
        word = said.upper().split(' ')[0]
        return {'CAPA': b'+OK\r\nSTLS\r\nUSER\r\n.\r\n', 'RETR': b'+OK\r\nSubject: x\r\n\r\nhello\r\n.\r\n'}.get(word, b'+OK\r\n')
    thread = serve(answers, b'+OK ready\r\n', lambda said: said.upper() == 'STLS')
    client = poplib.POP3('127.0.0.1', port); client.stls(context); client.user('alice'); client.pass_('walnut'); client.retr(1); client.quit()
else:
    def answers(said):
        word = said.upper().split(' ')[0]
        return {'AUTH': b'234 go\r\n', 'USER': b'331 password\r\n', 'PASS': b'230 in\r\n', 'PWD': b'257 "/"\r\n', 'QUIT': b'221 bye\r\n'}.get(word, b'200 ok\r\n')
    thread = serve(answers, b'220 FTP ready\r\n', lambda said: said.upper().startswith('AUTH'))
    client = ftplib.FTP_TLS(context=context); client.connect('127.0.0.1', port); client.login('alice', 'walnut'); client.pwd(); client.quit()
thread.join()
"#;

#[test]
#[cfg(target_os = "linux")]
fn pythons_clients_go_over_into_tls_and_are_opened_as_tshark_opens_them() {
    let Some(python) = python::with(&[]) else { return };
    let dir = tempfile::tempdir().expect("a folder");
    let minted = Minted::new(KeyKind::EcdsaP256);
    let [cert, key] = ["direct.pem", "plain.key"].map(|name| minted.path(name));
    for (name, kind) in [("SMTP", "smtp"), ("IMAP", "imap"), ("POP3", "pop"), ("FTP", "ftp")] {
        let (port, log) = (free_port(), dir.path().join(kind));
        let Some(tap) = Wiretap::on(&[port], Format::Pcapng) else { return };
        let mut command = Command::new(&python);
        command.args(["-c", PEERS, kind, &port.to_string()]).args([&cert, &key, &log]);
        let output = command.output().expect("python3 starts");
        assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
        let file = tap.capture();
        let keys = fs::read_to_string(&log).expect("a key log");
        let secrets = Secrets::none().with_key_log(KeyLog::parse(keys.as_bytes()).0);
        let recording = capture::read(&file[..]).expect("a capture").recording;
        let messages: Vec<Message> = dissect(&recording, &secrets).collect();
        let inside = messages.iter().filter(|m| m.is_inside() && Upgrade::protocol(m) == Some(name)).count();
        let records = messages.iter().filter(|m| m.find_id("tls.record").is_some()).count();
        let Some(mut theirs) = Capture::new(&file, []) else { return };
        theirs.key_log(&keys);
        theirs.decode_as(&format!("tcp.port=={port},{kind}"));
        theirs.real();
        let rows = theirs.fields("tls", &["tls.record.length"]);
        let their_records: usize =
            rows.iter().map(|row| row[0].split(',').filter(|cell| !cell.is_empty()).count()).sum();
        println!("{name}: {records} records, {their_records} of tshark, {inside} messages inside");
        // tshark 4.0 does not follow POP3 into TLS on ports that are not its own.
        assert!(records == their_records || kind == "pop" && their_records == 0, "{name}: {records}, {their_records}");
        assert!(inside >= 5, "{name}: {inside}");
        let users = messages.iter().filter(|m| m.find_id("wirewalk.login.user").is_some()).count();
        assert!(users >= 1, "{name}");
        let lost = |m: &&Message| m.find_id("wirewalk.unexplained").is_some() && m.wire() != MARK;
        let lost: Vec<_> = messages.iter().filter(lost).collect();
        assert!(lost.is_empty(), "{name}: {}", tree(lost[0]));
    }
}
