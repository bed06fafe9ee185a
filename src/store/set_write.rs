//! A criteria set to its JSON document, in the order that people read: the other way of `set_format`. Knows no file.

use rust_decimal::Decimal;
use serde_json::{Map, Value, json};

use crate::criteria::{
    Branch, Check, Choice, Condition, CriteriaSet, Criterion, Figure, NodeBody, NodeId, Operand,
    Provenance, Requirement, Rule, SetHead, Term,
};
use crate::points::{RoundingMode, print_plain};
use crate::store::set_format::FORMAT;

/// The document of a set; what is as by default is left out.
pub fn document(set: &CriteriaSet) -> Value {
    let mut document = head(&set.head);
    let sections = set.sections().map(|id| node(set, id));
    document.insert("sections".to_owned(), sections.collect());
    Value::Object(document)
}

/// Members that are there only when they say something.
struct Members(Map<String, Value>);

impl Members {
    fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.0.insert(name.to_owned(), value.into());
        self
    }

    fn with_some(self, name: &str, value: Option<impl Into<Value>>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    fn with_list(self, name: &str, list: Vec<Value>) -> Self {
        if list.is_empty() {
            self
        } else {
            self.with(name, list)
        }
    }
}

fn head(head: &SetHead) -> Map<String, Value> {
    let mode = match head.rounding.mode {
        RoundingMode::HalfUp => "half_up",
        RoundingMode::HalfEven => "half_even",
        RoundingMode::Down => "down",
        RoundingMode::Up => "up",
    };
    let decision = head.decision.as_ref().map(|decision| {
        let members = Members(Map::new()).with("number", decision.number.as_str());
        Value::Object(members.with_some("date", decision.date.as_deref()).0)
    });
    let years = head.years.map(|years| {
        let members = Members(Map::new()).with_some("from", years.from);
        Value::Object(members.with_some("to", years.to).0)
    });
    let grades = head.grades.iter().map(
        |grade| json!({ "name": grade.name, "from_percent": print_plain(grade.from_percent) }),
    );
    let notes = head.notes.iter().map(|note| Value::from(note.as_str()));
    Members(Map::new())
        .with("format", FORMAT)
        .with("id", head.id.as_str())
        .with("title", head.title.as_str())
        .with_some("issuer", head.issuer.as_deref())
        .with_some("decision", decision)
        .with_some("years", years)
        .with_some("unit_kind", head.unit_kind.as_deref())
        .with(
            "rounding",
            json!({
                "percent_places": head.rounding.percent_places,
                "score_places": head.rounding.score_places,
                "mode": mode,
            }),
        )
        .with_list("grades", grades.collect())
        .with_list("notes", notes.collect())
        .0
}

fn node(set: &CriteriaSet, id: NodeId) -> Value {
    let node_of = set.node(id);
    let members = Members(Map::new())
        .with("code", node_of.code.as_str())
        .with("title", node_of.title.as_str())
        .with_some("short", node_of.short.as_deref())
        .with_some("owner", node_of.owner.as_deref());
    let members = match &node_of.body {
        NodeBody::Group(group) => {
            let children: Vec<Value> = set.children(id).map(|child| node(set, child)).collect();
            members
                .with_some("max", group.stated_max.map(print_plain))
                .with("criteria", children)
        }
        NodeBody::Criterion(of_node) => criterion(members, of_node),
    };
    Value::Object(members.0)
}

fn criterion(members: Members, of: &Criterion) -> Members {
    let provenance = match of.provenance {
        Provenance::Stated => None,
        Provenance::Derived => Some("derived"),
        Provenance::Assumed => Some("assumed"),
    };
    members
        .with("max", print_plain(of.max))
        .with_some("provenance", provenance)
        .with_some("synthetic", of.synthetic.then_some(true))
        .with_list("figures", of.figures.iter().map(figure).collect())
        .with("rule", rule(&of.rule))
        .with_list("checks", of.checks.iter().map(check).collect())
        .with_some("explanation", requirement(of.explanation))
        .with_some("evidence", requirement(of.evidence))
        .with_some("guidance", of.guidance.as_deref())
}

fn requirement(requirement: Requirement) -> Option<&'static str> {
    match requirement {
        Requirement::Required => Some("required"),
        Requirement::Optional => None,
        Requirement::RequiredIfNotFull => Some("required_if_not_full"),
        Requirement::RequiredWithoutEvidence => Some("required_without_evidence"),
    }
}

fn figure(figure: &Figure) -> Value {
    let members = Members(Map::new())
        .with("id", figure.id.as_str())
        .with("label", figure.label.as_str())
        .with_some("unit", figure.unit.as_deref())
        .with_some("decimal", figure.decimal.then_some(true));
    Value::Object(members.0)
}

fn check(check: &Check) -> Value {
    let members = Members(condition(&check.condition));
    Value::Object(members.with_some("message", check.message.as_deref()).0)
}

fn condition(condition: &Condition) -> Map<String, Value> {
    Members(Map::new())
        .with("left", sum(&condition.left))
        .with("is", condition.is.name())
        .with("right", sum(&condition.right))
        .0
}

fn sum(terms: &[Term]) -> Value {
    let terms = terms.iter().map(|term| {
        let name = match &term.of {
            Operand::Figure(id) => id.clone(),
            Operand::One => "const".to_owned(),
        };
        (name, Value::from(print_plain(term.weight)))
    });
    Value::Object(terms.collect())
}

fn choices(choices: &[Choice]) -> Value {
    let choices = choices.iter().map(|choice| {
        json!({
            "id": choice.id,
            "label": choice.label,
            "points": print_plain(choice.points),
        })
    });
    choices.collect()
}

fn rule(rule: &Rule) -> Value {
    let decimal = |number: Option<Decimal>| number.map(print_plain);
    let members = Members(Map::new()).with("kind", rule.kind());
    let members = match rule {
        Rule::Manual => members,
        Rule::Levels(levels) => members.with("levels", choices(levels)),
        Rule::Checklist(items) => members.with("items", choices(items)),
        Rule::Ratio(ratio) => members
            .with("numerator", sum(&ratio.numerator))
            .with("denominator", sum(&ratio.denominator))
            .with_some("target", decimal(ratio.target))
            .with_some("full_from", decimal(ratio.full_from))
            .with_some("zero_below", decimal(ratio.zero_below)),
        Rule::Bands(bands) => {
            let steps = bands.bands.iter().map(
                |band| json!({ "from": print_plain(band.from), "points": print_plain(band.points) }),
            );
            members
                .with("numerator", sum(&bands.numerator))
                .with_some("denominator", bands.denominator.as_deref().map(sum))
                .with("bands", steps.collect::<Vec<_>>())
        }
        Rule::Count { points } => members.with("points", sum(points)),
        Rule::Deduct { penalty, floor } => members
            .with("penalty", sum(penalty))
            .with("floor", print_plain(*floor)),
        Rule::Branches(branches) => {
            members.with("branches", branches.iter().map(branch).collect::<Vec<_>>())
        }
        Rule::External { source } => members.with("source", source.as_str()),
    };
    Value::Object(members.0)
}

fn branch(branch: &Branch) -> Value {
    let when = branch.when.iter().map(condition).map(Value::Object);
    json!({ "when": when.collect::<Vec<_>>(), "rule": rule(&branch.rule) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::criteria::builtin;
    use crate::store::set_format;

    /// Every kind of rule and nearly every member stands in the built-in sets.
    #[test]
    fn the_built_in_sets_are_read_as_they_were_written() {
        for known in builtin::SETS {
            let json: Value = serde_json::from_str(known.json).unwrap();
            let set = set_format::read(&json).unwrap().set;
            let again = set_format::read(&document(&set)).unwrap();
            assert_eq!(again.unknown_members, Vec::<String>::new());
            assert_eq!(again.set, set);
        }
    }
}
