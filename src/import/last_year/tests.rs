use super::*;
use crate::criteria::builtin::EXAMPLE;
use crate::criteria::sample::{criterion, dec, head, ratio};
use crate::criteria::set::{NewNode, SetBuilder};
use crate::criteria::{Grade, Group, NodeBody, Rule};
use crate::lang::Lang;
use crate::points::print_plain;
use crate::workbook::check::findings;
use crate::workbook::edit::{Edit, apply};
use crate::workbook::last_year::{compared, steep_fall};

/// A set of criteria of two figures each: code and title; a code without a dot is a section.
fn titled(nodes: &[(&str, &str)]) -> CriteriaSet {
    let mut builder = SetBuilder::default();
    let mut is_open = false;
    for (code, title) in nodes {
        let is_section = !code.contains('.');
        if is_section && is_open {
            builder.close();
        }
        let rule = Rule::Ratio(ratio("a", "b"));
        let body = if is_section {
            is_open = true;
            NodeBody::Group(Group { stated_max: None })
        } else {
            NodeBody::Criterion(Box::new(criterion("2", "a b", rule)))
        };
        builder
            .add(NewNode {
                code: (*code).to_owned(),
                title: (*title).to_owned(),
                short: None,
                owner: None,
                body,
            })
            .expect("a new code");
    }
    builder.finish(head())
}

const PLAN: &str = "Hoàn thành kế hoạch cải cách hành chính năm 2023";
const CHECK: &str = "Kiểm tra cải cách hành chính";
const FILES: &str = "Tỷ lệ hồ sơ giải quyết đúng hạn";
const ARCHIVE: &str = "Lưu trữ hồ sơ trên môi trường mạng";

/// Two sections, four criteria, each explained, with a document, and documents shared across.
fn old() -> Workbook {
    let set = titled(&[
        ("1", "Chỉ đạo, điều hành"),
        ("1.1", PLAN),
        ("1.2", CHECK),
        ("2", "Thủ tục hành chính"),
        ("2.1", FILES),
        ("2.2", ARCHIVE),
    ]);
    let unit = Unit {
        name: "UBND xã A".to_owned(),
        place: "Xã A".to_owned(),
        ..Unit::default()
    };
    let mut book = Workbook::new(set, unit, 2023);
    book.report.number = "12/BC-UBND".to_owned();
    book.report.date = "2023-12-01".to_owned();
    book.report.basis = vec!["Luật Tổ chức chính quyền địa phương".to_owned()];
    book.report
        .headings
        .insert("2".to_owned(), "Về thủ tục".to_owned());
    for (code, explained) in [("1.1", true), ("1.2", false), ("2.1", true), ("2.2", true)] {
        let document = Evidence {
            id: "1".to_owned(),
            number: format!("{code}/KH-UBND"),
            ..Evidence::default()
        };
        let figure = |id: &str, value: &str| (id.to_owned(), Stored::read(value));
        let answer = Answer {
            figures: [figure("a", "3"), figure("b", "4")].into(),
            justification: if explained {
                format!("Đã làm {code}.[^1]")
            } else {
                String::new()
            },
            evidence: vec![document],
            ..Answer::default()
        };
        book.answers.insert(code.to_owned(), answer);
    }
    let checked = book.answers.get_mut("1.2").expect("it is answered");
    checked.explained_with = Some("1.1".to_owned());
    checked.evidence.push(Evidence {
        id: "2".to_owned(),
        same_as: Some("2.2/1".to_owned()),
        place: "trang 4".to_owned(),
        ..Evidence::default()
    });
    checked.evidence.push(Evidence {
        id: "3".to_owned(),
        note: "Số liệu đến 30/11".to_owned(),
        ..Evidence::default()
    });
    book
}

fn with_set(set: CriteriaSet) -> CarriedOver {
    let wanted = Wanted {
        set: Some(set),
        ..Wanted::default()
    };
    carry_over(&old(), wanted)
}

/// The set of the next year: a criterion was put in before the others of its section, one is gone.
fn moved_on() -> CriteriaSet {
    titled(&[
        ("A", "Thủ tục hành chính"),
        ("A.1", "Số hóa kết quả giải quyết"),
        ("A.2", "Tỷ lệ hồ sơ giải quyết đúng hạn"),
        ("B", "Chỉ đạo, điều hành"),
        ("B.1", "Hoàn thành kế hoạch cải cách hành chính năm 2024"),
        ("B.2", CHECK),
    ])
}

#[test]
fn the_example_goes_on_with_its_texts_and_without_an_answer() {
    let example = crate::store::file::read_bytes("mau.json".as_ref(), EXAMPLE.as_bytes());
    let example = example.expect("the example reads");
    let carried = carry_over(&example, Wanted::default());
    let (book, account) = (&carried.book, &carried.account);
    assert_eq!(
        (book.year, &book.unit, &book.id),
        (2024, &example.unit, &None)
    );
    assert_eq!(
        (
            account.explanations,
            account.shared,
            account.documents,
            account.footnotes
        ),
        (37, 2, 17, 4)
    );
    assert!(account.is_complete(), "{account:?}");
    let scores = Scores::of(book);
    assert_eq!((scores.total.score, scores.total.answered), (dec("0"), 0));
    for (code, answer) in &book.answers {
        let texts = Answer {
            explained_with: answer.explained_with.clone(),
            justification: answer.justification.clone(),
            review: answer.review,
            evidence: example.answer(code).evidence.clone(),
            ..Answer::default()
        };
        assert_eq!(*answer, texts, "{code}");
        assert_eq!(answer.justification, example.answer(code).justification);
    }
    let due = book.answers.values();
    let due = due.filter(|answer| answer.review == Review::Due).count();
    let hints = findings(book);
    let hints = hints.iter().filter(|it| it.name() == "not_reviewed");
    assert_eq!((due, hints.count()), (37, 37));
    let previous = book.previous.as_ref().expect("last year is kept");
    let total = &previous.total;
    assert_eq!(
        (
            previous.year,
            print_plain(total.score),
            print_plain(total.max),
            total.percent,
            total.grade.as_deref(),
            previous.criteria.len()
        ),
        (
            2023,
            "90.29".to_owned(),
            "97".to_owned(),
            Some(dec("93.08")),
            Some("Xuất sắc"),
            48
        )
    );
    let files = &previous.criteria["3.4.1"];
    assert_eq!(files.figures["on_time"], Stored::read("642"));
    assert_eq!((files.points, files.max), (Some(dec("0.97")), dec("1")));
    let left_out = &previous.criteria["1.6.2"];
    assert_eq!(left_out.points, None);
    assert_eq!(left_out.not_assessed, example.answer("1.6.2").not_assessed);
}

#[test]
fn the_report_keeps_its_texts_and_gets_a_new_number_and_date() {
    let carried = carry_over(&old(), Wanted::default());
    let expected = Report {
        number: String::new(),
        date: String::new(),
        ..old().report
    };
    assert_eq!(carried.book.report, expected);
    assert_eq!(carried.book.unit, old().unit);
    let other = Wanted {
        unit: Some("UBND xã B".to_owned()),
        year: Some(2026),
        ..Wanted::default()
    };
    let book = carry_over(&old(), other).book;
    assert_eq!((book.unit.name.as_str(), book.year), ("UBND xã B", 2026));
    assert_eq!(book.unit.place, "Xã A");
}

#[test]
fn the_closing_speaks_of_the_new_year_and_bases_of_the_old() {
    let mut book = old();
    book.report.closing = "Trên đây là báo cáo năm 2023, so với năm 2022.".to_owned();
    book.report.basis = vec!["Kế hoạch năm 2023".to_owned()];
    book.year = 2023;
    let report = carry_over(&book, Wanted::default()).book.report;
    assert_eq!(
        report.closing,
        "Trên đây là báo cáo năm 2024, so với năm 2022."
    );
    assert_eq!(report.basis, ["Kế hoạch năm 2023"]);
}

#[test]
fn texts_follow_their_criteria_to_new_codes_and_references_with_them() {
    let CarriedOver { book, account } = with_set(moved_on());
    let moved = [("1.1", "B.1"), ("1.2", "B.2"), ("2.1", "A.2")];
    let moved = moved.map(|(old, new)| (old.to_owned(), new.to_owned()));
    assert_eq!(account.moved, moved);
    assert_eq!(book.answer("A.2").justification, "Đã làm 2.1.[^1]");
    assert_eq!(book.answer("B.1").review, Review::Due);
    let checked = book.answer("B.2");
    assert_eq!(checked.explained_with.as_deref(), Some("B.1"));
    assert_eq!(checked.review, Review::Settled);
    // The document of a criterion that is gone stands here now, with the page that was given here.
    let document = checked.evidence("2").expect("the entry keeps its id");
    assert_eq!(
        (
            document.number.as_str(),
            document.place.as_str(),
            &document.same_as
        ),
        ("2.2/KH-UBND", "trang 4", &None)
    );
    assert_eq!(book.report.headings["A"], "Về thủ tục");
    let previous = book.previous.expect("last year is kept");
    assert_eq!(previous.criteria["A.2"].code, "2.1");
    assert_eq!(previous.criteria["A.2"].points, Some(dec("1.5")));
}

#[test]
fn what_finds_no_partner_is_listed_both_ways_and_kept_with_its_texts() {
    let CarriedOver { book, account } = with_set(moved_on());
    assert!(!account.is_complete());
    let gone = &account.gone;
    assert_eq!(gone.len(), 1);
    assert_eq!(
        (gone[0].code.as_str(), gone[0].evidence),
        ("2.2", 1),
        "{gone:?}"
    );
    let new = ("A.1".to_owned(), "Số hóa kết quả giải quyết".to_owned());
    assert_eq!(account.new, [new]);
    let left = &book.previous.as_ref().expect("last year is kept").left_over["2.2"];
    assert_eq!(left.answer.justification, "Đã làm 2.2.[^1]");
    assert_eq!(left.evidence, old().answer("2.2").evidence);
    assert_eq!(left.answer.figures, old().answer("2.2").figures);
    let said = lines(&account, Lang::Vi).join("\n");
    assert!(
        said.contains("Đã làm 2.2.") && said.contains("previous/left_over/2.2"),
        "{said}"
    );
}

#[test]
fn a_code_whose_title_is_another_is_no_partner() {
    let CarriedOver { book, account } = with_set(titled(&[
        ("1", "Chỉ đạo, điều hành"),
        ("1.1", "Tinh giản biên chế trong đơn vị sự nghiệp"),
        ("1.2", "Công tác kiểm tra cải cách hành chính"),
        ("2", "Chuyển đổi số"),
        ("2.1", "Thanh toán trực tuyến"),
    ]));
    assert_eq!(book.answers.keys().collect::<Vec<_>>(), ["1.2"]);
    assert_eq!(account.retitled.len(), 1);
    let gone: Vec<&str> = account.gone.iter().map(|it| it.code.as_str()).collect();
    assert_eq!(gone, ["1.1", "2.1", "2.2"]);
    // Whom 1.2 was explained with is gone: it says so, and no link leads nowhere.
    assert_eq!(account.parted, [("1.2".to_owned(), "1.1".to_owned())]);
    assert_eq!(book.answer("1.2").explained_with, None);
    assert_eq!(account.headings.len(), 1);
}

#[test]
fn titles_that_several_criteria_share_are_told_apart_by_what_they_stand_in() {
    let rest = "Các tiêu chí khác";
    let set = |first: &'static str, second: &'static str| {
        titled(&[
            (first, "Thể chế"),
            (if first == "1" { "1.x" } else { "2.x" }, rest),
            (second, "Bộ máy"),
            (if second == "2" { "2.x" } else { "1.x" }, rest),
        ])
    };
    let partners = Partners::of(&set("1", "2"), &set("2", "1"));
    // The same code says more than the section here; nothing is paired twice.
    assert_eq!(partners.criterion("1.x"), Some("1.x"));
    assert_eq!(partners.criterion("2.x"), Some("2.x"));
    let other = titled(&[
        ("5", "Thể chế"),
        ("5.x", rest),
        ("6", "Bộ máy"),
        ("6.x", rest),
    ]);
    let partners = Partners::of(&set("1", "2"), &other);
    assert_eq!(partners.criterion("1.x"), Some("5.x"));
    assert_eq!(partners.criterion("2.x"), Some("6.x"));
}

#[test]
fn an_answer_to_a_code_that_its_set_lacked_is_kept_too() {
    let mut book = old();
    let stray = Answer {
        justification: "Chưa rõ thuộc đâu".to_owned(),
        ..Answer::default()
    };
    book.answers.insert("9.9".to_owned(), stray);
    let CarriedOver { book, account } = carry_over(&book, Wanted::default());
    assert_eq!(account.gone[0].code, "9.9");
    let previous = book.previous.expect("last year is kept");
    assert_eq!(
        previous.left_over["9.9"].answer.justification,
        "Chưa rõ thuộc đâu"
    );
}

#[test]
fn figures_go_by_their_labels_where_a_set_renamed_them() {
    let then = criterion("1", "a b", Rule::Manual);
    let mut now = criterion("1", "x a", Rule::Manual);
    now.figures[0].label = "Số a".to_owned();
    now.figures[1].label = "Số b".to_owned();
    let answer = Answer {
        figures: [
            ("a".to_owned(), Stored::read("3")),
            ("b".to_owned(), Stored::read("4")),
        ]
        .into(),
        ..Answer::default()
    };
    let found = figures(&then, &answer, Some(&now));
    assert_eq!(found["x"], Stored::read("3"));
    assert_eq!(found["a"], Stored::read("4"));
}

#[test]
fn a_steep_fall_is_told_only_of_a_whole_year_and_of_two_grades() {
    let mut old = old();
    old.set.head.grades = [("Tốt", "60"), ("Khá", "40"), ("Đạt", "20")]
        .map(|(name, from)| Grade {
            name: name.to_owned(),
            from_percent: dec(from),
        })
        .into();
    // Three of four everywhere: 75 %, Tốt.
    let mut book = carry_over(&old, Wanted::default()).book;
    let fall = |book: &Workbook| steep_fall(book, &Scores::of(book));
    let enter = |book: &mut Workbook, code: &str, a: &str| {
        for (figure, value) in [("a", a), ("b", "4")] {
            let edit = Edit::Figure {
                code: code.to_owned(),
                figure: figure.to_owned(),
                value: Some(Stored::read(value)),
            };
            apply(book, edit).expect("it fits");
        }
    };
    for code in ["1.1", "1.2", "2.1"] {
        enter(&mut book, code, "1");
    }
    assert_eq!(fall(&book), None, "2.2 is not scored yet");
    enter(&mut book, "2.2", "1");
    let fallen = fall(&book).expect("25 % after 75 %");
    assert_eq!(
        (fallen.grades, fallen.from.as_str(), fallen.to.as_deref()),
        (2, "Tốt", Some("Đạt"))
    );
    let found = findings(&book);
    assert!(
        found
            .iter()
            .any(|it| it.name() == "grade_fall" && it.code.is_empty())
    );
    assert_eq!(compared(&book, &Scores::of(&book), None), (4, dec("-4")));
    for code in ["1.1", "1.2", "2.1"] {
        enter(&mut book, code, "2");
    }
    assert_eq!(fall(&book), None, "43.75 % is one grade below");
}
