//! The numbers that an explanation states. Tells counts of things from dates, document numbers, percentages, points,
//! times and references, by the words around them; in doubt a number is no count, so that hints stay few.

use crate::points::{Decimal, typed_count, typed_decimal};
use crate::workbook::footnotes;

/// The numbers of a text.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Numbers {
    /// Every number that stands in it, whatever it means.
    pub(super) present: Vec<Decimal>,
    /// Those that look like counts of things.
    pub(super) counts: Vec<Decimal>,
}

/// Words before a number that make it a date, a reference or an order.
const NOT_COUNTED_AFTER: [&str; 23] = [
    "ngày", "tháng", "năm", "quý", "tuần", "điều", "khoản", "điểm", "mục", "chương", "trang",
    "lần", "thứ", "kỳ", "khóa", "khoá", "tc", "tctp", "mẫu", "biểu", "bảng", "số", "luật",
];
/// The same in two words: "nghị quyết 18", but "giải quyết 18" is a count.
const NOT_COUNTED_AFTER_TWO: [&str; 10] = [
    "nghị quyết",
    "nghị định",
    "quyết định",
    "chỉ thị",
    "công văn",
    "thông tư",
    "kế hoạch",
    "phụ lục",
    "tiêu chí",
    "giai đoạn",
];
/// Words after a number that make it a time or a score.
const NOT_COUNTED_BEFORE: [&str; 12] = [
    "giờ", "phút", "giây", "h", "điểm", "năm", "tháng", "ngày", "tuần", "quý", "phần", "%",
];
/// Words before `8/9` that make it a day.
const DAY_WORDS: [&str; 11] = [
    "ngày", "tháng", "quý", "từ", "đến", "tới", "trước", "sau", "hôm", "sáng", "chiều",
];
/// Small numbers in words, from one.
const WORDS: [&str; 10] = [
    "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười",
];
/// Longer digit strings are telephone or citizen numbers, not counts.
const MOST_COUNT_DIGITS: usize = 9;

/// Whether all of these numbers stand in an explanation as counts of things.
pub fn states_all(text: &str, wanted: impl IntoIterator<Item = Decimal>) -> bool {
    let stated = numbers(&footnotes::without_marks(text)).counts;
    wanted.into_iter().all(|number| stated.contains(&number))
}

/// Reads the numbers of a text without footnote marks.
pub(super) fn numbers(text: &str) -> Numbers {
    let mut numbers = Numbers::default();
    for line in text.lines() {
        let words: Vec<Word<'_>> = line.split_whitespace().map(Word::new).collect();
        let mut at = 0;
        while at < words.len() {
            at += numbers.read(&words, at);
        }
    }
    numbers
}

/// A word as written, and without the punctuation around it.
#[derive(Clone, Copy)]
struct Word<'a> {
    raw: &'a str,
    core: &'a str,
}

impl<'a> Word<'a> {
    fn new(raw: &'a str) -> Self {
        let core = raw.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '%' | '+'));
        Self { raw, core }
    }

    fn is_digits(self) -> bool {
        !self.core.is_empty() && self.core.bytes().all(|byte| byte.is_ascii_digit())
    }

    /// Whether the next word reads on from it: nothing stands between.
    fn reads_on(self) -> bool {
        self.raw.ends_with(self.core)
    }
}

impl Numbers {
    /// Reads what begins at a word; says how many words it took.
    fn read(&mut self, words: &[Word<'_>], at: usize) -> usize {
        let Some(word) = words.get(at).copied() else {
            return 1;
        };
        if let Some(number) = number_word(word.core) {
            self.present.push(number);
        } else if word.core.contains(['%', ':']) || word.core.chars().any(char::is_alphabetic) {
            // A percentage, a time, a document number: no count.
        } else if word.core.contains('/') {
            self.read_pair(word.core, before(words, at));
        } else if word.core.contains(['-', '–']) {
            let parts = word.core.split(['-', '–']).filter_map(count);
            self.present.extend(parts);
        } else if let Some((number, taken)) = spaced(words, at) {
            self.add(number, words, at, taken);
            return taken;
        } else if let Some(number) = count(word.core) {
            self.add(number, words, at, 1);
        } else if let Ok(number) = typed_decimal(word.core) {
            self.present.push(number);
        }
        1
    }

    /// `06/19` is two counts, `8/9` after "ngày" a day, `11/2023` a month, `8/9/2023` a date.
    fn read_pair(&mut self, core: &str, before: &str) {
        let parts: Vec<Option<Decimal>> = core.split('/').map(count).collect();
        if let [Some(one), Some(two)] = parts.as_slice() {
            self.present.extend([*one, *two]);
            let is_month = is_year(*two) && *one <= Decimal::from(12);
            if !is_month && !DAY_WORDS.contains(&before.to_lowercase().as_str()) {
                self.counts.extend([*one, *two]);
            }
        }
    }

    fn add(&mut self, number: Decimal, words: &[Word<'_>], at: usize, taken: usize) {
        self.present.push(number);
        if is_counted(words, at, taken, number) {
            self.counts.push(number);
        }
    }
}

fn is_counted(words: &[Word<'_>], at: usize, taken: usize, number: Decimal) -> bool {
    let Some(word) = words.get(at) else {
        return false;
    };
    let short = word.core.len() <= 2;
    let is_item = short && (word.raw.ends_with(')') || (at == 0 && word.raw.ends_with('.')));
    let one = before(words, at).to_lowercase();
    let two = at.checked_sub(1).map_or("", |at| before(words, at));
    let two = format!("{} {one}", two.to_lowercase());
    let is_reference = two != "tổng số"
        && (NOT_COUNTED_AFTER.contains(&one.as_str())
            || NOT_COUNTED_AFTER_TWO.contains(&two.as_str()));
    let after_word = words.get(at + taken).map_or("", |word| word.core);
    let last_reads_on = words
        .get(at + taken - 1)
        .is_some_and(|word| word.reads_on());
    let is_measure =
        last_reads_on && NOT_COUNTED_BEFORE.contains(&after_word.to_lowercase().as_str());
    let is_year = taken == 1 && is_year(number) && !word.core.contains('.');
    !(is_item || is_year || is_reference || is_measure)
}

/// The word before, when nothing but a space parts them.
fn before<'a>(words: &[Word<'a>], at: usize) -> &'a str {
    at.checked_sub(1)
        .and_then(|at| words.get(at))
        .filter(|word| word.reads_on())
        .map_or("", |word| word.core)
}

/// `1 476` and how many words it takes.
fn spaced(words: &[Word<'_>], at: usize) -> Option<(Decimal, usize)> {
    let first = words.get(at)?;
    if !first.is_digits() || first.core.len() > 3 || first.core.starts_with('0') {
        return None;
    }
    let mut digits = first.core.to_owned();
    let mut taken = 1;
    let mut last = first;
    while last.reads_on()
        && let Some(next) = words.get(at + taken)
        && next.is_digits()
        && next.core.len() == 3
        && next.raw.starts_with(next.core)
    {
        digits.push_str(next.core);
        taken += 1;
        last = next;
    }
    (taken > 1).then_some((count(&digits)?, taken))
}

fn count(text: &str) -> Option<Decimal> {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let number = typed_count(text).ok()?;
    (digits <= MOST_COUNT_DIGITS).then_some(number)
}

fn is_year(number: Decimal) -> bool {
    number >= Decimal::from(1990) && number <= Decimal::from(2100)
}

fn number_word(word: &str) -> Option<Decimal> {
    // Longer than the longest of them, in bytes of either case.
    if word.len() > 8 {
        return None;
    }
    let word = word.to_lowercase();
    let place = WORDS.iter().position(|known| **known == word)?;
    Some(Decimal::from(place + 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::points::print_plain;

    fn counts(text: &str) -> Vec<String> {
        numbers(text).counts.into_iter().map(print_plain).collect()
    }

    #[test]
    fn counts_are_read_however_they_are_written() {
        assert_eq!(
            counts("giải quyết 663 hồ sơ, trong đó 08 trễ hạn; tự kiểm tra 1.476 văn bản"),
            ["663", "8", "1476"]
        );
        assert_eq!(counts("tự kiểm tra 1 476 văn bản."), ["1476"]);
        assert_eq!(counts("đã kiểm tra 06/19 đơn vị (đạt)"), ["6", "19"]);
        assert_eq!(
            counts("Tổng số: 3638; tổng số 3638 hồ sơ"),
            ["3638", "3638"]
        );
    }

    #[test]
    fn dates_documents_percentages_and_times_are_no_counts() {
        for text in [
            "ngày 15/12/2022 đến ngày 15/11/2023",
            "ngày 8/9 và tháng 11/2023, năm 2023, giai đoạn 2022-2024",
            "ngày 08 tháng 9 năm 2023",
            "Kế hoạch số 13/KH-UBND, Nghị định 37/2014/NĐ-CP, khoản 2 Điều 5",
            "đạt 96,83 % và 100%, tự chấm 0,5 điểm, 2 điểm",
            "lúc 10:42, 7 giờ 30 phút, 8h30",
            "TCTP 3.4.1, Phụ lục 2, trang 3",
            "1. Về kế hoạch\n2) Kết quả (3)",
            "điện thoại 0912345678",
        ] {
            assert_eq!(counts(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn every_number_is_present_even_when_it_is_no_count() {
        let present = numbers("năm 2023 có ba hội nghị, 57,89 đơn vị").present;
        let present: Vec<String> = present.into_iter().map(print_plain).collect();
        assert_eq!(present, ["5", "2023", "3", "57.89"]);
    }
}
