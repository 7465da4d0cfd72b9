//! Lesson 7 in English: plain HTTP before the door.

use wirewalk::story::{Line, Name, Question, asks, says};

pub const REDIRECT: Line = says!("redirect" "The other door"
    "Anyone who types a name without `https` reaches plain HTTP. Peggy has a second door there, with one answer: 308, the \
        same path and query, over HTTPS. Alice asks twice, the second time with another name in Host, as somebody could make her \
        do. Then she follows the redirect.");
pub const REDIRECT_SEEN: Line = says!("redirect.seen" "Sent to HTTPS"
    "[308](http.response.code) and not 301: after a 301, many clients turn a POST into a GET. [The target](http.location) comes from Peggy's configuration, never \
        from Host. Otherwise anyone who can write the Host of a request, or poison a cache with it, could decide where Alice \
        goes.");
pub const SENT_TO: Name = Name { id: "redirect.to", text: "redirected to" };
pub const SENT_TO_IN_SPITE: Name = Name { id: "redirect.in-spite", text: "with another Host" };

pub const STRIPPING: Line = says!("stripping" "Attack: nobody tells Alice"
    "The redirect itself is in the clear. Mallory sits where Alice asks for it. She does not forward it. She asks Peggy over \
        TLS, correctly, and gives Alice the page over plain HTTP.");
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
    "The secret is on Alice's wire. Mallory's wire to Peggy carries proper TLS, which helps nobody.");

pub const HSTS: Line = says!("hsts" "HSTS: told once, careful from then on"
    "Over HTTPS, Peggy adds a header to every answer: Strict-Transport-Security, with a time. A browser that has seen it \
        turns http into https for this host before anything is sent. Alice visits Peggy once without Mallory. Then Mallory is \
        back, and Alice types the same address as before.");
pub const HSTS_SEEN: Line = says!("hsts.seen" "Stopped: no request in the clear"
    "This is Peggy's answer to the first visit, decrypted, with that header in it. On the second visit, Alice's program \
        starts with a ClientHello, and Mallory has no certificate to answer with. Alice gets an error instead of the page. That \
        is the right outcome.\n\n\
        The very first visit is not protected, because nobody has told Alice yet. For that, browsers have a built-in list of \
        hosts.");
pub const HSTS_WARNING: Line = says!("hsts.warning" "A warning about your own machine"
    "HSTS applies to a host name, on all its ports. A browser that remembers it for your own machine's name speaks only HTTPS \
        to everything you develop there, and lesson 1 breaks. So Peggy says one minute, and does not include subdomains. In \
        production it is a year or two, and hard to undo: every visitor must return to hear of the change.\n\n\
        Over plain HTTP she does not send it. It would not count: otherwise Mallory could write it too.");
