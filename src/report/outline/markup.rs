//! The text markup of explanations: a blank line parts paragraphs, `+ ` begins a sub-item, `*…*` is italics, `[^id]`
//! a footnote. All else is literal. Also what no printed file may hold: control characters.

use std::ops::Range;

use crate::report::outline::Style;
use crate::workbook::footnotes::{self, Mark};

/// A paragraph or sub-item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::report) struct Paragraph {
    pub(in crate::report) shape: Shape,
    pub(in crate::report) pieces: Vec<Piece>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::report) enum Shape {
    Plain,
    /// Its text begins with `+ `.
    Item,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::report) enum Piece {
    Text(Style, String),
    /// A footnote mark: what it names, and how it is written.
    Mark(Style, Vec<String>, String),
    Break,
}

/// The paragraphs of a text; none of an empty one.
pub(in crate::report) fn paragraphs(text: &str) -> Vec<Paragraph> {
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let mut goes_on = false;
    for line in printable(text).split('\n').map(str::trim) {
        if line.is_empty() {
            goes_on = false;
            continue;
        }
        let pieces = inline(line);
        let is_item = line.starts_with("+ ");
        match paragraphs.last_mut() {
            Some(paragraph) if goes_on && !is_item => {
                paragraph.pieces.push(Piece::Break);
                paragraph.pieces.extend(pieces);
            }
            Some(_) | None => paragraphs.push(Paragraph {
                shape: if is_item { Shape::Item } else { Shape::Plain },
                pieces,
            }),
        }
        goes_on = true;
    }
    paragraphs
}

/// The pieces of one line.
fn inline(line: &str) -> Vec<Piece> {
    let marks = footnotes::marks(line);
    let (opening, closing) = stars(line, &marks);
    let mut pieces = Pieces::default();
    let mut at = 0;
    for open in opening {
        let next = closing.partition_point(|close| *close <= open);
        if let Some(close) = closing.get(next).filter(|_| open >= at) {
            pieces.add(line, &marks, at..open, Style::Plain);
            pieces.add(line, &marks, open + 1..*close, Style::Italic);
            at = close + 1;
        }
    }
    pieces.add(line, &marks, at..line.len(), Style::Plain);
    pieces.0
}

/// The stars that may begin italics and those that may end them, outside footnote marks.
fn stars(line: &str, marks: &[Mark<'_>]) -> (Vec<usize>, Vec<usize>) {
    let in_mark = |at: usize| {
        let next = marks.partition_point(|mark| mark.at.end <= at);
        marks.get(next).is_some_and(|mark| mark.at.contains(&at))
    };
    let stars = line.match_indices('*').map(|(at, _)| at);
    let stars: Vec<usize> = stars.filter(|at| !in_mark(*at)).collect();
    let those = |fits: fn(&str, usize) -> bool| {
        let stars = stars.iter().copied();
        stars.filter(|at| fits(line, *at)).collect()
    };
    (those(opens), those(closes))
}

/// Whether a star may begin italics: not inside a word, a product or another run of stars.
fn opens(line: &str, at: usize) -> bool {
    let (before, after) = around(line, at);
    before.is_none_or(|c| !c.is_alphanumeric() && c != '*')
        && after.is_some_and(|c| !c.is_whitespace() && c != '*')
}

fn closes(line: &str, at: usize) -> bool {
    let (before, after) = around(line, at);
    before.is_some_and(|c| !c.is_whitespace() && c != '*')
        && after.is_none_or(|c| !c.is_alphanumeric() && c != '*')
}

/// The characters on both sides of a star.
fn around(line: &str, at: usize) -> (Option<char>, Option<char>) {
    let before = line.get(..at).and_then(|text| text.chars().next_back());
    let after = line.get(at + 1..).and_then(|text| text.chars().next());
    (before, after)
}

#[derive(Default)]
struct Pieces(Vec<Piece>);

impl Pieces {
    /// Adds a stretch of a line, its marks apart from its text.
    fn add(&mut self, line: &str, marks: &[Mark<'_>], stretch: Range<usize>, style: Style) {
        let mut from = stretch.start;
        let first = marks.partition_point(|mark| mark.at.start < stretch.start);
        let here = marks.iter().skip(first);
        for mark in here.take_while(|mark| mark.at.end <= stretch.end) {
            self.text(line.get(from..mark.at.start), style);
            let ids = mark.ids.iter().map(|id| (*id).to_owned()).collect();
            let written = line.get(mark.at.clone()).unwrap_or_default().to_owned();
            self.0.push(Piece::Mark(style, ids, written));
            from = mark.at.end;
        }
        self.text(line.get(from..stretch.end), style);
    }

    fn text(&mut self, text: Option<&str>, style: Style) {
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            self.0.push(Piece::Text(style, text.to_owned()));
        }
    }
}

/// The text without what XML 1.0 and HTML forbid, line ends as LF and tabs as a space. Everything else stays, also
/// marks that change the direction of writing.
pub(in crate::report) fn printable(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '\r' => {
                rest.next_if_eq(&'\n');
                kept.push('\n');
            }
            '\n' | '\u{2028}' | '\u{2029}' => kept.push('\n'),
            '\t' => kept.push(' '),
            '\u{fdd0}'..='\u{fdef}' => {}
            c if c.is_control() || u32::from(c) & 0xfffe == 0xfffe => {}
            c => kept.push(c),
        }
    }
    kept
}

/// The same in one line.
pub(in crate::report) fn one_line(text: &str) -> String {
    printable(text).replace('\n', " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Paragraphs in braces, sub-items in brackets, italics between underscores, marks as `<ids>`, breaks as `/`.
    fn shown(text: &str) -> String {
        let mut shown = String::new();
        for paragraph in paragraphs(text) {
            let [open, close] = match paragraph.shape {
                Shape::Plain => ["{", "}"],
                Shape::Item => ["[", "]"],
            };
            shown.push_str(open);
            shown.extend(paragraph.pieces.into_iter().map(|piece| match piece {
                Piece::Text(Style::Italic, text) => format!("_{text}_"),
                Piece::Text(_, text) => text,
                Piece::Mark(_, ids, _) => format!("<{}>", ids.join(" ")),
                Piece::Break => "/".to_owned(),
            }));
            shown.push_str(close);
        }
        shown
    }

    #[test]
    fn blank_lines_part_paragraphs_and_a_plus_begins_a_sub_item() {
        assert_eq!(
            shown("Một\n\n \nHai:\n+ ba\n+ bốn\nnăm\n\nsáu\n"),
            "{Một}{Hai:}[+ ba][+ bốn/năm]{sáu}"
        );
        assert_eq!(shown(" \n\n"), "");
        assert_eq!(shown("1 + 1\n+2"), "{1 + 1/+2}");
    }

    #[test]
    fn stars_are_italics_only_around_words() {
        assert_eq!(
            shown("Có (*Phòng A, Phòng B*) và *xã*."),
            "{Có (_Phòng A, Phòng B_) và _xã_.}"
        );
        for literal in [
            "97 % * 4 = 3,88",
            "2*3*4",
            "**đậm**",
            "* mục",
            "một *",
            "*",
            "** **",
        ] {
            assert_eq!(shown(literal), format!("{{{literal}}}"));
        }
        assert_eq!(shown("*a\nb*"), "{*a/b*}");
    }

    #[test]
    fn a_mark_stands_in_italics_and_beside_them() {
        assert_eq!(
            shown("*đã[^1] làm*[^2,3], [^]"),
            "{_đã_<1>_ làm_<2 3>, [^]}"
        );
        assert_eq!(shown("*a[^*]b*"), "{_a_<*>_b_}");
    }

    #[test]
    fn nothing_is_left_that_no_file_may_hold() {
        assert_eq!(
            printable("a\u{0}\u{1b}[1m\u{8}b\r\nc\td\u{ffff}\u{202e}]]>\u{85}"),
            "a[1mb\nc d\u{202e}]]>"
        );
        assert_eq!(one_line("a\nb"), "a b");
    }
}
