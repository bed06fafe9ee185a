//! Moving: codes, searches, folds, what needs something, lists and the palette.

use chamdiem::tui::key::Key;
use chamdiem::tui::message::{Effect, Message};
use chamdiem::tui::model::{Mode, Over};

use crate::script::{Stage, commune, district};

fn filled() -> Stage {
    Stage::example(120, 40)
}

fn at(script: &str) -> String {
    let mut stage = filled();
    stage.press(script);
    stage.code().to_owned()
}

#[test]
fn a_code_is_reached_with_and_without_dots() {
    assert_eq!(at("g3.4.1⏎"), "3.4.1");
    assert_eq!(at("g341⏎"), "3.4.1");
    assert_eq!(at("g3.x⏎"), "3.x");
    assert_eq!(at("g3⏎"), "3");
}

#[test]
fn a_letter_after_the_code_opens_that_line() {
    let mut stage = filled();
    stage.press("g342b⏎");
    assert_eq!(stage.field().as_deref(), Some("8"));
    stage.press("9⏎");
    assert_eq!(stage.figure("3.4.2", "late"), "9");
}

#[test]
fn a_code_that_is_not_there_is_said_and_stays_open() {
    let mut stage = filled();
    stage.press("g999⏎");
    insta::assert_snapshot!(stage.notice(), @"! Không có tiêu chí 999.");
    assert!(matches!(stage.desk().mode, Mode::Prompt(_)));
}

#[test]
fn esc_returns_to_where_it_was() {
    for open in ["g34", "/thu", ":", "m", "c", "?", "e", "t"] {
        let mut stage = filled();
        stage.press("g341⏎").press(open).press("⎋");
        assert_eq!(stage.code(), "3.4.1", "{open}");
        assert!(matches!(stage.desk().mode, Mode::Tree), "{open}");
    }
}

#[test]
fn a_search_needs_no_marks() {
    let mut stage = filled();
    stage.press("/thu tuc");
    assert!(stage.shows("> 3 Cải cách thủ tục hành chính"));
    stage.press("↓⏎");
    assert_eq!(stage.code(), "3.3.1");
}

#[test]
fn a_search_takes_marks_and_codes_too() {
    for (typed, code) in [
        ("Thủ tục", "3"),
        ("THU TUC", "3"),
        ("342", "3.4.2"),
        ("đất đai", ""),
    ] {
        let mut stage = filled();
        stage.press("/").type_text(typed).press("⏎");
        assert!(
            code.is_empty() || stage.code() == code,
            "{typed}: {}",
            stage.code()
        );
    }
}

#[test]
fn a_search_finds_what_is_written_in_explanations_and_documents() {
    let mut stage = filled();
    stage.press("/13/kh-ubnd");
    assert!(stage.shows("1.3.1 "), "{}", stage.text());
}

#[test]
fn a_search_that_finds_nothing_says_so() {
    let mut stage = filled();
    stage.press("/zzz");
    assert!(stage.shows("không có"));
    stage.press("⏎");
    assert!(stage.notice().contains("zzz"));
}

#[test]
fn what_must_be_mended_is_visited_before_what_should_be_completed() {
    let mut stage = filled();
    stage.press("g71⏎");
    stage.press("n");
    assert_eq!(
        stage.code(),
        "7.1.3",
        "nothing must be mended: the next warning"
    );
    stage.press("g342⏎⏎⇥9⏎⎋g71⏎n");
    assert_eq!(
        stage.code(),
        "3.4.2",
        "the sum that does not match comes first"
    );
    insta::assert_snapshot!(stage.notice(), @"Còn 1 tiêu chí phải sửa. Số liệu chưa khớp: 3630 + 9 = 3639, khác 3638. Sớm, đúng hạn cộng trễ hạn phải bằng tổng số..");
    stage.press("n");
    assert_eq!(stage.code(), "3.4.2", "and it is the only one");
    stage.press("N");
    assert_eq!(stage.code(), "3.4.2");
}

#[test]
fn n_goes_round_at_the_end() {
    let mut stage = Stage::with(district(), 120, 40);
    stage.press("⇲n");
    assert_eq!(stage.code(), "1.1.3");
    stage.press("N");
    assert_eq!(stage.code(), "8.x");
}

#[test]
fn sections_are_paged_with_brackets_and_angles_and_control_keys() {
    for (next, previous) in [("]", "["), (">", "<"), ("^F", "^B")] {
        let mut stage = filled();
        stage.press("g341⏎").press(next);
        assert_eq!(stage.code(), "4", "{next}");
        stage.press(previous);
        assert_eq!(stage.code(), "3", "{previous}");
        stage.press("j").press(previous);
        assert_eq!(
            stage.code(),
            "3",
            "{previous} first goes to the start of the section"
        );
        stage.press(previous).press(previous).press(previous);
        assert_eq!(stage.code(), "1");
    }
}

#[test]
fn folding_hides_a_group_and_its_score_stays() {
    let mut stage = filled();
    stage.press("g341⏎←");
    assert_eq!(stage.code(), "3.4", "on a criterion: to its group");
    stage.press("←");
    let tree = |stage: &Stage| -> String {
        let text = stage.text();
        text.lines()
            .map(|row| row.chars().take(44).collect::<String>() + "\n")
            .collect()
    };
    assert!(!tree(&stage).contains("3.4.1"));
    assert!(tree(&stage).contains("+ 3.4 Giải quyết hồ sơ"));
    stage.press("→");
    assert!(tree(&stage).contains("3.4.1"));
    stage.press("⏎");
    assert!(!tree(&stage).contains("3.4.1"), "Enter folds a group too");
    stage.press("g341⏎");
    assert!(
        tree(&stage).contains("3.4.1"),
        "a jump unfolds what it goes to"
    );
}

#[test]
fn folding_the_section_around_the_cursor_puts_the_cursor_on_it() {
    let mut stage = filled();
    stage.press("g341⏎←←←");
    assert_eq!(stage.code(), "3");
    stage.press("←j");
    assert_eq!(stage.code(), "4");
}

#[test]
fn the_cursor_is_always_in_sight() {
    for (width, height) in [(120, 40), (80, 24), (60, 20), (40, 12)] {
        let mut stage = Stage::example(width, height);
        for key in ["⇲", "⇱", "⇟", "⇟", "⇞", "g55⏎", "]", "["] {
            stage.press(key);
            let code = format!("{} ", stage.code());
            let marked = stage.reversed_rows().iter().any(|row| row.contains(&code))
                || stage
                    .text()
                    .lines()
                    .any(|row| row.starts_with('>') && row.contains(&code));
            assert!(marked, "{width}x{height} after {key}: {}", stage.text());
        }
    }
}

#[test]
fn ctrl_n_goes_to_the_next_criterion_in_the_same_part() {
    let mut stage = filled();
    stage.press("g341⏎⏎^N");
    assert_eq!(stage.code(), "3.4.2");
    assert_eq!(stage.field().as_deref(), Some("3630"));
    let mut stage = filled();
    stage.press("g341⏎e^N");
    assert_eq!(stage.code(), "3.4.2");
    assert_eq!(
        stage.written(),
        Some(stage.answer("3.4.2").justification.clone())
    );
    let mut stage = filled();
    stage.press("g341⏎t^N");
    assert_eq!(stage.code(), "3.4.2");
    assert!(matches!(stage.desk().mode, Mode::Documents(_)));
}

#[test]
fn ctrl_n_commits_the_figure_first() {
    let mut stage = filled();
    stage.press("g341⏎640^N");
    assert_eq!(stage.figure("3.4.1", "on_time"), "640");
}

#[test]
fn ctrl_n_in_texts_steps_over_a_criterion_that_shares_its_text() {
    let mut stage = filled();
    stage.press("g1.x⏎e^N");
    assert_eq!(stage.code(), "2.2.2");
    assert!(stage.notice().contains("2.2.3"), "{}", stage.notice());
}

#[test]
fn ctrl_o_goes_back_where_it_was_before_the_jumps() {
    let mut stage = filled();
    stage.press("g341⏎g55⏎/thu tuc⏎");
    stage.press("^O");
    assert_eq!(stage.code(), "5.5");
    stage.press("^O");
    assert_eq!(stage.code(), "3.4.1");
    stage.press("^O^O");
    assert_eq!(stage.code(), "1");
    assert!(!stage.notice().is_empty());
}

#[test]
fn enter_on_a_finding_opens_the_place_where_it_is_mended() {
    let mut stage = filled();
    stage.press("g342⏎⏎⇥9⏎⎋c⏎");
    assert_eq!(stage.code(), "3.4.2");
    assert_eq!(
        stage.field().as_deref(),
        Some("3630"),
        "the figures do not match"
    );
    let mut stage = filled();
    stage.press("c⏎");
    assert_eq!(stage.code(), "5.2");
    assert!(
        matches!(stage.desk().mode, Mode::Documents(_)),
        "a document is missing"
    );
    let mut stage = Stage::with(district(), 120, 40);
    stage.press("g113⏎1⏎⎋c");
    stage.press("⇲⏎");
    assert!(
        stage
            .desk()
            .sheet
            .findings("1.1.3")
            .iter()
            .any(|f| f.name() == "missing_explanation")
    );
}

#[test]
fn findings_are_walked_and_grouped() {
    let mut stage = filled();
    stage.press("c");
    assert_eq!(
        stage
            .reversed_rows()
            .iter()
            .filter(|row| row.contains("5.2"))
            .count(),
        1
    );
    stage.press("n");
    assert!(stage.reversed_rows().iter().any(|row| row.contains("5.4")));
    stage.press("N⇥");
    assert!(stage.shows("Theo tiêu chí"));
    stage.press("⇥");
    assert!(stage.shows("Theo đơn vị tham mưu"));
    stage.press("⇥");
    assert!(stage.shows("Theo mức độ"));
    stage.press("q");
    assert!(matches!(stage.desk().mode, Mode::Tree));
}

#[test]
fn enter_on_a_loss_goes_to_its_criterion() {
    let mut stage = filled();
    stage.press("m↓↓⏎");
    assert_eq!(stage.code(), "5.6");
    assert!(matches!(stage.desk().mode, Mode::Tree));
}

#[test]
fn the_palette_runs_a_command_by_its_name() {
    let mut stage = filled();
    stage.press(":mat diem⏎");
    assert!(matches!(stage.desk().mode, Mode::Lost(_)));
    let mut stage = filled();
    stage.press("^Pluu ngay⏎");
    assert_eq!(stage.effects, vec![Effect::SaveNow]);
}

#[test]
fn every_command_of_the_palette_does_something() {
    let mut stage = filled();
    stage.press("g341⏎640⏎⎋:tro giup⏎");
    assert!(matches!(stage.model.over, Some(Over::Help(..))), "help");
    let mut stage = filled();
    stage.press(":thoat⏎");
    assert_eq!(stage.effects, vec![Effect::Quit]);
    let mut stage = filled();
    stage.press(":so khac⏎");
    assert_eq!(stage.effects, vec![Effect::Close]);
    let mut stage = filled();
    stage.press("g341⏎:$editor⏎");
    assert!(matches!(stage.effects.as_slice(), [Effect::EditOutside(_)]));
}

#[test]
fn quitting_from_the_palette_asks_when_saving_failed() {
    let mut stage = filled();
    stage.press("g341⏎640⏎⎋");
    stage.send(Message::SaveFailed {
        message: "đĩa đầy".to_owned(),
    });
    for quit in [":thoat⏎", "q", "{F10}"] {
        stage.press(quit);
        assert!(stage.shows("Vẫn thoát?"), "{quit}");
        stage.press("⎋");
    }
    assert!(!stage.effects.contains(&Effect::Quit));
    stage.press("q⏎");
    assert_eq!(stage.effects.last(), Some(&Effect::Quit));
}

#[test]
fn help_shows_the_keys_of_the_place_it_was_called_from_and_scrolls_both_ways() {
    let mut stage = Stage::example(80, 24);
    stage.press("g341⏎e{F1}");
    assert!(
        stage
            .text()
            .lines()
            .nth(1)
            .is_some_and(|row| row.contains("Giải trình"))
    );
    let first = stage.text();
    stage.press("⇲");
    let last = stage.text();
    assert!(last.contains("Ctrl-T bật Telex"), "{last}");
    stage.press("↑");
    assert_ne!(stage.text(), last, "one step up is seen at once");
    stage.press("⇱");
    assert_eq!(stage.text(), first);
    stage.press("⎋");
    assert!(stage.written().is_some(), "Esc returns to the text");
}

#[test]
fn tab_changes_the_pane_and_arrows_scroll_the_criterion() {
    let mut stage = Stage::example(80, 24);
    stage.press("g341⏎⇥↓↓↓");
    assert_eq!(stage.code(), "3.4.1");
    assert!(!stage.shows("Tỷ lệ hồ sơ TTHC của UBND cấp huyện"));
    stage.press("⇱");
    assert!(stage.shows("Tỷ lệ hồ sơ TTHC của UBND cấp huyện"));
    stage.press("⇤↓");
    assert_eq!(stage.code(), "3.4.2");
}

#[test]
fn an_input_methods_burst_after_u_is_a_step_down_and_no_second_undo() {
    let mut stage = filled();
    stage.press("g341⏎640⏎⎋g342⏎⏎9⏎⎋g341⏎").press("u");
    assert_eq!(stage.figure("3.4.2", "on_time"), "3630");
    let here = stage.code().to_owned();
    stage.burst("⌫ụ");
    assert_eq!(
        stage.figure("3.4.1", "on_time"),
        "640",
        "the first edit stands"
    );
    assert_ne!(stage.code(), here, "j is a step down");
}

#[test]
fn a_burst_that_means_no_command_does_nothing_and_says_so() {
    let mut stage = filled();
    stage.press("g341⏎").press("u");
    stage.burst("⌫ú5⏎");
    assert_eq!(stage.figure("3.4.1", "on_time"), "642");
    assert!(stage.notice().contains("Bộ gõ"), "{}", stage.notice());
}

#[test]
fn composed_letters_are_the_keys_that_made_them() {
    let mut stage = filled();
    stage
        .press("g341⏎")
        .send(Message::Keys(vec![Key::Char('ê')]));
    assert!(stage.written().is_some(), "ê is e");
}

#[test]
fn a_stray_backspace_in_the_tree_does_nothing() {
    let mut stage = filled();
    let before = stage.text();
    stage.press("⌫⌦⌫");
    assert_eq!(stage.text(), before);
}

#[test]
fn a_paste_into_the_tree_does_nothing() {
    let mut stage = filled();
    let before = stage.text();
    stage.paste("642\nq\n");
    assert_eq!(stage.text(), before);
}

#[test]
fn the_picker_opens_books_the_example_and_files_elsewhere() {
    use crate::screens::shelf;
    use crate::script::look;
    let mut stage = Stage::picker(look(80, 24), shelf());
    stage.press("⏎2345");
    let paths: Vec<String> = stage
        .effects
        .iter()
        .map(|effect| format!("{effect:?}"))
        .collect();
    insta::assert_snapshot!(paths.join("\n"), @r#"
Open("/srv/cchc/saves/kon-ray-2023.json")
Open("/srv/cchc/saves/dak-ruong-2023.json")
OpenExample
"#);
    let mut stage = Stage::picker(look(80, 24), shelf());
    stage.press("3");
    assert!(
        stage.notice().contains("không phải JSON"),
        "{}",
        stage.notice()
    );
}

#[test]
fn the_dialog_for_a_new_workbook_asks_set_unit_year_and_file() {
    use crate::screens::shelf;
    use crate::script::look;
    let mut stage = Stage::picker(look(80, 24), shelf());
    stage.press("+2⏎⏎⏎");
    stage.press("⏎⏎");
    assert!(stage.shows("Gõ tên đơn vị"), "{}", stage.text());
    stage.type_text("UBND xã Đăk Ruồng").press("⏎24⏎⏎");
    assert!(stage.shows("Gõ năm bằng bốn chữ số"));
    stage.press("⌫⌫2024⏎⏎");
    insta::assert_debug_snapshot!(stage.effects, @r#"
[
    Create(
        NewBook {
            set: Some(
                "mau-cap-xa",
            ),
            from: None,
            unit: "UBND xã Đăk Ruồng",
            year: 2024,
            file: "dak-ruong-2024.json",
        },
    ),
]
"#);
}

#[test]
fn esc_leaves_the_dialog_and_nothing_is_made() {
    use crate::screens::shelf;
    use crate::script::look;
    let mut stage = Stage::picker(look(80, 24), shelf());
    stage.press("+⏎⏎").type_text("UBND").press("⎋");
    assert_eq!(stage.effects, Vec::<Effect>::new());
    assert!(stage.shows("Sổ mẫu"));
}

#[test]
fn a_commune_moves_in_its_own_set() {
    let mut stage = Stage::with(commune(), 120, 40);
    stage.press("g42⏎");
    assert_eq!(stage.code(), "4.2");
}
