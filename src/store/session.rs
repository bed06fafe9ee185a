//! What one session makes of a workbook: the copy as the person sees it, the edits made of it with the revisions
//! they descend from, and which of them are not in the file yet. Knows the clock and random numbers, no file.

use std::collections::{BTreeMap, VecDeque};

use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

use crate::store::file::Author;
use crate::workbook::merge::{Marks, Part, Replica, Revision, Signature, State};
use crate::workbook::{Edit, Rejection};

/// A session of one author.
pub(super) struct Session {
    author: Author,
    /// What the person sees, own edits included.
    seen: Replica,
    /// The last own revision of each part.
    revisions: BTreeMap<Part, Revision>,
    /// Own states that the copy told next does not hold yet, with the number of the edit that made them last.
    own: BTreeMap<Part, (u64, State)>,
    /// Own states that are not in the file.
    unsaved: Marks,
    /// Copies that were told and not seen yet, with how many edits are in them.
    told: VecDeque<(u64, Replica)>,
}

impl Session {
    /// A session that begins with a copy as it was read.
    pub(super) fn new(seen: Replica, author: Author) -> Self {
        Self {
            author,
            seen,
            revisions: BTreeMap::new(),
            own: BTreeMap::new(),
            unsaved: Marks::new(),
            told: VecDeque::new(),
        }
    }

    /// The copy as it is seen.
    pub(super) const fn seen(&self) -> &Replica {
        &self.seen
    }

    /// The copy as it is seen, when the session is over.
    pub(super) fn into_seen(self) -> Replica {
        self.seen
    }

    /// What is to be brought into the file.
    pub(super) const fn unsaved(&self) -> &Marks {
        &self.unsaved
    }

    /// Makes an edit, the session's `number`th, of what is seen.
    pub(super) fn edit(&mut self, edit: Edit, number: u64) -> Result<(), Rejection> {
        let by = Signature {
            author: self.author.name.clone(),
            time: now(),
        };
        let revisions = &mut self.revisions;
        let mut revision = |part: &Part, base: &State| {
            // Counting up says "descends from all of mine before", which must be so.
            let last = revisions.get(part).filter(|last| base.knows(**last));
            let next = last.and_then(|last| last.next());
            let revision = next.unwrap_or_else(|| Revision::first(random()));
            revisions.insert(part.clone(), revision);
            revision
        };
        for part in self.seen.edit(edit, &by, &mut revision)? {
            let state = self.seen.state(&part);
            self.unsaved.insert(part.clone(), state.clone());
            self.own.insert(part, (number, state));
        }
        Ok(())
    }

    /// All that was made is in the file.
    pub(super) fn saved(&mut self) {
        self.unsaved.clear();
    }

    /// A copy with the first so many edits in it goes to the person.
    pub(super) fn tell(&mut self, edits: u64, replica: Replica) {
        self.told.push_back((edits, replica));
    }

    /// The person has seen the copy told first. What they made meanwhile was made without knowing it.
    pub(super) fn has_seen(&mut self) {
        let Some((edits, replica)) = self.told.pop_front() else {
            return;
        };
        self.seen = replica;
        self.own.retain(|_, (number, _)| *number > edits);
        for (part, (_, state)) in &self.own {
            self.seen.set(part.clone(), state.clone());
        }
    }

    /// The file has its id; the copies that were read before it had one get it too.
    pub(super) fn share_id(&mut self, of: &Replica) {
        if let Some(id) = &of.book().id {
            self.seen.ensure_id(|| id.clone());
        }
    }
}

/// RFC 3339 with the offset of this machine.
pub(super) fn now() -> String {
    Zoned::now().strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

/// A stored time as people here read it: `20/11/2023 15:20`, in local time; none when it is no time.
pub fn local_time(stored: &str) -> Option<String> {
    let time: Timestamp = stored.parse().ok()?;
    let local = time.to_zoned(TimeZone::system());
    Some(local.strftime("%d/%m/%Y %H:%M").to_string())
}

/// 64 random bits. Where the machine has none the time must do, spread over all bits.
pub(super) fn random() -> u64 {
    getrandom::u64().unwrap_or_else(|_| {
        // The lower bits are those that change.
        let time = Timestamp::now().as_microsecond().cast_unsigned();
        time.wrapping_mul(0x9e37_79b9_7f4a_7c15)
    })
}
