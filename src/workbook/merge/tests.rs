use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::*;
use crate::criteria::sample::{criterion, dec, ratio, set};
use crate::criteria::{Choice, Rule};
use crate::points::Stored;
use crate::workbook::answer::{Answer, Declared, Evidence, Unit};
use crate::workbook::check;
use crate::workbook::edit::{ReportEdit, ReportText, UnitMember, apply};

const CODES: [&str; 3] = ["1.1", "1.2", "2.1"];

fn entry(id: &str, note: &str) -> Evidence {
    Evidence {
        id: id.to_owned(),
        note: note.to_owned(),
        ..Evidence::default()
    }
}

/// A workbook written by hand: an explanation, a figure and two documents, without marks.
fn by_hand() -> Replica {
    let level = Choice {
        id: "full".to_owned(),
        label: "full".to_owned(),
        points: dec("1"),
    };
    let set = set(vec![
        ("1.1", criterion("1", "a b", Rule::Ratio(ratio("a", "b")))),
        ("1.2", criterion("2", "", Rule::Manual)),
        ("2.1", criterion("1", "", Rule::Levels(vec![level]))),
    ]);
    let unit = Unit {
        name: "UBND huyện Kon Rẫy".to_owned(),
        ..Unit::default()
    };
    let mut book = Workbook::new(set, unit, 2023);
    let answer = Answer {
        figures: BTreeMap::from([("a".to_owned(), Stored::read("1"))]),
        justification: "có sẵn".to_owned(),
        evidence: vec![entry("1", "một"), entry("2", "hai")],
        ..Answer::default()
    };
    book.answers.insert("1.1".to_owned(), answer);
    Replica::new(book, Marks::new())
}

/// A desk where somebody edits a copy: every edit gets a revision, those of a session count up.
struct Desk {
    copy: Replica,
    author: &'static str,
    last: BTreeMap<Part, Revision>,
    drawn: u64,
}

/// Revisions that differ between desks, the same in every run.
fn stem(author: &str, number: u64) -> u64 {
    let text = format!("{author} {number}");
    fingerprint(Some(&Content::Text(text)))
}

impl Desk {
    fn new(author: &'static str, copy: &Replica) -> Self {
        Self {
            copy: copy.clone(),
            author,
            last: BTreeMap::new(),
            drawn: 0,
        }
    }

    fn edit(&mut self, edit: Edit) -> Vec<Part> {
        let by = Signature {
            author: self.author.to_owned(),
            time: "2023-11-20T15:20:00+07:00".to_owned(),
        };
        let (last, author, drawn) = (&mut self.last, self.author, &mut self.drawn);
        let mut revision = |part: &Part, base: &State| {
            let known = last.get(part).filter(|last| base.knows(**last));
            *drawn += 1;
            let fresh = || Revision::first(stem(author, *drawn));
            let next = known.and_then(|last| last.next()).unwrap_or_else(fresh);
            last.insert(part.clone(), next);
            next
        };
        self.copy.edit(edit, &by, &mut revision).expect("fits")
    }

    fn take(&mut self, other: &Self) {
        self.copy = merged(&self.copy, &other.copy);
    }

    fn answer(&self, code: &str) -> &Answer {
        self.copy.book().answer(code)
    }

    fn open(&self) -> Vec<Part> {
        let conflicts = self.copy.book().conflicts.iter();
        conflicts.map(|conflict| conflict.part).collect()
    }
}

fn merged(one: &Replica, two: &Replica) -> Replica {
    merge(one, two).expect("copies of one workbook")
}

fn text(code: &str, text: &str) -> Edit {
    Edit::Justification {
        code: code.to_owned(),
        text: text.to_owned(),
        review: crate::workbook::Review::Settled,
    }
}

fn figure(figure: &str, value: Option<&str>) -> Edit {
    Edit::Figure {
        code: "1.1".to_owned(),
        figure: figure.to_owned(),
        value: value.map(Stored::read),
    }
}

fn document(id: &str, note: Option<&str>, at: usize) -> Edit {
    Edit::Evidence {
        code: "1.1".to_owned(),
        id: id.to_owned(),
        entry: note.map(|note| Box::new(entry(id, note))),
        at,
    }
}

fn justification() -> Part {
    Part::Justification("1.1".to_owned())
}

fn entered() -> Part {
    Part::Entered("1.1".to_owned())
}

fn pair() -> (Desk, Desk) {
    let base = by_hand();
    (Desk::new("cb1", &base), Desk::new("cb2", &base))
}

fn ids(desk: &Desk) -> Vec<&str> {
    let entries = desk.answer("1.1").evidence.iter();
    entries.map(|entry| entry.id.as_str()).collect()
}

#[test]
fn changes_of_different_parts_come_together_in_silence() {
    let (mut one, mut two) = pair();
    one.edit(figure("a", Some("5")));
    two.edit(text("1.1", "của cb2"));
    two.edit(document("2", Some("hai b"), 0));
    one.take(&two);
    assert_eq!(one.open(), []);
    assert_eq!(one.answer("1.1").justification, "của cb2");
    assert_eq!(one.answer("1.1").figures["a"], Stored::read("5"));
    assert_eq!(one.answer("1.1").evidence[1].note, "hai b");
}

#[test]
fn two_figures_of_one_criterion_are_one_part() {
    let (mut one, mut two) = pair();
    one.edit(figure("a", Some("5")));
    two.edit(figure("b", Some("9")));
    one.take(&two);
    assert_eq!(one.open(), [entered()]);
}

#[test]
fn the_same_part_changed_twice_keeps_both_and_counts_the_smallest_revision() {
    let (mut one, mut two) = pair();
    one.edit(text("1.1", "của cb1"));
    two.edit(text("1.1", "của cb2"));
    one.take(&two);
    let conflict = one
        .copy
        .book()
        .conflicts
        .get(&justification())
        .expect("open");
    let authors: BTreeSet<_> = conflict.authors().into_iter().collect();
    assert_eq!(authors, BTreeSet::from(["cb1", "cb2"]));
    let smallest = &conflict.sides[0];
    assert!(smallest.revision < conflict.sides[1].revision);
    assert_eq!(justification().content(one.copy.book()), smallest.content);
    assert!(conflict.sides.iter().all(|side| side.time.is_some()));
}

#[test]
fn what_descends_from_the_other_wins_without_a_word() {
    let (mut one, mut two) = pair();
    one.edit(text("1.1", "cũ"));
    two.take(&one);
    two.edit(text("1.1", "mới"));
    one.take(&two);
    assert_eq!(
        (one.open(), one.answer("1.1").justification.as_str()),
        (vec![], "mới")
    );
    two.take(&Desk::new("cb3", &by_hand()));
    assert_eq!(
        (two.open(), two.answer("1.1").justification.as_str()),
        (vec![], "mới")
    );
}

#[test]
fn a_value_without_a_mark_takes_part_by_its_hash() {
    let base = by_hand();
    let mut changed = base.book().clone();
    apply(&mut changed, text("1.1", "sửa trong tệp")).expect("fits");
    let changed = Replica::new(changed, Marks::new());
    assert_eq!(merged(&base, &changed).book().conflicts.len(), 1);
    let mut desk = Desk::new("cb1", &changed);
    desk.edit(text("1.1", "sửa trên màn hình"));
    let result = merged(&changed, &desk.copy);
    assert!(result.book().conflicts.is_empty());
    assert_eq!(
        result.book().answer("1.1").justification,
        "sửa trên màn hình"
    );
}

#[test]
fn the_hash_of_a_value_is_the_same_in_every_version() {
    let hash = fingerprint(Some(&Content::Text("Kon Rẫy".to_owned())));
    assert_eq!(format!("{hash:016x}"), "ae61de09dd6c4f66");
    let hash = fingerprint(entered().content(by_hand().book()).as_ref());
    assert_eq!(format!("{hash:016x}"), "1fce545f618f6b00");
    assert_eq!(format!("{:016x}", fingerprint(None)), "25fc6dd36ce04b20");
}

#[test]
fn equal_values_never_conflict_and_both_are_known() {
    let (mut one, mut two) = pair();
    one.edit(text("1.1", "như nhau"));
    two.edit(text("1.1", "như nhau"));
    let (one_alone, two_alone) = (one.copy.clone(), two.copy.clone());
    one.take(&two);
    assert_eq!(one.open(), []);
    one.edit(text("1.1", "sau đó"));
    for earlier in [one_alone, two_alone] {
        let result = merged(&one.copy, &earlier);
        assert!(result.book().conflicts.is_empty());
        assert_eq!(result.book().answer("1.1").justification, "sau đó");
    }
}

#[test]
fn clearing_is_an_edit() {
    let (mut one, mut two) = pair();
    one.edit(text("1.1", ""));
    two.take(&one);
    assert_eq!(
        (two.open(), two.answer("1.1").justification.as_str()),
        (vec![], "")
    );
    let (mut one, mut two) = pair();
    one.edit(document("1", None, 0));
    two.edit(document("1", Some("một b"), 0));
    one.take(&two);
    let part = Part::Evidence("1.1".to_owned(), "1".to_owned(), 0);
    assert_eq!(one.open(), std::slice::from_ref(&part));
    let conflict = one.copy.book().conflicts.get(&part).expect("open");
    assert!(conflict.sides.iter().any(|side| side.content.is_none()));
}

#[test]
fn three_sides_stay_three_until_somebody_chooses() {
    let base = by_hand();
    let mut desks = ["cb1", "cb2", "cb3"].map(|author| Desk::new(author, &base));
    for (desk, value) in desks.iter_mut().zip(["71", "72", "73"]) {
        desk.edit(figure("a", Some(value)));
    }
    let [mut one, two, mut three] = desks;
    one.take(&two);
    one.take(&three);
    let conflict = one.copy.book().conflicts.get(&entered()).expect("open");
    assert_eq!(conflict.sides.len(), 3);
    let chosen = conflict.sides.last().expect("a side").clone();
    one.edit(conflict.choice(&chosen));
    assert_eq!(one.open(), []);
    assert_eq!(entered().content(one.copy.book()), chosen.content);
    three.take(&one);
    assert_eq!(three.open(), []);
    assert_eq!(entered().content(three.copy.book()), chosen.content);
}

#[test]
fn editing_the_field_decides_the_conflict_everywhere() {
    let (mut one, mut two) = pair();
    one.edit(text("1.1", "của cb1"));
    two.edit(text("1.1", "của cb2"));
    one.take(&two);
    two.take(&one);
    one.edit(text("1.1", "sau khi bàn"));
    two.take(&one);
    assert_eq!(two.open(), []);
    assert_eq!(two.answer("1.1").justification, "sau khi bàn");
}

#[test]
fn choosing_the_value_that_counts_already_decides_too() {
    let (mut one, mut two) = pair();
    one.edit(text("1.1", "của cb1"));
    two.edit(text("1.1", "của cb2"));
    one.take(&two);
    let conflict = one
        .copy
        .book()
        .conflicts
        .get(&justification())
        .expect("open");
    one.edit(conflict.choice(&conflict.sides[0]));
    assert_eq!(one.open(), []);
    one.take(&two);
    assert_eq!(one.open(), [], "the other is known to be replaced");
}

#[test]
fn prose_can_be_kept_one_under_the_other() {
    let (mut one, mut two) = pair();
    one.edit(text("1.1", "của cb1"));
    two.edit(text("1.1", "của cb2"));
    one.take(&two);
    let conflict = one
        .copy
        .book()
        .conflicts
        .get(&justification())
        .expect("open");
    one.edit(conflict.all_texts().expect("prose"));
    let text = &one.answer("1.1").justification;
    assert!(text.contains("của cb1") && text.contains("của cb2") && text.contains("\n\n"));
    assert_eq!(one.open(), []);
}

#[test]
fn undoing_a_choice_opens_the_conflict_again() {
    let (mut one, mut two) = pair();
    one.edit(figure("a", Some("5")));
    two.edit(figure("a", Some("6")));
    one.take(&two);
    let before = one.copy.book().clone();
    let conflict = before.conflicts.get(&entered()).expect("open");
    for side in &conflict.sides {
        let mut book = before.clone();
        let undo = apply(&mut book, conflict.choice(side)).expect("fits");
        assert!(book.conflicts.is_empty());
        let redo = apply(&mut book, undo.clone()).expect("fits");
        assert_eq!(book, before);
        apply(&mut book, redo).expect("fits");
        assert_eq!(entered().content(&book), side.content);
        assert!(book.conflicts.is_empty());
        // In the file the sides get new revisions; a copy that had them open still agrees.
        one.edit(conflict.choice(side));
        one.edit(undo);
        assert_eq!(one.open(), [entered()]);
        one.take(&two);
        let again = one.copy.book().conflicts.get(&entered()).expect("open");
        assert_eq!(again.sides.len(), 2);
    }
}

#[test]
fn a_conflict_is_found_by_the_check_and_names_both() {
    let (mut one, mut two) = pair();
    one.edit(figure("a", Some("5")));
    two.edit(figure("a", Some("6")));
    let place = |text: &str| Edit::Report(ReportEdit::Text(ReportText::Place, text.to_owned()));
    one.edit(place("Kon Rẫy"));
    two.edit(place("Kon Tum"));
    one.take(&two);
    let found = check::findings(one.copy.book());
    let found: Vec<_> = found
        .iter()
        .filter(|finding| finding.name() == "conflict")
        .collect();
    let codes: Vec<&str> = found.iter().map(|finding| finding.code.as_str()).collect();
    assert_eq!(codes, ["", "1.1"]);
    for finding in found {
        assert_eq!(finding.severity(), check::Severity::Error);
        let message = finding.message(crate::lang::Lang::Vi, crate::points::DecimalMark::Comma);
        assert!(
            message.contains("cb1") && message.contains("cb2"),
            "{message}"
        );
    }
}

#[test]
fn documents_added_in_two_copies_stand_in_one_order() {
    let (mut one, mut two) = pair();
    one.edit(document("3", Some("ba"), 1));
    one.edit(document("10", Some("mười"), 9));
    two.edit(document("4", Some("bốn"), 9));
    let (left, right) = (merged(&one.copy, &two.copy), merged(&two.copy, &one.copy));
    assert_eq!(left, right);
    one.take(&two);
    assert_eq!(ids(&one), ["1", "3", "2", "4", "10"]);
    assert_eq!(one.open(), []);
}

#[test]
fn a_document_of_one_number_added_in_two_copies_is_a_conflict() {
    let (mut one, mut two) = pair();
    one.edit(document("3", Some("của cb1"), 9));
    two.edit(document("3", Some("của cb2"), 9));
    one.take(&two);
    assert_eq!(one.open().len(), 1);
    assert_eq!(ids(&one), ["1", "2", "3"]);
}

#[test]
fn entries_of_one_id_keep_apart() {
    let base = by_hand();
    let mut book = base.book().clone();
    let answer = book.answers.get_mut("1.1").expect("there");
    answer.evidence.push(entry("1", "một nữa"));
    let mut desk = Desk::new("cb1", &Replica::new(book, Marks::new()));
    let before = desk.copy.clone();
    desk.edit(document("1", None, 0));
    assert_eq!(ids(&desk), ["2", "1"]);
    let after = merged(&before, &desk.copy);
    assert_eq!(after.book().answers, desk.copy.book().answers);
    assert_eq!(
        merged(&base, &before).book().answer("1.1").evidence.len(),
        3
    );
}

#[test]
fn other_sets_years_and_units_are_refused() {
    let one = by_hand();
    let other = |change: fn(&mut Workbook)| {
        let mut book = one.book().clone();
        change(&mut book);
        merge(&one, &Replica::new(book, Marks::new())).expect_err("another")
    };
    assert!(matches!(
        other(|book| book.year = 2024),
        Refusal::OtherYear(2023, 2024)
    ));
    assert!(matches!(
        other(|book| book.unit.name.push('x')),
        Refusal::OtherUnit(..)
    ));
    assert!(matches!(
        other(|book| book.set.head.id.push('x')),
        Refusal::OtherSet(..)
    ));
}

#[test]
fn years_of_edits_leave_a_short_chain_and_an_old_copy_loses_nothing() {
    let base = by_hand();
    let mut desk = Desk::new("cb1", &base);
    for number in 0..1000 {
        desk.edit(text("1.1", &format!("lần {number}")));
    }
    assert_eq!(
        desk.copy.state(&justification()).past().iter().count(),
        2,
        "one session, one stem"
    );
    for number in 0..200 {
        desk.last.clear();
        desk.last.insert(Part::Mark, Revision::first(number));
        let by = Signature {
            author: "cb1".to_owned(),
            time: String::new(),
        };
        let mut revision = |_: &Part, _: &State| Revision::first(stem("nhiều phiên", number));
        let edit = text("1.1", &format!("phiên {number}"));
        desk.copy.edit(edit, &by, &mut revision).expect("fits");
    }
    assert!(desk.copy.state(&justification()).past().iter().count() <= 32);
    let late = merged(&desk.copy, &base);
    assert_eq!(
        late.book().conflicts.len(),
        1,
        "a needless conflict at worst"
    );
}

#[test]
fn a_value_changed_by_hand_past_its_mark_descends_from_it() {
    let (mut one, _) = pair();
    one.edit(text("1.1", "lần một"));
    let before = one.copy.clone();
    let mut book = before.book().clone();
    apply(&mut book, text("1.1", "có sẵn")).expect("fits");
    let by_hand_after = Replica::new(book, before.marks().clone());
    let result = merged(&before, &by_hand_after);
    assert!(result.book().conflicts.is_empty());
    assert_eq!(result.book().answer("1.1").justification, "có sẵn");
}

#[test]
fn every_part_has_a_name_that_is_read_back() {
    let code = || "1/2~3".to_owned();
    let all = [
        Part::Entered(code()),
        Part::Declared(code()),
        Part::NotAssessed(code()),
        Part::ExplainedWith(code()),
        Part::Justification(code()),
        Part::Evidence(code(), "a/b".to_owned(), 0),
        Part::Evidence(code(), String::new(), 2),
        Part::Unit(UnitMember::Parent),
        Part::Text(ReportText::Closing),
        Part::Lines(crate::workbook::edit::ReportLines::Basis),
        Part::Mark,
        Part::Heading(code()),
    ];
    for part in all {
        assert_eq!(Part::read_path(&part.path()), Some(part));
    }
    assert_eq!(Part::read_path("3.4.1/other"), None);
    assert_eq!(Part::Entered("3.4.1".to_owned()).path(), "3.4.1/figures");
}

/// What somebody does with copies.
#[derive(Clone, Debug)]
enum Act {
    Edit(usize, Edit),
    Copy(usize),
    Merge(usize, usize),
    Choose(usize, usize),
    /// The program is started again: a new session.
    Restart(usize),
}

fn some_edit() -> impl Strategy<Value = Edit> {
    let code = || proptest::sample::select(CODES.to_vec()).prop_map(str::to_owned);
    let word = || proptest::sample::select(vec!["", "một", "hai", "ba", "bốn"]);
    let number = || proptest::option::of(0_u32..4);
    prop_oneof![
        (number(), proptest::bool::ANY).prop_map(|(n, is_a)| figure(
            if is_a { "a" } else { "b" },
            n.map(|n| n.to_string()).as_deref()
        )),
        (code(), word()).prop_map(|(code, word)| text(&code, word)),
        (code(), number()).prop_map(|(code, n)| Edit::Declared {
            code,
            declared: n.map(|n| Declared {
                score: Stored::read(&format!("0.{n}")),
                reason: String::new(),
            }),
        }),
        (code(), proptest::option::of(word())).prop_map(|(code, word)| Edit::NotAssessed {
            code,
            reason: word.map(str::to_owned),
        }),
        (1_u32..6, proptest::option::of(word()), 0_usize..5).prop_map(|(id, word, at)| document(
            &id.to_string(),
            word,
            at
        )),
        word()
            .prop_map(|word| Edit::Report(ReportEdit::Text(ReportText::Closing, word.to_owned()))),
        word().prop_map(|word| Edit::Unit {
            member: UnitMember::Short,
            text: word.to_owned(),
        }),
        (1_u32..3, proptest::option::of(word())).prop_map(|(code, word)| {
            Edit::Report(ReportEdit::Heading(
                code.to_string(),
                word.map(str::to_owned),
            ))
        }),
    ]
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        6 => (0_usize..6, some_edit()).prop_map(|(who, edit)| Act::Edit(who, edit)),
        1 => (0_usize..6).prop_map(Act::Copy),
        2 => (0_usize..6, 0_usize..6).prop_map(|(into, from)| Act::Merge(into, from)),
        1 => (0_usize..6, 0_usize..9).prop_map(|(who, side)| Act::Choose(who, side)),
        1 => (0_usize..6).prop_map(Act::Restart),
    ]
}

/// What a copy knows of a part, told in full: every revision, never shortened and never summed up.
#[derive(Clone, Debug, Default)]
struct Told {
    sides: BTreeSet<Revision>,
    replaced: BTreeSet<Revision>,
}

struct World {
    copies: Vec<(Replica, BTreeMap<Part, Told>)>,
    sessions: Vec<BTreeMap<Part, Revision>>,
    drawn: u64,
    every: Vec<(Part, Revision)>,
}

impl World {
    fn new() -> Self {
        let base = by_hand();
        let told = base.states().into_iter().map(|(part, state)| {
            let sides = state.sides().iter().map(|side| side.revision).collect();
            let replaced = BTreeSet::new();
            (part, Told { sides, replaced })
        });
        Self {
            copies: vec![(base.clone(), told.collect())],
            sessions: vec![BTreeMap::new()],
            drawn: 0,
            every: Vec::new(),
        }
    }

    fn edit(&mut self, who: usize, edit: Edit) {
        let by = Signature {
            author: format!("cb{who}"),
            time: "2023-11-20T15:20:00+07:00".to_owned(),
        };
        let (session, drawn) = (&mut self.sessions[who], &mut self.drawn);
        let mut made = Vec::new();
        let mut revision = |part: &Part, base: &State| {
            let last = session.get(part).filter(|last| base.knows(**last));
            let next = last.and_then(|last| last.next());
            let next = next.unwrap_or_else(|| {
                *drawn += 1;
                Revision::first(stem("phiên", *drawn))
            });
            session.insert(part.clone(), next);
            made.push((part.clone(), next));
            next
        };
        let (copy, told) = &mut self.copies[who];
        if copy.edit(edit, &by, &mut revision).is_err() {
            return;
        }
        for (part, revision) in made {
            let told = told.entry(part.clone()).or_default();
            let before = std::mem::take(&mut told.sides);
            told.replaced.extend(before);
            told.sides.insert(revision);
            self.every.push((part, revision));
        }
    }

    fn act(&mut self, act: Act) {
        let many = self.copies.len();
        match act {
            Act::Edit(who, edit) => self.edit(who % many, edit),
            Act::Copy(_) if many == 6 => {}
            Act::Copy(from) => {
                self.copies.push(self.copies[from % many].clone());
                self.sessions.push(BTreeMap::new());
            }
            Act::Merge(into, from) => {
                let (other, told) = self.copies[from % many].clone();
                let (copy, known) = &mut self.copies[into % many];
                *copy = merged(copy, &other);
                join(known, &told);
            }
            Act::Choose(who, side) => {
                let open = self.copies[who % many].0.book().conflicts.iter().next();
                if let Some(conflict) = open {
                    let side = &conflict.sides[side % conflict.sides.len()];
                    self.edit(who % many, conflict.choice(side));
                }
            }
            Act::Restart(who) => self.sessions[who % many].clear(),
        }
    }
}

fn join(one: &mut BTreeMap<Part, Told>, two: &BTreeMap<Part, Told>) {
    for (part, told) in two {
        let known = one.entry(part.clone()).or_default();
        known.sides.extend(&told.sides);
        known.replaced.extend(&told.replaced);
        known.sides = known.sides.difference(&known.replaced).copied().collect();
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn every_edit_of_six_copies_is_in_the_result_or_in_a_conflict(
        acts in proptest::collection::vec(act(), 1..60), order in any::<u64>(),
    ) {
        let mut world = World::new();
        for act in acts {
            world.act(act);
        }
        let mut copies = world.copies.clone();
        let turn = usize::try_from(order % copies.len() as u64).unwrap();
        copies.rotate_left(turn);
        let (mut all, mut told) = copies[0].clone();
        for (copy, other) in &copies[1..] {
            all = merged(&all, copy);
            join(&mut told, other);
        }
        for (part, told) in &told {
            let state = all.state(part);
            let sides: BTreeSet<_> = state.sides().iter().map(|side| side.revision).collect();
            prop_assert_eq!(&sides, &told.sides, "{:?}", part);
            let content = part.content(all.book());
            prop_assert_eq!(state.content(), content.as_ref());
            let is_open = all.book().conflicts.get(part).is_some();
            prop_assert_eq!(is_open, state.is_conflict());
        }
        for (part, revision) in &world.every {
            prop_assert!(all.state(part).knows(*revision));
        }
    }

    #[test]
    fn merging_is_commutative_associative_and_idempotent(
        acts in proptest::collection::vec(act(), 1..60), which in any::<[usize; 3]>(),
    ) {
        let mut world = World::new();
        for act in acts {
            world.act(act);
        }
        let copy = |n: usize| &world.copies[which[n] % world.copies.len()].0;
        let (a, b, c) = (copy(0), copy(1), copy(2));
        prop_assert_eq!(&merged(a, b), &merged(b, a));
        prop_assert_eq!(&merged(a, a), a);
        prop_assert_eq!(merged(&merged(a, b), b), merged(a, b));
        prop_assert_eq!(merged(&merged(a, b), c), merged(a, &merged(b, c)));
    }
}
