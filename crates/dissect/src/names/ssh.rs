//! Labels of SSH keys and certificates in files.

super::define_labels! {
    LINE = "wirewalk.ssh.line", "public key line", SSH_KEY_LINE,
        "A public key on one line: its kind, the key in base64, a comment. As in authorized_keys, known_hosts and *.pub.";
    OPTIONS = "wirewalk.ssh.options", "options or names", SSH_KEY_LINE,
        "In authorized_keys: what anyone who has the key may do. In known_hosts: whose key it is.";
    LINE_TYPE: Number = "wirewalk.ssh.line_type", "kind of key, in clear", SSH_KEY_LINE,
        "The kind again, as text. The one inside the base64 counts, and the two must agree.";
    SEPARATOR = "wirewalk.ssh.separator", "space", SSH_KEY_LINE,
        "Between the parts of the line, and the line's end.";
    COMMENT: Name = "wirewalk.ssh.comment", "comment", SSH_KEY_LINE,
        "For people: often who made the key, and on which machine. Nothing vouches for it.";
    IGNORED: Data opaque = "wirewalk.ssh.ignored", "ignored lines", SSH_KEY_LINE,
        "Empty lines and remarks. Programs skip them.";
    BASE64: Data opaque = "wirewalk.ssh.base64", "base64", BASE64,
        "Four letters for each three bytes.";
    RFC4716 = "wirewalk.ssh.rfc4716", "SSH2 public key file", SSH_KEY_FILE,
        "The form that other programs than OpenSSH use: base64 between two lines, with headers.";
    BOUNDARY = "wirewalk.ssh.boundary", "first or last line", SSH_KEY_FILE,
        "Four dashes and a space, `BEGIN` or `END`, and what it is.";
    HEADER = "wirewalk.ssh.header", "header", SSH_KEY_FILE,
        "A comment, or whose key it is. A backslash at the end of a line continues it.";
    PUBLIC: Key = "wirewalk.ssh.public", "SSH public key", SSH_PUBLIC_KEY,
        "The kind of key, and its numbers, each with its length before it.";
    TYPE_LENGTH: Length = "wirewalk.ssh.type_length", "length of the kind", SSH_STRING;
    TYPE: Number = "wirewalk.ssh.type", "kind of key", SSH_PUBLIC_KEY,
        "The name says which numbers follow. Names with an `@` are somebody's own; `-cert-v01` marks a certificate.";
    NUMBER_LENGTH: Length = "wirewalk.ssh.number_length", "length of the number", SSH_STRING;
    RSA_E: Key = "wirewalk.ssh.rsa_e", "public exponent", SSH_PUBLIC_KEY,
        "Nearly always 65537.";
    RSA_N: Key opaque = "wirewalk.ssh.rsa_n", "modulus", SSH_PUBLIC_KEY,
        "The product of two secret primes. Its length is the key's size.";
    DSA_NUMBER: Key opaque = "wirewalk.ssh.dsa", "number of a DSA key", SSH_PUBLIC_KEY,
        "p, q, g and y. DSA is outdated: OpenSSH no longer accepts it.";
    CURVE_LENGTH: Length = "wirewalk.ssh.curve_length", "length of the curve's name", SSH_STRING;
    CURVE: Choice = "wirewalk.ssh.curve", "curve", SSH_ECDSA,
        "The curve's name, as in the kind of key.";
    KEY_LENGTH: Length = "wirewalk.ssh.key_length", "length of the key", SSH_STRING;
    POINT: Key = "wirewalk.ssh.point", "public point", SSH_ECDSA,
        "The public key: a point on the curve.";
    ED25519: Key opaque = "wirewalk.ssh.ed25519", "Ed25519 public key", SSH_ED25519,
        "32 bytes: a compressed point.";
    APPLICATION_LENGTH: Length = "wirewalk.ssh.application_length", "length of the application", SSH_STRING;
    APPLICATION = "wirewalk.ssh.application", "application", SSH_SECURITY_KEY,
        "For which purpose the security key made it: `ssh:` and perhaps a name.";
    OTHER_KEY: Key opaque = "wirewalk.ssh.other", "key of another kind", SSH_PUBLIC_KEY,
        "Bytes of a kind of key that this program does not know.";
    CERTIFICATE = "wirewalk.ssh.certificate", "SSH certificate", SSH_CERTIFICATE,
        "A CA vouches for a key, much shorter than X.509: to whom it belongs, from when to when, and what it may do.";
    NONCE_LENGTH: Length = "wirewalk.ssh.nonce_length", "length of the nonce", SSH_STRING;
    NONCE: Random = "wirewalk.ssh.nonce", "nonce", SSH_CERTIFICATE,
        "Random bytes from the CA, so that nobody can guess what will be signed.";
    SERIAL: Random = "wirewalk.ssh.serial", "serial number", SSH_CERTIFICATE,
        "Chosen by the CA; 0 if it does not count them. A revocation list can name it.";
    CERT_TYPE: Number = "wirewalk.ssh.cert_type", "certificate type", SSH_CERTIFICATE,
        "1: a user's, for logging in. 2: a host's, so that a client knows the server without known_hosts.";
    KEY_ID_LENGTH: Length = "wirewalk.ssh.key_id_length", "length of the key id", SSH_STRING;
    KEY_ID: Name = "wirewalk.ssh.key_id", "key id", SSH_CERTIFICATE,
        "A free text from the CA. The server writes it to its log at each login.";
    PRINCIPALS_LENGTH: Length = "wirewalk.ssh.principals_length", "length of the principals", SSH_STRING;
    PRINCIPALS = "wirewalk.ssh.principals", "principals", SSH_CERTIFICATE,
        "The users, or the host names, that the certificate is valid for. None means all of them: a dangerous default.";
    PRINCIPAL_LENGTH: Length = "wirewalk.ssh.principal_length", "length of the principal", SSH_STRING;
    PRINCIPAL: Name = "wirewalk.ssh.principal", "principal", SSH_CERTIFICATE,
        "A user name, or a host name.";
    VALID_AFTER: Number = "wirewalk.ssh.valid_after", "valid after", SSH_CERTIFICATE,
        "The first second in which it is valid.";
    VALID_BEFORE: Number = "wirewalk.ssh.valid_before", "valid before", SSH_CERTIFICATE,
        "From this second on it is no longer valid. All bits set: it never ends.";
    CRITICAL_LENGTH: Length = "wirewalk.ssh.critical_length", "length of the critical options", SSH_STRING;
    CRITICAL = "wirewalk.ssh.critical_options", "critical options", SSH_CERTIFICATE_OPTIONS,
        "Restrictions. A server that does not know one must refuse the certificate.";
    EXTENSIONS_LENGTH: Length = "wirewalk.ssh.extensions_length", "length of the extensions", SSH_STRING;
    EXTENSIONS = "wirewalk.ssh.extensions", "extensions", SSH_CERTIFICATE_OPTIONS,
        "Permissions. What is not listed is not allowed.";
    OPTION = "wirewalk.ssh.option", "option", SSH_CERTIFICATE_OPTIONS,
        "A name and its data.";
    OPTION_NAME_LENGTH: Length = "wirewalk.ssh.option_name_length", "length of the option's name", SSH_STRING;
    OPTION_NAME: Number = "wirewalk.ssh.option_name", "name of the option", SSH_CERTIFICATE_OPTIONS,
        "Which restriction or permission it is.";
    OPTION_DATA_LENGTH: Length = "wirewalk.ssh.option_data_length", "length of the option's data", SSH_STRING,
        "0 for most permissions: being there is all they say.";
    OPTION_TEXT_LENGTH: Length = "wirewalk.ssh.option_text_length", "length of the option's text", SSH_STRING;
    OPTION_TEXT: Data opaque = "wirewalk.ssh.option_text", "data of the option", SSH_CERTIFICATE_OPTIONS,
        "The only command that may run, or the only addresses to log in from.";
    RESERVED_LENGTH: Length = "wirewalk.ssh.reserved_length", "length of the reserved part", SSH_STRING;
    RESERVED: Data opaque = "wirewalk.ssh.reserved", "reserved", SSH_CERTIFICATE,
        "Empty so far.";
    CA_LENGTH: Length = "wirewalk.ssh.ca_length", "length of the CA's key", SSH_STRING;
    CA: Key = "wirewalk.ssh.ca", "CA's public key", SSH_CERTIFICATE,
        "The key that signed. A reader compares it with the CA keys that it trusts: it has no name and no chain.";
    SIGNATURE_LENGTH: Length = "wirewalk.ssh.signature_length", "length of the signature", SSH_STRING;
    SIGNATURE: Signature = "wirewalk.ssh.signature", "signature", SSH_CERTIFICATE,
        "Made by the CA over everything before it.";
    SIGNATURE_TYPE_LENGTH: Length = "wirewalk.ssh.signature_type_length", "length of the signature's kind", SSH_STRING;
    SIGNATURE_TYPE: Number = "wirewalk.ssh.signature_type", "kind of signature", SSH_CERTIFICATE,
        "With RSA, it names the hash: `ssh-rsa` alone means SHA-1, which is broken.";
    SIGNATURE_BYTES_LENGTH: Length = "wirewalk.ssh.signature_bytes_length", "length of the signature's bytes", SSH_STRING;
    SIGNATURE_BYTES: Signature opaque = "wirewalk.ssh.signature_bytes", "signature, as it is", SSH_CERTIFICATE,
        "Bytes that look random and are computed from everything that is signed.";
    SIGNATURE_TOUCH: Number = "wirewalk.ssh.signature_touch", "flags and counter of the security key", SSH_SECURITY_KEY,
        "Whether somebody touched the security key, and how often it has signed.";
    PRIVATE = "wirewalk.ssh.private", "OpenSSH private key", SSH_PRIVATE_FILE,
        "The public key in clear, and the private part, encrypted or not.";
    MAGIC = "wirewalk.ssh.magic", "first bytes", SSH_PRIVATE_FILE,
        "`openssh-key-v1` and a zero byte.";
    CIPHER_LENGTH: Length = "wirewalk.ssh.cipher_length", "length of the cipher's name", SSH_STRING;
    CIPHER: Choice = "wirewalk.ssh.cipher", "cipher", SSH_PRIVATE_FILE,
        "With which cipher the private part is encrypted. `none`: anyone who copies the file has the key.";
    KDF_LENGTH: Length = "wirewalk.ssh.kdf_length", "length of the derivation's name", SSH_STRING;
    KDF: Choice = "wirewalk.ssh.kdf", "derivation", SSH_PRIVATE_FILE,
        "How the passphrase becomes a key: `bcrypt`, slowly, so that guessing is slow too.";
    KDF_OPTIONS_LENGTH: Length = "wirewalk.ssh.kdf_options_length", "length of the derivation's options", SSH_STRING;
    KDF_OPTIONS = "wirewalk.ssh.kdf_options", "options of the derivation", SSH_PRIVATE_FILE,
        "Salt and rounds.";
    SALT_LENGTH: Length = "wirewalk.ssh.salt_length", "length of the salt", SSH_STRING;
    SALT: Random = "wirewalk.ssh.salt", "salt", SSH_PRIVATE_FILE,
        "Random and public: the same passphrase gives another key in every file.";
    ROUNDS: Number = "wirewalk.ssh.rounds", "rounds", SSH_PRIVATE_FILE,
        "How often bcrypt is repeated: each guess costs as much.";
    COUNT: Number = "wirewalk.ssh.key_count", "number of keys", SSH_PRIVATE_FILE,
        "Always 1.";
    PUBLIC_LENGTH: Length = "wirewalk.ssh.public_length", "length of the public key", SSH_STRING;
    PRIVATE_LENGTH: Length = "wirewalk.ssh.private_length", "length of the private part", SSH_STRING;
    SECTION = "wirewalk.ssh.private_section", "private part", SSH_PRIVATE_FILE,
        "Everything that must stay secret.";
    ENCRYPTED: Ciphertext opaque = "wirewalk.ssh.encrypted", "private part, encrypted", SSH_PRIVATE_FILE,
        "Only somebody who knows the passphrase can open it.";
    TAG: Signature opaque = "wirewalk.ssh.tag", "authentication tag", SSH_PRIVATE_FILE,
        "Some ciphers check that nobody changed the file. The tag follows after the private part.";
    CHECK: Random = "wirewalk.ssh.check", "check number", SSH_PRIVATE_FILE,
        "The same random number twice. If both agree after decryption, the passphrase was right.";
    PRIVATE_TYPE_LENGTH: Length = "wirewalk.ssh.private_type_length", "length of the private key's kind", SSH_STRING;
    PRIVATE_TYPE: Number = "wirewalk.ssh.private_type", "kind of private key", SSH_PRIVATE_FILE,
        "The kind again. It decides which numbers follow.";
    SECRET_LENGTH: Length = "wirewalk.ssh.secret_length", "length of the secret", SSH_STRING;
    SECRET: Key opaque secret = "wirewalk.ssh.secret", "private key", SSH_PRIVATE_FILE,
        "Secret: anyone who has these bytes can log in as the owner.";
    HANDLE: Key opaque secret = "wirewalk.ssh.handle", "key handle", SSH_SECURITY_KEY,
        "What the security key needs to find its private key again. Without the device it is worth nothing.";
    FLAGS: Number = "wirewalk.ssh.flags", "flags", SSH_SECURITY_KEY,
        "Whether a touch or a PIN is required.";
    COMMENT_LENGTH: Length = "wirewalk.ssh.comment_length", "length of the comment", SSH_STRING;
    PRIVATE_COMMENT: Name = "wirewalk.ssh.private_comment", "comment of the private key", SSH_PRIVATE_FILE,
        "As on the line of the public key.";
    PADDING: Length = "wirewalk.ssh.padding", "padding", SSH_PRIVATE_FILE,
        "1, 2, 3 and so on, up to a whole block of the cipher.";
}
