//! Certificates, keys and the files they are in.

use super::Cite;

macro_rules! cites {
    ($($(#[$doc:meta])* $name:ident = $document:literal, $section:literal;)*) => {
        $($(#[$doc])* pub const $name: Cite = Cite::new($document, $section);)*
    };
}

cites! {
    /// Tags.
    DER_TAG = "X.690", "8.1.2";
    /// Lengths.
    DER_LENGTH = "X.690", "8.1.3";
    /// The end of an indefinite length.
    END_OF_CONTENTS = "X.690", "8.1.5";
    /// Yes or no.
    ASN1_BOOLEAN = "X.690", "11.1";
    /// Whole numbers.
    ASN1_INTEGER = "X.690", "8.3";
    /// One of several.
    ASN1_ENUMERATED = "X.690", "8.4";
    /// Bits.
    ASN1_BIT_STRING = "X.690", "8.6";
    /// Bytes.
    ASN1_OCTET_STRING = "X.690", "8.7";
    /// Nothing.
    ASN1_NULL = "X.690", "8.8";
    /// Several, in order.
    ASN1_SEQUENCE = "X.690", "8.9";
    /// Several, in no order.
    ASN1_SET = "X.690", "8.11";
    /// A type with another tag.
    ASN1_TAGGED = "X.690", "8.14";
    /// Names for things.
    ASN1_OID = "X.690", "8.19";
    /// Texts.
    ASN1_STRING = "X.690", "8.23";
    /// Times.
    ASN1_TIME = "X.690", "11.7";
    /// A certificate.
    CERTIFICATE = "RFC 5280", "4.1";
    /// Signature algorithm beside the signature.
    SIGNATURE_ALGORITHM = "RFC 5280", "4.1.1.2";
    /// The signature.
    SIGNATURE_VALUE = "RFC 5280", "4.1.1.3";
    /// What is signed.
    TBS_CERTIFICATE = "RFC 5280", "4.1.2";
    /// Version.
    CERTIFICATE_VERSION = "RFC 5280", "4.1.2.1";
    /// Serial number.
    SERIAL_NUMBER = "RFC 5280", "4.1.2.2";
    /// The algorithm inside what is signed.
    TBS_SIGNATURE = "RFC 5280", "4.1.2.3";
    /// Issuer, and what names are made of.
    ISSUER = "RFC 5280", "4.1.2.4";
    /// Validity.
    VALIDITY = "RFC 5280", "4.1.2.5";
    /// Two digits of a year.
    UTC_TIME = "RFC 5280", "4.1.2.5.1";
    /// Four digits of a year.
    GENERALIZED_TIME = "RFC 5280", "4.1.2.5.2";
    /// Subject.
    SUBJECT = "RFC 5280", "4.1.2.6";
    /// Public key.
    PUBLIC_KEY_INFO = "RFC 5280", "4.1.2.7";
    /// Unique identifiers.
    UNIQUE_IDENTIFIERS = "RFC 5280", "4.1.2.8";
    /// Extensions.
    EXTENSIONS = "RFC 5280", "4.2";
    /// Which key signed.
    AUTHORITY_KEY_IDENTIFIER = "RFC 5280", "4.2.1.1";
    /// Which key this is.
    SUBJECT_KEY_IDENTIFIER = "RFC 5280", "4.2.1.2";
    /// What a key is for.
    KEY_USAGE = "RFC 5280", "4.2.1.3";
    /// Policies.
    CERTIFICATE_POLICIES = "RFC 5280", "4.2.1.4";
    /// Policies of another CA.
    POLICY_MAPPINGS = "RFC 5280", "4.2.1.5";
    /// Names.
    SUBJECT_ALT_NAME = "RFC 5280", "4.2.1.6";
    /// A CA or not.
    BASIC_CONSTRAINTS = "RFC 5280", "4.2.1.9";
    /// Names a CA may sign for.
    NAME_CONSTRAINTS = "RFC 5280", "4.2.1.10";
    /// Whether policies are required.
    POLICY_CONSTRAINTS = "RFC 5280", "4.2.1.11";
    /// Purposes.
    EXT_KEY_USAGE = "RFC 5280", "4.2.1.12";
    /// Where lists are.
    CRL_DISTRIBUTION_POINTS = "RFC 5280", "4.2.1.13";
    /// No wildcard policy.
    INHIBIT_ANY_POLICY = "RFC 5280", "4.2.1.14";
    /// Where the issuer is.
    AUTHORITY_INFO_ACCESS = "RFC 5280", "4.2.2.1";
    /// A list of revoked certificates.
    CRL = "RFC 5280", "5.1";
    /// What of it is signed.
    TBS_CERT_LIST = "RFC 5280", "5.1.2";
    /// When it was made.
    THIS_UPDATE = "RFC 5280", "5.1.2.4";
    /// When the next one comes.
    NEXT_UPDATE = "RFC 5280", "5.1.2.5";
    /// What was revoked.
    REVOKED_CERTIFICATES = "RFC 5280", "5.1.2.6";
    /// The list's number.
    CRL_NUMBER = "RFC 5280", "5.2.3";
    /// What a list covers.
    ISSUING_DISTRIBUTION_POINT = "RFC 5280", "5.2.5";
    /// Why.
    REASON_CODE = "RFC 5280", "5.3.1";
    /// Since when.
    INVALIDITY_DATE = "RFC 5280", "5.3.2";
    /// What a server promises to offer.
    TLS_FEATURE = "RFC 7633", "4";
    /// Promises of logs.
    SCT_LIST = "RFC 6962", "3.3";
    /// One promise of a log.
    SCT = "RFC 6962", "3.2";
    /// A request for a certificate.
    CSR = "RFC 2986", "4";
    /// What of it is signed.
    CSR_INFO = "RFC 2986", "4.1";
    /// The wish for extensions.
    EXTENSION_REQUEST = "RFC 2985", "5.4.2";
    /// Curves by name, points.
    EC_PUBLIC_KEY = "RFC 5480", "2";
    /// Points, written out.
    EC_POINT = "SEC 1", "2.3.3";
    /// r and s.
    ECDSA_SIGNATURE = "RFC 3279", "2.2.3";
    /// Keys of Ed25519 and its relatives.
    EDWARDS_KEYS = "RFC 8410", "4";
    /// A private key of Ed25519 and its relatives.
    EDWARDS_PRIVATE_KEYS = "RFC 8410", "7";
    /// RSA public keys.
    RSA_PUBLIC_KEY = "RFC 8017", "A.1.1";
    /// RSA private keys.
    RSA_PRIVATE_KEY = "RFC 8017", "A.1.2";
    /// PSS.
    RSA_PSS = "RFC 8017", "A.2.3";
    /// EC private keys.
    EC_PRIVATE_KEY = "RFC 5915", "3";
    /// Private keys of any kind.
    PRIVATE_KEY_INFO = "RFC 5958", "2";
    /// Encrypted private keys.
    ENCRYPTED_PRIVATE_KEY_INFO = "RFC 5958", "3";
    /// Encryption under a passphrase.
    PBES2 = "RFC 8018", "6.2";
    /// The same, as it was.
    PBES1 = "RFC 8018", "6.1";
    /// From passphrase to key.
    PBKDF2 = "RFC 8018", "5.2";
    /// The parameters.
    PBKDF2_PARAMETERS = "RFC 8018", "A.2";
    /// With much memory.
    SCRYPT = "RFC 7914", "7";
    /// The parameter of a cipher.
    CIPHER_IV = "RFC 8018", "B.2.5";
    /// Certificate and key in one file.
    PKCS12 = "RFC 7292", "4";
    /// Text around base64.
    PEM = "RFC 7468", "2";
    /// Headers inside.
    PEM_HEADERS = "RFC 1421", "4.6";
    /// Base64.
    BASE64 = "RFC 4648", "4";
}
