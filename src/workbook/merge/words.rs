//! What parts and their contents are called, in the words of the officers.

use crate::lang::Lang;
use crate::points::{self, DecimalMark, Stored};
use crate::say;
use crate::text;
use crate::workbook::answer::Evidence;
use crate::workbook::edit::{ReportLines, ReportText, UnitMember};
use crate::workbook::merge::Refusal;
use crate::workbook::merge::part::{Content, Entered, Part};

/// How wide a content may be in a list, in cells.
const CONTENT_WIDTH: usize = 72;

/// What a part is called; of the criterion's parts without its code.
pub fn part_words(part: &Part, lang: Lang) -> String {
    let words = match part {
        Part::Entered(_) => lang.pick("số liệu", "figures"),
        Part::Declared(_) => lang.pick("điểm tự nhập", "declared score"),
        Part::NotAssessed(_) => lang.pick("không đánh giá", "not assessed"),
        Part::ExplainedWith(_) => lang.pick("giải trình chung", "explained with"),
        Part::Justification(_) => lang.pick("giải trình", "explanation"),
        Part::Evidence(_, id, _) => return say!(lang, "tài liệu {id}", "document {id}"),
        Part::Unit(UnitMember::Name) => lang.pick("tên đơn vị", "name of the unit"),
        Part::Unit(UnitMember::Short) => lang.pick("tên gọi tắt", "short name"),
        Part::Unit(UnitMember::Parent) => lang.pick("cơ quan cấp trên", "superior body"),
        Part::Unit(UnitMember::Place) => lang.pick("địa danh của đơn vị", "place of the unit"),
        Part::Text(ReportText::Number) => lang.pick("số báo cáo", "number of the report"),
        Part::Text(ReportText::Date) => lang.pick("ngày báo cáo", "date of the report"),
        Part::Text(ReportText::Place) => lang.pick("nơi ký", "place of signing"),
        Part::Text(ReportText::Recipient) => lang.pick("nơi gửi", "addressee"),
        Part::Text(ReportText::Signer) => lang.pick("người ký", "signer"),
        Part::Text(ReportText::Closing) => lang.pick("đoạn kết", "closing"),
        Part::Lines(ReportLines::Basis) => lang.pick("căn cứ", "legal basis"),
        Part::Lines(ReportLines::Recipients) => lang.pick("nơi nhận", "recipients"),
        Part::Lines(ReportLines::Signature) => lang.pick("chữ ký", "signature"),
        Part::Mark => lang.pick("dấu thập phân", "decimal mark"),
        Part::Heading(code) => {
            return say!(lang, "đề mục lĩnh vực {code}", "heading of section {code}");
        }
    };
    words.to_owned()
}

/// Why two workbooks cannot be merged; the first is the one that receives.
pub fn refusal_words(refusal: &Refusal, lang: Lang) -> String {
    match refusal {
        Refusal::OtherSet(one, two) => say!(
            lang,
            "dùng bộ tiêu chí “{two}”, sổ nhận dùng “{one}”",
            "it has the criteria set “{two}”, the receiving workbook “{one}”"
        ),
        Refusal::OtherYear(one, two) => say!(
            lang,
            "của năm {two}, sổ nhận của năm {one}",
            "it is of {two}, the receiving workbook of {one}"
        ),
        Refusal::OtherUnit(one, two) => say!(
            lang,
            "của “{two}”, sổ nhận của “{one}”",
            "it is of “{two}”, the receiving workbook of “{one}”"
        ),
    }
}

/// What is in a part, in one line.
pub fn content_words(content: &Content, mark: DecimalMark) -> String {
    let line = match content {
        Content::Entered(entered) => entered_words(entered, mark),
        Content::Declared(declared) if declared.reason.is_empty() => number(&declared.score, mark),
        Content::Declared(declared) => {
            format!("{} ({})", number(&declared.score, mark), declared.reason)
        }
        Content::Text(text) | Content::Unreviewed(text) => format!("“{text}”"),
        Content::Lines(lines) => lines.join("; "),
        Content::Evidence(entry) => entry_words(entry),
        Content::Mark(mark) => mark.as_char().to_string(),
    };
    text::fit(&text::clean_line(&line), CONTENT_WIDTH).into_owned()
}

fn entered_words(entered: &Entered, mark: DecimalMark) -> String {
    let figures = entered.figures.iter();
    let mut words: Vec<String> = figures
        .map(|(id, value)| format!("{id} = {}", number(value, mark)))
        .collect();
    words.extend(entered.level.clone());
    if let Some(ticked) = &entered.ticked {
        words.push(format!("[{}]", ticked.join(", ")));
    }
    words.extend(entered.score.as_ref().map(|score| number(score, mark)));
    words.join(", ")
}

fn number(stored: &Stored, mark: DecimalMark) -> String {
    match stored {
        Stored::Number(number) => points::print(*number, mark),
        Stored::Unreadable(text) => text.clone(),
    }
}

fn entry_words(entry: &Evidence) -> String {
    let same = entry.same_as.clone().unwrap_or_default();
    let texts = [
        &entry.kind,
        &entry.number,
        &entry.subject,
        &entry.note,
        &same,
    ];
    let given = texts.into_iter().filter(|text| !text.is_empty());
    given.map(String::as_str).collect::<Vec<_>>().join(" ")
}
