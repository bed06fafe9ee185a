//! Sentences about the record of edits, and about undo that reaches beyond the session.

use super::{effect, from_to, place, value};
use crate::lang::Lang;
use crate::say;
use crate::store::history::{self, Content as Recorded, Entry};
use crate::store::{field, read_value};
use crate::text::Piece;
use crate::tui::model::Look;
use crate::tui::sheet::{Change, Sheet};
use crate::workbook::merge::{self, Part};
use crate::workbook::{Edit, Workbook};
use serde_json::Value;

/// What undo took back of an earlier session, made on a day.
pub fn undone_from(sheet: &Sheet, change: &Change, day: &str, look: Look) -> String {
    let place = place(sheet.book(), &change.edit, look.lang);
    let what = match &change.edit {
        Edit::Evidence { .. } => from_to(sheet, change, look),
        edit => {
            let (from, to) = (
                value(sheet.book(), &change.before, look),
                value(sheet.book(), edit, look),
            );
            say!(look.lang, "{from} về {to}", "{from} back to {to}")
        }
    };
    say!(
        look.lang,
        "Đã hoàn tác sửa ngày {day}: {place} {what}. Ctrl-Y làm lại",
        "Undone the edit of {day}: {place} {what}. Ctrl-Y redoes"
    )
}

/// An edit of an earlier session that is not undone over what was made since, by whom and when if that is known.
pub fn overtaken_by(book: &Workbook, edit: &Entry, by: Option<(&str, &str)>, lang: Lang) -> String {
    let place = entry_place(book, edit, lang);
    match by {
        Some((author, at)) => say!(
            lang,
            "{place}: {author} đã sửa ô này {at}: không hoàn tác đè lên. u lùi tiếp",
            "{place}: {author} changed this {at}: not undone over it. u goes on"
        ),
        None => say!(
            lang,
            "{place}: ô này đã được sửa ở nơi khác: không hoàn tác đè lên. u lùi tiếp",
            "{place}: this was changed elsewhere: not undone over it. u goes on"
        ),
    }
}

/// Columns of the words by which a text is told apart.
const TEXT_START: usize = 60;

/// What tells a text from the one that stands there now: words that it has, else words that it has not.
fn told_apart(now: &str, text: &str, look: Look) -> Option<String> {
    let pieces = crate::text::compare(now, text);
    let shown = |text: &str| {
        let line = crate::text::clean_line(text);
        crate::text::fit(line.trim(), TEXT_START).into_owned()
    };
    let added = pieces.iter().find_map(|piece| match piece {
        Piece::Added(text) if !text.trim().is_empty() => Some(shown(text)),
        _ => None,
    });
    let removed = pieces.iter().find_map(|piece| match piece {
        Piece::Removed(text) if !text.trim().is_empty() => Some(shown(text)),
        _ => None,
    });
    match (added, removed) {
        (Some(added), _) => Some(say!(look.lang, "có “{added}”", "with “{added}”")),
        (None, Some(removed)) => Some(say!(
            look.lang,
            "không có “{removed}”",
            "without “{removed}”"
        )),
        (None, None) => None,
    }
}

/// The question before a value of the record is brought back.
pub fn bring_back(book: &Workbook, edit: &Edit, look: Look) -> String {
    let place = place(book, edit, look.lang);
    let value = match edit {
        Edit::Justification { code, text, .. } => {
            let now = &book.answer(code).justification;
            let words = value(book, edit, look);
            told_apart(now, text, look).map_or(words.clone(), |apart| format!("{words}, {apart}"))
        }
        edit => value(book, edit, look),
    };
    say!(
        look.lang,
        "{place}: lấy lại {value}? Là một lần sửa như mọi lần sửa, u hoàn tác được.",
        "{place}: bring back {value}? It is an edit like any other, u undoes it."
    )
}

/// A value of the record was brought back.
pub fn brought_back(sheet: &Sheet, change: &Change, look: Look) -> String {
    let place = place(sheet.book(), &change.edit, look.lang);
    let what = from_to(sheet, change, look);
    let effect = effect(sheet, change, look);
    say!(
        look.lang,
        "Đã lấy lại {place}: {what}. {effect}u hoàn tác",
        "Brought back {place}: {what}. {effect}u undoes"
    )
}

/// Where an entry of the record was made: `3.4.1a`, `3.4.1 giải trình`.
pub fn entry_place(book: &Workbook, entry: &Entry, lang: Lang) -> String {
    let code = crate::text::clean_line(&entry.code);
    let of_part = |part: &Part| {
        let part = merge::part_words(part, lang);
        format!("{code} {part}").trim_start().to_owned()
    };
    if let Some(part) = entry.decided() {
        return of_part(&part);
    }
    if entry.field == history::SEAL {
        return lang.pick("Hồ sơ", "Workbook").to_owned();
    }
    let (before, after) = match &entry.content {
        Recorded::Whole { before, after } => (before.as_ref(), after.as_ref()),
        Recorded::Patch { .. } | Recorded::Choice { .. } => (None, None),
    };
    match field::edit(&code, &entry.field, after.or(before)) {
        Some(edit @ (Edit::Unit { .. } | Edit::Report(_))) => of_part(&edit.part()),
        Some(edit) => place(book, &edit, lang),
        None => format!("{code} {}", crate::text::clean_line(&entry.field)),
    }
}

/// A value of the record in the words of its field; a text as it is.
pub fn entry_value(book: &Workbook, entry: &Entry, held: Option<&Value>, look: Look) -> String {
    let Some(held) = held else {
        return look.lang.pick("trống", "empty").to_owned();
    };
    match field::edit(&entry.code, &entry.field, Some(held)) {
        Some(edit) if !field::is_text(&edit) && edit.code().is_some() => value(book, &edit, look),
        _ => crate::text::clean(&history::shown(held)),
    }
}

/// A value of a choice.
pub fn choice_value(book: &Workbook, part: &Part, held: &Value, look: Look) -> String {
    let content = read_value(part, held, book);
    content.map_or_else(
        || look.lang.pick("trống", "empty").to_owned(),
        |content| merge::content_words(&content, look.mark()),
    )
}
