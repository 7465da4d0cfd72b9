//! What is often believed and is wrong: each by its id, in one sentence, with the claim that refutes it. Predictions offer these as
//! choices; `docs/misconceptions.md` says where.

/// Something that many believe.
#[derive(Debug, PartialEq, Eq)]
pub struct Misconception {
    /// Its id.
    pub id: &'static str,
    /// What is believed, in one sentence.
    pub text: &'static str,
    /// The claim of a lesson that shows the opposite.
    pub refuted: &'static str,
}

/// All of them by name, in the order of the course.
macro_rules! misconceptions {
    ($($name:ident $id:literal $text:literal $refuted:literal;)+) => {
        $(
            #[doc = $text]
            pub const $name: Misconception = Misconception { id: $id, text: $text, refuted: $refuted };
        )+
        /// Each of them, in the order of the course.
        pub const ALL: &[Misconception] = &[$($name),+];
    };
}

misconceptions! {
    HASHING_ENCRYPTS "hashing-encrypts" "Hashing is a kind of encryption." "lesson2.time-leaks";
    CIPHERS_PROVEN "ciphers-proven" "Modern ciphers are proven to be unbreakable." "lesson3.exponents-found";
    DH_AUTHENTICATES "dh-authenticates" "Diffie–Hellman encrypts, or proves who is at the other end." "lesson3.mallory-reads";
    ENCRYPTION_AUTHENTICATES "encryption-authenticates" "If it is encrypted, you know who you are talking to." "lesson3.forgery-accepted";
    CERTIFICATE_IS_KEY "certificate-is-key" "A certificate is a key, or contains the private key." "lesson4.key-never-crossed";
    SIGNING_ENCRYPTS "signing-encrypts" "Signing is encrypting with the private key." "lesson5.certificate-verify-verified";
    PADLOCK "padlock" "A padlock means that the site can be trusted." "lesson4.stolen-key-signs-anything";
    HIDES_SITE "hides-site" "HTTPS hides which site you visit." "lesson5.name-leaks";
    CERTIFICATE_KEY_ENCRYPTS "certificate-key-encrypts" "The key in the certificate encrypts the traffic." "lesson5.schedule-equals-key-log";
    RECORD_VERSION "record-version" "The version in a TLS record is the version of TLS that is spoken." "lesson5.record-version-disguise";
    SELF_SIGNED "self-signed" "A self-signed certificate is as good as any other." "lesson5.self-signed-refused";
    EXPIRED "expired" "A certificate that expired yesterday is harmless." "lesson5.expired-refused";
    VERIFICATION_OFF "verification-off" "Turning verification off for testing is harmless." "lesson5.insecure-lets-mallory-read";
    SERVER_KEY_OPENS "server-key-opens" "The server's private key opens any recording." "lesson5.stolen-key-opens-no-ecdhe";
    LONGER_KEY "longer-key" "A longer key is always safer." "lesson6.weak-passphrase-found";
    VALID_IS_PERMITTED "valid-is-permitted" "A valid client certificate is permission." "lesson6.valid-is-not-permitted";
    COMMON_NAME "common-name" "The common name is what is checked." "lesson6.common-name-decides-nothing";
    NOBODY_BETWEEN "nobody-between" "Nobody between the browser and the application can read HTTPS." "lesson7.in-clear-inside";
    EARLY_DATA "early-data" "Early data is as safe as the rest." "lesson9.replay-paid-twice";
    ENCRYPTED_IS_SECRET "encrypted-is-secret" "What is encrypted is secret." "lesson10.initial-keys-from-the-id";
}
