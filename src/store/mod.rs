//! Where it is kept: files to models and back, saving that loses nothing, the folders and the configuration.
//! Knows files, the clock and the environment; no screen and no command.

pub mod error;
pub mod problem;

mod json;
mod rule_format;
pub mod set_format;
pub mod set_write;
mod twice;

mod previous_format;

pub mod book_format;
pub mod book_write;
mod marks_format;
mod seal_format;

pub mod digest;

mod backup;
mod replace;
mod side;

pub mod field;
pub mod history;

mod session;

pub mod copies;
pub mod elsewhere;
pub mod file;
pub mod overwritten;
pub mod seal;

mod beside;
pub mod draft;
pub mod margin;
pub mod presence;

pub mod access;

pub mod keeper;
pub mod restore;

pub mod export;

pub mod config;
pub mod paths;
pub mod recent;
pub mod summary;

pub use error::{Cause, ReadOnlyReason, StoreError};
pub use file::{Access, Author, Opened, Saved, Stamp};
pub use keeper::{Keeper, KeeperHandle, Report};
pub use marks_format::{read_value, value_json};
pub use problem::{Fault, Problem};
pub use session::local_time;

/// The largest file that is read, in bytes.
pub const MOST_BYTES: u64 = 64 * 1024 * 1024;
