//! aioquic at the other end of our HTTP/3: its client asks Bob, and Alice asks its server.

use std::sync::{Arc, Mutex};

use anyhow::Result;
use rustls::client::Resumption;
use wirewalk::http3::{Answer, Client, Limits, Proof, Request, Server};
use wirewalk_testing::https::{self, Club};
use wirewalk_testing::quic::aioquic::Aioquic;

const LOOPBACK: ([u8; 4], u16) = ([127, 0, 0, 1], 0);

#[test]
fn its_client_is_answered() {
    let Some(aioquic) = Aioquic::new() else { return };
    // What it is told, the paths that it asks for, and those that come early.
    for (options, early) in [
        ("/acorns /oaks", vec![]),
        ("--together --post 80000 /acorns /oaks", vec![]),
        ("--update-keys --change-id /acorns /oaks", vec![]),
        ("--suite chacha20 /acorns", vec![]),
        ("--again /acorns", vec!["/acorns"]),
    ] {
        // After a Retry it forgets what it has sent early, also where its own server asks for one.
        let proofs = if early.is_empty() { &[Proof::Never, Proof::Always][..] } else { &[Proof::Never] };
        for &proof in proofs {
            let asked = Arc::new(Mutex::new(Vec::new()));
            let notes = asked.clone();
            let app = move |request: &Request| {
                notes.lock().expect("no panic").push((request.path.clone(), request.body.len(), request.early));
                Answer { status: 200, body: format!("{} fluffy tails\n", request.body.len()) }
            };
            let mut tls = Club::new().server();
            tls.max_early_data_size = u32::MAX;
            let server = Server::open(LOOPBACK.into(), tls, proof, Limits::default(), app).expect("a server");
            let told = aioquic.ask(options, server.addr(), options);
            let paths: Vec<&str> = options.split(' ').filter(|word| word.starts_with('/')).collect();
            let visits = told.as_array().expect("a list");
            for visit in visits {
                let heads = visit["heads"].as_object().expect("streams");
                assert_eq!(heads.len(), paths.len(), "{options}: {told}");
                for head in heads.values() {
                    assert_eq!(head[0][0], serde_json::json!([":status", "200"]), "{options}: {told}");
                }
            }
            let asked = asked.lock().expect("no panic");
            assert_eq!(asked.len(), paths.len() * visits.len(), "{options}: {asked:?}");
            let came: Vec<&str> = asked.iter().filter(|one| one.2).map(|one| one.0.as_str()).collect();
            assert_eq!(came, early, "{options} {proof:?}: {asked:?}");
            let body = if options.contains("--post") { 80_000 } else { 0 };
            assert!(asked.iter().all(|one| one.1 == body), "{options}: {asked:?}");
        }
    }
}

#[test]
fn its_server_answers_alice() -> Result<()> {
    let Some(aioquic) = Aioquic::new() else { return Ok(()) };
    for options in ["", "--retry", "--versions 2,1", "--suite aes256"] {
        let server = aioquic.server(options);
        let mut tls = https::trusting(aioquic.identity().der());
        tls.resumption = Resumption::in_memory_sessions(8);
        tls.enable_early_data = true;
        let client = Client::new(tls)?;
        for early in [None, Some(true)] {
            let mut visit = client.visit("localhost", server.address)?;
            let answer = visit.ask("POST", "/post", &[b'o'; 5000])?;
            assert_eq!((answer.status, answer.body.as_str()), (200, "5000 bytes\n"), "{options}");
            assert_eq!(visit.early(), early, "{options}");
            client.moves()?;
            assert_eq!(visit.ask("GET", "/bytes/100000", b"")?.status, 200, "{options}");
            let reset = visit.ask("GET", "/reset", b"").expect_err("it breaks off");
            assert!(reset.to_string().contains("H3_INTERNAL_ERROR"), "{options}: {reset:#}");
            assert_eq!(visit.ask("GET", "/trailers", b"")?.body, "hello\n", "{options}");
            visit.closes();
        }
    }
    Ok(())
}
