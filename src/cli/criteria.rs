//! `chamdiem criteria`: the criteria sets there are, and what their authors should mend.

mod import;

use clap::{ArgMatches, Command};

use crate::cli::arguments::{self, Parts};
use crate::cli::{Context, Done, Failure, input, table};
use crate::criteria::lint::{LintFinding, lint};
use crate::lang::Lang;
use crate::say;
use crate::store::StoreError;
use crate::store::paths::{self, Source};
use crate::text;

pub(super) fn command(lang: Lang) -> Command {
    arguments::described(Command::new("criteria"), lang, Parts::Commands)
        .about(lang.pick("Các bộ tiêu chí", "The criteria sets"))
        .override_usage(say!(
            lang,
            "chamdiem criteria list\n  chamdiem criteria check TỆP.json\n  chamdiem criteria import BẢNG.xlsx|.csv TỆP.json",
            "chamdiem criteria list\n  chamdiem criteria check SET.json\n  chamdiem criteria import TABLE.xlsx|.csv SET.json"
        ))
        .subcommand_required(true)
        .subcommands([
            list_command(lang),
            check_command(lang),
            import::command(lang),
        ])
}

fn list_command(lang: Lang) -> Command {
    let about = lang.pick("Liệt kê các bộ tiêu chí", "List the criteria sets");
    let command = arguments::described(Command::new("list"), lang, Parts::Nothing);
    command
        .about(about)
        .override_usage("chamdiem criteria list")
}

fn check_command(lang: Lang) -> Command {
    arguments::described(Command::new("check"), lang, Parts::Arguments)
        .about(lang.pick("Kiểm tra một bộ tiêu chí", "Check a criteria set"))
        .override_usage(say!(
            lang,
            "chamdiem criteria check TỆP.json",
            "chamdiem criteria check SET.json"
        ))
        .arg(arguments::word(
            "set",
            lang.pick("TỆP.json", "SET.json"),
            lang.pick(
                "Tệp bộ tiêu chí, hoặc mã của bộ; - đọc từ đầu vào chuẩn",
                "A set's file, or its id; - reads standard input",
            ),
        ))
}

pub(super) fn run(matches: &ArgMatches, context: &Context<'_>) -> Result<Done, Failure> {
    match matches.subcommand() {
        Some(("check", of_check)) => check(of_check, context),
        Some(("import", of_import)) => import::run(of_import, context),
        Some(_) | None => list(context),
    }
}

/// A line for each set: its id, its title, and the file where it is none of the built-in ones. What cannot be
/// read is told beside the list.
fn list(context: &Context<'_>) -> Result<Done, Failure> {
    let listed = paths::list_sets(&context.places()?);
    let mut lines = Vec::new();
    let mut notes = Vec::new();
    for set in listed {
        match (set.head, set.source) {
            (Err(error), _) => notes.push(error.message(context.lang)),
            (Ok(head), Source::BuiltIn) => lines.push((head.id, head.title)),
            (Ok(head), Source::File(path)) => {
                let path = text::clean_line(&path.display().to_string());
                lines.push((head.id, format!("{} ({path})", head.title)));
            }
        }
    }
    let widest = lines
        .iter()
        .map(|(id, _)| text::width(id))
        .max()
        .unwrap_or(0);
    let lines = lines
        .iter()
        .map(|(id, title)| format!("{}  {title}\n", table::left(id, widest)));
    Ok(Done {
        notes,
        ..Done::with(context.lang, lines.collect())
    })
}

/// What is found in a set is the output; of a set that cannot be used everything that is wrong, too.
fn check(matches: &ArgMatches, context: &Context<'_>) -> Result<Done, Failure> {
    let name: String = matches.get_one("set").cloned().unwrap_or_default();
    let found = input::set(&name, context.lang, &context.places()?);
    let found = found.map_err(|error| invalid(&error, context))?;
    let findings = lint(&found.set, &found.unknown_members);
    if findings.is_empty() {
        let id = found.set.head.id;
        let output = say!(
            context.lang,
            "{id}: không có gì phải sửa\n",
            "{id}: nothing to mend\n"
        );
        return Ok(Done::with(context.lang, output));
    }
    let lines = findings.iter().map(|finding| line(finding, context.lang));
    Ok(Done::with(context.lang, lines.collect()).found())
}

fn invalid(error: &StoreError, context: &Context<'_>) -> Failure {
    let problems = error.problems().iter();
    Failure {
        output: problems
            .map(|problem| problem.message(context.lang) + "\n")
            .collect(),
        ..context.store(error)
    }
}

fn line(finding: &LintFinding, lang: Lang) -> String {
    let message = finding.message(lang);
    if finding.place.is_empty() {
        format!("{message}\n")
    } else {
        format!("{}: {message}\n", finding.place)
    }
}
