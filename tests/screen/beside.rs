//! What lies beside the workbook, on screen: drafts of sessions that died, and who else is there.

use chamdiem::lang::Lang;
use chamdiem::points::Stored;
use chamdiem::store::draft::Typed;
use chamdiem::store::presence::Present;
use chamdiem::tui::message::{CopyOf, Effect, Message, Offer, Offered, Pending};
use chamdiem::tui::model::Look;
use chamdiem::tui::update;
use chamdiem::workbook::{Edit, Review};

use crate::script::{Stage, example};

fn half_typed(text: &str, base: &str) -> Offer {
    Offer {
        at: "10:42".to_owned(),
        content: Offered::Typed(Typed {
            code: "3.4.1".to_owned(),
            field: "figures/on_time".to_owned(),
            text: text.to_owned(),
            base: base.to_owned(),
        }),
    }
}

fn unsaved() -> Offer {
    let figure = |figure: &str, value: &str| Edit::Figure {
        code: "3.4.1".to_owned(),
        figure: figure.to_owned(),
        value: Some(Stored::read(value)),
    };
    Offer {
        at: "10:41".to_owned(),
        content: Offered::Unsaved(vec![figure("on_time", "640"), figure("late", "23")]),
    }
}

fn offered(offers: Vec<Offer>) -> Stage {
    let mut stage = Stage::example(120, 40);
    stage.send(Message::Drafts(offers));
    stage
}

fn notice_row(stage: &Stage) -> String {
    let text = stage.text();
    let rows: Vec<&str> = text.lines().collect();
    rows[rows.len() - 2].trim().to_owned()
}

fn answered(stage: &Stage) -> bool {
    stage.effects.contains(&Effect::DraftsAnswered)
}

#[test]
fn a_half_typed_figure_is_offered_in_one_line_and_enter_takes_it_back_into_its_field() {
    let mut stage = offered(vec![half_typed("64", "642")]);
    assert_eq!(
        notice_row(&stage),
        "! Còn bản nháp 3.4.1a: 64 gõ dở lúc 10:42 (sổ ghi 642). Enter lấy lại, Esc bỏ"
    );
    stage.press("⏎");
    assert_eq!(
        (stage.code(), stage.field().as_deref()),
        ("3.4.1", Some("64"))
    );
    assert!(answered(&stage));
    stage.press("5⏎");
    assert_eq!(stage.figure("3.4.1", "on_time"), "645");
}

#[test]
fn a_field_that_changed_since_says_so_before_the_draft_replaces_it() {
    let mut stage = offered(vec![half_typed("64", "640")]);
    stage.press("⏎");
    assert_eq!(
        notice_row(&stage),
        "Từ đó ô này đã đổi: 640 thành 642. Enter ghi số nháp, Esc giữ số nay."
    );
    stage.press("⎋");
    assert_eq!(stage.figure("3.4.1", "on_time"), "642");
}

#[test]
fn esc_drops_the_offer_and_the_next_one_follows() {
    let mut stage = offered(vec![half_typed("64", "642"), unsaved()]);
    stage.press("⎋");
    assert!(!answered(&stage), "one is left");
    assert_eq!(
        notice_row(&stage),
        "! Còn 2 thay đổi chưa lưu được lúc 10:41: 3.4.1a, 3.4.1b. Enter xem, Esc bỏ"
    );
    stage.press("⏎");
    for line in [
        "Ghi các thay đổi này của bản nháp vào sổ?",
        "3.4.1a: sổ ghi [642], bản nháp [640]",
        "3.4.1b: sổ ghi [21], bản nháp [23]",
    ] {
        assert!(stage.shows(line), "{line}\n{}", stage.text());
    }
    stage.press("⎋");
    assert!(
        !answered(&stage) && stage.stored().is_empty(),
        "to be answered later"
    );
    stage.press("⏎⏎");
    assert!(answered(&stage));
    assert_eq!(stage.figure("3.4.1", "on_time"), "640");
    assert_eq!(stage.stored().len(), 2);
}

#[test]
fn of_a_long_text_only_the_words_that_differ_are_shown() {
    let text = crate::script::example()
        .answer("3.4.1")
        .justification
        .clone();
    let edit = Edit::Justification {
        code: "3.4.1".to_owned(),
        text: text.replacen("663 hồ sơ", "665 bộ hồ sơ", 1),
        review: Review::Settled,
    };
    let mut stage = offered(vec![Offer {
        at: "10:41".to_owned(),
        content: Offered::Unsaved(vec![edit]),
    }]);
    stage.press("⏎");
    let shown = stage.text().replace('\n', " ");
    let shown = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        shown.contains("sổ ghi [.. đã giải quyết 663 hồ sơ, gồm .."),
        "{shown}"
    );
    assert!(
        shown.contains("bản nháp [.. đã giải quyết 665 bộ hồ sơ, gồm .."),
        "{shown}"
    );
    stage.press("⏎");
    assert!(stage.answer("3.4.1").justification.contains("665 bộ hồ sơ"));
}

fn typed_now(stage: &Stage) -> Option<(String, String, String)> {
    let typed = update::aside(&stage.model).typed?;
    Some((typed.field, typed.text, typed.base))
}

fn left(field: &str, text: &str, base: &str) -> Stage {
    offered(vec![Offer {
        at: "10:42".to_owned(),
        content: Offered::Typed(Typed {
            code: "3.4.1".to_owned(),
            field: field.to_owned(),
            text: text.to_owned(),
            base: base.to_owned(),
        }),
    }])
}

#[test]
fn a_line_of_a_form_that_is_half_typed_is_told_as_a_draft() {
    let mut stage = Stage::example(120, 40);
    let told = |field: &str, text: &str| Some((field.to_owned(), text.to_owned(), String::new()));
    stage.press("g341⏎+⇥⇥⇥⇥");
    assert_eq!(typed_now(&stage), None);
    stage.type_text("Về hồ sơ");
    assert_eq!(typed_now(&stage), told("evidence/1/subject", "Về hồ sơ"));
    stage.press("⇥");
    assert_eq!(typed_now(&stage), None, "committed");
    stage.press("⎋⎋o1⏎");
    stage.type_text("vì biểu");
    assert_eq!(typed_now(&stage), told("declared/reason", "vì biểu"));
    stage.press("⏎");
    assert_eq!(typed_now(&stage), None, "committed");
}

#[test]
fn a_half_typed_line_of_a_new_document_comes_back_into_its_form() {
    let mut stage = left("evidence/1/subject", "Về hồ sơ", "");
    assert_eq!(
        notice_row(&stage),
        "! Còn bản nháp 3.4.1, tài liệu 1: Về hồ sơ gõ dở lúc 10:42. Enter lấy lại, Esc bỏ"
    );
    stage.press("⏎");
    assert!(
        stage
            .cursor_row()
            .is_some_and(|row| row.contains("Về hồ sơ_")),
        "{}",
        stage.text()
    );
    assert!(answered(&stage));
    assert_eq!(
        typed_now(&stage).map(|(_, text, _)| text).as_deref(),
        Some("Về hồ sơ")
    );
    stage.type_text(" cấp huyện");
    stage.press("⏎");
    let entry = stage.answer("3.4.1").evidence("1").expect("committed");
    assert_eq!(entry.subject, "Về hồ sơ cấp huyện");
}

#[test]
fn a_half_typed_reason_of_a_declared_score_comes_back_into_its_form() {
    let mut stage = left("declared/reason", "vì biểu mẫu", "");
    stage.press("⏎");
    assert!(
        stage
            .cursor_row()
            .is_some_and(|row| row.contains("vì biểu mẫu_")),
        "{}",
        stage.text()
    );
    stage.press("⏎");
    assert_eq!(
        notice_row(&stage),
        "! Lý do chờ điểm: gõ điểm tự nhập trước."
    );
    assert_eq!(
        typed_now(&stage).map(|(_, text, _)| text).as_deref(),
        Some("vì biểu mẫu")
    );
    stage.press("1⏎⏎");
    let declared = stage.answer("3.4.1").declared.clone().expect("committed");
    assert_eq!(declared.reason, "vì biểu mẫu");
}

#[test]
fn an_offer_hinders_no_key_and_waits_until_it_is_answered() {
    let mut stage = offered(vec![half_typed("64", "642")]);
    stage.press("g342⏎");
    assert_eq!(stage.code(), "3.4.2");
    stage.press("500⏎⎋");
    assert!(
        !notice_row(&stage).contains("bản nháp"),
        "the receipt stands first"
    );
    stage.press("⎋");
    assert!(
        notice_row(&stage).contains("bản nháp 3.4.1a"),
        "{}",
        notice_row(&stage)
    );
    assert!(!answered(&stage));
}

#[test]
fn what_is_typed_is_told_as_a_draft_until_it_is_committed_or_dropped() {
    let mut stage = Stage::example(120, 40);
    let typed = |stage: &Stage| {
        update::aside(&stage.model)
            .typed
            .map(|typed| (typed.text, typed.base))
    };
    stage.press("g341⏎");
    assert_eq!(update::aside(&stage.model).code, "3.4.1");
    assert_eq!(typed(&stage), None, "opened, and nothing typed");
    stage.press("64");
    assert_eq!(typed(&stage), Some(("64".to_owned(), "642".to_owned())));
    stage.press("2");
    assert_eq!(typed(&stage), None, "what stands there already");
    stage.press("0⎋");
    assert_eq!(typed(&stage), None, "dropped");
    stage.press("⏎7⏎");
    assert_eq!(typed(&stage), None, "committed");
}

fn present(others: &[(&str, &str)]) -> Message {
    let present = |(author, code): &(&str, &str)| Present {
        author: (*author).to_owned(),
        code: (*code).to_owned(),
    };
    Message::Present(others.iter().map(present).collect())
}

#[test]
fn who_else_is_there_stands_in_the_score_pane_and_in_the_title_of_smaller_screens() {
    let mut stage = Stage::example(120, 40);
    stage.send(present(&[("cb2", "5.6"), ("cb3", "")]));
    let text = stage.text();
    let rows: Vec<&str> = text.lines().collect();
    let at = rows
        .iter()
        .position(|row| row.contains("Đang mở"))
        .expect("a heading");
    assert!(
        rows[at + 1].contains("cb2") && rows[at + 1].ends_with("5.6"),
        "{}",
        rows[at + 1]
    );
    assert!(rows[at + 2].contains("cb3"), "{}", rows[at + 2]);
    assert!(!rows[0].contains("cb2"));
    stage.send(present(&[]));
    assert!(!stage.text().contains("Đang mở"));

    for (width, height) in [(80, 24), (110, 24), (60, 20)] {
        let look = Look {
            lang: Lang::En,
            ascii: true,
            width,
            height,
        };
        let mut stage = Stage::looking(look, example());
        stage.send(present(&[("cb2", "5.6"), ("cb3", "")]));
        let title = stage.text().lines().next().unwrap_or_default().to_owned();
        assert!(title.contains("cb2 at 5.6 +1 | "), "{title}");
    }
}

#[test]
fn the_keys_that_answer_an_offer_are_there_on_a_narrow_screen() {
    let mut stage = Stage::example(80, 24);
    stage.send(Message::Drafts(vec![unsaved()]));
    assert!(
        notice_row(&stage).ends_with("Enter xem, Esc bỏ"),
        "{}",
        notice_row(&stage)
    );
    let mut stage = Stage::example(60, 24);
    let long = "Đã giải quyết 642 hồ sơ đúng hạn trong kỳ báo cáo";
    stage.send(Message::Drafts(vec![half_typed(long, "642")]));
    assert!(
        notice_row(&stage).ends_with("Enter lấy lại, Esc bỏ"),
        "{}",
        notice_row(&stage)
    );
}

#[test]
fn a_copy_whose_draft_waits_is_not_called_ready_to_be_deleted() {
    let merged = || {
        Message::IsCopy(CopyOf {
            path: "/mnt/usb/a.json".into(),
            original: "a.json".to_owned(),
            pending: Pending {
                changes: 0,
                conflicts: 0,
            },
        })
    };
    let mut stage = offered(vec![unsaved()]);
    stage.send(merged());
    assert!(
        notice_row(&stage).contains("chưa lưu được"),
        "{}",
        notice_row(&stage)
    );
    let mut stage = Stage::example(120, 40);
    stage.send(merged());
    assert!(
        notice_row(&stage).contains("xóa được"),
        "{}",
        notice_row(&stage)
    );
}
