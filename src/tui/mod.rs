//! The screen. `update` turns messages into a changed model and effects, `view` draws the model, `runtime` alone
//! touches the outside world.

pub mod input;
pub mod key;
pub mod message;

pub mod mail;
mod outside;
pub mod runtime;
pub mod terminal;
pub mod wire;
