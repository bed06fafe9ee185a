//! Keys in the tree: moving, folding, jumping, and the way from there into everything else.

use super::edits::{alert, may_change, tell};
use super::{
    Effects, choices, conflict, documents, export, faults, fields, forms, history, lists, office,
    preview, prompts, seal, writing,
};
use crate::criteria::NodeId;
use crate::say;
use crate::tui::key::Key;
use crate::tui::keymap::Command;
use crate::tui::layout;
use crate::tui::message::Effect;
use crate::tui::model::{Desk, Look, Mode, Origin, Pane, PromptKind, Question, TextKind};
use crate::tui::page;
use crate::tui::words;
use crate::workbook::check::Severity;
use crate::workbook::merge::Part;
use crate::workbook::{Edit, Review, State};

/// Rows of the tree that are in an unfolded place, in order.
pub(crate) fn rows(desk: &Desk) -> Vec<NodeId> {
    let set = &desk.sheet.book().set;
    let mut rows = Vec::with_capacity(set.len());
    let mut next = set.at(0);
    while let Some(id) = next {
        rows.push(id);
        next = if desk.tree.folded.contains(&id) {
            set.after(id)
        } else {
            set.at(id.index() + 1)
        };
    }
    rows
}

pub(super) fn press(
    desk: &mut Desk,
    look: Look,
    key: Key,
    command: Option<Command>,
    effects: &mut Effects,
) {
    match command {
        Some(command) => run(desk, look, command, key, effects),
        None => {
            if let Key::Char(digit @ '0'..='9') = key {
                start_typing(desk, look, digit, effects);
            }
        }
    }
}

/// A command as the tree understands it; the palette comes here too.
pub(super) fn run(desk: &mut Desk, look: Look, command: Command, key: Key, effects: &mut Effects) {
    match command {
        Command::Up
        | Command::Down
        | Command::PageUp
        | Command::PageDown
        | Command::First
        | Command::Last => walk(desk, look, command),
        Command::Fold => fold(desk),
        Command::Unfold => unfold(desk),
        Command::Enter => enter(desk, look, effects),
        Command::Leave => desk.status.notice = None,
        Command::Next => next_pane(desk, look, 1),
        Command::Previous => next_pane(desk, look, 2),
        Command::NextSection => section(desk, Towards::Next),
        Command::PreviousSection => section(desk, Towards::Previous),
        Command::NextNeed => need(desk, look, Towards::Next),
        Command::PreviousNeed => need(desk, look, Towards::Previous),
        Command::NextCriterion => next_criterion(desk),
        Command::Back => back(desk, look),
        Command::GoTo => prompts::open(desk, PromptKind::GoTo, ""),
        Command::Find => prompts::open(desk, PromptKind::Find, ""),
        Command::Palette => prompts::open(desk, PromptKind::Palette, ""),
        Command::ExplainWith => {
            on_criterion(desk, look, |desk| prompts::open_explain_with(desk, look));
        }
        Command::Explain if !may_change(desk, look) => {
            // What may not be written can be read: the pane of the criterion has all of it.
            on_criterion(desk, look, |desk| desk.tree.pane = Pane::Detail);
            desk.tree.detail_top = 0;
        }
        Command::Explain => on_criterion(desk, look, |desk| {
            writing::open(desk, look, TextKind::Justification, fields::letter(key));
        }),
        Command::NotAssess => on_criterion(desk, look, |desk| {
            writing::open(desk, look, TextKind::Reason, fields::letter(key));
        }),
        Command::Review => on_criterion(desk, look, |desk| review(desk, look, effects)),
        Command::Documents => on_criterion(desk, look, documents::open),
        Command::Add => on_criterion(desk, look, |desk| documents::add(desk, look)),
        Command::Declare => on_criterion(desk, look, |desk| forms::open_declared(desk, look)),
        Command::Findings => desk.mode = Mode::Findings(desk.findings),
        Command::Lost => lists::open_lost(desk, look),
        Command::SaveElsewhere => prompts::open_save_elsewhere(desk),
        Command::Preview => preview::open(desk, look),
        Command::Export => export::ask(desk, look),
        Command::Office => office::open(desk, look, None),
        Command::Conflict => conflict::open_here(desk, look),
        Command::History => {
            let code = desk.code().to_owned();
            history::open(desk, code, Origin::Tree, effects);
        }
        Command::Undo => super::edits::undo(desk, look, effects),
        Command::Redo => super::edits::redo(desk, look, effects),
        Command::EditOutside => on_criterion(desk, look, |desk| {
            writing::open(desk, look, TextKind::Justification, None);
        }),
        Command::Seal => seal::ask(desk, look),
        Command::Reopen => seal::ask_reason(desk, look),
        Command::MergeMissing => faults::merge_missing(desk, look, effects),
        Command::KeepOlder => faults::ask_to_keep_older(desk, look),
        Command::Close => effects.push(Effect::Close),
        Command::InputMethod => super::switch_input_method(desk, look),
        // The last four belong to the whole screen and never come here.
        Command::Reuse
        | Command::Remove
        | Command::Tick
        | Command::Insert
        | Command::LastYear
        | Command::Regroup
        | Command::New
        | Command::OtherFile
        | Command::Receive
        | Command::Save
        | Command::Redraw
        | Command::Quit
        | Command::Help => {}
    }
    if command == Command::EditOutside && matches!(desk.mode, Mode::Text(_)) {
        effects.push(Effect::EditOutside(
            desk.sheet.book().answer(desk.code()).justification.clone(),
        ));
    }
}

/// Says that last year's explanation was looked through, or takes that back.
fn review(desk: &mut Desk, look: Look, effects: &mut Effects) {
    let code = desk.code().to_owned();
    let book = desk.sheet.book();
    let answer = book.answer(&code);
    let review = match answer.review {
        Review::Due => Review::Settled,
        Review::Settled if book.previous.is_some() => Review::Due,
        Review::Settled => {
            let text = look.lang.pick(
                "Sổ này không lấy giải trình từ năm trước: không có gì phải rà soát.",
                "This workbook took nothing over from last year: there is nothing to review.",
            );
            return tell(desk, text.to_owned());
        }
    };
    if answer.justification.trim().is_empty() {
        let text = look.lang.pick(
            "Tiêu chí này chưa có giải trình để rà soát.",
            "This criterion has no explanation to review.",
        );
        return tell(desk, text.to_owned());
    }
    let edit = Edit::Justification {
        text: answer.justification.clone(),
        code,
        review,
    };
    super::edits::commit(desk, look, edit, effects);
}

fn on_criterion(desk: &mut Desk, look: Look, act: impl FnOnce(&mut Desk)) {
    if desk
        .sheet
        .book()
        .set
        .node(desk.tree.cursor)
        .criterion()
        .is_some()
    {
        act(desk);
    } else {
        let text = look.lang.pick(
            "Đây là nhóm: chọn một tiêu chí trong nhóm.",
            "This is a group: choose a criterion in it.",
        );
        tell(desk, text.to_owned());
    }
}

fn walk(desk: &mut Desk, look: Look, command: Command) {
    if desk.tree.pane == Pane::Detail {
        let page = usize::from(layout::body(look).height)
            .saturating_sub(1)
            .max(1);
        let width = layout::desk(look, Pane::Detail)
            .detail
            .map_or(look.width, |area| area.width);
        let end = page::of(desk, look, width.saturating_sub(2))
            .rows()
            .len()
            .saturating_sub(1);
        if let Some(top) = lists::moved(desk.tree.detail_top, command, end + 1, page) {
            desk.tree.detail_top = top;
        }
        return;
    }
    let rows = rows(desk);
    let here = rows
        .iter()
        .position(|id| *id == desk.tree.cursor)
        .unwrap_or(0);
    let page = usize::from(layout::body(look).height)
        .saturating_sub(2)
        .max(1);
    if let Some(id) = lists::moved(here, command, rows.len(), page).and_then(|row| rows.get(row)) {
        place(desk, *id);
    }
}

/// Puts the cursor on a row without remembering the way.
pub(super) fn place(desk: &mut Desk, id: NodeId) {
    if desk.tree.cursor != id {
        desk.tree.cursor = id;
        desk.tree.detail_top = 0;
    }
    let ancestors: Vec<NodeId> = desk.sheet.book().set.ancestors(id).collect();
    for ancestor in ancestors {
        desk.tree.folded.remove(&ancestor);
    }
}

/// Jumps: the place left is remembered for the way back.
pub(super) fn go(desk: &mut Desk, id: NodeId) {
    if desk.tree.cursor != id {
        desk.trail.push(desk.tree.cursor);
        place(desk, id);
    }
}

fn back(desk: &mut Desk, look: Look) {
    match desk.trail.pop() {
        Some(id) => place(desk, id),
        None => tell(
            desk,
            look.lang
                .pick("Không có chỗ nào trước đó.", "No place before this.")
                .to_owned(),
        ),
    }
}

fn fold(desk: &mut Desk) {
    let set = &desk.sheet.book().set;
    let node = set.node(desk.tree.cursor);
    let folds = node.criterion().is_none() && !desk.tree.folded.contains(&desk.tree.cursor);
    if folds {
        desk.tree.folded.insert(desk.tree.cursor);
    } else if let Some(parent) = node.parent {
        place(desk, parent);
    }
}

fn unfold(desk: &mut Desk) {
    desk.tree.folded.remove(&desk.tree.cursor);
}

fn enter(desk: &mut Desk, look: Look, effects: &mut Effects) {
    if desk
        .sheet
        .book()
        .set
        .node(desk.tree.cursor)
        .criterion()
        .is_some()
    {
        open_first(desk, look, effects);
    } else if !desk.tree.folded.remove(&desk.tree.cursor) {
        desk.tree.folded.insert(desk.tree.cursor);
    }
}

/// Opens the first slot of the criterion under the cursor.
pub(super) fn open_first(desk: &mut Desk, look: Look, _effects: &mut Effects) {
    if asks_again(desk, None) {
        return;
    }
    if !fields::open(desk, look, 0) {
        let text = look.lang.pick(
            "Tiêu chí này không có ô để nhập.",
            "This criterion has nothing to enter.",
        );
        tell(desk, text.to_owned());
    }
}

/// A digit on a criterion starts typing; on a group it starts a code.
fn start_typing(desk: &mut Desk, look: Look, digit: char, effects: &mut Effects) {
    if desk
        .sheet
        .book()
        .set
        .node(desk.tree.cursor)
        .criterion()
        .is_none()
    {
        prompts::open(desk, PromptKind::GoTo, &digit.to_string());
        return;
    }
    if !may_change(desk, look) || asks_again(desk, Some(digit)) {
        return;
    }
    open_first(desk, look, effects);
    type_digit(desk, look, digit, effects);
}

/// A digit for what was just opened.
pub(super) fn type_digit(desk: &mut Desk, look: Look, digit: char, effects: &mut Effects) {
    match &desk.mode {
        Mode::Field(_) => fields::press(desk, look, Key::Char(digit), None, effects),
        Mode::Choices(_) => choices::press(desk, look, Key::Char(digit), None, effects),
        Mode::Tree
        | Mode::Text(_)
        | Mode::Documents(_)
        | Mode::Form(_)
        | Mode::Prompt(_)
        | Mode::Confirm(_)
        | Mode::Findings(_)
        | Mode::Lost(_)
        | Mode::Conflict(_)
        | Mode::Incoming(_)
        | Mode::History(_)
        | Mode::Preview(_) => {}
    }
}

/// A criterion that is not assessed is not answered by accident.
fn asks_again(desk: &mut Desk, typed: Option<char>) -> bool {
    let code = desk.code().to_owned();
    let not_assessed = desk.sheet.book().answer(&code).not_assessed.is_some();
    if not_assessed {
        desk.mode = Mode::Confirm(Question::AssessAgain { code, typed });
    }
    not_assessed
}

fn next_pane(desk: &mut Desk, look: Look, step: usize) {
    let panes: &[Pane] = match layout::panes(look) {
        3 => &[Pane::Tree, Pane::Detail, Pane::Scores],
        _ => &[Pane::Tree, Pane::Detail],
    };
    let here = panes
        .iter()
        .position(|pane| *pane == desk.tree.pane)
        .unwrap_or(0);
    let step = if step == 1 { 1 } else { panes.len() - 1 };
    desk.tree.pane = panes
        .get((here + step) % panes.len())
        .copied()
        .unwrap_or_default();
    desk.tree.detail_top = 0;
}

/// Which way a jump goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Towards {
    /// Down.
    Next,
    /// Up.
    Previous,
}

fn section(desk: &mut Desk, towards: Towards) {
    let set = &desk.sheet.book().set;
    let here = set.section_of(desk.tree.cursor);
    let target = match towards {
        Towards::Next => set.after(here),
        Towards::Previous if desk.tree.cursor != here => Some(here),
        Towards::Previous => set.sections().take_while(|section| *section < here).last(),
    };
    if let Some(id) = target {
        place(desk, id);
    }
}

/// The next criterion that needs something: conflicts first, then what must be mended, then what should be completed.
pub(super) fn need(desk: &mut Desk, look: Look, towards: Towards) {
    if let Some(part) = next_conflict(desk, towards) {
        return conflict::open(desk, part);
    }
    let worst = if has_errors(desk) {
        Severity::Error
    } else {
        Severity::Warning
    };
    let set = &desk.sheet.book().set;
    let wanting: Vec<NodeId> = set
        .criteria()
        .filter(|(_, node, _)| {
            desk.sheet
                .severity(&node.code)
                .is_some_and(|severity| severity <= worst)
        })
        .map(|(id, ..)| id)
        .collect();
    let here = desk.tree.cursor;
    let target = match towards {
        Towards::Next => wanting.iter().find(|id| **id > here).or(wanting.first()),
        Towards::Previous => wanting
            .iter()
            .rev()
            .find(|id| **id < here)
            .or(wanting.last()),
    };
    let count = wanting.len();
    match target.copied() {
        None => tell(
            desk,
            look.lang
                .pick("Không còn việc nào cần làm.", "Nothing more to do.")
                .to_owned(),
        ),
        Some(id) => {
            desk.mode = Mode::Tree;
            go(desk, id);
            let message = desk
                .sheet
                .findings(desk.code())
                .iter()
                .min_by_key(|finding| finding.severity());
            let message = message
                .map(|finding| words::finding(finding, look))
                .unwrap_or_default();
            let text = match worst {
                Severity::Error => say!(
                    look.lang,
                    "Còn {count} tiêu chí phải sửa. {message}",
                    "{count} criteria to mend. {message}"
                ),
                Severity::Warning | Severity::Hint => {
                    say!(
                        look.lang,
                        "Còn {count} tiêu chí nên bổ sung. {message}",
                        "{count} criteria to complete. {message}"
                    )
                }
            };
            tell(desk, text);
        }
    }
}

/// The next conflict, until the cursor stands on the last one: whoever leaves it open goes on to the rest.
fn next_conflict(desk: &Desk, towards: Towards) -> Option<Part> {
    let mut parts: Vec<Part> = super::conflicts(desk)
        .into_iter()
        .map(|conflict| conflict.part)
        .collect();
    if towards == Towards::Previous {
        parts.reverse();
    }
    let here = parts
        .iter()
        .rposition(|part| part.code() == Some(desk.code()));
    parts.into_iter().nth(here.map_or(0, |here| here + 1))
}

fn has_errors(desk: &Desk) -> bool {
    let counts = desk.sheet.counts();
    counts.errors + counts.unanswered > 0
}

/// The next scored node in the set's order.
pub(super) fn following(desk: &Desk, id: NodeId) -> Option<NodeId> {
    let set = &desk.sheet.book().set;
    (id.index() + 1..set.len())
        .filter_map(|index| set.at(index))
        .find(|id| set.node(*id).criterion().is_some())
}

fn next_criterion(desk: &mut Desk) {
    if let Some(id) = following(desk, desk.tree.cursor) {
        place(desk, id);
    }
}

/// After the last slot: on to the next criterion if it lacks something, else it stays with the formula in sight.
pub(super) fn flow_on(desk: &mut Desk, look: Look, effects: &mut Effects) {
    desk.mode = Mode::Tree;
    if desk.errand.is_some() {
        // Whoever came to mend this one is done.
        return;
    }
    let Some(next) = following(desk, desk.tree.cursor) else {
        return;
    };
    let unanswered = desk
        .sheet
        .scores()
        .criterion(next)
        .is_some_and(|score| score.state == State::Unanswered);
    let node = desk.sheet.book().set.node(next);
    let external = node
        .criterion()
        .is_some_and(|criterion| criterion.rule.is_external());
    if unanswered && !external {
        place(desk, next);
        open_first(desk, look, effects);
    }
}

/// Keeps the cursor's row in the pane.
pub(super) fn keep_in_sight(desk: &mut Desk, look: Look) {
    let height = usize::from(layout::tree_rows(look)).max(1);
    let rows = rows(desk);
    let here = rows.iter().position(|id| *id == desk.tree.cursor);
    let Some(here) = here else {
        // The cursor's group was folded away: stand on the group.
        let folded = desk
            .sheet
            .book()
            .set
            .ancestors(desk.tree.cursor)
            .filter(|id| rows.contains(id))
            .last();
        if let Some(id) = folded {
            desk.tree.cursor = id;
            keep_in_sight(desk, look);
        }
        return;
    };
    let latest = rows.len().saturating_sub(height);
    if !(desk.tree.top..desk.tree.top + height).contains(&here) {
        // Half a pane at a time: a slow line redraws the tree once in a while, not at every step.
        desk.tree.top = here.saturating_sub(height / 2);
    }
    desk.tree.top = desk.tree.top.min(latest);
}

/// A code that leads nowhere.
pub(super) fn no_such_code(desk: &mut Desk, look: Look, code: &str) {
    alert(
        desk,
        say!(
            look.lang,
            "Không có tiêu chí {code}.",
            "There is no criterion {code}."
        ),
    );
}
