//! `chamdiem criteria import`: a criteria set from the table of a decision, with a report of what was understood, guessed
//! and not understood. The set is read back and linted before it is written, and never takes the place of a file.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use clap::{Arg, ArgMatches, Command, value_parser};
use serde_json::Value;

use crate::cli::arguments::{self, Parts};
use crate::cli::criteria::line;
use crate::cli::{Context, Done, Failure, input};
use crate::criteria::lint::{LintFinding, lint};
use crate::import::table::source::{self, Kind, SourceError};
use crate::import::table::{self, Imported, Standing, Wanted};
use crate::lang::Lang;
use crate::say;
use crate::store::export::{self, New};
use crate::store::{Cause, StoreError, set_format, set_write};
use crate::text;

/// The longest id that is made from a file's name.
const LONGEST_ID: usize = 60;

pub(super) fn command(lang: Lang) -> Command {
    arguments::described(Command::new("import"), lang, Parts::Arguments)
        .about(lang.pick(
            "Lập bộ tiêu chí từ bảng Excel hoặc CSV của quyết định",
            "Make a criteria set of the table of a decision, Excel or CSV",
        ))
        .override_usage(say!(
            lang,
            "chamdiem criteria import BẢNG.xlsx|.csv TỆP.json",
            "chamdiem criteria import TABLE.xlsx|.csv SET.json"
        ))
        .after_help(lang.pick(
            "\nBảng cần hàng tiêu đề có cột tiêu chí (Lĩnh vực, Nội dung) và cột điểm tối đa (Điểm chuẩn, Thang điểm); cột mã (STT, Mã) nếu có.\nDòng không có mã, có điểm dưới tiêu chí là mức điểm. In ra điều đã hiểu, đã đoán, chưa hiểu, kèm địa chỉ ô.\n\nKết quả: 0 xong; 1 xong, có điều phải xem lại; 2 không thực hiện được.",
            "\nThe table needs a header with a column of criteria (Lĩnh vực, Nội dung) and one of maxima (Điểm chuẩn, Thang điểm); codes (STT, Mã) if there are.\nLines without a code but with points under a criterion are its levels. Prints what was understood, guessed and not understood, with the cells.\n\nExit status: 0 done; 1 done, something must be looked at; 2 not done.",
        ))
        .args([
            Arg::new("table")
                .value_name(lang.pick("BẢNG", "TABLE"))
                .required(true)
                .value_parser(value_parser!(PathBuf))
                .help(lang.pick(
                    "Bảng tiêu chí, đuôi .xlsx hoặc .csv (dấu chấm phẩy, dấu phẩy hoặc tab)",
                    "The table, .xlsx or .csv (semicolons, commas or tabs)",
                )),
            Arg::new("set")
                .value_name(lang.pick("TỆP.json", "SET.json"))
                .required(true)
                .value_parser(value_parser!(PathBuf))
                .help(lang.pick(
                    "Tệp bộ tiêu chí sẽ lập; không bao giờ ghi đè tệp đã có",
                    "The set to make; a file that exists is never overwritten",
                )),
            option("id", lang.pick("MÃ", "ID"), lang.pick(
                "Mã của bộ; không ghi thì lấy theo tên TỆP.json",
                "The set's id; else after the name of SET.json",
            )),
            option("title", lang.pick("TÊN", "TITLE"), lang.pick(
                "Tên của bộ; không ghi thì lấy dòng tên ở trên bảng",
                "The set's title; else what stands above the table",
            )),
            option("sheet", lang.pick("TRANG", "SHEET"), lang.pick(
                "Trang tính; không ghi thì lấy trang đầu tiên có bảng tiêu chí",
                "The sheet; else the first that holds a table of criteria",
            )),
        ])
}

fn option(name: &'static str, value: &'static str, help: &'static str) -> Arg {
    Arg::new(name).long(name).value_name(value).help(help)
}

pub(super) fn run(matches: &ArgMatches, context: &Context<'_>) -> Result<Done, Failure> {
    let lang = context.lang;
    let path = |name| {
        matches
            .get_one::<PathBuf>(name)
            .cloned()
            .unwrap_or_default()
    };
    let (table, out) = (path("table"), path("set"));
    let kind = kind(&table, lang)?;
    // What would not be written need not be read.
    let taken = || {
        let (path, cause) = (out.clone(), Cause::AlreadyThere);
        context.store(&StoreError { path, cause })
    };
    if out.symlink_metadata().is_ok() {
        return Err(taken());
    }
    let bytes = input::bytes(&table, context)?;
    let unreadable = |error: SourceError| {
        let table = table.display();
        Failure::new(&format!("{table}: {}", error.message(lang)))
    };
    let sheet = matches.get_one::<String>("sheet").map(String::as_str);
    let sheet = source::read(&bytes, kind, sheet).map_err(unreadable)?;
    let wanted = wanted(matches, &table, &out);
    let imported = table::import(&sheet, &wanted).map_err(unreadable)?;
    let document = set_write::document(&imported.set);
    let findings = checked(&document, &out).map_err(|error| context.store(&error))?;
    let printed = format!("{document:#}\n");
    let written = export::write_new(&out, printed.as_bytes(), || true);
    if written.map_err(|error| context.store(&error))? != New::Written {
        return Err(taken());
    }
    let done = Done::with(lang, report(&imported, &findings, &out, lang));
    let is_clean = findings.is_empty()
        && imported
            .remarks
            .iter()
            .all(|remark| remark.standing == Standing::Understood);
    Ok(if is_clean { done } else { done.found() })
}

fn kind(table: &Path, lang: Lang) -> Result<Kind, Failure> {
    let ending = table.extension().unwrap_or_default();
    if ending.eq_ignore_ascii_case("xlsx") || ending.eq_ignore_ascii_case("xlsm") {
        return Ok(Kind::Xlsx);
    }
    if ending.eq_ignore_ascii_case("csv") || ending.eq_ignore_ascii_case("tsv") {
        return Ok(Kind::Csv);
    }
    let table = table.display();
    Err(Failure::new(&say!(
        lang,
        "{table}: chỉ nhập được .xlsx và .csv; hãy mở bằng Excel, Word hoặc LibreOffice, lưu bảng thành .xlsx rồi nhập lại",
        "{table}: only .xlsx and .csv can be imported; open it in Excel, Word or LibreOffice, save the table as .xlsx and try again"
    )))
}

fn wanted(matches: &ArgMatches, table: &Path, out: &Path) -> Wanted {
    let said = |name: &str| {
        let said = matches.get_one::<String>(name);
        let said = said.map(|said| text::clean_line(said).trim().to_owned());
        said.filter(|said| !said.is_empty())
    };
    let name = |path: &Path| {
        path.file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned()
    };
    let file = table.file_name().unwrap_or_default().to_string_lossy();
    Wanted {
        file: text::clean_line(&file),
        id: said("id").unwrap_or_else(|| id_of(&name(out))),
        title: said("title"),
    }
}

/// An id of plain letters: `Bộ tiêu chí 2024` gives `bo-tieu-chi-2024`.
fn id_of(name: &str) -> String {
    let folded = text::fold(name);
    let words = folded.split(|c: char| !c.is_ascii_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let id: String = words.join("-").chars().take(LONGEST_ID).collect();
    let id = id.trim_end_matches('-');
    if id.is_empty() { "bo-tieu-chi" } else { id }.to_owned()
}

/// What `criteria check` would say of the set. Errors: the reader of sets refuses it.
fn checked(document: &Value, out: &Path) -> Result<Vec<LintFinding>, StoreError> {
    let read = set_format::read(document).map_err(|problems| StoreError {
        path: out.to_owned(),
        cause: Cause::Invalid(problems),
    })?;
    Ok(lint(&read.set, &read.unknown_members))
}

/// The report: what was made, then what was understood, guessed, not understood and what the lint finds.
fn report(imported: &Imported, findings: &[LintFinding], out: &Path, lang: Lang) -> String {
    let mut report = String::new();
    let of = |standing: Standing| {
        let remarks = imported.remarks.iter();
        remarks.filter(move |remark| remark.standing == standing)
    };
    let out = text::clean_line(&out.display().to_string());
    let sections = imported.set.sections().count();
    let criteria = imported.set.criteria().count();
    let [_, guessed, unclear] = Standing::ALL.map(|standing| of(standing).count());
    let mend = findings.len();
    let _ = writeln!(
        report,
        "{}",
        say!(
            lang,
            "{out}: {sections} lĩnh vực, {criteria} tiêu chí; đã đoán {guessed}, chưa hiểu {unclear}, kiểm tra bộ tiêu chí thấy {mend}",
            "{out}: {sections} sections, {criteria} criteria; guessed {guessed}, not understood {unclear}, found by the check {mend}"
        )
    );
    for standing in Standing::ALL {
        let lines: Vec<String> = of(standing).map(|remark| remark.line(lang)).collect();
        section(&mut report, standing.heading(lang), &lines);
    }
    let lines: Vec<String> = findings
        .iter()
        .map(|finding| {
            let place = imported.place(&finding.place);
            let place = place.map(|place| format!("{place}: ")).unwrap_or_default();
            format!("{place}{}", line(finding, lang).trim_end())
        })
        .collect();
    let heading = lang.pick("Kiểm tra bộ tiêu chí", "Check of the set");
    section(&mut report, heading, &lines);
    report
}

fn section(report: &mut String, heading: &str, lines: &[String]) {
    if lines.is_empty() {
        return;
    }
    let _ = write!(report, "\n{heading} ({}):\n", lines.len());
    for line in lines {
        let _ = writeln!(report, "  {line}");
    }
}
