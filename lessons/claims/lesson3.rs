//! What lesson 3 claims.

use bytes::Bytes;

use wirewalk::claims::{Check, Verdict, claim, every_byte_explained, kept, scene, search};
use wirewalk::dissect::names::{dh, fernet};
use wirewalk::dissect::{Message, dissect};
use wirewalk::exchange::{self, LEN, PrivateKey, PublicKey};
use wirewalk::fernet::Key;
use wirewalk::recording::{Recording, Secrets, Side};
use wirewalk::story::{Scene, Transcript, hex};

pub const CHECKS: &[Check] = &[
    claim("lesson3.paint-agrees", "Alice and Bob end up with the same colour, and Eve with a different one", |t| {
        let mut colours = kept(t, "paint")?.split("; ");
        let (alice, bob, eve) = (colours.next()?, colours.next()?, colours.next()?);
        let evidence = format!("red, green, blue: Alice {alice}, Bob {bob}, Eve {eve}");
        Some(Verdict::new(alice == bob && alice != eve, evidence))
    }),
    claim(
        "lesson3.small-numbers-agree",
        "both ends compute the same number, and plain multiplication gives the same result as squaring",
        |t| small(kept(t, "small")?),
    ),
    claim("lesson3.exponents-found", "both of Eve's methods found the exponent for every prime", |t| {
        exponents(kept(t, "exponents")?)
    }),
    claim(
        "lesson3.both-agree",
        "Alice's private key and Bob's give the same key, and it opens what Alice received",
        both_agree,
    ),
    claim(
        "lesson3.secret-hidden",
        "the secret is not in Eve's recording, and the same search finds it in what the key opens",
        |t| Some(search::hidden(scene(t, "agreed")?, kept(t, "secret")?, "a private key")),
    ),
    claim(
        "lesson3.eve-opens-nothing",
        "nothing that Eve has opens the token; with the same routine, Alice's private key opens it",
        |t| eve_tries(scene(t, "agreed")?),
    ),
    claim(
        "lesson3.every-byte-explained",
        "every byte that crossed the wire is explained, and so is every derived byte",
        |t| Some(every_byte_explained(t)),
    ),
    claim(
        "lesson3.bad-keys-refused",
        "Bob refuses public keys that are short, long or of low order, with a reason, and accepts a proper one",
        |t| refusals(scene(t, "bad-keys")?),
    ),
    claim(
        "lesson3.careless-alice-is-read",
        "without the check, the shared secret is zero, and Mallory and Eve read the message without a private key",
        |t| careless(scene(t, "careless")?, scene(t, "agreed")?, kept(t, "careless.read")?),
    ),
    claim(
        "lesson3.mallory-reads",
        "Mallory shares a key with Alice and another with Bob, and Alice and Bob share none",
        |t| two_keys(scene(t, "mallory")?),
    ),
    claim("lesson3.forgery-accepted", "Alice took Mallory's message for Bob's, and every check passed", |t| {
        let (scene, heard) = (scene(t, "mallory")?, kept(t, "mallory.heard")?);
        let bobs = opened(scene, 1)?;
        let held = bobs == kept(t, "secret")?.as_bytes() && bobs != heard.as_bytes();
        let held = held && opened(scene, 0)? == heard.as_bytes();
        let bobs = String::from_utf8_lossy(bobs);
        Some(Verdict::new(held, format!("Bob sent \u{201c}{bobs}\u{201d}, Alice received \u{201c}{heard}\u{201d}")))
    }),
    claim(
        "lesson3.private-keys-gone",
        "no private key is in anything that this walk writes, and no public key was used twice",
        gone,
    ),
];

/// `p g a b A B secret secret`, all computed again by plain multiplication.
fn small(kept: &str) -> Option<Verdict> {
    let numbers: Vec<u64> = kept.split(' ').filter_map(|n| n.parse().ok()).collect();
    let [p, g, a, b, from_alice, from_bob, at_alice, at_bob] = numbers[..] else { return None };
    let power = |base: u64, exponent: u64| (0..exponent).fold(1, |all, _| all * base % p);
    let sent = from_alice == power(g, a) && from_bob == power(g, b);
    let held = sent && at_alice == at_bob && at_alice == power(from_bob, a) && at_bob == power(g, a * b);
    Some(Verdict::new(held, format!("{from_bob}^{a} = {from_alice}^{b} = {at_alice} modulo {p}")))
}

/// Lines of `p`, what was public, and what each way found.
fn exponents(kept: &str) -> Option<Verdict> {
    let (mut primes, mut largest) = (0, 0);
    for line in kept.lines() {
        let (p, rest) = line.split_once(' ')?;
        let (public, found) = rest.split_once(' ')?;
        let (p, public): (u64, u64) = (p.parse().ok()?, public.parse().ok()?);
        let exponent = p / 2 - 1;
        let same = format!("Some({exponent}) Some({exponent})");
        if found != same || wirewalk::numbers::power(4, exponent, p).0 != public {
            return Some(Verdict::new(false, format!("modulo {p}: found {found}, not {same}")));
        }
        (primes, largest) = (primes + 1, p);
    }
    Some(Verdict::new(primes > 0, format!("{primes} primes up to {largest}, each exponent found twice")))
}

/// The first public keys of both sides on one leg, with their frames.
fn offered(scene: &Scene, hop: u8) -> Option<[(&Message, PublicKey); 2]> {
    let first = |side| {
        let message = scene.on_hop(false, hop).find(|m| m.side == side)?;
        let key = message.find(&dh::PUBLIC_KEY)?;
        Some((message, exchange::public_key(message.bytes(&key.span)).ok()?))
    };
    Some([first(Side::Client)?, first(Side::Server)?])
}

fn opened(scene: &Scene, hop: u8) -> Option<&[u8]> {
    scene.on_hop(true, hop).find_map(|m| m.bytes_of(&fernet::PLAINTEXT))
}

fn both_agree(t: &Transcript) -> Option<Verdict> {
    let agreed = scene(t, "agreed")?;
    let [(clients, alice), (servers, bob)] = offered(agreed, 0)?;
    let transcript = [clients.wire().as_ref(), servers.wire().as_ref()].concat();
    let private = |public| agreed.secrets.x25519_keys().iter().find(|key| PublicKey::from(*key) == public);
    let at_alice = exchange::derive(private(alice)?, &bob, &transcript).ok()?;
    let at_bob = exchange::derive(private(bob)?, &alice, &transcript).ok()?;
    let same = at_alice.okm == at_bob.okm && at_alice.shared == at_bob.shared;
    let heard = opened(agreed, 0)? == kept(t, "agreed.heard")?.as_bytes();
    let evidence = format!("{LEN} bytes of key compared, derived twice from {} bytes on the wire", transcript.len());
    Some(Verdict::new(same && heard, evidence))
}

/// The routine of the claim: with this in the place of a private key, and in that of the Fernet key, how many tokens open?
fn opens(recording: &Recording, candidate: [u8; LEN]) -> usize {
    let secrets = Secrets::none().with_x25519(PrivateKey::from(candidate)).with_fernet(Key::from_bytes(candidate));
    dissect(recording, &secrets).filter(|m| m.find(&fernet::PLAINTEXT).is_some()).count()
}

fn eve_tries(scene: &Scene) -> Option<Verdict> {
    let [(_, alice), (_, bob)] = offered(scene, 0)?;
    let (a, b) = (alice.to_bytes(), bob.to_bytes());
    let mut candidates = vec![[0; LEN], a, b, std::array::from_fn(|i| a[i] ^ b[i])];
    // One public key taken for the private key of the other, and its derivation.
    let messages: Vec<_> = scene.on_hop(false, 0).take(2).map(|m| m.wire().clone()).collect();
    for (taken, other) in [(a, &bob), (b, &alice)] {
        let derived = exchange::derive(&PrivateKey::from(taken), other, &messages.concat()).ok()?;
        candidates.extend([*derived.shared, *derived.prk, *derived.okm]);
    }
    let every: Vec<Bytes> = scene.eve.iter().flat_map(|m| &m.sources).map(|s| s.bytes.clone()).collect();
    let windows: Vec<[u8; LEN]> =
        every.iter().flat_map(|bytes| bytes.windows(LEN)).filter_map(|w| w.try_into().ok()).collect();
    candidates.extend(windows);
    let eves = candidates.iter().filter(|c| opens(&scene.recording, **c) > 0).count();
    let private = scene.secrets.x25519_keys().iter().find(|key| PublicKey::from(*key) == alice)?;
    let alices = opens(&scene.recording, private.to_bytes());
    let evidence =
        format!("{} candidates from all that Eve has: {eves} open it; Alice's private key: {alices}", candidates.len());
    Some(Verdict::new(eves == 0 && alices == 1, evidence))
}

fn refusals(scene: &Scene) -> Option<Verdict> {
    let (mut refused, mut served) = (Vec::new(), 0);
    for connection in &scene.recording.connections {
        let said = |side| scene.eve.iter().filter(move |m| m.connection == connection.id && m.side == side);
        let reason = said(Side::Server).find_map(|m| m.bytes_of(&dh::REASON));
        let token = said(Side::Server).any(|m| m.find(&fernet::TOKEN).is_some());
        let offered = said(Side::Client).find_map(|m| m.bytes_of(&dh::PUBLIC_KEY));
        match reason {
            Some([_, ..]) if !token => refused.push(offered.and_then(|bytes| exchange::public_key(bytes).ok())),
            _ => served += usize::from(token),
        }
    }
    let low = refused.iter().flatten().filter(|key| exchange::is_low_order(key)).count();
    let held = refused.len() == 5 && low == 3 && served == 1;
    Some(Verdict::new(held, format!("{} refused, {low} of them of low order; {served} served", refused.len())))
}

/// What Eve opens without a secret: the message, where the secret is zero; nothing, where both checked.
fn careless(scene: &Scene, agreed: &Scene, read: &str) -> Option<Verdict> {
    let [_, (_, mallory)] = offered(scene, 0)?;
    let eves = |scene: &Scene| {
        let opened =
            dissect(&scene.recording, &Secrets::none()).find_map(|m| Some(m.bytes_of(&fernet::PLAINTEXT)?.to_vec()));
        opened.map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
    };
    let shared = scene.on_hop(false, 0).find_map(|m| m.bytes_of(&dh::SHARED_SECRET))?;
    let (here, there) = (eves(scene)?, eves(agreed));
    let held = exchange::is_low_order(&mallory) && shared == [0; LEN] && here == read && there.is_none();
    let control = if there.is_none() { "nothing" } else { "the message too" };
    let evidence = format!(
        "shared secret {}…, {LEN} bytes of zeros; Mallory read \u{201c}{read}\u{201d}, Eve \u{201c}{here}\u{201d}; where both sides checked, Eve opens {control}",
        hex(shared.get(..4)?)
    );
    Some(Verdict::new(held, evidence))
}

fn two_keys(scene: &Scene) -> Option<Verdict> {
    let (outer, inner) = (offered(scene, 0)?, offered(scene, 1)?);
    let [alice, for_alice, for_bob, bob] = [outer[0].1, outer[1].1, inner[0].1, inner[1].1];
    let all_differ = [alice, for_alice, for_bob, bob].iter().enumerate().all(|(i, a)| {
        let others = [alice, for_alice, for_bob, bob];
        others.iter().enumerate().all(|(j, b)| i == j || a != b)
    });
    let private = |public| scene.secrets.x25519_keys().iter().find(|key| PublicKey::from(*key) == public);
    let legs = |key: &PrivateKey| opens(&scene.recording, key.to_bytes());
    let (alices, mallorys) = (legs(private(alice)?), legs(private(for_bob)?));
    let read = opened(scene, 0).is_some() && opened(scene, 1).is_some();
    let evidence = format!(
        "Alice's private key opens {alices} of 2 legs, Mallory's for Bob {mallorys}; Alice received the key {}…, Bob sent {}…",
        hex(&for_alice.as_bytes()[..4]),
        hex(&for_bob.as_bytes()[..4]),
    );
    Some(Verdict::new(all_differ && read && alices == 1 && mallorys == 1, evidence))
}

fn gone(t: &Transcript) -> Option<Verdict> {
    let mut written: Vec<Vec<u8>> = t.kept.values().map(|v| v.clone().into_bytes()).collect();
    let messages = t.scenes.iter().flat_map(|s| s.eve.iter().chain(&s.insider));
    written.extend(messages.flat_map(|m| &m.sources).map(|s| s.bytes.to_vec()));
    let keys: Vec<_> = t.scenes.iter().flat_map(|s| s.secrets.x25519_keys()).map(PrivateKey::to_bytes).collect();
    let stands = |key: &[u8; LEN]| {
        let text = hex(key);
        written.iter().any(|bytes| [&key[..], text.as_bytes()].iter().any(|k| bytes.windows(k.len()).any(|w| w == *k)))
    };
    let found = keys.iter().filter(|key| stands(key)).count();
    let mut public: Vec<[u8; LEN]> = Vec::new();
    for id in ["agreed", "mallory"] {
        let scene = scene(t, id)?;
        for hop in 0..=u8::from(id == "mallory") {
            public.extend(offered(scene, hop)?.map(|(_, key)| key.to_bytes()));
        }
    }
    let used = public.len();
    public.sort_unstable();
    public.dedup();
    let held = found == 0 && !keys.is_empty() && public.len() == used;
    Some(Verdict::new(
        held,
        format!("{} private keys looked for, {found} found; {used} public keys, all different", keys.len()),
    ))
}
