//! Labels of certificates, requests and lists of revoked certificates.

super::define_labels! {
    CERTIFICATE = "x509af.Certificate_element", "certificate", CERTIFICATE,
        "\"From A to B I am X according to Y\": a name, a public key and a period, signed by an authority that vouches for them.";
    TBS_CERTIFICATE = "x509af.signedCertificate_element", "what is signed", TBS_CERTIFICATE,
        "The part of the certificate that the signature covers. If one bit in here changes, the signature is wrong.";
    VERSION_TAG: Number = "wirewalk.x509.version", "version, tagged", CERTIFICATE_VERSION,
        "The version is optional, so its own tag says that it is present. Without it, the certificate is version 1.";
    VERSION: Number = "x509af.version", "version", CERTIFICATE_VERSION,
        "Counted from zero: 2 means version 3, the one with extensions. In a list of revoked certificates, 1 means version 2.";
    SERIAL_NUMBER: Random = "x509af.serialNumber", "serial number", SERIAL_NUMBER,
        "Unique for its issuer, and random, so that nobody can predict the bytes to be signed. Revocation lists refer to it.";
    SIGNATURE = "x509af.signature_element", "signature algorithm", TBS_SIGNATURE,
        "The signature algorithm. It is inside the signed part, so that Mallory cannot swap it for a weaker one.";
    ALGORITHM_IDENTIFIER = "x509af.algorithmIdentifier_element", "signature algorithm, again", SIGNATURE_ALGORITHM,
        "The same as inside the signed part. A verifier reads this one, and the two must agree.";
    ALGORITHM = "x509af.algorithm_element", "key algorithm", PUBLIC_KEY_INFO,
        "The type of key, and its parameters.";
    ALGORITHM_ID: Number = "x509af.algorithm.id", "algorithm", SIGNATURE_ALGORITHM,
        "The algorithm's name, as an object identifier.";
    ISSUER = "x509af.issuer", "issuer", ISSUER,
        "The authority that vouches. It equals, byte for byte, the subject of the certificate whose key verifies this signature.";
    NAME: Name = "x509if.rdnSequence", "name", ISSUER,
        "A name, made of several parts.";
    RDN_SET = "x509if.RDNSequence_item", "part of a name", ISSUER,
        "A name goes from large to small: country, organisation, person. Each step is a SET, nearly always of one element.";
    RDN = "x509if.RelativeDistinguishedName_item_element", "type and value", ISSUER,
        "The type of name, and the name itself.";
    ATTRIBUTE_TYPE: Number = "x509if.oid", "kind of name", ISSUER,
        "Says what the value beside it is: a country, an organisation, a common name.";
    COUNTRY: Name = "x509sat.CountryName", "country", ISSUER,
        "A two-letter country code from ISO 3166, as a PrintableString.";
    UTF8_NAME: Name = "x509sat.uTF8String", "name as UTF-8", ISSUER,
        "The name itself. New certificates should use UTF8String.";
    PRINTABLE_NAME: Name = "x509sat.printableString", "name as printable text", ISSUER,
        "The name itself, in the few characters that PrintableString allows.";
    TELETEX_NAME: Name = "x509sat.teletexString", "name as teletex text", ISSUER,
        "The name itself, in a character set from the 1980s that software reads as Latin-1.";
    BMP_NAME: Name = "x509sat.bmpString", "name in two-byte characters", ISSUER,
        "The name itself, two bytes for each character.";
    UNIVERSAL_NAME: Name = "x509sat.universalString", "name in four-byte characters", ISSUER,
        "The name itself, four bytes for each character.";
    PLAIN_PRINTABLE_NAME: Name = "x509sat.PrintableString", "printable attribute", ISSUER,
        "The value of an attribute that is always a PrintableString, such as the serial number of a device.";
    IA5_NAME: Name = "x509sat.IA5String", "name in ASCII", ISSUER,
        "The value of an attribute that is ASCII, such as a mail address or a label of a domain name.";
    UTF8_ATTRIBUTE: Name = "x509sat.UTF8String", "UTF-8 text of a name", ISSUER,
        "The value of an attribute that is always UTF-8, such as a login name.";
    OTHER_NAME_VALUE = "wirewalk.x509.name_value", "name in another type", ISSUER,
        "The name itself, in a type that names rarely use.";
    VALIDITY = "x509af.validity_element", "validity", VALIDITY,
        "The period for which the issuer vouches, both ends included. Outside it, clients refuse the certificate.";
    NOT_BEFORE = "x509af.notBefore", "not before", VALIDITY,
        "The first second in which the certificate is valid.";
    NOT_AFTER = "x509af.notAfter", "not after", VALIDITY,
        "The last second in which the certificate is valid. The shorter the period, the less a stolen key is worth.";
    UTC_TIME = "x509af.utcTime", "time, two digits of the year", UTC_TIME,
        "Years from 50 on mean 19xx, lower ones 20xx. Dates up to 2049 must be written this way.";
    GENERALIZED_TIME = "x509af.generalizedTime", "time, four digits of the year", GENERALIZED_TIME,
        "Used for dates from 2050 on, and only for them.";
    SUBJECT = "x509af.subject", "subject", SUBJECT,
        "The owner of the key. It can be empty for a server, because programs compare the subjectAltName instead.";
    PUBLIC_KEY_INFO: Key = "x509af.subjectPublicKeyInfo_element", "public key with its algorithm", PUBLIC_KEY_INFO,
        "The key that the issuer vouches for. Anyone with the matching private key can prove to be the subject.";
    PUBLIC_KEY: Key = "x509af.subjectPublicKey", "public key", PUBLIC_KEY_INFO,
        "The key itself. Its format depends on the algorithm.";
    ISSUER_UID = "x509af.issuerUniqueIdentifier", "issuer's unique identifier", UNIQUE_IDENTIFIERS,
        "From version 2, meant for names that are used twice. It is unused, and new certificates must not contain it.";
    SUBJECT_UID = "x509af.subjectUniqueIdentifier", "subject's unique identifier", UNIQUE_IDENTIFIERS,
        "From version 2, like the issuer's unique identifier.";
    EXTENSIONS_TAG = "wirewalk.x509.extensions", "extensions, tagged", EXTENSIONS,
        "Extensions are optional, so their own tag says that they are present.";
    EXTENSIONS = "x509af.extensions", "extensions", EXTENSIONS,
        "Added in version 3: what the key may be used for, for which names, and where to ask whether it was revoked.";
    EXTENSION = "x509af.Extension_element", "extension", EXTENSIONS,
        "A name, whether it is critical, and a value in a box.";
    EXTENSION_ID: Number = "x509af.extension.id", "extension's name", EXTENSIONS,
        "Which extension this is.";
    CRITICAL: Number = "x509af.critical", "critical", EXTENSIONS,
        "Software that does not understand a critical extension must refuse the certificate. Without this field, the extension is not critical.";
    EXTENSION_VALUE = "wirewalk.x509.extension_value", "extension's value", EXTENSIONS,
        "An OCTET STRING that holds DER. Software that does not know the extension skips it.";
    ENCRYPTED: Signature = "x509af.encrypted", "signature", SIGNATURE_VALUE,
        "Made with the issuer's private key over the signed part. Anyone can verify it with the issuer's public key.";
    SIGNATURE_BYTES: Signature opaque = "wirewalk.x509.signature_bytes", "signature, as it is", SIGNATURE_VALUE,
        "They look random, but are computed from the whole signed part.";
    ECDSA: Signature = "wirewalk.x509.ecdsa", "two numbers", ECDSA_SIGNATURE,
        "An ECDSA signature is a pair of numbers, written here as a SEQUENCE of two INTEGERs.";
    ECDSA_R: Signature opaque = "pkcs1.r", "r", ECDSA_SIGNATURE,
        "The first number: the x coordinate of a point made only for this signature.";
    ECDSA_S: Signature opaque = "pkcs1.s", "s", ECDSA_SIGNATURE,
        "The second number. It combines the hash of the signed data with the private key.";
    CSR = "pkcs10.CertificationRequest_element", "certificate signing request", CSR,
        "A request for a certificate: a name, a public key and requested extensions, signed with the matching private key.";
    CSR_INFO = "pkcs10.certificationRequestInfo_element", "what is signed", CSR_INFO,
        "The part of the request that the signature covers.";
    CSR_VERSION: Number = "pkcs10.version", "version", CSR_INFO,
        "0 means version 1, the only one.";
    CSR_SUBJECT = "pkcs10.subject", "subject", CSR_INFO,
        "The applicant's name. The CA decides which parts of it are true.";
    CSR_KEY: Key = "pkcs10.subjectPKInfo_element", "public key with its algorithm", CSR_INFO,
        "The key that the CA should vouch for.";
    CSR_ATTRIBUTES = "pkcs10.attributes", "attributes", CSR_INFO,
        "Further requests by the applicant, above all for extensions.";
    CSR_ATTRIBUTE = "pkcs10.Attribute_element", "attribute", CSR_INFO,
        "A type and its values.";
    CSR_ATTRIBUTE_TYPE: Number = "pkcs10.type", "kind of attribute", CSR_INFO,
        "Which attribute this is.";
    CSR_VALUES = "pkcs10.values", "values", CSR_INFO,
        "A SET of values, nearly always with one element.";
    CSR_EXTENSIONS = "pkix1explicit.Extensions", "extensions asked for", EXTENSION_REQUEST,
        "Only a request. A CA that copies it signs whatever the applicant wrote, even `CA:TRUE`.";
    CSR_EXTENSION = "pkix1explicit.Extension_element", "extension of a message", EXTENSION_REQUEST,
        "A name, whether it is critical, and a value in a box. Certificate requests and OCSP have them in this form.";
    CSR_EXTENSION_ID: Number = "pkix1explicit.id", "name of the message's extension", EXTENSION_REQUEST,
        "Which extension this is.";
    CSR_CRITICAL: Number = "pkix1explicit.critical", "critical, in a message", EXTENSION_REQUEST,
        "Whether a reader that does not know the extension must refuse.";
    CSR_ALGORITHM = "pkcs10.signatureAlgorithm_element", "signature algorithm", CSR,
        "The algorithm with which the applicant signed.";
    CSR_SIGNATURE: Signature = "pkcs10.signature", "signature", CSR,
        "It proves that the applicant has the private key. It proves nothing about the name.";
    CRL = "x509af.CertificateList_element", "list of revoked certificates", CRL,
        "With it, the issuer revokes certificates that it signed: serial numbers, each with a date, signed like a certificate.";
    TBS_CRL = "x509af.signedCertificateList_element", "what is signed", TBS_CERT_LIST,
        "The part of the list that the signature covers.";
    THIS_UPDATE = "x509af.thisUpdate", "this update", THIS_UPDATE,
        "When the list was made.";
    NEXT_UPDATE = "x509af.nextUpdate", "next update", NEXT_UPDATE,
        "The latest time at which a newer list will appear. Until then, Mallory can still present this one.";
    REVOKED = "x509af.revokedCertificates", "revoked certificates", REVOKED_CERTIFICATES,
        "If no certificate is revoked, this list is left out.";
    REVOKED_ITEM = "x509af.revokedCertificates_item_element", "revoked certificate", REVOKED_CERTIFICATES,
        "A serial number, a date, and sometimes a reason.";
    REVOKED_SERIAL: Random = "x509af.userCertificate", "serial number", REVOKED_CERTIFICATES,
        "Which of this issuer's certificates it is.";
    REVOCATION_DATE = "x509af.revocationDate", "revocation date", REVOKED_CERTIFICATES,
        "When the issuer revoked the certificate.";
    ENTRY_EXTENSIONS = "x509af.crlEntryExtensions", "extensions of this entry", REVOKED_CERTIFICATES,
        "Further information about this revocation.";
    CRL_EXTENSIONS_TAG = "wirewalk.x509.crl_extensions", "extensions of the list, tagged", EXTENSIONS,
        "They are optional, so their own tag says that they are present.";
    CRL_EXTENSIONS = "x509af.crlExtensions", "extensions of the list", TBS_CERT_LIST,
        "Information about the list as a whole: its number, and which key signed it.";
}
