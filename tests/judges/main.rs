//! The judges from outside, a module for each or for what several judge: each says of our bytes what it thinks, and of its own what
//! we should think.

mod curl;
mod dig;
mod gallery_clients;
mod https_clients;
mod json_schema;
mod mtls_clients;
mod nginx;
mod nss;
mod nss_ech;
mod openssl;
mod openssl_der;
mod pkilint;
mod python;
mod python_peers;
mod python_pki;
mod python_x25519;
mod recipes;
mod sslyze;
mod story;
mod tshark;
mod tshark_compare;
mod tshark_cuts;
mod tshark_der;
mod tshark_dns;
mod tshark_encapsulations;
mod tshark_foreign;
mod tshark_grpc;
mod tshark_old;
mod tshark_packets;
mod tshark_redact;
mod tshark_starttls;
mod tshark_tls;
mod tshark_tunnels;
mod tshark_walks;
mod tshark_websocket;
