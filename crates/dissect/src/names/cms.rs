//! Labels of CMS, which was PKCS#7: bundles of certificates and lists, and signed content.

super::define_labels! {
    CONTENT_INFO = "cms.ContentInfo_element", "CMS bundle", CMS_CONTENT_INFO,
        "A box with a label. It carries signed content, or only certificates and revocation lists: then nothing is signed, and nobody vouches for the bundle.";
    CONTENT_TYPE: Number = "cms.contentType", "kind of content", CMS_CONTENT_INFO,
        "What is in the box.";
    CONTENT = "wirewalk.cms.content", "content, tagged", CMS_CONTENT_INFO,
        "The content itself.";
    SIGNED_DATA = "cms.SignedData_element", "signed data", CMS_SIGNED_DATA,
        "Content, certificates, revocation lists and signatures. Each part may be empty.";
    VERSION: Number = "cms.version", "version", CMS_SIGNED_DATA,
        "It follows from what is inside: 1 for a plain bundle, 3 where signers are named by their keys.";
    DIGESTS = "cms.digestAlgorithms", "hashes", CMS_SIGNED_DATA,
        "Every hash that a signer used, so that a reader can hash the content while it arrives.";
    DIGEST = "cms.DigestAlgorithmIdentifier_element", "hash", CMS_SIGNED_DATA,
        "One hash.";
    ENCAPSULATED = "cms.encapContentInfo_element", "signed content", CMS_ENCAPSULATED,
        "What is signed. In a bundle, and where the content is in another file, it is empty.";
    ENCAPSULATED_TYPE: Number = "cms.eContentType", "kind of signed content", CMS_ENCAPSULATED,
        "What the signed content is: nearly always data, bytes without a further meaning.";
    ENCAPSULATED_CONTENT: Data opaque = "cms.eContent", "content", CMS_ENCAPSULATED,
        "The bytes that are signed.";
    CERTIFICATES = "cms.certificates", "certificates", CMS_CERTIFICATES,
        "Certificates in any order, more or fewer than are needed.";
    OTHER_CERTIFICATE = "wirewalk.cms.other_certificate", "certificate of another kind", CMS_CERTIFICATES,
        "An attribute certificate, or an older form. Shown as plain elements.";
    CRLS = "cms.crls", "revocation lists", CMS_CERTIFICATES,
        "Lists of revoked certificates, or other information about revocation.";
    OTHER_REVOCATION = "wirewalk.cms.other_revocation", "revocation information of another kind", CMS_CERTIFICATES,
        "Its name says what it is: an OCSP response, for example.";
    OTHER_REVOCATION_TYPE: Number = "cms.otherRevInfoFormat", "kind of revocation information", CMS_CERTIFICATES,
        "What it is.";
    SIGNERS = "cms.signerInfos", "signers", CMS_SIGNED_DATA,
        "One entry per signature. A bundle of certificates has none.";
    SIGNER = "cms.SignerInfo_element", "signer", CMS_SIGNER_INFO,
        "Who signed, how, and the signature.";
    ISSUER_AND_SERIAL = "cms.issuerAndSerialNumber_element", "signer's certificate", CMS_SIGNER_INFO,
        "The certificate is named by its issuer and its serial number.";
    ISSUER = "cms.issuer", "issuer", CMS_SIGNER_INFO,
        "The issuer of the signer's certificate.";
    SERIAL: Random = "cms.serialNumber", "serial number", CMS_SIGNER_INFO,
        "Which of the issuer's certificates it is.";
    KEY_ID = "cms.subjectKeyIdentifier", "signer's key identifier", CMS_SIGNER_INFO,
        "The certificate is named by the identifier of its key.";
    DIGEST_ALGORITHM = "cms.digestAlgorithm_element", "hash of this signer", CMS_SIGNER_INFO,
        "With which hash this signer hashed the content.";
    SIGNED_ATTRIBUTES = "cms.signedAttrs", "signed attributes", CMS_SIGNER_INFO,
        "If they are there, the signature covers them, and one of them is the hash of the content.";
    ATTRIBUTE = "cms.Attribute_element", "attribute", CMS_ATTRIBUTES,
        "A kind and its values.";
    ATTRIBUTE_TYPE: Number = "cms.attrType", "kind of attribute", CMS_ATTRIBUTES,
        "Which attribute this is.";
    ATTRIBUTE_VALUES = "cms.attrValues", "values", CMS_ATTRIBUTES,
        "A SET of values, nearly always of one.";
    CONTENT_TYPE_ATTRIBUTE: Number = "cms.ContentType", "signed kind of content", CMS_ATTRIBUTES,
        "The kind of content again, so that the signature covers it.";
    MESSAGE_DIGEST = "cms.MessageDigest", "hash of the content", CMS_ATTRIBUTES,
        "It ties the content to the signature.";
    SIGNING_TIME = "cms.SigningTime", "signing time", CMS_ATTRIBUTES,
        "When the signer says that it signed. Nobody else vouches for it.";
    SIGNATURE_ALGORITHM = "cms.signatureAlgorithm_element", "signature algorithm", CMS_SIGNER_INFO,
        "How the hash is signed.";
    SIGNATURE: Signature opaque = "cms.signature", "signature", CMS_SIGNER_INFO,
        "Over the signed attributes, or over the content if there are none.";
    UNSIGNED_ATTRIBUTES = "cms.unsignedAttrs", "unsigned attributes", CMS_SIGNER_INFO,
        "Added later, such as a timestamp over the signature. The signature does not cover them.";
}
