//! What is said at the rim: how saving stands, news, the last changes, who else is there.

use crate::store::overwritten::Lacking;
use crate::store::presence::Present;
use crate::tui::message::Offer;
use crate::workbook::Edit;

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
    /// What the file lacks since an older copy was put over it, when the question was put off.
    pub put_off: Option<Lacking>,
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
