//! Long texts with what differs from another marked in them, `{+came+}` and `[-went-]`, and in rows of a width. The
//! marks say it without a colour. Knows no screen and nothing of who wrote what.

use std::ops::Range;

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::lang::Lang;
use crate::text::{self, Piece};
use crate::tui::theme::{self, ADDED, REMOVED};

/// Letters of what stayed that are shown beside a change.
const CONTEXT: usize = 60;

/// Which differences from another text are marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marks {
    /// What came and what went.
    Both,
    /// What came alone: what went is read in the other text.
    Came,
}

/// A text of which stretches look different.
#[derive(Clone, Debug, Default)]
pub struct Prose {
    text: String,
    stretches: Vec<(Range<usize>, Style)>,
}

impl Prose {
    /// A text with what differs from an earlier one marked in it; what stayed is cut to what is near a change.
    pub fn difference(before: &str, after: &str, marks: Marks, lang: Lang) -> Self {
        let mut prose = Self::default();
        if after.is_empty() && marks == Marks::Came {
            prose.push(lang.pick("(trống)", "(empty)"), theme::PLAIN);
            return prose;
        }
        let mut pieces = text::compare(before, after);
        if marks == Marks::Came {
            pieces.retain(|piece| !matches!(piece, Piece::Removed(_)));
        }
        prose.push_pieces(&pieces);
        prose
    }

    /// Adds a stretch.
    pub fn push(&mut self, text: &str, style: Style) {
        let start = self.text.len();
        self.text += text;
        self.stretches.push((start..self.text.len(), style));
    }

    /// Adds pieces of a comparison: `đã giải quyết [-640-]{+642+} hồ sơ`.
    pub fn push_pieces(&mut self, pieces: &[Piece<'_>]) {
        let last = pieces.len().saturating_sub(1);
        for (place, piece) in pieces.iter().enumerate() {
            match piece {
                Piece::Same(text) => {
                    let near = near(text, place > 0, place < last);
                    self.push(&near, theme::PLAIN);
                }
                Piece::Removed(text) => self.push_marked(text, ("[-", "-]"), REMOVED),
                Piece::Added(text) => self.push_marked(text, ("{+", "+}"), ADDED),
            }
        }
    }

    /// A piece within its marks, which stand close to the words: blanks and line ends around it stay outside. A line
    /// end alone is not to be seen otherwise: it is shown as a sign.
    fn push_marked(&mut self, text: &str, (open, close): (&str, &str), style: Style) {
        let words = text.trim();
        if words.is_empty() {
            let sign = if text.contains('\n') { "¶" } else { " " };
            self.push(&format!("{open}{sign}{close}"), style);
            return self.push(text, theme::PLAIN);
        }
        let lead = text.len() - text.trim_start().len();
        let (lead, rest) = text.split_at(lead);
        self.push(lead, theme::PLAIN);
        self.push(&format!("{open}{words}{close}"), style);
        self.push(rest.get(words.len()..).unwrap_or_default(), theme::PLAIN);
    }

    /// In rows of so many columns.
    pub fn wrapped(&self, width: usize) -> Vec<Line<'static>> {
        let mut rows = Vec::new();
        let mut at = 0;
        for line in self.text.split('\n') {
            for row in text::wrap_line(line, width.max(1)) {
                rows.push(self.row(at + row.start..at + row.end));
            }
            at += line.len() + 1;
        }
        rows
    }

    fn row(&self, row: Range<usize>) -> Line<'static> {
        let spans = self.stretches.iter().filter_map(|(stretch, style)| {
            let (start, end) = (stretch.start.max(row.start), stretch.end.min(row.end));
            let piece = self.text.get(start..end);
            let piece = piece.filter(|piece| !piece.is_empty())?;
            Some(Span::styled(piece.to_owned(), *style))
        });
        spans.collect()
    }
}

/// What stayed, as far as it is near a change before or after it; all of it where nothing changed.
fn near(text: &str, follows: bool, precedes: bool) -> String {
    let count = text.chars().count();
    let (front, back) = (
        if follows { CONTEXT } else { 0 },
        if precedes { CONTEXT } else { 0 },
    );
    if count <= front + back + 10 || !(follows || precedes) {
        return text.to_owned();
    }
    // Cut between words.
    let head: String = text.chars().take(front).collect();
    let head = head.rsplit_once(' ').map_or("", |(words, _)| words);
    let tail: String = text.chars().skip(count - back).collect();
    let tail = tail.split_once(' ').map_or("", |(_, words)| words);
    match (follows, precedes) {
        (true, true) => format!("{head} .. {tail}"),
        (true, false) => format!("{head} .."),
        (false, _) => format!(".. {tail}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(before: &str, after: &str) -> String {
        Prose::difference(before, after, Marks::Both, Lang::Vi).text
    }

    #[test]
    fn a_long_text_shows_its_changes_and_what_stands_around_them() {
        let long = "câu dài ".repeat(40);
        let (before, after) = (format!("{long}một {long}"), format!("{long}hai {long}"));
        let shown = shown(&before, &after);
        assert!(
            shown.starts_with(".. ") && shown.ends_with(" .."),
            "{shown}"
        );
        assert!(shown.contains("[-một-] {+hai+}"), "{shown}");
        assert!(shown.chars().count() < 200, "{shown}");
    }

    #[test]
    fn a_line_end_that_came_or_went_is_seen() {
        assert_eq!(shown("a b", "a\nb"), "a [-b-]\n{+b+}");
        assert_eq!(shown("a\nb", "a\n\nb"), "a\n{+¶+}\nb");
    }

    #[test]
    fn rows_keep_the_look_of_their_stretches() {
        let prose = Prose::difference("một hai", "một ba", Marks::Both, Lang::Vi);
        let rows = prose.wrapped(8);
        let styles: Vec<Style> = rows
            .iter()
            .flat_map(|row| row.spans.iter().map(|span| span.style))
            .collect();
        assert!(styles.contains(&ADDED) && styles.contains(&REMOVED));
        assert_eq!(prose.text, "một [-hai-] {+ba+}");
    }
}
