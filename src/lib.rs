//! A workbook for scoring a public office against a criteria set, kept in one JSON file and worked on in a
//! terminal. The modules in reading order; imports run downwards only.

#![forbid(unsafe_code)]

pub mod lang;
pub mod points;
pub mod text;

pub mod criteria;

pub mod workbook;

pub mod store;

pub mod report;

pub mod import;

pub mod handout;

pub mod tui;

pub mod cli;
