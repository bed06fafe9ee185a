//! The bytes of a file to cells: which kind of file it is, and why it cannot be read.

use crate::import::table::cells::Grid;
use crate::import::table::{csv, header, xlsx};
use crate::lang::Lang;
use crate::say;

/// Kinds of files, by the ending of their names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `.xlsx`
    Xlsx,
    /// `.csv`
    Csv,
}

/// Why nothing could be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SourceError {
    /// More cells, text or packed bytes than any table of criteria has.
    TooLarge,
    /// No workbook of this kind, or damaged.
    Broken,
    /// The old binary format, or a file with a password.
    OldFormat,
    /// Neither UTF-8 nor UTF-16.
    Encoding,
    /// No sheet of this name; those there are.
    NoSheet(String, Vec<String>),
    /// No row names a column of criteria and one of points.
    NoTable,
}

impl SourceError {
    /// What is wrong and what to do.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::TooLarge => say!(
                lang,
                "bảng quá lớn (hơn 100.000 ô có chữ, hoặc quá nhiều chữ); hãy giữ lại riêng bảng tiêu chí rồi nhập lại",
                "the table is too large (over 100,000 cells, or too much text); keep the table of criteria alone and try again"
            ),
            Self::Broken => say!(
                lang,
                "không đọc được bảng tính này, tệp hỏng hoặc không phải .xlsx; hãy mở bằng Excel hoặc LibreOffice rồi lưu lại thành .xlsx",
                "this is no readable spreadsheet, it is damaged or no .xlsx; open it in Excel or LibreOffice and save it as .xlsx"
            ),
            Self::OldFormat => say!(
                lang,
                "tệp .xls cũ hoặc tệp có mật khẩu; hãy mở bằng Excel hoặc LibreOffice rồi lưu lại thành .xlsx, không đặt mật khẩu",
                "an old .xls file, or one with a password; open it in Excel or LibreOffice and save it as .xlsx without a password"
            ),
            Self::Encoding => say!(
                lang,
                "chữ không phải UTF-8 hay UTF-16; hãy lưu lại thành CSV UTF-8 hoặc .xlsx",
                "the text is neither UTF-8 nor UTF-16; save it as CSV UTF-8 or as .xlsx"
            ),
            Self::NoSheet(name, known) => {
                let known = known.join(", ");
                say!(
                    lang,
                    "không có trang tính tên {name}; tệp có: {known}",
                    "there is no sheet called {name}; there are: {known}"
                )
            }
            Self::NoTable => say!(
                lang,
                "không thấy bảng tiêu chí; phải có hàng tiêu đề với một cột “Tiêu chí” (hoặc “Nội dung”, “Lĩnh vực”) và một cột “Điểm tối đa” (hoặc “Điểm chuẩn”, “Thang điểm”)",
                "no table of criteria was found; a header row must name a column “Tiêu chí” (or “Nội dung”, “Lĩnh vực”) and one “Điểm tối đa” (or “Điểm chuẩn”, “Thang điểm”)"
            ),
        }
    }
}

/// A sheet of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Its name; none in a file that has only one.
    pub name: Option<String>,
    /// What is in it.
    pub grid: Grid,
}

/// Reads the sheet asked for, else the first that holds a table of criteria.
pub fn read(bytes: &[u8], kind: Kind, sheet: Option<&str>) -> Result<Sheet, SourceError> {
    match kind {
        Kind::Xlsx => xlsx::read(bytes, sheet),
        Kind::Csv => {
            let grids = csv::read(bytes)?;
            let fitting = grids.into_iter().find(|grid| header::find(grid).is_some());
            let grid = fitting.ok_or(SourceError::NoTable)?;
            Ok(Sheet { name: None, grid })
        }
    }
}
