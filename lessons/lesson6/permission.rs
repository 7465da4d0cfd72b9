//! A valid certificate is not permission: whom Bob knows, and whom he tells.

use anyhow::Result;
use rustls::ClientConfig;
use wirewalk::client;
use wirewalk::stage::Stage;
use wirewalk::story::Voice;
use wirewalk::tls::{Credentials, Trust};

use super::cast::{Club, leaves_both, person, said, scene, scene_with};
use super::text;

/// What is shown of her request.
const FORGED: &[&str] = &[
    "wirewalk.http.x_ssl_client_cn",
    "wirewalk.http.x_ssl_client_verify",
    "wirewalk.http.request_line",
    "http.request.method",
];

/// Somebody who says in headers who they are.
fn pretender(url: &str, config: ClientConfig) -> Result<String> {
    let request = client::agent_tls(config).get(url).header("X-SSL-Client-CN", "alice");
    Ok(request.header("X-SSL-Client-Verify", "SUCCESS").call()?.body_mut().read_to_string()?)
}

/// Two people with good certificates who are no members.
pub fn who_may(voice: &mut Voice, stage: &mut Stage, club: &Club, trust: &Trust) -> Result<()> {
    voice.says(&text::PERMISSION)?;
    voice.asks(&text::IS_IT_ENOUGH)?;
    let (bob, wishes) = ((&club.bob, trust), club.wishes());
    let mallory = Credentials::certified(&club.carol, &person("mallory", "mallory"))?;
    voice.measures(&text::MALLORY_FILE, leaves_both(stage, "certs/mallory/mallory.pem", &mallory)?)?;
    let (stranger, outcome) = scene((voice, stage), "stranger", bob, ("Mallory", &wishes, Some(&mallory)))?;
    voice.says(&text::FORBIDDEN)?;
    voice.measures(&text::MALLORY_HEARD, said(outcome))?;
    voice.shows_only(stranger.opened(), &["http.response.code"])?;
    voice.answers(&text::IS_IT_ENOUGH)?;
    voice.claims("lesson6.valid-is-not-permitted")?;

    voice.says(&text::NAMESAKE)?;
    voice.asks(&text::WHICH_NAME)?;
    let namesake = Credentials::certified(&club.carol, &person("alice", "alice-of-the-otters"))?;
    let asks = ("another Alice", &wishes, Some(&namesake));
    let (other, outcome) = scene_with((voice, stage), "namesake", bob, asks, pretender)?;
    voice.says(&text::NAMESAKE_SEEN)?;
    voice.measures(&text::SHE_HEARD, said(outcome))?;
    voice.shows_only(other.opened().from_client(), FORGED)?;
    voice.answers(&text::WHICH_NAME)?;
    voice.claims("lesson6.common-name-decides-nothing")?;
    voice.claims("lesson6.headers-prove-nothing")
}
