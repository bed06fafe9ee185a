//! `chamdiem diff`: what differs between two workbooks, criterion by criterion.

use std::path::PathBuf;

use clap::{Arg, ArgMatches, Command, value_parser};
use serde_json::{Value, json};

use crate::cli::arguments::{self, Parts};
use crate::cli::{Context, Done, Failure, input, json_text};
use crate::lang::Lang;
use crate::say;
use crate::store::value_json;
use crate::workbook::Workbook;
use crate::workbook::merge::{self, Content, Difference, Part};

pub(super) fn command(lang: Lang) -> Command {
    arguments::described(Command::new("diff"), lang, Parts::Arguments)
        .about(lang.pick(
            "So sánh hai sổ chấm điểm theo từng tiêu chí",
            "Compare two workbooks, criterion by criterion",
        ))
        .override_usage(say!(
            lang,
            "chamdiem diff TỆP_A TỆP_B [--json]",
            "chamdiem diff A B [--json]"
        ))
        .args([
            arguments::file(lang, lang.pick("Sổ thứ nhất", "The first workbook")),
            Arg::new("other")
                .value_name(lang.pick("TỆP_B", "B"))
                .required(true)
                .value_parser(value_parser!(PathBuf))
                .help(lang.pick("Sổ thứ hai", "The second workbook")),
            arguments::json(lang),
        ])
}

pub(super) fn run(matches: &ArgMatches, context: &Context<'_>) -> Result<Done, Failure> {
    let one: PathBuf = matches.get_one("file").cloned().unwrap_or_default();
    let two: PathBuf = matches.get_one("other").cloned().unwrap_or_default();
    let one = input::workbook(&one, context)?;
    let two = input::workbook(&two, context)?;
    let heads = heads(&one.book, &two.book);
    let differences = merge::differences(&one.book, &two.book);
    let output = if matches.get_flag("json") {
        let heads = heads
            .iter()
            .map(|(part, one, two)| json!({ "code": "", "part": part, "a": one, "b": two }));
        let list: Value = heads.chain(differences.iter().map(entry)).collect();
        json_text(&list)
    } else {
        text(&heads, &differences, context)
    };
    let done = Done {
        notes: [one.notes, two.notes].concat(),
        ..Done::with(context.lang, output)
    };
    Ok(if heads.is_empty() && differences.is_empty() {
        done
    } else {
        done.found()
    })
}

/// Year and set, where they differ.
fn heads(one: &Workbook, two: &Workbook) -> Vec<(&'static str, Value, Value)> {
    let all = [
        ("year", one.year.into(), two.year.into()),
        (
            "criteria",
            one.set.head.id.as_str().into(),
            two.set.head.id.as_str().into(),
        ),
    ];
    all.into_iter().filter(|(_, one, two)| one != two).collect()
}

/// A difference for scripts: the values as they stand in a file.
pub(super) fn entry(difference: &Difference) -> Value {
    let value = |content: &Option<Content>| {
        let content = content.as_ref();
        content.map(|content| value_json(&difference.part, Some(content)))
    };
    json!({
        "code": difference.part.code().unwrap_or_default(),
        "part": difference.part.path(),
        "a": value(&difference.one),
        "b": value(&difference.two),
    })
}

fn text(heads: &[(&str, Value, Value)], found: &[Difference], context: &Context<'_>) -> String {
    let lang = context.lang;
    if heads.is_empty() && found.is_empty() {
        return format!("{}\n", lang.pick("Hai sổ giống nhau.", "No difference."));
    }
    let heads = heads.iter().map(|(part, one, two)| {
        let name = if *part == "year" {
            lang.pick("năm", "year")
        } else {
            lang.pick("bộ tiêu chí", "criteria set")
        };
        say!(
            lang,
            "{name}: {one} thành {two}\n",
            "{name}: {one} to {two}\n"
        )
    });
    heads
        .chain(found.iter().map(|difference| line(difference, context)))
        .collect()
}

/// `3.4.1 số liệu: on_time = 642 thành on_time = 643`
pub(super) fn line(difference: &Difference, context: &Context<'_>) -> String {
    let lang = context.lang;
    let place = place(&difference.part, lang);
    let one = value(difference.one.as_ref(), context);
    let two = value(difference.two.as_ref(), context);
    say!(
        lang,
        "{place}: {one} thành {two}\n",
        "{place}: {one} to {two}\n"
    )
}

/// A part with its criterion.
pub(super) fn place(part: &Part, lang: Lang) -> String {
    let words = merge::part_words(part, lang);
    let place = format!("{} {words}", part.code().unwrap_or_default());
    crate::text::clean_line(place.trim_start())
}

/// What is in a part, or that it is empty.
pub(super) fn value(held: Option<&Content>, context: &Context<'_>) -> String {
    held.map_or_else(
        || context.lang.pick("trống", "empty").to_owned(),
        |content| merge::content_words(content, context.mark()),
    )
}
