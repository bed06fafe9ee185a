//! Where evidence entries stand, so that entries added in two copies come into one order. Knows no entries.

use crate::workbook::merge::part::Part;

/// Between the places of neighbours in a list written by hand; entries put between them later halve it.
pub const PLACE_GAP: u64 = 1 << 20;

/// What evidence entries are ordered by: their places, and at one place by id as people count, 2 before 10 and
/// numbers before words.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Standing {
    place: u64,
    is_word: bool,
    number: u64,
    part: Part,
}

impl Standing {
    pub(super) fn of(place: u64, part: &Part) -> Self {
        let number = if let Part::Evidence(_, id, _) = part {
            id.parse().ok()
        } else {
            None
        };
        Self {
            place,
            is_word: number.is_none(),
            number: number.unwrap_or_default(),
            part: part.clone(),
        }
    }
}

/// The first place of its own after another entry.
pub(super) fn next_place(last: Option<&Standing>) -> u64 {
    after_place(last.map_or(0, |last| last.place))
}

/// The first place of its own after this one.
pub(super) const fn after_place(last: u64) -> u64 {
    (last / PLACE_GAP)
        .saturating_add(1)
        .saturating_mul(PLACE_GAP)
}
