//! The editor's screen: the text, and beside or above it the figures that it explains.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{chrome, put, put_bar, put_heading, put_upright};
use crate::points;
use crate::say;
use crate::text;
use crate::tui::layout;
use crate::tui::model::{Desk, Look, TextEntry, TextKind};
use crate::tui::theme::{self, REVERSED};
use crate::tui::update;
use crate::tui::words;
use crate::workbook::{document, words as core_words};

pub(super) fn draw(
    desk: &Desk,
    entry: &TextEntry,
    look: Look,
    buffer: &mut Buffer,
) -> Option<Position> {
    chrome::header_with_scores(desk, &title(desk, entry, look), look, buffer);
    let body = layout::body(look);
    let wide = layout::panes(look) == 3;
    let width = if wide {
        layout::editor_width(look)
    } else {
        body.width
    };
    let column = Rect::new(body.x, body.y, width, body.height);
    put_heading(buffer, column, body.y, &measure(desk, entry, look), look);
    if wide {
        let side = Rect::new(
            width + 1,
            body.y,
            body.width.saturating_sub(width + 1),
            body.height,
        );
        put_upright(buffer, width, body, look);
        beside(desk, entry, look, side, buffer);
    } else {
        let row = figures_row(desk, entry, look);
        put(
            buffer,
            column,
            body.x + 1,
            body.y + 1,
            &text::fit(&row, usize::from(width).saturating_sub(2)),
            theme::QUIET,
        );
    }
    let cursor = entry
        .editor
        .draw(layout::editor(look, entry.insert.is_some()), buffer);
    match entry.insert {
        Some(row) => {
            insert_list(desk, row, look, buffer);
            None
        }
        None => cursor,
    }
}

fn title(desk: &Desk, entry: &TextEntry, look: Look) -> String {
    let code = &entry.code;
    let title = words::short_title(&desk.sheet, desk.tree.cursor);
    match entry.kind {
        TextKind::Justification => say!(
            look.lang,
            "{code} Giải trình: {title}",
            "{code} Explanation: {title}"
        ),
        TextKind::Reason => say!(
            look.lang,
            "{code} Không đánh giá, lý do: {title}",
            "{code} Not assessed, reason: {title}"
        ),
    }
}

/// `2 đoạn, 98 từ`; for a reason, what leaving the criterion out does to the total.
fn measure(desk: &Desk, entry: &TextEntry, look: Look) -> String {
    let text = entry.editor.text();
    let (paragraphs, count) = (text::paragraph_count(&text), text::word_count(&text));
    let measure = match entry.kind {
        TextKind::Justification => say!(
            look.lang,
            "{paragraphs} đoạn, {count} từ",
            "{paragraphs} paragraphs, {count} words"
        ),
        TextKind::Reason => say!(look.lang, "{count} từ", "{count} words"),
    };
    let selecting = if entry.editor.is_selecting() {
        look.lang.pick(" | đang chọn", " | selecting")
    } else {
        ""
    };
    let advice = match entry.kind {
        TextKind::Justification => String::new(),
        TextKind::Reason => say!(
            look.lang,
            " | {}; xóa chữ: đánh giá lại",
            " | {}; no text: assessed again",
            effect(desk, entry, look)
        ),
    };
    format!("{measure}{selecting}{advice}")
}

/// `90,29/97 thành 87,29/94`: the total with the criterion assessed, and without it.
fn effect(desk: &Desk, entry: &TextEntry, look: Look) -> String {
    let book = desk.sheet.book();
    let now = desk.sheet.scores().total;
    let (Some(id), Some((_, criterion, answer))) =
        (book.set.find(&entry.code), book.asked(&entry.code))
    else {
        return String::new();
    };
    let mut other = answer.clone();
    other.not_assessed = if answer.not_assessed.is_some() {
        None
    } else {
        Some(String::new())
    };
    let (own, turned) = (
        desk.sheet.scores().criterion(id),
        crate::workbook::score::score(criterion, &other, book.set.head.rounding),
    );
    let Some(own) = own else { return String::new() };
    let counted = |counts: bool| {
        if counts {
            criterion.max
        } else {
            points::Decimal::ZERO
        }
    };
    let mut turned_total = now;
    turned_total.score = points::sum([
        now.score,
        -own.points.unwrap_or_default(),
        turned.points.unwrap_or_default(),
    ]);
    turned_total.max = points::sum([
        now.max,
        -counted(own.max_counts),
        counted(turned.max_counts),
    ]);
    let (assessed, without) = if answer.not_assessed.is_some() {
        (turned_total, now)
    } else {
        (now, turned_total)
    };
    let show = |tally| {
        format!(
            "{} = {}",
            words::fraction(tally, look),
            words::percent(tally, look)
        )
    };
    say!(
        look.lang,
        "{} thành {}",
        "{} to {}",
        show(assessed),
        show(without)
    )
}

/// `a 642  b 21  c 663 | a/c = 642/663 = 96,83 %`
fn figures_row(desk: &Desk, entry: &TextEntry, look: Look) -> String {
    let book = desk.sheet.book();
    let Some((_, criterion, answer)) = book.asked(&entry.code) else {
        return String::new();
    };
    let figures: Vec<String> = criterion
        .figures
        .iter()
        .filter_map(|figure| {
            let value = points::print(answer.figures.get(&figure.id)?.number()?, look.mark());
            Some(format!("{} {value}", criterion.letter(&figure.id)?))
        })
        .collect();
    let line = core_words::explanation(
        criterion,
        answer,
        book.set.head.rounding,
        look.lang,
        look.mark(),
    );
    [figures.join("  "), line.join("; ")]
        .iter()
        .filter(|part| !part.is_empty())
        .cloned()
        .collect::<Vec<_>>()
        .join(" | ")
}

fn beside(desk: &Desk, entry: &TextEntry, look: Look, area: Rect, buffer: &mut Buffer) {
    let book = desk.sheet.book();
    let Some((_, criterion, answer)) = book.asked(&entry.code) else {
        return;
    };
    let inner = Rect::new(
        area.x + 1,
        area.y,
        area.width.saturating_sub(2),
        area.height,
    );
    let mut y = area.y;
    let mut section = |heading: &str, rows: &[String], buffer: &mut Buffer| {
        if y < area.bottom() {
            put_heading(buffer, area, y, heading, look);
            y += 1;
        }
        for row in rows
            .iter()
            .flat_map(|row| text::wrap(row, usize::from(inner.width)))
        {
            put(buffer, inner, inner.x, y, row, theme::PLAIN);
            y = y.saturating_add(1);
        }
        y = y.saturating_add(1);
    };
    let mut figures: Vec<String> = criterion
        .figures
        .iter()
        .map(|figure| {
            let value = answer
                .figures
                .get(&figure.id)
                .and_then(points::Stored::number)
                .map_or_else(|| "-".to_owned(), |value| points::print(value, look.mark()));
            let letter = criterion.letter(&figure.id).unwrap_or(' ');
            let room = usize::from(inner.width).saturating_sub(12);
            format!(
                "{letter}  {} {value:>8}",
                crate::tui::page::pad(&figure.label, room)
            )
        })
        .collect();
    figures.extend(core_words::explanation(
        criterion,
        answer,
        book.set.head.rounding,
        look.lang,
        look.mark(),
    ));
    section(look.lang.pick("Số liệu", "Figures"), &figures, buffer);
    let findings: Vec<String> = desk
        .sheet
        .findings(&entry.code)
        .iter()
        .map(|finding| {
            format!(
                "{} {}",
                theme::severity(finding.severity()).0,
                words::finding(finding, look)
            )
        })
        .collect();
    if !findings.is_empty() {
        section(look.lang.pick("Kiểm tra", "Check"), &findings, buffer);
    }
    let notes: Vec<String> = answer
        .evidence
        .iter()
        .map(|document| format!("[^{}] {}", document.id, document::citation(book, document)))
        .collect();
    if !notes.is_empty() {
        section(
            look.lang
                .pick("Tài liệu, chú thích", "Documents, footnotes"),
            &notes,
            buffer,
        );
    }
}

fn insert_list(desk: &Desk, row: usize, look: Look, buffer: &mut Buffer) {
    let area = layout::insert_list(look);
    for y in area.top()..area.bottom() {
        put(
            buffer,
            area,
            area.x,
            y,
            &" ".repeat(usize::from(area.width)),
            theme::PLAIN,
        );
    }
    put_heading(
        buffer,
        area,
        area.y,
        look.lang.pick(
            "Chèn: số hoặc Enter; + tài liệu mới; Esc thôi",
            "Insert: digit or Enter; + new document; Esc cancels",
        ),
        look,
    );
    let list = update::insertables(desk, look);
    if list.is_empty() {
        put(
            buffer,
            area,
            area.x + 1,
            area.y + 1,
            look.lang.pick(
                "Chưa có tài liệu hay số liệu. + thêm tài liệu.",
                "No document or figure yet. + adds a document.",
            ),
            theme::PLAIN,
        );
    }
    let height = usize::from(area.height.saturating_sub(1));
    let top = super::scrolled(row, height);
    for ((place, insertable), y) in list
        .iter()
        .enumerate()
        .skip(top)
        .zip(area.y + 1..area.bottom())
    {
        let selected = place == row;
        let style = if selected { REVERSED } else { theme::PLAIN };
        if selected {
            put_bar(buffer, area, y, REVERSED);
        }
        let pointer = if selected { ">" } else { " " };
        let text = format!("{pointer} {} {}", place + 1, insertable.label);
        put(
            buffer,
            area,
            area.x,
            y,
            &text::fit(&text, usize::from(area.width)),
            style,
        );
    }
}
