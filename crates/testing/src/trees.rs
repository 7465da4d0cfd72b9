//! Messages as text, for snapshots and for failures.

use std::fmt::Write;

use wirewalk::dissect::{Datum, Field, Message};

/// All messages as text.
pub fn trees(messages: &[Message]) -> String {
    messages.iter().map(tree).collect::<Vec<_>>().join("\n")
}

/// A message as text: one line for each field, indented.
pub fn tree(message: &Message) -> String {
    let mut text = format!(
        "#{} {} at {}, {} bytes{}\n",
        message.index,
        message.side,
        message.offset,
        message.wire().len(),
        message.sources[1..].iter().map(|s| format!(", {} {:?}", s.bytes.len(), s.origin)).collect::<String>(),
    );
    message.fields.iter().for_each(|field| branch(field, 1, &mut text));
    text
}

fn branch(field: &Field, depth: usize, text: &mut String) {
    let Field { label, span, value, problem, children } = field;
    let source = if span.source == 0 { String::new() } else { format!("{}:", span.source) };
    let _ = write!(text, "{}{} {source}{}..{}", "  ".repeat(depth), label.id, span.range.start, span.range.end);
    let _ = match &value.datum {
        Datum::None => Ok(()),
        Datum::Text(t) => write!(text, " {t:?}"),
        Datum::Number(n) | Datum::Time(n) => write!(text, " {n}"),
        Datum::Named { number, name } => write!(text, " {number} {name}"),
        Datum::Flag(flag) => write!(text, " {flag}"),
    };
    if let Some(meaning) = &value.meaning {
        let _ = write!(text, " -- {meaning}");
    }
    if let Some(problem) = problem {
        let _ = write!(text, " !! {problem}");
    }
    text.push('\n');
    children.iter().for_each(|child| branch(child, depth + 1, text));
}
