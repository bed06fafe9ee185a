//! The score pane: the total, the sections with bars, what is lost and missing, the last changes.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{chrome, put, put_heading, put_right};
use crate::criteria::NodeId;
use crate::points::{self, Decimal};
use crate::say;
use crate::text;
use crate::tui::layout;
use crate::tui::model::{Desk, Look};
use crate::tui::past;
use crate::tui::theme::{self, STRONG};
use crate::tui::words;

/// Cells of a section's bar.
const BAR: usize = 8;
/// Others named at most; they are in the order of their names.
const MOST_PRESENT: usize = 5;

pub(super) fn draw(desk: &Desk, look: Look, area: Rect, buffer: &mut Buffer) {
    put_heading(buffer, area, area.y, look.lang.pick("Điểm", "Scores"), look);
    let mut pen = Pen {
        area: Rect::new(
            area.x + 1,
            area.y + 1,
            area.width.saturating_sub(2),
            area.height.saturating_sub(1),
        ),
        y: area.y + 1,
    };
    total(desk, look, &mut pen, buffer);
    pen.y += 1;
    sections(desk, look, &mut pen, buffer);
    pen.y += 1;
    counts(desk, look, &mut pen, buffer);
    let area = present(desk, look, area, buffer);
    tape(desk, look, area, &mut pen, buffer);
}

/// Writes row after row and stops at the bottom.
struct Pen {
    area: Rect,
    y: u16,
}

impl Pen {
    fn row(&mut self, text: &str, style: ratatui::style::Style, buffer: &mut Buffer) {
        put(buffer, self.area, self.area.x, self.y, text, style);
        self.y += 1;
    }
}

fn total(desk: &Desk, look: Look, pen: &mut Pen, buffer: &mut Buffer) {
    let total = desk.sheet.scores().total;
    let shown = words::fraction(total, look).replacen('/', " / ", 1);
    let span = words::span(&desk.sheet, look);
    let provisional = if words::is_provisional(&desk.sheet) {
        look.lang.pick(" tạm tính", " provisional")
    } else {
        ""
    };
    pen.row(&format!("{shown}{provisional}"), STRONG, buffer);
    if let Some(span) = span {
        pen.row(&format!("({span})"), STRONG, buffer);
    }
    put_right(
        buffer,
        pen.area,
        pen.y,
        desk.sheet.grade().unwrap_or_default(),
        STRONG,
    );
    pen.row(&words::percent(total, look), STRONG, buffer);
    if let Some(above) = chrome::above_bound(desk, look) {
        pen.row(&above, theme::PLAIN, buffer);
    }
    for (line, style) in past::total(desk, look) {
        pen.row(&line, style, buffer);
    }
}

fn sections(desk: &Desk, look: Look, pen: &mut Pen, buffer: &mut Buffer) {
    let set = &desk.sheet.book().set;
    let here = set.section_of(desk.tree.cursor);
    let room = usize::from(pen.area.bottom().saturating_sub(pen.y))
        .saturating_sub(6)
        .max(1);
    let all: Vec<NodeId> = set.sections().collect();
    let place = all.iter().position(|id| *id == here).unwrap_or(0);
    let top = super::scrolled(place, room);
    for id in all.into_iter().skip(top).take(room) {
        let tally = desk.sheet.scores().tally(id);
        let bar = bar(tally.score, tally.max, look);
        let style = if id == here { STRONG } else { theme::PLAIN };
        let code = text::fit(&set.node(id).code, 3).into_owned();
        put_right(
            buffer,
            pen.area,
            pen.y,
            &words::fraction(tally, look),
            style,
        );
        pen.row(&format!("{code} {bar}"), style, buffer);
    }
}

/// A bar of eight cells: `########`, or `███████▌` where the font has it; the empty part is dotted.
fn bar(score: Decimal, max: Decimal, look: Look) -> String {
    let eighths = points::percent(score.max(Decimal::ZERO), max).unwrap_or(Decimal::ZERO)
        * Decimal::from(BAR * 8)
        / Decimal::ONE_HUNDRED;
    let eighths: usize = eighths.trunc().try_into().unwrap_or(0).min(BAR * 8);
    let (full, rest) = (eighths / 8, eighths % 8);
    if look.ascii {
        return format!("{}{}", "#".repeat(full), ".".repeat(BAR - full));
    }
    let part = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
        .get(rest)
        .copied()
        .unwrap_or_default();
    let empty = BAR - full - usize::from(rest > 0);
    format!("{}{part}{}", "█".repeat(full), "·".repeat(empty))
}

fn counts(desk: &Desk, look: Look, pen: &mut Pen, buffer: &mut Buffer) {
    let lang = look.lang;
    let counts = desk.sheet.counts();
    let lost = points::print(desk.sheet.scores().total.lost(), look.mark());
    pen.row(
        &say!(
            lang,
            "Mất {lost}: m xem ở đâu",
            "Lost {lost}: m shows where"
        ),
        theme::PLAIN,
        buffer,
    );
    let rows = [
        (
            counts.unanswered,
            "-",
            lang.pick("chưa chấm", "not scored"),
            theme::PLAIN,
        ),
        (
            counts.errors,
            "!",
            lang.pick("phải sửa", "to mend"),
            theme::ERROR,
        ),
        (
            counts.warnings,
            "?",
            lang.pick("nên bổ sung", "to complete"),
            theme::WARNING,
        ),
        (counts.hints, ".", lang.pick("gợi ý", "hints"), theme::PLAIN),
        (
            counts.not_assessed,
            "x",
            lang.pick("không đánh giá", "not assessed"),
            theme::PLAIN,
        ),
    ];
    for (count, mark, word, style) in rows {
        let style = if count == 0 { theme::PLAIN } else { style };
        pen.row(&format!("{mark} {count} {word}"), style, buffer);
    }
}

/// Who else is there, at the foot of the pane; the area that is left above.
fn present(desk: &Desk, look: Look, area: Rect, buffer: &mut Buffer) -> Rect {
    let others = &desk.status.present;
    if others.is_empty() || !layout::names_present(look) {
        return area;
    }
    let shown = others.len().min(MOST_PRESENT);
    let rows = u16::try_from(shown + 1).unwrap_or(1);
    let top = area.bottom().saturating_sub(rows);
    put_heading(
        buffer,
        area,
        top,
        look.lang.pick("Đang mở", "Present"),
        look,
    );
    let width = usize::from(area.width).saturating_sub(2);
    for (y, other) in (top + 1..).zip(others.iter().take(shown)) {
        let code = text::fit(&other.code, width / 2);
        let name = text::fit(&other.author, width - text::width(&code) - 1);
        put(buffer, area, area.x + 1, y, &name, theme::PLAIN);
        put_right(
            buffer,
            Rect {
                width: area.width - 1,
                ..area
            },
            y,
            &code,
            theme::PLAIN,
        );
    }
    Rect {
        height: area.height.saturating_sub(rows),
        ..area
    }
}

fn tape(desk: &Desk, look: Look, area: Rect, pen: &mut Pen, buffer: &mut Buffer) {
    let tape = &desk.status.tape;
    if tape.is_empty() || pen.y + 3 >= area.bottom() {
        return;
    }
    pen.y += 1;
    put_heading(
        buffer,
        area,
        pen.y,
        look.lang.pick("Vừa sửa", "Just changed"),
        look,
    );
    pen.y += 1;
    pen.area.height = area.bottom().saturating_sub(pen.area.y);
    for entry in tape {
        pen.row(&entry.place, theme::PLAIN, buffer);
        let room = usize::from(pen.area.width).saturating_sub(2);
        pen.row(
            &format!("  {}", text::fit(&entry.what, room)),
            theme::PLAIN,
            buffer,
        );
    }
}
