//! What stands on each sheet: the tables as rows of cells, whatever a cell can hold and however high a row may be.

use crate::points::Decimal;
use crate::report::outline::Level;
use crate::report::table::{Explanation, Head, Registered, Row, Table};
use crate::report::xlsx::cell::Cell;
use crate::workbook::check::Severity;

/// The names of the sheets, in their order.
pub(super) const SUMMARY: &str = "Bảng tổng hợp";
const EXPLANATIONS: &str = "Giải trình";
const REGISTER: &str = "Sổ tài liệu";
const FINDINGS: &str = "Kiểm tra";

/// A sheet before it is cut to what cells can hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sheet {
    pub(super) name: &'static str,
    /// Lines across all columns, above the table.
    pub(super) title: Vec<Line>,
    pub(super) columns: &'static [Column],
    pub(super) lines: Vec<Line>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Column {
    pub(super) heading: &'static str,
    /// In digits of the default font, as spreadsheets count.
    pub(super) width: u16,
    pub(super) side: Side,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Left,
    Centre,
}

/// A row: how it looks, and a cell for each column. In a title the only cell lies across all columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) look: Look,
    pub(super) cells: Vec<Cell>,
}

/// How a row stands out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Look {
    Office,
    Title,
    Subtitle,
    Heading,
    Section,
    Group,
    Plain,
    Total,
}

impl Look {
    pub(super) const ALL: [Self; 8] = [
        Self::Office,
        Self::Title,
        Self::Subtitle,
        Self::Heading,
        Self::Section,
        Self::Group,
        Self::Plain,
        Self::Total,
    ];
}

const fn left(heading: &'static str, width: u16) -> Column {
    Column {
        heading,
        width,
        side: Side::Left,
    }
}

const fn centre(heading: &'static str, width: u16) -> Column {
    Column {
        heading,
        width,
        side: Side::Centre,
    }
}

const SUMMARY_COLUMNS: [Column; 9] = [
    left("STT", 7),
    left("Tiêu chí", 38),
    centre("Điểm tối đa", 8),
    left("Số liệu", 27),
    left("Cách tính", 29),
    centre("Điểm tự chấm", 8),
    centre("Điểm thẩm định", 8),
    left("Tài liệu kiểm chứng", 22),
    left("Ghi chú", 18),
];
/// Where the points reached stand on the first sheet.
pub(super) const SCORE: usize = 5;

const EXPLANATION_COLUMNS: [Column; 6] = [
    left("STT", 7),
    left("Tiêu chí", 32),
    centre("Điểm tối đa", 8),
    centre("Điểm tự chấm", 8),
    left("Giải trình", 74),
    left("Tài liệu, chú thích", 36),
];

const REGISTER_COLUMNS: [Column; 10] = [
    centre("STT", 6),
    left("Số, ký hiệu", 18),
    centre("Ngày ban hành", 12),
    left("Loại văn bản", 13),
    left("Cơ quan ban hành", 17),
    left("Trích yếu", 42),
    left("Mục, trang", 12),
    left("Nơi lưu", 17),
    left("Ghi chú", 17),
    left("Dùng cho tiêu chí", 12),
];

const FINDING_COLUMNS: [Column; 5] = [
    centre("STT", 6),
    left("Mã", 8),
    left("Tiêu chí", 62),
    left("Mức độ", 14),
    left("Nội dung", 74),
];

/// Every sheet, in order.
pub(super) fn sheets(table: &Table) -> [Sheet; 4] {
    [
        summary(table),
        explanations(table),
        register(table),
        findings(table),
    ]
}

/// Whose and what a sheet is; a sealed workbook's digest stands on every sheet, since sheets are handed on alone.
fn title(head: &Head, name: &str, subtitle: &str) -> Vec<Line> {
    let line = |look, text: &str| Line {
        look,
        cells: vec![Cell::text(text)],
    };
    let title = format!("{name} NĂM {}", head.year);
    let lines = [
        line(Look::Office, &head.parent.to_uppercase()),
        line(Look::Office, &head.unit.to_uppercase()),
        line(Look::Title, &title),
        line(Look::Subtitle, subtitle),
        line(Look::Subtitle, head.seal.as_deref().unwrap_or_default()),
    ];
    let is_given = |line: &Line| line.cells.iter().any(|cell| *cell != Cell::Empty);
    lines.into_iter().filter(is_given).collect()
}

fn summary(table: &Table) -> Sheet {
    let rows = table.rows.iter().map(summary_line);
    Sheet {
        name: SUMMARY,
        title: title(
            &table.head,
            "BẢNG TỔNG HỢP KẾT QUẢ TỰ ĐÁNH GIÁ, CHẤM ĐIỂM",
            &table.head.set_title,
        ),
        columns: &SUMMARY_COLUMNS,
        lines: rows.chain(totals(table)).collect(),
    }
}

fn summary_line(row: &Row) -> Line {
    Line {
        look: match row.level {
            Level::Section => Look::Section,
            Level::Group => Look::Group,
            Level::Criterion => Look::Plain,
            Level::Total => Look::Total,
        },
        cells: vec![
            Cell::text(&row.code),
            Cell::text(&row.title),
            Cell::number(row.max),
            Cell::text(&row.answered.join("\n")),
            Cell::text(&row.working.join("\n")),
            points(row.score),
            Cell::Empty,
            Cell::text(&row.documents.join("\n")),
            Cell::text(&row.note),
        ],
    }
}

fn points(score: Option<Decimal>) -> Cell {
    score.map_or(Cell::Empty, Cell::number)
}

/// The total, what it is in percent, and the grade.
fn totals(table: &Table) -> Vec<Line> {
    let total = &table.total;
    let line = |title: &str, max: Cell, score: Cell, note: &str| {
        let mut cells = vec![Cell::Empty; SUMMARY_COLUMNS.len()];
        let filled = [
            (1, Cell::text(title)),
            (2, max),
            (SCORE, score),
            (8, Cell::text(note)),
        ];
        for (place, cell) in filled {
            if let Some(blank) = cells.get_mut(place) {
                *blank = cell;
            }
        }
        Line {
            look: Look::Total,
            cells,
        }
    };
    let answered = format!("Đã chấm {}/{} tiêu chí", total.answered, total.criteria);
    let grade = total.grade.as_deref().unwrap_or("Chưa xếp loại");
    vec![
        line(
            "Tổng cộng",
            Cell::number(total.max),
            Cell::number(total.score),
            &answered,
        ),
        line("Tỷ lệ đạt (%)", Cell::Empty, points(total.percent), ""),
        line("Xếp loại", Cell::Empty, Cell::text(grade), ""),
    ]
}

fn explanations(table: &Table) -> Sheet {
    let line = |said: &Explanation| Line {
        look: Look::Plain,
        cells: vec![
            Cell::text(&said.code),
            Cell::text(&said.title),
            Cell::number(said.max),
            points(said.score),
            Cell::text(&said.text),
            Cell::text(&said.sources.join("\n")),
        ],
    };
    Sheet {
        name: EXPLANATIONS,
        title: title(&table.head, "GIẢI TRÌNH KẾT QUẢ TỰ CHẤM ĐIỂM", ""),
        columns: &EXPLANATION_COLUMNS,
        lines: or_nothing(
            table.explanations.iter().map(line).collect(),
            &EXPLANATION_COLUMNS,
            "Chưa có giải trình.",
        ),
    }
}

fn register(table: &Table) -> Sheet {
    let line = |(place, document): (usize, &Registered)| Line {
        look: Look::Plain,
        cells: vec![
            Cell::number(Decimal::from(place + 1)),
            Cell::text(&document.number),
            Cell::text(&document.date),
            Cell::text(&document.kind),
            Cell::text(&document.issuer),
            Cell::text(&document.subject),
            Cell::text(&document.place),
            Cell::text(&document.location),
            Cell::text(&document.note),
            Cell::text(&document.used_by),
        ],
    };
    Sheet {
        name: REGISTER,
        title: title(&table.head, "SỔ TÀI LIỆU KIỂM CHỨNG", ""),
        columns: &REGISTER_COLUMNS,
        lines: or_nothing(
            table.register.iter().enumerate().map(line).collect(),
            &REGISTER_COLUMNS,
            "Chưa có tài liệu kiểm chứng.",
        ),
    }
}

fn findings(table: &Table) -> Sheet {
    let found = table.findings.iter().enumerate();
    let lines = found.map(|(place, found)| Line {
        look: Look::Plain,
        cells: vec![
            Cell::number(Decimal::from(place + 1)),
            Cell::text(&found.code),
            Cell::text(&found.title),
            Cell::text(severity(found.severity)),
            Cell::text(&found.message),
        ],
    });
    Sheet {
        name: FINDINGS,
        title: title(&table.head, "KẾT QUẢ KIỂM TRA SỔ CHẤM ĐIỂM", ""),
        columns: &FINDING_COLUMNS,
        lines: or_nothing(lines.collect(), &FINDING_COLUMNS, "Không còn gì phải làm."),
    }
}

const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "Phải sửa",
        Severity::Warning => "Nên bổ sung",
        Severity::Hint => "Gợi ý",
    }
}

/// The lines, or one that says that there is nothing, in the widest column.
fn or_nothing(lines: Vec<Line>, columns: &[Column], nothing: &str) -> Vec<Line> {
    if !lines.is_empty() {
        return lines;
    }
    let widest = columns.iter().map(|column| column.width).max();
    let cells = columns.iter().map(|column| {
        if Some(column.width) == widest {
            Cell::text(nothing)
        } else {
            Cell::Empty
        }
    });
    vec![Line {
        look: Look::Plain,
        cells: cells.collect(),
    }]
}
