//! The record of edits: the screen that shows it, and undo beyond what this session made. What is read comes as a
//! message; the record is read anew whenever something was saved while it is in sight.

use super::edits::{self, alert, may_change, receipt, store, tell};
use super::{Effects, conflict, lists, tree};
use crate::store::field;
use crate::store::history::{Content, Entry, LastOwn, last_own};
use crate::store::read_value;
use crate::text;
use crate::tui::key::Key;
use crate::tui::keymap::Command;
use crate::tui::message::{Effect, ReadHistory};
use crate::tui::model::{Desk, HistoryList, Look, Mode, Origin, Question, Scope};
use crate::tui::words;
use crate::workbook::Edit;
use crate::workbook::merge::Part;
use crate::workbook::words as core_words;

/// Opens the record of a criterion or group.
pub(super) fn open(desk: &mut Desk, code: String, from: Origin, effects: &mut Effects) {
    desk.past.read = None;
    desk.mode = Mode::History(HistoryList {
        code,
        scope: Scope::Part,
        row: 0,
        from,
    });
    effects.push(Effect::ReadHistory);
}

/// Something was saved: what is in sight is read anew.
pub(super) fn refresh(desk: &Desk, effects: &mut Effects) {
    if list(desk).is_some() {
        effects.push(Effect::ReadHistory);
    }
}

fn list(desk: &Desk) -> Option<&HistoryList> {
    match &desk.mode {
        Mode::History(list) | Mode::Confirm(Question::BringBack { list, .. }) => Some(list),
        _ => None,
    }
}

/// Takes in the record as it was read. The mark stays on the entry that it was on.
pub(super) fn take_in(desk: &mut Desk, look: Look, read: Box<ReadHistory>, effects: &mut Effects) {
    let marked = list(desk).and_then(|list| marked(desk, list)).cloned();
    conflict::take_in_base(desk, &read.record);
    name(desk, &read);
    desk.past.read = Some(read);
    if let Some(marked) = marked {
        let same = |entry: &Entry| {
            (entry.since, &entry.code, &entry.field, &entry.author)
                == (marked.since, &marked.code, &marked.field, &marked.author)
        };
        let row = list(desk).and_then(|list| {
            let mut rows = entry_rows(desk, list).into_iter();
            rows.position(|place| entry_at(desk, place).is_some_and(same))
        });
        if let (Some(row), Mode::History(list) | Mode::Confirm(Question::BringBack { list, .. })) =
            (row, &mut desk.mode)
        {
            list.row = row;
        }
    }
    if desk.past.undos > 0 {
        undo_from_record(desk, look, effects);
    }
}

/// Says of a part what somebody else did to it; who it was is added once the record tells it.
pub(super) fn alert_unnamed(desk: &mut Desk, part: Part, text: String) {
    alert(desk, text.clone());
    desk.past.unnamed = Some((part, text));
}

/// The record is asked who it was.
pub(super) fn ask_for_name(desk: &Desk, effects: &mut Effects) {
    if desk.past.unnamed.is_some() {
        effects.push(Effect::ReadHistory);
    }
}

/// Adds who changed the part last, while the line is still in sight.
fn name(desk: &mut Desk, read: &ReadHistory) {
    let Some((part, text)) = desk.past.unnamed.take() else {
        return;
    };
    let is_of_part = |entry: &&Entry| {
        let edit = || field::edit(&entry.code, &entry.field, None);
        let of = entry.decided().or_else(|| edit().map(|edit| edit.part()));
        of.is_some_and(|of| of == part)
    };
    let last = read.record.entries.iter().rfind(is_of_part);
    if let (Some(entry), Some(notice)) = (last, &mut desk.status.notice)
        && notice.text == text
        && entry.author != read.author
    {
        let author = text::clean_line(&entry.author);
        notice.text = format!("{author}, {}: {text}", read.short(entry.at));
    }
}

/// The entries in sight, the newest first, by their place in the record.
pub(crate) fn entry_rows(desk: &Desk, list: &HistoryList) -> Vec<usize> {
    let entries = desk.past.read.iter().flat_map(|read| &read.record.entries);
    let belongs = |entry: &Entry| match list.scope {
        Scope::All => true,
        Scope::Part => lies_in(&entry.code, &list.code),
    };
    let places = entries.enumerate().filter(|(_, entry)| belongs(entry));
    let mut rows: Vec<usize> = places.map(|(place, _)| place).collect();
    rows.reverse();
    rows
}

/// Whether a code is another one or stands below it.
fn lies_in(code: &str, part: &str) -> bool {
    let rest = code.strip_prefix(part);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

fn entry_at(desk: &Desk, place: usize) -> Option<&Entry> {
    desk.past.read.as_ref()?.record.entries.get(place)
}

fn marked<'a>(desk: &'a Desk, list: &HistoryList) -> Option<&'a Entry> {
    entry_at(desk, *entry_rows(desk, list).get(list.row)?)
}

/// The edit that brings back what stood there before an entry, or what a choice left out; none when the record
/// does not tell it. Of several values left out, the first that does not stand there now.
fn old_value(desk: &Desk, place: usize) -> Option<Edit> {
    let record = &desk.past.read.as_ref()?.record;
    let entry = record.entries.get(place)?;
    let book = desk.sheet.book();
    if let (Content::Choice { others, .. }, Some(part)) = (&entry.content, entry.decided()) {
        let now = part.content(book);
        let others = others.iter();
        let mut others = others.map(|other| read_value(&part, &other.value, book));
        let content = others.find(|content| *content != now)?;
        return Some(Edit::Put(part, content));
    }
    let before = record.values(place).0?;
    field::edit(&entry.code, &entry.field, before.as_ref())
}

pub(super) fn press(desk: &mut Desk, look: Look, command: Option<Command>, effects: &mut Effects) {
    let Mode::History(list) = &desk.mode else {
        return;
    };
    let mut list = list.clone();
    match command {
        None => {}
        Some(Command::Leave) => leave(desk, &list),
        Some(Command::Regroup) => {
            list.scope = match list.scope {
                Scope::Part => Scope::All,
                Scope::All => Scope::Part,
            };
            list.row = 0;
            desk.mode = Mode::History(list);
        }
        Some(Command::Enter) => ask(desk, look, list),
        Some(command) => {
            let count = entry_rows(desk, &list).len();
            if let Some(row) = lists::moved(list.row, command, count, 10) {
                list.row = row;
                desk.mode = Mode::History(list);
            } else {
                desk.mode = Mode::Tree;
                tree::run(desk, look, command, Key::Enter, effects);
            }
        }
    }
}

fn leave(desk: &mut Desk, list: &HistoryList) {
    desk.mode = Mode::Tree;
    match &list.from {
        Origin::Tree => {}
        Origin::Findings => desk.mode = Mode::Findings(desk.findings),
        Origin::Conflict(part) => conflict::open(desk, part.clone()),
    }
}

/// Asks whether the value before the marked entry is to stand again.
fn ask(desk: &mut Desk, look: Look, list: HistoryList) {
    let Some(place) = entry_rows(desk, &list).get(list.row).copied() else {
        return;
    };
    if !may_change(desk, look) {
        return;
    }
    if let Some(edit) = old_value(desk, place) {
        let edit = Box::new(edit);
        desk.mode = Mode::Confirm(Question::BringBack { edit, list });
    } else {
        let text = look.lang.pick(
            "Lịch sử không còn đủ để lấy lại giá trị này.",
            "The record does not tell this value any more.",
        );
        alert(desk, text.to_owned());
    }
}

/// Makes a value of the record stand again, as an ordinary edit.
pub(super) fn bring_back(
    desk: &mut Desk,
    look: Look,
    edit: Edit,
    list: HistoryList,
    effects: &mut Effects,
) {
    desk.mode = Mode::History(list);
    match desk.sheet.edit(edit) {
        Ok(Some(change)) => {
            let entry = words::tape_entry(&desk.sheet, &change, look);
            edits::remember(desk, entry);
            let text = words::brought_back(&desk.sheet, &change, look);
            receipt(desk, text);
            store(desk, std::slice::from_ref(&change), effects);
        }
        Ok(None) => {
            let text = look.lang.pick(
                "Đang là giá trị này: không có gì phải đổi.",
                "This value stands there now: nothing to change.",
            );
            tell(desk, text.to_owned());
        }
        Err(rejection) => alert(
            desk,
            core_words::rejection(&rejection, look.lang, look.mark()),
        ),
    }
}

/// The session has nothing of its own to take back: the record is asked for what its author made before. Not where
/// something is being typed: that would take the officer away from it.
pub(super) fn undo_further(desk: &mut Desk, look: Look, effects: &mut Effects) {
    if desk.place().takes_text() {
        return nothing_more(desk, look);
    }
    desk.past.undos += 1;
    if desk.past.undos == 1 {
        effects.push(Effect::ReadHistory);
    }
}

/// Takes back the author's latest edit that still stands. For the next press the record is read anew, with this
/// one in it.
fn undo_from_record(desk: &mut Desk, look: Look, effects: &mut Effects) {
    // Whoever has gone on working meanwhile does not want it any more.
    if desk.sheet.can_undo() || desk.place().takes_text() {
        desk.past.undos = 0;
        return;
    }
    let Some(read) = desk.past.read.take() else {
        return;
    };
    let book = desk.sheet.book();
    match last_own(&read.record, book, &read.author, &desk.past.passed) {
        None => {
            desk.past.undos = 0;
            nothing_more(desk, look);
        }
        Some(last) => {
            desk.past.undos -= 1;
            take_back(desk, look, &read, &last, effects);
            if desk.past.undos > 0 {
                effects.push(Effect::ReadHistory);
            }
        }
    }
    desk.past.read = Some(read);
}

fn nothing_more(desk: &mut Desk, look: Look) {
    let text = look
        .lang
        .pick("Không còn gì để hoàn tác.", "Nothing more to undo.");
    tell(desk, text.to_owned());
}

fn take_back(
    desk: &mut Desk,
    look: Look,
    read: &ReadHistory,
    last: &LastOwn<'_>,
    effects: &mut Effects,
) {
    match last {
        LastOwn::Overtaken { entry, by } => {
            let by = by.map(|by| (by.author.as_str(), read.short(by.at)));
            let by = by.as_ref().map(|(author, at)| (*author, at.as_str()));
            let text = words::overtaken_by(desk.sheet.book(), entry, by, look.lang);
            desk.past.passed.push(last.passed());
            if let Some(edit) = field::edit(&entry.code, &entry.field, None) {
                edits::follow(desk, &edit);
            }
            alert(desk, text);
        }
        LastOwn::Stands { entry, back } => match desk.sheet.take_back(back.clone()) {
            Ok(Some(change)) => {
                edits::follow(desk, &change.edit);
                let tape = words::tape_entry(&desk.sheet, &change, look);
                edits::remember(desk, tape);
                let day = read.short(entry.at);
                let text = words::undone_from(&desk.sheet, &change, &day, look);
                receipt(desk, text);
                store(desk, std::slice::from_ref(&change), effects);
            }
            Ok(None) => desk.past.passed.push(last.passed()),
            Err(rejection) => {
                desk.past.passed.push(last.passed());
                let text = core_words::rejection(&rejection, look.lang, look.mark());
                alert(desk, text);
            }
        },
    }
}
