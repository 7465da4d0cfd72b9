//! sslyze as the judge of what the door offers, by Mozilla's intermediate profile.

use std::process::Command;

use wirewalk::door::{Door, Limits, Tls};
use wirewalk::lesson1::bob;
use wirewalk_testing::https::Club;
use wirewalk_testing::outside;

#[test]
fn the_door_is_as_mozillas_intermediate_profile_wants_it() {
    let Some(sslyze) = outside::judge("sslyze") else { return };
    let club = Club::new();
    let limits = Limits::default();
    let door = Door::open_over(([127, 0, 0, 1], 0).into(), limits, Tls::new(club.server()), bob).expect("a door");
    let folder = tempfile::tempdir().expect("a folder");
    let (root, json) = (folder.path().join("root.pem"), folder.path().join("scan.json"));
    std::fs::write(&root, club.root.to_pem()).expect("a file");
    let output = Command::new(sslyze)
        .args(["--mozilla_config=intermediate", "--certinfo_ca_file"])
        .arg(&root)
        .arg("--json_out")
        .arg(&json)
        .arg(format!("localhost:{}", door.addr().port()))
        .output()
        .expect("it starts");
    let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    let scan: serde_json::Value = serde_json::from_slice(&std::fs::read(json).expect("its report")).expect("JSON");
    let result = &scan["server_scan_results"][0]["scan_result"];
    for old in ["ssl_2_0", "ssl_3_0", "tls_1_0", "tls_1_1"] {
        let accepted = &result[format!("{old}_cipher_suites")]["result"]["accepted_cipher_suites"];
        assert_eq!(accepted.as_array().map(Vec::len), Some(0), "{old}: {accepted}");
    }
    for new in ["tls_1_2", "tls_1_3"] {
        let accepted = &result[format!("{new}_cipher_suites")]["result"]["accepted_cipher_suites"];
        assert!(accepted.as_array().is_some_and(|suites| !suites.is_empty()), "{new}: {accepted}");
    }
}
