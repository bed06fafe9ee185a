//! Everything the screen remembers: the choice of a workbook or the desk with one open. Plain data; `update`
//! changes it, `view` draws it, both read sizes from `layout`.

use std::collections::HashSet;

use crate::criteria::NodeId;
use crate::lang::Lang;
use crate::points::DecimalMark;
use crate::store::history::Passed;
use crate::store::presence::Present;
use crate::tui::burst::CommandKeys;
use crate::tui::editor::Editor;
use crate::tui::keymap::Place;
use crate::tui::line::LineInput;
use crate::tui::message::{CopyNews, Offer, OfferedSet, Opening, ReadHistory, Shelved};
use crate::tui::office::OfficeLine;
use crate::tui::paper::Paper;
use crate::tui::sheet::Sheet;
use crate::tui::telex::Composer;
use crate::workbook::merge::{Content, Part};
use crate::workbook::{Edit, Evidence, Review, Tally};

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
}

/// What is said at the rim.
#[derive(Debug, Default)]
pub struct Status {
    /// How saving stands.
    pub saving: Saving,
    /// Edits that are not on disk yet.
    pub unsaved: Unsaved,
    /// The line above the footer.
    pub notice: Option<Notice>,
    /// The last changes, newest first.
    pub tape: Vec<TapeEntry>,
    /// The others at the workbook.
    pub present: Vec<Present>,
    /// What is known of the work while it cannot be saved.
    pub shelter: Shelter,
    /// Whether a file is being exported.
    pub exporting: Exporting,
    /// What sessions that died left, to be taken back or dropped one by one.
    pub offers: Vec<Offer>,
}

/// Where the work is, or may go, while its file cannot be written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shelter {
    /// The folder of the draft.
    pub draft_at: Option<String>,
    /// A new file that may be written.
    pub proposed: String,
    /// Why the last new file could not be written.
    pub refused: Option<String>,
    /// The file in which the whole workbook was written, while its own cannot be.
    pub written: Option<String>,
    /// Whether there were edits since.
    pub is_behind: bool,
}

/// Whether a file is being exported.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Exporting {
    /// None is.
    #[default]
    No,
    /// Since a moment ago.
    Begun,
    /// For so long that it is said, and Esc gives it up.
    Long,
}

/// Where to go back to when what was opened on the way is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Errand {
    /// The preview.
    Preview(Box<PreviewEntry>),
    /// The findings.
    Findings(FindingList),
}

/// Edits handed to the store that it has not reported as saved, each with its number from one. An edit of the
/// same place replaces the one before it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unsaved {
    edits: Vec<(u64, Edit)>,
    handed_over: u64,
}

impl Unsaved {
    /// Remembers an edit that is handed over now.
    pub fn push(&mut self, edit: Edit) {
        self.handed_over += 1;
        match self.edits.last_mut() {
            Some((number, last)) if last.same_place(&edit) => {
                (*number, *last) = (self.handed_over, edit);
            }
            _ => self.edits.push((self.handed_over, edit)),
        }
    }

    /// The first so many are saved.
    pub fn forget(&mut self, saved: u64) {
        self.edits.retain(|(number, _)| *number > saved);
    }

    /// Edits handed over after the first so many.
    pub fn after(&self, saved: u64) -> impl Iterator<Item = &Edit> {
        self.edits
            .iter()
            .filter(move |(number, _)| *number > saved)
            .map(|(_, edit)| edit)
    }

    /// Whether everything is saved.
    pub const fn is_empty(&self) -> bool {
        self.edits.is_empty()
    }
}

/// How saving stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Saving {
    /// Nothing was changed yet.
    #[default]
    Untouched,
    /// Changes are on their way to the disk.
    Pending,
    /// Everything was on disk at this time.
    Saved(String),
    /// The last attempt failed; the work is kept and tried again.
    Failed(String),
}

/// A line of news.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// How much it matters.
    pub tone: Tone,
    /// The text.
    pub text: String,
}

/// How much a notice matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// What an edit did: it stays until the next one.
    Receipt,
    /// For information, until the next key.
    Plain,
    /// Something was refused or is wrong; until the next key.
    Alert,
}

/// A change as the score pane remembers it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TapeEntry {
    /// Who, and where: `cb1 3.4.1a`.
    pub place: String,
    /// What: `640 thành 642, +0,01`.
    pub what: String,
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

/// What is being done.
#[derive(Debug)]
pub enum Mode {
    /// Moving in the tree.
    Tree,
    /// In a figure or score.
    Field(FieldEntry),
    /// In a list of levels or items.
    Choices(ChoiceEntry),
    /// Writing.
    Text(Box<TextEntry>),
    /// In the documents of a criterion.
    Documents(DocumentList),
    /// In a form.
    Form(Box<Form>),
    /// Asked for a line.
    Prompt(Prompt),
    /// Asked a question.
    Confirm(Question),
    /// In the findings.
    Findings(FindingList),
    /// Where points are lost: the marked row.
    Lost(usize),
    /// Choosing between the values of a conflict.
    Conflict(Box<ConflictEntry>),
    /// Looking at what a copy would bring.
    Incoming(Box<IncomingList>),
    /// Who changed what.
    History(HistoryList),
    /// In the preview of the report.
    Preview(Box<PreviewEntry>),
}

/// What of a criterion can be entered, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Slot {
    /// The figure at this place.
    Figure(usize),
    /// The list of levels.
    Levels,
    /// The checklist.
    Items,
    /// The score by hand.
    Score,
}

/// A field that is open.
#[derive(Clone, Debug)]
pub struct FieldEntry {
    /// Criterion.
    pub code: String,
    /// Place among the criterion's slots.
    pub slot: usize,
    /// What stands in it.
    pub line: LineInput,
    /// Why what is typed was refused.
    pub refused: Option<String>,
}

/// A list that is open.
#[derive(Clone, Debug)]
pub struct ChoiceEntry {
    /// Criterion.
    pub code: String,
    /// Place among the criterion's slots.
    pub slot: usize,
    /// The marked row; none in a list of levels of which none is chosen yet.
    pub mark: Option<usize>,
    /// Whether something was chosen since it was opened: passing through chooses nothing.
    pub touched: bool,
    /// The ticked ids of a checklist; not used for levels.
    pub ticked: Vec<String>,
}

/// A text being written.
#[derive(Debug)]
pub struct TextEntry {
    /// Criterion.
    pub code: String,
    /// Which text.
    pub kind: TextKind,
    /// The editor.
    pub editor: Editor,
    /// What stood there when it was opened.
    pub opened: Opened,
    /// The insert list, when it is open: the marked row.
    pub insert: Option<usize>,
}

/// The state in which a text was opened.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The number of the first run of typing.
    pub visit: u64,
    /// The text.
    pub text: String,
    /// The total.
    pub total: Tally,
}

/// Which text of a criterion is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextKind {
    /// The explanation.
    Justification,
    /// The reason why it is not assessed.
    Reason,
}

impl TextKind {
    /// The edit that sets this text.
    pub fn edit(self, code: &str, text: String) -> Edit {
        let code = code.to_owned();
        match self {
            Self::Justification => Edit::Justification {
                code,
                text,
                review: Review::Settled,
            },
            Self::Reason => Edit::NotAssessed {
                code,
                reason: (!text.trim().is_empty()).then_some(text),
            },
        }
    }
}

/// A conflict that is looked at.
#[derive(Clone, Debug)]
pub struct ConflictEntry {
    /// The part that has several values.
    pub part: Part,
    /// The marked line of what can be done.
    pub row: usize,
    /// Rows scrolled away.
    pub top: usize,
    /// What stood there before the values parted, once the record told it; the inner none is nothing at all.
    pub base: Option<Option<Content>>,
    /// Whether the record was asked for it.
    pub asked: bool,
}

impl ConflictEntry {
    /// What stood there before, where something did.
    pub fn base(&self) -> Option<&Content> {
        self.base.as_ref()?.as_ref()
    }
}

/// A place in the preview of the report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PreviewEntry {
    /// The marked block.
    pub block: usize,
    /// The first row in sight.
    pub top: usize,
    /// What was searched last.
    pub found: String,
}

/// What a copy would bring, as a list.
#[derive(Clone, Debug)]
pub struct IncomingList {
    /// The copy and its changes.
    pub news: CopyNews,
    /// The marked row.
    pub row: usize,
}

/// The documents of a criterion.
#[derive(Clone, Debug)]
pub struct DocumentList {
    /// Criterion.
    pub code: String,
    /// The marked row.
    pub row: usize,
}

/// A form of several lines.
#[derive(Clone, Debug)]
pub struct Form {
    /// What it is for.
    pub kind: FormKind,
    /// The lines.
    pub lines: Vec<LineInput>,
    /// The line being typed.
    pub at: usize,
    /// Why the last line was refused.
    pub refused: Option<String>,
}

/// What a form is for.
#[derive(Clone, Debug)]
pub enum FormKind {
    /// A document of a criterion: the entry as it stands. Lines: number, date, kind, issuer, subject, place,
    /// location, note.
    Evidence {
        /// Criterion.
        code: String,
        /// The entry as committed.
        entry: Box<Evidence>,
        /// Where in the explanation it is to be cited then, in bytes; not at all when it was added elsewhere.
        cite: Option<usize>,
    },
    /// A declared score. Lines: points, reason.
    Declared {
        /// Criterion.
        code: String,
    },
    /// What differs between offices.
    Office {
        /// What the lines are.
        lines: Vec<OfficeLine>,
        /// What the report prints for each.
        printed: Vec<String>,
        /// The state of the workbook that they show.
        version: u64,
    },
    /// A new workbook. Lines: set (a choice), last year's workbook (a choice), unit, year, file.
    NewBook {
        /// The chosen set.
        set: ChosenSet,
        /// The place on the shelf of last year's workbook.
        from: Option<usize>,
    },
}

/// Which set a new workbook is to have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChosenSet {
    /// The one at this place on the shelf.
    Offered(usize),
    /// The one that last year's workbook has in it.
    LastYears,
}

/// A line that asks for something.
#[derive(Clone, Debug)]
pub struct Prompt {
    /// What is asked.
    pub kind: PromptKind,
    /// The line.
    pub line: LineInput,
    /// The marked hit.
    pub row: usize,
}

/// What a prompt asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PromptKind {
    /// A code.
    GoTo,
    /// A text to be found.
    Find,
    /// A command.
    Palette,
    /// The criterion to be explained with.
    ExplainWith,
    /// A document of another criterion to be used here too.
    Reuse,
    /// Why a sealed workbook is to be opened again.
    Reopen,
    /// A new file for the whole workbook.
    SaveElsewhere,
    /// Words of the printed report.
    FindPrinted,
    /// The file to export into.
    Export,
}

/// A question to be answered with Enter or Esc.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    /// A criterion that is not assessed was to be answered: assess it again, and type this?
    AssessAgain {
        /// Criterion.
        code: String,
        /// The character to be typed then.
        typed: Option<char>,
    },
    /// A document that a text still cites: remove it with its marks?
    RemoveCited {
        /// Criterion.
        code: String,
        /// The entry.
        id: String,
    },
    /// The declared score: take it back?
    Undeclare {
        /// Criterion.
        code: String,
    },
    /// Seal the workbook?
    Seal,
    /// Edits that never reached the disk, the first offer: put them into the workbook?
    TakeDraft,
    /// A value of the record: bring it back?
    BringBack {
        /// The edit that does.
        edit: Box<Edit>,
        /// The list it was chosen in.
        list: HistoryList,
    },
    /// Quit although something is half typed?
    QuitTyping {
        /// What stands in the field.
        typed: String,
    },
    /// Quit although not everything is saved?
    QuitUnsaved,
}

/// The findings of the workbook.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FindingList {
    /// The marked row.
    pub row: usize,
    /// How they are grouped.
    pub grouping: Grouping,
}

/// The record of edits on screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryList {
    /// The criterion or group it was asked for at.
    pub code: String,
    /// Of what it tells.
    pub scope: Scope,
    /// The marked row.
    pub row: usize,
    /// Where it was asked for.
    pub from: Origin,
}

/// Of what the record is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The criterion, or all criteria of the group.
    Part,
    /// The whole workbook.
    All,
}

/// Where a screen goes back to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The tree.
    Tree,
    /// The findings.
    Findings,
    /// The choice between the values of this part.
    Conflict(Part),
}

/// How findings are grouped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Grouping {
    /// By severity.
    #[default]
    Severity,
    /// By criterion, in the set's order.
    Criterion,
    /// By responsible office.
    Owner,
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
