//! Ratios and bands told: the quotient in letters and numbers, and the threshold, band or share that decided.

use crate::criteria::{Bands, Rule};
use crate::points::{Decimal, Fraction};
use crate::say;
use crate::workbook::words::explain::Teller;
use crate::workbook::words::sums::{Shown, worked_out};
use crate::workbook::working::{BandsWorking, Bend, RatioWorking, Weighed};

impl Teller<'_> {
    pub(super) fn ratio(self, ratio: &RatioWorking<'_>) -> Vec<String> {
        let Some(exact) = &ratio.ratio else {
            return vec![worked_out(&ratio.below, self.voice)];
        };
        let mut first = self.quotient(&ratio.above, &ratio.below, exact);
        if let Bend::Proportional(Some(percent)) = &ratio.bend
            && *percent != exact.times(&Decimal::ONE_HUNDRED.into())
        {
            let rounded = self.voice.fraction(percent);
            first.push_str(&say!(
                self.voice.lang,
                ", tròn {rounded} %",
                ", rounded {rounded} %"
            ));
        }
        vec![first, self.bend(ratio, exact)]
    }

    fn bend(self, ratio: &RatioWorking<'_>, exact: &Fraction) -> String {
        let max = self.max();
        let bound =
            |bound: Option<Decimal>| self.voice.percent(&bound.unwrap_or(Decimal::ONE).into());
        let reached = |bound: String| {
            say!(
                self.voice.lang,
                "đạt ngưỡng {bound}: đủ điểm {max}",
                "threshold {bound} reached: full score {max}"
            )
        };
        match &ratio.bend {
            Bend::Full => reached(bound(ratio.rule.full_from)),
            Bend::Target if ratio.rule.target.is_some() => reached(bound(ratio.rule.target)),
            Bend::Target if *exact == Fraction::one() => format!("100 % x {max} = {max}"),
            Bend::Target => say!(
                self.voice.lang,
                "vượt 100 %: đủ điểm {max}",
                "above 100 %: full score {max}"
            ),
            Bend::Zero => {
                let bound = bound(ratio.rule.zero_below);
                say!(
                    self.voice.lang,
                    "dưới ngưỡng {bound}: 0 điểm",
                    "below threshold {bound}: 0 points"
                )
            }
            Bend::Proportional(percent) => self.share(ratio, exact, percent.as_ref()),
            Bend::None => String::new(),
        }
    }

    /// `97 % x 1 = 0,97`; the bare fraction where the set rounds no percent.
    fn share(
        self,
        ratio: &RatioWorking<'_>,
        exact: &Fraction,
        percent: Option<&Fraction>,
    ) -> String {
        let (above, below) = (&ratio.above, &ratio.below);
        if *exact < Fraction::zero() {
            return self
                .voice
                .lang
                .pick("tử số âm: 0 điểm", "numerator below zero: 0 points")
                .to_owned();
        }
        let share = percent.map_or_else(
            || {
                let side = |terms| self.voice.factor(terms, Shown::Numbers);
                format!("{}/{}", side(above), side(below))
            },
            |percent| format!("{} %", self.voice.fraction(percent)),
        );
        let target = ratio.rule.target.map_or_else(String::new, |target| {
            format!("/{}", self.voice.percent(&target.into()))
        });
        let points = self.voice.number(self.points.unwrap_or_default());
        format!("{share}{target} x {} = {points}", self.max())
    }

    pub(super) fn bands(self, rule: &Rule, bands: &BandsWorking<'_>) -> Vec<String> {
        let first = match (&bands.value, &bands.below) {
            (Some(value), Some(below)) => self.quotient(&bands.above, below, value),
            (Some(_), None) => worked_out(&bands.above, self.voice),
            (None, below) => {
                return vec![worked_out(below.as_deref().unwrap_or_default(), self.voice)];
            }
        };
        let bound = |from: Decimal| match bands.below {
            Some(_) => self.voice.percent(&from.into()),
            None => self.voice.number(from),
        };
        let second = if let Some(band) = bands.band {
            let bound = bound(band.from);
            let points = self.result(band.points, Decimal::ZERO);
            say!(
                self.voice.lang,
                "đạt bậc từ {bound}: {points} điểm",
                "band from {bound} reached: {points} points"
            )
        } else {
            let lowest = lowest_band(rule)
                .map_or_else(String::new, |lowest| format!(" ({})", bound(lowest)));
            say!(
                self.voice.lang,
                "dưới bậc thấp nhất{lowest}: 0 điểm",
                "below the lowest band{lowest}: 0 points"
            )
        };
        vec![first, second]
    }

    /// `a/c = 642/663 = 96,83 %`
    fn quotient(self, above: &[Weighed], below: &[Weighed], exact: &Fraction) -> String {
        let side = |shown| {
            let (above, below) = (
                self.voice.factor(above, shown),
                self.voice.factor(below, shown),
            );
            format!("{above}/{below}")
        };
        let percent = self.voice.percent(exact);
        format!(
            "{} = {} = {percent}",
            side(Shown::Letters),
            side(Shown::Numbers)
        )
    }
}

fn lowest_band(rule: &Rule) -> Option<Decimal> {
    if let Rule::Bands(Bands { bands, .. }) = rule {
        bands.iter().map(|band| band.from).min()
    } else {
        None
    }
}
