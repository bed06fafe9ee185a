//! The help screen.

use ratatui::buffer::Buffer;
use ratatui::layout::Position;

use super::{chrome, put, put_bar};
use crate::text;
use crate::tui::help;
use crate::tui::keymap::Place;
use crate::tui::layout;
use crate::tui::model::Look;
use crate::tui::theme::{self, REVERSED};

pub(super) fn draw(top: usize, place: Place, look: Look, buffer: &mut Buffer) -> Option<Position> {
    let frame = layout::frame(look);
    put_bar(buffer, frame.header, 0, REVERSED);
    put(
        buffer,
        frame.header,
        1,
        0,
        &text::fit(
            &theme::key_names(
                look.lang.pick(
                    "Trợ giúp (↑ ↓ PgUp PgDn cuộn, Esc về)",
                    "Help (↑ ↓ PgUp PgDn scroll, Esc back)",
                ),
                look,
            ),
            usize::from(look.width).saturating_sub(2),
        ),
        REVERSED,
    );
    let rows = help::rows(place, look);
    let top = top.min(help::last_top(place, look));
    let area = layout::screen(look);
    for ((text, style), y) in rows.iter().skip(top).zip(1..look.height.saturating_sub(1)) {
        put(buffer, area, 1, y, text, *style);
    }
    chrome::footer(Place::Help, look, buffer);
    None
}
