//! The annex: every section, group and criterion with its points and documents, and the total. Synthetic criteria
//! stand here and nowhere else.

use crate::criteria::{Criterion, Node, NodeBody, NodeId};
use crate::lang::Lang;
use crate::points::print_fixed;
use crate::report::outline::markup::one_line;
use crate::report::outline::words::{self, Words, external_source};
use crate::report::outline::{Annex, Level, Row, Source};
use crate::workbook::document::short_citation;
use crate::workbook::seal::{self, SealStamp};
use crate::workbook::{Answer, Scores, State, Workbook};

pub(super) fn annex(book: &Workbook, scores: &Scores, words: &Words<'_>) -> Annex {
    let name = one_line(&book.unit.name);
    let nodes = book.set.nodes();
    let rows = nodes.map(|(id, node)| row(book, scores, words, id, node));
    let belongs_to = format!(
        "(Kèm theo Báo cáo số {} {} của {name})",
        words::number(book),
        words::date(book)
    );
    Annex {
        title: vec![
            "PHỤ LỤC".to_owned(),
            "BẢNG TỔNG HỢP KẾT QUẢ TỰ ĐÁNH GIÁ, CHẤM ĐIỂM".to_owned(),
            format!("{} NĂM {}", name.to_uppercase(), book.year),
        ],
        belongs_to,
        seal: sealed(book),
        rows: rows.chain([total(book, scores, words)]).collect(),
    }
}

/// What proves that a print belongs to a sealed workbook; of one that was changed under its seal, that nothing does.
pub(in crate::report) fn sealed(book: &Workbook) -> Option<String> {
    if let Some(event) = book.seals.broken() {
        let at = seal::printed_time(&event.at);
        return Some(format!(
            "Không có mã xác nhận: {}.",
            seal::broken_words(&at, Lang::Vi)
        ));
    }
    seal::stamp(book)
        .map(|SealStamp { digest, at }| format!("Mã xác nhận: {digest}, chốt lúc {at}"))
}

fn row(book: &Workbook, scores: &Scores, words: &Words<'_>, id: NodeId, node: &Node) -> Row {
    let named = Row {
        level: Level::Group,
        code: one_line(&node.code),
        title: one_line(&node.title),
        max: String::new(),
        score: String::new(),
        documents: String::new(),
        note: String::new(),
        source: Source::Points(node.code.clone()),
    };
    match &node.body {
        NodeBody::Group(_) => {
            let tally = scores.tally(id);
            Row {
                level: if node.depth == 1 {
                    Level::Section
                } else {
                    Level::Group
                },
                max: words.points(tally.max),
                score: words.points(tally.score),
                ..named
            }
        }
        NodeBody::Criterion(criterion) => {
            let answer = book.answer(&node.code);
            let score = scores.criterion(id);
            let points = score.and_then(|score| score.points);
            let state = score.map_or(State::Unanswered, |score| score.state);
            Row {
                level: Level::Criterion,
                max: words.points(criterion.max),
                score: points.map_or_else(String::new, |points| words.points(points)),
                documents: documents(book, answer).join("; "),
                note: note(criterion, answer, state),
                ..named
            }
        }
    }
}

/// The documents of a criterion, a line each, as short as they can be told apart.
pub(in crate::report) fn documents(book: &Workbook, answer: &Answer) -> Vec<String> {
    let entries = answer.evidence.iter().filter(|entry| entry.is_document());
    let cited = entries.map(|entry| one_line(&short_citation(book, entry)));
    cited.filter(|text| !text.is_empty()).collect()
}

/// What is to be known of the points of a criterion.
pub(in crate::report) fn note(criterion: &Criterion, answer: &Answer, state: State) -> String {
    let external = external_source(criterion);
    match (state, external) {
        (State::NotAssessed, _) => "Không đánh giá, không tính vào điểm tối đa".to_owned(),
        (State::NoScore, _) => "Chưa tính được điểm".to_owned(),
        (State::Unanswered, Some(source)) => {
            format!("Chưa có kết quả {source}, chưa tính vào điểm tối đa")
        }
        (State::Unanswered, None) => "Chưa chấm".to_owned(),
        (State::Scored, Some(source)) if answer.declared.is_none() => {
            format!("Theo kết quả {source}")
        }
        (State::Scored, _) => match &answer.declared {
            Some(declared) => {
                let reason = one_line(&declared.reason);
                format!("Điểm đơn vị tự xác định: {}", reason.trim())
                    .trim_end_matches([':', ' '])
                    .to_owned()
            }
            None => String::new(),
        },
    }
}

fn total(book: &Workbook, scores: &Scores, words: &Words<'_>) -> Row {
    let total = scores.total;
    let mark = book.report.decimal_mark;
    let percent = total.percent();
    Row {
        level: Level::Total,
        code: String::new(),
        title: "Tổng cộng".to_owned(),
        max: words.points(total.max),
        score: words.points(total.score),
        documents: String::new(),
        note: percent.map_or_else(String::new, |percent| {
            format!("Đạt {} %", print_fixed(percent, 2, mark))
        }),
        source: Source::Total,
    }
}
