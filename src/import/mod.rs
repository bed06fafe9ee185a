//! What comes in from elsewhere: last year's workbook. Knows no file, clock, terminal or JSON; whoever reads and
//! writes hands over models.

pub mod last_year;
