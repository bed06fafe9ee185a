//! `chamdiem check`: everything found in a workbook, a line each for people or JSON for scripts.

use std::path::PathBuf;

use clap::{ArgMatches, Command};
use serde_json::{Value, json};

use crate::cli::arguments::{self, Parts};
use crate::cli::{Context, Done, Failure, input, json_text};
use crate::lang::Lang;
use crate::points::DecimalMark;
use crate::say;
use crate::workbook::check::{self, Finding};

pub(super) fn command(lang: Lang) -> Command {
    arguments::described(Command::new("check"), lang, Parts::Arguments)
        .about(lang.pick("Kiểm tra sổ chấm điểm", "Check a workbook"))
        .override_usage(say!(
            lang,
            "chamdiem check TỆP [--json]",
            "chamdiem check FILE [--json]"
        ))
        .args([
            arguments::file(
                lang,
                lang.pick(
                    "Sổ chấm điểm; - đọc từ đầu vào chuẩn",
                    "The workbook; - reads standard input",
                ),
            ),
            arguments::json(lang),
        ])
}

pub(super) fn run(matches: &ArgMatches, context: &Context<'_>) -> Result<Done, Failure> {
    let path: PathBuf = matches.get_one("file").cloned().unwrap_or_default();
    let looked = input::workbook(&path, context)?;
    let findings = check::findings(&looked.book);
    let output = if matches.get_flag("json") {
        let findings = findings.iter();
        let list: Value = findings.map(|finding| entry(finding, context)).collect();
        json_text(&list)
    } else {
        text(&findings, context)
    };
    let done = Done {
        notes: looked.notes,
        ..Done::with(context.lang, output)
    };
    Ok(if findings.is_empty() {
        done
    } else {
        done.found()
    })
}

fn entry(finding: &Finding, context: &Context<'_>) -> Value {
    json!({
        "code": finding.code,
        "finding": finding.name(),
        "severity": finding.severity().name(),
        "message": message(finding, context.lang, context.mark()),
    })
}

fn message(finding: &Finding, lang: Lang, mark: DecimalMark) -> String {
    finding.message(lang, mark)
}

/// `3.4.1 nên bổ sung: …`, a line each.
pub(super) fn text(findings: &[Finding], context: &Context<'_>) -> String {
    if findings.is_empty() {
        return context
            .lang
            .pick("Không còn gì phải làm.\n", "Nothing to do.\n")
            .to_owned();
    }
    let lines = findings.iter().map(|finding| {
        let severity = finding.severity().word(context.lang);
        let message = message(finding, context.lang, context.mark());
        let place = format!("{} {severity}", finding.code);
        format!("{}: {message}\n", place.trim_start())
    });
    lines.collect()
}
