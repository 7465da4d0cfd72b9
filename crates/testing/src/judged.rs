//! What tshark and we make of captures, what may differ and why, and what follows from it.

use std::collections::{BTreeMap, HashSet};

use crate::compare_tls::Verdict;
use crate::tshark;

/// What tshark has and we have not, and why. A field is excepted, not a capture.
const EXCEPTIONS: &[(&str, &str)] = &[
    ("tls.segment", "how tshark put data together: which packets the pieces came from"),
    ("tls.segment.data", "likewise: data that it kept for later; in ours it lies in the record's plaintext"),
    ("tls.reassembled.data", "likewise: all the pieces once more; ours are messages of HTTP"),
    (
        "tls.handshake.fragment",
        "likewise, for a handshake message that straddles records; ours is a source made of spans",
    ),
    ("tls.handshake", "an empty leaf only where it stands for such a fragment"),
    ("x509ce.KeyUsage.decipherOnly", "the ninth bit: where there is one byte only, tshark shows the first bit again"),
];

/// Names of newer releases than the oldest tshark that judges here (4.0), from their list of fields.
const NEWER: &[&str] = &["tls.ech.", "tls.handshake.extensions.session_ticket"];

/// What came of each capture, by name.
pub type Verdicts<'n> = Vec<(&'n str, Option<Verdict>)>;

/// Prints what differs, and fails if that is more than the exceptions, or if a name of ours is none of Wireshark's. Without
/// tshark there is no verdict, and nothing to conclude.
pub fn conclude(verdicts: Verdicts) {
    conclude_within(0, verdicts);
}

/// The same, where so many of a hundred leaves may differ for reasons that nobody has looked into.
pub fn conclude_within(hundredths: usize, verdicts: Verdicts) {
    assert!(EXCEPTIONS.len() <= 20);
    let mut sum = Verdict::default();
    for (name, verdict) in verdicts.into_iter().filter_map(|(name, verdict)| Some((name, verdict?))) {
        let (mut verdict, named) = (verdict, |(id, at)| (id, format!("{name}, {at}")));
        verdict.missing.retain(|(id, _)| !EXCEPTIONS.iter().any(|(e, _)| e == id));
        println!("{} of {}: {name}", verdict.matched, verdict.total());
        sum.matched += verdict.matched;
        sum.missing.extend(verdict.missing.into_iter().map(named));
        sum.ids.extend(verdict.ids);
        sum.unexplained.extend(verdict.unexplained.into_iter().map(|at| format!("{name}, {at}")));
        sum.beyond.extend(verdict.beyond);
    }
    if sum.total() == 0 {
        return;
    }
    let summary: BTreeMap<_, _> = sum.summary();
    summary.iter().for_each(|(id, (count, first))| println!("missing {count} {id}: {first}"));
    println!("{} of {}: all; ours alone: {:?}", sum.matched, sum.total(), sum.beyond);
    let few = sum.missing.len() * 100 <= sum.total() * hundredths;
    assert!(few, "{} of {}: {summary:#?}", sum.matched, sum.total());
    assert!(sum.unexplained.is_empty(), "unexplained: {:#?}", sum.unexplained);
    let known = tshark::names();
    let unknown = |id: &&&str| !known.contains(**id) && !NEWER.iter().any(|newer| id.starts_with(newer));
    let unknown: HashSet<_> = sum.ids.iter().filter(unknown).collect();
    assert!(unknown.is_empty(), "names that Wireshark does not know: {unknown:?}");
}
