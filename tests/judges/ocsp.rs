//! openssl and tshark as judges of OCSP: openssl answers and checks, tshark names each field and its place, over HTTP and stapled in TLS.

use std::fs;

use wirewalk::dissect::names::{ocsp, x509};
use wirewalk::dissect::verify::ocsp::{Answered, Vouched, vouched};
use wirewalk::recording::secrets::KeyLog;
use wirewalk::recording::{Recording, Secrets};
use wirewalk::render::pcapng;
use wirewalk_testing::compare_tls::compare;
use wirewalk_testing::der::{Maker, dissected};
use wirewalk_testing::explain::{explain, line};
use wirewalk_testing::judged::conclude;
use wirewalk_testing::ocsp::{Authority, SERIALS};
use wirewalk_testing::outside;
use wirewalk_testing::parties::{self, OpensslServer, REQUEST};
use wirewalk_testing::tap::Tap;
use wirewalk_testing::tshark::Capture;
use wirewalk_testing::wire::{c, close, connection, s};

/// What is asked, and who answers how.
const WAYS: &[(&str, &str, &str, &str)] = &[
    ("by the issuer, with nonce", "", "ca", "-ndays 7"),
    ("appointed, by key, one hour", "-no_nonce", "olga", "-nmin 60 -resp_key_id"),
    ("SHA-256, no end", "-no_nonce", "olga", ""),
    ("no certificates in it", "", "ca", "-ndays 1 -resp_no_certs"),
    ("signed by who may not", "", "leaf", "-ndays 1"),
];

/// The three certificates, in another hash where the way says so.
fn ask(authority: &Authority, name: &str, more: &str) -> Vec<u8> {
    match name.contains("SHA-256") {
        true => authority.ask(&SERIALS, &format!("-sha256 -serial 0x1001 {more}")),
        false => authority.ask(&SERIALS, more),
    }
}

fn judged(answer: &[u8], known: &[Vec<u8>]) -> Vouched {
    let message = dissected(answer).message;
    let response = message.find(&ocsp::RESPONSE).expect("an answer");
    let at = Some(wirewalk::stage::now());
    vouched(&Answered { message: &message, response, known, at, crypto: Default::default() })
}

#[test]
fn openssl_believes_the_answers_that_we_believe() {
    let Some(openssl) = outside::judge("openssl") else { return };
    let authority = Authority::new(openssl.clone());
    let known = ["ca", "leaf"].map(|name| authority.certificate(name));
    for (name, asked, signer, how) in WAYS {
        ask(&authority, name, asked);
        let answer = authority.answer(signer, how);
        let told = judged(&answer, &known);
        let check = "ocsp -issuer ca.pem -CAfile ca.pem -VAfile ca.pem -no_nonce -respin response.der -serial 0x1001 -serial 0x1002 -serial 0x1003";
        // With -VAfile any certificate of that file would be believed: only where the answer has none of its own.
        let check =
            if name.contains("no certificates") { check.to_owned() } else { check.replace("-VAfile ca.pem ", "") };
        let output = std::process::Command::new(&openssl)
            .args(check.split(' '))
            .current_dir(authority.maker.dir.path())
            .output()
            .expect("openssl starts");
        let said = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
        assert_eq!(said.contains("Response verify OK"), told.signed, "{name}: {told:?}\n{said}");
        assert_eq!(told.signed, *signer != "leaf", "{name}: {told:?}");
        for (serial, status) in SERIALS.iter().zip(["good", "revoked", "unknown"]) {
            assert!(said.contains(&format!("{serial}: {status}")), "{name}: {said}");
        }
        let words = told.answers.join(", ");
        assert!(words.contains("CN=localhost is good"), "{name}: {words}");
        assert!(words.contains("is revoked since 2025-01-01T00:00:00Z (keyCompromise)"), "{name}: {words}");
        assert!(told.faults.is_empty(), "{name}: {told:?}");
    }
}

/// One connection on which this is asked and answered.
fn over_http(request: &[u8], response: &[u8]) -> Recording {
    let head = |first: &str, kind: &str, len: usize| {
        format!("{first}\r\nHost: ocsp\r\nContent-Type: application/ocsp-{kind}\r\nContent-Length: {len}\r\n\r\n")
    };
    let question = [head("POST / HTTP/1.1", "request", request.len()).as_bytes(), request].concat();
    let answer = [head("HTTP/1.1 200 OK", "response", response.len()).as_bytes(), response].concat();
    Recording { connections: vec![connection(0, vec![c(question), s(answer), close()])] }
}

#[test]
fn questions_and_answers_over_http_are_read_as_tshark_reads_them() {
    let Some(openssl) = outside::judge("openssl") else { return };
    let authority = Authority::new(openssl);
    let compared = |request: &[u8], response: &[u8]| {
        let capture = Capture::of(&[&over_http(request, response)])?;
        Some(compare(&capture, &Secrets::none()))
    };
    let mut verdicts = Vec::new();
    for (name, asked, signer, how) in WAYS {
        let request = ask(&authority, name, asked);
        verdicts.push((*name, compared(&request, &authority.answer(signer, how))));
    }
    let signed = authority.ask(&SERIALS, "-signer leaf.pem -signkey leaf.key");
    verdicts.push(("signed question, error", compared(&signed, &[0x30, 3, 0x0a, 1, 6])));
    conclude(verdicts);
}

#[test]
fn stapled_answers_are_read_as_tshark_reads_them_and_judged() {
    let Some(openssl) = outside::judge("openssl") else { return };
    let authority = Authority::new(openssl.clone());
    let dir = authority.maker.dir.path();
    authority.ask(&["0x1001"], "-no_nonce");
    fs::write(dir.join("good.der"), authority.answer("olga", "-ndays 7")).expect("room");
    let revoked = fs::read_to_string(dir.join("ocsp.index")).expect("the index");
    let revoked = revoked.replacen("V\t351231235959Z\t\t", "R\t351231235959Z\t260101000000Z\t", 1);
    fs::write(dir.join("ocsp.index"), revoked).expect("room");
    fs::write(dir.join("revoked.der"), authority.answer("ca", "-ndays 7")).expect("room");
    let mut verdicts = Vec::new();
    for version in ["-tls1_2", "-tls1_3"] {
        for (file, part) in [
            ("good.der", "CN=localhost is good"),
            ("revoked.der", "CN=localhost is revoked since 2026-01-01T00:00:00Z"),
        ] {
            let keys = dir.join("stapled.keys");
            let _ = fs::remove_file(&keys);
            let told = format!(
                "-HTTP -cert leaf.pem -cert_chain ca.pem -key leaf.key -status_file {file} -keylogfile stapled.keys {version}"
            );
            let bob = OpensslServer::start(&openssl, dir, &told);
            let tap = Tap::to(bob.addr);
            let port = tap.addr.port();
            let told = "-quiet -status -CAfile ca.pem";
            let answer = parties::s_client(&openssl, dir, tap.addr, told, &[(0, REQUEST), (1000, "")]);
            assert!(answer.contains("fluffy tail"), "{file} {version}: {answer}");
            drop(bob);
            let key_log = KeyLog::parse(&fs::read(&keys).expect("openssl logs its secrets")).0;
            let capture = pcapng::write_recording(Vec::new(), &[&tap.recording()], Some(&key_log), |_| None);
            let path = dir.join("stapled.pcapng");
            fs::write(&path, capture.expect("memory takes everything")).expect("room");
            let said = line(&explain().arg(&path).output().expect("it starts"));
            let said = said.replace(" │", "");
            assert!(said.contains(part), "{file} {version}: {said}");
            assert!(said.contains("its signature holds"), "{file} {version}: {said}");
            let file = fs::read(&path).expect("it was written");
            let Some(mut theirs) = Capture::new(&file, []) else { continue };
            theirs.decode_as(&format!("tcp.port=={port},tls"));
            theirs.decode_as(&format!("tls.port=={port},http"));
            theirs.key_log(&key_log.to_text());
            verdicts.push((version, Some(compare(&theirs, &Secrets::none().with_key_log(key_log)))));
        }
    }
    conclude(verdicts);
}

#[test]
fn bundles_and_parameters_of_openssl_are_taken_apart() {
    use wirewalk::dissect::Kind;
    let Some(openssl) = outside::judge("openssl") else { return };
    let authority = Authority::new(openssl);
    let maker: &Maker = &authority.maker;
    let run = |arguments: &str| maker.run(&arguments.split(' ').collect::<Vec<_>>());
    fs::write(maker.dir.path().join("text"), "fluffy tail").expect("room");
    run("crl2pkcs7 -nocrl -certfile leaf.pem -outform DER -out made");
    let bundle = dissected(maker.read("made"));
    assert_eq!((bundle.kinds.as_slice(), bundle.message.all(&x509::CERTIFICATE).count()), (&[Kind::Cms][..], 1));
    for how in ["-nodetach", "-keyid", "-noattr", "-nodetach -binary -certfile ca.pem"] {
        run(&format!("cms -sign -in text -signer leaf.pem -inkey leaf.key -outform DER -out made {how}"));
        let signed = dissected(maker.read("made"));
        assert_eq!(signed.kinds, [Kind::Cms], "{how}");
        assert!(signed.message.find_id("cms.signature").is_some(), "{how}");
        let problems = wirewalk_testing::der::problems(&signed.message);
        assert!(problems.is_empty(), "{how}: {problems:?}");
    }
    for (how, kind) in [
        ("genpkey -genparam -algorithm DH -pkeyopt group:ffdhe2048 -out made", Kind::DhParameters),
        ("dhparam -dsaparam -out made 1024", Kind::DhParameters),
        ("genpkey -genparam -algorithm DH -pkeyopt group:modp_2048 -outform DER -out made", Kind::DhParameters),
        ("ecparam -name prime256v1 -out made", Kind::EcParameters),
        ("ecparam -name prime256v1 -outform DER -out made", Kind::EcParameters),
        ("ecparam -name secp384r1 -param_enc explicit -out made", Kind::EcCurve),
        ("ecparam -name secp384r1 -param_enc explicit -outform DER -out made", Kind::EcCurve),
    ] {
        run(how);
        let file = dissected(maker.read("made"));
        assert_eq!(file.kinds, [kind], "{how}");
        assert!(file.message.find_id("wirewalk.unexplained").is_none(), "{how}");
    }
}
