//! Copies of a workbook become one again and nothing is lost. A workbook falls into [`Part`]s; of each part a
//! copy knows the values that nothing replaced and the revisions that they descend from. Merging keeps a value
//! unless the other copy descends from it; what is left with two different values is a [`Conflict`]. Merging is
//! commutative, associative and idempotent, and no clock decides anything. Knows no file and no random numbers.
//!
//! The chains stay short: the edits that one session makes of a part share a stem and count up, so that the last
//! stands for all of them, and an edit forgets the oldest stems beyond a bound. Who comes back with a forgotten
//! one finds a conflict that would not have been needed; nothing is lost by it. Merging itself forgets nothing.

mod conflict;
mod decision;
mod lost;
mod outcome;
mod part;
mod path;
mod place;
mod revision;
mod state;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use crate::workbook::answer::Workbook;
use crate::workbook::edit::{self, Edit, Rejection};
use crate::workbook::seal::SealEvent;

use place::{Standing, after_place, next_place};

pub use conflict::{Conflict, Conflicts};
pub use decision::{Decision, decisions};
pub use lost::authors;
pub use outcome::{Outcome, Span, span};
pub use part::{Content, Entered, Part, parts};
pub use place::PLACE_GAP;
pub use revision::{Past, Revision};
pub use state::{Side, State, fingerprint};
pub use words::{content_words, part_words, refusal_words};

/// What is known of the parts that were ever edited or merged. All other parts have no marks.
pub type Marks = BTreeMap<Part, State>;

/// One copy of a workbook with what it knows of descent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replica {
    book: Workbook,
    marks: Marks,
}

/// Who edits, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// The author's name.
    pub author: String,
    /// RFC 3339 with offset.
    pub time: String,
}

/// Why two workbooks cannot be merged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// They are scored against sets of different ids.
    OtherSet(String, String),
    /// They are of different years.
    OtherYear(u16, u16),
    /// They are of different units.
    OtherUnit(String, String),
}

/// A part that is not the same in two workbooks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The part.
    pub part: Part,
    /// What the first has there.
    pub one: Option<Content>,
    /// What the second has there.
    pub two: Option<Content>,
}

/// Whether two workbooks are copies of one: the same set, year and unit.
pub fn may_merge(one: &Workbook, two: &Workbook) -> Result<(), Refusal> {
    let (set_one, set_two) = (&one.set.head.id, &two.set.head.id);
    if set_one != set_two {
        return Err(Refusal::OtherSet(set_one.clone(), set_two.clone()));
    }
    if one.year != two.year {
        return Err(Refusal::OtherYear(one.year, two.year));
    }
    if one.unit.name != two.unit.name {
        let names = (one.unit.name.clone(), two.unit.name.clone());
        return Err(Refusal::OtherUnit(names.0, names.1));
    }
    Ok(())
}

/// What two copies hold together. Where the sets of the same id differ, that of the first stays; a seal is of one
/// copy only, and those of the first stay too.
pub fn merge(one: &Replica, two: &Replica) -> Result<Replica, Refusal> {
    may_merge(&one.book, &two.book)?;
    let mut merged = one.clone();
    let ids = [one.book.id.clone(), two.book.id.clone()];
    merged.book.id = ids.into_iter().flatten().min();
    merged.absorb(&two.states());
    Ok(merged)
}

/// The parts in which two workbooks differ: the unit and the report, then the criteria in the set's order.
pub fn differences(one: &Workbook, two: &Workbook) -> Vec<Difference> {
    let all: BTreeSet<Part> = parts(one).into_iter().chain(parts(two)).collect();
    let mut found: Vec<Difference> = all
        .into_iter()
        .map(|part| Difference {
            one: part.content(one),
            two: part.content(two),
            part,
        })
        .filter(|difference| difference.one != difference.two)
        .collect();
    found.sort_by_key(|difference| in_order(one, &difference.part));
    found
}

/// The open conflicts: the unit and the report, then the criteria in the set's order.
pub fn conflicts_in_order(book: &Workbook) -> Vec<Conflict> {
    let mut open: Vec<Conflict> = book.conflicts.iter().collect();
    open.sort_by_key(|conflict| in_order(book, &conflict.part));
    open
}

/// The unit and the report, the criteria as the set has them, then codes that it lacks.
fn in_order(book: &Workbook, part: &Part) -> impl Ord + use<> {
    let code = part.code();
    let place = code.map(|code| book.set.find(code));
    let is_unknown = place.is_some_and(|found| found.is_none());
    (is_unknown, place.flatten(), part.clone())
}

impl Replica {
    /// A copy with its marks. A mark whose value is not the one that the workbook has is taken to be older: the
    /// value was changed by hand.
    pub fn new(book: Workbook, marks: Marks) -> Self {
        let mut replica = Self {
            book,
            marks: Marks::new(),
        };
        for (part, state) in marks {
            let content = part.content(&replica.book);
            let state = if state.content() == content.as_ref() {
                state
            } else {
                state.changed_by_hand(content)
            };
            replica.note(part, state);
        }
        replica
    }

    /// The workbook, with its conflicts.
    pub const fn book(&self) -> &Workbook {
        &self.book
    }

    /// The marks.
    pub const fn marks(&self) -> &Marks {
        &self.marks
    }

    /// The workbook alone.
    pub fn into_book(self) -> Workbook {
        self.book
    }

    /// Records that it was sealed or opened again.
    pub fn record(&mut self, event: SealEvent) {
        self.book.seals.push(event);
    }

    /// Gives it an id unless it has one.
    pub fn ensure_id(&mut self, make: impl FnOnce() -> String) {
        self.book.id.get_or_insert_with(make);
    }

    /// What is known of a part.
    pub fn state(&self, part: &Part) -> State {
        let state = match self.marks.get(part) {
            Some(state) => state.clone(),
            None => State::unmarked(part.content(&self.book)),
        };
        if let Part::Evidence(code, ..) = part
            && let Some(place) = self.places(code).get(part)
        {
            return state.at_place(*place);
        }
        state
    }

    /// What is known of every part.
    pub fn states(&self) -> Marks {
        let all: BTreeSet<Part> = parts(&self.book)
            .into_iter()
            .chain(self.marks.keys().cloned())
            .collect();
        all.into_iter()
            .map(|part| {
                let state = self.state(&part);
                (part, state)
            })
            .collect()
    }

    /// Takes in what another copy knows.
    pub fn absorb(&mut self, states: &Marks) {
        let joined: Vec<(Part, State)> = states
            .iter()
            .map(|(part, state)| (part.clone(), self.state(part).join(state)))
            .collect();
        self.put_all(joined);
    }

    /// Puts a state in place of what was known of a part.
    pub fn set(&mut self, part: Part, state: State) {
        self.put_all(vec![(part, state)]);
    }

    /// Puts states in place of what was known of their parts. Entries of the same id are counted from the first,
    /// so they go from the last and come from the first.
    fn put_all(&mut self, states: Vec<(Part, State)>) {
        let mut lists: BTreeMap<String, BTreeMap<Part, u64>> = BTreeMap::new();
        for (part, state) in &states {
            if let Part::Evidence(code, ..) = part {
                let places = lists
                    .entry(code.clone())
                    .or_insert_with(|| self.places(code));
                places.remove(part);
                if state.content().is_some() {
                    places.insert(part.clone(), state.place().unwrap_or(u64::MAX));
                }
            }
        }
        let (there, gone): (Vec<_>, Vec<_>) = states
            .into_iter()
            .partition(|(_, state)| state.content().is_some());
        for (part, state) in gone.into_iter().rev().chain(there) {
            part.put(&mut self.book, state.content().cloned());
            self.note(part, state);
        }
        for (code, places) in lists {
            self.arrange(&code, &places);
        }
    }

    fn note(&mut self, part: Part, state: State) {
        self.book.conflicts.remove(&part);
        if state.is_conflict() {
            self.book.conflicts.insert(Conflict {
                part: part.clone(),
                sides: state.sides().to_vec(),
            });
        }
        if state.needs_no_mark() {
            self.marks.remove(&part);
        } else {
            self.marks.insert(part, state);
        }
    }

    /// Where the evidence entries of a criterion stand: where their marks say as long as that is the order in
    /// which they are, else after the one before.
    fn places(&self, code: &str) -> BTreeMap<Part, u64> {
        let mut last = None;
        let mut places = BTreeMap::new();
        for part in part::evidence_parts(code, self.book.answer(code)) {
            let marked = self.marks.get(&part).and_then(State::place);
            let place = marked
                .filter(|place| last < Some(Standing::of(*place, &part)))
                .unwrap_or_else(|| next_place(last.as_ref()));
            last = Some(Standing::of(place, &part));
            places.insert(part, place);
        }
        places
    }

    /// Brings the evidence entries of a criterion into the order of their places, and marks those whose place
    /// would not be found again without.
    fn arrange(&mut self, code: &str, places: &BTreeMap<Part, u64>) {
        let Some(answer) = self.book.answers.get_mut(code) else {
            return;
        };
        let parts = part::evidence_parts(code, answer);
        let mut entries: Vec<_> = parts
            .into_iter()
            .zip(std::mem::take(&mut answer.evidence))
            .collect();
        let place = |part: &Part| places.get(part).copied().unwrap_or(u64::MAX);
        entries.sort_by_cached_key(|(part, _)| Standing::of(place(part), part));
        let mut last = None;
        for (part, entry) in entries {
            let found = place(&part);
            let standing = Standing::of(found, &part);
            let state = self.marks.remove(&part);
            let state = state.filter(|state| !state.needs_no_mark());
            if state.is_some() || found != next_place(last.as_ref()) {
                let content = Content::Evidence(Box::new(entry.clone()));
                let state = state.unwrap_or_else(|| State::unmarked(Some(content)));
                self.marks.insert(part, state.at_place(found));
            }
            answer.evidence.push(entry);
            last = Some(standing);
        }
    }

    /// Carries out an edit; `revision` makes one for a part whose state is given. Hands back the parts that the
    /// edit changed: none when it changed nothing.
    pub fn edit(
        &mut self,
        edit: Edit,
        by: &Signature,
        revision: &mut dyn FnMut(&Part, &State) -> Revision,
    ) -> Result<Vec<Part>, Rejection> {
        let first = edit.part();
        let reopened = if let Edit::Reopen(conflict) = &edit {
            conflict.sides.clone()
        } else {
            Vec::new()
        };
        let mut after = self.book.clone();
        edit::apply(&mut after, edit)?;
        let mut states = Vec::new();
        for part in touched(&first, &self.book, &after) {
            let base = self.state(&part);
            let content = part.content(&after);
            let sides = if !reopened.is_empty() {
                // Each gets a revision of a stem of its own: neither descends from the other. The first still
                // counts meanwhile, as on the screen of whoever took the choice back.
                let new = |_: &Side| revision(&part, &State::default());
                let mut revisions: Vec<Revision> = reopened.iter().map(new).collect();
                revisions.sort_unstable();
                let again = |(side, revision): (&Side, Revision)| Side {
                    revision,
                    ..side.clone()
                };
                reopened.iter().zip(revisions).map(again).collect()
            } else if base.is_conflict() || base.content() != content.as_ref() {
                vec![Side {
                    revision: revision(&part, &base),
                    place: self.place_after(&part, &base, &after),
                    author: Some(by.author.clone()),
                    time: Some(by.time.clone()),
                    content,
                }]
            } else {
                continue;
            };
            states.push((part, base.edited(sides)));
        }
        let changed = states.iter().map(|(part, _)| part.clone()).collect();
        self.put_all(states);
        Ok(changed)
    }

    /// Where an edit puts an evidence entry: where it was, if that is between its neighbours; else between them.
    fn place_after(&self, part: &Part, base: &State, after: &Workbook) -> Option<u64> {
        let Part::Evidence(code, ..) = part else {
            return None;
        };
        let list = part::evidence_parts(code, after.answer(code));
        let at = list.iter().position(|entry| entry == part)?;
        let known = self.places(code);
        let before = list.iter().take(at).filter_map(|part| known.get(part));
        let before = before.max().copied().unwrap_or_default();
        let next = list.iter().skip(at + 1).filter_map(|part| known.get(part));
        let next = next.min().copied();
        let was = base.place();
        let fits = |place: &u64| *place > before && next.is_none_or(|next| *place < next);
        was.filter(fits).or_else(|| {
            Some(match next {
                Some(next) => before + next.saturating_sub(before) / 2,
                None => after_place(before),
            })
        })
    }
}

/// The parts that an edit of one part may have changed: evidence entries of one id move up when the first goes.
fn touched(first: &Part, before: &Workbook, after: &Workbook) -> Vec<Part> {
    let others = parts(before).into_iter().chain(parts(after));
    let mut touched: BTreeSet<Part> = others.filter(|part| is_same_entry(first, part)).collect();
    touched.insert(first.clone());
    touched.into_iter().collect()
}

fn is_same_entry(one: &Part, two: &Part) -> bool {
    if let (Part::Evidence(code, id, _), Part::Evidence(c, i, _)) = (one, two) {
        code == c && id == i
    } else {
        false
    }
}

#[cfg(test)]
mod tests;
