//! What the report says, and what it must never lose.

use super::*;
use crate::criteria::sample::{criterion, ratio, set};
use crate::criteria::{CriteriaSet, Rule};
use crate::points::{DecimalMark, Stored};
use crate::workbook::answer::Declared;
use crate::workbook::{Answer, Evidence, Unit};

fn unit() -> Unit {
    Unit {
        name: "UBND huyện A".to_owned(),
        short: "UBND huyện".to_owned(),
        parent: "UBND tỉnh B".to_owned(),
        place: "A".to_owned(),
    }
}
