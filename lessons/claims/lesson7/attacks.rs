//! The attacks: each where it succeeds, and where it is stopped.

use super::call::{Call, calls, exactly};
use wirewalk::claims::{Check, Verdict, claim, kept, scene, search, tls};
use wirewalk::dissect::names::tls_messages;
use wirewalk::proxy::{CLIENT_CN, CLIENT_VERIFY};
use wirewalk::recording::Side;
use wirewalk::story::Transcript;

/// What no client but Peggy's own words may say.
const SUCCESS: &str = "SUCCESS";
const MARK: &str = "X-Wirewalk-Door";

pub const ATTACKS: &[Check] = &[
    claim(
        "lesson7.forged-believed",
        "through the naive proxy, a client without a certificate gets the secret with two lines of text",
        |t| {
            let (scene, secret) = (scene(t, "forged-naive")?, kept(t, "secret")?);
            let ([outer], [inner]) = (exactly(scene, 0)?, exactly(scene, 1)?);
            let anonymous = tls::shown_by(scene, 0, Side::Client).is_empty();
            let believed = inner.asked_header(CLIENT_VERIFY) == [SUCCESS] && outer.answered_body().contains(secret);
            let evidence = format!("no certificate, {}: {}", outer.target()?, outer.status()?);
            Some(Verdict::new(anonymous && believed && outer.was_told("200"), evidence))
        },
    ),
    claim(
        "lesson7.forged-removed",
        "from Peggy, the same lines and five other spellings get 403, and Bob is told NONE each time",
        forged_removed,
    ),
    claim(
        "lesson7.smuggled-through-naive",
        "through the naive proxy, Alice asks for / and gets the answer to a request that was hidden in Mallory's",
        smuggled,
    ),
    claim(
        "lesson7.read-two-ways",
        "the same bytes are one request if a line feed ends a line, and two if a line must end with carriage return and line feed",
        two_ways,
    ),
    claim(
        "lesson7.pairs-refused",
        "Peggy refuses all six pairs with 400, and none of their bytes reach the inner leg",
        |t| {
            let scene = scene(t, "smuggled")?;
            let outer = calls(scene, 0);
            let has_two = |call: &&Call| call.asked.matches(" HTTP/1.1\r\n").count() == 2;
            let refused = outer.iter().filter(|call| call.answered.matches("HTTP/1.1 ").count() == 1);
            let refused = refused.filter(|call| call.was_told("400")).filter(has_two);
            let (refused, inside) = (refused.count(), calls(scene, 1).len());
            let evidence = format!("{refused} of {} refused; {inside} connections to Bob", outer.len());
            Some(Verdict::new(refused == 6 && outer.len() == 6 && inside == 0, evidence))
        },
    ),
    claim(
        "lesson7.straight-refused",
        "anyone who connects to Bob without the mark, or with a guessed one, gets 403",
        |t| {
            let calls = calls(scene(t, "straight")?, 1);
            let refused =
                calls.iter().all(|call| call.was_told("403") && call.asked_header(CLIENT_VERIFY) == [SUCCESS]);
            let marked = calls.iter().filter(|call| call.asked_header(MARK).len() == 1).count();
            let evidence = format!("{} attempts, {marked} with a guess: 403", calls.len());
            Some(Verdict::new(refused && calls.len() == 2 && marked == 1, evidence))
        },
    ),
    claim(
        "lesson7.stripped-reads-all",
        "if nobody told Alice about HTTPS, the secret crosses her wire in the clear, although Mallory's wire to Peggy is TLS",
        |t| {
            let (scene, secret) = (scene(t, "stripped")?, kept(t, "secret")?);
            let ([outer], [inner]) = (exactly(scene, 0)?, exactly(scene, 1)?);
            let hit = search::find(&outer.connection.stream(Side::Server), secret)?;
            let held = !outer.sealed && inner.sealed && inner.answered_body().contains(secret);
            Some(Verdict::new(held, format!("found {} from byte {} of what Alice received", hit.form, hit.at)))
        },
    ),
    claim(
        "lesson7.hsts-stops-stripping",
        "after one visit over HTTPS, Alice sends Mallory nothing in the clear and gets nothing from her",
        told_once,
    ),
    claim(
        "lesson7.inner-mallory-rewrites",
        "Mallory on the inner leg turns NONE into SUCCESS and changes a word of the answer, despite Alice's perfect TLS",
        rewritten,
    ),
    claim(
        "lesson7.mark-can-be-copied",
        "Mallory reads the mark on the inner leg, and then Bob believes whatever she says",
        |t| {
            let (scene, secret) = (scene(t, "mark-copied")?, kept(t, "secret")?);
            let inner = calls(scene, 1);
            let peggys = inner.iter().find(|call| call.caller() == "Peggy")?;
            let alone = inner.iter().find(|call| call.target() == Some("GET /secure-data"))?;
            let mark = peggys.asked_header(MARK);
            let same = mark.len() == 1 && mark == alone.asked_header(MARK);
            let held = same && alone.caller() == "Mallory" && alone.answered_body().contains(secret);
            let evidence = format!("{}, with Peggy's mark: {}", alone.target()?, alone.status()?);
            Some(Verdict::new(held && alone.asked_header(CLIENT_VERIFY) == [SUCCESS], evidence))
        },
    ),
];

fn forged_removed(t: &Transcript) -> Option<Verdict> {
    let scene = scene(t, "forged")?;
    let (outer, inner) = (calls(scene, 0), calls(scene, 1));
    let letters = |text: &str| text.to_lowercase().replace(|c: char| !c.is_ascii_alphanumeric(), "");
    let claims = |call: &Call| letters(&call.asked).contains("sslclientverify") && call.asked.contains(SUCCESS);
    let refused = outer.iter().filter(|call| claims(call) && call.was_told("403"));
    // By letters and digits alone, as the most generous backend would read it.
    let told = |call: &&Call| {
        let said = call.asked.lines().filter(|line| letters(line).starts_with("xssl")).count();
        call.asked_header(CLIENT_VERIFY) == ["NONE"] && call.asked_header(CLIENT_CN).is_empty() && said == 1
    };
    let (refused, told) = (refused.count(), inner.iter().filter(told).count());
    let held = refused == 6 && outer.len() == 6 && told == 6 && inner.len() == 6;
    Some(Verdict::new(held, format!("{refused} of {}: 403; Bob was told NONE {told} times", outer.len())))
}

fn smuggled(t: &Transcript) -> Option<Verdict> {
    let (scene, secret) = (scene(t, "smuggled-naive")?, kept(t, "secret")?);
    let [mallory, alice] = exactly(scene, 0)?;
    let [inner] = exactly(scene, 1)?;
    let asked = inner.asked.matches(" HTTP/1.1\r\n").count();
    let hidden = mallory.asked.matches("GET /secure-data HTTP/1.1").count() == 1;
    // Bob's answers in their order: Mallory got the first one, Alice the second.
    let rest = inner.answered.strip_prefix(&mallory.answered).filter(|_| !mallory.answered.is_empty());
    let shifted = rest.is_some_and(|rest| rest.starts_with(&alice.answered));
    let alices = alice.target()? == "GET /" && !alice.asked.contains("secure") && alice.caller() == "Alice";
    let others = alice.answered_body().contains("\"for\":\"root\"") && alice.answered_body().contains(secret);
    let evidence = format!("{asked} requests inside for 2 outside; Alice received {}", alice.answered_body());
    Some(Verdict::new(hidden && alices && others && asked == 3 && shifted, evidence))
}

fn two_ways(t: &Transcript) -> Option<Verdict> {
    let scene = scene(t, "smuggled-naive")?;
    let [mallory, _] = exactly(scene, 0)?;
    let [inner] = exactly(scene, 1)?;
    let (head, body) = mallory.asked.split_once("\r\n\r\n")?;
    let (te, cl) = ("Transfer-Encoding: chunked", "Content-Length: ");
    // By line feeds: the lines have both, and chunks come first.
    let chunks = head.lines().any(|line| line == te);
    let (size, chunk) = body.split_once("\r\n")?;
    let size = usize::from_str_radix(size, 16).ok()?;
    let one = chunks && chunk.get(size..) == Some("\r\n0\r\n\r\n");
    // By both bytes: no line begins with Transfer-Encoding, and Content-Length ends the body before the hidden request.
    let mut lines = head.split("\r\n");
    let no_chunks = !head.split("\r\n").any(|line| line.starts_with(te));
    let length: usize = lines.find_map(|line| line.strip_prefix(cl))?.parse().ok()?;
    let two = no_chunks && body.get(length..)?.starts_with("GET /secure-data HTTP/1.1\r\n");
    // The proxy passed on what Mallory wrote, to the byte.
    let same = inner.asked.starts_with(&mallory.asked);
    let (all, first) = (mallory.asked.len(), head.len() + 4 + length);
    let evidence = format!("one request of {all} bytes; or one of {first}, and {} for another", all - first);
    Some(Verdict::new(one && two && same, evidence))
}

fn told_once(t: &Transcript) -> Option<Verdict> {
    let (scene, secret) = (scene(t, "hsts")?, kept(t, "secret")?);
    let [visit, again] = exactly(scene, 0)?;
    let told = visit.sealed && visit.answered_header("Strict-Transport-Security").len() == 1;
    let said = again.connection.stream(Side::Client);
    let hello = scene.eve.iter().any(|m| {
        m.connection == again.connection.id && m.side == Side::Client && m.find(&tls_messages::SUITES).is_some()
    });
    let clear = said.windows(4).any(|w| w == b"GET " || w == b"HTTP");
    let streams =
        [visit.connection, again.connection].map(|c| [c.stream(Side::Client), c.stream(Side::Server)].concat());
    let hidden = streams.iter().all(|stream| search::find(stream, secret).is_none());
    let mallory = calls(scene, 1).is_empty();
    let evidence = format!("{} bytes to Mallory: a ClientHello; she asked Peggy nothing", said.len());
    Some(Verdict::new(told && hello && !clear && hidden && mallory, evidence))
}

fn rewritten(t: &Transcript) -> Option<Verdict> {
    let (scene, secret) = (scene(t, "inner-mallory")?, kept(t, "secret")?);
    let [alice] = exactly(scene, 0)?;
    let inner = calls(scene, 1);
    let by = |name: &str| inner.iter().find(|call| call.caller() == name);
    let (peggys, mallorys) = (by("Peggy")?, by("Mallory")?);
    let question = peggys.asked_header(CLIENT_VERIFY) == ["NONE"] && mallorys.asked_header(CLIENT_VERIFY) == [SUCCESS];
    let answer = mallorys.answered_body().contains(secret)
        && peggys.answered_body() != mallorys.answered_body()
        && alice.answered_body() == peggys.answered_body();
    let sound = tls::facts(scene, 0).has_proved(Side::Server)
        && alice.was_told("200")
        && tls::shown_by(scene, 0, Side::Client).is_empty();
    let evidence = format!("Bob said {}; Alice got {}", mallorys.answered_body(), alice.answered_body());
    Some(Verdict::new(question && answer && sound, evidence))
}
