//! Keys in a field: a figure or a score. An opened field has its value selected; digits, Enter, and the next one.

use super::edits::{alert, commit};
use super::{Effects, choices, documents, forms, prompts, tree, writing};
use crate::criteria::Criterion;
use crate::points::{self, Decimal, NumberError, Stored};
use crate::say;
use crate::store::draft::Typed;
use crate::tui::editor;
use crate::tui::key::Key;
use crate::tui::keymap::Command;
use crate::tui::line::LineInput;
use crate::tui::model::{Desk, FieldEntry, Look, Mode, PromptKind, Slot, TextKind};
use crate::workbook::words as core_words;
use crate::workbook::{Answer, Edit};

/// What of a criterion can be entered, in order: its figures, then the choice or the score its rule takes.
pub(crate) fn slots(criterion: &Criterion) -> Vec<Slot> {
    let mut slots: Vec<Slot> = (0..criterion.figures.len()).map(Slot::Figure).collect();
    if !criterion.rule.levels().is_empty() {
        slots.push(Slot::Levels);
    }
    if !criterion.rule.items().is_empty() {
        slots.push(Slot::Items);
    }
    if criterion.rule.takes_score() {
        slots.push(Slot::Score);
    }
    slots
}

/// What stands in a slot, as it is edited on screen.
fn value(criterion: &Criterion, answer: &Answer, slot: &Slot, look: Look) -> String {
    let print = |stored: &Stored| match stored {
        Stored::Number(number) => points::print(*number, look.mark()),
        Stored::Unreadable(text) => text.clone(),
    };
    match slot {
        Slot::Figure(place) => criterion
            .figures
            .get(*place)
            .and_then(|figure| answer.figures.get(&figure.id))
            .map(print)
            .unwrap_or_default(),
        Slot::Score => answer.score.as_ref().map(print).unwrap_or_default(),
        Slot::Levels | Slot::Items => String::new(),
    }
}

/// Opens a slot of the criterion under the cursor; whether there is one.
pub(super) fn open(desk: &mut Desk, look: Look, slot: usize) -> bool {
    let code = desk.code().to_owned();
    let Some((_, criterion, answer)) = desk.sheet.book().asked(&code) else {
        return false;
    };
    let mode = match slots(criterion).get(slot) {
        None => return false,
        Some(Slot::Levels | Slot::Items) => {
            Mode::Choices(choices::entry(criterion, answer, &code, slot))
        }
        Some(kind @ (Slot::Figure(_) | Slot::Score)) => {
            let line = LineInput::selected(&value(criterion, answer, kind, look));
            Mode::Field(FieldEntry {
                code,
                slot,
                line,
                refused: None,
            })
        }
    };
    desk.mode = mode;
    true
}

pub(super) fn press(
    desk: &mut Desk,
    look: Look,
    key: Key,
    command: Option<Command>,
    effects: &mut Effects,
) {
    let Mode::Field(field) = &mut desk.mode else {
        return;
    };
    if command == Some(Command::Leave) {
        return leave(desk);
    }
    if let Some(command) = command {
        let untouched = field.line.is_untouched() && field.refused.is_none();
        if !untouched && !commit_open(desk, look, effects) {
            return;
        }
        return go_on(desk, look, command, key, effects);
    }
    let begins_sum =
        matches!(key, Key::Char('+' | '-')) && field.line.is_untouched() && !field.line.is_empty();
    if begins_sum {
        field.line.key(Key::End);
    }
    if accepts(key) {
        field.refused = None;
        field.line.key(key);
    } else if let Key::Char(c) = key {
        // A composed letter means that an input method swallowed a digit: what stands there is not what was typed.
        if !c.is_ascii() {
            field.line = LineInput::at_end("");
            field.refused = Some(
                look.lang
                    .pick(
                        "Bộ gõ đã biến chữ số thành chữ. Gõ lại số.",
                        "An input method turned a digit into a letter. Type the number again.",
                    )
                    .to_owned(),
            );
        }
    }
}

/// Digits, marks, signs of a sum, letters of a code, and the keys that move in the line.
const fn accepts(key: Key) -> bool {
    match key {
        Key::Char(c) => matches!(c, '0'..='9' | ',' | '.' | '+' | '-' | ' '),
        Key::Backspace | Key::Delete | Key::Left | Key::Right | Key::Home | Key::End => true,
        Key::Ctrl(c) => matches!(c, 'e' | 'w'),
        _ => false,
    }
}

pub(super) fn paste(desk: &mut Desk, look: Look, text: &str, effects: &mut Effects) {
    // A row or column copied from a table behaves like typing: each part, then Enter.
    let parts: Vec<String> = text
        .split(['\t', '\n', '\r'])
        .map(|part| part.trim().to_owned())
        .filter(|part| !part.is_empty())
        .collect();
    let last = parts.len().saturating_sub(1);
    for (place, part) in parts.iter().enumerate() {
        let Mode::Field(field) = &mut desk.mode else {
            return;
        };
        if field.line.paste(part) != editor::Typed::Changed {
            return;
        }
        if place < last && (!commit_open(desk, look, effects) || !to_slot(desk, look, 1)) {
            return;
        }
    }
}

/// What is typed in the open field, when it is not what stands there.
pub(super) fn typed(desk: &Desk, look: Look) -> Option<Typed> {
    let Mode::Field(field) = &desk.mode else {
        return None;
    };
    let (_, criterion, answer) = desk.sheet.book().asked(&field.code)?;
    let slot = slots(criterion).into_iter().nth(field.slot)?;
    let (text, base) = (field.line.text(), value(criterion, answer, &slot, look));
    (!field.line.is_untouched() && text != base).then(|| Typed {
        code: field.code.clone(),
        field: field_name(criterion, &slot),
        text,
        base,
    })
}

/// The name of a slot's field in records beside the workbook.
fn field_name(criterion: &Criterion, slot: &Slot) -> String {
    match slot {
        Slot::Figure(place) => {
            let figure = criterion.figures.get(*place);
            format!("figures/{}", figure.map_or("", |figure| figure.id.as_str()))
        }
        Slot::Levels => "level".to_owned(),
        Slot::Items => "ticked".to_owned(),
        Slot::Score => "score".to_owned(),
    }
}

/// What the workbook says where something was typed; none when it was no field.
pub(super) fn present(desk: &Desk, look: Look, typed: &Typed) -> Option<String> {
    let (_, criterion, answer) = desk.sheet.book().asked(&typed.code)?;
    let mut slots = slots(criterion).into_iter();
    let slot = slots.find(|slot| field_name(criterion, slot) == typed.field)?;
    Some(value(criterion, answer, &slot, look))
}

/// Opens the field of a name at the criterion under the cursor, with a text in it. What stands there; none when
/// there is no such field.
pub(super) fn reopen(desk: &mut Desk, look: Look, name: &str, text: &str) -> Option<String> {
    let (_, criterion, answer) = desk.sheet.book().asked(desk.code())?;
    let slots = slots(criterion);
    let place = slots
        .iter()
        .position(|slot| field_name(criterion, slot) == name)?;
    let present = value(criterion, answer, slots.get(place)?, look);
    open(desk, look, place);
    let Mode::Field(field) = &mut desk.mode else {
        return None;
    };
    field.line = LineInput::at_end(text);
    Some(present)
}

/// Esc: what was typed is dropped, and undo brings it back.
fn leave(desk: &mut Desk) {
    let Mode::Field(field) = std::mem::replace(&mut desk.mode, Mode::Tree) else {
        return;
    };
    desk.dropped = (!field.line.is_untouched()).then_some(field);
}

/// Drops what is typed in the open field, as Esc does; whether anything was.
pub(super) fn drop_typed(desk: &mut Desk) -> bool {
    let typed = matches!(&desk.mode, Mode::Field(field) if !field.line.is_untouched());
    if typed {
        leave(desk);
    }
    typed
}

/// The value that Esc dropped last, back in its field.
pub(super) fn bring_back_dropped(desk: &mut Desk) -> bool {
    let Some(field) = desk.dropped.take() else {
        return false;
    };
    let Some(id) = desk.sheet.book().set.find(&field.code) else {
        return false;
    };
    tree::place(desk, id);
    desk.mode = Mode::Field(field);
    true
}

/// Commits what is typed in the open field, if anything; false when it was refused and stays open.
pub(super) fn commit_open(desk: &mut Desk, look: Look, effects: &mut Effects) -> bool {
    let Mode::Field(field) = &desk.mode else {
        return true;
    };
    if field.line.is_untouched() && field.refused.is_none() {
        return true;
    }
    let edit = match read(desk, field) {
        Ok(edit) => edit,
        Err(refusal) => return refuse(desk, look, refusal),
    };
    if commit(desk, look, edit, effects) {
        return true;
    }
    let text = desk
        .status
        .notice
        .as_ref()
        .map(|notice| notice.text.clone());
    if let Mode::Field(field) = &mut desk.mode {
        field.line = LineInput::selected(&field.line.text());
        field.refused = text;
    }
    false
}

/// Why a typed value is refused.
enum Refusal {
    Number(NumberError),
    /// It is a code where a whole number is due.
    Code(String),
}

fn read(desk: &Desk, field: &FieldEntry) -> Result<Edit, Refusal> {
    let code = field.code.clone();
    let number = typed_number(desk, field)?;
    let value = number.map(Stored::from);
    match slot_of(desk, field) {
        Some(Slot::Figure(place)) => {
            let figure = desk
                .sheet
                .book()
                .set
                .criterion(&code)
                .and_then(|criterion| criterion.figures.get(place));
            let figure = figure.map(|figure| figure.id.clone()).unwrap_or_default();
            Ok(Edit::Figure {
                code,
                figure,
                value,
            })
        }
        Some(Slot::Score | Slot::Levels | Slot::Items) | None => Ok(Edit::Score { code, value }),
    }
}

fn slot_of(desk: &Desk, field: &FieldEntry) -> Option<Slot> {
    slots(desk.sheet.book().set.criterion(&field.code)?)
        .get(field.slot)
        .cloned()
}

/// The number in an open field as it would be committed; none for an empty field.
fn typed_number(desk: &Desk, field: &FieldEntry) -> Result<Option<Decimal>, Refusal> {
    let text = field.line.text();
    if text.trim().is_empty() {
        return Ok(None);
    }
    let whole = match slot_of(desk, field) {
        Some(Slot::Figure(place)) => desk
            .sheet
            .book()
            .set
            .criterion(&field.code)
            .and_then(|criterion| criterion.figures.get(place))
            .is_none_or(|figure| !figure.decimal),
        Some(Slot::Score | Slot::Levels | Slot::Items) | None => false,
    };
    if !whole {
        return points::typed_decimal(&text)
            .map(Some)
            .map_err(Refusal::Number);
    }
    match points::typed_sum(&text) {
        Ok(number) => Ok(Some(number)),
        Err(_)
            if text.matches('.').count() >= 1
                && desk.sheet.book().set.find(text.trim()).is_some() =>
        {
            Err(Refusal::Code(text.trim().to_owned()))
        }
        Err(error) => Err(Refusal::Number(error)),
    }
}

/// What the open field would make of the criterion's answer, while it is typed.
pub(crate) fn preview(desk: &Desk) -> Option<(Answer, Decimal)> {
    let Mode::Field(field) = &desk.mode else {
        return None;
    };
    if field.line.is_untouched() {
        return None;
    }
    let number = typed_number(desk, field).ok().flatten()?;
    let mut answer = desk.sheet.book().answer(&field.code).clone();
    match slot_of(desk, field)? {
        Slot::Figure(place) => {
            let figure = desk
                .sheet
                .book()
                .set
                .criterion(&field.code)?
                .figures
                .get(place)?;
            answer.figures.insert(figure.id.clone(), number.into());
        }
        Slot::Score => answer.score = Some(number.into()),
        Slot::Levels | Slot::Items => return None,
    }
    Some((answer, number))
}

fn refuse(desk: &mut Desk, look: Look, refusal: Refusal) -> bool {
    let text = match refusal {
        Refusal::Number(error) => core_words::number_error(error, look.lang).to_owned(),
        Refusal::Code(code) => {
            say!(
                look.lang,
                "{code} là mã tiêu chí. Esc bỏ chữ vừa gõ, rồi g {code} Enter để tới đó.",
                "{code} is a criterion's code. Esc drops it, then g {code} Enter goes there."
            )
        }
    };
    alert(desk, text.clone());
    if let Mode::Field(field) = &mut desk.mode {
        // The next character replaces what was refused.
        field.line = LineInput::selected(&field.line.text());
        field.refused = Some(text);
    }
    false
}

fn go_on(desk: &mut Desk, look: Look, command: Command, key: Key, effects: &mut Effects) {
    match command {
        Command::Enter => {
            if !to_slot(desk, look, 1) {
                tree::flow_on(desk, look, effects);
            }
        }
        Command::Next => {
            if !to_slot(desk, look, 1) {
                writing::open(desk, look, TextKind::Justification, None);
            }
        }
        Command::Previous => {
            to_slot(desk, look, -1);
        }
        Command::NextCriterion => next_criterion(desk, look, effects),
        Command::Explain => writing::open(desk, look, TextKind::Justification, letter(key)),
        Command::NotAssess => writing::open(desk, look, TextKind::Reason, letter(key)),
        Command::Documents => documents::open(desk),
        Command::Declare => forms::open_declared(desk, look),
        Command::Findings => desk.mode = Mode::Findings(desk.findings),
        Command::GoTo => prompts::open(desk, PromptKind::GoTo, ""),
        Command::Find => prompts::open(desk, PromptKind::Find, ""),
        Command::Palette => prompts::open(desk, PromptKind::Palette, ""),
        other => {
            desk.mode = Mode::Tree;
            tree::run(desk, look, other, key, effects);
        }
    }
}

/// The letter that was a command.
pub(super) const fn letter(key: Key) -> Option<char> {
    if let Key::Char(c) = key {
        Some(c)
    } else {
        None
    }
}

/// Opens a slot of the same criterion, so many further; false at the end. At the start it stays.
pub(super) fn to_slot(desk: &mut Desk, look: Look, step: isize) -> bool {
    let here = match &desk.mode {
        Mode::Field(field) => field.slot,
        Mode::Choices(entry) => entry.slot,
        _ => return false,
    };
    match here.checked_add_signed(step) {
        Some(slot) => open(desk, look, slot),
        None => open(desk, look, here),
    }
}

fn next_criterion(desk: &mut Desk, look: Look, effects: &mut Effects) {
    desk.mode = Mode::Tree;
    if let Some(id) = tree::following(desk, desk.tree.cursor) {
        tree::place(desk, id);
        tree::open_first(desk, look, effects);
    }
}
