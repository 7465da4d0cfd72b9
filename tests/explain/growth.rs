//! Whatever a stranger makes a capture of, what it costs grows with it in proportion: each kind of hostile capture by name, at
//! a half, one and two times its size, in processor time of this thread. `WIREWALK_GROWTH=64` goes on to that many halves, which wants
//! the caches for itself (`.ci/long` says how), and `WIREWALK_KIND` names one kind alone.
#![cfg(target_os = "linux")]

use std::env;
use std::hint::black_box;
use std::io;
use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};
use wirewalk::explain::annotate::{self, Comments};
use wirewalk::explain::packets::{Notes, Packets};
use wirewalk::explain::summary::Summary;
use wirewalk::explain::{Account, Keeper, Told, explain};
use wirewalk::recording::Secrets;
use wirewalk::recording::capture::{CaptureError, Reader};
use wirewalk::recording::secrets::KeyLog;
use wirewalk::render::gist::gist;
use wirewalk::render::html::{self, Around};
use wirewalk::render::json;
use wirewalk_testing::hostile::{self, Hostile, Kind};

/// Twice as much may take so many times as long; twice is in proportion, four times is the square.
const MOST: f64 = 2.6;
/// What takes less is lost in what the clock and the caches do.
const LEAST: Duration = Duration::from_millis(4);
/// A neighbour on the machine may cost time once, not each time.
const TRIES: usize = 12;

/// What `wirewalk explain` makes of a capture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Output {
    Everything,
    Summary,
    Json,
    Html,
    Annotate,
    Packets,
}

const EACH: [Output; 4] = [Output::Summary, Output::Json, Output::Html, Output::Annotate];

impl Output {
    fn has(self, other: Output) -> bool {
        self == Output::Everything && other != Output::Packets || self == other
    }

    /// Takes each packet apart.
    fn packets(hostile: &Hostile, secrets: &Secrets) {
        let mut notes = Notes::new("all".parse().expect("all packets"));
        read(hostile, secrets, |told| notes.note(&told));
        if let Ok(reader) = Reader::new(hostile.capture.as_slice()) {
            // One that breaks off is told of as far as it goes.
            let _ = Packets::new(&notes, None).run(reader, |packet| {
                black_box(gist(&packet.message));
                Ok::<_, CaptureError>(())
            });
        }
    }

    /// Makes it, of a capture that is read once, or twice where Eve sees another.
    fn make(self, hostile: &Hostile, secrets: &Secrets) {
        if self == Output::Packets {
            return Output::packets(hostile, secrets);
        }
        let (mut summary, mut comments) = (Summary::default(), Comments::default());
        let mut keeper = Keeper::new(vec!["hostile".to_owned()], !secrets.is_empty());
        let account = read(hostile, secrets, |told| {
            if self.has(Output::Summary) {
                summary.note(&told);
            }
            if self.has(Output::Annotate) {
                comments.note(&told);
            }
            if let (true, Told::Message(_, message)) = (self.has(Output::Json), &told) {
                json::write_message(io::sink(), message).unwrap();
            }
            if self.has(Output::Html) {
                keeper.note(told, true);
            }
        });
        black_box(summary.rows(&account, |_| 0, 80));
        if self.has(Output::Annotate) {
            // What is no whole capture cannot be copied to its end.
            let _ = annotate::write(hostile.capture.as_slice(), &mut io::sink(), &comments, None);
        }
        if self.has(Output::Html) {
            if !secrets.is_empty() {
                read(hostile, &Secrets::none(), |told| keeper.as_eve(told, true));
            }
            let transcript = keeper.transcript(&account, secrets, &[], |_| 0);
            html::write(io::sink(), &transcript, Around::default()).unwrap();
        }
    }

    /// What that takes of the processor.
    fn measured(self, hostile: &Hostile) -> Duration {
        let now = || {
            let now = clock_gettime(ClockId::ThreadCPUTime);
            Duration::new(now.tv_sec as u64, now.tv_nsec as u32)
        };
        let begun = now();
        self.make(hostile, &Secrets::none().with_key_log(KeyLog::parse(hostile.keys.as_bytes()).0));
        now() - begun
    }

    /// Measures one size after the other, and keeps of each the least that it took.
    fn measures(self, sizes: &[Hostile], least: &mut [Duration]) {
        for (least, size) in least.iter_mut().zip(sizes) {
            *least = (*least).min(self.measured(size));
        }
    }
}

/// Whether times of one size after the other grow in proportion.
fn in_proportion(times: &[Duration]) -> bool {
    times.windows(2).all(|two| two[1] < two[0].max(LEAST).mul_f64(MOST))
}

fn read(hostile: &Hostile, secrets: &Secrets, tell: impl FnMut(Told)) -> Account {
    // A capture that breaks off is told of as far as it goes; the account is missed by nobody here.
    explain(hostile.capture.as_slice(), secrets, tell).unwrap_or_default()
}

/// What is wrong with a kind: how it grows, and which output it is.
fn complaint(kind: &Kind, output: Output, most: usize) -> Option<String> {
    let times = std::iter::successors(Some(1), |times| Some(times * 2)).take_while(|times| *times <= most);
    let sizes: Vec<_> = times.map(|times| (kind.make)(kind.small / 2 * times)).collect();
    let mut least = vec![Duration::MAX; sizes.len()];
    for _ in 0..TRIES {
        output.measures(&sizes, &mut least);
        if in_proportion(&least) {
            return None;
        }
    }
    let each = EACH.map(|output| {
        let mut once = vec![Duration::MAX; sizes.len()];
        output.measures(&sizes, &mut once);
        format!("{output:?} {once:.1?}")
    });
    Some(format!("{}: {least:.1?} ({})", kind.name, each.join(", ")))
}

fn grow_in_proportion(kinds: &[Kind]) {
    grow_so(kinds, Output::Everything);
}

fn grow_so(kinds: &[Kind], output: Output) {
    let most: usize = env::var("WIREWALK_GROWTH").map_or(4, |most| most.parse().expect("a number"));
    let only = env::var("WIREWALK_KIND").ok();
    let wanted = kinds.iter().filter(|kind| only.as_deref().is_none_or(|only| only == kind.name));
    let complaints: Vec<String> = wanted.filter_map(|kind| complaint(kind, output, most)).collect();
    assert!(complaints.is_empty(), "more than {MOST} times the time for twice as much:\n{}", complaints.join("\n"));
}

#[test]
fn packets_cost_what_they_are_long() {
    grow_in_proportion(hostile::PACKETS);
}

#[test]
fn headers_cost_what_they_are_long() {
    grow_so(hostile::PACKETS, Output::Packets);
}

#[test]
fn blocks_and_keys_cost_what_they_are_long() {
    grow_in_proportion(hostile::FILES);
}

#[test]
fn datagrams_and_dns_cost_what_they_are_long() {
    grow_in_proportion(hostile::DNS);
}

#[test]
fn http_costs_what_it_is_long() {
    grow_in_proportion(hostile::HTTP);
}

#[test]
fn http2_costs_what_it_is_long() {
    grow_in_proportion(hostile::HTTP2);
}

#[test]
fn tunnels_cost_what_they_are_long() {
    grow_in_proportion(hostile::TUNNELS);
}

#[test]
fn what_may_go_over_into_tls_costs_what_it_is_long() {
    grow_in_proportion(hostile::STARTTLS);
}

#[test]
fn websocket_costs_what_it_is_long() {
    grow_in_proportion(hostile::WEBSOCKET);
}

#[test]
fn grpc_costs_what_it_is_long() {
    grow_in_proportion(hostile::GRPC);
}

#[test]
fn quic_costs_what_it_is_long() {
    grow_in_proportion(hostile::QUIC);
}

#[test]
fn tls_costs_what_it_is_long() {
    grow_in_proportion(hostile::TLS);
}
