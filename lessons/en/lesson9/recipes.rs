//! Lesson 9 in English: the commands to try.

use wirewalk::story::{Recipe, tries};

pub const RECIPES: &[Recipe] = tries![
    "Bob alone, until Ctrl-C, with the files of this walk; a careful one"
        "{server} --cert {cert} --key {private}"
        "the address on which he listens. He takes each ticket once, and pays nothing early";
    "Alice alone, in another terminal: two visits"
        "{client} --ca {root}"
        "a whole handshake, then a second visit whose request was read before the handshake was over; last the secret";
    "a first visit with OpenSSL, which keeps the ticket in a file"
        "(printf 'GET / HTTP/1.1\\r\\nHost: localhost\\r\\n\\r\\n'; sleep 1) | openssl s_client -connect localhost:{port} -CAfile {root} -tls1_3 -sess_out ticket.pem"
        "New, TLSv1.3; then Post-Handshake New Session Ticket arrived, twice, each with Max Early Data";
    "what is in that file"
        "openssl sess_id -in ticket.pem -noout -text"
        "TLS session ticket, TLS session ticket lifetime hint, Resumption PSK, Max Early Data: the ticket and the key that belongs to it";
    "the second visit: pay early"
        "sleep 1 | openssl s_client -connect localhost:{port} -CAfile {root} -tls1_3 -sess_in ticket.pem -early_data {pay.txt}"
        "Reused, TLSv1.3; Early data was accepted; 425 Too Early. The same once more: Early data was rejected, since the ticket is gone";
    "a careless Bob, and the same payment twice"
        "{server} --cert {cert} --key {private} --careless"
        "make a new first visit with -sess_out; then the command from before twice: thank you, both times";
    "how many acorns Bob has by now"
        "curl --cacert {root} {url}paid"
        windows "curl.exe --ssl-no-revoke --cacert {root} {url}paid"
        "five for each payment that he took";
    "what Eve has: the tickets that are shown in the clear"
        "tshark -r {capture} -d tcp.port=={port},tls -Y tls.handshake.extensions.psk.identity.identity -T fields -e tcp.stream -e tls.handshake.extensions.psk.identity.identity"
        windows "& 'C:\\Program Files\\Wireshark\\tshark.exe' -r {capture} -d tcp.port=={port},tls -Y tls.handshake.extensions.psk.identity.identity -T fields -e tcp.stream -e tls.handshake.extensions.psk.identity.identity"
        "a line for each second visit. Where Mallory sat in the middle, three lines show the same ticket: Alice's, as it was forwarded, and the copy";
    "the recording that was kept, without a key"
        "tshark -r {ticket-key.pcapng} -d tcp.port=={port},tls -Y tls.handshake.type==1 -T fields -e tcp.stream -e tls.handshake.extensions.psk.identity.identity"
        windows "& 'C:\\Program Files\\Wireshark\\tshark.exe' -r {ticket-key.pcapng} -Y tls.handshake.type==1 -T fields -e tcp.stream -e tls.handshake.extensions.psk.identity.identity"
        "three ClientHellos, the last two with the same ticket";
];
