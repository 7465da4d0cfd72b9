//! Labels of keys, public and private, in clear and encrypted.

super::define_labels! {
    SPKI = "wirewalk.key.public", "public key file", PUBLIC_KEY_INFO,
        "A public key alone, in the form that it has inside a certificate. Nobody vouches for it.";
    NAMED_CURVE: Choice = "pkcs1.namedCurve", "named curve", EC_PUBLIC_KEY,
        "The curve's name.";
    POINT_FORM = "wirewalk.key.point_form", "form of the point", EC_POINT,
        "4: both coordinates follow. 2 or 3: x alone, and the last bit of y.";
    POINT_X: Key opaque = "wirewalk.key.x", "x", EC_POINT,
        "The first coordinate of the public point.";
    POINT_Y: Key opaque = "wirewalk.key.y", "y", EC_POINT,
        "The second coordinate: curve and x leave two choices, and this says which.";
    RSA_PUBLIC = "wirewalk.key.rsa_public", "RSA public key", RSA_PUBLIC_KEY,
        "Two numbers: whoever knows the two primes of the first can undo what the second does.";
    MODULUS: Key opaque = "pkcs1.modulus", "modulus", RSA_PUBLIC_KEY,
        "The product of two secret primes. Its length is the key's size.";
    PUBLIC_EXPONENT: Key = "pkcs1.publicExponent", "public exponent", RSA_PUBLIC_KEY,
        "Nearly always 65537: large enough to be safe, with few 1 bits so that checking is fast.";
    PSS = "pkcs1.RSASSA_PSS_params_element", "PSS parameters", RSA_PSS,
        "Which hash, which mask and how much salt.";
    PSS_HASH = "pkcs1.hashAlgorithm_element", "hash", RSA_PSS,
        "The hash of what is signed; SHA-1 if it is left out.";
    PSS_MASK = "pkcs1.maskGenAlgorithm_element", "mask", RSA_PSS,
        "How a hash is stretched to a mask.";
    PSS_MASK_HASH = "pkcs1.HashAlgorithm_element", "hash of the mask", RSA_PSS,
        "With which hash the mask is made.";
    PSS_SALT: Length = "pkcs1.saltLength", "length of the salt", RSA_PSS,
        "How many random bytes go into each signature.";
    PSS_TRAILER = "pkcs1.trailerField", "trailer", RSA_PSS,
        "Always 1, and so left out.";
    RAW_KEY: Key opaque = "wirewalk.key.raw_public", "public key as it is", EDWARDS_KEYS,
        "The key's bytes as the algorithm defines them, with no structure around them.";
    PKCS8 = "wirewalk.key.private", "private key", PRIVATE_KEY_INFO,
        "Who has these bytes is the subject, as far as anybody can tell. Nobody else may ever see them.";
    PKCS8_VERSION: Number = "wirewalk.key.version", "version", PRIVATE_KEY_INFO,
        "0; or 1 where the public key is there too.";
    PKCS8_ALGORITHM = "wirewalk.key.algorithm", "algorithm", PRIVATE_KEY_INFO,
        "What kind of key it is, and with which parameters.";
    PKCS8_KEY = "wirewalk.key.box", "key in its box", PRIVATE_KEY_INFO,
        "The key in the form that its algorithm has for it, in an OCTET STRING.";
    PKCS8_ATTRIBUTES = "wirewalk.key.attributes", "attributes", PRIVATE_KEY_INFO,
        "What else is said about the key.";
    PKCS8_PUBLIC: Key = "wirewalk.key.public_part", "public key of the private key", PRIVATE_KEY_INFO,
        "The public key that belongs to it, so that nobody has to compute it.";
    RSA_PRIVATE = "wirewalk.key.rsa_private", "RSA private key", RSA_PRIVATE_KEY,
        "The public key, the private exponent, the two primes, and three numbers that make computing four times as fast.";
    RSA_VERSION: Number = "pkcs1.version", "version of the RSA key", RSA_PRIVATE_KEY,
        "0: two primes.";
    RSA_D: Key opaque = "wirewalk.key.rsa_d", "private exponent", RSA_PRIVATE_KEY,
        "Secret: it undoes what the public exponent does.";
    RSA_P: Key opaque = "wirewalk.key.rsa_p", "first prime", RSA_PRIVATE_KEY,
        "Secret: who knows it divides the modulus by it and has all the rest.";
    RSA_Q: Key opaque = "wirewalk.key.rsa_q", "second prime", RSA_PRIVATE_KEY,
        "Secret: the modulus divided by the first prime.";
    RSA_DP: Key opaque = "wirewalk.key.rsa_dp", "private exponent modulo p - 1", RSA_PRIVATE_KEY,
        "Secret: for computing with the first prime alone.";
    RSA_DQ: Key opaque = "wirewalk.key.rsa_dq", "private exponent modulo q - 1", RSA_PRIVATE_KEY,
        "Secret: for computing with the second prime alone.";
    RSA_QINV: Key opaque = "wirewalk.key.rsa_qinv", "inverse of q modulo p", RSA_PRIVATE_KEY,
        "Secret: it joins the two halves.";
    EC_PRIVATE = "wirewalk.key.ec_private", "EC private key", EC_PRIVATE_KEY,
        "A number; the public key is that many times the curve's base point.";
    EC_VERSION: Number = "wirewalk.key.ec_version", "version of the EC key", EC_PRIVATE_KEY,
        "Always 1.";
    EC_NUMBER: Key opaque = "wirewalk.key.secret_number", "private number", EC_PRIVATE_KEY,
        "Secret: as long as the curve's order.";
    EC_CURVE = "wirewalk.key.curve", "curve, tagged", EC_PRIVATE_KEY,
        "On which curve, where nothing around the key says it.";
    EC_PUBLIC = "wirewalk.key.ec_public", "public key, tagged", EC_PRIVATE_KEY,
        "The point that belongs to the number.";
    EC_PUBLIC_POINT: Key = "wirewalk.key.point", "public point", EC_POINT,
        "The public key.";
    EDWARDS_SEED: Key opaque = "wirewalk.key.seed", "private key as it is", EDWARDS_PRIVATE_KEYS,
        "Secret: random bytes from which everything else is computed.";
    OTHER_PRIVATE: Key opaque = "wirewalk.key.other", "key of another kind", PRIVATE_KEY_INFO,
        "Secret: a private key of a kind that this program does not take apart.";
    ENCRYPTED_KEY = "wirewalk.key.encrypted", "encrypted private key", ENCRYPTED_PRIVATE_KEY_INFO,
        "A private key under a passphrase: who copies the file still has to guess.";
    ENCRYPTION = "wirewalk.key.encryption", "encryption", ENCRYPTED_PRIVATE_KEY_INFO,
        "How the passphrase becomes a key, and with which cipher that key encrypts.";
    ENCRYPTED_DATA: Ciphertext opaque = "wirewalk.key.ciphertext", "encrypted key", ENCRYPTED_PRIVATE_KEY_INFO,
        "The private key, encrypted.";
    PBES2 = "wirewalk.pbes2", "PBES2", PBES2,
        "A derivation and a cipher, both to be chosen.";
    KDF = "wirewalk.pbes2.kdf", "derivation", PBES2,
        "How the passphrase becomes a key: slowly, so that guessing is slow too.";
    PBKDF2 = "wirewalk.pbkdf2", "PBKDF2 parameters", PBKDF2_PARAMETERS,
        "Salt, rounds, and the function that is repeated.";
    SALT: Random = "wirewalk.pbkdf2.salt", "salt", PBKDF2_PARAMETERS,
        "Random and public: the same passphrase gives another key in every file, so no table of guesses helps.";
    ITERATIONS = "wirewalk.pbkdf2.iterations", "rounds", PBKDF2_PARAMETERS,
        "How often the function is repeated: each guess costs as much.";
    KEY_LENGTH: Length = "wirewalk.pbkdf2.key_length", "length of the key", PBKDF2_PARAMETERS,
        "In bytes; the cipher would say it too.";
    PRF = "wirewalk.pbkdf2.prf", "repeated function", PBKDF2_PARAMETERS,
        "HMAC with this hash; SHA-1 if it is left out.";
    SCRYPT = "wirewalk.scrypt", "scrypt parameters", SCRYPT,
        "Salt, and how much time and memory each guess costs.";
    SCRYPT_SALT: Random = "wirewalk.scrypt.salt", "salt of scrypt", SCRYPT,
        "Random and public.";
    SCRYPT_COST = "wirewalk.scrypt.cost", "cost", SCRYPT,
        "N: time and memory grow with it.";
    SCRYPT_BLOCK = "wirewalk.scrypt.block_size", "block size", SCRYPT,
        "r: memory grows with it.";
    SCRYPT_PARALLEL = "wirewalk.scrypt.parallel", "parallelisation", SCRYPT,
        "p: time grows with it.";
    SCRYPT_KEY_LENGTH: Length = "wirewalk.scrypt.key_length", "length of scrypt's key", SCRYPT;
    CIPHER = "wirewalk.pbes2.cipher", "cipher", PBES2,
        "What encrypts with the derived key.";
    CIPHER_IV: Random = "wirewalk.pbes2.iv", "initialisation vector", CIPHER_IV,
        "Random, public and new for each file.";
    PBES1 = "wirewalk.pbes1", "PBES1 parameters", PBES1,
        "Salt and rounds of the scheme of 1993: a cipher of 56 or 40 bits and a hash that is broken. Not to be used.";
    PBES1_SALT: Random = "wirewalk.pbes1.salt", "salt of PBES1", PBES1,
        "Random and public.";
    PBES1_ITERATIONS = "wirewalk.pbes1.iterations", "rounds of PBES1", PBES1,
        "How often the hash is repeated.";
    PKCS12 = "pkcs12.PFX_element", "PKCS#12 file", PKCS12,
        "Bags of keys and certificates, encrypted under a passphrase, and a MAC over them all.";
    DER_FILE = "wirewalk.der.file", "DER of another kind", ASN1_SEQUENCE,
        "Well-formed elements, but no certificate, request, list or key.";
}
