//! What other programs said to the exhibits, in their own words: a table that a test writes (`img/gallery.md`). A walk runs no program
//! but its own, so it quotes.

const TABLE: &str = include_str!("../../img/gallery.md");

/// When and how the table was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Made {
    /// The day.
    pub date: &'static str,
    /// The programs with their versions.
    pub versions: &'static str,
    /// The command that makes it again.
    pub command: &'static str,
}

/// When and how the table was made.
pub fn made() -> Made {
    let after = |mark: &str| {
        let line = TABLE.lines().find_map(|line| line.strip_prefix(mark));
        line.unwrap_or_default().trim_matches('`')
    };
    Made { date: after("- made on: "), versions: after("- with: "), command: after("- made again by: ") }
}

/// Program by program what it said to the exhibit of this id: the name, and its words, or `accepted`.
pub fn said(exhibit: &str) -> Vec<[&'static str; 2]> {
    let heading = format!("### `{exhibit}`:");
    let mut lines = TABLE.lines().skip_while(|line| !line.starts_with(&heading)).skip(1);
    let lines = lines.by_ref().take_while(|line| !line.starts_with('#'));
    let split = |line: &'static str| line.strip_prefix("- ")?.split_once(": ");
    lines.filter_map(split).map(|(program, words)| [program, words.trim_matches('`')]).collect()
}

/// What one program said to an exhibit.
pub fn of(program: &str, exhibit: &str) -> Option<&'static str> {
    said(exhibit).into_iter().find(|[name, _]| *name == program).map(|[_, words]| words)
}
