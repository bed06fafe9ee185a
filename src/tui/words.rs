//! Sentences of the screen: receipts, what undo did, what came in, phrases that can be inserted. Labels of one
//! word stand where they are drawn.

use serde_json::Value;
use std::collections::BTreeSet;

use crate::criteria::{Criterion, NodeId, Rounding};
use crate::lang::Lang;
use crate::points::{self, Decimal, DecimalMark, RoundingMode, Stored};
use crate::say;
use crate::store::history::{self, Content as Recorded, Entry};
use crate::store::{field, read_value};
use crate::tui::model::{Look, TapeEntry};
use crate::tui::sheet::{Change, Sheet};
use crate::workbook::check::{Finding, What};
use crate::workbook::edit::ReportEdit;
use crate::workbook::merge::{self, Conflict, Content, Entered, Part, Side};
use crate::workbook::score::Tally;
use crate::workbook::working::{self, Working};
use crate::workbook::{Answer, Edit, Review, Workbook};

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

/// Where a part stands, with its criterion: `1.6.1 số liệu`, `người ký`.
pub fn part_place(part: &Part, lang: Lang) -> String {
    let words = merge::part_words(part, lang);
    format!("{} {words}", part.code().unwrap_or_default())
        .trim_start()
        .to_owned()
}

/// What a change of a part did, in one line: `a 13 thành 15, c 5 thành 3`.
pub fn part_change(
    book: &Workbook,
    part: &Part,
    before: Option<&Content>,
    after: Option<&Content>,
    look: Look,
) -> String {
    let nothing = || look.lang.pick("trống", "empty").to_owned();
    if let Part::Entered(code) = part {
        let changes = entered_changes(book.set.criterion(code), before, after, look);
        if !changes.is_empty() {
            return changes.join(", ");
        }
    }
    let value = |content: Option<&Content>| {
        content.map_or_else(nothing, |content| {
            merge::content_words(content, look.mark())
        })
    };
    let (before, after) = (value(before), value(after));
    say!(look.lang, "{before} thành {after}", "{before} to {after}")
}

/// The figures that changed, by their letters, and what else was entered.
fn entered_changes(
    criterion: Option<&Criterion>,
    before: Option<&Content>,
    after: Option<&Content>,
    look: Look,
) -> Vec<String> {
    let entered = |content: Option<&Content>| match content {
        Some(Content::Entered(entered)) => (**entered).clone(),
        Some(_) | None => Entered::default(),
    };
    let (before, after) = (entered(before), entered(after));
    let shown =
        |value: Option<&Stored>| value.map_or_else(|| "-".to_owned(), |it| printed(it, look));
    let change = |name: &str, before: String, after: String| {
        (before != after).then(|| {
            say!(
                look.lang,
                "{name} {before} thành {after}",
                "{name} {before} to {after}"
            )
        })
    };
    let ids: BTreeSet<&String> = before.figures.keys().chain(after.figures.keys()).collect();
    let mut ids: Vec<&String> = ids.into_iter().collect();
    ids.sort_by_key(|id| criterion.and_then(|criterion| criterion.letter(id)));
    let figures = ids.into_iter().filter_map(|id| {
        let letter = criterion.and_then(|criterion| criterion.letter(id));
        let name = letter.map_or_else(|| id.clone(), String::from);
        change(
            &name,
            shown(before.figures.get(id)),
            shown(after.figures.get(id)),
        )
    });
    let level = |entered: &Entered| {
        let levels = criterion.map(|criterion| criterion.rule.levels());
        let level = levels.unwrap_or_default().into_iter();
        let level = level
            .into_iter()
            .find(|it| Some(&it.id) == entered.level.as_ref());
        let label = level.map_or_else(|| "-".to_owned(), |level| level.label.clone());
        crate::text::fit(&label, 24).into_owned()
    };
    let ticked = |entered: &Entered| {
        entered
            .ticked
            .as_ref()
            .map_or_else(|| "-".to_owned(), |it| it.len().to_string())
    };
    let lang = look.lang;
    let rest = [
        change(lang.pick("mức", "level"), level(&before), level(&after)),
        change(
            lang.pick("số mục", "items"),
            ticked(&before),
            ticked(&after),
        ),
        change(
            lang.pick("điểm", "score"),
            shown(before.score.as_ref()),
            shown(after.score.as_ref()),
        ),
    ];
    figures.chain(rest.into_iter().flatten()).collect()
}

/// Who made a value: the names of those who did, each once.
pub fn authors(sides: &[&Side], lang: Lang) -> String {
    let by_hand = lang.pick("sửa tệp bằng tay", "changed by hand");
    let mut names: Vec<&str> = Vec::new();
    for side in sides {
        let name = side.author.as_deref().unwrap_or(by_hand);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.join(", ")
}

/// What deciding a conflict did. `value` is the place of the value that was chosen, unless it is a new one.
pub fn decided(sheet: &Sheet, conflict: &Conflict, value: Option<usize>, look: Look) -> String {
    let lang = look.lang;
    let place = part_place(&conflict.part, lang);
    let values = conflict.values();
    let chosen = value.and_then(|value| values.get(value));
    let what = match chosen {
        Some((_, sides)) => {
            let authors = authors(sides, lang);
            say!(
                lang,
                "dùng bản của {authors}",
                "the value of {authors} is used"
            )
        }
        None => lang.pick("đã ghép cả hai", "both are joined").to_owned(),
    };
    let total = if conflict.part.moves_points() {
        let total = total_and_span(sheet, look);
        say!(lang, " Tổng {total}.", " Total {total}.")
    } else {
        String::new()
    };
    say!(
        lang,
        "{place}: {what}.{total} Bản kia ở lịch sử. u hoàn tác",
        "{place}: {what}.{total} The other is in the history. u undoes"
    )
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
        Edit::Put(_, content) => content.as_ref().map_or_else(nothing, |content| {
            merge::content_words(content, look.mark())
        }),
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

fn printed(stored: &Stored, look: Look) -> String {
    match stored {
        Stored::Number(number) => points::print(*number, look.mark()),
        Stored::Unreadable(text) => text.clone(),
    }
}

/// What stood there and what stands there now.
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

fn from_to(sheet: &Sheet, change: &Change, look: Look) -> String {
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

/// What undo took back of an earlier session, made on a day.
pub fn undone_from(sheet: &Sheet, change: &Change, day: &str, look: Look) -> String {
    let place = place(sheet.book(), &change.edit, look.lang);
    let what = match &change.edit {
        Edit::Evidence { .. } => from_to(sheet, change, look),
        edit => {
            let (from, to) = (
                value(sheet.book(), &change.before, look),
                value(sheet.book(), edit, look),
            );
            say!(look.lang, "{from} về {to}", "{from} back to {to}")
        }
    };
    say!(
        look.lang,
        "Đã hoàn tác sửa ngày {day}: {place} {what}. Ctrl-Y làm lại",
        "Undone the edit of {day}: {place} {what}. Ctrl-Y redoes"
    )
}

/// An edit of an earlier session that is not undone over what was made since, by whom and when if that is known.
pub fn overtaken_by(book: &Workbook, edit: &Entry, by: Option<(&str, &str)>, lang: Lang) -> String {
    let place = entry_place(book, edit, lang);
    match by {
        Some((author, at)) => say!(
            lang,
            "{place}: {author} đã sửa ô này {at}: không hoàn tác đè lên. u lùi tiếp",
            "{place}: {author} changed this {at}: not undone over it. u goes on"
        ),
        None => say!(
            lang,
            "{place}: ô này đã được sửa ở nơi khác: không hoàn tác đè lên. u lùi tiếp",
            "{place}: this was changed elsewhere: not undone over it. u goes on"
        ),
    }
}

/// The question before a value of the record is brought back.
pub fn bring_back(book: &Workbook, edit: &Edit, look: Look) -> String {
    let (place, value) = (place(book, edit, look.lang), value(book, edit, look));
    say!(
        look.lang,
        "{place}: lấy lại {value}? Là một lần sửa như mọi lần sửa, u hoàn tác được.",
        "{place}: bring back {value}? It is an edit like any other, u undoes it."
    )
}

/// A value of the record was brought back.
pub fn brought_back(sheet: &Sheet, change: &Change, look: Look) -> String {
    let place = place(sheet.book(), &change.edit, look.lang);
    let what = from_to(sheet, change, look);
    let effect = effect(sheet, change, look);
    say!(
        look.lang,
        "Đã lấy lại {place}: {what}. {effect}u hoàn tác",
        "Brought back {place}: {what}. {effect}u undoes"
    )
}

/// Where an entry of the record was made: `3.4.1a`, `3.4.1 giải trình`.
pub fn entry_place(book: &Workbook, entry: &Entry, lang: Lang) -> String {
    let code = crate::text::clean_line(&entry.code);
    let of_part = |part: &Part| {
        let part = merge::part_words(part, lang);
        format!("{code} {part}").trim_start().to_owned()
    };
    if let Some(part) = entry.decided() {
        return of_part(&part);
    }
    if entry.field == history::SEAL {
        return lang.pick("Hồ sơ", "Workbook").to_owned();
    }
    let (before, after) = match &entry.content {
        Recorded::Whole { before, after } => (before.as_ref(), after.as_ref()),
        Recorded::Patch { .. } | Recorded::Choice { .. } => (None, None),
    };
    match field::edit(&code, &entry.field, after.or(before)) {
        Some(edit @ (Edit::Unit { .. } | Edit::Report(_))) => of_part(&edit.part()),
        Some(edit) => place(book, &edit, lang),
        None => format!("{code} {}", crate::text::clean_line(&entry.field)),
    }
}

/// A value of the record in the words of its field; a text as it is.
pub fn entry_value(book: &Workbook, entry: &Entry, held: Option<&Value>, look: Look) -> String {
    let Some(held) = held else {
        return look.lang.pick("trống", "empty").to_owned();
    };
    match field::edit(&entry.code, &entry.field, Some(held)) {
        Some(edit) if !field::is_text(&edit) && edit.code().is_some() => value(book, &edit, look),
        _ => crate::text::clean(&history::shown(held)),
    }
}

/// A value of a choice.
pub fn choice_value(book: &Workbook, part: &Part, held: &Value, look: Look) -> String {
    let content = read_value(part, held, book);
    content.map_or_else(
        || look.lang.pick("trống", "empty").to_owned(),
        |content| merge::content_words(&content, look.mark()),
    )
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

/// The criteria whose answers differ.
pub fn changed_codes(before: &Workbook, after: &Workbook) -> Vec<String> {
    let codes = before.answers.keys().chain(after.answers.keys());
    let mut changed: Vec<String> = codes
        .filter(|code| before.answers.get(*code) != after.answers.get(*code))
        .cloned()
        .collect();
    changed.sort();
    changed.dedup();
    changed
}

/// What is wrong and what to do, for the screen: a conflict is chosen there, the values are not read out.
pub fn finding(finding: &Finding, look: Look) -> String {
    let What::Conflict(conflict) = &finding.what else {
        return finding.message(look.lang, look.mark());
    };
    let part = merge::part_words(&conflict.part, look.lang);
    let authors = conflict.authors().join(", ");
    say!(
        look.lang,
        "Xung đột {part} ({authors}), cả hai bản còn giữ: d xem và chọn",
        "Conflict of the {part} ({authors}), both are kept: d shows them"
    )
}

/// What two made of the same part without knowing of each other.
pub fn new_conflict(conflict: &Conflict, lang: Lang) -> String {
    let place = part_place(&conflict.part, lang);
    let authors = conflict.authors().join(", ");
    say!(
        lang,
        "Xung đột {place} ({authors}): cả hai bản còn giữ. n hoặc d xem và chọn",
        "Conflict of {place} ({authors}): both are kept. n or d shows them"
    )
}

/// What came in from elsewhere.
pub fn came_in(codes: &[String], lang: Lang) -> String {
    let shown: Vec<&str> = codes.iter().take(6).map(String::as_str).collect();
    let more = if codes.len() > shown.len() { ".." } else { "" };
    match codes.len() {
        0 => lang
            .pick(
                "Tệp đã đổi ở nơi khác; câu trả lời không đổi.",
                "The file changed elsewhere; no answer did.",
            )
            .to_owned(),
        count => say!(
            lang,
            "Có thay đổi từ nơi khác ở {count} tiêu chí: {}{more}",
            "Changes from elsewhere in {count} criteria: {}{more}",
            shown.join(", ")
        ),
    }
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
