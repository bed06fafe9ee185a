//! Whether a report that was handed in belongs to a workbook: the digests that stand in it, and the paragraphs that
//! the workbook prints otherwise today. Reads what this program prints, also after a word processor has saved it
//! again; judges nothing.

use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::Event;
use similar::{Algorithm, DiffOp, capture_diff_slices};
use zip::ZipArchive;

/// What stands before a digest, in small letters.
const LEAD: &str = "mã xác nhận";
/// Fewer hexadecimal digits prove nothing.
const FEWEST_DIGITS: usize = 16;
/// The most of a part of a package that is read, in bytes; a report has a few hundred thousand.
const MOST_BYTES: u64 = 64 * 1024 * 1024;

/// A paragraph that is not the same in a report and in what the workbook prints.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Departure {
    /// What the workbook prints; none for a paragraph that it does not have.
    pub printed: Option<String>,
    /// What the report says; none for a paragraph that is missing in it.
    pub found: Option<String>,
}

/// The paragraphs of a report in one line each, empty ones left out; none when it cannot be read. The kind is told by
/// the content: an office package, HTML, or lines of text.
pub fn paragraphs(content: &[u8]) -> Option<Vec<String>> {
    let found = if content.starts_with(b"PK") {
        package(content)?
    } else {
        let text = std::str::from_utf8(content).ok()?;
        let text = text.trim_start_matches('\u{feff}');
        if text.trim_start().starts_with('<') {
            html(text)
        } else {
            text.lines().map(str::to_owned).collect()
        }
    };
    let lines = found.iter().map(|text| one_line(text));
    Some(lines.filter(|text| !text.is_empty()).collect())
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The texts of a Word document or a workbook of a spreadsheet.
fn package(content: &[u8]) -> Option<Vec<String>> {
    let mut package = ZipArchive::new(Cursor::new(content)).ok()?;
    let names = package.file_names().filter_map(Result::ok);
    let mut names: Vec<String> = names.map(std::borrow::Cow::into_owned).collect();
    names.retain(|name| {
        matches!(
            name.as_str(),
            "word/document.xml" | "word/footnotes.xml" | "xl/sharedStrings.xml"
        ) || name.starts_with("xl/worksheets/")
    });
    // Shared strings come before the sheets that use them.
    names.sort_unstable();
    let (mut found, mut shared) = (Vec::new(), Vec::new());
    for name in &names {
        let mut part = String::new();
        let file = package.by_name(name).ok()?;
        file.take(MOST_BYTES).read_to_string(&mut part).ok()?;
        match name.as_str() {
            "xl/sharedStrings.xml" => texts(&part, &mut shared)?,
            name if name.starts_with("xl/") => rows(&part, &shared, &mut found)?,
            _ => texts(&part, &mut found)?,
        }
    }
    (!names.is_empty()).then_some(found)
}

/// The rows of a sheet in one line each, its cells in order. The least difference of a number is a difference.
fn rows(part: &str, shared: &[String], found: &mut Vec<String>) -> Option<()> {
    let mut reader = Reader::from_str(part);
    let (mut row, mut cell) = (Vec::new(), String::new());
    let (mut is_shared, mut in_value) = (false, false);
    loop {
        match reader.read_event().ok()? {
            Event::Eof => return Some(()),
            Event::Start(tag) => match tag.local_name().as_ref() {
                "c" => {
                    let kind = tag.try_get_attribute("t").ok()?;
                    is_shared = kind.is_some_and(|kind| kind.value.as_ref() == "s");
                }
                "v" | "t" => in_value = true,
                _ => {}
            },
            Event::End(tag) => match tag.local_name().as_ref() {
                "v" | "t" => in_value = false,
                "c" => {
                    let text = std::mem::take(&mut cell);
                    row.push(if is_shared {
                        shared.get(text.parse::<usize>().ok()?)?.clone()
                    } else {
                        text.parse().map_or(text, |number: f64| number.to_string())
                    });
                }
                "row" => {
                    row.retain(|cell| !cell.is_empty());
                    found.push(std::mem::take(&mut row).join(" | "));
                }
                _ => {}
            },
            Event::Text(piece) if in_value => cell.push_str(&piece),
            Event::GeneralRef(entity) if in_value => cell.push_str(&entity_text(&entity)),
            _ => {}
        }
    }
}

fn texts(part: &str, found: &mut Vec<String>) -> Option<()> {
    let mut reader = Reader::from_str(part);
    let (mut text, mut in_text) = (String::new(), false);
    loop {
        match reader.read_event().ok()? {
            Event::Eof => return Some(()),
            Event::Start(tag) => match tag.local_name().as_ref() {
                "t" => in_text = true,
                "tab" | "br" => text.push(' '),
                _ => {}
            },
            Event::Empty(tag) if matches!(tag.local_name().as_ref(), "tab" | "br") => {
                text.push(' ');
            }
            Event::End(tag) => match tag.local_name().as_ref() {
                "t" => in_text = false,
                "p" | "si" | "is" => found.push(std::mem::take(&mut text)),
                _ => {}
            },
            Event::Text(piece) if in_text => text.push_str(&piece),
            Event::GeneralRef(entity) if in_text => text.push_str(&entity_text(&entity)),
            _ => {}
        }
    }
}

/// What stands for a character.
fn entity_text(name: &str) -> String {
    let number = name.strip_prefix('#').and_then(|code| {
        let code = match code.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => code.parse().ok()?,
        };
        char::from_u32(code)
    });
    match (name, number) {
        (_, Some(c)) => c.to_string(),
        ("amp", _) => "&".to_owned(),
        ("lt", _) => "<".to_owned(),
        ("gt", _) => ">".to_owned(),
        ("quot", _) => "\"".to_owned(),
        ("apos", _) => "'".to_owned(),
        ("nbsp", _) => " ".to_owned(),
        (other, _) => format!("&{other};"),
    }
}

/// The texts of a page: what lies between tags of blocks, without styles.
fn html(page: &str) -> Vec<String> {
    const INSIDE: [&str; 8] = ["a", "b", "i", "em", "strong", "sup", "span", "u"];
    let (mut found, mut text, mut rest) = (Vec::new(), String::new(), page);
    while let Some((before, after)) = rest.split_once('<') {
        text.push_str(&unescaped(before));
        let (tag, after) = after.split_once('>').unwrap_or((after, ""));
        let name: String = tag
            .trim_start_matches('/')
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect();
        if !INSIDE.contains(&name.to_ascii_lowercase().as_str()) {
            found.push(std::mem::take(&mut text));
        }
        rest = after;
        if name.eq_ignore_ascii_case("style") && !tag.starts_with('/') {
            rest = rest.split_once("</style>").map_or("", |(_, after)| after);
        }
    }
    found.push(text + &unescaped(rest));
    found
}

fn unescaped(text: &str) -> String {
    let (mut plain, mut rest) = (String::new(), text);
    while let Some((before, after)) = rest.split_once('&') {
        plain.push_str(before);
        match after.split_once(';') {
            Some((name, after)) if name.len() <= 8 && !name.contains(' ') => {
                plain.push_str(&entity_text(name));
                rest = after;
            }
            _ => {
                plain.push('&');
                rest = after;
            }
        }
    }
    plain + rest
}

/// Every digest that stands in a report, its hexadecimal digits without gaps; the short form counts.
pub fn digests(paragraphs: &[String]) -> Vec<String> {
    let mut found = Vec::new();
    for paragraph in paragraphs {
        let paragraph = paragraph.to_lowercase();
        for after in paragraph.split(LEAD).skip(1) {
            let digits: String = after
                .trim_start_matches([':', ' ', '*', '|'])
                .chars()
                .take_while(|c| c.is_ascii_hexdigit() || c.is_whitespace())
                .filter(|c| !c.is_whitespace())
                .collect();
            if digits.len() >= FEWEST_DIGITS && !found.contains(&digits) {
                found.push(digits);
            }
        }
    }
    found
}

/// Where a report departs from what the workbook prints, in order. The lines with the digest are judged by
/// [`digests`] and left out here.
pub fn departures(printed: &[String], report: &[String]) -> Vec<Departure> {
    let without = |texts: &[String]| -> Vec<String> {
        let is_digest = |text: &&String| text.to_lowercase().contains(LEAD);
        texts
            .iter()
            .filter(|text| !is_digest(text))
            .cloned()
            .collect()
    };
    let (printed, report) = (without(printed), without(report));
    let mut found = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, &printed, &report) {
        if matches!(op, DiffOp::Equal { .. }) {
            continue;
        }
        let mut one = printed.get(op.old_range()).unwrap_or_default().iter();
        let mut other = report.get(op.new_range()).unwrap_or_default().iter();
        loop {
            let departure = Departure {
                printed: one.next().cloned(),
                found: other.next().cloned(),
            };
            if departure.printed.is_none() && departure.found.is_none() {
                break;
            }
            found.push(departure);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|text| (*text).to_owned()).collect()
    }

    #[test]
    fn a_digest_is_found_behind_its_name_whole_or_short() {
        let found = |text: &str| digests(&lines(&[text]));
        assert_eq!(
            found("Mã xác nhận: a0a1 A2A3 a4a5 a6a7, chốt lúc 15:02"),
            ["a0a1a2a3a4a5a6a7"]
        );
        assert_eq!(found("Mã xác nhận: chưa có"), Vec::<String>::new());
        assert_eq!(found("a0a1 a2a3 a4a5 a6a7"), Vec::<String>::new());
        assert_eq!(found("*Mã xác nhận: a0a1a2a3a4a5a6*"), Vec::<String>::new());
    }

    #[test]
    fn departures_name_what_is_other_missing_and_more() {
        let printed = lines(&["a", "b", "c", "Mã xác nhận: 1"]);
        let report = lines(&["a", "B", "c", "d"]);
        let one = |printed: Option<&str>, found: Option<&str>| Departure {
            printed: printed.map(str::to_owned),
            found: found.map(str::to_owned),
        };
        assert_eq!(
            departures(&printed, &report),
            [one(Some("b"), Some("B")), one(None, Some("d"))]
        );
        assert_eq!(departures(&printed, &printed), []);
    }

    #[test]
    fn pages_and_lines_come_apart_into_paragraphs() {
        let page = "<!DOCTYPE html>\n<style>p { x: y }</style><p>Một &amp; <b>hai</b></p><td>&lt;3&#62;</td> & ba";
        assert_eq!(
            paragraphs(page.as_bytes()),
            Some(lines(&["Một & hai", "<3>", "& ba"]))
        );
        assert_eq!(
            paragraphs("\u{feff}a\n\n  b  c\n".as_bytes()),
            Some(lines(&["a", "b c"]))
        );
        assert_eq!(paragraphs(b"PK\x03\x04 no package"), None);
        assert_eq!(paragraphs(&[0xff, 0xfe, 0x41]), None);
    }
}
