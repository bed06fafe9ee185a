//! What the report says, and what it must never lose.

use super::*;
use crate::criteria::sample::{criterion, head, node, ratio};
use crate::criteria::set::{Group, NewNode, SetBuilder};
use crate::criteria::{CriteriaSet, NodeBody, Rule};
use crate::points::{DecimalMark, Stored};
use crate::workbook::answer::Declared;
use crate::workbook::edit::{Edit, ReportEdit, ReportLines, ReportText, UnitMember, apply};
use crate::workbook::{Evidence, Unit};

fn titled(code: &str, title: &str, body: NodeBody) -> NewNode {
    NewNode {
        title: title.to_owned(),
        ..node(code, body)
    }
}

fn scored(max: &str, rule: Rule) -> NodeBody {
    NodeBody::Criterion(Box::new(criterion(max, "a b", rule)))
}

/// Three sections: `1` with 1.1 (TC), 1.2.1 and 1.2.2 (TCTP) and a synthetic 1.x, `2` with 2.1, and `3` with 3.1, which
/// others score, and 3.2.
fn sections() -> CriteriaSet {
    let group = || NodeBody::Group(Group { stated_max: None });
    let mut synthetic = criterion("5", "", Rule::Manual);
    synthetic.synthetic = true;
    let survey = Rule::External {
        source: "điều tra xã hội học".to_owned(),
    };
    let by_ratio = || scored("2", Rule::Ratio(ratio("a", "b")));
    let mut set = SetBuilder::default();
    let mut add = |new, closes: usize| {
        set.add(new).expect("a new code");
        (0..closes).for_each(|_| set.close());
    };
    add(titled("1", "Công tác chỉ đạo", group()), 0);
    add(titled("1.1", "Tỷ lệ hồ sơ", by_ratio()), 0);
    add(titled("1.2", "Kiểm tra", group()), 0);
    add(titled("1.2.1", "Ban hành kế hoạch", by_ratio()), 0);
    add(titled("1.2.2", "UBND cấp xã", by_ratio()), 1);
    let synthetic = NodeBody::Criterion(Box::new(synthetic));
    add(titled("1.x", "Tiêu chí còn lại", synthetic), 1);
    add(titled("2", "Tài chính công", group()), 0);
    add(titled("2.1", "Thực hiện ngân sách", by_ratio()), 1);
    add(titled("3", "Cải cách thể chế", group()), 0);
    add(titled("3.1", "Mức độ hài lòng", scored("10", survey)), 0);
    add(titled("3.2", "Rà soát văn bản", by_ratio()), 1);
    let mut head = head();
    head.title = "Chỉ số cải cách hành chính cấp huyện".to_owned();
    set.finish(head)
}

fn book() -> Workbook {
    let unit = Unit {
        name: "UBND huyện A".to_owned(),
        short: "UBND huyện".to_owned(),
        parent: "UBND tỉnh B".to_owned(),
        place: "Thị trấn A".to_owned(),
    };
    Workbook::new(sections(), unit, 2023)
}

fn figures(book: &mut Workbook, code: &str, a: &str, b: &str) {
    let answer = book.answers.entry(code.to_owned()).or_default();
    for (id, value) in [("a", a), ("b", b)] {
        answer.figures.insert(id.to_owned(), Stored::read(value));
    }
}

fn explain(book: &mut Workbook, code: &str, text: &str) {
    let answer = book.answers.entry(code.to_owned()).or_default();
    answer.justification = text.to_owned();
}

fn outline(book: &Workbook) -> Outline {
    Outline::of(book, &Scores::of(book))
}

/// The blocks of part II, marks as `[n]`.
fn part_two(book: &Workbook) -> Vec<String> {
    let outline = outline(book);
    let shown = |block: &Block| {
        let runs = block.runs.iter().map(|run| match run {
            Run::Text(Style::Italic, text) => format!("*{text}*"),
            Run::Text(_, text) => text.clone(),
            Run::Footnote(number) => format!("[{number}]"),
            Run::Break => "/".to_owned(),
        });
        runs.collect::<String>()
    };
    let blocks = outline.body.iter();
    let after = blocks.skip_while(|block| !block.text().starts_with("II. "));
    let here = after
        .skip(1)
        .take_while(|block| block.kind != Kind::Closing);
    here.map(shown).collect()
}

fn texts(blocks: &[Block]) -> Vec<String> {
    blocks.iter().map(Block::text).collect()
}

#[test]
fn a_criterion_has_a_line_with_its_points_in_the_offices_decimal_mark() {
    let mut book = book();
    figures(&mut book, "1.1", "1", "3");
    explain(&mut book, "1.1", "Đã làm.");
    figures(&mut book, "1.2.2", "1", "1");
    explain(&mut book, "1.2.2", "Đã làm.");
    let lines = |book: &Workbook| part_two(book);
    assert_eq!(
        lines(&book),
        [
            "1. Về công tác chỉ đạo",
            "- *TC 1.1 về tỷ lệ hồ sơ*: UBND huyện tự chấm 0,66 điểm.",
            "Đã làm.",
            "- *TCTP 1.2.2 về UBND cấp xã*: UBND huyện tự chấm 2 điểm.",
            "Đã làm.",
        ]
    );
    book.report.decimal_mark = DecimalMark::Point;
    assert!(lines(&book).iter().any(|line| line.contains(" 0.66 điểm.")));
    book.unit.short.clear();
    assert!(
        lines(&book)
            .iter()
            .any(|line| line.contains(": UBND huyện A tự chấm"))
    );
}

#[test]
fn a_declared_score_is_the_one_that_is_printed() {
    let mut book = book();
    figures(&mut book, "1.1", "1", "3");
    explain(&mut book, "1.1", "Đã làm.");
    let answer = book.answers.get_mut("1.1").expect("an answer");
    answer.declared = Some(Declared {
        score: Stored::read("1.5"),
        reason: "theo biên bản".to_owned(),
    });
    assert!(
        part_two(&book)
            .iter()
            .any(|line| line.ends_with("tự chấm 1,5 điểm."))
    );
    let outline = outline(&book);
    let row = outline.annex.rows.iter().find(|row| row.code == "1.1");
    let row = row.expect("a row");
    assert_eq!(
        (row.score.as_str(), row.note.as_str()),
        ("1,5", "Điểm đơn vị tự xác định: theo biên bản")
    );
}

#[test]
fn what_has_no_points_says_so_and_never_says_zero() {
    let mut book = book();
    for code in ["1.1", "1.2.1", "3.1"] {
        explain(&mut book, code, "Đang làm.");
    }
    figures(&mut book, "1.2.1", "1", "0");
    let lines = part_two(&book);
    for expected in [
        "- *TC 1.1 về tỷ lệ hồ sơ*: UBND huyện chưa chấm điểm.",
        "- *TCTP 1.2.1 về ban hành kế hoạch*: UBND huyện chưa tính được điểm từ số liệu đã nhập.",
        "- *TC 3.1 về mức độ hài lòng*: chưa có kết quả điều tra xã hội học.",
    ] {
        assert!(
            lines.iter().any(|line| line == expected),
            "{expected} in {lines:#?}"
        );
    }
    let outline = outline(&book);
    let body = texts(&outline.body);
    let open = "Còn 6 tiêu chí chưa chấm hoặc chưa tính được điểm, tạm tính 0 điểm. Có 1 tiêu chí do cơ quan khác \
                xác định điểm, chưa có kết quả và chưa tính vào điểm tối đa.";
    assert!(body.iter().any(|text| text == open), "{body:#?}");
    let notes = outline
        .annex
        .rows
        .iter()
        .map(|row| (row.code.as_str(), row.score.as_str(), row.note.as_str()));
    let notes: Vec<_> = notes
        .filter(|(code, ..)| ["1.1", "1.2.1", "3.1"].contains(code))
        .collect();
    assert_eq!(
        notes,
        [
            ("1.1", "", "Chưa chấm"),
            ("1.2.1", "", "Chưa tính được điểm"),
            (
                "3.1",
                "",
                "Chưa có kết quả điều tra xã hội học, chưa tính vào điểm tối đa"
            ),
        ]
    );
}

#[test]
fn sections_without_explanations_are_left_out_and_the_headings_count_on() {
    let mut book = book();
    explain(&mut book, "3.2", "Đã rà soát.");
    explain(&mut book, "1.1", "Đã làm.");
    explain(&mut book, "1.x", "Không bao giờ ở phần II.");
    explain(&mut book, "9.9", "Mã lạ.");
    book.report
        .headings
        .insert("3".to_owned(), "Thể chế".to_owned());
    book.report.headings.insert("1".to_owned(), " ".to_owned());
    let lines = part_two(&book);
    assert_eq!(
        [lines.first(), lines.get(3), lines.last()],
        [
            Some(&"1. Về công tác chỉ đạo".to_owned()),
            Some(&"2. Thể chế".to_owned()),
            Some(&"Đã rà soát.".to_owned()),
        ]
    );
    assert_eq!(lines.len(), 6);
}

#[test]
fn criteria_explained_together_stand_together_above_one_text() {
    let mut book = book();
    explain(&mut book, "1.2.1", "Riêng.");
    explain(&mut book, "1.2.2", "Chung.");
    book.answers
        .entry("1.1".to_owned())
        .or_default()
        .explained_with = Some("1.2.2".to_owned());
    let lines = part_two(&book);
    let starts = lines.iter().map(|line| line.split(" về ").next());
    assert_eq!(
        starts.flatten().collect::<Vec<_>>(),
        [
            "1. Về công tác chỉ đạo",
            "- *TC 1.1",
            "- *TCTP 1.2.2",
            "Chung.",
            "- *TCTP 1.2.1",
            "Riêng.",
        ]
    );
}

#[test]
fn chains_and_circles_end_and_lose_no_text() {
    let mut book = book();
    let with = |book: &mut Workbook, code: &str, other: &str| {
        let answer = book.answers.entry(code.to_owned()).or_default();
        answer.explained_with = Some(other.to_owned());
    };
    with(&mut book, "1.1", "1.2.1");
    with(&mut book, "1.2.1", "1.2.2");
    with(&mut book, "1.2.2", "1.2.1");
    explain(&mut book, "1.1", "Một.");
    explain(&mut book, "1.2.2", "Hai.");
    // To another section, to itself, to nowhere, to a placeholder.
    with(&mut book, "2.1", "1.1");
    with(&mut book, "3.1", "3.1");
    with(&mut book, "3.2", "7");
    let lines = part_two(&book);
    let leads = lines.iter().filter(|line| line.starts_with("- ")).count();
    assert_eq!(leads, 6, "{lines:#?}");
    let own: Vec<&String> = lines
        .iter()
        .filter(|line| line.ends_with("Một.") || line.ends_with("Hai."))
        .collect();
    assert_eq!(own, ["Một.", "Hai."]);
    assert!(
        lines
            .get(1..4)
            .expect("lines")
            .iter()
            .all(|line| line.starts_with("- "))
    );
}

#[test]
fn what_is_not_assessed_gives_its_reason_on_its_line() {
    let mut book = book();
    let mut skip = |code: &str, reason: &str| {
        let answer = book.answers.entry(code.to_owned()).or_default();
        answer.not_assessed = Some(reason.to_owned());
    };
    skip("1.1", "Không phát sinh nhiệm vụ;");
    skip("1.2.1", "");
    skip("1.2.2", "Một\n\nHai[^1]");
    skip("2.1", "+ không có");
    let answer = book.answers.get_mut("1.2.2").expect("an answer");
    answer.evidence.push(free("1", "Ghi chú"));
    assert_eq!(
        part_two(&book),
        [
            "1. Về công tác chỉ đạo",
            "- *TC 1.1 về tỷ lệ hồ sơ*: Không phát sinh nhiệm vụ. Do đó, UBND huyện không đánh giá tiêu chí này.",
            "- *TCTP 1.2.1 về ban hành kế hoạch*: UBND huyện không đánh giá tiêu chí này.",
            "- *TCTP 1.2.2 về UBND cấp xã*: Một",
            "Hai[1]. Do đó, UBND huyện không đánh giá tiêu chí này.",
            "2. Về tài chính công",
            "- *TC 2.1 về thực hiện ngân sách*: UBND huyện không đánh giá tiêu chí này:",
            "+ không có",
        ]
    );
    let outline = outline(&book);
    let row = outline.annex.rows.iter().find(|row| row.code == "1.1");
    assert_eq!(
        row.map(|row| (row.max.as_str(), row.note.as_str())),
        Some(("2", "Không đánh giá, không tính vào điểm tối đa"))
    );
}

fn free(id: &str, note: &str) -> Evidence {
    Evidence {
        id: id.to_owned(),
        note: note.to_owned(),
        ..Evidence::default()
    }
}

#[test]
fn footnotes_are_numbered_through_the_report() {
    let mut book = book();
    explain(&mut book, "1.1", "Một[^2,1] rồi[^9] và[^9,2].");
    explain(&mut book, "3.2", "*Ba[^1]*");
    let plan = Evidence {
        number: "13/KH-UBND".to_owned(),
        date: "2023-01-08".to_owned(),
        ..free("1", "")
    };
    let entries = [
        ("1.1", plan),
        ("1.1", free("2", "Gồm *hai* xã.")),
        ("3.2", free("1", "Ba\nbốn")),
    ];
    for (code, entry) in entries {
        book.answers
            .get_mut(code)
            .expect("an answer")
            .evidence
            .push(entry);
    }
    let lines = part_two(&book);
    assert_eq!(
        lines.get(2).map(String::as_str),
        Some("Một[1] rồi[^9] và[2].")
    );
    assert_eq!(lines.last().map(String::as_str), Some("*Ba*[3]"));
    let outline = outline(&book);
    let notes: Vec<String> = outline.footnotes.iter().map(Footnote::text).collect();
    assert_eq!(
        notes,
        [
            "Gồm hai xã; Kế hoạch số 13/KH-UBND ngày 08/01/2023.",
            "Gồm hai xã.",
            "Ba\nbốn.",
        ]
    );
    let sources = outline.footnotes.first().map(|note| note.sources.clone());
    let entry = |id: &str| Source::Part(Part::Evidence("1.1".to_owned(), id.to_owned(), 0));
    assert_eq!(sources, Some(vec![entry("2"), entry("1")]));
}

#[test]
fn part_one_says_the_total_and_every_section_as_scored() {
    let mut book = book();
    figures(&mut book, "1.1", "1", "3");
    let scores = Scores::of(&book);
    let body = texts(&Outline::of(&book, &scores).body);
    assert!(body.iter().any(|text| text
        == "Tổng kết tự đánh giá, chấm điểm tiêu chí, tiêu chí thành phần Chỉ số Cải cách hành chính của UBND huyện \
            năm 2023 là 0,66/15 điểm, trong đó điểm tự đánh giá theo các nội dung, lĩnh vực như sau:"));
    let sections: Vec<&String> = body.iter().filter(|text| text.starts_with("- ")).collect();
    assert_eq!(
        sections,
        [
            "- Công tác chỉ đạo: đạt 0,66/11 điểm.",
            "- Tài chính công: đạt 0/2 điểm.",
            "- Cải cách thể chế: đạt 0/2 điểm.",
        ]
    );
    assert_eq!(scores.total.max, crate::criteria::sample::dec("15"));
}

#[test]
fn what_the_workbook_does_not_say_is_a_blank_to_fill_in() {
    let outline = outline(&book());
    let head = &outline.letterhead;
    assert_eq!(
        head.parent.as_ref().map(Block::text),
        Some("UBND TỈNH B".to_owned())
    );
    assert_eq!(texts(&head.issuer), ["ỦY BAN NHÂN DÂN", "HUYỆN A"]);
    assert_eq!(head.number.text(), "Số:      /BC-UBND");
    assert_eq!(head.dated.text(), "Thị trấn A, ngày    tháng    năm 2023");
    assert_eq!(
        outline.annex.belongs_to,
        "(Kèm theo Báo cáo số      /BC-UBND ngày    tháng    năm 2023 của UBND huyện A)"
    );
    assert_eq!(
        texts(&outline.ending.recipients),
        ["- Như trên;", "- Lưu: VT."]
    );
    assert_eq!(
        texts(&outline.ending.signature),
        ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]
    );
    let body = texts(&outline.body);
    assert!(body.contains(&"Kính gửi: ………………………………".to_owned()));
    assert_eq!(
        body.last().map(String::as_str),
        Some(
            "Trên đây là Báo cáo kết quả tự đánh giá, chấm điểm tiêu chí, tiêu chí thành phần Chỉ số Cải cách hành \
             chính của UBND huyện năm 2023, kính trình Hội đồng xem xét, thẩm định./."
        )
    );
}

/// The text of every block, and which of them print a part.
fn printed_for(outline: &Outline, part: &Part) -> Vec<String> {
    let of_part = |block: &&Block| block.source == Source::Part(part.clone());
    outline.blocks().filter(of_part).map(Block::text).collect()
}

#[test]
fn everything_that_differs_between_offices_is_edited_printed_and_found_again() {
    let text = |which, text: &str, printed: &str| {
        let edit = Edit::Report(ReportEdit::Text(which, text.to_owned()));
        (edit, Part::Text(which), vec![printed.to_owned()])
    };
    let lines = |which, given: [&str; 2], printed: [&str; 2]| {
        let given = given.map(str::to_owned).to_vec();
        let edit = Edit::Report(ReportEdit::Lines(which, given));
        (
            edit,
            Part::Lines(which),
            printed.map(str::to_owned).to_vec(),
        )
    };
    let unit = |member, text: &str, printed: &[&str]| {
        let edit = Edit::Unit {
            member,
            text: text.to_owned(),
        };
        let printed = printed.iter().map(|line| (*line).to_owned()).collect();
        (edit, Part::Unit(member), printed)
    };
    let cases = [
        text(ReportText::Number, "7", "Số: 07/BC-UBND"),
        text(ReportText::Number, "256/BC-UBND", "Số: 256/BC-UBND"),
        text(
            ReportText::Date,
            "2024-01-05",
            "Thị trấn A, ngày 05 tháng 01 năm 2024",
        ),
        text(
            ReportText::Recipient,
            "Sở Nội vụ tỉnh",
            "Kính gửi: Sở Nội vụ tỉnh.",
        ),
        text(ReportText::Signer, "Tên người ký", "Tên người ký"),
        text(ReportText::Closing, "Kính trình.", "Kính trình./."),
        lines(
            ReportLines::Basis,
            ["Quyết định 1;", "Theo đề nghị của Phòng Nội vụ."],
            ["Căn cứ Quyết định 1;", "Theo đề nghị của Phòng Nội vụ."],
        ),
        lines(
            ReportLines::Recipients,
            ["- Như trên (b/c);", "Lưu: VT."],
            ["- Như trên (b/c);", "- Lưu: VT."],
        ),
        lines(
            ReportLines::Signature,
            ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"],
            ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"],
        ),
        unit(UnitMember::Parent, "UBND tỉnh C", &["UBND TỈNH C"]),
    ];
    for (edit, part, printed) in cases {
        let mut book = book();
        apply(&mut book, edit).expect("allowed");
        assert_eq!(printed_for(&outline(&book), &part), printed, "{part:?}");
    }
}

#[test]
fn what_recurs_through_the_report_follows_its_edit_everywhere() {
    let mut book = book();
    let edits = [
        Edit::Report(ReportEdit::Text(ReportText::Place, "Nơi ký".to_owned())),
        Edit::Report(ReportEdit::Heading(
            "1".to_owned(),
            Some("Chỉ đạo".to_owned()),
        )),
        Edit::Unit {
            member: UnitMember::Name,
            text: "Sở Nội vụ".to_owned(),
        },
        Edit::Unit {
            member: UnitMember::Short,
            text: "Sở".to_owned(),
        },
        Edit::Report(ReportEdit::Mark(DecimalMark::Point)),
    ];
    for edit in edits {
        apply(&mut book, edit).expect("allowed");
    }
    figures(&mut book, "1.1", "1", "3");
    explain(&mut book, "1.1", "Đã làm.");
    let outline = outline(&book);
    assert_eq!(
        outline.letterhead.dated.text(),
        "Nơi ký, ngày    tháng    năm 2023"
    );
    assert_eq!(
        printed_for(&outline, &Part::Heading("1".to_owned())),
        ["1. Chỉ đạo"]
    );
    assert_eq!(texts(&outline.letterhead.issuer), ["SỞ NỘI VỤ"]);
    assert_eq!(texts(&outline.ending.signature), ["THỦ TRƯỞNG ĐƠN VỊ"]);
    assert!(
        texts(&outline.body)
            .iter()
            .any(|text| text.ends_with(": Sở tự chấm 0.66 điểm."))
    );
    let unit_place = Edit::Unit {
        member: UnitMember::Place,
        text: "Nơi khác".to_owned(),
    };
    let mut book = self::book();
    apply(&mut book, unit_place).expect("allowed");
    assert!(
        self::outline(&book)
            .letterhead
            .dated
            .text()
            .starts_with("Nơi khác, ")
    );
}

#[test]
fn several_addressees_stand_below_each_other() {
    let mut book = book();
    book.report.recipient = "Sở Nội vụ\n- Văn phòng UBND tỉnh;".to_owned();
    let outline = outline(&book);
    assert_eq!(
        printed_for(&outline, &Part::Text(ReportText::Recipient)),
        ["Kính gửi:", "- Sở Nội vụ;", "- Văn phòng UBND tỉnh."]
    );
}

#[test]
fn another_index_is_called_by_its_own_title() {
    let mut book = book();
    book.set.head.title = "Bộ chỉ số chuyển đổi số cấp huyện".to_owned();
    let body = texts(&outline(&book).body);
    assert!(body.contains(
        &"Kết quả tự đánh giá, chấm điểm theo “Bộ chỉ số chuyển đổi số cấp huyện” của UBND huyện A năm 2023".to_owned()
    ));
    assert!(body.contains(&"I. KẾT QUẢ TỰ ĐÁNH GIÁ, CHẤM ĐIỂM NĂM 2023".to_owned()));
}
