//! A new year begun from the workbook of the last: explanations, documents and the texts of the report are taken over,
//! what was answered is kept beside them for comparing, and nothing is answered. Where the new set has other codes, the
//! texts follow their criteria. Knows models only.

mod partners;
mod words;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::criteria::{CriteriaSet, Criterion, Node};
use crate::points::{Decimal, Stored};
use crate::workbook::last_year::{LastYear, LeftOver, PastAnswer, Rated};
use crate::workbook::{Answer, Evidence, Report, Review, Scores, Tally, Unit, Workbook};

use partners::{Partners, key};
pub use words::{lines, summary};

/// How the new year differs from the last; what is not given is as it was, the year one more.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Another set.
    pub set: Option<CriteriaSet>,
    /// Another name of the unit.
    pub unit: Option<String>,
    /// Another year than the next.
    pub year: Option<u16>,
    /// What the appraisal made of the old total, where it is known.
    pub appraised: Option<Decimal>,
}

/// The new workbook and what became of the old one's texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CarriedOver {
    /// The new workbook, with nothing answered.
    pub book: Workbook,
    /// What was taken over and what was not.
    pub account: Account,
}

/// What was taken over and what found no place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Account {
    /// The year it was taken from.
    pub from: u16,
    /// Explanations taken over; each is to be reviewed.
    pub explanations: usize,
    /// Criteria that are explained with another, as they were.
    pub shared: usize,
    /// Documents taken over.
    pub documents: usize,
    /// Free footnotes taken over.
    pub footnotes: usize,
    /// Criteria that have another code now: the old, the new.
    pub moved: Vec<(String, String)>,
    /// Criteria that kept their code under another title.
    pub retitled: Vec<Retitled>,
    /// Old criteria that no new one continues.
    pub gone: Vec<Gone>,
    /// New criteria that continue no old one: code and title.
    pub new: Vec<(String, String)>,
    /// Criteria that were explained with one that is no longer there, or in another section now: this year's code and
    /// last year's code of the other.
    pub parted: Vec<(String, String)>,
    /// Headings of sections that are gone: last year's code and the heading.
    pub headings: Vec<(String, String)>,
    /// Conflicts that were open in the old workbook: one side of each was taken.
    pub conflicts: usize,
}

/// A criterion whose title changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Retitled {
    /// Its code in both sets.
    pub code: String,
    /// The title before.
    pub before: String,
    /// The title now.
    pub now: String,
}

/// An old criterion that no new one continues.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gone {
    /// Its code.
    pub code: String,
    /// Its title; empty for an answer to a code that its own set lacked.
    pub title: String,
    /// Its explanation, which is kept in the new file.
    pub justification: String,
    /// How many documents and footnotes of it are kept in the new file.
    pub evidence: usize,
}

impl Account {
    /// Whether everything found its partner, both ways.
    pub fn is_complete(&self) -> bool {
        self.gone.is_empty()
            && self.new.is_empty()
            && self.parted.is_empty()
            && self.headings.is_empty()
            && self.conflicts == 0
    }
}

/// Begins a new year.
pub fn carry_over(old: &Workbook, wanted: Wanted) -> CarriedOver {
    let set = wanted.set.unwrap_or_else(|| old.set.clone());
    let unit = Unit {
        name: wanted.unit.unwrap_or_else(|| old.unit.name.clone()),
        ..old.unit.clone()
    };
    let year = wanted.year.unwrap_or_else(|| old.year.saturating_add(1));
    let partners = Partners::of(&old.set, &set);
    let mut carrier = Carrier {
        old,
        scores: Scores::of(old),
        book: Workbook::new(set, unit, year),
        partners,
        appraised: wanted.appraised,
        account: Account {
            from: old.year,
            conflicts: old.conflicts.len(),
            ..Account::default()
        },
    };
    carrier.report();
    carrier.answers();
    carrier.compare_sets();
    carrier.previous();
    CarriedOver {
        book: carrier.book,
        account: carrier.account,
    }
}

struct Carrier<'a> {
    old: &'a Workbook,
    scores: Scores,
    book: Workbook,
    partners: Partners,
    appraised: Option<Decimal>,
    account: Account,
}

impl Carrier<'_> {
    /// All of the report but its number and date, which belong to the paper of one year.
    fn report(&mut self) {
        let mut headings = BTreeMap::new();
        for (code, heading) in &self.old.report.headings {
            match self.partners.section(code) {
                Some(new) => {
                    headings.insert(new.to_owned(), heading.clone());
                }
                None => self.account.headings.push((code.clone(), heading.clone())),
            }
        }
        self.book.report = Report {
            number: String::new(),
            date: String::new(),
            headings,
            closing: self.in_new_year(&self.old.report.closing),
            ..self.old.report.clone()
        };
    }

    /// The closing speaks of the year that is reported.
    fn in_new_year(&self, text: &str) -> String {
        let (old, new) = (self.old.year, self.book.year);
        text.replace(&format!("năm {old}"), &format!("năm {new}"))
    }

    fn answers(&mut self) {
        for (code, old) in &self.old.answers {
            let Some(new) = self.partners.criterion(code).map(str::to_owned) else {
                continue;
            };
            let explained_with = self.explained_with(&new, old);
            let answer = Answer {
                explained_with,
                review: if old.justification.trim().is_empty() {
                    Review::Settled
                } else {
                    Review::Due
                },
                justification: old.justification.clone(),
                evidence: self.evidence(&old.evidence),
                ..Answer::default()
            };
            self.account.explanations += usize::from(answer.review == Review::Due);
            self.account.shared += usize::from(answer.explained_with.is_some());
            for entry in &answer.evidence {
                if entry.is_document() {
                    self.account.documents += 1;
                } else {
                    self.account.footnotes += 1;
                }
            }
            if !answer.is_empty() {
                self.book.answers.insert(new, answer);
            }
        }
    }

    /// The criterion it is explained with, where that is still one of the same section.
    fn explained_with(&mut self, new: &str, old: &Answer) -> Option<String> {
        let other = old.explained_with.as_ref()?;
        let set = &self.book.set;
        let section = |code: &str| Some(set.section_of(set.find(code)?));
        let partner = self.partners.criterion(other);
        let fits = partner.filter(|partner| section(partner) == section(new));
        if fits.is_none() {
            self.account.parted.push((new.to_owned(), other.clone()));
        }
        fits.map(str::to_owned)
    }

    /// Entries with their ids; references follow their documents. Where the other criterion is gone, the document's own
    /// text takes the place of the reference.
    fn evidence(&self, entries: &[Evidence]) -> Vec<Evidence> {
        entries.iter().map(|entry| self.entry(entry)).collect()
    }

    fn entry(&self, entry: &Evidence) -> Evidence {
        let Some((code, id)) = entry.target() else {
            return entry.clone();
        };
        if let Some(new) = self.partners.criterion(code) {
            return Evidence {
                same_as: Some(format!("{new}/{id}")),
                ..entry.clone()
            };
        }
        match self.old.document(entry) {
            Some(document) => Evidence {
                id: entry.id.clone(),
                place: entry.place.clone(),
                note: entry.note.clone(),
                ..document.clone()
            },
            None => entry.clone(),
        }
    }

    /// Who moved, who is gone, who is new.
    fn compare_sets(&mut self) {
        for (_, node, _) in self.old.set.criteria() {
            match self.partners.criterion(&node.code) {
                Some(new) if new != node.code => {
                    self.account.moved.push((node.code.clone(), new.to_owned()));
                }
                Some(new) => {
                    let now = self.book.set.find(new).map(|id| self.book.set.node(id));
                    if let Some(now) = now.filter(|now| key(&now.title) != key(&node.title)) {
                        self.account.retitled.push(Retitled {
                            code: node.code.clone(),
                            before: node.title.clone(),
                            now: now.title.clone(),
                        });
                    }
                }
                None => self.account.gone.push(self.gone(&node.code, &node.title)),
            }
        }
        let strangers = self.old.answers.keys();
        let strangers: Vec<&String> = strangers
            .filter(|code| self.old.set.criterion(code).is_none())
            .collect();
        for code in strangers {
            self.account.gone.push(self.gone(code, ""));
        }
        for (_, node, _) in self.book.set.criteria() {
            if !self.partners.has_old(&node.code) {
                let new = (node.code.clone(), node.title.clone());
                self.account.new.push(new);
            }
        }
    }

    fn gone(&self, code: &str, title: &str) -> Gone {
        let answer = self.old.answer(code);
        Gone {
            code: code.to_owned(),
            title: title.to_owned(),
            justification: answer.justification.clone(),
            evidence: answer.evidence.len(),
        }
    }

    /// What was answered, complete: continued criteria under their new codes, the others with their texts.
    fn previous(&mut self) {
        let old = self.old;
        let mut criteria = BTreeMap::new();
        let mut left_over = BTreeMap::new();
        for (id, node, criterion) in old.set.criteria() {
            let points = self.scores.criterion(id).and_then(|score| score.points);
            let answer = old.answer(&node.code);
            if points.is_none() && answer.is_empty() {
                continue;
            }
            let new = self.partners.criterion(&node.code);
            let asked = new.and_then(|new| self.book.set.criterion(new));
            let past = PastAnswer {
                points,
                ..past(node, criterion, answer, asked)
            };
            if let Some(new) = new {
                criteria.insert(new.to_owned(), past);
            } else {
                left_over.insert(node.code.clone(), self.left_over(past, answer));
            }
        }
        for (code, answer) in &old.answers {
            if old.set.criterion(code).is_none() {
                let past = PastAnswer {
                    code: code.clone(),
                    ..as_stored(answer)
                };
                left_over.insert(code.clone(), self.left_over(past, answer));
            }
        }
        self.book.previous = Some(Arc::new(LastYear {
            year: old.year,
            unit: old.unit.name.clone(),
            set: old.set.head.id.clone(),
            total: Rated::of(self.scores.total, &old.set.head.grades),
            appraised: self.appraised.map(|score| {
                let appraised = Tally {
                    score,
                    ..self.scores.total
                };
                Rated::of(appraised, &old.set.head.grades)
            }),
            criteria,
            left_over,
        }));
    }

    fn left_over(&self, answer: PastAnswer, old: &Answer) -> LeftOver {
        LeftOver {
            answer,
            evidence: self.evidence(&old.evidence),
        }
    }
}

/// An answer as it read: levels and items by their labels, figures by this year's ids.
fn past(
    node: &Node,
    criterion: &Criterion,
    answer: &Answer,
    now: Option<&Criterion>,
) -> PastAnswer {
    let label = |id: &String, choices: Vec<&crate::criteria::Choice>| {
        let choice = choices.into_iter().find(|choice| choice.id == *id);
        choice.map_or_else(|| id.clone(), |choice| choice.label.clone())
    };
    let level = answer.level.as_ref();
    let ticked = answer.ticked.as_ref();
    PastAnswer {
        code: node.code.clone(),
        title: node.title.clone(),
        max: criterion.max,
        figures: figures(criterion, answer, now),
        level: level.map(|id| label(id, criterion.rule.levels().into_iter().collect())),
        ticked: ticked.map(|ids| {
            ids.iter()
                .map(|id| label(id, criterion.rule.items().into_iter().collect()))
                .collect()
        }),
        ..as_stored(answer)
    }
}

fn as_stored(answer: &Answer) -> PastAnswer {
    PastAnswer {
        figures: answer.figures.clone(),
        level: answer.level.clone(),
        ticked: answer.ticked.clone(),
        score: answer.score.clone(),
        declared: answer.declared.clone(),
        not_assessed: answer.not_assessed.clone(),
        justification: answer.justification.clone(),
        ..PastAnswer::default()
    }
}

/// Figures under the ids that this year has for the same labels; else under their own.
fn figures(then: &Criterion, answer: &Answer, now: Option<&Criterion>) -> BTreeMap<String, Stored> {
    let id_now = |id: &String| {
        let label = key(&then.figure(id)?.label);
        let same = now?
            .figures
            .iter()
            .find(|figure| key(&figure.label) == label)?;
        Some(same.id.clone())
    };
    let (named, others): (Vec<_>, Vec<_>) = answer
        .figures
        .iter()
        .map(|(id, value)| (id, id_now(id), value.clone()))
        .partition(|(_, now, _)| now.is_some());
    // Those with the same label first: an id that only happens to be the same gives way.
    let mut found: BTreeMap<String, Stored> = BTreeMap::new();
    for (id, now, value) in named.into_iter().chain(others) {
        found
            .entry(now.unwrap_or_else(|| id.clone()))
            .or_insert(value);
    }
    found
}

#[cfg(test)]
mod tests;
