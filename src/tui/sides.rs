//! The values of a conflict side by side, as a table of words, and texts with their differences marked. Pure; knows
//! no screen but its language, and decides nothing.

use ratatui::text::Line;

use crate::criteria::Criterion;
use crate::points::{self, Stored};
use crate::say;
use crate::store::local_time;
use crate::text;
use crate::tui::model::{Desk, Look};
use crate::tui::prose::{Marks, Prose};
use crate::tui::update::Choice;
use crate::tui::words;
use crate::workbook::check;
use crate::workbook::dates::{self, DateStyle};
use crate::workbook::merge::{Conflict, Content, Outcome, Part, Side};
use crate::workbook::words as core_words;
use crate::workbook::{Answer, Evidence, Workbook};

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
    /// Whether it is what stood there before the values parted.
    is_before: bool,
}

/// A row of the table: what it says, and for each column its cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What the row is about.
    pub label: String,
    /// One cell a column; `*` before those that differ from the first.
    pub cells: Vec<String>,
}

impl Row {
    /// Whether the values do not all say the same here.
    pub fn differs(&self) -> bool {
        self.cells
            .windows(2)
            .any(|pair| pair.first() != pair.last())
    }
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
        is_before: true,
    });
    let values = conflict.values().into_iter().zip(1..);
    let values = values.map(|((content, sides), number)| Column {
        title: format!("[{number}] {}", words::authors(&sides, look.lang)),
        time: latest(&sides),
        content: content.cloned(),
        outcome: conflict.outcome(content, sheet.book(), sheet.scores()),
        is_before: false,
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
type Member = fn(&Evidence) -> String;

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
            (lang.pick("Số, ký hiệu", "Number"), |it| {
                it.number.clone()
            }),
            (lang.pick("Ngày", "Date"), |it| {
                dates::print_date(&it.date, DateStyle::Short)
            }),
            (lang.pick("Loại", "Kind"), |it| it.kind.clone()),
            (lang.pick("Cơ quan", "Issuer"), |it| it.issuer.clone()),
            (lang.pick("Trích yếu", "Subject"), |it| {
                it.subject.clone()
            }),
            (lang.pick("Mục, trang", "Place"), |it| it.place.clone()),
            (lang.pick("Nơi lưu", "Location"), |it| it.location.clone()),
            (lang.pick("Ghi chú", "Note"), |it| it.note.clone()),
            (lang.pick("Dùng chung với", "Same as"), |it| {
                it.same_as.clone().unwrap_or_default()
            }),
        ];
        let there = self.compared(lang.pick("Tài liệu", "Document"), |column| {
            match &column.content {
                Some(_) => lang.pick("có", "there"),
                None if column.is_before => lang.pick("chưa có", "not there"),
                None => lang.pick("đã xóa", "removed"),
            }
            .to_owned()
        });
        let rows = members.map(|(label, member)| {
            self.compared(label, |column| match &column.content {
                Some(Content::Evidence(entry)) => text::clean_line(&member(entry)),
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
        Choice::AllDocuments => lang
            .pick(
                "Giữ tất cả: bản [1] giữ số, bản sau thành tài liệu mới",
                "Keep all: [1] keeps its number, the others become new documents",
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
    if let (true, Some(before), Some(after)) = (part.is_prose(), text(before), text(after)) {
        return Prose::difference(&before, &after, Marks::Both, look.lang).wrapped(width);
    }
    let change = words::part_change(book, part, before, after, look);
    let rows = text::wrap(&change, width.max(1)).into_iter();
    rows.map(|row| Line::raw(row.to_owned())).collect()
}
