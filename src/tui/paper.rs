//! The report laid out for the screen: the same outline that the Word document prints, wrapped to a width, each row
//! with the blocks that it shows. Laid out once per change and width; knows no cursor and draws nothing.

use std::ops::Range;

use ratatui::style::{Modifier, Style};

use crate::report::Outline;
use crate::report::outline::{self, Block, Kind, Level, Run, Source};
use crate::text;
use crate::tui::theme::{PLAIN, QUIET, STRONG};

/// Columns that a first line is moved in.
const INDENT: usize = 4;
/// From so many columns on, letterhead and signature stand side by side.
const SIDE_BY_SIDE: usize = 70;
/// Columns of the annex: codes, maximum, points; and the appraisal, from 76 columns on.
const CODE: usize = 8;
const MAX: usize = 7;
const SCORE: usize = 9;
const APPRAISAL: usize = 11;
const WITH_APPRAISAL: usize = 76;

/// The report on rows.
#[derive(Debug)]
pub struct Paper {
    /// The state of the workbook that was laid out.
    pub version: u64,
    /// Columns that it was laid out for.
    pub width: usize,
    /// What the cursor stands on, in the order of the report; never empty.
    pub blocks: Vec<Printed>,
    /// From top to bottom.
    pub rows: Vec<Vec<Piece>>,
}

/// A part of the report that the cursor stands on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printed {
    /// What of the workbook it prints.
    pub source: Source,
    /// Whether it begins a part of the report.
    pub heading: bool,
    /// What it says, in one line.
    pub text: String,
    /// Its rows.
    pub rows: Range<usize>,
}

/// A stretch of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The block that it belongs to; none for what the report always has.
    pub block: Option<usize>,
    /// The column where its part of the page begins.
    pub x: usize,
    /// Columns that it is moved in.
    pub indent: usize,
    /// What it says.
    pub spans: Vec<(Style, String)>,
}

impl Paper {
    /// Lays a report out for a number of columns.
    pub fn of(outline: &Outline, version: u64, width: usize) -> Self {
        let mut press = Press {
            paper: Self {
                version,
                width,
                blocks: Vec::new(),
                rows: Vec::new(),
            },
            outline,
        };
        press.letterhead();
        for block in &outline.body {
            press.block(block);
        }
        press.ending();
        press.annex();
        press.paper
    }

    /// The first block of a criterion, group or section: its line in the text, else its row of the annex.
    pub fn find(&self, code: &str) -> Option<usize> {
        let is_of = |block: &Printed| code_of(&block.source) == Some(code);
        self.blocks.iter().position(is_of)
    }

    /// Which of the blocks of its source a block is, from zero.
    pub fn ordinal(&self, block: usize) -> usize {
        let source = self.blocks.get(block).map(|block| &block.source);
        let before = self.blocks.iter().take(block);
        before.filter(|other| Some(&other.source) == source).count()
    }

    /// The block of a source, by its ordinal; the last one of it when there are fewer now.
    pub fn find_again(&self, source: &Source, ordinal: usize) -> Option<usize> {
        let same = |(place, block): (usize, &Printed)| (block.source == *source).then_some(place);
        let mut places = self.blocks.iter().enumerate().filter_map(same);
        let mut found = places.next()?;
        for place in places.take(ordinal) {
            found = place;
        }
        Some(found)
    }
}

/// The code of the criterion, group or section that a block is about.
pub fn code_of(source: &Source) -> Option<&str> {
    use crate::workbook::merge::Part;
    match source {
        Source::Part(Part::Heading(code)) | Source::Points(code) => Some(code),
        Source::Part(part) => part.code(),
        Source::Total | Source::Fixed => None,
    }
}

/// Puts block after block on the paper.
struct Press<'a> {
    paper: Paper,
    outline: &'a Outline,
}

/// Where rows of a column stand.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Align {
    Left,
    Centre,
}

/// A column of the page.
#[derive(Clone, Copy)]
struct Column {
    x: usize,
    width: usize,
    align: Align,
    /// Columns that the first row of a paragraph is moved in.
    indent: usize,
    style: Style,
}

impl Press<'_> {
    fn page(&self, align: Align) -> Column {
        Column {
            x: 0,
            width: self.paper.width,
            align,
            indent: 0,
            style: PLAIN,
        }
    }

    /// Left and right halves of the page, or both the whole page where it is narrow.
    fn halves(&self) -> (Column, Column) {
        let page = self.page(Align::Centre);
        if self.paper.width < SIDE_BY_SIDE {
            return (page, page);
        }
        let left = self.paper.width * 45 / 100;
        (
            Column {
                width: left - 2,
                ..page
            },
            Column {
                x: left,
                width: self.paper.width - left,
                ..page
            },
        )
    }

    fn letterhead(&mut self) {
        let head = &self.outline.letterhead;
        let (left, right) = self.halves();
        let strong = |column: Column| Column {
            style: STRONG,
            ..column
        };
        let top = self.paper.rows.len();
        let mut at = top;
        if let Some(block) = &head.parent {
            at = self.set(block, left, at);
        }
        for block in &head.issuer {
            at = self.set(block, strong(left), at);
        }
        let side_by_side = right.x > 0;
        let mut other = if side_by_side { top } else { at };
        other = self.fixed(outline::NATION, strong(right), other);
        other = self.fixed(outline::MOTTO, strong(right), other);
        let below = at.max(other) + usize::from(side_by_side);
        let after = self.set(&head.number, left, below);
        self.set(&head.dated, right, if side_by_side { below } else { after });
        self.blank();
    }

    fn ending(&mut self) {
        self.blank();
        let ending = &self.outline.ending;
        let (left, right) = self.halves();
        let left = Column {
            align: Align::Left,
            ..left
        };
        let strong = Column {
            style: STRONG,
            ..right
        };
        let top = self.paper.rows.len();
        let mut at = self.fixed(
            "Nơi nhận:",
            Column {
                style: STRONG,
                ..left
            },
            top,
        );
        for block in &ending.recipients {
            at = self.set(block, left, at);
        }
        let mut other = if right.x > 0 { top } else { at };
        for block in &ending.signature {
            other = self.set(block, strong, other);
        }
        if block_is_empty(&ending.signer) {
            let blank = "………………………";
            self.say(&ending.signer, blank, right, other + 2);
        } else {
            self.set(&ending.signer, strong, other + 2);
        }
        self.blank();
    }

    /// A block of the text, with its footnotes below it.
    fn block(&mut self, block: &Block) {
        let page = self.page(Align::Left);
        let centred = self.page(Align::Centre);
        let strong = |column: Column| Column {
            style: STRONG,
            ..column
        };
        let indented = Column {
            indent: INDENT,
            ..page
        };
        let column = match block.kind {
            Kind::Title | Kind::Subject => strong(centred),
            Kind::Addressee | Kind::Pointer => centred,
            Kind::Part | Kind::Heading => strong(indented),
            Kind::Basis
            | Kind::Paragraph
            | Kind::SectionScore
            | Kind::Lead
            | Kind::Item
            | Kind::Closing
            | Kind::Parent
            | Kind::Issuer
            | Kind::Number
            | Kind::Dated
            | Kind::Recipient
            | Kind::Signature
            | Kind::Signer => indented,
        };
        if matches!(block.kind, Kind::Part | Kind::Heading | Kind::Addressee) {
            self.blank();
        }
        let end = self.paper.rows.len();
        self.set(block, column, end);
        if matches!(block.kind, Kind::Subject | Kind::Pointer | Kind::Addressee) {
            self.blank();
        }
        for number in block.marks() {
            self.footnote(number);
        }
    }

    fn footnote(&mut self, number: usize) {
        let outline = self.outline;
        let Some(note) = number
            .checked_sub(1)
            .and_then(|at| outline.footnotes.get(at))
        else {
            return;
        };
        let source = note.sources.first().cloned().unwrap_or(Source::Fixed);
        let mut runs = vec![
            Run::Footnote(number),
            Run::Text(outline::Style::Plain, " ".to_owned()),
        ];
        runs.extend(note.runs.iter().cloned());
        let column = Column {
            x: INDENT,
            width: self.paper.width.saturating_sub(INDENT),
            style: QUIET,
            ..self.page(Align::Left)
        };
        let at = self.paper.rows.len();
        self.runs(&runs, source, column, at, IsHeading::No);
    }

    fn annex(&mut self) {
        let annex = &self.outline.annex;
        self.blank();
        for (place, title) in annex.title.iter().enumerate() {
            let column = Column {
                style: STRONG,
                ..self.page(Align::Centre)
            };
            let heading = if place == 0 {
                IsHeading::Yes
            } else {
                IsHeading::No
            };
            let at = self.paper.rows.len();
            let runs = [Run::Text(outline::Style::Plain, title.clone())];
            self.runs(&runs, Source::Fixed, column, at, heading);
        }
        let at = self.paper.rows.len();
        self.fixed(&annex.belongs_to, self.page(Align::Centre), at);
        self.blank();
        self.annex_head();
        for row in &annex.rows {
            self.annex_row(row);
        }
    }

    /// Columns of the titles: from where, and how many.
    fn title_column(&self) -> (usize, usize) {
        let appraisal = if self.paper.width >= WITH_APPRAISAL {
            APPRAISAL
        } else {
            0
        };
        let others = CODE + MAX + SCORE + appraisal;
        (CODE, self.paper.width.saturating_sub(others).max(8))
    }

    fn annex_head(&mut self) {
        let [code, title, max, score, appraisal, ..] = outline::COLUMNS;
        let short = |name: &'static str| name.trim_start_matches("Điểm ");
        let cells = [code, title, short(max), short(score), short(appraisal)];
        let at = self.paper.rows.len();
        for piece in self.cells(cells, STRONG, None) {
            self.put(at, piece);
        }
    }

    /// The first row of an entry of the annex; numbers stand at the right of their columns.
    fn cells(&self, cells: [&str; 5], style: Style, block: Option<usize>) -> Vec<Piece> {
        let (x, width) = self.title_column();
        let [code, title, max, score, appraisal] = cells;
        let right =
            |end: usize, text: &str| (end.saturating_sub(text::width(text)), text.to_owned());
        let (max_end, score_end) = (x + width + MAX, x + width + MAX + SCORE);
        let mut placed = vec![
            (0, text::fit(code, CODE - 1).into_owned()),
            (x, text::fit(title, width).into_owned()),
            right(max_end, max),
            right(score_end, score),
        ];
        if self.paper.width >= WITH_APPRAISAL {
            placed.push(right(score_end + APPRAISAL, appraisal));
        }
        placed.retain(|(_, text)| !text.is_empty());
        let piece = |(indent, text): (usize, String)| Piece {
            block,
            x: 0,
            indent,
            spans: vec![(style, text)],
        };
        placed.into_iter().map(piece).collect()
    }

    fn annex_row(&mut self, row: &outline::Row) {
        let style = match row.level {
            Level::Section | Level::Total => STRONG,
            Level::Group | Level::Criterion => PLAIN,
        };
        let block = self.paper.blocks.len();
        let top = self.paper.rows.len();
        let (x, width) = self.title_column();
        let titles = text::wrap(&row.title, width);
        let first = titles.first().copied().unwrap_or_default();
        let cells = [row.code.as_str(), first, &row.max, &row.score, ""];
        for piece in self.cells(cells, style, Some(block)) {
            self.put(top, piece);
        }
        let mut below: Vec<(Style, String)> = titles
            .iter()
            .skip(1)
            .map(|title| (style, (*title).to_owned()))
            .collect();
        let wide = self.paper.width.saturating_sub(x);
        for (name, said) in [("Tài liệu: ", &row.documents), ("Ghi chú: ", &row.note)] {
            if !said.is_empty() {
                let said = format!("{name}{said}");
                below.extend(
                    text::wrap(&said, wide)
                        .into_iter()
                        .map(|line| (QUIET, line.to_owned())),
                );
            }
        }
        for (at, line) in (top + 1..).zip(below) {
            self.put(
                at,
                Piece {
                    block: Some(block),
                    x: 0,
                    indent: x,
                    spans: vec![line],
                },
            );
        }
        let text = [&row.code, &row.title, &row.score, &row.documents, &row.note];
        let text: Vec<&str> = text
            .into_iter()
            .map(String::as_str)
            .filter(|text| !text.is_empty())
            .collect();
        self.paper.blocks.push(Printed {
            source: row.source.clone(),
            heading: false,
            text: text.join(" "),
            rows: top..self.paper.rows.len(),
        });
    }

    /// Puts a block into a column from a row on; the row after it.
    fn set(&mut self, block: &Block, column: Column, at: usize) -> usize {
        let heading = match block.kind {
            Kind::Title | Kind::Part | Kind::Heading => IsHeading::Yes,
            _ => IsHeading::No,
        };
        self.runs(&block.runs, block.source.clone(), column, at, heading)
    }

    /// The same with other words in its place.
    fn say(&mut self, block: &Block, words: &str, column: Column, at: usize) {
        let runs = [Run::Text(outline::Style::Plain, words.to_owned())];
        self.runs(&runs, block.source.clone(), column, at, IsHeading::No);
    }

    fn runs(
        &mut self,
        runs: &[Run],
        source: Source,
        column: Column,
        at: usize,
        heading: IsHeading,
    ) -> usize {
        let block = self.paper.blocks.len();
        let mut row = at;
        let mut said = String::new();
        for (place, line) in lines(runs, column.style).into_iter().enumerate() {
            let indent = if place == 0 { column.indent } else { 0 };
            for (indent, spans) in flow(&line, indent, column) {
                self.put(
                    row,
                    Piece {
                        block: Some(block),
                        x: column.x,
                        indent,
                        spans,
                    },
                );
                row += 1;
            }
            said.push_str(&line.text);
            said.push(' ');
        }
        self.paper.blocks.push(Printed {
            source,
            heading: heading == IsHeading::Yes,
            text: said.trim_end().to_owned(),
            rows: at..row,
        });
        row
    }

    /// Words that the report always has: no block of their own.
    fn fixed(&mut self, words: &str, column: Column, at: usize) -> usize {
        let line = StyledLine {
            text: words.to_owned(),
            styles: vec![(0..words.len(), column.style)],
        };
        let mut row = at;
        for (indent, spans) in flow(&line, 0, column) {
            self.put(
                row,
                Piece {
                    block: None,
                    x: column.x,
                    indent,
                    spans,
                },
            );
            row += 1;
        }
        row
    }

    fn blank(&mut self) {
        if self.paper.rows.last().is_some_and(|row| !row.is_empty()) {
            self.paper.rows.push(Vec::new());
        }
    }

    fn put(&mut self, row: usize, piece: Piece) {
        while self.paper.rows.len() <= row {
            self.paper.rows.push(Vec::new());
        }
        if let Some(row) = self.paper.rows.get_mut(row) {
            row.push(piece);
        }
    }
}

/// Whether a block begins a part of the report.
#[derive(Clone, Copy, PartialEq, Eq)]
enum IsHeading {
    Yes,
    No,
}

fn block_is_empty(block: &Block) -> bool {
    block.text().trim().is_empty()
}

/// A line with the looks of its stretches.
struct StyledLine {
    text: String,
    styles: Vec<(Range<usize>, Style)>,
}

/// The lines of a block; footnotes as `[3]`.
fn lines(runs: &[Run], base: Style) -> Vec<StyledLine> {
    let empty = || StyledLine {
        text: String::new(),
        styles: Vec::new(),
    };
    let mut lines = vec![empty()];
    for run in runs {
        let (style, said) = match run {
            Run::Break => {
                lines.push(empty());
                continue;
            }
            Run::Footnote(number) => (QUIET.patch(base), format!("[{number}]")),
            Run::Text(outline::Style::Bold, said) => {
                (base.add_modifier(Modifier::BOLD), said.clone())
            }
            Run::Text(outline::Style::Plain | outline::Style::Italic, said) => (base, said.clone()),
        };
        if let Some(line) = lines.last_mut() {
            let start = line.text.len();
            line.text.push_str(&said);
            line.styles.push((start..line.text.len(), style));
        }
    }
    lines
}

/// A line wrapped into a column: for each row how far it is moved in, and its stretches.
fn flow(line: &StyledLine, indent: usize, column: Column) -> Vec<(usize, Vec<(Style, String)>)> {
    let lead = " ".repeat(indent);
    let whole = format!("{lead}{}", line.text);
    let rows = text::wrap_line(&whole, column.width);
    let row = |range: Range<usize>| {
        let row = whole.get(range.clone()).unwrap_or_default();
        let kept = row.trim();
        let front = row.len() - row.trim_start().len();
        let start = (range.start + front).max(lead.len()) - lead.len();
        let spans = stretch(line, start..start + kept.len());
        let moved = match column.align {
            Align::Left if range.start == 0 => indent,
            Align::Left => 0,
            Align::Centre => column.width.saturating_sub(text::width(kept)) / 2,
        };
        (moved, spans)
    };
    rows.into_iter().map(row).collect()
}

/// A stretch of a line, cut where the look changes.
fn stretch(line: &StyledLine, range: Range<usize>) -> Vec<(Style, String)> {
    let part = |(own, style): &(Range<usize>, Style)| {
        let part = own.start.max(range.start)..own.end.min(range.end);
        let said = line.text.get(part).filter(|said| !said.is_empty())?;
        Some((*style, said.to_owned()))
    };
    line.styles.iter().filter_map(part).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(paper: &Paper) -> Vec<String> {
        let row = |pieces: &Vec<Piece>| {
            let mut row = String::new();
            for piece in pieces {
                let at = piece.x + piece.indent;
                let gap = at.saturating_sub(text::width(&row));
                row.push_str(&" ".repeat(gap));
                row.extend(piece.spans.iter().map(|(_, said)| said.as_str()));
            }
            row
        };
        paper.rows.iter().map(row).collect()
    }

    fn paper(width: usize) -> Paper {
        let book = crate::store::file::read_bytes(
            "kon-ray-2023.json".as_ref(),
            crate::criteria::builtin::EXAMPLE.as_bytes(),
        )
        .expect("the example reads");
        let scores = crate::workbook::Scores::of(&book);
        Paper::of(&Outline::of(&book, &scores), 0, width)
    }

    #[test]
    fn no_row_is_wider_than_the_paper_and_every_block_has_rows() {
        for width in [37, 69, 77, 117] {
            let paper = paper(width);
            for row in shown(&paper) {
                assert!(text::width(&row) <= width, "{width}: {row}");
            }
            for (place, block) in paper.blocks.iter().enumerate() {
                assert!(!block.rows.is_empty(), "{block:?}");
                let rows = paper
                    .rows
                    .get(block.rows.clone())
                    .expect("rows of the paper");
                let mut own = rows
                    .iter()
                    .flatten()
                    .filter(|piece| piece.block == Some(place));
                assert!(own.next().is_some(), "{block:?}");
            }
        }
    }

    #[test]
    fn every_word_of_the_outline_is_on_the_paper_at_any_width() {
        let words = |paper: &Paper| -> Vec<String> {
            let text = |block: &Printed| {
                block
                    .text
                    .split_whitespace()
                    .map(str::to_owned)
                    .collect::<Vec<_>>()
            };
            paper.blocks.iter().flat_map(text).collect()
        };
        let wide = paper(400);
        assert_eq!(words(&paper(40)), words(&wide));
        for (place, block) in wide
            .blocks
            .iter()
            .enumerate()
            .filter(|(_, block)| !block.text.starts_with(char::is_numeric))
        {
            let pieces = wide
                .rows
                .iter()
                .flatten()
                .filter(|piece| piece.block == Some(place));
            let spans = pieces
                .flat_map(|piece| &piece.spans)
                .map(|(_, said)| said.as_str());
            let said: String = spans.collect();
            let bare = |text: &str| text.split_whitespace().collect::<String>();
            if block.rows.len() == 1 && code_of(&block.source).is_none() {
                assert_eq!(bare(&said), bare(&block.text));
            }
        }
    }
}
