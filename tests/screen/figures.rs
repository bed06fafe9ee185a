//! Figures, levels and ticks as an officer types them.

use chamdiem::tui::key::Key;
use chamdiem::tui::message::{Effect, Message};
use chamdiem::tui::model::Mode;

use crate::script::{Stage, commune, district};

fn fresh() -> Stage {
    Stage::with(district(), 120, 40)
}

fn filled() -> Stage {
    Stage::example(120, 40)
}

#[test]
fn three_figures_typed_one_after_the_other_give_the_score() {
    let mut stage = fresh();
    stage.press("g3.4.1⏎642⏎21⏎");
    assert_eq!(stage.points("3.4.1"), "-");
    stage.press("663⏎");
    assert_eq!(stage.points("3.4.1"), "0,97");
    assert_eq!(stage.total(), "0,97/100");
    assert!(stage.shows("0,97 / 100") && stage.shows("Lên 0,98") == (stage.code() == "3.4.1"));
    assert_eq!(stage.stored().len(), 3);
}

#[test]
fn the_tasks_of_the_province_give_three_point_eight_eight() {
    let mut stage = fresh();
    stage.press("g1.6.1⏎15⏎1⏎3⏎19⏎");
    assert_eq!(stage.points("1.6.1"), "3,88");
    assert_eq!(stage.total(), "3,88/100");
}

#[test]
fn the_total_moves_at_each_enter_and_the_receipt_says_by_how_much() {
    let mut stage = filled();
    stage.press("g341⏎600⏎");
    assert_eq!(stage.total(), "90,22/97");
    insta::assert_snapshot!(stage.notice(), @"3.4.1a: 642 thành 600. Điểm 0,9 (-0,07), tổng 90,22/97 (-0,07), tạm tính: số liệu chưa khớp. u hoàn tác");
    stage.press("21⏎621⏎");
    assert_eq!(stage.total(), "90,29/97");
    insta::assert_snapshot!(stage.notice(), @"3.4.1c: 663 thành 621. Điểm 0,97 (+0,07), tổng 90,29/97 (+0,07). u hoàn tác");
    assert!(
        stage.shows("90,29 / 97"),
        "the total stands in the score pane"
    );
}

#[test]
fn enter_in_an_untouched_field_changes_nothing() {
    let mut stage = filled();
    stage.press("g341⏎⏎⏎⏎⏎");
    assert_eq!(stage.stored(), Vec::<&chamdiem::workbook::Edit>::new());
    assert_eq!(stage.effects, Vec::<Effect>::new());
}

#[test]
fn typing_the_same_number_again_changes_nothing() {
    let mut stage = filled();
    stage.press("g341⏎642⏎");
    assert_eq!(stage.stored().len(), 0);
}

#[test]
fn esc_restores_the_value_and_undo_brings_the_typed_text_back() {
    let mut stage = filled();
    stage.press("g341⏎64⎋");
    assert!(matches!(stage.desk().mode, Mode::Tree));
    assert_eq!(stage.figure("3.4.1", "on_time"), "642");
    stage.press("u");
    assert_eq!(stage.field().as_deref(), Some("64"));
    stage.press("7⏎");
    assert_eq!(stage.figure("3.4.1", "on_time"), "647");
}

#[test]
fn a_typed_text_dropped_with_esc_does_not_come_back_after_another_edit() {
    let mut stage = filled();
    stage.press("g341⏎64⎋g342⏎⏎⇥9⏎⎋u");
    assert_eq!(stage.figure("3.4.2", "late"), "8");
    assert_eq!(stage.code(), "3.4.2");
    assert_eq!(stage.field(), None);
}

#[test]
fn undo_in_an_open_field_goes_where_the_change_was_and_types_nothing_elsewhere() {
    let mut stage = filled();
    stage.press("g341⏎640⏎g342⏎⏎u");
    assert_eq!(stage.code(), "3.4.1");
    assert_eq!(stage.figure("3.4.1", "on_time"), "642");
    stage.press("9⏎");
    assert_eq!(stage.figure("3.4.2", "on_time"), "3630", "3.4.2 was left");
    assert_eq!(
        stage.figure("3.4.1", "on_time"),
        "9",
        "the digit goes to what is in sight"
    );
}

#[test]
fn undo_while_typing_takes_back_the_typing_first() {
    let mut stage = filled();
    stage.press("g341⏎640⏎99^Z");
    assert_eq!(
        stage.figure("3.4.1", "on_time"),
        "640",
        "the edit before stays"
    );
    assert_eq!(stage.figure("3.4.1", "late"), "21");
}

#[test]
fn a_refused_value_stays_open_with_the_reason() {
    for (typed, reason) in [
        ("1,5", "số nguyên"),
        ("1.23", "số nguyên"),
        ("1..2", ""),
        ("12+", ""),
        ("4-", ""),
        ("12345678901234567890", ""),
    ] {
        let mut stage = filled();
        stage.press("g341⏎⏎").type_text(typed).press("⏎");
        assert_eq!(stage.field().as_deref(), Some(typed), "{typed} stays open");
        assert_eq!(stage.stored().len(), 0, "{typed}");
        let notice = stage.notice();
        assert!(
            notice.starts_with("! ") && notice.contains(reason),
            "{typed}: {notice}"
        );
        stage.press("⌫⌫⌫⌫⌫⌫⌫⌫⌫⌫⌫⌫⌫⌫⌫⌫⌫⌫⌫⌫640⏎");
        assert_eq!(stage.figure("3.4.1", "on_time"), "640");
    }
}

#[test]
fn a_score_above_the_maximum_is_refused_and_stays_open() {
    let mut stage = Stage::with(commune(), 120, 40);
    stage.press("g33⏎6,5⏎");
    assert_eq!(stage.field().as_deref(), Some("6,5"));
    assert_eq!(stage.points("3.3"), "-");
    insta::assert_snapshot!(stage.notice(), @"! Điểm phải từ 0 đến 6");
    stage.press("⌫⌫,0⏎");
    assert_eq!(stage.points("3.3"), "6");
}

#[test]
fn a_dot_or_a_space_groups_thousands() {
    for typed in ["1476", "1.476", "1 476"] {
        let mut stage = fresh();
        stage.press("g232⏎").type_text(typed);
        assert!(
            typed == "1476" || stage.shows("= 1.476"),
            "{typed}: what is read is in sight"
        );
        stage.press("⏎");
        assert_eq!(stage.figure("2.3.2", "checked"), "1476", "{typed}");
    }
}

#[test]
fn both_marks_are_the_decimal_mark_in_points() {
    for typed in ["2,5", "2.5"] {
        let mut stage = fresh();
        stage.press("g1.x⏎").type_text(typed).press("⏎");
        assert_eq!(stage.points("1.x"), "2,5", "{typed}");
    }
}

#[test]
fn numbers_of_communes_are_added_up_in_the_field() {
    let mut stage = fresh();
    stage.press("g342⏎512+498+604");
    assert!(stage.shows("= 1.614"));
    stage.press("⏎");
    assert_eq!(stage.figure("3.4.2", "on_time"), "1614");
}

#[test]
fn a_plus_in_an_untouched_field_adds_to_what_stands_there() {
    let mut stage = filled();
    stage.press("g341⏎⏎+5⏎");
    assert_eq!(stage.figure("3.4.1", "on_time"), "647");
    stage.press("⎋g341⏎⏎-5⏎");
    assert_eq!(stage.figure("3.4.1", "on_time"), "642");
}

#[test]
fn a_code_typed_where_a_figure_is_due_is_named_as_one() {
    let mut stage = filled();
    stage.press("g341⏎7.3.2⏎");
    assert_eq!(stage.stored().len(), 0);
    insta::assert_snapshot!(stage.notice(), @"! 7.3.2 là mã tiêu chí. Esc bỏ chữ vừa gõ, rồi g 7.3.2 Enter để tới đó.");
}

#[test]
fn a_row_copied_from_a_table_fills_the_fields_one_by_one() {
    for row in ["642\t21\t663", "642\n21\n663\n", " 642 \r\n 21 \r\n 663"] {
        let mut stage = fresh();
        stage.press("g341⏎⏎").paste(row).press("⏎");
        assert_eq!(stage.points("3.4.1"), "0,97", "{row:?}");
    }
}

#[test]
fn a_row_longer_than_the_fields_leaves_the_rest_unread() {
    let mut stage = fresh();
    stage.press("g341⏎⏎").paste("642\t21\t663\t7");
    assert_eq!(stage.figure("3.4.1", "total"), "663");
    assert_eq!(stage.figure("3.4.2", "on_time"), "");
}

#[test]
fn after_the_last_field_enter_goes_on_only_to_a_criterion_that_lacks_something() {
    let mut stage = filled();
    stage.press("g341⏎⏎⏎⏎664⏎");
    assert_eq!(
        stage.code(),
        "3.4.1",
        "the next one is full: the formula stays in sight"
    );
    assert!(matches!(stage.desk().mode, Mode::Tree));
    let mut stage = fresh();
    stage.press("g341⏎642⏎21⏎663⏎");
    assert_eq!(stage.code(), "3.4.2");
    assert_eq!(
        stage.field().as_deref(),
        Some(""),
        "its first field is open"
    );
}

#[test]
fn tab_after_the_last_field_opens_the_explanation_of_the_same_criterion() {
    let mut stage = fresh();
    stage.press("g341⏎642⇥21⇥663⇥");
    assert_eq!(stage.points("3.4.1"), "0,97");
    assert_eq!(stage.code(), "3.4.1");
    assert_eq!(stage.written().as_deref(), Some(""));
}

#[test]
fn arrows_commit_and_move_between_fields() {
    let mut stage = filled();
    stage.press("g341⏎640↓23↑");
    assert_eq!(stage.figure("3.4.1", "on_time"), "640");
    assert_eq!(stage.figure("3.4.1", "late"), "23");
    assert_eq!(stage.field().as_deref(), Some("640"));
    stage.press("↑");
    assert_eq!(
        stage.field().as_deref(),
        Some("640"),
        "the first field stays open"
    );
}

#[test]
fn a_digit_opens_the_list_of_levels_and_marks_that_level() {
    let mut stage = fresh();
    stage.press("g113⏎2");
    assert!(stage.shows("> 2 Hoàn thành từ 80 %"));
    assert_eq!(stage.stored().len(), 0, "only Enter commits");
    stage.press("⏎");
    assert_eq!(stage.points("1.1.3"), "0,25");
}

#[test]
fn a_digit_beyond_the_levels_moves_nothing() {
    let mut stage = fresh();
    stage.press("g113⏎2").press("9").press("0").press("⏎");
    assert_eq!(stage.points("1.1.3"), "0,25");
}

#[test]
fn esc_in_a_list_of_levels_commits_nothing() {
    let mut stage = filled();
    stage.press("g113⏎3⎋");
    assert_eq!(stage.points("1.1.3"), "0,5");
    assert_eq!(stage.stored().len(), 0);
}

#[test]
fn space_and_digits_tick_items_of_a_checklist_and_enter_commits_them() {
    let mut stage = Stage::with(commune(), 120, 40);
    stage
        .press("g111⏎⏎")
        .press(" ")
        .press("j")
        .press(" ")
        .press("4⏎");
    assert_eq!(
        stage.answer("1.1.1").ticked.as_deref(),
        Some(
            ["issued", "in_time", "published"]
                .map(str::to_owned)
                .as_slice()
        )
    );
    assert_eq!(stage.points("1.1.1"), "5");
}

#[test]
fn a_checklist_shows_what_its_ticks_will_give() {
    let mut stage = Stage::with(commune(), 120, 40);
    stage.press("g111⏎14");
    assert!(stage.shows("Điểm sẽ là 4 / 6"), "{}", stage.text());
}

#[test]
fn ticks_are_kept_when_a_command_leads_away() {
    for command in ["e", "t", "{F10}", "g", "m"] {
        let mut stage = Stage::with(commune(), 120, 40);
        stage.press("g111⏎14").press(command);
        assert_eq!(stage.points("1.1.1"), "4", "{command}");
    }
}

#[test]
fn looking_at_a_list_of_levels_chooses_none() {
    for command in ["e", "t", "{F10}", "⎋"] {
        let mut stage = fresh();
        stage.press("g113⏎⏎").press(command);
        assert_eq!(stage.points("1.1.3"), "-", "{command}");
    }
}

#[test]
fn confirming_an_empty_checklist_scores_nought() {
    let mut stage = Stage::with(commune(), 120, 40);
    stage.press("g111⏎⏎⏎");
    assert_eq!(
        stage.points("1.1.1"),
        "-",
        "passing through confirms nothing"
    );
    stage.press("⎋g111⏎⏎0⏎");
    assert_eq!(stage.points("1.1.1"), "0");
    stage.press("⎋g111⏎⏎⌦");
    assert_eq!(stage.points("1.1.1"), "-");
}

#[test]
fn del_and_enter_empty_a_field() {
    let mut stage = filled();
    stage.press("g341⏎⏎⌦⏎");
    assert_eq!(stage.figure("3.4.1", "on_time"), "");
    assert_eq!(stage.points("3.4.1"), "-");
    stage.press("⎋u");
    assert_eq!(stage.points("3.4.1"), "0,97");
}

#[test]
fn a_digit_on_a_group_starts_a_code() {
    let mut stage = filled();
    stage.press("g34⏎3");
    assert!(matches!(stage.desk().mode, Mode::Prompt(_)));
    stage.press("42⏎");
    assert_eq!(stage.code(), "3.4.2");
}

#[test]
fn a_digit_on_a_criterion_not_assessed_asks_and_keeps_the_digit() {
    let mut stage = filled();
    stage.press("g162⏎7");
    assert!(stage.shows("Đánh giá lại?"));
    assert_eq!(stage.stored().len(), 0);
    stage.press("⏎");
    assert_eq!(stage.answer("1.6.2").not_assessed, None);
    assert_eq!(stage.field().as_deref(), Some("7"));
    let mut stage = filled();
    stage.press("g162⏎7⎋");
    assert!(
        stage.answer("1.6.2").not_assessed.is_some(),
        "Esc leaves it as it was"
    );
}

#[test]
fn a_digit_on_levels_not_assessed_asks_and_keeps_the_mark() {
    let mut stage = fresh();
    stage
        .press("g113⏎x")
        .type_text("không phát sinh")
        .press("⎋2⏎");
    assert!(stage.shows("> 2 Hoàn thành từ 80 %"), "{}", stage.text());
}

#[test]
fn a_letter_that_an_input_method_made_of_a_digit_empties_the_field_and_says_so() {
    let mut stage = filled();
    stage.press("g341⏎⏎6");
    stage.send(Message::Keys(vec![Key::Char('ó')]));
    assert_eq!(stage.field().as_deref(), Some(""));
    assert!(stage.shows("Gõ lại số"));
}

#[test]
fn command_letters_work_in_a_field_while_nothing_is_typed() {
    let mut stage = filled();
    stage.press("g341⏎⏎e");
    assert!(stage.written().is_some());
    let mut stage = filled();
    stage.press("g341⏎64e");
    assert_eq!(
        stage.field().as_deref(),
        Some("64"),
        "a letter is never part of a number"
    );
}

#[test]
fn a_function_key_commits_what_is_typed_first() {
    let mut stage = filled();
    stage.press("g341⏎647{F4}");
    assert_eq!(stage.figure("3.4.1", "on_time"), "647");
    assert!(stage.written().is_some());
    let mut stage = filled();
    stage.press("g341⏎64,7{F4}");
    assert_eq!(
        stage.field().as_deref(),
        Some("64,7"),
        "a refused value stays open"
    );
}

#[test]
fn quitting_with_a_half_typed_figure_asks_and_writes_nothing() {
    let mut stage = filled();
    let before = stage.figure("3.4.1", "on_time");
    stage.press("g341⏎64{F10}");
    assert_eq!(stage.effects, Vec::<Effect>::new());
    assert!(stage.shows("Còn số gõ dở: 64"));
    stage.press("⎋");
    assert_eq!(
        stage.field().as_deref(),
        Some("64"),
        "Esc stays in the field"
    );
    stage.press("{F10}⏎");
    assert_eq!(stage.effects, vec![Effect::Quit]);
    assert_eq!(stage.figure("3.4.1", "on_time"), before);
}

#[test]
fn passing_through_a_list_of_levels_chooses_none() {
    let mut stage = fresh();
    stage.press("g113⏎⏎⏎");
    assert_eq!(stage.points("1.1.3"), "-");
    stage.press("⎋g113⏎⏎9");
    assert!(
        stage.notice().contains("Chỉ có dòng 1 đến"),
        "{}",
        stage.notice()
    );
    stage.press("⎋g113⏎⏎ ⏎");
    assert_eq!(stage.points("1.1.3"), "0,5", "Space takes the first");
}

#[test]
fn a_refused_value_is_replaced_by_the_next_digit() {
    let mut stage = filled();
    stage.press("g341⏎1.2⏎");
    assert_eq!(stage.field().as_deref(), Some("1.2"));
    stage.press("⏎");
    assert_eq!(stage.field().as_deref(), Some("1.2"), "it is refused again");
    stage.press("647⏎");
    assert_eq!(stage.figure("3.4.1", "on_time"), "647");
}

#[test]
fn quitting_with_a_refused_value_says_so_first() {
    let mut stage = filled();
    stage.press("g341⏎64,7⏎{F10}");
    assert_eq!(stage.effects, Vec::<Effect>::new());
    assert!(stage.shows("Còn số gõ dở: 64,7"));
    stage.press("⎋⎋{F10}");
    assert_eq!(stage.effects.last(), Some(&Effect::Quit));
}

#[test]
fn a_sum_that_does_not_match_makes_the_score_provisional() {
    let mut stage = filled();
    stage.press("g161⏎⇥2⏎");
    assert!(stage.notice().contains("tạm tính"), "{}", stage.notice());
    assert!(stage.shows("tạm tính"));
}
