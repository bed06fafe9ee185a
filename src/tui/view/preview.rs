//! The preview: the rows of the paper that are in sight, the marked block, and what Enter would open.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{chrome, put, put_heading};
use crate::say;
use crate::tui::layout;
use crate::tui::model::{Desk, Look, PreviewEntry};
use crate::tui::paper::Piece;
use crate::tui::theme;
use crate::tui::update;

pub(super) fn draw(desk: &Desk, entry: &PreviewEntry, look: Look, buffer: &mut Buffer) {
    let title = look.lang.pick("Xem trước báo cáo", "Preview of the report");
    chrome::header_with_scores(desk, title, look, buffer);
    let body = layout::body(look);
    let Some(paper) = &desk.paper else { return };
    put_heading(buffer, body, body.y, &place(desk, entry, look), look);
    let rows = paper.rows.iter().skip(entry.top);
    for (row, y) in rows.zip(body.y + 1..body.bottom()) {
        for piece in row {
            draw_piece(piece, entry, body, y, buffer);
        }
    }
}

/// `12/140  Enter: 3.4.1 giải trình`
fn place(desk: &Desk, entry: &PreviewEntry, look: Look) -> String {
    let blocks = desk.paper.as_ref().map_or(&[][..], |paper| &paper.blocks);
    let (here, count) = (entry.block + 1, blocks.len());
    let source = blocks.get(entry.block).map(|block| &block.source);
    let source = source.map_or_else(String::new, |source| update::source_words(source, look));
    say!(
        look.lang,
        "{here}/{count}  Enter: {source}",
        "{here}/{count}  Enter: {source}"
    )
}

fn draw_piece(piece: &Piece, entry: &PreviewEntry, body: Rect, y: u16, buffer: &mut Buffer) {
    let column = |columns: usize| u16::try_from(columns).unwrap_or(u16::MAX);
    let x = body.x.saturating_add(column(piece.x));
    if piece.block == Some(entry.block) {
        put(buffer, body, x, y, ">", theme::REVERSED);
    }
    let mut x = x
        .saturating_add(layout::PAPER_MARGIN)
        .saturating_add(column(piece.indent));
    for (style, said) in &piece.spans {
        x = put(buffer, body, x, y, said, *style);
    }
}
