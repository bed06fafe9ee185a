//! The rule of a criterion from its JSON, and the weighted sums and conditions in it. Knows the figures that
//! the criterion has, nothing else of it.

use crate::criteria::{
    Band, Bands, Branch, Choice, Comparison, Condition, Figure, Operand, Ratio, Rule, Term,
};
use crate::store::json::At;
use crate::store::problem::Fault;

/// The figures that a rule may name.
#[derive(Clone, Copy)]
pub(super) struct Figures<'a>(pub(super) &'a [Figure]);

const KINDS: [&str; 9] = [
    "manual",
    "levels",
    "checklist",
    "ratio",
    "bands",
    "count",
    "deduct",
    "branches",
    "external",
];

/// Reads a rule; a rule without a problem is a whole one.
pub(super) fn read_rule(at: &At<'_>, figures: Figures<'_>) -> Option<Rule> {
    let kind_at = at.required("kind")?;
    let kind = kind_at.line()?;
    match kind.as_str() {
        "manual" => {
            at.knows(&["kind"]);
            Some(Rule::Manual)
        }
        "levels" => {
            at.knows(&["kind", "levels"]);
            Some(Rule::Levels(read_choices(&at.required("levels")?)))
        }
        "checklist" => {
            at.knows(&["kind", "items"]);
            Some(Rule::Checklist(read_choices(&at.required("items")?)))
        }
        "ratio" => read_ratio(at, figures).map(Rule::Ratio),
        "bands" => read_bands(at, figures).map(Rule::Bands),
        "count" => {
            at.knows(&["kind", "points"]);
            Some(Rule::Count {
                points: read_sum(&at.required("points")?, figures, Weight::Points),
            })
        }
        "deduct" => read_deduct(at, figures),
        "branches" => read_branches(at, figures),
        "external" => {
            at.knows(&["kind", "source"]);
            let source = at.optional("source").map(|source| source.line());
            Some(Rule::External {
                source: source.flatten().unwrap_or_default(),
            })
        }
        _ => {
            kind_at.fault(Fault::NotAWord(kind, &KINDS));
            None
        }
    }
}

fn read_choices(at: &At<'_>) -> Vec<Choice> {
    at.items().filter_map(|item| read_choice(&item)).collect()
}

fn read_choice(at: &At<'_>) -> Option<Choice> {
    at.knows(&["id", "label", "points"]);
    let id = at.required("id").and_then(|id| id.name());
    let label = at.optional("label").map(|label| label.line());
    let points = at.required("points").and_then(|points| points.points());
    let id = id?;
    Some(Choice {
        label: label.flatten().unwrap_or_else(|| id.clone()),
        id,
        points: points?,
    })
}

fn read_ratio(at: &At<'_>, figures: Figures<'_>) -> Option<Ratio> {
    at.knows(&[
        "kind",
        "numerator",
        "denominator",
        "target",
        "full_from",
        "zero_below",
    ]);
    let sum = |name| {
        at.required(name)
            .map(|sum| read_sum(&sum, figures, Weight::Decimal))
    };
    let (numerator, denominator) = (sum("numerator"), sum("denominator"));
    let fraction = |name| at.optional(name).and_then(|bound| bound.decimal());
    Some(Ratio {
        target: fraction("target"),
        full_from: fraction("full_from"),
        zero_below: fraction("zero_below"),
        numerator: numerator?,
        denominator: denominator?,
    })
}

fn read_bands(at: &At<'_>, figures: Figures<'_>) -> Option<Bands> {
    at.knows(&["kind", "numerator", "denominator", "bands"]);
    let numerator = at
        .required("numerator")
        .map(|sum| read_sum(&sum, figures, Weight::Decimal));
    let denominator = at
        .optional("denominator")
        .map(|sum| read_sum(&sum, figures, Weight::Decimal));
    let bands = at.required("bands");
    let bands = bands.iter().flat_map(At::items);
    Some(Bands {
        bands: bands.filter_map(|band| read_band(&band)).collect(),
        numerator: numerator?,
        denominator,
    })
}

fn read_band(at: &At<'_>) -> Option<Band> {
    at.knows(&["from", "points"]);
    let from = at.required("from").and_then(|from| from.decimal());
    let points = at.required("points").and_then(|points| points.points());
    Some(Band {
        from: from?,
        points: points?,
    })
}

fn read_deduct(at: &At<'_>, figures: Figures<'_>) -> Option<Rule> {
    at.knows(&["kind", "penalty", "floor"]);
    let floor = at.optional("floor").and_then(|floor| floor.points());
    Some(Rule::Deduct {
        penalty: read_sum(&at.required("penalty")?, figures, Weight::Points),
        floor: floor.unwrap_or_default(),
    })
}

fn read_branches(at: &At<'_>, figures: Figures<'_>) -> Option<Rule> {
    at.knows(&["kind", "branches"]);
    let branches = at.required("branches")?;
    let branches = branches
        .items()
        .filter_map(|branch| read_branch(&branch, figures));
    Some(Rule::Branches(branches.collect()))
}

fn read_branch(at: &At<'_>, figures: Figures<'_>) -> Option<Branch> {
    at.knows(&["when", "rule"]);
    let when = at.optional("when");
    let when = when.iter().flat_map(At::items).filter_map(|condition| {
        condition.knows(&["left", "is", "right"]);
        read_condition(&condition, figures)
    });
    Some(Branch {
        when: when.collect(),
        rule: read_rule(&at.required("rule")?, figures)?,
    })
}

/// Reads `left`, `is` and `right` of a condition or check.
pub(super) fn read_condition(at: &At<'_>, figures: Figures<'_>) -> Option<Condition> {
    let left = at.required("left");
    let is = at.required("is").and_then(|is| {
        is.word(
            &["equal_to", "at_most", "at_least", "less_than", "more_than"],
            &Comparison::ALL,
        )
    });
    let right = at.required("right");
    let left = left.map(|sum| read_sum(&sum, figures, Weight::Decimal));
    let right = right.map(|sum| read_sum(&sum, figures, Weight::Decimal));
    Some(Condition {
        left: left?,
        is: is?,
        right: right?,
    })
}

/// What a weight may be.
#[derive(Clone, Copy)]
enum Weight {
    /// Any decimal.
    Decimal,
    /// Points for each thing counted.
    Points,
}

fn read_sum(at: &At<'_>, figures: Figures<'_>, weight: Weight) -> Vec<Term> {
    let mut terms = Vec::new();
    for (name, weight_at) in at.members() {
        let of = if name == "const" {
            Operand::One
        } else {
            if !figures.0.iter().any(|figure| figure.id == name) {
                weight_at.fault(Fault::UnknownFigure(name.clone()));
            }
            Operand::Figure(name)
        };
        let weight = match weight {
            Weight::Decimal => weight_at.decimal(),
            Weight::Points => weight_at.points(),
        };
        terms.extend(weight.map(|weight| Term { of, weight }));
    }
    terms
}
