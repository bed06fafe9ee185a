//! Who changed what, the newest first, and below the list the marked change in full: a text word by word.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{chrome, put, put_bar, put_heading, put_line, scrolled};
use crate::say;
use crate::store::field;
use crate::store::history::{self, Content, Damage, Entry};
use crate::text::{self, Piece};
use crate::tui::layout;
use crate::tui::message::ReadHistory;
use crate::tui::model::{Desk, HistoryList, Look, Scope};
use crate::tui::page::pad;
use crate::tui::prose::Prose;
use crate::tui::theme::{self, REVERSED};
use crate::tui::update;
use crate::tui::words;

/// Columns of the criterion's title at most.
const TITLE: usize = 40;

pub(super) fn draw(
    desk: &Desk,
    list: &HistoryList,
    look: Look,
    buffer: &mut Buffer,
) -> Option<Position> {
    let title = look.lang.pick("Lịch sử sửa đổi", "History of edits");
    chrome::header_with_scores(desk, title, look, buffer);
    let body = layout::body(look);
    let full = full_rows(body.height);
    let upper = Rect::new(body.x, body.y, body.width, body.height - full);
    put_heading(buffer, upper, upper.y, &heading(desk, list, look), look);
    let mut rows = Rect::new(
        upper.x,
        upper.y + 1,
        upper.width,
        upper.height.saturating_sub(1),
    );
    let Some(read) = &desk.past.read else {
        let text = look
            .lang
            .pick("Đang đọc lịch sử ..", "Reading the history ..");
        put(buffer, rows, rows.x + 1, rows.y, text, theme::QUIET);
        return None;
    };
    for note in notes(read, look) {
        let note = text::fit(&note, usize::from(rows.width).saturating_sub(2)).into_owned();
        put(buffer, rows, rows.x + 1, rows.y, &note, theme::WARNING);
        rows.y += 1;
        rows.height = rows.height.saturating_sub(1);
    }
    let places = update::entry_rows(desk, list);
    if places.is_empty() && read.record.begins.is_some() {
        let text = look
            .lang
            .pick("Chưa có sửa đổi nào ở đây.", "No edit here so far.");
        put(buffer, rows, rows.x + 1, rows.y, text, theme::PLAIN);
    }
    let marked = list.row.min(places.len().saturating_sub(1));
    let top = scrolled(marked, usize::from(rows.height));
    let in_sight = places.iter().enumerate().skip(top);
    for ((row, place), y) in in_sight.zip(rows.top()..rows.bottom()) {
        if let Some(entry) = read.record.entries.get(*place) {
            let line = row_text(desk, read, *place, entry, look);
            put_row(&line, row == marked, rows, y, buffer);
        }
    }
    if let (Some(place), true) = (places.get(marked), full > 0) {
        let area = Rect::new(body.x, body.bottom() - full, body.width, full);
        put_full(desk, read, *place, look, area, buffer);
    }
    None
}

/// Rows of the part that shows the marked change in full.
const fn full_rows(height: u16) -> u16 {
    match height {
        0..7 => 0,
        7..12 => 3,
        height => height * 2 / 5,
    }
}

fn heading(desk: &Desk, list: &HistoryList, look: Look) -> String {
    let set = &desk.sheet.book().set;
    match list.scope {
        Scope::All => look
            .lang
            .pick(
                "Cả sổ (Tab: tiêu chí này)",
                "Whole workbook (Tab: this criterion)",
            )
            .to_owned(),
        Scope::Part => {
            let title = set.find(&list.code).map(|id| {
                let node = set.node(id);
                node.short.as_deref().unwrap_or(&node.title)
            });
            say!(
                look.lang,
                "{} {} (Tab: cả sổ)",
                "{} {} (Tab: whole workbook)",
                list.code,
                text::fit(title.unwrap_or_default(), TITLE)
            )
        }
    }
}

/// What is missing of the record, in lines.
fn notes(read: &ReadHistory, look: Look) -> Vec<String> {
    let Damage { lines, files } = &read.record.damage;
    let lang = look.lang;
    let mut notes = Vec::new();
    if read.record.begins.is_none() && files.is_empty() {
        let text = lang.pick(
            "Sổ này chưa có lịch sử: lần sửa đầu tiên sẽ mở nó.",
            "This workbook has no history so far: the first edit begins it.",
        );
        notes.push(text.to_owned());
    }
    if *lines > 0 || !files.is_empty() {
        let files = files.len();
        notes.push(say!(
            lang,
            "Lịch sử hỏng một phần ({lines} dòng, {files} tệp không đọc được); sổ không sao.",
            "The history is damaged in part ({lines} lines, {files} files not read); the workbook is fine."
        ));
    }
    notes
}

fn put_row(line: &str, marked: bool, area: Rect, y: u16, buffer: &mut Buffer) {
    let style = if marked { REVERSED } else { theme::PLAIN };
    if marked {
        put_bar(buffer, area, y, REVERSED);
    }
    let pointer = if marked { ">" } else { " " };
    let line = format!("{pointer} {line}");
    let width = usize::from(area.width);
    put(buffer, area, area.x, y, &text::fit(&line, width), style);
}

/// `23/11/2023 15:20  cb1       3.4.1a             640 → 642`
fn row_text(desk: &Desk, read: &ReadHistory, place: usize, entry: &Entry, look: Look) -> String {
    let book = desk.sheet.book();
    let author = text::clean_line(&entry.author);
    let undo = if read.undos.contains(&place) {
        look.lang.pick("trả lại: ", "back: ")
    } else {
        ""
    };
    let place = words::entry_place(book, entry, look.lang);
    let what = format!("{undo}{}", change_words(desk, entry, look));
    match look.width {
        ..60 => {
            let at = read.short(entry.at);
            format!("{at} {} {place} {what}", text::fit(&author, 8))
        }
        60..100 => {
            let at = read.short(entry.at);
            format!("{at}  {} {} {what}", pad(&author, 10), pad(&place, 22))
        }
        _ => {
            let at = read.long(entry.at);
            format!("{at}  {} {} {what}", pad(&author, 14), pad(&place, 28))
        }
    }
}

/// What an entry changed, in one line.
fn change_words(desk: &Desk, entry: &Entry, look: Look) -> String {
    if let Some(words) = history::seal_words(entry, look.lang) {
        return words;
    }
    let book = desk.sheet.book();
    match (&entry.content, entry.decided()) {
        (
            Content::Whole {
                before: Some(serde_json::Value::String(before)),
                after: Some(serde_json::Value::String(after)),
            },
            _,
        ) if is_text(entry) => {
            let pieces = text::compare(before, after);
            let joined = |wanted: &dyn Fn(&Piece<'_>) -> Option<String>| {
                let pieces: Vec<String> = pieces.iter().filter_map(wanted).collect();
                Some(pieces.join(" ..")).filter(|text| !text.is_empty())
            };
            let removed = joined(&|piece| match piece {
                Piece::Removed(text) => Some((*text).to_owned()),
                Piece::Same(_) | Piece::Added(_) => None,
            });
            let added = joined(&|piece| match piece {
                Piece::Added(text) => Some((*text).to_owned()),
                Piece::Same(_) | Piece::Removed(_) => None,
            });
            pieces_words(removed, added)
        }
        (Content::Whole { before, after }, _) => {
            let value = |held: &Option<serde_json::Value>| {
                let value = words::entry_value(book, entry, held.as_ref(), look);
                text::fit(&text::clean_line(&value), 40).into_owned()
            };
            format!("{} → {}", value(before), value(after))
        }
        (Content::Choice { chosen, others }, Some(part)) => {
            let value = |held| words::choice_value(book, &part, held, look);
            let (chosen, count) = (value(chosen), others.len());
            say!(
                look.lang,
                "xung đột: chọn {chosen}, {count} bản không chọn",
                "conflict: chosen {chosen}, {count} not chosen"
            )
        }
        (Content::Patch { .. } | Content::Choice { .. }, _) => {
            let (removed, added) = history::ends(entry);
            pieces_words(removed, added)
        }
    }
}

/// Whether an entry is about a text that is written, not entered.
fn is_text(entry: &Entry) -> bool {
    field::edit(&entry.code, &entry.field, None).is_some_and(|edit| field::is_text(&edit))
}

/// `[-cũ-] {+mới+}`
fn pieces_words(removed: Option<String>, added: Option<String>) -> String {
    let piece = |open: &str, text: Option<String>, close: &str| {
        let text = text.map(|text| text::clean_line(&text).trim().to_owned());
        text.map(|text| format!("{open}{}{close}", text::fit(&text, 30)))
    };
    let pieces = [piece("[-", removed, "-]"), piece("{+", added, "+}")];
    pieces.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn put_full(
    desk: &Desk,
    read: &ReadHistory,
    place: usize,
    look: Look,
    area: Rect,
    buffer: &mut Buffer,
) {
    let Some(entry) = read.record.entries.get(place) else {
        return;
    };
    let since = if entry.since == entry.at {
        String::new()
    } else {
        format!("{} - ", read.long(entry.since))
    };
    let until = if entry.since == entry.at {
        read.long(entry.at)
    } else {
        read.clock(entry.at)
    };
    let heading = format!(
        "{}, {}, {since}{until}",
        words::entry_place(desk.sheet.book(), entry, look.lang),
        text::clean_line(&entry.author),
    );
    put_heading(buffer, area, area.y, &heading, look);
    let inner = Rect::new(
        area.x + 1,
        area.y + 1,
        area.width.saturating_sub(2),
        area.height.saturating_sub(1),
    );
    let styled = in_full(desk, read, entry, place, look);
    let rows = styled.wrapped(usize::from(inner.width));
    for (row, y) in rows.iter().zip(inner.top()..inner.bottom()) {
        put_line(buffer, inner, y, row);
    }
    if rows.len() > usize::from(inner.height) {
        let last = Rect::new(inner.right().saturating_sub(2), inner.bottom() - 1, 2, 1);
        put(buffer, last, last.x, last.y, "..", theme::QUIET);
    }
}

/// The marked change: a text word by word, anything else before and after, a choice with what was not chosen.
fn in_full(desk: &Desk, read: &ReadHistory, entry: &Entry, place: usize, look: Look) -> Prose {
    let (book, lang) = (desk.sheet.book(), look.lang);
    let mut styled = Prose::default();
    if let (Content::Choice { chosen, others }, Some(part)) = (&entry.content, entry.decided()) {
        let chosen = words::choice_value(book, &part, chosen, look);
        styled.push(
            &say!(lang, "Chọn: {chosen}", "Chosen: {chosen}"),
            theme::STRONG,
        );
        for other in others {
            let value = words::choice_value(book, &part, &other.value, look);
            let author = other.author.as_deref().map(text::clean_line);
            let by = author.into_iter().chain(other.at.map(|at| read.long(at)));
            let by = by.collect::<Vec<_>>().join(", ");
            let line = say!(
                lang,
                "\nKhông chọn: {value} ({by})",
                "\nNot chosen: {value} ({by})"
            );
            styled.push(&line, theme::PLAIN);
        }
        return styled;
    }
    match read.record.values(place) {
        (Some(before), Some(after)) if is_text(entry) => {
            let text = |held: Option<serde_json::Value>| {
                held.and_then(|held| Some(text::clean(held.as_str()?)))
                    .unwrap_or_default()
            };
            styled.push_pieces(&text::compare(&text(before), &text(after)));
        }
        (Some(before), Some(after)) => {
            let value = |held: Option<serde_json::Value>| {
                words::entry_value(book, entry, held.as_ref(), look)
            };
            let (before, after) = (value(before), value(after));
            let line = say!(
                lang,
                "Trước: {before}\nSau: {after}",
                "Before: {before}\nAfter: {after}"
            );
            styled.push(&line, theme::PLAIN);
        }
        _ => {
            // The whole text is lost; what went and came stands in the entry itself.
            let (removed, added) = history::ends(entry);
            let (removed, added) = (
                text::clean(&removed.unwrap_or_default()),
                text::clean(&added.unwrap_or_default()),
            );
            styled.push_pieces(&[Piece::Removed(&removed), Piece::Added(&added)]);
        }
    }
    styled
}
