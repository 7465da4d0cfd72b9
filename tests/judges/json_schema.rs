//! All JSON that a command writes, against the schema in `docs/`; Python's jsonschema is the judge. A reader ignores keys that it does
//! not know; here one that the schema does not know is an error.

use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Stdio};

use wirewalk::render::json::FORMAT;
use wirewalk_testing::explain::{explain, frozen};
use wirewalk_testing::{program, python, root, server};

/// Reads pairs of a definition's name and a file with an object a line; says what is wrong with which, and that spoiled ones are refused.
const SCRIPT: &str = r##"
import json, sys
from jsonschema import Draft202012Validator as Validator
schema = json.load(open(sys.argv[1]))
Validator.check_schema(schema)
def closed(node):
    if isinstance(node, dict):
        if "properties" in node:
            node.setdefault("additionalProperties", False)
        for inner in node.values():
            closed(inner)
    elif isinstance(node, list):
        for inner in node:
            closed(inner)
closed(schema)
def of(name):
    return Validator({**schema, "oneOf": [{"$ref": "#/$defs/" + name}]})
count = 0
for name, path in zip(sys.argv[2::2], sys.argv[3::2]):
    validator = of(name)
    for number, line in enumerate(open(path)):
        thing = json.loads(line)
        for error in validator.iter_errors(thing):
            inner = error
            while inner.context:
                inner = max(inner.context, key=lambda e: len(e.absolute_path))
            sys.exit(f"{path} line {number + 1}: {list(inner.absolute_path)}: {inner.message[:300]}")
        count += 1
    for spoiled in [{k: v for k, v in thing.items() if k != "format"}, {**thing, "format": 2}, {**thing, "more": 1}]:
        if validator.is_valid(spoiled):
            sys.exit(f"{path}: a spoiled object passes")
print(count)
"##;

/// Runs a command with its output in a file.
fn into(file: &Path, command: &mut Command) {
    let status =
        command.stdin(Stdio::null()).stdout(File::create(file).expect("a file")).stderr(Stdio::null()).status();
    assert!(status.expect("it starts").success(), "{command:?}");
}

#[test]
fn the_json_of_every_command_is_what_the_schema_says() {
    let Some(python) = python::with(&["jsonschema"]) else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let mut written = Vec::new();
    let mut keep = |definition: &'static str, name: String, command: &mut Command| {
        let file = folder.path().join(name);
        into(&file, command);
        written.push((definition, file));
    };
    for (capture, keys) in [("lesson5", Some("lesson5.keys")), ("lesson2", None), ("tls12-resumption", None)] {
        let mut command = explain();
        command.arg("--json").arg(frozen(&format!("{capture}.pcapng")));
        keys.map(|keys| command.arg("--keylog").arg(frozen(keys)));
        keep("message", format!("{capture}.json"), &mut command);
    }
    for (capture, keys) in [("lesson7", Some("lesson7.keys")), ("lesson3", None)] {
        let mut command = explain();
        command.args(["--story", "--json"]).arg(frozen(&format!("{capture}.pcapng")));
        keys.map(|keys| command.arg("--keylog").arg(frozen(keys)));
        keep("story", format!("{capture}.story.json"), &mut command);
    }
    for capture in ["lesson1", "lesson5"] {
        let mut command = explain();
        command.args(["--packets", "--json"]).arg(frozen(&format!("{capture}.pcapng")));
        keep("packet", format!("{capture}-packets.json"), &mut command);
    }
    for lesson in [1, 2, 3, 4] {
        let mut command = Command::new(server::lesson(lesson));
        command.args(["--json", "--out"]).arg(folder.path().join(format!("out{lesson}")));
        keep("walk", format!("walk{lesson}.json"), &mut command);
    }
    let mut command = Command::new(program("wirewalk"));
    command
        .args(["compare", "--json", "--secret", "fluffy tail"])
        .args(["lesson1.pcapng", "lesson5.pcapng"].map(frozen));
    keep("comparison", "comparison.json".to_owned(), &mut command);
    let schema = root().join(format!("docs/json-{FORMAT}.schema.json"));
    assert!(fs::read_to_string(&schema).expect("the schema of this format").contains(&format!("\"const\": {FORMAT}")));
    let mut judge = Command::new(python);
    judge.args(["-c", SCRIPT]).arg(schema);
    for (definition, file) in &written {
        judge.arg(definition).arg(file);
    }
    let said = judge.output().expect("python3 starts");
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
    let count: usize = String::from_utf8_lossy(&said.stdout).trim().parse().expect("how many");
    assert!(count > 100, "{count}");
}
