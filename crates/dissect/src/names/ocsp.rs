//! Labels of OCSP: is this certificate revoked, and what the authority answers.

super::define_labels! {
    REQUEST = "wirewalk.ocsp.request", "OCSP request", OCSP_REQUEST,
        "A client asks an authority about certificates. Anyone who carries the question learns which sites the client visits.";
    ASKED_BY_GET = "wirewalk.ocsp.asked_by_get", "OCSP request in the address", OCSP_BY_GET,
        "The question as base64 at the end of the path, so that caches on the way can keep the answer.";
    TBS_REQUEST = "ocsp.tbsRequest_element", "the question", OCSP_REQUEST,
        "All of the request that a signature would cover. Nearly no client signs.";
    VERSION: Number = "ocsp.version", "version", OCSP_REQUEST,
        "0 stands for version 1, the only one, so DER leaves it out.";
    REQUESTOR = "ocsp.requestorName", "who asks", OCSP_REQUEST,
        "The name of the client. Only a client that signs its request needs to say it.";
    REQUEST_LIST = "ocsp.requestList", "certificates asked about", OCSP_REQUEST,
        "One entry per certificate.";
    REQUEST_ITEM = "ocsp.Request_element", "certificate asked about", OCSP_REQUEST,
        "Which certificate, and what else is asked about it.";
    REQUEST_CERT = "ocsp.reqCert_element", "which certificate", OCSP_CERT_ID,
        "A certificate is named by its issuer and its serial number. The certificate itself is not sent.";
    SINGLE_REQUEST_EXTENSIONS = "ocsp.singleRequestExtensions", "extensions of this question", OCSP_REQUEST,
        "What else is asked about this certificate.";
    REQUEST_EXTENSIONS = "ocsp.requestExtensions", "extensions of the request", OCSP_REQUEST,
        "What else is asked, above all the nonce.";
    OPTIONAL_SIGNATURE = "ocsp.optionalSignature_element", "signature of the client", OCSP_REQUEST,
        "Some responders answer only clients that they know. Such a client signs its request.";
    HASH_ALGORITHM = "ocsp.hashAlgorithm_element", "hash", OCSP_CERT_ID,
        "The hash of the two fields that follow. SHA-1 is usual, and it protects nothing here: it only names the issuer.";
    NAME_HASH = "ocsp.issuerNameHash", "hash of the issuer's name", OCSP_CERT_ID,
        "The hash of the issuer's name in DER, as it is in the certificate.";
    KEY_HASH = "ocsp.issuerKeyHash", "hash of the issuer's key", OCSP_CERT_ID,
        "The hash of the issuer's public key: two authorities may have the same name, but not the same key.";
    SERIAL: Random = "ocsp.serialNumber", "serial number", OCSP_CERT_ID,
        "Which of the issuer's certificates is meant.";
    SIGNATURE_ALGORITHM = "ocsp.signatureAlgorithm_element", "signature algorithm", OCSP_RESPONSE,
        "With which algorithm it is signed.";
    SIGNATURE: Signature = "ocsp.signature", "signature", OCSP_RESPONSE,
        "Made by the responder over everything it says. So the answer can come from anyone, even from the server whose certificate it is about.";
    CERTS = "ocsp.certs", "certificates", OCSP_RESPONSE,
        "Certificates that help to check the signature, above all the one of a responder that the authority appointed.";
    RESPONSE = "wirewalk.ocsp.response", "OCSP response", OCSP_RESPONSE,
        "An authority says, signed and for a short time, whether certificates are revoked. It proves what the authority knew at that time, and nothing later.";
    STATUS: Number = "ocsp.responseStatus", "response status", OCSP_RESPONSE_STATUS,
        "Whether there is an answer at all. An error is not signed: an attacker can send one.";
    RESPONSE_BYTES = "ocsp.responseBytes_element", "answer", OCSP_RESPONSE,
        "What kind of answer it is, and the answer in a box.";
    RESPONSE_TYPE: Number = "ocsp.responseType.id", "kind of answer", OCSP_RESPONSE,
        "There is only one in use: the basic response.";
    BOX = "ocsp.response", "answer in its box", OCSP_RESPONSE,
        "An OCTET STRING that contains DER.";
    BASIC = "ocsp.BasicOCSPResponse_element", "basic response", OCSP_RESPONSE,
        "What is said, the signature, and certificates to check it with.";
    TBS_RESPONSE = "ocsp.tbsResponseData_element", "what is signed", OCSP_RESPONSE,
        "All of the response that the signature covers: a changed bit in here, and the signature is wrong.";
    RESPONDER = "ocsp.responderID", "responder", OCSP_RESPONSE,
        "Who signed: the issuer of the certificates itself, or a responder that it appointed.";
    BY_NAME = "ocsp.byName", "responder by name", OCSP_RESPONSE,
        "The subject of the responder's certificate.";
    BY_KEY = "ocsp.byKey", "responder by key", OCSP_RESPONSE,
        "The SHA-1 hash of the responder's public key. It is shorter than a name.";
    PRODUCED_AT = "ocsp.producedAt", "produced at", OCSP_TIMES,
        "When this response was signed.";
    RESPONSES = "ocsp.responses", "answers", OCSP_RESPONSE,
        "One per certificate.";
    SINGLE = "ocsp.SingleResponse_element", "answer about a certificate", OCSP_RESPONSE,
        "Which certificate, its status, and for how long the responder stands by it.";
    CERT_ID = "ocsp.certID_element", "which certificate", OCSP_CERT_ID,
        "Named as in the request: a client must check that it is the one that it asked about.";
    GOOD: Number = "ocsp.good_element", "status: good", OCSP_CERT_STATUS,
        "The certificate is not revoked. Some responders also say good about serial numbers that were never issued.";
    REVOKED: Number = "ocsp.revoked_element", "status: revoked", OCSP_CERT_STATUS,
        "The issuer no longer vouches for it. A client that reads this must refuse the certificate.";
    UNKNOWN: Number = "ocsp.unknown_element", "status: unknown", OCSP_CERT_STATUS,
        "The responder does not know this certificate. A client has to ask somewhere else, or refuse.";
    REVOCATION_TIME = "ocsp.revocationTime", "revocation time", OCSP_CERT_STATUS,
        "When the issuer revoked it.";
    REVOCATION_REASON = "ocsp.revocationReason", "revocation reason", OCSP_CERT_STATUS,
        "Why, if the issuer says it.";
    THIS_UPDATE = "ocsp.thisUpdate", "this update", OCSP_TIMES,
        "The last time at which the responder knew this status to be right.";
    NEXT_UPDATE = "ocsp.nextUpdate", "next update", OCSP_TIMES,
        "When newer information will be there. Until then, an attacker can keep showing this answer. After it, a client must not believe it.";
    SINGLE_EXTENSIONS = "ocsp.singleExtensions", "extensions of this answer", OCSP_RESPONSE,
        "What else is said about this certificate.";
    RESPONSE_EXTENSIONS = "ocsp.responseExtensions", "extensions of the response", OCSP_RESPONSE,
        "What else is said, above all the nonce from the request.";
    NONCE: Random = "ocsp.ReOcspNonce", "nonce", OCSP_NONCE,
        "Random bytes that the client chose. If the answer repeats them, it was made for this question and is no old one.";
    ACCEPTABLE = "ocsp.AcceptableResponses", "acceptable kinds of answers", OCSP_ACCEPTABLE,
        "Which kinds of answers the client understands.";
    ACCEPTABLE_ITEM: Number = "ocsp.AcceptableResponses_item", "acceptable kind of answer", OCSP_ACCEPTABLE,
        "One kind.";
    ARCHIVE_CUTOFF = "ocsp.ArchiveCutoff", "archive cutoff", OCSP_ARCHIVE,
        "Certificates that expired after this date are still answered for.";
    CRL_ID = "ocsp.CrlID_element", "list behind this answer", OCSP_CRL_REFERENCE,
        "The revocation list from which the responder has its knowledge.";
    CRL_URL = "ocsp.crlUrl", "address of the list", OCSP_CRL_REFERENCE,
        "Where the list is.";
    CRL_NUM: Number = "ocsp.crlNum", "number of the list", OCSP_CRL_REFERENCE,
        "Which list it is.";
    CRL_TIME = "ocsp.crlTime", "time of the list", OCSP_CRL_REFERENCE,
        "When the list was made.";
    SERVICE_LOCATOR = "ocsp.ServiceLocator_element", "service locator", OCSP_LOCATOR,
        "To which responder this question should be passed on.";
    LOCATOR_ISSUER = "ocsp.issuer", "issuer of the certificate", OCSP_LOCATOR,
        "The issuer's name, as in the certificate.";
    NO_CHECK = "ocsp.NULL_element", "no check", OCSP_NO_CHECK,
        "Nobody needs to ask whether this responder's own certificate is revoked. So it should be valid only for a short time.";
    PREFERRED = "wirewalk.ocsp.preferred_signatures", "preferred signature algorithms", OCSP_PREFERRED,
        "With which algorithms the client would like the answer to be signed, the best first.";
    PREFERRED_ITEM = "wirewalk.ocsp.preferred_signature", "preferred signature algorithm", OCSP_PREFERRED,
        "An algorithm, and perhaps the kind of certificate.";
    PREFERRED_SIGNATURE = "wirewalk.ocsp.preferred_signature_id", "algorithm of the signature", OCSP_PREFERRED,
        "The algorithm that the answer should be signed with.";
    PREFERRED_KEY = "wirewalk.ocsp.preferred_key_id", "algorithm of the certificate", OCSP_PREFERRED,
        "The kind of key that the responder's certificate should have.";
    EXTENDED_REVOKED = "wirewalk.ocsp.extended_revoked", "extended meaning of revoked", OCSP_EXTENDED_REVOKED,
        "This responder says revoked about certificates that were never issued.";
}
