//! The tree of criteria: mark, code, short title, score.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{put, put_bar, put_heading};
use crate::criteria::NodeId;
use crate::say;
use crate::text;
use crate::tui::layout;
use crate::tui::model::{Desk, Look, Pane};
use crate::tui::page;
use crate::tui::theme::{self, Mark, REVERSED};
use crate::tui::update;
use crate::tui::words;

pub(super) fn draw(desk: &Desk, look: Look, area: Rect, buffer: &mut Buffer) {
    let total = desk.sheet.scores().total;
    let heading = say!(
        look.lang,
        "Tiêu chí ({}/{} đã chấm)",
        "Criteria ({}/{} scored)",
        total.answered,
        total.criteria
    );
    put_heading(buffer, area, area.y, &heading, look);
    let rows = update::tree_rows(desk);
    let legend = legend_rows(rows.len(), look);
    let height = usize::from(layout::tree_rows(look));
    for (offset, id) in rows.iter().skip(desk.tree.top).take(height).enumerate() {
        let y = area.y + 1 + u16::try_from(offset).unwrap_or(u16::MAX);
        row(desk, *id, look, area, y, buffer);
    }
    draw_legend(legend, look, area, buffer);
}

fn row(desk: &Desk, id: NodeId, look: Look, area: Rect, y: u16, buffer: &mut Buffer) {
    let node = desk.sheet.book().set.node(id);
    let selected = id == desk.tree.cursor;
    let score = page::score_column(desk, id, look);
    let mark = Mark::of(&desk.sheet, id);
    let base = if selected {
        REVERSED
    } else if mark.is_none() {
        theme::STRONG
    } else {
        theme::PLAIN
    };
    if selected {
        put_bar(buffer, area, y, REVERSED);
    }
    let pointer = match (selected, desk.tree.pane) {
        (true, Pane::Tree) => ">",
        (true, Pane::Detail | Pane::Scores) => ".",
        (false, _) => " ",
    };
    let x = put(buffer, area, area.x, y, pointer, base);
    let (letter, style) = mark.map_or((" ", base), |mark| {
        (mark.letter(), if selected { base } else { mark.style() })
    });
    put(buffer, area, x, y, letter, style);
    let sign = match (&mark, desk.tree.folded.contains(&id)) {
        (Some(_), _) => "",
        (None, true) => "+ ",
        (None, false) => "- ",
    };
    let indent = indent(node.depth, mark.is_none(), look);
    let label = format!(
        "{sign}{} {}",
        node.code,
        words::short_title(&desk.sheet, id)
    );
    let room = usize::from(area.width).saturating_sub(indent + text::width(&score) + 2);
    put(
        buffer,
        area,
        area.x + u16::try_from(indent).unwrap_or(0),
        y,
        &text::fit(&label, room),
        base,
    );
    let x = area
        .right()
        .saturating_sub(u16::try_from(text::width(&score)).unwrap_or(0) + 1);
    put(buffer, area, x, y, &score, base);
}

/// Columns before the label: codes of one depth stand below each other, a group's sign before its code.
fn indent(depth: usize, group: bool, look: Look) -> usize {
    let step = if layout::panes(look) == 3 { 2 } else { 1 };
    let code = 5 + step * depth.saturating_sub(1);
    if group { code - 2 } else { code }
}

/// The rows of the legend, when the tree leaves room for it.
fn legend_rows(rows: usize, look: Look) -> usize {
    let room = usize::from(layout::tree_rows(look)).saturating_sub(rows);
    if room > Mark::ALL.len() {
        Mark::ALL.len()
    } else {
        0
    }
}

fn draw_legend(rows: usize, look: Look, area: Rect, buffer: &mut Buffer) {
    let start = area
        .bottom()
        .saturating_sub(u16::try_from(rows).unwrap_or(0));
    for (y, mark) in (start..area.bottom()).zip(Mark::ALL) {
        let x = put(buffer, area, area.x + 1, y, mark.letter(), mark.style());
        put(buffer, area, x + 1, y, mark.meaning(look), theme::PLAIN);
    }
}
