//! `openssl asn1parse` is the judge of where elements begin and end; the illustrated certificate of where fields do.

use std::collections::HashSet;
use std::fs;

use wirewalk::dissect::Kind;
use wirewalk_testing::der::{Maker, dissected, elements, problems};
use wirewalk_testing::outside::{judge, vectors};
use wirewalk_testing::trees;

/// `    0:d=0  hl=4 l= 803 cons: SEQUENCE`: offset, bytes of tag and length, bytes of value.
fn judged(output: &str) -> Vec<(usize, usize, usize)> {
    let number = |line: &str, after: &str| -> Option<usize> {
        let rest = line.split(after).nth(1)?.trim_start();
        rest.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
    };
    let line = |line: &str| {
        let offset = line.split(':').next()?.trim().parse().ok()?;
        Some((offset, number(line, "hl=")?, number(line, " l=")?))
    };
    output.lines().map(|l| line(l).unwrap_or_else(|| panic!("not understood: {l}"))).collect()
}

#[test]
fn elements_begin_and_end_where_openssl_says() {
    let Some(openssl) = judge("openssl") else { return };
    let maker = Maker::new(openssl);
    let mut compared = 0;
    for name in maker.everything() {
        let expected = judged(&maker.run(&["asn1parse", "-inform", "DER", "-in", &name]));
        let file = dissected(maker.read(&name));
        let found: HashSet<_> = elements(&file.message, 0).into_iter().collect();
        for element in &expected {
            assert!(found.contains(element), "{name}: {element:?}\n{}", trees::tree(&file.message));
        }
        compared += expected.len();
        let unexplained = file.message.walk().filter(|f| f.label.id == "wirewalk.unexplained").count();
        assert_eq!((unexplained, problems(&file.message)), (0, vec![]), "{name}");
        assert_eq!(file.kinds, [kind(&name)], "{name}");
    }
    assert!(compared > 1500, "only {compared} elements were compared");
}

fn kind(name: &str) -> Kind {
    match name.rsplit('.').next().unwrap_or_default() {
        "p8" => Kind::PrivateKey,
        "cer" => Kind::Certificate,
        "p10" => Kind::Csr,
        "crl" => Kind::Crl,
        "spki" => Kind::PublicKey,
        "enc" => Kind::EncryptedPrivateKey,
        "p12" => Kind::Pkcs12,
        "sec1" => Kind::EcPrivateKey,
        "pkcs1" => Kind::RsaPrivateKey,
        _ => Kind::Unknown,
    }
}

#[test]
fn what_openssl_encrypts_is_recognised_and_explained() {
    let Some(openssl) = judge("openssl") else { return };
    let maker = Maker::new(openssl);
    maker.run(&["genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-out", "rsa.pem"]);
    let pass = ["-passout", "pass:squirrel"];
    let pkcs8 = |args: &[&str]| {
        maker.run(&[&["pkcs8", "-topk8", "-in", "rsa.pem", "-out", "out"][..], &pass, args].concat());
        dissected(maker.read("out"))
    };
    let says = |file: &wirewalk::dissect::File, id: &str| {
        let field = file.message.find_id(id).unwrap_or_else(|| panic!("no {id}\n{}", trees::tree(&file.message)));
        format!("{:?} {:?}", field.value, field.problem)
    };
    let modern = pkcs8(&["-v2", "aes-256-cbc", "-iter", "600000"]);
    assert!(says(&modern, "wirewalk.pbkdf2.iterations").contains("600000"));
    assert!(says(&modern, "wirewalk.pbkdf2.prf").contains("hmacWithSHA256"));
    assert_eq!(problems(&modern.message), [""; 0]);
    let scrypt = pkcs8(&["-scrypt", "-scrypt_N", "1024"]);
    assert!(says(&scrypt, "wirewalk.scrypt.cost").contains("1024"));
    let triple = pkcs8(&["-v2", "des3"]);
    assert!(says(&triple, "wirewalk.pbes2.cipher").contains("des-EDE3-CBC"));
    assert!(problems(&triple.message).iter().any(|p| p.contains("64-bit blocks")));
    let old = pkcs8(&["-v1", "PBE-SHA1-3DES"]);
    assert!(problems(&old.message).iter().any(|p| p.contains("outdated")), "{:?}", problems(&old.message));
    for file in [&modern, &scrypt, &triple, &old] {
        assert_eq!(file.kinds, [Kind::EncryptedPrivateKey]);
    }
    let args = ["pkey", "-in", "rsa.pem", "-traditional", "-aes256", "-out", "old.pem"];
    maker.run(&[&args[..], &pass].concat());
    let proc_type = dissected(maker.read("old.pem"));
    assert_eq!(proc_type.kinds, [Kind::OldEncryptedPrivateKey]);
    assert!(says(&proc_type, "wirewalk.pem.header").contains("Proc-Type: 4,ENCRYPTED"));
}

#[test]
fn fields_begin_and_end_where_the_illustrated_certificate_is_annotated() {
    let Some(vectors) = vectors() else { return };
    let dir = vectors.join("illustrated-tls13");
    // A Certificate message of TLS 1.3: header, context, length of the list, length of the certificate, certificate.
    let message = fs::read(dir.join("servercert.bin")).expect("the message");
    let len = usize::from(u16::from_be_bytes([message[9], message[10]]));
    let bytes = &message[11..11 + len];
    let spans = fs::read_to_string(dir.join("certificate_spans.json")).expect("the annotations");
    let spans: serde_json::Value = serde_json::from_str(&spans).expect("JSON");
    let file = dissected(bytes);
    assert_eq!(file.kinds, [Kind::Certificate]);
    let ends: HashSet<usize> = file.message.walk().flat_map(|f| [f.span.range.start, f.span.range.end]).collect();
    let mut at = 0;
    let spans = spans.as_array().expect("a list");
    for span in spans {
        let hex = span["hex"].as_str().expect("bytes");
        let wanted: Vec<u8> =
            (0..hex.len()).step_by(2).map(|i| u8::from_str_radix(&hex[i..i + 2], 16).expect("hexadecimal")).collect();
        assert_eq!(bytes.get(at..at + wanted.len()), Some(&wanted[..]), "{}", span["label"]);
        assert!(ends.contains(&at) && ends.contains(&(at + wanted.len())), "{} at {at}", span["label"]);
        at += wanted.len();
    }
    assert!(spans.len() > 15 && at == bytes.len(), "{} spans, {at} of {} bytes", spans.len(), bytes.len());
}
