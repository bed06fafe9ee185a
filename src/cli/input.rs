//! What a command reads: a workbook, a criteria set or a text, from a file or, where the name is `-`, from
//! standard input. Changes nothing.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::cli::seal::shown_time;
use crate::cli::{Context, Failure};
use crate::lang::Lang;
use crate::say;
use crate::store::copies::Draft;
use crate::store::error::Act;
use crate::store::file::{self, Access};
use crate::store::paths::{self, FoundSet, Places, Source};
use crate::store::seal::Examined;
use crate::store::{Cause, MOST_BYTES, ReadOnlyReason, StoreError};
use crate::workbook::Workbook;
use crate::workbook::seal::broken_words;

/// What stands for standard input.
const STANDARD: &str = "-";
/// The longest explanation that is read from a file, in bytes: far above any text, far below the largest
/// workbook.
const MOST_TEXT_BYTES: u64 = 1024 * 1024;

/// A workbook to look at, and what must be said of it.
pub(super) struct Looked {
    pub(super) book: Workbook,
    /// That it is of a newer format, or no longer what was sealed; a line each.
    pub(super) notes: Vec<String>,
}

/// Reads the workbook of a name.
pub(super) fn workbook(path: &Path, context: &Context<'_>) -> Result<Looked, Failure> {
    let lang = context.lang;
    if path == Path::new(STANDARD) {
        let read = standard(lang).and_then(|bytes| file::read_bytes(&standard_name(lang), &bytes));
        let book = read.map_err(|error| context.store(&error))?;
        let note = seal_note(&standard_name(lang), &book, lang);
        return Ok(Looked {
            book,
            notes: note.into_iter().collect(),
        });
    }
    let opened = file::open(path).map_err(|error| context.store(&error))?;
    // That nothing may be written is of no interest here; that some of it may not be understood is.
    let note = match opened.access {
        Access::ReadOnly(reason @ ReadOnlyReason::NewerFormat(_)) => {
            Some(wrong(path, Cause::ReadOnly(reason)).message(lang))
        }
        Access::ReadOnly(
            ReadOnlyReason::FileDenied | ReadOnlyReason::FolderDenied | ReadOnlyReason::Disk,
        )
        | Access::ReadWrite => None,
    };
    let seal = seal_note(path, &opened.book, lang);
    Ok(Looked {
        book: opened.book,
        notes: note.into_iter().chain(seal).collect(),
    })
}

/// Reads a workbook and computes its digest.
pub(super) fn examined(path: &Path, context: &Context<'_>) -> Result<Examined, Failure> {
    let lang = context.lang;
    let examined = if path == Path::new(STANDARD) {
        standard(lang).and_then(|content| Examined::read(&standard_name(lang), &content))
    } else {
        Examined::open(path)
    };
    examined.map_err(|error| context.store(&error))
}

/// That a sealed workbook is no longer what was sealed.
fn seal_note(name: &Path, book: &Workbook, lang: Lang) -> Option<String> {
    let event = book.seals.broken()?;
    let (name, words) = (name.display(), broken_words(&shown_time(&event.at), lang));
    Some(say!(
        lang,
        "{name}: {words}; xem chamdiem verify {name}",
        "{name}: {words}; see chamdiem verify {name}"
    ))
}

/// The bytes of a file of any kind.
pub(super) fn bytes(path: &Path, context: &Context<'_>) -> Result<Vec<u8>, Failure> {
    let bytes = any_file(path, MOST_BYTES).and_then(|bytes| {
        if exceeds(&bytes, MOST_BYTES) {
            Err(wrong(path, Cause::TooLarge))
        } else {
            Ok(bytes)
        }
    });
    bytes.map_err(|error| context.store(&error))
}

/// Reads a copy to be merged.
pub(super) fn draft(path: &Path, context: &Context<'_>) -> Result<Draft, Failure> {
    let lang = context.lang;
    let draft = if path == Path::new(STANDARD) {
        standard(lang).and_then(|content| Draft::read(&standard_name(lang), &content))
    } else {
        Draft::open(path)
    };
    draft.map_err(|error| context.store(&error))
}

/// Reads the criteria set of an id or file name.
pub(super) fn set(asked: &str, lang: Lang, places: &Places) -> Result<FoundSet, StoreError> {
    if asked == STANDARD {
        let name = standard_name(lang);
        return paths::set_of(&name, &standard(lang)?, Source::File(name.clone()));
    }
    paths::find_set(asked, places)
}

/// Reads an explanation: UTF-8; a byte order mark and the line ends after the last line are left out.
pub(super) fn text(path: &Path, context: &Context<'_>) -> Result<String, Failure> {
    let lang = context.lang;
    let (name, bytes) = if path == Path::new(STANDARD) {
        (standard_name(lang), standard(lang))
    } else {
        (path.to_owned(), text_file(path))
    };
    let bytes = bytes.map_err(|error| context.store(&error))?;
    if exceeds(&bytes, MOST_TEXT_BYTES) {
        let name = name.display();
        return Err(Failure::new(&say!(
            lang,
            "{name}: giải trình dài hơn 1 MB; hãy kiểm tra lại tên tệp",
            "{name}: an explanation of more than 1 MB; check the file name"
        )));
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        context.store(&wrong(&name, Cause::NotUtf8(at)))
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    Ok(text.trim_end_matches(['\r', '\n']).to_owned())
}

fn text_file(path: &Path) -> Result<Vec<u8>, StoreError> {
    any_file(path, MOST_TEXT_BYTES)
}

/// A plain file, as far as a limit and one byte more.
fn any_file(path: &Path, limit: u64) -> Result<Vec<u8>, StoreError> {
    let refused = |error| refused(path, &error);
    // Opening a pipe would wait for ever.
    let metadata = std::fs::metadata(path).map_err(refused)?;
    if metadata.is_dir() {
        return Err(wrong(path, Cause::IsFolder));
    }
    if !metadata.is_file() {
        return Err(wrong(path, Cause::NotAFile));
    }
    let file = File::open(path).map_err(refused)?;
    limited(file, limit).map_err(refused)
}

/// Standard input, as far as a workbook may be long; what is longer is refused.
fn standard(lang: Lang) -> Result<Vec<u8>, StoreError> {
    let name = standard_name(lang);
    let bytes = limited(io::stdin().lock(), MOST_BYTES).map_err(|error| refused(&name, &error))?;
    if exceeds(&bytes, MOST_BYTES) {
        return Err(wrong(&name, Cause::TooLarge));
    }
    Ok(bytes)
}

/// One byte more than the limit tells that there is more.
fn limited(source: impl Read, limit: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    source.take(limit + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn exceeds(bytes: &[u8], limit: u64) -> bool {
    u64::try_from(bytes.len()).is_ok_and(|length| length > limit)
}

fn standard_name(lang: Lang) -> PathBuf {
    lang.pick("đầu vào chuẩn", "standard input").into()
}

fn wrong(path: &Path, cause: Cause) -> StoreError {
    StoreError {
        path: path.to_owned(),
        cause,
    }
}

fn refused(path: &Path, error: &io::Error) -> StoreError {
    let cause = match error.kind() {
        io::ErrorKind::NotFound => Cause::NotFound,
        kind => Cause::Refused(Act::Read, kind, error.raw_os_error()),
    };
    wrong(path, cause)
}
