//! Captures that one may show, as `explain --redact` makes them, with a key that stays the same.

use std::collections::BTreeSet;

use wirewalk::dissect::names::{headers, http};
use wirewalk::dissect::{Field, Message, Sort, dissect};
use wirewalk::explain::redact::{Counts, Plan, write};
use wirewalk::explain::{Account, Scope, run};
use wirewalk::recording::capture::{self, CaptureError, Reader};
use wirewalk::recording::secrets::KeyLog;
use wirewalk::recording::{Recording, Secrets};

/// A capture with everything replaced, and what was counted.
pub fn redacted(file: &[u8], keys: Option<&KeyLog>, key: u8) -> (Vec<u8>, Counts) {
    let mut plan = Plan::new([key; 32]);
    let scope = Scope { as_eve: true, ..Scope::default() };
    let mut reader = Reader::new(file).expect("a capture");
    let told = run(&mut reader, &Secrets::none(), scope, &mut Account::default(), |told| {
        plan.note(&told);
        Ok::<_, CaptureError>(())
    });
    told.expect("a whole capture");
    let mut out = Vec::new();
    let (counts, copied) = write(file, &mut out, plan, keys);
    copied.expect("memory takes everything");
    (out, counts)
}

/// Everything in a capture that names somebody or something, as Eve sees it: names, addresses written out, paths, cookies.
pub fn names(file: &[u8]) -> BTreeSet<String> {
    let recording = capture::read(file).expect("a capture").recording;
    let mut names: BTreeSet<String> = addresses(&recording).into_iter().collect();
    for message in dissect(&recording, &Secrets::none()) {
        names.extend(message.walk().filter(|field| tells(field)).filter_map(|field| text(&message, field)));
    }
    names
}

/// The addresses at the ends of its conversations, but for this machine's own, which is everybody's.
pub fn addresses(recording: &Recording) -> Vec<String> {
    let ends = recording.connections.iter().flat_map(|c| [&c.client, &c.server]).map(|end| end.addr.ip());
    ends.filter(|ip| !ip.is_loopback()).map(|ip| ip.to_string()).collect()
}

fn tells(field: &Field) -> bool {
    let others =
        [&http::URI, &http::URI_PATH, &http::URI_PARAMETER, &http::COOKIE_PAIR, &headers::LOCATION, &headers::REFERER];
    field.label.sort == Sort::Name || others.iter().any(|label| field.is(label))
}

fn text(message: &Message, field: &Field) -> Option<String> {
    let own = str::from_utf8(message.bytes(&field.span)).ok().map(str::to_owned);
    field.name().map(|name| name.into_owned()).or(own)
}
