//! No circles: who reads a file need not have read, before it, those that need it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::modules::Crate;

/// So many files of one folder may need one another: a thing and its parts.
const MOST: usize = 3;

/// Circles that are known, each as its files. The list may only become shorter.
const KNOWN: &[&[&str]] = &[];

type Graph = BTreeMap<PathBuf, BTreeSet<PathBuf>>;

/// Every file that this one needs, and that those need.
fn reached<'g>(graph: &'g Graph, from: &'g PathBuf) -> BTreeSet<&'g PathBuf> {
    let (mut seen, mut open) = (BTreeSet::new(), vec![from]);
    while let Some(next) = open.pop().and_then(|file| graph.get(file)) {
        open.extend(next.iter().filter(|file| seen.insert(*file)));
    }
    seen
}

/// Files that all need one another: every circle of the graph, as large as it goes.
fn circles(graph: &Graph) -> BTreeSet<BTreeSet<PathBuf>> {
    let reached: BTreeMap<_, _> = graph.keys().map(|file| (file, reached(graph, file))).collect();
    let mutual = |a: &PathBuf, b: &PathBuf| reached[a].contains(b) && reached[b].contains(a);
    let circle = |file: &PathBuf| graph.keys().filter(|other| mutual(file, other)).cloned().collect::<BTreeSet<_>>();
    graph.keys().map(circle).filter(|circle| circle.len() > 1).collect()
}

fn graph(root: &Path) -> Graph {
    let crates = std::fs::read_dir(root.join("crates")).expect("crates").flatten().map(|entry| entry.path());
    let roots = crates.map(|dir| dir.join("src/lib.rs")).chain([root.join("src/lib.rs")]);
    let edges = roots.filter(|file| file.exists()).flat_map(|file| Crate::read(&file, "wirewalk").edges());
    let name = |file: &Path| {
        let file = file.to_string_lossy().replace("/src/../", "/");
        PathBuf::from(file.strip_prefix(&*root.to_string_lossy()).expect("inside").trim_start_matches('/'))
    };
    edges.map(|(file, to)| (name(&file), to.iter().map(|to| name(to)).collect())).collect()
}

/// The folder that a file belongs to: the one it lies in, or the one beside it whose files are its parts.
fn folder(graph: &Graph, file: &Path) -> PathBuf {
    let own = file.with_extension("");
    let has_parts = graph.keys().any(|other| other.parent() == Some(&own));
    if has_parts { own } else { file.parent().unwrap_or(file).to_owned() }
}

/// What ties a circle, an arrow a line.
fn arrows(graph: &Graph, circle: &BTreeSet<PathBuf>) -> String {
    let lines = circle.iter().flat_map(|from| {
        graph[from]
            .iter()
            .filter(|to| circle.contains(*to))
            .map(move |to| format!("\n  {} -> {}", from.display(), to.display()))
    });
    lines.collect()
}

#[test]
fn no_file_needs_another_that_needs_it() {
    let graph = graph(Path::new(env!("CARGO_MANIFEST_DIR")));
    assert!(graph.len() > 300, "{} files: this test looks in the wrong place", graph.len());
    let [from, to] = ["crates/dissect/src/x509/extension/scts.rs", "crates/dissect/src/tls/extensions/signatures.rs"];
    assert!(
        graph[Path::new(from)].contains(Path::new(to)),
        "a name that is handed on twice is not followed to its file"
    );
    let mut known: BTreeSet<BTreeSet<PathBuf>> =
        KNOWN.iter().map(|files| files.iter().map(PathBuf::from).collect()).collect();
    let mut new = String::new();
    for circle in circles(&graph) {
        let folders: BTreeSet<_> = circle.iter().map(|file| folder(&graph, file)).collect();
        if (folders.len() > 1 || circle.len() > MOST) && !known.remove(&circle) {
            new.push_str(&format!("\n{} files in {} folders:{}", circle.len(), folders.len(), arrows(&graph, &circle)));
        }
    }
    assert!(new.is_empty(), "files need one another; move what ties them below both:{new}");
    assert!(known.is_empty(), "these circles are gone; take them off the list: {known:?}");
}
