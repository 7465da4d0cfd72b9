//! The files of a crate as modules, and which file takes a name from which: as much of Rust's grammar as that needs.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// A module that is a file.
struct Module {
    file: PathBuf,
    code: String,
    children: BTreeMap<String, usize>,
    parent: Option<usize>,
    /// What names stand for that are imported here, with `*` for everything of a module.
    imports: Vec<(String, Vec<String>)>,
}

/// A crate as its modules, the root first.
pub struct Crate {
    modules: Vec<Module>,
    /// What lessons call the crate that they are a part of.
    name: &'static str,
}

impl Crate {
    /// Reads all modules from the root's file on.
    pub fn read(root: &Path, name: &'static str) -> Crate {
        let mut whole = Crate { modules: Vec::new(), name };
        let dir = root.parent().expect("a folder");
        whole.add(root.to_owned(), dir.to_owned(), None);
        whole
    }

    /// Every file, with those from which it takes a name.
    pub fn edges(&self) -> BTreeMap<PathBuf, BTreeSet<PathBuf>> {
        let all = self.modules.iter().enumerate();
        all.map(|(at, module)| {
            let files = self.taken(at).into_iter().map(|to| self.modules[to].file.clone());
            (module.file.clone(), files.filter(|file| *file != module.file).collect())
        })
        .collect()
    }

    fn add(&mut self, file: PathBuf, dir: PathBuf, parent: Option<usize>) -> usize {
        let text = fs::read_to_string(&file).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
        let code = bare(&text);
        let at = self.modules.len();
        let imports = imports(&code);
        self.modules.push(Module { file: file.clone(), code, children: BTreeMap::new(), parent, imports });
        let mut path = None;
        for line in text.lines().take_while(|line| line.trim() != "#[cfg(test)]") {
            if let Some(given) = line.strip_prefix("#[path = \"").and_then(|rest| rest.strip_suffix("\"]")) {
                path = Some(file.parent().expect("a folder").join(given));
            } else if let Some(name) = declared(line) {
                let given = path.take().map(|file: PathBuf| (file.parent().expect("a folder").to_owned(), file));
                let folder = dir.join(name);
                let (inner, file) = given.unwrap_or_else(|| match folder.join("mod.rs") {
                    nested if nested.exists() => (folder, nested),
                    _ => (folder.clone(), folder.with_extension("rs")),
                });
                let child = self.add(file, inner, Some(at));
                self.modules[at].children.insert(name.to_owned(), child);
            }
        }
        at
    }

    /// The modules from which this one takes a name.
    fn taken(&self, at: usize) -> BTreeSet<usize> {
        let module = &self.modules[at];
        // What is imported to be handed on is taken by those who ask for it.
        let used = uses(&module.code).filter(|(handed_on, _)| !handed_on).flat_map(|(_, tree)| leaves(tree));
        let written = paths(&module.code).filter(|path| path.len() > 1);
        used.map(|(_, path)| path).chain(written).filter_map(|path| self.find(at, &path, 0)).collect()
    }

    /// Where the thing is defined that this path names in this module; `None`: in another crate, or it is a module.
    fn find(&self, at: usize, path: &[String], depth: usize) -> Option<usize> {
        let (first, rest) = path.split_first()?;
        if depth > 16 {
            return None;
        }
        let next = match first.as_str() {
            "crate" => Some(0),
            own if own == self.name => Some(0),
            "self" => Some(at),
            "super" => self.modules[at].parent,
            child => self.modules[at].children.get(child).copied(),
        };
        let named = self.modules[at].imports.iter().find(|(name, target)| name == first && target[..] != path[..1]);
        match (next, rest, named) {
            (Some(_), [], None) => return None,
            (Some(_), [star], _) if star == "*" => return next,
            (Some(next), [_, ..], _) => return self.find(next, rest, depth + 1),
            (_, _, Some((_, target))) => return self.find(at, &[target.as_slice(), rest].concat(), depth + 1),
            (None, _, None) => {}
        }
        if path.last().is_some_and(|last| last == "*") {
            return None;
        }
        let stars = self.modules[at].imports.iter().filter(|(name, _)| name == "*");
        let mut through = stars.filter_map(|(_, target)| self.find(at, target, depth + 1));
        let defining = through.find(|to| *to != at && self.modules[*to].defines(first));
        // What a macro defines is not seen, and belongs to the file that was asked; a name of one's own file is no news.
        defining.or((depth > 0 && (rest.is_empty() || self.modules[at].defines(first))).then_some(at))
    }
}

impl Module {
    fn defines(&self, name: &str) -> bool {
        let kinds = ["fn", "struct", "enum", "const", "static", "type", "trait", "mod"];
        kinds.iter().any(|kind| self.code.contains(&format!("{kind} {name}")))
    }
}

/// The name of a module that a line declares and another file holds.
fn declared(line: &str) -> Option<&str> {
    let rest = line.strip_suffix(';')?;
    let (before, name) =
        rest.rsplit_once("mod ").filter(|(before, _)| before.is_empty() || before.starts_with("pub"))?;
    (!before.contains('=')).then_some(name)
}

/// The code without comments, texts and what only tests use.
fn bare(text: &str) -> String {
    let lines = text.lines().take_while(|line| line.trim() != "#[cfg(test)]");
    let lines = lines.map(|line| if line.trim_start().starts_with("//") { "" } else { line });
    let (mut code, mut in_text, mut escaped) = (String::new(), false, false);
    let all = lines.collect::<Vec<_>>().join("\n");
    let mut previous = ' ';
    for c in all.chars() {
        match (in_text, c) {
            (true, '\\') => escaped = !escaped,
            (true, '"') if !escaped => in_text = false,
            (true, _) => escaped = false,
            (false, '"') if previous != '\'' => in_text = true,
            (false, c) => code.push(c),
        }
        previous = c;
    }
    code
}

/// A statement apart: what it is before the `use` declaration that ends it, whether that hands on what it imports, its tree.
fn parted(statement: &str) -> (&str, Option<(bool, &str)>) {
    let found = statement.match_indices("use ").filter_map(|(at, word)| {
        let line = statement[..at].rfind('\n').map_or(0, |end| end + 1);
        let before = statement[line..at].trim();
        let tree = &statement[at + word.len()..];
        (before.is_empty() || before.starts_with("pub")).then_some((line, !before.is_empty(), tree))
    });
    match found.last() {
        Some((line, handed_on, tree)) => (&statement[..line], Some((handed_on, tree))),
        None => (statement, None),
    }
}

/// The trees of all `use` declarations, and whether they hand on what they import.
fn uses(code: &str) -> impl Iterator<Item = (bool, &str)> {
    code.split(';').filter_map(|statement| parted(statement).1)
}

fn imports(code: &str) -> Vec<(String, Vec<String>)> {
    uses(code).flat_map(|(_, tree)| leaves(tree)).collect()
}

/// The names that a tree imports, and what each stands for.
fn leaves(tree: &str) -> Vec<(String, Vec<String>)> {
    fn walk(tree: &str, prefix: &[String], found: &mut Vec<(String, Vec<String>)>) {
        let tree = tree.trim();
        if let Some((head, group)) = tree.split_once('{').filter(|(head, _)| !head.contains(',')) {
            let prefix = [prefix, &segments(head)].concat();
            let group = group.trim_end().strip_suffix('}').unwrap_or(group);
            let (mut depth, mut start) = (0, 0);
            for (at, c) in group.char_indices().chain([(group.len(), ',')]) {
                match c {
                    '{' => depth += 1,
                    '}' => depth -= 1,
                    ',' if depth == 0 => {
                        walk(&group[start..at], &prefix, found);
                        start = at + 1;
                    }
                    _ => {}
                }
            }
        } else if !tree.is_empty() {
            let (path, name) = tree.split_once(" as ").map_or((tree, None), |(path, name)| (path, Some(name)));
            let mut whole = [prefix, &segments(path)].concat();
            if whole.len() > 1 && whole.last().is_some_and(|last| last == "self") {
                whole.pop();
            }
            let name = name.map(|name| name.trim().to_owned()).or_else(|| whole.last().cloned());
            found.extend(name.map(|name| (name, whole)));
        }
    }
    let mut found = Vec::new();
    walk(tree, &[], &mut found);
    found
}

fn segments(path: &str) -> Vec<String> {
    path.split("::").map(|s| s.trim().to_owned()).filter(|s| !s.is_empty()).collect()
}

/// The paths that are written out where something is used.
fn paths(code: &str) -> impl Iterator<Item = Vec<String>> {
    let is_path = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    let statements = code.split(';').map(|statement| parted(statement).0);
    statements.flat_map(move |statement| statement.split(move |c| !is_path(c))).map(segments)
}
