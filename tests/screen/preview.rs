//! The preview, the way from what is printed to its place and back, exporting, and what differs between offices.

use chamdiem::points::Decimal;
use chamdiem::tui::message::{Effect, Exported, Message};
use chamdiem::tui::model::{Exporting, Mode};
use chamdiem::workbook::edit::{ReportEdit, ReportLines, ReportText, UnitMember};
use chamdiem::workbook::merge::Part;
use chamdiem::workbook::{Declared, Edit, apply};

use crate::script::{Stage, commune, example};

/// The text of the marked block.
fn marked(stage: &Stage) -> String {
    let desk = stage.desk();
    match (&desk.mode, &desk.paper) {
        (Mode::Preview(entry), Some(paper)) => paper.blocks[entry.block].text.clone(),
        other => panic!("no preview: {other:?}"),
    }
}

fn is_preview(stage: &Stage) -> bool {
    matches!(stage.desk().mode, Mode::Preview(_))
}

/// Marks the first block that contains a text.
fn mark<'a>(stage: &'a mut Stage, text: &str) -> &'a mut Stage {
    stage.press("/").type_text(text).press("⏎");
    assert!(is_preview(stage), "{text}");
    stage
}

#[test]
fn it_opens_at_the_criterion_and_leaves_to_the_one_that_is_marked() {
    let mut stage = Stage::example(80, 24);
    stage.press("g341⏎v");
    assert!(
        marked(&stage).starts_with("- TCTP 3.4.1 về"),
        "{}",
        marked(&stage)
    );
    assert!(stage.shows(">     - TCTP 3.4.1"));
    mark(&mut stage, "TCTP 7.2.2 ve").press("⎋");
    assert_eq!(stage.code(), "7.2.2");
    stage.press("{F9}");
    assert!(marked(&stage).starts_with("- TCTP 7.2.2 về"));
    stage.press("{F9}");
    assert!(matches!(stage.desk().mode, Mode::Tree));
}

#[test]
fn a_field_and_the_editor_open_it_too_and_keep_what_was_typed() {
    let mut stage = Stage::example(80, 24);
    stage.press("g341⏎⏎647{F9}");
    assert!(marked(&stage).starts_with("- TCTP 3.4.1 về"));
    assert!(
        stage
            .stored()
            .iter()
            .any(|edit| matches!(edit, Edit::Figure { code, .. } if code == "3.4.1"))
    );
    stage.press("⎋e").type_text(" Xong.").press("{F9}");
    assert!(is_preview(&stage));
    assert!(stage.answer("3.4.1").justification.ends_with("Xong."));
}

#[test]
fn headings_pages_and_ends_are_reached() {
    let mut stage = Stage::example(80, 24);
    stage.press("v⇱");
    assert_eq!(marked(&stage), "UBND TỈNH KON TUM");
    stage.press("]");
    assert_eq!(marked(&stage), "BÁO CÁO");
    stage.press(">");
    assert!(marked(&stage).starts_with("I. KẾT QUẢ"));
    stage.press("]");
    assert!(marked(&stage).starts_with("II. THUYẾT MINH"));
    stage.press("<");
    assert!(marked(&stage).starts_with("I. KẾT QUẢ"));
    stage.press("⇲");
    assert!(marked(&stage).starts_with("Tổng cộng"));
    let pages = (0..200).take_while(|_| {
        stage.press("⇞");
        marked(&stage) != "UBND TỈNH KON TUM"
    });
    assert!(pages.count() > 5);
    stage.press("⇟");
    assert_ne!(marked(&stage), "UBND TỈNH KON TUM");
}

#[test]
fn every_block_can_be_walked_to_and_is_in_sight_at_any_size() {
    for (width, height) in [(40, 12), (80, 24), (120, 40)] {
        let mut stage = Stage::example(width, height);
        stage.press("v⇱");
        let count = stage.desk().paper.as_ref().expect("laid out").blocks.len();
        let mut steps = 1;
        while !marked(&stage).starts_with("Tổng cộng") {
            assert!(
                stage.text().lines().skip(1).any(|row| row.contains('>')),
                "{}",
                marked(&stage)
            );
            stage.press("j");
            steps += 1;
            assert!(steps < count * 4);
        }
        assert!(steps >= count, "{steps} of {count}");
    }
}

#[test]
fn enter_leads_from_a_sentence_into_the_sentence_and_esc_back() {
    let mut stage = Stage::example(80, 24);
    stage.press("v");
    mark(&mut stage, "03 nhiem vu dang").press("⏎");
    let Mode::Text(entry) = &stage.desk().mode else {
        panic!("no editor")
    };
    let rest = entry.editor.text().split_off(entry.editor.offset());
    assert!(rest.starts_with("03 nhiệm vụ đang"), "{rest}");
    assert_eq!(stage.code(), "1.6.1");
    let before = {
        stage.press("⎋");
        marked(&stage)
    };
    assert!(before.contains("03 nhiệm vụ đang"));
    // A change is on the paper when the preview is back.
    stage.press("⏎").type_text("đúng ").press("⎋");
    assert!(marked(&stage).contains("đúng 03 nhiệm vụ đang"));
}

#[test]
fn enter_leads_from_points_to_the_field_and_back_when_it_is_committed() {
    let mut stage = Stage::example(80, 24);
    stage.press("g722⏎v⏎");
    assert!(
        matches!(stage.desk().mode, Mode::Field(_)),
        "{:?}",
        stage.desk().mode
    );
    assert_eq!(stage.code(), "7.2.2");
    stage.press("⎋");
    assert!(is_preview(&stage));
    let mut book = example();
    let declared = Some(Declared {
        score: Decimal::ONE.into(),
        reason: "có lý do".to_owned(),
    });
    apply(
        &mut book,
        Edit::Declared {
            code: "7.2.2".to_owned(),
            declared,
        },
    )
    .expect("applies");
    let mut stage = Stage::with(book, 80, 24);
    stage.press("g722⏎v⏎");
    assert!(stage.shows("Điểm tự nhập"));
    stage.press("⎋");
    assert!(is_preview(&stage));
}

#[test]
fn enter_leads_from_a_reason_a_footnote_and_the_total_to_their_places() {
    let mut stage = Stage::example(80, 24);
    stage.press("v");
    mark(&mut stage, "[1]").press("↓⏎");
    assert!(matches!(stage.desk().mode, Mode::Documents(_)));
    stage.press("⎋");
    assert!(is_preview(&stage));
    mark(&mut stage, "khong danh gia tieu chi nay").press("⏎");
    assert!(stage.shows("Không đánh giá, lý do"));
    stage.press("⎋");
    assert!(is_preview(&stage));
    stage.press("⇲⏎");
    assert!(matches!(stage.desk().mode, Mode::Lost(_)));
    stage.press("⎋");
    assert!(marked(&stage).starts_with("Tổng cộng"));
    stage.press("⇱]⏎");
    assert!(is_preview(&stage) && stage.notice().starts_with("Chữ này in sẵn"));
}

#[test]
fn a_jump_from_the_place_does_not_lead_back() {
    let mut stage = Stage::example(80, 24);
    stage.press("g722⏎v⏎g341⏎");
    assert_eq!(stage.code(), "3.4.1");
    assert!(matches!(stage.desk().mode, Mode::Tree));
}

#[test]
fn every_line_of_the_office_is_entered_and_undone() {
    let mut stage = Stage::example(80, 24);
    stage.press("v");
    mark(&mut stage, "Số:")
        .press("⏎7⏎")
        .type_text("8/2/24")
        .press("⎋");
    assert_eq!(stage.book().report.number, "7");
    assert_eq!(stage.book().report.date, "2024-02-08");
    assert_eq!(marked(&stage), "Số: 07/BC-UBND");
    assert!(stage.shows("ngày 08 tháng 02 năm 2024"));
    mark(&mut stage, "Luu: VT")
        .press("⏎")
        .type_text("Lưu: VT, NV")
        .press("⏎")
        .type_text("Sở Nội vụ")
        .press("⎋");
    let recipients = |stage: &Stage| stage.book().report.recipients.clone();
    let all = recipients(&stage);
    assert_eq!(all[all.len() - 2..], ["Lưu: VT, NV", "Sở Nội vụ"]);
    mark(&mut stage, "- cac phong, ban, don vi truc");
    assert!(marked(&stage).starts_with("- Các phòng"));
    stage.press("⏎⌦⎋");
    assert_eq!(recipients(&stage).len(), all.len() - 1);
    assert!(!stage.shows("Các phòng, ban, đơn vị trực thuộc;"));
    stage.press("u");
    assert_eq!(recipients(&stage), all);
    mark(&mut stage, "Tren day la")
        .press("⏎")
        .type_text("Kính báo cáo")
        .press("⎋");
    assert_eq!(stage.book().report.closing, "Kính báo cáo");
    mark(&mut stage, "UBND TINH KON TUM").press("⏎⏎⌦⏎");
    assert_eq!(
        stage.book().unit.name,
        "UBND huyện Kon Rẫy",
        "a unit needs a name"
    );
    assert!(stage.notice().starts_with('!'));
    let edits = stage.stored();
    assert!(edits.iter().any(|edit| matches!(
        edit,
        Edit::Report(ReportEdit::Lines(ReportLines::Recipients, _))
    )));
}

#[test]
fn a_date_and_a_mark_that_are_none_are_refused() {
    let mut stage = Stage::example(80, 24);
    stage.press(":").type_text("thông tin báo cáo").press("⏎");
    assert!(stage.shows("Thông tin báo cáo"));
    stage.press("⇥⇥⇥⇥⇥").type_text("32/13").press("⏎");
    assert!(stage.notice().contains("Không đọc được ngày"));
    assert_eq!(stage.book().report.date, "");
    stage.press("^z⎋");
    assert!(matches!(stage.desk().mode, Mode::Tree));
}

#[test]
fn what_others_enter_meanwhile_is_shown_and_not_written_over() {
    let mut stage = Stage::example(80, 24);
    stage.press(":").type_text("thông tin báo cáo").press("⏎");
    stage.changed_elsewhere(0, |book| {
        let edit = ReportEdit::Text(ReportText::Number, "12".to_owned());
        apply(book, Edit::Report(edit)).expect("applies");
        let text = "UBND tỉnh".to_owned();
        let member = UnitMember::Parent;
        apply(book, Edit::Unit { member, text }).expect("applies");
    });
    stage.press("⇥⇥⇥⇥⇥⎋");
    assert_eq!(stage.book().unit.parent, "UBND tỉnh");
    assert_eq!(stage.book().report.number, "12");
    assert!(stage.stored().is_empty());
}

#[test]
fn another_value_for_a_conflict_of_the_office_is_entered_in_its_form() {
    use chamdiem::workbook::merge::{Conflict, Content, Side};
    let mut book = example();
    let side = |text: &str| Side::unmarked(Some(Content::Text(text.to_owned())));
    let conflict = Conflict {
        part: Part::Text(ReportText::Signer),
        sides: vec![side("A"), side("B")],
    };
    apply(&mut book, Edit::Reopen(Box::new(conflict))).expect("applies");
    let mut stage = Stage::with(book, 80, 24);
    stage.press("d");
    assert!(stage.shows("Nhập giá trị khác"), "{}", stage.text());
    stage.press("3⏎").type_text("C").press("⎋");
    assert_eq!(stage.book().report.signer, "C");
    assert!(stage.book().conflicts.is_empty());
}

#[test]
fn the_name_is_offered_the_ending_turns_and_an_unknown_one_is_refused() {
    let mut stage = Stage::example(80, 24);
    stage.press("b↓");
    assert!(
        stage.shows(": ~/bao-cao-kon-ray-2023-so1.html"),
        "{}",
        stage.text()
    );
    stage.press("↑↑");
    assert!(stage.shows(": ~/bao-cao-kon-ray-2023-so1.json"));
    stage.press("⌫⌫⌫⌫doc⏎");
    assert!(
        stage.notice().contains("không biết loại tệp"),
        "{}",
        stage.notice()
    );
    stage.press("x⏎");
    let exported = stage.effects.iter().any(|effect| {
        matches!(effect, Effect::Export { to, book } if to == "~/bao-cao-kon-ray-2023-so1.docx" && **book == example())
    });
    assert!(exported);
    assert_eq!(stage.desk().status.exporting, Exporting::Begun);
}

#[test]
fn a_long_export_is_said_and_given_up_with_esc_and_a_done_one_says_where_it_is() {
    let mut stage = Stage::example(80, 24);
    stage.press("vb⏎");
    assert!(is_preview(&stage));
    assert!(!stage.shows("Đang xuất"), "not before it takes long");
    stage.send(Message::ExportTakesLong);
    assert_eq!(stage.notice(), "Đang xuất .. Esc thôi");
    stage.press("b");
    assert!(is_preview(&stage), "one at a time");
    stage.press("⎋");
    assert!(is_preview(&stage));
    assert_eq!(stage.effects.last(), Some(&Effect::GiveUpExport));
    stage.send(Message::ExportGivenUp);
    assert!(stage.notice().starts_with("Đã thôi xuất"));
    stage.press("b⏎");
    stage.send(Message::Exported(Ok(Exported {
        name: "~/bao-cao-kon-ray-2023-so1.docx".to_owned(),
        fetch: "scp nv-server:bao-cao-kon-ray-2023-so1.docx .".to_owned(),
        score: Decimal::new(9029, 2),
        next: "~/bao-cao-kon-ray-2023-so2.docx".to_owned(),
    })));
    assert!(stage.shows("Đã xuất: ~/bao-cao-kon-ray-2023-so1.docx (đọc lại: khớp 90,29)."));
    assert_eq!(
        stage.notice(),
        "Lấy về: scp nv-server:bao-cao-kon-ray-2023-so1.docx ."
    );
    stage.press("b");
    assert!(stage.shows(": ~/bao-cao-kon-ray-2023-so2.docx"));
    stage
        .press("⏎")
        .send(Message::Exported(Err("đĩa đầy".to_owned())));
    assert_eq!(stage.notice(), "! đĩa đầy");
}

#[test]
fn export_from_the_findings_and_a_field_returns_there_or_to_the_tree() {
    let mut stage = Stage::example(80, 24);
    stage.press("cb⎋");
    assert!(matches!(stage.desk().mode, Mode::Findings(_)));
    stage.press("⎋g341⏎⏎b⎋");
    assert!(matches!(stage.desk().mode, Mode::Tree));
}

#[test]
fn an_empty_workbook_has_a_preview_and_blanks() {
    let mut stage = Stage::with(commune(), 80, 24);
    stage.press("v⇱");
    assert!(stage.shows("ngày    tháng"));
    stage.press("⇲");
    assert!(marked(&stage).starts_with("Tổng cộng"));
}

#[test]
fn points_of_a_section_say_where_they_come_from_and_the_preview_stays() {
    let mut stage = Stage::example(120, 40);
    stage.press("v");
    mark(&mut stage, "12.88").press("⏎");
    assert!(is_preview(&stage), "{}", stage.text());
    assert!(
        stage.notice().contains("cộng từ các tiêu chí"),
        "{}",
        stage.notice()
    );
}

#[test]
fn a_line_that_was_refused_is_left_with_a_second_esc() {
    let mut stage = Stage::example(120, 40);
    stage.press("v");
    mark(&mut stage, "tháng")
        .press("⏎^W")
        .type_text("31/2/2023")
        .press("⎋");
    assert!(stage.shows("31/2/2023"), "{}", stage.text());
    stage.press("⎋");
    assert!(is_preview(&stage), "{}", stage.text());
    assert!(stage.stored().is_empty(), "{:?}", stage.stored());
}
