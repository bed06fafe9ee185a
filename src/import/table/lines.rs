//! The rows below the header as lines: a code with what belongs to it, a line under one, or a total. Repeated headers
//! and empty rows are left out. Does not know what stands above a line.

use crate::import::table::cells::{Address, Content, Grid};
use crate::import::table::code::{self, Capitals, Code};
use crate::import::table::header::{self, Header};
use crate::import::table::number::{self, Points};

/// Text and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Written {
    pub(super) at: Address,
    pub(super) text: String,
}

/// A cell of points and what was made of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pointed {
    pub(super) at: Address,
    pub(super) points: Points,
    pub(super) content: Content,
}

/// What a row says besides its code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Row {
    /// Its first cell.
    pub(super) at: Address,
    pub(super) title: Option<Written>,
    pub(super) points: Option<Pointed>,
    pub(super) guidance: Vec<String>,
    pub(super) owner: Option<String>,
}

/// A row below the header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// Something with a code: a section, a group or a criterion.
    Coded(Code, CodeCell, Row),
    /// Something under the last code: a level, guidance.
    Under(Row),
    /// The sum of what stands above.
    Total(Row),
    /// A code that is none.
    BadCode(Written, Content, Row),
    /// The header once more, at the top of a page.
    HeaderAgain(Address),
}

/// Whether a code stood in its cell as a number: `1.10` is then `1.1`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CodeCell {
    Text,
    Number,
}

/// The lines of a table.
pub(super) fn read(grid: &Grid, header: &Header) -> Vec<Line> {
    let capitals = capitals(grid, header);
    let rows = grid.rows().into_iter().filter(|row| *row > header.last);
    let reader = Reader {
        grid,
        header,
        capitals,
    };
    rows.flat_map(|row| reader.lines(row)).collect()
}

/// A table that counts A, B, C and nowhere II counts with letters.
fn capitals(grid: &Grid, header: &Header) -> Capitals {
    let Some(column) = header.code else {
        return Capitals::Roman;
    };
    let rows = grid.rows().into_iter().filter(|row| *row > header.last);
    let mut seen = [false; 2];
    for row in rows {
        let content = grid.get(Address::new(row, column));
        let text = content.map(Content::shown).unwrap_or_default();
        match text.trim_end_matches('.') {
            "A" | "B" => seen[0] = true,
            "II" => seen[1] = true,
            _ => {}
        }
    }
    match seen {
        [true, false] => Capitals::Letters,
        _ => Capitals::Roman,
    }
}

struct Reader<'a> {
    grid: &'a Grid,
    header: &'a Header,
    capitals: Capitals,
}

impl Reader<'_> {
    /// The line of a row; behind it that of a level which stands beside its criterion, in columns of its own.
    fn lines(&self, row: u32) -> Vec<Line> {
        let Some(line) = self.line(row) else {
            return Vec::new();
        };
        let level = match &line {
            Line::Coded(..) | Line::Under(_) => self.level(row),
            Line::Total(_) | Line::BadCode(..) | Line::HeaderAgain(_) => None,
        };
        let Some(level) = level else {
            return vec![line];
        };
        match line {
            Line::Coded(code, cell, mut row) => {
                // Where there is but one column of points they are the level's.
                row.points = row.points.filter(|points| {
                    let of_level = level.points.as_ref();
                    of_level.is_none_or(|of_level| of_level.at != points.at)
                });
                vec![Line::Coded(code, cell, row), Line::Under(level)]
            }
            Line::Under(row) if row.title.is_some() => vec![
                Line::Under(Row {
                    points: None,
                    ..row
                }),
                Line::Under(level),
            ],
            _ => vec![Line::Under(level)],
        }
    }

    fn level(&self, row: u32) -> Option<Row> {
        let at = Address::new(row, self.header.levels?);
        let text = self.grid.get(at)?.shown();
        let columns = match self.header.level_points {
            Some(column) => vec![column],
            None => self.header.max.clone(),
        };
        let points = columns.iter().find_map(|column| {
            let at = Address::new(row, *column);
            let content = self.grid.get(at)?;
            Some(pointed(at, content))
        });
        (!text.is_empty()).then(|| Row {
            at,
            title: Some(Written { at, text }),
            points,
            guidance: Vec::new(),
            owner: None,
        })
    }

    fn line(&self, row: u32) -> Option<Line> {
        let at = self.grid.row(row).next().map(|(at, _)| at)?;
        if self.is_header_again(row) || self.counts_columns(row) {
            return Some(Line::HeaderAgain(at));
        }
        let code = self.header.code.map(|column| Address::new(row, column));
        let code = code.and_then(|at| Some((at, self.grid.get(at)?)));
        let mut rest = self.row(row, at);
        let Some((code_at, content)) = code else {
            return Some(self.without_code(rest));
        };
        let written = Written {
            at: code_at,
            text: content.shown(),
        };
        if let Some(code) = code::read(&written.text, self.capitals) {
            let cell = match content {
                Content::Number(_) => CodeCell::Number,
                _ => CodeCell::Text,
            };
            return Some(Line::Coded(code, cell, rest));
        }
        // A heading that is merged over the whole row stands in its first cell.
        if rest.title.is_none() && matches!(content, Content::Text(_)) {
            rest.title = Some(written);
            return Some(self.without_code(rest));
        }
        if is_bullet(&written.text) && matches!(content, Content::Text(_)) {
            return Some(self.without_code(rest));
        }
        Some(Line::BadCode(written, content.clone(), rest))
    }

    fn without_code(&self, mut row: Row) -> Line {
        let text = row.title.as_ref().map_or("", |title| &title.text);
        if is_total(text) {
            return Line::Total(row);
        }
        let found = leading_code(text, self.capitals, self.header.code.is_some());
        match found {
            Some((code, rest)) => {
                if let Some(title) = &mut row.title {
                    title.text = rest;
                }
                Line::Coded(code, CodeCell::Text, row)
            }
            None => Line::Under(row),
        }
    }

    fn row(&self, row: u32, at: Address) -> Row {
        let header = self.header;
        let cell = |column: &u32| {
            let at = Address::new(row, *column);
            self.grid.get(at).map(|content| (at, content))
        };
        let titles: Vec<_> = header.titles.iter().filter_map(cell).collect();
        let title = titles.first().map(|(at, _)| Written {
            at: *at,
            text: joined(titles.iter().map(|(_, content)| content.shown())),
        });
        // Points in the column of levels are those of the level, where levels have columns of their own.
        let of_levels = header.level_points.filter(|_| header.levels.is_none());
        let points = header.max.iter().chain(&of_levels).find_map(cell);
        let guidance = header.guidance.iter().filter_map(|named| {
            let (_, content) = cell(&named.column)?;
            Some(content.shown()).filter(|text| !text.is_empty())
        });
        Row {
            at,
            title: title.filter(|title| !title.text.is_empty()),
            points: points.map(|(at, content)| pointed(at, content)),
            guidance: guidance.collect(),
            owner: header
                .owner
                .and_then(|column| cell(&column))
                .map(|(_, content)| content.shown().replace('\n', " "))
                .filter(|text| !text.is_empty()),
        }
    }

    /// The same names in the columns of titles and points as in the header.
    fn is_header_again(&self, row: u32) -> bool {
        let columns = self.header.titles.iter().take(1).chain(&self.header.max);
        columns.into_iter().all(|column| {
            let here = self.grid.get(Address::new(row, *column));
            let words = here.map(|content| header::words(&content.shown()));
            words.is_some_and(|words| {
                (self.header.first..=self.header.last).any(|above| {
                    let above = self.grid.seen(Address::new(above, *column));
                    above.is_some_and(|above| header::words(&above.shown()) == words)
                })
            })
        })
    }

    /// The row `(1) (2) (3)` that numbers the columns.
    fn counts_columns(&self, row: u32) -> bool {
        if row != self.header.last + 1 {
            return false;
        }
        let shown: Vec<String> = self
            .grid
            .row(row)
            .map(|(_, content)| content.shown().trim_matches(['(', ')', ' ']).to_owned())
            .collect();
        let counted = (1..).map(|number: u32| number.to_string());
        let lettered = ('A'..='Z').map(|letter| letter.to_string());
        shown.len() >= 3
            && (shown.iter().cloned().zip(counted).all(|(a, b)| a == b)
                || shown.iter().cloned().zip(lettered).all(|(a, b)| a == b))
    }
}

fn pointed(at: Address, content: &Content) -> Pointed {
    Pointed {
        at,
        points: number::read(content),
        content: content.clone(),
    }
}

fn joined(parts: impl Iterator<Item = String>) -> String {
    let parts: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
    parts.join(" ")
}

/// `-`, `+`, `a)`, `b.`: marks of a list under a criterion.
fn is_bullet(text: &str) -> bool {
    let mut letters = text.chars();
    match (letters.next(), letters.next(), letters.next()) {
        (Some(only), None, None) => {
            only.is_ascii_lowercase() || only == 'đ' || !only.is_alphanumeric() && only != '.'
        }
        (Some(first), Some(')' | '.'), None) => first.is_lowercase() || first.is_ascii_digit(),
        _ => false,
    }
}

/// `Tổng cộng`, `Cộng`, `Tổng điểm lĩnh vực I`.
fn is_total(text: &str) -> bool {
    let small = text.to_lowercase();
    let small = small.trim_matches(|c: char| !c.is_alphanumeric());
    let begins = [
        "tổng cộng",
        "tổng điểm",
        "tổng số điểm",
        "cộng điểm",
        "cộng lĩnh vực",
        "cộng mục",
        "cộng phần",
        "cộng:",
        "total",
    ];
    matches!(small, "cộng" | "tổng" | "tổng số")
        || begins.iter().any(|begin| small.starts_with(begin))
}

/// The code that a title begins with, and the title after it. Where codes have a column of their own, only what
/// cannot be the number of a list counts.
fn leading_code(text: &str, capitals: Capitals, has_column: bool) -> Option<(Code, String)> {
    let (first_line, other_lines) = text.split_once('\n').unwrap_or((text, ""));
    let words: Vec<&str> = first_line.split_whitespace().collect();
    let named = words
        .iter()
        .take_while(|word| code::is_before(word))
        .count();
    let (token, rest) = words.get(named..)?.split_first()?;
    let is_closed = token.ends_with(['.', ':', ')'])
        || rest
            .first()
            .is_some_and(|word| matches!(*word, "-" | "–" | ":" | "."));
    let code = code::read(token, capitals)?;
    let is_sure = code.parts.len() > 1
        || named > 0
        || is_closed && (!has_column || code.style == code::Style::Roman);
    let is_amount = rest
        .first()
        .is_some_and(|word| header::words(word) == " diem " || word.starts_with('%'));
    if !is_sure || is_amount || rest.is_empty() && named == 0 && other_lines.is_empty() {
        return None;
    }
    let rest = rest.join(" ");
    let rest = rest.trim_start_matches(['-', '–', ':', '.', ' ']);
    let title = joined_lines(rest, other_lines);
    Some((code, title))
}

fn joined_lines(first: &str, others: &str) -> String {
    match (first, others) {
        (first, "") => first.to_owned(),
        ("", others) => others.to_owned(),
        (first, others) => format!("{first}\n{others}"),
    }
}
