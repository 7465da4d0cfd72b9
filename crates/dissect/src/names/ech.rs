//! Labels of the keys for an encrypted ClientHello, in DNS and in TLS.

super::define_labels! {
    LIST_LENGTH: Length = "tls.ech.echconfiglist_length", "length of the configurations", ECH_CONFIG,
        "How many bytes of configurations follow.";
    LIST = "tls.ech.echconfiglist", "configurations", ECH_CONFIG,
        "The keys with which a client may encrypt its hello, in the server's order of preference.";
    CONFIG = "tls.ech.echconfig", "configuration", ECH_CONFIG,
        "One of the server's public keys, with everything that a client needs to encrypt its hello to it.";
    VERSION: Number = "tls.ech.echconfig.version", "version", ECH_CONFIG,
        "The same number as the extension in the hello has. A client skips versions that it does not know.";
    LENGTH: Length = "tls.ech.echconfig.length", "length of the configuration", ECH_CONFIG,
        "How many bytes of configuration follow. A client uses it to skip a version that it does not know.";
    OTHER: Data opaque = "wirewalk.ech.other_version", "contents in another version", ECH_CONFIG,
        "The contents of a version that is not the standard's.";
    KEY_CONFIG = "tls.ech.hpke.keyconfig", "key", ECH_CONFIG,
        "The key, and the algorithms it can be used with.";
    CONFIG_ID: Number = "tls.ech.hpke.keyconfig.config_id", "number of the key", ECH_CONFIG,
        "The hello repeats it, so that the server knows which of its keys was used. It should not tell apart servers that share a name.";
    KEM: Choice = "tls.ech.hpke.keyconfig.kem_id", "key exchange of HPKE", HPKE_KEM,
        "The method and group with which both sides agree on a key.";
    PUBLIC_KEY_LENGTH: Length = "tls.ech.hpke.keyconfig.public_key_length", "length of the public key", ECH_CONFIG,
        "How many bytes of public key follow.";
    PUBLIC_KEY: Key opaque = "tls.ech.hpke.keyconfig.public_key", "public key", ECH_CONFIG,
        "The server's key. The client makes a new key pair for each hello; together they give the key that hides it.";
    SUITES_LENGTH: Length = "tls.ech.hpke.keyconfig.cipher_suites_length", "length of the suites", ECH_CONFIG,
        "How many bytes of suites follow, four for each suite.";
    SUITES = "tls.ech.hpke.keyconfig.cipher_suites", "suites", ECH_CONFIG,
        "The client chooses one of these.";
    SUITE: Choice = "tls.ech.hpke.keyconfig.cipher_suite", "suite", ECH_CONFIG,
        "How the hello can be encrypted: a key derivation and a cipher.";
    MAXIMUM_NAME_LENGTH: Number = "tls.ech.echconfigcontents.maximum_name_length", "longest name", ECH_CONFIG,
        "The client pads its hello as if its server name had this length, so that the hello's length does not reveal the name.";
    PUBLIC_NAME_LENGTH: Length = "tls.ech.echconfigcontents.public_name_length", "length of the cover name", ECH_CONFIG,
        "How many bytes of cover name follow.";
    PUBLIC_NAME: Name = "tls.ech.echconfigcontents.public_name", "cover name", ECH_CONFIG,
        "The name in the outer hello, which anyone can read. All sites behind the same server share it.";
    EXTENSIONS_LENGTH: Length = "tls.ech.echconfigcontents.extensions_length", "length of the extensions", ECH_CONFIG,
        "How many bytes of extensions follow.";
    EXTENSIONS = "tls.ech.echconfigcontents.extensions", "extensions", ECH_CONFIG_EXTENSIONS,
        "None are defined yet. A client that does not know a mandatory one skips the configuration.";
    EXTENSION_TYPE: Number = "wirewalk.ech.extension_type", "type of the extension", ECH_CONFIG_EXTENSIONS,
        "Which extension this is. If the highest bit is set, the extension is mandatory.";
    EXTENSION_LENGTH: Length = "wirewalk.ech.extension_length", "length of the extension", ECH_CONFIG_EXTENSIONS,
        "How many bytes of extension data follow.";
    EXTENSION_DATA: Data opaque = "wirewalk.ech.extension_data", "data of the extension", ECH_CONFIG_EXTENSIONS,
        "The contents of the extension.";
}
