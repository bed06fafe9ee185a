//! The form of what differs between offices: opening it, committing a line, and keeping it in step with the workbook.

use super::edits::{commit, may_change};
use super::{Effects, forms};
use crate::report::Outline;
use crate::tui::line::LineInput;
use crate::tui::model::{Desk, Form, FormKind, Look, Mode};
use crate::tui::office;
use crate::workbook::merge::Part;

/// Opens what differs between offices, at a part of it: at the line of its block of that ordinal, from zero.
pub(super) fn open(desk: &mut Desk, look: Look, at: Option<(&Part, usize)>) {
    if !may_change(desk, look) {
        return;
    }
    let mut form = made_of(desk);
    if let (FormKind::Office { lines, .. }, Some((part, ordinal))) = (&form.kind, at) {
        form.at = office::line_of(lines, part, ordinal);
    }
    desk.mode = Mode::Form(Box::new(form));
}

fn made_of(desk: &Desk) -> Form {
    let book = desk.sheet.book();
    let outline = Outline::of(book, desk.sheet.scores());
    let lines = office::lines(book);
    Form {
        lines: lines
            .iter()
            .map(|line| LineInput::selected(&line.shown(book)))
            .collect(),
        kind: FormKind::Office {
            printed: lines.iter().map(|line| line.printed(&outline)).collect(),
            lines,
            version: desk.sheet.version(),
        },
        at: 0,
        refused: None,
    }
}

/// After every message: the form of the office shows the workbook as it stands. What is being typed stays.
pub(super) fn settle(desk: &mut Desk) {
    let Mode::Form(form) = &desk.mode else { return };
    let FormKind::Office { lines, version, .. } = &form.kind else {
        return;
    };
    if *version == desk.sheet.version() {
        return;
    }
    let mut fresh = made_of(desk);
    let FormKind::Office { lines: now, .. } = &fresh.kind else {
        return;
    };
    let open = lines.get(form.at);
    fresh.at = now
        .iter()
        .position(|line| Some(line) == open)
        .unwrap_or_else(|| form.at.min(now.len().saturating_sub(1)));
    let typing = form.lines.get(form.at).filter(|line| !line.is_untouched());
    if let (Some(typing), Some(line)) = (typing, fresh.lines.get_mut(fresh.at)) {
        line.clone_from(typing);
    }
    fresh.refused.clone_from(&form.refused);
    desk.mode = Mode::Form(Box::new(fresh));
}

/// Commits the line being typed; false when it was refused and stays open.
pub(super) fn commit_open(desk: &mut Desk, look: Look, effects: &mut Effects) -> bool {
    let Mode::Form(form) = &desk.mode else {
        return true;
    };
    let FormKind::Office { lines, .. } = &form.kind else {
        return true;
    };
    let (Some(typed), Some(line)) = (form.lines.get(form.at), lines.get(form.at)) else {
        return true;
    };
    let book = desk.sheet.book();
    let text = typed.text().trim().to_owned();
    // What was not typed here may have been changed elsewhere, and stays.
    if typed.is_untouched() && form.refused.is_none() || text == line.shown(book) {
        return true;
    }
    let edit = match line.edit(book, &text) {
        Ok(edit) => edit,
        Err(refusal) => {
            return forms::refuse(desk, office::refusal_words(refusal, &text, look.lang));
        }
    };
    if !commit(desk, look, edit, effects) {
        let notice = desk.status.notice.as_ref();
        let text = notice.map(|notice| notice.text.clone());
        return forms::refuse(desk, text.unwrap_or_default());
    }
    leave_line(desk);
    settle(desk);
    true
}

/// What stands in the open line is no longer being typed.
fn leave_line(desk: &mut Desk) {
    if let Mode::Form(form) = &mut desk.mode
        && let Some(line) = form.lines.get_mut(form.at)
    {
        *line = LineInput::selected(&line.text());
    }
}
