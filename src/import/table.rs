//! A criteria set from the table of a decision: a spreadsheet that names a column of criteria and one of maximum points.
//! Every line says where it comes from and how sure it is; nothing is dropped in silence. Knows no file and no JSON.

pub mod cells;
pub mod remark;
pub mod source;

mod csv;
mod xlsx;

mod code;
mod decision;
mod formula;
mod header;
mod number;

mod lines;
mod tree;

mod body;
mod build;

use std::collections::HashMap;

use crate::criteria::{CriteriaSet, SetHead};
use crate::import::table::cells::{Address, Content, Grid, column_name};
use crate::import::table::decision::Stated;
use crate::import::table::header::Header;
pub use crate::import::table::remark::{Remark, Standing};
use crate::import::table::source::{Sheet, SourceError};
use crate::lang::Lang;
use crate::say;
use crate::text;
use crate::workbook::dates::{self, DateStyle};

/// What the table itself may not say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// The name of the file, for the notes of the set.
    pub file: String,
    /// The id of the set.
    pub id: String,
    /// The title of the set; else what stands above the table, else the id.
    pub title: Option<String>,
}

/// What was made of a table.
#[derive(Clone, Debug)]
pub struct Imported {
    /// The set; usable, whatever the remarks say.
    pub set: CriteriaSet,
    /// What was understood, guessed and not understood, in the order of the table.
    pub remarks: Vec<Remark>,
    places: HashMap<String, Address>,
}

impl Imported {
    /// The cell that speaks of a code, for what the lint finds there.
    pub fn place(&self, code: &str) -> Option<Address> {
        self.places.get(code).copied()
    }
}

/// Most notes about lines that are kept in the set itself.
const MOST_NOTES: usize = 40;

/// Makes a set of a sheet. Errors: no table of criteria is in it.
pub fn import(sheet: &Sheet, wanted: &Wanted) -> Result<Imported, SourceError> {
    let grid = &sheet.grid;
    let header = header::find(grid).ok_or(SourceError::NoTable)?;
    let mut tree = tree::grow(lines::read(grid, &header));
    if tree.drafts.is_empty() {
        return Err(SourceError::NoTable);
    }
    let title = wanted
        .title
        .clone()
        .or_else(|| title_above(grid, &header))
        .unwrap_or_else(|| wanted.id.clone());
    let mut remarks = of_header(&header);
    remarks.append(&mut tree.remarks);
    let built = build::build(tree, grid, &header, &title);
    remarks.extend(built.remarks);
    remarks.sort_by_key(|remark| remark.at);
    let stated = decision::above(grid, &header);
    if let Some(stated) = &stated {
        remarks.insert(0, of_decision(stated));
    }
    let notes = notes(sheet, wanted, &remarks);
    let head = SetHead {
        issuer: stated.as_ref().and_then(|stated| stated.issuer.clone()),
        decision: stated.map(|stated| stated.decision),
        ..build::head(&wanted.id, &title, notes)
    };
    let set = built.builder.finish(head);
    Ok(Imported {
        set,
        remarks,
        places: built.places,
    })
}

/// The longest line above the header that speaks of criteria or an index; else the longest.
fn title_above(grid: &Grid, header: &Header) -> Option<String> {
    let rows = grid
        .rows()
        .into_iter()
        .take_while(|row| *row < header.first);
    let texts = rows.flat_map(|row| grid.row(row).map(|(_, content)| content.clone()));
    let texts = texts.filter_map(|content| match content {
        Content::Text(text) => Some(text::clean_line(&text)),
        Content::Number(_) | Content::Date | Content::Uncalculated | Content::Error(_) => None,
    });
    let rank = |text: &String| {
        let words = header::words(text);
        let speaks = [" bo tieu chi ", " chi so ", " tieu chi ", " cham diem "];
        (
            speaks.iter().any(|words_of| words.contains(words_of)),
            text.chars().count(),
        )
    };
    texts.max_by_key(rank)
}

fn of_decision(stated: &Stated) -> Remark {
    let number = &stated.decision.number;
    let date = stated.decision.date.as_deref();
    let date = date.map_or_else(String::new, |date| {
        format!(", {}", dates::print_date(date, DateStyle::Short))
    });
    let issuer = stated.issuer.as_deref();
    let issuer = issuer.map_or_else(String::new, |issuer| format!(", {issuer}"));
    Remark::understood(stated.at, |lang| {
        say!(
            lang,
            "quyết định {number}{date}{issuer}",
            "decision {number}{date}{issuer}"
        )
    })
}

/// Which column was taken for what.
fn of_header(header: &Header) -> Vec<Remark> {
    let at = Address::new(
        header.last,
        header.titles.first().copied().unwrap_or_default(),
    );
    let names = |columns: &[u32]| {
        let names: Vec<String> = columns.iter().map(|column| column_name(*column)).collect();
        names.join(", ")
    };
    let (titles, max) = (names(&header.titles), names(&header.max));
    let code = header.code.map(column_name);
    let mut remarks = vec![Remark::understood(at, |lang| {
        let code = code
            .as_deref()
            .unwrap_or(lang.pick("không có, đọc ở đầu tên", "none, read before titles"));
        say!(
            lang,
            "hàng tiêu đề; cột mã {code}, cột tên {titles}, cột điểm tối đa {max}",
            "header; codes in {code}, titles in {titles}, maxima in {max}"
        )
    })];
    let max_at = Address::new(header.last, header.max.first().copied().unwrap_or_default());
    if header.max_is_guessed {
        remarks.push(Remark::guessed(max_at, |lang| {
            lang.pick(
                "cột chỉ ghi “Điểm”, coi là điểm tối đa",
                "the column only says “points”, taken for the maximum",
            )
            .to_owned()
        }));
    }
    for (column, vi, en) in [
        (
            header.level_points,
            "cột điểm của từng mức",
            "points of levels",
        ),
        (header.levels, "cột nội dung từng mức", "texts of levels"),
        (header.owner, "cột cơ quan phụ trách", "who is in charge"),
    ] {
        remarks.extend(column.map(|column| {
            let at = Address::new(header.last, column);
            Remark::understood(at, |lang| lang.pick(vi, en).to_owned())
        }));
    }
    for named in &header.guidance {
        let name = remark::quoted(&named.name);
        let at = Address::new(header.last, named.column);
        remarks.push(Remark::understood(at, |lang| {
            say!(
                lang,
                "cột {name} giữ làm hướng dẫn",
                "column {name} is kept as guidance"
            )
        }));
    }
    for named in &header.unread {
        let name = remark::quoted(&named.name);
        let at = Address::new(header.last, named.column);
        remarks.push(Remark::understood(at, |lang| {
            say!(lang, "cột {name} không nhập", "column {name} is left out")
        }));
    }
    remarks
}

/// Where the set comes from, and what somebody must still look at.
fn notes(sheet: &Sheet, wanted: &Wanted, remarks: &[Remark]) -> Vec<String> {
    let file = text::clean_line(&wanted.file);
    let mut notes = vec![match &sheet.name {
        Some(name) => format!(
            "Nhập từ bảng {file}, trang tính {}.",
            text::clean_line(name)
        ),
        None => format!("Nhập từ bảng {file}."),
    }];
    notes.push(
        "Cách làm tròn là mặc định của chương trình (tỷ lệ tròn đến %, điểm hai chữ số lẻ), bảng không nói đến.".to_owned(),
    );
    let doubtful: Vec<&Remark> = remarks
        .iter()
        .filter(|remark| remark.standing != Standing::Understood)
        .collect();
    notes.extend(
        doubtful
            .iter()
            .take(MOST_NOTES)
            .map(|remark| remark.line(Lang::Vi)),
    );
    let more = doubtful.len().saturating_sub(MOST_NOTES);
    if more > 0 {
        notes.push(format!("Còn {more} điều phải xem, nhập lại để in đủ."));
    }
    notes
}
