//! Tunnels: SOCKS, and what a proxy says of whom it speaks for.

use super::cites;

cites! {
    "RFC 1928" {
        SOCKS5_METHODS = "3", "How a client logs in.";
        SOCKS5_REQUEST = "4", "What the proxy should do.";
        SOCKS5_ADDRESS = "5", "Addresses.";
        SOCKS5_REPLY = "6", "How that went.";
    }
    "RFC 1929" { SOCKS5_PASSWORD = "2", "A user's name and password."; }
    "SOCKS: A protocol for TCP proxy across firewalls (Y. Lee)" { SOCKS4 = "CONNECT", "Version 4."; }
    "SOCKS 4A: A Simple Extension to SOCKS 4 Protocol (Y. Lee)" { SOCKS4A = "", "Names in version 4."; }
    "The PROXY protocol (HAProxy)" {
        PROXY_1 = "2.1", "As a line of text.";
        PROXY_2 = "2.2", "In binary.";
        PROXY_TLV = "2.2.1", "What else a proxy knows.";
    }
}
