//! `chamdiem criteria import` as its users meet it: tables of many shapes, each with the whole set that must come of it
//! and the whole report; and files that are no tables.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "helpers of tests are tests too"
)]

#[path = "../command/mod.rs"]
mod command;

mod hostile;
mod round_trip;
mod tables;
