//! How each exhibit is made: a fault, and everything else in order.

use super::bench::{Bench, DAY, Draft, ROOT_NAME, key, root};
use super::{Exhibit, Served};
use crate::pki::{
    Authority, Certificate, ExtendedKeyUsagePurpose, IssueError, KeyKind, KeyUsagePurpose, Name, PrivateKey, Profile,
    Revocation, Subject, Validity, WeakAuthority,
};
use crate::verify::Fault;

/// With the fault, and without.
type Pair = Result<(Served, Served), IssueError>;

pub(super) struct Plan {
    id: &'static str,
    title: &'static str,
    fault: Fault,
    rustls: Option<&'static str>,
    make: fn(&Bench, &Name, Draft) -> Pair,
}

/// A line of the catalogue.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// As [`Exhibit::id`].
    pub id: &'static str,
    /// As [`Exhibit::title`].
    pub title: &'static str,
    /// As [`Exhibit::fault`].
    pub fault: Fault,
}

impl Entry {
    /// The name by which it is asked for.
    pub fn name(&self) -> Name {
        Name::Dns(format!("{}.localhost", self.id))
    }
}

impl Plan {
    pub fn mint(&self, bench: &Bench) -> Result<Exhibit, IssueError> {
        let Plan { id, title, fault, rustls, make } = *self;
        let name = Entry { id, title, fault }.name();
        let (faulty, sound) = make(bench, &name, bench.draft(&name)?)?;
        Ok(Exhibit { id, title, name, fault, rustls, faulty, sound })
    }
}

/// What is shown, in the order of the tour, without minting it.
pub fn tour() -> impl Iterator<Item = Entry> {
    PLANS.iter().map(|plan| Entry { id: plan.id, title: plan.title, fault: plan.fault })
}

macro_rules! plans {
    ($($id:literal $title:literal $fault:ident $make:ident $rustls:expr;)*) => {
        /// The tour.
        pub(super) const PLANS: &[Plan] =
            &[$(Plan { id: $id, title: $title, fault: Fault::$fault, rustls: $rustls, make: $make }),*];
    };
}

plans! {
    "expired" "It ended ten days ago" Expired expired Some("invalid peer certificate: certificate expired");
    "not-yet-valid" "It begins in eleven months" NotYetValid not_yet_valid Some("invalid peer certificate: certificate not valid yet");
    "wrong-host" "It is for another host" WrongHost wrong_host Some("invalid peer certificate: certificate not valid for name");
    "no-san" "Its name is only in the common name" NoNames no_names Some("invalid peer certificate: certificate not valid for name");
    "self-signed" "It is self-signed" SelfSigned self_signed Some("invalid peer certificate: UnknownIssuer");
    "unknown-root" "Nobody chose to trust its root" UnknownRoot unknown_root Some("invalid peer certificate: UnknownIssuer");
    "impostor" "Its root shares only its name with the true one" Impostor impostor Some("invalid peer certificate: BadSignature");
    "missing-intermediate" "Its issuer was not sent" MissingIntermediate missing_intermediate Some("invalid peer certificate: UnknownIssuer");
    "leaf-not-first" "It comes second" LeafNotFirst leaf_not_first Some("invalid peer certificate: Other(OtherError(CaUsedAsEndEntity))");
    "wrong-usage" "It was made for a client" Purpose wrong_usage Some("invalid peer certificate: certificate does not allow extended key usage for server authentication");
    "key-usage" "Its key may not sign handshakes" KeyUsage key_usage None;
    "leaf-as-authority" "Its issuer is not an authority" NotAuthority leaf_as_authority Some("invalid peer certificate: Other(OtherError(EndEntityUsedAsCa))");
    "path-length" "Its issuer is one step too deep" PathLength path_length Some("invalid peer certificate: Other(OtherError(PathLenConstraintViolated))");
    "name-constraint" "Its issuer may not certify its name" NameConstraint name_constraint Some("invalid peer certificate: Other(OtherError(NameConstraintViolation))");
    "revoked" "It was revoked" Revoked revoked Some("invalid peer certificate: Revoked");
    "weak-key" "Its issuer has a 1024-bit RSA key" WeakKey weak_key Some("invalid peer certificate: BadSignature");
    "altered" "One letter was changed afterwards" BrokenSignature altered Some("invalid peer certificate: BadSignature");
    "wrong-key" "The server has another key" WrongKey wrong_key Some("invalid peer certificate: BadSignature");
    "other-order" "Its issuers come in another order" OutOfOrder other_order None;
}

/// The fault is in what the certificate says: changed in the one, not in the other.
fn said(bench: &Bench, draft: &Draft, change: impl FnOnce(&mut Profile)) -> Pair {
    Ok((draft.but(change).by(&[&bench.below])?, draft.by(&[&bench.below])?))
}

fn expired(bench: &Bench, _: &Name, draft: Draft) -> Pair {
    said(bench, &draft, |p| p.validity = Validity::days(bench.now.saturating_sub(40 * DAY), 30))
}

fn not_yet_valid(bench: &Bench, _: &Name, draft: Draft) -> Pair {
    // The authority holds for 365 days, and a certificate must not outlive its issuer.
    said(bench, &draft, |p| p.validity = Validity::days(bench.now.saturating_add(330 * DAY), 30))
}

fn wrong_host(bench: &Bench, _: &Name, draft: Draft) -> Pair {
    said(bench, &draft, |p| p.names = vec![Name::Dns("another-site.example".to_owned())])
}

fn no_names(bench: &Bench, name: &Name, draft: Draft) -> Pair {
    let draft = draft.but(|p| p.subject.common_name = Some(name.to_string()));
    said(bench, &draft, |p| p.names.clear())
}

fn wrong_usage(bench: &Bench, _: &Name, draft: Draft) -> Pair {
    said(bench, &draft, |p| p.purposes = vec![ExtendedKeyUsagePurpose::ClientAuth])
}

fn key_usage(bench: &Bench, _: &Name, draft: Draft) -> Pair {
    said(bench, &draft, |p| p.key_usages = vec![KeyUsagePurpose::KeyAgreement])
}

fn self_signed(bench: &Bench, _: &Name, draft: Draft) -> Pair {
    let copy = PrivateKey::from_der(draft.key.der())?;
    let own = Authority::self_signed(copy, &draft.but(|_| {}).profile)?;
    Ok((draft.serving(own.certificate(), []), draft.by(&[&bench.below])?))
}

fn unknown_root(bench: &Bench, _: &Name, draft: Draft) -> Pair {
    let foreign = root(Subject::named(Some("Mallory Trust"), "Mallory Root"), bench.now)?;
    let below =
        bench.authority(&foreign, "below", |p| p.subject = Subject::named(Some("Mallory Trust"), "Mallory Below"))?;
    Ok((draft.but(|_| {}).by(&[&below, &foreign])?, draft.by(&[&bench.below, &bench.root])?))
}

fn impostor(bench: &Bench, _: &Name, draft: Draft) -> Pair {
    let rogue = root(Subject::authority(ROOT_NAME), bench.now)?;
    Ok((draft.but(|_| {}).by(&[&rogue])?, draft.by(&[&bench.root])?))
}

fn missing_intermediate(bench: &Bench, _: &Name, draft: Draft) -> Pair {
    let sound = draft.by(&[&bench.below])?;
    let own = sound.chain.iter().take(1).cloned().collect();
    Ok((Served { chain: own, key: draft.key, lists: Vec::new() }, sound))
}

fn leaf_not_first(bench: &Bench, _: &Name, draft: Draft) -> Pair {
    let sound = draft.by(&[&bench.below])?;
    let chain = sound.chain.iter().rev().cloned().collect();
    Ok((Served { chain, key: draft.key, lists: Vec::new() }, sound))
}

/// The issuer's key may sign certificates in either case, by its keyUsage: CA:FALSE is all that is wrong.
fn leaf_as_authority(bench: &Bench, _: &Name, draft: Draft) -> Pair {
    let signer = |authority| {
        bench.authority(&bench.root, "a site", |p| {
            p.subject = Subject::named(Some("My Company"), "another-site.example");
            p.authority = authority;
        })
    };
    Ok((draft.but(|_| {}).by(&[&signer(None)?])?, draft.by(&[&signer(Some(None))?])?))
}

fn path_length(bench: &Bench, _: &Name, draft: Draft) -> Pair {
    let deep = |length| -> Result<Served, IssueError> {
        let upper = bench.authority(&bench.root, "upper.gallery.example", |p| p.authority = Some(Some(length)))?;
        let lower = bench.authority(&upper, "lower.gallery.example", |_| {})?;
        draft.but(|_| {}).by(&[&lower, &upper])
    };
    Ok((deep(0)?, deep(1)?))
}

fn name_constraint(bench: &Bench, name: &Name, draft: Draft) -> Pair {
    let limited = |permitted: Name| -> Result<Served, IssueError> {
        let issuer = bench.authority(&bench.root, "limited.gallery.example", |p| p.permitted = vec![permitted])?;
        draft.but(|_| {}).by(&[&issuer])
    };
    Ok((limited(Name::Dns("another-site.example".to_owned()))?, limited(name.clone())?))
}

/// Both are judged with the same list. The one stands on it, the other does not. The root itself is the issuer: GnuTLS takes lists of trusted
/// roots alone.
fn revoked(bench: &Bench, _: &Name, draft: Draft) -> Pair {
    let alone = |own: &Certificate| draft.serving(own, []);
    let issue = |draft: &Draft| bench.root.issue(&*draft.key, &draft.profile);
    let (taken_back, kept) = (issue(&draft.but(|_| {}))?, issue(&draft)?);
    let entry = Revocation::stolen(&taken_back, bench.now.saturating_sub(60))?;
    let list = bench.root.crl(1, &[entry], Validity::days(bench.now, 30))?.der().to_vec();
    let with_list = |own: &Certificate| Served { lists: vec![list.clone()], ..alone(own) };
    Ok((with_list(&taken_back), with_list(&kept)))
}

fn weak_key(bench: &Bench, _: &Name, draft: Draft) -> Pair {
    let profile =
        || Profile::authority(Subject::authority("short.gallery.example"), Validity::days(bench.now, 365), None);
    let short = WeakAuthority::below(&bench.root, &profile())?;
    let own = short.issue(&*draft.key, &draft.but(|_| {}).profile)?;
    let long = PrivateKey::generate(KeyKind::Rsa2048)?;
    let certificate = bench.root.issue(&long, &profile())?;
    let long = Authority::pretended(long, certificate);
    Ok((draft.serving(&own, [short.certificate()]), draft.by(&[&long])?))
}

/// One letter of the organisation, which nobody compares: only the signature tells.
fn altered(bench: &Bench, _: &Name, draft: Draft) -> Pair {
    let sound = draft.by(&[&bench.below])?;
    let mut faulty = Served { chain: sound.chain.clone(), key: draft.key, lists: Vec::new() };
    let word = b"My Company";
    if let Some(own) = faulty.chain.first_mut()
        && let Some(at) = own.windows(word.len()).position(|w| w == word)
        && let Some(letter) = own.get_mut(at + 3)
    {
        *letter = b'K';
    }
    Ok((faulty, sound))
}

fn wrong_key(bench: &Bench, _: &Name, draft: Draft) -> Pair {
    let sound = draft.by(&[&bench.below])?;
    Ok((Served { chain: sound.chain.clone(), key: key()?.into(), lists: Vec::new() }, sound))
}

fn other_order(bench: &Bench, _: &Name, draft: Draft) -> Pair {
    let upper = bench.authority(&bench.root, "upper.gallery.example", |_| {})?;
    let lower = bench.authority(&upper, "lower.gallery.example", |_| {})?;
    let sound = draft.by(&[&lower, &upper])?;
    let mut faulty = Served { chain: sound.chain.clone(), key: draft.key, lists: Vec::new() };
    if let [_, others @ ..] = faulty.chain.as_mut_slice() {
        others.reverse();
    }
    Ok((faulty, sound))
}
