//! What is handed in, as files: the one table of kinds of files, each printed, checked that it reads back whole, and
//! only then written. Stands between the printers and whoever asks for a file, on screen or on the command line.

pub mod job;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use serde_json::Value;

use crate::lang::Lang;
use crate::report::{Counts, Outline, Table, csv, docx, html, markdown, xlsx};
use crate::say;
use crate::store::{Cause, StoreError, export, summary};
use crate::workbook::check::{self, Finding};
use crate::workbook::{Scores, Workbook};

use job::Gate;

/// A kind of file: its ending, what is written into it, and whether what was written holds everything.
#[derive(Debug)]
pub struct Printer {
    /// Without the dot, in lower case.
    pub ending: &'static str,
    /// What such a file is, in Vietnamese and English.
    what: [&'static str; 2],
    print: fn(&Handout<'_>) -> io::Result<Vec<u8>>,
    is_whole: fn(&Handout<'_>, &[u8]) -> bool,
}

/// Every kind of file, in the order in which messages name them.
#[rustfmt::skip]
pub const PRINTERS: [Printer; 6] = [
    Printer { ending: "docx", what: ["Báo cáo, tệp Word để trình ký", "Report, a Word document to be signed"], print: |of| docx::print(&of.outline), is_whole: |of, bytes| docx::counts(bytes) == Some(of.counts()) },
    Printer { ending: "html", what: ["Báo cáo, trang web", "Report, a web page"], print: |of| Ok(html::print(&of.outline).into_bytes()), is_whole: |of, bytes| text(bytes).map(html::counts) == Some(of.counts()) },
    Printer { ending: "md", what: ["Báo cáo, chữ thường (Markdown)", "Report, plain text (Markdown)"], print: |of| Ok(markdown::print(&of.outline).into_bytes()), is_whole: |of, bytes| text(bytes).map(markdown::counts) == Some(of.counts()) },
    Printer { ending: "xlsx", what: ["Bảng điểm, tệp Excel", "Score table, an Excel workbook"], print: |of| xlsx::print(of.table()), is_whole: |of, bytes| xlsx::is_whole(of.table(), bytes) },
    Printer { ending: "csv", what: ["Bảng dài cho cơ sở dữ liệu", "Long table for databases"], print: |of| Ok(csv::print(of.table()).into_bytes()), is_whole: |of, bytes| text(bytes).is_some_and(|read| csv::is_whole(of.table(), read)) },
    Printer { ending: "json", what: ["Bảng điểm tóm tắt cho chương trình khác", "Summary of the scores for other programs"], print: |of| Ok(format!("{:#}\n", of.summary()).into_bytes()), is_whole: |of, bytes| serde_json::from_slice(bytes).is_ok_and(|read: Value| read == of.summary()) },
];

impl Printer {
    /// Whether such a file is read by programs alone: its columns are fixed, and no digest has room in it.
    pub fn is_for_programs(&self) -> bool {
        matches!(self.ending, "csv" | "json")
    }

    /// What such a file is.
    pub const fn what(&self, lang: Lang) -> &'static str {
        lang.pick(self.what[0], self.what[1])
    }
}

/// What the printers print from.
#[derive(Debug)]
pub struct Handout<'a> {
    book: &'a Workbook,
    scores: Scores,
    outline: Outline,
    /// Made when the first printer asks for it.
    table: OnceLock<Table>,
}

impl<'a> Handout<'a> {
    /// All that can be printed of a workbook.
    pub fn of(book: &'a Workbook) -> Self {
        let scores = Scores::of(book);
        Self {
            outline: Outline::of(book, &scores),
            table: OnceLock::new(),
            book,
            scores,
        }
    }

    /// The scores that are printed.
    pub const fn scores(&self) -> &Scores {
        &self.scores
    }

    fn counts(&self) -> Counts {
        Counts::of(&self.outline)
    }

    fn table(&self) -> &Table {
        let findings = || check::findings(self.book);
        self.table
            .get_or_init(|| Table::of(self.book, &self.scores, &findings()))
    }

    /// The same as `show --json`.
    fn summary(&self) -> Value {
        whole_summary(self.book, &self.scores)
    }
}

/// The summary of a whole workbook with the findings of each criterion.
pub fn whole_summary(book: &Workbook, scores: &Scores) -> Value {
    let found = check::findings(book);
    let names = |code: &str| {
        let here = found.iter().filter(|finding| finding.code == code);
        here.map(Finding::name).collect::<Vec<_>>()
    };
    summary::summary(book, scores, names)
}

fn text(bytes: &[u8]) -> Option<&str> {
    std::str::from_utf8(bytes).ok()
}

/// The printer for a file name, by its ending.
pub fn printer(out: &Path) -> Option<&'static Printer> {
    let ending = out.extension().unwrap_or_default();
    PRINTERS
        .iter()
        .find(|printer| ending.eq_ignore_ascii_case(printer.ending))
}

/// Says that no printer fits a file name, and which endings there are.
pub fn unknown_kind(out: &Path, lang: Lang) -> String {
    let known = PRINTERS
        .iter()
        .map(|printer| format!(".{}", printer.ending))
        .collect::<Vec<_>>()
        .join(", ");
    let out = out.display();
    say!(
        lang,
        "{out}: không biết loại tệp này; tên tệp phải có đuôi {known}",
        "{out}: unknown kind of file; the name must end in {known}"
    )
}

/// Prints into a file, in place of an earlier export. What does not read back whole takes no earlier file's place;
/// that the disk holds the same bytes is for the store.
pub fn write(handout: &Handout<'_>, printer: &Printer, out: &Path) -> Result<(), StoreError> {
    export::write(out, &content(handout, printer, out)?)
}

/// Prints into a new file and returns its name: where one stands already, the number in the name goes up. `None` when
/// the gate was closed before the file appeared: then there is none.
pub fn write_new(
    handout: &Handout<'_>,
    printer: &Printer,
    wanted: &Path,
    gate: &Gate,
) -> Result<Option<PathBuf>, StoreError> {
    if !gate.is_open() {
        return Ok(None);
    }
    let content = content(handout, printer, wanted)?;
    if !gate.is_open() {
        return Ok(None);
    }
    let mut out = wanted.to_owned();
    loop {
        match export::write_new(&out, &content, || gate.pass()) {
            Ok(export::New::Written) => return Ok(Some(out)),
            Ok(export::New::Dropped) => return Ok(None),
            Ok(export::New::Taken) => out = numbered_on(&out),
            Err(error) => return Err(error),
        }
    }
}

/// What a workbook prints today into a report of this name; none where that is no report.
pub fn printed(book: &Workbook, out: &Path) -> Option<Vec<u8>> {
    let printer = printer(out)?;
    let is_report = matches!(printer.ending, "docx" | "html" | "md" | "xlsx");
    let content = is_report.then(|| (printer.print)(&Handout::of(book)))?;
    content.ok()
}

fn content(handout: &Handout<'_>, printer: &Printer, out: &Path) -> Result<Vec<u8>, StoreError> {
    let not_whole = || StoreError {
        path: out.to_owned(),
        cause: Cause::NotVerified,
    };
    let content = (printer.print)(handout).map_err(|_| not_whole())?;
    if (printer.is_whole)(handout, &content) {
        Ok(content)
    } else {
        Err(not_whole())
    }
}

/// `bao-cao-kon-ray-2023-so1.docx`: the name of the first report of a workbook.
pub fn first_name(book: &Path) -> String {
    let stem = book.file_stem().unwrap_or_default().to_string_lossy();
    format!("bao-cao-{stem}-so1.docx")
}

/// The next name of a row of exports: `…-so1.docx` becomes `…-so2.docx`, any other name gets `-so2`.
pub fn numbered_on(name: &Path) -> PathBuf {
    let stem = name.file_stem().unwrap_or_default().to_string_lossy();
    let ending = name.extension().unwrap_or_default().to_string_lossy();
    let numbered = stem
        .rsplit_once("-so")
        .and_then(|(front, number)| Some((front, number.parse::<u64>().ok()?)));
    let stem = match numbered {
        Some((front, number)) => format!("{front}-so{}", number.saturating_add(1)),
        None => format!("{stem}-so2"),
    };
    name.with_file_name(format!("{stem}.{ending}"))
}

/// The first name of a row whose number, in any kind of file, stands nowhere yet.
pub fn free_name(mut name: PathBuf) -> PathBuf {
    let stands = |name: &Path| {
        let kinds = PRINTERS.iter().map(|kind| name.with_extension(kind.ending));
        kinds
            .into_iter()
            .any(|name| name.symlink_metadata().is_ok())
    };
    while stands(&name) {
        name = numbered_on(&name);
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_go_up_and_names_without_one_get_one() {
        let next = |name: &str| numbered_on(Path::new(name)).display().to_string();
        assert_eq!(next("/x/bao-cao-so1.docx"), "/x/bao-cao-so2.docx");
        assert_eq!(next("bao-cao-so99.docx"), "bao-cao-so100.docx");
        assert_eq!(next("/x/trinh.ky.docx"), "/x/trinh.ky-so2.docx");
        assert_eq!(next("/x/ho-so.docx"), "/x/ho-so-so2.docx");
    }

    #[test]
    fn a_number_taken_by_one_kind_is_taken_for_all() {
        let folder = tempfile::tempdir().expect("a folder");
        let name = folder.path().join("bao-cao-so1.docx");
        assert_eq!(free_name(name.clone()), name);
        std::fs::write(folder.path().join("bao-cao-so1.md"), "x").expect("written");
        assert_eq!(free_name(name), folder.path().join("bao-cao-so2.docx"));
    }
}
