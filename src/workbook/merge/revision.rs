//! The name of one state of one part, and what a state descends from. Knows nothing of what is in a part, and
//! no clock: descent alone says which of two states is the later one.

use std::collections::BTreeMap;
use std::fmt;

/// Where the step ends and the stem begins.
const STEP_BITS: u32 = 16;

/// 64 bits, printed as sixteen hexadecimal digits. The upper 48 (the stem) are random and drawn once for a part
/// and a session; the lower 16 (the step) count the edits that the session makes of it, each on top of the one
/// before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Revision(u64);

impl Revision {
    /// The first of a session, from 64 random bits.
    pub const fn first(random: u64) -> Self {
        Self(random >> STEP_BITS << STEP_BITS)
    }

    /// The one that follows in the same session; none when the steps are used up.
    pub fn next(self) -> Option<Self> {
        let next = Self(self.0.checked_add(1)?);
        (next.stem() == self.stem()).then_some(next)
    }

    /// The revision of a value that has none of its own: the hash of its content.
    pub(super) const fn of_hash(hash: u64) -> Self {
        Self(hash)
    }

    /// Reads sixteen hexadecimal digits.
    pub fn read(digits: &str) -> Option<Self> {
        let well_formed = digits.len() == 16 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        let bits = u64::from_str_radix(digits, 16).ok()?;
        well_formed.then_some(Self(bits))
    }

    const fn stem(self) -> u64 {
        self.0 >> STEP_BITS
    }
}

impl fmt::Display for Revision {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{:016x}", self.0)
    }
}

/// How many stems a part remembers; edits drop the oldest beyond this.
const MOST_STEMS: usize = 32;

/// The revisions that a state descends from. Of each stem the highest is kept; it stands for all below it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Past {
    /// The highest revision and its depth (how many edits deep it lies in the chain), by stem.
    stems: BTreeMap<u64, (Revision, u32)>,
}

impl Past {
    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        self.stems.is_empty()
    }

    /// Whether a revision is among them.
    pub fn knows(&self, revision: Revision) -> bool {
        self.stems
            .get(&revision.stem())
            .is_some_and(|(highest, _)| *highest >= revision)
    }

    /// Each stem's highest revision with its depth.
    pub fn iter(&self) -> impl Iterator<Item = (Revision, u32)> {
        self.stems.values().copied()
    }

    /// Takes a revision in.
    pub fn add(&mut self, revision: Revision, depth: u32) {
        let known = self
            .stems
            .entry(revision.stem())
            .or_insert((revision, depth));
        *known = (known.0.max(revision), known.1.max(depth));
    }

    /// Takes in all that another knows.
    pub(super) fn join(&mut self, other: &Self) {
        for (revision, depth) in other.iter() {
            self.add(revision, depth);
        }
    }

    /// One deeper than all that is known.
    pub(super) fn next_depth(&self) -> u32 {
        let deepest = self.stems.values().map(|(_, depth)| *depth).max();
        deepest.unwrap_or_default().saturating_add(1)
    }

    /// Forgets the oldest stems beyond the bound. Whoever comes back with one of those conflicts; nothing of
    /// theirs is lost.
    pub(super) fn shorten(&mut self) {
        let surplus = self.stems.len().saturating_sub(MOST_STEMS);
        let mut by_age: Vec<(u32, u64)> = self
            .stems
            .iter()
            .map(|(stem, (_, depth))| (*depth, *stem))
            .collect();
        by_age.sort_unstable();
        for (_, stem) in by_age.into_iter().take(surplus) {
            self.stems.remove(&stem);
        }
    }
}
