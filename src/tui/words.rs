//! Sentences of the screen: receipts, what undo did, what came in, phrases that can be inserted. Labels of one
//! word stand where they are drawn.

mod merging;
mod past;

use crate::criteria::{Criterion, NodeId, Rounding};
use crate::lang::Lang;
use crate::points::{self, Decimal, DecimalMark, RoundingMode, Stored};
use crate::say;
use crate::tui::model::{Look, TapeEntry};
use crate::tui::sheet::{Change, Sheet};
use crate::workbook::edit::ReportEdit;
use crate::workbook::merge;
use crate::workbook::score::Tally;
use crate::workbook::working::{self, Working};
use crate::workbook::{Answer, Edit, Review, Workbook};

pub use merging::{
    authors, came_in, changed_codes, decided, documents_kept, finding, new_conflict, part_change,
    part_place, part_value, written_by_two,
};
pub use past::{
    bring_back, brought_back, choice_value, entry_place, entry_value, overtaken_by, undone_from,
};

/// `90,29/97`
pub fn fraction(tally: Tally, look: Look) -> String {
    format!(
        "{}/{}",
        points::print(tally.score, look.mark()),
        points::print(tally.max, look.mark())
    )
}

/// `90,29/97`, and whether that is provisional: figures do not match, or nobody has chosen between the values of a
/// conflict.
pub fn total(sheet: &Sheet, look: Look) -> String {
    let total = fraction(sheet.scores().total, look);
    if is_provisional(sheet) {
        say!(look.lang, "{total} tạm tính", "{total} provisional")
    } else {
        total
    }
}

/// Whether the total will change when what is wrong is mended.
pub fn is_provisional(sheet: &Sheet) -> bool {
    sheet.counts().unmatched > 0 || merge::span(sheet.book(), sheet.scores()).is_some()
}

/// The same with the points between which it stands.
pub fn total_and_span(sheet: &Sheet, look: Look) -> String {
    let total = total(sheet, look);
    match span(sheet, look) {
        Some(span) => format!("{total} ({span})"),
        None => total,
    }
}

/// `89,67 đến 89,79`: between which points the total stands as long as conflicts are open.
pub fn span(sheet: &Sheet, look: Look) -> Option<String> {
    let span = merge::span(sheet.book(), sheet.scores())?;
    let (least, most) = (
        points::print(span.least, look.mark()),
        points::print(span.most, look.mark()),
    );
    Some(say!(look.lang, "{least} đến {most}", "{least} to {most}"))
}

/// `93,08 %`, or a dash when nothing counts.
pub fn percent(tally: Tally, look: Look) -> String {
    tally.percent().map_or_else(
        || "-".to_owned(),
        |percent| format!("{} %", points::print_fixed(percent, 2, look.mark())),
    )
}

/// The short title of a node, else its title.
pub fn short_title(sheet: &Sheet, id: NodeId) -> &str {
    let node = sheet.book().set.node(id);
    node.short.as_deref().unwrap_or(&node.title)
}

/// Where an edit was made: `3.4.1a`, `5.2 giải trình`.
pub fn place(book: &Workbook, edit: &Edit, lang: Lang) -> String {
    let code = edit.code().unwrap_or_default();
    match edit {
        Edit::Figure { figure, .. } => {
            let letter = book
                .set
                .criterion(code)
                .and_then(|criterion| criterion.letter(figure));
            letter.map_or_else(
                || format!("{code} {figure}"),
                |letter| format!("{code}{letter}"),
            )
        }
        Edit::Level { .. } => say!(lang, "{code} mức", "{code} level"),
        Edit::Ticked { .. } => say!(lang, "{code} danh mục", "{code} checklist"),
        Edit::Score { .. } => say!(lang, "{code} điểm", "{code} score"),
        Edit::Declared { .. } => say!(lang, "{code} điểm tự nhập", "{code} declared score"),
        Edit::NotAssessed { .. } => say!(lang, "{code} không đánh giá", "{code} not assessed"),
        Edit::ExplainedWith { .. } => {
            say!(lang, "{code} giải trình chung", "{code} explained with")
        }
        Edit::Justification { .. } => say!(lang, "{code} giải trình", "{code} explanation"),
        Edit::Evidence { id, .. } => say!(lang, "{code} tài liệu {id}", "{code} document {id}"),
        Edit::Unit { .. } | Edit::Report(_) | Edit::Put(..) | Edit::Reopen(_) => {
            part_place(&edit.part(), lang)
        }
    }
}

/// The value that an edit sets, short enough for one line.
fn value(book: &Workbook, edit: &Edit, look: Look) -> String {
    let nothing = || look.lang.pick("trống", "empty").to_owned();
    let number = |stored: &Option<Stored>| {
        stored
            .as_ref()
            .map_or_else(nothing, |stored| printed(stored, look))
    };
    match edit {
        Edit::Figure { value, .. } | Edit::Score { value, .. } => number(value),
        Edit::Declared { declared, .. } => declared
            .as_ref()
            .map_or_else(nothing, |declared| printed(&declared.score, look)),
        Edit::Level { code, level } => {
            let label = level.as_ref().and_then(|level| {
                let choice = book
                    .set
                    .criterion(code)?
                    .rule
                    .levels()
                    .into_iter()
                    .find(|choice| choice.id == *level)?;
                Some(choice.label.clone())
            });
            label.map_or_else(nothing, |label| crate::text::fit(&label, 24).into_owned())
        }
        Edit::Ticked { items, .. } => items.as_ref().map_or_else(nothing, |items| {
            say!(look.lang, "{} mục", "{} items", items.len())
        }),
        Edit::NotAssessed { reason, .. } => match reason {
            Some(_) => look.lang.pick("không đánh giá", "not assessed").to_owned(),
            None => look.lang.pick("đánh giá", "assessed").to_owned(),
        },
        Edit::ExplainedWith { other, .. } => other.clone().unwrap_or_else(nothing),
        Edit::Justification { text, .. } => say!(
            look.lang,
            "{} từ",
            "{} words",
            crate::text::word_count(text)
        ),
        Edit::Evidence { entry, .. } => entry.as_ref().map_or_else(nothing, |entry| {
            let name = [&entry.number, &entry.subject, &entry.note, &entry.kind]
                .into_iter()
                .find(|text| !text.is_empty());
            let name = name
                .or(entry.same_as.as_ref())
                .map_or_else(|| entry.id.clone(), Clone::clone);
            crate::text::fit(&name, 28).into_owned()
        }),
        Edit::Unit { text, .. } | Edit::Report(ReportEdit::Text(_, text)) => {
            report_value(text, look)
        }
        Edit::Report(ReportEdit::Lines(_, lines)) => report_value(&lines.join("; "), look),
        Edit::Report(ReportEdit::Heading(_, heading)) => {
            report_value(heading.as_deref().unwrap_or_default(), look)
        }
        Edit::Report(ReportEdit::Mark(mark)) => match mark {
            DecimalMark::Comma => ",".to_owned(),
            DecimalMark::Point => ".".to_owned(),
        },
        Edit::Put(part, content) => content
            .as_ref()
            .map_or_else(nothing, |content| part_value(book, part, content, look)),
        Edit::Reopen(_) => look.lang.pick("xung đột", "conflict").to_owned(),
    }
}

/// A text of the report, short enough for one line.
fn report_value(text: &str, look: Look) -> String {
    if text.trim().is_empty() {
        return look.lang.pick("trống", "empty").to_owned();
    }
    crate::text::fit_middle(&text.replace('\n', " "), 32).into_owned()
}

/// A number with the decimal mark of the screen; values of the record come as the text that they were.
fn printed(stored: &Stored, look: Look) -> String {
    match Stored::read(&stored.text()) {
        Stored::Number(number) => points::print(number, look.mark()),
        Stored::Unreadable(text) => text,
    }
}

/// Whether a change did nothing but review an explanation, or take that back.
fn reviewed(change: &Change) -> Option<Review> {
    match (&change.before, &change.edit) {
        (
            Edit::Justification {
                text: before,
                review: was,
                ..
            },
            Edit::Justification { text, review, .. },
        ) if before == text && was != review => Some(*review),
        _ => None,
    }
}

/// What stood there and what stands there now.
fn from_to(sheet: &Sheet, change: &Change, look: Look) -> String {
    if let (Edit::Put(part, after), Edit::Put(_, before)) = (&change.edit, &change.before) {
        return part_change(sheet.book(), part, before.as_ref(), after.as_ref(), look);
    }
    let (before, after) = (
        value(sheet.book(), &change.before, look),
        value(sheet.book(), &change.edit, look),
    );
    if let Some(review) = reviewed(change) {
        return match review {
            Review::Settled => look.lang.pick("đã rà soát", "reviewed"),
            Review::Due => look.lang.pick("chưa rà soát", "not reviewed"),
        }
        .to_owned();
    }
    match &change.edit {
        Edit::Evidence { entry: None, .. } => {
            say!(look.lang, "đã xóa {before}", "removed {before}")
        }
        Edit::Evidence { .. } if matches!(&change.before, Edit::Evidence { entry: None, .. }) => {
            say!(look.lang, "đã thêm {after}", "added {after}")
        }
        Edit::Evidence { .. } if before == after => {
            say!(look.lang, "đã sửa {after}", "changed {after}")
        }
        Edit::Put(part, after) if let Edit::Put(_, before) = &change.before => {
            part_change(sheet.book(), part, before.as_ref(), after.as_ref(), look)
        }
        // The words do not tell one from the other: a text of as many words, another reason.
        _ if before == after => say!(look.lang, "đã sửa, {after}", "changed, {after}"),
        _ => say!(look.lang, "{before} thành {after}", "{before} to {after}"),
    }
}

/// The line after an edit: what was written, and what it did to the score and the total.
pub fn receipt(sheet: &Sheet, change: &Change, look: Look) -> String {
    let place = place(sheet.book(), &change.edit, look.lang);
    let what = from_to(sheet, change, look);
    let effect = effect(sheet, change, look);
    say!(
        look.lang,
        "{place}: {what}. {effect}u hoàn tác",
        "{place}: {what}. {effect}u undoes"
    )
}

/// What a change did to the criterion's score and to the total; nothing for texts.
fn effect(sheet: &Sheet, change: &Change, look: Look) -> String {
    if !moves_points(&change.edit) {
        return String::new();
    }
    let total = fraction(change.total.1, look);
    let Some((before, after)) = change.points else {
        let (from, percent) = (
            fraction(change.total.0, look),
            percent(change.total.1, look),
        );
        return say!(
            look.lang,
            "Tổng {from} thành {total} = {percent}. ",
            "Total {from} to {total} = {percent}. "
        );
    };
    let score = after.map_or_else(
        || "-".to_owned(),
        |points| points::print(points, look.mark()),
    );
    let score_moved = difference(before.unwrap_or_default(), after.unwrap_or_default(), look);
    let total_moved = difference(change.total.0.score, change.total.1.score, look);
    let open = provisional(sheet, change, look);
    say!(
        look.lang,
        "Điểm {score} ({score_moved}), tổng {total} ({total_moved}){open}. ",
        "Score {score} ({score_moved}), total {total} ({total_moved}){open}. "
    )
}

const fn moves_points(edit: &Edit) -> bool {
    match edit {
        Edit::Figure { .. }
        | Edit::Level { .. }
        | Edit::Ticked { .. }
        | Edit::Score { .. }
        | Edit::Declared { .. }
        | Edit::NotAssessed { .. } => true,
        Edit::Put(part, _) => part.moves_points(),
        Edit::ExplainedWith { .. }
        | Edit::Justification { .. }
        | Edit::Evidence { .. }
        | Edit::Unit { .. }
        | Edit::Report(_)
        | Edit::Reopen(_) => false,
    }
}

/// `+0,01`, `-1`, or `không đổi`.
fn difference(before: Decimal, after: Decimal, look: Look) -> String {
    let difference = points::sum([after, -before]);
    let sign = if difference > Decimal::ZERO { "+" } else { "" };
    if difference == Decimal::ZERO {
        look.lang.pick("không đổi", "unchanged").to_owned()
    } else {
        format!("{sign}{}", points::print(difference, look.mark()))
    }
}

/// A failing sum makes the score provisional, and the receipt says so.
fn provisional(sheet: &Sheet, change: &Change, look: Look) -> &'static str {
    let code = change.edit.code().unwrap_or_default();
    let failing = sheet
        .findings(code)
        .iter()
        .any(|finding| finding.name() == "figures_inconsistent");
    if failing {
        look.lang.pick(", tạm tính", ", provisional")
    } else {
        ""
    }
}

/// The same for the tape of the score pane: `3.4.1a`, `640 thành 642, +0,01`.
pub fn tape_entry(sheet: &Sheet, change: &Change, look: Look) -> TapeEntry {
    let difference = points::sum([change.total.1.score, -change.total.0.score]);
    let mut what = from_to(sheet, change, look);
    if difference != Decimal::ZERO {
        let sign = if difference > Decimal::ZERO { "+" } else { "" };
        what = format!("{what}, {sign}{}", points::print(difference, look.mark()));
    }
    TapeEntry {
        place: place(sheet.book(), &change.edit, look.lang),
        what,
    }
}

/// What an undo or redo did.
pub fn undone(sheet: &Sheet, change: &Change, back: bool, look: Look) -> String {
    let place = place(sheet.book(), &change.edit, look.lang);
    let what = from_to(sheet, change, look);
    if back {
        say!(
            look.lang,
            "Đã hoàn tác {place}: {what}. Ctrl-Y làm lại.",
            "Undone {place}: {what}. Ctrl-Y redoes."
        )
    } else {
        say!(
            look.lang,
            "Đã làm lại {place}: {what}. u hoàn tác.",
            "Redone {place}: {what}. u undoes."
        )
    }
}

/// An undo that would write over what was changed since.
pub fn overtaken(edit: &Edit, lang: Lang) -> String {
    let code = edit.code().unwrap_or_default();
    say!(
        lang,
        "{code} đã được sửa ở nơi khác sau đó: không hoàn tác đè lên.",
        "{code} was changed elsewhere since: not undone over it."
    )
}

/// The client already composes letters.
pub const fn client_composes(lang: Lang) -> &'static str {
    lang.pick(
        "Máy đang dùng đã có bộ gõ: bộ gõ trong máy chủ đã tắt.",
        "The client has an input method of its own: the built-in one is off.",
    )
}

/// The figures of a criterion as a sentence, with the ratio when there is one; `None` until one is given.
pub fn figure_sentence(book: &Workbook, code: &str, look: Look) -> Option<String> {
    let (_, criterion, answer) = book.asked(code)?;
    let mark = points::DecimalMark::Comma;
    let parts: Vec<String> = criterion
        .figures
        .iter()
        .filter_map(|figure| {
            let value = points::print_grouped(answer.figures.get(&figure.id)?.number()?, mark);
            let unit = figure
                .unit
                .as_deref()
                .map(|unit| format!(" {unit}"))
                .unwrap_or_default();
            Some(format!("{}: {value}{unit}", figure.label))
        })
        .collect();
    let ratio = shown_percent(criterion, answer, book.set.head.rounding, mark);
    let ratio = ratio
        .map(|percent| say!(look.lang, ", đạt {percent}", ", that is {percent}"))
        .unwrap_or_default();
    (!parts.is_empty()).then(|| format!("{}{ratio}.", parts.join("; ")))
}

/// The ratio that a rule works out, in percent to two places.
fn shown_percent(
    criterion: &Criterion,
    answer: &Answer,
    rounding: Rounding,
    mark: points::DecimalMark,
) -> Option<String> {
    let Working::Ratio(working) = working::work(criterion, answer, rounding).working else {
        return None;
    };
    let percent = working
        .ratio?
        .times(&Decimal::ONE_HUNDRED.into())
        .rounded(2, RoundingMode::HalfUp)
        .to_decimal()?;
    Some(format!("{} %", points::print(percent, mark)))
}

/// Reasons why a criterion is not assessed, as officials write them.
pub fn reason_phrases(_lang: Lang) -> impl Iterator<Item = &'static str> {
    [
        "không được giao chủ trì",
        "không phát sinh trong năm",
        "không thuộc phạm vi của đơn vị",
    ]
    .into_iter()
}
