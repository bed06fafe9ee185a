//! One criterion before the judge: everything that is found about one answer, in the order of judgement of the
//! scores. What concerns evidence, links and texts is found in the neighbouring modules.

use crate::criteria::{Criterion, Requirement, Rule};
use crate::points::{Decimal, Stored};
use crate::workbook::answer::{Answer, Review, Workbook};
use crate::workbook::check::together::Links;
use crate::workbook::check::{
    Because, Extra, NoScore, Place, Stray, What, evidence, is_blank, numbers, personal, together,
};
use crate::workbook::edit;
use crate::workbook::footnotes;
use crate::workbook::score::{self, CriterionScore, State};
use crate::workbook::words::{self, Lack};
use crate::workbook::working::{self, Obstacle, Outcome, Weighed, Worked, Working};

/// All that is found about the answer to one criterion.
pub(super) fn judge(book: &Workbook, links: &Links<'_>, code: &str) -> Vec<What> {
    let Some((_, criterion, answer)) = book.asked(code) else {
        return Vec::new();
    };
    let rounding = book.set.head.rounding;
    let judge = Judge {
        book,
        links,
        code,
        criterion,
        answer,
        score: score::score(criterion, answer, rounding),
        worked: working::work(criterion, answer, rounding),
        found: Vec::new(),
    };
    judge.findings()
}

struct Judge<'a> {
    book: &'a Workbook,
    links: &'a Links<'a>,
    code: &'a str,
    criterion: &'a Criterion,
    answer: &'a Answer,
    score: CriterionScore,
    worked: Worked<'a>,
    found: Vec<What>,
}

impl Judge<'_> {
    fn findings(mut self) -> Vec<What> {
        if let Some(reason) = &self.answer.not_assessed {
            if is_blank(reason) {
                self.found.push(What::NotAssessedWithoutReason);
            }
        } else {
            self.state();
            self.strays();
            self.checks();
            self.declared();
            self.requirements();
        }
        let links = together::bad_links(self.book, self.code);
        self.found.extend(links);
        let entries = evidence::findings(self.book, self.answer);
        self.found.extend(entries);
        if self.answer.review == Review::Due && !is_blank(&self.answer.justification) {
            self.found.push(What::NotReviewed);
        }
        self.text();
        self.personal();
        self.extras();
        // What must be mended stands first.
        self.found.sort_by_key(What::severity);
        self.found
    }

    /// `unanswered` and `no_score`. What others score is no omission of this office.
    fn state(&mut self) {
        match (self.score.state, &self.worked.outcome) {
            (State::Unanswered, Outcome::Missing(missing)) if self.score.max_counts => {
                self.found.push(What::Unanswered {
                    lacks: Lack::of(self.criterion, missing),
                    max: self.criterion.max,
                });
            }
            (State::NoScore, Outcome::Impossible(Obstacle::Denominator)) => {
                let below = denominator(&self.worked.working);
                self.found.push(What::NoScore(NoScore::Denominator(below)));
            }
            (State::NoScore, Outcome::Impossible(Obstacle::NoBranch)) => {
                self.found.push(What::NoScore(NoScore::NoBranch));
            }
            (
                State::Scored | State::Unanswered | State::NotAssessed | State::NoScore,
                Outcome::Points(_) | Outcome::Missing(_) | Outcome::Impossible(_),
            ) => {}
        }
    }

    /// Values that can never count, whether or not the rule came to them.
    fn strays(&mut self) {
        let (criterion, answer) = (self.criterion, self.answer);
        let mut strays: Vec<Stray> = working::bad_figures(criterion, answer)
            .map(|id| stray_figure(criterion, answer, id))
            .collect();
        let outside = |stored: &Stored| {
            let fits = |number| edit::in_range(criterion, number);
            !stored.number().is_some_and(fits)
        };
        if let Some(score) = &answer.score
            && criterion.rule.takes_score()
            && outside(score)
        {
            strays.push(Stray::Score(score.text(), criterion.max));
        }
        if let Some(declared) = &answer.declared
            && outside(&declared.score)
        {
            let text = declared.score.text();
            strays.push(Stray::Declared(text, criterion.max));
        }
        strays.extend(unknown_choices(criterion, answer));
        // A level or item of another branch is known to the criterion and still no answer to the branch taken.
        match &self.worked.outcome {
            Outcome::Impossible(Obstacle::UnknownLevel(id)) => {
                strays.push(Stray::Level((*id).to_owned()));
            }
            Outcome::Impossible(Obstacle::UnknownItem(id)) => {
                strays.push(Stray::Item((*id).to_owned()));
            }
            Outcome::Points(_) | Outcome::Missing(_) | Outcome::Impossible(_) => {}
        }
        for stray in strays.into_iter().map(What::OutOfRange) {
            if !self.found.contains(&stray) {
                self.found.push(stray);
            }
        }
    }

    fn checks(&mut self) {
        for check in &self.criterion.checks {
            let sides = working::compare(&check.condition, self.criterion, self.answer);
            if let Some(sides) = sides.filter(|sides| !sides.holds) {
                self.found.push(What::FiguresInconsistent {
                    message: check.message.clone(),
                    left: sides.left,
                    is: check.condition.is,
                    right: sides.right,
                });
            }
        }
    }

    fn declared(&mut self) {
        let Some(declared) = &self.answer.declared else {
            return;
        };
        if let (Some(declared), Some(computed)) = (self.score.points, self.score.computed)
            && declared != computed
        {
            self.found
                .push(What::DeclaredDiffers { declared, computed });
        }
        if is_blank(&declared.reason) {
            self.found.push(What::DeclaredWithoutReason);
        }
    }

    /// Explanation and evidence are asked for once there is a score to explain, or figures that give none: nobody
    /// wants to be told of them before the criterion is worked on.
    fn requirements(&mut self) {
        if !matches!(self.score.state, State::Scored | State::NoScore) {
            return;
        }
        let given = together::given(self.book, self.links, self.code);
        if let Some(because) = self.asked(self.criterion.evidence, given)
            && !given.evidence
        {
            self.found.push(What::MissingEvidence(because));
        }
        if let Some(because) = self.asked(self.criterion.explanation, given)
            && !given.explanation
        {
            self.found.push(What::MissingExplanation(because));
        }
    }

    fn asked(&self, requirement: Requirement, given: together::Given) -> Option<Because> {
        let max = self.criterion.max;
        match requirement {
            Requirement::Required => Some(Because::Always),
            Requirement::Optional => None,
            Requirement::RequiredIfNotFull => self
                .score
                .points
                .filter(|points| *points < max)
                .map(|points| Because::NotFull(points, max)),
            Requirement::RequiredWithoutEvidence => {
                (!given.evidence).then_some(Because::NoEvidence)
            }
        }
    }

    /// Figures that the explanation contradicts: their number is not in it, and a count is that is no figure.
    fn text(&mut self) {
        if self.answer.not_assessed.is_some() || is_blank(&self.answer.justification) {
            return;
        }
        let text = numbers::numbers(&footnotes::without_marks(&self.answer.justification));
        let known = self.known_numbers();
        let mut stated: Vec<Decimal> = Vec::new();
        for count in text.counts {
            if !known.contains(&count) && !stated.contains(&count) {
                stated.push(count);
            }
        }
        if stated.is_empty() {
            return;
        }
        for figure in &self.criterion.figures {
            let value = self.answer.figures.get(&figure.id).and_then(Stored::number);
            // Nothing is seldom written as a number: "không có hồ sơ trễ hạn".
            if let Some(value) = value.filter(|value| !value.is_zero())
                && !text.present.contains(&value)
            {
                self.found.push(What::FigureNotInText {
                    figure: words::spoken(self.criterion, &figure.id),
                    value,
                    stated: stated.clone(),
                });
            }
        }
    }

    /// The figures of all that is explained together, and the sums that rule and checks make of this one's.
    fn known_numbers(&self) -> Vec<Decimal> {
        let members = together::members(self.book, self.links, self.code);
        let figures = members
            .into_iter()
            .flat_map(|code| self.book.answer(code).figures.values())
            .filter_map(Stored::number);
        let rules = self.criterion.rule.with_inner();
        let sums = rules.into_iter().flat_map(Rule::sums);
        let checks = self.criterion.checks.iter().flat_map(|check| {
            [
                check.condition.left.as_slice(),
                check.condition.right.as_slice(),
            ]
        });
        let sums = sums.chain(checks).filter_map(|terms| {
            let sum = working::weighed(terms, self.criterion, self.answer)?;
            working::total(&sum).to_decimal()
        });
        figures.chain(sums).collect()
    }

    fn personal(&mut self) {
        let answer = self.answer;
        let reasons = answer
            .not_assessed
            .iter()
            .chain(answer.declared.iter().map(|declared| &declared.reason));
        let mut texts = vec![(Place::Explanation, &answer.justification)];
        texts.extend(reasons.map(|reason| (Place::Reason, reason)));
        for entry in &answer.evidence {
            let place = || Place::Evidence(entry.id.clone());
            texts.extend([&entry.subject, &entry.note, &entry.issuer].map(|text| (place(), text)));
        }
        for (place, text) in texts {
            for trace in personal::traces(&footnotes::without_marks(text)) {
                let what = What::PersonalData(trace, place.clone());
                if !self.found.contains(&what) {
                    self.found.push(what);
                }
            }
        }
    }

    fn extras(&mut self) {
        let (rule, answer) = (&self.criterion.rule, self.answer);
        let figures = answer
            .figures
            .keys()
            .filter(|id| self.criterion.figure(id).is_none());
        let mut extras: Vec<Extra> = figures.cloned().map(Extra::Figure).collect();
        if let Some(level) = &answer.level
            && rule.levels().is_empty()
        {
            extras.push(Extra::Level(level.clone()));
        }
        if answer.ticked.is_some() && rule.items().is_empty() {
            extras.push(Extra::Ticks);
        }
        if answer.score.is_some() && !rule.takes_score() {
            extras.push(Extra::Score);
        }
        self.found
            .extend(extras.into_iter().map(What::UnknownAnswer));
    }
}

fn stray_figure(criterion: &Criterion, answer: &Answer, id: &str) -> Stray {
    let text = answer
        .figures
        .get(id)
        .map_or_else(String::new, Stored::text);
    let name = words::spoken(criterion, id);
    if criterion.figure(id).is_some_and(|figure| figure.decimal) {
        Stray::Number(name, text)
    } else {
        Stray::Whole(name, text)
    }
}

/// Levels and items that a rule which has some does not have.
fn unknown_choices(criterion: &Criterion, answer: &Answer) -> Vec<Stray> {
    let (levels, items) = (criterion.rule.levels(), criterion.rule.items());
    let level = answer
        .level
        .iter()
        .filter(|id| !levels.is_empty() && levels.iter().all(|level| level.id != **id))
        .cloned()
        .map(Stray::Level);
    let ticked = answer
        .ticked
        .iter()
        .flatten()
        .filter(|id| !items.is_empty() && items.iter().all(|item| item.id != **id))
        .cloned()
        .map(Stray::Item);
    level.chain(ticked).collect()
}

/// What stands below the line, in the branch taken if there are branches.
fn denominator(working: &Working<'_>) -> Vec<Weighed> {
    match working {
        Working::Ratio(ratio) => ratio.below.clone(),
        Working::Bands(bands) => bands.below.clone().unwrap_or_default(),
        Working::Branch(_, _, inner) => denominator(inner),
        Working::Nothing
        | Working::Chosen(_)
        | Working::Ticked(..)
        | Working::Count(..)
        | Working::Deduct(..) => Vec::new(),
    }
}
