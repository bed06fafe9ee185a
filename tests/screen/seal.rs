//! Sealing on screen: asked, refused while something must be mended, read-only afterwards, opened again with a
//! reason; and what is being typed when somebody else seals.

use chamdiem::points::Stored;
use chamdiem::store::seal::SealOrder;
use chamdiem::tui::message::{Effect, Message};
use chamdiem::tui::model::{Mode, Tone};
use chamdiem::workbook::edit::{ReportEdit, ReportText};
use chamdiem::workbook::seal::{Act, Digest, SealEvent};
use chamdiem::workbook::{Edit, Workbook};

use crate::script::{Stage, district, example};

const WORD: &str = "Đã chốt 30/11/2023 15:02 (cb2). Sửa tiếp: rút lại, ghi lý do";

fn event(act: Act) -> SealEvent {
    // The times of the screen are those of this machine.
    let local = chamdiem::store::local_time("2023-11-30T15:02:00+00:00").expect("a time");
    let hours = local.get(11..13).and_then(|hours| hours.parse::<i8>().ok());
    let offset = hours.expect("hours") - 15;
    let sign = if offset < 0 { '-' } else { '+' };
    SealEvent {
        act,
        by: "cb2".to_owned(),
        at: format!("2023-11-30T15:02:00{sign}{:02}:00", offset.abs()),
        digest: Digest::new([0xa5; 32]),
    }
}

fn sealed() -> Workbook {
    let mut book = example();
    book.seals.push(event(Act::Sealed));
    book
}

fn seals(stage: &Stage) -> Vec<&SealOrder> {
    let orders = stage.effects.iter().filter_map(|effect| match effect {
        Effect::Seal(order) => Some(order),
        _ => None,
    });
    orders.collect()
}

#[test]
fn sealing_is_asked_and_then_done() {
    let mut stage = Stage::example(100, 30);
    stage.press(":chốt⏎");
    assert!(
        stage.shows("Chốt hồ sơ? Điểm, giải trình, tài liệu"),
        "{}",
        stage.text()
    );
    stage.press("⎋");
    assert!(seals(&stage).is_empty());
    stage.press(":chốt⏎⏎");
    assert_eq!(seals(&stage), [&SealOrder::Seal]);
    stage.changed_elsewhere(0, |book| book.seals.push(event(Act::Sealed)));
    stage.send(Message::Sealed(Box::new(event(Act::Sealed))));
    assert_eq!(
        stage.notice(),
        "Đã chốt hồ sơ. Mã xác nhận: a5a5 a5a5 a5a5 a5a5"
    );
    assert!(
        stage
            .text()
            .lines()
            .next()
            .is_some_and(|row| row.ends_with("ĐÃ CHỐT 30/11/2023"))
    );
}

#[test]
fn errors_are_shown_in_place_of_the_question() {
    let mut stage = Stage::with(district(), 100, 30);
    stage.press(":chốt⏎");
    assert!(matches!(stage.desk().mode, Mode::Findings(_)));
    assert_eq!(
        stage.notice(),
        "! Chưa chốt được: còn 48 điểm phải sửa. Sửa xong rồi chốt lại."
    );
    assert!(seals(&stage).is_empty());
}

#[test]
fn under_a_seal_nothing_can_be_typed_written_undone_or_merged() {
    for keys in [
        "g341⏎6",
        "g341⏎⏎",
        "g341⏎ex",
        "g341⏎ka",
        "g341⏎x",
        "^z",
        ":chốt⏎",
    ] {
        let mut stage = Stage::with(sealed(), 100, 30);
        let before = stage.book().clone();
        stage.press(keys);
        stage.press("7⏎");
        assert_eq!(*stage.book(), before, "{keys}");
        assert!(stage.stored().is_empty(), "{keys}");
        assert!(seals(&stage).is_empty(), "{keys}");
    }
    let mut stage = Stage::with(sealed(), 120, 30);
    stage.press("g341⏎6");
    assert_eq!(stage.notice(), format!("! {WORD}"));
    assert!(stage.shows("ĐÃ CHỐT 30/11/2023"));
}

#[test]
fn reopening_asks_for_a_reason_and_takes_none_without() {
    let mut stage = Stage::with(sealed(), 100, 30);
    stage.press(":rút⏎");
    assert!(
        stage.shows("Rút lại: lý do (ghi vào hồ sơ)"),
        "{}",
        stage.text()
    );
    stage.press("⏎");
    assert_eq!(
        stage.notice(),
        "! Rút lại phải có lý do: gõ lý do, hoặc Esc thôi."
    );
    stage.type_text("sai số liệu 3.4.1");
    stage.press("⏎");
    let reason = "sai số liệu 3.4.1".to_owned();
    assert_eq!(seals(&stage), [&SealOrder::Reopen(reason.clone())]);
    stage.changed_elsewhere(0, |book| book.seals.push(event(Act::Reopened(reason))));
    assert!(!stage.shows("ĐÃ CHỐT"));
    stage.press("g341⏎6⏎");
    assert_eq!(stage.stored().len(), 1, "it can be changed again");
}

#[test]
fn a_workbook_that_is_not_sealed_is_not_reopened() {
    let mut stage = Stage::example(100, 30);
    stage.press(":rút⏎");
    assert_eq!(stage.notice(), "Sổ chưa chốt: không có gì để rút lại.");
    assert!(matches!(stage.desk().mode, Mode::Tree));
}

#[test]
fn what_is_half_typed_when_somebody_seals_is_offered_until_it_can_be_stored() {
    let mut stage = Stage::example(120, 30);
    stage.press("g341⏎⏎650");
    stage.changed_elsewhere(0, |book| book.seals.push(event(Act::Sealed)));
    assert!(matches!(stage.desk().mode, Mode::Tree));
    assert_eq!(stage.notice(), format!("! {WORD}"));
    stage.press("⎋");
    assert!(
        stage
            .notice()
            .contains("Còn bản nháp 3.4.1a: 650 gõ dở lúc 15:02 (sổ ghi 642)."),
        "{}",
        stage.notice()
    );
    stage.press("⏎");
    assert_eq!(
        stage.notice(),
        format!("! {WORD}"),
        "it cannot be taken back now"
    );
    stage.changed_elsewhere(0, |book| {
        book.seals.push(event(Act::Reopened("sai".to_owned())));
    });
    stage.press("↓↑⏎");
    assert_eq!(stage.field().as_deref(), Some("650"));
    stage.press("⏎");
    assert_eq!(stage.figure("3.4.1", "on_time"), "650");
}

#[test]
fn an_edit_that_came_too_late_is_told_and_offered() {
    let mut stage = Stage::example(120, 30);
    stage.press("g341⏎⏎650⏎");
    stage.changed_elsewhere(1, |book| {
        *book = sealed();
    });
    assert_eq!(
        stage.figure("3.4.1", "on_time"),
        "642",
        "the screen shows what is sealed"
    );
    let late = Edit::Figure {
        code: "3.4.1".to_owned(),
        figure: "on_time".to_owned(),
        value: Some(Stored::read("650")),
    };
    stage.send(Message::TooLate {
        edits: vec![late],
        at: "15:02".to_owned(),
    });
    let notice = stage.desk().status.notice.clone().expect("a notice");
    assert_eq!((notice.tone, notice.text.as_str()), (Tone::Alert, WORD));
    stage.press("⎋");
    assert!(
        stage
            .notice()
            .contains("Còn 1 thay đổi chưa lưu được lúc 15:02: 3.4.1a"),
        "{}",
        stage.notice()
    );
    stage.changed_elsewhere(1, |book| {
        book.seals.push(event(Act::Reopened("sai".to_owned())));
    });
    stage.press("↓↑⏎⏎");
    assert_eq!(stage.figure("3.4.1", "on_time"), "650");
}

#[test]
fn the_core_refuses_too_and_leaves_the_number_open() {
    let mut stage = Stage::with(sealed(), 100, 30);
    let number = Edit::Report(ReportEdit::Text(
        ReportText::Number,
        "45/BC-UBND".to_owned(),
    ));
    let mut book = stage.book().clone();
    chamdiem::workbook::apply(&mut book, number).expect("open");
    stage.changed_elsewhere(0, |there| *there = book);
    assert_eq!(stage.book().report.number, "45/BC-UBND");
}

#[test]
fn a_sealed_workbook_offers_no_key_that_would_change_it_and_its_texts_can_be_read() {
    let mut stage = Stage::with(sealed(), 120, 40);
    stage.press("g341⏎");
    let footer = |stage: &Stage| stage.text().lines().last().unwrap_or_default().to_owned();
    assert!(!footer(&stage).contains("Không ĐG"), "{}", footer(&stage));
    assert!(!footer(&stage).contains("Enter Nhập"), "{}", footer(&stage));
    stage.press("t");
    assert!(!footer(&stage).contains("Thêm"), "{}", footer(&stage));
    stage.press("⎋e");
    assert!(stage.notice().contains("Đã chốt"), "{}", stage.notice());
    assert!(stage.shows("3.4.1 (cuộn: ↑ ↓)"), "{}", stage.text());
}
