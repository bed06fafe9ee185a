//! What comes in from elsewhere, and saving that fails.

use chamdiem::points::Stored;
use chamdiem::tui::message::Message;
use chamdiem::tui::model::Mode;
use chamdiem::workbook::{Edit, apply};

use crate::script::Stage;

fn filled() -> Stage {
    Stage::example(120, 40)
}

fn figure(code: &str, figure: &str, value: &str) -> Edit {
    Edit::Figure {
        code: code.to_owned(),
        figure: figure.to_owned(),
        value: Some(Stored::read(value)),
    }
}

fn colleague(stage: &mut Stage, edits: u64, edit: Edit) {
    stage.changed_elsewhere(edits, |book| {
        apply(book, edit).expect("an edit that fits");
    });
}

#[test]
fn a_change_from_elsewhere_moves_the_total_and_is_named() {
    let mut stage = filled();
    stage.press("g341⏎");
    colleague(&mut stage, 0, figure("5.6", "department_leaders", "0"));
    assert_eq!(stage.total(), "90,79/97");
    assert_eq!(stage.code(), "3.4.1");
    insta::assert_snapshot!(stage.notice(), @"Có thay đổi từ nơi khác ở 1 tiêu chí: 5.6");
}

#[test]
fn the_field_being_typed_stays_while_a_change_comes_in() {
    let mut stage = filled();
    stage.press("g341⏎64");
    colleague(&mut stage, 0, figure("3.4.1", "late", "16"));
    assert_eq!(stage.field().as_deref(), Some("64"));
    stage.press("7⏎");
    assert_eq!(stage.figure("3.4.1", "on_time"), "647");
    assert_eq!(stage.figure("3.4.1", "late"), "16");
}

#[test]
fn what_is_not_saved_yet_stays_on_top_of_what_comes_in() {
    let mut stage = filled();
    let file = crate::script::example();
    stage.press("g341⏎647⏎");
    let mut changed = file;
    apply(&mut changed, figure("5.6", "department_leaders", "0")).expect("an edit that fits");
    stage.send(Message::Changed {
        book: Box::new(changed.clone()),
        edits: 0,
    });
    assert_eq!(stage.figure("3.4.1", "on_time"), "647");
    assert_eq!(stage.figure("5.6", "department_leaders"), "0");
    stage.send(Message::Changed {
        book: Box::new(changed),
        edits: 1,
    });
    assert_eq!(
        stage.figure("3.4.1", "on_time"),
        "642",
        "saved, and then changed by somebody else"
    );
}

#[test]
fn the_cursor_in_a_text_stays_at_its_letter_when_the_text_changes_elsewhere() {
    let mut stage = filled();
    stage.press("g341⏎e");
    for _ in 0..10 {
        stage.press("←");
    }
    let shown = |stage: &Stage| {
        let row = stage.cursor_row().expect("a cursor");
        row.split('│').next().map(str::to_owned)
    };
    let before = shown(&stage);
    let text = stage.answer("3.4.1").justification.clone();
    colleague(
        &mut stage,
        0,
        Edit::Justification {
            code: "3.4.1".to_owned(),
            text: format!("Mở đầu.\n\n{text}"),
            review: chamdiem::workbook::Review::Settled,
        },
    );
    assert_eq!(shown(&stage), before);
    stage.type_text("x");
    assert!(
        stage
            .answer("3.4.1")
            .justification
            .starts_with("Mở đầu.\n\n")
    );
    assert!(stage.answer("3.4.1").justification.contains("xkhắc phục."));
}

#[test]
fn a_figure_that_somebody_changed_since_is_not_undone_over() {
    let mut stage = filled();
    stage.press("g341⏎640⏎⎋");
    stage.send(Message::Saved {
        at: "10:42:07".to_owned(),
        edits: 1,
    });
    colleague(&mut stage, 1, figure("3.4.1", "on_time", "650"));
    stage.press("u");
    assert_eq!(stage.figure("3.4.1", "on_time"), "650");
    insta::assert_snapshot!(stage.notice(), @"! 3.4.1 đã được sửa ở nơi khác sau đó: không hoàn tác đè lên.");
}

#[test]
fn a_text_that_somebody_changed_since_is_not_undone_over() {
    let mut stage = filled();
    stage.press("g341⏎{F4}⌫⌫⎋");
    stage.send(Message::Saved {
        at: "10:42:07".to_owned(),
        edits: 2,
    });
    colleague(
        &mut stage,
        2,
        Edit::Justification {
            code: "3.4.1".to_owned(),
            text: "Viết lại hoàn toàn, dài hơn trước để chỗ cũ vẫn nằm trong bài.".repeat(20),
            review: chamdiem::workbook::Review::Settled,
        },
    );
    let text = stage.answer("3.4.1").justification.clone();
    stage.press("u");
    assert_eq!(stage.answer("3.4.1").justification, text);
}

#[test]
fn undo_still_works_when_somebody_changed_something_else() {
    let mut stage = filled();
    stage.press("g341⏎640⏎⎋");
    colleague(&mut stage, 1, figure("3.4.1", "late", "16"));
    stage.press("u");
    assert_eq!(stage.figure("3.4.1", "on_time"), "642");
    assert_eq!(stage.figure("3.4.1", "late"), "16");
}

#[test]
fn saving_is_told_as_it_stands() {
    let mut stage = filled();
    assert!(stage.shows("Chưa sửa gì"));
    stage.press("g341⏎640⏎");
    assert!(stage.shows("Đang lưu"));
    stage.send(Message::Saved {
        at: "10:42:07".to_owned(),
        edits: 1,
    });
    assert!(stage.shows("Đã lưu 10:42:07"));
    stage.press("22⏎23⏎");
    stage.send(Message::Saved {
        at: "10:42:09".to_owned(),
        edits: 2,
    });
    assert!(stage.shows("Đang lưu"), "one edit is still on its way");
}

#[test]
fn a_failed_save_stays_on_screen_until_everything_is_saved() {
    let mut stage = filled();
    stage.press("g341⏎640⏎");
    stage.send(Message::SaveFailed {
        message: "đĩa đầy".to_owned(),
    });
    for keys in ["22⏎", "⎋", "j", "g55⏎", "m", "⎋", "e", "a", "⎋", "c", "⎋"] {
        stage.press(keys);
        assert!(
            stage.shows("CHƯA LƯU: đĩa đầy"),
            "after {keys}: {}",
            stage.text()
        );
    }
    stage.send(Message::Saved {
        at: "10:43:00".to_owned(),
        edits: 3,
    });
    assert!(!stage.shows("CHƯA LƯU"));
    assert!(stage.shows("Đã lưu 10:43:00"));
}

#[test]
fn a_read_only_workbook_says_so_and_takes_nothing() {
    let mut stage = crate::screens::shown("read-only", crate::script::look(120, 40));
    for keys in ["640⏎", "⎋", "x", "o", "=", "+", "g345⏎2⏎", "⎋", "t-", "⎋"] {
        stage.press(keys);
    }
    assert_eq!(stage.stored().len(), 0);
    assert!(stage.shows("CHỈ ĐỌC"));
    assert_eq!(*stage.book(), crate::script::example());
}

#[test]
fn a_set_replaced_under_the_workbook_is_not_taken_in() {
    let mut stage = filled();
    stage.send(Message::Changed {
        book: Box::new(crate::script::commune()),
        edits: 0,
    });
    assert_eq!(*stage.book(), crate::script::example());
    assert!(stage.notice().starts_with("! "));
}

#[test]
fn a_paste_and_a_change_of_size_leave_the_mode_alone() {
    let mut stage = filled();
    stage.press("g341⏎64");
    for (width, height) in [(80, 24), (1, 1), (39, 12), (40, 12), (200, 60)] {
        stage.send(Message::Resize { width, height });
        stage.text();
    }
    assert!(matches!(stage.desk().mode, Mode::Field(_)));
    assert_eq!(stage.field().as_deref(), Some("64"));
}
