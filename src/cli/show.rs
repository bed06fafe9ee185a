//! `chamdiem show`: the scores of a workbook or of a part of it, as a table for people or as JSON for scripts.

use std::path::PathBuf;

use clap::{Arg, ArgMatches, Command};
use serde_json::Value;

use crate::cli::arguments::{self, Parts};
use crate::cli::{Context, Done, Failure, input, json_text, table, view};
use crate::criteria::{NodeBody, NodeId};
use crate::handout;
use crate::lang::Lang;
use crate::say;
use crate::workbook::{Rejection, Scores, Workbook, words};

pub(super) fn command(lang: Lang) -> Command {
    arguments::described(Command::new("show"), lang, Parts::Arguments)
        .about(lang.pick(
            "In bảng điểm, hoặc một tiêu chí",
            "Print the score table, or a criterion",
        ))
        .override_usage(say!(
            lang,
            "chamdiem show TỆP [MÃ] [--json]",
            "chamdiem show FILE [CODE] [--json]"
        ))
        .args([
            arguments::file(
                lang,
                lang.pick(
                    "Sổ chấm điểm; - đọc từ đầu vào chuẩn",
                    "The workbook; - reads standard input",
                ),
            ),
            Arg::new("code")
                .value_name(lang.pick("MÃ", "CODE"))
                .help(lang.pick(
                    "Chỉ tiêu chí, nhóm hoặc lĩnh vực này",
                    "Only this criterion, group or section",
                )),
            arguments::json(lang),
        ])
}

pub(super) fn run(matches: &ArgMatches, context: &Context<'_>) -> Result<Done, Failure> {
    let path: PathBuf = matches.get_one("file").cloned().unwrap_or_default();
    let looked = input::workbook(&path, context)?;
    let book = &looked.book;
    let part = matches
        .get_one::<String>("code")
        .map(|code| find(book, code, context))
        .transpose()?;
    let scores = Scores::of(book);
    let output = if matches.get_flag("json") {
        json_text(&json(book, &scores, part))
    } else {
        text(book, &scores, part, context)
    };
    Ok(Done {
        notes: looked.notes,
        ..Done::with(context.lang, output)
    })
}

fn find(book: &Workbook, code: &str, context: &Context<'_>) -> Result<NodeId, Failure> {
    book.set.find(code).ok_or_else(|| {
        let unknown = Rejection::UnknownCriterion(code.to_owned());
        Failure::new(&words::rejection(&unknown, context.lang, context.mark()))
    })
}

fn text(book: &Workbook, scores: &Scores, part: Option<NodeId>, context: &Context<'_>) -> String {
    let Some(part) = part else {
        return table::of_workbook(book, scores, context);
    };
    match &book.set.node(part).body {
        NodeBody::Group(_) => table::of_group(book, scores, part, context),
        NodeBody::Criterion(criterion) => {
            view::View::new(book, scores, part, criterion, context).text()
        }
    }
}

/// The summary; with a part of the set the same document, its sections and criteria restricted to that part.
pub(super) fn json(book: &Workbook, scores: &Scores, part: Option<NodeId>) -> Value {
    let mut summary = handout::whole_summary(book, scores);
    if let Some(part) = part {
        let in_part = |entry: &Value| {
            let code = entry.get("code").and_then(Value::as_str);
            let id = code.and_then(|code| book.set.find(code));
            id.is_some_and(|id| book.set.contains(part, id) || book.set.section_of(part) == id)
        };
        for list in ["sections", "criteria"] {
            if let Some(entries) = summary.get_mut(list).and_then(Value::as_array_mut) {
                entries.retain(in_part);
            }
        }
    }
    summary
}
