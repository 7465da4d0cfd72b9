#!/usr/bin/env python3
"""Licences of everything that a build put together, their texts included.

    cargo build --message-format json … | licences.py OURS [NAME=FILE…] > licences.txt

What was built is asked of the build itself, the standard library included where it was built too. OURS: the folder of our
own crates, which are not listed; their licence texts help where a crate names a licence and brings no text. NAME=FILE: what
else is inside, a C library for example, and the file that says under which terms.

A crate without a text that nothing here can stand in for is an error.
"""

import json
import re
import sys
import tomllib
from collections import defaultdict
from pathlib import Path

# How such files are called, wherever in a crate they lie: a C library may be inside.
FILE = re.compile(r"(licen[cs]e|copying|copyright|notice|unlicense)", re.IGNORECASE)
# Not prose: a program that checks licences is none.
CODE = {".rs", ".py", ".c", ".h", ".go", ".sh", ".toml", ".json", ".yml", ".yaml", ".html", ".pl", ".S", ".cmake"}


class Crate:
    def __init__(self, manifest: Path):
        package = tomllib.loads(manifest.read_text())["package"]
        self.name, self.version = package["name"], str(package["version"])
        self.licence = package.get("license", "")
        self.repository = package.get("repository", "")
        self.authors = [author.split(" <")[0] for author in package.get("authors", [])]
        self.texts = texts(manifest.parent)
        # The parts of Rust's own library, as they are called there, are under one licence, whether each says so or not.
        self.own = "rustlib" in manifest.parts and "vendor" not in manifest.parts
        if self.own:
            self.licence = self.licence or "MIT OR Apache-2.0"
            self.repository = "https://github.com/rust-lang/rust"
            self.authors = ["The Rust Project Contributors"]

    def __str__(self):
        return f"{self.name} {self.version}"


def texts(folder: Path):
    """The texts of a crate, in the order of their paths."""
    files = (path for path in folder.rglob("*") if FILE.match(path.name) and path.suffix not in CODE and path.is_file())
    return [text for path in sorted(files) if (text := path.read_text(errors="replace").strip())]


def built(lines):
    """The manifests of all crates that cargo says it built."""
    messages = (json.loads(line) for line in lines if line.startswith("{"))
    return sorted({Path(m["manifest_path"]) for m in messages if m["reason"] == "compiler-artifact"})


def stand_in(crate: Crate, crates, ours: Path):
    """Texts for a crate that brings none: those of a sister from the same repository, or else the usual words."""
    for sister in crates:
        if sister.texts and crate.repository and sister.repository == crate.repository:
            return sister.texts
    holder = ", ".join(crate.authors) or f"the authors of {crate.name}"
    mit = re.sub(r"(?m)^Copyright.*$", f"Copyright (c) {holder}", (ours / "LICENSE-MIT").read_text().strip(), count=1)
    usual = {"MIT": mit, "Apache-2.0": (ours / "LICENSE-APACHE").read_text().strip()}
    # The exception of LLVM asks for less than the licence, never for more.
    terms = re.split(r"\s+(?:AND|OR)\s+|\s*/\s*", re.sub(r" WITH LLVM-exception|[()]", "", crate.licence))
    if " AND " in crate.licence and all(term in usual for term in terms):
        return [usual[term] for term in dict.fromkeys(terms)]
    if " AND " not in crate.licence and (known := [term for term in usual if term in terms]):
        return [usual[known[0]]]
    sys.exit(f"{crate} ({crate.licence or 'no licence named'}) brings no text of its licence")


def main():
    ours = Path(sys.argv[1]).resolve()
    crates = [Crate(manifest) for manifest in built(sys.stdin) if ours not in manifest.parents]
    if not crates:
        sys.exit("nothing was built")
    crates.sort(key=lambda crate: (crate.name, crate.version))
    others = dict(pair.split("=", 1) for pair in sys.argv[2:])
    # Many bring the same words, in lines of other lengths; they are printed once.
    words, users = {}, defaultdict(dict)

    def add(name, text):
        users[words.setdefault("".join(text.split()), text)][name] = None

    for crate in crates:
        for text in crate.texts or stand_in(crate, crates, ours):
            add(str(crate), text)
    for name, file in others.items():
        add(name, Path(file).read_text().strip())

    print("What wirewalk is built of, and under which licences. The texts follow the list. The source of each part, which")
    print("is in here unchanged, is where the list says.\n")
    lines = [f"{crate}: {', '.join(filter(None, [crate.licence or 'see its text', crate.repository]))}" for crate in crates]
    lines += [f"{name}: see its text" for name in others]
    print("\n".join(dict.fromkeys(lines)))
    for text, names in users.items():
        print(f"\n{'=' * 100}\n{', '.join(names)}\n{'=' * 100}\n\n{text}")


if __name__ == "__main__":
    main()
