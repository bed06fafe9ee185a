//! The words of the report that depend on the office, the year and the set: names, sentences, numbers as the office
//! prints them.

use crate::criteria::{Criterion, Node};
use crate::points::{Decimal, print};
use crate::report::outline::markup::one_line;
use crate::text::fold;
use crate::workbook::dates::{DateStyle, is_iso_date, print_date};
use crate::workbook::document::about;
use crate::workbook::score::CriterionScore;
use crate::workbook::{State, Unit, Workbook};

/// The full name of the body that `UBND` stands for.
const COMMITTEE: &str = "Ủy ban nhân dân";
/// How names of people's committees begin.
const COMMITTEES: [&str; 3] = ["UBND", COMMITTEE, "Uỷ ban nhân dân"];

/// What recurs through the report.
pub(super) struct Words<'a> {
    book: &'a Workbook,
    /// As the office calls itself: `UBND huyện`.
    pub(super) short: String,
    /// `tự đánh giá, chấm điểm … của UBND huyện năm 2023`, without the word before it.
    pub(super) subject: String,
    /// The same with the office's full name.
    pub(super) full_subject: String,
    /// The heading of part I.
    pub(super) part_one: String,
}

impl<'a> Words<'a> {
    pub(super) fn of(book: &'a Workbook) -> Self {
        let name = one_line(&book.unit.name);
        let short = one_line(&book.unit.short);
        let short = if short.trim().is_empty() {
            name.clone()
        } else {
            short
        };
        let (what, work) = Self::index(book);
        let year = book.year;
        let subject = |unit: &str| format!("tự đánh giá, chấm điểm {what} của {unit} năm {year}");
        Self {
            subject: subject(&short),
            full_subject: subject(&name),
            part_one: format!("I. KẾT QUẢ TỰ ĐÁNH GIÁ, CHẤM ĐIỂM{work} NĂM {year}"),
            short,
            book,
        }
    }

    /// What is scored, and the work that part I names. Nearly every set is one of the public administration reform
    /// index; any other is called by its title.
    fn index(book: &Workbook) -> (String, &'static str) {
        let title = one_line(&book.set.head.title);
        if fold(&title).contains("cai cach hanh chinh") {
            (
                "tiêu chí, tiêu chí thành phần Chỉ số Cải cách hành chính".to_owned(),
                " KẾT QUẢ THỰC HIỆN CÔNG TÁC CẢI CÁCH HÀNH CHÍNH",
            )
        } else {
            (format!("theo “{title}”"), "")
        }
    }

    /// Points as the office prints them.
    pub(super) fn points(&self, number: Decimal) -> String {
        print(number, self.book.report.decimal_mark)
    }

    /// `12.88/13`
    pub(super) fn of_max(&self, score: Decimal, max: Decimal) -> String {
        format!("{}/{}", self.points(score), self.points(max))
    }

    /// `TCTP 3.4.1 về …`
    pub(super) fn called(node: &Node) -> String {
        let title = about(one_line(&node.title).trim());
        format!("{} {} {title}", node.kind_word(), node.code)
    }

    /// What is said of the points of a criterion, as a sentence.
    pub(super) fn scored(&self, criterion: &Criterion, score: CriterionScore) -> String {
        let short = &self.short;
        match (score.state, score.points, external_source(criterion)) {
            (State::Scored, Some(points), None) => {
                format!("{short} tự chấm {} điểm.", self.points(points))
            }
            (State::Scored, Some(points), Some(source)) => {
                format!("đạt {} điểm theo kết quả {source}.", self.points(points))
            }
            (State::NotAssessed, ..) => format!("{short} không đánh giá tiêu chí này."),
            (State::NoScore, ..) => format!("{short} chưa tính được điểm từ số liệu đã nhập."),
            (State::Unanswered | State::Scored, _, Some(source)) => {
                format!("chưa có kết quả {source}.")
            }
            (State::Unanswered | State::Scored, _, None) => format!("{short} chưa chấm điểm."),
        }
    }

    /// The heading of a section in part II, without its number.
    pub(super) fn heading(&self, node: &Node) -> String {
        let chosen = self.book.report.headings.get(&node.code);
        let chosen = chosen.map(|heading| one_line(heading).trim().to_owned());
        chosen
            .filter(|heading| !heading.is_empty())
            .unwrap_or_else(|| capitalised(&about(one_line(&node.title).trim())))
    }
}

/// Where the points of an external criterion come from.
pub(super) fn external_source(criterion: &Criterion) -> Option<String> {
    criterion
        .rule
        .external_source()
        .map(|source| one_line(source).trim().to_owned())
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}

/// The official name of an office, in capitals and in the lines of a letterhead: a people's committee in full, and
/// whose it is below.
pub(super) fn issuer_lines(name: &str) -> Vec<String> {
    let name = one_line(name);
    let name = name.trim();
    match of_committee(name) {
        Some("") => vec![COMMITTEE.to_uppercase()],
        Some(whose) => vec![COMMITTEE.to_uppercase(), whose.to_uppercase()],
        None => vec![name.to_uppercase()],
    }
}

/// What follows `UBND` in the name of a people's committee.
fn of_committee(name: &str) -> Option<&str> {
    let after = COMMITTEES
        .iter()
        .find_map(|committee| name.strip_prefix(committee))?;
    let parted = after.is_empty() || after.starts_with(' ');
    parted.then(|| after.trim())
}

/// Whether an office is a people's committee.
pub(super) fn is_committee(unit: &Unit) -> bool {
    of_committee(unit.name.trim()).is_some()
}

/// Number and symbol of the report; a blank in place of a number that is not known yet. A bare number gets the
/// symbol, and a zero before it when it is below 10.
pub(super) fn number(book: &Workbook) -> String {
    let given = one_line(&book.report.number);
    let given = given.trim();
    let symbol = if is_committee(&book.unit) {
        "/BC-UBND"
    } else {
        "/BC"
    };
    if given.is_empty() {
        format!("     {symbol}")
    } else if given.bytes().all(|byte| byte.is_ascii_digit()) {
        format!("{given:0>2}{symbol}")
    } else {
        given.to_owned()
    }
}

/// `ngày 05 tháng 01 năm 2024`, or blanks in the year that is scored.
pub(super) fn date(book: &Workbook) -> String {
    let given = one_line(&book.report.date);
    let given = given.trim();
    if given.is_empty() {
        format!("ngày    tháng    năm {}", book.year)
    } else if is_iso_date(given) || !given.starts_with(|c: char| c.is_ascii_digit()) {
        print_date(given, DateStyle::Long)
    } else {
        format!("ngày {given}")
    }
}
