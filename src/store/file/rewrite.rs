//! The one way in which a workbook that is there changes: locked, read again, changed, kept in a backup, replaced whole,
//! recorded.

use std::path::Path;

use jiff::Timestamp;
use serde_json::Value;

use super::{
    Author, Manner, Saved, Stamp, canonical, check_regular, id_of, load, printed, writable,
};
use crate::store::backup::{self, Backup};
use crate::store::book_write;
use crate::store::digest;
use crate::store::error::{Cause, ReadOnlyReason, StoreError};
use crate::store::history;
use crate::store::marks_format;
use crate::store::replace;
use crate::store::side::Side;
use crate::workbook::difference::{self, Difference};
use crate::workbook::merge::{self, Replica};
use crate::workbook::seal::SealEvent;
use crate::workbook::{Edit, Rejection, Workbook};

/// What a change did to the document beside the workbook in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::store) enum Written {
    /// Nothing.
    Same,
    /// It has other members than before.
    Changed,
}

/// Edits that could not be made.
pub(super) type Rejected = Vec<(Edit, Rejection)>;

/// Locks a workbook, reads it, changes it and, if it changed, writes it.
pub(in crate::store) fn rewrite<R>(
    path: &Path,
    author: &Author,
    manner: Manner,
    change: impl FnOnce(&mut Replica, &mut Value) -> Result<(Rejected, Written), R>,
) -> Result<Result<Saved, R>, StoreError> {
    let real = canonical(path)?;
    // Told before a side folder is made: a file that cannot be read or written leaves no trace.
    writable(&real).map_err(|reason| StoreError::new(&real, Cause::ReadOnly(reason)))?;
    check_regular(&real)?;
    let side = Side::of(&real)?;
    let _lock = side.lock(&author.name, manner.patience)?;
    let mut fresh = load(&real)?;
    if let Some(format) = fresh.read.newer {
        let reason = ReadOnlyReason::NewerFormat(format);
        return Err(StoreError::new(&real, Cause::ReadOnly(reason)));
    }
    let before = Replica::new(fresh.read.book, fresh.read.marks);
    let mut replica = before.clone();
    let seal = before.book().seals.standing();
    let frozen = seal.map(|event| (event, digest::digest(&fresh.document, before.book())));
    let (rejected, beside) = match change(&mut replica, &mut fresh.document) {
        Ok(done) => done,
        Err(refusal) => return Ok(Err(refusal)),
    };
    // Whoever asks, and whatever they did: what is frozen stays, also while the seal is lifted.
    if let Some((event, digest)) = frozen
        && digest::digest(&fresh.document, replica.book()) != digest
    {
        return Err(StoreError::new(
            &real,
            Cause::Sealed(Box::new(event.clone())),
        ));
    }
    let mut stamp = fresh.stamp;
    if replica != before || beside == Written::Changed {
        replica.ensure_id(|| id_of(&fresh.content));
        book_write::write_into(replica.book(), &mut fresh.document);
        marks_format::write(&replica, &mut fresh.document);
        let content = printed(&fresh.document);
        let old = (fresh.content.as_slice(), fresh.stamp);
        replace_kept(&side, old, &content, manner.backup)?;
        fresh.content = content;
        stamp = Stamp::of(&real)?;
        // The save is done: whatever goes wrong here costs the history only.
        let _ = history::keep(
            &side,
            &history::Commit {
                author: &author.name,
                at: Timestamp::now(),
                unchanged_since: fresh.stamp.time(),
                changes: &changes(&before, &replica),
                decisions: &merge::decisions(&before, &replica),
                seals: new_seals(before.book(), replica.book()),
            },
        );
    }
    Ok(Ok(Saved {
        marks: replica.marks().clone(),
        book: replica.into_book(),
        before: fresh.stamp,
        stamp,
        content: fresh.content.into(),
        rejected,
    }))
}

/// Puts content in place of what was read, of which a backup is kept. Where the disk is full the oldest backups go,
/// before the work of today is not saved.
fn replace_kept(
    side: &Side,
    (old, stamp): (&[u8], Stamp),
    content: &[u8],
    when: Backup,
) -> Result<(), StoreError> {
    let now = Timestamp::now();
    // A backup that cannot be kept must not keep the work from being saved.
    let kept = backup::keep(side, old, when, now).unwrap_or_default();
    let mut replaced = replace::replace(side, content);
    while replaced.as_ref().is_err_and(StoreError::is_no_room) && backup::make_room(side, now) {
        replaced = replace::replace(side, content);
    }
    if replaced.is_err() && Stamp::of(&side.real).is_ok_and(|now| now == stamp) {
        backup::take_back(side, kept);
    }
    replaced
}

fn new_seals<'a>(before: &Workbook, after: &'a Workbook) -> &'a [SealEvent] {
    let known = before.seals.events().len();
    after.seals.events().get(known..).unwrap_or_default()
}

/// What differs, each with who made it.
fn changes(before: &Replica, after: &Replica) -> Vec<history::Change> {
    let differences = difference::between(before.book(), after.book()).into_iter();
    let change = |difference: Difference| history::Change {
        maker: after.maker(&difference.after.part()),
        difference,
    };
    differences.map(change).collect()
}
