//! Replaces a file as a whole or not at all: a temporary file beside it, synced, renamed over it, read back.
//! On any error the old file is as it was. Knows nothing of what is in it.

use std::fs::File;
use std::io::{self, Write};

use rustix::fs::{AtFlags, RenameFlags};
use rustix::io::Errno;

use crate::store::error::{Act, Cause, StoreError};
use crate::store::side::{self, Side};

/// How temporary files begin. Whoever holds the lock is the only one to have one.
const TEMPORARY: &str = "tmp.";

/// Puts content in place of a workbook. The caller holds the lock.
pub(super) fn replace(side: &Side, content: &[u8]) -> Result<(), StoreError> {
    put(side, content, |temporary| {
        rustix::fs::renameat(&side.folder, temporary, &side.parent, side.name.as_os_str())
    })
}

/// Puts content where there is no file yet; one that is there stays. The caller holds the lock.
pub(super) fn put_new(side: &Side, content: &[u8]) -> Result<(), StoreError> {
    put(side, content, |temporary| {
        let name = side.name.as_os_str();
        let renamed = rustix::fs::renameat_with(
            &side.folder,
            temporary,
            &side.parent,
            name,
            RenameFlags::NOREPLACE,
        );
        match renamed {
            // Some file systems cannot refuse to replace; a link can.
            Err(Errno::INVAL | Errno::NOSYS) => {
                rustix::fs::linkat(
                    &side.folder,
                    temporary,
                    &side.parent,
                    name,
                    AtFlags::empty(),
                )?;
                rustix::fs::unlinkat(&side.folder, temporary, AtFlags::empty())
            }
            other => other,
        }
    })
}

fn put(
    side: &Side,
    content: &[u8],
    rename: impl FnOnce(&str) -> rustix::io::Result<()>,
) -> Result<(), StoreError> {
    let refused = |error: &io::Error| match error.kind() {
        io::ErrorKind::AlreadyExists => StoreError::new(&side.real, Cause::AlreadyThere),
        _ => StoreError::refused(&side.real, Act::Write, error),
    };
    write_and_rename(side, content, rename).map_err(|error| refused(&error))?;
    let written = side::read_back(&side.real).map_err(|error| refused(&error))?;
    if written == content {
        Ok(())
    } else {
        Err(StoreError::new(&side.real, Cause::NotVerified))
    }
}

fn write_and_rename(
    side: &Side,
    content: &[u8],
    rename: impl FnOnce(&str) -> rustix::io::Result<()>,
) -> io::Result<()> {
    remove_stale(side);
    let temporary = format!("{TEMPORARY}{}", std::process::id());
    let mut file = side::new_file(&side.folder, &temporary)?;
    let done = fill(side, &mut file, content).and_then(|()| Ok(rename(&temporary)?));
    if done.is_err() {
        // What cannot be removed now is removed by the next save.
        let _ = side::remove(&side.folder, &temporary);
        return done;
    }
    match rustix::fs::fsync(&side.parent) {
        // Not every file system syncs folders; the file itself is synced.
        Ok(()) | Err(Errno::INVAL | Errno::NOTSUP) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

fn fill(side: &Side, file: &mut File, content: &[u8]) -> io::Result<()> {
    file.write_all(content)?;
    side.rights.give(&*file)?;
    file.sync_all()
}

/// Removes what saves that were cut off left behind.
fn remove_stale(side: &Side) {
    let names = side::names(&side.folder).unwrap_or_default();
    for name in names.iter().filter(|name| name.starts_with(TEMPORARY)) {
        let _ = side::remove(&side.folder, name);
    }
}
