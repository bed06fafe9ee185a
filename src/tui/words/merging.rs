//! Sentences about what comes together: what others changed, copies, conflicts and what was chosen.

use super::{printed, total_and_span};
use crate::criteria::Criterion;
use crate::lang::Lang;
use crate::points::Stored;
use crate::say;
use crate::tui::model::Look;
use crate::tui::sheet::Sheet;
use crate::workbook::Workbook;
use crate::workbook::check::{Finding, What};
use crate::workbook::merge::{self, Conflict, Content, Entered, Part, Side};
use std::collections::BTreeSet;

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

/// A value of a part: what was entered by the letters of the figures and the names of levels, `a 13, c 1`.
pub fn part_value(book: &Workbook, part: &Part, content: &Content, look: Look) -> String {
    let criterion = part.code().and_then(|code| book.set.criterion(code));
    let (Content::Entered(entered), Some(criterion)) = (content, criterion) else {
        return merge::content_words(content, look.mark());
    };
    let figures = criterion.figures.iter().filter_map(|figure| {
        let value = printed(entered.figures.get(&figure.id)?, look);
        Some(format!("{} {value}", criterion.letter(&figure.id)?))
    });
    let levels = criterion.rule.levels().into_iter();
    let level = levels.filter(|level| Some(&level.id) == entered.level.as_ref());
    let level = level.map(|level| crate::text::fit(&level.label, 24).into_owned());
    let ticked = entered.ticked.iter();
    let ticked = ticked.map(|items| say!(look.lang, "{} mục", "{} items", items.len()));
    let score = entered.score.iter().map(|score| printed(score, look));
    let all = figures.chain(level).chain(ticked).chain(score);
    all.collect::<Vec<_>>().join(", ")
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
        None => lang.pick("đã ghép lại", "joined").to_owned(),
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

/// All documents of a conflict were kept: under which numbers the others stand now.
pub fn documents_kept(conflict: &Conflict, ids: &[String], lang: Lang) -> String {
    let place = part_place(&conflict.part, lang);
    let ids = ids.join(", ");
    say!(
        lang,
        "{place}: giữ tất cả, bản sau là số {ids}. Xem lại dấu dẫn. u hoàn tác",
        "{place}: all are kept, the others as {ids}. Look at the marks. u undoes"
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
        "Xung đột {part} ({authors}), các bản đều còn giữ: d xem và chọn",
        "Conflict of the {part} ({authors}), all are kept: d shows them"
    )
}

/// Somebody else wrote in the text that is being written.
pub fn written_by_two(conflict: &Conflict, lang: Lang) -> String {
    let authors = conflict.authors().join(", ");
    say!(
        lang,
        "{authors} cùng viết bài này: gõ tiếp là giữ cả hai, Esc rồi d để chọn",
        "{authors} write this text at once: typing on keeps both, Esc and d choose"
    )
}

/// What two made of the same part without knowing of each other.
pub fn new_conflict(conflict: &Conflict, lang: Lang) -> String {
    let place = part_place(&conflict.part, lang);
    let authors = conflict.authors().join(", ");
    say!(
        lang,
        "Xung đột {place} ({authors}): các bản đều còn giữ. n hoặc d xem và chọn",
        "Conflict of {place} ({authors}): all are kept. n or d shows them"
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
