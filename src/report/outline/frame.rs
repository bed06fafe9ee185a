//! What stands around the text of the report as Mẫu 1.4 of NĐ 30/2020/NĐ-CP has it: letterhead, title, addressee and
//! legal bases above, recipients and signature below. What the workbook does not say gets the usual words or a blank.

use crate::report::outline::markup::{one_line, printable};
use crate::report::outline::words::{self, Words};
use crate::report::outline::{Block, Ending, Kind, Letterhead, Run, Source, notes};
use crate::workbook::Workbook;
use crate::workbook::edit::{ReportLines, ReportText, UnitMember};
use crate::workbook::merge::Part;

/// Ends the text of a document, by NĐ 30/2020/NĐ-CP.
const END: &str = "./.";
/// Where the addressee is not known yet.
const BLANK: &str = "………………………………";

pub(super) fn letterhead(book: &Workbook) -> Letterhead {
    let unit = |member| Source::Part(Part::Unit(member));
    let parent = one_line(&book.unit.parent);
    let parent = parent.trim();
    let issuer = words::issuer_lines(&book.unit.name);
    let number = format!("Số: {}", words::number(book));
    Letterhead {
        parent: (!parent.is_empty()).then(|| {
            Block::line(
                Kind::Parent,
                &parent.to_uppercase(),
                unit(UnitMember::Parent),
            )
        }),
        issuer: issuer
            .iter()
            .map(|line| Block::line(Kind::Issuer, line, unit(UnitMember::Name)))
            .collect(),
        number: Block::line(Kind::Number, &number, text_source(ReportText::Number)),
        dated: dated(book),
    }
}

/// `Kon Rẫy, ngày 05 tháng 01 năm 2024`
fn dated(book: &Workbook) -> Block {
    let places = [&book.report.place, &book.unit.place].map(|place| one_line(place));
    let place = places.iter().map(|place| place.trim());
    let place = place
        .clone()
        .find(|place| !place.is_empty())
        .unwrap_or("………");
    let line = format!("{place}, {}", words::date(book));
    Block::line(Kind::Dated, &line, text_source(ReportText::Date))
}

/// From `BÁO CÁO` to the last legal basis.
pub(super) fn opening(book: &Workbook, words: &Words<'_>) -> Vec<Block> {
    let subject = format!("Kết quả {}", words.full_subject);
    let mut blocks = vec![
        Block::line(Kind::Title, "BÁO CÁO", Source::Fixed),
        Block::line(
            Kind::Subject,
            &subject,
            Source::Part(Part::Unit(UnitMember::Name)),
        ),
    ];
    blocks.extend(addressees(&book.report.recipient));
    blocks.extend(bases(&book.report.basis));
    blocks
}

/// One addressee stands on the line of `Kính gửi`, several below it.
fn addressees(given: &str) -> Vec<Block> {
    let line = |text: &str| Block::line(Kind::Addressee, text, text_source(ReportText::Recipient));
    let lines = lines_of(given);
    match lines.as_slice() {
        [] => vec![line(&format!("Kính gửi: {BLANK}"))],
        [one] => vec![line(&format!("Kính gửi: {}.", bare(one)))],
        several => {
            let listed = punctuated(several).into_iter();
            let listed = listed.map(|text| line(&format!("- {text}")));
            [line("Kính gửi:")].into_iter().chain(listed).collect()
        }
    }
}

fn bases(given: &[String]) -> Vec<Block> {
    let given: Vec<String> = given.iter().flat_map(|basis| lines_of(basis)).collect();
    let bases = punctuated(&given).into_iter().map(|basis| {
        let first = basis.split(' ').next().unwrap_or_default();
        let basis = if ["Căn", "Theo", "Thực", "Xét"].contains(&first) {
            basis
        } else {
            format!("Căn cứ {basis}")
        };
        Block::line(Kind::Basis, &basis, lines_source(ReportLines::Basis))
    });
    bases.collect()
}

/// The last paragraphs, which end the text.
pub(super) fn closing(book: &Workbook, words: &Words<'_>) -> Vec<Block> {
    let given = book.report.closing.trim();
    let text = if given.is_empty() {
        format!(
            "Trên đây là Báo cáo kết quả {}, kính trình Hội đồng xem xét, thẩm định{END}",
            words.subject
        )
    } else if given.ends_with(END) {
        given.to_owned()
    } else {
        format!("{}{END}", bare(given))
    };
    let paragraphs = text.split("\n\n").filter(|text| !text.trim().is_empty());
    paragraphs
        .map(|text| Block {
            kind: Kind::Closing,
            runs: notes::runs(text),
            source: text_source(ReportText::Closing),
        })
        .collect()
}

pub(super) fn ending(book: &Workbook) -> Ending {
    let report = &book.report;
    let recipients = given_or(&report.recipients, &["Như trên", "Lưu: VT"]);
    let head = if words::is_committee(&book.unit) {
        ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"].as_slice()
    } else {
        &["THỦ TRƯỞNG ĐƠN VỊ"]
    };
    let signature = given_or(&report.signature, head);
    Ending {
        recipients: punctuated(&recipients)
            .iter()
            .map(|line| {
                let line = format!("- {line}");
                Block::line(
                    Kind::Recipient,
                    &line,
                    lines_source(ReportLines::Recipients),
                )
            })
            .collect(),
        signature: signature
            .iter()
            .map(|line| Block::line(Kind::Signature, line, lines_source(ReportLines::Signature)))
            .collect(),
        signer: Block {
            kind: Kind::Signer,
            runs: vec![Run::plain(report.signer.trim())],
            source: text_source(ReportText::Signer),
        },
    }
}

/// The lines that the workbook gives, else the usual ones.
fn given_or(given: &[String], usual: &[&str]) -> Vec<String> {
    let given: Vec<String> = given.iter().flat_map(|line| lines_of(line)).collect();
    if given.is_empty() {
        usual.iter().map(|line| (*line).to_owned()).collect()
    } else {
        given
    }
}

fn lines_of(text: &str) -> Vec<String> {
    let text = printable(text);
    let lines = text.lines().map(|line| line.trim().to_owned());
    lines.filter(|line| !line.is_empty()).collect()
}

/// A list as offices write it: a semicolon after each entry, a full stop after the last.
fn punctuated(lines: &[String]) -> Vec<String> {
    let last = lines.len().saturating_sub(1);
    let mark = |place: usize| if place < last { ';' } else { '.' };
    let lines = lines.iter().map(|line| bare(line).trim_start_matches("- "));
    lines
        .enumerate()
        .map(|(place, line)| format!("{line}{}", mark(place)))
        .collect()
}

fn bare(text: &str) -> &str {
    text.trim_end_matches([';', '.', ',', ' '])
}

const fn text_source(which: ReportText) -> Source {
    Source::Part(Part::Text(which))
}

const fn lines_source(which: ReportLines) -> Source {
    Source::Part(Part::Lines(which))
}
