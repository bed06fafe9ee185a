//! Where points are lost, what would bring some back, and what is still open.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{chrome, put, put_bar, put_heading, put_right, scrolled};
use crate::points;
use crate::say;
use crate::text;
use crate::tui::layout;
use crate::tui::model::{Desk, Look};
use crate::tui::page::{pad, score_column};
use crate::tui::theme::{self, REVERSED};
use crate::tui::update::{self, LostRow};
use crate::tui::words;
use crate::workbook::words as core_words;

pub(super) fn draw(desk: &Desk, row: usize, look: Look, buffer: &mut Buffer) -> Option<Position> {
    let title = look.lang.pick(
        "Điểm mất ở đâu, còn thiếu gì",
        "Where points are lost, what is missing",
    );
    chrome::header_with_scores(desk, title, look, buffer);
    let body = layout::body(look);
    let rows = update::lost_rows(desk);
    put_heading(buffer, body, body.y, &summary(desk, &rows, look), look);
    let sections: Vec<String> = section_rows(desk, look);
    let below = u16::try_from(sections.len() + 1).unwrap_or(0);
    let list = Rect::new(
        body.x,
        body.y + 1,
        body.width,
        body.height
            .saturating_sub(1 + if body.height > below + 6 { below } else { 0 }),
    );
    let top = scrolled(row, usize::from(list.height));
    for ((place, lost), y) in rows
        .iter()
        .enumerate()
        .skip(top)
        .zip(list.top()..list.bottom())
    {
        put_row(desk, *lost, place == row, look, list, y, buffer);
    }
    if list.bottom() < body.bottom() {
        let area = Rect::new(
            body.x,
            list.bottom(),
            body.width,
            body.bottom() - list.bottom(),
        );
        put_heading(
            buffer,
            area,
            area.y,
            look.lang.pick("Theo lĩnh vực", "By section"),
            look,
        );
        for (text, y) in sections.iter().zip(area.y + 1..area.bottom()) {
            put(buffer, area, area.x + 1, y, text, theme::PLAIN);
        }
    }
    None
}

fn summary(desk: &Desk, rows: &[LostRow], look: Look) -> String {
    let sum = |open: bool| {
        let chosen: Vec<&LostRow> = rows.iter().filter(|row| row.open == open).collect();
        (
            points::print(points::sum(chosen.iter().map(|row| row.lost)), look.mark()),
            chosen.len(),
        )
    };
    let ((lost, losing), (open, unscored)) = (sum(false), sum(true));
    let left_out = desk.sheet.counts().not_assessed;
    say!(
        look.lang,
        "Mất {lost} điểm ở {losing} tiêu chí; {open} điểm chưa chấm ở {unscored}; {left_out} không đánh giá",
        "{lost} points lost in {losing} criteria; {open} points open in {unscored}; {left_out} not assessed"
    )
}

fn put_row(
    desk: &Desk,
    lost: LostRow,
    marked: bool,
    look: Look,
    area: Rect,
    y: u16,
    buffer: &mut Buffer,
) {
    let node = desk.sheet.book().set.node(lost.id);
    let style = if marked { REVERSED } else { theme::PLAIN };
    if marked {
        put_bar(buffer, area, y, REVERSED);
    }
    let pointer = if marked { ">" } else { " " };
    let title_width = match area.width {
        100.. => 32,
        60..100 => 24,
        // The code, the loss and the score stay in sight; the title gives way.
        narrow => usize::from(narrow).saturating_sub(29),
    };
    let title = pad(words::short_title(&desk.sheet, lost.id), title_width);
    let minus = format!("-{}", points::print(lost.lost, look.mark()));
    let text = format!(
        "{pointer} {:<6} {title} {:>11} {:>6}  {}",
        node.code,
        score_column(desk, lost.id, look),
        minus,
        if area.width < 60 {
            String::new()
        } else {
            remedy(desk, lost, look)
        }
    );
    let text = text.trim_end();
    put(
        buffer,
        area,
        area.x,
        y,
        &text::fit(text, usize::from(area.width)),
        style,
    );
    if area.width >= 100 {
        let owner = text::fit(node.owner.as_deref().unwrap_or_default(), 14).into_owned();
        put_right(
            buffer,
            Rect {
                width: area.width.saturating_sub(1),
                ..area
            },
            y,
            &owner,
            style,
        );
    }
}

/// The smallest step that earns something, or why there is none.
fn remedy(desk: &Desk, lost: LostRow, look: Look) -> String {
    let book = desk.sheet.book();
    let node = book.set.node(lost.id);
    let Some((_, criterion, answer)) = book.asked(&node.code) else {
        return String::new();
    };
    if lost.open {
        return look.lang.pick("chưa chấm", "not scored yet").to_owned();
    }
    if criterion.synthetic {
        return look
            .lang
            .pick("chưa tách tiêu chí", "criteria not itemised")
            .to_owned();
    }
    match core_words::next_gain(criterion, answer, book.set.head.rounding) {
        Some(gain) => gain.short(look.lang, look.mark()),
        None => core_words::explanation(
            criterion,
            answer,
            book.set.head.rounding,
            look.lang,
            look.mark(),
        )
        .into_iter()
        .next()
        .unwrap_or_default(),
    }
}

fn section_rows(desk: &Desk, look: Look) -> Vec<String> {
    let set = &desk.sheet.book().set;
    set.sections()
        .map(|id| {
            let tally = desk.sheet.scores().tally(id);
            let lost = points::print(points::sum([tally.max, -tally.score]), look.mark());
            let title = format!(
                "{} {}",
                set.node(id).code,
                words::short_title(&desk.sheet, id)
            );
            say!(
                look.lang,
                "{} {:>12}  thiếu {lost}",
                "{} {:>12}  short {lost}",
                pad(&title, 34),
                words::fraction(tally, look)
            )
        })
        .collect()
}
