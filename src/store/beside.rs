//! Small files of one session beside a workbook. Each is held with a lock as long as its session lives, so that a
//! dead one is known by its lock alone, however it died and whoever has its process number now.

use std::fs::{File, TryLockError};
use std::io::{self, Read, Write};
use std::os::fd::OwnedFd;
use std::time::{Duration, SystemTime};

use rustix::fs::{AtFlags, Mode, OFlags};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::store::side;

/// How files that are being written begin; nobody reads them.
pub(super) const UNFINISHED: &str = "tmp.";
/// More than any of these files holds.
const MOST_BYTES: u64 = 64 * 1024 * 1024;

/// Writing takes far less.
const LONG_AGO: Duration = Duration::from_secs(120);

/// A file found there, and whether its session lives.
#[derive(Debug)]
pub(super) struct Found {
    /// The file; locked when its session is dead, so that only one finds it.
    pub(super) file: File,
    /// Whether the session that wrote it lives.
    pub(super) lives: bool,
}

/// A name that no other session has.
pub(super) fn own_name() -> String {
    let number = getrandom::u64().unwrap_or_default();
    format!("{}-{number:016x}.json", std::process::id())
}

/// Writes a file as a whole, held from the moment it can be seen. `finish` gives it its rights.
pub(super) fn put(
    folder: &OwnedFd,
    name: &str,
    content: &impl Serialize,
    finish: impl FnOnce(&File) -> io::Result<()>,
) -> io::Result<File> {
    let temporary = format!("{UNFINISHED}{name}");
    let _ = side::remove(folder, &temporary);
    let mut file = side::new_file(folder, &temporary)?;
    let mut bytes = serde_json::to_vec(content)?;
    bytes.push(b'\n');
    let written = file.write_all(&bytes).and_then(|()| finish(&file));
    let done = written
        .and_then(|()| hold(folder, &temporary, file))
        .and_then(|held| {
            rustix::fs::renameat(folder, &temporary, folder, name)?;
            Ok(held)
        });
    if done.is_err() {
        let _ = side::remove(folder, &temporary);
    }
    done
}

/// Locks a file that was just written, for as long as it is held: opened for reading, so that whoever keeps the
/// machine may make the disk read-only meanwhile; as it is where a lock needs the right to write, as on some servers.
fn hold(folder: &OwnedFd, name: &str, file: File) -> io::Result<File> {
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let for_reading = rustix::fs::openat(folder, name, flags, Mode::empty()).map(File::from);
    if let Some(held) = for_reading.ok().filter(|held| held.try_lock().is_ok()) {
        return Ok(held);
    }
    file.try_lock().map_err(lock_error)?;
    Ok(file)
}

fn lock_error(error: TryLockError) -> io::Error {
    match error {
        TryLockError::Error(error) => error,
        TryLockError::WouldBlock => io::ErrorKind::WouldBlock.into(),
    }
}

/// Opens a file of a session; none when it is no plain file or may not be read.
pub(super) fn find(folder: &OwnedFd, name: &str) -> Option<Found> {
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::CLOEXEC | OFlags::NONBLOCK;
    let file = File::from(rustix::fs::openat(folder, name, flags, Mode::empty()).ok()?);
    if !file.metadata().ok()?.is_file() {
        return None;
    }
    let lives = file.try_lock().is_err();
    Some(Found { file, lives })
}

/// Removes a file whose writing was cut off some time ago.
pub(super) fn sweep(folder: &OwnedFd, name: &str) {
    let cut_off = name.starts_with(UNFINISHED)
        && find(folder, name).is_some_and(|found| !found.lives && age(&found.file) > LONG_AGO);
    if cut_off {
        let _ = side::remove(folder, name);
    }
}

/// How long ago a file was written; nothing where the clock says that it was not yet.
pub(super) fn age(file: &File) -> Duration {
    let written = file.metadata().and_then(|metadata| metadata.modified());
    let age = written.map(|at| SystemTime::now().duration_since(at).unwrap_or_default());
    age.unwrap_or_default()
}

/// What a file says; none when it is no such file.
pub(super) fn content<T: DeserializeOwned>(file: &File) -> Option<T> {
    let mut bytes = Vec::new();
    file.take(MOST_BYTES).read_to_end(&mut bytes).ok()?;
    serde_json::from_slice(&bytes).ok()
}

/// Whether a file still stands under its name: a session writes its file anew under the same name.
pub(super) fn is_at(folder: &OwnedFd, name: &str, file: &File) -> bool {
    let there = rustix::fs::statat(folder, name, AtFlags::SYMLINK_NOFOLLOW);
    let held = rustix::fs::fstat(file);
    match (there, held) {
        (Ok(there), Ok(held)) => (there.st_dev, there.st_ino) == (held.st_dev, held.st_ino),
        (Err(_), _) | (_, Err(_)) => false,
    }
}
