//! Lesson 3 in English: every sentence with the id of its step, and no value in any of them.

use wirewalk::rfc;
use wirewalk::story::{About, Line, Name, Question, Recipe, asks, says, tries};

pub const ABOUT: About = About {
    number: 3,
    title: "Agreeing on a key in public: Diffie–Hellman",
    line: "Two strangers agree on a key while Eve hears every word. Mallory agrees with both, and nobody notices.",
    minutes: 45,
    before: "Lesson 2. Remainders: what is left over after a division.",
    objectives: &[
        "explain with paint, and with small numbers, why both ends get the same secret and Eve does not",
        "raise a number to a power modulo a prime by squaring, and say why the way back is slow",
        "name the steps from two public keys to a Fernet key, and say what each is good for",
        "show how Mallory gets in the middle, and say what is missing to stop her",
    ],
    read_on: &[
        (rfc::X25519, "the function itself, with its test vectors"),
        (rfc::X25519_SECURITY, "what to know before you build on it"),
        (rfc::HKDF, "how a shared secret becomes keys"),
        (rfc::FFDHE, "which groups of the older kind TLS still allows, and why"),
        (rfc::NEW_DIRECTIONS, "the original paper; its first pages need no mathematics"),
        (rfc::LOGJAM, "how far index calculus gets, and who could afford it"),
    ],
};

pub const HELLO: Line = says!("hello" "Without meeting first"
    "Lesson 2 ended with a question: how does the key get to the other side? Alice and Bob have never met. Every word between \
        them crosses Eve's wire. They want a key that both of them know and she does not.\n\n\
        For thousands of years, everybody was sure that this is impossible. It is possible, and the idea fits into three pots \
        of paint.");

pub const PAINT: Line = says!("paint" "The idea, in paint"
    "Everybody may know one colour, the public one. Alice and Bob each choose a private colour and show it to nobody. Each mixes \
        one part of their private colour with one part of the public colour, and sends the mixture. Each adds their own private \
        colour to the mixture they received.\n\n\
        Mixing is easy. Taking a mixture apart again is hard. That is the whole trick, and it is named after two of the people who \
        found it: Diffie–Hellman.");

pub const WHICH_COLOUR: Question = asks!("paint.which-colour"
    "Eve sees both mixtures cross. What does she get if she pours them together?"
    [
        no "the colour that Alice and Bob have in common"
            "Their colour contains the public colour once. Eve's contains it twice.";
        yes "another colour, with the public one in it twice";
        no "nothing useful: paint can be mixed only one time"
            "It can be mixed as often as you like. What cannot be done is to take one colour out again.";
    ]
    "Alice and Bob have one part of each colour. Whatever Eve pours together from what she saw contains the public colour \
        once for each mixture. She would have to take a private colour out of a mixture. With real paint nobody can. A \
        computer could, because to it colours are only numbers. So paint is a picture of the idea and not a cipher: the real \
        thing needs a kind of mixing that a computer cannot undo either.");

pub const PAINTED: Line = says!("painted" "Three pots each"
    "The last row shows what each of the three ends up with. The order of mixing does not matter, so Alice and Bob have the same \
        colour, and that colour never crossed the wire.");
pub const PAINT_HEAD: [&str; 3] = ["Alice", "Eve, on the wire", "Bob"];
pub const PAINT_PUBLIC: Name = Name { id: "paint.public", text: "public colour" };
pub const PAINT_PRIVATE: Name = Name { id: "paint.private", text: "private colour" };
pub const PAINT_FROM_ALICE: Name = Name { id: "paint.from-alice", text: "Alice mixes and sends" };
pub const PAINT_FROM_BOB: Name = Name { id: "paint.from-bob", text: "Bob mixes and sends" };
pub const PAINT_SHARED: Name = Name { id: "paint.shared", text: "each ends up with" };

pub const SMALL: Line = says!("small" "The same with small numbers"
    "Numbers replace paint. Mixing becomes raising to a power, and then keeping only the remainder after a division by a prime \
        `p`: this is called calculating modulo `p`. Everybody may know `p` and another number, `g`. Each side chooses a private \
        exponent and sends `g` raised to it. Each raises the number they received to their own exponent. `g` to the `a`, then to \
        the `b`, is `g` to the `b`, then to the `a`: the order does not matter here either.\n\n\
        Every walk chooses new exponents.");
pub const SMALL_P: Name = Name { id: "small.p", text: "p, public" };
pub const SMALL_G: Name = Name { id: "small.g", text: "g, public" };
pub const SMALL_A: Name = Name { id: "small.a", text: "a, Alice's private exponent" };
pub const SMALL_B: Name = Name { id: "small.b", text: "b, Bob's private exponent" };

pub const POWER_A: Line = says!("small.from-alice" "Alice computes what she sends"
    "Nobody multiplies as many times as the exponent says. Instead, write the exponent in binary and take its bits one by one, \
        the highest first. For each bit, square the number you have. If the bit is 1, also multiply by the base. The number of \
        steps is the number of bits, so even an exponent of hundreds of digits takes only a moment.");
pub const POWER_B: Line =
    Line { id: "small.from-bob", title: "Bob computes what he sends", text: "The same steps with his exponent." };
pub const AT_ALICE: Line = says!("small.at-alice" "Alice computes the secret"
    "The base is now the number that Bob sent. The exponent is still hers.");
pub const AT_BOB: Line = says!("small.at-bob" "Bob computes the secret"
    "The base is the number that Alice sent, and the exponent is his. Compare the last line with Alice's.");
pub const SQUARES_HEAD: [&str; 3] = ["bit", "squared", "times the base"];
pub const POWER_IS: Name = Name { id: "small.power", text: "result" };

pub const SMALL_EVE: Line = says!("small.eve" "Eve writes a table"
    "Eve knows `p`, `g` and both numbers that crossed the wire. She looks for the exponent, which is called the discrete \
        logarithm. Look at the powers in the table: they jump about, and nothing tells her whether she is close. So she tries one \
        exponent after the other. With a prime this small, she finishes at once.");
pub const POWERS_HEAD: [&str; 2] = ["x", "g to the x, modulo p"];
pub const EVE_FINDS: Name = Name { id: "small.found", text: "Eve finds Alice's exponent" };

pub const WORK: Line = says!("work" "Larger primes: how long does Eve take?"
    "Now the primes grow, and the program measures Eve's time on this machine, in this build. She looks for an exponent that she \
        tries last. She has two methods. Brute force tries one exponent after the other. Baby-step giant-step makes a table of \
        the first powers, then takes strides as long as the table, until one lands in it. That needs about the square root of the \
        work, and as much memory.");

pub const HOW_FAST: Question = asks!("work.how-fast" "The prime gets two bits longer. How much longer does brute force take?"
    [
        no "hardly any longer: two more steps"
            "Two more steps is what it costs Alice and Bob. For Eve every bit doubles the number of exponents to try.";
        yes "about four times as long as before";
        no "forever: it is proven that nobody can undo it"
            "Nobody has proven that. Both of Eve's ways find every exponent that they are given time for. All that is known \
                is that nobody has published a way that is fast enough." believes CIPHERS_PROVEN;
    ]
    "Every bit doubles the number of exponents. For Alice and Bob two bits are two more steps. Everything here rests on that \
        gap between those who know the exponent and the one who searches for it. Baby-step giant-step only halves the number \
        of bits.");

pub const MEASURED: Line = says!("work.measured" "Measured times, and two estimates"
    "Full bars were measured. The last two sizes were not: they are extrapolated from the last measurement. The rule is that \
        the work doubles with each bit for brute force, and with every second bit for the other method. The output folder has \
        the plot with the same numbers.");
pub const CHART: Name = Name { id: "work.chart", text: "Time to find the exponent" };
pub const BITS: Name = Name { id: "work.bits", text: "bits of p" };
pub const ESTIMATE: Name = Name { id: "work.estimate", text: "extrapolated from the last measurement, not measured" };
pub const FORCE: Name = Name { id: "work.force", text: "brute force" };
pub const STRIDES: Name = Name { id: "work.strides", text: "baby-step giant-step" };

pub const FASTER: Line = says!("work.faster" "An extrapolation, and why not to trust it"
    "Nobody has measured these times. Each is the last measurement, doubled as often as the rule says. They hold only for these \
        two methods.\n\n\
        There are better methods. Modulo a prime, an attacker can use the fact that numbers have factors. That is index \
        calculus, and its strongest form, the number field sieve, needs far less time than the table says. It has broken \
        exchanges with primes of 512 bits in practice. The Logjam attack of 2015 did the long part of the work once for a prime that many \
        servers shared, and then needed about a minute for each exchange. That is why primes have 2048 bits or more today.\n\n\
        On elliptic curves, which come next, no such shortcut is known, so 256 bits are enough. Not known is not proven: nobody \
        has shown that there is none. And a large quantum computer would break both.");
pub const FASTER_HEAD: [&str; 3] = ["bits of p", "brute force", "baby-step giant-step"];

pub const CURVE: Line = says!("curve" "The real thing: X25519"
    "X25519 is the same idea with a different kind of number: points on a curve, Curve25519. Points can be added. A private key \
        is 32 random bytes. The public key is a fixed point, added to itself as many times as the private key says. The steps are \
        again as many as the bits. My private key times your public key is the same as your private key times mine.\n\n\
        The result is a point, and not yet a key. HKDF turns it into one. Its first step, extract, is an HMAC: it makes bytes \
        that look random. It can take a salt, which is a random value that need not be secret; here there is none. Its second \
        step, expand, makes as many bytes as are needed. It mixes in the purpose of the key and the transcript hash, a hash of \
        everything that crossed the wire so far. If somebody changes a byte on the way, the two ends get different keys.");

pub const FRAMES: Line = says!("frames" "The messages of this lesson"
    "There is no HTTP in this lesson. The two programs speak a small language of their own over TCP. Alice sends her public key. \
        Bob sends his, and then the token. TCP carries a stream of bytes and knows no messages, so every message gives its own \
        length. This is all of it.");
pub const FRAMES_HEAD: [&str; 3] = ["bytes", "field", "value"];
pub const FRAMES_TABLE: [[&str; 3]; 5] = [
    ["3", "magic", "WW3"],
    ["1", "version", "1"],
    ["1", "type", "1 public key, 2 token, 3 refusal"],
    ["2", "length", "length of the body in bytes, most significant byte first; at most 4096"],
    ["length", "body", "an X25519 public key (32 bytes), a Fernet token (text), or a reason (UTF-8)"],
];

pub const AGREED: Line = says!("agreed" "Scene 1: two programs that share nothing"
    "Alice and Bob start without any key. Each makes a private key for this one conversation. Eve records everything.");

pub const WHAT_HELPS: Question = asks!("agreed.what-helps"
    "Eve will have both public keys and the token. Which of these would open it?"
    [
        no "both public keys: the message is encrypted with them"
            "Diffie–Hellman encrypts nothing. The token is encrypted with a key that each end derives from its own private \
                key and the other's public key." believes DH_AUTHENTICATES;
        yes "a single private key of the two, whichever it is";
        no "nothing less than both of the private keys"
            "One is enough. Each end derives the key with one private key, its own.";
    ]
    "One private key and the other side's public key give the shared secret: that is how each end gets it. Two public keys \
        give nothing, because nobody knows a fast way from a public key back to its private key.");

pub const HEARD: Line = says!("agreed.heard" "Alice has the message"
    "Nobody gave her a key, and nobody sent one. She derived it, and the token opened.");
pub const ALICE_HEARD: Name = Name { id: "alice.heard", text: "Alice received" };

pub const PUBLIC_KEYS: Line = says!("agreed.public-keys" "What Alice sent"
    "This is the first frame, to the last byte. Bob's frame looks the same, with different bytes in [the key](wirewalk.dh.public_key). A public key is \
        public: Eve may have it.");

pub const DERIVED: Line = says!("agreed.derived" "From two public keys to one key"
    "This is Bob's public key, as a holder of Alice's private key sees it. After the frame come bytes that never crossed the \
        wire: the [shared secret](wirewalk.dh.shared_secret), the result of extract, the input of expand, and the key. You see them because this is a lesson. \
        No file contains them.");

pub const OPENED: Line = says!("agreed.opened" "The token, opened with the key that nobody sent"
    "From here on it is lesson 2: the same token, the same checks. Only the way to the key is different.");

pub const SEARCH: Line = says!("agreed.search" "Eve tries"
    "First, the program searches her recording, as before. Then it runs the routine that has just opened the token. It gives \
        the routine everything that Eve has, piece by piece, as if it were a private key. At the end it gives it Alice's private \
        key, to show that the routine works.");

pub const LEDGER: Line = says!("agreed.ledger" "Eve's ledger"
    "Compare it with the ledger from lesson 2. There is no longer a key that could leak from a drawer. And read the last lines \
        twice.");

pub const BAD_KEYS: Line = says!("bad-keys" "Scene 2: keys that are not keys"
    "A public key comes from the network, so it can be anything. Somebody sends Bob a key that is too short, a key that is too \
        long, and three points of low order. The order of a point is how many times you add it to itself until you reach zero. The \
        usual points have an order of 76 digits. A few have an order of 1 to 8, and every private key turns them into \
        zero. At the end comes a proper key.");

pub const WHY_REFUSE: Question = asks!("bad-keys.why-refuse"
    "With a point of low order the shared secret is zero. What is so bad about it?"
    [
        no "the program divides by zero and crashes"
            "Nothing divides by it. To the program, 32 zero bytes are a result like any other.";
        yes "it is no secret: all of it is known in advance";
        no "nothing: zero is a number like all others"
            "As a number, yes. But a key is good because nobody else can guess it, and the one who sent such a point knows that \
                the result is zero.";
    ]
    "Nothing would crash, and the token would open. But the one who gave both ends such a point knows the secret without any \
        private key. X25519 itself does not refuse it: RFC 7748 leaves that check to the caller, and a caller who forgets it \
        never notices.");

pub const REFUSED: Line = says!("bad-keys.refused" "Each refused, with a reason"
    "These are Bob's answers, word for word from the wire. He may say [what is wrong](wirewalk.dh.reason): public keys hold no secret.");
pub const OFFERS_HEAD: [&str; 2] = ["sent as a public key", "what happened"];
pub const OFFERS: [&str; 6] =
    ["one byte too few", "one byte too many", "zero", "one", "a point of order 8", "a proper public key"];

pub const CARELESS: Line = says!("careless" "Scene 3: an Alice who forgot the check"
    "This Alice follows the same steps and leaves one out: she does not check for points of low order. Mallory pretends to be \
        Bob, and answers with a point of order 8. Then Alice sends a message of her own. Nobody writes down any private key, \
        and Mallory makes none.");
pub const CARELESS_READ: Line = says!("careless.read" "All zeros, and everybody can read it"
    "[The shared secret](wirewalk.dh.shared_secret) is 32 bytes of zeros, whatever private key Alice chose. The steps from there to the Fernet key contain no other secret. \
        Mallory takes them, and [opens the message](wirewalk.fernet.plaintext). She does not even need a private key for it. This is Eve's view, with no \
        secrets given to the program: so Eve, who only listens, reads the message too.");
pub const ALICE_SENT: Name = Name { id: "careless.sent", text: "Alice sent" };
pub const MALLORY_READ: Name = Name { id: "careless.mallory", text: "Mallory read" };

pub const MALLORY: Line = says!("mallory" "Scene 4: Mallory does two exchanges"
    "Both sides now check, and Eve, who only listens, gets nothing. Mallory sits in the middle and answers. She sends Alice a \
        public key of her own, and Bob another one. She agrees on a key with each of them. All of it is proper X25519, and she \
        breaks nothing.");

pub const WILL_SHE_NOTICE: Question = asks!("mallory.will-she-notice"
    "What in the exchange tells Alice that the public key is not Bob's?"
    [
        no "the agreement: it fails with a stranger's key"
            "The agreement works with anybody's public key, and proves nothing about who sent it."
            believes DH_AUTHENTICATES;
        no "the encryption: only Bob can encrypt for Alice"
            "Mallory shares a key with Alice, so Mallory can encrypt for her, and the MAC is right. Encryption is not \
                authentication." believes ENCRYPTION_AUTHENTICATES see "wirewalk.fernet.plaintext" at "mallory.two-keys";
        no "the transcript hash: it hides the key from Mallory"
            "A hash hides nothing and needs no key. It binds the derived key to what Alice saw, and Alice saw Mallory's \
                public key all along." believes HASHING_ENCRYPTS;
        yes "nothing: a public key bears no name";
    ]
    "A public key is 32 bytes that look random, with no name on them. Everything that Alice can check fits, because she made \
        the exchange with Mallory from the beginning.");

pub const TWO_KEYS: Line = says!("mallory.two-keys" "Read and rewritten"
    "The first message is what Bob sent, opened with Mallory's private key on that side. The second is what Alice received, opened \
        with Alice's. There were two exchanges with two keys, and Mallory has both.");

pub const MISSING: Line = says!("mallory.missing" "What is missing"
    "Agreeing on a key keeps Eve out. It does not keep Mallory out. What is missing is authentication: the knowledge that this \
        public key is Bob's. Somebody whom Alice already trusts must vouch for it, with something that Mallory cannot make. That is \
        a signature on a certificate: lesson 4. Two people who know each other's voices can also compare both keys over the \
        telephone.");

pub const FORWARD: Line = says!("forward" "The keys are gone"
    "In lesson 2, one key opened the past and the future, and it was in a file. Here, every conversation has its own key pairs. \
        The two programs wipe their private keys when the conversation ends, and nobody can bring them back: not Alice, not a \
        court, not a thief who takes Bob's machine tomorrow. What Eve recorded today stays closed. That is forward secrecy.\n\n\
        It holds because the keys are new each time and then forgotten, not because of the mathematics. Anyone who keeps the private key of an \
        exchange is back in lesson 2. This walk keeps copies in memory until it ends, to show you the insider's view.");

pub const WORDS: Line = says!("words" "Three common claims that are wrong"
    "Diffie–Hellman encrypts. It does not: it is key agreement, and Fernet did the encryption here.\n\n\
        Diffie–Hellman authenticates. You have just seen that it does not.\n\n\
        Both sides have a shared private key. They have a shared secret. Private keys are not shared. There are two of them, and \
        each stays where it was made.");

pub const HISTORY: Line = says!("history" "Who found it"
    "Ralph Merkle found the first public way to agree on a key, using puzzles, as a student in 1974. His teacher turned the \
        project down. Whitfield Diffie and Martin Hellman published theirs in 1976. Hellman later asked for Merkle's name to be \
        put beside theirs.\n\n\
        At GCHQ, a British secret service, James Ellis had proved in 1970 that such a thing is possible. Clifford Cocks found what \
        is now called RSA in 1973, and Malcolm Williamson found this exchange in 1974. All of it was kept secret until 1997.");

pub const LEFT: Line = says!("left" "What is still missing"
    "Confidentiality against Eve: yes, and tomorrow too. Integrity of the message: yes, against everybody without the key. \
        Authentication: none at all, so none of this holds against Mallory.\n\n\
        A key agreed with a stranger is a secret shared with a stranger. Lesson 4 shows how Alice learns who that is.");

pub const TRY: Line = says!("try" "Try it yourself"
    "There is no key in the environment this time. The two programs make their own, new ones each time.");

pub const RECIPES: &[Recipe] = tries![
    "start Bob; Ctrl-C stops him" "{server}" "the address he listens on";
    "run Alice in another terminal" "{client}" "The secret message is: …, although nobody gave her a key";
    "send Bob another protocol instead"
        "curl --max-time 5 http://127.0.0.1:{port}/ --http0.9 --output -"
        windows "curl.exe --max-time 5 http://127.0.0.1:{port}/ --http0.9 --output -"
        "WW3 and a refusal with its reason; Bob prints the same";
    "a key pair made by OpenSSL"
        "openssl genpkey -algorithm X25519 | openssl pkey -text -noout"
        windows "openssl genpkey -algorithm X25519 | openssl pkey -text -noout"
        "32 bytes `priv` and 32 bytes `pub`: the same kind of key as on the wire";
    "the frames as tshark sees them, in the recording of this walk"
        "tshark -r {capture} -Y 'tcp.len > 0' -T fields -e tcp.srcport -e data.data"
        windows "& 'C:\\Program Files\\Wireshark\\tshark.exe' -r {capture} -Y 'tcp.len > 0' -T fields -e tcp.srcport -e data.data"
        "575733 is WW3, then 01 01 0020: version, public key, 32 bytes. Wireshark has no name for these bytes; the packet comments do";
    "the measurement as a plot, in a browser"
        "xdg-open {plot}" windows "start {plot}"
        "two straight lines: on a logarithmic axis, a straight line means doubling, and its slope says how often";
];

pub const THINK: Question = asks!("think"
    "Bob prints his public key in the newspaper, and uses the same key pair for years. What does Alice gain, and what is lost?"
    "She can compare what came over the wire with the newspaper, so Mallory can no longer pass for Bob: that is \
        authentication, and the newspaper vouches for it. But the private key now lives for years. Anyone who steals it can \
        derive the key of every conversation that Eve ever recorded: forward secrecy is lost. TLS wants both, so it uses two \
        keys: one that lives long and only signs, and one that is made for each conversation.");

pub const THOUGHT: Line =
    Line { id: "thought", title: "An answer", text: "Compare it with yours before you go on to lesson 4." };
