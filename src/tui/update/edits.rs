//! Making edits from the screen: the receipt that says what they did, undo and redo, and what comes in from
//! elsewhere.

use super::{Effects, conflict, documents, fields, forms, history, seal, tree, writing};
use crate::store::error::sealed_message;
use crate::tui::message::Effect;
use crate::tui::model::{Desk, Look, Mode, Notice, Saving, TapeEntry, Tone};
use crate::tui::sheet::{Change, Undone};
use crate::tui::words;
use crate::workbook::merge::Conflict;
use crate::workbook::seal::stays_open;
use crate::workbook::words as core_words;
use crate::workbook::{Edit, Workbook, apply};

/// Entries that the tape keeps.
const TAPE_LENGTH: usize = 5;

/// Makes an edit; whether it was made (also when it changed nothing).
pub(super) fn commit(desk: &mut Desk, look: Look, edit: Edit, effects: &mut Effects) -> bool {
    if !may_make(desk, look, std::slice::from_ref(&edit)) {
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
    if !may_make(desk, look, &edits) {
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
    let lang = look.lang;
    let sealed = desk.sheet.book().seals.standing();
    let why = match (&desk.read_only, sealed) {
        (None, None) => return true,
        (Some(reason), _) => crate::say!(lang, "Chỉ đọc: {reason}", "Read-only: {reason}"),
        (None, Some(event)) => sealed_message(event, lang),
    };
    alert(desk, why);
    false
}

/// Whether these edits may be made; says why not. Under a seal some may.
fn may_make(desk: &mut Desk, look: Look, edits: &[Edit]) -> bool {
    let stay_open = edits.iter().all(|edit| stays_open(&edit.part()));
    (stay_open && desk.read_only.is_none()) || may_change(desk, look)
}

/// Hands changes to the store.
pub(super) fn store(desk: &mut Desk, changes: &[Change], effects: &mut Effects) {
    for change in changes {
        desk.dropped = None;
        desk.status.unsaved.push(change.edit.clone());
        desk.status.shelter.is_behind = true;
        effects.push(Effect::Store(change.edit.clone()));
        if !matches!(desk.status.saving, Saving::Failed(_)) {
            desk.status.saving = Saving::Pending;
        }
    }
}

/// The first so many edits are on disk.
pub(super) fn saved(desk: &mut Desk, look: Look, at: String, edits: u64) {
    desk.status.unsaved.forget(edits);
    desk.status.shelter.draft_at = None;
    desk.status.shelter.refused = None;
    if let Some(written) = desk.status.shelter.written.take() {
        let text = crate::say!(
            look.lang,
            "Đã lưu lại được vào sổ. Không cần bản {written} nữa.",
            "Saved in its own place again. The copy {written} is not needed any more."
        );
        tell(desk, text);
    }
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

pub(super) fn remember(desk: &mut Desk, entry: TapeEntry) {
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
    if desk.sheet.book().seals.standing().is_some() {
        may_change(desk, look);
        return;
    }
    let undone = desk.sheet.undo_visit();
    if undone == Undone::Nothing && desk.read_only.is_none() {
        return history::undo_further(desk, look, effects);
    }
    step(desk, look, undone, Way::Back, effects);
}

/// Makes the step last taken back again.
pub(super) fn redo(desk: &mut Desk, look: Look, effects: &mut Effects) {
    if desk.sheet.book().seals.standing().is_some() {
        may_change(desk, look);
        return;
    }
    let redone = desk.sheet.redo_visit();
    step(desk, look, redone, Way::Forth, effects);
}

/// After a step elsewhere nothing stays open that would show or write what stood there before.
pub(super) fn follow(desk: &mut Desk, edit: &Edit) {
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
        | Mode::History(_)
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
            history::alert_unnamed(desk, edit.part(), words::overtaken(&edit, look.lang));
            history::ask_for_name(desk, effects);
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
pub(super) fn take_in(desk: &mut Desk, mut book: Workbook, edits: u64, look: Look) {
    let lang = look.lang;
    if book.set != desk.sheet.book().set {
        let text = lang.pick(
            "Bộ tiêu chí trong tệp đã bị thay ở nơi khác. Thoát và mở lại sổ.",
            "The criteria set in the file was replaced elsewhere. Quit and open the workbook again.",
        );
        return alert(desk, text.to_owned());
    }
    desk.unseen += 1;
    for edit in desk.status.unsaved.after(edits) {
        // What the file no longer allows is told by the store when it saves.
        let _ = apply(&mut book, edit.clone());
    }
    let changed = words::changed_codes(desk.sheet.book(), &book);
    if changed.is_empty() && is_same(&book, desk.sheet.book()) {
        return;
    }
    let before = desk.sheet.book().conflicts.clone();
    let seals = desk.sheet.book().seals.clone();
    if seals != book.seals {
        // What is typed is looked at before the fields change under it.
        desk.sheet.seal(book.seals.clone());
        seal::changed_elsewhere(desk, look);
    }
    let told = desk.status.notice.clone().filter(|_| seals != book.seals);
    desk.sheet.replace(book);
    writing::reread(desk);
    let is_new = |conflict: &Conflict| before.get(&conflict.part).is_none();
    let news = desk.sheet.book().conflicts.iter().find(is_new);
    match (
        news.map(|conflict| {
            if writing::writes_in(desk, &conflict) {
                words::written_by_two(&conflict, lang)
            } else {
                words::new_conflict(&conflict, lang)
            }
        }),
        told,
    ) {
        (Some(text), _) => alert(desk, text),
        (None, Some(notice)) => desk.status.notice = Some(notice),
        (None, None) => tell(desk, words::came_in(&changed, lang)),
    }
    conflict::reread(desk, &before, look);
}

/// What came in counts as seen once nothing is half typed in a field: a figure that was begun before it came must not
/// pass for one that knew of it.
pub(super) fn see(desk: &mut Desk, look: Look, effects: &mut Effects) {
    if desk.unseen > 0 && super::fields::typed(desk, look).is_none() {
        let seen = std::mem::take(&mut desk.unseen);
        effects.extend((0..seen).map(|_| Effect::Seen));
    }
}

/// Whether two states say the same; that the file got an id at its first save is no news.
fn is_same(book: &Workbook, shown: &Workbook) -> bool {
    let mut book = book.clone();
    if shown.id.is_none() {
        book.id = None;
    }
    book == *shown
}
