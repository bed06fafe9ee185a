//! What is answered: the workbook, the one way to change it, its scores, their explanation, and its findings.
//! Pure: no file, terminal, clock, environment or JSON.

pub mod answer;
pub mod edit;
pub mod last_year;
pub mod score;
pub mod working;

pub mod difference;
pub mod patch;

pub mod footnotes;

pub mod check;

pub mod dates;
pub mod document;
pub mod reference;

pub mod words;

pub mod merge;

pub mod seal;

pub use answer::{Answer, Declared, Evidence, Report, Review, Unit, Workbook};
pub use edit::{Edit, Rejection, apply};
pub use score::{CriterionScore, Scores, State, Tally};
