//! What a keeper does when something is wrong with the file: it is gone, an older copy was put over it, it cannot be
//! written at all. Nothing is decided for anybody: what is missing is told, and comes back when somebody says so.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;

use super::{Keeping, Report};
use crate::store::backup;
use crate::store::elsewhere;
use crate::store::error::{Cause, StoreError};
use crate::store::file::{self, Opened, Stamp};
use crate::store::history;
use crate::store::overwritten::{self, Lacking};
use crate::store::side::Side;
use crate::workbook::Edit;
use crate::workbook::difference;
use crate::workbook::merge::{self, Replica};

impl Keeping {
    /// Looks whether others wrote, and reads it if so. A failure is told once.
    pub(super) fn look(&mut self) {
        let seen = Stamp::of(&self.path).and_then(|stamp| {
            if self.stamp == Some(stamp) {
                return Ok(None);
            }
            self.open_own().map(Some)
        });
        match seen {
            Ok(None) => {}
            Ok(Some(opened)) => self.take_in(opened),
            Err(error) => {
                self.stamp = Stamp::of(&self.path).ok();
                let error = self.gone(error);
                if self.failed.as_ref() != Some(&error) {
                    self.keep_known();
                    self.failed = Some(error.clone());
                    (self.report)(Report::Failed(error));
                }
            }
        }
    }

    /// Reads the file, which must be a copy of the workbook that was opened.
    fn open_own(&self) -> Result<Opened, StoreError> {
        let opened = file::open(&self.path)?;
        if file::is_same_workbook(&opened.book, self.known.book()) {
            Ok(opened)
        } else {
            Err(StoreError::new(&self.path, Cause::OtherWorkbook))
        }
    }

    fn take_in(&mut self, opened: Opened) {
        self.stamp = Some(opened.stamp);
        let had_failed = self.failed.take().is_some();
        let replica = Replica::new(opened.book, opened.marks);
        if self.compare(&replica, &opened.content) {
            self.tell_known();
        } else {
            self.tell_changed(replica);
        }
        if had_failed {
            self.tell_all_is_saved();
        }
    }

    /// Remembers what the file holds now, and tells when it lacks what it should have; whether it does.
    pub(super) fn compare(&mut self, now: &Replica, content: &Arc<[u8]>) -> bool {
        let lost = self.known.lost_in(now);
        if lost.is_empty() {
            self.known = now.clone();
            self.content = Arc::clone(content);
            if std::mem::take(&mut self.overwritten) {
                (self.report)(Report::Overwritten(None));
            }
            return false;
        }
        if !std::mem::replace(&mut self.overwritten, true) {
            self.keep_known();
        }
        self.known.absorb(&now.states());
        (self.report)(Report::Overwritten(Some(Lacking {
            changes: lost.len(),
            authors: merge::authors(&lost),
            edits: Vec::new(),
        })));
        true
    }

    /// What others go on to write into an older copy appears as well, beside what it lacks.
    pub(super) fn tell_known(&mut self) {
        if self.known.book() != self.session.seen().book() {
            self.tell_changed(self.known.clone());
        }
    }

    /// Keeps a backup of what stood in the file, while there is a folder beside it to keep it in.
    fn keep_known(&self) {
        if !history::beside(&self.path).is_dir() {
            return;
        }
        // The work is in memory too; a backup that cannot be kept is nobody's business.
        if let Ok(side) = Side::of(&self.path) {
            let _ = backup::keep_content(&side, &self.content, Timestamp::now());
        }
    }

    /// A file or folder that was there and is not any more deserves its own word.
    pub(super) fn gone(&self, error: StoreError) -> StoreError {
        let is_there = |path: &std::path::Path| {
            let found = path.symlink_metadata();
            found.is_ok() || found.is_err_and(|error| error.kind() != io::ErrorKind::NotFound)
        };
        let cause = match error.cause {
            Cause::NotFound | Cause::OnlyBackups(_) if self.path.parent().is_some_and(is_there) => {
                Cause::Gone
            }
            Cause::NotFound | Cause::OnlyBackups(_) => Cause::FolderGone,
            other => other,
        };
        StoreError::new(&self.path, cause)
    }

    pub(super) fn tell_draft(&mut self) {
        let place = self.margin.draft_folder();
        if let Some(place) = place.filter(|place| self.told_draft.as_ref() != Some(place)) {
            self.told_draft = Some(place.clone());
            (self.report)(Report::DraftAt(place));
        }
    }

    /// Saves because somebody asked for it. A file that is gone is written again where it was.
    pub(super) fn save_by_hand(&mut self) {
        let error = Stamp::of(&self.path).err();
        if error.is_some_and(|error| self.gone(error).cause == Cause::Gone) {
            self.write_again();
        } else {
            let _ = self.save();
        }
    }

    fn write_again(&mut self) {
        let replica = self.on_screen();
        let written = elsewhere::write(&self.content, &replica, &self.path);
        match written.and_then(|()| self.open_own()) {
            Ok(opened) => {
                self.session.saved();
                self.margin.saved_except(Vec::new());
                self.due = None;
                self.take_in(opened);
            }
            Err(error) => {
                self.tell_failed(error);
            }
        }
    }

    /// The whole workbook to a new file.
    pub(super) fn save_elsewhere(&mut self, out: PathBuf) {
        let replica = self.on_screen();
        let written = elsewhere::write(&self.content, &replica, &out);
        (self.report)(Report::Elsewhere(written.map(|()| out)));
    }

    /// All that is known of the workbook, what is not saved included.
    fn on_screen(&mut self) -> Replica {
        self.make_gathered();
        let mut replica = self.known.clone();
        replica.absorb(self.session.unsaved());
        replica
    }

    /// Brings back what the file lacks, together with what is unsaved.
    pub(super) fn bring_back(&mut self) {
        self.make_gathered();
        let (known, manner) = (Some(&self.known), self.manner());
        match file::commit_session(&self.path, &self.session, known, &self.author, manner) {
            Ok(saved) => self.tell_saved(saved),
            Err(error) => {
                self.tell_failed(error);
            }
        }
    }

    /// The file stays as it is, and nobody is asked again.
    pub(super) fn give_up(&mut self, edits: &[Edit]) {
        let Ok(opened) = self.open_own() else {
            return;
        };
        let now = Replica::new(opened.book, opened.marks);
        let mut with = now.clone();
        with.absorb(&self.known.lost_in(&now));
        let lost = difference::between(now.book(), with.book());
        let mut all: Vec<Edit> = edits.to_vec();
        all.extend(lost.into_iter().map(|difference| difference.after));
        // Without the note the question comes again at the next start.
        let _ = overwritten::give_up(&self.path, &all, &self.author);
        self.known = now.clone();
        self.content = opened.content;
        if std::mem::take(&mut self.overwritten) {
            self.tell_changed(now);
        }
    }

    pub(super) fn tell_all_is_saved(&mut self) {
        if self.due.is_none() && self.gathered.is_empty() {
            (self.report)(Report::Saved {
                at: Timestamp::now(),
                edits: self.received,
            });
        }
    }
}
