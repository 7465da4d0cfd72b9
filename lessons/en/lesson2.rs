//! Lesson 2 in English: every sentence with the id of its step, and no value in any of them.

use wirewalk::rfc;
use wirewalk::story::{About, Line, Name, Question, Recipe, asks, says, tries};

pub const ABOUT: About = About {
    number: 2,
    title: "A shared secret: Fernet",
    line: "Both hold the same key: Eve no longer reads, Mallory no longer writes, but she can repeat.",
    minutes: 35,
    before: "Lesson 1. What a byte and a bit are.",
    objectives: &[
        "open a Fernet token by hand and say what each of its five fields is for",
        "build one: pad, encrypt, concatenate, authenticate, write as text",
        "say which check refuses a token that is damaged, expired or made with another key",
        "show what a shared key does not solve: replay, a leaked key, and how the key gets to the other side",
    ],
    read_on: &[
        (rfc::FERNET_SPECIFICATION, "all of it, two pages: github.com/fernet/spec"),
        (rfc::HMAC, "how a hash and a key make a MAC"),
        (rfc::AES_CBC, "what the mode does with the IV, and where it leaks"),
        (rfc::PKCS7_PADDING, "why there is always at least one byte of padding"),
        (rfc::BASE64_URL, "the alphabet without + and /"),
    ],
};

pub const HELLO: Line = says!("hello" "A key that both hold"
    "In lesson 1 everything lay open. Now Bob and Alice have met beforehand and agreed on a key. The program around it stays \
        the same: the same server, the same client, the same request. Only the body will be another one.\n\n\
        That HTTP itself stays in the clear is worth watching: the message is protected, the conversation around it is not.");

pub const SHIFT: Line = says!("shift" "Warm-up: shift every letter back by one"
    "The oldest cipher there is. Each letter becomes its neighbour in the alphabet; the space stays.");
pub const SHIFT_PLAIN: Name = Name { id: "shift.plain", text: "the message" };
pub const SHIFT_HIDDEN: Name = Name { id: "shift.hidden", text: "shifted back by one" };

pub const SHIFT_BROKEN: Line = says!("shift.broken" "Broken by trying every key"
    "There are only so many keys as the alphabet has letters, less one. A person with a pencil tries them all; find the line \
        that makes sense.\n\n\
        Two lessons are in this. The number of keys must be so large that nobody can try them all. And encryption is not \
        authentication: whoever shifts another word makes a message just as good.");
pub const SHIFT_HEAD: [&str; 2] = ["shift on by", "reads"];
pub const SHIFT_TIME: Name = Name { id: "shift.time", text: "all of them tried in" };

pub const KEY: Line = says!("key" "A Fernet key"
    "Fernet's key is 32 random bytes, written as url-safe base64. It is really two keys: the first half signs (an HMAC), the \
        second half encrypts (AES-128). One key for one job. Signing is the specification's word; whoever can check an HMAC can \
        also make one, which is not so for the signatures of lesson 4.\n\n\
        The key below was made for show and is used for nothing. The key of this walk is another one; you find it in the \
        output folder, in a file that only you can read.");
pub const KEY_TEXT: Name = Name { id: "key.text", text: "as text" };
pub const KEY_SIGNS: Name = Name { id: "key.signs", text: "first half, signs" };
pub const KEY_ENCRYPTS: Name = Name { id: "key.encrypts", text: "second half, encrypts" };

pub const TOKEN: Line = says!("token" "Scene 1: the same question, another answer"
    "Alice asks as before. Bob answers with a Fernet token. Eve is on the wire and has no key.");

pub const WHAT_REMAINS: Question = asks!("token.what-remains" "What can Eve still learn from the body that Bob sends?"
    [
        no "nothing: the MAC at its end covers every byte"
            "The MAC covers every byte, so nobody can change one unnoticed. But it hides none of them. Like a hash, a MAC is \
                not encryption: the time is there to be read." believes HASHING_ENCRYPTS see "wirewalk.fernet.timestamp";
        yes "when it was made, and about how long the message is";
        no "its first block, since every message begins alike"
            "CBC starts every message with a fresh random IV, so two messages that begin alike do not look alike."
            see "wirewalk.fernet.iv";
    ]
    "The time is in the token in the clear, because whoever checks the age of a token must be able to read it. And encryption \
        hides what a message says, not how long it is.");

pub const HEARD: Line = says!("token.heard" "Alice has the message"
    "She checked the token and opened it with the key.");
pub const ALICE_HEARD: Name = Name { id: "alice.heard", text: "Alice heard" };

pub const EVES_VIEW: Line = says!("token.eve" "The body as Eve has it"
    "On the wire the token is text: base64, so that it survives wherever text does. Underneath are the bytes that it \
        stands for, and those have five fields. Eve can name every one of them, and still cannot read the one that matters.");

pub const INSIDERS_VIEW: Line = says!("token.insider" "The same bytes, with the key"
    "The recording is the same. The only difference is that this time the dissection was given the key: the ciphertext \
        opens into the message and its padding. Everything an eavesdropper lacks is those bytes of key.");

pub const SEARCH: Line = says!("token.search" "Is it really hidden?"
    "The search of lesson 1 again, through everything that Eve recorded. A search that finds nothing proves little unless \
        one sees it find something: so it is also run over what the key opened.");

pub const LEDGER: Line = says!("token.ledger" "Eve's ledger"
    "Put it beside the ledger of lesson 1. The first line has changed sides. Find the others that have changed, and those \
        that have not: how much Eve still has is the surprise.");

pub const BY_HAND: Line = says!("by-hand" "The token, built by hand"
    "Nothing in a token is magic. Here is Bob's token once more, made step by step from its own time and IV with a block \
        cipher, a hash and nothing else. The code is in lessons/lesson2.rs, in a function of a few lines.\n\n\
        First padding, since the cipher takes whole blocks. Then encryption. Then everything so far in a row: version, time, IV, \
        ciphertext. Then the MAC over that row, so that not a bit of it can be changed. Then base64.");
pub const STEP_PAD: Name = Name { id: "by-hand.padded", text: "1 padded" };
pub const STEP_ENCRYPT: Name = Name { id: "by-hand.ciphertext", text: "2 encrypted" };
pub const STEP_JOIN: Name = Name { id: "by-hand.signed", text: "3 in a row" };
pub const STEP_MAC: Name = Name { id: "by-hand.mac", text: "4 the MAC" };
pub const STEP_TEXT: Name = Name { id: "by-hand.token", text: "5 as text" };

pub const BREAK: Line = says!("break" "Breaking it on purpose"
    "Now the token is damaged in every field in turn, made too old, made too young, cut, and opened with the wrong key.");

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

pub const REFUSED: Line = says!("break.refused" "Who refused what"
    "The second column is for you: the same checks, made one by one. The third is what the library tells its caller, and so \
        at most what an attacker learns: the same words every time. An error that says too much is a hint.");
pub const CASES_HEAD: [&str; 3] = ["what was done", "which check refuses it", "what is told"];
pub const CASES: [&str; 10] = [
    "opened with another key (43 A and =)",
    "a bit of the version flipped",
    "a bit of the time flipped",
    "a bit of the IV flipped",
    "a bit of the ciphertext flipped",
    "a bit of the MAC flipped",
    "read one second after it expired",
    "read by a clock that is behind by more than is tolerated",
    "a character that is not in the alphabet",
    "cut off in the middle",
];

pub const REPLAY: Line = says!("replay" "Scene 2: Mallory repeats"
    "Alice asks twice. The first time Eve copies the token that passes. Then Bob gets a new secret. The second time Mallory \
        sits between, as in lesson 1. She has no key and cannot make a token. But Eve gave her the copy, a moment old: she puts \
        it in the place of Bob's new token.");

pub const WILL_IT_PASS: Question = asks!("replay.will-it-pass" "Will Alice accept the old token?"
    [
        no "no: its MAC was made for another message"
            "The MAC belongs to this token, and the token is unchanged. Nothing in it names the request that it answers."
            see "wirewalk.fernet.timestamp";
        no "no: a token can be opened only once"
            "Opening changes nothing in a token, and Alice keeps no list of those that she has opened.";
        yes "yes: it is genuine and young enough";
    ]
    "Bob made the token, nobody changed it, and it is younger than the limit that Alice sets. A time limit makes the window \
        smaller and does not close it. A number that Alice chooses freshly for each request would close it, and that is what \
        the random values of TLS are for.");

pub const REPLAYED: Line = says!("replay.heard" "An old truth is a new lie"
    "The second time, first what Bob sent to Mallory, then what Mallory sent to Alice, both opened with the key. Alice's checks \
        all passed.");

pub const LEAK: Line = says!("leak" "One member talks"
    "The key is shared by the whole club. Suppose that one squirrel loses it, today. Eve has kept every recording since the \
        beginning, and disks are cheap. The program now opens all that she recorded in this lesson with that one key.\n\n\
        There is no forward secrecy here: a key that leaks tomorrow opens what was sent yesterday, and what will be sent until \
        it is changed. And whoever has the key can also write: with it Mallory is as good as Bob. Keys that are made for one \
        conversation and then forgotten protect what was sent before: lesson 3.");

pub const LENGTHS: Line = says!("lengths" "What the length gives away"
    "Messages of different lengths, and how long their tokens are. All the messages of one block length look alike; \
        the next block shows.");
pub const LENGTHS_HEAD: [&str; 2] = ["message, bytes", "token, characters"];

pub const LEFT: Line = says!("left" "What is left open"
    "Confidentiality: yes, as long as the key stays secret. Integrity: yes. Authentication: only that some holder of the key \
        made the token, never which one, and not that it was made for this question.\n\n\
        None of this is a proof that AES or HMAC cannot be broken. Modern ciphers are not proven unbreakable; they are trusted \
        because many have tried for a long time, in public, and failed.\n\n\
        And the great question: how does the key get to the other side? Bob cannot send it over the same wire, Eve would have it. \
        A bank cannot meet every customer in person first. That two strangers can agree on a key while Eve \
        listens to every word is lesson 3.");

pub const TRY: Line = says!("try" "Try it yourself"
    "Both sides read the key from the environment. The commands use the key of this walk.");

pub const RECIPES: &[Recipe] = tries![
    "Bob alone, until Ctrl-C"
        "SECRET_KEY=$(cat {key}) {server}" windows "$env:SECRET_KEY = Get-Content {key}; {server}"
        "the address on which he listens";
    "Alice alone, in another terminal"
        "SECRET_KEY=$(cat {key}) {client}" windows "$env:SECRET_KEY = Get-Content {key}; {client}"
        "The secret message is: …";
    "Alice with another key"
        "SECRET_KEY=$({keygen}) {client}" windows "$env:SECRET_KEY = {keygen}; {client}"
        "the token was refused, and no word about why";
    "the token itself; ask twice and compare"
        "curl {url}" windows "curl.exe {url}"
        "the beginning stays, but for the seconds (version and time); the rest is new each time (a fresh IV)";
    "keep one token" "TOKEN=$(curl -s {url})" windows "$token = curl.exe -s {url}" "nothing yet";
    "open it in Python, with another implementation (pip install cryptography)"
        "python3 -c 'import sys; from cryptography.fernet import Fernet; print(Fernet(open(sys.argv[1]).read().strip()).decrypt(sys.argv[2], ttl=60))' {key} \"$TOKEN\""
        windows "py -c \"import sys; from cryptography.fernet import Fernet; print(Fernet(open(sys.argv[1]).read().strip()).decrypt(sys.argv[2], ttl=60))\" {key} $token"
        "the message; a minute later the same token is refused: InvalidToken, and no word about why";
    "the first bytes of a token, without any key"
        "curl -s {url} | tr -- -_ +/ | base64 -d | xxd | head -2"
        windows "[Convert]::FromBase64String((curl.exe -s {url}).Replace('-','+').Replace('_','/')) | Format-Hex"
        "0x80, then eight bytes of time, then the IV";
    "what Eve has, in Wireshark"
        "wireshark {capture}" windows "& 'C:\\Program Files\\Wireshark\\Wireshark.exe' {capture}"
        "Wireshark shows the token as text and goes no further; the comment of the packet says what it is";
];

pub const QUESTION: Line =
    Line { id: "question", title: "A question", text: "Think before you go on. The answer comes next." };

pub const THINK: Question = asks!("think"
    "Mallory cannot read or change a token. Name two things that she can still do with tokens, without the key."
    "She can repeat one, as you saw. She can hold back one, or all of them, so that Alice hears nothing or hears it late. She \
        can swap two. A MAC protects a message. It does not protect a conversation.");

pub const THOUGHT: Line =
    Line { id: "thought", title: "An answer", text: "Compare it with yours before you go on to lesson 3." };
