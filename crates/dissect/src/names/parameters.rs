//! Labels of parameters in files: groups for Diffie-Hellman, curves written out.

super::define_labels! {
    DH = "wirewalk.dh_parameters", "DH parameters", DH_PARAMETERS,
        "A group for Diffie-Hellman: public, and the same for everybody who uses this file. There is no key in it.";
    PRIME: Key opaque = "wirewalk.dh_parameters.prime", "prime", DH_PARAMETERS,
        "All computing is modulo this prime. Below 2048 bits, anyone who invests enough once can break every exchange in this group.";
    BASE: Key opaque = "wirewalk.dh_parameters.base", "generator", DH_PARAMETERS,
        "The number that is raised to each side's secret exponent. Usually 2 or 5.";
    ORDER: Key opaque = "wirewalk.dh_parameters.order", "order or private length", DH_PARAMETERS,
        "A small number: how many bits a secret exponent should have. A large one: the order of the group, in the form of X9.42.";
    REST: Key opaque = "wirewalk.dh_parameters.more", "further number", DH_PARAMETERS,
        "In the form of X9.42: the cofactor, or how the prime was made.";
    EC = "pkcs1.specifiedCurve_element", "curve, written out", EC_PARAMETERS,
        "Every number of a curve instead of its name. A curve must be named: a forger could choose numbers that suit him.";
    EC_VERSION: Number = "wirewalk.ec_parameters.version", "version", EC_PARAMETERS,
        "1, or 2 and 3 where a seed is named too.";
    FIELD = "pkcs1.fieldID_element", "field", EC_PARAMETERS,
        "Which numbers coordinates are: modulo a prime, or bits.";
    FIELD_TYPE: Number = "pkcs1.fieldType", "kind of field", EC_PARAMETERS,
        "Modulo a prime, or of characteristic two.";
    FIELD_PRIME: Key opaque = "pkcs1.Prime_p", "prime of the field", EC_PARAMETERS,
        "Coordinates are computed modulo this prime.";
    CURVE = "pkcs1.curve_element", "curve", EC_PARAMETERS,
        "y² = x³ + ax + b.";
    A: Key opaque = "pkcs1.a", "a", EC_PARAMETERS,
        "The first number of the equation.";
    B: Key opaque = "pkcs1.b", "b", EC_PARAMETERS,
        "The second number of the equation.";
    SEED: Random = "pkcs1.seed", "seed", EC_PARAMETERS,
        "From which the curve was made, as proof that nobody chose it for its weakness.";
    GENERATOR: Key = "pkcs1.base", "base point", EC_PARAMETERS,
        "Public keys are multiples of this point.";
    ORDER_OF_BASE: Key opaque = "pkcs1.order", "order", EC_PARAMETERS,
        "How many different multiples the base point has.";
    COFACTOR: Number = "pkcs1.cofactor", "cofactor", EC_PARAMETERS,
        "How many times more points the curve has.";
}
