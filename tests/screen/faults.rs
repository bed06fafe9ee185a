//! What the screen says and offers while the file cannot be written, or lacks what stood in it.

use chamdiem::points::Stored;
use chamdiem::store::overwritten::Lacking;
use chamdiem::tui::message::{Effect, Message};
use chamdiem::tui::model::Mode;
use chamdiem::workbook::{Edit, apply};

use crate::script::Stage;

const FULL: &str = "đĩa đầy; hãy xóa bớt tệp rồi lưu lại";

/// A screen with an edit that could not be saved.
fn failing(width: u16, height: u16) -> Stage {
    let mut stage = Stage::example(width, height);
    stage.send(Message::Refuge(
        "~/kon-ray-2023-20261125-0304.json".to_owned(),
    ));
    stage.press("g341⏎640⏎⎋");
    stage.send(Message::SaveFailed {
        message: FULL.to_owned(),
    });
    stage
}

fn notice_row(stage: &Stage) -> String {
    let text = stage.text();
    let rows: Vec<&str> = text.lines().collect();
    rows[rows.len() - 2].trim().to_owned()
}

fn saved(stage: &mut Stage) {
    stage.send(Message::Saved {
        at: "10:43:00".to_owned(),
        edits: 9,
    });
}

#[test]
fn what_is_wrong_where_the_work_is_and_what_to_do_stand_in_one_line() {
    let mut stage = failing(120, 40);
    insta::assert_snapshot!(notice_row(&stage), @"! CHƯA LƯU: đĩa đầy; hãy xóa bớt tệp rồi lưu lại. F2 lưu lại, F12 lưu chỗ khác");
    stage.send(Message::DraftAt(
        "~/.local/state/chamdiem/drafts".to_owned(),
    ));
    insta::assert_snapshot!(notice_row(&stage), @"! CHƯA LƯU: đĩa đầy; hãy xóa bớt tệp rồi lưu lại. Bản nháp: ~/.local/state/chamdiem/drafts. F2 lưu lại, F12 lưu chỗ khác");
    insta::assert_snapshot!(notice_row(&failing(80, 24)), @"! CHƯA LƯU: đĩa đầy; hãy xóa bớt tệp rồi lưu lại. F2 lưu lại, F12 lưu chỗ khác");
    insta::assert_snapshot!(notice_row(&failing(40, 12)), @"! CHƯA LƯ.. F2 lưu lại, F12 lưu chỗ khác");
}

#[test]
fn another_place_is_asked_for_with_one_key_and_from_the_palette() {
    for keys in [
        "{F12}",
        "l",
        ":luu cho khac⏎",
        "e{F12}",
        "⏎64{F12}",
        "t{F12}",
        "o{F12}",
        "q{F12}",
    ] {
        let mut stage = failing(120, 40);
        stage.press(keys);
        assert!(
            stage.shows("Lưu cả sổ vào một tệp mới"),
            "{keys}\n{}",
            stage.text()
        );
        assert!(stage.shows("CHƯA LƯU: đĩa đầy"), "it stays in sight");
        stage.press("⏎");
        let asked = Effect::SaveElsewhere("~/kon-ray-2023-20261125-0304.json".to_owned());
        assert!(
            stage.effects.contains(&asked),
            "{keys}: {:?}",
            stage.effects
        );
    }
    let mut stage = failing(120, 40);
    let before = stage.effects.len();
    stage.press("{F12}⎋");
    assert_eq!(stage.effects.len(), before);
    assert!(matches!(stage.desk().mode, Mode::Tree));
}

#[test]
fn a_copy_in_another_place_is_named_until_the_work_is_in_its_own_file() {
    let path = || "~/kon-ray-2023-20261125-0304.json".to_owned();
    let mut stage = failing(200, 40);
    stage.send(Message::Elsewhere(Ok(path())));
    insta::assert_snapshot!(notice_row(&stage), @"! CHƯA LƯU: đĩa đầy; hãy xóa bớt tệp rồi lưu lại. Bản đủ: ~/kon-ray-2023-20261125-0304.json; gộp lại: chamdiem merge kon-ray-2023.json ~/kon-ray-2023-20261125-0304.json. F2 lưu lại");
    let mut stage = failing(80, 24);
    stage.send(Message::Elsewhere(Ok(path())));
    insta::assert_snapshot!(notice_row(&stage), @"! CHƯA LƯU. Bản đủ: ~/kon-ray-2023-20261125-0304.json (gộp: chamdiem merge)");
    stage.press("{F12}⏎");
    let next = Effect::SaveElsewhere("~/kon-ray-2023-20261125-0304_2.json".to_owned());
    assert!(stage.effects.contains(&next), "{:?}", stage.effects);
    saved(&mut stage);
    insta::assert_snapshot!(notice_row(&stage), @"Đã lưu lại được vào sổ. Không cần bản ~/kon-ray-2023-20261125-0304.json nữa.");
}

#[test]
fn a_copy_is_not_called_whole_any_more_when_work_went_on() {
    let path = || "~/kon-ray-2023-20261125-0304.json".to_owned();
    for (width, height) in [(160, 40), (80, 24)] {
        let mut stage = failing(width, height);
        stage.send(Message::Elsewhere(Ok(path())));
        assert!(notice_row(&stage).contains("Bản đủ: "));
        stage.press("⏎641⏎⎋");
        let row = notice_row(&stage);
        assert!(
            !row.contains("Bản đủ") && row.contains("phần sửa sau") && row.contains("F12"),
            "{row}"
        );
        stage.send(Message::Elsewhere(Ok(path())));
        assert!(notice_row(&stage).contains("Bản đủ: "));
    }
}

#[test]
fn a_place_that_cannot_be_written_either_is_said_and_another_may_be_named() {
    let mut stage = failing(120, 40);
    stage.press("{F12}⏎");
    stage.send(Message::Elsewhere(Err(
        "/mnt/a.json: tệp đã có, không ghi đè; hãy chọn tên khác".to_owned(),
    )));
    insta::assert_snapshot!(notice_row(&stage), @"! CHƯA LƯU. /mnt/a.json: tệp đã có, không ghi đè; hãy chọn tên khác. F12 chọn nơi khác");
    stage.press("{F12}⎋");
    assert!(notice_row(&stage).contains("đĩa đầy"));
}

#[test]
fn a_copy_may_be_saved_elsewhere_when_nothing_is_wrong() {
    let mut stage = Stage::example(120, 40);
    stage.press("l");
    stage.type_text("b.json");
    stage.press("⏎");
    stage.send(Message::Elsewhere(Ok("~/b.json".to_owned())));
    insta::assert_snapshot!(notice_row(&stage), @"Đã lưu cả sổ vào ~/b.json. Gộp lại: chamdiem merge kon-ray-2023.json ~/b.json");
}

fn lacking(edits: Vec<Edit>) -> Message {
    Message::Overwritten(Some(Lacking {
        changes: 3,
        authors: vec!["cb1".to_owned(), "cb2".to_owned()],
        edits,
    }))
}

#[test]
fn an_older_copy_over_the_file_is_said_and_enter_merges_back_what_is_missing() {
    let mut stage = Stage::example(120, 40);
    stage.press("g341⏎640⏎⎋");
    stage.send(lacking(Vec::new()));
    insta::assert_snapshot!(notice_row(&stage), @"! Tệp bị chép đè bằng bản cũ: thiếu 3 thay đổi của cb1, cb2. Enter gộp lại, Esc để nguyên");
    assert!(
        stage.shows("TỆP BỊ CHÉP ĐÈ"),
        "the file does not hold what was saved"
    );
    stage.press("e");
    insta::assert_snapshot!(notice_row(&stage), @"! Tệp bị chép đè bằng bản cũ: thiếu 3 thay đổi của cb1, cb2. Về cây để gộp lại");
    stage.press("⎋⏎");
    assert!(stage.effects.contains(&Effect::BringBack));
    assert!(!stage.shows("chép đè"));
    stage.send(Message::Overwritten(None));
    insta::assert_snapshot!(notice_row(&stage), @"Tệp lại đủ: phần bị thiếu đã gộp lại.");
}

fn gives_up(stage: &Stage) -> bool {
    let mut effects = stage.effects.iter();
    effects.any(|effect| matches!(effect, Effect::GiveUp(_)))
}

#[test]
fn esc_puts_the_question_off_and_gives_nothing_up() {
    let mut stage = Stage::example(120, 40);
    stage.send(lacking(Vec::new()));
    stage.press("⎋");
    assert!(!gives_up(&stage));
    insta::assert_snapshot!(notice_row(&stage), @"Để nguyên, lần mở sau hỏi lại. Trong Ctrl-P: gộp phần thiếu, giữ bản cũ");
    assert!(stage.shows("TỆP BỊ CHÉP ĐÈ"), "it still is");
    // Every save tells the keeper's finding anew: the same is not asked twice, more is.
    stage.send(lacking(Vec::new()));
    assert!(!stage.shows("Enter gộp lại"));
    stage.press(":gộp phần⏎");
    assert!(stage.effects.contains(&Effect::BringBack));
    assert!(!stage.shows("TỆP BỊ CHÉP ĐÈ"));
    stage.press(":gộp phần⏎");
    insta::assert_snapshot!(notice_row(&stage), @"Tệp không thiếu gì.");
}

#[test]
fn an_older_copy_stays_for_good_only_after_a_question_of_its_own() {
    let mut stage = Stage::example(120, 40);
    stage.send(lacking(Vec::new()));
    stage.press("⎋:giữ bản⏎");
    assert!(!gives_up(&stage));
    assert!(stage.shows("Giữ bản cũ và bỏ 3 thay đổi của cb1, cb2 với mọi người?"));
    stage.press("⎋");
    assert!(stage.shows("TỆP BỊ CHÉP ĐÈ"));
    stage.press(":giữ bản⏎⏎");
    assert!(stage.effects.contains(&Effect::GiveUp(Vec::new())));
    assert!(!stage.shows("CHÉP ĐÈ"));
}

#[test]
fn the_keys_that_answer_are_there_on_a_narrow_screen() {
    let mut stage = Stage::example(80, 24);
    stage.send(Message::Overwritten(Some(Lacking {
        changes: 41,
        authors: (1..=6).map(|number| format!("canbo{number}")).collect(),
        edits: Vec::new(),
    })));
    insta::assert_snapshot!(notice_row(&stage), @"! Tệp bị chép đè: thiếu 41 thay đổi. Enter gộp lại, Esc để nguyên");
}

#[test]
fn what_was_found_missing_at_the_start_comes_back_as_edits() {
    let edit = Edit::Figure {
        code: "3.4.1".to_owned(),
        figure: "on_time".to_owned(),
        value: Some(Stored::read("640")),
    };
    let mut stage = Stage::example(120, 40);
    stage.send(lacking(vec![edit.clone()]));
    stage.press("⏎");
    assert_eq!(stage.stored(), [&edit]);
    let mut stage = Stage::example(120, 40);
    stage.send(lacking(vec![edit.clone()]));
    stage.press("⎋:giữ bản⏎⏎");
    assert!(stage.effects.contains(&Effect::GiveUp(vec![edit.clone()])));
    assert!(stage.stored().is_empty());
    // A colleague brings it back meanwhile.
    let mut stage = Stage::example(120, 40);
    stage.send(lacking(vec![edit.clone()]));
    stage.press("⎋");
    let mut book = stage.book().clone();
    apply(&mut book, edit).expect("allowed");
    stage.send(Message::Changed {
        book: Box::new(book),
        edits: 0,
    });
    assert!(!stage.shows("CHÉP ĐÈ"));
}

#[test]
fn the_question_goes_when_somebody_else_merged_it_back() {
    let mut stage = Stage::example(120, 40);
    stage.send(lacking(Vec::new()));
    stage.send(Message::Overwritten(None));
    assert!(!stage.shows("chép đè"));
}
