//! Rules that cannot do what they seem to: empty lists, points out of reach, bounds out of order, branches that are
//! never taken.

use crate::criteria::lint::{LintFinding, number, twice};
use crate::criteria::rule::{Bands, Branch, Choice, Ratio, Rule, Term};
use crate::lang::Lang;
use crate::points::{self, Decimal};
use crate::say;

/// The lints of a rule and of the rules inside its branches.
pub(super) fn rule(code: &str, max: Decimal, rule: &Rule) -> Vec<LintFinding> {
    let at = At { code, max };
    match rule {
        Rule::Manual => Vec::new(),
        Rule::Levels(levels) => at.levels(levels),
        Rule::Checklist(items) => at.checklist(items),
        Rule::Ratio(ratio) => at.ratio(ratio),
        Rule::Bands(bands) => at.bands(bands),
        Rule::Count { points } => at.weights(points, "points").into_iter().collect(),
        Rule::Deduct { penalty, floor } => at.deduct(penalty, *floor),
        Rule::Branches(branches) => at.branches(branches),
        Rule::External { source } => at.external(source),
    }
}

#[derive(Clone, Copy)]
struct At<'a> {
    code: &'a str,
    max: Decimal,
}

impl At<'_> {
    fn fault(self, say: impl Fn(Lang) -> String) -> LintFinding {
        LintFinding::fault(self.code, say)
    }

    fn levels(self, levels: &[Choice]) -> Vec<LintFinding> {
        let mut found = self.choices(levels, "levels", ["Mức", "level"]);
        let best = levels.iter().map(|level| level.points).max();
        if let Some(best) = best.filter(|best| *best < self.max) {
            found.push(LintFinding::hint(self.code, |lang| {
                let (best, max) = (number(lang, best), number(lang, self.max));
                say!(
                    lang,
                    "Mức cao nhất {best} không đạt điểm tối đa {max}: kiểm tra lại điểm các mức",
                    "The best level gives {best} of {max}: check the points of the levels"
                )
            }));
        }
        found
    }

    fn checklist(self, items: &[Choice]) -> Vec<LintFinding> {
        let mut found = self.choices(items, "items", ["Mục", "item"]);
        let sum = points::sum(items.iter().map(|item| item.points));
        if !items.is_empty() && sum < self.max {
            found.push(self.fault(|lang| {
                let (sum, max) = (number(lang, sum), number(lang, self.max));
                say!(
                    lang,
                    "Tất cả các mục cộng lại {sum}, không đạt điểm tối đa {max}: sửa điểm các mục",
                    "All items together give {sum} of {max}: mend the points of the items"
                )
            }));
        }
        found
    }

    fn choices(self, choices: &[Choice], member: &str, word: [&str; 2]) -> Vec<LintFinding> {
        let mut found: Vec<LintFinding> = self.empty(choices, member).into_iter().collect();
        let ids = choices.iter().map(|choice| choice.id.as_str());
        let labels = choices.iter().map(|choice| choice.label.as_str());
        for choice in choices {
            found.extend(self.points(&format!("“{}”", choice.id), choice.points));
        }
        found.extend(twice(self.code, word, ids));
        found.extend(twice(self.code, word, labels));
        found
    }

    /// Points that a criterion of this maximum cannot give.
    fn points(self, of: &str, points: Decimal) -> Option<LintFinding> {
        (points < Decimal::ZERO || points > self.max).then(|| {
            self.fault(|lang| {
                let (points, max) = (number(lang, points), number(lang, self.max));
                say!(
                    lang,
                    "{of} cho {points} điểm: phải từ 0 đến {max}",
                    "{of} gives {points} points: must lie between 0 and {max}"
                )
            })
        })
    }

    fn ratio(self, ratio: &Ratio) -> Vec<LintFinding> {
        let mut found = self.both(&ratio.numerator, Some(&ratio.denominator));
        let bounds = [
            ("target", ratio.target),
            ("full_from", ratio.full_from),
            ("zero_below", ratio.zero_below),
        ];
        for (member, bound) in bounds {
            found.extend(bound.and_then(|bound| self.bound(member, bound)));
        }
        if let (Some(zero), Some(full)) = (ratio.zero_below, ratio.full_from.or(ratio.target))
            && zero > full
        {
            found.push(self.fault(|lang| {
                let (zero, full) = (number(lang, zero), number(lang, full));
                say!(
                    lang,
                    "zero_below {zero} cao hơn ngưỡng đủ điểm {full}: đổi chỗ hai ngưỡng",
                    "zero_below {zero} lies above the bound for full points {full}: swap the two"
                )
            }));
        }
        found
    }

    /// A bound is a fraction of one; a target of zero would divide by it.
    fn bound(self, member: &str, bound: Decimal) -> Option<LintFinding> {
        let too_low = bound < Decimal::ZERO || (member == "target" && bound.is_zero());
        (too_low || bound > Decimal::ONE).then(|| {
            self.fault(|lang| {
                let bound = number(lang, bound);
                say!(
                    lang,
                    "{member} là {bound}: ghi bằng phần của 1, ví dụ 0.9 cho 90 %",
                    "{member} is {bound}: write it as a fraction of one, such as 0.9 for 90 %"
                )
            })
        })
    }

    fn bands(self, bands: &Bands) -> Vec<LintFinding> {
        let mut found = self.both(&bands.numerator, bands.denominator.as_deref());
        found.extend(self.empty(&bands.bands, "bands"));
        if !bands.bands.is_sorted_by(|one, two| one.from < two.from) {
            found.push(self.fault(|lang| {
                lang.pick(
                    "Các bậc trùng ngưỡng hoặc không theo thứ tự: xếp “from” từ thấp lên cao",
                    "Bands share a bound or are out of order: sort “from” from low to high",
                )
                .to_owned()
            }));
        }
        for band in &bands.bands {
            let of = format!("from {}", points::print_plain(band.from));
            found.extend(self.points(&of, band.points));
        }
        found
    }

    fn deduct(self, penalty: &[Term], floor: Decimal) -> Vec<LintFinding> {
        let mut found: Vec<LintFinding> = self.weights(penalty, "penalty").into_iter().collect();
        if floor > self.max {
            found.push(self.fault(|lang| {
                let (floor, max) = (number(lang, floor), number(lang, self.max));
                say!(
                    lang,
                    "floor {floor} cao hơn điểm tối đa {max}: hạ floor",
                    "floor {floor} lies above the maximum {max}: lower it"
                )
            }));
        }
        found
    }

    fn branches(self, branches: &[Branch]) -> Vec<LintFinding> {
        let mut found: Vec<LintFinding> = self.empty(branches, "branches").into_iter().collect();
        for (place, branch) in branches.iter().enumerate() {
            let mut earlier = branches.iter().take(place);
            if let Some(taken) = earlier.position(|earlier| shuts_out(earlier, branch)) {
                found.push(self.unreachable(place + 1, taken + 1));
            }
            found.extend(rule(self.code, self.max, &branch.rule));
        }
        found
    }

    fn unreachable(self, place: usize, taken: usize) -> LintFinding {
        self.fault(|lang| {
            say!(
                lang,
                "Trường hợp {place} không bao giờ tới: trường hợp {taken} luôn đúng trước. Đổi thứ tự hoặc bỏ đi",
                "Branch {place} is never reached: branch {taken} always holds before it. Change the order or drop it"
            )
        })
    }

    fn external(self, source: &str) -> Vec<LintFinding> {
        let nameless = source.trim().is_empty();
        let finding = || {
            self.fault(|lang| {
                lang.pick(
                    "“source” để trống: ghi ai chấm, ví dụ điều tra xã hội học",
                    "“source” is empty: say who scores, such as a sociological survey",
                )
                .to_owned()
            })
        };
        nameless.then(finding).into_iter().collect()
    }

    fn both(self, numerator: &[Term], denominator: Option<&[Term]>) -> Vec<LintFinding> {
        let above = self.weights(numerator, "numerator");
        let below = denominator.and_then(|terms| self.weights(terms, "denominator"));
        above.into_iter().chain(below).collect()
    }

    /// A weighted sum that is always zero.
    fn weights(self, terms: &[Term], member: &str) -> Option<LintFinding> {
        terms.iter().all(|term| term.weight.is_zero()).then(|| {
            self.fault(|lang| {
                say!(
                    lang,
                    "{member} luôn bằng 0: ghi ít nhất một số liệu với hệ số khác 0",
                    "{member} is always 0: name at least one figure with a weight other than 0"
                )
            })
        })
    }

    fn empty<T>(self, list: &[T], member: &str) -> Option<LintFinding> {
        list.is_empty().then(|| {
            self.fault(|lang| {
                say!(
                    lang,
                    "“{member}” để trống: thêm ít nhất một mục",
                    "“{member}” is empty: add at least one entry"
                )
            })
        })
    }
}

/// Whether a branch that is tried earlier holds whenever the later one would: it asks for nothing that the later one
/// does not ask for as well.
fn shuts_out(earlier: &Branch, later: &Branch) -> bool {
    earlier
        .when
        .iter()
        .all(|condition| later.when.contains(condition))
}
