//! The values of a conflict side by side, as a table of words, and texts with their differences marked. Pure; knows
//! no screen but its language, and decides nothing.

use ratatui::text::{Line, Span};

use crate::criteria::Criterion;
use crate::lang::Lang;
use crate::points::{self, Stored};
use crate::say;
use crate::store::local_time;
use crate::text::{self, Piece};
use crate::tui::model::{Desk, Look};
use crate::tui::theme::{self, ADDED, REMOVED};
use crate::tui::update::Choice;
use crate::tui::words;
use crate::workbook::check;
use crate::workbook::merge::{Conflict, Content, Outcome, Part, Side};
use crate::workbook::words as core_words;
use crate::workbook::{Answer, Evidence, Workbook};

/// Letters of an unchanged stretch that stay beside a change.
const CONTEXT: usize = 90;

/// What stands in one column.
#[derive(Clone, Debug)]
pub struct Column {
    /// `[1] cb2`, or what stood there before.
    pub title: String,
    /// When it was made, in local time; empty when nobody knows.
    pub time: String,
    /// The value.
    content: Option<Content>,
    /// What choosing it makes of the scores; none for what stood there before and for the unit and the report.
    outcome: Option<Outcome>,
}

/// A row of the table: what it says, and for each column its cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What the row is about.
    pub label: String,
    /// One cell a column; `*` before those that differ from the first.
    pub cells: Vec<String>,
}

/// The values of a conflict with what stood there before them, where that is known.
pub fn columns(
    desk: &Desk,
    conflict: &Conflict,
    base: Option<&Option<Content>>,
    look: Look,
) -> Vec<Column> {
    let sheet = &desk.sheet;
    let before = base.map(|content| Column {
        title: look.lang.pick("Trước khi tách", "Before").to_owned(),
        time: String::new(),
        content: content.clone(),
        outcome: None,
    });
    let values = conflict.values().into_iter().zip(1..);
    let values = values.map(|((content, sides), number)| Column {
        title: format!("[{number}] {}", words::authors(&sides, look.lang)),
        time: latest(&sides),
        content: content.cloned(),
        outcome: conflict.outcome(content, sheet.book(), sheet.scores()),
    });
    before.into_iter().chain(values).collect()
}

/// The latest time that a value was made, as people read it.
fn latest(sides: &[&Side]) -> String {
    let times = sides.iter().filter_map(|side| side.time.as_deref());
    let times = times.filter_map(|time| {
        let at: jiff::Timestamp = time.parse().ok()?;
        Some((at, local_time(time)?))
    });
    times.max().map(|(_, shown)| shown).unwrap_or_default()
}

/// The table of a part that is no prose.
pub fn table(desk: &Desk, conflict: &Conflict, columns: &[Column], look: Look) -> Vec<Row> {
    let book = desk.sheet.book();
    let criterion = conflict
        .part
        .code()
        .and_then(|code| book.set.criterion(code));
    let table = Table {
        desk,
        columns,
        look,
    };
    let mut rows = match &conflict.part {
        Part::Entered(_) => criterion.map_or_else(Vec::new, |criterion| table.entered(criterion)),
        Part::Evidence(..) => table.evidence(),
        Part::Declared(_) => table.declared(),
        Part::Lines(_) => table.lines(),
        Part::NotAssessed(_)
        | Part::ExplainedWith(_)
        | Part::Justification(_)
        | Part::Unit(_)
        | Part::Text(_)
        | Part::Mark
        | Part::Heading(_) => table.texts(),
    };
    if conflict.part.moves_points()
        && let Some(criterion) = criterion
    {
        rows.extend(table.outcomes(criterion));
    }
    rows
}

/// A member of a document.
type Member = fn(&Evidence) -> &str;

struct Table<'a> {
    desk: &'a Desk,
    columns: &'a [Column],
    look: Look,
}

impl Table<'_> {
    fn row(&self, label: &str, cell: impl Fn(&Column) -> String) -> Row {
        Row {
            label: label.to_owned(),
            cells: self.columns.iter().map(cell).collect(),
        }
    }

    /// A row whose cells are marked where they differ from the first.
    fn compared(&self, label: &str, cell: impl Fn(&Column) -> String) -> Row {
        let mut row = self.row(label, cell);
        let first = row.cells.first().cloned().unwrap_or_default();
        for cell in row.cells.iter_mut().skip(1).filter(|cell| **cell != first) {
            cell.push_str("  *");
        }
        row
    }

    /// The rows that have something in some column.
    fn said(rows: impl IntoIterator<Item = Row>) -> Vec<Row> {
        let says = |row: &Row| row.cells.iter().any(|cell| !cell.is_empty() && cell != "-");
        rows.into_iter().filter(says).collect()
    }

    fn entered(&self, criterion: &Criterion) -> Vec<Row> {
        let lang = self.look.lang;
        let figures = criterion.figures.iter().map(|figure| {
            let letter = criterion.letter(&figure.id).unwrap_or(' ');
            self.compared(&format!("{letter}  {}", figure.label), |column| {
                self.number(column.answer().figures.get(&figure.id))
            })
        });
        let checks = criterion.checks.iter().map(|check| {
            self.row("", |column| {
                let (lang, mark) = (self.look.lang, self.look.mark());
                core_words::check_line(check, criterion, &column.answer(), lang, mark)
            })
        });
        let level = self.compared(lang.pick("Mức", "Level"), |column| {
            let chosen = column.answer().level;
            let levels = criterion.rule.levels();
            let label = levels
                .iter()
                .find(|level| Some(&level.id) == chosen.as_ref());
            label.map_or_else(
                || chosen.clone().unwrap_or_default(),
                |level| level.label.clone(),
            )
        });
        let items = criterion.rule.items();
        let items = items.into_iter().map(|item| {
            self.compared(&item.label, |column| match column.answer().ticked {
                None => "-".to_owned(),
                Some(ticked) if ticked.contains(&item.id) => "[x]".to_owned(),
                Some(_) => "[ ]".to_owned(),
            })
        });
        let score = self.compared(lang.pick("Điểm chấm", "Score given"), |column| {
            self.number(column.answer().score.as_ref())
        });
        let all = figures.chain(checks).chain([level]).chain(items);
        Self::said(all.chain([score]))
    }

    fn evidence(&self) -> Vec<Row> {
        let lang = self.look.lang;
        let members: [(&str, Member); 9] = [
            (lang.pick("Số, ký hiệu", "Number"), |it| &it.number),
            (lang.pick("Ngày", "Date"), |it| &it.date),
            (lang.pick("Loại", "Kind"), |it| &it.kind),
            (lang.pick("Cơ quan", "Issuer"), |it| &it.issuer),
            (lang.pick("Trích yếu", "Subject"), |it| &it.subject),
            (lang.pick("Mục, trang", "Place"), |it| &it.place),
            (lang.pick("Nơi lưu", "Location"), |it| &it.location),
            (lang.pick("Ghi chú", "Note"), |it| &it.note),
            (lang.pick("Dùng chung với", "Same as"), |it| {
                it.same_as.as_deref().unwrap_or_default()
            }),
        ];
        let there = self.compared(lang.pick("Tài liệu", "Document"), |column| {
            match &column.content {
                Some(_) => lang.pick("có", "there"),
                None => lang.pick("đã xóa", "removed"),
            }
            .to_owned()
        });
        let rows = members.map(|(label, member)| {
            self.compared(label, |column| match &column.content {
                Some(Content::Evidence(entry)) => text::clean_line(member(entry)),
                Some(_) | None => String::new(),
            })
        });
        Self::said([there].into_iter().chain(rows))
    }

    fn declared(&self) -> Vec<Row> {
        let lang = self.look.lang;
        let score = self.compared(
            lang.pick("Điểm tự nhập", "Declared score"),
            |column| self.number(column.answer().declared.as_ref().map(|it| &it.score)),
        );
        let reason = self.compared(lang.pick("Lý do", "Reason"), |column| {
            column
                .answer()
                .declared
                .map(|it| it.reason)
                .unwrap_or_default()
        });
        vec![score, reason]
    }

    fn lines(&self) -> Vec<Row> {
        let line = |column: &Column, at: usize| match &column.content {
            Some(Content::Lines(lines)) => lines.get(at).cloned().unwrap_or_default(),
            Some(_) | None => String::new(),
        };
        let count = self.columns.iter().map(|column| match &column.content {
            Some(Content::Lines(lines)) => lines.len(),
            Some(_) | None => 0,
        });
        let rows = (0..count.max().unwrap_or(0))
            .map(|at| self.compared(&(at + 1).to_string(), |column| line(column, at)));
        rows.collect()
    }

    fn texts(&self) -> Vec<Row> {
        let empty = self.look.lang.pick("trống", "empty");
        vec![self.compared("", |column| match &column.content {
            Some(Content::Text(text) | Content::Unreviewed(text)) => text.clone(),
            Some(Content::Mark(mark)) => mark.as_char().to_string(),
            Some(_) | None => empty.to_owned(),
        })]
    }

    /// How the score comes about, the score, and the total when a value is chosen.
    fn outcomes(&self, criterion: &Criterion) -> Vec<Row> {
        let (lang, mark) = (self.look.lang, self.look.mark());
        let rounding = self.desk.sheet.book().set.head.rounding;
        let working = self.row(lang.pick("Cách tính", "Formula"), |column| {
            column.outcome.as_ref().map_or_else(String::new, |outcome| {
                core_words::explanation(criterion, &outcome.answer, rounding, lang, mark).join("\n")
            })
        });
        let score = self.row(lang.pick("Điểm", "Score"), |column| {
            column.outcome.as_ref().map_or_else(String::new, |outcome| {
                let points = outcome.score.points;
                let points = points.map_or_else(|| "-".to_owned(), |it| points::print(it, mark));
                format!("{points} / {}", points::print(criterion.max, mark))
            })
        });
        let total = self.row(lang.pick("Tổng khi chọn", "Total then"), |column| {
            column.outcome.as_ref().map_or_else(String::new, |outcome| {
                let percent = words::percent(outcome.total, self.look);
                format!("{} = {percent}", words::fraction(outcome.total, self.look))
            })
        });
        vec![score, total, working]
    }

    fn number(&self, stored: Option<&Stored>) -> String {
        match stored {
            None => "-".to_owned(),
            Some(Stored::Number(number)) => points::print_grouped(*number, self.look.mark()),
            Some(Stored::Unreadable(text)) => text::clean_line(text),
        }
    }
}

impl Column {
    /// The criterion's answer with this value alone.
    fn answer(&self) -> Answer {
        match (&self.outcome, &self.content) {
            (Some(outcome), _) => outcome.answer.clone(),
            (None, Some(Content::Entered(entered))) => Answer {
                figures: entered.figures.clone(),
                level: entered.level.clone(),
                ticked: entered.ticked.clone(),
                score: entered.score.clone(),
                ..Answer::default()
            },
            (None, Some(Content::Declared(declared))) => Answer {
                declared: Some(declared.clone()),
                ..Answer::default()
            },
            (None, _) => Answer::default(),
        }
    }

    /// Its text; empty when it has none.
    pub fn text(&self) -> &str {
        match &self.content {
            Some(Content::Text(text) | Content::Unreviewed(text)) => text,
            Some(_) | None => "",
        }
    }
}

/// What choosing each value makes of the total: `[1] 89,67/97 = 92,44 %`.
pub fn outcome_lines(columns: &[Column], look: Look) -> Vec<String> {
    let lines = columns.iter().filter_map(|column| {
        let total = column.outcome.as_ref()?.total;
        let percent = words::percent(total, look);
        let total = words::fraction(total, look);
        let title = &column.title;
        Some(say!(
            look.lang,
            "{title}: tổng {total} = {percent}",
            "{title}: total {total} = {percent}"
        ))
    });
    lines.collect()
}

/// With which of the values the explanation agrees: the one whose figures all stand in it, if it is the only one.
pub fn agreeing(desk: &Desk, conflict: &Conflict) -> Option<usize> {
    let Part::Entered(code) = &conflict.part else {
        return None;
    };
    let text = &desk.sheet.book().answer(code).justification;
    let values = conflict.values();
    let agrees = |content: Option<&Content>| match content {
        Some(Content::Entered(entered)) if !entered.figures.is_empty() => {
            let figures = entered.figures.values();
            check::states_all(text, figures.filter_map(Stored::number))
        }
        Some(_) | None => false,
    };
    let mut agreeing = values.iter().enumerate().filter(|(_, (it, _))| agrees(*it));
    match (agreeing.next(), agreeing.next()) {
        (Some((place, _)), None) => Some(place),
        _ => None,
    }
}

/// Which differences from another text are marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marks {
    /// What came and what went.
    Both,
    /// What came alone: what went is read in the other text.
    Came,
}

/// A text with what differs from another marked in it: `{+came+}`, `[-went-]`; long stretches without a change are
/// cut short.
pub fn marked(before: &str, after: &str, marks: Marks, lang: Lang) -> String {
    if after.is_empty() {
        return lang.pick("(trống)", "(empty)").to_owned();
    }
    let mut pieces = text::compare(before, after);
    if marks == Marks::Came {
        pieces.retain(|piece| !matches!(piece, Piece::Removed(_)));
    }
    let last = pieces.len().saturating_sub(1);
    let marked = pieces.iter().enumerate().map(|(place, piece)| match piece {
        Piece::Same(text) => shortened(text, place == 0, place == last),
        Piece::Added(text) => around("{+", text, "+}"),
        Piece::Removed(text) => around("[-", text, "-]"),
    });
    marked.collect()
}

/// Marks around the words of a stretch; the blanks at its ends stay outside.
fn around(open: &str, stretch: &str, close: &str) -> String {
    let words = stretch.trim();
    let lead = stretch.len() - stretch.trim_start().len();
    let (lead, rest) = stretch.split_at(lead);
    let tail = rest.get(words.len()..).unwrap_or_default();
    if words.is_empty() {
        // A line end alone is not to be seen otherwise.
        return format!("{open}¶{close}{lead}");
    }
    format!("{lead}{open}{words}{close}{tail}")
}

/// A stretch without a change: its beginning after a change, its end before one.
fn shortened(stretch: &str, is_first: bool, is_last: bool) -> String {
    let long = if is_first || is_last {
        CONTEXT
    } else {
        2 * CONTEXT
    };
    if stretch.chars().count() <= long + 20 || (is_first && is_last) {
        return stretch.to_owned();
    }
    let letters: Vec<char> = stretch.chars().collect();
    let head: String = letters.iter().take(CONTEXT).collect();
    let tail: String = letters.iter().skip(letters.len() - CONTEXT).collect();
    let head = head
        .rsplit_once(' ')
        .map_or(head.as_str(), |(head, _)| head);
    let tail = tail.split_once(' ').map_or(tail.as_str(), |(_, tail)| tail);
    match (is_first, is_last) {
        (true, _) => format!(".. {tail}"),
        (_, true) => format!("{head} .."),
        _ => format!("{head} .. {tail}"),
    }
}

/// Whether a conflict's values are long texts that are read one under the other.
pub fn is_prose(conflict: &Conflict) -> bool {
    conflict.part.is_prose()
}

/// The line that says what a choice does.
pub(crate) fn choice_line(choice: &Choice, conflict: &Conflict, desk: &Desk, look: Look) -> String {
    let lang = look.lang;
    match choice {
        Choice::Value(value) => {
            let values = conflict.values();
            let by = values
                .get(*value)
                .map(|(_, sides)| words::authors(sides, lang));
            let (number, by) = (value + 1, by.unwrap_or_default());
            say!(
                lang,
                "Dùng bản [{number}] của {by}",
                "Use value [{number}] of {by}"
            )
        }
        Choice::Other => lang
            .pick(
                "Nhập giá trị khác (các bản này còn trong lịch sử)",
                "Enter another value (these stay in the history)",
            )
            .to_owned(),
        Choice::Both => lang
            .pick(
                "Giữ tất cả, bản này dưới bản kia, rồi sửa ngay",
                "Keep all, one under the other, and edit",
            )
            .to_owned(),
        Choice::Joined(_) => lang
            .pick(
                "Ghép: lấy thay đổi của cả hai (không giẫm nhau)",
                "Join: take both changes (they do not touch)",
            )
            .to_owned(),
        Choice::Later => match words::span(&desk.sheet, look) {
            Some(span) => say!(
                lang,
                "Để sau: tổng là tạm tính, từ {span}",
                "Later: the total is provisional, {span}"
            ),
            None => lang.pick("Để sau", "Later").to_owned(),
        },
    }
}

/// What a change of a part did, in rows of a width: a text with its differences marked, anything else in a line.
pub fn changed(
    book: &Workbook,
    part: &Part,
    before: Option<&Content>,
    after: Option<&Content>,
    look: Look,
    width: usize,
) -> Vec<Line<'static>> {
    let text = |content: Option<&Content>| match content {
        Some(Content::Text(text) | Content::Unreviewed(text)) => Some(text.clone()),
        None => Some(String::new()),
        Some(_) => None,
    };
    match (part.is_prose(), text(before), text(after)) {
        (true, Some(before), Some(after)) => {
            styled(&marked(&before, &after, Marks::Both, look.lang), width)
        }
        _ => styled(&words::part_change(book, part, before, after, look), width),
    }
}

/// Rows of a text in which marks stand: what is between them is shown as what came and what went.
pub fn styled(text: &str, width: usize) -> Vec<Line<'static>> {
    let mut style = theme::PLAIN;
    let rows = text::wrap(text, width.max(1)).into_iter();
    let lines = rows.map(|row| {
        let mut spans = Vec::new();
        let mut rest = row;
        while let Some((at, opens)) = next_mark(rest) {
            let (before, from) = rest.split_at(at);
            let (mark, after) = from.split_at(2);
            if opens {
                spans.push(Span::styled(before.to_owned(), style));
                style = if mark == "{+" { ADDED } else { REMOVED };
                spans.push(Span::styled(mark.to_owned(), style));
            } else {
                spans.push(Span::styled(format!("{before}{mark}"), style));
                style = theme::PLAIN;
            }
            rest = after;
        }
        spans.push(Span::styled(rest.to_owned(), style));
        Line::from(spans)
    });
    lines.collect()
}

/// Where the next mark stands, and whether it opens.
fn next_mark(text: &str) -> Option<(usize, bool)> {
    let found = [("{+", true), ("[-", true), ("+}", false), ("-]", false)];
    let places = found
        .into_iter()
        .filter_map(|(mark, opens)| Some((text.find(mark)?, opens)));
    places.min_by_key(|(at, _)| *at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_shows_its_changes_and_what_stands_around_them() {
        let long = "câu dài ".repeat(40);
        let (before, after) = (format!("{long}một {long}"), format!("{long}hai {long}"));
        let shown = marked(&before, &after, Marks::Both, Lang::Vi);
        assert!(
            shown.starts_with(".. ") && shown.ends_with(" .."),
            "{shown}"
        );
        assert!(shown.contains("[-một-] {+hai+}"), "{shown}");
        assert!(shown.chars().count() < 240, "{shown}");
    }

    #[test]
    fn a_line_end_that_came_or_went_is_seen() {
        assert_eq!(
            marked("a b", "a\nb", Marks::Both, Lang::Vi),
            "a [-b-]\n{+b+}"
        );
        assert_eq!(
            marked("a\nb", "a\n\nb", Marks::Both, Lang::Vi),
            "a\n{+¶+}\nb"
        );
        assert_eq!(marked("a", "", Marks::Both, Lang::Vi), "(trống)");
    }
}
