//! One criterion for people: its figures or choices with the ids that `set` takes, how its score comes about,
//! what was found, the explanation and the documents.

use crate::cli::Context;
use crate::cli::table::{left, of_max, wrapped};
use crate::criteria::{Choice, Criterion, Node, NodeId};
use crate::points::{Stored, print, print_grouped};
use crate::say;
use crate::text;
use crate::workbook::check;
use crate::workbook::document;
use crate::workbook::score::State;
use crate::workbook::{Answer, Scores, Workbook, words};

const INDENT: &str = "  ";

/// A criterion and all that is printed of it.
pub(super) struct View<'a> {
    book: &'a Workbook,
    scores: &'a Scores,
    id: NodeId,
    node: &'a Node,
    criterion: &'a Criterion,
    answer: &'a Answer,
    context: &'a Context<'a>,
}

impl<'a> View<'a> {
    pub(super) fn new(
        book: &'a Workbook,
        scores: &'a Scores,
        id: NodeId,
        criterion: &'a Criterion,
        context: &'a Context<'a>,
    ) -> Self {
        let node = book.set.node(id);
        let answer = book.answer(&node.code);
        Self {
            book,
            scores,
            id,
            node,
            criterion,
            answer,
            context,
        }
    }

    pub(super) fn text(&self) -> String {
        let lang = self.context.lang;
        let title = format!("{}  {}", self.node.code, self.node.title);
        let mut text: String = wrapped(&title, "");
        text.push_str(&self.score());
        let parts = [
            (lang.pick("Số liệu", "Figures"), self.figures()),
            (lang.pick("Mức đạt", "Levels"), self.levels()),
            (lang.pick("Các mục", "Items"), self.items()),
            (
                lang.pick("Cách tính điểm", "How it is scored"),
                self.working(),
            ),
            (lang.pick("Kiểm tra", "Findings"), self.findings()),
            (lang.pick("Giải trình", "Explanation"), self.explanation()),
            (
                lang.pick("Tài liệu kiểm chứng", "Evidence documents"),
                self.documents(),
            ),
        ];
        for (heading, part) in parts.iter().filter(|(_, part)| !part.is_empty()) {
            text.extend(["\n", heading, "\n", part]);
        }
        text
    }

    /// The score and whatever stands in for it.
    fn score(&self) -> String {
        let (lang, mark) = (self.context.lang, self.context.mark());
        let score = self.scores.criterion(self.id);
        let reached = of_max(
            score.and_then(|score| score.points),
            self.criterion.max,
            self.context,
        );
        let state = words::state(score.map_or(State::Unanswered, |score| score.state), lang);
        let mut text = say!(
            lang,
            "Điểm {reached}, {state}\n",
            "Score {reached}, {state}\n"
        );
        if let Some(declared) = &self.answer.declared {
            let computed = score.and_then(|score| score.computed);
            let computed = computed.map_or_else(|| "-".to_owned(), |points| print(points, mark));
            let (declared, reason) = (stored(&declared.score, self.context), &declared.reason);
            text.push_str(&wrapped(
                &say!(
                    lang,
                    "Điểm tự nhập {declared}, theo công thức {computed}. Lý do: {reason}",
                    "Declared {declared}, computed {computed}. Reason: {reason}"
                ),
                "",
            ));
        }
        if let Some(reason) = &self.answer.not_assessed {
            text.push_str(&wrapped(
                &say!(
                    lang,
                    "Không đánh giá. Lý do: {reason}",
                    "Not assessed. Reason: {reason}"
                ),
                "",
            ));
        }
        text
    }

    fn figures(&self) -> String {
        let figures = self.criterion.figures.iter();
        let widest = figures
            .clone()
            .map(|figure| text::width(&figure.id))
            .max()
            .unwrap_or(0);
        figures
            .map(|figure| {
                let letter = self.criterion.letter(&figure.id).unwrap_or(' ');
                let value = self.answer.figures.get(&figure.id);
                let value =
                    value.map_or_else(|| "-".to_owned(), |value| counted(value, self.context));
                let unit = figure.unit.as_deref().unwrap_or_default();
                let line = format!(
                    "{letter}  {}  {}: {value} {unit}",
                    left(&figure.id, widest),
                    figure.label
                );
                wrapped(line.trim_end(), INDENT)
            })
            .collect()
    }

    fn levels(&self) -> String {
        let chosen = |choice: &Choice| self.answer.level.as_ref() == Some(&choice.id);
        self.choices(&self.criterion.rule.levels(), chosen)
    }

    fn items(&self) -> String {
        let ticked = |choice: &Choice| {
            self.answer
                .ticked
                .iter()
                .flatten()
                .any(|id| *id == choice.id)
        };
        self.choices(&self.criterion.rule.items(), ticked)
    }

    /// `[x] full  Ban hành đúng hạn (0,5)`
    fn choices(&self, choices: &[&Choice], is_taken: impl Fn(&Choice) -> bool) -> String {
        let widest = choices
            .iter()
            .map(|choice| text::width(&choice.id))
            .max()
            .unwrap_or(0);
        choices
            .iter()
            .map(|choice| {
                let tick = if is_taken(choice) { 'x' } else { ' ' };
                let points = print(choice.points, self.context.mark());
                let line = format!(
                    "[{tick}] {}  {} ({points})",
                    left(&choice.id, widest),
                    choice.label
                );
                wrapped(&line, INDENT)
            })
            .collect()
    }

    fn working(&self) -> String {
        let rounding = self.book.set.head.rounding;
        let (lang, mark) = (self.context.lang, self.context.mark());
        let lines = words::explanation(self.criterion, self.answer, rounding, lang, mark);
        lines.iter().map(|line| wrapped(line, INDENT)).collect()
    }

    fn findings(&self) -> String {
        let (lang, mark) = (self.context.lang, self.context.mark());
        check::criterion_findings(self.book, &self.node.code)
            .iter()
            .map(|finding| {
                let severity = finding.severity().word(lang);
                wrapped(
                    &format!("{severity}: {}", finding.message(lang, mark)),
                    INDENT,
                )
            })
            .collect()
    }

    fn explanation(&self) -> String {
        let lang = self.context.lang;
        let shared = self.answer.explained_with.as_ref().map(|other| {
            wrapped(
                &say!(
                    lang,
                    "Giải trình chung với {other}.",
                    "Explained together with {other}."
                ),
                INDENT,
            )
        });
        let own = self.answer.justification.trim_end();
        let own = if own.is_empty() {
            String::new()
        } else {
            wrapped(own, INDENT)
        };
        shared.unwrap_or_default() + &own
    }

    fn documents(&self) -> String {
        let entries = self.answer.evidence.iter();
        entries
            .map(|entry| {
                let cited = document::citation(self.book, entry);
                wrapped(&format!("[{}] {cited}", entry.id), INDENT)
            })
            .collect()
    }
}

/// A figure as it stands in the file, whole numbers grouped.
fn counted(value: &Stored, context: &Context<'_>) -> String {
    match value {
        Stored::Number(number) => print_grouped(*number, context.mark()),
        Stored::Unreadable(text) => format!("“{text}”"),
    }
}

fn stored(value: &Stored, context: &Context<'_>) -> String {
    match value {
        Stored::Number(number) => print(*number, context.mark()),
        Stored::Unreadable(text) => format!("“{text}”"),
    }
}
