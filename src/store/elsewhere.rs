//! Another place for a workbook whose own cannot be written: the whole of it in a new file, never over one that is
//! there. It merges back like any copy, because it carries the revisions along.

use std::path::Path;

use serde_json::Value;

use crate::store::digest::digest;
use crate::store::error::{Cause, StoreError};
use crate::store::file::{self, put_document};
use crate::store::seal_format::SEALS;
use crate::store::{book_write, marks_format};
use crate::workbook::Workbook;
use crate::workbook::merge::Replica;
use crate::workbook::seal::Seals;

/// Writes a workbook to a new file: the members that the format does not know come from `content`, the bytes of
/// the file as they were read last. Errors: there is a file, or it cannot be written.
pub(super) fn write(content: &[u8], replica: &Replica, out: &Path) -> Result<(), StoreError> {
    // A slip in the path must not make folders: the work would lie where nobody looks for it.
    let folder = out.parent().filter(|it| !it.as_os_str().is_empty());
    if folder.is_some_and(|folder| !folder.is_dir()) {
        return Err(StoreError::new(out, Cause::NotFound));
    }
    let mut document = file::parse(out, content)?;
    let book = replica.book();
    let seal = book.seals.standing();
    if seal.is_some_and(|event| digest(&document, book) != event.digest) {
        // What came after the seal is in it: this is another state, and open.
        let open = Workbook {
            seals: Seals::default(),
            ..book.clone()
        };
        if let Value::Object(top) = &mut document {
            top.shift_remove(SEALS);
        }
        book_write::write_into(&open, &mut document);
    } else {
        book_write::write_into(book, &mut document);
    }
    marks_format::write(replica, &mut document);
    put_document(out, document)
}
