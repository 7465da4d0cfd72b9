//! The pages of the gallery: the index, and what is read by whoever accepted an exhibit.

use std::fmt::Write;
use std::net::SocketAddr;

use super::{Exhibit, Twin};

/// The index: what is shown, and where.
pub(super) fn index(exhibits: &[(&Exhibit, SocketAddr)], twin: Twin) -> String {
    let mut rows = String::new();
    for (exhibit, addr) in exhibits {
        let (name, title) = (escape(&exhibit.name.to_string()), escape(exhibit.title));
        let fault = escape(exhibit.fault.name());
        // Writing into a string does not fail.
        let _ = writeln!(
            rows,
            "<tr><th scope=\"row\"><a href=\"https://{name}:{at}/\">{name}</a></th><td>{at}</td><td>{title}</td><td>{fault}</td></tr>",
            at = addr.port()
        );
    }
    let (heading, lead) = match twin {
        Twin::Faulty => (
            "Certificates broken on purpose",
            "Each server shows a certificate with one fault. Say what your client will do, then follow the link.",
        ),
        Twin::Sound => {
            ("The same without the faults", "Each server shows what the gallery shows, with the fault repaired.")
        }
    };
    page(
        heading,
        &format!(
            "<p>{lead} Trust the <a href=\"/root.pem\">root</a> first, in a profile that you throw away; the \
             <a href=\"/lists.pem\">revocation lists</a> are for clients that use them. The port of this page answers for each of these names, too.</p>\n\
             <table>\n<caption>Exhibits</caption>\n\
             <thead><tr><th scope=\"col\">Name</th><th scope=\"col\">Port</th><th scope=\"col\">What it is</th><th scope=\"col\">Fault</th></tr></thead>\n\
             <tbody>\n{rows}</tbody>\n</table>\n"
        ),
    )
}

/// What an exhibit answers: whoever reads it has accepted the certificate.
pub(super) fn exhibit(exhibit: &Exhibit, twin: Twin) -> String {
    let lead = match twin {
        Twin::Sound => "The fault is repaired, and your client accepted the certificate, as it should.",
        Twin::Faulty if exhibit.fault.refuses() => "Your client accepted this certificate. It should not have.",
        Twin::Faulty => "Your client accepted this certificate, and was right: it only looks wrong.",
    };
    let (fault, meaning, repair) = (exhibit.fault.name(), exhibit.fault.meaning(), exhibit.fault.repair());
    let [fault, meaning, repair] = [fault, meaning, repair].map(escape);
    page(
        exhibit.title,
        &format!(
            "<p>{lead}</p>\n<dl><dt>Fault</dt><dd>{fault}</dd><dt>Meaning</dt><dd>{meaning}</dd><dt>Repair</dt><dd>{repair}</dd></dl>\n"
        ),
    )
}

fn page(heading: &str, main: &str) -> String {
    let heading = escape(heading);
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>{heading}</title></head>\n\
         <body>\n<main>\n<h1>{heading}</h1>\n{main}</main>\n</body>\n</html>\n"
    )
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}
