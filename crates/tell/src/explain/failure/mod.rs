//! Why a conversation came to nothing: what each side tried, who refused, what to do about it.

use super::conversation::{Conversation, Spoken};
use wirewalk_dissect::facts::{Alert, Facts, Offer, handshake_type, place};
use wirewalk_dissect::recording::Side;

/// A failure, explained.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What it is, in a few words.
    pub name: &'static str,
    /// What happened, and who refused.
    pub what: String,
    /// What each side tried, as far as it can be seen.
    pub tried: Vec<String>,
    /// What to do.
    pub remedy: String,
}

impl Failure {
    fn new(name: &'static str, what: impl Into<String>, tried: Vec<String>, remedy: impl Into<String>) -> Failure {
        Failure { name, what: what.into(), tried, remedy: remedy.into() }
    }
}

/// What failed; `None`: nothing that can be seen.
pub fn failure(conversation: &Conversation) -> Option<Failure> {
    crossed(conversation)
        .or_else(|| {
            let tls = &conversation.tls;
            tls.alerts.iter().find(|alert| !tls.is_remark(alert)).map(|alert| refused(conversation, alert))
        })
        .or_else(|| silent(conversation))
        .or_else(|| unfinished(conversation))
        .or_else(|| left(conversation))
        .or_else(|| broken_off(conversation))
}

/// One side speaks TLS and the other does not.
fn crossed(conversation: &Conversation) -> Option<Failure> {
    let (port, tls) = (conversation.server.port(), &conversation.tls);
    let [client, server] = conversation.begins;
    let (name, what, asked, answered, remedy) = match (client?, server?) {
        (Spoken::Http, Spoken::Tls) => (
            "HTTP to a TLS port",
            "plain HTTP to a port that speaks TLS: the server refused",
            format!(
                "the client asked in plain HTTP: {}",
                conversation.http.examples.first().map_or("something", String::as_str)
            ),
            "the server answered in TLS",
            format!("ask with https:// where the port is {port}"),
        ),
        (Spoken::Tls, Spoken::Http) => (
            "TLS to an HTTP port",
            "TLS to a port that speaks plain HTTP: the server did not understand",
            offered(&tls.offer),
            "the server answered in plain HTTP",
            format!("ask with http:// where the port is {port}, or let the server speak TLS there"),
        ),
        (Spoken::Tls, Spoken::Other) => (
            "TLS to another protocol",
            "TLS to a port that speaks something else",
            offered(&tls.offer),
            "the server answered in another protocol",
            "look what listens there; some protocols begin in clear and go over to TLS later (STARTTLS)".to_owned(),
        ),
        _ => return None,
    };
    Some(Failure::new(name, what, vec![asked, answered.to_owned()], remedy))
}

/// A side said why.
fn refused(conversation: &Conversation, alert: &Alert) -> Failure {
    let tls = &conversation.tls;
    let when = if tls.is_established() { "after the handshake" } else { "in the handshake" };
    let other = alert.side.other();
    let read = if alert.in_clear { "in clear" } else { "encrypted" };
    let what =
        format!("the {} refused {when}: alert {} {} ({read}), to the {other}", alert.side, alert.number, alert.name);
    let mut remedy = alert.meaning.clone();
    if let Some(more) = particular(alert, tls) {
        remedy.push_str(". ");
        remedy.push_str(&more);
    }
    Failure::new("refused by alert", what, tried(tls), remedy)
}

/// What is to be done about an alert in this connection.
fn particular(alert: &Alert, tls: &Facts) -> Option<String> {
    let offer = &tls.offer;
    let name = offer.server_name.as_deref().unwrap_or("no name at all");
    Some(match (alert.number, alert.side) {
        (70, Side::Server) => format!(
            "Here the client offers {} and the server takes none of them: raise the client's newest version, or allow \
             an older one at the server",
            listed(&offer.versions)
        ),
        (40 | 71, Side::Server) => {
            "Here: see whether the server allows one of the suites and one of the groups above, and whether it has a \
             certificate with a key for them (RSA or ECDSA)"
                .to_owned()
        }
        (50, side) if alert.late => format!(
            "Here the {} had hung up without saying goodbye (close_notify), which some programs answer with this alert",
            side.other()
        ),
        (48, Side::Client) => {
            "Here the client does not know the server's authority: give it the root (curl: --cacert), or let the server \
             send what stands between"
                .to_owned()
        }
        (48, Side::Server) => "Here the server does not know who issued the client's certificate".to_owned(),
        (112, Side::Server) => format!("Here the client asked for {name}"),
        (116, Side::Server) => {
            "Here the client has to show a certificate (curl: --cert and --key)".to_owned()
        }
        (40, Side::Client) => "Here what the server chose is not what the client allows".to_owned(),
        (120, Side::Server) => format!("Here the client would speak {}", listed(&offer.alpn)),
        (42 | 45 | 46, Side::Client) => format!("Here the client asked for {name}"),
        _ => return None,
    })
}

/// Nobody answered, or nobody was there.
fn silent(conversation: &Conversation) -> Option<Failure> {
    let server = conversation.server;
    if conversation.messages > 0 || conversation.bytes != [0, 0] {
        return None;
    }
    let asked = vec![format!("the client asked to connect to {server}")];
    match (conversation.opened, conversation.reset) {
        (false, Some(Side::Server)) => Some(Failure::new(
            "connection refused",
            "connection refused: the server's machine answered that nobody listens there",
            asked,
            format!("start the server, or look whether it listens on port {}", server.port()),
        )),
        (false, None) if !conversation.ended.contains(&true) => Some(Failure::new(
            "no answer",
            "nobody answered",
            asked,
            "look at the address, at firewalls on the way, and whether the machine is there",
        )),
        (true, _) => Some(Failure::new(
            "nothing was said",
            "it was opened, and nothing was said",
            Vec::new(),
            "a browser's spare connection and a port scan look like this",
        )),
        _ => None,
    }
}

/// A handshake that has no end.
fn unfinished(conversation: &Conversation) -> Option<Failure> {
    let tls = &conversation.tls;
    if !conversation.begins_with(Side::Client, Spoken::Tls)
        || tls.is_established()
        || tls.said.iter().all(Vec::is_empty)
        || conversation.cut.contains(&true)
    {
        return None;
    }
    let end = match (conversation.reset, conversation.ended) {
        (Some(side), _) => format!("the {side} broke the connection off (RST)"),
        (None, [true, _]) => "the client hung up".to_owned(),
        (None, [_, true]) => "the server hung up".to_owned(),
        (None, [false, false]) => "the capture ends".to_owned(),
    };
    let last = conversation.last.as_ref().map(|(side, said)| format!("the {side} said last: {said}"));
    let tried: Vec<String> = tried(tls).into_iter().chain(last).collect();
    let remedy = match (tls.has_said(Side::Server, handshake_type::SERVER_HELLO), conversation.reset) {
        (false, Some(_)) => {
            "no word of TLS came back: something on the way may block the server's name, or no TLS is spoken there"
        }
        (false, None) => "the server did not answer the hello: look at its log; it may want another version or name",
        (true, _) if tls.version.as_deref() == Some("TLS 1.3") && tls.opened == [0, 0] => {
            "from the ServerHello on all is encrypted, the reason too: give the keys with --keylog and it can be read"
        }
        (true, _) => "no reason was given: look at the log of the side that ended it",
    };
    Some(Failure::new("no end of the handshake", format!("the handshake did not end: {end}"), tried, remedy))
}

/// A client that shook hands and left: no question, no alert, no goodbye. Only with the keys it can be seen that there was none.
fn left(conversation: &Conversation) -> Option<Failure> {
    let tls = &conversation.tls;
    let leaves = conversation.ended[place(Side::Client)] || conversation.reset == Some(Side::Client);
    let said_nothing = conversation.inside.is_none() && !tls.goodbye.contains(&true);
    let all_is_seen = tls.is_established() && tls.opened[0] > 0 && tls.sealed == [0, 0] && conversation.missing == 0;
    (leaves && said_nothing && all_is_seen).then(|| {
        let remedy = "some clients leave like this when they do not trust the certificate (wget, Node.js): see what the \
            client itself says. A browser's spare connection looks like this too";
        Failure::new("left without a word", "the client left after the handshake and asked for nothing", tried(tls).into_iter().collect(), remedy)
    })
}

/// A connection that was broken off in the middle of something.
fn broken_off(conversation: &Conversation) -> Option<Failure> {
    let side = conversation.reset?;
    // Who has hung up answers with RST whatever still comes; and a client does so once the server has said everything.
    let over = conversation.ended[place(side)] || (side == Side::Client && conversation.ended[place(Side::Server)]);
    if over || conversation.tls.goodbye.contains(&true) {
        return None;
    }
    let last = conversation.last.as_ref().map(|(side, said)| format!("the {side} said last: {said}"));
    let remedy = "a program that crashed, a timeout, a firewall: look at the log of the side that broke it off";
    Some(Failure::new(
        "broken off",
        format!("the {side} broke the connection off (RST)"),
        last.into_iter().collect(),
        remedy,
    ))
}

/// What both sides tried in a handshake.
fn tried(tls: &Facts) -> Vec<String> {
    let mut tried = Vec::new();
    if tls.has_said(Side::Client, handshake_type::CLIENT_HELLO) {
        tried.push(offered(&tls.offer));
    }
    if let Some(version) = &tls.version {
        let group = tls.group.as_ref().map(|group| format!(", group {group}")).unwrap_or_default();
        let suite = tls.suite.as_deref().unwrap_or("no suite");
        tried.push(format!("the server chose {version}, {suite}{group}"));
    } else if !tls.said[1].is_empty() || !tls.alerts.is_empty() {
        tried.push("the server chose nothing".to_owned());
    }
    if tls.asked_for_certificate() {
        tried.push("the server asked for the client's certificate".to_owned());
    }
    tried
}

fn offered(offer: &Offer) -> String {
    let name = offer.server_name.as_ref().map(|name| format!(" for {name}")).unwrap_or_default();
    let mut parts = vec![format!("the client offered{name} {}", listed(&offer.versions))];
    for (what, list) in [("suites", &offer.suites), ("groups", &offer.groups), ("inside", &offer.alpn)] {
        if !list.is_empty() {
            parts.push(format!("{what} {}", listed(list)));
        }
    }
    parts.join("; ")
}

/// The first of a list, and how many more there are.
fn listed(list: &[String]) -> String {
    const FIRST: usize = 5;
    let first = list.get(..FIRST).unwrap_or(list).join(", ");
    match list.len().saturating_sub(FIRST) {
        _ if list.is_empty() => "nothing".to_owned(),
        0 => first,
        more => format!("{first} and {more} more"),
    }
}
