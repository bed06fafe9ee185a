//! The findings of the workbook, and below them the marked one in full.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{chrome, put, put_bar, put_heading, scrolled};
use crate::say;
use crate::text;
use crate::tui::layout;
use crate::tui::model::{Desk, FindingList, Grouping, Look};
use crate::tui::theme::{self, REVERSED, STRONG};
use crate::tui::update::{self, FindingRow, Heading};
use crate::tui::words;
use crate::workbook::check::{Finding, Severity};

/// Rows of the part that shows the marked finding in full.
const FULL: u16 = 6;

pub(super) fn draw(
    desk: &Desk,
    list: FindingList,
    look: Look,
    buffer: &mut Buffer,
) -> Option<Position> {
    chrome::header_with_scores(desk, &title(desk, look), look, buffer);
    let body = layout::body(look);
    let full = if body.height >= FULL * 2 { FULL } else { 0 };
    let upper = Rect::new(body.x, body.y, body.width, body.height - full);
    put_heading(buffer, upper, upper.y, grouping(list.grouping, look), look);
    let rows = update::finding_rows(desk, list.grouping);
    if rows.is_empty() {
        put(
            buffer,
            upper,
            upper.x + 2,
            upper.y + 1,
            look.lang.pick("Không còn gì phải làm.", "Nothing to do."),
            theme::GOOD,
        );
    }
    let marked = update::marked_finding(&rows, list.row);
    let top = scrolled(marked, usize::from(upper.height.saturating_sub(1)));
    for ((place, row), y) in rows
        .iter()
        .enumerate()
        .skip(top)
        .zip(upper.y + 1..upper.bottom())
    {
        match row {
            FindingRow::Heading(heading, count) => {
                put_heading_row(desk, *heading, *count, look, upper, y, buffer);
            }
            FindingRow::Finding(finding) => {
                put_finding(desk, finding, place == marked, look, upper, y, buffer);
            }
        }
    }
    if let (Some(FindingRow::Finding(finding)), true) = (rows.get(marked), full > 0) {
        put_full(
            desk,
            finding,
            look,
            Rect::new(body.x, body.bottom() - full, body.width, full),
            buffer,
        );
    }
    None
}

fn title(desk: &Desk, look: Look) -> String {
    let counts = desk.sheet.counts();
    let (errors, warnings, hints) = (
        counts.errors + counts.unanswered,
        counts.warnings,
        counts.hints,
    );
    say!(
        look.lang,
        "Kiểm tra hồ sơ: {errors} phải sửa, {warnings} nên bổ sung, {hints} gợi ý",
        "Findings: {errors} to mend, {warnings} to complete, {hints} hints"
    )
}

const fn grouping(grouping: Grouping, look: Look) -> &'static str {
    match grouping {
        Grouping::Severity => look.lang.pick(
            "Theo mức độ (Tab: theo tiêu chí, theo đơn vị)",
            "By severity (Tab: by criterion, by office)",
        ),
        Grouping::Criterion => look.lang.pick(
            "Theo tiêu chí (Tab: theo đơn vị, theo mức độ)",
            "By criterion (Tab: by office, by severity)",
        ),
        Grouping::Owner => look.lang.pick(
            "Theo đơn vị tham mưu (Tab: theo mức độ, theo tiêu chí)",
            "By office (Tab: by severity, by criterion)",
        ),
    }
}

fn put_heading_row(
    desk: &Desk,
    heading: Heading<'_>,
    count: usize,
    look: Look,
    area: Rect,
    y: u16,
    buffer: &mut Buffer,
) {
    let lang = look.lang;
    let text = match heading {
        Heading::Severity(Severity::Error) => say!(
            lang,
            "! Phải sửa ({count}): chưa sửa thì chưa chốt được",
            "! To mend ({count}): cannot be handed in before"
        ),
        Heading::Severity(Severity::Warning) => {
            say!(lang, "? Nên bổ sung ({count})", "? To complete ({count})")
        }
        Heading::Severity(Severity::Hint) => say!(lang, ". Gợi ý ({count})", ". Hints ({count})"),
        Heading::Criterion("") => say!(lang, "Cả sổ ({count})", "Whole workbook ({count})"),
        Heading::Criterion(code) => {
            let set = &desk.sheet.book().set;
            let title = set
                .find(code)
                .map(|id| set.node(id).title.as_str())
                .unwrap_or_default();
            format!("{code} {title} ({count})")
        }
        Heading::Owner("") => say!(
            lang,
            "Chưa giao đơn vị ({count})",
            "No office named ({count})"
        ),
        Heading::Owner(owner) => format!("{owner} ({count})"),
    };
    put(
        buffer,
        area,
        area.x + 1,
        y,
        &text::fit(&text, usize::from(area.width).saturating_sub(2)),
        STRONG,
    );
}

fn put_finding(
    desk: &Desk,
    finding: &Finding,
    marked: bool,
    look: Look,
    area: Rect,
    y: u16,
    buffer: &mut Buffer,
) {
    let (mark, style) = theme::severity(finding.severity());
    let base = if marked { REVERSED } else { theme::PLAIN };
    if marked {
        put_bar(buffer, area, y, REVERSED);
    }
    let pointer = if marked { "  > " } else { "    " };
    let x = put(buffer, area, area.x, y, pointer, base);
    let x = put(buffer, area, x, y, mark, if marked { base } else { style });
    let set = &desk.sheet.book().set;
    let owner = set
        .find(&finding.code)
        .and_then(|id| set.node(id).owner.as_deref())
        .unwrap_or_default();
    let owner = if area.width >= 80 {
        text::fit(owner, 16).into_owned()
    } else {
        String::new()
    };
    let room =
        usize::from(area.right().saturating_sub(x + 2)).saturating_sub(text::width(&owner) + 2);
    let message = format!("{:<6} {}", finding.code, words::finding(finding, look));
    put(buffer, area, x + 1, y, &text::fit(&message, room), base);
    super::put_right(
        buffer,
        Rect {
            width: area.width.saturating_sub(1),
            ..area
        },
        y,
        &owner,
        base,
    );
}

fn put_full(desk: &Desk, finding: &Finding, look: Look, area: Rect, buffer: &mut Buffer) {
    let set = &desk.sheet.book().set;
    let title = set
        .find(&finding.code)
        .map(|id| set.node(id).title.as_str())
        .unwrap_or_default();
    put_heading(
        buffer,
        area,
        area.y,
        &format!("{} {title}", finding.code),
        look,
    );
    let width = usize::from(area.width).saturating_sub(2).max(1);
    let message = words::finding(finding, look);
    for (row, y) in text::wrap(&message, width)
        .into_iter()
        .zip(area.y + 1..area.bottom())
    {
        put(buffer, area, area.x + 1, y, row, theme::PLAIN);
    }
}
