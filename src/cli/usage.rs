//! What is wrong with a command line, in one line of the language of this run. clap finds it out; its own
//! messages are English and many lines long.

use clap::ArgMatches;
use clap::error::{ContextKind, ContextValue, Error, ErrorKind};

use crate::cli::Failure;
use crate::lang::Lang;
use crate::say;

/// Whether it is no error: somebody asked for help or the version.
pub(super) fn is_asked_for(error: &Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion
    )
}

/// One line: what is wrong and where to read on.
pub(super) fn message(error: &Error, lang: Lang) -> String {
    let argument = context(error, ContextKind::InvalidArg);
    let value = context(error, ContextKind::InvalidValue);
    let wrong = match error.kind() {
        ErrorKind::MissingRequiredArgument => {
            say!(lang, "thiếu {argument}", "{argument} is missing")
        }
        ErrorKind::InvalidValue | ErrorKind::TooFewValues if value.is_empty() => {
            say!(
                lang,
                "{argument} cần một giá trị",
                "{argument} needs a value"
            )
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => say!(
            lang,
            "{argument} không nhận “{value}”",
            "{argument} does not take “{value}”"
        ),
        ErrorKind::TooManyValues => say!(
            lang,
            "{argument} không nhận giá trị",
            "{argument} takes no value"
        ),
        ErrorKind::UnknownArgument => {
            say!(lang, "không hiểu “{argument}”", "“{argument}” is not known")
        }
        ErrorKind::InvalidSubcommand => {
            let name = context(error, ContextKind::InvalidSubcommand);
            say!(
                lang,
                "không có lệnh “{name}”",
                "there is no command “{name}”"
            )
        }
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => lang
            .pick("thiếu lệnh con", "a subcommand is missing")
            .to_owned(),
        ErrorKind::ArgumentConflict => say!(
            lang,
            "{argument} chỉ ghi một lần",
            "{argument} may stand only once"
        ),
        ErrorKind::InvalidUtf8 => lang
            .pick("tham số không phải UTF-8", "an argument is no UTF-8")
            .to_owned(),
        _ => lang
            .pick("tham số không hợp lệ", "invalid arguments")
            .to_owned(),
    };
    with_help(&wrong, lang)
}

/// Refuses `chamdiem FILE check …`, where the file before the command would be dropped in silence.
pub(super) fn no_file_before(
    matches: &ArgMatches,
    command: &str,
    lang: Lang,
) -> Result<(), Failure> {
    if !matches.contains_id("file") {
        return Ok(());
    }
    let wrong = say!(
        lang,
        "lệnh “{command}” phải đứng trước tên tệp",
        "the command “{command}” must stand before the file"
    );
    Err(Failure::new(&with_help(&wrong, lang)))
}

/// A mistake in the command line, and where to read on.
pub(super) fn with_help(wrong: &str, lang: Lang) -> String {
    say!(
        lang,
        "{wrong}; xem chamdiem --help",
        "{wrong}; see chamdiem --help"
    )
}

fn context(error: &Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        _ => String::new(),
    }
}
