//! The end of a walk: what held, what was predicted, what was left behind, where to read on.

use super::view::View;
use super::{Artifact, items, predictions, title};
use crate::render::flow::{MEASURE, hanging, indented, inked, prose, wrap};
use crate::render::ink::{Ink, Row, columns};
use crate::story::{Claim, Transcript};
use wirewalk_dissect::rfc::Cite;

/// The end of a walk: each claim held or FAILED, what was predicted, what was left behind, where to read on.
pub fn summary_rows(transcript: &Transcript, artifacts: &[Artifact], view: impl Into<View>) -> Vec<Row> {
    let view = view.into();
    let width = view.width;
    let mut rows = title(&format!("{}: what held", transcript.subject.title(" · ")), width);
    match view.is_brief() {
        true => rows.extend(by_scene(transcript, view)),
        false => rows.extend(transcript.claims().flat_map(|claim| items::claim(claim, width))),
    }
    let (held, failed) = transcript.claims().partition::<Vec<_>, _>(|claim| claim.held);
    rows.extend([Row::new(), tally(held.len(), failed.len())]);
    rows.extend(predictions::summary(transcript, width));
    if !artifacts.is_empty() {
        rows.push(Row::new());
        rows.push(Row::new().and("Saved files", Ink::Title));
        for artifact in artifacts {
            rows.push(Row::new().and("  ", Ink::Plain).and(&artifact.path, Ink::Command));
            let what =
                if view.is_brief() { artifact.what.split(';').next().unwrap_or_default() } else { &artifact.what };
            // In brief beside the path, if there is room.
            let beside = view.is_brief() && 4 + columns(&artifact.path) + columns(what) <= width;
            match rows.last_mut().filter(|_| beside) {
                Some(row) => row.push(format!("  {what}"), Ink::Plain),
                None => rows.extend(indented(prose(what, width - 6), 6)),
            }
        }
    }
    let read_on = transcript.subject.lesson().map_or(&[][..], |about| about.read_on);
    if !read_on.is_empty() {
        rows.push(Row::new());
        if view.is_brief() {
            rows.extend(read_on_in_brief(read_on, width));
            return rows;
        }
        rows.push(Row::new().and("Read on", Ink::Title));
        for (cite, what) in read_on {
            let mut row = Row::new().and(cite.to_string(), Ink::Strong).and(": ", Ink::Dim);
            row.append(inked(what));
            rows.extend(indented(wrap(&row, &[width - 2]), 2));
        }
    }
    rows
}

/// The claims that failed, in full; then how many held, scene by scene.
fn by_scene(transcript: &Transcript, view: View) -> Vec<Row> {
    let failed = transcript.claims().filter(|claim| !claim.held);
    let mut rows: Vec<Row> = failed.flat_map(|claim| items::claim(claim, view.width)).collect();
    if !rows.is_empty() {
        rows.push(Row::new());
    }
    for (scene, claims) in transcript.claims_by_scene() {
        let held = claims.iter().filter(|claim: &&&Claim| claim.held).count();
        let (mark, ink) = if held == claims.len() { ("✓", Ink::Held) } else { ("✗", Ink::Failed) };
        let mark = Row::new().and(format!("{mark} {held:>2} of {:>2} held  ", claims.len()), ink);
        let room = view.width - mark.width();
        rows.extend(hanging(mark, wrap(&Row::new().and(scene, Ink::Plain), &[room])));
    }
    let more = format!("each claim, with what was measured: {}", view.more());
    rows.extend((transcript.claims().count() > 0).then(|| Row::new().and(more, Ink::Dim)));
    rows
}

/// Where to read on, one behind the other.
fn read_on_in_brief(read_on: &[(Cite, &str)], width: usize) -> Vec<Row> {
    let mut row = Row::new().and("Read on: ", Ink::Title);
    for (i, (cite, what)) in read_on.iter().enumerate() {
        row =
            row.and(if i > 0 { "; " } else { "" }, Ink::Plain).and(cite.to_string(), Ink::Strong).and(", ", Ink::Plain);
        row.append(inked(what));
    }
    wrap(&row, &[width.min(MEASURE)])
}

fn tally(held: usize, failed: usize) -> Row {
    match failed {
        0 => Row::new().and(format!("{held} held, 0 failed"), Ink::Held),
        _ => Row::new().and(format!("{held} held, {failed} FAILED"), Ink::Failed),
    }
}
