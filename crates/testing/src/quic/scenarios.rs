//! What is recorded for the comparison with Wireshark.

use super::aioquic::Aioquic;
use super::quinn::{self, Suite, Talk};
use super::{Captured, Weather, chromium};

/// A way on which much goes wrong.
const STORM: Weather = Weather { seed: 9, lost: 30, late: 60, twice: 20, moves_after: None };

fn paths(paths: &[&str]) -> Vec<String> {
    paths.iter().map(|path| (*path).to_owned()).collect()
}

/// quinn at both ends, which is always here.
pub fn of_quinn() -> Vec<Captured> {
    let fair = Weather::default();
    let plain = Talk::default;
    let [one, three] = [&["/"][..], &["/a", "/b", "/c"][..]].map(paths);
    let many: Vec<String> = (0..40).map(|i| format!("/bytes/{}", i * 700)).collect();
    vec![
        quinn::talk("quinn, a request", &Talk { paths: one, ..plain() }, fair),
        quinn::talk("quinn, AES-256", &Talk { suite: Some(Suite::Aes256), ..plain() }, fair),
        quinn::talk("quinn, ChaCha20", &Talk { suite: Some(Suite::ChaCha20), paths: three.clone(), ..plain() }, fair),
        quinn::talk("quinn, POST of 100 KB", &Talk { post: Some(100_000), ..plain() }, fair),
        quinn::talk("quinn, many at once", &Talk { paths: many, together: true, ..plain() }, fair),
        quinn::talk("quinn, Retry", &Talk { retry: true, ..plain() }, fair),
        quinn::talk("quinn, key updates", &Talk { update_keys: true, paths: three.clone(), ..plain() }, fair),
        quinn::talk("quinn, early data", &Talk { again: true, ..plain() }, fair),
        quinn::talk("quinn, a client that moves", &Talk { moves: true, paths: three.clone(), ..plain() }, fair),
        quinn::talk(
            "quinn, a router that restarts",
            &Talk { paths: three.clone(), ..plain() },
            Weather { moves_after: Some(6), ..fair },
        ),
        quinn::talk("quinn, ids of no length", &Talk { ids: [0, 0], ..plain() }, fair),
        quinn::talk("quinn, ids of 20 bytes", &Talk { ids: [20, 20], ..plain() }, fair),
        quinn::talk("quinn, datagrams", &Talk { datagrams: 3, paths: three, ..plain() }, fair),
        quinn::talk("quinn, closed with an error", &Talk { close: Some(0x102), ..plain() }, fair),
        quinn::talk("quinn, draft 29", &Talk { version: Some(0xff00_001d), ..plain() }, fair),
        quinn::talk("quinn, a storm", &Talk { paths: paths(&["/bytes/1000000"]), ..plain() }, STORM),
    ]
}

/// Programs that are not ours, nor built with ours. `None`: one is not here.
pub fn of_others() -> Option<Vec<Captured>> {
    let (aioquic, fair) = (Aioquic::new()?, Weather::default());
    let mut all = vec![chromium::visits("Chromium at quinn's")?];
    let every = "/ /trailers /early /pushed /reset /bytes/30000 /";
    for (name, server, client, weather) in [
        ("aioquic, what HTTP/3 has", "", every, fair),
        ("aioquic, many at once", "", "--together / /a /b /c /d /e /f /bytes/100000", fair),
        ("aioquic, POST of 100 KB", "", "--post 100000 /post", fair),
        ("aioquic, Retry", "--retry", "/", fair),
        ("aioquic, keys and ids change", "", "--update-keys --change-id / / / /", fair),
        ("aioquic, early data", "", "--again / /", fair),
        ("aioquic, WebTransport", "--datagrams", "--datagrams /", fair),
        ("aioquic, DNS over QUIC", "--alpn doq", "--alpn doq / /", fair),
        ("aioquic, version 2", "--versions 2", "--versions 2 / /", fair),
        ("aioquic, from version 1 to 2", "--versions 2,1", "--versions 2,1 --original 1 / /", fair),
        ("aioquic, version negotiation", "--versions 1", "--versions grease,1 /", fair),
        ("aioquic, ChaCha20 and short ids", "--id-length 18", "--id-length 4 --suite chacha20 / --close 7", fair),
        ("aioquic, a storm", "", "--together / /a /bytes/200000 /b", STORM),
    ] {
        all.push(aioquic.talk(name, server, client, weather));
    }
    Some(all)
}
