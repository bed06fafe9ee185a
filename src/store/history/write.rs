//! Adding to the record, under the lock of a save that succeeded. One write puts in what is new, together with the
//! last lines where typing goes on in one of them.

use std::fs::File;
use std::io::{self, BufRead, Read};
use std::os::unix::fs::FileExt;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use rustix::fs::{Mode, OFlags};
use serde_json::Value;

use super::line::{self, Line};
use super::{ACTIVE, Content, Entry, Known, NotChosen, OLDER, SEAL, compact, sum};
use crate::store::field;
use crate::store::marks_format::value_json;
use crate::store::seal_format;
use crate::store::side::{self, Side};
use crate::workbook::difference::Difference;
use crate::workbook::merge::Decision;
use crate::workbook::patch::TextPatch;
use crate::workbook::seal::SealEvent;

/// A part that has grown to this is put aside.
const FULL_PART: usize = 1024 * 1024;
/// A longer one was not written by this program: it is put aside unread.
const LONGEST_PART: u64 = 4 * 1024 * 1024;
/// How far back from the end an entry may be taken up again.
const REACH: usize = 32 * 1024;
/// Typing in one text within so long is one entry.
const STRETCH: SignedDuration = SignedDuration::from_mins(10);
/// Texts that are together no longer than this are kept whole.
const SHORT: usize = 200;
/// After so many patches one carries the whole text.
const MOST_PATCHES: usize = 64;

/// A save to be recorded.
#[derive(Debug)]
pub(crate) struct Commit<'a> {
    /// Who saved.
    pub(crate) author: &'a str,
    /// When.
    pub(crate) at: Timestamp,
    /// When the file was last written before: so far back reaches a record that begins now.
    pub(crate) unchanged_since: Timestamp,
    /// What it changed.
    pub(crate) changes: &'a [Change],
    /// What was chosen in it where a part was in conflict.
    pub(crate) decisions: &'a [Decision],
    /// The seals that it set or lifted.
    pub(crate) seals: &'a [SealEvent],
}

/// A change of one field.
#[derive(Clone, Debug)]
pub(crate) struct Change {
    /// What it was and is.
    pub(crate) difference: Difference,
    /// Who made the value, which a merge brings in from somebody else's copy; none when it is not known, which is
    /// then whoever saved it.
    pub(crate) maker: Option<String>,
}

/// Adds a save to the record. The caller holds the lock; an error costs the entries, nothing else.
pub(crate) fn keep(side: &Side, commit: &Commit<'_>) -> io::Result<()> {
    if commit.changes.is_empty() && commit.decisions.is_empty() && commit.seals.is_empty() {
        return Ok(());
    }
    let zone = TimeZone::system();
    let mut file = match open(side) {
        // Somebody else's, or no plain file: it is put aside and a new one begun.
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            put_aside(side, commit.at)?;
            open(side)?
        }
        opened => opened?,
    };
    let mut content = Vec::new();
    file.read_to_end(&mut content)?;
    let added = Part::of(&content).with(commit, &zone);
    write(&file, &content, &added)?;
    if added.at + added.bytes.len() > FULL_PART {
        put_aside(side, commit.at).and_then(|name| compact::compact(side, &name, &zone))?;
    }
    Ok(())
}

/// The part that is written to, made when missing.
fn open(side: &Side) -> io::Result<File> {
    let flags =
        OFlags::RDWR | OFlags::CREATE | OFlags::NOFOLLOW | OFlags::CLOEXEC | OFlags::NONBLOCK;
    let file = rustix::fs::openat(&side.folder, ACTIVE, flags, Mode::RUSR | Mode::WUSR)?;
    let file = File::from(file);
    let metadata = file.metadata()?;
    if !metadata.is_file() || metadata.len() > LONGEST_PART {
        return Err(io::ErrorKind::InvalidData.into());
    }
    if metadata.len() == 0 {
        side.rights.give(&file)?;
    }
    Ok(file)
}

/// Gives the active part the name of an older one.
fn put_aside(side: &Side, at: Timestamp) -> io::Result<String> {
    let mut stem = format!("{OLDER}{}", at.strftime("%Y%m%dT%H%M%S.%6fZ"));
    // Parts are read in the order of their names; after the clock was set back a later one must not come first.
    let names = side::names(&side.folder)?.into_iter();
    let newest = names.filter(|name| super::is_older(name)).max();
    let newest = newest.as_deref().and_then(|it| it.strip_suffix(".jsonl"));
    if let Some(newest) = newest.filter(|newest| *newest >= stem.as_str()) {
        stem = format!("{newest}a");
    }
    let name = format!("{stem}.jsonl");
    rustix::fs::renameat(&side.folder, ACTIVE, &side.folder, name.as_str())?;
    Ok(name)
}

/// Puts bytes in from an offset on. When the disk has no room, what stood there stands there again.
fn write(file: &File, before: &[u8], added: &Added) -> io::Result<()> {
    let at = u64::try_from(added.at).unwrap_or(u64::MAX);
    let written = file
        .write_all_at(&added.bytes, at)
        .and_then(|()| file.set_len(at + added.bytes.len() as u64));
    if written.is_err() {
        let old = before.get(added.at..).unwrap_or_default();
        let _ = file
            .write_all_at(old, at)
            .and_then(|()| file.set_len(before.len() as u64));
    }
    written
}

/// The lines of a part.
pub(super) struct Part<'a> {
    content: &'a [u8],
    /// Where each line begins, and the line with its end.
    pub(super) lines: Vec<(usize, &'a [u8])>,
}

/// What is to be written, and from which offset on.
struct Added {
    at: usize,
    bytes: Vec<u8>,
}

impl<'a> Part<'a> {
    pub(super) fn of(content: &'a [u8]) -> Self {
        let (mut lines, mut at, mut rest) = (Vec::new(), 0, content);
        while let (line, Ok(length @ 1..)) = (rest, rest.skip_until(b'\n')) {
            lines.push((at, line.get(..length).unwrap_or_default()));
            at += length;
        }
        Self { content, lines }
    }

    /// What a save adds.
    fn with(&self, commit: &Commit<'_>, zone: &TimeZone) -> Added {
        let mut dropped = Vec::new();
        let mut new = Vec::new();
        let decided = commit.decisions.iter();
        new.extend(decided.flat_map(|decision| line::print(&choice_entry(commit, decision), zone)));
        for change in commit.changes {
            let entry = if field::is_text(&change.difference.after) {
                self.text_entry(commit, change, &mut dropped)
            } else {
                Some(whole_entry(commit, change))
            };
            new.extend(entry.iter().flat_map(|entry| line::print(entry, zone)));
        }
        let seals = commit.seals.iter().map(|event| seal_entry(commit, event));
        new.extend(seals.flat_map(|entry| line::print(&entry, zone)));
        let kept_from = dropped.iter().min().copied().unwrap_or(self.lines.len());
        let at = self
            .lines
            .get(kept_from)
            .map_or(self.content.len(), |(at, _)| *at);
        let mut bytes = Vec::new();
        if self.content.is_empty() {
            bytes = line::print_head(commit.unchanged_since, zone);
        }
        let kept = self.lines.iter().enumerate().skip(kept_from);
        for (place, (_, line)) in kept {
            if !dropped.contains(&place) {
                bytes.extend_from_slice(line);
            }
        }
        // A last line that was cut off must not swallow what follows it.
        if !self.content.is_empty() && self.content.last() != Some(&b'\n') {
            bytes.push(b'\n');
        }
        bytes.extend(new);
        Added { at, bytes }
    }

    /// The last entries about a place, each with the number of its line: from the last but one that carries the
    /// whole text on, so that what follows is known even without the last.
    fn chain(&self, code: &str, field: &str) -> Vec<(usize, Entry)> {
        let needle = line::needle(code, field);
        let about = |line: &[u8]| std::str::from_utf8(line).is_ok_and(|it| it.contains(&needle));
        let mut chain = Vec::new();
        let mut whole = 0;
        for (place, (_, line)) in self.lines.iter().enumerate().rev() {
            if whole == 2 {
                break;
            }
            if about(line)
                && let Some(Line::Entry(entry)) = line::read(line)
                && entry.code == code
                && entry.field == field
            {
                whole += usize::from(!matches!(
                    entry.content,
                    Content::Patch { before: None, .. }
                ));
                chain.push((place, *entry));
            }
        }
        chain.reverse();
        chain
    }

    /// An entry for a text; the last one of this text is taken up when the same author went on typing in it.
    fn text_entry(
        &self,
        commit: &Commit<'_>,
        change: &Change,
        dropped: &mut Vec<usize>,
    ) -> Option<Entry> {
        let mut entry = whole_entry(commit, change);
        let difference = &change.difference;
        let mut chain = self.chain(&entry.code, &entry.field);
        let (mut before, after) = (
            field::value(&difference.before),
            field::value(&difference.after),
        );
        let mut walks = vec![Walked::nothing()];
        for (_, entry) in &chain {
            walks.extend(walks.last().map(|walked| walked.step(entry)));
        }
        // The last entry when typing went on in it, and the one before when what was taken away between was a slip.
        let count = chain.len();
        for tolerance in [Tolerance::Nothing, Tolerance::Slips] {
            let Some(((place, last), walked)) = chain.last().zip(walks.last()) else {
                break;
            };
            let offset = self.lines.get(*place).map_or(0, |(offset, _)| *offset);
            let goes_on = offset + REACH >= self.content.len()
                && joins(last, &entry.author, commit.at, STRETCH)
                && walked.after.as_ref() == Some(&before);
            let is_kept = |was: &Option<Value>| {
                keeps_all(was.as_ref(), before.as_ref(), after.as_ref(), tolerance)
            };
            let Some(was) = walked.before.clone().filter(|was| goes_on && is_kept(was)) else {
                break;
            };
            dropped.push(*place);
            entry.since = last.since;
            before = was;
            chain.pop();
            walks.pop();
        }
        if chain.len() < count && before == after {
            return None;
        }
        let walked = walks.pop().unwrap_or_else(Walked::nothing);
        entry.content = text_content(before, after, &walked);
        Some(entry)
    }
}

/// What may be lost where two entries of a text become one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tolerance {
    /// Nothing of what stood there between; a slip when nothing is left of it all.
    Nothing,
    /// Slips: a few letters, in a text that has grown since.
    Slips,
}

/// So many bytes that were typed and taken away again are a slip: a word or two.
const SLIP: usize = 24;

/// Whether what stood in a text between two others stands in one of them, so that nothing typed is lost with it.
pub(super) fn keeps_all(
    before: Option<&Value>,
    between: Option<&Value>,
    after: Option<&Value>,
    tolerance: Tolerance,
) -> bool {
    let [before, between, after] =
        [before, between, after].map(|value| value.and_then(Value::as_str).unwrap_or_default());
    let (first, second) = (
        TextPatch::between(before, between),
        TextPatch::between(between, after),
    );
    let lost = first.lost_by(&second);
    let has_grown = tolerance == Tolerance::Slips && after.len() >= between.len();
    lost == 0 || lost <= SLIP && (has_grown || before == after)
}

/// Whether an author goes on in an entry.
pub(super) fn joins(last: &Entry, author: &str, at: Timestamp, stretch: SignedDuration) -> bool {
    let age = at.duration_since(last.since);
    last.author == author && !age.is_negative() && age < stretch
}

/// What is known at the end of the entries of a text.
pub(super) struct Walked {
    /// The text before the last entry.
    pub(super) before: Known,
    /// The text after it.
    pub(super) after: Known,
    /// Patches since the text last stood there whole.
    patches: usize,
}

impl Walked {
    /// Before the first entry.
    pub(super) const fn nothing() -> Self {
        Self {
            before: None,
            after: None,
            patches: 0,
        }
    }

    fn counted(&self, entry: &Entry) -> Self {
        let patches = match &entry.content {
            Content::Patch { before: None, .. } => self.patches + 1,
            Content::Patch { .. } | Content::Whole { .. } | Content::Choice { .. } => 0,
        };
        Self {
            before: None,
            after: None,
            patches,
        }
    }

    pub(super) fn step(&self, entry: &Entry) -> Self {
        let (before, after) = entry.follow(&self.after);
        Self {
            before,
            after,
            ..self.counted(entry)
        }
    }
}

fn whole_entry(commit: &Commit<'_>, change: &Change) -> Entry {
    let difference = &change.difference;
    let maker = change.maker.as_deref();
    Entry {
        at: commit.at,
        since: commit.at,
        author: maker.unwrap_or(commit.author).to_owned(),
        code: difference.after.code().unwrap_or_default().to_owned(),
        field: field::name(&difference.after),
        content: Content::Whole {
            before: field::value(&difference.before),
            after: field::value(&difference.after),
        },
    }
}

/// A seal that was set or lifted.
fn seal_entry(commit: &Commit<'_>, event: &SealEvent) -> Entry {
    Entry {
        at: commit.at,
        since: commit.at,
        author: commit.author.to_owned(),
        code: String::new(),
        field: SEAL.to_owned(),
        content: Content::Whole {
            before: None,
            after: Some(seal_format::event_json(event)),
        },
    }
}

/// What was chosen and what was not. Whoever decided did so when the chosen value was made; the record says when it
/// came into this file, like everything else in it.
fn choice_entry(commit: &Commit<'_>, decision: &Decision) -> Entry {
    let value = |content| value_json(&decision.part, content);
    let others = decision.others.iter().map(|side| NotChosen {
        author: side.author.clone(),
        at: side.time.as_deref().and_then(|time| time.parse().ok()),
        value: value(side.content.as_ref()),
    });
    Entry {
        at: commit.at,
        since: commit.at,
        author: decision
            .author
            .as_deref()
            .unwrap_or(commit.author)
            .to_owned(),
        code: decision.part.code().unwrap_or_default().to_owned(),
        field: format!("{}{}", field::CHOICE, decision.part.path()),
        content: Content::Choice {
            chosen: value(decision.chosen.as_ref()),
            others: others.collect(),
        },
    }
}

/// A long text as a patch, with the text before where that does not follow from the entries before.
pub(super) fn text_content(
    before: Option<Value>,
    after: Option<Value>,
    walked: &Walked,
) -> Content {
    let (Some(Value::String(old)), Some(Value::String(new))) = (&before, &after) else {
        return Content::Whole { before, after };
    };
    if old.len() + new.len() <= SHORT {
        return Content::Whole { before, after };
    }
    let follows = walked.after.as_ref() == Some(&before) && walked.patches < MOST_PATCHES;
    Content::Patch {
        patch: TextPatch::between(old, new),
        of: sum(old),
        before: (!follows).then(|| old.clone()),
    }
}
