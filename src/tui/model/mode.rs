//! What is being done at the desk, and what has been typed or marked there so far.

use crate::tui::editor::Editor;
use crate::tui::line::LineInput;
use crate::tui::message::CopyNews;
use crate::tui::office::OfficeLine;
use crate::workbook::merge::{Content, Part};
use crate::workbook::{Edit, Evidence, Review, Tally};

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
    /// The part of the workbook that it is.
    pub fn part(self, code: &str) -> Part {
        match self {
            Self::Justification => Part::Justification(code.to_owned()),
            Self::Reason => Part::NotAssessed(code.to_owned()),
        }
    }

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
    /// Whether something was typed that means nothing here: then the Enter behind it was not meant for the list.
    pub astray: bool,
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
    /// An older copy was put over the file: leave it for good, for everybody?
    KeepOlder,
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

impl ConflictEntry {
    /// What stood there before, where something did.
    pub fn base(&self) -> Option<&Content> {
        self.base.as_ref()?.as_ref()
    }
}
