//! What the demo says.

use super::*;

pub static ABOUT: About = About {
    number: 2,
    title: "A shared secret: Fernet",
    line: "Bob and Alice share a key; Eve reads a token instead of the secret.",
    minutes: 25,
    before: "Lesson 1, and what `base64` is.",
    objectives: &[
        "Say what each of the five parts of a token is for.",
        "Say what Eve still learns, and from which bytes.",
    ],
    read_on: &[(Cite::new("RFC 9110", ""), "what HTTP means"), (Cite::new("RFC 5652", "6.3"), "the padding")],
};

pub static INTRO: Line = Line {
    id: "demo.intro",
    title: "Bob answers with a token",
    text: "Alice asks as before: `GET /`. Bob does not answer with the message, but with a token that he made from it \
           and from the key that they share.\n\nEve sits between them and writes down every byte.",
};
pub static ASKED: Line = Line { id: "demo.request", title: "Alice asks", text: "Nothing here is secret." };
pub static SEEN: Line = Line {
    id: "demo.response",
    title: "What Eve sees of the answer",
    text: "She undoes the base64, since that is no secret, and there it ends.",
};
pub static OPENED: Line = Line {
    id: "demo.opened",
    title: "What Alice sees",
    text: "The same bytes, opened with the key. Only what lies inside the ciphertext is new.",
};
pub static LEFT: Line =
    Line { id: "demo.ledger", title: "What Eve has", text: "Not the message. Still, more than nothing." };
pub static GRAPHICS: Line = Line { id: "demo.graphics", title: "Colours and bars", text: "" };
pub static TRY: Line = Line { id: "demo.try", title: "Try it yourself", text: "" };

pub static PREDICT: Question = asks!("demo.predict" "What will Eve be able to say about the message?"
    [
        no "its text" "She has the bytes, but not the key." believes HASHING_ENCRYPTS;
        yes "its length, to 16 bytes";
        no "nothing at all" "The ciphertext is as long as it is." see "wirewalk.fernet.ciphertext";
    ]
    "AES works in blocks of 16 bytes, and `CBC` does not hide how many there are.");

/// The demo's prediction in the order of its seed, after a wrong choice was made.
pub fn predicted() -> Prediction {
    Prediction::of(&PREDICT, 0).answered(Some(2))
}

static TOKEN_LENGTH: Name = Name { id: "demo.token-length", text: "length of the token" };
pub static ELAPSED: Name = Name { id: "demo.elapsed", text: "time from the request to the whole answer" };

pub fn transcript() -> Transcript {
    let mut t = Transcript::new(&ABOUT);
    t.scenes.push(scene());
    t.kept.insert("demo.token-length", "100".to_string());
    let message = |message, insider, only: &[_]| {
        Item::Message(Exhibit { scene: 0, message, insider, only: only.to_vec(), points: None })
    };
    let step = Step::new;
    t.steps = vec![
        step(&INTRO, vec![Item::Asks(predicted())]),
        step(&ASKED, vec![message(0, false, &[])]),
        step(&SEEN, vec![message(1, false, &[]), Item::Answers(predicted())]),
        step(&OPENED, vec![message(1, true, &["wirewalk.fernet.ciphertext"])]),
        step(&LEFT, ledger()),
        step(&TRY, vec![commands()]),
        step(&GRAPHICS, graphics()),
    ];
    t
}

fn ledger() -> Vec<Item> {
    let row = |what, seen, evidence: &str| LedgerRow { what, seen, evidence: evidence.to_string() };
    let claim = |id: &'static str, text: &'static str, held, evidence: &str| {
        Item::Claim(Claim { id: id.into(), text: text.into(), held, evidence: evidence.to_string() })
    };
    let cells = |cells: [&str; 3]| cells.map(String::from).to_vec();
    vec![
        Item::Values(vec![(&TOKEN_LENGTH, "100 characters".into()), (&ELAPSED, "1.235 ms".into())]),
        Item::Table(vec![
            cells(["changed", "refused by", "what an attacker is told"]),
            cells(["one bit of the IV", "the HMAC", "InvalidToken, and nothing about why: the library does not say"]),
            cells(["one bit of the version", "the version", "InvalidToken"]),
        ]),
        Item::Ledger(vec![
            row("the secret message", Seen::Hidden, "searched for in 4 forms in 251 bytes: not found"),
            row("its length", Seen::Leaks, "one block of 16 bytes: at most 15 characters"),
            row("addresses and ports", Seen::Read, "127.0.0.1:50000 and 127.0.0.1:5985"),
            row("who Bob is", Seen::Unproven, "whoever has the key may have answered"),
            row("that nobody changed it", Seen::Proven, "the HMAC was right"),
        ]),
        claim("demo.hidden", "Eve does not find the secret message in her recording.", true, "0 finds in 251 bytes"),
        claim("demo.length", "The answer is as long as its head says.", false, "head: 900 bytes, body: 100 bytes"),
    ]
}

/// Colours with their names, and measurements of which one is an estimate.
fn graphics() -> Vec<Item> {
    static HEAD: [&str; 2] = ["Alice", "Bob"];
    static NAMES: [Name; 6] = [
        Name { id: "demo.public", text: "public colour" },
        Name { id: "demo.private", text: "private colour" },
        Name { id: "demo.time", text: "Time to find the exponent" },
        Name { id: "demo.bits", text: "bits of p" },
        Name { id: "demo.estimate", text: "extrapolated" },
        Name { id: "demo.force", text: "brute force" },
    ];
    static STRIDES: Name = Name { id: "demo.strides", text: "baby-step giant-step" };
    let [public, private, title, across, estimate, force] = &NAMES;
    let yellow = Some(Swatch { rgb: [250, 220, 60], word: "yellow" });
    let blue = Some(Swatch { rgb: [50, 90, 200], word: "blue" });
    let rows = vec![(public, vec![yellow, yellow]), (private, vec![None, blue])];
    let points = |[small, large, further]: [f64; 3]| {
        vec![Point::measured(12, small), Point::measured(28, large), Point::estimated(48, further)]
    };
    let series = vec![
        Series { name: force, points: points([1e-5, 0.75, 777_777.0]) },
        Series { name: &STRIDES, points: points([4e-5, 7e-3, 7.4]) },
    ];
    vec![Item::Swatches(Swatches { head: &HEAD, rows }), Item::Chart(Chart { title, across, estimate, series })]
}

fn commands() -> Item {
    Item::Commands(vec![
        Command {
            why: "Ask Bob yourself.",
            line: "curl --silent --show-error --dump-header - --max-time 5 http://127.0.0.1:5985/ | cut -c 1-120"
                .into(),
            windows: Some("curl.exe --silent http://127.0.0.1:5985/".into()),
            look: "a body that begins with `gAAAAA`: that is the version and the first bytes of the time.",
        },
        Command {
            why: "Read Eve's recording in Wireshark's text form.",
            line: "tshark -r out/lesson2/lesson2.pcapng -V".into(),
            windows: None,
            look: "the token, in clear text.",
        },
    ])
}
