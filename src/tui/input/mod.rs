//! From the bytes of a terminal to [`Key`](crate::tui::key::Key)s. Knows the dialects of terminals and no mode.

pub mod decode;
mod sequence;

pub use decode::{Decoder, Hold, Input};
