//! The end of a walk: what held, what was predicted, what was left behind, where to read on.

use super::view::View;
use super::{Artifact, items, predictions, title};
use crate::render::flow::{MEASURE, indented, inked, prose, wrap};
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
            rows.extend(read_on_in_brief(read_on, view));
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

/// Further rows of the same scenes begin here.
const FURTHER: usize = 4;
/// So many places to read on are named in brief.
const FEW: usize = 3;

/// The claims that failed, in full; then how many held, scene by scene.
fn by_scene(transcript: &Transcript, view: View) -> Vec<Row> {
    let failed = transcript.claims().filter(|claim| !claim.held);
    let mut rows: Vec<Row> = failed.flat_map(|claim| items::claim(claim, view.width)).collect();
    if !rows.is_empty() {
        rows.push(Row::new());
    }
    let counted = |claims: &[&Claim]| (claims.iter().filter(|claim| claim.held).count(), claims.len());
    let scenes: Vec<_> = transcript.claims_by_scene().into_iter().map(|(scene, c)| (scene, counted(&c))).collect();
    // Scenes one after the other of which as many held share a row.
    for alike in scenes.chunk_by(|(_, one), (_, other)| one == other) {
        let Some((_, (held, all))) = alike.first() else { continue };
        let (mark, ink) = if held == all { ("✓", Ink::Held) } else { ("✗", Ink::Failed) };
        let each = if alike.len() > 1 { " each" } else { "" };
        let mark = Row::new().and(format!("{mark} {held:>2} of {all:>2} held{each}  "), ink);
        let titles: Vec<&str> = alike.iter().map(|(scene, _)| *scene).collect();
        let (titles, room) = (Row::new().and(titles.join(" · "), Ink::Plain), view.width - mark.width());
        let mut lines = wrap(&titles, &[room, view.width - FURTHER]).into_iter();
        rows.push(lines.next().into_iter().fold(mark, |mut row, line| {
            row.append(line);
            row
        }));
        rows.extend(indented(lines.collect(), FURTHER));
    }
    let more = format!("each claim, with what was measured: {}", view.more());
    rows.extend((transcript.claims().count() > 0).then(|| Row::new().and(more, Ink::Dim)));
    rows
}

/// Where to read on, one behind the other.
fn read_on_in_brief(read_on: &[(Cite, &str)], view: View) -> Vec<Row> {
    let mut row = Row::new().and("Read on: ", Ink::Title);
    for (i, (cite, what)) in read_on.iter().take(FEW).enumerate() {
        row =
            row.and(if i > 0 { "; " } else { "" }, Ink::Plain).and(cite.to_string(), Ink::Strong).and(", ", Ink::Plain);
        row.append(inked(what));
    }
    if let Some(more) = read_on.len().checked_sub(FEW).filter(|more| *more > 0) {
        row = row.and(format!("; {more} more: {}", view.more()), Ink::Dim);
    }
    wrap(&row, &[view.width.min(MEASURE)])
}

fn tally(held: usize, failed: usize) -> Row {
    match failed {
        0 => Row::new().and(format!("{held} held, 0 failed"), Ink::Held),
        _ => Row::new().and(format!("{held} held, {failed} FAILED"), Ink::Failed),
    }
}
