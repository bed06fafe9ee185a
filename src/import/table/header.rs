//! Which row names the columns, and what each column holds. Titles of the document may stand above it; the names may
//! take two rows.

use crate::import::table::cells::{Address, Grid};
use crate::text;

/// Rows looked at for a header: no preamble is longer.
const MOST_ROWS: usize = 200;
/// Columns looked at.
const MOST_COLUMNS: u32 = 128;
/// The longest name of a column, in bytes; what is longer is a sentence.
const LONGEST_NAME: usize = 120;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    /// A real code.
    Code,
    /// A running number, which often is the code.
    Number,
    Title,
    /// Surely the maximum.
    Maximum,
    /// The scale: the maximum where no column is surer, else the points of levels.
    Scale,
    /// Just “points”.
    Points,
    /// The texts of levels.
    Levels,
    Owner,
    Guidance,
    Other,
}

/// A column beside code, title and points, with its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) column: u32,
    pub(super) name: String,
}

/// The header of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Header {
    /// Its first row.
    pub(super) first: u32,
    /// Its last row.
    pub(super) last: u32,
    pub(super) code: Option<u32>,
    /// Where titles stand: often one column, more where the name is merged over several.
    pub(super) titles: Vec<u32>,
    pub(super) max: Vec<u32>,
    /// Whether the column of maxima is only called “points”.
    pub(super) max_is_guessed: bool,
    /// A column of its own for the points of levels.
    pub(super) level_points: Option<u32>,
    /// A column of its own for their texts.
    pub(super) levels: Option<u32>,
    pub(super) owner: Option<u32>,
    pub(super) guidance: Vec<Named>,
    pub(super) unread: Vec<Named>,
}

/// The first header of a sheet.
pub(super) fn find(grid: &Grid) -> Option<Header> {
    let rows = grid.rows();
    let rows = rows.iter().take(MOST_ROWS);
    let found = rows.copied().find_map(|row| read(grid, row, row))?;
    let next = found.last + 1;
    // The second row of a header names parts of what the first names: “Điểm” over “Tối đa”, “Tự chấm”.
    let two = is_second(grid, &found, next)
        .then(|| read(grid, found.first, next))
        .flatten();
    Some(two.unwrap_or(found))
}

fn is_second(grid: &Grid, above: &Header, row: u32) -> bool {
    let under_titles = above
        .titles
        .iter()
        .chain(&above.code)
        .any(|column| grid.get(Address::new(row, *column)).is_some());
    let names_points = grid.row(row).any(|(at, _)| {
        matches!(
            role(&name(grid, row, row, at.column)),
            Role::Maximum | Role::Scale | Role::Points
        )
    });
    !under_titles && names_points
}

/// The name of a column that stands in these rows, as it is written.
fn name(grid: &Grid, first: u32, last: u32, column: u32) -> String {
    let mut parts: Vec<String> = Vec::new();
    for row in first..=last {
        let part = grid.seen(Address::new(row, column));
        let part = part.map(|content| content.shown().replace('\n', " "));
        let part = part.unwrap_or_default();
        if !part.is_empty() && parts.last() != Some(&part) {
            parts.push(part);
        }
    }
    parts.join(" ")
}

fn read(grid: &Grid, first: u32, last: u32) -> Option<Header> {
    let rows = first..=last;
    let used = rows.flat_map(|row| grid.row(row).map(|(at, _)| right_end(grid, at)));
    let end = used.max()?.min(MOST_COLUMNS);
    let columns: Vec<Named> = (0..=end)
        .map(|column| Named {
            column,
            name: name(grid, first, last, column),
        })
        .collect();
    let roles: Vec<Role> = columns.iter().map(|named| role(&named.name)).collect();
    let all = |wanted: Role| {
        let fitting = columns.iter().zip(&roles);
        fitting
            .filter(move |(_, role)| **role == wanted)
            .map(|(named, _)| named.clone())
    };
    let of = |wanted: Role| all(wanted).next().map(|named| named.column);
    let titles: Vec<u32> = all(Role::Title).map(|named| named.column).collect();
    let max_role = [Role::Maximum, Role::Scale, Role::Points]
        .into_iter()
        .find(|role| of(*role).is_some())?;
    if titles.is_empty() {
        return None;
    }
    let max = beside(all(max_role).collect());
    let level_points = [Role::Scale, Role::Points]
        .into_iter()
        .find_map(|role| of(role).filter(|column| !max.contains(column)));
    let code = of(Role::Code).or(of(Role::Number));
    let levels = of(Role::Levels);
    let is_unread = |column: &u32| {
        ![code, level_points, levels].contains(&Some(*column)) && !max.contains(column)
    };
    Some(Header {
        first,
        last,
        unread: columns
            .iter()
            .zip(&roles)
            .filter(|(named, role)| {
                !matches!(role, Role::Title | Role::Guidance | Role::Owner)
                    && !named.name.is_empty()
                    && is_unread(&named.column)
            })
            .map(|(named, _)| named.clone())
            .collect(),
        code,
        titles,
        max,
        max_is_guessed: max_role == Role::Points,
        level_points,
        levels,
        owner: of(Role::Owner),
        guidance: all(Role::Guidance).collect(),
    })
}

/// The last column that what stands in a cell reaches to.
fn right_end(grid: &Grid, at: Address) -> u32 {
    grid.region(at)
        .map_or(at.column, |region| region.last.column)
}

/// The first column and those beside it of the same name: one name merged over several.
fn beside(columns: Vec<Named>) -> Vec<u32> {
    let mut kept: Vec<Named> = Vec::new();
    for named in columns {
        let fits = kept
            .last()
            .is_none_or(|last| last.column + 1 == named.column && last.name == named.name);
        if fits {
            kept.push(named);
        }
    }
    kept.iter().map(|named| named.column).collect()
}

/// Words without marks, parted by single spaces, a space at both ends.
pub(super) fn words(text: &str) -> String {
    let folded = text::fold(text);
    let words = folded.split(|c: char| !c.is_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    format!(" {} ", words.join(" "))
}

const NUMBERS: [&str; 8] = [
    "stt",
    "tt",
    "so tt",
    "so thu tu",
    "muc",
    "no",
    "thu tu",
    "so muc",
];
const CODES: [&str; 6] = ["ma", "ma so", "ky hieu", "code", "ma tc", "ma tctp"];
const OTHERS_POINTS: [&str; 12] = [
    " tu cham ",
    " tu danh gia ",
    " tham dinh ",
    " diem dat ",
    " dat duoc ",
    " ket qua ",
    " diem cham ",
    " duyet ",
    " chenh lech ",
    " giai trinh ",
    " ty le ",
    " self ",
];
const MAXIMA: [&str; 6] = [
    " toi da ",
    " diem chuan ",
    " diem quy dinh ",
    " diem tran ",
    " max ",
    " maximum ",
];
const LEVELS: [&str; 8] = [
    "muc danh gia",
    "muc dat",
    "muc do",
    "muc do dat",
    "cac muc",
    "cac muc danh gia",
    "muc diem danh gia",
    "levels",
];
const OWNERS: [&str; 6] = [
    " chu tri ",
    " tham muu ",
    " phu trach ",
    " theo doi ",
    " don vi thuc hien ",
    " owner ",
];
const GUIDANCE: [&str; 11] = [
    " cach tinh ",
    " cach cham ",
    " cach danh gia ",
    " phuong phap ",
    " huong dan ",
    " ghi chu ",
    " kiem chung ",
    " cong thuc ",
    " noi dung thang diem ",
    " guidance ",
    " note ",
];
const TITLES: [&str; 8] = [
    " tieu chi ",
    " linh vuc ",
    " noi dung ",
    " chi tieu ",
    " nhiem vu ",
    " ten ",
    " criterion ",
    " title ",
];

fn role(name: &str) -> Role {
    if name.is_empty() || name.len() > LONGEST_NAME {
        return Role::Other;
    }
    let words = words(name);
    let is_one_of = |names: &[&str]| names.contains(&words.trim());
    let has_one_of = |names: &[&str]| names.iter().any(|name| words.contains(name));
    if is_one_of(&CODES) || words.starts_with(" ma tieu chi ") {
        Role::Code
    } else if is_one_of(&NUMBERS) || words.starts_with(" stt ") {
        Role::Number
    } else if is_one_of(&LEVELS) {
        Role::Levels
    } else if has_one_of(&OTHERS_POINTS) {
        Role::Other
    } else if has_one_of(&GUIDANCE) {
        Role::Guidance
    } else if has_one_of(&MAXIMA) {
        Role::Maximum
    } else if words.contains(" thang diem ") {
        Role::Scale
    } else if has_one_of(&OWNERS) {
        Role::Owner
    } else if has_one_of(&TITLES) {
        Role::Title
    } else if matches!(words.trim(), "diem" | "so diem" | "diem so" | "points") {
        Role::Points
    } else {
        Role::Other
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_columns_are_known_in_many_spellings() {
        let known = [
            ("STT", Role::Number),
            ("Số TT", Role::Number),
            ("Mã tiêu chí", Role::Code),
            ("Mã", Role::Code),
            ("LĨNH VỰC/TIÊU CHÍ/TIÊU CHÍ THÀNH PHẦN", Role::Title),
            ("Nội dung đánh giá", Role::Title),
            ("Điểm\ntối đa", Role::Maximum),
            ("Điểm chuẩn", Role::Maximum),
            ("Thang điểm", Role::Scale),
            ("Điểm", Role::Points),
            ("Điểm tự chấm", Role::Other),
            ("Điểm thẩm định", Role::Other),
            ("Ghi chú", Role::Guidance),
            ("Tài liệu kiểm chứng", Role::Guidance),
            ("Cơ quan chủ trì", Role::Owner),
            ("Mức đánh giá", Role::Levels),
            ("", Role::Other),
        ];
        for (name, expected) in known {
            assert_eq!(role(name), expected, "{name}");
        }
    }
}
