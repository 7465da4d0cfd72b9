//! Addresses as requests and redirects give them, and the first words of a page.

/// What a request asks for, as one address: a target in absolute form has its host in it, and CONNECT's is nothing else
/// (RFC 9112 §3.2).
pub(super) fn address(method: &str, host: &str, target: &str) -> String {
    match target {
        "" => host.to_owned(),
        _ if method == "CONNECT" || target.contains("://") || host.is_empty() => target.to_owned(),
        _ if target.starts_with('/') => format!("{host}{target}"),
        _ => format!("{target} at {host}"),
    }
}

/// An address with its scheme, as a redirect may leave out (RFC 3986 §5.2), seen from `base`, and without a port that goes without saying
/// (§6.2.3).
pub(super) fn resolved(scheme: &str, base: &str, address: &str) -> String {
    let whole = with_scheme(scheme, base, address);
    let usual = [("http://", ":80"), ("https://", ":443")].into_iter().find_map(|(scheme, port)| {
        let rest = whole.strip_prefix(scheme)?;
        let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        Some(format!("{scheme}{}{path}", host.strip_suffix(port)?))
    });
    usual.unwrap_or(whole)
}

fn with_scheme(scheme: &str, base: &str, address: &str) -> String {
    let (root, folder) = match base.split_once("://").map(|(_, rest)| rest) {
        Some(rest) => {
            let host = rest.split('/').next().unwrap_or(rest);
            (format!("{scheme}://{host}"), base.rsplit_once('/').map_or(base, |(folder, _)| folder).to_owned())
        }
        None => (format!("{scheme}:/"), String::new()),
    };
    match address {
        _ if address.contains("://") => address.to_owned(),
        _ if base.is_empty() => format!("{scheme}://{address}"),
        _ if address.starts_with("//") => format!("{scheme}:{address}"),
        _ if address.starts_with('/') => format!("{root}{address}"),
        _ => format!("{folder}/{address}"),
    }
}

/// So much of a page is looked through, in bytes, and so much of it is told, in characters.
const LOOKED: usize = 4096;
const TOLD: usize = 120;

/// The title of a page, or the first words of a text; `None`: it is no text.
pub(super) fn title(body: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(body.get(..LOOKED).unwrap_or(body)).into_owned();
    if text.contains(|c: char| c == '\u{fffd}' || c.is_control() && !c.is_whitespace()) {
        return None;
    }
    // The letters of ASCII alone change, so places in one are places in the other.
    let lower = text.to_ascii_lowercase();
    let inside = lower.find("<title>").map(|at| at + "<title>".len());
    let words = match inside.and_then(|from| Some((from, lower.get(from..)?.find("</title>")?))) {
        Some((from, len)) => text.get(from..from + len)?.to_owned(),
        None => without_tags(&text),
    };
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let told: String = words.chars().take(TOLD).collect();
    let more = if told.len() < words.len() { "…" } else { "" };
    (!told.is_empty()).then(|| format!("{told}{more}"))
}

fn without_tags(text: &str) -> String {
    let mut inside = false;
    text.chars()
        .map(|c| {
            let is_tag = inside || c == '<';
            inside = is_tag && c != '>';
            if is_tag { ' ' } else { c }
        })
        .collect()
}
