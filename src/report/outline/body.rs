//! The text of the report from its title to its closing, and the footnotes that it calls: part I with the points,
//! part II with the explanations.

use crate::points::Decimal;
use crate::report::outline::markup::one_line;
use crate::report::outline::notes::Notes;
use crate::report::outline::words::Words;
use crate::report::outline::{Block, Footnote, Kind, Run, Source, Style, explained, frame};
use crate::workbook::edit::UnitMember;
use crate::workbook::merge::Part;
use crate::workbook::{Scores, State, Workbook};

const PART_TWO: &str = "II. THUYẾT MINH, GIẢI TRÌNH VỀ CÁCH CHẤM ĐIỂM ĐỐI VỚI CÁC TIÊU CHÍ (TC), TIÊU CHÍ THÀNH PHẦN (TCTP)";

pub(super) fn body(
    book: &Workbook,
    scores: &Scores,
    words: &Words<'_>,
) -> (Vec<Block>, Vec<Footnote>) {
    let mut notes = Notes::new(book);
    let mut blocks = frame::opening(book, words);
    blocks.push(introduction(book, words));
    blocks.extend(part_one(book, scores, words));
    blocks.push(Block::line(Kind::Part, PART_TWO, Source::Fixed));
    let explained = explained::sections(book, scores, words, &mut notes);
    if explained.is_empty() {
        let none = "Chưa có tiêu chí nào được thuyết minh, giải trình.";
        blocks.push(Block::line(Kind::Paragraph, none, Source::Fixed));
    }
    blocks.extend(explained);
    blocks.extend(frame::closing(book, words));
    (blocks, notes.finish())
}

fn introduction(book: &Workbook, words: &Words<'_>) -> Block {
    let name = one_line(&book.unit.name);
    let text = format!("{name} báo cáo kết quả {}, cụ thể như sau:", words.subject);
    Block::line(
        Kind::Paragraph,
        &text,
        Source::Part(Part::Unit(UnitMember::Name)),
    )
}

/// The points of the whole and of each section, and what is still without points.
fn part_one(book: &Workbook, scores: &Scores, words: &Words<'_>) -> Vec<Block> {
    let total = format!(
        "Tổng kết {} là {} điểm, trong đó điểm tự đánh giá theo các nội dung, lĩnh vực như sau:",
        words.subject,
        words.of_max(scores.total.score, scores.total.max)
    );
    let mut blocks = vec![
        Block::line(Kind::Part, &words.part_one, Source::Fixed),
        Block::line(Kind::Paragraph, &total, Source::Total),
    ];
    let sections = book.set.sections();
    blocks.extend(sections.map(|id| {
        let node = book.set.node(id);
        let tally = scores.tally(id);
        let reached = if tally.max == Decimal::ZERO && tally.score == Decimal::ZERO {
            " không có điểm tự đánh giá.".to_owned()
        } else {
            format!(" đạt {} điểm.", words.of_max(tally.score, tally.max))
        };
        let named = format!("{}:", one_line(&node.title).trim());
        Block {
            kind: Kind::SectionScore,
            runs: vec![
                Run::plain("- "),
                Run::styled(Style::Bold, &named),
                Run::plain(&reached),
            ],
            source: Source::Points(node.code.clone()),
        }
    }));
    blocks.extend(still_open(book, scores));
    let pointer = "(Có bảng tổng hợp kết quả tự đánh giá, chấm điểm kèm theo)";
    blocks.push(Block::line(Kind::Pointer, pointer, Source::Fixed));
    blocks
}

/// A total with gaps is not to be taken for the whole.
fn still_open(book: &Workbook, scores: &Scores) -> Option<Block> {
    let (mut own, mut of_others) = (0_usize, 0_usize);
    for (id, _, _) in book.set.criteria() {
        let score = scores.criterion(id);
        let open = score.filter(|score| matches!(score.state, State::Unanswered | State::NoScore));
        match open.map(|score| score.max_counts) {
            Some(true) => own += 1,
            Some(false) => of_others += 1,
            None => {}
        }
    }
    let mut said = Vec::new();
    if own > 0 {
        said.push(format!(
            "Còn {own} tiêu chí chưa chấm hoặc chưa tính được điểm, tạm tính 0 điểm."
        ));
    }
    if of_others > 0 {
        said.push(format!(
            "Có {of_others} tiêu chí do cơ quan khác xác định điểm, chưa có kết quả và chưa tính vào điểm tối đa."
        ));
    }
    (!said.is_empty()).then(|| Block::line(Kind::Paragraph, &said.join(" "), Source::Total))
}
