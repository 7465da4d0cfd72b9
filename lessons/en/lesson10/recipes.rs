//! Lesson 10 in English: the commands to try.

use wirewalk::story::{Recipe, tries};

pub const RECIPES: &[Recipe] = tries![
    "Bob alone over HTTP/3, until Ctrl-C, with the files of this walk"
        "{server} --cert {cert} --key {private}"
        "the address on which he listens, and that it is UDP";
    "Alice alone, in another terminal"
        "{client} --ca {root}"
        "the secret message";
    "the same with curl, if its features name HTTP3"
        "curl --http3-only --cacert {root} {url}"
        windows "curl.exe --http3-only --cacert {root} {url}"
        "the secret message; without HTTP3 among its features, curl says that the option is not supported";
    "a Bob who sends a Retry to everyone"
        "{server} --cert {cert} --key {private} --retry"
        "Alice receives the secret as before, one round trip later";
    "what anyone can read of this walk, without a key"
        "wirewalk explain {capture} --summary"
        "for each flow the name, what was offered and chosen, and how many packets no key here opened";
    "the same with the keys"
        "wirewalk explain {secrets}"
        "every packet opened, with the requests and answers";
    "what Eve has, in Wireshark's words: the names in the Initial packets"
        "tshark -r {capture} -d udp.port=={port},quic -Y tls.handshake.extensions_server_name -T fields -e udp.stream -e tls.handshake.extensions_server_name"
        windows "& 'C:\\Program Files\\Wireshark\\tshark.exe' -r {capture} -d udp.port=={port},quic -Y tls.handshake.extensions_server_name -T fields -e udp.stream -e tls.handshake.extensions_server_name"
        "a line for each connection: localhost, read from packets that are encrypted";
    "this walk beside those of other lessons"
        "wirewalk compare {capture}"
        "of each conversation the round trips, the bytes, and what Eve has of it";
];
