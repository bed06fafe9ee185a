//! What of a printed report can be counted again: read back from what was written, it must be what the outline
//! holds. A file that opens but lacks its footnotes or its table is the worst kind of export.

use crate::report::outline::{Level, Outline};

/// What is counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Footnotes, by their texts.
    pub footnotes: usize,
    /// Marks in the text that call a footnote.
    pub marks: usize,
    /// Criteria in the annex.
    pub criteria: usize,
    /// The points of the total, as printed.
    pub total: String,
}

impl Counts {
    /// What a report must hold.
    pub fn of(outline: &Outline) -> Self {
        let rows = &outline.annex.rows;
        let total = rows.iter().find(|row| row.level == Level::Total);
        Self {
            footnotes: outline.footnotes.len(),
            marks: outline.blocks().map(|block| block.marks().count()).sum(),
            criteria: rows
                .iter()
                .filter(|row| row.level == Level::Criterion)
                .count(),
            total: total.map_or_else(String::new, |row| row.score.clone()),
        }
    }
}
