//! Another place for a workbook whose own cannot be written: the whole of it in a new file, never over one that is
//! there. It merges back like any copy, because it carries the revisions along.

use std::path::Path;

use crate::store::error::StoreError;
use crate::store::file::{self, put_document};
use crate::store::{book_write, marks_format};
use crate::workbook::merge::Replica;

/// Writes a workbook to a new file: the members that the format does not know come from `content`, the bytes of
/// the file as they were read last. Errors: there is a file, or it cannot be written.
pub(super) fn write(content: &[u8], replica: &Replica, out: &Path) -> Result<(), StoreError> {
    let mut document = file::parse(out, content)?;
    book_write::write_into(replica.book(), &mut document);
    marks_format::write(replica, &mut document);
    put_document(out, document)
}
