//! tshark as the judge of what opens a tunnel: every field of SOCKS and of the PROXY protocol that it has, we have, with the same bytes.

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use wirewalk::dissect::{Message, dissect};
use wirewalk::recording::Side::Client;
use wirewalk::recording::{Recording, Secrets, What};
use wirewalk_testing::captures::{connection, written};
use wirewalk_testing::outside;
use wirewalk_testing::tunnels::tunnels;

/// What tshark shows and we do not: a byte as a whole whose halves are shown, and what has no bytes of its own.
const ITS_OWN: &[&str] = &["proxy.v2.addr_family_protocol", "proxy.version"];
/// What begins for tshark at its length, or ends at its zero, which are fields of their own here.
const WITH_MORE: &[&str] = &["socks.remote_name", "socks.username", "socks.password", "socks.v4a_dns_name"];

/// The fields of these protocols with their bytes, as tshark has them.
fn tsharks(tshark: &std::path::Path, capture: &[u8], socks: bool) -> BTreeSet<(String, String)> {
    let dir = tempfile::tempdir().expect("a folder");
    let file = dir.path().join("tunnel.pcapng");
    fs::write(&file, capture).expect("room");
    let mut command = Command::new(tshark);
    command.arg("-r").arg(&file).args(["-T", "pdml"]);
    match socks {
        true => command.args(["-d", "tcp.port==5985,socks"]),
        false => command.args(["--enable-heuristic", "proxy_tcp", "-o", "tcp.try_heuristic_first:TRUE"]),
    };
    let pdml = String::from_utf8(command.output().expect("tshark runs").stdout).expect("UTF-8");
    let tree = roxmltree::Document::parse(&pdml).expect("PDML");
    let fields = tree.descendants().filter(|node| node.has_tag_name("field"));
    let found = fields.filter_map(|node| {
        let name = node.attribute("name").filter(|name| name.starts_with("socks.") || name.starts_with("proxy."))?;
        let value = node.attribute("value")?;
        let bare = value.strip_suffix("00").or(value.get(2..))?;
        let value = if WITH_MORE.contains(&name) { bare } else { value };
        Some((name.to_owned(), value.to_owned()))
    });
    found.filter(|(name, value)| !ITS_OWN.contains(&name.as_str()) && !value.is_empty()).collect()
}

#[test]
fn every_field_that_tshark_has_of_socks_and_proxy_we_have() {
    let Some(tshark) = outside::judge("tshark") else { return };
    let mut compared = BTreeSet::new();
    for (by, way) in tunnels() {
        let said = way.into_iter().map(|(side, bytes)| (side, What::Bytes(bytes.into())));
        let events =
            (1..).zip([(Client, What::Open)].into_iter().chain(said)).map(|(at, (side, what))| (at, side, what));
        let recording = Recording { connections: vec![connection(0, events)] };
        let messages: Vec<Message> = dissect(&recording, &Secrets::none()).collect();
        let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        let of = |message: &Message| {
            let one = |field: &wirewalk::dissect::Field| (field.label.id.to_owned(), hex(message.bytes(&field.span)));
            message.walk().map(one).collect::<Vec<_>>()
        };
        let ours: BTreeSet<_> = messages.iter().flat_map(of).collect();
        let theirs = tsharks(&tshark, &written(&[&recording]), by.contains("SOCKS"));
        let missing: Vec<_> = theirs.difference(&ours).collect();
        assert!(missing.is_empty(), "{by}: {missing:?}\nours: {ours:?}");
        compared.extend(theirs.into_iter().map(|(name, _)| name));
    }
    for name in ["socks.username", "socks.port", "socks.results", "proxy.src.ipv4", "proxy.v2.tlv.type"] {
        assert!(compared.contains(name), "{name} is not among {compared:?}");
    }
}
