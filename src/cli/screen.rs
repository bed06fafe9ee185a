//! `chamdiem [FILE]`: the screen is asked for. Knows what it is asked for with, and that it needs a terminal;
//! what it looks like is none of the command line's business.

use std::io::{self, IsTerminal};
use std::path::PathBuf;

use clap::ArgMatches;

use crate::cli::{Context, Failure, usage};
use crate::lang::Lang;
use crate::say;
use crate::store::paths::Places;

/// What the screen is asked for with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The workbook; without one there is a choice.
    pub file: Option<PathBuf>,
    /// Folders and the author's name.
    pub places: Places,
    /// The language of the screen.
    pub lang: Lang,
    /// Whether lines and bars are to be plain ASCII.
    pub ascii: bool,
}

impl Asked {
    pub(super) fn read(matches: &ArgMatches, context: &Context<'_>) -> Result<Self, Failure> {
        let lang = context.lang;
        let mut files = matches.get_many::<PathBuf>("file").into_iter().flatten();
        let file = files.next().cloned();
        if let (Some(first), Some(_)) = (&file, files.next()) {
            let first = first.display();
            let wrong = say!(
                lang,
                "không có lệnh “{first}”",
                "there is no command “{first}”"
            );
            return Err(Failure::new(&usage::with_help(&wrong, lang)));
        }
        Ok(Self {
            file,
            places: context.places()?,
            lang,
            ascii: matches.get_flag("ascii"),
        })
    }
}

/// Refuses where there is no terminal to open the screen on.
pub(super) fn need_terminal(lang: Lang) -> Result<(), Failure> {
    if io::stdin().is_terminal() && io::stdout().is_terminal() {
        return Ok(());
    }
    Err(Failure::new(lang.pick(
        "không mở được màn hình vì đầu vào hoặc đầu ra không phải cửa sổ dòng lệnh; hãy dùng các lệnh new, set, show, check, criteria",
        "the screen needs a terminal on standard input and output; use the commands new, set, show, check, criteria",
    )))
}
