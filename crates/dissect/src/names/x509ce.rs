//! Labels of extensions.

super::define_labels! {
    BASIC_CONSTRAINTS = "x509ce.BasicConstraintsSyntax_element", "basic constraints", BASIC_CONSTRAINTS,
        "Whether the subject may itself sign certificates. The most dangerous bit of all: a CA with it is believed for every name.";
    CA = "x509ce.cA", "CA", BASIC_CONSTRAINTS,
        "Yes: the subject is a certificate authority. Left out, it is not.";
    PATH_LEN = "x509ce.pathLenConstraint", "path length", BASIC_CONSTRAINTS,
        "How many more certificate authorities may follow below this one; 0: it signs servers and people only.";
    KEY_USAGE = "x509ce.KeyUsage", "key usage", KEY_USAGE,
        "Nine bits, the first one first: what the key may be used for. Zeros at the end are left out.";
    DIGITAL_SIGNATURE = "x509ce.KeyUsage.digitalSignature", "digitalSignature", KEY_USAGE,
        "It may sign: a server proves itself with this in TLS.";
    CONTENT_COMMITMENT = "x509ce.KeyUsage.contentCommitment", "contentCommitment", KEY_USAGE,
        "It may sign what cannot be denied later; once called nonRepudiation.";
    KEY_ENCIPHERMENT = "x509ce.KeyUsage.keyEncipherment", "keyEncipherment", KEY_USAGE,
        "Keys may be encrypted to it: RSA key transport, which TLS 1.3 dropped.";
    DATA_ENCIPHERMENT = "x509ce.KeyUsage.dataEncipherment", "dataEncipherment", KEY_USAGE,
        "Data may be encrypted to it directly. Nobody does.";
    KEY_AGREEMENT = "x509ce.KeyUsage.keyAgreement", "keyAgreement", KEY_USAGE,
        "It may take part in Diffie-Hellman with this very key.";
    KEY_CERT_SIGN = "x509ce.KeyUsage.keyCertSign", "keyCertSign", KEY_USAGE,
        "It may sign certificates: for CAs only.";
    CRL_SIGN = "x509ce.KeyUsage.cRLSign", "cRLSign", KEY_USAGE,
        "It may sign lists of revoked certificates.";
    ENCIPHER_ONLY = "x509ce.KeyUsage.encipherOnly", "encipherOnly", KEY_USAGE,
        "With keyAgreement: only to encrypt.";
    DECIPHER_ONLY = "x509ce.KeyUsage.decipherOnly", "decipherOnly", KEY_USAGE,
        "With keyAgreement: only to decrypt.";
    KEY_PURPOSES = "x509ce.KeyPurposeIDs", "extended key usage", EXT_KEY_USAGE,
        "For which purposes the certificate is. A server's does not pass for a client's, and the other way round.";
    KEY_PURPOSE = "x509ce.KeyPurposeId", "purpose", EXT_KEY_USAGE,
        "One purpose.";
    SUBJECT_KEY_ID: Key = "x509ce.SubjectKeyIdentifier", "subject key identifier", SUBJECT_KEY_IDENTIFIER,
        "A short name for this key, usually a hash of it. Certificates below it name it as their authority's.";
    AUTHORITY_KEY_ID: Key = "x509ce.AuthorityKeyIdentifier_element",
        "authority key identifier", AUTHORITY_KEY_IDENTIFIER,
        "Which of the issuer's keys signed, in case it has several.";
    KEY_ID: Key = "x509ce.keyIdentifier", "key identifier", AUTHORITY_KEY_IDENTIFIER,
        "Equals the subject key identifier in the issuer's certificate.";
    AUTHORITY_ISSUER = "x509ce.authorityCertIssuer", "issuer's issuer", AUTHORITY_KEY_IDENTIFIER,
        "Who signed the issuer's certificate.";
    AUTHORITY_SERIAL: Random = "x509ce.authorityCertSerialNumber", "issuer's serial number", AUTHORITY_KEY_IDENTIFIER,
        "The serial number of the issuer's certificate.";
    GENERAL_NAMES = "x509ce.GeneralNames", "names", SUBJECT_ALT_NAME,
        "The names for which the certificate is: programs compare these, and no others.";
    OTHER_NAME = "x509ce.otherName_element", "another kind of name", SUBJECT_ALT_NAME,
        "A name of a kind that its own object identifier says.";
    OTHER_NAME_TYPE: Number = "x509ce.type_id", "kind of name", SUBJECT_ALT_NAME,
        "Which kind of name follows.";
    OTHER_NAME_VALUE = "x509ce.value_element", "the name", SUBJECT_ALT_NAME,
        "The name, in whatever form its kind has.";
    RFC822_NAME: Name = "x509ce.rfc822Name", "mail address", SUBJECT_ALT_NAME,
        "A mail address, `local@domain`.";
    DNS_NAME: Name = "x509ce.dNSName", "DNS name", SUBJECT_ALT_NAME,
        "A host name. `*` may stand for the first label and for no more than that.";
    X400_ADDRESS = "x509ce.x400Address_element", "X.400 address", SUBJECT_ALT_NAME,
        "An address of a mail system that lost.";
    DIRECTORY_NAME = "x509ce.directoryName", "directory name", SUBJECT_ALT_NAME,
        "A name like that of a subject.";
    EDI_PARTY_NAME = "x509ce.ediPartyName_element", "EDI party name", SUBJECT_ALT_NAME,
        "A party in electronic data interchange.";
    URI_NAME: Name = "x509ce.uniformResourceIdentifier", "URI", SUBJECT_ALT_NAME,
        "An address with its scheme.";
    IPV4: Name = "x509ce.IPAddress.ipv4", "IPv4 address", SUBJECT_ALT_NAME,
        "Four bytes, as on the wire: no text, no wildcard.";
    IPV6: Name = "x509ce.IPAddress.ipv6", "IPv6 address", SUBJECT_ALT_NAME,
        "Sixteen bytes, as on the wire.";
    IP_OTHER: Name = "x509ce.iPAddress", "IP address of another length", SUBJECT_ALT_NAME,
        "An address has four or sixteen bytes, nothing else.";
    REGISTERED_ID = "x509ce.registeredID", "registered identifier", SUBJECT_ALT_NAME,
        "A name that is an object identifier.";
    NAME_CONSTRAINTS = "x509ce.NameConstraintsSyntax_element", "name constraints", NAME_CONSTRAINTS,
        "For which names this CA may sign: so a school's CA cannot vouch for a bank.";
    PERMITTED = "x509ce.permittedSubtrees", "permitted", NAME_CONSTRAINTS,
        "Names of these kinds must lie within one of these.";
    EXCLUDED = "x509ce.excludedSubtrees", "excluded", NAME_CONSTRAINTS,
        "Names must not lie within these, whatever is permitted.";
    SUBTREE = "x509ce.GeneralSubtree_element", "part of the tree of names", NAME_CONSTRAINTS,
        "A name and all that lie below it.";
    IP_RANGE = "x509ce.base", "range of addresses", NAME_CONSTRAINTS,
        "An address and, just as long, a mask.";
    IP_RANGE_ADDRESS = "wirewalk.x509.address", "address of the range", NAME_CONSTRAINTS,
        "The network.";
    IP_RANGE_MASK = "wirewalk.x509.mask", "mask of the range", NAME_CONSTRAINTS,
        "Where it has a 1 bit, an address must equal the network.";
    MINIMUM = "x509ce.minimum", "minimum", NAME_CONSTRAINTS,
        "Always 0 here, and so left out.";
    MAXIMUM = "x509ce.maximum", "maximum", NAME_CONSTRAINTS,
        "Must not be there.";
    DISTRIBUTION_POINTS = "x509ce.CRLDistPointsSyntax", "CRL distribution points", CRL_DISTRIBUTION_POINTS,
        "Where to fetch the list of revoked certificates on which this one would stand.";
    POINT = "x509ce.DistributionPoint_element", "distribution point", CRL_DISTRIBUTION_POINTS,
        "One place.";
    POINT_NAME = "x509ce.distributionPoint", "place", CRL_DISTRIBUTION_POINTS,
        "An address, or a part of a name.";
    FULL_NAME = "x509ce.fullName", "full name", CRL_DISTRIBUTION_POINTS,
        "Addresses of the same list.";
    RELATIVE_NAME = "x509ce.nameRelativeToCRLIssuer", "name relative to the issuer", CRL_DISTRIBUTION_POINTS,
        "One more step below the issuer's name.";
    REASONS = "x509ce.reasons", "reasons", CRL_DISTRIBUTION_POINTS,
        "Which reasons the list covers; left out, all of them.";
    SOME_REASONS = "x509ce.onlySomeReasons", "only some reasons", ISSUING_DISTRIBUTION_POINT,
        "Which reasons the list covers; left out, all of them.";
    REASON_UNUSED = "x509ce.ReasonFlags.unused", "unused", CRL_DISTRIBUTION_POINTS,
        "Not used.";
    REASON_KEY = "x509ce.ReasonFlags.keyCompromise", "keyCompromise", CRL_DISTRIBUTION_POINTS,
        "The private key became known.";
    REASON_CA = "x509ce.ReasonFlags.cACompromise", "cACompromise", CRL_DISTRIBUTION_POINTS,
        "The CA's private key became known.";
    REASON_AFFILIATION = "x509ce.ReasonFlags.affiliationChanged", "affiliationChanged", CRL_DISTRIBUTION_POINTS,
        "The subject's name is no longer right.";
    REASON_SUPERSEDED = "x509ce.ReasonFlags.superseded", "superseded", CRL_DISTRIBUTION_POINTS,
        "Another certificate took its place.";
    REASON_CESSATION = "x509ce.ReasonFlags.cessationOfOperation", "cessationOfOperation", CRL_DISTRIBUTION_POINTS,
        "It is no longer needed.";
    REASON_HOLD = "x509ce.ReasonFlags.certificateHold", "certificateHold", CRL_DISTRIBUTION_POINTS,
        "Suspended for now.";
    REASON_PRIVILEGE = "x509ce.ReasonFlags.privilegeWithdrawn", "privilegeWithdrawn", CRL_DISTRIBUTION_POINTS,
        "The subject lost a right.";
    REASON_AA = "x509ce.ReasonFlags.aACompromise", "aACompromise", CRL_DISTRIBUTION_POINTS,
        "The key of an attribute authority became known.";
    CRL_ISSUER = "x509ce.cRLIssuer", "CRL issuer", CRL_DISTRIBUTION_POINTS,
        "Who signs the list, if it is not who signed the certificate.";
    ISSUING_POINT = "x509ce.IssuingDistPointSyntax_element", "issuing distribution point", ISSUING_DISTRIBUTION_POINT,
        "Which certificates this list covers.";
    ONLY_USERS = "x509ce.onlyContainsUserPublicKeyCerts", "only servers and people", ISSUING_DISTRIBUTION_POINT,
        "The list covers no CAs.";
    ONLY_CAS = "x509ce.onlyContainsCACerts", "only CAs", ISSUING_DISTRIBUTION_POINT,
        "The list covers CAs and nobody else.";
    INDIRECT = "x509ce.indirectCRL", "indirect", ISSUING_DISTRIBUTION_POINT,
        "The list has certificates of several issuers.";
    ONLY_ATTRIBUTES = "wirewalk.x509.only_attributes", "only attribute certificates", ISSUING_DISTRIBUTION_POINT,
        "The list covers attribute certificates and nothing else.";
    INFO_ACCESS = "pkix1implicit.AuthorityInfoAccessSyntax", "authority information access", AUTHORITY_INFO_ACCESS,
        "Where to ask about the issuer: its own certificate, and whether this one was revoked.";
    ACCESS = "pkix1implicit.AccessDescription_element", "access", AUTHORITY_INFO_ACCESS,
        "What is there, and where.";
    ACCESS_METHOD = "pkix1implicit.accessMethod", "what is there", AUTHORITY_INFO_ACCESS,
        "An OCSP server, or the issuer's certificate.";
    POLICIES = "x509ce.CertificatePoliciesSyntax", "certificate policies", CERTIFICATE_POLICIES,
        "Under which rules the CA issued it: what it checked before it signed.";
    POLICY = "x509ce.PolicyInformation_element", "policy", CERTIFICATE_POLICIES,
        "The name of a set of rules, and where to read them.";
    POLICY_ID = "x509ce.policyIdentifier", "policy's name", CERTIFICATE_POLICIES,
        "Which rules.";
    QUALIFIERS = "x509ce.policyQualifiers", "qualifiers", CERTIFICATE_POLICIES,
        "What else is said about the rules.";
    QUALIFIER = "x509ce.PolicyQualifierInfo_element", "qualifier", CERTIFICATE_POLICIES,
        "An address, or a note for people.";
    QUALIFIER_ID: Number = "x509ce.id", "kind of qualifier", CERTIFICATE_POLICIES,
        "Whether it is an address or a note.";
    CPS = "pkix1explicit.DirectoryString", "address of the rules", CERTIFICATE_POLICIES,
        "Where the CA's practice statement can be read.";
    NOTICE = "pkix1implicit.UserNotice_element", "note for people", CERTIFICATE_POLICIES,
        "Text that a program was to show to its user. None does.";
    NOTICE_REF = "pkix1implicit.noticeRef_element", "reference", CERTIFICATE_POLICIES,
        "Numbers of notes in an organisation's collection.";
    NOTICE_ORGANIZATION = "wirewalk.x509.notice_organization", "organisation", CERTIFICATE_POLICIES,
        "Whose collection.";
    NOTICE_NUMBERS = "pkix1implicit.noticeNumbers", "numbers", CERTIFICATE_POLICIES,
        "Which notes.";
    NOTICE_NUMBER = "pkix1implicit.noticeNumbers_item", "number", CERTIFICATE_POLICIES,
        "One note.";
    NOTICE_TEXT = "wirewalk.x509.notice_text", "text", CERTIFICATE_POLICIES,
        "The note itself.";
    NOTICE_UTF8 = "pkix1implicit.utf8String", "text as UTF-8", CERTIFICATE_POLICIES,
        "The text itself, as UTF-8.";
    NOTICE_VISIBLE = "pkix1implicit.visibleString", "text as visible ASCII", CERTIFICATE_POLICIES,
        "The text itself, in ASCII.";
    NOTICE_IA5 = "pkix1implicit.ia5String", "text as ASCII", CERTIFICATE_POLICIES,
        "The text itself, in ASCII.";
    NOTICE_BMP = "pkix1implicit.bmpString", "text in two-byte characters", CERTIFICATE_POLICIES,
        "The text itself, two bytes for each character.";
    POLICY_MAPPINGS = "x509ce.PolicyMappingsSyntax", "policy mappings", POLICY_MAPPINGS,
        "Which rules of another CA count as which of this one's.";
    POLICY_MAPPING = "x509ce.PolicyMappingsSyntax_item_element", "mapping", POLICY_MAPPINGS,
        "A pair of rules.";
    ISSUER_POLICY = "x509ce.issuerDomainPolicy", "issuer's policy", POLICY_MAPPINGS,
        "A rule of this CA.";
    SUBJECT_POLICY = "x509ce.subjectDomainPolicy", "subject's policy", POLICY_MAPPINGS,
        "The rule of the other CA that counts as the same.";
    POLICY_CONSTRAINTS = "x509ce.PolicyConstraintsSyntax_element", "policy constraints", POLICY_CONSTRAINTS,
        "Whether certificates below must name their rules.";
    REQUIRE_POLICY = "x509ce.requireExplicitPolicy", "require explicit policy", POLICY_CONSTRAINTS,
        "After so many certificates each one must name an acceptable policy.";
    INHIBIT_MAPPING = "x509ce.inhibitPolicyMapping", "inhibit policy mapping", POLICY_CONSTRAINTS,
        "After so many certificates mappings no longer count.";
    SKIP_CERTS = "x509ce.SkipCerts", "inhibit any policy", INHIBIT_ANY_POLICY,
        "After so many certificates `anyPolicy` no longer stands for every policy.";
    CRL_NUMBER = "x509ce.CRLNumber", "CRL number", CRL_NUMBER,
        "Grows with each list, so that the newer of two is known.";
    BASE_CRL_NUMBER = "x509ce.BaseCRLNumber", "number of the base list", CRL_NUMBER,
        "This list says only what changed since the one with that number.";
    CRL_REASON = "x509ce.CRLReason", "reason", REASON_CODE,
        "Why it was revoked.";
    HOLD_INSTRUCTION = "x509ce.HoldInstruction", "hold instruction", REASON_CODE,
        "What to do with a certificate that is suspended. No longer used.";
    INVALIDITY_DATE = "x509ce.id_ce_invalidityDate", "invalidity date", INVALIDITY_DATE,
        "Since when the key was probably known to others; earlier than the revocation.";
    FEATURES = "pkix1explicit.Features", "TLS features", TLS_FEATURE,
        "What a TLS server with this certificate must offer.";
    FEATURE = "pkix1explicit.Features_item", "TLS feature", TLS_FEATURE,
        "The number of a TLS extension; 5 is status_request: the server must staple a fresh OCSP answer.";
    SCTS = "wirewalk.x509.scts", "signed certificate timestamps", SCT_LIST,
        "Public logs promise to publish this certificate. So a CA cannot vouch for somebody in secret: the owner of a name can look in the logs.";
    SCTS_LENGTH: Length = "tls.sct.scts_length", "length of the list", SCT_LIST,
        "How many bytes follow. From here on the form is that of TLS, not DER.";
    SCT = "wirewalk.x509.sct", "promise of a log", SCT,
        "A log has seen this certificate and promises to publish it, usually within a day. The log's key checks that: browsers have it, the capture does not.";
    SCT_LENGTH: Length = "tls.sct.sct_length", "length of the promise", SCT_LIST,
        "How many bytes this one has.";
    SCT_VERSION: Number = "tls.sct.sct_version", "version of the promise", SCT,
        "0 stands for version 1.";
    SCT_LOG = "tls.sct.sct_logid", "log", SCT,
        "The SHA-256 hash of the log's public key. A browser looks up the key by it.";
    SCT_TIME = "tls.sct.sct_timestamp", "time of the promise", SCT,
        "When the log saw it, in milliseconds since 1970.";
    SCT_EXTENSIONS_LENGTH: Length = "tls.sct.sct_extensions_length", "length of the promise's extensions", SCT,
        "Always 0 so far.";
    SCT_EXTENSIONS = "tls.sct.sct_extensions", "extensions of the promise", SCT,
        "None are defined.";
    SCT_SIGNATURE_LENGTH: Length = "tls.sct.sct_signature_length", "length of the log's signature", SCT,
        "How many bytes it has.";
    SCT_SIGNATURE: Signature = "tls.sct.sct_signature", "signature of the log", SCT,
        "Made by the log over the time and the certificate, without these promises if they are inside of it.";
    NETSCAPE_COMMENT = "ns_cert_exts.Comment", "comment", EXTENSIONS,
        "A note that programs ignore.";
}
