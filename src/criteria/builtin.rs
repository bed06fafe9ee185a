//! The criteria sets that the program carries: the files of `criteria/` at the root of the repository, and the
//! example workbook. Text only; `store` reads them like any other file.

/// A file that is part of the program.
#[derive(Clone, Copy, Debug)]
pub struct BuiltIn {
    /// The set's id.
    pub id: &'static str,
    /// The JSON text.
    pub json: &'static str,
}

/// The built-in sets, the official one first.
pub const SETS: [BuiltIn; 2] = [
    BuiltIn {
        id: "kon-tum-huyen-2023",
        json: include_str!("../../criteria/kon-tum-huyen-2023.json"),
    },
    BuiltIn {
        id: "mau-cap-xa",
        json: include_str!("../../criteria/mau-cap-xa.json"),
    },
];

/// The example workbook.
pub const EXAMPLE: &str = include_str!("../../saves/kon-ray-2023.json");
