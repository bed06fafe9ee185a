//! The names of parts in files: a criterion's code and what of it, or a member of the unit or the report.

use crate::workbook::edit::{ReportLines, ReportText, UnitMember};
use crate::workbook::merge::part::Part;

pub(super) const UNIT: [(&str, UnitMember); 4] = [
    ("name", UnitMember::Name),
    ("short", UnitMember::Short),
    ("parent", UnitMember::Parent),
    ("place", UnitMember::Place),
];
pub(super) const TEXTS: [(&str, ReportText); 6] = [
    ("number", ReportText::Number),
    ("date", ReportText::Date),
    ("place", ReportText::Place),
    ("recipient", ReportText::Recipient),
    ("signer", ReportText::Signer),
    ("closing", ReportText::Closing),
];
pub(super) const LINES: [(&str, ReportLines); 3] = [
    ("basis", ReportLines::Basis),
    ("recipients", ReportLines::Recipients),
    ("signature", ReportLines::Signature),
];

fn meaning<T: Copy>(table: &[(&str, T)], name: &str) -> Option<T> {
    let (_, meaning) = table.iter().find(|(known, _)| *known == name)?;
    Some(*meaning)
}

fn name_of<T: PartialEq>(table: &[(&'static str, T)], meaning: &T) -> &'static str {
    let known = table.iter().find(|(_, known)| known == meaning);
    known.map_or("", |(name, _)| name)
}

/// A step of a path; a code may hold what parts the steps.
fn escaped(step: &str) -> String {
    step.replace('~', "~0").replace('/', "~1")
}

fn unescaped(step: &str) -> String {
    step.replace("~1", "/").replace("~0", "~")
}

impl Part {
    /// Its name in files: `3.4.1/figures`, `3.4.1/evidence/2`, `report/recipient`.
    pub fn path(&self) -> String {
        let of = |code: &str, name: &str| format!("{}/{name}", escaped(code));
        match self {
            Self::Entered(code) => of(code, "figures"),
            Self::Declared(code) => of(code, "declared"),
            Self::NotAssessed(code) => of(code, "not_assessed"),
            Self::ExplainedWith(code) => of(code, "explained_with"),
            Self::Justification(code) => of(code, "justification"),
            Self::Evidence(code, id, 0) => of(code, &format!("evidence/{}", escaped(id))),
            Self::Evidence(code, id, nth) => of(code, &format!("evidence/{}/{nth}", escaped(id))),
            Self::Unit(member) => of("unit", name_of(&UNIT, member)),
            Self::Text(text) => of("report", name_of(&TEXTS, text)),
            Self::Lines(lines) => of("report", name_of(&LINES, lines)),
            Self::Mark => of("report", "decimal_mark"),
            Self::Heading(code) => of("report", &format!("heading/{}", escaped(code))),
        }
    }

    /// The part of a name in files.
    pub fn read_path(path: &str) -> Option<Self> {
        let steps: Vec<&str> = path.split('/').collect();
        match steps.as_slice() {
            ["unit", name] if meaning(&UNIT, name).is_some() => {
                meaning(&UNIT, name).map(Self::Unit)
            }
            ["report", "decimal_mark"] => Some(Self::Mark),
            ["report", "heading", code] => Some(Self::Heading(unescaped(code))),
            ["report", name] if meaning(&TEXTS, name).is_some() => {
                meaning(&TEXTS, name).map(Self::Text)
            }
            ["report", name] if meaning(&LINES, name).is_some() => {
                meaning(&LINES, name).map(Self::Lines)
            }
            [code, rest @ ..] => Self::of_criterion(unescaped(code), rest),
            [] => None,
        }
    }

    fn of_criterion(code: String, rest: &[&str]) -> Option<Self> {
        match rest {
            ["figures"] => Some(Self::Entered(code)),
            ["declared"] => Some(Self::Declared(code)),
            ["not_assessed"] => Some(Self::NotAssessed(code)),
            ["explained_with"] => Some(Self::ExplainedWith(code)),
            ["justification"] => Some(Self::Justification(code)),
            ["evidence", id] => Some(Self::Evidence(code, unescaped(id), 0)),
            ["evidence", id, nth] => Some(Self::Evidence(code, unescaped(id), nth.parse().ok()?)),
            _ => None,
        }
    }
}
