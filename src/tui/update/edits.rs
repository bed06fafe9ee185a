//! Making edits from the screen: the receipt that says what they did, undo and redo, and what comes in from
//! elsewhere.

use super::{Effects, conflict, documents, fields, forms, tree, writing};
use crate::lang::Lang;
use crate::tui::message::Effect;
use crate::tui::model::{Desk, Look, Mode, Notice, Saving, TapeEntry, Tone};
use crate::tui::sheet::{Change, Undone};
use crate::tui::words;
use crate::workbook::merge::Conflict;
use crate::workbook::words as core_words;
use crate::workbook::{Edit, Workbook, apply};

/// Entries that the tape keeps.
const TAPE_LENGTH: usize = 5;

/// Makes an edit; whether it was made (also when it changed nothing).
pub(super) fn commit(desk: &mut Desk, look: Look, edit: Edit, effects: &mut Effects) -> bool {
    if !may_change(desk, look) {
        return false;
    }
    match desk.sheet.edit(edit) {
        Ok(Some(change)) => {
            note(desk, look, &change);
            store(desk, std::slice::from_ref(&change), effects);
            true
        }
        Ok(None) => true,
        Err(rejection) => {
            alert(
                desk,
                core_words::rejection(&rejection, look.lang, look.mark()),
            );
            false
        }
    }
}

/// Makes several edits that are taken back together.
pub(super) fn commit_together(
    desk: &mut Desk,
    look: Look,
    edits: Vec<Edit>,
    effects: &mut Effects,
) -> bool {
    if !may_change(desk, look) {
        return false;
    }
    match desk.sheet.edit_together(edits) {
        Ok(changes) => {
            if let Some(change) = changes.last() {
                note(desk, look, change);
            }
            store(desk, &changes, effects);
            true
        }
        Err(rejection) => {
            alert(
                desk,
                core_words::rejection(&rejection, look.lang, look.mark()),
            );
            false
        }
    }
}

/// Whether the workbook may be changed; says why not.
pub(super) fn may_change(desk: &mut Desk, look: Look) -> bool {
    match desk.read_only.clone() {
        None => true,
        Some(reason) => {
            alert(
                desk,
                crate::say!(look.lang, "Chỉ đọc: {reason}", "Read-only: {reason}"),
            );
            false
        }
    }
}

/// Hands changes to the store.
pub(super) fn store(desk: &mut Desk, changes: &[Change], effects: &mut Effects) {
    for change in changes {
        desk.dropped = None;
        desk.status.unsaved.push(change.edit.clone());
        effects.push(Effect::Store(change.edit.clone()));
        if !matches!(desk.status.saving, Saving::Failed(_)) {
            desk.status.saving = Saving::Pending;
        }
    }
}

/// The first so many edits are on disk.
pub(super) fn saved(desk: &mut Desk, at: String, edits: u64) {
    desk.status.unsaved.forget(edits);
    desk.status.saving = if desk.status.unsaved.is_empty() {
        Saving::Saved(at)
    } else {
        Saving::Pending
    };
}

/// Says what a change did, on the line above the footer and on the tape.
pub(super) fn note(desk: &mut Desk, look: Look, change: &Change) {
    let text = words::receipt(&desk.sheet, change, look);
    desk.status.notice = Some(Notice {
        tone: Tone::Receipt,
        text,
    });
    let entry = words::tape_entry(&desk.sheet, change, look);
    remember(desk, entry);
}

fn remember(desk: &mut Desk, entry: TapeEntry) {
    desk.status.tape.insert(0, entry);
    desk.status.tape.truncate(TAPE_LENGTH);
}

/// A line that stays until it is answered.
pub(super) fn alert(desk: &mut Desk, text: String) {
    desk.status.notice = Some(Notice {
        tone: Tone::Alert,
        text,
    });
}

/// What an edit did; it stays until the next one.
pub(super) fn receipt(desk: &mut Desk, text: String) {
    desk.status.notice = Some(Notice {
        tone: Tone::Receipt,
        text,
    });
}

/// A line for information.
pub(super) fn tell(desk: &mut Desk, text: String) {
    desk.status.notice = Some(Notice {
        tone: Tone::Plain,
        text,
    });
}

/// Takes the last step back, goes there and says it. What is being typed is taken back first, and a value dropped
/// with Esc comes back.
pub(super) fn undo(desk: &mut Desk, look: Look, effects: &mut Effects) {
    if fields::drop_typed(desk) || forms::drop_typed(desk) || fields::bring_back_dropped(desk) {
        return;
    }
    let undone = desk.sheet.undo_visit();
    step(desk, look, undone, Way::Back, effects);
}

/// Makes the step last taken back again.
pub(super) fn redo(desk: &mut Desk, look: Look, effects: &mut Effects) {
    let redone = desk.sheet.redo_visit();
    step(desk, look, redone, Way::Forth, effects);
}

/// After a step elsewhere nothing stays open that would show or write what stood there before.
fn follow(desk: &mut Desk, edit: &Edit) {
    let id = edit
        .code()
        .and_then(|code| desk.sheet.book().set.find(code));
    if let Some(id) = id {
        tree::go(desk, id);
    }
    match &mut desk.mode {
        Mode::Field(_) | Mode::Choices(_) | Mode::Prompt(_) | Mode::Confirm(_) => {
            desk.mode = Mode::Tree;
        }
        Mode::Form(_) => forms::follow(desk, edit),
        Mode::Documents(_) => documents::follow(desk, edit),
        Mode::Conflict(_) => conflict::follow(desk, edit),
        Mode::Tree
        | Mode::Text(_)
        | Mode::Findings(_)
        | Mode::Lost(_)
        | Mode::Incoming(_)
        | Mode::Preview(_) => {}
    }
}

/// Which way a step went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// Taken back.
    Back,
    /// Made again.
    Forth,
}

/// Carries out the rest of a step; where in a text it lies, if it does.
pub(super) fn step(
    desk: &mut Desk,
    look: Look,
    undone: Undone,
    way: Way,
    effects: &mut Effects,
) -> Option<usize> {
    match undone {
        Undone::Nothing => {
            let text = match way {
                Way::Back => look
                    .lang
                    .pick("Không còn gì để hoàn tác.", "Nothing more to undo."),
                Way::Forth => look
                    .lang
                    .pick("Không còn gì để làm lại.", "Nothing more to redo."),
            };
            tell(desk, text.to_owned());
            None
        }
        Undone::Overtaken(edit) => {
            alert(desk, words::overtaken(&edit, look.lang));
            None
        }
        Undone::Done { changes, text_at } => {
            if let Some(change) = changes.last() {
                if !matches!(desk.mode, Mode::Text(_)) {
                    follow(desk, &change.edit);
                }
                let text = words::undone(&desk.sheet, change, way == Way::Back, look);
                let entry = words::tape_entry(&desk.sheet, change, look);
                remember(desk, entry);
                receipt(desk, text);
            }
            if desk.read_only.is_none() {
                store(desk, &changes, effects);
            }
            text_at
        }
    }
}

/// A workbook as it now stands in the file. What was edited since it was read is put on top again; the cursor
/// and the field being typed stay as they are.
pub(super) fn take_in(
    desk: &mut Desk,
    mut book: Workbook,
    edits: u64,
    lang: Lang,
    effects: &mut Effects,
) {
    if book.set != desk.sheet.book().set {
        let text = lang.pick(
            "Bộ tiêu chí trong tệp đã bị thay ở nơi khác. Thoát và mở lại sổ.",
            "The criteria set in the file was replaced elsewhere. Quit and open the workbook again.",
        );
        return alert(desk, text.to_owned());
    }
    effects.push(Effect::Seen);
    for edit in desk.status.unsaved.after(edits) {
        // What the file no longer allows is told by the store when it saves.
        let _ = apply(&mut book, edit.clone());
    }
    let changed = words::changed_codes(desk.sheet.book(), &book);
    if changed.is_empty() && book == *desk.sheet.book() {
        return;
    }
    let before = desk.sheet.book().conflicts.clone();
    desk.sheet.replace(book);
    writing::reread(desk);
    let is_new = |conflict: &Conflict| before.get(&conflict.part).is_none();
    let news = desk.sheet.book().conflicts.iter().find(is_new);
    match news.map(|conflict| words::new_conflict(&conflict, lang)) {
        Some(text) => alert(desk, text),
        None => tell(desk, words::came_in(&changed, lang)),
    }
    conflict::reread(desk, &before, lang);
}
