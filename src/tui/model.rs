//! Everything the screen remembers: the choice of a workbook or the desk with one open. Plain data; `update`
//! changes it, `view` draws it, both read sizes from `layout`.

mod mode;
mod status;

use crate::criteria::NodeId;
use crate::lang::Lang;
use crate::points::DecimalMark;
use crate::store::history::Passed;
use crate::tui::burst::CommandKeys;
use crate::tui::keymap::Place;
use crate::tui::line::LineInput;
use crate::tui::message::{OfferedSet, Opening, ReadHistory, Shelved};
use crate::tui::paper::Paper;
use crate::tui::sheet::Sheet;
use crate::tui::telex::Composer;
use crate::workbook::merge::Part;
use std::collections::HashSet;

pub use mode::{
    ChoiceEntry, ChosenSet, ConflictEntry, DocumentList, FieldEntry, FindingList, Form, FormKind,
    Grouping, HistoryList, IncomingList, Mode, Opened, Origin, PreviewEntry, Prompt, PromptKind,
    Question, Scope, Slot, TextEntry, TextKind,
};
pub use status::{Exporting, Notice, Saving, Shelter, Status, TapeEntry, Tone, Unsaved};

/// The whole screen.
#[derive(Debug)]
pub struct Model {
    /// How things look.
    pub look: Look,
    /// What is shown.
    pub screen: Screen,
    /// A screen over everything else.
    pub over: Option<Over>,
    /// The choice of workbooks as it was listed last, kept while one is open.
    pub shelf: Shelf,
    /// Who works here.
    pub author: String,
    /// What was typed before in command position, for input methods that retype it.
    pub command_keys: CommandKeys,
}

/// How things look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// Language of the screen.
    pub lang: Lang,
    /// Plain ASCII lines and bars.
    pub ascii: bool,
    /// Columns.
    pub width: u16,
    /// Rows.
    pub height: u16,
}

impl Look {
    /// The decimal mark on screen: a comma in Vietnamese.
    pub const fn mark(self) -> DecimalMark {
        match self.lang {
            Lang::Vi => DecimalMark::Comma,
            Lang::En => DecimalMark::Point,
        }
    }
}

/// What is shown.
#[derive(Debug)]
pub enum Screen {
    /// The choice of a workbook.
    Picker(Picker),
    /// A workbook.
    Desk(Box<Desk>),
}

/// A screen over everything else.
#[derive(Debug)]
pub enum Over {
    /// Help, scrolled down by so many rows, for the place it was called from.
    Help(usize, Place),
}

/// What can be opened.
#[derive(Clone, Debug, Default)]
pub struct Shelf {
    /// Workbooks.
    pub books: Vec<Shelved>,
    /// Criteria sets.
    pub sets: Vec<OfferedSet>,
    /// The saves folder.
    pub folder: String,
    /// The current year.
    pub year: u16,
}

/// The choice of a workbook.
#[derive(Debug, Default)]
pub struct Picker {
    /// The marked row.
    pub row: usize,
    /// A path being typed, or the form of a new workbook.
    pub asking: Option<PickerAsk>,
    /// What is to be said.
    pub notice: Option<Notice>,
}

/// What the picker asks for.
#[derive(Debug)]
pub enum PickerAsk {
    /// A path.
    Path(LineInput),
    /// The path of a copy that comes back.
    Copy(LineInput),
    /// A new workbook: set, unit, year, file.
    New(Form),
}

/// A workbook on the desk.
#[derive(Debug)]
pub struct Desk {
    /// The workbook and what follows from it.
    pub sheet: Sheet,
    /// Name of the file.
    pub file: String,
    /// Why it cannot be changed, if so.
    pub read_only: Option<String>,
    /// The tree and its cursor.
    pub tree: Tree,
    /// How often the workbook came in from the file while a field was being typed: what is typed there was begun
    /// without knowing of it.
    pub unseen: usize,
    /// What is being done.
    pub mode: Mode,
    /// What is said about saving, and about the last change.
    pub status: Status,
    /// The findings as they were looked at last.
    pub findings: FindingList,
    /// Where the cursor was before jumps.
    pub trail: Vec<NodeId>,
    /// The built-in input method.
    pub composer: Composer,
    /// The letter command that opened a text just now, for input methods that glue it to the first word.
    pub opened_by: Option<char>,
    /// The number that the next run of typing gets.
    pub next_run: u64,
    /// A field that Esc left with something typed in it: undo brings it back.
    pub dropped: Option<FieldEntry>,
    /// What was made before this session.
    pub past: Past,
    /// The report as it was laid out last.
    pub paper: Option<Paper>,
    /// Where to go back to from a place that was opened on the way.
    pub errand: Option<Errand>,
    /// The file name that an export is offered.
    pub export_name: String,
}

/// The record of edits, and what waits for it to be read.
#[derive(Debug, Default)]
pub struct Past {
    /// The record as it was read last.
    pub read: Option<Box<ReadHistory>>,
    /// How many presses of undo wait for it: the session has no step of its own left.
    pub undos: usize,
    /// Edits that undo has told of as overtaken, and passes over.
    pub passed: Vec<Passed>,
    /// A line that was said of a part and does not name who changed it: the record may.
    pub unnamed: Option<(Part, String)>,
}

/// Where to go back to when what was opened on the way is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Errand {
    /// The preview.
    Preview(Box<PreviewEntry>),
    /// The findings.
    Findings(FindingList),
}

/// The tree.
#[derive(Debug)]
pub struct Tree {
    /// Groups that are folded.
    pub folded: HashSet<NodeId>,
    /// Where the cursor stands.
    pub cursor: NodeId,
    /// The first row in sight.
    pub top: usize,
    /// Which pane the arrow keys move in.
    pub pane: Pane,
    /// Rows scrolled in the detail pane.
    pub detail_top: usize,
}

/// The panes of the desk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pane {
    /// The tree.
    #[default]
    Tree,
    /// The criterion.
    Detail,
    /// The scores.
    Scores,
}

impl Model {
    /// A screen that shows the choice of workbooks.
    pub fn new(look: Look, author: String, shelf: Shelf) -> Self {
        Self {
            look,
            screen: Screen::Picker(Picker::default()),
            over: None,
            shelf,
            author,
            command_keys: CommandKeys::default(),
        }
    }

    /// Where a key pressed now would land.
    pub fn place(&self) -> Place {
        match (&self.over, &self.screen) {
            (Some(Over::Help(..)), _) => Place::Help,
            (None, Screen::Picker(picker)) => match &picker.asking {
                None => Place::Picker,
                Some(PickerAsk::Path(_) | PickerAsk::Copy(_)) => Place::Prompt,
                Some(PickerAsk::New(_)) => Place::NewBook,
            },
            (None, Screen::Desk(desk)) => desk.place(),
        }
    }
}

impl Desk {
    /// A workbook just opened; `None` when its set has no section to stand on.
    pub fn new(opening: Opening) -> Option<Self> {
        let cursor = opening.book.set.at(0)?;
        let notice = opening.notice.map(|text| Notice {
            tone: Tone::Alert,
            text,
        });
        Some(Self {
            sheet: Sheet::new(opening.book),
            file: opening.file,
            read_only: opening.read_only,
            tree: Tree {
                folded: HashSet::new(),
                cursor,
                top: 0,
                pane: Pane::Tree,
                detail_top: 0,
            },
            mode: Mode::Tree,
            status: Status {
                notice,
                ..Status::default()
            },
            findings: FindingList::default(),
            trail: Vec::new(),
            composer: Composer::default(),
            opened_by: None,
            unseen: 0,
            next_run: 1,
            dropped: None,
            past: Past::default(),
            paper: None,
            errand: None,
            export_name: opening.export_name,
        })
    }

    /// Where a key pressed now would land.
    pub const fn place(&self) -> Place {
        match &self.mode {
            Mode::Tree => Place::Tree,
            Mode::Field(field) if field.line.is_untouched() && field.refused.is_none() => {
                Place::Field
            }
            Mode::Field(_) => Place::Typing,
            Mode::Choices(_) => Place::Choices,
            Mode::Text(text) if text.insert.is_some() => Place::Insert,
            Mode::Text(_) => Place::Text,
            Mode::Documents(_) => Place::Documents,
            Mode::Form(_) => Place::Form,
            Mode::Prompt(_) => Place::Prompt,
            Mode::Confirm(_) => Place::Confirm,
            Mode::Findings(_) => Place::Findings,
            Mode::Lost(_) => Place::Lost,
            Mode::Conflict(_) => Place::Conflict,
            Mode::Incoming(_) => Place::Incoming,
            Mode::History(_) => Place::History,
            Mode::Preview(_) => Place::Preview,
        }
    }

    /// The code under the cursor.
    pub fn code(&self) -> &str {
        &self.sheet.book().set.node(self.tree.cursor).code
    }
}
