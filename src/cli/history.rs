//! `chamdiem history`: who changed what and when, the oldest first, a line each for people or JSON for scripts.
//! Needs only the record: it is told of a workbook that can no longer be read as well.

use std::path::PathBuf;

use clap::{Arg, ArgMatches, Command};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::{Value, json};

use crate::cli::arguments::{self, Parts};
use crate::cli::{Context, Done, Failure, diff, json_text};
use crate::lang::Lang;
use crate::points::{self, Stored};
use crate::say;
use crate::store::field;
use crate::store::file;
use crate::store::history::{self, Content, Damage, Entry, NotChosen};
use crate::store::read_value;
use crate::text;
use crate::workbook::merge::Part;
use crate::workbook::{Edit, Rejection, Workbook, words};

/// Columns of a value at most; what is longer is cut for people, not in JSON.
const VALUE_WIDTH: usize = 60;

pub(super) fn command(lang: Lang) -> Command {
    arguments::described(Command::new("history"), lang, Parts::Arguments)
        .about(lang.pick("In lịch sử sửa đổi", "Print the record of edits"))
        .override_usage(say!(
            lang,
            "chamdiem history TỆP [MÃ] [--json]",
            "chamdiem history FILE [CODE] [--json]"
        ))
        .args([
            arguments::file(lang, lang.pick("Sổ chấm điểm", "The workbook")),
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
    let record = history::read(&path);
    let opened = file::open(&path);
    if let (Err(error), true) = (&opened, record.entries.is_empty()) {
        return Err(context.store(error));
    }
    let book = opened.ok().map(|opened| opened.book);
    let part = matches.get_one::<String>("code").map(String::as_str);
    let undos = history::undos(&record);
    let entries = record.entries.iter().enumerate();
    let entries: Vec<Told<'_>> = entries
        .filter(|(_, entry)| part.is_none_or(|part| lies_in(&entry.code, part)))
        .map(|(place, entry)| Told {
            entry,
            is_back: undos.contains(&place),
        })
        .collect();
    check_code(part, entries.is_empty(), book.as_ref(), context)?;
    let output = if matches.get_flag("json") {
        let list: Value = entries.iter().map(as_json).collect();
        json_text(&list)
    } else {
        let lines = entries
            .iter()
            .map(|told| line(told, book.as_ref(), context));
        lines.collect()
    };
    Ok(Done {
        notes: damage(&record.damage, context.lang),
        ..Done::with(context.lang, output)
    })
}

/// An entry to be told.
struct Told<'a> {
    entry: &'a Entry,
    /// Whether it took another back.
    is_back: bool,
}

/// Whether a code is another one or stands below it.
fn lies_in(code: &str, part: &str) -> bool {
    let rest = code.strip_prefix(part);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// A code that neither the set nor the record knows is mistyped.
fn check_code(
    part: Option<&str>,
    is_empty: bool,
    book: Option<&Workbook>,
    context: &Context<'_>,
) -> Result<(), Failure> {
    let (Some(part), Some(book), true) = (part, book, is_empty) else {
        return Ok(());
    };
    if book.set.find(part).is_some() {
        return Ok(());
    }
    let unknown = Rejection::UnknownCriterion(part.to_owned());
    Err(Failure::new(&words::rejection(
        &unknown,
        context.lang,
        context.mark(),
    )))
}

/// What could not be read, as lines for standard error.
pub(super) fn damage(damage: &Damage, lang: Lang) -> Vec<String> {
    let lines = damage.lines;
    let broken = (lines > 0).then(|| {
        say!(
            lang,
            "lịch sử: {lines} dòng hỏng, đã bỏ qua",
            "history: {lines} broken lines were left out"
        )
    });
    let files = damage.files.iter().map(|file| {
        let file = text::clean_line(&file.display().to_string());
        say!(
            lang,
            "{file}: không đọc được, đã bỏ qua",
            "{file}: cannot be read and was left out"
        )
    });
    broken.into_iter().chain(files).collect()
}

/// `2026-11-23 10:42:07  cb1  3.4.1a  640 → 642`
fn line(told: &Told<'_>, book: Option<&Workbook>, context: &Context<'_>) -> String {
    let entry = told.entry;
    if let (Content::Choice { chosen, others }, Some(part)) = (&entry.content, entry.decided()) {
        return choice_line(entry, &part, (chosen, others), book, context);
    }
    let (before, after) = ends(entry, context);
    let end = |value: Option<String>| match value {
        None => "-".to_owned(),
        Some(value) => text::fit(text::clean_line(&value).trim(), VALUE_WIDTH).into_owned(),
    };
    let (at, author) = (local(entry.at), text::clean_line(&entry.author));
    if let Some(words) = history::seal_words(entry, context.lang) {
        return format!("{at}  {author}  {words}\n");
    }
    let place = place(entry, book, context.lang);
    let undo = if told.is_back {
        context
            .lang
            .pick("  (về giá trị trước)", "  (back to before)")
    } else {
        ""
    };
    format!(
        "{at}  {author}  {place}  {} → {}{undo}\n",
        end(before),
        end(after)
    )
}

/// What stood there before and after: numbers with the decimal mark of the language, as they are typed and shown.
fn ends(entry: &Entry, context: &Context<'_>) -> (Option<String>, Option<String>) {
    let Content::Whole { before, after } = &entry.content else {
        return history::ends(entry);
    };
    let mark = context.mark();
    let number = |stored: Stored| match Stored::read(&stored.text()) {
        Stored::Number(number) => points::print(number, mark),
        Stored::Unreadable(text) => text,
    };
    let end = |held: &Option<Value>| {
        let held = held.as_ref()?;
        match field::edit(&entry.code, &entry.field, Some(held)) {
            Some(Edit::Figure { value, .. } | Edit::Score { value, .. }) => value.map(number),
            Some(Edit::Declared { declared, .. }) => declared.map(|declared| {
                let reason = Some(declared.reason).filter(|reason| !reason.is_empty());
                let parts = [Some(number(declared.score)), reason];
                parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
            }),
            _ => Some(history::shown(held)),
        }
    };
    (end(before), end(after))
}

/// `2026-11-23 10:42:07  cb1  3.4.1 số liệu: chọn on_time = 642; không chọn on_time = 640 (cb2, 2026-11-20 10:41:00)`
fn choice_line(
    entry: &Entry,
    part: &Part,
    (chosen, others): (&Value, &[NotChosen]),
    book: Option<&Workbook>,
    context: &Context<'_>,
) -> String {
    let lang = context.lang;
    let value = |value: &Value| match book {
        Some(book) => diff::value(read_value(part, value, book).as_ref(), context),
        None => text::fit(&text::clean_line(&history::shown(value)), VALUE_WIDTH).into_owned(),
    };
    let other = |other: &NotChosen| {
        let author = other.author.as_deref().map(text::clean_line);
        let by: Vec<String> = author.into_iter().chain(other.at.map(local)).collect();
        format!("{} ({})", value(&other.value), by.join(", "))
    };
    let (at, author) = (local(entry.at), text::clean_line(&entry.author));
    let place = diff::place(part, lang);
    let chosen = value(chosen);
    let others: Vec<String> = others.iter().map(other).collect();
    let others = others.join("; ");
    say!(
        lang,
        "{at}  {author}  {place}: chọn {chosen}; không chọn {others}\n",
        "{at}  {author}  {place}: chosen {chosen}; not chosen {others}\n"
    )
}

/// A time as people here read and type it.
pub(super) fn local(at: Timestamp) -> String {
    let at = at.to_zoned(TimeZone::system());
    at.strftime("%Y-%m-%d %H:%M:%S").to_string()
}

/// `3.4.1a`, `3.4.1 giải trình`; a field of the unit or the report by its name in the file.
pub(super) fn place(entry: &Entry, book: Option<&Workbook>, lang: Lang) -> String {
    let code = text::clean_line(&entry.code);
    let field = text::clean_line(&entry.field);
    let word = match field.split_once('/') {
        Some(("figures", figure)) => {
            let criterion = book.and_then(|book| book.set.criterion(&code));
            return match criterion.and_then(|criterion| criterion.letter(figure)) {
                Some(letter) => format!("{code}{letter}"),
                None => format!("{code} {figure}"),
            };
        }
        Some(("evidence", id)) => say!(lang, "tài liệu {id}", "document {id}"),
        Some(_) => field,
        None => word(&field, lang).map_or(field.clone(), str::to_owned),
    };
    format!("{code} {word}").trim_start().to_owned()
}

fn word(field: &str, lang: Lang) -> Option<&'static str> {
    match field {
        "level" => Some(lang.pick("mức", "level")),
        "ticked" => Some(lang.pick("các mục", "items")),
        "score" => Some(lang.pick("điểm", "score")),
        "declared" => Some(lang.pick("điểm tự nhập", "declared score")),
        "not_assessed" => Some(lang.pick("không đánh giá", "not assessed")),
        "explained_with" => Some(lang.pick("giải trình chung", "explained with")),
        "justification" => Some(lang.pick("giải trình", "explanation")),
        _ => None,
    }
}

/// RFC 3339 with the offset of this place.
fn stamp(at: Timestamp) -> String {
    let at = at.to_zoned(TimeZone::system());
    at.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

fn as_json(told: &Told<'_>) -> Value {
    let entry = told.entry;
    let mut value = json!({
        "at": stamp(entry.at),
        "author": entry.author,
        "code": entry.code,
        "field": entry.field,
    });
    if told.is_back {
        value["back"] = true.into();
    }
    match &entry.content {
        Content::Whole { before, after } => {
            value["before"] = before.clone().unwrap_or_default();
            value["after"] = after.clone().unwrap_or_default();
        }
        Content::Patch { patch, .. } => {
            value["patch"] =
                json!({ "from": patch.at, "cut": patch.removed, "put": patch.inserted });
        }
        Content::Choice { chosen, others } => {
            let other = |other: &NotChosen| {
                json!({
                    "author": other.author,
                    "at": other.at.map(stamp),
                    "value": other.value,
                })
            };
            value["chosen"] = chosen.clone();
            value["not_chosen"] = others.iter().map(other).collect();
        }
    }
    value
}
