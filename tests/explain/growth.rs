//! Whatever a stranger makes a capture of, what it costs grows with it in proportion: each kind of hostile capture by name, at
//! one, two and four times its size, in processor time of this thread. `WIREWALK_GROWTH=64` goes on to that many times.
#![cfg(target_os = "linux")]

use std::env;
use std::hint::black_box;
use std::io;
use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};
use wirewalk::explain::annotate::{self, Comments};
use wirewalk::explain::summary::Summary;
use wirewalk::explain::{Account, Keeper, Told, explain};
use wirewalk::recording::Secrets;
use wirewalk::recording::secrets::KeyLog;
use wirewalk::render::html::{self, Around};
use wirewalk::render::json;
use wirewalk_testing::hostile::{Hostile, kinds};

/// Twice as much may take so many times as long; twice is in proportion, four times is the square.
const MOST: f64 = 2.6;
/// What takes less is lost in what the clock and the caches do.
const LEAST: Duration = Duration::from_millis(2);
/// A neighbour on the machine may cost time once, not each time.
const TRIES: usize = 4;

/// What `wirewalk explain` makes of a capture.
type Output = fn(&Hostile, &Secrets);

const OUTPUTS: [(&str, Output); 4] =
    [("--summary", summary), ("--json", json), ("--html", page), ("--annotate", annotated)];

fn read(hostile: &Hostile, secrets: &Secrets, tell: impl FnMut(Told)) -> Account {
    // A capture that breaks off is told of as far as it goes; the account is missed by nobody here.
    explain(hostile.capture.as_slice(), secrets, tell).unwrap_or_default()
}

fn summary(hostile: &Hostile, secrets: &Secrets) {
    let mut summary = Summary::default();
    let account = read(hostile, secrets, |told| summary.note(&told));
    black_box(summary.rows(&account, |_| 0, 80));
}

fn json(hostile: &Hostile, secrets: &Secrets) {
    read(hostile, secrets, |told| {
        if let Told::Message(_, message) = told {
            json::write_message(io::sink(), &message).unwrap();
        }
    });
}

fn page(hostile: &Hostile, secrets: &Secrets) {
    let mut keeper = Keeper::new(vec!["hostile".to_owned()], !secrets.is_empty());
    let account = read(hostile, secrets, |told| keeper.note(told, true));
    read(hostile, &Secrets::none(), |told| keeper.as_eve(told));
    let transcript = keeper.transcript(&account, secrets, &[], |_| 0);
    html::write(io::sink(), &transcript, Around::default()).unwrap();
}

fn annotated(hostile: &Hostile, secrets: &Secrets) {
    let mut comments = Comments::default();
    read(hostile, secrets, |told| comments.note(&told));
    // What is no whole capture cannot be copied to its end.
    let _ = annotate::write(hostile.capture.as_slice(), &mut io::sink(), &comments, None);
}

/// What this takes of the processor.
fn measured(output: Output, hostile: &Hostile) -> Duration {
    let now = || {
        let now = clock_gettime(ClockId::ThreadCPUTime);
        Duration::new(now.tv_sec as u64, now.tv_nsec as u32)
    };
    let begun = now();
    output(hostile, &Secrets::none().with_key_log(KeyLog::parse(hostile.keys.as_bytes()).0));
    now() - begun
}

/// What one size after the other takes, the least of `tries`, and whether that grows in proportion.
fn grows(output: Output, sizes: &[Hostile], tries: usize) -> Result<(), Vec<Duration>> {
    let least = |hostile| (0..tries).map(|_| measured(output, hostile)).min().unwrap_or_default();
    let times: Vec<_> = sizes.iter().map(least).collect();
    let held = times.windows(2).all(|two| two[1] < two[0].max(LEAST).mul_f64(MOST));
    held.then_some(()).ok_or(times)
}

#[test]
fn whatever_a_capture_is_made_of_its_cost_grows_with_its_size() {
    let most: usize = env::var("WIREWALK_GROWTH").map_or(4, |most| most.parse().expect("a number"));
    let only = env::var("WIREWALK_KIND").ok();
    let mut too_much = Vec::new();
    for kind in kinds().filter(|kind| only.as_deref().is_none_or(|only| only == kind.name)) {
        let times = std::iter::successors(Some(1), |times| Some(times * 2)).take_while(|times| *times <= most);
        let sizes: Vec<_> = times.map(|times| (kind.make)(kind.small * times)).collect();
        for (name, output) in OUTPUTS {
            let mut outcome = grows(output, &sizes, 1);
            for tries in 2..TRIES {
                outcome = outcome.or_else(|_| grows(output, &sizes, tries));
            }
            if let Err(times) = outcome {
                too_much.push(format!("{} {name}: {times:.1?}", kind.name));
            }
        }
    }
    assert!(too_much.is_empty(), "more than {MOST} times the time for twice as much:\n{}", too_much.join("\n"));
}
