//! Making a part that was put aside small: long stretches of typing become one entry each.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Read, Write};

use jiff::SignedDuration;
use jiff::tz::TimeZone;
use rustix::fs::{Mode, OFlags};
use serde_json::Value;

use super::Entry;
use super::line::{self, Line};
use super::write::{Part, Tolerance, Walked, joins, keeps_all, text_content};
use crate::store::field;
use crate::store::side::{self, Side};

/// The typing of one author in one text within so long is one entry in parts put aside.
const OLD_STRETCH: SignedDuration = SignedDuration::from_hours(8);

/// Writes a part that was put aside anew, with long stretches of typing joined.
pub(super) fn compact(side: &Side, name: &str, zone: &TimeZone) -> io::Result<()> {
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let mut part = File::from(rustix::fs::openat(
        &side.folder,
        name,
        flags,
        Mode::empty(),
    )?);
    let mut content = Vec::new();
    part.read_to_end(&mut content)?;
    let temporary = format!("tmp.{name}");
    let mut file = side::new_file(&side.folder, &temporary)?;
    let done = file
        .write_all(&compacted(&content, zone))
        .and_then(|()| side.rights.give(&file))
        .and_then(|()| file.sync_all())
        .and_then(|()| {
            Ok(rustix::fs::renameat(
                &side.folder,
                temporary.as_str(),
                &side.folder,
                name,
            )?)
        });
    if done.is_err() {
        let _ = side::remove(&side.folder, &temporary);
    }
    done
}

/// The lines of a part with the typing of one author in one text joined to one entry per eight hours. Lines that
/// are no entry stay as they are.
fn compacted(content: &[u8], zone: &TimeZone) -> Vec<u8> {
    let mut kept: Vec<Option<Vec<u8>>> = Vec::new();
    let mut texts: HashMap<(String, String), Text> = HashMap::new();
    for (_, raw) in Part::of(content).lines {
        let mut bytes = raw.to_vec();
        if let Some(Line::Entry(entry)) = line::read(raw)
            && field::edit(&entry.code, &entry.field, None)
                .is_some_and(|edit| field::is_text(&edit))
        {
            let text = texts.entry((entry.code.clone(), entry.field.clone()));
            let text = text.or_insert_with(Text::new);
            let joined = text.take(*entry, kept.len());
            if let Some(place) = joined.replaces.and_then(|place| kept.get_mut(place)) {
                *place = None;
            }
            bytes = line::print(&joined.entry, zone);
        }
        kept.push(Some(bytes));
    }
    kept.into_iter().flatten().flatten().collect()
}

/// A text while a part is compacted.
struct Text {
    /// What was read.
    read: Walked,
    /// What is kept, without the last entry of it.
    settled: Walked,
    /// The last entry that is kept, and its place.
    last: Option<(Entry, usize)>,
}

/// An entry to be kept, and the place of the one that it takes in.
struct Joined {
    entry: Entry,
    replaces: Option<usize>,
}

impl Text {
    fn new() -> Self {
        Self {
            read: Walked::nothing(),
            settled: Walked::nothing(),
            last: None,
        }
    }

    fn take(&mut self, mut entry: Entry, place: usize) -> Joined {
        self.read = self.read.step(&entry);
        let last = self.last.take();
        let mut replaces = None;
        if let Some((last, at)) = last {
            let walked = self.settled.step(&last);
            let goes_on = walked.after.is_some()
                && walked.after == self.read.before
                && joins(&last, &entry.author, entry.at, OLD_STRETCH);
            let is_kept = |was: &Option<Value>| {
                let (between, after) = (&self.read.before, &self.read.after);
                between
                    .as_ref()
                    .zip(after.as_ref())
                    .is_some_and(|(between, after)| {
                        keeps_all(
                            was.as_ref(),
                            between.as_ref(),
                            after.as_ref(),
                            Tolerance::Slips,
                        )
                    })
            };
            if goes_on && walked.before.as_ref().is_some_and(is_kept) {
                (self.read.before, replaces, entry.since) = (walked.before, Some(at), last.since);
            } else {
                self.settled = walked;
            }
        }
        if let (Some(before), Some(after)) = (&self.read.before, &self.read.after) {
            entry.content = text_content(before.clone(), after.clone(), &self.settled);
        }
        self.last = Some((entry.clone(), place));
        Joined { entry, replaces }
    }
}
