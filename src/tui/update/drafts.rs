//! What a session that died left behind: offered in one line, taken back or dropped, never pressed on anybody.

use super::edits::{self, alert, tell};
use super::{Effects, faults, fields, half_typed, tree};
use crate::lang::Lang;
use crate::say;
use crate::store::draft::Typed;
use crate::store::{field, history};
use crate::text;
use crate::tui::keymap::Command;
use crate::tui::layout;
use crate::tui::message::{Effect, Offer, Offered, Pending};
use crate::tui::model::{Desk, Look, Mode, Question, Saving};
use crate::tui::words;
use crate::workbook::{Edit, Workbook, apply, difference};

/// The offer in sight: in the tree, where no other news stands. That the file lacks something stands before all
/// other news and everywhere; it is answered in the tree.
pub(crate) fn in_sight(desk: &Desk) -> Option<&Offer> {
    let is_calm = matches!(desk.mode, Mode::Tree) && desk.status.notice.is_none();
    let offer = desk.status.offers.first()?;
    (is_calm || matches!(offer.content, Offered::Lacking(_))).then_some(offer)
}

/// Whether the offer in sight may be answered now.
fn may_answer(desk: &Desk) -> bool {
    let is_failing = matches!(desk.status.saving, Saving::Failed(_));
    matches!(desk.mode, Mode::Tree) && !is_failing && in_sight(desk).is_some()
}

/// Takes in what may be offered, in place of other news at the start.
pub(super) fn take_in(desk: &mut Desk, offers: Vec<Offer>) {
    if !offers.is_empty() {
        desk.status.notice = None;
    }
    desk.status.offers.extend(offers);
}

/// Answers the offer in sight; whether the command did.
pub(super) fn answer(
    desk: &mut Desk,
    look: Look,
    command: Option<Command>,
    effects: &mut Effects,
) -> bool {
    let takes = match command {
        Some(Command::Enter) => true,
        Some(Command::Leave) => false,
        _ => return false,
    };
    if !may_answer(desk) {
        return false;
    }
    // What cannot be taken back now can later: when the workbook is opened again.
    let is_copy = |offer: &Offer| matches!(offer.content, Offered::Copy(_));
    if takes && !desk.status.offers.first().is_some_and(is_copy) && !edits::may_change(desk, look) {
        return true;
    }
    let is_unsaved = |offer: &Offer| matches!(offer.content, Offered::Unsaved(_));
    if takes && desk.status.offers.first().is_some_and(is_unsaved) {
        // What would change is seen before it does.
        desk.mode = Mode::Confirm(Question::TakeDraft);
        return true;
    }
    let offer = desk.status.offers.remove(0);
    let was_draft = !matches!(offer.content, Offered::Copy(_));
    if takes {
        take_back(desk, look, offer, effects);
    } else if let Offered::Lacking(lacking) = offer.content {
        faults::put_off(desk, look, lacking);
    }
    if was_draft {
        tell_answered(desk, effects);
    }
    true
}

/// Takes the first offer back after its difference was seen.
pub(super) fn take_first(desk: &mut Desk, look: Look, effects: &mut Effects) {
    if desk.status.offers.is_empty() {
        return;
    }
    let offer = desk.status.offers.remove(0);
    take_back(desk, look, offer, effects);
    tell_answered(desk, effects);
}

fn tell_answered(desk: &Desk, effects: &mut Effects) {
    let is_draft = |offer: &Offer| !matches!(offer.content, Offered::Copy(_));
    if !desk.status.offers.iter().any(is_draft) {
        effects.push(Effect::DraftsAnswered);
    }
}

fn take_back(desk: &mut Desk, look: Look, offer: Offer, effects: &mut Effects) {
    match offer.content {
        Offered::Copy(copy) => effects.push(Effect::Receive(copy.path)),
        Offered::Unsaved(edits) => {
            edits::commit_together(desk, look, edits, effects);
        }
        Offered::Lacking(lacking) => faults::bring_back(desk, look, lacking, effects),
        Offered::Typed(typed) => {
            if !reopen(desk, look, &typed) {
                let Typed { code, text, .. } = typed;
                alert(
                    desk,
                    say!(
                        look.lang,
                        "{code} không còn ô này. Bản nháp ghi: {text}",
                        "{code} no longer has this field. The draft says: {text}"
                    ),
                );
            }
        }
    }
}

/// Opens the field with the text in it as it was being typed; whether there is such a field.
fn reopen(desk: &mut Desk, look: Look, typed: &Typed) -> bool {
    let Some(id) = desk.sheet.book().set.find(&typed.code) else {
        return false;
    };
    tree::go(desk, id);
    let reopened = fields::reopen(desk, look, &typed.field, &typed.text);
    let reopened = reopened.or_else(|| half_typed::reopen(desk, look, &typed.field, &typed.text));
    let Some(present) = reopened else {
        return false;
    };
    if present != typed.base {
        tell(
            desk,
            say!(
                look.lang,
                "Từ đó ô này đã đổi: {} thành {present}. Enter ghi số nháp, Esc giữ số nay.",
                "This field has changed since: {} to {present}. Enter stores the draft, Esc keeps it.",
                typed.base
            ),
        );
    }
    true
}

/// The offer in one line; the keys that answer it are always there.
pub(crate) fn line(offer: &Offer, desk: &Desk, look: Look) -> String {
    let keys = match &offer.content {
        Offered::Lacking(lacking) => return faults::lacking_line(lacking, desk, look),
        Offered::Copy(_) => [
            "Enter xem và gộp, Esc để sau",
            "Enter shows and merges, Esc leaves it",
        ],
        Offered::Typed(_) => ["Enter lấy lại, Esc bỏ", "Enter takes it back, Esc drops it"],
        Offered::Unsaved(_) => ["Enter xem, Esc bỏ", "Enter shows them, Esc drops them"],
    };
    let end = format!(". {}", look.lang.pick(keys[0], keys[1]));
    let room = usize::from(layout::frame(look).notice.width).saturating_sub(2);
    let before = room.saturating_sub(text::width(&end));
    format!("{}{end}", text::fit(&lead(offer, desk, look), before))
}

/// What is offered.
fn lead(offer: &Offer, desk: &Desk, look: Look) -> String {
    let (at, lang, book) = (&offer.at, look.lang, desk.sheet.book());
    match &offer.content {
        // Has a line of its own.
        Offered::Lacking(_) => String::new(),
        Offered::Copy(copy) => {
            let Pending { changes, conflicts } = copy.pending;
            let original = text::clean_line(&copy.original);
            say!(
                lang,
                "Bản mang về của {original}: {changes} thay đổi chưa gộp, {conflicts} xung đột",
                "A copy of {original}: {changes} changes not merged, {conflicts} conflicts"
            )
        }
        Offered::Typed(typed) => {
            let text = text::fit(&typed.text, 40);
            let figure = || field::edit(&typed.code, &typed.field, None);
            let place = half_typed::place(&typed.code, &typed.field, lang)
                .or_else(|| figure().map(|edit| words::place(book, &edit, lang)))
                .unwrap_or_else(|| typed.code.clone());
            let now =
                fields::present(desk, look, typed).or_else(|| half_typed::present(desk, typed));
            let now = now.filter(|now| !now.is_empty()).map(|now| {
                let now = text::fit(&now, 24);
                say!(lang, " (sổ ghi {now})", " (the workbook says {now})")
            });
            let now = now.unwrap_or_default();
            say!(
                lang,
                "Còn bản nháp {place}: {text} gõ dở lúc {at}{now}",
                "A draft of {place} was left: {text}, typed at {at}{now}"
            )
        }
        Offered::Unsaved(edits) => {
            let count = edits.len();
            let places = places(edits, book, lang);
            say!(
                lang,
                "Còn {count} thay đổi chưa lưu được lúc {at}: {places}",
                "{count} changes could not be saved at {at}: {places}"
            )
        }
    }
}

/// Each place of the first offer with what the workbook says and what the draft says.
pub(crate) fn difference(desk: &Desk, lang: Lang) -> String {
    let Some(Offered::Unsaved(edits)) = desk.status.offers.first().map(|offer| &offer.content)
    else {
        return String::new();
    };
    let book = desk.sheet.book();
    let mut after = book.clone();
    for edit in edits {
        // What the set does not allow is told when it is taken.
        let _ = apply(&mut after, edit.clone());
    }
    let differences = difference::between(book, &after);
    let lines = differences.iter().map(|difference| {
        let place = words::place(book, &difference.after, lang);
        let (now, draft) = (shown(&difference.before), shown(&difference.after));
        let (now, draft) = pieces(&now, &draft);
        say!(
            lang,
            "{place}: sổ ghi [{now}], bản nháp [{draft}]",
            "{place}: the workbook says [{now}], the draft [{draft}]"
        )
    });
    let head = lang.pick(
        "Ghi các thay đổi này của bản nháp vào sổ?",
        "Put these changes of the draft into the workbook?",
    );
    let lines: Vec<String> = std::iter::once(head.to_owned()).chain(lines).collect();
    lines.join("\n")
}

/// What an edit sets, for people.
fn shown(edit: &Edit) -> String {
    field::value(edit)
        .as_ref()
        .map(history::shown)
        .unwrap_or_default()
}

/// The words in which two texts differ, with a few of those around them.
fn pieces(one: &str, two: &str) -> (String, String) {
    let (one, two): (Vec<&str>, Vec<&str>) = (words_of(one), words_of(two));
    let same_start = one.iter().zip(&two).take_while(|(a, b)| a == b).count();
    let rest = one.len().min(two.len()) - same_start;
    let ends = one.iter().rev().zip(two.iter().rev());
    let same_end = ends.take(rest).take_while(|(a, b)| a == b).count();
    let piece = |words: &[&str]| {
        let from = same_start.saturating_sub(AROUND);
        let to = (words.len() - same_end + AROUND).min(words.len());
        let middle = words.get(from..to).unwrap_or_default().join(" ");
        let start = if from > 0 { ".. " } else { "" };
        let end = if to < words.len() { " .." } else { "" };
        format!("{start}{}{end}", text::fit(&middle, LONGEST_PIECE))
    };
    (piece(&one), piece(&two))
}

/// Words shown around a difference.
const AROUND: usize = 3;
/// Columns of a piece.
const LONGEST_PIECE: usize = 300;

fn words_of(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}

/// The first places, and that there are more.
fn places(edits: &[Edit], book: &Workbook, lang: Lang) -> String {
    let first = edits
        .iter()
        .take(3)
        .map(|edit| words::place(book, edit, lang));
    let mut places = first.collect::<Vec<_>>().join(", ");
    if edits.len() > 3 {
        places.push_str(", ..");
    }
    places
}
