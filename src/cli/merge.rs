//! `chamdiem merge`: brings drafts and copies together, and says what came in and what somebody has to decide.

use std::path::{Path, PathBuf};

use clap::{Arg, ArgMatches, Command, value_parser};
use serde_json::{Value, json};

use crate::cli::arguments::{self, Parts};
use crate::cli::seal::shown_time;
use crate::cli::{Context, Done, Failure, diff, input, json_text};
use crate::lang::Lang;
use crate::say;
use crate::store::copies::{self, Draft, MergedFiles};
use crate::store::file::Manner;
use crate::store::{local_time, value_json};
use crate::text;
use crate::workbook::merge::{self, Conflict, Refusal, Side};

pub(super) fn command(lang: Lang) -> Command {
    arguments::described(Command::new("merge"), lang, Parts::Arguments)
        .about(lang.pick(
            "Gộp các bản sao, bản nháp vào một sổ chấm điểm",
            "Bring copies and drafts together into a workbook",
        ))
        .override_usage(say!(
            lang,
            "chamdiem merge TỆP_NHẬN TỆP_GỘP… [--json]",
            "chamdiem merge INTO FROM… [--json]"
        ))
        .after_help(lang.pick(
            "\nHai bản cùng sửa một mục là xung đột: cả hai được giữ trong tệp đến khi chọn (kết quả 1).",
            "\nWhat two copies changed alike is a conflict: both are kept until somebody chooses (status 1).",
        ))
        .args([
            arguments::file(lang, lang.pick("Sổ nhận, được ghi", "The workbook that is written")),
            Arg::new("from")
                .value_name(lang.pick("TỆP_GỘP", "FROM"))
                .required(true)
                .num_args(1..)
                .value_parser(value_parser!(PathBuf))
                .help(lang.pick(
                    "Các bản đem gộp, không bị sửa; - đọc từ đầu vào chuẩn",
                    "The copies, which stay as they are; - reads standard input",
                )),
            arguments::json(lang),
        ])
}

pub(super) fn run(matches: &ArgMatches, context: &Context<'_>) -> Result<Done, Failure> {
    let into: PathBuf = matches.get_one("file").cloned().unwrap_or_default();
    let from: Vec<PathBuf> = matches
        .get_many("from")
        .into_iter()
        .flatten()
        .cloned()
        .collect();
    let copies = read(&into, &from, context)?;
    let author = context.places()?.author;
    let merged = copies::merge_into(&into, &copies, &author, Manner::COMMAND)
        .map_err(|error| context.store(&error))?
        .map_err(|refusal| refused(&into, &refusal, context.lang))?;
    let output = if matches.get_flag("json") {
        json_text(&json_of(&merged))
    } else {
        text_of(&merged, context)
    };
    let done = Done {
        notes: seals_left(&from, &copies, &merged, context.lang),
        ..Done::with(context.lang, output)
    };
    Ok(if merged.after.conflicts.is_empty() {
        done
    } else {
        done.found()
    })
}

/// Reads the copies. Those that may not be merged are refused by name before anything is locked.
fn read(into: &Path, from: &[PathBuf], context: &Context<'_>) -> Result<Vec<Draft>, Failure> {
    let receiving = input::workbook(into, context)?.book;
    let mut copies = Vec::new();
    for path in from {
        let copy = input::draft(path, context)?;
        merge::may_merge(&receiving, copy.book())
            .map_err(|refusal| refused(path, &refusal, context.lang))?;
        copies.push(copy);
    }
    Ok(copies)
}

/// A seal is of one copy: that a copy is sealed and the workbook it came into is not.
fn seals_left(from: &[PathBuf], copies: &[Draft], merged: &MergedFiles, lang: Lang) -> Vec<String> {
    if merged.after.seals.standing().is_some() {
        return Vec::new();
    }
    let sealed = from.iter().zip(copies).filter_map(|(path, copy)| {
        let event = copy.book().seals.standing()?;
        let (path, at, by) = (path.display(), shown_time(&event.at), &event.by);
        Some(say!(
            lang,
            "{path} đã chốt {at} ({by}); chốt không theo bản sao: sổ nhận vẫn mở, chốt bằng chamdiem seal",
            "{path} was sealed {at} ({by}); a seal does not come along: the workbook stays open, seal it with chamdiem seal"
        ))
    });
    sealed.collect()
}

fn refused(path: &Path, refusal: &Refusal, lang: Lang) -> Failure {
    let path = path.display();
    let why = merge::refusal_words(refusal, lang);
    Failure::new(&say!(
        lang,
        "{path}: không gộp được: {why}; hãy chọn bản sao của cùng một sổ",
        "{path}: cannot be merged: {why}; choose a copy of the same workbook"
    ))
}

fn text_of(merged: &MergedFiles, context: &Context<'_>) -> String {
    let lang = context.lang;
    let came_in = merge::differences(&merged.before, &merged.after);
    let mut output: String = came_in
        .iter()
        .map(|difference| diff::line(difference, context))
        .collect();
    let (changes, open) = (merged.changes(), merged.after.conflicts.len());
    output += &match (changes, open) {
        (0, 0) => lang.pick("Không có gì mới.", "Nothing new.").to_owned(),
        (0, _) => say!(
            lang,
            "Không có gì mới. Còn {open} xung đột:",
            "Nothing new. {open} conflicts are open:"
        ),
        (_, 0) => say!(
            lang,
            "Đã gộp {changes} thay đổi.",
            "Merged {changes} changes."
        ),
        (_, _) => say!(
            lang,
            "Đã gộp {changes} thay đổi. Còn {open} xung đột:",
            "Merged {changes} changes. {open} conflicts are open:"
        ),
    };
    output.push('\n');
    for conflict in merge::conflicts_in_order(&merged.after) {
        output += &conflict_lines(&conflict, context);
    }
    output
}

/// The part, then its values, a line each, the one that counts first.
fn conflict_lines(conflict: &Conflict, context: &Context<'_>) -> String {
    let lang = context.lang;
    let heading = format!("{}:\n", diff::place(&conflict.part, lang));
    let values = conflict.values().into_iter().zip(1..);
    let lines = values.map(|((held, sides), number)| {
        let value = diff::value(held, context);
        let by: Vec<String> = sides.iter().map(|side| signature(side, lang)).collect();
        let by = by.join("; ");
        format!("  [{number}] {by}: {value}\n")
    });
    std::iter::once(heading).chain(lines).collect()
}

fn signature(side: &Side, lang: Lang) -> String {
    let by_hand = lang.pick("sửa bằng tay", "by hand");
    let author = side.author.as_deref().unwrap_or(by_hand);
    let name = text::clean_line(author);
    let time = side.time.as_deref().and_then(local_time);
    time.map_or_else(|| name.clone(), |time| format!("{name}, {time}"))
}

fn json_of(merged: &MergedFiles) -> Value {
    let came_in = merge::differences(&merged.before, &merged.after);
    let conflicts = merge::conflicts_in_order(&merged.after).into_iter();
    let conflicts = conflicts.map(|conflict| {
        let sides = conflict.sides.iter().map(|side| {
            json!({
                "revision": side.revision.to_string(),
                "author": side.author,
                "time": side.time,
                "value": value_json(&conflict.part, side.content.as_ref()),
            })
        });
        json!({
            "code": conflict.part.code().unwrap_or_default(),
            "part": conflict.part.path(),
            "sides": sides.collect::<Vec<_>>(),
        })
    });
    json!({
        "came_in": came_in.iter().map(diff::entry).collect::<Vec<_>>(),
        "conflicts": conflicts.collect::<Vec<_>>(),
    })
}
