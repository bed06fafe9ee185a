//! The report as a plain structure, made once from the workbook and its scores: letterhead, text, footnotes, ending
//! and annex in the order of the printed report. Every block knows which part of the workbook it prints. Decides all
//! wording and numbering; knows no file format and computes no score.

pub(super) mod annex;
mod body;
mod explained;
mod frame;
pub(super) mod markup;
mod notes;
mod words;

use crate::workbook::merge::Part;
use crate::workbook::{Scores, Workbook};

use words::Words;

/// The state's name above every document of an office.
pub const NATION: &str = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM";
/// The motto below it.
pub const MOTTO: &str = "Độc lập - Tự do - Hạnh phúc";

/// The whole report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outline {
    /// Who reports, number and date.
    pub letterhead: Letterhead,
    /// From the title to the closing.
    pub body: Vec<Block>,
    /// Numbered from 1 in the order of their marks.
    pub footnotes: Vec<Footnote>,
    /// Recipients and signature.
    pub ending: Ending,
    /// The score table.
    pub annex: Annex,
    /// What the document is called, in one line.
    pub name: String,
}

/// What stands above the title. The state's name and motto are always the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letterhead {
    /// The superior body, if the workbook names one.
    pub parent: Option<Block>,
    /// The office, in full and in one or two lines.
    pub issuer: Vec<Block>,
    /// `Số: …`, with a blank where the number is not known.
    pub number: Block,
    /// Place and date, with blanks where the date is not known.
    pub dated: Block,
}

/// What stands below the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ending {
    /// One each, punctuated.
    pub recipients: Vec<Block>,
    /// Lines of the signature, such as `TM. ỦY BAN NHÂN DÂN`.
    pub signature: Vec<Block>,
    /// Who signs; may be empty.
    pub signer: Block,
}

/// A paragraph of the report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is; printers choose the look by it.
    pub kind: Kind,
    /// What it says.
    pub runs: Vec<Run>,
    /// What of the workbook it prints.
    pub source: Source,
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The superior body.
    Parent,
    /// The office.
    Issuer,
    /// Number and symbol.
    Number,
    /// Place and date.
    Dated,
    /// `BÁO CÁO`.
    Title,
    /// What the report is about.
    Subject,
    /// `Kính gửi: …`.
    Addressee,
    /// A legal basis.
    Basis,
    /// Running text.
    Paragraph,
    /// The heading of part I or II.
    Part,
    /// A line of part I: a section and its points.
    SectionScore,
    /// Where the annex is pointed to.
    Pointer,
    /// The heading of a section in part II.
    Heading,
    /// The line of a criterion with its points.
    Lead,
    /// A sub-item of an explanation; its text begins with `+ `.
    Item,
    /// The last paragraph.
    Closing,
    /// A recipient.
    Recipient,
    /// A line of the signature.
    Signature,
    /// The signer's name.
    Signer,
}

/// A piece of a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Run {
    /// Text without line ends and control characters.
    Text(Style, String),
    /// The mark of a footnote, from 1.
    Footnote(usize),
    /// A new line in the same paragraph.
    Break,
}

/// How text stands out from its block.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Style {
    /// Not at all.
    #[default]
    Plain,
    /// Bold.
    Bold,
    /// Italics.
    Italic,
}

/// What of the workbook a block prints: where to go to change it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// A part that can be edited, a text or list of the report, the unit, a criterion's explanation.
    Part(Part),
    /// The points of a section, group or criterion, by code.
    Points(String),
    /// The points of the whole.
    Total,
    /// Words that the report always has.
    Fixed,
}

/// A footnote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Footnote {
    /// What it says, without its number.
    pub runs: Vec<Run>,
    /// The evidence entries that it prints, at least one.
    pub sources: Vec<Source>,
}

/// The score table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Annex {
    /// `PHỤ LỤC`, what is in it, and for whom; capitals.
    pub title: Vec<String>,
    /// `(Kèm theo Báo cáo số …)`
    pub belongs_to: String,
    /// `Mã xác nhận: …, chốt lúc …`; none for a workbook that is not sealed.
    pub seal: Option<String>,
    /// One for each section, group and criterion, in the set's order, and the total.
    pub rows: Vec<Row>,
}

/// The columns of the annex.
pub const COLUMNS: [&str; 7] = [
    "Mã",
    "Lĩnh vực, tiêu chí, tiêu chí thành phần",
    "Điểm tối đa",
    "Điểm tự chấm",
    "Điểm thẩm định",
    "Tài liệu kiểm chứng",
    "Ghi chú",
];

/// A row of the annex. Every text is one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What it is.
    pub level: Level,
    /// Its code; empty for the total.
    pub code: String,
    /// Its title.
    pub title: String,
    /// Points that can be reached.
    pub max: String,
    /// Points reached; empty where there are none.
    pub score: String,
    /// The documents given for it.
    pub documents: String,
    /// Why there are no points, or what is to be known of them.
    pub note: String,
    /// What of the workbook it prints.
    pub source: Source,
}

/// What a row of the annex is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// A section.
    Section,
    /// A group of criteria.
    Group,
    /// A criterion.
    Criterion,
    /// The whole.
    Total,
}

impl Outline {
    /// The report of a workbook. `scores` are those of this very workbook.
    pub fn of(book: &Workbook, scores: &Scores) -> Self {
        let words = Words::of(book);
        let (body, footnotes) = body::body(book, scores, &words);
        Self {
            letterhead: frame::letterhead(book),
            body,
            footnotes,
            ending: frame::ending(book),
            annex: annex::annex(book, scores, &words),
            name: format!("Báo cáo kết quả {}", words.subject),
        }
    }

    /// Every paragraph outside the annex, in order.
    pub fn blocks(&self) -> impl Iterator<Item = &Block> {
        let head = &self.letterhead;
        let above = head.parent.iter().chain(&head.issuer);
        let ending = &self.ending;
        above
            .chain([&head.number, &head.dated])
            .chain(&self.body)
            .chain(&ending.recipients)
            .chain(&ending.signature)
            .chain([&ending.signer])
    }
}

impl Block {
    /// Of plain text, in one line.
    fn line(kind: Kind, text: &str, source: Source) -> Self {
        Self {
            kind,
            runs: vec![Run::plain(text)],
            source,
        }
    }

    /// The numbers of the footnotes that it calls.
    pub fn marks(&self) -> impl Iterator<Item = usize> {
        self.runs.iter().filter_map(|run| match run {
            Run::Footnote(number) => Some(*number),
            Run::Text(..) | Run::Break => None,
        })
    }

    /// Its words alone: a new line as such, footnote marks left out.
    pub fn text(&self) -> String {
        text(&self.runs)
    }
}

impl Footnote {
    /// Its words alone.
    pub fn text(&self) -> String {
        text(&self.runs)
    }
}

fn text(runs: &[Run]) -> String {
    let texts = runs.iter().map(|run| match run {
        Run::Text(_, text) => text,
        Run::Break => "\n",
        Run::Footnote(_) => "",
    });
    texts.collect()
}

impl Run {
    fn plain(text: &str) -> Self {
        Self::styled(Style::Plain, text)
    }

    fn styled(style: Style, text: &str) -> Self {
        Self::Text(style, markup::one_line(text))
    }
}

#[cfg(test)]
mod tests;
