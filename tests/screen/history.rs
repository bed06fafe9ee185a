//! The record of edits on screen, and undo beyond the session.

use chamdiem::points::Stored;
use chamdiem::store::field;
use chamdiem::store::history::{Content, Damage, Entry, NotChosen, Record};
use chamdiem::tui::message::Effect;
use chamdiem::tui::model::Look;
use chamdiem::workbook::{Edit, Review, Workbook, apply};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use crate::script::{Stage, example, look};

/// A workbook and its record as they stand after edits by several people, a day apart.
pub(crate) struct Worked {
    book: Workbook,
    record: Record,
    now: Timestamp,
}

fn worked() -> Worked {
    let now = "2023-11-20T15:20:00+07:00".parse().expect("a time");
    Worked {
        book: example(),
        record: Record {
            begins: Some(now),
            ..Record::default()
        },
        now,
    }
}

impl Worked {
    fn make(mut self, author: &str, edit: &Edit) -> Self {
        let back = apply(&mut self.book, edit.clone()).expect("allowed");
        self.record.entries.push(Entry {
            at: self.now,
            since: self.now,
            author: author.to_owned(),
            code: edit.code().unwrap_or_default().to_owned(),
            field: field::name(edit),
            content: Content::Whole {
                before: field::value(&back),
                after: field::value(edit),
            },
        });
        let day = SignedDuration::from_hours(24);
        self.now = self.now.checked_add(day).expect("in range");
        self
    }

    fn figure(self, author: &str, figure: &str, value: &str) -> Self {
        let edit = Edit::Figure {
            code: "3.4.1".to_owned(),
            figure: figure.to_owned(),
            value: Some(Stored::read(value)),
        };
        self.make(author, &edit)
    }

    fn text(self, author: &str, from: &str, to: &str) -> Self {
        let text = self
            .book
            .answer("3.4.1")
            .justification
            .replacen(from, to, 1);
        let code = "3.4.1".to_owned();
        self.make(
            author,
            &Edit::Justification {
                code,
                text,
                review: Review::Settled,
            },
        )
    }

    fn choice(mut self) -> Self {
        let value =
            |late: &str| json!({ "figures": { "on_time": "642", "late": late, "total": "663" } });
        self.record.entries.push(Entry {
            at: self.now,
            since: self.now,
            author: "cb1".to_owned(),
            code: "3.4.1".to_owned(),
            field: "conflict/3.4.1/figures".to_owned(),
            content: Content::Choice {
                chosen: value("21"),
                others: vec![NotChosen {
                    author: Some("cb3".to_owned()),
                    at: Some(self.now),
                    value: value("19"),
                }],
            },
        });
        self
    }

    pub(crate) fn stage(self, look: Look) -> Stage {
        let mut stage = Stage::looking(look, self.book);
        stage.record = self.record;
        stage
    }
}

/// A bit of everything; the figures stand where the example has them.
pub(crate) fn everything() -> Worked {
    worked()
        .figure("cb2", "on_time", "640")
        .text("cb1", "sớm hạn, đúng hạn", "đúng hạn hoặc sớm hơn")
        .figure("cb1", "on_time", "642")
        .make(
            "cb3",
            &Edit::NotAssessed {
                code: "5.2".to_owned(),
                reason: Some("không phát sinh trong năm".to_owned()),
            },
        )
        .choice()
}

fn marked(stage: &Stage) -> String {
    stage.reversed_rows().join("\n")
}

#[test]
fn h_shows_the_history_of_the_criterion_and_tab_that_of_the_workbook() {
    let mut stage = everything().stage(look(120, 40));
    stage.press("g341⏎⎋h");
    assert!(!stage.shows("5.2 không đánh giá"));
    assert!(stage.shows("640 → 642") && stage.shows("642 → 640"));
    stage.press("⇥");
    assert!(stage.shows("5.2 không đánh giá"), "{}", stage.text());
    stage.press("⇥⎋");
    assert!(!stage.shows("Lịch sử"));
    assert_eq!(stage.code(), "3.4.1");
}

#[test]
fn the_history_of_a_group_is_that_of_its_criteria() {
    let mut stage = everything().stage(look(120, 40));
    stage.press("g5⏎h");
    assert!(stage.shows("5.2 không đánh giá") && !stage.shows("640 → 642"));
}

#[test]
fn the_history_is_reached_from_an_open_field_and_from_the_findings_and_leads_back() {
    let mut stage = everything().stage(look(120, 40));
    stage.press("g341⏎⏎h");
    assert!(stage.shows("640 → 642"));
    stage.press("⎋c");
    assert!(stage.shows("Kiểm tra hồ sơ"));
    stage.press("h");
    assert!(stage.shows("Lịch sử sửa đổi"));
    stage.press("⎋");
    assert!(stage.shows("Kiểm tra hồ sơ"));
}

#[test]
fn a_text_is_shown_word_by_word_with_marks_that_need_no_colour() {
    let mut stage = everything().stage(look(120, 40));
    stage.press("g341⏎⎋h↓↓");
    assert!(
        stage.shows("[-sớm hạn,-] đúng hạn {+hoặc sớm hơn+}"),
        "{}",
        stage.text()
    );
    stage.press("⏎⏎");
    assert!(
        stage
            .answer("3.4.1")
            .justification
            .contains("sớm hạn, đúng hạn"),
        "the text before is back"
    );
    assert!(
        stage.notice().starts_with("Đã lấy lại 3.4.1 giải trình"),
        "{}",
        stage.notice()
    );
}

#[test]
fn enter_offers_the_value_before_and_u_takes_it_back_again() {
    let mut stage = everything().stage(look(120, 40));
    stage.press("g341⏎⎋h↓");
    assert!(marked(&stage).contains("640 → 642"), "{}", marked(&stage));
    stage.press("⏎");
    assert!(stage.shows("3.4.1a: lấy lại 640?"), "{}", stage.text());
    stage.press("⎋");
    assert_eq!(stage.figure("3.4.1", "on_time"), "642");
    assert!(stage.shows("Lịch sử sửa đổi"));
    stage.press("⏎⏎");
    assert_eq!(stage.figure("3.4.1", "on_time"), "640");
    assert!(
        stage
            .notice()
            .starts_with("Đã lấy lại 3.4.1a: 642 thành 640. Điểm"),
        "{}",
        stage.notice()
    );
    assert_eq!(stage.stored().len(), 1);
    stage.press("u");
    assert_eq!(stage.figure("3.4.1", "on_time"), "642");
}

#[test]
fn enter_on_a_choice_brings_back_the_side_that_was_not_chosen() {
    let mut stage = everything().stage(look(120, 40));
    stage.press("g341⏎⎋h");
    assert!(
        stage.shows("Không chọn: late = 19, on_time = 642, total = 663 (cb3, 24/11/2023 15:20)")
    );
    stage.press("⏎⏎");
    assert_eq!(stage.figure("3.4.1", "late"), "19");
}

#[test]
fn a_missing_and_a_damaged_record_are_told_in_a_line() {
    let mut stage = Stage::example(80, 24);
    stage.press("h");
    assert!(stage.shows("Sổ này chưa có lịch sử"), "{}", stage.text());
    let mut worked = everything();
    worked.record.damage = Damage {
        lines: 3,
        files: Vec::new(),
    };
    let mut stage = worked.stage(look(80, 24));
    stage.press("h");
    assert!(
        stage.shows("Lịch sử hỏng một phần (3 dòng, 0 tệp"),
        "{}",
        stage.text()
    );
}

#[test]
fn undo_goes_on_in_the_record_where_the_session_has_nothing_left() {
    let mut stage = worked()
        .figure("cb1", "late", "20")
        .figure("cb2", "total", "662")
        .figure("cb1", "on_time", "640")
        .stage(look(120, 40));
    stage.press("g341⏎643⏎⎋");
    stage.press("u");
    assert_eq!(
        stage.figure("3.4.1", "on_time"),
        "640",
        "its own step first"
    );
    stage.press("g11⏎u");
    assert_eq!(stage.figure("3.4.1", "on_time"), "642");
    assert_eq!(stage.code(), "3.4.1", "it goes there");
    assert_eq!(
        stage.notice(),
        "Đã hoàn tác sửa ngày 22/11 15:20: 3.4.1a 640 về 642. Ctrl-Y làm lại"
    );
    stage.press("^Y");
    assert_eq!(stage.figure("3.4.1", "on_time"), "640");
    stage.press("u");
    assert_eq!(stage.figure("3.4.1", "on_time"), "642");
    assert_eq!(stage.stored().len(), 5, "every step is stored");
}

#[test]
fn what_somebody_changed_since_is_not_undone_over_and_the_next_press_goes_further_back() {
    let mut stage = worked()
        .figure("cb1", "late", "20")
        .figure("cb1", "on_time", "640")
        .figure("cb2", "on_time", "641")
        .stage(look(120, 40));
    stage.press("u");
    assert!(
        stage
            .notice()
            .contains("3.4.1a: cb2 đã sửa ô này 22/11 15:20: không hoàn tác đè lên"),
        "{}",
        stage.notice()
    );
    assert_eq!(stage.figure("3.4.1", "on_time"), "641");
    stage.press("u");
    assert_eq!(stage.figure("3.4.1", "late"), "21");
    assert_eq!(stage.figure("3.4.1", "on_time"), "641");
}

#[test]
fn what_others_did_is_never_undone() {
    let mut stage = worked().figure("cb2", "on_time", "640").stage(look(80, 24));
    stage.press("u");
    assert_eq!(stage.notice(), "Không còn gì để hoàn tác.");
    assert!(stage.effects.contains(&Effect::ReadHistory));
    assert!(stage.stored().is_empty());
}

#[test]
fn the_history_fits_every_size() {
    let mut stage = everything().stage(look(40, 12));
    stage.press("g341⏎⎋h↓");
    assert!(
        marked(&stage).contains("22/11 15:20 cb1"),
        "{}",
        stage.text()
    );
}

#[test]
fn ten_thousand_entries_open_and_are_walked_through_without_a_wait() {
    let mut worked = everything();
    let entries = worked.record.entries.clone();
    let repeated = entries.iter().cycle().take(10_000 - entries.len());
    worked
        .record
        .entries
        .extend(repeated.cloned().collect::<Vec<_>>());
    let mut stage = worked.stage(look(120, 40));
    let begin = std::time::Instant::now();
    stage.press("h⇥↓⇟⇲");
    let text = stage.text();
    let opened = begin.elapsed();
    let begin_undo = std::time::Instant::now();
    stage.press("⎋u");
    println!(
        "10,000 entries: shown in {opened:?}, undone in {:?}",
        begin_undo.elapsed()
    );
    assert!(text.contains("640"), "{text}");
    // Unoptimised, and with the copy that the test makes of the record.
    assert!(begin.elapsed() < std::time::Duration::from_secs(5));
}

#[test]
fn a_step_back_is_called_one() {
    let mut stage = worked()
        .figure("cb1", "on_time", "640")
        .figure("cb1", "on_time", "642")
        .stage(look(100, 30));
    stage.press("g341⏎h");
    assert!(stage.shows("trả lại: 640 → 642"), "{}", stage.text());
    assert!(stage.shows("  642 → 640"), "{}", stage.text());
}

#[test]
fn an_undo_that_would_go_over_somebody_elses_change_names_them() {
    let mut stage = worked()
        .figure("cb2", "on_time", "641")
        .stage(look(100, 30));
    stage.press("g341⏎640⏎⎋");
    stage.changed_elsewhere(1, |book| {
        let edit = Edit::Figure {
            code: "3.4.1".to_owned(),
            figure: "on_time".to_owned(),
            value: Some(Stored::read("639")),
        };
        apply(book, edit).expect("allowed");
    });
    stage.press("u");
    insta::assert_snapshot!(stage.notice(), @"! cb2, 20/11 15:20: 3.4.1 đã được sửa ở nơi khác sau đó: không hoàn tác đè lên.");
}
