//! A JSON document to a criteria set. Refuses what makes a set unusable and says all of it at once; what is
//! merely odd is for the lint. Knows no file.

use std::collections::HashSet;

use rust_decimal::Decimal;
use serde_json::Value;

use crate::criteria::set::{NewNode, SetBuilder};
use crate::criteria::{
    Check, CriteriaSet, Criterion, Decision, Figure, Grade, Group, NodeBody, Provenance,
    Requirement, Rounding, Rule, SetHead, Years,
};
use crate::points::RoundingMode;
use crate::store::json::{At, Notes};
use crate::store::problem::{Fault, Problem};
use crate::store::rule_format::{self, Figures};

/// The format of criteria sets.
pub const FORMAT: &str = "chamdiem.criteria/1";

/// Figure ids that mean something else on the command line and in formulas.
pub const RESERVED: [&str; 9] = [
    "const",
    "level",
    "ticked",
    "score",
    "declared",
    "reason",
    "not_assessed",
    "justification",
    "explained_with",
];

/// Most places to which a set may round; points have no more.
const MOST_PLACES: u32 = 12;

/// A set that can be used, and what the lint wants to know of its document.
#[derive(Clone, Debug)]
pub struct SetRead {
    /// The set.
    pub set: CriteriaSet,
    /// JSON pointers of the members that the format does not know, in the document's order.
    pub unknown_members: Vec<String>,
}

/// Reads a set from its document. Errors: every problem, in the order of the document.
pub fn read(document: &Value) -> Result<SetRead, Vec<Problem>> {
    let notes = Notes::default();
    let set = read_set(&At::root(document, &notes));
    let (problems, unknown_members) = notes.into_parts();
    match set {
        Some(set) if problems.is_empty() => Ok(SetRead {
            set,
            unknown_members,
        }),
        _ => Err(problems),
    }
}

/// Reads the set at a place; problems are noted there.
pub(super) fn read_set(at: &At<'_>) -> Option<CriteriaSet> {
    at.object()?;
    at.knows(&[
        "format",
        "id",
        "title",
        "issuer",
        "decision",
        "years",
        "unit_kind",
        "rounding",
        "grades",
        "notes",
        "sections",
    ]);
    let format = at.required("format").and_then(|format| {
        let found = format.line()?;
        if found != FORMAT {
            format.fault(Fault::Format(found, FORMAT));
        }
        Some(())
    });
    let head = read_head(at);
    let mut builder = SetBuilder::default();
    for section in at.required("sections").iter().flat_map(At::items) {
        read_node(&section, Level::Section, &mut builder);
    }
    format?;
    Some(builder.finish(head?))
}

fn read_head(at: &At<'_>) -> Option<SetHead> {
    let id = at.required("id").and_then(|id| id.name());
    let title = at.required("title").and_then(|title| title.line());
    let issuer = at.optional("issuer").and_then(|issuer| issuer.line());
    let decision = at.optional("decision").and_then(|it| read_decision(&it));
    let years = at.optional("years").and_then(|years| read_years(&years));
    let unit_kind = at.optional("unit_kind").and_then(|kind| kind.line());
    let rounding = at.required("rounding").and_then(|it| read_rounding(&it));
    let grades = at.optional("grades");
    let grades = grades.iter().flat_map(At::items);
    let grades = grades.filter_map(|grade| read_grade(&grade)).collect();
    let notes = at.optional("notes").map(|notes| texts(&notes));
    Some(SetHead {
        id: id?,
        title: title?,
        issuer,
        decision,
        years,
        unit_kind,
        rounding: rounding?,
        grades,
        notes: notes.unwrap_or_default(),
    })
}

fn texts(at: &At<'_>) -> Vec<String> {
    at.items().filter_map(|item| item.text()).collect()
}

fn read_decision(at: &At<'_>) -> Option<Decision> {
    at.object()?;
    at.knows(&["number", "date"]);
    Some(Decision {
        number: at
            .optional("number")
            .and_then(|number| number.line())
            .unwrap_or_default(),
        date: at.optional("date").and_then(|date| date.line()),
    })
}

fn read_years(at: &At<'_>) -> Option<Years> {
    at.object()?;
    at.knows(&["from", "to"]);
    let year = |name| at.optional(name).and_then(|year| read_year(&year));
    Some(Years {
        from: year("from"),
        to: year("to"),
    })
}

/// A year, 1 to 9999.
pub(super) fn read_year(at: &At<'_>) -> Option<u16> {
    at.whole(1, 9999).and_then(|year| u16::try_from(year).ok())
}

fn read_rounding(at: &At<'_>) -> Option<Rounding> {
    at.object()?;
    at.knows(&["percent_places", "score_places", "mode"]);
    let places = |name| at.optional(name).and_then(|at| at.whole(0, MOST_PLACES));
    Some(Rounding {
        percent_places: places("percent_places"),
        score_places: places("score_places").unwrap_or(2),
        mode: at
            .optional("mode")
            .map_or(Some(RoundingMode::HalfUp), |mode| {
                mode.word(
                    &["half_up", "half_even", "down", "up"],
                    &[
                        RoundingMode::HalfUp,
                        RoundingMode::HalfEven,
                        RoundingMode::Down,
                        RoundingMode::Up,
                    ],
                )
            })?,
    })
}

fn read_grade(at: &At<'_>) -> Option<Grade> {
    at.knows(&["name", "from_percent"]);
    let name = at.required("name").and_then(|name| name.line());
    let from = at.required("from_percent").and_then(|from| from.decimal());
    Some(Grade {
        name: name?,
        from_percent: from?,
    })
}

/// Where a node stands: a section is always a group.
#[derive(Clone, Copy)]
enum Level {
    Section,
    Inner,
}

const GROUP_MEMBERS: [&str; 6] = ["code", "title", "short", "owner", "max", "criteria"];
const CRITERION_MEMBERS: [&str; 13] = [
    "code",
    "title",
    "short",
    "owner",
    "max",
    "rule",
    "provenance",
    "synthetic",
    "figures",
    "checks",
    "explanation",
    "evidence",
    "guidance",
];

fn read_node(at: &At<'_>, level: Level, builder: &mut SetBuilder) {
    let Some(members) = at.object() else { return };
    let is_group = matches!(level, Level::Section) || members.contains_key("criteria");
    let code = at.required("code");
    let name = code.and_then(|code| code.name());
    let title = at.required("title").and_then(|title| title.line());
    let short = at.optional("short").and_then(|short| short.line());
    let owner = at.optional("owner").and_then(|owner| owner.line());
    let body = if is_group {
        at.knows(&GROUP_MEMBERS);
        let stated_max = at.optional("max").and_then(|max| max.points());
        Some(NodeBody::Group(Group { stated_max }))
    } else {
        at.knows(&CRITERION_MEMBERS);
        read_criterion(at).map(|criterion| NodeBody::Criterion(Box::new(criterion)))
    };
    // A node that is itself unusable still has its children read: all problems are said at once.
    let added = match (name, title, body) {
        (Some(name), Some(title), Some(body)) => {
            let new = NewNode {
                code: name,
                title,
                short,
                owner,
                body,
            };
            builder.add(new).map_err(|twice| {
                if let Some(code) = code {
                    code.fault(Fault::Twice(twice.0));
                }
            })
        }
        _ => Err(()),
    };
    if is_group {
        for child in at.required("criteria").iter().flat_map(At::items) {
            read_node(&child, Level::Inner, builder);
        }
        if added.is_ok() {
            builder.close();
        }
    }
}

fn read_criterion(at: &At<'_>) -> Option<Criterion> {
    let max = at.required("max").and_then(|max| max.points());
    let figures = read_figures(at);
    let known = Figures(&figures);
    let rule = at
        .required("rule")
        .and_then(|rule| rule_format::read_rule(&rule, known));
    let checks = at.optional("checks");
    let checks = checks.iter().flat_map(At::items);
    let checks = checks
        .filter_map(|check| read_check(&check, known))
        .collect();
    let provenance = at.optional("provenance").map(|at| read_provenance(&at));
    let synthetic = at.optional("synthetic").and_then(|flag| flag.flag());
    let explanation = at.optional("explanation").map(|at| {
        at.word(
            &[
                "required",
                "optional",
                "required_if_not_full",
                "required_without_evidence",
            ],
            &REQUIREMENTS,
        )
    });
    let evidence = at.optional("evidence").map(|at| {
        at.word(
            &["required", "optional", "required_if_not_full"],
            &REQUIREMENTS,
        )
    });
    let guidance = at.optional("guidance").and_then(|text| text.text());
    Some(whole(
        max?,
        rule?,
        figures,
        checks,
        Said {
            provenance: provenance.flatten().unwrap_or_default(),
            synthetic: synthetic.unwrap_or_default(),
            explanation: explanation.flatten().unwrap_or_default(),
            evidence: evidence.flatten().unwrap_or_default(),
            guidance,
        },
    ))
}

const REQUIREMENTS: [Requirement; 4] = [
    Requirement::Required,
    Requirement::Optional,
    Requirement::RequiredIfNotFull,
    Requirement::RequiredWithoutEvidence,
];

/// What is said of a criterion besides how it is scored.
struct Said {
    provenance: Provenance,
    synthetic: bool,
    explanation: Requirement,
    evidence: Requirement,
    guidance: Option<String>,
}

fn whole(
    max: Decimal,
    rule: Rule,
    figures: Vec<Figure>,
    checks: Vec<Check>,
    said: Said,
) -> Criterion {
    Criterion {
        max,
        provenance: said.provenance,
        synthetic: said.synthetic,
        figures,
        rule,
        checks,
        explanation: said.explanation,
        evidence: said.evidence,
        guidance: said.guidance,
    }
}

fn read_provenance(at: &At<'_>) -> Option<Provenance> {
    at.word(
        &["stated", "derived", "assumed"],
        &[Provenance::Stated, Provenance::Derived, Provenance::Assumed],
    )
}

fn read_figures(criterion: &At<'_>) -> Vec<Figure> {
    let mut seen = HashSet::new();
    let list = criterion.optional("figures");
    let mut figures = Vec::new();
    for at in list.iter().flat_map(At::items) {
        at.knows(&["id", "label", "unit", "decimal"]);
        let id_at = at.required("id");
        let id = id_at.and_then(|id| id.name());
        if let (Some(at), Some(id)) = (id_at, &id) {
            if RESERVED.contains(&id.as_str()) {
                at.fault(Fault::Reserved(id.clone()));
            } else if !seen.insert(id.clone()) {
                at.fault(Fault::Twice(id.clone()));
            }
        }
        let label = at.required("label").and_then(|label| label.line());
        let unit = at.optional("unit").and_then(|unit| unit.line());
        let decimal = at.optional("decimal").and_then(|flag| flag.flag());
        // A figure without a label keeps its id here, so that the rule that names it is not blamed as well.
        figures.extend(id.map(|id| Figure {
            id,
            label: label.unwrap_or_default(),
            unit,
            decimal: decimal.unwrap_or_default(),
        }));
    }
    figures
}

fn read_check(at: &At<'_>, figures: Figures<'_>) -> Option<Check> {
    at.knows(&["left", "is", "right", "message"]);
    let message = at.optional("message").and_then(|message| message.text());
    Some(Check {
        condition: rule_format::read_condition(at, figures)?,
        message,
    })
}
