//! The handful of elements that the parts are made of. The writer escapes; what XML cannot hold never comes this far.

use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use crate::report::outline::{Run, Style};

/// A part on its way.
pub(super) type Xml = Writer<Vec<u8>>;

/// The namespaces of the parts that hold text.
pub(super) const NAMESPACES: [(&str, &str); 2] = [
    (
        "xmlns:w",
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        "xmlns:r",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
];

/// A part with its root element.
pub(super) fn part<'a>(
    root: &'a str,
    namespaces: impl IntoIterator<Item = (&'a str, &'a str)>,
    inner: impl FnOnce(&mut Xml) -> io::Result<()>,
) -> io::Result<Vec<u8>> {
    let mut xml = Writer::new(Vec::new());
    xml.write_event(Event::Decl(BytesDecl::new(
        "1.0",
        Some("UTF-8"),
        Some("yes"),
    )))?;
    xml.create_element(root)
        .with_attributes(namespaces)
        .write_inner_content(inner)?;
    Ok(xml.into_inner())
}

/// An element without attributes around others.
pub(super) fn around(
    xml: &mut Xml,
    name: &str,
    inner: impl FnOnce(&mut Xml) -> io::Result<()>,
) -> io::Result<()> {
    xml.create_element(name).write_inner_content(inner)?;
    Ok(())
}

/// An element with attributes and nothing in it.
pub(super) fn empty(xml: &mut Xml, name: &str, attributes: &[(&str, &str)]) -> io::Result<()> {
    xml.create_element(name)
        .with_attributes(attributes.iter().copied())
        .write_empty()?;
    Ok(())
}

/// A paragraph in a style of `styles.xml`.
pub(super) fn paragraph(xml: &mut Xml, style: &str, runs: &[Run]) -> io::Result<()> {
    around(xml, "w:p", |xml| {
        paragraph_style(xml, style)?;
        runs.iter().try_for_each(|run| self::run(xml, run))
    })
}

/// The properties that open a paragraph.
pub(super) fn paragraph_style(xml: &mut Xml, style: &str) -> io::Result<()> {
    around(xml, "w:pPr", |xml| {
        empty(xml, "w:pStyle", &[("w:val", style)])
    })
}

/// A paragraph of one line of text.
pub(super) fn line(xml: &mut Xml, style: &str, text: &str) -> io::Result<()> {
    paragraph(xml, style, &[Run::Text(Style::Plain, text.to_owned())])
}

pub(super) fn run(xml: &mut Xml, run: &Run) -> io::Result<()> {
    around(xml, "w:r", |xml| match run {
        Run::Text(style, text) => {
            if let Some((plain, complex)) = emphasis(*style) {
                around(xml, "w:rPr", |xml| {
                    empty(xml, plain, &[])?;
                    empty(xml, complex, &[])
                })?;
            }
            xml.create_element("w:t")
                .with_attribute(("xml:space", "preserve"))
                .write_text_content(BytesText::new(text))?;
            Ok(())
        }
        Run::Break => empty(xml, "w:br", &[]),
        Run::Footnote(number) => {
            mark_style(xml)?;
            let number = number.to_string();
            empty(xml, "w:footnoteReference", &[("w:id", &number)])
        }
    })
}

/// The style of the number of a footnote, in the text and in the note.
pub(super) fn mark_style(xml: &mut Xml) -> io::Result<()> {
    around(xml, "w:rPr", |xml| {
        empty(xml, "w:rStyle", &[("w:val", "FootnoteReference")])
    })
}

const fn emphasis(style: Style) -> Option<(&'static str, &'static str)> {
    match style {
        Style::Plain => None,
        Style::Bold => Some(("w:b", "w:bCs")),
        Style::Italic => Some(("w:i", "w:iCs")),
    }
}

/// What the document is called, and nobody's name.
pub(super) fn core_properties(name: &str) -> io::Result<Vec<u8>> {
    let namespaces = [
        (
            "xmlns:cp",
            "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
        ),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
    ];
    part("cp:coreProperties", namespaces, |xml| {
        xml.create_element("dc:title")
            .write_text_content(BytesText::new(name))?;
        xml.create_element("dc:language")
            .write_text_content(BytesText::new("vi-VN"))?;
        Ok(())
    })
}
