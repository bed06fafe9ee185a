//! What comes in from elsewhere: a criteria set from the table of a decision. Knows no file, clock, terminal or JSON;
//! whoever reads and writes hands over models and bytes.

pub mod table;
