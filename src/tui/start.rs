//! From a command line to the screen: puts model, cabinet and loop together. What goes wrong before the terminal
//! is taken over comes back as an error to be printed like any other.

use std::ffi::OsString;
use std::path::PathBuf;

use jiff::Zoned;
use ratatui::Frame;
use thiserror::Error;

use crate::lang::Lang;
use crate::store::StoreError;
use crate::store::paths::{self, Places};
use crate::tui::burst::CommandKeys;
use crate::tui::cabinet::Cabinet;
use crate::tui::mail;
use crate::tui::message::{Effect, Message, OfferedSet};
use crate::tui::model::{self, Look, Model, Picker, Shelf};
use crate::tui::runtime::{self, Ending, Outside, RuntimeError, Screen, Setup};
use crate::tui::terminal::{self, Lifeline};
use crate::tui::wire::Palette;
use crate::tui::{update, view};

/// What the screen is started with; gathered in `main`.
#[derive(Clone, Debug)]
pub struct Start {
    /// The workbook; the choice of workbooks without.
    pub file: Option<PathBuf>,
    /// Folders and author.
    pub places: Places,
    /// Language and letters; the size is asked of the terminal.
    pub look: Look,
    /// Colours.
    pub palette: Palette,
    /// `$VISUAL` or `$EDITOR`.
    pub editor: Option<OsString>,
    /// A folder for the text that the outside editor gets.
    pub scratch: PathBuf,
}

/// Why there is no screen.
#[derive(Debug, Error)]
pub enum StartError {
    /// The workbook cannot be opened.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The terminal cannot be used.
    #[error(transparent)]
    Runtime(#[from] RuntimeError),
}

impl StartError {
    /// What is wrong and what to do.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::Store(error) => error.message(lang),
            Self::Runtime(error) => error.message(lang),
        }
    }
}

impl Screen for Model {
    fn update(&mut self, message: Message) -> Vec<Effect> {
        update::update(self, message)
    }

    fn draw(&self, frame: &mut Frame<'_>) {
        if let Some(cursor) = view::draw(self, frame.buffer_mut()) {
            frame.set_cursor_position(cursor);
        }
    }
}

/// Shows the screen until the officer quits or the line drops.
pub fn start(start: Start) -> Result<Ending, StartError> {
    if !terminal::is_there() {
        return Err(RuntimeError::NoTerminal.into());
    }
    let lang = start.look.lang;
    let (post, inbox) = mail::open().map_err(RuntimeError::from)?;
    let lifeline = Lifeline::default();
    let mut screen = model(&start);
    let mut outside = Cabinet::new(start.places, lang, post.clone(), lifeline.clone());
    if let Some(path) = &start.file {
        let opening = outside.open(path)?;
        screen.update(Message::Opened(Box::new(opening)));
    } else {
        outside.carry_out(Effect::ListShelf);
    }
    let ending = runtime::run(Setup {
        screen,
        outside,
        inbox,
        lifeline,
        palette: start.palette,
        lang,
        editor: start.editor.unwrap_or_else(|| "vi".into()),
        scratch: start.scratch,
    })?;
    Ok(ending)
}

fn model(start: &Start) -> Model {
    let offered = paths::list_sets(&start.places).into_iter();
    let sets = offered
        .filter_map(|listed| listed.head.ok())
        .map(|line| OfferedSet {
            id: line.id,
            title: line.title,
        });
    Model {
        look: start.look,
        screen: model::Screen::Picker(Picker::default()),
        over: None,
        shelf: Shelf {
            books: Vec::new(),
            sets: sets.collect(),
            folder: start.places.saves.display().to_string(),
            year: u16::try_from(Zoned::now().year()).unwrap_or_default(),
        },
        author: start.places.author.name.clone(),
        command_keys: CommandKeys::default(),
    }
}
