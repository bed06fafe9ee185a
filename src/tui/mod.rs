//! The screen. `update` turns messages into a changed model and effects, `view` draws the model, `runtime` alone
//! touches the outside world.

pub mod key;
pub mod message;

pub mod keymap;

pub mod line;

pub mod editor;

pub mod burst;

pub mod telex;

pub mod undo;

pub mod sheet;

pub mod model;

pub mod layout;

pub mod theme;

pub mod words;

mod past;

pub mod page;

pub mod prose;

pub mod paper;

pub mod office;

pub mod sides;

pub mod help;

pub mod update;

pub mod view;

pub mod input;

pub mod wire;

pub mod mail;
mod outside;
pub mod terminal;

pub mod runtime;

pub mod refuge;

pub mod courier;

mod reports;
mod shelf;

pub mod clerk;

pub mod open;
