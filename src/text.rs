//! What text may be: normalised, free of anything that steers a terminal, folded for search, measured and
//! wrapped in columns. Knows no file and no screen; every text from outside passes `clean` once.

mod compare;

use std::borrow::Cow;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

pub use compare::{Piece, compare, join, moved, union};

/// Text of one or more lines as it may be stored: NFC, line ends as LF, tabs and unusual spaces as a space, no control
/// character, escape sequence or invisible filler, and no combining mark without a letter. What joins letters and
/// turns their direction is part of a text and stays; a terminal gets [`visible`] alone. Cleaning twice changes nothing
/// more.
pub fn clean(text: &str) -> String {
    if text.chars().all(is_settled) {
        return text.to_owned();
    }
    let visible = without_controls(text);
    let mut cleaned = String::with_capacity(visible.len());
    let mut carries_marks = false;
    for c in visible.nfc() {
        if turns_letters(c) {
            cleaned.push(c);
        } else if is_combining_mark(c) {
            if carries_marks {
                cleaned.push(c);
            }
        } else {
            cleaned.push(c);
            carries_marks = c.is_alphabetic();
        }
    }
    cleaned
}

/// Characters that cleaning leaves as they are whatever stands around them: plain ASCII, letters with their marks
/// composed, and the quotes and dashes of office programs. Nearly every text is made of these alone.
const fn is_settled(c: char) -> bool {
    matches!(
        c,
        '\n' | ' '..='~'
            | '\u{c0}'..='\u{24f}'
            | '\u{1ea0}'..='\u{1ef9}'
            | '–' | '—' | '‘' | '’' | '“' | '”' | '…'
    )
}

/// Clean text without what turns the direction of letters or joins them unseen: fit for a terminal, for numbers and
/// for what is typed.
pub fn visible(text: &str) -> String {
    let mut text = clean(text);
    text.retain(|c| !turns_letters(c));
    text
}

/// Whether a character says how its neighbours are drawn, and is not drawn itself: what turns the direction of letters
/// or joins them.
pub const fn turns_letters(c: char) -> bool {
    matches!(
        c,
        '\u{61c}' | '\u{200c}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fe00}'..='\u{fe0f}'
    )
}

/// [`clean`] for text of one line: line ends become spaces.
pub fn clean_line(text: &str) -> String {
    clean(text).replace('\n', " ")
}

fn without_controls(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '\u{1b}' => skip_escape(&mut rest),
            '\r' => {
                rest.next_if_eq(&'\n');
                kept.push('\n');
            }
            '\n' | '\u{2028}' | '\u{2029}' => kept.push('\n'),
            '\t' | '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => {
                kept.push(' ');
            }
            c if c.is_control() || is_invisible(c) => {}
            c => kept.push(c),
        }
    }
    kept
}

/// Drops the rest of an escape sequence: `[ … letter`, `] … BEL` or `] … ESC \`, or a single character.
fn skip_escape(rest: &mut std::iter::Peekable<std::str::Chars<'_>>) {
    match rest.peek() {
        Some('[') => {
            rest.next();
            while rest.next_if(|c| matches!(c, ' '..='?')).is_some() {}
            rest.next_if(|c| matches!(c, '@'..='~'));
        }
        Some(']' | 'P' | 'X' | '^' | '_') => {
            rest.next();
            while let Some(c) = rest.next_if(|c| !matches!(c, '\n' | '\r')) {
                if c == '\u{7}' || (c == '\u{1b}' && rest.next_if_eq(&'\\').is_some()) {
                    break;
                }
            }
        }
        Some('(' | ')' | 'O') => {
            rest.next();
            rest.next_if(char::is_ascii_alphanumeric);
        }
        Some('0'..='~') => {
            rest.next();
        }
        _ => {}
    }
}

const fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{180e}' | '\u{200b}' | '\u{2060}'..='\u{2065}' | '\u{206a}'..='\u{206f}' | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}'
    )
}

/// One letter made of a letter and a combining mark that arrives after it, as some input methods send them.
pub fn compose(letter: char, mark: char) -> Option<char> {
    unicode_normalization::char::compose(letter, mark).or_else(|| {
        // A tone may come before the dot or horn that belongs nearer to the letter: compose the whole afresh.
        let mut composed = [letter, mark].into_iter().nfd().nfc();
        let first = composed.next()?;
        composed.next().is_none().then_some(first)
    })
}

/// Folded for search: no marks, `đ` as `d`, small letters. `thu tuc` finds `Thủ tục`, `hoà` finds `hòa`.
pub fn fold(text: &str) -> String {
    text.nfd()
        .filter(|c| !is_combining_mark(*c) && !turns_letters(*c))
        .flat_map(char::to_lowercase)
        .map(|c| if c == 'đ' { 'd' } else { c })
        .collect()
}

/// Columns that a text takes on a terminal.
pub fn width(text: &str) -> usize {
    if text.is_ascii() {
        text.len()
    } else {
        text.width()
    }
}

/// The text cut to so many columns, ending in `..` where something was cut.
pub fn fit(text: &str, columns: usize) -> Cow<'_, str> {
    if width(text) <= columns {
        return Cow::Borrowed(text);
    }
    let ending = if columns > 4 { ".." } else { "" };
    let kept = columns - ending.len().min(columns);
    Cow::Owned(format!("{}{ending}", take_columns(text, kept).trim_end()))
}

/// The text cut to so many columns before its last sentence, which says what to do; at its end where that sentence
/// alone would take more than two fifths.
pub fn fit_before_end(text: &str, columns: usize) -> Cow<'_, str> {
    let last = text.trim_end_matches('.').rfind(". ").map(|at| at + 2);
    let parts = last.and_then(|at| text.split_at_checked(at));
    match parts {
        Some((front, end)) if width(text) > columns && width(end) <= columns * 2 / 5 => {
            let room = columns - width(end) - 1;
            Cow::Owned(format!("{} {end}", fit(front.trim_end(), room)))
        }
        _ => fit(text, columns),
    }
}

/// The text cut in its middle to so many columns: labels of one list often begin alike.
pub fn fit_middle(text: &str, columns: usize) -> Cow<'_, str> {
    if width(text) <= columns || columns < 8 {
        return fit(text, columns);
    }
    let head = take_columns(text, (columns - 2).div_ceil(2)).trim_end();
    let room = columns - 2 - width(head);
    let mut tail = text;
    while width(tail) > room {
        let mut rest = tail.graphemes(true);
        rest.next();
        tail = rest.as_str();
    }
    // A word is not begun in its middle where another follows.
    let in_a_word = text
        .strip_suffix(tail)
        .is_some_and(|before| !before.ends_with(' '));
    let tail = match tail.split_once(' ') {
        Some((_, words)) if in_a_word => words,
        _ => tail.trim_start(),
    };
    Cow::Owned(format!("{head}..{tail}"))
}

/// As much of the front of a text as fits into so many columns.
pub fn take_columns(text: &str, columns: usize) -> &str {
    let mut used = 0;
    for (start, grapheme) in text.grapheme_indices(true) {
        used += width(grapheme);
        if used > columns {
            return text.split_at(start).0;
        }
    }
    text
}

/// The rows of one line of text at a width: byte ranges that follow each other without a gap. Breaks after
/// spaces, which may hang over the edge, and inside a word only when it is wider than the row. There is always
/// a row.
pub fn wrap_line(line: &str, columns: usize) -> Vec<Range<usize>> {
    let columns = columns.max(1);
    let mut rows = Vec::new();
    let mut start = 0;
    let mut used = 0;
    let mut at = 0;
    for piece in pieces(line) {
        let wide = width(piece.trim_end());
        if used + wide > columns && at > start {
            rows.push(start..at);
            start = at;
            used = 0;
        }
        if wide > columns {
            rows.extend(wrap_word(piece, at, columns));
            // The last row of a long word goes on with what follows it.
            start = rows.pop().map_or(at, |last| last.start);
            used = line.get(start..at + piece.len()).map_or(0, width);
        } else {
            used += width(piece);
        }
        at += piece.len();
    }
    if start < line.len() || rows.is_empty() {
        rows.push(start..line.len());
    }
    rows
}

/// The parts between which a line may break: a word with the spaces after it, and a number with its percent sign.
fn pieces(line: &str) -> impl Iterator<Item = &str> {
    let mut rest = line;
    std::iter::from_fn(move || {
        let mut end = piece_end(rest, 0)?;
        while rest.get(end..).is_some_and(|after| after.starts_with('%')) {
            end = piece_end(rest, end)?;
        }
        let (piece, after) = rest.split_at_checked(end)?;
        rest = after;
        Some(piece)
    })
}

/// Where the word that begins at a place ends, with the spaces after it.
fn piece_end(line: &str, start: usize) -> Option<usize> {
    let rest = line.get(start..).filter(|rest| !rest.is_empty())?;
    let spaces = rest.find(' ').unwrap_or(rest.len());
    let after = rest.get(spaces..)?;
    let words = after.find(|c| c != ' ').unwrap_or(after.len());
    Some(start + spaces + words)
}

fn wrap_word(word: &str, offset: usize, columns: usize) -> Vec<Range<usize>> {
    let mut rows = Vec::new();
    let mut start = 0;
    let mut used = 0;
    for (at, grapheme) in word.grapheme_indices(true) {
        let wide = width(grapheme);
        if used + wide > columns && at > start {
            rows.push(offset + start..offset + at);
            start = at;
            used = 0;
        }
        used += wide;
    }
    rows.push(offset + start..offset + word.len());
    rows
}

/// The rows of a text of many lines, for reading: continuation rows lose the space they would begin with.
pub fn wrap(text: &str, columns: usize) -> Vec<&str> {
    text.split('\n')
        .flat_map(|line| {
            wrap_line(line, columns).into_iter().map(move |row| {
                let continued = row.start > 0;
                let row = line.get(row).unwrap_or_default().trim_end();
                if continued { row.trim_start() } else { row }
            })
        })
        .collect()
}

/// How many words a text has, as an office counts them: parts between spaces.
pub fn word_count(text: &str) -> usize {
    text.split_whitespace().count()
}

/// How many paragraphs a text has: blocks parted by blank lines.
pub fn paragraph_count(text: &str) -> usize {
    let mut count = 0;
    let mut inside = false;
    for line in text.lines() {
        let blank = line.trim().is_empty();
        if !blank && !inside {
            count += 1;
        }
        inside = !blank;
    }
    count
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn decomposed_vietnamese_is_stored_composed() {
        assert_eq!(clean("vie\u{323}\u{302}t"), "việt");
        assert_eq!(clean("vi\u{65}\u{302}\u{323}t"), "việt");
    }

    #[test]
    fn nothing_that_steers_a_terminal_survives() {
        assert_eq!(visible("a\u{1b}[31mđỏ\u{1b}[0m b"), "ađỏ b");
        assert_eq!(visible("a\u{1b}]0;title\u{7}b"), "ab");
        assert_eq!(visible("a\u{1b}]8;;http://x\u{1b}\\b"), "ab");
        assert_eq!(visible("a\0b\u{7}c\u{9b}31md"), "abc31md");
        assert_eq!(visible("a\u{202e}b\u{200b}c\u{feff}d"), "abcd");
        assert_eq!(visible("\u{301}a"), "a");
    }

    #[test]
    fn what_word_and_windows_send_becomes_plain() {
        assert_eq!(
            clean("một\r\nhai\rba\tbốn\u{a0}năm"),
            "một\nhai\nba bốn năm"
        );
        assert_eq!(clean("“trích” – …"), "“trích” – …");
    }

    #[test]
    fn search_is_blind_to_marks_case_and_the_two_spellings() {
        assert_eq!(fold("Thủ tục ĐẦU tư"), "thu tuc dau tu");
        assert_eq!(fold("hoà"), fold("hòa"));
        assert_eq!(fold("thuỷ"), fold("thủy"));
    }

    #[test]
    fn a_mark_that_comes_late_joins_its_letter() {
        assert_eq!(compose('e', '\u{302}'), Some('ê'));
        assert_eq!(compose('ê', '\u{323}'), Some('ệ'));
        assert_eq!(compose('ẹ', '\u{302}'), Some('ệ'));
        assert_eq!(compose('1', '\u{323}'), None);
    }

    #[test]
    fn what_to_do_stays_in_sight_when_a_line_is_cut() {
        let line = "Còn bản nháp 2.2.2, tài liệu 1: 38/QĐ-UBND. Enter lấy lại, Esc bỏ";
        let cut = fit_before_end(line, 55);
        assert_eq!(
            cut,
            "Còn bản nháp 2.2.2, tài liệu 1:.. Enter lấy lại, Esc bỏ"
        );
        assert!(width(&cut) <= 55);
        assert_eq!(fit_before_end(line, 200), line);
        assert_eq!(
            fit_before_end("Một câu dài không có gì phải làm.", 20),
            fit("Một câu dài không có gì phải làm.", 20)
        );
    }

    #[test]
    fn labels_that_begin_alike_stay_apart_when_they_are_cut() {
        let cut = |text: &str| fit_middle(text, 20).into_owned();
        assert_eq!(cut("Nhiệm vụ hoàn thành đúng hạn"), "Nhiệm vụ..đúng hạn");
        assert_eq!(cut("Nhiệm vụ hoàn thành trễ hạn"), "Nhiệm vụ..trễ hạn");
        assert_eq!(cut("Tổng số nhiệm vụ"), "Tổng số nhiệm vụ");
        assert!(width(&cut("Nhiệmvụhoànthànhđúnghạntrongnăm")) <= 20);
    }

    #[test]
    fn long_titles_are_cut_at_whole_letters() {
        assert_eq!(fit("Chỉ đạo, điều hành", 17), "Chỉ đạo, điều h..");
        assert_eq!(fit("Thể chế", 7), "Thể chế");
        assert_eq!(fit("Thể chế", 3), "Thể");
    }

    #[test]
    fn prose_breaks_between_words_and_long_words_inside() {
        assert_eq!(wrap("một hai ba", 7), ["một hai", "ba"]);
        assert_eq!(wrap("mưu: Văn phòng", 4), ["mưu:", "Văn", "phòn", "g"]);
        assert_eq!(wrap("abcdefgh", 3), ["abc", "def", "gh"]);
        assert_eq!(wrap("đạt 0,22 %, và", 8), ["đạt", "0,22 %,", "và"]);
        assert_eq!(wrap("a\n\nb", 5), ["a", "", "b"]);
        assert_eq!(wrap("", 5), [""]);
    }

    #[test]
    fn paragraphs_are_parted_by_blank_lines() {
        assert_eq!(paragraph_count("một\nvẫn một\n\n\nhai\n"), 2);
        assert_eq!(paragraph_count(""), 0);
    }

    proptest! {
        #[test]
        fn cleaning_is_idempotent_and_leaves_nothing_dangerous(text in "\\PC*|[\\x00-\\xff\u{300}-\u{320}\u{200b}-\u{202e}\u{1b}\\[\\]a-z\n]*") {
            let once = clean(&text);
            prop_assert_eq!(&clean(&once), &once);
            let is_dangerous = |c: char| (c.is_control() && c != '\n') || is_invisible(c);
            prop_assert!(!once.chars().any(is_dangerous));
            let seen = visible(&text);
            prop_assert!(!seen.chars().any(|c| is_dangerous(c) || turns_letters(c)));
            let turning = |text: &str| text.chars().filter(|c| turns_letters(*c)).count();
            prop_assert!(text.contains('\u{1b}') || turning(&once) == turning(&text), "they are part of the text");
        }

        #[test]
        fn rows_join_to_the_line_and_fit(line in "[ a-zđệ,.;(]{0,60}", columns in 1_usize..24) {
            let rows = wrap_line(&line, columns);
            let joined: String = rows.iter().filter_map(|row| line.get(row.clone())).collect();
            prop_assert_eq!(&joined, &line);
            prop_assert!(rows.iter().all(|row| width(line.get(row.clone()).unwrap_or_default().trim_end()) <= columns));
        }
    }
}
