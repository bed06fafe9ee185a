//! Any text in any field: every print is well-formed, counts what the outline holds, and has lost nothing.

mod tables;

use std::io::{Cursor, Read};

use proptest::prelude::*;
use pulldown_cmark::{Options, Parser};
use quick_xml::Reader;
use quick_xml::events::Event;

use super::*;
use crate::criteria::Rule;
use crate::criteria::sample::{criterion, ratio, set};
use crate::workbook::{Answer, Evidence, Scores, Unit, Workbook};

/// What breaks files and formats.
const NASTY: [&str; 39] = [
    "]]>",
    "<b>&amp;",
    "</w:t>",
    "\u{202e}",
    "\u{200f}abc",
    "\u{0}\u{8}",
    "\u{1b}[31m",
    "\u{fffe}",
    "\u{b}",
    "\r\n",
    "\n\n",
    "\n",
    "+ ",
    "- ",
    "* ",
    "*",
    "**",
    "# ",
    "1. ",
    "1) ",
    "    ",
    "| a | b |",
    "\\",
    "`",
    "```",
    "~~~",
    "---",
    "===",
    "[a](b)",
    "![a](b)",
    "[1]: http://x",
    "=cmd|' /C calc'!A0",
    "&lt;",
    "<http://x>",
    "@SUM(A1)",
    "\"",
    ",",
    "_x0041_",
    "\t",
];

fn any_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => prop::sample::select(NASTY.to_vec()).prop_map(str::to_owned),
        2 => "[a-zăâđêôơư*+\\[\\]^ _]{0,12}".prop_map(String::from),
        1 => prop::collection::vec(any::<char>(), 0..6).prop_map(String::from_iter),
    ];
    // Marks are tested with the outline; here they would be numbers instead of text.
    prop::collection::vec(piece, 0..9).prop_map(|pieces| pieces.concat().replace("[^", "[ ^"))
}

/// A workbook with these texts wherever text may be.
fn book(texts: &[String; 12]) -> Workbook {
    let [
        name,
        parent,
        place,
        title,
        basis,
        closing,
        text,
        reason,
        note,
        subject,
        heading,
        signer,
    ] = texts.clone();
    let manual = || criterion("1", "", Rule::Manual);
    let by_ratio = criterion("1", "a b", Rule::Ratio(ratio("a", "b")));
    let mut set = set(vec![
        ("1.1", by_ratio),
        ("1.2", manual()),
        ("2.1", manual()),
    ]);
    set.head.title = title;
    let unit = Unit {
        name: format!("UBND {name}"),
        parent,
        place,
        ..Unit::default()
    };
    let mut book = Workbook::new(set, unit, 2023);
    book.report.basis = vec![basis.clone(), basis];
    book.report.closing = closing;
    book.report.signer = signer;
    book.report.headings.insert("1".to_owned(), heading);
    let document = Evidence {
        id: "2".to_owned(),
        subject,
        ..Evidence::default()
    };
    let free = Evidence {
        id: "1".to_owned(),
        note,
        ..Evidence::default()
    };
    let explained = Answer {
        justification: format!("{text}\n\nvà[^1] rồi[^2,1]"),
        evidence: vec![free, document],
        ..Answer::default()
    };
    let skipped = Answer {
        not_assessed: Some(reason),
        ..Answer::default()
    };
    book.answers = [("1.1", explained), ("2.1", skipped)]
        .map(|(code, answer)| (code.to_owned(), answer))
        .into();
    book
}

/// What is compared: the characters that a file may hold, without spaces, signs of the markup and the punctuation that
/// the outline puts right.
fn essence(text: &str) -> String {
    let kept = |c: &char| {
        let control = c.is_control()
            || matches!(*c, '\u{fdd0}'..='\u{fdef}')
            || u32::from(*c) & 0xfffe == 0xfffe;
        !control
            && !c.is_whitespace()
            && !matches!(c, '*' | '+' | '-' | '.' | ',' | ';' | ':' | '/')
    };
    text.chars().filter(kept).collect()
}

/// The text of a part of a document, as a reader of XML sees it.
fn text_of_part(package: &[u8], name: &str) -> String {
    let mut package = zip::ZipArchive::new(Cursor::new(package)).expect("a package");
    let mut xml = String::new();
    package
        .by_name(name)
        .expect("the part")
        .read_to_string(&mut xml)
        .expect("UTF-8");
    let mut reader = Reader::from_str(&xml);
    let mut text = String::new();
    loop {
        match reader.read_event().expect("well-formed") {
            Event::Text(piece) => text.push_str(&piece),
            Event::GeneralRef(name) => text
                .push_str(quick_xml::escape::resolve_xml_entity(&name).expect("an entity of XML")),
            Event::CData(_) => panic!("no CDATA is written"),
            Event::Eof => return text,
            _ => {}
        }
    }
}

fn text_of_html(html: &str) -> String {
    let body = html.split_once("<body>").expect("a body").1;
    let pieces = body
        .split('<')
        .map(|piece| piece.split_once('>').map_or(piece, |(_, text)| text));
    let text: String = pieces.collect();
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
}

/// The text of a Markdown file as a reader of Markdown sees it.
fn text_of_markdown(markdown: &str) -> String {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    let mut text = String::new();
    for event in Parser::new_ext(markdown, options) {
        match event {
            pulldown_cmark::Event::Text(piece) => text.push_str(&piece),
            pulldown_cmark::Event::Code(piece)
            | pulldown_cmark::Event::Html(piece)
            | pulldown_cmark::Event::InlineHtml(piece) => panic!("text became {piece}"),
            _ => {}
        }
    }
    text
}

fn check(texts: &[String; 12]) {
    let book = book(texts);
    let outline = Outline::of(&book, &Scores::of(&book));
    let counts = Counts::of(&outline);
    let document = docx::print(&outline).expect("printed");
    let page = html::print(&outline);
    let marked = markdown::print(&outline);
    assert_eq!(docx::counts(&document).as_ref(), Some(&counts));
    assert_eq!(html::counts(&page), counts);
    assert_eq!(markdown::counts(&marked), counts, "{marked}");
    let in_document = [
        "word/document.xml",
        "word/footnotes.xml",
        "docProps/core.xml",
    ]
    .map(|part| text_of_part(&document, part))
    .concat();
    let readers = [
        ("docx", essence(&in_document)),
        ("html", essence(&text_of_html(&page))),
        ("md", essence(&text_of_markdown(&marked))),
    ];
    let [name, parent, place, title, rest @ ..] = texts;
    let upper = parent.to_uppercase();
    let all = [name, &upper, place, title].into_iter().chain(rest);
    // Lists of the report take a new line for a new entry.
    let lines = all.flat_map(|text| text.split(['\n', '\r', '\u{2028}', '\u{2029}']));
    for line in lines.map(essence) {
        for (reader, read) in &readers {
            assert!(read.contains(&line), "{reader} lacks {line:?}:\n{marked}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn any_text_in_any_field_is_printed_whole(texts in prop::array::uniform12(any_text())) {
        check(&texts);
    }
}

#[test]
fn a_text_of_a_hundred_thousand_characters_is_printed_whole() {
    let long = "Đã rà soát, hệ thống hóa văn bản *trong năm* và ".repeat(2_100);
    let stars = "(*a ".repeat(25_000);
    let one = "x".to_owned();
    let mut texts: [String; 12] = std::array::from_fn(|_| one.clone());
    texts[6] = long.clone();
    texts[8] = long;
    texts[7] = stars;
    check(&texts);
}

#[test]
fn the_same_report_is_the_same_file() {
    let texts: [String; 12] = std::array::from_fn(|place| format!("văn bản {place}"));
    let book = book(&texts);
    let print = || docx::print(&Outline::of(&book, &Scores::of(&book))).expect("printed");
    assert_eq!(print(), print());
}

#[test]
fn a_file_that_lost_something_does_not_count_as_whole() {
    let texts: [String; 12] = std::array::from_fn(|place| format!("văn bản {place}"));
    let book = book(&texts);
    let outline = Outline::of(&book, &Scores::of(&book));
    let counts = Counts::of(&outline);
    assert_eq!(
        (
            counts.footnotes,
            counts.marks,
            counts.criteria,
            counts.total.as_str()
        ),
        (2, 2, 3, "0")
    );
    let mut less = outline.clone();
    less.footnotes.pop();
    less.annex.rows.remove(1);
    let document = docx::print(&less).expect("printed");
    for read in [
        docx::counts(&document).expect("it opens"),
        html::counts(&html::print(&less)),
        markdown::counts(&markdown::print(&less)),
    ] {
        assert_eq!((read.footnotes, read.marks, read.criteria), (1, 2, 2));
    }
    assert_eq!(
        docx::counts(document.get(..document.len() / 2).expect("bytes")),
        None
    );
}
