//! Certificates, keys and the files they are in; what is asked of a chain, and how a server shows it.

use super::cites;

cites! {
    "X.690" {
        DER_TAG = "8.1.2", "Tags.";
        DER_LENGTH = "8.1.3", "Lengths.";
        END_OF_CONTENTS = "8.1.5", "The end of an indefinite length.";
        ASN1_BOOLEAN = "11.1", "Yes or no.";
        ASN1_INTEGER = "8.3", "Whole numbers.";
        ASN1_ENUMERATED = "8.4", "One of several.";
        ASN1_BIT_STRING = "8.6", "Bits.";
        ASN1_OCTET_STRING = "8.7", "Bytes.";
        ASN1_NULL = "8.8", "Nothing.";
        ASN1_SEQUENCE = "8.9", "Several, in order.";
        ASN1_SET = "8.11", "Several, in no order.";
        ASN1_TAGGED = "8.14", "A type with another tag.";
        ASN1_OID = "8.19", "Names for things.";
        ASN1_STRING = "8.23", "Texts.";
        ASN1_TIME = "11.7", "Times.";
    }
    "RFC 5280" {
        CERTIFICATE = "4.1", "A certificate.";
        SIGNATURE_ALGORITHM = "4.1.1.2", "Signature algorithm beside the signature.";
        SIGNATURE_VALUE = "4.1.1.3", "The signature.";
        TBS_CERTIFICATE = "4.1.2", "The signed part.";
        CERTIFICATE_VERSION = "4.1.2.1", "Version.";
        SERIAL_NUMBER = "4.1.2.2", "Serial number.";
        TBS_SIGNATURE = "4.1.2.3", "The algorithm inside the signed part.";
        ISSUER = "4.1.2.4", "Issuer, and what names are made of.";
        VALIDITY = "4.1.2.5", "Validity.";
        UTC_TIME = "4.1.2.5.1", "Two digits of a year.";
        GENERALIZED_TIME = "4.1.2.5.2", "Four digits of a year.";
        SUBJECT = "4.1.2.6", "Subject.";
        PUBLIC_KEY_INFO = "4.1.2.7", "Public key.";
        UNIQUE_IDENTIFIERS = "4.1.2.8", "Unique identifiers.";
        EXTENSIONS = "4.2", "Extensions.";
        AUTHORITY_KEY_IDENTIFIER = "4.2.1.1", "Which key signed.";
        SUBJECT_KEY_IDENTIFIER = "4.2.1.2", "Which key this is.";
        KEY_USAGE = "4.2.1.3", "What a key is for.";
        CERTIFICATE_POLICIES = "4.2.1.4", "Policies.";
        POLICY_MAPPINGS = "4.2.1.5", "Policies of another CA.";
        SUBJECT_ALT_NAME = "4.2.1.6", "Names.";
        BASIC_CONSTRAINTS = "4.2.1.9", "A CA or not.";
        NAME_CONSTRAINTS = "4.2.1.10", "Names a CA may sign for.";
        POLICY_CONSTRAINTS = "4.2.1.11", "Whether policies are required.";
        EXT_KEY_USAGE = "4.2.1.12", "Purposes.";
        CRL_DISTRIBUTION_POINTS = "4.2.1.13", "Where lists are.";
        INHIBIT_ANY_POLICY = "4.2.1.14", "No wildcard policy.";
        AUTHORITY_INFO_ACCESS = "4.2.2.1", "Where the issuer is.";
        CRL = "5.1", "A list of revoked certificates.";
        TBS_CERT_LIST = "5.1.2", "The signed part.";
        THIS_UPDATE = "5.1.2.4", "When it was made.";
        NEXT_UPDATE = "5.1.2.5", "When the next one is due.";
        REVOKED_CERTIFICATES = "5.1.2.6", "What was revoked.";
        CRL_NUMBER = "5.2.3", "The list's number.";
        ISSUING_DISTRIBUTION_POINT = "5.2.5", "What a list covers.";
        REASON_CODE = "5.3.1", "Why.";
        INVALIDITY_DATE = "5.3.2", "Since when.";
    }
    "RFC 7633" { TLS_FEATURE = "4", "What a server promises to offer."; }
    "RFC 6962" {
        SCT_LIST = "3.3", "Promises of logs.";
        SCT = "3.2", "One promise of a log.";
    }
    "RFC 2986" {
        CSR = "4", "A request for a certificate.";
        CSR_INFO = "4.1", "The signed part.";
    }
    "RFC 2985" { EXTENSION_REQUEST = "5.4.2", "The request for extensions."; }
    "RFC 5480" { EC_PUBLIC_KEY = "2", "Curves by name, points."; }
    "SEC 1" { EC_POINT = "2.3.3", "Points, written out."; }
    "RFC 3279" { ECDSA_SIGNATURE = "2.2.3", "r and s."; }
    "RFC 8410" {
        EDWARDS_KEYS = "4", "Keys of Ed25519 and its relatives.";
        EDWARDS_PRIVATE_KEYS = "7", "A private key of Ed25519 and its relatives.";
    }
    "RFC 8017" {
        RSA_PUBLIC_KEY = "A.1.1", "RSA public keys.";
        RSA_PRIVATE_KEY = "A.1.2", "RSA private keys.";
        RSA_PSS = "A.2.3", "PSS.";
    }
    "RFC 5915" { EC_PRIVATE_KEY = "3", "EC private keys."; }
    "RFC 5958" {
        PRIVATE_KEY_INFO = "2", "Private keys of any kind.";
        ENCRYPTED_PRIVATE_KEY_INFO = "3", "Encrypted private keys.";
    }
    "RFC 8018" {
        PBES2 = "6.2", "Encryption under a passphrase.";
        PBES1 = "6.1", "The same, as it was.";
        PBKDF2_PARAMETERS = "A.2", "The parameters.";
        CIPHER_IV = "B.2.5", "The parameter of a cipher.";
    }
    "RFC 7914" { SCRYPT = "7", "With much memory."; }
    "RFC 7292" { PKCS12 = "4", "Certificate and key in one file."; }
    "RFC 7468" { PEM = "2", "Text around base64."; }
    "RFC 1421" { PEM_HEADERS = "4.6", "Headers inside."; }
    "RFC 4648" { BASE64 = "4", "Base64."; }
    // What is asked of a chain.
    "RFC 5280" { PATH_VALIDATION = "6.1", "How a path from a certificate to a trusted root is judged."; }
    "RFC 8446" {
        CHAIN_ORDER = "4.4.2", "In which order certificates are sent.";
        PROOF_OF_POSSESSION = "4.4.3", "How a server proves that it holds the private key.";
    }
    "NIST SP 800-131A Rev. 2" { KEY_LENGTHS = "3", "Which keys may still sign."; }
}
