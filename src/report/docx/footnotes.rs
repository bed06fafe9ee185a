//! The part that holds the footnotes: the two rules that part them from the text, and the notes, each with its number
//! in front.

use std::io;

use quick_xml::events::BytesText;

use crate::report::docx::xml::{self, NAMESPACES, Xml};
use crate::report::outline::{Footnote, Run};

pub(super) fn print(footnotes: &[Footnote]) -> io::Result<Vec<u8>> {
    xml::part("w:footnotes", NAMESPACES, |xml| {
        rule(xml, "-1", "separator", "w:separator")?;
        rule(xml, "0", "continuationSeparator", "w:continuationSeparator")?;
        let mut numbered = footnotes.iter().zip(1_usize..);
        numbered.try_for_each(|(footnote, number)| note(xml, number, &footnote.runs))
    })
}

fn rule(xml: &mut Xml, id: &str, kind: &str, name: &str) -> io::Result<()> {
    xml.create_element("w:footnote")
        .with_attributes([("w:type", kind), ("w:id", id)])
        .write_inner_content(|xml| {
            xml::around(xml, "w:p", |xml| {
                xml::around(xml, "w:r", |xml| xml::empty(xml, name, &[]))
            })
        })?;
    Ok(())
}

fn note(xml: &mut Xml, number: usize, runs: &[Run]) -> io::Result<()> {
    xml.create_element("w:footnote")
        .with_attribute(("w:id", number.to_string().as_str()))
        .write_inner_content(|xml| {
            xml::around(xml, "w:p", |xml| {
                xml::paragraph_style(xml, "FootnoteText")?;
                xml::around(xml, "w:r", |xml| {
                    xml::mark_style(xml)?;
                    xml::empty(xml, "w:footnoteRef", &[])
                })?;
                space(xml)?;
                runs.iter().try_for_each(|run| xml::run(xml, run))
            })
        })?;
    Ok(())
}

fn space(xml: &mut Xml) -> io::Result<()> {
    xml::around(xml, "w:r", |xml| {
        xml.create_element("w:t")
            .with_attribute(("xml:space", "preserve"))
            .write_text_content(BytesText::new(" "))?;
        Ok(())
    })
}
