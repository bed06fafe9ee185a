//! What is handed in: the report as one plain outline, and printers that only print it. Knows no file, no clock and
//! no terminal: a printer returns text or bytes, and reads back what of it can be counted. The report is a document
//! of an office and therefore Vietnamese, whatever language the program speaks.

pub mod outline;

pub mod counts;

pub mod docx;
pub mod html;
pub mod markdown;

pub mod belonging;

pub mod table;

pub mod csv;
pub mod xlsx;

pub use counts::Counts;
pub use outline::Outline;
pub use table::Table;

#[cfg(test)]
mod tests;
