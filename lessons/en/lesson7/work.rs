//! Lesson 7 in English: why production does it so.

use wirewalk::story::{Line, Name, Question, asks, says};

pub const WORK: Line = says!("work" "Why do it then?"
    "A proxy costs a leg in the clear. What production gets for it:");
pub const WORK_HEAD: [&str; 2] = ["what", "why there"];
pub const WORK_TABLE: [[&str; 2]; 6] = [
    ["certificates in one place", "one key to guard, one to renew; ten apps behind it have none"],
    ["many connections", "slow clients wait at the proxy, and an app that serves few at once sees whole requests only"],
    ["requests with one reading", "what the proxy does not understand no app ever sees"],
    ["static files", "what never changes need not wake the app"],
    ["load balancing", "one app dies, or is replaced, and nobody notices"],
    ["rate limits", "whoever asks too much is turned away before he costs much"],
];

pub const FILES: Line = says!("files" "Files that never change"
    "Peggy is given a folder. Alice asks for a file in it, and then for `/`.");
pub const STATIC_FILE: Name = Name { id: "files.file", text: "the file" };
pub const FILES_SEEN: Line = says!("files.seen" "Bob slept through the first"
    "Two connections outside, one inside. Peggy reads files from that folder and from nowhere else: `..` and links do not lead out.");

pub const TURNS: Line = says!("turns" "Two Bobs, and one dies"
    "Bob has a brother who does the same. Peggy gives them turns. Alice asks four times; then the brother's machine goes down, and she asks four \
        times more.");
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
pub const TURNS_SEEN: Line = says!("turns.seen" "Requests go on"
    "Eight questions, eight answers. The recording tells who gave them.");
pub const ANSWERS_HEAD: [&str; 2] = ["request", "Alice heard"];

pub const RATE: Line = says!("rate" "Too many requests"
    "Peggy lets each address send a few requests at once, and then one in a while. Alice asks faster than that.");
pub const RATE_SEEN: Line = says!("rate.seen" "429"
    "The answer names the time to wait. Bob saw none of the last ones. The limit is for an address, so a whole school behind one address shares \
        it; choose it with that in mind.");

pub const NGINX: Line = says!("nginx" "The same with nginx"
    "Peggy is for learning. `lesson7 nginx` prints what makes nginx do the same, with these certificates; a test runs both before the same \
        Bob and compares. With `--compose` it prints a compose file: nginx before Bob, whose port is published to nobody, and PROXY_PORT names the one \
        outside.");
pub const NGINX_HEAD: [&str; 2] = ["what Peggy does", "nginx's words for it"];
pub const NGINX_TABLE: [[&str; 2]; 8] = [
    ["asks for client certificates", "ssl_verify_client optional, or on"],
    [
        "writes who it is, always",
        "proxy_set_header with $ssl_client_verify and $ssl_client_escaped_cert; Bob reads the name",
    ],
    ["drops names with _ and .", "underscores_in_headers off, ignore_invalid_headers on: the defaults"],
    ["sends to HTTPS by its own name", "return 308 with the configured name, not $host"],
    ["HSTS", "add_header with always, or errors go without it"],
    ["asks another Bob only if nothing was sent", "proxy_next_upstream error timeout, not non_idempotent"],
    ["429", "limit_req, and limit_req_status, which is 503 otherwise"],
    ["one connection for each request", "Connection close, which is the default"],
];
