//! Labels of the keys for an encrypted ClientHello, in DNS and in TLS.

super::define_labels! {
    LIST_LENGTH: Length = "tls.ech.echconfiglist_length", "length of the configurations", ECH_CONFIG;
    LIST = "tls.ech.echconfiglist", "configurations", ECH_CONFIG,
        "The keys with which a client may encrypt its hello, in the order in which the server likes them.";
    CONFIG = "tls.ech.echconfig", "configuration", ECH_CONFIG,
        "A public key of the server with everything that a client must know to encrypt its hello to it.";
    VERSION: Number = "tls.ech.echconfig.version", "version", ECH_CONFIG,
        "The number that the extension in the hello has too. A client skips a version that it does not know.";
    LENGTH: Length = "tls.ech.echconfig.length", "length of the configuration", ECH_CONFIG,
        "In bytes: a client can skip a version that it does not know.";
    OTHER: Data opaque = "wirewalk.ech.other_version", "contents in another version", ECH_CONFIG,
        "What a version holds that is not the standard's.";
    KEY_CONFIG = "tls.ech.hpke.keyconfig", "key", ECH_CONFIG,
        "The key and what it may be used with.";
    CONFIG_ID: Number = "tls.ech.hpke.keyconfig.config_id", "number of the key", ECH_CONFIG,
        "A hello repeats it, so that the server knows which of its keys was used. Servers that share a name should not tell themselves \
         apart by it.";
    KEM: Choice = "tls.ech.hpke.keyconfig.kem_id", "key exchange of HPKE", HPKE_KEM,
        "In which group the two sides agree on a key.";
    PUBLIC_KEY_LENGTH: Length = "tls.ech.hpke.keyconfig.public_key_length", "length of the public key", ECH_CONFIG;
    PUBLIC_KEY: Key opaque = "tls.ech.hpke.keyconfig.public_key", "public key", ECH_CONFIG,
        "The server's. The client makes a key pair of its own for each hello, and both together give the key that hides it.";
    SUITES_LENGTH: Length = "tls.ech.hpke.keyconfig.cipher_suites_length", "length of the suites", ECH_CONFIG,
        "In bytes; each takes four.";
    SUITES = "tls.ech.hpke.keyconfig.cipher_suites", "suites", ECH_CONFIG,
        "Of these the client chooses one.";
    SUITE: Choice = "tls.ech.hpke.keyconfig.cipher_suite", "suite", ECH_CONFIG,
        "How the hello may be encrypted: a derivation of keys and a cipher.";
    MAXIMUM_NAME_LENGTH: Number = "tls.ech.echconfigcontents.maximum_name_length", "longest name", ECH_CONFIG,
        "The client pads its hello as if its name were that long, so that the length gives no name away.";
    PUBLIC_NAME_LENGTH: Length = "tls.ech.echconfigcontents.public_name_length", "length of the cover name", ECH_CONFIG;
    PUBLIC_NAME: Name = "tls.ech.echconfigcontents.public_name", "cover name", ECH_CONFIG,
        "The name that everybody may read in the outer hello. All sites behind the same server have the same one.";
    EXTENSIONS_LENGTH: Length = "tls.ech.echconfigcontents.extensions_length", "length of the extensions", ECH_CONFIG;
    EXTENSIONS = "tls.ech.echconfigcontents.extensions", "extensions", ECH_CONFIG_EXTENSIONS,
        "Nothing is defined yet. A client that does not know a mandatory one skips the configuration.";
    EXTENSION_TYPE: Number = "wirewalk.ech.extension_type", "type of the extension", ECH_CONFIG_EXTENSIONS,
        "With the highest bit set, it is mandatory.";
    EXTENSION_LENGTH: Length = "wirewalk.ech.extension_length", "length of the extension", ECH_CONFIG_EXTENSIONS;
    EXTENSION_DATA: Data opaque = "wirewalk.ech.extension_data", "data of the extension", ECH_CONFIG_EXTENSIONS,
        "What it says.";
}
