//! Name constraints: which names an authority may certify (RFC 5280 section 4.2.1.10). DNS names and addresses; whatever else a
//! constraint may be about is left to the library.

use wirewalk_ground::escaped;
use x509_parser::extensions::{GeneralName, GeneralSubtree, NameConstraints};
use x509_parser::prelude::X509Certificate;

use super::names::address;
use super::verdict::Complaint;
use super::{Fault, names};

/// More comparisons of a name with a constraint are not made: whoever sends a chain must not keep a client busy. Rustls-webpki
/// draws the same line.
const MOST_COMPARISONS: usize = 250_000;

/// Each authority of the path allows the names of all that stand below it, but for authorities that renew themselves (RFC 5280 section
/// 6.1.3 (b) and (c)).
pub(super) fn check(path: &[X509Certificate]) -> Result<String, Complaint> {
    let (mut limited, mut left) = (0, MOST_COMPARISONS);
    for (i, authority) in path.iter().enumerate().skip(1) {
        let who = names::subject(authority);
        let constraints = authority
            .name_constraints()
            .map_err(|_| Fault::Unreadable.because(format!("the nameConstraints of {who} cannot be read")))?;
        let Some(constraints) = constraints.map(|c| c.value) else { continue };
        limited += 1;
        for (j, below) in path.iter().take(i).enumerate() {
            if j > 0 && below.subject().as_raw() == below.issuer().as_raw() {
                continue;
            }
            allows(constraints, below, &mut left)
                .map_err(|why| Fault::NameConstraint.because(format!("{who} {why}")))?;
        }
    }
    Ok(match limited {
        0 => "no authority is limited to certain names".to_owned(),
        _ => format!("its authorities may certify these names ({limited} limited)"),
    })
}

/// `left`: so many comparisons may still be made.
fn allows(constraints: &NameConstraints, certificate: &X509Certificate, left: &mut usize) -> Result<(), String> {
    let names = certificate.subject_alternative_name().ok().flatten();
    for name in names.iter().flat_map(|san| &san.value.general_names) {
        let of_kind = |list: &'_ Option<Vec<GeneralSubtree>>| {
            list.iter()
                .flatten()
                .filter(|tree| same_kind(&tree.base, name))
                .filter_map(|t| shown(&t.base))
                .collect::<Vec<_>>()
        };
        let within = |list: &Option<Vec<GeneralSubtree>>| list.iter().flatten().any(|tree| covers(&tree.base, name));
        let (permitted, excluded) = (&constraints.permitted_subtrees, &constraints.excluded_subtrees);
        let entries = permitted.iter().chain(excluded).map(Vec::len).sum();
        *left = left.checked_sub(entries).ok_or_else(|| {
            format!(
                "has so many name constraints, and there are so many names, that checking them would take more \
                than {MOST_COMPARISONS} comparisons"
            )
        })?;
        let Some(text) = shown(name) else { continue };
        let limits = permitted.iter().flatten().any(|tree| same_kind(&tree.base, name));
        if limits && !within(permitted) {
            let permitted = of_kind(permitted).join(", ");
            return Err(format!("may certify only names below {permitted}, and {text} is not one"));
        }
        if within(excluded) {
            let excluded = of_kind(excluded).join(", ");
            return Err(format!("may not certify names below {excluded}, and {text} is one"));
        }
    }
    Ok(())
}

fn same_kind(a: &GeneralName, b: &GeneralName) -> bool {
    matches!(
        (a, b),
        (GeneralName::DNSName(_), GeneralName::DNSName(_)) | (GeneralName::IPAddress(_), GeneralName::IPAddress(_))
    )
}

/// Whether a name lies in a subtree: a DNS name with labels in front; an address after its mask.
fn covers(tree: &GeneralName, name: &GeneralName) -> bool {
    match (tree, name) {
        (GeneralName::DNSName(tree), GeneralName::DNSName(name)) => {
            let (tree, name) = (tree.as_bytes(), name.as_bytes());
            let Some((front, end)) = name.len().checked_sub(tree.len()).and_then(|at| name.split_at_checked(at)) else {
                return false;
            };
            let whole_labels = front.is_empty() || tree.is_empty() || tree.starts_with(b".") || front.ends_with(b".");
            whole_labels && end.eq_ignore_ascii_case(tree)
        }
        (GeneralName::IPAddress(tree), GeneralName::IPAddress(name)) => {
            let (network, mask) = tree.split_at(tree.len() / 2);
            network.len() == name.len()
                && mask.len() == name.len()
                && network.iter().zip(mask).zip(*name).all(|((net, mask), byte)| byte & mask == net & mask)
        }
        _ => false,
    }
}

fn shown(name: &GeneralName) -> Option<String> {
    match name {
        GeneralName::DNSName("") => Some("(every name)".to_owned()),
        GeneralName::DNSName(name) => Some(escaped(name)),
        // A subtree is an address and its mask, one behind the other.
        GeneralName::IPAddress(bytes) if matches!(bytes.len(), 8 | 32) => {
            let (network, mask) = bytes.split_at(bytes.len() / 2);
            Some(format!("{}/{}", address(network), address(mask)))
        }
        GeneralName::IPAddress(bytes) => Some(address(bytes)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subtree_covers_itself_and_what_has_labels_in_front() {
        let dns = |tree, name| covers(&GeneralName::DNSName(tree), &GeneralName::DNSName(name));
        assert!(dns("example.com", "example.com") && dns("example.com", "www.EXAMPLE.com") && dns("", "a.b"));
        assert!(dns(".example.com", "www.example.com") && !dns(".example.com", "example.com"));
        assert!(!dns("example.com", "anexample.com") && !dns("www.example.com", "example.com"));
        let ip = |tree: &[u8], name: &[u8]| covers(&GeneralName::IPAddress(tree), &GeneralName::IPAddress(name));
        assert!(ip(&[10, 0, 0, 0, 255, 0, 0, 0], &[10, 1, 2, 3]));
        assert!(!ip(&[10, 0, 0, 0, 255, 0, 0, 0], &[11, 1, 2, 3]) && !ip(&[10, 0, 0, 0, 255], &[10, 0, 0, 0]));
    }

    #[test]
    fn addresses_and_their_masks_are_written_as_people_do() {
        let text = |bytes: &[u8]| shown(&GeneralName::IPAddress(bytes)).unwrap_or_default();
        assert_eq!(text(&[10, 0, 0, 0, 255, 0, 0, 0]), "10.0.0.0/255.0.0.0");
        assert_eq!((text(&[127, 0, 0, 1]), text(&[0; 16])), ("127.0.0.1".to_owned(), "::".to_owned()));
        assert_eq!(text(&[1, 2, 3]), "an address of 3 bytes");
    }
}
