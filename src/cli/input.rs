//! What a command reads: a workbook, a criteria set or a text, from a file or, where the name is `-`, from
//! standard input. Changes nothing.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use crate::cli::{Context, Failure};
use crate::say;
use crate::store::copies::Draft;
use crate::store::error::Act;
use crate::store::file::{self, Access};
use crate::store::paths::{self, FoundSet, Places, Source};
use crate::store::{Cause, MOST_BYTES, ReadOnlyReason, StoreError};
use crate::workbook::Workbook;

/// What stands for standard input.
const STANDARD: &str = "-";
/// The longest explanation that is read from a file, in bytes: far above any text, far below the largest
/// workbook.
const MOST_TEXT_BYTES: u64 = 1024 * 1024;

/// A workbook to look at, and what must be said of it.
pub(super) struct Looked {
    pub(super) book: Workbook,
    /// That it is of a newer format; one line.
    pub(super) notes: Vec<String>,
}

/// Reads the workbook of a name.
pub(super) fn workbook(path: &Path, context: &Context<'_>) -> Result<Looked, Failure> {
    if path == Path::new(STANDARD) {
        let book = standard(context).and_then(|content| file::read_bytes(&name(context), &content));
        let book = book.map_err(|error| context.store(&error))?;
        return Ok(Looked {
            book,
            notes: Vec::new(),
        });
    }
    let opened = file::open(path).map_err(|error| context.store(&error))?;
    // That nothing may be written is of no interest here; that some of it may not be understood is.
    let notes = match opened.access {
        Access::ReadOnly(reason @ ReadOnlyReason::NewerFormat(_)) => {
            vec![told(path, &reason, context)]
        }
        Access::ReadOnly(ReadOnlyReason::FileDenied | ReadOnlyReason::FolderDenied)
        | Access::ReadWrite => Vec::new(),
    };
    Ok(Looked {
        book: opened.book,
        notes,
    })
}

/// Reads a copy to be merged.
pub(super) fn draft(path: &Path, context: &Context<'_>) -> Result<Draft, Failure> {
    let draft = if path == Path::new(STANDARD) {
        standard(context).and_then(|content| Draft::read(&name(context), &content))
    } else {
        Draft::open(path)
    };
    draft.map_err(|error| context.store(&error))
}

fn told(path: &Path, reason: &ReadOnlyReason, context: &Context<'_>) -> String {
    let error = StoreError {
        path: path.to_owned(),
        cause: Cause::ReadOnly(reason.clone()),
    };
    error.message(context.lang)
}

/// Reads the criteria set of an id or file name.
pub(super) fn set(
    name_of: &str,
    context: &Context<'_>,
    places: &Places,
) -> Result<FoundSet, StoreError> {
    if name_of == STANDARD {
        let name = name(context);
        return paths::set_of(&name, &standard(context)?, Source::File(name.clone()));
    }
    paths::find_set(name_of, places)
}

/// Reads an explanation: UTF-8, a byte order mark and the line ends after the last line left out.
pub(super) fn text(path: &Path, context: &Context<'_>) -> Result<String, Failure> {
    let content = if path == Path::new(STANDARD) {
        standard(context)
    } else {
        content(path)
    };
    let wrong = |cause| {
        let path = if path == Path::new(STANDARD) {
            &name(context)
        } else {
            path
        };
        context.store(&StoreError {
            path: path.to_owned(),
            cause,
        })
    };
    let content = content.map_err(|error| context.store(&error))?;
    if u64::try_from(content.len()).is_ok_and(|length| length > MOST_TEXT_BYTES) {
        let path = path.display();
        return Err(Failure::new(&say!(
            context.lang,
            "{path}: giải trình dài hơn 1 MB; hãy kiểm tra lại tên tệp",
            "{path}: an explanation of more than 1 MB; check the file name"
        )));
    }
    let text = String::from_utf8(content)
        .map_err(|error| wrong(Cause::NotUtf8(error.utf8_error().valid_up_to())))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    Ok(text.trim_end_matches(['\r', '\n']).to_owned())
}

fn content(path: &Path) -> Result<Vec<u8>, StoreError> {
    let metadata = std::fs::metadata(path).map_err(|error| refused(path, &error))?;
    if !metadata.is_file() {
        let cause = if metadata.is_dir() {
            Cause::IsFolder
        } else {
            Cause::NotAFile
        };
        return Err(StoreError {
            path: path.to_owned(),
            cause,
        });
    }
    let file = File::open(path).map_err(|error| refused(path, &error))?;
    limited(file, MOST_TEXT_BYTES).map_err(|error| refused(path, &error))
}

/// As much of standard input as a workbook may be long; what is longer is refused.
fn standard(context: &Context<'_>) -> Result<Vec<u8>, StoreError> {
    let name = name(context);
    let content =
        limited(io::stdin().lock(), MOST_BYTES).map_err(|error| refused(&name, &error))?;
    if u64::try_from(content.len()).is_ok_and(|length| length > MOST_BYTES) {
        return Err(StoreError {
            path: name,
            cause: Cause::TooLarge,
        });
    }
    Ok(content)
}

/// One byte more than the limit tells that there is more.
fn limited(source: impl Read, limit: u64) -> io::Result<Vec<u8>> {
    let mut content = Vec::new();
    source.take(limit + 1).read_to_end(&mut content)?;
    Ok(content)
}

fn name(context: &Context<'_>) -> std::path::PathBuf {
    context.lang.pick("đầu vào chuẩn", "standard input").into()
}

fn refused(path: &Path, error: &io::Error) -> StoreError {
    let cause = if error.kind() == io::ErrorKind::NotFound {
        Cause::NotFound
    } else {
        Cause::Refused(Act::Read, error.kind(), error.raw_os_error())
    };
    StoreError {
        path: path.to_owned(),
        cause,
    }
}
