//! Writing explanations and reasons: letters as input methods send them, pastes, undo, marks of documents.

use chamdiem::tui::editor::Editor;
use chamdiem::tui::key::Key;
use chamdiem::tui::message::{Effect, Message};
use chamdiem::tui::model::Mode;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::script::{Stage, district, rows};

fn empty() -> Stage {
    let mut stage = Stage::with(district(), 80, 24);
    stage.press("g341⏎");
    stage
}

fn open(code: &str) -> Stage {
    let mut stage = Stage::example(80, 24);
    stage.press("g").press(code).press("⏎{F4}");
    stage
}

#[test]
fn an_explanation_opens_with_the_cursor_at_its_end() {
    let stage = open("341");
    let row = stage.cursor_row().expect("the cursor is shown");
    assert!(row.ends_with("để khắc phục._"), "{row}");
}

#[test]
fn an_explanation_longer_than_the_screen_opens_with_its_end_in_sight() {
    let mut stage = Stage::example(40, 12);
    stage.press("g143⏎e");
    let text = stage.answer("1.4.3").justification.clone();
    let last: String = text
        .split_whitespace()
        .next_back()
        .unwrap_or_default()
        .to_owned();
    let row = stage.cursor_row().expect("the cursor is shown");
    assert!(row.contains(&format!("{last}_")), "{row}");
}

#[test]
fn two_paragraphs_are_the_same_in_the_workbook_and_on_disk() {
    let mut stage = empty();
    stage.press("e");
    stage
        .type_text("Huyện đã giải quyết 663 hồ sơ.")
        .press("⏎⏎")
        .type_text("Không có hồ sơ tồn đọng.");
    let text = "Huyện đã giải quyết 663 hồ sơ.\n\nKhông có hồ sơ tồn đọng.";
    assert_eq!(stage.written().as_deref(), Some(text));
    assert_eq!(stage.answer("3.4.1").justification, text);
    let last = stage.stored().last().map(|edit| format!("{edit:?}"));
    assert!(
        last.is_some_and(|edit| edit.contains("tồn đọng.")),
        "the last letter is handed over"
    );
    stage.press("⎋");
    assert_eq!(stage.answer("3.4.1").justification, text, "Esc keeps");
    assert!(stage.shows("Giải trình  F4 e  (2 đoạn)"));
}

#[test]
fn every_letter_is_handed_to_the_store_as_it_is_typed() {
    let mut stage = empty();
    stage.press("eabc");
    assert_eq!(stage.stored().len(), 3);
}

#[test]
fn a_word_retyped_by_an_input_method_arrives_whole() {
    let mut stage = empty();
    stage.press("{F4}");
    for burst in ["H", "u", "y", "e", "⌫ê", "n", "⌫⌫⌫⌫uyên", "⌫⌫ện", " "] {
        stage.burst(burst);
    }
    assert_eq!(stage.written().as_deref(), Some("Huyện "));
    assert_eq!(stage.answer("3.4.1").justification, "Huyện ");
}

#[test]
fn the_letter_that_opened_the_text_is_not_glued_to_what_stands_there() {
    let mut stage = open("341");
    let before = stage.written();
    stage.press("⎋e");
    // Telex takes the e of the command for the start of a word: `e` again is its circumflex.
    stage.burst("⌫ê");
    let expected = before.map(|text| format!("{text}e"));
    assert_eq!(stage.written(), expected, "nothing stored is deleted");
}

#[test]
fn marks_that_come_after_their_letter_join_it() {
    let mut stage = empty();
    stage
        .press("{F4}")
        .type_text("tie\u{302}\u{301}ng Vie\u{323}\u{302}t d\u{309}");
    let text = stage.written().expect("the editor is open");
    assert!(text.starts_with("tiếng Việt d"), "{text}");
    assert_eq!(stage.answer("3.4.1").justification, text);
}

#[test]
fn a_paste_brings_its_lines_whatever_ends_them() {
    for pasted in ["một\r\nhai\r\n\r\nba", "một\rhai\r\rba", "một\nhai\n\nba"] {
        let mut stage = empty();
        stage.press("{F4}").paste(pasted);
        assert_eq!(
            stage.written().as_deref(),
            Some("một\nhai\n\nba"),
            "{pasted:?}"
        );
        assert_eq!(stage.answer("3.4.1").justification, "một\nhai\n\nba");
    }
}

#[test]
fn a_paste_brings_no_control_characters() {
    let mut stage = empty();
    stage
        .press("{F4}")
        .paste("a\u{1b}[31mđỏ\u{7}\u{202e}\u{9b}2Jb\tc");
    let text = stage.written().expect("the editor is open");
    assert!(
        text.chars().all(|c| c == '\n' || !c.is_control()),
        "{text:?}"
    );
    assert!(!text.contains('\u{202e}'));
    assert!(stage.text().chars().all(|c| c == '\n' || !c.is_control()));
}

#[test]
fn undo_takes_words_back_and_redo_brings_them_again() {
    let mut stage = empty();
    stage.press("{F4}").type_text("một hai ba");
    stage.press("^Z");
    assert_eq!(stage.written().as_deref(), Some("một hai "));
    stage.press("^Z^Z");
    assert_eq!(stage.written().as_deref(), Some(""));
    stage.press("^Y^Y");
    assert_eq!(stage.written().as_deref(), Some("một hai "));
    assert_eq!(stage.answer("3.4.1").justification, "một hai ");
    stage.press("^Z^Z^Z");
    assert!(stage.notice().contains("không còn gì để hoàn tác"));
    assert_eq!(stage.code(), "3.4.1");
}

#[test]
fn a_paste_is_taken_back_in_one_step() {
    let mut stage = open("341");
    let before = stage.written();
    stage.paste("Một câu. Hai câu.\nBa câu.").press("^Z");
    assert_eq!(stage.written(), before);
}

#[test]
fn undo_after_leaving_takes_back_all_that_was_typed_in_the_visit() {
    let mut stage = empty();
    stage.press("{F4}").type_text("một hai").press("⎋");
    assert!(
        stage.notice().contains("giải trình: 0 từ thành 2 từ"),
        "{}",
        stage.notice()
    );
    stage.press("{F4}").type_text(" ba bốn").press("⎋u");
    assert_eq!(stage.answer("3.4.1").justification, "một hai");
    stage.press("u");
    assert_eq!(stage.answer("3.4.1").justification, "");
    stage.press("^Y^Y");
    assert_eq!(stage.answer("3.4.1").justification, "một hai ba bốn");
}

#[test]
fn undo_in_the_text_leaves_figures_alone() {
    let mut stage = Stage::example(80, 24);
    stage.press("g341⏎640⏎⎋{F4}^Z");
    assert_eq!(stage.figure("3.4.1", "on_time"), "640");
    assert!(stage.written().is_some());
}

#[test]
fn a_text_written_to_the_same_end_leaves_as_it_was() {
    let mut stage = open("341");
    stage.press("⎋");
    assert_eq!(stage.stored().len(), 0, "opening and leaving makes no edit");
}

#[test]
fn tab_is_a_space_and_home_and_end_are_of_the_row() {
    let mut stage = empty();
    stage
        .press("{F4}")
        .type_text("một")
        .press("⇥")
        .type_text("hai")
        .press("⇱")
        .type_text("x")
        .press("⇲");
    stage.type_text("y");
    assert_eq!(stage.written().as_deref(), Some("xmột haiy"));
}

#[test]
fn a_selection_made_with_ctrl_k_is_cut_and_pasted() {
    let mut stage = empty();
    stage.press("{F4}").type_text("một hai").press("^K←←←^X");
    assert_eq!(stage.written().as_deref(), Some("một "));
    stage.press("⇱^V");
    assert_eq!(stage.written().as_deref(), Some("haimột "));
    stage.press("^Z^Z");
    assert_eq!(stage.written().as_deref(), Some("một hai"));
}

#[test]
fn leaving_a_criterion_out_shows_what_it_does_to_the_total() {
    let mut stage = Stage::example(80, 24);
    stage.press("g52⏎x");
    assert!(
        stage.shows("90,29/97 = 93,08 % thành 89,29/96 = 93,01 %"),
        "{}",
        stage.text()
    );
    stage.press("⎋");
    assert_eq!(
        stage.stored().len(),
        0,
        "Esc with nothing typed changes nothing"
    );
    stage.press("x").type_text("không phát sinh").press("⎋");
    assert_eq!(stage.total(), "89,29/96");
    assert_eq!(
        stage.answer("5.2").not_assessed.as_deref(),
        Some("không phát sinh")
    );
    assert!(stage.shows("không ĐG"));
}

#[test]
fn a_criterion_left_out_is_assessed_again_when_its_reason_is_emptied() {
    let mut stage = Stage::example(80, 24);
    stage.press("g52⏎x").type_text("ab").press("⌫⌫⎋");
    assert_eq!(stage.answer("5.2").not_assessed, None);
    assert_eq!(stage.total(), "90,29/97");
}

#[test]
fn undo_of_a_reason_assesses_again() {
    let mut stage = Stage::example(80, 24);
    stage
        .press("g52⏎x")
        .type_text("không phát sinh")
        .press("⎋uuu");
    assert_eq!(stage.answer("5.2").not_assessed, None);
    assert_eq!(stage.total(), "90,29/97");
    let mut stage = Stage::example(80, 24);
    stage.press("g52⏎x").type_text("ab").press("^Z");
    assert_eq!(stage.answer("5.2").not_assessed, None);
}

#[test]
fn ctrl_d_offers_phrases_for_a_reason() {
    let mut stage = Stage::example(80, 24);
    stage.press("g53⏎x^D2⎋");
    assert_eq!(
        stage.answer("5.3").not_assessed.as_deref(),
        Some("không phát sinh trong năm")
    );
}

#[test]
fn ctrl_d_inserts_a_documents_mark_at_the_cursor() {
    let mut stage = open("113");
    stage.press("^{").press("⇱");
    let before = stage.written().expect("the editor is open");
    stage.press("^D1");
    let text = stage.written().expect("the editor is open");
    assert_eq!(
        text.matches("[^1]").count(),
        before.matches("[^1]").count() + 1
    );
    assert_eq!(stage.answer("1.1.3").justification, text);
    assert!(matches!(&stage.desk().mode, Mode::Text(entry) if entry.insert.is_none()));
}

#[test]
fn nought_in_the_insert_list_is_the_sentence_of_figures_or_nothing() {
    let mut stage = open("341");
    stage.press("^D0");
    let text = stage.written().expect("the editor is open");
    assert!(
        text.ends_with("Tổng số hồ sơ đã giải quyết: 663 hồ sơ, đạt 96,83 %."),
        "{text}"
    );
    let mut stage = open("113");
    let before = stage.written();
    stage.press("^D0");
    assert_eq!(stage.written(), before, "1.1.3 has no figures");
}

#[test]
fn a_document_added_from_the_text_is_cited_where_the_cursor_was() {
    let mut stage = open("341");
    let before = stage.written().expect("the editor is open");
    for _ in 0..10 {
        stage.press("←");
    }
    stage.press("^D+").type_text("37/QD-UBND 8/2/23").press("⎋");
    let (front, back) = before.split_at(before.char_indices().rev().nth(9).map_or(0, |(at, _)| at));
    assert_eq!(stage.written(), Some(format!("{front}[^1]{back}")));
    assert_eq!(stage.answer("3.4.1").evidence.len(), 1);
}

#[test]
fn undo_over_the_open_insert_list_is_seen_in_the_text() {
    let mut stage = empty();
    stage
        .press("{F4}")
        .type_text("một hai")
        .press("^D^Z")
        .type_text("ba");
    assert_eq!(stage.written().as_deref(), Some("một ba"));
    assert_eq!(stage.answer("3.4.1").justification, "một ba");
}

#[test]
fn the_built_in_input_method_writes_vietnamese() {
    let mut stage = empty();
    stage
        .press("{F4}^T")
        .type_text("Huyeejn ddax giair quyeets 663 hoof sow");
    assert_eq!(
        stage.written().as_deref(),
        Some("Huyện đã giải quyết 663 hồ sơ")
    );
    assert_eq!(
        stage.answer("3.4.1").justification,
        "Huyện đã giải quyết 663 hồ sơ"
    );
    assert!(stage.shows("[Telex]"));
    stage.press("^T^T").type_text(" aa");
    assert!(
        stage
            .written()
            .is_some_and(|text| text.ends_with("hồ sơ aa"))
    );
}

#[test]
fn a_client_that_composes_itself_switches_the_built_in_method_off() {
    let mut stage = empty();
    stage.press("{F4}^T");
    stage.type_text("đã");
    assert!(stage.notice().contains("đã tắt"), "{}", stage.notice());
    assert_eq!(stage.written().as_deref(), Some("đã"));
}

#[test]
fn what_the_outside_editor_left_is_one_edit_and_an_unchanged_text_none() {
    let mut stage = Stage::example(80, 24);
    stage.press("g341⏎:$editor⏎");
    let text = stage.answer("3.4.1").justification.clone();
    assert_eq!(stage.effects, vec![Effect::EditOutside(text.clone())]);
    stage.send(Message::Edited(Some(format!("{text}\n"))));
    assert_eq!(stage.stored().len(), 0);
    stage.send(Message::Edited(Some("Viết lại.\n".to_owned())));
    assert_eq!(stage.answer("3.4.1").justification, "Viết lại.");
    stage.send(Message::Edited(None));
    assert_eq!(stage.answer("3.4.1").justification, "Viết lại.");
    stage.press("^Z");
    assert_eq!(stage.written(), Some(text));
}

#[test]
fn a_shared_explanation_is_written_where_it_stands() {
    let mut stage = Stage::example(80, 24);
    stage.press("g222⏎e");
    assert_eq!(stage.written(), None);
    insta::assert_snapshot!(stage.notice(), @"! 2.2.2 giải trình chung với 2.2.3: viết ở 2.2.3, hoặc nhấn = để tách ra.");
    stage.press("=^W⏎e");
    assert_eq!(
        stage.written().as_deref(),
        Some(""),
        "parted, it has a text of its own"
    );
}

#[test]
fn explained_with_takes_a_partner_of_the_section() {
    let mut stage = Stage::example(80, 24);
    stage.press("g342⏎=345⏎");
    assert_eq!(
        stage.answer("3.4.2").explained_with.as_deref(),
        Some("3.4.5")
    );
    stage.press("u");
    assert_eq!(stage.answer("3.4.2").explained_with, None);
    stage.press("=55⏎");
    assert!(stage.shows("Không có tiêu chí 55"), "not of the section");
}

#[test]
fn the_cursor_stands_on_its_letter_at_every_width() {
    let text = "Huyện đã giải quyết 663 hồ sơ, trong đó 642 hồ sơ đúng hạn (96,83 %).\n\nNguyễn nghiêng ngả ưỡn ẹo.";
    for width in 10..=40 {
        let mut editor = Editor::new(text, 1);
        let area = Rect::new(0, 0, width, 30);
        editor.fit(area.width, area.height);
        editor.key(Key::CtrlHome);
        for place in 0..text.chars().count() {
            let mut buffer = Buffer::empty(area);
            let cursor = editor
                .draw(area, &mut buffer)
                .expect("the cursor is in sight");
            let next = text.chars().nth(place).expect("a letter");
            let under = buffer[cursor].symbol().to_owned();
            let row = rows(&buffer)[usize::from(cursor.y)].clone();
            let at_row_end = cursor.x + 1 >= width || next == '\n';
            assert!(
                under == next.to_string() || at_row_end,
                "{width} columns, letter {place}: {next:?} but the cursor is on {under:?} of {row:?}"
            );
            assert_eq!(
                editor.offset(),
                text.chars().take(place).map(char::len_utf8).sum::<usize>()
            );
            editor.key(Key::Right);
        }
        assert_eq!(editor.offset(), text.len());
    }
}

#[test]
fn typing_at_the_end_of_a_row_keeps_the_cursor_after_the_letter() {
    for width in 10..=40 {
        let mut editor = Editor::new("", 1);
        let area = Rect::new(0, 0, width, 30);
        editor.fit(area.width, area.height);
        for c in "Huyện đã giải quyết sáu trăm hồ sơ đúng hạn trong năm".chars() {
            editor.key(Key::Char(c));
            let mut buffer = Buffer::empty(area);
            let cursor = editor
                .draw(area, &mut buffer)
                .expect("the cursor is in sight");
            let before = if cursor.x == 0 {
                None
            } else {
                Some(buffer[(cursor.x - 1, cursor.y)].symbol().to_owned())
            };
            let wrapped = cursor.x == 0 || cursor.x + 1 == width;
            assert!(
                wrapped || before == Some(c.to_string()),
                "{width} columns after {c:?}: {before:?}"
            );
        }
    }
}
