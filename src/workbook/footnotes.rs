//! Footnote marks in a text: `[^1]`, `[^4,5]`. Finds them and the ids that they name; knows no evidence and
//! no report.

use std::ops::Range;

/// One mark and what it names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark<'a> {
    /// Where it stands, in bytes, from `[^` to `]`.
    pub at: Range<usize>,
    /// The ids in it, in the order written; at least one.
    pub ids: Vec<&'a str>,
}

/// Every mark of a text, in order. A mark stands on one line and names at least one id; anything else is
/// literal text.
pub fn marks(text: &str) -> Vec<Mark<'_>> {
    let mut marks = Vec::new();
    let mut from = 0;
    while let Some(start) = text.get(from..).and_then(|rest| rest.find("[^")) {
        let start = from + start;
        let inner = start + "[^".len();
        from = inner;
        let Some((ids, _)) = text.get(inner..).and_then(|rest| rest.split_once(']')) else {
            break;
        };
        if ids.contains(['[', '\n']) {
            continue;
        }
        let end = inner + ids.len() + "]".len();
        let ids: Vec<&str> = ids
            .split(',')
            .map(str::trim)
            .filter(|id| !id.is_empty())
            .collect();
        if !ids.is_empty() {
            marks.push(Mark {
                at: start..end,
                ids,
            });
            from = end;
        }
    }
    marks
}

/// The text without its marks.
pub fn without_marks(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut from = 0;
    for mark in marks(text) {
        kept.push_str(text.get(from..mark.at.start).unwrap_or_default());
        from = mark.at.end;
    }
    kept.push_str(text.get(from..).unwrap_or_default());
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(text: &str) -> Vec<Vec<&str>> {
        marks(text).into_iter().map(|mark| mark.ids).collect()
    }

    #[test]
    fn a_mark_names_one_document_or_several() {
        assert_eq!(
            ids("Kế hoạch[^1] và[^4,5], xem[^ kh , b.2 ]."),
            vec![vec!["1"], vec!["4", "5"], vec!["kh", "b.2"]]
        );
    }

    #[test]
    fn what_is_no_mark_stays_text() {
        for text in ["[^]", "[^ , ]", "[1]", "[^1\n]", "[^1", "a^[2]", ""] {
            assert_eq!(marks(text), Vec::new(), "{text:?}");
            assert_eq!(without_marks(text), text);
        }
    }

    #[test]
    fn a_broken_mark_does_not_hide_the_next_one() {
        assert_eq!(
            ids("[^1 chưa đóng [^2] và [^]3[^4]"),
            vec![vec!["2"], vec!["4"]]
        );
    }

    #[test]
    fn text_is_whole_without_its_marks() {
        assert_eq!(without_marks("đã[^1] ban hành[^2,3]."), "đã ban hành.");
        let text = "đã[^1] làm";
        let mark = marks(text).remove(0);
        assert_eq!(text.get(mark.at), Some("[^1]"));
    }
}
