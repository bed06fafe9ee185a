//! `chamdiem export`: what is handed in, in files whose endings say what they are. Prints, checks that what it printed
//! reads back whole, and only then writes. Findings never stop it.

use std::path::PathBuf;

use clap::{Arg, ArgMatches, Command, value_parser};

use crate::cli::arguments::{self, Parts};
use crate::cli::{Context, Done, Failure, input};
use crate::handout::{self, Handout};
use crate::lang::Lang;
use crate::say;

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
                    "Đuôi tệp nói lên loại: .docx, .html, .md báo cáo; .xlsx, .csv bảng điểm; .json bảng điểm tóm tắt. Ghi đè bản xuất cũ, không bao giờ ghi đè sổ hoặc bộ tiêu chí",
                    "The ending says the kind: .docx, .html, .md report; .xlsx, .csv tables; .json summary. Replaces an earlier export, never a workbook or a criteria set",
                )),
        ])
}

pub(super) fn run(matches: &ArgMatches, context: &Context<'_>) -> Result<Done, Failure> {
    let path: PathBuf = matches.get_one("file").cloned().unwrap_or_default();
    let outs = matches.get_many::<PathBuf>("out").unwrap_or_default();
    // A wrong name among many is told before anything is written.
    let printers = outs.map(|out| {
        let printer = handout::printer(out);
        let unknown = || Failure::new(&handout::unknown_kind(out, context.lang));
        Ok((out, printer.ok_or_else(unknown)?))
    });
    let printers: Vec<_> = printers.collect::<Result<_, Failure>>()?;
    let looked = input::workbook(&path, context)?;
    let handout = Handout::of(&looked.book);
    for (out, printer) in printers {
        handout::write(&handout, printer, out).map_err(|error| context.store(&error))?;
    }
    Ok(Done {
        notes: looked.notes,
        ..Done::with(context.lang, String::new())
    })
}
