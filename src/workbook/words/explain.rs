//! The lines under the fields: the formula in letters, the numbers in it, and what came of it.

use crate::criteria::{Branch, Check, Choice, Condition, Criterion, Rounding, Rule};
use crate::lang::Lang;
use crate::points::{Decimal, DecimalMark, Stored};
use crate::say;
use crate::workbook::answer::Answer;
use crate::workbook::words::lack::{Lack, lacks, spoken};
use crate::workbook::words::sums::{Shown, Voice, disagreement, letters};
use crate::workbook::working::{self, Missing, Obstacle, Outcome, Weighed, Working};

/// How the computed score of a criterion comes about, line by line, with the figures in it; or what is missing,
/// or why there is no score.
pub fn explanation(
    criterion: &Criterion,
    answer: &Answer,
    rounding: Rounding,
    lang: Lang,
    mark: DecimalMark,
) -> Vec<String> {
    let worked = working::work(criterion, answer, rounding);
    let teller = Teller {
        criterion,
        answer,
        points: match worked.outcome {
            Outcome::Points(points) => Some(points),
            Outcome::Missing(_) | Outcome::Impossible(_) => None,
        },
        voice: Voice { lang, mark },
    };
    let mut lines = teller.steps(&criterion.rule, &worked.working);
    match &worked.outcome {
        Outcome::Points(_) => {}
        Outcome::Missing(missing) => lines.push(teller.missing(missing)),
        Outcome::Impossible(obstacle) => lines.push(teller.obstacle(obstacle)),
    }
    lines
}

/// A check in letters and whether it holds, or in numbers when it fails; the bare letters while a figure is
/// missing.
pub fn check_line(
    check: &Check,
    criterion: &Criterion,
    answer: &Answer,
    lang: Lang,
    mark: DecimalMark,
) -> String {
    let voice = Voice { lang, mark };
    let condition = condition_in_letters(&check.condition, criterion, voice);
    match working::compare(&check.condition, criterion, answer) {
        None => condition,
        Some(sides) if sides.holds => say!(lang, "{condition}: khớp", "{condition}: agrees"),
        Some(sides) => disagreement(&sides.left, check.condition.is, &sides.right, voice),
    }
}

fn condition_in_letters(condition: &Condition, criterion: &Criterion, voice: Voice) -> String {
    let side = |terms| voice.sum(&letters(terms, criterion), Shown::Letters);
    let (left, right) = (side(&condition.left), side(&condition.right));
    format!("{left} {} {right}", condition.is.sign())
}

/// Tells the steps of one criterion. `points` is what the rule gave, if anything.
#[derive(Clone, Copy)]
pub(super) struct Teller<'a> {
    criterion: &'a Criterion,
    answer: &'a Answer,
    pub(super) points: Option<Decimal>,
    pub(super) voice: Voice,
}

impl Teller<'_> {
    fn steps(self, rule: &Rule, working: &Working<'_>) -> Vec<String> {
        match working {
            Working::Nothing => self.entered(rule),
            Working::Chosen(level) => vec![self.chosen(level)],
            Working::Ticked(items, sum) => vec![self.ticked(rule, items, *sum)],
            Working::Ratio(ratio) => self.ratio(ratio),
            Working::Bands(bands) => self.bands(rule, bands),
            Working::Count(counted, sum) => vec![self.count(counted, *sum)],
            Working::Deduct(counted, sum) => vec![self.deduct(rule, counted, *sum)],
            Working::Branch(place, branch, inner) => {
                let mut lines = vec![self.case(*place, branch)];
                lines.extend(self.steps(&branch.rule, inner));
                lines
            }
        }
    }

    fn entered(self, rule: &Rule) -> Vec<String> {
        let Some(points) = self.points else {
            return Vec::new();
        };
        let (points, max) = (self.voice.number(points), self.max());
        let line = match rule {
            Rule::External { source } => say!(
                self.voice.lang,
                "Điểm do {source} chấm: {points}/{max}",
                "Scored by {source}: {points}/{max}"
            ),
            Rule::Manual
            | Rule::Levels(_)
            | Rule::Checklist(_)
            | Rule::Ratio(_)
            | Rule::Bands(_)
            | Rule::Count { .. }
            | Rule::Deduct { .. }
            | Rule::Branches(_) => say!(
                self.voice.lang,
                "Điểm nhập trực tiếp: {points}/{max}",
                "Score entered by hand: {points}/{max}"
            ),
        };
        vec![line]
    }

    fn chosen(self, level: &Choice) -> String {
        let label = &level.label;
        let result = self.result(level.points, Decimal::ZERO);
        say!(
            self.voice.lang,
            "Mức chọn: {label} = {result}",
            "Level chosen: {label} = {result}"
        )
    }

    fn ticked(self, rule: &Rule, ticked: &[&Choice], sum: Decimal) -> String {
        let (count, all) = (ticked.len(), rule.items().len());
        let result = self.result(sum, Decimal::ZERO);
        let parts: Vec<String> = ticked
            .iter()
            .map(|item| self.voice.number(item.points))
            .collect();
        let sum = match parts.as_slice() {
            [] | [_] => result,
            [_, _, ..] => format!("{} = {result}", parts.join(" + ")),
        };
        say!(
            self.voice.lang,
            "Đạt {count}/{all} mục: {sum}",
            "{count} of {all} items met: {sum}"
        )
    }

    fn count(self, counted: &[Weighed], sum: Decimal) -> String {
        let each = |shown| {
            let parts: Vec<String> = counted
                .iter()
                .map(|term| {
                    let value = self.voice.value(term, shown);
                    format!("{value} x {}", self.voice.number(term.weight))
                })
                .collect();
            parts.join(" + ")
        };
        let mut result = self.result(sum, Decimal::ZERO);
        if sum == self.criterion.max {
            result.push_str(&self.at_most());
        }
        format!(
            "{} = {} = {result}",
            each(Shown::Letters),
            each(Shown::Numbers)
        )
    }

    fn deduct(self, rule: &Rule, counted: &[Weighed], sum: Decimal) -> String {
        let floor = match rule {
            Rule::Deduct { floor, .. } => *floor,
            Rule::Manual
            | Rule::Levels(_)
            | Rule::Checklist(_)
            | Rule::Ratio(_)
            | Rule::Bands(_)
            | Rule::Count { .. }
            | Rule::Branches(_)
            | Rule::External { .. } => Decimal::ZERO,
        };
        let max = self.max();
        let side = |shown| match counted {
            [only] if only.weight >= Decimal::ZERO => {
                format!("{max} - {}", self.voice.sum(counted, shown))
            }
            [] | [_] | [_, ..] => format!("{max} - ({})", self.voice.sum(counted, shown)),
        };
        let left = self.criterion.max.saturating_sub(sum);
        format!(
            "{} = {} = {}",
            side(Shown::Letters),
            side(Shown::Numbers),
            self.result(left, floor)
        )
    }

    fn case(self, place: usize, branch: &Branch) -> String {
        let number = place + 1;
        let conditions: Vec<String> = branch
            .when
            .iter()
            .map(|condition| condition_in_letters(condition, self.criterion, self.voice))
            .collect();
        if conditions.is_empty() {
            return say!(
                self.voice.lang,
                "Trường hợp {number} (còn lại)",
                "Case {number} (all others)"
            );
        }
        let conditions = conditions.join("; ");
        say!(
            self.voice.lang,
            "Trường hợp {number}: {conditions}",
            "Case {number}: {conditions}"
        )
    }

    fn missing(self, missing: &[Missing<'_>]) -> String {
        let lang = self.voice.lang;
        if let Rule::External { source } = &self.criterion.rule {
            return say!(
                lang,
                "Do {source} chấm: khi chưa có điểm thì điểm tối đa chưa tính vào tổng",
                "Scored by {source}: its maximum does not count until a score is entered"
            );
        }
        let parts = lacks(&Lack::of(self.criterion, missing), self.voice);
        say!(lang, "Còn thiếu: {parts}", "Still missing: {parts}")
    }

    fn obstacle(self, obstacle: &Obstacle<'_>) -> String {
        let lang = self.voice.lang;
        let why = match obstacle {
            Obstacle::BadFigure(id) => {
                let (figure, value) = (
                    spoken(self.criterion, id),
                    stored(self.answer.figures.get(*id)),
                );
                say!(lang, "{figure} ghi “{value}”", "{figure} holds “{value}”")
            }
            Obstacle::Denominator => lang
                .pick(
                    "mẫu số bằng 0 hoặc âm",
                    "the denominator is zero or negative",
                )
                .to_owned(),
            Obstacle::UnknownLevel(id) => say!(
                lang,
                "cách tính điểm không có mức “{id}”",
                "the rule has no level “{id}”"
            ),
            Obstacle::UnknownItem(id) => say!(
                lang,
                "cách tính điểm không có mục “{id}”",
                "the rule has no item “{id}”"
            ),
            Obstacle::ScoreOutOfRange => {
                let (value, max) = (stored(self.answer.score.as_ref()), self.max());
                say!(
                    lang,
                    "điểm “{value}” ngoài khoảng 0 đến {max}",
                    "the score “{value}” lies outside 0 to {max}"
                )
            }
            Obstacle::NoBranch => lang
                .pick(
                    "không trường hợp nào khớp với số liệu",
                    "no case fits the figures",
                )
                .to_owned(),
        };
        say!(
            lang,
            "Không tính được điểm: {why}",
            "No score can be computed: {why}"
        )
    }

    /// A sum, and what holding or rounding makes of it.
    pub(super) fn result(self, sum: Decimal, floor: Decimal) -> String {
        let shown = self.voice.number(sum);
        if sum > self.criterion.max {
            return shown + &self.at_most();
        }
        if sum < floor {
            let floor = self.voice.number(floor);
            return shown + &say!(self.voice.lang, ", thấp nhất {floor}", ", at least {floor}");
        }
        match self.points {
            Some(points) if points != sum => {
                let points = self.voice.number(points);
                shown + &say!(self.voice.lang, ", tròn {points}", ", rounded {points}")
            }
            Some(_) | None => shown,
        }
    }

    fn at_most(self) -> String {
        let max = self.max();
        say!(self.voice.lang, ", tối đa {max}", ", at most {max}")
    }

    pub(super) fn max(self) -> String {
        self.voice.number(self.criterion.max)
    }
}

fn stored(value: Option<&Stored>) -> String {
    value.map_or_else(String::new, Stored::text)
}
