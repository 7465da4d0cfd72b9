//! Labels of certificates, requests and lists of revoked certificates.

super::define_labels! {
    CERTIFICATE = "x509af.Certificate_element", "certificate", CERTIFICATE,
        "\"From A to B I am X according to Y\": a name, a public key and a period, signed by somebody who vouches for it.";
    TBS_CERTIFICATE = "x509af.signedCertificate_element", "what is signed", TBS_CERTIFICATE,
        "All of the certificate that the signature covers: a changed bit in here, and the signature is wrong.";
    VERSION_TAG: Number = "wirewalk.x509.version", "version, tagged", CERTIFICATE_VERSION,
        "The version is optional, so its own tag says that it is there. Without it the certificate is of version 1.";
    VERSION: Number = "x509af.version", "version", CERTIFICATE_VERSION,
        "Counted from zero: 2 stands for version 3, the one that has extensions. A list of revoked certificates has 1 for version 2.";
    SERIAL_NUMBER: Random = "x509af.serialNumber", "serial number", SERIAL_NUMBER,
        "Unique for its issuer, and random, so that nobody can guess what will be signed. Revocation names it.";
    SIGNATURE = "x509af.signature_element", "signature algorithm", TBS_SIGNATURE,
        "With which algorithm it is signed; inside of what is signed, so that nobody can swap it for a weaker one.";
    ALGORITHM_IDENTIFIER = "x509af.algorithmIdentifier_element", "signature algorithm, again", SIGNATURE_ALGORITHM,
        "The same as inside of what is signed: a verifier reads this one, and the two must agree.";
    ALGORITHM = "x509af.algorithm_element", "key algorithm", PUBLIC_KEY_INFO,
        "What kind of key it is, and with which parameters.";
    ALGORITHM_ID: Number = "x509af.algorithm.id", "algorithm", SIGNATURE_ALGORITHM,
        "The algorithm's name, as an object identifier.";
    ISSUER = "x509af.issuer", "issuer", ISSUER,
        "Who vouches. It equals, byte for byte, the subject of the certificate whose key checks this signature.";
    NAME: Name = "x509if.rdnSequence", "name", ISSUER,
        "A name in parts.";
    RDN_SET = "x509if.RDNSequence_item", "part of a name", ISSUER,
        "A name goes from the large to the small, like an address: country, organisation, person. Each step is a SET, nearly always of one.";
    RDN = "x509if.RelativeDistinguishedName_item_element", "type and value", ISSUER,
        "Which kind of name, and the name.";
    ATTRIBUTE_TYPE: Number = "x509if.oid", "kind of name", ISSUER,
        "Says what the value beside it is: a country, an organisation, a common name.";
    COUNTRY: Name = "x509sat.CountryName", "country", ISSUER,
        "Two letters of ISO 3166, as a PrintableString.";
    UTF8_NAME: Name = "x509sat.uTF8String", "name as UTF-8", ISSUER,
        "The name itself. UTF8String is what new certificates should have.";
    PRINTABLE_NAME: Name = "x509sat.printableString", "name as printable text", ISSUER,
        "The name itself, in the few characters that PrintableString allows.";
    TELETEX_NAME: Name = "x509sat.teletexString", "name as teletex text", ISSUER,
        "The name itself, in a character set of the 1980s that everybody reads as Latin-1.";
    BMP_NAME: Name = "x509sat.bmpString", "name in two-byte characters", ISSUER,
        "The name itself, two bytes for each character.";
    UNIVERSAL_NAME: Name = "x509sat.universalString", "name in four-byte characters", ISSUER,
        "The name itself, four bytes for each character.";
    PLAIN_PRINTABLE_NAME: Name = "x509sat.PrintableString", "printable attribute", ISSUER,
        "The value of an attribute that is always a PrintableString, such as the serial number of a device.";
    IA5_NAME: Name = "x509sat.IA5String", "name in ASCII", ISSUER,
        "The value of an attribute that is ASCII, such as a mail address or a label of a domain name.";
    UTF8_ATTRIBUTE: Name = "x509sat.UTF8String", "UTF-8 text of a name", ISSUER,
        "The value of an attribute that is always UTF-8, such as the name with which somebody logs in.";
    OTHER_NAME_VALUE = "wirewalk.x509.name_value", "name in another type", ISSUER,
        "The name itself, in a type that names seldom have.";
    VALIDITY = "x509af.validity_element", "validity", VALIDITY,
        "From when to when the issuer vouches, both ends included. Outside of it a client refuses.";
    NOT_BEFORE = "x509af.notBefore", "not before", VALIDITY,
        "The first second in which it is valid.";
    NOT_AFTER = "x509af.notAfter", "not after", VALIDITY,
        "The last second in which it is valid. The shorter the period, the less a stolen key is worth.";
    UTC_TIME = "x509af.utcTime", "time, two digits of the year", UTC_TIME,
        "Years from 50 on are 19xx, below 20xx. Dates up to 2049 must be written this way.";
    GENERALIZED_TIME = "x509af.generalizedTime", "time, four digits of the year", GENERALIZED_TIME,
        "For dates from 2050 on, and only for them.";
    SUBJECT = "x509af.subject", "subject", SUBJECT,
        "Who it is that is vouched for. May be empty for a server: programs compare the subjectAltName.";
    PUBLIC_KEY_INFO: Key = "x509af.subjectPublicKeyInfo_element", "public key with its algorithm", PUBLIC_KEY_INFO,
        "The key that is vouched for. Who has the private key that belongs to it can prove to be the subject.";
    PUBLIC_KEY: Key = "x509af.subjectPublicKey", "public key", PUBLIC_KEY_INFO,
        "The key itself; how it is written depends on the algorithm.";
    ISSUER_UID = "x509af.issuerUniqueIdentifier", "issuer's unique identifier", UNIQUE_IDENTIFIERS,
        "From version 2: meant for names that are used twice. Nobody uses it, and it must not be made any more.";
    SUBJECT_UID = "x509af.subjectUniqueIdentifier", "subject's unique identifier", UNIQUE_IDENTIFIERS,
        "From version 2, like the issuer's.";
    EXTENSIONS_TAG = "wirewalk.x509.extensions", "extensions, tagged", EXTENSIONS,
        "Extensions are optional, so their own tag says that they are there.";
    EXTENSIONS = "x509af.extensions", "extensions", EXTENSIONS,
        "What version 3 added: what the key may do, for which names, where to ask whether it was revoked.";
    EXTENSION = "x509af.Extension_element", "extension", EXTENSIONS,
        "A name, whether it is critical, and a value in a box.";
    EXTENSION_ID: Number = "x509af.extension.id", "extension's name", EXTENSIONS,
        "Which extension this is.";
    CRITICAL: Number = "x509af.critical", "critical", EXTENSIONS,
        "Whoever does not understand a critical extension must refuse the certificate. Without this field it is not critical.";
    EXTENSION_VALUE = "wirewalk.x509.extension_value", "extension's value", EXTENSIONS,
        "An OCTET STRING that holds DER: who does not know the extension leaves the box closed.";
    ENCRYPTED: Signature = "x509af.encrypted", "signature", SIGNATURE_VALUE,
        "Made with the issuer's private key over what is signed; anybody checks it with the issuer's public key.";
    SIGNATURE_BYTES: Signature opaque = "wirewalk.x509.signature_bytes", "signature, as it is", SIGNATURE_VALUE,
        "Bytes that look random and are computed from all that is signed.";
    ECDSA: Signature = "wirewalk.x509.ecdsa", "two numbers", ECDSA_SIGNATURE,
        "An ECDSA signature is a pair of numbers, here as a SEQUENCE of two INTEGERs.";
    ECDSA_R: Signature opaque = "pkcs1.r", "r", ECDSA_SIGNATURE,
        "The first number: the x coordinate of a point that was made for this signature alone.";
    ECDSA_S: Signature opaque = "pkcs1.s", "s", ECDSA_SIGNATURE,
        "The second number: it joins the hash of what is signed with the private key.";
    CSR = "pkcs10.CertificationRequest_element", "certificate signing request", CSR,
        "Somebody asks to be vouched for: name, public key and wishes, signed with the private key that belongs to that key.";
    CSR_INFO = "pkcs10.certificationRequestInfo_element", "what is signed", CSR_INFO,
        "All of the request that the signature covers.";
    CSR_VERSION: Number = "pkcs10.version", "version", CSR_INFO,
        "0 stands for version 1, the only one.";
    CSR_SUBJECT = "pkcs10.subject", "subject", CSR_INFO,
        "Who asks. The CA decides what of it is true.";
    CSR_KEY: Key = "pkcs10.subjectPKInfo_element", "public key with its algorithm", CSR_INFO,
        "The key that is to be vouched for.";
    CSR_ATTRIBUTES = "pkcs10.attributes", "attributes", CSR_INFO,
        "What else the applicant says, above all which extensions she wishes for.";
    CSR_ATTRIBUTE = "pkcs10.Attribute_element", "attribute", CSR_INFO,
        "A kind and its values.";
    CSR_ATTRIBUTE_TYPE: Number = "pkcs10.type", "kind of attribute", CSR_INFO,
        "Which attribute this is.";
    CSR_VALUES = "pkcs10.values", "values", CSR_INFO,
        "A SET of values, nearly always of one.";
    CSR_EXTENSIONS = "pkix1explicit.Extensions", "extensions asked for", EXTENSION_REQUEST,
        "A wish, no more. A CA that copies it signs whatever the applicant wrote, `CA:TRUE` too.";
    CSR_EXTENSION = "pkix1explicit.Extension_element", "extension of a message", EXTENSION_REQUEST,
        "A name, whether it is critical, and a value in a box. Certificate requests and OCSP have them in this form.";
    CSR_EXTENSION_ID: Number = "pkix1explicit.id", "name of the message's extension", EXTENSION_REQUEST,
        "Which extension this is.";
    CSR_CRITICAL: Number = "pkix1explicit.critical", "critical, in a message", EXTENSION_REQUEST,
        "Whether a reader that does not know the extension must refuse.";
    CSR_ALGORITHM = "pkcs10.signatureAlgorithm_element", "signature algorithm", CSR,
        "With which algorithm the applicant signed.";
    CSR_SIGNATURE: Signature = "pkcs10.signature", "signature", CSR,
        "It proves that the applicant has the private key, and nothing about the name.";
    CRL = "x509af.CertificateList_element", "list of revoked certificates", CRL,
        "The issuer takes back what it signed: serial numbers, each with a date, signed like a certificate.";
    TBS_CRL = "x509af.signedCertificateList_element", "what is signed", TBS_CERT_LIST,
        "All of the list that the signature covers.";
    THIS_UPDATE = "x509af.thisUpdate", "this update", THIS_UPDATE,
        "When the list was made.";
    NEXT_UPDATE = "x509af.nextUpdate", "next update", NEXT_UPDATE,
        "When there will be a newer one at the latest. Until then an attacker can show this one.";
    REVOKED = "x509af.revokedCertificates", "revoked certificates", REVOKED_CERTIFICATES,
        "An empty list is left out.";
    REVOKED_ITEM = "x509af.revokedCertificates_item_element", "revoked certificate", REVOKED_CERTIFICATES,
        "Serial number, date, and perhaps why.";
    REVOKED_SERIAL: Random = "x509af.userCertificate", "serial number", REVOKED_CERTIFICATES,
        "Which certificate of this issuer it is.";
    REVOCATION_DATE = "x509af.revocationDate", "revocation date", REVOKED_CERTIFICATES,
        "When the issuer revoked it.";
    ENTRY_EXTENSIONS = "x509af.crlEntryExtensions", "extensions of this entry", REVOKED_CERTIFICATES,
        "What else is said about this revocation.";
    CRL_EXTENSIONS_TAG = "wirewalk.x509.crl_extensions", "extensions of the list, tagged", EXTENSIONS,
        "They are optional, so their own tag says that they are there.";
    CRL_EXTENSIONS = "x509af.crlExtensions", "extensions of the list", TBS_CERT_LIST,
        "What is said about the list as a whole: its number, which key signed it.";
}
