//! What holds for every set and every workbook: scores stay within their bounds, the whole is the sum of its parts,
//! the order of work leaves no trace, and every edit can be taken back.

// What a test expects is what it is about.
#![allow(clippy::expect_used)]

use chamdiem::criteria::set::{NewNode, SetBuilder};
use chamdiem::criteria::{
    Band, Bands, Branch, Check, Choice, Comparison, Condition, CriteriaSet, Criterion, Figure,
    Group, NodeBody, Operand, Provenance, Ratio, Requirement, Rounding, Rule, SetHead, Term,
};
use chamdiem::lang::Lang;
use chamdiem::points::{Decimal, DecimalMark, RoundingMode, Stored, sum};
use chamdiem::workbook::check::{criterion_findings, dependents, findings};
use chamdiem::workbook::edit::{ReportEdit, ReportLines, ReportText, UnitMember};
use chamdiem::workbook::words::{explanation, next_gain};
use chamdiem::workbook::{
    Answer, Declared, Edit, Evidence, Review, Scores, State, Unit, Workbook, apply,
};
use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use proptest::test_runner::TestCaseResult;

const FIGURES: [&str; 3] = ["a", "b", "c"];
const CHOICES: [&str; 3] = ["x", "y", "z"];
const CODES: [&str; 6] = ["1.1", "1.2", "1.3", "2.1", "2.2", "3.1"];

fn decimal(range: std::ops::Range<i64>) -> impl Strategy<Value = Decimal> {
    (range, 0_u32..4).prop_map(|(mantissa, scale)| Decimal::new(mantissa, scale).normalize())
}

fn terms() -> impl Strategy<Value = Vec<Term>> {
    let figure = select(FIGURES.to_vec()).prop_map(|id| Operand::Figure(id.to_owned()));
    let operand = prop_oneof![4 => figure, 1 => Just(Operand::One)];
    let weight = select(vec![-15, -10, 5, 10, 10, 25]).prop_map(|tenths| Decimal::new(tenths, 1));
    vec((operand, weight), 1..3).prop_map(|terms| {
        let mut made: Vec<Term> = Vec::new();
        for (of, weight) in terms {
            if made.iter().all(|term| term.of != of) {
                made.push(Term { of, weight });
            }
        }
        made
    })
}

fn condition() -> impl Strategy<Value = Condition> {
    (terms(), select(Comparison::ALL.to_vec()), terms()).prop_map(|(left, is, right)| Condition {
        left,
        is,
        right,
    })
}

fn choices() -> impl Strategy<Value = Vec<Choice>> {
    vec(decimal(0..40), CHOICES.len()).prop_map(|points| {
        let choice = |(id, points): (&&str, Decimal)| Choice {
            id: (*id).to_owned(),
            label: format!("Mức {id}"),
            points,
        };
        CHOICES.iter().zip(points).map(choice).collect()
    })
}

fn ratio() -> impl Strategy<Value = Ratio> {
    let bound = || option::weighted(0.3, select(vec![2, 5, 8, 9]));
    (terms(), terms(), bound(), bound(), bound()).prop_map(|(numerator, denominator, t, f, z)| {
        let tenths = |tenths: Option<i64>| tenths.map(|tenths| Decimal::new(tenths, 1));
        Ratio {
            numerator,
            denominator,
            target: tenths(t),
            full_from: tenths(f),
            zero_below: tenths(z),
        }
    })
}

fn simple_rule() -> impl Strategy<Value = Rule> {
    let band = (decimal(0..20), decimal(0..40)).prop_map(|(from, points)| Band { from, points });
    let bands = (terms(), option::of(terms()), vec(band, 0..4)).prop_map(
        |(numerator, denominator, bands)| Bands {
            numerator,
            denominator,
            bands,
        },
    );
    let deduct = (terms(), decimal(-30..10));
    prop_oneof![
        1 => Just(Rule::Manual),
        1 => choices().prop_map(Rule::Levels),
        1 => choices().prop_map(Rule::Checklist),
        4 => ratio().prop_map(Rule::Ratio),
        1 => bands.prop_map(Rule::Bands),
        1 => terms().prop_map(|points| Rule::Count { points }),
        1 => deduct.prop_map(|(penalty, floor)| Rule::Deduct { penalty, floor }),
        1 => Just(Rule::External {
            source: "điều tra xã hội học".to_owned()
        }),
    ]
}

/// Every kind of rule.
fn rule() -> impl Strategy<Value = Rule> {
    let branch =
        (vec(condition(), 0..3), simple_rule()).prop_map(|(when, rule)| Branch { when, rule });
    prop_oneof![
        5 => simple_rule(),
        1 => vec(branch, 1..4).prop_map(Rule::Branches),
    ]
}

fn requirement() -> impl Strategy<Value = Requirement> {
    select(vec![
        Requirement::Required,
        Requirement::Optional,
        Requirement::RequiredIfNotFull,
        Requirement::RequiredWithoutEvidence,
    ])
}

fn criterion() -> impl Strategy<Value = Criterion> {
    let checks = vec(condition(), 0..2);
    let asked = (requirement(), requirement());
    (decimal(1..60), rule(), checks, asked, any::<bool>()).prop_map(
        |(max, rule, checks, (explanation, evidence), decimal)| Criterion {
            max,
            provenance: Provenance::Stated,
            synthetic: false,
            figures: FIGURES
                .iter()
                .map(|id| Figure {
                    id: (*id).to_owned(),
                    label: format!("Số {id}"),
                    unit: None,
                    decimal,
                })
                .collect(),
            rule,
            checks: checks
                .into_iter()
                .map(|condition| Check {
                    condition,
                    message: None,
                })
                .collect(),
            explanation,
            evidence,
            guidance: None,
        },
    )
}

fn rounding() -> impl Strategy<Value = Rounding> {
    let mode = select(vec![
        RoundingMode::HalfUp,
        RoundingMode::HalfEven,
        RoundingMode::Down,
        RoundingMode::Up,
    ]);
    (option::of(0_u32..3), 0_u32..4, mode).prop_map(|(percent_places, score_places, mode)| {
        Rounding {
            percent_places,
            score_places,
            mode,
        }
    })
}

fn set() -> impl Strategy<Value = CriteriaSet> {
    (vec(criterion(), CODES.len()), rounding()).prop_map(|(criteria, rounding)| {
        let mut builder = SetBuilder::default();
        let mut section = None;
        for (code, criterion) in CODES.iter().zip(criteria) {
            let first = code.split('.').next();
            if section != first {
                builder.close();
                builder
                    .add(node(
                        first.unwrap_or_default(),
                        NodeBody::Group(Group { stated_max: None }),
                    ))
                    .expect("new");
                section = first;
            }
            builder
                .add(node(code, NodeBody::Criterion(Box::new(criterion))))
                .expect("new");
        }
        builder.finish(SetHead {
            id: "thu".to_owned(),
            title: "Bộ tiêu chí thử".to_owned(),
            issuer: None,
            decision: None,
            years: None,
            unit_kind: None,
            rounding,
            grades: Vec::new(),
            notes: Vec::new(),
        })
    })
}

fn node(code: &str, body: NodeBody) -> NewNode {
    NewNode {
        code: code.to_owned(),
        title: code.to_owned(),
        short: None,
        owner: None,
        body,
    }
}

/// A number as a file may hold it: mostly fit, sometimes not.
fn stored() -> impl Strategy<Value = Stored> {
    prop_oneof![
        8 => (0_i64..50).prop_map(|number| Stored::Number(Decimal::from(number))),
        2 => decimal(-50..500).prop_map(Stored::Number),
        1 => Just(Stored::Unreadable("nhiều".to_owned())),
    ]
}

fn evidence() -> impl Strategy<Value = Evidence> {
    let same_as = (select(CODES.to_vec()), 1_u8..3).prop_map(|(code, id)| format!("{code}/{id}"));
    (
        1_u8..4,
        select(vec!["", "13/KH-UBND"]),
        option::weighted(0.3, same_as),
    )
        .prop_map(|(id, number, same_as)| Evidence {
            id: id.to_string(),
            number: number.to_owned(),
            note: "Danh sách".to_owned(),
            same_as,
            ..Evidence::default()
        })
}

fn text() -> impl Strategy<Value = String> {
    select(vec![
        "",
        "Đã giải quyết 12 hồ sơ, 3 trễ hạn[^1].",
        "Theo Kế hoạch[^2,3]; ông Nguyễn Văn An.",
    ])
    .prop_map(str::to_owned)
}

fn declared() -> impl Strategy<Value = Declared> {
    (stored(), text()).prop_map(|(score, reason)| Declared { score, reason })
}

fn ticked() -> impl Strategy<Value = Vec<String>> {
    subsequence(CHOICES.to_vec(), 0..=CHOICES.len())
        .prop_map(|ids| ids.into_iter().map(str::to_owned).collect())
}

fn link() -> impl Strategy<Value = Option<String>> {
    option::weighted(0.3, select(CODES.to_vec()).prop_map(str::to_owned))
}

fn review() -> impl Strategy<Value = Review> {
    select(vec![Review::Settled, Review::Due])
}

fn answer() -> impl Strategy<Value = Answer> {
    let figure = select(FIGURES.to_vec()).prop_map(str::to_owned);
    let choice = option::of(select(CHOICES.to_vec()).prop_map(str::to_owned));
    let scores = (option::of(stored()), option::weighted(0.1, declared()));
    let texts = (option::weighted(0.1, text()), (text(), review()), link());
    let unique = |entries: Vec<Evidence>| {
        let mut kept: Vec<Evidence> = Vec::new();
        for entry in entries {
            if kept.iter().all(|other| other.id != entry.id) {
                kept.push(entry);
            }
        }
        kept
    };
    (
        btree_map(figure, stored(), 0..=3),
        choice,
        option::of(ticked()),
        scores,
        texts,
        vec(evidence(), 0..3).prop_map(unique),
    )
        .prop_map(
            |(figures, level, ticked, (score, declared), texts, evidence)| {
                let (not_assessed, (justification, review), explained_with) = texts;
                Answer {
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
                }
            },
        )
}

fn book() -> impl Strategy<Value = Workbook> {
    let code = select(CODES.to_vec()).prop_map(str::to_owned);
    (set(), btree_map(code, answer(), 0..=CODES.len())).prop_map(|(set, mut answers)| {
        answers.retain(|_, answer| !answer.is_empty());
        let mut book = Workbook::new(set, Unit::default(), 2023);
        "UBND huyện".clone_into(&mut book.unit.name);
        book.answers = answers;
        book
    })
}

/// Every kind of edit, fitting or not.
fn edit() -> impl Strategy<Value = Edit> {
    let code = || select(CODES.to_vec()).prop_map(str::to_owned);
    let id = |ids: [&'static str; 3]| select(ids.to_vec()).prop_map(str::to_owned);
    let entry = option::of(evidence().prop_map(Box::new));
    prop_oneof![
        4 => (code(), id(FIGURES), option::of(stored()))
            .prop_map(|(code, figure, value)| Edit::Figure { code, figure, value }),
        1 => (code(), option::of(id(CHOICES))).prop_map(|(code, level)| Edit::Level { code, level }),
        1 => (code(), option::of(ticked())).prop_map(|(code, items)| Edit::Ticked { code, items }),
        1 => (code(), option::of(stored())).prop_map(|(code, value)| Edit::Score { code, value }),
        1 => (code(), option::of(declared())).prop_map(|(code, declared)| Edit::Declared { code, declared }),
        1 => (code(), option::of(text())).prop_map(|(code, reason)| Edit::NotAssessed { code, reason }),
        2 => (code(), link()).prop_map(|(code, other)| Edit::ExplainedWith { code, other }),
        1 => (code(), text(), review())
            .prop_map(|(code, text, review)| Edit::Justification { code, text, review }),
        2 => (code(), id(["1", "2", "3"]), entry, 0_usize..4)
            .prop_map(|(code, id, entry, at)| Edit::Evidence { code, id, entry, at }),
        1 => text().prop_map(|text| Edit::Unit { member: UnitMember::Name, text }),
        1 => text().prop_map(|text| Edit::Report(ReportEdit::Text(ReportText::Closing, text))),
        1 => vec(text(), 0..3).prop_map(|lines| Edit::Report(ReportEdit::Lines(ReportLines::Basis, lines))),
        1 => option::of(text()).prop_map(|text| Edit::Report(ReportEdit::Heading("1".to_owned(), text))),
        1 => Just(Edit::Report(ReportEdit::Mark(DecimalMark::Point))),
    ]
}

fn floor(rule: &Rule) -> Decimal {
    let floors = rule.with_inner().into_iter().map(|rule| match rule {
        Rule::Deduct { floor, .. } => *floor,
        Rule::Manual
        | Rule::Levels(_)
        | Rule::Checklist(_)
        | Rule::Ratio(_)
        | Rule::Bands(_)
        | Rule::Count { .. }
        | Rule::Branches(_)
        | Rule::External { .. } => Decimal::ZERO,
    });
    floors.fold(Decimal::ZERO, Decimal::min)
}

fn within_bounds(book: &Workbook) -> TestCaseResult {
    let scores = Scores::of(book);
    for (id, node, criterion) in book.set.criteria() {
        let score = scores.criterion(id).expect("a criterion has a score");
        prop_assert_eq!(score.points.is_some(), score.state == State::Scored);
        for points in [score.points, score.computed].into_iter().flatten() {
            let least = floor(&criterion.rule).min(criterion.max);
            prop_assert!(
                points >= least && points <= criterion.max,
                "{}: {points}",
                node.code
            );
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, ..ProptestConfig::default() })]

    #[test]
    fn scores_lie_between_their_floor_and_their_maximum(book in book()) {
        within_bounds(&book)?;
    }

    #[test]
    fn the_whole_is_the_sum_of_its_parts(book in book()) {
        let scores = Scores::of(&book);
        let parts = || book.set.criteria().filter_map(|(id, _, criterion)| Some((scores.criterion(id)?, criterion)));
        prop_assert_eq!(scores.total.score, sum(parts().filter_map(|(score, _)| score.points)));
        let counted = parts().filter(|(score, _)| score.max_counts).map(|(_, criterion)| criterion.max);
        prop_assert_eq!(scores.total.max, sum(counted));
        for section in book.set.sections() {
            let inside = book.set.children(section).map(|id| scores.tally(id).score);
            prop_assert_eq!(scores.tally(section).score, sum(inside));
        }
        prop_assert_eq!(scores.total.criteria, CODES.len());
    }

    #[test]
    fn refreshed_scores_are_the_scores_from_scratch(book in book(), edits in vec(edit(), 1..8)) {
        let mut book = book;
        let mut scores = Scores::of(&book);
        for edit in edits {
            let code = edit.code().map(str::to_owned);
            if apply(&mut book, edit).is_ok() && let Some(code) = code {
                scores.refresh(&book, &code);
            }
            prop_assert_eq!(&scores, &Scores::of(&book));
        }
    }

    #[test]
    fn totals_do_not_depend_on_the_order_of_answering(book in book(), order in Just(CODES.to_vec()).prop_shuffle()) {
        let mut answered = Workbook::new(book.set.clone(), book.unit.clone(), book.year);
        let mut scores = Scores::of(&answered);
        for code in order {
            if let Some(answer) = book.answers.get(code) {
                answered.answers.insert(code.to_owned(), answer.clone());
                scores.refresh(&answered, code);
            }
        }
        prop_assert_eq!(scores, Scores::of(&book));
    }

    #[test]
    fn an_edit_and_its_inverse_leave_the_workbook_as_it_was(book in book(), edit in edit()) {
        let mut edited = book.clone();
        match apply(&mut edited, edit.clone()) {
            Err(_) => prop_assert_eq!(edited, book),
            Ok(inverse) => {
                prop_assert!(inverse.same_place(&edit));
                let taken_back = apply(&mut edited, inverse);
                // Choices and links that only a file can bring are not brought back.
                if taken_back.is_ok() {
                    prop_assert_eq!(edited, book);
                } else {
                    let is_choice = matches!(edit, Edit::Level { .. } | Edit::Ticked { .. } | Edit::ExplainedWith { .. });
                    prop_assert!(is_choice, "{:?}", edit);
                }
            }
        }
    }

    #[test]
    fn an_edit_changes_findings_only_where_it_is_said_to_reach(book in book(), edit in edit()) {
        let mut edited = book.clone();
        let Some(code) = edit.code().map(str::to_owned) else {
            return Ok(());
        };
        let mut reached = dependents(&book, &code);
        if apply(&mut edited, edit).is_ok() {
            reached.extend(dependents(&edited, &code));
            reached.push(code);
            for other in CODES.into_iter().filter(|other| !reached.iter().any(|code| code == other)) {
                prop_assert_eq!(criterion_findings(&book, other), criterion_findings(&edited, other), "{}", other);
            }
        }
    }

    #[test]
    fn every_finding_and_every_score_can_be_told(book in book()) {
        for finding in findings(&book) {
            for lang in [Lang::Vi, Lang::En] {
                prop_assert!(!finding.message(lang, DecimalMark::Comma).is_empty());
            }
        }
        for (_, node, criterion) in book.set.criteria() {
            let answer = book.answer(&node.code);
            let lines = explanation(criterion, answer, book.set.head.rounding, Lang::Vi, DecimalMark::Comma);
            prop_assert!(!lines.is_empty());
            prop_assert!(lines.iter().all(|line| !line.is_empty() && !line.contains(['×', '÷'])));
        }
    }

    #[test]
    fn a_gain_is_the_first_number_at_which_the_score_rises(book in book()) {
        for (_, node, criterion) in book.set.criteria() {
            let answer = book.answer(&node.code);
            let rounding = book.set.head.rounding;
            let Some(gain) = next_gain(criterion, answer, rounding) else {
                continue;
            };
            let at = |number: Decimal| {
                let mut trial = answer.clone();
                trial.figures.insert(gain.figure.clone(), Stored::Number(number));
                chamdiem::workbook::score::score(criterion, &trial, rounding).points
            };
            prop_assert_eq!(at(gain.to), Some(gain.points));
            prop_assert_eq!(at(gain.to - Decimal::ONE), at(gain.from));
            prop_assert!(Some(gain.points) > at(gain.from));
        }
    }
}
