//! Backups: what stood in a workbook before it was changed, in `.chamdiem/NAME.json/backups/`, named by time
//! in UTC. Knows when one is due and how many are kept.

use std::io::{self, Write};
use std::os::fd::OwnedFd;
use std::path::Path;

use jiff::{SignedDuration, Timestamp};
use rustix::fs::AtFlags;

use crate::store::side::{self, Side};

/// When a commit keeps a backup of what it changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Backup {
    /// Before the first change of a session.
    Now,
    /// When the newest is older than ten minutes: for commands that each make one edit.
    IfDue,
    /// The session has kept one already.
    Skip,
}

const MOST_BACKUPS: usize = 20;
const DUE_AFTER: SignedDuration = SignedDuration::from_mins(10);

/// A backup that was just kept; none when none was due.
#[derive(Debug, Default)]
#[must_use]
pub(super) struct Kept(Option<String>);

/// Keeps what stands in a workbook, if a backup is due. The file itself goes on under another name where the file
/// system has links, so that a backup takes neither time nor room; elsewhere `content` is written.
pub(super) fn keep(side: &Side, content: &[u8], when: Backup, now: Timestamp) -> io::Result<Kept> {
    if when == Backup::Skip {
        return Ok(Kept::default());
    }
    let folder = side.inner("backups")?;
    let mut names = kept_in(&folder, now)?;
    if when == Backup::IfDue && names.iter().any(|name| is_recent(name, now)) {
        return Ok(Kept::default());
    }
    // A save that was killed may have kept the very file.
    if names
        .last()
        .is_some_and(|last| is_own_file(side, &folder, last))
    {
        return Ok(Kept::default());
    }
    let name = name_at(now);
    let (workbook, flags) = (side.name.as_os_str(), AtFlags::empty());
    if rustix::fs::linkat(&side.parent, workbook, &folder, name.as_str(), flags).is_err() {
        write(side, &folder, &name, content)?;
    }
    let surplus = (names.len() + 1).saturating_sub(MOST_BACKUPS);
    for name in names.drain(..surplus) {
        side::remove(&folder, &name)?;
    }
    Ok(Kept(Some(name)))
}

/// Keeps content that stands in the workbook no longer, unless the newest backup holds it.
pub(super) fn keep_content(side: &Side, content: &[u8], now: Timestamp) -> io::Result<()> {
    let folder = side.inner("backups")?;
    let is_kept = kept_in(&folder, now)?
        .last()
        .is_some_and(|last| side::content_of(&folder, last).is_ok_and(|kept| kept == content));
    if is_kept {
        return Ok(());
    }
    write(side, &folder, &name_at(now), content)
}

/// Takes away a backup of what was not changed after all.
pub(super) fn take_back(side: &Side, kept: Kept) {
    if let Some(name) = kept.0
        && let Ok(folder) = side.inner("backups")
    {
        // What stays is one backup more.
        let _ = side::remove(&folder, &name);
    }
}

/// Removes the oldest backup, but never the newest, so that a full disk has room for the work of today; whether
/// there was one.
pub(super) fn make_room(side: &Side, now: Timestamp) -> bool {
    let Ok(folder) = side.inner("backups") else {
        return false;
    };
    match kept_in(&folder, now).unwrap_or_default().as_slice() {
        [oldest, _, ..] => side::remove(&folder, oldest).is_ok(),
        [] | [_] => false,
    }
}

fn write(side: &Side, folder: &OwnedFd, name: &str, content: &[u8]) -> io::Result<()> {
    let mut file = side::new_file(folder, name)?;
    let written = file
        .write_all(content)
        .and_then(|()| side.rights.give(&file));
    if written.is_err() {
        side::remove(folder, name)?;
    }
    written
}

/// The names of the backups in a folder, the oldest first.
fn kept_in(folder: &OwnedFd, now: Timestamp) -> io::Result<Vec<String>> {
    let mut names = side::names(folder)?;
    names.retain(|name| is_backup(name));
    by_age(&mut names, now);
    Ok(names)
}

/// Whether a backup is the workbook's own file under another name.
fn is_own_file(side: &Side, folder: &OwnedFd, name: &str) -> bool {
    let flags = AtFlags::SYMLINK_NOFOLLOW;
    let own = rustix::fs::statat(&side.parent, side.name.as_os_str(), flags);
    let other = rustix::fs::statat(folder, name, flags);
    own.is_ok_and(|own| {
        other.is_ok_and(|other| own.st_dev == other.st_dev && own.st_ino == other.st_ino)
    })
}

/// The content of the newest backup in the folder beside a workbook.
pub(super) fn newest(beside: &Path) -> Option<Vec<u8>> {
    let folder = beside.join("backups");
    let entries = std::fs::read_dir(&folder).ok()?;
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let mut names: Vec<String> = names.filter(|name| is_backup(name)).collect();
    by_age(&mut names, Timestamp::now());
    let path = folder.join(names.pop()?);
    // A link laid here would lead the officer's eyes elsewhere.
    let is_file = path.symlink_metadata().is_ok_and(|found| found.is_file());
    is_file.then(|| std::fs::read(path).ok())?
}

/// The oldest first. What bears a time that is not yet was written before the clock was set back: it is older than
/// all that was written since, whatever it says.
fn by_age(names: &mut [String], now: Timestamp) {
    let now = name_at(now);
    names.sort_unstable_by(|one, two| {
        let is_past = |name: &String| *name <= now;
        is_past(one).cmp(&is_past(two)).then_with(|| one.cmp(two))
    });
}

/// Names sort as the times do.
fn name_at(time: Timestamp) -> String {
    time.strftime("%Y%m%dT%H%M%S.%6fZ.json").to_string()
}

fn is_backup(name: &str) -> bool {
    name.ends_with("Z.json") && name.starts_with(|c: char| c.is_ascii_digit())
}

/// Whether a backup is of the last ten minutes. One from the future, after the clock was set back, is not.
fn is_recent(name: &str, now: Timestamp) -> bool {
    let due = now
        .checked_sub(DUE_AFTER)
        .map_or_else(|_| String::new(), name_at);
    *name > *due && *name <= *name_at(now)
}
