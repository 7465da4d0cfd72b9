//! A message, to the byte: its fields as a tree on the left, the bytes of each leaf beside it on the right. What a
//! field says flows around its bytes: narrow while they last, over the whole width below them.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::bytes::Grid;
use super::columns::{Columns, Guides, no_bytes};
use super::origin::headline;
use super::says::{Meanings, SHORT, is_code, names, says};
use crate::render::ink::{HUES, Ink, Row};
use crate::render::value::count;
use crate::story::introduced;
use wirewalk_dissect::{Datum, Field, Label, Message};

/// The labels that were explained already: each is explained once in a walk.
#[derive(Default)]
pub struct Told {
    labels: BTreeSet<(&'static str, &'static str)>,
    /// The clauses of what values mean.
    meanings: BTreeSet<String>,
    /// The lesson before which others explained; 0: none did, or it is explained once more.
    lesson: u8,
}

impl Told {
    /// Labels that lessons before this one introduced were explained there.
    pub fn before(lesson: u8) -> Told {
        Told { lesson, ..Told::default() }
    }

    /// Whether this is the first time.
    pub fn first(&mut self, label: &'static Label) -> bool {
        self.labels.insert((label.id, label.why)) && !introduced::is_known(self.lesson, label.id)
    }

    /// What is new in what a code means: in a lesson a clause that was said of one is not said again. Conversations of a capture are
    /// read one by one.
    pub fn news<'m>(&mut self, field: &Field, meaning: &'m str) -> Cow<'m, str> {
        if self.lesson == 0 || !is_code(field) && !matches!(field.value.datum, Datum::Time(_)) {
            return meaning.into();
        }
        if meaning.split("; ").all(|clause| self.meanings.contains(clause)) {
            return "".into();
        }
        let new = meaning.split("; ").filter(|c| self.meanings.insert((*c).to_owned()) || c.len() < SHORT);
        new.collect::<Vec<_>>().join("; ").into()
    }

    /// Notes what an exhibit explains, without showing it.
    pub fn note(&mut self, message: &Message, only: &[&str]) {
        fn visit(told: &mut Told, field: &Field, only: &[&str], inside: bool) {
            let inside = inside || only.is_empty() || only.contains(&field.label.id);
            if inside {
                told.first(field.label);
            }
            field.children.iter().for_each(|c| visit(told, c, only, inside));
        }
        message.fields.iter().for_each(|f| visit(self, f, only, false));
    }
}

/// The rows of a message's fields.
pub fn rows(message: &Message, only: &[&'static str], width: usize, told: &mut Told) -> Vec<Row> {
    let columns = Columns::of(message, width);
    let mut tree = Tree { message, only, columns, told, meanings: Meanings::default(), hues: 0 };
    let place = Place { guides: String::new(), root: true, source: 0, whole: only.is_empty(), hue: 0, list: None };
    tree.siblings(&message.fields, &place, None);
    tree.columns.rows
}

struct Tree<'a> {
    message: &'a Message,
    only: &'a [&'static str],
    columns: Columns,
    told: &'a mut Told,
    meanings: Meanings,
    /// How many groups have a hue already.
    hues: u8,
}

/// Where in the tree siblings stand.
struct Place {
    /// What is drawn left of them.
    guides: String,
    /// Whether they have no guides of their own.
    root: bool,
    /// The source that they are expected in.
    source: u16,
    /// Whether everything from here on is shown.
    whole: bool,
    /// The hue of the leaves.
    hue: u8,
    /// The list that they are the parts of an element of.
    list: Option<u32>,
}

impl Place {
    fn guides(&self, last: bool) -> Guides {
        match (self.root, last) {
            (true, _) => Guides { first: String::new(), next: String::new() },
            (false, true) => Guides { first: format!("{}└ ", self.guides), next: format!("{}  ", self.guides) },
            (false, false) => Guides { first: format!("{}├ ", self.guides), next: format!("{}│ ", self.guides) },
        }
    }
}

impl Tree<'_> {
    /// Fields beside each other; those in another source get a headline that says where it comes from.
    fn siblings(&mut self, fields: &[Field], place: &Place, parent: Option<&Field>) {
        let source = |run: &[Field]| run.first().map_or(place.source, |f| f.span.source);
        let mut runs: Vec<&[Field]> = fields.chunk_by(|a, b| a.span.source == b.span.source).collect();
        // What was derived, and was not asked for, is not counted: nothing of it was sent.
        runs.retain(|run| source(run) == place.source || place.whole || run.iter().any(|f| self.holds_chosen(f)));
        for (i, run) in runs.iter().enumerate() {
            let (last, source) = (i + 1 == runs.len(), source(run));
            if source == place.source {
                self.run(run, place, last);
            } else {
                let guides = place.guides(last);
                self.headline(source, &guides, parent);
                let (hue, whole) = (self.hue(), place.whole);
                let inner = Place { guides: guides.next, root: false, source, whole, hue, list: None };
                self.run(run, &inner, true);
            }
        }
    }

    /// Fields of one source; what was not asked for is counted.
    fn run(&mut self, fields: &[Field], place: &Place, ends: bool) {
        let shown = |tree: &Self, f: &Field| place.whole || tree.holds_chosen(f);
        let parts: Vec<&[Field]> = fields.chunk_by(|a, b| !shown(self, a) && !shown(self, b)).collect();
        let (list, mut rest) = (self.meanings.list(), fields);
        let mut before = None;
        for (i, part) in parts.iter().enumerate() {
            let last = ends && i + 1 == parts.len();
            rest = rest.get(part.len()..).unwrap_or_default();
            match part.first() {
                Some(field) if shown(self, field) => {
                    let alike = |other: Option<&Field>| other.is_some_and(|other| other.label.id == field.label.id);
                    let list = (alike(before) || alike(rest.first())).then_some(list);
                    self.field(field, place, list, last);
                }
                Some(_) => self.left_out(part, place.guides(last)),
                None => {}
            }
            before = part.last();
        }
    }

    fn holds_chosen(&self, field: &Field) -> bool {
        field.walk().any(|f| self.only.contains(&f.label.id))
    }

    fn left_out(&mut self, fields: &[Field], guides: Guides) {
        let bytes: usize = fields.iter().map(|f| f.span.len()).sum();
        let fields = count(fields.len() as u64, "field", "fields");
        let text = format!("… {fields} not shown here, {}", count(bytes as u64, "byte", "bytes"));
        self.columns.text(&guides, &[Row::new().and(text, Ink::Dim)], no_bytes);
    }

    /// A field, and the list that it is an element of.
    fn field(&mut self, field: &Field, place: &Place, list: Option<u32>, last: bool) {
        let chosen = place.whole || self.only.contains(&field.label.id);
        let leaf = field.is_leaf();
        if place.root && !self.columns.rows.is_empty() {
            self.columns.rows.push(Row::new());
        }
        let hue = if leaf && !place.root { place.hue } else { self.hue() };
        let ink = Ink::Group(hue);
        let mut guides = place.guides(last);
        let inner = guides.next.clone();
        if !field.children.is_empty() {
            guides.next.push_str("│ ");
        }
        let message = self.message;
        let bytes = |grid: Grid| match leaf && chosen {
            true => grid.rows(&field.span, message.bytes(&field.span), ink),
            false => vec![grid.extent(&field.span)],
        };
        let first = chosen && self.told.first(field.label);
        let paragraphs = if chosen {
            says(field, &self.meanings.of(field, list.or(place.list)), ink, first)
        } else {
            names(field, ink)
        };
        self.columns.text(&guides, &paragraphs, bytes);
        if first && !place.root && !last {
            let spacer = Guides { first: guides.next.clone(), next: guides.next };
            self.columns.text(&spacer, &[Row::new()], no_bytes);
        }
        let guides = if self.runs_out(field, &inner) { self.inset(&inner) } else { inner };
        let place = Place { guides, root: false, source: field.span.source, whole: chosen, hue, list };
        self.siblings(&field.children, &place, Some(field));
    }

    /// Whether the parts of a field, drawn behind these guides, would leave too little room, and half of it is used up.
    fn runs_out(&self, field: &Field, guides: &str) -> bool {
        let (indent, most) = (guides.chars().count(), self.columns.deepest());
        !field.children.is_empty() && 2 * indent >= most && is_deeper(field, most.saturating_sub(indent) / 2)
    }

    /// The parts of a field begin at the left again; gives their guides.
    fn inset(&mut self, guides: &str) -> String {
        let text = Row::new().and("↙ its parts, starting at the left again", Ink::Dim);
        let place = format!("{guides}│ ");
        self.columns.text(&Guides { first: place.clone(), next: place }, &[text], no_bytes);
        "┊ ".to_owned()
    }

    /// The next group's hue.
    fn hue(&mut self) -> u8 {
        let hue = self.hues;
        self.hues = (self.hues + 1) % HUES;
        hue
    }

    /// Says where the bytes of the fields below come from.
    fn headline(&mut self, source: u16, guides: &Guides, parent: Option<&Field>) {
        if guides.first.is_empty() && !self.columns.rows.is_empty() {
            self.columns.rows.push(Row::new());
        }
        let text = headline(self.message, source, parent.map(|p| &p.span));
        let row = Row::new().and("▸ ", Ink::Strong).and(text, Ink::Strong);
        let next = format!("{}  ", guides.next);
        self.columns.text(&Guides { first: guides.first.clone(), next }, &[row], no_bytes);
    }
}

/// Whether fields stand more than so many levels below this one.
fn is_deeper(field: &Field, levels: usize) -> bool {
    field.children.iter().any(|child| levels == 0 || is_deeper(child, levels - 1))
}
