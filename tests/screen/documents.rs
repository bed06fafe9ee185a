//! Documents and declared scores.

use chamdiem::tui::model::Mode;
use chamdiem::workbook::{Edit, Evidence, apply};

use crate::script::{Stage, district};

fn filled() -> Stage {
    Stage::example(80, 24)
}

#[test]
fn a_number_with_its_date_fills_kind_and_issuer() {
    let mut stage = Stage::with(district(), 80, 24);
    stage
        .press("g341⏎+")
        .type_text("37/QD-UBND 8/2/23")
        .press("⏎");
    let entry = stage
        .answer("3.4.1")
        .evidence
        .first()
        .cloned()
        .expect("a document");
    insta::assert_debug_snapshot!(entry, @r#"
Evidence {
    id: "1",
    kind: "Quyết định",
    number: "37/QĐ-UBND",
    date: "2023-02-08",
    issuer: "UBND huyện Kon Rẫy",
    subject: "",
    place: "",
    location: "",
    note: "",
    same_as: None,
}
"#);
    insta::assert_snapshot!(stage.notice(), @"3.4.1 tài liệu 1: đã thêm 37/QĐ-UBND. u hoàn tác");
    assert!(stage.shows("Quyết định số 37/QĐ-UBND ngày 08/02/2023"));
}

#[test]
fn esc_in_the_form_keeps_what_was_typed() {
    let mut stage = filled();
    stage.press("g341⏎+").type_text("12/BC-UBND").press("⎋");
    assert_eq!(stage.answer("3.4.1").evidence[0].number, "12/BC-UBND");
    assert!(matches!(stage.desk().mode, Mode::Documents(_)));
}

#[test]
fn a_form_with_nothing_typed_adds_nothing() {
    let mut stage = filled();
    stage.press("g341⏎+⎋⎋t+⏎⏎⏎⏎⏎⏎⏎⏎");
    assert_eq!(stage.stored().len(), 0);
}

#[test]
fn a_date_that_is_none_is_refused_and_stays_open() {
    let mut stage = filled();
    stage.press("g341⏎+⏎").type_text("31/2/2023").press("⏎");
    assert_eq!(stage.stored().len(), 0);
    assert!(
        stage.notice().starts_with("! Không đọc được ngày"),
        "{}",
        stage.notice()
    );
    stage.press("^W").type_text("080223").press("⏎");
    assert_eq!(stage.answer("3.4.1").evidence[0].date, "2023-02-08");
}

#[test]
fn a_document_is_edited_line_by_line() {
    let mut stage = filled();
    stage
        .press("g113⏎t⏎⇥⇥⇥⇥")
        .type_text("kế hoạch cải cách hành chính")
        .press("⎋");
    assert_eq!(
        stage.answer("1.1.3").evidence[0].subject,
        "kế hoạch cải cách hành chính"
    );
    assert_eq!(stage.answer("1.1.3").evidence.len(), 1);
    insta::assert_snapshot!(stage.notice(), @"1.1.3 tài liệu 1: đã sửa 163/KH-UBND. u hoàn tác");
    stage.press("u");
    assert_ne!(
        stage.answer("1.1.3").evidence[0].subject,
        "kế hoạch cải cách hành chính"
    );
}

#[test]
fn undo_in_the_form_takes_back_the_line_first_and_then_the_document() {
    let mut stage = filled();
    stage
        .press("g341⏎+")
        .type_text("12/BC-UBND")
        .press("⏎")
        .type_text("31/12")
        .press("^Z");
    assert_eq!(stage.answer("3.4.1").evidence[0].number, "12/BC-UBND");
    assert!(!stage.shows("31/12"));
    stage.press("^Z");
    assert_eq!(stage.answer("3.4.1").evidence.len(), 0);
    assert!(
        !stage
            .text()
            .lines()
            .any(|row| row.contains("ký hiệu") && row.contains("12/BC-UBND"))
    );
    stage.press("⏎⏎⏎⎋");
    assert_eq!(
        stage.answer("3.4.1").evidence.len(),
        0,
        "what was taken back stays away"
    );
}

#[test]
fn quitting_from_the_form_keeps_the_open_line() {
    let mut stage = filled();
    stage.press("g341⏎+").type_text("12/BC-UBND").press("{F10}");
    assert_eq!(stage.answer("3.4.1").evidence[0].number, "12/BC-UBND");
}

#[test]
fn a_document_of_another_criterion_is_reused() {
    let mut stage = filled();
    stage.press("g341⏎t=↓⏎");
    let entry = &stage.answer("3.4.1").evidence[0];
    assert_eq!(entry.same_as.as_deref(), Some("1.3.1/3"));
    assert!(stage.shows("13/KH-UBND"));
    stage.press("u");
    assert_eq!(stage.answer("3.4.1").evidence.len(), 0);
    stage.press("=13/⏎");
    assert_eq!(
        stage.answer("3.4.1").evidence[0].same_as.as_deref(),
        Some("1.3.1/3")
    );
}

#[test]
fn a_known_number_typed_again_offers_the_document_that_is_there() {
    let mut stage = filled();
    stage.press("g222⏎+").type_text("37/QD-UBND 8/2/23");
    assert!(stage.shows("Đã có trong sổ"));
    stage.press("^D");
    assert_eq!(
        stage.answer("2.2.2").evidence[0].same_as.as_deref(),
        Some("2.2.3/1")
    );
}

#[test]
fn removing_a_document_is_said_and_taken_back() {
    let mut stage = filled();
    stage.press("g411⏎t-");
    let before = crate::script::example().answer("4.1.1").evidence.clone();
    assert_eq!(stage.answer("4.1.1").evidence, before[1..]);
    insta::assert_snapshot!(stage.notice(), @"4.1.1 tài liệu 1: đã xóa 37/2014/NĐ-CP. u hoàn tác");
    stage.press("u");
    assert_eq!(stage.answer("4.1.1").evidence, before, "in its old place");
}

#[test]
fn removing_a_cited_document_asks_and_takes_its_mark_along() {
    let mut stage = filled();
    stage.press("g131⏎tjj-");
    assert!(stage.shows("còn dẫn [^3]"));
    stage.press("⎋");
    assert_eq!(stage.answer("1.3.1").evidence.len(), 4);
    stage.press("jj-⏎");
    assert_eq!(stage.answer("1.3.1").evidence.len(), 3);
    assert!(stage.answer("1.3.1").justification.contains("[^4]"));
    assert!(
        !stage.answer("1.3.1").justification.contains('3')
            || !stage.answer("1.3.1").justification.contains("[^3")
    );
    stage.press("u");
    let before = crate::script::example();
    assert_eq!(
        stage.answer("1.3.1"),
        before.answer("1.3.1"),
        "one step brings both back"
    );
}

#[test]
fn undo_in_the_list_of_documents_follows_a_change_elsewhere() {
    let mut stage = filled();
    stage.press("g341⏎640⏎⎋g131⏎tu");
    assert_eq!(stage.code(), "3.4.1");
    assert_eq!(stage.figure("3.4.1", "on_time"), "642");
    assert!(matches!(stage.desk().mode, Mode::Tree));
}

#[test]
fn a_declared_score_stands_beside_the_computed_one_with_its_reason() {
    let mut stage = filled();
    stage
        .press("g722⏎o1⏎")
        .type_text("Hồ sơ trực tuyến một phần")
        .press("⏎");
    assert_eq!(stage.points("7.2.2"), "1");
    assert_eq!(stage.total(), "91,15/97");
    assert!(matches!(stage.desk().mode, Mode::Tree));
    assert!(stage.shows("Điểm tự nhập 1 / 2 (công thức: 0,14)"));
    assert!(stage.shows("Hồ sơ trực tuyến một phần"));
    assert!(
        stage.text().lines().any(|row| row.starts_with(">*")),
        "and the tree marks it"
    );
}

#[test]
fn a_declared_score_out_of_range_is_refused() {
    for typed in ["2,5", "-1", "abc", "1,2,3"] {
        let mut stage = filled();
        stage.press("g722⏎o").type_text(typed).press("⏎");
        assert_eq!(stage.stored().len(), 0, "{typed}");
        assert!(matches!(stage.desk().mode, Mode::Form(_)), "{typed}");
        assert!(
            stage.notice().starts_with("! "),
            "{typed}: {}",
            stage.notice()
        );
    }
}

#[test]
fn a_declared_score_is_taken_back_after_a_question() {
    let mut stage = filled();
    stage.press("g722⏎o1⏎").type_text("lý do").press("⏎o⌦⏎");
    assert!(stage.shows("Bỏ điểm tự nhập của 7.2.2"));
    stage.press("⏎");
    assert_eq!(stage.points("7.2.2"), "0,14");
    stage.press("u");
    assert_eq!(stage.points("7.2.2"), "1");
}

#[test]
fn telex_works_in_a_form_too() {
    let mut stage = filled();
    stage
        .press("g341⏎+^T⇥⇥⇥⇥")
        .type_text("veef kieemr tra")
        .press("⎋");
    assert_eq!(stage.answer("3.4.1").evidence[0].subject, "về kiểm tra");
}

#[test]
fn a_new_document_takes_the_number_that_is_free_when_it_is_committed() {
    let mut stage = filled();
    let others = |number: &str| Edit::Evidence {
        code: "3.4.1".to_owned(),
        id: "1".to_owned(),
        entry: Some(Box::new(Evidence {
            id: "1".to_owned(),
            number: number.to_owned(),
            ..Evidence::default()
        })),
        at: 0,
    };
    stage.press("g341⏎+").type_text("13/KH-UBND");
    stage.changed_elsewhere(0, |book| {
        apply(book, others("14/KH-UBND")).expect("allowed");
    });
    stage.press("⏎");
    let evidence = &stage.answer("3.4.1").evidence;
    let ids: Vec<(&str, &str)> = evidence
        .iter()
        .map(|it| (it.id.as_str(), it.number.as_str()))
        .collect();
    assert_eq!(ids, [("1", "14/KH-UBND"), ("2", "13/KH-UBND")]);
}

#[test]
fn a_number_that_a_text_still_cites_is_not_taken_by_a_new_document() {
    let mut stage = filled();
    stage
        .press("g341⏎e")
        .type_text("Theo kế hoạch[^1].")
        .press("⎋+")
        .type_text("13/KH-UBND")
        .press("⏎");
    assert_eq!(stage.answer("3.4.1").evidence[0].id, "2");
}
