//! The report as a Word document: the few parts of the package in plain sight, packed so that the same report is the
//! same file to the byte. Page, margins, fonts and places follow Phụ lục I of NĐ 30/2020/NĐ-CP. What always is the
//! same stands in the `.xml` files beside this one.

mod document;
mod footnotes;
mod read;
mod xml;

use std::io::{self, Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::report::outline::Outline;

pub use read::counts;

/// The whole file.
///
/// # Errors
///
/// None that is known: everything is written to memory.
pub fn print(outline: &Outline) -> io::Result<Vec<u8>> {
    let document = document::print(outline)?;
    let footnotes = footnotes::print(&outline.footnotes)?;
    let core = xml::core_properties(&outline.name)?;
    let parts: [(&str, &[u8]); 11] = [
        ("[Content_Types].xml", include_bytes!("content_types.xml")),
        ("_rels/.rels", include_bytes!("package_rels.xml")),
        ("docProps/core.xml", &core),
        ("docProps/app.xml", include_bytes!("app.xml")),
        ("word/document.xml", &document),
        (
            "word/_rels/document.xml.rels",
            include_bytes!("document_rels.xml"),
        ),
        ("word/styles.xml", include_bytes!("styles.xml")),
        ("word/settings.xml", include_bytes!("settings.xml")),
        ("word/footnotes.xml", &footnotes),
        ("word/header1.xml", include_bytes!("header.xml")),
        ("word/header2.xml", include_bytes!("header_first.xml")),
    ];
    pack(&parts)
}

fn pack(parts: &[(&str, &[u8])]) -> io::Result<Vec<u8>> {
    // The time of packing would make two prints of one report differ.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let mut package = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        package.start_file(*name, options)?;
        package.write_all(content)?;
    }
    Ok(package.finish()?.into_inner())
}
