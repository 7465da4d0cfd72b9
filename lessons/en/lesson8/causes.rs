//! Lesson 8 in English: one error, several causes.

use wirewalk::story::{Line, Question, asks, says};

pub const ERRORS_HEAD: [&str; 2] = ["", "Alice's program says"];
pub const SENT_HEAD: [&str; 3] = ["", "her alert", "certificates, as they were sent"];
pub const CAUSES_HEAD: [&str; 4] = ["", "fault", "seen by", "repair"];

pub const ISSUER: Line = says!("issuer" "One error, three causes: UnknownIssuer"
    "Three servers, and Alice asks one after the other. She will refuse all three, with the same words.");
pub const ISSUER_SENT: Line = says!("issuer.sent" "Same error, same alert: which cause?"
    "The error says: nobody whom I know has signed this. It does not say why. So look at what was sent. Read each line from left to right: \
        whom it names, who signed it. Follow the signatures, and see where they end.");
pub const ISSUER_WHICH: Question = asks!("issuer.which" "Which of the three can be repaired without trusting anybody new?"
    [
        no "the first, with its chain up to a root"
            "Nobody chose that root. It is Mallory's, or a company's own, and nothing in it tells these two apart.";
        yes "the second, whose server sent too little";
        no "the third: self-signed is as good as any"
            "It is its own issuer. Anybody can make one, so to accept it is to trust somebody new." believes SELF_SIGNED;
    ]
    "The second names an issuer below Carol and does not send that issuer's certificate: its operator forgot to install it. \
        Browsers often hide this fault, because they remember intermediates from other sites or fetch them. Programs do not.");
pub const ISSUER_CAUSES: Line = says!("issuer.causes" "What the certificates say"
    "The diagnosis follows the signatures as you did. Whoever repairs all three in the same way, by adding whatever was sent to the trusted roots, has \
        let Mallory in at the first.");

pub const SIGNATURE: Line = says!("signature" "One error, four causes: BadSignature"
    "Four servers, and four times the same words once more. This time a signature does not fit. There are signatures in each \
        certificate, and one in the handshake.");
pub const SIGNATURE_SENT: Line = says!("signature.sent" "Same error, same alert: which signature?"
    "Here the names are of little help: all chains seem to lead to Carol's root. Look closely all the same.");
pub const SIGNATURE_WHICH: Question = asks!("signature.which"
    "In one of the four every certificate is genuine and unchanged. How can its signature be bad?"
    [
        no "it cannot: a certificate brings its private key"
            "A certificate contains a public key and never the private one. Anybody can copy a certificate. The key stays \
                where it is." believes CERTIFICATE_IS_KEY;
        yes "it is the handshake's: made with a foreign key";
        no "it is too old: a signature fades with time"
            "Signatures do not age. Dates are checked apart from them.";
    ]
    "The second sends a certificate that belongs to another server. It does not have the private key, so the signature in the \
        handshake is wrong, and none in a certificate. The first uses the name of the gallery's root for its own authority. \
        The third was signed with a key that is too short: rustls does not calculate with such keys and reports a bad \
        signature. In the fourth a letter of the organisation was changed.");
pub const SIGNATURE_CAUSES: Line = says!("signature.causes" "What certificates and handshake say"
    "Each has another party who must do something: ask the true authority, install the right key, make a longer key, install \
        the file as it was issued.");
