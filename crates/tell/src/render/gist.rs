//! A message in a few words, from what its fields say: `GET / HTTP/1.1`, `ClientHello`, `Application Data, 58 bytes`.

use super::pcapng::cut;
use super::value::{camel_case, count, first_words};
use super::{http3, packet, quic};
use crate::quic::is_datagram;
use wirewalk_dissect::dns::facts;
use wirewalk_dissect::names::{
    self, dh, dns, http, http2, packet_ip, packet_links, packet_tunnels, tls_messages, tls_record as tls,
};
use wirewalk_dissect::{Datum, Field, Label, Message, Origin};

/// Values are not longer than this, in bytes.
const LONGEST: usize = 100;

/// Fields of a frame of HTTP/2 that tell what it is about, in the order in which they are told.
static TELLING: [&Label; 9] = [
    &http2::STATUS,
    &http2::METHOD,
    &http2::PATH,
    &http2::SETTING,
    &http2::ACK_SETTINGS,
    &http2::ACK_PING,
    &http2::INCREMENT,
    &http2::ERROR,
    &http2::GOAWAY_ERROR,
];

/// The gist of a message and what it means: `GET / HTTP/1.1: …`.
pub fn describe(message: &Message) -> String {
    let gist = gist(message);
    if let Some(meaning) = http3::meaning(message) {
        return format!("{gist}, {meaning}");
    }
    let Some(first) = message.fields.first() else { return gist };
    let own = first.value.meaning.as_deref().unwrap_or(first.label.why);
    let meaning = match () {
        () if first.is(&tls::RECORD) => return format!("{gist}: {}", meaning_of_record(first)),
        () if first.is(&http2::FRAME) => return format!("{gist}, {own}"),
        () if first.is(&dh::FRAME) => {
            carried(first).map_or(own, |field| field.value.meaning.as_deref().unwrap_or(field.label.why))
        }
        // That is all that they mean.
        () if first.is(&dns::MESSAGE) || is_packet(message) || is_datagram(message) => return gist,
        () if first.is(&http::BODY) || first.is(&http::CHUNK_SIZE) => return gist,
        () if first.is(&http::BODY_PIECE) => own,
        () => {
            let leaves = leaves(first);
            // A value that has a name (a status, a type) says more about the message than one that has none (a version).
            let named = leaves.iter().find(|leaf| matches!(leaf.value.datum, Datum::Named { .. }));
            let mut telling = [first].into_iter().chain(named).chain(leaves);
            telling.find_map(|field| field.value.meaning.as_deref()).unwrap_or(first.label.why)
        }
    };
    format!("{gist}: {meaning}")
}

/// The gist of a message alone.
pub fn gist(message: &Message) -> String {
    // Which stream of QUIC it lies on is told by whoever shows the message.
    let on_stream = |field: &&Field| !field.is(&names::http3::STREAM);
    let Some(first) = message.fields.iter().find(on_stream).or(message.fields.first()) else {
        return "nothing that has a name".to_owned();
    };
    if let Some(gist) = quic::gist(message).or_else(|| http3::gist(message)) {
        return gist;
    }
    match () {
        () if first.is(&tls::RECORD) => parts(message, first).join(", "),
        () if first.is(&http2::FRAME) => frame_of_http2(message, first),
        () if first.is(&dh::FRAME) => frame(first),
        () if is_packet(message) => packet::gist(message).unwrap_or_else(|| first.label.name.to_owned()),
        () if first.is(&dns::MESSAGE) => facts::words(first),
        () if first.is(&http::BODY) || first.is(&http::BODY_PIECE) => body(first),
        () if first.is(&http::CHUNK_SIZE) => match message.find(&http::CHUNK_DATA) {
            Some(data) => format!("chunk, {}", content(data)),
            None => first.value.meaning.as_deref().unwrap_or(first.label.name).to_owned(),
        },
        () => values(first, leaves(first)),
    }
}

/// Whether it is a packet, and no message of a conversation: it begins with a link or with IP.
fn is_packet(message: &Message) -> bool {
    let links = [
        &names::packet::ETHERNET,
        &packet_ip::IPV4,
        &packet_ip::IPV6,
        &packet_links::SLL,
        &packet_links::NULL,
        &names::packet::PPP,
        &names::packet::PPP_DIRECTION,
        &names::packet::CISCO,
        &names::packet::MPLS,
        &packet_links::NFLOG,
        &packet_links::PKTAP,
        &packet_links::PPI,
        &packet_links::RADIOTAP,
        &packet_links::WIRELESS,
        &names::packet::CARRIED,
        &packet_tunnels::VXLAN,
        &packet_tunnels::GENEVE,
    ];
    message.fields.first().is_some_and(|first| links.iter().any(|label| first.is(label)))
}

fn body(field: &Field) -> String {
    format!("{}, {}", field.label.name, content(field))
}

/// How long a field is and how it begins, or what was recognised in it.
fn content(field: &Field) -> String {
    let length = count(field.span.len() as u64, "byte", "bytes");
    match (&field.value.datum, field.children.first()) {
        (Datum::Text(text), _) => match first_words(text) {
            words if words.is_empty() => length,
            words => format!("{length}, “{words}”"),
        },
        (_, Some(recognised)) if field.is(&http::BODY) || field.is(&http2::DATA) => {
            format!("{length}, {}", recognised.label.name)
        }
        _ => length,
    }
}

/// What a frame of lesson 3 carries.
fn carried(frame: &Field) -> Option<&Field> {
    behind(frame, &dh::LENGTH).next()
}

/// The first name that a part of a field has.
fn named(field: &Field) -> Option<&str> {
    field.children.iter().find_map(|part| match &part.value.datum {
        Datum::Named { name, .. } => Some(name.as_ref()),
        _ => None,
    })
}

/// The parts of a field that follow on this one.
fn behind<'f>(field: &'f Field, label: &'f Label) -> impl Iterator<Item = &'f Field> {
    field.children.iter().skip_while(move |part| !part.is(label)).skip(1)
}

/// A frame of lesson 3: its type and what it carries.
fn frame(frame: &Field) -> String {
    let kind = named(frame).unwrap_or("of an unknown type");
    match carried(frame) {
        Some(field) => format!("{}: {kind}, {}", frame.label.name, content(field)),
        None => format!("{}: {kind}", frame.label.name),
    }
}

/// A frame of HTTP/2: its type, and what it is about.
fn frame_of_http2(message: &Message, frame: &Field) -> String {
    let name = word(&frame.value.datum).unwrap_or_else(|| frame.label.name.to_owned());
    let told = |field: &Field| match field.value.datum {
        Datum::Flag(set) => set.then(|| field.label.name.to_owned()),
        Datum::Number(number) => Some(format!("{} {}", count(number, "byte", "bytes"), field.label.name)),
        _ => word(&field.value.datum),
    };
    let all = |label: &&'static Label| message.all(label).filter_map(told).collect::<Vec<_>>().join(", ");
    let mut words: Vec<String> = TELLING.iter().map(all).filter(|told| !told.is_empty()).collect();
    words.extend(message.find(&http2::DATA).map(content));
    match words.is_empty() {
        true => name,
        false => format!("{name}: {}", words.join(" ")),
    }
}

/// What the first thing means that a record of TLS carries, and what is wrong with it.
fn meaning_of_record(record: &Field) -> String {
    let carries = [&tls::HANDSHAKE, &tls::ALERT, &tls::CHANGE_CIPHER_SPEC, &tls::CONTENT];
    let carried = record.walk().find(|f| carries.iter().any(|label| f.is(label)));
    let meaning = match carried {
        Some(data) if data.is(&tls::CONTENT) => Some(data.label.why),
        // Which alert it is says more than that it ends the connection.
        Some(alert) if alert.is(&tls::ALERT) => {
            let mut telling = alert.find(&tls_messages::ALERT_DESCRIPTION).into_iter().chain(alert.walk());
            telling.find_map(|f| f.value.meaning.as_deref())
        }
        Some(carried) => carried.walk().find_map(|f| f.value.meaning.as_deref()),
        None => record.value.meaning.as_deref(),
    };
    // That it is encrypted is said already.
    let meaning = meaning.unwrap_or(record.label.why).trim_start_matches("encrypted: ");
    let problem = record.walk().find_map(|f| f.problem.as_ref()).map(|p| format!("; problem: {p}")).unwrap_or_default();
    format!("{meaning}{problem}")
}

/// Each thing that a record carries: handshake messages by name, data by length, and whether it had to be decrypted.
fn parts(message: &Message, record: &Field) -> Vec<String> {
    let mut parts: Vec<String> = record.walk().filter_map(part).collect();
    let opened = |field: &Field| {
        let source = message.sources.get(usize::from(field.span.source));
        source.is_some_and(|source| matches!(source.origin, Origin::Decrypted { .. }))
    };
    match parts.last_mut() {
        Some(last) if record.walk().any(opened) => last.push_str(" (decrypted)"),
        Some(_) => {}
        None => parts.extend(sealed(record)),
    }
    parts
}

fn part(field: &Field) -> Option<String> {
    let is_sealed = || field.child(&tls::CIPHERTEXT).is_some();
    match () {
        () if field.is(&tls::HANDSHAKE) && !is_sealed() => {
            Some(word(&field.value.datum).map_or(field.label.name.to_owned(), |name| camel_case(&name)))
        }
        () if field.is(&tls::FRAGMENT) && field.children.is_empty() => Some(field.label.name.to_owned()),
        () if field.is(&tls::ALERT) && !is_sealed() => {
            Some(word(&field.value.datum).map_or("Alert".to_owned(), |name| format!("Alert {name}")))
        }
        () if field.is(&tls::CHANGE_CIPHER_SPEC) => Some("ChangeCipherSpec".to_owned()),
        () if field.is(&tls::CONTENT) => {
            Some(format!("Application Data, {}", count(field.span.len() as u64, "byte", "bytes")))
        }
        () => None,
    }
}

/// A record that was not opened: what it says that it is, and how long that is.
fn sealed(record: &Field) -> Option<String> {
    let body = behind(record, &tls::LENGTH).last();
    let length = count(body.map_or(0, |field| field.span.len()) as u64, "byte", "bytes");
    Some(format!("{}, {length}, encrypted", named(record)?))
}

/// The leaves of the first line or other group that holds leaves; the field itself if it is one.
fn leaves(field: &Field) -> &[Field] {
    let mut group = std::slice::from_ref(field);
    while let Some(first) = group.first().filter(|first| !first.is_leaf()) {
        group = &first.children;
    }
    group
}

/// What the first field holds: its value, or its name if it means something as a whole, or the values of its leaves.
fn values(first: &Field, leaves: &[Field]) -> String {
    let whole = word(&first.value.datum).or_else(|| first.value.meaning.as_ref().map(|_| first.label.name.to_owned()));
    whole.unwrap_or_else(|| {
        let words: Vec<String> = leaves.iter().filter_map(|leaf| word(&leaf.value.datum)).collect();
        if words.is_empty() { first.label.name.to_owned() } else { words.join(" ") }
    })
}

/// A value in one line; nothing for blanks and line ends.
fn word(datum: &Datum) -> Option<String> {
    match datum {
        Datum::Text(text) => {
            let text: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
            (!text.is_empty()).then(|| cut(&text, LONGEST).to_owned())
        }
        Datum::Number(number) | Datum::Time(number) => Some(number.to_string()),
        Datum::Named { number, name } => Some(format!("{number} {name}")),
        Datum::Flag(_) | Datum::None => None,
    }
}
