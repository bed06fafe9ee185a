//! Keys in the preview of the report: moving by block, and the way from a block to the place that it prints and
//! back. The paper is laid out again only when the workbook or the width changed.

use super::edits::tell;
use super::prompts::{Hit, MOST_HITS, Target};
use super::{
    Effects, conflict, documents, export, fields, forms, lists, office, prompts, tree, writing,
};
use crate::report::Outline;
use crate::report::outline::Source;
use crate::say;
use crate::text;
use crate::tui::key::Key;
use crate::tui::keymap::Command;
use crate::tui::layout;
use crate::tui::model::{Desk, Errand, Look, Mode, PreviewEntry, PromptKind, TextKind};
use crate::tui::paper::{Paper, Printed, code_of};
use crate::workbook::State;
use crate::workbook::merge::Part;

/// Letters of a block by which its place in a text is found again.
const FRONT: usize = 32;

/// Opens the preview at the criterion under the cursor, or at the top when the cursor stands where it began.
pub(super) fn open(desk: &mut Desk, look: Look) {
    desk.errand = None;
    lay_out(desk, look);
    let code = desk.code().to_owned();
    let block = desk.paper.as_ref().and_then(|paper| paper.find(&code));
    desk.mode = Mode::Preview(Box::new(PreviewEntry {
        block: block.unwrap_or(0),
        ..PreviewEntry::default()
    }));
}

/// Lays the report out, unless that was done for this state and width.
fn lay_out(desk: &mut Desk, look: Look) {
    let width = layout::paper(look);
    let version = desk.sheet.version();
    let holds = |paper: &Paper| paper.version == version && paper.width == width;
    if !desk.paper.as_ref().is_some_and(holds) {
        let outline = Outline::of(desk.sheet.book(), desk.sheet.scores());
        desk.paper = Some(Paper::of(&outline, version, width));
    }
}

/// After every message: whoever went to a place from the preview and is done there comes back, the paper is the
/// newest, and the marked block is in sight.
pub(super) fn settle(desk: &mut Desk, look: Look) {
    if matches!(desk.mode, Mode::Tree) {
        match desk.errand.take() {
            Some(Errand::Preview(entry)) => desk.mode = Mode::Preview(entry),
            Some(Errand::Findings(list)) => desk.mode = Mode::Findings(list),
            None => {}
        }
    }
    let Mode::Preview(entry) = &desk.mode else {
        return;
    };
    let block = entry.block;
    let marked = desk.paper.as_ref().and_then(|paper| {
        let source = paper.blocks.get(block)?.source.clone();
        Some((source, paper.ordinal(block), paper.version))
    });
    lay_out(desk, look);
    let (Mode::Preview(entry), Some(paper)) = (&mut desk.mode, &desk.paper) else {
        return;
    };
    if let Some((source, ordinal, version)) = marked
        && version != paper.version
    {
        entry.block = paper.find_again(&source, ordinal).unwrap_or(block);
    }
    entry.block = entry.block.min(paper.blocks.len().saturating_sub(1));
    keep_in_sight(entry, paper, layout::paper_rows(look));
}

fn keep_in_sight(entry: &mut PreviewEntry, paper: &Paper, height: usize) {
    let Some(block) = paper.blocks.get(entry.block) else {
        return;
    };
    let (first, after) = (block.rows.start, block.rows.end);
    let in_sight = if after - first > height {
        // A long block is read by rows: any of them will do.
        entry.top < after && entry.top + height > first
    } else {
        entry.top <= first && after <= entry.top + height
    };
    if !in_sight {
        // A third of a screen at once: a slow line draws anew once in a while, not at every step.
        let above = (height / 3).min(height.saturating_sub(after - first));
        entry.top = first.saturating_sub(above);
    }
    entry.top = entry.top.min(paper.rows.len().saturating_sub(height));
}

pub(super) fn press(
    desk: &mut Desk,
    look: Look,
    key: Key,
    command: Option<Command>,
    effects: &mut Effects,
) {
    match command {
        None => {}
        Some(Command::Leave) => leave(desk),
        Some(Command::Enter) => enter(desk, look),
        Some(Command::Find) => {
            set_out(desk);
            prompts::open(desk, PromptKind::FindPrinted, "");
        }
        Some(Command::Export) => export::ask(desk, look),
        Some(
            command @ (Command::Up
            | Command::Down
            | Command::PageUp
            | Command::PageDown
            | Command::First
            | Command::Last
            | Command::NextSection
            | Command::PreviousSection),
        ) => walk(desk, look, command),
        Some(command) => {
            desk.mode = Mode::Tree;
            tree::run(desk, look, command, key, effects);
        }
    }
}

/// Back to the tree, at the criterion of the marked block.
fn leave(desk: &mut Desk) {
    let code = marked(desk).and_then(|block| code_of(&block.source));
    let id = code.and_then(|code| desk.sheet.book().set.find(code));
    desk.mode = Mode::Tree;
    if let Some(id) = id {
        tree::go(desk, id);
    }
}

fn marked(desk: &Desk) -> Option<&Printed> {
    match (&desk.mode, &desk.paper) {
        (Mode::Preview(entry), Some(paper)) => paper.blocks.get(entry.block),
        _ => None,
    }
}

fn walk(desk: &mut Desk, look: Look, command: Command) {
    let height = layout::paper_rows(look);
    let (Mode::Preview(entry), Some(paper)) = (&mut desk.mode, &desk.paper) else {
        return;
    };
    let last = paper.blocks.len().saturating_sub(1);
    let page = height.saturating_sub(1).max(1);
    let Some(block) = paper.blocks.get(entry.block) else {
        return;
    };
    match command {
        Command::Down if block.rows.end > entry.top + height => entry.top += page,
        Command::Up if block.rows.start < entry.top => {
            entry.top = entry.top.saturating_sub(page).max(block.rows.start);
        }
        Command::Down => entry.block = (entry.block + 1).min(last),
        Command::Up => up(entry, paper, height),
        Command::PageDown => turn(entry, paper, entry.top + page, height),
        Command::PageUp => turn(entry, paper, entry.top.saturating_sub(page), height),
        Command::First => entry.block = 0,
        Command::Last => entry.block = last,
        Command::NextSection => {
            let mut after = (entry.block + 1)..=last;
            entry.block = after.find(|at| is_heading(paper, *at)).unwrap_or(last);
        }
        _ => {
            let mut before = (0..entry.block).rev();
            entry.block = before.find(|at| is_heading(paper, *at)).unwrap_or(0);
        }
    }
}

fn is_heading(paper: &Paper, block: usize) -> bool {
    paper.blocks.get(block).is_some_and(|block| block.heading)
}

/// One block up; of a long one its end is in sight first.
fn up(entry: &mut PreviewEntry, paper: &Paper, height: usize) {
    entry.block = entry.block.saturating_sub(1);
    if let Some(block) = paper.blocks.get(entry.block)
        && block.rows.len() > height
    {
        entry.top = block.rows.end.saturating_sub(height);
    }
}

/// Another page; the first block that begins on it is marked.
fn turn(entry: &mut PreviewEntry, paper: &Paper, top: usize, height: usize) {
    let latest = paper.rows.len().saturating_sub(height);
    let begins = |block: &Printed| block.rows.start >= top.min(latest);
    let last = paper.blocks.len().saturating_sub(1);
    entry.block = if top > latest {
        last
    } else if top == 0 {
        0
    } else {
        paper.blocks.iter().position(begins).unwrap_or(last)
    };
    entry.top = top.min(latest);
}

/// Marks a block that a search found; the words are kept for the way into its text.
pub(super) fn go_to(desk: &mut Desk, block: usize, words: &str) {
    if let Some(Errand::Preview(entry)) = &mut desk.errand {
        entry.block = block;
        words.clone_into(&mut entry.found);
    }
}

/// Leaves the preview for a while: it is there again when what follows is done.
pub(super) fn set_out(desk: &mut Desk) {
    if let Mode::Preview(entry) = &desk.mode {
        desk.errand = Some(Errand::Preview(entry.clone()));
    }
}

/// Opens the place that prints the marked block.
fn enter(desk: &mut Desk, look: Look) {
    let (Some(block), Mode::Preview(entry)) = (marked(desk).cloned(), &desk.mode) else {
        return;
    };
    let found = entry.found.clone();
    let paper = desk.paper.as_ref();
    let ordinal = paper.map_or(0, |paper| paper.ordinal(entry.block));
    let id = code_of(&block.source).and_then(|code| desk.sheet.book().set.find(code));
    set_out(desk);
    if let Some(id) = id {
        tree::place(desk, id);
    }
    match &block.source {
        Source::Part(Part::Justification(_)) => {
            let text = &desk.sheet.book().answer(desk.code()).justification;
            let at = place_in(text, &block.text, &found);
            writing::open_at(desk, look, at);
        }
        Source::Part(Part::Evidence(_, id, _)) => {
            documents::open(desk);
            documents::mark(desk, id);
        }
        Source::Part(
            part @ (Part::Unit(_) | Part::Text(_) | Part::Lines(_) | Part::Mark | Part::Heading(_)),
        ) => office::open(desk, look, Some((part, ordinal))),
        Source::Part(part) => conflict::enter_other(desk, look, part),
        Source::Points(_) => enter_points(desk, look),
        Source::Total => lists::open_lost(desk, look),
        Source::Fixed => {
            let text = look.lang.pick(
                "Chữ này in sẵn trong mọi báo cáo. Tên đơn vị, số, ngày, nơi nhận: Enter ở dòng in chúng.",
                "These words are in every report. Names, number, date, recipients: Enter on their lines.",
            );
            tell(desk, text.to_owned());
        }
    }
    if let (Mode::Preview(_), Some(Errand::Preview(_))) = (&desk.mode, &desk.errand) {
        // It led nowhere.
        desk.errand = None;
    }
}

/// Where the points of a criterion are entered; a group leads to its place in the tree.
fn enter_points(desk: &mut Desk, look: Look) {
    let book = desk.sheet.book();
    let code = desk.code();
    if book.set.criterion(code).is_none() {
        let text = say!(
            look.lang,
            "Điểm của {code} cộng từ các tiêu chí: Enter ở dòng của tiêu chí.",
            "The points of {code} are those of its criteria: Enter on the line of one."
        );
        return tell(desk, text);
    }
    let score = desk.sheet.scores().criterion(desk.tree.cursor);
    if score.is_some_and(|score| score.state == State::NotAssessed) {
        writing::open(desk, look, TextKind::Reason, None);
    } else if book.answer(code).declared.is_some() {
        forms::open_declared(desk, look);
    } else if !fields::open(desk, look, 0) {
        desk.errand = None;
        desk.mode = Mode::Tree;
    }
}

/// How many bytes of a text stand before a block that prints a part of it; before the words that were searched, where
/// the block has them.
fn place_in(text: &str, block: &str, found: &str) -> usize {
    let front = |length: usize| -> String {
        let bare = block.trim_start_matches(['+', '-', ' ']);
        let plain = bare.split('[').next().unwrap_or_default();
        plain.chars().take(length).collect()
    };
    let begins = |length: usize| text.find(front(length).trim_end());
    let start = begins(FRONT).or_else(|| begins(FRONT / 3)).unwrap_or(0);
    let words = text::fold(found.trim());
    if words.is_empty() {
        return start;
    }
    let rest = text.get(start..).unwrap_or_default();
    let length = words.chars().count();
    let is_here = |(at, _): &(usize, char)| {
        let here = rest.get(*at..).unwrap_or_default();
        let here: String = here.chars().take(length + 8).collect();
        text::fold(&here).starts_with(&words)
    };
    let at = rest.char_indices().take(block.chars().count() + FRONT);
    start + at.into_iter().find(is_here).map_or(0, |(at, _)| at)
}

/// The marked block's source in words, for the row above the paper.
pub(crate) fn source_words(source: &Source, look: Look) -> String {
    let lang = look.lang;
    match source {
        Source::Part(part) => crate::tui::words::part_place(part, lang),
        Source::Points(code) => say!(lang, "điểm của {code}", "points of {code}"),
        Source::Total => lang
            .pick("điểm mất ở đâu", "where points are lost")
            .to_owned(),
        Source::Fixed => lang
            .pick("chữ in sẵn, không sửa", "words of every report")
            .to_owned(),
    }
}

/// Blocks of the printed report that contain what is typed, in any spelling of marks.
pub(super) fn hits(desk: &Desk, typed: &str) -> Vec<Hit> {
    let typed = text::fold(typed);
    let Some(paper) = desk.paper.as_ref().filter(|_| !typed.is_empty()) else {
        return Vec::new();
    };
    let blocks = paper.blocks.iter().enumerate();
    let found = blocks.filter_map(|(place, block)| {
        let at = text::fold(&block.text).find(&typed)?;
        Some(Hit {
            label: around(&block.text, at),
            target: Target::Block(place),
        })
    });
    found.take(MOST_HITS).collect()
}

/// A text from a little before a place on. The place is one of the folded text, which is near enough.
fn around(text: &str, at: usize) -> String {
    const BEFORE: usize = 24;
    let skipped = text
        .char_indices()
        .filter(|(start, _)| *start <= at)
        .count();
    match skipped.checked_sub(BEFORE) {
        Some(skipped) if skipped > BEFORE => {
            let rest: String = text.chars().skip(skipped).collect();
            format!(".. {rest}")
        }
        Some(_) | None => text.to_owned(),
    }
}
