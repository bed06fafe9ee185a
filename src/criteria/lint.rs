//! What the author of a criteria set should mend: sums that do not add up, rules that cannot do what they seem to,
//! names that cannot be told apart. The set stays usable whatever is found here; sets that cannot be used at all are
//! refused by their reader.

mod rules;
mod sums;

use std::collections::HashSet;

use crate::criteria::set::{CriteriaSet, Criterion, NodeBody, NodeId};
use crate::lang::Lang;
use crate::points::{Decimal, DecimalMark, print};
use crate::say;

/// How much a lint matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gravity {
    /// The set does not say what it means.
    Fault,
    /// It may be meant.
    Hint,
}

/// Something that the author of a set should look at, said in both languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LintFinding {
    /// The code of the section, group or criterion; empty for the set as a whole.
    pub place: String,
    /// How much it matters.
    pub gravity: Gravity,
    vi: String,
    en: String,
}

impl LintFinding {
    /// What is wrong and how to mend it.
    pub fn message(&self, lang: Lang) -> &str {
        match lang {
            Lang::Vi => &self.vi,
            Lang::En => &self.en,
        }
    }

    fn fault(place: &str, say: impl Fn(Lang) -> String) -> Self {
        Self {
            place: place.to_owned(),
            gravity: Gravity::Fault,
            vi: say(Lang::Vi),
            en: say(Lang::En),
        }
    }

    fn hint(place: &str, say: impl Fn(Lang) -> String) -> Self {
        Self {
            gravity: Gravity::Hint,
            ..Self::fault(place, say)
        }
    }
}

/// Most characters of a short title.
const MOST_SHORT: usize = 24;

/// Everything found in a set, the whole first, then in the set's order. `unknown_members` are JSON pointers to members
/// of the file that no reader knows.
pub fn lint(set: &CriteriaSet, unknown_members: &[String]) -> Vec<LintFinding> {
    let mut found = head(set);
    found.extend(unknown_members.iter().map(|pointer| {
        LintFinding::fault("", |lang| {
            say!(
                lang,
                "Không có thành phần nào tên {pointer}: kiểm tra cách viết, hoặc bỏ đi",
                "No member is called {pointer}: check the spelling, or drop it"
            )
        })
    }));
    found.extend(shorts(set, None));
    for (id, node) in set.nodes() {
        match &node.body {
            NodeBody::Group(_) => {
                found.extend(sums::group(set, id));
                found.extend(shorts(set, Some(id)));
            }
            NodeBody::Criterion(criterion) => found.extend(scored(&node.code, criterion)),
        }
    }
    found
}

/// A number as a language writes it.
fn number(lang: Lang, number: Decimal) -> String {
    let mark = match lang {
        Lang::Vi => DecimalMark::Comma,
        Lang::En => DecimalMark::Point,
    };
    print(number, mark)
}

fn head(set: &CriteriaSet) -> Vec<LintFinding> {
    let mut found = Vec::new();
    if set.is_empty() {
        found.push(LintFinding::fault("", |lang| {
            lang.pick(
                "Bộ tiêu chí chưa có lĩnh vực nào: thêm vào “sections”",
                "The set has no section: add some to “sections”",
            )
            .to_owned()
        }));
    }
    if let Some(years) = set.head.years
        && let (Some(from), Some(to)) = (years.from, years.to)
        && from > to
    {
        found.push(LintFinding::fault("", |lang| {
            say!(
                lang,
                "“years” bắt đầu {from} sau khi kết thúc {to}: đổi chỗ hai năm",
                "“years” begins {from} after it ends {to}: swap the two"
            )
        }));
    }
    found.extend(grades(set));
    found
}

/// Grades must rise or fall all the way, each from another percent between 0 and 100.
fn grades(set: &CriteriaSet) -> Vec<LintFinding> {
    let grades = &set.head.grades;
    let outside = grades.iter().filter(|grade| {
        grade.from_percent < Decimal::ZERO || grade.from_percent > Decimal::ONE_HUNDRED
    });
    let mut found: Vec<LintFinding> = outside
        .map(|grade| {
            LintFinding::fault("", |lang| {
                let (name, from) = (&grade.name, number(lang, grade.from_percent));
                say!(
                    lang,
                    "Xếp loại “{name}” từ {from} %: phải từ 0 đến 100",
                    "Grade “{name}” from {from} %: must lie between 0 and 100"
                )
            })
        })
        .collect();
    let bounds: Vec<Decimal> = grades.iter().map(|grade| grade.from_percent).collect();
    let falling = bounds.iter().rev().is_sorted_by(|one, two| one < two);
    if !falling && !bounds.is_sorted_by(|one, two| one < two) {
        found.push(LintFinding::fault("", |lang| {
            lang.pick(
                "Các mức xếp loại trùng ngưỡng hoặc không theo thứ tự: xếp từ cao xuống thấp, mỗi mức một ngưỡng",
                "Grades share a bound or are out of order: sort them from high to low, each with its own bound",
            )
            .to_owned()
        }));
    }
    found
}

/// Short titles of siblings: not too long, no two the same.
fn shorts(set: &CriteriaSet, parent: Option<NodeId>) -> Vec<LintFinding> {
    let siblings: Vec<NodeId> = match parent {
        Some(parent) => set.children(parent).collect(),
        None => set.sections().collect(),
    };
    let mut found = Vec::new();
    let mut seen = HashSet::new();
    for node in siblings.into_iter().map(|id| set.node(id)) {
        let Some(short) = &node.short else {
            continue;
        };
        let length = short.chars().count();
        if length > MOST_SHORT {
            found.push(LintFinding::fault(&node.code, |lang| {
                say!(
                    lang,
                    "Tên ngắn “{short}” dài {length} ký tự: rút còn {MOST_SHORT}",
                    "The short title “{short}” has {length} characters: cut it to {MOST_SHORT}"
                )
            }));
        }
        if !seen.insert(short) {
            found.push(LintFinding::fault(&node.code, |lang| {
                say!(
                    lang,
                    "Tên ngắn “{short}” đã dùng ở mục cùng cấp: đặt tên khác",
                    "The short title “{short}” is taken by a sibling: choose another"
                )
            }));
        }
    }
    found
}

fn scored(code: &str, criterion: &Criterion) -> Vec<LintFinding> {
    let mut found = Vec::new();
    if criterion.max <= Decimal::ZERO {
        found.push(LintFinding::fault(code, |lang| {
            let max = number(lang, criterion.max);
            say!(
                lang,
                "Điểm tối đa là {max}: phải lớn hơn 0",
                "The maximum is {max}: it must be above 0"
            )
        }));
    }
    found.extend(figures(code, criterion));
    found.extend(rules::rule(code, criterion.max, &criterion.rule));
    found
}

fn figures(code: &str, criterion: &Criterion) -> Vec<LintFinding> {
    let mut used = criterion.rule.figures();
    for check in &criterion.checks {
        let terms = check.condition.left.iter().chain(&check.condition.right);
        used.extend(terms.filter_map(|term| match &term.of {
            crate::criteria::Operand::Figure(id) => Some(id.as_str()),
            crate::criteria::Operand::One => None,
        }));
    }
    let unused = criterion
        .figures
        .iter()
        .filter(|figure| !used.contains(&figure.id.as_str()));
    let mut found: Vec<LintFinding> = unused
        .map(|figure| {
            LintFinding::fault(code, |lang| {
                let id = &figure.id;
                say!(
                    lang,
                    "Số liệu “{id}” không dùng trong cách tính điểm hay phép kiểm tra: dùng hoặc bỏ đi",
                    "The figure “{id}” is used by no rule and no check: use it or drop it"
                )
            })
        })
        .collect();
    let ids = criterion.figures.iter().map(|figure| figure.id.as_str());
    let labels = criterion.figures.iter().map(|figure| figure.label.as_str());
    found.extend(twice(code, ["Số liệu", "figure"], ids));
    found.extend(twice(code, ["Số liệu", "figure"], labels));
    found
}

/// Names that stand twice among figures, levels or items.
fn twice<'a>(
    code: &str,
    [vi, en]: [&str; 2],
    names: impl Iterator<Item = &'a str>,
) -> Vec<LintFinding> {
    let mut seen = HashSet::new();
    names
        .filter(|name| !seen.insert(*name))
        .map(|name| {
            LintFinding::fault(code, |lang| {
                say!(
                    lang,
                    "{vi} “{name}” có hai lần: đặt tên khác nhau",
                    "Two times a {en} called “{name}”: give them different names"
                )
            })
        })
        .collect()
}

#[cfg(test)]
mod tests;
