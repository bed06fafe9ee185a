//! Two values of one thing: both are shown with what they make of the scores, and nothing is chosen unasked.

use chamdiem::points::Stored;
use chamdiem::store::copies::Incoming;
use chamdiem::store::history::{Content as Recorded, Entry, Record};
use chamdiem::store::local_time;
use chamdiem::tui::message::{CopyNews, CopyOf, Effect, MergeDone, Message, Pending, ReadHistory};
use chamdiem::tui::model::Mode;
use chamdiem::workbook::merge::{
    self, Content, Entered, Marks, Part, Replica, Revision, Signature,
};
use chamdiem::workbook::{Edit, Evidence, Workbook, apply};

use jiff::tz::TimeZone;

use crate::script::{Stage, example};

const CB2: &str = "2023-11-20T15:20:00+07:00";
const CB3: &str = "2023-11-18T21:40:00+07:00";

fn figure(code: &str, figure: &str, value: &str) -> Edit {
    Edit::Figure {
        code: code.to_owned(),
        figure: figure.to_owned(),
        value: Some(Stored::read(value)),
    }
}

fn text(code: &str, text: &str) -> Edit {
    Edit::Justification {
        code: code.to_owned(),
        text: text.to_owned(),
        review: chamdiem::workbook::Review::Settled,
    }
}

fn edited(edits: Vec<Edit>, author: &str, time: &str, seed: u64) -> Replica {
    let mut replica = Replica::new(example(), Marks::new());
    let by = Signature {
        author: author.to_owned(),
        time: time.to_owned(),
    };
    for (edit, number) in edits.into_iter().zip(seed..) {
        let mut revision = |_: &_, _: &_| Revision::first(number << 40);
        replica
            .edit(edit, &by, &mut revision)
            .expect("an edit that fits");
    }
    replica
}

/// What becomes of the example when cb3 (the first value) and cb2 edit copies of it.
fn merged(cb3: Vec<Edit>, cb2: Vec<Edit>) -> Workbook {
    let (one, two) = (edited(cb3, "cb3", CB3, 1), edited(cb2, "cb2", CB2, 100));
    merge::merge(&one, &two)
        .expect("copies of one workbook")
        .into_book()
}

pub(crate) fn figures_in_conflict() -> Workbook {
    merged(
        vec![figure("1.6.1", "total", "20")],
        vec![
            figure("1.6.1", "on_time", "14"),
            figure("1.6.1", "late", "2"),
        ],
    )
}

pub(crate) fn texts_in_conflict() -> Workbook {
    merged(
        vec![text("5.5", "Kết quả: 100% cán bộ tham gia đầy đủ.")],
        vec![text("5.5", "Kết quả: 126/126 cán bộ tham gia đầy đủ.")],
    )
}

/// The screen with the times of the values as they are read in the east.
fn shown(stage: &Stage) -> String {
    let local = |time| local_time(time).expect("a time");
    stage
        .text()
        .replace(&local(CB2), "20/11/2023 15:20")
        .replace(&local(CB3), "18/11/2023 21:40")
}

#[test]
fn the_tree_marks_a_conflict_and_every_total_says_between_what_it_stands() {
    for (width, height) in [(120, 40), (80, 24), (60, 20)] {
        let mut stage = Stage::with(figures_in_conflict(), width, height);
        stage.press("g161⏎");
        assert!(stage.shows("#"), "{}", stage.text());
        assert!(stage.shows("90,05 đến 90,17"), "{}", stage.text());
    }
}

#[test]
fn figures_stand_side_by_side_with_the_score_and_the_total_of_each() {
    let mut stage = Stage::with(figures_in_conflict(), 120, 40);
    stage.press("n");
    insta::assert_snapshot!(shown(&stage));
}

#[test]
fn figures_side_by_side_on_a_small_screen() {
    let mut stage = Stage::with(figures_in_conflict(), 80, 24);
    stage.press("n");
    insta::assert_snapshot!(shown(&stage));
}

#[test]
fn texts_stand_one_under_the_other_with_their_differences() {
    let mut stage = Stage::with(texts_in_conflict(), 80, 24);
    stage.press("n");
    insta::assert_snapshot!(shown(&stage));
}

#[test]
fn choosing_decides_is_said_and_is_undone_like_any_edit() {
    let mut stage = Stage::with(figures_in_conflict(), 120, 40);
    stage.press("n2⏎");
    assert!(stage.book().conflicts.is_empty());
    assert_eq!(stage.figure("1.6.1", "on_time"), "14");
    assert!(matches!(stage.desk().mode, Mode::Tree));
    insta::assert_snapshot!(stage.notice(), @"1.6.1 số liệu: dùng bản của cb2. Tổng 90,17/97. Bản kia ở lịch sử. u hoàn tác");
    stage.press("u");
    assert_eq!(
        stage.book().conflicts.len(),
        1,
        "the conflict is open again"
    );
    assert_eq!(*stage.book(), figures_in_conflict());
    stage.press("^y");
    assert!(stage.book().conflicts.is_empty());
    assert_eq!(stage.figure("1.6.1", "on_time"), "14");
}

#[test]
fn nothing_is_chosen_by_looking_leaving_resizing_or_pasting() {
    let before = figures_in_conflict();
    let mut stage = Stage::with(before.clone(), 120, 40);
    stage.press("n↓↑2⎋d⇟⇞");
    for (width, height) in [(80, 24), (40, 12), (1, 1), (200, 60)] {
        stage.send(Message::Resize { width, height });
        stage.text();
    }
    stage.paste("1\n").press("0⏎dqn⎋g345⏎");
    assert_eq!(*stage.book(), before);
    assert_eq!(stage.stored().len(), 0);
}

#[test]
fn left_for_later_the_rest_can_be_visited_and_the_conflict_found_again() {
    let mut book = figures_in_conflict();
    let unscored = Edit::Level {
        code: "3.4.5".to_owned(),
        level: None,
    };
    apply(&mut book, unscored).expect("an edit that fits");
    let mut stage = Stage::with(book, 120, 40);
    stage.press("n0⏎");
    insta::assert_snapshot!(stage.notice(), @"Để sau: còn 1 xung đột, tổng 89,55/97 tạm tính (89,55 đến 89,67). d mở lại.");
    stage.press("n");
    assert_eq!(stage.code(), "3.4.5", "what else there is to do");
    stage.press("d");
    assert!(matches!(stage.desk().mode, Mode::Conflict(_)));
    stage.press("⎋{F8}⏎");
    assert!(
        matches!(stage.desk().mode, Mode::Conflict(_)),
        "by its finding"
    );
}

#[test]
fn another_value_can_be_entered_and_decides() {
    let mut stage = Stage::with(figures_in_conflict(), 120, 40);
    stage.press("n3⏎");
    assert_eq!(stage.field().as_deref(), Some("15"));
    stage.press("16⏎");
    assert!(stage.book().conflicts.is_empty());
    assert_eq!(stage.figure("1.6.1", "on_time"), "16");
}

#[test]
fn both_texts_can_be_kept_one_under_the_other_and_are_edited_then() {
    let mut stage = Stage::with(texts_in_conflict(), 120, 40);
    stage.press("n3⏎");
    assert!(stage.book().conflicts.is_empty());
    let both = "Kết quả: 100% cán bộ tham gia đầy đủ.\n\nKết quả: 126/126 cán bộ tham gia đầy đủ.";
    assert_eq!(stage.written().as_deref(), Some(both));
}

#[test]
fn several_conflicts_are_gone_through_one_by_one() {
    let book = merged(
        vec![figure("1.6.1", "total", "20"), text("5.5", "một")],
        vec![figure("1.6.1", "total", "21"), text("5.5", "hai")],
    );
    let mut stage = Stage::with(book, 120, 40);
    stage.press("n");
    assert!(stage.shows("Xung đột 1/2: 1.6.1 số liệu"));
    stage.press("n");
    assert!(stage.shows("Xung đột 2/2: 5.5 giải trình"));
    stage.press("1⏎");
    assert!(
        stage.shows("Xung đột 1/1: 1.6.1 số liệu"),
        "the one that is left"
    );
    stage.press("1⏎");
    assert!(stage.book().conflicts.is_empty());
}

#[test]
fn a_document_removed_here_and_changed_there_can_be_chosen_either_way() {
    let entry = |subject: &str| Edit::Evidence {
        code: "1.1.3".to_owned(),
        id: "1".to_owned(),
        entry: Some(Box::new(Evidence {
            id: "1".to_owned(),
            kind: "Kế hoạch".to_owned(),
            number: "163/KH-UBND".to_owned(),
            subject: subject.to_owned(),
            ..Evidence::default()
        })),
        at: 0,
    };
    let removed = Edit::Evidence {
        code: "1.1.3".to_owned(),
        id: "1".to_owned(),
        entry: None,
        at: 0,
    };
    let book = merged(vec![removed], vec![entry("kế hoạch năm")]);
    let mut stage = Stage::with(book.clone(), 80, 24);
    stage.press("n");
    assert!(
        stage.shows("đã xóa") && stage.shows("kế hoạch năm"),
        "{}",
        stage.text()
    );
    stage.press("1⏎");
    assert!(stage.answer("1.1.3").evidence.is_empty());
    let mut stage = Stage::with(book, 80, 24);
    stage.press("n2⏎");
    assert_eq!(stage.answer("1.1.3").evidence.len(), 1);
}

#[test]
fn a_conflict_decided_elsewhere_closes_and_one_that_changed_is_to_be_read_again() {
    let mut stage = Stage::with(figures_in_conflict(), 120, 40);
    stage.press("n2");
    stage.changed_elsewhere(0, |book| {
        apply(book, figure("1.6.1", "late", "0")).expect("an edit that fits");
    });
    assert!(matches!(stage.desk().mode, Mode::Tree));
    insta::assert_snapshot!(stage.notice(), @"! Xung đột 1.6.1 số liệu vừa được quyết định ở nơi khác: a 15, b 0, c 3, d 20.");

    let mut stage = Stage::with(figures_in_conflict(), 120, 40);
    stage.press("n2");
    let three = {
        let two = edited(vec![figure("1.6.1", "late", "5")], "cb4", CB2, 200);
        let one = edited(vec![figure("1.6.1", "total", "20")], "cb3", CB3, 1);
        merge::merge(&one, &two).expect("copies").into_book()
    };
    stage.send(Message::Changed {
        book: Box::new(three),
        edits: 0,
    });
    stage.press("⏎");
    assert_eq!(stage.book().conflicts.len(), 1, "Enter leaves it open");
}

#[test]
fn a_conflict_that_comes_in_is_said_and_leaves_the_field_being_typed() {
    let mut stage = Stage::example(120, 40);
    stage.press("g341⏎64");
    stage.send(Message::Changed {
        book: Box::new(figures_in_conflict()),
        edits: 0,
    });
    assert_eq!(stage.field().as_deref(), Some("64"));
    insta::assert_snapshot!(stage.notice(), @"! Xung đột 1.6.1 số liệu (cb3, cb2): các bản đều còn giữ. n hoặc d xem và chọn");
}

#[test]
fn values_have_room_on_every_screen() {
    for book in [figures_in_conflict(), texts_in_conflict()] {
        for (width, height) in [(200, 60), (120, 40), (99, 30), (80, 24), (60, 20), (40, 12)] {
            let mut stage = Stage::with(book.clone(), width, height);
            stage.press("d");
            assert!(stage.shows("Dùng bản [1] của cb3"), "{}", stage.text());
        }
    }
}

/// The example on the desk, and what cb3's copy would bring.
fn copy_offered(width: u16, height: u16) -> Stage {
    let mut stage = Stage::example(width, height);
    stage.send(Message::IsCopy(CopyOf {
        path: "/tmp/usb.json".into(),
        original: "kon-ray-2023.json".to_owned(),
        pending: Pending {
            changes: 2,
            conflicts: 1,
        },
    }));
    stage
}

fn news() -> CopyNews {
    let figures = |value: &str| {
        Some(Content::Entered(Box::new(Entered {
            figures: [("late".to_owned(), Stored::read(value))].into(),
            ..Entered::default()
        })))
    };
    let change = |part, before, after, is_conflict| Incoming {
        part,
        before,
        after,
        author: Some("cb3".to_owned()),
        time: None,
        is_conflict,
    };
    let text = |text: &str| Some(Content::Text(text.to_owned()));
    CopyNews {
        path: "/tmp/usb.json".into(),
        file: "usb.json".to_owned(),
        changes: vec![
            change(
                Part::Entered("1.6.1".to_owned()),
                figures("1"),
                figures("2"),
                true,
            ),
            change(
                Part::Justification("5.5".to_owned()),
                text("Kết quả: 100% tham gia."),
                text("Kết quả: 126/126 tham gia."),
                false,
            ),
        ],
    }
}

#[test]
fn a_copy_is_offered_in_one_line_that_keeps_nobody_from_working() {
    let mut stage = copy_offered(120, 40);
    insta::assert_snapshot!(stage.notice(), @"! Bản mang về của kon-ray-2023.json: 2 thay đổi chưa gộp, 1 xung đột. Enter xem và gộp, Esc để sau");
    stage.press("g341⏎647⏎");
    assert_eq!(stage.figure("3.4.1", "on_time"), "647");
    let mut stage = copy_offered(120, 40);
    stage.press("⏎");
    assert_eq!(
        stage.effects.last(),
        Some(&Effect::Receive("/tmp/usb.json".into()))
    );
    let mut stage = copy_offered(120, 40);
    stage.press("⎋");
    assert_eq!(stage.effects, []);
}

#[test]
fn what_comes_in_is_listed_and_nothing_happens_before_enter() {
    let mut stage = Stage::example(80, 24);
    stage.send(Message::Incoming(Box::new(news()))).press("j");
    insta::assert_snapshot!(shown(&stage));
    stage.press("⎋");
    assert_eq!(stage.effects, []);
    assert!(matches!(stage.desk().mode, Mode::Tree));
    stage.send(Message::Incoming(Box::new(news()))).press("⏎");
    assert_eq!(stage.effects, [Effect::Merge("/tmp/usb.json".into())]);
    stage.send(Message::Merged(MergeDone {
        changes: 2,
        conflicts: 1,
    }));
    insta::assert_snapshot!(stage.notice(), @"! Đã gộp 2 thay đổi. Còn 1 xung đột: n xem và chọn.");
}

#[test]
fn a_copy_of_which_all_is_merged_says_so() {
    let mut stage = Stage::example(120, 40);
    let mut empty = news();
    empty.changes.clear();
    stage.send(Message::Incoming(Box::new(empty)));
    insta::assert_snapshot!(stage.notice(), @"usb.json không có gì mới: đã gộp hết, xóa được.");
    assert!(matches!(stage.desk().mode, Mode::Tree));
}

#[test]
fn a_read_only_workbook_receives_no_copy() {
    let mut stage = crate::screens::shown("read-only", crate::script::look(120, 40));
    stage.send(Message::Incoming(Box::new(news()))).press("⏎");
    assert_eq!(stage.effects, []);
}

/// The record of a workbook in which `on_time` of 1.6.1 was 13 before both copies went their ways.
fn record() -> Record {
    let entry = |at: &str, before: &str, after: &str| Entry {
        at: at.parse().expect("a time"),
        since: at.parse().expect("a time"),
        author: "cb1".to_owned(),
        code: "1.6.1".to_owned(),
        field: "figures/on_time".to_owned(),
        content: Recorded::Whole {
            before: Some(before.into()),
            after: Some(after.into()),
        },
    };
    Record {
        entries: vec![
            entry("2023-11-10T08:00:00Z", "12", "13"),
            entry("2023-11-19T08:00:00Z", "13", "15"),
        ],
        begins: Some("2023-11-01T00:00:00Z".parse().expect("a time")),
        ..Record::default()
    }
}

fn told(stage: &mut Stage) {
    stage.send(Message::History(Box::new(ReadHistory::new(
        record(),
        TimeZone::UTC,
        "cb1".to_owned(),
    ))));
}

#[test]
fn what_stood_there_before_is_shown_once_the_record_tells_it() {
    let mut stage = Stage::with(figures_in_conflict(), 120, 40);
    stage.press("n");
    assert_eq!(stage.effects.last(), Some(&Effect::ReadHistory));
    stage.press("2");
    told(&mut stage);
    insta::assert_snapshot!(shown(&stage));
    stage.press("⏎");
    assert_eq!(stage.figure("1.6.1", "on_time"), "14", "the mark stayed");
}

#[test]
fn the_history_of_the_place_is_one_key_away_and_leads_back() {
    let mut stage = Stage::with(figures_in_conflict(), 120, 40);
    stage.press("nh");
    told(&mut stage);
    assert!(stage.shows("12 → 13"), "{}", stage.text());
    stage.press("⎋");
    assert!(stage.shows("Xung đột 1/1: 1.6.1"));
}

#[test]
fn changes_that_do_not_touch_can_be_joined() {
    let base = text_of(&example(), "5.5");
    let (one, two) = (
        base.replacen("UBND huyện", "Ủy ban huyện", 1),
        format!("{base} Không có trường hợp vắng."),
    );
    let book = merged(vec![text("5.5", &one)], vec![text("5.5", &two)]);
    let mut stage = Stage::with(book, 120, 40);
    stage.press("n");
    assert!(
        !stage.shows("Ghép"),
        "nobody knows yet what was there before"
    );
    let mut before = record();
    before.entries = vec![Entry {
        field: "justification".to_owned(),
        code: "5.5".to_owned(),
        content: Recorded::Whole {
            before: Some(base.clone().into()),
            after: Some(two.into()),
        },
        ..before.entries.remove(1)
    }];
    stage.send(Message::History(Box::new(ReadHistory::new(
        before,
        TimeZone::UTC,
        "cb1".to_owned(),
    ))));
    assert!(stage.shows("4  Ghép"), "{}", stage.text());
    stage.press("4⏎");
    assert!(stage.book().conflicts.is_empty());
    let joined = text_of(stage.book(), "5.5");
    assert!(
        joined.starts_with("Ủy ban huyện") && joined.ends_with("vắng."),
        "{joined}"
    );
}

fn text_of(book: &Workbook, code: &str) -> String {
    book.answer(code).justification.clone()
}

#[test]
fn two_who_write_one_text_at_once_see_the_words_of_both_and_typing_on_keeps_them() {
    let base = text_of(&example(), "5.5");
    let (mine, theirs) = (
        format!("{base} Câu của tôi."),
        format!("{base} Câu của cb2."),
    );
    let book = || merged(vec![text("5.5", &mine)], vec![text("5.5", &theirs)]);
    let mut stage = Stage::example(120, 40);
    stage.press("g55⏎{F4}").type_text(" Câu của tôi.");
    let made = stage.stored().len() as u64;
    let come_in = |stage: &mut Stage| {
        stage.send(Message::Changed {
            book: Box::new(book()),
            edits: made,
        });
    };
    come_in(&mut stage);
    let written = stage.written().expect("the editor is open");
    assert!(
        written.contains("tôi.") && written.contains("cb2."),
        "{written}"
    );
    insta::assert_snapshot!(stage.notice(), @"! cb3, cb2 cùng viết bài này: gõ tiếp là giữ cả hai, Esc rồi d để chọn");
    assert_eq!(
        stage.stored().len() as u64,
        made,
        "nothing is decided by looking"
    );
    stage.type_text("x");
    assert!(stage.book().conflicts.is_empty());
    let kept = text_of(stage.book(), "5.5");
    assert!(kept.contains("tôi.x") && kept.contains("cb2."), "{kept}");

    let mut stage = Stage::example(120, 40);
    stage.press("g55⏎{F4}").type_text(" Câu của tôi.");
    come_in(&mut stage);
    stage.press("⎋");
    assert_eq!(stage.book().conflicts.len(), 1, "left as it is");
    stage.press("d");
    assert!(matches!(stage.desk().mode, Mode::Conflict(_)));
}

fn new_document(id: &str, number: &str) -> Edit {
    Edit::Evidence {
        code: "1.6.1".to_owned(),
        id: id.to_owned(),
        entry: Some(Box::new(Evidence {
            id: id.to_owned(),
            number: number.to_owned(),
            date: "2023-01-19".to_owned(),
            ..Evidence::default()
        })),
        at: 9,
    }
}

#[test]
fn two_documents_that_took_one_number_are_both_kept() {
    let mut free = Stage::example(80, 24).answer("1.6.1").free_evidence_id();
    let before = Stage::example(80, 24).answer("1.6.1").evidence.len();
    let book = merged(
        vec![new_document(&free, "13/KH-UBND")],
        vec![new_document(&free, "14/KH-UBND")],
    );
    let mut stage = Stage::with(book.clone(), 80, 24);
    stage.press("g161⏎t");
    assert!(
        stage.shows("# hai bản khác nhau, d xem và chọn"),
        "{}",
        stage.text()
    );
    stage.press("d");
    assert!(stage.shows("19/01/2023"), "{}", stage.text());
    assert!(
        stage.shows("3  Giữ tất cả: bản [1] giữ số"),
        "{}",
        stage.text()
    );
    stage.press("3⏎");
    let numbers = |stage: &Stage| -> Vec<(String, String)> {
        let added = stage.answer("1.6.1").evidence.iter().skip(before);
        added
            .map(|entry| (entry.id.clone(), entry.number.clone()))
            .collect()
    };
    let first = (std::mem::take(&mut free), "13/KH-UBND".to_owned());
    let next = stage
        .answer("1.6.1")
        .evidence
        .last()
        .expect("a document")
        .id
        .clone();
    assert_eq!(numbers(&stage), [first, (next, "14/KH-UBND".to_owned())]);
    assert!(stage.book().conflicts.is_empty());
    insta::assert_snapshot!(stage.notice(), @"1.6.1 tài liệu 1: giữ tất cả, bản sau là số 2. Xem lại dấu dẫn. u hoàn tác");
    stage.press("u");
    assert_eq!(*stage.book(), book);
}

#[test]
fn who_decided_a_conflict_elsewhere_is_named_once_the_record_tells_it() {
    let mut stage = Stage::with(figures_in_conflict(), 120, 40);
    stage.press("n2");
    stage.record.entries.push(Entry {
        at: "2023-11-20T08:00:00Z".parse().expect("a time"),
        since: "2023-11-20T08:00:00Z".parse().expect("a time"),
        author: "cb4".to_owned(),
        code: "1.6.1".to_owned(),
        field: "figures/late".to_owned(),
        content: Recorded::Whole {
            before: Some("1".into()),
            after: Some("0".into()),
        },
    });
    stage.changed_elsewhere(0, |book| {
        apply(book, figure("1.6.1", "late", "0")).expect("an edit that fits");
    });
    insta::assert_snapshot!(stage.notice(), @"! cb4, 20/11 15:00: Xung đột 1.6.1 số liệu vừa được quyết định ở nơi khác: a 15, b 0, c 3, d 20.");
}

#[test]
fn a_figure_typed_ahead_into_the_list_of_a_copy_merges_nothing() {
    let merges = |stage: &Stage| {
        let mut effects = stage.effects.iter();
        effects.any(|effect| matches!(effect, Effect::Merge(_)))
    };
    let mut stage = copy_offered(120, 40);
    stage
        .send(Message::Incoming(Box::new(news())))
        .press("640⏎");
    assert!(!merges(&stage));
    assert!(stage.notice().contains("phím gõ lạc"), "{}", stage.notice());
    stage.press("⏎");
    assert!(merges(&stage), "said again it is meant");
}
