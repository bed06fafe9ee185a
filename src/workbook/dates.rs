//! Dates of documents: read as people type them, kept as ISO text, printed as NĐ 30/2020/NĐ-CP asks. Knows no
//! clock and no calendar but the civil one; a date of a document is never compared with today.

use crate::text::fold;

/// The years a typed date may name. A year outside them is a slip of the finger, not a document.
const TYPED_YEARS: std::ops::RangeInclusive<u16> = 1900..=2099;

/// How a date is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateStyle {
    /// `08/9/2023`, in tables and citations.
    Short,
    /// `ngày 08 tháng 9 năm 2023`, in running text.
    Long,
}

#[derive(Clone, Copy)]
struct Date {
    year: u16,
    month: u16,
    day: u16,
}

impl Date {
    /// The date, when the civil calendar has it.
    fn new(year: u16, month: u16, day: u16) -> Option<Self> {
        let possible = (1..=days_in(year, month)).contains(&day);
        possible.then_some(Self { year, month, day })
    }

    fn iso(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

const fn days_in(year: u16, month: u16) -> u16 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(400) || (year.is_multiple_of(4) && !year.is_multiple_of(100)) => {
            29
        }
        2 => 28,
        _ => 0,
    }
}

/// The ISO date of what was typed: `8/2/23`, `8-2-2023`, `8.2.2023`, `080223`, `08022023`, `2023-02-08` or
/// `ngày 8 tháng 2 năm 2023`, with or without the word `ngày`. Two digits of a year mean 20xx. `None` for
/// anything else and for days that no calendar has.
pub fn typed_date(text: &str) -> Option<String> {
    let folded = fold(text.trim());
    let folded = folded.strip_prefix("ngay ").unwrap_or(&folded).trim();
    let date = by_words(folded)
        .or_else(|| by_marks(folded))
        .or_else(|| by_digits(folded))?;
    TYPED_YEARS.contains(&date.year).then(|| date.iso())
}

/// `8 thang 2 nam 2023`
fn by_words(folded: &str) -> Option<Date> {
    let (day, rest) = folded.split_once(" thang ")?;
    let (month, year) = rest.split_once(" nam ")?;
    date_of(day, month, year)
}

/// `8/2/23`, or the year first when it has four digits.
fn by_marks(folded: &str) -> Option<Date> {
    let mark = folded.chars().find(|c| matches!(c, '/' | '-' | '.'))?;
    let parts: Vec<&str> = folded.split(mark).collect();
    match *parts.as_slice() {
        [year, month, day] if year.trim().len() == 4 => date_of(day, month, year),
        [day, month, year] => date_of(day, month, year),
        _ => None,
    }
}

/// `080223` or `08022023`
fn by_digits(folded: &str) -> Option<Date> {
    if !matches!(folded.len(), 6 | 8) {
        return None;
    }
    let (day, rest) = folded.split_at_checked(2)?;
    let (month, year) = rest.split_at_checked(2)?;
    date_of(day, month, year)
}

fn date_of(day: &str, month: &str, year: &str) -> Option<Date> {
    let year = match year.trim().len() {
        2 => 2000 + digits(year)?,
        4 => digits(year)?,
        _ => return None,
    };
    let short = |part: &str| part.trim().len() <= 2;
    if short(day) && short(month) {
        Date::new(year, digits(month)?, digits(day)?)
    } else {
        None
    }
}

fn digits(text: &str) -> Option<u16> {
    let text = text.trim();
    let plain = text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok())?
}

/// Prints an ISO date with a zero before days below 10 and before months 1 and 2, as documents of offices write
/// them. Text that is no ISO date is printed as it is.
pub fn print_date(iso: &str, style: DateStyle) -> String {
    let Some(Date { year, month, day }) = iso_date(iso) else {
        return iso.to_owned();
    };
    let month = if month <= 2 {
        format!("0{month}")
    } else {
        month.to_string()
    };
    match style {
        DateStyle::Short => format!("{day:02}/{month}/{year:04}"),
        DateStyle::Long => format!("ngày {day:02} tháng {month} năm {year:04}"),
    }
}

/// Whether a text is an ISO date that the calendar has.
pub fn is_iso_date(text: &str) -> bool {
    iso_date(text).is_some()
}

fn iso_date(text: &str) -> Option<Date> {
    let parts: Vec<&str> = text.split('-').collect();
    match *parts.as_slice() {
        [year, month, day] if year.len() == 4 && month.len() == 2 && day.len() == 2 => {
            Date::new(digits(year)?, digits(month)?, digits(day)?)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_way_people_write_a_date_means_the_same_day() {
        for typed in [
            "8/2/23",
            "08/02/2023",
            "8-2-2023",
            "8.2.2023",
            "080223",
            "08022023",
            "2023-02-08",
            "2023/2/8",
            " 8 / 2 / 2023 ",
            "ngày 8 tháng 2 năm 2023",
            "Ngày 08 tháng 02 năm 2023",
            "8 tháng 2 năm 23",
            "ngay 8 thang 2 nam 2023",
            "ngày 8/2/2023",
        ] {
            assert_eq!(typed_date(typed).as_deref(), Some("2023-02-08"), "{typed}");
        }
    }

    #[test]
    fn days_that_no_calendar_has_and_half_dates_are_refused() {
        for typed in [
            "31/2/23",
            "29/2/2023",
            "29/2/1900",
            "31/4/2023",
            "0/2/23",
            "8/0/23",
            "8/13/23",
            "310223",
            "8/2",
            "8/2/023",
            "8/2/2203",
            "8/2/1023",
            "008/2/23",
            "8//23",
            "8/2/23/1",
            "+8/2/23",
            "80223",
            "tháng 2 năm 2023",
            "",
            "ngày",
            "٨/٢/٢٣",
        ] {
            assert_eq!(typed_date(typed), None, "{typed}");
        }
        assert_eq!(typed_date("29/2/24").as_deref(), Some("2024-02-29"));
        assert_eq!(typed_date("29/2/2000").as_deref(), Some("2000-02-29"));
    }

    #[test]
    fn printed_days_below_ten_and_the_first_two_months_get_a_zero() {
        for (iso, short, long) in [
            ("2023-09-08", "08/9/2023", "ngày 08 tháng 9 năm 2023"),
            ("2023-02-08", "08/02/2023", "ngày 08 tháng 02 năm 2023"),
            ("2023-01-19", "19/01/2023", "ngày 19 tháng 01 năm 2023"),
            ("2023-11-17", "17/11/2023", "ngày 17 tháng 11 năm 2023"),
            ("2018-03-07", "07/3/2018", "ngày 07 tháng 3 năm 2018"),
        ] {
            assert_eq!(print_date(iso, DateStyle::Short), short);
            assert_eq!(print_date(iso, DateStyle::Long), long);
        }
    }

    #[test]
    fn text_that_is_no_date_is_printed_as_it_stands() {
        for text in ["quý IV/2023", "2023-02-31", "2023-2-8", "", "08/02/2023"] {
            assert_eq!(print_date(text, DateStyle::Short), text);
            assert_eq!(print_date(text, DateStyle::Long), text);
        }
    }

    proptest! {
        #[test]
        fn what_is_printed_can_be_typed_again(year in 1900_u16..2100, month in 1_u16..13, day in 1_u16..32) {
            prop_assume!(Date::new(year, month, day).is_some());
            let iso = format!("{year:04}-{month:02}-{day:02}");
            for style in [DateStyle::Short, DateStyle::Long] {
                let read = typed_date(&print_date(&iso, style));
                prop_assert_eq!(read.as_deref(), Some(iso.as_str()));
            }
        }

        #[test]
        fn no_text_is_too_strange(text in "\\PC*|[0-9/. -]{0,12}") {
            if let Some(iso) = typed_date(&text) {
                prop_assert!(is_iso_date(&iso));
            }
            print_date(&text, DateStyle::Long);
        }
    }
}
