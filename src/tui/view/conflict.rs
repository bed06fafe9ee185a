//! The choice between the values of a conflict: what each says, what each makes of the scores, and below it what can
//! be done.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::Line;

use super::{chrome, put, put_bar, put_heading, put_line, scrolled};
use crate::say;
use crate::text;
use crate::tui::layout;
use crate::tui::model::{ConflictEntry, Desk, Look};
use crate::tui::page::{heading_row, pad};
use crate::tui::prose::{Marks, Prose};
use crate::tui::sides::{self, Column, Row};
use crate::tui::theme::{self, REVERSED, STRONG};
use crate::tui::update;
use crate::tui::words;
use crate::workbook::merge::Conflict;

/// Columns between two cells.
const GAP: usize = 2;
/// The narrowest column that a value is shown in; where there is no room the values stand one under the other.
const NARROWEST: usize = 16;
/// Columns of a label where room is short.
const LABEL: usize = 20;

pub(super) fn draw(
    desk: &Desk,
    entry: &ConflictEntry,
    look: Look,
    buffer: &mut Buffer,
) -> Option<Position> {
    let conflict = desk.sheet.book().conflicts.get(&entry.part)?;
    chrome::header_with_scores(desk, &title(desk, &conflict, look), look, buffer);
    let body = layout::body(look);
    let choices = update::conflict_choices(&conflict, entry.base());
    let row = entry.row.min(choices.len().saturating_sub(1));
    let below = u16::try_from(choices.len())
        .unwrap_or(u16::MAX)
        .min(body.height / 2);
    let count = conflict.values().len();
    let said = say!(
        look.lang,
        "{count} bản khác nhau, chưa mất gì: chọn bản dùng, bản kia còn trong lịch sử",
        "{count} values, nothing is lost: choose one, the others stay in the history"
    );
    put_heading(buffer, body, body.y, &said, look);
    let width = body.width.saturating_sub(2);
    let room = body.height.saturating_sub(below + 2);
    let space = (usize::from(width), usize::from(room));
    let rows = values(desk, entry, &conflict, look, space);
    let needed = u16::try_from(rows.len() + 1).unwrap_or(u16::MAX);
    let upper = Rect::new(body.x + 1, body.y + 1, width, room.min(needed));
    let height = usize::from(upper.height);
    let top = entry.top.min(rows.len().saturating_sub(height));
    for (y, row) in (upper.top()..upper.bottom()).zip(rows.iter().skip(top)) {
        put_line(buffer, upper, y, row);
    }
    let lower = Rect::new(body.x, upper.bottom(), body.width, below + 1);
    put_heading(
        buffer,
        lower,
        lower.y,
        &more(rows.len(), top, height, look),
        look,
    );
    let first = scrolled(row, usize::from(below));
    for ((place, choice), y) in choices
        .iter()
        .enumerate()
        .skip(first)
        .zip(lower.y + 1..lower.bottom())
    {
        let text = sides::choice_line(choice, &conflict, desk, look);
        let is_last = place + 1 == choices.len();
        put_choice(&text, place, is_last, place == row, lower, y, buffer);
    }
    None
}

/// `Xung đột 1/2: 1.6.1 số liệu, Nhiệm vụ tỉnh giao`
fn title(desk: &Desk, conflict: &Conflict, look: Look) -> String {
    let all = update::conflicts(desk);
    let place = all.iter().position(|other| other.part == conflict.part);
    let (place, count) = (place.unwrap_or(0) + 1, all.len());
    let what = words::part_place(&conflict.part, look.lang);
    let id = conflict
        .part
        .code()
        .and_then(|code| desk.sheet.book().set.find(code));
    let of = id.map_or_else(String::new, |id| {
        format!(", {}", words::short_title(&desk.sheet, id))
    });
    say!(
        look.lang,
        "Xung đột {place}/{count}: {what}{of}",
        "Conflict {place}/{count}: {what}{of}"
    )
}

/// The heading above the choices, and whether the values go on out of sight.
fn more(rows: usize, top: usize, height: usize, look: Look) -> String {
    let hidden = rows.saturating_sub(height);
    if hidden == 0 {
        return look.lang.pick("Chọn", "Choose").to_owned();
    }
    let (from, to) = (top + 1, (top + height).min(rows));
    say!(
        look.lang,
        "Chọn (đang xem dòng {from}-{to}/{rows}: PgUp PgDn)",
        "Choose (rows {from}-{to}/{rows} in sight: PgUp PgDn)"
    )
}

fn put_choice(
    text: &str,
    place: usize,
    is_last: bool,
    marked: bool,
    area: Rect,
    y: u16,
    buffer: &mut Buffer,
) {
    let style = if marked { REVERSED } else { theme::PLAIN };
    if marked {
        put_bar(buffer, area, y, REVERSED);
    }
    let pointer = if marked { ">" } else { " " };
    let digit = match place + 1 {
        _ if is_last => "0".to_owned(),
        digit @ 1..=9 => digit.to_string(),
        _ => " ".to_owned(),
    };
    let line = format!("  {pointer} {digit}  {text}");
    let room = usize::from(area.width);
    put(buffer, area, area.x, y, &text::fit(&line, room), style);
}

/// What the values say, in so many columns. Where not all of it has room, what is the same in all of them is left
/// out.
fn values(
    desk: &Desk,
    entry: &ConflictEntry,
    conflict: &Conflict,
    look: Look,
    (width, height): (usize, usize),
) -> Vec<Line<'static>> {
    let columns = sides::columns(desk, conflict, entry.base.as_ref(), look);
    if sides::is_prose(conflict) {
        return prose(desk, conflict, entry, &columns, look, width);
    }
    let table = sides::table(desk, conflict, &columns, look);
    let count = columns.len().max(1);
    let label = (width / (count + 1)).clamp(LABEL, LABEL * 2).min(width);
    let cell = (width.saturating_sub(label) / count).saturating_sub(GAP);
    let laid_out = |table: &[Row], left_out: usize| {
        let mut rows = if cell >= NARROWEST {
            side_by_side(&columns, table, label, cell)
        } else {
            one_under_the_other(&columns, table, look, width)
        };
        rows.push(Line::default());
        rows.extend(remarks(desk, entry, conflict, left_out, look, width));
        rows
    };
    let all = laid_out(&table, 0);
    let telling: Vec<Row> = table.iter().filter(|row| row.differs()).cloned().collect();
    if all.len() <= height || telling.is_empty() {
        return all;
    }
    laid_out(&telling, table.len() - telling.len())
}

fn side_by_side(
    columns: &[Column],
    table: &[Row],
    label: usize,
    cell: usize,
) -> Vec<Line<'static>> {
    let titles: Vec<String> = columns.iter().map(|column| column.title.clone()).collect();
    let times: Vec<String> = columns.iter().map(|column| column.time.clone()).collect();
    let mut lines = cells("", &titles, label, cell, STRONG);
    lines.extend(cells("", &times, label, cell, theme::PLAIN));
    for row in table {
        lines.extend(cells(&row.label, &row.cells, label, cell, theme::PLAIN));
    }
    lines
}

/// One row of the table: as many lines as its longest cell needs.
fn cells(
    label: &str,
    cells: &[String],
    label_width: usize,
    width: usize,
    style: Style,
) -> Vec<Line<'static>> {
    let room = label_width.saturating_sub(GAP).max(1);
    let short = text::fit_middle(label, room);
    let lead = if label_width > LABEL * 3 / 2 {
        text::wrap(label, room)
    } else {
        vec![short.as_ref()]
    };
    let wrapped: Vec<Vec<&str>> = cells
        .iter()
        .map(|it| text::wrap(it, width.max(1)))
        .collect();
    let height = wrapped.iter().map(Vec::len).max().unwrap_or(0);
    let lines = (0..height.max(lead.len())).map(|at| {
        let mut line = pad(lead.get(at).copied().unwrap_or_default(), label_width);
        for cell in &wrapped {
            line += &pad(cell.get(at).copied().unwrap_or_default(), width + GAP);
        }
        Line::styled(line.trim_end().to_owned(), style)
    });
    lines.collect()
}

/// Where two values have no room beside one another.
fn one_under_the_other(
    columns: &[Column],
    table: &[Row],
    look: Look,
    width: usize,
) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    for (place, column) in columns.iter().enumerate() {
        lines.push(heading(column, look, width));
        for row in table {
            let value = row.cells.get(place).map(String::as_str).unwrap_or_default();
            if value.is_empty() {
                continue;
            }
            let label = if row.label.is_empty() {
                String::new()
            } else {
                format!("{}: ", row.label)
            };
            let text = format!("{label}{value}");
            let rows = text::wrap(&text, width.max(1)).into_iter();
            lines.extend(rows.map(|row| Line::raw(row.to_owned())));
        }
    }
    lines
}

fn heading(column: &Column, look: Look, width: usize) -> Line<'static> {
    let title = match column.time.as_str() {
        "" => column.title.clone(),
        time => format!("{}, {time}", column.title),
    };
    heading_row(&title, width, look)
}

/// Texts one under the other, each with what differs from what stood there before, or from the first.
fn prose(
    desk: &Desk,
    conflict: &Conflict,
    entry: &ConflictEntry,
    columns: &[Column],
    look: Look,
    width: usize,
) -> Vec<Line<'static>> {
    let texts: Vec<&Column> = columns
        .iter()
        .skip(usize::from(entry.base.is_some()))
        .collect();
    let base = match (&entry.base, columns.first()) {
        (Some(_), Some(base)) => Some(base.text()),
        _ => None,
    };
    let marks = match base {
        Some(_) => Marks::Both,
        None => Marks::Came,
    };
    let mut lines = Vec::new();
    for (place, column) in texts.iter().enumerate() {
        // Without the text before, the first is compared with the second, the others with the first.
        let other = texts.get(usize::from(place == 0));
        let before = base.or(other.map(|other| other.text())).unwrap_or_default();
        let shown = Prose::difference(before, column.text(), marks, look.lang);
        lines.push(heading(column, look, width));
        lines.extend(shown.wrapped(width));
    }
    lines.push(Line::default());
    lines.extend(legend(marks, look).wrapped(width));
    if conflict.part.moves_points() {
        lines.extend(remarks(desk, entry, conflict, 0, look, width));
        let totals = sides::outcome_lines(columns, look);
        lines.extend(totals.into_iter().map(Line::raw));
    }
    lines
}

/// What the marks say.
fn legend(marks: Marks, look: Look) -> Prose {
    let lang = look.lang;
    let mut legend = Prose::default();
    if marks == Marks::Came {
        let only = lang.pick("{+chữ chỉ bản này có+}", "{+words only this one has+}");
        legend.push(only, theme::ADDED);
        return legend;
    }
    legend.push(lang.pick("{+chữ thêm+}", "{+came+}"), theme::ADDED);
    legend.push("  ", theme::PLAIN);
    legend.push(lang.pick("[-chữ bớt-]", "[-went-]"), theme::REMOVED);
    let against = lang.pick("  so với bản trước khi tách", "  against the text before");
    legend.push(against, theme::PLAIN);
    legend
}

/// What helps to choose: what `*` means, and with which value the explanation agrees.
fn remarks(
    desk: &Desk,
    entry: &ConflictEntry,
    conflict: &Conflict,
    left_out: usize,
    look: Look,
    width: usize,
) -> Vec<Line<'static>> {
    let lang = look.lang;
    let mut said = Vec::new();
    if left_out > 0 {
        said.push(say!(
            lang,
            "{left_out} dòng giống nhau không hiện.",
            "{left_out} rows that are the same are left out."
        ));
    }
    if !sides::is_prose(conflict) {
        said.push(match entry.base {
            Some(_) => lang
                .pick("* khác bản trước khi tách.", "* differs from before.")
                .to_owned(),
            None => lang
                .pick("* khác bản [1].", "* differs from [1].")
                .to_owned(),
        });
    }
    if let Some(value) = sides::agreeing(desk, conflict) {
        let number = value + 1;
        said.push(say!(
            lang,
            "Giải trình đang ghi các số của bản [{number}].",
            "The explanation states the figures of [{number}]."
        ));
    }
    let online = desk.status.present.iter();
    let online: Vec<&str> = online
        .map(|other| other.author.as_str())
        .filter(|name| conflict.authors().contains(name))
        .collect();
    if !online.is_empty() {
        let names = online.join(", ");
        said.push(say!(
            lang,
            "{names} đang mở sổ: hỏi trước khi chọn nếu chưa rõ.",
            "{names} has the workbook open: ask if in doubt."
        ));
    }
    let said = said.join("  ");
    let rows = text::wrap(&said, width.max(1)).into_iter();
    rows.map(|row| Line::raw(row.to_owned())).collect()
}
