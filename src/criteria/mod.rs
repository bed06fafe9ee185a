//! What is asked: the criteria set, its rules, and the lint for its authors. Knows no workbook, no file and
//! no JSON; sets are read by `store`.

pub mod rule;
pub mod set;

pub mod lint;

pub mod builtin;

#[cfg(test)]
pub(crate) mod sample;

pub use rule::{Band, Bands, Branch, Choice, Comparison, Condition, Operand, Ratio, Rule, Term};
pub use set::{
    Check, CriteriaSet, Criterion, Decision, Figure, Grade, Group, Node, NodeBody, NodeId,
    Provenance, Requirement, Rounding, SetHead, Years,
};
