//! Two texts side by side, word by word: what went, what came, what stayed; and two changes of one text made into
//! one where they do not touch. Knows nothing of who wrote what.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// Pairs of words that are compared at the most. Texts that differ in more are told as different from the first
/// difference to the last: nobody reads the finest comparison of those.
const MOST_PAIRS: usize = 4_000_000;

/// A stretch of a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// In both texts.
    Same(&'a str),
    /// Only in the first.
    Removed(&'a str),
    /// Only in the second.
    Added(&'a str),
}

/// What differs between two texts, in whole words with the blanks before them. The pieces that are not removed
/// make the second text, those that are not added the first.
pub fn compare<'a>(before: &'a str, after: &'a str) -> Vec<Piece<'a>> {
    let (old, new) = (words(before), words(after));
    let mut pieces = Vec::new();
    for step in steps(before, after, &old, &new) {
        if step.same {
            pieces.push(Piece::Same(span(after, &new, step.come)));
            continue;
        }
        if !step.gone.is_empty() {
            pieces.push(Piece::Removed(span(before, &old, step.gone)));
        }
        if !step.come.is_empty() {
            pieces.push(Piece::Added(span(after, &new, step.come)));
        }
    }
    pieces
}

/// Two texts as one in which every word of either stands, in its order; what both have stands once. Sentences that
/// have little in common stay whole, one behind the other. What two writers have in common is never told twice for
/// more words than they wrote, so that a text over which they write at once does not grow by itself.
pub fn union(one: &str, two: &str) -> String {
    let whole = by_sentences(one, two);
    let (old, new) = (words(one), words(two));
    let steps = steps_by(Algorithm::Myers, one, two, &old, &new);
    let common = common(&steps);
    let own = old.len() + new.len() - 2 * common;
    if words(&whole).len() <= common + 2 * own {
        whole
    } else {
        // Sentences that are like one another were taken for the wrong ones.
        both(one, two, &old, &new, steps)
    }
}

fn by_sentences(one: &str, two: &str) -> String {
    let (old, new) = (sentences(one), sentences(two));
    let mut both = String::new();
    for step in steps(one, two, &old, &new) {
        let (gone, come) = (span(one, &old, step.gone), span(two, &new, step.come));
        if step.same {
            both += come;
        } else {
            both += &words_of_both(gone, come);
        }
    }
    both
}

/// The words of both, or one text behind the other where less than half of the shorter is in the longer.
fn words_of_both(one: &str, two: &str) -> String {
    let (old, new) = (words(one), words(two));
    let steps = steps(one, two, &old, &new);
    if common(&steps) * 2 <= old.len().min(new.len()) {
        return one.to_owned() + two;
    }
    both(one, two, &old, &new, steps)
}

/// How many words are the same.
fn common(steps: &[Step]) -> usize {
    let same = steps.iter().filter(|step| step.same);
    same.map(|step| step.come.len()).sum()
}

/// What went and what came, one behind the other, between what stayed.
fn both(
    one: &str,
    two: &str,
    old: &[Range<usize>],
    new: &[Range<usize>],
    steps: Vec<Step>,
) -> String {
    let told = steps.into_iter().map(|step| {
        let come = span(two, new, step.come);
        if step.same {
            return come.to_owned();
        }
        span(one, old, step.gone).to_owned() + come
    });
    told.collect()
}

/// Where a place of the first text is in the second: with the word it stands at, or where that word was.
pub fn moved(before: &str, after: &str, at: usize) -> usize {
    let (old, new) = (words(before), words(after));
    for step in steps(before, after, &old, &new) {
        let gone = bytes(before, &old, step.gone);
        if at <= gone.end && !(gone.is_empty() && at > gone.start) {
            let come = bytes(after, &new, step.come);
            return if step.same {
                come.start + at.saturating_sub(gone.start)
            } else {
                come.start
            };
        }
    }
    after.len()
}

/// Both changes of a text as one; `None` where they touch, so that a person must decide.
pub fn join(base: &str, one: &str, two: &str) -> Option<String> {
    let mut changes = changes(base, one);
    changes.extend(self::changes(base, two));
    changes.sort_by_key(|(place, _)| (place.start, place.end));
    changes.dedup();
    let mut joined = String::new();
    let mut at = 0;
    for (number, (place, text)) in changes.iter().enumerate() {
        // Two insertions at one place touch as well: which comes first is for a person to say.
        if number > 0 && place.start <= at {
            return None;
        }
        joined += base.get(at..place.start)?;
        joined += text;
        at = place.end;
    }
    joined += base.get(at..)?;
    Some(joined)
}

/// What replaces which bytes of the first text to make the second.
fn changes<'a>(before: &str, after: &'a str) -> Vec<(Range<usize>, &'a str)> {
    let (old, new) = (words(before), words(after));
    let steps = steps(before, after, &old, &new).into_iter();
    let change = |step: Step| (bytes(before, &old, step.gone), span(after, &new, step.come));
    steps.filter(|step| !step.same).map(change).collect()
}

/// Words of both texts that are the same, or words of the first in whose place stand others.
struct Step {
    same: bool,
    gone: Range<usize>,
    come: Range<usize>,
}

/// The way from one text to the other; no two steps of a kind follow one another.
fn steps(before: &str, after: &str, old: &[Range<usize>], new: &[Range<usize>]) -> Vec<Step> {
    steps_by(Algorithm::Patience, before, after, old, new)
}

fn steps_by(
    way: Algorithm,
    before: &str,
    after: &str,
    old: &[Range<usize>],
    new: &[Range<usize>],
) -> Vec<Step> {
    let (old, new) = (texts(before, old), texts(after, new));
    let first = old.iter().zip(&new);
    let first = first.take_while(|(one, two)| one == two).count();
    let room = old.len().min(new.len()) - first;
    let last = old.iter().rev().zip(new.iter().rev()).take(room);
    let last = last.take_while(|(one, two)| one == two).count();
    let (gone, come) = (old.len() - first - last, new.len() - first - last);
    let mut steps = Steps::default();
    steps.go(true, first, first);
    if gone.saturating_mul(come) > MOST_PAIRS {
        steps.go(false, gone, come);
    } else {
        let operations = capture_diff_slices(
            way,
            old.get(first..first + gone).unwrap_or_default(),
            new.get(first..first + come).unwrap_or_default(),
        );
        for operation in operations {
            // Its lengths alone are told reliably.
            let same = matches!(operation, DiffOp::Equal { .. });
            steps.go(
                same,
                operation.old_range().len(),
                operation.new_range().len(),
            );
        }
    }
    steps.go(true, last, last);
    steps.taken
}

#[derive(Default)]
struct Steps {
    taken: Vec<Step>,
    at: (usize, usize),
}

impl Steps {
    fn go(&mut self, same: bool, gone: usize, come: usize) {
        let (gone, come) = (self.at.0..self.at.0 + gone, self.at.1..self.at.1 + come);
        self.at = (gone.end, come.end);
        match self.taken.last_mut() {
            _ if gone.is_empty() && come.is_empty() => {}
            Some(last) if last.same == same => (last.gone.end, last.come.end) = self.at,
            _ => self.taken.push(Step { same, gone, come }),
        }
    }
}

fn texts<'a>(text: &'a str, words: &[Range<usize>]) -> Vec<&'a str> {
    let texts = words.iter().filter_map(|word| text.get(word.clone()));
    texts.collect()
}

/// Sentences with the blanks before them; each line end stands for itself.
fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut sentences: Vec<Range<usize>> = Vec::new();
    for word in words(text) {
        let told = |range: &Range<usize>| text.get(range.clone()).unwrap_or_default();
        let ended = |last: &Range<usize>| told(last).ends_with(['.', '!', '?', ';', '\n']);
        match sentences.last_mut() {
            Some(last) if !ended(last) && told(&word) != "\n" => last.end = word.end,
            _ => sentences.push(word),
        }
    }
    sentences
}

/// Words with the blanks before them; each line end stands for itself.
fn words(text: &str) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    let mut in_word = false;
    for (at, letter) in text.char_indices() {
        let end = at + letter.len_utf8();
        let is_blank = letter.is_whitespace();
        let goes_on =
            letter != '\n' && (in_word || words.last().is_some_and(|last| ends_blank(text, last)));
        match words.last_mut() {
            Some(last) if goes_on && !(in_word && is_blank) => last.end = end,
            _ => words.push(at..end),
        }
        in_word = !is_blank;
    }
    words
}

/// Whether a word so far is blanks alone, a line end aside.
fn ends_blank(text: &str, word: &Range<usize>) -> bool {
    text.get(word.clone())
        .is_some_and(|word| word != "\n" && word.trim().is_empty())
}

/// The bytes of a stretch of words; for none of them the place where they would stand.
fn bytes(text: &str, words: &[Range<usize>], range: Range<usize>) -> Range<usize> {
    let start = words.get(range.start).map_or(text.len(), |word| word.start);
    let last = range.end.checked_sub(1).filter(|last| *last >= range.start);
    let end = last
        .and_then(|last| words.get(last))
        .map_or(start, |word| word.end);
    start..end
}

fn span<'a>(text: &'a str, words: &[Range<usize>], range: Range<usize>) -> &'a str {
    text.get(bytes(text, words, range)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::sample::Index;

    use super::*;

    fn told(before: &str, after: &str) -> String {
        let pieces = compare(before, after).into_iter();
        let told = pieces.map(|piece| match piece {
            Piece::Same(text) => text.to_owned(),
            Piece::Removed(text) => format!("[-{text}-]"),
            Piece::Added(text) => format!("{{+{text}+}}"),
        });
        told.collect()
    }

    #[test]
    fn what_differs_is_told_in_whole_words() {
        assert_eq!(
            told(
                "Kết quả: 100% cán bộ tham gia.",
                "Kết quả: 126/126 cán bộ tham gia đầy đủ."
            ),
            "Kết quả:[- 100%-]{+ 126/126+} cán bộ tham[- gia.-]{+ gia đầy đủ.+}"
        );
        assert_eq!(told("", "một hai"), "{+một hai+}");
        assert_eq!(told("một\n\nhai", "một\nhai"), "một\n[-\n-]hai");
    }

    #[test]
    fn two_changes_that_do_not_touch_become_one_and_others_do_not() {
        let base = "Huyện có 12 phòng và 7 xã. Đã kiểm tra 11 đơn vị.";
        let one = "Huyện có 13 phòng và 7 xã. Đã kiểm tra 11 đơn vị.";
        let two = "Huyện có 12 phòng và 7 xã. Đã kiểm tra 11 đơn vị, đạt 57,89 %.";
        let both = "Huyện có 13 phòng và 7 xã. Đã kiểm tra 11 đơn vị, đạt 57,89 %.";
        assert_eq!(join(base, one, two).as_deref(), Some(both));
        let other = "Huyện có 14 phòng và 7 xã. Đã kiểm tra 11 đơn vị.";
        assert_eq!(join(base, one, other), None);
        assert_eq!(join("a", "a b", "a c"), None, "both at the end");
        assert_eq!(
            join(base, one, one).as_deref(),
            Some(one),
            "the same change twice"
        );
    }

    #[test]
    fn a_union_keeps_sentences_whole() {
        assert_eq!(
            union(
                "Đã làm. Một câu của cb1.",
                "Đã làm. Hai câu của cb2.\n\nHết."
            ),
            "Đã làm. Một câu của cb1. Hai câu của cb2.\n\nHết."
        );
    }

    #[test]
    fn a_union_of_one_sentence_written_on_at_two_places_repeats_nothing() {
        assert_eq!(
            union("Một A1 hai ba bốn năm", "Một hai ba bốn năm B1"),
            "Một A1 hai ba bốn năm B1"
        );
    }

    #[test]
    fn a_cursor_stays_behind_its_word_between_words_of_others() {
        let after = "Đầu. Một A1 hai ba B1";
        let at = moved("Một A1 hai ba", after, "Một A1".len());
        assert_eq!(after.get(..at), Some("Đầu. Một A1"));
        assert_eq!(moved("Một", "Một hai", "Một".len()), "Một".len());
        assert_eq!(moved("", "", 0), 0);
    }

    #[test]
    fn texts_that_have_nothing_in_common_are_compared_at_once() {
        let text = |letter: &str| format!("đầu {}cuối", format!(" {letter}").repeat(3_000) + " ");
        let (before, after) = (text("a"), text("b"));
        let pieces = compare(&before, &after);
        assert!(matches!(
            pieces.as_slice(),
            [
                Piece::Same("đầu"),
                Piece::Removed(_),
                Piece::Added(_),
                Piece::Same(" cuối")
            ]
        ));
    }

    proptest! {
        #[test]
        fn the_pieces_make_both_texts(before in "[ab \n]{0,24}", after in "[ab \n]{0,24}") {
            let (mut first, mut second) = (String::new(), String::new());
            for piece in compare(&before, &after) {
                match piece {
                    Piece::Same(text) => {
                        first += text;
                        second += text;
                    }
                    Piece::Removed(text) => first += text,
                    Piece::Added(text) => second += text,
                }
            }
            prop_assert_eq!((first, second), (before, after));
        }

        #[test]
        fn a_union_has_the_words_of_both_in_their_order(one in "[ab. \n]{0,24}", two in "[ab. \n]{0,24}") {
            let both = union(&one, &two);
            for text in [&one, &two] {
                let mut rest = both.chars();
                prop_assert!(text.chars().all(|letter| rest.any(|other| other == letter)), "{both:?}");
            }
            prop_assert_eq!(union(&one, &one), one);
        }

        #[test]
        fn a_text_over_which_two_write_grows_by_what_they_write(
            start in "( [ab]{1,2}[.]?){0,12}",
            rounds in vec(("( [a-d]{1,2}[.]?){1,3}", any::<Index>(), "( [a-d]{1,2}[.]?){1,3}", any::<Index>()), 1..40),
        ) {
            let mut text = start;
            let mut most = words(&text).len();
            for (first, here, second, there) in rounds {
                let written = |add: &str, place: Index| {
                    let ends: Vec<usize> = words(&text).iter().map(|word| word.end).collect();
                    let at = ends.get(place.index(ends.len().max(1))).copied();
                    let (before, after) = text.split_at(at.unwrap_or_default());
                    format!("{before}{add}{after}")
                };
                most += 2 * (words(&first).len() + words(&second).len());
                text = union(&written(&first, here), &written(&second, there));
                let grown = words(&text).len();
                prop_assert!(grown <= most, "{grown} words for {most}: {text}");
            }
        }

        #[test]
        fn a_cursor_stays_in_the_text_that_comes_in(
            text in "[ab. \n]{1,24}",
            place in any::<Index>(),
            other in "[c. \n]{1,8}",
            there in any::<Index>(),
        ) {
            let (here, there) = (place.index(text.len()), there.index(text.len()));
            let (before, behind) = text.split_at(there);
            let after = format!("{before}{other}{behind}");
            let at = moved(&text, &after, here);
            prop_assert!(at <= after.len(), "{at} in {after:?}");
        }

        #[test]
        fn a_text_joined_with_its_base_is_that_text(base in "[ab \n]{0,24}", one in "[ab \n]{0,24}") {
            prop_assert_eq!(join(&base, &one, &base), Some(one.clone()));
            prop_assert_eq!(join(&base, &base, &one), Some(one));
        }

        #[test]
        fn the_order_of_joining_does_not_matter(base in "[ab \n]{0,16}", one in "[ab \n]{0,16}", two in "[ab \n]{0,16}") {
            prop_assert_eq!(join(&base, &one, &two), join(&base, &two, &one));
        }
    }
}
