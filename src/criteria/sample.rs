//! Small criteria and sets for the tests of this crate, written as short as the tests want to read them.

use crate::criteria::set::{NewNode, SetBuilder};
use crate::criteria::{
    Check, Comparison, Condition, CriteriaSet, Criterion, Figure, Group, NodeBody, Operand,
    Provenance, Ratio, Requirement, Rounding, Rule, SetHead, Term,
};
use crate::points::{Decimal, RoundingMode, plain};

/// Whole percents, points to two places, ties away from zero.
pub(crate) const WHOLE_PERCENT: Rounding = Rounding {
    percent_places: Some(0),
    score_places: 2,
    mode: RoundingMode::HalfUp,
};

pub(crate) fn dec(text: &str) -> Decimal {
    plain(text).expect("a plain decimal")
}

/// `a b:0.5 const:-1`
pub(crate) fn terms(text: &str) -> Vec<Term> {
    text.split_whitespace()
        .map(|term| {
            let (id, weight) = term.split_once(':').unwrap_or((term, "1"));
            Term {
                of: if id == "const" {
                    Operand::One
                } else {
                    Operand::Figure(id.to_owned())
                },
                weight: dec(weight),
            }
        })
        .collect()
}

pub(crate) fn ratio(numerator: &str, denominator: &str) -> Ratio {
    Ratio {
        numerator: terms(numerator),
        denominator: terms(denominator),
        target: None,
        full_from: None,
        zero_below: None,
    }
}

pub(crate) fn condition(left: &str, is: Comparison, right: &str) -> Condition {
    Condition {
        left: terms(left),
        is,
        right: terms(right),
    }
}

pub(crate) fn check(left: &str, is: Comparison, right: &str) -> Check {
    Check {
        condition: condition(left, is, right),
        message: None,
    }
}

/// A criterion that asks for these figures, each labelled `Số` and its id.
pub(crate) fn criterion(max: &str, figures: &str, rule: Rule) -> Criterion {
    Criterion {
        max: dec(max),
        provenance: Provenance::Stated,
        synthetic: false,
        figures: figures
            .split_whitespace()
            .map(|id| Figure {
                id: id.to_owned(),
                label: format!("Số {id}"),
                unit: None,
                decimal: false,
            })
            .collect(),
        rule,
        checks: Vec::new(),
        explanation: Requirement::Optional,
        evidence: Requirement::Optional,
        guidance: None,
    }
}

pub(crate) fn head() -> SetHead {
    SetHead {
        id: "thu".to_owned(),
        title: "Bộ tiêu chí thử".to_owned(),
        issuer: None,
        decision: None,
        years: None,
        unit_kind: None,
        rounding: WHOLE_PERCENT,
        grades: Vec::new(),
        notes: Vec::new(),
    }
}

pub(crate) fn node(code: &str, body: NodeBody) -> NewNode {
    NewNode {
        code: code.to_owned(),
        title: format!("Tiêu chí {code}"),
        short: None,
        owner: None,
        body,
    }
}

pub(crate) const fn group() -> NodeBody {
    NodeBody::Group(Group { stated_max: None })
}

/// A set whose criteria stand right under the section of their first number.
pub(crate) fn set(criteria: Vec<(&str, Criterion)>) -> CriteriaSet {
    let mut builder = SetBuilder::default();
    let mut open: Option<&str> = None;
    for (code, criterion) in criteria {
        let section = code.split('.').next().unwrap_or(code);
        if open != Some(section) {
            if open.is_some() {
                builder.close();
            }
            builder.add(node(section, group())).expect("a new section");
            open = Some(section);
        }
        builder
            .add(node(code, NodeBody::Criterion(Box::new(criterion))))
            .expect("a new code");
    }
    builder.finish(head())
}
