//! What one copy knows and another does not although it should: the other was put in its place by an older one.
//! Whoever reads, changes and writes a workbook knows all that stood in it; a copy brought from elsewhere does not.

use std::collections::BTreeSet;

use super::{Marks, Replica, Side, State};

impl Replica {
    /// The parts whose values another copy should know and neither has nor descends from. Parts that nobody ever
    /// edited are left out: of them only whoever wrote the file by hand can say which is older.
    pub fn lost_in(&self, other: &Self) -> Marks {
        let lost = self.marks.keys().filter_map(|part| {
            let (known, there) = (self.state(part), other.state(part));
            let is_lost = known.sides().iter().any(|side| !holds(&there, side));
            is_lost.then(|| (part.clone(), known))
        });
        lost.collect()
    }
}

/// Whether a state has a value, or descends from it.
fn holds(state: &State, side: &Side) -> bool {
    let same = |own: &Side| own.content == side.content;
    let both_empty = state.sides().is_empty() && side.content.is_none();
    both_empty || state.knows(side.revision) || state.sides().iter().any(same)
}

/// Whose values they are.
pub fn authors(lost: &Marks) -> Vec<String> {
    let sides = lost.values().flat_map(State::sides);
    let names: BTreeSet<&String> = sides.filter_map(|side| side.author.as_ref()).collect();
    names.into_iter().cloned().collect()
}
