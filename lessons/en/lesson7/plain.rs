//! Lesson 7 in English: plain HTTP before the door.

use wirewalk::story::{Line, Name, Question, asks, says};

pub const REDIRECT: Line = says!("redirect" "The other door"
    "Who types a name without `https` ends at plain HTTP. Peggy has a second door there, and it has one answer: 308, the same path and query, \
        over HTTPS. Alice asks twice, the second time with another name in Host, as somebody could make her do. Then she goes where she was sent.");
pub const REDIRECT_SEEN: Line = says!("redirect.seen" "Sent to HTTPS"
    "308 and not 301: with 301 many clients make a GET of a POST. The place is taken from Peggy's configuration and never from Host. Otherwise \
        whoever can write the Host of a request, or poison a cache with it, decides where Alice goes.");
pub const SENT_TO: Name = Name { id: "redirect.to", text: "sent to" };
pub const SENT_TO_IN_SPITE: Name = Name { id: "redirect.in-spite", text: "with another Host" };

pub const STRIPPING: Line = says!("stripping" "Attack: nobody tells Alice"
    "The redirect itself is in the clear. Mallory stands where Alice asks for it. She does not pass it on: she asks Peggy over TLS, \
        correctly, and gives Alice the page over plain HTTP.");
pub const STRIPPING_SEES: Question = asks!("stripping.sees" "What does Alice see?"
    [
        no "a warning that the certificate is wrong"
            "There was no certificate, so there is none to warn about.";
        yes "the page, but without its padlock";
        no "an error: there is no page over HTTP at all"
            "Mallory fetches the page over HTTPS and forwards it over HTTP.";
    ]
    "The page is right, the address begins with http, and that is all. This is SSL stripping. Every check of lesson 5 is \
        sound, and none of them was made.");
pub const STRIPPING_SEEN: Line = says!("stripping.seen" "It succeeds"
    "On Alice's wire stands the secret. On Mallory's wire to Peggy is good TLS, which helps nobody.");

pub const HSTS: Line = says!("hsts" "HSTS: once told, always careful"
    "Over HTTPS Peggy adds a line to every answer: Strict-Transport-Security, with a time. A browser that has seen it makes https of every \
        http for this host, before anything leaves. Alice visits Peggy once without Mallory. Then Mallory is there again, and Alice \
        types the same address as before.");
pub const HSTS_SEEN: Line = says!("hsts.seen" "Stopped: no question in the clear"
    "Peggy's answer to the first visit, decrypted, with the line in it. On the second visit Alice's program begins with a ClientHello, and \
        Mallory has no certificate to answer with. Alice gets an error instead of the page. That is the right outcome.\n\n\
        The first visit of all is not covered, since nobody has told Alice yet. Browsers have a list of hosts for that.");
pub const HSTS_WARNING: Line = says!("hsts.warning" "A warning about your own machine"
    "HSTS holds for a host name, on all its ports. A browser that remembers it for the name of this machine speaks HTTPS with everything that you \
        develop there, and lesson 1 breaks. So Peggy says a minute, and nothing of subdomains. In production it is a year or two, and hard to take \
        back: every visitor has to come again to hear of it.\n\n\
        Over plain HTTP she does not send it. It would not count: otherwise Mallory could write it too.");
