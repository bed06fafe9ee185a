//! Keys in the documents of a criterion: add, edit, reuse, remove.

use super::edits::{commit, may_change, tell};
use super::{Effects, forms, lists, prompts, tree};
use crate::say;
use crate::tui::key::Key;
use crate::tui::keymap::Command;
use crate::tui::model::{Desk, DocumentList, Look, Mode, PromptKind, Question};
use crate::workbook::document;
use crate::workbook::{Edit, Evidence};

/// Opens the list for the criterion under the cursor.
pub(super) fn open(desk: &mut Desk) {
    let code = desk.code().to_owned();
    desk.mode = Mode::Documents(DocumentList { code, row: 0 });
}

/// Marks an entry.
pub(super) fn mark(desk: &mut Desk, id: &str) {
    let Mode::Documents(list) = &desk.mode else {
        return;
    };
    let entries = &desk.sheet.book().answer(&list.code).evidence;
    let row = entries.iter().position(|entry| entry.id == id);
    set_row(desk, row.unwrap_or(0));
}

/// Opens the form of a new document.
pub(super) fn add(desk: &mut Desk, look: Look) {
    add_and_cite(desk, look, None);
}

/// The same; the mark goes into the explanation afterwards, after so many bytes.
pub(super) fn add_and_cite(desk: &mut Desk, look: Look, cite: Option<usize>) {
    if may_change(desk, look) {
        let code = desk.code().to_owned();
        let id = desk.sheet.book().answer(&code).free_evidence_id();
        forms::open_evidence(
            desk,
            look,
            &code,
            Evidence {
                id,
                ..Evidence::default()
            },
            cite,
        );
    }
}

/// After an edit was taken back or made again: the list shows its own criterion, or closes.
pub(super) fn follow(desk: &mut Desk, edit: &Edit) {
    let Mode::Documents(list) = &mut desk.mode else {
        return;
    };
    if edit.code() == Some(list.code.as_str()) {
        let left = desk.sheet.book().answer(&list.code).evidence.len();
        list.row = list.row.min(left.saturating_sub(1));
    } else {
        desk.mode = Mode::Tree;
    }
}

pub(super) fn press(
    desk: &mut Desk,
    look: Look,
    key: Key,
    command: Option<Command>,
    effects: &mut Effects,
) {
    let Mode::Documents(list) = &desk.mode else {
        return;
    };
    let entries = &desk.sheet.book().answer(&list.code).evidence;
    let count = entries.len();
    let marked = entries.get(list.row).cloned();
    match command {
        Some(Command::Leave) => desk.mode = Mode::Tree,
        Some(Command::Enter) => match marked {
            Some(entry) if entry.same_as.is_some() => say_shared(desk, look, &entry),
            Some(entry) => edit(desk, look, entry),
            None => add(desk, look),
        },
        Some(Command::Add) => add(desk, look),
        Some(Command::Reuse) => open_register(desk, look),
        Some(Command::Remove) => remove(desk, look, marked, effects),
        Some(command) => match lists::moved(list.row, command, count, 10) {
            Some(row) => set_row(desk, row),
            None => go_on(desk, look, command, key, effects),
        },
        None => {
            if let Key::Char(digit @ '1'..='9') = key {
                let row = digit
                    .to_digit(10)
                    .and_then(|digit| usize::try_from(digit).ok())
                    .unwrap_or(1)
                    - 1;
                set_row(desk, row.min(count.saturating_sub(1)));
            }
        }
    }
}

fn set_row(desk: &mut Desk, row: usize) {
    if let Mode::Documents(list) = &mut desk.mode {
        list.row = row;
    }
}

fn go_on(desk: &mut Desk, look: Look, command: Command, key: Key, effects: &mut Effects) {
    if command == Command::NextCriterion {
        if let Some(id) = tree::following(desk, desk.tree.cursor) {
            tree::place(desk, id);
            open(desk);
        }
        return;
    }
    desk.mode = Mode::Tree;
    tree::run(desk, look, command, key, effects);
}

fn edit(desk: &mut Desk, look: Look, entry: Evidence) {
    if may_change(desk, look) {
        let code = desk.code().to_owned();
        forms::open_evidence(desk, look, &code, entry, None);
    }
}

fn say_shared(desk: &mut Desk, look: Look, entry: &Evidence) {
    let place = entry.same_as.clone().unwrap_or_default();
    tell(
        desk,
        say!(
            look.lang,
            "Tài liệu này nằm ở {place}: sửa ở đó, mọi nơi dùng chung đều đổi.",
            "This document stands at {place}: edit it there, every place that shares it follows."
        ),
    );
}

fn remove(desk: &mut Desk, look: Look, marked: Option<Evidence>, effects: &mut Effects) {
    let Some(entry) = marked else { return };
    let code = desk.code().to_owned();
    let cited = document::is_cited(&desk.sheet.book().answer(&code).justification, &entry.id);
    if cited {
        desk.mode = Mode::Confirm(Question::RemoveCited { code, id: entry.id });
        return;
    }
    remove_entry(desk, look, &code, &entry.id, effects);
}

pub(super) fn remove_entry(
    desk: &mut Desk,
    look: Look,
    code: &str,
    id: &str,
    effects: &mut Effects,
) {
    let edit = Edit::Evidence {
        code: code.to_owned(),
        id: id.to_owned(),
        entry: None,
        at: 0,
    };
    commit(desk, look, edit, effects);
    let left = desk.sheet.book().answer(code).evidence.len();
    if let Mode::Documents(list) = &mut desk.mode {
        list.row = list.row.min(left.saturating_sub(1));
    }
}

/// The documents of other criteria that this one does not have yet.
pub(super) fn register(desk: &Desk) -> Vec<document::KnownDocument> {
    let code = desk.code();
    let own = |known: &document::KnownDocument| known.places.iter().any(|(place, _)| place == code);
    let known = document::known_documents(desk.sheet.book());
    known.into_iter().filter(|known| !own(known)).collect()
}

fn open_register(desk: &mut Desk, look: Look) {
    if !may_change(desk, look) {
        return;
    }
    if register(desk).is_empty() {
        let text = look.lang.pick(
            "Chưa có tài liệu nào ở tiêu chí khác để dùng lại.",
            "No document of another criterion to reuse yet.",
        );
        return tell(desk, text.to_owned());
    }
    prompts::open(desk, PromptKind::Reuse, "");
}

/// Adds an entry that points to a document of another criterion.
pub(super) fn share(desk: &mut Desk, look: Look, place: &str, effects: &mut Effects) {
    let code = desk.code().to_owned();
    let answer = desk.sheet.book().answer(&code);
    let (id, at) = (answer.free_evidence_id(), answer.evidence.len());
    let entry = Evidence {
        id: id.clone(),
        same_as: Some(place.to_owned()),
        ..Evidence::default()
    };
    commit(
        desk,
        look,
        Edit::Evidence {
            code,
            id,
            entry: Some(Box::new(entry)),
            at,
        },
        effects,
    );
}
