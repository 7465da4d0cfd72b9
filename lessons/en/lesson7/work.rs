//! Lesson 7 in English: why production does it so.

use wirewalk::story::{Line, Name, Question, asks, says};

pub const WORK: Line = says!("work" "Why do it, then?"
    "A proxy costs a leg in the clear. Here is what production gets in return.");
pub const WORK_HEAD: [&str; 2] = ["what", "why there"];
pub const WORK_TABLE: [[&str; 2]; 6] = [
    ["certificates in one place", "one key to guard and one certificate to renew; ten apps behind it need none"],
    ["many connections", "slow clients wait at the proxy; an app that serves few at once sees only complete requests"],
    ["requests with one reading", "no app ever sees what the proxy does not understand"],
    ["static files", "files that never change do not keep the app busy"],
    ["load balancing", "one app fails, or is replaced, and nobody notices"],
    ["rate limits", "a client that asks too often is refused before it costs much"],
];

pub const FILES: Line = says!("files" "Files that never change"
    "Peggy is given a folder. Alice asks for a file in it, and then for `/`.");
pub const STATIC_FILE: Name = Name { id: "files.file", text: "the file" };
pub const FILES_SEEN: Line = says!("files.seen" "Bob never saw the first request"
    "Two connections outside, one inside. Peggy reads files from that folder and nowhere else: neither `..` nor a link leads \
        out of it.");

pub const TURNS: Line = says!("turns" "Two Bobs, and one fails"
    "Bob has a brother who does the same work. Peggy uses them in turn. Alice asks four times. Then the brother's machine \
        fails, and she asks four more times.");
pub const TURNS_WHAT: Question = asks!("turns.what" "How many of the last four fail?"
    [
        yes "none: Peggy asks Bob in the other's place";
        no "two: every second one was for the brother"
            "It was meant for him. Peggy could not connect, so nothing was sent, and she may ask Bob instead.";
        no "one: after that Peggy passes him over"
            "She does pass him over afterwards. But the first one need not fail either, since nothing of it was sent.";
    ]
    "Peggy cannot connect to the brother, so nothing of the request was sent, and she may ask Bob instead. After that she \
        passes the brother over for a while. If he had died with the request in his hands, Alice would get an error: nobody \
        could say whether he had acted on it, and asking twice could pay twice.");
pub const TURNS_SEEN: Line = says!("turns.seen" "Every request is answered"
    "Eight requests, eight answers. The recording shows who gave them.");
pub const ANSWERS_HEAD: [&str; 2] = ["request", "Alice received"];

pub const RATE: Line = says!("rate" "Too many requests"
    "Peggy lets each address send a few requests at once, and after that one per interval. Alice sends more than that.");
pub const RATE_SEEN: Line = says!("rate.seen" "429"
    "The answer says how long to wait. Bob saw none of the refused requests. The limit applies to an address, so a whole \
        school behind one address shares it. Keep that in mind when you choose it.");

pub const NGINX: Line = says!("nginx" "The same with nginx"
    "Peggy is for learning. `lesson7 nginx` prints a configuration that makes nginx do the same, with these certificates. A \
        test runs both in front of the same Bob and compares them. With `--compose` it prints a compose file: nginx in front of \
        Bob, whose port is not published, and PROXY_PORT names the port outside.");
pub const NGINX_HEAD: [&str; 2] = ["what Peggy does", "how nginx says it"];
pub const NGINX_TABLE: [[&str; 2]; 8] = [
    ["asks for client certificates", "ssl_verify_client optional, or on"],
    [
        "always says who the client is",
        "proxy_set_header with $ssl_client_verify and $ssl_client_escaped_cert; Bob reads the name",
    ],
    ["drops names with _ and .", "underscores_in_headers off, ignore_invalid_headers on: the defaults"],
    ["redirects to HTTPS under its own name", "return 308 with the configured name, not $host"],
    ["HSTS", "add_header with always; otherwise error pages lack it"],
    ["asks another Bob only if nothing was sent", "proxy_next_upstream error timeout, not non_idempotent"],
    ["429", "limit_req with limit_req_status; the default is 503"],
    ["one connection per request", "Connection close, the default"],
];
