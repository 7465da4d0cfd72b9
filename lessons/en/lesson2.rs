//! Lesson 2 in English: every sentence with the id of its step, and no value in any of them.

use wirewalk::rfc;
use wirewalk::story::{About, Line, Name, Question, Recipe, asks, says, tries};

pub const ABOUT: About = About {
    number: 2,
    title: "A shared secret: Fernet",
    line: "Alice and Bob hold the same key: Eve can no longer read, Mallory can no longer write, but she can repeat.",
    minutes: 35,
    before: "Lesson 1. What a byte and a bit are.",
    objectives: &[
        "open a Fernet token by hand and say what each of its five fields is for",
        "build one: pad, encrypt, concatenate, authenticate, write as text",
        "say which check refuses a token that is damaged, expired or made with another key",
        "show what a shared key does not solve: replay, a leaked key, and how the key gets to the other side",
    ],
    read_on: &[
        (rfc::FERNET_SPECIFICATION, "the whole specification, two pages: github.com/fernet/spec"),
        (rfc::HMAC, "how a hash and a key make a MAC"),
        (rfc::AES_CBC, "what the mode does with the IV, and where it leaks"),
        (rfc::PKCS7_PADDING, "why there is always at least one byte of padding"),
        (rfc::BASE64_URL, "the alphabet without + and /"),
    ],
};

pub const HELLO: Line = says!("hello" "A key that both hold"
    "In lesson 1, Eve could read everything. Now Bob and Alice have met beforehand and agreed on a key. The programs around \
        it stay the same: the same server, the same client, the same request. Only the body will be different.\n\n\
        HTTP itself stays in the clear. The key protects the message. It does not protect the conversation around it.");

pub const SHIFT: Line = says!("shift" "Warm-up: shift every letter back by one"
    "This is one of the oldest ciphers. Each letter becomes the letter before it in the alphabet, and the space stays.");
pub const SHIFT_PLAIN: Name = Name { id: "shift.plain", text: "the message" };
pub const SHIFT_HIDDEN: Name = Name { id: "shift.hidden", text: "shifted back by one" };

pub const SHIFT_BROKEN: Line = says!("shift.broken" "Broken by trying every key"
    "There are only 25 keys, one fewer than the letters of the alphabet. You could try them all with a pencil, which is \
        called brute force. Find the line that makes sense.\n\n\
        This teaches two things. There must be so many keys that nobody can try them all. And encryption is not \
        authentication: anyone can shift another word, and the result looks just as good.");
pub const SHIFT_HEAD: [&str; 2] = ["shift forward by", "result"];
pub const SHIFT_TIME: Name = Name { id: "shift.time", text: "time to try them all" };

pub const KEY: Line = says!("key" "A Fernet key"
    "A Fernet key is 32 random bytes, written as text in base64. It is really two keys of 16 bytes. One half protects the \
        message from changes, the other half hides it.\n\n\
        The first half is the key of a MAC. Start with a hash: a function that turns any message into a short value of fixed \
        length, so that nobody can find two messages with the same value. SHA-256 is one; its values have 32 bytes. Anyone can \
        compute a hash, so it says nothing about who sent a message. A MAC, a message authentication code, needs a key as well. \
        Only a holder of the key can make it or check it. HMAC is a MAC made from a hash.\n\n\
        The second half is the key of AES, the cipher. AES-128 turns a block of 16 bytes into another block of 16 bytes, and \
        back, under a key of 128 bits.\n\n\
        The specification calls the first half the signing key. But an HMAC is not a signature: anyone who can check one can \
        also make one. For the signatures of lesson 4, that is not so.\n\n\
        This key was made for show. The key that protects this walk is a different one. It is in the output folder, in a file \
        that only you can read.");
pub const KEY_TEXT: Name = Name { id: "key.text", text: "as text" };
pub const KEY_SIGNS: Name = Name { id: "key.signs", text: "first half, for the MAC" };
pub const KEY_ENCRYPTS: Name = Name { id: "key.encrypts", text: "second half, for AES" };

pub const HALVES: Line = says!("key.halves" "The same key, cut in two"
    "This key protects nothing, so we can cut it. The program makes a token with the whole key. Then it keeps one half of the \
        key, fills the other half with zeros, and tries to check the token and to read it.\n\n\
        With the first half alone, you can tell that nobody changed the token, and you cannot read it. With the second half \
        alone, you can read it, and you cannot tell whether somebody changed it. Hiding a message and protecting it from \
        changes are two jobs, and each has its own key.");
pub const HALVES_HEAD: [&str; 3] = ["key", "is the MAC right?", "what AES makes of the ciphertext"];
pub const HALVES_KEYS: [&str; 3] = ["both halves", "first half, then zeros", "zeros, then second half"];
pub const MAC_RIGHT: &str = "yes";
pub const MAC_WRONG: &str = "no";

pub const TRIES: Line = says!("key.tries" "Why nobody tries every AES key"
    "The shift cipher has 25 keys. AES-128 has 2 to the power of 128. The program now tries AES keys on that token, one after \
        the other, as fast as this build runs on this machine, and counts them. Then it divides the number of all keys by the \
        number of keys per second.\n\n\
        The speed is measured. The time for all keys is an estimate: nobody can wait for it. A machine that is a million times \
        as fast makes the power of ten in the last line smaller by six, and that is all. Of course a routine that finds nothing may be \
        broken. So it also runs once where it meets the right key, and must recognise it.");
pub const TRIED: Name = Name { id: "key.tries.count", text: "wrong keys tried" };
pub const TRIED_IN: Name = Name { id: "key.tries.time", text: "time for these" };
pub const TRIED_RATE: Name = Name { id: "key.tries.rate", text: "keys per second" };
pub const SHIFTS_AT_THAT_RATE: Name = Name { id: "key.tries.shift", text: "25 keys at that speed" };
pub const ALL_AT_THAT_RATE: Name = Name { id: "key.tries.all", text: "2^128 keys at that speed, an estimate" };

pub const TOKEN: Line = says!("token" "Scene 1: the same question, a different answer"
    "Alice asks as before. Bob answers with a Fernet token. Eve is on the wire and has no key.");

pub const WHAT_REMAINS: Question = asks!("token.what-remains" "What can Eve still learn from the body that Bob sends?"
    [
        no "nothing: the MAC at its end covers every byte"
            "The MAC covers every byte, so nobody can change one unnoticed. But it hides none of them. Like a hash, a MAC is \
                not encryption: the time is there to be read." believes HASHING_ENCRYPTS see "wirewalk.fernet.timestamp" at "token.eve";
        yes "when it was made, and about how long the message is";
        no "its first block, since every message begins alike"
            "CBC starts every message with a fresh random IV, so two messages that begin alike do not look alike."
            see "wirewalk.fernet.iv" at "token.eve";
    ]
    "The time is in the token in the clear, because anyone who checks the age of a token must be able to read it. And encryption \
        hides what a message says, not how long it is.");

pub const HEARD: Line = says!("token.heard" "Alice has the message"
    "She checked the token and opened it with the key.");
pub const ALICE_HEARD: Name = Name { id: "alice.heard", text: "Alice received" };

pub const EVES_VIEW: Line = says!("token.eve" "The body as Eve has it"
    "On the wire, the token is base64: text that stands for bytes, and that survives wherever text does. The bytes have five \
        fields. [The version](wirewalk.fernet.version) and [the time](wirewalk.fernet.timestamp) need no explanation. [The IV](wirewalk.fernet.iv), the initialisation vector, is random and new in every token. \
        It goes into the encryption, so that the same message never looks the same twice. [The ciphertext](wirewalk.fernet.ciphertext) is the encrypted \
        message. [The MAC](wirewalk.fernet.hmac) protects all of it. Eve can name every field, and still cannot read the one that matters.");

pub const INSIDERS_VIEW: Line = says!("token.insider" "The same bytes, with the key"
    "The recording is the same. The only difference is that the program now has the key. [The ciphertext](wirewalk.fernet.ciphertext) opens into the message \
        and its padding. Those 32 bytes of key are everything that Eve lacks.");

pub const SEARCH: Line = says!("token.search" "Is it really hidden?"
    "This is the search from lesson 1, through everything that Eve recorded. A search that finds nothing proves little. So the \
        same search also runs over what the key opened, and there it must find the secret.");

pub const LEDGER: Line = says!("token.ledger" "Eve's ledger"
    "Compare it with the ledger from lesson 1. The secret message is hidden now. Find the other lines that have changed, and \
        those that have not. Eve still has a surprising amount.");

pub const BY_HAND: Line = says!("by-hand" "The token, built by hand"
    "Here is Bob's token again. This time the program builds it step by step, from its time and its IV, with AES, HMAC and \
        base64 and nothing else. The code is a short function in lessons/lesson2.rs.\n\n\
        First comes the padding, because AES takes whole blocks. Then comes the encryption. CBC is the mode: each block is mixed with \
        the encrypted block before it, and the first block with the IV. Next, version, time, IV and ciphertext are \
        concatenated. Then the MAC of all that is added, so that nobody can change a single bit undetected. At the end, everything is written as \
        base64.");
pub const STEP_PAD: Name = Name { id: "by-hand.padded", text: "1 padded" };
pub const STEP_ENCRYPT: Name = Name { id: "by-hand.ciphertext", text: "2 encrypted" };
pub const STEP_JOIN: Name = Name { id: "by-hand.signed", text: "3 concatenated" };
pub const STEP_MAC: Name = Name { id: "by-hand.mac", text: "4 the MAC" };
pub const STEP_TEXT: Name = Name { id: "by-hand.token", text: "5 as text" };

pub const BREAK: Line = says!("break" "Breaking it on purpose"
    "Now the program damages each field of the token in turn. It also makes the token too old and too new, cuts it short, and \
        opens it with the wrong key.");

pub const WHICH_CHECK: Question = asks!("break.which-check" "One bit of the ciphertext is flipped. What will notice?"
    [
        no "the decryption: it fails"
            "AES decrypts any block to something, so decryption alone never fails.";
        no "the padding: it is wrong"
            "Here the padding would very likely be wrong, because the flip garbles the block that contains it. A flip in an \
                earlier block would leave it whole. Fernet does not rely on the padding.";
        yes "the MAC: it does not fit";
    ]
    "Before anything is decrypted, Fernet checks the MAC, and the MAC covers every byte before it. The order matters: a \
        program that decrypts first and complains about the padding tells an attacker enough to read the message.");

pub const REFUSED: Line = says!("break.refused" "Which check refused it"
    "The column with the checks is for you: the program ran them one by one. The last column is the library's answer to its \
        caller, so it is the most that an attacker can learn. It is the same every time. An error that says too much helps the \
        attacker.");
pub const CASES_HEAD: [&str; 3] = ["what was done", "which check refuses it", "what the caller learns"];
pub const CASES: [&str; 10] = [
    "opened with another key (43 times A, then =)",
    "one bit of the version flipped",
    "one bit of the time flipped",
    "one bit of the IV flipped",
    "one bit of the ciphertext flipped",
    "one bit of the MAC flipped",
    "read one second after it expired",
    "read by a clock that is too far behind",
    "one character that is not in the alphabet",
    "cut off in the middle",
];

pub const REPLAY: Line = says!("replay" "Scene 2: Mallory repeats"
    "Alice asks twice. The first time, Eve copies the token that passes. Then Bob gets a new secret. The second time, Mallory \
        is in the middle, as in lesson 1. She has no key and cannot make a token. But Eve has given her the copy, which is only \
        a moment old. Mallory sends it instead of Bob's new token. This attack is called a replay.");

pub const WILL_IT_PASS: Question = asks!("replay.will-it-pass" "Will Alice accept the old token?"
    [
        no "no: its MAC was made for another message"
            "The MAC belongs to this token, and the token is unchanged. Nothing in it names the request that it answers."
            see "wirewalk.fernet.timestamp" at "replay.heard";
        no "no: a token can be opened only once"
            "Opening changes nothing in a token, and Alice keeps no list of those that she has opened.";
        yes "yes: it is genuine and young enough";
    ]
    "Bob made the token, nobody changed it, and it is younger than the limit that Alice sets. A time limit makes the window \
        smaller and does not close it. A number that Alice chooses freshly for each request would close it, and that is what \
        the random values of TLS are for.");

pub const REPLAYED: Line = says!("replay.heard" "An old truth becomes a lie"
    "This is the second time: what Bob sent to Mallory, then what Mallory sent to Alice, both opened with the key. All of \
        Alice's checks passed.");

pub const LEAK: Line = says!("leak" "One member talks"
    "The whole club shares the key. Suppose that one squirrel loses it today. Eve has kept every recording since the beginning, \
        and disks are cheap. With that one key, the program now opens everything that she recorded in this lesson.\n\n\
        This is the opposite of forward secrecy. Forward secrecy means that a key stolen later does not open what was sent \
        before. Here, a key that leaks tomorrow opens what was sent yesterday, and what will be sent until the club changes it. \
        And anyone with the key can also write: with it, Mallory can do whatever Bob can. Keys that are made for one conversation \
        and then forgotten protect what was sent before: lesson 3.");

pub const LENGTHS: Line = says!("lengths" "What the length gives away"
    "Here are messages of different lengths, and the lengths of their tokens. Eve cannot tell messages apart that fill the same \
        number of blocks. One block more, and she can.");
pub const LENGTHS_HEAD: [&str; 2] = ["message, bytes", "token, characters"];

pub const LEFT: Line = says!("left" "What is still missing"
    "Confidentiality: yes, as long as the key stays secret. Integrity: yes. Authentication: only partly. Some holder of the key \
        made the token; the token does not say which one, or for which question.\n\n\
        Nothing here proves that AES or HMAC cannot be broken. Modern ciphers are not proven unbreakable. We trust them because many \
        people have tried to break them in public, for a long time, and failed.\n\n\
        And the main question is open: how does the key get to the other side? Bob cannot send it over the same wire, because Eve \
        would have it. A bank cannot meet every customer in person first. Lesson 3 shows how two strangers agree on a key while \
        Eve hears every word.");

pub const TRY: Line = says!("try" "Try it yourself"
    "Both sides read the key from the environment. The commands use the key of this walk.");

pub const RECIPES: &[Recipe] = tries![
    "start Bob; Ctrl-C stops him"
        "SECRET_KEY=$(cat {key}) {server}" windows "$env:SECRET_KEY = Get-Content {key}; {server}"
        "the address he listens on";
    "run Alice in another terminal"
        "SECRET_KEY=$(cat {key}) {client}" windows "$env:SECRET_KEY = Get-Content {key}; {client}"
        "The secret message is: …";
    "Alice with another key"
        "SECRET_KEY=$({keygen}) {client}" windows "$env:SECRET_KEY = {keygen}; {client}"
        "the token was refused, and nothing says why";
    "the token itself; ask twice and compare"
        "curl {url}" windows "curl.exe {url}"
        "the version stays the same, and the time within the same second; the rest is new each time (a fresh IV)";
    "keep one token" "TOKEN=$(curl -s {url})" windows "$token = curl.exe -s {url}" "no output yet";
    "open it in Python, with another implementation (pip install cryptography)"
        "python3 -c 'import sys; from cryptography.fernet import Fernet; print(Fernet(open(sys.argv[1]).read().strip()).decrypt(sys.argv[2], ttl=60))' {key} \"$TOKEN\""
        windows "py -c \"import sys; from cryptography.fernet import Fernet; print(Fernet(open(sys.argv[1]).read().strip()).decrypt(sys.argv[2], ttl=60))\" {key} $token"
        "the message; a minute later the same token is refused: InvalidToken, and nothing says why";
    "the first bytes of a token, without any key"
        "curl -s {url} | tr -- -_ +/ | base64 -d | xxd | head -2"
        windows "[Convert]::FromBase64String((curl.exe -s {url}).Replace('-','+').Replace('_','/')) | Format-Hex"
        "0x80, then eight bytes of time, then the IV";
    "Eve's recording in Wireshark"
        "wireshark {capture}" windows "& 'C:\\Program Files\\Wireshark\\Wireshark.exe' {capture}"
        "Wireshark shows the token as text and goes no further; the comment on the packet says what it is";
];

pub const QUESTION: Line =
    Line { id: "question", title: "A question", text: "Think before you go on. The answer comes next." };

pub const THINK: Question = asks!("think"
    "Mallory cannot read or change a token. Name two things that she can still do with tokens, without the key."
    "She can repeat one, as you saw. She can hold back one, or all of them, so that Alice hears nothing or hears it late. She \
        can swap two. A MAC protects a message. It does not protect a conversation.");

pub const THOUGHT: Line =
    Line { id: "thought", title: "An answer", text: "Compare it with yours before you go on to lesson 3." };
