//! Starts the screen: gathers what it needs and hands it to the loop. What cannot be opened is told before the
//! terminal is touched.

use std::path::{Path, PathBuf};

use ratatui::Frame;
use thiserror::Error;

use crate::lang::Lang;
use crate::store::error::StoreError;
use crate::store::margin::Aside;
use crate::store::paths::{Places, TerminalEnvironment};
use crate::store::recent::Recent;
use crate::tui::clerk::Clerk;
use crate::tui::message::{Effect, Message};
use crate::tui::model::{self, Look, Model};
use crate::tui::refuge::Refuge;
use crate::tui::runtime::{self, Ending, RuntimeError, Screen, Setup};
use crate::tui::terminal::{self, Lifeline};
use crate::tui::wire::Palette;
use crate::tui::{mail, update, view};

/// What the screen needs from around it.
#[derive(Clone, Debug)]
pub struct Surroundings {
    /// Folders and author.
    pub places: Places,
    /// The officer's own data folder.
    pub data: Option<PathBuf>,
    /// The officer's own state folder, for drafts that cannot be written beside the workbook.
    pub state: Option<PathBuf>,
    /// The officer's home folder, where exports go.
    pub home: Option<PathBuf>,
    /// Folders where a workbook may go that cannot be written in its place, the best first.
    pub refuges: Vec<PathBuf>,
    /// The language.
    pub lang: Lang,
    /// Plain ASCII lines and bars.
    pub ascii: bool,
    /// The terminal and the editor, as the environment names them.
    pub terminal: TerminalEnvironment,
}

/// Why the screen was not shown or ended badly.
#[derive(Debug, Error)]
pub enum OpenError {
    /// The workbook cannot be opened.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The terminal cannot be used.
    #[error(transparent)]
    Runtime(#[from] RuntimeError),
    /// It ended with work that is not on disk.
    #[error("{0}")]
    Unsaved(String),
}

impl OpenError {
    /// What is wrong and what to do.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::Store(error) => error.message(lang),
            Self::Runtime(error) => error.message(lang),
            Self::Unsaved(why) => why.clone(),
        }
    }
}

/// Shows a workbook, or the choice of one, until the officer quits or the line drops.
pub fn open(file: Option<&Path>, around: Surroundings) -> Result<(), OpenError> {
    if !terminal::is_there() {
        return Err(RuntimeError::NoTerminal.into());
    }
    let (post, inbox) = mail::open().map_err(RuntimeError::from)?;
    let lifeline = Lifeline::default();
    let recent = Recent::in_data(around.data.as_deref());
    let author = around.places.author.name.clone();
    let mut clerk = Clerk::new(around.places, recent, around.lang, post, lifeline.clone())
        .with_refuge(Refuge::among(around.refuges, around.home.clone()))
        .with_state(around.state)
        .with_home(around.home);
    let look = Look {
        lang: around.lang,
        ascii: around.ascii,
        width: 80,
        height: 24,
    };
    // The shelf is listed when it is first seen: a file given by name opens without it.
    let shelf = if file.is_none() {
        clerk.shelf()
    } else {
        crate::tui::model::Shelf::default()
    };
    match file {
        Some(file) => clerk.open_asked(file)?,
        None => clerk.post_scores(),
    }
    let setup = Setup {
        screen: Model::new(look, author, shelf),
        outside: clerk,
        inbox,
        lifeline,
        palette: Palette::from_environment(
            around.terminal.no_color.as_deref(),
            around.terminal.term.as_deref(),
        ),
        lang: around.lang,
        editor: around.terminal.editor(),
        scratch: around.terminal.scratch,
    };
    match runtime::run(setup)? {
        Ending::Quit | Ending::LineGone => Ok(()),
        Ending::Unsaved(why) => Err(OpenError::Unsaved(why)),
    }
}

impl Screen for Model {
    fn update(&mut self, message: Message) -> Vec<Effect> {
        update::update(self, message)
    }

    fn aside(&self) -> Aside {
        update::aside(self)
    }

    fn left_behind(&self) -> Option<String> {
        match &self.screen {
            model::Screen::Desk(desk) => update::left_behind(desk, self.look.lang),
            model::Screen::Picker(_) => None,
        }
    }

    fn draw(&self, frame: &mut Frame<'_>) {
        if let Some(cursor) = view::draw(self, frame.buffer_mut()) {
            frame.set_cursor_position(cursor);
        }
    }
}
