//! Last year beside this year, in the few words that a page and the score pane have room for. Compares what
//! `workbook::last_year` tells; scores nothing.

use ratatui::style::Style;

use crate::criteria::{Criterion, NodeId};
use crate::points::{self, Decimal, Stored};
use crate::say;
use crate::tui::model::{Desk, Look};
use crate::tui::theme::{PLAIN, QUIET, WARNING};
use crate::workbook::last_year::{self, LastYear, PastAnswer, Rated};
use crate::workbook::words;
use crate::workbook::{CriterionScore, State};

/// Rows of a screen from which the score pane has room for all of last year.
const ROOMY: u16 = 30;

/// `Năm 2023: a 642, b 21, c 663`, or the level and the items that were chosen.
pub(super) fn answered(desk: &Desk, criterion: &Criterion, look: Look) -> Option<String> {
    let (previous, past) = here(desk)?;
    let figures = criterion.figures.iter().filter_map(|figure| {
        let value = grouped(past.figures.get(&figure.id)?, look);
        let letter = criterion.letter(&figure.id)?;
        Some(format!("{letter} {value}"))
    });
    let figures: Vec<String> = figures.collect();
    let mut parts = Vec::new();
    if !figures.is_empty() {
        parts.push(figures.join(", "));
    }
    parts.extend(past.level.clone());
    if let Some(ticked) = &past.ticked {
        let nothing = || look.lang.pick("không mục nào", "no item").to_owned();
        parts.push(if ticked.is_empty() {
            nothing()
        } else {
            ticked.join("; ")
        });
    }
    let year = named(desk, previous, past, look);
    (!parts.is_empty()).then(|| format!("{year}: {}", parts.join("; ")))
}

/// `Năm 2023: 0,97 / 1, năm nay +0,02`; of a criterion that was not assessed the reason.
pub(super) fn scored(desk: &Desk, score: CriterionScore, look: Look) -> Option<String> {
    let lang = look.lang;
    let previous = desk.sheet.book().previous.as_deref()?;
    let Some(past) = previous.criteria.get(desk.code()) else {
        let year = previous.year;
        return Some(say!(
            lang,
            "Năm {year}: chưa có tiêu chí này, hoặc chưa chấm",
            "{year}: not there, or not answered"
        ));
    };
    let year = named(desk, previous, past, look);
    if let Some(reason) = &past.not_assessed {
        return Some(say!(
            lang,
            "{year}: không đánh giá. {reason}",
            "{year}: not assessed. {reason}"
        ));
    }
    let max = points::print(past.max, look.mark());
    let Some(before) = past.points else {
        return Some(say!(lang, "{year}: chưa có điểm", "{year}: no score"));
    };
    let shown = points::print(before, look.mark());
    let declared = match &past.declared {
        Some(_) => lang.pick(" (điểm tự nhập)", " (declared)"),
        None => "",
    };
    let now = score.points.filter(|_| score.state == State::Scored);
    let moved = last_year::moved(now, Some(before)).map_or_else(String::new, |moved| {
        let moved = signed(moved, look);
        say!(lang, ", năm nay {moved}", ", this year {moved}")
    });
    Some(format!("{year}: {shown} / {max}{declared}{moved}"))
}

/// Of a group its points; of a section also the whole year, which has no other place on a small screen.
pub(super) fn group(desk: &Desk, id: NodeId, look: Look) -> Vec<String> {
    let book = desk.sheet.book();
    let Some(previous) = book.previous.as_deref() else {
        return Vec::new();
    };
    let (lang, year) = (look.lang, previous.year);
    let mut lines = Vec::new();
    if let Some(before) = last_year::points_within(book, id) {
        let before = points::print(before, look.mark());
        let moved = compared(desk, Some(id), look).map_or_else(String::new, |it| format!(", {it}"));
        lines.push(say!(
            lang,
            "Năm {year}: {before} điểm{moved}",
            "{year}: {before} points{moved}"
        ));
    }
    if book.set.node(id).parent.is_none() {
        let total = rated(&previous.total, look);
        lines.push(say!(
            lang,
            "Cả năm {year}: {total}",
            "All of {year}: {total}"
        ));
        lines.extend(appraised(previous, look));
    }
    lines
}

/// `Thẩm định: 88,5/97`; none as long as nobody has entered it.
fn appraised(previous: &LastYear, look: Look) -> Option<String> {
    let total = fraction(previous.appraised.as_ref()?, look);
    Some(say!(look.lang, "Thẩm định: {total}", "Appraised: {total}"))
}

/// The rows of the score pane: last year's total and grade, how far this year is from it, and a steep fall.
pub(super) fn total(desk: &Desk, look: Look) -> Vec<(String, Style)> {
    let book = desk.sheet.book();
    let Some(previous) = book.previous.as_deref() else {
        return Vec::new();
    };
    let (lang, year) = (look.lang, previous.year);
    let rated = previous.rated();
    let total = fraction(&previous.total, look);
    let mut rows = vec![(say!(lang, "Năm {year}: {total}", "{year}: {total}"), QUIET)];
    rows.extend(appraised(previous, look).map(|text| (text, QUIET)));
    if look.height >= ROOMY {
        let percent = percent(rated, look);
        let grade = rated.grade.as_deref().unwrap_or_default();
        rows.push((format!("{percent} {grade}").trim_end().to_owned(), QUIET));
        rows.extend(compared(desk, None, look).map(|text| (text, PLAIN)));
    }
    if let Some(fall) = last_year::steep_fall(book, desk.sheet.scores()) {
        let grades = words::few(fall.grades, lang);
        let text = say!(lang, "? tụt {grades} bậc", "? down {grades} grades");
        rows.push((text, WARNING));
    }
    rows
}

/// `12 TC đã chấm: +0,31`; nothing as long as no criterion has points in both years.
fn compared(desk: &Desk, within: Option<NodeId>, look: Look) -> Option<String> {
    let (count, moved) = last_year::compared(desk.sheet.book(), desk.sheet.scores(), within);
    let moved = signed(moved, look);
    (count > 0).then(|| {
        say!(
            look.lang,
            "{count} TC đã chấm: {moved}",
            "{count} scored: {moved}"
        )
    })
}

/// Last year, and what was answered then for the criterion under the cursor.
fn here(desk: &Desk) -> Option<(&LastYear, &PastAnswer)> {
    let previous = desk.sheet.book().previous.as_deref()?;
    Some((previous, previous.criteria.get(desk.code())?))
}

/// `Năm 2023`, with the code that it had then where it has another now.
fn named(desk: &Desk, previous: &LastYear, past: &PastAnswer, look: Look) -> String {
    let (year, code) = (previous.year, &past.code);
    if code.is_empty() || code == desk.code() {
        say!(look.lang, "Năm {year}", "{year}")
    } else {
        say!(look.lang, "Năm {year} (mã {code})", "{year} (as {code})")
    }
}

fn grouped(stored: &Stored, look: Look) -> String {
    match stored {
        Stored::Number(number) => points::print_grouped(*number, look.mark()),
        Stored::Unreadable(text) => text.clone(),
    }
}

/// `+0,02`, `-1`, `không đổi`.
fn signed(moved: Decimal, look: Look) -> String {
    if moved.is_zero() {
        return look.lang.pick("không đổi", "unchanged").to_owned();
    }
    let sign = if moved > Decimal::ZERO { "+" } else { "" };
    format!("{sign}{}", points::print(moved, look.mark()))
}

fn fraction(rated: &Rated, look: Look) -> String {
    let (score, max) = (rated.score, rated.max);
    let shown = |number| points::print(number, look.mark());
    format!("{}/{}", shown(score), shown(max))
}

fn percent(rated: &Rated, look: Look) -> String {
    rated.percent.map_or_else(
        || "-".to_owned(),
        |percent| format!("{} %", points::print_fixed(percent, 2, look.mark())),
    )
}

/// `90,29/97 = 93,08 %, Xuất sắc`
fn rated(rated: &Rated, look: Look) -> String {
    let shown = format!("{} = {}", fraction(rated, look), percent(rated, look));
    match &rated.grade {
        Some(grade) => format!("{shown}, {grade}"),
        None => shown,
    }
}
