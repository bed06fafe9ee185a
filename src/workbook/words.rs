//! Sentences about answers and scores: how a score came about, why an edit was refused, what would earn more.
//! Says what `working` and `edit` found out; computes no score itself and knows no screen.

mod explain;
mod gain;
mod lack;
mod quotients;
mod sums;

pub use explain::{check_line, explanation};
pub use gain::{Gain, next_gain};
pub use lack::Lack;
pub(crate) use lack::{lacks, spoken};
pub(crate) use sums::{Shown, Voice, disagreement, worked_out};

use crate::lang::Lang;
use crate::points::{DecimalMark, NumberError, print};
use crate::say;
use crate::workbook::edit::Rejection;
use crate::workbook::score::State;
use crate::workbook::seal;

/// The word for how far a criterion is.
pub const fn state(state: State, lang: Lang) -> &'static str {
    match state {
        State::Scored => lang.pick("đã chấm", "scored"),
        State::Unanswered => lang.pick("chưa chấm", "unanswered"),
        State::NotAssessed => lang.pick("không đánh giá", "not assessed"),
        State::NoScore => lang.pick("không tính được điểm", "no score can be computed"),
    }
}

/// Why a typed number was refused and what to type instead.
pub const fn number_error(error: NumberError, lang: Lang) -> &'static str {
    match error {
        NumberError::Empty => lang.pick("Chưa nhập số", "No number was entered"),
        NumberError::NotANumber => lang.pick(
            "Chỉ nhập chữ số và dấu: 642, 1.476 hoặc 0,97",
            "Enter digits and marks only: 642, 1.476 or 0.97",
        ),
        NumberError::NotWhole => lang.pick(
            "Ô này chỉ nhận số nguyên: 1476 hoặc 1.476",
            "This field takes whole numbers only: 1476 or 1.476",
        ),
        NumberError::Grouping => lang.pick(
            "Dấu chấm trong số nguyên tách từng nhóm ba chữ số: 1.476",
            "A dot in a whole number parts groups of three digits: 1.476",
        ),
        NumberError::TwoMarks => lang.pick(
            "Số thập phân chỉ có một dấu: 0,14 hoặc 0.14",
            "A decimal number has a single mark: 0,14 or 0.14",
        ),
        NumberError::LooseMark => lang.pick(
            "Trước và sau dấu thập phân phải có chữ số: 0,5",
            "Digits must stand before and after the mark: 0.5",
        ),
        NumberError::TooLong => lang.pick(
            "Số có quá 18 chữ số: kiểm tra lại",
            "The number has more than 18 digits: check it",
        ),
        NumberError::Negative => lang.pick(
            "Số không được âm: nhập từ 0 trở lên",
            "The number must not be negative: enter 0 or more",
        ),
    }
}

/// Why an edit was refused and what would be accepted.
pub fn rejection(rejection: &Rejection, lang: Lang, mark: DecimalMark) -> String {
    match rejection {
        Rejection::UnknownCriterion(code) => say!(
            lang,
            "Bộ tiêu chí không có mã {code}: kiểm tra lại mã",
            "The criteria set has no code {code}: check the code"
        ),
        Rejection::NotACriterion(code) => say!(
            lang,
            "{code} là nhóm, không chấm trực tiếp: chọn một tiêu chí trong nhóm",
            "{code} is a group and is not scored itself: choose a criterion in it"
        ),
        Rejection::UnknownFigure(id, known) => unknown(lang, ["số liệu", "figure"], id, known),
        Rejection::UnknownLevel(id, known) => unknown(lang, ["mức", "level"], id, known),
        Rejection::UnknownItem(id, known) => unknown(lang, ["mục", "item"], id, known),
        Rejection::TakesNoScore => lang
            .pick(
                "Điểm của tiêu chí này được tính theo công thức: dùng điểm tự nhập (declared) và ghi lý do",
                "The score of this criterion is computed: use a declared score and give the reason",
            )
            .to_owned(),
        Rejection::OutOfRange(max) => {
            let max = print(*max, mark);
            say!(lang, "Điểm phải từ 0 đến {max}", "The score must lie between 0 and {max}")
        }
        Rejection::TooPrecise => lang
            .pick("Điểm có tối đa 12 chữ số thập phân", "A score has at most 12 decimals")
            .to_owned(),
        Rejection::NotWhole(label) => say!(
            lang,
            "“{label}” chỉ nhận số nguyên từ 0 trở lên: 1476 hoặc 1.476",
            "“{label}” takes whole numbers from 0 only: 1476 or 1.476"
        ),
        Rejection::CannotExplainWith(other) => say!(
            lang,
            "Không giải trình chung với {other} được: chọn tiêu chí khác trong cùng lĩnh vực",
            "Cannot be explained together with {other}: choose another criterion of the same section"
        ),
        Rejection::BadEvidenceId(id) => say!(
            lang,
            "Số thứ tự tài liệu “{id}” không hợp lệ: chỉ dùng chữ, số và . _ -",
            "The document id “{id}” is not valid: use letters, digits and . _ - only"
        ),
        Rejection::UnitNeedsName => lang
            .pick("Tên đơn vị không được để trống", "The unit's name must not be empty")
            .to_owned(),
        Rejection::Sealed(event) => {
            seal::sealed_words(&event.by, &seal::printed_time(&event.at), lang)
        }
    }
}

/// A small number as it is spoken: `hai bậc`.
pub fn few(count: usize, lang: Lang) -> String {
    match count {
        2 => lang.pick("hai", "two").to_owned(),
        3 => lang.pick("ba", "three").to_owned(),
        4 => lang.pick("bốn", "four").to_owned(),
        count => count.to_string(),
    }
}

fn unknown(lang: Lang, [vi, en]: [&str; 2], id: &str, known: &[String]) -> String {
    let ids = known.join(", ");
    if known.is_empty() {
        return say!(
            lang,
            "Tiêu chí này không có {vi} nào",
            "This criterion has no {en}"
        );
    }
    say!(
        lang,
        "Tiêu chí này không có {vi} “{id}”; có: {ids}",
        "This criterion has no {en} “{id}”; it has: {ids}"
    )
}

#[cfg(test)]
mod tests;
