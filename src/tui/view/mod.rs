//! Draws the model. Nothing here changes anything; what depends on the size comes from `layout`.

mod chrome;
mod conflict;
mod desk;
mod dialogs;
mod documents;
mod editor;
mod findings;
mod help;
mod history;
mod incoming;
mod lost;
mod picker;
mod preview;
mod scores;
mod tree;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::Line;

use crate::text;
use crate::tui::layout;
use crate::tui::model::{Look, Model, Over, Screen};
use crate::tui::theme;

/// Draws the whole screen; where the hardware cursor stands, if it is shown.
pub fn draw(model: &Model, buffer: &mut Buffer) -> Option<Position> {
    // The buffer may lag one resize behind the model: never draw outside of it.
    let look = Look {
        width: model.look.width.min(buffer.area.width),
        height: model.look.height.min(buffer.area.height),
        ..model.look
    };
    let cursor = if layout::too_small(look) {
        too_small(look, buffer)
    } else {
        draw_screen(model, look, buffer)
    };
    if look.ascii {
        plain(buffer);
    }
    cursor
}

/// Signs that a plain font lacks, also those in texts of the workbook, are drawn as what they are written with.
fn plain(buffer: &mut Buffer) {
    for cell in &mut buffer.content {
        if let Some(sign) = theme::plain_sign(cell.symbol()) {
            cell.set_symbol(sign);
        }
    }
}

fn draw_screen(model: &Model, look: Look, buffer: &mut Buffer) -> Option<Position> {
    match (&model.over, &model.screen) {
        (Some(Over::Help(top, place)), _) => help::draw(*top, *place, look, buffer),
        (None, Screen::Picker(picker)) => picker::draw(picker, model, look, buffer),
        (None, Screen::Desk(desk)) => desk::draw(desk, look, buffer),
    }
}

fn too_small(look: Look, buffer: &mut Buffer) -> Option<Position> {
    let (width, height) = layout::LEAST;
    let text = crate::say!(
        look.lang,
        "Cửa sổ quá nhỏ: cần {width} cột, {height} dòng.",
        "Window too small: {width} columns, {height} rows needed."
    );
    let area = layout::screen(look);
    let rows = text::wrap(&text, usize::from(area.width).max(1));
    for (y, row) in (area.y..area.bottom()).zip(rows) {
        put(buffer, area, area.x, y, row, theme::PLAIN);
    }
    None
}

/// Writes a text into an area from a column on; what does not fit is cut. The column after it.
fn put(buffer: &mut Buffer, area: Rect, x: u16, y: u16, text: &str, style: Style) -> u16 {
    let area = area.intersection(buffer.area);
    if !(area.top()..area.bottom()).contains(&y) || x >= area.right() {
        return x;
    }
    let room = usize::from(area.right() - x);
    buffer.set_stringn(x, y, text, room, style).0
}

/// Writes a text that ends at the right edge of an area; the column where it begins.
fn put_right(buffer: &mut Buffer, area: Rect, y: u16, text: &str, style: Style) -> u16 {
    let wide = u16::try_from(text::width(text)).unwrap_or(u16::MAX);
    let x = area.right().saturating_sub(wide).max(area.x);
    put(buffer, area, x, y, text, style);
    x
}

/// Writes a styled row.
fn put_line(buffer: &mut Buffer, area: Rect, y: u16, line: &Line<'_>) {
    let mut x = area.x;
    for span in &line.spans {
        x = put(
            buffer,
            area,
            x,
            y,
            &span.content,
            line.style.patch(span.style),
        );
    }
}

/// A row in reverse video over its whole width.
fn put_bar(buffer: &mut Buffer, area: Rect, y: u16, style: Style) {
    let row = Rect::new(area.x, y, area.width, 1).intersection(buffer.area);
    buffer.set_style(row, style);
}

/// A heading on a rule over a width.
fn put_heading(buffer: &mut Buffer, area: Rect, y: u16, heading: &str, look: Look) {
    let line = crate::tui::page::heading_row(heading, usize::from(area.width), look);
    put_line(buffer, area, y, &line);
}

/// An upright rule.
fn put_upright(buffer: &mut Buffer, x: u16, area: Rect, look: Look) {
    for y in area.top()..area.bottom() {
        put(
            buffer,
            buffer.area,
            x,
            y,
            theme::upright_rule(look),
            theme::QUIET,
        );
    }
}

/// The first row to show so that the marked one is in sight.
fn scrolled(row: usize, height: usize) -> usize {
    (row + 1).saturating_sub(height.max(1))
}
