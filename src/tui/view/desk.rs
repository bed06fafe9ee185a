//! The desk: panes and what lies over them in each mode.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{
    chrome, conflict, dialogs, documents, editor, findings, history, incoming, lost, preview,
    put_heading, put_line, put_upright, scores, tree,
};
use crate::say;
use crate::tui::layout;
use crate::tui::model::{Desk, Errand, Look, Mode, Pane, Question};
use crate::tui::page;
use crate::tui::theme;

pub(super) fn draw(desk: &Desk, look: Look, buffer: &mut Buffer) -> Option<Position> {
    let cursor = draw_mode(desk, look, buffer);
    // Long news take the last row of the body as well.
    chrome::notice(desk, look, buffer);
    chrome::desk_footer(desk, look, buffer);
    cursor
}

fn draw_mode(desk: &Desk, look: Look, buffer: &mut Buffer) -> Option<Position> {
    match &desk.mode {
        Mode::Text(entry) => editor::draw(desk, entry, look, buffer),
        Mode::Documents(list) => documents::draw(desk, list, look, buffer),
        Mode::Form(form) => dialogs::draw_form(desk, form, look, buffer),
        Mode::Findings(list) => findings::draw(desk, *list, look, buffer),
        Mode::Lost(row) => lost::draw(desk, *row, look, buffer),
        Mode::Conflict(entry) => conflict::draw(desk, entry, look, buffer),
        Mode::Incoming(list) => incoming::draw(desk, list, look, buffer),
        Mode::History(list) => history::draw(desk, list, look, buffer),
        Mode::Confirm(question @ Question::BringBack { list, .. }) => {
            history::draw(desk, list, look, buffer);
            dialogs::draw_question(desk, question, look, buffer);
            None
        }
        Mode::Preview(entry) => {
            preview::draw(desk, entry, look, buffer);
            None
        }
        Mode::Prompt(prompt) => {
            match &desk.errand {
                Some(Errand::Preview(entry)) => preview::draw(desk, entry, look, buffer),
                Some(Errand::Findings(list)) => {
                    findings::draw(desk, *list, look, buffer);
                }
                None => {
                    panes(desk, look, buffer);
                }
            }
            Some(dialogs::draw_prompt(desk, prompt, look, buffer))
        }
        Mode::Confirm(question) => {
            panes(desk, look, buffer);
            dialogs::draw_question(desk, question, look, buffer);
            None
        }
        Mode::Tree | Mode::Field(_) | Mode::Choices(_) => panes(desk, look, buffer),
    }
}

/// `UBND huyện Kon Rẫy | CCHC 2023 | 723/QĐ-UBND`
pub(super) fn title(desk: &Desk) -> String {
    let book = desk.sheet.book();
    let decision = book.set.head.decision.as_ref().map_or_else(
        || book.set.head.id.clone(),
        |decision| decision.number.clone(),
    );
    format!(
        "{} | {} | {decision} | {}",
        book.unit.name, book.year, desk.file
    )
}

fn panes(desk: &Desk, look: Look, buffer: &mut Buffer) -> Option<Position> {
    chrome::header(desk, &title(desk), look, buffer);
    if let Some(area) = layout::frame(look).strip {
        chrome::strip(desk, look, area, buffer);
    }
    let panes = layout::desk(look, layout::shown_pane(desk));
    if let Some(area) = panes.tree {
        tree::draw(desk, look, area, buffer);
    }
    if let Some(area) = panes.scores {
        put_upright(buffer, area.x - 1, area, look);
        scores::draw(desk, look, area, buffer);
    }
    let area = panes.detail?;
    if area.x > 0 {
        put_upright(buffer, area.x - 1, area, look);
    }
    detail(desk, look, area, buffer)
}

fn detail(desk: &Desk, look: Look, area: Rect, buffer: &mut Buffer) -> Option<Position> {
    let focused = desk.tree.pane == Pane::Detail;
    let heading = if focused {
        let arrows = theme::key_names("↑ ↓", look);
        say!(
            look.lang,
            "{} (cuộn: {arrows})",
            "{} (scroll: {arrows})",
            desk.code()
        )
    } else {
        desk.code().to_owned()
    };
    put_heading(buffer, area, area.y, &heading, look);
    let inner = Rect::new(
        area.x + 1,
        area.y + 1,
        area.width.saturating_sub(2),
        area.height.saturating_sub(1),
    );
    let page = page::of(desk, look, inner.width);
    let top = if focused {
        desk.tree.detail_top
    } else {
        first_row(&page, inner.height)
    };
    let rows = if focused {
        page.rows()
    } else {
        page.fitted(usize::from(inner.width), usize::from(inner.height) + top)
    };
    for (y, row) in (inner.top()..inner.bottom()).zip(rows.iter().skip(top)) {
        put_line(buffer, inner, y, row);
    }
    let (row, column) = page.cursor?;
    let y = inner.y + u16::try_from(row.checked_sub(top)?).ok()?;
    let position = Position::new(inner.x + column, y);
    inner.contains(position).then_some(position)
}

/// Rows scrolled away so that the open field or the marked choice is in sight.
fn first_row(page: &page::Page, height: u16) -> usize {
    page.focus
        .map_or(0, |row| super::scrolled(row + 1, usize::from(height)))
}
