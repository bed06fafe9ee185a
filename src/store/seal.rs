//! Sealing a workbook's file, opening it again, and proving that it is what was sealed. Every change of a sealed
//! file is refused where all changes pass, in `file`; here is only how the seal gets there and goes.

use std::path::Path;

use crate::store::digest::digest;
use crate::store::error::{Cause, ReadOnlyReason, StoreError};
use crate::store::file::{self, Author, Manner, Saved, Written, rewrite};
use crate::store::session;
use crate::workbook::Workbook;
use crate::workbook::seal::{Act, Digest, SealEvent, SealRefusal, may_reopen, may_seal};

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SealOrder {
    /// Freeze the workbook.
    Seal,
    /// Open it again, for this reason.
    Reopen(String),
}

/// Seals a workbook as it stands in its file now, or opens it again; tells what was recorded. A refusal writes
/// nothing.
pub fn carry_out(
    path: &Path,
    order: &SealOrder,
    author: &Author,
    manner: Manner,
) -> Result<Result<SealEvent, SealRefusal>, StoreError> {
    let saved = rewrite(path, author, manner, |fresh, document| {
        let act = match order {
            SealOrder::Seal => {
                may_seal(fresh.book())?;
                Act::Sealed
            }
            SealOrder::Reopen(reason) => {
                may_reopen(fresh.book(), reason)?;
                Act::Reopened(crate::text::clean(reason.trim()))
            }
        };
        fresh.record(SealEvent {
            act,
            by: crate::text::clean_line(&author.name),
            at: session::now(),
            digest: digest(document, fresh.book()),
        });
        Ok((Vec::new(), Written::Same))
    })?;
    let recorded = |saved: Saved| saved.book.seals.events().last().cloned();
    match saved.map(recorded) {
        Ok(Some(event)) => Ok(Ok(event)),
        // A list that was just added to has a last entry.
        Ok(None) => Err(StoreError::new(path, Cause::NotVerified)),
        Err(refusal) => Ok(Err(refusal)),
    }
}

/// A workbook as it stands, held against its seal.
#[derive(Clone, Debug)]
pub struct Examined {
    /// The workbook.
    pub book: Workbook,
    /// The digest of what stands in it now.
    pub now: Digest,
}

impl Examined {
    /// Looks at a workbook's file; nothing is written. Errors: it cannot be read, or is of a newer format, of which
    /// this program does not know what it froze.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let (content, _) = file::read_content(path)?;
        Self::read(path, &content)
    }

    /// The same from bytes; `name` is what messages call them.
    pub fn read(name: &Path, content: &[u8]) -> Result<Self, StoreError> {
        let document = file::parse(name, content)?;
        let read = file::read_document(name, &document)?;
        if let Some(format) = read.newer {
            let reason = ReadOnlyReason::NewerFormat(format);
            return Err(StoreError::new(name, Cause::ReadOnly(reason)));
        }
        Ok(Self {
            now: digest(&document, &read.book),
            book: read.book,
        })
    }

    /// The seal that holds, and whether what stands in the workbook is what was sealed; none when it is open.
    pub fn seal(&self) -> Option<(&SealEvent, bool)> {
        let event = self.book.seals.standing()?;
        Some((event, event.digest == self.now))
    }
}
