//! Keys in a list of levels or a checklist: a mark that moves, digits that mark, Space that ticks.

use super::edits::{alert, commit};
use super::{Effects, fields, tree, writing};
use crate::criteria::{Choice, Criterion};
use crate::say;
use crate::tui::key::Key;
use crate::tui::keymap::Command;
use crate::tui::model::{ChoiceEntry, Desk, Look, Mode, Slot, TextKind};
use crate::workbook::{Answer, Edit};

/// An opened list with the mark on what is chosen.
pub(super) fn entry(
    criterion: &Criterion,
    answer: &Answer,
    code: &str,
    slot: usize,
) -> ChoiceEntry {
    let chosen = criterion
        .rule
        .levels()
        .iter()
        .position(|level| Some(&level.id) == answer.level.as_ref());
    ChoiceEntry {
        code: code.to_owned(),
        slot,
        mark: chosen,
        ticked: answer.ticked.clone().unwrap_or_default(),
        touched: false,
    }
}

/// Whether the open list is a checklist.
pub(crate) fn is_checklist(criterion: &Criterion, entry: &ChoiceEntry) -> bool {
    fields::slots(criterion).get(entry.slot) == Some(&Slot::Items)
}

/// The rows of the open list.
pub(crate) fn rows<'a>(criterion: &'a Criterion, entry: &ChoiceEntry) -> Vec<&'a Choice> {
    if is_checklist(criterion, entry) {
        criterion.rule.items()
    } else {
        criterion.rule.levels()
    }
}

pub(super) fn press(
    desk: &mut Desk,
    look: Look,
    key: Key,
    command: Option<Command>,
    effects: &mut Effects,
) {
    match command {
        None => {
            if let Key::Char(digit @ '0'..='9') = key {
                mark_digit(desk, look, digit);
            }
        }
        Some(Command::Up) => shift(desk, -1),
        Some(Command::Down) => shift(desk, 1),
        Some(Command::Tick) => tick(desk),
        Some(Command::Remove) => clear(desk, look, effects),
        Some(Command::Leave) => desk.mode = Mode::Tree,
        Some(Command::Enter) => {
            if commit_changed(desk, look, effects) && !fields::to_slot(desk, look, 1) {
                tree::flow_on(desk, look, effects);
            }
        }
        Some(Command::Next) => {
            if commit_changed(desk, look, effects) && !fields::to_slot(desk, look, 1) {
                writing::open(desk, look, TextKind::Justification, None);
            }
        }
        Some(Command::Previous) => {
            if commit_changed(desk, look, effects) {
                fields::to_slot(desk, look, -1);
            }
        }
        Some(command) => {
            if commit_changed(desk, look, effects) {
                desk.mode = Mode::Tree;
                tree::run(desk, look, command, key, effects);
            }
        }
    }
}

/// Commits what was marked or ticked since the list was opened: looking at a list chooses nothing. False when it
/// was refused.
pub(super) fn commit_changed(desk: &mut Desk, look: Look, effects: &mut Effects) -> bool {
    changed(desk).is_none() || commit_open(desk, look, effects)
}

/// What the open list would make of the criterion's answer, when that is not what is stored.
pub(crate) fn changed(desk: &Desk) -> Option<Answer> {
    let Mode::Choices(open) = &desk.mode else {
        return None;
    };
    let (_, criterion, stored) = desk.sheet.book().asked(&open.code)?;
    if !open.touched {
        return None;
    }
    let mut answer = stored.clone();
    if is_checklist(criterion, open) {
        answer.ticked = Some(open.ticked.clone());
    } else {
        answer.level = marked_level(criterion, open);
    }
    Some(answer)
}

fn marked_level(criterion: &Criterion, open: &ChoiceEntry) -> Option<String> {
    let levels = criterion.rule.levels();
    levels.get(open.mark?).map(|level| level.id.clone())
}

fn with_rows(desk: &mut Desk, act: impl FnOnce(&mut ChoiceEntry, &[String], bool)) {
    let Mode::Choices(entry) = &mut desk.mode else {
        return;
    };
    let Some(criterion) = desk.sheet.book().set.criterion(&entry.code) else {
        return;
    };
    let ids: Vec<String> = rows(criterion, entry)
        .iter()
        .map(|choice| choice.id.clone())
        .collect();
    let checklist = is_checklist(criterion, entry);
    act(entry, &ids, checklist);
}

fn shift(desk: &mut Desk, step: isize) {
    with_rows(desk, |entry, ids, checklist| {
        let last = ids.len().saturating_sub(1);
        entry.mark = Some(match entry.mark {
            Some(mark) => mark.saturating_add_signed(step).min(last),
            None if step > 0 => 0,
            None => last,
        });
        entry.touched |= !checklist;
    });
}

/// A digit marks a level, or ticks and unticks an item; 0 says that no item is met.
fn mark_digit(desk: &mut Desk, look: Look, digit: char) {
    let place = digit
        .to_digit(10)
        .and_then(|digit| usize::try_from(digit).ok());
    let place = place.unwrap_or_default();
    let mut count = 0;
    let mut known = false;
    with_rows(desk, |entry, ids, checklist| {
        count = ids.len();
        known = (1..=count).contains(&place) || (place == 0 && checklist);
        if place == 0 && checklist {
            entry.ticked.clear();
            entry.touched = true;
        } else if known {
            entry.mark = Some(place - 1);
            choose(entry, ids, checklist);
        }
    });
    if !known {
        let text = say!(
            look.lang,
            "Chỉ có dòng 1 đến {count}.",
            "There are lines 1 to {count} only."
        );
        alert(desk, text);
    }
}

fn tick(desk: &mut Desk) {
    with_rows(desk, |entry, ids, checklist| {
        entry.mark = entry.mark.or(Some(0));
        choose(entry, ids, checklist);
    });
}

/// Chooses the marked level, or ticks and unticks the marked item.
fn choose(entry: &mut ChoiceEntry, ids: &[String], checklist: bool) {
    entry.touched = true;
    let marked = entry
        .mark
        .and_then(|mark| ids.get(mark))
        .filter(|_| checklist);
    let Some(id) = marked else {
        return;
    };
    if let Some(place) = entry.ticked.iter().position(|ticked| ticked == id) {
        entry.ticked.remove(place);
    } else {
        entry.ticked.push(id.clone());
        entry
            .ticked
            .sort_by_key(|ticked| ids.iter().position(|id| id == ticked));
    }
}

fn commit_open(desk: &mut Desk, look: Look, effects: &mut Effects) -> bool {
    let Mode::Choices(entry) = &desk.mode else {
        return false;
    };
    let Some(criterion) = desk.sheet.book().set.criterion(&entry.code) else {
        return false;
    };
    let code = entry.code.clone();
    let edit = if is_checklist(criterion, entry) {
        Edit::Ticked {
            code,
            items: Some(entry.ticked.clone()),
        }
    } else {
        let level = marked_level(criterion, entry);
        Edit::Level { code, level }
    };
    commit(desk, look, edit, effects)
}

/// Takes the choice away: the criterion is unanswered again.
fn clear(desk: &mut Desk, look: Look, effects: &mut Effects) {
    let Mode::Choices(entry) = &desk.mode else {
        return;
    };
    let Some(criterion) = desk.sheet.book().set.criterion(&entry.code) else {
        return;
    };
    let code = entry.code.clone();
    let edit = if is_checklist(criterion, entry) {
        Edit::Ticked { code, items: None }
    } else {
        Edit::Level { code, level: None }
    };
    commit(desk, look, edit, effects);
    desk.mode = Mode::Tree;
}
