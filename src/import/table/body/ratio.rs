//! A ratio that is proposed for a criterion: from the formula and the bounds that stand under it, as far as they can be read.

use rust_decimal::Decimal;

use super::{Body, Kind, Piece, whole};
use crate::criteria::{Figure, Operand, Ratio, Rule, Term};
use crate::import::table::cells::Address;
use crate::import::table::formula::{self, Spoken};
use crate::import::table::header;
use crate::import::table::number::Points;
use crate::import::table::remark::{Remark, quoted, shown};
use crate::import::table::tree::Draft;
use crate::lang::Lang;
use crate::say;

/// A criterion whose title or formula speaks of a ratio, and that has nothing else under it but the bounds of one.
pub(super) fn is_ratio(draft: &Draft, pieces: &[Piece], max: Option<Decimal>) -> bool {
    let title = draft.title.as_ref().map_or("", |title| title.text.as_str());
    let speaks = |text: &str| text.contains('%') || header::words(text).contains(" ty le ");
    bounds(pieces, max).is_some()
        && (speaks(title)
            || pieces.iter().any(|piece| speaks(&piece.text))
            || spoken(pieces, &[]).is_some())
}

/// From which ratio on there are all points, and below which there are none.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Bounds {
    full_from: Option<Decimal>,
    zero_below: Option<Decimal>,
}

impl Bounds {
    /// `, từ 95 % đạt điểm tối đa, dưới 70 % được 0 điểm`
    fn words(&self, lang: Lang) -> String {
        let percent = |fraction: Decimal| shown(fraction * Decimal::ONE_HUNDRED, lang);
        let full = self.full_from.map(|from| {
            let from = percent(from);
            say!(
                lang,
                ", từ {from} % đạt điểm tối đa",
                ", all points from {from} %"
            )
        });
        let zero = self.zero_below.map(|below| {
            let below = percent(below);
            say!(
                lang,
                ", dưới {below} % được 0 điểm",
                ", none below {below} %"
            )
        });
        full.into_iter().chain(zero).collect()
    }
}

/// The bounds of a ratio: `từ 95 % trở lên: 2 điểm`, `dưới 70 %: 0 điểm`. None when some level is neither.
pub(super) fn bounds(pieces: &[Piece], max: Option<Decimal>) -> Option<Bounds> {
    let mut bounds = Bounds::default();
    for piece in pieces {
        let percentage = formula::percentage(&piece.text);
        match &piece.kind {
            Kind::Level(_, Points::Exact(points)) if points.is_zero() => {
                bounds.zero_below = Some(percentage.filter(|_| formula::is_below(&piece.text))?);
            }
            Kind::Level(_, points) => {
                let is_all = *points == Points::Full
                    || matches!(points, Points::Exact(points) if Some(*points) == max);
                bounds.full_from = Some(percentage.filter(|_| is_all)?);
            }
            Kind::Text | Kind::Formula
                if formula::gives_nothing(&piece.text) && formula::is_below(&piece.text) =>
            {
                bounds.zero_below = percentage.or(bounds.zero_below);
            }
            Kind::Text | Kind::Formula | Kind::Deduction => {}
        }
    }
    bounds.full_from = bounds.full_from.filter(|from| *from < Decimal::ONE);
    Some(bounds)
}

/// The ratio that a formula states in letters or words.
pub(super) fn spoken(pieces: &[Piece], guidance: &[String]) -> Option<Spoken> {
    let formulas = pieces
        .iter()
        .filter(|piece| matches!(piece.kind, Kind::Formula));
    let mut read = formulas.filter_map(|piece| {
        let lines = pieces.iter().map(|piece| piece.text.as_str());
        formula::ratio(
            &piece.text,
            lines.chain(guidance.iter().map(String::as_str)),
        )
    });
    read.next()
}

pub(super) fn propose(
    draft: &Draft,
    at: Address,
    spoken: Option<Spoken>,
    bounds: &Bounds,
    guidance: Vec<String>,
    remarks: &mut Vec<Remark>,
) -> Body {
    let code = &draft.code;
    let title = quoted(draft.title.as_ref().map_or("", |title| &title.text));
    let is_read = spoken.is_some();
    remarks.push(Remark::guessed(at, |lang| {
        let how = if is_read {
            lang.pick("theo công thức đã ghi", "by the formula that stands there")
        } else {
            lang.pick(
                "số đạt chia tổng số, nhân điểm tối đa",
                "achieved by total, times the maximum",
            )
        };
        let bounds = bounds.words(lang);
        say!(
            lang,
            "{code} {title}: đề xuất cách tính tỷ lệ ({how}){bounds}; hãy so với công thức trong hướng dẫn",
            "{code} {title}: a ratio is proposed ({how}){bounds}; compare it with the formula in the guidance"
        )
    }));
    let (full_from, zero_below) = (bounds.full_from, bounds.zero_below);
    if let Some(spoken) = spoken {
        return Body {
            rule: Rule::Ratio(Ratio {
                numerator: spoken.numerator,
                denominator: spoken.denominator,
                target: None,
                full_from,
                zero_below,
            }),
            figures: spoken.figures,
            best: None,
            guidance: whole(guidance),
            is_guessed: true,
        };
    }
    let figure = |id: &str, label: &str| Figure {
        id: id.to_owned(),
        label: label.to_owned(),
        unit: None,
        decimal: false,
    };
    let term = |id: &str| Term {
        of: Operand::Figure(id.to_owned()),
        weight: Decimal::ONE,
    };
    Body {
        rule: Rule::Ratio(Ratio {
            numerator: vec![term("achieved")],
            denominator: vec![term("total")],
            target: None,
            full_from,
            zero_below,
        }),
        figures: vec![
            figure("achieved", "Số đạt yêu cầu (tử số)"),
            figure("total", "Tổng số (mẫu số)"),
        ],
        best: None,
        guidance: whole(guidance),
        is_guessed: true,
    }
}
