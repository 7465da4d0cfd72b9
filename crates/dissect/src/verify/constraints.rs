//! Name constraints: which names an authority may certify (RFC 5280 section 4.2.1.10). DNS names and addresses; whatever else a
//! constraint may be about is left to the library.

use x509_parser::extensions::{GeneralName, GeneralSubtree, NameConstraints};
use x509_parser::prelude::X509Certificate;

use super::names::address;
use super::verdict::Complaint;
use super::{Fault, names};

/// Each authority of the path allows the names of all that stand below it.
pub(super) fn check(path: &[X509Certificate]) -> Result<String, Complaint> {
    let mut limited = 0;
    for (i, authority) in path.iter().enumerate().skip(1) {
        let who = names::subject(authority);
        let constraints = authority
            .name_constraints()
            .map_err(|_| Fault::Unreadable.because(format!("the nameConstraints of {who} cannot be read")))?;
        let Some(constraints) = constraints.map(|c| c.value) else { continue };
        limited += 1;
        for below in path.iter().take(i) {
            allows(constraints, below).map_err(|why| Fault::NameConstraint.because(format!("{who} {why}")))?;
        }
    }
    Ok(match limited {
        0 => "no authority is limited to certain names".to_owned(),
        _ => format!("the names are such as its authorities may certify ({limited} limited)"),
    })
}

fn allows(constraints: &NameConstraints, certificate: &X509Certificate) -> Result<(), String> {
    let names = certificate.subject_alternative_name().ok().flatten();
    for name in names.iter().flat_map(|san| &san.value.general_names) {
        let Some(text) = shown(name) else { continue };
        let of_kind = |list: &Option<Vec<GeneralSubtree>>| -> Vec<String> {
            list.iter().flatten().filter(|tree| same_kind(&tree.base, name)).filter_map(|t| shown(&t.base)).collect()
        };
        let within = |list: &Option<Vec<GeneralSubtree>>| list.iter().flatten().any(|tree| covers(&tree.base, name));
        let permitted = of_kind(&constraints.permitted_subtrees);
        if !permitted.is_empty() && !within(&constraints.permitted_subtrees) {
            return Err(format!("may certify names below {} alone, and {text} is not one", permitted.join(", ")));
        }
        if within(&constraints.excluded_subtrees) {
            let excluded = of_kind(&constraints.excluded_subtrees).join(", ");
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
            let (tree, name) = (tree.to_ascii_lowercase(), name.to_ascii_lowercase());
            let Some(front) = name.strip_suffix(&tree) else { return false };
            front.is_empty() || tree.is_empty() || tree.starts_with('.') || front.ends_with('.')
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
        GeneralName::DNSName(name) => Some(name.escape_debug().to_string()),
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
