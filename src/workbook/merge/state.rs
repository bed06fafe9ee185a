//! What is known of one part: the values that nothing replaced yet, and what they descend from. Two states join
//! into one that knows what both know; the order of joining does not matter.

use std::collections::BTreeMap;

use crate::points::Stored;
use crate::workbook::answer::Evidence;
use crate::workbook::merge::part::Content;
use crate::workbook::merge::revision::{Past, Revision};

/// A value of a part, with who made it and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// Its revision.
    pub revision: Revision,
    /// The value; none when it was cleared.
    pub content: Option<Content>,
    /// Who made it; unknown for values written by hand.
    pub author: Option<String>,
    /// When, RFC 3339 with offset, for people: it decides nothing.
    pub time: Option<String>,
    /// Where an evidence entry stands: entries are ordered by this, see [`crate::workbook::merge::PLACE_GAP`].
    pub place: Option<u64>,
}

impl Side {
    /// A value without a revision of its own: as it stands in a file written by hand.
    pub fn unmarked(content: Option<Content>) -> Self {
        Self {
            revision: Revision::of_hash(fingerprint(content.as_ref())),
            content,
            author: None,
            time: None,
            place: None,
        }
    }

    fn key(&self) -> (Revision, u64) {
        (self.revision, fingerprint(self.content.as_ref()))
    }

    /// The same side as two copies have it. They differ in nothing but what was changed by hand.
    fn joined(self, other: Self) -> Self {
        let (author, time) = (self.author, self.time).max((other.author, other.time));
        let places = [self.place, other.place];
        Self {
            author,
            time,
            place: places.into_iter().flatten().min(),
            ..other
        }
    }
}

/// What is known of one part. Without a side nothing was ever there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// The values that nothing replaced, the smallest revision first. Several of the same value are no conflict.
    sides: Vec<Side>,
    past: Past,
}

impl State {
    /// A state from its sides and what they descend from.
    pub fn new(sides: Vec<Side>, past: Past) -> Self {
        let empty = Self {
            sides: Vec::new(),
            past: Past::default(),
        };
        empty.join(&Self { sides, past })
    }

    /// The state of a value without marks; nothing for an empty part.
    pub fn unmarked(content: Option<Content>) -> Self {
        let side = content.map(|content| Side::unmarked(Some(content)));
        Self {
            sides: side.into_iter().collect(),
            past: Past::default(),
        }
    }

    /// The sides, the smallest revision first.
    pub fn sides(&self) -> &[Side] {
        &self.sides
    }

    /// What they descend from.
    pub const fn past(&self) -> &Past {
        &self.past
    }

    /// The value that counts: of the smallest revision.
    pub fn content(&self) -> Option<&Content> {
        self.sides.first()?.content.as_ref()
    }

    /// Whether its sides have different values.
    pub fn is_conflict(&self) -> bool {
        let first = self.content();
        self.sides.iter().any(|side| side.content.as_ref() != first)
    }

    /// Whether a revision is one of its sides or known to be replaced.
    pub fn knows(&self, revision: Revision) -> bool {
        self.past.knows(revision) || self.sides.iter().any(|side| side.revision == revision)
    }

    /// The state after an edit that saw all sides: it descends from all of them.
    pub fn edited(&self, sides: Vec<Side>) -> Self {
        let mut past = self.past.clone();
        let depth = past.next_depth();
        for side in &self.sides {
            past.add(side.revision, depth);
        }
        past.shorten();
        Self::new(sides, past)
    }

    /// What two copies know together. A side stays unless the other copy knows that it was replaced.
    #[must_use]
    pub fn join(&self, other: &Self) -> Self {
        let mut past = self.past.clone();
        past.join(&other.past);
        let mut sides: BTreeMap<(Revision, u64), Side> = BTreeMap::new();
        for side in self.sides.iter().chain(&other.sides) {
            if past.knows(side.revision) {
                continue;
            }
            let side = match sides.remove(&side.key()) {
                Some(known) => known.joined(side.clone()),
                None => side.clone(),
            };
            sides.insert(side.key(), side);
        }
        Self {
            sides: sides.into_values().collect(),
            past,
        }
    }

    /// The state when the value was changed by hand, past all marks: it descends from all sides, and its
    /// revision is the hash of them and of the value, the same wherever the same was done.
    pub fn changed_by_hand(&self, content: Option<Content>) -> Self {
        let mut hash = Hash::new();
        hash.number(fingerprint(content.as_ref()));
        for side in &self.sides {
            hash.text(&side.revision.to_string());
        }
        let place = self.place();
        self.edited(vec![Side {
            revision: Revision::of_hash(hash.finish()),
            place,
            ..Side::unmarked(content)
        }])
    }

    /// Where an evidence entry stands.
    pub(super) fn place(&self) -> Option<u64> {
        let there = self.sides.iter().filter(|side| side.content.is_some());
        there.filter_map(|side| side.place).min()
    }

    /// The same entry at a place; each side keeps its own when that is where the entry stands anyway.
    pub(super) fn at_place(mut self, place: u64) -> Self {
        if self.place() == Some(place) {
            return self;
        }
        for side in self.sides.iter_mut().filter(|side| side.content.is_some()) {
            side.place = Some(place);
        }
        self
    }

    /// Whether it is what [`State::unmarked`] makes of its value, places aside.
    pub(super) fn needs_no_mark(&self) -> bool {
        let [side] = self.sides.as_slice() else {
            return self.sides.is_empty() && self.past.is_empty();
        };
        let unmarked = Side {
            place: side.place,
            ..Side::unmarked(side.content.clone())
        };
        self.past.is_empty() && side.content.is_some() && *side == unmarked
    }
}

/// The hash of a value, the same on every machine and in every version: FNV-1a over the lengths and bytes of its
/// texts, stirred at the end. Part of the file format.
pub fn fingerprint(content: Option<&Content>) -> u64 {
    let mut hash = Hash::new();
    match content {
        None => hash.tag(0),
        Some(Content::Entered(entered)) => {
            hash.tag(1);
            hash.number(entered.figures.len() as u64);
            for (id, value) in &entered.figures {
                hash.text(id);
                hash.text(&value.text());
            }
            hash.texts(entered.level.as_slice());
            hash.tag(u8::from(entered.ticked.is_some()));
            hash.texts(entered.ticked.as_deref().unwrap_or_default());
            let score = entered.score.as_ref().map(Stored::text);
            hash.texts(score.as_slice());
        }
        Some(Content::Declared(declared)) => {
            hash.tag(2);
            hash.text(&declared.score.text());
            hash.text(&declared.reason);
        }
        Some(Content::Text(text)) => {
            hash.tag(3);
            hash.text(text);
        }
        Some(Content::Lines(lines)) => {
            hash.tag(4);
            hash.texts(lines);
        }
        Some(Content::Evidence(entry)) => {
            hash.tag(5);
            hash_entry(&mut hash, entry);
        }
        Some(Content::Unreviewed(text)) => {
            hash.tag(7);
            hash.text(text);
        }
        Some(Content::Mark(mark)) => {
            hash.tag(6);
            hash.text(&mark.as_char().to_string());
        }
    }
    hash.finish()
}

fn hash_entry(hash: &mut Hash, entry: &Evidence) {
    let texts = [
        &entry.id,
        &entry.kind,
        &entry.number,
        &entry.date,
        &entry.issuer,
        &entry.subject,
        &entry.place,
        &entry.location,
        &entry.note,
    ];
    for text in texts {
        hash.text(text);
    }
    hash.texts(entry.same_as.as_slice());
}

struct Hash(u64);

impl Hash {
    const fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    fn tag(&mut self, byte: u8) {
        self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }

    fn number(&mut self, number: u64) {
        number
            .to_le_bytes()
            .into_iter()
            .for_each(|byte| self.tag(byte));
    }

    fn text(&mut self, text: &str) {
        self.number(text.len() as u64);
        text.bytes().for_each(|byte| self.tag(byte));
    }

    fn texts(&mut self, texts: &[String]) {
        self.number(texts.len() as u64);
        for text in texts {
            self.text(text);
        }
    }

    /// Spreads the differences of short texts over all bits.
    const fn finish(self) -> u64 {
        let mut hash = self.0;
        hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        hash ^ (hash >> 31)
    }
}
