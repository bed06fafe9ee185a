//! A year that was begun from the workbook of the last: what stands beside this year's answers, and reviewing.

use chamdiem::import::last_year::{Wanted, carry_over};
use chamdiem::points::Stored;
use chamdiem::tui::message::{Effect, NewBook};
use chamdiem::workbook::{Edit, Review, Workbook};

use crate::screens::shelf;
use crate::script::{Stage, example, look};

/// The example carried over to 2024.
fn next_year() -> Workbook {
    carry_over(&example(), Wanted::default()).book
}

/// The same with the answers of the year before given again.
fn answered_again() -> Workbook {
    let mut book = next_year();
    for (code, old) in example().answers {
        let answer = book.answers.entry(code).or_default();
        answer.figures = old.figures;
        answer.level = old.level;
        answer.ticked = old.ticked;
        answer.score = old.score;
        answer.declared = old.declared;
        answer.not_assessed = old.not_assessed;
    }
    book
}

#[test]
fn last_years_figures_points_and_total_stand_beside() {
    let mut stage = Stage::with(next_year(), 120, 40);
    stage.press("g341⏎⏎650⏎13⏎663⏎");
    insta::assert_snapshot!(stage.text());
}

#[test]
fn they_fit_a_small_screen() {
    let mut stage = Stage::with(next_year(), 80, 24);
    stage.press("g341⏎⏎650⏎13⏎");
    insta::assert_snapshot!(stage.text());
}

#[test]
fn a_section_says_what_it_had_and_what_the_whole_year_had() {
    let mut stage = Stage::with(next_year(), 80, 24);
    stage.press("g3⏎");
    insta::assert_snapshot!(stage.text());
}

#[test]
fn a_level_a_reason_and_a_declared_score_are_told_as_they_were() {
    let mut stage = Stage::with(next_year(), 120, 40);
    let mut told = Vec::new();
    for code in ["113", "162", "722"] {
        stage.press(&format!("g{code}⏎"));
        let rows = stage.text();
        let rows = rows.lines().filter_map(|row| row.split('│').nth(1));
        let rows = rows.filter(|row| row.contains("Năm 2023"));
        told.extend(rows.map(|row| row.trim().to_owned()));
    }
    insta::assert_snapshot!(told.join("\n"));
}

#[test]
fn space_reviews_an_explanation_and_undo_takes_it_back() {
    let mut stage = Stage::with(next_year(), 120, 40);
    stage.press("g341⏎");
    assert_eq!(stage.answer("3.4.1").review, Review::Due);
    let text = stage.answer("3.4.1").justification.clone();
    assert!(stage.shows("chưa rà soát: Space"), "{}", stage.text());
    stage.press(" ");
    assert_eq!(stage.answer("3.4.1").review, Review::Settled);
    assert!(!stage.shows("chưa rà soát"), "{}", stage.text());
    assert_eq!(stage.notice(), "3.4.1 giải trình: đã rà soát. u hoàn tác");
    let made = Edit::Justification {
        code: "3.4.1".to_owned(),
        text,
        review: Review::Settled,
    };
    assert_eq!(stage.stored(), [&made]);
    stage.press("u");
    assert_eq!(stage.answer("3.4.1").review, Review::Due);
    stage.press("^Y");
    assert_eq!(stage.answer("3.4.1").review, Review::Settled);
    stage.press(" ");
    assert_eq!(stage.answer("3.4.1").review, Review::Due);
}

#[test]
fn text_that_is_written_is_reviewed_and_undo_makes_it_due_again() {
    let mut stage = Stage::with(next_year(), 120, 40);
    let before = stage.answer("3.4.1").clone();
    stage.press("g341⏎{F4}");
    stage.type_text("Năm nay").press("⎋");
    assert_eq!(stage.answer("3.4.1").review, Review::Settled);
    stage.press("uu");
    assert_eq!(*stage.answer("3.4.1"), before);
    // Looking at a text changes nothing of it.
    stage.press("{F4}⎋");
    assert_eq!(*stage.answer("3.4.1"), before);
}

#[test]
fn where_nothing_was_taken_over_there_is_nothing_to_review() {
    let mut stage = Stage::example(120, 40);
    stage.press("g341⏎ ");
    assert!(stage.stored().is_empty());
    assert!(stage.notice().contains("không có gì phải rà soát"));
    let mut stage = Stage::with(next_year(), 120, 40);
    stage.press("g13x⏎ g33⏎ ");
    assert!(stage.stored().is_empty());
}

#[test]
fn two_grades_down_is_said_once_every_criterion_is_scored() {
    let mut book = answered_again();
    // 19 of 97 points less: past the next grade.
    for code in ["3.x", "8.x"] {
        let answer = book.answers.get_mut(code).expect("it is answered");
        answer.score = Some(Stored::read("0"));
    }
    let open = book.answers.get_mut("1.1.3").expect("it is answered");
    let given = open.level.take();
    assert!(given.is_some(), "1.1.3 is scored by level");
    let mut stage = Stage::with(book, 120, 40);
    assert!(!stage.shows("tụt"), "{}", stage.text());
    stage.press("g113⏎1⏎");
    insta::assert_snapshot!(stage.text());
    let finding = stage.desk().sheet.findings("");
    assert_eq!(finding[0].name(), "grade_fall");
    stage.press("u");
    assert!(!stage.shows("tụt"), "{}", stage.text());
}

#[test]
fn the_same_answers_again_are_told_as_unchanged() {
    let stage = Stage::with(answered_again(), 120, 40);
    assert_eq!(stage.total(), "90,29/97");
    assert!(stage.shows("TC đã chấm: không đổi"), "{}", stage.text());
}

#[test]
fn last_years_workbook_fills_set_unit_year_and_file_of_a_new_one() {
    let mut stage = Stage::picker(look(80, 24), shelf());
    stage.press("+⏎→");
    insta::assert_snapshot!(stage.text());
    stage.press("⏎⏎⏎⏎");
    let made = NewBook {
        set: None,
        from: Some("/srv/cchc/saves/kon-ray-2023.json".into()),
        unit: "UBND huyện Kon Rẫy".to_owned(),
        year: 2024,
        file: "kon-ray-2024.json".to_owned(),
    };
    assert_eq!(stage.effects, [Effect::Create(made)]);
}

#[test]
fn another_set_may_be_chosen_for_the_new_year_and_last_year_taken_back() {
    let mut stage = Stage::picker(look(80, 24), shelf());
    // A workbook that cannot be read is not offered: after the last comes none again.
    stage.press("+⏎→→");
    assert!(stage.shows("UBND xã Đăk Ruồng, 2023"), "{}", stage.text());
    stage.press("→");
    assert!(stage.shows("không lấy"), "{}", stage.text());
    stage.press("←⇤2⏎⏎⏎⏎⏎");
    let Some(Effect::Create(made)) = stage.effects.last() else {
        panic!("nothing was made: {}", stage.text());
    };
    assert_eq!(made.set.as_deref(), Some("mau-cap-xa"));
    assert!(made.from.is_some());
}

#[test]
fn last_years_text_can_be_put_in_where_it_is_no_longer_there() {
    let mut stage = Stage::with(next_year(), 80, 24);
    let before = stage.answer("3.4.1").justification.clone();
    stage.press("g341⏎{F4}^D");
    assert!(!stage.shows("= Năm 2023"), "{}", stage.text());
    stage.press("⎋");
    let written = stage.written().expect("the editor is open");
    for _ in written.chars() {
        stage.press("⌫");
    }
    assert_eq!(stage.answer("3.4.1").justification, "");
    stage.press("^D");
    assert!(stage.shows("= Năm 2023: Theo số liệu"), "{}", stage.text());
    stage.press("=⎋");
    assert_eq!(stage.answer("3.4.1").justification, before);
    assert_eq!(stage.answer("3.4.1").review, Review::Settled);
    // The reason of a criterion that was left out last year is offered where this year's is written.
    stage.press("g162⏎{F6}^D=⎋");
    let reason = example().answer("1.6.2").not_assessed.clone();
    assert_eq!(stage.answer("1.6.2").not_assessed, reason);
}

#[test]
fn the_appraisal_stands_beside_the_score_that_the_office_gave_itself() {
    let wanted = Wanted {
        appraised: Some(Stored::read("88.5").number().expect("a number")),
        ..Wanted::default()
    };
    let book = carry_over(&example(), wanted).book;
    let mut stage = Stage::with(book.clone(), 120, 40);
    stage.press("g341⏎");
    assert!(stage.shows("Năm 2023: 90,29/97"), "{}", stage.text());
    assert!(stage.shows("Thẩm định: 88,5/97"), "{}", stage.text());
    let mut stage = Stage::with(book, 80, 24);
    stage.press("g3⏎");
    assert!(stage.shows("Cả năm 2023: 90,29/97"), "{}", stage.text());
    assert!(stage.shows("Thẩm định: 88,5/97"), "{}", stage.text());
}
