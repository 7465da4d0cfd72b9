//! tshark is the judge of what a field is called and where its bytes are: it reads certificates, requests and lists as files.

use std::collections::HashSet;
use std::process::Command;

use roxmltree::{Document, Node};
use wirewalk_testing::der::{Maker, dissected};
use wirewalk_testing::outside::judge;

/// What tshark calls differently, and why we do not follow.
const EXCEPTIONS: &[(&str, &str)] = &[
    ("x509ce.KeyUsage.decipherOnly", "the ninth bit: where there is one byte only, tshark shows the first bit again"),
    ("x509ce.ReasonFlags.aACompromise", "the ninth bit, likewise"),
];

/// Whether a field of this protocol is compared.
fn is_ours(name: &str) -> bool {
    ["x509", "pkcs1.", "pkcs10.", "pkix1"].iter().any(|p| name.starts_with(p))
}

#[test]
fn each_leaf_of_tshark_is_a_field_of_ours_with_the_same_name_and_bytes() {
    let (Some(openssl), Some(tshark)) = (judge("openssl"), judge("tshark")) else { return };
    let maker = Maker::new(openssl);
    let (mut matched, mut missing) = (0, Vec::new());
    for name in maker.everything().iter().filter(|n| ["cer", "p10", "crl"].iter().any(|e| n.ends_with(e))) {
        let file = maker.dir.path().join(name);
        let output =
            Command::new(&tshark).args(["-r", &file.to_string_lossy(), "-T", "pdml"]).output().expect("tshark");
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let document = Document::parse(&text).unwrap_or_else(|e| panic!("{name}: {e}"));
        let message = dissected(maker.read(name)).message;
        let ours: HashSet<_> = message.walk().map(|f| (f.label.id, f.span.range.start, f.span.range.len())).collect();
        for node in document.descendants().filter(is_leaf) {
            let attribute = |name| node.attribute(name).and_then(|v| v.parse().ok()).unwrap_or(0);
            let (id, at, len): (_, usize, usize) =
                (node.attribute("name").unwrap_or_default(), attribute("pos"), attribute("size"));
            if !is_ours(id) || len == 0 {
                continue;
            }
            if ours.contains(&(id, at, len)) {
                matched += 1;
            } else if !EXCEPTIONS.iter().any(|(e, _)| id == *e) {
                missing.push(format!("{name}: {id} at {at}, {len} bytes"));
            }
        }
    }
    let total = matched + missing.len();
    println!("{matched} of {total} leaves of tshark are ours too");
    assert!(missing.is_empty(), "{matched} of {total}:\n{}", missing.join("\n"));
    assert!(total > 1000, "{total} leaves compared");
}

fn is_leaf(node: &Node<'_, '_>) -> bool {
    node.has_tag_name("field") && !node.children().any(|c| c.has_tag_name("field"))
}
