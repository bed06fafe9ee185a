//! The report as Markdown (`CommonMark` with tables and footnotes `[^1]`), for those who keep reports as text. Every
//! character of the workbook that Markdown would read as a sign of its own is escaped.

use crate::report::Counts;
use crate::report::outline::{
    Annex, Block, COLUMNS, Kind, Level, MOTTO, NATION, Outline, Row, Run, Style,
};

/// Read as signs wherever they stand, here or in common extensions.
const SIGNS: &str = "\\`*_[]<>#|~&$^{}";
/// Read as signs at the beginning of a line.
const SIGNS_AT_START: &str = "+-=:%";
/// A new line in the same paragraph.
const BREAK: &str = "\\\n";

/// The whole file.
pub fn print(outline: &Outline) -> String {
    let head = &outline.letterhead;
    let mut printed = vec![
        lines(head.parent.iter().chain(&head.issuer)),
        format!("**{NATION}**{BREAK}**{MOTTO}**"),
    ];
    printed.extend([&head.number, &head.dated].map(block));
    printed.extend(outline.body.iter().map(block));
    let ending = &outline.ending;
    printed.push("***Nơi nhận:***".to_owned());
    printed.extend(ending.recipients.iter().map(block));
    printed.push(lines(ending.signature.iter().chain([&ending.signer])));
    printed.extend(annex(&outline.annex));
    let footnotes = outline.footnotes.iter().enumerate();
    printed.extend(footnotes.map(|(place, footnote)| {
        let mut line = Line::indented("    ");
        line.runs(&footnote.runs, Style::Plain);
        format!("[^{}]: {}", place + 1, line.text)
    }));
    printed.join("\n\n") + "\n"
}

/// Blocks as the lines of one paragraph.
fn lines<'a>(blocks: impl Iterator<Item = &'a Block>) -> String {
    let lines: Vec<String> = blocks.map(block).filter(|line| !line.is_empty()).collect();
    lines.join(BREAK)
}

fn block(block: &Block) -> String {
    match block.kind {
        Kind::Title => heading("#", block),
        Kind::Part => heading("##", block),
        Kind::Heading => heading("###", block),
        Kind::Issuer | Kind::Subject | Kind::Signature | Kind::Signer => styled(block, Style::Bold),
        Kind::Dated | Kind::Basis | Kind::Pointer => styled(block, Style::Italic),
        Kind::SectionScore | Kind::Lead | Kind::Recipient => listed("- ", block),
        Kind::Item => listed("+ ", block),
        Kind::Addressee if block.text().starts_with("- ") => listed("- ", block),
        Kind::Parent | Kind::Number | Kind::Addressee | Kind::Paragraph | Kind::Closing => {
            styled(block, Style::Plain)
        }
    }
}

fn heading(marks: &str, block: &Block) -> String {
    let mut line = Line {
        at_start: false,
        ..Line::default()
    };
    line.runs(&block.runs, Style::Plain);
    format!("{marks} {}", line.text)
}

fn styled(block: &Block, style: Style) -> String {
    let mut line = Line::default();
    line.runs(&block.runs, style);
    line.text
}

/// A block whose text begins with the mark of a list.
fn listed(mark: &str, block: &Block) -> String {
    let mut runs = block.runs.clone();
    if let Some(Run::Text(_, text)) = runs.first_mut() {
        *text = text.strip_prefix(mark).unwrap_or(text).to_owned();
    }
    let mut line = Line::indented("  ");
    line.runs(&runs, Style::Plain);
    format!("{mark}{}", line.text)
}

/// A line on its way: what is escaped depends on whether something stands in it yet.
struct Line {
    text: String,
    at_start: bool,
    indent: &'static str,
}

impl Default for Line {
    fn default() -> Self {
        Self::indented("")
    }
}

impl Line {
    const fn indented(indent: &'static str) -> Self {
        Self {
            text: String::new(),
            at_start: true,
            indent,
        }
    }

    /// `style` is what all of it stands out by.
    fn runs(&mut self, runs: &[Run], style: Style) {
        for run in runs {
            match run {
                Run::Text(own, text) => {
                    let own = if *own == Style::Plain { style } else { *own };
                    self.text(text, own);
                }
                // Behind a mark a colon would make it the footnote itself.
                Run::Footnote(number) => self.text.extend(["[^", &number.to_string(), "]"]),
                Run::Break => {
                    self.text.push_str(BREAK);
                    self.text.push_str(self.indent);
                    self.at_start = true;
                }
            }
        }
    }

    /// Signs of emphasis hold only beside a letter: spaces stay outside them.
    fn text(&mut self, text: &str, style: Style) {
        let sign = match style {
            Style::Plain => "",
            Style::Bold => "**",
            Style::Italic => "*",
        };
        let text = if self.is_empty() {
            text.trim_start()
        } else {
            text
        };
        let inner = text.trim();
        if inner.is_empty() {
            self.text.push_str(text);
            return;
        }
        let before = text.len() - text.trim_start().len();
        let after = before + inner.len();
        self.text.push_str(text.get(..before).unwrap_or_default());
        self.text.push_str(sign);
        self.escaped(inner);
        self.text.push_str(sign);
        self.text.push_str(text.get(after..).unwrap_or_default());
    }

    /// Whether nothing stands in the line that is being written.
    fn is_empty(&self) -> bool {
        let line = self.text.rsplit('\n').next().unwrap_or_default();
        line.trim().is_empty()
    }

    fn escaped(&mut self, text: &str) {
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        for (at, c) in text.char_indices() {
            let begins = self.at_start && at == 0 && SIGNS_AT_START.contains(c);
            let numbers = self.at_start && digits > 0 && at == digits && matches!(c, '.' | ')');
            if SIGNS.contains(c) || begins || numbers {
                self.text.push('\\');
            }
            self.text.push(c);
        }
        self.at_start = false;
    }
}

fn annex(annex: &Annex) -> [String; 3] {
    let mut titles = annex.title.iter().map(|title| cell(title));
    let title = format!("## {}", titles.next().unwrap_or_default());
    let titles: Vec<String> = titles.map(|title| format!("**{title}**")).collect();
    let belongs_to = format!("*{}*", cell(&annex.belongs_to));
    let seal = annex.seal.as_deref().map(cell);
    let seal = seal.map_or_else(String::new, |seal| format!("{BREAK}*{seal}*"));
    let below = format!("{}{BREAK}{belongs_to}{seal}", titles.join(BREAK));
    let head = format!("| {} |\n|:-:|---|:-:|:-:|:-:|---|---|", COLUMNS.join(" | "));
    let rows = annex.rows.iter().map(row);
    let table = [head]
        .into_iter()
        .chain(rows)
        .collect::<Vec<_>>()
        .join("\n");
    [title, below, table]
}

/// A row; only titles that are not those of criteria begin with a sign of emphasis.
fn row(row: &Row) -> String {
    let sign = match row.level {
        Level::Section | Level::Total => "**",
        Level::Group => "*",
        Level::Criterion => "",
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
    let cells = texts.map(|text| match cell(text) {
        text if text.is_empty() => text,
        text => format!("{sign}{text}{sign}"),
    });
    format!("| {} |", cells.join(" | "))
}

fn cell(text: &str) -> String {
    let mut line = Line {
        at_start: false,
        ..Line::default()
    };
    line.escaped(text.trim());
    line.text
}

/// What stands in a printed file.
pub fn counts(printed: &str) -> Counts {
    let defines = |line: &&str| {
        let after = line
            .strip_prefix("[^")
            .and_then(|rest| rest.split_once(']'));
        after.is_some_and(|(_, rest)| rest.starts_with(": "))
    };
    let footnotes = printed.lines().filter(defines).count();
    // The head of the table and the line below it are no rows.
    let rows = printed.lines().filter(|line| line.starts_with('|')).skip(2);
    let cells = |row: &'_ str| -> Vec<String> {
        let row = row.trim_start_matches('|');
        row.split(" | ")
            .map(|cell| cell.trim().to_owned())
            .collect()
    };
    let rows: Vec<Vec<String>> = rows.map(cells).collect();
    // A title may be blank; whatever stands in another row is emphasised, and a sign of a text is escaped.
    let is_criterion = |row: &&Vec<String>| !row.iter().any(|cell| cell.starts_with('*'));
    let total = rows.last().and_then(|row| row.get(3));
    Counts {
        footnotes,
        marks: raw_marks(printed).saturating_sub(footnotes),
        criteria: rows.iter().filter(is_criterion).count(),
        total: total.map_or_else(String::new, |total| total.trim_matches('*').to_owned()),
    }
}

/// How often `[^` stands in a text without a backslash before it.
fn raw_marks(printed: &str) -> usize {
    let mut escaped = false;
    let mut marks = 0;
    let mut rest = printed.chars().peekable();
    while let Some(c) = rest.next() {
        marks += usize::from(c == '[' && !escaped && rest.peek() == Some(&'^'));
        escaped = c == '\\' && !escaped;
    }
    marks
}
