//! What comes in from elsewhere: a criteria set from the table of a decision, and last year's workbook. Knows no file,
//! clock, terminal or JSON; whoever reads and writes hands over models and bytes.

pub mod table;

pub mod last_year;
