//! The screen. `update` turns messages into a changed model and effects, `view` draws the model, `runtime` alone
//! touches the outside world.

pub mod burst;
pub mod key;
pub mod message;
pub mod telex;
