//! The command line: arguments to commands, one file for each. Says what is to be printed and with which status
//! the program ends; prints nothing itself, takes the environment as it is handed in, and does not know the screen.

mod arguments;
mod usage;

mod input;

pub mod screen;

mod check;
mod criteria;
mod diff;
mod export;
mod history;
mod merge;
mod new;
mod restore;
mod seal;
mod set;
mod show;
mod table;
mod verify;
mod view;

use std::ffi::OsString;
use std::io;
use std::path::PathBuf;

use clap::ArgMatches;
use serde_json::Value;

use crate::lang::Lang;
use crate::points::DecimalMark;
use crate::say;
use crate::store::StoreError;
use crate::store::paths::{Environment, Places};
use crate::text;

/// What a command did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// For standard output.
    pub output: String,
    /// Lines for standard error that keep nothing from being done.
    pub notes: Vec<String>,
    /// Exit status: 0 done, 1 done and something was found.
    pub status: u8,
    /// The language of this run.
    pub lang: Lang,
}

/// Why a command did nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What is wrong, where, and what to do; one line for standard error.
    pub line: String,
    /// What was asked for and can be said all the same, for standard output.
    pub output: String,
}

/// What holds for every command of this run.
#[derive(Clone, Debug)]
struct Context<'a> {
    lang: Lang,
    saves: Option<PathBuf>,
    around: &'a Environment,
}

impl Done {
    /// Done, with this to print: nothing in it turns the letters of a terminal.
    fn with(lang: Lang, mut output: String) -> Self {
        output.retain(|c| !text::turns_letters(c));
        Self {
            output,
            notes: Vec::new(),
            status: 0,
            lang,
        }
    }

    /// The same, and something was found.
    fn found(self) -> Self {
        Self { status: 1, ..self }
    }
}

/// JSON for standard output. What would turn the letters of a terminal is escaped, so that programs read all of it.
fn json_text(value: &Value) -> String {
    use std::fmt::Write;
    let plain = format!("{value:#}\n");
    if !plain.contains(text::turns_letters) {
        return plain;
    }
    let mut escaped = String::with_capacity(plain.len());
    for c in plain.chars() {
        if text::turns_letters(c) {
            // All of them are of the first plane. Writing into a string cannot fail.
            let _ = write!(escaped, "\\u{:04x}", u32::from(c));
        } else {
            escaped.push(c);
        }
    }
    escaped
}

impl Failure {
    /// Of one line, cleaned of whatever was typed into it.
    pub fn new(line: &str) -> Self {
        Self {
            line: text::visible(line).replace('\n', " "),
            output: String::new(),
        }
    }

    fn store(error: &StoreError, lang: Lang) -> Self {
        Self::new(&error.message(lang))
    }
}

impl Context<'_> {
    /// The folders and the author's name; reads the configuration.
    fn places(&self) -> Result<Places, Failure> {
        let config = self.around.config().map_err(|error| self.store(&error))?;
        Ok(Places::find(self.saves.as_deref(), self.around, &config))
    }

    fn store(&self, error: &StoreError) -> Failure {
        Failure::store(error, self.lang)
    }

    /// The decimal mark of what people read: a comma in Vietnamese.
    const fn mark(&self) -> DecimalMark {
        match self.lang {
            Lang::Vi => DecimalMark::Comma,
            Lang::En => DecimalMark::Point,
        }
    }
}

/// Carries out a command line, the program's name first. `open` shows the screen when no subcommand is given.
pub fn run(
    arguments: Vec<OsString>,
    around: &Environment,
    open: impl FnOnce(screen::Asked) -> Result<(), Failure>,
) -> Result<Done, Failure> {
    let lang = arguments::language(&arguments, around.lang.as_deref());
    let command = arguments::command(lang);
    let matches = match command.try_get_matches_from(arguments) {
        Ok(matches) => matches,
        Err(error) if usage::is_asked_for(&error) => {
            return Ok(Done::with(lang, error.render().to_string()));
        }
        Err(error) => return Err(Failure::new(&usage::message(&error, lang))),
    };
    let context = Context {
        lang,
        saves: matches.get_one("saves").cloned(),
        around,
    };
    if let Some((name, of_command)) = matches.subcommand() {
        usage::no_file_before(&matches, name, lang)?;
        return subcommand(name, of_command, &context);
    }
    let asked = screen::Asked::read(&matches, &context)?;
    screen::need_terminal(lang)?;
    open(asked)?;
    Ok(Done::with(lang, String::new()))
}

fn subcommand(name: &str, matches: &ArgMatches, context: &Context<'_>) -> Result<Done, Failure> {
    match name {
        "new" => new::run(matches, context),
        "set" => set::run(matches, context),
        "show" => show::run(matches, context),
        "check" => check::run(matches, context),
        "history" => history::run(matches, context),
        "restore" => restore::run(matches, context),
        "seal" => seal::run(matches, context),
        "verify" => verify::run(matches, context),
        "merge" => merge::run(matches, context),
        "export" => export::run(matches, context),
        "diff" => diff::run(matches, context),
        _ => criteria::run(matches, context),
    }
}

/// What is told when standard output takes nothing.
pub fn not_printed(error: &io::Error, lang: Lang) -> Failure {
    Failure::new(&say!(
        lang,
        "đầu ra chuẩn: không ghi được ({error}); hãy kiểm tra nơi nhận",
        "standard output: cannot be written ({error}); check where it goes"
    ))
}
