//! `chamdiem export`: what is handed in, in files whose endings say what they are. Prints, checks that what it printed
//! reads back whole, and only then writes. Findings never stop it.

use std::io;
use std::path::{Path, PathBuf};

use clap::{Arg, ArgMatches, Command, value_parser};
use serde_json::Value;

use crate::cli::arguments::{self, Parts};
use crate::cli::{Context, Done, Failure, input, show};
use crate::lang::Lang;
use crate::report::{Counts, Outline, docx, html, markdown};
use crate::say;
use crate::store::{Cause, StoreError, export};
use crate::workbook::{Scores, Workbook};

/// A kind of file: its ending, what is written into it, and whether what was written holds everything.
struct Printer {
    ending: &'static str,
    print: fn(&Handout<'_>) -> io::Result<Vec<u8>>,
    is_whole: fn(&Handout<'_>, &[u8]) -> bool,
}

/// Every kind of file, in the order in which messages name them.
#[rustfmt::skip]
const PRINTERS: [Printer; 4] = [
    Printer { ending: "docx", print: |of| docx::print(&of.outline), is_whole: |of, bytes| docx::counts(bytes) == Some(of.counts()) },
    Printer { ending: "html", print: |of| Ok(html::print(&of.outline).into_bytes()), is_whole: |of, bytes| text(bytes).map(html::counts) == Some(of.counts()) },
    Printer { ending: "md", print: |of| Ok(markdown::print(&of.outline).into_bytes()), is_whole: |of, bytes| text(bytes).map(markdown::counts) == Some(of.counts()) },
    Printer { ending: "json", print: |of| Ok(format!("{:#}\n", of.summary()).into_bytes()), is_whole: |of, bytes| serde_json::from_slice(bytes).is_ok_and(|read: Value| read == of.summary()) },
];

/// What the printers print from.
struct Handout<'a> {
    book: &'a Workbook,
    scores: Scores,
    outline: Outline,
}

impl<'a> Handout<'a> {
    fn of(book: &'a Workbook) -> Self {
        let scores = Scores::of(book);
        Self {
            outline: Outline::of(book, &scores),
            book,
            scores,
        }
    }

    fn counts(&self) -> Counts {
        Counts::of(&self.outline)
    }

    /// The same as `show --json`.
    fn summary(&self) -> Value {
        show::json(self.book, &self.scores, None)
    }
}

fn text(bytes: &[u8]) -> Option<&str> {
    std::str::from_utf8(bytes).ok()
}

pub(super) fn command(lang: Lang) -> Command {
    arguments::described(Command::new("export"), lang, Parts::Arguments)
        .about(lang.pick(
            "Xuất báo cáo, bảng điểm để trình, gửi",
            "Write the report and tables to hand in",
        ))
        .override_usage(say!(
            lang,
            "chamdiem export TỆP TỆP_XUẤT…",
            "chamdiem export FILE OUT…"
        ))
        .after_help(lang.pick(
            "\nVí dụ:\n  chamdiem export kon-ray.json bao-cao.docx tong-hop.json",
            "\nExample:\n  chamdiem export kon-ray.json report.docx summary.json",
        ))
        .args([
            arguments::file(
                lang,
                lang.pick(
                    "Sổ chấm điểm; - đọc từ đầu vào chuẩn",
                    "The workbook; - reads standard input",
                ),
            ),
            Arg::new("out")
                .value_name(lang.pick("TỆP_XUẤT", "OUT"))
                .required(true)
                .num_args(1..)
                .value_parser(value_parser!(PathBuf))
                .help(lang.pick(
                    "Đuôi tệp nói lên loại: .docx, .html, .md báo cáo; .json bảng điểm tóm tắt. Ghi đè bản xuất cũ, không bao giờ ghi đè sổ hoặc bộ tiêu chí",
                    "The ending says the kind: .docx, .html, .md report; .json summary. Replaces an earlier export, never a workbook or a criteria set",
                )),
        ])
}

pub(super) fn run(matches: &ArgMatches, context: &Context<'_>) -> Result<Done, Failure> {
    let path: PathBuf = matches.get_one("file").cloned().unwrap_or_default();
    let outs = matches.get_many::<PathBuf>("out").unwrap_or_default();
    // A wrong name among many is told before anything is written.
    let printers = outs.map(|out| Ok((out, printer(out, context.lang)?)));
    let printers: Vec<_> = printers.collect::<Result<_, Failure>>()?;
    let looked = input::workbook(&path, context)?;
    let handout = Handout::of(&looked.book);
    for (out, printer) in printers {
        write(&handout, printer, out).map_err(|error| context.store(&error))?;
    }
    Ok(Done {
        notes: looked.notes,
        ..Done::with(context.lang, String::new())
    })
}

/// The printer for a file name.
fn printer(out: &Path, lang: Lang) -> Result<&'static Printer, Failure> {
    let ending = out.extension().unwrap_or_default();
    let found = PRINTERS
        .iter()
        .find(|printer| ending.eq_ignore_ascii_case(printer.ending));
    found.ok_or_else(|| {
        let known = PRINTERS.map(|printer| format!(".{}", printer.ending));
        let known = known.join(", ");
        let out = out.display();
        Failure::new(&say!(
            lang,
            "{out}: không biết loại tệp này; tên tệp phải có đuôi {known}",
            "{out}: unknown kind of file; the name must end in {known}"
        ))
    })
}

/// What does not read back whole takes no earlier file's place; that the disk holds the same bytes is for the store.
fn write(handout: &Handout<'_>, printer: &Printer, out: &Path) -> Result<(), StoreError> {
    let not_whole = || StoreError {
        path: out.to_owned(),
        cause: Cause::NotVerified,
    };
    let content = (printer.print)(handout).map_err(|_| not_whole())?;
    if !(printer.is_whole)(handout, &content) {
        return Err(not_whole());
    }
    export::write(out, &content)
}
