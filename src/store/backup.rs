//! Backups: what stood in a workbook before it was changed, in `.chamdiem/NAME.json/backups/`, named by time
//! in UTC. Knows when one is due and how many are kept.

use std::io::{self, Write};
use std::path::Path;

use jiff::{SignedDuration, Timestamp};

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

/// Keeps a backup when it is due.
pub(super) fn keep(side: &Side, content: &[u8], when: Backup, now: Timestamp) -> io::Result<()> {
    if when == Backup::Skip {
        return Ok(());
    }
    let folder = side.inner("backups")?;
    let mut names = side::names(&folder)?;
    names.retain(|name| is_backup(name));
    if when == Backup::IfDue && names.iter().any(|name| is_recent(name, now)) {
        return Ok(());
    }
    let name = name_at(now);
    let mut file = side::new_file(&folder, &name)?;
    let written = file
        .write_all(content)
        .and_then(|()| side.rights.give(&file));
    if let Err(error) = written {
        side::remove(&folder, &name)?;
        return Err(error);
    }
    by_age(&mut names, now);
    let surplus = (names.len() + 1).saturating_sub(MOST_BACKUPS);
    names
        .iter()
        .take(surplus)
        .try_for_each(|name| side::remove(&folder, name))
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
