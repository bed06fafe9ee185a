//! Writes files that are handed in: printed reports and tables. Each is replaced as a whole or not at all, read back,
//! and never takes the place of a workbook or a criteria set. Leaves nothing else in the folder, since it may be
//! anybody's.

use std::fs::{File, Metadata, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use rustix::fs::{Access, CWD, RenameFlags};
use rustix::io::Errno;
use serde_json::Value;

use crate::store::error::{Act, Cause, StoreError};
use crate::store::side::{self, Rights};

/// How the names of formats begin that people's work is kept in.
const KEPT: [&str; 2] = ["chamdiem.workbook/", "chamdiem.criteria/"];

/// Puts content into a file. Errors: `out` is no plain file, is a workbook or a set (also the one that was printed, by
/// whatever name or link), or cannot be written; it is then as it was.
pub fn write(out: &Path, content: &[u8]) -> Result<(), StoreError> {
    let refused = |error: io::Error| StoreError::refused(out, Act::Write, &error);
    let before = match std::fs::metadata(out) {
        Ok(metadata) => Some(metadata),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(refused(error)),
    };
    if let Some(before) = &before {
        may_replace(out, before)?;
    }
    let real = real(out).map_err(refused)?;
    replace(&real, content, before.as_ref()).map_err(refused)?;
    if side::read_back(&real).map_err(refused)? == content {
        Ok(())
    } else {
        Err(StoreError::new(out, Cause::NotVerified))
    }
}

/// What came of writing a new file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum New {
    /// It is there, whole.
    Written,
    /// Something stands there under this name, and stays.
    Taken,
    /// It was not wanted any longer; nothing is there.
    Dropped,
}

/// Puts content into a file that is not there yet. `wanted` is asked at the last moment before it appears. Errors: the
/// folder is missing or not to be written, the disk is full; nothing is there then.
pub fn write_new(
    out: &Path,
    content: &[u8],
    wanted: impl FnOnce() -> bool,
) -> Result<New, StoreError> {
    let refused = |error: io::Error| StoreError::refused(out, Act::Write, &error);
    if out.symlink_metadata().is_ok() {
        return Ok(New::Taken);
    }
    let real = real(out).map_err(refused)?;
    match place(&real, content, wanted).map_err(refused)? {
        New::Written if side::read_back(&real).map_err(refused)? != content => {
            Err(StoreError::new(out, Cause::NotVerified))
        }
        came => Ok(came),
    }
}

fn place(real: &Path, content: &[u8], wanted: impl FnOnce() -> bool) -> io::Result<New> {
    let folder = real.parent().ok_or(io::ErrorKind::IsADirectory)?;
    let temporary = temporary_in(folder);
    let came = fill(&temporary, content, None).and_then(|()| {
        if wanted() {
            rename_new(&temporary, real)
        } else {
            Ok(New::Dropped)
        }
    });
    if !matches!(came, Ok(New::Written)) {
        // What cannot be removed is of no use to anybody, and harms nobody.
        let _ = std::fs::remove_file(&temporary);
        return came;
    }
    sync(folder).map(|()| New::Written)
}

/// Gives a file its name, unless there is one of that name.
fn rename_new(temporary: &Path, real: &Path) -> io::Result<New> {
    match rustix::fs::renameat_with(CWD, temporary, CWD, real, RenameFlags::NOREPLACE) {
        Ok(()) => Ok(New::Written),
        Err(Errno::EXIST) => Ok(New::Taken),
        // Not every file system knows how to; then the time between looking and renaming is all that is left.
        Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) => {
            if real.symlink_metadata().is_ok() {
                return Ok(New::Taken);
            }
            std::fs::rename(temporary, real).map(|()| New::Written)
        }
        Err(error) => Err(error.into()),
    }
}

fn temporary_in(folder: &Path) -> PathBuf {
    folder.join(format!(".chamdiem.tmp.{}", std::process::id()))
}

fn may_replace(out: &Path, before: &Metadata) -> Result<(), StoreError> {
    if !before.is_file() {
        return Err(StoreError::new(out, Cause::NotReplaced));
    }
    // A new file could be renamed over it all the same; but somebody took care that it stays.
    rustix::fs::access(out, Access::WRITE_OK)
        .map_err(|error| StoreError::refused(out, Act::Write, &error.into()))?;
    match holds_work(out, before) {
        Ok(false) => Ok(()),
        Ok(true) => Err(StoreError::new(out, Cause::HoldsWork)),
        Err(error) => Err(StoreError::refused(out, Act::Read, &error)),
    }
}

/// Whether a file is a workbook or a set, or what is left of one.
fn holds_work(out: &Path, before: &Metadata) -> io::Result<bool> {
    if before.len() > crate::store::MOST_BYTES {
        return Ok(false);
    }
    let content = side::read_back(out)?;
    if let Ok(document) = serde_json::from_slice::<Value>(&content) {
        let format = document.get("format").and_then(Value::as_str);
        return Ok(format.is_some_and(|format| KEPT.iter().any(|kept| format.starts_with(kept))));
    }
    let text = String::from_utf8_lossy(&content);
    let text = text.trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']);
    let names_it = |kept: &str| text.contains(&format!("\"{kept}"));
    Ok(text.starts_with('{') && KEPT.iter().any(|kept| names_it(kept)))
}

/// The file behind links, or the place of a new one in its folder.
fn real(out: &Path) -> io::Result<PathBuf> {
    if out.symlink_metadata().is_ok() {
        return out.canonicalize();
    }
    let name = out.file_name().ok_or(io::ErrorKind::IsADirectory)?;
    let folder = match out.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        Some(_) | None => Path::new("."),
    };
    Ok(folder.canonicalize()?.join(name))
}

fn replace(real: &Path, content: &[u8], before: Option<&Metadata>) -> io::Result<()> {
    let folder = real.parent().ok_or(io::ErrorKind::IsADirectory)?;
    let temporary = temporary_in(folder);
    let done = fill(&temporary, content, before).and_then(|()| std::fs::rename(&temporary, real));
    if done.is_err() {
        // What cannot be removed is of no use to anybody, and harms nobody.
        let _ = std::fs::remove_file(&temporary);
        return done;
    }
    sync(folder)
}

fn sync(folder: &Path) -> io::Result<()> {
    match File::open(folder)?.sync_all() {
        // Not every file system syncs folders; the file itself is synced.
        Err(error) if error.kind() != io::ErrorKind::InvalidInput => Err(error),
        Ok(()) | Err(_) => Ok(()),
    }
}

fn fill(temporary: &Path, content: &[u8], before: Option<&Metadata>) -> io::Result<()> {
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(temporary)?;
    file.write_all(content)?;
    if let Some(before) = before {
        Rights::of(before).give(&file)?;
    }
    file.sync_all()
}
