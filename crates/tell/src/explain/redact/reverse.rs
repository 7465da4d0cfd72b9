//! Names of DNS that stand for addresses: `1.2.0.192.in-addr.arpa` (RFC 1035 §3.5, RFC 3596 §2.5).

use super::mask::Mask;

/// What each label of this name becomes, by its place, as far as it is the part of such a name that tells the address.
pub(super) fn labels(mask: &mut Mask, name: &str) -> Vec<Option<String>> {
    let labels: Vec<&str> = name.split('.').collect();
    let mut new = vec![None; labels.len()];
    let [before @ .., zone, top] = labels.as_slice() else { return new };
    let is_v6 = zone.eq_ignore_ascii_case("ip6");
    if !top.eq_ignore_ascii_case("arpa") || !is_v6 && !zone.eq_ignore_ascii_case("in-addr") {
        return new;
    }
    let parts: Vec<u8> =
        before.iter().rev().take(if is_v6 { 32 } else { 4 }).map_while(|label| part(label, is_v6)).collect();
    let other = match is_v6 {
        false => mask.addresses.bytes(&mask.key, &parts, false),
        true => {
            let pairs =
                parts.chunks(2).map(|two| two.iter().fold(0, |byte, digit| byte << 4 | digit) << (4 * (2 - two.len())));
            let bytes: Vec<u8> = pairs.collect();
            mask.addresses.bytes(&mask.key, &bytes, true).iter().flat_map(|byte| [byte >> 4, byte & 15]).collect()
        }
    };
    let other = other.iter().take(parts.len()).map(|part| written(*part, is_v6));
    let zone = [*top, *zone].map(str::to_owned).into_iter();
    for (new, label) in new.iter_mut().rev().zip(zone.chain(other)) {
        *new = Some(label);
    }
    new
}

/// The part of an address that a label is.
fn part(label: &str, is_v6: bool) -> Option<u8> {
    let part = u8::from_str_radix(label, if is_v6 { 16 } else { 10 }).ok()?;
    written(part, is_v6).eq_ignore_ascii_case(label).then_some(part)
}

fn written(part: u8, is_v6: bool) -> String {
    if is_v6 { format!("{part:x}") } else { part.to_string() }
}
