use super::*;
use crate::criteria::sample::{check, condition, criterion, dec, ratio, set};
use crate::criteria::{Branch, Choice, Requirement, Rule};
use crate::points::Stored;
use crate::workbook::answer::{Answer, Declared, Evidence, Unit};

/// 1.1 a ratio with a check, 1.2 a manual score, 1.3 levels, 1.4 external, 2.1 a manual score.
fn book() -> Workbook {
    let mut on_time = criterion("1", "a b c", Rule::Ratio(ratio("a", "c")));
    on_time.checks = vec![check("a b", Comparison::EqualTo, "c")];
    let levels = Rule::Levels(vec![Choice {
        id: "full".to_owned(),
        label: "Đạt".to_owned(),
        points: dec("1"),
    }]);
    let survey = Rule::External {
        source: "điều tra xã hội học".to_owned(),
    };
    let set = set(vec![
        ("1.1", on_time),
        ("1.2", criterion("2", "", Rule::Manual)),
        ("1.3", criterion("1", "", levels)),
        ("1.4", criterion("5", "", survey)),
        ("2.1", criterion("1", "", Rule::Manual)),
    ]);
    Workbook::new(set, Unit::default(), 2023)
}

/// The same with other requirements for 1.2.
fn asking(explanation: Requirement, evidence: Requirement) -> Workbook {
    let mut asked = criterion("2", "", Rule::Manual);
    asked.explanation = explanation;
    asked.evidence = evidence;
    let other = criterion("1", "", Rule::Manual);
    let set = set(vec![("1.2", asked), ("1.3", other.clone()), ("2.1", other)]);
    Workbook::new(set, Unit::default(), 2023)
}

fn with(mut book: Workbook, code: &str, answer: Answer) -> Workbook {
    book.answers.insert(code.to_owned(), answer);
    book
}

fn figures(text: &str) -> Answer {
    let pairs = text
        .split_whitespace()
        .filter_map(|pair| pair.split_once('='));
    Answer {
        figures: pairs
            .map(|(id, value)| (id.to_owned(), Stored::read(value)))
            .collect(),
        ..Answer::default()
    }
}

fn score(points: &str) -> Answer {
    Answer {
        score: Some(Stored::read(points)),
        ..Answer::default()
    }
}

fn document(id: &str) -> Evidence {
    Evidence {
        id: id.to_owned(),
        kind: "Kế hoạch".to_owned(),
        number: "13/KH-UBND".to_owned(),
        date: "2023-01-19".to_owned(),
        issuer: "UBND huyện".to_owned(),
        subject: "kiểm tra công vụ".to_owned(),
        ..Evidence::default()
    }
}

fn names(book: &Workbook, code: &str) -> Vec<&'static str> {
    criterion_findings(book, code)
        .iter()
        .map(Finding::name)
        .collect()
}

fn said(book: &Workbook, code: &str) -> Vec<String> {
    criterion_findings(book, code)
        .iter()
        .map(|finding| finding.message(Lang::Vi, DecimalMark::Comma))
        .collect()
}

const CLEAN: [&str; 0] = [];

#[test]
fn findings_come_in_the_sets_order_and_skip_what_others_score() {
    let book = with(book(), "9.9", score("1"));
    let found: Vec<(String, &str)> = findings(&book)
        .into_iter()
        .map(|finding| (finding.code.clone(), finding.name()))
        .collect();
    let expected = [
        ("1.1", "unanswered"),
        ("1.2", "unanswered"),
        ("1.3", "unanswered"),
        ("2.1", "unanswered"),
        ("9.9", "unknown_code"),
    ];
    assert_eq!(found, expected.map(|(code, name)| (code.to_owned(), name)));
}

#[test]
fn what_is_unanswered_says_what_is_missing() {
    let book = with(book(), "1.1", figures("a=642"));
    assert_eq!(
        said(&book, "1.1"),
        ["Chưa chấm (1 điểm). Còn thiếu: c Số c"]
    );
    assert_eq!(
        said(&book, "1.3"),
        ["Chưa chấm (1 điểm). Còn thiếu: chọn mức đạt"]
    );
    assert_eq!(
        criterion_findings(&book, "1.2")
            .iter()
            .map(|finding| finding.message(Lang::En, DecimalMark::Point))
            .collect::<Vec<_>>(),
        ["Unanswered (2 points). Still missing: the score (0 to 2)"]
    );
    assert_eq!(
        names(&with(book, "1.1", figures("a=642 b=21 c=663")), "1.1"),
        CLEAN
    );
}

#[test]
fn a_denominator_of_zero_gives_no_score_and_says_why() {
    let book = with(book(), "1.1", figures("a=0 b=0 c=0"));
    assert_eq!(
        said(&book, "1.1"),
        [
            "Không tính được điểm: mẫu số bằng 0 hoặc âm (c = 0). Kiểm tra số liệu, hoặc chọn không đánh giá và ghi lý do"
        ]
    );
    assert_eq!(names(&book, "1.1"), ["no_score"]);
}

#[test]
fn figures_that_fit_no_case_give_no_score() {
    let rule = Rule::Branches(vec![Branch {
        when: vec![condition("a", Comparison::EqualTo, "const:0")],
        rule: Rule::Manual,
    }]);
    let set = set(vec![("1.1", criterion("1", "a", rule))]);
    let book = with(
        Workbook::new(set, Unit::default(), 2023),
        "1.1",
        figures("a=1"),
    );
    assert_eq!(names(&book, "1.1"), ["no_score"]);
}

#[test]
fn figures_that_do_not_add_up_are_shown_with_their_numbers() {
    let mut book = with(book(), "1.1", figures("a=15 b=2 c=19"));
    assert_eq!(
        said(&book, "1.1"),
        ["Số liệu chưa khớp: 15 + 2 = 17, khác 19. Phải có a + b = c"]
    );
    book = with(book, "1.1", figures("a=17 b=2 c=19"));
    assert_eq!(names(&book, "1.1"), CLEAN);
}

#[test]
fn a_value_that_can_never_count_is_out_of_range() {
    let bad = with(book(), "1.1", figures("a=-1 b=0.5 c=x"));
    assert_eq!(names(&bad, "1.1"), ["out_of_range"; 3]);
    assert_eq!(
        said(&bad, "1.1").first().map(String::as_str),
        Some("a Số a ghi “-1”, phải là số nguyên từ 0 trở lên: nhập lại")
    );
    let over = with(book(), "1.2", score("2.5"));
    assert_eq!(
        said(&over, "1.2"),
        ["Điểm 2,5 ngoài khoảng 0 đến 2, không được tính: nhập lại"]
    );
    let level = Answer {
        level: Some("half".to_owned()),
        ..Answer::default()
    };
    let level = with(book(), "1.3", level);
    assert_eq!(
        said(&level, "1.3"),
        ["Cách tính điểm không có mức “half”: chọn lại mức đạt"]
    );
    let survey = with(book(), "1.4", score("6"));
    assert_eq!(names(&survey, "1.4"), ["out_of_range"]);
    assert_eq!(names(&with(book(), "1.4", score("5")), "1.4"), CLEAN);
}

#[test]
fn a_declared_score_stands_beside_the_computed_one() {
    let declared = |points: &str, reason: &str| {
        let answer = Answer {
            declared: Some(Declared {
                score: Stored::read(points),
                reason: reason.to_owned(),
            }),
            ..figures("a=642 b=21 c=663")
        };
        with(book(), "1.1", answer)
    };
    assert_eq!(
        said(&declared("0.98", "theo biên bản"), "1.1"),
        [
            "Điểm tự nhập 0,98 khác điểm tính theo công thức 0,97: kiểm tra lại số liệu hoặc bỏ điểm tự nhập"
        ]
    );
    assert_eq!(names(&declared("0.97", "theo biên bản"), "1.1"), CLEAN);
    assert_eq!(
        names(&declared("0.97", " "), "1.1"),
        ["declared_without_reason"]
    );
    assert_eq!(names(&declared("1.5", "x"), "1.1"), ["out_of_range"]);
}

#[test]
fn a_declared_score_without_figures_is_complete() {
    let answer = Answer {
        declared: Some(Declared {
            score: Stored::read("1"),
            reason: "theo biên bản".to_owned(),
        }),
        ..Answer::default()
    };
    assert_eq!(names(&with(book(), "1.1", answer), "1.1"), CLEAN);
}

#[test]
fn not_assessed_needs_a_reason_and_nothing_else() {
    let skipped = |reason: &str| Answer {
        not_assessed: Some(reason.to_owned()),
        ..figures("a=x")
    };
    assert_eq!(
        names(&with(book(), "1.1", skipped(" ")), "1.1"),
        ["not_assessed_without_reason"]
    );
    let reason = "không được giao chủ trì";
    assert_eq!(names(&with(book(), "1.1", skipped(reason)), "1.1"), CLEAN);
    let asked = asking(Requirement::Required, Requirement::Required);
    let answer = Answer {
        not_assessed: Some(reason.to_owned()),
        ..Answer::default()
    };
    assert_eq!(names(&with(asked, "1.2", answer), "1.2"), CLEAN);
}

#[test]
fn explanation_and_evidence_are_asked_for_once_there_is_a_score() {
    let asked = asking(Requirement::Required, Requirement::Required);
    assert_eq!(names(&asked, "1.2"), ["unanswered"]);
    let scored = with(asked, "1.2", score("2"));
    assert_eq!(
        names(&scored, "1.2"),
        ["missing_explanation", "missing_evidence"]
    );
    assert_eq!(
        said(&scored, "1.2"),
        [
            "Thiếu giải trình (bộ tiêu chí yêu cầu): viết giải trình, hoặc giải trình chung với tiêu chí khác",
            "Chưa có tài liệu kiểm chứng (bộ tiêu chí yêu cầu): thêm tài liệu"
        ]
    );
    let answer = Answer {
        justification: "Đã ban hành kế hoạch[^1].".to_owned(),
        evidence: vec![document("1")],
        ..score("2")
    };
    assert_eq!(names(&with(scored, "1.2", answer), "1.2"), CLEAN);
}

#[test]
fn a_criterion_explained_elsewhere_has_no_text_to_cite_its_documents_in() {
    let shared = Answer {
        explained_with: Some("1.2".to_owned()),
        evidence: vec![document("1")],
        ..score("2")
    };
    let told = Answer {
        justification: "Đã ban hành kế hoạch.".to_owned(),
        ..score("2")
    };
    let book = with(with(book(), "1.2", told), "1.1", shared);
    assert!(!names(&book, "1.1").contains(&"unused_evidence"));
}

#[test]
fn a_free_footnote_is_no_evidence() {
    let asked = asking(Requirement::Optional, Requirement::Required);
    let footnote = Evidence {
        id: "1".to_owned(),
        note: "Danh sách 12 phòng".to_owned(),
        ..Evidence::default()
    };
    let answer = Answer {
        justification: "Đã làm[^1].".to_owned(),
        evidence: vec![footnote],
        ..score("2")
    };
    assert_eq!(
        names(&with(asked, "1.2", answer), "1.2"),
        ["missing_evidence"]
    );
}

#[test]
fn below_the_maximum_some_criteria_must_be_explained() {
    let asked = asking(
        Requirement::RequiredIfNotFull,
        Requirement::RequiredIfNotFull,
    );
    assert_eq!(
        said(&with(asked.clone(), "1.2", score("1.5")), "1.2"),
        [
            "Thiếu giải trình (bắt buộc khi chưa đạt tối đa: 1,5/2): viết giải trình, hoặc giải trình chung với tiêu chí khác",
            "Chưa có tài liệu kiểm chứng (bắt buộc khi chưa đạt tối đa: 1,5/2): thêm tài liệu"
        ]
    );
    assert_eq!(names(&with(asked, "1.2", score("2")), "1.2"), CLEAN);
}

#[test]
fn without_documents_some_criteria_must_be_explained() {
    let asked = asking(Requirement::RequiredWithoutEvidence, Requirement::Optional);
    let bare = with(asked.clone(), "1.2", score("2"));
    assert_eq!(names(&bare, "1.2"), ["missing_explanation"]);
    let answer = Answer {
        evidence: vec![document("1")],
        ..score("2")
    };
    assert_eq!(
        names(&with(asked, "1.2", answer), "1.2"),
        ["unused_evidence"]
    );
}

#[test]
fn what_is_explained_together_counts_for_all_in_both_directions() {
    let asked = asking(Requirement::Required, Requirement::Required);
    let linked = Answer {
        explained_with: Some("1.3".to_owned()),
        ..score("2")
    };
    let text = Answer {
        justification: "Đã làm[^1].".to_owned(),
        evidence: vec![document("1")],
        ..score("1")
    };
    let book = with(with(asked.clone(), "1.2", linked), "1.3", text);
    assert_eq!(names(&book, "1.2"), CLEAN);
    // The other way round: the document stands at the criterion that is explained elsewhere.
    let text = Answer {
        justification: "Đã làm.".to_owned(),
        ..score("2")
    };
    let linked = Answer {
        explained_with: Some("1.2".to_owned()),
        evidence: vec![document("1")],
        ..score("1")
    };
    let book = with(with(asked, "1.2", text), "1.3", linked);
    assert_eq!(names(&book, "1.2"), CLEAN);
}

#[test]
fn a_link_that_cannot_be_followed_is_an_error() {
    let linked = |other: &str, text: &str| Answer {
        explained_with: Some(other.to_owned()),
        justification: text.to_owned(),
        ..score("1")
    };
    let text = Answer {
        justification: "Đã làm.".to_owned(),
        ..score("1")
    };
    let base = with(
        with(with(book(), "1.2", text.clone()), "2.1", text),
        "1.1",
        linked("1.2", ""),
    );
    let why = |answer: Answer| {
        let mut found = said(&with(base.clone(), "1.3", answer), "1.3");
        found.retain(|message| message.starts_with("Giải trình chung"));
        found.join("|")
    };
    assert_eq!(why(linked("1.2", "")), "");
    assert_eq!(
        why(linked("9.9", "")),
        "Giải trình chung với 9.9 không được: bộ tiêu chí không có tiêu chí 9.9; chọn lại"
    );
    assert_eq!(
        why(linked("1.3", "x")).split('|').next(),
        Some(
            "Giải trình chung với 1.3 không được: không thể giải trình chung với chính nó; chọn lại"
        )
    );
    assert_eq!(
        why(linked("2.1", "")),
        "Giải trình chung với 2.1 không được: khác lĩnh vực; chọn tiêu chí trong cùng lĩnh vực"
    );
    assert_eq!(
        why(linked("1.1", "")),
        "Giải trình chung với 1.1 không được: 1.1 lại giải trình chung với 1.2; chọn tiêu chí có giải trình riêng"
    );
    assert_eq!(
        why(linked("1.4", "")),
        "Giải trình chung với 1.4 không được: 1.4 chưa có giải trình; viết giải trình ở 1.4"
    );
    assert_eq!(
        why(linked("1.2", "Đã làm.")),
        "Giải trình chung với 1.2 không được: tiêu chí này vẫn có giải trình riêng; giữ một trong hai"
    );
}

#[test]
fn a_cycle_of_links_is_an_error_at_each_of_its_criteria() {
    let linked = |other: &str| Answer {
        explained_with: Some(other.to_owned()),
        ..score("1")
    };
    let book = with(with(book(), "1.2", linked("1.4")), "1.4", linked("1.2"));
    assert_eq!(names(&book, "1.2"), ["explained_with_invalid"]);
    assert_eq!(names(&book, "1.4"), ["explained_with_invalid"]);
}

#[test]
fn a_mark_without_its_document_is_an_error() {
    let answer = Answer {
        justification: "Đã làm[^1,3] và làm nữa[^3].".to_owned(),
        evidence: vec![document("1")],
        ..score("2")
    };
    let book1 = with(book(), "1.2", answer);
    assert_eq!(
        said(&book1, "1.2"),
        ["Giải trình dẫn [^3], không có tài liệu 3 (có: 1): sửa dấu dẫn hoặc thêm tài liệu"]
    );
    let reason = Answer {
        not_assessed: Some("không được giao[^1]".to_owned()),
        ..Answer::default()
    };
    assert_eq!(
        names(&with(book(), "1.2", reason.clone()), "1.2"),
        ["dangling_footnote"]
    );
    let reason = Answer {
        evidence: vec![document("1")],
        ..reason
    };
    assert_eq!(names(&with(book(), "1.2", reason), "1.2"), CLEAN);
}

#[test]
fn what_no_mark_names_is_a_hint() {
    let footnote = Evidence {
        id: "2".to_owned(),
        note: "Danh sách".to_owned(),
        ..Evidence::default()
    };
    let answer = Answer {
        evidence: vec![document("1"), footnote],
        ..score("2")
    };
    let book = with(book(), "1.2", answer);
    assert_eq!(
        said(&book, "1.2"),
        [
            "Tài liệu 1 chưa được dẫn: đặt [^1] vào giải trình để in thành chú thích",
            "Chú thích 2 chưa được dẫn nên không được in: đặt [^2] vào giải trình, hoặc xóa"
        ]
    );
    let severities: Vec<Severity> = criterion_findings(&book, "1.2")
        .iter()
        .map(Finding::severity)
        .collect();
    assert_eq!(severities, [Severity::Hint; 2]);
}

#[test]
fn an_incomplete_document_says_what_it_lacks() {
    let bare = Evidence {
        date: String::new(),
        subject: String::new(),
        ..document("1")
    };
    let answer = Answer {
        justification: "Đã làm[^1].".to_owned(),
        evidence: vec![bare],
        ..score("2")
    };
    assert_eq!(
        said(&with(book(), "1.2", answer), "1.2"),
        ["Tài liệu 1 (Kế hoạch 13/KH-UBND) thiếu ngày ban hành, trích yếu: bổ sung"]
    );
}

#[test]
fn a_reference_must_lead_to_a_document_and_not_to_another_reference() {
    let reference = |id: &str, target: &str| Evidence {
        id: id.to_owned(),
        same_as: Some(target.to_owned()),
        ..Evidence::default()
    };
    let cites = |entries: Vec<Evidence>| Answer {
        justification: "Đã làm[^1].".to_owned(),
        evidence: entries,
        ..score("1")
    };
    let base = with(
        with(book(), "1.2", cites(vec![document("1")])),
        "1.4",
        cites(vec![reference("1", "1.2/1")]),
    );
    assert_eq!(names(&base, "1.4"), CLEAN);
    for target in ["1.2/7", "1.4/1", "8.8/1", "1.2"] {
        let book = with(base.clone(), "2.1", cites(vec![reference("1", target)]));
        assert_eq!(names(&book, "2.1"), ["dangling_evidence"], "{target}");
    }
}

#[test]
fn two_documents_of_one_number_are_an_error() {
    let answer = Answer {
        justification: "Đã làm[^1].".to_owned(),
        evidence: vec![document("1"), document("1")],
        ..score("2")
    };
    assert_eq!(
        said(&with(book(), "1.2", answer), "1.2"),
        ["Hai tài liệu cùng mang số 1: đổi số một tài liệu"]
    );
}

#[test]
fn an_explanation_that_still_states_the_old_number_is_noticed() {
    let text = |text: &str| Answer {
        justification: text.to_owned(),
        ..figures("a=647 b=16 c=663")
    };
    let stale =
        "Từ ngày 15/12/2022 đã giải quyết 663 hồ sơ: 642 đúng hạn, 16 trễ hạn, đạt 96,83 %.";
    assert_eq!(
        said(&with(book(), "1.1", text(stale)), "1.1"),
        ["Giải trình ghi 642, không thấy 647 (a Số a): sửa giải trình hoặc số liệu"]
    );
    let right = stale.replace("642", "647");
    assert_eq!(names(&with(book(), "1.1", text(&right)), "1.1"), CLEAN);
    let silent = "Đã giải quyết đúng hạn 97 % hồ sơ theo Kế hoạch số 13/KH-UBND.";
    assert_eq!(names(&with(book(), "1.1", text(silent)), "1.1"), CLEAN);
}

#[test]
fn persons_in_texts_are_a_hint() {
    let note = Evidence {
        note: "Trả lời ông Nguyễn Văn An".to_owned(),
        ..document("1")
    };
    let answer = Answer {
        justification: "Đã trả lời[^1], gọi 0912 345 678.".to_owned(),
        evidence: vec![note],
        ..score("2")
    };
    assert_eq!(
        said(&with(book(), "1.2", answer), "1.2"),
        [
            "Giải trình có số điện thoại (“..678”): nên bỏ hoặc viết tắt",
            "Tài liệu 1 có tên người (“ông Nguyễn Văn An”): nên bỏ hoặc viết tắt"
        ]
    );
}

#[test]
fn what_the_set_does_not_ask_for_is_kept_with_a_hint() {
    let answer = Answer {
        level: Some("full".to_owned()),
        ticked: Some(Vec::new()),
        score: Some(Stored::read("9")),
        ..figures("a=1 b=1 c=2 z=3")
    };
    let odd = with(book(), "1.1", answer);
    assert_eq!(names(&odd, "1.1"), ["unknown_answer"; 4]);
    assert_eq!(
        said(&odd, "1.1").first().map(String::as_str),
        Some("Tệp có số liệu “z” mà tiêu chí không hỏi: được giữ lại nhưng không tính")
    );
    assert_eq!(
        said(&with(book(), "1", score("1")), "1"),
        ["Bộ tiêu chí không có tiêu chí 1: câu trả lời được giữ lại nhưng không tính điểm"]
    );
}

#[test]
fn an_edit_reaches_only_its_dependents() {
    let reference = Evidence {
        id: "1".to_owned(),
        same_as: Some("1.2/1".to_owned()),
        ..Evidence::default()
    };
    let cites = Answer {
        evidence: vec![reference],
        ..Answer::default()
    };
    let linked = |other: &str| Answer {
        explained_with: Some(other.to_owned()),
        ..Answer::default()
    };
    let book = with(with(book(), "2.1", cites), "1.3", linked("1.2"));
    let book = with(book, "1.1", linked("1.2"));
    assert_eq!(dependents(&book, "1.2"), ["1.1", "1.3", "2.1"]);
    assert_eq!(dependents(&book, "1.1"), ["1.2", "1.3"]);
    assert_eq!(dependents(&book, "1.4"), Vec::<String>::new());
}

#[test]
fn a_criterion_shows_each_of_its_severities_under_the_names_of_the_format() {
    assert_eq!(Severity::Error.name(), "error");
    assert_eq!(Severity::Warning.name(), "warning");
    assert_eq!(Severity::Hint.name(), "hint");
    let severity = |what: What| (what.name(), what.severity());
    assert_eq!(
        severity(What::MissingEvidence(Because::Always)),
        ("missing_evidence", Severity::Warning)
    );
    assert_eq!(
        severity(What::MissingExplanation(Because::Always)),
        ("missing_explanation", Severity::Error)
    );
    assert_eq!(
        severity(What::UnknownCode),
        ("unknown_code", Severity::Hint)
    );
}
