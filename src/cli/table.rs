//! The score table for people: code, title, points and state in columns of at most eighty. Computes nothing.

use crate::cli::Context;
use crate::criteria::{NodeBody, NodeId};
use crate::points::{Decimal, print, print_fixed};
use crate::say;
use crate::text;
use crate::workbook::score::{State, grade};
use crate::workbook::{Scores, Tally, Workbook, words};

/// Columns of the whole table.
const COLUMNS: usize = 80;
/// A title is never squeezed below this, even if the table grows wider then.
const LEAST_TITLE: usize = 20;
const GAP: &str = "  ";

/// The table of a whole workbook, with its heading and the total.
pub(super) fn of_workbook(book: &Workbook, scores: &Scores, context: &Context<'_>) -> String {
    let nodes = book.set.nodes();
    let mut rows: Vec<Row> = nodes
        .map(|(id, _)| row(book, scores, id, context))
        .collect();
    let total = scores.total;
    rows.push(Row {
        title: context.lang.pick("Tổng cộng", "Total").to_owned(),
        is_section: true,
        points: fraction(total, context),
        last: percent(total, context),
        ..Row::default()
    });
    format!(
        "{}{}{}",
        heading(book, context),
        printed(&rows),
        ending(book, total, context)
    )
}

/// The table of a section or group.
pub(super) fn of_group(
    book: &Workbook,
    scores: &Scores,
    part: NodeId,
    context: &Context<'_>,
) -> String {
    let nodes = book
        .set
        .nodes()
        .filter(|(id, _)| book.set.contains(part, *id));
    let rows: Vec<Row> = nodes
        .map(|(id, _)| row(book, scores, id, context))
        .collect();
    printed(&rows).trim_start_matches('\n').to_owned()
}

#[derive(Debug, Default)]
struct Row {
    code: String,
    title: String,
    /// Stands in for a title that is too long.
    short: Option<String>,
    is_section: bool,
    points: String,
    last: String,
}

fn row(book: &Workbook, scores: &Scores, id: NodeId, context: &Context<'_>) -> Row {
    let node = book.set.node(id);
    let (points, last) = match &node.body {
        NodeBody::Group(_) => {
            let tally = scores.tally(id);
            let last = if node.depth == 1 {
                percent(tally, context)
            } else {
                String::new()
            };
            (fraction(tally, context), last)
        }
        NodeBody::Criterion(criterion) => {
            let score = scores.criterion(id);
            let reached = score.and_then(|score| score.points);
            let state = score.map_or(State::Unanswered, |score| score.state);
            (
                of_max(reached, criterion.max, context),
                words::state(state, context.lang).to_owned(),
            )
        }
    };
    Row {
        code: node.code.clone(),
        title: node.title.clone(),
        short: node.short.clone(),
        is_section: node.depth == 1,
        points,
        last,
    }
}

/// `0,97/1`, and `-/1` where there are no points.
pub(super) fn of_max(reached: Option<Decimal>, max: Decimal, context: &Context<'_>) -> String {
    let reached = reached.map_or_else(|| "-".to_owned(), |points| print(points, context.mark()));
    format!("{reached}/{}", print(max, context.mark()))
}

fn fraction(tally: Tally, context: &Context<'_>) -> String {
    of_max(Some(tally.score), tally.max, context)
}

fn percent(tally: Tally, context: &Context<'_>) -> String {
    tally.percent().map_or_else(
        || "-".to_owned(),
        |percent| format!("{} %", print_fixed(percent, 2, context.mark())),
    )
}

fn heading(book: &Workbook, context: &Context<'_>) -> String {
    let (unit, year) = (&book.unit.name, book.year);
    let head = &book.set.head;
    let set = match &head.decision {
        Some(decision) if !decision.number.is_empty() => {
            format!("{} ({})", head.title, decision.number)
        }
        Some(_) | None => head.title.clone(),
    };
    let first = say!(context.lang, "{unit}, năm {year}", "{unit}, {year}");
    [first, set].map(|line| wrapped(&line, "")).concat()
}

fn ending(book: &Workbook, total: Tally, context: &Context<'_>) -> String {
    let (answered, criteria) = (total.answered, total.criteria);
    let counted = say!(
        context.lang,
        "Đã chấm {answered}/{criteria} tiêu chí.",
        "{answered} of {criteria} criteria answered."
    );
    match grade(&book.set.head.grades, total.percent()) {
        Some(grade) => {
            let name = &grade.name;
            say!(
                context.lang,
                "\n{counted} Xếp loại: {name}.\n",
                "\n{counted} Grade: {name}.\n"
            )
        }
        None => format!("\n{counted}\n"),
    }
}

/// The rows in columns as wide as what stands in them; the titles take the rest.
fn printed(rows: &[Row]) -> String {
    let widest = |of: fn(&Row) -> &str| {
        rows.iter()
            .map(|row| text::width(of(row)))
            .max()
            .unwrap_or(0)
    };
    let code = widest(|row| &row.code);
    let points = widest(|row| &row.points);
    let last = widest(|row| &row.last);
    let others = code + points + last + 3 * GAP.len();
    let title = COLUMNS.saturating_sub(others).max(LEAST_TITLE);
    let widths = Widths {
        code,
        title,
        points,
    };
    rows.iter().map(|row| widths.print(row)).collect()
}

#[derive(Clone, Copy)]
struct Widths {
    code: usize,
    title: usize,
    points: usize,
}

impl Widths {
    /// A row of the table; a long title without a short one goes on below. A section stands off from what is above.
    fn print(self, row: &Row) -> String {
        let fits = text::width(&row.title) <= self.title;
        let title = row.short.as_ref().filter(|_| !fits).unwrap_or(&row.title);
        let mut printed = String::from(if row.is_section { "\n" } else { "" });
        for (place, line) in text::wrap(title, self.title).into_iter().enumerate() {
            let (code, points, last) = if place == 0 {
                (row.code.as_str(), row.points.as_str(), row.last.as_str())
            } else {
                ("", "", "")
            };
            let line = [
                left(code, self.code),
                left(line, self.title),
                right(points, self.points),
                last.to_owned(),
            ];
            printed.push_str(line.join(GAP).trim_end());
            printed.push('\n');
        }
        printed
    }
}

/// A text in rows below each other, each behind what it is indented by.
pub(super) fn wrapped(text: &str, indent: &str) -> String {
    let mut lines = String::new();
    for row in text::wrap(text, COLUMNS - indent.len()) {
        lines.push_str(format!("{indent}{row}").trim_end());
        lines.push('\n');
    }
    lines
}

/// Filled up to so many columns.
pub(super) fn left(text: &str, columns: usize) -> String {
    format!(
        "{text}{}",
        " ".repeat(columns.saturating_sub(text::width(text)))
    )
}

fn right(text: &str, columns: usize) -> String {
    format!(
        "{}{text}",
        " ".repeat(columns.saturating_sub(text::width(text)))
    )
}
