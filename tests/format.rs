//! Files to models and back: what survives, what is refused, and what is said about it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "helpers of tests are tests too"
)]

use std::collections::BTreeMap;

use chamdiem::criteria::Rule;
use chamdiem::lang::Lang;
use chamdiem::points::{Decimal, DecimalMark, Stored};
use chamdiem::store::{book_format, book_write, set_format, summary};
use chamdiem::workbook::{Answer, Declared, Evidence, Report, Review, Scores, Unit, Workbook};
use proptest::prelude::*;
use serde_json::{Value, json};

/// A small set that has every rule kind.
fn set() -> Value {
    json!({
        "format": "chamdiem.criteria/1", "id": "thu", "title": "Bộ thử",
        "rounding": { "percent_places": 0, "score_places": 2, "mode": "half_up" },
        "grades": [ { "name": "Tốt", "from_percent": "80" } ],
        "sections": [
            { "code": "1", "title": "Một", "short": "M", "owner": "Phòng Nội vụ", "criteria": [
                { "code": "1.1", "title": "Nhóm", "criteria": [
                    { "code": "1.1.1", "title": "Tỷ lệ", "max": "1", "provenance": "derived",
                      "figures": [ { "id": "a", "label": "A", "unit": "hồ sơ" }, { "id": "b", "label": "B" } ],
                      "rule": { "kind": "ratio", "numerator": { "a": "1" }, "denominator": { "b": 1, "const": "0" }, "target": "0.9" },
                      "checks": [ { "left": { "a": "1" }, "is": "at_most", "right": { "b": "1" }, "message": "A không quá B" } ],
                      "explanation": "required_without_evidence", "evidence": "required_if_not_full", "guidance": "Theo tỷ lệ" },
                    { "code": "1.1.2", "title": "Mức", "max": 2,
                      "rule": { "kind": "levels", "levels": [ { "id": "full", "label": "Đủ", "points": "2" } ] } } ] },
                { "code": "1.2", "title": "Mục", "max": "1", "synthetic": true,
                  "rule": { "kind": "checklist", "items": [ { "id": "plan", "label": "Kế hoạch", "points": "1" } ] } } ] },
            { "code": "2", "title": "Hai", "max": "6", "criteria": [
                { "code": "2.1", "title": "Bậc", "max": "1", "figures": [ { "id": "n", "label": "N", "decimal": true } ],
                  "rule": { "kind": "branches", "branches": [
                    { "when": [ { "left": { "n": "1" }, "is": "more_than", "right": { "const": "5" } } ],
                      "rule": { "kind": "bands", "numerator": { "n": "1" }, "bands": [ { "from": "1", "points": "1" } ] } },
                    { "rule": { "kind": "count", "points": { "n": "0.5" } } } ] } },
                { "code": "2.2", "title": "Trừ", "max": "1", "figures": [ { "id": "n", "label": "N" } ],
                  "rule": { "kind": "deduct", "penalty": { "n": "0.25" }, "floor": "-1" } },
                { "code": "2.3", "title": "Ngoài", "max": "2", "rule": { "kind": "external", "source": "điều tra xã hội học" } },
                { "code": "2.4", "title": "Tay", "max": "2", "rule": { "kind": "manual" } } ] } ]
    })
}

fn book() -> Value {
    json!({
        "format": "chamdiem.workbook/1",
        "unit": { "name": "UBND huyện A" },
        "year": 2023,
        "criteria": set(),
        "answers": { "1.1.1": { "figures": { "a": "9", "b": "10" } } }
    })
}

/// A document with one value replaced (or removed by `null`), named by its JSON pointer.
fn with(mut document: Value, pointer: &str, value: Value) -> Value {
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    match document.pointer_mut(parent).unwrap() {
        Value::Object(map) if value.is_null() => drop(map.shift_remove(name)),
        Value::Object(map) => drop(map.insert(name.to_owned(), value)),
        list => list[name.parse::<usize>().unwrap()] = value,
    }
    document
}

fn set_faults(pointer: &str, value: Value) -> Vec<String> {
    let read = set_format::read(&with(set(), pointer, value));
    read.map_or_else(
        |problems| {
            problems
                .iter()
                .map(|problem| problem.message(Lang::En))
                .collect()
        },
        |_| Vec::new(),
    )
}

fn book_faults(pointer: &str, value: Value) -> Vec<String> {
    let read = book_format::read(&with(book(), pointer, value));
    read.map_or_else(
        |problems| {
            problems
                .iter()
                .map(|problem| problem.message(Lang::En))
                .collect()
        },
        |_| Vec::new(),
    )
}

fn read(document: &Value) -> Workbook {
    book_format::read(document).expect("readable").book
}

#[test]
fn a_set_with_every_kind_of_rule_is_read_whole() {
    let set = set_format::read(&set()).unwrap();
    assert_eq!(set.unknown_members, Vec::<String>::new());
    let kinds: Vec<&str> = set
        .set
        .criteria()
        .map(|(_, _, criterion)| criterion.rule.kind())
        .collect();
    assert_eq!(
        kinds,
        [
            "ratio",
            "levels",
            "checklist",
            "branches",
            "deduct",
            "external",
            "manual"
        ]
    );
    let owner = set.set.node(set.set.find("1").unwrap()).owner.as_deref();
    assert_eq!(owner, Some("Phòng Nội vụ"));
    let Rule::Deduct { floor, .. } = &set.set.criterion("2.2").unwrap().rule else {
        panic!("deduct");
    };
    assert_eq!(*floor, Decimal::NEGATIVE_ONE);
    let ids: Vec<usize> = set.set.nodes().map(|(_, node)| node.depth).collect();
    assert_eq!(ids, [1, 2, 3, 3, 2, 1, 2, 2, 2, 2]);
}

#[test]
fn a_set_that_misses_what_is_required_says_what_and_where() {
    for (pointer, said) in [
        ("/format", "\"format\" is missing; add it"),
        ("/id", "\"id\" is missing; add it"),
        ("/title", "\"title\" is missing; add it"),
        ("/rounding", "\"rounding\" is missing; add it"),
        ("/sections", "\"sections\" is missing; add it"),
        (
            "/sections/0/criteria",
            "/sections/0: \"criteria\" is missing; add it",
        ),
        (
            "/sections/0/title",
            "/sections/0: \"title\" is missing; add it",
        ),
        (
            "/sections/0/code",
            "/sections/0: \"code\" is missing; add it",
        ),
        (
            "/sections/1/criteria/3/max",
            "/sections/1/criteria/3: \"max\" is missing; add it",
        ),
        (
            "/sections/1/criteria/3/rule",
            "/sections/1/criteria/3: \"rule\" is missing; add it",
        ),
        (
            "/sections/1/criteria/1/figures/0/label",
            "/sections/1/criteria/1/figures/0: \"label\" is missing; add it",
        ),
        (
            "/sections/1/criteria/1/rule/penalty",
            "/sections/1/criteria/1/rule: \"penalty\" is missing; add it",
        ),
    ] {
        assert_eq!(set_faults(pointer, Value::Null), [said], "{pointer}");
    }
}

#[test]
fn what_is_wrong_in_a_set_is_said_with_the_mend() {
    let ratio = "/sections/0/criteria/0/criteria/0";
    for (pointer, value, said) in [
        (
            "/format".to_owned(),
            json!("chamdiem.criteria/2"),
            "/format: format \"chamdiem.criteria/2\" cannot be read; it must be \"chamdiem.criteria/1\"",
        ),
        (
            "/sections/1/code".to_owned(),
            json!("1.2"),
            "/sections/1/code: \"1.2\" stands there twice; each may stand only once",
        ),
        (
            "/rounding/mode".to_owned(),
            json!("bankers"),
            "/rounding/mode: \"bankers\" is not known; use one of: half_up, half_even, down, up",
        ),
        (
            format!("{ratio}/max"),
            json!(0.97),
            "{ratio}/max: 0.97 must be written in quotes: \"0.97\"",
        ),
        (
            format!("{ratio}/max"),
            json!("1e3"),
            "{ratio}/max: \"1e3\" is no plain decimal; write it like \"0.97\", with at most 28 digits",
        ),
        (
            format!("{ratio}/max"),
            json!("1234567890"),
            "{ratio}/max: \"1234567890\" is too long; points have at most 9 digits before and 12 after the mark",
        ),
        (
            format!("{ratio}/max"),
            json!([1]),
            "{ratio}/max: must be a number in quotes, like \"0.97\"",
        ),
        (
            "/sections/1/criteria/1/figures".to_owned(),
            json!([{ "id": "n", "label": "N" }, { "id": "n", "label": "M" }]),
            "/sections/1/criteria/1/figures/1/id: \"n\" stands there twice; each may stand only once",
        ),
        (
            format!("{ratio}/provenance"),
            json!("guessed"),
            "{ratio}/provenance: \"guessed\" is not known; use one of: stated, derived, assumed",
        ),
        (
            format!("{ratio}/evidence"),
            json!("required_without_evidence"),
            "{ratio}/evidence: \"required_without_evidence\" is not known; use one of: required, optional, required_if_not_full",
        ),
        (
            format!("{ratio}/checks/0/is"),
            json!("=="),
            "{ratio}/checks/0/is: \"==\" is not known; use one of: equal_to, at_most, at_least, less_than, more_than",
        ),
        (
            format!("{ratio}/rule/kind"),
            json!("magic"),
            "{ratio}/rule/kind: \"magic\" is not known; use one of: manual, levels, checklist, ratio, bands, count, deduct, branches, external",
        ),
        (
            format!("{ratio}/checks/0/right"),
            json!({ "c": "1" }),
            "{ratio}/checks/0/right/c: the criterion's \"figures\" have no \"c\"; correct the id or add the figure",
        ),
        (
            format!("{ratio}/rule/numerator"),
            json!({ "a/~": "1" }),
            "{ratio}/rule/numerator/a~1~0: the criterion's \"figures\" have no \"a/~\"; correct the id or add the figure",
        ),
    ] {
        assert_eq!(
            set_faults(&pointer, value),
            [said.replace("{ratio}", ratio)]
        );
    }
}

#[test]
fn reserved_words_are_no_figure_ids() {
    for id in set_format::RESERVED {
        let figures = json!([{ "id": id, "label": "X" }, { "id": "n", "label": "N" }]);
        let said = set_faults("/sections/1/criteria/1/figures", figures);
        assert_eq!(said.len(), 1, "{id}");
        assert!(said[0].contains("is reserved"), "{said:?}");
    }
}

#[test]
fn a_figure_unknown_deep_inside_a_branch_is_found() {
    let said = set_faults(
        "/sections/1/criteria/0/rule/branches/1/rule/points",
        json!({ "m": "1" }),
    );
    assert_eq!(
        said,
        [
            "/sections/1/criteria/0/rule/branches/1/rule/points/m: the criterion's \"figures\" have no \"m\"; correct the id or add the figure"
        ]
    );
}

#[test]
fn all_that_is_wrong_is_said_at_once_and_in_order() {
    let broken = with(set(), "/sections/1/criteria/3/max", json!(2.5));
    let broken = with(broken, "/title", Value::Null);
    let broken = with(broken, "/sections/0/code", json!(7));
    let problems = set_format::read(&broken).unwrap_err();
    let pointers: Vec<&str> = problems
        .iter()
        .map(|problem| problem.pointer.as_str())
        .collect();
    assert_eq!(
        pointers,
        ["", "/sections/0/code", "/sections/1/criteria/3/max"]
    );
}

#[test]
fn members_that_the_set_format_does_not_know_are_no_error_and_are_named() {
    let odd = with(set(), "/colour", json!("red"));
    let odd = with(
        odd,
        "/sections/0/criteria/0/criteria/0/rule/nummerator",
        json!({}),
    );
    let read = set_format::read(&odd).unwrap();
    assert_eq!(
        read.unknown_members,
        [
            "/colour",
            "/sections/0/criteria/0/criteria/0/rule/nummerator"
        ]
    );
}

#[test]
fn rounding_may_leave_out_what_it_does_not_say() {
    let loose = with(set(), "/rounding", json!({ "percent_places": null }));
    let rounding = set_format::read(&loose).unwrap().set.head.rounding;
    assert_eq!((rounding.percent_places, rounding.score_places), (None, 2));
}

#[test]
fn a_workbook_that_misses_what_is_required_says_what_and_where() {
    for (pointer, said) in [
        ("/format", "\"format\" is missing; add it"),
        ("/unit", "\"unit\" is missing; add it"),
        ("/unit/name", "/unit: \"name\" is missing; add it"),
        ("/year", "\"year\" is missing; add it"),
        ("/criteria", "\"criteria\" is missing; add it"),
        ("/answers", "\"answers\" is missing; add it"),
        (
            "/criteria/sections/0/title",
            "/criteria/sections/0: \"title\" is missing; add it",
        ),
    ] {
        assert_eq!(book_faults(pointer, Value::Null), [said], "{pointer}");
    }
}

#[test]
fn what_is_wrong_in_a_workbook_is_said_with_the_mend() {
    for (pointer, value, said) in [
        (
            "/format",
            json!("chamdiem.criteria/1"),
            "/format: format \"chamdiem.criteria/1\" cannot be read; it must be \"chamdiem.workbook/1\"",
        ),
        (
            "/year",
            json!("2023"),
            "/year: must be a whole number without quotes",
        ),
        (
            "/year",
            json!(20_230),
            "/year: must be a whole number from 1 to 9999",
        ),
        ("/unit", json!([]), "/unit: must be an object { … }"),
        ("/answers", json!([]), "/answers: must be an object { … }"),
        (
            "/answers/1.1.1",
            json!("9"),
            "/answers/1.1.1: must be an object { … }",
        ),
        (
            "/answers/1.1.1/figures/a",
            json!(0.97),
            "/answers/1.1.1/figures/a: 0.97 must be written in quotes: \"0.97\"",
        ),
        (
            "/answers/1.1.1/figures/a",
            json!(true),
            "/answers/1.1.1/figures/a: must be a number in quotes, like \"0.97\"",
        ),
        (
            "/answers/1.1.1/declared",
            json!({}),
            "/answers/1.1.1/declared: \"score\" is missing; add it",
        ),
        (
            "/answers/1.1.1/ticked",
            json!("plan"),
            "/answers/1.1.1/ticked: must be a list [ … ]",
        ),
        (
            "/answers/1.1.1/evidence",
            json!([{ "id": 1 }]),
            "/answers/1.1.1/evidence/0/id: must be a text \"…\"",
        ),
    ] {
        assert_eq!(book_faults(pointer, value), [said], "{pointer}");
    }
}

#[test]
fn a_newer_version_can_be_read_and_says_so() {
    let newer = with(book(), "/format", json!("chamdiem.workbook/2"));
    let read = book_format::read(&newer).unwrap();
    assert_eq!(read.newer.as_deref(), Some("chamdiem.workbook/2"));
    assert_eq!(book_format::read(&book()).unwrap().newer, None);
}

#[test]
fn a_number_that_cannot_be_read_stays_as_it_stands() {
    let odd = with(book(), "/answers/1.1.1/figures/a", json!("1e3"));
    let mut kept = odd.clone();
    let book = read(&odd);
    assert_eq!(
        book.answer("1.1.1").figures["a"],
        Stored::Unreadable("1e3".to_owned())
    );
    book_write::write_into(&book, &mut kept);
    assert_eq!(kept, odd);
}

#[test]
fn answers_to_codes_that_the_set_lacks_are_kept() {
    let odd = with(
        book(),
        "/answers/9.9",
        json!({ "score": "1", "justification": "cũ" }),
    );
    let mut kept = odd.clone();
    book_write::write_into(&read(&odd), &mut kept);
    assert_eq!(kept, odd);
}

/// Every known level with a member that nobody knows, in an unusual order.
fn strange() -> Value {
    json!({
        "zz": 1.50,
        "answers": {
            "2.4": { "r": { "score": "abc" }, "score": "1" },
            "1.1.1": {
                "evidence": [ { "seal": [1], "id": "2", "note": "b" }, { "id": "1", "number": "5", "who": "cb1" } ],
                "declared": { "by": "cb2", "reason": "vì", "score": "0.5" },
                "figures": { "b": "10", "a": "9" }, "z": 1
            },
            "1.2": { "not_assessed": { "since": "2023", "reason": "chưa" }, "rev": 12_345_678_901_234_567_890_u64 }
        },
        "report": { "font": "Times", "heading": { "2": "Hai", "1": "Một" }, "number": "1/BC" },
        "year": 2023,
        "unit": { "phone": "0", "name": "A" },
        "criteria": set(),
        "format": "chamdiem.workbook/1",
        "history": []
    })
}

#[test]
fn unknown_members_order_and_the_embedded_set_survive_saving() {
    let before = strange();
    let mut after = before.clone();
    book_write::write_into(&read(&before), &mut after);
    // As text, so that the order of members counts too.
    assert_eq!(after.to_string(), before.to_string());
}

#[test]
fn what_is_taken_out_of_the_workbook_is_taken_out_of_the_file_and_nothing_else() {
    let mut document = strange();
    let mut book = read(&document);
    book.answers.remove("2.4");
    book.answers.remove("1.2");
    let answer = book.answers.get_mut("1.1.1").unwrap();
    answer.evidence.remove(0);
    answer.declared = None;
    answer.figures.remove("b");
    book.report.headings.remove("2");
    book_write::write_into(&book, &mut document);
    assert_eq!(
        document["answers"].to_string(),
        r#"{"2.4":{"r":{"score":"abc"}},"1.1.1":{"evidence":[{"id":"1","number":"5","who":"cb1"}],"figures":{"a":"9"},"z":1},"1.2":{"rev":12345678901234567890}}"#
    );
    assert_eq!(
        document["report"].to_string(),
        r#"{"font":"Times","heading":{"1":"Một"},"number":"1/BC"}"#
    );
}

#[test]
fn evidence_that_is_moved_takes_its_unknown_members_along() {
    let mut document = strange();
    let mut book = read(&document);
    book.answers.get_mut("1.1.1").unwrap().evidence.reverse();
    book_write::write_into(&book, &mut document);
    assert_eq!(
        document["answers"]["1.1.1"]["evidence"].to_string(),
        r#"[{"id":"1","number":"5","who":"cb1"},{"seal":[1],"id":"2","note":"b"}]"#
    );
}

#[test]
fn new_answers_go_where_the_set_has_them() {
    let mut document = strange();
    let mut book = read(&document);
    for code in ["1.1.2", "2.3", "0.0"] {
        let answer = Answer {
            justification: "x".to_owned(),
            ..Answer::default()
        };
        book.answers.insert(code.to_owned(), answer);
    }
    book_write::write_into(&book, &mut document);
    let codes: Vec<&String> = document["answers"].as_object().unwrap().keys().collect();
    assert_eq!(codes, ["1.1.2", "2.3", "2.4", "1.1.1", "1.2", "0.0"]);
}

#[test]
fn numbers_are_written_in_quotes_and_text_composed() {
    let mut document = with(
        book(),
        "/answers/1.1.1",
        json!({
            "figures": { "a": 9, "b": "10.0" }, "justification": "vie\u{323}\u{302}t\r\n\u{1b}[31mđỏ"
        }),
    );
    document = with(document, "/unit/name", json!("UBND huye\u{323}\u{302}n"));
    let book = read(&document);
    book_write::write_into(&book, &mut document);
    assert_eq!(
        document["answers"]["1.1.1"].to_string(),
        "{\"figures\":{\"a\":\"9\",\"b\":\"10\"},\"justification\":\"việt\\nđỏ\"}"
    );
    assert_eq!(document["unit"]["name"], "UBND huyện");
}

#[test]
fn names_of_members_in_another_normal_form_are_the_same_names() {
    let mut document = with(
        book(),
        "/answers",
        json!({ "1.đ\u{0}e\u{302}": { "score": "1", "z": 1 } }),
    );
    let book = read(&document);
    assert_eq!(book.answers.keys().collect::<Vec<_>>(), ["1.đê"]);
    book_write::write_into(&book, &mut document);
    assert_eq!(
        document["answers"].to_string(),
        r#"{"1.đê":{"score":"1","z":1}}"#
    );
    let twice = json!({ "ê": { "score": "1" }, "e\u{302}": { "score": "2" } });
    assert_eq!(
        book_faults("/answers", twice),
        ["/answers/ê: \"ê\" stands there twice; each may stand only once"]
    );
}

#[test]
fn the_summary_says_scores_as_text_and_what_is_missing_as_null() {
    let document = with(
        book(),
        "/answers/1.1.1/declared",
        json!({ "score": "0.50", "reason": "" }),
    );
    let book = read(&document);
    let scores = Scores::of(&book);
    let summary = summary::summary(&book, &scores, |code| {
        if code == "1.1.1" {
            vec!["declared_differs"]
        } else {
            Vec::new()
        }
    });
    assert_eq!(
        summary["total"].to_string(),
        r#"{"score":"0.5","max":"8","percent":"6.25","grade":null,"answered":1,"criteria":7}"#
    );
    assert_eq!(
        summary["criteria"][0].to_string(),
        r#"{"code":"1.1.1","title":"Tỷ lệ","max":"1","score":"0.5","computed":"1","declared":"0.5","state":"scored","findings":["declared_differs"]}"#
    );
    assert_eq!(
        summary["criteria"][6].to_string(),
        r#"{"code":"2.4","title":"Tay","max":"2","score":null,"computed":null,"declared":null,"state":"unanswered","findings":[]}"#
    );
    assert_eq!(
        summary["sections"][0].to_string(),
        r#"{"code":"1","title":"Một","score":"0.5","max":"4","percent":"12.50"}"#
    );
}

fn line() -> impl Strategy<Value = String> {
    "[ a-zA-Z0-9đêợ/.,\"\\\\]{0,12}"
}

fn text() -> impl Strategy<Value = String> {
    "[ a-zđêợ*+\\[\\]^\n]{0,20}"
}

fn stored() -> impl Strategy<Value = Stored> {
    prop_oneof![
        (any::<i64>(), 0_u32..12).prop_map(|(mantissa, scale)| Stored::Number(
            Decimal::new(mantissa, scale).normalize()
        )),
        "[a-z,+]{1,5}".prop_map(Stored::Unreadable),
    ]
}

fn evidence() -> impl Strategy<Value = Evidence> {
    let texts = proptest::collection::vec(line(), 8);
    ("[0-9a-z]{0,2}", texts, text(), proptest::option::of(line())).prop_map(
        |(id, texts, note, same_as)| {
            let mut texts = texts.into_iter();
            let mut next = || texts.next().unwrap_or_default();
            Evidence {
                id,
                kind: next(),
                number: next(),
                date: next(),
                issuer: next(),
                subject: next(),
                place: next(),
                location: next(),
                note,
                same_as,
            }
        },
    )
}

fn answer() -> impl Strategy<Value = Answer> {
    (
        proptest::collection::btree_map("[a-z]{1,3}", stored(), 0..3),
        proptest::option::of(line()),
        proptest::option::of(proptest::collection::vec(line(), 0..3)),
        proptest::option::of(stored()),
        proptest::option::of((stored(), text())),
        proptest::option::of(text()),
        proptest::option::of(line()),
        text(),
        proptest::sample::select(vec![Review::Settled, Review::Due]),
        proptest::collection::vec(evidence(), 0..3),
    )
        .prop_map(
            |(
                figures,
                level,
                ticked,
                score,
                declared,
                not_assessed,
                explained_with,
                justification,
                review,
                evidence,
            )| Answer {
                figures,
                level,
                ticked,
                score,
                declared: declared.map(|(score, reason)| Declared { score, reason }),
                not_assessed,
                explained_with,
                justification,
                review,
                evidence,
            },
        )
}

fn report() -> impl Strategy<Value = Report> {
    let lines = || proptest::collection::vec(line(), 0..3);
    let headings = proptest::collection::btree_map("[0-9]{1,2}", line(), 0..3);
    (
        proptest::collection::vec(text(), 6),
        lines(),
        lines(),
        lines(),
        any::<bool>(),
        headings,
    )
        .prop_map(|(texts, basis, recipients, signature, comma, headings)| {
            let mut texts = texts.into_iter();
            let mut next = || texts.next().unwrap_or_default();
            Report {
                number: next(),
                date: next(),
                place: next(),
                recipient: next(),
                basis,
                recipients,
                signature,
                signer: next(),
                closing: next(),
                decimal_mark: if comma {
                    DecimalMark::Comma
                } else {
                    DecimalMark::Point
                },
                headings,
            }
        })
}

fn workbook() -> impl Strategy<Value = Workbook> {
    let codes = prop_oneof![
        Just("1.1.1"),
        Just("1.2"),
        Just("2.1"),
        Just("2.4"),
        Just("9.9")
    ];
    let answers = proptest::collection::btree_map(codes.prop_map(str::to_owned), answer(), 0..4);
    (
        proptest::option::of("[0-9a-f]{16}"),
        proptest::collection::vec(line(), 3),
        "[a-zđ]{1,9}",
        1_u16..9999,
        report(),
        answers,
    )
        .prop_map(|(id, texts, name, year, report, answers)| {
            let mut texts = texts.into_iter();
            let mut next = || texts.next().unwrap_or_default();
            let unit = Unit {
                name,
                short: next(),
                parent: next(),
                place: next(),
            };
            let answers: BTreeMap<String, Answer> = answers
                .into_iter()
                .filter(|(_, answer)| !answer.is_empty())
                .collect();
            let set = set_format::read(&set()).unwrap().set;
            Workbook {
                id,
                report,
                answers,
                ..Workbook::new(set, unit, year)
            }
        })
}

/// The same document with every object's members turned around.
fn reversed(value: &Value) -> Value {
    match value {
        Value::Object(map) => map
            .iter()
            .rev()
            .map(|(name, value)| (name.clone(), reversed(value)))
            .collect(),
        Value::Array(list) => list.iter().map(reversed).collect(),
        plain => plain.clone(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_workbook_survives_writing_and_reading(book in workbook()) {
        let document = book_write::new_document(&book, &set());
        prop_assert_eq!(&read(&document), &book);
        let text = serde_json::to_string_pretty(&document).unwrap();
        let again: Value = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(&read(&again), &book);
    }

    #[test]
    fn members_may_stand_in_any_order(book in workbook()) {
        let document = reversed(&book_write::new_document(&book, &set()));
        // The set's figures keep their order of entry: only members of objects were turned around, but sums
        // are read in the order of the document.
        let read = read(&document);
        prop_assert_eq!(&read.answers, &book.answers);
        prop_assert_eq!(&read.report, &book.report);
        prop_assert_eq!((&read.unit, read.year, &read.id), (&book.unit, book.year, &book.id));
    }

    #[test]
    fn any_workbook_can_be_written_over_any_other(before in workbook(), after in workbook()) {
        let mut document = book_write::new_document(&before, &set());
        book_write::write_into(&after, &mut document);
        let expected = Workbook { id: after.id.clone().or(before.id), ..after };
        prop_assert_eq!(read(&document), expected);
    }
}
