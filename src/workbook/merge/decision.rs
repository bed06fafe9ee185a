//! What an edit decided over: the values of a part in conflict that were not chosen. They leave the workbook with
//! the conflict; whoever keeps a record of edits can keep them there.

use crate::workbook::merge::Replica;
use crate::workbook::merge::part::{Content, Part};
use crate::workbook::merge::state::Side;

/// A conflict that was decided, or a part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The part.
    pub part: Part,
    /// The value chosen or typed; none when it was cleared.
    pub chosen: Option<Content>,
    /// Who decided; unknown for values written by hand.
    pub author: Option<String>,
    /// The values that no longer stand there, with who made them and when. Never empty.
    pub others: Vec<Side>,
}

/// The conflicts of one state of a workbook that are decided in a later one. Where somebody decided without knowing
/// of a third value, that one is still there and the rest is decided.
pub fn decisions(before: &Replica, after: &Replica) -> Vec<Decision> {
    let open = before.marks().iter();
    open.filter(|(_, state)| state.is_conflict())
        .filter_map(|(part, state)| {
            let now = after.state(part);
            let stands = |side: &Side| {
                let mut sides = now.sides().iter();
                sides.any(|other| other.revision == side.revision || other.content == side.content)
            };
            let others: Vec<Side> = state
                .sides()
                .iter()
                .filter(|side| !stands(side))
                .cloned()
                .collect();
            let is_new = |side: &&Side| {
                let mut known = state.sides().iter();
                known.all(|other| other.revision != side.revision)
            };
            let made = now.sides().iter().find(is_new).or(now.sides().first())?;
            (!others.is_empty()).then(|| Decision {
                part: part.clone(),
                chosen: made.content.clone(),
                author: made.author.clone(),
                others,
            })
        })
        .collect()
}

impl Replica {
    /// Who made the value of a part that counts; unknown for values written by hand.
    pub fn maker(&self, part: &Part) -> Option<String> {
        let state = self.marks().get(part)?;
        state.sides().first()?.author.clone()
    }
}
