//! Footnotes on their way through the report: each mark gets the next number, and its text is what the entries that
//! it names print, parted by `; `. A mark that names nothing stays in the text as it was written.

use crate::report::outline::markup::{self, Paragraph, Piece, Shape};
use crate::report::outline::{Block, Footnote, Kind, Run, Source, Style};
use crate::workbook::document::citation;
use crate::workbook::merge::Part;
use crate::workbook::{Evidence, Workbook};

/// The footnotes so far.
pub(super) struct Notes<'a> {
    book: &'a Workbook,
    footnotes: Vec<Footnote>,
}

impl<'a> Notes<'a> {
    pub(super) const fn new(book: &'a Workbook) -> Self {
        Self {
            book,
            footnotes: Vec::new(),
        }
    }

    pub(super) fn finish(self) -> Vec<Footnote> {
        self.footnotes
    }

    /// A text of a criterion as blocks.
    pub(super) fn blocks(&mut self, code: &str, text: &str, source: &Source) -> Vec<Block> {
        let paragraphs = markup::paragraphs(text).into_iter();
        let blocks = paragraphs.map(|paragraph| self.block(code, paragraph, source.clone()));
        blocks.collect()
    }

    fn block(&mut self, code: &str, paragraph: Paragraph, source: Source) -> Block {
        let pieces = paragraph.pieces.into_iter();
        Block {
            kind: match paragraph.shape {
                Shape::Plain => Kind::Paragraph,
                Shape::Item => Kind::Item,
            },
            runs: pieces.map(|piece| self.run(code, piece)).collect(),
            source,
        }
    }

    fn run(&mut self, code: &str, piece: Piece) -> Run {
        match piece {
            Piece::Text(style, text) => Run::Text(style, text),
            Piece::Break => Run::Break,
            Piece::Mark(style, ids, written) => match self.footnote(code, &ids) {
                Some(footnote) => {
                    self.footnotes.push(footnote);
                    Run::Footnote(self.footnotes.len())
                }
                None => Run::Text(style, written),
            },
        }
    }

    fn footnote(&self, code: &str, ids: &[String]) -> Option<Footnote> {
        let answer = self.book.answer(code);
        let cited: Vec<(&Evidence, String)> = ids
            .iter()
            .filter_map(|id| answer.evidence(id))
            .map(|entry| (entry, citation(self.book, entry)))
            .filter(|(_, text)| !text.trim().is_empty())
            .collect();
        if cited.is_empty() {
            return None;
        }
        let source =
            |entry: &Evidence| Source::Part(Part::Evidence(code.to_owned(), entry.id.clone(), 0));
        let texts: Vec<&str> = cited.iter().map(|(_, text)| text.as_str()).collect();
        Some(Footnote {
            runs: runs(&joined(&texts)),
            sources: cited.iter().map(|(entry, _)| source(entry)).collect(),
        })
    }
}

/// The texts of one footnote: parted by semicolons, with a full stop at the end.
fn joined(texts: &[&str]) -> String {
    let last = texts.len().saturating_sub(1);
    let parted = texts.iter().enumerate().map(|(place, text)| {
        let text = text.trim();
        if place < last {
            format!("{}; ", text.trim_end_matches(['.', ';', ' ']))
        } else {
            let stop = if text.ends_with(['.', '!', '?', '…', ')']) {
                ""
            } else {
                "."
            };
            format!("{text}{stop}")
        }
    });
    parted.collect()
}

/// Text with italics and line ends but without paragraphs and footnotes of its own.
pub(super) fn runs(text: &str) -> Vec<Run> {
    let mut runs = Vec::new();
    for paragraph in markup::paragraphs(text) {
        if !runs.is_empty() {
            runs.push(Run::Break);
        }
        runs.extend(paragraph.pieces.into_iter().map(|piece| match piece {
            Piece::Text(style, text) | Piece::Mark(style, _, text) => Run::Text(style, text),
            Piece::Break => Run::Break,
        }));
    }
    runs
}

/// Ends the sentence of a paragraph with a full stop, unless it has an end. Footnote marks stay before the stop.
pub(super) fn end_sentence(runs: &mut Vec<Run>) {
    let last = runs.iter_mut().rev().find_map(|run| match run {
        Run::Text(_, text) => Some(text),
        Run::Footnote(_) | Run::Break => None,
    });
    if let Some(text) = last {
        let kept = text.trim_end_matches([',', ';', ':', ' ']).len();
        text.truncate(kept);
        if text.ends_with(['.', '!', '?', '…']) {
            return;
        }
    }
    runs.push(Run::Text(Style::Plain, ".".to_owned()));
}
