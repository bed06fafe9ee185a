//! The part that holds the text: the report in portrait, and the annex behind it as a section of its own in landscape
//! with its own page numbers.

use std::io;

use crate::report::docx::xml::{self, NAMESPACES, Xml};
use crate::report::outline::{
    Annex, Block, COLUMNS, Ending, Kind, Letterhead, Level, MOTTO, NATION, Outline, Row, Run, Style,
};

/// Widths of the two columns of the letterhead, in twentieths of a point; together the width of the text.
const LETTERHEAD: [u32; 2] = [3794, 5560];
/// The same for recipients and signature.
const ENDING: [u32; 2] = [4677, 4677];
/// Widths of the columns of the annex; together the width of its text.
const ANNEX: [u32; 7] = [950, 5636, 900, 1000, 1100, 2700, 2000];

/// How a page lies. Sizes are those of A4, margins 20 mm above and below, 30 mm left and 15 mm right.
#[derive(Clone, Copy)]
enum Page {
    Portrait,
    Landscape,
}

pub(super) fn print(outline: &Outline) -> io::Result<Vec<u8>> {
    xml::part("w:document", NAMESPACES, |xml| {
        xml::around(xml, "w:body", |xml| {
            letterhead(xml, &outline.letterhead)?;
            for block in &outline.body {
                xml::paragraph(xml, style(block.kind), &block.runs)?;
                if block.kind == Kind::Subject {
                    xml::paragraph(xml, "SubjectRule", &[])?;
                }
            }
            ending(xml, &outline.ending)?;
            section_end(xml)?;
            annex(xml, &outline.annex)?;
            // Word wants a paragraph behind a table.
            xml::paragraph(xml, "SectionEnd", &[])?;
            section(xml, Page::Landscape)
        })
    })
}

/// The style of `styles.xml` for a block.
const fn style(kind: Kind) -> &'static str {
    match kind {
        Kind::Parent => "Parent",
        Kind::Issuer => "Issuer",
        Kind::Number => "Number",
        Kind::Dated => "Dated",
        Kind::Title => "Title",
        Kind::Subject => "Subject",
        Kind::Addressee => "Addressee",
        Kind::Basis => "Basis",
        Kind::Paragraph => "Paragraph",
        Kind::Part => "Heading1",
        Kind::SectionScore => "SectionScore",
        Kind::Pointer => "Pointer",
        Kind::Heading => "Heading2",
        Kind::Lead => "Lead",
        Kind::Item => "Item",
        Kind::Closing => "Closing",
        Kind::Recipient => "Recipient",
        Kind::Signature => "Signature",
        Kind::Signer => "Signer",
    }
}

fn block(xml: &mut Xml, block: &Block) -> io::Result<()> {
    xml::paragraph(xml, style(block.kind), &block.runs)
}

fn letterhead(xml: &mut Xml, head: &Letterhead) -> io::Result<()> {
    columns(xml, LETTERHEAD, |xml| {
        row(xml, &[], |xml| {
            cell(xml, LETTERHEAD[0], |xml| {
                let mut office = head.parent.iter().chain(&head.issuer);
                office.try_for_each(|line| block(xml, line))?;
                xml::paragraph(xml, "OfficeRule", &[])
            })?;
            cell(xml, LETTERHEAD[1], |xml| {
                xml::line(xml, "Nation", NATION)?;
                xml::line(xml, "Motto", MOTTO)?;
                xml::paragraph(xml, "MottoRule", &[])
            })
        })?;
        row(xml, &[], |xml| {
            cell(xml, LETTERHEAD[0], |xml| block(xml, &head.number))?;
            cell(xml, LETTERHEAD[1], |xml| block(xml, &head.dated))
        })
    })
}

fn ending(xml: &mut Xml, ending: &Ending) -> io::Result<()> {
    columns(xml, ENDING, |xml| {
        row(xml, &["w:cantSplit"], |xml| {
            cell(xml, ENDING[0], |xml| {
                xml::line(xml, "RecipientsWord", "Nơi nhận:")?;
                ending
                    .recipients
                    .iter()
                    .try_for_each(|line| block(xml, line))
            })?;
            cell(xml, ENDING[1], |xml| {
                let mut lines = ending.signature.iter().chain([&ending.signer]);
                lines.try_for_each(|line| block(xml, line))
            })
        })
    })
}

/// A table of two columns that shows no lines.
fn columns(
    xml: &mut Xml,
    widths: [u32; 2],
    rows: impl FnOnce(&mut Xml) -> io::Result<()>,
) -> io::Result<()> {
    xml::around(xml, "w:tbl", |xml| {
        xml::around(xml, "w:tblPr", |xml| {
            width(xml, "w:tblW", widths.iter().sum())?;
            xml::empty(xml, "w:tblLayout", &[("w:type", "fixed")])?;
            xml::around(xml, "w:tblCellMar", |xml| {
                width(xml, "w:left", 0)?;
                width(xml, "w:right", 0)
            })
        })?;
        grid(xml, &widths)?;
        rows(xml)
    })
}

fn annex(xml: &mut Xml, annex: &Annex) -> io::Result<()> {
    for title in &annex.title {
        xml::line(xml, "AnnexTitle", title)?;
    }
    xml::line(xml, "AnnexBelongs", &annex.belongs_to)?;
    if let Some(seal) = &annex.seal {
        xml::line(xml, "AnnexBelongs", seal)?;
    }
    xml::around(xml, "w:tbl", |xml| {
        xml::around(xml, "w:tblPr", |xml| {
            width(xml, "w:tblW", ANNEX.iter().sum())?;
            borders(xml)?;
            xml::empty(xml, "w:tblLayout", &[("w:type", "fixed")])
        })?;
        grid(xml, &ANNEX)?;
        row(xml, &["w:cantSplit", "w:tblHeader"], |xml| {
            let mut columns = COLUMNS.iter().zip(ANNEX);
            columns.try_for_each(|(column, width)| {
                cell(xml, width, |xml| xml::line(xml, "CellHead", column))
            })
        })?;
        annex.rows.iter().try_for_each(|row| annex_row(xml, row))
    })
}

/// The cells of a criterion's code and of the total have styles of their own, by which the file is read back.
fn annex_row(xml: &mut Xml, of: &Row) -> io::Result<()> {
    let (code, score) = match of.level {
        Level::Criterion => ("CellCriterion", "CellCentred"),
        Level::Total => ("CellCentred", "CellTotal"),
        Level::Section | Level::Group => ("CellCentred", "CellCentred"),
    };
    let cells = [
        (code, of.code.as_str()),
        ("Cell", &of.title),
        ("CellCentred", &of.max),
        (score, &of.score),
        ("CellCentred", ""),
        ("Cell", &of.documents),
        ("Cell", &of.note),
    ];
    let emphasis = match of.level {
        Level::Section | Level::Total => Style::Bold,
        Level::Group => Style::Italic,
        Level::Criterion => Style::Plain,
    };
    row(xml, &["w:cantSplit"], |xml| {
        let mut cells = cells.into_iter().zip(ANNEX);
        cells.try_for_each(|((style, text), width)| {
            let run = Run::Text(emphasis, text.to_owned());
            cell(xml, width, |xml| xml::paragraph(xml, style, &[run]))
        })
    })
}

fn grid(xml: &mut Xml, widths: &[u32]) -> io::Result<()> {
    xml::around(xml, "w:tblGrid", |xml| {
        let mut widths = widths.iter().map(u32::to_string);
        widths.try_for_each(|width| xml::empty(xml, "w:gridCol", &[("w:w", &width)]))
    })
}

fn row(
    xml: &mut Xml,
    properties: &[&str],
    cells: impl FnOnce(&mut Xml) -> io::Result<()>,
) -> io::Result<()> {
    xml::around(xml, "w:tr", |xml| {
        if !properties.is_empty() {
            xml::around(xml, "w:trPr", |xml| {
                let mut properties = properties.iter();
                properties.try_for_each(|name| xml::empty(xml, name, &[]))
            })?;
        }
        cells(xml)
    })
}

fn cell(
    xml: &mut Xml,
    wide: u32,
    content: impl FnOnce(&mut Xml) -> io::Result<()>,
) -> io::Result<()> {
    xml::around(xml, "w:tc", |xml| {
        xml::around(xml, "w:tcPr", |xml| width(xml, "w:tcW", wide))?;
        content(xml)
    })
}

fn width(xml: &mut Xml, name: &str, wide: u32) -> io::Result<()> {
    xml::empty(xml, name, &[("w:w", &wide.to_string()), ("w:type", "dxa")])
}

fn borders(xml: &mut Xml) -> io::Result<()> {
    let line = [
        ("w:val", "single"),
        ("w:sz", "4"),
        ("w:space", "0"),
        ("w:color", "auto"),
    ];
    xml::around(xml, "w:tblBorders", |xml| {
        let mut sides = [
            "w:top",
            "w:left",
            "w:bottom",
            "w:right",
            "w:insideH",
            "w:insideV",
        ]
        .into_iter();
        sides.try_for_each(|side| xml::empty(xml, side, &line))
    })
}

/// The paragraph that ends the section in portrait.
fn section_end(xml: &mut Xml) -> io::Result<()> {
    xml::around(xml, "w:p", |xml| {
        xml::around(xml, "w:pPr", |xml| {
            xml::empty(xml, "w:pStyle", &[("w:val", "SectionEnd")])?;
            section(xml, Page::Portrait)
        })
    })
}

/// Pages from 1, the number above and not on the first page.
fn section(xml: &mut Xml, page: Page) -> io::Result<()> {
    let size: &[(&str, &str)] = match page {
        Page::Portrait => &[("w:w", "11906"), ("w:h", "16838")],
        Page::Landscape => &[
            ("w:w", "16838"),
            ("w:h", "11906"),
            ("w:orient", "landscape"),
        ],
    };
    xml::around(xml, "w:sectPr", |xml| {
        let header = |xml: &mut Xml, kind, id| {
            xml::empty(xml, "w:headerReference", &[("w:type", kind), ("r:id", id)])
        };
        header(xml, "default", "rId4")?;
        header(xml, "first", "rId5")?;
        xml::empty(xml, "w:type", &[("w:val", "nextPage")])?;
        xml::empty(xml, "w:pgSz", size)?;
        let margins = [
            ("w:top", "1134"),
            ("w:right", "851"),
            ("w:bottom", "1134"),
            ("w:left", "1701"),
            ("w:header", "567"),
            ("w:footer", "567"),
            ("w:gutter", "0"),
        ];
        xml::empty(xml, "w:pgMar", &margins)?;
        xml::empty(xml, "w:pgNumType", &[("w:start", "1")])?;
        xml::empty(xml, "w:titlePg", &[])
    })
}
