//! The door under TLS, and Alice's client before it.

#[path = "common/https.rs"]
mod https;

use anyhow::Result;
use https::Club;
use wirewalk::client;
use wirewalk::door::{Door, Limits, Tls};
use wirewalk::lesson1::bob;

fn asks(agent: &ureq::Agent, url: &str) -> Result<String> {
    Ok(agent.get(url).call()?.body_mut().read_to_string()?)
}

fn door(club: &Club) -> Door {
    Door::open_over(([127, 0, 0, 1], 0).into(), Limits::default(), Tls::new(club.server()), bob).expect("a door")
}

#[test]
fn alice_gets_the_secret_by_name_and_by_address() -> Result<()> {
    let club = Club::new();
    let door = door(&club);
    for host in ["localhost", "127.0.0.1"] {
        let url = format!("https://{host}:{}/", door.addr().port());
        assert_eq!(asks(&client::agent_tls(club.client()), &url)?, "fluffy tail");
        assert_eq!(asks(&client::agent_tls(club.client_of(&[&rustls::version::TLS12])), &url)?, "fluffy tail");
    }
    Ok(())
}

#[test]
fn an_untrusted_root_and_another_name_come_back_word_for_word() -> Result<()> {
    let club = Club::new();
    let door = door(&club);
    let url = format!("https://localhost:{}/", door.addr().port());
    let error = asks(&client::agent_tls(Club::new().client()), &url).unwrap_err();
    let tls = client::tls_error(&error).expect("a failure of TLS");
    assert_eq!(tls.raw, "invalid peer certificate: BadSignature");
    assert_eq!(tls.sent.as_deref(), Some("DecryptError"));
    assert_eq!(client::reason(&error), tls.raw);
    Ok(())
}
