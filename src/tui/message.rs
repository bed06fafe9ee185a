//! The two vocabularies at the rim of the screen: what comes in ([`Message`]) and what is to be done outside
//! ([`Effect`]). Both are data; only `runtime` carries effects out.

use std::collections::BTreeSet;
use std::path::PathBuf;

use crate::points::Decimal;
use crate::store::copies::Incoming;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::store::draft::Typed;
use crate::store::history::{self, Record};
use crate::store::overwritten::Lacking;
use crate::store::presence::Present;
use crate::store::seal::SealOrder;
use crate::tui::key::Key;
use crate::tui::model::Shelf;
use crate::workbook::seal::SealEvent;
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
    /// What could not be saved is kept as a draft there.
    DraftAt(String),
    /// The file lacks what once stood in it, because an older copy was put over it; none when it lacks nothing now.
    Overwritten(Option<Lacking>),
    /// Where the whole workbook may be written when its own place cannot be.
    Refuge(String),
    /// The whole workbook was written there, or why not.
    Elsewhere(Result<String, String>),
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
    /// The workbook was sealed or opened again, as was asked for here.
    Sealed(Box<SealEvent>),
    /// Edits that were made here while somebody else sealed the workbook: they are not in the file.
    TooLate {
        /// The edits; never empty.
        edits: Vec<Edit>,
        /// Local time, `10:42`.
        at: String,
    },
    /// The record of edits was read.
    History(Box<ReadHistory>),
    /// An export takes long.
    ExportTakesLong,
    /// A file was exported, or why not.
    Exported(Result<Exported, String>),
    /// An export was given up before a file appeared.
    ExportGivenUp,
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
    /// Write the whole workbook to a new file, named as it was typed.
    SaveElsewhere(String),
    /// Bring back what the file lacks.
    BringBack,
    /// Leave the file without what these edits would bring back, and without what the store knows beside them.
    GiveUp(Vec<Edit>),
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
    /// Seal the workbook that is open, or open it again.
    Seal(SealOrder),
    /// Save and close the workbook, and list what can be opened.
    Close,
    /// Export a workbook as it stands on the screen.
    Export {
        /// What to export.
        book: Box<Workbook>,
        /// The file as typed; its ending says the kind.
        to: String,
    },
    /// Give up the export that is being made.
    GiveUpExport,
    /// What was left behind is taken back or dropped.
    DraftsAnswered,
    /// Read the record of edits, with all that is made so far in it.
    ReadHistory,
    /// Hand a text to `$VISUAL` or `$EDITOR`.
    EditOutside(String),
    /// Clear the terminal and draw afresh.
    Redraw,
    /// End.
    Quit,
}

/// The record of edits of the workbook on the desk.
#[derive(Clone, Debug)]
pub struct ReadHistory {
    /// The record.
    pub record: Record,
    /// The zone in which its times are told.
    pub zone: TimeZone,
    /// The name under which edits are made here.
    pub author: String,
    /// The entries that took another back, by their place.
    pub undos: BTreeSet<usize>,
}

impl ReadHistory {
    /// A record, told in a zone to an author.
    pub fn new(record: Record, zone: TimeZone, author: String) -> Self {
        let undos = history::undos(&record);
        Self {
            record,
            zone,
            author,
            undos,
        }
    }

    /// `23/11 15:20`
    pub fn short(&self, at: Timestamp) -> String {
        self.told(at, "%d/%m %H:%M")
    }

    /// `23/11/2023 15:20`
    pub fn long(&self, at: Timestamp) -> String {
        self.told(at, "%d/%m/%Y %H:%M")
    }

    /// `15:20`
    pub fn clock(&self, at: Timestamp) -> String {
        self.told(at, "%H:%M")
    }

    fn told(&self, at: Timestamp, format: &str) -> String {
        at.to_zoned(self.zone.clone()).strftime(format).to_string()
    }
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
    /// The file name that an export is offered, with `~` for the home folder.
    pub export_name: String,
}

/// A file that was exported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exported {
    /// Where it is, with `~` for the home folder.
    pub name: String,
    /// The command that fetches it to another machine.
    pub fetch: String,
    /// The total that was printed.
    pub score: Decimal,
    /// The name for the next export.
    pub next: String,
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
    /// What the file lacks since an older copy was put over it. Without edits the store knows it.
    Lacking(Lacking),
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
    /// When it was changed last, or sealed, in words.
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
