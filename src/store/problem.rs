//! One place in a JSON file that is not what the format asks for: its JSON pointer, what is wrong there, and
//! the mend. Knows the words for it, not the formats.

use crate::lang::Lang;
use crate::say;
use crate::store::error::shown;

/// One thing wrong in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// JSON pointer of the place; empty for the whole document.
    pub pointer: String,
    /// What is wrong there.
    pub fault: Fault,
}

/// What is wrong at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A required member is missing.
    Missing(&'static str),
    /// A value of another JSON type than the format asks for.
    NotA(Wanted),
    /// A JSON number with a fraction or exponent where a decimal in quotes belongs.
    BareDecimal(String),
    /// Text that is no plain decimal of at most 28 digits.
    NotDecimal(String),
    /// No digest: 64 hexadecimal digits; what stands there.
    NotDigest(String),
    /// Points of more than nine digits before or twelve after the mark.
    TooManyDigits(String),
    /// A whole number outside the range that is allowed.
    OutOf(u32, u32),
    /// A word that the format does not know; the ones it knows.
    NotAWord(String, &'static [&'static str]),
    /// A code, figure or member that stands there twice.
    Twice(String),
    /// A figure id that means something else on the command line.
    Reserved(String),
    /// A rule or check that names a figure the criterion does not have.
    UnknownFigure(String),
    /// Text that may not be empty.
    Blank,
    /// Another format than the one expected.
    Format(String, &'static str),
}

/// The JSON type that the format asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// `{ … }`
    Object,
    /// `[ … ]`
    List,
    /// `"…"`
    Text,
    /// A decimal in quotes, or a whole number.
    Decimal,
    /// A whole number.
    Whole,
    /// `true` or `false`
    Flag,
}

impl Problem {
    /// One line: where, what, and what to do.
    pub fn message(&self, lang: Lang) -> String {
        let what = self.fault.message(lang);
        if self.pointer.is_empty() {
            what
        } else {
            format!("{}: {what}", shown(&self.pointer))
        }
    }
}

impl Fault {
    /// A table of sentences, one for each fault.
    fn message(&self, lang: Lang) -> String {
        let found = shown(self.found());
        match self {
            Self::Missing(name) => say!(
                lang,
                "thiếu \"{name}\"; hãy bổ sung",
                "\"{name}\" is missing; add it"
            ),
            Self::NotA(wanted) => {
                let wanted = wanted.words(lang);
                say!(lang, "phải là {wanted}", "must be {wanted}")
            }
            Self::BareDecimal(_) => say!(
                lang,
                "{found} phải viết trong dấu ngoặc kép: \"{found}\"",
                "{found} must be written in quotes: \"{found}\""
            ),
            Self::NotDigest(_) => say!(
                lang,
                "không phải mã xác nhận: 64 chữ số thập lục phân",
                "no digest: 64 hexadecimal digits"
            ),
            Self::NotDecimal(_) => say!(
                lang,
                "\"{found}\" không phải số thập phân; viết như \"0.97\", nhiều nhất 28 chữ số",
                "\"{found}\" is no plain decimal; write it like \"0.97\", with at most 28 digits"
            ),
            Self::TooManyDigits(_) => say!(
                lang,
                "\"{found}\" quá dài; điểm có nhiều nhất 9 chữ số trước và 12 chữ số sau dấu thập phân",
                "\"{found}\" is too long; points have at most 9 digits before and 12 after the mark"
            ),
            Self::OutOf(from, to) => say!(
                lang,
                "phải là số nguyên từ {from} đến {to}",
                "must be a whole number from {from} to {to}"
            ),
            Self::NotAWord(_, known) => {
                let known = known.join(", ");
                say!(
                    lang,
                    "\"{found}\" không hợp lệ; chỉ dùng: {known}",
                    "\"{found}\" is not known; use one of: {known}"
                )
            }
            Self::Twice(_) => say!(
                lang,
                "\"{found}\" có hai lần; mỗi mã chỉ dùng một lần",
                "\"{found}\" stands there twice; each may stand only once"
            ),
            Self::Reserved(_) => say!(
                lang,
                "\"{found}\" là từ dành riêng, không đặt làm mã số liệu được; hãy chọn mã khác",
                "\"{found}\" is reserved and cannot be a figure id; choose another"
            ),
            Self::UnknownFigure(_) => say!(
                lang,
                "không có số liệu \"{found}\" trong \"figures\" của tiêu chí; hãy sửa mã hoặc bổ sung số liệu",
                "the criterion's \"figures\" have no \"{found}\"; correct the id or add the figure"
            ),
            Self::Blank => say!(lang, "không được để trống", "must not be empty"),
            Self::Format(_, expected) => say!(
                lang,
                "định dạng \"{found}\" không đọc được; tệp phải có định dạng \"{expected}\"",
                "format \"{found}\" cannot be read; it must be \"{expected}\""
            ),
        }
    }

    /// What stands in the file, where the message repeats it.
    fn found(&self) -> &str {
        match self {
            Self::BareDecimal(found)
            | Self::NotDecimal(found)
            | Self::NotDigest(found)
            | Self::TooManyDigits(found)
            | Self::NotAWord(found, _)
            | Self::Twice(found)
            | Self::Reserved(found)
            | Self::UnknownFigure(found)
            | Self::Format(found, _) => found,
            Self::Missing(_) | Self::NotA(_) | Self::OutOf(..) | Self::Blank => "",
        }
    }
}

/// A member's name as it stands in a JSON pointer.
pub(super) fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

impl Wanted {
    const fn words(self, lang: Lang) -> &'static str {
        match self {
            Self::Object => lang.pick("một đối tượng { … }", "an object { … }"),
            Self::List => lang.pick("một danh sách [ … ]", "a list [ … ]"),
            Self::Text => lang.pick("một chuỗi \"…\"", "a text \"…\""),
            Self::Decimal => lang.pick(
                "một số trong dấu ngoặc kép, như \"0.97\"",
                "a number in quotes, like \"0.97\"",
            ),
            Self::Whole => lang.pick(
                "một số nguyên, không có dấu ngoặc kép",
                "a whole number without quotes",
            ),
            Self::Flag => lang.pick("true hoặc false", "true or false"),
        }
    }
}
