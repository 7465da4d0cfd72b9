//! Lesson 8 in English: one error, several causes.

use wirewalk::story::{Line, Question, asks, says};

pub const ERRORS_HEAD: [&str; 2] = ["", "Alice's program says"];
pub const SENT_HEAD: [&str; 3] = ["", "her alert", "certificates, as they were sent"];
pub const CAUSES_HEAD: [&str; 4] = ["", "fault", "seen by", "repair"];

pub const OTHERS_HEAD: [&str; 3] = ["", "curl, in an earlier run", "Chromium, in that run"];

pub const ISSUER: Line = says!("issuer" "One error, three causes: UnknownIssuer"
    "There are three servers, and Alice asks them one after another. She refuses all three, with the same words.");
pub const ISSUER_SENT: Line = says!("issuer.sent" "Same error, same alert: which cause?"
    "The error says: signed by nobody I know. It does not say why. So examine what was sent. Each line says first whom a \
        certificate names, then who signed it. Follow the signatures, and see where they end.");
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
    "The diagnosis follows the signatures, as you did. Someone who repairs all three in the same way, by trusting whatever \
        was sent, has let Mallory in with the first.");
pub const ISSUER_OTHERS: Line = says!("issuer.others" "What other programs said"
    "Other programs have more words for it. What curl said in an earlier run tells the three apart; what Chromium said does \
        not.");

pub const SIGNATURE: Line = says!("signature" "One error, four causes: BadSignature"
    "Four servers, and four times the same words again. This time a signature does not verify. Each certificate has a \
        signature, and so does the handshake.");
pub const SIGNATURE_SENT: Line = says!("signature.sent" "Same error, same alert: which signature?"
    "Here the names help little, because all chains seem to lead to Carol's root. Examine them closely all the same.");
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
    "In each case somebody else must act: ask the true authority, install the right key, make a longer key, or install the \
        file as it was issued.");
pub const SIGNATURE_OTHERS: Line = says!("signature.others" "What other programs said"
    "Compare the words of the four. Where a program uses the same words twice, only the certificates tell the causes apart.");
