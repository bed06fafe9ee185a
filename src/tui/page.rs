//! What the detail pane says of the criterion or group under the cursor, as styled rows of a width. Pure: `update`
//! counts the rows, `view` draws them.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::criteria::{self, Choice, Criterion, Node, NodeId, Provenance, Rule};
use crate::points;
use crate::say;
use crate::text;
use crate::tui::line::LineInput;
use crate::tui::model::{ChoiceEntry, Desk, FieldEntry, Look, Mode, Pane, Slot};
use crate::tui::past;
use crate::tui::theme::{self, FIELD, Mark, QUIET, REVERSED, STRONG, WARNING};
use crate::tui::update;
use crate::tui::words;
use crate::workbook::check::Severity;
use crate::workbook::document;
use crate::workbook::words as core_words;
use crate::workbook::working;
use crate::workbook::{Answer, CriterionScore, Review, State};

/// Rows of an explanation that are shown in passing: all of it would be sent over the line at every step.
const GLIMPSE: usize = 8;
/// Columns of a figure's letter.
const LETTER: usize = 3;
/// Columns of a value in a field.
const VALUE: usize = 10;
/// Rows of a screen from which blank rows part the blocks of a page.
const ROOMY: u16 = 30;
/// Rows that documents and findings get at least when room is short, their heading included.
const SHORT: usize = 3;

/// The content of the pane.
#[derive(Debug, Default)]
pub struct Page {
    /// What always stays in sight: title, fields, score.
    head: Vec<Line<'static>>,
    /// What follows, each with its heading: explanation, documents, findings, guidance.
    parts: Vec<Vec<Line<'static>>>,
    /// Where the hardware cursor stands, counted from the first row.
    pub cursor: Option<(usize, u16)>,
    /// The row that must be in sight: that of the open field or of the marked choice.
    pub focus: Option<usize>,
}

impl Page {
    /// Every row.
    pub fn rows(&self) -> Vec<Line<'static>> {
        self.head
            .iter()
            .chain(self.parts.iter().flatten())
            .cloned()
            .collect()
    }

    /// The rows for a height: when room is short, long parts are cut and end in `..`; the last part goes first.
    pub fn fitted(&self, width: usize, height: usize) -> Vec<Line<'static>> {
        let mut rows = self.head.clone();
        let room = height.saturating_sub(rows.len());
        if self.parts.iter().map(Vec::len).sum::<usize>() <= room {
            return self.rows();
        }
        for (part, share) in self.parts.iter().zip(shares(&self.parts, room)) {
            rows.extend(part.iter().take(share).cloned());
            if share > 0
                && share < part.len()
                && let Some(last) = rows.pop()
            {
                rows.push(cut_short(&last, width));
            }
        }
        rows
    }
}

/// The last row of a part that goes on out of sight: it ends in `..`.
fn cut_short(row: &Line<'_>, width: usize) -> Line<'static> {
    let text: String = row.spans.iter().map(|span| span.content.as_ref()).collect();
    let kept = text::take_columns(&text, width.saturating_sub(3));
    let in_a_word = !text
        .strip_prefix(kept)
        .is_none_or(|rest| rest.is_empty() || rest.starts_with(' '));
    let kept = match kept.rsplit_once(' ') {
        Some((words, _)) if in_a_word => words,
        _ => kept,
    };
    Line::styled(format!("{} ..", kept.trim_end()), row.style)
}

/// How many rows each part gets of a room too small for all: findings and documents a few, the explanation what
/// is left, the guidance only then.
fn shares(parts: &[Vec<Line<'static>>], room: usize) -> Vec<usize> {
    let lengths: Vec<usize> = parts.iter().map(Vec::len).collect();
    let mut shares = vec![0; parts.len()];
    let mut left = room;
    for (place, cap) in [
        (0, SHORT),
        (2, SHORT),
        (1, 2),
        (0, usize::MAX),
        (1, usize::MAX),
        (2, usize::MAX),
        (3, usize::MAX),
    ] {
        let (Some(length), Some(share)) = (lengths.get(place), shares.get_mut(place)) else {
            continue;
        };
        let more = length.saturating_sub(*share).min(cap).min(left);
        *share += more;
        left -= more;
    }
    shares
}

/// The page of what stands under the cursor.
pub fn of(desk: &Desk, look: Look, width: u16) -> Page {
    let width = usize::from(width).max(8);
    let node = desk.sheet.book().set.node(desk.tree.cursor);
    match node.criterion() {
        Some(criterion) => Writer {
            desk,
            look,
            width,
            page: Page::default(),
        }
        .criterion(node, criterion),
        None => Writer {
            desk,
            look,
            width,
            page: Page::default(),
        }
        .group(node),
    }
}

struct Writer<'a> {
    desk: &'a Desk,
    look: Look,
    width: usize,
    page: Page,
}

impl Writer<'_> {
    fn criterion(mut self, node: &Node, criterion: &Criterion) -> Page {
        let stored = self.desk.sheet.book().answer(&node.code);
        let preview = update::preview(self.desk).map(|(answer, _)| answer);
        let preview = preview.or_else(|| update::choice_preview(self.desk));
        let answer = preview.as_ref().unwrap_or(stored);
        self.wrapped(&node.title, STRONG);
        self.wrapped(&about(node, criterion, self.look), theme::PLAIN);
        self.blank();
        self.slots(criterion, answer);
        self.checks(criterion, answer);
        self.past(past::answered(self.desk, criterion, self.look));
        self.blank();
        self.score(criterion, answer, preview.is_some());
        self.explanation(stored);
        self.documents(stored);
        self.findings(&node.code);
        self.guidance(criterion);
        self.page
    }

    fn group(mut self, node: &Node) -> Page {
        let id = self.desk.tree.cursor;
        let tally = self.desk.sheet.scores().tally(id);
        self.wrapped(&format!("{} {}", node.code, node.title), STRONG);
        let lang = self.look.lang;
        let (answered, all) = (tally.answered, tally.criteria);
        let text = say!(
            lang,
            "{} ({}), {answered}/{all} tiêu chí đã chấm",
            "{} ({}), {answered}/{all} criteria scored",
            words::fraction(tally, self.look),
            words::percent(tally, self.look)
        );
        self.wrapped(&text, theme::PLAIN);
        for line in past::group(self.desk, id, self.look) {
            self.past(Some(line));
        }
        self.blank();
        let children: Vec<NodeId> = self.desk.sheet.book().set.children(id).collect();
        for child in children {
            let row = child_row(self.desk, child, self.look, self.width);
            self.page.head.push(row);
        }
        self.page
    }

    /// A blank row, where the screen has rows to spare.
    fn blank(&mut self) {
        if self.look.height >= ROOMY {
            self.page.head.push(Line::default());
        }
    }

    fn wrapped(&mut self, text: &str, style: Style) {
        let rows = text::wrap(text, self.width)
            .into_iter()
            .map(|row| Line::styled(row.to_owned(), style));
        self.page.head.extend(rows);
    }

    /// Last year's, beside this year's.
    fn past(&mut self, line: Option<String>) {
        if let Some(line) = line {
            self.wrapped(&line, QUIET);
        }
    }

    fn slots(&mut self, criterion: &Criterion, answer: &Answer) {
        for (place, slot) in update::slots(criterion).iter().enumerate() {
            match slot {
                Slot::Figure(figure) => self.figure(criterion, answer, place, *figure),
                Slot::Levels => self.levels(criterion, answer, place),
                Slot::Items => self.items(criterion, answer, place),
                Slot::Score => self.score_field(answer, place),
            }
        }
    }

    fn open_field(&self, place: usize) -> Option<&FieldEntry> {
        match &self.desk.mode {
            Mode::Field(field) if field.slot == place => Some(field),
            _ => None,
        }
    }

    fn open_list(&self, place: usize) -> Option<&ChoiceEntry> {
        match &self.desk.mode {
            Mode::Choices(entry) if entry.slot == place => Some(entry),
            _ => None,
        }
    }

    fn figure(&mut self, criterion: &Criterion, answer: &Answer, place: usize, figure: usize) {
        let Some(asked) = criterion.figures.get(figure) else {
            return;
        };
        let letter = criterion.letter(&asked.id).unwrap_or(' ');
        let value = answer
            .figures
            .get(&asked.id)
            .map(|stored| printed(stored, self.look));
        self.field_row(
            place,
            (letter, &asked.label),
            value,
            asked.unit.as_deref().unwrap_or_default(),
        );
    }

    fn score_field(&mut self, answer: &Answer, place: usize) {
        let value = answer
            .score
            .as_ref()
            .map(|stored| printed(stored, self.look));
        let label = self.look.lang.pick("Điểm chấm", "Score given");
        let unit = self.look.lang.pick("điểm", "points");
        self.field_row(place, (' ', label), value, unit);
    }

    /// `a  Giải quyết sớm, đúng hạn      642 hồ sơ`; a long label wraps, the value stands at its last row.
    fn field_row(&mut self, place: usize, label: (char, &str), value: Option<String>, unit: &str) {
        let unit_width = text::width(unit).min(self.width / 4);
        let label_width = self
            .width
            .saturating_sub(LETTER + VALUE + 2 + unit_width)
            .max(8);
        let (letter, label) = label;
        let mut rows: Vec<String> = Vec::new();
        for (row, part) in text::wrap(label, label_width).into_iter().enumerate() {
            let lead = if row == 0 { letter } else { ' ' };
            rows.push(format!("{lead}  {}", pad(part, label_width)));
        }
        let last = rows.pop().unwrap_or_default();
        self.page.head.extend(rows.into_iter().map(Line::raw));
        let unit = text::fit(unit, unit_width).into_owned();
        let open = self
            .open_field(place)
            .map(|field| (field.line.clone(), field.refused.clone()));
        let Some((line, refused)) = open else {
            let value = value.unwrap_or_else(|| "-".to_owned());
            let value = format!("{last} {:>VALUE$} {unit}", text::fit(&value, VALUE));
            self.page.head.push(Line::raw(value));
            return;
        };
        let row = self.open_row(&last, &line, &unit);
        self.page.head.push(row);
        if let Some(note) = refused.or_else(|| self.echo()) {
            self.note(&note);
        }
    }

    /// An open field: what is typed, right-aligned, with the hardware cursor in it.
    fn open_row(&mut self, label: &str, line: &LineInput, unit: &str) -> Line<'static> {
        let (shown, at) = line.window(VALUE);
        let lead = VALUE.saturating_sub(text::width(&shown));
        let style = if line.is_untouched() { REVERSED } else { FIELD };
        let column = text::width(label) + 1 + lead + at;
        self.page.cursor = Some((
            self.page.head.len(),
            u16::try_from(column).unwrap_or(u16::MAX),
        ));
        self.page.focus = Some(self.page.head.len());
        let tail = VALUE.saturating_sub(lead + text::width(&shown));
        Line::from(vec![
            Span::raw(format!("{label} ")),
            Span::styled(" ".repeat(lead), FIELD),
            Span::styled(shown, style),
            Span::styled(" ".repeat(tail), FIELD),
            Span::raw(format!(" {unit}")),
        ])
    }

    /// What a sum or a grouped number is read as, while it is typed.
    fn echo(&self) -> Option<String> {
        let (_, number) = update::preview(self.desk)?;
        let Mode::Field(field) = &self.desk.mode else {
            return None;
        };
        let grouped = points::print_grouped(number, self.look.mark());
        let typed = field.line.text();
        (typed.contains(['+', '-', ' ', '.']) || number >= points::Decimal::from(1000))
            .then(|| format!("= {grouped}"))
    }

    fn note(&mut self, text: &str) {
        for row in text::wrap(text, self.width.saturating_sub(3)) {
            self.page
                .head
                .push(Line::styled(format!("   {row}"), WARNING));
        }
    }

    fn levels(&mut self, criterion: &Criterion, answer: &Answer, place: usize) {
        let levels = criterion.rule.levels();
        if let Some(mark) = self.open_list(place).map(|entry| entry.mark) {
            for (row, level) in levels.iter().enumerate() {
                self.choice_row(row, level, Some(row) == mark, "");
            }
            return;
        }
        // A chosen level stands in the working below, with its points.
        let chosen = levels
            .iter()
            .any(|level| Some(&level.id) == answer.level.as_ref());
        if !chosen {
            let text = say!(
                self.look.lang,
                "Mức: chưa chọn (Enter để chọn trong {})",
                "Level: not chosen (Enter to choose of {})",
                levels.len()
            );
            self.wrapped(&text, theme::PLAIN);
        }
    }

    fn items(&mut self, criterion: &Criterion, answer: &Answer, place: usize) {
        let items = criterion.rule.items();
        let open = self
            .open_list(place)
            .map(|entry| (entry.mark, entry.ticked.clone()));
        let ticked = open.as_ref().map_or_else(
            || answer.ticked.clone().unwrap_or_default(),
            |(_, ticked)| ticked.clone(),
        );
        for (row, item) in items.iter().enumerate() {
            let box_mark = if ticked.contains(&item.id) {
                "[x] "
            } else {
                "[ ] "
            };
            let marked = open.as_ref().is_some_and(|(mark, _)| *mark == Some(row));
            self.choice_row(row, item, marked, box_mark);
        }
    }

    fn choice_row(&mut self, row: usize, choice: &Choice, marked: bool, box_mark: &str) {
        let pointer = if marked { ">" } else { " " };
        let digit = if row < 9 {
            (row + 1).to_string()
        } else {
            " ".to_owned()
        };
        let points = points::print(choice.points, self.look.mark());
        let indent = 4 + text::width(box_mark);
        let label_width = self
            .width
            .saturating_sub(indent + text::width(&points) + 1)
            .max(4);
        let style = if marked { REVERSED } else { theme::PLAIN };
        for (line, part) in text::wrap(&choice.label, label_width)
            .into_iter()
            .enumerate()
        {
            let text = if line == 0 {
                format!(
                    "{pointer} {digit} {box_mark}{} {points}",
                    pad(part, label_width)
                )
            } else {
                format!("{}{}", " ".repeat(indent), pad(part, label_width))
            };
            self.page.head.push(Line::styled(text, style));
        }
        if marked {
            self.page.focus = self.page.head.len().checked_sub(1);
        }
    }

    fn checks(&mut self, criterion: &Criterion, answer: &Answer) {
        for check in &criterion.checks {
            let line =
                core_words::check_line(check, criterion, answer, self.look.lang, self.look.mark());
            let fails = working::compare(&check.condition, criterion, answer)
                .is_some_and(|sides| !sides.holds);
            let style = if fails { theme::ERROR } else { theme::PLAIN };
            for row in text::wrap(&line, self.width.saturating_sub(3)) {
                self.page
                    .head
                    .push(Line::styled(format!("   {row}"), style));
            }
        }
    }

    fn score(&mut self, criterion: &Criterion, answer: &Answer, previewed: bool) {
        let (lang, mark) = (self.look.lang, self.look.mark());
        let rounding = self.desk.sheet.book().set.head.rounding;
        let score = crate::workbook::score::score(criterion, answer, rounding);
        self.wrapped(
            &format!(
                "{}{}",
                score_line(criterion, answer, score, previewed, self.look),
                provisional(criterion, answer, self.look)
            ),
            STRONG,
        );
        for line in core_words::explanation(criterion, answer, rounding, lang, mark) {
            self.wrapped(&line, theme::PLAIN);
        }
        if let Some(reason) = &answer.not_assessed {
            self.wrapped(
                &say!(lang, "Lý do: {reason}", "Reason: {reason}"),
                theme::PLAIN,
            );
        }
        if let Some(declared) = &answer.declared {
            self.wrapped(
                &say!(
                    lang,
                    "Lý do tự nhập: {}",
                    "Reason declared: {}",
                    declared.reason
                ),
                theme::PLAIN,
            );
        }
        self.past(past::scored(self.desk, score, self.look));
        if let Some(gain) = core_words::next_gain(criterion, answer, rounding) {
            self.wrapped(&gain.sentence(lang, mark), QUIET);
        }
    }

    /// A part begins with a heading: `─ Giải trình  F4 e  (2 đoạn)`.
    fn part(&mut self, heading: &str, rows: Vec<Line<'static>>) {
        let rule = format!("{} ", theme::level_rule(self.look));
        let heading = text::fit(heading, self.width.saturating_sub(2)).into_owned();
        // No rule behind it: it would be sent anew whenever the heading moves.
        let mut lines = vec![Line::from(vec![
            Span::styled(rule, QUIET),
            Span::styled(heading, STRONG),
        ])];
        lines.extend(rows);
        self.page.parts.push(lines);
    }

    fn explanation(&mut self, answer: &Answer) {
        let lang = self.look.lang;
        let paragraphs = text::paragraph_count(&answer.justification);
        let heading = match answer.review {
            Review::Due => lang
                .pick(
                    "Giải trình  F4 e  (chưa rà soát: Space)",
                    "Explanation  F4 e  (not reviewed: Space)",
                )
                .to_owned(),
            Review::Settled => say!(
                lang,
                "Giải trình  F4 e  ({paragraphs} đoạn)",
                "Explanation  F4 e  ({paragraphs} paragraphs)"
            ),
        };
        let text = match &answer.explained_with {
            Some(other) => say!(
                lang,
                "Giải trình chung với {other}.",
                "Explained with {other}."
            ),
            None if answer.justification.is_empty() => lang
                .pick("Chưa có giải trình.", "No explanation yet.")
                .to_owned(),
            None => answer.justification.clone(),
        };
        let mut rows: Vec<Line<'static>> = text::wrap(&text, self.width)
            .into_iter()
            .map(|row| Line::raw(row.to_owned()))
            .collect();
        if rows.len() > GLIMPSE && self.desk.tree.pane != Pane::Detail {
            rows.truncate(GLIMPSE);
            rows.push(Line::styled(
                lang.pick(".. (Tab: đọc hết)", ".. (Tab: read on)"),
                QUIET,
            ));
        }
        self.part(&heading, rows);
    }

    fn documents(&mut self, answer: &Answer) {
        let lang = self.look.lang;
        let count = answer
            .evidence
            .iter()
            .filter(|entry| entry.is_document())
            .count();
        let heading = say!(
            lang,
            "Tài liệu kiểm chứng  F5 t  ({count})",
            "Evidence  F5 t  ({count})"
        );
        let book = self.desk.sheet.book();
        let mut rows: Vec<Line<'static>> = Vec::new();
        for entry in &answer.evidence {
            let text = format!("[^{}] {}", entry.id, document::citation(book, entry));
            rows.extend(
                text::wrap(&text, self.width)
                    .into_iter()
                    .map(|row| Line::raw(row.to_owned())),
            );
        }
        if rows.is_empty() {
            rows.push(Line::raw(lang.pick(
                "Chưa có tài liệu. Nhấn + để thêm.",
                "No document yet. Press + to add one.",
            )));
        }
        self.part(&heading, rows);
    }

    fn findings(&mut self, code: &str) {
        let findings = self.desk.sheet.findings(code);
        let heading = say!(
            self.look.lang,
            "Kiểm tra  F8 c  ({})",
            "Check  F8 c  ({})",
            findings.len()
        );
        let mut rows = Vec::new();
        for finding in findings {
            let (mark, style) = theme::severity(finding.severity());
            let message = words::finding(finding, self.look);
            for (row, part) in text::wrap(&message, self.width.saturating_sub(2))
                .into_iter()
                .enumerate()
            {
                let lead = if row == 0 { mark } else { " " };
                let style = if finding.severity() == Severity::Hint {
                    theme::PLAIN
                } else {
                    style
                };
                rows.push(Line::from(vec![
                    Span::styled(format!("{lead} "), style),
                    Span::raw(part.to_owned()),
                ]));
            }
        }
        if rows.is_empty() {
            rows.push(Line::raw(
                self.look
                    .lang
                    .pick("Không còn gì phải làm.", "Nothing to do."),
            ));
        }
        self.part(&heading, rows);
    }

    /// How to score it: while it is not scored, and when the pane is read on its own.
    fn guidance(&mut self, criterion: &Criterion) {
        let state = self.desk.sheet.scores().criterion(self.desk.tree.cursor);
        let scored = state.is_some_and(|score| score.state == State::Scored);
        if scored && self.desk.tree.pane != Pane::Detail {
            return;
        }
        if let Some(guidance) = &criterion.guidance {
            let rows = text::wrap(guidance, self.width)
                .into_iter()
                .map(|row| Line::raw(row.to_owned()))
                .collect();
            self.part(self.look.lang.pick("Cách chấm", "How it is scored"), rows);
        }
    }
}

/// A heading on a rule of a width.
pub fn heading_row(heading: &str, width: usize, look: Look) -> Line<'static> {
    let rule = theme::level_rule(look);
    let heading = text::fit(heading, width.saturating_sub(4)).into_owned();
    let tail = width.saturating_sub(text::width(&heading) + 3);
    Line::from(vec![
        Span::styled(format!("{rule} "), QUIET),
        Span::styled(heading, STRONG),
        Span::styled(format!(" {}", rule.repeat(tail)), QUIET),
    ])
}

fn printed(stored: &points::Stored, look: Look) -> String {
    match stored {
        points::Stored::Number(number) => points::print(*number, look.mark()),
        points::Stored::Unreadable(text) => text.clone(),
    }
}

/// Text padded with spaces to a number of columns.
pub fn pad(text: &str, columns: usize) -> String {
    let text = text::fit(text, columns);
    let space = columns.saturating_sub(text::width(&text));
    format!("{text}{}", " ".repeat(space))
}

/// `Tối đa 1 điểm, theo tỷ lệ. Tham mưu: Văn phòng`
fn about(node: &Node, criterion: &Criterion, look: Look) -> String {
    let max = points::print(criterion.max, look.mark());
    let kind = rule_words(&criterion.rule, look);
    let assumed = match criterion.provenance {
        Provenance::Stated | Provenance::Derived => "",
        Provenance::Assumed => look
            .lang
            .pick(" (điểm tối đa giả định)", " (maximum assumed)"),
    };
    let owner = node
        .owner
        .as_ref()
        .map(|owner| say!(look.lang, ". Tham mưu: {owner}", ". Office: {owner}"))
        .unwrap_or_default();
    say!(
        look.lang,
        "{} {}: tối đa {max} điểm, {kind}{assumed}{owner}",
        "{} {}: at most {max} points, {kind}{assumed}{owner}",
        node.kind_word(),
        node.code
    )
}

fn rule_words(rule: &Rule, look: Look) -> String {
    let lang = look.lang;
    match rule {
        Rule::Manual => lang.pick("chấm trực tiếp", "scored by hand"),
        Rule::Levels(_) => lang.pick("theo mức đạt", "by level"),
        Rule::Checklist(_) => lang.pick("theo danh mục", "by checklist"),
        Rule::Ratio(_) => lang.pick("theo tỷ lệ", "by ratio"),
        Rule::Bands(_) => lang.pick("theo khoảng", "by bands"),
        Rule::Count { .. } => lang.pick("theo số lượng", "by count"),
        Rule::Deduct { .. } => lang.pick("trừ điểm", "by deduction"),
        Rule::Branches(_) => lang.pick("theo trường hợp", "by case"),
        Rule::External { source } => return say!(lang, "do {source} chấm", "scored by {source}"),
    }
    .to_owned()
}

fn score_line(
    criterion: &Criterion,
    answer: &Answer,
    score: CriterionScore,
    previewed: bool,
    look: Look,
) -> String {
    let (lang, mark) = (look.lang, look.mark());
    let max = points::print(criterion.max, mark);
    let points_text = score.points.map(|points| points::print(points, mark));
    match (score.state, points_text) {
        (State::NotAssessed, _) => lang.pick("Không đánh giá", "Not assessed").to_owned(),
        (State::Unanswered, _) => lang.pick("Chưa chấm", "Not scored yet").to_owned(),
        (State::NoScore, _) => lang
            .pick("Không tính được điểm", "No score can be computed")
            .to_owned(),
        (State::Scored, points) => {
            let points = points.unwrap_or_default();
            if answer.declared.is_some() {
                let computed = score
                    .computed
                    .map_or_else(|| "-".to_owned(), |computed| points::print(computed, mark));
                say!(
                    lang,
                    "Điểm tự nhập {points} / {max} (công thức: {computed})",
                    "Declared {points} / {max} (computed: {computed})"
                )
            } else if previewed {
                say!(
                    lang,
                    "Điểm sẽ là {points} / {max}",
                    "Score will be {points} / {max}"
                )
            } else {
                say!(lang, "Điểm {points} / {max}", "Score {points} / {max}")
            }
        }
    }
}

/// A score from figures that do not match is provisional.
fn provisional(criterion: &Criterion, answer: &Answer, look: Look) -> &'static str {
    let fails = |check: &criteria::Check| {
        working::compare(&check.condition, criterion, answer).is_some_and(|sides| !sides.holds)
    };
    if answer.not_assessed.is_none() && criterion.checks.iter().any(fails) {
        look.lang.pick(", tạm tính", ", provisional")
    } else {
        ""
    }
}

/// A child of a group with its score.
fn child_row(desk: &Desk, id: NodeId, look: Look, width: usize) -> Line<'static> {
    let node = desk.sheet.book().set.node(id);
    let mark = Mark::of(&desk.sheet, id);
    let score = score_column(desk, id, look);
    let title = format!("{} {}", node.code, words::short_title(&desk.sheet, id));
    let title_width = width.saturating_sub(3 + text::width(&score));
    let (letter, style) = mark.map_or((" ", theme::PLAIN), |mark| (mark.letter(), mark.style()));
    Line::from(vec![
        Span::styled(format!("{letter} "), style),
        Span::raw(format!("{} {score}", pad(&title, title_width))),
    ])
}

/// `0,97/1`, `chưa/0,5`, `không ĐG`.
pub fn score_column(desk: &Desk, id: NodeId, look: Look) -> String {
    let scores = desk.sheet.scores();
    let node = desk.sheet.book().set.node(id);
    let (Some(criterion), Some(score)) = (node.criterion(), scores.criterion(id)) else {
        return words::fraction(scores.tally(id), look);
    };
    let max = points::print(criterion.max, look.mark());
    match (score.state, score.points) {
        (State::NotAssessed, _) => look.lang.pick("không ĐG", "n/a").to_owned(),
        (State::Unanswered, _) => say!(look.lang, "chưa/{max}", "none/{max}"),
        (State::NoScore, _) => format!("!/{max}"),
        (State::Scored, points) => format!(
            "{}/{max}",
            points::print(points.unwrap_or_default(), look.mark())
        ),
    }
}
