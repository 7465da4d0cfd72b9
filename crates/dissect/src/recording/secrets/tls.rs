//! The secrets of TLS that key logs have names for.

use std::fmt;

use crate::recording::Side;

/// The first word of the line with the shared secret of an Encrypted ClientHello (RFC 9850 §2.3). It stands under the random of the
/// outer hello, which is on the wire.
pub(crate) const ECH_SECRET: &str = "ECH_SECRET";
/// The first word of the line with the published key that was used, an ECHConfig.
pub(crate) const ECH_CONFIG: &str = "ECH_CONFIG";

/// A secret of TLS, as a line of a key log calls it (RFC 9850 §2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TlsSecret {
    /// The master secret of TLS 1.2.
    Master,
    /// What the client's early data is encrypted with.
    ClientEarly,
    /// What early exporters derive from.
    EarlyExporter,
    /// What the client's handshake is encrypted with.
    ClientHandshake,
    /// What the server's handshake is encrypted with.
    ServerHandshake,
    /// What the client's data is encrypted with, until a KeyUpdate.
    ClientApplication,
    /// What the server's data is encrypted with, until a KeyUpdate.
    ServerApplication,
    /// What exporters derive from.
    Exporter,
}

impl TlsSecret {
    /// All of them, in the order in which a connection makes them.
    pub const ALL: [TlsSecret; 8] = [
        TlsSecret::Master,
        TlsSecret::ClientEarly,
        TlsSecret::EarlyExporter,
        TlsSecret::ClientHandshake,
        TlsSecret::ServerHandshake,
        TlsSecret::ClientApplication,
        TlsSecret::ServerApplication,
        TlsSecret::Exporter,
    ];

    /// The first word of its line in a key log.
    pub const fn label(self) -> &'static str {
        match self {
            TlsSecret::Master => "CLIENT_RANDOM",
            TlsSecret::ClientEarly => "CLIENT_EARLY_TRAFFIC_SECRET",
            TlsSecret::EarlyExporter => "EARLY_EXPORTER_SECRET",
            TlsSecret::ClientHandshake => "CLIENT_HANDSHAKE_TRAFFIC_SECRET",
            TlsSecret::ServerHandshake => "SERVER_HANDSHAKE_TRAFFIC_SECRET",
            TlsSecret::ClientApplication => "CLIENT_TRAFFIC_SECRET_0",
            TlsSecret::ServerApplication => "SERVER_TRAFFIC_SECRET_0",
            TlsSecret::Exporter => "EXPORTER_SECRET",
        }
    }

    /// The secret that a side encrypts its handshake with in TLS 1.3.
    pub const fn handshake(side: Side) -> TlsSecret {
        match side {
            Side::Client => TlsSecret::ClientHandshake,
            Side::Server => TlsSecret::ServerHandshake,
        }
    }

    /// The secret that a side encrypts its data with in TLS 1.3.
    pub const fn application(side: Side) -> TlsSecret {
        match side {
            Side::Client => TlsSecret::ClientApplication,
            Side::Server => TlsSecret::ServerApplication,
        }
    }
}

impl fmt::Display for TlsSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.label())
    }
}
