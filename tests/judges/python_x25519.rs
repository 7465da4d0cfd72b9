//! The derivation of lesson 3 against Python's `cryptography`: X25519, HKDF and Fernet, from the same two frames.

use std::io::Write;
use std::process::{Command, Stdio};

use wirewalk::exchange::{PrivateKey, PublicKey, derive};
use wirewalk::fernet::encrypt;
use wirewalk::frames::{Kind, frame};
use wirewalk_testing::outside;

/// For each line `private peer client-frame server-frame token`, in hexadecimal digits: the key, and what the token holds.
/// The derivation is the one that docs/lesson3.md shows.
const SCRIPT: &str = r#"
import sys, base64
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
DOCUMENTED
for line in sys.stdin:
    private, peer, client, server, token = map(bytes.fromhex, line.split())
    private, peer = X25519PrivateKey.from_private_bytes(private), X25519PublicKey.from_public_bytes(peer)
    key = fernet_key(private, peer, client, server)
    print(key.hex(), Fernet(base64.urlsafe_b64encode(key)).decrypt(token).hex())
"#;

#[test]
fn python_derives_the_same_key_from_the_documentation_and_opens_the_token() {
    let Some(python) = outside::judge("python3") else { return };
    let has_it = Command::new(&python).args(["-c", "import cryptography"]).stderr(Stdio::null()).status();
    if !has_it.is_ok_and(|status| status.success()) {
        outside::missing::<()>("python3 has no module cryptography");
        return;
    }
    let documentation = include_str!("../../docs/lesson3.md").replace("\r\n", "\n");
    let documented = documentation.split("```python\n").nth(1).and_then(|rest| rest.split("```").next());
    let script = SCRIPT.replace("DOCUMENTED", documented.expect("docs/lesson3.md shows the derivation"));

    let (mut lines, mut expected) = (String::new(), String::new());
    for message in ["fluffy tail", "", "a message of more than one block of sixteen bytes"] {
        let [alice, bob] = [(); 2].map(|()| PrivateKey::random_from_rng(&mut rand::rng()));
        let publics = [&alice, &bob].map(PublicKey::from);
        let frames = publics.map(|key| frame(Kind::PublicKey, key.as_bytes()));
        let key = derive(&bob, &publics[0], &frames.concat()).expect("a key");
        let lesson = wirewalk::lesson3::agree(&alice, &publics[1], &frames.concat()).expect("a key");
        assert_eq!(lesson.to_text(), key.key().to_text(), "the lesson derives what src/exchange.rs derives");
        let token = encrypt(&key.key(), message.as_bytes());
        let words = [alice.as_bytes(), publics[1].as_bytes(), &frames[0][..], &frames[1], token.as_bytes()];
        lines += &(words.map(hex).join(" ") + "\n");
        expected += &format!("{} {}\n", hex(key.okm.as_slice()), hex(message.as_bytes()));
    }
    let pipes = Command::new(python).args(["-c", &script]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let mut child = pipes.expect("python3 starts");
    child.stdin.take().expect("a pipe").write_all(lines.as_bytes()).expect("python3 reads");
    let output = child.wait_with_output().expect("python3 ends");
    assert_eq!(String::from_utf8_lossy(&output.stdout), expected);
}

fn hex(bytes: &[u8]) -> String {
    wirewalk::story::hex(bytes)
}
