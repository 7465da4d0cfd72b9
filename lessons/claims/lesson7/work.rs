//! What a proxy is for: files, turns, rates.

use super::call::calls;
use wirewalk::claims::{Check, Verdict, claim, kept, scene};
use wirewalk::story::Transcript;

pub const WORK: &[Check] = &[
    claim("lesson7.files-without-bob", "the file came from Peggy, and Bob was not asked for it", |t| {
        let scene = scene(t, "files")?;
        let (outer, inner) = (calls(scene, 0), calls(scene, 1));
        let file = outer.iter().find(|call| call.target().is_some_and(|t| t.starts_with("GET /static/")))?;
        let targets: Vec<_> = inner.iter().filter_map(|call| call.target()).collect();
        let held = file.was_told("200") && outer.len() == 2 && targets == ["GET /"];
        Some(Verdict::new(
            held,
            format!("{}: {}; Bob was asked {}", file.target()?, file.status()?, targets.join(", ")),
        ))
    }),
    claim(
        "lesson7.one-dies-requests-go-on",
        "both Bobs take turns; one fails, and the other answers every request",
        turns,
    ),
    claim("lesson7.rate-limited", "requests over the limit get 429 with a time to wait, and do not reach Bob", |t| {
        let scene = scene(t, "rate")?;
        let (outer, inside) = (calls(scene, 0), calls(scene, 1).len());
        let (good, rest): (Vec<_>, Vec<_>) = outer.iter().partition(|call| call.was_told("200"));
        let told = |call: &&super::Call| {
            call.was_told("429")
                && call.answered_header("Retry-After").iter().any(|s| s.parse::<u64>().is_ok_and(|s| s > 0))
        };
        let limited = rest.iter().filter(|call| told(call)).count();
        let held = !good.is_empty() && good.len() == inside && limited == rest.len() && limited > 0;
        Some(Verdict::new(held, format!("{} answered, {limited} times 429; Bob saw {inside}", good.len())))
    }),
];

fn turns(t: &Transcript) -> Option<Verdict> {
    let (scene, secret) = (scene(t, "turns")?, kept(t, "secret")?);
    let (outer, inner) = (calls(scene, 0), calls(scene, 1));
    let good = outer.iter().filter(|call| call.was_told("200"));
    let good = good.filter(|call| call.answered_body() == secret).count();
    let asked: Vec<_> = inner.iter().map(|call| call.connection.server.name.as_str()).collect();
    let (before, after) = asked.split_at_checked(4)?;
    let alternate = before.windows(2).all(|two| two.first() != two.last());
    let survivor = after.first()?;
    let held =
        good == 8 && outer.len() == 8 && alternate && after.len() == 4 && after.iter().all(|name| name == survivor);
    Some(Verdict::new(held, format!("{good} of {} answered; by {}", outer.len(), asked.join(", "))))
}
