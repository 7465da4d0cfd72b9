//! Labels of keys, public and private, in clear and encrypted.

super::define_labels! {
    SPKI = "wirewalk.key.public", "public key file", PUBLIC_KEY_INFO,
        "Only a public key, in the same form as inside a certificate. Nobody vouches for it.";
    NAMED_CURVE: Choice = "pkcs1.namedCurve", "named curve", EC_PUBLIC_KEY,
        "The curve's name.";
    POINT_FORM = "wirewalk.key.point_form", "form of the point", EC_POINT,
        "4: both coordinates follow. 2 or 3: only x follows, and this byte holds the last bit of y.";
    POINT_X: Key opaque = "wirewalk.key.x", "x", EC_POINT,
        "The first coordinate of the public point.";
    POINT_Y: Key opaque = "wirewalk.key.y", "y", EC_POINT,
        "The second coordinate. The curve and x leave two possible values; this says which.";
    RSA_PUBLIC = "wirewalk.key.rsa_public", "RSA public key", RSA_PUBLIC_KEY,
        "Two numbers. Anyone who knows the two primes of the first can undo what the second does.";
    MODULUS: Key opaque = "pkcs1.modulus", "modulus", RSA_PUBLIC_KEY,
        "The product of two secret primes. Its length is the key's size.";
    PUBLIC_EXPONENT: Key = "pkcs1.publicExponent", "public exponent", RSA_PUBLIC_KEY,
        "Nearly always 65537: large enough to be safe, with few 1 bits, so that verifying is fast.";
    PSS = "pkcs1.RSASSA_PSS_params_element", "PSS parameters", RSA_PSS,
        "The hash, the mask function and the salt length.";
    PSS_HASH = "pkcs1.hashAlgorithm_element", "hash", RSA_PSS,
        "The hash function for the signed data; SHA-1 if this is left out.";
    PSS_MASK = "pkcs1.maskGenAlgorithm_element", "mask", RSA_PSS,
        "The function that stretches a hash into a mask.";
    PSS_MASK_HASH = "pkcs1.HashAlgorithm_element", "hash of the mask", RSA_PSS,
        "The hash function that makes the mask.";
    PSS_SALT: Length = "pkcs1.saltLength", "length of the salt", RSA_PSS,
        "How many random bytes go into each signature.";
    PSS_TRAILER = "pkcs1.trailerField", "trailer", RSA_PSS,
        "Always 1, so it is normally left out.";
    RAW_KEY: Key opaque = "wirewalk.key.raw_public", "public key as it is", EDWARDS_KEYS,
        "The key's bytes as the algorithm defines them, with no structure around them.";
    PKCS8 = "wirewalk.key.private", "private key", PRIVATE_KEY_INFO,
        "Anyone who has these bytes can pose as the key's owner. Nobody else may ever see them.";
    PKCS8_VERSION: Number = "wirewalk.key.version", "version", PRIVATE_KEY_INFO,
        "0, or 1 if the public key is included.";
    PKCS8_ALGORITHM = "wirewalk.key.algorithm", "algorithm", PRIVATE_KEY_INFO,
        "The type of key, and its parameters.";
    PKCS8_KEY = "wirewalk.key.box", "key in its box", PRIVATE_KEY_INFO,
        "The key, in the form that its algorithm defines, inside an OCTET STRING.";
    PKCS8_ATTRIBUTES = "wirewalk.key.attributes", "attributes", PRIVATE_KEY_INFO,
        "Further information about the key.";
    PKCS8_PUBLIC: Key = "wirewalk.key.public_part", "public key of the private key", PRIVATE_KEY_INFO,
        "The matching public key, so that a program need not compute it.";
    RSA_PRIVATE = "wirewalk.key.rsa_private", "RSA private key", RSA_PRIVATE_KEY,
        "The public key, the private exponent, the two primes, and three numbers that make computing four times as fast.";
    RSA_VERSION: Number = "pkcs1.version", "version of the RSA key", RSA_PRIVATE_KEY,
        "0 means two primes.";
    RSA_D: Key opaque = "wirewalk.key.rsa_d", "private exponent", RSA_PRIVATE_KEY,
        "Secret. It undoes what the public exponent does.";
    RSA_P: Key opaque = "wirewalk.key.rsa_p", "first prime", RSA_PRIVATE_KEY,
        "Secret. Anyone who knows it can divide the modulus by it and compute everything else.";
    RSA_Q: Key opaque = "wirewalk.key.rsa_q", "second prime", RSA_PRIVATE_KEY,
        "Secret. It is the modulus divided by the first prime.";
    RSA_DP: Key opaque = "wirewalk.key.rsa_dp", "private exponent modulo p - 1", RSA_PRIVATE_KEY,
        "Secret. It is used to compute with only the first prime.";
    RSA_DQ: Key opaque = "wirewalk.key.rsa_dq", "private exponent modulo q - 1", RSA_PRIVATE_KEY,
        "Secret. It is used to compute with only the second prime.";
    RSA_QINV: Key opaque = "wirewalk.key.rsa_qinv", "inverse of q modulo p", RSA_PRIVATE_KEY,
        "Secret. It joins the two halves of the computation.";
    EC_PRIVATE = "wirewalk.key.ec_private", "EC private key", EC_PRIVATE_KEY,
        "A number. The public key is the curve's base point multiplied by it.";
    EC_VERSION: Number = "wirewalk.key.ec_version", "version of the EC key", EC_PRIVATE_KEY,
        "Always 1.";
    EC_NUMBER: Key opaque = "wirewalk.key.secret_number", "private number", EC_PRIVATE_KEY,
        "Secret. It is as long as the curve's order.";
    EC_CURVE = "wirewalk.key.curve", "curve, tagged", EC_PRIVATE_KEY,
        "The curve, in case nothing around the key names it.";
    EC_PUBLIC = "wirewalk.key.ec_public", "public key, tagged", EC_PRIVATE_KEY,
        "The point that matches the private number.";
    EC_PUBLIC_POINT: Key = "wirewalk.key.point", "public point", EC_POINT,
        "The public key.";
    EDWARDS_SEED: Key opaque = "wirewalk.key.seed", "private key as it is", EDWARDS_PRIVATE_KEYS,
        "Secret. Everything else is computed from these random bytes.";
    OTHER_PRIVATE: Key opaque = "wirewalk.key.other", "key of another kind", PRIVATE_KEY_INFO,
        "Secret. This program does not decode private keys of this type.";
    ENCRYPTED_KEY = "wirewalk.key.encrypted", "encrypted private key", ENCRYPTED_PRIVATE_KEY_INFO,
        "A private key encrypted under a passphrase: anyone who copies the file still has to guess the passphrase.";
    ENCRYPTION = "wirewalk.key.encryption", "encryption", ENCRYPTED_PRIVATE_KEY_INFO,
        "How the passphrase becomes a key, and which cipher uses that key.";
    ENCRYPTED_DATA: Ciphertext opaque = "wirewalk.key.ciphertext", "encrypted key", ENCRYPTED_PRIVATE_KEY_INFO,
        "The private key, encrypted.";
    PBES2 = "wirewalk.pbes2", "PBES2", PBES2,
        "A key derivation and a cipher, which can be chosen freely.";
    KDF = "wirewalk.pbes2.kdf", "derivation", PBES2,
        "How the passphrase becomes a key. It is slow on purpose, so that guessing is slow too.";
    PBKDF2 = "wirewalk.pbkdf2", "PBKDF2 parameters", PBKDF2_PARAMETERS,
        "The salt, the number of rounds, and the function that is repeated.";
    SALT: Random = "wirewalk.pbkdf2.salt", "salt", PBKDF2_PARAMETERS,
        "Random and public. The same passphrase gives a different key in every file, so a precomputed table of guesses is useless.";
    ITERATIONS = "wirewalk.pbkdf2.iterations", "rounds", PBKDF2_PARAMETERS,
        "How often the function is repeated. Every guess costs that much too.";
    KEY_LENGTH: Length = "wirewalk.pbkdf2.key_length", "length of the key", PBKDF2_PARAMETERS,
        "How many bytes the derived key has. The cipher implies it too.";
    PRF = "wirewalk.pbkdf2.prf", "repeated function", PBKDF2_PARAMETERS,
        "HMAC with this hash function; SHA-1 if this is left out.";
    SCRYPT = "wirewalk.scrypt", "scrypt parameters", SCRYPT,
        "The salt, and how much time and memory each guess costs.";
    SCRYPT_SALT: Random = "wirewalk.scrypt.salt", "salt of scrypt", SCRYPT,
        "Random and public.";
    SCRYPT_COST = "wirewalk.scrypt.cost", "cost", SCRYPT,
        "Called N. Time and memory grow with it.";
    SCRYPT_BLOCK = "wirewalk.scrypt.block_size", "block size", SCRYPT,
        "Called r. Memory grows with it.";
    SCRYPT_PARALLEL = "wirewalk.scrypt.parallel", "parallelisation", SCRYPT,
        "Called p. Time grows with it.";
    SCRYPT_KEY_LENGTH: Length = "wirewalk.scrypt.key_length", "length of scrypt's key", SCRYPT,
        "How many bytes the derived key has.";
    CIPHER = "wirewalk.pbes2.cipher", "cipher", PBES2,
        "The cipher that uses the derived key.";
    CIPHER_IV: Random = "wirewalk.pbes2.iv", "initialisation vector", CIPHER_IV,
        "Random, public and new for each file.";
    PBES1 = "wirewalk.pbes1", "PBES1 parameters", PBES1,
        "The salt and rounds of a scheme from 1993, with a 56-bit or 40-bit cipher and a broken hash. Do not use it.";
    PBES1_SALT: Random = "wirewalk.pbes1.salt", "salt of PBES1", PBES1,
        "Random and public.";
    PBES1_ITERATIONS = "wirewalk.pbes1.iterations", "rounds of PBES1", PBES1,
        "How often the hash is repeated.";
    PKCS12 = "pkcs12.PFX_element", "PKCS#12 file", PKCS12,
        "Bags of keys and certificates, encrypted under a passphrase, and a MAC over all of them.";
    DER_FILE = "wirewalk.der.file", "DER of another kind", ASN1_SEQUENCE,
        "Well-formed elements, but not a certificate, request, revocation list or key.";
}
