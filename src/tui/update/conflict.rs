//! Keys in the choice between the values of a conflict. Choosing is an edit like any other, undone like any other;
//! nothing is chosen by looking, leaving or a change of size.

use super::edits::{self, alert, receipt, tell};
use super::{Effects, documents, fields, forms, history, lists, office, prompts, tree, writing};
use crate::say;
use crate::store::history::Record;
use crate::store::restore;
use crate::text;
use crate::tui::key::Key;
use crate::tui::keymap::Command;
use crate::tui::message::Effect;
use crate::tui::model::{ConflictEntry, Desk, Look, Mode, Origin, PromptKind, TextKind};
use crate::tui::words;
use crate::workbook::merge::{self, Conflict, Conflicts, Content, Part};
use crate::workbook::{Edit, Evidence};

/// What can be done with a conflict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Choice {
    /// Use this of its different values.
    Value(usize),
    /// Enter another value.
    Other,
    /// Keep all texts, one under the other, and go on writing.
    Both,
    /// Keep all documents: the first as it is, the others as new ones.
    AllDocuments,
    /// Both changes in one text: they do not touch.
    Joined(String),
    /// Leave it open.
    Later,
}

/// What can be done with a conflict, in order. Leaving it open comes last, and its key is 0.
pub(crate) fn choices(conflict: &Conflict, base: Option<&Content>) -> Vec<Choice> {
    let values = conflict.values();
    let mut choices: Vec<Choice> = (0..values.len()).map(Choice::Value).collect();
    if conflict.all_texts().is_some() {
        choices.push(Choice::Both);
    }
    if documents(conflict).len() > 1 {
        choices.push(Choice::AllDocuments);
    }
    choices.extend(joined(conflict, base).map(Choice::Joined));
    if can_be_entered(&conflict.part) {
        choices.push(Choice::Other);
    }
    choices.push(Choice::Later);
    choices
}

/// The documents of a conflict, each once.
fn documents(conflict: &Conflict) -> Vec<&Evidence> {
    let values = conflict.values().into_iter();
    let documents = values.filter_map(|(content, _)| match content {
        Some(Content::Evidence(entry)) => Some(&**entry),
        Some(_) | None => None,
    });
    documents.collect()
}

/// The text with the changes of both, where it is known what they changed and they do not touch.
fn joined(conflict: &Conflict, base: Option<&Content>) -> Option<String> {
    let base = base.filter(|_| conflict.part.is_prose())?.text()?;
    match conflict.values().as_slice() {
        [(Some(one), _), (Some(two), _)] => {
            let (one, two) = (one.text()?, two.text()?);
            text::join(base, one, two).filter(|joined| joined != one && joined != two)
        }
        _ => None,
    }
}

/// Whether there is a place on the screen where another value is entered.
const fn can_be_entered(part: &Part) -> bool {
    match part {
        Part::Entered(_)
        | Part::Declared(_)
        | Part::NotAssessed(_)
        | Part::ExplainedWith(_)
        | Part::Justification(_)
        | Part::Evidence(..)
        | Part::Unit(_)
        | Part::Text(_)
        | Part::Lines(_)
        | Part::Mark
        | Part::Heading(_) => true,
    }
}

/// The open conflicts in the order of the tree.
pub(crate) fn all(desk: &Desk) -> Vec<Conflict> {
    merge::conflicts_in_order(desk.sheet.book())
}

/// Opens the conflict of the criterion under the cursor, else the first of all.
pub(super) fn open_here(desk: &mut Desk, look: Look) {
    let all = all(desk);
    let here = all
        .iter()
        .find(|conflict| conflict.part.code() == Some(desk.code()));
    match here.or(all.first()) {
        Some(conflict) => open(desk, conflict.part.clone()),
        None => tell(
            desk,
            look.lang
                .pick("Không có xung đột nào.", "There is no conflict.")
                .to_owned(),
        ),
    }
}

/// Opens a conflict, with the cursor of the tree on its criterion.
pub(super) fn open(desk: &mut Desk, part: Part) {
    let id = part
        .code()
        .and_then(|code| desk.sheet.book().set.find(code));
    if let Some(id) = id {
        tree::go(desk, id);
    }
    desk.mode = Mode::Conflict(Box::new(ConflictEntry {
        part,
        row: 0,
        top: 0,
        base: None,
        asked: false,
    }));
}

/// Whatever opened a conflict: the record is asked what stood there before the values parted.
pub(super) fn ask_for_base(desk: &mut Desk, effects: &mut Effects) {
    if let Mode::Conflict(entry) = &mut desk.mode
        && !entry.asked
    {
        entry.asked = true;
        effects.push(Effect::ReadHistory);
    }
}

/// The record was read: what stood there before the values parted, if it tells.
pub(super) fn take_in_base(desk: &mut Desk, record: &Record) {
    if let Mode::Conflict(entry) = &mut desk.mode
        && let Some(conflict) = desk.sheet.book().conflicts.get(&entry.part)
    {
        let was = entry.base.take();
        entry.base = restore::before_the_split(record, desk.sheet.book(), &conflict);
        // A way of joining may have come or gone: the mark stays on what it was on.
        let before = choices(&conflict, was.as_ref().and_then(Option::as_ref));
        let now = choices(&conflict, entry.base());
        let marked = before.get(entry.row);
        let row = marked.and_then(|choice| now.iter().position(|other| other == choice));
        entry.row = row.unwrap_or(now.len().saturating_sub(1));
    }
}

pub(super) fn press(
    desk: &mut Desk,
    look: Look,
    key: Key,
    command: Option<Command>,
    effects: &mut Effects,
) {
    let Mode::Conflict(entry) = &desk.mode else {
        return;
    };
    let Some(conflict) = desk.sheet.book().conflicts.get(&entry.part) else {
        desk.mode = Mode::Tree;
        return;
    };
    let choices = choices(&conflict, entry.base());
    let row = entry.row.min(choices.len().saturating_sub(1));
    match command {
        None => mark(desk, key, &choices),
        Some(Command::Leave) => desk.mode = Mode::Tree,
        Some(Command::Enter) => {
            if let Some(choice) = choices.into_iter().nth(row) {
                decide(desk, look, &conflict, choice, effects);
            }
        }
        Some(Command::NextNeed) => turn(desk, look, 1),
        Some(Command::PreviousNeed) => turn(desk, look, -1),
        Some(command @ (Command::PageUp | Command::PageDown)) => scroll(desk, command),
        Some(Command::History) => {
            let part = entry.part.clone();
            let code = part.code().unwrap_or_default().to_owned();
            history::open(desk, code, Origin::Conflict(part), effects);
        }
        Some(command) => {
            if let Some(row) = lists::moved(row, command, choices.len(), 1) {
                set_row(desk, row);
            } else {
                desk.mode = Mode::Tree;
                tree::run(desk, look, command, key, effects);
            }
        }
    }
}

/// A digit marks a line; 0 is the last, which leaves it open.
fn mark(desk: &mut Desk, key: Key, choices: &[Choice]) {
    let Key::Char(digit) = key else { return };
    let Some(digit) = digit.to_digit(10) else {
        return;
    };
    let last = choices.len().saturating_sub(1);
    match digit {
        0 => set_row(desk, last),
        digit if (digit as usize) <= last => set_row(desk, digit as usize - 1),
        _ => {}
    }
}

fn set_row(desk: &mut Desk, row: usize) {
    if let Mode::Conflict(entry) = &mut desk.mode {
        entry.row = row;
    }
}

fn scroll(desk: &mut Desk, command: Command) {
    const STEP: usize = 8;
    if let Mode::Conflict(entry) = &mut desk.mode {
        entry.top = match command {
            Command::PageUp => entry.top.saturating_sub(STEP),
            _ => entry.top.saturating_add(STEP),
        };
    }
}

/// The next or previous conflict, round and round.
fn turn(desk: &mut Desk, look: Look, step: isize) {
    let Mode::Conflict(entry) = &desk.mode else {
        return;
    };
    let all = all(desk);
    let here = all.iter().position(|other| other.part == entry.part);
    let count = isize::try_from(all.len()).unwrap_or(isize::MAX).max(1);
    let here = here
        .and_then(|here| isize::try_from(here).ok())
        .unwrap_or(0);
    let next = usize::try_from((here + step).rem_euclid(count)).unwrap_or(0);
    match all.get(next) {
        Some(other) if other.part != entry.part => open(desk, other.part.clone()),
        _ => tell(
            desk,
            look.lang
                .pick("Chỉ còn xung đột này.", "This is the only conflict.")
                .to_owned(),
        ),
    }
}

fn decide(desk: &mut Desk, look: Look, conflict: &Conflict, choice: Choice, effects: &mut Effects) {
    match choice {
        Choice::Value(value) => {
            let values = conflict.values();
            let side = values.get(value).and_then(|(_, sides)| sides.first());
            if let Some(side) = side {
                let edit = conflict.choice(side);
                let text = |desk: &Desk| words::decided(&desk.sheet, conflict, Some(value), look);
                settle(desk, look, vec![edit], text, effects);
            }
        }
        Choice::Joined(text) => {
            let edit = Edit::Put(conflict.part.clone(), Some(Content::Text(text)));
            let text = |desk: &Desk| words::decided(&desk.sheet, conflict, None, look);
            settle(desk, look, vec![edit], text, effects);
        }
        Choice::AllDocuments => keep_documents(desk, look, conflict, effects),
        Choice::Both => {
            if let Some(edit) = conflict.all_texts()
                && edits::commit(desk, look, edit, effects)
            {
                desk.mode = Mode::Tree;
                enter_other(desk, look, &conflict.part);
            }
        }
        Choice::Other => enter_other(desk, look, &conflict.part),
        Choice::Later => later(desk, look),
    }
}

/// Keeps every document of a conflict. The first keeps its id and the marks that cite it; the others become new ones.
fn keep_documents(desk: &mut Desk, look: Look, conflict: &Conflict, effects: &mut Effects) {
    let Some(code) = conflict.part.code() else {
        return;
    };
    let mut documents = documents(conflict).into_iter();
    let Some(first) = documents.next() else {
        return;
    };
    let content = Content::Evidence(Box::new(first.clone()));
    let mut edits = vec![Edit::Put(conflict.part.clone(), Some(content))];
    let mut answer = desk.sheet.book().answer(code).clone();
    let mut ids = Vec::new();
    for document in documents {
        let entry = Evidence {
            id: answer.free_evidence_id(),
            ..document.clone()
        };
        ids.push(entry.id.clone());
        edits.push(Edit::Evidence {
            code: code.to_owned(),
            id: entry.id.clone(),
            entry: Some(Box::new(entry.clone())),
            at: answer.evidence.len(),
        });
        answer.evidence.push(entry);
    }
    let text = words::documents_kept(conflict, &ids, look.lang);
    settle(desk, look, edits, |_| text, effects);
}

/// Makes the edits that decide a conflict, says it, and goes on to the next one.
fn settle(
    desk: &mut Desk,
    look: Look,
    edits: Vec<Edit>,
    said: impl FnOnce(&Desk) -> String,
    effects: &mut Effects,
) {
    if !edits::commit_together(desk, look, edits, effects) {
        return;
    }
    let text = said(desk);
    let left = all(desk);
    match left.first() {
        Some(next) => open(desk, next.part.clone()),
        None => desk.mode = Mode::Tree,
    }
    receipt(desk, text);
}

/// Opens the place where another value is entered. Until that is done the conflict stays open.
pub(super) fn enter_other(desk: &mut Desk, look: Look, part: &Part) {
    desk.mode = Mode::Tree;
    match part {
        Part::Entered(_) => {
            fields::open(desk, look, 0);
        }
        Part::Declared(_) => forms::open_declared(desk, look),
        Part::NotAssessed(_) => writing::open(desk, look, TextKind::Reason, None),
        Part::Justification(_) => writing::open(desk, look, TextKind::Justification, None),
        Part::ExplainedWith(_) => prompts::open(desk, PromptKind::ExplainWith, ""),
        Part::Evidence(..) => documents::open(desk),
        Part::Unit(_) | Part::Text(_) | Part::Lines(_) | Part::Mark | Part::Heading(_) => {
            office::open(desk, look, Some((part, 0)));
        }
    }
}

fn later(desk: &mut Desk, look: Look) {
    desk.mode = Mode::Tree;
    let count = desk.sheet.book().conflicts.len();
    let total = words::total_and_span(&desk.sheet, look);
    tell(
        desk,
        say!(
            look.lang,
            "Để sau: còn {count} xung đột, tổng {total}. d mở lại.",
            "Left open: {count} conflicts, total {total}. d opens it again."
        ),
    );
}

/// After the workbook came in anew: a conflict that was decided elsewhere closes, one with other values than before
/// is to be read again before anything is chosen.
pub(super) fn reread(desk: &mut Desk, before: &Conflicts, look: Look) {
    let lang = look.lang;
    let Mode::Conflict(entry) = &mut desk.mode else {
        return;
    };
    let Some(before) = before.get(&entry.part) else {
        return;
    };
    let now = desk.sheet.book().conflicts.get(&entry.part);
    let place = words::part_place(&before.part, lang);
    match now {
        None => {
            desk.mode = Mode::Tree;
            let book = desk.sheet.book();
            let value = before.part.content(book).map_or_else(
                || lang.pick("trống", "empty").to_owned(),
                |content| words::part_value(book, &before.part, &content, look),
            );
            let text = say!(
                lang,
                "Xung đột {place} vừa được quyết định ở nơi khác: {value}.",
                "The conflict of {place} was just decided elsewhere: {value}."
            );
            history::alert_unnamed(desk, before.part, text);
        }
        Some(now) if now.sides != before.sides => {
            entry.row = choices(&now, entry.base()).len().saturating_sub(1);
            alert(
                desk,
                say!(
                    lang,
                    "Xung đột {place} vừa đổi ở nơi khác: xem lại trước khi chọn.",
                    "The conflict of {place} just changed elsewhere: look again before you choose."
                ),
            );
        }
        Some(_) => {}
    }
}

/// After a choice was taken back or made again: the conflict that is open again is looked at, else the tree.
pub(super) fn follow(desk: &mut Desk, edit: &Edit) {
    let part = edit.part();
    if desk.sheet.book().conflicts.get(&part).is_some() {
        open(desk, part);
    } else {
        desk.mode = Mode::Tree;
    }
}
