//! A real capture whose packets were cut, shuffled, repeated and lost.

use std::fs;

use super::NGINX;
use wirewalk_testing::compare_tls::Verdict;
use wirewalk_testing::dumpcap::{Format, Wiretap};
use wirewalk_testing::foreign::{Foreign, World, all_were_answered, curl};
use wirewalk_testing::judged::conclude;
use wirewalk_testing::packets::{self, Packets};
use wirewalk_testing::{hosts, server::free_port};

#[test]
fn packets_that_were_cut_shuffled_repeated_and_lost() {
    let (Some(world), port) = (World::with(&["curl"]), free_port()) else { return };
    let Some(_nginx) = hosts::nginx(world.minted.dir(), &[(port, NGINX)]) else { return };
    let Some(tap) = Wiretap::on(&[port], Format::Pcap) else { return };
    let url = format!("https://localhost:{port}/large");
    for version in ["1.3", "1.2"] {
        let answer = curl(&world.asked(port), &["--tls-max", version, &url, "-o", "large"]);
        all_were_answered(vec![(version, answer)]);
    }
    let file = tap.capture();
    let keys = fs::read_to_string(&world.keys).expect("curl wrote secrets down");
    let whole = Foreign::new(&file, &[port], &keys);
    let packets = Packets::of(&file);
    let mut verdicts = Vec::new();
    for (name, proof, packets) in packets::on_their_way(&packets) {
        let foreign = Foreign::new(&packets.file(), &[port], &keys);
        assert!(foreign.heard.streams == whole.heard.streams, "{name}: the streams differ");
        let (there, here) = (&whole.verdict, &foreign.verdict);
        if let (Some(there), Some(here)) = (there, here) {
            assert!(here.theirs.contains(proof), "{name}: tshark sees no {proof}");
            assert_eq!(there.matched, here.matched, "{name}");
        }
        verdicts.push((name, foreign.verdict));
    }
    let small = packets.each(|_, packet| packet.segments(1400, 0));
    for (name, packets, told) in [
        (
            "without one in the middle of each answer",
            packets::without(&small, port, |all| all / 2),
            "HTTP/1.1 inside | nothing",
        ),
        (
            "without the server's first",
            packets::without(&small, port, |_| 0),
            "TLS whose beginning is missing | nothing",
        ),
    ] {
        let foreign = Foreign::new(&packets.file(), &[port], &keys);
        assert_eq!(foreign.heard.lost.len(), 2, "{name}");
        foreign.tells(&[("TLS", told), ("TLS", told)]);
        // What begins in the middle of a record is nothing that anybody could explain.
        verdicts.push((name, foreign.verdict.map(|verdict| Verdict { unexplained: Vec::new(), ..verdict })));
    }
    verdicts.push(("as they came", whole.verdict));
    conclude(verdicts);
}
