//! The tables that are handed in, as plain data made once from the workbook, its scores and its findings: a row for
//! each section, group and criterion, what explains them, the register of documents and what was found. The printers
//! of spreadsheets and of databases only print it. Knows no file format and computes no score; every text in it is
//! free of what no file may hold.

use crate::criteria::{Choice, Criterion, Node, NodeBody, NodeId};
use crate::lang::Lang;
use crate::points::{Decimal, DecimalMark, Stored, print, print_fixed, print_grouped};
use crate::report::outline::Level;
use crate::report::outline::annex::{documents, note, sealed};
use crate::report::outline::markup::{Paragraph, Piece, one_line, paragraphs, printable};
use crate::workbook::check::{Finding, Severity};
use crate::workbook::dates::{DateStyle, print_date};
use crate::workbook::document::{KnownDocument, citation, known_documents};
use crate::workbook::score::grade;
use crate::workbook::{Answer, Evidence, Scores, State, Tally, Workbook, words};

/// The language of what is handed in, whatever language the program speaks.
const LANG: Lang = Lang::Vi;

/// All tables of a workbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Whom, when and by what it scores.
    pub head: Head,
    /// Sections, groups and criteria in the set's order.
    pub rows: Vec<Row>,
    /// The whole.
    pub total: Total,
    /// Criteria of which something is said, in the set's order.
    pub explanations: Vec<Explanation>,
    /// Every distinct document, in the order of its first use.
    pub register: Vec<Registered>,
    /// What was found, in the set's order.
    pub findings: Vec<Found>,
}

/// Whom, when and by what the tables score. Each text is one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Full name of the office.
    pub unit: String,
    /// The superior body; may be empty.
    pub parent: String,
    /// The year that is scored.
    pub year: u16,
    /// The id of the criteria set.
    pub set: String,
    /// The title of the criteria set, with the decision that issued it.
    pub set_title: String,
    /// The digest of a sealed workbook and its time.
    pub seal: Option<String>,
}

/// A section, group or criterion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What it is; never the total.
    pub level: Level,
    /// The code of the section it stands in.
    pub section: String,
    /// Its code.
    pub code: String,
    /// Its title.
    pub title: String,
    /// Points that can be reached; of a criterion also when they do not count.
    pub max: Decimal,
    /// Points reached; none where there are none.
    pub score: Option<Decimal>,
    /// How far a criterion is; none of a group.
    pub state: Option<State>,
    /// The figures that a criterion asks for, in the set's order.
    pub figures: Vec<Figure>,
    /// The figures given and the items ticked, a line each, for people.
    pub answered: Vec<String>,
    /// How the score came about, a line each; nothing where none is asked for.
    pub working: Vec<String>,
    /// The documents given for it, a line each.
    pub documents: Vec<String>,
    /// Why there are no points, or what is to be known of them.
    pub note: String,
    /// The explanation as it was written, or the reason of a criterion that is not assessed.
    pub explanation: String,
}

/// A figure and its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// Its id in the set.
    pub id: String,
    /// What the officer reads.
    pub label: String,
    /// None when it is missing or no number.
    pub value: Option<Decimal>,
}

/// The points of the whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Total {
    /// Points that count as reachable.
    pub max: Decimal,
    /// Points reached.
    pub score: Decimal,
    /// Percent, half-up to two places; none when nothing counts.
    pub percent: Option<Decimal>,
    /// The grade reached, if any.
    pub grade: Option<String>,
    /// Criteria scored or not assessed.
    pub answered: usize,
    /// All criteria.
    pub criteria: usize,
}

/// What is said of a criterion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// Its code.
    pub code: String,
    /// Its title.
    pub title: String,
    /// Maximum points.
    pub max: Decimal,
    /// Points reached.
    pub score: Option<Decimal>,
    /// The whole text, footnote marks as `[1]`.
    pub text: String,
    /// Its documents and footnotes, a line each, each behind the number of its mark.
    pub sources: Vec<String>,
}

/// A document of the register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Registered {
    /// Number and symbol.
    pub number: String,
    /// `19/01/2023`, or as far as it is known.
    pub date: String,
    /// Such as `Kế hoạch`.
    pub kind: String,
    /// Who issued it.
    pub issuer: String,
    /// What it is about.
    pub subject: String,
    /// Clauses and pages that are used, a line each.
    pub place: String,
    /// Paths or URLs, a line each.
    pub location: String,
    /// What was noted with it, a line each.
    pub note: String,
    /// The criteria that use it, by code.
    pub used_by: String,
}

/// Something found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The criterion's code; empty for the whole workbook.
    pub code: String,
    /// The criterion's title.
    pub title: String,
    /// How much it matters.
    pub severity: Severity,
    /// What it is and what to do.
    pub message: String,
}

impl Table {
    /// The tables of a workbook. Scores and findings are those of this very workbook.
    pub fn of(book: &Workbook, scores: &Scores, findings: &[Finding]) -> Self {
        let maker = Maker {
            book,
            scores,
            mark: book.report.decimal_mark,
        };
        let nodes = book.set.nodes();
        Self {
            head: head(book),
            rows: nodes.map(|(id, node)| maker.row(id, node)).collect(),
            total: maker.total(),
            explanations: maker.explanations(),
            register: known_documents(book)
                .iter()
                .map(|known| registered(book, known))
                .collect(),
            findings: findings.iter().map(|found| maker.found(found)).collect(),
        }
    }
}

fn head(book: &Workbook) -> Head {
    let set = &book.set.head;
    let title = one_line(&set.title);
    let decision = set.decision.as_ref();
    let number = decision.map_or_else(String::new, |decision| one_line(&decision.number));
    Head {
        unit: one_line(&book.unit.name),
        parent: one_line(&book.unit.parent),
        year: book.year,
        set: one_line(&set.id),
        set_title: if number.is_empty() {
            title
        } else {
            format!("{title} (Quyết định số {number})")
        },
        seal: sealed(book).map(|seal| one_line(&seal)),
    }
}

struct Maker<'a> {
    book: &'a Workbook,
    scores: &'a Scores,
    mark: DecimalMark,
}

impl Maker<'_> {
    fn row(&self, id: NodeId, node: &Node) -> Row {
        let section = self.book.set.node(self.book.set.section_of(id));
        let tally = self.scores.tally(id);
        let group = Row {
            level: if node.depth == 1 {
                Level::Section
            } else {
                Level::Group
            },
            section: one_line(&section.code),
            code: one_line(&node.code),
            title: one_line(&node.title),
            max: tally.max,
            score: Some(tally.score),
            state: None,
            figures: Vec::new(),
            answered: Vec::new(),
            working: Vec::new(),
            documents: Vec::new(),
            note: if node.depth == 1 {
                self.percent(tally)
            } else {
                String::new()
            },
            explanation: String::new(),
        };
        match &node.body {
            NodeBody::Group(_) => group,
            NodeBody::Criterion(criterion) => self.criterion(id, node, criterion, group),
        }
    }

    fn criterion(&self, id: NodeId, node: &Node, criterion: &Criterion, named: Row) -> Row {
        let answer = self.book.answer(&node.code);
        let score = self.scores.criterion(id);
        let state = score.map_or(State::Unanswered, |score| score.state);
        let rounding = self.book.set.head.rounding;
        let working = match state {
            State::NotAssessed => Vec::new(),
            State::Scored | State::Unanswered | State::NoScore => {
                words::explanation(criterion, answer, rounding, LANG, self.mark)
            }
        };
        Row {
            level: Level::Criterion,
            max: criterion.max,
            score: score.and_then(|score| score.points),
            state: Some(state),
            figures: figures(criterion, answer),
            answered: self.answered(criterion, answer),
            working: working.iter().map(|line| one_line(line)).collect(),
            documents: documents(self.book, answer),
            note: note(criterion, answer, state),
            explanation: explanation(answer),
            ..named
        }
    }

    fn percent(&self, tally: Tally) -> String {
        tally.percent().map_or_else(String::new, |percent| {
            format!("Đạt {} %", print_fixed(percent, 2, self.mark))
        })
    }

    /// Figures with their letters and units, and the items ticked, as far as they are given. A level stands in how the
    /// score came about.
    fn answered(&self, criterion: &Criterion, answer: &Answer) -> Vec<String> {
        let figures = criterion.figures.iter();
        let given = figures.filter_map(|figure| {
            let value = self.stored(answer.figures.get(&figure.id)?);
            let letter = criterion.letter(&figure.id).map(String::from);
            let label = format!("{} {}", letter.unwrap_or_default(), figure.label);
            let unit = figure.unit.as_deref().unwrap_or_default();
            Some(format!("{}: {value} {unit}", label.trim()))
        });
        let is_ticked = |item: &&Choice| answer.ticked.iter().flatten().any(|id| *id == item.id);
        let items = criterion.rule.items().into_iter().filter(is_ticked);
        let items = items.map(|item| {
            let points = print(item.points, self.mark);
            format!("Đạt: {} ({points})", item.label)
        });
        given
            .chain(items)
            .map(|line| one_line(line.trim_end()))
            .collect()
    }

    fn stored(&self, value: &Stored) -> String {
        match value {
            Stored::Number(number) => print_grouped(*number, self.mark),
            Stored::Unreadable(text) => format!("“{text}”"),
        }
    }

    fn total(&self) -> Total {
        let total = self.scores.total;
        let grade = grade(&self.book.set.head.grades, total.percent());
        Total {
            max: total.max,
            score: total.score,
            percent: total.percent(),
            grade: grade.map(|grade| one_line(&grade.name)),
            answered: total.answered,
            criteria: total.criteria,
        }
    }

    fn explanations(&self) -> Vec<Explanation> {
        let criteria = self.book.set.criteria();
        let said = criteria.filter_map(|(id, node, criterion)| {
            let answer = self.book.answer(&node.code);
            let text = said(answer);
            let sources = self.sources(answer);
            (!text.is_empty() || !sources.is_empty()).then(|| Explanation {
                code: one_line(&node.code),
                title: one_line(&node.title),
                max: criterion.max,
                score: self.scores.criterion(id).and_then(|score| score.points),
                text,
                sources,
            })
        });
        said.collect()
    }

    fn sources(&self, answer: &Answer) -> Vec<String> {
        let entries = answer.evidence.iter();
        let cited = entries.map(|entry| {
            let cited = one_line(&citation(self.book, entry));
            format!("[{}] {cited}", one_line(&entry.id))
        });
        cited.collect()
    }

    fn found(&self, found: &Finding) -> Found {
        let node = self.book.set.find(&found.code);
        let title = node.map(|id| one_line(&self.book.set.node(id).title));
        Found {
            code: one_line(&found.code),
            title: title.unwrap_or_default(),
            severity: found.severity(),
            message: one_line(&found.message(LANG, self.mark)),
        }
    }
}

fn figures(criterion: &Criterion, answer: &Answer) -> Vec<Figure> {
    let figures = criterion.figures.iter();
    figures
        .map(|figure| Figure {
            id: one_line(&figure.id),
            label: one_line(&figure.label),
            value: answer.figures.get(&figure.id).and_then(Stored::number),
        })
        .collect()
}

fn explanation(answer: &Answer) -> String {
    let reason = answer.not_assessed.as_deref().unwrap_or_default();
    let own = answer.justification.as_str();
    printable(if own.trim().is_empty() { reason } else { own })
}

/// All that was written about a criterion, a paragraph each: italics as plain text, footnote marks as `[1]`, since a
/// sheet has neither.
fn said(answer: &Answer) -> String {
    let reason = |reason: &String| format!("Không đánh giá. Lý do: {reason}");
    let declared = answer.declared.as_ref().map(|declared| &declared.reason);
    let declared = declared.filter(|reason| !reason.trim().is_empty());
    let together = answer.explained_with.as_ref();
    let texts = [
        answer.not_assessed.as_ref().map(reason),
        declared.map(|reason| format!("Lý do tự xác định điểm: {reason}")),
        together.map(|other| format!("Giải trình chung với {other}.")),
        Some(answer.justification.clone()),
    ];
    let paragraphs = texts.iter().flatten().flat_map(|text| paragraphs(text));
    let paragraphs: Vec<String> = paragraphs.map(|paragraph| shown(&paragraph)).collect();
    paragraphs.join("\n")
}

fn shown(paragraph: &Paragraph) -> String {
    let pieces = paragraph.pieces.iter().map(|piece| match piece {
        Piece::Text(_, text) => text.clone(),
        Piece::Mark(_, ids, _) => format!("[{}]", ids.join(", ")),
        Piece::Break => "\n".to_owned(),
    });
    pieces.collect()
}

/// A document with what each of its uses says of it.
fn registered(book: &Workbook, known: &KnownDocument) -> Registered {
    let document = &known.document;
    let entries: Vec<&Evidence> = known
        .places
        .iter()
        .filter_map(|(code, id)| book.answers.get(code)?.evidence(id))
        .collect();
    let each = |of: fn(&Evidence) -> &String| {
        let mut lines: Vec<String> = Vec::new();
        for line in entries.iter().map(|entry| printable(of(entry).trim())) {
            if !line.is_empty() && !lines.contains(&line) {
                lines.push(line);
            }
        }
        lines.join("\n")
    };
    let mut codes: Vec<String> = Vec::new();
    for code in known.places.iter().map(|(code, _)| one_line(code)) {
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    Registered {
        number: one_line(document.number.trim()),
        date: one_line(&print_date(document.date.trim(), DateStyle::Short)),
        kind: one_line(document.kind.trim()),
        issuer: one_line(document.issuer.trim()),
        subject: one_line(document.subject.trim()),
        place: each(|entry| &entry.place),
        location: each(|entry| &entry.location),
        note: each(|entry| &entry.note),
        used_by: codes.join(", "),
    }
}
