//! How a criterion is scored, from the lines under it: levels, items to tick, a proposed ratio, or by hand with the lines
//! kept as guidance.

mod ratio;

use rust_decimal::Decimal;

use crate::criteria::{Choice, Figure, Rule};
use crate::import::table::cells::Address;
use crate::import::table::header;
use crate::import::table::lines::Row;
use crate::import::table::number::{self, Points};
use crate::import::table::remark::{Remark, shown};
use crate::import::table::tree::{Draft, unclear_points};
use crate::lang::Lang;
use crate::points;
use crate::say;

/// What the lines under a criterion say.
pub(super) struct Body {
    pub(super) rule: Rule,
    pub(super) figures: Vec<Figure>,
    /// The maximum, where it is only known from the levels.
    pub(super) best: Option<Decimal>,
    pub(super) guidance: Option<String>,
    /// Whether the rule is no more than a proposal.
    pub(super) is_guessed: bool,
}

/// What a line under a criterion is.
enum Kind {
    Level(String, Points),
    /// `tính theo công thức`, a percentage times points.
    Formula,
    /// Points that are taken off.
    Deduction,
    Text,
}

struct Piece {
    at: Address,
    text: String,
    kind: Kind,
}

/// Reads the lines under a criterion. `max` is what its own row states.
pub(super) fn read(draft: &Draft, max: Option<Decimal>, remarks: &mut Vec<Remark>) -> Body {
    let mut pieces: Vec<Piece> = Vec::new();
    for row in &draft.rows {
        pieces.extend(row_pieces(row, remarks));
    }
    let mut guidance: Vec<String> = draft.guidance.clone();
    guidance.extend(draft.rows.iter().flat_map(|row| row.guidance.clone()));
    let has = |wanted: fn(&Kind) -> bool| pieces.iter().find(|piece| wanted(&piece.kind));
    let level = has(|kind| matches!(kind, Kind::Level(..))).map(|piece| piece.at);
    let formula = has(|kind| matches!(kind, Kind::Formula)).map(|piece| piece.at);
    let deduction = has(|kind| matches!(kind, Kind::Deduction)).map(|piece| piece.at);
    let from_guidance = level.is_none() && formula.is_none() && deduction.is_none();
    let in_guidance = from_guidance
        .then(|| levels_in(&guidance, draft.at))
        .flatten();
    match (level, formula.or(deduction)) {
        (Some(_), None) => {
            guidance.extend(texts(&pieces));
            choices(draft, &pieces, max, guidance, remarks)
        }
        (None, None) if in_guidance.is_some() => {
            let found = in_guidance.unwrap_or_default();
            let code = &draft.code;
            remarks.push(Remark::guessed(draft.at, |lang| {
                say!(
                    lang,
                    "{code}: các mức điểm lấy từ cột hướng dẫn",
                    "{code}: the levels were taken from the column of guidance"
                )
            }));
            guidance.extend(texts(&pieces));
            Body {
                is_guessed: true,
                ..choices(draft, &found, max, guidance, remarks)
            }
        }
        (_, Some(at)) if deduction.is_none() && ratio::is_ratio(draft, &pieces, max) => {
            let bounds = ratio::bounds(&pieces, max).unwrap_or_default();
            let spoken = ratio::spoken(&pieces, &guidance);
            guidance.extend(pieces.iter().map(|piece| piece.text.clone()));
            ratio::propose(draft, at, spoken, &bounds, guidance, remarks)
        }
        (level, Some(at)) => {
            let code = &draft.code;
            remarks.push(Remark::guessed(at, |lang| match level {
                Some(_) => say!(
                    lang,
                    "{code}: có mức điểm và có công thức hoặc điểm trừ; để tự nhập điểm, các dòng giữ làm hướng dẫn",
                    "{code}: both levels and a formula or points taken off; scored by hand, the lines are kept as guidance"
                ),
                None => say!(
                    lang,
                    "{code}: tính theo công thức, tỷ lệ hoặc điểm trừ; để tự nhập điểm, các dòng giữ làm hướng dẫn",
                    "{code}: by a formula, a ratio or points taken off; scored by hand, the lines are kept as guidance"
                ),
            }));
            guidance.extend(pieces.iter().map(|piece| piece.text.clone()));
            Body {
                is_guessed: true,
                ..by_hand(guidance)
            }
        }
        (None, None) => {
            guidance.extend(texts(&pieces));
            by_guidance(draft, max, guidance, remarks)
        }
    }
}

/// A criterion under which nothing says how it is scored: its guidance may, or its title.
fn by_guidance(
    draft: &Draft,
    max: Option<Decimal>,
    guidance: Vec<String>,
    remarks: &mut Vec<Remark>,
) -> Body {
    if let Some(at) = surveyed(draft, &guidance) {
        return by_others(draft, at, guidance, remarks);
    }
    let lines = guidance.iter().flat_map(|text| split(text));
    let pieces: Vec<Piece> = lines.map(|text| piece(draft.at, text)).collect();
    let title = draft.title.as_ref().map_or("", |title| &title.text);
    let is_formula = pieces
        .iter()
        .any(|piece| matches!(piece.kind, Kind::Formula));
    let takes_off = matches!(kind(bare(title)), Kind::Deduction)
        || pieces
            .iter()
            .any(|piece| matches!(piece.kind, Kind::Deduction));
    if is_formula && !takes_off && ratio::is_ratio(draft, &pieces, max) {
        let bounds = ratio::bounds(&pieces, max).unwrap_or_default();
        let spoken = ratio::spoken(&pieces, &guidance);
        return ratio::propose(draft, draft.at, spoken, &bounds, guidance, remarks);
    }
    if !is_formula && !takes_off {
        return by_hand(guidance);
    }
    let code = &draft.code;
    remarks.push(Remark::guessed(draft.at, |lang| {
        say!(
            lang,
            "{code}: tính theo công thức, tỷ lệ hoặc điểm trừ; để tự nhập điểm, lời hướng dẫn được giữ",
            "{code}: by a formula, a ratio or points taken off; scored by hand, the guidance is kept"
        )
    }));
    Body {
        is_guessed: true,
        ..by_hand(guidance)
    }
}

/// Where it says that the points come from a survey.
fn surveyed(draft: &Draft, guidance: &[String]) -> Option<Address> {
    let says = |text: &str| header::words(text).contains(" dieu tra xa hoi hoc ");
    let title = draft.title.as_ref().filter(|title| says(&title.text));
    let in_guidance = || guidance.iter().any(|text| says(text)).then_some(draft.at);
    title.map(|title| title.at).or_else(in_guidance)
}

/// Points that others give count once somebody enters them.
fn by_others(draft: &Draft, at: Address, guidance: Vec<String>, remarks: &mut Vec<Remark>) -> Body {
    let code = &draft.code;
    remarks.push(Remark::guessed(at, |lang| {
        say!(
            lang,
            "{code}: điểm do điều tra xã hội học, nơi khác chấm; chỉ tính khi nhập",
            "{code}: scored by a survey, by others; counts once it is entered"
        )
    }));
    Body {
        rule: Rule::External {
            source: "Điều tra xã hội học".to_owned(),
        },
        is_guessed: true,
        ..by_hand(guidance)
    }
}

fn by_hand(guidance: Vec<String>) -> Body {
    Body {
        rule: Rule::Manual,
        figures: Vec::new(),
        best: None,
        guidance: whole(guidance),
        is_guessed: false,
    }
}

fn whole(guidance: Vec<String>) -> Option<String> {
    let mut kept: Vec<String> = Vec::new();
    for text in guidance {
        if !text.trim().is_empty() && !kept.contains(&text) {
            kept.push(text);
        }
    }
    (!kept.is_empty()).then(|| kept.join("\n"))
}

/// The lines that are neither levels nor formulas.
fn texts(pieces: &[Piece]) -> impl Iterator<Item = String> {
    let others = pieces
        .iter()
        .filter(|piece| matches!(piece.kind, Kind::Text));
    others.map(|piece| piece.text.clone())
}

fn row_pieces(row: &Row, remarks: &mut Vec<Remark>) -> Vec<Piece> {
    let text = row.title.as_ref().map_or("", |title| title.text.as_str());
    let at = row.title.as_ref().map_or(row.at, |title| title.at);
    let Some(pointed) = &row.points else {
        return split(text)
            .into_iter()
            .map(|text| piece(at, text))
            .collect();
    };
    let text = text.replace('\n', " ");
    let label = bare(&text);
    let kind = match (&pointed.points, kind(label)) {
        (Points::Negative(_), _) | (_, Kind::Deduction) => Kind::Deduction,
        (_, Kind::Formula) => Kind::Formula,
        (Points::Unclear, of_text) => {
            remarks.push(unclear_points(pointed));
            of_text
        }
        (points, Kind::Level(shorter, closing)) if closing == *points => {
            Kind::Level(shorter, closing)
        }
        (points, Kind::Level(..) | Kind::Text) => {
            if let Points::Rounded(rounded) = points {
                remarks.push(rounded_points(pointed.at, *rounded));
            }
            Kind::Level(label.to_owned(), points.clone())
        }
    };
    if let Kind::Level(label, _) = &kind
        && label.is_empty()
    {
        remarks.push(Remark::unclear(pointed.at, |lang| {
            lang.pick(
                "có điểm nhưng không có chữ nào đi kèm, không nhập; ghi nội dung của mức điểm",
                "points without a word, left out; write what the level is",
            )
            .to_owned()
        }));
        return Vec::new();
    }
    // What is kept as guidance keeps the points that stood beside it.
    let text = match &pointed.points {
        Points::Exact(points) | Points::Rounded(points) | Points::Negative(points)
            if number::closing(&text).is_none() =>
        {
            let points = shown(*points, Lang::Vi);
            format!("{text}: {points}")
        }
        Points::Unclear if !pointed.content.shown().is_empty() => {
            let points = pointed.content.shown();
            format!("{text}: {points}")
        }
        Points::Exact(_)
        | Points::Rounded(_)
        | Points::Negative(_)
        | Points::Full
        | Points::Unclear => text,
    };
    vec![Piece { at, text, kind }]
}

/// That points were rounded to what a table may hold.
pub(super) fn rounded_points(at: Address, rounded: Decimal) -> Remark {
    Remark::guessed(at, |lang| {
        let rounded = shown(rounded, lang);
        say!(
            lang,
            "số điểm có hơn bốn chữ số lẻ, làm tròn thành {rounded}",
            "points of more than four places, rounded to {rounded}"
        )
    })
}

fn piece(at: Address, text: &str) -> Piece {
    Piece {
        at,
        kind: kind(bare(text)),
        text: text.to_owned(),
    }
}

/// The lines of a cell; parted at semicolons too where each part closes with points.
fn split(text: &str) -> Vec<&str> {
    let lines = text
        .split('\n')
        .map(str::trim)
        .filter(|line| !line.is_empty());
    lines
        .flat_map(|line| {
            let parts: Vec<&str> = line.split(';').map(str::trim).collect();
            let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            if parts.iter().all(|part| number::closing(part).is_some()) {
                parts
            } else {
                vec![line]
            }
        })
        .collect()
}

/// A line without the mark of a list.
fn bare(text: &str) -> &str {
    let text = text.trim();
    let lettered = text
        .split_once(')')
        .filter(|(letter, _)| letter.chars().count() == 1)
        .map(|(_, rest)| rest);
    lettered
        .unwrap_or(text)
        .trim_start_matches(['-', '+', '–', '•', '*', ' '])
        .trim()
}

fn kind(text: &str) -> Kind {
    let small = text.to_lowercase();
    let words = header::words(text);
    let takes_off = small
        .split(|c: char| !c.is_alphanumeric())
        .any(|word| word == "trừ")
        && !small.contains("ngoại trừ")
        && !small.contains("trừ trường hợp");
    if takes_off {
        return Kind::Deduction;
    }
    let multiplies = text.contains('%')
        && (text.contains(['×', '*']) || words.contains(" x ") || words.contains(" nhan "));
    if words.contains(" cong thuc ") || words.contains(" tinh theo ty le ") || multiplies {
        return Kind::Formula;
    }
    number::closing(text).map_or(Kind::Text, |closing| {
        Kind::Level(bare(&closing.label).to_owned(), closing.points)
    })
}

/// The levels in a column of guidance: every line closes with points, and there are at least two.
fn levels_in(guidance: &[String], at: Address) -> Option<Vec<Piece>> {
    guidance.iter().find_map(|text| {
        let pieces: Vec<Piece> = split(text)
            .into_iter()
            .map(|text| piece(at, text))
            .collect();
        let all = pieces
            .iter()
            .all(|piece| matches!(piece.kind, Kind::Level(..)));
        (all && pieces.len() > 1).then_some(pieces)
    })
}

fn choices(
    draft: &Draft,
    pieces: &[Piece],
    max: Option<Decimal>,
    guidance: Vec<String>,
    remarks: &mut Vec<Remark>,
) -> Body {
    let known = pieces.iter().filter_map(|piece| match &piece.kind {
        Kind::Level(_, Points::Exact(points) | Points::Rounded(points)) => Some(*points),
        _ => None,
    });
    let best = known.max();
    let full = max.or(best).unwrap_or_default();
    let mut choices = Vec::new();
    for piece in pieces {
        let Kind::Level(label, points) = &piece.kind else {
            continue;
        };
        let points = match points {
            Points::Exact(points) | Points::Rounded(points) => *points,
            Points::Full => full,
            Points::Negative(_) | Points::Unclear => continue,
        };
        choices.push(Choice {
            id: format!("l{}", choices.len() + 1),
            label: label.clone(),
            points,
        });
    }
    let sum = points::sum(choices.iter().map(|choice| choice.points));
    let is_checklist = choices.len() > 1
        && max.is_some_and(|max| sum == max)
        && choices.iter().all(|choice| choice.points > Decimal::ZERO);
    if is_checklist {
        let (code, at) = (&draft.code, draft.at);
        remarks.push(Remark::guessed(at, |lang| {
            say!(
                lang,
                "{code}: điểm các dòng bên dưới cộng lại đúng bằng điểm tối đa, coi là các nội dung được cộng điểm, không phải các mức",
                "{code}: the points of the lines below add up to the maximum, taken for items to tick, not for levels"
            )
        }));
    }
    Body {
        rule: if is_checklist {
            Rule::Checklist(choices)
        } else {
            Rule::Levels(choices)
        },
        figures: Vec::new(),
        best,
        guidance: whole(guidance),
        is_guessed: is_checklist,
    }
}

/// Whether a line says how points come about, and is no part of a title.
pub(super) fn says_how(line: &str) -> bool {
    !matches!(kind(bare(line)), Kind::Text)
}
