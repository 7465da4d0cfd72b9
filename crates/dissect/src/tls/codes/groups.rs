//! Groups of the key exchange: IANA's registry "TLS Supported Groups".

use super::lists;

const BINARY: &str = "a curve over a binary field: removed from TLS 1.3, hardly used; not post-quantum";
const SHORT: &str = "a curve with too few bits: removed from TLS 1.3; not post-quantum";
const BRAINPOOL: &str = "a German curve whose parameters were chosen in a verifiable way; not post-quantum";
const GOST: &str = "a Russian curve; not post-quantum";
const PRIME: &str = "numbers modulo a fixed prime (RFC 7919): slow, long keys, well understood; not post-quantum";

lists! {
    /// The group with this number.
    look_greased group(u16) {
        1 = "sect163k1", BINARY;
        2 = "sect163r1", BINARY;
        3 = "sect163r2", BINARY;
        4 = "sect193r1", BINARY;
        5 = "sect193r2", BINARY;
        6 = "sect233k1", BINARY;
        7 = "sect233r1", BINARY;
        8 = "sect239k1", BINARY;
        9 = "sect283k1", BINARY;
        10 = "sect283r1", BINARY;
        11 = "sect409k1", BINARY;
        12 = "sect409r1", BINARY;
        13 = "sect571k1", BINARY;
        14 = "sect571r1", BINARY;
        15 = "secp160k1", SHORT;
        16 = "secp160r1", SHORT;
        17 = "secp160r2", SHORT;
        18 = "secp192k1", SHORT;
        19 = "secp192r1", SHORT;
        20 = "secp224k1", SHORT;
        21 = "secp224r1", SHORT;
        22 = "secp256k1", "Bitcoin's curve: removed from TLS 1.3; not post-quantum";
        23 = "secp256r1",
            "P-256 by NIST, 256 bits, as strong as a 128-bit key: every TLS 1.3 program has it; not post-quantum";
        24 = "secp384r1", "P-384 by NIST, 384 bits, as strong as a 192-bit key; not post-quantum";
        25 = "secp521r1", "P-521 by NIST, 521 bits, as strong as a 256-bit key; not post-quantum";
        26 = "brainpoolP256r1", BRAINPOOL;
        27 = "brainpoolP384r1", BRAINPOOL;
        28 = "brainpoolP512r1", BRAINPOOL;
        29 = "x25519", "Curve25519, 255 bits, as strong as a 128-bit key: fast and hard to misuse; not post-quantum";
        30 = "x448", "Curve448, 448 bits, as strong as a 224-bit key; not post-quantum";
        31 = "brainpoolP256r1tls13", BRAINPOOL;
        32 = "brainpoolP384r1tls13", BRAINPOOL;
        33 = "brainpoolP512r1tls13", BRAINPOOL;
        34 = "GC256A", GOST;
        35 = "GC256B", GOST;
        36 = "GC256C", GOST;
        37 = "GC256D", GOST;
        38 = "GC512A", GOST;
        39 = "GC512B", GOST;
        40 = "GC512C", GOST;
        41 = "curveSM2", "a Chinese curve of 256 bits; not post-quantum";
        256 = "ffdhe2048", PRIME;
        257 = "ffdhe3072", PRIME;
        258 = "ffdhe4096", PRIME;
        259 = "ffdhe6144", PRIME;
        260 = "ffdhe8192", PRIME;
        512 = "MLKEM512", "only ML-KEM, as strong as a 128-bit key: post-quantum, with no curve to fall back on";
        513 = "MLKEM768", "only ML-KEM, as strong as a 192-bit key: post-quantum, with no curve to fall back on";
        514 = "MLKEM1024", "only ML-KEM, as strong as a 256-bit key: post-quantum, with no curve to fall back on";
        4587 = "SecP256r1MLKEM768",
            "P-256 and ML-KEM-768 together: post-quantum, and safe as long as one of the two is";
        4588 = "X25519MLKEM768",
            "X25519 and ML-KEM-768 together: post-quantum, and safe as long as one of the two is; today's browsers \
                use it";
        4589 = "SecP384r1MLKEM1024",
            "P-384 and ML-KEM-1024 together: post-quantum, and safe as long as one of the two is";
        4590 = "curveSM2MLKEM768",
            "SM2's curve and ML-KEM-768 together: post-quantum, and safe as long as one of the two is";
        25497 = "X25519Kyber768Draft00", "X25519 and Kyber, ML-KEM's draft: an experiment from 2023, obsolete";
        25498 = "SecP256r1Kyber768Draft00", "P-256 and Kyber, ML-KEM's draft: an experiment from 2023, obsolete";
        65281 = "arbitrary_explicit_prime_curves",
            "a curve given by its parameters: forbidden, because an attacker could supply a weak one";
        65282 = "arbitrary_explicit_char2_curves",
            "a curve given by its parameters: forbidden, because an attacker could supply a weak one";
    }
}
