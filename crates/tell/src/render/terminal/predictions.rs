//! Predictions at a terminal: asked, answered, and counted at the end.

use crate::render::flow::{MEASURE, hanging, indented, inked, prose, wrap};
use crate::render::ink::{Ink, Row};
use crate::story::{Choice, Prediction, Transcript};

/// A prediction that is asked for.
pub fn asks(prediction: &Prediction, width: usize) -> Vec<Row> {
    let mut rows = question(prediction, width);
    for (i, choice) in prediction.choices().enumerate() {
        let mark = if prediction.chosen == Some(i) { "  > " } else { "    " };
        let first = Row::new().and(mark, Ink::Strong).and(format!("{}  ", i + 1), Ink::Strong);
        let room = width.saturating_sub(first.width());
        rows.extend(hanging(first, prose(choice.text, room)));
    }
    if let Some(chosen) = prediction.chosen {
        rows.push(Row::new().and(format!("  You chose {}.", chosen + 1), Ink::Dim));
    }
    rows
}

/// A prediction where nobody can be asked: the choices one after the other.
pub fn asks_in_brief(prediction: &Prediction, width: usize) -> Vec<Row> {
    let mut row = inked(prediction.question.ask);
    for (choice, number) in prediction.choices().zip(1..) {
        row = row.and(if number == 1 { "  " } else { " · " }, Ink::Dim).and(format!("{number}\u{a0}"), Ink::Strong);
        row.append(inked(choice.text));
    }
    hanging(Row::new().and("? ", Ink::Title), wrap(&row, &[(width - 2).min(MEASURE)])).collect()
}

/// The answer where nobody was asked: the right choice and why, and what is wrong with what is often believed. A question that was
/// asked further up is repeated.
pub fn answers_in_brief(prediction: &Prediction, is_near: bool, width: usize) -> Vec<Row> {
    let mut rows = if is_near { Vec::new() } else { question(prediction, width) };
    let Some((number, right)) = prediction.choices().enumerate().find(|(_, choice)| choice.right) else {
        return prose(prediction.question.because, width);
    };
    let because = prediction.question.because;
    let (first, further) = because.split_once("\n\n").unwrap_or((because, ""));
    let mut row = Row::new().and(format!("{}  ", number + 1), Ink::Strong);
    for part in [inked(right.text), Row::new().and(": ", Ink::Plain), inked(first)] {
        row.append(part);
    }
    row.runs.retain(|run| !run.text().is_empty());
    let mut lines = wrap(&row, &[(width - 2).min(MEASURE)]);
    lines.extend(prose(further, width - 2));
    rows.extend(hanging(Row::new().and("= ", Ink::Held), lines));
    let is_told = |choice: &Choice| !choice.right && choice.believes.is_some() && !choice.reply.is_empty();
    for (i, choice) in prediction.choices().enumerate().filter(|(_, choice)| is_told(choice)) {
        let mut row = Row::new().and(format!("{}  ", i + 1), Ink::Strong);
        row.append(inked(choice.reply));
        rows.extend(hanging(Row::new().and("✗ ", Ink::Failed), wrap(&row, &[(width - 2).min(MEASURE)])));
    }
    rows
}

/// The answer: what is wrong with the choice that was made, or with each wrong one if none was; then the right one, and why.
/// `by` is the step that answers. An open question was asked just before and is not asked again.
pub fn answers(transcript: &Transcript, by: usize, prediction: &Prediction, width: usize) -> Vec<Row> {
    if prediction.is_open() {
        return prose(prediction.question.because, width);
    }
    let mut rows = question(prediction, width);
    let told = |i: usize, choice: &Choice| choice.right || prediction.chosen.is_none_or(|chosen| chosen == i);
    let mut all: Vec<_> = prediction.choices().enumerate().filter(|(i, choice)| told(*i, choice)).collect();
    // The right one last, since what comes next says why it is.
    all.sort_by_key(|(_, choice)| choice.right);
    for (i, choice) in all {
        let mark = if choice.right { Row::new().and("  = ", Ink::Held) } else { Row::new().and("  ✗ ", Ink::Failed) };
        let mut row = Row::new().and(format!("{}  ", i + 1), Ink::Strong);
        row.append(inked(choice.text));
        if prediction.chosen == Some(i) {
            row.push("  You chose it.", Ink::Dim);
        }
        rows.extend(hanging(mark, wrap(&row, &[width - 4])));
        rows.extend(indented(reply(transcript, by, choice, width - 7), 7));
    }
    rows.extend(indented(prose(prediction.question.because, width - 4), 4));
    rows
}

/// What is said to somebody who chose this.
fn reply(transcript: &Transcript, by: usize, choice: &Choice, width: usize) -> Vec<Row> {
    let mut rows = Vec::new();
    if let Some(belief) = choice.believes {
        let mut row = Row::new().and("often believed: ", Ink::Dim);
        row.append(inked(belief.text));
        rows.extend(wrap(&row, &[width]));
    }
    if !choice.reply.is_empty() {
        rows.extend(prose(choice.reply, width));
    }
    if let Some((id, (step, _))) = choice.see.and_then(|id| Some((id, transcript.shown(choice, by)?))) {
        let row = Row::new().and("see ", Ink::Dim).and(id, Ink::Strong).and(format!(" in step {}", step + 1), Ink::Dim);
        rows.extend(wrap(&row, &[width]));
    }
    rows
}

fn question(prediction: &Prediction, width: usize) -> Vec<Row> {
    hanging(Row::new().and("? ", Ink::Title), prose(prediction.question.ask, width - 2)).collect()
}

/// What the person predicted, what came, and where to look again; nothing if they predicted nothing.
pub fn summary(transcript: &Transcript, width: usize) -> Vec<Row> {
    let (mut asked, mut answered, mut right) = (0, 0, 0);
    let mut rows = vec![Row::new(), Row::new().and("What you predicted", Ink::Title)];
    for (step, prediction) in transcript.predictions() {
        asked += 1;
        let Some(choice) = prediction.choice() else { continue };
        answered += 1;
        right += usize::from(choice.right);
        let mark =
            if choice.right { Row::new().and("  ✓ ", Ink::Held) } else { Row::new().and("  ✗ ", Ink::Failed) };
        rows.extend(hanging(mark, prose(prediction.question.ask, width - 4)));
        rows.extend(line("you said: ", choice.text, width));
        if !choice.right {
            let right = prediction.choices().find(|choice| choice.right);
            rows.extend(line("it is: ", right.map_or("", |right| right.text), width));
            let title = transcript.steps.get(step).map_or("", |step| &*step.title);
            rows.extend(line("look again at ", &format!("step {}: {title}", step + 1), width));
        }
    }
    if answered == 0 {
        return Vec::new();
    }
    let ink = if right == answered { Ink::Held } else { Ink::Plain };
    let mut tally = format!("{right} right, {} wrong", answered - right);
    if asked > answered {
        tally.push_str(&format!(", {} not answered", asked - answered));
    }
    rows.extend([Row::new(), Row::new().and(tally, ink)]);
    rows
}

fn line(what: &str, text: &str, width: usize) -> Vec<Row> {
    let first = Row::new().and("    ", Ink::Plain).and(what, Ink::Dim);
    let room = width.saturating_sub(first.width());
    hanging(first, prose(text, room)).collect()
}
