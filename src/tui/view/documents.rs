//! The documents of a criterion, and the register they can be reused from.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{chrome, put, put_bar, put_heading, scrolled};
use crate::say;
use crate::text;
use crate::tui::layout;
use crate::tui::model::{Desk, DocumentList, Look};
use crate::tui::theme::{self, REVERSED};
use crate::tui::words;
use crate::workbook::document;
use crate::workbook::merge::Part;

pub(super) fn draw(
    desk: &Desk,
    list: &DocumentList,
    look: Look,
    buffer: &mut Buffer,
) -> Option<Position> {
    let title = words::short_title(&desk.sheet, desk.tree.cursor);
    let title = say!(
        look.lang,
        "{} Tài liệu kiểm chứng: {title}",
        "{} Evidence: {title}",
        list.code
    );
    chrome::header_with_scores(desk, &title, look, buffer);
    let body = layout::body(look);
    entries(desk, list, look, body, buffer);
    None
}

/// Whether two wrote a document without knowing of each other.
fn in_conflict(desk: &Desk, code: &str, id: &str) -> bool {
    let mut open = desk.sheet.book().conflicts.of(Some(code));
    open.any(|conflict| matches!(&conflict.part, Part::Evidence(_, other, _) if other == id))
}

fn entries(desk: &Desk, list: &DocumentList, look: Look, body: Rect, buffer: &mut Buffer) {
    let book = desk.sheet.book();
    let answer = book.answer(&list.code);
    let heading = say!(
        look.lang,
        "Tài liệu và chú thích ({})",
        "Documents and footnotes ({})",
        answer.evidence.len()
    );
    put_heading(buffer, body, body.y, &heading, look);
    if answer.evidence.is_empty() {
        let text = look.lang.pick(
            "Chưa có tài liệu. + thêm, = dùng lại tài liệu của tiêu chí khác.",
            "No document yet. + adds one, = reuses one of another criterion.",
        );
        put(buffer, body, body.x + 2, body.y + 1, text, theme::PLAIN);
        return;
    }
    let width = usize::from(body.width).saturating_sub(10);
    let rows: Vec<(usize, Vec<String>)> = answer
        .evidence
        .iter()
        .enumerate()
        .map(|(place, entry)| {
            let cited = document::is_cited(&answer.justification, &entry.id);
            let cited = if cited {
                look.lang.pick(" (đã dẫn)", " (cited)")
            } else {
                ""
            };
            let citation = format!("{}{cited}", document::citation(book, entry));
            let parted = in_conflict(desk, &list.code, &entry.id);
            let citation = if parted {
                let said = look.lang.pick(
                    "# hai bản khác nhau, d xem và chọn: ",
                    "# two values differ, d shows them: ",
                );
                format!("{said}{citation}")
            } else {
                citation
            };
            (
                place,
                text::wrap(&citation, width)
                    .into_iter()
                    .map(str::to_owned)
                    .collect(),
            )
        })
        .collect();
    let flat: Vec<(usize, usize, String)> = rows
        .into_iter()
        .flat_map(|(place, lines)| {
            lines
                .into_iter()
                .enumerate()
                .map(move |(line, text)| (place, line, text))
        })
        .collect();
    let last_of_marked = flat
        .iter()
        .rposition(|(place, ..)| *place == list.row)
        .unwrap_or(0);
    let top = scrolled(last_of_marked, usize::from(body.height.saturating_sub(1)));
    for ((place, line, text), y) in flat.iter().skip(top).zip(body.y + 1..body.bottom()) {
        let marked = *place == list.row;
        let style = if marked { REVERSED } else { theme::PLAIN };
        if marked {
            put_bar(buffer, body, y, REVERSED);
        }
        let id = answer
            .evidence
            .get(*place)
            .map(|entry| entry.id.as_str())
            .unwrap_or_default();
        let pointer = if marked { ">" } else { " " };
        let lead = if *line == 0 {
            format!("{pointer} {} [^{id}]", place + 1)
        } else {
            String::new()
        };
        put(buffer, body, body.x, y, &lead, style);
        put(buffer, body, body.x + 9, y, text, style);
    }
}
