//! Prose: constants with ids and without values. A translation is another table of the same ids.

use serde::{Serialize, Serializer};
use serde_json::json;

use wirewalk_dissect::rfc::Cite;

/// A sentence or more of prose with the id of the step that it opens. Holds no values, so that it can be translated.
#[derive(Debug, PartialEq, Eq)]
pub struct Line {
    /// The step's id, unique in its lesson: `plain.request`.
    pub id: &'static str,
    /// The step's headline.
    pub title: &'static str,
    /// Paragraphs, parted by blank lines; `code` in backticks; words that name a field of what the step shows lead to it by
    /// its id: `[whom she wants](tls.handshake.extensions_server_name)`.
    pub text: &'static str,
}

/// A piece of a step's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'t> {
    /// Words.
    Plain(&'t str),
    /// Words that name the field with this id.
    Field {
        /// The words.
        words: &'t str,
        /// The id.
        id: &'t str,
    },
}

/// The pieces of a step's text, in order.
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let (mut pieces, mut rest, mut from) = (Vec::new(), text, 0);
    while let Some(open) = rest[from..].find('[').map(|at| from + at) {
        let Some((words, id, end)) = field_at(rest, open) else {
            from = open + 1;
            continue;
        };
        pieces.extend((open > 0).then(|| Piece::Plain(&rest[..open])));
        pieces.push(Piece::Field { words, id });
        (rest, from) = (&rest[end..], 0);
    }
    pieces.extend((!rest.is_empty()).then_some(Piece::Plain(rest)));
    pieces
}

/// `[words](id)` at this place of a text, and where it ends.
fn field_at(text: &str, open: usize) -> Option<(&str, &str, usize)> {
    let (words, rest) = text[open + 1..].split_once("](")?;
    let (id, _) = rest.split_once(')')?;
    let is_id = id.contains('.') && id.chars().all(|c| c.is_ascii_alphanumeric() || "._".contains(c));
    let end = open + 1 + words.len() + 2 + id.len() + 1;
    (is_id && !words.is_empty() && !words.contains(['[', ']'])).then_some((words, id, end))
}

/// A step's text as it is read where nothing can be led to.
pub fn words(text: &str) -> String {
    let words = |piece: &Piece| match piece {
        Piece::Plain(words) | Piece::Field { words, .. } => (*words).to_owned(),
    };
    pieces(text).iter().map(words).collect()
}

/// A [`Line`](crate::story::Line): its id, its headline, its text.
#[macro_export]
macro_rules! says {
    ($id:literal $title:literal $text:literal) => {
        $crate::story::Line { id: $id, title: $title, text: $text }
    };
}

/// [`Recipe`](crate::story::Recipe)s: of each what it shows, the command, the one for Windows where it differs, what to look for.
#[macro_export]
macro_rules! tries {
    (@windows) => { None };
    (@windows $command:literal) => { Some($command) };
    ($($why:literal $unix:literal $(windows $windows:literal)? $look:literal;)*) => {
        &[$($crate::story::Recipe { why: $why, unix: $unix, windows: $crate::story::tries!(@windows $($windows)?), look: $look }),*]
    };
}

/// A name for a value that is shown, with an id of its own.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Name {
    /// The value's id, unique in its lesson.
    pub id: &'static str,
    /// What a person reads.
    #[serde(rename = "name")]
    pub text: &'static str,
}

/// What a lesson is, for the course map and the head of a walk.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct About {
    /// Its number, from 1.
    pub number: u8,
    /// Its title.
    pub title: &'static str,
    /// One line for the course map.
    pub line: &'static str,
    /// How long a walk takes a person, in minutes.
    pub minutes: u16,
    /// What one should know before.
    pub before: &'static str,
    /// What one can do afterwards.
    pub objectives: &'static [&'static str],
    /// Where to read on: (citation, what is found there).
    #[serde(serialize_with = "read_on")]
    pub read_on: &'static [(Cite, &'static str)],
}

/// A command to try, as prose: `{url}` and the like stand for this run's values.
#[derive(Debug, PartialEq, Eq)]
pub struct Recipe {
    /// What it shows.
    pub why: &'static str,
    /// The command for a Unix shell.
    pub unix: &'static str,
    /// The command for PowerShell, where it differs.
    pub windows: Option<&'static str>,
    /// What to look for.
    pub look: &'static str,
}

fn read_on<S: Serializer>(list: &[(Cite, &str)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(list.iter().map(|(cite, text)| json!({ "cite": cite.to_string(), "text": text })))
}
