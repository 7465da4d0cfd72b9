//! What lesson 7 claims: what stands on which leg, what each attack met, and what a proxy is for. All from what was recorded.

#[path = "lesson7/attacks.rs"]
mod attacks;
#[path = "lesson7/call.rs"]
mod call;
#[path = "lesson7/work.rs"]
mod work;

use call::{Call, calls, exactly};
use wirewalk::claims::{Check, Verdict, claim, every_byte_explained, kept, scene, search, tls};
use wirewalk::proxy::{CLIENT_CN, CLIENT_VERIFY, HSTS};
use wirewalk::recording::Side;
use wirewalk::story::{Scene, Transcript};

pub use attacks::ATTACKS;
pub use work::WORK;

/// What Peggy says of every client.
const HERS: [&str; 5] = [CLIENT_VERIFY, "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "X-Wirewalk-Door"];

/// The header that says so, as a client reads it.
const HSTS_HEADER: &str = "Strict-Transport-Security";

pub const CHECKS: &[Check] = &[
    claim(
        "lesson7.hidden-outside",
        "on the leg from Alice to Peggy the secret is nowhere to be found, and Eve sees only TLS there",
        hidden_outside,
    ),
    claim("lesson7.in-clear-inside", "on the leg from Peggy to Bob the same secret is in the clear", |t| {
        let (scene, secret) = (scene(t, "legs")?, kept(t, "secret")?);
        let [call] = exactly(scene, 1)?;
        let hit = search::find(&call.connection.stream(Side::Server), secret);
        let outside = calls(scene, 0).first()?.answered_body() == call.answered_body();
        let at = hit.map_or("not found".to_owned(), |hit| format!("found {} from byte {}", hit.form, hit.at));
        Some(Verdict::new(hit.is_some() && outside, format!("{at} of what Bob sent; Alice received the same body")))
    }),
    claim(
        "lesson7.request-rebuilt",
        "Bob was asked the same as Peggy, in a request of her own, with headers that Alice did not write",
        |t| {
            let scene = scene(t, "legs")?;
            let ([outer], [inner]) = (exactly(scene, 0)?, exactly(scene, 1)?);
            let hers = inner.added_to(&outer);
            let said = HERS.iter().all(|name| {
                hers.iter().any(|added| added.eq_ignore_ascii_case(name)) && inner.asked_header(name).len() == 1
            });
            let same = outer.target()? == inner.target()? && outer.asked != inner.asked;
            Some(Verdict::new(same && said, format!("{}; added: {}", inner.target()?, hers.join(", "))))
        },
    ),
    claim(
        "lesson7.peggy-says-who",
        "Peggy names a client if and only if a certificate proved the name, and it is the name in the certificate",
        says_who,
    ),
    claim(
        "lesson7.secure-data-decides",
        "without a certificate the handshake succeeds and /secure-data is refused; with one, it is answered",
        |t| {
            let answer = |id| {
                let calls = calls(scene(t, id)?, 0);
                let call = calls.into_iter().find(|call| call.target() == Some("GET /secure-data"))?;
                Some((call.status()?.to_owned(), call.answered_body().to_owned()))
            };
            let ((without, _), (with, body)) = (answer("anybody")?, answer("alice")?);
            let held = without.starts_with("403") && with.starts_with("200") && body.contains(kept(t, "secret")?);
            Some(Verdict::new(held, format!("without: {without}; with: {with}")))
        },
    ),
    claim(
        "lesson7.redirect-keeps-path",
        "plain HTTP is answered with 308, to the same path and query over HTTPS",
        |t| {
            let call = redirected(scene(t, "redirect")?).into_iter().next()?;
            let (target, location) = (call.target()?.strip_prefix("GET ")?, call.location()?);
            let held = call.was_told("308")
                && location.starts_with("https://")
                && location.ends_with(target)
                && target.contains('?');
            Some(Verdict::new(held, format!("{target}: {}, {location}", call.status()?)))
        },
    ),
    claim("lesson7.location-is-configured", "the target of the redirect does not depend on Host", |t| {
        let [right, wrong]: [Call; 2] = redirected(scene(t, "redirect")?).try_into().ok()?;
        let hosts = [right.asked_header("Host"), wrong.asked_header("Host")].concat();
        let held = right.location()? == wrong.location()? && hosts.first()? != hosts.last()?;
        Some(Verdict::new(held, format!("Host {}: {} each time", hosts.join(" and "), right.location()?)))
    }),
    claim(
        "lesson7.hsts-on-https-only",
        "Peggy's answers over HTTPS announce HSTS for one minute, and none over plain HTTP does",
        hsts,
    ),
    claim(
        "lesson7.every-byte-explained",
        "every byte of every scene is explained, on both legs, encrypted and decrypted",
        |t| Some(every_byte_explained(t)),
    ),
];

fn hidden_outside(t: &Transcript) -> Option<Verdict> {
    let (scene, secret) = (scene(t, "legs")?, kept(t, "secret")?);
    let [call] = exactly(scene, 0)?;
    let streams = [call.connection.stream(Side::Client), call.connection.stream(Side::Server)];
    let hidden = streams.iter().all(|stream| search::find(stream, secret).is_none());
    // It has to be there to be hidden.
    let there = call.answered_body().contains(secret);
    let sealed = scene.on_hop(false, 0).all(tls::is_record) && tls::facts(scene, 0).has_proved(Side::Server);
    let searched: usize = streams.iter().map(Vec::len).sum();
    Some(Verdict::new(
        hidden && there && sealed,
        format!("{searched} bytes searched, not found; decrypted, it is there"),
    ))
}

fn says_who(t: &Transcript) -> Option<Verdict> {
    let (anybody, alice) = (scene(t, "anybody")?, scene(t, "alice")?);
    let told = |scene: &Scene, verify: &str, cn: &[&str]| {
        let calls = calls(scene, 1);
        let right = |call: &Call| call.asked_header(CLIENT_VERIFY) == [verify] && call.asked_header(CLIENT_CN) == cn;
        calls.len() == 2 && calls.iter().all(right)
    };
    let certificates = tls::shown_by(alice, 0, Side::Client);
    let identity = wirewalk::door::Identity::of(certificates.first()?)?;
    let [name] = identity.common_names.as_slice() else { return None };
    let nobody = tls::shown_by(anybody, 0, Side::Client).is_empty() && told(anybody, "NONE", &[]);
    let somebody =
        tls::facts(alice, 0).has_proved(Side::Client) && told(alice, "SUCCESS", &[&wirewalk::proxy::encoded(name)]);
    Some(Verdict::new(nobody && somebody, format!("no certificate: NONE; CN={name}: SUCCESS, {name}")))
}

/// The calls of a scene that came over plain HTTP.
fn redirected(scene: &Scene) -> Vec<Call<'_>> {
    calls(scene, 0).into_iter().filter(|call| !call.sealed).collect()
}

fn hsts(t: &Transcript) -> Option<Verdict> {
    let (mut over_https, mut over_http) = (0, 0);
    // What the door refuses unread is left out: Peggy has no say in that.
    for id in ["legs", "anybody", "alice", "forged", "redirect"] {
        for call in calls(scene(t, id)?, 0) {
            call.status()?;
            let said = call.answered_header(HSTS_HEADER);
            match call.sealed {
                true if said == [HSTS] => over_https += 1,
                false if said.is_empty() => over_http += 1,
                _ => return Some(Verdict::new(false, format!("scene `{id}`: {said:?}"))),
            }
        }
    }
    let evidence = format!("{HSTS} in {over_https} answers over HTTPS, in none of {over_http} over HTTP");
    Some(Verdict::new(over_https > 0 && over_http > 0, evidence))
}
