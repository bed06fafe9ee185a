//! The report as one HTML file that needs nothing else and prints as the decree on documents asks. All text is
//! escaped, so that a `<` of the file is always one of its own tags.

use crate::report::Counts;
use crate::report::outline::{
    Annex, Block, COLUMNS, Footnote, Kind, Level, MOTTO, NATION, Outline, Row, Run, Style,
};

const CSS: &str = include_str!("html.css");

/// The whole file.
pub fn print(outline: &Outline) -> String {
    let name = escaped(&outline.name);
    let body: String = outline.body.iter().map(block).collect();
    format!(
        "<!DOCTYPE html>\n<html lang=\"vi\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{name}</title>\n\
         <style>\n{CSS}</style>\n</head>\n<body>\n{}{body}{}{}{}</body>\n</html>\n",
        letterhead(outline),
        ending(outline),
        footnotes(&outline.footnotes),
        annex(&outline.annex),
    )
}

fn letterhead(outline: &Outline) -> String {
    let head = &outline.letterhead;
    let office: String = head.parent.iter().chain(&head.issuer).map(block).collect();
    let rule = "<hr class=\"rule\">\n";
    format!(
        "<div class=\"head\">\n<div>\n{office}{rule}{}</div>\n\
         <div>\n<p class=\"nation\">{NATION}</p>\n<p class=\"motto\">{MOTTO}</p>\n{rule}{}</div>\n</div>\n",
        block(&head.number),
        block(&head.dated),
    )
}

fn ending(outline: &Outline) -> String {
    let ending = &outline.ending;
    let recipients: String = ending.recipients.iter().map(block).collect();
    let signature = ending.signature.iter().chain([&ending.signer]);
    let signature: String = signature.map(block).collect();
    format!(
        "<div class=\"ending\">\n<div>\n<p class=\"recipients-word\">Nơi nhận:</p>\n{recipients}</div>\n\
         <div>\n{signature}</div>\n</div>\n"
    )
}

/// The element and class of a block.
const fn element(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Parent => ("p", "parent"),
        Kind::Issuer => ("p", "issuer"),
        Kind::Number => ("p", "number"),
        Kind::Dated => ("p", "dated"),
        Kind::Title => ("p", "title"),
        Kind::Subject => ("p", "subject"),
        Kind::Addressee => ("p", "addressee"),
        Kind::Basis => ("p", "basis"),
        Kind::Paragraph => ("p", "paragraph"),
        Kind::Part => ("h2", "part"),
        Kind::SectionScore => ("p", "section-score"),
        Kind::Pointer => ("p", "pointer"),
        Kind::Heading => ("h3", "heading"),
        Kind::Lead => ("p", "lead"),
        Kind::Item => ("p", "item"),
        Kind::Closing => ("p", "closing"),
        Kind::Recipient => ("p", "recipient"),
        Kind::Signature => ("p", "signature"),
        Kind::Signer => ("p", "signer"),
    }
}

fn block(block: &Block) -> String {
    let (name, class) = element(block.kind);
    let rule = if block.kind == Kind::Subject {
        "<hr class=\"rule\">\n"
    } else {
        ""
    };
    format!(
        "<{name} class=\"{class}\">{}</{name}>\n{rule}",
        runs(&block.runs)
    )
}

fn runs(runs: &[Run]) -> String {
    let printed = runs.iter().map(|run| match run {
        Run::Text(Style::Plain, text) => escaped(text),
        Run::Text(Style::Bold, text) => format!("<b>{}</b>", escaped(text)),
        Run::Text(Style::Italic, text) => format!("<i>{}</i>", escaped(text)),
        Run::Footnote(number) => {
            format!("<sup id=\"mark{number}\"><a href=\"#note{number}\">{number}</a></sup>")
        }
        Run::Break => "<br>\n".to_owned(),
    });
    printed.collect()
}

fn footnotes(footnotes: &[Footnote]) -> String {
    if footnotes.is_empty() {
        return String::new();
    }
    let items = footnotes.iter().enumerate().map(|(place, footnote)| {
        let number = place + 1;
        format!(
            "<li id=\"note{number}\">{} <a href=\"#mark{number}\">↑</a></li>\n",
            runs(&footnote.runs)
        )
    });
    let items: String = items.collect();
    format!("<section class=\"footnotes\">\n<ol>\n{items}</ol>\n</section>\n")
}

fn annex(annex: &Annex) -> String {
    let titles = annex.title.iter().map(|title| escaped(title));
    let titles = titles.map(|title| ["<h2 class=\"annex-title\">", &title, "</h2>\n"].concat());
    let titles: String = titles.collect();
    let columns: String = COLUMNS.map(|column| format!("<th>{column}</th>")).concat();
    let rows: String = annex.rows.iter().map(row).collect();
    let seal = annex.seal.as_deref().map(escaped);
    let seal = seal.map_or_else(String::new, |seal| {
        format!("<p class=\"belongs\">{seal}</p>\n")
    });
    format!(
        "<section class=\"annex\">\n{titles}<p class=\"belongs\">{}</p>\n{seal}<table>\n\
         <thead>\n<tr>{columns}</tr>\n</thead>\n<tbody>\n{rows}</tbody>\n</table>\n</section>\n",
        escaped(&annex.belongs_to)
    )
}

fn row(row: &Row) -> String {
    let class = match row.level {
        Level::Section => "section",
        Level::Group => "group",
        Level::Criterion => "criterion",
        Level::Total => "total",
    };
    let texts = [
        &row.code,
        &row.title,
        &row.max,
        &row.score,
        &String::new(),
        &row.documents,
        &row.note,
    ];
    let cells = texts
        .map(|text| format!("<td>{}</td>", escaped(text)))
        .concat();
    format!("<tr class=\"{class}\">{cells}</tr>\n")
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            c => escaped.push(c),
        }
    }
    escaped
}

/// What stands in a printed file.
pub fn counts(printed: &str) -> Counts {
    let count = |tag: &str| printed.matches(tag).count();
    let total = printed.split("<tr class=\"total\">").nth(1);
    // Points are the fourth cell.
    let total = total.and_then(|row| row.split("<td>").nth(4)?.split('<').next());
    Counts {
        footnotes: count("<li id=\"note"),
        marks: count("<sup id=\"mark"),
        criteria: count("<tr class=\"criterion\">"),
        total: total.unwrap_or_default().to_owned(),
    }
}
