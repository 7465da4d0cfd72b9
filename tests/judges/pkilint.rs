//! pkilint, which knows RFC 5280 clause by clause, as the judge of certificates and lists.

use wirewalk_testing::minted::Minted;
use wirewalk_testing::outside;

/// What it may say: `localhost` is no domain name, and that is what the lesson wants.
const ALLOWED: &str = "pkix.invalid_domain_name_syntax";

#[test]
fn nothing_that_we_make_breaks_a_clause_of_the_standard() {
    let (Some(certificates), Some(lists)) = (outside::judge("lint_pkix_cert"), outside::judge("lint_crl")) else {
        return;
    };
    for minted in Minted::all() {
        for name in ["root", "between", "server", "direct", "client"] {
            let output = minted.run(&certificates, &format!("lint -s ERROR {name}.pem"));
            let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
            let findings: Vec<_> = said
                .lines()
                .filter(|l| l.contains("ERROR") || l.contains("FATAL"))
                .filter(|l| !l.contains(ALLOWED))
                .collect();
            assert!(findings.is_empty(), "{:?} {name}: {said}", minted.kind);
            assert!(output.status.success() || said.contains(ALLOWED), "{:?} {name}: {said}", minted.kind);
        }
        for name in ["between", "root"] {
            minted.accepts(&lists, &format!("lint -t CRL -p PKIX -s ERROR {name}.crl"));
        }
    }
}
