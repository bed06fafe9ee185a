//! Reads a printed document back as far as it can be counted. Knows only what this program prints.

use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use crate::report::Counts;

/// What stands in a printed file; `None` when it does not open or is not well-formed.
pub fn counts(printed: &[u8]) -> Option<Counts> {
    let mut package = ZipArchive::new(Cursor::new(printed)).ok()?;
    let document = part(&mut package, "word/document.xml")?;
    let footnotes = part(&mut package, "word/footnotes.xml")?;
    let mut counts = Counts::default();
    let mut in_total = false;
    each(&document, |event| match event {
        Event::Start(tag) | Event::Empty(tag) => match tag.name().as_ref() {
            "w:footnoteReference" => counts.marks += 1,
            "w:pStyle" => {
                let style = attribute(tag, "w:val");
                counts.criteria += usize::from(style.as_deref() == Some("CellCriterion"));
                in_total = style.as_deref() == Some("CellTotal");
            }
            _ => {}
        },
        Event::Text(text) if in_total => {
            counts.total.push_str(text);
        }
        _ => {}
    })?;
    each(&footnotes, |event| {
        if let Event::Start(tag) = event {
            let is_note = tag.name().as_ref() == "w:footnote";
            counts.footnotes += usize::from(is_note && attribute(tag, "w:type").is_none());
        }
    })?;
    Some(counts)
}

fn part(package: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Option<String> {
    let mut text = String::new();
    let mut file = package.by_name(name).ok()?;
    file.read_to_string(&mut text).ok()?;
    Some(text)
}

/// Hands on every event of a part.
fn each(part: &str, mut see: impl FnMut(&Event<'_>)) -> Option<()> {
    let mut reader = Reader::from_str(part);
    loop {
        match reader.read_event().ok()? {
            Event::Eof => return Some(()),
            event => see(&event),
        }
    }
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = tag.try_get_attribute(name).ok()??;
    Some(attribute.value.into_owned())
}
