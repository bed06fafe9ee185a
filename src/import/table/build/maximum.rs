//! The maximum of a group or criterion: from its cell, its title or its levels, and what is said where there is none.

use rust_decimal::Decimal;

use crate::import::table::body;
use crate::import::table::build::Making;
use crate::import::table::cells::Address;
use crate::import::table::lines::Pointed;
use crate::import::table::number::{self, Points};
use crate::import::table::remark::{Remark, shown};
use crate::import::table::tree::{Draft, unclear_points};
use crate::say;

impl Making<'_> {
    /// The points of a cell; what is wrong with them is told.
    pub(super) fn points(&mut self, pointed: Option<&Pointed>) -> Option<Decimal> {
        let pointed = pointed?;
        match &pointed.points {
            Points::Exact(points) => Some(*points),
            Points::Rounded(points) => {
                let remark = body::rounded_points(pointed.at, *points);
                self.built.remarks.push(remark);
                Some(*points)
            }
            Points::Full | Points::Negative(_) | Points::Unclear => {
                self.built.remarks.push(unclear_points(pointed));
                None
            }
        }
    }

    /// `Ban hành kế hoạch (2 điểm)`: the maximum in the title.
    pub(super) fn max_in_title(&mut self, draft: &mut Draft) -> Option<Decimal> {
        let title = draft.title.as_mut()?;
        let closing = number::closing(&title.text)?;
        let (Points::Exact(max) | Points::Rounded(max)) = closing.points else {
            return None;
        };
        title.text = closing.label;
        let code = &draft.code;
        self.built.remarks.push(Remark::guessed(title.at, |lang| {
            let max = shown(max, lang);
            say!(
                lang,
                "{code}: điểm tối đa {max} lấy từ tên",
                "{code}: the maximum {max} was taken from the title"
            )
        }));
        Some(max)
    }

    pub(super) fn max_of_levels(
        &mut self,
        draft: &Draft,
        best: Option<Decimal>,
    ) -> Option<Decimal> {
        let best = best?;
        let (code, at) = (&draft.code, self.max_cell(draft));
        self.built.remarks.push(Remark::guessed(at, |lang| {
            let best = shown(best, lang);
            say!(
                lang,
                "{code}: không có điểm tối đa, lấy mức cao nhất {best}",
                "{code}: no maximum, the best level {best} was taken"
            )
        }));
        Some(best)
    }

    pub(super) fn no_max(&mut self, draft: &Draft) -> Decimal {
        if draft.points.is_some() {
            // What is wrong with the cell was told when it was read.
            return Decimal::ZERO;
        }
        let (code, at) = (&draft.code, self.max_cell(draft));
        let region = self.grid.region(at).filter(|region| region.first != at);
        let merged = region.map(|region| format!("{}:{}", region.first, region.last));
        self.built.remarks.push(Remark::unclear(at, |lang| match &merged {
            Some(merged) => say!(
                lang,
                "{code}: ô điểm tối đa gộp với ô khác ({merged}), tạm đặt 0; ghi điểm riêng cho tiêu chí này",
                "{code}: its maximum is merged with others ({merged}), 0 for now; give this criterion its own points"
            ),
            None => say!(
                lang,
                "{code}: không có điểm tối đa, tạm đặt 0; ghi điểm tối đa rồi nhập lại",
                "{code}: no maximum, 0 for now; write the maximum and import again"
            ),
        }));
        Decimal::ZERO
    }

    fn max_cell(&self, draft: &Draft) -> Address {
        let column = self.header.max.first().copied().unwrap_or_default();
        Address::new(draft.at.row, column)
    }
}
