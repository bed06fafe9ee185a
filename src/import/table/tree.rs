//! Lines to a tree: every code in its place under the nearest code above it, lines under the code they follow. What has
//! no place is told.

use std::collections::HashMap;

use crate::import::table::cells::{Address, Content};
use crate::import::table::code::{Code, Style};
use crate::import::table::lines::{CodeCell, Line, Pointed, Row, Written};
use crate::import::table::number::{self, Points};
use crate::import::table::remark::{Remark, quoted, shown};
use crate::points::Decimal;
use crate::say;

/// A section, group or criterion that is not yet told apart.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) code: String,
    /// The cell that speaks of it first.
    pub(super) at: Address,
    pub(super) title: Option<Written>,
    pub(super) points: Option<Pointed>,
    pub(super) guidance: Vec<String>,
    pub(super) owner: Option<String>,
    /// What stands under it.
    pub(super) rows: Vec<Row>,
    pub(super) children: Vec<usize>,
}

/// A total that the table states, and how many sections stood above it.
#[derive(Clone, Debug)]
pub(super) struct Total {
    pub(super) at: Address,
    pub(super) points: Decimal,
    pub(super) sections: usize,
}

/// What the lines of a table make.
#[derive(Debug, Default)]
pub(super) struct Tree {
    pub(super) drafts: Vec<Draft>,
    pub(super) sections: Vec<usize>,
    pub(super) totals: Vec<Total>,
    pub(super) remarks: Vec<Remark>,
}

/// How the codes inside the open section are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Numbering {
    /// With the section's number in front, or not yet known.
    Whole,
    /// From 1 in each section.
    Within,
}

/// Puts lines in their places.
pub(super) fn grow(lines: Vec<Line>) -> Tree {
    let mut grower = Grower::default();
    for line in lines {
        grower.line(line);
    }
    grower.tree
}

#[derive(Default)]
struct Grower {
    tree: Tree,
    by_code: HashMap<String, usize>,
    /// The draft that lines without a code belong to.
    open: Option<usize>,
    /// The section in Roman numbers or letters that is open, and how codes in it count.
    section: Option<(String, Option<Numbering>)>,
}

impl Grower {
    fn line(&mut self, line: Line) {
        match line {
            Line::Coded(code, cell, row) => self.coded(&code, cell, row),
            Line::Under(row) => self.under(row),
            Line::Total(row) => self.total(row),
            Line::BadCode(written, content, row) => self.bad_code(&written, &content, &row),
            Line::HeaderAgain(at) => self.tree.remarks.push(Remark::understood(at, |lang| {
                lang.pick(
                    "hàng tiêu đề lặp lại hoặc hàng đánh số cột, bỏ qua",
                    "the header once more or numbers of columns, left out",
                )
                .to_owned()
            })),
        }
    }

    fn coded(&mut self, code: &Code, cell: CodeCell, row: Row) {
        let mut parts = self.whole_path(code, row.at);
        if cell == CodeCell::Number {
            self.mend_lost_zero(&mut parts, row.at);
        }
        let mut code = parts.join(".");
        if let Some(first) = self
            .by_code
            .get(&code)
            .and_then(|at| self.tree.drafts.get(*at))
        {
            let (twice, first) = (code.clone(), first.at);
            code = self.free_code(&code);
            self.tree.remarks.push(Remark::unclear(row.at, |lang| {
                say!(
                    lang,
                    "mã {twice} đã có ở {first}; tạm đặt là {code}, hãy sửa lại mã",
                    "code {twice} stands in {first} already; called {code} for now, mend the code"
                )
            }));
        }
        let parent = self.parent(&parts, row.at);
        let index = self.add(code, parent, row);
        self.open = Some(index);
    }

    /// The path from the section on, where a table counts from 1 in each section.
    fn whole_path(&mut self, code: &Code, at: Address) -> Vec<String> {
        let joined = code.joined();
        if code.style != Style::Plain {
            self.section = code.parts.first().map(|first| (first.clone(), None));
            if code.style == Style::Roman {
                self.tree.remarks.push(Remark::understood(at, |lang| {
                    say!(
                        lang,
                        "số La Mã, đọc là mã {joined}",
                        "a Roman number, read as code {joined}"
                    )
                }));
            }
            return code.parts.clone();
        }
        let Some((section, numbering)) = &mut self.section else {
            return code.parts.clone();
        };
        let is_within = code.parts.len() == 1 || code.parts.first() != Some(section);
        let first_time = numbering.is_none();
        let numbering = numbering.get_or_insert(if is_within {
            Numbering::Within
        } else {
            Numbering::Whole
        });
        // A lone number among whole codes can only count within the section.
        if *numbering == Numbering::Whole && !is_within {
            return code.parts.clone();
        }
        let section = section.clone();
        if first_time {
            self.tree.remarks.push(Remark::guessed(at, |lang| {
                say!(
                    lang,
                    "mã đánh lại từ đầu trong mỗi lĩnh vực; {joined} đọc là {section}.{joined}, các dòng sau trong lĩnh vực cũng vậy",
                    "codes begin anew in each section; {joined} is read as {section}.{joined}, and so on in this section"
                )
            }));
        }
        let mut parts = vec![section];
        parts.extend(code.parts.iter().cloned());
        parts
    }

    /// A number 1.1 after 1.9 was typed as 1.10: spreadsheets drop the zero.
    fn mend_lost_zero(&mut self, parts: &mut [String], at: Address) {
        let code = parts.join(".");
        if !self.by_code.contains_key(&code) {
            return;
        }
        let Some((last, above)) = parts.split_last_mut() else {
            return;
        };
        let Ok(number) = last.parse::<u32>() else {
            return;
        };
        let longer = number.saturating_mul(10);
        let at_place = |number: u32| {
            let mut path = above.to_vec();
            path.push(number.to_string());
            path.join(".")
        };
        let follows = longer > 0 && self.by_code.contains_key(&at_place(longer - 1));
        if !follows || self.by_code.contains_key(&at_place(longer)) {
            return;
        }
        let mended = at_place(longer);
        *last = longer.to_string();
        self.tree.remarks.push(Remark::guessed(at, |lang| {
            say!(
                lang,
                "mã {code} là số nên mất chữ số 0 ở cuối; đọc là {mended}",
                "code {code} is a number and lost its last 0; read as {mended}"
            )
        }));
    }

    fn free_code(&self, code: &str) -> String {
        let candidates = (2_u32..).map(|count| format!("{code}-{count}"));
        let mut free = candidates.skip_while(|code| self.by_code.contains_key(code));
        free.next().unwrap_or_default()
    }

    /// The nearest code above a path; a section is made where there is none.
    fn parent(&mut self, parts: &[String], at: Address) -> Option<usize> {
        let (_, above) = parts.split_last()?;
        let section = above.first()?.clone();
        let paths = (1..=above.len())
            .rev()
            .filter_map(|length| parts.get(..length));
        for path in paths {
            if let Some(found) = self.by_code.get(&path.join(".")) {
                return Some(*found);
            }
        }
        self.tree.remarks.push(Remark::guessed(at, |lang| {
            say!(
                lang,
                "bảng không có dòng cho lĩnh vực {section}; đã thêm, hãy đặt tên cho lĩnh vực",
                "the table has no row for section {section}; it was added, give it a title"
            )
        }));
        let row = Row {
            at,
            title: Some(Written {
                at,
                text: format!("Lĩnh vực {section}"),
            }),
            points: None,
            guidance: Vec::new(),
            owner: None,
        };
        Some(self.add(section, None, row))
    }

    fn add(&mut self, code: String, parent: Option<usize>, row: Row) -> usize {
        let index = self.tree.drafts.len();
        self.by_code.insert(code.clone(), index);
        self.tree.drafts.push(Draft {
            code,
            at: row.at,
            title: row.title,
            points: row.points,
            guidance: row.guidance,
            owner: row.owner,
            rows: Vec::new(),
            children: Vec::new(),
        });
        match parent.and_then(|parent| self.tree.drafts.get_mut(parent)) {
            Some(parent) => parent.children.push(index),
            None => self.tree.sections.push(index),
        }
        index
    }

    fn under(&mut self, row: Row) {
        if let Some(open) = self.open.and_then(|open| self.tree.drafts.get_mut(open)) {
            open.rows.push(row);
            return;
        }
        let title = row.title.as_ref().map_or("", |title| &title.text);
        let text = quoted(title);
        let closing = number::closing(title).map(|_| row.at);
        let points = row.points.as_ref().map(|points| points.at).or(closing);
        self.tree.remarks.push(match points {
            Some(at) => Remark::unclear(at, |lang| {
                say!(
                    lang,
                    "dòng {text} có điểm nhưng không thuộc tiêu chí nào; ghi mã cho dòng này hoặc cho dòng trên nó",
                    "line {text} has points but belongs to no criterion; give it or the line above it a code"
                )
            }),
            None if title.is_empty() => Remark::understood(row.at, |lang| {
                lang.pick(
                    "hàng chỉ có chữ ở cột không nhập, ở ngoài các tiêu chí, bỏ qua",
                    "a row with words only in columns that are left out, outside the criteria, left out",
                )
                .to_owned()
            }),
            None => Remark::understood(row.at, |lang| {
                say!(lang, "dòng {text} ở ngoài các tiêu chí, bỏ qua", "line {text} stands outside the criteria, left out")
            }),
        });
    }

    fn total(&mut self, row: Row) {
        self.open = None;
        let Some(pointed) = row.points else {
            self.tree.remarks.push(Remark::understood(row.at, |lang| {
                lang.pick("dòng tổng cộng, bỏ qua", "a row of totals, left out")
                    .to_owned()
            }));
            return;
        };
        if let Points::Exact(points) | Points::Rounded(points) = pointed.points {
            self.tree.totals.push(Total {
                at: pointed.at,
                points,
                sections: self.tree.sections.len(),
            });
        } else {
            self.tree.remarks.push(unclear_points(&pointed));
        }
    }

    fn bad_code(&mut self, written: &Written, content: &Content, row: &Row) {
        // What follows would otherwise be taken for levels of the criterion before.
        self.open = None;
        let title = row.title.as_ref().map_or("", |title| &title.text);
        let title = quoted(title);
        self.tree.remarks.push(Remark::unclear(written.at, |lang| match content {
            Content::Date => say!(
                lang,
                "mã đã bị bảng tính đổi thành ngày, dòng {title} không nhập; định dạng cột mã là văn bản rồi gõ lại mã",
                "the spreadsheet made a date of the code, line {title} is left out; format the column as text and type the code again"
            ),
            Content::Uncalculated | Content::Error(_) => say!(
                lang,
                "mã là công thức không có kết quả, dòng {title} không nhập; gõ mã vào ô",
                "the code is a formula without a result, line {title} is left out; type the code"
            ),
            Content::Text(_) | Content::Number(_) => {
                let code = quoted(&written.text);
                say!(
                    lang,
                    "{code} không phải mã, dòng {title} không nhập; ghi mã như 1.2.3",
                    "{code} is no code, line {title} is left out; write a code such as 1.2.3"
                )
            }
        }));
    }
}

/// That a cell of points could not be read.
pub(super) fn unclear_points(pointed: &Pointed) -> Remark {
    Remark::unclear(pointed.at, |lang| {
        match (&pointed.content, &pointed.points) {
        (Content::Uncalculated, _) => lang
            .pick(
                "công thức chưa có kết quả; mở tệp bằng Excel hoặc LibreOffice rồi lưu lại",
                "a formula without its result; open the file in Excel or LibreOffice and save it",
            )
            .to_owned(),
        (Content::Error(error), _) => say!(
            lang,
            "công thức bị lỗi {error}; sửa công thức hoặc ghi số điểm",
            "the formula failed with {error}; mend it or write the points"
        ),
        (Content::Date, _) => lang
            .pick(
                "số điểm đã bị bảng tính đổi thành ngày; ghi lại số điểm",
                "the spreadsheet made a date of the points; write them again",
            )
            .to_owned(),
        (_, Points::Negative(points)) => {
            let points = shown(*points, lang);
            say!(
                lang,
                "điểm {points} nhỏ hơn 0; điểm trừ phải ghi trong hướng dẫn hoặc dùng cách tính deduct",
                "{points} points are below 0; points taken off belong into the guidance or a rule deduct"
            )
        }
        (content, _) => {
            let text = quoted(&content.shown());
            say!(lang, "{text} không phải số điểm; ghi một số như 1,5", "{text} is no number of points; write one such as 1.5")
        }
    }
    })
}
