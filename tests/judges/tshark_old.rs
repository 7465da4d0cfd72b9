//! What nobody should speak any more, and old captures hold: TLS 1.0, TLS 1.1 and SSL 3.0, RC4, triple DES, Camellia, ARIA, and keys that
//! were shared beforehand. OpenSSL, GnuTLS and tlslite-ng speak it once more, with the keys written down, and HTTP is read to the letter.
#![cfg(target_os = "linux")]

use std::fs;
use std::process::{Command, Stdio};

use wirewalk::dissect::{Field, dissect};
use wirewalk::pki::KeyKind;
use wirewalk::recording::secrets::KeyLog;
use wirewalk::recording::{Recording, Secrets, Side, What, WireEvent, capture};
use wirewalk_testing::dumpcap::{Format, Wiretap};
use wirewalk_testing::foreign::{Foreign, World, all_were_answered};
use wirewalk_testing::hosts::Host;
use wirewalk_testing::judged::conclude;
use wirewalk_testing::parties::{OpensslServer, REQUEST};
use wirewalk_testing::server::free_port;
use wirewalk_testing::{outside, python};

const WAITS: [(u64, &str); 2] = [(100, REQUEST), (400, "")];
const PSK: &str = "-psk 00112233445566778899aabbccddeeff";

/// How many Finished were recomputed, and are what was sent.
fn proved(foreign: &Foreign) -> usize {
    let equal = |field: &&Field| {
        field.label.id == "tls.handshake.verify_data"
            && field.value.meaning.as_deref().is_some_and(|meaning| meaning.contains("recomputed, and equal"))
    };
    foreign.heard.messages.iter().map(|message| message.walk().filter(equal).count()).sum()
}

/// Version, OpenSSL's name of the suite, what else, and what we say of it.
const OPENSSL: &[(&str, &str, &str, &str)] = &[
    ("-tls1", "ECDHE-RSA-AES128-SHA", "", "TLS 1.0, TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA, x25519 (outdated"),
    ("-tls1", "AES256-SHA", "", "TLS 1.0, TLS_RSA_WITH_AES_256_CBC_SHA (outdated"),
    ("-tls1", "DHE-RSA-AES256-SHA", "-no_etm", "TLS 1.0, TLS_DHE_RSA_WITH_AES_256_CBC_SHA"),
    ("-tls1", "CAMELLIA256-SHA", "", "TLS 1.0, TLS_RSA_WITH_CAMELLIA_256_CBC_SHA"),
    ("-tls1_1", "ECDHE-RSA-AES256-SHA", "-no_etm", "TLS 1.1, TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA, x25519 (outdated"),
    ("-tls1_1", "CAMELLIA128-SHA", "", "TLS 1.1, TLS_RSA_WITH_CAMELLIA_128_CBC_SHA"),
    ("-tls1_1", "AECDH-AES128-SHA", "", "TLS 1.1, TLS_ECDH_anon_WITH_AES_128_CBC_SHA"),
    ("-tls1_2", "ECDHE-RSA-CAMELLIA256-SHA384", "", "TLS 1.2, TLS_ECDHE_RSA_WITH_CAMELLIA_256_CBC_SHA384"),
    ("-tls1_2", "ECDHE-ARIA128-GCM-SHA256", "", "TLS 1.2, TLS_ECDHE_RSA_WITH_ARIA_128_GCM_SHA256"),
    ("-tls1_2", "ARIA256-GCM-SHA384", "", "TLS 1.2, TLS_RSA_WITH_ARIA_256_GCM_SHA384"),
    ("-tls1", "PSK-AES256-CBC-SHA", PSK, "TLS 1.0, TLS_PSK_WITH_AES_256_CBC_SHA"),
    ("-tls1_2", "PSK-AES128-CBC-SHA256", PSK, "TLS 1.2, TLS_PSK_WITH_AES_128_CBC_SHA256"),
    ("-tls1_2", "DHE-PSK-AES128-GCM-SHA256", PSK, "TLS 1.2, TLS_DHE_PSK_WITH_AES_128_GCM_SHA256"),
    ("-tls1_2", "ECDHE-PSK-CHACHA20-POLY1305", PSK, "TLS 1.2, TLS_ECDHE_PSK_WITH_CHACHA20_POLY1305_SHA256"),
    ("-tls1_2", "RSA-PSK-AES256-GCM-SHA384", PSK, "TLS 1.2, TLS_RSA_PSK_WITH_AES_256_GCM_SHA384"),
    ("-tls1_2", "PSK-CAMELLIA128-SHA256", PSK, "TLS 1.2, TLS_PSK_WITH_CAMELLIA_128_CBC_SHA256"),
];

#[test]
fn openssl_speaks_old_versions_and_rare_suites() {
    let Some(world) = World::keyed(KeyKind::Rsa2048, &["openssl"]) else { return };
    let Some(openssl) = outside::judge("openssl") else { return };
    let papers = "-HTTP -cert server.pem -cert_chain between.pem -key plain.key -min_protocol TLSv1";
    let server = OpensslServer::start(&openssl, world.minted.dir(), &format!("{papers} {PSK} -cipher ALL:@SECLEVEL=0"));
    let port = server.addr.port();
    let Some(tap) = Wiretap::on(&[port], Format::Pcapng) else { return };
    let asked = world.asked(port);
    let call = |(version, suite, more, _): &(&'static str, &'static str, &str, &str)| {
        (*suite, asked.s_client(&format!("-quiet {version} -cipher {suite}:@SECLEVEL=0 {more}"), &WAITS))
    };
    let called = all_were_answered(OPENSSL.iter().map(call).collect());
    drop(server);
    let foreign = world.judge(tap, &[port]);
    assert_eq!(foreign.answers(), called, "{:#?}", foreign.told());
    assert_eq!(proved(&foreign), 2 * called);
    let expected: Vec<_> = OPENSSL.iter().map(|(.., told)| (*told, "; decrypted: HTTP/1.1 inside")).collect();
    foreign.tells(&expected);
    conclude(vec![("old OpenSSL", foreign.verdict)]);
}

/// GnuTLS's words for version, cipher, MAC and the like, and what we say of it.
const GNUTLS: &[(&str, &str)] = &[
    ("-VERS-ALL:+VERS-TLS1.0:-CIPHER-ALL:+ARCFOUR-128", "TLS 1.0, TLS_ECDHE_RSA_WITH_RC4_128_SHA"),
    ("-VERS-ALL:+VERS-TLS1.1:-CIPHER-ALL:+ARCFOUR-128:-MAC-ALL:+MD5:-KX-ALL:+RSA", "TLS 1.1, TLS_RSA_WITH_RC4_128_MD5"),
    ("-VERS-ALL:+VERS-TLS1.2:-CIPHER-ALL:+ARCFOUR-128", "TLS 1.2, TLS_ECDHE_RSA_WITH_RC4_128_SHA"),
    ("-VERS-ALL:+VERS-TLS1.0:-CIPHER-ALL:+3DES-CBC", "TLS 1.0, TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA"),
    ("-VERS-ALL:+VERS-TLS1.1:-CIPHER-ALL:+3DES-CBC:%NO_ETM", "TLS 1.1, TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA"),
    ("-VERS-ALL:+VERS-TLS1.2:-CIPHER-ALL:+3DES-CBC", "TLS 1.2, TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA"),
];

#[test]
fn gnutls_speaks_rc4_and_triple_des() {
    let Some(world) = World::keyed(KeyKind::Rsa2048, &["gnutls-cli"]) else { return };
    let old = "NORMAL:+ARCFOUR-128:+3DES-CBC:+MD5:+RSA:+VERS-TLS1.0:+VERS-TLS1.1";
    let Some(server) = Host::gnutls(world.minted.dir(), &["--priority", old]) else { return };
    let Some(tap) = Wiretap::on(&[server.port], Format::Pcapng) else { return };
    for (words, _) in GNUTLS {
        let told = world.asked(server.port).gnutls(&["--priority", &format!("NORMAL:{words}")]).unwrap_or_default();
        assert!(told.contains("HTTP/1.0 200 OK"), "{words}: {told}");
    }
    let (file, keys) = (tap.capture(), fs::read_to_string(&world.keys).expect("secrets"));
    let foreign = Foreign::new(&file, &[server.port], &keys);
    let expected: Vec<_> = GNUTLS.iter().map(|(_, told)| (*told, "; decrypted: HTTP/1.1 inside")).collect();
    foreign.tells(&expected);
    assert_eq!(proved(&foreign), 2 * GNUTLS.len());
    conclude(vec![("old GnuTLS", foreign.verdict)]);
    let (stream, iv) = ("one key stream for all records", "its IV is missing");
    assert_eq!(after_a_hole(&file, &keys), [Some(stream), Some(stream), Some(stream), Some(iv), None, None]);
}

/// The answer of each connection is missing: why the record behind it stays closed, as it must with a stream of key bytes and with chained
/// IVs; `None`: it opens.
fn after_a_hole(file: &[u8], keys: &str) -> Vec<Option<&'static str>> {
    let secrets = Secrets::none().with_key_log(KeyLog::parse(keys.as_bytes()).0);
    let mut recording = capture::read(file).expect("a capture").recording;
    recording.connections.retain(|connection| connection.events.len() > 4);
    let mut whys = Vec::new();
    for connection in &mut recording.connections {
        // The first record of data that the server sends is the answer; what follows in its packet goes too.
        let is_answer = |e: &&mut WireEvent| {
            e.side == Side::Server && matches!(&e.what, What::Bytes(bytes) if bytes.starts_with(&[23, 3]))
        };
        let answer = connection.events.iter_mut().find(is_answer).expect("an answer");
        if let What::Bytes(bytes) = &answer.what {
            answer.what = What::Gap(bytes.len() as u64);
        }
    }
    for connection in &recording.connections {
        let one = Recording { connections: vec![connection.clone()] };
        let last =
            dissect(&one, &secrets).filter(|m| m.side == Side::Server && !m.is_inside()).last().expect("an alert");
        let sealed = last.walk().filter_map(|field| field.value.meaning.clone()).collect::<Vec<_>>().join("\n");
        let why = ["one key stream for all records", "its IV is missing"].into_iter().find(|why| sealed.contains(why));
        assert!(why.is_some() || sealed.contains("I have finished sending"), "{sealed}");
        whys.push(why);
    }
    whys
}

/// Both ends, one connection after the other. It writes down what opens them.
const SSL30: &str = "\
import socket, sys, threading
from tlslite.api import TLSConnection, HandshakeSettings, X509CertChain, parsePEMKey
chain = X509CertChain(); chain.parsePemList(open('chain.pem').read())
key = parsePEMKey(open('plain.key').read(), private=True)
listener = socket.socket()
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(('127.0.0.1', int(sys.argv[1])))
listener.listen()
def settings(cipher, mac):
    chosen = HandshakeSettings()
    chosen.minVersion = chosen.maxVersion = (3, 0)
    chosen.cipherNames, chosen.macNames, chosen.useEncryptThenMAC = [cipher], [mac], False
    return chosen
def read(end, until):
    said = b''
    while not said.endswith(until):
        said += end.recv(200)
def serve(settings):
    bob = TLSConnection(listener.accept()[0])
    bob.handshakeServer(certChain=chain, privateKey=key, settings=settings)
    read(bob, b'\\r\\n\\r\\n')
    bob.send(b'HTTP/1.0 200 OK\\r\\nContent-Length: 11\\r\\n\\r\\nfluffy tail')
    bob.close()
for cipher, mac in [('aes128', 'sha'), ('aes256', 'sha'), ('3des', 'sha'), ('rc4', 'sha'), ('rc4', 'md5')]:
    thread = threading.Thread(target=serve, args=(settings(cipher, mac),))
    thread.start()
    alice = TLSConnection(socket.create_connection(listener.getsockname()))
    alice.handshakeClientCert(settings=settings(cipher, mac))
    with open('all.keys', 'a') as keys:
        keys.write('CLIENT_RANDOM %s %s\\n' % (alice._clientRandom.hex(), alice.session.masterSecret.hex()))
    alice.send(b'GET / HTTP/1.0\\r\\nHost: bob\\r\\n\\r\\n')
    read(alice, b'fluffy tail')
    alice.close()
    thread.join()
";

#[test]
fn tlslite_speaks_ssl_3() {
    let Some(world) = World::keyed(KeyKind::Rsa2048, &[]) else { return };
    let (Some(program), port) = (python::with(&["tlslite"]), free_port()) else { return };
    let Some(tap) = Wiretap::on(&[port], Format::Pcapng) else { return };
    let mut command = Command::new(program);
    command.args(["-c", SSL30, &port.to_string()]).current_dir(world.minted.dir()).stdin(Stdio::null());
    let output = command.output().expect("it starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let foreign = world.judge(tap, &[port]);
    assert_eq!(foreign.answers(), 5, "{:#?}", foreign.told());
    let inside = "; decrypted: HTTP/1.1 inside";
    foreign.tells(&[
        ("SSL 3.0, TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA", inside),
        ("SSL 3.0, TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA", inside),
        ("SSL 3.0, TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA", inside),
        ("SSL 3.0, TLS_ECDHE_RSA_WITH_RC4_128_SHA", inside),
        ("SSL 3.0, TLS_RSA_WITH_RC4_128_MD5", inside),
    ]);
    assert_eq!(proved(&foreign), 2 * 5);
    conclude(vec![("SSL 3.0", foreign.verdict)]);
}
