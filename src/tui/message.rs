//! The two vocabularies at the rim of the screen: what comes in ([`Message`]) and what is to be done outside
//! ([`Effect`]). Both are data; only `runtime` carries effects out.

use std::path::PathBuf;

use crate::store::copies::Incoming;
use crate::store::draft::Typed;
use crate::store::presence::Present;
use crate::tui::key::Key;
use crate::tui::model::Shelf;
use crate::workbook::{Edit, Workbook};

/// Something that happened.
#[derive(Debug)]
pub enum Message {
    /// What one read of the terminal brought: an input method's Backspaces and letters come in one.
    Keys(Vec<Key>),
    /// A bracketed paste.
    Paste(String),
    /// The terminal has another size.
    Resize {
        /// Columns.
        width: u16,
        /// Rows.
        height: u16,
    },
    /// Edits are on disk.
    Saved {
        /// Local time, `10:42:07`.
        at: String,
        /// How many of the edits stored since the workbook was opened.
        edits: u64,
    },
    /// Saving failed; the edits are kept and tried again.
    SaveFailed {
        /// What is wrong and what to do.
        message: String,
    },
    /// The file changed elsewhere.
    Changed {
        /// The workbook as it now is in the file.
        book: Box<Workbook>,
        /// How many of the edits stored since it was opened are in it.
        edits: u64,
    },
    /// The workbooks on the shelf were read.
    Shelf(Vec<Shelved>),
    /// The workbook is closed; this is what can be opened.
    Closed(Box<Shelf>),
    /// A workbook was opened.
    Opened(Box<Opening>),
    /// The others at the workbook, and where.
    Present(Vec<Present>),
    /// What sessions that died left of the workbook just opened.
    Drafts(Vec<Offer>),
    /// The workbook just opened is a copy of another one, which may receive it.
    IsCopy(CopyOf),
    /// What a copy would bring into the workbook that is open.
    Incoming(Box<CopyNews>),
    /// A copy was brought into the workbook that is open.
    Merged(MergeDone),
    /// The workbook just opened was begun from last year's.
    CarriedOver {
        /// What was taken over.
        text: String,
    },
    /// Something asked for could not be done.
    Failed {
        /// What is wrong and what to do.
        message: String,
    },
    /// The outside editor returned, with the text unless it failed.
    Edited(Option<String>),
}

/// Something to be done outside.
#[derive(Debug, PartialEq, Eq)]
pub enum Effect {
    /// Store an edit.
    Store(Edit),
    /// The workbook that the store told is on screen: later edits know of it.
    Seen,
    /// Save at once.
    SaveNow,
    /// Open a workbook.
    Open(PathBuf),
    /// Make a workbook and open it.
    Create(NewBook),
    /// Copy the example into the saves folder and open it.
    OpenExample,
    /// Save and close what is open, open the workbook that a file is a copy of, and tell what the copy would bring.
    Receive(PathBuf),
    /// Bring a copy into the workbook that is open.
    Merge(PathBuf),
    /// Save and close the workbook, and list what can be opened.
    Close,
    /// What was left behind is taken back or dropped.
    DraftsAnswered,
    /// Hand a text to `$VISUAL` or `$EDITOR`.
    EditOutside(String),
    /// Clear the terminal and draw afresh.
    Redraw,
    /// End.
    Quit,
}

/// A workbook that was opened.
#[derive(Debug)]
pub struct Opening {
    /// The workbook.
    pub book: Workbook,
    /// Name of its file.
    pub file: String,
    /// Why it cannot be changed, if so.
    pub read_only: Option<String>,
    /// Something to say at the start, such as an access warning.
    pub notice: Option<String>,
}

/// Something left behind that can be taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// When it was kept, in words.
    pub at: String,
    /// What it is.
    pub content: Offered,
}

/// What can be taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Offered {
    /// Typed in a field and not committed.
    Typed(Typed),
    /// Edits that never reached the disk. Never empty.
    Unsaved(Vec<Edit>),
    /// This copy may be brought into the workbook that it was taken from.
    Copy(CopyOf),
}

/// A copy of a workbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CopyOf {
    /// Where the copy is.
    pub path: PathBuf,
    /// Name of the file that it is a copy of.
    pub original: String,
    /// What it would bring.
    pub pending: Pending,
}

/// How much a copy would bring.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pending {
    /// Parts that would change.
    pub changes: usize,
    /// How many of them would be conflicts.
    pub conflicts: usize,
}

/// What a copy would bring into the workbook that is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CopyNews {
    /// Where the copy is.
    pub path: PathBuf,
    /// Its name.
    pub file: String,
    /// What would change, in the order of the set.
    pub changes: Vec<Incoming>,
}

/// What merging did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MergeDone {
    /// Parts that changed.
    pub changes: usize,
    /// Conflicts that are open now.
    pub conflicts: usize,
}

/// What the "new workbook" dialog asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewBook {
    /// Id of a set; none for the one in last year's workbook.
    pub set: Option<String>,
    /// Last year's workbook, where its texts are to be taken over.
    pub from: Option<PathBuf>,
    /// Name of the unit.
    pub unit: String,
    /// Year.
    pub year: u16,
    /// File name in the saves folder.
    pub file: String,
}

/// A workbook in the saves folder, or one opened lately.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shelved {
    /// Where it is.
    pub path: PathBuf,
    /// File name.
    pub file: String,
    /// What stands in it, or why it cannot be read.
    pub content: Result<ShelvedBook, String>,
    /// When it was changed last, in words.
    pub changed: String,
    /// Set for a copy of the workbook above it: what of it is not merged there yet, once that is known.
    pub copy: Option<Option<Pending>>,
}

/// What the picker shows of a workbook.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ShelvedBook {
    /// Unit.
    pub unit: String,
    /// Year.
    pub year: u16,
    /// `90,29/97`
    pub score: String,
    /// `93,08 %`, empty when there is none.
    pub percent: String,
    /// Criteria answered.
    pub answered: usize,
    /// All criteria.
    pub criteria: usize,
    /// The set's decision or title.
    pub set: String,
}

/// A criteria set that a new workbook can be made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfferedSet {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
}
