//! What a copy would bring into the workbook: a line each, and below them the marked one in full.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{chrome, put, put_bar, put_heading, put_line, scrolled};
use crate::say;
use crate::store::copies::Incoming;
use crate::store::local_time;
use crate::text;
use crate::tui::layout;
use crate::tui::model::{Desk, IncomingList, Look};
use crate::tui::page::pad;
use crate::tui::sides;
use crate::tui::theme::{self, REVERSED};
use crate::tui::words;

/// Rows of the part that shows the marked change in full.
const FULL: u16 = 8;

pub(super) fn draw(
    desk: &Desk,
    list: &IncomingList,
    look: Look,
    buffer: &mut Buffer,
) -> Option<Position> {
    let file = text::clean_line(&list.news.file);
    let title = say!(
        look.lang,
        "Bản mang về {file} sẽ vào {}",
        "The copy {file} goes into {}",
        desk.file
    );
    chrome::header_with_scores(desk, &title, look, buffer);
    let body = layout::body(look);
    let full = if body.height >= FULL * 2 { FULL } else { 0 };
    let upper = Rect::new(body.x, body.y, body.width, body.height - full);
    put_heading(buffer, upper, upper.y, &summary(list, look), look);
    let top = scrolled(list.row, usize::from(upper.height.saturating_sub(1)));
    for ((place, change), y) in list
        .news
        .changes
        .iter()
        .enumerate()
        .skip(top)
        .zip(upper.y + 1..upper.bottom())
    {
        put_change(desk, change, place == list.row, look, upper, y, buffer);
    }
    if let Some(change) = list.news.changes.get(list.row).filter(|_| full > 0) {
        let lower = Rect::new(body.x, body.bottom() - full, body.width, full);
        put_full(desk, change, look, lower, buffer);
    }
    None
}

fn summary(list: &IncomingList, look: Look) -> String {
    let changes = list.news.changes.len();
    let conflicts = list.news.changes.iter().filter(|it| it.is_conflict).count();
    if conflicts == 0 {
        return say!(
            look.lang,
            "{changes} thay đổi, không xung đột. Enter gộp tất cả",
            "{changes} changes, no conflict. Enter merges all"
        );
    }
    say!(
        look.lang,
        "{changes} thay đổi, trong đó {conflicts} xung đột (#: cả hai bản được giữ). Enter gộp tất cả",
        "{changes} changes, {conflicts} of them conflicts (#: both are kept). Enter merges all"
    )
}

fn put_change(
    desk: &Desk,
    change: &Incoming,
    marked: bool,
    look: Look,
    area: Rect,
    y: u16,
    buffer: &mut Buffer,
) {
    let style = if marked { REVERSED } else { theme::PLAIN };
    if marked {
        put_bar(buffer, area, y, REVERSED);
    }
    let pointer = if marked { ">" } else { " " };
    let mark = if change.is_conflict { "#" } else { " " };
    let place = pad(&words::part_place(&change.part, look.lang), 22);
    let what = words::part_change(
        desk.sheet.book(),
        &change.part,
        change.before.as_ref(),
        change.after.as_ref(),
        look,
    );
    let by = text::clean_line(change.author.as_deref().unwrap_or_default());
    let line = format!("{pointer}{mark} {place} {} {what}", pad(&by, 8));
    let room = usize::from(area.width);
    put(buffer, area, area.x, y, &text::fit(&line, room), style);
}

fn put_full(desk: &Desk, change: &Incoming, look: Look, area: Rect, buffer: &mut Buffer) {
    let by = change.author.as_deref().unwrap_or_default();
    let time = change.time.as_deref().and_then(local_time);
    let heading = format!(
        "{}  {by}  {}",
        words::part_place(&change.part, look.lang),
        time.unwrap_or_default()
    );
    put_heading(buffer, area, area.y, heading.trim_end(), look);
    let inner = Rect::new(
        area.x + 1,
        area.y + 1,
        area.width.saturating_sub(2),
        area.height - 1,
    );
    let lines = sides::changed(
        desk.sheet.book(),
        &change.part,
        change.before.as_ref(),
        change.after.as_ref(),
        look,
        usize::from(inner.width),
    );
    for (line, y) in lines.iter().zip(inner.top()..inner.bottom()) {
        put_line(buffer, inner, y, line);
    }
}
