//! Rendered screens: keys in, screen out.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "helpers of tests are tests too"
)]

mod script;

mod any_keys;
mod beside;
mod conflicts;
mod documents;
mod editor;
mod elsewhere;
mod faults;
mod figures;
mod history;
mod last_year;
mod moves;
mod preview;
mod rim;
mod screens;
mod seal;
