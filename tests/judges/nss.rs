//! NSS, the library of Firefox, as the judge of bundles.

use wirewalk_testing::minted::{Minted, PASSPHRASE};
use wirewalk_testing::outside;

#[test]
fn firefoxs_library_opens_our_bundles_for_all_kinds_of_keys() {
    let Some(pk12util) = outside::judge("pk12util") else { return };
    for minted in Minted::all() {
        minted.write("word", PASSPHRASE);
        minted.write("wrong", "walnut");
        let listed = minted.accepts(&pk12util, "-l client.p12 -w word");
        assert!(listed.contains("alice") && listed.contains("my-ca.com"), "{listed}");
        assert!(!minted.run(&pk12util, "-l client.p12 -w wrong").status.success());
    }
}

#[test]
fn firefoxs_library_imports_our_bundles() {
    let (Some(pk12util), Some(certutil)) = (outside::judge("pk12util"), outside::judge("certutil")) else { return };
    // NSS 3.87 imports no Ed25519 keys.
    for minted in Minted::all().iter().filter(|m| m.kind != wirewalk::pki::KeyKind::Ed25519) {
        minted.write("word", PASSPHRASE);
        minted.write("none", "\n");
        std::fs::create_dir(minted.path("nss")).expect("a folder");
        minted.accepts(&certutil, "-N -d sql:nss --empty-password");
        minted.accepts(&pk12util, "-i client.p12 -d sql:nss -w word -k none");
        minted.accepts(&certutil, "-A -d sql:nss -n root -t CT,, -i root.pem");
        let said = minted.accepts(&certutil, "-V -d sql:nss -n CN=alice -u C");
        assert!(said.contains("certificate is valid"), "{said}");
    }
}
